//! The request to a witness: an old size, a consistency proof, and the checkpoint to cosign.

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::hash::Hash;
use crate::line;
use crate::note::MAX_NOTE_BYTES;
use crate::proof::{ConsistencyProof, MAX_PROOF_HASHES};
use std::fmt;
use thiserror::Error;

/// The largest request in bytes: the old size, the longest proof and the largest note.
pub const MAX_REQUEST_BYTES: usize = 32 + MAX_PROOF_HASHES * 45 + 1 + MAX_NOTE_BYTES;

/// The body of `add-checkpoint`. [`fmt::Display`] writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The size that the log believes the witness cosigned last; 0 if it does not know.
    pub old_size: u64,
    /// From the old size to the checkpoint's.
    pub proof: ConsistencyProof,
    /// What is to be cosigned.
    pub checkpoint: SignedCheckpoint,
}

/// Why a body is not a request.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RequestError {
    /// More bytes than [`MAX_REQUEST_BYTES`].
    #[error("a request has at most {MAX_REQUEST_BYTES} bytes, found {found}")]
    TooLarge {
        /// Bytes given.
        found: usize,
    },
    /// Not UTF-8, or without the empty line before the checkpoint.
    #[error("a request is an old size, proof lines, an empty line and a signed checkpoint")]
    Shape,
    /// The first line.
    #[error("line 1 is \"old\", a space and a decimal without leading zeroes")]
    OldSizeLine,
    /// A proof line.
    #[error("line {line} is not the base64 of a 32-byte hash")]
    ProofLine {
        /// Number of the line, from 1.
        line: usize,
    },
    /// More proof lines than [`MAX_PROOF_HASHES`].
    #[error("a request has at most {MAX_PROOF_HASHES} proof lines")]
    ProofTooLong,
    /// The checkpoint.
    #[error("{0}")]
    Checkpoint(#[from] CheckpointError),
    /// Logs do not shrink.
    #[error("the old size {old} exceeds the checkpoint's size {new}")]
    OldSize {
        /// The old size.
        old: u64,
        /// The checkpoint's.
        new: u64,
    },
}

impl Request {
    /// Reads a body. Nothing is verified yet.
    ///
    /// # Errors
    /// The bytes are not a request in its one spelling.
    pub fn parse(body: &[u8]) -> Result<Self, RequestError> {
        if body.len() > MAX_REQUEST_BYTES {
            return Err(RequestError::TooLarge { found: body.len() });
        }
        let body = std::str::from_utf8(body).map_err(|_| RequestError::Shape)?;
        let (head, note) = body.split_once("\n\n").ok_or(RequestError::Shape)?;
        let mut lines = head.split('\n');
        let old_size = lines
            .next()
            .and_then(|first| first.strip_prefix("old "))
            .and_then(line::number)
            .ok_or(RequestError::OldSizeLine)?;
        let mut hashes = Vec::new();
        for (line, text) in (2..).zip(lines) {
            hashes.push(Hash::from_base64(text).map_err(|_| RequestError::ProofLine { line })?);
        }
        let proof = ConsistencyProof::new(hashes).map_err(|_| RequestError::ProofTooLong)?;
        let checkpoint = SignedCheckpoint::parse(note.as_bytes())?;
        Ok(Self {
            old_size,
            proof,
            checkpoint,
        })
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        for hash in self.proof.hashes() {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}
