#![allow(clippy::unwrap_used)]

use super::{DOUBT_M, Imprint, longest_arc_m};
use crate::geometry::geodesic::{Spot, direct, distance_m};
use crate::geometry::pairs::Source;
use crate::geometry::shape::Shape;
use crate::geometry::solid::Vector;

/// Straight lines never say what geodesics would not, and leave little to them.
#[test]
fn what_straight_lines_say_geodesics_say() {
    let (mut asked, mut in_doubt) = (0, 0);
    for number in 0..30_000 {
        let Ok(pair) = Source::new(57, number).pair() else {
            continue;
        };
        let (one, other) = (&pair.told.footprint, &pair.asked.footprint);
        let (first, second) = (Shape::of(one), Shape::of(other));
        let by_geodesics = first.within_by_geodesics(&second, pair.threshold);
        let plainly = [
            first.within_plainly(&second, pair.threshold),
            Imprint::of(one).within(&second, pair.threshold),
            Imprint::of(other).within(&first, pair.threshold),
        ];
        for answer in plainly {
            asked += 1;
            in_doubt += u32::from(answer.is_none());
            assert!(
                answer.is_none_or(|answer| answer == by_geodesics),
                "pair {number}"
            );
        }
    }
    // Two fifths of these pairs lie within a metre of their threshold; in practice hardly any does.
    assert!(
        asked > 80_000 && in_doubt * 2 < asked,
        "{in_doubt} of {asked}"
    );
}

/// A geodesic is no shorter than its chord and no longer than the arc that is reckoned with.
#[test]
fn geodesics_lie_between_their_chord_and_the_longest_arc() {
    for step in 0..20_000_u32 {
        let turn = f64::from(step) * 0.618_033_988_75;
        let from = Spot {
            lat_deg: (turn.fract() - 0.5) * 180.0,
            lon_deg: ((turn * 7.0).fract() - 0.5) * 360.0,
        };
        let length_m = 10.0_f64.powf(f64::from(step % 100) / 100.0 * 6.0);
        let (to, _) = direct(from, f64::from(step % 360), length_m);
        let chord_m = Vector::of(from).chord_m(Vector::of(to));
        let geodesic_m = distance_m(from, to);
        assert!(chord_m <= geodesic_m + DOUBT_M / 100.0);
        assert!(geodesic_m <= longest_arc_m(chord_m) + DOUBT_M / 100.0);
        // Over 20 km they leave a centimetre.
        assert!(length_m > 20_000.0 || longest_arc_m(chord_m) - chord_m < 0.011);
    }
}
