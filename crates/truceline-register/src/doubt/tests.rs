#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::act::Act;
use crate::check::kit::{Stage, Who, ZONE};
use crate::ids::LogIndex;
use crate::notification::life::{EndedBy, Life, contested, of_version};
use crate::notification::tests::cast::{Cast, ntf, post, way};
use crate::notification::tests::is_ended;
use crate::notification::{Amendment, Contest, ContestMove, NotificationRef};
use crate::party::key::KeyStanding;
use crate::party::{KeyEnrolment, KeyRevocation};
use crate::presence::{all_standing, near_ever};
use crate::refusal::RefusalCode;
use crate::register::Register;
use crate::register::tests::{Voice, at, code};
use crate::relay::{Confirmation, RelayedAct, Word};
use crate::request::{Declaration, Reply};
use crate::time::{Instant, Span};
use crate::vocabulary::{MovementAct, Outcome, Stance};

/// South's key is revoked since a moment; South goes on with another.
fn revoke(cast: &mut Cast, since: Instant) -> LogIndex {
    let (by, next) = cast.house.revoke(&cast.south, since);
    cast.south = next;
    by
}

fn life_at(cast: &Cast, id: u8, version: usize, known_at: LogIndex) -> Life {
    let known = cast.known(id);
    of_version(
        &cast.house.register,
        known,
        &known.versions[version],
        known_at,
    )
}

fn word(register: &Register, record: LogIndex) -> Word {
    register.relays.word(record, register.size)
}

#[test]
fn a_nil_signed_since_the_theft_is_no_coverage_until_it_is_confirmed() {
    let mut stage = Stage::new();
    stage.nil_of(Who::North);
    stage.house.wait(10);
    let (_, nil) = stage.nil_of(Who::South);
    let plan = stage.file(Who::East, &[crate::check::kit::target()]);
    stage
        .step(Who::East, plan, crate::vocabulary::PlanState::Active)
        .unwrap();
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    let (by, next) = stage.house.revoke(&stage.south, at(5));
    stage.south = next;
    assert_eq!(stage.outcome(), Outcome::Unknown);
    let before = stage.house.register.standpoint(stage.house.now);
    let before = crate::register::Standpoint {
        known_at: by,
        ..before
    };
    let known = crate::declaration::of_record(&stage.house.register, nil, before).unwrap();
    assert!(!known.relayed, "as it was known before the revocation");
    let followed = crate::codec::record::Ground::Watch { cause: by };
    let mut log = stage.house.log.iter();
    assert!(
        log.any(|record| record.part.ground == followed),
        "the watch runs"
    );
    let stance = Stance::Confirmed;
    stage
        .say(
            Who::South,
            Act::Confirmed(Confirmation {
                record: nil,
                stance,
            }),
            &[],
        )
        .unwrap();
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    stage.house.assert_replays();
}

#[test]
fn an_answer_that_declares_is_no_coverage_either() {
    let mut stage = Stage::new();
    stage.nil_of(Who::North);
    let request = stage.request(Who::South);
    let all = crate::check::kit::volume(crate::check::kit::square(0, 0, 49_000), -720, 1_440);
    let (area, disclosure) = stage.seal(crate::codec::disclosure::Label::Area, &all);
    let forces = crate::check::kit::regulars();
    let nil = Reply::Nil(Declaration { area, forces });
    stage.answer(Who::South, request, nil, &[disclosure]);
    assert_eq!(stage.outcome(), Outcome::NoneKnown);
    let (_, next) = stage.house.revoke(&stage.south, at(0));
    stage.south = next;
    assert_eq!(stage.outcome(), Outcome::Unknown);
    stage.house.assert_replays();
}

#[test]
fn what_was_signed_before_the_moment_stands() {
    let mut cast = Cast::new();
    let (movement, disclosed) = cast.movement(1, &way(0, 2));
    cast.south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    cast.house.wait(30);
    let arrived = cast.report(1, MovementAct::Arrived);
    let record = cast.south_says(Act::Reported(arrived), &[]).unwrap();
    cast.house.wait(30);
    revoke(&mut cast, at(31));
    assert!(is_ended(cast.life(1, 0), EndedBy::Arrived));
    assert_eq!(word(&cast.house.register, record), Word::Signed);
    let refused = cast.confirms(record, Stance::Confirmed);
    assert_eq!(code(refused), RefusalCode::MissingReference);
}

