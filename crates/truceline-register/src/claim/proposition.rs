//! What a claim says: one typed proposition, sealed as a whole, and who says it where and how.
//!
//! Nothing here is asserted by the register. Not here: who may enter what ([`super`]).

use super::words::{
    Category, Certainty, Channel, Compliance, EventKind, Harm, ObjectClass, Question, Relation,
};
use crate::codec::cbor::Digest;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::Decimetres;
use crate::ids::{ActorId, AgreementId, PartyId};
use crate::time::Instant;
use crate::vocabulary::{ForceSet, Means};
use minicbor::{Decode, Encode};
use std::fmt;

/// Longest text of a claim, in bytes: a long statement of an office.
pub const MAX_TEXT_BYTES: usize = 32 * 1024;
/// Longest name, place or address, in bytes.
pub const MAX_NAME_BYTES: usize = 2_000;
/// Most spellings of a place, and most who are named in one claim.
pub const MAX_NAMES: usize = 64;
/// Clocks lie at most this many minutes from UTC.
pub const MAX_OFFSET_MINUTES: i16 = 14 * 60;

/// Somebody who is spoken about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum Who {
    /// An actor of the register's list.
    #[n(0)]
    Actor(#[n(0)] ActorId),
    /// A party of the register.
    #[n(1)]
    Party(#[n(0)] PartyId),
    /// In the claimant's words.
    #[n(2)]
    Words(#[n(0)] String),
}

/// A time as somebody gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct TimeTold {
    /// Not before.
    #[n(0)]
    pub from: Instant,
    /// Not after; the same where an instant is given.
    #[n(1)]
    pub until: Instant,
    /// How certain that is.
    #[n(2)]
    pub certainty: Certainty,
    /// How far the stated clock is ahead of UTC, in minutes; absent where it was not stated.
    #[n(3)]
    pub offset_minutes: Option<i16>,
}

/// One spelling of a place as it was given.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Spelling {
    /// As it was given.
    #[n(0)]
    pub text: String,
    /// In which language (BCP 47), where told.
    #[n(1)]
    pub language: Option<String>,
}

/// A place as somebody gives it.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PlaceTold {
    /// Every spelling as given; the claimant's own first.
    #[n(0)]
    pub spellings: Vec<Spelling>,
    /// In words: "west of", "on the road between".
    #[n(1)]
    pub words: Option<String>,
    /// Where on the ground, where told.
    #[n(2)]
    pub area: Option<Footprint>,
    /// How far the true place may lie from it.
    #[n(3)]
    pub precision: Option<Decimetres>,
}

/// A number as somebody gives it; any of the three may be absent, never all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Count {
    /// At least.
    #[n(0)]
    pub low: Option<u32>,
    /// The claimant's own number.
    #[n(1)]
    pub best: Option<u32>,
    /// At most.
    #[n(2)]
    pub high: Option<u32>,
}

