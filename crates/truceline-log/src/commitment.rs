//! The leaf of the log: a commitment that binds an envelope and shows nothing of it.
//!
//! `commitment = HMAC-SHA256(domain key, opening ‖ envelope)` (DESIGN.md, section 5). The opening is
//! 32 fresh random bytes per leaf, drawn by the engine; who has opening and envelope can recompute the
//! leaf, who has neither learns nothing, not even whether two leaves hold the same words. The domain
//! keys are published constants: they separate purposes and hide nothing, the opening does.
//!
//! A *pad* leaf commits to nothing. It is made the same way under another domain key, so it looks like
//! any other; its opening proves to an auditor that it was one.
//!
//! Not here: what an envelope is (the register's), or where openings are kept (the engine's).

use crate::hash::Hash;
use crate::line;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;

/// Domain key of leaves that commit to a record's envelope.
pub const RECORD_DOMAIN: &[u8] = b"truceline/log/commitment/record/v1";

/// Domain key of leaves that commit to nothing.
pub const PAD_DOMAIN: &[u8] = b"truceline/log/commitment/pad/v1";

/// Length of a commitment in bytes.
pub const COMMITMENT_BYTES: usize = 32;

/// Length of an opening in bytes: as many as the hash has, so that guessing it is no shorter way.
pub const OPENING_BYTES: usize = 32;

/// 32 random bytes that open one commitment. Debug does not show them: with the envelope they prove
/// what the leaf holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Opening(pub [u8; OPENING_BYTES]);

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening([redacted])")
    }
}

/// The public data of a leaf.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commitment(pub [u8; COMMITMENT_BYTES]);

impl Commitment {
    /// The hash that enters the tree: SHA-256 of `0x00` and the 32 bytes.
    #[must_use]
    pub fn leaf_hash(&self) -> Hash {
        Hash::of_leaf(&self.0)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; COMMITMENT_BYTES] {
        &self.0
    }

    /// Whether this commits to `envelope` under `opening`.
    #[must_use]
    pub fn opens_to(&self, opening: &Opening, envelope: &[u8]) -> bool {
        *self == commit(opening, envelope)
    }

    /// Whether this is the pad of `opening`.
    #[must_use]
    pub fn is_pad_of(&self, opening: &Opening) -> bool {
        *self == pad(opening)
    }
}

/// All 64 hex digits; a commitment is public.
impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&line::hex_of(&self.0))
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Commitment({}…)", line::hex_of(&self.0[..4]))
    }
}

/// Commits to an envelope. The opening has a fixed length, so no two pairs share one input.
#[must_use]
pub fn commit(opening: &Opening, envelope: &[u8]) -> Commitment {
    keyed(RECORD_DOMAIN, opening, envelope)
}

/// Commits to nothing: a leaf that fills up a published batch.
#[must_use]
pub fn pad(opening: &Opening) -> Commitment {
    keyed(PAD_DOMAIN, opening, &[])
}

fn keyed(domain: &[u8], opening: &Opening, envelope: &[u8]) -> Commitment {
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(domain) else {
        unreachable!("HMAC takes a key of any length");
    };
    let mac = mac.chain_update(opening.0).chain_update(envelope);
    Commitment(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests;
