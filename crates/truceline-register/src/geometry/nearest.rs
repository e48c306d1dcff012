//! The least geodesic distance between two parts.
//!
//! Two geodesic segments that do not cross are nearest at an end of one of them, because the
//! ellipsoid curves everywhere the same way; the foot on the other is found by walking along it,
//! each step solving a right triangle on the sphere, until a step is shorter than a tenth of a
//! millimetre (S. Baselga and J. C. Martinez-Llario, *Intersection and point-to-line solutions for
//! geodesics on the ellipsoid*, 2018, walk in the same manner). Chords of space rule out first
//! what cannot be nearest.
//!
//! Good to a millimetre where the answer is below 9,000 km (`docs/spec/geometry.md` §3).

use super::geodesic::{Inverse, Spot, Track, inverse, step_to_foot_m};
use super::shape::{Edge, Part};
use super::solid::{arc_at_most_m, chord_gap_m};

/// A step this short ends the walk to a foot, in metres.
const LAST_STEP_M: f64 = 1e-4;
/// Walks end within four steps in practice; this only bounds them.
const MOST_STEPS: usize = 40;

/// Distances below this are none, in metres: headings mean nothing there.
const NOTHING_M: f64 = 1e-6;

/// Sides are told apart where one end is at least this far from the other's line, in metres.
const SIDE_M: f64 = 1e-4;

/// What a search for the nearest points still looks for.
#[derive(Clone, Copy)]
pub(super) struct Search {
    /// The least distance found so far, or the greatest that is of interest, in metres.
    pub(super) best_m: f64,
    /// A distance at or below this is near enough to stop, in metres.
    pub(super) enough_m: f64,
}

impl Search {
    fn is_over(&self) -> bool {
        self.best_m <= self.enough_m
    }
}

/// Lowers the search's best to the distance between two parts, insides included.
pub(super) fn search_parts(one: &Part, other: &Part, search: &mut Search) {
    if one.ball.gap_m(other.ball) > search.best_m {
        return;
    }
    if one.holds(other.vertices[0].position) || other.holds(one.vertices[0].position) {
        search.best_m = 0.0;
        return;
    }
    search_edges(one, other, search);
}

