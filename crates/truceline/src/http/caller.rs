//! Who asks: a person's key at a desk of a party, in force at this moment.
//!
//! Whatever proved the key (a signed request, a session), the register is asked anew at every request how
//! the key stands, so that a revocation holds from the next request on.

use super::problem::problem;
use crate::exit::Problem;
use truceline_log::key::VerifyingKey;
use truceline_register::codec::record::Signer;
use truceline_register::ids::{DeskId, KeyId, PartyId, PersonId};
use truceline_register::party::key::KeyStanding;
use truceline_register::register::Register;
use truceline_register::time::Instant;
use truceline_register::vocabulary::Role;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// With which key.
    pub key: KeyId,
    /// Of which party.
    pub party: PartyId,
    /// At which desk.
    pub desk: DeskId,
    /// Which person.
    pub person: PersonId,
    /// The party's role.
    pub role: Role,
}

impl Caller {
    /// The holder of a key, if the key is in force.
    ///
    /// # Errors
    /// [`Problem`], the same for a key that is unknown and for one that is revoked: whoever asks without
    /// a key in force learns nothing about keys.
    pub fn of_key(
        register: &Register,
        key: KeyId,
        now: Instant,
    ) -> Result<(Self, VerifyingKey), Problem> {
        let out = || {
            problem(
                "signature",
                "the key is not enrolled here, or no longer in force; sign with one that is",
            )
        };
        let enrolled = register.authority.key(key).ok_or_else(out)?;
        let now = register.last_received.map_or(now, |last| last.max(now));
        if enrolled.standing_at(now) != KeyStanding::Good {
            return Err(out());
        }
        let party = register.authority.party(enrolled.party).ok_or_else(out)?;
        let caller = Self {
            key,
            party: enrolled.party,
            desk: enrolled.desk,
            person: enrolled.person,
            role: party.role,
        };
        Ok((caller, enrolled.public))
    }

    /// As whoever signs.
    #[must_use]
    pub const fn signer(&self) -> Signer {
        Signer {
            key: self.key,
            party: self.party,
            desk: self.desk,
            person: self.person,
        }
    }

    /// Whether it is the centre that asks.
    #[must_use]
    pub fn is_centre(&self, register: &Register) -> bool {
        self.party == register.authority.centre()
    }
}
