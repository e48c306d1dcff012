//! Information requests: standard questions about an incident to a party, with a deadline, and what it answers.
//!
//! The questions are a fixed vocabulary. That a party was asked, and whether it answered by when, every reader of
//! the incident sees; what it answered only who asked, the centre, and whom the party opens it to. An answer makes
//! nobody present: positions that last are notified. DOMAIN: what a register would have to answer.

use super::history::{Asked, Given};
use super::{find, invalid};
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::ids::{ClaimId, IncidentId, InformationRequestId, LogIndex, PartyId};
use crate::place::Volume4d;
use crate::readers::{Readers, judge_key};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::decide::CLOCK_SKEW;
use crate::register::said::{Admitted, Judgement, Said, enrolled, opened};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, TimeWindow};
use crate::vocabulary::{ForceSet, Resolution, Role, words};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Most requests of one party about one incident: every question to every party, some again.
pub const MAX_REQUESTS: usize = 1_000;
/// Most answers to one request: each question, and what is put right later.
pub const MAX_ANSWERS: usize = 200;
/// Most positions, and most claims, in one answer.
pub const MAX_LISTED: usize = 1_000;
/// Longest words of an answer, in bytes.
pub const MAX_WORDS_BYTES: usize = 32 * 1024;

words! {
    /// A standard question about an incident.
    StandardQuestion {
        /// Where your forces were then.
        0 Positions = "positions",
        /// What you had notified: a position or a movement, which area, which window, how precisely.
        1 Notified = "what-was-notified",
        /// When each of that reached the centre, and who acknowledged it how far.
        2 Reached = "when-it-reached-whom",
        /// Whether you were asked about that place and time, and what you answered.
        3 Requested = "what-was-requested",
        /// Which forces a nil of yours covered.
        4 NilScope = "what-a-nil-covered",
        /// Whether you passed on what you were told, to whom and when.
        5 PassedOn = "passed-on-to-whom",
        /// When the word to stop came, and who took it.
        6 Stop = "when-a-stop-came",
        /// Which clock and which spellings your records use.
        7 ClockAndSpelling = "clock-and-spelling",
        /// Which activities you had under way there.
        8 Activities = "activities-under-way",
        /// What happened, by your account.
        9 Nature = "nature",
        /// How far it went, by your account: place, duration, harm.
        10 Extent = "extent",
        /// What it means for the agreement, by your account.
        11 Threat = "threat-to-the-agreement",
    }
}

/// Somebody asks a party about an incident.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct InformationRequest {
    /// Which; no other request has it.
    #[n(0)]
    pub id: InformationRequestId,
    /// About which incident.
    #[n(1)]
    pub incident: IncidentId,
    /// Whom.
    #[n(2)]
    pub to: PartyId,
    /// What, each once, in order of their numbers.
    #[n(3)]
    pub questions: Vec<StandardQuestion>,
    /// By when.
    #[n(4)]
    pub due_by: Instant,
    /// In words.
    #[n(5)]
    pub text: Option<Digest>,
}

/// A party answers one question.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct InformationAnswer {
    /// Of which request.
    #[n(0)]
    pub request: InformationRequestId,
    /// Which question.
    #[n(1)]
    pub question: StandardQuestion,
    /// A [`Reply`].
    #[n(2)]
    pub reply: Digest,
    /// Whether everybody who may read the incident may read the answer.
    #[n(3)]
    pub open: bool,
}

