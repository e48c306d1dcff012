//! Legal hold: what is kept as evidence until the hold is lifted, whoever asks that it be erased.
//!
//! A hold names records, or a zone and a window. It keeps disclosures from erasure and does nothing else: it shows
//! nobody anything, and says of nobody that something was wrong. The centre and investigators hold anything, a
//! party its own records; only who placed a hold lifts it, with two people. DESIGN.md §5.
//!
//! A zone and a window hold whatever may have been there then, by the bounds of what was told (too much rather than
//! too little), what was told of no known place, and everything else that the register heard within the window.
//! An incident's hold keeps the evidence that concerns it, too, whenever that was entered.

use crate::codec::cbor::Digest;
use crate::countersignature::{self, Needs};
use crate::evidence;
use crate::geometry::position::Decimetres;
use crate::ids::{IncidentId, LogIndex, PartyId, ZoneId};
use crate::incident;
use crate::place::Volume4d;
use crate::presence::Surroundings;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said};
use crate::register::{Register, Standpoint};
use crate::time::{Span, TimeWindow};
use crate::vocabulary::{Flag, Resolution, Role};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Most records named in one hold.
pub const MAX_RECORDS: usize = 1_000;
/// Most holds of one party that stand: one for each incident of a long war.
pub const MAX_STANDING: usize = 1_000;
/// How far around an incident that states no precision records are held.
pub const INCIDENT_PRECISION: Decimetres = match Decimetres::from_metres(5_000) {
    Ok(length) => length,
    Err(_) => Decimetres::ZERO,
};
/// How long before and after an incident records are held: clocks an hour apart are told of.
pub const TOLERANCE: Span = Span::hours(2);

/// Somebody holds what these records disclosed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Hold {
    /// Which records; may be empty beside a zone.
    #[n(0)]
    pub records: Vec<LogIndex>,
    /// Whatever was told of this zone.
    #[n(1)]
    pub zone: Option<ZoneId>,
    /// Of this time; the two go together.
    #[n(2)]
    pub window: Option<TimeWindow>,
    /// Why, in words.
    #[n(3)]
    pub reason: Option<Digest>,
}

/// A hold is lifted. Counts when a second person has countersigned it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HoldLift {
    /// The record that placed it.
    #[n(0)]
    pub hold: LogIndex,
    /// Why, in words.
    #[n(1)]
    pub reason: Option<Digest>,
}

/// A hold as it was placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The record that places it.
    pub record: LogIndex,
    /// Who placed it.
    pub by: PartyId,
    /// What it holds.
    pub body: Hold,
    /// The incident whose opening places it: it holds whatever concerns where and when that was, by any version.
    pub incident: Option<IncidentId>,
    /// The records that ask to lift it, in order.
    pub lifts: Vec<LogIndex>,
}

/// All holds, in order of their records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    placed: BTreeMap<LogIndex, Placed>,
    lifts: BTreeMap<LogIndex, LogIndex>,
}

impl Holds {
    /// A hold by the record that placed it.
    #[must_use]
    pub fn get(&self, record: LogIndex) -> Option<&Placed> {
        self.placed.get(&record)
    }

    /// Every hold placed before `known_at`.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Placed> {
        self.placed.range(..known_at).map(|(_, placed)| placed)
    }
}

/// The record that asks to lift a hold and was signed for by two people; `None` while the hold stands.
#[must_use]
pub fn lifted_by(register: &Register, placed: &Placed, known_at: LogIndex) -> Option<LogIndex> {
    let lifts = placed.lifts.iter().copied();
    lifts
        .filter(|lift| *lift < known_at)
        .find(|lift| countersignature::complete(register, *lift, known_at))
}

/// The holds that stand.
pub fn standing(register: &Register, known_at: LogIndex) -> impl Iterator<Item = &Placed> {
    let all = register.holds.all(known_at);
    all.filter(move |placed| lifted_by(register, placed, known_at).is_none())
}

/// Whether a record places a hold that stands.
#[must_use]
pub(crate) fn in_force(register: &Register, record: LogIndex, at: Standpoint) -> bool {
    let placed = register.holds.get(record);
    placed.is_some_and(|placed| lifted_by(register, placed, at.known_at).is_none())
}

