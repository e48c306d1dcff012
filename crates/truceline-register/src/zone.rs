//! Zones: boundary versions and the profile that says who must answer for what.

use crate::codec::cbor::Digest;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::Decimetres;
use crate::ids::{PartyId, ZoneId};
use crate::time::{Instant, Span};
use crate::vocabulary::{Activity, BoundaryStatus, ForceSet};
use minicbor::{Decode, Encode};

/// A boundary of a zone as drawn by somebody, from a moment on. A later version of the same status
/// replaces an earlier one; a claimed boundary never replaces an agreed one.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Boundary {
    /// Which zone.
    #[n(0)]
    pub zone: ZoneId,
    /// Its name.
    #[n(1)]
    pub name: String,
    /// Agreed, claimed or in words only.
    #[n(2)]
    pub status: BoundaryStatus,
    /// By whom, where claimed.
    #[n(3)]
    pub claimed_by: Option<PartyId>,
    /// The geometry; absent where there are only words. Boundaries are public.
    #[n(4)]
    pub area: Option<Footprint>,
    /// The words of the agreement, or where the geometry comes from.
    #[n(5)]
    pub text: String,
    /// From when.
    #[n(6)]
    pub start: Instant,
    /// Until when, if limited.
    #[n(7)]
    pub end: Option<Instant>,
}

/// Who must answer in a zone, and for which people.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Obliged {
    /// Who.
    #[n(0)]
    pub party: PartyId,
    /// For which classes of force.
    #[n(1)]
    pub forces: ForceSet,
    /// In which part of the zone; absent means all of it.
    #[n(2)]
    pub part: Option<Footprint>,
}

/// Least distance for a kind of activity.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ActivityBuffer {
    /// Which.
    #[n(0)]
    pub activity: Activity,
    /// At least how far.
    #[n(1)]
    pub buffer: Decimetres,
}

/// The rules of a zone. Drawn anew as a whole; the latest counts.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Profile {
    /// Which zone.
    #[n(0)]
    pub zone: ZoneId,
    /// Who must answer; empty where notification is voluntary.
    #[n(1)]
    pub obliged: Vec<Obliged>,
    /// How old an answer or a nil may be, measured from its as-of.
    #[n(2)]
    pub freshness: Span,
    /// How long before its start a movement should be told.
    #[n(3)]
    pub lead_time: Span,
    /// The same in an emergency.
    #[n(4)]
    pub emergency_lead_time: Span,
    /// How near two windows may come before they count as meeting.
    #[n(5)]
    pub time_tolerance: Span,
    /// Precision taken where none is stated.
    #[n(6)]
    pub worst_precision: Decimetres,
    /// Least buffer of a check where the activity has no own entry.
    #[n(7)]
    pub least_buffer: Decimetres,
    /// Least buffers by activity.
    #[n(8)]
    pub activity_buffers: Vec<ActivityBuffer>,
    /// Longest halt before a temporary site is asked for.
    #[n(9)]
    pub halt_limit: Span,
    /// Longest time that an outcome is good for.
    #[n(10)]
    pub outcome_life: Span,
    /// Least area of a check by a party in square metres; the centre has no floor.
    #[n(11)]
    pub check_floor_m2: u64,
    /// Least duration of a check by a party.
    #[n(12)]
    pub check_floor_span: Span,
    /// Checks that a party has per day in this zone; the centre has no budget.
    #[n(13)]
    pub check_budget: u32,
    /// How long after a plan has ended its counts are told to owners.
    #[n(14)]
    pub owner_delay: Span,
    /// How long an alert may wait for an answer before it goes to any duty desk.
    #[n(15)]
    pub escalation: Span,
    /// Digest of the agreement or procedure that these figures come from.
    #[n(16)]
    pub source: Option<Digest>,
}

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// State.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zones {}

impl Zones {
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge_boundary(_: &Register, _: &Said<'_>, _: &Boundary, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge_profile(_: &Register, _: &Said<'_>, _: &Profile, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply_boundary(_: &mut Register, _: &Admitted<'_>, _: &Boundary) {}

/// Takes it in.
pub fn apply_profile(_: &mut Register, _: &Admitted<'_>, _: &Profile) {}
