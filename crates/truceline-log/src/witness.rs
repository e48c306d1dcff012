//! Witnessing: whether to cosign what a log presents, and what a log makes of the answer.
//!
//! Follows C2SP tlog-witness (`add-checkpoint`), as pure functions for both sides: HTTP, files on a USB
//! stick and clocks belong to the callers. The witness's side is [`decide`]: a state and a request go in, a
//! [`Decision`] comes out. **A decision to cosign must be made durable before the cosignature leaves**,
//! and state must not change between the two; [`Advance`] carries what a store has to compare and swap.
//! The log's side is [`request::Request`] and [`reply::read`].
//!
//! One step beyond the specification: when a log signs two roots for one size, or presents a tree that by its
//! own proof began otherwise, the decision carries [`ForkEvidence`].

pub mod reply;
pub mod request;
pub mod state;

use crate::beginning::BeginningProof;
use crate::checkpoint::{Origin, SignedCheckpoint};
use crate::cosignature::{self, CosignError};
use crate::fork::ForkEvidence;
use crate::note::{SignatureLine, VerifyError};
use crate::proof::ConsistencyError;
use crate::vkey::SignerKey;
use request::{Request, RequestError};
use state::WitnessState;

/// What a witness does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// 200: make the advance durable, then cosign.
    Cosign(Box<Advance>),
    /// 400: the body is not a request, or its old size exceeds the checkpoint's.
    BadRequest(RequestError),
    /// 403: no valid signature by a known key of the log.
    Forbidden(VerifyError),
    /// 404: the witness does not watch this log.
    UnknownOrigin(Origin),
    /// 409: the old size is not the latest cosigned, or the same size has another root.
    Conflict {
        /// Size of the latest checkpoint that this witness cosigned.
        size: u64,
        /// Set if the log signed two roots for that size. To be kept and shown to everyone.
        fork: Option<Box<ForkEvidence>>,
    },
    /// 422: the log signed a tree that, by the proof given, does not extend the one cosigned before.
    Unprocessable {
        /// What does not fit.
        fault: ConsistencyError,
        /// Evidence, where the proof is of the tree that the log presents and that tree began otherwise. Where
        /// the size cosigned last is a power of two a proof does not say how it began.
        fork: Option<Box<ForkEvidence>>,
    },
}

/// The step a witness takes with a cosignature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advance {
    from_size: u64,
    checkpoint: SignedCheckpoint,
}

impl Advance {
    /// The size that must still be the latest cosigned when this is written down.
    #[must_use]
    pub fn from_size(&self) -> u64 {
        self.from_size
    }

    /// The new latest checkpoint, with the log's own signature lines only.
    #[must_use]
    pub fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// The line to answer with, once the advance is durable. `time_s` is seconds since 1970-01-01 UTC.
    ///
    /// # Errors
    /// The key is not a cosigner's, or the time is out of bounds.
    pub fn cosign(&self, signer: &SignerKey, time_s: u64) -> Result<SignatureLine, CosignError> {
        cosignature::cosign(&self.checkpoint, signer, time_s)
    }
}

impl Decision {
    /// The HTTP status that the specification assigns.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Cosign(_) => 200,
            Self::BadRequest(_) => 400,
            Self::Forbidden(_) => 403,
            Self::UnknownOrigin(_) => 404,
            Self::Conflict { .. } => 409,
            Self::Unprocessable { .. } => 422,
        }
    }

    /// The body of a refusal: the size for a conflict (`text/x.tlog.size`), else one line that says why.
    /// `None` for a cosignature, whose body is the line that [`Advance::cosign`] makes.
    #[must_use]
    pub fn refusal_body(&self) -> Option<String> {
        match self {
            Self::Cosign(_) => None,
            Self::BadRequest(fault) => Some(format!("{fault}\n")),
            Self::Forbidden(fault) => Some(format!("{fault}\n")),
            Self::UnknownOrigin(origin) => Some(format!("this witness does not watch {origin}\n")),
            Self::Conflict { size, .. } => Some(format!("{size}\n")),
            Self::Unprocessable { fault, .. } => Some(format!("{fault}\n")),
        }
    }

    /// Evidence that the log has signed two histories, where the request is that.
    #[must_use]
    pub fn fork(&self) -> Option<&ForkEvidence> {
        match self {
            Self::Conflict { fork, .. } | Self::Unprocessable { fork, .. } => fork.as_deref(),
            _ => None,
        }
    }
}

/// Decides on the body of an `add-checkpoint` request.
#[must_use]
pub fn decide_body(state: &WitnessState, body: &[u8]) -> Decision {
    match Request::parse(body) {
        Ok(request) => decide(state, &request),
        Err(fault) => Decision::BadRequest(fault),
    }
}

/// Decides on a request, in the order of the specification.
#[must_use]
pub fn decide(state: &WitnessState, request: &Request) -> Decision {
    let presented = request.checkpoint.checkpoint();
    let Some(log) = state.log(&presented.origin) else {
        return Decision::UnknownOrigin(presented.origin.clone());
    };
    if let Err(fault) = request.checkpoint.verify(log.keys()) {
        return Decision::Forbidden(fault);
    }
    if request.old_size > presented.size {
        return Decision::BadRequest(RequestError::OldSize {
            old: request.old_size,
            new: presented.size,
        });
    }
    // Whatever old size was claimed, two signed roots for one size are evidence.
    let signed_by_log = request.checkpoint.clone().with_claims_of(log.keys());
    let fork = log
        .latest()
        .and_then(|latest| ForkEvidence::new(latest.clone(), signed_by_log.clone()).ok());
    if fork.is_some() || request.old_size != log.size() {
        return Decision::Conflict {
            size: log.size(),
            fork: fork.map(Box::new),
        };
    }
    match request
        .proof
        .verify(log.size(), &log.root(), presented.size, &presented.root)
    {
        Ok(()) => Decision::Cosign(Box::new(Advance {
            from_size: log.size(),
            checkpoint: signed_by_log,
        })),
        Err(fault) => {
            let proof = BeginningProof::new(request.proof.hashes().to_vec()).ok();
            let latest = log.latest().cloned();
            let fork = latest.zip(proof).and_then(|(latest, proof)| {
                ForkEvidence::of_beginning(latest, signed_by_log, proof).ok()
            });
            Decision::Unprocessable {
                fault,
                fork: fork.map(Box::new),
            }
        }
    }
}

#[cfg(test)]
mod tests;
