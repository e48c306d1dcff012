//! `designation`: what somebody calls an actor, and how an actor is called by whom on a day.

use super::actor::SourceFlags;
use super::context::Context;
use super::known_at::{KnownAt, known_at};
use super::speaker::Speaker;
use crate::exit::Done;
use crate::names::Names;
use crate::speech::{Disclose, text};
use crate::wire::actor::SeenView;
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::actor::Who;
use truceline_register::actor::designation::{Designated, DesignationClass, DesignationWithdrawn};
use truceline_register::day::Day;
use truceline_register::ids::DesignationId;
use truceline_register::register::Standpoint;

/// Enter what somebody designates an actor as, and ask how an actor is seen by whom on a day
///
/// A designation is the word of who designates. Where none was entered, nothing is said of the actor.
#[derive(Args, Clone, Debug)]
pub struct Designation {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    Enter(Box<Enter>),
    Withdraw(Withdraw),
    List(List),
}

/// Enter a designation: your party's own, or with its source another's
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key north.key designation enter \"Heron Brigade\" --as terrorist --label \"terrorist band\" --from 2031-01-01\n  truceline --data valley designation enter \"Heron Brigade\" --as partner --label \"allied force\" --by South --source \"South's gazette, 3 May 2031\""
)]
struct Enter {
    /// Who is designated, by name or id
    actor: String,
    /// As what kind: terrorist, radical, separatist, opposition, ceasefire-party, partner, regular, mercenary, sanctioned, occupying
    #[arg(long = "as", value_name = "KIND", value_parser = class)]
    class: DesignationClass,
    /// In the designating body's own words
    #[arg(long)]
    label: String,
    /// The language of those words
    #[arg(long)]
    language: Option<String>,
    /// Who designates: a party or an actor, by name or id; without it your own party. Another's needs its source
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// By which decree, resolution or list
    #[arg(long)]
    instrument: Option<String>,
    /// From which day on, like 2031-01-01; without it since when is not said
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Day>,
    /// The first day on which it does not stand any more
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Day>,
    /// A note for your own party and the centre; sealed
    #[arg(long)]
    note: Option<String>,
    #[command(flatten)]
    source: SourceFlags,
}

/// Enter that a designation stands no more, or take back an entry of your party's
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key north.key designation withdraw dsg_… --ended 2031-09-01\n  truceline --data valley --key north.key designation withdraw dsg_… --note \"the wrong group\""
)]
struct Withdraw {
    /// The designation's id
    #[arg(value_parser = designation_id)]
    id: DesignationId,
    /// The first day on which it does not stand any more; without it the entry itself is taken back
    #[arg(long, value_name = "DAY", value_parser = day)]
    ended: Option<Day>,
    /// A note for your own party and the centre; sealed
    #[arg(long)]
    note: Option<String>,
    #[command(flatten)]
    source: SourceFlags,
}

/// How an actor is called, by whom, on a day
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley designation list \"Heron Brigade\" --as-seen-by North --on 2031-05-20\n  truceline --data valley designation list \"Heron Brigade\"\nWithout --on all that was entered, of any day."
)]
struct List {
    /// Who, by name or id
    actor: String,
    /// By this party or actor alone, by name or id
    #[arg(long, value_name = "WHO")]
    as_seen_by: Option<String>,
    /// On this day, like 2031-05-20
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<Day>,
    /// As it was known at this log index or time
    #[arg(long, value_name = "INDEX|TIME", value_parser = known_at)]
    known_at: Option<KnownAt>,
}

fn class(text: &str) -> Result<DesignationClass, String> {
    DesignationClass::from_word(text).ok_or_else(|| {
        let words = DesignationClass::ALL.iter().map(|word| word.word());
        format!("write one of: {}", words.collect::<Vec<_>>().join(", "))
    })
}

fn designation_id(text: &str) -> Result<DesignationId, String> {
    DesignationId::parse(text).map_err(|error| error.to_string())
}

/// Reads a day.
///
/// # Errors
/// What is wanted.
pub fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write a day like 2031-05-20".to_owned())
}

impl Designation {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Enter(enter) => enter.run(context),
            What::Withdraw(withdraw) => withdraw.run(context),
            What::List(list) => list.run(context),
        }
    }
}

impl Enter {
    fn run(&self, context: &Context) -> Done {
        text::words("the label", &self.label)?;
        text::words(
            "the instrument",
            self.instrument.as_deref().unwrap_or_default(),
        )?;
        let source = self.source.read()?;
        let mut speaker = Speaker::open(context)?;
        let names = speaker.names();
        let actor = names.find_actor(&self.actor)?;
        let by = match &self.by {
            Some(by) => names.find_who(by)?,
            None => Who::Party(speaker.party()),
        };
        let id = DesignationId::from_bytes(speaker.draw()?);
        let mut sealer = speaker.sealer(Disclose::Exact);
        let note = sealer.text(self.note.as_deref())?;
        let body = Designated {
            id,
            actor,
            class: self.class,
            label: self.label.clone(),
            language: self.language.clone(),
            by,
            instrument: self.instrument.clone(),
            from: self.from,
            to: self.to,
            source,
            note,
        };
        let speech = sealer.speech(Act::Designated(body));
        speaker.say(&[speech])
    }
}

impl Withdraw {
    fn run(&self, context: &Context) -> Done {
        let source = self.source.read()?;
        let mut speaker = Speaker::open(context)?;
        let mut sealer = speaker.sealer(Disclose::Exact);
        let note = sealer.text(self.note.as_deref())?;
        let body = DesignationWithdrawn {
            id: self.id,
            ended: self.ended,
            source,
            note,
        };
        let speech = sealer.speech(Act::DesignationWithdrawn(body));
        speaker.say(&[speech])
    }
}

impl List {
    fn run(&self, context: &Context) -> Done {
        let reading = context.reading()?;
        let register = reading.register();
        let names = Names::of_register(register);
        let actor = names.find_actor(&self.actor)?;
        let by = self.as_seen_by.as_deref().map(|by| names.find_who(by));
        let known = self.known_at;
        let at = Standpoint {
            known_at: known.map_or(Ok(register.size), |known| known.size(register))?,
            now: reading.now(),
        };
        let view = SeenView::of(register, actor, by.transpose()?, self.on, at, &names);
        context.tell(&view, || view.text())
    }
}
