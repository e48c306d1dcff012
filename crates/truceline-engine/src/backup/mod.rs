//! Copies of log and vault while they are in use, and the digests to check them by.
//!
//! Two functions and two files, because the two have different lives: the log's copies are kept for as long as
//! there are any, the vault's only as long as its contents may be remembered. What was erased after a copy of
//! the vault was made is still in that copy.
//!
//! Copy the **log first and the vault after it**: the vault then has the content of every entry copied, and what
//! it has beyond is discarded at the first start. A copy is one file without companions, written under a
//! temporary name and renamed when it is whole. It is not encrypted anew: the log holds salted digests only, and
//! the vault's values stay sealed under a master key that belongs in no backup of them.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use crate::database::{Database, Kind, OpenError};
use crate::disk;
use crate::{store, vault};

/// Pages copied between two reports of progress: 4 MiB.
const STEP_PAGES: i32 = 1_024;

/// The name of the digest list in a folder of copies; `sha256sum -c` reads it too.
pub const MANIFEST_NAME: &str = "SHA256SUMS";
const MANIFEST_MAX_BYTES: u64 = 1 << 20;

/// Why a copy was not made or does not hold.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file stands where the copy was to go.
    #[error("{}: exists already; a backup never overwrites one", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The source, or the finished copy, could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The copy, read back, is not sound.
    #[error("{}: the copy is damaged ({what}); it was removed, run fsck on the original", path.display())]
    Damaged {
        /// The copy.
        path: PathBuf,
        /// What the check said.
        what: String,
    },
    /// A file is not the one the digest list names.
    #[error("{}: is not as it was when it was copied; use another backup", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The digest list itself cannot be read.
    #[error("{}: line {line}: not `<digest>  <name>`", path.display())]
    Manifest {
        /// The list.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// Copying failed.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The copy.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// How far a copy has come, in pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Copied.
    pub done: u32,
    /// All.
    pub all: u32,
}

/// Copies the log as it stands now, beside a running writer.
pub fn copy_log(
    from: &Path,
    to: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), BackupError> {
    copy(from, to, &store::sqlite::KIND, progress)
}

/// Copies the vault as it stands now, beside a running writer. Mind how long the copy may be kept.
pub fn copy_vault(
    from: &Path,
    to: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), BackupError> {
    copy(from, to, &vault::sqlite::KIND, progress)
}

fn copy(
    from: &Path,
    to: &Path,
    kind: &Kind,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), BackupError> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(BackupError::Exists {
            path: to.to_owned(),
        });
    }
    let source = Database::open_reader(from, kind)?;
    let unfinished = disk::with_suffix(to, ".part");
    let io = |source| BackupError::Io {
        path: to.to_owned(),
        source,
    };
    remove_if_there(&unfinished).map_err(io)?;
    disk::write_new(&unfinished, b"").map_err(io)?;
    let copied = copy_pages(&source, &unfinished, progress)
        .map_err(|source| BackupError::Sqlite {
            path: to.to_owned(),
            source,
        })
        .and_then(|()| check(&unfinished, to, kind))
        .and_then(|()| {
            File::open(&unfinished)
                .and_then(|file| file.sync_all())
                .map_err(io)?;
            fs::rename(&unfinished, to).map_err(io)?;
            disk::sync_folder(disk::parent(to)).map_err(io)
        });
    if copied.is_err() {
        // The first error is the one to tell.
        let _ = remove_if_there(&unfinished);
    }
    copied
}

/// All pages of one moment: the transaction holds the source's state while the writer goes on.
fn copy_pages(
    source: &Database,
    to: &Path,
    progress: &mut dyn FnMut(Progress),
) -> rusqlite::Result<()> {
    let source = source.reading();
    source.execute_batch("BEGIN")?;
    let _: i64 = source.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut target = Connection::open_with_flags(to, flags)?;
    target.execute_batch("PRAGMA synchronous = FULL")?;
    {
        let backup = Backup::new(source, &mut target)?;
        loop {
            let step = backup.step(STEP_PAGES)?;
            let so_far = backup.progress();
            let all = u32::try_from(so_far.pagecount).unwrap_or(0);
            let left = u32::try_from(so_far.remaining).unwrap_or(0);
            progress(Progress {
                done: all.saturating_sub(left),
                all,
            });
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                // Nobody else knows the temporary name, and the source's state is held.
                _ => return Err(busy()),
            }
        }
    }
    // One file without companions, whatever the source's journal is.
    let _: String =
        target.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
    target.close().map_err(|(_, error)| error)
}

fn busy() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(
        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
        Some("another process holds the copy's file".to_owned()),
    )
}

fn check(copy: &Path, to: &Path, kind: &Kind) -> Result<(), BackupError> {
    let found = Database::open_reader(copy, kind)?;
    let said: String = found
        .reading()
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|source| BackupError::Sqlite {
            path: to.to_owned(),
            source,
        })?;
    if said == "ok" {
        Ok(())
    } else {
        Err(BackupError::Damaged {
            path: to.to_owned(),
            what: said,
        })
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    for suffix in ["", "-journal", "-wal", "-shm"] {
        match fs::remove_file(disk::with_suffix(path, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Writes the digests of `names` within `folder` into its list, durable when it returns.
pub fn write_manifest(folder: &Path, names: &[&str]) -> Result<(), BackupError> {
    let mut text = String::new();
    for name in names {
        let digest = digest(&folder.join(name))?;
        // Writing to a string does not fail.
        let _ = writeln!(text, "{digest}  {name}");
    }
    let path = folder.join(MANIFEST_NAME);
    disk::write_new(&path, text.as_bytes()).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists { path: path.clone() },
        _ => BackupError::Io {
            path: path.clone(),
            source,
        },
    })
}

/// Checks every file that the folder's list names, and gives their names.
pub fn verify_manifest(folder: &Path) -> Result<Vec<String>, BackupError> {
    let path = folder.join(MANIFEST_NAME);
    let io = |source| BackupError::Io {
        path: path.clone(),
        source,
    };
    let bytes = disk::read_bounded(&path, MANIFEST_MAX_BYTES)
        .map_err(io)?
        .ok_or_else(|| io(io::ErrorKind::NotFound.into()))?;
    let mut names = Vec::new();
    for (number, line) in String::from_utf8_lossy(&bytes).lines().enumerate() {
        let malformed = || BackupError::Manifest {
            path: path.clone(),
            line: number + 1,
        };
        let (said, name) = line.split_once("  ").ok_or_else(malformed)?;
        // A list names files beside it, never elsewhere.
        if name.is_empty() || name.contains('/') || name == ".." {
            return Err(malformed());
        }
        if digest(&folder.join(name))? != said {
            return Err(BackupError::Changed {
                path: folder.join(name),
            });
        }
        names.push(name.to_owned());
    }
    Ok(names)
}

fn digest(path: &Path) -> Result<String, BackupError> {
    let io = |source| BackupError::Io {
        path: path.to_owned(),
        source,
    };
    let mut file = File::open(path).map_err(io)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0_u8; 1 << 16];
    loop {
        let count = file.read(&mut buffer).map_err(io)?;
        if count == 0 {
            break;
        }
        hash.update(buffer.get(..count).unwrap_or_default());
    }
    Ok(hash
        .finalize()
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        }))
}

#[cfg(test)]
mod tests;
