//! Evidence of a split view: two checkpoints that one log has signed and that cannot be of one history.
//!
//! No honest log can sign such a pair, so the pair convicts whoever holds the log's key, to anyone who
//! knows that key, offline. Of one size two roots are enough. Of two sizes it takes hashes beside the
//! checkpoints ([`Grounds`]): that the larger tree had another root at the smaller size, or that the two
//! trees have different leaves at one index. The text is a header with those hashes and both signed notes,
//! separated by empty lines. Not here: that somebody gives no proof, which proves nothing.

use crate::beginning::BeginningProof;
use crate::checkpoint::{CheckpointError, Origin, SignedCheckpoint};
use crate::hash::Hash;
use crate::line;
use crate::note::{MAX_NOTE_BYTES, VerifyError};
use crate::proof::{ConsistencyError, InclusionError, InclusionProof};
use crate::vkey::VerifierKey;
use std::fmt;
use thiserror::Error;

/// First line of the text.
const HEADER: &str = "truceline/fork-evidence/v1";

/// The word above the hashes of a beginning.
const BEGINNING: &str = "beginning";
/// The word before the index of an entry.
const ENTRY: &str = "entry ";
/// The words before the two leaves of an entry.
const LEAVES: [&str; 2] = ["first ", "second "];

/// The largest evidence in bytes: two of the largest notes, a header, and two inclusion proofs.
pub const MAX_FORK_BYTES: usize = 2 * MAX_NOTE_BYTES + 128 + 2 * 66 * 52;

/// Two signed checkpoints that cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForkEvidence {
    first: SignedCheckpoint,
    second: SignedCheckpoint,
    grounds: Grounds,
}

/// Why they cannot both be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grounds {
    /// One size and two roots.
    OneSize,
    /// The larger tree had another root when it was of the smaller size.
    Beginning(BeginningProof),
    /// One index and two leaves.
    Entry(Box<TwoLeaves>),
}

/// Two leaves at one index, each proven under one of the checkpoints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoLeaves {
    /// The index.
    pub index: u64,
    /// The leaf under the first checkpoint, with its proof.
    pub first: (Hash, InclusionProof),
    /// The leaf under the second.
    pub second: (Hash, InclusionProof),
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
        "fork evidence is the line {HEADER}, what its grounds are, and two signed checkpoints after an empty line each"
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
    #[error(
        "the checkpoints have two sizes, {first} and {second}; from that alone nothing follows"
    )]
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
    /// The hashes of a beginning do not lead to the larger checkpoint.
    #[error("the hashes are not of the larger checkpoint's tree: {0}")]
    NoBeginning(ConsistencyError),
    /// A leaf is not proven under its checkpoint.
    #[error("the leaf under the {side} checkpoint: {fault}")]
    NoLeaf {
        /// Which.
        side: Side,
        /// What is wrong with the proof.
        fault: InclusionError,
    },
    /// The leaves are one.
    #[error("the checkpoints agree on the leaf at index {index}")]
    SameLeaf {
        /// The index.
        index: u64,
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
    /// Pairs two checkpoints of one size that contradict each other. Signatures are not verified here.
    ///
    /// # Errors
    /// They do not contradict each other.
    pub fn new(first: SignedCheckpoint, second: SignedCheckpoint) -> Result<Self, ForkError> {
        one_log(&first, &second)?;
        let (one, other) = (first.checkpoint(), second.checkpoint());
        if one.size != other.size {
            return Err(ForkError::TwoSizes {
                first: one.size,
                second: other.size,
            });
        }
        if one.root == other.root {
            return Err(ForkError::SameRoot { root: one.root });
        }
        Ok(Self {
            first,
            second,
            grounds: Grounds::OneSize,
        })
    }

    /// Pairs a checkpoint with a larger one whose tree began otherwise. Signatures are not verified here.
    ///
    /// # Errors
    /// The hashes are not of the larger one's tree, or it began as the smaller one says.
    pub fn of_beginning(
        smaller: SignedCheckpoint,
        larger: SignedCheckpoint,
        proof: BeginningProof,
    ) -> Result<Self, ForkError> {
        one_log(&smaller, &larger)?;
        let (before, after) = (smaller.checkpoint(), larger.checkpoint());
        let began = proof
            .root_at(before.size, after.size, &after.root)
            .map_err(ForkError::NoBeginning)?;
        if began == before.root {
            return Err(ForkError::SameRoot { root: began });
        }
        Ok(Self {
            first: smaller,
            second: larger,
            grounds: Grounds::Beginning(proof),
        })
    }

    /// Pairs two checkpoints under which different leaves stand at one index. Signatures are not verified here.
    ///
    /// # Errors
    /// A leaf is not proven, or they are the same.
    pub fn of_entry(
        first: SignedCheckpoint,
        second: SignedCheckpoint,
        leaves: TwoLeaves,
    ) -> Result<Self, ForkError> {
        one_log(&first, &second)?;
        let sides = [
            (Side::First, &first, &leaves.first),
            (Side::Second, &second, &leaves.second),
        ];
        for (side, signed, (leaf, proof)) in sides {
            let head = signed.checkpoint();
            proof
                .verify(leaf, leaves.index, head.size, &head.root)
                .map_err(|fault| ForkError::NoLeaf { side, fault })?;
        }
        if leaves.first.0 == leaves.second.0 {
            return Err(ForkError::SameLeaf {
                index: leaves.index,
            });
        }
        Ok(Self {
            first,
            second,
            grounds: Grounds::Entry(Box::new(leaves)),
        })
    }

    /// Why they cannot both be true.
    #[must_use]
    pub const fn grounds(&self) -> &Grounds {
        &self.grounds
    }

    /// What the log did, in words that follow "has signed".
    #[must_use]
    pub fn deed(&self) -> String {
        let (first, second) = (self.first.checkpoint().size, self.second.checkpoint().size);
        match &self.grounds {
            Grounds::OneSize => format!("two histories of {first} entries"),
            Grounds::Beginning(_) => {
                format!("a history of {first} entries, and one of {second} that begins otherwise")
            }
            Grounds::Entry(leaves) => format!(
                "two histories, of {first} and {second} entries, that differ at index {}",
                leaves.index
            ),
        }
    }

    /// The log.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.first.checkpoint().origin
    }

    /// A size of which there are two trees: that of the smaller checkpoint.
    #[must_use]
    pub fn size(&self) -> u64 {
        let (first, second) = (self.first.checkpoint().size, self.second.checkpoint().size);
        first.min(second)
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
        let [grounds, first_text, first_lines, second_text, second_lines] = parts[..] else {
            return Err(ForkError::Shape);
        };
        let mut grounds = grounds.split('\n');
        if grounds.next() != Some(HEADER) {
            return Err(ForkError::Shape);
        }
        let read = |side, note: String| {
            SignedCheckpoint::parse(note.as_bytes())
                .map_err(|fault| ForkError::Checkpoint { side, fault })
        };
        let first = read(Side::First, format!("{first_text}\n\n{first_lines}\n"))?;
        let second = read(Side::Second, format!("{second_text}\n\n{second_lines}"))?;
        let lines: Vec<&str> = grounds.collect();
        match lines.split_first() {
            None => Self::new(first, second),
            Some((&BEGINNING, hashes)) => {
                let proof = BeginningProof::new(hashes_of(hashes)?);
                Self::of_beginning(first, second, proof.map_err(|_| ForkError::Shape)?)
            }
            Some((entry, lines)) => Self::of_entry(first, second, two_leaves(entry, lines)?),
        }
    }
}

