//! `contest`: disputes about a notification; both sides' words are kept, nothing is removed by them.

use super::context::Context;
use super::notify::notification_id;
use super::speaker::Speaker;
use crate::exit::Done;
use crate::speech::Disclose;
use clap::{Args, ValueEnum};
use truceline_register::act::Act;
use truceline_register::ids::NotificationId;
use truceline_register::notification::{Contest as Body, ContestMove, NotificationRef};

/// Dispute a notification, reply to a dispute, or lift your own
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key north.key contest raise South ntf_… --text \"our patrol saw vehicles there at 06:00\""
)]
pub struct Contest {
    /// What is said
    step: Step,
    /// Whose notification, by name or id
    party: String,
    /// The notification's id
    #[arg(value_parser = notification_id)]
    id: NotificationId,
    /// In words
    #[arg(long)]
    text: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Step {
    /// Dispute it
    Raise,
    /// Answer as its owner
    Reply,
    /// Take your own dispute back
    Lift,
}

impl Contest {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let party = speaker.names().find_party(&self.party)?;
        let step = match self.step {
            Step::Raise => ContestMove::Raised,
            Step::Reply => ContestMove::Replied,
            Step::Lift => ContestMove::Lifted,
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let text = sealer.text(self.text.as_deref())?;
        let about = NotificationRef { party, id: self.id };
        let speech = sealer.speech(Act::Contested(Body { about, step, text }));
        speaker.say(&[speech])
    }
}
