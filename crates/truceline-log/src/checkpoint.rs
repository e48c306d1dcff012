//! Checkpoints: the log's signed word about its size and root.
//!
//! Follows C2SP tlog-checkpoint, stricter in three points: no extension lines (nobody could audit
//! them), the origin must be a valid key name and is the name of the log's key (as tlog-policy asks),
//! and a log without leaves has the empty root. When to sign one is the engine's business: the promise
//! never to sign two that disagree cannot be kept by a pure function.

use crate::hash::Hash;
use crate::line;
use crate::note::{Note, NoteError, SignatureLine, Verified, VerifyError};
use crate::tree::MAX_TREE_SIZE;
use crate::vkey::{Algorithm, KeyName, NameError, SignerKey, VerifierKey};
use std::fmt;
use thiserror::Error;

/// The name of a log for ever: also the name of its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin(KeyName);

impl Origin {
    /// Reads an origin.
    ///
    /// # Errors
    /// The text is not a key name.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        KeyName::parse(text).map(Self)
    }

    /// The origin of the log that signs with a key of that name.
    #[must_use]
    pub fn of(name: &KeyName) -> Self {
        Self(name.clone())
    }

    /// The name of the log's key.
    #[must_use]
    pub fn key_name(&self) -> &KeyName {
        &self.0
    }

    /// The origin as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A tree head: which log, how many leaves, which root. [`fmt::Display`] gives the note text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log.
    pub origin: Origin,
    /// Its number of leaves.
    pub size: u64,
    /// The root of its tree at that size.
    pub root: Hash,
}

/// Why a text is not a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// The note around it is not one.
    #[error("{0}")]
    Note(#[from] NoteError),
    /// Too few lines, or a last line without newline.
    #[error("a checkpoint has three lines: origin, size and root")]
    Shape,
    /// More than three lines.
    #[error("the checkpoint has extension lines, which nobody could audit; they are not accepted")]
    Extension,
    /// The first line is not an origin.
    #[error("the checkpoint's origin: {0}")]
    Origin(#[from] NameError),
    /// The second line is not a size.
    #[error("the checkpoint's size is a decimal without leading zeroes, at most {MAX_TREE_SIZE}")]
    Size,
    /// The third line is not a root.
    #[error("the checkpoint's root is the base64 of 32 bytes")]
    Root,
    /// A tree without leaves has but one root.
    #[error("the checkpoint of size 0 has a root other than that of the empty tree")]
    EmptyRoot,
}

/// Why a checkpoint was not signed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SignError {
    /// The key has another name than the log.
    #[error("the checkpoint is of {origin}, the key is {name}'s")]
    OtherName {
        /// The log.
        origin: Origin,
        /// The key's name.
        name: KeyName,
    },
    /// The values could not be read back: size or root out of bounds.
    #[error("{0}")]
    Checkpoint(#[from] CheckpointError),
}

impl Checkpoint {
    /// Reads the text of a note, with its final newline.
    ///
    /// # Errors
    /// The text is not a checkpoint in its one spelling.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Shape)?;
        let mut lines = lines.split('\n');
        let mut next = || lines.next().ok_or(CheckpointError::Shape);
        let (origin, size, root) = (next()?, next()?, next()?);
        if lines.next().is_some() {
            return Err(CheckpointError::Extension);
        }
        let checkpoint = Self {
            origin: Origin::parse(origin)?,
            size: line::number(size).ok_or(CheckpointError::Size)?,
            root: Hash::from_base64(root).map_err(|_| CheckpointError::Root)?,
        };
        checkpoint.check()?;
        Ok(checkpoint)
    }

    fn check(&self) -> Result<(), CheckpointError> {
        if self.size > MAX_TREE_SIZE {
            return Err(CheckpointError::Size);
        }
        if self.size == 0 && self.root != Hash::EMPTY {
            return Err(CheckpointError::EmptyRoot);
        }
        Ok(())
    }
}

/// The note text: three lines, each with its newline.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}\n{}\n{}",
            self.origin,
            self.size,
            self.root.to_base64()
        )
    }
}

/// A checkpoint with its signature lines, verified or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Signs as the log.
    ///
    /// # Errors
    /// The key is not named like the log or is a cosigner's, or the values are no checkpoint.
    pub fn sign(checkpoint: Checkpoint, signer: &SignerKey) -> Result<Self, SignError> {
        checkpoint.check()?;
        if signer.name() != checkpoint.origin.key_name() {
            return Err(SignError::OtherName {
                origin: checkpoint.origin,
                name: signer.name().clone(),
            });
        }
        let note = Note::sign(&checkpoint.to_string(), signer).map_err(CheckpointError::from)?;
        Ok(Self { checkpoint, note })
    }

    /// Reads a signed checkpoint. Nothing is verified yet.
    ///
    /// # Errors
    /// The bytes are not a note, or its text is not a checkpoint.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        Ok(Self { checkpoint, note })
    }

    /// What it says. Believe it only after [`SignedCheckpoint::verify`] or a policy.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note around it.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Adds a signature line, such as a cosignature.
    ///
    /// # Errors
    /// The note would grow beyond its limits.
    pub fn add(&mut self, line: SignatureLine) -> Result<(), NoteError> {
        self.note.add(line)
    }

    /// The same checkpoint with only the first line that claims each of `keys`.
    #[must_use]
    pub fn with_claims_of(mut self, keys: &[VerifierKey]) -> Self {
        self.note.retain_claims(keys);
        self
    }

    /// Verifies that the log signed, with one of `log_keys` that bear its origin as name. Other lines
    /// are listed as unchecked.
    ///
    /// # Errors
    /// No key of the log signed, or a line that claims one does not verify.
    pub fn verify(&self, log_keys: &[VerifierKey]) -> Result<Verified, VerifyError> {
        let own: Vec<_> = log_keys
            .iter()
            .filter(|key| self.may_sign(key))
            .cloned()
            .collect();
        self.note.verify(&own)
    }

    /// Whether `key` can be the log's: its name, and the algorithm of a log.
    pub(crate) fn may_sign(&self, key: &VerifierKey) -> bool {
        key.name() == self.checkpoint.origin.key_name() && key.algorithm() == Algorithm::Ed25519
    }
}

/// The signed note as it is stored and sent.
impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

#[cfg(test)]
mod tests;
