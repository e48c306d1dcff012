//! Whatever says that somebody is somewhere: versions of sites and movements, and positions given
//! in answers, with the space-time index over them.
//!
//! The index only narrows; what counts, where and when is worked out for the standpoint that asks
//! ([`standing`], [`way`]), so that any earlier one can be asked. Not here: what a notification is
//! and how its state changes ([`crate::notification`]), what an overlap means ([`crate::check`]).
//! DESIGN.md §6.

pub mod answer;
pub(crate) mod disc;
mod extent;
pub mod overlapping;
pub mod standing;
mod trace;
pub mod undisclosed;
pub mod way;

use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::{LogIndex, PartyId, RequestId};
use crate::index::EntryKey;
use crate::notification::NotificationRef;
use crate::notification::history::Notification;
use crate::place::Volume4d;
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::{ForceSet, NotificationKind as Kind, Resolution};
use extent::{Extent, Indexes};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};
pub(crate) use trace::meets_window;
use trace::{Trace, Traces};

/// One stretch of space and time in which somebody may be.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PresenceVolume {
    /// Where.
    #[n(0)]
    pub footprint: Footprint,
    /// At which heights; absent means all.
    #[n(1)]
    pub altitude: Option<AltitudeBand>,
    /// From when.
    #[n(2)]
    pub start: Instant,
    /// Until when; absent means open-ended.
    #[n(3)]
    pub end: Option<Instant>,
    /// How far the true place may lie from the one given, the profile's worst where not stated.
    #[n(4)]
    pub precision: Decimetres,
    /// How far around it its owner asks others to stay away.
    #[n(5)]
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
    /// Its owner has ended it by its own word, and from when on: its volumes end there. Never given
    /// by [`near`] and [`all_standing`].
    pub ended: Option<Instant>,
}

/// The table of presences. The index and what was put into it follow from the rest; where content
/// was erased they hold none of it.
#[derive(Clone, Debug, Default)]
pub struct Presences {
    notified: BTreeMap<LogIndex, NotificationRef>,
    answers: BTreeSet<LogIndex>,
    indexes: Indexes,
    traces: Traces,
    answers_of: BTreeMap<PartyId, BTreeSet<LogIndex>>,
    extents: BTreeMap<LogIndex, Extent>,
    unplaced: BTreeSet<LogIndex>,
}

impl PartialEq for Presences {
    fn eq(&self, other: &Self) -> bool {
        self.notified == other.notified && self.answers == other.answers
    }
}

/// Where and when all of what a record tells may be, as the index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// Boxes around it, with stated precision and buffer.
    pub(crate) boxes: Vec<GeoBox>,
    /// From when.
    pub(crate) start: Instant,
    /// Until when; absent means open-ended.
    pub(crate) end: Option<Instant>,
}

/// Whether what its owner has ended is looked at too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Current,
    WithEnded,
}

/// By what of what was told somebody is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// The finest that the register was told.
    Finest,
    /// The cells beside it, too: for eyes that see no finer.
    WithCells,
}

impl PresenceVolume {
    /// Whether its window, each widened by `tolerance` as [`TimeWindow::meets`] does, shares an
    /// instant with a window.
    #[must_use]
    pub fn meets_window(&self, window: TimeWindow, tolerance: Span) -> bool {
        meets_window((self.start, self.end), window, tolerance)
    }

    /// How far beyond its footprint it reaches: its precision and its owner's buffer.
    #[must_use]
    pub const fn reach(&self) -> Decimetres {
        self.precision.plus(self.buffer)
    }
}

/// Everything in force at the standpoint of which one volume's window (widened by `tolerance`) and
/// band meet the given volume's, and whose outward bounds (with its own precision and buffer) come
/// within `reach`, the asker's own buffer and precision, of its footprint. All current volumes of each are given;
/// the exact distance is the caller's to judge, per volume. In order of record.
#[must_use]
pub fn near(
    register: &Register,
    volume: &Volume4d,
    reach: Decimetres,
    tolerance: Span,
    at: Standpoint,
) -> Vec<Standing> {
    search(register, volume, reach, tolerance, at, Scope::Current)
}

