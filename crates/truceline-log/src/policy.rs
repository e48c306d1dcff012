//! Whom a verifier believes: which logs, which witnesses, and how many of those must have cosigned.
//!
//! Follows C2SP tlog-policy. Stricter: the file is UTF-8, the only algorithms are Ed25519 (logs) and
//! Ed25519 cosignatures (witnesses), and a key is not both a log's and a witness's, because a log that
//! witnesses itself proves nothing. A verifier's other pins, such as the genesis of a register, are
//! not of this file. Reading is in [`text`].

pub mod text;

use crate::checkpoint::{Origin, SignedCheckpoint};
use crate::note::{SignatureLine, VerifyError};
use crate::vkey::{Algorithm, KeyName, VerifierKey};
use std::collections::BTreeSet;
use text::PolicyError;
use thiserror::Error;

/// The most logs of a policy; the specification asks for at least 32.
pub const MAX_LOGS: usize = 48;

/// The most witnesses, so that a note has room for all of them and for the log.
pub const MAX_WITNESSES: usize = 48;

/// The most groups; the specification asks for at least 32.
pub const MAX_GROUPS: usize = 48;

/// A log whose checkpoints are accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    key: VerifierKey,
    url: Option<String>,
}

/// A witness whose cosignature counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    name: String,
    key: VerifierKey,
    url: Option<String>,
}

/// A group that has witnessed when enough of its members have.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: String,
    threshold: usize,
    members: Vec<Member>,
}

/// Position of a witness or an earlier group in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// A policy. [`std::fmt::Display`] writes it in its plainest form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    /// `None` is `quorum none`.
    quorum: Option<Member>,
}

/// Why a checkpoint is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RefusalError {
    /// The log is none of the policy's.
    #[error("the checkpoint is of {origin}, which is no log of the policy")]
    WrongOrigin {
        /// The log that the checkpoint names.
        origin: Origin,
    },
    /// The log's signature is missing or does not verify.
    #[error("the log's signature: {0}")]
    LogSignature(VerifyError),
    /// A line that claims a witness's key does not verify.
    #[error("a cosignature: {0}")]
    Cosignature(VerifyError),
    /// Not enough witnesses cosigned.
    #[error("the quorum is not reached; missing among: {}", missing.join(", "))]
    QuorumMissing {
        /// The policy's names of the witnesses that could still make up the quorum.
        missing: Vec<String>,
    },
}

/// A cosignature that verified and counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// The policy's name of the witness.
    pub witness: String,
    /// The witness's key name.
    pub key_name: KeyName,
    /// When it signed, by its own clock, in seconds since 1970-01-01 UTC.
    pub time_s: u64,
}

/// How far a checkpoint has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Signed by the log alone.
    Logged,
    /// Cosigned by some, and the policy asks for more, or for none.
    Cosigned {
        /// Witnesses that cosigned.
        cosigned: usize,
        /// Witnesses of the policy.
        of: usize,
    },
    /// Cosigned by as many as the policy asks for.
    Quorum,
}

/// What a policy makes of a checkpoint that its log signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The log's key that signed.
    pub log: VerifierKey,
    /// Witnesses that cosigned, in the order of the policy, each once with its latest time.
    pub cosigned: Vec<Cosigned>,
    /// Witnesses that belong to the quorum and did not cosign, by the policy's names.
    pub missing: Vec<String>,
    /// How far the checkpoint has come.
    pub standing: Standing,
    /// Whether the quorum is reached; `quorum none` always is.
    pub quorum_reached: bool,
    /// Signature lines by keys that the policy does not name. They were **not checked**.
    pub unchecked: Vec<SignatureLine>,
}

impl Verdict {
    /// The verdict if the quorum is reached.
    ///
    /// # Errors
    /// It is not.
    pub fn require_quorum(self) -> Result<Self, RefusalError> {
        match self.quorum_reached {
            true => Ok(self),
            false => Err(RefusalError::QuorumMissing {
                missing: self.missing,
            }),
        }
    }
}

impl Log {
    /// The log's key; its name is the origin.
    #[must_use]
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Where the log is reached, if the policy says.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

impl Witness {
    /// The policy's own name for it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The witness's key.
    #[must_use]
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Where the witness is reached, if the policy says.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

impl Policy {
    /// The policy that believes one log alone, without witnesses.
    ///
    /// # Errors
    /// The key is a cosigner's.
    pub fn of_log(key: VerifierKey) -> Result<Self, PolicyError> {
        if key.algorithm() != Algorithm::Ed25519 {
            return Err(PolicyError::LogAlgorithm);
        }
        let logs = vec![Log { key, url: None }];
        Ok(Self {
            logs,
            witnesses: Vec::new(),
            groups: Vec::new(),
            quorum: None,
        })
    }

