//! Evidence of a split view: two checkpoints of one log and one size, both signed by it, with
//! different roots.
//!
//! No honest log can sign such a pair, so the pair convicts whoever holds the log's key, to anyone who
//! knows that key. The text is a header and both signed notes, separated by empty lines. Not here:
//! inconsistency between different sizes, which two notes alone cannot show.

use crate::checkpoint::{CheckpointError, Origin, SignedCheckpoint};
use crate::hash::Hash;
use crate::note::{MAX_NOTE_BYTES, VerifyError};
use crate::vkey::VerifierKey;
use std::fmt;
use thiserror::Error;

/// First line of the text.
const HEADER: &str = "truceline/fork-evidence/v1";

/// The largest evidence in bytes: two of the largest notes and a header.
pub const MAX_FORK_BYTES: usize = 2 * MAX_NOTE_BYTES + 64;

/// Two signed checkpoints that cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForkEvidence {
    first: SignedCheckpoint,
    second: SignedCheckpoint,
}

/// Which of the two checkpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one named first, usually the one seen first.
    First,
    /// The other.
    Second,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::First => "first",
            Self::Second => "second",
        })
    }
}

/// Why something is not evidence of a fork.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ForkError {
    /// Not the header and two notes.
    #[error(
        "fork evidence is the line {HEADER}, and two signed checkpoints after an empty line each"
    )]
    Shape,
    /// One of the notes is not a signed checkpoint.
    #[error("the {side} checkpoint: {fault}")]
    Checkpoint {
        /// Which.
        side: Side,
        /// What is wrong with it.
        fault: CheckpointError,
    },
    /// They are of two logs.
    #[error("the checkpoints are of two logs, {first} and {second}")]
    TwoLogs {
        /// Origin of the first.
        first: Origin,
        /// Origin of the second.
        second: Origin,
    },
    /// They have two sizes, which is what logs do.
    #[error("the checkpoints have two sizes, {first} and {second}; that is no fork by itself")]
    TwoSizes {
        /// Size of the first.
        first: u64,
        /// Size of the second.
        second: u64,
    },
    /// They say the same.
    #[error("the checkpoints agree on root {root}")]
    SameRoot {
        /// The root of both.
        root: Hash,
    },
    /// The log did not sign both.
    #[error("the {side} checkpoint: {fault}")]
    Signature {
        /// Which.
        side: Side,
        /// What is wrong with it.
        fault: VerifyError,
    },
}

impl ForkEvidence {
    /// Pairs two checkpoints that contradict each other. Signatures are not verified here.
    ///
    /// # Errors
    /// They do not contradict each other.
    pub fn new(first: SignedCheckpoint, second: SignedCheckpoint) -> Result<Self, ForkError> {
        let (one, other) = (first.checkpoint(), second.checkpoint());
        if one.origin != other.origin {
            return Err(ForkError::TwoLogs {
                first: one.origin.clone(),
                second: other.origin.clone(),
            });
        }
        if one.size != other.size {
            return Err(ForkError::TwoSizes {
                first: one.size,
                second: other.size,
            });
        }
        if one.root == other.root {
            return Err(ForkError::SameRoot { root: one.root });
        }
        Ok(Self { first, second })
    }

    /// The log.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.first.checkpoint().origin
    }

    /// The size of which there are two trees.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.first.checkpoint().size
    }

    /// The checkpoint named first.
    #[must_use]
    pub fn first(&self) -> &SignedCheckpoint {
        &self.first
    }

    /// The other checkpoint.
    #[must_use]
    pub fn second(&self) -> &SignedCheckpoint {
        &self.second
    }

    /// Verifies that the log signed both, with keys the reader trusts to be the log's.
    ///
    /// # Errors
    /// One of the signatures is missing or does not verify: nobody is convicted.
    pub fn verify(&self, log_keys: &[VerifierKey]) -> Result<(), ForkError> {
        for (side, checkpoint) in [(Side::First, &self.first), (Side::Second, &self.second)] {
            checkpoint
                .verify(log_keys)
                .map_err(|fault| ForkError::Signature { side, fault })?;
        }
        Ok(())
    }

    /// Reads the text. Signatures are not verified here.
    ///
    /// # Errors
    /// The bytes are not such a text, or the checkpoints do not contradict each other.
    pub fn parse(bytes: &[u8]) -> Result<Self, ForkError> {
        if bytes.len() > MAX_FORK_BYTES {
            return Err(ForkError::Shape);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| ForkError::Shape)?;
        // Neither a checkpoint's text nor signature lines contain an empty line.
        let parts: Vec<_> = text.split("\n\n").collect();
        let [header, first_text, first_lines, second_text, second_lines] = parts[..] else {
            return Err(ForkError::Shape);
        };
        if header != HEADER {
            return Err(ForkError::Shape);
        }
        let read = |side, note: String| {
            SignedCheckpoint::parse(note.as_bytes())
                .map_err(|fault| ForkError::Checkpoint { side, fault })
        };
        Self::new(
            read(Side::First, format!("{first_text}\n\n{first_lines}\n"))?,
            read(Side::Second, format!("{second_text}\n\n{second_lines}"))?,
        )
    }
}

/// The text that [`ForkEvidence::parse`] reads.
impl fmt::Display for ForkEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEADER}\n\n{}\n{}", self.first, self.second)
    }
}

#[cfg(test)]
mod tests;
