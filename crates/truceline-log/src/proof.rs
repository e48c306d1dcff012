//! The two proofs of the log and how a stranger verifies them.
//!
//! An inclusion proof shows that a leaf stands at an index of a tree; a consistency proof shows that a
//! tree only grew (RFC 6962, sections 2.1.1 and 2.1.2; verification after RFC 9162, sections 2.1.3.2
//! and 2.1.4.2). A proof of the wrong length is refused before anything is hashed, so there is exactly
//! one proof for each question. Making proofs is [`crate::tree`]'s.

use crate::hash::Hash;
use crate::tree::MAX_TREE_SIZE;
use thiserror::Error;

/// The most hashes that a proof may have: a path in a tree of [`MAX_TREE_SIZE`] leaves.
pub const MAX_PROOF_HASHES: usize = 63;

/// More hashes than any proof has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a proof has at most {MAX_PROOF_HASHES} hashes, found {found}")]
pub struct ProofTooLong {
    /// The hashes given.
    pub found: usize,
}

/// Why an inclusion proof does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InclusionError {
    /// The tree has no such leaf.
    #[error("leaf {index} is outside the tree of size {size}")]
    IndexBeyondSize {
        /// The leaf claimed.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// No tree is that large.
    #[error("tree size {size} is beyond the largest tree")]
    SizeTooLarge {
        /// The size claimed.
        size: u64,
    },
    /// The proof is not of this leaf's path: another index or size, or cut.
    #[error(
        "a proof of leaf {index} in a tree of size {size} has {expected} hashes, found {found}"
    )]
    WrongLength {
        /// The leaf claimed.
        index: u64,
        /// The size of the tree.
        size: u64,
        /// Hashes that the path has.
        expected: usize,
        /// Hashes given.
        found: usize,
    },
    /// The path leads to another root: the leaf, its index, the proof or the root is not the one.
    #[error("the proof leads to root {computed}, the tree has {root}")]
    RootMismatch {
        /// Where the path led.
        computed: Hash,
        /// The root to be met.
        root: Hash,
    },
}

/// Why a consistency proof does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConsistencyError {
    /// Trees only grow.
    #[error("a tree of size {from} does not shrink to size {to}")]
    Shrinks {
        /// The earlier size.
        from: u64,
        /// The later size.
        to: u64,
    },
    /// No tree is that large.
    #[error("tree size {size} is beyond the largest tree")]
    SizeTooLarge {
        /// The size claimed.
        size: u64,
    },
    /// The proof is not for these two sizes.
    #[error("a proof from size {from} to {to} has {expected} hashes, found {found}")]
    WrongLength {
        /// The earlier size.
        from: u64,
        /// The later size.
        to: u64,
        /// Hashes that the proof has.
        expected: usize,
        /// Hashes given.
        found: usize,
    },
    /// The proof does not start from the earlier tree.
    #[error("the proof starts from root {computed}, the tree of size {from} had {root}")]
    OldRootMismatch {
        /// The earlier size.
        from: u64,
        /// The root that the proof starts from.
        computed: Hash,
        /// The root the earlier tree had.
        root: Hash,
    },
    /// The proof does not lead to the later tree.
    #[error("the proof leads to root {computed}, the tree of size {to} has {root}")]
    NewRootMismatch {
        /// The later size.
        to: u64,
        /// The root that the proof leads to.
        computed: Hash,
        /// The root the later tree has.
        root: Hash,
    },
}

/// A proof that a leaf is in a tree: sibling hashes from the leaf up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InclusionProof {
    hashes: Vec<Hash>,
}

/// A proof that one tree is a prefix of another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConsistencyProof {
    hashes: Vec<Hash>,
}

impl InclusionProof {
    /// Takes the hashes of a proof as received.
    ///
    /// # Errors
    /// More than [`MAX_PROOF_HASHES`].
    pub fn new(hashes: Vec<Hash>) -> Result<Self, ProofTooLong> {
        within_limit(&hashes)?;
        Ok(Self { hashes })
    }

    pub(crate) fn from_tree(hashes: Vec<Hash>) -> Self {
        assert!(
            hashes.len() <= MAX_PROOF_HASHES,
            "a path is no longer than the tree is high"
        );
        Self { hashes }
    }

    /// The hashes, the leaf's sibling first.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// Verifies that the leaf with hash `leaf` stands at `index` of the tree with `size` and `root`.
    ///
    /// # Errors
    /// The proof does not show it.
    pub fn verify(
        &self,
        leaf: &Hash,
        index: u64,
        size: u64,
        root: &Hash,
    ) -> Result<(), InclusionError> {
        let computed = self.root(leaf, index, size)?;
        if computed != *root {
            return Err(InclusionError::RootMismatch {
                computed,
                root: *root,
            });
        }
        Ok(())
    }

    /// The root of a tree of `size` that has `leaf` at `index`, by this proof.
    ///
    /// # Errors
    /// The proof cannot be of that leaf and size.
    pub fn root(&self, leaf: &Hash, index: u64, size: u64) -> Result<Hash, InclusionError> {
        if size > MAX_TREE_SIZE {
            return Err(InclusionError::SizeTooLarge { size });
        }
        if index >= size {
            return Err(InclusionError::IndexBeyondSize { index, size });
        }
        let inner = inner_hashes(index, size);
        let expected = inner + border_hashes(index, inner);
        if self.hashes.len() != expected {
            return Err(InclusionError::WrongLength {
                index,
                size,
                expected,
                found: self.hashes.len(),
            });
        }
        let (inner, border) = self.hashes.split_at(inner);
        Ok(climb_border(climb_inner(*leaf, inner, index), border))
    }
}

