//! Whether a point lies inside a polygon with geodesic edges.
//!
//! Edges are counted that cross the point's meridian on the way to a pole known to lie outside.
//! Which edges cross is decided in whole numbers, so vertices, the antimeridian and the poles
//! need no tolerance; only whether one passes north or south of the point needs a geodesic, and
//! where that is in doubt the point is within nanometres of the boundary.
//!
//! Not here: points on the boundary. Their distance to it is zero, and callers ask for that first
//! or as well (`docs/spec/geometry.md` §4).

use super::geodesic::{LEAST_CURVATURE_RADIUS_M, inverse};
use super::position::Position;
use super::shape::{Edge, Part, Vertex};
use super::solid::arc_at_most_m;

const FULL_TURN_E7: i64 = 3_600_000_000;
const HALF_TURN_E7: i64 = FULL_TURN_E7 / 2;

/// Units of 1e-7 degree of latitude that a metre along any geodesic can gain at most, rounded up:
/// 1e7 degrees over the shortest degree of latitude, 110,574 m.
const LATITUDE_E7_PER_METRE: f64 = 90.5;

/// Beyond this latitude in degrees only its length bounds how far a geodesic strays.
const STEEP_DEG: f64 = 80.0;

/// Shortest way round from one longitude to another, -180 to below 180 degrees, in 1e-7 degree.
pub(super) fn turn_e7(from_e7: i32, to_e7: i32) -> i64 {
    // Both are of -180 to 180 degrees: no more than one turn is too much.
    match i64::from(to_e7) - i64::from(from_e7) {
        turn if turn >= HALF_TURN_E7 => turn - FULL_TURN_E7,
        turn if turn < -HALF_TURN_E7 => turn + FULL_TURN_E7,
        turn => turn,
    }
}

/// Whether an edge runs along meridians over a pole, or ends at one.
pub(super) fn meets_pole(from: Position, to: Position) -> bool {
    from.is_pole() || to.is_pole() || turn_e7(from.lon_e7(), to.lon_e7()) == -HALF_TURN_E7
}

/// What a closed ring does with the poles.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PoleRelation {
    /// Keeps away from both.
    Clear,
    /// Goes round the north pole or through it.
    North,
    /// Goes round the south pole or through it.
    South,
}

/// What a closed ring, given as the vertices in order, does with the poles. A ring reaches no
/// further than 5,000 km from its first vertex, so the pole of that vertex's hemisphere is meant.
pub(super) fn pole_relation(ring: impl Iterator<Item = Position> + Clone) -> PoleRelation {
    let Some(first) = ring.clone().next() else {
        return PoleRelation::Clear;
    };
    let next = ring.clone().skip(1).chain(std::iter::once(first));
    let (mut sum_e7, mut meets) = (0_i64, false);
    for (from, to) in ring.zip(next) {
        meets |= meets_pole(from, to);
        sum_e7 += turn_e7(from.lon_e7(), to.lon_e7());
    }
    if !meets && sum_e7 == 0 {
        PoleRelation::Clear
    } else if first.lat_e7() > 0 {
        PoleRelation::North
    } else {
        PoleRelation::South
    }
}

impl Part {
    /// Whether `position` lies inside this part's rings; either answer on the boundary.
    pub(super) fn holds(&self, position: Position) -> bool {
        if !self.is_area() {
            return false;
        }
        self.edges
            .iter()
            .filter(|edge| self.crosses_meridian(**edge, position, self.southward))
            .count()
            % 2
            == 1
    }

    /// Whether an edge crosses the meridian of `position` south of it (or north of it).
    fn crosses_meridian(&self, edge: Edge, position: Position, southward: bool) -> bool {
        let (mut west, mut east) = (&self.vertices[edge.from], &self.vertices[edge.to]);
        if meets_pole(west.position, east.position) {
            return false;
        }
        let turn = turn_e7(west.position.lon_e7(), east.position.lon_e7());
        let start = turn_e7(position.lon_e7(), west.position.lon_e7());
        if (start < 0) == (start + turn < 0) {
            return false;
        }
        if turn < 0 {
            std::mem::swap(&mut west, &mut east);
        }
        is_north_of(west, east, position) != southward
    }
}

/// How far in latitude, in 1e-7 degree, a geodesic over a chord can leave the latitudes between its ends, of which
/// one lies so far from the equator; rounded up.
///
/// No point of it is further from its nearer end than half its length. And on a sphere latitude bends along a
/// geodesic by at most the tangent of the latitude over the square of the radius, so that it leaves the straight
/// line between its ends by at most an eighth of the square of its length times that; a twentieth is added for the
/// ellipsoid.
fn stray_e7(chord_m: f64, furthest_e7: i64) -> f64 {
    let half = chord_m * 0.6 * LATITUDE_E7_PER_METRE + 1.0;
    let furthest_deg = (furthest_e7 as f64 + half) / 1e7;
    if furthest_deg > STEEP_DEG {
        return half;
    }
    let arc_m = arc_at_most_m(chord_m);
    let bend = furthest_deg.to_radians().tan() / (8.0 * LEAST_CURVATURE_RADIUS_M) * 1.05;
    half.min(arc_m * arc_m * bend * LATITUDE_E7_PER_METRE + 1.0)
}

/// Whether the edge from `west` to `east`, which crosses the meridian of `position`, does so north
/// of it.
fn is_north_of(west: &Vertex, east: &Vertex, position: Position) -> bool {
    let lat = i64::from(position.lat_e7());
    let (one, other) = (
        i64::from(west.position.lat_e7()),
        i64::from(east.position.lat_e7()),
    );
    #[allow(clippy::cast_possible_truncation)]
    let stray = stray_e7(west.solid.chord_m(east.solid), one.abs().max(other.abs())) as i64;
    if lat > one.max(other) + stray {
        return false;
    }
    if lat < one.min(other) - stray {
        return true;
    }
    let edge = inverse(west.spot(), east.spot());
    let sight = inverse(west.spot(), position.into());
    edge.leaving.right_of(sight.leaving) > 0.0
}

#[cfg(test)]
mod tests;
