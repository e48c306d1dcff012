//! `ack`, `inbox`: what a party was told, and how far it has come.

use super::context::Context;
use super::flags;
use super::speaker::Speaker;
use crate::card::DeskCard;
use crate::exit::{Done, Problem};
use crate::file;
use crate::names::{Named, Names};
use crate::session::Reading;
use crate::speech::Disclose;
use crate::wire::record::RecordLine;
use clap::Args;
use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::ids::PartyId;
use truceline_register::ladder::{self, Acknowledgement};
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

#[derive(Clone, Debug, Serialize)]
struct ItemView {
    number: u64,
    resolution: &'static str,
    #[serde(flatten)]
    record: RecordLine,
    steps: Vec<StepView>,
    missing: Vec<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct StepView {
    step: &'static str,
    at: String,
    desk: Named,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
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
        let items = items(&reading, party, &names, self.open)?;
        context.tell(&items, || text(&items))
    }
}

fn items(
    reading: &Reading,
    party: PartyId,
    names: &Names,
    only_open: bool,
) -> Result<Vec<ItemView>, Problem> {
    let register = reading.register();
    let at = register.standpoint(reading.now());
    let mut views = Vec::new();
    for item in register.ladder.inbox(party, register.size) {
        let Some(rung) = ladder::of(register, item.record, at)
            .into_iter()
            .find(|rung| rung.to == party && rung.item.number == item.number)
        else {
            continue;
        };
        if only_open && rung.is_acknowledged() {
            continue;
        }
        let record = reading.archive().record(item.record)?;
        let steps = rung.steps.iter().map(|step| StepView {
            step: step.step.word(),
            at: step.received_at.to_string(),
            desk: names.desk(step.desk),
            text: step.text.value().cloned(),
        });
        views.push(ItemView {
            number: item.number,
            resolution: item.resolution.word(),
            record: RecordLine::of(&record, names),
            steps: steps.collect(),
            missing: rung.missing().iter().map(|step| step.word()).collect(),
        });
    }
    Ok(views)
}

fn text(items: &[ItemView]) -> String {
    let mut text = String::new();
    for item in items {
        text += &format!(
            "{:>5}  [{}]{}\n",
            item.number,
            item.resolution,
            item.record.text()
        );
        for step in &item.steps {
            let words = step
                .text
                .as_ref()
                .map(|words| format!(": {words}"))
                .unwrap_or_default();
            text += &format!(
                "         {} at {} by {}{words}\n",
                step.step,
                step.at,
                step.desk.short()
            );
        }
    }
    if items.is_empty() {
        "nothing in the inbox\n".to_owned()
    } else {
        text
    }
}
