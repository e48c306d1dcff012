//! Zones: boundary versions and the profile that says who must answer for what.
//!
//! What stands here is the centre's word about the agreement. Boundaries and profiles are public
//! and are never erased; every version is kept and is cited by its log index. Not here: whether a
//! volume lies in zones and what follows ([`crate::check`]). DESIGN.md §6.

use crate::codec::cbor::Digest;
use crate::geometry::distance;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::party::authority::check_name;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, enrolled};
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::{Activity, BoundaryStatus, ForceSet};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

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

/// All versions of one zone, in the order they were said.
#[derive(Clone, Debug, Default, PartialEq)]
struct Zone {
    boundaries: Vec<(LogIndex, Boundary)>,
    profiles: Vec<(LogIndex, Profile)>,
}

/// All zones with their history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zones {
    zones: BTreeMap<ZoneId, Zone>,
}

fn known<T>(history: &[(LogIndex, T)], known_at: LogIndex) -> &[(LogIndex, T)] {
    &history[..history.partition_point(|(index, _)| *index < known_at)]
}

impl Zone {
    fn of_status(
        &self,
        status: BoundaryStatus,
        known_at: LogIndex,
    ) -> impl DoubleEndedIterator<Item = (LogIndex, &Boundary)> {
        known(&self.boundaries, known_at)
            .iter()
            .filter(move |(_, boundary)| boundary.status == status)
            .map(|(index, boundary)| (*index, boundary))
    }

    /// The version of a line of versions (agreed ones, or one party's claims) in force at an
    /// instant: of those that had begun, the one said last, unless it has ended. A version that
    /// ends does not bring back the one it replaced.
    fn in_force_at<'a>(
        versions: impl DoubleEndedIterator<Item = (LogIndex, &'a Boundary)>,
        instant: Instant,
    ) -> Option<(LogIndex, &'a Boundary)> {
        versions
            .rev()
            .find(|(_, boundary)| boundary.start <= instant)
            .filter(|(_, boundary)| boundary.end.is_none_or(|end| instant < end))
    }

    /// The instants of the window at which the version in force may change, its start first.
    fn moments(&self, known_at: LogIndex, window: TimeWindow) -> BTreeSet<Instant> {
        let mut moments: BTreeSet<Instant> = known(&self.boundaries, known_at)
            .iter()
            .flat_map(|(_, boundary)| [Some(boundary.start), boundary.end])
            .flatten()
            .filter(|moment| window.contains(*moment))
            .collect();
        moments.insert(window.start());
        moments
    }

    fn agreed(
        &self,
        known_at: LogIndex,
        window: TimeWindow,
    ) -> Result<Vec<(LogIndex, &Boundary)>, NoBoundary> {
        let mut found: BTreeMap<LogIndex, &Boundary> = BTreeMap::new();
        let mut throughout = true;
        for moment in self.moments(known_at, window) {
            let versions = self.of_status(BoundaryStatus::Agreed, known_at);
            match Self::in_force_at(versions, moment) {
                Some((index, boundary)) => {
                    found.insert(index, boundary);
                }
                None => throughout = false,
            }
        }
        if throughout {
            return Ok(found.into_iter().collect());
        }
        if self.of_status(BoundaryStatus::Agreed, known_at).next().is_some() {
            return Err(NoBoundary::NotThroughout);
        }
        if self.of_status(BoundaryStatus::Claimed, known_at).next().is_some() {
            return Err(NoBoundary::ClaimedOnly);
        }
        Err(if known(&self.boundaries, known_at).is_empty() {
            NoBoundary::UnknownZone
        } else {
            NoBoundary::TextOnly
        })
    }

