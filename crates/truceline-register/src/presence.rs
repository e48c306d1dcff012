//! Whatever says that somebody is somewhere: versions of sites and movements, and positions given
//! in answers, with the space-time index over them.
//!
//! Not here: what a notification is and how its state changes ([`crate::notification`]), what an
//! overlap means ([`crate::check`]).

use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::{LogIndex, PartyId, RequestId};
use crate::notification::NotificationRef;
use crate::place::Volume4d;
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span};
use crate::vocabulary::{ForceSet, Resolution};

/// One stretch of space and time in which somebody may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceVolume {
    /// Where.
    pub footprint: Footprint,
    /// At which heights; absent means all.
    pub altitude: Option<AltitudeBand>,
    /// From when.
    pub start: Instant,
    /// Until when; absent means open-ended.
    pub end: Option<Instant>,
    /// How far the true place may lie from the one given, the profile's worst where not stated.
    pub precision: Decimetres,
    /// How far around it its owner asks others to stay away.
    pub buffer: Decimetres,
}

/// What says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A notification.
    Notification(NotificationRef),
    /// A position given in an answer.
    Answer {
        /// To which request of the centre.
        request: RequestId,
        /// Which occurrence.
        occurrence: u32,
    },
}

/// A presence as it stands at a standpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whose.
    pub party: PartyId,
    /// What says it.
    pub source: Source,
    /// The record that says where.
    pub record: LogIndex,
    /// For which classes of force.
    pub forces: ForceSet,
    /// Where and when, at the finest resolution disclosed to the register.
    pub volumes: Vec<PresenceVolume>,
    /// Exact or cell.
    pub resolution: Resolution,
    /// Past its time of reconfirmation, or a movement past its window.
    pub stale: bool,
    /// Somebody disputes it.
    pub contested: bool,
    /// Not its owner's signed word yet.
    pub relayed: bool,
}

/// The table of presences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presences {}

impl Presences {
    /// Forgets where a record said that somebody is.
    pub(crate) fn forget(&mut self, _record: LogIndex) {}
}

/// Everything in force at the standpoint whose window (widened by `tolerance`) and band meet the
/// volume's and whose outward bounds come within `reach` of its footprint; the exact distance is
/// the caller's to judge, per volume. In order of record.
#[must_use]
pub fn near(
    _register: &Register,
    _volume: &Volume4d,
    _reach: Decimetres,
    _tolerance: Span,
    _at: Standpoint,
) -> Vec<Standing> {
    Vec::new()
}
