//! What a footprint leaves in space, so small that one is kept of everything that was told, and comparisons that need
//! no geodesic.
//!
//! The straight line between two points of the ellipsoid is never longer than the geodesic, and the geodesic never
//! longer than the arc of the sharpest bend there is over the same straight line (of two curves over one chord the
//! one that nowhere bends more sharply is the shorter, by a theorem of A. Schur, 1921). Over 20 km that is a centimetre. So nearly every question about a
//! threshold is answered by straight lines, and exactly as a geodesic would answer it; what they leave in doubt is said to be [`Nearness::InDoubt`] and measured
//! ([`super::distance`]).
//!
//! Not here: any answer that geodesics would not give (`docs/spec/geometry.md` §3).

use super::footprint::Footprint;
use super::geodesic::LEAST_CURVATURE_RADIUS_M;
use super::position::{Decimetres, Position};
use super::shape::{Part, Shape, metres};
use super::solid::{Vector, arc_at_most_m, chord_gap_m, sag_m};
use std::fmt;
use std::sync::Arc;

/// What straight lines and geodesics may differ by where both are right, in metres: rounding, and the tenth of a
/// millimetre with which the walk to a foot ends.
const DOUBT_M: f64 = 0.001;

/// Chords up to this length have their longest arc by a short series, in metres.
const SHORT_M: f64 = 1_000_000.0;

/// Beyond so many pairs of edges it is better to look for the nearest first.
const MOST_PAIRS: usize = 65_536;

/// Whether two footprints are within a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nearness {
    /// They are.
    Within,
    /// They are not.
    Farther,
    /// A geodesic has to say.
    InDoubt,
}

/// A footprint's imprint: for comparisons with a [`Shape`].
#[derive(Clone)]
pub struct Imprint {
    reach: Decimetres,
    form: Form,
}

#[derive(Clone)]
enum Form {
    /// A circle's middle.
    Point(Position, Vector),
    /// A line between two points.
    Leg(Position, [Vector; 2]),
    /// Anything else.
    Shape(Arc<Shape>),
}

impl Imprint {
    /// The imprint of a footprint.
    #[must_use]
    pub fn of(footprint: &Footprint) -> Self {
        let solid = |position: Position| Vector::of(position.into());
        match footprint {
            Footprint::Circle(circle) => Self {
                reach: circle.radius,
                form: Form::Point(circle.centre, solid(circle.centre)),
            },
            Footprint::Line(line) => Self {
                reach: line.half_width(),
                form: match line.vertices() {
                    [from, to] => Form::Leg(*from, [solid(*from), solid(*to)]),
                    _ => Form::Shape(Arc::new(Shape::of(footprint))),
                },
            },
            Footprint::Polygons(_) => Self {
                reach: Decimetres::ZERO,
                form: Form::Shape(Arc::new(Shape::of(footprint))),
            },
        }
    }

    /// Middle and radius of a circle; none of anything else.
    #[must_use]
    pub const fn circle(&self) -> Option<(Position, Decimetres)> {
        match &self.form {
            Form::Point(middle, _) => Some((*middle, self.reach)),
            Form::Leg(..) | Form::Shape(_) => None,
        }
    }

    /// As [`super::distance::within`] answers of the footprint and a shape; `None` where a geodesic has to.
    #[must_use]
    pub fn within(&self, shape: &Shape, threshold: Decimetres) -> Option<bool> {
        let nearness = match &self.form {
            _ if shape.is_void() => Nearness::Within,
            Form::Shape(own) => return own.within_plainly(shape, threshold),
            Form::Point(position, at) => {
                let limit_m = shape.limit_m(metres(self.reach), threshold);
                line_and_shape((*at, *at), *position, shape, limit_m)
            }
            Form::Leg(from, ends) => {
                let limit_m = shape.limit_m(metres(self.reach), threshold);
                line_and_shape((ends[0], ends[1]), *from, shape, limit_m)
            }
        };
        nearness.answer()
    }
}

impl fmt::Debug for Imprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Nearness {
    fn answer(self) -> Option<bool> {
        match self {
            Self::Within => Some(true),
            Self::Farther => Some(false),
            Self::InDoubt => None,
        }
    }

