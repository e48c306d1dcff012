//! A clock in doubt: whose two words end it, and who hears of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::act::Act;
use crate::codec::record::AlertWhy;
use crate::refusal::RefusalCode;
use crate::register::decide::Decision;
use crate::register::said::Context;
use crate::register::tests::{House, Voice, code};
use crate::time::Span;
use crate::vocabulary::Role;
use crate::watch::open_alerts;

pub(crate) fn doubt(house: &mut House) -> u64 {
    let context = house.context();
    let draft = house.register.doubt_clock(&context);
    house.append(draft)
}

fn confirm(house: &mut House, voice: &mut Voice) -> Result<u64, crate::refusal::Refusal> {
    house.say(voice, Act::ClockConfirmed, &[])
}

fn in_doubt(house: &House) -> bool {
    house.register.clock.in_doubt(house.register.size)
}

/// The centre's two people and two of each of two belligerents.
fn cast() -> (House, Vec<Voice>) {
    let mut house = House::new();
    let mut voices = vec![house.centre.clone()];
    let centre = house.centre.clone();
    voices.push(house.enrol_person(&centre, 11));
    for number in [3, 4] {
        let first = house.enrol(number, Role::Force);
        let second = house.enrol_person(&first, number + 30);
        voices.extend([first, second]);
    }
    // The centre has spoken meanwhile.
    voices[0] = house.centre.clone();
    (house, voices)
}

#[test]
fn every_pair_with_one_of_the_centre_and_no_other_ends_the_doubt() {
    for one in 0..6 {
        for other in 0..6 {
            let (mut house, mut voices) = cast();
            doubt(&mut house);
            confirm(&mut house, &mut voices[one]).unwrap();
            assert!(in_doubt(&house), "one person alone: {one}");
            let second = confirm(&mut house, &mut voices[other]);
            if one == other {
                assert_eq!(code(second), RefusalCode::SamePerson);
            } else if one > 1 && other > 1 {
                let size = house.register.size;
                let refusal = second.unwrap_err();
                assert_eq!(refusal.code, RefusalCode::WrongState);
                assert!(refusal.what.contains("a person of the centre"), "{refusal}");
                assert_eq!(house.register.size, size, "curable: no record");
                assert!(in_doubt(&house));
                confirm(&mut house, &mut voices[1]).unwrap();
            } else {
                second.unwrap();
            }
            assert_eq!(in_doubt(&house), one == other, "{one} and {other}");
            house.assert_replays();
        }
    }
}

#[test]
fn the_centre_is_owed_an_alert_until_somebody_takes_it() {
    let (mut house, mut voices) = cast();
    let record = doubt(&mut house);
    let open = |house: &House| {
        let at = house.register.standpoint(house.now);
        open_alerts(&house.register, at)
            .into_iter()
            .map(|owed| (owed.record, owed.alert.to, owed.alert.why))
            .collect::<Vec<_>>()
    };
    let centre = house.centre.party;
    assert_eq!(open(&house), [(record, centre, AlertWhy::ClockDoubted)]);

    // While in doubt nothing falls due; from then on the alert waits as any other.
    house.wait(60);
    let context = house.context();
    assert_eq!(house.register.tick(&context), None);
    let (mut first, mut second) = (voices[0].clone(), voices.remove(2));
    confirm(&mut house, &mut first).unwrap();
    confirm(&mut house, &mut second).unwrap();
    house.wait(1);
    let context = house.context();
    let tick = house.register.tick(&context).unwrap();
    let escalated = house.append(tick);
    assert_eq!(
        open(&house),
        [
            (record, centre, AlertWhy::ClockDoubted),
            (escalated, centre, AlertWhy::Escalated)
        ]
    );
    let taken = Act::AlertAcknowledged(record, 0, None);
    house.say(&mut first, taken, &[]).unwrap();
    assert_eq!(open(&house), []);
    house.assert_replays();
}

#[test]
fn what_the_clock_read_at_its_confirmation_counts_until_received_time_moves_on() {
    let (mut house, mut voices) = cast();
    doubt(&mut house);
    let (last, wall) = (house.now, house.now.minus(Span::hours(3)));
    confirm(&mut house, &mut voices[0]).unwrap();
    assert_eq!(
        house.register.clock.not_before(last),
        last,
        "one person alone"
    );
    let submission = house.sign(&mut voices[1], Act::ClockConfirmed, &[], last);
    let context = Context {
        wall,
        ..house.context()
    };
    let Decision::Admitted(draft) = house.register.decide(&submission, &context) else {
        panic!("the second confirmation is admitted");
    };
    house.append(*draft);
    let clock = &house.register.clock;
    assert_eq!(clock.not_before(last), wall);
    let later = last.plus(Span::hours(1));
    assert_eq!(clock.not_before(later), later, "it has caught up");
    house.assert_replays();
}
