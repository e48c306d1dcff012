//! What one party knew: its own statements and what it acknowledged from its inbox, at the resolution
//! it was sent; nothing else.
//!
//! Of each notification it knows the versions that it saw, and what was said of them since, up to the
//! first word that it has not acknowledged: a withdrawal that lies unread, or one of which the
//! confirmation lies unread, ends nothing for it. Reports that it saw later than that add to where a
//! movement may be and take nothing away. What it makes of a notification is [`super::seen`]'s.

use super::answers_not_seen;
use super::seen::Seen;
use crate::check::Reason;
use crate::check::eyes::{Eyes, everyone, is_refusal, of_hidden};
use crate::check::ground::Touched;
use crate::countersignature;
use crate::declaration::{self, Declared};
use crate::geometry::bounds::bounds;
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::ladder;
use crate::notification::consent;
use crate::notification::history::{Notification, Reported, Version};
use crate::notification::life::{self, Life};
use crate::notification::unreadable::pending;
use crate::place::Volume4d;
use crate::presence::answer::broken_off;
use crate::presence::undisclosed::{self, Undisclosed};
use crate::presence::{Source, Standing, meets, near_ever};
use crate::register::{Register, Standpoint};
use crate::request::view::latest_word;
use crate::time::TimeWindow;
use crate::vocabulary::{NotificationKind, Resolution};
use std::collections::{BTreeMap, BTreeSet};

/// What a party knew at a standpoint.
#[derive(Clone, Debug)]
pub struct Knowledge<'a> {
    register: &'a Register,
    party: PartyId,
    acknowledged: BTreeMap<LogIndex, Resolution>,
    seen: Vec<Seen<'a>>,
}

impl<'a> Knowledge<'a> {
    /// What a party knew.
    #[must_use]
    pub fn of(register: &'a Register, party: PartyId, at: Standpoint) -> Self {
        let mut acknowledged = ladder::acknowledged(register, party, at);
        for (record, resolution) in &mut acknowledged {
            let seen = consent::seen(register, *record, party, at.known_at);
            *resolution = seen.map_or(*resolution, |seen| seen.min(*resolution));
        }
        let mut knowledge = Self {
            register,
            party,
            acknowledged,
            seen: Vec::new(),
        };
        knowledge.seen = register
            .notifications
            .iter()
            .filter(|known| known.kind != NotificationKind::Nil)
            .flat_map(|known| knowledge.see(known, at.known_at))
            .collect();
        knowledge
    }

    /// How exactly the party knew what a record says; `None` where it did not know of it.
    #[must_use]
    pub fn sees(&self, record: LogIndex) -> Option<Resolution> {
        if self.register.writer_of(record) == Some(self.party) {
            return Some(Resolution::Exact);
        }
        self.acknowledged.get(&record).copied()
    }

    /// Whether the party knew all that a record says.
    #[must_use]
    pub fn sees_whole(&self, record: LogIndex) -> bool {
        self.sees(record) == Some(Resolution::Exact)
    }

