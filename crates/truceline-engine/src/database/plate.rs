//! The plate: which register a database belongs to, and how one without it gets one.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use truceline_log::hash::Hash;

use super::{Database, Kind, OpenError, connect, io_error, sqlite_error};
use crate::disk;

/// What every database has since format 2: the genesis digest of the register that it belongs to.
pub(super) const PLATE: &str = "
        CREATE TABLE plate (
            only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
            register BLOB NOT NULL CHECK (length(register) = 32)
        ) STRICT;
        CREATE TRIGGER plate_stays BEFORE UPDATE ON plate
            BEGIN SELECT RAISE(ABORT, 'a database stays its register''s'); END;
        CREATE TRIGGER plate_is_kept BEFORE DELETE ON plate
            BEGIN SELECT RAISE(ABORT, 'a database stays its register''s'); END;";

impl Database {
    /// Refuses a database that names another register, or none.
    pub(crate) fn require_register(
        &self,
        path: &Path,
        kind: &Kind,
        wanted: &[u8; 32],
    ) -> Result<(), OpenError> {
        let failed = |source| sqlite_error(path, source);
        let format: i32 = self
            .connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(failed)?;
        if format != kind.format {
            return Err(OpenError::Format {
                path: path.to_owned(),
                found: format,
                known: kind.format,
            });
        }
        let found: [u8; 32] = self
            .connection
            .query_row("SELECT register FROM plate", [], |row| row.get(0))
            .map_err(failed)?;
        if found == *wanted {
            return Ok(());
        }
        Err(OpenError::AnotherRegister {
            path: path.to_owned(),
            name: kind.name,
            found: Hash(found).to_string(),
            wanted: Hash(*wanted).to_string(),
        })
    }

    /// Brings a copy of an older database, which nobody else knows of, to the layout of `kind`.
    pub(crate) fn raise(path: &Path, kind: &Kind, register: &[u8; 32]) -> Result<(), OpenError> {
        let failed = |source| sqlite_error(path, source);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = connect(path, flags, kind, kind.older)?;
        let found: i32 = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(failed)?;
        if found == kind.format {
            return Ok(());
        }
        connection
            .execute_batch("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;")
            .map_err(failed)?;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        transaction
            .execute_batch(&format!("PRAGMA user_version = {}; {PLATE}", kind.format))
            .and_then(|()| name_register(&transaction, register))
            .and_then(|()| transaction.commit())
            .map_err(failed)?;
        connection
            .close()
            .map_err(|(_, source)| sqlite_error(path, source))?;
        disk::sync_folder(disk::parent(path)).map_err(|source| io_error(path, source))
    }
}

/// Puts the plate on.
pub(super) fn name_register(connection: &Connection, register: &[u8; 32]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO plate (only_one, register) VALUES (1, ?1)";
    connection.execute(sql, [register]).map(|_| ())
}
