//! Erasure through the vault: disclosures, salts and data keys go, signed bytes and openings stay,
//! so that proofs, chains and replay still hold.

use crate::codec::cbor::Digest;
use crate::ids::{LogIndex, PartyId};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// Most records in one erasure.
pub const MAX_TARGETS: usize = 1_000;

/// Somebody asks that what these records disclosed be destroyed. Counts when a second person has
/// countersigned it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Erasure {
    /// Which records.
    #[n(0)]
    pub records: Vec<LogIndex>,
    /// Only names and numbers of persons.
    #[n(1)]
    pub personal_only: bool,
    /// Why, in words.
    #[n(2)]
    pub reason: Option<Digest>,
}

use crate::countersignature::Needs;
use crate::pack;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::vocabulary::{Flag, Resolution};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What was asked to be erased, and what was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasures {
    asked: BTreeMap<LogIndex, Erasure>,
    erased: BTreeMap<LogIndex, LogIndex>,
    personal_erased: BTreeMap<LogIndex, LogIndex>,
}

impl Erasures {
    /// The record that completed the erasure of what `record` disclosed.
    #[must_use]
    pub fn erased_by(&self, record: LogIndex) -> Option<LogIndex> {
        self.erased.get(&record).copied()
    }

    /// What the erasure of a record names, whether it counts already or not.
    #[must_use]
    pub fn targets(&self, asked: LogIndex) -> &[LogIndex] {
        self.asked.get(&asked).map_or(&[], |body| &body.records)
    }

    /// Every record whose disclosures are gone, and those whose personal ones are.
    pub fn all(&self) -> impl Iterator<Item = (LogIndex, bool)> {
        let whole = self.erased.keys().map(|record| (*record, false));
        whole.chain(self.personal_erased.keys().map(|record| (*record, true)))
    }
}

/// Judges a request to erase.
///
/// # Errors
/// [`Refusal`]: too many, not there, not theirs, still in force.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Erasure,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    if body.records.is_empty() || body.records.len() > MAX_TARGETS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "an erasure names 1 to 1,000 records; split it",
        ));
    }
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    for record in &body.records {
        judge_target(register, said, *record, body.personal_only)?;
    }
    judge_held(register, body)?;
    tell(register, said.party, body, out);
    out.flags.insert(Flag::AwaitsSecond);
    if needs_other_party(register, said) {
        out.flags.insert(Flag::AwaitsCountersignature);
    }
    Ok(())
}

/// Whose records somebody else erases hears of it, and so can countersign it. What a belligerent centre erases of its
/// own concerns nobody else, and needs another party's signature all the same: of that everybody hears.
fn tell(register: &Register, by: PartyId, body: &Erasure, out: &mut Judgement) {
    let owners = body.records.iter();
    let owners = owners.filter_map(|record| register.owner_of(*record));
    let mut told: BTreeSet<PartyId> = owners.filter(|owner| *owner != by).collect();
    let authority = &register.authority;
    if told.is_empty() && by == authority.centre() && authority.centre_is_belligerent() {
        let others = authority.parties.keys().filter(|party| **party != by);
        told.extend(others.copied());
    }
    for party in told {
        out.tell(party, Resolution::Existence);
    }
}

/// Whoever was told of the erasure hears that it has a signature more.
pub(crate) fn tell_completion(register: &Register, record: LogIndex, out: &mut Judgement) {
    let asked = register.erasures.asked.get(&record);
    if let Some((body, by)) = asked.zip(register.writer_of(record)) {
        tell(register, by, body, out);
    }
}

fn needs_other_party(register: &Register, said: &Said<'_>) -> bool {
    said.party == register.authority.centre() && register.authority.centre_is_belligerent()
}

fn judge_target(
    register: &Register,
    said: &Said<'_>,
    record: LogIndex,
    personal_only: bool,
) -> Result<(), Refusal> {
    // What is not its own reads like what is not there: else every index could be asked about.
    let owner = register.owner_of(record);
    if owner.is_none_or(|owner| said.party != owner && said.party != register.authority.centre()) {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            format!(
                "there is no statement of yours at index {record} that disclosed anything; its owner or the centre may ask"
            ),
        ));
    }
    if !personal_only && register.in_force(record, said.now) {
        return Err(Refusal::new(
            RefusalCode::InForce,
            format!(
                "the record at index {record} is still in force; only what no longer counts can be erased"
            ),
        ));
    }
    Ok(())
}

/// What goes with it goes only where that is not held either.
fn judge_held(register: &Register, body: &Erasure) -> Result<(), Refusal> {
    let mut records = body.records.clone();
    if !body.personal_only {
        let packs = |record: &LogIndex| pack::that_may_hold(register, *record);
        records.extend(body.records.iter().flat_map(packs));
    }
    crate::hold::judge_erasure(register, &records)
}

/// Notes the request; it waits for its second person.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Erasure) {
    register.erasures.asked.insert(admitted.index, body.clone());
    let party = admitted.party;
    register
        .countersignatures
        .await_signature(admitted.index, Needs::SecondPerson { party });
    if admitted.flagged(Flag::AwaitsCountersignature) {
        register
            .countersignatures
            .await_signature(admitted.index, Needs::OtherParty { party });
    }
}

/// Before a second person signs, the targets are looked at again: what has come into force, or is held, since
/// stays.
///
/// # Errors
/// [`RefusalCode::InForce`].
pub(crate) fn judge_completion(register: &Register, record: LogIndex) -> Result<(), Refusal> {
    let Some(body) = register.erasures.asked.get(&record) else {
        return Ok(());
    };
    judge_held(register, body)?;
    let now = register.last_received;
    for target in &body.records {
        if !body.personal_only && now.is_some_and(|now| register.in_force(*target, now)) {
            return Err(Refusal::new(
                RefusalCode::InForce,
                format!("the record at index {target} is in force again"),
            ));
        }
    }
    Ok(())
}

/// The erasure counts from here on: every noun forgets what the records disclosed.
pub(crate) fn complete(register: &mut Register, record: LogIndex, by: LogIndex) {
    let Some(body) = register.erasures.asked.get(&record).cloned() else {
        return;
    };
    for target in body.records {
        if body.personal_only {
            register
                .erasures
                .personal_erased
                .entry(target)
                .or_insert(by);
            continue;
        }
        for pack in pack::that_may_hold(register, target) {
            erase(register, pack, by);
        }
        erase(register, target, by);
    }
}

fn erase(register: &mut Register, record: LogIndex, by: LogIndex) {
    if let Entry::Vacant(place) = register.erasures.erased.entry(record) {
        place.insert(by);
        register.forget(record);
    }
}
