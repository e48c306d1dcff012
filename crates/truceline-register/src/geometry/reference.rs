//! The distance of two footprints once more, by another way, to check the first by.
//!
//! Geodesic lengths and azimuths alone: no space, no chords, no balls, no meridians. Feet of
//! perpendiculars are found by fitting parabolas to squared lengths and, where that does not
//! settle, by golden section; insides by adding up the angles under which a point sees a ring;
//! crossings by the order of directions at all four ends. Slow, and for tests and campaigns only:
//! no answer of the register comes from here.
//!
//! Up to some 5,000 km between the footprints. `docs/spec/geometry.md` §12.

use super::footprint::{Footprint, Polygon, Ring};
use super::geodesic::{Heading, Spot, direct, distance_m, inverse};
use super::position::Position;
use super::shape::metres;

/// Distances below this are none, in metres.
const NOTHING_M: f64 = 1e-7;

/// Geodesic distance between two footprints in metres; zero where they meet.
#[must_use]
pub fn separation_m(one: &Footprint, other: &Footprint) -> f64 {
    let (reach_one_m, one) = pieces(one);
    let (reach_other_m, other) = pieces(other);
    let mut best_m = f64::INFINITY;
    for a in &one {
        for b in &other {
            best_m = best_m.min(piece_distance_m(a, b, best_m));
        }
    }
    (best_m - reach_one_m - reach_other_m).max(0.0)
}

/// A connected piece before its reach is added: chains of spots, closed ones for rings.
struct Piece {
    chains: Vec<Vec<Spot>>,
    is_area: bool,
}

fn pieces(footprint: &Footprint) -> (f64, Vec<Piece>) {
    let path = |positions: &[Position]| {
        vec![Piece {
            chains: vec![positions.iter().map(|p| Spot::from(*p)).collect()],
            is_area: false,
        }]
    };
    match footprint {
        Footprint::Circle(circle) => (metres(circle.radius), path(&[circle.centre])),
        Footprint::Line(line) => (metres(line.half_width()), path(line.vertices())),
        Footprint::Polygons(polygons) => (0.0, polygons.iter().map(polygon).collect()),
    }
}

fn polygon(polygon: &Polygon) -> Piece {
    let closed = |ring: &Ring| {
        let mut spots: Vec<Spot> = ring.vertices().iter().map(|p| Spot::from(*p)).collect();
        spots.push(spots[0]);
        spots
    };
    Piece {
        chains: std::iter::once(polygon.shell())
            .chain(polygon.holes())
            .map(closed)
            .collect(),
        is_area: true,
    }
}

fn piece_distance_m(one: &Piece, other: &Piece, mut best_m: f64) -> f64 {
    if holds(one, other.chains[0][0]) || holds(other, one.chains[0][0]) {
        return 0.0;
    }
    for a in &one.chains {
        for b in &other.chains {
            best_m = best_m.min(chain_distance_m(a, b, best_m));
        }
    }
    best_m
}

/// Whether a piece with an inside holds a spot: seen from inside, a ring turns once around.
fn holds(piece: &Piece, spot: Spot) -> bool {
    let around = |ring: &Vec<Spot>| {
        let azimuths: Vec<f64> = ring
            .iter()
            .map(|vertex| azimuth_deg(inverse(spot, *vertex).leaving))
            .collect();
        let turned: f64 = azimuths.windows(2).map(|w| angle_deg(w[0], w[1])).sum();
        turned.abs() > 180.0
    };
    piece.is_area
        && piece
            .chains
            .split_first()
            .is_some_and(|(shell, holes)| around(shell) && !holes.iter().any(around))
}

fn azimuth_deg(heading: Heading) -> f64 {
    heading.sin.atan2(heading.cos).to_degrees()
}

/// The turn from one azimuth to another, -180 to 180 degrees.
fn angle_deg(from_deg: f64, to_deg: f64) -> f64 {
    let turn = (to_deg - from_deg).rem_euclid(360.0);
    if turn > 180.0 { turn - 360.0 } else { turn }
}

