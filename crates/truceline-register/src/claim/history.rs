//! Claims as they are kept: each with what was said to it since, all by log index.

use super::proposition::{Proposition, Provenance};
use super::{About, Claim, ClaimWithdrawn, Claimant, StanceTaken, Withdrawal};
use crate::ids::{ClaimId, LogIndex, PartyId};
use crate::readers::Readers;
use crate::register::said::Told;
use crate::time::Instant;
use std::collections::BTreeMap;

/// A claim as it was entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Entered {
    /// The record.
    pub record: LogIndex,
    /// The party that entered it.
    pub by: PartyId,
    /// When the register heard it.
    pub received_at: Instant,
    /// Who may read it.
    pub readers: Readers,
    /// What is claimed.
    pub proposition: Told<Proposition>,
    /// Where it comes from.
    pub provenance: Told<Provenance>,
    /// As it was said.
    pub said: Claim,
    /// Stances on it, in order.
    pub stances: Vec<Taken>,
    /// Withdrawals of it, in order; the first counts.
    pub withdrawals: Vec<Withdrawn>,
    /// Claims that take its place, in order; the first that does so counts.
    pub later: Vec<Later>,
}

/// That a claim takes the place of another, from a record on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Later {
    /// The record from which on it does.
    pub since: LogIndex,
    /// Which claim.
    pub claim: ClaimId,
    /// The record from which on it does not any more: it was entered in error, and nothing has taken its own place.
    pub until: Option<LogIndex>,
}

/// A stance as it was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The record.
    pub record: LogIndex,
    /// The party that entered it.
    pub by: PartyId,
    /// When the register heard it.
    pub received_at: Instant,
    /// Where it comes from.
    pub provenance: Told<Provenance>,
    /// As it was said.
    pub said: StanceTaken,
}

/// A withdrawal as it was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Withdrawn {
    /// The record.
    pub record: LogIndex,
    /// The party that said it.
    pub by: PartyId,
    /// When the register heard it.
    pub received_at: Instant,
    /// Where it comes from.
    pub provenance: Told<Provenance>,
    /// As it was said.
    pub said: ClaimWithdrawn,
}

/// Whose word something is, told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// A party of the register.
    Party(PartyId),
    /// Somebody outside, by name.
    Outside(String),
    /// Somebody outside whose name was erased: nobody can say whether it is the same as another, so each
    /// stands for itself.
    Erased(LogIndex),
}

/// Whose word something is, and where it is not that party's own, by whose entry: what two enter as the word of
/// somebody else is told apart.
pub type Mouth = (Voice, Option<PartyId>);

impl Claimant {
    fn entered_by(self, by: PartyId) -> Option<PartyId> {
        (self != Self::Own).then_some(by)
    }

    fn voice(self, by: PartyId, provenance: &Told<Provenance>, record: LogIndex) -> Voice {
        match self {
            Self::Own => Voice::Party(by),
            Self::Party(party) => Voice::Party(party),
            Self::Outside => {
                let name = provenance.value().and_then(|one| one.claimant.clone());
                name.map_or(Voice::Erased(record), Voice::Outside)
            }
        }
    }
}

impl Taken {
    /// Whose stance it is.
    #[must_use]
    pub fn voice(&self) -> Voice {
        self.said.by.voice(self.by, &self.provenance, self.record)
    }

    /// Whose stance it is, by whose entry.
    #[must_use]
    pub fn mouth(&self) -> Mouth {
        (self.voice(), self.said.by.entered_by(self.by))
    }
}

impl Entered {
    /// The claimant, where it is a party.
    #[must_use]
    pub const fn claimant(&self) -> Option<PartyId> {
        match self.said.claimant {
            Claimant::Own => Some(self.by),
            Claimant::Party(party) => Some(party),
            Claimant::Outside => None,
        }
    }

    /// The claimant.
    #[must_use]
    pub fn voice(&self) -> Voice {
        (self.said.claimant).voice(self.by, &self.provenance, self.record)
    }

    /// The claimant, by whose entry.
    #[must_use]
    pub fn mouth(&self) -> Mouth {
        (self.voice(), self.said.claimant.entered_by(self.by))
    }

    /// Which claim takes its place. One that was entered in error takes none, unless another has taken its own.
    #[must_use]
    pub fn superseded_by(&self, known_at: LogIndex) -> Option<ClaimId> {
        let first = self.later.iter().find(|later| {
            later.since < known_at && later.until.is_none_or(|until| until >= known_at)
        });
        first.map(|later| later.claim)
    }

    /// Whether it takes the place of what it supersedes, after all that is entered.
    fn takes_a_place(&self) -> bool {
        let is_error = |one: &Withdrawn| one.said.why == Withdrawal::EnteredInError;
        !self.withdrawals.first().is_some_and(is_error)
            || self.later.iter().any(|later| later.until.is_none())
    }

    /// Its withdrawal.
    #[must_use]
    pub fn withdrawn(&self, known_at: LogIndex) -> Option<&Withdrawn> {
        let first = self.withdrawals.first();
        first.filter(|withdrawn| withdrawn.record < known_at)
    }

