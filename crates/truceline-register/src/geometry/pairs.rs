//! Seeded pairs of volumes, and the index and [`super::distance`] held against [`super::reference`].
//!
//! For tests and campaigns: no answer of the register comes from here. Pairs lie across the
//! antimeridian, at poles, touching, at zero-length halts, with and without heights, at whole
//! arc-minutes, along legs of 120 km, with holes, as bare points; two fifths have their threshold
//! within a metre of their distance. `docs/spec/geometry.md` §12.

use super::bounds::bounds;
use super::distance::{separation, within};
use super::footprint::{Circle, Footprint, Line, Polygon, Ring};
use super::geodesic::{Spot, direct};
use super::position::{AltitudeBand, Decimetres, PlaceError, Position};
use super::reference::separation_m;
use super::shape::metres;
use crate::index::{EntryKey, Index};
use crate::time::{Instant, Span, TimeWindow};

/// Pairs that share one index, so that it has something to tell apart.
const BATCH: u64 = 64;

/// Half a metre under the allowed tenth would be no test: this is the promise itself, in metres.
const BEYOND_M: f64 = 0.1;

/// What a comparison found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Pairs compared.
    pub pairs: u64,
    /// Of them, those whose threshold lies within a metre of the reference's distance.
    pub near: u64,
    /// Of them, those that overlap by the reference.
    pub overlaps: u64,
    /// Overlaps of the reference that index and distance did not find. Must be none.
    pub missed: u64,
    /// Overlaps found that by the reference lie more than 0.1 m beyond the threshold, or do not meet
    /// in time or height. Must be none.
    pub beyond: u64,
}

/// One side of a pair.
#[derive(Clone)]
pub struct Volume {
    /// Where.
    pub footprint: Footprint,
    /// At which heights; absent means all.
    pub altitude: Option<AltitudeBand>,
    /// From when.
    pub start: Instant,
    /// Until when; absent means with no end.
    pub end: Option<Instant>,
}

/// Two volumes and how near is near.
#[derive(Clone)]
pub struct Pair {
    /// What was told.
    pub told: Volume,
    /// What is asked; its end is always given.
    pub asked: Volume,
    /// The asked volume's window again.
    pub window: TimeWindow,
    /// How far windows may miss each other.
    pub tolerance: Span,
    /// Buffers and precisions together.
    pub threshold: Decimetres,
}

/// Compares `pairs` pairs grown from `seed`. The same arguments give the same report; campaigns run
/// several seeds at once.
#[must_use]
pub fn compare(seed: u64, pairs: u64) -> Report {
    let mut report = Report::default();
    let mut first = 0;
    while first < pairs {
        let batch: Vec<Pair> = (first..pairs.min(first + BATCH))
            .filter_map(|number| Source::new(seed, number).pair().ok())
            .collect();
        compare_batch(&batch, &mut report);
        first += BATCH;
    }
    report
}

fn compare_batch(batch: &[Pair], report: &mut Report) {
    let mut index = Index::new();
    for (key, pair) in (0..).zip(batch) {
        // The threshold is split between the two sides, as buffers are.
        let grow = half(pair.threshold);
        let boxes = bounds(&pair.told.footprint, grow);
        let valid = (pair.told.start, pair.told.end);
        index.insert(EntryKey(key), &boxes, pair.told.altitude, valid, key);
    }
    let last = batch.len() as u64;
    for (key, pair) in (0..).zip(batch) {
        let grow = rest(pair.threshold);
        let boxes = bounds(&pair.asked.footprint, grow);
        let asked = &pair.asked;
        let found = index
            .candidates(&boxes, asked.altitude, pair.window, pair.tolerance, last)
            .contains(&EntryKey(key))
            && within(&pair.told.footprint, &asked.footprint, pair.threshold);
        let apart_m = separation_m(&pair.told.footprint, &asked.footprint);
        let threshold_m = metres(pair.threshold);
        let meets = pair.meets_in_time() && pair.meets_in_height();
        report.pairs += 1;
        report.near += u64::from((apart_m - threshold_m).abs() <= 1.0);
        report.overlaps += u64::from(meets && apart_m <= threshold_m);
        report.missed += u64::from(meets && apart_m <= threshold_m && !found);
        report.beyond += u64::from(found && (!meets || apart_m > threshold_m + BEYOND_M));
    }
}

