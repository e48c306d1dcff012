#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod random;
mod reported;

use super::undisclosed::{Hidden, in_zone, in_zone_ever};
use super::*;
use crate::act::Act;
use crate::codec::disclosure::Label;
use crate::erasure::Erasure;
use crate::notification::tests::cast::{
    Cast, ZONE, cells_of, disc, metres, ntf, post, spot, way, window,
};
use crate::notification::{Amendment, Report};
use crate::place::{ExistencePlace, HoldingPoint, MovementPlace, PlaceDigests, SitePlace};
use crate::register::tests::at;
use crate::relay::RelayedAct;
use crate::vocabulary::{Flag, MovementAct, Stance};

const HERE: (i32, i32) = (0, 0);
/// On the second leg of [`way`], far from its ends and its holding point.
const SECOND_LEG: (i32, i32) = (0, 15_000);
const FIRST_LEG: (i32, i32) = (0, 5_000);

fn volume(place: (i32, i32), from: i64, to: i64) -> Volume4d {
    Volume4d {
        footprint: disc(place.0, place.1, 10),
        altitude: None,
        window: window(from, to),
        precision: Some(Decimetres::ZERO),
    }
}

fn found(cast: &Cast, place: (i32, i32), from: i64, to: i64) -> Vec<Standing> {
    near(
        &cast.house.register,
        &volume(place, from, to),
        metres(10),
        Span::ZERO,
        cast.standpoint(),
    )
}

fn is_there(cast: &Cast, place: (i32, i32), from: i64, to: i64) -> bool {
    let asked = volume(place, from, to);
    found(cast, place, from, to).iter().any(|standing| {
        standing.volumes.iter().any(|v| {
            v.meets_window(asked.window, Span::ZERO)
                && crate::geometry::distance::within(
                    &v.footprint,
                    &asked.footprint,
                    v.reach().plus(metres(10)),
                )
        })
    })
}

fn with_movement(place: &MovementPlace) -> Cast {
    let mut cast = Cast::new();
    let (movement, disclosed) = cast.movement(1, place);
    cast.south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    cast
}

fn reports(cast: &mut Cast, report: Report) -> LogIndex {
    cast.south_says(Act::Reported(report), &[]).unwrap()
}

#[test]
fn a_site_stands_from_start_to_end_and_stale_when_not_reconfirmed() {
    let mut cast = Cast::new();
    let (mut site, disclosed) = cast.site(
        1,
        &SitePlace {
            end: Some(at(120)),
            ..post(0, 0, 60)
        },
    );
    site.reconfirm_by = Some(at(30));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    assert!(!is_there(&cast, HERE, 0, 60));
    assert!(is_there(&cast, HERE, 0, 61));
    assert!(is_there(&cast, HERE, 119, 200));
    assert!(!is_there(&cast, HERE, 120, 200));
    assert!(!is_there(&cast, (0, 400), 60, 120));
    assert!(!found(&cast, HERE, 60, 120)[0].stale);
    cast.house.wait(30);
    assert!(found(&cast, HERE, 60, 120)[0].stale);
    let (open, disclosed) = cast.site(2, &post(9_000, 0, 60));
    cast.south_says(Act::Site(open), &disclosed).unwrap();
    assert!(is_there(&cast, (9_000, 0), 500_000, 500_001));
    assert!(!is_there(&cast, HERE, 120, 500_000));
}

#[test]
fn tolerance_widens_windows() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 60));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let asked = volume(HERE, 0, 50);
    let count = |tolerance: Span| {
        near(
            &cast.house.register,
            &asked,
            metres(10),
            tolerance,
            cast.standpoint(),
        )
        .len()
    };
    assert_eq!(count(Span::minutes(10)), 0);
    assert_eq!(count(Span::minutes(11)), 1);
}

