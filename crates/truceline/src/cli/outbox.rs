//! `outbox`: what is sent outside by webhook and e-mail, and what could not be.

use super::context::Context;
use crate::client::Form;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::outbox::key::OutboxKey;
use crate::outbox::ledger::Ledger;
use crate::outbox::work::now_ms;
use crate::reading::Reading;
use crate::session::load_key;
use crate::wire::outbox::{OutboxChangedView, OutboxKeyView, OutboxView};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use truceline_engine::keyfile::Purpose;

/// Webhooks and e-mail: what waits, what could not be delivered
///
/// Targets are named in the server's configuration (docs/operating/outbox.md). A letter says that there is something
/// at the desk, and nothing else.
#[derive(Args, Clone, Debug)]
pub struct Outbox {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    List(List),
    Retry(Retry),
    Drop(DropOne),
    Key(Key),
}

/// List targets with what waits for them, and dead letters
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley outbox list\n  truceline --server https://… --server-ca ca.pem --key south.key outbox list"
)]
struct List {}

/// Try a letter again now, or all that are dead
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley outbox retry out_…\n  truceline --server https://… --server-ca ca.pem --key centre.key outbox retry --dead"
)]
struct Retry {
    /// Which letter, as listed
    #[arg(required_unless_present = "dead")]
    letter: Option<String>,
    /// Every dead letter
    #[arg(long, conflicts_with = "letter")]
    dead: bool,
}

/// Drop a letter: it is not sent any more; what it stands for stays in the register
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  truceline --data valley outbox drop out_…")]
struct DropOne {
    /// Which letter, as listed
    letter: String,
}

/// Show the key that webhooks are signed with, for whoever receives them
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  truceline --data valley outbox key")]
struct Key {}

impl Outbox {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::List(_) => list(context),
            What::Retry(retry) if context.server.is_some() => {
                let order = json!({ "letter": retry.letter, "dead": retry.dead });
                by_server(context, "/v1/outbox/retry", &order)
            }
            What::Drop(drop) if context.server.is_some() => {
                let order = json!({ "letter": drop.letter });
                by_server(context, "/v1/outbox/drop", &order)
            }
            What::Retry(retry) => {
                let count = ledger(context)?.retry(retry.letter.as_deref(), now_ms())?;
                if count == 0 && retry.letter.is_some() {
                    return Err(no_such_letter());
                }
                let view = OutboxChangedView { letters: count };
                context.tell(&view, || view.text())
            }
            What::Drop(drop) => {
                if !ledger(context)?.discard(&drop.letter, now_ms())? {
                    return Err(no_such_letter());
                }
                let view = OutboxChangedView { letters: 1 };
                context.tell(&view, || view.text())
            }
            What::Key(_) => {
                let place = context.place()?;
                let key = load_key(&place.register_key(), Purpose::Register, &place.passphrases)?;
                let view = OutboxKeyView::of(&OutboxKey::of(key.seed.expose()));
                context.tell(&view, || view.text())
            }
        }
    }
}

fn list(context: &Context) -> Done {
    let reading = context.reading()?;
    if let Reading::Server(replica) = &reading {
        let (text, view) = replica.shown("/v1/outbox")?;
        return context.tell(&view, || text);
    }
    let ledger = Ledger::open_if_there(&context.place()?.data)?;
    let names = Names::of_register(reading.register());
    let view = OutboxView::of(ledger.as_ref(), None, None, &names)?;
    context.tell(&view, || view.text())
}

/// Has the server do it; the centre may.
fn by_server(context: &Context, path: &str, order: &Value) -> Done {
    let answer = context.replica()?.ask(path, order, Form::Json)?;
    let view: OutboxChangedView = serde_json::from_slice(&answer).map_err(|_| {
        Problem::unavailable("the server's answer cannot be read; is it of this program's version?")
    })?;
    context.tell(&view, || view.text())
}

/// The file of the folder that is named.
fn ledger(context: &Context) -> Result<Ledger, Problem> {
    Ledger::open_if_there(&context.place()?.data)?.ok_or_else(no_such_letter)
}

fn no_such_letter() -> Problem {
    Problem::usage("there is no such letter that waits or is dead; see `outbox list`")
}
