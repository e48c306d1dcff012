//! What of a presence goes into the index: boxes, heights and a time that hold all of it at any
//! later moment, until something new is said.

use super::Region;
use super::standing::site_parts;
use super::trace::{Plain, Trace};
use super::way::Reaching;
use crate::geometry::bounds::{GeoBox, MAX_BOXES, bounds};
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::LogIndex;
use crate::index::{EntryKey, Index};
use crate::notification::history::{Body, Content, Notification};
use crate::notification::life::{self, Life};
use crate::notification::told::{ToldPlace, Whereabouts};
use crate::place::MovementPlace;
use crate::register::Register;
use crate::time::Instant;

/// Boxes (with stated precision and buffer), heights and time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    boxes: Vec<GeoBox>,
    altitude: Option<AltitudeBand>,
    /// Of the cells that were told beside the place; they have no heights of their own.
    cells: Vec<GeoBox>,
    start: Instant,
    end: Option<Instant>,
    timed: Option<Timed>,
    /// Some of it states no precision: it reaches farther than its boxes, by what the zones assume.
    vague: bool,
}

/// The indexes that an extent goes into.
#[derive(Clone, Debug, Default)]
pub(super) struct Indexes {
    /// By place, height and time of what states its precision.
    pub(super) stated: Index,
    /// The same of what states none.
    pub(super) vague: Index,
    /// Movements that are overdue if nothing more is said of them, by the time since when: boxes in place, height and
    /// in the time at which one looks.
    pub(super) overdue: Index,
    /// The cells that were told beside a place, for eyes that see no finer: they are far larger than most places, and a
    /// question about places is not held against them (decision 59).
    pub(super) cells: Index,
}

impl Indexes {
    pub(super) fn share(&mut self, other: &Self) {
        self.stated.share(&other.stated);
        self.vague.share(&other.vague);
        self.overdue.share(&other.overdue);
        self.cells.share(&other.cells);
    }

    pub(super) fn retire(&mut self, key: EntryKey, by: LogIndex) {
        self.stated.retire(key, by);
        self.vague.retire(key, by);
        self.overdue.retire(key, by);
        self.cells.retire(key, by);
    }

    pub(super) fn forget(&mut self, key: EntryKey) {
        self.stated.forget(key);
        self.vague.forget(key);
        self.overdue.forget(key);
        self.cells.forget(key);
    }
}

/// A movement by its plan alone: the time of each of its boxes, and from when on it is overdue if nothing more is
/// said. It is in its boxes at their times until then, and in all of them for ever from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Timed {
    /// One for each box.
    times: Vec<(Instant, Option<Instant>)>,
    /// Never, where no end is known.
    whole_end: Option<Instant>,
}

impl Extent {
    /// Around parts, cut off at an end; `None` where nothing is left.
    pub(super) fn around(parts: &[Reaching], ended: Option<Instant>) -> Option<Self> {
        let start = parts.iter().map(|part| part.stretch.start).min()?;
        let last = parts
            .iter()
            .map(|part| part.stretch.end)
            .collect::<Option<Vec<_>>>();
        let end = last.and_then(|ends| ends.into_iter().max());
        let end = match (end, ended) {
            (Some(end), Some(ended)) => Some(end.min(ended)),
            (end, ended) => end.or(ended),
        };
        if end.is_some_and(|end| end <= start) {
            return None;
        }
        let boxes: Vec<GeoBox> = parts
            .iter()
            .flat_map(|part| {
                let stated = part.precision.unwrap_or(Decimetres::ZERO);
                bounds(&part.stretch.footprint, stated.plus(part.buffer))
            })
            .collect();
        let mut bands = parts.iter().map(|part| part.stretch.altitude);
        let altitude = bands
            .next()
            .flatten()
            .filter(|first| bands.all(|band| band == Some(*first)));
        let extent = Self {
            boxes: tidied(boxes),
            altitude,
            cells: Vec::new(),
            start,
            end,
            timed: None,
            vague: parts.iter().any(|part| part.precision.is_none()),
        };
        Some(extent)
    }

