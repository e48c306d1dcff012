#![allow(clippy::unwrap_used)]

use super::*;
use crate::geometry::footprint::Circle;
use crate::geometry::position::Position;
use proptest::prelude::*;

fn disc((lat, lon, radius): (i32, i32, u32)) -> Footprint {
    Footprint::Circle(Circle {
        centre: Position::from_e7(350_000_000 + lat * 10_000, 390_000_000 + lon * 10_000).unwrap(),
        radius: Decimetres::new(radius * 1_000).unwrap(),
    })
}

fn any_disc() -> impl Strategy<Value = (i32, i32, u32)> {
    (0..6, 0..6, prop::sample::select(vec![1_u32, 5, 20, 90]))
}

proptest! {
    /// Whatever was asked before, the answer is the one that is found without a memory.
    #[test]
    fn it_answers_as_if_it_had_not_been_asked_before(
        questions in prop::collection::vec((any_disc(), any_disc(), 0_u32..3), 1..40)
    ) {
        let held = Held::default();
        let mesh = Mesh::of_floor(1_000_000).unwrap();
        for (outer, inner, enlarge) in questions {
            let (outer, inner) = (disc(outer), disc(inner));
            let enlarge = Decimetres::new(enlarge * 700).unwrap();
            prop_assert_eq!(held.holds(&outer, &inner, enlarge), contains_enlarged(&outer, &inner, enlarge));
            let cells = mesh.touched(&inner, enlarge, 64);
            let all = cells.iter().all(|cell| {
                let outline = cell.footprint().unwrap();
                contains_enlarged(&outer, &outline, enlarge)
            });
            prop_assert_eq!(held.holds_cells((&outer, enlarge), mesh, (&inner, enlarge), 64), all);
        }
    }
}