fn one_log(first: &SignedCheckpoint, second: &SignedCheckpoint) -> Result<(), ForkError> {
    let (first, second) = (&first.checkpoint().origin, &second.checkpoint().origin);
    if first == second {
        return Ok(());
    }
    Err(ForkError::TwoLogs {
        first: first.clone(),
        second: second.clone(),
    })
}

fn hashes_of(lines: &[&str]) -> Result<Vec<Hash>, ForkError> {
    let hashes = lines.iter().map(|line| Hash::from_base64(line));
    hashes
        .collect::<Result<_, _>>()
        .map_err(|_| ForkError::Shape)
}

fn two_leaves(entry: &str, lines: &[&str]) -> Result<TwoLeaves, ForkError> {
    let index = entry.strip_prefix(ENTRY).and_then(line::number);
    let begins = |line: &&str| line.starts_with(LEAVES[1]);
    let second = lines.iter().position(begins).ok_or(ForkError::Shape)?;
    let (first, second) = lines.split_at(second);
    Ok(TwoLeaves {
        index: index.ok_or(ForkError::Shape)?,
        first: one_leaf(LEAVES[0], first)?,
        second: one_leaf(LEAVES[1], second)?,
    })
}

fn one_leaf(word: &str, lines: &[&str]) -> Result<(Hash, InclusionProof), ForkError> {
    let (leaf, path) = lines.split_first().ok_or(ForkError::Shape)?;
    let leaf = leaf
        .strip_prefix(word)
        .and_then(|leaf| Hash::from_base64(leaf).ok())
        .ok_or(ForkError::Shape)?;
    let proof = InclusionProof::new(hashes_of(path)?).map_err(|_| ForkError::Shape)?;
    Ok((leaf, proof))
}

/// The text that [`ForkEvidence::parse`] reads.
impl fmt::Display for ForkEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        match &self.grounds {
            Grounds::OneSize => {}
            Grounds::Beginning(proof) => {
                writeln!(f, "{BEGINNING}")?;
                for hash in proof.hashes() {
                    writeln!(f, "{}", hash.to_base64())?;
                }
            }
            Grounds::Entry(leaves) => {
                writeln!(f, "{ENTRY}{}", leaves.index)?;
                let sides = [&leaves.first, &leaves.second];
                for (word, (leaf, proof)) in LEAVES.iter().zip(sides) {
                    writeln!(f, "{word}{}", leaf.to_base64())?;
                    for hash in proof.hashes() {
                        writeln!(f, "{}", hash.to_base64())?;
                    }
                }
            }
        }
        write!(f, "\n{}\n{}", self.first, self.second)
    }
}

#[cfg(test)]
mod tests;
