#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod amendments;
pub(crate) mod cast;
mod consent;
mod contest;

use super::history::Content;
use super::life::{EndedBy, Life};
use super::view::State;
use super::*;
use crate::act::Act;
use crate::codec::disclosure::Label;
use crate::codec::record::AlertWhy;
use crate::erasure::Erasure;
use crate::geometry::footprint::Line;
use crate::geometry::position::Decimetres;
use crate::party::KeyRevocation;
use crate::place::{CellPlace, ExistencePlace, Leg, MovementPlace, SitePlace, Volume4d};
use crate::register::said::Told;
use crate::register::tests::{Voice, at, code};
use crate::relay::{Confirmation, RelayedAct};
use crate::vocabulary::Flag;
use cast::{Cast, ZONE, cells_of, disc, metres, ntf, post, spot, way, window};

pub(crate) fn is_ended(life: Life, how: EndedBy) -> bool {
    matches!(life, Life::Ended { how: ended, .. } if ended == how)
}

#[test]
fn an_id_is_used_once_and_for_all_kinds() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 60));
    cast.south_says(Act::Site(site.clone()), &disclosed)
        .unwrap();
    let (again, disclosed) = cast.site(1, &post(5, 0, 60));
    assert_eq!(
        code(cast.south_says(Act::Site(again.clone()), &disclosed)),
        RefusalCode::IdReused
    );
    let (movement, disclosed) = cast.movement(1, &way(60, 1));
    assert_eq!(
        code(cast.south_says(Act::Movement(movement), &disclosed)),
        RefusalCode::IdReused
    );
    let (other, disclosed) = cast.site(1, &post(5, 0, 60));
    cast.relief_says(Act::Site(other), &disclosed).unwrap();
    cast.house.assert_replays();
}

#[test]
fn a_site_needs_an_end_or_a_time_of_reconfirmation() {
    let mut cast = Cast::new();
    let (mut site, disclosed) = cast.site(1, &post(0, 0, 60));
    site.reconfirm_by = None;
    assert_eq!(
        code(cast.south_says(Act::Site(site), &disclosed)),
        RefusalCode::Invalid
    );
    let ends = SitePlace {
        end: Some(at(120)),
        ..post(0, 0, 60)
    };
    let (mut site, disclosed) = cast.site(1, &ends);
    site.reconfirm_by = None;
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let empty = SitePlace {
        end: Some(at(60)),
        ..post(0, 0, 60)
    };
    let (site, disclosed) = cast.site(2, &empty);
    assert_eq!(
        code(cast.south_says(Act::Site(site), &disclosed)),
        RefusalCode::Invalid
    );
}

#[test]
fn a_disclosure_of_another_kind_is_turned_away_and_can_be_mended() {
    let mut cast = Cast::new();
    let (exact, disclosure) = cast.seal(Label::Exact, &way(60, 1));
    let (mut site, _) = cast.site(1, &post(0, 0, 60));
    site.place.exact = Some(exact);
    assert_eq!(
        code(cast.south_says(Act::Site(site), &[disclosure])),
        RefusalCode::DisclosureMismatch
    );
    let (digest, disclosure) = cast.seal(Label::Cell, &post(0, 0, 60));
    let (mut site, _) = cast.site(1, &post(0, 0, 60));
    site.place.exact = Some(digest);
    assert_eq!(
        code(cast.south_says(Act::Site(site), &[disclosure])),
        RefusalCode::DisclosureMismatch
    );
    let (site, disclosed) = cast.site(1, &post(0, 0, 60));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
}

