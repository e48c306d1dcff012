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
