//! Who may enrol whose key: the rule of two is worth as much as this.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::KeyEnrolment;
use crate::act::Act;
use crate::refusal::RefusalCode;
use crate::register::tests::{House, Voice, code};
use crate::vocabulary::Role;

/// A fresh key for the person who holds `voice`, or for another.
fn key_of(voice: &Voice, number: u8, person: Option<u8>) -> KeyEnrolment {
    let fresh = Voice::new(0xee, number, 0xee);
    let mut enrolment = voice.enrolment();
    enrolment.public = fresh.public();
    if let Some(person) = person {
        enrolment.person = Voice::new(0, 0, person).person;
    }
    enrolment
}

#[test]
fn one_key_of_a_party_never_speaks_for_two_people() {
    let mut house = House::new();
    let mut south = house.enrol(3, Role::Force);
    let second = house.enrol_person(&south, 33);

    // A further device of the same person.
    let further = key_of(&south, 1, None);
    house
        .say(&mut south, Act::KeyEnrolled(further), &[])
        .unwrap();
    // Neither somebody new, nor a second key for somebody known.
    for body in [key_of(&south, 2, Some(99)), key_of(&second, 3, None)] {
        let refused = house.say(&mut south, Act::KeyEnrolled(body.clone()), &[]);
        let refusal = refused.as_ref().unwrap_err();
        assert!(refusal.what.contains("send it the card"), "{refusal}");
        assert_eq!(code(refused), RefusalCode::NotThisRole);
        house.centre_says(Act::KeyEnrolled(body)).unwrap();
    }
    let persons = |house: &House| {
        let keys = house.register.authority.keys();
        let own = keys.filter(|(_, key)| key.party == south.party);
        own.map(|(_, key)| key.person)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    };
    assert_eq!(persons(&house), 3, "the two enrolled first, and one more");
    house.assert_replays();
}

#[test]
fn the_centre_enrols_its_own_people_and_those_of_parties() {
    let mut house = House::new();
    let south = house.enrol(3, Role::Force);
    let centre = house.centre.clone();
    for body in [key_of(&centre, 1, Some(91)), key_of(&south, 2, Some(92))] {
        house.centre_says(Act::KeyEnrolled(body)).unwrap();
    }
    let mut relief = house.enrol(5, Role::Humanitarian);
    let body = key_of(&south, 3, None);
    let others = house.say(&mut relief, Act::KeyEnrolled(body), &[]);
    assert_eq!(code(others), RefusalCode::NotThisRole);
    house.assert_replays();
}