#[test]
fn limits_are_named() {
    let mut cast = Cast::new();
    let (mut site, disclosed) = cast.site(1, &post(0, 0, 60));
    site.shares = vec![
        Share {
            to: cast.relief.party,
            resolution: Resolution::Exact
        };
        MAX_SHARES + 1
    ];
    assert_eq!(
        code(cast.south_says(Act::Site(site), &disclosed)),
        RefusalCode::OverLimit
    );
    let mut place = way(60, 1);
    place.legs = vec![place.legs[0].clone(); told::MAX_LEGS + 1];
    let (movement, disclosed) = cast.movement(1, &place);
    assert_eq!(
        code(cast.south_says(Act::Movement(movement), &disclosed)),
        RefusalCode::OverLimit
    );
    place.legs.clear();
    let (movement, disclosed) = cast.movement(1, &place);
    assert_eq!(
        code(cast.south_says(Act::Movement(movement), &disclosed)),
        RefusalCode::Invalid
    );
    let cells = |count: i32, step_e7: u32| CellPlace {
        step_e7,
        cells: (0..count).map(|column| (0, column)).collect(),
        start: at(60),
        end: Some(at(90)),
    };
    let count = i32::try_from(told::MAX_PLACE_CELLS).unwrap() + 1;
    let cases = [
        (cells(count, 1_000_000), RefusalCode::OverLimit),
        (cells(0, 1_000_000), RefusalCode::Invalid),
        (cells(1, 7), RefusalCode::Invalid),
        (
            CellPlace {
                cells: vec![(5_000, 0)],
                ..cells(1, 1_000_000)
            },
            RefusalCode::Invalid,
        ),
    ];
    for (place, expected) in cases {
        let (cell, disclosure) = cast.seal(Label::Cell, &place);
        let (mut site, _) = cast.site(1, &post(0, 0, 60));
        site.place = PlaceDigests {
            exact: None,
            cell: Some(cell),
            existence: None,
        };
        assert_eq!(
            code(cast.south_says(Act::Site(site), &[disclosure])),
            expected
        );
    }
}

#[test]
fn lateness_lead_and_place_are_flagged_and_nothing_is_turned_away() {
    let mut cast = Cast::new();
    let day = 24 * 60;
    let mut said = |place: &MovementPlace, emergency: bool, id: u8| {
        let (mut movement, disclosed) = cast.movement(id, place);
        movement.emergency = emergency;
        let index = cast
            .south_says(Act::Movement(movement), &disclosed)
            .unwrap();
        cast.house.flags(index)
    };
    assert_eq!(said(&way(2 * day, 1), false, 1), []);
    assert_eq!(said(&way(2 * day - 1, 1), false, 2), [Flag::ShortLead]);
    assert_eq!(said(&way(day, 1), true, 3), [Flag::Emergency]);
    assert_eq!(said(&way(-5, 1), false, 4), [Flag::Late, Flag::ShortLead]);
    let unstated = MovementPlace {
        precision: None,
        ..way(2 * day + 5, 1)
    };
    assert_eq!(said(&unstated, false, 5), [Flag::PrecisionAssumed]);
    assert_eq!(said(&way(2 * day, 1), false, 6), [Flag::Duplicate]);
    let far = MovementPlace {
        legs: vec![Leg {
            line: Line::new(vec![spot(200_000, 0)], metres(1)).unwrap(),
            ..way(2 * day, 1).legs[0].clone()
        }],
        ..way(2 * day, 1)
    };
    let far = MovementPlace {
        holding_points: vec![],
        ..far
    };
    assert_eq!(said(&far, false, 7), [Flag::OutsideZones]);
}

#[test]
fn nearly_the_same_site_of_the_same_party_is_a_duplicate() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 60));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let (site, disclosed) = cast.site(2, &post(0, 140, 60));
    let index = cast.south_says(Act::Site(site), &disclosed).unwrap();
    assert_eq!(cast.house.flags(index), [Flag::Duplicate]);
    let (site, disclosed) = cast.site(3, &post(400, 0, 60));
    let index = cast.south_says(Act::Site(site), &disclosed).unwrap();
    assert_eq!(cast.house.flags(index), []);
    let (site, disclosed) = cast.site(1, &post(0, 0, 60));
    let index = cast.relief_says(Act::Site(site), &disclosed).unwrap();
    assert_eq!(cast.house.flags(index), []);
    let (site, disclosed) = cast.site(1, &post(0, 10, 60));
    let index = cast
        .south_says(Act::Amended(Amendment::Site(site)), &disclosed)
        .unwrap();
    assert_eq!(
        cast.house.flags(index),
        [Flag::Duplicate, Flag::AwaitsSecond],
        "it is near the second"
    );
}

