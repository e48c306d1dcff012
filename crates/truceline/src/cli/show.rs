//! `show`: any file of ours, told for a person by what is in it. Nothing is verified.

use super::context::Context;
use crate::card::{DeskCard, RegisterCard};
use crate::exit::{Done, Problem};
use crate::file::{self, MAX_FILE_BYTES};
use crate::names::Names;
use crate::wire::record::{RecordLine, RecordView, StatementView};
use clap::Args;
use serde::Serialize;
use serde_json::json;
use std::path::PathBuf;
use truceline_engine::evidence::LeafContent;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::fork::ForkEvidence;
use truceline_log::policy::Policy;
use truceline_log::receipt::Receipt;
use truceline_log::vkey::VerifierKey;
use truceline_log::witness::request::Request;
use truceline_log::witness::state::WitnessState;
use truceline_register::bundle::{Bundle, Leaf, MAGIC};
use truceline_register::codec::disclosure::Disclosures;
use truceline_register::codec::record::Record;
use truceline_register::codec::statement::{Statement, Submission};

/// Show any statement, receipt, checkpoint, bundle, card, policy or witness file; verifies nothing
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline show south-1.stm\n  truceline show event.bundle --record 42"
)]
pub struct Show {
    /// The file
    file: PathBuf,
    /// Of a bundle, this record whole
    #[arg(long, value_name = "INDEX")]
    record: Option<u64>,
}

/// What a file is, by its content.
pub enum Artefact {
    /// A bundle.
    Bundle,
    /// A receipt.
    Receipt(Box<Receipt>),
    /// A signed checkpoint.
    Checkpoint(Box<SignedCheckpoint>),
    /// Evidence of a fork.
    Fork(Box<ForkEvidence>),
    /// A request to a witness.
    WitnessRequest(Box<Request>),
    /// A witness's state.
    WitnessState(Box<WitnessState>),
    /// A register's card.
    RegisterCard(Box<RegisterCard>),
    /// A desk's card.
    DeskCard(Box<DeskCard>),
    /// A policy.
    Policy(Box<Policy>),
    /// A verifier's key.
    Key(Box<VerifierKey>),
    /// A key file: purpose and name only.
    SecretKey(String),
    /// A signed statement with disclosures.
    Submission(Box<Submission>),
    /// A signed statement alone.
    Statement(Box<Statement>),
}

/// What a file is.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<Artefact> {
    if bytes.starts_with(MAGIC) {
        return Some(Artefact::Bundle);
    }
    if let Ok(submission) = Submission::from_bytes(bytes) {
        return Some(Artefact::Submission(Box::new(submission)));
    }
    if let Ok(statement) = Statement::parse(bytes) {
        return Some(Artefact::Statement(Box::new(statement)));
    }
    let text = std::str::from_utf8(bytes).ok()?;
    if text.starts_with("truceline-key 1\n") {
        let lines: Vec<&str> = text.lines().skip(1).take(2).collect();
        return Some(Artefact::SecretKey(lines.join(", ")));
    }
    recognise_text(text)
}

fn recognise_text(text: &str) -> Option<Artefact> {
    let bytes = text.as_bytes();
    let of_card = RegisterCard::parse(text).map(|card| Artefact::RegisterCard(Box::new(card)));
    let of_desk = || {
        DeskCard::parse(text)
            .map(|card| Artefact::DeskCard(Box::new(card)))
            .ok()
    };
    let of_receipt = || {
        Receipt::parse(bytes)
            .map(|receipt| Artefact::Receipt(Box::new(receipt)))
            .ok()
    };
    let of_fork = || {
        ForkEvidence::parse(bytes)
            .map(|fork| Artefact::Fork(Box::new(fork)))
            .ok()
    };
    let of_request = || {
        Request::parse(bytes)
            .map(|request| Artefact::WitnessRequest(Box::new(request)))
            .ok()
    };
    let of_state = || {
        WitnessState::parse(bytes)
            .map(|state| Artefact::WitnessState(Box::new(state)))
            .ok()
    };
    let of_checkpoint = || {
        SignedCheckpoint::parse(bytes)
            .map(|signed| Artefact::Checkpoint(Box::new(signed)))
            .ok()
    };
    let of_key = || {
        VerifierKey::parse(text.trim_end())
            .map(|key| Artefact::Key(Box::new(key)))
            .ok()
    };
    let of_policy = || {
        Policy::parse(bytes)
            .map(|policy| Artefact::Policy(Box::new(policy)))
            .ok()
    };
    of_card
        .ok()
        .or_else(of_desk)
        .or_else(of_receipt)
        .or_else(of_fork)
        .or_else(of_request)
        .or_else(of_state)
        .or_else(of_checkpoint)
        .or_else(of_key)
        .or_else(of_policy)
}

#[derive(Clone, Debug, Serialize)]
struct ReceiptView {
    is: &'static str,
    index: u64,
    checkpoint: CheckpointView,
    record: Option<RecordView>,
}

#[derive(Clone, Debug, Serialize)]
struct CheckpointView {
    is: &'static str,
    origin: String,
    size: u64,
    root: String,
    signed_by: Vec<String>,
}

impl CheckpointView {
    fn of(signed: &SignedCheckpoint) -> Self {
        let checkpoint = signed.checkpoint();
        Self {
            is: "checkpoint, not verified",
            origin: checkpoint.origin.to_string(),
            size: checkpoint.size,
            root: checkpoint.root.to_string(),
            signed_by: signed
                .note()
                .signatures()
                .iter()
                .map(|line| format!("{} ({})", line.name(), line.id()))
                .collect(),
        }
    }
}

