//! What a duty desk meets when something is wrong: a clock that ran ahead, an older vault, a damaged
//! source of a backup, a busy register.

use std::time::Duration;

use truceline_register::ids::DeskId;
use truceline_register::party::KeyEnrolment;

use super::*;
use crate::folder::FolderError;
use crate::restore::RestoreError;

/// A second person at the centre, with a chain of her own.
fn second_person(writer: &mut Writer, centre: &mut Centre) -> Centre {
    let key = SigningKey::from_seed(&[2; 32]);
    let enrolment = centre.sign(Act::KeyEnrolled(KeyEnrolment {
        public: *key.verifying_key().as_bytes(),
        party: PartyId::from_bytes([1; 16]),
        desk: DeskId::from_bytes([1; 16]),
        person: PersonId::from_bytes([2; 16]),
    }));
    index_of(&writer.commit(&[enrolment]).unwrap()[0]);
    Centre {
        key,
        genesis: centre.genesis,
        sequence: 0,
        previous: Digest::ZERO,
        said: 100,
    }
}

#[test]
fn a_clock_set_right_after_it_ran_ahead_is_confirmed_once() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    let mut second = second_person(&mut writer, &mut centre);
    drop(writer);
    let in_doubt = |writer: &Writer| {
        let register = writer.register();
        register.clock.in_doubt(register.size)
    };
    clock.set(noon().plus(Span::hours(3)));
    let mut writer = open(&root, &clock).unwrap();
    writer.commit(&[centre.enrol(10)]).unwrap();
    drop(writer);

    clock.set(noon().plus(Span::minutes(1)));
    let mut writer = open(&root, &clock).unwrap();
    writer.tick().unwrap();
    assert!(in_doubt(&writer), "it went back behind the log");
    let words = [
        centre.sign(Act::ClockConfirmed),
        second.sign(Act::ClockConfirmed),
    ];
    for answer in writer.commit(&words).unwrap() {
        index_of(&answer);
    }
    assert!(!in_doubt(&writer));
    drop(writer);

    // Received time stays three hours ahead, and no later start doubts the same step again.
    for minutes in [2, 30, 100] {
        clock.set(noon().plus(Span::minutes(minutes)));
        let mut writer = open(&root, &clock).unwrap();
        writer.commit(&[centre.enrol(10 + minutes as u8)]).unwrap();
        assert!(!in_doubt(&writer), "after {minutes} minutes");
        assert_eq!(
            writer.register().last_received,
            Some(noon().plus(Span::hours(3)))
        );
    }
    // Behind what it read when it was confirmed is another step.
    clock.set(noon().minus(Span::minutes(30)));
    let mut writer = open(&root, &clock).unwrap();
    writer.tick().unwrap();
    assert!(in_doubt(&writer));
    assert_sound(&writer, &root);
}

#[test]
fn a_busy_register_says_so_after_the_wait() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (writer, _) = begin(&root, &clock);
    let waiting = Folder::open(&root).unwrap();
    let mut looks = 0;
    let busy = waiting.lock_within(Duration::from_millis(50), &mut |_| looks += 1);
    assert!(matches!(busy, Err(FolderError::Busy { .. })), "{busy:?}");
    assert!(looks > 0);
    let mut writer = Some(writer);
    let had = waiting.lock_within(Duration::from_secs(60), &mut |_| drop(writer.take()));
    assert!(had.is_ok());
}

#[test]
fn another_registers_log_or_head_does_not_start() {
    let folder = TempDir::new().unwrap();
    let clock = HandClock::at(noon());
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    drop(begin(&one, &clock));
    let (mut centre, _) = Centre::new();
    let genesis = {
        let mut enrolled = centre.sign(Act::ClockConfirmed);
        // The same people, another genesis: its nonce differs.
        centre.said = 77;
        centre.sequence = 0;
        centre.previous = Digest::ZERO;
        centre.genesis = Digest::ZERO;
        let (_, first) = Centre::new();
        let payload = Statement::parse(&first.statement)
            .unwrap()
            .payload()
            .unwrap();
        enrolled.statement = centre.sign(payload.act).statement;
        enrolled
    };
    let randomness = Box::new(RehearsalRandomness::new(5));
    let clock_of = Box::new(clock.clone());
    drop(Writer::begin(&other, ORIGIN, &genesis, secrets(), clock_of, randomness).unwrap());

    let head = one.join("head/checkpoint");
    let own = std::fs::read(&head).unwrap();
    std::fs::copy(other.join("head/checkpoint"), &head).unwrap();
    assert!(matches!(
        open(&one, &clock),
        Err(StartError::Forked { head: 1 })
    ));
    std::fs::write(&head, own).unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(one.join(format!("log-2.db{suffix}")));
    }
    std::fs::copy(other.join("log-2.db"), one.join("log-2.db")).unwrap();
    assert!(matches!(
        open(&one, &clock),
        Err(StartError::AnotherRegister { .. })
    ));
}

#[test]
fn no_backup_is_made_of_a_log_behind_its_head_or_with_a_changed_body() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    writer.commit(&[centre.enrol(10)]).unwrap();
    drop(writer);
    let earlier = std::fs::read(root.join("log-2.db")).unwrap();
    let mut writer = open(&root, &clock).unwrap();
    writer.commit(&[centre.enrol(11)]).unwrap();
    drop(writer);
    let source = Folder::open(&root).unwrap();
    let copy = folder.path().join("copy");
    let back_up = || {
        restore::back_up(
            &source,
            &copy,
            VaultCopy::Opened(&|| vec![secrets().vault]),
            &mut |_| {},
        )
    };

    let whole = std::fs::read(root.join("log-2.db")).unwrap();
    std::fs::write(root.join("log-2.db"), &earlier).unwrap();
    let short = back_up();
    assert!(
        matches!(short, Err(RestoreError::Unsound { .. })),
        "{short:?}"
    );
    assert!(!copy.exists(), "nothing of it is left");

    let mut changed = whole.clone();
    let place = changed
        .windows(8)
        .rposition(|bytes| bytes == b"Party 10")
        .unwrap();
    changed[place] = b'Q';
    std::fs::write(root.join("log-2.db"), &changed).unwrap();
    let damaged = back_up();
    assert!(
        matches!(damaged, Err(RestoreError::Unsound { .. })),
        "{damaged:?}"
    );

    std::fs::write(root.join("log-2.db"), &whole).unwrap();
    back_up().unwrap();
    assert!(matches!(restore::extent(&copy, None), Ok(Extent::Whole)));
}
