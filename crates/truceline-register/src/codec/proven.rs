//! A submission that was taken apart, and of whose statement it is known whether a public key signed it,
//! before anybody judges it.
//!
//! Taking apart and verifying need no state but the key, so whoever serves does both where there are many
//! hands, and the one writer only compares keys. Nothing of it is a judgement: [`crate::register::Register::decide_proven`]
//! believes it for the very key that is in force when it judges, and verifies by itself for any other.

use super::cbor::CborError;
use super::statement::{Payload, Statement, StatementError, Submission};
use crate::ids::KeyId;
use truceline_log::key::VerifyingKey;

/// A submission, its statement taken apart. The parts cannot be changed, so that what is proved of the
/// bytes stays true of them.
#[derive(Clone, Debug)]
pub struct Proven {
    submission: Submission,
    statement: Result<Statement, StatementError>,
    payload: Option<Result<Payload, CborError>>,
    /// A public key, and whether it signed the statement.
    tried: Option<(VerifyingKey, bool)>,
}

impl Proven {
    /// Taken apart, and nothing proved.
    #[must_use]
    pub fn unproven(submission: Submission) -> Self {
        Self::of(submission, |_| None)
    }

    /// Taken apart and verified, strictly, under the public key that `key` gives for the one that the
    /// statement names, where it gives one.
    #[must_use]
    pub fn of(submission: Submission, key: impl FnOnce(KeyId) -> Option<VerifyingKey>) -> Self {
        let statement = Statement::parse(&submission.statement);
        let parsed = statement.as_ref().ok();
        let payload = parsed.map(Statement::payload);
        let tried = parsed.and_then(|statement| {
            let public = key(statement.header.key)?;
            let signed = statement.verify(&public).is_ok();
            Some((public, signed))
        });
        Self {
            submission,
            statement,
            payload,
            tried,
        }
    }

    /// What was submitted.
    #[must_use]
    pub const fn submission(&self) -> &Submission {
        &self.submission
    }

    /// Its statement.
    ///
    /// # Errors
    /// [`StatementError`]: the bytes are none.
    pub const fn statement(&self) -> Result<&Statement, &StatementError> {
        self.statement.as_ref()
    }

    /// What the statement says, where it can be read.
    #[must_use]
    pub fn payload(&self) -> Option<&Payload> {
        self.payload.as_ref()?.as_ref().ok()
    }

    /// Whether the statement is known to be signed by the key that it was tried with.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.tried.as_ref().is_some_and(|(_, signed)| *signed)
    }

    /// Verifies the statement under a key, where that is not known already.
    ///
    /// # Errors
    /// [`StatementError`]: another key signed it, or it is no statement.
    pub fn verify(&self, public: &VerifyingKey) -> Result<(), StatementError> {
        let statement = self.statement.as_ref().map_err(Clone::clone)?;
        match &self.tried {
            Some((tried, true)) if tried.as_bytes() == public.as_bytes() => Ok(()),
            Some((tried, false)) if tried.as_bytes() == public.as_bytes() => {
                Err(StatementError::Signature)
            }
            _ => statement.verify(public),
        }
    }
}

#[cfg(test)]
mod tests;
