//! SHA-256 hashes of the tree: leaves and nodes, told apart by a prefix byte.
//!
//! Not a general hashing module: only what RFC 6962, section 2.1 defines. What a leaf is made of is
//! the business of [`crate::commitment`].

use crate::line;
use sha2::{Digest as _, Sha256};
use std::fmt;
use thiserror::Error;

/// Length of a hash in bytes.
pub const HASH_BYTES: usize = 32;

/// A hash of the tree: of a leaf, a subtree, or the whole (a root).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(pub [u8; HASH_BYTES]);

/// A text that is not a hash.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a hash: expected {expected}")]
pub struct HashTextError {
    expected: &'static str,
}

impl Hash {
    /// The root of the tree without leaves: SHA-256 of nothing.
    pub const EMPTY: Self = Self([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9,
        0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52,
        0xb8, 0x55,
    ]);

    /// The hash of a leaf: SHA-256 of `0x00` and its data.
    #[must_use]
    pub fn of_leaf(data: &[u8]) -> Self {
        Self(
            Sha256::new()
                .chain_update([0x00])
                .chain_update(data)
                .finalize()
                .into(),
        )
    }

    /// The hash of an inner node: SHA-256 of `0x01` and both children.
    #[must_use]
    pub fn of_node(left: &Self, right: &Self) -> Self {
        Self(
            Sha256::new()
                .chain_update([0x01])
                .chain_update(left.0)
                .chain_update(right.0)
                .finalize()
                .into(),
        )
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; HASH_BYTES] {
        &self.0
    }

    /// Standard base64, as in checkpoints and proofs.
    #[must_use]
    pub fn to_base64(&self) -> String {
        line::base64_of(&self.0)
    }

    /// Reads standard base64 of 32 bytes.
    ///
    /// # Errors
    /// Any other text.
    pub fn from_base64(text: &str) -> Result<Self, HashTextError> {
        line::array_from_base64(text)
            .map(Self)
            .ok_or(HashTextError {
                expected: "the base64 of 32 bytes, with padding",
            })
    }

    /// Reads 64 lower-case hex digits.
    ///
    /// # Errors
    /// Any other text.
    pub fn from_hex(text: &str) -> Result<Self, HashTextError> {
        line::array_from_hex(text).map(Self).ok_or(HashTextError {
            expected: "64 lower-case hex digits",
        })
    }
}

/// All 64 hex digits.
impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&line::hex_of(&self.0))
    }
}

/// The first 8 hex digits, enough to tell hashes apart in a failed test.
impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({}…)", line::hex_of(&self.0[..4]))
    }
}

#[cfg(test)]
mod tests;
