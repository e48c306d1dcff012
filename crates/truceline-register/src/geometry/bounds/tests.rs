#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{GeoBox, MAX_BOXES, bounds};
use crate::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use crate::geometry::geodesic::{Spot, Track, direct, inverse};
use crate::geometry::pairs::Source;
use crate::geometry::position::{Decimetres, Position};
use proptest::prelude::*;

fn at(lat_deg: f64, lon_deg: f64) -> Position {
    let e7 = |degrees: f64| (degrees * 1e7).round() as i32;
    Position::from_e7(e7(lat_deg), e7(lon_deg)).unwrap()
}

fn polygon(degrees: &[(f64, f64)]) -> Footprint {
    let ring = Ring::new(degrees.iter().map(|(lat, lon)| at(*lat, *lon)).collect()).unwrap();
    Footprint::polygons(vec![Polygon::new(ring, vec![]).unwrap()]).unwrap()
}

fn point(position: Position) -> Footprint {
    Footprint::Circle(Circle {
        centre: position,
        radius: Decimetres::ZERO,
    })
}

fn full_circle(b: GeoBox) -> bool {
    b.west_e7() == -1_800_000_000 && b.east_e7() == 1_800_000_000
}

#[test]
fn one_box_two_boxes_all_longitudes() {
    let near = bounds(
        &point(at(35.7, 36.5)),
        Decimetres::from_metres(1_000).unwrap(),
    );
    assert_eq!(near.len(), 1);
    // A kilometre is 0.00901 degrees of latitude there, and 0.01106 of longitude.
    assert!(near[0].north_e7().abs_diff(357_090_300) < 1_500);
    assert!(near[0].east_e7().abs_diff(365_110_500) < 1_500);
    let date_line = bounds(
        &point(at(0.0, 180.0)),
        Decimetres::from_metres(100).unwrap(),
    );
    assert_eq!(date_line.len(), 2);
    assert!(date_line.iter().all(|b| b.holds(at(0.0, 180.0))));
    for north in [
        bounds(
            &point(at(89.99, 0.0)),
            Decimetres::from_metres(2_000).unwrap(),
        ),
        bounds(
            &polygon(&[(80.0, 0.0), (80.0, 120.0), (80.0, -120.0)]),
            Decimetres::ZERO,
        ),
        bounds(
            &polygon(&[(90.0, 0.0), (80.0, 10.0), (80.0, 60.0)]),
            Decimetres::ZERO,
        ),
    ] {
        assert!(north.len() == 1 && full_circle(north[0]) && north[0].north_e7() == 900_000_000);
        assert!(north[0].south_e7() > 700_000_000);
    }
    let over = Line::new(vec![at(89.0, 0.0), at(89.0, 180.0)], Decimetres::ZERO).unwrap();
    assert!(full_circle(
        bounds(&Footprint::Line(over), Decimetres::ZERO)[0]
    ));
    assert_eq!(
        bounds(&Footprint::Polygons(vec![]), Decimetres::ZERO),
        vec![GeoBox::EVERYWHERE]
    );
}

#[test]
fn many_polygons_share_one_box() {
    let square = |i: i32| {
        let (lat, lon) = (f64::from(i % 10), f64::from(i / 10));
        let corners = [(lat, lon), (lat, lon + 0.1), (lat + 0.1, lon)];
        let ring = Ring::new(corners.iter().map(|(lat, lon)| at(*lat, *lon)).collect()).unwrap();
        Polygon::new(ring, vec![]).unwrap()
    };
    let few = Footprint::polygons((0..MAX_BOXES as i32).map(square).collect()).unwrap();
    let many = Footprint::polygons((0..=MAX_BOXES as i32).map(square).collect()).unwrap();
    assert_eq!(bounds(&few, Decimetres::ZERO).len(), MAX_BOXES);
    let hull = bounds(&many, Decimetres::ZERO);
    assert_eq!(hull.len(), 1);
    assert!(
        bounds(&few, Decimetres::ZERO)
            .iter()
            .all(|b| b.hull(hull[0]) == hull[0])
    );
}

