#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Footprint, Line, MAX_VERTICES, Polygon, Ring};
use crate::geometry::geodesic::{Track, direct, inverse};
use crate::geometry::position::{Decimetres, PlaceError, Position};
use crate::geometry::shape::Shape;
use proptest::prelude::*;

fn at(lat_e7: i32, lon_e7: i32) -> Position {
    Position::from_e7(lat_e7, lon_e7).unwrap()
}

/// A ring from degrees.
fn ring(degrees: &[(f64, f64)]) -> Result<Ring, PlaceError> {
    let e7 = |degrees: f64| (degrees * 1e7).round() as i32;
    Ring::new(
        degrees
            .iter()
            .map(|(lat, lon)| at(e7(*lat), e7(*lon)))
            .collect(),
    )
}

#[test]
fn plain_rings_stand_anywhere_in_either_winding() {
    let rings: [&[(f64, f64)]; 7] = [
        &[(35.0, 36.0), (35.0, 37.0), (36.0, 37.0), (36.0, 36.0)],
        &[
            (35.0, 36.0),
            (35.0, 37.0),
            (35.0, 37.0),
            (36.0, 37.0),
            (36.0, 36.0),
            (35.0, 36.0),
        ],
        &[(90.0, 0.0), (90.0, 120.0), (80.0, 60.0), (80.0, 50.0)],
        &[(10.0, 179.0), (10.0, -179.0), (11.0, -179.0), (11.0, 179.0)],
        &[(80.0, 0.0), (80.0, 120.0), (80.0, -120.0)],
        &[(-90.0, 0.0), (-80.0, 10.0), (-80.0, 60.0)],
        &[
            (10.0, 0.0),
            (-10.0, 0.0),
            (-10.0, 20.0),
            (0.0, 1.0),
            (10.0, 20.0),
        ],
    ];
    for degrees in rings {
        assert!(ring(degrees).is_ok());
        let backward: Vec<_> = degrees.iter().rev().copied().collect();
        assert!(ring(&backward).is_ok());
    }
}

#[test]
fn rings_that_are_none_are_refused() {
    let refused: [(&[(f64, f64)], PlaceError); 9] = [
        (&[(0.0, 0.0), (1.0, 1.0)], PlaceError::TooFewVertices),
        (
            &[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)],
            PlaceError::TooFewVertices,
        ),
        // A bow tie.
        (
            &[(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)],
            PlaceError::NotSimple,
        ),
        // No area: on one meridian, and there and back.
        (&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], PlaceError::NotSimple),
        (
            &[(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (1.0, 1.0)],
            PlaceError::NotSimple,
        ),
        // A spike.
        (
            &[(0.0, 0.0), (0.0, 2.0), (0.0, 1.0), (1.0, 1.0)],
            PlaceError::NotSimple,
        ),
        // A vertex twice, not in a row.
        (
            &[
                (0.0, 0.0),
                (1.0, 1.0),
                (0.0, 2.0),
                (0.0, 3.0),
                (1.0, 1.0),
                (2.0, 0.0),
            ],
            PlaceError::NotSimple,
        ),
        // A vertex on another edge.
        (
            &[(0.0, 0.0), (0.0, 4.0), (2.0, 4.0), (0.0, 2.0), (2.0, 0.0)],
            PlaceError::NotSimple,
        ),
        (
            &[(0.0, 0.0), (0.0, 50.0), (1.0, 25.0)],
            PlaceError::TooLarge,
        ),
    ];
    for (degrees, error) in refused {
        assert_eq!(ring(degrees), Err(error));
    }
    // A pole has every longitude and is one place.
    assert_eq!(
        ring(&[(90.0, 0.0), (80.0, 60.0), (90.0, 120.0), (80.0, 50.0)]),
        Err(PlaceError::NotSimple)
    );
}

#[test]
fn limits_of_size_hold() {
    let far = Line::new(vec![at(0, 0), at(0, 450_000_000)], Decimetres::ZERO);
    assert_eq!(far, Err(PlaceError::TooLarge));
    assert!(Line::new(vec![at(0, 0), at(0, 449_000_000)], Decimetres::ZERO).is_ok());
    let halt = Line::new(vec![at(0, 0), at(0, 0)], Decimetres::ZERO);
    assert!(halt.is_ok(), "a halt repeats its vertex");
    let many = (0..=MAX_VERTICES as i32).map(|i| at(i, i)).collect();
    assert_eq!(Ring::new(many), Err(PlaceError::TooManyVertices));
    assert_eq!(
        Footprint::polygons(Vec::new()),
        Err(PlaceError::TooFewVertices)
    );
}

