#![allow(clippy::unwrap_used)]

use super::super::footprint::{Footprint, Polygon, Ring};
use super::super::shape::Shape;
use super::*;
use proptest::prelude::*;

/// By the geodesic alone.
fn is_north_plainly(west: &Vertex, east: &Vertex, position: Position) -> bool {
    let edge = inverse(west.spot(), east.spot());
    let sight = inverse(west.spot(), position.into());
    edge.leaving.right_of(sight.leaving) > 0.0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    /// What latitudes alone decide, the geodesic says too: wherever the edge lies, however long it is, also for
    /// places close to the bound.
    #[test]
    fn latitudes_decide_only_what_the_geodesic_says(
        lat in -890_000_000..=890_000_000_i32,
        rise in -100_000_000..=100_000_000_i32,
        turn in 1_000..=400_000_000_i64,
        along in 1..1_000_i64,
        off in -30_000_000..=30_000_000_i64,
        close in 0..3_u8,
    ) {
        let east_lat = lat.saturating_add(rise).clamp(-890_000_000, 890_000_000);
        let at = |lat_e7: i32, lon_e7: i64| Position::from_e7(lat_e7, i32::try_from(lon_e7).unwrap()).unwrap();
        let third = Position::from_e7((lat / 2).clamp(-890_000_000, 890_000_000), 1_000).unwrap();
        let ring = Ring::new(vec![at(lat, 0), at(east_lat, turn), third]);
        // Only the first edge is looked at: a ring that cannot be is skipped.
        let Ok(ring) = ring else { return Ok(()) };
        let polygon = Footprint::polygons(vec![Polygon::new(ring, Vec::new()).unwrap()]).unwrap();
        let shape = Shape::of(&polygon);
        let vertices = &shape.parts[0].vertices;
        let (west, east) = (&vertices[0], &vertices[1]);
        let lon_e7 = turn * along / 1_000;
        let (northern, southern) = (i64::from(lat.max(east_lat)), i64::from(lat.min(east_lat)));
        let stray = stray_e7(west.solid.chord_m(east.solid), i64::from(lat).abs().max(i64::from(east_lat).abs()));
        #[allow(clippy::cast_possible_truncation)]
        let beyond = match close {
            0 => northern + off,
            1 => northern + stray as i64 + off.abs() % 1_000,
            _ => southern - stray as i64 - off.abs() % 1_000,
        };
        let beyond = i32::try_from(beyond.clamp(-890_000_000, 890_000_000)).unwrap();
        let position = at(beyond, lon_e7);
        prop_assert_eq!(is_north_of(west, east, position), is_north_plainly(west, east, position));
    }
}
