//! The shelf in an SQLite file of its own, apart from the log's.
//!
//! Everything sealed, data keys and values alike, stands in one table that is only appended to and afterwards
//! only overwritten in place with as many bytes. SQLite then never moves a row to another page, so an
//! overwritten key or value leaves no copy behind; deleting rows would let pages merge and strand copies of
//! their neighbours. What was erased keeps its length in the file, as zeros. Where things stand is in two
//! tables that hold no secret.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::seal::{WRAPPED_KEY_BYTES, WrappedKey};
use super::shelf::{Files, Plate, SealedRecord, Shelf, Shelved};
use super::{Erasure, RecordKey, Table, VaultError, VaultRefusal};
use crate::database::{BodyError, Database, Kind, OpenError, WriteError, is_damage};

/// What tells a vault from other databases; also used to check a backup.
pub(crate) const KIND: Kind = Kind {
    name: "vault",
    application_id: 0x544c_5641, // "TLVA"
    format: 2,
    older: &[1],
    schema: "
        CREATE TABLE nameplate (
            only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE TABLE sealed (
            slot INTEGER PRIMARY KEY,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE record (
            id INTEGER PRIMARY KEY,
            key_slot INTEGER UNIQUE REFERENCES sealed (slot)
        ) STRICT;
        CREATE TABLE value (
            record INTEGER NOT NULL REFERENCES record (id),
            col INTEGER NOT NULL,
            slot INTEGER NOT NULL UNIQUE REFERENCES sealed (slot),
            PRIMARY KEY (record, col)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER sealed_keeps_its_length BEFORE UPDATE ON sealed
            WHEN length(old.bytes) <> length(new.bytes) OR old.slot <> new.slot
            BEGIN SELECT RAISE(ABORT, 'sealed bytes are overwritten in place'); END;
        CREATE TRIGGER sealed_stays BEFORE DELETE ON sealed
            BEGIN SELECT RAISE(ABORT, 'sealed bytes are overwritten in place'); END;",
};

/// Tables share one sequence of record ids, eight to a row; the numbers of [`Table`] stay below it.
const IDS_PER_ROW: i64 = 8;

/// The place of the former master key while the master key is changed: no record's, for no [`Table`] has the number 0.
/// Once taken it is kept, as zeros.
const FORMER_ID: i64 = 0;

/// What a value costs besides its bytes.
const VALUE_OVERHEAD_BYTES: u64 = 110;

/// A shelf in an SQLite file.
pub struct SqliteShelf {
    database: Database,
}

impl SqliteShelf {
    /// Makes a new, empty shelf of the register with this genesis digest; refuses where a file stands.
    pub fn create(path: &Path, register: &[u8; 32]) -> Result<Self, OpenError> {
        Database::create(path, &KIND, register).map(|database| Self { database })
    }

    /// Opens a shelf as its one writer; refuses while another holds it.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Database::open(path, &KIND).map(|database| Self { database })
    }

    /// Opens a shelf for reading, beside a running writer or without one.
    pub fn open_reader(path: &Path) -> Result<Self, OpenError> {
        Database::open_reader(path, &KIND).map(|database| Self { database })
    }

    /// The same, if it is of this release's format and the register with this genesis digest.
    pub fn of(self, path: &Path, register: &[u8; 32]) -> Result<Self, OpenError> {
        self.database.require_register(path, &KIND, register)?;
        Ok(self)
    }

    /// Brings a copy of an older shelf to this release's format; of the same format it stays as it is.
    pub(crate) fn raise(path: &Path, register: &[u8; 32]) -> Result<(), OpenError> {
        Database::raise(path, &KIND, register)
    }

    /// How many sealed cells, records and values there are, by counting.
    pub(crate) fn counts(&self) -> Result<[u64; 3], VaultError> {
        let sql = "SELECT (SELECT count(*) FROM sealed), (SELECT count(*) FROM record),
                (SELECT count(*) FROM value)";
        let connection = self.database.reading();
        connection
            .query_row(sql, [], |row| {
                let count = |column| row.get(column).map(i64::unsigned_abs);
                Ok([count(0)?, count(1)?, count(2)?])
            })
            .map_err(read_error)
    }

    /// The records from id `first` to id `last`, at most `limit`.
    fn between(
        &self,
        first: i64,
        last: i64,
        limit: usize,
        files: Files,
    ) -> Result<Vec<(RecordKey, Shelved)>, VaultError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let connection = self.database.reading();
        // One statement, so that a reader never sees the key of one moment with the values of another.
        let mut statement = connection
            .prepare(
                "SELECT chosen.id, chosen.key_slot, key.bytes, value.col, content.bytes
                 FROM (SELECT id, key_slot FROM record
                       WHERE id BETWEEN ?1 AND ?2 AND (?4 OR id % ?5 <> ?6)
                       ORDER BY id LIMIT ?3) AS chosen
                 LEFT JOIN sealed AS key ON key.slot = chosen.key_slot
                 LEFT JOIN value ON value.record = chosen.id
                 LEFT JOIN sealed AS content ON content.slot = value.slot
                 ORDER BY chosen.id, value.col",
            )
            .map_err(read_error)?;
        let with_files = files == Files::Included;
        let asked = params![
            first,
            last,
            limit,
            with_files,
            IDS_PER_ROW,
            Table::Part as i64
        ];
        let mut rows = statement.query(asked).map_err(read_error)?;
        let mut found: Vec<(RecordKey, Shelved)> = Vec::new();
        let mut bytes: u64 = 0;
        while let Some(row) = rows.next().map_err(read_error)? {
            let before = found.len();
            add_row(&mut found, row)?;
            if found.len() == before {
                continue;
            }
            if let Some((_, Shelved::Held(done))) = found.iter().rev().nth(1) {
                bytes += size_of_record(done);
            }
            if bytes >= super::SCAN_MAX_BYTES {
                // The record just begun is read by the next scan.
                found.pop();
                break;
            }
        }
        Ok(found)
    }

    fn write<T>(
        &mut self,
        bytes: u64,
        body: impl FnOnce(&Connection) -> Result<T, BodyError<VaultError>>,
    ) -> Result<T, VaultError> {
        let outcome = self.database.write(bytes, |transaction| body(transaction));
        outcome.map_err(|error| match error {
            WriteError::Refused(refusal) => refusal,
            WriteError::Unavailable(error) => VaultError::Unavailable(error.into()),
            WriteError::Unknown(why) => VaultError::Unknown(why.into()),
        })
    }
}

impl Shelf for SqliteShelf {
    fn plate(&self) -> Result<Option<Plate>, VaultError> {
        let sql = "SELECT nameplate.sealed,
                (SELECT bytes FROM sealed WHERE slot = (SELECT key_slot FROM record WHERE id = ?1))
             FROM nameplate";
        let read = |row: &Row<'_>| {
            let former: Option<WrappedKey> = row.get(1)?;
            Ok(Plate {
                sealed: row.get(0)?,
                former: former.filter(|former| former.iter().any(|byte| *byte != 0)),
            })
        };
        self.database
            .reading()
            .query_row(sql, [FORMER_ID], read)
            .optional()
            .map_err(read_error)
    }

    fn set_plate(&mut self, plate: &Plate) -> Result<(), VaultError> {
        self.write(2 * VALUE_OVERHEAD_BYTES, |connection| {
            connection.execute(
                "INSERT INTO nameplate (only_one, sealed) VALUES (1, ?1)
                 ON CONFLICT (only_one) DO UPDATE SET sealed = excluded.sealed",
                [&plate.sealed],
            )?;
            let former = plate.former.unwrap_or([0; WRAPPED_KEY_BYTES]);
            let overwritten = connection.execute(
                "UPDATE sealed SET bytes = ?2
                 WHERE slot = (SELECT key_slot FROM record WHERE id = ?1)",
                params![FORMER_ID, former],
            )?;
            if overwritten == 0 && plate.former.is_some() {
                let slot = connection
                    .prepare("INSERT INTO sealed (bytes) VALUES (?1)")?
                    .insert([former])?;
                connection.execute(
                    "INSERT INTO record (id, key_slot) VALUES (?1, ?2)",
                    [FORMER_ID, slot],
                )?;
            }
            Ok(())
        })
    }

    fn put(&mut self, records: &[SealedRecord]) -> Result<(), VaultError> {
        let bytes = records.iter().map(size_of_record).sum();
        self.write(bytes, |connection| {
            let mut known =
                connection.prepare_cached("SELECT key_slot FROM record WHERE id = ?1")?;
            let mut sealed = connection.prepare_cached("INSERT INTO sealed (bytes) VALUES (?1)")?;
            let mut record = connection.prepare_cached(
                "INSERT INTO record (id, key_slot) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING",
            )?;
            let mut value = connection
                .prepare_cached("INSERT INTO value (record, col, slot) VALUES (?1, ?2, ?3)")?;
            for each in records {
                let id = record_id(each.record);
                let added = record.execute([id, sealed.insert([&each.wrapped])?])?;
                if added == 0 {
                    // What was written of this round so far is taken back.
                    let key_slot: Option<i64> = known.query_row([id], |row| row.get(0))?;
                    return refuse(match key_slot {
                        None => VaultRefusal::Erased(each.record),
                        Some(_) => VaultRefusal::Held(each.record),
                    });
                }
                for (column, bytes) in &each.values {
                    value.execute(params![id, column, sealed.insert([bytes])?])?;
                }
            }
            Ok(())
        })
    }

    fn get(&self, record: RecordKey) -> Result<Shelved, VaultError> {
        let id = record_id(record);
        let found = self.between(id, id, 1, Files::Included)?.pop();
        Ok(found.map_or(Shelved::Absent, |(_, shelved)| shelved))
    }

    fn scan(
        &self,
        first: RecordKey,
        limit: usize,
        files: Files,
    ) -> Result<Vec<(RecordKey, Shelved)>, VaultError> {
        self.between(record_id(first), i64::MAX, limit, files)
    }

    fn keys(
        &self,
        first: RecordKey,
        limit: usize,
    ) -> Result<Vec<(RecordKey, WrappedKey)>, VaultError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self
            .database
            .reading()
            .prepare(
                "SELECT record.id, sealed.bytes FROM record
                 LEFT JOIN sealed ON sealed.slot = record.key_slot
                 WHERE record.id >= ?1 AND record.key_slot IS NOT NULL ORDER BY record.id LIMIT ?2",
            )
            .map_err(read_error)?;
        let mut rows = statement
            .query([record_id(first), limit])
            .map_err(read_error)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(read_error)? {
            let id: i64 = row.get(0).map_err(read_error)?;
            let record = record_of(id).ok_or_else(|| VaultError::Damaged {
                what: format!("record {id}"),
            })?;
            found.push((record, row.get(1).map_err(read_error)?));
        }
        Ok(found)
    }

    fn erase(&mut self, records: &[RecordKey]) -> Result<(), VaultError> {
        self.write(records.len() as u64 * VALUE_OVERHEAD_BYTES, |connection| {
            let mut mark = connection.prepare(
                "INSERT INTO record (id, key_slot) VALUES (?1, NULL)
                 ON CONFLICT (id) DO UPDATE SET key_slot = NULL",
            )?;
            let mut blank = connection.prepare(BLANK)?;
            let mut forget = connection.prepare("DELETE FROM value WHERE record = ?1")?;
            for each in records {
                let id = record_id(*each);
                blank.execute([id, id])?;
                forget.execute([id])?;
                mark.execute([id])?;
            }
            Ok(())
        })
    }

    fn sweep(&mut self) -> Result<Erasure, VaultError> {
        swept(self.database.empty_write_ahead_log())
    }

    fn try_sweep(&mut self) -> Result<Erasure, VaultError> {
        swept(self.database.empty_write_ahead_log_at_once())
    }

    fn discard_from(&mut self, row: u64) -> Result<u64, VaultError> {
        let first = record_id(RecordKey {
            row,
            table: Table::Disclosure,
        });
        let highest: Option<i64> = self
            .database
            .reading()
            .query_row("SELECT max(id) FROM record", [], |row| row.get(0))
            .map_err(read_error)?;
        if highest.is_none_or(|highest| highest < first) {
            return Ok(0);
        }
        self.write(0, |connection| {
            let held: i64 = connection.query_row(
                "SELECT count(key_slot) FROM record WHERE id >= ?1",
                [first],
                |row| row.get(0),
            )?;
            connection.execute(BLANK, [first, i64::MAX])?;
            connection.execute("DELETE FROM value WHERE record >= ?1", [first])?;
            connection.execute("DELETE FROM record WHERE id >= ?1", [first])?;
            Ok(held.unsigned_abs())
        })
    }

    fn rewrap(&mut self, wrapped: &[(RecordKey, WrappedKey)]) -> Result<(), VaultError> {
        self.write(wrapped.len() as u64 * VALUE_OVERHEAD_BYTES, |connection| {
            let mut key = connection.prepare(
                "UPDATE sealed SET bytes = ?2
                 WHERE slot = (SELECT key_slot FROM record WHERE id = ?1)",
            )?;
            for (record, new) in wrapped {
                key.execute(params![record_id(*record), new])?;
            }
            Ok(())
        })
    }
}