#[test]
fn holes_lie_in_their_shell_and_apart() {
    let shell = || ring(&[(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0)]).unwrap();
    let square = |lat: f64, lon: f64, size: f64| {
        ring(&[
            (lat, lon),
            (lat, lon + size),
            (lat + size, lon + size),
            (lat + size, lon),
        ])
        .unwrap()
    };
    let with = |holes: Vec<Ring>| Polygon::new(shell(), holes).map(|_| ());
    assert_eq!(
        with(vec![square(1.0, 1.0, 2.0), square(5.0, 5.0, 2.0)]),
        Ok(())
    );
    for holes in [
        vec![square(11.0, 11.0, 1.0)],
        vec![square(9.0, 9.0, 2.0)],
        vec![square(1.0, 1.0, 4.0), square(2.0, 2.0, 1.0)],
        vec![square(1.0, 1.0, 2.0), square(2.0, 2.0, 2.0)],
        vec![square(-5.0, -5.0, 20.0)],
        vec![square(0.0, 0.0, 1.0)],
    ] {
        assert_eq!(with(holes), Err(PlaceError::NotSimple));
    }
}

/// A notch that comes within 30 m of an edge of 1,570 km, on one side or the other: edges are
/// geodesics, and a great ellipse would pass 160 m away.
#[test]
fn long_edges_are_geodesics() {
    let (west, east) = (at(450_000_000, 0), at(450_000_000, 200_000_000));
    let line = inverse(west.into(), east.into());
    let middle = Track::new(west.into(), line.leaving)
        .at(line.length_m / 2.0)
        .0;
    for (aside_m, is_simple) in [(30.0, true), (-30.0, false)] {
        let tip = direct(middle, 0.0, aside_m).0;
        let tip = at((tip.lat_deg * 1e7) as i32, (tip.lon_deg * 1e7) as i32);
        let notched = vec![
            west,
            east,
            at(500_000_000, 200_000_000),
            tip,
            at(500_000_000, 0),
        ];
        assert_eq!(Ring::new(notched).is_ok(), is_simple);
    }
}

/// A zigzag of parallel long teeth: the case in which looking at every pair of edges would be slow.
#[test]
fn ten_thousand_vertices_are_judged() {
    let teeth: i32 = 4_999;
    let mut comb: Vec<Position> = (0..teeth)
        .flat_map(|i| {
            [
                at(350_000_000 + 200 * i, 360_000_000),
                at(350_000_100 + 200 * i, 360_900_000),
            ]
        })
        .collect();
    comb.push(at(350_000_000 + 200 * teeth, 359_990_000));
    assert!(Ring::new(comb.clone()).is_ok());
    // One tooth drawn a little too far crosses the back.
    comb[5_000] = at(350_000_000 + 200 * 2_500, 359_980_000);
    let crossed = Ring::new(comb);
    assert_eq!(crossed, Err(PlaceError::NotSimple));
}

fn path(vertices: Vec<Position>) -> Shape {
    Shape::of(&Footprint::Line(
        Line::new(vertices, Decimetres::ZERO).unwrap(),
    ))
}

