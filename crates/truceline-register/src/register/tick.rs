//! Time passing by itself: what falls due without anybody saying anything.

use super::Register;
use super::decide::Draft;
use super::said::Context;
use crate::codec::record::Alert;
use crate::ids::LogIndex;
use crate::time::Instant;

/// What fell due and was said to be due, so that it is said once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announced {}

impl Announced {
    pub(crate) fn apply(&mut self, _: LogIndex, _: &Alert) {}
}

impl Register {
    /// What has fallen due by time alone since the latest record.
    #[must_use]
    pub fn tick(&self, _: &Context) -> Option<Draft> {
        None
    }

    /// When time alone will next change something.
    #[must_use]
    pub fn next_due(&self, _: Instant) -> Option<Instant> {
        None
    }
}
