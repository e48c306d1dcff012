//! How far a box of latitude and longitude, or a grid square, reaches from its middle: always
//! rounded up, so that the circle holds the box.

use truceline_register::geometry::position::Decimetres;

/// Semi-major axis of WGS 84 in metres.
const A: f64 = 6_378_137.0;
/// Flattening of WGS 84.
const F: f64 = 1.0 / 298.257_223_563;
/// A degree of latitude is nowhere longer than at the poles (in metres, rounded up).
const METRES_PER_DEGREE_LAT: f64 = 111_694.0;
/// Storing a position in units of 1e-7 degree moves it by less than this, in metres.
const STORAGE_M: f64 = 0.01;
/// Least scale of a UTM zone, at its central meridian: a grid metre is at most 1 / this on the ground.
const LEAST_SCALE: f64 = 0.9996;

/// Radius of a box that reaches `half_lat` and `half_lon` degrees each way from its middle at
/// latitude `lat` (degrees).
///
/// On an ellipsoid no way inside the box is longer than the diagonal of a flat one as high as the
/// longest degree of latitude and as wide as the box at its edge nearest the equator.
#[must_use]
pub fn of_box(lat: f64, half_lat: f64, half_lon: f64) -> Decimetres {
    let widest = (lat.abs() - half_lat).max(0.0).to_radians();
    let e2 = F * (2.0 - F);
    let normal = A / (1.0 - e2 * widest.sin().powi(2)).sqrt();
    let dy = half_lat * METRES_PER_DEGREE_LAT;
    let dx = half_lon.to_radians() * normal * widest.cos();
    of_metres(dx.hypot(dy))
}

/// Radius of a grid square with sides of `side_m` grid metres around its middle.
#[must_use]
pub fn of_square(side_m: f64) -> Decimetres {
    of_metres(side_m * std::f64::consts::FRAC_1_SQRT_2 / LEAST_SCALE)
}

/// Metres to decimetres, upwards, with the storage rounding added, held at the largest length.
#[must_use]
pub fn of_metres(metres: f64) -> Decimetres {
    let decimetres = ((metres + STORAGE_M) * 10.0 * (1.0 + 1e-9)).ceil();
    if decimetres.is_finite() && decimetres < f64::from(Decimetres::MAX.get()) {
        // In range by the comparison; a negative number cannot arise from lengths.
        Decimetres::new(decimetres.max(0.0) as u32).unwrap_or(Decimetres::MAX)
    } else {
        Decimetres::MAX
    }
}