impl Show {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`]: the file cannot be read, or is none of ours.
    pub fn run(&self, context: &Context) -> Done {
        let bytes = file::read(&self.file, MAX_FILE_BYTES)?;
        let Some(artefact) = recognise(&bytes) else {
            return Err(Problem::usage(format!(
                "{}: is no statement, receipt, checkpoint, bundle, card, policy, key or witness file of ours, or it was damaged on the way",
                self.file.display()
            )));
        };
        match artefact {
            Artefact::Bundle => self.bundle(context, &bytes),
            Artefact::Receipt(receipt) => show_receipt(context, &receipt),
            other => show_other(context, &other),
        }
    }

    fn bundle(&self, context: &Context, bytes: &[u8]) -> Done {
        let bundle = Bundle::from_bytes(bytes)
            .map_err(|error| Problem::unverified(format!("{}: {error}", self.file.display())))?;
        let mut records = Vec::new();
        for entry in &bundle.entries {
            if let Leaf::Record {
                envelope,
                disclosures,
            } = &entry.leaf
            {
                let set = Disclosures::of(disclosures.iter().cloned());
                let record = Record::read(entry.index, envelope, set)
                    .map_err(|error| Problem::unverified(error.to_string()))?;
                records.push(record);
            }
        }
        let names = Names::of_records(&records);
        if let Some(wanted) = self.record {
            let record = records.iter().find(|record| record.index == wanted);
            let record = record.ok_or_else(|| {
                Problem::usage(format!("the bundle has no record at index {wanted}"))
            })?;
            return context.show(&RecordView::of(record, &names));
        }
        let lines: Vec<RecordLine> = records
            .iter()
            .map(|record| RecordLine::of(record, &names))
            .collect();
        let signed = SignedCheckpoint::parse(bundle.checkpoint.as_bytes()).ok();
        let checkpoint = signed.as_ref().map(CheckpointView::of);
        let view =
            json!({ "is": "bundle, not verified", "checkpoint": checkpoint, "records": lines });
        context.tell(&view, || {
            let checkpoint = checkpoint
                .map(|view| crate::render::outline(&view))
                .unwrap_or_default();
            let lines: String = lines.iter().map(|line| line.text() + "\n").collect();
            format!("bundle, not verified (`truceline verify` does)\n{checkpoint}{lines}")
        })
    }
}

fn show_receipt(context: &Context, receipt: &Receipt) -> Done {
    let content = LeafContent::of_receipt(receipt).ok();
    let record = content.and_then(|content| {
        Record::read(receipt.index(), &content.envelope, Disclosures::default()).ok()
    });
    let names = Names::default();
    context.show(&ReceiptView {
        is: "receipt, not verified",
        index: receipt.index(),
        checkpoint: CheckpointView::of(receipt.checkpoint()),
        record: record.map(|record| RecordView::of(&record, &names)),
    })
}

fn show_other(context: &Context, artefact: &Artefact) -> Done {
    let names = Names::default();
    match artefact {
        Artefact::Submission(submission) => match Statement::parse(&submission.statement) {
            Ok(statement) => {
                let disclosures = match statement.payload() {
                    Ok(_) if submission.unread.is_empty() => {
                        Disclosures::of(submission.disclosures.iter().cloned())
                    }
                    _ => Disclosures::of_unread(submission.beside()),
                };
                context.show(&StatementView::of(&statement, &disclosures, &names))
            }
            Err(error) => Err(Problem::unverified(format!("the file holds bytes that are no statement: {error}"))),
        },
        Artefact::Statement(statement) => context.show(&StatementView::of(statement, &Disclosures::default(), &names)),
        Artefact::Checkpoint(signed) => context.show(&CheckpointView::of(signed)),
        Artefact::Fork(fork) => context.show(&json!({
            "is": "evidence of a fork, not verified",
            "log": fork.origin().to_string(),
            "size": fork.size(),
            "first_root": fork.first().checkpoint().root.to_string(),
            "second_root": fork.second().checkpoint().root.to_string(),
        })),
        Artefact::WitnessRequest(request) => context.show(&json!({
            "is": "request to a witness",
            "from_size": request.old_size,
            "checkpoint": CheckpointView::of(&request.checkpoint),
        })),
        Artefact::WitnessState(state) => {
            let logs = state.logs().map(|(origin, log)| json!({ "log": origin.to_string(), "cosigned_size": log.size() }));
            context.show(&json!({ "is": "state of a witness", "logs": logs.collect::<Vec<_>>() }))
        }
        Artefact::RegisterCard(card) => context.tell(&json!({ "is": "card of a register", "card": card.to_string() }), || card.to_string()),
        Artefact::DeskCard(card) => context.tell(&json!({ "is": "card of a desk's key", "card": card.to_string() }), || card.to_string()),
        Artefact::Policy(policy) => context.tell(&json!({ "is": "policy", "policy": policy.to_string() }), || policy.to_string()),
        Artefact::Key(key) => context.show(&json!({ "is": "verifier key", "name": key.name().to_string(), "id": key.id().to_string() })),
        Artefact::SecretKey(what) => context.show(&json!({ "is": "secret key file; keep it to yourself", "says": what })),
        Artefact::Bundle | Artefact::Receipt(_) => unreachable!("shown by their own"),
    }
}
