//! Any act, by its kind, and one line of it.

use super::Lens;
use super::actor::{ActorView, DesignationEndView, DesignationView};
use super::agreement::{AgreementView, BindingView};
use super::allegation::{
    self, AllegationAnswerView, AllegationStepView, AllegationView, AllegationWithdrawalView,
};
use super::bulletin::{self, PublishedView};
use super::claim::{ClaimView, ClaimWithdrawnView, StanceTakenView, why as withdrawn_why};
use super::duty::{HandoverView, SignOffView, SignOnView};
use super::evidence::{
    self, EvidenceHandledView, EvidencePartView, EvidenceView, EvidenceWithdrawalView,
};
use super::hold::{HoldLiftView, HoldView};
use super::incident::{IncidentView, InformationAnswerView, InformationRequestView};
use super::informed::InformedView;
use super::line::{LineTestAnsweredView, LineTestedView};
use super::notification::{
    AmendmentView, ConsentView, ContestView, MovementView, NilView, ReconfirmationView, ReportView,
    SiteView, WithdrawalView,
};
use super::pack::PackAskedView;
use super::party::{
    DeskView, GenesisView, KeyView, PartyView, RevocationView, RotationView, fingerprint,
};
use super::reconciliation::{
    self, EntryDisputedView, JudgementUndoneView, PairJudgedView, ReconciliationView,
};
use super::relay::{
    AcknowledgementView, ChannelReportView, ConfirmationView, ErasureView, RelayView,
};
use super::request::{AnswerView, CheckAskedView, PlanStepView, PlanView, RequestView};
use super::stop::{StopEndView, StopReplyView, StopSentView};
use super::zone::{BoundaryView, ProfileView};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::act::Act;
use truceline_register::notification::consent::Consent;
use truceline_register::party::KeyEnrolment;
use truceline_register::relay::RelayedAct;
use truceline_register::request::Reply;
use utoipa::ToSchema;

