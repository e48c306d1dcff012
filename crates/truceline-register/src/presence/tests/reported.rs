//! What a movement's reports tell of where it is: any act, at any resolution, and leg numbers.

use super::*;
use crate::codec::disclosure::Disclosure;
use crate::geometry::footprint::Line;
use crate::place::{CellPlace, Leg};

/// Far from every leg of [`way`].
const ASIDE: (i32, i32) = (20_000, 2_000);

/// A way of so many legs of 4 km, all in one window, north of the plan.
fn aside(legs: i32, from: i64, to: i64) -> MovementPlace {
    let leg = |number: i32| Leg {
        line: Line::new(
            vec![
                spot(20_000, number * 4_000),
                spot(20_000, (number + 1) * 4_000),
            ],
            metres(50),
        )
        .unwrap(),
        altitude: None,
        window: window(from, to),
    };
    MovementPlace {
        legs: (0..legs).map(leg).collect(),
        holding_points: vec![],
        ..way(0, 1)
    }
}

fn exactly(cast: &mut Cast, place: &MovementPlace) -> (PlaceDigests, Disclosure) {
    let (exact, disclosure) = cast.seal(Label::Exact, place);
    let digests = PlaceDigests {
        exact: Some(exact),
        ..PlaceDigests::default()
    };
    (digests, disclosure)
}

fn says(cast: &mut Cast, report: Report, told: &[Disclosure]) -> LogIndex {
    cast.south_says(Act::Reported(report), told).unwrap()
}

fn hidden_in(cast: &Cast, zone: crate::ids::ZoneId, from: i64, to: i64) -> Vec<Hidden> {
    in_zone(
        &cast.house.register,
        zone,
        window(from, to),
        cast.standpoint(),
    )
    .iter()
    .map(|told| told.hidden)
    .collect()
}

#[test]
fn a_place_told_with_any_report_counts() {
    for act in MovementAct::ALL.iter().copied() {
        for relayed in [false, true] {
            let ends = matches!(act, MovementAct::Arrived | MovementAct::Aborted);
            let mut cast = with_movement(&way(0, 2));
            cast.house.wait(10);
            let (place, disclosure) = exactly(&mut cast, &aside(1, 10, 190));
            let report = Report {
                place,
                ..cast.report(1, act)
            };
            let record = if relayed {
                cast.relayed(RelayedAct::Report(report), &[disclosure])
                    .unwrap()
            } else {
                says(&mut cast, report, &[disclosure])
            };
            let counts = relayed || !ends;
            assert_eq!(is_there(&cast, ASIDE, 100, 110), counts, "{act:?}");
            assert!(!cast.house.flags(record).contains(&Flag::Undisclosed));
            assert_eq!(hidden_in(&cast, ZONE, 0, 600), []);
            cast.house.assert_replays();
        }
    }
}

#[test]
fn whoever_waits_at_a_place_told_stays_there_until_the_next_report() {
    let mut cast = with_movement(&way(0, 2));
    cast.house.wait(10);
    let (place, disclosure) = exactly(&mut cast, &aside(1, 10, 20));
    let halt = Report {
        place,
        ..cast.report(1, MovementAct::Holding)
    };
    says(&mut cast, halt, &[disclosure]);
    assert!(is_there(&cast, ASIDE, 5_000, 5_010));
    cast.house.wait(5);
    let on = cast.report(1, MovementAct::Departed);
    says(&mut cast, on, &[]);
    assert!(!is_there(&cast, ASIDE, 5_000, 5_010));
    assert!(is_there(&cast, ASIDE, 16, 19));
}

#[test]
fn a_place_told_with_a_report_and_not_disclosed_may_be_anywhere() {
    let mut cast = with_movement(&way(0, 2));
    cast.house.wait(10);
    let (place, _) = exactly(&mut cast, &aside(1, 10, 190));
    let halt = Report {
        place,
        ..cast.report(1, MovementAct::Holding)
    };
    let record = says(&mut cast, halt, &[]);
    assert!(cast.house.flags(record).contains(&Flag::Undisclosed));
    assert_eq!(hidden_in(&cast, ZONE, 10, 20), [Hidden::Deviation]);
    let plain = cast.report(1, MovementAct::Departed);
    let record = says(&mut cast, plain, &[]);
    assert_eq!(cast.house.flags(record), []);
}