/// How near two edges come that share no vertex, or two that do beyond it, in metres.
fn narrowest_m(vertices: &[Position]) -> f64 {
    let n = vertices.len();
    let corner = &|i: usize| vertices[i % n];
    let edge = &|i: usize| path(vec![corner(i), corner(i + 1)]);
    let apart = (0..n).flat_map(|i| {
        (i + 2..n)
            .filter(move |j| (j + 1) % n != i)
            .map(move |j| edge(i).separation_m(&edge(j)))
    });
    let folds = (0..n).flat_map(|i| {
        let (a, c) = (path(vec![corner(i)]), path(vec![corner(i + 2)]));
        [c.separation_m(&edge(i)), a.separation_m(&edge(i + 1))]
    });
    apart.chain(folds).fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]
    /// Random corners, mostly crossing: the sweep agrees with looking at every pair of edges.
    #[test]
    fn the_sweep_agrees_with_every_pair(
        corners in prop::collection::btree_set((0_i32..60, 0_i32..60), 4..9),
        order in any::<u64>(),
        base in prop::sample::select(vec![
            (355_000_000, 365_000_000), (0, 1_799_999_000), (899_990_000, 0), (-899_999_900, -900_000_000),
        ]),
        scale in prop::sample::select(vec![1_007_i32, 100_003]),
    ) {
        let mut vertices: Vec<Position> = corners
            .into_iter()
            .map(|(lat, lon)| {
                // Scattered a little, so that few corners lie on one line.
                let (lat, lon) = (lat * scale + lon * lon, lon * scale + lat * lat);
                let wrapped = (i64::from(base.1) + i64::from(lon) + 1_800_000_000).rem_euclid(3_600_000_000)
                    - 1_800_000_000;
                at((base.0 + lat).min(900_000_000), wrapped as i32)
            })
            .collect();
        vertices.sort_by_key(|v| (u64::from(v.lat_e7().unsigned_abs()) ^ order).wrapping_mul(order | 1));
        vertices.dedup();
        let distinct: std::collections::BTreeSet<Position> = vertices.iter().copied().collect();
        prop_assume!(distinct.len() == vertices.len());
        match Ring::new(vertices.clone()) {
            Ok(_) => prop_assert!(narrowest_m(&vertices) > 0.0),
            Err(_) => prop_assert!(narrowest_m(&vertices) < 1e-3),
        }
    }
}

/// The published boundaries beside the repository, where they are: all of them are simple at seven
/// decimals. A development check; it says so when it is skipped.
#[test]
fn published_boundaries_are_footprints() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let files = [
        ("syria/syr_admin1_ocha_pcodes.geojson", 15),
        ("syria/syr_governorates_wof.geojson", 15),
        ("syria/syr_districts_wof.geojson", 62),
        ("syria/syr_country_wof.geojson", 15),
        ("zones/ceasefire_buffer_zones_naturalearth.geojson", 10),
    ];
    for (file, expected) in files {
        let Ok(text) = std::fs::read_to_string(format!("{data}/{file}")) else {
            eprintln!("SKIPPED: {file} is not there");
            continue;
        };
        let mut accepted = 0;
        for rings in polygons_of(&text) {
            let rings: Result<Vec<Ring>, PlaceError> = rings.into_iter().map(Ring::new).collect();
            match rings {
                Ok(mut rings) => {
                    let shell = rings.remove(0);
                    Polygon::new(shell, rings).expect("holes lie in their shells");
                    accepted += 1;
                }
                Err(error) => assert_eq!(error, PlaceError::TooManyVertices, "{file}"),
            }
        }
        assert_eq!(accepted, expected, "{file}");
    }
}

/// The rings of every polygon in a GeoJSON text, rounded to seven decimals.
fn polygons_of(text: &str) -> Vec<Vec<Vec<Position>>> {
    let mut polygons = Vec::new();
    for part in text.split("\"coordinates\":").skip(1) {
        let (mut depth, mut numbers, mut token) = (0, Vec::new(), String::new());
        let (mut ring, mut rings, mut top) = (Vec::new(), Vec::new(), 0);
        for c in part.chars() {
            match c {
                '[' => {
                    depth += 1;
                    top = top.max(depth);
                }
                ']' | ',' => {
                    if !token.is_empty() {
                        numbers.push(std::mem::take(&mut token).parse::<f64>().unwrap());
                    }
                    if c == ']' {
                        depth -= 1;
                        if depth == top - 1 {
                            let e7 = |degrees: f64| (degrees * 1e7).round() as i32;
                            ring.push(at(e7(numbers[1]), e7(numbers[0])));
                            numbers.clear();
                        } else if depth == top - 2 {
                            rings.push(std::mem::take(&mut ring));
                        } else if depth == top - 3 {
                            polygons.push(std::mem::take(&mut rings));
                        }
                        if depth == 0 {
                            break;
                        }
                    }
                }
                c if c.is_whitespace() => {}
                c => token.push(c),
            }
        }
    }
    polygons
}
