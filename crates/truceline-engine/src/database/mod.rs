//! The one way an SQLite file is opened, written and written back.
//!
//! Log store and vault share it; it knows neither entries nor secrets. What it settles once (RELIABILITY, rules
//! 1, 2 and 9): a SQLite free of the WAL-reset fault, write-ahead log with `synchronous=FULL`, no memory
//! mapping, zeroed deletions, one writer under a lock, an application id and a format number, and what each
//! kind of failure means for the caller.
//!
//! Writing back (checkpointing the write-ahead log) is done here and not by SQLite's own hook, because that hook
//! swallows a failed fsync: here it stops the database.

mod at_once;
mod medium;
mod plate;

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use self::medium::{connect_to_what_lies, is_for_want_of_writing};
use self::plate::{PLATE, name_register};
use crate::disk;
use crate::lock::{ExclusiveLock, LockError};

/// The first SQLite without the WAL-reset fault, which corrupts a database under two connections: 3.51.3.
pub const OLDEST_SQLITE: i32 = 3_051_003;

/// How long a statement waits for another connection's short lock. Readers never block the writer in WAL mode;
/// what remains is recovery after a crash and the end of a write-back.
const BUSY_WAIT: Duration = Duration::from_millis(1_000);

/// Bytes appended before they are written back into the main file: small enough for a quick restart, large
/// enough that most commits cost one fsync.
const WRITE_BACK_BYTES: u64 = 4 << 20;

/// What a transaction writes besides its content: the write-ahead log takes whole pages, some from each table.
const TRANSACTION_OVERHEAD_BYTES: u64 = 24 << 10;

/// The write-ahead log file is cut to this after a write-back, so that one large batch does not keep its room.
const WRITE_AHEAD_KEPT_BYTES: u64 = 16 << 20;

/// Why a database could not be opened or created.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The linked SQLite can corrupt data.
    #[error(
        "SQLite {found} is linked but {needed} or later is needed (earlier ones can corrupt a write-ahead log); rebuild with the bundled SQLite"
    )]
    SqliteTooOld {
        /// The version found.
        found: String,
        /// The oldest version allowed.
        needed: String,
    },
    /// There is no such file.
    #[error("{}: not found; restore it from a backup, or create a register first", path.display())]
    Missing {
        /// The file looked for.
        path: PathBuf,
    },
    /// A new file was to be made where one stands.
    #[error("{}: exists already and is left as it is", path.display())]
    Exists {
        /// The file found.
        path: PathBuf,
    },
    /// The file is another program's, or of another kind.
    #[error("{}: is not a {wanted} of this program; if it was one, it is damaged: put a backup back (docs/operating/backup.md)", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The kind that was wanted.
        wanted: &'static str,
    },
    /// The file was made by another release.
    #[error("{}: has format {found}, this release writes {known}; {}", path.display(), if found < known { "the folder that it was made in is upgraded as a whole, with `truceline upgrade`" } else { "use the release that wrote it" })]
    Format {
        /// The file.
        path: PathBuf,
        /// The format found.
        found: i32,
        /// The format this release reads and writes.
        known: i32,
    },
    /// It says itself that it is another register's.
    #[error("{}: is the {name} of another register (genesis {found}; wanted {wanted}): a file was put back into the wrong folder; put back this register's own", path.display())]
    AnotherRegister {
        /// The file.
        path: PathBuf,
        /// The kind of database.
        name: &'static str,
        /// The genesis digest that it names.
        found: String,
        /// The one that was wanted.
        wanted: String,
    },
    /// Its content is not what was written.
    #[error("{}: is damaged ({what}); stop writing, keep a copy of the folder, run `truceline fsck`, and put a backup back (docs/operating/backup.md)", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        what: String,
    },
    /// It lies where nothing can be written, and its write-ahead log is not written back.
    #[error("{}: lies where nothing can be written, and what was recorded last is still in its write-ahead log; copy the whole folder to a disk that can be written to, and read it there", path.display())]
    Pending {
        /// The file.
        path: PathBuf,
    },
    /// Another writer holds it.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite refused.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

/// Which database: what tells it from any other file, and its tables.
pub(crate) struct Kind {
    /// For a person: `log` or `vault`.
    pub(crate) name: &'static str,
    /// SQLite's `application_id`.
    pub(crate) application_id: i32,
    /// SQLite's `user_version`, the number of the table layout.
    pub(crate) format: i32,
    /// Earlier layouts that are still read, though never written.
    pub(crate) older: &'static [i32],
    /// The tables, beside [`PLATE`].
    pub(crate) schema: &'static str,
}