/// Least distance between two chains, or `best_m` where nothing is nearer.
fn chain_distance_m(one: &[Spot], other: &[Spot], mut best_m: f64) -> f64 {
    let lengths_m: Vec<Vec<f64>> = one
        .iter()
        .map(|p| other.iter().map(|q| distance_m(*p, *q)).collect())
        .collect();
    best_m = lengths_m.iter().flatten().fold(best_m, |m, d| m.min(*d));
    let legs =
        |chain: &[Spot]| -> Vec<f64> { chain.windows(2).map(|w| distance_m(w[0], w[1])).collect() };
    let (legs_one, legs_other) = (legs(one), legs(other));
    for (i, a) in one.windows(2).enumerate() {
        for (j, b) in other.windows(2).enumerate() {
            // Two ways through a crossing are no longer than both legs together.
            let both_m = legs_one[i] + legs_other[j] + NOTHING_M;
            let across_m = (lengths_m[i][j] + lengths_m[i + 1][j + 1])
                .max(lengths_m[i][j + 1] + lengths_m[i + 1][j]);
            if across_m <= both_m && legs_cross(a, b) {
                return 0.0;
            }
        }
    }
    for (i, leg) in one.windows(2).enumerate() {
        for (j, spot) in other.iter().enumerate() {
            let ends_m = (lengths_m[i][j], lengths_m[i + 1][j]);
            best_m = best_m.min(foot_distance_m(*spot, leg, legs_one[i], ends_m, best_m));
        }
    }
    for (j, leg) in other.windows(2).enumerate() {
        for (i, spot) in one.iter().enumerate() {
            let ends_m = (lengths_m[i][j], lengths_m[i][j + 1]);
            best_m = best_m.min(foot_distance_m(*spot, leg, legs_other[j], ends_m, best_m));
        }
    }
    best_m
}

/// Whether two legs cross: at each of the four ends the way along the leg lies between the ways to
/// the ends of the other.
fn legs_cross(one: &[Spot], other: &[Spot]) -> bool {
    let between = |at: Spot, along: Spot, left: Spot, right: Spot| {
        let along = azimuth_deg(inverse(at, along).leaving);
        let to_left = angle_deg(along, azimuth_deg(inverse(at, left).leaving));
        let to_right = angle_deg(along, azimuth_deg(inverse(at, right).leaving));
        to_left * to_right < 0.0 && to_left.abs() + to_right.abs() < 180.0
    };
    let (a, b, c, d) = (one[0], one[1], other[0], other[1]);
    between(a, b, c, d) && between(b, a, c, d) && between(c, d, a, b) && between(d, c, a, b)
}

/// Distance from a spot to a leg, or something no less than `best_m` where it cannot be less.
fn foot_distance_m(
    spot: Spot,
    leg: &[Spot],
    leg_m: f64,
    (from_m, to_m): (f64, f64),
    best_m: f64,
) -> f64 {
    let ends_m = from_m.min(to_m);
    // The way over any point of the leg is no shorter than straight to its ends.
    if leg_m < NOTHING_M || (from_m + to_m - leg_m) / 2.0 >= best_m {
        return ends_m;
    }
    let azimuth = azimuth_deg(inverse(leg[0], leg[1]).leaving);
    let square_m2 = |along_m: f64| distance_m(direct(leg[0], azimuth, along_m).0, spot).powi(2);
    let square_m2 = &square_m2;
    fitted_least_m2(square_m2, leg_m)
        .unwrap_or_else(|| golden_least_m2(square_m2, leg_m))
        .sqrt()
        .min(ends_m)
}

/// The least value of a nearly parabolic function on `[0, length]`, by parabolas through ever closer
/// points; none where the last one is not seen to hold it.
fn fitted_least_m2(square_m2: &dyn Fn(f64) -> f64, length_m: f64) -> Option<f64> {
    let (mut middle_m, mut half_m) = (length_m / 2.0, length_m / 2.0);
    for _ in 0..3 {
        let (low, mid, high) = (
            square_m2(middle_m - half_m),
            square_m2(middle_m),
            square_m2(middle_m + half_m),
        );
        let bend = low - 2.0 * mid + high;
        if bend <= 0.0 {
            return None;
        }
        middle_m = (middle_m + half_m * (low - high) / (2.0 * bend)).clamp(0.0, length_m);
        half_m = (half_m / 50.0).max(0.5);
    }
    let least = square_m2(middle_m);
    // A step aside may not lead lower, unless by no more than the error of a length.
    let holds = |aside_m: f64| {
        !(0.0..=length_m).contains(&aside_m) || square_m2(aside_m) + 1e-9 * least.sqrt() >= least
    };
    (holds(middle_m - 0.05) && holds(middle_m + 0.05)).then_some(least)
}

/// The least value on `[0, length]` by golden section.
fn golden_least_m2(square_m2: &dyn Fn(f64) -> f64, length_m: f64) -> f64 {
    let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low_m, mut high_m) = (0.0, length_m);
    let mut left = (high_m - ratio * (high_m - low_m), 0.0);
    let mut right = (low_m + ratio * (high_m - low_m), 0.0);
    left.1 = square_m2(left.0);
    right.1 = square_m2(right.0);
    while high_m - low_m > 1e-4 {
        if left.1 < right.1 {
            high_m = right.0;
            right = left;
            left.0 = high_m - ratio * (high_m - low_m);
            left.1 = square_m2(left.0);
        } else {
            low_m = left.0;
            left = right;
            right.0 = low_m + ratio * (high_m - low_m);
            right.1 = square_m2(right.0);
        }
    }
    left.1.min(right.1)
}

#[cfg(test)]
mod tests;
