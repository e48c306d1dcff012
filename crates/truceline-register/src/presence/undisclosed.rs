//! What was told without saying where: somebody is in the zone, or left its way for another, or
//! what was said has been erased. It overlaps nothing and makes the outcome unknown.
//!
//! A notification of which only the digests came does not count as told and is not here. Nor are
//! positions in answers ([`crate::request::view::hidden_positions`]).

use super::Scope;
use super::standing::{is_relayed, is_stale};
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::notification::NotificationRef;
use crate::notification::history::{Content, Notification, Reported, Version};
use crate::notification::life::{self, Life, received};
use crate::notification::told::{ToldPlace, Whereabouts};
use crate::place::ExistencePlace;
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::time::{Instant, TimeWindow};
use crate::vocabulary::{ForceSet, MovementAct, Resolution};
use std::collections::BTreeSet;

/// Why it is not known where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hidden {
    /// Told to be in the zone and no more.
    Existence,
    /// A movement took another way, or reported from another place, and did not disclose which; it
    /// may be in any zone.
    Deviation,
    /// It was disclosed and erased since; it may have been in any zone.
    Erased,
}

/// Something told without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undisclosed {
    /// Whose.
    pub party: PartyId,
    /// Of which notification.
    pub notification: NotificationRef,
    /// The record that says it.
    pub record: LogIndex,
    /// For which classes of force.
    pub forces: ForceSet,
    /// Why it is not known where.
    pub hidden: Hidden,
    /// Past its time of reconfirmation, or a movement past its window.
    pub stale: bool,
    /// Somebody disputes it.
    pub contested: bool,
    /// Not its owner's signed word yet.
    pub relayed: bool,
}

/// What is in force at the standpoint and may be in the zone during the window, without it being
/// known where. In order of record.
#[must_use]
pub fn in_zone(
    register: &Register,
    zone: ZoneId,
    window: TimeWindow,
    at: Standpoint,
) -> Vec<Undisclosed> {
    collect(register, zone, window, at, Scope::Current)
}

/// As [`in_zone`], with what its owner has ended since: for questions about a time that is past.
#[must_use]
pub fn in_zone_ever(
    register: &Register,
    zone: ZoneId,
    window: TimeWindow,
    at: Standpoint,
) -> Vec<Undisclosed> {
    collect(register, zone, window, at, Scope::WithEnded)
}

fn collect(
    register: &Register,
    zone: ZoneId,
    window: TimeWindow,
    at: Standpoint,
    scope: Scope,
) -> Vec<Undisclosed> {
    let asked = Asked {
        register,
        zone,
        window,
        at,
        scope,
    };
    let records = register.presences.unplaced.range(..at.known_at);
    records
        .copied()
        .filter_map(|record| asked.of_record(record))
        .collect()
}

/// The records of a notification that may say something without a place.
pub(super) fn hidden_records(known: &Notification) -> Vec<LogIndex> {
    let versions = known
        .versions
        .iter()
        .filter(|version| match &version.content {
            Content::Site(place) => is_hidden(place),
            Content::Movement(place) => is_hidden(place),
            Content::Nil(_) => false,
        });
    let reports = known.reports.iter().filter(|report| is_hidden_turn(report));
    versions
        .map(|v| v.record)
        .chain(reports.map(|r| r.record))
        .collect()
}

/// The zones in which a notification may tell of somebody without a place, current or not; `None`: any.
pub(crate) fn zones_of(known: &Notification) -> Option<BTreeSet<ZoneId>> {
    let versions = known.versions.iter().filter_map(|version| {
        Some(match &version.content {
            Content::Site(place) => (place.is_erased(), place.bare_existence(), false),
            Content::Movement(place) => (place.is_erased(), place.bare_existence(), false),
            Content::Nil(_) => return None,
        })
    });
    let turns = known.reports.iter().filter(|turn| is_hidden_turn(turn));
    let turns = turns.map(|turn| (turn.place.is_erased(), turn.place.bare_existence(), true));
    let mut zones = BTreeSet::new();
    for (is_erased, existence, is_turn) in versions.chain(turns) {
        if is_erased || is_turn && existence.is_none() {
            return None;
        }
        zones.extend(existence.map(|existence| existence.zone));
    }
    Some(zones)
}

fn is_hidden<T: Whereabouts>(place: &ToldPlace<T>) -> bool {
    place.is_erased() || place.bare_existence().is_some()
}

fn is_hidden_turn(report: &Reported) -> bool {
    let not_told_where =
        report.report.tells_of_a_place() && report.place.finest() < Resolution::Cell;
    not_told_where || is_hidden(&report.place)
}

struct Asked<'a> {
    register: &'a Register,
    zone: ZoneId,
    window: TimeWindow,
    at: Standpoint,
    scope: Scope,
}

