//! Records that wait for a second person of the same party, or for another party.
//!
//! A site's withdrawal, an amendment that takes something of a site away and an erasure count when a
//! second person has signed. What a belligerent
//! centre enters for others or erases is shown as lacking another party's countersignature until
//! it has one. Two people means two signatures that stand: of whoever said the record or, where it is
//! the party's word only since somebody confirmed it, of that person; and of another. One given with a
//! key that was revoked from before then on counts no more and is given again ([`crate::doubt`]). Not
//! here: what happens then (the nouns').

use crate::codec::record::{Effect, Record};
use crate::ids::{LogIndex, PartyId, PersonId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::relay::Word;
use std::collections::BTreeMap;

/// Whose signature is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Another person of this party.
    SecondPerson {
        /// Which party.
        party: PartyId,
    },
    /// Any party but this one.
    OtherParty {
        /// The party that cannot countersign for itself.
        party: PartyId,
    },
}

/// A record that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Whose signature is missing.
    pub needs: Needs,
    /// The records that brought it, in order: another where one counts no more.
    pub signed: Vec<LogIndex>,
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
            signed: Vec::new(),
        });
    }

    /// What a record waits for or waited for, in the order it was asked.
    #[must_use]
    pub fn of(&self, record: LogIndex) -> &[Pending] {
        self.waiting.get(&record).map_or(&[], Vec::as_slice)
    }

    /// The records with which somebody signed for a record.
    pub(crate) fn signed(&self, record: LogIndex) -> impl Iterator<Item = LogIndex> {
        let of = self.of(record).iter();
        of.flat_map(|pending| pending.signed.iter().copied())
    }
}

/// Whose word a record is: the person who signed it or, where it was not the party's word by itself,
/// who confirmed it; `None` where that is missing or in doubt.
fn first_person(register: &Register, record: LogIndex, known_at: LogIndex) -> Option<PersonId> {
    let relays = &register.relays;
    let by = match relays.word(record, known_at) {
        Word::Signed if relays.doubts.stands(record, known_at) => record,
        Word::Confirmed { by } => by,
        Word::Signed | Word::Unconfirmed | Word::Disowned { .. } => return None,
    };
    register.signers.get(&by).map(|signer| signer.person)
}

/// The record with which a second person of its party signed for a record, the first being whose
/// word the record is; `None` while it is missing.
#[must_use]
pub fn second(register: &Register, record: LogIndex, known_at: LogIndex) -> Option<LogIndex> {
    second_beside(
        register,
        record,
        first_person(register, record, known_at)?,
        known_at,
    )
}

/// As [`second`], were `first` the person whose word the record is.
pub(crate) fn second_beside(
    register: &Register,
    record: LogIndex,
    first: PersonId,
    known_at: LogIndex,
) -> Option<LogIndex> {
    let is_other = |by: &LogIndex| {
        let signer = register.signers.get(by);
        signer.is_some_and(|signer| signer.person != first)
    };
    register
        .countersignatures
        .of(record)
        .iter()
        .filter(|pending| matches!(pending.needs, Needs::SecondPerson { .. }))
        .flat_map(|pending| standing(register, pending, known_at))
        .filter(is_other)
        .min()
}

/// The signatures of one pending that count.
fn standing(
    register: &Register,
    pending: &Pending,
    known_at: LogIndex,
) -> impl Iterator<Item = LogIndex> {
    let signed = pending.signed.iter().copied();
    signed.filter(move |by| *by < known_at && register.relays.doubts.stands(*by, known_at))
}

/// Whether the record had every signature it needs after the first `known_at` records.
#[must_use]
pub fn complete(register: &Register, record: LogIndex, known_at: LogIndex) -> bool {
    let mut pending = register.countersignatures.of(record).iter();
    pending.all(|pending| is_complete(register, record, pending, known_at))
}

/// Whether a record needs another party's countersignature, after the first `known_at` records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherParty {
    /// It does, and nobody has given it.
    Lacking,
    /// It does, and has it.
    Given {
        /// The record that gave it.
        by: LogIndex,
    },
}

