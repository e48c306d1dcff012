//! What a witness remembers: the logs it watches, their keys, and the latest checkpoint it cosigned.
//!
//! The state is a value with a text of its own, so that a witness without a database can keep it in a
//! file. The text keeps the log's signed checkpoint, not only size and root: a later fork is then proved
//! by what is on hand. Making a change durable, atomically, is the caller's.

use super::Advance;
use crate::checkpoint::{CheckpointError, Origin, SignedCheckpoint};
use crate::hash::Hash;
use crate::note::VerifyError;
use crate::vkey::{Algorithm, KeyName, VerifierKey, VkeyError};
use std::collections::BTreeMap;
use std::fmt;
use thiserror::Error;

/// First line of the text.
const HEADER: &str = "truceline/witness-state/v1";

/// The most logs that one witness watches: far more than there are registers among parties.
pub const MAX_WATCHED_LOGS: usize = 1024;

/// The most keys of one log: one in use and some of its past and future.
pub const MAX_LOG_KEYS: usize = 16;

/// The largest state text in bytes: what 1024 logs take with all of their keys and one signature each.
pub const MAX_STATE_BYTES: usize = 16 * 1024 * 1024;

/// One log as a witness knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedLog {
    /// Never empty; each named like the log.
    keys: Vec<VerifierKey>,
    latest: Option<SignedCheckpoint>,
}

/// All that a witness remembers. [`fmt::Display`] writes the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WitnessState {
    logs: BTreeMap<Origin, WatchedLog>,
}

/// Why a state was not changed or not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StateError {
    /// More than [`MAX_WATCHED_LOGS`].
    #[error("a witness watches at most {MAX_WATCHED_LOGS} logs")]
    TooManyLogs,
    /// More than [`MAX_LOG_KEYS`].
    #[error("a log has at most {MAX_LOG_KEYS} keys")]
    TooManyKeys,
    /// A cosigner's key.
    #[error("{name} is a cosigner's key; a log is watched by its own key, with algorithm 0x01")]
    NotALogKey {
        /// The key's name.
        name: KeyName,
    },
    /// The state moved on since the decision: decide anew.
    #[error(
        "the latest cosigned size of {origin} is {now}, the decision was made at {decided_at}; decide anew"
    )]
    Moved {
        /// The log.
        origin: Origin,
        /// Size of the latest checkpoint cosigned.
        now: u64,
        /// Size when the decision was made.
        decided_at: u64,
    },
    /// The log is not watched.
    #[error("this witness does not watch {origin}")]
    UnknownOrigin {
        /// The log.
        origin: Origin,
    },
    /// The text is not a state.
    #[error(
        "a witness state is the line {HEADER}, then for each log its key lines and, if any, its latest checkpoint"
    )]
    Shape,
    /// A key line.
    #[error("key {number} of the state: {fault}")]
    Key {
        /// Number of the key line, from 1.
        number: usize,
        /// What is wrong with it.
        fault: VkeyError,
    },
    /// A checkpoint of the text.
    #[error("{0}")]
    Checkpoint(#[from] CheckpointError),
    /// A checkpoint of the text is not signed by the log: the state was damaged or changed.
    #[error("the latest checkpoint of {origin} in the state: {fault}")]
    Signature {
        /// The log.
        origin: Origin,
        /// What is wrong with it.
        fault: VerifyError,
    },
}

impl WatchedLog {
    /// The keys that may sign for the log.
    #[must_use]
    pub fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }

    /// The latest checkpoint cosigned.
    #[must_use]
    pub fn latest(&self) -> Option<&SignedCheckpoint> {
        self.latest.as_ref()
    }

    /// Its size; 0 if none was cosigned yet.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.latest
            .as_ref()
            .map_or(0, |latest| latest.checkpoint().size)
    }

    /// Its root; the empty tree's if none was cosigned yet.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.latest
            .as_ref()
            .map_or(Hash::EMPTY, |latest| latest.checkpoint().root)
    }
}

impl WitnessState {
    /// A witness that watches nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The log of that origin, if watched.
    #[must_use]
    pub fn log(&self, origin: &Origin) -> Option<&WatchedLog> {
        self.logs.get(origin)
    }

    /// All logs watched, by origin.
    pub fn logs(&self) -> impl Iterator<Item = (&Origin, &WatchedLog)> {
        self.logs.iter()
    }

