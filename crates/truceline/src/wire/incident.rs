//! Incidents, and what parties are asked about them, as people are shown it.

pub mod given;

use super::geo::{VolumeView, altitude};
use super::inquiry::InquiryView;
use super::proposition::{PlaceToldView, TimeToldView};
use super::{Lens, Sealed, forces, time};
use crate::names::{Named, Names};
use crate::render::one_line;
use given::InformationGivenView;
use serde::Serialize;
use std::fmt::Write as _;
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::incident::asking::{InformationAnswer, InformationRequest, Reply};
use truceline_register::incident::history::{Asked, Given, Opened, Version};
use truceline_register::incident::state::{AsOf, NoState};
use truceline_register::incident::{Attached, Details, Incident};
use truceline_register::readers::discloses;
use truceline_register::register::said::Told;
use truceline_register::register::{Register, Standpoint};
use utoipa::ToSchema;

/// Where and when, by the opener's word.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IncidentDetailsView {
    /// When.
    pub when: TimeToldView,
    /// The stated clock as it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// Where.
    pub place: PlaceToldView,
    /// At which heights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude_m: Option<[f64; 2]>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// An incident, or a new version of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IncidentView {
    /// Which.
    pub id: String,
    /// Of which kind, as far as its opener knows.
    pub event: &'static str,
    /// Where and when.
    pub details: Option<Sealed<IncidentDetailsView>>,
    /// Who may read it; absent: everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readers: Option<Vec<Named>>,
}

/// A party is asked about an incident.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InformationRequestView {
    /// Which.
    pub id: String,
    /// About which incident.
    pub incident: String,
    /// Whom.
    pub to: Named,
    /// What.
    pub questions: Vec<&'static str>,
    /// By when.
    pub due_by: String,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// A party answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InformationAnswerView {
    /// Of which request.
    pub request: String,
    /// Which question.
    pub question: &'static str,
    /// What; sealed from whom it is not for.
    pub reply: Option<Sealed<InformationReplyView>>,
    /// Whether everybody who may read the incident may read it.
    pub open: bool,
}

/// What a party answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InformationReplyView {
    /// Of which kind: positions, nil, claims, refused, cannot-say, words.
    pub kind: &'static str,
    /// Where its forces were.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub positions: Vec<VolumeView>,
    /// Of which forces a nil is said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forces: Vec<&'static str>,
    /// For which time: from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Which claims say it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// The state that is attached: how to ask for it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttachedView {
    /// How many records there were when it began to happen.
    pub then: LogIndex,
    /// How many there were when it was opened.
    pub since: LogIndex,
    /// Whose eyes there were.
    pub viewpoints: Vec<Named>,
}

/// How one question to one party stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuestionView {
    /// Which.
    pub question: &'static str,
    /// `open`, `overdue`, `answered` or `answered late`: by the first answer.
    pub state: &'static str,
    /// Every answer, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<InformationGivenView>,
}

/// An information request as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedOfView {
    /// Which.
    pub id: String,
    /// The record.
    pub record: LogIndex,
    /// About which incident.
    pub incident: String,
    /// Who asks.
    pub by: Named,
    /// Whom.
    pub to: Named,
    /// When it was asked.
    pub asked_at: String,
    /// By when.
    pub due_by: String,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Every question.
    pub questions: Vec<QuestionView>,
}

/// An incident as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenedView {
    /// Which.
    pub id: String,
    /// Who opened it.
    pub by: Named,
    /// The record that opened it.
    pub record: LogIndex,
    /// When.
    pub opened_at: String,
    /// How many versions there are.
    pub versions: usize,
    /// Of which kind, as far as its opener knows.
    pub event: &'static str,
    /// Where and when; absent where it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<IncidentDetailsView>,
    /// The state that is attached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attached: Option<AttachedView>,
    /// How many claims about it the viewer may read.
    pub claims: usize,
    /// What parties were asked about it.
    pub requests: Vec<AskedOfView>,
}

/// What the register held of an incident's place and time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StateView {
    /// Of which incident.
    pub incident: String,
    /// To which of its versions it is attached, from 1.
    pub version: usize,
    /// The number of the latest.
    pub latest: usize,
    /// The record of that version.
    pub record: LogIndex,
    /// As of when: `event` or `opening`.
    pub as_of: &'static str,
    /// What was held; absent where nothing can be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<InquiryView>,
    /// Why nothing can be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_say: Option<&'static str>,
}

impl IncidentDetailsView {
    /// The view of where and when.
    #[must_use]
    pub fn of(details: &Details) -> Self {
        Self {
            when: TimeToldView::of(&details.when),
            clock: details.clock.clone(),
            place: PlaceToldView::of(&details.place),
            altitude_m: altitude(details.altitude),
            text: details.text.clone(),
        }
    }
}

