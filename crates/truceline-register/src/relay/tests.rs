#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod countersigned;

use super::*;
use crate::act::Act;
use crate::notification::Share;
use crate::notification::life::{EndedBy, Life};
use crate::notification::tests::cast::{Cast, ntf, post, way};
use crate::notification::tests::is_ended;
use crate::notification::view::State;
use crate::party::PartyEnrolment;
use crate::register::tests::{at, code};
use crate::vocabulary::MovementAct;

fn entry(cast: &mut Cast, what: RelayedAct) -> Relay {
    Relay {
        speaker: cast.south.party,
        heard_by: cast.house.centre.party,
        means: Means::Radio,
        heard_at: cast.house.now,
        read_back: false,
        persons: None,
        what,
    }
}

#[test]
fn the_centre_an_intermediary_and_the_speaker_may_enter() {
    let mut cast = Cast::new();
    let (words, disclosure) = cast.seal(Label::Text, &"we telephoned".to_owned());
    let body = entry(&mut cast, RelayedAct::Words(words));
    let disclosed = [disclosure];
    assert_eq!(
        code(cast.relief_says(Act::Relayed(body.clone()), &disclosed)),
        RefusalCode::NotThisRole
    );
    let mut relay = cast.relay.clone();
    cast.house
        .say(&mut relay, Act::Relayed(body.clone()), &disclosed)
        .unwrap();
    let own = cast
        .south_says(Act::Relayed(body.clone()), &disclosed)
        .unwrap();
    assert_eq!(cast.house.flags(own), [Flag::Relayed]);
    let kept = cast.house.register.relays.entry(own).unwrap();
    assert_eq!(kept.words, Told::Value("we telephoned".to_owned()));
    assert_eq!(
        (kept.speaker, kept.written_by),
        (cast.south.party, cast.south.party)
    );
    let stranger = Relay {
        speaker: PartyId::from_bytes([77; 16]),
        ..body.clone()
    };
    let refused = cast.house.centre_says(Act::Relayed(stranger));
    assert_eq!(code(refused), RefusalCode::MissingReference);
    let heard = Relay {
        heard_by: PartyId::from_bytes([77; 16]),
        ..body
    };
    assert_eq!(
        code(cast.house.centre_says(Act::Relayed(heard))),
        RefusalCode::MissingReference
    );
    cast.house.assert_replays();
}

#[test]
fn what_is_found_weeks_later_is_late() {
    let mut cast = Cast::new();
    let (words, disclosure) = cast.seal(Label::Text, &"a column moves".to_owned());
    let day_old = Relay {
        heard_at: at(-24 * 60),
        ..entry(&mut cast, RelayedAct::Words(words))
    };
    let index = cast
        .south_says(
            Act::Relayed(day_old.clone()),
            std::slice::from_ref(&disclosure),
        )
        .unwrap();
    assert_eq!(cast.house.flags(index), [Flag::Relayed]);
    let older = Relay {
        heard_at: at(-24 * 60 - 1),
        ..day_old
    };
    let index = cast.south_says(Act::Relayed(older), &[disclosure]).unwrap();
    assert_eq!(cast.house.flags(index), [Flag::Late, Flag::Relayed]);
}

#[test]
fn a_belligerent_centre_needs_another_party() {
    let mut cast = Cast::new();
    let centre = PartyEnrolment {
        party: cast.house.centre.party,
        name: "Centre".to_owned(),
        role: Role::Centre,
        belligerent: true,
    };
    cast.house.centre_says(Act::PartyChanged(centre)).unwrap();
    let (mut site, disclosed) = cast.site(1, &post(0, 0, 0));
    site.shares = vec![Share {
        to: cast.relief.party,
        resolution: Resolution::Exact,
    }];
    let index = cast.relayed(RelayedAct::Site(site), &disclosed).unwrap();
    assert!(
        cast.house
            .flags(index)
            .contains(&Flag::AwaitsCountersignature)
    );
    assert_eq!(cast.life(1, 0), Life::InForce, "it counts all the same");
    let complete = |cast: &Cast| {
        let register = &cast.house.register;
        crate::countersignature::complete(register, index, register.size)
    };
    assert!(!complete(&cast));
    cast.relief_says(Act::Countersigned(index), &[]).unwrap();
    assert!(complete(&cast));
    // A relayed withdrawal that another party countersigns still lacks both of its own people.
    let what = crate::notification::Withdrawal {
        id: ntf(1),
        reason: None,
    };
    let asked = cast.relayed(RelayedAct::Withdrawal(what), &[]).unwrap();
    cast.relief_says(Act::Countersigned(asked), &[]).unwrap();
    cast.confirms(asked, Stance::Confirmed).unwrap();
    assert_eq!(cast.life(1, 0), Life::InForce);
    cast.second_says(Act::Countersigned(asked)).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Withdrawn));
    cast.house.assert_replays();
}

