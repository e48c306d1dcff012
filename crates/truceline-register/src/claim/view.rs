//! Claims side by side: by question, along time, and figures drawn by a declared rule.
//!
//! Nothing is weighed and nothing is added up. A figure exists only with the rule that drew it.

use super::About;
use super::history::{Entered, Mouth, Taken, Voice};
use super::proposition::{Count, Proposition, Who};
use super::words::{Category, ClaimStance, Harm, ObjectClass, Polarity, Question, Rule};
use crate::ids::{ClaimId, LogIndex, PartyId};
use crate::register::{Register, Standpoint};
use crate::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Whether what it was drawn from leaves open that it was fewer.
    pub or_fewer: bool,
    /// To; the same where the rule gives one number.
    pub high: u32,
    /// Whether what it was drawn from leaves open that it was more.
    pub or_more: bool,
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

/// The last word of each: the claims that stand, of a party that speaks for itself its own alone, and of what others
/// enter as somebody's word, the last of each who enters it.
fn last_words<'a, 'n>(standing: Vec<&'n Number<'a>>) -> Vec<&'n Number<'a>> {
    let mut last: BTreeMap<Mouth, &Number<'_>> = BTreeMap::new();
    for number in standing {
        let known = last.entry(number.claim.mouth()).or_insert(number);
        if order(known.claim) < order(number.claim) {
            *known = number;
        }
    }
    let own: BTreeSet<Voice> = last
        .keys()
        .filter(|(_, entered_by)| entered_by.is_none())
        .map(|(voice, _)| voice.clone())
        .collect();
    last.retain(|(voice, entered_by), _| entered_by.is_none() || !own.contains(voice));
    last.into_values().collect()
}

/// A number as given: its ends, and whether it leaves them open.
struct Ends {
    low: u32,
    or_fewer: bool,
    high: u32,
    or_more: bool,
}

impl Ends {
    fn of(count: &Count) -> Option<Self> {
        Some(Self {
            low: count.least()?,
            or_fewer: count.low.or(count.best).is_none(),
            high: count.greatest()?,
            or_more: count.high.or(count.best).is_none(),
        })
    }
}

/// Draws a figure from numbers that count the same; nothing where no claim that stands gives one.
///
/// An end that any of the claims leaves open is open in the figure; what "33 or more" gives alone is "33 or more" by
/// every rule.
#[must_use]
pub fn figure(numbers: &[Number<'_>], rule: Rule, at: Standpoint) -> Option<Figure> {
    let stands = |number: &&Number<'_>| number.claim.stands(at.known_at);
    let standing: Vec<&Number<'_>> = numbers.iter().filter(stands).collect();
    let mut counted = match rule {
        Rule::Lowest | Rule::Highest => standing,
        Rule::LatestOfEach => last_words(standing),
    };
    // Who says that it was not so many gives no number; who said so last gives none any more.
    counted.retain(|number| number.claim.said.polarity == Polarity::Was);
    let ends: Vec<Ends> = counted
        .iter()
        .filter_map(|one| Ends::of(&one.count))
        .collect();
    let least = ends.iter().map(|one| one.low).min()?;
    let greatest = ends.iter().map(|one| one.high).max()?;
    let fewer = ends.iter().any(|one| one.or_fewer);
    let more = ends.iter().any(|one| one.or_more);
    // One end alone is as open on its inner side as all who give it leave it.
    let (low, high, or_fewer, or_more) = match rule {
        Rule::Lowest => {
            let mut given = ends.iter().filter(|one| one.low == least);
            (least, least, fewer, !fewer && given.all(|one| one.or_more))
        }
        Rule::Highest => {
            let mut given = ends.iter().filter(|one| one.high == greatest);
            let is_open = !more && given.all(|one| one.or_fewer);
            (greatest, greatest, is_open, more)
        }
        Rule::LatestOfEach => (least, greatest, fewer, more),
    };
    let mut claims: Vec<&Entered> = counted.iter().map(|one| one.claim).collect();
    claims.sort_by_key(|claim| claim.record);
    Some(Figure {
        rule,
        low,
        or_fewer,
        high,
        or_more,
        claims: claims.iter().map(|claim| claim.said.id).collect(),
    })
}

/// Who has which stance on a claim by then: of each voice its latest, and of what others enter as somebody's word, the
/// latest of each who enters it; in order of voices. Nobody answers for a party that answers for itself, and that
/// somebody gave no answer takes the place of no answer.
#[must_use]
pub fn stances(entered: &Entered, known_at: LogIndex) -> BTreeMap<Mouth, &Taken> {
    let is_answer = |taken: &Taken| taken.said.stance != ClaimStance::NoAnswer;
    let mut latest: BTreeMap<Mouth, &Taken> = BTreeMap::new();
    for taken in entered.stances(known_at) {
        let known = latest.entry(taken.mouth()).or_insert(taken);
        if is_answer(taken) || !is_answer(known) {
            *known = taken;
        }
    }
    let answered: BTreeSet<Voice> = latest
        .iter()
        .filter(|((_, entered_by), taken)| entered_by.is_none() && is_answer(taken))
        .map(|((voice, _), _)| voice.clone())
        .collect();
    latest.retain(|(voice, entered_by), _| entered_by.is_none() || !answered.contains(voice));
    latest
}
