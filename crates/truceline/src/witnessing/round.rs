//! One checkpoint of ours, taken round to the witnesses of a policy.
//!
//! A witness that cannot be reached is left out and asked the next time. One that has seen another history
//! of our log, or a longer one, says that this copy is not the only one, or has lost its end: that is kept in
//! what the round gives, to be shown at once and loudly; the others are asked all the same.

use crate::exit::{Exit, Problem};
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::policy::{Policy, RefusalError, Verdict, Witness};
use truceline_log::tree::Tree;
use truceline_log::witness::reply::{self, Reply, ReplyError};
use truceline_log::witness::request::Request;

/// So often a witness is asked in one round: once from where we think that it stands, once from where it says.
const MAX_ASKED: usize = 2;

/// What a witness did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The policy's name of it.
    pub witness: String,
    /// Nothing where it cosigned; else why it did not.
    pub fault: Option<Problem>,
}

/// The code of a fault: the witness has seen another history of this log.
pub const FORK: &str = "fork";

impl Heard {
    /// Whether the witness has seen another history.
    #[must_use]
    pub fn is_other_history(&self) -> bool {
        self.fault.as_ref().is_some_and(|fault| fault.code == FORK)
    }
}

/// How a round ended.
#[derive(Clone, Debug)]
pub struct Round {
    /// The checkpoint with every cosignature it has now.
    pub checkpoint: SignedCheckpoint,
    /// What each witness with an address did.
    pub heard: Vec<Heard>,
    /// What the policy makes of it.
    pub verdict: Verdict,
}

/// A witness's answer: status and body.
pub type Answer = (u16, Vec<u8>);

/// Asks a witness at an address, with the bytes of the request.
pub type Ask<'a> = &'a mut dyn FnMut(&str, &[u8]) -> Result<Answer, Problem>;

/// Takes a checkpoint round. `history` are the cosigned checkpoints kept so far; `ask` sends a body to an address.
///
/// # Errors
/// [`Problem`]: the policy is of another log.
pub fn take_round(
    policy: &Policy,
    tree: &Tree,
    checkpoint: &SignedCheckpoint,
    history: &[SignedCheckpoint],
    ask: Ask<'_>,
) -> Result<Round, Problem> {
    let mut checkpoint = with_known(checkpoint, history)?;
    let mut heard = Vec::new();
    for witness in policy.witnesses() {
        let Some(url) = witness.url() else {
            continue;
        };
        if has_cosigned(&checkpoint, witness) {
            continue;
        }
        let from = last_cosigned(history, witness);
        let fault = match cosigned(witness, url, tree, &checkpoint, from, ask) {
            Ok(signed) => {
                checkpoint = signed;
                None
            }
            Err(problem) => Some(problem),
        };
        heard.push(Heard {
            witness: witness.name().to_owned(),
            fault,
        });
    }
    let verdict = policy.judge(&checkpoint).map_err(|error| match error {
        RefusalError::WrongOrigin { .. } => Problem::usage(error.to_string()),
        _ => Problem::unverified(error.to_string()),
    })?;
    Ok(Round {
        checkpoint,
        heard,
        verdict,
    })
}

fn cosigned(
    witness: &Witness,
    url: &str,
    tree: &Tree,
    checkpoint: &SignedCheckpoint,
    from: u64,
    ask: Ask<'_>,
) -> Result<SignedCheckpoint, Problem> {
    let url = format!("{}/add-checkpoint", url.trim_end_matches('/'));
    let mut from = from;
    for _ in 0..MAX_ASKED {
        let proof = tree
            .consistency(from, checkpoint.checkpoint().size)
            .map_err(|error| Problem::unavailable(error.to_string()))?;
        let request = Request {
            old_size: from,
            proof,
            checkpoint: checkpoint.clone(),
        };
        let (status, body) = ask(&url, request.to_string().as_bytes())?;
        let keys = [witness.key().clone()];
        match reply::read(&request, status, &body, &keys) {
            Ok(Reply::Cosigned(signed)) => return Ok(signed),
            Ok(Reply::RetryFrom(size)) => from = size,
            Err(error @ (ReplyError::WitnessAhead { .. } | ReplyError::SplitView { .. })) => {
                return Err(another_history(witness, &error));
            }
            // The proof is of this log's own tree, so what it does not fit is another tree.
            Err(ReplyError::Refused { status: 422, .. }) if from > 0 => {
                let what = format!(
                    "the witness holds another tree of {from} entries than this log has: the log's key has signed two histories, or the witness errs; stop and investigate"
                );
                return Err(another_history(witness, &what));
            }
            Err(error) => {
                let what = format!("{}: {error}", witness.name());
                return Err(Problem::unavailable(what));
            }
        }
    }
    let what = format!(
        "{}: its latest size moves while it is asked; it is asked again the next time",
        witness.name()
    );
    Err(Problem::unavailable(what))
}

fn another_history(witness: &Witness, what: &dyn std::fmt::Display) -> Problem {
    let what = format!("{}: {what}", witness.name());
    Problem::new(Exit::VerificationFailed, FORK, what)
}

/// The checkpoint with the cosignatures of the same one that are kept already.
fn with_known(
    checkpoint: &SignedCheckpoint,
    history: &[SignedCheckpoint],
) -> Result<SignedCheckpoint, Problem> {
    let mut checkpoint = checkpoint.clone();
    for known in history {
        if known.checkpoint() != checkpoint.checkpoint() {
            continue;
        }
        for line in known.note().signatures() {
            if !checkpoint.note().signatures().contains(line) {
                checkpoint
                    .add(line.clone())
                    .map_err(|error| Problem::unavailable(error.to_string()))?;
            }
        }
    }
    Ok(checkpoint)
}

fn has_cosigned(checkpoint: &SignedCheckpoint, witness: &Witness) -> bool {
    let lines = checkpoint.note().signatures();
    lines.iter().any(|line| line.claims(witness.key()))
}

/// The largest size that a witness is known to have cosigned.
fn last_cosigned(history: &[SignedCheckpoint], witness: &Witness) -> u64 {
    let sizes = history
        .iter()
        .filter(|signed| has_cosigned(signed, witness))
        .map(|signed| signed.checkpoint().size);
    sizes.max().unwrap_or(0)
}
