//! How far apart two footprints are, and whether that is within a threshold.
//!
//! Footprints are closed: one that touches another is at distance zero. Answers about a threshold
//! go outward: never "farther" while the true distance is at most the threshold, never "within"
//! when it is more than 0.1 m beyond (`docs/spec/geometry.md` §3, DESIGN.md §6).

use super::footprint::Footprint;
use super::nearest::{Search, search_parts};
use super::position::Decimetres;
use super::shape::{Shape, metres};

/// What is added to a threshold before comparing, in metres: many times the error of the
/// computation, and a fifth of the 0.1 m that are allowed.
const OUTWARD_M: f64 = 0.02;

/// A distance on the ground in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millimetres(u64);

impl Millimetres {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The number of millimetres.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn nearest(length_m: f64) -> Self {
        // In range: no two points of the earth are 21,000 km apart, and it is never negative.
        Self((length_m * 1000.0).round() as u64)
    }
}

/// Geodesic distance between two footprints to the nearest millimetre; zero where they meet.
///
/// Exact to about a millimetre up to 9,000 km; beyond that only known to be beyond. An empty list
/// of polygons is at distance zero of everything.
///
/// ```
/// use truceline_register::geometry::{distance, footprint::{Circle, Footprint}, position::{Decimetres, Position}};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let one = Footprint::Circle(Circle { centre: Position::from_e7(0, 0)?, radius: Decimetres::from_metres(100)? });
/// let other = Footprint::Circle(Circle { centre: Position::from_e7(0, 1_000_000)?, radius: Decimetres::ZERO });
/// assert_eq!(distance::separation(&one, &other).get(), 11_031_949);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn separation(one: &Footprint, other: &Footprint) -> Millimetres {
    // One order of the two, so that the answer is the same either way to the last bit.
    let (one, other) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    Millimetres::nearest(Shape::of(one).separation_m(&Shape::of(other)))
}

/// Whether two footprints are no farther apart than `threshold`, rounded outward: `true` up to
/// somewhere between the threshold and 0.1 m more.
#[must_use]
pub fn within(one: &Footprint, other: &Footprint, threshold: Decimetres) -> bool {
    let (one, other) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    Shape::of(one).within(&Shape::of(other), threshold)
}

/// Whether two footprints are farther apart than `threshold` beyond doubt: the opposite of
/// [`within`].
#[must_use]
pub fn certainly_farther(one: &Footprint, other: &Footprint, threshold: Decimetres) -> bool {
    !within(one, other, threshold)
}

impl Shape {
    /// As [`within`], for a shape that is compared with many.
    #[must_use]
    pub fn within(&self, other: &Self, threshold: Decimetres) -> bool {
        self.within_plainly(other, threshold)
            .unwrap_or_else(|| self.within_by_geodesics(other, threshold))
    }

    /// As [`Shape::within`], however clear it is.
    pub(super) fn within_by_geodesics(&self, other: &Self, threshold: Decimetres) -> bool {
        if self.is_void() || other.is_void() {
            return true;
        }
        let limit_m = self.limit_m(other.reach_m, threshold);
        self.core_distance_m(
            other,
            Search {
                best_m: limit_m.next_up(),
                enough_m: limit_m,
            },
        ) <= limit_m
    }

    /// Within how many metres centres and lines have to come for a threshold, with what another reaches beyond its
    /// own.
    pub(super) fn limit_m(&self, other_reach_m: f64, threshold: Decimetres) -> f64 {
        metres(threshold) + OUTWARD_M + (self.reach_m + other_reach_m)
    }

    /// As [`separation`], in metres.
    pub(super) fn separation_m(&self, other: &Self) -> f64 {
        if self.is_void() || other.is_void() {
            return 0.0;
        }
        let core_m = self.core_distance_m(
            other,
            Search {
                best_m: f64::INFINITY,
                enough_m: self.reach_m + other.reach_m,
            },
        );
        (core_m - self.reach_m - other.reach_m).max(0.0)
    }

    /// Distance before the reaches are taken off.
    fn core_distance_m(&self, other: &Self, mut search: Search) -> f64 {
        for one in &self.parts {
            for two in &other.parts {
                search_parts(one, two, &mut search);
                if search.best_m <= search.enough_m {
                    return search.best_m;
                }
            }
        }
        search.best_m
    }
}

#[cfg(test)]
mod tests;
