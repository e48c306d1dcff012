//! The standing check of active plans, and the alerts that are owed.

use crate::codec::record::Alert;
use crate::ids::LogIndex;
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::decide::Draft;
use crate::register::said::{Admitted, Context, Judgement, Said};
use crate::time::Instant;

/// Alerts owed and settled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watch {}

impl Watch {
    pub(crate) fn apply_alert(&mut self, _record: LogIndex, _at: Instant, _alert: &Alert) {}
    pub(crate) fn apply_acknowledgement(&mut self, _admitted: &Admitted<'_>, _record: LogIndex, _number: u16) {}
}

/// Judges the acknowledgement of an alert.
///
/// # Errors
/// [`Refusal`]: no such alert, or another party's.
pub fn judge_acknowledgement(
    _register: &Register,
    _said: &Said<'_>,
    _record: LogIndex,
    _number: u16,
    _out: &mut Judgement,
) -> Result<(), Refusal> {
    Ok(())
}

impl Register {
    /// Runs the watch of every active plan that the latest record may have touched, and returns the
    /// record of what it said, if any outcome changed.
    #[must_use]
    pub fn follow(&self, _context: &Context) -> Option<Draft> {
        None
    }
}
