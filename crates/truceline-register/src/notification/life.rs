//! What of a notification counts at a standpoint.
//!
//! A version counts from its own record on. Only its owner's own word ends it: a later version, a
//! withdrawal, an arrival, a disowning; relayed or quarantined words end nothing until they are
//! confirmed. Time ends nothing here (a site's `end` is part of its place).

use super::ContestMove;
use super::history::{Notification, Reported, Version};
use crate::countersignature::second;
use crate::ids::{LogIndex, PartyId};
use crate::register::Register;
use crate::relay::Word;
use crate::time::Instant;
use crate::vocabulary::MovementAct;
use std::collections::BTreeSet;

/// How a version came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndedBy {
    /// Another version stands in its place.
    Replaced,
    /// Its owner took it back.
    Withdrawn,
    /// The movement has arrived.
    Arrived,
    /// The movement was broken off.
    Aborted,
    /// The party says that it never said so.
    Disowned,
}

/// Whether a version counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Not known yet.
    Unknown,
    /// In force.
    InForce,
    /// Ended by its owner's word.
    Ended {
        /// From when on nobody is there because of it.
        at: Instant,
        /// The record since which it counts as ended.
        by: LogIndex,
        /// How.
        how: EndedBy,
    },
}

/// How a version of a notification stood after the first `known_at` records.
#[must_use]
pub fn of_version(
    register: &Register,
    known: &Notification,
    version: &Version,
    known_at: LogIndex,
) -> Life {
    if version.record >= known_at {
        return Life::Unknown;
    }
    let mut ends: Vec<(LogIndex, EndedBy, Option<Instant>)> = Vec::new();
    if let Word::Disowned { by } = register.relays.word(version.record, known_at) {
        ends.push((by, EndedBy::Disowned, None));
    }
    for later in known
        .versions
        .iter()
        .filter(|later| later.record > version.record)
    {
        let needs_second = later.needs_second.is_some_and(|since| since < known_at);
        let by = with_second(register, later.record, needs_second, known_at);
        ends.extend(
            by.filter(|by| *by < known_at)
                .map(|by| (by, EndedBy::Replaced, None)),
        );
    }
    for withdrawn in known
        .withdrawals
        .iter()
        .filter(|w| w.record > version.record)
    {
        let by = with_second(register, withdrawn.record, withdrawn.needs_second, known_at);
        ends.extend(
            by.filter(|by| *by < known_at)
                .map(|by| (by, EndedBy::Withdrawn, None)),
        );
    }
    for (report, by) in terminal_reports(register, known, known_at) {
        if report.record > version.record {
            let how = match report.report.act {
                MovementAct::Aborted => EndedBy::Aborted,
                _ => EndedBy::Arrived,
            };
            ends.push((by, how, Some(report.report.at)));
        }
    }
    match ends.into_iter().min_by_key(|(by, how, _)| (*by, *how)) {
        None => Life::InForce,
        Some((by, how, said_at)) => {
            let heard = received(register, by);
            Life::Ended {
                at: said_at.map_or(heard, |at| at.min(heard)),
                by,
                how,
            }
        }
    }
}

/// Since which record something is its owner's own word and has its second person, where it needs
/// one.
fn with_second(
    register: &Register,
    record: LogIndex,
    needs_second: bool,
    known_at: LogIndex,
) -> Option<LogIndex> {
    let own = register.relays.own_since(record, known_at)?;
    if needs_second {
        second(register, record, known_at).map(|second| own.max(second))
    } else {
        Some(own)
    }
}

/// When the register heard a record.
pub(crate) fn received(register: &Register, record: LogIndex) -> Instant {
    let at = usize::try_from(record)
        .ok()
        .and_then(|index| register.received.get(index));
    match at {
        Some(at) => *at,
        None => unreachable!("a record in the state's history has been received"),
    }
}

/// The owner's own reports of arrival or abortion that still stand, with the record since which they
/// are its own: one that anything later contradicts (a departure, a halt) ends nothing.
fn terminal_reports<'a>(
    register: &'a Register,
    known: &'a Notification,
    known_at: LogIndex,
) -> impl Iterator<Item = (&'a Reported, LogIndex)> {
    let reports = reports(register, known, known_at);
    known
        .reports
        .iter()
        .filter(|r| is_terminal(r))
        .filter_map(move |r| {
            register
                .relays
                .own_since(r.record, known_at)
                .map(|by| (r, by))
        })
        .filter(move |(end, _)| {
            !reports.iter().any(|later| {
                !is_terminal(later) && (later.report.at, later.record) > (end.report.at, end.record)
            })
        })
}

