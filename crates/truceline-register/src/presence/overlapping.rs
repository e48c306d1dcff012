//! Who overlaps a volume, and no more of everybody near it than that takes.
//!
//! The same as [`super::near`] with every volume measured, which stays the reference; but most of what the index gives is told
//! apart by its trace ([`super::trace`]), and only what overlaps is looked up.

use super::standing;
use super::trace::{Asked, Lie};
use super::{PresenceVolume, Scope, Standing, answer, candidates};
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
use crate::time::{Instant, TimeWindow};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// What of everybody near a volume an outcome rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// Everything in force that overlaps.
    pub overlaps: BTreeSet<Overlap>,
    /// When windows end of those that are near, or may be: time alone may change who overlaps then.
    pub ends: Vec<Instant>,
}

/// Everything in force at the standpoint that overlaps a volume, with the buffer, the tolerance and the precision of
/// the zones that it touches; and when windows end of those that are near in `onward`, which holds the volume's window.
#[must_use]
pub fn overlapping(
    register: &Register,
    volume: &Volume4d,
    onward: TimeWindow,
    touched: &Touched,
    at: Standpoint,
) -> Met {
    let mut met = Met::default();
    let _ = visit(register, (volume, onward), touched, at, &mut |found| {
        match found {
            Found::Overlap(overlap) => {
                met.overlaps.insert(overlap);
            }
            Found::End(end) => met.ends.push(end),
        }
        ControlFlow::Continue(())
    });
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
    let asked = (volume, volume.window);
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
    (volume, onward): (&Volume4d, TimeWindow),
    touched: &Touched,
    at: Standpoint,
    hear: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let presences = &register.presences;
    let reach = touched.reach(volume);
    let asked = Asked {
        volume,
        onward,
        shape: Shape::of(&volume.footprint),
        reach,
        tolerance: touched.tolerance,
        assumed: register.zones.worst_precision(at.known_at),
        now: at.now,
    };
    // Of one notification several records may be near; those without a trace are looked at together.
    let mut plainly: BTreeSet<NotificationRef> = BTreeSet::new();
    let wide = Volume4d {
        window: onward,
        ..volume.clone()
    };
    for record in candidates(register, &wide, reach, touched.tolerance, at) {
        let Some(trace) = presences.traces.get(record) else {
            if let Some(about) = presences.notified.get(&record) {
                plainly.insert(*about);
            } else if presences.answers.contains(&record) {
                let said = answer::standing(register, record, at);
                tell(said.iter(), volume, touched, hear)?;
            }
            continue;
        };
        for end in trace.ends(&asked) {
            hear(Found::End(end))?;
        }
        match trace.lie(&asked) {
            Lie::Apart => {}
            Lie::Within => {
                if let Some(overlap) = in_force(register, record, at) {
                    hear(Found::Overlap(overlap))?;
                }
            }
            Lie::InDoubt => {
                plainly.extend(presences.notified.get(&record));
            }
        }
    }
    for about in plainly {
        if let Some(known) = register.notifications.get(about) {
            let standing = standing::of_notification(register, known, at, Scope::Current);
            tell(standing.iter(), volume, touched, hear)?;
        }
    }
    ControlFlow::Continue(())
}

/// As [`super::near`] and the check look at it.
fn tell<'a>(
    all: impl Iterator<Item = &'a Standing>,
    volume: &Volume4d,
    touched: &Touched,
    hear: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> ControlFlow<()> {
    for standing in all {
        let ends = standing.volumes.iter().filter_map(|presence| presence.end);
        for end in ends {
            hear(Found::End(end))?;
        }
        let overlaps = |presence: &PresenceVolume| meets(presence, volume, touched);
        if standing.volumes.iter().any(overlaps) {
            hear(Found::Overlap(overlap(standing)))?;
        }
    }
    ControlFlow::Continue(())
}

/// What overlaps by a record's word, if that is in force. Nothing was reported of it.
fn in_force(register: &Register, record: LogIndex, at: Standpoint) -> Option<Overlap> {
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

fn is_stale(register: &Register, known: &Notification, version: &Version, at: Standpoint) -> bool {
    match &version.content {
        Content::Site(_) => standing::is_stale(register, known, version, at),
        Content::Movement(place) => standing::way_of(register, known, version, place, at).overdue,
        Content::Nil(_) => false,
    }
}
