//! Runs made one in steps, each of bounded length, while questions are still answered from the runs that
//! they were.
//!
//! First all rows are gathered, then put in order (ranges of them are halved until they are small, and small
//! ones at once), then written out as leaves, then it is noted where each is. What is forgotten meanwhile is
//! forgotten here too. Not here: when runs are merged, and how much is done at a time ([`super`]).

use std::ops::Range;
use std::sync::Arc;

use super::node::{FAN, NONE, Row};
use super::order::{Key, arrange, best_axis, half, key};
use super::run::{PLACES, Run, index};

/// Ranges of so many rows are put in order at once.
pub(super) const AT_ONCE: usize = 1_024;
/// How many of the rows are looked at to guess which one is where a range is to be halved.
const LOOKED_AT: usize = 127;
/// What it costs to put one of a small range in order, where looking at a row costs one.
const ARRANGING: i64 = 8;

/// A run in the making.
pub(super) struct Packing {
    /// The numbers of its rows.
    rows: Range<u32>,
    room: Vec<Row>,
    /// Where each row is in the room, and then in the leaves, by number from the first on; counted from 1, so that
    /// a table of none is had without writing it.
    places: Vec<u32>,
    stage: Stage,
    run: Run,
    at_once: usize,
}

enum Stage {
    /// The next leaf: of which run, and which.
    Gather(usize, usize),
    /// Ranges that are not in order yet; one of them may be half divided.
    Order(Vec<Range<usize>>, Option<Halving>),
    /// The next row to write.
    Write(usize),
    /// The next row to note.
    Note(usize),
    Done,
}

/// A range that is being halved: everything before `at` is to come before everything behind.
struct Halving {
    range: Range<usize>,
    at: usize,
    axis: usize,
    /// Where the row that belongs to `at` is.
    within: Range<usize>,
    pass: Option<Pass>,
}

/// Rows before `low` come before the guess, those from `high` on do not.
struct Pass {
    guess: Key,
    low: usize,
    high: usize,
}

impl Packing {
    /// Of runs that lie beside each other, the oldest first.
    pub(super) fn of_runs(runs: &[Arc<Run>], class: u8, at_once: usize) -> Option<Self> {
        let (first, last) = (runs.first()?, runs.last()?);
        let behind = last.first.saturating_add(u32::try_from(last.len()).ok()?);
        let rows = first.first..behind;
        let count = runs.iter().map(|run| run.len()).sum();
        Some(Self {
            room: Vec::with_capacity(count),
            places: vec![0; index(rows.end - rows.start)],
            stage: Stage::Gather(0, 0),
            run: Run::begin(rows.start, class, count),
            rows,
            at_once: at_once.max(FAN),
        })
    }

    /// A run of rows at once; they are few.
    pub(super) fn all_at_once(rows: Vec<Row>, numbers: Range<u32>) -> Run {
        let mut packing = Self {
            places: vec![0; index(numbers.end - numbers.start)],
            stage: Stage::Order(Vec::new(), None),
            run: Run::begin(numbers.start, 0, rows.len()),
            room: rows,
            at_once: usize::MAX,
            rows: numbers,
        };
        packing.begin_order();
        let mut credit = i64::MAX;
        packing.go_on(&[], &mut credit);
        packing.run
    }

    /// The numbers of the rows that it merges.
    pub(super) fn rows(&self) -> Range<u32> {
        self.rows.clone()
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done)
    }

    /// What has become of it, once it is done.
    pub(super) fn into_run(self) -> Run {
        self.run
    }

    /// Goes on with the runs that it is made of, until the credit is used up or it is done.
    pub(super) fn go_on(&mut self, runs: &[Arc<Run>], credit: &mut i64) {
        while *credit > 0 {
            *credit -= match &mut self.stage {
                Stage::Gather(..) => self.gather(runs),
                Stage::Order(..) => self.order(),
                Stage::Write(_) => self.write(),
                Stage::Note(_) => self.note(),
                Stage::Done => return,
            };
        }
    }

    /// Forgets a row wherever it is by now. The run that it came from forgets it by itself.
    pub(super) fn forget(&mut self, row: u32) {
        let Some(number) = row.checked_sub(self.rows.start) else {
            return;
        };
        let Some(place) = self.places.get_mut(index(number)) else {
            return;
        };
        if let Some(place) = std::mem::take(place).checked_sub(1).map(index) {
            if let Some(row) = self.room.get_mut(place) {
                *row = Row::FORGOTTEN;
            }
            self.run.empty(place);
        }
        self.run.forget(row);
    }

    fn gather(&mut self, runs: &[Arc<Run>]) -> i64 {
        let Stage::Gather(run, leaf) = &mut self.stage else {
            return 0;
        };
        let Some(from) = runs.get(*run) else {
            self.begin_order();
            return 1;
        };
        match from.leaf(*leaf) {
            Some(rows) => {
                *leaf += 1;
                for row in rows.rows() {
                    put(&mut self.places, self.rows.start, &row, self.room.len());
                    self.room.push(row);
                }
            }
            None => (*run, *leaf) = (*run + 1, 0),
        }
        16
    }

    fn begin_order(&mut self) {
        let all = 0..self.room.len();
        // What was forgotten since makes no row.
        self.run = Run::begin(self.rows.start, self.run.class, all.end);
        self.stage = Stage::Order(vec![all], None);
    }

    fn order(&mut self) -> i64 {
        let Stage::Order(ranges, halving) = &mut self.stage else {
            return 0;
        };
        if let Some(going) = halving {
            let cost = going.step(
                &mut self.room,
                &mut self.places,
                self.rows.start,
                self.at_once,
            );
            if going.within.is_empty() {
                ranges.push(going.at..going.range.end);
                ranges.push(going.range.start..going.at);
                *halving = None;
            }
            return cost;
        }
        let Some(range) = ranges.pop() else {
            self.stage = Stage::Write(0);
            return 1;
        };
        if range.len() > self.at_once {
            *halving = Some(Halving::of(range, &self.room));
            return 64;
        }
        let cost = weigh(range.len()) * ARRANGING;
        arrange(&mut self.room[range.clone()]);
        note_all(&mut self.places, self.rows.start, &self.room, range);
        cost + 1
    }

    fn write(&mut self) -> i64 {
        let Stage::Write(from) = &mut self.stage else {
            return 0;
        };
        let to = self.room.len().min(*from + FAN);
        if *from == to {
            self.room = Vec::new();
            self.stage = Stage::Note(0);
            return 1;
        }
        self.run.push(&self.room[*from..to]);
        *from = to;
        32
    }

    fn note(&mut self) -> i64 {
        let Stage::Note(from) = &mut self.stage else {
            return 0;
        };
        let to = self.places.len().min(*from + PLACES);
        for place in &self.places[*from..to] {
            self.run.push_place(place.checked_sub(1).unwrap_or(NONE));
        }
        *from = to;
        if to == self.places.len() {
            self.run.end();
            self.places = Vec::new();
            self.stage = Stage::Done;
        }
        256
    }
}