#[test]
fn everyone_is_told_no_finer_than_shared_and_than_disclosed() {
    let mut cast = Cast::new();
    let place = post(0, 0, 60);
    let cells = cells_of(&place);
    let existence = ExistencePlace {
        zone: ZONE,
        start: at(60),
        end: None,
    };
    let (exact, _hidden) = cast.seal(Label::Exact, &place);
    let (cell, cell_disclosure) = cast.seal(Label::Cell, &cells);
    let (exists, existence_disclosure) = cast.seal(Label::Existence, &existence);
    let (mut site, _) = cast.site(1, &place);
    site.place = PlaceDigests {
        exact: Some(exact),
        cell: Some(cell),
        existence: Some(exists),
    };
    let stranger = PartyId::from_bytes([99; 16]);
    site.shares = vec![
        Share {
            to: cast.relief.party,
            resolution: Resolution::Exact,
        },
        Share {
            to: cast.relay.party,
            resolution: Resolution::Existence,
        },
        Share {
            to: stranger,
            resolution: Resolution::Exact,
        },
    ];
    let disclosed = [cell_disclosure, existence_disclosure];
    let index = cast
        .south_says(Act::Site(site.clone()), &disclosed)
        .unwrap();
    assert_eq!(
        cast.house.flags(index),
        [Flag::PrecisionAssumed, Flag::UnknownRecipient]
    );
    let centre = cast.house.centre.party;
    let told = [
        (centre, Resolution::Cell),
        (cast.relief.party, Resolution::Cell),
        (cast.relay.party, Resolution::Existence),
    ];
    assert_eq!(cast.inbox(index), told);
    site.id = ntf(2);
    site.shares = vec![Share {
        to: cast.relief.party,
        resolution: Resolution::Exact,
    }];
    let index = cast.south_says(Act::Site(site), &[]).unwrap();
    assert_eq!(cast.house.flags(index), [Flag::Undisclosed]);
    let nothing = [
        (centre, Resolution::Commitment),
        (cast.relief.party, Resolution::Commitment),
    ];
    assert_eq!(cast.inbox(index), nothing);
}

#[test]
fn resolutions_that_do_not_fit_together_are_flagged() {
    let mut cast = Cast::new();
    let place = post(0, 0, 60);
    let fitting = cells_of(&place);
    let elsewhere = cells_of(&post(100_000, 0, 60));
    let shorter = CellPlace {
        end: Some(at(90)),
        ..fitting.clone()
    };
    for (number, (cells, flags)) in [
        (fitting, vec![]),
        (elsewhere, vec![Flag::Inconsistent]),
        (shorter, vec![Flag::Inconsistent]),
    ]
    .into_iter()
    .enumerate()
    {
        let id = u8::try_from(number).unwrap();
        let moved = SitePlace {
            footprint: disc(0, 0, 50),
            ..place.clone()
        };
        let (mut site, mut disclosed) = cast.site(id, &moved);
        let (cell, disclosure) = cast.seal(Label::Cell, &cells);
        site.place.cell = Some(cell);
        disclosed.push(disclosure);
        let index = cast.south_says(Act::Site(site), &disclosed).unwrap();
        let noticed: Vec<Flag> = cast
            .house
            .flags(index)
            .into_iter()
            .filter(|flag| *flag != Flag::Duplicate)
            .collect();
        assert_eq!(noticed, flags);
    }
}

#[test]
fn a_sites_withdrawal_takes_two_people() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 60));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let asked = cast.withdraw(1).unwrap();
    assert_eq!(cast.house.flags(asked), [Flag::AwaitsSecond]);
    assert_eq!(cast.life(1, 0), Life::InForce);
    assert!(cast.states(1).contains(&State::AwaitsWithdrawal));
    assert_eq!(
        code(cast.south_says(Act::Countersigned(asked), &[])),
        RefusalCode::SamePerson
    );
    let by = cast.second_says(Act::Countersigned(asked)).unwrap();
    assert!(
        matches!(cast.life(1, 0), Life::Ended { by: ended, how: EndedBy::Withdrawn, .. } if ended == by)
    );
    assert_eq!(cast.states(1), [State::Withdrawn]);
    let (again, disclosed) = cast.site(1, &post(0, 0, 60));
    cast.south_says(Act::Amended(Amendment::Site(again)), &disclosed)
        .unwrap();
    assert_eq!(
        cast.life(1, 1),
        Life::InForce,
        "presence is never turned away"
    );
    assert_eq!(cast.states(1), [State::InForce]);
    cast.house.assert_replays();
}