#[test]
fn a_turn_without_an_end_does_not_keep_the_plan_from_becoming_overdue() {
    let mut cast = with_movement(&way(0, 2));
    cast.house.wait(60);
    let (cell, disclosure) = cast.seal(
        Label::Cell,
        &CellPlace {
            end: None,
            ..cells_of(&post(ASIDE.0, ASIDE.1, 60))
        },
    );
    let turned = Report {
        place: PlaceDigests {
            cell: Some(cell),
            ..PlaceDigests::default()
        },
        ..cast.report(1, MovementAct::Deviated)
    };
    says(&mut cast, turned, &[disclosure]);
    assert!(!is_there(&cast, SECOND_LEG, 600, 601));
    cast.house.wait(60);
    assert!(is_there(&cast, SECOND_LEG, 600, 601), "it is overdue");
    assert!(is_there(&cast, ASIDE, 600, 601));
    assert!(found(&cast, SECOND_LEG, 600, 601)[0].stale);
    let context = cast.house.context();
    let tick = cast.house.register.tick(&context).expect("it is due");
    let owed = tick.envelope.part.effects.iter().any(|effect| {
        matches!(effect, crate::codec::record::Effect::Alert(alert)
            if alert.why == crate::codec::record::AlertWhy::MovementOverdue)
    });
    assert!(owed, "its owner is told");
}

#[test]
fn a_turn_that_does_not_fit_counts_where_it_exists_too() {
    let other = crate::ids::ZoneId::from_bytes([0x21; 16]);
    let mut cast = with_movement(&way(0, 2));
    let elsewhere = crate::zone::Boundary {
        zone: other,
        area: Some(disc(500_000, 0, 10_000)),
        ..cast.house.register.zones.boundaries(ZONE, 100)[0].1.clone()
    };
    cast.house
        .centre_says(Act::BoundaryDrawn(elsewhere))
        .unwrap();
    let (mut place, exact) = exactly(&mut cast, &aside(1, 10, 190));
    let existence = ExistencePlace {
        zone: other,
        start: at(10),
        end: Some(at(190)),
    };
    let (exists, disclosure) = cast.seal(Label::Existence, &existence);
    place.existence = Some(exists);
    let mut told = cast.clone();
    let turned = Report {
        place,
        ..cast.report(1, MovementAct::Deviated)
    };
    let record = says(&mut cast, turned, &[exact.clone(), disclosure.clone()]);
    assert!(cast.house.flags(record).contains(&Flag::Inconsistent));
    assert!(is_there(&cast, ASIDE, 100, 110));
    assert_eq!(hidden_in(&cast, other, 100, 110), [Hidden::Existence]);
    assert_eq!(hidden_in(&cast, ZONE, 100, 110), []);
    let (mut movement, _) = told.movement(2, &aside(1, 10, 190));
    movement.place = place;
    told.south_says(Act::Movement(movement), &[exact, disclosure])
        .unwrap();
    assert!(is_there(&told, ASIDE, 100, 110));
    assert_eq!(hidden_in(&told, other, 100, 110), [Hidden::Existence]);
}

