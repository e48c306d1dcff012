//! A rough distance between two positions, for warnings only ("these two rows are 3 m apart",
//! "the name lies 40 km from the coordinates"). Spherical: wrong by up to 0.6 %.
//!
//! Nothing of the register may rest on it: overlap is decided by geodesics, elsewhere.

use truceline_register::geometry::position::Position;

/// Mean radius of the Earth in metres.
const RADIUS_M: f64 = 6_371_008.8;

/// Distance in whole metres, rounded to the nearest.
#[must_use]
pub fn metres(one: Position, other: Position) -> u32 {
    let radians = |e7: i32| (f64::from(e7) / 1e7).to_radians();
    let (lat1, lat2) = (radians(one.lat_e7()), radians(other.lat_e7()));
    let dlat = lat2 - lat1;
    let dlon = radians(other.lon_e7()) - radians(one.lon_e7());
    let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    (2.0 * RADIUS_M * h.clamp(0.0, 1.0).sqrt().asin()).round() as u32
}

/// How much longitude is about as wide on the ground as `side_e7` of latitude is high; at least 1.
#[must_use]
pub fn width_e7(side_e7: i64, lat_e7: i64) -> i64 {
    // Whole degrees are fine enough to size a cell by; polar cells are held at 85 degrees.
    let degrees = (lat_e7 / 10_000_000).abs().min(85);
    let cosine = (degrees as f64).to_radians().cos();
    ((side_e7 as f64 / cosine).round() as i64).max(1)
}
