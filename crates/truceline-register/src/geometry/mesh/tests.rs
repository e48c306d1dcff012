#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::Mesh;
use crate::geometry::area::least_area;
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::distance::within;
use crate::geometry::footprint::{Circle, Footprint, Ring};
use crate::geometry::position::{Decimetres, Position};
use proptest::prelude::*;

const FLOORS: [u64; 5] = [10_000, 1_000_000, 5_000_000, 25_000_000, 3_000_000_000];

fn point(position: Position) -> Footprint {
    Footprint::Circle(Circle {
        centre: position,
        radius: Decimetres::ZERO,
    })
}

fn meshes() -> Vec<Mesh> {
    FLOORS.map(|floor| Mesh::of_floor(floor).unwrap()).to_vec()
}

fn positions() -> impl Strategy<Value = Position> {
    let lats = prop_oneof![
        4 => -900_000_000..=900_000_000_i32,
        1 => 840_000_000..=900_000_000_i32,
        1 => -900_000_000..=-840_000_000_i32,
        1 => -1_000_000..=1_000_000_i32,
    ];
    let lons = prop_oneof![
        4 => -1_800_000_000..=1_800_000_000_i32,
        1 => 1_799_000_000..=1_800_000_000_i32,
        1 => -1_800_000_000..=-1_799_000_000_i32,
    ];
    (lats, lons).prop_map(|(lat, lon)| Position::from_e7(lat, lon).unwrap())
}

#[test]
fn no_floor_is_no_mesh_and_a_coarser_floor_is_no_finer_mesh() {
    assert_eq!(Mesh::of_floor(0), None);
    let areas: Vec<f64> = meshes().iter().map(|mesh| mesh.least_area_m2()).collect();
    for (area, floor) in areas.iter().zip(FLOORS) {
        assert!(
            *area >= floor as f64 && *area < 2.0 * floor as f64,
            "{area}"
        );
    }
    assert!(Mesh::of_floor(u64::MAX).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_cell_holds_its_positions_and_is_no_smaller_than_the_floor(
        position in positions(),
        number in 0..FLOORS.len(),
    ) {
        let mesh = meshes()[number];
        let outline = mesh.cell_of(position).footprint().unwrap();
        prop_assert!(within(&outline, &point(position), Decimetres::ZERO));
        let area = least_area(&outline).get();
        prop_assert!(area >= FLOORS[number] / 1000 * 999, "{area}");
        if position.lat_e7().abs() < 780_000_000 {
            prop_assert!(area < FLOORS[number] * 5, "{area}");
        }
        prop_assert!(mesh.touched(&point(position), Decimetres::ZERO, 100).contains(&mesh.cell_of(position)));
    }

    /// What lies in one cell lies in one cell of every coarser mesh, so that two meshes together say no more
    /// than the finer.
    #[test]
    fn meshes_are_nested(
        position in positions(),
        shift in (-200_000..200_000_i32, -200_000..200_000_i32),
        number in 0..FLOORS.len(),
    ) {
        let (lat, lon) = (position.lat_e7() + shift.0, position.lon_e7() + shift.1);
        let Ok(other) = Position::from_e7(lat, lon) else { return Ok(()) };
        let mut mesh = meshes()[number];
        let mut together = mesh.cell_of(position) == mesh.cell_of(other);
        while let Some(coarser) = mesh.coarser() {
            let now = coarser.cell_of(position) == coarser.cell_of(other);
            prop_assert!(now || !together);
            prop_assert!(coarser.least_area_m2() > 1.9 * mesh.least_area_m2());
            together = now;
            mesh = coarser;
        }
    }

    #[test]
    fn a_circle_is_at_home_in_one_cell_by_its_middle_alone(
        position in positions(),
        radius in 0..30_000_u32,
        number in 0..FLOORS.len(),
    ) {
        let mesh = meshes()[number];
        let radius = Decimetres::new(radius).unwrap();
        let circle = Footprint::Circle(Circle { centre: position, radius });
        let home = mesh.home(&circle, radius, || vec![GeoBox::EVERYWHERE]).unwrap();
        prop_assert_eq!(&home.cells, &vec![mesh.cell_of(position)]);
        prop_assert!(home.reach >= radius.plus(radius));
        prop_assert!(home.reach.get() <= radius.get() * 2 + mesh.side().get().div_ceil(4));
    }

    /// Each outline is sound though nobody looks, and no two of its corners are farther apart than told for
    /// any box that it meets.
    #[test]
    fn a_cell_is_no_wider_than_told_where_it_lies(
        position in positions(),
        number in 0..FLOORS.len(),
    ) {
        let mesh = meshes()[number];
        let cell = mesh.cell_of(position);
        let outline = cell.footprint().unwrap();
        let here = bounds(&point(position), Decimetres::ZERO);
        prop_assert!(cell.may_meet(&here));
        prop_assert!(cell.may_meet(&bounds(&outline, Decimetres::ZERO)));
        let Footprint::Polygons(polygons) = &outline else { panic!("a cell is a polygon") };
        let corners = polygons[0].shell().vertices();
        prop_assert!(Ring::new(corners.to_vec()).is_ok_and(|ring| ring.vertices() == corners));
        // Its outline is moved outward by less than a hundredth and 16 m.
        let told = mesh.diagonal(&here).get();
        let most = Decimetres::new(told + told / 100 + 160).unwrap();
        for one in corners {
            for other in corners {
                prop_assert!(within(&point(*one), &point(*other), most), "{one:?} {other:?} {told}");
            }
        }
    }

    /// What a cell cannot meet by its edges is nowhere near it.
    #[test]
    fn what_a_cell_cannot_meet_lies_outside_it(
        position in positions(),
        shift in (-3_000_000..3_000_000_i32, -3_000_000..3_000_000_i32),
        grow in 0..200_000_u32,
        number in 0..FLOORS.len(),
    ) {
        let (lat, lon) = (position.lat_e7() + shift.0, position.lon_e7() + shift.1);
        let Ok(other) = Position::from_e7(lat, lon) else { return Ok(()) };
        let cell = meshes()[number].cell_of(position);
        let grow = Decimetres::new(grow).unwrap();
        if !cell.may_meet(&bounds(&point(other), grow)) {
            prop_assert!(!within(&cell.footprint().unwrap(), &point(other), grow));
        }
    }
}