#[test]
fn existence_in_a_zone_not_known_may_be_in_any_and_in_that_zone_once_it_is_drawn() {
    let other = crate::ids::ZoneId::from_bytes([0x21; 16]);
    for with_place in [false, true] {
        let mut cast = Cast::new();
        let existence = ExistencePlace {
            zone: other,
            start: at(10),
            end: Some(at(190)),
        };
        let (mut site, mut told) = cast.site(1, &post(0, 0, 10));
        let (exists, disclosure) = cast.seal(Label::Existence, &existence);
        site.place.existence = Some(exists);
        if !with_place {
            site.place.exact = None;
            told.clear();
        }
        told.push(disclosure);
        cast.south_says(Act::Site(site), &told).unwrap();
        assert_eq!(hidden_in(&cast, ZONE, 100, 110), [Hidden::Existence]);
        assert_eq!(hidden_in(&cast, ZONE, 190, 200), []);
        let before = cast.standpoint();
        let elsewhere = crate::zone::Boundary {
            zone: other,
            area: Some(disc(500_000, 0, 10_000)),
            ..cast.house.register.zones.boundaries(ZONE, 100)[0].1.clone()
        };
        cast.house
            .centre_says(Act::BoundaryDrawn(elsewhere))
            .unwrap();
        assert_eq!(hidden_in(&cast, ZONE, 100, 110), []);
        assert_eq!(hidden_in(&cast, other, 100, 110), [Hidden::Existence]);
        let then = in_zone(&cast.house.register, ZONE, window(100, 110), before);
        assert_eq!(then.len(), 1, "as it was known before");
    }
}

#[test]
fn who_is_under_way_early_exists_as_early() {
    let mut cast = Cast::new();
    let (mut movement, _) = cast.movement(1, &way(60, 1));
    let existence = ExistencePlace {
        zone: ZONE,
        start: at(60),
        end: Some(at(120)),
    };
    let (exists, disclosure) = cast.seal(Label::Existence, &existence);
    movement.place = PlaceDigests {
        existence: Some(exists),
        ..PlaceDigests::default()
    };
    cast.south_says(Act::Movement(movement), &[disclosure])
        .unwrap();
    assert_eq!(hidden_in(&cast, ZONE, 20, 30), []);
    cast.house.wait(10);
    let departed = cast.report(1, MovementAct::Departed);
    says(&mut cast, departed, &[]);
    assert_eq!(hidden_in(&cast, ZONE, 20, 30), [Hidden::Existence]);
}

#[test]
fn a_leg_of_another_way_puts_no_leg_of_the_plan_behind() {
    let on_leg = |leg: u16, cast: &Cast| Report {
        leg: Some(leg),
        ..cast.report(1, MovementAct::Departed)
    };
    let mut planned = with_movement(&way(0, 2));
    planned.house.wait(10);
    let mut turned = planned.clone();
    let mut unseen = planned.clone();
    let mut heard = planned.clone();
    let on = on_leg(1, &planned);
    says(&mut planned, on, &[]);
    let (place, disclosure) = exactly(&mut turned, &aside(5, 10, 110));
    let deviated = Report {
        place,
        ..turned.report(1, MovementAct::Deviated)
    };
    says(
        &mut turned,
        deviated.clone(),
        std::slice::from_ref(&disclosure),
    );
    let bare = unseen.report(1, MovementAct::Deviated);
    says(&mut unseen, bare, &[]);
    heard
        .relayed(RelayedAct::Report(deviated), &[disclosure])
        .unwrap();
    let all = [(&mut turned, 3), (&mut unseen, 1), (&mut heard, 3)];
    for (cast, leg) in all {
        let on = on_leg(leg, cast);
        says(cast, on, &[]);
    }
    let on = on_leg(1, &turned);
    says(&mut turned, on, &[]);
    for cast in [&mut planned, &mut turned, &mut unseen, &mut heard] {
        cast.house.wait(120);
    }
    assert!(!is_there(&planned, FIRST_LEG, 600, 601), "it is behind it");
    for cast in [&turned, &unseen, &heard] {
        assert!(is_there(cast, FIRST_LEG, 600, 601));
    }
}

#[test]
fn a_way_that_only_others_told_becomes_overdue_too() {
    let mut cast = Cast::new();
    let (movement, _) = cast.movement(1, &way(0, 2));
    cast.south_says(Act::Movement(movement), &[]).unwrap();
    let (place, disclosure) = exactly(&mut cast, &aside(1, 10, 60));
    let turned = Report {
        place,
        ..cast.report(1, MovementAct::Deviated)
    };
    cast.relayed(RelayedAct::Report(turned), &[disclosure])
        .unwrap();
    assert!(is_there(&cast, ASIDE, 50, 60));
    assert!(!is_there(&cast, ASIDE, 600, 610));
    cast.house.wait(60);
    assert!(is_there(&cast, ASIDE, 600, 610));
}
