#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::act::Act;
use crate::channel::ChannelReport;
use crate::erasure::Erasure;
use crate::party::KeyRevocation;
use crate::register::tests::{House, Voice, at, code};
use crate::vocabulary::{ChannelState, Flag, Role};

/// Something that stands in the other party's inbox and in the centre's.
fn told(house: &mut House, from: &mut Voice, to: &Voice) -> LogIndex {
    let (of, with) = (from.party, to.party);
    let body = ChannelReport {
        with,
        of,
        state: ChannelState::Open,
        since: at(0),
        text: None,
    };
    house.say(from, Act::ChannelReported(body), &[]).unwrap()
}

fn step(item: u64, step: LadderStep) -> Act {
    Act::Acknowledged(Acknowledgement {
        item,
        step,
        text: None,
    })
}

#[test]
fn steps_are_claims_in_any_order_and_the_missing_ones_are_seen() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let mut south = house.enrol(3, Role::Force);
    let record = told(&mut house, &mut north, &south);
    let item = house.register.ladder.next_number(south.party) - 1;
    for claimed in [
        LadderStep::Acknowledged,
        LadderStep::Received,
        LadderStep::Received,
    ] {
        house.say(&mut south, step(item, claimed), &[]).unwrap();
    }
    let (digest, words) = house.seal(Label::Text, &"passed to the wrong brigade".to_owned());
    let passed = Acknowledgement {
        item,
        step: LadderStep::Ingested,
        text: Some(digest),
    };
    let passed = house
        .say(&mut south, Act::Acknowledged(passed), &[words])
        .unwrap();
    let rungs = of(
        &house.register,
        record,
        house.register.standpoint(house.now),
    );
    assert_eq!(rungs.len(), 2, "south and the centre");
    let rung = rungs.iter().find(|rung| rung.to == south.party).unwrap();
    assert_eq!(rung.item.owner, Some(north.party));
    assert_eq!(rung.steps.len(), 4);
    assert_eq!(rung.missing(), vec![LadderStep::Disseminated]);
    assert_eq!(
        rung.steps[3].text,
        Told::Value("passed to the wrong brigade".to_owned())
    );
    assert_eq!(rung.steps[3].desk, south.desk);
    let before = Standpoint {
        known_at: passed,
        now: house.now,
    };
    let rungs = of(&house.register, record, before);
    let rung = rungs.iter().find(|rung| rung.to == south.party).unwrap();
    assert_eq!(
        rung.missing(),
        vec![LadderStep::Ingested, LadderStep::Disseminated]
    );
    let owner = house
        .register
        .ladder
        .inbox(north.party, house.register.size);
    assert!(
        owner
            .iter()
            .any(|item| item.record == passed && item.resolution == Resolution::Exact)
    );
    house.assert_replays();
}

#[test]
fn what_was_sent_is_not_what_was_acknowledged() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let mut south = house.enrol(3, Role::Force);
    let first = told(&mut house, &mut north, &south);
    let second = told(&mut house, &mut north, &south);
    let at_desk = house
        .say(&mut south, step(1, LadderStep::Delivered), &[])
        .unwrap();
    let here = |house: &House| house.register.standpoint(house.now);
    assert!(
        acknowledged(&house.register, south.party, here(&house)).is_empty(),
        "a channel's delivery is nobody's word"
    );
    let taken = house
        .say(&mut south, step(1, LadderStep::Queried), &[])
        .unwrap();
    let known = acknowledged(&house.register, south.party, here(&house));
    assert_eq!(known.keys().copied().collect::<Vec<_>>(), vec![first]);
    let sent = sent_not_acknowledged(&house.register, south.party, here(&house));
    assert_eq!(sent.keys().copied().collect::<Vec<_>>(), vec![second]);
    let before = Standpoint {
        known_at: taken,
        now: house.now,
    };
    assert_eq!(
        sent_not_acknowledged(&house.register, south.party, before).len(),
        2
    );
    assert!(at_desk < taken);
}

