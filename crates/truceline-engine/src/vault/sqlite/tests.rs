#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::randomness::RehearsalRandomness;
use crate::vault::contract::{REGISTER, item, record, run, seed};
use crate::vault::memory::MemoryShelf;
use crate::vault::{Held, Vault};

#[test]
fn keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let number = std::cell::Cell::new(0);
    run(&|| {
        number.set(number.get() + 1);
        let path = folder.path().join(format!("{}.db", number.get()));
        drop(SqliteShelf::create(&path, &[7; 32]).unwrap());
        Box::new(move || Box::new(SqliteShelf::open(&path).unwrap()))
    });
}

#[test]
fn keeps_the_contract_in_memory() {
    run(&|| {
        let shelf = MemoryShelf::new();
        Box::new(move || Box::new(shelf.clone()))
    });
}

/// How often `needle` stands in any file of the folder.
fn occurrences(folder: &Path, needle: &[u8]) -> usize {
    let files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files
        .iter()
        .map(|file| {
            let bytes = fs::read(file).unwrap();
            bytes
                .windows(needle.len())
                .filter(|window| *window == needle)
                .count()
        })
        .sum()
}

fn held(shelf: &SqliteShelf, record: RecordKey) -> SealedRecord {
    match shelf.get(record).unwrap() {
        Shelved::Held(sealed) => sealed,
        other => panic!("{other:?}"),
    }
}

const CANARY: &str = "canary-35.1234567-36.7654321";

/// A vault of `rows` records in three tables, values of many lengths, put in batches out of order.
fn filled(path: &Path, rows: u64) -> Vault {
    let mut randomness = RehearsalRandomness::new(4);
    let shelf = Box::new(SqliteShelf::create(path, &[7; 32]).unwrap());
    let mut vault = Vault::create(shelf, seed(1), REGISTER, &mut randomness).unwrap();
    for first in (0..rows).step_by(10) {
        let mut items = Vec::new();
        for row in (first..(first + 10).min(rows)).rev() {
            for table in Table::ALL {
                let length = (row * 37 % 900 + 20 * u64::from(row % 97 == 0) * 500) as usize;
                let value = format!("{CANARY} {row} {}", "x".repeat(length));
                items.push(item(row, table, 1, &value));
                items.push(item(row, table, 2, CANARY));
            }
        }
        vault.put(&items, &mut randomness).unwrap();
    }
    vault
}

#[test]
fn nothing_plain_is_ever_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let vault = filled(&path, 50);
    assert_eq!(occurrences(folder.path(), CANARY.as_bytes()), 0);
    assert_eq!(occurrences(folder.path(), seed(1).expose()), 0);
    let Held::Values(values) = vault.get(record(7, Table::Personal)).unwrap() else {
        panic!()
    };
    assert_eq!(values[1].1, CANARY.as_bytes());
}