impl IncidentView {
    /// The view of an incident.
    #[must_use]
    pub fn of(body: &Incident, lens: &Lens<'_>) -> Self {
        let readers = body.readers.as_ref();
        let named = |all: &Vec<PartyId>| all.iter().map(|one| lens.names.party(*one)).collect();
        Self {
            id: body.id.to_string(),
            event: body.kind.word(),
            details: lens.open(Some(body.details), Label::Details, IncidentDetailsView::of),
            readers: readers.map(named),
        }
    }
}

impl InformationRequestView {
    /// The view of an information request.
    #[must_use]
    pub fn of(body: &InformationRequest, lens: &Lens<'_>) -> Self {
        Self {
            id: body.id.to_string(),
            incident: body.incident.to_string(),
            to: lens.names.party(body.to),
            questions: body.questions.iter().map(|one| one.word()).collect(),
            due_by: time(body.due_by),
            text: lens.text(body.text),
        }
    }
}

impl InformationAnswerView {
    /// The view of an answer.
    #[must_use]
    pub fn of(body: &InformationAnswer, lens: &Lens<'_>) -> Self {
        Self {
            request: body.request.to_string(),
            question: body.question.word(),
            reply: lens.open(Some(body.reply), Label::Positions, InformationReplyView::of),
            open: body.open,
        }
    }
}

impl InformationReplyView {
    /// The view of what a party answers.
    #[must_use]
    pub fn of(reply: &Reply) -> Self {
        let mut view = Self {
            kind: reply.word(),
            positions: Vec::new(),
            forces: Vec::new(),
            from: None,
            until: None,
            claims: Vec::new(),
            words: reply.words().map(str::to_owned),
        };
        match reply {
            Reply::Positions { positions, .. } => {
                view.positions = positions.iter().map(VolumeView::of).collect();
            }
            Reply::Nil {
                forces: classes,
                window,
                ..
            } => {
                view.forces = forces(*classes);
                view.from = Some(time(window.start()));
                view.until = Some(time(window.end()));
            }
            Reply::Claims { claims, .. } => {
                view.claims = claims.iter().map(ToString::to_string).collect();
            }
            Reply::Refused { .. } | Reply::CannotSay { .. } | Reply::Words(_) => {}
        }
        view
    }

    /// In words, without any place.
    #[must_use]
    pub fn text(&self) -> String {
        let what = match self.kind {
            "positions" => format!("{} positions", self.positions.len()),
            "nil" => format!(
                "nil of {} from {} until {}",
                self.forces.join(", "),
                self.from.as_deref().unwrap_or_default(),
                self.until.as_deref().unwrap_or_default()
            ),
            "claims" => format!("says it by {}", self.claims.join(", ")),
            "refused" => "refuses to answer".to_owned(),
            "cannot-say" => "cannot say".to_owned(),
            _ => "in words".to_owned(),
        };
        match &self.words {
            Some(words) => format!("{what}: \"{}\"", one_line(words)),
            None => what,
        }
    }
}

impl AttachedView {
    /// The view of what is attached.
    #[must_use]
    pub fn of(attached: &Attached, names: &Names) -> Self {
        let viewpoints = attached.viewpoints.iter();
        Self {
            then: attached.then,
            since: attached.since,
            viewpoints: viewpoints.map(|party| names.party(*party)).collect(),
        }
    }
}

impl QuestionView {
    fn text(&self) -> String {
        let mut text = format!("      {}: {}\n", self.question, self.state);
        for answer in &self.given {
            let _ = writeln!(text, "          {}", answer.text());
        }
        text
    }
}

impl AskedOfView {
    /// The view of an information request, for a reader; nobody in particular is the register itself.
    #[must_use]
    pub fn of(
        asked: &Asked,
        register: &Register,
        eyes: Option<PartyId>,
        at: Standpoint,
        names: &Names,
    ) -> Self {
        let may_read = |given: &Given| {
            eyes.is_none_or(|party| {
                discloses(register, given.record, party) || party == asked.said.to
            })
        };
        let questions = asked.states(at).into_iter();
        let questions = questions.map(|(question, (state, answers))| {
            let answers = answers.into_iter();
            QuestionView {
                question: question.word(),
                state: state.word(),
                given: answers
                    .map(|given| InformationGivenView::of(asked, given, may_read(given)))
                    .collect(),
            }
        });
        Self {
            id: asked.said.id.to_string(),
            record: asked.record,
            incident: asked.said.incident.to_string(),
            by: names.party(asked.by),
            to: names.party(asked.said.to),
            asked_at: time(asked.received_at),
            due_by: time(asked.said.due_by),
            text: asked.text.value().cloned(),
            questions: questions.collect(),
        }
    }

    /// As lines of text.
    #[must_use]
    pub fn text(&self) -> String {
        let text = self
            .text
            .as_ref()
            .map(|text| format!(": \"{}\"", one_line(text)));
        let mut lines = format!(
            "  {} asks {} by {} ({}, record {}){}\n",
            self.by.short(),
            self.to.short(),
            self.due_by,
            self.id,
            self.record,
            text.unwrap_or_default()
        );
        lines.extend(self.questions.iter().map(QuestionView::text));
        lines
    }
}