/// What a statement says.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ActView {
    /// This register begins.
    Genesis(Box<GenesisView>),
    /// A party is enrolled.
    Party(PartyView),
    /// A party has another name or role.
    PartyChange(PartyView),
    /// A desk opens.
    Desk(DeskView),
    /// A key is enrolled.
    Key(KeyView),
    /// A key replaces another.
    Rotation(RotationView),
    /// A key is revoked.
    Revocation(RevocationView),
    /// A boundary is drawn.
    Boundary(BoundaryView),
    /// A zone's rules are set.
    Profile(Box<ProfileView>),
    /// A site.
    Site(Box<SiteView>),
    /// A movement.
    Movement(Box<MovementView>),
    /// A nil.
    Nil(NilView),
    /// An amendment.
    Amendment {
        /// What stands there now.
        content: Box<AmendmentView>,
    },
    /// A withdrawal.
    Withdrawal(WithdrawalView),
    /// A reconfirmation.
    Reconfirmation(ReconfirmationView),
    /// A contest.
    Contest(ContestView),
    /// A movement's report.
    Report(ReportView),
    /// A request.
    Request(RequestView),
    /// An answer.
    Answer(AnswerView),
    /// An acknowledgement.
    Acknowledgement(AcknowledgementView),
    /// The state of a channel.
    Channel(ChannelReportView),
    /// A plan.
    Plan(PlanView),
    /// A plan, changed.
    PlanAmendment(PlanView),
    /// A plan's new state.
    PlanStep(PlanStepView),
    /// A check is asked for.
    Check(CheckAskedView),
    /// An entry for someone else.
    Relayed(Box<RelayView>),
    /// A party's word about a record in its name.
    Confirmation(ConfirmationView),
    /// A second signature.
    Countersignature {
        /// For which record.
        record: u64,
    },
    /// An erasure is asked for.
    Erasure(ErasureView),
    /// The clock is right.
    ClockConfirmation {},
    /// An alert is acknowledged.
    AlertAcknowledgement {
        /// The record that owes it.
        record: u64,
        /// Its number among those that the party is owed there.
        number: u16,
        /// Whose it is, where that is another than the signer's party.
        #[serde(skip_serializing_if = "Option::is_none")]
        of: Option<Named>,
    },
    /// A stop.
    Stop(Box<StopSentView>),
    /// A reply to a stop: a claim.
    StopReply(StopReplyView),
    /// A stop is ended.
    StopEnd(StopEndView),
    /// A line test.
    LineTest(LineTestedView),
    /// An answer to a line test.
    LineTestAnswer(LineTestAnsweredView),
    /// Who may be told of a notification changes.
    Consent(ConsentView),
    /// An offline pack is asked for.
    Pack(PackAskedView),
    /// A party says that it told somebody by other means.
    Informed(Box<InformedView>),
    /// A person comes on duty.
    SignOn(SignOnView),
    /// A person goes off duty.
    SignOff(SignOffView),
    /// A person takes over from another.
    Handover(Box<HandoverView>),
    /// A legal hold.
    Hold(HoldView),
    /// A hold is lifted.
    HoldLift(HoldLiftView),
    /// An actor is entered.
    Actor(ActorView),
    /// A designation is entered.
    Designation(Box<DesignationView>),
    /// A designation stands no more.
    DesignationEnd(DesignationEndView),
    /// An agreement is entered.
    Agreement(Box<AgreementView>),
    /// A zone is bound to an agreement.
    ZoneBinding(BindingView),
    /// A binding is taken back.
    ZoneUnbinding {
        /// The record that said it.
        record: u64,
    },
    /// An incident is opened.
    Incident(Box<IncidentView>),
    /// An incident has a new version.
    IncidentAmendment(Box<IncidentView>),
    /// A party is asked about an incident.
    InformationRequest(InformationRequestView),
    /// A party answers about an incident.
    InformationAnswer(Box<InformationAnswerView>),
    /// Somebody claims something.
    Claim(Box<ClaimView>),
    /// Somebody takes a stance on a claim.
    ClaimStance(Box<StanceTakenView>),
    /// A claim is withdrawn.
    ClaimWithdrawal(Box<ClaimWithdrawnView>),
    /// A violation, a nil observation or a restriction of access is entered.
    Allegation(Box<AllegationView>),
    /// Its maker tells it otherwise.
    AllegationCorrection(Box<AllegationView>),
    /// Somebody takes a step on its ladder.
    AllegationStep(AllegationStepView),
    /// A party answers it.
    AllegationAnswer(AllegationAnswerView),
    /// Its maker withdraws it.
    AllegationWithdrawal(AllegationWithdrawalView),
    /// Two sides' lists are set side by side.
    Reconciliation(ReconciliationView),
    /// What two entries of the lists are to each other.
    PairJudgement(PairJudgedView),
    /// What was said of a pair or an entry is taken back.
    JudgementUndone(JudgementUndoneView),
    /// An entry of a list is disputed.
    EntryDispute(EntryDisputedView),
    /// A bulletin is published.
    Bulletin(PublishedView),
    /// A file is entered.
    Evidence(Box<EvidenceView>),
    /// The bytes of a part of it.
    EvidencePart(EvidencePartView),
    /// What was done with it.
    EvidenceHandling(Box<EvidenceHandledView>),
    /// It was entered in error.
    EvidenceWithdrawal(EvidenceWithdrawalView),
}

