//! The transverse Mercator projection of UTM: Krüger's series in the third flattening to the
//! sixth order (C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers",
//! J. Geodesy 85, 2011, eqs. 7 to 36). Within a UTM zone its error is far below a micrometre.
//!
//! Zones and false origins are [`super::utm`]'s, letters and squares [`super::mgrs`]'s.

/// Semi-major axis of WGS 84 in metres.
const A: f64 = 6_378_137.0;
/// Flattening of WGS 84.
const F: f64 = 1.0 / 298.257_223_563;
/// Third flattening.
const N: f64 = F / (2.0 - F);
/// Scale at the central meridian.
const K0: f64 = 0.9996;

const N2: f64 = N * N;
const N3: f64 = N2 * N;
const N4: f64 = N3 * N;
const N5: f64 = N4 * N;
const N6: f64 = N5 * N;

/// Radius of the rectifying sphere in metres.
const RECTIFYING: f64 = A / (1.0 + N) * (1.0 + N2 / 4.0 + N4 / 64.0 + N6 / 256.0);

/// From the conformal sphere to the grid.
const FORWARD: [f64; 6] = [
    N / 2.0 - 2.0 / 3.0 * N2 + 5.0 / 16.0 * N3 + 41.0 / 180.0 * N4 - 127.0 / 288.0 * N5
        + 7_891.0 / 37_800.0 * N6,
    13.0 / 48.0 * N2 - 3.0 / 5.0 * N3 + 557.0 / 1_440.0 * N4 + 281.0 / 630.0 * N5
        - 1_983_433.0 / 1_935_360.0 * N6,
    61.0 / 240.0 * N3 - 103.0 / 140.0 * N4 + 15_061.0 / 26_880.0 * N5 + 167_603.0 / 181_440.0 * N6,
    49_561.0 / 161_280.0 * N4 - 179.0 / 168.0 * N5 + 6_601_661.0 / 7_257_600.0 * N6,
    34_729.0 / 80_640.0 * N5 - 3_418_889.0 / 1_995_840.0 * N6,
    212_378_941.0 / 319_334_400.0 * N6,
];

/// From the grid to the conformal sphere.
const REVERSE: [f64; 6] = [
    N / 2.0 - 2.0 / 3.0 * N2 + 37.0 / 96.0 * N3 - 1.0 / 360.0 * N4 - 81.0 / 512.0 * N5
        + 96_199.0 / 604_800.0 * N6,
    1.0 / 48.0 * N2 + 1.0 / 15.0 * N3 - 437.0 / 1_440.0 * N4 + 46.0 / 105.0 * N5
        - 1_118_711.0 / 3_870_720.0 * N6,
    17.0 / 480.0 * N3 - 37.0 / 840.0 * N4 - 209.0 / 4_480.0 * N5 + 5_569.0 / 90_720.0 * N6,
    4_397.0 / 161_280.0 * N4 - 11.0 / 504.0 * N5 - 830_251.0 / 7_257_600.0 * N6,
    4_583.0 / 161_280.0 * N5 - 108_847.0 / 3_991_680.0 * N6,
    20_648_693.0 / 638_668_800.0 * N6,
];

/// Metres east of the central meridian and north of the equator, scale applied, no false origin.
#[derive(Clone, Copy, PartialEq)]
pub struct Plane {
    /// East of the central meridian.
    pub east_m: f64,
    /// North of the equator.
    pub north_m: f64,
}

/// First eccentricity.
fn eccentricity() -> f64 {
    (F * (2.0 - F)).sqrt()
}

/// Tangent of the conformal latitude from the tangent of the latitude.
fn conformal(tau: f64) -> f64 {
    let e = eccentricity();
    let root = tau.hypot(1.0);
    let sigma = (e * (e * tau / root).atanh()).sinh();
    tau * sigma.hypot(1.0) - sigma * root
}

/// The inverse of [`conformal`] by Newton's method; three rounds reach the last bit.
fn geographic(tau_conformal: f64) -> f64 {
    let e2 = F * (2.0 - F);
    let mut tau = tau_conformal / (1.0 - e2);
    for _ in 0..6 {
        let trial = conformal(tau);
        let step = (tau_conformal - trial) / trial.hypot(1.0) * (1.0 + (1.0 - e2) * tau * tau)
            / ((1.0 - e2) * tau.hypot(1.0));
        tau += step;
        if step.abs() <= 1e-15 * tau.abs().max(1.0) {
            break;
        }
    }
    tau
}

/// Projects a latitude and a longitude counted from the central meridian (both in degrees,
/// longitude within 60 degrees of the meridian, latitude not a pole).
#[must_use]
pub fn forward(lat_deg: f64, lon_from_meridian_deg: f64) -> Plane {
    let lambda = lon_from_meridian_deg.to_radians();
    let tau = conformal(lat_deg.to_radians().tan());
    let xi0 = tau.atan2(lambda.cos());
    let eta0 = (lambda.sin() / tau.hypot(lambda.cos())).asinh();
    let (mut xi, mut eta) = (xi0, eta0);
    for (index, coefficient) in FORWARD.iter().enumerate() {
        let j = 2.0 * (index as f64 + 1.0);
        xi += coefficient * (j * xi0).sin() * (j * eta0).cosh();
        eta += coefficient * (j * xi0).cos() * (j * eta0).sinh();
    }
    Plane {
        east_m: K0 * RECTIFYING * eta,
        north_m: K0 * RECTIFYING * xi,
    }
}

/// Latitude and longitude from the central meridian, in degrees.
#[must_use]
pub fn reverse(plane: Plane) -> (f64, f64) {
    let xi0 = plane.north_m / (K0 * RECTIFYING);
    let eta0 = plane.east_m / (K0 * RECTIFYING);
    let (mut xi, mut eta) = (xi0, eta0);
    for (index, coefficient) in REVERSE.iter().enumerate() {
        let j = 2.0 * (index as f64 + 1.0);
        xi -= coefficient * (j * xi0).sin() * (j * eta0).cosh();
        eta -= coefficient * (j * xi0).cos() * (j * eta0).sinh();
    }
    let tau = xi.sin() / eta.sinh().hypot(xi.cos());
    let lambda = eta.sinh().atan2(xi.cos());
    (geographic(tau).atan().to_degrees(), lambda.to_degrees())
}
