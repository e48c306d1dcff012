//! `verify`: a file from anybody, held against nothing but itself and what you pinned.
//!
//! Needs no register. What is proven and what is not stands side by side.

use super::artefact::{self, Artefact, recognise};
use super::context::Context;
use crate::card::RegisterCard;
use crate::exit::{Done, Exit, Problem};
use crate::file::{self, MAX_FILE_BYTES};
use crate::names::Names;
use crate::wire::record::RecordView;
use crate::wire::verify::{VerifiedView, WitnessedView};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};
use truceline_engine::evidence::LeafContent;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::fork::{ForkError, ForkEvidence};
use truceline_log::note::MAX_NOTE_BYTES;
use truceline_log::policy::Policy;
use truceline_log::policy::text::MAX_POLICY_BYTES;
use truceline_log::receipt::Receipt;
use truceline_log::vkey::VerifierKey;
use truceline_register::bundle::verify::{Pins, Refused, log_key, verify};
use truceline_register::codec::disclosure::Disclosures;
use truceline_register::codec::record::Record;

/// Verify a bundle, a receipt or a checkpoint; needs no register and no network
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline verify event.bundle --card register.card\n  truceline verify event.bundle --policy valley.policy --other-checkpoint seen-by-us.checkpoint\nExit 5 where something does not verify, and of a bundle without card and policy: it may be another register's of the\nsame name. Two checkpoints of one size with different roots are kept as\nevidence in FILE.fork."
)]
pub struct Verify {
    /// The file
    file: PathBuf,
    /// Whom to believe: a C2SP tlog-policy with the log's key, witnesses and quorum
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The register's card, from another source than the file
    #[arg(long, value_name = "FILE")]
    card: Option<PathBuf>,
    /// A checkpoint of the same log that you or somebody else was shown, or a copy of its head file
    #[arg(long, value_name = "FILE")]
    other_checkpoint: Option<PathBuf>,
    /// Without card and policy: that a bundle fits together is enough (exit 0 instead of 5)
    #[arg(long, conflicts_with_all = ["card", "policy"])]
    unpinned: bool,
}

/// A checkpoint, or a head file with one and its own lines above it.
const MAX_HEAD_BYTES: u64 = MAX_NOTE_BYTES as u64 + (1 << 10);

/// What the verifier believes beforehand.
pub(super) struct Belief {
    card: Option<RegisterCard>,
    policy: Option<Policy>,
}

