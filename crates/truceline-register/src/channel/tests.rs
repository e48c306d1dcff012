#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::act::Act;
use crate::codec::record::Ground;
use crate::party::KeyRevocation;
use crate::register::tests::{House, Voice, at, code};
use crate::vocabulary::{Flag, Role};

fn report(of: &Voice, with: &Voice, state: ChannelState, since: i64) -> Act {
    let (of, with) = (of.party, with.party);
    Act::ChannelReported(ChannelReport {
        with,
        of,
        state,
        since: at(since),
        text: None,
    })
}

fn alerts(house: &House, record: LogIndex) -> usize {
    let is_alert =
        |effect: &&Effect| matches!(effect, Effect::Alert(alert) if alert.why == AlertWhy::Channel);
    house.log[record as usize]
        .part
        .effects
        .iter()
        .filter(is_alert)
        .count()
}

#[test]
fn the_worse_of_both_sides_counts_and_silence_is_open() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let mut south = house.enrol(3, Role::Force);
    let stands = |house: &House| {
        let here = house.register.standpoint(house.now);
        let one = state(&house.register, north_id(), south_id(), here);
        assert_eq!(one, state(&house.register, south_id(), north_id(), here));
        one
    };
    fn north_id() -> PartyId {
        PartyId::from_bytes([2; 16])
    }
    fn south_id() -> PartyId {
        PartyId::from_bytes([3; 16])
    }
    assert_eq!(stands(&house), ChannelState::Open);
    let act = report(&north, &south, ChannelState::Suspended, 0);
    let first = house.say(&mut north, act, &[]).unwrap();
    assert_eq!(stands(&house), ChannelState::Suspended);
    assert_eq!(alerts(&house, first), 1);
    let act = report(&south, &north, ChannelState::Degraded, 0);
    let second = house.say(&mut south, act, &[]).unwrap();
    assert_eq!(stands(&house), ChannelState::Suspended);
    assert_eq!(alerts(&house, second), 0, "it did not get worse");
    let act = report(&north, &south, ChannelState::Open, 0);
    house.say(&mut north, act, &[]).unwrap();
    assert_eq!(stands(&house), ChannelState::Degraded);
    let then = Standpoint {
        known_at: second,
        now: house.now,
    };
    assert_eq!(
        state(&house.register, north.party, south.party, then),
        ChannelState::Suspended
    );
    assert_eq!(
        house
            .register
            .channels
            .words(north.party, south.party, house.register.size)
            .len(),
        2
    );
    assert!(
        house
            .register
            .ladder
            .inbox(south.party, house.register.size)
            .iter()
            .any(|i| i.record == first)
    );
    house.assert_replays();
}

#[test]
fn only_the_centre_speaks_of_another_side_and_both_words_stand() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let mut south = house.enrol(3, Role::Force);
    let centre = house.centre.clone();
    let act = report(&north, &centre, ChannelState::Withdrawn, 0);
    assert_eq!(
        code(house.say(&mut south, act, &[])),
        RefusalCode::NotTheOwner
    );
    let here = |house: &House| {
        with_centre(
            &house.register,
            PartyId::from_bytes([2; 16]),
            house.register.standpoint(house.now),
        )
    };
    house
        .centre_says(report(&north, &centre, ChannelState::Unattended, 0))
        .unwrap();
    assert_eq!(here(&house), ChannelState::Unattended);
    let act = report(&north, &centre, ChannelState::Open, 0);
    house.say(&mut north, act, &[]).unwrap();
    assert_eq!(
        here(&house),
        ChannelState::Unattended,
        "the centre's own word stands until it takes it back"
    );
    house
        .centre_says(report(&north, &centre, ChannelState::Open, 0))
        .unwrap();
    assert_eq!(here(&house), ChannelState::Open);
    house.assert_replays();
}

#[test]
fn a_channel_joins_two_parties_that_are_here_and_not_in_the_future() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let stranger = Voice::new(9, 9, 9);
    let act = report(&north, &north, ChannelState::Open, 0);
    assert_eq!(code(house.say(&mut north, act, &[])), RefusalCode::Invalid);
    let act = report(&north, &stranger, ChannelState::Open, 0);
    assert_eq!(
        code(house.say(&mut north, act, &[])),
        RefusalCode::MissingReference
    );
    let centre = house.centre.clone();
    let act = report(&north, &centre, ChannelState::Withdrawn, 10);
    assert_eq!(code(house.say(&mut north, act, &[])), RefusalCode::Invalid);
    let act = report(&north, &centre, ChannelState::Withdrawn, 4);
    house.say(&mut north, act, &[]).unwrap();
    let here = house.register.standpoint(house.now);
    assert_eq!(
        with_centre(&house.register, north.party, here),
        ChannelState::Withdrawn,
        "it counts once heard"
    );
}

#[test]
fn a_key_out_of_force_makes_a_channel_worse_but_not_better() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let said = |state| report(&Voice::new(2, 2, 2), &Voice::new(1, 1, 1), state, 0);
    let worse = house.sign(&mut north, said(ChannelState::Suspended), &[], at(0));
    let better = house.sign(&mut north, said(ChannelState::Open), &[], at(0));
    house.wait(2);
    house
        .centre_says(Act::KeyRevoked(KeyRevocation {
            key: north.key_id(),
            since: at(1),
        }))
        .unwrap();
    let here = |house: &House| {
        with_centre(
            &house.register,
            PartyId::from_bytes([2; 16]),
            house.register.standpoint(house.now),
        )
    };
    let first = house.submit(&worse).unwrap();
    assert!(house.flags(first).contains(&Flag::Quarantined));
    assert_eq!(here(&house), ChannelState::Suspended);
    house.submit(&better).unwrap();
    assert_eq!(here(&house), ChannelState::Suspended);
    assert!(
        house
            .log
            .iter()
            .all(|record| !matches!(record.part.ground, Ground::Refused { .. }))
    );
    house.assert_replays();
}
