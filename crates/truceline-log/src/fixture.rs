//! What the tests of several modules start from: named keys, small trees, signed heads.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use crate::commitment::{Commitment, Opening, commit};
use crate::hash::Hash;
use crate::key::SigningKey;
use crate::tree::Tree;
use crate::vkey::{Algorithm, KeyName, SignerKey};

pub(crate) const ORIGIN: &str = "register.example/kestrel";

pub(crate) fn log_key(name: &str, seed: u8) -> SignerKey {
    let name = KeyName::parse(name).unwrap();
    SignerKey::new(name, Algorithm::Ed25519, SigningKey::from_seed(&[seed; 32]))
}

pub(crate) fn witness_key(name: &str, seed: u8) -> SignerKey {
    let name = KeyName::parse(name).unwrap();
    SignerKey::new(
        name,
        Algorithm::CosignatureV1,
        SigningKey::from_seed(&[seed; 32]),
    )
}

/// The key of the log at [`ORIGIN`].
pub(crate) fn our_log() -> SignerKey {
    log_key(ORIGIN, 1)
}

/// Distinct commitments; `salt` tells one history from another.
pub(crate) fn commitments(salt: u8, count: u64) -> Vec<Commitment> {
    (0..count)
        .map(|n| commit(&Opening([salt; 32]), &n.to_be_bytes()))
        .collect()
}

pub(crate) fn tree_of(salt: u8, count: u64) -> Tree {
    commitments(salt, count)
        .iter()
        .map(Commitment::leaf_hash)
        .collect()
}

pub(crate) fn leaf(salt: u8, index: u64) -> Hash {
    commit(&Opening([salt; 32]), &index.to_be_bytes()).leaf_hash()
}

pub(crate) fn head(tree: &Tree, size: u64) -> Checkpoint {
    Checkpoint {
        origin: Origin::parse(ORIGIN).unwrap(),
        size,
        root: tree.root_at(size).unwrap(),
    }
}

pub(crate) fn signed_head(tree: &Tree, size: u64) -> SignedCheckpoint {
    SignedCheckpoint::sign(head(tree, size), &our_log()).unwrap()
}
