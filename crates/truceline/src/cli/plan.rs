//! `plan`: planned activities, from filing to their end.

use super::context::Context;
use super::flags::{self, When, Where};
use super::geojson;
use super::notify::{precision, volume};
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::speech::answer::PlanWords;
use crate::speech::{Disclose, Speech};
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::PlanId;
use truceline_register::place::Volume4d;
use truceline_register::plan::PlanStep;
use truceline_register::time::Instant;
use truceline_register::vocabulary::{Activity, PlanState};

/// File, change, start, pause, end and list planned activities
#[derive(Args, Clone, Debug)]
pub struct Plan {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// File a plan
    #[command(
        after_help = "Example:\n  truceline --data valley --key east.key plan file --geojson corridor.geojson --from 2031-05-20T13:30:00Z \\\n    --until 2031-05-20T15:00:00Z --altitude 0..6000 --activity air-strike --buffer 2km"
    )]
    File(Box<PlanFlags>),
    /// Put other volumes in place of a plan's
    #[command(
        after_help = "Example:\n  truceline --data valley --key east.key plan amend pln_… --geojson k-17.geojson --until 2031-05-20T15:00:00Z --activity air-strike"
    )]
    Amend {
        /// The plan's id
        #[arg(value_parser = plan_id)]
        id: PlanId,
        #[command(flatten)]
        flags: Box<PlanFlags>,
    },
    /// It begins: the watch runs from here on
    Activate(Id),
    /// It pauses: the watch goes on
    Pause(Id),
    /// It is over
    End(Id),
    /// It will not take place
    Cancel(Id),
    /// List plans as they stand
    List,
}

/// Which plan.
#[derive(Args, Clone, Debug)]
pub struct Id {
    /// The plan's id
    #[arg(value_parser = plan_id)]
    id: PlanId,
}

/// Where, when and what.
#[derive(Args, Clone, Debug)]
pub struct Volumes {
    #[command(flatten)]
    place: Where,
    /// How far the true edge may lie from the one given; never finer than the notation
    #[arg(long, value_parser = flags::length)]
    precision: Option<Decimetres>,
    /// All of this zone, by name or id
    #[arg(long)]
    zone: Option<String>,
    /// From when
    #[arg(long, value_parser = flags::when, default_value = "now")]
    from: When,
    /// Until when
    #[arg(long, value_parser = flags::when)]
    until: Option<When>,
}

/// What is planned.
#[derive(Args, Clone, Debug)]
pub struct PlanFlags {
    #[command(flatten)]
    volumes: Volumes,
    /// flight, air-strike, indirect-fire, ground-movement, demining, training, other
    #[arg(long, value_parser = flags::activity)]
    activity: Activity,
    /// How far around anything notified counts; the zone's least counts where it is larger
    #[arg(long, value_parser = flags::length, default_value = "0")]
    buffer: Decimetres,
    /// In words
    #[arg(long)]
    text: Option<String>,
}

/// Reads a plan's id.
///
/// # Errors
/// What is wanted.
pub fn plan_id(text: &str) -> Result<PlanId, String> {
    PlanId::parse(text).map_err(|error| error.to_string())
}

impl Volumes {
    /// The volumes: one for each shape of a GeoJSON file, else one.
    ///
    /// # Errors
    /// [`Problem`] naming the flag.
    pub fn read(&self, speaker: &mut Speaker<'_>) -> Result<Vec<Volume4d>, Problem> {
        self.place.want_radius()?;
        let now = speaker.now();
        let until = self
            .until
            .ok_or_else(|| Problem::usage("say until when: --until"))?;
        let (from, until) = (self.from.at(now), until.at(now));
        if let Some(path) = &self.place.geojson {
            let window = flags::window(from, until)?;
            let shapes = geojson::read_all(path, self.place.radius, self.place.width)?;
            for found in &shapes {
                speaker.read_back(&found.read_back);
            }
            let volume = |found: flags::Found| Volume4d {
                footprint: found.footprint,
                altitude: self.place.altitude,
                window,
                precision: precision(self.precision, found.precision),
            };
            return Ok(shapes.into_iter().map(volume).collect());
        }
        Ok(vec![volume(
            (&self.place, self.precision),
            self.zone.as_deref(),
            from,
            until,
            speaker,
        )?])
    }
}

/// What was said of radius, half-width, beginning and end.
pub type SaidVolumes = (
    Option<Decimetres>,
    Option<Decimetres>,
    Option<Instant>,
    Option<Instant>,
);

impl Volumes {
    /// What was said beside the positions, to be read back.
    ///
    /// # Errors
    /// [`Problem`]: there is no end.
    pub fn said(&self, now: Instant) -> Result<SaidVolumes, Problem> {
        let until = self.until.map(|until| until.at(now));
        Ok((
            self.place.radius,
            self.place.width,
            Some(self.from.at(now)),
            until,
        ))
    }
}

impl Plan {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::File(flags) => flags.run(context, None),
            What::Amend { id, flags } => flags.run(context, Some(*id)),
            What::Activate(plan) => step(context, plan.id, PlanState::Active),
            What::Pause(plan) => step(context, plan.id, PlanState::Paused),
            What::End(plan) => step(context, plan.id, PlanState::Ended),
            What::Cancel(plan) => step(context, plan.id, PlanState::Cancelled),
            What::List => super::planned::list(context),
        }
    }
}

impl PlanFlags {
    fn run(&self, context: &Context, known: Option<PlanId>) -> Done {
        let mut speaker = Speaker::open(context)?;
        let volumes = self.volumes.read(&mut speaker)?;
        let id = match known {
            Some(id) => id,
            None => PlanId::from_bytes(speaker.draw()?),
        };
        let words = PlanWords {
            id,
            volumes,
            activity: self.activity,
            buffer: self.buffer,
            text: self.text.clone(),
        };
        let mut sealer = speaker.sealer(Disclose::Exact);
        let body = words.seal(&mut sealer)?;
        let act = if known.is_some() {
            Act::PlanAmended(body)
        } else {
            Act::PlanFiled(body)
        };
        let speech = sealer.speech(act);
        speaker.say(&[speech])
    }
}

fn step(context: &Context, id: PlanId, state: PlanState) -> Done {
    Speaker::open(context)?.say(&[Speech::plain(Act::PlanStepped(PlanStep { id, state }))])
}
