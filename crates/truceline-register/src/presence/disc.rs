//! Sites of one circle that stand as they were told, by their traces alone: most of what is near most places.
//!
//! Not here: everything else, which is worked out ([`super::standing`]).

use super::overlapping::plain_overlap;
use crate::check::Overlap;
use crate::geometry::position::{AltitudeBand, Decimetres, Position};
use crate::ids::LogIndex;
use crate::register::{Register, Standpoint};
use crate::time::Instant;

/// One of them.
#[derive(Clone, Debug)]
pub(crate) struct Disc {
    /// Its middle.
    pub(crate) centre: Position,
    /// Its radius.
    pub(crate) radius: Decimetres,
    /// How far beyond it it reaches: its precision and its owner's buffer.
    pub(crate) own: Decimetres,
    /// At which heights; absent means all.
    pub(crate) altitude: Option<AltitudeBand>,
    /// From when.
    pub(crate) start: Instant,
    /// Until when; absent means open-ended.
    pub(crate) end: Option<Instant>,
    /// What it is where it overlaps.
    pub(crate) overlap: Overlap,
}

/// What a record tells, where it is one.
pub(crate) fn of_record(register: &Register, record: LogIndex, at: Standpoint) -> Option<Disc> {
    let trace = register.presences.traces.get(record)?;
    let (part, (centre, radius)) = trace.circle()?;
    let overlap = plain_overlap(register, record, trace, at)?;
    let assumed = register.zones.worst_precision(at.known_at);
    Some(Disc {
        centre,
        radius,
        own: part.precision.unwrap_or(assumed).plus(part.buffer),
        altitude: part.altitude,
        start: part.start,
        end: part.end,
        overlap,
    })
}
