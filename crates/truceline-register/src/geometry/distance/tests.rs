#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{certainly_farther, separation, within};
use crate::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use crate::geometry::geodesic::{Spot, direct};
use crate::geometry::pairs::Source;
use crate::geometry::position::{Decimetres, Position};
use crate::geometry::reference;
use crate::geometry::shape::Shape;
use proptest::prelude::*;

fn at(lat_deg: f64, lon_deg: f64) -> Position {
    let e7 = |degrees: f64| (degrees * 1e7).round() as i32;
    Position::from_e7(e7(lat_deg), e7(lon_deg)).unwrap()
}

fn point(lat_deg: f64, lon_deg: f64) -> Footprint {
    circle(lat_deg, lon_deg, 0)
}

fn circle(lat_deg: f64, lon_deg: f64, radius_m: u32) -> Footprint {
    Footprint::Circle(Circle {
        centre: at(lat_deg, lon_deg),
        radius: Decimetres::from_metres(radius_m).unwrap(),
    })
}

fn line(degrees: &[(f64, f64)], half_width_m: u32) -> Footprint {
    let vertices = degrees.iter().map(|(lat, lon)| at(*lat, *lon)).collect();
    let half_width = Decimetres::from_metres(half_width_m).unwrap();
    Footprint::Line(Line::new(vertices, half_width).unwrap())
}

fn ring(degrees: &[(f64, f64)]) -> Ring {
    Ring::new(degrees.iter().map(|(lat, lon)| at(*lat, *lon)).collect()).unwrap()
}

fn polygon(shell: &[(f64, f64)], holes: &[&[(f64, f64)]]) -> Footprint {
    let holes = holes.iter().map(|hole| ring(hole)).collect();
    Footprint::polygons(vec![Polygon::new(ring(shell), holes).unwrap()]).unwrap()
}

fn rings_round_a_place(lat_deg: f64, lon_deg: f64, vertices: u32, radius_m: f64) -> Footprint {
    let centre = Spot { lat_deg, lon_deg };
    let degrees: Vec<(f64, f64)> = (0..vertices)
        .map(|i| {
            // Wavy, so that the nearest edge is not the same from everywhere.
            let turn = 360.0 * f64::from(i) / f64::from(vertices);
            let wave = 1.0 + 0.1 * (turn.to_radians() * 9.0).sin();
            let spot = direct(centre, turn, radius_m * wave).0;
            (spot.lat_deg, spot.lon_deg)
        })
        .collect();
    polygon(&degrees, &[])
}

#[test]
fn known_distances() {
    // A tenth of a degree of the equator: 11,131.949 m (GeodSolve).
    assert_eq!(
        separation(&point(0.0, 0.0), &point(0.0, 0.1)).get(),
        11_131_949
    );
    assert_eq!(
        separation(&circle(0.0, 0.0, 31), &circle(0.0, 0.1, 100)).get(),
        11_000_949
    );
    assert_eq!(
        separation(&circle(0.0, 0.0, 6_000), &circle(0.0, 0.1, 6_000)).get(),
        0
    );
    // Across the antimeridian and across a pole: the same.
    assert_eq!(
        separation(&point(0.0, 179.95), &point(0.0, -179.95)).get(),
        11_131_949
    );
    assert_eq!(
        separation(&point(89.9, 0.0), &point(89.9, 180.0)).get(),
        22_338_796
    );
    // The middle of an edge along the equator is as near as its ends are far.
    let edge = line(&[(0.0, -1.0), (0.0, 1.0)], 0);
    let apart = separation(&edge, &point(0.1, 0.0)).get();
    assert_eq!(apart, separation(&point(0.0, 0.0), &point(0.1, 0.0)).get());
}

