//! A key as enrolled, and how it stands.
//!
//! Not here: who may enrol, rotate or revoke it ([`super::authority`]).

use crate::ids::{DeskId, KeyId, LogIndex, PartyId, PersonId};
use crate::time::Instant;
use truceline_log::key::VerifyingKey;

/// How a key stands at the moment of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStanding {
    /// In force.
    Good,
    /// Rotated, and its grace time is over.
    GraceOver,
    /// Revoked; signatures dated from then on are void.
    RevokedSince(Instant),
}

/// An enrolled key.
#[derive(Clone, Debug, PartialEq)]
pub struct EnrolledKey {
    /// Its public half.
    pub public: VerifyingKey,
    /// Whose.
    pub party: PartyId,
    /// At which desk.
    pub desk: DeskId,
    /// Which person holds it.
    pub person: PersonId,
    /// Since which record.
    pub enrolled: LogIndex,
    /// How it stands.
    pub standing: KeyStanding,
    /// The key that enrolled it, and when by that key's signature or the register, whichever is later;
    /// absent for the genesis key.
    pub(super) through: Option<(KeyId, Instant)>,
    pub(super) grace_ends: Option<Instant>,
}

impl EnrolledKey {
    /// Until when a rotated key is still taken.
    #[must_use]
    pub const fn grace_ends(&self) -> Option<Instant> {
        self.grace_ends
    }

    /// How it stands at a received time not before the latest record's: a grace time may have run out
    /// since, without any record saying so.
    #[must_use]
    pub fn standing_at(&self, now: Instant) -> KeyStanding {
        match self.standing {
            KeyStanding::Good if self.grace_ends.is_some_and(|end| end <= now) => {
                KeyStanding::GraceOver
            }
            standing => standing,
        }
    }
}