/// Refuses where one of these records is held.
///
/// The records that are named are held against each hold; what else a hold keeps is not looked up.
///
/// # Errors
/// [`RefusalCode::InForce`] naming the record and the hold.
pub(crate) fn judge_erasure(register: &Register, records: &[LogIndex]) -> Result<(), Refusal> {
    // Few records are evidence, and each is looked at once, however many holds stand.
    let evidence = records.iter().filter_map(|record| {
        let entry = register.evidence.of_record(*record)?;
        Some((*record, entry))
    });
    let concerned: BTreeSet<(LogIndex, IncidentId)> = evidence
        .flat_map(|(record, entry)| {
            evidence::incidents_of(register, entry).map(move |incident| (record, incident))
        })
        .collect();
    for placed in standing(register, register.size) {
        let kept = |record: LogIndex| {
            let incident = placed.incident;
            incident.is_some_and(|incident| concerned.contains(&(record, incident)))
        };
        let named = |record: &LogIndex| placed.body.records.contains(record) || kept(*record);
        let held = records.iter().copied().find(named).or_else(|| {
            let touched = match placed.incident {
                Some(incident) => touched_by_incident(register, incident),
                None => touched(register, &placed.body).into_iter().collect(),
            };
            touched.iter().find_map(|touched| touched.first_of(records))
        });
        if let Some(held) = held {
            return Err(Refusal::new(
                RefusalCode::InForce,
                format!(
                    "the record at index {held} is held by the hold at index {}; it can be erased when who placed the hold has lifted it",
                    placed.record
                ),
            ));
        }
    }
    Ok(())
}

/// What a zone and a window hold.
struct Touched<'a> {
    register: &'a Register,
    window: TimeWindow,
    /// Where whoever may have been there then is held; everywhere where there is no geometry.
    there: Option<Vec<Volume4d>>,
    /// How far around.
    reach: Decimetres,
    /// How long before and after.
    tolerance: Span,
}

impl Touched<'_> {
    /// The first of these records that is held.
    fn first_of(&self, records: &[LogIndex]) -> Option<LogIndex> {
        let presences = &self.register.presences;
        let is_placed = |record: LogIndex| presences.is_placed(record) == Some(true);
        let mut others = records.iter().copied().filter(|record| !is_placed(*record));
        let held = others.find(|record| self.holds_unplaced(*record));
        let placed: Vec<LogIndex> = records
            .iter()
            .copied()
            .filter(|one| is_placed(*one))
            .collect();
        if held.is_some() || placed.is_empty() {
            return held;
        }
        let Some(there) = &self.there else {
            return placed.first().copied();
        };
        there.iter().find_map(|volume| {
            let (register, reach) = (self.register, self.reach);
            let around = Surroundings::of(register, volume, reach, self.tolerance);
            let mut placed = placed.iter().copied();
            placed.find(|record| around.may_hold(register, *record))
        })
    }

    /// Whether a record is held that tells no place that is known: what tells a place, whatever it is.
    fn holds_unplaced(&self, record: LogIndex) -> bool {
        let place = usize::try_from(record).ok();
        let heard = place.and_then(|place| self.register.received.get(place));
        self.register.presences.is_placed(record).is_some()
            || heard.is_some_and(|heard| self.window.contains(*heard))
    }
}

fn touched<'a>(register: &'a Register, body: &Hold) -> Option<Touched<'a>> {
    let (zone, window) = (body.zone?, body.window?);
    let known_at = register.size;
    let tolerance = register
        .zones
        .profile(zone, known_at)
        .map_or(Span::ZERO, |(_, profile)| profile.time_tolerance);
    let boundaries = register.zones.boundaries(zone, known_at);
    let there = boundaries.iter().map(|(_, boundary)| {
        let area = boundary.area.as_ref()?;
        Some(Volume4d {
            footprint: area.clone(),
            altitude: None,
            window,
            precision: None,
        })
    });
    Some(Touched {
        register,
        window,
        there: there.collect(),
        reach: Decimetres::ZERO,
        tolerance,
    })
}

/// What an incident holds, by each of its versions: of one whose place is not known, all that was told of its
/// time; of one that was erased, nothing is known to be. What several versions tell alike is looked at once.
fn touched_by_incident(register: &Register, incident: IncidentId) -> Vec<Touched<'_>> {
    let of_version = |(volume, window): (Option<Volume4d>, Option<TimeWindow>)| {
        let reach = volume.as_ref().and_then(|volume| volume.precision);
        Some(Touched {
            register,
            window: window?,
            there: volume.map(|volume| vec![volume]),
            reach: reach.unwrap_or(INCIDENT_PRECISION),
            tolerance: TOLERANCE,
        })
    };
    let versions = incident::told(register, incident);
    versions.into_iter().filter_map(of_version).collect()
}

/// How many holds of a party stand.
pub(crate) fn standing_of(register: &Register, party: PartyId) -> usize {
    let own = standing(register, register.size).filter(|placed| placed.by == party);
    own.count()
}

/// The hold of an incident stands from its opening on.
pub(crate) fn apply_incident(
    register: &mut Register,
    admitted: &Admitted<'_>,
    incident: IncidentId,
) {
    let placed = Placed {
        record: admitted.index,
        by: admitted.party,
        body: Hold {
            records: Vec::new(),
            zone: None,
            window: None,
            reason: None,
        },
        incident: Some(incident),
        lifts: Vec::new(),
    };
    register.holds.placed.insert(admitted.index, placed);
}

