//! A notification as people see it at a standpoint: plain values, nothing hidden, nothing decided.
//!
//! Whoever shows it to a party leaves out what that party was not told.

use super::history::{
    Body, Consented, Content, Contested, Notification, Reconfirmed, Reported, Withdrawn,
};
use super::life::{self, EndedBy, Life};
use super::{Details, NotificationRef};
use crate::codec::cbor::Digest;
use crate::ids::{LogIndex, PartyId};
use crate::presence::standing::way_of;
use crate::register::said::Told;
use crate::register::{Register, Standpoint};
use crate::relay::{Entry, Word};
use crate::time::Instant;
use crate::vocabulary::{MovementAct, NotificationKind};
use std::collections::BTreeSet;
use std::fmt;

/// A word for how a notification stands; several may hold at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A version counts.
    InForce,
    /// Its end is past, by its own words.
    Over,
    /// Past its time of reconfirmation; in force all the same.
    Stale,
    /// A movement past its window without arrival; in force all the same.
    Overdue,
    /// Somebody disputes it.
    Contested,
    /// A version that counts is not its owner's signed word.
    Relayed,
    /// Its owner disowned what stood in its name.
    Disowned,
    /// Its owner took it back.
    Withdrawn,
    /// Its owner took it back, and a second person or the owner's own word is missing.
    AwaitsWithdrawal,
    /// A later version would take something of an earlier one away, and a second person is missing:
    /// both count.
    AwaitsAmendment,
    /// Under way.
    Departed,
    /// Waiting.
    Holding,
    /// Late.
    Delayed,
    /// On another way.
    Deviated,
    /// Arrived.
    Arrived,
    /// Broken off.
    Aborted,
}

impl State {
    /// The word as people, files and the API write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::Over => "over",
            Self::Stale => "stale",
            Self::Overdue => "overdue",
            Self::Contested => "contested",
            Self::Relayed => "relayed",
            Self::Disowned => "disowned",
            Self::Withdrawn => "withdrawn",
            Self::AwaitsWithdrawal => "awaits-withdrawal",
            Self::AwaitsAmendment => "awaits-amendment",
            Self::Departed => "departed",
            Self::Holding => "holding",
            Self::Delayed => "delayed",
            Self::Deviated => "deviated",
            Self::Arrived => "arrived",
            Self::Aborted => "aborted",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionView {
    /// The record that says it.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: Instant,
    /// Whose word it is by now.
    pub word: Word,
    /// How it was entered, where somebody else did.
    pub relay: Option<Entry>,
    /// Whether it counts.
    pub life: Life,
    /// A second person has to sign before it stands in place of the versions before it.
    pub awaits_second: bool,
    /// What it said: forces, category or mode, shares, digests.
    pub body: Body,
    /// What it disclosed of its place.
    pub content: Content,
    /// Names and marks.
    pub details: Told<Details>,
    /// Digest of the names of persons, which are in the vault alone, and whether they came.
    pub personal: Option<(Digest, bool)>,
}

/// Something said later, and whose word it is by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later<T> {
    /// What.
    pub said: T,
    /// Whose word.
    pub word: Word,
    /// When the register heard it.
    pub received_at: Instant,
}

/// A notification with all that was known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationView {
    /// Whose and which.
    pub about: NotificationRef,
    /// Of which kind.
    pub kind: NotificationKind,
    /// How it stands.
    pub states: BTreeSet<State>,
    /// Its versions, in order of record; at least one.
    pub versions: Vec<VersionView>,
    /// Until when the latest version in force is good.
    pub reconfirm_by: Option<Instant>,
    /// A movement: the end of its whole window, delays included.
    pub whole_end: Option<Instant>,
    /// A movement: waiting since when.
    pub holding_since: Option<Instant>,
    /// Its reports, in the order in which they say that things happened.
    pub reports: Vec<Later<Reported>>,
    /// Its withdrawals.
    pub withdrawals: Vec<Later<Withdrawn>>,
    /// Its reconfirmations.
    pub reconfirmations: Vec<Later<Reconfirmed>>,
    /// Disputes, word by word.
    pub contests: Vec<Later<Contested>>,
    /// Who disputes it.
    pub contested_by: BTreeSet<PartyId>,
    /// How its owner changed who may be told, in order.
    pub consents: Vec<Later<Consented>>,
}

/// A notification as it stood at the standpoint; `None` where it was not known then.
#[must_use]
pub fn of(register: &Register, about: NotificationRef, at: Standpoint) -> Option<NotificationView> {
    let known = register.notifications.get(about)?;
    of_known(register, known, at)
}

/// Every notification known at the standpoint, in order of party and id.
pub fn all(register: &Register, at: Standpoint) -> impl Iterator<Item = NotificationView> {
    register
        .notifications
        .iter()
        .filter_map(move |known| of_known(register, known, at))
}

