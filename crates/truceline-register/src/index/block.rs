//! A box of place, height and valid time in whole numbers of 32 bits, and the question that is held
//! against it.
//!
//! Place and height are exact. Time is rounded outward to [`TIME_UNIT_BITS`], so that the years 0001 to
//! 9999 fit; the exact instants are with the entry. Not here: what is done with boxes ([`super::run`]).

use super::Entry;
use crate::geometry::bounds::GeoBox;
use crate::geometry::position::AltitudeBand;
use crate::time::{Instant, Span, TimeWindow};
use std::fmt;

/// Longitude, latitude, valid time, height.
pub(super) const AXES: usize = 4;

/// A unit of rounded time is 2^27 microseconds, some 134 s: the finest power of two in which the years
/// that an instant can be of fit into 32 bits.
const TIME_UNIT_BITS: u32 = 27;

/// What lies between two corners, both inside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) low: [i32; AXES],
    pub(super) high: [i32; AXES],
}

impl Block {
    /// Nothing: meets no question, and adds nothing to what it is joined with.
    pub(super) const EMPTY: Self = Self {
        low: [i32::MAX; AXES],
        high: [i32::MIN; AXES],
    };

    fn new(area: GeoBox, time: (i32, i32), altitude: Option<AltitudeBand>) -> Self {
        let heights = altitude.map_or((i32::MIN, i32::MAX), |band| {
            (band.lower_dm(), band.upper_dm())
        });
        Self {
            low: [area.west_e7(), area.south_e7(), time.0, heights.0],
            high: [area.east_e7(), area.north_e7(), time.1, heights.1],
        }
    }

    /// Where somebody is.
    pub(super) fn told(
        area: GeoBox,
        altitude: Option<AltitudeBand>,
        valid: (Instant, Option<Instant>),
    ) -> Self {
        // The end is outside: the unit before it is the last.
        let last = valid.1.map_or(i32::MAX, |end| rounded(end.micros() - 1));
        Self::new(area, (rounded(valid.0.micros()), last), altitude)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        (0..AXES)
            .all(|axis| self.low[axis] <= other.high[axis] && other.low[axis] <= self.high[axis])
    }

    /// The box around both.
    pub(super) fn joined(mut self, other: &Self) -> Self {
        for axis in 0..AXES {
            self.low[axis] = self.low[axis].min(other.low[axis]);
            self.high[axis] = self.high[axis].max(other.high[axis]);
        }
        self
    }

    /// Twice the middle along an axis.
    pub(super) fn middle(&self, axis: usize) -> i64 {
        i64::from(self.low[axis]) + i64::from(self.high[axis])
    }

    /// How far it reaches along an axis; nothing where it is empty.
    pub(super) fn length(&self, axis: usize) -> u64 {
        u64::try_from(i64::from(self.high[axis]) - i64::from(self.low[axis])).unwrap_or(0)
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Whole units of time up to an instant.
fn rounded(micros: i64) -> i32 {
    let held = if micros < 0 { i32::MIN } else { i32::MAX };
    i32::try_from(micros >> TIME_UNIT_BITS).unwrap_or(held)
}

/// When something must be valid and known, exactly.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    starts_before: i64,
    ends_after: i64,
    known_at: u64,
}

impl Moment {
    /// A window widened by a tolerance as [`TimeWindow::meets`] does, as known at a log index.
    pub(super) fn new(window: TimeWindow, tolerance: Span, known_at: u64) -> Self {
        Self {
            starts_before: window.end().micros().saturating_add(tolerance.micros()),
            ends_after: window.start().minus(tolerance).micros(),
            known_at,
        }
    }

    /// Whether an entry is valid and known then.
    pub(super) fn meets(&self, entry: &Entry) -> bool {
        entry.known_from <= self.known_at
            && self.known_at < entry.known_to
            && entry.start < self.starts_before
            && self.ends_after < entry.end
    }

    /// What it asks of boxes, in a place and at heights.
    pub(super) fn block(&self, area: GeoBox, altitude: Option<AltitudeBand>) -> Block {
        let time = (
            rounded(self.ends_after),
            rounded(self.starts_before.saturating_sub(1)),
        );
        Block::new(area, time, altitude)
    }
}