#[test]
fn an_amendment_between_outlives_the_withdrawal() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 60));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let asked = cast.withdraw(1).unwrap();
    let (amended, disclosed) = cast.site(1, &post(900, 0, 60));
    cast.south_says(Act::Amended(Amendment::Site(amended)), &disclosed)
        .unwrap();
    cast.second_says(Act::Countersigned(asked)).unwrap();
    assert_eq!(cast.life(1, 1), Life::InForce);
    cast.house.assert_replays();
}

#[test]
fn a_movement_and_a_nil_are_withdrawn_by_one_person_at_once() {
    let mut cast = Cast::new();
    let (movement, disclosed) = cast.movement(1, &way(60, 1));
    cast.south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    cast.withdraw(1).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Withdrawn));
    let area = Volume4d {
        footprint: disc(0, 0, 900),
        altitude: None,
        window: window(0, 600),
        precision: Some(Decimetres::ZERO),
    };
    let (nil, disclosed) = cast.nil(2, &area);
    let said = cast.south_says(Act::Nil(nil), &disclosed).unwrap();
    let declared =
        |cast: &Cast| crate::declaration::of_record(&cast.house.register, said, cast.standpoint());
    assert!(declared(&cast).is_some());
    cast.withdraw(2).unwrap();
    assert!(declared(&cast).is_none());
    assert_eq!(code(cast.withdraw(9)), RefusalCode::MissingReference);
    cast.house.assert_replays();
}

#[test]
fn a_nil_said_to_be_over_gives_no_coverage_until_its_owner_has_spoken() {
    let area = Volume4d {
        footprint: disc(0, 0, 900),
        altitude: None,
        window: window(0, 600),
        precision: Some(Decimetres::ZERO),
    };
    let mut cast = Cast::new();
    let (nil, disclosed) = cast.nil(2, &area);
    let said = cast.south_says(Act::Nil(nil), &disclosed).unwrap();
    let declared =
        |cast: &Cast| crate::declaration::of_record(&cast.house.register, said, cast.standpoint());
    assert!(!declared(&cast).unwrap().contested);
    let withdrawal = Withdrawal {
        id: ntf(2),
        reason: None,
    };
    let first = cast
        .relayed(RelayedAct::Withdrawal(withdrawal.clone()), &[])
        .unwrap();
    assert!(declared(&cast).unwrap().contested);
    let second = cast
        .relayed(RelayedAct::Withdrawal(withdrawal), &[])
        .unwrap();
    cast.confirms(first, Stance::Disowned).unwrap();
    assert!(declared(&cast).unwrap().contested, "the second is open");
    cast.confirms(second, Stance::Disowned).unwrap();
    assert!(!declared(&cast).unwrap().contested);
    cast.confirms(second, Stance::Confirmed).unwrap();
    assert!(declared(&cast).is_none());
    cast.house.assert_replays();
}

#[test]
fn a_contest_removes_nothing_and_silences_a_nil() {
    let area = Volume4d {
        footprint: disc(0, 0, 900),
        altitude: None,
        window: window(0, 600),
        precision: Some(Decimetres::ZERO),
    };
    let mut cast = Cast::new();
    let (mut nil, disclosed) = cast.nil(2, &area);
    nil.shares = vec![Share {
        to: cast.relief.party,
        resolution: Resolution::Exact,
    }];
    let said = cast.south_says(Act::Nil(nil.clone()), &disclosed).unwrap();
    let about = NotificationRef {
        party: cast.south.party,
        id: ntf(2),
    };
    let step = |step: ContestMove| {
        Act::Contested(Contest {
            about,
            step,
            text: None,
        })
    };
    let mut stranger = cast.relay.clone();
    let foreign = cast
        .house
        .say(&mut stranger, step(ContestMove::Raised), &[]);
    assert_eq!(code(foreign), RefusalCode::NotThisRole);
    assert_eq!(
        code(cast.relief_says(step(ContestMove::Lifted), &[])),
        RefusalCode::WrongState
    );
    assert_eq!(
        code(cast.south_says(step(ContestMove::Replied), &[])),
        RefusalCode::WrongState
    );
    cast.relief_says(step(ContestMove::Raised), &[]).unwrap();
    let contested = |cast: &Cast, record: LogIndex| {
        crate::declaration::of_record(&cast.house.register, record, cast.standpoint())
            .unwrap()
            .contested
    };
    assert!(contested(&cast, said));
    cast.south_says(step(ContestMove::Replied), &[]).unwrap();
    assert_eq!(
        code(cast.relief_says(step(ContestMove::Replied), &[])),
        RefusalCode::NotTheOwner
    );
    let (mut newer, disclosed) = cast.nil(2, &area);
    newer.shares = nil.shares;
    let amended = cast
        .south_says(Act::Amended(Amendment::Nil(newer)), &disclosed)
        .unwrap();
    assert!(
        contested(&cast, amended),
        "the dispute is about the notification"
    );
    assert!(cast.states(2).contains(&State::Contested));
    cast.relief_says(step(ContestMove::Lifted), &[]).unwrap();
    assert!(!contested(&cast, amended));
    assert!(!cast.states(2).contains(&State::Contested));
    cast.house.assert_replays();
}