#[test]
fn an_erasure_leaves_no_trace_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let rows = 600;
    drop(filled(&path, rows));
    // The middle of a page, first and last of many, whole runs, and one table of a record alone.
    let mut gone: Vec<RecordKey> = (0..rows)
        .filter(|row| row % 7 == 0 || (200..280).contains(row) || *row > rows - 5)
        .flat_map(|row| Table::ALL.map(|table| record(row, table)))
        .collect();
    gone.extend(
        (1..rows)
            .filter(|row| row % 7 == 1)
            .map(|row| record(row, Table::Personal)),
    );
    gone.sort();
    gone.dedup();
    let reader = SqliteShelf::open_reader(&path).unwrap();
    let before: Vec<SealedRecord> = gone.iter().map(|each| held(&reader, *each)).collect();
    drop(reader);
    assert!(
        occurrences(folder.path(), &before[0].wrapped) > 0,
        "the search finds what is there"
    );
    let shelf = Box::new(SqliteShelf::open(&path).unwrap());
    let mut vault = Vault::open(shelf, seed(1), REGISTER).unwrap();
    // In several rounds, with marks for records never put and new content between them, so that pages of the
    // tables around them split and empty.
    let mut randomness = RehearsalRandomness::new(5);
    for (round, some) in gone.chunks(gone.len() / 5 + 1).enumerate() {
        assert_eq!(vault.erase(some).unwrap(), Erasure::Complete);
        let late = 2 * rows + round as u64;
        let never_put = record(3 * rows - round as u64, Table::Personal);
        assert_eq!(vault.erase(&[never_put]).unwrap(), Erasure::Complete);
        vault
            .put(&[item(late, Table::Disclosure, 0, "late")], &mut randomness)
            .unwrap();
    }
    let everything: Vec<u8> = fs::read_dir(folder.path())
        .unwrap()
        .flat_map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    // Each sealed value begins with a random nonce of 24 bytes and each wrapped key too: look those up.
    let present: std::collections::HashSet<&[u8]> = everything.windows(16).collect();
    for sealed in &before {
        assert!(
            !present.contains(&sealed.wrapped[..16]),
            "wrapped key of {:?}",
            sealed.record
        );
        assert!(
            !present.contains(&sealed.wrapped[56..72]),
            "wrapped key of {:?}",
            sealed.record
        );
        for (column, value) in &sealed.values {
            assert!(
                !present.contains(&value[..16]),
                "column {column} of {:?}",
                sealed.record
            );
        }
    }
    let kept = record(2, Table::Personal);
    assert!(matches!(vault.get(kept).unwrap(), Held::Values(values) if values.len() == 2));
}

#[test]
fn an_erasure_beside_a_reader_says_that_traces_remain() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let mut vault = filled(&path, 5);
    let reader = SqliteShelf::open_reader(&path).unwrap();
    let gone = record(3, Table::Disclosure);
    let before = held(&reader, gone);
    reader
        .database
        .reading()
        .execute_batch("BEGIN; SELECT count(*) FROM record")
        .unwrap();
    assert_eq!(vault.erase(&[gone]).unwrap(), Erasure::TracesRemain);
    assert_eq!(vault.get(gone).unwrap(), Held::Erased);
    assert!(occurrences(folder.path(), &before.wrapped) > 0);
    reader.database.reading().execute_batch("COMMIT").unwrap();
    assert_eq!(vault.sweep().unwrap(), Erasure::Complete);
    assert_eq!(occurrences(folder.path(), &before.wrapped), 0);
    assert_eq!(occurrences(folder.path(), &before.values[0].1), 0);
}

#[test]
fn a_rotation_leaves_no_key_wrapped_the_old_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let mut vault = filled(&path, 100);
    let old = vault.shelf.keys(RecordKey::FIRST, usize::MAX).unwrap();
    let mut randomness = RehearsalRandomness::new(44);
    assert_eq!(
        vault.rotate_master(seed(2), &mut randomness).unwrap(),
        Erasure::Complete
    );
    for (record, wrapped) in old {
        assert_eq!(occurrences(folder.path(), &wrapped), 0, "{record:?}");
    }
}

#[test]
fn what_was_put_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.db");
    let vault = filled(&path, 30);
    let copy = folder.path().join("copy.db");
    for suffix in ["", "-wal"] {
        fs::copy(
            crate::disk::with_suffix(&path, suffix),
            crate::disk::with_suffix(&copy, suffix),
        )
        .unwrap();
    }
    let shelf = Box::new(SqliteShelf::open(&copy).unwrap());
    let found = Vault::open(shelf, seed(1), REGISTER).unwrap();
    for row in 0..30 {
        for table in Table::ALL {
            let record = record(row, table);
            assert_eq!(found.get(record).unwrap(), vault.get(record).unwrap());
        }
    }
}

#[test]
fn a_log_is_no_vault() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    drop(crate::store::sqlite::SqliteStore::create(&path, &[7; 32]).unwrap());
    assert!(matches!(
        SqliteShelf::open(&path),
        Err(OpenError::Foreign { .. })
    ));
}