#[test]
fn an_arrival_ends_nothing_more_and_the_past_stays_as_it_was_known() {
    let mut cast = Cast::new();
    let (movement, disclosed) = cast.movement(1, &way(0, 2));
    cast.south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    cast.house.wait(30);
    let arrived = cast.report(1, MovementAct::Arrived);
    let record = cast.south_says(Act::Reported(arrived), &[]).unwrap();
    cast.house.wait(30);
    let by = revoke(&mut cast, at(20));
    assert_eq!(cast.life(1, 0), Life::InForce);
    assert!(is_ended(life_at(&cast, 1, 0, by), EndedBy::Arrived));
    let then = crate::register::Standpoint {
        known_at: by,
        now: at(59),
    };
    assert_eq!(all_standing(&cast.house.register, then).count(), 0);
    assert_eq!(
        all_standing(&cast.house.register, cast.standpoint()).count(),
        1
    );
    let place = way(0, 2);
    let asked = crate::place::Volume4d {
        footprint: crate::geometry::footprint::Footprint::Line(place.legs[1].line.clone()),
        altitude: None,
        window: place.legs[1].window,
        precision: None,
    };
    let reach = crate::geometry::position::Decimetres::ZERO;
    let found = near_ever(
        &cast.house.register,
        &asked,
        reach,
        Span::ZERO,
        cast.standpoint(),
    );
    assert_eq!(found.len(), 1, "the index follows");
    cast.confirms(record, Stance::Confirmed).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Arrived));
    cast.house.assert_replays();
}

#[test]
fn a_theft_dated_back_is_found_by_when_it_arrived() {
    let mut cast = Cast::new();
    let (movement, disclosed) = cast.movement(1, &way(0, 2));
    cast.south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    cast.house.wait(60);
    let back = Act::Reported(crate::notification::Report {
        at: at(1),
        ..cast.report(1, MovementAct::Aborted)
    });
    let mut thief = cast.south.clone();
    let submission = cast.house.sign(&mut thief, back, &[], at(1));
    cast.house.submit(&submission).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Aborted));
    revoke(&mut cast, at(50));
    assert_eq!(cast.life(1, 0), Life::InForce);
}

#[test]
fn a_replacing_amendment_stands_beside_what_it_replaced() {
    let mut cast = Cast::new();
    let (movement, disclosed) = cast.movement(1, &way(0, 2));
    cast.south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    cast.house.wait(10);
    let (other, disclosed) = cast.movement(1, &way(600, 1));
    let amended = Act::Amended(Amendment::Movement(other));
    let amended = cast.south_says(amended, &disclosed).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Replaced));
    revoke(&mut cast, at(5));
    assert_eq!([cast.life(1, 0), cast.life(1, 1)], [Life::InForce; 2]);
    cast.confirms(amended, Stance::Disowned).unwrap();
    assert_eq!(cast.life(1, 0), Life::InForce);
    assert!(is_ended(cast.life(1, 1), EndedBy::Disowned));
    cast.house.assert_replays();
}

/// A site that South and its second person have withdrawn at 10, each with the key of then.
fn withdrawn() -> (Cast, LogIndex) {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 0));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    cast.house.wait(10);
    let asked = cast.withdraw(1).unwrap();
    cast.second_says(Act::Countersigned(asked)).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Withdrawn));
    (cast, asked)
}

#[test]
fn a_withdrawal_lacks_the_first_person_when_that_key_was_stolen() {
    let (mut cast, asked) = withdrawn();
    let by = revoke(&mut cast, at(5));
    assert_eq!(cast.life(1, 0), Life::InForce);
    assert!(is_ended(life_at(&cast, 1, 0, by), EndedBy::Withdrawn));
    // The second person confirms it and is then the first: one person of two.
    let confirmed = Act::Confirmed(Confirmation {
        record: asked,
        stance: Stance::Confirmed,
    });
    cast.second_says(confirmed).unwrap();
    assert_eq!(cast.life(1, 0), Life::InForce);
    let again = cast.second_says(Act::Countersigned(asked));
    assert_eq!(code(again), RefusalCode::SamePerson);
    cast.south_says(Act::Countersigned(asked), &[]).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Withdrawn));
    cast.house.assert_replays();
}

