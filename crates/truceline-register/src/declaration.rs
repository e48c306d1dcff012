//! Whatever says that nobody else is somewhere: nils, and answers that declare themselves complete.
//!
//! Silence is not nil; a bare list of positions declares nothing. A declaration takes presence away
//! only in a check's eyes, and only while it is its owner's signed and undisputed word. Not here:
//! how old it may be, and whether area, window and forces suffice ([`crate::check`]'s). DESIGN.md §6.

use crate::ids::{LogIndex, PartyId};
use crate::notification::nil;
use crate::place::Volume4d;
use crate::register::said::Told;
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::time::Instant;
use crate::vocabulary::ForceSet;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// A declaration as it stands at a standpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Whose.
    pub party: PartyId,
    /// The record that says it.
    pub record: LogIndex,
    /// Which forces it covers.
    pub forces: ForceSet,
    /// Area and window; absent where it was never disclosed or was erased.
    pub volume: Option<Volume4d>,
    /// As of when it is true; its age counts from here.
    pub as_of: Instant,
    /// Somebody disputes it: it gives no coverage.
    pub contested: bool,
    /// Not its owner's signed word yet: it gives no coverage.
    pub relayed: bool,
    /// What it disclosed was erased.
    pub erased: bool,
}

/// What a nil or an answer declares, as its noun takes it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaring {
    /// Whose.
    pub party: PartyId,
    /// The record that says it.
    pub record: LogIndex,
    /// Which forces it covers.
    pub forces: ForceSet,
    /// Area and window.
    pub volume: Told<Volume4d>,
    /// As of when it is true.
    pub as_of: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    said: Declaring,
    retired: Option<LogIndex>,
}

/// The table of declarations; nothing is ever taken out of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declarations {
    entries: BTreeMap<LogIndex, Entry>,
    of_party: BTreeMap<PartyId, BTreeSet<LogIndex>>,
    by_as_of: BTreeSet<(Instant, LogIndex)>,
}

impl Declarations {
    /// Where a record declares something, current or not; `None` where it declares nothing.
    pub(crate) fn declared(&self, record: LogIndex) -> Option<&Told<Volume4d>> {
        self.entries.get(&record).map(|entry| &entry.said.volume)
    }

    /// The records that declare something as of a stretch of time.
    pub(crate) fn as_of(&self, times: RangeInclusive<Instant>) -> impl Iterator<Item = LogIndex> {
        let times = (*times.start(), 0)..=(*times.end(), LogIndex::MAX);
        self.by_as_of.range(times).map(|(_, record)| *record)
    }

    /// Takes a declaration in. Its record's index names it from here on.
    pub(crate) fn declare(&mut self, said: Declaring) {
        self.of_party
            .entry(said.party)
            .or_default()
            .insert(said.record);
        self.by_as_of.insert((said.as_of, said.record));
        let entry = Entry {
            retired: None,
            said,
        };
        self.entries.insert(entry.said.record, entry);
    }

    /// The declaration of `record` counts no more from the record `by` on: withdrawn, amended,
    /// answered anew. The first such record counts.
    pub(crate) fn retire(&mut self, record: LogIndex, by: LogIndex) {
        if let Some(entry) = self.entries.get_mut(&record) {
            entry.retired.get_or_insert(by);
        }
    }

    /// Forgets what a record declared.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        if let Some(entry) = self.entries.get_mut(&record) {
            entry.said.volume.forget();
        }
    }

    fn standing(
        &self,
        register: &Register,
        record: LogIndex,
        known_at: LogIndex,
    ) -> Option<Declared> {
        let entry = self.entries.get(&record)?;
        let before = |index: &Option<LogIndex>| index.is_some_and(|index| index < known_at);
        let word = register.relays.word(record, known_at);
        if record >= known_at || before(&entry.retired) || matches!(word, Word::Disowned { .. }) {
            return None;
        }
        Some(Declared {
            party: entry.said.party,
            record,
            forces: entry.said.forces,
            volume: entry.said.volume.value().cloned(),
            as_of: entry.said.as_of,
            contested: nil::is_in_doubt(register, record, known_at),
            relayed: word == Word::Unconfirmed,
            erased: entry.said.volume == Told::Erased,
        })
    }
}

/// What a record declared, as it stands at the standpoint; `None` where it declared nothing or was
/// withdrawn or replaced.
#[must_use]
pub fn of_record(register: &Register, record: LogIndex, at: Standpoint) -> Option<Declared> {
    register
        .declarations
        .standing(register, record, at.known_at)
}

/// A declaration in force that is its owner's own word, with its area and window.
#[derive(Clone, Copy, Debug)]
pub struct OwnWord<'a> {
    /// Area and window.
    pub volume: &'a Volume4d,
    /// Which forces it covers.
    pub forces: ForceSet,
}

/// What a record declares in its owner's own word, disputed or not; `None` where it declared
/// nothing, is only relayed, was withdrawn or replaced, or cannot be seen.
#[must_use]
pub fn own_word(register: &Register, record: LogIndex, known_at: LogIndex) -> Option<OwnWord<'_>> {
    let entry = register.declarations.entries.get(&record)?;
    let is_retired = entry.retired.is_some_and(|by| by < known_at);
    let is_own = register.relays.own_since(record, known_at).is_some();
    let volume = entry
        .said
        .volume
        .value()
        .filter(|_| is_own && !is_retired)?;
    Some(OwnWord {
        volume,
        forces: entry.said.forces,
    })
}

/// The area and window that a record declared, whatever became of it; `None` where it declared nothing or
/// that cannot be seen.
#[must_use]
pub fn said_volume(register: &Register, record: LogIndex) -> Option<&Volume4d> {
    let entry = register.declarations.entries.get(&record)?;
    entry.said.volume.value()
}

/// A party's declarations in force at the standpoint (not withdrawn, not replaced by a later
/// version), in order of record; the caller judges age, area, window and forces.
#[must_use]
pub fn of_party(register: &Register, party: PartyId, at: Standpoint) -> Vec<Declared> {
    let table = &register.declarations;
    table
        .of_party
        .get(&party)
        .into_iter()
        .flatten()
        .filter_map(|record| table.standing(register, *record, at.known_at))
        .collect()
}

#[cfg(test)]
mod tests;
