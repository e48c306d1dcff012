//! The index of what was told, by place, height, valid time and the log's own time.
//!
//! It narrows a question to candidates: every entry whose boxes, heights, valid time and known time
//! meet the question's is among them, and whoever asks then measures ([`crate::geometry::distance`]).
//! Derived from the log, never stored, thrown away at will.
//!
//! Inside, a row is one box in place, time and height ([`block`]). New rows are few, and each is looked at
//! ([`node`]). Whenever there are enough of them they become a packed tree ([`run`]), and whenever there are
//! several trees of a size they become one ([`packing`]): a little with each insertion, so that none waits.
//! Copies share what they have alike ([`pages`]): a clone copies pointers. Decision 51.
//!
//! Not here: footprints, floating point, what an overlap means. DESIGN.md §6,
//! `docs/spec/geometry.md` §11.

mod block;
mod node;
mod order;
mod packing;
pub(crate) mod pages;
mod run;

use crate::geometry::bounds::GeoBox;
use crate::geometry::position::AltitudeBand;
use crate::time::{Instant, Span, TimeWindow};
use block::{Block, Moment};
use node::{FAN, Leaf, NONE, Row};
use packing::Packing;
use pages::Table;
use run::{Run, index};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// What an entry is called by whoever inserts it; answers come in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryKey(pub u64);

/// A box, from when and until when (absent: with no end).
pub type Timed = (GeoBox, Instant, Option<Instant>);

/// Everything told that has a place, current or no longer.
#[derive(Default)]
pub struct Index {
    pace: Pace,
    entries: Table<Entry>,
    entry_count: u32,
    /// The latest entry of a key, counted from 1.
    latest: Table<u32>,
    /// The oldest first; those of a class lie beside each other, and none is of a lower class than a newer one.
    runs: Vec<Arc<Run>>,
    /// Rows that are in no run yet, full leaves but for the last.
    recent: Vec<Leaf>,
    first_recent: u32,
    row_count: u32,
    packings: Vec<Packing>,
    /// Work that insertions have paid for and that is not done yet.
    credit: i64,
    /// How often it has changed.
    changes: u64,
}

/// One box set with one valid time, known from one log index until another.
#[derive(Clone, Default)]
struct Entry {
    key: u64,
    start: i64,
    /// Open ends are farther than any instant.
    end: i64,
    known_from: u64,
    known_to: u64,
    first_row: u32,
    rows: u32,
    /// The one of the same key before, counted from 1.
    before: u32,
}

/// How much is kept and done at a time.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// Rows that are looked at one by one before they become a run.
    recent: u32,
    /// Runs of a class that become one.
    runs: usize,
    /// What each row pays towards packing, where looking at a row costs one. A row is packed anew with
    /// every class, so this is several times what that takes: packing is mostly done before there is more.
    credit: i64,
    /// Packing goes on when so much has been paid.
    slice: i64,
    /// Ranges of so many rows are put in order at once.
    at_once: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            recent: 256,
            runs: 4,
            credit: 512,
            slice: 4_096,
            at_once: packing::AT_ONCE,
        }
    }
}

/// Shares what copies have alike; packing begins anew in the clone.
impl Clone for Index {
    fn clone(&self) -> Self {
        Self {
            pace: self.pace,
            entries: self.entries.clone(),
            entry_count: self.entry_count,
            latest: self.latest.clone(),
            runs: self.runs.clone(),
            recent: self.recent.clone(),
            first_recent: self.first_recent,
            row_count: self.row_count,
            packings: Vec::new(),
            credit: 0,
            changes: self.changes,
        }
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Index of {} entries", self.entry_count)
    }
}

