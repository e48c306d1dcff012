//! The index against a plain list, at paces at which few rows make many runs, and packing is always under way.

use super::super::block::Block;
use super::super::node::{FAN, Node};
use super::super::order::half;
use super::super::{EntryKey, Index, Pace};
use crate::geometry::bounds::GeoBox;
use crate::geometry::position::AltitudeBand;
use crate::time::{Instant, Span, TimeWindow};
use std::collections::BTreeSet;

/// Choices that are the same for the same seed (Sebastiano Vigna's SplitMix64).
struct Source(u64);

impl Source {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(u64::try_from(high - low).unwrap() + 1)).unwrap()
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    /// Somewhere on the line between two ends, often at one of them or at the same few places.
    fn along(&mut self, most: i64) -> i64 {
        match self.below(8) {
            0 => -most,
            1 => most,
            2 | 3 => self.pick(&[-1, 0, 1, 70_000_000, 70_000_001]),
            _ => self.between(-most, most),
        }
    }

    fn area(&mut self) -> GeoBox {
        let reach = self.pick(&[0, 0, 1, 10_000, 3_000_000, 400_000_000, 4_000_000_000]);
        let (lat, lon) = (self.along(900_000_000), self.along(1_800_000_000));
        let held = |value: i64, most: i64| i32::try_from(value.clamp(-most, most)).unwrap();
        GeoBox::of_sides(
            [
                held(lat - reach, 900_000_000),
                held(lat + reach, 900_000_000),
            ],
            [
                held(lon - reach, 1_800_000_000),
                held(lon + reach, 1_800_000_000),
            ],
        )
    }

    fn areas(&mut self) -> Vec<GeoBox> {
        let many = self.pick(&[0, 1, 1, 1, 1, 2, 2, 5]);
        (0..many).map(|_| self.area()).collect()
    }

    fn band(&mut self) -> Option<AltitudeBand> {
        let lower = self.pick(&[i32::MIN, -100, 0, 20, 1_000, i32::MAX - 20]);
        let lasting = self.pick(&[1, 20, 1_000]);
        (self.below(2) == 0)
            .then(|| AltitudeBand::new(lower, lower.saturating_add(lasting)).unwrap())
    }

    fn instant(&mut self) -> Instant {
        // Rounded time has steps of 2^27 microseconds.
        let near = self.pick(&[0, 1 << 27, 5 << 27, 1_700_000_000_000_000]) + self.between(-2, 2);
        let micros = match self.below(12) {
            0 => Instant::MIN.micros(),
            1 => Instant::MAX.micros(),
            2 => self.between(Instant::MIN.micros(), Instant::MAX.micros()),
            _ => near + self.pick(&[0, 0, 1_000_000, 3_600_000_000]),
        };
        Instant::from_micros(micros).unwrap()
    }

    fn window(&mut self) -> TimeWindow {
        loop {
            let (start, end) = (self.instant(), self.instant());
            if let Ok(window) = TimeWindow::new(start, end) {
                return window;
            }
        }
    }
}

/// What a plain list remembers of an insertion.
#[derive(Clone)]
struct Told {
    key: u64,
    boxes: Vec<GeoBox>,
    altitude: Option<AltitudeBand>,
    valid: (Instant, Option<Instant>),
    known: (u64, u64),
}

/// An index and a list of the same.
#[derive(Clone)]
struct Both {
    index: Index,
    list: Vec<Told>,
    now: u64,
}

impl Both {
    fn new(pace: Pace) -> Self {
        let (list, now) = (Vec::new(), 0);
        let index = Index::paced(pace);
        Self { index, list, now }
    }

    fn act(&mut self, source: &mut Source, keys: u64) {
        self.now += 1;
        let key = source.below(keys);
        match source.below(20) {
            0 | 1 => {
                self.index.retire(EntryKey(key), self.now);
                let open = self
                    .list
                    .iter_mut()
                    .filter(|told| told.key == key && told.known.1 == u64::MAX);
                open.for_each(|told| told.known.1 = self.now);
            }
            2 => self.forget(key),
            _ => {
                let (start, end) = (source.instant(), source.instant());
                let told = Told {
                    key,
                    boxes: source.areas(),
                    altitude: source.band(),
                    // Some of them end before they begin.
                    valid: (start, (source.below(3) > 0).then_some(end)),
                    known: (self.now, u64::MAX),
                };
                self.index.insert(
                    EntryKey(key),
                    &told.boxes,
                    told.altitude,
                    told.valid,
                    self.now,
                );
                self.list.push(told);
            }
        }
    }

    fn forget(&mut self, key: u64) {
        self.index.forget(EntryKey(key));
        self.list.retain(|told| told.key != key);
    }

