//! Clauses and obligations: typed to the end, so that two texts can be compared and a calendar drawn.

use super::area::Where;
use super::term::{Period, Term};
use super::words::{AreaKind, Manner, RuleWord, Undertaking, VerificationMeans, WeaponClass};
use crate::actor::Who;
use crate::actor::designation::DesignationClass;
use crate::vocabulary::ForceSet;
use minicbor::{Decode, Encode};

/// Whoever bears a designation, by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct DesignatedAs {
    /// As what.
    #[n(0)]
    pub class: DesignationClass,
    /// By whom; absent: the text does not say by whom.
    #[n(1)]
    pub by: Option<Who>,
}

/// Who is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Bearer {
    /// Somebody.
    #[n(0)]
    Named(#[n(0)] Who),
    /// The parties to the agreement.
    #[n(1)]
    Parties,
    /// Its guarantors.
    #[n(2)]
    Guarantors,
}

/// What or whom it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Object {
    /// Classes of force.
    #[n(0)]
    Forces(#[n(0)] ForceSet),
    /// A class of weapon or equipment.
    #[n(1)]
    Weapons(#[n(0)] WeaponClass),
    /// Whoever is designated so.
    #[n(2)]
    Designated(#[n(0)] DesignatedAs),
    /// Somebody.
    #[n(3)]
    Named(#[n(0)] Who),
    /// Civilians.
    #[n(4)]
    Civilians,
}

/// How it is verified, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Verification {
    /// How.
    #[n(0)]
    pub means: VerificationMeans,
    /// By whom; none: the text does not say.
    #[n(1)]
    pub by: Vec<Bearer>,
}

/// One obligation.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Obligation {
    /// Its number within the version, ascending.
    #[n(0)]
    pub number: u16,
    /// Who is bound.
    #[n(1)]
    pub who: Vec<Bearer>,
    /// To do it, to refrain from it, to prevent it, to let it happen.
    #[n(2)]
    pub manner: Manner,
    /// What.
    #[n(3)]
    pub what: Undertaking,
    /// With what, of whom, against whom.
    #[n(4)]
    pub objects: Vec<Object>,
    /// Where; none: the text names no place.
    #[n(5)]
    pub places: Vec<Where>,
    /// From, by, until when.
    #[n(6)]
    pub terms: Vec<Term>,
    /// How it is verified.
    #[n(7)]
    pub verification: Vec<Verification>,
    /// To whom or what it does not apply.
    #[n(8)]
    pub exceptions: Vec<Object>,
    /// By which of the version's sources, from 0.
    #[n(9)]
    pub source: Option<u16>,
    /// Of which earlier obligation it is another source's version.
    #[n(10)]
    pub variant_of: Option<u16>,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Clause {
    /// Its number within the version, ascending.
    #[n(0)]
    pub number: u16,
    /// As the text counts it: "5", "3(b)", "preamble".
    #[n(1)]
    pub label: String,
    /// What it binds to; none where it binds to nothing.
    #[n(2)]
    pub obligations: Vec<Obligation>,
}

/// To which areas a rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum RuleArea {
    /// To those of a kind.
    #[n(0)]
    Kind(#[n(0)] AreaKind),
    /// To one, by its number.
    #[n(1)]
    Area(#[n(0)] u16),
}

/// A cell of the table of activities and areas.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Rule {
    /// What somebody wants to do.
    #[n(0)]
    pub activity: Undertaking,
    /// With what or of whom; absent: anything.
    #[n(1)]
    pub object: Option<Object>,
    /// Where.
    #[n(2)]
    pub area: RuleArea,
    /// What it needs.
    #[n(3)]
    pub needs: RuleWord,
    /// Whose approval, or who is to be told; absent where nothing is needed or it is not stated.
    #[n(4)]
    pub from: Option<Bearer>,
    /// How long before; absent: not stated.
    #[n(5)]
    pub before: Option<Period>,
    /// In which clause, by its number.
    #[n(6)]
    pub clause: Option<u16>,
    /// By which of the version's sources, from 0.
    #[n(7)]
    pub source: Option<u16>,
}