#[test]
fn staleness_is_shown_and_mended_by_the_owners_word_alone() {
    let mut cast = Cast::new();
    let (mut site, disclosed) = cast.site(1, &post(0, 0, -60));
    site.reconfirm_by = Some(at(60));
    let record = cast.south_says(Act::Site(site), &disclosed).unwrap();
    let dues = |cast: &Cast| due::of_all(&cast.house.register).collect::<Vec<_>>();
    let owner = cast.south.party;
    assert_eq!(
        dues(&cast),
        [due::Due {
            at: at(60),
            owner,
            why: AlertWhy::ReconfirmDue,
            record
        }]
    );
    cast.house.wait(60);
    assert_eq!(cast.states(1), [State::InForce, State::Stale]);
    let until = |minutes: i64| {
        Act::Reconfirmed(Reconfirmation {
            id: ntf(1),
            reconfirm_by: at(minutes),
        })
    };
    assert_eq!(
        code(cast.relief_says(until(500), &[])),
        RefusalCode::MissingReference
    );
    let again = cast.south_says(until(500), &[]).unwrap();
    assert_eq!(cast.states(1), [State::InForce]);
    assert_eq!(dues(&cast)[0].record, again);
    let (movement, disclosed) = cast.movement(2, &way(60, 1));
    cast.south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    let of_movement = Act::Reconfirmed(Reconfirmation {
        id: ntf(2),
        reconfirm_by: at(9),
    });
    assert_eq!(
        code(cast.south_says(of_movement, &[])),
        RefusalCode::Invalid
    );
    cast.house.assert_replays();
}

#[test]
fn a_halt_falls_due_by_the_zones_limit() {
    let mut cast = Cast::new();
    let (movement, disclosed) = cast.movement(1, &way(0, 2));
    let told = cast
        .south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    let dues = |cast: &Cast| {
        due::of_all(&cast.house.register)
            .map(|due| (due.at, due.why, due.record))
            .collect::<Vec<_>>()
    };
    assert_eq!(dues(&cast), [(at(120), AlertWhy::MovementOverdue, told)]);
    cast.house.wait(50);
    let halt = Report {
        holding_point: Some(0),
        leg: Some(0),
        ..cast.report(1, MovementAct::Holding)
    };
    let holding = cast.south_says(Act::Reported(halt), &[]).unwrap();
    let halted = (at(90), AlertWhy::HaltTooLong, holding);
    assert_eq!(
        dues(&cast),
        [(at(120), AlertWhy::MovementOverdue, told), halted]
    );
    assert_eq!(cast.states(1), [State::InForce, State::Holding]);
    let on = Report {
        leg: Some(1),
        ..cast.report(1, MovementAct::Departed)
    };
    cast.south_says(Act::Reported(on), &[]).unwrap();
    assert_eq!(dues(&cast), [(at(120), AlertWhy::MovementOverdue, told)]);
    cast.south_says(Act::Reported(cast.report(1, MovementAct::Arrived)), &[])
        .unwrap();
    assert_eq!(dues(&cast), []);
    cast.house.assert_replays();
}

