//! Two checkpoints of one log held against each other: what one party was shown, and what another was.
//!
//! Of one size the roots are compared. Of two sizes it takes the tree over the larger one ([`compare`]), or
//! what a server gives of it ([`by_proof`]). Where they cannot be of one log, the answer is evidence that
//! anybody can verify offline ([`truceline_log::fork`]). A server that gives no proof, or one that does not
//! hold, has proven nothing either way. Not here: who is asked, and where evidence is kept.

use truceline_log::beginning::BeginningProof;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::fork::{ForkError, ForkEvidence};
use truceline_log::tree::Tree;
use truceline_log::vkey::VerifierKey;

/// What two parties' checkpoints of one log say about each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// One log, at one size or at two.
    OneLog,
    /// The log's key has signed two histories.
    TwoHistories(Box<ForkEvidence>),
    /// The other checkpoint is none of this log.
    NotOfThisLog,
    /// The other checkpoint is larger: whoever was shown so much compares.
    OtherIsLarger,
    /// Nothing shows it, and nothing shows the contrary; in words why.
    Unproven(String),
}

/// Compares another party's checkpoint with one's own and the tree behind that. Whoever was shown the larger
/// log can do it.
#[must_use]
pub fn compare(
    own: &SignedCheckpoint,
    tree: &Tree,
    other: &SignedCheckpoint,
    log_keys: &[VerifierKey],
) -> Comparison {
    if !is_of(other, own, log_keys) {
        return Comparison::NotOfThisLog;
    }
    let (ours, theirs) = (own.checkpoint(), other.checkpoint());
    if theirs.size > ours.size {
        return Comparison::OtherIsLarger;
    }
    if theirs.size == ours.size || theirs.size == 0 {
        return of_one_size(own, other);
    }
    match tree.beginning(theirs.size, ours.size) {
        Ok(proof) => of_two_sizes(other, own, proof),
        Err(error) => Comparison::Unproven(error.to_string()),
    }
}

/// Compares a checkpoint with the latest that a server shows, by what the server gives beside that.
#[must_use]
pub fn by_proof(
    earlier: &SignedCheckpoint,
    latest: &SignedCheckpoint,
    proof: Option<BeginningProof>,
    log_keys: &[VerifierKey],
) -> Comparison {
    if !is_of(earlier, latest, log_keys) {
        return Comparison::NotOfThisLog;
    }
    let (before, now) = (earlier.checkpoint(), latest.checkpoint());
    if before.size > now.size {
        return Comparison::OtherIsLarger;
    }
    if before.size == now.size || before.size == 0 {
        return of_one_size(latest, earlier);
    }
    match proof {
        Some(proof) => of_two_sizes(earlier, latest, proof),
        None => Comparison::Unproven(format!(
            "the server gives no proof that its log of {} entries begins with the {} that it signed before",
            now.size, before.size
        )),
    }
}

fn is_of(other: &SignedCheckpoint, own: &SignedCheckpoint, log_keys: &[VerifierKey]) -> bool {
    other.checkpoint().origin == own.checkpoint().origin && other.verify(log_keys).is_ok()
}

/// Of one size, or where the other is of an empty log, with which every log begins.
fn of_one_size(own: &SignedCheckpoint, other: &SignedCheckpoint) -> Comparison {
    match ForkEvidence::new(own.clone(), other.clone()) {
        Ok(fork) => Comparison::TwoHistories(Box::new(fork)),
        Err(_) => Comparison::OneLog,
    }
}

fn of_two_sizes(
    smaller: &SignedCheckpoint,
    larger: &SignedCheckpoint,
    proof: BeginningProof,
) -> Comparison {
    match ForkEvidence::of_beginning(smaller.clone(), larger.clone(), proof) {
        Ok(fork) => Comparison::TwoHistories(Box::new(fork)),
        Err(ForkError::SameRoot { .. }) => Comparison::OneLog,
        Err(error) => Comparison::Unproven(format!("the server's proof does not hold: {error}")),
    }
}
