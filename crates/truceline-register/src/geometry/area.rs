//! The least area that a footprint certainly has, for floors under checks.
//!
//! Rounded down: parts that may overlap are not counted twice. `docs/spec/geometry.md` §8.

use super::bounds::{GeoBox, bounds};
use super::footprint::{Circle, Footprint, Line, Polygon, Ring};
use super::geodesic::{POLAR_RADIUS_M, Spot, distance_m, ring_area_m2};
use super::position::Decimetres;
use super::shape::metres;
use std::f64::consts::PI;

/// A part in a million and a square metre, more than the error of the computation.
const CERTAIN: f64 = 1.0 - 1e-6;
const CERTAIN_M2: f64 = 1.0;

/// Area in whole square metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SquareMetres(u64);

impl SquareMetres {
    /// An area in square metres.
    #[must_use]
    pub const fn new(square_metres: u64) -> Self {
        Self(square_metres)
    }

    /// The number of square metres.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn at_least(area_m2: f64) -> Self {
        // The whole earth has 5.1e14 of them, and a negative figure becomes none.
        Self((area_m2 * CERTAIN - CERTAIN_M2).max(0.0).floor() as u64)
    }
}

/// Square metres that a footprint certainly covers. Of polygons only those count whose boxes do not
/// meet the box of a larger one already counted. A line counts as the straight strip between its
/// first vertex and the one farthest from it: a route that folds back on itself covers no more.
#[must_use]
pub fn least_area(footprint: &Footprint) -> SquareMetres {
    SquareMetres::at_least(match footprint {
        Footprint::Circle(circle) => circle_m2(circle),
        Footprint::Line(line) => line_m2(line),
        Footprint::Polygons(polygons) => polygons_m2(polygons),
    })
}

/// Nowhere is the ellipsoid more curved than at the equator, and more curvature leaves less area in
/// a circle.
fn circle_m2(circle: &Circle) -> f64 {
    let half_angle = metres(circle.radius) / (2.0 * POLAR_RADIUS_M);
    4.0 * PI * POLAR_RADIUS_M * POLAR_RADIUS_M * half_angle.sin().powi(2)
}

/// Every place between the ends of the strip, measured along it, has the width of the line across
/// it somewhere; on the curved surface that shrinks with the cosine of how far aside it may be.
fn line_m2(line: &Line) -> f64 {
    let half_width_m = metres(line.half_width());
    let first = Spot::from(line.vertices()[0]);
    let length_m = line
        .vertices()
        .iter()
        .map(|v| distance_m(first, (*v).into()))
        .fold(0.0, f64::max);
    let aside = (length_m + half_width_m) / POLAR_RADIUS_M;
    let plane_m2 = 2.0 * half_width_m * length_m + PI * half_width_m * half_width_m;
    plane_m2 * aside.cos().max(0.0)
}

fn polygons_m2(polygons: &[Polygon]) -> f64 {
    let mut areas: Vec<(f64, &Polygon)> = polygons.iter().map(|p| (polygon_m2(p), p)).collect();
    areas.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut counted: Vec<GeoBox> = Vec::new();
    let mut sum_m2 = 0.0;
    for (area_m2, polygon) in areas {
        let boxes = bounds(
            &Footprint::Polygons(vec![polygon.clone()]),
            Decimetres::ZERO,
        );
        if boxes.iter().all(|b| counted.iter().all(|c| !b.meets(*c))) {
            sum_m2 += area_m2;
            counted.extend(boxes);
        }
    }
    sum_m2
}

fn polygon_m2(polygon: &Polygon) -> f64 {
    let ring_m2 = |ring: &Ring| ring_area_m2(ring.vertices().iter().map(|v| Spot::from(*v)));
    ring_m2(polygon.shell()) - polygon.holes().iter().map(ring_m2).sum::<f64>()
}

#[cfg(test)]
mod tests;