/// What a party answers; sealed as a whole, so that not even its kind tells who was where.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub enum Reply {
    /// They were here.
    #[n(0)]
    Positions {
        /// Where and when.
        #[n(0)]
        positions: Vec<Volume4d>,
        /// In words.
        #[n(1)]
        words: Option<String>,
    },
    /// Nobody of these was there.
    #[n(1)]
    Nil {
        /// Of which forces it is said.
        #[n(0)]
        forces: ForceSet,
        /// For which time.
        #[n(1)]
        window: TimeWindow,
        /// In words.
        #[n(2)]
        words: Option<String>,
    },
    /// These claims say it.
    #[n(2)]
    Claims {
        /// Which.
        #[n(0)]
        claims: Vec<ClaimId>,
        /// In words.
        #[n(1)]
        words: Option<String>,
    },
    /// It is not answered.
    #[n(3)]
    Refused {
        /// Why.
        #[n(0)]
        words: Option<String>,
    },
    /// The party does not know.
    #[n(4)]
    CannotSay {
        /// Why.
        #[n(0)]
        words: Option<String>,
    },
    /// In words alone.
    #[n(5)]
    Words(#[n(0)] String),
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Reply {
    /// Its kind in a word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Positions { .. } => "positions",
            Self::Nil { .. } => "nil",
            Self::Claims { .. } => "claims",
            Self::Refused { .. } => "refused",
            Self::CannotSay { .. } => "cannot-say",
            Self::Words(_) => "words",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Positions { words, .. }
            | Self::Nil { words, .. }
            | Self::Claims { words, .. }
            | Self::Refused { words }
            | Self::CannotSay { words } => words.as_deref(),
            Self::Words(words) => Some(words),
        }
    }

    fn fault(&self, latest: Instant) -> Option<&'static str> {
        let is_words = |words: &str| words.trim().is_empty() || words.len() > MAX_WORDS_BYTES;
        if self.words().is_some_and(is_words) {
            return Some("an empty text, or one of more than 32 KiB");
        }
        match self {
            Self::Positions { positions, .. } => {
                if positions.is_empty() || positions.len() > MAX_LISTED {
                    return Some("no position, or more than 1,000");
                }
                let lasts = |volume: &Volume4d| volume.window.end() > latest;
                positions.iter().any(lasts).then_some(
                    "a position that lasts: notify it as a site or a movement, so that checks see it",
                )
            }
            Self::Nil { forces, window, .. } => {
                if *forces == ForceSet::NONE {
                    return Some("a nil of no forces");
                }
                (window.end() > latest)
                    .then_some("a nil of a time to come: notify it as a nil, so that checks see it")
            }
            Self::Claims { claims, .. } => (claims.is_empty() || claims.len() > MAX_LISTED)
                .then_some("no claim, or more than 1,000"),
            Self::Refused { .. } | Self::CannotSay { .. } | Self::Words(_) => None,
        }
    }
}

/// How one question to one party stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionState {
    /// Not answered, and not due yet.
    Open,
    /// Not answered in time.
    Overdue,
    /// Answered in time.
    Answered,
    /// Answered after it was due.
    AnsweredLate,
}

impl QuestionState {
    /// In a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Answered => "answered",
            Self::AnsweredLate => "answered late",
        }
    }
}

impl Asked {
    /// Whether an answer came after the deadline.
    #[must_use]
    pub fn is_late(&self, given: &Given) -> bool {
        given.received_at > self.said.due_by
    }

    /// How a question stands by then, with every answer to it, in order. A question is answered in time if its first
    /// answer came in time; of each answer [`Asked::is_late`] says whether that one did.
    #[must_use]
    pub fn state(
        &self,
        question: StandardQuestion,
        at: Standpoint,
    ) -> (QuestionState, Vec<&Given>) {
        let answers = self.answers.iter();
        let of_it =
            answers.filter(|given| given.said.question == question && given.record < at.known_at);
        let answers: Vec<&Given> = of_it.collect();
        let state = match answers.first() {
            Some(first) if self.is_late(first) => QuestionState::AnsweredLate,
            Some(_) => QuestionState::Answered,
            None if self.said.due_by < at.now => QuestionState::Overdue,
            None => QuestionState::Open,
        };
        (state, answers)
    }

    /// Every question with how it stands.
    #[must_use]
    pub fn states(
        &self,
        at: Standpoint,
    ) -> BTreeMap<StandardQuestion, (QuestionState, Vec<&Given>)> {
        let questions = self.said.questions.iter();
        questions
            .map(|question| (*question, self.state(*question, at)))
            .collect()
    }
}

/// Who may ask: who opened the incident, and whoever looks into it for all.
fn may_ask(register: &Register, party: PartyId, opener: PartyId) -> bool {
    let role = register.authority.role(party);
    party == opener
        || matches!(
            role,
            Some(
                Role::Centre
                    | Role::Guarantor
                    | Role::Monitor
                    | Role::Mediator
                    | Role::Investigator
            )
        )
}