/// Places of a footprint grown by `grow_m`: around its vertices, and around places of its edges.
fn places(footprint: &Footprint, grow_m: f64) -> Vec<Position> {
    let (chains, reach_m): (Vec<Vec<Position>>, f64) = match footprint {
        Footprint::Circle(c) => (vec![vec![c.centre]], f64::from(c.radius.get()) / 10.0),
        Footprint::Line(l) => (
            vec![l.vertices().to_vec()],
            f64::from(l.half_width().get()) / 10.0,
        ),
        Footprint::Polygons(polygons) => {
            let closed = |p: &Polygon| {
                let shell = p.shell().vertices();
                shell.iter().chain(&shell[..1]).copied().collect()
            };
            (polygons.iter().map(closed).collect(), 0.0)
        }
    };
    let mut spots: Vec<Spot> = Vec::new();
    for chain in &chains {
        spots.extend(chain.iter().map(|p| Spot::from(*p)));
        for pair in chain.windows(2).filter(|w| w[0] != w[1]) {
            let line = inverse(pair[0].into(), pair[1].into());
            let track = Track::new(pair[0].into(), line.leaving);
            spots.extend((1..8).map(|i| track.at(line.length_m * f64::from(i) / 8.0).0));
        }
    }
    spots
        .into_iter()
        .flat_map(|spot| {
            (0..16).map(move |i| direct(spot, 22.5 * f64::from(i), reach_m + grow_m).0)
        })
        .map(|spot| at(spot.lat_deg, spot.lon_deg))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn boxes_hold_all_within_reach(seed in any::<u64>(), grow in 0_u32..500_000) {
        let footprint = Source::new(seed, 3).pair().unwrap().told.footprint;
        let boxes = bounds(&footprint, Decimetres::new(grow).unwrap());
        for place in places(&footprint, f64::from(grow) / 10.0) {
            // Test places are rounded to 1e-7 degree, boxes are two of them larger.
            prop_assert!(boxes.iter().any(|b| b.holds(place)));
        }
    }

    /// Long edges bulge towards the pole.
    #[test]
    fn boxes_hold_long_edges(
        lat in -80.0_f64..80.0, lon in -180.0_f64..180.0, azimuth in 0.0_f64..360.0, metres in 1e5_f64..4.9e6,
    ) {
        let start = Spot { lat_deg: lat, lon_deg: lon };
        let end = direct(start, azimuth, metres).0;
        let vertices = vec![at(lat, lon), at(end.lat_deg, end.lon_deg)];
        let line = Footprint::Line(Line::new(vertices, Decimetres::ZERO).unwrap());
        let boxes = bounds(&line, Decimetres::ZERO);
        for place in places(&line, 0.0) {
            prop_assert!(boxes.iter().any(|b| b.holds(place)));
        }
    }

    /// Boxes are no larger than they need be, away from the poles.
    #[test]
    fn boxes_of_circles_fit(lat in -60.0_f64..60.0, lon in -170.0_f64..170.0, radius_m in 1_u32..100_000) {
        let circle = Circle { centre: at(lat, lon), radius: Decimetres::from_metres(radius_m).unwrap() };
        let boxes = bounds(&Footprint::Circle(circle), Decimetres::ZERO);
        prop_assert_eq!(boxes.len(), 1);
        let (b, radius_m) = (boxes[0], f64::from(radius_m));
        let spot = |lat_e7: i32, lon_e7: i32| Spot {
            lat_deg: f64::from(lat_e7) / 1e7,
            lon_deg: f64::from(lon_e7) / 1e7,
        };
        let c = at(lat, lon);
        let north_m = inverse(c.into(), spot(b.north_e7(), c.lon_e7())).length_m;
        let east_m = inverse(c.into(), spot(c.lat_e7(), b.east_e7())).length_m;
        prop_assert!(north_m < radius_m * 1.02 + 0.1, "{north_m} for {radius_m}");
        prop_assert!(east_m < radius_m * 1.06 + 0.1, "{east_m} for {radius_m}");
    }
}