#[test]
fn precision_not_stated_is_the_zones_worst_even_when_set_later() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(
        1,
        &SitePlace {
            precision: None,
            ..post(0, 0, 60)
        },
    );
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    assert!(is_there(&cast, (0, 1_900), 60, 61));
    assert!(!is_there(&cast, (0, 5_000), 60, 61));
    assert_eq!(
        found(&cast, HERE, 60, 61)[0].volumes[0].precision,
        metres(1_800)
    );
    let before = cast.standpoint();
    let (_, mut profile) = cast
        .house
        .register
        .zones
        .profile(ZONE, cast.house.register.size)
        .map(|(index, profile)| (index, profile.clone()))
        .unwrap();
    profile.worst_precision = metres(6_000);
    cast.house.centre_says(Act::ProfileSet(profile)).unwrap();
    assert!(is_there(&cast, (0, 5_000), 60, 61));
    let asked = volume((0, 5_000), 60, 61);
    assert!(near(&cast.house.register, &asked, metres(10), Span::ZERO, before).is_empty());
}

#[test]
fn a_movement_is_on_each_leg_in_its_window_and_then_overdue() {
    let mut cast = with_movement(&way(0, 2));
    assert!(is_there(&cast, FIRST_LEG, 0, 60));
    assert!(!is_there(&cast, FIRST_LEG, 60, 600));
    assert!(!is_there(&cast, SECOND_LEG, 0, 60));
    assert!(is_there(&cast, SECOND_LEG, 60, 120));
    assert!(is_there(&cast, (500, 10_000), 45, 46));
    assert!(!is_there(&cast, SECOND_LEG, 120, 600));
    cast.house.wait(119);
    assert!(!found(&cast, SECOND_LEG, 60, 61)[0].stale);
    cast.house.wait(1);
    assert!(found(&cast, SECOND_LEG, 60, 61)[0].stale);
    assert!(is_there(&cast, SECOND_LEG, 600, 601));
    assert!(is_there(&cast, FIRST_LEG, 600, 601));
    let mut progressed = cast.clone();
    let on = Report {
        leg: Some(1),
        ..cast.report(1, MovementAct::Departed)
    };
    reports(&mut progressed, on.clone());
    assert!(is_there(&progressed, SECOND_LEG, 600, 601));
    assert!(is_there(&progressed, (500, 10_000), 600, 601));
    assert!(
        !is_there(&progressed, FIRST_LEG, 600, 601),
        "it is behind it"
    );
    cast.relayed(RelayedAct::Report(on), &[]).unwrap();
    assert!(
        is_there(&cast, FIRST_LEG, 600, 601),
        "what is relayed takes nothing away"
    );
}

#[test]
fn a_delay_moves_what_is_ahead() {
    let mut cast = with_movement(&way(0, 2));
    cast.house.wait(50);
    let late = Report {
        leg: Some(0),
        until: Some(at(90)),
        ..cast.report(1, MovementAct::Delayed)
    };
    let mut relayed = cast.clone();
    relayed
        .relayed(RelayedAct::Report(late.clone()), &[])
        .unwrap();
    assert!(
        is_there(&relayed, SECOND_LEG, 150, 151),
        "what is relayed adds"
    );
    reports(&mut cast, late);
    assert!(
        is_there(&cast, FIRST_LEG, 90, 91),
        "it has to go on from where it stood"
    );
    assert!(is_there(&cast, SECOND_LEG, 150, 151));
    assert!(!is_there(&cast, SECOND_LEG, 160, 200));
    cast.house.wait(100);
    assert!(!found(&cast, SECOND_LEG, 60, 61)[0].stale);
    cast.house.wait(10);
    assert!(found(&cast, SECOND_LEG, 60, 61)[0].stale);
    let later = Report {
        leg: Some(0),
        until: Some(at(900)),
        ..cast.report(1, MovementAct::Delayed)
    };
    assert!(is_there(&cast, SECOND_LEG, 5_000, 5_001));
    let mut relayed = cast.clone();
    relayed
        .relayed(RelayedAct::Report(later.clone()), &[])
        .unwrap();
    assert!(
        is_there(&relayed, SECOND_LEG, 5_000, 5_001),
        "it stays overdue"
    );
    reports(&mut cast, later);
    assert!(!is_there(&cast, SECOND_LEG, 5_000, 5_001));
    assert!(is_there(&cast, SECOND_LEG, 900, 901));
}

