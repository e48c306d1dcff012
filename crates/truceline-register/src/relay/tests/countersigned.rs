//! What a belligerent centre enters or erases is countersigned by who was told of it; to everybody else it is
//! not there.

use super::*;
use crate::erasure::Erasure;
use crate::register::tests::Voice;

/// A register whose centre takes part, and a party that is told of nothing.
fn belligerent() -> (Cast, Voice) {
    let mut cast = Cast::new();
    let stranger = cast.house.enrol(9, Role::Monitor);
    let centre = PartyEnrolment {
        party: cast.house.centre.party,
        name: "Centre".to_owned(),
        role: Role::Centre,
        belligerent: true,
    };
    cast.house.centre_says(Act::PartyChanged(centre)).unwrap();
    (cast, stranger)
}

fn signs(cast: &mut Cast, voice: &Voice, record: LogIndex) -> Result<LogIndex, Refusal> {
    let mut voice = voice.clone();
    cast.house.say(&mut voice, Act::Countersigned(record), &[])
}

fn complete(cast: &Cast, record: LogIndex) -> bool {
    let register = &cast.house.register;
    crate::countersignature::complete(register, record, register.size)
}

/// The refusal without the index that was asked for.
fn words(refusal: Refusal, record: LogIndex) -> (RefusalCode, String) {
    let index = record.to_string();
    (refusal.code, refusal.what.replacen(&index, "…", 1))
}

#[test]
fn who_was_not_told_signs_for_nothing_and_learns_of_nothing() {
    let (mut cast, stranger) = belligerent();
    let (mut site, disclosed) = cast.site(1, &post(0, 0, 0));
    site.shares = vec![Share {
        to: cast.relief.party,
        resolution: Resolution::Cell,
    }];
    let entered = cast.relayed(RelayedAct::Site(site), &disclosed).unwrap();
    let (own, told) = cast.site(2, &post(500, 0, 0));
    let second = cast.south_says(Act::Site(own), &told).unwrap();
    let what = crate::notification::Withdrawal {
        id: ntf(2),
        reason: None,
    };
    // It waits for a second person of South.
    let withdrawn = cast.south_says(Act::Withdrawn(what), &[]).unwrap();
    let before = cast.house.register.size;
    let refused: Vec<_> = [entered, withdrawn, second, 9_999]
        .map(|record| words(signs(&mut cast, &stranger, record).unwrap_err(), record))
        .to_vec();
    assert_eq!(refused[0].0, RefusalCode::MissingReference);
    assert!(refused.iter().all(|one| *one == refused[0]), "{refused:?}");
    assert_eq!(cast.house.register.size, before, "nothing is on record");
    assert!(!complete(&cast, entered));
    // Who was told of it signs, however coarsely it was told.
    let relief = cast.relief.clone();
    signs(&mut cast, &relief, entered).unwrap();
    assert!(complete(&cast, entered));
    cast.house.assert_replays();
}

#[test]
fn who_hears_of_it_later_signs_then_and_so_does_whose_words_were_written_down() {
    let (mut cast, stranger) = belligerent();
    let (site, disclosed) = cast.site(1, &post(0, 0, 0));
    let entered = cast.relayed(RelayedAct::Site(site), &disclosed).unwrap();
    signs(&mut cast, &stranger, entered).unwrap_err();
    let consent = crate::notification::consent::Consent {
        id: ntf(1),
        to: stranger.party,
        resolution: Some(Resolution::Exact),
        emergency: None,
    };
    cast.south_says(Act::ConsentChanged(consent), &[]).unwrap();
    signs(&mut cast, &stranger, entered).unwrap();
    assert!(complete(&cast, entered));
    let (site, disclosed) = cast.site(2, &post(500, 0, 0));
    let entered = cast.relayed(RelayedAct::Site(site), &disclosed).unwrap();
    let centre = cast.house.centre.clone();
    let itself = signs(&mut cast, &centre, entered);
    assert_eq!(code(itself), RefusalCode::NotTheOwner);
    cast.south_says(Act::Countersigned(entered), &[]).unwrap();
    assert!(complete(&cast, entered));
    cast.house.assert_replays();
}

#[test]
fn whose_records_a_belligerent_centre_erases_hears_of_it_and_countersigns() {
    let (mut cast, stranger) = belligerent();
    let (digest, disclosure) = cast.seal(Label::Text, &"we are leaving".to_owned());
    let body = entry(&mut cast, RelayedAct::Words(digest));
    let said = cast.south_says(Act::Relayed(body), &[disclosure]).unwrap();
    let erase = Erasure {
        records: vec![said],
        personal_only: false,
        reason: None,
    };
    let asked = cast.house.centre_says(Act::ErasureAsked(erase)).unwrap();
    let told = |cast: &Cast, record| {
        let register = &cast.house.register;
        let south = cast.south.party;
        let mut items = register.ladder.items_of(record, south, register.size);
        items.next().is_some()
    };
    assert!(told(&cast, asked));
    // First the second person of the centre, then another party.
    let early = cast.south_says(Act::Countersigned(asked), &[]);
    assert_eq!(code(early), RefusalCode::NotTheOwner);
    let centre = cast.house.centre.clone();
    let second = cast.house.enrol_person(&centre, 11);
    let by = signs(&mut cast, &second, asked).unwrap();
    assert!(told(&cast, by));
    assert!(!complete(&cast, asked));
    let foreign = signs(&mut cast, &stranger, asked);
    assert_eq!(code(foreign), RefusalCode::MissingReference);
    cast.south_says(Act::Countersigned(asked), &[]).unwrap();
    assert!(complete(&cast, asked));
    cast.house.assert_replays();
}