#[test]
fn reports_name_what_the_movement_has() {
    let mut cast = Cast::new();
    let (movement, disclosed) = cast.movement(1, &way(0, 2));
    cast.south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    let (site, disclosed) = cast.site(2, &post(0, 0, 0));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let of_site = cast.report(2, MovementAct::Departed);
    assert_eq!(
        code(cast.south_says(Act::Reported(of_site), &[])),
        RefusalCode::Invalid
    );
    for report in [
        Report {
            leg: Some(2),
            ..cast.report(1, MovementAct::Departed)
        },
        Report {
            holding_point: Some(1),
            ..cast.report(1, MovementAct::Holding)
        },
        Report {
            at: at(6),
            ..cast.report(1, MovementAct::Arrived)
        },
    ] {
        assert_eq!(
            code(cast.south_says(Act::Reported(report), &[])),
            RefusalCode::Invalid
        );
    }
}

#[test]
fn only_what_is_over_is_erased_and_replay_agrees() {
    let mut cast = Cast::new();
    let (details, details_disclosure) = cast.seal(Label::Details, &Details::default());
    let (mut site, mut disclosed) = cast.site(1, &post(0, 0, 0));
    site.details = Some(details);
    disclosed.push(details_disclosure);
    let first = cast.south_says(Act::Site(site), &disclosed).unwrap();
    let erase = |record| {
        Act::ErasureAsked(Erasure {
            records: vec![record],
            personal_only: false,
            reason: None,
        })
    };
    assert_eq!(
        code(cast.south_says(erase(first), &[])),
        RefusalCode::InForce
    );
    let (moved, disclosed) = cast.site(1, &post(900, 0, 0));
    let second = cast
        .south_says(Act::Amended(Amendment::Site(moved)), &disclosed)
        .unwrap();
    for both in [first, second] {
        assert_eq!(
            code(cast.south_says(erase(both), &[])),
            RefusalCode::InForce
        );
    }
    cast.second_says(Act::Countersigned(second)).unwrap();
    assert_eq!(
        code(cast.south_says(erase(second), &[])),
        RefusalCode::InForce
    );
    let asked = cast.south_says(erase(first), &[]).unwrap();
    cast.second_says(Act::Countersigned(asked)).unwrap();
    let Content::Site(place) = &cast.known(1).versions[0].content else {
        panic!("a site")
    };
    assert_eq!(place.exact, Told::Erased);
    assert_eq!(cast.known(1).versions[0].details, Told::Erased);
    cast.house.assert_replays();
}

#[test]
fn persons_are_not_kept_in_the_state() {
    let mut cast = Cast::new();
    let personal = Personal {
        contact: Some("+000 12 345".to_owned()),
        ..Personal::default()
    };
    let (digest, disclosure) = cast.seal(Label::Personal, &personal);
    let (mut site, mut disclosed) = cast.site(1, &post(0, 0, 0));
    site.personal = Some(digest);
    disclosed.push(disclosure);
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    assert_eq!(cast.known(1).versions[0].personal, Some((digest, true)));
    assert!(!format!("{:?}", cast.house.register).contains("12 345"));
}

/// A nil of South's of which Relief is told, and its record.
fn nil_told_to_relief(cast: &mut Cast) -> LogIndex {
    let area = Volume4d {
        footprint: disc(0, 0, 5_000),
        altitude: None,
        window: window(0, 600),
        precision: Some(Decimetres::ZERO),
    };
    let (mut nil, disclosed) = cast.nil(2, &area);
    nil.shares = vec![Share {
        to: cast.relief.party,
        resolution: Resolution::Exact,
    }];
    cast.south_says(Act::Nil(nil), &disclosed).unwrap()
}

#[test]
fn a_nil_is_true_no_later_than_it_was_heard() {
    let mut cast = Cast::new();
    let area = Volume4d {
        footprint: disc(0, 0, 5_000),
        altitude: None,
        window: window(0, 600),
        precision: Some(Decimetres::ZERO),
    };
    let (mut nil, disclosed) = cast.nil(1, &area);
    nil.as_of = at(5_000);
    let record = cast.south_says(Act::Nil(nil), &disclosed).unwrap();
    let declared =
        crate::declaration::of_record(&cast.house.register, record, cast.standpoint()).unwrap();
    assert_eq!(declared.as_of, cast.house.now, "nobody knows the future");
}

/// Relief's second person speaks in a dispute about South's nil; what its first key signed before
/// arrives after that key was revoked.
struct Disputing {
    cast: Cast,
    second: Voice,
    nil: LogIndex,
    old: crate::codec::statement::Submission,
}

