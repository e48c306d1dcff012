#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::act::Act;
use crate::notification::Reconfirmation;
use crate::notification::tests::cast::{Cast, ntf, post, way};
use crate::register::tests::{House, Voice, at};
use crate::request::tests::{REGULARS, answer, hourly, house, nil, request, states, whole_zone};
use crate::request::view::State;
use crate::vocabulary::MovementAct;

/// Asks for a tick and appends it.
fn tick(house: &mut House) -> Option<LogIndex> {
    let context = house.context();
    house
        .register
        .tick(&context)
        .map(|draft| house.append(draft))
}

fn alerts(house: &House, record: LogIndex) -> Vec<(AlertWhy, PartyId, Option<LogIndex>)> {
    let effects = &house.log[record as usize].part.effects;
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Alert(alert) => Some((alert.why, alert.to, alert.record)),
            _ => None,
        })
        .collect()
}

/// Every alert of a kind in the whole log: to whom and about what.
fn all_alerts(house: &House, why: AlertWhy) -> Vec<(PartyId, Option<LogIndex>)> {
    (0..house.register.size)
        .flat_map(|record| alerts(house, record))
        .filter(|alert| alert.0 == why)
        .map(|(_, to, about)| (to, about))
        .collect()
}

fn asked() -> (House, Voice, LogIndex) {
    let (mut house, south) = house();
    let record = house.centre_says(Act::Requested(hourly(&south))).unwrap();
    (house, south, record)
}

#[test]
fn an_overdue_request_is_said_once_to_both() {
    let (mut house, south, request) = asked();
    assert_eq!(house.register.next_due(house.now), Some(at(40)));
    house.wait(39);
    assert_eq!(tick(&mut house), None);
    house.wait(1);
    let record = tick(&mut house).unwrap();
    let overdue = AlertWhy::RequestOverdue;
    let centre = house.centre.party;
    assert_eq!(
        alerts(&house, record),
        vec![
            (overdue, south.party, Some(request)),
            (overdue, centre, Some(request))
        ]
    );
    house.now = house.now.plus(Span::seconds(5));
    assert_eq!(tick(&mut house), None);
    assert_eq!(states(&house)[0], State::Overdue);
    house.assert_replays();
}

#[test]
fn an_answer_in_time_is_never_overdue_and_a_late_one_still_counts() {
    let (mut house, mut south, _) = asked();
    house.wait(15);
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 500));
    answer(&mut house, &mut south, 0, opened).unwrap();
    assert_eq!(house.register.next_due(house.now), Some(at(100)));
    house.wait(100);
    tick(&mut house).unwrap();
    let said: Vec<u32> = house
        .log
        .iter()
        .flat_map(|record| &record.part.effects)
        .filter_map(|effect| match effect {
            Effect::Overdue { occurrence, .. } => Some(*occurrence),
            _ => None,
        })
        .collect();
    assert_eq!(said, vec![1]);
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 500));
    answer(&mut house, &mut south, 1, opened).unwrap();
    assert!(matches!(
        states(&house)[1],
        State::Answered { late: true, .. }
    ));
    house.assert_replays();
}

#[test]
fn at_most_one_tick_a_second_and_none_backwards() {
    let (mut house, ..) = asked();
    house.wait(40);
    let due = house.now;
    house.enrol(9, crate::vocabulary::Role::Monitor);
    assert!(
        tick(&mut house).is_some(),
        "however short a time ago somebody spoke"
    );
    house.now = due.plus(Span::minutes(60));
    assert!(tick(&mut house).is_some(), "the next hour's is overdue");
    let next = house.now.plus(Span::minutes(10));
    house.now = next.minus(Span::from_micros(999_999).unwrap());
    assert!(tick(&mut house).is_none(), "nobody need be told yet");
    house.now = next;
    assert!(tick(&mut house).is_some(), "and now somebody else is");
    let south = house.enrol(10, crate::vocabulary::Role::Force);
    let soon = crate::request::Request {
        as_of: house.now,
        due_by: house.now.plus(Span::from_micros(999_999).unwrap()),
        id: crate::ids::RequestId::from_bytes([9; 16]),
        ..hourly(&south)
    };
    house.centre_says(Act::Requested(soon)).unwrap();
    house.now = next.plus(Span::from_micros(999_999).unwrap());
    assert_eq!(
        tick(&mut house),
        None,
        "a second has not passed since the latest tick"
    );
    house.now = next.plus(Span::seconds(1));
    assert!(tick(&mut house).is_some());
    house.now = due.minus(Span::hours(1));
    assert_eq!(tick(&mut house), None);
    assert_eq!(Register::new().tick(&house.context()), None);
}