/// Why a transaction did not happen, by what the caller does next.
#[derive(Debug)]
pub(crate) enum WriteError<R> {
    /// The body refused; nothing was written.
    Refused(R),
    /// Nothing was written; it may work later.
    Unavailable(rusqlite::Error),
    /// Whether it was written is unknown, here or in an earlier call. Stop.
    Unknown(String),
}

/// Why the body of a transaction gave up.
#[derive(Debug)]
pub(crate) enum BodyError<R> {
    /// For a reason of its own.
    Refused(R),
    /// SQLite failed.
    Sqlite(rusqlite::Error),
}

impl<R> From<rusqlite::Error> for BodyError<R> {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// An open database: the one writer, or one of many readers.
pub(crate) struct Database {
    connection: Connection,
    access: Access,
    bytes_to_write_back: u64,
    stopped: Option<String>,
}

enum Access {
    Writer { _lock: ExclusiveLock },
    Reader,
}

/// Refuses a SQLite that is too old. `found` is SQLite's own number, 3.51.3 being 3051003.
pub(crate) fn check_sqlite_version(found: i32) -> Result<(), OpenError> {
    if found >= OLDEST_SQLITE {
        return Ok(());
    }
    Err(OpenError::SqliteTooOld {
        found: dotted(found),
        needed: dotted(OLDEST_SQLITE),
    })
}

fn dotted(version: i32) -> String {
    format!(
        "{}.{}.{}",
        version / 1_000_000,
        version / 1_000 % 1_000,
        version % 1_000
    )
}

impl Database {
    /// Makes a new database under a temporary name, renames it when it is whole, and opens it for writing.
    /// A file under `path` is therefore never half made.
    pub(crate) fn create(path: &Path, kind: &Kind, register: &[u8; 32]) -> Result<Self, OpenError> {
        check_sqlite_version(rusqlite::version_number())?;
        let lock = ExclusiveLock::try_take(&disk::with_suffix(path, ".lock"))?;
        if path.exists() {
            return Err(OpenError::Exists {
                path: path.to_owned(),
            });
        }
        let unfinished = disk::with_suffix(path, ".new");
        remove_database(&unfinished).map_err(|source| io_error(path, source))?;
        disk::write_new(&unfinished, b"").map_err(|source| io_error(path, source))?;
        build(&unfinished, kind, register).map_err(|source| sqlite_error(path, source))?;
        fs::File::open(&unfinished)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&unfinished, path))
            .and_then(|()| disk::sync_folder(disk::parent(path)))
            .map_err(|source| io_error(path, source))?;
        Self::open_locked(path, kind, lock)
    }

    /// Opens an existing database as its one writer.
    pub(crate) fn open(path: &Path, kind: &Kind) -> Result<Self, OpenError> {
        check_sqlite_version(rusqlite::version_number())?;
        if !path.exists() {
            return Err(OpenError::Missing {
                path: path.to_owned(),
            });
        }
        let lock = ExclusiveLock::try_take(&disk::with_suffix(path, ".lock"))?;
        Self::open_locked(path, kind, lock)
    }

    fn open_locked(path: &Path, kind: &Kind, lock: ExclusiveLock) -> Result<Self, OpenError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = connect(path, flags, kind, &[])?;
        set_up_writer(&connection).map_err(|source| sqlite_error(path, source))?;
        Ok(Self {
            connection,
            access: Access::Writer { _lock: lock },
            bytes_to_write_back: 0,
            stopped: None,
        })
    }

    /// Opens an existing database for reading, beside a running writer or without one. From a medium that
    /// nobody can write to it is read as it lies there, if its write-ahead log has been written back.
    pub(crate) fn open_reader(path: &Path, kind: &Kind) -> Result<Self, OpenError> {
        check_sqlite_version(rusqlite::version_number())?;
        if !path.exists() {
            return Err(OpenError::Missing {
                path: path.to_owned(),
            });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = match connect(path, flags, kind, kind.older) {
            Err(OpenError::Sqlite { source, .. }) if is_for_want_of_writing(&source) => {
                connect_to_what_lies(path, flags, kind)?
            }
            other => other?,
        };
        Ok(Self {
            connection,
            access: Access::Reader,
            bytes_to_write_back: 0,
            stopped: None,
        })
    }

    /// The connection, for reading.
    pub(crate) fn reading(&self) -> &Connection {
        &self.connection
    }

    /// Runs one transaction and returns when it is durable. `bytes` is about how much it writes.
    pub(crate) fn write<T, R>(
        &mut self,
        bytes: u64,
        body: impl FnOnce(&Transaction<'_>) -> Result<T, BodyError<R>>,
    ) -> Result<T, WriteError<R>> {
        if let Some(why) = &self.stopped {
            return Err(WriteError::Unknown(why.clone()));
        }
        if let Access::Reader = self.access {
            return Err(WriteError::Unavailable(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY),
                Some("opened for reading only".to_owned()),
            )));
        }
        match transact(&mut self.connection, body) {
            Ok(done) => {
                self.bytes_to_write_back += bytes + TRANSACTION_OVERHEAD_BYTES;
                if self.bytes_to_write_back >= WRITE_BACK_BYTES {
                    self.write_back_some();
                }
                Ok(done)
            }
            Err(WriteError::Unknown(why)) => {
                self.stopped = Some(why.clone());
                Err(WriteError::Unknown(why))
            }
            Err(other) => Err(other),
        }
    }

    /// Moves what it can from the write-ahead log into the main file. What was committed is durable already, so
    /// a failure here fails nobody's write; but a failed fsync stops all later ones.
    fn write_back_some(&mut self) {
        match write_back(&self.connection, "PASSIVE") {
            Ok(_) => self.bytes_to_write_back = 0,
            Err(error) if is_certain(&error) => {}
            Err(error) => {
                self.stopped = Some(format!("writing back the write-ahead log failed: {error}"));
            }
        }
    }

    /// Empties the write-ahead log file, so that no earlier state of a page outlives the page. `false` when a
    /// reader still holds an earlier state: call again later.
    pub(crate) fn empty_write_ahead_log(&mut self) -> Result<bool, WriteError<()>> {
        if let Some(why) = &self.stopped {
            return Err(WriteError::Unknown(why.clone()));
        }
        match write_back(&self.connection, "TRUNCATE") {
            Ok(whole) => {
                self.bytes_to_write_back = 0;
                Ok(whole)
            }
            Err(error) if is_certain(&error) => Ok(false),
            Err(error) => {
                let why = format!("writing back the write-ahead log failed: {error}");
                self.stopped = Some(why.clone());
                Err(WriteError::Unknown(why))
            }
        }
    }
}