#[test]
fn a_halt_occupies_its_place_until_the_owner_reports_again() {
    let mut cast = with_movement(&way(0, 2));
    cast.house.wait(50);
    let halt = Report {
        holding_point: Some(0),
        ..cast.report(1, MovementAct::Holding)
    };
    reports(&mut cast, halt);
    assert!(is_there(&cast, (500, 10_000), 5_000, 5_001));
    cast.house.wait(10);
    let on = Report {
        leg: Some(1),
        ..cast.report(1, MovementAct::Departed)
    };
    let mut relayed = cast.clone();
    relayed
        .relayed(RelayedAct::Report(on.clone()), &[])
        .unwrap();
    assert!(is_there(&relayed, (500, 10_000), 5_000, 5_001));
    reports(&mut cast, on);
    assert!(!is_there(&cast, (500, 10_000), 5_000, 5_001));
    assert!(is_there(&cast, (500, 10_000), 55, 56));
    let mut cast = with_movement(&way(100, 2));
    let early = Report {
        leg: Some(0),
        until: Some(at(20)),
        ..cast.report(1, MovementAct::Holding)
    };
    reports(&mut cast, early);
    assert!(
        is_there(&cast, FIRST_LEG, 1, 2),
        "a halt before the plan begins is a presence too"
    );
}

#[test]
fn too_many_words_of_others_leave_it_open_ended() {
    let mut cast = with_movement(&way(0, 2));
    let late = Report {
        leg: Some(0),
        until: Some(at(65)),
        ..cast.report(1, MovementAct::Delayed)
    };
    for _ in 0..way::MAX_REPORTS_OF_OTHERS {
        cast.relayed(RelayedAct::Report(late.clone()), &[]).unwrap();
    }
    assert!(!is_there(&cast, SECOND_LEG, 50_000, 50_001));
    cast.relayed(RelayedAct::Report(late), &[]).unwrap();
    assert!(is_there(&cast, SECOND_LEG, 50_000, 50_001));
    assert!(!found(&cast, SECOND_LEG, 60, 61)[0].stale);
}

#[test]
fn a_deviation_puts_another_way_beside_the_old_one() {
    let mut cast = with_movement(&way(0, 2));
    cast.house.wait(10);
    let aside = MovementPlace {
        legs: vec![crate::place::Leg {
            line: crate::geometry::footprint::Line::new(
                vec![spot(9_000, 0), spot(9_000, 9_000)],
                metres(50),
            )
            .unwrap(),
            altitude: None,
            window: window(20, 80),
        }],
        holding_points: vec![],
        ..way(0, 1)
    };
    let (exact, disclosure) = cast.seal(Label::Exact, &aside);
    let place = PlaceDigests {
        exact: Some(exact),
        cell: None,
        existence: None,
    };
    let turned = Report {
        place,
        ..cast.report(1, MovementAct::Deviated)
    };
    let record = cast
        .south_says(Act::Reported(turned), &[disclosure])
        .unwrap();
    assert!(is_there(&cast, (9_000, 5_000), 30, 40));
    assert!(is_there(&cast, SECOND_LEG, 60, 120));
    assert!(crate::notification::in_force(
        &cast.house.register,
        record,
        cast.standpoint()
    ));
    let hidden = |cast: &Cast| {
        in_zone(
            &cast.house.register,
            ZONE,
            window(0, 10_000),
            cast.standpoint(),
        )
    };
    assert_eq!(hidden(&cast), []);
    let turned = cast.report(1, MovementAct::Deviated);
    let record = reports(&mut cast, turned);
    assert_eq!(cast.house.flags(record), [Flag::Undisclosed]);
    assert_eq!(hidden(&cast)[0].hidden, Hidden::Deviation);
    cast.house.wait(10);
    let arrived = cast.report(1, MovementAct::Arrived);
    reports(&mut cast, arrived);
    assert_eq!(hidden(&cast), []);
    assert!(!is_there(&cast, (9_000, 5_000), 30, 40));
    assert!(!crate::notification::in_force(
        &cast.house.register,
        record,
        cast.standpoint()
    ));
    cast.house.assert_replays();
}

