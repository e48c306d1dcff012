//! What was listed and judged, as history, and in which class each entry stands as known at any moment.
//!
//! Every entry of either list is in exactly one class: matched, of this side only, or disputed. A correction or a
//! withdrawal changes no class; it is shown beside the entry.

use super::listing::{Beside, Listed, Unlisted, entry};
use super::matching::{Entry, MatchingError, candidates};
use super::proposal::{Proposal, propose};
use super::{EntryVersion, PairWord, Proposed, ReconciliationOpened, ReconciliationRef, Side};
use crate::allegation::AllegationRef;
use crate::allegation::history::{Standing, Version};
use crate::codec::record::Signer;
use crate::ids::{AllegationId, LogIndex, PartyId};
use crate::register::Register;
use crate::register::said::Told;
use crate::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// What one opening put into the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The record that says it.
    pub record: LogIndex,
    /// What came into the lists.
    pub listed: Listed,
    /// When the register heard it.
    pub received_at: Instant,
}

/// What a person held of two entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The record that says it.
    pub record: LogIndex,
    /// Who holds it.
    pub by: Signer,
    /// The entry of the first list, as it was read.
    pub one: EntryVersion,
    /// The entry of the second list, as it was read.
    pub other: EntryVersion,
    /// What.
    pub word: PairWord,
    /// What had been proposed.
    pub proposed: Told<Proposed>,
    /// Why.
    pub text: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
    /// That it was taken back.
    pub undone: Option<Undone>,
}

/// That an entry was set apart as disputed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The record that says it.
    pub record: LogIndex,
    /// Who says it.
    pub by: Signer,
    /// Of which list.
    pub side: Side,
    /// Which entry.
    pub entry: AllegationId,
    /// Why.
    pub reason: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
    /// That it was taken back.
    pub undone: Option<Undone>,
}

/// That something was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The record that says it.
    pub record: LogIndex,
    /// Who took it back.
    pub by: Signer,
    /// Why.
    pub reason: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
}

/// In which class an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A person holds that it is about the same event as an entry of the other list.
    Matched {
        /// As which.
        with: AllegationId,
        /// The record that says it.
        record: LogIndex,
    },
    /// It stands in this list only.
    Only,
    /// It is set apart as disputed.
    Disputed {
        /// The record that says it.
        record: LogIndex,
    },
}

/// How many entries of one list are in each class. The classes add up to the list.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode,
)]
#[cbor(map)]
pub struct Classes {
    /// Entries of the list.
    #[n(0)]
    pub listed: u32,
    /// Matched.
    #[n(1)]
    pub matched: u32,
    /// In this list only.
    #[n(2)]
    pub only: u32,
    /// Disputed.
    #[n(3)]
    pub disputed: u32,
}

/// Pairs proposed, with the entries that the numbers in them mean.
#[derive(Clone, Debug)]
pub struct Proposals {
    /// What is proposed; numbers count in the two lists here.
    pub proposal: Proposal,
    /// Free entries of the first list that can be compared.
    pub one: Vec<EntryVersion>,
    /// Free entries of the second list that can be compared.
    pub other: Vec<EntryVersion>,
    /// Free entries of both lists that give no place to compare, or whose account cannot be read.
    pub not_compared: Vec<(Side, AllegationId)>,
}

/// A reconciliation with all that was said in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// Whose, and which.
    pub about: ReconciliationRef,
    /// What is set side by side.
    pub said: ReconciliationOpened,
    listings: Vec<Listing>,
    judged: Vec<Judged>,
    disputes: Vec<Dispute>,
    places: BTreeSet<AllegationRef>,
}

impl Classes {
    /// Counts an entry in.
    pub const fn add(&mut self, class: Class) {
        self.listed += 1;
        match class {
            Class::Matched { .. } => self.matched += 1,
            Class::Only => self.only += 1,
            Class::Disputed { .. } => self.disputed += 1,
        }
    }

    /// Whether the classes add up to the list.
    #[must_use]
    pub const fn adds_up(&self) -> bool {
        self.listed == self.matched + self.only + self.disputed
    }
}