    /// With the cells that were told beside the place: who was shown those alone is answered from them.
    fn with_cells(mut self, parts: &[Reaching], cells: &[Footprint]) -> Self {
        let own = |part: &Reaching| part.precision.unwrap_or(Decimetres::ZERO).plus(part.buffer);
        let own = parts.iter().map(own).max().unwrap_or(Decimetres::ZERO);
        let cells = cells.iter().flat_map(|cell| bounds(cell, own));
        // Where the cells are the place, they stand there already.
        let others = cells.filter(|one| self.altitude.is_some() || !self.boxes.contains(one));
        self.cells = tidied(others.collect());
        self
    }

    /// With the time of each box where the plan of a movement is all that is known of it: the parts as planned.
    /// Unchanged where its boxes are so many that they are one.
    fn by_plan(self, parts: &[Reaching]) -> Self {
        let (mut boxes, mut times) = (Vec::new(), Vec::new());
        let own = |part: &Reaching| part.precision.unwrap_or(Decimetres::ZERO).plus(part.buffer);
        for part in parts {
            let around = bounds(&part.stretch.footprint, own(part));
            times.extend(
                around
                    .iter()
                    .map(|_| (part.stretch.start, part.stretch.end)),
            );
            boxes.extend(around);
        }
        let whole_end = whole_end(parts);
        if boxes.len() > MAX_BOXES {
            return self;
        }
        Self {
            boxes,
            timed: Some(Timed { times, whole_end }),
            ..self
        }
    }

    /// All of it, cells too.
    pub(super) fn region(&self) -> Region {
        Region {
            boxes: tidied([self.boxes.as_slice(), &self.cells].concat()),
            start: self.start,
            end: self.end,
        }
    }

    /// Into the index of what is somewhere in time, that of what is overdue, and that of cells told beside a place.
    pub(super) fn insert_into(&self, indexes: &mut Indexes, key: EntryKey, known_from: LogIndex) {
        if !self.cells.is_empty() {
            let valid = (self.start, self.end);
            (indexes.cells).insert(key, &self.cells, None, valid, known_from);
        }
        let overdue = &mut indexes.overdue;
        let index = match self.vague {
            true => &mut indexes.vague,
            false => &mut indexes.stated,
        };
        let Some(timed) = &self.timed else {
            let valid = (self.start, self.end);
            index.insert(key, &self.boxes, self.altitude, valid, known_from);
            return;
        };
        let rows = self.boxes.iter().zip(&timed.times);
        let rows = rows.map(|(area, (start, end))| (*area, *start, *end));
        index.insert_rows(key, rows, self.altitude, known_from);
        // Few are overdue: one box around all does for them.
        let hull = self.boxes.iter().copied().reduce(GeoBox::hull);
        if let Some((since, hull)) = timed.whole_end.zip(hull) {
            let valid = (since, None);
            overdue.insert(key, &[hull], self.altitude, valid, known_from);
        }
    }
}

/// Each once; of very many one around all.
fn tidied(mut boxes: Vec<GeoBox>) -> Vec<GeoBox> {
    boxes.sort_unstable();
    boxes.dedup();
    if boxes.len() > MAX_BOXES {
        boxes = boxes.into_iter().reduce(GeoBox::hull).into_iter().collect();
    }
    boxes
}

