//! Parties, desks and keys.

use crate::names::{Named, Names};
use serde::Serialize;
use std::collections::BTreeMap;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::statement::key_id;
use truceline_register::ids::KeyId;
use truceline_register::party::authority::Authority;
use truceline_register::party::key::{EnrolledKey, KeyStanding};
use truceline_register::party::{
    DeskOpening, Genesis, KeyEnrolment, KeyRevocation, KeyRotation, PartyEnrolment, Predecessor,
};
use truceline_register::time::Instant;
use utoipa::ToSchema;

/// The beginning of a register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GenesisView {
    /// The log's origin.
    pub origin: String,
    /// The theatre in words.
    pub theatre: String,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// Public bytes of the log's key.
    pub log_key: String,
    /// The party that keeps it.
    pub centre: PartyView,
    /// Its first desk.
    pub desk: DeskView,
    /// Its first key.
    pub key: KeyView,
    /// The log that ended before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<PredecessorView>,
}

/// A log that has ended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PredecessorView {
    /// Its origin.
    pub origin: String,
    /// Digest of its genesis statement.
    pub genesis: String,
    /// Entries of its last known head.
    pub size: u64,
    /// The root of that head.
    pub root: String,
    /// How many of them are kept.
    pub kept: u64,
    /// Why it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A party.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartyView {
    /// Which.
    pub party: Named,
    /// What it is here; enrolment is not recognition.
    pub role: &'static str,
    /// Whether it takes part in the hostilities.
    pub belligerent: bool,
}

/// A desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeskView {
    /// Which.
    pub desk: Named,
    /// Whose.
    pub party: Named,
}

/// How a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KeyWord {
    /// What it signs is taken.
    InForce,
    /// Another took its place; what it signs is taken until its grace time is over.
    InGrace,
    /// Another took its place, and its grace time is over.
    Rotated,
    /// Revoked: what it signs is void.
    Revoked,
}

/// A key and who holds it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KeyView {
    /// Which.
    pub key: String,
    /// Whose.
    pub party: Named,
    /// At which desk.
    pub desk: Named,
    /// Which person holds it.
    pub person: String,
    /// How it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<KeyWord>,
    /// When its grace time is or was over; of a revoked one, from when on its signatures are void.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing_at: Option<String>,
    /// It was enrolled by a key that was revoked since, for signatures from this time on: look at whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolled_by_key_revoked_since: Option<String>,
}

/// A rotation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RotationView {
    /// The key that goes.
    pub old: String,
    /// The key that comes.
    pub new: KeyView,
    /// How long the old one is still taken.
    pub grace: String,
}

/// A revocation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RevocationView {
    /// Which.
    pub key: String,
    /// From when on its signatures are void.
    pub since: String,
}

impl GenesisView {
    /// The view of a genesis.
    #[must_use]
    pub fn of(body: &Genesis, names: &Names) -> Self {
        Self {
            origin: body.origin.clone(),
            theatre: body.theatre.clone(),
            exercise: body.exercise,
            log_key: Digest(body.log_key).to_string(),
            centre: PartyView::of(&body.centre),
            desk: DeskView::of(&body.desk, names),
            key: KeyView::of(&body.key, names),
            predecessor: body.predecessor.as_ref().map(PredecessorView::of),
        }
    }
}

impl PredecessorView {
    /// The view of a log that has ended.
    #[must_use]
    pub fn of(before: &Predecessor) -> Self {
        Self {
            origin: before.origin.clone(),
            genesis: before.genesis.to_string(),
            size: before.size,
            root: before.root.to_string(),
            kept: before.kept,
            reason: before.reason.clone(),
        }
    }
}

impl PartyView {
    /// The view of an enrolment.
    #[must_use]
    pub fn of(body: &PartyEnrolment) -> Self {
        Self {
            party: Named {
                id: body.party.to_string(),
                name: Some(body.name.clone()),
            },
            role: body.role.word(),
            belligerent: body.belligerent,
        }
    }
}

