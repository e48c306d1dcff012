//! Line tests: whether somebody answers, and after how long.
//!
//! A test names parties and nothing else: no place, no plan, no activity. It is the one rehearsal that a
//! live register knows. Each party named is owed an alert at any duty desk; its answer settles it. Not
//! here: passing on what nobody answers ([`crate::watch`]). DESIGN.md §3.

use crate::codec::record::{Alert, AlertWhy, Effect};
use crate::ids::{DeskId, LineTestId, LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said};
use crate::register::{Register, Standpoint};
use crate::stop::view::{AlertTrail, trail};
use crate::time::{Instant, Span};
use crate::vocabulary::{Flag, Resolution};
use crate::watch::{AlertRef, Owed, next_number};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Least time between two tests of one party: a test rings at other people's desks.
pub const TEST_PAUSE: Span = Span::minutes(1);

/// Which test: whose, and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct LineTestRef {
    /// Whose.
    #[n(0)]
    pub party: PartyId,
    /// Which.
    #[n(1)]
    pub id: LineTestId,
}

/// A party tests its lines to others.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct LineTested {
    /// The sender's id for it.
    #[n(0)]
    pub id: LineTestId,
    /// To whom; empty means every other party.
    #[n(1)]
    pub to: Vec<PartyId>,
}

/// A test with what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTest {
    /// Whose, and which.
    pub about: LineTestRef,
    /// The record that says it.
    pub record: LogIndex,
    /// The desk that sent it.
    pub desk: DeskId,
    /// When the register heard it.
    pub received_at: Instant,
}

/// All tests, in order of their records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineTests {
    tests: BTreeMap<LogIndex, LineTest>,
    places: BTreeMap<LineTestRef, LogIndex>,
}

/// A test as it stands: who was asked, and who answered after how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTestView<'a> {
    /// The test.
    pub test: &'a LineTest,
    /// The alert of each party that was asked.
    pub asked: Vec<(PartyId, AlertTrail)>,
}

impl LineTests {
    /// A test.
    #[must_use]
    pub fn get(&self, about: LineTestRef) -> Option<&LineTest> {
        self.tests.get(self.places.get(&about)?)
    }

    /// Every test, in order of its record.
    pub fn all(&self) -> impl Iterator<Item = &LineTest> {
        self.tests.values()
    }
}

/// Judges a test.
///
/// # Errors
/// [`Refusal`]: the id used before, a key out of force, another test of the party's a moment ago.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &LineTested,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let about = LineTestRef {
        party: said.party,
        id: body.id,
    };
    if register.lines.get(about).is_some() {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            format!(
                "the id {} stands for another test of yours; use a new one",
                body.id
            ),
        ));
    }
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    let mut own = register
        .lines
        .all()
        .filter(|test| test.about.party == said.party);
    if own.any(|test| said.now.since(test.received_at) < TEST_PAUSE) {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "your party has tested its lines within the last minute; wait for the answers",
        ));
    }
    let parties = register.authority.parties.keys().copied();
    let to: BTreeSet<PartyId> = if body.to.is_empty() {
        parties.collect()
    } else {
        let named: BTreeSet<PartyId> = body.to.iter().copied().collect();
        let here: BTreeSet<PartyId> = parties.filter(|party| named.contains(party)).collect();
        if here.len() < named.len() {
            out.flags.insert(Flag::UnknownRecipient);
        }
        here
    };
    for to in to.into_iter().filter(|to| *to != said.party) {
        out.tell(to, Resolution::Existence);
        let number = next_number(out, to);
        out.effects.push(Effect::Alert(Alert {
            number,
            to,
            desk: None,
            why: AlertWhy::LineTest,
            plan: None,
            record: None,
        }));
    }
    Ok(())
}

/// Takes a test in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &LineTested) {
    let about = LineTestRef {
        party: admitted.party,
        id: body.id,
    };
    register.lines.places.insert(about, admitted.index);
    let test = LineTest {
        about,
        record: admitted.index,
        desk: admitted.signer.desk,
        received_at: admitted.received_at(),
    };
    register.lines.tests.insert(admitted.index, test);
    register.watch.stay_quiet_after(admitted.index);
}

/// The alerts that a test owes.
fn alerts(register: &Register, record: LogIndex) -> Vec<AlertRef> {
    let owed = register.watch.of_record(record);
    owed.map(Owed::about).collect()
}

/// Judges an answer to a test. Who tested is told.
///
/// # Errors
/// [`Refusal`]: no such test, one that was not sent to the party, a key out of force.
pub fn judge_answer(
    register: &Register,
    said: &Said<'_>,
    body: LineTestRef,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let asked = register.lines.get(body).filter(|test| {
        let mut owed = register.watch.of_record(test.record);
        owed.any(|owed| owed.alert.to == said.party)
    });
    if asked.is_none() {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            format!("your party was sent no test {}; correct the id", body.id),
        ));
    }
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    out.tell(body.party, Resolution::Existence);
    Ok(())
}

/// Takes an answer in: it settles what the party was owed.
pub fn apply_answer(register: &mut Register, admitted: &Admitted<'_>, body: LineTestRef) {
    if let Some(record) = register.lines.get(body).map(|test| test.record) {
        let owed = alerts(register, record);
        register.watch.take(admitted, &owed);
    }
    register.watch.stay_quiet_after(admitted.index);
}

/// Every test as it stood at the standpoint.
#[must_use]
pub fn views(register: &Register, at: Standpoint) -> Vec<LineTestView<'_>> {
    let sent = register
        .lines
        .all()
        .filter(|test| test.record < at.known_at);
    sent.map(|test| {
        let owed = register.watch.of_record(test.record);
        LineTestView {
            test,
            asked: owed
                .map(|owed| (owed.alert.to, trail(register, owed, at.known_at)))
                .collect(),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests;
