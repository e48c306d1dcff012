//! The head file: the last checkpoint this register signed, outside its database.
//!
//! A restored copy of the database, a cloned machine or a second instance would sign another history from an
//! older state on; the head file is what it then fails against (RELIABILITY, rule 3). It only ever moves
//! forward, by compare-and-swap under a lock, durable when it returns. It verifies no signature and hashes no
//! tree; the caller tells it size and root.
//!
//! The file has two slots of [`SLOT_BYTES`]. The next head goes into the slot that does not hold the last one, in
//! place, and is on disk with one flush; a write that a power cut tears leaves the other slot as it was (decision 32).
//!
//! ```text
//! truceline-head 2
//! turn: 17
//! size: 1234
//! root: <base64>
//! length: 321
//! check: <base64, digest of the rest>
//!
//! <the signed checkpoint, byte for byte, then line ends up to the end of the slot>
//! ```
//!
//! One that does not fit into a slot stands alone in the file, as every head did at first: `truceline-head 1`, with
//! neither turn nor length, replaced as a whole.

use std::io;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::disk::{self, ReplaceError};
use crate::lock::{ExclusiveLock, LockError};
use crate::store::CHECKPOINT_MAX_BYTES;

/// How every head file begins.
pub const HEADER: &str = "truceline-head ";
/// The first line of a slot.
const SLOT_HEADER: &str = "truceline-head 2";
/// The first line of a head that stands alone.
const ALONE_HEADER: &str = "truceline-head 1";
/// A page, so that a disk has a slot whole or not at all, as a rule; where it has not, the check tells.
pub const SLOT_BYTES: usize = 4096;
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
    #[error("{}: is damaged (its {what} does not fit); compare with a witness before it is replaced by hand", path.display())]
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
        Ok(self.layout()?.map(|layout| layout.head))
    }

    fn layout(&self) -> Result<Option<Layout>, HeadError> {
        let limit = CHECKPOINT_MAX_BYTES as u64 + LINES_MAX_BYTES;
        let limit = limit.max(2 * SLOT_BYTES as u64);
        let bytes = disk::read_bounded(&self.path, limit).map_err(|source| HeadError::Io {
            path: self.path.clone(),
            source,
        })?;
        let damaged = |what| HeadError::Damaged {
            path: self.path.clone(),
            what,
        };
        bytes
            .map(|bytes| Layout::of(&bytes).map_err(damaged))
            .transpose()
    }

    /// Has what the file holds on disk for certain. A process before may have written it and have been told that it was
    /// not flushed: the system shows it all the same, and the next head would go over the only slot that is.
    ///
    /// # Errors
    /// [`AdvanceError`].
    pub fn settle(&self) -> Result<(), AdvanceError> {
        let _lock = ExclusiveLock::take(&disk::with_suffix(&self.path, ".lock"))?;
        let Some(layout) = self.layout()? else {
            return Ok(());
        };
        let Some((turn, place)) = layout.stands else {
            return Ok(());
        };
        let offset = (place * SLOT_BYTES) as u64;
        let bytes = slot(&layout.head, turn).unwrap_or_default();
        disk::overwrite(&self.path, offset, &bytes).map_err(|error| self.refused(error))
    }

    fn refused(&self, error: ReplaceError) -> AdvanceError {
        let path = self.path.clone();
        match error {
            ReplaceError::NotReplaced(source) => AdvanceError::Unavailable { path, source },
            ReplaceError::Unknown(source) => AdvanceError::Unknown { path, source },
        }
    }

    /// Moves the head from `previous` to `next`; only if the file holds `previous` now. The same again is no
    /// move and no error.
    pub fn advance(&self, previous: Option<&Head>, next: &Head) -> Result<(), AdvanceError> {
        if next.signed.is_empty() || next.signed.len() > CHECKPOINT_MAX_BYTES {
            return Err(AdvanceError::Length);
        }
        let _lock = ExclusiveLock::take(&disk::with_suffix(&self.path, ".lock"))?;
        let layout = self.layout()?;
        let next_slot = layout.as_ref().and_then(Layout::next);
        let found = layout.map(|layout| layout.head);
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
        let written = match (next_slot, slot(next, next_slot.map_or(0, |(_, turn)| turn))) {
            (Some((place, _)), Some(bytes)) => disk::overwrite(&self.path, place, &bytes),
            (None, Some(bytes)) => disk::replace(&self.path, &bytes.repeat(2)),
            (_, None) => disk::replace(&self.path, &alone(next)),
        };
        written.map_err(|error| self.refused(error))
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

/// What stands where in a head file.
struct Layout {
    head: Head,
    /// Turn of the head, and the slot that it stands in; none where it stands alone.
    stands: Option<(u64, usize)>,
}

impl Layout {
    /// Takes a head file apart. Of two slots the later turn counts, and one that is damaged not at all: it is what a
    /// write left that did not get through.
    fn of(bytes: &[u8]) -> Result<Self, &'static str> {
        if bytes.starts_with(ALONE_HEADER.as_bytes()) {
            let head = parse_alone(bytes)?;
            return Ok(Self { head, stands: None });
        }
        if bytes.len() != 2 * SLOT_BYTES {
            return Err("length");
        }
        let slots = bytes.chunks_exact(SLOT_BYTES).map(parse_slot).enumerate();
        let (mut latest, mut wrong) = (None, None);
        for (place, slot) in slots {
            match (slot, &latest) {
                (Ok((turn, _)), Some((known, _, _))) if turn <= *known => {}
                (Ok((turn, head)), _) => latest = Some((turn, place, head)),
                (Err(what), _) => wrong = Some(what),
            }
        }
        let (turn, place, head) = latest.ok_or(wrong.unwrap_or("check"))?;
        let stands = Some((turn, place));
        Ok(Self { head, stands })
    }

    /// Where in the file the next head goes, and its turn.
    fn next(&self) -> Option<(u64, u64)> {
        let (turn, place) = self.stands?;
        let other = 1 - place.min(1);
        Some(((other * SLOT_BYTES) as u64, turn.checked_add(1)?))
    }
}

