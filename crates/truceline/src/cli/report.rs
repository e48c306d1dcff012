//! `report`: what a movement reports while it runs.

use super::context::Context;
use super::flags::{self, When};
use super::notify::notification_id;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::speech::Disclose;
use crate::speech::notification::ReportWords;
use clap::Args;
use truceline_register::act::Act;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::NotificationId;
use truceline_register::place::{Leg, MovementPlace};
use truceline_register::time::Instant;
use truceline_register::vocabulary::MovementAct;

/// Report a running movement: departed, holding, delayed, deviated, arrived or aborted
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley --key relief.key report ntf_… departed\n  truceline --data valley --key relief.key report ntf_… holding --holding-point 0 --until now+2h\n  truceline --data valley --key relief.key report ntf_… arrived --at 2031-05-02T11:40:00Z"
)]
pub struct Report {
    /// What is reported.
    #[command(flatten)]
    pub flags: ReportFlags,
}

/// The flags of a report; relayed reports have the same.
#[derive(Args, Clone, Debug)]
pub struct ReportFlags {
    /// The movement's id
    #[arg(value_parser = notification_id)]
    id: NotificationId,
    /// departed, holding, delayed, deviated, arrived, aborted
    #[arg(value_parser = flags::movement_act)]
    act: MovementAct,
    /// When it happened
    #[arg(long, value_parser = flags::when, default_value = "now")]
    at: When,
    /// On which leg, counted from 0
    #[arg(long)]
    leg: Option<u16>,
    /// At which holding point, counted from 0
    #[arg(long)]
    holding_point: Option<u16>,
    /// Delayed or holding: expected until; deviated: when the new way ends at the latest
    #[arg(long, value_parser = flags::when)]
    until: Option<When>,
    /// Deviated only: the way it takes now, coordinates separated by semicolons
    #[arg(long, requires = "until", allow_hyphen_values = true)]
    route: Option<String>,
    /// Half-width of that way
    #[arg(long, value_parser = flags::length, default_value = "50m")]
    width: Decimetres,
}

impl Report {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let words = self.flags.words(&mut speaker)?;
        let mut sealer = speaker.sealer(Disclose::Exact);
        let act = Act::Reported(words.seal(&mut sealer)?);
        let speech = sealer.speech(act);
        speaker.say(&[speech])
    }
}

impl ReportFlags {
    /// The flags as plain words.
    ///
    /// # Errors
    /// [`Problem`] naming the flag.
    pub fn words(&self, speaker: &mut Speaker<'_>) -> Result<ReportWords, Problem> {
        if self.route.is_some() && self.act != MovementAct::Deviated {
            return Err(Problem::usage(
                "--route tells of another way and goes with `deviated`; report `deviated` with --route and --until first, then this without --route",
            ));
        }
        let now = speaker.now();
        let at = self.at.at(now);
        let until = self.until.map(|until| until.at(now));
        Ok(ReportWords {
            id: self.id,
            act: self.act,
            at,
            leg: self.leg,
            holding_point: self.holding_point,
            until,
            place: self.way(at, until, speaker)?,
            zone: None,
        })
    }

    fn way(
        &self,
        from: Instant,
        until: Option<Instant>,
        speaker: &mut Speaker<'_>,
    ) -> Result<Option<MovementPlace>, Problem> {
        let (Some(points), Some(until)) = (&self.route, until) else {
            return Ok(None);
        };
        let (line, implied, back) = flags::line(points, self.width)?;
        speaker.read_back(&back);
        Ok(Some(MovementPlace {
            legs: vec![Leg {
                line,
                altitude: None,
                window: flags::window(from, until)?,
            }],
            holding_points: Vec::new(),
            precision: Some(implied),
            buffer: Decimetres::ZERO,
        }))
    }
}
