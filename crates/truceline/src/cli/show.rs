//! `show`: any file of ours, told for a person by what is in it. Nothing is verified.

use super::artefact::{Artefact, recognise};
use super::context::Context;
use crate::exit::{Done, Problem};
use crate::file::{self, MAX_FILE_BYTES};
use crate::names::Names;
use crate::wire::pack::PackView;
use crate::wire::record::{RecordLine, RecordView, StatementView};
use clap::Args;
use serde::Serialize;
use serde_json::json;
use std::path::PathBuf;
use truceline_engine::evidence::LeafContent;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::receipt::Receipt;
use truceline_register::bundle::{Bundle, Leaf};
use truceline_register::codec::disclosure::Disclosures;
use truceline_register::codec::record::Record;
use truceline_register::codec::statement::Statement;

/// Show any statement, receipt, checkpoint, bundle, card, chain, policy or witness file; verifies nothing
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
                "{}: is no statement, receipt, checkpoint, bundle, card, policy, key chain or witness file of ours, or nothing of it can be recognised any more",
                self.file.display()
            )));
        };
        match artefact {
            Artefact::Bundle => self.bundle(context, &bytes),
            Artefact::Receipt(receipt) => show_receipt(context, &receipt),
            Artefact::Broken(broken) => Err(broken.problem(&self.file)),
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
        Artefact::Head(signed) => context.show(&json!({ "is": "head file of a register, not verified", "checkpoint": CheckpointView::of(signed) })),
        Artefact::WitnessReply(reply) => context.show(&json!({
            "is": "reply of a witness, not verified; `truceline witness add` takes it in",
            "status": reply.status,
            "means": reply.meaning(),
            "body": reply.body.trim_end(),
        })),
        Artefact::Chain(end) => context.show(&json!({
            "is": "chain of a key; it belongs beside the key, and is copied with it",
            "next": end.next,
            "previous": end.previous.to_string(),
        })),
        Artefact::Seen(seen) => {
            let sizes = |kept: &SignedCheckpoint| kept.checkpoint().size;
            context.show(&json!({
                "is": "what a party was shown of a log, not verified",
                "log": seen.all().next().map(|kept| kept.checkpoint().origin.to_string()),
                "sizes": seen.all().map(sizes).collect::<Vec<u64>>(),
                "not_proven_yet": seen.unproven().map(sizes).collect::<Vec<u64>>(),
            }))
        }
        Artefact::Fork(fork) => context.show(&json!({
            "is": "evidence of a fork, not verified",
            "log": fork.origin().to_string(),
            "signed": fork.deed(),
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
        Artefact::Pack(pack) => context.show(&json!({ "is": "offline pack, not verified; `truceline pack show` tells what it holds", "pack": PackView::of(pack) })),
        Artefact::RegisterCard(card) => context.tell(&json!({ "is": "card of a register", "card": card.to_string() }), || card.to_string()),
        Artefact::DeskCard(card) => context.tell(&json!({ "is": "card of a desk's key", "card": card.to_string() }), || card.to_string()),
        Artefact::Policy(policy) => context.tell(&json!({ "is": "policy", "policy": policy.to_string() }), || policy.to_string()),
        Artefact::Key(key) => context.show(&json!({ "is": "verifier key", "name": key.name().to_string(), "id": key.id().to_string() })),
        Artefact::SecretKey(what) => context.show(&json!({ "is": "secret key file; keep it to yourself", "says": what })),
        Artefact::Bundle | Artefact::Receipt(_) | Artefact::Broken(_) => unreachable!("shown by their own"),
    }
}