    /// Every version with geometry, agreed or claimed, that is in force at some time of the window.
    fn drawn(&self, known_at: LogIndex, window: TimeWindow) -> BTreeMap<LogIndex, &Boundary> {
        let claimants: BTreeSet<Option<PartyId>> = self
            .of_status(BoundaryStatus::Claimed, known_at)
            .map(|(_, boundary)| boundary.claimed_by)
            .collect();
        let mut drawn = BTreeMap::new();
        for moment in self.moments(known_at, window) {
            drawn.extend(Self::in_force_at(self.of_status(BoundaryStatus::Agreed, known_at), moment));
            for claimant in &claimants {
                let claims = self
                    .of_status(BoundaryStatus::Claimed, known_at)
                    .filter(|(_, boundary)| boundary.claimed_by == *claimant);
                drawn.extend(Self::in_force_at(claims, moment));
            }
        }
        drawn
    }
}

impl Zones {
    /// The zone's rules as they stood after the first `known_at` records, with the record that set
    /// them; the latest counts.
    #[must_use]
    pub fn profile(&self, zone: ZoneId, known_at: LogIndex) -> Option<(LogIndex, &Profile)> {
        let zone = self.zones.get(&zone)?;
        known(&zone.profiles, known_at).last().map(|(index, profile)| (*index, profile))
    }

    /// Who must answer in the zone; empty where notification is voluntary or no rules are set.
    #[must_use]
    pub fn obliged(&self, zone: ZoneId, known_at: LogIndex) -> &[Obliged] {
        self.profile(zone, known_at).map_or(&[], |(_, profile)| &profile.obliged)
    }

    /// The agreed boundary versions in force at some instant of the window, each with its log
    /// index, in order of index; there is one at every instant of it.
    ///
    /// # Errors
    /// [`NoBoundary`]: why there is none, or not throughout.
    pub fn boundary(
        &self,
        zone: ZoneId,
        known_at: LogIndex,
        window: TimeWindow,
    ) -> Result<Vec<(LogIndex, &Boundary)>, NoBoundary> {
        self.zones.get(&zone).ok_or(NoBoundary::UnknownZone)?.agreed(known_at, window)
    }

    /// The zones of which a boundary with geometry, agreed or claimed, is in force at some time of
    /// the window and meets the footprint (rounded outward). Zones in words only are nowhere.
    #[must_use]
    pub fn zones_touching(
        &self,
        footprint: &Footprint,
        window: TimeWindow,
        known_at: LogIndex,
    ) -> Vec<ZoneId> {
        let touches = |boundary: &&Boundary| {
            boundary
                .area
                .as_ref()
                .is_some_and(|area| distance::within(area, footprint, Decimetres::ZERO))
        };
        self.zones
            .iter()
            .filter(|(_, zone)| zone.drawn(known_at, window).values().any(|b| touches(b)))
            .map(|(id, _)| *id)
            .collect()
    }

    /// The largest of all profiles' worst precisions: what is taken for a position that states
    /// none, wherever it lies. [`PRECISION_WITHOUT_ZONES`] where no zone has a profile.
    #[must_use]
    pub fn worst_precision(&self, known_at: LogIndex) -> Decimetres {
        self.profiles(known_at)
            .map(|(_, _, profile)| profile.worst_precision)
            .max()
            .unwrap_or(PRECISION_WITHOUT_ZONES)
    }

    /// Every zone with the rules in force for it and their record.
    pub fn profiles(&self, known_at: LogIndex) -> impl Iterator<Item = (ZoneId, LogIndex, &Profile)> {
        self.zones
            .keys()
            .filter_map(move |zone| self.profile(*zone, known_at).map(|(index, p)| (*zone, index, p)))
    }

