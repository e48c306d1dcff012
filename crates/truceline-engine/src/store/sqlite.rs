//! The log in an SQLite file: the default of a register on one machine.
//!
//! Not a relational model of anything: three tables that only grow. Leaf hashes stand apart from the bodies, so
//! that computing the root at start reads some forty bytes an entry.

use std::path::Path;

use rusqlite::{Connection, Row, params};

use super::{
    AppendError, Entry, READ_MAX_BYTES, READ_MAX_ENTRIES, ReadError, Store, StoredCheckpoint,
    check_batch,
};
use crate::database::{BodyError, Database, Kind, OpenError, WriteError, is_damage};

/// What tells a log from other databases; also used to check a backup.
pub(crate) const KIND: Kind = Kind {
    name: "log",
    application_id: 0x544c_4c47, // "TLLG"
    format: 2,
    older: &[1],
    schema: "
        CREATE TABLE leaf (
            idx INTEGER PRIMARY KEY,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE TABLE entry (
            idx INTEGER PRIMARY KEY REFERENCES leaf (idx),
            opening BLOB NOT NULL CHECK (length(opening) = 32),
            envelope BLOB NOT NULL
        ) STRICT;
        CREATE TABLE checkpoint (
            size INTEGER PRIMARY KEY,
            signed BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER leaf_stays BEFORE UPDATE ON leaf
            BEGIN SELECT RAISE(ABORT, 'a log only grows'); END;
        CREATE TRIGGER leaf_is_kept BEFORE DELETE ON leaf
            BEGIN SELECT RAISE(ABORT, 'a log only grows'); END;
        CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
            BEGIN SELECT RAISE(ABORT, 'a log only grows'); END;
        CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
            BEGIN SELECT RAISE(ABORT, 'a log only grows'); END;
        CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint
            BEGIN SELECT RAISE(ABORT, 'a log only grows'); END;
        CREATE TRIGGER checkpoint_is_kept BEFORE DELETE ON checkpoint
            BEGIN SELECT RAISE(ABORT, 'a log only grows'); END;",
};

/// What an entry costs besides its envelope: opening, hash, cells.
const ENTRY_OVERHEAD_BYTES: u64 = 120;

/// A log in an SQLite file.
pub struct SqliteStore {
    database: Database,
}

impl SqliteStore {
    /// Makes a new, empty log of the register with this genesis digest; refuses where a file stands.
    pub fn create(path: &Path, register: &[u8; 32]) -> Result<Self, OpenError> {
        Database::create(path, &KIND, register).map(|database| Self { database })
    }

    /// Opens a log as its one writer; refuses while another holds it.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Database::open(path, &KIND).map(|database| Self { database })
    }

    /// Opens a log for reading, beside a running writer or without one. Its `append` is always `Unavailable`.
    pub fn open_reader(path: &Path) -> Result<Self, OpenError> {
        Database::open_reader(path, &KIND).map(|database| Self { database })
    }

    /// The same, if it is of this release's format and the register with this genesis digest.
    pub fn of(self, path: &Path, register: &[u8; 32]) -> Result<Self, OpenError> {
        self.database.require_register(path, &KIND, register)?;
        Ok(self)
    }

    /// Brings a copy of an older log to this release's format; of the same format it stays as it is.
    pub(crate) fn raise(path: &Path, register: &[u8; 32]) -> Result<(), OpenError> {
        Database::raise(path, &KIND, register)
    }

    /// How many leaves, bodies and checkpoints there are, by counting.
    pub fn counts(&self) -> Result<[u64; 3], ReadError> {
        let sql = "SELECT (SELECT count(*) FROM leaf), (SELECT count(*) FROM entry),
                (SELECT count(*) FROM checkpoint)";
        let connection = self.database.reading();
        connection
            .query_row(sql, [], |row| {
                let count = |column| row.get(column).map(as_count);
                Ok([count(0)?, count(1)?, count(2)?])
            })
            .map_err(read_error)
    }

    /// Holds what is there now for every read that follows, while the writer goes on. For as long as one command
    /// reads: what the writer wrote since waits in its write-ahead log.
    pub fn hold(&self) -> Result<(), ReadError> {
        let connection = self.database.reading();
        connection.execute_batch("BEGIN").map_err(read_error)?;
        // The state is taken by the first read, not by the word.
        counted(connection).map(|_| ()).map_err(read_error)
    }

    fn rows<T>(
        &self,
        sql: &str,
        from: u64,
        limit: usize,
        mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<(T, bool)>,
    ) -> Result<Vec<T>, ReadError> {
        let (Ok(from), limit) = (i64::try_from(from), limit.min(READ_MAX_ENTRIES)) else {
            return Ok(Vec::new());
        };
        let mut statement = self.database.reading().prepare(sql).map_err(read_error)?;
        let mut rows = statement
            .query(params![from, limit as i64])
            .map_err(read_error)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(read_error)? {
            let (item, go_on) = take(row).map_err(read_error)?;
            found.push(item);
            if !go_on {
                break;
            }
        }
        Ok(found)
    }
}

impl Store for SqliteStore {
    fn append(
        &mut self,
        expected_size: u64,
        batch: &[Entry],
        checkpoint: &[u8],
    ) -> Result<(), AppendError> {
        check_batch(batch, checkpoint)?;
        let bytes = batch
            .iter()
            .map(|entry| entry.envelope.len() as u64 + ENTRY_OVERHEAD_BYTES)
            .sum();
        let outcome = self.database.write(bytes, |transaction| {
            let actual = size(transaction)?;
            if actual != expected_size {
                return Err(BodyError::Refused(actual));
            }
            insert(transaction, actual, batch, checkpoint)?;
            Ok(())
        });
        match outcome {
            Ok(()) => Ok(()),
            Err(WriteError::Refused(actual)) => Err(AppendError::Conflict {
                expected: expected_size,
                actual,
            }),
            Err(WriteError::Unavailable(error)) => self.certainly_not(expected_size, error),
            Err(WriteError::Unknown(why)) => Err(AppendError::Unknown(why.into())),
        }
    }

    fn read(&self, from: u64, limit: usize) -> Result<Vec<Entry>, ReadError> {
        let mut next = from;
        let mut bytes = 0;
        let sql = "SELECT leaf.idx, leaf.hash, entry.opening, entry.envelope
             FROM leaf LEFT JOIN entry ON entry.idx = leaf.idx
             WHERE leaf.idx >= ?1 ORDER BY leaf.idx LIMIT ?2";
        let mut gap = None;
        let found = self.rows(sql, from, limit, |row| {
            note_gap(&mut gap, &mut next, row)?;
            let entry = Entry {
                leaf_hash: row.get(1)?,
                opening: row.get(2)?,
                envelope: row.get(3)?,
            };
            bytes += entry.envelope.len();
            Ok((entry, bytes < READ_MAX_BYTES))
        })?;
        without_gap(gap, found)
    }

    fn leaf_hashes(&self, from: u64, limit: usize) -> Result<Vec<[u8; 32]>, ReadError> {
        let mut next = from;
        let mut gap = None;
        let sql = "SELECT idx, hash FROM leaf WHERE idx >= ?1 ORDER BY idx LIMIT ?2";
        let found = self.rows(sql, from, limit, |row| {
            note_gap(&mut gap, &mut next, row)?;
            Ok((row.get(1)?, true))
        })?;
        without_gap(gap, found)
    }

    fn latest(&self) -> Result<Option<StoredCheckpoint>, ReadError> {
        let sql =
            "SELECT size, signed FROM checkpoint WHERE size >= ?1 ORDER BY size DESC LIMIT ?2";
        let latest = self
            .rows(sql, 0, 1, |row| Ok((checkpoint(row)?, true)))?
            .pop();
        let counted = counted(self.database.reading()).map_err(read_error)?;
        // A writer may append between the two looks, never take away.
        let covered = latest.as_ref().map_or(0, |latest| latest.size);
        if counted < covered {
            return Err(ReadError::Damaged {
                what: format!("a checkpoint covers {covered} entries, {counted} are there"),
            });
        }
        Ok(latest)
    }

    fn history(&self, from_size: u64, limit: usize) -> Result<Vec<StoredCheckpoint>, ReadError> {
        let sql = "SELECT size, signed FROM checkpoint WHERE size >= ?1 ORDER BY size LIMIT ?2";
        self.rows(sql, from_size, limit, |row| Ok((checkpoint(row)?, true)))
    }
}

impl SqliteStore {
    /// "No error" is no proof, and neither is an error: before a caller may try again, look.
    fn certainly_not(&self, expected: u64, error: rusqlite::Error) -> Result<(), AppendError> {
        match size(self.database.reading()) {
            Ok(actual) if actual == expected => Err(AppendError::Unavailable(error.into())),
            Ok(actual) => Err(AppendError::Conflict { expected, actual }),
            Err(_) => Err(AppendError::Unavailable(error.into())),
        }
    }
}

fn insert(
    connection: &Connection,
    from: u64,
    batch: &[Entry],
    checkpoint: &[u8],
) -> rusqlite::Result<()> {
    let mut leaf = connection.prepare_cached("INSERT INTO leaf (idx, hash) VALUES (?1, ?2)")?;
    let mut entry = connection
        .prepare_cached("INSERT INTO entry (idx, opening, envelope) VALUES (?1, ?2, ?3)")?;
    let mut index = from;
    for each in batch {
        leaf.execute(params![as_integer(index)?, each.leaf_hash])?;
        entry.execute(params![as_integer(index)?, each.opening, each.envelope])?;
        index += 1;
    }
    let mut head =
        connection.prepare_cached("INSERT INTO checkpoint (size, signed) VALUES (?1, ?2)")?;
    head.execute(params![as_integer(index)?, checkpoint])?;
    Ok(())
}

/// How many entries the last checkpoint covers; the compare of compare-and-swap. A different number of leaves
/// makes the insertion fail on its primary key or shows at the next start.
fn size(connection: &Connection) -> rusqlite::Result<u64> {
    let mut highest = connection.prepare_cached("SELECT max(size) FROM checkpoint")?;
    let size: Option<i64> = highest.query_row([], |row| row.get(0))?;
    Ok(as_count(size.unwrap_or(0)))
}

/// How many entries there are by their highest index.
fn counted(connection: &Connection) -> rusqlite::Result<u64> {
    let highest: Option<i64> = connection.query_row(
        "SELECT min(a, b) FROM (SELECT
            (SELECT coalesce(max(idx), -1) FROM leaf) AS a,
            (SELECT coalesce(max(idx), -1) FROM entry) AS b)",
        [],
        |row| row.get(0),
    )?;
    Ok(as_count(highest.unwrap_or(-1) + 1))
}

