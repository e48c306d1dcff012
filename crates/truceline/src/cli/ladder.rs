//! `ack`, `inbox`: what a party was told, and how far it has come.

use super::context::Context;
use super::flags;
use super::speaker::Speaker;
use crate::card::DeskCard;
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::Names;
use crate::speech::Disclose;
use crate::wire::inbox::{self, Select};
use clap::Args;
use truceline_register::act::Act;
use truceline_register::ids::PartyId;
use truceline_register::ladder::Acknowledgement;
use truceline_register::vocabulary::LadderStep;

/// Say how far an item of your inbox has come; no step means approval in any sense
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key north.key ack 3 acknowledged\n  truceline --data valley --key north.key ack 3 disseminated --text \"2nd battalion\""
)]
pub struct Ack {
    /// Number of the item in your inbox
    item: u64,
    /// received, acknowledged, ingested, disseminated, queried, contested, returned (or sent, delivered)
    #[arg(value_parser = flags::ladder_step)]
    step: LadderStep,
    /// To whom, the question, or the reason
    #[arg(long)]
    text: Option<String>,
}

/// Show a party's numbered inbox with what it said of each item
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key south.key inbox\n  truceline --data valley inbox --party South --open"
)]
pub struct Inbox {
    /// Whose, by name or id; without it the key's
    #[arg(long)]
    party: Option<String>,
    /// Only items that are not acknowledged
    #[arg(long)]
    open: bool,
}

impl Ack {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let mut sealer = speaker.sealer(Disclose::Exact);
        let text = sealer.text(self.text.as_deref())?;
        let speech = sealer.speech(Act::Acknowledged(Acknowledgement {
            item: self.item,
            step: self.step,
            text,
        }));
        speaker.say(&[speech])
    }
}

/// The party that is meant: the one named, or the key's.
///
/// # Errors
/// [`Problem`]: no such party, or no key.
pub fn party(context: &Context, named: Option<&str>, names: &Names) -> Result<PartyId, Problem> {
    match named {
        Some(name) => names.find_party(name),
        None => Ok(DeskCard::read(&file::beside(&context.key_path()?, "card"))?.party),
    }
}

impl Inbox {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let names = Names::of_register(reading.register());
        let party = party(context, self.party.as_deref(), &names)?;
        let record = |index| reading.record(index);
        let at = reading.register().standpoint(reading.now());
        let items = inbox::items(
            reading.register(),
            at,
            party,
            Select::all(self.open),
            &names,
            &record,
        )?;
        context.tell(&items, || inbox::text(&items))
    }
}