fn half(length: Decimetres) -> Decimetres {
    Decimetres::new(length.get() / 2).unwrap_or(Decimetres::MAX)
}

fn rest(length: Decimetres) -> Decimetres {
    Decimetres::new(length.get() - length.get() / 2).unwrap_or(Decimetres::MAX)
}

impl Pair {
    /// Said once more and plainly, apart from [`TimeWindow::meets`]: neither is over, by more than the
    /// tolerance or by all of it, when the other begins.
    fn meets_in_time(&self) -> bool {
        let tolerance = self.tolerance.micros();
        let over_before = |end: i64, start: i64| end + tolerance <= start;
        let told_ends_first = self
            .told
            .end
            .is_some_and(|end| over_before(end.micros(), self.window.start().micros()));
        !told_ends_first && !over_before(self.window.end().micros(), self.told.start.micros())
    }

    fn meets_in_height(&self) -> bool {
        match (self.told.altitude, self.asked.altitude) {
            (Some(a), Some(b)) => !(a.upper_dm() < b.lower_dm() || b.upper_dm() < a.lower_dm()),
            (None, _) | (_, None) => true,
        }
    }
}

/// Random choices, the same for the same seed and number (Sebastiano Vigna's SplitMix64).
pub struct Source(u64);

impl Source {
    /// The choices of one pair.
    #[must_use]
    pub fn new(seed: u64, number: u64) -> Self {
        let mut source = Self(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        source.next();
        source
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number below `bound`.
    fn below(&mut self, bound: u32) -> u32 {
        #[allow(clippy::cast_possible_truncation)]
        let high = (self.next() >> 32) as u32;
        #[allow(clippy::cast_possible_truncation)]
        let scaled = ((u64::from(high) * u64::from(bound)) >> 32) as u32;
        scaled
    }

    /// A number from `low` up to `high`.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * f64::from(self.below(u32::MAX)) / f64::from(u32::MAX)
    }

    /// A length from `low` to `high`, each order of magnitude as likely as another.
    fn scaled_between(&mut self, low: f64, high: f64) -> f64 {
        self.between(low.ln(), high.ln()).exp()
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// A pair.
    ///
    /// # Errors
    /// None in practice; [`PlaceError`] stands for the constructors.
    pub fn pair(&mut self) -> Result<Pair, PlaceError> {
        let base = self.place();
        let minutes = self.chance(15);
        let told = self.footprint(base, minutes)?;
        let asked = if self.chance(8) {
            self.touching(&told)?
        } else {
            let (away_m, azimuth) = (self.scaled_between(0.5, 80_000.0), self.between(0.0, 360.0));
            let there = direct(base, azimuth, away_m).0;
            self.footprint(there, minutes)?
        };
        let threshold = self.threshold(&told, &asked, minutes)?;
        let (told, asked) = if self.chance(50) {
            (told, asked)
        } else {
            (asked, told)
        };
        self.in_time(told, asked, threshold)
    }

    /// Somewhere: anywhere, at the antimeridian, at a pole, or in one valley.
    fn place(&mut self) -> Spot {
        match self.below(10) {
            0 => Spot {
                lat_deg: self.between(-75.0, 75.0),
                lon_deg: 180.0 - self.between(0.0, 0.2),
            },
            1 => {
                let side = if self.chance(50) { 1.0 } else { -1.0 };
                Spot {
                    lat_deg: side * (90.0 - self.between(0.0, 0.4)),
                    lon_deg: self.between(-180.0, 180.0),
                }
            }
            2 => Spot {
                lat_deg: self.between(-0.1, 0.1),
                lon_deg: self.between(-180.0, 180.0),
            },
            3..=5 => Spot {
                lat_deg: self.between(-85.0, 85.0),
                lon_deg: self.between(-180.0, 180.0),
            },
            _ => Spot {
                lat_deg: self.between(35.2, 36.4),
                lon_deg: self.between(35.9, 37.3),
            },
        }
    }

    fn footprint(&mut self, at: Spot, minutes: bool) -> Result<Footprint, PlaceError> {
        match self.below(10) {
            0..=2 => self.circle(at, minutes),
            3..=5 => self.line(at, minutes),
            _ => match self.polygon(at, minutes) {
                Ok(polygon) => Ok(polygon),
                // Rounded to arc-minutes a small ring falls together.
                Err(_) => self.circle(at, minutes),
            },
        }
    }

    fn circle(&mut self, at: Spot, minutes: bool) -> Result<Footprint, PlaceError> {
        let radius = if self.chance(50) {
            Decimetres::ZERO
        } else {
            decimetres(self.scaled_between(1.0, 20_000.0))?
        };
        Ok(Footprint::Circle(Circle {
            centre: position(at, minutes)?,
            radius,
        }))
    }

    /// One to four vertices; halts repeat one, and some legs are 120 km long.
    fn line(&mut self, at: Spot, minutes: bool) -> Result<Footprint, PlaceError> {
        let mut spot = at;
        let mut vertices = vec![position(spot, minutes)?];
        for _ in 0..self.below(4) {
            if !self.chance(15) {
                let leg_m = if self.chance(20) {
                    120_000.0
                } else {
                    self.scaled_between(5.0, 30_000.0)
                };
                spot = direct(spot, self.between(0.0, 360.0), leg_m).0;
            }
            vertices.push(position(spot, minutes)?);
        }
        let half_width = if self.chance(30) {
            Decimetres::ZERO
        } else {
            decimetres(self.scaled_between(1.0, 3_000.0))?
        };
        Ok(Footprint::Line(Line::new(vertices, half_width)?))
    }

    /// A star-shaped ring around a spot, at times with a hole, at times with a second polygon.
    fn polygon(&mut self, at: Spot, minutes: bool) -> Result<Footprint, PlaceError> {
        let size_m = self.scaled_between(20.0, 30_000.0);
        let mut polygons = vec![self.star_with_hole(at, size_m, minutes)?];
        if self.chance(10) {
            let beside = direct(at, self.between(0.0, 360.0), size_m * 3.0).0;
            polygons.push(self.star_with_hole(beside, size_m, minutes)?);
        }
        Footprint::polygons(polygons)
    }

    fn star_with_hole(
        &mut self,
        at: Spot,
        size_m: f64,
        minutes: bool,
    ) -> Result<Polygon, PlaceError> {
        let shell = self.star(at, size_m, minutes)?;
        if !self.chance(30) {
            return Polygon::new(shell, Vec::new());
        }
        let hole = self.star(at, size_m * 0.15, minutes)?;
        Polygon::new(shell.clone(), vec![hole]).or_else(|_| Polygon::new(shell, Vec::new()))
    }

    fn star(&mut self, at: Spot, size_m: f64, minutes: bool) -> Result<Ring, PlaceError> {
        let corners = 3 + self.below(5);
        let start = self.between(0.0, 360.0);
        let vertices = (0..corners)
            .map(|i| {
                let azimuth = start + 360.0 * f64::from(i) / f64::from(corners);
                let out_m = size_m * self.between(0.4, 1.0);
                position(direct(at, azimuth, out_m).0, minutes)
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ring::new(vertices)
    }

    /// A footprint that shares a vertex or an edge with another.
    fn touching(&mut self, other: &Footprint) -> Result<Footprint, PlaceError> {
        let vertices: Vec<Position> = match other {
            Footprint::Circle(circle) => vec![circle.centre],
            Footprint::Line(line) => line.vertices().to_vec(),
            Footprint::Polygons(polygons) => polygons[0].shell().vertices().to_vec(),
        };
        let first = vertices[0];
        let second = vertices[vertices.len() - 1];
        let (azimuth, away_m) = (self.between(0.0, 360.0), self.scaled_between(50.0, 5_000.0));
        let third = position(direct(first.into(), azimuth, away_m).0, false)?;
        let triangle = Ring::new(vec![first, second, third])
            .and_then(|ring| Polygon::new(ring, Vec::new()))
            .and_then(|polygon| Footprint::polygons(vec![polygon]));
        match triangle {
            Ok(triangle) if self.chance(60) => Ok(triangle),
            _ => Ok(Footprint::Line(Line::new(
                vec![third, first],
                Decimetres::ZERO,
            )?)),
        }
    }

    /// Two times in five within a metre of the distance, else anything up to 50 km.
    fn threshold(
        &mut self,
        told: &Footprint,
        asked: &Footprint,
        minutes: bool,
    ) -> Result<Decimetres, PlaceError> {
        if self.chance(45) {
            let apart_dm = separation(told, asked).get() / 100;
            let apart_dm = u32::try_from(apart_dm).unwrap_or(u32::MAX / 2);
            let (more, less) = (self.below(11), self.below(11));
            return Decimetres::new((apart_dm + more).saturating_sub(less));
        }
        // Half an arc-minute of latitude for each side.
        let precision_m = if minutes { 1_862.0 } else { 0.0 };
        decimetres(precision_m + self.scaled_between(0.1, 50_000.0))
    }

    fn in_time(
        &mut self,
        told: Footprint,
        asked: Footprint,
        threshold: Decimetres,
    ) -> Result<Pair, PlaceError> {
        const DAY: i64 = 86_400_000_000;
        let tolerance = if self.chance(50) {
            Span::ZERO
        } else {
            Span::minutes(15)
        };
        let start = 1_500_000_000_000_000 + i64::from(self.below(1_000_000)) * 1_000_000;
        // One microsecond, the shortest window there is, or up to a day.
        let lasting = |source: &mut Self| {
            if source.chance(10) {
                1
            } else {
                1 + i64::from(source.below(1_440)) * (DAY / 1_440)
            }
        };
        let end = start + lasting(self);
        let slack = tolerance.micros();
        let (asked_start, asked_end) = match self.below(10) {
            // Just meeting, just missing, and somewhere.
            0 => (end + slack - 1, end + slack - 1 + lasting(self)),
            1 => (end + slack, end + slack + lasting(self)),
            2 => (
                start - slack - DAY,
                start - slack + i64::from(self.below(2)),
            ),
            3 => (end + slack + DAY, end + slack + 2 * DAY),
            _ => (start, start + lasting(self)),
        };
        let instant = |micros: i64| Instant::from_micros(micros).unwrap_or(Instant::MAX);
        let told_end = (!self.chance(10)).then(|| instant(end));
        let (asked_start, asked_end) = (instant(asked_start), instant(asked_end));
        let window = TimeWindow::new(asked_start, asked_end).map_err(|_| PlaceError::EmptyBand)?;
        Ok(Pair {
            told: Volume {
                footprint: told,
                altitude: self.altitude()?,
                start: instant(start),
                end: told_end,
            },
            asked: Volume {
                footprint: asked,
                altitude: self.altitude()?,
                start: asked_start,
                end: Some(asked_end),
            },
            window,
            tolerance,
            threshold,
        })
    }

    /// Mostly none; else one of a few bands, some of which touch.
    fn altitude(&mut self) -> Result<Option<AltitudeBand>, PlaceError> {
        if self.chance(60) {
            return Ok(None);
        }
        #[allow(clippy::cast_possible_wrap)]
        let lower_dm = self.below(4) as i32 * 1_000;
        AltitudeBand::new(lower_dm, lower_dm + 2_000).map(Some)
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn decimetres(length_m: f64) -> Result<Decimetres, PlaceError> {
    Decimetres::new((length_m * 10.0).round() as u32)
}

/// The position nearest to a spot, at 1e-7 degree or at whole arc-minutes.
#[allow(clippy::cast_possible_truncation)]
fn position(spot: Spot, minutes: bool) -> Result<Position, PlaceError> {
    let rounded = |degrees: f64| {
        if minutes {
            ((degrees * 60.0).round() * 1e7 / 60.0).round() as i32
        } else {
            (degrees * 1e7).round() as i32
        }
    };
    Position::from_e7(rounded(spot.lat_deg), rounded(spot.lon_deg))
}

#[cfg(test)]
mod tests;
