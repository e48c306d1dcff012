//! Receipts: proof, to be checked offline, that a leaf is in the log.
//!
//! Follows C2SP tlog-proof (`c2sp.org/tlog-proof@v1`): index, inclusion proof and signed checkpoint in
//! one text. The leaf itself is not in it: the holder brings the commitment, or opening and envelope. The
//! extra data is **not authenticated by anything** and is never looked at here. A receipt proves
//! submission; it is no permit.

use crate::checkpoint::{CheckpointError, Origin, SignedCheckpoint};
use crate::hash::Hash;
use crate::line;
use crate::note::{MAX_NOTE_BYTES, VerifyError};
use crate::policy::{Policy, RefusalError, Verdict};
use crate::proof::{InclusionError, InclusionProof, MAX_PROOF_HASHES};
use crate::tree::MAX_TREE_SIZE;
use std::fmt;
use thiserror::Error;

/// First line of the text.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The most extra data in bytes: a reference or an opening, never a document.
pub const MAX_EXTRA_BYTES: usize = 64 * 1024;

/// The largest receipt in bytes: the extra data in base64, the longest proof and the largest note.
pub const MAX_RECEIPT_BYTES: usize =
    128 + MAX_EXTRA_BYTES.div_ceil(3) * 4 + MAX_PROOF_HASHES * 45 + MAX_NOTE_BYTES;

/// A receipt. [`fmt::Display`] writes the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    extra: Vec<u8>,
    index: u64,
    proof: InclusionProof,
    checkpoint: SignedCheckpoint,
}

/// Why bytes are not a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReceiptTextError {
    /// More bytes than [`MAX_RECEIPT_BYTES`].
    #[error("a receipt has at most {MAX_RECEIPT_BYTES} bytes, found {found}")]
    TooLarge {
        /// Bytes given.
        found: usize,
    },
    /// Not UTF-8, or without the empty line before the checkpoint.
    #[error("a receipt is a header, an index, proof lines, an empty line and a signed checkpoint")]
    Shape,
    /// The first line.
    #[error("line 1 of a receipt is {HEADER}")]
    Header,
    /// The extra data.
    #[error("the extra line is the base64 of 1 to {MAX_EXTRA_BYTES} bytes")]
    Extra,
    /// The index.
    #[error("the index line is \"index\", a space and a decimal without leading zeroes")]
    Index,
    /// A line of the proof.
    #[error("proof line {number} is not the base64 of a 32-byte hash")]
    ProofLine {
        /// Number of the line among the proof lines, from 1.
        number: usize,
    },
    /// More proof lines than [`MAX_PROOF_HASHES`].
    #[error("a receipt has at most {MAX_PROOF_HASHES} proof lines")]
    ProofTooLong,
    /// The checkpoint.
    #[error("{0}")]
    Checkpoint(#[from] CheckpointError),
}

/// Why a receipt does not prove that the leaf is in the log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// The checkpoint is of a log that the policy does not name.
    #[error("wrong log: the receipt is of {origin}, which the policy does not name")]
    WrongOrigin {
        /// The log that the checkpoint names.
        origin: Origin,
    },
    /// The log's signature on the checkpoint is missing or bad.
    #[error("bad checkpoint: {0}")]
    CheckpointSignature(VerifyError),
    /// A line that claims a known witness does not verify.
    #[error("bad cosignature: {0}")]
    Cosignature(VerifyError),
    /// Not enough witnesses cosigned.
    #[error("missing cosignatures: the quorum is not reached; missing among: {}", missing.join(", "))]
    QuorumMissing {
        /// The policy's names of the witnesses that could still make up the quorum.
        missing: Vec<String>,
    },
    /// The index lies outside the checkpoint's tree.
    #[error("wrong size or index: leaf {index} is outside the checkpoint's tree of size {size}")]
    IndexBeyondSize {
        /// The index of the receipt.
        index: u64,
        /// The size of the checkpoint.
        size: u64,
    },
    /// The proof was made for another index or size.
    #[error(
        "wrong size or index: a proof of leaf {index} at size {size} has {expected} hashes, found {found}"
    )]
    ProofLength {
        /// The index of the receipt.
        index: u64,
        /// The size of the checkpoint.
        size: u64,
        /// Hashes that the proof has.
        expected: usize,
        /// Hashes found.
        found: usize,
    },
    /// The proof does not lead from this leaf to the checkpoint's root.
    #[error("wrong leaf: the proof leads from it to root {computed}, the checkpoint has {root}")]
    WrongLeaf {
        /// Where the proof led.
        computed: Hash,
        /// The checkpoint's root.
        root: Hash,
    },
}

