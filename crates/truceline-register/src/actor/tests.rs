#![allow(clippy::unwrap_used)]

use super::designation::{Designated, DesignationClass, DesignationWithdrawn, as_seen, called};
use super::source::Source;
use super::*;
use crate::act::Act;
use crate::day::Day;
use crate::ids::DesignationId;
use crate::register::tests::{House, Voice, code};
use crate::vocabulary::Role;
use proptest::prelude::*;

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn name(name: &str) -> PublicName {
    PublicName {
        name: name.to_owned(),
        language: Some("en".to_owned()),
    }
}

pub(crate) fn source() -> Source {
    Source {
        title: Some("A daily, 5 May".to_owned()),
        url: Some("https://press.example/5-may".to_owned()),
        sha256: None,
    }
}

pub(crate) fn actor(number: u8) -> ActorEntered {
    ActorEntered {
        id: ActorId::from_bytes([number; 16]),
        names: vec![name(&format!("Group {number}"))],
        source: None,
        note: None,
    }
}

fn designated(number: u8, by: Who) -> Designated {
    Designated {
        id: DesignationId::from_bytes([number; 16]),
        actor: ActorId::from_bytes([40; 16]),
        class: DesignationClass::Terrorist,
        label: "armed bands".to_owned(),
        language: Some("en".to_owned()),
        by,
        instrument: Some("Decree 7".to_owned()),
        from: Some(day("2031-01-01")),
        to: None,
        source: Some(source()),
        note: None,
    }
}

struct Scene {
    house: House,
    north: Voice,
    relief: Voice,
}

/// North is a force, relief an aid organisation; actors 40 and 41 are entered, 41 an outside body.
fn scene() -> Scene {
    let mut house = House::new();
    let mut north = house.enrol(2, Role::Force);
    let relief = house.enrol(5, Role::Humanitarian);
    for number in [40, 41] {
        house
            .say(&mut north, Act::ActorEntered(actor(number)), &[])
            .unwrap();
    }
    Scene {
        house,
        north,
        relief,
    }
}

const GROUP: [u8; 16] = [40; 16];

fn seen(house: &House, by: Option<Who>, on: &str) -> Vec<u64> {
    let register = &house.register;
    let group = ActorId::from_bytes(GROUP);
    as_seen(register, group, by, day(on), register.size)
        .map(|entered| entered.record)
        .collect()
}

#[test]
fn one_side_s_label_is_not_another_s_and_nothing_is_the_actor_s_own() {
    let mut scene = scene();
    let north = Who::Party(scene.north.party);
    let body = Who::Actor(ActorId::from_bytes([41; 16]));
    let mut own = designated(60, north);
    own.source = None;
    let first = scene
        .house
        .say(&mut scene.north, Act::Designated(own), &[])
        .unwrap();
    let mut other = designated(61, body);
    other.class = DesignationClass::Partner;
    let second = scene
        .house
        .say(&mut scene.relief, Act::Designated(other), &[])
        .unwrap();
    let house = &scene.house;
    assert_eq!(seen(house, Some(north), "2031-01-01"), [first]);
    assert_eq!(seen(house, Some(body), "2031-01-01"), [second]);
    assert_eq!(seen(house, None, "2031-01-01"), [first, second]);
    // The day before nothing was entered; of whoever said nothing, nothing is known.
    assert!(seen(house, None, "2030-12-31").is_empty());
    let relief = Who::Party(scene.relief.party);
    assert!(seen(house, Some(relief), "2031-01-01").is_empty());
    let entered = house.register.actors.designations.all(house.register.size);
    let own: Vec<bool> = entered.map(|entered| entered.is_own_word()).collect();
    assert_eq!(own, [true, false]);
    let terrorists = called(
        &house.register,
        DesignationClass::Terrorist,
        None,
        day("2031-06-01"),
        house.register.size,
    );
    assert_eq!(terrorists.count(), 1);
    house.assert_replays();
}