impl DeskView {
    /// The view of an opening.
    #[must_use]
    pub fn of(body: &DeskOpening, names: &Names) -> Self {
        Self {
            desk: Named {
                id: body.desk.to_string(),
                name: Some(body.name.clone()),
            },
            party: names.party(body.party),
        }
    }
}

impl KeyView {
    /// The view of an enrolment.
    #[must_use]
    pub fn of(body: &KeyEnrolment, names: &Names) -> Self {
        Self {
            key: key_id(&body.public).to_string(),
            party: names.party(body.party),
            desk: names.desk(body.desk),
            person: body.person.to_string(),
            standing: None,
            standing_at: None,
            enrolled_by_key_revoked_since: None,
        }
    }
}

impl RotationView {
    /// The view of a rotation.
    #[must_use]
    pub fn of(body: &KeyRotation, names: &Names) -> Self {
        Self {
            old: body.old.to_string(),
            new: KeyView::of(&body.new, names),
            grace: super::span(body.grace),
        }
    }
}

impl RevocationView {
    /// The view of a revocation.
    #[must_use]
    pub fn of(body: &KeyRevocation) -> Self {
        Self {
            key: body.key.to_string(),
            since: super::time(body.since),
        }
    }
}

/// Groups of a fingerprint, of this many digits: what is said in one breath.
const FINGERPRINT_GROUP: usize = 4;

/// A public key's fingerprint as two people read it to each other: the digest that its id is made of,
/// in groups.
#[must_use]
pub fn fingerprint(public: &[u8; 32]) -> String {
    let digits = Digest::of(public).to_string();
    let digits: Vec<char> = digits.chars().take(32).collect();
    let groups = digits.chunks(FINGERPRINT_GROUP);
    groups
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Everybody enrolled.
#[must_use]
pub fn parties(authority: &Authority) -> Vec<PartyView> {
    let view = |(id, party): (
        &truceline_register::ids::PartyId,
        &truceline_register::party::authority::Party,
    )| PartyView {
        party: Named {
            id: id.to_string(),
            name: Some(party.name.clone()),
        },
        role: party.role.word(),
        belligerent: party.belligerent,
    };
    authority.parties.iter().map(view).collect()
}

/// All desks.
#[must_use]
pub fn desks(authority: &Authority, names: &Names) -> Vec<DeskView> {
    let desks = authority.desks.iter();
    desks
        .map(|(id, desk)| DeskView {
            desk: names.desk(*id),
            party: names.party(desk.party),
        })
        .collect()
}

/// All keys as they stand.
#[must_use]
pub fn keys(authority: &Authority, names: &Names, now: Instant) -> Vec<KeyView> {
    let standing = |key: &EnrolledKey| match (key.standing_at(now), key.grace_ends()) {
        (KeyStanding::Good, None) => (KeyWord::InForce, None),
        (KeyStanding::Good, Some(end)) => (KeyWord::InGrace, Some(end)),
        (KeyStanding::GraceOver, end) => (KeyWord::Rotated, end),
        (KeyStanding::RevokedSince(since), _) => (KeyWord::Revoked, Some(since)),
    };
    let looked_at_again = enrolled_through_revoked(authority);
    let keys = authority.keys();
    keys.map(|(id, key)| {
        let (word, at) = standing(key);
        KeyView {
            key: id.to_string(),
            party: names.party(key.party),
            desk: names.desk(key.desk),
            person: key.person.to_string(),
            standing: Some(word),
            standing_at: at.map(super::time),
            enrolled_by_key_revoked_since: looked_at_again.get(&id).copied().map(super::time),
        }
    })
    .collect()
}

/// Keys of other parties that stand though a key revoked since enrolled them, and since when.
fn enrolled_through_revoked(authority: &Authority) -> BTreeMap<KeyId, Instant> {
    let suspects = |(id, key): (KeyId, &EnrolledKey)| match key.standing {
        KeyStanding::RevokedSince(since) => {
            let made = authority.suspects(id, since).into_iter();
            made.map(|key| (key, since)).collect::<Vec<_>>()
        }
        KeyStanding::Good | KeyStanding::GraceOver => Vec::new(),
    };
    authority.keys().flat_map(suspects).collect()
}