/// The extents of a notification by the record that tells of the place: a version, or a report of
/// another way. A movement has no end until its owner says so: it may become overdue at any time.
pub(super) fn of_notification(
    register: &Register,
    known: &Notification,
    known_at: LogIndex,
) -> Vec<(LogIndex, Option<Extent>)> {
    let mut extents = Vec::new();
    let mut open = false;
    let mut latest_end = None;
    for version in &known.versions {
        let ended = match life::of_version(register, known, version, known_at) {
            Life::Ended { at, .. } => Some(at),
            Life::InForce | Life::Unknown => None,
        };
        open |= ended.is_none();
        latest_end = latest_end.max(ended);
        let extent = match &version.content {
            Content::Site(place) => around_all(&site_parts(place), ended, &place.cells_around()),
            Content::Movement(place) => {
                let cells = place.cells_around();
                let extent = around_all(&way_parts(known, place), ended, &cells);
                match known.reports.is_empty() && ended.is_none() {
                    true => extent.map(|extent| extent.by_plan(&planned_parts(place))),
                    false => extent,
                }
            }
            Content::Nil(_) => continue,
        };
        extents.push((version.record, extent));
    }
    for report in &known.reports {
        let ended = if open { None } else { latest_end };
        let parts = way_parts(known, &report.place);
        if !parts.is_empty() || report.place.is_erased() {
            extents.push((report.record, Extent::around(&parts, ended)));
        }
    }
    extents
}

/// What each version that tells of a place leaves on the ground; none where reports change that.
pub(super) fn traces(known: &Notification) -> Vec<(LogIndex, Option<Trace>)> {
    let plain = plain(known);
    let versions = known.versions.iter();
    let traces = versions.filter_map(|version| {
        let trace = match &version.content {
            Content::Site(place) => Trace::of(&site_parts(place), None, plain),
            Content::Movement(place) if known.reports.is_empty() => {
                let parts = planned_parts(place);
                Trace::of(&parts, whole_end(&parts), plain)
            }
            Content::Movement(_) => None,
            Content::Nil(_) => return None,
        };
        Some((version.record, trace))
    });
    traces.collect()
}

/// How a notification stands of which nothing was said but once.
fn plain(known: &Notification) -> Option<Plain> {
    let [version] = known.versions.as_slice() else {
        return None;
    };
    let is_plain = known.withdrawals.is_empty()
        && known.reconfirmations.is_empty()
        && known.contests.is_empty()
        && known.reports.is_empty();
    is_plain.then_some(Plain {
        about: known.about,
        stale_from: match &version.body {
            Body::Site(site) => site.reconfirm_by,
            Body::Movement(_) | Body::Nil(_) => None,
        },
    })
}

/// The latest end known of parts: a movement is overdue from then on, as [`super::way::of`] has it without reports.
fn whole_end(parts: &[Reaching]) -> Option<Instant> {
    parts.iter().filter_map(|part| part.stretch.end).max()
}

/// Around parts and the cells that were told beside them.
fn around_all(parts: &[Reaching], ended: Option<Instant>, cells: &[Footprint]) -> Option<Extent> {
    let extent = Extent::around(parts, ended)?;
    Some(match cells.is_empty() {
        true => extent,
        false => extent.with_cells(parts, cells),
    })
}

/// Every stretch of a way, open-ended and from its earliest use on: a halt may have been reported
/// before the plan begins.
fn way_parts(known: &Notification, place: &ToldPlace<MovementPlace>) -> Vec<Reaching> {
    let earliest = known.reports.iter().map(|report| report.report.at).min();
    let mut parts = planned_parts(place);
    for part in &mut parts {
        let start = part.stretch.start;
        part.stretch.start = earliest.map_or(start, |earliest| earliest.min(start));
        part.stretch.end = None;
    }
    parts
}

/// Every stretch of a way by its plan.
fn planned_parts(place: &ToldPlace<MovementPlace>) -> Vec<Reaching> {
    let exact = place.exact.value().into_iter().flat_map(|exact| {
        exact
            .stretches()
            .into_iter()
            .map(|stretch| (stretch, exact.precision, exact.buffer))
    });
    let cells = place
        .cell_stretches()
        .into_iter()
        .map(|stretch| (stretch, None, Decimetres::ZERO));
    exact
        .chain(cells)
        .map(|(stretch, precision, buffer)| Reaching {
            stretch,
            precision,
            buffer,
        })
        .collect()
}
