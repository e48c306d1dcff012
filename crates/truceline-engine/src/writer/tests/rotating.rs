//! Another master key while the writer is at work.

use super::*;
use crate::vault::Held;
use crate::vault::rotation::PIECE;
use crate::vault::sqlite::SqliteShelf;
use crate::writer::rotation::{LONG_PAUSE, Rotation, Turned, Waits};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;

/// Far beyond the log: what is only there to be wrapped anew.
const FAR: u64 = 1 << 40;
const ROWS: u64 = 5 * PIECE as u64 + 3;

fn new_key() -> Seed {
    Seed::from_bytes([77; 32])
}

fn far(row: u64) -> RecordKey {
    RecordKey {
        row: FAR + row,
        table: Table::Submission,
    }
}

fn fill(writer: &mut Writer) {
    let items: Vec<_> = (0..ROWS)
        .map(|row| crate::vault::Item {
            record: far(row),
            column: 0,
            value: row.to_be_bytes().to_vec(),
        })
        .collect();
    let mut randomness = RehearsalRandomness::new(9);
    writer.vault.put(&items, &mut randomness).unwrap();
}

fn order(to: Option<Seed>) -> (Rotation, mpsc::Receiver<Turned>, Arc<AtomicU64>) {
    let (reply, turned) = mpsc::channel();
    let count = Arc::new(AtomicU64::new(0));
    let order = Rotation {
        to,
        count: Arc::clone(&count),
        reply: Box::new(move |outcome| reply.send(outcome).unwrap()),
    };
    (order, turned, count)
}

#[test]
fn everybody_is_answered_while_the_master_key_changes() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    fill(&mut writer);
    let (ring, genesis) = (writer.vault().ring(), centre.genesis.0);
    let submissions: Vec<_> = (10..110).map(|number| centre.enrol(number)).collect();
    let (intake, running) =
        queue::start(writer, queue::Rounds::default(), Box::new(|_| {})).unwrap();
    let (order, turned, count) = order(Some(new_key()));
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let path = crate::folder::Paths::of(&root).vault();
            let shelf = Box::new(SqliteShelf::open_reader(&path).unwrap());
            let vault = Vault::beside(shelf, ring.clone(), genesis);
            for row in 0..ROWS {
                let held = vault.get(far(row)).unwrap();
                assert_eq!(held, Held::Values(vec![(0, row.to_be_bytes().to_vec())]));
            }
        });
        intake.rotate(order).unwrap();
        for one in &submissions {
            index_of(&intake.submit(one.clone()).unwrap());
        }
        reader.join().unwrap();
    });
    let turned = turned.recv().unwrap();
    assert!(matches!(turned, Turned::Done(_)), "{turned:?}");
    assert!(count.load(Ordering::Relaxed) >= ROWS);
    drop(intake);
    let writer = running.join().unwrap();
    assert!(!writer.is_rotating() && writer.vault().ring().is(&new_key()));
    assert_eq!(writer.register().size, 101);
    drop(writer);
    assert!(open(&root, &clock).is_err(), "the old key opens nothing");
    let rotated = Secrets {
        vault: new_key(),
        ..secrets()
    };
    let randomness = Box::new(RehearsalRandomness::new(2));
    let clock = Box::new(clock);
    let writer = Writer::open(&root, rotated, clock, randomness, &mut |_| {}).unwrap();
    assert_sound(&writer, &root);
}

#[test]
fn what_waits_goes_first_and_an_end_in_between_is_made_up_for() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, _) = begin(&root, &clock);
    fill(&mut writer);
    let (first, turned, count) = order(Some(new_key()));
    let turning = writer.begin_rotation(first).unwrap().unwrap();
    let turning = writer
        .rotate_some(turning, Waits::Nothing)
        .unwrap()
        .unwrap();
    assert_eq!(count.load(Ordering::Relaxed), PIECE as u64);
    let mut turning = Some(turning);
    for waits in [Waits::Urgent, Waits::Ordinary] {
        let given_back = writer.rotate_some(turning.take().unwrap(), waits).unwrap();
        turning = given_back;
        assert_eq!(
            count.load(Ordering::Relaxed),
            PIECE as u64,
            "right after a piece what waits goes first"
        );
    }
    std::thread::sleep(LONG_PAUSE);
    let turning = writer.rotate_some(turning.unwrap(), Waits::Urgent).unwrap();
    assert_eq!(
        count.load(Ordering::Relaxed),
        2 * PIECE as u64,
        "and it comes to its end all the same"
    );
    drop(turning);
    assert!(
        turned.recv().is_err(),
        "who waited is not told that it is done"
    );
    let (again, turned, _) = order(Some(Seed::from_bytes([78; 32])));
    assert!(writer.begin_rotation(again).unwrap().is_none());
    assert!(matches!(turned.recv().unwrap(), Turned::NotBegun(_)));
    assert!(writer.is_rotating());
    let (intake, running) =
        queue::start(writer, queue::Rounds::default(), Box::new(|_| {})).unwrap();
    let (rest, turned, _) = order(None);
    intake.rotate(rest).unwrap();
    assert!(matches!(turned.recv().unwrap(), Turned::Done(_)));
    drop(intake);
    let writer = running.join().unwrap();
    for row in 0..ROWS {
        let held = writer.vault().get(far(row)).unwrap();
        assert_eq!(held, Held::Values(vec![(0, row.to_be_bytes().to_vec())]));
    }
}

