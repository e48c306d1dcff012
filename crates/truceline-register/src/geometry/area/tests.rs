#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::least_area;
use crate::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use crate::geometry::position::{Decimetres, Position};

fn at(lat_deg: f64, lon_deg: f64) -> Position {
    let e7 = |degrees: f64| (degrees * 1e7).round() as i32;
    Position::from_e7(e7(lat_deg), e7(lon_deg)).unwrap()
}

fn ring(degrees: &[(f64, f64)]) -> Ring {
    Ring::new(degrees.iter().map(|(lat, lon)| at(*lat, *lon)).collect()).unwrap()
}

fn area_m2(footprint: &Footprint) -> u64 {
    least_area(footprint).get()
}

#[track_caller]
fn assert_just_below(area_m2: u64, exact_m2: u64) {
    assert!(area_m2 <= exact_m2, "{area_m2} is above {exact_m2}");
    assert!(
        area_m2 as f64 >= exact_m2 as f64 * 0.999 - 2.0,
        "{area_m2} is far below {exact_m2}"
    );
}

#[test]
fn circles() {
    let circle = |radius_m: u32| {
        Footprint::Circle(Circle {
            centre: at(35.7, 36.5),
            radius: Decimetres::from_metres(radius_m).unwrap(),
        })
    };
    assert_eq!(area_m2(&circle(0)), 0);
    assert_just_below(area_m2(&circle(1_000)), 3_141_592);
    assert_just_below(area_m2(&circle(50_000)), 7_853_981_633);
}

#[test]
fn polygons_and_their_holes() {
    // A degree square, by the tool Planimeter of GeographicLib.
    let shell = ring(&[(35.0, 36.0), (35.0, 37.0), (36.0, 37.0), (36.0, 36.0)]);
    let whole = Polygon::new(shell.clone(), vec![]).unwrap();
    assert_just_below(
        area_m2(&Footprint::Polygons(vec![whole.clone()])),
        10_066_272_986,
    );
    let hole = ring(&[(35.7, 36.5), (35.7, 36.51), (35.71, 36.505)]);
    let holed = Polygon::new(shell, vec![hole]).unwrap();
    let missing = area_m2(&Footprint::Polygons(vec![whole.clone()]))
        - area_m2(&Footprint::Polygons(vec![holed.clone()]));
    assert!(missing.abs_diff(502_081) < 10, "{missing}");
    // What lies over another counts once, what lies apart counts.
    let twice = area_m2(&Footprint::Polygons(vec![holed, whole.clone()]));
    assert_eq!(twice, area_m2(&Footprint::Polygons(vec![whole.clone()])));
    let apart = ring(&[(35.0, 38.0), (35.0, 39.0), (36.0, 39.0), (36.0, 38.0)]);
    let both = Footprint::Polygons(vec![whole, Polygon::new(apart, vec![]).unwrap()]);
    assert_just_below(area_m2(&both), 2 * 10_066_272_986);
}

#[test]
fn lines_count_as_the_strip_to_their_farthest_vertex() {
    let wide = Decimetres::from_metres(100).unwrap();
    let line = |vertices: Vec<Position>| Footprint::Line(Line::new(vertices, wide).unwrap());
    let (here, there) = (at(0.0, 0.0), at(0.0, 0.1));
    // 11,131.949 m long, 200 m wide, a half circle at each end.
    let straight = area_m2(&line(vec![here, there]));
    assert_just_below(straight, 2_257_805);
    // To and fro a hundred times is no larger.
    let zigzag = (0..200)
        .map(|i| if i % 2 == 0 { here } else { there })
        .collect();
    assert_eq!(area_m2(&line(zigzag)), straight);
    assert_just_below(area_m2(&line(vec![here])), 31_415);
}
