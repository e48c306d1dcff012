//! All that was said of each stop, as history.

use super::StopRef;
use crate::codec::record::{Alert, Signer};
use crate::ids::{DeskId, LogIndex, PartyId};
use crate::place::Volume4d;
use crate::register::said::Told;
use crate::time::Instant;
use crate::vocabulary::StopWord;
use crate::watch::AlertRef;
use std::collections::BTreeMap;

/// A stop with all that was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Whose, and which.
    pub about: StopRef,
    /// The record that says it.
    pub record: LogIndex,
    /// Where; without it the stop concerns everybody.
    pub area: Told<Volume4d>,
    /// In words.
    pub text: Told<String>,
    /// Who signed it: its sender, or whoever wrote it down.
    pub sent_by: Signer,
    /// When the register heard it.
    pub received_at: Instant,
    /// Who was told of it, and since which record.
    pub(super) recipients: BTreeMap<PartyId, LogIndex>,
    /// The alerts owed about it.
    pub(super) alerts: Vec<AlertRef>,
    /// What was replied, in the order it was said.
    pub(super) replies: Vec<Reply>,
    /// By what it was ended, in the order it was said; those that count are few.
    pub(super) endings: Vec<Ending>,
}

/// One reply: a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The record that says it.
    pub record: LogIndex,
    /// Whose word it is.
    pub party: PartyId,
    /// The desk that signed it.
    pub desk: DeskId,
    /// What.
    pub word: StopWord,
    /// To whom or why.
    pub text: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
}

/// A word that ends a stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The record that says it.
    pub record: LogIndex,
    /// Who: the sender or the centre.
    pub party: PartyId,
    /// The desk that signed it.
    pub desk: DeskId,
    /// Why.
    pub text: Told<String>,
    /// When the register heard it.
    pub received_at: Instant,
}

/// All stops.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stops {
    stops: BTreeMap<LogIndex, Stop>,
    places: BTreeMap<StopRef, LogIndex>,
    /// Which stop a record says something of: the stop's own record, replies and ends.
    by_record: BTreeMap<LogIndex, LogIndex>,
}

impl Stop {
    /// Who had been told of it after the first `known_at` records.
    pub fn recipients_at(&self, known_at: LogIndex) -> impl Iterator<Item = PartyId> {
        let known = self.recipients.iter();
        known
            .filter(move |(_, since)| **since < known_at)
            .map(|(party, _)| *party)
    }

    /// Whether a party had been told of it.
    #[must_use]
    pub fn is_recipient(&self, party: PartyId, known_at: LogIndex) -> bool {
        self.recipients
            .get(&party)
            .is_some_and(|since| *since < known_at)
    }

    /// What ended it; the first that may counts.
    #[must_use]
    pub fn endings(&self) -> &[Ending] {
        &self.endings
    }

    /// The alerts owed about it.
    #[must_use]
    pub fn alerts(&self) -> &[AlertRef] {
        &self.alerts
    }

    /// What was replied, in the order it was said.
    #[must_use]
    pub fn replies(&self) -> &[Reply] {
        &self.replies
    }
}

impl Stops {
    /// A stop.
    #[must_use]
    pub fn get(&self, about: StopRef) -> Option<&Stop> {
        self.stops.get(self.places.get(&about)?)
    }

    /// Every stop, in order of its record.
    pub fn all(&self) -> impl Iterator<Item = &Stop> {
        self.stops.values()
    }

    /// The stop that was sent with a record.
    #[must_use]
    pub fn sent_in(&self, record: LogIndex) -> Option<&Stop> {
        self.stops.get(&record)
    }

    /// The stop that a record says something of.
    #[must_use]
    pub fn of_record(&self, record: LogIndex) -> Option<&Stop> {
        self.stops.get(self.by_record.get(&record)?)
    }

    pub(super) fn send(&mut self, stop: Stop) {
        self.places.insert(stop.about, stop.record);
        self.by_record.insert(stop.record, stop.record);
        self.stops.insert(stop.record, stop);
    }

    pub(super) fn note_alert(&mut self, stop: LogIndex, record: LogIndex, alert: &Alert) {
        if let Some(stop) = self.stops.get_mut(&stop) {
            stop.alerts.push(AlertRef {
                record,
                to: alert.to,
                number: alert.number,
            });
            stop.recipients.entry(alert.to).or_insert(record);
        }
    }

    /// Keeps a reply; gives the alerts that were owed about the stop.
    pub(super) fn reply(&mut self, about: StopRef, reply: Reply) -> Vec<AlertRef> {
        let Some(stop) = self.named(about) else {
            return Vec::new();
        };
        let (place, by) = (stop.record, reply.record);
        stop.replies.push(reply);
        let alerts = stop.alerts.clone();
        self.by_record.insert(by, place);
        alerts
    }

    pub(super) fn end(&mut self, about: StopRef, ending: Ending) {
        if let Some(stop) = self.named(about) {
            let (place, by) = (stop.record, ending.record);
            stop.endings.push(ending);
            self.by_record.insert(by, place);
        }
    }

    fn named(&mut self, about: StopRef) -> Option<&mut Stop> {
        let place = self.places.get(&about)?;
        self.stops.get_mut(place)
    }

    /// Forgets the place and the words of a record.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        let place = self.by_record.get(&record);
        let Some(stop) = place.and_then(|place| self.stops.get_mut(place)) else {
            return;
        };
        if stop.record == record {
            stop.area.forget();
            stop.text.forget();
        }
        for reply in stop.replies.iter_mut().filter(|one| one.record == record) {
            reply.text.forget();
        }
        for ending in stop.endings.iter_mut().filter(|one| one.record == record) {
            ending.text.forget();
        }
    }
}
