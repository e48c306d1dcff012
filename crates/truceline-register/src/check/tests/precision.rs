//! Both precisions count: a larger one finds more, and lets less be covered.

use super::{Stage, Who, boundary, disc, metres, regulars, square, target, volume};
use crate::act::Act;
use crate::check::Why;
use crate::geometry::distance::within;
use crate::geometry::position::Decimetres;
use crate::place::{SitePlace, Volume4d};
use crate::vocabulary::{Flag, Outcome};
use crate::zone::{Boundary, Obliged};
use proptest::prelude::*;

/// [`target`], of that precision; absent means that none is stated.
fn target_of(precision: Option<Decimetres>) -> Volume4d {
    Volume4d {
        precision,
        ..target()
    }
}

fn outcome_of(stage: &Stage, precision: Option<Decimetres>) -> Outcome {
    stage.find_in(&[target_of(precision)]).outcome
}

/// A nil over a square, of that precision.
fn nil_of(stage: &mut Stage, who: Who, half_e5: i32, precision: Option<Decimetres>) {
    let area = Volume4d {
        precision,
        ..volume(square(0, 0, half_e5), -720, 1_440)
    };
    stage.nil(who, &area, regulars());
}

#[test]
fn an_overlap_counts_both_precisions() {
    let mut stage = Stage::covered();
    // 3,330 m from the middle: 1,330 m from the target's edge; the least buffer is 500 m.
    let place = SitePlace {
        precision: Some(metres(400)),
        ..Stage::site_place(disc(3_000, 0, 0), 60, 120)
    };
    stage.site(Who::East, &place);
    for (precision, expected) in [
        (Some(metres(0)), Outcome::NoneKnown),
        (Some(metres(400)), Outcome::NoneKnown),
        (Some(metres(450)), Outcome::Overlap),
        (None, Outcome::Overlap),
    ] {
        assert_eq!(outcome_of(&stage, precision), expected, "{precision:?}");
    }
    assert!(within(
        &target().footprint,
        &disc(3_000, 0, 0),
        metres(1_350)
    ));
    assert!(!within(
        &target().footprint,
        &disc(3_000, 0, 0),
        metres(1_300)
    ));
}

#[test]
fn a_declaration_holds_what_both_precisions_leave_of_it() {
    // Its edge is about 3,240 m from the middle to the east; 2,000 m and 500 m must fit.
    for (own, asked, expected) in [
        (Some(0), Some(0), Outcome::NoneKnown),
        (Some(0), Some(700), Outcome::NoneKnown),
        (Some(700), Some(0), Outcome::NoneKnown),
        (Some(0), Some(800), Outcome::Unknown),
        (Some(800), Some(0), Outcome::Unknown),
        (Some(400), Some(400), Outcome::Unknown),
        (Some(0), None, Outcome::Unknown),
        (None, Some(0), Outcome::Unknown),
    ] {
        let mut stage = Stage::new();
        nil_of(&mut stage, Who::South, 3_600, own.map(metres));
        nil_of(&mut stage, Who::North, 20_000, Some(metres(0)));
        let found = stage.find_in(&[target_of(asked.map(metres))]);
        assert_eq!(found.outcome, expected, "{own:?} {asked:?}");
        if expected == Outcome::Unknown {
            assert_eq!(super::words(&found.basis), [Why::Scope]);
        }
    }
}

#[test]
fn an_unstated_precision_is_the_worst_and_is_flagged() {
    let mut stage = Stage::new();
    let area = Volume4d {
        precision: None,
        ..target()
    };
    let (_, nil) = stage.nil(Who::South, &area, regulars());
    assert!(stage.house.flags(nil).contains(&Flag::PrecisionAssumed));
    let (check, disclosure) = stage.check_of(&[area], 0);
    let asked = stage
        .say(Who::Centre, Act::CheckAsked(check), &[disclosure])
        .unwrap();
    assert!(stage.house.flags(asked).contains(&Flag::PrecisionAssumed));
    let (check, disclosure) = stage.check_of(&[target()], 0);
    let asked = stage
        .say(Who::Centre, Act::CheckAsked(check), &[disclosure])
        .unwrap();
    assert!(!stage.house.flags(asked).contains(&Flag::PrecisionAssumed));
    let mut near = Stage::covered();
    // 4,440 m from the middle: the buffer of 500 m and the worst of 1,900 m fall short by 40 m.
    near.site(Who::East, &Stage::site_place(disc(4_000, 0, 0), 60, 120));
    assert_eq!(outcome_of(&near, None), Outcome::NoneKnown);
    assert_eq!(outcome_of(&near, Some(metres(1_960))), Outcome::Overlap);
}