#[test]
fn arrival_ends_it_and_the_past_can_still_be_asked() {
    let mut cast = with_movement(&way(0, 2));
    cast.house.wait(130);
    let under_way = cast.standpoint();
    let arrived = Report {
        at: at(100),
        ..cast.report(1, MovementAct::Arrived)
    };
    reports(&mut cast, arrived);
    assert!(found(&cast, SECOND_LEG, 0, 600).is_empty());
    let ever = |from, to| {
        let asked = volume(SECOND_LEG, from, to);
        near_ever(
            &cast.house.register,
            &asked,
            metres(10),
            Span::ZERO,
            cast.standpoint(),
        )
    };
    assert_eq!(ever(60, 70)[0].ended, Some(at(100)));
    assert!(ever(100, 600).is_empty());
    let asked = volume(SECOND_LEG, 300, 310);
    let then = near(
        &cast.house.register,
        &asked,
        metres(10),
        Span::ZERO,
        under_way,
    );
    assert_eq!(then.len(), 1, "as it was known before, it was overdue");
    let mut again = cast.clone();
    again.house.wait(5);
    let departed = again.report(1, MovementAct::Departed);
    again.relayed(RelayedAct::Report(departed), &[]).unwrap();
    assert!(
        is_there(&again, SECOND_LEG, 300, 310),
        "whoever departs has not arrived"
    );
    cast.house.wait(5);
    let earlier = Report {
        at: at(90),
        ..cast.report(1, MovementAct::Departed)
    };
    reports(&mut cast, earlier);
    assert!(
        !is_there(&cast, SECOND_LEG, 300, 310),
        "it departed before it arrived"
    );
}

#[test]
fn cells_stand_for_the_place_and_existence_is_listed_apart() {
    let mut cast = Cast::new();
    let place = post(0, 0, 60);
    let cells = cells_of(&place);
    let existence = ExistencePlace {
        zone: ZONE,
        start: at(60),
        end: Some(at(600)),
    };
    let (cell, cell_disclosure) = cast.seal(Label::Cell, &cells);
    let open = ExistencePlace {
        end: None,
        ..existence.clone()
    };
    let (open_exists, open_disclosure) = cast.seal(Label::Existence, &open);
    let (exists, existence_disclosure) = cast.seal(Label::Existence, &existence);
    let (mut site, _) = cast.site(1, &place);
    site.place = PlaceDigests {
        exact: None,
        cell: Some(cell),
        existence: Some(open_exists),
    };
    cast.south_says(Act::Site(site.clone()), &[cell_disclosure, open_disclosure])
        .unwrap();
    let standing = found(&cast, (5_000, 5_000), 60, 61);
    assert_eq!(standing[0].resolution, Resolution::Cell);
    assert!(is_there(&cast, (5_000, 5_000), 60, 61));
    assert!(!is_there(&cast, (5_000, 25_000), 60, 61));
    let hidden = |cast: &Cast, from, to| {
        in_zone(
            &cast.house.register,
            ZONE,
            window(from, to),
            cast.standpoint(),
        )
    };
    assert_eq!(hidden(&cast, 60, 61), []);
    site.id = ntf(2);
    site.place = PlaceDigests {
        exact: None,
        cell: None,
        existence: Some(exists),
    };
    cast.south_says(Act::Site(site), &[existence_disclosure])
        .unwrap();
    assert_eq!(hidden(&cast, 60, 61)[0].hidden, Hidden::Existence);
    assert_eq!(hidden(&cast, 0, 60), []);
    assert_eq!(hidden(&cast, 600, 700), []);
    assert_eq!(found(&cast, HERE, 60, 61).len(), 1);
    let (mut movement, _) = cast.movement(3, &way(60, 1));
    let (exists, disclosure) = cast.seal(Label::Existence, &existence);
    movement.place = PlaceDigests {
        exact: None,
        cell: None,
        existence: Some(exists),
    };
    cast.south_says(Act::Movement(movement), &[disclosure])
        .unwrap();
    assert_eq!(hidden(&cast, 600, 700), []);
    cast.house.wait(600);
    let overdue = hidden(&cast, 600, 700);
    assert_eq!((overdue.len(), overdue[0].stale), (1, true));
}