    fn ask(&self, source: &mut Source) {
        let (boxes, altitude, window) = (source.areas(), source.band(), source.window());
        let tolerance = source.pick(&[0, 0, 1, 1 << 27, 300_000_000, 315_576_000_000_000_000]);
        let tolerance = Span::from_micros(tolerance).unwrap();
        let known_at = source.pick(&[self.now, self.now, self.now / 2, 0, u64::MAX - 1]);
        let is_meant = |told: &&Told| {
            let (start, end) = told.valid;
            told.known.0 <= known_at
                && known_at < told.known.1
                && start.minus(tolerance) < window.end()
                && end.is_none_or(|end| window.start().minus(tolerance) < end)
                && AltitudeBand::meet(told.altitude, altitude)
                && told
                    .boxes
                    .iter()
                    .any(|one| boxes.iter().any(|other| one.meets(*other)))
        };
        let meant: BTreeSet<u64> = self
            .list
            .iter()
            .filter(is_meant)
            .map(|told| told.key)
            .collect();
        let found = self
            .index
            .candidates(&boxes, altitude, window, tolerance, known_at);
        let found: Vec<u64> = found.into_iter().map(|key| key.0).collect();
        assert_eq!(found, meant.iter().copied().collect::<Vec<_>>());
        let key = source.pick(&[0, 1, 2, 3, 5, 8, 13, 21]);
        let is =
            self.index
                .is_candidate(EntryKey(key), &boxes, altitude, window, tolerance, known_at);
        assert_eq!(is, meant.contains(&key));
    }
}

/// Paces from "everything is packed at once" to "nothing is ever ready".
fn paces() -> [Pace; 4] {
    let pace = |recent, runs, credit, slice, at_once| Pace {
        recent,
        runs,
        credit,
        slice,
        at_once,
    };
    [
        pace(1, 2, 1_000_000, 1, 16),
        pace(5, 2, 40, 10, 16),
        pace(16, 3, 200, 400, 32),
        pace(24, 4, 3, 1, 64),
    ]
}

#[test]
fn at_every_pace_it_says_what_the_list_says() {
    for (seed, pace) in (0..12).flat_map(|seed| paces().map(|pace| (seed, pace))) {
        let mut source = Source(seed);
        let mut both = Both::new(pace);
        for step in 0..700 {
            both.act(&mut source, 40);
            if step % 3 == 0 {
                both.ask(&mut source);
            }
        }
    }
}

#[test]
fn a_clone_and_what_it_was_made_of_go_their_own_ways() {
    for (seed, pace) in (50..56).flat_map(|seed| paces().map(|pace| (seed, pace))) {
        let mut source = Source(seed);
        let mut one = Both::new(pace);
        for _ in 0..300 {
            one.act(&mut source, 30);
        }
        let mut other = one.clone();
        for _ in 0..300 {
            one.act(&mut source, 30);
            one.ask(&mut source);
            other.act(&mut source, 60);
            other.ask(&mut source);
        }
    }
}

#[test]
fn two_of_one_history_share_and_say_the_same() {
    for (seed, pace) in (60..66).flat_map(|seed| paces().map(|pace| (seed, pace))) {
        let mut source = Source(seed);
        let mut copies = [Both::new(pace), Both::new(pace)];
        let mut shared = 0;
        for step in 0..500_usize {
            let round = seed * 1_000 + step as u64;
            for copy in &mut copies {
                copy.act(&mut Source(round), 40);
            }
            if source.below(4) == 0 {
                // Each in turn is the one behind; now and then one is a clone, and packs by itself.
                let [one, two] = &mut copies;
                if source.below(10) == 0 {
                    *one = two.clone();
                }
                match step % 2 {
                    0 => one.index.share(&two.index),
                    _ => two.index.share(&one.index),
                }
                let pairs = one.index.runs.iter().zip(&two.index.runs);
                shared += pairs
                    .filter(|(one, two)| std::sync::Arc::ptr_eq(one, two))
                    .count();
            }
            copies.iter().for_each(|copy| copy.ask(&mut Source(round)));
        }
        assert!(shared > 0, "what is alike is shared");
        let [mut one, mut two] = copies;
        let known_from = two.now;
        two.index.insert(
            EntryKey(1),
            &[GeoBox::EVERYWHERE],
            None,
            (Instant::MIN, None),
            known_from,
        );
        one.index.share(&two.index);
        one.ask(&mut source);
    }
}

#[test]
fn keys_and_log_indices_may_be_any() {
    let mut index = Index::new();
    let always = TimeWindow::new(Instant::MIN, Instant::MAX).unwrap();
    let keys = [0, 255, 256, 65_535, 65_536, u64::MAX - 1, u64::MAX];
    for key in keys {
        index.insert(
            EntryKey(key),
            &[GeoBox::EVERYWHERE],
            None,
            (Instant::MAX, None),
            u64::MAX - 1,
        );
        index.insert(
            EntryKey(key),
            &[GeoBox::EVERYWHERE],
            None,
            (Instant::MIN, None),
            u64::MAX - 1,
        );
    }
    let ask = |index: &Index| {
        index
            .candidates(
                &[GeoBox::EVERYWHERE],
                None,
                always,
                Span::ZERO,
                u64::MAX - 1,
            )
            .len()
    };
    assert_eq!(ask(&index), keys.len());
    index.forget(EntryKey(u64::MAX));
    assert_eq!(ask(&index), keys.len() - 1);
}

