//! `channel`: how the lines between parties stand.

use super::context::Context;
use super::flags::{self, When};
use super::speaker::Speaker;
use crate::exit::Done;
use crate::names::Names;
use crate::speech::Disclose;
use crate::wire::channel::channels;
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::channel::ChannelReport;
use truceline_register::vocabulary::ChannelState;

/// Say how your channel with another party stands, and see how all stand
#[derive(Args, Clone, Debug)]
pub struct Channel {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Report a state: open, degraded, unattended, suspended, withdrawn
    #[command(
        after_help = "Example:\n  truceline --data valley channel report --with South --state unattended --of South --text \"no answer since 05:10\""
    )]
    Report {
        /// With whom, by name or id
        #[arg(long, value_name = "PARTY")]
        with: String,
        /// Whose side; without it your own. Only the centre reports another's
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
        /// open, degraded, unattended, suspended, withdrawn
        #[arg(long, value_parser = flags::channel_state)]
        state: ChannelState,
        /// Since when
        #[arg(long, value_parser = flags::when, default_value = "now")]
        since: When,
        /// Why
        #[arg(long)]
        text: Option<String>,
    },
    /// List how each party's channel with the centre stands
    List,
}

impl Channel {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let What::Report {
            with,
            of,
            state,
            since,
            text,
        } = &self.what
        else {
            return list(context);
        };
        let mut speaker = Speaker::open(context)?;
        let (names, now) = (speaker.names(), speaker.now());
        let of = match of {
            Some(party) => names.find_party(party)?,
            None => speaker.party(),
        };
        let with = names.find_party(with)?;
        // The centre speaking of another's side towards itself.
        let with = if with == of { speaker.party() } else { with };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let text = sealer.text(text.as_deref())?;
        let body = ChannelReport {
            with,
            of,
            state: *state,
            since: since.at(now),
            text,
        };
        let speech = sealer.speech(Act::ChannelReported(body));
        speaker.say(&[speech])
    }
}

fn list(context: &Context) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let at = register.standpoint(reading.now());
    context.show(&channels(register, at, &names))
}
