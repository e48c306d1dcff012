//! Files as they were entered, with what was handed in and done since, all by log index. Never their bytes.

use super::handling::{EvidenceHandled, How};
use super::{About, EvidenceEntered, Words};
use crate::codec::cbor::Digest;
use crate::ids::{EvidenceId, LogIndex, PartyId};
use crate::readers::Readers;
use crate::register::said::Told;
use crate::time::Instant;
use std::collections::BTreeMap;

/// Where the bytes of a part came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The record.
    pub record: LogIndex,
    /// Whether they were erased since.
    pub erased: bool,
}

/// A line of the collection log.
#[derive(Clone, Debug, PartialEq)]
pub struct Handled {
    /// The record.
    pub record: LogIndex,
    /// The party that says it.
    pub by: PartyId,
    /// When the register heard it.
    pub received_at: Instant,
    /// How it was done.
    pub how: Told<How>,
    /// As it was said.
    pub said: EvidenceHandled,
}

/// That a file was entered in error.
#[derive(Clone, Debug, PartialEq)]
pub struct Withdrawn {
    /// The record.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: Instant,
    /// Why.
    pub reason: Told<String>,
}

/// A file as it was entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The record.
    pub record: LogIndex,
    /// The party that entered it.
    pub by: PartyId,
    /// When the register heard it.
    pub received_at: Instant,
    /// How many steps it is from the original that it comes from.
    pub depth: u8,
    /// Who may read it.
    pub readers: Readers,
    /// Its title, its description, where it comes from.
    pub words: Told<Words>,
    /// As it was said.
    pub said: EvidenceEntered,
    /// Its parts that came in, by number.
    pub parts: BTreeMap<u16, Part>,
    /// The records whose part names active content.
    pub active: Vec<LogIndex>,
    /// What was done with it, in order.
    pub handlings: Vec<Handled>,
    /// That it was entered in error.
    pub withdrawn: Option<Withdrawn>,
    /// What derives from it, in order.
    pub derived: Vec<(LogIndex, EvidenceId)>,
}

/// How much of a file is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// All of it.
    Whole,
    /// Parts of it have not come in yet.
    Incomplete,
    /// Bytes of it were erased.
    Erased,
}

impl Held {
    /// In a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Incomplete => "incomplete",
            Self::Erased => "erased",
        }
    }
}

impl Entry {
    /// How much of it is here.
    #[must_use]
    pub fn held(&self) -> Held {
        if self.parts.values().any(|part| part.erased) {
            return Held::Erased;
        }
        match self.parts.len() == self.said.parts.len() {
            true => Held::Whole,
            false => Held::Incomplete,
        }
    }

    /// The records that speak of it, in order: the entry, its parts, its log, its withdrawal.
    #[must_use]
    pub fn records(&self) -> Vec<LogIndex> {
        let parts = self.parts.values().map(|part| part.record);
        let handled = self.handlings.iter().map(|handled| handled.record);
        let withdrawn = self.withdrawn.iter().map(|withdrawn| withdrawn.record);
        let mut all: Vec<LogIndex> = std::iter::once(self.record)
            .chain(parts)
            .chain(handled)
            .chain(withdrawn)
            .collect();
        all.sort_unstable();
        all
    }
}

/// All files that were entered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    entries: BTreeMap<EvidenceId, Entry>,
    records: BTreeMap<LogIndex, EvidenceId>,
    about: BTreeMap<About, Vec<EvidenceId>>,
    by_hash: BTreeMap<Digest, Vec<EvidenceId>>,
    bytes: BTreeMap<PartyId, u64>,
}

impl Evidence {
    /// An entry.
    #[must_use]
    pub fn get(&self, evidence: EvidenceId) -> Option<&Entry> {
        self.entries.get(&evidence)
    }

    /// The entry that a record enters, brings a part of, handles or withdraws.
    #[must_use]
    pub fn of_record(&self, record: LogIndex) -> Option<&Entry> {
        self.entries.get(self.records.get(&record)?)
    }

    /// Every entry made by then, from a record on, in the order of the log.
    pub fn all_from(&self, from: LogIndex, known_at: LogIndex) -> impl Iterator<Item = &Entry> {
        let records = self.records.range(from.min(known_at)..known_at);
        records.filter_map(|(record, evidence)| {
            let entry = self.entries.get(evidence);
            entry.filter(|entry| entry.record == *record)
        })
    }

    /// Every entry made by then, in the order of the log.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Entry> {
        self.all_from(0, known_at)
    }

    /// The entries about a thing, in the order of the log.
    pub fn about(&self, about: About) -> impl Iterator<Item = &Entry> {
        let found = self.about.get(&about).into_iter().flatten();
        found.filter_map(|evidence| self.entries.get(evidence))
    }

    /// The entries of files with this hash, in the order of the log.
    pub fn with_hash(&self, sha256: &Digest) -> impl Iterator<Item = &Entry> {
        let found = self.by_hash.get(sha256).into_iter().flatten();
        found.filter_map(|evidence| self.entries.get(evidence))
    }

    /// How many bytes the files of a party have, erased ones too, whose place is not given back.
    #[must_use]
    pub fn bytes_of(&self, party: PartyId) -> u64 {
        self.bytes.get(&party).copied().unwrap_or(0)
    }

    /// Who may read a record of evidence.
    #[must_use]
    pub fn readers(&self, record: LogIndex) -> Option<&Readers> {
        self.of_record(record).map(|entry| &entry.readers)
    }

    pub(super) fn enter(&mut self, entry: Entry) {
        let (record, id) = (entry.record, entry.said.id);
        self.records.insert(record, id);
        self.about.entry(entry.said.about).or_default().push(id);
        self.by_hash.entry(entry.said.sha256).or_default().push(id);
        let bytes = self.bytes.entry(entry.by).or_default();
        *bytes = bytes.saturating_add(entry.said.size);
        let origin = entry
            .said
            .derived
            .and_then(|from| self.entries.get_mut(&from.from));
        if let Some(origin) = origin {
            origin.derived.push((record, id));
        }
        self.entries.insert(id, entry);
    }

    pub(super) fn bring(&mut self, evidence: EvidenceId, number: u16, part: Part, active: bool) {
        if let Some(entry) = self.entries.get_mut(&evidence) {
            self.records.insert(part.record, evidence);
            entry.parts.insert(number, part);
            if active {
                entry.active.push(part.record);
            }
        }
    }

    pub(super) fn handle(&mut self, handled: Handled) {
        if let Some(entry) = self.entries.get_mut(&handled.said.evidence) {
            self.records.insert(handled.record, handled.said.evidence);
            entry.handlings.push(handled);
        }
    }

    pub(super) fn withdraw(&mut self, evidence: EvidenceId, withdrawn: Withdrawn) {
        if let Some(entry) = self.entries.get_mut(&evidence) {
            self.records.insert(withdrawn.record, evidence);
            entry.withdrawn = Some(withdrawn);
        }
    }

    /// Forgets what a record disclosed. Whether bytes are here is known by what was recorded alone, so that no
    /// replay has to read them.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        let evidence = self.records.get(&record);
        let Some(entry) = evidence.and_then(|evidence| self.entries.get_mut(evidence)) else {
            return;
        };
        if entry.record == record {
            entry.words.forget();
        }
        for part in entry.parts.values_mut() {
            part.erased |= part.record == record;
        }
        for handled in &mut entry.handlings {
            if handled.record == record {
                handled.how.forget();
            }
        }
        if let Some(withdrawn) = &mut entry.withdrawn
            && withdrawn.record == record
        {
            withdrawn.reason.forget();
        }
    }
}
