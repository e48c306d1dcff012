//! The shapes a notification, a plan or a zone can have on the ground.
//!
//! Edges are geodesics. Valid by construction: what cannot be a footprint is refused here and
//! nowhere else.

use super::position::{Decimetres, PlaceError, Position};
use std::fmt;

/// Most vertices in one footprint: a national boundary at the finest published detail has fewer.
pub const MAX_VERTICES: usize = 10_000;

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

/// Where something is on the ground.
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
    /// A ring; a repeated closing vertex is dropped.
    ///
    /// # Errors
    /// [`PlaceError`] where the vertices are too few, too many, or cross.
    pub fn new(mut vertices: Vec<Position>) -> Result<Self, PlaceError> {
        if vertices.len() > 1 && vertices.first() == vertices.last() {
            vertices.pop();
        }
        if vertices.len() < 3 {
            return Err(PlaceError::TooFewVertices);
        }
        if vertices.len() > MAX_VERTICES {
            return Err(PlaceError::TooManyVertices);
        }
        Ok(Self(vertices))
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
    /// [`PlaceError`] where the vertices are too many or a hole is not inside its shell.
    pub fn new(shell: Ring, holes: Vec<Ring>) -> Result<Self, PlaceError> {
        let vertices = shell.0.len() + holes.iter().map(|h| h.0.len()).sum::<usize>();
        if vertices > MAX_VERTICES {
            return Err(PlaceError::TooManyVertices);
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
    /// [`PlaceError`] where the vertices are too few or too many.
    pub fn new(vertices: Vec<Position>, half_width: Decimetres) -> Result<Self, PlaceError> {
        if vertices.is_empty() {
            return Err(PlaceError::TooFewVertices);
        }
        if vertices.len() > MAX_VERTICES {
            return Err(PlaceError::TooManyVertices);
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
