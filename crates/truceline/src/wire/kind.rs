//! The word of a record's kind: what a statement says, or what the register did by itself.
//!
//! The same words stand as `kind` in what a statement says ([`ActView`](super::act::ActView)).

use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::codec::record::{Ground, Record};
use utoipa::ToSchema;

/// What kind of record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// This register begins.
    Genesis,
    /// A party is enrolled.
    Party,
    /// A party has another name or role.
    PartyChange,
    /// A desk opens.
    Desk,
    /// A key is enrolled.
    Key,
    /// A key replaces another.
    Rotation,
    /// A key is revoked.
    Revocation,
    /// A boundary is drawn.
    Boundary,
    /// A zone's rules are set.
    Profile,
    /// A site.
    Site,
    /// A movement.
    Movement,
    /// A nil.
    Nil,
    /// An amendment.
    Amendment,
    /// A withdrawal.
    Withdrawal,
    /// A reconfirmation.
    Reconfirmation,
    /// A contest.
    Contest,
    /// A movement's report.
    Report,
    /// A request.
    Request,
    /// An answer.
    Answer,
    /// An acknowledgement.
    Acknowledgement,
    /// The state of a channel.
    Channel,
    /// A plan.
    Plan,
    /// A plan, changed.
    PlanAmendment,
    /// A plan's new state.
    PlanStep,
    /// A check is asked for.
    Check,
    /// An entry for someone else.
    Relayed,
    /// A party's word about a record in its name.
    Confirmation,
    /// A second signature.
    Countersignature,
    /// An erasure is asked for.
    Erasure,
    /// The clock is right.
    ClockConfirmation,
    /// An alert is acknowledged.
    AlertAcknowledgement,
    /// A stop.
    Stop,
    /// A reply to a stop: a claim.
    StopReply,
    /// A stop is ended.
    StopEnd,
    /// A line test.
    LineTest,
    /// An answer to a line test.
    LineTestAnswer,
    /// Who may be told of a notification changes.
    Consent,
    /// An offline pack is asked for.
    Pack,
    /// A party says that it told somebody by other means.
    Informed,
    /// A person comes on duty.
    SignOn,
    /// A person goes off duty.
    SignOff,
    /// A person takes over from another.
    Handover,
    /// A legal hold.
    Hold,
    /// A hold is lifted.
    HoldLift,
    /// An actor is entered.
    Actor,
    /// A designation is entered.
    Designation,
    /// A designation stands no more.
    DesignationEnd,
    /// An agreement is entered.
    Agreement,
    /// A zone is bound to an agreement.
    ZoneBinding,
    /// A binding is taken back.
    ZoneUnbinding,
    /// An incident is opened.
    Incident,
    /// An incident has a new version.
    IncidentAmendment,
    /// A party is asked about an incident.
    InformationRequest,
    /// A party answers about an incident.
    InformationAnswer,
    /// Somebody claims something.
    Claim,
    /// Somebody takes a stance on a claim.
    ClaimStance,
    /// A claim is withdrawn.
    ClaimWithdrawal,
    /// A violation, a nil observation or a restriction of access is entered.
    Allegation,
    /// Its maker tells it otherwise.
    AllegationCorrection,
    /// Somebody takes a step on its ladder.
    AllegationStep,
    /// A party answers it.
    AllegationAnswer,
    /// Its maker withdraws it.
    AllegationWithdrawal,
    /// Two sides' lists are set side by side.
    Reconciliation,
    /// What two entries of the lists are to each other.
    PairJudgement,
    /// What was said of a pair or an entry is taken back.
    JudgementUndone,
    /// An entry of a list is disputed.
    EntryDispute,
    /// A bulletin is published.
    Bulletin,
    /// A file is entered.
    Evidence,
    /// The bytes of a part of it.
    EvidencePart,
    /// What was done with it.
    EvidenceHandling,
    /// It was entered in error.
    EvidenceWithdrawal,
    /// A statement that cannot be read was admitted.
    Unreadable,
    /// A statement was refused for good.
    Refused,
    /// Time has passed.
    Tick,
    /// The clock is in doubt.
    ClockDoubted,
    /// The watch ran.
    Watch,
    /// A desk is seen to come or go.
    DeskSeen,
    /// Somebody was shown what others told.
    Looked,
    /// What follows from a record for others than its signer.
    PassedOn,
    /// Words of stops have left towards desks.
    Delivered,
}