impl OpenedView {
    /// The view of an incident for a reader; nobody in particular is the register itself.
    #[must_use]
    pub fn of(
        opened: &Opened,
        register: &Register,
        eyes: Option<PartyId>,
        at: Standpoint,
        names: &Names,
    ) -> Option<Self> {
        use truceline_register::claim::{About, view};
        let (first, current) = (opened.first()?, opened.current(at.known_at)?);
        let requests = register.incidents.requests_of(opened.id, at.known_at);
        Some(Self {
            id: opened.id.to_string(),
            by: names.party(opened.by),
            record: first.record,
            opened_at: time(first.received_at),
            versions: opened.versions(at.known_at).count(),
            event: current.said.kind.word(),
            details: match &current.details {
                Told::Value(details) => Some(IncidentDetailsView::of(details)),
                Told::Nothing | Told::Erased => None,
            },
            attached: current
                .attached
                .as_ref()
                .map(|attached| AttachedView::of(attached, names)),
            claims: view::about(register, About::Incident(opened.id), eyes, at.known_at).len(),
            requests: requests
                .map(|asked| AskedOfView::of(asked, register, eyes, at, names))
                .collect(),
        })
    }

    /// In one line.
    #[must_use]
    pub fn line(&self) -> String {
        let (place, when) = self.details.as_ref().map_or_else(
            || ("erased".to_owned(), String::new()),
            |details| (one_line(&details.place.text()), details.when.words.clone()),
        );
        format!(
            "{:>6}  {}  {}  {place}  {when}  {} claims, {} requests, opened by {}\n",
            self.record,
            self.id,
            self.event,
            self.claims,
            self.requests.len(),
            self.by.short()
        )
    }

    /// As lines of text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "The incident {}, opened by {} at {} as record {}, version {}\n  kind, by its opener: {}\n",
            self.id,
            self.by.short(),
            self.opened_at,
            self.record,
            self.versions,
            self.event
        );
        match &self.details {
            None => text.push_str("  where and when it was has been erased\n"),
            Some(details) => {
                let clock = details
                    .clock
                    .as_ref()
                    .map(|clock| format!("; clock given as {}", one_line(clock)));
                let _ = writeln!(
                    text,
                    "  when: {}{}",
                    details.when.words,
                    clock.unwrap_or_default()
                );
                let _ = writeln!(text, "  where: {}", one_line(&details.place.text()));
                if let Some(words) = &details.text {
                    let _ = writeln!(text, "  \"{}\"", one_line(words));
                }
            }
        }
        if let Some(attached) = &self.attached {
            let eyes: Vec<&str> = attached.viewpoints.iter().map(Named::short).collect();
            let _ = writeln!(
                text,
                "  state attached: {} records when it began, {} when it was opened; through the eyes of {}",
                attached.then,
                attached.since,
                eyes.join(", ")
            );
        }
        let _ = writeln!(text, "  claims: {}", self.claims);
        text.extend(self.requests.iter().map(AskedOfView::text));
        text
    }
}

impl StateView {
    /// The view of the state attached to a version, or of why there is none, as of a size of the log.
    #[must_use]
    pub fn of(
        opened: &Opened,
        version: &Version,
        known_at: LogIndex,
        as_of: AsOf,
        held: Result<InquiryView, NoState>,
    ) -> Self {
        let (held, cannot_say) = match held {
            Ok(held) => (Some(held), None),
            Err(why) => (None, Some(why.words())),
        };
        let before = opened.versions(known_at);
        Self {
            incident: opened.id.to_string(),
            version: before
                .take_while(|one| one.record <= version.record)
                .count(),
            latest: opened.versions(known_at).count(),
            record: version.record,
            as_of: as_of.word(),
            held,
            cannot_say,
        }
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        let version = match self.latest {
            0 | 1 => String::new(),
            of => format!(
                ", version {} of {of} (record {}; another with its number)",
                self.version, self.record
            ),
        };
        let head = format!(
            "The state attached to {}{version}, as of its {}\n",
            self.incident, self.as_of
        );
        match (&self.held, self.cannot_say) {
            (Some(held), _) => head + &held.text(),
            (None, why) => format!("{head}CANNOT SAY: {}\n", why.unwrap_or_default()),
        }
    }
}

/// Which version of an incident is asked for: the one that counts, or one by its number.
///
/// # Errors
/// Which numbers there are.
pub fn version(
    opened: &Opened,
    number: Option<usize>,
    known_at: LogIndex,
) -> Result<&Version, String> {
    let found = match number {
        None => opened.current(known_at),
        Some(number) => opened.version(number, known_at),
    };
    found.ok_or_else(|| {
        format!(
            "the incident has versions 1 to {}; name one of them",
            opened.versions(known_at).count()
        )
    })
}

/// Incidents as a list of text.
#[must_use]
pub fn text(incidents: &[OpenedView]) -> String {
    match incidents.is_empty() {
        true => "no incidents\n".to_owned(),
        false => incidents.iter().map(OpenedView::line).collect(),
    }
}
