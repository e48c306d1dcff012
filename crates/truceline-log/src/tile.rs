//! The published form of the tree: tiles of 256 hashes and bundles of 256 leaves, by path.
//!
//! Follows C2SP tlog-tiles. A tile of level *l* holds subtree roots over `256^l` leaves each; the last
//! tile of a level may be partial. An entry bundle holds the 32-byte commitments, each behind a two-byte
//! length as the specification has it, and never an envelope. Not here: when tiles are published, and
//! where they are kept.

use crate::commitment::{COMMITMENT_BYTES, Commitment};
use crate::hash::{HASH_BYTES, Hash};
use crate::line;
use crate::tree::{MAX_TREE_SIZE, Tree};
use std::fmt;
use thiserror::Error;

/// Hashes in a full tile, and leaves in a full bundle.
pub const TILE_WIDTH: u16 = 256;

/// Height of a full tile: each level of tiles is 8 levels of the tree.
pub const TILE_HEIGHT: u8 = 8;

/// The highest level a path may name. The specification allows 63; a tree of [`MAX_TREE_SIZE`] leaves
/// has tiles up to level 7 only.
pub const MAX_TILE_LEVEL: u8 = 7;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// Subtree roots over `256^level` leaves each; level 0 holds leaf hashes.
    Hashes {
        /// 0 to [`MAX_TILE_LEVEL`].
        level: u8,
    },
    /// The leaves' commitments.
    Entries,
}

/// The name of one tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    content: Content,
    index: u64,
    width: u16,
}

/// Why a path names no tile.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TilePathError {
    /// The path does not begin with `tile/` and a level or `entries`.
    #[error(
        "a tile path is tile/LEVEL/INDEX or tile/entries/INDEX, with LEVEL from 0 to {MAX_TILE_LEVEL}"
    )]
    Level,
    /// The index is not in groups of three digits, all but the last with an `x`.
    #[error("a tile index is written in groups of three digits, such as x001/x234/067")]
    Index,
    /// The width of a partial tile is not 1 to 255.
    #[error("the width of a partial tile is a number from 1 to 255, such as 067.p/8")]
    Width,
    /// No tree has such a tile.
    #[error("the tile lies beyond the largest tree")]
    BeyondTree,
}

/// Why the bytes of a tile cannot be made or read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TileError {
    /// The tree or the leaves do not reach that far yet.
    #[error("tile {path} is not complete yet")]
    NotYet {
        /// Path of the tile.
        path: String,
    },
    /// A tile of hashes was expected, or a bundle of entries.
    #[error("tile {path} holds the other kind of content")]
    OtherContent {
        /// Path of the tile.
        path: String,
    },
    /// The length does not fit the width.
    #[error("tile {path} has {expected} bytes, found {found}")]
    Length {
        /// Path of the tile.
        path: String,
        /// Bytes that it has.
        expected: usize,
        /// Bytes given.
        found: usize,
    },
    /// An entry of a bundle is not a commitment of 32 bytes.
    #[error("entry {entry} of {path} is not {COMMITMENT_BYTES} bytes long")]
    EntryLength {
        /// Path of the bundle.
        path: String,
        /// Number of the entry within the bundle, from 0.
        entry: usize,
    },
}

impl Tile {
    /// The tile of that content at `index`, `width` wide: 1 to 255 is partial, 256 full.
    ///
    /// # Errors
    /// No tree has such a tile.
    pub fn new(content: Content, index: u64, width: u16) -> Result<Self, TilePathError> {
        if width == 0 || width > TILE_WIDTH {
            return Err(TilePathError::Width);
        }
        let level = match content {
            Content::Hashes { level } => level,
            Content::Entries => 0,
        };
        if level > MAX_TILE_LEVEL {
            return Err(TilePathError::Level);
        }
        let last_subtree = index
            .checked_mul(u64::from(TILE_WIDTH))
            .and_then(|start| start.checked_add(u64::from(width)));
        let fits = last_subtree.is_some_and(|end| end <= MAX_TREE_SIZE >> (level * TILE_HEIGHT));
        if !fits {
            return Err(TilePathError::BeyondTree);
        }
        Ok(Self {
            content,
            index,
            width,
        })
    }

