//! Whether rings are simple: no edge crosses or touches another, and holes lie in their shell.
//!
//! A sweep over the plane (M. I. Shamos and D. Hoey, *Geometric intersection problems*, 1976) of
//! a central projection about the first vertex, in which nearly straight edges are enough: edges
//! longer than 8 km are cut so that no piece strays more than 5 mm from its geodesic, half of the
//! smallest step of a coordinate. What is refused is refused within that; a sliver narrower
//! than that may pass, and no answer about distances depends on it.
//!
//! Not here: limits of size and number ([`super::footprint`]). `docs/spec/geometry.md` §5.

use super::geodesic::{Spot, Track, inverse};
use super::position::{PlaceError, Position};
use super::solid::Vector;
use std::cmp::Ordering;

/// Pieces nearer than this are taken to touch, in metres: far above the error of the computation, and
/// far below the narrowest spike of a published boundary at seven decimals, half a millimetre.
const TOUCH_M: f64 = 0.000_01;

/// Longest piece of an edge, in metres. A great ellipse, which the projection makes straight,
/// bends away from a geodesic by at most 0.0034 of the curvature of the earth, so by 5 mm over this.
const PIECE_M: f64 = 8_000.0;

/// Most pieces in all: 800,000 km of edges, many times the longest boundary there is.
const MAX_PIECES: usize = 100_000;

/// A corner of the projected rings; a piece is named by the corner it starts from.
struct Corner {
    x: f64,
    y: f64,
    next: usize,
    previous: usize,
    ring: usize,
}

/// The projected rings.
struct Plane {
    corners: Vec<Corner>,
}

/// Checks that the rings are simple and apart, the first the shell of the others.
///
/// # Errors
/// [`PlaceError::NotSimple`] where they are not, [`PlaceError::TooLarge`] where there are too many
/// long edges to tell.
pub(super) fn check_rings(rings: &[&[Position]]) -> Result<(), PlaceError> {
    let mut all: Vec<Position> = rings.concat();
    all.sort_unstable();
    if all.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(PlaceError::NotSimple);
    }
    let plane = Plane::project(rings)?;
    if plane.has_fold() {
        return Err(PlaceError::NotSimple);
    }
    plane.sweep()
}

impl Plane {
    fn project(rings: &[&[Position]]) -> Result<Self, PlaceError> {
        let Some(first) = rings.first().and_then(|shell| shell.first()) else {
            return Err(PlaceError::TooFewVertices);
        };
        let frame = Frame::about(Spot::from(*first));
        let mut corners: Vec<Corner> = Vec::new();
        for (ring, positions) in rings.iter().enumerate() {
            let start = corners.len();
            for (i, from) in positions.iter().enumerate() {
                let to = positions[(i + 1) % positions.len()];
                for spot in pieces(Spot::from(*from), Spot::from(to)) {
                    let (x, y) = frame.project(spot).ok_or(PlaceError::TooLarge)?;
                    corners.push(Corner {
                        x,
                        y,
                        next: corners.len() + 1,
                        previous: corners.len().wrapping_sub(1),
                        ring,
                    });
                }
                if corners.len() > MAX_PIECES {
                    return Err(PlaceError::TooLarge);
                }
            }
            let last = corners.len() - 1;
            corners[last].next = start;
            corners[start].previous = last;
        }
        Ok(Self { corners })
    }

    /// Order of the sweep: from left to right, and upwards on a vertical.
    fn order(&self, one: usize, other: usize) -> Ordering {
        let (a, b) = (&self.corners[one], &self.corners[other]);
        a.x.total_cmp(&b.x)
            .then(a.y.total_cmp(&b.y))
            .then(one.cmp(&other))
    }

    /// Twice the area of a triangle, positive where `c` lies to the left of the way from `a` to `b`.
    fn turn(&self, a: usize, b: usize, c: usize) -> f64 {
        let (a, b, c) = (&self.corners[a], &self.corners[b], &self.corners[c]);
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }

    /// Start and end of a piece in the order of the sweep.
    fn ends(&self, piece: usize) -> (usize, usize) {
        let next = self.corners[piece].next;
        if self.order(piece, next) == Ordering::Less {
            (piece, next)
        } else {
            (next, piece)
        }
    }

    /// Whether a piece lies below a corner that is no end of it.
    fn is_below(&self, piece: usize, corner: usize) -> bool {
        let (left, right) = self.ends(piece);
        left != corner && right != corner && self.turn(left, right, corner) > 0.0
    }

    /// Whether the ring doubles back on itself at some corner.
    fn has_fold(&self) -> bool {
        (0..self.corners.len()).any(|corner| {
            let c = &self.corners[corner];
            let ahead = self.distance_to_piece(c.next, c.previous);
            let behind = self.distance_to_piece(c.previous, corner);
            ahead <= TOUCH_M || behind <= TOUCH_M
        })
    }

