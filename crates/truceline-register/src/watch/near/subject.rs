//! What a record speaks of, as far as outcomes rest on it.

use super::PlanRef;
use crate::act::Act;
use crate::codec::record::{Ground, Record};
use crate::ids::{LogIndex, PartyId, RequestId};
use crate::notification::{Amendment, NotificationRef};
use crate::register::Register;
use crate::register::decide::speaker;
use crate::relay::RelayedAct;

/// What a record speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Of nothing that an outcome rests on.
    Nothing,
    /// Perhaps of anything.
    Everything,
    /// Of a notification.
    Notification(NotificationRef),
    /// Of what a party answers to a request.
    Answer(PartyId, RequestId),
    /// Of a plan.
    Plan(PlanRef),
    /// Of a party's channel with the centre.
    Channel(PartyId),
    /// Of a party's desks.
    Desk(PartyId),
    /// Of zones and their rules.
    Zones,
}

impl Subject {
    /// What a record speaks of.
    pub(super) fn of(register: &Register, record: &Record) -> Self {
        match (&record.part.ground, &record.payload) {
            (Ground::Admitted, Some(payload)) => of_act(register, speaker(payload), &payload.act),
            (Ground::ClockDoubted, _) => Self::Everything,
            (Ground::DeskSeen { party, .. }, _) => Self::Desk(*party),
            _ => Self::Nothing,
        }
    }
}

/// What an act speaks of; whatever is not known to be of some place, or of none, is of everything.
fn of_act(register: &Register, party: PartyId, act: &Act) -> Subject {
    let own = |id| Subject::Notification(NotificationRef { party, id });
    match act {
        Act::Site(body) => own(body.id),
        Act::Movement(body) => own(body.id),
        Act::Nil(body) => own(body.id),
        Act::Amended(Amendment::Site(body)) => own(body.id),
        Act::Amended(Amendment::Movement(body)) => own(body.id),
        Act::Amended(Amendment::Nil(body)) => own(body.id),
        Act::Withdrawn(body) => own(body.id),
        Act::Reconfirmed(body) => own(body.id),
        Act::Reported(body) => own(body.id),
        Act::ConsentChanged(body) => own(body.id),
        Act::Contested(body) => Subject::Notification(body.about),
        Act::Confirmed(body) => of_record(register, body.record),
        Act::Countersigned(record) => of_record(register, *record),
        Act::Answered(body) => Subject::Answer(party, body.request),
        Act::Relayed(relay) => match &relay.what {
            RelayedAct::Site(body) => own(body.id),
            RelayedAct::Movement(body) => own(body.id),
            RelayedAct::Nil(body) => own(body.id),
            RelayedAct::Report(body) => own(body.id),
            RelayedAct::Withdrawal(body) => own(body.id),
            RelayedAct::Answer(body) => Subject::Answer(party, body.request),
            RelayedAct::Words(_) | RelayedAct::Stop(_) | RelayedAct::StopReply(_) => {
                Subject::Nothing
            }
        },
        // A new version of a request changes how old its answers may be.
        Act::Requested(body) if register.requests.current(body.id, register.size).is_none() => {
            Subject::Nothing
        }
        Act::ChannelReported(body) => {
            let centre = register.authority.centre();
            match [body.of, body.with].into_iter().find(|one| *one != centre) {
                Some(other) if body.of == centre || body.with == centre => Subject::Channel(other),
                _ => Subject::Nothing,
            }
        }
        Act::PlanFiled(body) | Act::PlanAmended(body) => Subject::Plan((party, body.id)),
        Act::PlanStepped(body) => Subject::Plan((party, body.id)),
        Act::BoundaryDrawn(_) | Act::ProfileSet(_) => Subject::Zones,
        Act::SignedOn(_) | Act::SignedOff(_) | Act::HandedOver(_) => Subject::Desk(party),
        Act::CheckAsked(_)
        | Act::PackAsked(_)
        | Act::Informed(_)
        | Act::IncidentOpened(_)
        | Act::IncidentAmended(_)
        | Act::InformationRequested(_)
        | Act::InformationAnswered(_)
        | Act::ClaimMade(_)
        | Act::StanceTaken(_)
        | Act::ClaimWithdrawn(_)
        | Act::AllegationMade(_)
        | Act::AllegationCorrected(_)
        | Act::AllegationGraded(_)
        | Act::AllegationAnswered(_)
        | Act::AllegationWithdrawn(_)
        | Act::ReconciliationOpened(_)
        | Act::PairJudged(_)
        | Act::JudgementUndone(_)
        | Act::EntryDisputed(_)
        | Act::BulletinPublished(_)
        | Act::EvidenceEntered(_)
        | Act::EvidencePart(_)
        | Act::EvidenceHandled(_)
        | Act::EvidenceWithdrawn(_)
        | Act::Acknowledged(_)
        | Act::AlertAcknowledged(..)
        | Act::StopSent(_)
        | Act::StopReplied(_)
        | Act::StopEnded(_)
        | Act::LineTested(_)
        | Act::LineTestAnswered(_)
        | Act::PartyEnrolled(_)
        | Act::DeskOpened(_)
        | Act::KeyEnrolled(_)
        | Act::KeyRotated(_) => Subject::Nothing,
        _ => Subject::Everything,
    }
}

/// What an earlier record speaks of, of which something is said now.
fn of_record(register: &Register, record: LogIndex) -> Subject {
    if let Some(known) = register.notifications.of_record(record) {
        return Subject::Notification(known.about);
    }
    match register.requests.answer(record) {
        Some(answered) => Subject::Answer(answered.party, answered.request),
        None => Subject::Everything,
    }
}
