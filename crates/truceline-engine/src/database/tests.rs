#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

const KIND: Kind = Kind {
    name: "test database",
    application_id: 0x5445_5354,
    format: 7,
    older: &[],
    schema: "CREATE TABLE thing (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;",
};

fn put(database: &mut Database, body: &[u8]) -> Result<(), WriteError<&'static str>> {
    database.write(body.len() as u64, |tx| {
        tx.execute("INSERT INTO thing (body) VALUES (?1)", [body])?;
        Ok(())
    })
}

fn count(database: &Database) -> i64 {
    database
        .reading()
        .query_row("SELECT count(*) FROM thing", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn the_version_gate_knows_the_first_mended_release() {
    for old in [3_007_000, 3_046_000, 3_050_004, 3_051_002] {
        let error = check_sqlite_version(old).unwrap_err();
        assert!(matches!(error, OpenError::SqliteTooOld { .. }), "{old}");
    }
    for good in [3_051_003, 3_052_001, 3_054_001, 4_000_000] {
        assert!(check_sqlite_version(good).is_ok(), "{good}");
    }
    let said = check_sqlite_version(3_051_002).unwrap_err().to_string();
    assert!(said.contains("3.51.2") && said.contains("3.51.3"), "{said}");
    assert!(
        rusqlite::version_number() >= OLDEST_SQLITE,
        "the bundled one passes"
    );
}

#[test]
fn the_settings_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.db");
    let database = Database::create(&path, &KIND, &[7; 32]).unwrap();
    for (name, wanted) in [
        ("synchronous", 2),
        ("mmap_size", 0),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("wal_autocheckpoint", 0),
        ("application_id", 0x5445_5354),
        ("user_version", 7),
    ] {
        let found: i64 = database
            .reading()
            .pragma_query_value(None, name, |row| row.get(0))
            // Some builds answer nothing for a mapping size of zero: nothing is mapped.
            .unwrap_or(0);
        assert_eq!(found, wanted, "{name}");
    }
    let journal: String = database
        .reading()
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(journal, "wal");
    use std::os::unix::fs::PermissionsExt;
    for name in ["t.db", "t.db.lock"] {
        let mode = fs::metadata(folder.path().join(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn what_is_not_ours_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.db");
    assert!(matches!(
        Database::open(&path, &KIND),
        Err(OpenError::Missing { .. })
    ));
    assert!(matches!(
        Database::open_reader(&path, &KIND),
        Err(OpenError::Missing { .. })
    ));
    drop(Database::create(&path, &KIND, &[7; 32]).unwrap());
    assert!(matches!(
        Database::create(&path, &KIND, &[7; 32]),
        Err(OpenError::Exists { .. })
    ));
    let other = Kind {
        application_id: 1,
        ..KIND
    };
    assert!(matches!(
        Database::open(&path, &other),
        Err(OpenError::Foreign { .. })
    ));
    let later = Kind { format: 6, ..KIND };
    assert!(matches!(
        Database::open_reader(&path, &later),
        Err(OpenError::Format {
            found: 7,
            known: 6,
            ..
        })
    ));
    let text = folder.path().join("text.db");
    fs::write(
        &text,
        "not a database at all, but long enough to be looked at as one".repeat(20),
    )
    .unwrap();
    assert!(matches!(
        Database::open(&text, &KIND),
        Err(OpenError::Foreign { .. })
    ));
    let empty = folder.path().join("empty.db");
    fs::write(&empty, "").unwrap();
    assert!(matches!(
        Database::open(&empty, &KIND),
        Err(OpenError::Foreign { .. })
    ));
}

#[test]
fn one_writer_many_readers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.db");
    let mut writer = Database::create(&path, &KIND, &[7; 32]).unwrap();
    assert!(matches!(
        Database::open(&path, &KIND),
        Err(OpenError::Lock(LockError::Held { .. }))
    ));
    let mut reader = Database::open_reader(&path, &KIND).unwrap();
    assert_eq!(count(&reader), 0);
    put(&mut writer, b"x").unwrap();
    assert_eq!(count(&reader), 1);
    assert!(matches!(
        put(&mut reader, b"y"),
        Err(WriteError::Unavailable(_))
    ));
    drop(writer);
    drop(reader);
    let without_writer = Database::open_reader(&path, &KIND).unwrap();
    assert_eq!(count(&without_writer), 1);
    drop(without_writer);
    drop(Database::open(&path, &KIND).unwrap());
}

#[test]
fn a_refused_body_leaves_nothing_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut database = Database::create(&folder.path().join("t.db"), &KIND, &[7; 32]).unwrap();
    let refused: Result<(), WriteError<&str>> = database.write(0, |tx| {
        tx.execute("INSERT INTO thing (body) VALUES (x'00')", [])?;
        Err(BodyError::Refused("no"))
    });
    assert!(matches!(refused, Err(WriteError::Refused("no"))));
    assert_eq!(count(&database), 0);
    put(&mut database, b"x").unwrap();
    assert_eq!(count(&database), 1);
}

#[test]
fn a_full_disk_is_a_refusal_and_the_next_write_works() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.db");
    let mut database = Database::create(&path, &KIND, &[7; 32]).unwrap();
    database
        .connection
        .pragma_update(None, "max_page_count", 20)
        .unwrap();
    let big = vec![7_u8; 200_000];
    assert!(matches!(
        put(&mut database, &big),
        Err(WriteError::Unavailable(_))
    ));
    put(&mut database, b"small").unwrap();
    assert_eq!(count(&database), 1);
    drop(database);
    assert_eq!(count(&Database::open(&path, &KIND).unwrap()), 1);
}

#[test]
fn the_write_ahead_log_is_written_back_and_emptied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.db");
    let wal = disk::with_suffix(&path, "-wal");
    let mut database = Database::create(&path, &KIND, &[7; 32]).unwrap();
    let body = vec![1_u8; 1 << 20];
    for _ in 0..6 {
        put(&mut database, &body).unwrap();
    }
    assert!(
        fs::metadata(&path).unwrap().len() > 4 << 20,
        "written back along the way"
    );
    assert!(database.empty_write_ahead_log().unwrap());
    assert_eq!(fs::metadata(&wal).unwrap().len(), 0);
    let reader = Database::open_reader(&path, &KIND).unwrap();
    reader.reading().execute_batch("BEGIN").unwrap();
    assert_eq!(count(&reader), 6);
    put(&mut database, b"x").unwrap();
    assert!(
        !database.empty_write_ahead_log().unwrap(),
        "a reader holds the state before"
    );
    reader.reading().execute_batch("COMMIT").unwrap();
    assert!(database.empty_write_ahead_log().unwrap());
}

