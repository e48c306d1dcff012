//! Incidents of a story, what is asked about them and claimed: as it is said, and what a look at one shows.

use super::cast::PartyNumber;
use super::expectation::{Fact, Kind, Shown};
use super::ids::incident_id;
use super::inquiry::of_report;
use super::observed::Reading;
use crate::exit::Problem;
use std::collections::BTreeSet;
use truceline_register::claim::About;
use truceline_register::claim::proposition::Count;
use truceline_register::claim::view::{Counted, about as claims_about, figure, numbers};
use truceline_register::claim::words::{ClaimStance, EventKind, Harm, Rule};
use truceline_register::geometry::footprint::Footprint;
use truceline_register::ids::PartyId;
use truceline_register::incident::asking::{QuestionState, StandardQuestion};
use truceline_register::incident::state::{AsOf, question};
use truceline_register::inquiry::{Viewpoint, inquire};
use truceline_register::place::Volume4d;
use truceline_register::register::Register;
use truceline_register::time::{Instant, TimeWindow};
use truceline_register::vocabulary::ForceSet;

/// An incident as it is opened.
#[derive(Clone, Debug)]
pub struct Opening {
    /// By which name the story speaks of it.
    pub label: String,
    /// Where and when.
    pub volume: Volume4d,
    /// By which name its opener calls the place.
    pub spelling: String,
    /// Of which kind.
    pub kind: EventKind,
    /// In words.
    pub text: Option<String>,
    /// By which clock its opener tells the time.
    pub clock: StatedClock,
}

/// A clock that somebody tells the time by; the story's times are UTC all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedClock {
    /// How far it is ahead of UTC, in minutes.
    pub ahead_minutes: i16,
    /// What it is called.
    pub name: Option<String>,
}

/// Questions about an incident.
#[derive(Clone, Debug)]
pub struct Asking {
    /// About which.
    pub label: String,
    /// Whom.
    pub to: PartyNumber,
    /// By when.
    pub due_by: Instant,
    /// What; empty: every standard question.
    pub questions: Vec<StandardQuestion>,
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum Replied {
    /// Nobody of these was there.
    Nil(ForceSet),
    /// It is not answered.
    Refused,
    /// The party does not know.
    CannotSay,
    /// In words.
    Words,
}

/// An answer about an incident.
#[derive(Clone, Debug)]
pub struct Answering {
    /// About which.
    pub label: String,
    /// Which question.
    pub question: StandardQuestion,
    /// What.
    pub replied: Replied,
    /// In words.
    pub text: Option<String>,
    /// Whether every reader of the incident may have it.
    pub open: bool,
}

/// What is claimed.
#[derive(Clone, Debug)]
pub enum Claimed {
    /// So many came to harm.
    Harmed(Harm, Count),
    /// This happened.
    Happened(EventKind, Option<String>),
    /// Here, by these names.
    Where(Footprint, Vec<String>),
    /// Then.
    When(TimeWindow),
}

/// A claim about an incident.
#[derive(Clone, Debug)]
pub struct Claiming {
    /// By which name the story speaks of it.
    pub label: String,
    /// About which incident.
    pub incident: String,
    /// Whose word it is and where it stands, where it is nobody's of the register.
    pub outside: Option<(String, String)>,
    /// What.
    pub what: Claimed,
    /// By which clock.
    pub clock: StatedClock,
    /// Which claim it takes the place of.
    pub supersedes: Option<String>,
}

/// What a party says to a claim.
#[derive(Clone, Debug)]
pub struct Stancing {
    /// To which.
    pub label: String,
    /// What.
    pub stance: ClaimStance,
    /// In words.
    pub text: Option<String>,
}

/// That a question was put to a party, and how it stands.
#[must_use]
pub fn asked(party: &str, question: StandardQuestion, state: &str) -> Fact {
    Fact::new(
        Kind::Shown(Shown::Asked),
        format!("asked {party} {question} {state}"),
    )
}

/// That so many claims about it may be read.
#[must_use]
pub fn claimed(number: usize) -> Fact {
    Fact::new(Kind::Shown(Shown::Claimed), format!("claims {number}"))
}

/// A figure drawn from the numbers that claims give, with the rule that drew it.
#[must_use]
pub fn figured(
    harm: Harm,
    rule: Rule,
    (low, or_fewer): (u32, bool),
    (high, or_more): (u32, bool),
) -> Fact {
    let fewer = if or_fewer { " or fewer" } else { "" };
    let more = if or_more { " or more" } else { "" };
    Fact::new(
        Kind::Shown(Shown::Figure),
        format!("figure {harm} {rule} {low}{fewer} to {high}{more}"),
    )
}

/// How a question stands, as a story writes it.
#[must_use]
pub const fn state_word(state: QuestionState) -> &'static str {
    match state {
        QuestionState::Open => "open",
        QuestionState::Overdue => "overdue",
        QuestionState::Answered => "in-time",
        QuestionState::AnsweredLate => "late",
    }
}

/// What a party sees of an incident: what the register held of it when it began, in that party's eyes, who was asked
/// what, and how many claims there are.
pub(super) fn seen(
    register: &Register,
    reading: &Reading<'_>,
    (name, eyes): (&str, PartyId),
    now: Instant,
) -> Result<(BTreeSet<Fact>, Vec<String>), Problem> {
    let id = incident_id(name);
    let opened = register.incidents.get(id);
    let opened = opened.filter(|opened| opened.readers.hold(register, eyes));
    let version = opened.and_then(|opened| opened.current(register.size));
    let (Some(opened), Some(version)) = (opened, version) else {
        return Err(Problem::usage(format!(
            "there is no incident \"{name}\" for that party"
        )));
    };
    let (mut facts, mut remarks) = match question(version, AsOf::Event, Viewpoint::Party(eyes)) {
        Ok(inquiry) => of_report(register, reading, &inquire(register, &inquiry)),
        Err(why) => (BTreeSet::new(), vec![why.words().to_owned()]),
    };
    let at = register.standpoint(now);
    for asking in register.incidents.requests_of(opened.id, register.size) {
        for (question, (state, _)) in asking.states(at) {
            let to = reading.party(asking.said.to);
            facts.insert(asked(&to, question, state_word(state)));
            remarks.push(format!("{to} was asked {question}: {}", state.word()));
        }
    }
    let claims = claims_about(register, About::Incident(id), Some(eyes), register.size);
    facts.insert(claimed(claims.len()));
    for (counted, numbers) in numbers(&claims) {
        let Counted::People { harm, .. } = counted else {
            continue;
        };
        for rule in Rule::ALL {
            let drawn = figure(&numbers, *rule, at);
            facts.extend(drawn.map(|drawn| {
                let low = (drawn.low, drawn.or_fewer);
                figured(harm, *rule, low, (drawn.high, drawn.or_more))
            }));
        }
    }
    Ok((facts, remarks))
}
