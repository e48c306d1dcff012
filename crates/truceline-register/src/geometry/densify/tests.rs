#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Densified, densify};
use crate::geometry::footprint::{Footprint, Line, MAX_VERTICES};
use crate::geometry::geodesic::Spot;
use crate::geometry::position::{Decimetres, PlaceError, Position};
use crate::geometry::reference;
use proptest::prelude::*;

fn e7(lat_e7: i32, lon_e7: i32) -> Position {
    Position::from_e7(lat_e7, lon_e7).unwrap()
}

/// The farthest that places on the straight lines lie from the densified line, in metres.
fn strays_m(straight: &[Position], densified: &Densified) -> f64 {
    let mut worst_m = 0.0_f64;
    let mut from = 0;
    for pair in straight.windows(2) {
        // The run of vertices that stands for this line.
        let end = from
            + 1
            + densified.vertices[from + 1..]
                .iter()
                .position(|v| *v == pair[1])
                .unwrap();
        let run = Line::new(densified.vertices[from..=end].to_vec(), Decimetres::ZERO).unwrap();
        let run = Footprint::Line(run);
        let turn = super::turn_e7(pair[0].lon_e7(), pair[1].lon_e7());
        for i in 0..50 {
            let lat = i64::from(pair[0].lat_e7())
                + (i64::from(pair[1].lat_e7()) - i64::from(pair[0].lat_e7())) * i / 50;
            let lon = i64::from(pair[0].lon_e7()) + turn * i / 50;
            let lon = (lon + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000;
            let place = Line::new(vec![e7(lat as i32, lon as i32)], Decimetres::ZERO).unwrap();
            worst_m = worst_m.max(reference::separation_m(&run, &Footprint::Line(place)));
        }
        from = end;
    }
    worst_m
}

#[test]
fn short_and_meridian_edges_stay_as_they_are() {
    let street = [e7(350_000_000, 360_000_000), e7(350_010_000, 360_010_000)];
    let meridian = [e7(100_000_000, 360_000_000), e7(400_000_000, 360_000_000)];
    for vertices in [street, meridian] {
        let densified = densify(&vertices, false).unwrap();
        assert_eq!(densified.vertices, vertices);
        assert_eq!(densified.deviation, Decimetres::new(1).unwrap());
    }
    let one = [e7(1, 2)];
    assert_eq!(densify(&one, true).unwrap().vertices, one);
    assert_eq!(densify(&[], false).unwrap().vertices, []);
}

#[test]
fn a_ring_is_followed_back_to_its_start() {
    let square = [
        e7(0, 0),
        e7(0, 10_000_000),
        e7(10_000_000, 10_000_000),
        e7(10_000_000, 0),
    ];
    let ring = densify(&square, true).unwrap();
    let path = densify(&square, false).unwrap();
    assert_eq!(path.vertices.last(), square.last());
    assert!(ring.vertices.len() >= path.vertices.len());
    assert!(square.iter().all(|corner| ring.vertices.contains(corner)));
}

#[test]
fn what_needs_too_many_vertices_is_looser_or_refused() {
    // Along a parallel by 40 degrees and back, twelve times: 5 cm would take twice the vertices.
    let long: Vec<Position> = (0..12)
        .map(|i| e7(600_000_000 + i, if i % 2 == 0 { 0 } else { 400_000_000 }))
        .collect();
    let densified = densify(&long, false).unwrap();
    assert!(densified.vertices.len() <= MAX_VERTICES);
    assert!(densified.deviation > Decimetres::new(1).unwrap());
    let zigzag: Vec<Position> = (0..4_000)
        .map(|i| e7(600_000_000 + i, if i % 2 == 0 { 0 } else { 300_000_000 }))
        .collect();
    assert_eq!(densify(&zigzag, false), Err(PlaceError::TooManyVertices));
    let half = [e7(10, -900_000_000), e7(10, 900_000_000)];
    assert_eq!(densify(&half, false), Err(PlaceError::TooLarge));
    let many = vec![e7(0, 0); MAX_VERTICES + 1];
    assert_eq!(densify(&many, false), Err(PlaceError::TooManyVertices));
}

#[test]
fn lines_to_a_pole_run_along_a_meridian() {
    let to_pole = [e7(890_000_000, 300_000_000), e7(900_000_000, 0)];
    assert_eq!(densify(&to_pole, false).unwrap().vertices, to_pole);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn geodesics_follow_the_straight_lines(
        lat in -70.0_f64..70.0, lon in -180.0_f64..180.0,
        steps in prop::collection::vec((-1.5_f64..1.5, -2.0_f64..2.0), 1..4),
    ) {
        let mut spot = Spot { lat_deg: lat, lon_deg: lon };
        let mut straight = vec![spot];
        for (up, right) in steps {
            spot = Spot {
                lat_deg: spot.lat_deg + up,
                lon_deg: (spot.lon_deg + right + 180.0).rem_euclid(360.0) - 180.0,
            };
            straight.push(spot);
        }
        let straight: Vec<Position> = straight
            .iter()
            .map(|s| e7((s.lat_deg * 1e7).round() as i32, (s.lon_deg * 1e7).round() as i32))
            .collect();
        let densified = densify(&straight, false).unwrap();
        prop_assert_eq!(densified.deviation, Decimetres::new(1).unwrap());
        let worst_m = strays_m(&straight, &densified);
        // Half a decimetre, and what rounds the places tried.
        prop_assert!(worst_m <= 0.06, "{worst_m}");
    }
}
