#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Cell, CellError, Step, cover, covers};
use crate::geometry::distance::{separation, within};
use crate::geometry::footprint::{Circle, Footprint};
use crate::geometry::pairs::Source;
use crate::geometry::position::{Decimetres, Position};
use proptest::prelude::*;

fn point(position: Position) -> Footprint {
    Footprint::Circle(Circle {
        centre: position,
        radius: Decimetres::ZERO,
    })
}

fn e7(lat_e7: i32, lon_e7: i32) -> Position {
    Position::from_e7(lat_e7, lon_e7).unwrap()
}

#[test]
fn cells_are_numbered_by_floor() {
    let numbers = |lat, lon| {
        let cell = Cell::of(e7(lat, lon), Step::DEFAULT);
        (cell.row(), cell.column())
    };
    assert_eq!(numbers(0, 0), (0, 0));
    assert_eq!(numbers(-1, -1), (-1, -1));
    assert_eq!(numbers(357_000_000, 365_999_999), (357, 365));
    assert_eq!(numbers(-1_000_000, 1_000_000), (-1, 1));
    assert_eq!(numbers(0, 1_800_000_000), (0, -1_800));
    assert_eq!(numbers(0, 1_799_999_999), (0, 1_799));
    assert_eq!(numbers(900_000_000, 0), (899, 0));
    assert_eq!(numbers(-900_000_000, 0), (-900, 0));
}

#[test]
fn steps_and_numbers_outside_are_refused() {
    assert_eq!(Step::from_e7(7_000_000), Err(CellError::Step));
    assert_eq!(Step::from_e7(1_000), Err(CellError::Step));
    assert_eq!(Step::from_e7(-10_000_000), Err(CellError::Step));
    assert_eq!(Step::from_e7(300_000_000), Err(CellError::Step));
    assert!(Step::from_e7(10_000_000).is_ok());
    assert_eq!(
        Cell::new(Step::DEFAULT, 900, 0),
        Err(CellError::OutsideGrid)
    );
    assert_eq!(
        Cell::new(Step::DEFAULT, 0, 1_800),
        Err(CellError::OutsideGrid)
    );
    assert!(Cell::new(Step::DEFAULT, -900, -1_800).is_ok());
}

#[test]
fn covers_are_limited_and_compared_on_one_grid() {
    let country = Circle {
        centre: e7(350_000_000, 385_000_000),
        radius: Decimetres::from_metres(900_000).unwrap(),
    };
    let country = Footprint::Circle(country);
    assert_eq!(
        cover(&country, Decimetres::ZERO, Step::DEFAULT),
        Err(CellError::TooManyCells)
    );
    let degree = Step::from_e7(10_000_000).unwrap();
    assert!(cover(&country, Decimetres::ZERO, degree).unwrap().len() > 100);
    let here = point(e7(355_500_000, 365_500_000));
    let cell = Cell::of(e7(355_500_000, 365_500_000), Step::DEFAULT);
    assert_eq!(
        cover(&here, Decimetres::ZERO, Step::DEFAULT),
        Ok(vec![cell])
    );
    let other_grid = Cell::of(e7(355_500_000, 365_500_000), degree);
    assert_eq!(
        covers(&[cell, other_grid], &here, Decimetres::ZERO),
        Err(CellError::Step)
    );
    assert_eq!(covers(&[other_grid], &here, Decimetres::ZERO), Ok(true));
    assert_eq!(covers(&[], &here, Decimetres::ZERO), Ok(false));
}

#[test]
fn cells_at_the_poles_and_the_antimeridian_are_footprints() {
    for step in [10_000, 1_000_000, 10_000_000, 100_000_000] {
        let step = Step::from_e7(step).unwrap();
        for position in [
            e7(900_000_000, 0),
            e7(-900_000_000, 0),
            e7(899_999_999, 1_234_567_890),
            e7(12, 1_800_000_000),
            e7(-12, -1_799_999_999),
            e7(-899_000_000, 1_799_999_999),
        ] {
            let footprint = Cell::of(position, step).footprint().unwrap();
            assert_eq!(separation(&footprint, &point(position)).get(), 0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every place of a cell is in its footprint, the corners and the middles of its sides too.
    #[test]
    fn a_cell_holds_its_places(
        lat in -900_000_000_i32..=900_000_000, lon in -1_800_000_000_i32..=1_800_000_000,
        step in prop::sample::select(vec![10_000, 100_000, 1_000_000, 5_000_000, 50_000_000]),
    ) {
        let cell = Cell::of(e7(lat, lon), Step::from_e7(step).unwrap());
        let footprint = cell.footprint().unwrap();
        let (south, west) = (i64::from(cell.row()) * i64::from(step), i64::from(cell.column()) * i64::from(step));
        for (up, right) in [(0, 0), (0, 8), (8, 0), (8, 8), (0, 4), (8, 3), (4, 0), (5, 8), (0, 1)] {
            let lat = south + i64::from(step) * up / 8;
            let lon = west + i64::from(step) * right / 8;
            let place = point(e7(lat as i32, lon as i32));
            prop_assert!(separation(&footprint, &place).get() <= 1);
        }
        prop_assert_eq!(separation(&footprint, &point(e7(lat, lon))).get(), 0);
    }

    /// A cover holds the cell of every place in reach, and no less covers.
    #[test]
    fn a_cover_covers(seed in any::<u64>(), grow in 0_u32..20_000, lat in -2_000_000_i32..2_000_000, lon in -2_000_000_i32..2_000_000) {
        let footprint = Source::new(seed, 4).pair().unwrap().told.footprint;
        let (grow, step) = (Decimetres::new(grow).unwrap(), Step::DEFAULT);
        // Near a pole there are too many columns; that is an answer too.
        let Ok(cells) = cover(&footprint, grow, step) else { return Ok(()); };
        prop_assert!(cells.is_sorted());
        prop_assert_eq!(covers(&cells, &footprint, grow), Ok(true));
        let first = match &footprint {
            Footprint::Circle(c) => c.centre,
            Footprint::Line(l) => l.vertices()[0],
            Footprint::Polygons(p) => p[0].shell().vertices()[0],
        };
        let near = e7(
            (first.lat_e7() + lat).clamp(-900_000_000, 900_000_000),
            ((i64::from(first.lon_e7()) + i64::from(lon) + 1_800_000_000).rem_euclid(3_600_000_000) - 1_800_000_000) as i32,
        );
        if !within(&footprint, &point(near), grow) {
            prop_assert!(cells.len() < 16_384);
        } else if separation(&footprint, &point(near)).get() <= u64::from(grow.get()) * 100 {
            prop_assert!(cells.contains(&Cell::of(near, step)));
        }
        let without: Vec<Cell> = cells.iter().copied().filter(|c| *c != Cell::of(first, step)).collect();
        prop_assert_eq!(without.len() + 1, cells.len());
        prop_assert_eq!(covers(&without, &footprint, grow), Ok(false));
    }
}