fn transact<T, R>(
    connection: &mut Connection,
    body: impl FnOnce(&Transaction<'_>) -> Result<T, BodyError<R>>,
) -> Result<T, WriteError<R>> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(judge)?;
    let attempt = match body(&transaction) {
        Ok(done) => transaction.commit().map(|()| done).map_err(judge_commit),
        Err(reason) => take_back(transaction).and(Err(match reason {
            BodyError::Refused(refusal) => WriteError::Refused(refusal),
            BodyError::Sqlite(error) => judge(error),
        })),
    };
    if attempt.is_err() && !connection.is_autocommit() {
        return Err(WriteError::Unknown(
            "a failed transaction could not be taken back".to_owned(),
        ));
    }
    attempt
}

/// Rolls back, unless SQLite has done so itself, as it does when the disk is full.
fn take_back<R>(transaction: Transaction<'_>) -> Result<(), WriteError<R>> {
    if transaction.is_autocommit() {
        return Ok(());
    }
    transaction
        .rollback()
        .map_err(|error| WriteError::Unknown(format!("taking back a transaction failed: {error}")))
}

fn judge<R>(error: rusqlite::Error) -> WriteError<R> {
    if is_certain(&error) {
        WriteError::Unavailable(error)
    } else {
        WriteError::Unknown(error.to_string())
    }
}

/// As [`judge`], of a commit. In WAL mode the index of the log is brought up to date after the last frame is written
/// and synced: a commit that fails there, for want of memory or of a file that can be opened, may be durable, and
/// whoever opens the database next takes it in.
fn judge_commit<R>(error: rusqlite::Error) -> WriteError<R> {
    let may_be_durable = matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::OutOfMemory | ErrorCode::CannotOpen)
    );
    if may_be_durable {
        WriteError::Unknown(error.to_string())
    } else {
        judge(error)
    }
}

