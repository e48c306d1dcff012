//! What a sender is told about what it submitted.

use super::countersignature::CountersignatureView;
use crate::exit::Problem;
use crate::names::Names;
use serde::Serialize;
use std::path::PathBuf;
use truceline_engine::writer::Answer;
use truceline_register::act::Act;
use truceline_register::check::CAVEAT;
use truceline_register::codec::record::Record;
use truceline_register::ids::LogIndex;
use truceline_register::vocabulary::Flag;
use utoipa::ToSchema;

/// The answer to one submission that stands in the log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AdmittedView {
    /// Where it came from, where that was a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub file: Option<PathBuf>,
    /// The signer's id of the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act_id: Option<String>,
    /// Its place in the log.
    pub index: LogIndex,
    /// When the register heard it.
    pub received_at: String,
    /// It was there before.
    pub repeated: bool,
    /// What it says, in one line.
    pub says: String,
    /// What the register noticed.
    pub flags: Vec<&'static str>,
    /// Which record waits for another person of the signer's party to countersign it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awaits_second: Option<LogIndex>,
    /// Ids that the act names, to use in what follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The file of the receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub receipt: Option<PathBuf>,
    /// Whether it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

impl AdmittedView {
    /// The view of a record to whoever submitted it.
    #[must_use]
    pub fn of(record: &Record, repeated: bool, names: &Names) -> Self {
        let line = super::record::RecordLine::of(record, names);
        let payload = record.payload.as_ref();
        Self {
            file: None,
            act_id: payload.map(|payload| payload.act_id.to_string()),
            index: line.index,
            received_at: line.received_at,
            repeated,
            says: line.says,
            flags: line.flags,
            awaits_second: awaits_second(record),
            countersignature: line.countersignature,
            id: payload.and_then(|payload| named_id(&payload.act)),
            receipt: None,
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let how = if self.repeated {
            "was recorded before"
        } else {
            "recorded"
        };
        let mut lines = vec![format!(
            "{how} at index {}, received {}: {}",
            self.index, self.received_at, self.says
        )];
        if !self.flags.is_empty() {
            lines.push(format!("  flagged: {}", self.flags.join(", ")));
        }
        lines.extend(
            self.awaits_second.map(|index| {
                format!("  waits for another person of the party: countersign {index}")
            }),
        );
        let lacking = self
            .countersignature
            .as_ref()
            .filter(|view| !view.lacking.is_empty());
        lines.extend(lacking.map(|_| {
            "  lacks another party's countersignature, and is shown so until it has one".to_owned()
        }));
        lines.extend(self.id.as_ref().map(|id| format!("  id: {id}")));
        lines.extend(
            self.receipt
                .as_ref()
                .map(|path| format!("  receipt: {}", path.display())),
        );
        lines.into_iter().map(|line| line + "\n").collect()
    }
}

/// The answer to one submission that was not admitted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusedView {
    /// Where it came from, where that was a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub file: Option<PathBuf>,
    /// Where the refusal stands, if it is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<LogIndex>,
    /// Why, and what to do.
    #[serde(flatten)]
    pub problem: Problem,
}

/// The answers to everything submitted at once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SubmittedView {
    /// What stands in the log.
    pub admitted: Vec<AdmittedView>,
    /// What does not.
    pub refused: Vec<RefusedView>,
    /// The same under every result.
    pub caveat: &'static str,
}

impl SubmittedView {
    /// No answers yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            admitted: Vec::new(),
            refused: Vec::new(),
            caveat: CAVEAT,
        }
    }

    /// Takes an answer in; `record` is the one it names, where it names one.
    pub fn take(
        &mut self,
        answer: Answer,
        record: Option<&Record>,
        file: Option<PathBuf>,
        receipt: Option<PathBuf>,
        names: &Names,
    ) {
        match (answer, record) {
            (Answer::Refused { refusal, index }, _) => {
                self.refused.push(RefusedView {
                    file,
                    index,
                    problem: Problem::from(refusal).on_record_at(index),
                });
            }
            (answer, Some(record)) => {
                let repeated = matches!(answer, Answer::Repeated { .. });
                self.admitted.push(AdmittedView {
                    file,
                    receipt,
                    ..AdmittedView::of(record, repeated, names)
                });
            }
            (Answer::Admitted { index } | Answer::Repeated { index }, None) => {
                unreachable!("an admitted submission has a record at index {index}")
            }
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text: String = self.admitted.iter().map(AdmittedView::text).collect();
        if !self.admitted.is_empty() {
            text += self.caveat;
            text += "\n";
        }
        text
    }
}

/// The record that lacks a second person because of this one: itself, or the one that it confirms.
fn awaits_second(record: &Record) -> Option<LogIndex> {
    let flags = &record.part.flags;
    if !flags.contains(&Flag::AwaitsSecond) || flags.contains(&Flag::Quarantined) {
        return None;
    }
    match &record.payload.as_ref()?.act {
        Act::Withdrawn(_) | Act::Amended(_) | Act::ErasureAsked(_) => Some(record.index),
        Act::Confirmed(body) => Some(body.record),
        _ => None,
    }
}

impl Default for SubmittedView {
    fn default() -> Self {
        Self::new()
    }
}

/// The id that an act gives to something, to be used in what follows.
fn named_id(act: &truceline_register::act::Act) -> Option<String> {
    use truceline_register::relay::RelayedAct;
    Some(match act {
        Act::PartyEnrolled(body) | Act::PartyChanged(body) => body.party.to_string(),
        Act::DeskOpened(body) => body.desk.to_string(),
        Act::BoundaryDrawn(body) => body.zone.to_string(),
        Act::IncidentOpened(body) | Act::IncidentAmended(body) => body.id.to_string(),
        Act::InformationRequested(body) => body.id.to_string(),
        Act::ClaimMade(body) => body.id.to_string(),
        Act::Site(body) => body.id.to_string(),
        Act::Movement(body) => body.id.to_string(),
        Act::Nil(body) => body.id.to_string(),
        Act::Requested(body) => body.id.to_string(),
        Act::PlanFiled(body) | Act::PlanAmended(body) => body.id.to_string(),
        Act::CheckAsked(body) => body.id.to_string(),
        Act::PackAsked(body) => body.id.to_string(),
        Act::StopSent(body) => body.id.to_string(),
        Act::AllegationMade(body) | Act::AllegationCorrected(body) => body.id.to_string(),
        Act::ReconciliationOpened(body) => body.id.to_string(),
        Act::BulletinPublished(body) => body.id.to_string(),
        Act::EvidenceEntered(body) => body.id.to_string(),
        Act::LineTested(body) => body.id.to_string(),
        Act::Relayed(relay) => match &relay.what {
            RelayedAct::Site(body) => body.id.to_string(),
            RelayedAct::Movement(body) => body.id.to_string(),
            RelayedAct::Nil(body) => body.id.to_string(),
            RelayedAct::Stop(body) => body.id.to_string(),
            _ => return None,
        },
        _ => return None,
    })
}
