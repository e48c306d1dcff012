//! The transparency log under the register: opaque leaves, their Merkle tree, and everything that
//! makes them provable to a stranger offline.
//!
//! This crate is pure: no clock, randomness, files, environment or threads. Times, seeds and openings
//! are arguments. It knows nothing of parties, positions or statements; a leaf is 32 bytes that say
//! nothing. Storage, HTTP and the order of commits are the engine's.
//!
//! It follows RFC 6962 for hashing and the C2SP specifications for every text that leaves the house;
//! `docs/spec/log.md` says where we are stricter. Reading order:
//!
//! | module | noun |
//! |---|---|
//! | [`hash`] | 32 bytes of SHA-256, leaf and node hashing |
//! | [`commitment`] | the leaf: what binds an envelope without showing it |
//! | [`tree`], [`proof`], [`tile`] | the append-only tree, its two proofs, its published form |
//! | [`key`], [`vkey`] | strict Ed25519, and keys that carry a name |
//! | [`note`], [`checkpoint`], [`cosignature`] | signed texts: the log's word and its witnesses' |
//! | [`witness`] | deciding whether to cosign |
//! | [`beginning`], [`fork`] | which root a tree had at a smaller size; evidence of a split view |
//! | [`policy`], [`receipt`] | whom a verifier believes; the proof it is handed |

#![deny(clippy::float_arithmetic)]

pub mod beginning;
pub mod checkpoint;
pub mod commitment;
pub mod cosignature;
#[cfg(test)]
mod fixture;
pub mod fork;
pub mod hash;
pub mod key;
mod line;
pub mod note;
pub mod policy;
pub mod proof;
pub mod receipt;
pub mod tile;
pub mod tree;
pub mod vkey;
pub mod witness;