    /// Of one pair of many: any that is within decides, any that is in doubt leaves doubt.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Within, _) | (_, Self::Within) => Self::Within,
            (Self::InDoubt, _) | (_, Self::InDoubt) => Self::InDoubt,
            (Self::Farther, Self::Farther) => Self::Farther,
        }
    }
}

impl Shape {
    /// As [`Shape::within`] answers; `None` where a geodesic has to.
    pub(super) fn within_plainly(&self, other: &Self, threshold: Decimetres) -> Option<bool> {
        if self.is_void() || other.is_void() {
            return Some(true);
        }
        let limit_m = other.limit_m(self.reach_m, threshold);
        let mut nearness = Nearness::Farther;
        for one in &self.parts {
            for two in &other.parts {
                nearness = nearness.or(parts(one, two, limit_m));
                if nearness == Nearness::Within {
                    return Some(true);
                }
            }
        }
        nearness.answer()
    }
}

/// A line, the first end of which is at a position, and a shape.
fn line_and_shape(line: (Vector, Vector), from: Position, shape: &Shape, limit_m: f64) -> Nearness {
    let own_sag_m = match line.0.chord_m(line.1) {
        0.0 => 0.0,
        chord_m => sag_m(chord_m),
    };
    let mut nearness = Nearness::Farther;
    for part in &shape.parts {
        let centre = part.ball.centre;
        let gap_m = chord_gap_m(line, (centre, centre));
        if gap_m - part.ball.radius_m - own_sag_m > limit_m {
            continue;
        }
        for block in &part.blocks {
            let centre = block.ball.centre;
            let gap_m = chord_gap_m(line, (centre, centre));
            if gap_m - block.ball.radius_m - own_sag_m > limit_m {
                continue;
            }
            for edge in &part.edges[block.edges.clone()] {
                let gap_m = chord_gap_m(line, part.chord(*edge));
                nearness = nearness.or(edges(gap_m, own_sag_m + edge.sag_m, limit_m));
                if nearness == Nearness::Within {
                    return nearness;
                }
            }
        }
        // What keeps away from every edge is inside as a whole or not at all.
        if part.is_area() && part.holds(from) {
            return Nearness::Within;
        }
    }
    nearness
}

fn parts(one: &Part, other: &Part, limit_m: f64) -> Nearness {
    if one.ball.gap_m(other.ball) > limit_m {
        return Nearness::Farther;
    }
    if one.edges.len() * other.edges.len() > MOST_PAIRS {
        return Nearness::InDoubt;
    }
    let mut nearness = Nearness::Farther;
    for a in &one.blocks {
        if a.ball.gap_m(other.ball) > limit_m {
            continue;
        }
        for b in &other.blocks {
            if a.ball.gap_m(b.ball) > limit_m {
                continue;
            }
            for first in &one.edges[a.edges.clone()] {
                for second in &other.edges[b.edges.clone()] {
                    let gap_m = chord_gap_m(one.chord(*first), other.chord(*second));
                    nearness = nearness.or(edges(gap_m, first.sag_m + second.sag_m, limit_m));
                    if nearness == Nearness::Within {
                        return nearness;
                    }
                }
            }
        }
    }
    if one.holds(other.vertices[0].position) || other.holds(one.vertices[0].position) {
        return Nearness::Within;
    }
    nearness
}

/// Two edges whose chords are so far apart and that stray from them by so much together.
fn edges(gap_m: f64, sags_m: f64, limit_m: f64) -> Nearness {
    if gap_m - sags_m - DOUBT_M > limit_m {
        Nearness::Farther
    } else if longest_arc_m(gap_m + sags_m) + DOUBT_M <= limit_m {
        Nearness::Within
    } else {
        Nearness::InDoubt
    }
}

/// The longest a geodesic can be over a chord, in metres.
fn longest_arc_m(chord_m: f64) -> f64 {
    if chord_m > SHORT_M {
        return arc_at_most_m(chord_m);
    }
    // The arc sine's series is x + x³/6 + 3x⁵/40 and so on; below 0.08 all but the first term are less than x³/5.9.
    let half = chord_m / (2.0 * LEAST_CURVATURE_RADIUS_M);
    chord_m * (1.0 + half * half / 5.9)
}

#[cfg(test)]
mod tests;