impl ConsistencyProof {
    /// Takes the hashes of a proof as received.
    ///
    /// # Errors
    /// More than [`MAX_PROOF_HASHES`].
    pub fn new(hashes: Vec<Hash>) -> Result<Self, ProofTooLong> {
        within_limit(&hashes)?;
        Ok(Self { hashes })
    }

    pub(crate) fn from_tree(hashes: Vec<Hash>) -> Self {
        assert!(
            hashes.len() <= MAX_PROOF_HASHES,
            "a path is no longer than the tree is high"
        );
        Self { hashes }
    }

    /// The hashes in the order of RFC 6962.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// Verifies that the tree with `to` leaves and `to_root` extends the one with `from` leaves and
    /// `from_root`. From size 0 the proof is empty and the earlier root must be [`Hash::EMPTY`].
    ///
    /// # Errors
    /// The proof does not show it.
    pub fn verify(
        &self,
        from: u64,
        from_root: &Hash,
        to: u64,
        to_root: &Hash,
    ) -> Result<(), ConsistencyError> {
        if to > MAX_TREE_SIZE {
            return Err(ConsistencyError::SizeTooLarge { size: to });
        }
        if from > to {
            return Err(ConsistencyError::Shrinks { from, to });
        }
        if from == 0 || from == to {
            return self.verify_without_hashes(from, from_root, to, to_root);
        }
        // The path of the old tree's last leaf, cut below the largest perfect subtree that ends there.
        let last = from - 1;
        let shift = from.trailing_zeros() as usize;
        let inner = inner_hashes(last, to) - shift;
        let border = border_hashes(last, inner + shift);
        // Where that subtree is the whole old tree, the verifier has its hash already.
        let seeded = usize::from(!from.is_power_of_two());
        let expected = seeded + inner + border;
        if self.hashes.len() != expected {
            return Err(ConsistencyError::WrongLength {
                from,
                to,
                expected,
                found: self.hashes.len(),
            });
        }
        let (seed, path) = self.hashes.split_at(seeded);
        let seed = seed.first().copied().unwrap_or(*from_root);
        let (inner, border) = path.split_at(inner);
        let position = last >> shift;

        let computed = climb_border(climb_inner_left_only(seed, inner, position), border);
        if computed != *from_root {
            return Err(ConsistencyError::OldRootMismatch {
                from,
                computed,
                root: *from_root,
            });
        }
        let computed = climb_border(climb_inner(seed, inner, position), border);
        if computed != *to_root {
            return Err(ConsistencyError::NewRootMismatch {
                to,
                computed,
                root: *to_root,
            });
        }
        Ok(())
    }

    fn verify_without_hashes(
        &self,
        from: u64,
        from_root: &Hash,
        to: u64,
        to_root: &Hash,
    ) -> Result<(), ConsistencyError> {
        if !self.hashes.is_empty() {
            return Err(ConsistencyError::WrongLength {
                from,
                to,
                expected: 0,
                found: self.hashes.len(),
            });
        }
        if from == 0 && *from_root != Hash::EMPTY {
            return Err(ConsistencyError::OldRootMismatch {
                from,
                computed: Hash::EMPTY,
                root: *from_root,
            });
        }
        if from == to && from_root != to_root {
            return Err(ConsistencyError::NewRootMismatch {
                to,
                computed: *from_root,
                root: *to_root,
            });
        }
        Ok(())
    }
}

fn within_limit(hashes: &[Hash]) -> Result<(), ProofTooLong> {
    if hashes.len() > MAX_PROOF_HASHES {
        return Err(ProofTooLong {
            found: hashes.len(),
        });
    }
    Ok(())
}

/// Levels on which the path of `index` still has the tree's right edge beside or above it.
pub(crate) fn inner_hashes(index: u64, size: u64) -> usize {
    (u64::BITS - (index ^ (size - 1)).leading_zeros()) as usize
}

/// Left siblings above the inner levels, where the path itself is the right edge.
pub(crate) fn border_hashes(index: u64, inner: usize) -> usize {
    index.checked_shr(inner as u32).unwrap_or(0).count_ones() as usize
}

pub(crate) fn climb_inner(start: Hash, path: &[Hash], position: u64) -> Hash {
    path.iter()
        .enumerate()
        .fold(start, |node, (level, sibling)| {
            match position >> level & 1 {
                0 => Hash::of_node(&node, sibling),
                _ => Hash::of_node(sibling, &node),
            }
        })
}

/// As [`climb_inner`] in the old tree, which had no right siblings here yet.
pub(crate) fn climb_inner_left_only(start: Hash, path: &[Hash], position: u64) -> Hash {
    path.iter()
        .enumerate()
        .fold(start, |node, (level, sibling)| {
            match position >> level & 1 {
                0 => node,
                _ => Hash::of_node(sibling, &node),
            }
        })
}

pub(crate) fn climb_border(start: Hash, path: &[Hash]) -> Hash {
    path.iter()
        .fold(start, |node, sibling| Hash::of_node(sibling, &node))
}

#[cfg(test)]
mod tests;
