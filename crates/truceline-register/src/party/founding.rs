//! How a party comes into the register, once, and is changed later; and its first desk and key, said
//! together with its enrolment: asked before anything is recorded, so that a card that does not fit
//! leaves no half-made party behind.

use super::authority::{Authority, MAX_ENROLMENTS, check_name};
use super::{DeskOpening, KeyEnrolment, PartyEnrolment};
use crate::codec::statement::key_id;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::Said;
use crate::vocabulary::Role;
use truceline_log::key::VerifyingKey;

impl Authority {
    /// Judges the enrolment of a party. One that is enrolled already is not enrolled again: whoever
    /// hands in a card with another party's id must not come to stand in its place.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn judge_party(&self, said: &Said<'_>, body: &PartyEnrolment) -> Result<(), Refusal> {
        self.centre_only(said, "enrols parties")?;
        self.check_enrolment(body)
    }

    /// What must hold of a party's enrolment, whoever says it.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn check_enrolment(&self, body: &PartyEnrolment) -> Result<(), Refusal> {
        if let Some(known) = self.party(body.party) {
            return Err(Refusal::new(
                RefusalCode::IdReused,
                format!(
                    "the party {} is enrolled already, as {}; a further key of it is enrolled as a key, and another name or role is a change of the party",
                    body.party, known.name
                ),
            ));
        }
        self.check_room()?;
        self.check_party(body)
    }

    /// Judges the change of a party's name or role.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn judge_change(&self, said: &Said<'_>, body: &PartyEnrolment) -> Result<(), Refusal> {
        self.centre_only(said, "changes what a party is")?;
        if self.party(body.party).is_none() {
            return Err(Refusal::new(
                RefusalCode::MissingReference,
                format!("the party {} is not enrolled; enrol it first", body.party),
            ));
        }
        self.check_party(body)
    }

    fn check_party(&self, body: &PartyEnrolment) -> Result<(), Refusal> {
        check_name(&body.name)?;
        if (body.role == Role::Centre) != (body.party == self.centre()) {
            return Err(Refusal::new(
                RefusalCode::Invalid,
                "a register has one centre, named in its genesis; give another role",
            ));
        }
        Ok(())
    }
}

/// Whether the register would take all three, said by the centre one after the other.
///
/// # Errors
/// [`Refusal`]: what it would refuse.
pub fn check(
    authority: &Authority,
    party: &PartyEnrolment,
    desk: &DeskOpening,
    key: &KeyEnrolment,
) -> Result<(), Refusal> {
    authority.check_enrolment(party)?;
    check_name(&desk.name)?;
    let fits = desk.party == party.party && key.party == party.party && key.desk == desk.desk;
    if !fits {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "the desk or the key is another party's",
        ));
    }
    if authority.desks.contains_key(&desk.desk) || authority.key(key_id(&key.public)).is_some() {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            "the desk or the key of the card is enrolled already, for another party; have a new key made",
        ));
    }
    if authority.enrolled() + 3 > MAX_ENROLMENTS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "the register holds 100,000 parties, desks and keys",
        ));
    }
    VerifyingKey::parse(&key.public)
        .map(|_| ())
        .map_err(|error| Refusal::new(RefusalCode::Invalid, format!("not a usable key: {error}")))
}

#[cfg(test)]
mod tests;
