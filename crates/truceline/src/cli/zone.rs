//! `zone`: boundaries and rules.

use super::context::Context;
use super::flags::{self, When, Where};
use super::geojson;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::{Speech, text};
use crate::wire;
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::ZoneId;
use truceline_register::time::Span;
use truceline_register::vocabulary::{Activity, BoundaryStatus, ForceSet};
use truceline_register::zone::{ActivityBuffer, Boundary, Obliged, Profile};

/// Draw zones, set their rules, list and show them
#[derive(Args, Clone, Debug)]
pub struct Zone {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    Draw(Box<Draw>),
    Profile(Box<SetProfile>),
    /// List all zones
    List,
    /// Show a zone with every boundary and its rules
    Show {
        /// The zone, by name or id
        zone: String,
    },
}

/// Draw a boundary of a new or a known zone; the latest agreed one counts
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley zone draw --name \"Kestrel Valley\" --status agreed --geojson valley.geojson \\\n    --text \"Annex A of the memorandum\""
)]
pub struct Draw {
    /// Its name
    #[arg(long)]
    name: String,
    /// A known zone, by name or id, of which this is a further boundary; without it a new one
    #[arg(long)]
    zone: Option<String>,
    /// Another zone is named so, or looks so, and a new one is meant
    #[arg(long, conflicts_with = "zone")]
    new_zone: bool,
    /// agreed, claimed or text-only
    #[arg(long, value_parser = flags::boundary_status)]
    status: BoundaryStatus,
    /// Who claims it
    #[arg(long, value_name = "PARTY")]
    claimed_by: Option<String>,
    /// The words of the agreement, or where the geometry comes from
    #[arg(long, default_value = "")]
    text: String,
    /// From when
    #[arg(long, value_parser = flags::when, default_value = "now")]
    from: When,
    /// Until when
    #[arg(long, value_parser = flags::when)]
    until: Option<When>,
    #[command(flatten)]
    place: Where,
}

/// Who must answer: `PARTY=regulars,partners` or `PARTY=all`, with `@FILE` for a part of the zone.
#[derive(Clone, Debug)]
struct ObligedFlag {
    party: String,
    forces: ForceSet,
    part: Option<std::path::PathBuf>,
}

fn obliged(text: &str) -> Result<ObligedFlag, String> {
    let wanted =
        "write PARTY=all or PARTY=regulars,partners, with @FILE.geojson for a part of the zone";
    let (party, rest) = text.split_once('=').ok_or(wanted)?;
    let (forces, part) = match rest.split_once('@') {
        Some((forces, part)) => (forces, Some(part.into())),
        None => (rest, None),
    };
    Ok(ObligedFlag {
        party: party.trim().to_owned(),
        forces: flags::forces(forces.trim())?,
        part,
    })
}

fn activity_buffer(text: &str) -> Result<ActivityBuffer, String> {
    let (activity, buffer) = text
        .split_once('=')
        .ok_or("write ACTIVITY=LENGTH, such as air-strike=2km")?;
    let activity: Activity = flags::activity(activity.trim())?;
    Ok(ActivityBuffer {
        activity,
        buffer: flags::length(buffer)?,
    })
}