const fn is_terminal(reported: &Reported) -> bool {
    matches!(
        reported.report.act,
        MovementAct::Arrived | MovementAct::Aborted
    )
}

/// The reports of a movement that were known and not disowned, in the order in which they say that
/// things happened.
#[must_use]
pub fn reports<'a>(
    register: &Register,
    known: &'a Notification,
    known_at: LogIndex,
) -> Vec<&'a Reported> {
    let mut reports: Vec<&Reported> = known
        .reports
        .iter()
        .filter(|r| r.record < known_at)
        .filter(|r| {
            !matches!(
                register.relays.word(r.record, known_at),
                Word::Disowned { .. }
            )
        })
        .collect();
    reports.sort_by_key(|r| (r.report.at, r.record));
    reports
}

/// Who disputes it: whoever raised a contest and has not lifted it. A lifting with a key out of
/// force counts when confirmed, a raising at once.
#[must_use]
pub fn contested_by(
    register: &Register,
    known: &Notification,
    known_at: LogIndex,
) -> BTreeSet<PartyId> {
    let mut open = BTreeSet::new();
    for contest in known
        .contests
        .iter()
        .filter(|contest| contest.record < known_at)
    {
        match contest.step {
            ContestMove::Raised => {
                if !matches!(
                    register.relays.word(contest.record, known_at),
                    Word::Disowned { .. }
                ) {
                    open.insert(contest.by);
                }
            }
            ContestMove::Lifted => {
                if register
                    .relays
                    .own_since(contest.record, known_at)
                    .is_some()
                {
                    open.remove(&contest.by);
                }
            }
            ContestMove::Replied => {}
        }
    }
    open
}

/// Whether anybody disputes it.
#[must_use]
pub fn contested(register: &Register, known: &Notification, known_at: LogIndex) -> bool {
    !contested_by(register, known, known_at).is_empty()
}

/// Until when a site's version is good: what its owner said last; `None` where it needs no
/// reconfirmation. What is past it is stale and stays in force.
#[must_use]
pub fn reconfirm_by(
    register: &Register,
    known: &Notification,
    version: &Version,
    known_at: LogIndex,
) -> Option<Instant> {
    let stated = match &version.body {
        super::history::Body::Site(site) => site.reconfirm_by,
        _ => None,
    };
    known
        .reconfirmations
        .iter()
        .rev()
        .filter(|r| r.record > version.record)
        .find(|r| register.relays.own_since(r.record, known_at).is_some())
        .map_or(stated, |r| Some(r.until))
}

/// Withdrawals that wait for a second person or for the owner's own word, by record.
#[must_use]
pub fn withdrawals_waiting(
    register: &Register,
    known: &Notification,
    known_at: LogIndex,
) -> Vec<LogIndex> {
    known
        .withdrawals
        .iter()
        .filter(|w| w.record < known_at)
        .filter(|w| {
            let open = w.needs_second && second(register, w.record, known_at).is_none();
            match register.relays.word(w.record, known_at) {
                Word::Disowned { .. } => false,
                Word::Unconfirmed => true,
                Word::Signed | Word::Confirmed { .. } => open,
            }
        })
        .map(|w| w.record)
        .collect()
}

/// Whether a version that counts would stand in place of an earlier one that counts too, once a
/// second person of its party has signed.
#[must_use]
pub fn awaits_second(
    register: &Register,
    known: &Notification,
    version: &Version,
    known_at: LogIndex,
) -> bool {
    let counts =
        |version: &Version| of_version(register, known, version, known_at) == Life::InForce;
    version.needs_second.is_some_and(|since| since < known_at)
        && second(register, version.record, known_at).is_none()
        && register
            .relays
            .own_since(version.record, known_at)
            .is_some()
        && counts(version)
        && known
            .versions
            .iter()
            .any(|earlier| earlier.record < version.record && counts(earlier))
}
