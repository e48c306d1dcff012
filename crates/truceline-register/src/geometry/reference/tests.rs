#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{foot_distance_m, golden_least_m2, legs_cross};
use crate::geometry::geodesic::{Spot, direct, distance_m, inverse};
use proptest::prelude::*;

fn spot() -> impl Strategy<Value = Spot> {
    (-89.0_f64..89.0, -180.0_f64..180.0).prop_map(|(lat_deg, lon_deg)| Spot { lat_deg, lon_deg })
}

/// Least distance from a spot to a leg by golden section alone.
fn golden_foot_m(spot: Spot, leg: &[Spot], leg_m: f64) -> f64 {
    let line = inverse(leg[0], leg[1]);
    let azimuth = line.leaving.sin.atan2(line.leaving.cos).to_degrees();
    golden_least_m2(
        &|along_m| distance_m(direct(leg[0], azimuth, along_m).0, spot).powi(2),
        leg_m,
    )
    .sqrt()
}

// No `Debug` for spots: positions are secrets, and a failing case is found again by its seed.
#[derive(Clone, Copy)]
struct Case(Spot, f64, f64, f64, f64, f64);

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} {} {} {} {} {} {}",
            self.0.lat_deg, self.0.lon_deg, self.1, self.2, self.3, self.4, self.5
        )
    }
}

fn case() -> impl Strategy<Value = Case> {
    let azimuth = 0.0_f64..360.0;
    (
        spot(),
        azimuth.clone(),
        1.0_f64..2e5,
        azimuth.clone(),
        0.1_f64..1e5,
        azimuth,
    )
        .prop_map(|(s, a, b, c, d, e)| Case(s, a, b, c, d, e))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parabolas_find_what_golden_section_finds(case in case()) {
        let Case(start, azimuth, leg_m, aside, away_m, _) = case;
        let leg = [start, direct(start, azimuth, leg_m).0];
        let point = direct(start, aside, away_m).0;
        let ends_m = (distance_m(leg[0], point), distance_m(leg[1], point));
        let fitted_m = foot_distance_m(point, &leg, leg_m, ends_m, f64::INFINITY);
        let golden_m = golden_foot_m(point, &leg, leg_m).min(ends_m.0).min(ends_m.1);
        prop_assert!((fitted_m - golden_m).abs() < 1e-3, "{fitted_m} is not {golden_m}");
    }

    /// Crossing legs by the order of directions, against the least distance of a walk along one.
    #[test]
    fn legs_cross_where_a_walk_along_one_meets_the_other(case in case()) {
        let Case(start, azimuth, leg_m, aside, away_m, other_azimuth) = case;
        let leg = [start, direct(start, azimuth, leg_m).0];
        let from = direct(start, aside, away_m.min(leg_m)).0;
        let other = [from, direct(from, other_azimuth, leg_m).0];
        let line = inverse(leg[0], leg[1]);
        let azimuth = line.leaving.sin.atan2(line.leaving.cos).to_degrees();
        let walked_m = golden_least_m2(
            &|along_m| golden_foot_m(direct(leg[0], azimuth, along_m).0, &other, leg_m).powi(2),
            leg_m,
        )
        .sqrt();
        prop_assert_eq!(legs_cross(&leg, &other), walked_m < 1e-2, "{}", walked_m);
    }
}
