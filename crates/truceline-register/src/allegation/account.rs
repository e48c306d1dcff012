//! What is alleged, as its maker tells it: sealed as a whole, because place, time and observer say
//! where people are. DOMAIN.md §6.6, §6.12.

use crate::geometry::footprint::Footprint;
use crate::geometry::position::Decimetres;
use crate::ids::{ActorId, PartyId, ZoneId};
use crate::refusal::{Refusal, RefusalCode};
use crate::time::{Span, TimeWindow};
use crate::vocabulary::words;
use minicbor::{Decode, Encode};
use std::fmt;

/// Most spellings of one place.
pub const MAX_NAMES: usize = 16;
/// Most lines of harm: categories times kinds of harm.
pub const MAX_HARM: usize = 32;
/// Longest words of an account, in bytes.
pub const MAX_WORDS_BYTES: usize = 8 * 1024;
/// Certainty beyond this is none.
pub const MAX_CERTAINTY: Span = Span::hours(24 * 366);

words! {
    /// By which means something was observed, or not.
    ObservedBy {
        /// It was seen.
        0 Saw = "saw",
        /// It was heard.
        1 Heard = "heard",
        /// Seen and heard.
        2 SawAndHeard = "saw-and-heard",
        /// Traces were found afterwards.
        3 Traces = "traces",
        /// By camera, radar or another instrument.
        4 Instrument = "instrument",
        /// Somebody else told the observer.
        5 Told = "told",
    }

    /// Which line there was between the observer and the event.
    Line {
        /// The observer could have seen it.
        0 Sight = "sight",
        /// It could be heard, not seen.
        1 Hearing = "hearing",
        /// Neither.
        2 Neither = "neither",
    }

    /// Who reports it to whoever alleges it.
    ReportedBy {
        /// A party's own units.
        0 Party = "party",
        /// An observer mission.
        1 Mission = "mission",
        /// An aid organisation.
        2 Ngo = "ngo",
        /// The public, or a publication.
        3 Public = "public",
    }

    /// From where to where, seen from the line between the sides.
    Direction {
        /// Into what is held by whoever alleges it.
        0 Incoming = "incoming",
        /// Out of it.
        1 Outgoing = "outgoing",
        /// Both.
        2 Both = "both",
        /// Not known.
        3 Unknown = "unknown",
    }

    /// What class of weapon.
    Weapon {
        /// Rifles and machine guns.
        0 SmallArms = "small-arms",
        /// Grenades and light anti-tank weapons.
        1 LightWeapons = "light-weapons",
        /// Tanks and cannon.
        2 Armour = "armour",
        /// Mortars.
        3 Mortar = "mortar",
        /// Guns and howitzers.
        4 Artillery = "artillery",
        /// Rockets from several barrels.
        5 RocketArtillery = "rocket-artillery",
        /// Missiles from the ground.
        6 Missile = "missile",
        /// Bombs and missiles from the air.
        7 AirDelivered = "air-delivered",
        /// A drone or what it carries.
        8 Drone = "drone",
        /// Mines and devices that were laid.
        9 Mine = "mine",
        /// Another.
        10 Other = "other",
    }

    /// Who was harmed, or what.
    Harmed {
        /// Civilians.
        0 Civilians = "civilians",
        /// Members of forces.
        1 Forces = "forces",
        /// Aid workers.
        2 AidWorkers = "aid-workers",
        /// Monitors.
        3 Monitors = "monitors",
        /// Persons of whom it is not said what they are.
        4 Persons = "persons",
        /// Buildings and goods.
        5 Objects = "objects",
    }

    /// How they were harmed.
    Harm {
        /// Killed, or destroyed.
        0 Killed = "killed",
        /// Wounded, or damaged.
        1 Wounded = "wounded",
        /// Missing.
        2 Missing = "missing",
        /// Taken.
        3 Taken = "taken",
    }
}

/// A number as it is known: between two bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct Range {
    /// No fewer.
    #[n(0)]
    pub low: u32,
    /// No more; absent: at least `low`.
    #[n(1)]
    pub high: Option<u32>,
}

