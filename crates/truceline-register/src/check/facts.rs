//! Gathering what an outcome rests on: zones, presences, declarations, channels.
//!
//! Only looks; what it comes to is [`super::outcome`]'s to say. Whatever a condition needs and
//! cannot be found is gathered as its absence.

use super::coverage::Demand;
use super::evaluation::{Question, good_for};
use super::eyes::Eyes;
use super::ground::{Agreement, Relation, Touched, ground, profile, relate};
use super::held::Held;
use super::outcome::{Facts, ObligedParty};
use super::{Coverage, Overlap, Reason, Why};
use crate::geometry::distance::within;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::place::Volume4d;
use crate::presence::undisclosed::Hidden;
use crate::presence::{PresenceVolume, Source, Standing};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::{ChannelState, ForceSet};
use crate::zone::Obliged;
use std::collections::{BTreeMap, BTreeSet};

/// What was gathered, and what the outcome's circumstances are.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What the outcome rests on.
    pub facts: Facts,
    /// The zones, agreed or claimed, that it touches.
    pub touched: BTreeSet<ZoneId>,
    /// How each obliged party stands behind it.
    pub coverage: Vec<Coverage>,
    /// The agreed boundary versions that were used.
    pub boundaries: Vec<(ZoneId, LogIndex)>,
    /// The shortest life that a touched zone gives an outcome.
    pub life: Option<Span>,
    /// When the window of somebody near ends while the outcome is good, so that time alone may change the facts.
    pub changes_at: Option<Instant>,
}

/// Gathers all that the outcome of a question rests on, at the standpoint.
#[must_use]
pub fn gather(
    register: &Register,
    eyes: &dyn Eyes,
    question: Question<'_>,
    touched: Touched,
    at: Standpoint,
) -> Scene {
    let relations: Vec<Vec<Relation>> = question
        .volumes
        .iter()
        .map(|volume| {
            let relation =
                |zone: &ZoneId| relate(register, *zone, volume, touched.reach(volume), at);
            touched.zones.iter().filter_map(relation).collect()
        })
        .collect();
    let mut facts = Facts {
        clock_in_doubt: register.clock.in_doubt(at.known_at),
        grounds: question
            .volumes
            .iter()
            .zip(&relations)
            .map(|(volume, relations)| {
                ground(register, volume, relations, touched.reach(volume), at)
            })
            .collect(),
        ..Facts::default()
    };
    let (obliged, coverage) = obliged(register, eyes, question, &relations, &touched, at);
    facts.obliged = obliged;
    facts.hidden = hidden(eyes, question, &touched, at);
    let lives = touched
        .zones
        .iter()
        .filter_map(|zone| profile(register, *zone, at));
    let life = lives.map(|profile| profile.outcome_life).min();
    let mut changes_at: Option<Instant> = None;
    for volume in question.volumes {
        // What changes after the outcome has expired changes nothing.
        let until = volume.window.end().plus(touched.tolerance);
        let horizon = until.min(at.now.plus(good_for(life)));
        let met = eyes.met(volume, &touched, at, horizon);
        facts.overlaps.extend(met.overlaps);
        changes_at = met.ends.into_iter().chain(changes_at).min();
    }
    let agreed = |relation: &&Relation| relation.standing == Agreement::AgreedThroughout;
    let boundaries: BTreeSet<(ZoneId, LogIndex)> = relations
        .iter()
        .flatten()
        .filter(agreed)
        .flat_map(|relation| {
            relation
                .versions
                .iter()
                .map(|version| (relation.zone, *version))
        })
        .collect();
    Scene {
        facts,
        coverage,
        boundaries: boundaries.into_iter().collect(),
        life,
        touched: touched.zones,
        changes_at,
    }
}

/// Whom the volumes oblige, and how each of them covers those volumes that it must answer for.
fn obliged(
    register: &Register,
    eyes: &dyn Eyes,
    question: Question<'_>,
    relations: &[Vec<Relation>],
    touched: &Touched,
    at: Standpoint,
) -> (Vec<ObligedParty>, Vec<Coverage>) {
    let mut owed: BTreeMap<(ZoneId, PartyId), (ForceSet, Vec<Volume4d>)> = BTreeMap::new();
    for (volume, relations) in question.volumes.iter().zip(relations) {
        for relation in relations
            .iter()
            .filter(|r| r.standing != Agreement::Claimed)
        {
            let all = profile(register, relation.zone, at).map_or(&[][..], |p| &p.obliged);
            for one in all
                .iter()
                .filter(|one| must_answer(one, volume, touched.reach(volume)))
            {
                let owes = owed.entry((relation.zone, one.party)).or_default();
                owes.0 = owes.0.union(one.forces);
                if owes.1.last() != Some(volume) {
                    owes.1.push(volume.clone());
                }
            }
        }
    }
    let held = Held::default();
    let mut said = BTreeMap::new();
    let mut parties = Vec::new();
    let mut coverage = Vec::new();
    for ((zone, party), (forces, volumes)) in owed {
        let declarations = said
            .entry(party)
            .or_insert_with(|| eyes.declared(party, at));
        let freshness = profile(register, zone, at).map_or(Span::ZERO, |p| p.freshness);
        let public = public_areas(register, zone, party, at);
        let demand = Demand {
            volumes: &volumes,
            touched,
            forces,
            freshness,
            now: at.now,
            grain: eyes.grain(),
            public: &public,
            held: &held,
        };
        let cover = demand.met_by(declarations);
        coverage.push(Coverage {
            party,
            zone,
            obliged: forces,
            covered: cover.covered,
            by: cover.by.iter().copied().collect(),
            good_until: cover.good_until,
        });
        parties.push(ObligedParty {
            party,
            zone,
            forces,
            cover,
            channel_open: crate::channel::with_centre(register, party, at) == ChannelState::Open,
            refused: eyes.refused(party, zone, at),
        });
    }
    (parties, coverage)
}