/// A slot's bytes; none where the checkpoint is too long for one.
fn slot(head: &Head, turn: u64) -> Option<Vec<u8>> {
    let mut bytes = format!(
        "{SLOT_HEADER}\nturn: {turn}\nsize: {}\nroot: {}\nlength: {}\ncheck: {}\n\n",
        head.size,
        BASE64.encode(head.root),
        head.signed.len(),
        check(head, Some(turn))
    )
    .into_bytes();
    bytes.extend(&head.signed);
    (bytes.len() <= SLOT_BYTES).then(|| {
        bytes.resize(SLOT_BYTES, b'\n');
        bytes
    })
}

fn alone(head: &Head) -> Vec<u8> {
    let mut text = format!(
        "{ALONE_HEADER}\nsize: {}\nroot: {}\ncheck: {}\n\n",
        head.size,
        BASE64.encode(head.root),
        check(head, None)
    )
    .into_bytes();
    text.extend(&head.signed);
    text
}

fn check(head: &Head, turn: Option<u64>) -> String {
    let mut hash = Sha256::new();
    match turn {
        None => hash.update(b"truceline head check 1"),
        Some(turn) => {
            hash.update(b"truceline head check 2");
            hash.update(turn.to_be_bytes());
        }
    }
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
    Layout::of(bytes).map(|layout| layout.head)
}

/// The next line, without its name.
fn named<'a>(line: Option<&'a str>, name: &'static str) -> Result<&'a str, &'static str> {
    let value = line.and_then(|line| line.strip_prefix(name));
    value.and_then(|value| value.strip_prefix(": ")).ok_or(name)
}

fn lines(bytes: &[u8], count: usize) -> impl Iterator<Item = &[u8]> {
    bytes.splitn(count, |byte| *byte == b'\n')
}

fn root(text: &str) -> Result<[u8; 32], &'static str> {
    let root = BASE64.decode(text).ok();
    root.and_then(|root| root.try_into().ok()).ok_or("root")
}

fn parse_slot(bytes: &[u8]) -> Result<(u64, Head), &'static str> {
    let mut parts = lines(bytes, 8);
    let mut line = || parts.next().and_then(|part| std::str::from_utf8(part).ok());
    if line() != Some(SLOT_HEADER) {
        return Err("first line");
    }
    let turn = named(line(), "turn")?.parse().map_err(|_| "turn")?;
    let size = named(line(), "size")?.parse().map_err(|_| "size")?;
    let root = root(named(line(), "root")?)?;
    let length: usize = named(line(), "length")?.parse().map_err(|_| "length")?;
    named(line(), "check")?;
    if line() != Some("") {
        return Err("empty line");
    }
    let signed = parts.next().and_then(|rest| rest.get(..length));
    let head = Head {
        size,
        root,
        signed: signed.ok_or("length")?.to_vec(),
    };
    // Written again it must be the same slot: one text for one head.
    match slot(&head, turn).as_deref() == Some(bytes) {
        true => Ok((turn, head)),
        false => Err("check"),
    }
}

fn parse_alone(bytes: &[u8]) -> Result<Head, &'static str> {
    let mut parts = lines(bytes, 6);
    let mut line = || parts.next().and_then(|part| std::str::from_utf8(part).ok());
    if line() != Some(ALONE_HEADER) {
        return Err("first line");
    }
    let size = named(line(), "size")?.parse().map_err(|_| "size")?;
    let root = root(named(line(), "root")?)?;
    named(line(), "check")?;
    if line() != Some("") {
        return Err("empty line");
    }
    let head = Head {
        size,
        root,
        signed: parts.next().unwrap_or_default().to_vec(),
    };
    match alone(&head) == bytes {
        true => Ok(head),
        false => Err("check"),
    }
}

#[cfg(test)]
mod tests;