#[test]
fn presence_relayed_counts_at_once_until_its_owner_disowns_it() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 0));
    let index = cast.relayed(RelayedAct::Site(site), &disclosed).unwrap();
    assert_eq!(cast.life(1, 0), Life::InForce);
    assert_eq!(cast.states(1), [State::InForce, State::Relayed]);
    let foreign = Act::Confirmed(Confirmation {
        record: index,
        stance: Stance::Disowned,
    });
    assert_eq!(
        code(cast.relief_says(foreign, &[])),
        RefusalCode::NotTheOwner
    );
    cast.confirms(index, Stance::Disowned).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Disowned));
    assert_eq!(cast.states(1), [State::Disowned]);
    assert_eq!(
        code(cast.confirms(index, Stance::Disowned)),
        RefusalCode::WrongState
    );
    cast.confirms(index, Stance::Confirmed).unwrap();
    assert_eq!(cast.states(1), [State::InForce]);
    assert_eq!(
        code(cast.confirms(index, Stance::Disowned)),
        RefusalCode::WrongState
    );
    assert_eq!(
        code(cast.confirms(0, Stance::Confirmed)),
        RefusalCode::MissingReference
    );
    cast.house.assert_replays();
}

#[test]
fn an_arrival_relayed_ends_nothing_until_confirmed() {
    let mut cast = Cast::new();
    let (movement, disclosed) = cast.movement(1, &way(0, 2));
    cast.south_says(Act::Movement(movement), &disclosed)
        .unwrap();
    cast.house.wait(30);
    let arrived = cast.report(1, MovementAct::Arrived);
    let index = cast.relayed(RelayedAct::Report(arrived), &[]).unwrap();
    assert_eq!(cast.life(1, 0), Life::InForce);
    cast.house.wait(30);
    let by = cast.confirms(index, Stance::Confirmed).unwrap();
    let ended = Life::Ended {
        at: at(30),
        by,
        how: EndedBy::Arrived,
    };
    assert_eq!(cast.life(1, 0), ended);
    assert_eq!(cast.states(1), [State::Arrived]);
    let before = cast.house.register.size - 1;
    let known = cast.known(1);
    let then = crate::notification::life::of_version(
        &cast.house.register,
        known,
        &known.versions[0],
        before,
    );
    assert_eq!(
        then,
        Life::InForce,
        "as it was known before the confirmation"
    );
    cast.house.assert_replays();
}

#[test]
fn a_sites_withdrawal_relayed_takes_two_of_its_owners_people() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 0));
    cast.south_says(Act::Site(site), &disclosed).unwrap();
    let what = crate::notification::Withdrawal {
        id: ntf(1),
        reason: None,
    };
    let asked = cast.relayed(RelayedAct::Withdrawal(what), &[]).unwrap();
    assert_eq!(
        code(cast.second_says(Act::Countersigned(asked))),
        RefusalCode::MissingReference
    );
    let confirmed = cast.confirms(asked, Stance::Confirmed).unwrap();
    assert_eq!(cast.house.flags(confirmed), [Flag::AwaitsSecond]);
    assert_eq!(cast.life(1, 0), Life::InForce);
    assert_eq!(
        code(cast.south_says(Act::Countersigned(asked), &[])),
        RefusalCode::SamePerson
    );
    cast.second_says(Act::Countersigned(asked)).unwrap();
    assert!(is_ended(cast.life(1, 0), EndedBy::Withdrawn));
    cast.house.assert_replays();
}

#[test]
fn words_are_forgotten_when_erased() {
    let mut cast = Cast::new();
    let (words, disclosure) = cast.seal(Label::Text, &"a name was said".to_owned());
    let body = entry(&mut cast, RelayedAct::Words(words));
    let index = cast.south_says(Act::Relayed(body), &[disclosure]).unwrap();
    let erase = crate::erasure::Erasure {
        records: vec![index],
        personal_only: false,
        reason: None,
    };
    let asked = cast.south_says(Act::ErasureAsked(erase), &[]).unwrap();
    cast.second_says(Act::Countersigned(asked)).unwrap();
    assert_eq!(
        cast.house.register.relays.entry(index).unwrap().words,
        Told::Erased
    );
    cast.house.assert_replays();
}

#[test]
fn whoever_wrote_it_down_may_not_erase_another_partys_words() {
    let mut cast = Cast::new();
    let (site, disclosed) = cast.site(1, &post(0, 0, 0));
    let body = entry(&mut cast, RelayedAct::Site(site));
    let mut writer = cast.relay.clone();
    let record = cast
        .house
        .say(&mut writer, Act::Relayed(body), &disclosed)
        .unwrap();
    cast.confirms(record, Stance::Disowned).unwrap();
    let erase = Act::ErasureAsked(crate::erasure::Erasure {
        records: vec![record],
        personal_only: false,
        reason: None,
    });
    assert_eq!(
        code(cast.house.say(&mut writer, erase.clone(), &[])),
        RefusalCode::MissingReference
    );
    let asked = cast.south_says(erase, &[]).unwrap();
    cast.second_says(Act::Countersigned(asked)).unwrap();
    assert!(cast.house.register.erasures.erased_by(record).is_some());
    assert_eq!(
        cast.house.register.writer_of(record),
        Some(cast.relay.party)
    );
    cast.house.assert_replays();
}
