//! What is kept of checks: what was asked, what was said, and who looked where.
//!
//! Budgets are counted from it, never stored.

use super::probing::NoticedIn;
use super::{Basis, Verdict};
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::position::Decimetres;
use crate::ids::{CheckId, LogIndex, PartyId, PlanId, ZoneId};
use crate::place::Volume4d;
use crate::register::Register;
use crate::register::said::Told;
use crate::time::Instant;
use crate::vocabulary::Activity;
use std::collections::BTreeMap;

/// A check that a party asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The record that asks.
    pub record: LogIndex,
    /// The asker.
    pub party: PartyId,
    /// Its id for the check.
    pub check: CheckId,
    /// What was checked.
    pub what: Asking,
    /// Kind of activity.
    pub activity: Activity,
    /// The buffer asked for.
    pub buffer: Decimetres,
    /// When.
    pub received_at: Instant,
}

/// What a check asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// A plan of the asker, in the version that stands in this record.
    Plan(PlanId, LogIndex),
    /// Volumes of its own.
    Volumes(Told<Vec<Volume4d>>),
}

impl Asked {
    /// The volumes asked about, as far as the register has them.
    #[must_use]
    pub fn volumes<'a>(&'a self, register: &'a Register) -> Option<&'a [Volume4d]> {
        match &self.what {
            Asking::Plan(_, version) => register.plans.volumes(*version).map(Vec::as_slice),
            Asking::Volumes(volumes) => volumes.value().map(Vec::as_slice),
        }
    }
}

/// What a check or the watch said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The record that says it.
    pub record: LogIndex,
    /// What.
    pub verdict: Verdict,
    /// Why.
    pub basis: Told<Basis>,
    /// When.
    pub received_at: Instant,
}

/// That a party looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The record that told it how its volumes stand.
    pub record: LogIndex,
    /// When.
    pub received_at: Instant,
    /// The record that says what it asked about: its own, or a plan's version.
    pub of: LogIndex,
    /// A box that holds all that it asked about; absent where the register has not got that.
    pub hull: Option<GeoBox>,
}

/// Everything asked and said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checks {
    asked: BTreeMap<LogIndex, Asked>,
    by_id: BTreeMap<(PartyId, CheckId), LogIndex>,
    spoken: BTreeMap<LogIndex, Vec<Spoken>>,
    of_plan: BTreeMap<(PartyId, PlanId), Vec<LogIndex>>,
    looked: BTreeMap<PartyId, Vec<Look>>,
    noticed: Vec<NoticedIn>,
}

impl Checks {
    /// The check that a party calls by an id.
    #[must_use]
    pub fn by_id(&self, party: PartyId, check: CheckId) -> Option<&Asked> {
        self.by_id
            .get(&(party, check))
            .and_then(|record| self.asked.get(record))
    }

    /// The check asked for in a record.
    #[must_use]
    pub fn asked(&self, record: LogIndex) -> Option<&Asked> {
        self.asked.get(&record)
    }