fn swept(emptied: Result<bool, WriteError<()>>) -> Result<Erasure, VaultError> {
    match emptied {
        Ok(true) => Ok(Erasure::Complete),
        Ok(false) | Err(WriteError::Refused(())) => Ok(Erasure::TracesRemain),
        Err(WriteError::Unavailable(error)) => Err(VaultError::Unavailable(error.into())),
        Err(WriteError::Unknown(why)) => Err(VaultError::Unknown(why.into())),
    }
}

/// Overwrites keys and values of the records from id ?1 to id ?2 with zeros, in place.
const BLANK: &str = "UPDATE sealed SET bytes = zeroblob(length(bytes)) WHERE slot IN (
        SELECT key_slot FROM record WHERE id BETWEEN ?1 AND ?2
        UNION ALL
        SELECT slot FROM value WHERE record BETWEEN ?1 AND ?2)";

/// Adds one value, or a record without any, to what was found so far.
fn add_row(found: &mut Vec<(RecordKey, Shelved)>, row: &Row<'_>) -> Result<(), VaultError> {
    let id: i64 = row.get(0).map_err(read_error)?;
    let record = record_of(id).ok_or_else(|| VaultError::Damaged {
        what: format!("record {id}"),
    })?;
    let key_slot: Option<i64> = row.get(1).map_err(read_error)?;
    if found.last().is_none_or(|(last, _)| *last != record) {
        let shelved = match key_slot {
            None => Shelved::Erased,
            Some(_) => {
                let wrapped = row.get(2).map_err(read_error)?;
                Shelved::Held(SealedRecord {
                    record,
                    wrapped,
                    values: Vec::new(),
                })
            }
        };
        found.push((record, shelved));
    }
    let column: Option<u32> = row.get(3).map_err(read_error)?;
    if let (Some((_, Shelved::Held(sealed))), Some(column)) = (found.last_mut(), column) {
        sealed
            .values
            .push((column, row.get(4).map_err(read_error)?));
    }
    Ok(())
}