fn stands(undone: Option<&Undone>, known_at: LogIndex) -> bool {
    undone.is_none_or(|undone| undone.record >= known_at)
}

impl Reconciliation {
    /// What was put into the lists, in the order of the records.
    #[must_use]
    pub fn listings(&self) -> &[Listing] {
        &self.listings
    }

    /// What was held of pairs, in the order of the records.
    #[must_use]
    pub fn judged(&self) -> &[Judged] {
        &self.judged
    }

    /// What was set apart, in the order of the records.
    #[must_use]
    pub fn disputes(&self) -> &[Dispute] {
        &self.disputes
    }

    /// The last listing by then.
    #[must_use]
    pub fn listing(&self, known_at: LogIndex) -> Option<&Listing> {
        let mut known = self.listings.iter().rev();
        known.find(|listing| listing.record < known_at)
    }

    /// Whose the list is.
    #[must_use]
    pub const fn maker(&self, side: Side) -> PartyId {
        match side {
            Side::One => self.said.one,
            Side::Other => self.said.other,
        }
    }

    /// Whether an allegation stands in a list or beside both.
    #[must_use]
    pub fn holds(&self, about: AllegationRef) -> bool {
        self.places.contains(&about)
    }

    /// The entries of a list after the first `known_at` records, each as it was listed.
    pub fn entries(&self, side: Side, known_at: LogIndex) -> impl Iterator<Item = EntryVersion> {
        self.known(known_at).flat_map(move |listing| match side {
            Side::One => listing.listed.one.iter().copied(),
            Side::Other => listing.listed.other.iter().copied(),
        })
    }

    /// What stands beside the lists.
    pub fn beside(&self, known_at: LogIndex) -> impl Iterator<Item = Beside> {
        self.known(known_at)
            .flat_map(|listing| listing.listed.beside.iter().copied())
    }

    /// What a list may lack, as of its last listing.
    #[must_use]
    pub fn unlisted(&self, side: Side, known_at: LogIndex) -> Unlisted {
        self.listing(known_at)
            .map_or_else(Unlisted::default, |listing| match side {
                Side::One => listing.listed.unlisted_one,
                Side::Other => listing.listed.unlisted_other,
            })
    }

    /// Whether there were more entries at the last listing than it took in.
    #[must_use]
    pub fn has_more(&self, known_at: LogIndex) -> bool {
        let last = self.listing(known_at);
        last.is_some_and(|listing| listing.listed.more)
    }

    fn known(&self, known_at: LogIndex) -> impl Iterator<Item = &Listing> {
        let known = self.listings.iter();
        known.filter(move |listing| listing.record < known_at)
    }

