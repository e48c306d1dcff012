//! One at a time: an exclusive lock on a file, released when the process ends however it ends.
//!
//! The lock is the operating system's (`flock`), so a killed process leaves none behind; the file itself stays
//! and its presence means nothing. It does not work between machines on every network file system: a data
//! folder belongs on a local disk.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::disk::PRIVATE_FILE_MODE;

/// How often a held lock is looked at again: a command of a duty desk writes for some milliseconds.
pub const POLL: Duration = Duration::from_millis(20);

/// Why a lock was not had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process, or another handle in this one, holds it.
    #[error("{}: busy: another process holds it; try again when that one has ended", path.display())]
    Held {
        /// The lock file.
        path: PathBuf,
    },
    /// The lock file could not be opened or locked.
    #[error("{}: cannot be locked: {source}", path.display())]
    Io {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A held lock. Dropping it lets go.
#[derive(Debug)]
pub struct ExclusiveLock {
    _file: File,
}

impl ExclusiveLock {
    /// Takes the lock at `path`, creating the file, or says at once that another holds it.
    pub fn try_take(path: &Path) -> Result<Self, LockError> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Held {
                path: path.to_owned(),
            }),
            Err(TryLockError::Error(source)) => Err(LockError::Io {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Waits up to `wait` for the lock at `path`, looking again every [`POLL`]; `waited` is told before each
    /// look how long it has been.
    pub fn take_within(
        path: &Path,
        wait: Duration,
        waited: &mut dyn FnMut(Duration),
    ) -> Result<Self, LockError> {
        let started = Instant::now();
        loop {
            match Self::try_take(path) {
                Err(LockError::Held { path }) => {
                    let so_far = started.elapsed();
                    if so_far >= wait {
                        return Err(LockError::Held { path });
                    }
                    waited(so_far);
                    std::thread::sleep(POLL.min(wait.saturating_sub(so_far)));
                }
                other => return other,
            }
        }
    }

    /// Waits for the lock at `path`; for sections that last as long as one small file takes to write.
    pub fn take(path: &Path) -> Result<Self, LockError> {
        let file = open(path)?;
        file.lock().map_err(|source| LockError::Io {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self { _file: file })
    }
}

fn open(path: &Path) -> Result<File, LockError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(PRIVATE_FILE_MODE)
        .open(path)
        .map_err(|source| LockError::Io {
            path: path.to_owned(),
            source,
        })
}

#[cfg(test)]
mod tests;
