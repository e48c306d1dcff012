//! Ed25519 keys and signatures, verified strictly.
//!
//! Strict means: one encoding of a key and of a signature, no key or nonce point of low order, the
//! scalar reduced (RFC 8032, section 5.1.7, and the stricter reading of "Taming the many EdDSAs",
//! Chalkias et al. 2020). Whatever one verifier accepts every other accepts too, and nobody can make a
//! key that fits any message. Not here: names (see [`crate::vkey`]), storage and randomness; a seed is
//! an argument.

use crate::line;
use ed25519_dalek::Signer as _;
use std::fmt;
use thiserror::Error;

/// Length of a seed in bytes.
pub const SEED_BYTES: usize = 32;

/// Length of a public key in bytes.
pub const VERIFYING_KEY_BYTES: usize = 32;

/// Length of a signature in bytes.
pub const SIGNATURE_BYTES: usize = 64;

/// Why bytes are not a public key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Not 32 bytes.
    #[error("an Ed25519 public key has {VERIFYING_KEY_BYTES} bytes, found {found}")]
    Length {
        /// Bytes given.
        found: usize,
    },
    /// Not the canonical encoding of a point on the curve.
    #[error("the bytes are not the canonical encoding of an Ed25519 public key")]
    NotAPoint,
    /// A point of low order, or with a part of low order: signatures under it prove nothing certain.
    #[error("the Ed25519 public key has a part of low order and proves nothing")]
    LowOrder,
}

/// The signature does not verify under the key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the Ed25519 signature does not verify under this key")]
pub struct SignatureError;

/// A signature: 64 bytes, judged only by [`VerifyingKey::verify`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; SIGNATURE_BYTES]);

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({}…)", line::hex_of(&self.0[..4]))
    }
}

/// A private key. Wiped from memory when dropped; never printed.
#[derive(Clone)]
pub struct SigningKey {
    key: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// The key of a seed. The seed must come from a source of randomness fit for keys.
    #[must_use]
    pub fn from_seed(seed: &[u8; SEED_BYTES]) -> Self {
        Self {
            key: ed25519_dalek::SigningKey::from_bytes(seed),
        }
    }

    /// The public half.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey {
            key: self.key.verifying_key(),
        }
    }

    /// Signs a message (RFC 8032; deterministic).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.key.sign(message).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey([redacted])")
    }
}

/// A public key that has passed the strict checks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerifyingKey {
    key: ed25519_dalek::VerifyingKey,
}

impl VerifyingKey {
    /// Reads a public key.
    ///
    /// # Errors
    /// Wrong length, a second spelling of a key, no point on the curve, or one with a part of low order.
    pub fn parse(bytes: &[u8]) -> Result<Self, KeyError> {
        let bytes: &[u8; VERIFYING_KEY_BYTES] = bytes
            .try_into()
            .map_err(|_| KeyError::Length { found: bytes.len() })?;
        let key =
            ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotAPoint)?;
        let point = key.to_edwards();
        if point.compress().as_bytes() != bytes {
            return Err(KeyError::NotAPoint);
        }
        if point.is_small_order() || !point.is_torsion_free() {
            return Err(KeyError::LowOrder);
        }
        Ok(Self { key })
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; VERIFYING_KEY_BYTES] {
        self.key.as_bytes()
    }

    /// Verifies a signature strictly.
    ///
    /// # Errors
    /// It does not verify; which of the checks failed makes no difference to anyone.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), SignatureError> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.key
            .verify_strict(message, &signature)
            .map_err(|_| SignatureError)
    }
}

impl PartialOrd for VerifyingKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// By the bytes, so that sets of keys have one order everywhere.
impl Ord for VerifyingKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({}…)", line::hex_of(&self.as_bytes()[..4]))
    }
}

#[cfg(test)]
mod tests;