#[test]
fn what_crosses_or_holds_is_at_no_distance() {
    let square = polygon(&[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)], &[]);
    let cases = [
        (square.clone(), point(0.5, 0.5)),
        (square.clone(), point(0.0, 0.0)),
        (square.clone(), line(&[(0.5, -1.0), (0.5, 2.0)], 0)),
        (square.clone(), line(&[(0.4, 0.4), (0.6, 0.6)], 0)),
        (
            square.clone(),
            polygon(&[(-1.0, -1.0), (-1.0, 2.0), (2.0, 2.0), (2.0, -1.0)], &[]),
        ),
        (
            line(&[(0.0, 0.0), (1.0, 1.0)], 0),
            line(&[(0.0, 1.0), (1.0, 0.0)], 0),
        ),
        // At the poles and across the antimeridian.
        (
            polygon(&[(80.0, 0.0), (80.0, 120.0), (80.0, -120.0)], &[]),
            point(90.0, 0.0),
        ),
        (
            polygon(&[(80.0, 0.0), (80.0, 120.0), (80.0, -120.0)], &[]),
            point(85.0, 33.0),
        ),
        (
            polygon(&[(-80.0, 0.0), (-80.0, 120.0), (-80.0, -120.0)], &[]),
            point(-85.0, 33.0),
        ),
        (
            polygon(&[(-90.0, 0.0), (-80.0, 170.0), (-80.0, -170.0)], &[]),
            point(-85.0, 180.0),
        ),
        (
            polygon(
                &[(1.0, 179.0), (1.0, -179.0), (-1.0, -179.0), (-1.0, 179.0)],
                &[],
            ),
            point(0.5, 180.0),
        ),
        (
            polygon(
                &[(1.0, 179.0), (1.0, -179.0), (-1.0, -179.0), (-1.0, 179.0)],
                &[],
            ),
            point(0.5, -179.5),
        ),
        (line(&[(89.0, 0.0), (89.0, 180.0)], 0), point(90.0, 0.0)),
    ];
    for (number, (one, other)) in cases.iter().enumerate() {
        assert_eq!(separation(one, other).get(), 0, "case {number}");
        assert!(within(other, one, Decimetres::ZERO), "case {number}");
    }
    let apart = [
        (
            polygon(&[(80.0, 0.0), (80.0, 120.0), (80.0, -120.0)], &[]),
            point(79.0, 0.0),
        ),
        (
            polygon(&[(80.0, 0.0), (80.0, 120.0), (80.0, -120.0)], &[]),
            point(-89.0, 0.0),
        ),
        (
            polygon(&[(-90.0, 0.0), (-80.0, 170.0), (-80.0, -170.0)], &[]),
            point(-85.0, 0.0),
        ),
        (square, point(0.5, 1.000_001)),
        // Along one line, one after the other.
        (
            line(&[(0.0, 0.0), (0.0, 1.0)], 0),
            line(&[(0.0, 1.1), (0.0, 2.0)], 0),
        ),
        (
            line(&[(10.0, 5.0), (11.0, 5.0)], 0),
            line(&[(12.0, 5.0), (13.0, 5.0)], 0),
        ),
    ];
    for (number, (one, other)) in apart.iter().enumerate() {
        assert!(separation(one, other).get() > 0, "case {number}");
        assert!(
            certainly_farther(one, other, Decimetres::ZERO),
            "case {number}"
        );
    }
}

#[test]
fn a_hole_is_outside() {
    let hole: &[(f64, f64)] = &[(0.4, 0.4), (0.4, 0.6), (0.6, 0.6), (0.6, 0.4)];
    let square = polygon(&[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)], &[hole]);
    let from_hole = separation(&square, &point(0.5, 0.5)).get();
    let mut rim = hole.to_vec();
    rim.push(rim[0]);
    assert_eq!(
        from_hole,
        separation(&line(&rim, 0), &point(0.5, 0.5)).get()
    );
    assert!(
        from_hole > 11_000_000,
        "the middle of the hole is a twentieth of a degree from its rim"
    );
    assert_eq!(separation(&square, &point(0.39, 0.5)).get(), 0);
    assert_eq!(separation(&square, &circle(0.5, 0.5, 12_000)).get(), 0);
    let in_hole = polygon(
        &[(0.45, 0.45), (0.45, 0.55), (0.55, 0.55), (0.55, 0.45)],
        &[],
    );
    assert!(separation(&square, &in_hole).get() > 5_000_000);
    let around_hole = polygon(&[(0.3, 0.3), (0.3, 0.7), (0.7, 0.7), (0.7, 0.3)], &[]);
    assert_eq!(separation(&square, &around_hole).get(), 0);
}

