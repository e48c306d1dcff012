//! Agreements: who promised what, where, from when until when, in whose text.
//!
//! An agreement stands as its enterer entered it: titles and the digest of the archived text in each language, parties,
//! guarantors, clauses and obligations as typed values. There is no field for free text in a term. Where sources
//! differ, the variants stand side by side, each with its source; where two parties read a text differently, each
//! enters its own. Every version is kept. All of it is public in the register and never erased. Whether a term was
//! kept is nobody's fact here: those are claims. Decision 33.

pub mod area;
pub mod bound;
pub mod calendar;
mod judging;
pub mod obligation;
pub mod term;
pub mod words;

use crate::actor::Who;
use crate::actor::source::Source;
use crate::codec::cbor::Digest;
use crate::day::ClockOffset;
use crate::ids::{AgreementId, LogIndex, PartyId};
use crate::register::Register;
use crate::register::said::Admitted;
use crate::time::Instant;
use area::Area;
use bound::Bindings;
use minicbor::{Decode, Encode};
use obligation::{Clause, Obligation, Rule};
use std::collections::BTreeMap;
use term::{Dated, Renewal};

pub use judging::judge;

/// Most agreements that one party enters.
pub const MAX_AGREEMENTS_OF_PARTY: usize = 1_000;
/// Most versions of one agreement.
pub const MAX_VERSIONS: u16 = 200;
/// Most languages of one agreement.
pub const MAX_TEXTS: usize = 16;
/// Most parties, and most guarantors.
pub const MAX_SIDES: usize = 64;
/// Most variants of signature, entry into force and end each: as many as sources differ.
pub const MAX_DATES: usize = 3;
/// Most variants that one date comes to: what is counted from a date has a variant for each of that date's.
pub const MAX_VARIANTS: usize = 9;
/// Most areas.
pub const MAX_AREAS: usize = 64;
/// Most places of one area, and most strips.
pub const MAX_PARTS: usize = 64;
/// Most clauses.
pub const MAX_CLAUSES: usize = 200;
/// Most obligations of one version.
pub const MAX_OBLIGATIONS: usize = 500;
/// Most entries of each list of an obligation.
pub const MAX_LIST: usize = 16;
/// Most cells of the table of activities and areas.
pub const MAX_RULES: usize = 1_000;
/// Most sources.
pub const MAX_SOURCES: usize = 32;
/// Longest label of a clause in characters.
pub const MAX_LABEL_CHARS: usize = 24;
/// Most units of a counted time: what is more is a slip of units.
pub const MAX_COUNT: u16 = 10_000;

/// The agreement in one language.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Text {
    /// Which.
    #[n(0)]
    pub language: String,
    /// Its title.
    #[n(1)]
    pub title: String,
    /// A language of record, by the agreement itself.
    #[n(2)]
    pub of_record: bool,
    /// SHA-256 of the archived text; absent: the enterer has none.
    #[n(3)]
    pub archived: Option<Digest>,
}

/// An agreement is entered, or a further version of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AgreementEntered {
    /// Its id.
    #[n(0)]
    pub id: AgreementId,
    /// From 1, without gaps.
    #[n(1)]
    pub version: u16,
    /// Its texts, one a language.
    #[n(2)]
    pub texts: Vec<Text>,
    /// The parties to it.
    #[n(3)]
    pub parties: Vec<Who>,
    /// Its guarantors.
    #[n(4)]
    pub guarantors: Vec<Who>,
    /// By which clock its days are counted.
    #[n(5)]
    pub clock: ClockOffset,
    /// When it was signed, by each source.
    #[n(6)]
    pub signed: Vec<Dated>,
    /// When it entered into force.
    #[n(7)]
    pub in_force: Vec<Dated>,
    /// Until when it holds.
    #[n(8)]
    pub until: Vec<Dated>,
    /// How it goes on then.
    #[n(9)]
    pub renewal: Option<Renewal>,
    /// Its areas.
    #[n(10)]
    pub areas: Vec<Area>,
    /// Its clauses.
    #[n(11)]
    pub clauses: Vec<Clause>,
    /// The table of activities and areas.
    #[n(12)]
    pub rules: Vec<Rule>,
    /// Where its terms were found.
    #[n(13)]
    pub sources: Vec<Source>,
    /// Another entry that the enterer takes to be of the same agreement.
    #[n(14)]
    pub beside: Option<AgreementId>,
}

impl AgreementEntered {
    /// Every obligation with its clause, in order.
    pub fn obligations(&self) -> impl Iterator<Item = (&Clause, &Obligation)> {
        let clauses = self.clauses.iter();
        clauses.flat_map(|clause| clause.obligations.iter().map(move |one| (clause, one)))
    }

    /// A clause by its number.
    #[must_use]
    pub fn clause(&self, number: u16) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.number == number)
    }

    /// An area by its number.
    #[must_use]
    pub fn area(&self, number: u16) -> Option<&Area> {
        self.areas.iter().find(|area| area.number == number)
    }

    /// Whether a party of the register is a party to it or a guarantor.
    #[must_use]
    pub fn names(&self, party: PartyId) -> bool {
        let mut sides = self.parties.iter().chain(&self.guarantors);
        sides.any(|who| *who == Who::Party(party))
    }
}

/// A version as it stands on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The record.
    pub record: LogIndex,
    /// Who entered it.
    pub by: PartyId,
    /// What it says.
    pub said: AgreementEntered,
    /// When the register heard it.
    pub received_at: Instant,
}

/// All agreements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreements {
    versions: BTreeMap<AgreementId, Vec<Version>>,
    of_party: BTreeMap<PartyId, usize>,
    /// Which zones are bound to which clauses.
    pub bindings: Bindings,
}

impl Agreements {
    /// Every version known by then, in order.
    #[must_use]
    pub fn versions(&self, id: AgreementId, known_at: LogIndex) -> &[Version] {
        let all = self.versions.get(&id).map_or(&[][..], Vec::as_slice);
        &all[..all.partition_point(|version| version.record < known_at)]
    }

    /// The version that counts: the last one known by then.
    #[must_use]
    pub fn get(&self, id: AgreementId, known_at: LogIndex) -> Option<&Version> {
        self.versions(id, known_at).last()
    }

    /// Every agreement known by then, in the version that counts.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Version> {
        let ids = self.versions.keys();
        ids.filter_map(move |id| self.get(*id, known_at))
    }
}

/// Takes a version in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &AgreementEntered) {
    let agreements = &mut register.agreements;
    let versions = agreements.versions.entry(body.id).or_default();
    if versions.is_empty() {
        *agreements.of_party.entry(admitted.party).or_default() += 1;
    }
    versions.push(Version {
        record: admitted.index,
        by: admitted.party,
        said: body.clone(),
        received_at: admitted.received_at(),
    });
    register.watch.stay_quiet_after(admitted.index);
}

#[cfg(test)]
pub(crate) mod tests;
