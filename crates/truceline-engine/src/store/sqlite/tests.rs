#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use super::*;
use crate::disk::with_suffix;
use crate::store::contract::{entries, note, read_all, run};

#[test]
fn keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let number = std::cell::Cell::new(0);
    run(&|| {
        number.set(number.get() + 1);
        let path = folder.path().join(format!("{}.db", number.get()));
        drop(SqliteStore::create(&path, &[7; 32]).unwrap());
        Box::new(move || Box::new(SqliteStore::open(&path).unwrap()))
    });
}

/// Copies database and write-ahead log as a killed process leaves them.
fn killed_copy(path: &Path, to: &Path) {
    fs::copy(path, to).unwrap();
    let wal = with_suffix(path, "-wal");
    if wal.exists() {
        fs::copy(wal, with_suffix(to, "-wal")).unwrap();
    }
}

#[test]
fn what_was_appended_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let mut store = SqliteStore::create(&path, &[7; 32]).unwrap();
    for step in 0..5 {
        let size = step * 3;
        store
            .append(size, &entries(size, 3), &note(size + 3))
            .unwrap();
        let copy = folder.path().join(format!("copy{step}.db"));
        killed_copy(&path, &copy);
        let found = SqliteStore::open(&copy).unwrap();
        assert_eq!(read_all(&found, 100), entries(0, size + 3));
    }
}

#[test]
fn a_torn_write_ahead_log_gives_whole_appends_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let mut store = SqliteStore::create(&path, &[7; 32]).unwrap();
    for step in 0..4 {
        store
            .append(step * 5, &entries(step * 5, 5), &note(step * 5 + 5))
            .unwrap();
    }
    let wal = fs::read(with_suffix(&path, "-wal")).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    let cuts = (0..wal.len()).step_by(509).chain([wal.len()]);
    for (number, cut) in cuts.enumerate() {
        let copy = folder.path().join(format!("torn{number}.db"));
        fs::copy(&path, &copy).unwrap();
        fs::write(with_suffix(&copy, "-wal"), &wal[..cut]).unwrap();
        let mut found = SqliteStore::open(&copy).unwrap();
        let all = read_all(&found, 100);
        assert_eq!(all.len() % 5, 0, "cut at {cut}");
        assert_eq!(all, entries(0, all.len() as u64));
        seen.insert(all.len());
        let size = all.len() as u64;
        found
            .append(size, &entries(size, 2), &note(size + 2))
            .unwrap();
        assert_eq!(read_all(&found, 100), entries(0, size + 2));
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [0, 5, 10, 15, 20]);
}

#[test]
fn a_reader_follows_a_running_writer_and_cannot_append() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let mut writer = SqliteStore::create(&path, &[7; 32]).unwrap();
    let mut reader = SqliteStore::open_reader(&path).unwrap();
    assert!(reader.latest().unwrap().is_none());
    writer.append(0, &entries(0, 4), &note(4)).unwrap();
    assert_eq!(read_all(&reader, 3), entries(0, 4));
    let error = reader.append(4, &entries(4, 1), &note(5)).unwrap_err();
    assert!(matches!(error, AppendError::Unavailable(_)), "{error}");
    assert!(matches!(SqliteStore::open(&path), Err(OpenError::Lock(_))));
    drop(writer);
    let mut next = SqliteStore::open(&path).unwrap();
    next.append(4, &entries(4, 1), &note(5)).unwrap();
    assert_eq!(read_all(&reader, 3), entries(0, 5));
}

#[test]
fn a_missing_entry_is_damage_and_not_the_end() {
    let damage = [
        "DELETE FROM leaf WHERE idx = 3",
        "DELETE FROM entry WHERE idx = 3",
        "DELETE FROM leaf WHERE idx > 3",
    ];
    for sql in damage {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.db");
        let mut store = SqliteStore::create(&path, &[7; 32]).unwrap();
        store.append(0, &entries(0, 8), &note(8)).unwrap();
        drop(store);
        let raw = Connection::open(&path).unwrap();
        raw.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        let error = raw.execute_batch(sql).unwrap_err();
        assert!(error.to_string().contains("only grows"), "{error}");
        raw.execute_batch("DROP TRIGGER leaf_is_kept; DROP TRIGGER entry_is_kept")
            .unwrap();
        raw.execute_batch(sql).unwrap();
        drop(raw);
        let store = SqliteStore::open(&path).unwrap();
        let damaged = matches!(store.read(0, 100), Err(ReadError::Damaged { .. }))
            || matches!(store.latest(), Err(ReadError::Damaged { .. }));
        assert!(damaged, "{sql}");
    }
}

#[test]
fn a_full_disk_refuses_and_later_takes_the_same_batch() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let mut store = SqliteStore::create(&path, &[7; 32]).unwrap();
    store.append(0, &entries(0, 8), &note(8)).unwrap();
    store
        .database
        .reading()
        .pragma_update(None, "max_page_count", 20)
        .unwrap();
    let error = store
        .append(8, &entries(8, 5_000), &note(5_008))
        .unwrap_err();
    assert!(matches!(error, AppendError::Unavailable(_)), "{error}");
    assert_eq!(read_all(&store, 100), entries(0, 8));
    store
        .database
        .reading()
        .pragma_update(None, "max_page_count", 1 << 20)
        .unwrap();
    store.append(8, &entries(8, 5_000), &note(5_008)).unwrap();
    assert_eq!(read_all(&store, 1_000), entries(0, 5_008));
}

#[test]
fn keeps_the_contract_in_memory() {
    run(&|| {
        let store = crate::store::memory::MemoryStore::new();
        Box::new(move || Box::new(store.clone()))
    });
}
