//! The evidence bundle: records with their proofs, for someone who trusts nobody.
//!
//! It carries the authority chain from genesis, so that it cannot leave out a revocation, and the
//! end of the log, so that the chain is known to be whole up to the checkpoint. Not here: choosing
//! what goes in (the engine's and the asker's), the bytes of a checkpoint ([`truceline_log`]).
//! `docs/spec/bundle.md`.

use crate::codec::cbor::{self, CborError, Digest};
use crate::codec::disclosure::Disclosure;
use crate::ids::{KeyId, LogIndex};
use minicbor::{Decode, Encode};

pub mod verify;
mod whole;

/// First bytes of a bundle file.
pub const MAGIC: &[u8; 16] = b"truceline-bundle";
/// Largest bundle in bytes: a whole register of 100,000 records stays below it.
pub const MAX_BUNDLE_BYTES: usize = 512 * 1024 * 1024;
/// Most entries in one bundle.
pub const MAX_ENTRIES: usize = 1_000_000;

/// What stands at one place of the log.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Leaf {
    /// A record: what the leaf commits to, and what opens its digests.
    #[n(0)]
    Record {
        /// The envelope's bytes.
        #[cbor(n(0), with = "minicbor::bytes")]
        envelope: Vec<u8>,
        /// Disclosures that the bundle's reader may have.
        #[n(1)]
        disclosures: Vec<Disclosure>,
    },
    /// A filler that commits to nothing.
    #[n(1)]
    Pad,
}

/// One place of the log with its proof.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Entry {
    /// Which place.
    #[n(0)]
    pub index: LogIndex,
    /// What opens the leaf's commitment.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub opening: [u8; 32],
    /// What stands there.
    #[n(2)]
    pub leaf: Leaf,
    /// Hashes of the inclusion proof, from the leaf up.
    #[n(3)]
    pub proof: Vec<Digest>,
}

/// The claim that a key's chain stands in the bundle without a gap, up to its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct WholeChain {
    /// Which key.
    #[n(0)]
    pub key: KeyId,
    /// Its last sequence number.
    #[n(1)]
    pub last: u64,
    /// Digest of the payload there.
    #[n(2)]
    pub head: Digest,
}

/// A bundle.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Bundle {
    /// The signed checkpoint that every proof leads to, with its cosignatures.
    #[n(0)]
    pub checkpoint: String,
    /// The entries, in order of the log.
    #[n(1)]
    pub entries: Vec<Entry>,
    /// Which keys' chains are claimed to be whole.
    #[n(2)]
    pub whole_chains: Vec<WholeChain>,
}

/// Why bytes are not a bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Not a bundle file, or longer than the limit.
    #[error("not a bundle: it does not begin as one, or it is longer than 512 MiB")]
    NotABundle,
    /// The checksum at its end does not fit: damaged on the way.
    #[error("the bundle was damaged on the way: its checksum does not fit; fetch it again")]
    Checksum,
    /// Cannot be read.
    #[error("the bundle cannot be read: {0}")]
    Unreadable(CborError),
}

impl Bundle {
    /// The bytes of a bundle file: magic, contents, SHA-256 over both.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = cbor::encode(self);
        bytes.splice(0..0, *MAGIC);
        let checksum = Digest::of(&bytes);
        bytes.extend_from_slice(&checksum.0);
        bytes
    }

    /// Reads a bundle file.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        if bytes.len() > MAX_BUNDLE_BYTES || !bytes.starts_with(MAGIC) {
            return Err(BundleError::NotABundle);
        }
        let Some(end) = bytes
            .len()
            .checked_sub(32)
            .filter(|end| *end >= MAGIC.len())
        else {
            return Err(BundleError::Checksum);
        };
        let (contents, checksum) = bytes.split_at(end);
        if Digest::of(contents).0 != checksum {
            return Err(BundleError::Checksum);
        }
        cbor::decode(&contents[MAGIC.len()..]).map_err(BundleError::Unreadable)
    }
}

#[cfg(test)]
mod tests;
