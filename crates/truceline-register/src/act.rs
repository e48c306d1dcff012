//! Everything that can be said: the numbered kinds of statements.
//!
//! Numbers are append-only and decodable for ever; a changed meaning is a new number.

use crate::actor::ActorEntered;
use crate::actor::designation::{Designated, DesignationWithdrawn};
use crate::agreement::AgreementEntered;
use crate::agreement::bound::ZoneBound;
use crate::allegation::{
    AllegationAnswered, AllegationGraded, AllegationMade, AllegationWithdrawn,
};
use crate::bulletin::BulletinPublished;
use crate::channel::ChannelReport;
use crate::check::{Check, Subject};
use crate::claim::{Claim, ClaimWithdrawn, StanceTaken};
use crate::codec::cbor::Digest;
use crate::duty::handover::Handover;
use crate::duty::{SignOff, SignOn};
use crate::erasure::Erasure;
use crate::evidence::handling::EvidenceHandled;
use crate::evidence::{EvidenceEntered, EvidencePart, EvidenceWithdrawn};
use crate::hold::{Hold, HoldLift};
use crate::ids::{LogIndex, PartyId};
use crate::incident::Incident;
use crate::incident::asking::{InformationAnswer, InformationRequest};
use crate::informed::Informed;
use crate::ladder::Acknowledgement;
use crate::line::{LineTestRef, LineTested};
use crate::notification::consent::Consent;
use crate::notification::{
    Amendment, Contest, Movement, Nil, Reconfirmation, Report, Site, Withdrawal,
};
use crate::pack::PackAsked;
use crate::party::{
    DeskOpening, Genesis, KeyEnrolment, KeyRevocation, KeyRotation, PartyEnrolment,
};
use crate::place::PlaceDigests;
use crate::plan::{Plan, PlanStep};
use crate::reconciliation::{EntryDisputed, JudgementUndone, PairJudged, ReconciliationOpened};
use crate::relay::{Confirmation, Relay, RelayedAct};
use crate::request::{Answer, Reply, Request};
use crate::stop::{StopEnded, StopReplied, StopSent};
use crate::zone::{Boundary, Profile};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Act {
    /// This register begins.
    #[n(1)]
    Genesis(#[n(0)] Genesis),
    /// A party is enrolled.
    #[n(2)]
    PartyEnrolled(#[n(0)] PartyEnrolment),
    /// A desk opens.
    #[n(3)]
    DeskOpened(#[n(0)] DeskOpening),
    /// A key is enrolled.
    #[n(4)]
    KeyEnrolled(#[n(0)] KeyEnrolment),
    /// A key replaces another.
    #[n(5)]
    KeyRotated(#[n(0)] KeyRotation),
    /// A key is revoked.
    #[n(6)]
    KeyRevoked(#[n(0)] KeyRevocation),
    /// An enrolled party has another name or role.
    #[n(7)]
    PartyChanged(#[n(0)] PartyEnrolment),
    /// A boundary is drawn.
    #[n(10)]
    BoundaryDrawn(#[n(0)] Boundary),
    /// A zone's rules are set.
    #[n(11)]
    ProfileSet(#[n(0)] Profile),
    /// A site is notified.
    #[n(20)]
    Site(#[n(0)] Site),
    /// A movement is notified.
    #[n(21)]
    Movement(#[n(0)] Movement),
    /// A nil is notified.
    #[n(22)]
    Nil(#[n(0)] Nil),
    /// A notification is amended.
    #[n(23)]
    Amended(#[n(0)] Amendment),
    /// A notification is withdrawn.
    #[n(24)]
    Withdrawn(#[n(0)] Withdrawal),
    /// A notification is reconfirmed.
    #[n(25)]
    Reconfirmed(#[n(0)] Reconfirmation),
    /// A notification is contested.
    #[n(26)]
    Contested(#[n(0)] Contest),
    /// A movement reports.
    #[n(27)]
    Reported(#[n(0)] Report),
    /// The centre asks.
    #[n(30)]
    Requested(#[n(0)] Request),
    /// A party answers.
    #[n(31)]
    Answered(#[n(0)] Answer),
    /// A recipient acknowledges.
    #[n(40)]
    Acknowledged(#[n(0)] Acknowledgement),
    /// A channel's state is told.
    #[n(41)]
    ChannelReported(#[n(0)] ChannelReport),
    /// A plan is filed.
    #[n(50)]
    PlanFiled(#[n(0)] Plan),
    /// A plan is amended.
    #[n(51)]
    PlanAmended(#[n(0)] Plan),
    /// A plan changes its state.
    #[n(52)]
    PlanStepped(#[n(0)] PlanStep),
    /// A check is asked for.
    #[n(53)]
    CheckAsked(#[n(0)] Check),
    /// Something is entered for someone else.
    #[n(60)]
    Relayed(#[n(0)] Relay),
    /// A party confirms or disowns what stands in its name.
    #[n(61)]
    Confirmed(#[n(0)] Confirmation),
    /// A second person, or another party, signs for a record that waits for it.
    #[n(62)]
    Countersigned(#[n(0)] LogIndex),
    /// Erasure is asked for.
    #[n(70)]
    ErasureAsked(#[n(0)] Erasure),
    /// The register's clock is right: counts when two people have said so.
    #[n(71)]
    ClockConfirmed,
    /// An alert is acknowledged: the record that owes it, its number among those that the party is owed
    /// there, and the party where it is another than the signer's: the centre names it.
    #[n(72)]
    AlertAcknowledged(#[n(0)] LogIndex, #[n(1)] u16, #[n(2)] Option<PartyId>),
    /// A stop is sent for a place.
    #[n(80)]
    StopSent(#[n(0)] StopSent),
    /// A recipient replies to a stop.
    #[n(81)]
    StopReplied(#[n(0)] StopReplied),
    /// A stop is ended.
    #[n(82)]
    StopEnded(#[n(0)] StopEnded),
    /// A party tests its lines.
    #[n(83)]
    LineTested(#[n(0)] LineTested),
    /// A line test is answered.
    #[n(84)]
    LineTestAnswered(#[n(0)] LineTestRef),
    /// A party says that it told somebody by other means.
    #[n(85)]
    Informed(#[n(0)] Informed),
    /// A person comes on duty.
    #[n(86)]
    SignedOn(#[n(0)] SignOn),
    /// A person goes off duty.
    #[n(87)]
    SignedOff(#[n(0)] SignOff),
    /// A person takes over from another.
    #[n(88)]
    HandedOver(#[n(0)] Handover),
    /// The owner of a notification changes who may be told of it.
    #[n(90)]
    ConsentChanged(#[n(0)] Consent),
    /// An offline pack is asked for.
    #[n(91)]
    PackAsked(#[n(0)] PackAsked),
    /// What records disclosed is held.
    #[n(95)]
    HoldPlaced(#[n(0)] Hold),
    /// A hold is lifted.
    #[n(96)]
    HoldLifted(#[n(0)] HoldLift),
    /// An actor is entered, or has other names.
    #[n(100)]
    ActorEntered(#[n(0)] ActorEntered),
    /// A designation is entered.
    #[n(101)]
    Designated(#[n(0)] Designated),
    /// A designation stands no more.
    #[n(102)]
    DesignationWithdrawn(#[n(0)] DesignationWithdrawn),
    /// An agreement is entered, or a further version of it.
    #[n(105)]
    AgreementEntered(#[n(0)] AgreementEntered),
    /// A zone is bound to an area or to clauses.
    #[n(106)]
    ZoneBound(#[n(0)] ZoneBound),
    /// A binding is taken back: the record that said it.
    #[n(107)]
    ZoneUnbound(#[n(0)] LogIndex),
    /// An incident is opened.
    #[n(113)]
    IncidentOpened(#[n(0)] Incident),
    /// An incident has a new version.
    #[n(114)]
    IncidentAmended(#[n(0)] Incident),
    /// A party is asked about an incident.
    #[n(115)]
    InformationRequested(#[n(0)] InformationRequest),
    /// A party answers what it was asked about an incident.
    #[n(116)]
    InformationAnswered(#[n(0)] InformationAnswer),
    /// Somebody claims something.
    #[n(120)]
    ClaimMade(#[n(0)] Claim),
    /// Somebody takes a stance on a claim.
    #[n(121)]
    StanceTaken(#[n(0)] StanceTaken),
    /// A claim is withdrawn.
    #[n(122)]
    ClaimWithdrawn(#[n(0)] ClaimWithdrawn),
    /// A violation, a nil observation or a restriction of access is entered.
    #[n(127)]
    AllegationMade(#[n(0)] AllegationMade),
    /// Its maker tells it otherwise.
    #[n(128)]
    AllegationCorrected(#[n(0)] AllegationMade),
    /// Somebody takes a step on its ladder.
    #[n(129)]
    AllegationGraded(#[n(0)] AllegationGraded),
    /// A party answers.
    #[n(130)]
    AllegationAnswered(#[n(0)] AllegationAnswered),
    /// Its maker withdraws it.
    #[n(131)]
    AllegationWithdrawn(#[n(0)] AllegationWithdrawn),
    /// Two sides' lists are set side by side, or what came since is taken into them.
    #[n(133)]
    ReconciliationOpened(#[n(0)] ReconciliationOpened),
    /// A person says what two entries of the lists are to each other.
    #[n(134)]
    PairJudged(#[n(0)] PairJudged),
    /// What was said of a pair or an entry is taken back.
    #[n(135)]
    JudgementUndone(#[n(0)] JudgementUndone),
    /// An entry of a list is set apart as disputed.
    #[n(136)]
    EntryDisputed(#[n(0)] EntryDisputed),
    /// A bulletin is published, or a new version of it.
    #[n(137)]
    BulletinPublished(#[n(0)] BulletinPublished),
    /// A file is entered as evidence; its parts follow.
    #[n(140)]
    EvidenceEntered(#[n(0)] EvidenceEntered),
    /// The bytes of a part of a file.
    #[n(141)]
    EvidencePart(#[n(0)] EvidencePart),
    /// What was done with a file.
    #[n(142)]
    EvidenceHandled(#[n(0)] EvidenceHandled),
    /// A file was entered in error.
    #[n(143)]
    EvidenceWithdrawn(#[n(0)] EvidenceWithdrawn),
}

impl Act {
    /// Every salted digest that the act carries, so that a disclosure can be told to belong to it.
    #[must_use]
    pub fn digests(&self) -> BTreeSet<Digest> {
        let mut found = BTreeSet::new();
        match self {
            Self::Genesis(_)
            | Self::PartyEnrolled(_)
            | Self::DeskOpened(_)
            | Self::KeyEnrolled(_)
            | Self::KeyRotated(_)
            | Self::KeyRevoked(_)
            | Self::PartyChanged(_)
            | Self::BoundaryDrawn(_)
            | Self::ProfileSet(_)
            | Self::Reconfirmed(_)
            | Self::PlanStepped(_)
            | Self::Countersigned(_)
            | Self::ClockConfirmed
            | Self::AlertAcknowledged(..)
            | Self::LineTested(_)
            | Self::LineTestAnswered(_)
            | Self::ConsentChanged(_)
            | Self::PackAsked(_) => {}
            Self::Site(body) | Self::Amended(Amendment::Site(body)) => of_site(body, &mut found),
            Self::Movement(body) | Self::Amended(Amendment::Movement(body)) => {
                of_movement(body, &mut found);
            }
            Self::Nil(body) | Self::Amended(Amendment::Nil(body)) => {
                found.insert(body.area);
            }
            Self::Withdrawn(body) => found.extend(body.reason),
            Self::Contested(body) => found.extend(body.text),
            Self::Reported(body) => of_place(&body.place, &mut found),
            Self::Requested(body) => found.extend(body.area),
            Self::Answered(body) => of_answer(body, &mut found),
            Self::Acknowledged(body) => found.extend(body.text),
            Self::ChannelReported(body) => found.extend(body.text),
            Self::PlanFiled(body) | Self::PlanAmended(body) => {
                found.insert(body.volumes);
                found.extend(body.text);
            }
            Self::CheckAsked(body) => {
                if let Subject::Volumes(volumes) = body.subject {
                    found.insert(volumes);
                }
            }
            Self::Relayed(body) => of_relay(body, &mut found),
            Self::Confirmed(_) => {}
            Self::ErasureAsked(body) => found.extend(body.reason),
            Self::StopSent(body) => of_stop(body, &mut found),
            Self::StopReplied(body) => found.extend(body.text),
            Self::StopEnded(body) => found.extend(body.text),
            Self::Informed(body) => {
                found.extend(body.whom);
                found.extend(body.spoke);
                found.extend(body.text);
            }
            Self::SignedOn(body) => found.extend(body.name),
            Self::SignedOff(_) => {}
            Self::HandedOver(body) => {
                found.extend(body.name);
                found.extend(body.text);
            }
            Self::HoldPlaced(body) => found.extend(body.reason),
            Self::HoldLifted(body) => found.extend(body.reason),
            Self::ActorEntered(body) => found.extend(body.note),
            Self::Designated(body) => found.extend(body.note),
            Self::DesignationWithdrawn(body) => found.extend(body.note),
            // Public terms: nothing in them is sealed.
            Self::AgreementEntered(_) | Self::ZoneBound(_) | Self::ZoneUnbound(_) => {}
            Self::IncidentOpened(body) | Self::IncidentAmended(body) => {
                found.insert(body.details);
            }
            Self::InformationRequested(body) => found.extend(body.text),
            Self::InformationAnswered(body) => {
                found.insert(body.reply);
            }
            Self::ClaimMade(body) => {
                found.insert(body.proposition);
                found.extend(body.provenance);
                found.extend(body.personal);
            }
            Self::StanceTaken(body) => found.extend(body.provenance),
            Self::ClaimWithdrawn(body) => found.extend(body.provenance),
            Self::AllegationMade(body) | Self::AllegationCorrected(body) => {
                found.insert(body.account);
                found.extend(body.personal);
            }
            Self::AllegationGraded(body) => found.extend(body.text),
            Self::AllegationAnswered(body) => found.extend(body.text),
            Self::AllegationWithdrawn(body) => found.extend(body.reason),
            Self::PairJudged(body) => {
                found.extend(body.proposed);
                found.extend(body.text);
            }
            Self::JudgementUndone(body) => found.extend(body.reason),
            Self::EntryDisputed(body) => {
                found.insert(body.reason);
            }
            // The lists are the register's to say, and a bulletin is public.
            Self::ReconciliationOpened(_) | Self::BulletinPublished(_) => {}
            // The parts that an entry names come with statements of their own.
            Self::EvidenceEntered(body) => {
                found.insert(body.words);
                found.extend(body.personal);
            }
            Self::EvidencePart(body) => {
                found.insert(body.part);
            }
            Self::EvidenceHandled(body) => {
                found.insert(body.how);
                found.extend(body.personal);
            }
            Self::EvidenceWithdrawn(body) => found.extend(body.reason),
        }
        found
    }
}

fn of_place(place: &PlaceDigests, found: &mut BTreeSet<Digest>) {
    found.extend(place.exact);
    found.extend(place.cell);
    found.extend(place.existence);
}

fn of_site(body: &Site, found: &mut BTreeSet<Digest>) {
    of_place(&body.place, found);
    found.extend(body.details);
    found.extend(body.personal);
}

fn of_movement(body: &Movement, found: &mut BTreeSet<Digest>) {
    of_place(&body.place, found);
    found.extend(body.details);
    found.extend(body.personal);
}

fn of_answer(body: &Answer, found: &mut BTreeSet<Digest>) {
    match &body.reply {
        Reply::Positions {
            positions,
            complete,
        } => {
            found.insert(*positions);
            found.extend(complete.as_ref().map(|declaration| declaration.area));
        }
        Reply::Nil(declaration) => {
            found.insert(declaration.area);
        }
        Reply::Refused { reason } => found.extend(*reason),
    }
}

fn of_stop(body: &StopSent, found: &mut BTreeSet<Digest>) {
    found.extend(body.area);
    found.extend(body.text);
}

fn of_relay(body: &Relay, found: &mut BTreeSet<Digest>) {
    found.extend(body.persons);
    match &body.what {
        RelayedAct::Site(site) => of_site(site, found),
        RelayedAct::Movement(movement) => of_movement(movement, found),
        RelayedAct::Nil(nil) => {
            found.insert(nil.area);
        }
        RelayedAct::Report(report) => of_place(&report.place, found),
        RelayedAct::Withdrawal(withdrawal) => found.extend(withdrawal.reason),
        RelayedAct::Answer(answer) => of_answer(answer, found),
        RelayedAct::Words(words) => {
            found.insert(*words);
        }
        RelayedAct::Stop(stop) => of_stop(stop, found),
        RelayedAct::StopReply(reply) => found.extend(reply.text),
    }
}