impl RecordKind {
    /// The kind of a record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        match (&record.payload, &record.part.ground) {
            (Some(payload), _) => Self::of_act(&payload.act),
            // A statement that this release cannot read is as one that no release could.
            (None, Ground::Admitted | Ground::Unreadable) => Self::Unreadable,
            (None, Ground::Refused { .. }) => Self::Refused,
            (None, Ground::Tick) => Self::Tick,
            (None, Ground::ClockDoubted) => Self::ClockDoubted,
            (None, Ground::Watch { .. }) => Self::Watch,
            (None, Ground::DeskSeen { .. }) => Self::DeskSeen,
            (None, Ground::Looked { .. }) => Self::Looked,
            (None, Ground::PassedOn { .. }) => Self::PassedOn,
            (None, Ground::Delivered) => Self::Delivered,
        }
    }

    /// The kind of what is said.
    #[must_use]
    pub const fn of_act(act: &Act) -> Self {
        match act {
            Act::Genesis(..) => Self::Genesis,
            Act::PartyEnrolled(..) => Self::Party,
            Act::PartyChanged(..) => Self::PartyChange,
            Act::DeskOpened(..) => Self::Desk,
            Act::KeyEnrolled(..) => Self::Key,
            Act::KeyRotated(..) => Self::Rotation,
            Act::KeyRevoked(..) => Self::Revocation,
            Act::BoundaryDrawn(..) => Self::Boundary,
            Act::ProfileSet(..) => Self::Profile,
            Act::Site(..) => Self::Site,
            Act::Movement(..) => Self::Movement,
            Act::Nil(..) => Self::Nil,
            Act::Amended(..) => Self::Amendment,
            Act::Withdrawn(..) => Self::Withdrawal,
            Act::Reconfirmed(..) => Self::Reconfirmation,
            Act::Contested(..) => Self::Contest,
            Act::Reported(..) => Self::Report,
            Act::Requested(..) => Self::Request,
            Act::Answered(..) => Self::Answer,
            Act::Acknowledged(..) => Self::Acknowledgement,
            Act::ChannelReported(..) => Self::Channel,
            Act::PlanFiled(..) => Self::Plan,
            Act::PlanAmended(..) => Self::PlanAmendment,
            Act::PlanStepped(..) => Self::PlanStep,
            Act::CheckAsked(..) => Self::Check,
            Act::Relayed(..) => Self::Relayed,
            Act::Confirmed(..) => Self::Confirmation,
            Act::Countersigned(..) => Self::Countersignature,
            Act::ErasureAsked(..) => Self::Erasure,
            Act::ClockConfirmed => Self::ClockConfirmation,
            Act::AlertAcknowledged(..) => Self::AlertAcknowledgement,
            Act::StopSent(..) => Self::Stop,
            Act::StopReplied(..) => Self::StopReply,
            Act::StopEnded(..) => Self::StopEnd,
            Act::LineTested(..) => Self::LineTest,
            Act::LineTestAnswered(..) => Self::LineTestAnswer,
            Act::ConsentChanged(..) => Self::Consent,
            Act::PackAsked(..) => Self::Pack,
            Act::Informed(..) => Self::Informed,
            Act::SignedOn(..) => Self::SignOn,
            Act::SignedOff(..) => Self::SignOff,
            Act::HandedOver(..) => Self::Handover,
            Act::HoldPlaced(..) => Self::Hold,
            Act::HoldLifted(..) => Self::HoldLift,
            Act::ActorEntered(..) => Self::Actor,
            Act::Designated(..) => Self::Designation,
            Act::DesignationWithdrawn(..) => Self::DesignationEnd,
            Act::AgreementEntered(..) => Self::Agreement,
            Act::ZoneBound(..) => Self::ZoneBinding,
            Act::ZoneUnbound(..) => Self::ZoneUnbinding,
            Act::IncidentOpened(..) => Self::Incident,
            Act::IncidentAmended(..) => Self::IncidentAmendment,
            Act::InformationRequested(..) => Self::InformationRequest,
            Act::InformationAnswered(..) => Self::InformationAnswer,
            Act::ClaimMade(..) => Self::Claim,
            Act::StanceTaken(..) => Self::ClaimStance,
            Act::ClaimWithdrawn(..) => Self::ClaimWithdrawal,
            Act::AllegationMade(..) => Self::Allegation,
            Act::AllegationCorrected(..) => Self::AllegationCorrection,
            Act::AllegationGraded(..) => Self::AllegationStep,
            Act::AllegationAnswered(..) => Self::AllegationAnswer,
            Act::AllegationWithdrawn(..) => Self::AllegationWithdrawal,
            Act::ReconciliationOpened(..) => Self::Reconciliation,
            Act::PairJudged(..) => Self::PairJudgement,
            Act::JudgementUndone(..) => Self::JudgementUndone,
            Act::EntryDisputed(..) => Self::EntryDispute,
            Act::BulletinPublished(..) => Self::Bulletin,
            Act::EvidenceEntered(..) => Self::Evidence,
            Act::EvidencePart(..) => Self::EvidencePart,
            Act::EvidenceHandled(..) => Self::EvidenceHandling,
            Act::EvidenceWithdrawn(..) => Self::EvidenceWithdrawal,
        }
    }
}

#[cfg(test)]
mod tests;
