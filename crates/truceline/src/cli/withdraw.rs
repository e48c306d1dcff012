//! `withdraw`, `reconfirm`: taking a notification back, and saying that it still holds.

use super::context::Context;
use super::flags::{self, When};
use super::notify::notification_id;
use super::speaker::Speaker;
use crate::exit::Done;
use crate::speech::{Disclose, Speech};
use clap::Args;
use truceline_register::act::Act;
use truceline_register::ids::NotificationId;
use truceline_register::notification::{Reconfirmation, Withdrawal};

/// Take a notification back; a site's withdrawal counts when a second person has countersigned it
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key relief.key withdraw ntf_… --reason \"clinic moved\"\n  truceline --data valley --key relief-2.key countersign 42"
)]
pub struct Withdraw {
    /// The notification's id
    #[arg(value_parser = notification_id)]
    id: NotificationId,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

/// Say that a notification still holds
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key relief.key reconfirm ntf_… --until now+7d"
)]
pub struct Reconfirm {
    /// The notification's id
    #[arg(value_parser = notification_id)]
    id: NotificationId,
    /// Until when it is good now
    #[arg(long, value_parser = flags::when)]
    until: When,
}

impl Withdraw {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let mut sealer = speaker.sealer(Disclose::Exact);
        let reason = sealer.text(self.reason.as_deref())?;
        let speech = sealer.speech(Act::Withdrawn(Withdrawal {
            id: self.id,
            reason,
        }));
        speaker.say(&[speech])
    }
}

impl Reconfirm {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let reconfirm_by = self.until.at(speaker.now());
        super::notify::ahead("--until", Some(reconfirm_by), speaker.now())?;
        speaker.say(&[Speech::plain(Act::Reconfirmed(Reconfirmation {
            id: self.id,
            reconfirm_by,
        }))])
    }
}