/// What is claimed.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub enum Proposition {
    /// This happened.
    #[n(0)]
    Happened {
        /// Of which kind.
        #[n(0)]
        kind: EventKind,
        /// In the claimant's words.
        #[n(1)]
        words: Option<String>,
    },
    /// It happened here.
    #[n(1)]
    Where(#[n(0)] PlaceTold),
    /// It happened then.
    #[n(2)]
    When(#[n(0)] TimeTold),
    /// These were present.
    #[n(3)]
    Present {
        /// Who.
        #[n(0)]
        who: Vec<Who>,
        /// Which forces, where told; none where not.
        #[n(1)]
        forces: ForceSet,
        /// How many, where told.
        #[n(2)]
        count: Option<Count>,
        /// In the claimant's words.
        #[n(3)]
        words: Option<String>,
    },
    /// Somebody was told.
    #[n(4)]
    Told {
        /// By whom.
        #[n(0)]
        by: Who,
        /// Whom; nobody in particular where absent.
        #[n(1)]
        whom: Option<Who>,
        /// By which means.
        #[n(2)]
        means: Option<Means>,
        /// When.
        #[n(3)]
        at: Option<TimeTold>,
        /// Of what.
        #[n(4)]
        about: Option<String>,
    },
    /// These did it.
    #[n(5)]
    DidIt {
        /// Who.
        #[n(0)]
        who: Vec<Who>,
        /// In the claimant's words.
        #[n(1)]
        words: Option<String>,
    },
    /// People came to harm.
    #[n(6)]
    Casualties {
        /// What they were.
        #[n(0)]
        category: Category,
        /// Of whom.
        #[n(1)]
        of: Option<Who>,
        /// Which harm.
        #[n(2)]
        harm: Harm,
        /// How many.
        #[n(3)]
        count: Count,
        /// How many of them the claimant names; the names are nowhere here.
        #[n(4)]
        named: Option<u32>,
    },
    /// Things were damaged.
    #[n(7)]
    Damage {
        /// What.
        #[n(0)]
        object: ObjectClass,
        /// Whose.
        #[n(1)]
        of: Option<Who>,
        /// How many, where told.
        #[n(2)]
        count: Option<Count>,
        /// In the claimant's words.
        #[n(3)]
        words: Option<String>,
    },
    /// A term was kept or not.
    #[n(8)]
    Complied {
        /// Of which agreement.
        #[n(0)]
        agreement: AgreementId,
        /// Which clause of its version.
        #[n(1)]
        clause: u16,
        /// How.
        #[n(2)]
        how: Compliance,
        /// By whom.
        #[n(3)]
        by: Option<Who>,
    },
    /// An actor stands so to another.
    #[n(9)]
    Related {
        /// Who.
        #[n(0)]
        actor: ActorId,
        /// How.
        #[n(1)]
        relation: Relation,
        /// To whom.
        #[n(2)]
        to: ActorId,
    },
}

/// Where a claim comes from; sealed as a whole.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Provenance {
    /// The claimant's name, where it is nobody of the register.
    #[n(0)]
    pub claimant: Option<String>,
    /// The person or office that spoke, in public words.
    #[n(1)]
    pub speaker: Option<String>,
    /// Through whom it is known, where it is reported by another.
    #[n(2)]
    pub reported_by: Option<String>,
    /// The language of the original (BCP 47).
    #[n(3)]
    pub language: Option<String>,
    /// The original words.
    #[n(4)]
    pub original: Option<String>,
    /// Their translation into the register's language.
    #[n(5)]
    pub translation: Option<String>,
    /// The stated clock as it was given: "local time", "Moscow time".
    #[n(6)]
    pub clock: Option<String>,
    /// The document.
    #[n(7)]
    pub source: Option<Source>,
    /// A remark of whoever entered it.
    #[n(8)]
    pub remark: Option<String>,
}

/// A document by its address and its hash.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Source {
    /// Where it was found, as words; nothing follows it.
    #[n(0)]
    pub address: Option<String>,
    /// SHA-256 of its bytes.
    #[n(1)]
    pub sha256: Option<Digest>,
    /// Its media type.
    #[n(2)]
    pub media: Option<String>,
}

macro_rules! redacted {
    ($($name:ty),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("[redacted]")
            }
        }
    )*};
}
redacted!(Who, Spelling, PlaceTold, Proposition, Provenance, Source);

impl TimeTold {
    /// What is wrong with it, told as stating something by `latest`.
    pub(crate) fn fault(&self, latest: Instant) -> Option<&'static str> {
        if self.until < self.from {
            return Some("a time that ends before it begins");
        }
        if self.from > latest {
            return Some("a time to come; a claim is about what has been");
        }
        let apart = self.offset_minutes.unwrap_or_default();
        (apart.unsigned_abs() > MAX_OFFSET_MINUTES.unsigned_abs())
            .then_some("a clock of more than 14 hours from UTC")
    }
}

impl Count {
    /// The claimant's number alone.
    #[must_use]
    pub const fn of(best: u32) -> Self {
        Self {
            low: None,
            best: Some(best),
            high: None,
        }
    }

    /// Between two bounds; no upper one: so many or more.
    #[must_use]
    pub const fn between(low: u32, high: Option<u32>) -> Self {
        Self {
            low: Some(low),
            best: None,
            high,
        }
    }

    /// The least of the numbers that are given.
    #[must_use]
    pub fn least(&self) -> Option<u32> {
        self.numbers().min()
    }

    /// The greatest of the numbers that are given.
    #[must_use]
    pub fn greatest(&self) -> Option<u32> {
        self.numbers().max()
    }

    fn numbers(&self) -> impl Iterator<Item = u32> {
        [self.low, self.best, self.high].into_iter().flatten()
    }

    /// What is wrong with it.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        if self.numbers().next().is_none() {
            return Some("a number without any of low, best and high");
        }
        (!self.numbers().is_sorted()).then_some("numbers that are not low <= best <= high")
    }
}

fn of_name(text: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        return Some("an empty name or word");
    }
    // It stands on one line of what others are shown.
    if text
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Some("a name or word with a line end or a control character");
    }
    (text.len() > MAX_NAME_BYTES).then_some("a name or word of more than 2,000 bytes")
}

fn of_text(text: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        return Some("an empty text");
    }
    (text.len() > MAX_TEXT_BYTES).then_some("a text of more than 32 KiB")
}