/// Every record that needs another party's countersignature, and whether it has it; in order.
pub fn of_other_parties(
    register: &Register,
    known_at: LogIndex,
) -> impl Iterator<Item = (LogIndex, OtherParty)> {
    let waiting = register.countersignatures.waiting.range(..known_at);
    waiting.filter_map(move |(record, pending)| {
        let mut pending = pending.iter();
        let needed = pending.find(|one| matches!(one.needs, Needs::OtherParty { .. }))?;
        let given = standing(register, needed, known_at).min();
        let state = given.map_or(OtherParty::Lacking, |by| OtherParty::Given { by });
        Some((*record, state))
    })
}

fn is_complete(
    register: &Register,
    record: LogIndex,
    pending: &Pending,
    known_at: LogIndex,
) -> bool {
    match pending.needs {
        Needs::SecondPerson { .. } => second(register, record, known_at).is_some(),
        Needs::OtherParty { .. } => standing(register, pending, known_at).next().is_some(),
    }
}

/// Whether a record is a party's own, or was told to it; everything is the centre's.
fn concerns(register: &Register, record: LogIndex, party: PartyId) -> bool {
    let own = [register.owner_of(record), register.writer_of(record)];
    let mut told = register.ladder.items_of(record, party, register.size);
    party == register.authority.centre() || own.contains(&Some(party)) || told.next().is_some()
}

/// Judges a countersignature. Nobody signs for what it was not told of: that reads like a record that waits
/// for nothing (decision 27).
///
/// # Errors
/// [`Refusal`]: nothing waits there, the same person or party again, not theirs to sign.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    record: LogIndex,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let place = open(register, record).filter(|_| concerns(register, record, said.party));
    let place = place.ok_or_else(|| {
        Refusal::new(
            RefusalCode::MissingReference,
            format!("the record at index {record} waits for no signature that is yours to give"),
        )
    })?;
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    let pending = &register.countersignatures.of(record)[place];
    match pending.needs {
        Needs::SecondPerson { party } if said.party != party => Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "only another person of the same party can sign for this",
        )),
        Needs::SecondPerson { .. } => {
            let first = first_person(register, record, register.size).ok_or_else(|| {
                Refusal::new(
                    RefusalCode::WrongState,
                    "the first signature was given with a key since revoked; confirm the record first, or say it anew",
                )
            })?;
            if said.signer.person == first {
                return Err(Refusal::new(
                    RefusalCode::SamePerson,
                    "two people are needed, and this is the first again",
                ));
            }
            take(register, record, out)
        }
        Needs::OtherParty { party } if said.party == party => Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "another party has to countersign this",
        )),
        Needs::OtherParty { .. } => take(register, record, out),
    }
}

fn take(register: &Register, record: LogIndex, out: &mut Judgement) -> Result<(), Refusal> {
    crate::erasure::judge_completion(register, record)?;
    crate::notification::tell_confirmation(register, record, out);
    crate::hold::tell_completion(register, record, out);
    crate::erasure::tell_completion(register, record, out);
    out.effects.push(Effect::Completes(record));
    Ok(())
}

/// The first of the record's pendings that is not complete.
fn open(register: &Register, record: LogIndex) -> Option<usize> {
    let known_at = register.size;
    let mut pending = register.countersignatures.of(record).iter();
    pending.position(|pending| !is_complete(register, record, pending, known_at))
}

/// Nothing happens here: the effect says what is completed.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: LogIndex) {}

/// Takes a completing signature; when two people have signed, the noun goes on.
pub(crate) fn apply_completion(register: &mut Register, by: &Record, record: LogIndex) {
    let Some(place) = open(register, record) else {
        return;
    };
    let waiting = register.countersignatures.waiting.get_mut(&record);
    if let Some(pending) = waiting.and_then(|waiting| waiting.get_mut(place)) {
        pending.signed.push(by.index);
    }
    if second(register, record, register.size).is_some() {
        crate::notification::completed(register, record, by.index);
        crate::erasure::complete(register, record, by.index);
    }
}
