//! The index of what was told, by place, height, valid time and the log's own time.
//!
//! It narrows a question to candidates: every entry whose boxes, heights, valid time and known time
//! meet the question's is among them, and whoever asks then measures ([`crate::geometry::distance`]).
//! Derived from the log, never stored, thrown away at will.
//!
//! The interface is kept this small on purpose: [`Index::insert`], [`Index::retire`],
//! [`Index::forget`], [`Index::candidates`]. What is inside now is a hierarchy of grids in ordered maps, simple and
//! right; it is meant to be replaced by something faster without anyone outside noticing.
//!
//! Not here: footprints, floating point, what an overlap means. DESIGN.md §6,
//! `docs/spec/geometry.md` §11.

use crate::geometry::bounds::GeoBox;
use crate::geometry::position::{AltitudeBand, Position};
use crate::time::{Instant, Span, TimeWindow};
use std::collections::{BTreeMap, BTreeSet};

/// The finest grid has cells of 2^16 units of 1e-7 degree, about 730 m of latitude: finer cells would
/// hold single sites and cost more than they save.
const FINEST_LEVEL: u8 = 16;

/// What an entry is called by whoever inserts it; answers come in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryKey(pub u64);

/// Everything told that has a place, current or no longer.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// All entries of a key, current or not.
    by_key: BTreeMap<EntryKey, Vec<usize>>,
    /// Per level and row, per column: the entries that have a box in that cell.
    grid: BTreeMap<(u8, u32), BTreeMap<u32, Vec<usize>>>,
    levels: BTreeSet<u8>,
}

/// One box set with one valid time, known from one log index until another.
#[derive(Clone, Debug)]
struct Entry {
    key: EntryKey,
    boxes: Vec<GeoBox>,
    altitude: Option<AltitudeBand>,
    start: Instant,
    end: Option<Instant>,
    known_from: u64,
    known_to: Option<u64>,
}

impl Index {
    /// An empty index.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entry that the register knows from log index `known_from` on: somewhere in `boxes`, at
    /// the heights of `altitude` (absent: all), from an instant until just before another (absent: with
    /// no end).
    ///
    /// A key may be inserted several times, as the legs of one movement are.
    pub fn insert(
        &mut self,
        key: EntryKey,
        boxes: &[GeoBox],
        altitude: Option<AltitudeBand>,
        valid: (Instant, Option<Instant>),
        known_from: u64,
    ) {
        let slot = self.entries.len();
        for cell in Cells::of_all(boxes) {
            self.levels.insert(cell.level);
            let row = self.grid.entry((cell.level, cell.row)).or_default();
            let slots = row.entry(cell.column).or_default();
            if slots.last() != Some(&slot) {
                slots.push(slot);
            }
        }
        self.by_key.entry(key).or_default().push(slot);
        self.entries.push(Entry {
            key,
            boxes: boxes.to_vec(),
            altitude,
            start: valid.0,
            end: valid.1,
            known_from,
            known_to: None,
        });
    }

    /// From log index `known_to` on, nothing inserted so far under `key` is current any more. It stays
    /// to be found as of earlier indices, and the key may be inserted anew.
    pub fn retire(&mut self, key: EntryKey, known_to: u64) {
        for slot in self.by_key.get(&key).into_iter().flatten() {
            self.entries[*slot].known_to.get_or_insert(known_to);
        }
    }

    /// Erases everything inserted so far under `key`, for all log indices: nothing of its places is
    /// left in the index.
    pub fn forget(&mut self, key: EntryKey) {
        for slot in self.by_key.remove(&key).unwrap_or_default() {
            for cell in Cells::of_all(&std::mem::take(&mut self.entries[slot].boxes)) {
                self.take_out(&cell, slot);
            }
            // The slot stays, so that others keep their numbers, but says nothing any more.
            self.entries[slot].altitude = None;
            self.entries[slot].start = Instant::MIN;
            self.entries[slot].end = None;
        }
    }

    fn take_out(&mut self, cell: &Cell, slot: usize) {
        let row_key = (cell.level, cell.row);
        let Some(row) = self.grid.get_mut(&row_key) else {
            return;
        };
        if let Some(slots) = row.get_mut(&cell.column) {
            slots.retain(|other| *other != slot);
            if slots.is_empty() {
                row.remove(&cell.column);
            }
        }
        if row.is_empty() {
            self.grid.remove(&row_key);
        }
    }

