//! `consent`: whom the owner of a notification lets be told of it, from now on and in an emergency.

use super::context::Context;
use super::notify::notification_id;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::{Named, Names};
use crate::speech::Speech;
use crate::wire::time;
use clap::{Args, Subcommand};
use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::ids::{NotificationId, PartyId};
use truceline_register::notification::NotificationRef;
use truceline_register::notification::consent::{self, Consent as Body};
use truceline_register::register::Register;
use truceline_register::vocabulary::Resolution;

/// Change who may be told of a notification: give more, take back, agree to more in an emergency
#[derive(Args, Clone, Debug)]
pub struct Consent {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Let a party be told more; what counts now goes into its inbox at once
    #[command(
        after_help = "Example:\n  truceline --data valley --key south.key consent give ntf_… --to North --as exact\n  truceline --data valley --key south.key consent give ntf_… --to North --as cell --emergency exact"
    )]
    Give {
        #[command(flatten)]
        whom: Whom,
        /// exact, cell, existence
        #[arg(long = "as", value_parser = resolution)]
        resolution: Resolution,
        /// How exactly while a stop covers the place; left out, what was agreed before stays
        #[arg(long, value_parser = resolution)]
        emergency: Option<Resolution>,
    },
    /// Take it back: later versions are not told and views show no more of it; what was seen stays seen
    #[command(
        after_help = "Example:\n  truceline --data valley --key south.key consent withdraw ntf_… --to North"
    )]
    Withdraw {
        #[command(flatten)]
        whom: Whom,
        /// What was agreed for an emergency holds on
        #[arg(long)]
        keep_emergency: bool,
    },
    /// Agree to more in an emergency only, while a stop covers the place; the party learns nothing until then
    #[command(
        after_help = "Example:\n  truceline --data valley --key south.key consent emergency ntf_… --to North --as exact"
    )]
    Emergency {
        #[command(flatten)]
        whom: Whom,
        /// exact, cell, existence
        #[arg(long = "as", value_parser = resolution)]
        resolution: Resolution,
    },
    /// List who may be told of a notification of yours, and since when
    List {
        /// The notification's id
        #[arg(value_parser = notification_id)]
        id: NotificationId,
        /// Whose, by name or id; without it the key's
        #[arg(long)]
        party: Option<String>,
    },
}

#[derive(Args, Clone, Debug)]
struct Whom {
    /// The notification's id
    #[arg(value_parser = notification_id)]
    id: NotificationId,
    /// Who, by name or id
    #[arg(long)]
    to: String,
}

fn resolution(text: &str) -> Result<Resolution, String> {
    Resolution::from_word(text)
        .filter(|resolution| *resolution > Resolution::Commitment)
        .ok_or_else(|| "one of exact, cell, existence".to_owned())
}

/// Who may be told of a notification, line by line.
#[derive(Clone, Debug, Serialize)]
struct Line {
    to: Named,
    /// How exactly; absent: not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    emergency: Option<&'static str>,
    /// Since when, where it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed_at: Option<String>,
}

impl Consent {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Give {
                whom,
                resolution,
                emergency,
            } => whom.say(context, |known| (Some(*resolution), emergency.or(known.1))),
            What::Withdraw {
                whom,
                keep_emergency,
            } => whom.say(context, |known| (None, known.1.filter(|_| *keep_emergency))),
            What::Emergency { whom, resolution } => {
                whom.say(context, |known| (known.0, Some(*resolution)))
            }
            What::List { id, party } => {
                let reading = context.reading()?;
                let names = Names::of_register(reading.register());
                let party = super::ladder::party(context, party.as_deref(), &names)?;
                let about = NotificationRef { party, id: *id };
                let lines = lines(reading.register(), about, &names)?;
                context.tell(&lines, || text(&lines))
            }
        }
    }
}

type Both = (Option<Resolution>, Option<Resolution>);

impl Whom {
    fn say(&self, context: &Context, change: impl Fn(Both) -> Both) -> Done {
        let mut speaker = Speaker::open(context)?;
        let to = speaker.names().find_party(&self.to)?;
        let about = NotificationRef {
            party: speaker.party(),
            id: self.id,
        };
        let known = speaker
            .register()
            .map(|register| standing(register, about, to));
        let (resolution, emergency) = change(known.unwrap_or_default());
        let body = Body {
            id: self.id,
            to,
            resolution,
            emergency,
        };
        speaker.say(&[Speech::plain(Act::ConsentChanged(body))])
    }
}

/// What holds for a recipient now.
fn standing(register: &Register, about: NotificationRef, to: PartyId) -> Both {
    let Some(known) = register.notifications.get(about) else {
        return (None, None);
    };
    if let Some(holding) = consent::of(register, known, to, register.size) {
        return (holding.resolution, holding.emergency);
    }
    let named = known.versions.last().into_iter();
    let shares = named.flat_map(|version| version.body.shares());
    let share = shares.filter(|share| share.to == to).map(|s| s.resolution);
    (share.max().filter(|r| *r > Resolution::Commitment), None)
}

fn lines(register: &Register, about: NotificationRef, names: &Names) -> Result<Vec<Line>, Problem> {
    let known = register.notifications.get(about).ok_or_else(|| {
        Problem::usage(format!(
            "there is no notification {} of that party; correct the id",
            about.id
        ))
    })?;
    let shares = known.versions.iter().flat_map(|v| v.body.shares());
    let changed = known.consents.iter().map(|said| said.body.to);
    let mut parties: Vec<PartyId> = shares.map(|share| share.to).chain(changed).collect();
    parties.sort_unstable();
    parties.dedup();
    let line = |to: PartyId| {
        let (resolution, emergency) = standing(register, about, to);
        let last = known.consents.iter().rev().find(|said| said.body.to == to);
        Line {
            to: names.party(to),
            resolution: resolution.map(Resolution::word),
            emergency: emergency.map(Resolution::word),
            changed_at: last.map(|said| time(said.received_at)),
        }
    };
    Ok(parties.into_iter().map(line).collect())
}

fn text(lines: &[Line]) -> String {
    if lines.is_empty() {
        return "nobody but the centre is told of it\n".to_owned();
    }
    let mut text = String::new();
    for line in lines {
        let told = line.resolution.unwrap_or("not told");
        let since = line.changed_at.as_ref();
        let since = since.map_or_else(String::new, |at| format!(", since {at}"));
        let emergency = line.emergency.map(|e| format!("; in an emergency {e}"));
        text += &format!(
            "{}: {told}{since}{}\n",
            line.to.short(),
            emergency.unwrap_or_default()
        );
    }
    text
}