    /// What it holds.
    #[must_use]
    pub fn content(&self) -> Content {
        self.content
    }

    /// Its place within the level.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it holds, 1 to 256.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// The number of the first hash or entry within its level.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.index * u64::from(TILE_WIDTH)
    }

    /// The path below the log's prefix, such as `tile/0/x001/x234/067.p/8`. Without leading slash.
    #[must_use]
    pub fn path(&self) -> String {
        self.to_string()
    }

    /// Reads a path as [`Tile::path`] writes it.
    ///
    /// # Errors
    /// The path names no tile, or is another spelling of one.
    pub fn parse(path: &str) -> Result<Self, TilePathError> {
        let (level, rest) = path
            .strip_prefix("tile/")
            .and_then(|rest| rest.split_once('/'))
            .ok_or(TilePathError::Level)?;
        let content = match level {
            "entries" => Content::Entries,
            level => {
                let level = line::number(level)
                    .and_then(|level| u8::try_from(level).ok())
                    .ok_or(TilePathError::Level)?;
                Content::Hashes { level }
            }
        };
        let (index, width) = match rest.split_once(".p/") {
            None => (rest, TILE_WIDTH),
            Some((index, width)) => {
                let width = line::number(width)
                    .filter(|width| (1..256).contains(width))
                    .ok_or(TilePathError::Width)?;
                (index, width as u16)
            }
        };
        Self::new(content, parse_index(index)?, width)
    }

    /// The bytes of a tile of hashes.
    ///
    /// # Errors
    /// The tile is a bundle of entries, or the tree does not reach that far.
    pub fn hashes_of(&self, tree: &Tree) -> Result<Vec<u8>, TileError> {
        let Content::Hashes { level } = self.content else {
            return Err(TileError::OtherContent { path: self.path() });
        };
        let first = self.first();
        let mut bytes = Vec::with_capacity(usize::from(self.width) * HASH_BYTES);
        for subtree in first..first + u64::from(self.width) {
            let hash = tree.subtree(level * TILE_HEIGHT, subtree);
            bytes.extend(
                hash.ok_or_else(|| TileError::NotYet { path: self.path() })?
                    .0,
            );
        }
        Ok(bytes)
    }

    /// The bytes of a bundle of entries. `commitments` are those of leaves [`Tile::first`] and on;
    /// more than the width are ignored.
    ///
    /// # Errors
    /// The tile is one of hashes, or there are too few commitments.
    pub fn entries_of(&self, commitments: &[Commitment]) -> Result<Vec<u8>, TileError> {
        self.expect_entries()?;
        let entries = commitments
            .get(..usize::from(self.width))
            .ok_or_else(|| TileError::NotYet { path: self.path() })?;
        let length = (COMMITMENT_BYTES as u16).to_be_bytes();
        Ok(entries
            .iter()
            .flat_map(|entry| length.into_iter().chain(entry.0))
            .collect())
    }

    /// Reads the bytes of a tile of hashes.
    ///
    /// # Errors
    /// The tile is a bundle of entries, or the bytes are not as many as its width asks for.
    pub fn parse_hashes(&self, bytes: &[u8]) -> Result<Vec<Hash>, TileError> {
        if self.content == Content::Entries {
            return Err(TileError::OtherContent { path: self.path() });
        }
        self.expect_length(bytes, HASH_BYTES)?;
        let (hashes, _) = bytes.as_chunks::<HASH_BYTES>();
        Ok(hashes.iter().copied().map(Hash).collect())
    }

    /// Reads the bytes of a bundle of entries.
    ///
    /// # Errors
    /// The tile is one of hashes, or the bytes are not commitments as many as its width asks for.
    pub fn parse_entries(&self, bytes: &[u8]) -> Result<Vec<Commitment>, TileError> {
        const FRAMED: usize = 2 + COMMITMENT_BYTES;
        self.expect_entries()?;
        self.expect_length(bytes, FRAMED)?;
        let (framed, _) = bytes.as_chunks::<FRAMED>();
        let mut entries = Vec::with_capacity(framed.len());
        for (number, [high, low, body @ ..]) in framed.iter().enumerate() {
            if usize::from(u16::from_be_bytes([*high, *low])) != COMMITMENT_BYTES {
                return Err(TileError::EntryLength {
                    path: self.path(),
                    entry: number,
                });
            }
            entries.push(Commitment(*body));
        }
        Ok(entries)
    }

    fn expect_entries(&self) -> Result<(), TileError> {
        match self.content {
            Content::Entries => Ok(()),
            Content::Hashes { .. } => Err(TileError::OtherContent { path: self.path() }),
        }
    }

    fn expect_length(&self, bytes: &[u8], each: usize) -> Result<(), TileError> {
        let expected = usize::from(self.width) * each;
        if bytes.len() != expected {
            return Err(TileError::Length {
                path: self.path(),
                expected,
                found: bytes.len(),
            });
        }
        Ok(())
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.content {
            Content::Hashes { level } => write!(f, "tile/{level}/")?,
            Content::Entries => f.write_str("tile/entries/")?,
        }
        write_index(f, self.index / 1000)?;
        write!(f, "{:03}", self.index % 1000)?;
        if self.width < TILE_WIDTH {
            write!(f, ".p/{}", self.width)?;
        }
        Ok(())
    }
}