/// Judges an information request.
///
/// # Errors
/// [`Refusal`]: not theirs to ask, nobody to answer, no question, a deadline that has passed.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &InformationRequest,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let known = find(register, body.incident, said.party)?;
    if register.incidents.request(body.id).is_some() {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            format!(
                "the id {} stands for another request; use a new id",
                body.id
            ),
        ));
    }
    if !may_ask(register, said.party, known.by) {
        return Err(Refusal::new(
            RefusalCode::NotThisRole,
            "who opened an incident, the centre, guarantors, monitors, mediators and investigators ask about it; enter a claim",
        ));
    }
    enrolled(register, body.to)?;
    if body.to == said.party {
        return Err(invalid("a party does not ask itself; ask another one"));
    }
    if !known.readers.hold(register, body.to) {
        return Err(invalid(
            "the party may not read this incident; ask one that may",
        ));
    }
    let is_list = body.questions.is_sorted_by(|one, next| one < next);
    if body.questions.is_empty() || !is_list {
        return Err(invalid(
            "name at least one question, each once, in order of their numbers",
        ));
    }
    if body.due_by <= said.now {
        return Err(invalid("the deadline has passed; give time to answer"));
    }
    opened::<String>(said, body.text, Label::Text, "text")?;
    if register.incidents.asked_by(body.incident, said.party) >= MAX_REQUESTS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a party makes at most 1,000 requests about one incident",
        ));
    }
    out.tell(body.to, Resolution::Exact);
    Ok(())
}

/// Judges an answer.
///
/// # Errors
/// [`Refusal`]: no such request, another party's to answer, a question that was not asked, nothing disclosed.
pub fn judge_answer(
    register: &Register,
    said: &Said<'_>,
    body: &InformationAnswer,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let asked = register.incidents.request(body.request);
    let asked = asked.filter(|asked| find(register, asked.said.incident, said.party).is_ok());
    let asked = asked.ok_or_else(|| {
        Refusal::new(
            RefusalCode::MissingReference,
            format!(
                "your party knows of no information request {}; correct the id",
                body.request
            ),
        )
    })?;
    if asked.said.to != said.party {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "only the party that was asked answers; enter a claim",
        ));
    }
    if !asked.said.questions.contains(&body.question) {
        return Err(invalid(format!(
            "the request does not ask {}; answer what it asks",
            body.question
        )));
    }
    let reply: Option<Reply> = opened(said, Some(body.reply), Label::Positions, "reply")?;
    let reply = reply.ok_or_else(|| {
        invalid("the answer is not disclosed; to refuse is an answer, to say nothing is none")
    })?;
    if let Some(fault) = reply.fault(said.now.plus(CLOCK_SKEW)) {
        return Err(invalid(format!("the answer holds {fault}")));
    }
    if let Reply::Claims { claims, .. } = &reply {
        for claim in claims {
            crate::claim::find(register, *claim, said.party)?;
        }
    }
    if asked.answers.len() >= MAX_ANSWERS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "one request has at most 200 answers; enter a claim",
        ));
    }
    out.tell(asked.by, Resolution::Exact);
    Ok(())
}

/// Takes an information request in.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &InformationRequest) {
    register.incidents.ask(Asked {
        record: admitted.index,
        by: admitted.party,
        received_at: admitted.received_at(),
        text: admitted.told(body.text, Label::Text),
        said: body.clone(),
        answers: Vec::new(),
    });
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes an answer in.
pub(crate) fn apply_answer(
    register: &mut Register,
    admitted: &Admitted<'_>,
    body: &InformationAnswer,
) {
    let Some(asked) = register.incidents.request(body.request) else {
        return;
    };
    let opened = register.incidents.get(asked.said.incident);
    let readers = opened.filter(|_| body.open).map_or_else(
        || Readers::Only(BTreeSet::from([asked.by, admitted.party])),
        |opened| opened.readers.clone(),
    );
    let given = Given {
        record: admitted.index,
        received_at: admitted.received_at(),
        said: body.clone(),
        reply: admitted.told(Some(body.reply), Label::Positions),
        readers,
    };
    register.incidents.answer(body.request, given);
    register.watch.stay_quiet_after(admitted.index);
}

/// What is overdue in an incident by then, by record of the request.
#[must_use]
pub fn overdue(
    register: &Register,
    incident: IncidentId,
    at: Standpoint,
) -> Vec<(LogIndex, StandardQuestion)> {
    let requests = register.incidents.requests_of(incident, at.known_at);
    requests
        .flat_map(|asked| {
            let states = asked.states(at).into_iter();
            let late = states.filter(|(_, (state, _))| *state == QuestionState::Overdue);
            late.map(|(question, _)| (asked.record, question))
                .collect::<Vec<_>>()
        })
        .collect()
}
