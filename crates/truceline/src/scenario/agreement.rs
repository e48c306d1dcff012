//! Actors, designations and agreements, as a story says them and looks at them.

use super::cast::PartyNumber;
use super::expectation::{Fact, Kind, Shown};
use super::ids::{actor_id, agreement_id};
use crate::exit::Problem;
use std::collections::BTreeSet;
use truceline_register::actor::Who;
use truceline_register::actor::designation::{DesignationClass, as_seen};
use truceline_register::agreement::calendar::{self, About, When};
use truceline_register::agreement::term::Moment;
use truceline_register::agreement::words::{Manner, TermKind, Undertaking};
use truceline_register::day::Day;
use truceline_register::ids::PartyId;
use truceline_register::register::Register;
use truceline_register::time::Instant;

/// What is said of actors and agreements.
#[derive(Clone, Debug)]
pub enum Entering {
    /// An actor is entered.
    Actor {
        /// What the story calls it.
        label: String,
        /// Its public name.
        name: String,
    },
    /// A designation is entered.
    Designation {
        /// What the story calls it.
        label: String,
        /// Who is designated.
        actor: String,
        /// As what.
        class: DesignationClass,
        /// In which words.
        words: String,
        /// By whom, where not by the speaker's party.
        by: Option<PartyNumber>,
        /// From which day on.
        from: Option<Day>,
        /// Where it was found.
        source: Option<String>,
    },
    /// A designation ends, or its entry is taken back.
    Withdrawal {
        /// Which.
        label: String,
        /// From which day on it stands no more.
        ended: Option<Day>,
    },
    /// An agreement is entered, or a further version of it.
    Agreement(Box<Terms>),
}

/// An agreement's terms.
#[derive(Clone, Debug)]
pub struct Terms {
    /// What the story calls it.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Between whom.
    pub between: Vec<PartyNumber>,
    /// When it was signed.
    pub signed: Day,
    /// What it binds to, clause by clause.
    pub clauses: Vec<Term>,
}

/// A clause with its one obligation.
#[derive(Clone, Debug)]
pub struct Term {
    /// Who is bound; nobody named: the parties.
    pub who: Option<PartyNumber>,
    /// To do it or not.
    pub manner: Manner,
    /// What.
    pub what: Undertaking,
    /// When, by each source.
    pub times: Vec<(TermKind, Moment)>,
}

impl Entering {
    /// What the story calls it.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Actor { label, .. }
            | Self::Designation { label, .. }
            | Self::Withdrawal { label, .. } => label,
            Self::Agreement(terms) => &terms.label,
        }
    }
}

/// A time of an agreement stands so.
pub(super) fn stands(state: &str, what: &str, kind: &str, at: Option<Instant>) -> Fact {
    let at = at.map(|at| format!(" {at}")).unwrap_or_default();
    shown(format!("{state} {what} {kind}{at}"))
}

/// An actor is called so; or nothing was entered.
pub(super) fn seen(class: Option<DesignationClass>) -> Fact {
    match class {
        Some(class) => shown(format!("seen as {class}")),
        None => shown("seen as nothing entered".to_owned()),
    }
}

fn shown(words: String) -> Fact {
    Fact::new(Kind::Shown(Shown::Agreement), words)
}

/// The calendar of an agreement, as it is known now.
pub(super) fn calendar_of(
    register: &Register,
    label: &str,
    now: Instant,
) -> Result<BTreeSet<Fact>, Problem> {
    let found = calendar::of(register, agreement_id(label), register.standpoint(now));
    let (version, lines) =
        found.ok_or_else(|| Problem::usage(format!("there is no agreement \"{label}\"")))?;
    let mut facts = BTreeSet::new();
    for line in lines {
        let (what, kind) = match line.about {
            About::Term {
                obligation, kind, ..
            } => {
                let mut all = version.said.obligations();
                let one = all.find(|(_, one)| one.number == obligation);
                (one.map_or("", |(_, one)| one.what.word()), kind.word())
            }
            // What the agreement is itself stands in its entry.
            About::Signature | About::EntryIntoForce | About::End => continue,
        };
        let state = match line.when {
            When::Due(..) => "due",
            When::Past(..) => "past",
            When::Undated(_) => "undated",
        };
        facts.insert(stands(state, what, kind, line.when.instant()));
    }
    Ok(facts)
}

/// How an actor is called by a party, or by anybody, on a day.
pub(super) fn seen_by(
    register: &Register,
    actor: &str,
    by: Option<PartyId>,
    on: Day,
) -> BTreeSet<Fact> {
    let by = by.map(Who::Party);
    let found = as_seen(register, actor_id(actor), by, on, register.size);
    let mut facts: BTreeSet<Fact> = found.map(|one| seen(Some(one.said.class))).collect();
    if facts.is_empty() {
        facts.insert(seen(None));
    }
    facts
}
