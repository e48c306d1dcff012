//! What of notifications falls due by time alone: reconfirmations, movements past their window,
//! halts that last too long. Kept as it changes, so that asking costs little.
//!
//! Not here: who is told and that it is told once ([`crate::register::tick`]).

use super::history::{Content, Notification, Version};
use super::life::{self, Life};
use super::{NotificationRef, site};
use crate::codec::record::AlertWhy;
use crate::ids::{LogIndex, PartyId};
use crate::notification::told::window_of;
use crate::presence::standing::way_of;
use crate::presence::way::Way;
use crate::register::{Register, Standpoint};
use crate::time::Instant;
use crate::vocabulary::MovementAct;
use std::collections::BTreeSet;

/// Something that falls due unless somebody speaks before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// When.
    pub at: Instant,
    /// Whose notification.
    pub owner: PartyId,
    /// What: reconfirmation, a movement overdue, a halt too long.
    pub why: AlertWhy,
    /// The record that gave the time: said anew, it falls due anew.
    pub record: LogIndex,
}

/// Everything that notifications wait for, past times included, as of the latest record.
pub fn of_all(register: &Register) -> impl Iterator<Item = Due> {
    register
        .notifications
        .dues()
        .filter(|(about, due)| !is_over(register, *about, due))
        .map(|(_, due)| due)
}

/// What of notifications has fallen due by an instant and was not said to be due, the longest waiting
/// notification first.
pub(crate) fn unannounced(register: &Register, now: Instant) -> impl Iterator<Item = Due> {
    let waiting = register.notifications.waiting();
    waiting
        .take_while(move |(at, _)| *at <= now)
        .flat_map(|(_, about)| unannounced_of(register, about))
        .filter(move |due| due.at <= now)
}

/// When the first of it is due.
pub(crate) fn next(register: &Register) -> Option<Instant> {
    register.notifications.waiting().next().map(|(at, _)| at)
}

fn unannounced_of(register: &Register, about: NotificationRef) -> impl Iterator<Item = Due> {
    let dues = register.notifications.dues_of(about).iter().copied();
    dues.filter(move |due| {
        !is_over(register, about, due) && !register.announced.has(due.why, due.record)
    })
}

/// It was said that what a record says has fallen due.
pub(crate) fn announced(register: &mut Register, record: LogIndex) {
    let known = register.notifications.of_record(record);
    if let Some(about) = known.map(|known| known.about) {
        wait(register, about);
    }
}

/// Keeps when the first of what a notification waits for is due.
fn wait(register: &mut Register, about: NotificationRef) {
    let first = unannounced_of(register, about).map(|due| due.at).min();
    register.notifications.set_waiting(about, first);
}

/// When time alone changes how a notification stands for checks.
fn moments(register: &Register, known: &Notification) -> BTreeSet<Instant> {
    let mut moments = BTreeSet::new();
    for version in &known.versions {
        if life::of_version(register, known, version, register.size) != Life::InForce {
            continue;
        }
        match &version.content {
            Content::Site(_) => {
                moments.extend(life::reconfirm_by(register, known, version, register.size));
            }
            Content::Movement(place) => {
                let way = way_of(register, known, version, place, as_planned(register));
                moments.extend(way.whole_end);
                moments.extend(place.bare_existence().and_then(|existence| existence.end));
            }
            Content::Nil(_) => {}
        }
    }
    moments
}

/// As of the latest record, before anything has fallen due.
fn as_planned(register: &Register) -> Standpoint {
    register.standpoint(Instant::MIN)
}

/// A site that has ended by then needs no reconfirmation.
fn is_over(register: &Register, about: NotificationRef, due: &Due) -> bool {
    let Some(known) = register.notifications.get(about) else {
        return true;
    };
    due.why == AlertWhy::ReconfirmDue
        && known
            .versions
            .iter()
            .rev()
            .find(|version| version.record <= due.record)
            .is_some_and(|version| {
                let Content::Site(place) = &version.content else {
                    return false;
                };
                site::end(place).is_some_and(|end| end <= due.at)
            })
}

/// Something was said about a notification: works out anew what it waits for.
pub(crate) fn follow(register: &mut Register, about: NotificationRef) {
    let Some(known) = register.notifications.get(about) else {
        return;
    };
    let mut dues: Vec<Due> = Vec::new();
    for version in &known.versions {
        if life::of_version(register, known, version, register.size) == Life::InForce {
            dues.extend(of_version(register, known, version));
        }
    }
    dues.dedup();
    dues.shrink_to_fit();
    let moments: Vec<Instant> = moments(register, known).into_iter().collect();
    let before = register
        .notifications
        .await_anew(about, dues, moments.clone());
    register.watch.set_moments(about, &before, &moments);
    wait(register, about);
}

fn of_version(register: &Register, known: &Notification, version: &Version) -> Vec<Due> {
    let due = |at: Instant, why: AlertWhy, record: LogIndex| Due {
        at,
        owner: known.about.party,
        why,
        record,
    };
    match &version.content {
        Content::Site(_) => {
            let by = life::reconfirm_by(register, known, version, register.size);
            let said = known
                .reconfirmations
                .iter()
                .rev()
                .find(|r| r.record > version.record && Some(r.until) == by)
                .map_or(version.record, |r| r.record);
            by.map(|by| due(by, AlertWhy::ReconfirmDue, said))
                .into_iter()
                .collect()
        }
        Content::Movement(place) => {
            let way = way_of(register, known, version, place, as_planned(register));
            let said = known
                .reports
                .iter()
                .rev()
                .find(|r| r.report.until.is_some() || r.report.tells_of_a_place())
                .map_or(version.record, |r| r.record.max(version.record));
            let existence = place.bare_existence().and_then(|existence| existence.end);
            let end = way.whole_end.max(existence);
            end.map(|end| due(end, AlertWhy::MovementOverdue, said))
                .into_iter()
                .chain(
                    halt_limit(register, known, &way)
                        .map(|(at, record)| due(at, AlertWhy::HaltTooLong, record)),
                )
                .collect()
        }
        Content::Nil(_) => Vec::new(),
    }
}

/// When a halt lasts longer than the strictest zone that the movement touches allows, and which
/// report began it.
fn halt_limit(register: &Register, known: &Notification, way: &Way) -> Option<(Instant, LogIndex)> {
    let since = way.holding_since?;
    let began = known
        .reports
        .iter()
        .rev()
        .find(|r| r.report.act == MovementAct::Holding && r.report.at == since)?;
    let limit = way
        .stretches
        .iter()
        .filter(|part| part.stretch.start == since)
        .flat_map(|part| {
            let window = window_of(&part.stretch);
            register
                .zones
                .zones_touching(&part.stretch.footprint, window, register.size)
        })
        .filter_map(|zone| register.zones.profile(zone, register.size))
        .map(|(_, profile)| profile.halt_limit)
        .min()?;
    Some((since.plus(limit), began.record))
}
