//! Boxes in latitude and longitude that hold a footprint grown by a distance, rounded outward.
//!
//! They only narrow a search: everything inside the footprint's reach is inside a box, much else
//! may be too. `docs/spec/geometry.md` §6.

use super::footprint::{Footprint, Ring};
use super::geodesic::{
    ECCENTRICITY_SQUARED, EQUATORIAL_RADIUS_M, Inverse, LEAST_CURVATURE_RADIUS_M, Spot, inverse,
};
use super::inside::{PoleRelation, meets_pole, pole_relation, turn_e7};
use super::position::{Decimetres, Position};
use super::shape::metres;
use std::fmt;

/// Most boxes of one footprint; beyond it they are joined to one around them all, because an
/// index gains nothing from more.
pub const MAX_BOXES: usize = 64;

/// What every side is moved outward by, in 1e-7 degree: rounding, and a box that ends on the
/// antimeridian so meets one that begins there.
const OUTWARD_E7: f64 = 2.0;

const QUARTER_E7: i64 = Position::MAX_LAT_E7 as i64;
const HALF_E7: i64 = Position::MAX_LON_E7 as i64;
const FULL_E7: i64 = 2 * HALF_E7;

/// A closed box in units of 1e-7 degree; west is never east of east, so what lies across the
/// antimeridian takes two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GeoBox {
    south_e7: i32,
    west_e7: i32,
    north_e7: i32,
    east_e7: i32,
}

impl GeoBox {
    /// The whole earth.
    pub const EVERYWHERE: Self = Self {
        south_e7: -Position::MAX_LAT_E7,
        west_e7: -Position::MAX_LON_E7,
        north_e7: Position::MAX_LAT_E7,
        east_e7: Position::MAX_LON_E7,
    };

    /// Southern edge.
    #[must_use]
    pub const fn south_e7(self) -> i32 {
        self.south_e7
    }

    /// Western edge.
    #[must_use]
    pub const fn west_e7(self) -> i32 {
        self.west_e7
    }

    /// Northern edge.
    #[must_use]
    pub const fn north_e7(self) -> i32 {
        self.north_e7
    }

    /// Eastern edge.
    #[must_use]
    pub const fn east_e7(self) -> i32 {
        self.east_e7
    }

    /// Whether two boxes share a point.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.south_e7 <= other.north_e7
            && other.south_e7 <= self.north_e7
            && self.west_e7 <= other.east_e7
            && other.west_e7 <= self.east_e7
    }

    /// What two boxes share.
    #[must_use]
    pub fn shared(self, other: Self) -> Option<Self> {
        self.meets(other).then(|| Self {
            south_e7: self.south_e7.max(other.south_e7),
            west_e7: self.west_e7.max(other.west_e7),
            north_e7: self.north_e7.min(other.north_e7),
            east_e7: self.east_e7.min(other.east_e7),
        })
    }

    /// Whether a position lies inside; longitude 180 lies also where -180 does.
    #[must_use]
    pub fn holds(self, position: Position) -> bool {
        let lon_e7 = position.lon_e7();
        let spans = |lon_e7: i32| self.west_e7 <= lon_e7 && lon_e7 <= self.east_e7;
        self.south_e7 <= position.lat_e7()
            && position.lat_e7() <= self.north_e7
            && (spans(lon_e7) || lon_e7 == Position::MAX_LON_E7 && spans(-lon_e7))
    }

    /// The box around two.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            south_e7: self.south_e7.min(other.south_e7),
            west_e7: self.west_e7.min(other.west_e7),
            north_e7: self.north_e7.max(other.north_e7),
            east_e7: self.east_e7.max(other.east_e7),
        }
    }
}

#[cfg(test)]
impl GeoBox {
    /// South and north, west and east.
    pub(crate) const fn of_sides(lat_e7: [i32; 2], lon_e7: [i32; 2]) -> Self {
        Self {
            south_e7: lat_e7[0],
            west_e7: lon_e7[0],
            north_e7: lat_e7[1],
            east_e7: lon_e7[1],
        }
    }
}