fn refuse<T>(refusal: VaultRefusal) -> Result<T, BodyError<VaultError>> {
    Err(BodyError::Refused(refusal.into()))
}

fn size_of_record(record: &SealedRecord) -> u64 {
    let values = record.values.iter();
    values
        .map(|(_, sealed)| sealed.len() as u64 + VALUE_OVERHEAD_BYTES)
        .sum()
}

/// Rows are checked against [`super::ROW_MAX`] before; one beyond it has no place and is found absent.
fn record_id(record: RecordKey) -> i64 {
    match i64::try_from(record.row) {
        Ok(row) if record.row <= super::ROW_MAX => row * IDS_PER_ROW + record.table as i64,
        _ => i64::MAX,
    }
}

fn record_of(id: i64) -> Option<RecordKey> {
    let table = Table::ALL
        .into_iter()
        .find(|table| *table as i64 == id % IDS_PER_ROW)?;
    let row = u64::try_from(id / IDS_PER_ROW).ok()?;
    Some(RecordKey { row, table })
}

fn read_error(error: rusqlite::Error) -> VaultError {
    if is_damage(&error) {
        VaultError::Damaged {
            what: error.to_string(),
        }
    } else {
        VaultError::Unavailable(error.into())
    }
}

#[cfg(test)]
mod tests;
