//! `informed`: somebody who is not connected was told by other means.

use super::context::Context;
use super::flags::{self, When};
use super::ladder;
use super::notify::notification_id;
use super::speaker::Speaker;
use super::stop::{about as stop_about, stop_id};
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::Disclose;
use crate::speech::informed::InformedWords;
use crate::wire::informed::{InformedLine, lines};
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::ids::{LogIndex, NotificationId, PlanId, StopId};
use truceline_register::informed::About;
use truceline_register::notification::NotificationRef;
use truceline_register::vocabulary::Means;

/// Say that you told somebody by other means, and see what was said of it. It is your word and acknowledges nothing for whom you told
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley informed --name \"village council\" --means telephone --read-back stop stp_…\n  truceline --data valley --key relief.key informed --party South --means radio --told-at 2031-05-02T06:10:00Z notification ntf_…\n  truceline --data valley informed list\nWhat somebody said to you: `relay`."
)]
pub struct Informed {
    /// Whom, where it is an enrolled party, by name or id
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Whom, by name; sealed, for your own party's eyes
    #[arg(long)]
    name: Option<String>,
    /// By which means: telephone, radio, paper, in-person, mail
    #[arg(long, value_parser = flags::means)]
    means: Option<Means>,
    /// When
    #[arg(long, value_parser = flags::when, default_value = "now")]
    told_at: When,
    /// It was read back to you
    #[arg(long)]
    read_back: bool,
    /// Who spoke for your party, by name; sealed
    #[arg(long, value_name = "NAME")]
    spoken_by: Option<String>,
    /// In words
    #[arg(long)]
    text: Option<String>,
    /// The centre may have the names, too
    #[arg(long)]
    name_for_centre: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Of a stop
    Stop {
        /// The stop's id
        #[arg(value_parser = stop_id)]
        id: StopId,
        /// Whose stop, by name or id; without it the only one of this id
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
    },
    /// Of an alert
    Alert {
        /// The record that owes it
        index: LogIndex,
        /// Its number there
        #[arg(default_value_t = 0)]
        number: u16,
        /// Whose, by name or id; without it your own party's. The centre names another's
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
    },
    /// Of a notification
    Notification {
        /// Its id
        #[arg(value_parser = notification_id)]
        id: NotificationId,
        /// Whose, by name or id; without it your own party's
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
    },
    /// Of a plan
    Plan {
        /// Its id
        #[arg(value_parser = plan_id)]
        id: PlanId,
        /// Whose, by name or id; without it your own party's
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
    },
    /// List what was said of whom was told
    List {
        /// Through whose eyes, by name or id; without it the key's
        #[arg(long = "as", value_name = "PARTY")]
        eyes: Option<String>,
    },
}

fn plan_id(text: &str) -> Result<PlanId, String> {
    PlanId::parse(text).map_err(|error| error.to_string())
}

impl Informed {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        if let What::List { eyes } = &self.what {
            return list(context, eyes.as_deref());
        }
        if self.party.is_none() && self.name.is_none() {
            return Err(Problem::usage(
                "say who was told: --party PARTY or --name NAME",
            ));
        }
        let means = self.means.ok_or_else(|| {
            Problem::usage("say by which means: --means telephone, radio, paper, in-person or mail")
        })?;
        let mut speaker = Speaker::open(context)?;
        let (names, now) = (speaker.names(), speaker.now());
        let party = self.party.as_ref();
        let words = InformedWords {
            about: self.about(&speaker)?,
            party: party.map(|party| names.find_party(party)).transpose()?,
            whom: self.name.clone(),
            spoke: self.spoken_by.clone(),
            means,
            told_at: self.told_at.at(now),
            read_back: self.read_back,
            text: self.text.clone(),
            for_centre: self.name_for_centre,
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = words.seal(&mut sealer)?;
        let speech = sealer.speech(Act::Informed(body));
        speaker.say(&[speech])
    }

    fn about(&self, speaker: &Speaker<'_>) -> Result<About, Problem> {
        let owner = |of: &Option<String>| match of {
            Some(party) => speaker.names().find_party(party),
            None => Ok(speaker.party()),
        };
        Ok(match &self.what {
            What::Stop { id, of } => About::Stop(stop_about(speaker, *id, of.as_deref())?),
            What::Alert { index, number, of } => {
                let others = Some(owner(of)?).filter(|of| *of != speaker.party());
                About::Alert(*index, *number, others)
            }
            What::Notification { id, of } => About::Notification(NotificationRef {
                party: owner(of)?,
                id: *id,
            }),
            What::Plan { id, of } => About::Plan(owner(of)?, *id),
            What::List { .. } => return Err(Problem::usage("say of what they were told")),
        })
    }
}

fn list(context: &Context, eyes: Option<&str>) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let eyes = ladder::party(context, eyes, &names)?;
    let entries = register.informs.all(register.size);
    let record = |index| reading.record(index).map(Some);
    let views = lines(entries, register, eyes, &names, &record)?;
    context.tell(&views, || {
        if views.is_empty() {
            return "nobody is said to have been told\n".to_owned();
        }
        views.iter().map(line).collect()
    })
}

fn line(view: &InformedLine) -> String {
    format!(
        "{:>6}  of {}: {}",
        view.record,
        view.about.text(),
        view.text()
    )
}