#[test]
fn a_zone_a_part_and_the_ground_are_held_against_the_precision_too() {
    // The zone's eastern edge is about 45 km from the middle.
    let east = |precision: u32| Volume4d {
        precision: Some(metres(precision)),
        ..volume(disc(0, 46_000, 2_000), 60, 120)
    };
    let mut stage = Stage::new();
    nil_of(&mut stage, Who::South, 60_000, Some(metres(0)));
    nil_of(&mut stage, Who::North, 60_000, Some(metres(0)));
    let exact = stage.find_in(&[east(0)]);
    assert_eq!(exact.outcome, Outcome::NoneKnown);
    let coarse = stage.find_in(&[east(3_000)]);
    assert_eq!(super::words(&coarse.basis), [Why::OutsideZones]);

    // Wholly outside by 1 km: touched only by who may lie farther in.
    let beyond = |precision: u32| Volume4d {
        precision: Some(metres(precision)),
        ..volume(disc(0, 53_500, 2_000), 60, 120)
    };
    assert!(stage.find_in(&[beyond(0)]).basis.touched.is_empty());
    assert_eq!(stage.find_in(&[beyond(1_500)]).basis.touched.len(), 1);

    // A part that must be answered for begins 1 km east of the target and its buffer.
    let mut parted = Stage::new();
    let part = Obliged {
        part: Some(square(0, 8_900, 5_000)),
        ..super::obliged(&parted.south)
    };
    let all = super::obliged(&parted.north);
    let rules = super::profile(vec![part, all]);
    parted.house.centre_says(Act::ProfileSet(rules)).unwrap();
    nil_of(&mut parted, Who::North, 49_000, Some(metres(0)));
    assert_eq!(outcome_of(&parted, Some(metres(0))), Outcome::NoneKnown);
    let coarse = parted.find_in(&[target_of(Some(metres(1_500)))]);
    assert_eq!(super::words(&coarse.basis), [Why::Silent]);
    let drawn: Boundary = boundary();
    assert!(drawn.area.is_some());
}

/// A site: where, how large, its precision; `None` is not stated.
type Told = (i32, i32, u32, Option<u32>);

/// The stage of a story, and what is checked on it.
fn told(sites: &[Told], nils: [(i32, Option<u32>); 2], grow: [u32; 3]) -> Stage {
    let grown = |own: Option<u32>, by: u32| match (own, by) {
        (own, 0) => own.map(metres),
        (own, by) => Some(metres(own.unwrap_or(1_900) + by)),
    };
    let mut stage = Stage::new();
    for (who, (half, own)) in [Who::South, Who::North].into_iter().zip(nils) {
        nil_of(&mut stage, who, half, grown(own, grow[0]));
    }
    for (north, east, radius, own) in sites {
        let place = SitePlace {
            precision: grown(*own, grow[1]),
            ..Stage::site_place(disc(*north, *east, *radius), 60, 120)
        };
        stage.site(Who::East, &place);
    }
    stage
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    /// Whatever grows in precision, no overlap is lost, and what could not be said is not said then;
    /// and an overlap is what measuring every site by itself gives.
    #[test]
    fn growing_any_precision_never_says_more(
        sites in proptest::collection::vec(
            (-9_000_i32..9_000, -9_000_i32..9_000, 0_u32..500, proptest::option::of(0_u32..2_500)), 0..3),
        nils in [(3_000_i32..9_000, proptest::option::of(0_u32..1_500)), (3_000_i32..9_000, proptest::option::of(0_u32..1_500))],
        own in proptest::option::of(0_u32..1_500),
        grow in [0_u32..2, 0_u32..2, 0_u32..2],
        by in 1_u32..4_000,
    ) {
        let grow = grow.map(|grows| grows * by);
        let before = told(&sites, nils, [0; 3]);
        let after = told(&sites, nils, grow);
        let asked = target_of(own.map(metres));
        let larger = match grow[2] {
            0 => asked.clone(),
            by => target_of(Some(metres(own.unwrap_or(1_900) + by))),
        };
        let one = before.find_in(std::slice::from_ref(&asked));
        let other = after.find_in(&[larger]);
        for overlap in &one.basis.overlaps {
            prop_assert!(other.basis.overlaps.contains(overlap));
        }
        if one.outcome != Outcome::NoneKnown {
            prop_assert_ne!(other.outcome, Outcome::NoneKnown);
        }
        let reach = metres(500).plus(metres(own.unwrap_or(1_900)));
        let measured = sites.iter().filter(|(north, east, radius, of_site)| {
            let apart = reach.plus(metres(of_site.unwrap_or(1_900)));
            within(&disc(*north, *east, *radius), &asked.footprint, apart)
        });
        prop_assert_eq!(one.basis.overlaps.len(), measured.count());
    }
}