#[test]
fn a_withdrawal_lacks_the_second_person_when_that_key_was_stolen() {
    let (mut cast, asked) = withdrawn();
    let (_, next) = cast.house.revoke(&cast.south_second, at(5));
    cast.south_second = next;
    assert_eq!(cast.life(1, 0), Life::InForce);
    let again = cast.south_says(Act::Countersigned(asked), &[]);
    assert_eq!(code(again), RefusalCode::SamePerson);
    cast.second_says(Act::Countersigned(asked)).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Withdrawn));
    cast.house.assert_replays();
}

#[test]
fn nobody_countersigns_what_a_stolen_key_asked_for() {
    let mut cast = Cast::new();
    let (words, disclosure) = cast.seal(crate::codec::disclosure::Label::Text, &"words".to_owned());
    let relay = crate::relay::Relay {
        speaker: cast.south.party,
        heard_by: cast.south.party,
        means: crate::vocabulary::Means::Radio,
        heard_at: cast.house.now,
        read_back: false,
        persons: None,
        what: RelayedAct::Words(words),
    };
    let record = cast.south_says(Act::Relayed(relay), &[disclosure]).unwrap();
    cast.house.wait(10);
    let erase = crate::erasure::Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    };
    let asked = cast.south_says(Act::ErasureAsked(erase), &[]).unwrap();
    revoke(&mut cast, at(5));
    let signed = cast.second_says(Act::Countersigned(asked));
    assert_eq!(code(signed), RefusalCode::WrongState);
    assert!(cast.house.register.erasures.erased_by(record).is_none());
}

#[test]
fn a_confirmation_and_a_disowning_count_no_more() {
    for stance in [Stance::Confirmed, Stance::Disowned] {
        let mut cast = Cast::new();
        let (movement, disclosed) = cast.movement(1, &way(0, 2));
        cast.south_says(Act::Movement(movement), &disclosed)
            .unwrap();
        let (site, disclosed) = cast.site(2, &post(0, 0, 0));
        let record = cast.relayed(RelayedAct::Site(site), &disclosed).unwrap();
        let arrived = cast.report(1, MovementAct::Arrived);
        let arrived = cast.relayed(RelayedAct::Report(arrived), &[]).unwrap();
        cast.house.wait(10);
        for record in [record, arrived] {
            cast.confirms(record, stance).unwrap();
        }
        revoke(&mut cast, at(5));
        for record in [record, arrived] {
            assert_eq!(word(&cast.house.register, record), Word::Unconfirmed);
        }
        assert_eq!([cast.life(1, 0), cast.life(2, 0)], [Life::InForce; 2]);
        cast.confirms(arrived, Stance::Confirmed).unwrap();
        assert!(is_ended(cast.life(1, 0), EndedBy::Arrived));
        cast.house.assert_replays();
    }
}

#[test]
fn what_was_disowned_and_confirmed_by_a_thief_is_neither() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 0));
    let record = cast.relayed(RelayedAct::Site(site), &disclosed).unwrap();
    cast.confirms(record, Stance::Disowned).unwrap();
    cast.house.wait(10);
    cast.confirms(record, Stance::Confirmed).unwrap();
    revoke(&mut cast, at(5));
    assert_eq!(cast.life(1, 0), Life::InForce, "what was added stays");
    assert_eq!(word(&cast.house.register, record), Word::Unconfirmed);
    cast.confirms(record, Stance::Disowned).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Disowned));
}

#[test]
fn a_dispute_that_was_lifted_is_open_again() {
    let mut cast = Cast::new();
    let (mut site, disclosed) = cast.site(1, &post(0, 0, 0));
    site.shares = vec![crate::notification::Share {
        to: cast.relief.party,
        resolution: crate::vocabulary::Resolution::Exact,
    }];
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let about = NotificationRef {
        party: cast.south.party,
        id: ntf(1),
    };
    for step in [ContestMove::Raised, ContestMove::Lifted] {
        cast.house.wait(10);
        cast.relief_says(
            Act::Contested(Contest {
                about,
                step,
                text: None,
            }),
            &[],
        )
        .unwrap();
    }
    let size = cast.house.register.size;
    assert!(!contested(&cast.house.register, cast.known(1), size));
    cast.house.revoke(&cast.relief.clone(), at(15));
    let size = cast.house.register.size;
    assert!(contested(&cast.house.register, cast.known(1), size));
}

