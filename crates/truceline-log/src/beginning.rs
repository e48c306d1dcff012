//! Which root a tree had when it was smaller, shown to somebody who knows the later root alone.
//!
//! A consistency proof ([`crate::proof`]) says yes or no to two roots. This one has the same hashes and,
//! where the smaller size is a power of two, the one that such a proof leaves out. It leads from the path that
//! both trees share to the later root; where it meets that, the earlier root on the same path is the only one
//! that the tree ever had at the smaller size. So it convicts a log that signed another one
//! ([`crate::fork`]).

use crate::hash::Hash;
use crate::proof::{
    ConsistencyError, MAX_PROOF_HASHES, ProofTooLong, border_hashes, climb_border, climb_inner,
    climb_inner_left_only, inner_hashes,
};
use crate::tree::MAX_TREE_SIZE;

/// The most hashes of it: those of a consistency proof and the one more.
pub const MAX_BEGINNING_HASHES: usize = MAX_PROOF_HASHES + 1;

/// Hashes from which the roots at two sizes of one tree follow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BeginningProof {
    hashes: Vec<Hash>,
}

impl BeginningProof {
    /// Takes the hashes as received.
    ///
    /// # Errors
    /// More than [`MAX_BEGINNING_HASHES`].
    pub fn new(hashes: Vec<Hash>) -> Result<Self, ProofTooLong> {
        let found = hashes.len();
        if found > MAX_BEGINNING_HASHES {
            return Err(ProofTooLong { found });
        }
        Ok(Self { hashes })
    }

    pub(crate) const fn from_tree(hashes: Vec<Hash>) -> Self {
        Self { hashes }
    }

    /// The hashes: the largest perfect subtree that ends with the smaller tree, then a consistency proof's path.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The root that the tree of `to` leaves and `to_root` had when it had `from` leaves; `from` is at least 1
    /// and below `to`.
    ///
    /// # Errors
    /// The hashes do not lead to that tree: nothing is known of its beginning.
    pub fn root_at(&self, from: u64, to: u64, to_root: &Hash) -> Result<Hash, ConsistencyError> {
        if to > MAX_TREE_SIZE {
            return Err(ConsistencyError::SizeTooLarge { size: to });
        }
        if from == 0 || from >= to {
            return Err(ConsistencyError::Shrinks { from, to });
        }
        let last = from - 1;
        let shift = from.trailing_zeros() as usize;
        let inner = inner_hashes(last, to) - shift;
        let border = border_hashes(last, inner + shift);
        let expected = 1 + inner + border;
        let (seed, path) = match self.hashes.split_first() {
            Some((seed, path)) if self.hashes.len() == expected => (*seed, path),
            _ => {
                return Err(ConsistencyError::WrongLength {
                    from,
                    to,
                    expected,
                    found: self.hashes.len(),
                });
            }
        };
        let (inner, border) = path.split_at(inner);
        let position = last >> shift;
        let computed = climb_border(climb_inner(seed, inner, position), border);
        if computed != *to_root {
            return Err(ConsistencyError::NewRootMismatch {
                to,
                computed,
                root: *to_root,
            });
        }
        Ok(climb_border(
            climb_inner_left_only(seed, inner, position),
            border,
        ))
    }
}

#[cfg(test)]
mod tests;
