//! One answer to a question about an incident, with its own record and time.

use super::InformationReplyView;
use crate::wire::time;
use serde::Serialize;
use truceline_register::ids::LogIndex;
use truceline_register::incident::history::{Asked, Given};
use truceline_register::register::said::Told;
use utoipa::ToSchema;

/// One answer to a question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InformationGivenView {
    /// The record.
    pub record: LogIndex,
    /// When the register heard it.
    pub at: String,
    /// Whether it came after the deadline.
    pub late: bool,
    /// Whether it is for everybody who may read the incident.
    pub open: bool,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<InformationReplyView>,
    /// Why what it says is not here: `sealed`, for who asked and who answered alone, or `erased`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
}

impl InformationGivenView {
    /// The view of an answer, for who may read what it says and who may not.
    pub(super) fn of(asked: &Asked, given: &Given, may_read: bool) -> Self {
        let reply = given.reply.value().filter(|_| may_read);
        let why = match (may_read, &given.reply) {
            (false, _) => Some("sealed"),
            (true, Told::Erased | Told::Nothing) => Some("erased"),
            (true, Told::Value(_)) => None,
        };
        Self {
            record: given.record,
            at: time(given.received_at),
            late: asked.is_late(given),
            open: given.said.open,
            reply: reply.map(InformationReplyView::of),
            why,
        }
    }

    /// As a line of text.
    pub(super) fn text(&self) -> String {
        let late = if self.late { ", late" } else { "" };
        let said = match (&self.reply, self.why) {
            (Some(reply), _) => reply.text(),
            (None, Some("erased")) => "erased".to_owned(),
            (None, _) => "for who asked alone".to_owned(),
        };
        format!("at {}{late}, record {}: {said}", self.at, self.record)
    }
}