#[test]
fn what_does_not_fit_counts_at_both_places() {
    let mut cast = Cast::new();
    let (mut site, mut disclosed) = cast.site(1, &post(0, 0, 60));
    let elsewhere = cells_of(&post(40_000, 40_000, 60));
    let (cell, disclosure) = cast.seal(Label::Cell, &elsewhere);
    site.place.cell = Some(cell);
    disclosed.push(disclosure);
    let record = cast.south_says(Act::Site(site), &disclosed).unwrap();
    assert!(cast.house.flags(record).contains(&Flag::Inconsistent));
    assert!(is_there(&cast, HERE, 60, 61));
    assert!(is_there(&cast, (40_000, 40_000), 60, 61));
}

#[test]
fn an_amendment_moves_it_and_a_relayed_word_only_adds() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 0));
    cast.relayed(RelayedAct::Site(site), &disclosed).unwrap();
    assert!(found(&cast, HERE, 0, 60)[0].relayed);
    let (moved, disclosed) = cast.site(1, &post(9_000, 0, 0));
    cast.house.wait(10);
    let moved = cast
        .south_says(Act::Amended(Amendment::Site(moved)), &disclosed)
        .unwrap();
    assert!(is_there(&cast, HERE, 0, 60) && is_there(&cast, (9_000, 0), 0, 60));
    cast.second_says(Act::Countersigned(moved)).unwrap();
    assert!(!is_there(&cast, HERE, 0, 60));
    let there = found(&cast, (9_000, 0), 0, 60);
    assert_eq!((there.len(), there[0].relayed), (1, false));
    let ever = near_ever(
        &cast.house.register,
        &volume(HERE, 0, 60),
        metres(10),
        Span::ZERO,
        cast.standpoint(),
    );
    assert_eq!(ever[0].ended, Some(at(10)));
}

#[test]
fn what_is_erased_leaves_no_place_and_questions_about_then_say_so() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(
        1,
        &SitePlace {
            end: Some(at(60)),
            ..post(0, 0, 0)
        },
    );
    let record = cast.south_says(Act::Site(site), &disclosed).unwrap();
    let before = cast.standpoint();
    cast.house.wait(90);
    let erase = Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    };
    let asked = cast.south_says(Act::ErasureAsked(erase), &[]).unwrap();
    cast.second_says(Act::Countersigned(asked)).unwrap();
    let register = &cast.house.register;
    assert!(
        near(
            register,
            &volume(HERE, 0, 60),
            metres(10),
            Span::ZERO,
            before
        )
        .is_empty()
    );
    let hidden = |from, to, at| in_zone_ever(register, ZONE, window(from, to), at);
    assert_eq!(hidden(0, 60, before)[0].hidden, Hidden::Erased);
    assert_eq!(hidden(0, 60, cast.standpoint())[0].hidden, Hidden::Erased);
    assert_eq!(hidden(90, 120, cast.standpoint()), []);
    let again = cast.house.replayed();
    assert_eq!(
        in_zone_ever(&again, ZONE, window(0, 60), before),
        hidden(0, 60, before)
    );
    cast.house.assert_replays();
    assert!(!cast.house.register.presences.extents.contains_key(&record));
}

