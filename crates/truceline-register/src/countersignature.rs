//! Records that wait for a second person of the same party, or for another party.
//!
//! A site's withdrawal, an amendment that takes something of a site away and an erasure count when a
//! second person has signed. What a belligerent
//! centre enters for others or erases is shown as lacking another party's countersignature until
//! it has one. Not here: what happens then (the nouns').

use crate::codec::record::{Effect, Record};
use crate::ids::{LogIndex, PartyId, PersonId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use std::collections::BTreeMap;

/// Whose signature is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Another person of this party.
    SecondPerson {
        /// Which party.
        party: PartyId,
        /// The first person.
        first: PersonId,
    },
    /// Any party but this one.
    OtherParty {
        /// The party that cannot countersign for itself.
        party: PartyId,
    },
}

/// A record that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Whose signature is missing.
    pub needs: Needs,
    /// The record that brought it.
    pub completed: Option<LogIndex>,
}

/// Everything that waits or waited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Countersignatures {
    waiting: BTreeMap<LogIndex, Vec<Pending>>,
}

impl Countersignatures {
    /// Marks a record as waiting. Called by the noun that applies it.
    pub(crate) fn await_signature(&mut self, record: LogIndex, needs: Needs) {
        self.waiting.entry(record).or_default().push(Pending {
            needs,
            completed: None,
        });
    }

    /// What a record waits for or waited for, in the order it was asked.
    #[must_use]
    pub fn of(&self, record: LogIndex) -> &[Pending] {
        self.waiting.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Whether a second person of its party has signed for the record.
    #[must_use]
    pub(crate) fn has_second(&self, record: LogIndex) -> bool {
        self.of(record).iter().any(|pending| {
            matches!(pending.needs, Needs::SecondPerson { .. }) && pending.completed.is_some()
        })
    }

    /// Whether the record had every signature it needs after the first `known_at` records.
    #[must_use]
    pub fn complete(&self, record: LogIndex, known_at: LogIndex) -> bool {
        self.of(record)
            .iter()
            .all(|pending| pending.completed.is_some_and(|by| by < known_at))
    }
}

/// Judges a countersignature.
///
/// # Errors
/// [`Refusal`]: nothing waits there, the same person or party again, not theirs to sign.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    record: LogIndex,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let pending = open(register, record).ok_or_else(|| {
        Refusal::new(
            RefusalCode::MissingReference,
            format!("the record at index {record} waits for no signature"),
        )
    })?;
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    match pending.needs {
        Needs::SecondPerson { party, .. } if said.party != party => Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "only another person of the same party can sign for this",
        )),
        Needs::SecondPerson { first, .. } if said.signer.person == first => Err(Refusal::new(
            RefusalCode::SamePerson,
            "two people are needed, and this is the first again",
        )),
        Needs::OtherParty { party } if said.party == party => Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "another party has to countersign this",
        )),
        _ => {
            crate::erasure::judge_completion(register, record)?;
            crate::notification::tell_confirmation(register, record, out);
            out.effects.push(Effect::Completes(record));
            Ok(())
        }
    }
}

fn open(register: &Register, record: LogIndex) -> Option<Pending> {
    register
        .countersignatures
        .of(record)
        .iter()
        .find(|pending| pending.completed.is_none())
        .copied()
}

/// Nothing happens here: the effect says what is completed.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: LogIndex) {}

/// Takes a completing signature; when all are there, the noun goes on.
pub(crate) fn apply_completion(register: &mut Register, by: &Record, record: LogIndex) {
    let all = {
        let Some(pending) = register.countersignatures.waiting.get_mut(&record) else {
            return;
        };
        if let Some(open) = pending
            .iter_mut()
            .find(|pending| pending.completed.is_none())
        {
            open.completed = Some(by.index);
        }
        pending.iter().all(|pending| match pending.needs {
            Needs::SecondPerson { .. } => pending.completed.is_some(),
            Needs::OtherParty { .. } => true,
        })
    };
    if all {
        crate::notification::withdrawal::complete(register, record, by.index);
        crate::notification::amendment::complete(register, record, by.index);
        crate::erasure::complete(register, record, by.index);
    }
}