/// Set the rules of a zone as a whole; the latest count
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley zone profile \"Kestrel Valley\" --obliged North=all --obliged South=all \\\n    --freshness 6h --lead-time 48h --emergency-lead-time 24h --buffer air-strike=2km"
)]
pub struct SetProfile {
    /// The zone, by name or id
    zone: String,
    /// Who must answer and for whom: PARTY=all or PARTY=regulars,partners; @FILE.geojson for a part of the zone.
    /// None: notification is voluntary
    #[arg(long, value_parser = obliged)]
    obliged: Vec<ObligedFlag>,
    /// How old an answer may be
    #[arg(long, value_parser = flags::span, default_value = "6h")]
    freshness: Span,
    /// How early a movement should be told
    #[arg(long, value_parser = flags::span, default_value = "48h")]
    lead_time: Span,
    /// The same in an emergency
    #[arg(long, value_parser = flags::span, default_value = "24h")]
    emergency_lead_time: Span,
    /// How near two windows may come before they count as meeting
    #[arg(long, value_parser = flags::span, default_value = "15m")]
    time_tolerance: Span,
    /// Precision taken where none is stated
    #[arg(long, value_parser = flags::length, default_value = "2km")]
    worst_precision: Decimetres,
    /// Least buffer of a check
    #[arg(long, value_parser = flags::length, default_value = "500m")]
    least_buffer: Decimetres,
    /// Least buffer for an activity: ACTIVITY=LENGTH
    #[arg(long, value_parser = activity_buffer)]
    buffer: Vec<ActivityBuffer>,
    /// Longest halt before a temporary site is asked for
    #[arg(long, value_parser = flags::span, default_value = "1h")]
    halt_limit: Span,
    /// Longest life of an outcome
    #[arg(long, value_parser = flags::span, default_value = "30m")]
    outcome_life: Span,
    /// Least area of a party's check in square metres
    #[arg(long, default_value_t = 1_000_000)]
    check_floor_m2: u64,
    /// Least duration of a party's check
    #[arg(long, value_parser = flags::span, default_value = "15m")]
    check_floor_span: Span,
    /// A party's checks a day
    #[arg(long, default_value_t = 50)]
    check_budget: u32,
    /// How long after a plan its counts are told to owners
    #[arg(long, value_parser = flags::span, default_value = "24h")]
    owner_delay: Span,
    /// How long an alert may wait before it goes to any duty desk
    #[arg(long, value_parser = flags::span, default_value = "2m")]
    escalation: Span,
    /// How long before a request is due its party is reminded, where the request says nothing else
    #[arg(long, value_parser = flags::span)]
    reminder: Option<Span>,
}

impl Zone {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Draw(draw) => draw.run(context),
            What::Profile(profile) => profile.run(context),
            What::List => {
                let reading = context.reading()?;
                let names = Names::of_register(reading.register());
                let zones = reading.register().zones.all(reading.register().size);
                context.show(&zones.map(|zone| names.zone(zone)).collect::<Vec<_>>())
            }
            What::Show { zone } => {
                let reading = context.reading()?;
                let names = Names::of_register(reading.register());
                let zone = names.find_zone(zone)?;
                context.show(&wire::zone::zone(reading.register(), zone, &names))
            }
        }
    }
}

impl Draw {
    fn run(&self, context: &Context) -> Done {
        text::name("the zone's name", &self.name)?;
        text::words("the boundary's text", &self.text)?;
        let mut speaker = Speaker::open(context)?;
        let names = speaker.names();
        let zone = match &self.zone {
            Some(zone) => names.find_zone(zone)?,
            None => {
                if !self.new_zone {
                    names.new_zone(&self.name)?;
                }
                ZoneId::from_bytes(speaker.draw()?)
            }
        };
        let found = if self.place.is_given() {
            Some(self.place.find()?)
        } else {
            None
        };
        let now = speaker.now();
        let boundary = Boundary {
            zone,
            name: self.name.clone(),
            status: self.status,
            claimed_by: self
                .claimed_by
                .as_deref()
                .map(|party| names.find_party(party))
                .transpose()?,
            area: found.map(|found| found.footprint),
            text: self.text.clone(),
            start: self.from.at(now),
            end: self.until.map(|until| until.at(now)),
        };
        speaker.say(&[Speech::plain(Act::BoundaryDrawn(boundary))])
    }
}

impl SetProfile {
    fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let names = speaker.names();
        let profile = Profile {
            zone: names.find_zone(&self.zone)?,
            obliged: self
                .obliged
                .iter()
                .map(|flag| flag.find(&names))
                .collect::<Result<_, _>>()?,
            freshness: self.freshness,
            lead_time: self.lead_time,
            emergency_lead_time: self.emergency_lead_time,
            time_tolerance: self.time_tolerance,
            worst_precision: self.worst_precision,
            least_buffer: self.least_buffer,
            activity_buffers: self.buffer.clone(),
            halt_limit: self.halt_limit,
            outcome_life: self.outcome_life,
            check_floor_m2: self.check_floor_m2,
            check_floor_span: self.check_floor_span,
            check_budget: self.check_budget,
            owner_delay: self.owner_delay,
            escalation: self.escalation,
            source: None,
            reminder: self.reminder,
        };
        speaker.say(&[Speech::plain(Act::ProfileSet(profile))])
    }
}

impl ObligedFlag {
    fn find(&self, names: &Names) -> Result<Obliged, Problem> {
        let part = |path: &std::path::PathBuf| -> Result<Footprint, Problem> {
            Ok(geojson::read_one(path, None, None)?.footprint)
        };
        Ok(Obliged {
            party: names.find_party(&self.party)?,
            forces: self.forces,
            part: self.part.as_ref().map(part).transpose()?,
        })
    }
}