    /// The keys of all entries that were current at log index `known_at` and meet the boxes, the
    /// heights and the window, this widened by `tolerance` as [`TimeWindow::meets`] does; in order,
    /// each once. Empty `boxes` meet nothing.
    #[must_use]
    pub fn candidates(
        &self,
        boxes: &[GeoBox],
        altitude: Option<AltitudeBand>,
        window: TimeWindow,
        tolerance: Span,
        known_at: u64,
    ) -> Vec<EntryKey> {
        let mut found = BTreeSet::new();
        for area in boxes {
            for level in &self.levels {
                let cells = Cells::at_level(*area, *level);
                let rows = (*level, cells.rows.0)..=(*level, cells.rows.1);
                let slots = self
                    .grid
                    .range(rows)
                    .flat_map(|(_, row)| row.range(cells.columns.0..=cells.columns.1))
                    .flat_map(|(_, slots)| slots);
                for slot in slots {
                    let entry = &self.entries[*slot];
                    if entry.is_current_at(known_at)
                        && entry.is_valid_in(window, tolerance)
                        && AltitudeBand::meet(entry.altitude, altitude)
                        && entry.meets_box(*area)
                    {
                        found.insert(entry.key);
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    /// Whether [`Index::candidates`] would give this key, without looking at any other.
    #[must_use]
    pub fn is_candidate(
        &self,
        key: EntryKey,
        boxes: &[GeoBox],
        altitude: Option<AltitudeBand>,
        window: TimeWindow,
        tolerance: Span,
        known_at: u64,
    ) -> bool {
        let slots = self.by_key.get(&key).into_iter().flatten();
        let mut entries = slots.map(|slot| &self.entries[*slot]);
        entries.any(|entry| {
            entry.is_current_at(known_at)
                && entry.is_valid_in(window, tolerance)
                && AltitudeBand::meet(entry.altitude, altitude)
                && boxes.iter().any(|area| entry.meets_box(*area))
        })
    }
}

impl Entry {
    fn meets_box(&self, area: GeoBox) -> bool {
        self.boxes.iter().any(|one| one.meets(area))
    }

    fn is_current_at(&self, log_index: u64) -> bool {
        self.known_from <= log_index && self.known_to.is_none_or(|to| log_index < to)
    }

    fn is_valid_in(&self, window: TimeWindow, tolerance: Span) -> bool {
        self.start.minus(tolerance) < window.end()
            && self
                .end
                .is_none_or(|end| window.start().minus(tolerance) < end)
    }
}

/// The cells of one level that a box lies in, first and last row and column.
struct Cells {
    level: u8,
    rows: (u32, u32),
    columns: (u32, u32),
}

struct Cell {
    level: u8,
    row: u32,
    column: u32,
}

impl Cells {
    /// The cells of the finest level at which a box lies in no more than two rows and two columns.
    fn of(area: GeoBox) -> Self {
        let height = area.north_e7().abs_diff(area.south_e7());
        let width = area.east_e7().abs_diff(area.west_e7());
        let bits = u32::BITS - height.max(width).leading_zeros();
        let level = FINEST_LEVEL.max(bits.try_into().unwrap_or(FINEST_LEVEL));
        Self::at_level(area, level)
    }

    fn of_all(boxes: &[GeoBox]) -> impl Iterator<Item = Cell> {
        boxes.iter().flat_map(|area| Self::of(*area).each())
    }

    fn at_level(area: GeoBox, level: u8) -> Self {
        let row = |lat_e7: i32| numbered(lat_e7.abs_diff(-Position::MAX_LAT_E7), level);
        let column = |lon_e7: i32| numbered(lon_e7.abs_diff(-Position::MAX_LON_E7), level);
        Self {
            level,
            rows: (row(area.south_e7()), row(area.north_e7())),
            columns: (column(area.west_e7()), column(area.east_e7())),
        }
    }

    fn each(self) -> impl Iterator<Item = Cell> {
        let level = self.level;
        let (first, last) = self.columns;
        (self.rows.0..=self.rows.1)
            .flat_map(move |row| (first..=last).map(move |column| Cell { level, row, column }))
    }
}

/// The number of the cell of a level that an offset from the south or west end of the earth lies in.
fn numbered(offset_e7: u32, level: u8) -> u32 {
    offset_e7.checked_shr(u32::from(level)).unwrap_or(0)
}

#[cfg(test)]
mod tests;
