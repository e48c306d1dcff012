//! The register as a value: everything derived from the log, and nothing else.
//!
//! [`decide`] judges a submission against this state and returns the record it would become;
//! [`apply`] takes a record into the state and never judges. Whoever holds the log holds the
//! register: replaying the records from the first gives this value again, field by field.
//!
//! Not here: storage, keys, clocks (the engine's). DESIGN.md §5.

use crate::actor::Actors;
use crate::agreement::Agreements;
use crate::allegation::history::Allegations;
use crate::attendance::Attendance;
use crate::bulletin::history::Bulletins;
use crate::channel::Channels;
use crate::check::Checks;
use crate::claim::history::Claims;
use crate::clock::Clock;
use crate::codec::cbor::Digest;
use crate::codec::record::Signer;
use crate::countersignature::Countersignatures;
use crate::counts::Counts;
use crate::declaration::Declarations;
use crate::duty::Duties;
use crate::erasure::Erasures;
use crate::evidence::history::Evidence;
use crate::hold::Holds;
use crate::ids::{ActId, LogIndex, PartyId};
use crate::incident::history::Incidents;
use crate::informed::Informs;
use crate::ladder::Ladder;
use crate::line::LineTests;
use crate::looks::Looks;
use crate::notification::history::Notifications;
use crate::pack::Packs;
use crate::party::authority::Authority;
use crate::party::chain::KeyChains;
use crate::plan::Plans;
use crate::presence::Presences;
use crate::reconciliation::history::Reconciliations;
use crate::relay::Relays;
use crate::request::Requests;
use crate::stop::Stops;
use crate::stop::delivery::Deliveries;
use crate::time::Instant;
use crate::vocabulary::Stance;
use crate::watch::Watch;
use crate::zone::history::Zones;
use std::collections::BTreeMap;

pub mod apply;
pub mod decide;
pub mod said;
pub mod tick;

/// All that the log says, ready to be asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// How many records there are: the index of the next one.
    pub size: LogIndex,
    /// When the latest record was received.
    pub last_received: Option<Instant>,
    /// What was said under which id: its payload's digest and its place.
    pub acts: BTreeMap<(PartyId, ActId), (Digest, LogIndex)>,
    /// When each record was received, by index.
    pub received: Vec<Instant>,
    /// Who signed which record.
    pub signers: BTreeMap<LogIndex, Signer>,
    /// Whether the clock is trusted.
    pub clock: Clock,
    /// Parties, desks and keys.
    pub authority: Authority,
    /// The chain of each signing key.
    pub chains: KeyChains,
    /// Zones, boundaries and profiles.
    pub zones: Zones,
    /// Sites, movements and nils.
    pub notifications: Notifications,
    /// Whatever says that somebody is somewhere, with the space-time index over it.
    pub presences: Presences,
    /// Whatever says that nobody else is.
    pub declarations: Declarations,
    /// Requests and answers.
    pub requests: Requests,
    /// Inboxes and the acknowledgement ladder.
    pub ladder: Ladder,
    /// Channels between parties.
    pub channels: Channels,
    /// Plans.
    pub plans: Plans,
    /// Checks and budgets.
    pub checks: Checks,
    /// What owners are told of checks.
    pub counts: Counts,
    /// Who was shown what.
    pub looks: Looks,
    /// Standing checks and alerts.
    pub watch: Watch,
    /// What fell due and was said to be due.
    pub announced: tick::Announced,
    /// Entries for others, and what their owners said of them.
    pub relays: Relays,
    /// What waits for a second person or another party.
    pub countersignatures: Countersignatures,
    /// What was erased, and what waits for a second person.
    pub erasures: Erasures,
    /// What is held as evidence.
    pub holds: Holds,
    /// Stops, with what was replied.
    pub stops: Stops,
    /// Line tests.
    pub lines: LineTests,
    /// Which desks are there.
    pub attendance: Attendance,
    /// What has left towards which desk.
    pub deliveries: Deliveries,
    /// Who is on duty.
    pub duties: Duties,
    /// Who is said to have been told by other means.
    pub informs: Informs,
    /// Which offline packs were drawn.
    pub packs: Packs,
    /// Who is spoken about, and what others call them.
    pub actors: Actors,
    /// Agreements.
    pub agreements: Agreements,
    /// What happened, by whose word, and what was asked about it.
    pub incidents: Incidents,
    /// What somebody claims.
    pub claims: Claims,
    /// What is alleged, and what was said of it.
    pub allegations: Allegations,
    /// Two sides' lists, set side by side.
    pub reconciliations: Reconciliations,
    /// What was published of them.
    pub bulletins: Bulletins,
    /// Files that were entered, and what was done with them.
    pub evidence: Evidence,
}