/// Who observed it, from where and how.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Observer {
    /// In words: which post or patrol. A person's name belongs into the personal field.
    #[n(0)]
    pub who: Option<String>,
    /// From where, in words or as a bearing ("3 km north-west of the mill").
    #[n(1)]
    pub position: Option<String>,
    /// How.
    #[n(2)]
    pub by: ObservedBy,
    /// Which line there was.
    #[n(3)]
    pub line: Option<Line>,
}

/// A number of somebody or something harmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HarmLine {
    /// Who or what.
    #[n(0)]
    pub who: Harmed,
    /// How.
    #[n(1)]
    pub harm: Harm,
    /// How many.
    #[n(2)]
    pub count: Range,
}

/// Who is alleged to have done it: a claim of whoever alleges it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Alleged {
    /// A party of the register.
    #[n(0)]
    pub party: Option<PartyId>,
    /// Somebody else who is spoken about.
    #[n(1)]
    pub actor: Option<ActorId>,
    /// In words.
    #[n(2)]
    pub words: Option<String>,
}

/// The whole account.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Account {
    /// When.
    #[n(0)]
    pub window: TimeWindow,
    /// By how much either end may be off.
    #[n(1)]
    pub certainty: Span,
    /// Where.
    #[n(2)]
    pub place: Option<Footprint>,
    /// How far the true place may lie from the one given.
    #[n(3)]
    pub precision: Option<Decimetres>,
    /// What the place is called, in all spellings given.
    #[n(4)]
    pub names: Vec<String>,
    /// In which zone, by its maker.
    #[n(5)]
    pub zone: Option<ZoneId>,
    /// Who observed it.
    #[n(6)]
    pub observer: Option<Observer>,
    /// How many: shots, explosions, vehicles.
    #[n(7)]
    pub count: Option<Range>,
    /// With what class of weapon, and whether that was observed (else it is inferred).
    #[n(8)]
    pub weapon: Option<(Weapon, bool)>,
    /// In which direction.
    #[n(9)]
    pub direction: Option<Direction>,
    /// Who reports it.
    #[n(10)]
    pub reported_by: ReportedBy,
    /// Who is alleged to have done it.
    #[n(11)]
    pub alleged: Option<Alleged>,
    /// What harm was done.
    #[n(12)]
    pub harm: Vec<HarmLine>,
    /// What is asked for.
    #[n(13)]
    pub requested: Option<String>,
    /// What was done.
    #[n(14)]
    pub taken: Option<String>,
    /// What could be observed at all: hours, places, what the observer was kept from.
    #[n(15)]
    pub coverage: Option<String>,
    /// The account in words.
    #[n(16)]
    pub text: Option<String>,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Account {
    /// Checks an account by itself.
    ///
    /// # Errors
    /// [`RefusalCode::OverLimit`], [`RefusalCode::Invalid`].
    pub fn check(&self) -> Result<(), Refusal> {
        let over = |what: &str| Err(Refusal::new(RefusalCode::OverLimit, what));
        let invalid = |what: &str| Err(Refusal::new(RefusalCode::Invalid, what));
        if self.names.len() > MAX_NAMES || self.harm.len() > MAX_HARM {
            return over(
                "an allegation has at most 16 spellings of its place and 32 lines of harm",
            );
        }
        let observer = self.observer.iter();
        let observer = observer.flat_map(|observer| [&observer.who, &observer.position]);
        let alleged = self.alleged.iter().map(|alleged| &alleged.words);
        let words = [&self.requested, &self.taken, &self.coverage, &self.text];
        let words = words.into_iter().chain(observer).chain(alleged).flatten();
        let bytes: usize = words.chain(&self.names).map(String::len).sum();
        if bytes > MAX_WORDS_BYTES {
            return over(
                "the words of an allegation are longer than 8 KiB; add a document instead",
            );
        }
        let counts = self.count.iter().copied();
        let mut counts = counts.chain(self.harm.iter().map(|line| line.count));
        if counts.any(|count| count.high.is_some_and(|high| high < count.low)) {
            return invalid("a range ends below where it begins; give the lower number first");
        }
        if self.certainty > MAX_CERTAINTY {
            return invalid(
                "a certainty of more than a year says nothing; give the window instead",
            );
        }
        if self.place.is_none() && self.precision.is_some() {
            return invalid("a precision without a place; give the place, or leave it out");
        }
        if self.place.is_none() && self.names.is_empty() {
            return invalid("say where: a place, or at least what it is called");
        }
        Ok(())
    }
}
