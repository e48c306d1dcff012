#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::fault::{FaultPlan, FaultyShelf, WriteFault};
use crate::randomness::RehearsalRandomness;
use crate::vault::contract::{REGISTER, item, record, seed};
use crate::vault::memory::MemoryShelf;
use crate::vault::sqlite::SqliteShelf;
use crate::vault::{Held, Table, Vault};

const ROWS: u64 = 40;

fn held(text: &str) -> Held {
    Held::Values(vec![(0, text.as_bytes().to_vec())])
}

/// A vault of some rows, the third erased.
fn filled(shelf: Box<dyn crate::vault::shelf::Shelf>) -> Vault {
    let mut randomness = RehearsalRandomness::new(1);
    let mut vault = Vault::create(shelf, seed(1), REGISTER, &mut randomness).unwrap();
    let items: Vec<_> = (0..ROWS)
        .map(|row| item(row, Table::Disclosure, 0, &format!("value {row}")))
        .collect();
    vault.put(&items, &mut randomness).unwrap();
    assert_eq!(
        vault.erase(&[record(3, Table::Disclosure)]).unwrap(),
        Erasure::Complete
    );
    vault
}

/// Every row as it was put, whatever it is wrapped under.
fn assert_whole(vault: &Vault) {
    for row in 0..ROWS {
        let expected = match row {
            3 => Held::Erased,
            row => held(&format!("value {row}")),
        };
        assert_eq!(vault.get(record(row, Table::Disclosure)).unwrap(), expected);
    }
    assert_eq!(
        vault.scan(RecordKey::FIRST, 1_000).unwrap().len() as u64,
        ROWS
    );
}

/// The vault opened with the one key that opens it: the new one, or else the old one.
fn reopened(shelf: &MemoryShelf, new: u64, old: u64) -> (Vault, bool) {
    let open = |number| Vault::open(Box::new(shelf.clone()), seed(number), REGISTER);
    match (open(new), open(old)) {
        (Ok(vault), Err(VaultError::WrongMasterKey)) => (vault, true),
        (Err(VaultError::WrongMasterKey), Ok(vault)) => (vault, false),
        (new, old) => panic!("opens with {} and {}", new.is_ok(), old.is_ok()),
    }
}

/// Whatever write fails, and however: one key opens the vault, everything in it opens, and what is left is done by
/// whoever opens it next.
#[test]
fn cut_short_at_any_write_one_key_opens_everything() {
    let faults = [
        WriteFault::Failed,
        WriteFault::Lost,
        WriteFault::FailedButPersisted,
        WriteFault::Torn { kept: 3 },
    ];
    let (mut bitten, mut with_new) = (0, 0);
    for fault in faults {
        for number in 0..12 {
            let shelf = MemoryShelf::new();
            drop(filled(Box::new(shelf.clone())));
            let plan = FaultPlan::new().on_write(number, fault);
            let faulty = FaultyShelf::new(Box::new(shelf.clone()), plan);
            let mut vault = Vault::open(Box::new(faulty), seed(1), REGISTER).unwrap();
            let mut randomness = RehearsalRandomness::new(7);
            let begun = vault.begin_rotation(seed(2), &mut randomness);
            let mut ended = begun.map(|()| None);
            while let Ok(None) = ended {
                ended = match vault.rotate_some(7, &mut randomness) {
                    Ok(Piece::Some(_)) => Ok(None),
                    Ok(Piece::Done(traces)) => Ok(Some(traces)),
                    Err(error) => Err(error),
                };
            }
            bitten += usize::from(ended.is_err());
            drop(vault);
            let (mut vault, is_new) = reopened(&shelf, 2, 1);
            with_new += usize::from(is_new);
            assert_whole(&vault);
            if !is_new {
                vault.begin_rotation(seed(2), &mut randomness).unwrap();
            }
            let left = vault.finish_rotation(&mut |_| {}, &mut randomness).unwrap();
            assert_eq!(left, Erasure::Complete);
            assert!(!vault.is_rotating());
            assert_whole(&vault);
            drop(vault);
            let (vault, is_new) = reopened(&shelf, 2, 1);
            assert!(is_new, "{fault:?} at {number}");
            assert_whole(&vault);
        }
    }
    assert!(bitten > 20 && with_new > 20, "{bitten} {with_new}");
}