#[test]
fn nothing_falls_due_while_the_clock_is_in_doubt() {
    let (mut house, ..) = asked();
    let second = house.centre.clone();
    let mut second = house.enrol_person(&second, 44);
    house.wait(60);
    let context = house.context();
    let doubt = house.register.doubt_clock(&context);
    assert_eq!(doubt.envelope.part.ground, Ground::ClockDoubted);
    house.append(doubt);
    house.wait(1);
    assert_eq!(tick(&mut house), None);
    assert_eq!(house.register.next_due(house.now), None);
    house.centre_says(Act::ClockConfirmed).unwrap();
    house.say(&mut second, Act::ClockConfirmed, &[]).unwrap();
    house.wait(1);
    assert!(tick(&mut house).is_some());
    house.assert_replays();
}

#[test]
fn an_alert_that_nobody_takes_goes_on_to_any_duty_desk() {
    let (mut house, south, _) = asked();
    house.wait(40);
    let first = tick(&mut house).unwrap();
    assert_eq!(house.register.next_due(house.now), Some(at(50)));
    house.wait(10);
    let second = tick(&mut house).unwrap();
    let passed = alerts(&house, second);
    assert!(passed.contains(&(AlertWhy::Escalated, south.party, Some(first))));
    assert!(passed.contains(&(AlertWhy::Escalated, house.centre.party, Some(first))));
    assert_eq!(states(&house)[0], State::Escalated);
    house.wait(1);
    assert_eq!(tick(&mut house), None);
    house.assert_replays();
}

#[test]
fn a_site_to_reconfirm_is_asked_for_once_each_time() {
    let mut cast = Cast::new();
    let (mut site, disclosures) = cast.site(1, &post(0, 0, 0));
    site.reconfirm_by = Some(at(60));
    let told = cast.south_says(Act::Site(site), &disclosures).unwrap();
    assert_eq!(cast.house.register.next_due(cast.house.now), Some(at(60)));
    cast.house.wait(60);
    tick(&mut cast.house).unwrap();
    let south = cast.south.party;
    assert_eq!(
        all_alerts(&cast.house, AlertWhy::ReconfirmDue),
        vec![(south, Some(told))]
    );
    let again = Reconfirmation {
        id: ntf(1),
        reconfirm_by: at(120),
    };
    let again = cast.south_says(Act::Reconfirmed(again), &[]).unwrap();
    for _ in 0..10 {
        cast.house.wait(20);
        tick(&mut cast.house);
    }
    assert_eq!(
        all_alerts(&cast.house, AlertWhy::ReconfirmDue),
        vec![(south, Some(told)), (south, Some(again))]
    );
    cast.house.assert_replays();
}

#[test]
fn a_movement_overdue_and_a_halt_too_long_are_said_once() {
    let mut cast = Cast::new();
    let (movement, disclosures) = cast.movement(2, &way(0, 2));
    let told = cast
        .south_says(Act::Movement(movement), &disclosures)
        .unwrap();
    cast.house.wait(50);
    let mut holding = cast.report(2, MovementAct::Holding);
    holding.holding_point = Some(0);
    let halt = cast.south_says(Act::Reported(holding), &[]).unwrap();
    for _ in 0..30 {
        cast.house.wait(10);
        tick(&mut cast.house);
    }
    let (south, centre) = (cast.south.party, cast.house.centre.party);
    assert_eq!(
        all_alerts(&cast.house, AlertWhy::HaltTooLong),
        vec![(south, Some(halt))]
    );
    let overdue = all_alerts(&cast.house, AlertWhy::MovementOverdue);
    assert_eq!(overdue, vec![(south, Some(told)), (centre, Some(told))]);
    cast.house.assert_replays();
}