/// Lowers the search's best to the distance between the edges of two parts.
pub(super) fn search_edges(one: &Part, other: &Part, search: &mut Search) {
    let mut blocks: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in one.blocks.iter().enumerate() {
        if a.ball.gap_m(other.ball) > search.best_m {
            continue;
        }
        for (j, b) in other.blocks.iter().enumerate() {
            let gap_m = a.ball.gap_m(b.ball);
            if gap_m <= search.best_m {
                blocks.push((gap_m, i, j));
            }
        }
    }
    blocks.sort_by(|x, y| x.0.total_cmp(&y.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    // No answer can exceed this; it prunes, but is not an answer itself.
    let mut ceiling_m = f64::INFINITY;
    for (gap_m, i, j) in blocks {
        if gap_m > search.best_m.min(ceiling_m) {
            break;
        }
        let mut near: Vec<(f64, Edge, Edge)> = Vec::new();
        for a in &one.edges[one.blocks[i].edges.clone()] {
            for b in &other.edges[other.blocks[j].edges.clone()] {
                let least_m = chord_gap_m(one.chord(*a), other.chord(*b)) - a.sag_m - b.sag_m;
                if least_m <= search.best_m.min(ceiling_m) {
                    let ends_m = one.chord(*a).0.chord_m(other.chord(*b).0);
                    ceiling_m = ceiling_m.min(arc_at_most_m(ends_m));
                    near.push((least_m, *a, *b));
                }
            }
        }
        near.sort_by(|x, y| x.0.total_cmp(&y.0));
        for (least_m, a, b) in near {
            if least_m > search.best_m.min(ceiling_m) {
                break;
            }
            search.best_m = search.best_m.min(edge_distance_m(one, a, other, b));
            if search.is_over() {
                return;
            }
        }
    }
}

/// A geodesic segment with its solution.
struct Segment {
    from: Spot,
    to: Spot,
    line: Inverse,
}

impl Segment {
    /// The segment of an edge; none where the edge is a point.
    fn of(part: &Part, edge: Edge) -> Result<Self, Spot> {
        let from = part.vertices[edge.from].spot();
        if part.vertices[edge.from].position == part.vertices[edge.to].position {
            return Err(from);
        }
        let to = part.vertices[edge.to].spot();
        Ok(Self {
            from,
            to,
            line: inverse(from, to),
        })
    }
}

/// Geodesic distance in metres between two edges; zero where they cross.
fn edge_distance_m(one: &Part, a: Edge, other: &Part, b: Edge) -> f64 {
    match (Segment::of(one, a), Segment::of(other, b)) {
        (Err(p), Err(q)) => inverse(p, q).length_m,
        (Err(p), Ok(s)) | (Ok(s), Err(p)) => {
            point_distance_m(p, &s, inverse(s.from, p), inverse(s.to, p))
        }
        (Ok(s), Ok(t)) => segment_distance_m(&s, &t),
    }
}

/// Geodesic distance in metres from a spot to an edge.
pub(super) fn spot_edge_distance_m(spot: Spot, part: &Part, edge: Edge) -> f64 {
    match Segment::of(part, edge) {
        Err(point) => inverse(point, spot).length_m,
        Ok(s) => point_distance_m(spot, &s, inverse(s.from, spot), inverse(s.to, spot)),
    }
}

fn segment_distance_m(s: &Segment, t: &Segment) -> f64 {
    let (sf_tf, sf_tt) = (inverse(s.from, t.from), inverse(s.from, t.to));
    let (st_tf, st_tt) = (inverse(s.to, t.from), inverse(s.to, t.to));
    let ends_m = sf_tf
        .length_m
        .min(sf_tt.length_m)
        .min(st_tf.length_m)
        .min(st_tt.length_m);
    if ends_m < NOTHING_M || crosses(s, t, &[sf_tf, sf_tt, st_tf]) {
        return 0.0;
    }
    point_distance_m(t.from, s, sf_tf, st_tf)
        .min(point_distance_m(t.to, s, sf_tt, st_tt))
        .min(point_distance_m(s.from, t, back(sf_tf), back(sf_tt)))
        .min(point_distance_m(s.to, t, back(st_tf), back(st_tt)))
}

/// The same shortest line the other way.
fn back(line: Inverse) -> Inverse {
    Inverse {
        length_m: line.length_m,
        leaving: line.arriving.reversed(),
        arriving: line.leaving.reversed(),
    }
}

/// Whether the ends of each segment lie on different sides of the other. Of the lines between the
/// ends come those from `s.from` to both ends of `t`, then that from `s.to` to `t.from`.
fn crosses(s: &Segment, t: &Segment, [sf_tf, sf_tt, st_tf]: &[Inverse; 3]) -> bool {
    // A shared point is no further from any end than that end's segment is long.
    if sf_tf.length_m > s.line.length_m + t.line.length_m {
        return false;
    }
    let t_from_m = s.line.leaving.right_of(sf_tf.leaving) * sf_tf.length_m;
    let t_to_m = s.line.leaving.right_of(sf_tt.leaving) * sf_tt.length_m;
    let s_from_m = t.line.leaving.right_of(back(*sf_tf).leaving) * sf_tf.length_m;
    let s_to_m = t.line.leaving.right_of(back(*st_tf).leaving) * st_tf.length_m;
    are_apart(t_from_m, t_to_m) && are_apart(s_from_m, s_to_m)
}

/// Whether two signed distances to the side lie on different sides. Where both are next to
/// nothing the segments run along one line and the sides are noise; if they meet, an end of one
/// is then next to the other, and its distance says so.
fn are_apart(one_m: f64, other_m: f64) -> bool {
    (one_m > 0.0) != (other_m > 0.0) && one_m.abs().max(other_m.abs()) > SIDE_M
}

/// Geodesic distance in metres from `point` to a segment, given the lines from the segment's ends
/// to the point.
fn point_distance_m(point: Spot, segment: &Segment, from_end: Inverse, to_end: Inverse) -> f64 {
    let ends_m = from_end.length_m.min(to_end.length_m);
    let ahead = segment.line.leaving.along(from_end.leaving);
    let behind = segment.line.arriving.reversed().along(to_end.leaving);
    if ends_m < NOTHING_M || ahead <= 0.0 || behind <= 0.0 {
        return ends_m;
    }
    let length_m = segment.line.length_m;
    let track = Track::new(segment.from, segment.line.leaving);
    let mut best_m = ends_m;
    let mut at_m = step_to_foot_m(from_end.length_m, ahead).clamp(0.0, length_m);
    for _ in 0..MOST_STEPS {
        let (spot, heading) = track.at(at_m);
        let sight = inverse(spot, point);
        best_m = best_m.min(sight.length_m);
        if sight.length_m < NOTHING_M {
            break;
        }
        let step_m = step_to_foot_m(sight.length_m, heading.along(sight.leaving));
        let next_m = (at_m + step_m).clamp(0.0, length_m);
        if (next_m - at_m).abs() < LAST_STEP_M {
            break;
        }
        at_m = next_m;
    }
    best_m
}
