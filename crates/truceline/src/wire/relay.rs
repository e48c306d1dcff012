//! Entries for others, acknowledgements, channels, erasures.

use super::notification::{
    MovementView, NilView, PersonalView, ReportView, SiteView, WithdrawalView,
};
use super::request::AnswerView;
use super::stop::{StopReplyView, StopSentView};
use super::{Lens, Sealed, time};
use crate::names::Named;
use serde::Serialize;
use truceline_register::channel::ChannelReport;
use truceline_register::codec::disclosure::Label;
use truceline_register::erasure::Erasure;
use truceline_register::ladder::Acknowledgement;
use truceline_register::relay::{Confirmation, Relay, RelayedAct};
use utoipa::ToSchema;

/// What was said.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RelayedActView {
    /// A site.
    Site(SiteView),
    /// A movement.
    Movement(MovementView),
    /// A nil.
    Nil(NilView),
    /// A movement's report.
    Report(ReportView),
    /// A withdrawal.
    Withdrawal(WithdrawalView),
    /// An answer.
    Answer(AnswerView),
    /// Words only.
    Words(Option<Sealed<String>>),
    /// A stop.
    Stop(StopSentView),
    /// A reply to a stop.
    StopReply(StopReplyView),
}

/// An entry for someone else: not that party's signed word until it confirms it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RelayView {
    /// Who is said to have spoken.
    pub speaker: Named,
    /// To whom.
    pub heard_by: Named,
    /// By which means.
    pub means: &'static str,
    /// When, by the writer's account.
    pub heard_at: String,
    /// Whether it was read back.
    pub read_back: bool,
    /// Who spoke and who heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons: Option<Sealed<PersonalView>>,
    /// What.
    pub what: RelayedActView,
}

/// A party's word about a record in its name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConfirmationView {
    /// The record.
    pub record: u64,
    /// Confirmed or disowned.
    pub stance: &'static str,
}

/// An acknowledgement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AcknowledgementView {
    /// Number of the item in the party's inbox.
    pub item: u64,
    /// Which step; none means approval in any sense.
    pub step: &'static str,
    /// To whom or why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// The state of a channel.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChannelReportView {
    /// Whose side.
    pub of: Named,
    /// With whom.
    pub with: Named,
    /// How it stands.
    pub state: &'static str,
    /// Since when.
    pub since: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sealed<String>>,
}

/// An erasure that is asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ErasureView {
    /// Of which records.
    pub records: Vec<u64>,
    /// Only what concerns persons.
    pub personal_only: bool,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sealed<String>>,
}

impl RelayView {
    /// The view of an entry.
    #[must_use]
    pub fn of(body: &Relay, lens: &Lens<'_>) -> Self {
        let what = match &body.what {
            RelayedAct::Site(body) => RelayedActView::Site(SiteView::of(body, lens)),
            RelayedAct::Movement(body) => RelayedActView::Movement(MovementView::of(body, lens)),
            RelayedAct::Nil(body) => RelayedActView::Nil(NilView::of(body, lens)),
            RelayedAct::Report(body) => RelayedActView::Report(ReportView::of(body, lens)),
            RelayedAct::Withdrawal(body) => {
                RelayedActView::Withdrawal(WithdrawalView::of(body, lens))
            }
            RelayedAct::Answer(body) => RelayedActView::Answer(AnswerView::of(body, lens)),
            RelayedAct::Words(words) => RelayedActView::Words(lens.text(Some(*words))),
            RelayedAct::Stop(body) => RelayedActView::Stop(StopSentView::of(body, lens)),
            RelayedAct::StopReply(body) => RelayedActView::StopReply(StopReplyView::of(body, lens)),
        };
        Self {
            speaker: lens.names.party(body.speaker),
            heard_by: lens.names.party(body.heard_by),
            means: body.means.word(),
            heard_at: time(body.heard_at),
            read_back: body.read_back,
            persons: lens.open(body.persons, Label::Personal, PersonalView::of),
            what,
        }
    }
}

impl ConfirmationView {
    /// The view of a confirmation.
    #[must_use]
    pub fn of(body: &Confirmation) -> Self {
        Self {
            record: body.record,
            stance: body.stance.word(),
        }
    }
}

impl AcknowledgementView {
    /// The view of an acknowledgement.
    #[must_use]
    pub fn of(body: &Acknowledgement, lens: &Lens<'_>) -> Self {
        Self {
            item: body.item,
            step: body.step.word(),
            text: lens.text(body.text),
        }
    }
}

impl ChannelReportView {
    /// The view of a report.
    #[must_use]
    pub fn of(body: &ChannelReport, lens: &Lens<'_>) -> Self {
        Self {
            of: lens.names.party(body.of),
            with: lens.names.party(body.with),
            state: body.state.word(),
            since: time(body.since),
            text: lens.text(body.text),
        }
    }
}

impl ErasureView {
    /// The view of an erasure.
    #[must_use]
    pub fn of(body: &Erasure, lens: &Lens<'_>) -> Self {
        Self {
            records: body.records.clone(),
            personal_only: body.personal_only,
            reason: lens.text(body.reason),
        }
    }
}