    /// Every version that the party saw, each with what it knew of it.
    fn see(&self, known: &'a Notification, known_at: LogIndex) -> Vec<Seen<'a>> {
        let versions = known.versions.iter();
        let seen: Vec<(&Version, Resolution)> = versions
            .filter(|version| version.record < known_at)
            .filter_map(|version| Some((version, self.sees(version.record)?)))
            .collect();
        let Some((latest, _)) = seen.last().copied() else {
            return Vec::new();
        };
        let latest = self.horizon(known, latest, known_at);
        let reports: Vec<(&Reported, Resolution)> = known
            .reports
            .iter()
            .filter(|report| report.record < known_at)
            .filter_map(|report| Some((report, self.sees(report.record)?)))
            .collect();
        seen.into_iter()
            .map(|(version, resolution)| Seen {
                known,
                version,
                resolution,
                reports: reports.clone(),
                known_at: self.horizon_of(known, version, latest, known_at),
            })
            .collect()
    }

    /// The first word said of a notification after a version that the party has not seen.
    fn horizon(&self, known: &Notification, version: &Version, known_at: LogIndex) -> LogIndex {
        let later = said_of(self.register, known).filter(|record| *record > version.record);
        let unseen = later.filter(|record| self.sees(*record).is_none()).min();
        unseen.map_or(known_at, |unseen| unseen.min(known_at))
    }

    /// Up to which word a version is known: as far as the latest, unless what ended it by then lay
    /// unread.
    fn horizon_of(
        &self,
        known: &Notification,
        version: &Version,
        latest: LogIndex,
        known_at: LogIndex,
    ) -> LogIndex {
        let own = self.horizon(known, version, known_at);
        let counts = |at| life::of_version(self.register, known, version, at) == Life::InForce;
        let ended_unread = own < latest
            && counts(own)
            && !counts(latest)
            && !self.saw_replaced(known, version, latest);
        if ended_unread { own } else { latest }
    }

    /// Whether the party saw a later version that stands in place of one, with all that makes it so.
    fn saw_replaced(&self, known: &Notification, version: &Version, known_at: LogIndex) -> bool {
        let saw =
            |record: Option<LogIndex>| record.is_some_and(|record| self.sees(record).is_some());
        let later = known
            .versions
            .iter()
            .filter(|later| later.record > version.record);
        later.filter(|later| saw(Some(later.record))).any(|later| {
            let second = || countersignature::second(self.register, later.record, known_at);
            saw(self.register.relays.own_since(later.record, known_at))
                && (later.needs_second.is_none() || saw(second()))
        })
    }
}

/// Every record that says something of a notification and may change where somebody is: what was said,
/// whether its party confirmed or disowned it, and who else signed for it.
fn said_of<'a>(
    register: &'a Register,
    known: &'a Notification,
) -> impl Iterator<Item = LogIndex> + 'a {
    let versions = known.versions.iter().map(|version| version.record);
    let withdrawals = known.withdrawals.iter().map(|w| w.record);
    let reports = known.reports.iter().map(|report| report.record);
    let said = versions.chain(withdrawals).chain(reports);
    said.flat_map(|record| {
        std::iter::once(record)
            .chain(register.relays.stances(record))
            .chain(register.countersignatures.signed(record))
    })
}

impl Eyes for Knowledge<'_> {
    fn near(&self, volume: &Volume4d, touched: &Touched, at: Standpoint) -> Vec<Standing> {
        let reach = touched.reach(volume);
        let boxes = bounds(&volume.footprint, reach);
        let seen = self.seen.iter();
        let mut standing: Vec<Standing> = seen
            .filter_map(|seen| seen.standing(self.register, at.now))
            .filter(|standing| meets(standing, volume, &boxes, touched.tolerance))
            .collect();
        let all = near_ever(self.register, volume, reach, touched.tolerance, at);
        standing.extend(all.into_iter().filter(|standing| {
            matches!(standing.source, Source::Answer { .. }) && self.sees_whole(standing.record)
        }));
        standing.sort_by_key(|standing| standing.record);
        standing
    }

    fn undisclosed(&self, zone: ZoneId, window: TimeWindow, at: Standpoint) -> Vec<Undisclosed> {
        let all = undisclosed::in_zone_ever(self.register, zone, window, at);
        let mut told: Vec<Undisclosed> = all
            .into_iter()
            .filter(|told| self.sees(told.record).is_some())
            .collect();
        let asked = (zone, window);
        let seen = self.seen.iter();
        told.extend(seen.flat_map(|seen| seen.undisclosed(self.register, asked, at.now)));
        told.sort_by_key(|told| told.record);
        told.dedup_by_key(|told| told.record);
        told
    }

    fn declared(&self, party: PartyId, at: Standpoint) -> Vec<Declared> {
        let mut declared = declaration::of_party(self.register, party, at);
        declared.retain(|declared| self.sees_whole(declared.record));
        declared
    }

    fn hidden_answers(&self, window: TimeWindow, at: Standpoint) -> BTreeSet<Reason> {
        answers_not_seen(self.register, window, at)
            .into_iter()
            .filter(|(answered, _)| self.sees(answered.record).is_some())
            .map(|(answered, zone)| of_hidden(answered, zone))
            .collect()
    }

    fn broken_off(
        &self,
        volume: &Volume4d,
        touched: &Touched,
        at: Standpoint,
    ) -> BTreeSet<PartyId> {
        broken_off(self.register, volume, touched.reach(volume), at)
            .into_iter()
            .filter(|(_, record)| self.sees_whole(*record))
            .map(|(party, _)| party)
            .collect()
    }

    fn unreadable(&self, at: Standpoint) -> BTreeSet<PartyId> {
        let mut parties = everyone(self.register);
        parties.retain(|party| {
            let unread = pending(self.register, *party, at);
            unread.iter().any(|known| self.sees(known.record).is_some())
        });
        parties
    }

    fn refused(&self, party: PartyId, zone: ZoneId, at: Standpoint) -> bool {
        latest_word(self.register, party, zone, at)
            .is_some_and(|answered| is_refusal(answered) && self.sees(answered.record).is_some())
    }
}