/// From where one looks: which records count, and what time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standpoint {
    /// Every record below this index counts, none from it on.
    pub known_at: LogIndex,
    /// What has expired, is stale or overdue is judged at this time.
    pub now: Instant,
}

impl Register {
    /// A register without records; the first must be its genesis.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over what is large and alike in another register of the very same records, so that both take the memory
    /// of one: the packed parts of the index. They say the same before and after.
    pub fn share(&mut self, other: &Self) {
        if self.size == other.size {
            self.presences.share(&other.presences);
        }
    }

    /// The standpoint of whoever looks at everything now.
    #[must_use]
    pub const fn standpoint(&self, now: Instant) -> Standpoint {
        Standpoint {
            known_at: self.size,
            now,
        }
    }

    /// How many records had been received by `instant`: the known-at that belongs to a time.
    #[must_use]
    pub fn known_at_time(&self, instant: Instant) -> LogIndex {
        self.received
            .partition_point(|received| *received <= instant) as LogIndex
    }

    /// Whose word a record is: the speaker's where it is relayed, else the signer's; `None` for
    /// mechanical acts.
    #[must_use]
    pub fn owner_of(&self, record: LogIndex) -> Option<PartyId> {
        let relayed = self.relays.entry(record).map(|entry| entry.speaker);
        relayed.or_else(|| self.writer_of(record))
    }

    /// Who signed the statement of a record; `None` for mechanical acts.
    #[must_use]
    pub fn writer_of(&self, record: LogIndex) -> Option<PartyId> {
        self.signers.get(&record).map(|signer| signer.party)
    }

    /// Whether what a record said still counts at `now`; such a record cannot be erased.
    #[must_use]
    pub fn in_force(&self, record: LogIndex, now: Instant) -> bool {
        let standpoint = self.standpoint(now);
        crate::notification::in_force(self, record, standpoint)
            || crate::notification::unreadable::in_force(self, record, standpoint)
            || crate::request::in_force(self, record, standpoint)
            || crate::plan::in_force(self, record, standpoint)
            || crate::stop::in_force(self, record, standpoint)
            || crate::duty::in_force(self, record, standpoint.known_at)
            || crate::hold::in_force(self, record, standpoint)
    }

    /// Every noun that keeps more than the word of [`crate::relay`] hears what a party said, with the
    /// record `by`, of a record that stands in its name.
    pub(crate) fn take_stance(&mut self, record: LogIndex, stance: Stance, by: LogIndex) {
        crate::request::answer::take_stance(self, record, stance, by);
    }

    /// Every noun forgets what a record disclosed: its value becomes [`said::Told::Erased`].
    pub(crate) fn forget(&mut self, record: LogIndex) {
        self.presences.forget(record);
        self.declarations.forget(record);
        self.notifications.forget(record);
        self.relays.forget(record);
        self.requests.forget(record);
        self.ladder.forget(record);
        self.channels.forget(record);
        if self.plans.forget(record) {
            self.checks.forget_plan(record);
        }
        self.checks.forget(record);
        self.stops.forget(record);
        self.looks.forget(record);
        self.actors.forget(record);
        self.incidents.forget(record);
        self.claims.forget(record);
        self.allegations.forget(record);
        self.reconciliations.forget(record);
        self.evidence.forget(record);
        crate::counts::forget(self, record);
        let about = self.notifications.of_record(record);
        if let Some(about) = about.map(|known| known.about) {
            crate::notification::due::follow(self, about);
        }
        crate::watch::near::forget(self, record);
    }
}

#[cfg(test)]
pub(crate) mod tests;
