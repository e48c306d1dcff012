//! What of a presence goes into the index: boxes, heights and a time that hold all of it at any
//! later moment, until something new is said.

use super::Region;
use super::standing::site_parts;
use super::way::Reaching;
use crate::geometry::bounds::{GeoBox, MAX_BOXES, bounds};
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::LogIndex;
use crate::index::{EntryKey, Index};
use crate::notification::history::{Content, Notification};
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

    /// All of it, cells too.
    pub(super) fn region(&self) -> Region {
        Region {
            boxes: tidied([self.boxes.as_slice(), &self.cells].concat()),
            start: self.start,
            end: self.end,
        }
    }

    /// Puts the place into one index, and the cells beside it into another.
    pub(super) fn insert_into(
        &self,
        (places, cells): (&mut Index, &mut Index),
        key: EntryKey,
        known_from: LogIndex,
    ) {
        let valid = (self.start, self.end);
        places.insert(key, &self.boxes, self.altitude, valid, known_from);
        if !self.cells.is_empty() {
            cells.insert(key, &self.cells, None, valid, known_from);
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
                around_all(&way_parts(known, place), ended, &place.cells_around())
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
        .map(|(mut stretch, precision, buffer)| {
            stretch.start = earliest.map_or(stretch.start, |earliest| earliest.min(stretch.start));
            stretch.end = None;
            Reaching {
                stretch,
                precision,
                buffer,
            }
        })
        .collect()
}