#[derive(Clone, Debug, Serialize)]
struct ReceiptView {
    index: u64,
    size: u64,
    root: String,
    witnessed: WitnessedView,
    proven: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<RecordView>,
    caveat: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct CheckpointView {
    origin: String,
    size: u64,
    root: String,
    witnessed: WitnessedView,
}

impl Verify {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`] with exit 5 where something does not verify.
    pub fn run(&self, context: &Context) -> Done {
        let belief = self.belief()?;
        let bytes = file::read(&self.file, MAX_FILE_BYTES)?;
        match recognise(&bytes) {
            Some(Artefact::Bundle) => self.bundle(context, &bytes, &belief),
            Some(Artefact::Receipt(receipt)) => self.receipt(context, &receipt, &belief),
            Some(Artefact::Checkpoint(signed) | Artefact::Head(signed)) => {
                self.checkpoint(context, &signed, &belief)
            }
            Some(Artefact::Fork(fork)) => self.fork(context, &fork, &belief),
            Some(Artefact::Broken(broken)) => Err(broken.problem(&self.file)),
            _ => Err(Problem::usage(format!(
                "{}: is no bundle, receipt, checkpoint or fork evidence; `truceline show` tells what it is",
                self.file.display()
            ))),
        }
    }

    fn belief(&self) -> Result<Belief, Problem> {
        Belief::read(self.card.as_deref(), self.policy.as_deref())
    }

    fn bundle(&self, context: &Context, bytes: &[u8], belief: &Belief) -> Done {
        let pins = Pins {
            genesis: belief.card.as_ref().map(|card| card.genesis),
            policy: belief.policy.clone(),
        };
        let verified = verify(bytes, &pins).map_err(|error| self.does_not_hold(&error))?;
        let checkpoint = bundle_checkpoint(bytes)?;
        let key = log_key(&verified.genesis).map_err(|error| self.does_not_hold(&error))?;
        self.compare(context, &checkpoint, &belief.log_keys(Some(key)))?;
        let view = VerifiedView::of(&verified);
        let pinned = view.pinned;
        context.tell(&view, || view.text())?;
        Ok(if pinned || self.unpinned {
            Exit::Done
        } else {
            Exit::VerificationFailed
        })
    }

    fn receipt(&self, context: &Context, receipt: &Receipt, belief: &Belief) -> Done {
        let policy = belief.policy()?;
        let content = LeafContent::of_receipt(receipt).map_err(|_| {
            Problem::usage(
                "the receipt does not carry its record; verify the bundle of the record instead",
            )
        })?;
        let verdict = receipt
            .verify(&content.leaf_hash(), policy)
            .map_err(|error| self.refused(&error))?;
        let record = Record::read(receipt.index(), &content.envelope, Disclosures::default())
            .map_err(|error| self.refused(&error))?;
        self.compare(context, receipt.checkpoint(), &belief.log_keys(None))?;
        let head = receipt.checkpoint().checkpoint();
        let view = ReceiptView {
            index: receipt.index(),
            size: head.size,
            root: head.root.to_string(),
            witnessed: WitnessedView::of(&verdict),
            proven: vec![
                "this record stands in the log of this checkpoint at this index".to_owned(),
                "not shown: that the signing key was in force (a bundle shows that), and that what was said is true".to_owned(),
            ],
            record: Some(RecordView::of(&record, &Names::default())),
            caveat: truceline_register::check::CAVEAT,
        };
        context.tell(&view, || {
            format!("VERIFIED\n{}", crate::render::outline(&view))
        })
    }

    fn checkpoint(&self, context: &Context, signed: &SignedCheckpoint, belief: &Belief) -> Done {
        let verdict = belief
            .policy()?
            .judge(signed)
            .and_then(truceline_log::policy::Verdict::require_quorum);
        let verdict = verdict.map_err(|error| self.refused(&error))?;
        self.compare(context, signed, &belief.log_keys(None))?;
        let head = signed.checkpoint();
        let view = CheckpointView {
            origin: head.origin.to_string(),
            size: head.size,
            root: head.root.to_string(),
            witnessed: WitnessedView::of(&verdict),
        };
        context.tell(&view, || {
            format!("VERIFIED\n{}", crate::render::outline(&view))
        })
    }

    fn fork(&self, context: &Context, fork: &ForkEvidence, belief: &Belief) -> Done {
        fork.verify(&belief.log_keys(None))
            .map_err(|error| self.refused(&error))?;
        let what = format!(
            "the log {} has signed {}; both signatures verify",
            fork.origin(),
            fork.deed()
        );
        context.tell(&serde_json::json!({ "fork": what }), || {
            format!("FORK PROVEN: {what}\n")
        })?;
        Ok(Exit::VerificationFailed)
    }

    /// Compares with another checkpoint of the log. Two roots for one size convict the log's key:
    /// the evidence is written down.
    fn compare(
        &self,
        context: &Context,
        signed: &SignedCheckpoint,
        keys: &[VerifierKey],
    ) -> Result<(), Problem> {
        let Some(path) = &self.other_checkpoint else {
            return Ok(());
        };
        let other = artefact::checkpoint(&file::read(path, MAX_HEAD_BYTES)?)
            .map_err(|error| Problem::unverified(format!("{}: {error}", path.display())))?;
        match ForkEvidence::new(signed.clone(), other.clone()) {
            Ok(fork) => {
                fork.verify(keys).map_err(|error| self.refused(&error))?;
                Err(self.keep_fork(&fork)?)
            }
            Err(ForkError::SameRoot { .. }) => Ok(()),
            Err(ForkError::TwoSizes { first, second }) => {
                if !context.json {
                    println!(
                        "note: the other checkpoint has {second} entries, this one {first}; from two sizes alone nothing follows, `truceline compare` asks for what does"
                    );
                }
                Ok(())
            }
            Err(error) => Err(self.refused(&error)),
        }
    }

    fn keep_fork(&self, fork: &ForkEvidence) -> Result<Problem, Problem> {
        let path = keep_fork(&self.file, fork)?;
        Ok(Problem::new(
            Exit::VerificationFailed,
            "fork",
            format!(
                "the log {} has signed {}. The evidence is in {}: keep it, show it to every party and witness, and stop relying on this log",
                fork.origin(),
                fork.deed(),
                path.display()
            ),
        ))
    }

    /// A bundle's refusal, with the code that every verifier has for it.
    fn does_not_hold(&self, refused: &Refused) -> Problem {
        self.refused(&format!("{refused} (code {})", refused.code()))
    }

    fn refused(&self, error: &dyn std::fmt::Display) -> Problem {
        Problem::unverified(format!("{}: {error}", self.file.display()))
    }
}

impl Belief {
    /// What card and policy say.
    ///
    /// # Errors
    /// [`Problem`] naming the file.
    pub(super) fn read(card: Option<&Path>, policy: Option<&Path>) -> Result<Self, Problem> {
        let card = card.map(RegisterCard::read).transpose()?;
        let policy = match (policy, &card) {
            (Some(path), _) => {
                let text = file::read(path, MAX_POLICY_BYTES as u64)?;
                Some(
                    Policy::parse(&text)
                        .map_err(|error| Problem::usage(format!("{}: {error}", path.display())))?,
                )
            }
            (None, Some(card)) => Some(policy_of(card.log.clone())?),
            (None, None) => None,
        };
        Ok(Self { card, policy })
    }

    fn policy(&self) -> Result<&Policy, Problem> {
        let policy = self.policy.as_ref();
        policy.ok_or_else(|| Problem::usage("say whose log it is: --card register.card or --policy FILE, from another source than the file"))
    }

    /// The log keys believed; a bundle's own where none is.
    pub(super) fn log_keys(&self, own: Option<VerifierKey>) -> Vec<VerifierKey> {
        match &self.policy {
            Some(policy) => policy.logs().iter().map(|log| log.key().clone()).collect(),
            None => own.into_iter().collect(),
        }
    }
}

fn policy_of(key: VerifierKey) -> Result<Policy, Problem> {
    Policy::of_log(key).map_err(|error| Problem::usage(format!("the card's log key: {error}")))
}

fn bundle_checkpoint(bytes: &[u8]) -> Result<SignedCheckpoint, Problem> {
    let bundle = truceline_register::bundle::Bundle::from_bytes(bytes)
        .map_err(|error| Problem::unverified(error.to_string()))?;
    SignedCheckpoint::parse(bundle.checkpoint.as_bytes())
        .map_err(|error| Problem::unverified(error.to_string()))
}

/// Keeps the evidence of a fork beside the file that it was found in; one that is there already stays.
///
/// # Errors
/// [`Problem`]: it cannot be written.
pub(super) fn keep_fork(beside: &Path, fork: &ForkEvidence) -> Result<PathBuf, Problem> {
    let mut name = beside.to_owned().into_os_string();
    name.push(".fork");
    let path = PathBuf::from(name);
    if !path.exists() {
        file::write_public(&path, fork.to_string().as_bytes())?;
    }
    Ok(path)
}
