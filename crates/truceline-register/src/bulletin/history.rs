//! Bulletins with all their versions: nothing is ever taken out.

use super::{BulletinRef, Version};
use crate::day::{ClockOffset, Day};
use crate::ids::{KeyId, LogIndex, PartyId, ZoneId};
use std::collections::BTreeMap;

/// Of which zone and day, by which clock.
pub type ZoneDay = (ZoneId, Day, ClockOffset);

/// A bulletin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulletin {
    /// Whose, and which.
    pub about: BulletinRef,
    versions: Vec<Version>,
}

impl Bulletin {
    /// Its versions by then, the first first.
    #[must_use]
    pub fn versions(&self, known_at: LogIndex) -> &[Version] {
        let known = self
            .versions
            .partition_point(|version| version.record < known_at);
        self.versions.get(..known).unwrap_or_default()
    }

    /// The version that counted then.
    #[must_use]
    pub fn latest(&self, known_at: LogIndex) -> Option<&Version> {
        self.versions(known_at).last()
    }

    /// Of which zone and day it is.
    #[must_use]
    pub fn day(&self) -> Option<ZoneDay> {
        let content = &self.versions.first()?.said.content;
        Some((content.zone, content.day, content.clock))
    }
}

/// All bulletins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulletins {
    known: BTreeMap<BulletinRef, Bulletin>,
    by_record: BTreeMap<LogIndex, BulletinRef>,
}

impl Bulletins {
    /// A bulletin.
    #[must_use]
    pub fn get(&self, about: BulletinRef) -> Option<&Bulletin> {
        self.known.get(&about)
    }

    /// All of them, in the order of their first versions.
    pub fn all(&self) -> impl Iterator<Item = &Bulletin> {
        self.by_record.iter().filter_map(|(record, about)| {
            let known = self.known.get(about)?;
            (known.versions.first()?.record == *record).then_some(known)
        })
    }

    /// The bulletins with the latest version last.
    pub fn by_latest(&self) -> impl DoubleEndedIterator<Item = &Bulletin> {
        self.by_record.iter().filter_map(|(record, about)| {
            let known = self.known.get(about)?;
            (known.versions.last()?.record == *record).then_some(known)
        })
    }

    /// The bulletin that a record publishes a version of.
    #[must_use]
    pub fn of_record(&self, record: LogIndex) -> Option<&Bulletin> {
        self.known.get(self.by_record.get(&record)?)
    }

    /// A party's bulletin of a zone and day.
    #[must_use]
    pub fn of_day(&self, party: PartyId, day: ZoneDay) -> Option<&Bulletin> {
        let mut known = self.known.values();
        known.find(|known| known.about.party == party && known.day() == Some(day))
    }

    /// How many versions a key signed by then.
    #[must_use]
    pub fn signed_with(&self, key: KeyId, known_at: LogIndex) -> u64 {
        let versions = self.all().flat_map(|known| known.versions(known_at));
        let signed = versions.filter(|version| version.by.key == key).count();
        u64::try_from(signed).unwrap_or(u64::MAX)
    }

    pub(super) fn take(&mut self, about: BulletinRef, version: Version) {
        self.by_record.insert(version.record, about);
        let known = self.known.entry(about).or_insert_with(|| Bulletin {
            about,
            versions: Vec::new(),
        });
        known.versions.push(version);
    }
}
