//! The head file: the last checkpoint this register signed, outside its database.
//!
//! A restored copy of the database, a cloned machine or a second instance would sign another history from an
//! older state on; the head file is what it then fails against (RELIABILITY, rule 3). It only ever moves
//! forward, by compare-and-swap under a lock, durable when it returns. It verifies no signature and hashes no
//! tree; the caller tells it size and root.
//!
//! ```text
//! truceline-head 1
//! size: 1234
//! root: <base64>
//! check: <base64, digest of the rest>
//!
//! <the signed checkpoint, byte for byte>
//! ```

use std::io;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::disk::{self, ReplaceError};
use crate::lock::{ExclusiveLock, LockError};
use crate::store::CHECKPOINT_MAX_BYTES;

/// The first line of a head file.
pub const HEADER: &str = "truceline-head 1";
/// The lines above the checkpoint, with room.
const LINES_MAX_BYTES: u64 = 1 << 10;

/// A signed checkpoint with what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many entries it covers.
    pub size: u64,
    /// The root of the tree over them.
    pub root: [u8; 32],
    /// The signed note.
    pub signed: Vec<u8>,
}

/// The file. Opening it takes nothing; each advance holds the lock for its own time.
#[derive(Debug, Clone)]
pub struct HeadFile {
    path: PathBuf,
}

/// Where a database stands against the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// There is no head: a register at its inception, or one whose head was lost.
    Absent,
    /// Same size, same root.
    Matches,
    /// The database went on and the head is a state it passed through: a crash before the head advanced.
    /// Advance the head.
    Ahead,
    /// The database lacks entries that were signed for. It must be completed, or the log has ended.
    Behind,
    /// The database has another history than the head. The log has ended: never sign again with this key.
    Forked,
}

/// Why a head file was not read.
#[derive(Debug, thiserror::Error)]
pub enum HeadError {
    /// It is there and not what was written.
    #[error("{}: is damaged ({what}); compare with a witness before it is replaced by hand", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        what: &'static str,
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

/// Why a head file did not advance.
#[derive(Debug, thiserror::Error)]
pub enum AdvanceError {
    /// It holds something else than the caller thought: another instance is running. Stop.
    #[error("the head is at {} entries, not where this process left it; another instance runs on this register: stop one", found.as_ref().map_or(0, |head| head.size))]
    Moved {
        /// What it holds.
        found: Option<Head>,
    },
    /// The new one is older. A head never goes back.
    #[error("the head never goes back from {from} to {to} entries")]
    Backward {
        /// Where it is.
        from: u64,
        /// Where it was to go.
        to: u64,
    },
    /// Another root for the same size: the fork that a log must never sign.
    #[error("another root for {size} entries; a log signs one only")]
    Sideways {
        /// The size of both.
        size: u64,
    },
    /// The checkpoint is empty or longer than a checkpoint is.
    #[error("the checkpoint is empty or longer than {CHECKPOINT_MAX_BYTES} bytes")]
    Length,
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] HeadError),
    /// The lock was not had.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The old head stands.
    #[error("{}: the head did not advance: {source}", path.display())]
    Unavailable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Old or new: end the process.
    #[error("{}: whether the head advanced is not known: {source}; stop, and start again", path.display())]
    Unknown {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl HeadFile {
    /// The head at this path; its folder exists.
    pub fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// What the file holds; `None` when there is none.
    pub fn read(&self) -> Result<Option<Head>, HeadError> {
        let limit = CHECKPOINT_MAX_BYTES as u64 + LINES_MAX_BYTES;
        let bytes = disk::read_bounded(&self.path, limit).map_err(|source| HeadError::Io {
            path: self.path.clone(),
            source,
        })?;
        let damaged = |what| HeadError::Damaged {
            path: self.path.clone(),
            what,
        };
        bytes
            .map(|bytes| parse(&bytes).map_err(damaged))
            .transpose()
    }

    /// Moves the head from `previous` to `next`; only if the file holds `previous` now. The same again is no
    /// move and no error.
    pub fn advance(&self, previous: Option<&Head>, next: &Head) -> Result<(), AdvanceError> {
        if next.signed.is_empty() || next.signed.len() > CHECKPOINT_MAX_BYTES {
            return Err(AdvanceError::Length);
        }
        let _lock = ExclusiveLock::take(&disk::with_suffix(&self.path, ".lock"))?;
        let found = self.read()?;
        if found.as_ref() != previous {
            return Err(AdvanceError::Moved { found });
        }
        if let Some(found) = &found {
            if next == found {
                return Ok(());
            }
            if next.size < found.size {
                return Err(AdvanceError::Backward {
                    from: found.size,
                    to: next.size,
                });
            }
            if next.size == found.size && next.root != found.root {
                return Err(AdvanceError::Sideways { size: next.size });
            }
        }
        disk::replace(&self.path, &text(next)).map_err(|error| match error {
            ReplaceError::NotReplaced(source) => AdvanceError::Unavailable {
                path: self.path.clone(),
                source,
            },
            ReplaceError::Unknown(source) => AdvanceError::Unknown {
                path: self.path.clone(),
                source,
            },
        })
    }
}

/// Compares a database with the head. `root_at` gives the root over the first so many of the database's entries,
/// and is asked for the head's size only if the database has that many.
pub fn standing(
    head: Option<&Head>,
    database_size: u64,
    root_at: impl FnOnce(u64) -> [u8; 32],
) -> Standing {
    let Some(head) = head else {
        return Standing::Absent;
    };
    if database_size < head.size {
        return Standing::Behind;
    }
    if root_at(head.size) != head.root {
        return Standing::Forked;
    }
    if database_size == head.size {
        Standing::Matches
    } else {
        Standing::Ahead
    }
}

fn text(head: &Head) -> Vec<u8> {
    let mut text = format!(
        "{HEADER}\nsize: {}\nroot: {}\ncheck: {}\n\n",
        head.size,
        BASE64.encode(head.root),
        check(head)
    )
    .into_bytes();
    text.extend(&head.signed);
    text
}

fn check(head: &Head) -> String {
    let mut hash = Sha256::new();
    hash.update(b"truceline head check 1");
    hash.update(head.size.to_be_bytes());
    hash.update(head.root);
    hash.update(&head.signed);
    BASE64.encode(hash.finalize())
}

/// Reads what a head file holds; of other bytes, what does not fit. No signature is verified.
///
/// # Errors
/// Which part is not what is written.
pub fn parse(bytes: &[u8]) -> Result<Head, &'static str> {
    let mut parts = bytes.splitn(6, |byte| *byte == b'\n');
    let mut line = || parts.next().and_then(|part| std::str::from_utf8(part).ok());
    if line() != Some(HEADER) {
        return Err("the first line");
    }
    let size = line()
        .and_then(|line| line.strip_prefix("size: "))
        .ok_or("the size")?;
    let size: u64 = size.parse().map_err(|_| "the size")?;
    let root = line()
        .and_then(|line| line.strip_prefix("root: "))
        .ok_or("the root")?;
    let root = BASE64
        .decode(root)
        .ok()
        .and_then(|root| root.try_into().ok())
        .ok_or("the root")?;
    let said = line()
        .and_then(|line| line.strip_prefix("check: "))
        .ok_or("the check")?;
    if line() != Some("") {
        return Err("the empty line");
    }
    let head = Head {
        size,
        root,
        signed: parts.next().unwrap_or_default().to_vec(),
    };
    // Written again it must be the same file: one text for one head.
    if said != check(&head) || text(&head) != bytes {
        return Err("the check");
    }
    Ok(head)
}

#[cfg(test)]
mod tests;