impl Index {
    /// An empty index.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing was ever inserted.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entry_count == 0
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
        let rows = boxes.iter().map(|area| (*area, valid.0, valid.1));
        self.insert_rows(key, rows, altitude, known_from);
    }

    /// As [`Index::insert`], each box at a time of its own: it is met where one box meets a question in place and
    /// time, and its whole time, from the first start to the last end, does so to the microsecond.
    pub fn insert_rows(
        &mut self,
        key: EntryKey,
        rows: impl Iterator<Item = Timed>,
        altitude: Option<AltitudeBand>,
        known_from: u64,
    ) {
        let number = self.entry_count;
        let latest = self.latest.get_mut(key.0);
        let before = std::mem::replace(latest, number + 1);
        let first_row = self.row_count;
        let (mut first, mut last) = (i64::MAX, i64::MIN);
        for (area, start, end) in rows {
            let block = Block::told(area, altitude, (start, end));
            self.push_row(block, number);
            first = first.min(start.micros());
            last = last.max(end.map_or(i64::MAX, Instant::micros));
        }
        *self.entries.get_mut(number.into()) = Entry {
            key: key.0,
            start: first,
            end: last,
            known_from,
            known_to: u64::MAX,
            first_row,
            rows: self.row_count - first_row,
            before,
        };
        self.entry_count += 1;
        self.changes += 1;
        if self.row_count - self.first_recent >= self.pace.recent {
            self.make_run();
        }
        self.pack(i64::from(self.row_count - first_row));
    }

    fn push_row(&mut self, block: Block, entry: u32) {
        let number = self.row_count;
        assert!(
            number < NONE - 1 && entry < NONE - 1,
            "an index holds fewer than 2^32 boxes"
        );
        let slot = index(number - self.first_recent) % FAN;
        if slot == 0 {
            self.recent.push(Leaf::EMPTY);
        }
        if let Some(leaf) = self.recent.last_mut() {
            let row = Row {
                block,
                number,
                entry,
            };
            leaf.set(slot, &row);
        }
        self.row_count += 1;
    }

    /// From log index `known_to` on, nothing inserted so far under `key` is current any more. It stays
    /// to be found as of earlier indices, and the key may be inserted anew.
    pub fn retire(&mut self, key: EntryKey, known_to: u64) {
        let mut next = self.latest.get(key.0).copied().unwrap_or(0);
        while let Some(number) = next.checked_sub(1) {
            let entry = self.entries.get_mut(number.into());
            if entry.known_to != u64::MAX {
                // So are all before it.
                return;
            }
            entry.known_to = known_to;
            next = entry.before;
            self.changes += 1;
        }
    }

    /// Erases everything inserted so far under `key`, for all log indices: nothing of its places is
    /// left in the index.
    pub fn forget(&mut self, key: EntryKey) {
        let Some(latest) = self.latest.get(key.0).copied().filter(|one| *one > 0) else {
            return;
        };
        let mut next = latest;
        while let Some(number) = next.checked_sub(1) {
            let entry = std::mem::take(self.entries.get_mut(number.into()));
            for row in entry.first_row..entry.first_row + entry.rows {
                self.forget_row(row);
            }
            next = entry.before;
        }
        *self.latest.get_mut(key.0) = 0;
        self.changes += 1;
    }

    fn forget_row(&mut self, row: u32) {
        if let Some(recent) = row.checked_sub(self.first_recent) {
            if let Some(leaf) = self.recent.get_mut(index(recent) / FAN) {
                leaf.set(index(recent) % FAN, &Row::FORGOTTEN);
            }
            return;
        }
        if let Some(run) = self.run_of(row).and_then(|at| self.runs.get_mut(at)) {
            Arc::make_mut(run).forget(row);
        }
        for packing in &mut self.packings {
            packing.forget(row);
        }
    }

    /// The run that a row that is not recent is in, if it is in any.
    fn run_of(&self, row: u32) -> Option<usize> {
        self.runs
            .partition_point(|run| run.first <= row)
            .checked_sub(1)
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
        let moment = Moment::new(window, tolerance, known_at);
        let mut entries = Vec::new();
        for area in boxes {
            let asked = moment.block(*area, altitude);
            for run in &self.runs {
                run.collect(&asked, &mut entries);
            }
            for leaf in &self.recent {
                leaf.collect(&asked, &mut entries);
            }
        }
        // Of one entry many rows may meet.
        entries.sort_unstable();
        entries.dedup();
        let entries = entries.into_iter();
        let told = entries.filter_map(|number| self.entries.get(number.into()));
        let mut keys: Vec<EntryKey> = told
            .filter(|entry| moment.meets(entry))
            .map(|entry| EntryKey(entry.key))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
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
        let moment = Moment::new(window, tolerance, known_at);
        let mut next = self.latest.get(key.0).copied().unwrap_or(0);
        while let Some(entry) = next.checked_sub(1).and_then(|n| self.entries.get(n.into())) {
            if moment.meets(entry) {
                let mut rows = entry.first_row..entry.first_row + entry.rows;
                let meets = |block: Block| {
                    let mut asked = boxes.iter().map(|area| moment.block(*area, altitude));
                    asked.any(|asked| block.meets(&asked))
                };
                if rows.any(|row| self.block(row).is_some_and(meets)) {
                    return true;
                }
            }
            next = entry.before;
        }
        false
    }

    fn block(&self, row: u32) -> Option<Block> {
        match row.checked_sub(self.first_recent) {
            Some(recent) => {
                let leaf = self.recent.get(index(recent) / FAN)?;
                Some(leaf.boxes.get(index(recent) % FAN))
            }
            None => self.runs.get(self.run_of(row)?)?.block(row),
        }
    }

    /// Takes over what another index of the very same history has, where that has been packed as far: two copies
    /// then take little more memory than one. They answer alike before and after.
    pub fn share(&mut self, other: &Self) {
        let told = |index: &Self| (index.changes, index.entry_count, index.row_count);
        let is_same = |(one, two): (&Arc<Run>, &Arc<Run>)| Arc::ptr_eq(one, two);
        let all_same =
            self.runs.len() == other.runs.len() && self.runs.iter().zip(&other.runs).all(is_same);
        if told(self) != told(other) || all_same || self.runs.len() < other.runs.len() {
            return;
        }
        let before = std::mem::replace(&mut self.runs, other.runs.clone());
        self.entries = other.entries.clone();
        self.latest = other.latest.clone();
        self.recent.clone_from(&other.recent);
        self.first_recent = other.first_recent;
        // What is being made of runs that are others now begins anew.
        let after = &self.runs;
        self.packings.retain(|packing| {
            let (old, new) = (within(&before, packing), within(after, packing));
            old.len() == new.len() && old.iter().zip(new).all(is_same)
        });
        self.begin_packings();
    }

    /// The recent rows become a run.
    fn make_run(&mut self) {
        let rows = self.recent.iter().flat_map(Leaf::rows).collect();
        let run = Packing::all_at_once(rows, self.first_recent..self.row_count);
        self.recent.clear();
        self.first_recent = self.row_count;
        if !run.is_empty() {
            self.runs.push(Arc::new(run));
            self.begin_packings();
        }
    }

    /// Does what insertions have paid for, of the merge of the fewest first.
    fn pack(&mut self, rows: i64) {
        if self.packings.is_empty() {
            return;
        }
        self.credit += rows * self.pace.credit;
        if self.credit < self.pace.slice {
            return;
        }
        while self.credit > 0 {
            let smallest =
                (0..self.packings.len()).min_by_key(|at| self.packings[*at].rows().len());
            let Some(at) = smallest else {
                self.credit = 0;
                return;
            };
            let runs = range(&self.runs, &self.packings[at]);
            self.packings[at].go_on(&self.runs[runs.clone()], &mut self.credit);
            if self.packings[at].is_done() {
                let run = self.packings.swap_remove(at).into_run();
                let run = (!run.is_empty()).then(|| Arc::new(run));
                self.runs.splice(runs, run);
                self.begin_packings();
            }
        }
    }

    /// Begins to merge where there are enough runs of a class.
    fn begin_packings(&mut self) {
        let mut from = 0;
        while let Some(run) = self.runs.get(from) {
            let class = run.class;
            let alike = self.runs[from..].iter().take(self.pace.runs);
            let alike = alike
                .take_while(|run| run.class == class && !self.is_packed(run))
                .count();
            if alike < self.pace.runs {
                from += alike.max(1);
                continue;
            }
            let runs = &self.runs[from..from + alike];
            let packing = Packing::of_runs(runs, class.saturating_add(1), self.pace.at_once);
            self.packings.extend(packing);
            from += alike;
        }
    }

    fn is_packed(&self, run: &Run) -> bool {
        let mut packings = self.packings.iter();
        packings.any(|packing| packing.rows().contains(&run.first))
    }
}

/// Which runs are being made one.
fn range(runs: &[Arc<Run>], packing: &Packing) -> Range<usize> {
    let rows = packing.rows();
    let before = |row: u32| runs.partition_point(|run| run.first < row);
    before(rows.start)..before(rows.end)
}

fn within<'a>(runs: &'a [Arc<Run>], packing: &Packing) -> &'a [Arc<Run>] {
    &runs[range(runs, packing)]
}

#[cfg(test)]
impl Index {
    fn paced(pace: Pace) -> Self {
        Self {
            pace,
            ..Self::default()
        }
    }

    /// Every box that is in it somewhere.
    fn walk(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self
            .recent
            .iter()
            .flat_map(Leaf::rows)
            .map(|row| row.block)
            .collect();
        blocks.extend(self.runs.iter().flat_map(|run| run.walk().0));
        blocks.extend(self.packings.iter().flat_map(Packing::walk));
        blocks.retain(|block| *block != Block::EMPTY);
        blocks
    }

    /// How many rows some table still says of where they are.
    fn placed(&self) -> usize {
        let recent = self.recent.iter().flat_map(Leaf::rows).count();
        recent + self.runs.iter().map(|run| run.walk().1).sum::<usize>()
    }
}

#[cfg(test)]
mod tests;
