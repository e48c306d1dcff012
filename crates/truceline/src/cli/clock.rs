//! `clock`, `alert`, `tick`, `erase`: small words of duty.

use super::context::{CLOCK_IN_DOUBT, Context};
use super::ladder::party;
use super::speaker::Speaker;
use crate::exit::{Done, Exit};
use crate::names::Names;
use crate::speech::{Disclose, Speech};
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::erasure::Erasure;
use truceline_register::ids::LogIndex;

/// Say that the register's clock is right; it counts when two people have said so, one of the centre
#[derive(Args, Clone, Debug)]
pub struct Clock {
    #[command(subcommand)]
    what: ClockWhat,
}

#[derive(Subcommand, Clone, Debug)]
enum ClockWhat {
    /// Say that the clock is right, after it jumped
    #[command(
        after_help = "Example:\n  truceline --data valley clock confirm\n  truceline --data valley --key centre-2.key clock confirm"
    )]
    Confirm,
}

/// List and acknowledge alerts
#[derive(Args, Clone, Debug)]
pub struct Alert {
    #[command(subcommand)]
    what: AlertWhat,
}

#[derive(Subcommand, Clone, Debug)]
enum AlertWhat {
    /// List alerts that nobody has acknowledged
    List {
        /// Whose, by name or id; without it the key's
        #[arg(long)]
        party: Option<String>,
    },
    /// Acknowledge an alert
    #[command(
        after_help = "Example:\n  truceline --data valley --key east.key alert ack 61 0\n  truceline --data valley alert ack 61 0 --of East"
    )]
    Ack {
        /// The record that owes it
        index: LogIndex,
        /// Its number, counted for each party from 0; without it the only one of the record that the party is owed
        number: Option<u16>,
        /// Whose, by name or id; without it your own party's. The centre acknowledges another's
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
    },
}

/// Record what time alone has made due
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example (every minute, by a timer):\n  truceline --data valley tick")]
pub struct Tick {}

/// Ask to destroy what records disclosed; it counts when a second person has countersigned it
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key relief.key erase 12 13 --reason \"mission closed\"\n  truceline --data valley --key relief-2.key countersign 80"
)]
pub struct Erase {
    /// The records' indexes
    #[arg(required = true)]
    records: Vec<LogIndex>,
    /// Only names and numbers of persons
    #[arg(long)]
    personal_only: bool,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

impl Clock {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let ClockWhat::Confirm = self.what;
        Speaker::open(context)?.say(&[Speech::plain(Act::ClockConfirmed)])
    }
}

impl Alert {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            AlertWhat::Ack { index, number, of } => {
                super::alerted::acknowledge(context, *index, *number, of.as_deref())
            }
            AlertWhat::List { party: named } => {
                let reading = context.reading()?;
                let names = Names::of_register(reading.register());
                context.note_clock(reading.register());
                let whose = party(context, named.as_deref(), &names)?;
                super::alerted::list(context, &reading, whose, &names)
            }
        }
    }
}

impl Tick {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut session = context.session()?;
        let due = session.writer().tick()?;
        let register = session.register();
        let in_doubt = register.clock.in_doubt(register.size);
        let words = match (in_doubt, due) {
            (true, true) => {
                format!(
                    "recorded that the clock has jumped. Nothing falls due until it is mended: {CLOCK_IN_DOUBT}\n"
                )
            }
            (true, false) => format!("nothing falls due: {CLOCK_IN_DOUBT}\n"),
            (false, true) => "recorded what had fallen due\n".to_owned(),
            (false, false) => "nothing has fallen due\n".to_owned(),
        };
        let view = serde_json::json!({ "due": due, "clock_in_doubt": in_doubt });
        context.tell(&view, || words)?;
        Ok(Exit::Done)
    }
}

impl Erase {
    /// Runs it.
    ///
    /// # Errors
    /// [`crate::exit::Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let mut sealer = speaker.sealer(Disclose::Exact);
        let reason = sealer.text(self.reason.as_deref())?;
        let body = Erasure {
            records: self.records.clone(),
            personal_only: self.personal_only,
            reason,
        };
        let speech = sealer.speech(Act::ErasureAsked(body));
        speaker.say(&[speech])
    }
}