/// Whether SQLite failed in a way after which nothing was written for certain. In WAL mode a commit is its last
/// frame, whole and under its checksum: one that could not be written (full disk, quota) is no commit, and the
/// next transaction overwrites its place. A lock not had is a write not begun. A failed fsync, and every other
/// I/O error, leaves it open.
fn is_certain(error: &rusqlite::Error) -> bool {
    if let rusqlite::Error::SqliteFailure(failure, _) = error
        && failure.extended_code == rusqlite::ffi::SQLITE_IOERR_WRITE
    {
        return true;
    }
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DiskFull
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::ReadOnly
                | ErrorCode::OutOfMemory
                | ErrorCode::PermissionDenied
                | ErrorCode::CannotOpen
                | ErrorCode::TooBig
        )
    )
}

/// Whether a full disk, or a used up share of it, is behind an error.
pub(crate) fn is_no_space(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let full = error
            .downcast_ref::<rusqlite::Error>()
            .is_some_and(|error| error.sqlite_error_code() == Some(ErrorCode::DiskFull))
            || error.downcast_ref().is_some_and(disk::is_no_space);
        if full {
            return true;
        }
        next = error.source();
    }
    false
}

/// Whether a failed read means damaged data, rather than a hindrance that may pass.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    match error.sqlite_error_code() {
        Some(code) => matches!(code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase),
        None => true,
    }
}

fn write_back(connection: &Connection, mode: &str) -> rusqlite::Result<bool> {
    connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| {
        Ok(row.get::<_, i64>(0)? == 0)
    })
}

/// Opens a database of this kind in its format, or in one of `older`.
fn connect(
    path: &Path,
    flags: OpenFlags,
    kind: &Kind,
    older: &[i32],
) -> Result<Connection, OpenError> {
    connect_as(path, path, flags, kind, older)
}

/// Opens the database at `path` under the name that SQLite is given for it.
fn connect_as(
    path: &Path,
    name: &Path,
    flags: OpenFlags,
    kind: &Kind,
    older: &[i32],
) -> Result<Connection, OpenError> {
    let failed = |source| sqlite_error(path, source);
    let connection = Connection::open_with_flags(name, flags).map_err(failed)?;
    set_up_both(&connection).map_err(failed)?;
    let number = |name: &str| -> Result<i32, OpenError> {
        match connection.pragma_query_value(None, name, |row| row.get(0)) {
            Ok(number) => Ok(number),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
                Err(OpenError::Foreign {
                    path: path.to_owned(),
                    wanted: kind.name,
                })
            }
            Err(error) => Err(sqlite_error(path, error)),
        }
    };
    if number("application_id")? != kind.application_id {
        return Err(OpenError::Foreign {
            path: path.to_owned(),
            wanted: kind.name,
        });
    }
    let found = number("user_version")?;
    if found != kind.format && !older.contains(&found) {
        return Err(OpenError::Format {
            path: path.to_owned(),
            found,
            known: kind.format,
        });
    }
    Ok(connection)
}

fn set_up_both(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_WAIT)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.execute_batch(
        "PRAGMA mmap_size = 0;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = ON;",
    )
}

fn set_up_writer(connection: &Connection) -> rusqlite::Result<()> {
    let journal: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if journal != "wal" {
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CANTOPEN),
            Some(format!(
                "this file system allows no write-ahead log (got {journal})"
            )),
        ));
    }
    connection.execute_batch(&format!(
        "PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA secure_delete = ON;
         PRAGMA wal_autocheckpoint = 0;
         PRAGMA journal_size_limit = {WRITE_AHEAD_KEPT_BYTES};"
    ))
}

fn build(path: &Path, kind: &Kind, register: &[u8; 32]) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    set_up_both(&connection)?;
    set_up_writer(&connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(&format!(
        "PRAGMA application_id = {};
         PRAGMA user_version = {};
         {}
         {PLATE}",
        kind.application_id, kind.format, kind.schema
    ))?;
    name_register(&transaction, register)?;
    transaction.commit()?;
    write_back(&connection, "TRUNCATE")?;
    connection.close().map_err(|(_, error)| error)
}

fn remove_database(path: &Path) -> io::Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        match fs::remove_file(disk::with_suffix(path, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn io_error(path: &Path, source: io::Error) -> OpenError {
    OpenError::Io {
        path: path.to_owned(),
        source,
    }
}

fn sqlite_error(path: &Path, source: rusqlite::Error) -> OpenError {
    if source.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) {
        return OpenError::Damaged {
            path: path.to_owned(),
            what: source.to_string(),
        };
    }
    OpenError::Sqlite {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests;