/// The tiles and bundles to publish when the tree grows from `old_size` to `new_size` leaves: every
/// full tile completed on the way, and the partial ones of the new size.
#[must_use]
pub fn grown(old_size: u64, new_size: u64) -> Vec<Tile> {
    let mut tiles = Vec::new();
    let levels = (0..=MAX_TILE_LEVEL).map(|level| (Content::Hashes { level }, level));
    for (content, level) in levels.chain([(Content::Entries, 0)]) {
        let (old, new) = (
            old_size >> (level * TILE_HEIGHT),
            new_size >> (level * TILE_HEIGHT),
        );
        if new <= old {
            continue;
        }
        let full_width = u64::from(TILE_WIDTH);
        for index in old / full_width..new / full_width {
            tiles.push(Tile {
                content,
                index,
                width: TILE_WIDTH,
            });
        }
        let partial = (new % full_width) as u16;
        if partial > 0 {
            tiles.push(Tile {
                content,
                index: new / full_width,
                width: partial,
            });
        }
    }
    tiles
}

fn write_index(f: &mut fmt::Formatter<'_>, thousands: u64) -> fmt::Result {
    if thousands == 0 {
        return Ok(());
    }
    write_index(f, thousands / 1000)?;
    write!(f, "x{:03}/", thousands % 1000)
}

fn parse_index(text: &str) -> Result<u64, TilePathError> {
    let mut groups = text.split('/').peekable();
    let mut index: u64 = 0;
    let mut first = true;
    while let Some(group) = groups.next() {
        let more = groups.peek().is_some();
        let digits = if more {
            group.strip_prefix('x')
        } else {
            Some(group)
        };
        let digits =
            digits.filter(|digits| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()));
        // A leading x000 would be a second spelling of a shorter path.
        let digits = digits.filter(|digits| !(first && more && *digits == "000"));
        let value: u64 = digits
            .and_then(|digits| digits.parse().ok())
            .ok_or(TilePathError::Index)?;
        index = index
            .checked_mul(1000)
            .and_then(|index| index.checked_add(value))
            .ok_or(TilePathError::BeyondTree)?;
        first = false;
    }
    Ok(index)
}

#[cfg(test)]
mod tests;
