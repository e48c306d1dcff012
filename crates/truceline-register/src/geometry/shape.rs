//! A footprint made ready for many comparisons: its vertices as points of space, its edges, and
//! balls around runs of edges so that most of a long boundary is never looked at.
//!
//! Not here: the comparisons ([`super::distance`], [`super::containment`]). A shape keeps nothing
//! that its footprint does not say (`docs/spec/geometry.md` §3).

use super::footprint::{Footprint, Polygon};
use super::geodesic::Spot;
use super::inside::{PoleRelation, pole_relation};
use super::position::{Decimetres, Position};
use super::solid::{Ball, Vector, sag_m};

/// Edges under one ball. Small enough to skip most of a boundary, large enough that comparing the
/// balls of two boundaries of 10,000 vertices stays cheap.
const EDGES_PER_BLOCK: usize = 24;

/// A footprint ready for comparisons: parts, each grown by one reach.
#[derive(Clone)]
pub struct Shape {
    pub(super) parts: Vec<Part>,
    /// Radius of a circle, half-width of a line, in metres.
    pub(super) reach_m: f64,
}

/// One connected piece: a point, a line or a polygon.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) vertices: Vec<Vertex>,
    pub(super) edges: Vec<Edge>,
    pub(super) blocks: Vec<Block>,
    pub(super) ball: Ball,
    /// Index of the first vertex of every ring; empty where there is no inside.
    pub(super) rings: Vec<usize>,
    /// Whether the south pole is the one that lies outside for certain; else the north pole does.
    pub(super) southward: bool,
}

/// A vertex, as told and as a point of space.
#[derive(Clone, Copy)]
pub(super) struct Vertex {
    pub(super) position: Position,
    pub(super) solid: Vector,
}

/// An edge between two vertices of its part; a point is an edge from a vertex to itself.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    /// How far the geodesic may stray from its chord, in metres.
    pub(super) sag_m: f64,
}

/// A run of edges and the ball around them.
#[derive(Clone)]
pub(super) struct Block {
    pub(super) edges: std::ops::Range<usize>,
    pub(super) ball: Ball,
}

impl Vertex {
    fn of(position: Position) -> Self {
        Self {
            position,
            solid: Vector::of(Spot::from(position)),
        }
    }

    pub(super) fn spot(&self) -> Spot {
        Spot::from(self.position)
    }
}

impl Shape {
    /// The shape of a footprint.
    #[must_use]
    pub fn of(footprint: &Footprint) -> Self {
        match footprint {
            Footprint::Circle(circle) => Self {
                parts: vec![Part::path(&[circle.centre])],
                reach_m: metres(circle.radius),
            },
            Footprint::Line(line) => Self {
                parts: vec![Part::path(line.vertices())],
                reach_m: metres(line.half_width()),
            },
            Footprint::Polygons(polygons) => Self {
                parts: polygons.iter().map(Part::polygon).collect(),
                reach_m: 0.0,
            },
        }
    }

    /// Whether the footprint was a list of no polygons, which is nowhere and is treated as
    /// everywhere: never a false "nothing notified".
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.parts.is_empty()
    }
}

impl Part {
    fn path(positions: &[Position]) -> Self {
        let vertices: Vec<Vertex> = positions.iter().copied().map(Vertex::of).collect();
        let edges = if vertices.len() == 1 {
            vec![Edge::between(&vertices, 0, 0)]
        } else {
            (1..vertices.len())
                .map(|to| Edge::between(&vertices, to - 1, to))
                .collect()
        };
        Self::assemble(vertices, edges, Vec::new())
    }

    fn polygon(polygon: &Polygon) -> Self {
        let (mut vertices, mut edges, mut rings) = (Vec::new(), Vec::new(), Vec::new());
        for ring in std::iter::once(polygon.shell()).chain(polygon.holes()) {
            let first = vertices.len();
            rings.push(first);
            vertices.extend(ring.vertices().iter().copied().map(Vertex::of));
            for from in first..vertices.len() {
                let to = if from + 1 < vertices.len() {
                    from + 1
                } else {
                    first
                };
                edges.push(Edge::between(&vertices, from, to));
            }
        }
        Self::assemble(vertices, edges, rings)
    }

    fn assemble(vertices: Vec<Vertex>, edges: Vec<Edge>, rings: Vec<usize>) -> Self {
        let sag = edges.iter().fold(0.0, |sag: f64, e| sag.max(e.sag_m));
        let ball = Ball::around(vertices.iter().map(|v| v.solid), sag);
        let blocks = if edges.len() <= EDGES_PER_BLOCK {
            vec![Block {
                edges: 0..edges.len(),
                ball,
            }]
        } else {
            (0..edges.len())
                .step_by(EDGES_PER_BLOCK)
                .map(|start| Block::of(&vertices, &edges, start))
                .collect()
        };
        let shell_end = rings.get(1).copied().unwrap_or(vertices.len());
        let shell = vertices[..shell_end].iter().map(|v| v.position);
        let southward = !rings.is_empty() && pole_relation(shell) == PoleRelation::North;
        Self {
            vertices,
            edges,
            blocks,
            ball,
            rings,
            southward,
        }
    }

    /// Whether the part has an inside.
    pub(super) fn is_area(&self) -> bool {
        !self.rings.is_empty()
    }

    /// The chord of an edge.
    pub(super) fn chord(&self, edge: Edge) -> (Vector, Vector) {
        (self.vertices[edge.from].solid, self.vertices[edge.to].solid)
    }
}

impl Edge {
    fn between(vertices: &[Vertex], from: usize, to: usize) -> Self {
        let chord_m = vertices[from].solid.chord_m(vertices[to].solid);
        Self {
            from,
            to,
            sag_m: sag_m(chord_m),
        }
    }
}

impl Block {
    fn of(vertices: &[Vertex], edges: &[Edge], start: usize) -> Self {
        let run = start..edges.len().min(start + EDGES_PER_BLOCK);
        let ends = edges[run.clone()]
            .iter()
            .flat_map(|e| [vertices[e.from].solid, vertices[e.to].solid]);
        let sag = edges[run.clone()]
            .iter()
            .fold(0.0, |sag: f64, e| sag.max(e.sag_m));
        Self {
            ball: Ball::around(ends, sag),
            edges: run,
        }
    }
}

/// A length in metres.
pub(super) fn metres(length: Decimetres) -> f64 {
    f64::from(length.get()) / 10.0
}