impl fmt::Debug for GeoBox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Boxes that hold everything within `grow` of a footprint: one for a circle, a line or a polygon,
/// two where it lies across the antimeridian, at most [`MAX_BOXES`]. A footprint that reaches a pole
/// has a box of all longitudes.
#[must_use]
pub fn bounds(footprint: &Footprint, grow: Decimetres) -> Vec<GeoBox> {
    let grow_m = metres(grow);
    let boxes: Vec<GeoBox> = match footprint {
        Footprint::Circle(circle) => Extent::at(circle.centre)
            .grown(grow_m + metres(circle.radius))
            .boxes(),
        Footprint::Line(line) => Extent::of_path(line.vertices())
            .grown(grow_m + metres(line.half_width()))
            .boxes(),
        Footprint::Polygons(polygons) => polygons
            .iter()
            .flat_map(|p| Extent::of_shell(p.shell()).grown(grow_m).boxes())
            .collect(),
    };
    if boxes.len() <= MAX_BOXES && !boxes.is_empty() {
        return boxes;
    }
    let hull = boxes.into_iter().reduce(GeoBox::hull);
    vec![hull.unwrap_or(GeoBox::EVERYWHERE)]
}

/// A range of latitude and one of longitude, the latter unrolled: it may pass the antimeridian and,
/// where it is a full turn or more, is all longitudes. In 1e-7 degree.
#[derive(Clone, Copy)]
struct Extent {
    south_e7: f64,
    north_e7: f64,
    west_e7: i64,
    east_e7: i64,
    /// Where the unrolled longitude stands at the last vertex.
    last_e7: i64,
}

impl Extent {
    fn at(position: Position) -> Self {
        let lon_e7 = i64::from(position.lon_e7());
        let mut extent = Self {
            south_e7: f64::from(position.lat_e7()),
            north_e7: f64::from(position.lat_e7()),
            west_e7: lon_e7,
            east_e7: lon_e7,
            last_e7: lon_e7,
        };
        if position.is_pole() {
            extent.all_round();
        }
        extent
    }

    fn of_path(vertices: &[Position]) -> Self {
        let mut extent = Self::at(vertices[0]);
        for pair in vertices.windows(2) {
            extent.follow(pair[0], pair[1]);
        }
        extent
    }

    fn of_shell(shell: &Ring) -> Self {
        let vertices = shell.vertices();
        let mut extent = Self::of_path(vertices);
        extent.follow(vertices[vertices.len() - 1], vertices[0]);
        match pole_relation(vertices.iter().copied()) {
            PoleRelation::Clear => {}
            PoleRelation::North => {
                extent.north_e7 = QUARTER_E7 as f64;
                extent.all_round();
            }
            PoleRelation::South => {
                extent.south_e7 = -QUARTER_E7 as f64;
                extent.all_round();
            }
        }
        extent
    }

    fn all_round(&mut self) {
        self.east_e7 = self.west_e7 + FULL_E7;
    }

    /// Takes in the geodesic from one vertex to the next.
    fn follow(&mut self, from: Position, to: Position) {
        self.reach(f64::from(to.lat_e7()));
        if meets_pole(from, to) {
            // Along meridians through a pole, or to one: which longitudes does not matter then.
            let pole_e7 = if i64::from(from.lat_e7()) + i64::from(to.lat_e7()) >= 0 {
                QUARTER_E7
            } else {
                -QUARTER_E7
            };
            self.reach(pole_e7 as f64);
            self.all_round();
            return;
        }
        let turn = turn_e7(from.lon_e7(), to.lon_e7());
        self.last_e7 += turn;
        self.west_e7 = self.west_e7.min(self.last_e7);
        self.east_e7 = self.east_e7.max(self.last_e7);
        if turn != 0 {
            let line = inverse(from.into(), to.into());
            if let Some(lat_e7) = turning_latitude_e7(from.into(), line) {
                self.reach(lat_e7);
            }
        }
    }

    fn reach(&mut self, lat_e7: f64) {
        self.south_e7 = self.south_e7.min(lat_e7);
        self.north_e7 = self.north_e7.max(lat_e7);
    }