    /// Whether it is neither superseded nor withdrawn.
    #[must_use]
    pub fn stands(&self, known_at: LogIndex) -> bool {
        self.superseded_by(known_at).is_none() && self.withdrawn(known_at).is_none()
    }

    /// The stances on it by then, in order.
    pub fn stances(&self, known_at: LogIndex) -> impl Iterator<Item = &Taken> {
        self.stances
            .iter()
            .take_while(move |taken| taken.record < known_at)
    }
}

/// All claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    claims: BTreeMap<ClaimId, Entered>,
    records: BTreeMap<LogIndex, ClaimId>,
    about: BTreeMap<Option<About>, Vec<ClaimId>>,
    /// How many each party entered about each thing.
    entered_by: BTreeMap<(About, PartyId), usize>,
}

impl Claims {
    /// A claim.
    #[must_use]
    pub fn get(&self, claim: ClaimId) -> Option<&Entered> {
        self.claims.get(&claim)
    }

    /// The claim that a record makes, takes a stance on or withdraws.
    #[must_use]
    pub fn of_record(&self, record: LogIndex) -> Option<&Entered> {
        self.claims.get(self.records.get(&record)?)
    }

    /// Every claim entered by then, in the order of the log.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Entered> {
        self.all_from(0, known_at)
    }

    /// As [`Claims::all`], from a record on.
    pub fn all_from(&self, from: LogIndex, known_at: LogIndex) -> impl Iterator<Item = &Entered> {
        let records = self.records.range(from.min(known_at)..known_at);
        records.filter_map(|(record, claim)| {
            let entered = self.claims.get(claim);
            entered.filter(|entered| entered.record == *record)
        })
    }

    /// The claims about a thing that were entered by then, in the order of the log.
    pub fn about(&self, about: About, known_at: LogIndex) -> impl Iterator<Item = &Entered> {
        let claims = self.about.get(&Some(about)).into_iter().flatten();
        claims
            .filter_map(|claim| self.claims.get(claim))
            .take_while(move |entered| entered.record < known_at)
    }

    /// How many claims about a thing a party entered.
    #[must_use]
    pub fn entered_by(&self, about: About, party: PartyId) -> usize {
        self.entered_by
            .get(&(about, party))
            .copied()
            .unwrap_or_default()
    }

    /// As if a party had entered so many.
    #[cfg(test)]
    pub(super) fn fill(&mut self, about: About, party: PartyId, count: usize) {
        self.entered_by.insert((about, party), count);
    }

    /// Who may read a record of claims.
    #[must_use]
    pub fn readers(&self, record: LogIndex) -> Option<&Readers> {
        self.of_record(record).map(|entered| &entered.readers)
    }

    pub(super) fn enter(&mut self, entered: Entered) {
        let (record, id) = (entered.record, entered.said.id);
        self.records.insert(record, id);
        self.about.entry(entered.said.about).or_default().push(id);
        if let Some(about) = entered.said.about {
            *self.entered_by.entry((about, entered.by)).or_default() += 1;
        }
        self.claims.insert(id, entered);
        self.follow(record, id);
    }

    /// Notes whether a claim takes the place of what it supersedes, and so on to the first of them.
    fn follow(&mut self, record: LogIndex, claim: ClaimId) {
        let mut claim = claim;
        while let Some(entered) = self.claims.get(&claim) {
            let takes = entered.takes_a_place();
            let Some(id) = entered.said.supersedes else {
                break;
            };
            let Some(before) = self.claims.get_mut(&id) else {
                break;
            };
            let mut known = before.later.iter_mut();
            let known = known.find(|later| later.claim == claim && later.until.is_none());
            match known {
                Some(later) if !takes => later.until = Some(record),
                None if takes => before.later.push(Later {
                    since: record,
                    claim,
                    until: None,
                }),
                _ => break,
            }
            claim = id;
        }
    }

    pub(super) fn take_stance(&mut self, taken: Taken) {
        if let Some(entered) = self.claims.get_mut(&taken.said.claim) {
            self.records.insert(taken.record, taken.said.claim);
            entered.stances.push(taken);
        }
    }

    pub(super) fn withdraw(&mut self, withdrawn: Withdrawn) {
        if let Some(entered) = self.claims.get_mut(&withdrawn.said.claim) {
            let (record, claim) = (withdrawn.record, withdrawn.said.claim);
            self.records.insert(record, claim);
            entered.withdrawals.push(withdrawn);
            self.follow(record, claim);
        }
    }

    /// Forgets what a record disclosed.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        let claim = self.records.get(&record);
        let Some(entered) = claim.and_then(|claim| self.claims.get_mut(claim)) else {
            return;
        };
        if entered.record == record {
            entered.proposition.forget();
            entered.provenance.forget();
        }
        for taken in &mut entered.stances {
            if taken.record == record {
                taken.provenance.forget();
            }
        }
        for withdrawn in &mut entered.withdrawals {
            if withdrawn.record == record {
                withdrawn.provenance.forget();
            }
        }
    }
}