#[test]
fn what_is_put_and_erased_meanwhile_is_under_the_new_key_alone() {
    let shelf = MemoryShelf::new();
    let mut vault = filled(Box::new(shelf.clone()));
    let mut randomness = RehearsalRandomness::new(7);
    vault.begin_rotation(seed(2), &mut randomness).unwrap();
    let again = vault.begin_rotation(seed(3), &mut randomness).unwrap_err();
    assert!(matches!(again, VaultError::Refused(VaultRefusal::Rotating)));
    let mut late = ROWS;
    while let Piece::Some(_) = vault.rotate_some(7, &mut randomness).unwrap() {
        if late < ROWS + 20 {
            let one = item(late, Table::Disclosure, 0, "late");
            vault.put(&[one], &mut randomness).unwrap();
            late += 1;
        }
        let gone = record(ROWS, Table::Disclosure);
        assert_eq!(vault.erase(&[gone]).unwrap(), Erasure::Complete);
    }
    drop(vault);
    let (vault, is_new) = reopened(&shelf, 2, 1);
    assert!(is_new && !vault.is_rotating());
    for row in ROWS + 1..late {
        assert_eq!(
            vault.get(record(row, Table::Disclosure)).unwrap(),
            held("late")
        );
    }
    assert_eq!(
        vault.get(record(ROWS, Table::Disclosure)).unwrap(),
        Held::Erased
    );
}

#[test]
fn a_damaged_row_ends_it_and_takes_nothing_away() {
    let shelf = MemoryShelf::new();
    let mut vault = filled(Box::new(shelf.clone()));
    let mut randomness = RehearsalRandomness::new(7);
    let bad = record(20, Table::Disclosure);
    vault.shelf.rewrap(&[(bad, [5; 72])]).unwrap();
    let failed = vault.rotate_master(seed(2), &mut randomness).unwrap_err();
    assert!(matches!(failed, VaultError::Damaged { .. }), "{failed}");
    drop(vault);
    let (vault, is_new) = reopened(&shelf, 2, 1);
    assert!(is_new && vault.is_rotating());
    for row in (0..ROWS).filter(|row| ![3, 20].contains(row)) {
        let expected = held(&format!("value {row}"));
        assert_eq!(vault.get(record(row, Table::Disclosure)).unwrap(), expected);
    }
}

#[test]
fn readers_of_the_same_process_go_on_and_others_are_told_to_begin_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let mut vault = filled(Box::new(SqliteShelf::create(&path, &[7; 32]).unwrap()));
    let shelf = || Box::new(SqliteShelf::open_reader(&path).unwrap());
    let beside = Vault::beside(shelf(), vault.ring(), REGISTER);
    let elsewhere = Vault::open(shelf(), seed(1), REGISTER).unwrap();
    let mut randomness = RehearsalRandomness::new(7);
    assert_whole(&beside);
    assert_whole(&elsewhere);
    vault.begin_rotation(seed(2), &mut randomness).unwrap();
    // Who opens it now does so with the new key, and reads through to the end.
    let meanwhile = Vault::open(shelf(), seed(2), REGISTER).unwrap();
    loop {
        assert_whole(&beside);
        assert_whole(&meanwhile);
        if let Piece::Done(_) = vault.rotate_some(7, &mut randomness).unwrap() {
            break;
        }
    }
    assert_whole(&beside);
    assert_whole(&meanwhile);
    let first = record(0, Table::Disclosure);
    assert!(matches!(elsewhere.get(first), Err(VaultError::Rekeyed)));
}

#[test]
fn a_reader_beside_a_change_reads_every_row_at_every_moment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let mut vault = filled(Box::new(SqliteShelf::create(&path, &[7; 32]).unwrap()));
    let ring = vault.ring();
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let shelf = Box::new(SqliteShelf::open_reader(&path).unwrap());
            let beside = Vault::beside(shelf, ring.clone(), REGISTER);
            let mut rounds = 0;
            while rounds == 0 || !is_over.load(std::sync::atomic::Ordering::SeqCst) {
                assert_whole(&beside);
                rounds += 1;
            }
        });
        let mut randomness = RehearsalRandomness::new(7);
        for number in 2..8 {
            let rotated = vault.rotate_master(seed(number), &mut randomness);
            assert!(rotated.is_ok());
        }
        is_over.store(true, std::sync::atomic::Ordering::SeqCst);
        reader.join().unwrap();
    });
    assert_whole(&vault);
}