impl From<RefusalError> for ReceiptError {
    fn from(refusal: RefusalError) -> Self {
        match refusal {
            RefusalError::WrongOrigin { origin } => Self::WrongOrigin { origin },
            RefusalError::LogSignature(fault) => Self::CheckpointSignature(fault),
            RefusalError::Cosignature(fault) => Self::Cosignature(fault),
            RefusalError::QuorumMissing { missing } => Self::QuorumMissing { missing },
        }
    }
}

impl From<InclusionError> for ReceiptError {
    fn from(fault: InclusionError) -> Self {
        match fault {
            InclusionError::IndexBeyondSize { index, size } => {
                Self::IndexBeyondSize { index, size }
            }
            InclusionError::SizeTooLarge { .. } => {
                unreachable!("a checkpoint's size is at most {MAX_TREE_SIZE}")
            }
            InclusionError::WrongLength {
                index,
                size,
                expected,
                found,
            } => Self::ProofLength {
                index,
                size,
                expected,
                found,
            },
            InclusionError::RootMismatch { computed, root } => Self::WrongLeaf { computed, root },
        }
    }
}

impl Receipt {
    /// Puts a receipt together.
    #[must_use]
    pub fn new(index: u64, proof: InclusionProof, checkpoint: SignedCheckpoint) -> Self {
        Self {
            extra: Vec::new(),
            index,
            proof,
            checkpoint,
        }
    }

    /// The receipt with extra data; empty means none.
    ///
    /// # Errors
    /// More than [`MAX_EXTRA_BYTES`].
    pub fn with_extra(mut self, extra: Vec<u8>) -> Result<Self, ReceiptTextError> {
        if extra.len() > MAX_EXTRA_BYTES {
            return Err(ReceiptTextError::Extra);
        }
        self.extra = extra;
        Ok(self)
    }

    /// The extra data, empty if none. **Not authenticated**: believe nothing of it for the receipt's sake.
    #[must_use]
    pub fn unchecked_extra(&self) -> &[u8] {
        &self.extra
    }

    /// The index of the leaf.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The inclusion proof.
    #[must_use]
    pub fn proof(&self) -> &InclusionProof {
        &self.proof
    }

    /// The checkpoint that the proof leads to.
    #[must_use]
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// Reads a receipt. Nothing is verified yet.
    ///
    /// # Errors
    /// The bytes are not a receipt in its one spelling.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReceiptTextError> {
        if bytes.len() > MAX_RECEIPT_BYTES {
            return Err(ReceiptTextError::TooLarge { found: bytes.len() });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| ReceiptTextError::Shape)?;
        let (head, note) = text.split_once("\n\n").ok_or(ReceiptTextError::Shape)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(ReceiptTextError::Header);
        }
        let mut extra = Vec::new();
        if let Some(base64) = lines.peek().and_then(|line| line.strip_prefix("extra ")) {
            let within = |data: &Vec<u8>| (1..=MAX_EXTRA_BYTES).contains(&data.len());
            extra = line::from_base64(base64)
                .filter(within)
                .ok_or(ReceiptTextError::Extra)?;
            lines.next();
        }
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(line::number)
            .ok_or(ReceiptTextError::Index)?;
        let mut hashes = Vec::new();
        for (number, line) in (1..).zip(lines) {
            hashes
                .push(Hash::from_base64(line).map_err(|_| ReceiptTextError::ProofLine { number })?);
        }
        let proof = InclusionProof::new(hashes).map_err(|_| ReceiptTextError::ProofTooLong)?;
        let checkpoint = SignedCheckpoint::parse(note.as_bytes())?;
        Ok(Self {
            extra,
            index,
            proof,
            checkpoint,
        })
    }

    /// Verifies that the leaf with hash `leaf` is in a log that the policy names, under a checkpoint
    /// that the policy's quorum cosigned. With [`Policy::of_log`] the log's word alone is enough.
    ///
    /// # Errors
    /// The receipt does not prove it; each reason is its own.
    pub fn verify(&self, leaf: &Hash, policy: &Policy) -> Result<Verdict, ReceiptError> {
        let verdict = policy.judge(&self.checkpoint)?.require_quorum()?;
        let head = self.checkpoint.checkpoint();
        self.proof.verify(leaf, self.index, head.size, &head.root)?;
        Ok(verdict)
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if !self.extra.is_empty() {
            writeln!(f, "extra {}", line::base64_of(&self.extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in self.proof.hashes() {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

#[cfg(test)]
mod tests;