    /// Distance of a corner from a piece, in the plane.
    fn distance_to_piece(&self, corner: usize, piece: usize) -> f64 {
        let (p, a) = (&self.corners[corner], &self.corners[piece]);
        let b = &self.corners[a.next];
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let square = dx * dx + dy * dy;
        let along = if square > 0.0 {
            (((p.x - a.x) * dx + (p.y - a.y) * dy) / square).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (p.x - a.x - along * dx).hypot(p.y - a.y - along * dy)
    }

    /// Whether two pieces without a common corner cross or touch.
    fn meet(&self, one: usize, other: usize) -> bool {
        let (a, b) = (one, self.corners[one].next);
        let (c, d) = (other, self.corners[other].next);
        if a == c || a == d || b == c || b == d {
            return false;
        }
        let crossed = (self.turn(a, b, c) > 0.0) != (self.turn(a, b, d) > 0.0)
            && (self.turn(c, d, a) > 0.0) != (self.turn(c, d, b) > 0.0);
        crossed
            || self.distance_to_piece(a, other) <= TOUCH_M
            || self.distance_to_piece(b, other) <= TOUCH_M
            || self.distance_to_piece(c, one) <= TOUCH_M
            || self.distance_to_piece(d, one) <= TOUCH_M
    }

    fn sweep(&self) -> Result<(), PlaceError> {
        let mut order: Vec<usize> = (0..self.corners.len()).collect();
        order.sort_unstable_by(|a, b| self.order(*a, *b));
        let mut standing = Standing {
            plane: self,
            pieces: Vec::new(),
        };
        let rings = self.corners.last().map_or(0, |corner| corner.ring + 1);
        let mut seen = vec![false; rings];
        for corner in order {
            let below = standing.pass(corner)?;
            let ring = self.corners[corner].ring;
            if !std::mem::replace(&mut seen[ring], true) {
                // The first corner of a ring: under it an odd number of edges means inside the
                // shell and in no other hole.
                let is_inside = below % 2 == 1;
                if is_inside != (ring != 0) {
                    return Err(PlaceError::NotSimple);
                }
            }
        }
        Ok(())
    }
}

/// The pieces that the sweep line stands on, from below upwards.
struct Standing<'a> {
    plane: &'a Plane,
    pieces: Vec<usize>,
}

impl Standing<'_> {
    /// Moves the line over a corner; says how many pieces lie below it.
    fn pass(&mut self, corner: usize) -> Result<usize, PlaceError> {
        let plane = self.plane;
        let at = self
            .pieces
            .partition_point(|piece| plane.is_below(*piece, corner));
        let incoming = plane.corners[corner].previous;
        let (mut ending, mut starting) = (0, Vec::with_capacity(2));
        for piece in [incoming, corner] {
            if plane.ends(piece).1 == corner {
                ending += 1;
            } else {
                starting.push(piece);
            }
        }
        let ended = self.pieces.get(at..at + ending);
        if ended.is_none_or(|run| run.iter().any(|p| *p != incoming && *p != corner)) {
            // The pieces that end here do not lie where they must: something crossed.
            return Err(PlaceError::NotSimple);
        }
        if starting.len() == 2 {
            let far = |piece: usize| plane.ends(piece).1;
            if plane.turn(corner, far(starting[0]), far(starting[1])) < 0.0 {
                starting.swap(0, 1);
            }
        }
        let started = starting.len();
        self.pieces.splice(at..at + ending, starting);
        self.check_neighbours(at)?;
        if started > 0 {
            self.check_neighbours(at + started)?;
        }
        Ok(at)
    }

    /// Checks the piece below a place in the order against the one above.
    fn check_neighbours(&self, at: usize) -> Result<(), PlaceError> {
        let below = at.checked_sub(1).and_then(|b| self.pieces.get(b));
        match (below, self.pieces.get(at)) {
            (Some(below), Some(above)) if self.plane.meet(*below, *above) => {
                Err(PlaceError::NotSimple)
            }
            _ => Ok(()),
        }
    }
}

/// The starts of the pieces of an edge.
fn pieces(from: Spot, to: Spot) -> Vec<Spot> {
    let chord_m = Vector::of(from).chord_m(Vector::of(to));
    if chord_m <= PIECE_M {
        return vec![from];
    }
    let line = inverse(from, to);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let count = (line.length_m / PIECE_M).ceil() as u32;
    let track = Track::new(from, line.leaving);
    (0..count)
        .map(|i| {
            if i == 0 {
                from
            } else {
                track.at(line.length_m * f64::from(i) / f64::from(count)).0
            }
        })
        .collect()
}

/// A central projection from the middle of the earth onto a plane.
struct Frame {
    middle: Vector,
    right: Vector,
    up: Vector,
}

impl Frame {
    fn about(spot: Spot) -> Self {
        let middle = unit(Vector::of(spot));
        // Any axis not along the middle will do for a start.
        let axis = if middle.z.abs() < 0.8 {
            Vector {
                x: 0.0,
                y: 0.0,
                z: 1.0,
            }
        } else {
            Vector {
                x: 1.0,
                y: 0.0,
                z: 0.0,
            }
        };
        let right = unit(axis.cross(middle));
        Self {
            middle,
            right,
            up: middle.cross(right),
        }
    }

    /// Plane coordinates in metres; none for what is a quarter turn or more away.
    fn project(&self, spot: Spot) -> Option<(f64, f64)> {
        const SCALE_M: f64 = super::geodesic::EQUATORIAL_RADIUS_M;
        let place = Vector::of(spot);
        let depth = place.dot(self.middle);
        (depth > SCALE_M / 8.0).then(|| {
            (
                place.dot(self.right) / depth * SCALE_M,
                place.dot(self.up) / depth * SCALE_M,
            )
        })
    }
}

fn unit(vector: Vector) -> Vector {
    let zero = Vector {
        x: 0.0,
        y: 0.0,
        z: 0.0,
    };
    zero.plus(vector, 1.0 / vector.norm())
}