#[test]
fn it_ends_and_what_was_known_before_stays_answerable() {
    let mut scene = scene();
    let north = Who::Party(scene.north.party);
    let first = Act::Designated(designated(60, north));
    scene.house.say(&mut scene.north, first, &[]).unwrap();
    let before = scene.house.register.size;
    let ended = |ended: Option<&str>| {
        Act::DesignationWithdrawn(DesignationWithdrawn {
            id: DesignationId::from_bytes([60; 16]),
            ended: ended.map(day),
            source: None,
            note: None,
        })
    };
    let wrong = scene
        .house
        .say(&mut scene.north, ended(Some("2031-01-01")), &[]);
    assert_eq!(code(wrong), RefusalCode::Invalid);
    let ended_in_march = ended(Some("2031-03-01"));
    scene
        .house
        .say(&mut scene.north, ended_in_march, &[])
        .unwrap();
    assert_eq!(seen(&scene.house, None, "2031-02-28").len(), 1);
    assert!(seen(&scene.house, None, "2031-03-01").is_empty());
    // As it was known before the word about its end.
    let group = ActorId::from_bytes(GROUP);
    let register = &scene.house.register;
    let known = as_seen(register, group, None, day("2031-03-01"), before);
    assert_eq!(known.count(), 1);
    // The entry is taken back: then it stands on no day, and nothing more is said of it.
    scene.house.say(&mut scene.north, ended(None), &[]).unwrap();
    assert!(seen(&scene.house, None, "2031-02-28").is_empty());
    let again = scene.house.say(&mut scene.north, ended(None), &[]);
    assert_eq!(code(again), RefusalCode::WrongState);
    scene.house.assert_replays();
}

#[test]
fn what_cannot_stand_is_refused_with_its_code() {
    let mut scene = scene();
    let (north, relief) = (scene.north.clone(), scene.relief.clone());
    let own = Who::Party(north.party);
    let mut refused = |voice: &Voice, act: Act| {
        let mut voice = voice.clone();
        code(scene.house.say(&mut voice, act, &[]))
    };
    let mut changed = actor(40);
    changed.names = vec![name("Other")];
    assert_eq!(
        refused(&relief, Act::ActorEntered(changed)),
        RefusalCode::NotTheOwner
    );
    for names in [
        vec![],
        vec![name(" ")],
        vec![name("a\u{202e}b")],
        vec![name("a"), name("a")],
        vec![PublicName {
            name: "a".to_owned(),
            language: Some("EN".to_owned()),
        }],
    ] {
        let body = ActorEntered { names, ..actor(42) };
        assert_eq!(
            refused(&north, Act::ActorEntered(body)),
            RefusalCode::Invalid
        );
    }
    let many = (0..=MAX_NAMES).map(|number| name(&number.to_string()));
    let body = ActorEntered {
        names: many.collect(),
        ..actor(42)
    };
    assert_eq!(
        refused(&north, Act::ActorEntered(body)),
        RefusalCode::OverLimit
    );
    type Change = fn(&mut Designated);
    let cases: [(&str, Change, RefusalCode); 8] = [
        (
            "nobody",
            |b| b.actor = ActorId::from_bytes([99; 16]),
            RefusalCode::MissingReference,
        ),
        (
            "by nobody",
            |b| b.by = Who::Actor(ActorId::from_bytes([99; 16])),
            RefusalCode::MissingReference,
        ),
        (
            "by itself",
            |b| b.by = Who::Actor(b.actor),
            RefusalCode::Invalid,
        ),
        (
            "no label",
            |b| b.label = String::new(),
            RefusalCode::Invalid,
        ),
        ("backwards", |b| b.to = b.from, RefusalCode::Invalid),
        (
            "a script for an address",
            |b| {
                b.source = Some(Source {
                    url: Some("javascript:alert(1)".to_owned()),
                    title: None,
                    sha256: None,
                })
            },
            RefusalCode::Invalid,
        ),
        (
            "an empty source",
            |b| {
                b.source = Some(Source {
                    url: None,
                    title: None,
                    sha256: None,
                })
            },
            RefusalCode::Invalid,
        ),
        (
            "no language",
            |b| b.language = Some("e".to_owned()),
            RefusalCode::Invalid,
        ),
    ];
    for (what, change, expected) in cases {
        let mut body = designated(60, own);
        change(&mut body);
        assert_eq!(refused(&north, Act::Designated(body)), expected, "{what}");
    }
    // Another's designation needs its source; one's own does not.
    let mut body = designated(60, own);
    body.source = None;
    assert_eq!(
        refused(&relief, Act::Designated(body.clone())),
        RefusalCode::Invalid
    );
    let mut voice = north.clone();
    let id = body.id;
    scene
        .house
        .say(&mut voice, Act::Designated(body.clone()), &[])
        .unwrap();
    assert_eq!(
        code(scene.house.say(&mut voice, Act::Designated(body), &[])),
        RefusalCode::IdReused
    );
    let withdrawn = DesignationWithdrawn {
        id,
        ended: None,
        source: None,
        note: None,
    };
    let mut relief = relief;
    let other = Act::DesignationWithdrawn(withdrawn);
    assert_eq!(
        code(scene.house.say(&mut relief, other, &[])),
        RefusalCode::NotTheOwner
    );
    scene.house.assert_replays();
}

