//! `stop`: the call that an activity at a place halt, its replies and its end.

use super::context::Context;
use super::flags::{self, Where};
use super::ladder;
use super::notify::volume;
use super::speaker::Speaker;
use crate::exit::{Done, Problem};
use crate::names::Names;
use crate::speech::Disclose;
use crate::speech::stop::{StopReplyWords, StopWords};
use crate::wire::informed::lines;
use crate::wire::stop::StandingStopView;
use clap::{Args, Subcommand};
use truceline_register::act::Act;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::{PartyId, StopId};
use truceline_register::place::Volume4d;
use truceline_register::register::Register;
use truceline_register::stop::{StopEnded, StopRef, view};
use truceline_register::time::Instant;
use truceline_register::vocabulary::StopWord;

/// How far a stop reaches around one position where nothing else is said: nobody should look up a flag
/// while bombs fall, and a village lies within it.
const STOP_RADIUS: Decimetres = match Decimetres::from_metres(2_000) {
    Ok(radius) => radius,
    Err(_) => Decimetres::MAX,
};

/// Call for an activity at a place to halt, reply to such a call, end it, and see who has answered
#[derive(Args, Clone, Debug)]
pub struct Stop {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Send a stop; it lasts until you or the centre end it. It is a request, not an order
    #[command(
        after_help = "Examples:\n  truceline --data valley --key relief.key stop send --at \"35.71, 36.52\" --radius 2km --text \"people in the clinic\"\n  truceline --data valley --key relief.key stop send --everywhere --text \"somewhere in the valley, they cannot say where\"\nWhat came by telephone or radio from somebody else: `relay … stop`."
    )]
    Send(Box<StopFlags>),
    /// Reply: received, passed-to-unit, says-halted, says-not-ours; a claim, kept with its time
    #[command(
        after_help = "Example:\n  truceline --data valley --key east.key stop reply stp_… passed-to-unit --text \"flight leader\""
    )]
    Reply {
        /// The stop's id
        #[arg(value_parser = stop_id)]
        id: StopId,
        /// received, passed-to-unit, says-halted, says-not-ours
        #[arg(value_parser = flags::stop_word)]
        word: StopWord,
        /// Whose stop, by name or id; without it the only one of this id
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
        /// To whom or why
        #[arg(long)]
        text: Option<String>,
    },
    /// End a stop of yours; the centre may end any
    #[command(
        after_help = "Example:\n  truceline --data valley --key relief.key stop end stp_… --text \"everybody is out\""
    )]
    End {
        /// The stop's id
        #[arg(value_parser = stop_id)]
        id: StopId,
        /// Whose stop, by name or id; without it the only one of this id
        #[arg(long, value_name = "PARTY")]
        of: Option<String>,
        /// Why
        #[arg(long)]
        text: Option<String>,
    },
    /// List stops in force with who has not answered
    List {
        /// Through whose eyes, by name or id; without it the key's
        #[arg(long)]
        party: Option<String>,
        /// Those that ended, too
        #[arg(long)]
        all: bool,
    },
    /// Show one stop: who was told when, who answered after how long, what was replied
    #[command(after_help = "Example:\n  truceline --data valley stop show stp_…")]
    Show {
        /// The stop's id
        #[arg(value_parser = stop_id)]
        id: StopId,
        /// Through whose eyes, by name or id; without it the key's
        #[arg(long)]
        party: Option<String>,
    },
}

/// Where, for whom and why.
#[derive(Args, Clone, Debug)]
pub struct StopFlags {
    #[command(flatten)]
    place: Where,
    /// How far the true edge may lie from the one given; never finer than the notation. Around one position the stop reaches 2 km where no --radius is given
    #[arg(long, value_parser = flags::length)]
    precision: Option<Decimetres>,
    /// All of this zone, by name or id
    #[arg(long)]
    zone: Option<String>,
    /// Nobody knows the place: the stop concerns everybody
    #[arg(long, conflicts_with_all = ["at", "place", "area", "route", "geojson", "zone"])]
    everywhere: bool,
    /// Why
    #[arg(long)]
    text: Option<String>,
    /// A party that must hear it beside those whom the register finds
    #[arg(long = "to", value_name = "PARTY")]
    to: Vec<String>,
}

/// Reads a stop's id.
///
/// # Errors
/// What is wanted.
pub fn stop_id(text: &str) -> Result<StopId, String> {
    StopId::parse(text).map_err(|error| error.to_string())
}

impl StopFlags {
    /// The words, with a new id.
    ///
    /// # Errors
    /// [`Problem`] naming the flag.
    pub fn words(&self, speaker: &mut Speaker<'_>) -> Result<StopWords, Problem> {
        let area = if self.everywhere {
            None
        } else {
            Some(self.area(speaker)?)
        };
        let names = speaker.names();
        Ok(StopWords {
            id: StopId::from_bytes(speaker.draw()?),
            area,
            text: self.text.clone(),
            to: (self.to.iter())
                .map(|party| names.find_party(party))
                .collect::<Result<_, _>>()?,
        })
    }

