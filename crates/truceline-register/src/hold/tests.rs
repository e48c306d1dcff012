//! What is held is not erased, by nobody, until two people of who placed the hold have lifted it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::act::Act;
use crate::codec::disclosure::Label;
use crate::erasure::Erasure;
use crate::notification::Amendment;
use crate::notification::tests::cast::{Cast, ZONE, post};
use crate::register::tests::{Voice, at, code};

/// A site that was amended: its first version can be erased.
fn over(cast: &mut Cast, id: u8, north_m: i32) -> LogIndex {
    let (site, disclosed) = cast.site(id, &post(north_m, 0, 0));
    let first = cast.south_says(Act::Site(site), &disclosed).unwrap();
    cast.house.wait(30);
    let (moved, disclosed) = cast.site(id, &post(north_m + 900, 0, 0));
    let moved = cast
        .south_says(Act::Amended(Amendment::Site(moved)), &disclosed)
        .unwrap();
    cast.second_says(Act::Countersigned(moved)).unwrap();
    first
}

fn erase(record: LogIndex) -> Act {
    Act::ErasureAsked(Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    })
}

fn of_records(records: &[LogIndex]) -> Hold {
    Hold {
        records: records.to_vec(),
        zone: None,
        window: None,
        reason: None,
    }
}

fn of_zone(from: i64, until: i64) -> Hold {
    Hold {
        records: vec![],
        zone: Some(ZONE),
        window: TimeWindow::new(at(from), at(until)).ok(),
        reason: None,
    }
}

fn investigator(cast: &mut Cast) -> (Voice, Voice) {
    let one = cast.house.enrol(9, Role::Investigator);
    let other = cast.house.enrol_person(&one, 99);
    (one, other)
}

#[test]
fn what_is_held_stays_until_two_people_of_the_same_party_lift_it() {
    let mut cast = Cast::new();
    let (mut one, mut other) = investigator(&mut cast);
    let record = over(&mut cast, 1, 0);
    let free = over(&mut cast, 2, 5_000);
    let asked = cast.south_says(erase(record), &[]).unwrap();
    let (reason, disclosure) = cast.seal(Label::Text, &"the strike of Tuesday".to_owned());
    let body = Hold {
        reason: Some(reason),
        ..of_records(&[record])
    };
    let hold = cast
        .house
        .say(&mut one, Act::HoldPlaced(body), &[disclosure])
        .unwrap();
    let refused = cast.south_says(erase(record), &[]).unwrap_err();
    assert_eq!(refused.code, RefusalCode::InForce);
    assert!(
        refused.what.contains(&format!("index {hold}")),
        "{refused:?}"
    );
    // One that was asked for before the hold does not come through either.
    assert_eq!(
        code(cast.second_says(Act::Countersigned(asked))),
        RefusalCode::InForce
    );
    assert_eq!(
        code(cast.house.centre_says(erase(record))),
        RefusalCode::InForce
    );
    cast.south_says(erase(free), &[]).unwrap();
    assert_eq!(
        code(cast.house.say(&mut one, erase(hold), &[])),
        RefusalCode::InForce,
        "the hold itself counts"
    );
    let lift = |hold| Act::HoldLifted(HoldLift { hold, reason: None });
    assert_eq!(
        code(cast.house.centre_says(lift(hold))),
        RefusalCode::NotTheOwner
    );
    let lifted = cast.house.say(&mut one, lift(hold), &[]).unwrap();
    assert_eq!(
        code(cast.south_says(erase(record), &[])),
        RefusalCode::InForce,
        "one person is not enough"
    );
    assert_eq!(
        code(cast.house.say(&mut one, Act::Countersigned(lifted), &[])),
        RefusalCode::SamePerson
    );
    cast.house
        .say(&mut other, Act::Countersigned(lifted), &[])
        .unwrap();
    cast.second_says(Act::Countersigned(asked)).unwrap();
    let register = &cast.house.register;
    assert!(register.erasures.erased_by(record).is_some());
    assert_eq!(standing(register, register.size).count(), 0);
    assert_eq!(
        standing(register, lifted).count(),
        1,
        "as of before, it stood"
    );
    assert_eq!(
        code(cast.house.say(&mut one, lift(hold), &[])),
        RefusalCode::WrongState
    );
    cast.house.assert_replays();
}

#[test]
fn a_zone_and_a_window_hold_what_may_have_been_there_and_what_was_heard_then() {
    let mut cast = Cast::new();
    let (mut one, _) = investigator(&mut cast);
    let near = over(&mut cast, 1, 0);
    let far = over(&mut cast, 2, 300_000);
    let (words, disclosure) = cast.seal(Label::Text, &"words".to_owned());
    let other = crate::channel::ChannelReport {
        of: cast.south.party,
        with: cast.relief.party,
        state: crate::vocabulary::ChannelState::Open,
        since: cast.house.now,
        text: Some(words),
    };
    let heard = cast
        .south_says(Act::ChannelReported(other), &[disclosure])
        .unwrap();
    let now = cast.house.now;
    let before = Hold {
        window: TimeWindow::new(
            now.minus(crate::time::Span::hours(2)),
            now.minus(crate::time::Span::hours(1)),
        )
        .ok(),
        ..of_zone(0, 1)
    };
    cast.house
        .say(&mut one, Act::HoldPlaced(before), &[])
        .unwrap();
    cast.south_says(erase(heard), &[]).unwrap();
    let during = Hold {
        window: TimeWindow::new(
            now.minus(crate::time::Span::hours(2)),
            now.plus(crate::time::Span::hours(2)),
        )
        .ok(),
        ..of_zone(0, 1)
    };
    cast.house
        .say(&mut one, Act::HoldPlaced(during), &[])
        .unwrap();
    for held in [near, heard] {
        assert_eq!(
            code(cast.south_says(erase(held), &[])),
            RefusalCode::InForce
        );
    }
    cast.south_says(erase(far), &[]).unwrap();
    cast.house.assert_replays();
}

#[test]
fn a_hold_is_of_something_that_is_there_and_ones_own_to_hold() {
    let mut cast = Cast::new();
    let record = over(&mut cast, 1, 0);
    let half = Hold {
        window: None,
        ..of_zone(0, 60)
    };
    for nothing in [of_records(&[]), half] {
        assert_eq!(
            code(cast.house.centre_says(Act::HoldPlaced(nothing))),
            RefusalCode::Invalid
        );
    }
    assert_eq!(
        code(cast.house.centre_says(Act::HoldPlaced(of_records(&[999])))),
        RefusalCode::MissingReference
    );
    let many: Vec<LogIndex> = vec![record; MAX_RECORDS + 1];
    assert_eq!(
        code(cast.house.centre_says(Act::HoldPlaced(of_records(&many)))),
        RefusalCode::OverLimit
    );
    assert_eq!(
        code(cast.relief_says(Act::HoldPlaced(of_records(&[record])), &[])),
        RefusalCode::MissingReference
    );
    assert_eq!(
        code(cast.relief_says(Act::HoldPlaced(of_zone(0, 60)), &[])),
        RefusalCode::NotThisRole
    );
    let own = cast
        .south_says(Act::HoldPlaced(of_records(&[record])), &[])
        .unwrap();
    assert_eq!(
        code(cast.house.centre_says(erase(record))),
        RefusalCode::InForce,
        "a party keeps its own evidence from the centre, too"
    );
    let told = cast.house.register.holds.get(own).map(|placed| placed.by);
    assert_eq!(told, Some(cast.south.party));
}
