#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::contains_enlarged;
use crate::geometry::distance::separation;
use crate::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use crate::geometry::geodesic::{Spot, direct, distance_m};
use crate::geometry::pairs::Source;
use crate::geometry::position::{Decimetres, Position};
use crate::geometry::reference;
use proptest::prelude::*;

fn at(spot: Spot) -> Position {
    let e7 = |degrees: f64| (degrees * 1e7).round() as i32;
    Position::from_e7(e7(spot.lat_deg), e7(spot.lon_deg)).unwrap()
}

fn metres(metres: u32) -> Decimetres {
    Decimetres::from_metres(metres).unwrap()
}

fn circle(spot: Spot, radius: Decimetres) -> Footprint {
    Footprint::Circle(Circle {
        centre: at(spot),
        radius,
    })
}

fn line(spots: &[Spot], half_width: Decimetres) -> Footprint {
    Footprint::Line(Line::new(spots.iter().map(|s| at(*s)).collect(), half_width).unwrap())
}

/// A ring of corners around a spot.
fn ring(centre: Spot, corners: u32, radius_m: f64) -> Ring {
    let corner = |i| direct(centre, 360.0 * f64::from(i) / f64::from(corners), radius_m).0;
    Ring::new((0..corners).map(|i| at(corner(i))).collect()).unwrap()
}

fn polygon(shell: Ring, holes: Vec<Ring>) -> Footprint {
    Footprint::polygons(vec![Polygon::new(shell, holes).unwrap()]).unwrap()
}

const VALLEY: Spot = Spot {
    lat_deg: 35.7,
    lon_deg: 36.5,
};

#[test]
fn plain_cases() {
    let zone = polygon(ring(VALLEY, 6, 20_000.0), vec![ring(VALLEY, 5, 2_000.0)]);
    let beside = direct(VALLEY, 77.0, 8_000.0).0;
    let far = direct(VALLEY, 77.0, 80_000.0).0;
    assert!(contains_enlarged(
        &zone,
        &circle(beside, metres(100)),
        metres(1_000)
    ));
    assert!(
        !contains_enlarged(&zone, &circle(beside, metres(100)), metres(9_000)),
        "over the rim"
    );
    assert!(
        !contains_enlarged(&zone, &circle(beside, metres(100)), metres(7_000)),
        "into the hole"
    );
    assert!(
        !contains_enlarged(&zone, &circle(VALLEY, metres(100)), metres(1)),
        "in the hole"
    );
    assert!(
        !contains_enlarged(&zone, &circle(far, metres(100)), metres(1)),
        "outside"
    );
    let around_hole = polygon(ring(VALLEY, 7, 9_000.0), vec![]);
    assert!(
        !contains_enlarged(&zone, &around_hole, metres(1)),
        "holds the hole"
    );
    let with_hole = polygon(ring(VALLEY, 7, 9_000.0), vec![ring(VALLEY, 8, 4_000.0)]);
    assert!(
        contains_enlarged(&zone, &with_hole, metres(100)),
        "its own hole is wider"
    );
    assert!(
        !contains_enlarged(&around_hole, &zone, Decimetres::ZERO),
        "the other way round"
    );
    assert!(
        !contains_enlarged(&zone, &zone, Decimetres::ZERO),
        "touching is in doubt"
    );
    let whole = polygon(ring(VALLEY, 6, 20_100.0), vec![]);
    assert!(contains_enlarged(&whole, &zone, metres(10)));
    let nowhere = Footprint::Polygons(Vec::new());
    assert!(!contains_enlarged(&nowhere, &zone, Decimetres::ZERO));
    assert!(!contains_enlarged(&zone, &nowhere, Decimetres::ZERO));
}

#[test]
fn several_polygons() {
    let (east, west) = (
        direct(VALLEY, 90.0, 30_000.0).0,
        direct(VALLEY, 270.0, 30_000.0).0,
    );
    let both = Footprint::polygons(vec![
        Polygon::new(ring(east, 8, 10_000.0), vec![]).unwrap(),
        Polygon::new(ring(west, 8, 10_000.0), vec![]).unwrap(),
    ])
    .unwrap();
    let two_posts = Footprint::polygons(vec![
        Polygon::new(ring(west, 3, 100.0), vec![]).unwrap(),
        Polygon::new(ring(east, 3, 100.0), vec![]).unwrap(),
    ])
    .unwrap();
    assert!(contains_enlarged(&both, &two_posts, metres(500)));
    assert!(!contains_enlarged(
        &both,
        &line(&[east, west], Decimetres::ZERO),
        metres(1)
    ));
}

#[test]
fn strips() {
    let bend = direct(VALLEY, 80.0, 60_000.0).0;
    let end = direct(bend, 140.0, 60_000.0).0;
    let road = line(&[VALLEY, bend, end], metres(2_000));
    assert!(contains_enlarged(
        &road,
        &line(&[VALLEY, bend, end], metres(500)),
        metres(1_400)
    ));
    assert!(!contains_enlarged(
        &road,
        &line(&[VALLEY, bend, end], metres(500)),
        metres(1_501)
    ));
    let middle = direct(VALLEY, 80.0, 30_000.0).0;
    let (north, south) = (direct(middle, 0.0, 900.0).0, direct(middle, 180.0, 900.0).0);
    assert!(contains_enlarged(
        &road,
        &line(&[north, south], Decimetres::ZERO),
        metres(500)
    ));
    assert!(contains_enlarged(
        &road,
        &polygon(ring(middle, 5, 900.0), vec![]),
        metres(500)
    ));
    assert!(!contains_enlarged(
        &road,
        &polygon(ring(middle, 5, 2_500.0), vec![]),
        metres(1)
    ));
    assert!(
        !contains_enlarged(&road, &line(&[VALLEY, end], Decimetres::ZERO), metres(1)),
        "the short cut"
    );
    // Between two places just inside the rim of a wide strip a geodesic bulges out of it, by 30 m here.
    let (from, to) = (
        Spot {
            lat_deg: 0.0,
            lon_deg: 0.0,
        },
        Spot {
            lat_deg: 0.0,
            lon_deg: 4.0,
        },
    );
    let wide = line(&[from, to], metres(50_000));
    let along = |aside_m: f64| {
        let ends = [direct(from, 0.0, aside_m).0, direct(to, 0.0, aside_m).0];
        line(&ends, Decimetres::ZERO)
    };
    assert!(!contains_enlarged(
        &wide,
        &along(49_990.0),
        Decimetres::ZERO
    ));
    assert!(contains_enlarged(&wide, &along(49_950.0), Decimetres::ZERO));
}