impl ActView {
    /// The view of an act.
    #[must_use]
    pub fn of(act: &Act, lens: &Lens<'_>) -> Self {
        let names = lens.names;
        match act {
            Act::Genesis(body) => Self::Genesis(Box::new(GenesisView::of(body, names))),
            Act::PartyEnrolled(body) => Self::Party(PartyView::of(body)),
            Act::PartyChanged(body) => Self::PartyChange(PartyView::of(body)),
            Act::DeskOpened(body) => Self::Desk(DeskView::of(body, names)),
            Act::KeyEnrolled(body) => Self::Key(KeyView::of(body, names)),
            Act::KeyRotated(body) => Self::Rotation(RotationView::of(body, names)),
            Act::KeyRevoked(body) => Self::Revocation(RevocationView::of(body)),
            Act::BoundaryDrawn(body) => Self::Boundary(BoundaryView::of(body, names)),
            Act::ProfileSet(body) => Self::Profile(Box::new(ProfileView::of(body, names))),
            Act::Site(body) => Self::Site(Box::new(SiteView::of(body, lens))),
            Act::Movement(body) => Self::Movement(Box::new(MovementView::of(body, lens))),
            Act::Nil(body) => Self::Nil(NilView::of(body, lens)),
            Act::Amended(body) => Self::Amendment {
                content: Box::new(AmendmentView::of(body, lens)),
            },
            Act::Withdrawn(body) => Self::Withdrawal(WithdrawalView::of(body, lens)),
            Act::Reconfirmed(body) => Self::Reconfirmation(ReconfirmationView::of(body)),
            Act::Contested(body) => Self::Contest(ContestView::of(body, lens)),
            Act::Reported(body) => Self::Report(ReportView::of(body, lens)),
            Act::Requested(body) => Self::Request(RequestView::of(body, lens)),
            Act::Answered(body) => Self::Answer(AnswerView::of(body, lens)),
            Act::Acknowledged(body) => Self::Acknowledgement(AcknowledgementView::of(body, lens)),
            Act::ChannelReported(body) => Self::Channel(ChannelReportView::of(body, lens)),
            Act::PlanFiled(body) => Self::Plan(PlanView::of(body, lens)),
            Act::PlanAmended(body) => Self::PlanAmendment(PlanView::of(body, lens)),
            Act::PlanStepped(body) => Self::PlanStep(PlanStepView::of(body)),
            Act::CheckAsked(body) => Self::Check(CheckAskedView::of(body, lens)),
            Act::Relayed(body) => Self::Relayed(Box::new(RelayView::of(body, lens))),
            Act::Confirmed(body) => Self::Confirmation(ConfirmationView::of(body)),
            Act::Countersigned(record) => Self::Countersignature { record: *record },
            Act::ErasureAsked(body) => Self::Erasure(ErasureView::of(body, lens)),
            Act::ClockConfirmed => Self::ClockConfirmation {},
            Act::AlertAcknowledged(record, number, of) => Self::AlertAcknowledgement {
                record: *record,
                number: *number,
                of: of.map(|of| names.party(of)),
            },
            Act::StopSent(body) => Self::Stop(Box::new(StopSentView::of(body, lens))),
            Act::StopReplied(body) => Self::StopReply(StopReplyView::of(body, lens)),
            Act::StopEnded(body) => Self::StopEnd(StopEndView::of(body, lens)),
            Act::LineTested(body) => Self::LineTest(LineTestedView::of(body, names)),
            Act::LineTestAnswered(body) => {
                Self::LineTestAnswer(LineTestAnsweredView::of(*body, names))
            }
            Act::ConsentChanged(body) => Self::Consent(ConsentView::of(body, lens)),
            Act::PackAsked(body) => Self::Pack(PackAskedView::of(body)),
            Act::Informed(body) => Self::Informed(Box::new(InformedView::of(body, lens))),
            Act::SignedOn(body) => Self::SignOn(SignOnView::of(body, lens)),
            Act::SignedOff(body) => Self::SignOff(SignOffView::of(body, names)),
            Act::HandedOver(body) => Self::Handover(Box::new(HandoverView::of(body, lens))),
            Act::HoldPlaced(body) => Self::Hold(HoldView::of(body, lens)),
            Act::HoldLifted(body) => Self::HoldLift(HoldLiftView::of(body, lens)),
            Act::ActorEntered(body) => Self::Actor(ActorView::of(body, lens)),
            Act::Designated(body) => Self::Designation(Box::new(DesignationView::of(body, lens))),
            Act::DesignationWithdrawn(body) => {
                Self::DesignationEnd(DesignationEndView::of(body, lens))
            }
            Act::AgreementEntered(body) => {
                Self::Agreement(Box::new(AgreementView::of(body, names)))
            }
            Act::ZoneBound(body) => Self::ZoneBinding(BindingView::of(body, names)),
            Act::ZoneUnbound(record) => Self::ZoneUnbinding { record: *record },
            Act::IncidentOpened(body) => Self::Incident(Box::new(IncidentView::of(body, lens))),
            Act::IncidentAmended(body) => {
                Self::IncidentAmendment(Box::new(IncidentView::of(body, lens)))
            }
            Act::InformationRequested(body) => {
                Self::InformationRequest(InformationRequestView::of(body, lens))
            }
            Act::InformationAnswered(body) => {
                Self::InformationAnswer(Box::new(InformationAnswerView::of(body, lens)))
            }
            Act::ClaimMade(body) => Self::Claim(Box::new(ClaimView::of(body, lens))),
            Act::StanceTaken(body) => Self::ClaimStance(Box::new(StanceTakenView::of(body, lens))),
            Act::ClaimWithdrawn(body) => {
                Self::ClaimWithdrawal(Box::new(ClaimWithdrawnView::of(body, lens)))
            }
            Act::AllegationMade(body) => Self::Allegation(Box::new(AllegationView::of(body, lens))),
            Act::AllegationCorrected(body) => {
                Self::AllegationCorrection(Box::new(AllegationView::of(body, lens)))
            }
            Act::AllegationGraded(body) => Self::AllegationStep(AllegationStepView::of(body, lens)),
            Act::AllegationAnswered(body) => {
                Self::AllegationAnswer(AllegationAnswerView::of(body, lens))
            }
            Act::AllegationWithdrawn(body) => {
                Self::AllegationWithdrawal(AllegationWithdrawalView::of(body, lens))
            }
            Act::ReconciliationOpened(body) => {
                Self::Reconciliation(ReconciliationView::of(body, lens.names))
            }
            Act::PairJudged(body) => Self::PairJudgement(PairJudgedView::of(body, lens)),
            Act::JudgementUndone(body) => {
                Self::JudgementUndone(JudgementUndoneView::of(body, lens))
            }
            Act::EntryDisputed(body) => Self::EntryDispute(EntryDisputedView::of(body, lens)),
            Act::BulletinPublished(body) => Self::Bulletin(PublishedView::of(body)),
            Act::EvidenceEntered(body) => Self::Evidence(Box::new(EvidenceView::of(body, lens))),
            Act::EvidencePart(body) => Self::EvidencePart(EvidencePartView::of(body)),
            Act::EvidenceHandled(body) => {
                Self::EvidenceHandling(Box::new(EvidenceHandledView::of(body, lens)))
            }
            Act::EvidenceWithdrawn(body) => {
                Self::EvidenceWithdrawal(EvidenceWithdrawalView::of(body, lens))
            }
        }
    }
}