fn of_known(register: &Register, known: &Notification, at: Standpoint) -> Option<NotificationView> {
    let versions: Vec<VersionView> = known
        .versions
        .iter()
        .filter(|version| version.record < at.known_at)
        .map(|version| VersionView {
            record: version.record,
            received_at: version.received_at,
            word: register.relays.word(version.record, at.known_at),
            relay: register.relays.entry(version.record).cloned(),
            life: life::of_version(register, known, version, at.known_at),
            awaits_second: life::awaits_second(register, known, version, at.known_at),
            body: version.body.clone(),
            content: version.content.clone(),
            details: version.details.clone(),
            personal: version.personal,
        })
        .collect();
    if versions.is_empty() {
        return None;
    }
    let current =
        known.versions.iter().rev().find(|version| {
            life::of_version(register, known, version, at.known_at) == Life::InForce
        });
    let way = current.and_then(|version| match &version.content {
        Content::Movement(place) => Some(way_of(register, known, version, place, at)),
        _ => None,
    });
    let mut reports = later(register, &known.reports, at, |report| report.record);
    reports.sort_by_key(|report| (report.said.report.at, report.said.record));
    let reconfirm_by =
        current.and_then(|version| life::reconfirm_by(register, known, version, at.known_at));
    let mut view = NotificationView {
        about: known.about,
        kind: known.kind,
        states: BTreeSet::new(),
        versions,
        reconfirm_by,
        whole_end: way.as_ref().and_then(|way| way.whole_end),
        holding_since: way.as_ref().and_then(|way| way.holding_since),
        reports,
        withdrawals: later(register, &known.withdrawals, at, |w| w.record),
        reconfirmations: later(register, &known.reconfirmations, at, |r| r.record),
        contests: later(register, &known.contests, at, |c| c.record),
        contested_by: life::contested_by(register, known, at.known_at),
        consents: later(register, &known.consents, at, |c| c.record),
    };
    view.states = states(&view, at.now);
    if way.is_some_and(|way| way.overdue) {
        view.states.insert(State::Overdue);
    }
    if !life::withdrawals_waiting(register, known, at.known_at).is_empty() && current.is_some() {
        view.states.insert(State::AwaitsWithdrawal);
    }
    if view.versions.iter().any(|version| version.awaits_second) {
        view.states.insert(State::AwaitsAmendment);
    }
    Some(view)
}

fn later<T: Clone>(
    register: &Register,
    said: &[T],
    at: Standpoint,
    record: impl Fn(&T) -> LogIndex,
) -> Vec<Later<T>> {
    said.iter()
        .filter(|item| record(item) < at.known_at)
        .map(|item| Later {
            said: item.clone(),
            word: register.relays.word(record(item), at.known_at),
            received_at: life::received(register, record(item)),
        })
        .collect()
}

fn states(view: &NotificationView, now: Instant) -> BTreeSet<State> {
    let mut states = BTreeSet::new();
    let in_force = || {
        view.versions
            .iter()
            .filter(|version| version.life == Life::InForce)
    };
    if in_force().next().is_some() {
        states.insert(State::InForce);
        if in_force().all(|version| is_over(&version.content, now)) {
            states.insert(State::Over);
        }
    } else if let Some(Life::Ended { how, .. }) = view.versions.last().map(|version| version.life) {
        states.extend(match how {
            EndedBy::Replaced => None,
            EndedBy::Withdrawn => Some(State::Withdrawn),
            EndedBy::Arrived => Some(State::Arrived),
            EndedBy::Aborted => Some(State::Aborted),
            EndedBy::Disowned => Some(State::Disowned),
        });
    }
    if in_force().any(|version| version.word == Word::Unconfirmed) {
        states.insert(State::Relayed);
    }
    if view.reconfirm_by.is_some_and(|by| now >= by) {
        states.insert(State::Stale);
    }
    if !view.contested_by.is_empty() {
        states.insert(State::Contested);
    }
    let spoken = view
        .reports
        .iter()
        .rfind(|report| !matches!(report.word, Word::Disowned { .. }));
    if let Some(report) = spoken.filter(|_| states.contains(&State::InForce)) {
        states.extend(match report.said.report.act {
            MovementAct::Departed => Some(State::Departed),
            MovementAct::Holding => Some(State::Holding),
            MovementAct::Delayed => Some(State::Delayed),
            MovementAct::Deviated => Some(State::Deviated),
            // Said by somebody else and not confirmed: the report itself shows it.
            MovementAct::Arrived | MovementAct::Aborted => None,
        });
    }
    states
}

fn is_over(content: &Content, now: Instant) -> bool {
    match content {
        Content::Site(place) => super::site::end(place).is_some_and(|end| end <= now),
        Content::Movement(_) => false,
        Content::Nil(area) => area.value().is_some_and(|area| area.window.end() <= now),
    }
}
