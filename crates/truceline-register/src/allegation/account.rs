//! What is alleged, as its maker tells it: sealed as a whole, because place, time and observer say
//! where people are. DOMAIN.md §6.6, §6.12.

use crate::agreement::words::WeaponClass;
use crate::claim::proposition::Count;
use crate::claim::words::{Category, Harm, ObjectClass};
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
/// Most lines of harm and damage.
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

/// A number of people who came to harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HarmLine {
    /// What they were.
    #[n(0)]
    pub category: Category,
    /// What became of them.
    #[n(1)]
    pub harm: Harm,
    /// How many.
    #[n(2)]
    pub count: Count,
}

/// A number of things that were damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct DamageLine {
    /// What.
    #[n(0)]
    pub object: ObjectClass,
    /// How many.
    #[n(1)]
    pub count: Count,
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
    pub count: Option<Count>,
    /// With what class of weapon, and whether that was observed (else it is inferred).
    #[n(8)]
    pub weapon: Option<(WeaponClass, bool)>,
    /// In which direction.
    #[n(9)]
    pub direction: Option<Direction>,
    /// Who reports it.
    #[n(10)]
    pub reported_by: ReportedBy,
    /// Who is alleged to have done it.
    #[n(11)]
    pub alleged: Option<Alleged>,
    /// How many people came to harm.
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
    /// What was damaged.
    #[n(17)]
    pub damage: Vec<DamageLine>,
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
        if self.names.len() > MAX_NAMES || self.harm.len() + self.damage.len() > MAX_HARM {
            return over(
                "an allegation has at most 16 spellings of its place and 32 lines of harm and damage",
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
        let mut counts = counts
            .chain(self.harm.iter().map(|line| line.count))
            .chain(self.damage.iter().map(|line| line.count));
        if let Some(fault) = counts.find_map(|count| count.fault()) {
            return invalid(fault);
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
