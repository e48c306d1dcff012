//! `duty`: who is on at which desk.

use super::context::Context;
use super::ladder;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::duty::{Callable, sign_on};
use crate::speech::{Disclose, Speech};
use crate::wire::duty::{desks, desks_text};
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::duty::SignOff;
use truceline_register::ids::{DeskId, PersonId};

/// Sign on and off at a desk of your party, and see who is on. The last one who signs off leaves it unattended, on record
#[derive(Args, Clone, Debug)]
pub struct Duty {
    #[command(subcommand)]
    what: What,
}

/// By which name somebody may be asked for.
#[derive(Args, Clone, Debug, Default)]
pub struct Called {
    /// By which name to ask for you; for your own party's eyes
    #[arg(long)]
    name: Option<String>,
    /// The centre may have the name, too
    #[arg(long, requires = "name")]
    name_for_centre: bool,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Come on duty; several may be on, and it ends nobody else's duty
    #[command(
        after_help = "Examples:\n  truceline --data valley --key nora.key duty on\n  truceline --data valley --key nora.key duty on --desk \"Night desk\" --name Nora --name-for-centre"
    )]
    On {
        /// At which desk of your party, by name or id; without it the key's
        #[arg(long)]
        desk: Option<String>,
        #[command(flatten)]
        called: Called,
    },
    /// Go off duty; at the last desk attended the party is unattended at once, and checks that rest on it cannot say
    #[command(
        after_help = "Examples:\n  truceline --data valley --key nora.key duty off\nSomebody left without signing off:\n  truceline --data valley --key nils.key duty off --person per_…"
    )]
    Off {
        /// From which desk, by name or id; without it the key's
        #[arg(long)]
        desk: Option<String>,
        /// Who, where it is not you: the id that `duty list` shows
        #[arg(long, value_parser = person_id)]
        person: Option<PersonId>,
    },
    /// List your party's desks and who is on; for the centre everybody's desks
    List {
        /// Through whose eyes, by name or id; without it the key's
        #[arg(long)]
        party: Option<String>,
    },
}

/// Reads a person's id.
///
/// # Errors
/// What is wanted.
pub fn person_id(text: &str) -> Result<PersonId, String> {
    PersonId::parse(text).map_err(|error| error.to_string())
}

impl Called {
    /// The words.
    #[must_use]
    pub fn words(&self) -> Callable {
        Callable {
            name: self.name.clone(),
            for_centre: self.name_for_centre,
        }
    }
}

/// The desk that is meant: the one named, among the speaker's own, or the key's.
///
/// # Errors
/// [`Problem`]: there is no such desk, or several are alike.
pub fn desk(speaker: &Speaker<'_>, named: Option<&str>) -> Result<DeskId, Problem> {
    let Some(name) = named else {
        return Ok(speaker.voice().card().desk);
    };
    let Some(register) = speaker.register() else {
        return DeskId::parse(name).map_err(|error| Problem::usage(error.to_string()));
    };
    let own = register.authority.desks.iter();
    let own = own.filter(|(_, desk)| desk.party == speaker.party());
    let alike: Vec<DeskId> = own
        .filter(|(id, desk)| desk.name == name || id.to_string() == name)
        .map(|(id, _)| *id)
        .collect();
    match alike.as_slice() {
        [one] => Ok(*one),
        [] => Err(Problem::usage(format!(
            "your party has no desk \"{name}\"; `duty list` shows its desks"
        ))),
        _ => Err(Problem::usage(format!(
            "your party has several desks \"{name}\"; give the id of one"
        ))),
    }
}

impl Duty {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::On {
                desk: named,
                called,
            } => {
                let mut speaker = Speaker::open(context)?;
                let desk = desk(&speaker, named.as_deref())?;
                let mut sealer = speaker.sealer(Disclose::Exact);
                let body = sign_on(&mut sealer, desk, &called.words())?;
                let speech = sealer.speech(Act::SignedOn(body));
                speaker.say(&[speech])
            }
            What::Off {
                desk: named,
                person,
            } => {
                let mut speaker = Speaker::open(context)?;
                let desk = desk(&speaker, named.as_deref())?;
                let person = person.unwrap_or(speaker.voice().card().person);
                speaker.say(&[Speech::plain(Act::SignedOff(SignOff { desk, person }))])
            }
            What::List { party } => list(context, party.as_deref()),
        }
    }
}

fn list(context: &Context, party: Option<&str>) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let eyes = ladder::party(context, party, &names)?;
    let at = register.standpoint(reading.now());
    let record = |index| reading.record(index).map(Some);
    let views = desks(register, at, eyes, &names, &record)?;
    context.tell(&views, || desks_text(&views))
}
