//! What is told of a place, at each resolution, and the volumes of plans and areas.
//!
//! `exact`, `cell` and `existence` are separate digests, so that an owner can tell one recipient
//! that something is there and another where. Not here: distances ([`crate::geometry`]).

use crate::codec::cbor::Digest;
use crate::geometry::footprint::{Circle, Footprint, Line};
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::ZoneId;
use crate::time::{Instant, TimeWindow};
use crate::vocabulary::ForceClass;
use minicbor::{Decode, Encode};
use std::fmt;

/// A footprint, a band of altitudes (absent: all) and a window. As Volume4D of ASTM F3548-21.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct Volume4d {
    /// Where on the ground.
    #[n(0)]
    pub footprint: Footprint,
    /// At which heights; absent means all.
    #[n(1)]
    pub altitude: Option<AltitudeBand>,
    /// When.
    #[n(2)]
    pub window: TimeWindow,
    /// How far the true footprint may lie from the one given; absent means not stated.
    #[n(3)]
    pub precision: Option<Decimetres>,
}

impl Volume4d {
    /// How far the true footprint may lie from the one given: the worst where that is not stated.
    #[must_use]
    pub fn precision_or(&self, worst: Decimetres) -> Decimetres {
        self.precision.unwrap_or(worst)
    }
}

/// The digests of one place at three resolutions; an absent one is never told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PlaceDigests {
    /// Of a [`SitePlace`], a [`MovementPlace`] or a [`Volume4d`], by the kind of notification.
    #[n(0)]
    pub exact: Option<Digest>,
    /// Of a [`CellPlace`].
    #[n(1)]
    pub cell: Option<Digest>,
    /// Of an [`ExistencePlace`].
    #[n(2)]
    pub existence: Option<Digest>,
}

/// Where people or things stay.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SitePlace {
    /// Where on the ground.
    #[n(0)]
    pub footprint: Footprint,
    /// At which heights; absent means all.
    #[n(1)]
    pub altitude: Option<AltitudeBand>,
    /// From when.
    #[n(2)]
    pub start: Instant,
    /// Until when, if its end is known.
    #[n(3)]
    pub end: Option<Instant>,
    /// How far the true place may lie from the one given; absent means not stated.
    #[n(4)]
    pub precision: Option<Decimetres>,
    /// How far around it its owner asks others to stay away.
    #[n(5)]
    pub buffer: Decimetres,
}

/// One leg of a movement: a stretch of way and when it is used.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Leg {
    /// The way with its half-width.
    #[n(0)]
    pub line: Line,
    /// At which heights; absent means all.
    #[n(1)]
    pub altitude: Option<AltitudeBand>,
    /// From the earliest departure to the latest arrival.
    #[n(2)]
    pub window: TimeWindow,
}

/// A place where a movement may wait.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HoldingPoint {
    /// Where.
    #[n(0)]
    pub place: Circle,
    /// When it may be used.
    #[n(1)]
    pub window: TimeWindow,
}

/// Where people or things move. At least one leg.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct MovementPlace {
    /// The legs in order of travel.
    #[n(0)]
    pub legs: Vec<Leg>,
    /// The holding points in order of travel.
    #[n(1)]
    pub holding_points: Vec<HoldingPoint>,
    /// How far the true way may lie from the one given; absent means not stated.
    #[n(2)]
    pub precision: Option<Decimetres>,
    /// How far around it its owner asks others to stay away.
    #[n(3)]
    pub buffer: Decimetres,
}

/// The coarse cells that a place touches: a grid of `step_e7` from the equator and the prime
/// meridian; a cell is named by the numbers of its south-west corner.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CellPlace {
    /// Side of a cell in units of 1e-7 degree.
    #[n(0)]
    pub step_e7: u32,
    /// Rows north of the equator and columns east of the prime meridian.
    #[n(1)]
    pub cells: Vec<(i32, i32)>,
    /// From when.
    #[n(2)]
    pub start: Instant,
    /// Until when, if known.
    #[n(3)]
    pub end: Option<Instant>,
}

impl fmt::Debug for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// That something is in a zone.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ExistencePlace {
    /// In which zone.
    #[n(0)]
    pub zone: ZoneId,
    /// From when.
    #[n(1)]
    pub start: Instant,
    /// Until when, if known.
    #[n(2)]
    pub end: Option<Instant>,
}

/// One position given in an answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PostedPosition {
    /// Whose people.
    #[n(0)]
    pub class: ForceClass,
    /// Where and when.
    #[n(1)]
    pub place: SitePlace,
}
