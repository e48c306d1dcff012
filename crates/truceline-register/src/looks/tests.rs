//! Looks on record: whose, of what, once, and forgotten as a replay forgets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Look, MAX_LOOKS, Way, lost, of_owner};
use crate::check::kit::{Stage, Who, disc};
use crate::codec::disclosure::Disclosures;
use crate::codec::record::{Ground, Signer};
use crate::ids::LogIndex;
use crate::notification::NotificationRef;
use crate::register::Register;
use crate::register::tests::{Voice, at};
use crate::vocabulary::Resolution;

fn signer(voice: &Voice) -> Signer {
    Signer {
        key: voice.key_id(),
        party: voice.party,
        desk: voice.desk,
        person: voice.person,
    }
}

fn look(record: LogIndex, minutes: i64) -> Look {
    Look {
        record,
        resolution: Resolution::Exact,
        way: Way::View,
        at: at(minutes),
        times: 1,
    }
}

/// Puts on record what somebody was shown; how many records that takes.
fn looked(stage: &mut Stage, who: Who, looks: &[Look]) -> usize {
    let by = signer(&stage.voice(who).clone());
    let mut count = 0;
    let context = stage.house.context();
    for draft in stage.house.register.looked(by, looks, &context) {
        stage.house.append(draft);
        count += 1;
    }
    count
}

fn site(stage: &mut Stage, who: Who) -> (NotificationRef, LogIndex) {
    let (id, record) = stage.site(who, &Stage::site_place(disc(0, 0, 100), -60, 600));
    let party = stage.party(who);
    (NotificationRef { party, id }, record)
}

#[test]
fn the_owner_hears_which_party_saw_it_and_the_centre_which_person() {
    let mut stage = Stage::new();
    let (about, record) = site(&mut stage, Who::South);
    assert_eq!(looked(&mut stage, Who::North, &[look(record, 1)]), 1);
    assert_eq!(looked(&mut stage, Who::Centre, &[look(record, 2)]), 1);
    let register = &stage.house.register;
    let now = register.standpoint(at(3));
    let seen = of_owner(register, stage.south.party, Some(about), false, now);
    let who: Vec<_> = seen.iter().map(|seen| (seen.party, seen.person)).collect();
    assert_eq!(
        who,
        [(stage.north.party, None), (stage.house.centre.party, None)]
    );
    assert_eq!(seen[0].look, look(record, 1));
    let seen = of_owner(register, stage.south.party, None, true, now);
    assert_eq!(seen[0].person, Some(stage.north.person));
    assert!(of_owner(register, stage.north.party, None, true, now).is_empty());
    let before = crate::register::Standpoint {
        known_at: seen[0].listed_in,
        now: at(3),
    };
    assert!(of_owner(register, stage.south.party, None, true, before).is_empty());
    stage.house.assert_replays();
}

#[test]
fn own_words_and_what_shows_nothing_are_no_looks() {
    let mut stage = Stage::new();
    let (_, record) = site(&mut stage, Who::South);
    let nothing = Look {
        resolution: Resolution::Commitment,
        ..look(record, 1)
    };
    assert_eq!(looked(&mut stage, Who::South, &[look(record, 1)]), 0);
    assert_eq!(looked(&mut stage, Who::North, &[nothing]), 0);
    let beyond = stage.house.register.size;
    assert_eq!(looked(&mut stage, Who::North, &[look(beyond, 1)]), 0);
}

#[test]
fn several_readings_are_one_look_with_a_number() {
    let mut stage = Stage::new();
    let (_, record) = site(&mut stage, Who::South);
    let exported = Look {
        way: Way::Export,
        ..look(record, 2)
    };
    let looks = [look(record, 5), look(record, 1), exported];
    assert_eq!(looked(&mut stage, Who::North, &looks), 1);
    let register = &stage.house.register;
    let seen = of_owner(
        register,
        stage.south.party,
        None,
        false,
        register.standpoint(at(9)),
    );
    let told: Vec<_> = seen
        .iter()
        .map(|s| (s.look.way, s.look.times, s.look.at))
        .collect();
    assert_eq!(told, [(Way::View, 2, at(1)), (Way::Export, 1, at(2))]);
}

#[test]
fn a_reading_of_more_makes_several_records_with_salts_of_their_own() {
    let mut stage = Stage::new();
    let (_, record) = site(&mut stage, Who::South);
    stage.house.register.size += 2 * MAX_LOOKS as u64;
    let looks: Vec<Look> = (0..=MAX_LOOKS as u64)
        .map(|n| look(record + n, 1))
        .collect();
    let by = signer(&stage.north);
    let context = stage.house.context();
    let drafts = stage.house.register.looked(by, &looks, &context);
    assert_eq!(drafts.len(), 2);
    for draft in &drafts {
        assert_eq!(draft.envelope.part.ground, Ground::Looked { by });
        assert_eq!(draft.disclosures.iter().count(), 1);
    }
    assert_ne!(drafts[0].disclosures, drafts[1].disclosures);
}

#[test]
fn the_watch_stays_quiet_after_a_look() {
    let mut stage = Stage::new();
    let (_, record) = site(&mut stage, Who::South);
    looked(&mut stage, Who::North, &[look(record, 1)]);
    let context = stage.house.context();
    assert!(stage.house.register.follow(&context).is_none());
}

#[test]
fn what_is_forgotten_is_what_a_replay_without_it_gives() {
    let mut stage = Stage::new();
    let (_, record) = site(&mut stage, Who::South);
    looked(&mut stage, Who::North, &[look(record, 1)]);
    looked(&mut stage, Who::Centre, &[look(record, 2)]);
    let gone = stage.house.register.size - 2;
    stage.house.register.forget(gone);
    let mut again = Register::new();
    for record in &stage.house.log {
        let mut record = record.clone();
        if record.index == gone {
            record.disclosures = Disclosures::default();
        }
        again.apply(&record);
    }
    assert!(again == stage.house.register);
    let now = again.standpoint(at(3));
    assert_eq!(lost(&again, now), 1);
    assert_eq!(
        of_owner(&again, stage.south.party, None, true, now).len(),
        1
    );
}