    fn area(&self, speaker: &mut Speaker<'_>) -> Result<Volume4d, Problem> {
        let mut place = self.place.clone();
        if place.at.is_some() || place.place.is_some() {
            place.radius = place.radius.or(Some(STOP_RADIUS));
        }
        let now = speaker.now();
        if !self.place.is_given() && self.zone.is_none() {
            return Err(Problem::usage(
                "say where: --at, --area, --route, --geojson or --zone; or --everywhere where nobody knows",
            ));
        }
        volume(
            (&place, self.precision),
            self.zone.as_deref(),
            now,
            Instant::MAX,
            speaker,
        )
    }
}

impl Stop {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        match &self.what {
            What::Send(flags) => {
                let mut speaker = Speaker::open(context)?;
                let words = flags.words(&mut speaker)?;
                let mut sealer = speaker.sealer(Disclose::Exact);
                let body = words.seal(&mut sealer)?;
                let speech = sealer.speech(Act::StopSent(body));
                speaker.say(&[speech])
            }
            What::Reply { id, word, of, text } => {
                let mut speaker = Speaker::open(context)?;
                let words = StopReplyWords {
                    stop: about(&speaker, *id, of.as_deref())?,
                    word: *word,
                    text: text.clone(),
                };
                let mut sealer = speaker.sealer(Disclose::Exact);
                let body = words.seal(&mut sealer)?;
                let speech = sealer.speech(Act::StopReplied(body));
                speaker.say(&[speech])
            }
            What::End { id, of, text } => {
                let mut speaker = Speaker::open(context)?;
                let stop = about(&speaker, *id, of.as_deref())?;
                let mut sealer = speaker.sealer(Disclose::Exact);
                let text = sealer.text(text.as_deref())?;
                let speech = sealer.speech(Act::StopEnded(StopEnded { stop, text }));
                speaker.say(&[speech])
            }
            What::List { party, all } => list(context, party.as_deref(), None, *all),
            What::Show { id, party } => list(context, party.as_deref(), Some(*id), true),
        }
    }
}

/// Which stop is meant: the one of the party named, or the only one of the id.
///
/// # Errors
/// [`Problem`]: no such party, or none or several of that id.
pub fn about(speaker: &Speaker<'_>, id: StopId, of: Option<&str>) -> Result<StopRef, Problem> {
    let party: PartyId = match of {
        Some(name) => speaker.names().find_party(name)?,
        None => match speaker.register() {
            Some(register) => owner(register, id)?,
            None => {
                return Err(Problem::usage(
                    "say whose stop it is: --of PARTY; or give --data FOLDER",
                ));
            }
        },
    };
    Ok(StopRef { party, id })
}

fn owner(register: &Register, id: StopId) -> Result<PartyId, Problem> {
    let of_id = register.stops.all().filter(|stop| stop.about.id == id);
    let owners: Vec<PartyId> = of_id.map(|stop| stop.about.party).collect();
    match owners.as_slice() {
        [one] => Ok(*one),
        [] => Err(Problem::usage(format!(
            "there is no stop {id} in this register; `stop list` shows them"
        ))),
        _ => Err(Problem::usage(format!(
            "several parties have a stop {id}; say whose: --of PARTY"
        ))),
    }
}

fn list(context: &Context, party: Option<&str>, only: Option<StopId>, ended: bool) -> Done {
    let reading = context.reading()?;
    let register = reading.register();
    let names = Names::of_register(register);
    let eyes = ladder::party(context, party, &names)?;
    let now = reading.now();
    let all = view::all(register, register.standpoint(now));
    let seen: Vec<_> = all
        .into_iter()
        .filter(|one| only.is_none_or(|id| one.stop.about.id == id))
        .filter(|one| ended || one.ended.is_none())
        .filter_map(|one| one.seen_by(eyes, register))
        .collect();
    if let (Some(id), true) = (only, seen.is_empty()) {
        return Err(Problem::usage(format!(
            "that party was told of no stop {id}; `stop list --all` shows those that it was told of"
        )));
    }
    let record = |index| reading.record(index).map(Some);
    let mut views: Vec<StandingStopView> = Vec::with_capacity(seen.len());
    for one in &seen {
        let told = lines(
            one.informed.iter().copied(),
            register,
            eyes,
            &names,
            &record,
        )?;
        views.push(StandingStopView::of(one, told, &names, eyes));
    }
    context.tell(&views, || {
        let mut text = String::new();
        for (view, one) in views.iter().zip(&seen) {
            let waiting = now.since(one.stop.received_at);
            text += &match only {
                Some(_) => view.text(waiting),
                None => view.line(waiting),
            };
        }
        if text.is_empty() {
            text += "no stop is in force\n";
        }
        text
    })
}
