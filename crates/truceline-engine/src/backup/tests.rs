#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::os::unix::fs::PermissionsExt;
use std::thread;

use super::*;
use crate::randomness::RehearsalRandomness;
use crate::store::contract::{entries, note, read_all};
use crate::store::sqlite::SqliteStore;
use crate::store::{Entry, Store};
use crate::vault::contract::{REGISTER, item, record, seed};
use crate::vault::sqlite::SqliteShelf;
use crate::vault::{Erasure, Held, Table, Vault};

fn log_of(path: &Path, size: u64) -> SqliteStore {
    let mut store = SqliteStore::create(path, &[7; 32]).unwrap();
    store.append(0, &entries(0, size), &note(size)).unwrap();
    store
}

fn quiet(_: Progress) {}

#[test]
fn a_copy_is_whole_private_and_without_companions() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("log.db"), folder.path().join("copy.db"));
    let store = log_of(&from, 9_000);
    let mut reports = Vec::new();
    copy_log(&from, &to, &mut |progress| reports.push(progress)).unwrap();
    assert!(reports.iter().all(|each| each.done <= each.all));
    let last = reports.last().unwrap();
    assert_eq!(last.done, last.all);
    assert_eq!(
        fs::metadata(&to).unwrap().permissions().mode() & 0o777,
        0o600
    );
    for suffix in [
        ".part",
        "-wal",
        "-shm",
        "-journal",
        ".part-wal",
        ".part-shm",
        ".part-journal",
    ] {
        assert!(!disk::with_suffix(&to, suffix).exists(), "{suffix}");
    }
    assert!(matches!(
        copy_log(&from, &to, &mut quiet),
        Err(BackupError::Exists { .. })
    ));
    drop(store);
    let mut copy = SqliteStore::open(&to).unwrap();
    assert_eq!(read_all(&copy, 1_000), entries(0, 9_000));
    copy.append(9_000, &entries(9_000, 1), &note(9_001))
        .unwrap();
}

#[test]
fn a_copy_beside_a_running_writer_is_of_one_moment() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("log.db");
    let mut store = log_of(&from, 5_000);
    thread::scope(|scope| {
        let copier = scope.spawn(|| {
            for number in 0..8 {
                let to = folder.path().join(format!("copy{number}.db"));
                // Give the writer its turn between the steps of each copy.
                copy_log(&from, &to, &mut |_| thread::yield_now()).unwrap();
            }
        });
        let mut size = 5_000;
        while !copier.is_finished() {
            let batch: Vec<Entry> = entries(size, 37);
            store.append(size, &batch, &note(size + 37)).unwrap();
            size += 37;
        }
    });
    let mut last = 0;
    for number in 0..8 {
        let copy = SqliteStore::open(&folder.path().join(format!("copy{number}.db"))).unwrap();
        let all = read_all(&copy, 1_000);
        assert_eq!((all.len() as u64 - 5_000) % 37, 0, "whole appends only");
        assert_eq!(all, entries(0, all.len() as u64));
        assert!(all.len() >= last);
        last = all.len();
    }
}

#[test]
fn the_copied_vault_opens_and_remembers_what_was_erased_later() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (
        folder.path().join("vault.db"),
        folder.path().join("copy.db"),
    );
    let mut randomness = RehearsalRandomness::new(1);
    let shelf = Box::new(SqliteShelf::create(&from, &[7; 32]).unwrap());
    let mut vault = Vault::create(shelf, seed(1), REGISTER, &mut randomness).unwrap();
    vault
        .put(&[item(1, Table::Disclosure, 0, "one")], &mut randomness)
        .unwrap();
    vault
        .put(&[item(2, Table::Disclosure, 0, "two")], &mut randomness)
        .unwrap();
    assert_eq!(
        vault.erase(&[record(2, Table::Disclosure)]).unwrap(),
        Erasure::Complete
    );
    copy_vault(&from, &to, &mut quiet).unwrap();
    assert_eq!(
        vault.erase(&[record(1, Table::Disclosure)]).unwrap(),
        Erasure::Complete
    );
    let shelf = Box::new(SqliteShelf::open(&to).unwrap());
    let mut copy = Vault::open(shelf, seed(1), REGISTER).unwrap();
    let held = Held::Values(vec![(0, b"one".to_vec())]);
    assert_eq!(copy.get(record(1, Table::Disclosure)).unwrap(), held);
    assert_eq!(
        copy.get(record(2, Table::Disclosure)).unwrap(),
        Held::Erased
    );
    assert_eq!(
        copy.erase(&[record(1, Table::Disclosure)]).unwrap(),
        Erasure::Complete
    );
    assert_eq!(
        copy.get(record(1, Table::Disclosure)).unwrap(),
        Held::Erased
    );
}

#[test]
fn a_vault_is_not_copied_as_a_log() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("log.db"), folder.path().join("copy.db"));
    drop(log_of(&from, 1));
    let wrong = copy_vault(&from, &to, &mut quiet);
    assert!(matches!(
        wrong,
        Err(BackupError::Open(OpenError::Foreign { .. }))
    ));
    let missing = copy_log(&folder.path().join("none.db"), &to, &mut quiet);
    assert!(matches!(
        missing,
        Err(BackupError::Open(OpenError::Missing { .. }))
    ));
    assert!(!to.exists());
}

#[test]
fn a_changed_copy_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a"), "").unwrap();
    fs::write(folder.path().join("b"), "content").unwrap();
    write_manifest(folder.path(), &["a", "b"]).unwrap();
    let list = fs::read_to_string(folder.path().join(MANIFEST_NAME)).unwrap();
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n";
    assert!(list.starts_with(empty), "{list}");
    assert_eq!(verify_manifest(folder.path()).unwrap(), ["a", "b"]);
    assert!(matches!(
        write_manifest(folder.path(), &["a"]),
        Err(BackupError::Exists { .. })
    ));
    fs::write(folder.path().join("b"), "Content").unwrap();
    assert!(matches!(
        verify_manifest(folder.path()),
        Err(BackupError::Changed { .. })
    ));
    fs::remove_file(folder.path().join("b")).unwrap();
    assert!(matches!(
        verify_manifest(folder.path()),
        Err(BackupError::Io { .. })
    ));
    for bad in ["nonsense\n", "00  ../b\n", "00  \n"] {
        fs::write(folder.path().join(MANIFEST_NAME), bad).unwrap();
        assert!(
            matches!(
                verify_manifest(folder.path()),
                Err(BackupError::Manifest { .. })
            ),
            "{bad}"
        );
    }
}
