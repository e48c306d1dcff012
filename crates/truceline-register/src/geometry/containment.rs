//! Whether one footprint holds another with room to spare.
//!
//! Rounded inward: `true` is certain, and what is in doubt by less than 0.1 m is `false`. So is what
//! only several shapes together hold: polygons that touch, and a polygon along a line with bends.
//! `docs/spec/geometry.md` §7.

use super::footprint::Footprint;
use super::geodesic::{Spot, Track, distance_m, inverse};
use super::nearest::{Search, search_edges};
use super::position::Decimetres;
use super::shape::{Edge, Part, Shape, metres};

/// What is added to the room asked for, in metres: many times the error of the computation, and
/// less than the 0.1 m within which an answer may be `false`.
const INWARD_M: f64 = 0.02;

/// How much wider than a line's strip, relative to the square of a piece over the radius of the
/// earth, the geodesic between two points of the strip can bulge: an eighth, with a tenth more.
const BULGE: f64 = 0.1375;

/// A piece of an inner edge this short is not cut further, in metres.
const SHORTEST_PIECE_M: f64 = 10.0;

/// Longest piece for which the bulge is reckoned, in metres.
const MAX_PIECE_M: f64 = 500_000.0;

/// Most pieces that one inner edge is cut into before the answer is `false`.
const MAX_PIECES: usize = 4_096;

/// Whether `outer` certainly holds every place within `enlarge` of `inner`.
///
/// One polygon, one circle or one straight run of a line must hold each connected piece of the inner
/// footprint by itself (a line may pass from one run of an outer line to the next). An empty list of
/// polygons holds nothing and is held by nothing.
#[must_use]
pub fn contains_enlarged(outer: &Footprint, inner: &Footprint, enlarge: Decimetres) -> bool {
    let inner = Shape::of(inner);
    let room_m = metres(enlarge) + inner.reach_m + INWARD_M;
    let outer = Shape::of(outer);
    !inner.is_void()
        && inner.parts.iter().all(|part| {
            outer.parts.iter().any(|holder| {
                if holder.is_area() {
                    polygon_holds(holder, part, room_m)
                } else {
                    strip_holds(holder, part, outer.reach_m - room_m)
                }
            })
        })
}

/// Whether a polygon holds a part with `room_m` metres between the part and the polygon's edges.
fn polygon_holds(polygon: &Part, part: &Part, room_m: f64) -> bool {
    if !polygon.holds(part.vertices[0].position) {
        return false;
    }
    // The part must not lie around one of the polygon's rings.
    if polygon
        .rings
        .iter()
        .any(|ring| part.holds(polygon.vertices[*ring].position))
    {
        return false;
    }
    let mut search = Search {
        best_m: room_m.next_up(),
        enough_m: room_m,
    };
    search_edges(polygon, part, &mut search);
    search.best_m > room_m
}

/// Whether a part lies within `reach_m` metres of a point or a line.
fn strip_holds(line: &Part, part: &Part, reach_m: f64) -> bool {
    if reach_m < 0.0 {
        return false;
    }
    if line.vertices.len() == 1 {
        // A circle under a hemisphere is convex: it holds what has its vertices in it.
        let centre = line.vertices[0].spot();
        return part
            .vertices
            .iter()
            .all(|v| distance_m(centre, v.spot()) <= reach_m);
    }
    if part.is_area() {
        // The inside goes with the boundary only where nothing is left open in the middle.
        return line.edges.iter().any(|run| {
            part.edges
                .iter()
                .all(|edge| strip_holds_edge(&[(line, *run)], part, *edge, reach_m))
        });
    }
    let runs: Vec<(&Part, Edge)> = line.edges.iter().map(|run| (line, *run)).collect();
    part.edges
        .iter()
        .all(|edge| strip_holds_edge(&runs, part, *edge, reach_m))
}

/// Whether every place of an edge lies within `reach_m` metres of one of the runs, each piece of it
/// along one run.
fn strip_holds_edge(runs: &[(&Part, Edge)], part: &Part, edge: Edge, reach_m: f64) -> bool {
    let (from, to) = (
        part.vertices[edge.from].spot(),
        part.vertices[edge.to].spot(),
    );
    let line = inverse(from, to);
    if line.length_m == 0.0 {
        return runs.iter().any(|run| run_distance_m(*run, from) <= reach_m);
    }
    let track = Track::new(from, line.leaving);
    let mut pieces = vec![(0.0, line.length_m)];
    let mut looked_at = 0;
    while let Some((start_m, end_m)) = pieces.pop() {
        looked_at += 1;
        if looked_at > MAX_PIECES {
            return false;
        }
        let piece_m: f64 = end_m - start_m;
        // Sagitta of a piece along a parallel of the run: room that the piece's ends must leave.
        let angle = piece_m / super::geodesic::LEAST_CURVATURE_RADIUS_M;
        let ends_reach_m = reach_m - reach_m * angle * angle * BULGE;
        let (start, end) = (track.at(start_m).0, track.at(end_m).0);
        let held = piece_m < MAX_PIECE_M
            && runs.iter().any(|run| {
                run_distance_m(*run, start) <= ends_reach_m
                    && run_distance_m(*run, end) <= ends_reach_m
            });
        if held {
            continue;
        }
        if piece_m <= SHORTEST_PIECE_M
            || runs.iter().all(|run| run_distance_m(*run, start) > reach_m)
        {
            return false;
        }
        let middle_m = start_m + piece_m / 2.0;
        pieces.push((middle_m, end_m));
        pieces.push((start_m, middle_m));
    }
    true
}

/// Distance of a spot from a run of a line.
fn run_distance_m((line, run): (&Part, Edge), spot: Spot) -> f64 {
    super::nearest::spot_edge_distance_m(spot, line, run)
}

#[cfg(test)]
mod tests;
