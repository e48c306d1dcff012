//! What of requests time alone brings: a reminder before an occurrence is due, and that it is overdue.
//!
//! Each is said once, by a tick, and only while nobody has answered: to refuse is an answer. What was said
//! is over for whoever was told when the occurrence is answered. Not here: who is owed what, and that one
//! tick speaks of one party ([`crate::register::tick`]); passing on what nobody takes ([`crate::watch`]).

use super::schedule::{Occurrence, Version};
use super::{Asked, Requests};
use crate::codec::record::AlertWhy;
use crate::ids::{DeskId, LogIndex, PartyId, RequestId, ZoneId};
use crate::register::Register;
use crate::relay::Word;
use crate::time::{Instant, Span};
use crate::watch::Owed;
use crate::zone::history::Zones;

/// An occurrence of which something falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due<'a> {
    /// The version of the request.
    pub version: &'a Version,
    /// Which occurrence, and when it is due.
    pub occurrence: Occurrence,
    /// When this falls due.
    pub at: Instant,
    /// Whether it is overdue then; else its party is reminded.
    pub overdue: bool,
}

/// How long before it is due an occurrence's party is reminded, if at all.
fn reminder(version: &Version, zones: &Zones) -> Option<Span> {
    version.said.remind.or_else(|| {
        let rules = zones.profile(version.said.zone, LogIndex::MAX);
        rules.and_then(|(_, rules)| rules.reminder)
    })
}

impl Asked {
    /// When the party is to be reminded of an occurrence: within the occurrence's own time, and not of
    /// what it was asked only after that moment.
    fn reminds(&self, version: &Version, occurrence: Occurrence, zones: &Zones) -> Option<Instant> {
        let before = reminder(version, zones)?;
        let at = occurrence.due_by.minus(before).max(occurrence.as_of);
        let is_said = self.reminded.contains_key(&occurrence.number);
        (!is_said && version.received_at < at).then_some(at)
    }

    /// What falls due of the occurrences that are waited for, in order of their numbers: of each, the
    /// reminder until it is due, and from then on that it is overdue.
    fn dues<'a>(&'a self, zones: &'a Zones, now: Instant) -> impl Iterator<Item = Due<'a>> {
        self.waited_for().filter_map(move |occurrence| {
            let (version, _) = self.version_of(occurrence.number, LogIndex::MAX)?;
            let reminded = || self.reminds(version, occurrence, zones);
            let at = reminded().filter(|_| now < occurrence.due_by);
            Some(Due {
                version,
                occurrence,
                at: at.unwrap_or(occurrence.due_by),
                overdue: at.is_none(),
            })
        })
    }
}

impl Requests {
    /// What has fallen due at `now` and was not said: in order of request and occurrence. Nothing falls
    /// due of an occurrence before its as-of.
    pub(crate) fn newly_due<'a>(
        &'a self,
        zones: &'a Zones,
        now: Instant,
    ) -> impl Iterator<Item = Due<'a>> {
        self.asked.values().flat_map(move |asked| {
            asked
                .dues(zones, now)
                .take_while(move |due| due.occurrence.as_of <= now)
                .filter(move |due| due.at <= now)
        })
    }

    /// When the next thing falls due of an occurrence that nobody has answered.
    pub(crate) fn next_due(&self, zones: &Zones, now: Instant) -> Option<Instant> {
        let next = |asked: &Asked| {
            let first = asked.dues(zones, now).next()?.at;
            let dues = asked.dues(zones, now);
            dues.take_while(|due| due.occurrence.as_of <= first)
                .map(|due| due.at)
                .min()
        };
        self.asked.values().filter_map(next).min()
    }

    /// An occurrence was found overdue.
    pub(crate) fn apply_overdue(&mut self, id: RequestId, occurrence: u32, record: LogIndex) {
        if let Some(asked) = self.asked.get_mut(&id) {
            asked.overdue.entry(occurrence).or_insert(record);
            asked.settle();
        }
    }

    /// The asked party was reminded of an occurrence.
    pub(crate) fn apply_reminded(&mut self, id: RequestId, occurrence: u32, record: LogIndex) {
        if let Some(asked) = self.asked.get_mut(&id) {
            asked.reminded.entry(occurrence).or_insert(record);
        }
    }

    /// The zone that the request of a record asks about.
    pub(crate) fn zone_of(&self, record: LogIndex) -> Option<ZoneId> {
        let id = self.requested.get(&record)?;
        let version = self.asked.get(id)?.versions.iter();
        let mut version = version.filter(|version| version.record == record);
        version.next().map(|version| version.said.zone)
    }
}

/// The desk that is reminded: the one that answered the request last in its party's name; absent: any.
pub(crate) fn desk(register: &Register, id: RequestId, party: PartyId) -> Option<DeskId> {
    let answers = register.requests.answers(id, register.size);
    let signers = answers.filter_map(|answered| {
        let signer = register.signers.get(&answered.record)?;
        (signer.party == party).then_some((answered.record, signer.desk))
    });
    signers.max().map(|(_, desk)| desk)
}

/// Whether an alert about a request, or one that such alerts were passed on to, has nothing more to ask
/// of anybody: what it speaks of is answered; or, of a reminder, overdue or closed.
pub(crate) fn is_over(register: &Register, owed: &Owed, known_at: LogIndex) -> bool {
    match (owed.alert.why, owed.alert.record) {
        (AlertWhy::RequestDue | AlertWhy::RequestOverdue, Some(_)) => {
            has_nothing_open(register, owed, known_at)
        }
        (AlertWhy::Escalated, Some(record)) => {
            let centre = register.authority.centre();
            let about = |one: &&Owed| {
                one.alert.why != AlertWhy::Escalated
                    && one.alert.plan == owed.alert.plan
                    && (one.alert.to == owed.alert.to || owed.alert.to == centre)
            };
            let mut stands_for = register.watch.of_record(record).filter(about).peekable();
            let is_over = |one: &Owed| has_nothing_open(register, one, known_at);
            stands_for.peek().is_some() && stands_for.all(is_over)
        }
        _ => false,
    }
}

/// Whether each occurrence that an alert of a tick speaks of has come to its end.
fn has_nothing_open(register: &Register, owed: &Owed, known_at: LogIndex) -> bool {
    let is_reminder = match owed.alert.why {
        AlertWhy::RequestDue => true,
        AlertWhy::RequestOverdue => false,
        _ => return false,
    };
    let requests = &register.requests;
    let Some(asked) = (owed.alert.record)
        .and_then(|record| requests.requested.get(&record))
        .and_then(|id| requests.asked.get(id))
    else {
        return false;
    };
    let said = if is_reminder {
        &asked.reminded
    } else {
        &asked.overdue
    };
    let is_answered = |number: u32| {
        let answers = asked.answers.get(&number);
        answers.into_iter().flatten().any(|record| {
            *record < known_at
                && !matches!(
                    register.relays.word(*record, known_at),
                    Word::Disowned { .. }
                )
        })
    };
    let is_past = |number: u32| {
        let closed = asked.occurrence(number, known_at).is_none_or(|(_, c)| c);
        let overdue = asked.overdue.get(&number).is_some_and(|by| *by < known_at);
        closed || is_reminder && overdue
    };
    said.iter()
        .filter(|(_, by)| **by == owed.record)
        .all(|(number, _)| is_answered(*number) || is_past(*number))
}
