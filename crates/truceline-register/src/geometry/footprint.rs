//! The shapes a notification, a plan or a zone can have on the ground.
//!
//! Edges are geodesics. Valid by construction: what cannot be a footprint is refused here and
//! nowhere else.

use super::geodesic::distance_m;
use super::position::{Decimetres, PlaceError, Position};
use super::simple;
use super::solid::Vector;
use std::fmt;

/// Most vertices in one footprint: a national boundary at the finest published detail has fewer.
pub const MAX_VERTICES: usize = 10_000;

/// Longest edge, and the furthest that a vertex of a ring may be from the ring's first: 5,000 km.
/// Below it a geodesic is unique, and a ring has one side that is clearly the smaller.
const MAX_REACH_M: f64 = 5_000_000.0;

/// No geodesic of 5,000 km has a shorter chord than this, in metres; shorter chords need no
/// geodesic to be allowed.
const SHORT_CHORD_M: f64 = 4_860_000.0;

/// A simple closed ring of at least three vertices, stored open (the last edge returns to the
/// first vertex), in either winding; it encloses the smaller side.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ring(Vec<Position>);

/// A shell with holes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Polygon {
    shell: Ring,
    holes: Vec<Ring>,
}

/// A line with a half-width; one vertex is a point with that radius.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    vertices: Vec<Position>,
    half_width: Decimetres,
}

/// A disc: everything within `radius` of `centre`; radius zero is a point.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Circle {
    /// The middle.
    pub centre: Position,
    /// The reach.
    pub radius: Decimetres,
}

/// Where something is on the ground. [`Footprint::polygons`] is the checked way to make the second
/// kind; a list without polygons counts as everywhere in comparisons.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Footprint {
    /// A disc.
    Circle(Circle),
    /// One or more polygons; a place in any of them is inside.
    Polygons(Vec<Polygon>),
    /// A line with a half-width.
    Line(Line),
}

impl Ring {
    /// A ring. A vertex that repeats the one before it is dropped, the closing one too: published
    /// boundaries have such where rounding made two one.
    ///
    /// # Errors
    /// [`PlaceError`] where the vertices are too few or too many, where an edge or the ring is longer
    /// than 5,000 km, or where the ring comes back to a vertex, crosses or touches itself or has no area.
    pub fn new(mut vertices: Vec<Position>) -> Result<Self, PlaceError> {
        vertices.dedup();
        if vertices.len() > 1 && vertices.first() == vertices.last() {
            vertices.pop();
        }
        if vertices.len() < 3 {
            return Err(PlaceError::TooFewVertices);
        }
        if vertices.len() > MAX_VERTICES {
            return Err(PlaceError::TooManyVertices);
        }
        for (i, vertex) in vertices.iter().enumerate() {
            let next = vertices[(i + 1) % vertices.len()];
            if is_too_far(*vertex, next) || is_too_far(vertices[0], *vertex) {
                return Err(PlaceError::TooLarge);
            }
        }
        simple::check_rings(&[&vertices])?;
        Ok(Self(vertices))
    }

    /// A ring that is sound by its making: at least three vertices, none twice, no edges that meet.
    pub(super) const fn sound(vertices: Vec<Position>) -> Self {
        Self(vertices)
    }

    /// The vertices, without the repeated first.
    #[must_use]
    pub fn vertices(&self) -> &[Position] {
        &self.0
    }
}

impl Polygon {
    /// A polygon of a shell and its holes.
    ///
    /// # Errors
    /// [`PlaceError`] where the vertices are too many, a hole is not inside its shell or in another
    /// hole, or rings cross or touch.
    pub fn new(shell: Ring, holes: Vec<Ring>) -> Result<Self, PlaceError> {
        let vertices = shell.0.len() + holes.iter().map(|h| h.0.len()).sum::<usize>();
        if vertices > MAX_VERTICES {
            return Err(PlaceError::TooManyVertices);
        }
        if !holes.is_empty() {
            let rings: Vec<&[Position]> = std::iter::once(&shell)
                .chain(&holes)
                .map(Ring::vertices)
                .collect();
            simple::check_rings(&rings)?;
        }
        Ok(Self { shell, holes })
    }

    /// The outer ring.
    #[must_use]
    pub fn shell(&self) -> &Ring {
        &self.shell
    }

    /// The rings cut out.
    #[must_use]
    pub fn holes(&self) -> &[Ring] {
        &self.holes
    }
}

impl Line {
    /// A line of at least one vertex.
    ///
    /// # Errors
    /// [`PlaceError`] where the vertices are too few or too many or a leg is longer than 5,000 km.
    pub fn new(vertices: Vec<Position>, half_width: Decimetres) -> Result<Self, PlaceError> {
        if vertices.is_empty() {
            return Err(PlaceError::TooFewVertices);
        }
        if vertices.len() > MAX_VERTICES {
            return Err(PlaceError::TooManyVertices);
        }
        if vertices.windows(2).any(|pair| is_too_far(pair[0], pair[1])) {
            return Err(PlaceError::TooLarge);
        }
        Ok(Self {
            vertices,
            half_width,
        })
    }

    /// The vertices in order of travel.
    #[must_use]
    pub fn vertices(&self) -> &[Position] {
        &self.vertices
    }

    /// How far to each side the line reaches.
    #[must_use]
    pub const fn half_width(&self) -> Decimetres {
        self.half_width
    }
}

impl Footprint {
    /// One or more polygons.
    ///
    /// # Errors
    /// [`PlaceError`] where there is no polygon or the vertices are too many.
    pub fn polygons(polygons: Vec<Polygon>) -> Result<Self, PlaceError> {
        let vertices: usize = polygons
            .iter()
            .flat_map(|p| std::iter::once(&p.shell).chain(&p.holes))
            .map(|ring| ring.0.len())
            .sum();
        if vertices == 0 {
            return Err(PlaceError::TooFewVertices);
        }
        if vertices > MAX_VERTICES {
            return Err(PlaceError::TooManyVertices);
        }
        Ok(Self::Polygons(polygons))
    }
}

/// Whether two points are more than 5,000 km apart.
fn is_too_far(one: Position, other: Position) -> bool {
    // Most edges are far below it: a degree apart in both is no more than 160 km.
    let near = |a: i32, b: i32| a.abs_diff(b) <= 10_000_000;
    if near(one.lat_e7(), other.lat_e7()) && near(one.lon_e7(), other.lon_e7()) {
        return false;
    }
    Vector::of(one.into()).chord_m(Vector::of(other.into())) > SHORT_CHORD_M
        && distance_m(one.into(), other.into()) > MAX_REACH_M
}

impl fmt::Debug for Footprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for Polygon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests;