    /// The logs.
    #[must_use]
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses.
    #[must_use]
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// Whether any witness is asked for.
    #[must_use]
    pub fn asks_for_witnesses(&self) -> bool {
        self.quorum.is_some()
    }

    /// Judges a checkpoint. A quorum that is not reached is part of the verdict; a verifier that wants
    /// it calls [`Verdict::require_quorum`].
    ///
    /// # Errors
    /// The log is unknown or did not sign, or a line by a known key does not verify.
    pub fn judge(&self, checkpoint: &SignedCheckpoint) -> Result<Verdict, RefusalError> {
        let keys: Vec<_> = self
            .logs
            .iter()
            .map(|log| &log.key)
            .filter(|key| checkpoint.may_sign(key))
            .cloned()
            .collect();
        if keys.is_empty() {
            return Err(RefusalError::WrongOrigin {
                origin: checkpoint.checkpoint().origin.clone(),
            });
        }
        let by_log = checkpoint
            .verify(&keys)
            .map_err(RefusalError::LogSignature)?;
        let Some(first) = by_log.signatures.into_iter().next() else {
            unreachable!("a verified note has a signature");
        };

        let witness_keys: Vec<_> = self
            .witnesses
            .iter()
            .map(|witness| witness.key.clone())
            .collect();
        let mut signed = Vec::new();
        if by_log
            .unchecked
            .iter()
            .any(|line| witness_keys.iter().any(|key| line.claims(key)))
        {
            signed = checkpoint
                .note()
                .verify(&witness_keys)
                .map_err(RefusalError::Cosignature)?
                .signatures;
        }
        let unchecked = by_log
            .unchecked
            .into_iter()
            .filter(|line| !witness_keys.iter().any(|key| line.claims(key)))
            .collect();

        // For each witness the time of its latest cosignature.
        let times: Vec<Option<u64>> = witness_keys
            .iter()
            .map(|key| {
                signed
                    .iter()
                    .filter(|signature| signature.key == *key)
                    .filter_map(|s| s.time_s)
                    .max()
            })
            .collect();
        Ok(self.verdict(first.key, &times, unchecked))
    }

    fn verdict(
        &self,
        log: VerifierKey,
        times: &[Option<u64>],
        unchecked: Vec<SignatureLine>,
    ) -> Verdict {
        let witnesses = || self.witnesses.iter().zip(times);
        let cosigned: Vec<_> = witnesses()
            .filter_map(|(witness, time_s)| {
                Some(Cosigned {
                    witness: witness.name.clone(),
                    key_name: witness.key.name().clone(),
                    time_s: (*time_s)?,
                })
            })
            .collect();
        let asked = self
            .quorum
            .map(|quorum| self.witnesses_below(quorum))
            .unwrap_or_default();
        let missing = (0..)
            .zip(witnesses())
            .filter(|(position, (_, time_s))| asked.contains(position) && time_s.is_none())
            .map(|(_, (witness, _))| witness.name.clone())
            .collect();
        let quorum_reached = self
            .quorum
            .is_none_or(|quorum| self.has_witnessed(quorum, times));
        let standing = match (cosigned.len(), self.quorum) {
            (_, Some(_)) if quorum_reached => Standing::Quorum,
            (0, _) => Standing::Logged,
            (cosigned, _) => Standing::Cosigned {
                cosigned,
                of: self.witnesses.len(),
            },
        };
        Verdict {
            log,
            cosigned,
            missing,
            standing,
            quorum_reached,
            unchecked,
        }
    }

    fn has_witnessed(&self, member: Member, times: &[Option<u64>]) -> bool {
        match member {
            Member::Witness(position) => times[position].is_some(),
            Member::Group(position) => {
                let group = &self.groups[position];
                group
                    .members
                    .iter()
                    .filter(|member| self.has_witnessed(**member, times))
                    .count()
                    >= group.threshold
            }
        }
    }

    /// Groups name earlier ones only, so this ends.
    fn witnesses_below(&self, member: Member) -> BTreeSet<usize> {
        match member {
            Member::Witness(position) => BTreeSet::from([position]),
            Member::Group(position) => self.groups[position]
                .members
                .iter()
                .flat_map(|member| self.witnesses_below(*member))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests;