#[test]
fn the_former_key_and_what_it_wrapped_are_gone_from_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let mut vault = filled(Box::new(SqliteShelf::create(&path, &[7; 32]).unwrap()));
    let mut randomness = RehearsalRandomness::new(7);
    let stands = |needle: &[u8]| {
        std::fs::read_dir(folder.path()).unwrap().any(|entry| {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            bytes.windows(needle.len()).any(|window| window == needle)
        })
    };
    let old = vault.shelf.keys(RecordKey::FIRST, 1_000).unwrap();
    for number in [2, 3] {
        vault.begin_rotation(seed(number), &mut randomness).unwrap();
        let former = vault.shelf.plate().unwrap().unwrap().former.unwrap();
        assert!(stands(&former), "the search finds what is there");
        let left = vault.finish_rotation(&mut |_| {}, &mut randomness).unwrap();
        assert_eq!(left, Erasure::Complete);
        assert!(!stands(&former));
        assert!(vault.shelf.plate().unwrap().unwrap().former.is_none());
    }
    assert!(old.iter().all(|(_, wrapped)| !stands(wrapped)));
    assert_whole(&vault);
    let path = path.clone();
    drop(vault);
    let shelf = Box::new(SqliteShelf::open(&path).unwrap());
    assert_whole(&Vault::open(shelf, seed(3), REGISTER).unwrap());
}

#[test]
fn a_reader_in_the_way_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let mut vault = filled(Box::new(SqliteShelf::create(&path, &[7; 32]).unwrap()));
    let mut randomness = RehearsalRandomness::new(7);
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM record")
        .unwrap();
    vault.begin_rotation(seed(2), &mut randomness).unwrap();
    while vault.is_rotating() {
        let _: Piece = vault.rotate_some(7, &mut randomness).unwrap();
    }
    for _ in 0..3 {
        let piece = vault.rotate_some(7, &mut randomness).unwrap();
        assert_eq!(piece, Piece::Some(0), "tried again later");
    }
    reader.execute_batch("COMMIT").unwrap();
    let piece = vault.rotate_some(7, &mut randomness).unwrap();
    assert_eq!(piece, Piece::Done(Erasure::Complete));
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM record")
        .unwrap();
    vault.begin_rotation(seed(3), &mut randomness).unwrap();
    let ended = loop {
        if let Piece::Done(traces) = vault.rotate_some(7, &mut randomness).unwrap() {
            break traces;
        }
    };
    assert_eq!(ended, Erasure::TracesRemain, "and not for ever");
    assert_whole(&vault);
}

#[test]
fn who_opens_it_after_the_end_says_complete_of_an_emptied_log_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let mut vault = filled(Box::new(SqliteShelf::create(&path, &[7; 32]).unwrap()));
    let mut randomness = RehearsalRandomness::new(7);
    // Whoever reads keeps the write-ahead log from being put away, as a kill does.
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM record")
        .unwrap();
    vault.begin_rotation(seed(2), &mut randomness).unwrap();
    while vault.is_rotating() {
        let _: Piece = vault.rotate_some(7, &mut randomness).unwrap();
    }
    drop(vault);
    let left = || {
        let log = crate::disk::with_suffix(&path, "-wal");
        std::fs::metadata(log).unwrap().len()
    };
    let shelf = Box::new(SqliteShelf::open(&path).unwrap());
    let mut vault = Vault::open(shelf, seed(2), REGISTER).unwrap();
    assert!(!vault.is_rotating() && left() > 0);
    for _ in 0..3 {
        let piece = vault.rotate_some(7, &mut randomness).unwrap();
        assert_eq!(piece, Piece::Some(0));
    }
    assert!(left() > 0);
    reader.execute_batch("COMMIT").unwrap();
    for _ in 0..2 {
        let piece = vault.rotate_some(7, &mut randomness).unwrap();
        assert_eq!(piece, Piece::Done(Erasure::Complete));
        assert_eq!(left(), 0);
    }
}
