//! A party's first records: all of them, or none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::act::Act;
use crate::register::tests::{House, Voice, code};
use crate::vocabulary::Role;

fn of(voice: &Voice, name: &str) -> (PartyEnrolment, DeskOpening, KeyEnrolment) {
    let party = PartyEnrolment {
        party: voice.party,
        name: name.to_owned(),
        role: Role::Humanitarian,
        belligerent: false,
    };
    let desk = DeskOpening {
        desk: voice.desk,
        party: voice.party,
        name: "Duty desk".to_owned(),
    };
    (party, desk, voice.enrolment())
}

#[test]
fn what_the_check_takes_the_register_takes() {
    let mut house = House::new();
    house.enrol(3, Role::Humanitarian);
    let fresh = Voice::new(5, 5, 5);
    for voice in [
        fresh,
        Voice::new(3, 6, 6),
        Voice::new(6, 3, 6),
        Voice::new(6, 6, 3),
    ] {
        let (party, desk, key) = of(&voice, "Relief");
        let checked = check(&house.register.authority, &party, &desk, &key);
        let said = [
            Act::PartyEnrolled(party),
            Act::DeskOpened(desk),
            Act::KeyEnrolled(key),
        ]
        .into_iter()
        .try_for_each(|act| house.centre_says(act).map(|_| ()));
        assert_eq!(checked.is_ok(), said.is_ok(), "{checked:?} {said:?}");
    }
}

#[test]
fn a_party_is_enrolled_once_and_changed_by_a_change() {
    let mut house = House::new();
    let relief = house.enrol(3, Role::Humanitarian);
    let (again, ..) = of(&relief, "Somebody else");
    let refused = house.centre_says(Act::PartyEnrolled(again.clone()));
    let refusal = refused.as_ref().unwrap_err();
    assert!(refusal.what.contains("as Party 3"), "{refusal}");
    assert_eq!(code(refused), RefusalCode::IdReused);
    let name = |house: &House| {
        house
            .register
            .authority
            .party(relief.party)
            .unwrap()
            .name
            .clone()
    };
    assert_eq!(name(&house), "Party 3");

    house.centre_says(Act::PartyChanged(again)).unwrap();
    assert_eq!(name(&house), "Somebody else");
    let (stranger, ..) = of(&Voice::new(9, 9, 9), "Stranger");
    assert_eq!(
        code(house.centre_says(Act::PartyChanged(stranger))),
        RefusalCode::MissingReference
    );
    let mut own = relief.clone();
    let (body, ..) = of(&relief, "Relief");
    assert_eq!(
        code(house.say(&mut own, Act::PartyChanged(body), &[])),
        RefusalCode::NotThisRole
    );
    house.assert_replays();
}
