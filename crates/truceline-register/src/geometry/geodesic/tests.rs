#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Spot, Track, direct, distance_m, inverse, ring_area_m2};

fn spot(lat_deg: f64, lon_deg: f64) -> Spot {
    Spot { lat_deg, lon_deg }
}

/// Latitude and longitude of both ends, azimuths in degrees at both, metres: printed by the tool
/// GeodSolve of GeographicLib (`GeodSolve -i -p 6`).
const SOLVED: [[f64; 7]; 10] = [
    [
        35.6957,
        36.5084,
        35.9306,
        36.6339,
        23.480_795_462_59,
        23.554_231_184_57,
        28_424.430_216,
    ],
    [0.0, 0.0, 0.0, 0.1, 90.0, 90.0, 11_131.949_079],
    [89.9, 0.0, 89.9, 180.0, 0.0, 180.0, 22_338.795_683],
    [
        -89.95,
        10.0,
        -89.95,
        -100.0,
        -144.999_989_749_54,
        -35.000_010_250_46,
        9_149.434_764,
    ],
    [
        51.5,
        179.9,
        51.6,
        -179.9,
        51.192_576_224_07,
        51.349_206_566_53,
        17_783.198_897,
    ],
    [
        35.1,
        36.1,
        36.3,
        37.4,
        41.088_372_772_09,
        41.847_039_624_7,
        177_675.547_140,
    ],
    [
        60.0,
        10.0,
        20.0,
        50.0,
        126.734_682_395_21,
        154.701_736_349_6,
        5_447_439.578_359,
    ],
    [
        -33.9,
        18.4,
        -34.1,
        18.7,
        128.758_894_887_84,
        128.591_136_495_86,
        35_500.620_011,
    ],
    [35.000_000_1, 36.0, 35.0, 36.0, 180.0, 180.0, 0.011_094],
    [
        0.5,
        -75.0,
        -0.5,
        -75.3,
        -163.194_304_269_68,
        -163.194_304_269_68,
        115_507.277_682,
    ],
];

/// Latitude and longitude, azimuth, metres, and where one arrives with which azimuth
/// (`GeodSolve -p 6`).
const WALKED: [[f64; 7]; 4] = [
    [
        35.6957,
        36.5084,
        45.0,
        120_000.0,
        36.456_703_902_57,
        37.454_972_579_52,
        45.557_420_041_96,
    ],
    [
        89.99,
        30.0,
        10.0,
        5_000.0,
        89.965_039_755_03,
        -162.847_062_856_15,
        177.152_936_465_49,
    ],
    [
        51.5,
        179.9,
        90.0,
        50_000.0,
        51.497_790_085_01,
        -179.379_982_488_91,
        90.563_485_814_58,
    ],
    [
        -0.01,
        -120.0,
        200.0,
        4_000_000.0,
        -33.662_769_947_76,
        -133.935_082_567_78,
        -155.763_516_613_47,
    ],
];

fn assert_near(one: f64, other: f64, tolerance: f64) {
    assert!((one - other).abs() <= tolerance, "{one} is not {other}");
}

#[test]
fn the_inverse_agrees_with_the_tool() {
    for [lat1, lon1, lat2, lon2, azimuth1, azimuth2, metres] in SOLVED {
        let line = inverse(spot(lat1, lon1), spot(lat2, lon2));
        assert_near(line.length_m, metres, 1e-6);
        assert_near(distance_m(spot(lat1, lon1), spot(lat2, lon2)), metres, 1e-6);
        // An azimuth between points a centimetre apart is good to what the points are.
        let tolerance = 1e-9_f64.max(1e-7 / metres);
        assert_near(line.leaving.sin, azimuth1.to_radians().sin(), tolerance);
        assert_near(line.leaving.cos, azimuth1.to_radians().cos(), tolerance);
        assert_near(line.arriving.sin, azimuth2.to_radians().sin(), tolerance);
        assert_near(line.arriving.cos, azimuth2.to_radians().cos(), tolerance);
    }
}

#[test]
fn the_direct_way_and_the_track_agree_with_the_tool() {
    for [lat1, lon1, azimuth1, metres, lat2, lon2, azimuth2] in WALKED {
        let (there, azimuth) = direct(spot(lat1, lon1), azimuth1, metres);
        assert_near(there.lat_deg, lat2, 1e-10);
        assert_near(there.lon_deg, lon2, 1e-10);
        assert_near(azimuth, azimuth2, 1e-10);
        let heading = super::Heading::of_degrees(azimuth1);
        let (walked, onward) = Track::new(spot(lat1, lon1), heading).at(metres);
        assert_near(distance_m(walked, spot(lat2, lon2)), 0.0, 1e-6);
        assert_near(onward.sin, azimuth2.to_radians().sin(), 1e-9);
    }
}

#[test]
fn areas_agree_with_the_tool() {
    // Rings and square metres from `Planimeter -p 3`.
    let rings: [(&[(f64, f64)], f64); 4] = [
        (
            &[(35.0, 36.0), (35.0, 37.0), (36.0, 37.0), (36.0, 36.0)],
            10_066_272_986.0,
        ),
        (
            &[(89.0, 0.0), (89.0, 90.0), (89.0, 180.0), (89.0, -90.0)],
            24_952_305_678.0,
        ),
        (
            &[(10.0, 179.0), (10.0, -179.0), (11.0, -179.0), (11.0, 179.0)],
            24_218_606_784.0,
        ),
        (&[(35.7, 36.5), (35.7, 36.51), (35.71, 36.505)], 502_081.0),
    ];
    for (ring, square_metres) in rings {
        let forward = ring_area_m2(ring.iter().map(|(lat, lon)| spot(*lat, *lon)));
        let backward = ring_area_m2(ring.iter().rev().map(|(lat, lon)| spot(*lat, *lon)));
        assert_near(forward, square_metres, 1.0);
        assert_near(backward, square_metres, 1.0);
    }
}
