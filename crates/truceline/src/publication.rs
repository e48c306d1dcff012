//! What everybody may have of the log: public checkpoints and tiles of commitments (C2SP tlog-tiles).
//!
//! A public checkpoint stands over a multiple of [`PUBLIC_STEP`] entries, and the server looks for the next one
//! at fixed times, so that neither sizes nor times tell how busy the zone is. Tiles reach as far as the latest
//! public checkpoint. They hold hashes and salted commitments: no envelope, no opening, no word of anybody.
//!
//! The other side is here too: [`rebuild`] makes the tree from tiles alone, whoever serves them. Not here:
//! HTTP, signing, and holding two parties' checkpoints against each other ([`crate::exchange`]).

use std::fmt;
use truceline_engine::store::{Entry, ReadError, Store};
use truceline_engine::writer::PUBLIC_STEP;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::commitment::{Commitment, Opening, commit, pad};
use truceline_log::hash::Hash;
use truceline_log::tile::{Content, TILE_WIDTH, Tile, TileError};
use truceline_log::tree::Tree;

/// Why there is no tile.
#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    /// Not a tile of this log, or not yet.
    #[error("there is no such tile")]
    NoTile,
    /// The log cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An entry does not give its leaf; the log is damaged.
    #[error("entry {index} of the log does not give its leaf; run `truceline fsck`")]
    Damaged {
        /// The entry.
        index: u64,
    },
}

/// A tile to hand out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is full, and so will never change.
    pub is_full: bool,
}

/// The newest public checkpoint of a log of `size` entries, if there is one beyond `after`.
///
/// # Errors
/// The log cannot be read.
pub fn newest(
    store: &dyn Store,
    size: u64,
    after: u64,
) -> Result<Option<SignedCheckpoint>, ReadError> {
    let mut step = size / PUBLIC_STEP * PUBLIC_STEP;
    while step > after {
        // A round may have gone past a multiple; then nothing was signed over just so many.
        let found = store.history(step, 1)?.into_iter().next();
        if let Some(found) = found.filter(|found| found.size == step) {
            return Ok(SignedCheckpoint::parse(&found.signed).ok());
        }
        step -= PUBLIC_STEP;
    }
    Ok(None)
}

/// The tile at `path` (`tile/…`) of the log up to `public_size` entries.
///
/// # Errors
/// [`PublicationError`].
pub fn tile(
    store: &dyn Store,
    tree: &Tree,
    public_size: u64,
    path: &str,
) -> Result<Served, PublicationError> {
    let tile = Tile::parse(path).map_err(|_| PublicationError::NoTile)?;
    let end = tile.first() + u64::from(tile.width());
    if end > count_at(tile.content(), public_size) {
        return Err(PublicationError::NoTile);
    }
    let bytes = match tile.content() {
        Content::Hashes { .. } => tile.hashes_of(tree),
        Content::Entries => tile.entries_of(&commitments(store, tile.first(), tile.width())?),
    };
    Ok(Served {
        bytes: bytes.map_err(|_| PublicationError::NoTile)?,
        is_full: tile.width() == TILE_WIDTH,
    })
}

/// How many hashes a level has, or entries there are, in a log of `size`.
fn count_at(content: Content, size: u64) -> u64 {
    match content {
        Content::Entries => size,
        Content::Hashes { level } => size >> (8 * u32::from(level)).min(63),
    }
}

fn commitments(
    store: &dyn Store,
    first: u64,
    width: u16,
) -> Result<Vec<Commitment>, PublicationError> {
    let mut found = Vec::with_capacity(usize::from(width));
    while found.len() < usize::from(width) {
        let from = first + found.len() as u64;
        let entries = store.read(from, usize::from(width) - found.len())?;
        if entries.is_empty() {
            return Err(PublicationError::NoTile);
        }
        for (index, entry) in (from..).zip(&entries) {
            let commitment = commitment(entry);
            if commitment.leaf_hash().0 != entry.leaf_hash {
                return Err(PublicationError::Damaged { index });
            }
            found.push(commitment);
        }
    }
    Ok(found)
}

fn commitment(entry: &Entry) -> Commitment {
    let opening = Opening(entry.opening);
    match entry.envelope.is_empty() {
        true => pad(&opening),
        false => commit(&opening, &entry.envelope),
    }
}

/// Most entries that a tree is rebuilt of: whoever serves tiles does not choose how much memory that takes.
pub const MAX_REBUILT: u64 = 1 << 22;

/// Why a copy of the log is not what a checkpoint says.
#[derive(Debug, thiserror::Error)]
pub enum CopyError<F: fmt::Display> {
    /// A tile could not be had.
    #[error("{0}")]
    Fetch(F),
    /// A tile is not one.
    #[error("{0}")]
    Tile(#[from] TileError),
    /// Commitments and hashes do not belong together.
    #[error("entry {index} of the tiles does not give its leaf: the tiles are not of one log")]
    Leaf {
        /// The entry.
        index: u64,
    },
    /// It is larger than what is rebuilt.
    #[error("the checkpoint is over {size} entries; a tree is rebuilt of at most {MAX_REBUILT}")]
    TooLarge {
        /// The checkpoint's size.
        size: u64,
    },
    /// The tiles give another root than the one signed.
    #[error(
        "the tiles give another root for {size} entries than the checkpoint: what is served is not what was signed"
    )]
    Root {
        /// The checkpoint's size.
        size: u64,
    },
}

/// Rebuilds the tree that a checkpoint stands over from tiles alone, and compares its root. `fetch` gives the
/// bytes of a path.
///
/// # Errors
/// [`CopyError`].
pub fn rebuild<F: fmt::Display>(
    checkpoint: &SignedCheckpoint,
    fetch: &mut dyn FnMut(&str) -> Result<Vec<u8>, F>,
) -> Result<Tree, CopyError<F>> {
    let size = checkpoint.checkpoint().size;
    if size > MAX_REBUILT {
        return Err(CopyError::TooLarge { size });
    }
    let mut tree = Tree::new();
    while tree.size() < size {
        let first = tree.size();
        let width = (size - first).min(u64::from(TILE_WIDTH)) as u16;
        let index = first / u64::from(TILE_WIDTH);
        let tile = |content| Tile::new(content, index, width).map_err(|_| CopyError::Root { size });
        let (hashes, entries) = (tile(Content::Hashes { level: 0 })?, tile(Content::Entries)?);
        let bytes = fetch(&hashes.path()).map_err(CopyError::Fetch)?;
        let leaves: Vec<Hash> = hashes.parse_hashes(&bytes)?;
        let bytes = fetch(&entries.path()).map_err(CopyError::Fetch)?;
        let committed = entries.parse_entries(&bytes)?;
        for (index, (leaf, commitment)) in (first..).zip(leaves.iter().zip(&committed)) {
            if commitment.leaf_hash() != *leaf {
                return Err(CopyError::Leaf { index });
            }
            tree.push(*leaf);
        }
    }
    match tree.root() == checkpoint.checkpoint().root {
        true => Ok(tree),
        false => Err(CopyError::Root { size }),
    }
}

#[cfg(test)]
mod tests;