#[test]
fn a_note_is_forgotten_as_a_replay_without_it_forgets() {
    let mut scene = scene();
    let (note, disclosure) = scene
        .house
        .seal(Label::Text, &"heard at the desk".to_owned());
    let mut body = actor(43);
    body.note = Some(note);
    let said = Act::ActorEntered(body);
    let record = scene
        .house
        .say(&mut scene.north, said, &[disclosure])
        .unwrap();
    let id = ActorId::from_bytes([43; 16]);
    let told = |house: &House| {
        house
            .register
            .actors
            .get(id, house.register.size)
            .unwrap()
            .note
            .clone()
    };
    assert_eq!(
        told(&scene.house),
        Told::Value("heard at the desk".to_owned())
    );
    let mut without = scene.house.clone();
    without.register.forget(record);
    let mut replayed = Register::new();
    for entry in &scene.house.log {
        let mut entry = entry.clone();
        if entry.index == record {
            entry.disclosures = crate::codec::disclosure::Disclosures::default();
        }
        replayed.apply(&entry);
    }
    assert!(replayed == without.register);
    assert_eq!(told(&without), Told::Erased);
}

proptest! {
    /// Against counting by hand: a designation stands on a day exactly where its days say so.
    #[test]
    fn as_seen_is_what_counting_by_hand_gives(
        spans in proptest::collection::vec((proptest::option::of(0i32..30), proptest::option::of(0i32..30), 0u8..3), 0..8),
        on in 0i32..30,
        by in 0u8..3,
    ) {
        let mut scene = scene();
        let first = day("2031-01-01");
        let bodies = [
            Who::Party(scene.north.party),
            Who::Party(scene.relief.party),
            Who::Actor(ActorId::from_bytes([41; 16])),
        ];
        let mut expected = Vec::new();
        for (number, (from, to, who)) in spans.iter().enumerate() {
            if let (Some(from), Some(to)) = (from, to) && to <= from { continue; }
            let mut body = designated(60, bodies[usize::from(*who)]);
            body.id = DesignationId::from_bytes([100 + u8::try_from(number).unwrap(); 16]);
            body.from = from.map(|days| first.plus_days(days).unwrap());
            body.to = to.map(|days| first.plus_days(days).unwrap());
            let record = scene.house.say(&mut scene.north, Act::Designated(body), &[]).unwrap();
            let begun = from.is_none_or(|from| from <= on);
            let over = to.is_some_and(|to| on >= to);
            if begun && !over && *who == by { expected.push(record); }
        }
        let register = &scene.house.register;
        let group = ActorId::from_bytes(GROUP);
        let on = first.plus_days(on).unwrap();
        let found: Vec<u64> = as_seen(register, group, Some(bodies[usize::from(by)]), on, register.size)
            .map(|entered| entered.record)
            .collect();
        prop_assert_eq!(found, expected);
    }
}