    /// Watches the log that bears the key's name, or adds a key to it. What was cosigned stays.
    ///
    /// # Errors
    /// A cosigner's key, or too many logs or keys.
    pub fn watch(&mut self, key: VerifierKey) -> Result<(), StateError> {
        if key.algorithm() != Algorithm::Ed25519 {
            return Err(StateError::NotALogKey {
                name: key.name().clone(),
            });
        }
        let origin = Origin::of(key.name());
        if self.logs.len() >= MAX_WATCHED_LOGS && !self.logs.contains_key(&origin) {
            return Err(StateError::TooManyLogs);
        }
        let log = self.logs.entry(origin).or_insert(WatchedLog {
            keys: Vec::new(),
            latest: None,
        });
        if log.keys.contains(&key) {
            return Ok(());
        }
        if log.keys.len() >= MAX_LOG_KEYS {
            return Err(StateError::TooManyKeys);
        }
        log.keys.push(key);
        Ok(())
    }

    /// Takes the step of a decision to cosign, if the state is still the one it was made on.
    ///
    /// # Errors
    /// It is not: nothing changes, and the request must be decided anew.
    pub fn advance(&mut self, advance: &Advance) -> Result<(), StateError> {
        let origin = &advance.checkpoint().checkpoint().origin;
        let log = self
            .logs
            .get_mut(origin)
            .ok_or_else(|| StateError::UnknownOrigin {
                origin: origin.clone(),
            })?;
        if log.size() != advance.from_size() {
            return Err(StateError::Moved {
                origin: origin.clone(),
                now: log.size(),
                decided_at: advance.from_size(),
            });
        }
        log.latest = Some(advance.checkpoint().clone());
        Ok(())
    }

    /// Reads the text and verifies each checkpoint in it against the log's keys.
    ///
    /// # Errors
    /// The bytes are not such a text, or a checkpoint in it is not the log's.
    pub fn parse(bytes: &[u8]) -> Result<Self, StateError> {
        if bytes.len() > MAX_STATE_BYTES {
            return Err(StateError::Shape);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| StateError::Shape)?;
        let text = text.strip_suffix('\n').ok_or(StateError::Shape)?;
        let mut parts = text.split("\n\n").peekable();
        if parts.next() != Some(HEADER) {
            return Err(StateError::Shape);
        }
        let mut state = Self::new();
        let mut number = 0;
        while let Some(keys) = parts.next() {
            let mut origin = None;
            for line in keys.split('\n') {
                number += 1;
                let key = line.strip_prefix("log ").ok_or(StateError::Shape)?;
                let key =
                    VerifierKey::parse(key).map_err(|fault| StateError::Key { number, fault })?;
                let named = Origin::of(key.name());
                if origin
                    .replace(named.clone())
                    .is_some_and(|earlier| earlier != named)
                {
                    return Err(StateError::Shape);
                }
                state.watch(key)?;
            }
            let origin = origin.ok_or(StateError::Shape)?;
            // An origin has no spaces, so a checkpoint cannot begin like a key line.
            if parts.peek().is_some_and(|part| !part.starts_with("log ")) {
                let (text, lines) = parts.next().zip(parts.next()).ok_or(StateError::Shape)?;
                state.restore(&origin, &format!("{text}\n\n{lines}\n"))?;
            }
        }
        match state.to_string().as_bytes() == bytes {
            true => Ok(state),
            false => Err(StateError::Shape),
        }
    }

    fn restore(&mut self, origin: &Origin, note: &str) -> Result<(), StateError> {
        let latest = SignedCheckpoint::parse(note.as_bytes())?;
        let log = self.logs.get_mut(origin).ok_or(StateError::Shape)?;
        if latest.checkpoint().origin != *origin || log.latest.is_some() {
            return Err(StateError::Shape);
        }
        latest
            .verify(&log.keys)
            .map_err(|fault| StateError::Signature {
                origin: origin.clone(),
                fault,
            })?;
        log.latest = Some(latest);
        Ok(())
    }
}

impl fmt::Display for WitnessState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        for log in self.logs.values() {
            writeln!(f)?;
            for key in &log.keys {
                writeln!(f, "log {key}")?;
            }
            if let Some(latest) = &log.latest {
                write!(f, "\n{latest}")?;
            }
        }
        Ok(())
    }
}
