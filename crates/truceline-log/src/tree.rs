//! The append-only Merkle tree, in two sizes.
//!
//! [`Frontier`] keeps only the roots of the perfect subtrees at the right edge: it is what a writer
//! clones, pushes a batch to and discards when the append failed. [`Tree`] keeps every perfect
//! subtree's hash (about two hashes a leaf) and makes proofs for any earlier size. Both give the same
//! root (RFC 6962, section 2.1). Neither knows what a leaf is: they take leaf hashes.

use crate::beginning::BeginningProof;
use crate::hash::Hash;
use crate::line::MAX_NUMBER;
use crate::proof::{ConsistencyProof, InclusionProof};
use thiserror::Error;

/// The largest tree: sizes stay within a signed 64-bit integer, so a proof has at most 63 lines.
pub const MAX_TREE_SIZE: u64 = MAX_NUMBER;

/// A leaf or size that the tree does not have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RangeError {
    /// The tree has fewer leaves than the size asked for.
    #[error("the tree has {available} leaves, asked for size {asked}")]
    SizeBeyondTree {
        /// The size asked for.
        asked: u64,
        /// The leaves there are.
        available: u64,
    },
    /// The leaf lies outside the tree of that size.
    #[error("leaf {index} is outside the tree of size {size}")]
    IndexBeyondSize {
        /// The leaf asked for.
        index: u64,
        /// The size it was asked at.
        size: u64,
    },
    /// A consistency proof runs from a smaller to a larger size.
    #[error("a consistency proof runs forward: from {from} to {to} is backward")]
    Backward {
        /// The size to start from.
        from: u64,
        /// The size to end at.
        to: u64,
    },
    /// Saved subtree roots that do not fit the saved size.
    #[error("a frontier of {size} leaves has {expected} subtree roots, found {found}")]
    FrontierShape {
        /// The leaves it claims.
        size: u64,
        /// Subtree roots such a frontier has.
        expected: u32,
        /// Subtree roots given.
        found: usize,
    },
}

/// The right edge of a tree: enough to append and to know the root.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    /// Roots of the perfect subtrees, the largest (leftmost) first; one for each set bit of `size`.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes up a saved frontier.
    ///
    /// # Errors
    /// The number of roots does not fit the size. That the roots are the right ones only the root of
    /// a signed checkpoint can tell.
    pub fn from_parts(size: u64, peaks: Vec<Hash>) -> Result<Self, RangeError> {
        if size > MAX_TREE_SIZE {
            return Err(RangeError::SizeBeyondTree {
                asked: size,
                available: MAX_TREE_SIZE,
            });
        }
        let expected = size.count_ones();
        if peaks.len() != expected as usize {
            return Err(RangeError::FrontierShape {
                size,
                expected,
                found: peaks.len(),
            });
        }
        Ok(Self { size, peaks })
    }

    /// Appends a leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        assert!(
            self.size < MAX_TREE_SIZE,
            "a log that appends for ever ends after 2^63 leaves"
        );
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else {
                unreachable!("each set bit of the size has its subtree root");
            };
            node = Hash::of_node(&left, &node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Leaves appended so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the perfect subtrees, leftmost first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.peaks
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| Hash::of_node(&left, &right))
            .unwrap_or(Hash::EMPTY)
    }
}

