//! A witness's answer, as the log reads it.

use super::request::Request;
use crate::checkpoint::SignedCheckpoint;
use crate::line;
use crate::note::{self, MAX_NOTE_BYTES, NoteError, VerifyError};
use crate::vkey::{Algorithm, VerifierKey};
use thiserror::Error;

/// The largest answer in bytes; it holds no more than a note does.
pub const MAX_REPLY_BYTES: usize = MAX_NOTE_BYTES;

/// What the log does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The checkpoint with the witness's verified cosignatures added.
    Cosigned(SignedCheckpoint),
    /// Ask again with a proof from this size: the latest that the witness cosigned.
    RetryFrom(u64),
}

/// Why the answer brings no cosignature, and asking again as it stands will not either.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReplyError {
    /// The witness cosigned a larger tree of ours: our own log has lost its end. Stop signing.
    #[error(
        "the witness cosigned size {theirs}, this log is at {ours}: this copy of the log is behind; stop and restore"
    )]
    WitnessAhead {
        /// The size that it cosigned.
        theirs: u64,
        /// The size that we asked for.
        ours: u64,
    },
    /// The witness holds another root of ours for this very size. Stop signing.
    #[error(
        "the witness cosigned another root for size {size}: this log's key has signed a fork; stop and investigate"
    )]
    SplitView {
        /// The size of which there are two trees.
        size: u64,
    },
    /// Our request was refused for good.
    #[error("the witness refused with status {status}: {reason}")]
    Refused {
        /// 400, 403, 404 or 422.
        status: u16,
        /// What the status means.
        reason: &'static str,
    },
    /// The witness could not be asked just now.
    #[error("the witness answered with status {status}; try again later")]
    Unavailable {
        /// The status.
        status: u16,
    },
    /// The answer is not one that the specification has.
    #[error("the witness's answer cannot be read: {0}")]
    Malformed(String),
    /// No cosignature of it is by the keys that we know.
    #[error("the witness's answer: {0}")]
    Signature(#[from] VerifyError),
    /// The lines do not fit the note any more.
    #[error("the cosignatures do not fit the checkpoint: {0}")]
    Note(#[from] NoteError),
}

/// Reads a witness's answer to `sent`. Only cosignatures by `witness_keys` are taken over, verified;
/// lines by other keys are ignored.
///
/// # Errors
/// There is no cosignature, and asking again from another size would not bring one.
pub fn read(
    sent: &Request,
    status: u16,
    body: &[u8],
    witness_keys: &[VerifierKey],
) -> Result<Reply, ReplyError> {
    if body.len() > MAX_REPLY_BYTES {
        return Err(ReplyError::Malformed(format!(
            "more than {MAX_REPLY_BYTES} bytes"
        )));
    }
    let refused = |reason| Err(ReplyError::Refused { status, reason });
    match status {
        200 => read_cosignatures(sent, body, witness_keys).map(Reply::Cosigned),
        409 => read_conflict(sent, body),
        400 => refused("the request was malformed"),
        403 => refused("it does not know the key that signed the checkpoint"),
        404 => refused("it does not watch this log"),
        422 => refused("the consistency proof does not hold"),
        _ => Err(ReplyError::Unavailable { status }),
    }
}

fn read_cosignatures(
    sent: &Request,
    body: &[u8],
    witness_keys: &[VerifierKey],
) -> Result<SignedCheckpoint, ReplyError> {
    let text =
        std::str::from_utf8(body).map_err(|_| ReplyError::Malformed("not UTF-8".to_owned()))?;
    let lines =
        note::parse_lines(text).map_err(|fault| ReplyError::Malformed(fault.to_string()))?;
    let cosigners: Vec<_> = witness_keys
        .iter()
        .filter(|key| key.algorithm() == Algorithm::CosignatureV1)
        .cloned()
        .collect();
    // Verified on a copy without other lines, so that only the answer counts.
    let mut answered = sent.checkpoint.clone().with_claims_of(&[]);
    let mut checkpoint = sent.checkpoint.clone();
    for line in lines
        .into_iter()
        .filter(|line| cosigners.iter().any(|key| line.claims(key)))
    {
        answered.add(line.clone())?;
        checkpoint.add(line)?;
    }
    answered.note().verify(&cosigners)?;
    Ok(checkpoint)
}

fn read_conflict(sent: &Request, body: &[u8]) -> Result<Reply, ReplyError> {
    let theirs = std::str::from_utf8(body)
        .ok()
        .and_then(|text| text.strip_suffix('\n'))
        .and_then(line::number)
        .ok_or_else(|| ReplyError::Malformed("status 409 without a size".to_owned()))?;
    let ours = sent.checkpoint.checkpoint().size;
    if theirs > ours {
        return Err(ReplyError::WitnessAhead { theirs, ours });
    }
    if theirs == sent.old_size {
        // The size was not the conflict, so the root was; that can only be asked at one size.
        return match theirs == ours {
            true => Err(ReplyError::SplitView { size: ours }),
            false => Err(ReplyError::Malformed(
                "status 409 naming the size that was sent".to_owned(),
            )),
        };
    }
    Ok(Reply::RetryFrom(theirs))
}