impl Asked<'_> {
    fn of_record(&self, record: LogIndex) -> Option<Undisclosed> {
        let known = self.register.notifications.of_record(record)?;
        if let Some(version) = known
            .versions
            .iter()
            .find(|version| version.record == record)
        {
            return self.of_version(known, version);
        }
        let report = known
            .reports
            .iter()
            .find(|report| report.record == record)?;
        self.of_turn(known, report)
    }

    fn of_version(&self, known: &Notification, version: &Version) -> Option<Undisclosed> {
        let ended = self.end_of(known, version)?;
        let (erased, existence, stale) = match &version.content {
            Content::Site(place) => {
                let stale = is_stale(self.register, known, version, self.at);
                (place.is_erased(), place.bare_existence(), stale)
            }
            Content::Movement(place) => {
                let overdue = place
                    .bare_existence()
                    .and_then(|e| e.end)
                    .is_some_and(|end| self.at.now >= end);
                (place.is_erased(), place.bare_existence(), overdue)
            }
            Content::Nil(_) => return None,
        };
        let is_movement = matches!(version.content, Content::Movement(_));
        let hidden = if erased {
            self.may_be_erased_here(known, version, version.record, ended)
                .then_some(Hidden::Erased)?
        } else {
            let existence = existence?;
            let open = is_movement && (stale || has_reports_of_delay(known));
            let reported = self.reported_after(known, None);
            self.meets(existence, open, reported, ended)
                .then_some(Hidden::Existence)?
        };
        Some(self.undisclosed(known, version, version.record, hidden, stale))
    }

    /// A movement that turned to a way it did not disclose, until it ends.
    fn of_turn(&self, known: &Notification, report: &Reported) -> Option<Undisclosed> {
        let reports = life::reports(self.register, known, self.at.known_at);
        if !is_hidden_turn(report) {
            return None;
        }
        if !reports.iter().any(|other| other.record == report.record) {
            return None;
        }
        let (version, ended) = known
            .versions
            .iter()
            .filter(|version| version.record < report.record)
            .find_map(|version| self.end_of(known, version).map(|ended| (version, ended)))?;
        let hidden = if report.place.is_erased() {
            self.may_be_erased_here(known, version, report.record, ended)
                .then_some(Hidden::Erased)?
        } else if let Some(existence) = report.place.bare_existence() {
            let reported = self.reported_after(known, Some(report));
            self.meets(existence, true, reported, ended)
                .then_some(Hidden::Existence)?
        } else {
            let before_end = ended.is_none_or(|ended| self.window.start() < ended);
            (before_end && report.report.at < self.window.end()).then_some(Hidden::Deviation)?
        };
        Some(self.undisclosed(known, version, report.record, hidden, false))
    }

    fn undisclosed(
        &self,
        known: &Notification,
        version: &Version,
        record: LogIndex,
        hidden: Hidden,
        stale: bool,
    ) -> Undisclosed {
        Undisclosed {
            party: known.about.party,
            notification: known.about,
            record,
            forces: version.body.forces(),
            hidden,
            stale,
            contested: life::contested(self.register, known, self.at.known_at),
            relayed: is_relayed(self.register, record, self.at.known_at),
        }
    }

    /// When a version's owner has ended it, if the version is in scope.
    #[allow(clippy::option_option)]
    fn end_of(&self, known: &Notification, version: &Version) -> Option<Option<Instant>> {
        let ended = match life::of_version(self.register, known, version, self.at.known_at) {
            Life::Unknown => return None,
            Life::InForce => None,
            Life::Ended { at, .. } => Some(at),
        };
        self.in_scope(ended).then_some(ended)
    }

    fn in_scope(&self, ended: Option<Instant>) -> bool {
        ended.is_none() || self.scope == Scope::WithEnded
    }

    /// Whether an existence may be in the zone during the window; `reported` is when a movement said
    /// that it was under way. A zone that the register does not know may lie anywhere.
    fn meets(
        &self,
        existence: &ExistencePlace,
        open: bool,
        reported: Option<Instant>,
        ended: Option<Instant>,
    ) -> bool {
        let end = if open { None } else { existence.end };
        let start = reported.map_or(existence.start, |at| at.min(existence.start));
        let before = |end: Option<Instant>| end.is_none_or(|end| self.window.start() < end);
        let zones = &self.register.zones;
        let here = existence.zone == self.zone || !zones.is_known(existence.zone, self.at.known_at);
        here && start < self.window.end() && before(end) && before(ended)
    }

    /// The earliest time at which a movement said that something happened, of all its reports or of
    /// those after one.
    fn reported_after(&self, known: &Notification, after: Option<&Reported>) -> Option<Instant> {
        let order = |reported: &Reported| (reported.report.at, reported.record);
        life::reports(self.register, known, self.at.known_at)
            .into_iter()
            .find(|reported| after.is_none_or(|after| order(reported) > order(after)))
            .map(|reported| reported.report.at)
    }

    /// Only what was over could be erased: nothing of it reaches past its erasure, unless its owner
    /// has said since that it counts after all.
    fn may_be_erased_here(
        &self,
        known: &Notification,
        version: &Version,
        record: LogIndex,
        ended: Option<Instant>,
    ) -> bool {
        let erased = self.register.erasures.erased_by(record);
        let over = erased
            .filter(|by| !self.is_revived(known, version, record, *by))
            .map(|by| received(self.register, by));
        [ended, over]
            .into_iter()
            .flatten()
            .all(|end| self.window.start() < end)
    }

    /// Whether what a record said was ended or disowned when it was erased with the record `erased`,
    /// and has been in force since, or was in force by what was known before.
    fn is_revived(
        &self,
        known: &Notification,
        version: &Version,
        record: LogIndex,
        erased: LogIndex,
    ) -> bool {
        let word = |known_at| self.register.relays.word(record, known_at);
        let disowned = |known_at| matches!(word(known_at), Word::Disowned { .. });
        if disowned(erased + 1) && !disowned(self.at.known_at) {
            return true;
        }
        let life = |known_at| life::of_version(self.register, known, version, known_at);
        let was_ended = matches!(life(erased + 1), Life::Ended { .. });
        let counts_since = match life(self.at.known_at) {
            Life::InForce => true,
            Life::Ended { by, .. } => by > erased,
            Life::Unknown => false,
        };
        was_ended && counts_since
    }
}

fn has_reports_of_delay(known: &Notification) -> bool {
    known.reports.iter().any(|report| {
        matches!(
            report.report.act,
            MovementAct::Delayed | MovementAct::Holding
        )
    })
}