#[test]
fn a_tick_stays_small_and_the_next_one_says_the_rest() {
    let (mut house, south) = house();
    let many = MAX_ALERTS_PER_TICK / 2 + 5;
    for number in 0..many {
        let mut id = [0x41; 16];
        id[..8].copy_from_slice(&(number as u64).to_be_bytes());
        let body = crate::request::Request {
            id: crate::ids::RequestId::from_bytes(id),
            ..request(&south)
        };
        house.centre_says(Act::Requested(body)).unwrap();
    }
    house.wait(40);
    let first = tick(&mut house).unwrap();
    assert_eq!(alerts(&house, first).len(), MAX_ALERTS_PER_TICK);
    house.now = house.now.plus(TICK_INTERVAL);
    let second = tick(&mut house).unwrap();
    assert_eq!(alerts(&house, second).len(), 10);
    house.now = house.now.plus(TICK_INTERVAL);
    assert_eq!(tick(&mut house), None);
}

/// Asks a party once, due so many milliseconds after the fortieth minute.
fn asks(house: &mut House, to: &Voice, number: u32, ms: i64) {
    let mut id = [0x42; 16];
    id[..4].copy_from_slice(&number.to_be_bytes());
    let body = crate::request::Request {
        id: crate::ids::RequestId::from_bytes(id),
        due_by: at(40).plus(Span::from_micros(ms * 1_000).unwrap()),
        ..request(to)
    };
    house.centre_says(Act::Requested(body)).unwrap();
}

/// Of which party beside the centre each tick speaks, one every second from the fortieth minute on.
fn spoken_of(house: &mut House, seconds: u32) -> Vec<Option<PartyId>> {
    let centre = house.centre.party;
    let mut spoken = Vec::new();
    for second in 0..seconds {
        house.now = at(40).plus(Span::seconds(second));
        let record = tick(house);
        let to = record.map(|record| {
            let alerts = alerts(house, record);
            let mut to: Vec<PartyId> = alerts.into_iter().map(|(_, to, _)| to).collect();
            to.retain(|to| *to != centre);
            to.dedup();
            assert_eq!(to.len(), 1, "one tick speaks of one party");
            to[0]
        });
        spoken.push(to);
    }
    spoken
}

/// Whichever of the two was enrolled under the lower number, and whose requests come first.
#[test]
fn the_next_tick_speaks_of_whoever_waits_longest_however_much_falls_due_of_another() {
    for other in [2, 9] {
        for others_requests_come_first in [true, false] {
            let (mut house, busy) = house();
            let patient = house.enrol(other, crate::vocabulary::Role::Force);
            let patients_number = if others_requests_come_first { 0 } else { 100 };
            asks(&mut house, &patient, patients_number, 500);
            // Every second something more of the busy one falls due.
            for number in 0..6 {
                asks(&mut house, &busy, 10 + number, i64::from(number) * 1_000);
            }
            let (busy, patient) = (Some(busy.party), Some(patient.party));
            let spoken = spoken_of(&mut house, 8);
            let turns = [busy, patient, busy, busy, busy, busy, None, None];
            assert_eq!(spoken, turns, "{other} {others_requests_come_first}");
            house.assert_replays();
        }
    }
}

#[test]
fn more_than_a_tick_holds_of_one_party_keeps_another_waiting_no_longer_than_it_was_due_before() {
    let (mut house, busy) = house();
    let patient = house.enrol(9, crate::vocabulary::Role::Force);
    for number in 0..u32::try_from(MAX_ALERTS_PER_TICK / 2 + 5).unwrap() {
        asks(&mut house, &busy, number, 0);
    }
    asks(&mut house, &patient, 5_000, 0);
    asks(&mut house, &patient, 5_001, 1);
    // What fell due of the busy one after that waits in its turn.
    asks(&mut house, &busy, 5_002, 1_500);
    let (busy, patient) = (Some(busy.party), Some(patient.party));
    let spoken = spoken_of(&mut house, 6);
    let turns = [busy, busy, patient, busy, None, None];
    assert_eq!(spoken, turns);
}
