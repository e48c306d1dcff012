//! Micro-benchmark of the space-time index: what an insertion, a question and a clone take, and how much memory a row.
//!
//! The workload is seeded and the same for every version of the index: a country-sized theatre, told of around 4,000
//! places; six in ten are sites of 50 m to 2 km, three movements of up to 20 legs, one an area without anybody; windows
//! of hours to months over two years, a third with heights; 15 in a hundred are retired or told anew. Questions are
//! plans of 0.5 to 20 km and 1 to 24 hours with 100 m to 5 km around them, half of them near those places.
//!
//! `cargo bench -p truceline-register --bench index --profile dev -- [ROWS]...`; figures are printed, none is asserted.

#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation, missing_docs)]

use std::time::{Duration, Instant as Clock};
use truceline_register::geometry::bounds::{GeoBox, bounds};
use truceline_register::geometry::footprint::{Circle, Footprint};
use truceline_register::geometry::position::{AltitudeBand, Decimetres, Position};
use truceline_register::index::{EntryKey, Index};
use truceline_register::time::{Instant, Span, TimeWindow};

const HOUR: i64 = 3_600_000_000;
const BEGIN: i64 = 1_700_000_000_000_000;
const QUESTIONS: usize = 20_000;
/// South, west, north and east of the theatre in 1e-7 degree.
const THEATRE: [i64; 4] = [320_000_000, 355_000_000, 375_000_000, 425_000_000];

/// Choices that are the same for the same seed (Sebastiano Vigna's SplitMix64).
struct Source(u64);

impl Source {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low).unsigned_abs().max(1)) as i64
    }

    /// Each order of magnitude about as likely as another.
    fn scaled(&mut self, low: i64, high: i64) -> i64 {
        let mut most = low;
        let doublings = (high / low).max(1).ilog2() + 1;
        for _ in 0..self.between(0, i64::from(doublings)) {
            most *= 2;
        }
        self.between(most, most * 2).min(high)
    }

    /// Off by up to a length, mostly by little.
    fn off(&mut self, most: i64) -> i64 {
        (0..4).map(|_| self.between(-most, most)).sum::<i64>() / 4
    }
}

struct Told {
    key: u64,
    boxes: Vec<GeoBox>,
    altitude: Option<AltitudeBand>,
    valid: (Instant, Option<Instant>),
    /// Retired before it is inserted.
    anew: bool,
}

struct Asked {
    boxes: Vec<GeoBox>,
    altitude: Option<AltitudeBand>,
    window: TimeWindow,
}

struct Theatre {
    source: Source,
    places: Vec<(i64, i64)>,
}

impl Theatre {
    fn new() -> Self {
        let mut source = Source(6);
        let [south, west, north, east] = THEATRE;
        let places = (0..4_000).map(|_| (source.between(south, north), source.between(west, east)));
        let places = places.collect();
        Self { source, places }
    }

    fn somewhere(&mut self, clustered: bool) -> (i64, i64) {
        let [south, west, north, east] = THEATRE;
        if !clustered {
            return (
                self.source.between(south, north),
                self.source.between(west, east),
            );
        }
        let draw = self.source.between(0, 4_000);
        let (lat, lon) = self.places[draw as usize];
        let off = self.source.scaled(50_000, 3_000_000);
        (lat + self.source.off(off), lon + self.source.off(off))
    }

    fn disc((lat, lon): (i64, i64), radius_m: i64) -> Vec<GeoBox> {
        let circle = Circle {
            centre: Position::from_e7(lat as i32, lon as i32).unwrap(),
            radius: Decimetres::from_metres(radius_m as u32).unwrap(),
        };
        bounds(&Footprint::Circle(circle), Decimetres::ZERO)
    }

    fn band(&mut self, lower_dm: i64, most: i64) -> Option<AltitudeBand> {
        let lower = self.source.between(lower_dm, most) as i32;
        let upper = lower + self.source.scaled(500, 20_000) as i32;
        AltitudeBand::new(lower, upper).ok()
    }

    fn told(&mut self, key: u64) -> Told {
        let kind = self.source.between(0, 10);
        let mut place = self.somewhere(!self.source.0.is_multiple_of(10));
        let start = BEGIN + self.source.between(0, 730 * 24) * HOUR;
        let (boxes, hours) = match kind {
            0..6 => (
                Self::disc(place, self.source.scaled(50, 2_000)),
                self.source.scaled(6, 2_200),
            ),
            6..9 => {
                let heading = (
                    self.source.between(-400_000, 400_000),
                    self.source.between(-400_000, 400_000),
                );
                let legs = self.source.between(1, 21);
                let mut boxes = Vec::new();
                for _ in 0..legs {
                    boxes.extend(Self::disc(place, 2_500));
                    place = (place.0 + heading.0, place.1 + heading.1);
                }
                (boxes, self.source.scaled(2, 72))
            }
            _ => (
                Self::disc(place, self.source.scaled(2_000, 20_000)),
                self.source.scaled(12, 300),
            ),
        };
        let altitude = match self.source.between(0, 3) {
            0 => self.band(0, 5_000),
            _ => None,
        };
        let end = Instant::from_micros(start + hours * HOUR).unwrap();
        let open = self.source.between(0, 20) == 0;
        let anew = key > 0 && self.source.between(0, 100) < 15;
        let key = if anew {
            self.source.between(0, key as i64) as u64
        } else {
            key
        };
        Told {
            key,
            boxes,
            altitude,
            valid: (Instant::from_micros(start).unwrap(), (!open).then_some(end)),
            anew,
        }
    }