#[test]
fn an_unfinished_creation_is_begun_afresh() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.db");
    fs::write(disk::with_suffix(&path, ".new"), b"half").unwrap();
    fs::write(disk::with_suffix(&path, ".new-wal"), b"half").unwrap();
    let mut database = Database::create(&path, &KIND, &[7; 32]).unwrap();
    put(&mut database, b"x").unwrap();
    assert_eq!(count(&database), 1);
}

#[test]
fn what_nobody_can_write_to_is_read_as_it_lies_unless_something_waits_beside_it() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("a 100% odd?name#.db");
    let writer = Database::create(&path, &crate::store::sqlite::KIND, &[7; 32]).unwrap();
    drop(writer);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let kind = &crate::store::sqlite::KIND;
    let read = connect_to_what_lies(&path, flags, kind).unwrap();
    let leaves: i64 = read
        .query_row("SELECT count(*) FROM leaf", [], |row| row.get(0))
        .unwrap();
    assert_eq!(leaves, 0);
    std::fs::write(disk::with_suffix(&path, "-wal"), b"something").unwrap();
    let waits = connect_to_what_lies(&path, flags, kind);
    assert!(matches!(waits, Err(OpenError::Pending { .. })));
}

#[test]
fn a_full_disk_is_told_from_other_errors_wherever_it_stands_in_the_chain() {
    let of = |code| {
        let failure = rusqlite::ffi::Error::new(code);
        crate::store::AppendError::Unavailable(rusqlite::Error::SqliteFailure(failure, None).into())
    };
    assert!(is_no_space(&of(rusqlite::ffi::SQLITE_FULL)));
    assert!(!is_no_space(&of(rusqlite::ffi::SQLITE_BUSY)));
    let full = io::Error::from(io::ErrorKind::StorageFull);
    assert!(is_no_space(&io_error(Path::new("x"), full)));
}

#[test]
fn a_commit_that_may_be_durable_is_not_called_failed() {
    use rusqlite::ffi;
    let failed = |code| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
    let is_unknown = |error: WriteError<()>| matches!(error, WriteError::Unknown(_));
    for code in [ffi::SQLITE_NOMEM, ffi::SQLITE_CANTOPEN] {
        assert!(is_unknown(judge_commit(failed(code))), "{code}");
        assert!(
            !is_unknown(judge(failed(code))),
            "{code}: before the commit"
        );
    }
    for code in [ffi::SQLITE_FULL, ffi::SQLITE_BUSY, ffi::SQLITE_IOERR_WRITE] {
        assert!(!is_unknown(judge_commit(failed(code))), "{code}");
    }
    assert!(is_unknown(judge_commit(failed(ffi::SQLITE_IOERR_FSYNC))));
}