/// An act in one line, without any place.
#[must_use]
pub fn line(act: &Act, names: &Names) -> String {
    let party = |id| names.party(id).short().to_owned();
    match act {
        Act::Genesis(body) => {
            let after = body.predecessor.as_ref().map(|before| {
                format!(
                    ", after {} which ended at {} entries",
                    before.origin, before.size
                )
            });
            format!(
                "begins the register {} ({}){}",
                body.origin,
                body.theatre,
                after.unwrap_or_default()
            )
        }
        Act::PartyEnrolled(body) => format!("enrols {} as {}", body.name, body.role),
        Act::PartyChanged(body) => {
            format!("changes {} to {} as {}", body.party, body.name, body.role)
        }
        Act::DeskOpened(body) => format!("opens the desk {} of {}", body.name, party(body.party)),
        Act::KeyEnrolled(body) => key(body, names),
        Act::KeyRotated(body) => format!("replaces the key {}", body.old),
        Act::KeyRevoked(body) => format!("revokes the key {} since {}", body.key, body.since),
        Act::BoundaryDrawn(body) => format!("draws a boundary of {} ({})", body.name, body.status),
        Act::ProfileSet(body) => format!("sets the rules of {}", names.zone(body.zone).short()),
        Act::Site(body) => format!("notifies the site {} ({})", body.id, body.category),
        Act::Movement(body) => format!("notifies the movement {} ({})", body.id, body.mode),
        Act::Nil(body) => format!("notifies nobody of {} as of {}", body.forces, body.as_of),
        Act::Amended(_) => "amends a notification".to_owned(),
        Act::Withdrawn(body) => format!("withdraws {}", body.id),
        Act::Reconfirmed(body) => format!("reconfirms {} until {}", body.id, body.reconfirm_by),
        Act::Contested(body) => {
            format!("contests {} of {}", body.about.id, party(body.about.party))
        }
        Act::Reported(body) => format!("reports {} {} at {}", body.id, body.act, body.at),
        Act::Requested(body) => format!(
            "asks {} about {}, due by {}",
            party(body.to),
            names.zone(body.zone).short(),
            body.due_by
        ),
        Act::Answered(body) => format!(
            "answers {} ({}): {}",
            body.request,
            body.occurrence,
            reply(&body.reply)
        ),
        Act::Acknowledged(body) => format!("item {} of its inbox: {}", body.item, body.step),
        Act::ChannelReported(body) => format!(
            "channel {} - {}: {}",
            party(body.of),
            party(body.with),
            body.state
        ),
        Act::PlanFiled(body) => format!("files the plan {} ({})", body.id, body.activity),
        Act::PlanAmended(body) => format!("changes the plan {}", body.id),
        Act::PlanStepped(body) => format!("the plan {} is {}", body.id, body.state),
        Act::CheckAsked(body) => format!("asks for the check {}", body.id),
        Act::Relayed(body) => format!(
            "writes down for {} ({}): {}",
            party(body.speaker),
            body.means,
            relayed(&body.what)
        ),
        Act::Confirmed(body) => format!("says of the record {}: {}", body.record, body.stance),
        Act::Countersigned(record) => format!("countersigns the record {record}"),
        Act::ErasureAsked(body) => format!(
            "asks to erase what {} records disclosed",
            body.records.len()
        ),
        Act::ClockConfirmed => "confirms the clock".to_owned(),
        Act::AlertAcknowledged(record, number, of) => {
            let of = of.map(|of| format!(" to {}", party(of)));
            let of = of.unwrap_or_default();
            format!("acknowledges alert {number} of the record {record}{of}")
        }
        Act::StopSent(body) => format!("sends the stop {}", body.id),
        Act::StopReplied(body) => format!("replies to the stop {}: {}", body.stop.id, body.word),
        Act::StopEnded(body) => format!("ends the stop {}", body.stop.id),
        Act::LineTested(body) => format!("tests its lines: {}", body.id),
        Act::LineTestAnswered(body) => format!("answers the line test {}", body.id),
        Act::ConsentChanged(body) => consent(body, names),
        Act::PackAsked(body) => format!("draws the pack {} until {}", body.id, body.until),
        Act::Informed(body) => super::informed::line(body, names),
        Act::SignedOn(body) => format!("signs on at the desk {}", names.desk(body.desk).short()),
        Act::SignedOff(body) => format!(
            "signs {} off from the desk {}",
            body.person,
            names.desk(body.desk).short()
        ),
        Act::HandedOver(body) => format!(
            "takes over at the desk {} from {}: {} alerts, {} stops",
            names.desk(body.desk).short(),
            body.from,
            body.alerts.len(),
            body.stops.len()
        ),
        Act::HoldPlaced(_) => "holds what records disclosed".to_owned(),
        Act::HoldLifted(body) => format!("lifts the hold at {}", body.hold),
        Act::ActorEntered(body) => super::actor::line(body, names),
        Act::Designated(body) => super::actor::designation_line(body, names),
        Act::DesignationWithdrawn(body) => super::actor::end_line(body),
        Act::AgreementEntered(body) => super::agreement::line(body, names),
        Act::ZoneBound(body) => format!(
            "binds the zone {} to {}",
            names.zone(body.zone).short(),
            names.agreement(body.agreement).short()
        ),
        Act::ZoneUnbound(record) => format!("takes back the binding at {record}"),
        Act::IncidentOpened(body) => format!("opens the incident {} ({})", body.id, body.kind),
        Act::IncidentAmended(body) => format!("amends the incident {} ({})", body.id, body.kind),
        Act::InformationRequested(body) => format!(
            "asks {} {} questions about {}, due by {}",
            party(body.to),
            body.questions.len(),
            body.incident,
            body.due_by
        ),
        Act::InformationAnswered(body) => {
            format!("answers {}: {}", body.request, body.question)
        }
        Act::ClaimMade(body) => super::claim::line(body, names),
        Act::StanceTaken(body) => format!("of the claim {}: {}", body.claim, body.stance),
        Act::ClaimWithdrawn(body) => {
            format!(
                "withdraws the claim {}: {}",
                body.claim,
                withdrawn_why(body.why)
            )
        }
        Act::AllegationMade(body) => allegation::line(body, false),
        Act::AllegationCorrected(body) => allegation::line(body, true),
        Act::AllegationGraded(body) => allegation::line_about(body.about, body.step.word(), names),
        Act::AllegationAnswered(body) => {
            allegation::line_about(body.about, body.word.word(), names)
        }
        Act::AllegationWithdrawn(body) => format!("withdraws the allegation {}", body.id),
        Act::ReconciliationOpened(body) => reconciliation::line(body, names),
        Act::PairJudged(body) => reconciliation::line_of_pair(body),
        Act::JudgementUndone(body) => format!(
            "takes back what record {} says in the reconciliation {}",
            body.record, body.about
        ),
        Act::EntryDisputed(body) => format!(
            "sets the entry {} apart as disputed in the reconciliation {}",
            body.entry, body.about
        ),
        Act::BulletinPublished(body) => bulletin::line(body),
        Act::EvidenceEntered(body) => evidence::line(body, names),
        Act::EvidencePart(body) => {
            format!("part {} of the evidence {}", body.number, body.evidence)
        }
        Act::EvidenceHandled(body) => {
            format!("the evidence {} was {}", body.evidence, body.handling)
        }
        Act::EvidenceWithdrawn(body) => format!("withdraws the evidence {}", body.evidence),
    }
}

