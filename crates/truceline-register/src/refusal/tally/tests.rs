//! The budget of refusals on record, and the summaries beyond it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::act::Act;
use crate::party::PartyEnrolment;
use crate::party::chain::REFUSALS_ON_RECORD;
use crate::register::decide::Decision;
use crate::register::tests::{House, Voice};
use crate::vocabulary::Role;

/// Has a party say, `times` times, what is not its role's to say; gives how many came on record one
/// by one, and counts the others.
fn refused(house: &mut House, voice: &mut Voice, times: u32, tally: &mut Tally) -> u32 {
    let mut on_record = 0;
    for _ in 0..times {
        let body = PartyEnrolment {
            party: voice.party,
            name: "South".to_owned(),
            role: Role::Guarantor,
            belligerent: false,
        };
        let submission = house.sign(voice, Act::PartyEnrolled(body), &[], house.now);
        let context = house.context();
        match house.register.decide(&submission, &context) {
            Decision::RefusedOnRecord(draft, _) => {
                house.append(*draft);
                on_record += 1;
                // The same statement again is neither on record nor counted.
                let again = house.register.decide(&submission, &context);
                assert!(matches!(again, Decision::TurnedAway(_)), "{again:?}");
            }
            Decision::RefusedUnrecorded(refusal, unrecorded) => {
                assert_eq!(refusal.code, unrecorded.code);
                tally.count(unrecorded);
            }
            other => panic!("{other:?}"),
        }
    }
    on_record
}

fn sum_up(house: &mut House, tally: &mut Tally) -> Option<(KeyId, u32)> {
    let context = house.context();
    let draft = tally.sum_up(&house.register, &context)?;
    let index = house.append(draft);
    match house.log[index as usize].part.ground {
        Ground::Refused { key, further, .. } => Some((key, further)),
        ref other => panic!("{other:?}"),
    }
}

/// What the log says of a key's refusals in all.
fn told(house: &House, of: KeyId) -> u32 {
    let grounds = house.log.iter().map(|record| &record.part.ground);
    grounds
        .map(|ground| match ground {
            Ground::Refused { key, further, .. } if *key == of => 1 + further,
            _ => 0,
        })
        .sum()
}

#[test]
fn beyond_its_budget_a_key_is_summed_up_once_an_hour_and_nothing_is_lost() {
    let mut house = House::new();
    let mut south = house.enrol(3, Role::Force);
    let mut north = house.enrol(4, Role::Force);
    let (of_south, of_north) = (south.key_id(), north.key_id());
    let mut tally = Tally::default();
    let first = refused(&mut house, &mut south, REFUSALS_ON_RECORD + 30, &mut tally);
    assert_eq!(first, REFUSALS_ON_RECORD);
    assert_eq!(tally.waiting(of_south), 30);
    // One key's flood takes nothing from another's budget.
    assert_eq!(refused(&mut house, &mut north, 7, &mut tally), 7);
    assert_eq!(tally.waiting(of_north), 0);
    assert_eq!(sum_up(&mut house, &mut tally), None, "within the hour");
    house.assert_replays();

    house.wait(60);
    assert_eq!(sum_up(&mut house, &mut tally), Some((of_south, 29)));
    assert_eq!(sum_up(&mut house, &mut tally), None);
    assert_eq!(told(&house, of_south), REFUSALS_ON_RECORD + 30);

    // A summary gives no new budget, and the next is an hour away.
    assert_eq!(refused(&mut house, &mut south, 5, &mut tally), 0);
    house.wait(59);
    assert_eq!(sum_up(&mut house, &mut tally), None);
    house.wait(1);
    assert_eq!(sum_up(&mut house, &mut tally), Some((of_south, 4)));
    assert_eq!(told(&house, of_south), REFUSALS_ON_RECORD + 35);
    assert_eq!(told(&house, of_north), 7);
    assert_eq!(tally, Tally::default());
    house.assert_replays();
}

#[test]
fn keys_that_wait_together_are_summed_up_one_after_the_other() {
    let mut house = House::new();
    let mut tally = Tally::default();
    let mut keys = Vec::new();
    for number in [3, 4, 5] {
        let mut voice = house.enrol(number, Role::Force);
        let times = REFUSALS_ON_RECORD + u32::from(number);
        refused(&mut house, &mut voice, times, &mut tally);
        keys.push((voice.key_id(), u32::from(number) - 1));
    }
    house.wait(61);
    keys.sort_unstable();
    let summed: Vec<_> = std::iter::from_fn(|| sum_up(&mut house, &mut tally)).collect();
    assert_eq!(summed, keys);
    house.assert_replays();
}
