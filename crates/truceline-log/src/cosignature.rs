//! Cosignatures: a witness's word that a checkpoint extends all it saw before, and when it saw it.
//!
//! Follows C2SP tlog-cosignature, version 1 (Ed25519). The signed message is a header, the time and the
//! checkpoint's text; it does not contain the witness's name, so one key must never serve two witnesses.
//! Whether to cosign is decided in [`crate::witness`].

use crate::checkpoint::SignedCheckpoint;
use crate::key::{SIGNATURE_BYTES, Signature, SignatureError, VerifyingKey};
use crate::line;
use crate::note::SignatureLine;
use crate::vkey::{Algorithm, KeyName, SignerKey};
use thiserror::Error;

/// Length of a cosignature in bytes: the time and the signature.
pub const COSIGNATURE_BYTES: usize = 8 + SIGNATURE_BYTES;

/// The latest time that a cosignature can bear, in seconds since 1970-01-01 UTC.
pub const MAX_TIME_S: u64 = line::MAX_NUMBER;

/// Why bytes are not a cosignature.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CosignatureError {
    /// Another length.
    #[error("a cosignature has {COSIGNATURE_BYTES} bytes, found {found}")]
    Length {
        /// Bytes given.
        found: usize,
    },
    /// A time beyond [`MAX_TIME_S`].
    #[error("the cosignature's time is beyond {MAX_TIME_S} seconds")]
    Time,
}

/// Why a checkpoint was not cosigned.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CosignError {
    /// The key is not a cosigner's.
    #[error("{name} is not a cosigner's key; use one with algorithm 0x04")]
    NotACosigner {
        /// The key's name.
        name: KeyName,
    },
    /// A time beyond [`MAX_TIME_S`].
    #[error("the time {time_s} s is beyond {MAX_TIME_S} s")]
    Time {
        /// The time given.
        time_s: u64,
    },
}

/// A time and the signature over it and a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosignature {
    /// When the witness signed, by its own clock, in seconds since 1970-01-01 UTC.
    pub time_s: u64,
    /// Over [`signed_message`].
    pub signature: Signature,
}

impl Cosignature {
    /// Reads the bytes behind the key id of a signature line.
    ///
    /// # Errors
    /// Another length, or a time out of bounds.
    pub fn parse(bytes: &[u8]) -> Result<Self, CosignatureError> {
        let whole: &[u8; COSIGNATURE_BYTES] = bytes
            .try_into()
            .map_err(|_| CosignatureError::Length { found: bytes.len() })?;
        let [a, b, c, d, e, f, g, h, signature @ ..] = whole;
        let time_s = u64::from_be_bytes([*a, *b, *c, *d, *e, *f, *g, *h]);
        if time_s > MAX_TIME_S {
            return Err(CosignatureError::Time);
        }
        Ok(Self {
            time_s,
            signature: Signature(*signature),
        })
    }

    /// The bytes of the signature line, without the key id.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.time_s.to_be_bytes().as_slice(), &self.signature.0].concat()
    }

    /// Verifies over a checkpoint's text.
    ///
    /// # Errors
    /// It does not verify.
    pub fn verify(&self, key: &VerifyingKey, checkpoint_text: &str) -> Result<(), SignatureError> {
        key.verify(
            signed_message(self.time_s, checkpoint_text).as_bytes(),
            &self.signature,
        )
    }
}

/// What a witness signs: two lines and the checkpoint's text.
#[must_use]
pub fn signed_message(time_s: u64, checkpoint_text: &str) -> String {
    format!("cosignature/v1\ntime {time_s}\n{checkpoint_text}")
}

/// Cosigns a checkpoint at `time_s`, seconds since 1970-01-01 UTC.
///
/// This asserts consistency with all that the witness saw before: call it only on what
/// [`crate::witness::decide`] admitted and the witness has written down.
///
/// # Errors
/// The key is not a cosigner's, or the time is out of bounds.
pub fn cosign(
    checkpoint: &SignedCheckpoint,
    signer: &SignerKey,
    time_s: u64,
) -> Result<SignatureLine, CosignError> {
    if signer.algorithm() != Algorithm::CosignatureV1 {
        return Err(CosignError::NotACosigner {
            name: signer.name().clone(),
        });
    }
    if time_s > MAX_TIME_S {
        return Err(CosignError::Time { time_s });
    }
    let signature = signer
        .key()
        .sign(signed_message(time_s, checkpoint.note().text()).as_bytes());
    Ok(SignatureLine::by(
        &signer.verifier(),
        Cosignature { time_s, signature }.to_bytes(),
    ))
}

#[cfg(test)]
mod tests;