/// The rings of a polygon as lines, for the reference.
fn rims(footprint: &Footprint) -> Vec<Footprint> {
    let Footprint::Polygons(polygons) = footprint else {
        return Vec::new();
    };
    polygons
        .iter()
        .flat_map(|p| std::iter::once(p.shell()).chain(p.holes()))
        .map(|ring| {
            let mut vertices = ring.vertices().to_vec();
            vertices.push(vertices[0]);
            Footprint::Line(Line::new(vertices, Decimetres::ZERO).unwrap())
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// A circle in a polygon, a circle or a strip: certain within a decimetre, by the reference.
    #[test]
    fn circles_are_held_up_to_a_decimetre(
        seed in any::<u64>(), azimuth in 0.0_f64..360.0, out in 0.0_f64..1.0, radius in 0_u32..3_000,
        offset_dm in -2_i64..=2,
    ) {
        let outer = Source::new(seed, 1).pair().unwrap().told.footprint;
        let (first, reach_m) = match &outer {
            Footprint::Circle(c) => (c.centre, f64::from(c.radius.get()) / 10.0),
            Footprint::Line(l) => (l.vertices()[0], f64::from(l.half_width().get()) / 10.0),
            Footprint::Polygons(p) => (p[0].shell().vertices()[0], 5_000.0),
        };
        let centre = direct(Spot::from(first), azimuth, reach_m * out).0;
        let post = circle(centre, Decimetres::new(radius).unwrap());
        let spot = circle(centre, Decimetres::ZERO);
        // Room between the circle's middle and the outer's rim, negative outside.
        let room_m = match &outer {
            Footprint::Polygons(_) => {
                let rim_m = rims(&outer)
                    .iter()
                    .map(|rim| reference::separation_m(rim, &spot))
                    .fold(f64::INFINITY, f64::min);
                if reference::separation_m(&outer, &spot) > 0.0 { -rim_m } else { rim_m }
            }
            Footprint::Circle(c) => {
                f64::from(c.radius.get()) / 10.0 - distance_m(c.centre.into(), Spot::from(at(centre)))
            }
            Footprint::Line(l) => {
                let bare = Line::new(l.vertices().to_vec(), Decimetres::ZERO).unwrap();
                f64::from(l.half_width().get()) / 10.0
                    - reference::separation_m(&Footprint::Line(bare), &spot)
            }
        };
        let enlarge_dm = (room_m * 10.0).round() as i64 - i64::from(radius) + offset_dm;
        let enlarge = Decimetres::new(u32::try_from(enlarge_dm.max(0)).unwrap()).unwrap();
        let left_m = room_m - f64::from(radius) / 10.0 - f64::from(enlarge.get()) / 10.0;
        // Two polygons may share a place; which rim counts is then not one number.
        let several = matches!(&outer, Footprint::Polygons(p) if p.len() > 1);
        let held = contains_enlarged(&outer, &post, enlarge);
        if held {
            prop_assert!(left_m >= 0.0, "held with {left_m} m left");
        } else if !several {
            prop_assert!(left_m <= 0.1, "not held with {left_m} m left");
        }
    }

    /// What is held is at no distance, and so is every place on its enlarged rim.
    #[test]
    fn what_is_held_is_inside(seed in any::<u64>(), scale in 1_u32..40, shift in 0.0_f64..360.0) {
        let outer = Source::new(seed, 2).pair().unwrap().told.footprint;
        let first = match &outer {
            Footprint::Circle(c) => c.centre,
            Footprint::Line(l) => l.vertices()[0],
            Footprint::Polygons(p) => p[0].shell().vertices()[0],
        };
        let enlarge = metres(scale * 3);
        let corners: Vec<Spot> = (0..4)
            .map(|i| direct(first.into(), shift + 90.0 * f64::from(i), f64::from(scale) * 20.0).0)
            .collect();
        let inners = [
            line(&corners, metres(scale)),
            Footprint::polygons(vec![Polygon::new(
                Ring::new(corners.iter().map(|c| at(*c)).collect()).unwrap(),
                vec![],
            ).unwrap()]).unwrap(),
        ];
        for inner in inners {
            if contains_enlarged(&outer, &inner, enlarge) {
                prop_assert_eq!(separation(&outer, &inner).get(), 0);
                let reach_m = match &inner {
                    Footprint::Line(l) => f64::from(l.half_width().get() + enlarge.get()) / 10.0,
                    _ => f64::from(enlarge.get()) / 10.0,
                };
                for corner in &corners {
                    for i in 0..8 {
                        let rim = direct(Spot::from(at(*corner)), 45.0 * f64::from(i), reach_m).0;
                        let apart_m = reference::separation_m(&outer, &circle(rim, Decimetres::ZERO));
                        // The rim's place is itself rounded to a centimetre.
                        prop_assert!(apart_m < 0.01, "{apart_m}");
                    }
                }
            }
        }
    }
}