fn checkpoint(row: &Row<'_>) -> rusqlite::Result<StoredCheckpoint> {
    Ok(StoredCheckpoint {
        size: as_count(row.get(0)?),
        signed: row.get(1)?,
    })
}

fn note_gap(gap: &mut Option<u64>, next: &mut u64, row: &Row<'_>) -> rusqlite::Result<()> {
    if as_count(row.get(0)?) != *next && gap.is_none() {
        *gap = Some(*next);
    }
    *next += 1;
    Ok(())
}

fn without_gap<T>(gap: Option<u64>, found: Vec<T>) -> Result<Vec<T>, ReadError> {
    match gap {
        None => Ok(found),
        Some(index) => Err(ReadError::Damaged {
            what: format!("entry {index} is missing"),
        }),
    }
}

/// SQLite counts in signed numbers; a log does not reach 2^63 entries.
fn as_integer(count: u64) -> rusqlite::Result<i64> {
    i64::try_from(count).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// Indexes and sizes are never negative; one that is shows as a gap.
fn as_count(integer: i64) -> u64 {
    u64::try_from(integer).unwrap_or(u64::MAX)
}

fn read_error(error: rusqlite::Error) -> ReadError {
    if is_damage(&error) {
        ReadError::Damaged {
            what: error.to_string(),
        }
    } else {
        ReadError::Unavailable(error.into())
    }
}

#[cfg(test)]
mod tests;
