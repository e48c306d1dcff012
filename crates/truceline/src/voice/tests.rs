#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use tempfile::TempDir;
use truceline_engine::randomness::RehearsalRandomness;
use truceline_register::act::Act;
use truceline_register::ids::{DeskId, PartyId, PersonId};

fn at(seconds: i64) -> Instant {
    Instant::from_micros(1_900_000_000_000_000 + seconds * 1_000_000).unwrap()
}

/// A key in a folder, and the file's path.
fn made() -> (TempDir, PathBuf, Key) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("south.key");
    let seed = Seed::from_bytes([5; 32]);
    let card = DeskCard {
        name: "South".to_owned(),
        origin: "register.example/valley".to_owned(),
        genesis: Digest([7; 32]),
        party: PartyId::from_bytes([1; 16]),
        desk: DeskId::from_bytes([2; 16]),
        person: PersonId::from_bytes([3; 16]),
        public: public_of(&seed),
        proof: card::NO_PROOF,
    };
    create(&path, &card, ChainEnd::START, &seed, None).unwrap();
    let key = keyfile::load(&path, Purpose::Party, &mut || None).unwrap();
    (folder, path, key)
}

fn sequence(submission: &Submission) -> (u64, Digest, Digest) {
    let payload = Statement::parse(&submission.statement)
        .unwrap()
        .payload()
        .unwrap();
    (payload.sequence, payload.previous, payload.digest())
}

fn speech() -> Speech {
    Speech::plain(Act::ClockConfirmed)
}

#[test]
fn statements_link_to_one_another_across_runs() {
    let (_folder, path, key) = made();
    let mut randomness = RehearsalRandomness::new(1);
    let mut previous = Digest::ZERO;
    for expected in 0..3 {
        let mut voice = Voice::open(&path, &key).unwrap();
        let signed = voice.sign(&speech(), at(0), &mut randomness).unwrap();
        let (sequence, back, own) = sequence(&signed);
        assert_eq!((sequence, back), (expected, previous));
        previous = own;
    }
}

#[test]
fn a_statement_that_never_left_leaves_a_gap_and_no_fork() {
    let (_folder, path, key) = made();
    let mut randomness = RehearsalRandomness::new(1);
    let mut voice = Voice::open(&path, &key).unwrap();
    let lost = voice.sign(&speech(), at(0), &mut randomness).unwrap();
    drop(voice);
    let mut voice = Voice::open(&path, &key).unwrap();
    let next = voice.sign(&speech(), at(0), &mut randomness).unwrap();
    assert_eq!(sequence(&next).0, sequence(&lost).0 + 1);
}

#[test]
fn many_at_once_are_as_one_after_the_other() {
    let (_folder, path, key) = made();
    let mut voice = Voice::open(&path, &key).unwrap();
    let signed = voice
        .sign_all(
            &[speech(), speech(), speech()],
            at(0),
            &mut RehearsalRandomness::new(1),
        )
        .unwrap();
    let mut end = ChainEnd::START;
    for (submission, after) in &signed {
        let (sequence, back, own) = sequence(submission);
        assert_eq!((sequence, back), (end.next, end.previous));
        end = ChainEnd {
            next: sequence + 1,
            previous: own,
        };
        assert_eq!(*after, end);
    }
    assert_eq!(voice.chain(), end);
    voice.take_back(signed[0].1).unwrap();
    drop(voice);
    assert_eq!(Voice::open(&path, &key).unwrap().chain(), signed[0].1);
}

#[test]
fn one_process_at_a_time_and_only_with_its_own_card() {
    let (folder, path, key) = made();
    let first = Voice::open(&path, &key).unwrap();
    assert!(Voice::open(&path, &key).is_err(), "in use");
    drop(first);
    let text = std::fs::read_to_string(file::beside(&path, "card")).unwrap();
    let other = text.replace(
        &Digest(public_of(&key.seed)).to_string(),
        &Digest([1; 32]).to_string(),
    );
    std::fs::write(file::beside(&path, "card"), other).unwrap();
    assert!(Voice::open(&path, &key).is_err(), "another key's card");
    let again = create(
        &folder.path().join("south.key"),
        &DeskCard::parse(&text).unwrap(),
        ChainEnd::START,
        &key.seed,
        None,
    );
    assert!(again.is_err(), "a key is never overwritten");
}

#[test]
fn a_chain_file_is_read_strictly() {
    let end = ChainEnd {
        next: 5,
        previous: Digest([3; 32]),
    };
    assert_eq!(ChainEnd::parse(&end.text()), Some(end));
    for wrong in [
        String::new(),
        end.text().replace("next: 5", "next: -1"),
        end.text() + "more\n",
        end.text().replace("chain 1", "chain 2"),
    ] {
        assert_eq!(ChainEnd::parse(&wrong), None, "{wrong}");
    }
}
