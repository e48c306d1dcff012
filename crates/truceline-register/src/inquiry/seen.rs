//! One notification in the eyes of a party: where it says that somebody is, no finer than the party was
//! told of it.
//!
//! The same rules as for the register ([`crate::presence`]), on what the party saw: of a place what
//! its resolution shows, of the reports those that it has acknowledged. A report that it saw after
//! a word that lies unread counts like one that somebody else tells: it adds and takes nothing away.
//! Not here: which words it saw ([`super::knowledge`]).

use crate::ids::{LogIndex, ZoneId};
use crate::notification::history::{Content, Notification, Reported, Version};
use crate::notification::life::{self, EndedBy, Life};
use crate::notification::told::ToldPlace;
use crate::place::{ExistencePlace, MovementPlace};
use crate::presence::standing::{site_parts, volume};
use crate::presence::undisclosed::{Hidden, Undisclosed};
use crate::presence::way::{self, Reaching, Step};
use crate::presence::{PresenceVolume, Source, Standing};
use crate::register::Register;
use crate::register::said::Told;
use crate::relay::Word;
use crate::time::{Instant, TimeWindow};
use crate::vocabulary::{MovementAct, Resolution};

/// A version of a notification as the party knew it.
#[derive(Clone, Debug)]
pub(super) struct Seen<'a> {
    pub(super) known: &'a Notification,
    pub(super) version: &'a Version,
    pub(super) resolution: Resolution,
    /// The movement's reports that it saw, and how exactly.
    pub(super) reports: Vec<(&'a Reported, Resolution)>,
    /// Everything said of it below this index it knew.
    pub(super) known_at: LogIndex,
}

/// Of a place no more than a resolution shows.
fn cut<T: Clone>(place: &ToldPlace<T>, resolution: Resolution) -> ToldPlace<T> {
    fn shown<V: Clone>(told: &Told<V>, is_shown: bool) -> Told<V> {
        if is_shown {
            told.clone()
        } else {
            Told::Nothing
        }
    }
    ToldPlace {
        exact: shown(&place.exact, resolution >= Resolution::Exact),
        cell: shown(&place.cell, resolution >= Resolution::Cell),
        existence: shown(&place.existence, resolution >= Resolution::Existence),
        inconsistent: place.inconsistent,
    }
}

