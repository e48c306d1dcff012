//! Who overlaps a volume, and no more of everybody near it than that takes.
//!
//! The same as [`super::near`] with every volume measured, which stays the reference; but most of what the index gives is told
//! apart by its trace ([`super::trace`]), and only what overlaps is looked up.

use super::standing;
use super::trace::{Asked, Lie, Trace};
use super::{PresenceVolume, Scope, Standing, Told, answer, candidates};
use crate::check::Overlap;
use crate::check::facts::{meets, overlap};
use crate::check::ground::Touched;
use crate::geometry::shape::Shape;
use crate::ids::LogIndex;
use crate::notification::NotificationRef;
use crate::notification::history::{Content, Notification, Version};
use crate::notification::life::{self, Life};
use crate::place::Volume4d;
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::time::Instant;
use std::collections::BTreeSet;
use std::hint::black_box;
use std::ops::ControlFlow;

/// What of everybody near a volume an outcome rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// Everything in force that overlaps, in order, each once.
    pub overlaps: Vec<Overlap>,
    /// When, after now and before a horizon, windows end of those that are near or may be, and when movements near become overdue: time alone may
    /// change who overlaps then.
    pub ends: Vec<Instant>,
}

/// Everything in force at the standpoint that overlaps a volume, with the buffer, the tolerance and the precision of
/// the zones that it touches; and what ends before `horizon`.
#[must_use]
pub fn overlapping(
    register: &Register,
    volume: &Volume4d,
    touched: &Touched,
    at: Standpoint,
    horizon: Instant,
) -> Met {
    let mut met = Met::default();
    let _ = visit(register, (volume, horizon), touched, at, &mut |found| {
        match found {
            Found::Overlap(overlap) => met.overlaps.push(overlap),
            Found::End(end) => met.ends.push(end),
        }
        ControlFlow::Continue(())
    });
    met.overlaps.sort_unstable();
    met.overlaps.dedup();
    met
}

/// Whether anything does: stops at the first. For questions of which only this is told and kept; what stands on record of a
/// check or a watch lists all that overlaps.
#[must_use]
pub fn is_overlapped(
    register: &Register,
    volume: &Volume4d,
    touched: &Touched,
    at: Standpoint,
) -> bool {
    let asked = (volume, at.now);
    visit(register, asked, touched, at, &mut |found| match found {
        Found::Overlap(_) => ControlFlow::Break(()),
        Found::End(_) => ControlFlow::Continue(()),
    })
    .is_break()
}

enum Found {
    Overlap(Overlap),
    End(Instant),
}

fn visit(
    register: &Register,
    (volume, horizon): (&Volume4d, Instant),
    touched: &Touched,
    at: Standpoint,
    hear: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let presences = &register.presences;
    let reach = touched.reach(volume);
    let asked = Asked {
        volume,
        horizon,
        shape: Shape::of(&volume.footprint),
        reach,
        tolerance: touched.tolerance,
        assumed: register.zones.worst_precision(at.known_at),
        now: at.now,
    };
    // Of one notification several records may be near; those without a trace are looked at together.
    let mut plainly: BTreeSet<NotificationRef> = BTreeSet::new();
    let records = candidates(
        register,
        volume,
        reach,
        touched.tolerance,
        (at, horizon),
        Told::Finest,
    );
    // Each lies somewhere else in memory: they are on their way together before the first is looked at.
    let traces: Vec<Option<&Trace>> = records
        .iter()
        .map(|record| presences.traces.get(*record))
        .collect();
    black_box((traces.iter().flatten()).fold(0, |sum, trace| sum ^ trace.fetch()));
    for (record, trace) in records.into_iter().zip(traces) {
        let Some(trace) = trace else {
            if let Some(about) = presences.notified.get(&record) {
                plainly.insert(*about);
            } else if presences.answers.contains(&record) {
                let said = answer::standing(register, record, at);
                tell(said.iter(), &asked, touched, hear)?;
            }
            continue;
        };
        for end in trace.ends(&asked) {
            hear(Found::End(end))?;
        }
        match trace.lie(&asked) {
            Lie::Apart => {}
            Lie::Within => {
                if let Some(overlap) = in_force(register, record, trace, at) {
                    hear(Found::Overlap(overlap))?;
                }
            }
            Lie::InDoubt => plainly.extend(presences.notified.get(&record)),
        }
    }
    for about in plainly {
        if let Some(known) = register.notifications.get(about) {
            let standing = standing::of_notification(register, known, at, Scope::Current);
            tell(standing.iter(), &asked, touched, hear)?;
        }
    }
    ControlFlow::Continue(())
}

/// As [`super::near`] and the check look at it.
fn tell<'a>(
    all: impl Iterator<Item = &'a Standing>,
    asked: &Asked<'_>,
    touched: &Touched,
    hear: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> ControlFlow<()> {
    for standing in all {
        let ends = standing.volumes.iter().filter_map(|presence| presence.end);
        for end in ends.filter(|end| asked.is_ahead(*end)) {
            hear(Found::End(end))?;
        }
        let overlaps = |presence: &PresenceVolume| meets(presence, asked.volume, touched);
        if standing.volumes.iter().any(overlaps) {
            hear(Found::Overlap(overlap(standing)))?;
        }
    }
    ControlFlow::Continue(())
}

/// What overlaps by a record's word, if that is in force. Nothing was reported of it.
fn in_force(
    register: &Register,
    record: LogIndex,
    trace: &Trace,
    at: Standpoint,
) -> Option<Overlap> {
    if let Some(overlap) = plain_overlap(register, record, trace, at) {
        return Some(overlap);
    }
    let known = register.notifications.of_record(record)?;
    let version = known.versions.iter().find(|one| one.record == record)?;
    if life::of_version(register, known, version, at.known_at) != Life::InForce {
        return None;
    }
    Some(Overlap {
        notification: Some(known.about),
        party: known.about.party,
        record,
        stale: is_stale(register, known, version, at),
        contested: life::contested(register, known, at.known_at),
        relayed: standing::is_relayed(register, record, at.known_at),
    })
}

/// What overlaps where it stands as it was told, and is its party's own word.
pub(super) fn plain_overlap(
    register: &Register,
    record: LogIndex,
    trace: &Trace,
    at: Standpoint,
) -> Option<Overlap> {
    let plain = trace.plain?;
    let is_own = register.relays.word(record, at.known_at) == Word::Signed;
    is_own.then(|| Overlap {
        notification: Some(plain.about),
        party: plain.about.party,
        record,
        stale: plain.stale_from.is_some_and(|from| at.now >= from) || trace.is_overdue(at.now),
        contested: false,
        relayed: false,
    })
}

fn is_stale(register: &Register, known: &Notification, version: &Version, at: Standpoint) -> bool {
    match &version.content {
        Content::Site(_) => standing::is_stale(register, known, version, at),
        Content::Movement(place) => standing::way_of(register, known, version, place, at).overdue,
        Content::Nil(_) => false,
    }
}