/// Whose a key is, with its fingerprint: what two people read to each other before they rely on it.
fn key(body: &KeyEnrolment, names: &Names) -> String {
    format!(
        "enrols a key of {} at the desk {} for the person {}; fingerprint to read aloud: {}",
        names.party(body.party).short(),
        names.desk(body.desk).short(),
        body.person,
        fingerprint(&body.public)
    )
}

fn consent(body: &Consent, names: &Names) -> String {
    let to = names.party(body.to).short().to_owned();
    let from_now = match body.resolution {
        Some(resolution) => format!("lets {to} be told of {} as {resolution}", body.id),
        None => format!("lets {to} not be told of {} any more", body.id),
    };
    match body.emergency {
        Some(resolution) => format!("{from_now}; in an emergency as {resolution}"),
        None => from_now,
    }
}

fn reply(reply: &Reply) -> &'static str {
    match reply {
        Reply::Positions {
            complete: Some(_), ..
        } => "positions, declared complete",
        Reply::Positions { complete: None, .. } => "positions",
        Reply::Nil(_) => "nil",
        Reply::Refused { .. } => "refused",
    }
}

fn relayed(act: &RelayedAct) -> &'static str {
    match act {
        RelayedAct::Site(_) => "a site",
        RelayedAct::Movement(_) => "a movement",
        RelayedAct::Nil(_) => "a nil",
        RelayedAct::Report(_) => "a movement's report",
        RelayedAct::Withdrawal(_) => "a withdrawal",
        RelayedAct::Answer(_) => "an answer",
        RelayedAct::Words(_) => "words",
        RelayedAct::Stop(_) => "a stop",
        RelayedAct::StopReply(_) => "a reply to a stop",
    }
}