/// The areas of a zone that everybody knows: its agreed lines, and the part of it in which a party must
/// answer.
fn public_areas(
    register: &Register,
    zone: ZoneId,
    party: PartyId,
    at: Standpoint,
) -> Vec<Footprint> {
    let drawn = register.zones.boundaries(zone, at.known_at);
    let lines = drawn.iter().filter_map(|(_, drawn)| drawn.area.clone());
    let obliged = profile(register, zone, at).map_or(&[][..], |p| &p.obliged);
    let parts = obliged
        .iter()
        .filter(|one| one.party == party)
        .filter_map(|one| one.part.clone());
    lines.chain(parts).collect()
}

fn must_answer(one: &Obliged, volume: &Volume4d, reach: Decimetres) -> bool {
    !one.forces.is_empty()
        && one
            .part
            .as_ref()
            .is_none_or(|part| within(part, &volume.footprint, reach))
}

/// Everything notified that overlaps a volume, of those near it.
pub(super) fn overlaps(
    near: &[Standing],
    volume: &Volume4d,
    touched: &Touched,
) -> BTreeSet<Overlap> {
    near.iter()
        .filter(|standing| {
            standing
                .volumes
                .iter()
                .any(|presence| meets(presence, volume, touched))
        })
        .map(overlap)
        .collect()
}

/// A presence as an overlap.
pub(crate) fn overlap(standing: &Standing) -> Overlap {
    let notification = match standing.source {
        Source::Notification(notification) => Some(notification),
        Source::Answer { .. } => None,
    };
    Overlap {
        notification,
        party: standing.party,
        record: standing.record,
        stale: standing.stale,
        contested: standing.contested,
        relayed: standing.relayed,
    }
}

/// Whether somebody's presence and a volume overlap: windows meet with the tolerance, bands meet,
/// and the footprints come near.
#[must_use]
pub fn meets(presence: &PresenceVolume, volume: &Volume4d, touched: &Touched) -> bool {
    let own = (presence.precision, presence.buffer);
    presence.meets_window(volume.window, touched.tolerance)
        && AltitudeBand::meet(presence.altitude, volume.altitude)
        && come_near(&presence.footprint, own, volume, touched)
}

/// Whether a footprint with a precision and a buffer and that of a volume are no farther apart than both buffers and
/// both precisions together.
pub(super) fn come_near(
    footprint: &Footprint,
    (precision, buffer): (Decimetres, Decimetres),
    volume: &Volume4d,
    touched: &Touched,
) -> bool {
    let lengths = [
        touched.buffer,
        volume.precision_or(touched.assumed),
        buffer,
        precision,
    ];
    let reach_dm: u64 = lengths.iter().map(|d| u64::from(d.get())).sum();
    let threshold = touched.reach(volume).plus(precision.plus(buffer));
    // A sum beyond what a length can be is held at its largest; rather too many than one missed.
    let beyond_measure = reach_dm > u64::from(threshold.get());
    beyond_measure || within(footprint, &volume.footprint, threshold)
}

/// What was told and cannot be seen: without a place in a touched zone, erased there, or not readable
/// at all, which may be about any place.
fn hidden(
    eyes: &dyn Eyes,
    question: Question<'_>,
    touched: &Touched,
    at: Standpoint,
) -> BTreeSet<Reason> {
    let mut reasons = BTreeSet::new();
    for zone in touched.zones.union(&touched.perhaps) {
        for volume in question.volumes {
            let window = widened(volume.window, touched.tolerance);
            reasons.extend(
                eyes.undisclosed(*zone, window, at)
                    .iter()
                    .map(|told| Reason {
                        why: match told.hidden {
                            Hidden::Existence | Hidden::Deviation => Why::Undisclosed,
                            Hidden::Erased => Why::Erased,
                        },
                        party: Some(told.party),
                        zone: Some(*zone),
                    }),
            );
        }
    }
    let here = |reason: &Reason| {
        let about = |zone: ZoneId| touched.zones.contains(&zone) || touched.perhaps.contains(&zone);
        reason.zone.is_none_or(about)
    };
    for volume in question.volumes {
        let window = widened(volume.window, touched.tolerance);
        reasons.extend(eyes.hidden_answers(window, at).into_iter().filter(here));
        // They told that somebody was here, and where those are now is not told.
        let broken_off = eyes.broken_off(volume, touched, at);
        reasons.extend(broken_off.into_iter().map(|party| Reason {
            why: Why::Undisclosed,
            party: Some(party),
            zone: None,
        }));
    }
    reasons.extend(eyes.unreadable(at).into_iter().map(|party| Reason {
        why: Why::Unreadable,
        party: Some(party),
        zone: None,
    }));
    reasons
}

fn widened(window: TimeWindow, tolerance: Span) -> TimeWindow {
    TimeWindow::new(
        window.start().minus(tolerance),
        window.end().plus(tolerance),
    )
    .unwrap_or(window)
}