#[test]
fn a_writer_that_cannot_know_ends_and_the_next_start_goes_on() {
    for number in 0..5 {
        let (store, shelf) = (MemoryStore::new(), MemoryShelf::new());
        let (mut writer, centre) = rehearsed(&FaultPlan::new(), &store, &shelf);
        fill(&mut writer);
        drop(writer);
        let genesis = centre.genesis.0;
        let plan = FaultPlan::new().on_write(number, WriteFault::FailedButPersisted);
        let faulty = FaultyShelf::new(Box::new(shelf.clone()), plan);
        let vault = Vault::open(Box::new(faulty), secrets().vault, genesis).unwrap();
        let mut writer = Writer::over(
            Box::new(store.clone()),
            vault,
            log_signer(ORIGIN, &secrets().log).unwrap(),
            Box::new(HandClock::at(noon())),
            Box::new(RehearsalRandomness::new(4)),
        );
        let (order, turned, _) = order(Some(new_key()));
        let mut ended = writer.begin_rotation(order);
        while let Ok(Some(turning)) = ended {
            ended = writer.rotate_some(turning, Waits::Nothing);
        }
        assert!(ended.is_err(), "{number}");
        assert!(turned.recv().is_err());
        assert!(matches!(writer.tick(), Err(CommitError::Ended)));
        drop(writer);
        let mut vault = Vault::open(Box::new(shelf.clone()), new_key(), genesis).unwrap();
        let mut randomness = RehearsalRandomness::new(5);
        let _: Erasure = vault.finish_rotation(&mut |_| {}, &mut randomness).unwrap();
        for row in 0..ROWS {
            let held = vault.get(far(row)).unwrap();
            assert_eq!(held, Held::Values(vec![(0, row.to_be_bytes().to_vec())]));
        }
    }
}

#[test]
fn a_start_empties_what_a_kill_left_in_the_vaults_write_ahead_log() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, _) = begin(&root, &clock);
    let sealed = crate::folder::Paths::of(&root).vault();
    // As long as another has it open it is not put away.
    let other = rusqlite::Connection::open(&sealed).unwrap();
    other
        .query_row("SELECT count(*) FROM record", [], |_| Ok(()))
        .unwrap();
    fill(&mut writer);
    drop(writer);
    let log = crate::disk::with_suffix(&sealed, "-wal");
    let left = || std::fs::metadata(&log).unwrap().len();
    assert!(left() > 0);
    let writer = open(&root, &clock).unwrap();
    assert_eq!(left(), 0);
    assert_sound(&writer, &root);
}

#[test]
fn a_backup_during_which_the_key_is_changed_is_opened_with_the_key_that_it_needs() {
    for (is_in_the_log, number) in [(true, 0), (false, 1)] {
        let folder = TempDir::new().unwrap();
        let root = folder.path().join("register");
        let clock = HandClock::at(noon());
        let (mut writer, mut centre) = begin(&root, &clock);
        writer.commit(&[centre.enrol(10)]).unwrap();
        let source = crate::folder::Folder::open(&root).unwrap();
        let copy = folder.path().join("copy");
        let mut turned = None;
        let mut told = 0;
        let result = restore::back_up(
            &source,
            &copy,
            VaultCopy::Opened(&|| vec![secrets().vault, new_key()]),
            &mut |_| {
                // While the log is copied, and while the vault is.
                if told == number {
                    let (order, _, _) = order(Some(new_key()));
                    turned = writer.begin_rotation(order).unwrap();
                }
                told += 1;
            },
        );
        assert!(told > 1 && turned.is_some());
        result.unwrap();
        let open = |key| {
            let shelf = SqliteShelf::open_reader(&copy.join(restore::VAULT_COPY)).unwrap();
            Vault::open(Box::new(shelf), key, centre.genesis.0)
        };
        // What was copied before the change began opens with the key before.
        assert_eq!(open(new_key()).is_ok(), is_in_the_log);
        assert_eq!(open(secrets().vault).is_ok(), !is_in_the_log);
        assert!(writer.is_rotating());
    }
}