/// As [`near`], with what was told and has been ended by its owner since: for questions about a time
/// that is past, of which the later word says nothing.
#[must_use]
pub fn near_ever(
    register: &Register,
    volume: &Volume4d,
    reach: Decimetres,
    tolerance: Span,
    at: Standpoint,
) -> Vec<Standing> {
    search(register, volume, reach, tolerance, at, Scope::WithEnded)
}

/// The records of whom [`near`] gives, and of more, by all that the index has of each: the boxes of all its volumes and of
/// the cells that were told beside them, and the time that all of them take together. For eyes that see no finer than
/// that. What moves is looked for as it stands at a later moment, too, if nothing more is said until then.
#[must_use]
pub(crate) fn perhaps_near(
    register: &Register,
    (volume, reach, tolerance): (&Volume4d, Decimetres, Span),
    at: Standpoint,
    soon: Instant,
) -> Vec<LogIndex> {
    let later = Standpoint { now: soon, ..at };
    let looking = (later, soon);
    candidates(register, volume, reach, tolerance, looking, Told::WithCells)
}

/// What some records say as it stands, and what moves again as it stands at a later moment.
#[must_use]
pub(crate) fn now_and_soon(
    register: &Register,
    records: &[LogIndex],
    at: Standpoint,
    soon: Instant,
) -> Vec<Standing> {
    let mut standing = of_records(register, records, at, Scope::Current);
    if soon != at.now {
        let soon = Standpoint { now: soon, ..at };
        // Where a site or an answer is does not change with time alone.
        let moving = told_in(register, records).filter(|known| known.kind == Kind::Movement);
        standing
            .extend(moving.flat_map(|known| {
                standing::of_notification(register, known, soon, Scope::Current)
            }));
    }
    standing
}

fn search(
    register: &Register,
    volume: &Volume4d,
    reach: Decimetres,
    tolerance: Span,
    at: Standpoint,
    scope: Scope,
) -> Vec<Standing> {
    let boxes = bounds(&volume.footprint, reach);
    let mut standing = gather(register, volume, reach, tolerance, at, scope);
    standing.retain(|standing| meets(standing, volume, &boxes, tolerance));
    standing.sort_by_key(|standing| standing.record);
    standing
}

fn gather(
    register: &Register,
    volume: &Volume4d,
    reach: Decimetres,
    tolerance: Span,
    at: Standpoint,
    scope: Scope,
) -> Vec<Standing> {
    let records = candidates(
        register,
        volume,
        reach,
        tolerance,
        (at, at.now),
        Told::Finest,
    );
    of_records(register, &records, at, scope)
}

/// What some records say, as it stands.
fn of_records(
    register: &Register,
    records: &[LogIndex],
    at: Standpoint,
    scope: Scope,
) -> Vec<Standing> {
    let answers = records
        .iter()
        .filter(|record| register.presences.answers.contains(record))
        .filter_map(|record| answer::standing(register, *record, at));
    told_in(register, records)
        .flat_map(|known| standing::of_notification(register, known, at, scope))
        .chain(answers)
        .collect()
}

/// The notifications that some records tell of, each once.
fn told_in<'a>(
    register: &'a Register,
    records: &[LogIndex],
) -> impl Iterator<Item = &'a Notification> {
    let notified = &register.presences.notified;
    let abouts = records.iter().filter_map(|record| notified.get(record));
    let mut abouts: Vec<NotificationRef> = abouts.copied().collect();
    abouts.sort_unstable();
    abouts.dedup();
    let known = abouts.into_iter();
    known.filter_map(|about| register.notifications.get(about))
}

/// The records that may say that somebody is near a volume, in order; movements that become overdue before a horizon
/// are among them wherever their time is.
fn candidates(
    register: &Register,
    volume: &Volume4d,
    reach: Decimetres,
    tolerance: Span,
    (at, horizon): (Standpoint, Instant),
    told: Told,
) -> Vec<LogIndex> {
    let Some(latest) = at.known_at.checked_sub(1) else {
        return Vec::new();
    };
    let assumed = register.zones.worst_precision(at.known_at);
    let asked = (volume, reach, assumed);
    (register.presences).found(asked, tolerance, (latest, at.now), horizon, told)
}

