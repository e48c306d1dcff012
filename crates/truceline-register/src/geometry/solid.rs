//! Points of the ellipsoid as points of space: straight chords bound geodesics from below, quickly.
//!
//! Not here: any answer. A chord only says which edges need a geodesic
//! (`docs/spec/geometry.md` §3).

use super::geodesic::{ECCENTRICITY_SQUARED, EQUATORIAL_RADIUS_M, LEAST_CURVATURE_RADIUS_M, Spot};

/// A point or a vector of space in metres, earth-centred. No `Debug`: positions are secrets.
#[derive(Clone, Copy)]
pub(super) struct Vector {
    /// Towards latitude 0, longitude 0.
    pub(super) x: f64,
    /// Towards latitude 0, longitude 90 degrees east.
    pub(super) y: f64,
    /// Towards the north pole.
    pub(super) z: f64,
}

impl Vector {
    /// The place of a point of the ellipsoid.
    #[must_use]
    pub(super) fn of(spot: Spot) -> Self {
        let (sin_lat, cos_lat) = spot.lat_deg.to_radians().sin_cos();
        let (sin_lon, cos_lon) = spot.lon_deg.to_radians().sin_cos();
        let normal = EQUATORIAL_RADIUS_M / (1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat).sqrt();
        Self {
            x: normal * cos_lat * cos_lon,
            y: normal * cos_lat * sin_lon,
            z: normal * (1.0 - ECCENTRICITY_SQUARED) * sin_lat,
        }
    }

    /// `self + other * factor`.
    #[must_use]
    pub(super) fn plus(self, other: Self, factor: f64) -> Self {
        Self {
            x: self.x + other.x * factor,
            y: self.y + other.y * factor,
            z: self.z + other.z * factor,
        }
    }

    /// The vector from `other` to `self`.
    #[must_use]
    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other, -1.0)
    }

    /// Scalar product.
    #[must_use]
    pub(super) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// Vector product.
    #[must_use]
    pub(super) fn cross(self, other: Self) -> Self {
        Self {
            x: self.y * other.z - self.z * other.y,
            y: self.z * other.x - self.x * other.z,
            z: self.x * other.y - self.y * other.x,
        }
    }

    /// Length.
    #[must_use]
    pub(super) fn norm(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// Straight distance through the earth.
    #[must_use]
    pub(super) fn chord_m(self, other: Self) -> f64 {
        self.minus(other).norm()
    }
}

/// How far a geodesic can stray from its chord at most, in metres: no bend of the ellipsoid is
/// sharper than its least radius of curvature; a thousandth and a millimetre are added.
#[must_use]
pub(super) fn sag_m(chord_m: f64) -> f64 {
    let arc_m = arc_at_most_m(chord_m);
    arc_m * arc_m / (8.0 * LEAST_CURVATURE_RADIUS_M) * 1.001 + 0.001
}

/// The longest a geodesic can be over a chord, in metres.
#[must_use]
pub(super) fn arc_at_most_m(chord_m: f64) -> f64 {
    let half_angle_sin = (chord_m / (2.0 * LEAST_CURVATURE_RADIUS_M)).min(1.0);
    2.0 * LEAST_CURVATURE_RADIUS_M * half_angle_sin.asin() * 1.001 + 0.001
}

/// A ball that holds a set of points and, on the surface, everything the set encloses.
#[derive(Clone, Copy)]
pub(super) struct Ball {
    /// Its middle.
    pub(super) centre: Vector,
    /// Its radius in metres.
    pub(super) radius_m: f64,
}

impl Ball {
    /// A ball around points, their geodesics (straying at most `sag_m`) and what they enclose.
    ///
    /// On a sphere a ball cuts out a cap, and a cap under a hemisphere is convex, so that it holds
    /// the edges and the inside of whatever has its vertices in it; half a hundredth is added for
    /// the ellipsoid.
    #[must_use]
    pub(super) fn around(points: impl Iterator<Item = Vector> + Clone, sag_m: f64) -> Self {
        let far = f64::INFINITY;
        let mut low = Vector {
            x: far,
            y: far,
            z: far,
        };
        let mut high = Vector {
            x: -far,
            y: -far,
            z: -far,
        };
        for point in points.clone() {
            low.x = low.x.min(point.x);
            low.y = low.y.min(point.y);
            low.z = low.z.min(point.z);
            high.x = high.x.max(point.x);
            high.y = high.y.max(point.y);
            high.z = high.z.max(point.z);
        }
        let centre = low.plus(high.minus(low), 0.5);
        let radius_m = points.fold(0.0, |radius: f64, point| radius.max(point.chord_m(centre)));
        Self {
            centre,
            radius_m: if radius_m == 0.0 {
                0.0
            } else {
                radius_m * 1.005 + sag_m + 1.0
            },
        }
    }

    /// No two points of two balls are nearer than this, in metres.
    #[must_use]
    pub(super) fn gap_m(self, other: Self) -> f64 {
        (self.centre.chord_m(other.centre) - self.radius_m - other.radius_m).max(0.0)
    }
}

/// Straight distance between two chords in metres (C. Ericson, *Real-Time Collision Detection*,
/// 2005, §5.1.9).
#[must_use]
pub(super) fn chord_gap_m(one: (Vector, Vector), other: (Vector, Vector)) -> f64 {
    let d1 = one.1.minus(one.0);
    let d2 = other.1.minus(other.0);
    let r = one.0.minus(other.0);
    let (a, e, f) = (d1.dot(d1), d2.dot(d2), d2.dot(r));
    let (s, t) = if a == 0.0 && e == 0.0 {
        (0.0, 0.0)
    } else if a == 0.0 {
        (0.0, (f / e).clamp(0.0, 1.0))
    } else {
        let c = d1.dot(r);
        if e == 0.0 {
            ((-c / a).clamp(0.0, 1.0), 0.0)
        } else {
            let b = d1.dot(d2);
            let denominator = a * e - b * b;
            let s = if denominator > 0.0 {
                ((b * f - c * e) / denominator).clamp(0.0, 1.0)
            } else {
                0.0
            };
            let t = (b * s + f) / e;
            if t < 0.0 {
                ((-c / a).clamp(0.0, 1.0), 0.0)
            } else if t > 1.0 {
                (((b - c) / a).clamp(0.0, 1.0), 1.0)
            } else {
                (s, t)
            }
        }
    };
    one.0.plus(d1, s).chord_m(other.0.plus(d2, t))
}
