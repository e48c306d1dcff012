//! Positions that the register does not see, and what replaces them.

use super::answers::asked_house;
use super::*;
use crate::erasure::Erasure;

pub(super) fn hidden(house: &House, south: &Voice) -> Vec<(LogIndex, ZoneId)> {
    let now = TimeWindow::new(house.now, house.now.plus(Span::seconds(1))).unwrap();
    hidden_in(house, south, now)
}

fn hidden_in(house: &House, south: &Voice, window: TimeWindow) -> Vec<(LogIndex, ZoneId)> {
    let here = house.register.standpoint(house.now);
    view::hidden_positions(&house.register, south.party, window, here)
        .into_iter()
        .map(|(answered, zone)| (answered.record, zone))
        .collect()
}

#[test]
fn erased_positions_are_hidden_while_they_could_matter() {
    let (mut house, mut south) = asked_house();
    let mut second = house.enrol_person(&south, 35);
    let opened = positions(&mut house, &[post(3600, 3600, 0, Some(40))], None);
    let first = answer(&mut house, &mut south, 0, opened).unwrap();
    house.wait(10);
    let opened = nil(&mut house, REGULARS, &whole_zone(40, 160));
    answer(&mut house, &mut south, 0, opened).unwrap();
    house.wait(16);
    let erasure = Erasure {
        records: vec![first],
        personal_only: false,
        reason: None,
    };
    let asked = house
        .say(&mut south, Act::ErasureAsked(erasure), &[])
        .unwrap();
    assert_eq!(hidden(&house, &south), vec![]);
    house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    assert_eq!(hidden(&house, &south), vec![(first, zone())]);
    house.assert_replays();
    house.wait(600);
    assert_eq!(hidden(&house, &south), vec![], "they were over by then");
    house.register.erasures = crate::erasure::Erasures::default();
    assert_eq!(
        hidden(&house, &south),
        vec![(first, zone())],
        "nothing says until when they stood"
    );
}

#[test]
fn hidden_positions_stay_in_the_zone_they_were_asked_about() {
    let (mut house, mut south) = asked_house();
    let other = ZoneId::from_bytes([0x77; 16]);
    let elsewhere = crate::zone::Boundary {
        zone: other,
        ..boundary()
    };
    house.centre_says(Act::BoundaryDrawn(elsewhere)).unwrap();
    let unseen = Opened {
        disclosures: vec![],
        ..positions(&mut house, &[post(3600, 3600, 0, None)], None)
    };
    let first = answer(&mut house, &mut south, 0, unseen).unwrap();
    let moved = Request {
        zone: other,
        as_of: at(20),
        due_by: at(50),
        ..hourly(&south)
    };
    house.centre_says(Act::Requested(moved)).unwrap();
    assert_eq!(hidden(&house, &south), vec![(first, zone())]);
    house.wait(10);
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 500));
    let about_other = answer(&mut house, &mut south, 1, opened).unwrap();
    assert_eq!(house.flags(about_other), vec![]);
    assert_eq!(
        hidden(&house, &south),
        vec![(first, zone())],
        "what is said of another zone replaces nothing here"
    );
    let opened = nil(&mut house, REGULARS, &whole_zone(0, 500));
    answer(&mut house, &mut south, 0, opened).unwrap();
    assert_eq!(hidden(&house, &south), vec![]);
    house.assert_replays();
}

#[test]
fn hidden_positions_are_replaced_only_in_the_windows_declared_later() {
    let (mut house, mut south) = asked_house();
    let unseen = Opened {
        disclosures: vec![],
        ..positions(&mut house, &[post(3600, 3600, 0, None)], None)
    };
    let first = answer(&mut house, &mut south, 0, unseen).unwrap();
    let within = |from: i64, to: i64| TimeWindow::new(at(from), at(to)).unwrap();
    house.wait(10);
    let opened = nil(&mut house, REGULARS, &whole_zone(10, 60));
    answer(&mut house, &mut south, 0, opened).unwrap();
    assert_eq!(hidden_in(&house, &south, within(10, 60)), vec![]);
    for (from, to) in [(0, 20), (50, 70), (300, 400), (0, 70)] {
        let found = hidden_in(&house, &south, within(from, to));
        assert_eq!(found, vec![(first, zone())], "{from} to {to}");
    }
    let opened = nil(&mut house, REGULARS, &whole_zone(60, 90));
    answer(&mut house, &mut south, 1, opened).unwrap();
    assert_eq!(
        hidden_in(&house, &south, within(20, 80)),
        vec![],
        "together"
    );
    house.assert_replays();
}