    /// How an entry stands, in the eyes of whoever reconciles.
    #[must_use]
    pub fn standing<'a>(
        &self,
        register: &'a Register,
        about: AllegationRef,
        known_at: LogIndex,
    ) -> Option<Standing<'a>> {
        let allegation = register.allegations.get(about)?;
        allegation.seen_by(register, self.about.party, known_at)
    }

    /// The version of an entry that counts now; nothing where it is not in the list.
    #[must_use]
    pub fn current<'a>(
        &self,
        register: &'a Register,
        side: Side,
        id: AllegationId,
        known_at: LogIndex,
    ) -> Option<&'a Version> {
        self.entries(side, known_at).find(|entry| entry.id == id)?;
        let party = self.maker(side);
        let standing = self.standing(register, AllegationRef { party, id }, known_at)?;
        Some(standing.version)
    }

    /// The pairs that are matched after the first `known_at` records.
    pub fn pairs(&self, known_at: LogIndex) -> impl Iterator<Item = &Judged> {
        self.words(PairWord::Matched, known_at)
    }

    /// The judgements of a kind that stand.
    pub fn words(&self, word: PairWord, known_at: LogIndex) -> impl Iterator<Item = &Judged> {
        self.judged.iter().filter(move |judged| {
            judged.word == word
                && judged.record < known_at
                && stands(judged.undone.as_ref(), known_at)
        })
    }

    /// The disputes that stand.
    pub fn disputed(&self, known_at: LogIndex) -> impl Iterator<Item = &Dispute> {
        self.disputes.iter().filter(move |dispute| {
            dispute.record < known_at && stands(dispute.undone.as_ref(), known_at)
        })
    }

    /// In which class an entry stands; nothing where it is not in the list.
    #[must_use]
    pub fn class(&self, side: Side, id: AllegationId, known_at: LogIndex) -> Option<Class> {
        let mut classes = self.classes(side, known_at).into_iter();
        classes.find_map(|(entry, class)| (entry.id == id).then_some(class))
    }

    /// The entries of a list with their classes.
    #[must_use]
    pub fn classes(&self, side: Side, known_at: LogIndex) -> Vec<(EntryVersion, Class)> {
        let mut classes = BTreeMap::new();
        for pair in self.pairs(known_at) {
            let (own, with) = match side {
                Side::One => (pair.one.id, pair.other.id),
                Side::Other => (pair.other.id, pair.one.id),
            };
            let record = pair.record;
            classes.insert(own, Class::Matched { with, record });
        }
        for dispute in self.disputed(known_at).filter(|one| one.side == side) {
            let record = dispute.record;
            classes.insert(dispute.entry, Class::Disputed { record });
        }
        let class = |entry: EntryVersion| {
            let class = classes.get(&entry.id).copied();
            (entry, class.unwrap_or(Class::Only))
        };
        self.entries(side, known_at).map(class).collect()
    }

    /// How many entries of a list are in each class.
    #[must_use]
    pub fn counts(&self, side: Side, known_at: LogIndex) -> Classes {
        let mut counts = Classes::default();
        for (_, class) in self.classes(side, known_at) {
            counts.add(class);
        }
        counts
    }

    /// Whether somebody holds two entries to be two events.
    #[must_use]
    pub fn is_apart(&self, pair: (AllegationId, AllegationId), known_at: LogIndex) -> bool {
        let mut apart = self.words(PairWord::NotTheSame, known_at);
        apart.any(|judged| (judged.one.id, judged.other.id) == pair)
    }

    /// Whether what a record said here is taken back; nothing where it said nothing of the kind.
    #[must_use]
    pub fn is_undone(&self, record: LogIndex) -> Option<bool> {
        let judged = self.judged.iter().find(|one| one.record == record);
        let dispute = self.disputes.iter().find(|one| one.record == record);
        let judged = judged.map(|one| one.undone.is_some());
        judged.or_else(|| dispute.map(|one| one.undone.is_some()))
    }

    /// Pairs that a person may look at: of entries that stand in one list only and were not set apart.
    ///
    /// # Errors
    /// [`MatchingError`] beyond a limit.
    pub fn proposals(
        &self,
        register: &Register,
        threshold: u16,
        known_at: LogIndex,
    ) -> Result<Proposals, MatchingError> {
        let mut not_compared = Vec::new();
        let (one, entries) = self.free(register, Side::One, known_at, &mut not_compared);
        let (other, partners) = self.free(register, Side::Other, known_at, &mut not_compared);
        let mut found = candidates(&entries, &partners, threshold)?;
        let apart = self.words(PairWord::NotTheSame, known_at);
        let apart: BTreeSet<(AllegationId, AllegationId)> = apart
            .map(|judged| (judged.one.id, judged.other.id))
            .collect();
        found.retain(|pair| {
            let ids = one.get(pair.one).zip(other.get(pair.other));
            ids.is_some_and(|(one, other)| !apart.contains(&(one.id, other.id)))
        });
        let none = BTreeSet::new();
        Ok(Proposals {
            proposal: propose(&found, (one.len(), other.len()), (&none, &none)),
            one,
            other,
            not_compared,
        })
    }

    /// The entries of a list that are in no pair and not disputed, as they are compared now.
    fn free(
        &self,
        register: &Register,
        side: Side,
        known_at: LogIndex,
        not_compared: &mut Vec<(Side, AllegationId)>,
    ) -> (Vec<EntryVersion>, Vec<Entry>) {
        let party = self.maker(side);
        let (mut versions, mut entries) = (Vec::new(), Vec::new());
        for (listed, class) in self.classes(side, known_at) {
            if class != Class::Only {
                continue;
            }
            let id = listed.id;
            let standing = self.standing(register, AllegationRef { party, id }, known_at);
            let version = standing.map(|standing| standing.version);
            match version.and_then(|version| Some((version.record, entry(version)?))) {
                Some((record, entry)) => {
                    versions.push(EntryVersion { id, record });
                    entries.push(entry);
                }
                None => not_compared.push((side, id)),
            }
        }
        (versions, entries)
    }
}

