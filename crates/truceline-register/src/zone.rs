//! Zones: boundary versions and the profile that says who must answer for what.
//!
//! What stands here is the centre's word about the agreement. Boundaries and profiles are public
//! and are never erased; every version is kept and is cited by its log index. Not here: whether a
//! volume lies in zones and what follows ([`crate::check`]). DESIGN.md §6.

pub mod history;

use crate::codec::cbor::Digest;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::Decimetres;
use crate::ids::{PartyId, ZoneId};
use crate::party::authority::check_name;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, enrolled};
use crate::time::{Instant, Span};
use crate::vocabulary::{Activity, BoundaryStatus, ForceSet};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Most zones: an agreement has a handful.
pub const MAX_ZONES: usize = 1_000;
/// Most obliged entries in one profile: every party with several parts of the zone.
pub const MAX_OBLIGED: usize = 64;
/// Longest text of a boundary in characters: a clause of an agreement, not the agreement.
pub const MAX_BOUNDARY_TEXT_CHARS: usize = 10_000;
/// Longest span that a profile may set; what is longer is a slip of units.
pub const MAX_PROFILE_SPAN: Span = Span::hours(366 * 24);
/// Largest buffer or precision that a profile may set; what is larger is a slip of units.
pub const MAX_PROFILE_DISTANCE: Decimetres = match Decimetres::from_metres(100_000) {
    Ok(distance) => distance,
    Err(_) => Decimetres::MAX,
};
/// Precision taken where no zone has a profile and none is stated: about one arc-minute.
pub const PRECISION_WITHOUT_ZONES: Decimetres = match Decimetres::from_metres(2_000) {
    Ok(precision) => precision,
    Err(_) => Decimetres::MAX,
};

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
    /// How long before a request is due the asked party is reminded, where the request says nothing
    /// else; absent: not at all.
    #[n(17)]
    pub reminder: Option<Span>,
}

/// Why a zone has no agreed boundary over a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoBoundary {
    /// No such zone.
    UnknownZone,
    /// There are only words.
    TextOnly,
    /// One or several parties claim one; none is agreed.
    ClaimedOnly,
    /// One is agreed, but not for all of the window.
    NotThroughout,
}

/// Judges a boundary.
///
/// # Errors
/// [`Refusal`]: not the centre, a name or text that cannot stand, geometry and status that do not
/// belong together, too many zones.
pub fn judge_boundary(
    register: &Register,
    said: &Said<'_>,
    body: &Boundary,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    register.authority.centre_only(said, "draws boundaries")?;
    check_name(&body.name)?;
    if body.text.chars().count() > MAX_BOUNDARY_TEXT_CHARS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "the text of a boundary has at most 10,000 characters; cite the agreement instead",
        ));
    }
    if body.end.is_some_and(|end| end <= body.start) {
        return Err(invalid(
            "the boundary ends at or before its start; correct the two times",
        ));
    }
    match (body.status, &body.area, body.claimed_by) {
        (BoundaryStatus::Agreed, Some(_), None) => {}
        (BoundaryStatus::Claimed, Some(_), Some(party)) => enrolled(register, party)?,
        (BoundaryStatus::TextOnly, None, None) if !body.text.trim().is_empty() => {}
        (BoundaryStatus::Agreed, ..) => {
            return Err(invalid(
                "an agreed boundary has a geometry and nobody who claims it",
            ));
        }
        (BoundaryStatus::Claimed, ..) => {
            return Err(invalid(
                "a claimed boundary has a geometry and names who claims it",
            ));
        }
        (BoundaryStatus::TextOnly, ..) => {
            return Err(invalid(
                "a boundary in words only has words, no geometry and nobody who claims it",
            ));
        }
    }
    if register.zones.is_full_for(body.zone) {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "the register holds at most 1,000 zones",
        ));
    }
    Ok(())
}

fn invalid(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}

/// Judges a zone's rules.
///
/// # Errors
/// [`Refusal`]: not the centre, a zone or party that is not here, figures out of range.
pub fn judge_profile(
    register: &Register,
    said: &Said<'_>,
    body: &Profile,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    register
        .authority
        .centre_only(said, "sets the rules of zones")?;
    if !register.zones.is_known(body.zone, register.size) {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            format!(
                "there is no zone {}; draw its boundary or give its words first",
                body.zone
            ),
        ));
    }
    check_obliged(register, body)?;
    check_spans(body)?;
    check_distances(body)
}

fn check_obliged(register: &Register, body: &Profile) -> Result<(), Refusal> {
    if body.obliged.len() > MAX_OBLIGED {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a profile names at most 64 obliged parties and parts",
        ));
    }
    for obliged in &body.obliged {
        enrolled(register, obliged.party)?;
        if obliged.forces.is_empty() {
            return Err(invalid(format!(
                "the party {} is obliged for no class of force; name at least one",
                obliged.party
            )));
        }
    }
    Ok(())
}

fn check_spans(body: &Profile) -> Result<(), Refusal> {
    let spans = [
        ("freshness", body.freshness, true),
        ("lead time", body.lead_time, false),
        ("emergency lead time", body.emergency_lead_time, false),
        ("time tolerance", body.time_tolerance, false),
        ("halt limit", body.halt_limit, true),
        ("life of an outcome", body.outcome_life, true),
        ("least duration of a check", body.check_floor_span, false),
        ("delay of owners' counts", body.owner_delay, false),
        ("escalation", body.escalation, true),
        ("reminder", body.reminder.unwrap_or(MAX_PROFILE_SPAN), true),
    ];
    for (name, span, positive) in spans {
        if span > MAX_PROFILE_SPAN || (positive && span == Span::ZERO) {
            let least = if positive {
                "more than nothing"
            } else {
                "nothing or more"
            };
            return Err(invalid(format!(
                "the {name} must be {least} and at most 366 days"
            )));
        }
    }
    if body.emergency_lead_time > body.lead_time {
        return Err(invalid(
            "the emergency lead time is longer than the lead time; exchange them",
        ));
    }
    Ok(())
}

fn check_distances(body: &Profile) -> Result<(), Refusal> {
    if body.worst_precision == Decimetres::ZERO || body.worst_precision > MAX_PROFILE_DISTANCE {
        return Err(invalid(
            "the worst precision must be more than nothing and at most 100 km",
        ));
    }
    let mut activities = BTreeSet::new();
    for entry in &body.activity_buffers {
        if !activities.insert(entry.activity) {
            return Err(invalid(format!(
                "the activity \"{}\" has two buffers; give one",
                entry.activity
            )));
        }
    }
    let buffers = body.activity_buffers.iter().map(|entry| entry.buffer);
    if buffers
        .chain([body.least_buffer])
        .any(|buffer| buffer > MAX_PROFILE_DISTANCE)
    {
        return Err(invalid("a least buffer is at most 100 km"));
    }
    Ok(())
}

/// Takes a boundary in.
pub fn apply_boundary(register: &mut Register, admitted: &Admitted<'_>, body: &Boundary) {
    register.zones.draw(admitted.index, body);
}

/// Takes a zone's rules in.
pub fn apply_profile(register: &mut Register, admitted: &Admitted<'_>, body: &Profile) {
    register.zones.set(admitted.index, body);
}

#[cfg(test)]
pub(crate) mod tests;