    /// The extent of everything within `grow_m` metres.
    ///
    /// A degree of latitude is nowhere shorter than on the sharpest part of a meridian. A meridian
    /// half-plane that is turned away by an angle (below a quarter turn) is nowhere nearer than the
    /// sine of it times the distance to the axis, and no geodesic is shorter than a straight line.
    fn grown(mut self, grow_m: f64) -> Self {
        let lat_e7 = (grow_m / LEAST_CURVATURE_RADIUS_M).to_degrees() * 1e7 + OUTWARD_E7;
        let furthest_e7 = self.north_e7.max(-self.south_e7);
        let sin = (grow_m / axis_distance_m(furthest_e7)).min(1.0);
        self.north_e7 += lat_e7;
        self.south_e7 -= lat_e7;
        let reaches_pole =
            self.north_e7 >= QUARTER_E7 as f64 || self.south_e7 <= -QUARTER_E7 as f64;
        if reaches_pole || sin >= 1.0 {
            self.all_round();
        } else {
            #[allow(clippy::cast_possible_truncation)]
            let lon_e7 = (sin.asin().to_degrees() * 1e7 + OUTWARD_E7).ceil() as i64;
            self.west_e7 -= lon_e7;
            self.east_e7 += lon_e7;
        }
        self
    }

    fn boxes(self) -> Vec<GeoBox> {
        let full = self.east_e7 - self.west_e7 >= FULL_E7;
        // Bring the western edge to -180 up to below 180.
        let west_e7 = (self.west_e7 + HALF_E7).rem_euclid(FULL_E7) - HALF_E7;
        let east_e7 = west_e7 + (self.east_e7 - self.west_e7);
        if full {
            vec![self.between(-HALF_E7, HALF_E7)]
        } else if east_e7 >= HALF_E7 {
            vec![
                self.between(west_e7, HALF_E7),
                self.between(-HALF_E7, east_e7 - FULL_E7),
            ]
        } else if west_e7 == -HALF_E7 {
            // Begins on the antimeridian, whose other number is 180.
            vec![
                self.between(west_e7, east_e7),
                self.between(HALF_E7, HALF_E7),
            ]
        } else {
            vec![self.between(west_e7, east_e7)]
        }
    }

    #[allow(clippy::cast_possible_truncation)]
    fn between(self, west_e7: i64, east_e7: i64) -> GeoBox {
        let quarter_e7 = QUARTER_E7 as f64;
        // All four are within ±180 degrees by now, which is within i32.
        GeoBox {
            south_e7: self.south_e7.floor().clamp(-quarter_e7, quarter_e7) as i32,
            west_e7: west_e7 as i32,
            north_e7: self.north_e7.ceil().clamp(-quarter_e7, quarter_e7) as i32,
            east_e7: east_e7 as i32,
        }
    }
}

/// Distance of a latitude's parallel from the axis in metres.
fn axis_distance_m(lat_e7: f64) -> f64 {
    let (sin, cos) = (lat_e7 / 1e7).to_radians().sin_cos();
    EQUATORIAL_RADIUS_M * cos.max(0.0) / (1.0 - ECCENTRICITY_SQUARED * sin * sin).sqrt()
}

/// The latitude in 1e-7 degree at which a geodesic turns back between its ends, if it does: on the
/// auxiliary sphere the cosine of the reduced latitude there is the (constant) product of the
/// sine of the heading and the cosine of the reduced latitude.
fn turning_latitude_e7(from: Spot, line: Inverse) -> Option<f64> {
    let northward = line.leaving.cos > 0.0 && line.arriving.cos < 0.0;
    let southward = line.leaving.cos < 0.0 && line.arriving.cos > 0.0;
    if !northward && !southward {
        return None;
    }
    let squash = (1.0 - ECCENTRICITY_SQUARED).sqrt();
    let reduced = (squash * from.lat_deg.to_radians().tan()).atan();
    let cos_reduced = (line.leaving.sin * reduced.cos()).abs().min(1.0);
    let top_e7 = (cos_reduced.acos().tan() / squash).atan().to_degrees() * 1e7 + 1.0;
    Some(if northward { top_e7 } else { -top_e7 })
}

#[cfg(test)]
mod tests;