#[test]
fn positions_of_a_movement_never_show_in_debug_output() {
    let cast = with_movement(&MovementPlace {
        holding_points: vec![HoldingPoint {
            place: crate::geometry::footprint::Circle {
                centre: spot(12_345, 6_789),
                radius: metres(7),
            },
            window: window(0, 60),
        }],
        ..way(0, 1)
    });
    let printed = format!("{:?}", cast.house.register);
    let centre = spot(12_345, 6_789);
    assert!(!printed.contains(&centre.lat_e7().to_string()));
    assert!(!printed.contains(&centre.lon_e7().to_string()));
}

#[test]
fn a_movement_that_runs_early_is_on_its_way() {
    let mut cast = with_movement(&way(60, 2));
    cast.house.wait(5);
    assert!(!is_there(&cast, FIRST_LEG, 10, 40));
    let departed = Report {
        leg: Some(0),
        ..cast.report(1, MovementAct::Departed)
    };
    let mut relayed = cast.clone();
    relayed
        .relayed(RelayedAct::Report(departed.clone()), &[])
        .unwrap();
    assert!(is_there(&relayed, FIRST_LEG, 10, 40));
    reports(&mut cast, departed);
    assert!(is_there(&cast, FIRST_LEG, 10, 40));
    assert!(is_there(&cast, SECOND_LEG, 10, 40));
    assert!(is_there(&cast, (500, 10_000), 10, 40));
    assert!(!is_there(&cast, FIRST_LEG, 0, 5));
    assert!(!is_there(&cast, FIRST_LEG, 120, 600));
    cast.house.wait(5);
    let mut on = with_movement(&way(60, 2));
    on.house.wait(10);
    let further = Report {
        leg: Some(1),
        ..on.report(1, MovementAct::Departed)
    };
    reports(&mut on, further);
    assert!(is_there(&on, SECOND_LEG, 20, 40));
    assert!(!is_there(&on, FIRST_LEG, 20, 40));
    cast.house.assert_replays();
}

fn erased_by_two(cast: &mut Cast, record: LogIndex) {
    let erase = Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    };
    let asked = cast.south_says(Act::ErasureAsked(erase), &[]).unwrap();
    cast.second_says(Act::Countersigned(asked)).unwrap();
}

/// What is hidden long after whatever the tests erase.
fn hidden_later(cast: &Cast) -> Vec<Hidden> {
    let later = window(5_000, 5_010);
    in_zone(&cast.house.register, ZONE, later, cast.standpoint())
        .iter()
        .map(|undisclosed| undisclosed.hidden)
        .collect()
}

#[test]
fn a_movement_erased_and_under_way_again_may_be_anywhere() {
    let mut cast = with_movement(&way(0, 2));
    let record = cast.house.register.size - 1;
    cast.house.wait(130);
    let arrived = cast.report(1, MovementAct::Arrived);
    reports(&mut cast, arrived);
    erased_by_two(&mut cast, record);
    assert_eq!(hidden_later(&cast), []);
    cast.house.wait(5);
    let departed = cast.report(1, MovementAct::Departed);
    reports(&mut cast, departed);
    assert_eq!(hidden_later(&cast), [Hidden::Erased]);
    cast.house.wait(5);
    let arrived = cast.report(1, MovementAct::Arrived);
    reports(&mut cast, arrived);
    assert_eq!(hidden_later(&cast), []);
    let meanwhile = window(136, 139);
    let seen = in_zone_ever(&cast.house.register, ZONE, meanwhile, cast.standpoint());
    assert_eq!(seen.len(), 1, "it was under way again");
    cast.house.assert_replays();
}

#[test]
fn a_site_disowned_erased_and_confirmed_may_be_anywhere() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 0));
    let record = cast.relayed(RelayedAct::Site(site), &disclosed).unwrap();
    cast.confirms(record, Stance::Disowned).unwrap();
    cast.house.wait(5);
    erased_by_two(&mut cast, record);
    assert_eq!(hidden_later(&cast), []);
    cast.house.wait(5);
    cast.confirms(record, Stance::Confirmed).unwrap();
    assert_eq!(hidden_later(&cast), [Hidden::Erased]);
    cast.house.assert_replays();
}