impl Disputing {
    fn new(old: ContestMove) -> Self {
        let mut cast = Cast::new();
        let nil = nil_told_to_relief(&mut cast);
        let relief = cast.relief.clone();
        let second = cast.house.enrol_person(&relief, 55);
        let mut first = relief.clone();
        let now = cast.house.now;
        let old = cast
            .house
            .sign(&mut first, Self::step(&cast, old), &[], now);
        Self {
            cast,
            second,
            nil,
            old,
        }
    }

    fn step(cast: &Cast, step: ContestMove) -> Act {
        Act::Contested(Contest {
            about: NotificationRef {
                party: cast.south.party,
                id: ntf(2),
            },
            step,
            text: None,
        })
    }

    fn says(&mut self, step: ContestMove) -> LogIndex {
        let act = Self::step(&self.cast, step);
        self.cast.house.say(&mut self.second, act, &[]).unwrap()
    }

    fn old_arrives(&mut self) -> LogIndex {
        self.cast.house.wait(2);
        let revocation = KeyRevocation {
            key: self.cast.relief.key_id(),
            since: at(1),
        };
        self.cast
            .house
            .centre_says(Act::KeyRevoked(revocation))
            .unwrap();
        let index = self.cast.house.submit(&self.old).unwrap();
        assert!(self.cast.house.flags(index).contains(&Flag::Quarantined));
        index
    }

    fn takes_stance(&mut self, record: LogIndex, stance: Stance) {
        let act = Act::Confirmed(Confirmation { record, stance });
        self.cast.house.say(&mut self.second, act, &[]).unwrap();
    }

    fn contested(&self) -> bool {
        let here = self.cast.standpoint();
        crate::declaration::of_record(&self.cast.house.register, self.nil, here)
            .unwrap()
            .contested
    }
}

#[test]
fn disowning_one_dispute_leaves_the_other() {
    let mut disputing = Disputing::new(ContestMove::Raised);
    disputing.says(ContestMove::Raised);
    let old = disputing.old_arrives();
    disputing.takes_stance(old, Stance::Disowned);
    assert!(disputing.contested());
    disputing.says(ContestMove::Lifted);
    assert!(!disputing.contested());
    disputing.takes_stance(old, Stance::Confirmed);
    disputing.cast.house.assert_replays();
}

#[test]
fn a_lifting_confirmed_late_lifts_only_what_was_raised_before_it() {
    let mut disputing = Disputing::new(ContestMove::Lifted);
    disputing.says(ContestMove::Raised);
    let old = disputing.old_arrives();
    assert!(disputing.contested(), "it is not Relief's word yet");
    let mut once = Disputing::new(ContestMove::Lifted);
    once.says(ContestMove::Raised);
    let lifting = once.old_arrives();
    once.takes_stance(lifting, Stance::Confirmed);
    assert!(!once.contested());
    disputing.says(ContestMove::Raised);
    disputing.takes_stance(old, Stance::Confirmed);
    assert!(disputing.contested());
    disputing.cast.house.assert_replays();
}

#[test]
fn a_nil_taken_back_by_others_words_is_in_doubt_until_its_owner_has_spoken() {
    let mut cast = Cast::new();
    let nil = nil_told_to_relief(&mut cast);
    let contested = |cast: &Cast| {
        crate::declaration::of_record(&cast.house.register, nil, cast.standpoint())
            .map(|declared| declared.contested)
    };
    let back = RelayedAct::Withdrawal(Withdrawal {
        id: ntf(2),
        reason: None,
    });
    let heard = cast.relayed(back, &[]).unwrap();
    assert_eq!(contested(&cast), Some(true));
    cast.confirms(heard, Stance::Disowned).unwrap();
    assert_eq!(contested(&cast), Some(false));
    cast.confirms(heard, Stance::Confirmed).unwrap();
    assert_eq!(contested(&cast), None);
    cast.house.assert_replays();
}

#[test]
fn names_and_cells_never_show_in_debug_output() {
    let details = Details {
        names: vec!["Kestrel bridge".to_owned()],
        ..Details::default()
    };
    let personal = Personal {
        contact: Some("+000 12 345".to_owned()),
        ..Personal::default()
    };
    let cells = cells_of(&post(0, 0, 0));
    for printed in [
        format!("{details:?}"),
        format!("{personal:?}"),
        format!("{cells:?}"),
    ] {
        assert_eq!(printed, "[redacted]");
    }
}