#[test]
fn an_earlier_moment_puts_more_in_doubt() {
    let mut cast = Cast::new();
    let mut records = Vec::new();
    for id in 1..4 {
        let (site, disclosed) = cast.site(id, &post(i32::from(id) * 1_000, 0, 0));
        records.push(cast.south_says(Act::Site(site), &disclosed).unwrap());
        cast.house.wait(10);
    }
    let key = cast.south.key_id();
    let mut doubted = |since: i64| {
        let since = at(since);
        cast.house
            .centre_says(Act::KeyRevoked(KeyRevocation { key, since }))
            .unwrap();
        let register = &cast.house.register;
        let words = records.iter().map(|record| word(register, *record));
        words.filter(|word| *word == Word::Unconfirmed).count()
    };
    assert_eq!([doubted(15), doubted(10), doubted(-5)], [1, 2, 3]);
    let later = KeyRevocation { key, since: at(12) };
    let refused = cast.house.centre_says(Act::KeyRevoked(later));
    assert_eq!(code(refused), RefusalCode::WrongState);
    cast.house.assert_replays();
}

#[test]
fn keys_that_a_stolen_key_enrolled_go_with_it() {
    let mut cast = Cast::new();
    let own = cast.house.next_key(&cast.south);
    cast.south_says(Act::KeyEnrolled(own.enrolment()), &[])
        .unwrap();
    cast.house.wait(20);
    let mut thiefs = cast.house.next_key(&cast.south);
    cast.south_says(Act::KeyEnrolled(thiefs.enrolment()), &[])
        .unwrap();
    let further = cast.house.next_key(&cast.south);
    let enrolment: KeyEnrolment = further.enrolment();
    cast.house
        .say(&mut thiefs, Act::KeyEnrolled(enrolment), &[])
        .unwrap();
    let (site, disclosed) = cast.site(1, &post(0, 0, 0));
    let said = cast
        .house
        .say(&mut thiefs, Act::Site(site), &disclosed)
        .unwrap();
    revoke(&mut cast, at(10));
    let standing = |voice: &Voice| {
        let key = cast.house.register.authority.key(voice.key_id());
        key.unwrap().standing
    };
    let revoked = KeyStanding::RevokedSince(at(10));
    assert_eq!([standing(&thiefs), standing(&further)], [revoked; 2]);
    assert_eq!(standing(&own), KeyStanding::Good);
    assert_eq!(word(&cast.house.register, said), Word::Unconfirmed);
    cast.house.assert_replays();
}

#[test]
fn keys_of_others_that_the_centres_stolen_key_enrolled_are_suspect_and_stand() {
    let mut cast = Cast::new();
    let second = cast.house.next_key(&cast.house.centre.clone());
    let second = Voice {
        person: crate::ids::PersonId::from_bytes([99; 16]),
        ..second
    };
    let mut honest = second.clone();
    cast.house
        .centre_says(Act::KeyEnrolled(second.enrolment()))
        .unwrap();
    cast.house.wait(20);
    let foreign = cast.house.next_key(&cast.south);
    cast.house
        .centre_says(Act::KeyEnrolled(foreign.enrolment()))
        .unwrap();
    let key = cast.house.centre.key_id();
    let revocation = KeyRevocation { key, since: at(10) };
    cast.house
        .say(&mut honest, Act::KeyRevoked(revocation), &[])
        .unwrap();
    let authority = &cast.house.register.authority;
    assert_eq!(
        authority.key(foreign.key_id()).unwrap().standing,
        KeyStanding::Good
    );
    assert_eq!(
        Vec::from_iter(authority.suspects(key, at(10))),
        [foreign.key_id()]
    );
}

#[test]
fn the_clock_is_in_doubt_again_when_a_stolen_key_confirmed_it() {
    let mut stage = Stage::new();
    crate::clock::tests::doubt(&mut stage.house);
    stage.house.wait(10);
    stage.say(Who::South, Act::ClockConfirmed, &[]).unwrap();
    stage.say(Who::Centre, Act::ClockConfirmed, &[]).unwrap();
    let register = &stage.house.register;
    assert!(!register.clock.in_doubt(register.size));
    let (by, _) = stage.house.revoke(&stage.south, at(5));
    let clock = &stage.house.register.clock;
    assert!(clock.in_doubt(by + 1) && !clock.in_doubt(by));
    stage.house.assert_replays();
    assert!(stage.house.register.zones.profile(ZONE, by).is_some());
}