/// Whether one of its volumes comes near in time, height and outward bounds, those of the volume given.
pub(crate) fn meets(
    standing: &Standing,
    volume: &Volume4d,
    boxes: &[GeoBox],
    tolerance: Span,
) -> bool {
    standing.volumes.iter().any(|presence| {
        presence.meets_window(volume.window, tolerance)
            && AltitudeBand::meet(presence.altitude, volume.altitude)
            && bounds(&presence.footprint, presence.reach())
                .iter()
                .any(|one| boxes.iter().any(|other| one.meets(*other)))
    })
}

/// A volume with what reaches into it: which records may say that somebody is there, whatever has become of them since,
/// by bounds alone. Looked up record by record.
pub(crate) struct Surroundings {
    boxes: Vec<GeoBox>,
    altitude: Option<AltitudeBand>,
    window: TimeWindow,
    tolerance: Span,
}

impl Surroundings {
    /// What lies within `reach` of a volume, and within `tolerance` of its window.
    pub(crate) fn of(
        register: &Register,
        volume: &Volume4d,
        reach: Decimetres,
        tolerance: Span,
    ) -> Self {
        // Precision that is not stated changes with the zones' rules, so the index does not have it.
        let assumed = register.zones.worst_precision(register.size);
        Self {
            boxes: bounds(&volume.footprint, reach.plus(assumed)),
            altitude: volume.altitude,
            window: volume.window,
            tolerance,
        }
    }

    /// Whether a record may say so.
    pub(crate) fn may_hold(&self, register: &Register, record: LogIndex) -> bool {
        let latest = register.size.checked_sub(1);
        let key = EntryKey(record);
        let (boxes, altitude) = (&self.boxes, self.altitude);
        latest.is_some_and(|latest| {
            let presences = &register.presences;
            let (window, tolerance) = (self.window, self.tolerance);
            let ever = TimeWindow::new(Instant::MIN, Instant::MAX).unwrap_or(window);
            let Indexes {
                stated,
                vague,
                overdue,
                cells,
            } = &presences.indexes;
            stated.is_candidate(key, boxes, altitude, window, tolerance, latest)
                || vague.is_candidate(key, boxes, altitude, window, tolerance, latest)
                || cells.is_candidate(key, boxes, altitude, window, tolerance, latest)
                || overdue.is_candidate(key, boxes, altitude, ever, Span::ZERO, latest)
        })
    }
}

/// What one party's own notifications in force say, where the bounds of one of them come within `reach` of a volume
/// in space, window and band, whatever precision and buffer they have.
#[must_use]
pub(crate) fn near_of_party(
    register: &Register,
    party: PartyId,
    volume: &Volume4d,
    reach: Decimetres,
    at: Standpoint,
) -> Vec<Standing> {
    let Some(latest) = at.known_at.checked_sub(1) else {
        return Vec::new();
    };
    let boxes = bounds(&volume.footprint, reach);
    let asked = (volume, reach, Decimetres::ZERO);
    let mut found =
        (register.presences).found(asked, Span::ZERO, (latest, at.now), at.now, Told::Finest);
    let notified = &register.presences.notified;
    found.retain(|record| notified.get(record).is_some_and(|of| of.party == party));
    told_in(register, &found)
        .flat_map(|known| standing::of_notification(register, known, at, Scope::Current))
        .filter(|standing| meets(standing, volume, &boxes, Span::ZERO))
        .collect()
}

/// Everything in force at the standpoint that says where somebody is, without the index: for
/// comparisons by brute force, for maps and counts. Sites whose end is past are among them.
pub fn all_standing(register: &Register, at: Standpoint) -> impl Iterator<Item = Standing> {
    everything(register, at, Scope::Current)
}

fn everything(register: &Register, at: Standpoint, scope: Scope) -> impl Iterator<Item = Standing> {
    let notified = register
        .notifications
        .iter()
        .flat_map(move |known| standing::of_notification(register, known, at, scope));
    let answered = register
        .presences
        .answers
        .range(..at.known_at)
        .filter_map(move |record| answer::standing(register, *record, at));
    notified.chain(answered)
}

