//! Incidents as they are kept: every version, and what was asked about them, by log index.

use super::asking::{InformationAnswer, InformationRequest, Reply};
use super::{Attached, Details, Incident};
use crate::ids::{IncidentId, InformationRequestId, LogIndex, PartyId};
use crate::readers::Readers;
use crate::register::said::Told;
use crate::time::Instant;
use std::collections::BTreeMap;

/// One version of an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The record.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: Instant,
    /// As it was said.
    pub said: Incident,
    /// Where and when.
    pub details: Told<Details>,
    /// How to ask for what the register held.
    pub attached: Option<Attached>,
}

/// An incident as it was opened and amended.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Which.
    pub id: IncidentId,
    /// Who opened it.
    pub by: PartyId,
    /// Who may read it.
    pub readers: Readers,
    /// Its versions, the opening first.
    pub versions: Vec<Version>,
    /// What was asked about it, in order.
    pub requests: Vec<InformationRequestId>,
}

/// An information request as it was made, with what was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The record.
    pub record: LogIndex,
    /// Who asks.
    pub by: PartyId,
    /// When the register heard it.
    pub received_at: Instant,
    /// As it was said.
    pub said: InformationRequest,
    /// In words.
    pub text: Told<String>,
    /// What was answered, in order.
    pub answers: Vec<Given>,
}

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The record.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: Instant,
    /// As it was said.
    pub said: InformationAnswer,
    /// What it says.
    pub reply: Told<Reply>,
    /// Who may read what it says; everybody who may read the incident sees that it was given.
    pub readers: Readers,
}

impl Opened {
    /// The opening.
    #[must_use]
    pub fn first(&self) -> Option<&Version> {
        self.versions.first()
    }

    /// The version that counts by then.
    #[must_use]
    pub fn current(&self, known_at: LogIndex) -> Option<&Version> {
        let mut versions = self.versions.iter().rev();
        versions.find(|version| version.record < known_at)
    }

    /// The versions that there were by then.
    pub fn versions(&self, known_at: LogIndex) -> impl Iterator<Item = &Version> {
        let versions = self.versions.iter();
        versions.take_while(move |version| version.record < known_at)
    }

    /// A version by its number, the opening being 1.
    #[must_use]
    pub fn version(&self, number: usize, known_at: LogIndex) -> Option<&Version> {
        self.versions(known_at).nth(number.checked_sub(1)?)
    }
}

/// All incidents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incidents {
    incidents: BTreeMap<IncidentId, Opened>,
    requests: BTreeMap<InformationRequestId, Asked>,
    records: BTreeMap<LogIndex, IncidentId>,
    asked_in: BTreeMap<LogIndex, InformationRequestId>,
    /// How many requests each party made about each incident.
    asked_by: BTreeMap<(IncidentId, PartyId), usize>,
}

impl Incidents {
    /// An incident.
    #[must_use]
    pub fn get(&self, incident: IncidentId) -> Option<&Opened> {
        self.incidents.get(&incident)
    }

    /// The incident that a record opens, amends, asks or answers about.
    #[must_use]
    pub fn of_record(&self, record: LogIndex) -> Option<&Opened> {
        self.incidents.get(self.records.get(&record)?)
    }

    /// Every incident opened by then, in the order of the log.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Opened> {
        self.all_from(0, known_at)
    }

    /// As [`Incidents::all`], from a record on.
    pub fn all_from(&self, from: LogIndex, known_at: LogIndex) -> impl Iterator<Item = &Opened> {
        let records = self.records.range(from.min(known_at)..known_at);
        records.filter_map(|(record, incident)| {
            let opened = self.incidents.get(incident)?;
            let first = opened.first()?;
            (first.record == *record).then_some(opened)
        })
    }

    /// An information request.
    #[must_use]
    pub fn request(&self, request: InformationRequestId) -> Option<&Asked> {
        self.requests.get(&request)
    }

    /// The request that a record makes or answers.
    #[must_use]
    pub fn request_of_record(&self, record: LogIndex) -> Option<&Asked> {
        self.requests.get(self.asked_in.get(&record)?)
    }

    /// What was asked about an incident by then, in order.
    pub fn requests_of(
        &self,
        incident: IncidentId,
        known_at: LogIndex,
    ) -> impl Iterator<Item = &Asked> {
        let opened = self.incidents.get(&incident);
        let requests = opened.into_iter().flat_map(|opened| &opened.requests);
        requests
            .filter_map(|request| self.requests.get(request))
            .take_while(move |asked| asked.record < known_at)
    }

    /// How many requests a party made about an incident.
    #[must_use]
    pub fn asked_by(&self, incident: IncidentId, party: PartyId) -> usize {
        self.asked_by
            .get(&(incident, party))
            .copied()
            .unwrap_or_default()
    }

    /// As if a party had made so many.
    #[cfg(test)]
    pub(super) fn fill(&mut self, incident: IncidentId, party: PartyId, count: usize) {
        self.asked_by.insert((incident, party), count);
    }

    /// Who may read a record of incidents.
    #[must_use]
    pub fn readers(&self, record: LogIndex) -> Option<&Readers> {
        self.of_record(record).map(|opened| &opened.readers)
    }

    /// Who alone may read what an answer says.
    #[must_use]
    pub fn opened_to(&self, record: LogIndex) -> Option<&Readers> {
        let asked = self.request_of_record(record)?;
        let given = asked.answers.iter().find(|given| given.record == record)?;
        Some(&given.readers)
    }

    pub(super) fn open(&mut self, opened: Opened) {
        if let Some(first) = opened.first() {
            self.records.insert(first.record, opened.id);
        }
        self.incidents.insert(opened.id, opened);
    }

    pub(super) fn amend(&mut self, incident: IncidentId, version: Version) {
        if let Some(opened) = self.incidents.get_mut(&incident) {
            self.records.insert(version.record, incident);
            opened.versions.push(version);
        }
    }

    pub(super) fn ask(&mut self, asked: Asked) {
        let (record, request, incident) = (asked.record, asked.said.id, asked.said.incident);
        if let Some(opened) = self.incidents.get_mut(&incident) {
            opened.requests.push(request);
            *self.asked_by.entry((incident, asked.by)).or_default() += 1;
            self.records.insert(record, incident);
            self.asked_in.insert(record, request);
            self.requests.insert(request, asked);
        }
    }

    pub(super) fn answer(&mut self, request: InformationRequestId, given: Given) {
        if let Some(asked) = self.requests.get_mut(&request) {
            self.records.insert(given.record, asked.said.incident);
            self.asked_in.insert(given.record, request);
            asked.answers.push(given);
        }
    }

    /// Forgets what a record disclosed.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        let incident = self.records.get(&record).copied();
        let opened = incident.and_then(|incident| self.incidents.get_mut(&incident));
        for version in opened.into_iter().flat_map(|opened| &mut opened.versions) {
            if version.record == record {
                version.details.forget();
            }
        }
        let request = self.asked_in.get(&record).copied();
        let Some(asked) = request.and_then(|request| self.requests.get_mut(&request)) else {
            return;
        };
        if asked.record == record {
            asked.text.forget();
        }
        for given in &mut asked.answers {
            if given.record == record {
                given.reply.forget();
            }
        }
    }
}
