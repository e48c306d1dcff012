//! Straight lines of longitude and latitude, as GeoJSON and KML draw them, as vertices whose
//! geodesics follow them.
//!
//! Between two vertices the shorter way round the earth is meant, as RFC 7946 leaves no other use
//! for it. Not here: reading those files (the formats'). `docs/spec/geometry.md` §10.

use super::footprint::MAX_VERTICES;
use super::geodesic::{Spot, Track, distance_m, inverse};
use super::inside::turn_e7;
use super::position::{Decimetres, PlaceError, Position};

/// How far geodesics may stray from the straight lines, tried in this order until the vertices
/// suffice; each in metres. What needs more than the last is refused.
const TOLERANCES_M: [f64; 5] = [0.05, 0.2, 1.0, 3.0, 10.0];

/// How far rounding an added vertex to 1e-7 degree can move it, in metres.
const ROUNDING_M: f64 = 0.008;

/// Deepest halving of one edge: 16,384 pieces, more than [`MAX_VERTICES`].
const MAX_DEPTH: u32 = 14;

/// Vertices that follow straight lines, and how closely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Densified {
    /// The given vertices and those added between them.
    pub vertices: Vec<Position>,
    /// No geodesic strays farther than this from the straight lines; to be added to the precision
    /// where it is more than a decimetre.
    pub deviation: Decimetres,
}

/// Vertices along the straight lines between `vertices`, back to the first where `closed`.
///
/// # Errors
/// [`PlaceError::TooManyVertices`] where even 10 m cannot be kept with [`MAX_VERTICES`],
/// [`PlaceError::TooLarge`] where an edge spans half the circle of longitudes or more, so that its
/// way round is not clear.
pub fn densify(vertices: &[Position], closed: bool) -> Result<Densified, PlaceError> {
    if vertices.len() > MAX_VERTICES {
        return Err(PlaceError::TooManyVertices);
    }
    let closing =
        (closed && vertices.len() > 1).then(|| (vertices[vertices.len() - 1], vertices[0]));
    let edges: Vec<(Position, Position)> = vertices
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .chain(closing)
        .collect();
    for (from, to) in &edges {
        let is_clear = from.is_pole()
            || to.is_pole()
            || turn_e7(from.lon_e7(), to.lon_e7()) != -i64::from(Position::MAX_LON_E7);
        if !is_clear {
            return Err(PlaceError::TooLarge);
        }
    }
    for tolerance_m in TOLERANCES_M {
        if let Some(mut followed) = follow(&edges, tolerance_m, closed) {
            if edges.is_empty() {
                followed = vertices.to_vec();
            }
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let deviation = Decimetres::new((tolerance_m * 10.0).ceil() as u32)?;
            return Ok(Densified {
                vertices: followed,
                deviation,
            });
        }
    }
    Err(PlaceError::TooManyVertices)
}

/// The vertices that keep a tolerance, unless they are too many.
fn follow(edges: &[(Position, Position)], tolerance_m: f64, closed: bool) -> Option<Vec<Position>> {
    let mut vertices = Vec::new();
    for (from, to) in edges {
        vertices.push(*from);
        Straight::between(*from, *to).cut(tolerance_m, &mut vertices)?;
    }
    if let (false, Some((_, last))) = (closed, edges.last()) {
        vertices.push(*last);
    }
    (vertices.len() <= MAX_VERTICES).then_some(vertices)
}

/// A straight line of longitude and latitude, both in 1e-7 degree, longitude unrolled.
struct Straight {
    from: (f64, f64),
    to: (f64, f64),
}

impl Straight {
    fn between(from: Position, to: Position) -> Self {
        let (lat, lon) = (f64::from(from.lat_e7()), f64::from(from.lon_e7()));
        // A pole has every longitude: the line to it runs along the other end's meridian.
        if from.is_pole() {
            let lon = f64::from(to.lon_e7());
            return Self {
                from: (lat, lon),
                to: (f64::from(to.lat_e7()), lon),
            };
        }
        let turn = if to.is_pole() {
            0
        } else {
            turn_e7(from.lon_e7(), to.lon_e7())
        };
        Self {
            from: (lat, lon),
            to: (f64::from(to.lat_e7()), lon + turn as f64),
        }
    }

    /// The place at a fraction of the way.
    fn at(&self, fraction: f64) -> (f64, f64) {
        (
            self.from.0 + (self.to.0 - self.from.0) * fraction,
            self.from.1 + (self.to.1 - self.from.1) * fraction,
        )
    }

    /// Appends the vertices needed inside the line; none where they are too many.
    fn cut(&self, tolerance_m: f64, vertices: &mut Vec<Position>) -> Option<()> {
        let mut pieces = vec![(0.0, 1.0, 0_u32)];
        while let Some((start, end, depth)) = pieces.pop() {
            if self.strays_m(start, end) + ROUNDING_M > tolerance_m {
                if depth == MAX_DEPTH {
                    return None;
                }
                let middle = (start + end) / 2.0;
                pieces.push((middle, end, depth + 1));
                pieces.push((start, middle, depth + 1));
            } else if end < 1.0 {
                vertices.push(position(self.at(end))?);
            }
            if vertices.len() > MAX_VERTICES {
                return None;
            }
        }
        Some(())
    }

    /// How far the geodesic between two places of the line strays from it, in metres: measured at
    /// the quarters, with a fifth more for what lies between them.
    fn strays_m(&self, start: f64, end: f64) -> f64 {
        let (from, to) = (spot(self.at(start)), spot(self.at(end)));
        let line = inverse(from, to);
        if line.length_m < 1.0 {
            return 0.0;
        }
        let track = Track::new(from, line.leaving);
        [0.25, 0.5, 0.75]
            .into_iter()
            .map(|fraction| {
                let straight = spot(self.at(start + (end - start) * fraction));
                foot_distance_m(&track, line.length_m, straight)
            })
            .fold(0.0, f64::max)
            * 1.2
    }
}

/// Distance from a spot beside a geodesic to it, near enough for a deviation: two steps to the foot.
fn foot_distance_m(track: &Track, length_m: f64, spot: Spot) -> f64 {
    let mut at_m = length_m / 2.0;
    let mut best_m = f64::INFINITY;
    for _ in 0..4 {
        let (foot, heading) = track.at(at_m);
        let sight = inverse(foot, spot);
        best_m = best_m.min(sight.length_m);
        let step_m = super::geodesic::step_to_foot_m(sight.length_m, heading.along(sight.leaving));
        at_m = (at_m + step_m).clamp(0.0, length_m);
    }
    best_m.min(distance_m(track.at(at_m).0, spot))
}

fn spot((lat_e7, lon_e7): (f64, f64)) -> Spot {
    Spot {
        lat_deg: lat_e7 / 1e7,
        lon_deg: lon_e7 / 1e7,
    }
}

/// The nearest position to a place with unrolled longitude.
#[allow(clippy::cast_possible_truncation)]
fn position((lat_e7, lon_e7): (f64, f64)) -> Option<Position> {
    let half = i64::from(Position::MAX_LON_E7);
    let lon_e7 = (lon_e7.round() as i64 + half).rem_euclid(2 * half) - half;
    Position::from_e7(lat_e7.round() as i32, lon_e7 as i32).ok()
}

#[cfg(test)]
mod tests;