#[test]
fn an_item_must_be_in_the_own_inbox() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let mut south = house.enrol(3, Role::Force);
    told(&mut house, &mut north, &south);
    assert_eq!(
        code(house.say(&mut south, step(2, LadderStep::Received), &[])),
        RefusalCode::MissingReference
    );
    assert_eq!(
        code(house.say(&mut south, step(0, LadderStep::Received), &[])),
        RefusalCode::MissingReference
    );
    assert_eq!(
        code(house.say(&mut north, step(1, LadderStep::Received), &[])),
        RefusalCode::MissingReference
    );
    assert_eq!(
        code(house.say(&mut south, step(u64::MAX, LadderStep::Received), &[])),
        RefusalCode::MissingReference
    );
}

#[test]
fn two_desks_that_acknowledge_each_other_come_to_an_end() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let mut south = house.enrol(3, Role::Force);
    told(&mut house, &mut north, &south);
    let first = house
        .say(&mut south, step(1, LadderStep::Received), &[])
        .unwrap();
    let inbox = house
        .register
        .ladder
        .inbox(north.party, house.register.size);
    let item = inbox
        .iter()
        .find(|item| item.record == first)
        .unwrap()
        .number;
    let second = house
        .say(&mut north, step(item, LadderStep::Received), &[])
        .unwrap();
    assert!(
        of(
            &house.register,
            second,
            house.register.standpoint(house.now)
        )
        .is_empty()
    );
}

#[test]
fn a_step_signed_with_a_key_out_of_force_is_marked_and_counts_when_confirmed() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let mut south = house.enrol(3, Role::Force);
    let mut deputy = house.enrol_person(&south, 33);
    let record = told(&mut house, &mut north, &south);
    let late = house.sign(&mut south, step(1, LadderStep::Acknowledged), &[], at(0));
    house.wait(2);
    house
        .centre_says(Act::KeyRevoked(KeyRevocation {
            key: south.key_id(),
            since: at(1),
        }))
        .unwrap();
    let quarantined = house.submit(&late).unwrap();
    assert!(house.flags(quarantined).contains(&Flag::Quarantined));
    let rung = |house: &House| {
        let rungs = of(
            &house.register,
            record,
            house.register.standpoint(house.now),
        );
        rungs
            .into_iter()
            .find(|rung| rung.to == PartyId::from_bytes([3; 16]))
            .unwrap()
    };
    assert_eq!(rung(&house).steps.len(), 1);
    assert!(!rung(&house).steps[0].confirmed && !rung(&house).is_acknowledged());
    let stance = crate::vocabulary::Stance::Confirmed;
    let confirmation = crate::relay::Confirmation {
        record: quarantined,
        stance,
    };
    house
        .say(&mut deputy, Act::Confirmed(confirmation), &[])
        .unwrap();
    assert!(rung(&house).steps[0].confirmed && rung(&house).is_acknowledged());
    house.assert_replays();
}

#[test]
fn erased_words_are_gone_and_the_step_stays() {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let mut south = house.enrol(3, Role::Force);
    let mut second = house.enrol_person(&south, 34);
    let record = told(&mut house, &mut north, &south);
    let (digest, words) = house.seal(Label::Text, &"to the river post".to_owned());
    let passed = Acknowledgement {
        item: 1,
        step: LadderStep::Disseminated,
        text: Some(digest),
    };
    let passed = house
        .say(&mut south, Act::Acknowledged(passed), &[words])
        .unwrap();
    let erasure = Erasure {
        records: vec![passed],
        personal_only: false,
        reason: None,
    };
    let asked = house
        .say(&mut south, Act::ErasureAsked(erasure), &[])
        .unwrap();
    house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    let rungs = of(
        &house.register,
        record,
        house.register.standpoint(house.now),
    );
    let rung = rungs.iter().find(|rung| rung.to == south.party).unwrap();
    assert_eq!(rung.steps[0].text, Told::Erased);
    assert!(!rung.missing().contains(&LadderStep::Disseminated));
    house.assert_replays();
}
