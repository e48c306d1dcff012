//! Incidents in a list: each in a line, without what was asked about it and answered. One by one: [`super::incident`].

use super::incident::IncidentDetailsView;
use super::time;
use crate::names::{Named, Names};
use crate::render::one_line;
use serde::Serialize;
use truceline_register::allegation::history::of_incident;
use truceline_register::claim::About;
use truceline_register::claim::view::about;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::incident::asking::QuestionState;
use truceline_register::incident::history::Opened;
use truceline_register::register::said::Told;
use truceline_register::register::{Register, Standpoint};
use utoipa::ToSchema;

/// An incident in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IncidentLineView {
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
    /// How many claims about it the viewer may read.
    pub claims: usize,
    /// How many allegations that name it the viewer was told of.
    pub allegations: usize,
    /// How many information requests there are about it.
    pub requests: usize,
    /// How many of their questions are past their time without an answer.
    pub overdue: usize,
}

impl IncidentLineView {
    /// The view of an incident for a reader; nobody in particular is the register itself.
    #[must_use]
    pub fn of(
        opened: &Opened,
        register: &Register,
        eyes: Option<PartyId>,
        at: Standpoint,
        names: &Names,
    ) -> Option<Self> {
        let (first, current) = (opened.first()?, opened.current(at.known_at)?);
        let requests: Vec<_> = register
            .incidents
            .requests_of(opened.id, at.known_at)
            .collect();
        let states = requests.iter().flat_map(|asked| asked.states(at));
        let overdue = states.filter(|(_, (state, _))| *state == QuestionState::Overdue);
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
            claims: about(register, About::Incident(opened.id), eyes, at.known_at).len(),
            allegations: of_incident(register, opened.id, eyes, at.known_at).len(),
            overdue: overdue.count(),
            requests: requests.len(),
        })
    }

    /// In one line.
    #[must_use]
    pub fn line(&self) -> String {
        let (place, when) = self.details.as_ref().map_or_else(
            || ("erased".to_owned(), String::new()),
            |details| (one_line(&details.place.text()), details.when.words.clone()),
        );
        let overdue = match self.overdue {
            0 => String::new(),
            number => format!(" ({number} questions overdue)"),
        };
        format!(
            "{:>6}  {}  {}  {place}  {when}  {} claims, {} allegations, {} requests{overdue}, opened by {}\n",
            self.record,
            self.id,
            self.event,
            self.claims,
            self.allegations,
            self.requests,
            self.by.short()
        )
    }
}

/// A list as lines of text.
#[must_use]
pub fn text(incidents: &[IncidentLineView]) -> String {
    match incidents.is_empty() {
        true => "no incidents\n".to_owned(),
        false => incidents.iter().map(IncidentLineView::line).collect(),
    }
}
