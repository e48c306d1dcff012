//! Parties, desks and signing keys: the records of the authority chain.
//!
//! Enrolment is not recognition: it says whose signature is whose, and nothing about status.

pub mod authority;
pub mod chain;
pub mod founding;
pub mod key;

use crate::codec::cbor::Digest;
use crate::ids::PersonId;
use crate::ids::{DeskId, KeyId, PartyId};
use crate::time::{Instant, Span};
use crate::vocabulary::Role;
use minicbor::{Decode, Encode};

/// Longest name of a party, desk or zone in characters.
pub const MAX_NAME_CHARS: usize = 200;
/// Most characters of why a log ended: some lines; the rest stands in a report.
pub const MAX_REASON_CHARS: usize = 2_000;

/// The first record: what this register is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Genesis {
    /// The log's origin, also the name of its checkpoint key.
    #[n(0)]
    pub origin: String,
    /// The theatre in words.
    #[n(1)]
    pub theatre: String,
    /// Whether this is an exercise; an exercise is another register, and each refuses the other's
    /// statements.
    #[n(2)]
    pub exercise: bool,
    /// Public bytes of the key that signs checkpoints.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub log_key: [u8; 32],
    /// The party that keeps the register.
    #[n(4)]
    pub centre: PartyEnrolment,
    /// Its first desk.
    #[n(5)]
    pub desk: DeskOpening,
    /// Its first key; signs the genesis statement.
    #[n(6)]
    pub key: KeyEnrolment,
    /// The log that ended before this one, where records of it were lost.
    #[n(7)]
    pub predecessor: Option<Predecessor>,
}

/// A log that has ended: entries that were signed for are lost, or a key of it is lost or stolen.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Predecessor {
    /// Its origin.
    #[n(0)]
    pub origin: String,
    /// Digest of its genesis statement.
    #[n(1)]
    pub genesis: Digest,
    /// Size of its last known head.
    #[n(2)]
    pub size: u64,
    /// Root of its last known head.
    #[n(3)]
    pub root: Digest,
    /// How many of its entries are kept; those from here up to the size are lost.
    #[n(4)]
    pub kept: u64,
    /// Why it ended, in words; at most [`MAX_REASON_CHARS`].
    #[n(5)]
    pub reason: Option<String>,
}

/// A party and what it is here: as it is enrolled, once, or as it is from a change on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PartyEnrolment {
    /// The party.
    #[n(0)]
    pub party: PartyId,
    /// Its name as it calls itself.
    #[n(1)]
    pub name: String,
    /// What it is in this register.
    #[n(2)]
    pub role: Role,
    /// Whether it takes part in the hostilities; where the centre does, its releases, erasures and
    /// relayed entries need another party's countersignature.
    #[n(3)]
    pub belligerent: bool,
}

/// A duty post.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct DeskOpening {
    /// The desk.
    #[n(0)]
    pub desk: DeskId,
    /// Whose.
    #[n(1)]
    pub party: PartyId,
    /// Its name.
    #[n(2)]
    pub name: String,
}

/// A signing key and who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct KeyEnrolment {
    /// Public bytes (Ed25519); its [`KeyId`] follows from them.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub public: [u8; 32],
    /// Whose.
    #[n(1)]
    pub party: PartyId,
    /// At which desk.
    #[n(2)]
    pub desk: DeskId,
    /// Which person holds it; two people means two of these.
    #[n(3)]
    pub person: PersonId,
}

/// A new key in place of an old one, signed with the old.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct KeyRotation {
    /// The key that goes.
    #[n(0)]
    pub old: KeyId,
    /// The key that comes.
    #[n(1)]
    pub new: KeyEnrolment,
    /// How long the old key is still taken; at most 30 days.
    #[n(2)]
    pub grace: Span,
}

/// A key that counts no more.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct KeyRevocation {
    /// Which.
    #[n(0)]
    pub key: KeyId,
    /// From when on its signatures are void; what was signed before and comes later is quarantined.
    #[n(1)]
    pub since: Instant,
}

#[cfg(test)]
mod tests;
