//! Who may read what somebody said of an event: everybody in the register, or those whom its author named.
//!
//! The same for incidents, claims, what is asked and answered about them, and evidence. A set never grows and never
//! shrinks: a correction stands for the same readers. The centre has every record, as of every noun.

use crate::ids::{LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Said, enrolled};
use std::collections::BTreeSet;

/// Most parties named in one set.
pub const MAX_READERS: usize = 200;

/// Who may read a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Everybody who is enrolled, now or later.
    Everybody,
    /// These parties.
    Only(BTreeSet<PartyId>),
}

impl Readers {
    /// Whether a party is among them.
    #[must_use]
    pub fn hold(&self, register: &Register, party: PartyId) -> bool {
        match self {
            Self::Everybody => true,
            Self::Only(parties) => parties.contains(&party) || party == register.authority.centre(),
        }
    }

    /// With one more.
    #[must_use]
    pub(crate) fn and(mut self, party: PartyId) -> Self {
        if let Self::Only(parties) = &mut self {
            parties.insert(party);
        }
        self
    }
}

/// Checks a set that an author named: sorted, each once, all enrolled, and none that may not read what it is
/// about.
///
/// # Errors
/// [`Refusal`].
pub(crate) fn judge(
    register: &Register,
    named: Option<&[PartyId]>,
    may_read: impl Fn(PartyId) -> bool,
) -> Result<(), Refusal> {
    let Some(named) = named else {
        return Ok(());
    };
    if named.len() > MAX_READERS || !named.is_sorted_by(|one, next| one < next) {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "readers are named once each, in order of their ids, at most 200",
        ));
    }
    for party in named {
        enrolled(register, *party)?;
        if !may_read(*party) {
            return Err(Refusal::new(
                RefusalCode::Invalid,
                format!("{party} may not read what this is about; leave it out"),
            ));
        }
    }
    Ok(())
}

/// What is said of events is signed with a key in force.
///
/// # Errors
/// [`RefusalCode::KeyRevoked`].
pub(crate) fn judge_key(said: &Said<'_>) -> Result<(), Refusal> {
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    Ok(())
}

/// Who may read a record of these nouns, and what it discloses; `None` where it is of another.
#[must_use]
pub fn of_record(register: &Register, record: LogIndex) -> Option<&Readers> {
    let claims = register.claims.readers(record);
    let evidence = || register.evidence.readers(record);
    claims
        .or_else(|| register.incidents.readers(record))
        .or_else(evidence)
}

/// Whether what a record of these nouns discloses is for a party: an answer to an information request may be
/// for fewer than know that it was given.
#[must_use]
pub fn discloses(register: &Register, record: LogIndex, party: PartyId) -> bool {
    let Some(readers) = of_record(register, record) else {
        return false;
    };
    readers.hold(register, party)
        && register
            .incidents
            .opened_to(record)
            .is_none_or(|only| only.hold(register, party))
}