impl Halving {
    fn of(range: Range<usize>, room: &[Row]) -> Self {
        Self {
            at: range.start + half(range.len()),
            axis: best_axis(&room[range.clone()]),
            within: range.clone(),
            pass: None,
            range,
        }
    }

    /// Narrows down where the row that belongs to the middle is; nowhere any more, once it is there.
    fn step(&mut self, room: &mut [Row], places: &mut [u32], first: u32, at_once: usize) -> i64 {
        let axis = self.axis;
        let Some(pass) = &mut self.pass else {
            if self.within.len() <= at_once {
                let within = &mut room[self.within.clone()];
                within
                    .select_nth_unstable_by_key(self.at - self.within.start, |row| key(row, axis));
                let cost = weigh(self.within.len()) * 3;
                note_all(places, first, room, self.within.clone());
                self.within = self.at..self.at;
                return cost;
            }
            self.pass = Some(Pass {
                guess: self.guess(room),
                low: self.within.start,
                high: self.within.end,
            });
            return 512;
        };
        let mut cost = 0;
        while pass.low < pass.high && cost < 1_024 {
            cost += 1;
            if key(&room[pass.low], axis) < pass.guess {
                pass.low += 1;
            } else if key(&room[pass.high - 1], axis) >= pass.guess {
                pass.high -= 1;
            } else {
                pass.high -= 1;
                room.swap(pass.low, pass.high);
                put(places, first, &room[pass.low], pass.low);
                put(places, first, &room[pass.high], pass.high);
                pass.low += 1;
            }
        }
        if pass.low == pass.high {
            let met = pass.low;
            let stuck = met == self.within.start || met == self.within.end;
            self.within = match met.cmp(&self.at) {
                // Rows were forgotten under its hands: any order is a right one.
                _ if stuck => self.at..self.at,
                std::cmp::Ordering::Equal => self.at..self.at,
                std::cmp::Ordering::Less => met..self.within.end,
                std::cmp::Ordering::Greater => self.within.start..met,
            };
            self.pass = None;
        }
        cost
    }

    /// What the row that belongs to the middle may have, by a few of the rows; never the least of them.
    fn guess(&self, room: &[Row]) -> Key {
        let within = &room[self.within.clone()];
        let every = (within.len() / LOOKED_AT).max(1);
        let mut keys: Vec<Key> = within
            .iter()
            .step_by(every)
            .map(|row| key(row, self.axis))
            .collect();
        keys.sort_unstable();
        let behind = self.at - self.within.start;
        let guess = keys.len() * behind / within.len().max(1);
        let last = keys.len().saturating_sub(1);
        keys.get(guess.clamp(1.min(last), last))
            .copied()
            .unwrap_or((0, 0))
    }
}

fn put(places: &mut [u32], first: u32, row: &Row, place: usize) {
    // What was forgotten has a number that no place is kept of.
    if let Some(kept) = places.get_mut(index(row.number.wrapping_sub(first))) {
        *kept = u32::try_from(place + 1).unwrap_or(0);
    }
}

fn note_all(places: &mut [u32], first: u32, room: &[Row], range: Range<usize>) {
    for place in range {
        put(places, first, &room[place], place);
    }
}

fn weigh(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX / 16)
}

#[cfg(test)]
impl Packing {
    /// Every box that it holds.
    pub(super) fn walk(&self) -> Vec<super::block::Block> {
        let mut blocks = self.run.walk().0;
        blocks.extend(self.room.iter().map(|row| row.block));
        blocks
    }
}
