//! What is claimed, as people are shown it: in JSON, and in one line of words.

use super::geo::ShapeView;
use super::{forces, metres, time};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::claim::proposition::{Count, PlaceTold, Proposition, TimeTold, Who};
use truceline_register::claim::words::Certainty;
use truceline_register::time::{Instant, Span};
use truceline_register::vocabulary::ForceSet;
use utoipa::ToSchema;

/// Somebody who is spoken about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpokenOfView {
    /// An actor of the register's list.
    Actor(Named),
    /// A party of the register.
    Party(Named),
    /// In the claimant's words.
    Words(String),
}

/// A time as somebody gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TimeToldView {
    /// Not before.
    pub from: String,
    /// Not after.
    pub until: String,
    /// How certain that is, by whoever gives it.
    pub certainty: &'static str,
    /// How far the stated clock is ahead of UTC; absent where it was not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<String>,
    /// In words, by both clocks.
    pub words: String,
}

/// One spelling of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpellingView {
    /// As it was given.
    pub text: String,
    /// In which language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A place as somebody gives it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlaceToldView {
    /// Every spelling as given.
    pub spellings: Vec<SpellingView>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Where on the ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shape: Option<ShapeView>,
    /// How far the true place may lie from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision_m: Option<f64>,
}

/// A number as somebody gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountView {
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    /// The claimant's own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<u32>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u32>,
}

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "speaks-to", rename_all = "kebab-case")]
pub enum PropositionView {
    /// What happened.
    WhatHappened {
        /// Of which kind.
        event: &'static str,
        /// In the claimant's words.
        #[serde(skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
    /// Where.
    Where(PlaceToldView),
    /// When.
    When(TimeToldView),
    /// Who was present.
    WhoWasPresent {
        /// Who.
        who: Vec<SpokenOfView>,
        /// Which forces.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        forces: Vec<&'static str>,
        /// How many.
        #[serde(skip_serializing_if = "Option::is_none")]
        count: Option<CountView>,
        /// In the claimant's words.
        #[serde(skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
    /// Who was told.
    WhoWasTold {
        /// By whom.
        teller: SpokenOfView,
        /// Whom.
        #[serde(skip_serializing_if = "Option::is_none")]
        whom: Option<SpokenOfView>,
        /// By which means.
        #[serde(skip_serializing_if = "Option::is_none")]
        means: Option<&'static str>,
        /// When.
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<TimeToldView>,
        /// Of what.
        #[serde(skip_serializing_if = "Option::is_none")]
        of: Option<String>,
    },
    /// Who did it.
    WhoDidIt {
        /// Who.
        who: Vec<SpokenOfView>,
        /// In the claimant's words.
        #[serde(skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
    /// People who came to harm.
    Casualties {
        /// What they were.
        category: &'static str,
        /// Of whom.
        #[serde(skip_serializing_if = "Option::is_none")]
        of: Option<SpokenOfView>,
        /// Which harm.
        harm: &'static str,
        /// How many.
        count: CountView,
        /// How many of them the claimant names.
        #[serde(skip_serializing_if = "Option::is_none")]
        named: Option<u32>,
    },
    /// Things that were damaged.
    Damage {
        /// What.
        object: &'static str,
        /// Whose.
        #[serde(skip_serializing_if = "Option::is_none")]
        of: Option<SpokenOfView>,
        /// How many.
        #[serde(skip_serializing_if = "Option::is_none")]
        count: Option<CountView>,
        /// In the claimant's words.
        #[serde(skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
    /// Whether a term was kept.
    Compliance {
        /// Of which agreement.
        agreement: String,
        /// Which clause.
        clause: u16,
        /// How.
        how: &'static str,
        /// By whom.
        #[serde(skip_serializing_if = "Option::is_none")]
        whose: Option<SpokenOfView>,
    },
    /// How an actor stands to another.
    Relations {
        /// Who.
        actor: String,
        /// How.
        relation: &'static str,
        /// To whom.
        to: String,
    },
}

/// A clock's distance from UTC.
#[must_use]
pub fn offset(minutes: i16) -> String {
    let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// An instant by a clock that is so far ahead of UTC.
fn by_clock(instant: Instant, minutes: i16) -> String {
    let span = Span::minutes(u32::from(minutes.unsigned_abs()));
    let local = match minutes < 0 {
        true => instant.minus(span),
        false => instant.plus(span),
    };
    let text = time(local);
    format!("{}{}", text.trim_end_matches('Z'), offset(minutes))
}

impl SpokenOfView {
    /// The view of somebody who is spoken about.
    #[must_use]
    pub fn of(who: &Who, names: &Names) -> Self {
        match who {
            Who::Actor(actor) => Self::Actor(names.actor(*actor)),
            Who::Party(party) => Self::Party(names.party(*party)),
            Who::Words(words) => Self::Words(words.clone()),
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Party(named) => named.short().to_owned(),
            // Whoever is not enrolled never reads like a party of the same name.
            Self::Actor(named) => format!("{} (actor)", named.short()),
            Self::Words(words) => format!("\"{words}\""),
        }
    }
}

impl TimeToldView {
    /// The view of a time.
    #[must_use]
    pub fn of(told: &TimeTold) -> Self {
        let (from, until) = (time(told.from), time(told.until));
        let zone = told.offset_minutes.map_or_else(
            || "clock not stated".to_owned(),
            |minutes| format!("clock UTC{}", offset(minutes)),
        );
        let local = |instant| match told.offset_minutes {
            Some(minutes) if minutes != 0 => format!(" ({})", by_clock(instant, minutes)),
            _ => String::new(),
        };
        let day = told
            .offset_minutes
            .filter(|_| told.certainty == Certainty::Day);
        let words = match day {
            Some(minutes) => {
                let date = |instant| {
                    by_clock(instant, minutes)
                        .chars()
                        .take(10)
                        .collect::<String>()
                };
                let (first, last) = (date(told.from), date(told.until.minus(Span::seconds(1))));
                match first == last || told.until <= told.from {
                    true => format!("{first}, {zone}"),
                    false => format!("{first} to {last}, {zone}"),
                }
            }
            None if from == until => format!("{from}{}, {zone}", local(told.from)),
            None => format!(
                "{from}{} to {until}{}, {zone}",
                local(told.from),
                local(told.until)
            ),
        };
        let words = match told.certainty {
            Certainty::Exact => words,
            other => format!("{words}, {other}"),
        };
        Self {
            from,
            until,
            certainty: told.certainty.word(),
            offset: told.offset_minutes.map(offset),
            words,
        }
    }
}

impl PlaceToldView {
    /// The view of a place.
    #[must_use]
    pub fn of(place: &PlaceTold) -> Self {
        let spelling = |one: &truceline_register::claim::proposition::Spelling| SpellingView {
            text: one.text.clone(),
            language: one.language.clone(),
        };
        Self {
            spellings: place.spellings.iter().map(spelling).collect(),
            words: place.words.clone(),
            shape: place.area.as_ref().map(ShapeView::of),
            precision_m: place.precision.map(metres),
        }
    }

    /// In words, without any coordinates.
    #[must_use]
    pub fn text(&self) -> String {
        let spellings: Vec<&str> = self.spellings.iter().map(|one| one.text.as_str()).collect();
        let spelt = match spellings.split_first() {
            None => String::new(),
            Some((first, [])) => (*first).to_owned(),
            Some((first, rest)) => format!("{first} (also {})", rest.join(", ")),
        };
        match &self.words {
            Some(words) if spelt.is_empty() => words.clone(),
            Some(words) => format!("{words}: {spelt}"),
            None if spelt.is_empty() => "a place on the map".to_owned(),
            None => spelt,
        }
    }
}

impl CountView {
    /// The view of a number.
    #[must_use]
    pub const fn of(count: &Count) -> Self {
        Self {
            low: count.low,
            best: count.best,
            high: count.high,
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self) -> String {
        match (self.low, self.best, self.high) {
            (None, Some(best), None) => best.to_string(),
            (Some(low), None, Some(high)) => format!("{low} to {high}"),
            (Some(low), None, None) => format!("at least {low}"),
            (None, None, Some(high)) => format!("at most {high}"),
            (None, None, None) => "a number not given".to_owned(),
            (low, Some(best), high) => {
                let low = low.map(|low| format!("at least {low}"));
                let high = high.map(|high| format!("at most {high}"));
                let bounds: Vec<String> = low.into_iter().chain(high).collect();
                format!("{best} ({})", bounds.join(", "))
            }
        }
    }
}

fn joined(who: &[SpokenOfView]) -> String {
    let names: Vec<String> = who.iter().map(SpokenOfView::text).collect();
    names.join(", ")
}

fn with(text: String, words: Option<&String>) -> String {
    match words {
        Some(words) => format!("{text}; in its words: \"{words}\""),
        None => text,
    }
}

fn of(who: Option<&SpokenOfView>) -> String {
    who.map(|who| format!(" of {}", who.text()))
        .unwrap_or_default()
}

impl PropositionView {
    /// The view of what is claimed.
    #[must_use]
    pub fn of(proposition: &Proposition, names: &Names) -> Self {
        let who = |who: &Who| SpokenOfView::of(who, names);
        let all = |list: &[Who]| list.iter().map(who).collect::<Vec<_>>();
        match proposition {
            Proposition::Happened { kind, words } => Self::WhatHappened {
                event: kind.word(),
                words: words.clone(),
            },
            Proposition::Where(place) => Self::Where(PlaceToldView::of(place)),
            Proposition::When(told) => Self::When(TimeToldView::of(told)),
            Proposition::Present {
                who: present,
                forces: classes,
                count,
                words,
            } => Self::WhoWasPresent {
                who: all(present),
                forces: match *classes == ForceSet::NONE {
                    true => Vec::new(),
                    false => forces(*classes),
                },
                count: count.as_ref().map(CountView::of),
                words: words.clone(),
            },
            Proposition::Told {
                by,
                whom,
                means,
                at,
                about,
            } => Self::WhoWasTold {
                teller: who(by),
                whom: whom.as_ref().map(who),
                means: means.map(|means| means.word()),
                at: at.as_ref().map(TimeToldView::of),
                of: about.clone(),
            },
            Proposition::DidIt { who: did, words } => Self::WhoDidIt {
                who: all(did),
                words: words.clone(),
            },
            Proposition::Casualties {
                category,
                of,
                harm,
                count,
                named,
            } => Self::Casualties {
                category: category.word(),
                of: of.as_ref().map(who),
                harm: harm.word(),
                count: CountView::of(count),
                named: *named,
            },
            Proposition::Damage {
                object,
                of,
                count,
                words,
            } => Self::Damage {
                object: object.word(),
                of: of.as_ref().map(who),
                count: count.as_ref().map(CountView::of),
                words: words.clone(),
            },
            Proposition::Complied {
                agreement,
                clause,
                how,
                by,
            } => Self::Compliance {
                agreement: agreement.to_string(),
                clause: *clause,
                how: how.word(),
                whose: by.as_ref().map(who),
            },
            Proposition::Related {
                actor,
                relation,
                to,
            } => Self::Relations {
                actor: actor.to_string(),
                relation: relation.word(),
                to: to.to_string(),
            },
        }
    }

    /// In one line.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::WhatHappened { event, words } => with((*event).to_owned(), words.as_ref()),
            Self::Where(place) => place.text(),
            Self::When(told) => told.words.clone(),
            Self::WhoWasPresent {
                who,
                forces,
                count,
                words,
            } => {
                let forces = match forces.is_empty() {
                    true => String::new(),
                    false => format!(" ({})", forces.join(", ")),
                };
                let count = count.map(|count| format!(", {}", count.text()));
                with(
                    format!("{}{forces}{}", joined(who), count.unwrap_or_default()),
                    words.as_ref(),
                )
            }
            Self::WhoWasTold {
                teller: by,
                whom,
                means,
                at,
                of,
            } => {
                let whom = whom
                    .as_ref()
                    .map_or_else(|| "somebody".to_owned(), SpokenOfView::text);
                let means = means
                    .map(|means| format!(" by {means}"))
                    .unwrap_or_default();
                let at = at.as_ref().map(|at| format!(" at {}", at.words));
                let told = format!("{} told {whom}{means}{}", by.text(), at.unwrap_or_default());
                with(told, of.as_ref())
            }
            Self::WhoDidIt { who, words } => with(joined(who), words.as_ref()),
            Self::Casualties {
                category,
                of: whose,
                harm,
                count,
                named,
            } => {
                let named = named.map(|named| format!(", {named} of them named"));
                format!(
                    "{} {harm}, {category}{}{}",
                    count.text(),
                    of(whose.as_ref()),
                    named.unwrap_or_default()
                )
            }
            Self::Damage {
                object,
                of: whose,
                count,
                words,
            } => {
                let count = count.map(|count| format!("{} ", count.text()));
                let damage = format!(
                    "{}{object}{}",
                    count.unwrap_or_default(),
                    of(whose.as_ref())
                );
                with(damage, words.as_ref())
            }
            Self::Compliance {
                agreement,
                clause,
                how,
                whose: by,
            } => {
                let by = by.as_ref().map(|by| format!(" by {}", by.text()));
                format!(
                    "clause {clause} of {agreement} {how}{}",
                    by.unwrap_or_default()
                )
            }
            Self::Relations {
                actor,
                relation,
                to,
            } => format!("{actor} {relation} {to}"),
        }
    }
}
