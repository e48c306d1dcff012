//! `answer`: positions, nil, refused.

use super::context::Context;
use super::flags::{self, When, Where};
use super::notify::{precision, volume};
use super::request::request_id;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::speech::Disclose;
use crate::speech::answer::{AnswerWords, DeclarationWords, ReplyWords};
use clap::{Args, Subcommand};
use truceline_formats::coordinate::{self, CoarseGrid};
use truceline_register::act::Act;
use truceline_register::geometry::footprint::{Circle, Footprint};
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::RequestId;
use truceline_register::place::{PostedPosition, SitePlace};
use truceline_register::time::Instant;
use truceline_register::vocabulary::{ForceClass, ForceSet};

/// Answer a request: where they are, nobody, or that you do not say
#[derive(Args, Clone, Debug)]
pub struct Answer {
    /// What is answered.
    #[command(subcommand)]
    pub what: AnswerFlags,
}

/// What is answered; relayed answers have the same flags.
#[allow(missing_docs)]
#[derive(Subcommand, Clone, Debug)]
pub enum AnswerFlags {
    Positions(Box<Positions>),
    Nil(Box<Nil>),
    Refused(Refused),
}

/// To which request.
#[derive(Args, Clone, Debug)]
pub struct To {
    /// The request's id
    #[arg(value_parser = request_id)]
    request: RequestId,
    /// Which occurrence, counted from 0
    #[arg(long, default_value_t = 0)]
    occurrence: u32,
    /// As of when it is true
    #[arg(long, value_parser = flags::when, default_value = "now")]
    as_of: When,
}

/// What is declared complete: area, window and forces, and no more.
#[derive(Args, Clone, Debug)]
pub struct Complete {
    #[command(flatten)]
    place: Where,
    /// How far true positions and edges may lie from those given; never finer than the notation
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

/// A position: `CLASS @ COORDINATE`, with `~RADIUS` for its reach.
#[derive(Clone, Debug)]
struct PositionFlag {
    class: ForceClass,
    coordinate: String,
    radius: Decimetres,
}

fn position(text: &str) -> Result<PositionFlag, String> {
    let wanted = "write \"CLASS @ COORDINATE\" or \"CLASS @ COORDINATE ~ RADIUS\", such as \"regulars @ 35.71, 36.52 ~ 300m\"";
    let (class, rest) = text.split_once('@').ok_or(wanted)?;
    let (coordinate, radius) = match rest.rsplit_once('~') {
        Some((coordinate, radius)) => (coordinate, flags::length(radius)?),
        None => (rest, Decimetres::ZERO),
    };
    Ok(PositionFlag {
        class: flags::force_class(class.trim())?,
        coordinate: coordinate.trim().to_owned(),
        radius,
    })
}

/// Answer with positions; without a declaration they cover nothing but themselves
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key north.key answer positions req_… \\\n    --position \"regulars @ 35.71, 36.52 ~ 300m\" --position \"regulars @ 35.74, 36.60 ~ 300m\" \\\n    --complete-forces regulars --zone \"Kestrel Valley\" --until now+6h"
)]
pub struct Positions {
    #[command(flatten)]
    to: To,
    /// A position: "CLASS @ COORDINATE ~ RADIUS"; once for each
    #[arg(long, value_parser = position, allow_hyphen_values = true)]
    position: Vec<PositionFlag>,
    /// The list is complete for these forces, in the area and window given
    #[arg(long, value_parser = flags::forces)]
    complete_forces: Option<ForceSet>,
    #[command(flatten)]
    complete: Complete,
}

/// Answer that nobody of the named forces is in an area and window
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key south.key answer nil req_… --forces regulars --zone \"Kestrel Valley\" --until now+6h"
)]
pub struct Nil {
    #[command(flatten)]
    to: To,
    /// Which forces it covers; no others
    #[arg(long, value_parser = flags::forces)]
    forces: ForceSet,
    #[command(flatten)]
    complete: Complete,
}

/// Answer that you do not say; an answer all the same
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley --key east.key answer refused req_… --reason \"not obliged for this part\""
)]
pub struct Refused {
    #[command(flatten)]
    to: To,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

impl Answer {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let mut speaker = Speaker::open(context)?;
        let words = self.what.words(&mut speaker)?;
        let mut sealer = speaker.sealer(Disclose::Exact);
        let act = Act::Answered(words.seal(&mut sealer)?);
        let speech = sealer.speech(act);
        speaker.say(&[speech])
    }
}

impl AnswerFlags {
    /// The flags as plain words.
    ///
    /// # Errors
    /// [`Problem`] naming the flag.
    pub fn words(&self, speaker: &mut Speaker<'_>) -> Result<AnswerWords, Problem> {
        let (to, reply) = match self {
            Self::Positions(flags) => (&flags.to, flags.reply(speaker)?),
            Self::Nil(flags) => (
                &flags.to,
                ReplyWords::Nil(flags.complete.words(flags.forces, speaker)?),
            ),
            Self::Refused(flags) => (
                &flags.to,
                ReplyWords::Refused {
                    reason: flags.reason.clone(),
                },
            ),
        };
        Ok(AnswerWords {
            request: to.request,
            occurrence: to.occurrence,
            as_of: to.as_of.at(speaker.now()),
            reply,
        })
    }
}

impl Complete {
    fn words(
        &self,
        forces: ForceSet,
        speaker: &mut Speaker<'_>,
    ) -> Result<DeclarationWords, Problem> {
        let now = speaker.now();
        let until = self
            .until
            .ok_or_else(|| Problem::usage("say until when it holds: --until"))?;
        let area = volume(
            (&self.place, self.precision),
            self.zone.as_deref(),
            self.from.at(now),
            until.at(now),
            speaker,
        )?;
        Ok(DeclarationWords { area, forces })
    }
}

impl Positions {
    fn reply(&self, speaker: &mut Speaker<'_>) -> Result<ReplyWords, Problem> {
        let now = speaker.now();
        let start = self.complete.from.at(now);
        let end = self.complete.until.map(|until| until.at(now));
        let mut positions = Vec::with_capacity(self.position.len());
        for flag in &self.position {
            positions.push(flag.posted(start, end, self.complete.precision, speaker)?);
        }
        let complete = self
            .complete_forces
            .map(|forces| self.complete.words(forces, speaker))
            .transpose()?;
        Ok(ReplyWords::Positions {
            positions,
            complete,
        })
    }
}

impl PositionFlag {
    fn posted(
        &self,
        start: Instant,
        end: Option<Instant>,
        stated: Option<Decimetres>,
        speaker: &mut Speaker<'_>,
    ) -> Result<PostedPosition, Problem> {
        let reading = coordinate::parse(&self.coordinate, CoarseGrid::Refused)
            .map_err(|error| Problem::usage(format!("a position: {error}; {}", error.do_what())))?;
        speaker.read_back(&[flags::ReadBack::of(&reading)]);
        Ok(PostedPosition {
            class: self.class,
            place: SitePlace {
                footprint: Footprint::Circle(Circle {
                    centre: reading.position,
                    radius: self.radius,
                }),
                altitude: None,
                start,
                end,
                precision: precision(stated, Some(reading.precision)),
                buffer: Decimetres::ZERO,
            },
        })
    }
}
