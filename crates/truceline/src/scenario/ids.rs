//! The ids that the names of a story stand for: the same in every run.

use super::cast::{Cast, PartyNumber, PersonNumber};
use truceline_register::codec::cbor::Digest;
use truceline_register::ids::{
    ActorId, AgreementId, AllegationId, BulletinId, CheckId, ClaimId, DesignationId, DeskId,
    EvidenceId, IncidentId, InformationRequestId, LineTestId, NotificationId, PartyId, PersonId,
    PlanId, ReconciliationId, RequestId, StopId, ZoneId,
};

/// The id that a name of the story stands for.
fn id(kind: &str, name: &str) -> [u8; 16] {
    let Digest(digest) = Digest::of(format!("truceline scenario\n{kind}\n{name}").as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    id
}

/// The id of a party.
#[must_use]
pub fn party_id(cast: &Cast, party: PartyNumber) -> PartyId {
    PartyId::from_bytes(id("party", &cast.of(party).name))
}

/// The id of a party's desk.
#[must_use]
pub fn desk_id(cast: &Cast, party: PartyNumber, desk: usize) -> DeskId {
    let party = cast.of(party);
    DeskId::from_bytes(id("desk", &format!("{}/{}", party.name, party.desks[desk])))
}

/// The id of a person.
#[must_use]
pub fn person_id(cast: &Cast, person: PersonNumber) -> PersonId {
    PersonId::from_bytes(id("person", &cast.who(person).name))
}

/// The id of a zone.
#[must_use]
pub fn zone_id(name: &str) -> ZoneId {
    ZoneId::from_bytes(id("zone", name))
}

/// The id of an actor.
#[must_use]
pub fn actor_id(label: &str) -> ActorId {
    ActorId::from_bytes(id("actor", label))
}

/// The id of a designation.
#[must_use]
pub fn designation_id(label: &str) -> DesignationId {
    DesignationId::from_bytes(id("designation", label))
}

/// The id of an agreement.
#[must_use]
pub fn agreement_id(label: &str) -> AgreementId {
    AgreementId::from_bytes(id("agreement", label))
}

/// The id of a notification.
#[must_use]
pub fn notification_id(label: &str) -> NotificationId {
    NotificationId::from_bytes(id("notification", label))
}

/// The id of an incident.
#[must_use]
pub fn incident_id(label: &str) -> IncidentId {
    IncidentId::from_bytes(id("incident", label))
}

/// The id of a claim.
#[must_use]
pub fn claim_id(label: &str) -> ClaimId {
    ClaimId::from_bytes(id("claim", label))
}

/// The id of a file.
#[must_use]
pub fn evidence_id(label: &str) -> EvidenceId {
    EvidenceId::from_bytes(id("evidence", label))
}

/// The id of what a party is asked about an incident.
#[must_use]
pub fn information_request_id(
    cast: &Cast,
    incident: &str,
    party: PartyNumber,
) -> InformationRequestId {
    let name = format!("{incident}/{}", cast.of(party).name);
    InformationRequestId::from_bytes(id("information request", &name))
}

/// The id of a request to a party.
#[must_use]
pub fn request_id(cast: &Cast, label: &str, party: PartyNumber) -> RequestId {
    RequestId::from_bytes(id("request", &request_label(cast, label, party)))
}

/// The name of a request to a party.
#[must_use]
pub fn request_label(cast: &Cast, label: &str, party: PartyNumber) -> String {
    let party = &cast.of(party).name;
    match label.split_once('/') {
        Some((label, _)) => format!("{label}/{party}"),
        None => format!("{label}/{party}"),
    }
}

/// The id of a plan.
#[must_use]
pub fn plan_id(label: &str) -> PlanId {
    PlanId::from_bytes(id("plan", label))
}

/// The id of an allegation.
#[must_use]
pub fn allegation_id(label: &str) -> AllegationId {
    AllegationId::from_bytes(id("allegation", label))
}

/// The id of a reconciliation.
#[must_use]
pub fn reconciliation_id(label: &str) -> ReconciliationId {
    ReconciliationId::from_bytes(id("reconciliation", label))
}

/// The id of a bulletin.
#[must_use]
pub fn bulletin_id(label: &str) -> BulletinId {
    BulletinId::from_bytes(id("bulletin", label))
}

/// The id of a stop.
#[must_use]
pub fn stop_id(label: &str) -> StopId {
    StopId::from_bytes(id("stop", label))
}

/// The id of a line test.
#[must_use]
pub fn line_test_id(label: &str) -> LineTestId {
    LineTestId::from_bytes(id("line test", label))
}

/// The id of a check.
#[must_use]
pub fn check_id(label: &str) -> CheckId {
    CheckId::from_bytes(id("check", label))
}