/// Judges a hold.
///
/// # Errors
/// [`Refusal`]: holds nothing, too much, what is not there or not theirs to hold.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Hold,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    if body.zone.is_some() != body.window.is_some()
        || (body.records.is_empty() && body.zone.is_none())
    {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a hold names records, or a zone and a window together",
        ));
    }
    let own = standing(register, register.size).filter(|placed| placed.by == said.party);
    if body.records.len() > MAX_RECORDS || own.count() >= MAX_STANDING {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a hold names at most 1,000 records, and a party has at most 1,000 holds that stand; split it, or lift some",
        ));
    }
    let centre = register.authority.centre();
    let role = register.authority.party(said.party).map(|party| party.role);
    let holds_anything = said.party == centre || role == Some(Role::Investigator);
    if let Some(zone) = body.zone {
        if !holds_anything {
            return Err(Refusal::new(
                RefusalCode::NotThisRole,
                "only the centre and investigators hold a zone; name your own records",
            ));
        }
        if !register.zones.is_known(zone, register.size) {
            return Err(Refusal::new(
                RefusalCode::MissingReference,
                format!("the zone {zone} is not known here; correct the id"),
            ));
        }
    }
    for record in &body.records {
        let owner = register.owner_of(*record);
        if owner.is_none_or(|owner| !holds_anything && owner != said.party) {
            return Err(Refusal::new(
                RefusalCode::MissingReference,
                format!(
                    "there is no statement of yours at index {record} that disclosed anything; the centre and investigators may hold others'"
                ),
            ));
        }
    }
    tell(register, said.party, body, out);
    Ok(())
}

/// The centre, whose records are named, and, of a zone, everybody: whoever cannot erase knows why.
fn tell(register: &Register, by: PartyId, body: &Hold, out: &mut Judgement) {
    let owners = body
        .records
        .iter()
        .filter_map(|record| register.owner_of(*record));
    let everybody = register.authority.parties.keys().copied();
    // An incident's hold names nothing; whoever may read the incident sees it stand and fall.
    let everybody = everybody.filter(|_| body.zone.is_some());
    let concerned = owners.chain(everybody).chain([register.authority.centre()]);
    let mut concerned: BTreeSet<PartyId> = concerned.filter(|party| *party != by).collect();
    // Its own word lifted by a belligerent centre needs another party's signature all the same.
    if concerned.is_empty() && register.authority.centre_is_belligerent() {
        let others = register.authority.parties.keys();
        concerned.extend(others.copied().filter(|party| *party != by));
    }
    for party in concerned {
        out.tell(party, Resolution::Exact);
    }
}

/// Judges a lift.
///
/// # Errors
/// [`Refusal`]: no such hold, lifted already, another party's.
pub fn judge_lift(
    register: &Register,
    said: &Said<'_>,
    body: &HoldLift,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    let Some(placed) = register.holds.get(body.hold) else {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            format!("the record at index {} places no hold", body.hold),
        ));
    };
    if placed.by != said.party {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "only the party that placed a hold lifts it",
        ));
    }
    if lifted_by(register, placed, register.size).is_some() {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!("the hold at index {} is lifted already", body.hold),
        ));
    }
    tell(register, placed.by, &placed.body, out);
    out.flags.insert(Flag::AwaitsSecond);
    let authority = &register.authority;
    if said.party == authority.centre() && authority.centre_is_belligerent() {
        out.flags.insert(Flag::AwaitsCountersignature);
    }
    Ok(())
}

/// Whoever was told of the hold hears that it is lifted.
pub(crate) fn tell_completion(register: &Register, lift: LogIndex, out: &mut Judgement) {
    let hold = register.holds.lifts.get(&lift);
    if let Some(placed) = hold.and_then(|hold| register.holds.get(*hold)) {
        tell(register, placed.by, &placed.body, out);
    }
}

/// A hold stands from here on.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Hold) {
    let placed = Placed {
        record: admitted.index,
        by: admitted.party,
        body: body.clone(),
        incident: None,
        lifts: Vec::new(),
    };
    register.holds.placed.insert(admitted.index, placed);
}

/// Notes the lift; it waits for its second person.
pub(crate) fn apply_lift(register: &mut Register, admitted: &Admitted<'_>, body: &HoldLift) {
    let (index, party) = (admitted.index, admitted.party);
    register.holds.lifts.insert(index, body.hold);
    if let Some(placed) = register.holds.placed.get_mut(&body.hold) {
        placed.lifts.push(index);
    }
    let waiting = &mut register.countersignatures;
    waiting.await_signature(index, Needs::SecondPerson { party });
    if admitted.flagged(Flag::AwaitsCountersignature) {
        waiting.await_signature(index, Needs::OtherParty { party });
    }
}

#[cfg(test)]
mod tests;