#[test]
fn nowhere_counts_as_everywhere() {
    let nowhere = Footprint::Polygons(Vec::new());
    assert_eq!(separation(&nowhere, &point(0.0, 0.0)).get(), 0);
    assert!(within(&point(0.0, 0.0), &nowhere, Decimetres::ZERO));
}

/// Boundaries long enough to be looked at in runs, against the reference which looks at all.
#[test]
fn long_boundaries_agree_with_the_reference() {
    let valley = rings_round_a_place(35.7, 36.5, 300, 30_000.0);
    let strait = rings_round_a_place(35.9, 37.4, 200, 25_000.0);
    let pole = rings_round_a_place(89.9, 10.0, 150, 40_000.0);
    let date_line = rings_round_a_place(-16.8, 179.9, 150, 40_000.0);
    let others = [
        strait,
        circle(35.2, 36.1, 100),
        point(35.7, 36.5),
        line(&[(35.0, 36.0), (35.3, 36.2), (35.35, 37.0)], 50),
        circle(88.9, -100.0, 900),
        line(&[(89.0, 0.0), (89.0, 90.0), (89.2, 179.0)], 0),
        line(&[(-16.0, 179.0), (-16.2, -179.0)], 0),
        point(-17.4, -179.3),
    ];
    for shape in [valley, pole, date_line] {
        for other in &others {
            let exact_m = Shape::of(&shape).separation_m(&Shape::of(other));
            if exact_m < 1_000_000.0 {
                let reference_m = reference::separation_m(&shape, other);
                assert!(
                    (exact_m - reference_m).abs() < 0.002,
                    "{exact_m} is not {reference_m}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Distances are the same either way round, to the last millimetre and in every answer.
    #[test]
    fn either_way_round_is_the_same(seed in any::<u64>()) {
        let pair = Source::new(seed, 0).pair().unwrap();
        let (one, other) = (&pair.told.footprint, &pair.asked.footprint);
        prop_assert_eq!(separation(one, other), separation(other, one));
        prop_assert_eq!(within(one, other, pair.threshold), within(other, one, pair.threshold));
        prop_assert_eq!(separation(one, one).get(), 0);
    }

    /// Edges of hundreds to thousands of kilometres: the millimetre holds.
    #[test]
    fn long_edges_agree_with_the_reference(
        lat in -70.0_f64..70.0,
        lon in -180.0_f64..180.0,
        legs in prop::collection::vec((0.0_f64..360.0, 1e5_f64..4.5e6), 2..4),
        away in (0.0_f64..360.0, 1e3_f64..2e6),
        other in (0.0_f64..360.0, 1e3_f64..4e6),
    ) {
        let walk = |from: Spot, legs: &[(f64, f64)]| {
            let mut spots = vec![from];
            for (azimuth, metres) in legs {
                spots.push(direct(spots[spots.len() - 1], *azimuth, *metres).0);
            }
            let degrees: Vec<_> = spots.iter().map(|s| (s.lat_deg, s.lon_deg)).collect();
            line(&degrees, 0)
        };
        let start = Spot { lat_deg: lat, lon_deg: lon };
        let one = walk(start, &legs);
        let two = walk(direct(start, away.0, away.1).0, &[other]);
        let exact_m = Shape::of(&one).separation_m(&Shape::of(&two));
        let reference_m = reference::separation_m(&one, &two);
        prop_assert!((exact_m - reference_m).abs() < 0.002, "{exact_m} is not {reference_m}");
    }
}