/// All reconciliations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliations {
    known: BTreeMap<ReconciliationRef, Reconciliation>,
    by_record: BTreeMap<LogIndex, ReconciliationRef>,
}

impl Reconciliations {
    /// A reconciliation.
    #[must_use]
    pub fn get(&self, about: ReconciliationRef) -> Option<&Reconciliation> {
        self.known.get(&about)
    }

    /// All of them, in the order they were opened.
    pub fn all(&self) -> impl Iterator<Item = &Reconciliation> {
        self.by_record.iter().filter_map(|(record, about)| {
            let known = self.known.get(about)?;
            (known.listings.first()?.record == *record).then_some(known)
        })
    }

    pub(crate) fn open(
        &mut self,
        about: ReconciliationRef,
        said: &ReconciliationOpened,
        listing: Listing,
    ) {
        self.by_record.insert(listing.record, about);
        let known = self.known.entry(about).or_insert_with(|| Reconciliation {
            about,
            said: said.clone(),
            listings: Vec::new(),
            judged: Vec::new(),
            disputes: Vec::new(),
            places: BTreeSet::new(),
        });
        let of = |party: PartyId| {
            move |entry: &EntryVersion| AllegationRef {
                party,
                id: entry.id,
            }
        };
        let ones = listing.listed.one.iter().map(of(said.one));
        let others = listing.listed.other.iter().map(of(said.other));
        let beside = listing.listed.beside.iter().map(|beside| beside.about);
        let listed: Vec<AllegationRef> = ones.chain(others).chain(beside).collect();
        known.places.extend(listed);
        known.listings.push(listing);
    }

    pub(super) fn judge(&mut self, about: ReconciliationRef, judged: Judged) {
        if let Some(known) = self.known.get_mut(&about) {
            self.by_record.insert(judged.record, about);
            known.judged.push(judged);
        }
    }

    pub(super) fn dispute(&mut self, about: ReconciliationRef, dispute: Dispute) {
        if let Some(known) = self.known.get_mut(&about) {
            self.by_record.insert(dispute.record, about);
            known.disputes.push(dispute);
        }
    }

    pub(super) fn undo(&mut self, about: ReconciliationRef, record: LogIndex, undone: Undone) {
        let Some(known) = self.known.get_mut(&about) else {
            return;
        };
        self.by_record.insert(undone.record, about);
        let judged = known.judged.iter_mut().find(|one| one.record == record);
        if let Some(judged) = judged {
            judged.undone.get_or_insert(undone);
            return;
        }
        let dispute = known.disputes.iter_mut().find(|one| one.record == record);
        if let Some(dispute) = dispute {
            dispute.undone.get_or_insert(undone);
        }
    }

    /// What a record disclosed is gone.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        let about = self.by_record.get(&record);
        let Some(known) = about.and_then(|about| self.known.get_mut(about)) else {
            return;
        };
        for judged in &mut known.judged {
            if judged.record == record {
                judged.proposed.forget();
                judged.text.forget();
            }
            forget_undone(judged.undone.as_mut(), record);
        }
        for dispute in &mut known.disputes {
            if dispute.record == record {
                dispute.reason.forget();
            }
            forget_undone(dispute.undone.as_mut(), record);
        }
    }
}

fn forget_undone(undone: Option<&mut Undone>, record: LogIndex) {
    if let Some(undone) = undone.filter(|undone| undone.record == record) {
        undone.reason.forget();
    }
}