/// The whole tree in memory, as the hashes of all its perfect subtrees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// `levels[h][i]` is the root over leaves `[i << h, (i + 1) << h)`.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// The empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for height in 0.. {
            if height == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let level = &mut self.levels[height];
            level.push(node);
            if level.len() % 2 == 1 {
                return;
            }
            node = Hash::of_node(&level[level.len() - 2], &level[level.len() - 1]);
        }
    }

    /// Leaves appended so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root of the whole tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.range(0, self.size())
    }

    /// The root the tree had when it was `size` leaves large.
    ///
    /// # Errors
    /// The tree is smaller.
    pub fn root_at(&self, size: u64) -> Result<Hash, RangeError> {
        self.reaches(size)?;
        Ok(self.range(0, size))
    }

    /// The hash of the perfect subtree of `2^height` leaves that starts at leaf `index << height`;
    /// height 0 is the leaf itself. `None` while it is not complete.
    #[must_use]
    pub fn subtree(&self, height: u8, index: u64) -> Option<Hash> {
        let level = self.levels.get(usize::from(height))?;
        level.get(usize::try_from(index).ok()?).copied()
    }

    /// The frontier of the tree, to stage further leaves on.
    #[must_use]
    pub fn frontier(&self) -> Frontier {
        let size = self.size();
        let mut peaks = Vec::new();
        let mut start = 0;
        for height in (0..64).rev().filter(|height| size >> height & 1 == 1) {
            peaks.push(self.range(start, start + (1 << height)));
            start += 1 << height;
        }
        Frontier { size, peaks }
    }

    /// Proves that leaf `index` is in the tree of `size` leaves (RFC 6962, section 2.1.1).
    ///
    /// # Errors
    /// The tree is smaller than `size`, or the leaf lies outside it.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<InclusionProof, RangeError> {
        self.reaches(size)?;
        if index >= size {
            return Err(RangeError::IndexBeyondSize { index, size });
        }
        let mut hashes = Vec::new();
        self.path(index, 0, size, &mut hashes);
        Ok(InclusionProof::from_tree(hashes))
    }

    /// Proves that the tree of `from` leaves is a prefix of the tree of `to` leaves (RFC 6962,
    /// section 2.1.2). From nothing, and from a size to itself, the proof is empty.
    ///
    /// # Errors
    /// The tree is smaller than `to`, or `from` is larger than `to`.
    pub fn consistency(&self, from: u64, to: u64) -> Result<ConsistencyProof, RangeError> {
        self.reaches(to)?;
        if from > to {
            return Err(RangeError::Backward { from, to });
        }
        let mut hashes = Vec::new();
        if from > 0 {
            self.subproof(from, 0, to, true, &mut hashes);
        }
        Ok(ConsistencyProof::from_tree(hashes))
    }

    /// The path on which the roots of the tree's first `from` and of its first `to` leaves both stand, for
    /// whoever knows the later root alone: `from` is at least 1 and below `to`.
    ///
    /// # Errors
    /// The tree is smaller, or nothing lies between the two.
    pub fn beginning(&self, from: u64, to: u64) -> Result<BeginningProof, RangeError> {
        if from == 0 || from >= to {
            return Err(RangeError::Backward { from, to });
        }
        let proof = self.consistency(from, to)?;
        let mut hashes = Vec::with_capacity(proof.hashes().len() + 1);
        if from.is_power_of_two() {
            // A consistency proof leaves it out: its verifier knows it.
            hashes.push(self.range(0, from));
        }
        hashes.extend_from_slice(proof.hashes());
        Ok(BeginningProof::from_tree(hashes))
    }

    fn reaches(&self, asked: u64) -> Result<(), RangeError> {
        let available = self.size();
        if asked > available {
            return Err(RangeError::SizeBeyondTree { asked, available });
        }
        Ok(())
    }

    /// The hash over leaves `[start, end)`, where `start` is a multiple of the next power of two.
    fn range(&self, start: u64, end: u64) -> Hash {
        let leaves = end - start;
        if leaves == 0 {
            return Hash::EMPTY;
        }
        if leaves.is_power_of_two() {
            let height = leaves.trailing_zeros();
            let stored = u8::try_from(height)
                .ok()
                .and_then(|height| self.subtree(height, start >> height));
            let Some(stored) = stored else {
                unreachable!("every perfect subtree inside the tree is stored");
            };
            return stored;
        }
        let middle = start + left_leaves(leaves);
        Hash::of_node(&self.range(start, middle), &self.range(middle, end))
    }

    fn path(&self, index: u64, start: u64, end: u64, out: &mut Vec<Hash>) {
        if end - start == 1 {
            return;
        }
        let middle = start + left_leaves(end - start);
        if index < middle {
            self.path(index, start, middle, out);
            out.push(self.range(middle, end));
        } else {
            self.path(index, middle, end, out);
            out.push(self.range(start, middle));
        }
    }

    /// `known` says that the verifier already has the hash over `[start, from)`: it is the old root.
    fn subproof(&self, from: u64, start: u64, end: u64, known: bool, out: &mut Vec<Hash>) {
        if from == end {
            if !known {
                out.push(self.range(start, end));
            }
            return;
        }
        let middle = start + left_leaves(end - start);
        if from <= middle {
            self.subproof(from, start, middle, known, out);
            out.push(self.range(middle, end));
        } else {
            self.subproof(from, middle, end, false, out);
            out.push(self.range(start, middle));
        }
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }
}

/// Leaves in the left child of a node over `leaves` leaves: the largest power of two below it.
fn left_leaves(leaves: u64) -> u64 {
    debug_assert!(leaves > 1, "a single leaf has no children");
    1 << (leaves - 1).ilog2()
}

#[cfg(test)]
mod tests;