    /// Every check asked for, in order of the log.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Asked> {
        self.asked.range(..known_at).map(|(_, asked)| asked)
    }

    /// What a record said: a check's outcome, or one for each plan that the watch ran for.
    #[must_use]
    pub fn spoken(&self, record: LogIndex) -> &[Spoken] {
        self.spoken.get(&record).map_or(&[], Vec::as_slice)
    }

    /// Everything said, in order of the log.
    pub fn all_spoken(&self, known_at: LogIndex) -> impl Iterator<Item = &Spoken> {
        self.spoken.range(..known_at).flat_map(|(_, spoken)| spoken)
    }

    /// What was last said of a plan at its activation, its amendment or by the watch; checks of it
    /// that were asked for apart do not count.
    #[must_use]
    pub fn last_of_plan(&self, plan: (PartyId, PlanId), known_at: LogIndex) -> Option<&Spoken> {
        let records = self.of_plan.get(&plan)?;
        let known = &records[..records.partition_point(|record| *record < known_at)];
        let spoken = self.spoken(*known.last()?);
        spoken
            .iter()
            .find(|s| s.verdict.plan == Some(plan) && s.verdict.check.is_none())
    }

    /// The records that told a party an outcome in a zone (absent: outside all) since an instant. What
    /// was withheld from it does not count; what was erased since counts everywhere.
    pub fn looks(
        &self,
        party: PartyId,
        zone: Option<ZoneId>,
        since: Instant,
        known_at: LogIndex,
    ) -> impl Iterator<Item = LogIndex> {
        self.looks_since(party, since, known_at)
            .map(|look| look.record)
            .filter(move |record| self.spoken(*record).iter().any(|s| s.looked_in(zone)))
    }

    /// Everyone who ever looked.
    pub fn askers(&self) -> impl Iterator<Item = PartyId> {
        self.looked.keys().copied()
    }

    /// A party's looks since an instant, the latest first.
    pub fn looks_since(
        &self,
        party: PartyId,
        since: Instant,
        known_at: LogIndex,
    ) -> impl Iterator<Item = &Look> {
        let looked = self.looked.get(&party).map_or(&[][..], Vec::as_slice);
        looked
            .iter()
            .rev()
            .skip_while(move |look| look.record >= known_at)
            .take_while(move |look| look.received_at >= since)
    }

    /// No zone has had more looks of a party since an instant.
    pub(super) fn looks_at_most(
        &self,
        party: PartyId,
        since: Instant,
        known_at: LogIndex,
    ) -> usize {
        let looked = self.looked.get(&party).map_or(&[][..], Vec::as_slice);
        let known = &looked[..looked.partition_point(|look| look.record < known_at)];
        // Received time never decreases.
        known.len() - known.partition_point(|look| look.received_at < since)
    }

    /// What was noticed of looks since an instant, the latest first.
    pub fn noticed_since(&self, since: Instant) -> impl Iterator<Item = &NoticedIn> {
        let noticed = self.noticed.iter().rev();
        noticed.take_while(move |noticed| noticed.received_at >= since)
    }

    /// What a record noticed of the look that it is.
    pub fn noticed_in(&self, record: LogIndex) -> impl Iterator<Item = &NoticedIn> {
        let all = &self.noticed;
        let from = all.partition_point(|noticed| noticed.record < record);
        all[from..]
            .iter()
            .take_while(move |noticed| noticed.record == record)
    }

    /// Keeps what was noticed.
    pub(super) fn note(&mut self, noticed: NoticedIn) {
        self.noticed.push(noticed);
    }

    /// Keeps what a party asks; of a plan with the volumes of its version.
    pub(super) fn ask(&mut self, asked: Asked, of_plan: Option<&[Volume4d]>) {
        self.by_id
            .entry((asked.party, asked.check))
            .or_insert(asked.record);
        let (of, volumes) = match &asked.what {
            Asking::Volumes(volumes) => (asked.record, volumes.value().map(Vec::as_slice)),
            Asking::Plan(_, version) => (*version, of_plan),
        };
        let look = Look {
            record: asked.record,
            received_at: asked.received_at,
            of,
            hull: volumes.and_then(hull),
        };
        self.look(asked.party, look);
        self.asked.insert(asked.record, asked);
    }

    /// Keeps what a check or the watch said.
    pub(super) fn speak(&mut self, spoken: Spoken) {
        if let (Some(plan), None) = (spoken.verdict.plan, spoken.verdict.check) {
            let records = self.of_plan.entry(plan).or_default();
            if records.last() != Some(&spoken.record) {
                records.push(spoken.record);
            }
        }
        self.spoken.entry(spoken.record).or_default().push(spoken);
    }

    /// Notes that a party is told in a record how the volumes of its plan stand, in the version given by its record.
    pub(crate) fn note_look(
        &mut self,
        party: PartyId,
        (record, received_at): (LogIndex, Instant),
        (of, volumes): (LogIndex, Option<&[Volume4d]>),
    ) {
        let look = Look {
            record,
            received_at,
            of,
            hull: volumes.and_then(hull),
        };
        self.look(party, look);
    }

    fn look(&mut self, party: PartyId, look: Look) {
        self.looked.entry(party).or_default().push(look);
    }

    /// As if no box of a look were known: everything is compared.
    #[cfg(test)]
    pub(super) fn forget_hulls(&mut self) {
        for look in self.looked.values_mut().flatten() {
            look.hull = None;
        }
    }

    /// Forgets what a check asked about and why it said what it said.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        if let Some(Asking::Volumes(volumes)) = self.asked.get_mut(&record).map(|a| &mut a.what) {
            volumes.forget();
        }
        for looked in self.looked.values_mut() {
            if let Ok(place) = looked.binary_search_by_key(&record, |look| look.record) {
                looked[place].hull = None;
            }
        }
        for spoken in self.spoken.get_mut(&record).into_iter().flatten() {
            spoken.basis.forget();
        }
        let noticed = self.noticed.iter_mut();
        for noticed in noticed.filter(|noticed| noticed.record == record) {
            noticed.what.forget();
        }
    }

    /// Forgets where the version of a plan was that stands in a record.
    pub(crate) fn forget_plan(&mut self, version: LogIndex) {
        for looked in self.looked.values_mut() {
            // A look never comes before what it asks about.
            let from = looked.partition_point(|look| look.record < version);
            for look in looked[from..].iter_mut().filter(|look| look.of == version) {
                look.hull = None;
            }
        }
    }
}

/// A box that holds all of some volumes.
fn hull(volumes: &[Volume4d]) -> Option<GeoBox> {
    let boxes = volumes
        .iter()
        .flat_map(|volume| bounds(&volume.footprint, Decimetres::ZERO));
    boxes.reduce(GeoBox::hull)
}

impl Spoken {
    fn looked_in(&self, zone: Option<ZoneId>) -> bool {
        match &self.basis {
            Told::Value(basis) if basis.is_withheld() => false,
            Told::Value(basis) => match zone {
                Some(zone) => basis.touched.contains(&zone),
                None => basis.touched.is_empty(),
            },
            Told::Nothing | Told::Erased => true,
        }
    }
}
