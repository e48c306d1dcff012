//! Geodesics of WGS 84: the inverse problem, the direct problem and a line to walk along.
//!
//! A thin wrapper over a port of Karney's routines (C. F. F. Karney, *Algorithms for geodesics*,
//! J. Geodesy 87, 2013), good to some nanometres at any distance. Degrees and metres as floats:
//! nothing outside [`crate::geometry`] sees them.
//!
//! Not here: footprints, thresholds, rounding (`docs/spec/geometry.md` §2).

use super::position::Position;
use geographiclib_rs::{Geodesic, GeodesicLine, PolygonArea, Winding, capability};
use std::fmt;

/// Equatorial radius of WGS 84 in metres.
pub const EQUATORIAL_RADIUS_M: f64 = 6_378_137.0;
/// Polar radius of WGS 84 in metres; its square is also the least product of the two principal
/// radii of curvature (at the equator).
pub const POLAR_RADIUS_M: f64 = 6_356_752.314_245;
/// Smallest radius of curvature of the ellipsoid (of the meridian, at the equator) in metres.
pub const LEAST_CURVATURE_RADIUS_M: f64 = 6_335_439.327;
/// First eccentricity squared of WGS 84.
pub const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_316_5;
/// Radius of the sphere that stands in for the ellipsoid where an iteration only needs a step.
const STEP_RADIUS_M: f64 = 6_371_000.0;

/// A point of the ellipsoid in degrees.
#[derive(Clone, Copy)]
pub struct Spot {
    /// Geodetic latitude.
    pub lat_deg: f64,
    /// Longitude.
    pub lon_deg: f64,
}

impl fmt::Debug for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<Position> for Spot {
    fn from(position: Position) -> Self {
        Self {
            lat_deg: f64::from(position.lat_e7()) / 1e7,
            lon_deg: f64::from(position.lon_e7()) / 1e7,
        }
    }
}

/// A direction at a point as the sine and cosine of its azimuth, clockwise from north.
#[derive(Clone, Copy)]
pub struct Heading {
    /// East part.
    pub sin: f64,
    /// North part.
    pub cos: f64,
}

impl Heading {
    /// The heading of an azimuth in degrees.
    #[must_use]
    pub fn of_degrees(azimuth_deg: f64) -> Self {
        let (sin, cos) = azimuth_deg.to_radians().sin_cos();
        Self { sin, cos }
    }

    /// The opposite direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            sin: -self.sin,
            cos: -self.cos,
        }
    }

    /// Cosine of the angle between two headings at one point.
    #[must_use]
    pub fn along(self, other: Self) -> f64 {
        self.sin * other.sin + self.cos * other.cos
    }

    /// Sine of the angle from `self` to `other`: positive where `other` points to the right.
    #[must_use]
    pub fn right_of(self, other: Self) -> f64 {
        other.sin * self.cos - other.cos * self.sin
    }
}

/// The shortest line between two points.
#[derive(Clone, Copy)]
pub struct Inverse {
    /// Its length in metres.
    pub length_m: f64,
    /// Its heading where it leaves the first point.
    pub leaving: Heading,
    /// Its heading, onward, where it reaches the second point.
    pub arriving: Heading,
}

/// The shortest line from `from` to `to`. Between points closer than about a nanometre the
/// headings mean nothing.
#[must_use]
pub fn inverse(from: Spot, to: Spot) -> Inverse {
    const WANTED: u64 = capability::DISTANCE | capability::AZIMUTH;
    let (_, length_m, sin1, cos1, sin2, cos2, ..) =
        Geodesic::wgs84()._gen_inverse(from.lat_deg, from.lon_deg, to.lat_deg, to.lon_deg, WANTED);
    Inverse {
        length_m,
        leaving: Heading {
            sin: sin1,
            cos: cos1,
        },
        arriving: Heading {
            sin: sin2,
            cos: cos2,
        },
    }
}

/// Length of the shortest line between two points in metres.
#[must_use]
pub fn distance_m(from: Spot, to: Spot) -> f64 {
    let (_, length_m, ..) = Geodesic::wgs84()._gen_inverse(
        from.lat_deg,
        from.lon_deg,
        to.lat_deg,
        to.lon_deg,
        capability::DISTANCE,
    );
    length_m
}

/// Where one arrives after `length_m` metres from `from` at `azimuth_deg`, and the azimuth there.
#[must_use]
pub fn direct(from: Spot, azimuth_deg: f64, length_m: f64) -> (Spot, f64) {
    const WANTED: u64 = capability::LATITUDE | capability::LONGITUDE | capability::AZIMUTH;
    let (_, lat_deg, lon_deg, azimuth_deg, ..) = Geodesic::wgs84()._gen_direct(
        from.lat_deg,
        from.lon_deg,
        azimuth_deg,
        false,
        length_m,
        WANTED,
    );
    (Spot { lat_deg, lon_deg }, azimuth_deg)
}

/// A geodesic from a point at a heading, made once and walked along many times.
pub struct Track(GeodesicLine);

impl Track {
    const WANTED: u64 = capability::LATITUDE
        | capability::LONGITUDE
        | capability::AZIMUTH
        | capability::DISTANCE_IN;

    /// The geodesic that leaves `from` at `leaving`.
    #[must_use]
    pub fn new(from: Spot, leaving: Heading) -> Self {
        Self(GeodesicLine::new(
            &Geodesic::wgs84(),
            from.lat_deg,
            from.lon_deg,
            leaving.sin.atan2(leaving.cos).to_degrees(),
            Some(Self::WANTED),
            Some(leaving.sin),
            Some(leaving.cos),
        ))
    }

    /// The point `length_m` metres on, and the heading there.
    #[must_use]
    pub fn at(&self, length_m: f64) -> (Spot, Heading) {
        let (_, lat_deg, lon_deg, azimuth_deg, ..) =
            self.0._gen_position(false, length_m, Self::WANTED);
        (Spot { lat_deg, lon_deg }, Heading::of_degrees(azimuth_deg))
    }
}

/// How far along a line, seen from one of its points, the foot of the perpendicular from another
/// point lies: the leg of a right triangle on the sphere, exact enough to be a step of an iteration.
///
/// `distance_m` is that to the other point, `cosine` the cosine of the angle between the line and
/// the way there.
#[must_use]
pub fn step_to_foot_m(distance_m: f64, cosine: f64) -> f64 {
    let (sin, cos) = (distance_m / STEP_RADIUS_M).sin_cos();
    STEP_RADIUS_M * (sin * cosine).atan2(cos)
}

/// Area in square metres inside a closed ring of geodesic edges, on its smaller side.
#[must_use]
pub fn ring_area_m2(ring: impl Iterator<Item = Spot>) -> f64 {
    let ellipsoid = Geodesic::wgs84();
    let mut area = PolygonArea::new(&ellipsoid, Winding::CounterClockwise);
    for spot in ring {
        area.add_point(spot.lat_deg, spot.lon_deg);
    }
    let (_, signed_m2, _) = area.compute(true);
    signed_m2.abs()
}

#[cfg(test)]
mod tests;