    fn asked(&mut self) -> Asked {
        let place = self.somewhere(self.source.0.is_multiple_of(2));
        let reach = self.source.scaled(250, 10_000) + self.source.scaled(100, 5_000);
        let start = BEGIN + self.source.between(0, 730 * 24 * 60) * (HOUR / 60);
        let end = start + self.source.scaled(1, 24) * HOUR;
        Asked {
            boxes: Self::disc(place, reach),
            altitude: match self.source.between(0, 2) {
                0 => self.band(0, 30_000),
                _ => None,
            },
            window: TimeWindow::new(
                Instant::from_micros(start).unwrap(),
                Instant::from_micros(end).unwrap(),
            )
            .unwrap(),
        }
    }
}

/// Memory of this process in bytes.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or(0) * 4_096
}

/// Nanoseconds that this thread has had of a processor: others on the machine do not count.
fn worked() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split(' ').next();
    first.and_then(|first| first.parse().ok()).unwrap_or(0)
}

/// Nanoseconds of work that something takes.
fn work(of: impl FnOnce()) -> f64 {
    let begun = worked();
    of();
    (worked() - begun) as f64
}

fn ask(index: &Index, asked: &Asked, known_at: u64) -> usize {
    let found = index.candidates(
        &asked.boxes,
        asked.altitude,
        asked.window,
        Span::ZERO,
        known_at,
    );
    std::hint::black_box(found).len()
}

fn us(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn measure(rows: usize) {
    let mut theatre = Theatre::new();
    let mut all = Vec::new();
    let mut count = 0;
    while count < rows {
        let told = theatre.told(all.len() as u64);
        count += told.boxes.len();
        all.push(told);
    }
    let questions: Vec<Asked> = (0..QUESTIONS).map(|_| theatre.asked()).collect();
    let before = resident();
    let mut index = Index::new();
    let mut each = Vec::with_capacity(all.len());
    let told = all.iter().enumerate();
    let inserting = work(|| {
        for (at, told) in told {
            let one = Clock::now();
            if told.anew {
                index.retire(EntryKey(told.key), at as u64);
            }
            index.insert(
                EntryKey(told.key),
                &told.boxes,
                told.altitude,
                told.valid,
                at as u64,
            );
            each.push(one.elapsed());
        }
    });
    let memory = resident().saturating_sub(before + each.len() * 16);
    each.sort_unstable();
    let over = each
        .iter()
        .filter(|one| **one > Duration::from_millis(1))
        .count();
    let latest = all.len() as u64;
    let mut found = 0;
    let mut times = Vec::new();
    // The first time is for the caches.
    for _ in 0..2 {
        (found, times) = (0, Vec::with_capacity(QUESTIONS));
        for asked in &questions {
            let one = Clock::now();
            found += ask(&index, asked, latest);
            times.push(one.elapsed());
        }
    }
    times.sort_unstable();
    let asking = work(|| {
        questions.iter().for_each(|asked| {
            ask(&index, asked, latest);
        })
    });
    let mut past = 0;
    let as_of = work(|| {
        for (at, asked) in questions.iter().enumerate() {
            past += ask(&index, asked, (at as u64 * 37) % latest);
        }
    });
    // As for whether nearly the same was told before: the place and time of something told, whoever told it.
    let told: Vec<(&Told, TimeWindow)> = all
        .iter()
        .filter(|told| told.boxes.len() == 1)
        .step_by(all.len() / QUESTIONS + 1)
        .filter_map(|told| Some((told, TimeWindow::new(told.valid.0, told.valid.1?).ok()?)))
        .collect();
    let mut alike = 0;
    let again = work(|| {
        for (told, window) in &told {
            alike += index
                .candidates(&told.boxes, told.altitude, *window, Span::ZERO, latest)
                .len();
        }
    });
    let again_each = told.len().max(1) as f64;
    let cloning = work(|| (0..20).for_each(|_| drop(std::hint::black_box(index.clone()))));
    let n = QUESTIONS as f64;
    println!(
        "{rows:>8} rows of {} entries | insert {:>9.0} rows/s, 99.9 of 100 in {:.1} us, longest {:.0} us, {over} over 1 ms | \
         question {:.2} us, middle {:.2}, 99 of 100 in {:.1} us, {:.1} found | as of the past {:.2} us, {:.1} found | \
         told before {:.2} us, {:.1} found | \
         clone {:.0} us | {} B a row",
        all.len(),
        count as f64 / inserting * 1e9,
        us(each[each.len() * 999 / 1000]),
        us(each.last().copied().unwrap_or_default()),
        asking / n / 1e3,
        us(times[times.len() / 2]),
        us(times[times.len() * 99 / 100]),
        found as f64 / n,
        as_of / n / 1e3,
        past as f64 / n,
        again / again_each / 1e3,
        alike as f64 / again_each,
        cloning / 20e3,
        memory / count,
    );
}

fn main() {
    let given: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let sizes = if given.is_empty() {
        vec![100_000, 1_000_000]
    } else {
        given
    };
    sizes.into_iter().for_each(measure);
}