impl Seen<'_> {
    /// When its owner ended it, as far as the party knew. An arrival that a report contradicts which the
    /// party saw, after whatever lies unread, ends nothing.
    fn ended(&self, register: &Register) -> Option<Instant> {
        let life = life::of_version(register, self.known, self.version, self.known_at);
        let Life::Ended { at, how, .. } = life else {
            return None;
        };
        let goes_on = |report: &Reported| {
            let act = report.report.act;
            report.record >= self.known_at
                && report.report.at >= at
                && !matches!(act, MovementAct::Arrived | MovementAct::Aborted)
        };
        let by_report = matches!(how, EndedBy::Arrived | EndedBy::Aborted);
        let contradicted = by_report && self.reports_since(register).iter().any(goes_on);
        (!contradicted).then_some(at)
    }

    fn word_is_missing(&self, register: &Register, record: LogIndex) -> bool {
        matches!(
            register.relays.word(record, self.known_at),
            Word::Unconfirmed | Word::Disowned { .. }
        )
    }

    fn is_stale(&self, register: &Register, now: Instant) -> bool {
        let by = life::reconfirm_by(register, self.known, self.version, self.known_at);
        by.is_some_and(|by| now >= by)
    }

    /// The reports since the version that were not disowned, in the order in which they say that things
    /// happened, each with as much of its place as the party was told.
    fn reports_since(&self, register: &Register) -> Vec<Reported> {
        let disowned = |record| {
            let word = register.relays.word(record, self.known_at);
            matches!(word, Word::Disowned { .. })
        };
        let mut reports: Vec<Reported> = self
            .reports
            .iter()
            .filter(|(report, _)| report.record > self.version.record && !disowned(report.record))
            .map(|(report, resolution)| Reported {
                place: cut(&report.place, *resolution),
                ..(*report).clone()
            })
            .collect();
        reports.sort_by_key(|report| (report.report.at, report.record));
        reports
    }

    fn way(
        &self,
        register: &Register,
        place: &ToldPlace<MovementPlace>,
        reports: &[Reported],
        now: Instant,
    ) -> way::Way {
        let own = |record| {
            let since = register.relays.own_since(record, self.known_at);
            record < self.known_at && since.is_some()
        };
        let steps: Vec<Step<'_>> = reports
            .iter()
            .map(|reported| Step {
                reported,
                own: own(reported.record),
            })
            .collect();
        way::of(place, &steps, now)
    }

    /// Where it was told to be, exactly or in cells.
    pub(super) fn standing(&self, register: &Register, now: Instant) -> Option<Standing> {
        let ended = self.ended(register);
        let now = ended.map_or(now, |ended| ended.min(now));
        let (parts, resolution, stale): (Vec<Reaching>, _, _) = match &self.version.content {
            Content::Site(place) => {
                let place = cut(place, self.resolution);
                let stale = self.is_stale(register, now);
                (site_parts(&place), place.finest(), stale)
            }
            Content::Movement(place) => {
                let place = cut(place, self.resolution);
                let reports = self.reports_since(register);
                let turned = reports.iter().map(|report| report.place.finest());
                let resolution = turned.fold(place.finest(), Resolution::max);
                let way = self.way(register, &place, &reports, now);
                (way.stretches, resolution, way.overdue)
            }
            Content::Nil(_) => return None,
        };
        let assumed = register.zones.worst_precision(self.known_at);
        let volumes: Vec<PresenceVolume> = parts
            .into_iter()
            .filter_map(|part| volume(part, assumed, ended))
            .collect();
        (!volumes.is_empty()).then(|| Standing {
            party: self.known.about.party,
            source: Source::Notification(self.known.about),
            record: self.version.record,
            forces: self.version.body.forces(),
            volumes,
            resolution,
            stale,
            contested: life::contested(register, self.known, self.known_at),
            relayed: self.word_is_missing(register, self.version.record),
            ended,
        })
    }

    /// That it was told to be in a zone during a window, or to have turned to a way that the party was
    /// not told.
    pub(super) fn undisclosed(
        &self,
        register: &Register,
        (zone, window): (ZoneId, TimeWindow),
        now: Instant,
    ) -> Vec<Undisclosed> {
        let ended = self.ended(register);
        let reports = self.reports_since(register);
        let meets = |existence: &ExistencePlace, open: bool| {
            // An arrival that ends nothing, being somebody else's word, says that it was under way before, too.
            let under_way = self.reports.iter().filter(|(report, _)| {
                let act = report.report.act;
                ended.is_none() || !matches!(act, MovementAct::Arrived | MovementAct::Aborted)
            });
            let begun = under_way.map(|(report, _)| report.report.at).min();
            let start = begun.map_or(existence.start, |begun| begun.min(existence.start));
            let end = existence.end.filter(|_| !open);
            existence.zone == zone
                && start < window.end()
                && [end, ended]
                    .into_iter()
                    .flatten()
                    .all(|end| window.start() < end)
        };
        let mut told = Vec::new();
        match &self.version.content {
            Content::Site(place) => {
                let place = cut(place, self.resolution);
                let stale = self.is_stale(register, now);
                let here = place.bare_existence().filter(|told| meets(told, false));
                told.extend(here.map(|_| (self.version.record, Hidden::Existence, stale)));
            }
            Content::Movement(place) => {
                let place = cut(place, self.resolution);
                let overdue = |told: &ExistencePlace| told.end.is_some_and(|end| now >= end);
                // As for the register: any such report, of whichever version it was said.
                let late = self.reports.iter().any(|(report, _)| {
                    let act = report.report.act;
                    matches!(act, MovementAct::Delayed | MovementAct::Holding)
                });
                let here = place
                    .bare_existence()
                    .filter(|told| meets(told, late || overdue(told)));
                let record = self.version.record;
                told.extend(here.map(|told| (record, Hidden::Existence, overdue(told))));
            }
            Content::Nil(_) => {}
        }
        for report in reports
            .iter()
            .filter(|r| r.report.act == MovementAct::Deviated)
        {
            let before_end = ended.is_none_or(|ended| window.start() < ended);
            let hidden = match report.place.bare_existence() {
                Some(existence) => meets(existence, true).then_some(Hidden::Existence),
                None if report.place.finest() >= Resolution::Cell => None,
                None => {
                    (before_end && report.report.at < window.end()).then_some(Hidden::Deviation)
                }
            };
            told.extend(hidden.map(|hidden| (report.record, hidden, false)));
        }
        let undisclosed = |(record, hidden, stale)| Undisclosed {
            party: self.known.about.party,
            notification: self.known.about,
            record,
            forces: self.version.body.forces(),
            hidden,
            stale,
            contested: life::contested(register, self.known, self.known_at),
            relayed: self.word_is_missing(register, record),
        };
        told.into_iter().map(undisclosed).collect()
    }
}