/// Something was said about a notification in the record `by`: the index follows.
pub(crate) fn changed(register: &mut Register, about: NotificationRef, by: LogIndex) {
    let Some(known) = register.notifications.get(about) else {
        return;
    };
    let extents = extent::of_notification(register, known, by + 1);
    let traces = extent::traces(known);
    let hidden = undisclosed::hidden_records(known);
    register.presences.unplaced.extend(hidden);
    for (record, extent) in extents {
        register.presences.notified.insert(record, about);
        register.presences.place(record, extent, by);
    }
    for (record, trace) in traces {
        register.presences.leave(record, trace);
    }
}

impl Presences {
    /// Where and when a record tells of somebody, as far as it is current.
    pub(crate) fn region(&self, record: LogIndex) -> Option<Region> {
        self.extents.get(&record).map(Extent::region)
    }

    /// Takes over the index of the same records where it is packed as far.
    pub(crate) fn share(&mut self, other: &Self) {
        self.indexes.share(&other.indexes);
    }

    /// The records that may say that somebody is within `reach` of a volume, known at a log index; of movements that
    /// are overdue, those that are so at an instant or before a horizon. What states no precision has `assumed` of it, which
    /// changes with the zones' rules, so that the index does not have it. In order.
    fn found(
        &self,
        (volume, reach, assumed): (&Volume4d, Decimetres, Decimetres),
        tolerance: Span,
        (latest, now): (LogIndex, Instant),
        horizon: Instant,
        told: Told,
    ) -> Vec<LogIndex> {
        let Indexes {
            stated,
            vague,
            overdue,
            cells,
        } = &self.indexes;
        let with_cells = told == Told::WithCells && !cells.is_empty();
        let (altitude, window) = (volume.altitude, volume.window);
        let near = bounds(&volume.footprint, reach);
        let mut found = stated.candidates(&near, altitude, window, tolerance, latest);
        let in_time = found.len();
        if with_cells || !(vague.is_empty() && overdue.is_empty()) {
            let wide = bounds(&volume.footprint, reach.plus(assumed));
            found.extend(vague.candidates(&wide, altitude, window, tolerance, latest));
            if with_cells {
                found.extend(cells.candidates(&wide, altitude, window, tolerance, latest));
            }
            let moment = Span::from_micros(1).unwrap_or(Span::ZERO);
            if let Ok(now) = TimeWindow::new(now, now.plus(moment).max(horizon)) {
                found.extend(overdue.candidates(&wide, altitude, now, Span::ZERO, latest));
            }
        }
        if found.len() > in_time {
            found.sort_unstable();
            found.dedup();
        }
        found.into_iter().map(|key| key.0).collect()
    }

    /// The records of a party's answers that gave positions.
    pub(crate) fn answers_of(&self, party: PartyId) -> impl Iterator<Item = LogIndex> {
        self.answers_of.get(&party).into_iter().flatten().copied()
    }

    /// What a version leaves stays as it is, but for what makes it stand less plainly.
    fn leave(&mut self, record: LogIndex, trace: Option<Trace>) {
        match (self.traces.get(record), &trace) {
            (Some(_), Some(Trace { plain: None, .. })) => self.traces.not_plain(record),
            (Some(_), Some(_)) => {}
            (None, _) | (_, None) => self.traces.set(record, trace),
        }
    }

    /// Puts an extent into the index in place of what stood there for the record.
    fn place(&mut self, record: LogIndex, extent: Option<Extent>, by: LogIndex) {
        if self.extents.get(&record) == extent.as_ref() {
            return;
        }
        let key = EntryKey(record);
        if self.extents.remove(&record).is_some() {
            self.indexes.retire(key, by);
        }
        if let Some(extent) = extent {
            extent.insert_into(&mut self.indexes, key, by);
            self.extents.insert(record, extent);
        }
    }

    /// Whether the index has the place that a record tells; nothing where it tells none.
    pub(crate) fn is_placed(&self, record: LogIndex) -> Option<bool> {
        let tells = self.notified.contains_key(&record)
            || self.answers.contains(&record)
            || self.unplaced.contains(&record);
        let is_known = self.extents.contains_key(&record) && !self.unplaced.contains(&record);
        tells.then_some(is_known)
    }

    /// Forgets where a record said that somebody is.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        self.extents.remove(&record);
        self.indexes.forget(EntryKey(record));
        self.traces.set(record, None);
        if self.notified.contains_key(&record) {
            self.unplaced.insert(record);
        }
    }
}

#[cfg(test)]
mod tests;
