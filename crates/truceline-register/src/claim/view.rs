//! Claims side by side: by question, along time, and figures drawn by a declared rule.
//!
//! Nothing is weighed and nothing is added up. A figure exists only with the rule that drew it.

use super::history::{Entered, Taken, Voice};
use super::proposition::{Count, Proposition, Who};
use super::words::{Category, Harm, ObjectClass, Polarity, Question, Rule};
use super::{About, Claimant};
use crate::ids::{ClaimId, LogIndex, PartyId};
use crate::register::{Register, Standpoint};
use crate::time::Instant;
use std::collections::BTreeMap;

/// What is counted: like is set beside like.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Counted {
    /// People.
    People {
        /// Which harm.
        harm: Harm,
        /// What they were.
        category: Category,
        /// Of whom.
        of: Option<Who>,
    },
    /// Things.
    Things {
        /// Which.
        object: ObjectClass,
        /// Whose.
        of: Option<Who>,
    },
}

/// One number of one claimant.
#[derive(Clone, Debug, PartialEq)]
pub struct Number<'a> {
    /// What is counted.
    pub counted: Counted,
    /// How many.
    pub count: Count,
    /// By which claim.
    pub claim: &'a Entered,
}

/// A figure with the rule that drew it and the claims that it was drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// By which rule.
    pub rule: Rule,
    /// From.
    pub low: u32,
    /// To; the same where the rule gives one number.
    pub high: u32,
    /// From which claims, in the order of the log.
    pub claims: Vec<ClaimId>,
}

/// The claims that speak to one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers<'a> {
    /// Which.
    pub question: Question,
    /// By claimant, each in the order in which it was said; those that do not stand any more too.
    pub claims: Vec<&'a Entered>,
}

/// The claims about a thing that a reader may see.
#[must_use]
pub fn about(
    register: &Register,
    about: About,
    eyes: Option<PartyId>,
    known_at: LogIndex,
) -> Vec<&Entered> {
    let claims = register.claims.about(about, known_at);
    claims
        .filter(|entered| is_for(register, entered, eyes))
        .collect()
}

/// Whether somebody may read a claim; nobody in particular is the register itself.
#[must_use]
pub fn is_for(register: &Register, entered: &Entered, eyes: Option<PartyId>) -> bool {
    eyes.is_none_or(|party| entered.readers.hold(register, party))
}

/// When something was said: as told, or where that is not known, when it was entered.
fn said_at(entered: &Entered) -> Instant {
    let told = entered.said.stated.at.map(|at| at.from);
    told.unwrap_or(entered.received_at)
}

fn order(entered: &Entered) -> (Instant, LogIndex) {
    (said_at(entered), entered.record)
}

/// Which of two words of one claimant counts: a party's own before what another enters as its word, else the later.
/// Nobody speaks for a party that speaks for itself.
fn rank(entered: &Entered) -> (bool, Instant, LogIndex) {
    let (said, record) = order(entered);
    (entered.said.claimant == Claimant::Own, said, record)
}

/// Sets claims side by side: every question that somebody spoke to, in order.
#[must_use]
pub fn side_by_side<'a>(claims: &[&'a Entered]) -> Vec<Answers<'a>> {
    let mut by_question: BTreeMap<Question, Vec<&'a Entered>> = BTreeMap::new();
    for entered in claims {
        let found = by_question.entry(entered.said.question).or_default();
        found.push(entered);
    }
    let sorted = |(question, mut claims): (Question, Vec<&'a Entered>)| {
        claims.sort_by_key(|entered| (entered.voice(), order(entered)));
        Answers { question, claims }
    };
    by_question.into_iter().map(sorted).collect()
}

/// The numbers that claims give, like beside like, each in the order in which it was said.
#[must_use]
pub fn numbers<'a>(claims: &[&'a Entered]) -> BTreeMap<Counted, Vec<Number<'a>>> {
    let mut found: BTreeMap<Counted, Vec<Number<'a>>> = BTreeMap::new();
    let mut claims = claims.to_vec();
    claims.sort_by_key(|entered| order(entered));
    for claim in claims {
        let Some(proposition) = claim.proposition.value() else {
            continue;
        };
        let counted = match proposition {
            Proposition::Casualties {
                category, of, harm, ..
            } => Counted::People {
                harm: *harm,
                category: *category,
                of: of.clone(),
            },
            Proposition::Damage { object, of, .. } => Counted::Things {
                object: *object,
                of: of.clone(),
            },
            _ => continue,
        };
        let Some(count) = proposition.count().copied() else {
            continue;
        };
        let number = Number {
            counted: counted.clone(),
            count,
            claim,
        };
        found.entry(counted).or_default().push(number);
    }
    found
}

/// Draws a figure from numbers that count the same; nothing where no claim that stands gives one.
#[must_use]
pub fn figure(numbers: &[Number<'_>], rule: Rule, at: Standpoint) -> Option<Figure> {
    // Who says that it was not so many gives no number of its own.
    let counts = |number: &&Number<'_>| {
        number.claim.said.polarity == Polarity::Was && number.claim.stands(at.known_at)
    };
    let standing: Vec<&Number<'_>> = numbers.iter().filter(counts).collect();
    let counted: Vec<&Number<'_>> = match rule {
        Rule::Lowest | Rule::Highest => standing,
        Rule::LatestOfEach => {
            let mut last: BTreeMap<Voice, &Number<'_>> = BTreeMap::new();
            for number in standing {
                let known = last.entry(number.claim.voice()).or_insert(number);
                if rank(known.claim) < rank(number.claim) {
                    *known = number;
                }
            }
            last.into_values().collect()
        }
    };
    let least = counted.iter().filter_map(|one| one.count.least()).min()?;
    let greatest = counted
        .iter()
        .filter_map(|one| one.count.greatest())
        .max()?;
    let (low, high) = match rule {
        Rule::Lowest => (least, least),
        Rule::Highest => (greatest, greatest),
        Rule::LatestOfEach => (least, greatest),
    };
    let mut claims: Vec<&Entered> = counted.iter().map(|one| one.claim).collect();
    claims.sort_by_key(|claim| claim.record);
    Some(Figure {
        rule,
        low,
        high,
        claims: claims.iter().map(|claim| claim.said.id).collect(),
    })
}

/// Who has which stance on a claim by then: each voice's latest, a party's own before what another enters as its
/// word; in order of voices.
#[must_use]
pub fn stances(entered: &Entered, known_at: LogIndex) -> BTreeMap<Voice, &Taken> {
    let is_own = |taken: &Taken| taken.said.by == Claimant::Own;
    let mut latest: BTreeMap<Voice, &Taken> = BTreeMap::new();
    for taken in entered.stances(known_at) {
        let known = latest.entry(taken.voice()).or_insert(taken);
        if is_own(taken) || !is_own(known) {
            *known = taken;
        }
    }
    latest
}