/// A box that no other has a side in common with, in place, time and height.
fn alone(number: i32) -> (GeoBox, Option<AltitudeBand>, (Instant, Option<Instant>)) {
    let side = |from: i32| from + number * 10_000;
    let area = GeoBox::of_sides(
        [side(-300_000_000), side(-299_995_000)],
        [side(100_000_000), side(100_005_000)],
    );
    let units = |halves: i64| Instant::from_micros((i64::from(number) * 2 + halves) << 28).unwrap();
    (
        area,
        AltitudeBand::new(number * 10, number * 10 + 5).ok(),
        (units(0), Some(units(1))),
    )
}

fn numbers(blocks: &[Block]) -> BTreeSet<(usize, i32)> {
    let sides = blocks.iter().flat_map(|block| [block.low, block.high]);
    sides
        .flat_map(|side| side.into_iter().enumerate())
        .collect()
}

#[test]
fn nothing_is_left_of_what_is_forgotten_at_any_stage() {
    for (seed, pace) in (80..90).flat_map(|seed| paces().map(|pace| (seed, pace))) {
        let mut source = Source(seed);
        let mut index = Index::paced(pace);
        let mut told = BTreeSet::new();
        for number in 0..600 {
            let (area, altitude, valid) = alone(number);
            let key = EntryKey(number.unsigned_abs().into());
            index.insert(key, &[area], altitude, valid, 0);
            told.insert(number);
            if source.below(6) == 0 {
                let kept = (source.below(2) == 0).then(|| index.clone());
                let gone = i32::try_from(source.between(0, number.into())).unwrap();
                index.forget(EntryKey(gone.unsigned_abs().into()));
                let (area, altitude, valid) = alone(gone);
                let places = numbers(&[Block::told(area, altitude, valid)]);
                assert!(
                    numbers(&index.walk()).is_disjoint(&places),
                    "of {gone} by {number}"
                );
                if let Some(kept) = kept.filter(|_| told.contains(&gone)) {
                    assert!(
                        numbers(&kept.walk()).is_superset(&places),
                        "what was cloned keeps {gone}"
                    );
                }
                told.remove(&gone);
            }
        }
        assert_eq!(index.placed(), told.len());
        for number in told {
            let (area, altitude, valid) = alone(number);
            let window = TimeWindow::new(valid.0, valid.1.unwrap()).unwrap();
            let found = index.candidates(&[area], altitude, window, Span::ZERO, 0);
            assert_eq!(found, [EntryKey(number.unsigned_abs().into())]);
        }
    }
}

#[test]
fn runs_stay_few_and_a_row_of_forgotten_ones_leaves_none() {
    let mut index = Index::new();
    for number in 0..20_000 {
        let (area, altitude, valid) = alone(number);
        index.insert(
            EntryKey(number.unsigned_abs().into()),
            &[area],
            altitude,
            valid,
            0,
        );
        // Of each of the classes that so many rows make, three and what is being merged.
        assert!(index.runs.len() <= 3 * 4 + 8, "{} runs", index.runs.len());
    }
    for number in 0..20_000 {
        index.forget(EntryKey(number));
    }
    assert_eq!((index.walk().len(), index.placed()), (0, 0));
    for number in 0..2_000 {
        let (area, altitude, valid) = alone(number);
        index.insert(EntryKey(7), &[area], altitude, valid, 0);
        index.forget(EntryKey(7));
    }
    assert_eq!((index.walk().len(), index.placed()), (0, 0));
}

#[test]
fn a_node_says_of_each_of_its_boxes_whether_it_meets() {
    let mut source = Source(7);
    for _ in 0..2_000 {
        let mut node = Node::EMPTY;
        let mut blocks = vec![Block::EMPTY; FAN];
        for (slot, block) in blocks.iter_mut().enumerate() {
            if source.below(5) > 0 {
                let (start, end) = (source.instant(), source.instant());
                *block = Block::told(source.area(), source.band(), (start, Some(end)));
                node.set(slot, block);
            }
        }
        let moment = super::super::block::Moment::new(source.window(), Span::ZERO, 0);
        let asked = moment.block(source.area(), source.band());
        let meeting = node.meeting(&asked);
        for (slot, block) in blocks.iter().enumerate() {
            assert_eq!(meeting >> slot & 1 == 1, block.meets(&asked));
        }
    }
}

#[test]
fn halves_fill_nodes() {
    for rows in FAN + 1..5_000 {
        let first = half(rows);
        assert!(
            0 < first && first < rows && first.is_multiple_of(FAN),
            "{rows}: {first}"
        );
        assert!(rows - first <= first, "{rows}: {first}");
    }
}
