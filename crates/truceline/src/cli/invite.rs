//! Invitations: how a newcomer's card reaches the centre through the server. They stand with the server that made
//! them, and enrol nobody.

use super::context::Context;
use super::flags;
use crate::client::{Form, Sent};
use crate::exit::{Done, Problem};
use crate::file;
use crate::invitation::MAX_SENT_CARD_BYTES;
use crate::names::Names;
use crate::replica::Replica;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;
use truceline_register::time::Span;

/// Make an invitation for a party that is new; its one-time code is shown once
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --server https://… --server-ca ca.pem --key centre.key party invite --open-for 1d\nTell the newcomer the code by a way that you trust; it sends its card with `key send`."
)]
pub struct InviteParty {
    /// For how long a card may come, at most 14d
    #[arg(long, value_parser = flags::span, default_value = "3d")]
    open_for: Span,
}

/// Make an invitation for another person or desk of a party; its one-time code is shown once
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --server https://… --server-ca ca.pem --key centre.key desk invite --party South --open-for 1d"
)]
pub struct InviteDesk {
    /// The party that the card must name, by name or id
    #[arg(long)]
    party: String,
    /// The desk that the card must name, by name or id
    #[arg(long)]
    desk: Option<String>,
    /// For how long a card may come, at most 14d
    #[arg(long, value_parser = flags::span, default_value = "3d")]
    open_for: Span,
}

/// List invitations, and cards that came for them; or save the card that came for one
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --server https://… --server-ca ca.pem --key centre.key party invitations\n  truceline --server https://… --server-ca ca.pem --key centre.key party invitations --save 1f0c… south.card"
)]
pub struct Invitations {
    /// Save the card that came for this invitation into a file, to be enrolled after hearing a voice
    #[arg(long, num_args = 2, value_names = ["NAME", "FILE"])]
    save: Option<Vec<String>>,
}

/// Send the card of a new key to the centre, for the code of an invitation
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --server https://… --server-ca ca.pem key send south.card --code 0123-4567-…"
)]
pub struct SendCard {
    /// The card that `key new` made
    card: PathBuf,
    /// The invitation's code
    #[arg(long)]
    code: String,
}

fn replica(context: &Context) -> Result<Replica, Problem> {
    if context.server.is_none() {
        return Err(Problem::usage(
            "invitations stand with a server: name it with --server URL; without one, cards are sent as files",
        ));
    }
    let replica = context.replica()?;
    replica.heed()?;
    Ok(replica)
}

fn make(context: &Context, replica: &Replica, order: &Value) -> Done {
    let answer = replica.ask("/v1/invitations", order, Form::Json)?;
    let made: Value = serde_json::from_slice(&answer).map_err(|_| unreadable())?;
    context.show(&made)
}

fn unreadable() -> Problem {
    Problem::unavailable("the server's answer cannot be read; is it of this program's version?")
}

impl InviteParty {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let order = json!({ "life_s": seconds(self.open_for)? });
        make(context, &replica(context)?, &order)
    }
}

impl InviteDesk {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let replica = replica(context)?;
        let names = Names::of_register(replica.register());
        let party = names.find_party(&self.party)?.to_string();
        let mut order = json!({ "party": party, "life_s": seconds(self.open_for)? });
        if let Some(desk) = &self.desk {
            order["desk"] = json!(names.find_desk(desk)?.to_string());
        }
        make(context, &replica, &order)
    }
}

impl Invitations {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let (text, list) = replica(context)?.shown("/v1/invitations")?;
        let Some([name, path]) = self.save.as_deref() else {
            return context.tell(&list, || text);
        };
        let listed = list.as_array().into_iter().flatten();
        let mut named = listed.filter(|one| one["name"] == name.as_str());
        let card = named.next().and_then(|one| one["card"].as_str());
        let card = card.ok_or_else(|| {
            Problem::usage(format!(
                "no card has come for an invitation {name}; see `party invitations`"
            ))
        })?;
        file::write_public(&PathBuf::from(path), card.as_bytes())?;
        context.show(
            &json!({ "card": path, "next": "compare its fingerprint by voice, then enrol it" }),
        )
    }
}

impl SendCard {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let limit = u64::try_from(MAX_SENT_CARD_BYTES).unwrap_or(u64::MAX);
        let card = file::read_text(&self.card, limit)?;
        let order = json!({ "code": self.code, "card": card }).to_string();
        let sent = Sent {
            media_type: "application/json",
            bytes: order.as_bytes(),
        };
        let answer = context.client(None)?.post("/v1/cards", sent, Form::Json)?;
        let view: Value = answer.json()?;
        context.show(&view)
    }
}

fn seconds(span: Span) -> Result<u32, Problem> {
    u32::try_from(span.micros() / 1_000_000)
        .map_err(|_| Problem::usage("--open-for is at most 14d"))
}