    /// Every zone of which something had been said.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = ZoneId> {
        self.zones
            .iter()
            .filter(move |(_, zone)| !known(&zone.boundaries, known_at).is_empty())
            .map(|(id, _)| *id)
    }

    /// Every boundary said of a zone, of any status, in the order it was said.
    #[must_use]
    pub fn boundaries(&self, zone: ZoneId, known_at: LogIndex) -> &[(LogIndex, Boundary)] {
        self.zones.get(&zone).map_or(&[], |zone| known(&zone.boundaries, known_at))
    }

    /// Whether the zone is known to the register at all.
    #[must_use]
    pub fn is_known(&self, zone: ZoneId, known_at: LogIndex) -> bool {
        !self.boundaries(zone, known_at).is_empty()
    }

    /// The moments after `now` at which a boundary begins or ends: time alone changes what is inside.
    pub fn turning_points(&self, now: Instant) -> impl Iterator<Item = Instant> {
        self.zones
            .values()
            .flat_map(|zone| &zone.boundaries)
            .flat_map(|(_, boundary)| [Some(boundary.start), boundary.end])
            .flatten()
            .filter(move |moment| *moment > now)
    }
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
        return Err(invalid("the boundary ends at or before its start; correct the two times"));
    }
    match (body.status, &body.area, body.claimed_by) {
        (BoundaryStatus::Agreed, Some(_), None) => {}
        (BoundaryStatus::Claimed, Some(_), Some(party)) => enrolled(register, party)?,
        (BoundaryStatus::TextOnly, None, None) if !body.text.trim().is_empty() => {}
        (BoundaryStatus::Agreed, ..) => {
            return Err(invalid("an agreed boundary has a geometry and nobody who claims it"));
        }
        (BoundaryStatus::Claimed, ..) => {
            return Err(invalid("a claimed boundary has a geometry and names who claims it"));
        }
        (BoundaryStatus::TextOnly, ..) => {
            return Err(invalid("a boundary in words only has words, no geometry and nobody who claims it"));
        }
    }
    if register.zones.zones.len() >= MAX_ZONES && !register.zones.zones.contains_key(&body.zone) {
        return Err(Refusal::new(RefusalCode::OverLimit, "the register holds at most 1,000 zones"));
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
    register.authority.centre_only(said, "sets the rules of zones")?;
    if !register.zones.zones.contains_key(&body.zone) {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            format!("there is no zone {}; draw its boundary or give its words first", body.zone),
        ));
    }
    check_obliged(register, body)?;
    check_spans(body)?;
    check_distances(body)
}

fn check_obliged(register: &Register, body: &Profile) -> Result<(), Refusal> {
    if body.obliged.len() > MAX_OBLIGED {
        return Err(Refusal::new(RefusalCode::OverLimit, "a profile names at most 64 obliged parties and parts"));
    }
    for obliged in &body.obliged {
        enrolled(register, obliged.party)?;
        if obliged.forces.is_empty() {
            return Err(invalid(format!("the party {} is obliged for no class of force; name at least one", obliged.party)));
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
    ];
    for (name, span, positive) in spans {
        if span > MAX_PROFILE_SPAN || (positive && span == Span::ZERO) {
            let least = if positive { "more than nothing" } else { "nothing or more" };
            return Err(invalid(format!("the {name} must be {least} and at most 366 days")));
        }
    }
    if body.emergency_lead_time > body.lead_time {
        return Err(invalid("the emergency lead time is longer than the lead time; exchange them"));
    }
    Ok(())
}

fn check_distances(body: &Profile) -> Result<(), Refusal> {
    if body.worst_precision == Decimetres::ZERO || body.worst_precision > MAX_PROFILE_DISTANCE {
        return Err(invalid("the worst precision must be more than nothing and at most 100 km"));
    }
    let mut activities = BTreeSet::new();
    for entry in &body.activity_buffers {
        if !activities.insert(entry.activity) {
            return Err(invalid(format!("the activity \"{}\" has two buffers; give one", entry.activity)));
        }
    }
    let buffers = body.activity_buffers.iter().map(|entry| entry.buffer);
    if buffers.chain([body.least_buffer]).any(|buffer| buffer > MAX_PROFILE_DISTANCE) {
        return Err(invalid("a least buffer is at most 100 km"));
    }
    Ok(())
}

/// Takes a boundary in.
pub fn apply_boundary(register: &mut Register, admitted: &Admitted<'_>, body: &Boundary) {
    let zone = register.zones.zones.entry(body.zone).or_default();
    zone.boundaries.push((admitted.index, body.clone()));
}

/// Takes a zone's rules in.
pub fn apply_profile(register: &mut Register, admitted: &Admitted<'_>, body: &Profile) {
    let zone = register.zones.zones.entry(body.zone).or_default();
    zone.profiles.push((admitted.index, body.clone()));
}

#[cfg(test)]
pub(crate) mod tests;
