//! `hold`: legal hold. What is held cannot be erased.

use super::context::Context;
use super::flags::{self, When};
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::Disclose;
use crate::wire::hold::{StandingHoldView, text};
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::hold;
use truceline_register::ids::LogIndex;

/// Keep what records disclosed from being erased, until the hold is lifted by two people
///
/// A hold shows nobody anything. The centre and investigators hold anything, a party its own records.
#[derive(Args, Clone, Debug)]
pub struct Hold {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    Place(Place),
    Lift(Lift),
    /// List holds, those that were lifted too
    List,
}

/// Hold records, or whatever concerns a zone and a time
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley hold place 17 23 --reason \"the strike of 20 May\"\n  truceline --data valley --key inquiry.key hold place --zone \"Kestrel Valley\" \\\n    --from 2031-05-20T00:00:00Z --until 2031-05-21T00:00:00Z"
)]
struct Place {
    /// The records' indexes
    #[arg(required_unless_present = "zone")]
    records: Vec<LogIndex>,
    /// Whatever concerns this zone, by name or id
    #[arg(long, requires_all = ["from", "until"])]
    zone: Option<String>,
    /// From when
    #[arg(long, value_parser = flags::when_or_before, requires = "zone")]
    from: Option<When>,
    /// Until when
    #[arg(long, value_parser = flags::when_or_before, requires = "zone")]
    until: Option<When>,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

/// Lift a hold of one's own party; it counts when a second person has countersigned it
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley hold lift 31 --reason \"the inquiry is closed\"\n  truceline --data valley --key centre-2.key countersign 44"
)]
struct Lift {
    /// The record that placed it
    hold: LogIndex,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

impl Hold {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Place(place) => place.run(context),
            What::Lift(lift) => {
                let mut speaker = Speaker::open(context)?;
                let mut sealer = speaker.sealer(Disclose::Exact);
                let body = hold::HoldLift {
                    hold: lift.hold,
                    reason: sealer.text(lift.reason.as_deref())?,
                };
                let speech = sealer.speech(Act::HoldLifted(body));
                speaker.say(&[speech])
            }
            What::List => list(context),
        }
    }
}

impl Place {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let names = speaker.names();
        let zone = self.zone.as_deref().map(|zone| names.find_zone(zone));
        let zone = zone.transpose()?;
        let window = match (self.from, self.until) {
            (Some(from), Some(until)) => {
                let now = speaker.now();
                Some(flags::window(from.at(now), until.at(now))?)
            }
            (None, None) => None,
            _ => return Err(Problem::usage("--from and --until go together")),
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = hold::Hold {
            records: self.records.clone(),
            zone,
            window,
            reason: sealer.text(self.reason.as_deref())?,
        };
        let speech = sealer.speech(Act::HoldPlaced(body));
        speaker.say(&[speech])
    }
}

fn list(context: &Context) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let all = register.holds.all(register.size);
    let views: Vec<StandingHoldView> = all
        .map(|placed| StandingHoldView::of(placed, &placed.lifts, register, &names))
        .collect();
    context.tell(&views, || text(&views))
}