fn of_names<'a>(names: impl IntoIterator<Item = &'a String>) -> Option<&'static str> {
    names.into_iter().find_map(|name| of_name(name))
}

impl Who {
    fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Words(words) => of_name(words),
            Self::Actor(_) | Self::Party(_) => None,
        }
    }
}

fn of_all(who: &[Who]) -> Option<&'static str> {
    if who.is_empty() || who.len() > MAX_NAMES {
        return Some("nobody, or more than 64 who are named");
    }
    who.iter().find_map(Who::fault)
}

impl PlaceTold {
    pub(crate) fn fault(&self) -> Option<&'static str> {
        if self.spellings.is_empty() && self.area.is_none() && self.words.is_none() {
            return Some("a place without name, words or geometry");
        }
        if self.spellings.len() > MAX_NAMES {
            return Some("more than 64 spellings");
        }
        let spelt = self.spellings.iter().map(|one| &one.text);
        let languages = self
            .spellings
            .iter()
            .filter_map(|one| one.language.as_ref());
        of_names(spelt)
            .or_else(|| of_names(languages))
            .or_else(|| of_names(&self.words))
    }
}

impl Proposition {
    /// Which question it speaks to.
    #[must_use]
    pub const fn question(&self) -> Question {
        match self {
            Self::Happened { .. } => Question::WhatHappened,
            Self::Where(_) => Question::Where,
            Self::When(_) => Question::When,
            Self::Present { .. } => Question::WhoWasPresent,
            Self::Told { .. } => Question::WhoWasTold,
            Self::DidIt { .. } => Question::WhoDidIt,
            Self::Casualties { .. } => Question::Casualties,
            Self::Damage { .. } => Question::Damage,
            Self::Complied { .. } => Question::Compliance,
            Self::Related { .. } => Question::Relations,
        }
    }

    /// The number that it gives, where it gives one.
    #[must_use]
    pub const fn count(&self) -> Option<&Count> {
        match self {
            Self::Casualties { count, .. } => Some(count),
            Self::Damage { count, .. } | Self::Present { count, .. } => count.as_ref(),
            _ => None,
        }
    }

    /// What is wrong with it; nothing that it tells may begin after `latest`.
    pub(crate) fn fault(&self, latest: Instant) -> Option<&'static str> {
        match self {
            Self::Happened { words, .. } => words.as_deref().and_then(of_text),
            Self::Where(place) => place.fault(),
            Self::When(time) => time.fault(latest),
            Self::Present {
                who, count, words, ..
            } => of_all(who)
                .or_else(|| count.as_ref().and_then(Count::fault))
                .or_else(|| words.as_deref().and_then(of_text)),
            Self::Told {
                by,
                whom,
                at,
                about,
                means: _,
            } => by
                .fault()
                .or_else(|| whom.as_ref().and_then(Who::fault))
                .or_else(|| at.as_ref().and_then(|at| at.fault(latest)))
                .or_else(|| about.as_deref().and_then(of_text)),
            Self::DidIt { who, words } => {
                of_all(who).or_else(|| words.as_deref().and_then(of_text))
            }
            Self::Casualties {
                of, count, named, ..
            } => {
                let most = count.greatest().unwrap_or_default();
                of.as_ref()
                    .and_then(Who::fault)
                    .or_else(|| count.fault())
                    .or_else(|| {
                        named
                            .is_some_and(|named| named > most)
                            .then_some("more who are named than there are")
                    })
            }
            Self::Damage {
                of, count, words, ..
            } => of
                .as_ref()
                .and_then(Who::fault)
                .or_else(|| count.as_ref().and_then(Count::fault))
                .or_else(|| words.as_deref().and_then(of_text)),
            Self::Complied { by, .. } => by.as_ref().and_then(Who::fault),
            Self::Related { actor, to, .. } => {
                (actor == to).then_some("an actor that stands to itself")
            }
        }
    }
}

impl Provenance {
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let names = [
            &self.claimant,
            &self.speaker,
            &self.reported_by,
            &self.language,
            &self.clock,
        ];
        let texts = [&self.original, &self.translation, &self.remark];
        let source = self.source.iter();
        let source = source.flat_map(|source| [&source.address, &source.media]);
        of_names(names.into_iter().flatten())
            .or_else(|| of_names(source.flatten()))
            .or_else(|| texts.into_iter().flatten().find_map(|text| of_text(text)))
    }

    /// Whether it names a document.
    #[must_use]
    pub fn has_source(&self) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.address.is_some() || source.sha256.is_some())
    }
}

/// How something was said, as far as it stands in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Stated {
    /// When, as told; absent where it is not known.
    #[n(0)]
    pub at: Option<TimeTold>,
    /// How.
    #[n(1)]
    pub channel: Channel,
}
