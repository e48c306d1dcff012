//! Figures of GeographicLib 2.1.2 (`GeoConvert`): 876 places around the world, Norway, Svalbard,
//! band and zone edges, the equator and the antimeridian; 290 squares; 400 random references.

use super::super::{CoarseGrid, grid, mgrs, parse, separation, utm};
use truceline_register::geometry::position::Position;

const FORWARD: &str = include_str!("../../../../../testdata/vectors/coordinates/forward.csv");
const REVERSE: &str = include_str!("../../../../../testdata/vectors/coordinates/reverse.csv");
const SQUARES: &str = include_str!("../../../../../testdata/vectors/coordinates/grid_squares.csv");
const DEGREES: &str = include_str!("../../../../../testdata/vectors/coordinates/degrees.csv");

fn rows(file: &str, separator: char) -> Vec<Vec<&str>> {
    let rows = file.lines().skip(1).map(|l| l.split(separator).collect());
    rows.collect()
}

fn position(lat_e7: &str, lon_e7: &str) -> Position {
    Position::from_e7(lat_e7.parse().unwrap(), lon_e7.parse().unwrap()).unwrap()
}

#[test]
fn utm_forward_within_a_micrometre() {
    let rows = rows(FORWARD, ',');
    assert_eq!(rows.len(), 876);
    for row in rows {
        let place = position(row[0], row[1]);
        let located = utm::locate(place).unwrap();
        let (zone, hemisphere) = row[2].split_at(2);
        assert_eq!(located.zone, zone.parse::<u8>().unwrap(), "{row:?}");
        let north = if hemisphere == "s" { 1e7 } else { 0.0 };
        let east_off = located.easting_m - row[3].parse::<f64>().unwrap();
        let north_off = located.north_m + north - row[4].parse::<f64>().unwrap();
        assert!(east_off.abs() < 1e-6 && north_off.abs() < 1e-6, "{row:?}");
        let (lat, lon) = utm::unproject(located.zone, located.easting_m, located.north_m);
        let lon_e7 = (lon * 1e7).round() as i64;
        assert_eq!(
            (lat * 1e7).round() as i64,
            i64::from(place.lat_e7()),
            "{row:?}"
        );
        let turn = 3_600_000_000;
        assert_eq!(
            (lon_e7 - i64::from(place.lon_e7())).rem_euclid(turn),
            0,
            "{row:?}"
        );
    }
}

#[test]
fn the_series_holds_far_from_the_meridian() {
    let plane = grid::forward(40.0, 20.0);
    let (lat, lon) = grid::reverse(plane);
    assert!((lat - 40.0).abs() < 1e-11 && (lon - 20.0).abs() < 1e-11);
}

#[test]
fn mgrs_forward() {
    for row in rows(FORWARD, ',') {
        let text = mgrs::write(position(row[0], row[1]), mgrs::Square::OneMetre).unwrap();
        assert_eq!(text.replace(' ', ""), row[5], "{row:?}");
    }
}

#[test]
fn mgrs_reverse_is_the_middle_of_the_square() {
    let rows = rows(REVERSE, ',');
    assert_eq!(rows.len(), 290);
    for row in rows {
        let reading = parse(row[0], CoarseGrid::Accepted).unwrap_or_else(|e| panic!("{row:?} {e}"));
        let off = |degrees: &str, e7: i32| {
            let off = degrees.parse::<f64>().unwrap() * 1e7 - f64::from(e7);
            off.abs().min((off.abs() - 3.6e9).abs())
        };
        assert!(off(row[1], reading.position.lat_e7()) <= 0.51, "{row:?}");
        assert!(off(row[2], reading.position.lon_e7()) <= 0.51, "{row:?}");
    }
}

#[test]
fn random_squares_agree_or_are_refused_here_for_lying_outside_their_zone() {
    let (mut agreed, mut stricter) = (0, 0);
    for row in rows(SQUARES, ',') {
        match (parse(row[0], CoarseGrid::Refused), row[1].split_once(';')) {
            (Err(_), None) => agreed += 1,
            (Ok(reading), Some((lat, lon))) => {
                let e7 = |d: &str| (d.parse::<f64>().unwrap() * 1e7).round() as i32;
                let there = Position::from_e7(e7(lat), e7(lon)).unwrap();
                assert_eq!(separation::metres(reading.position, there), 0, "{row:?}");
                agreed += 1;
            }
            // The reference implementation takes squares far beyond their zone or band.
            (Err(_), Some(_)) => stricter += 1,
            (Ok(_), None) => panic!("taken here, refused by the reference: {row:?}"),
        }
    }
    assert_eq!(agreed + stricter, 400);
    assert!(
        stricter < 40,
        "{stricter} squares refused that the reference takes"
    );
}

#[test]
fn degrees_as_the_reference_writes_them() {
    let rows = rows(DEGREES, '\t');
    assert!(rows.len() > 170);
    for row in rows {
        let reading = parse(row[0], CoarseGrid::Refused).unwrap_or_else(|e| panic!("{row:?} {e}"));
        assert!(reading.position == position(row[1], row[2]), "{row:?}");
    }
}
