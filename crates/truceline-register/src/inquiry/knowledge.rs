//! What one party knew: its own statements and what it acknowledged from its inbox, at the resolution
//! it was sent; nothing else.
//!
//! Of each notification it knows the latest version that it saw, with those before it that count
//! beside it, and what was said of it since, up to the first word that it has not acknowledged: a
//! withdrawal that lies unread ends nothing for it.

use super::answers_not_seen;
use crate::check::Reason;
use crate::check::eyes::{Eyes, everyone, is_refusal, of_hidden};
use crate::check::ground::Touched;
use crate::declaration::{self, Declared};
use crate::geometry::cell::{Cell, Step};
use crate::geometry::footprint::Footprint;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::ladder;
use crate::notification::NotificationRef;
use crate::notification::history::{Content, Notification, Version};
use crate::notification::life::{self, Life};
use crate::notification::unreadable::pending;
use crate::place::{CellPlace, ExistencePlace, Volume4d};
use crate::presence::answer::broken_off;
use crate::presence::undisclosed::{self, Hidden, Undisclosed};
use crate::presence::{PresenceVolume, Source, Standing, near_ever};
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::request::view::latest_word;
use crate::time::{Instant, TimeWindow};
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

/// A notification as the party knew it.
#[derive(Clone, Copy, Debug)]
struct Seen<'a> {
    known: &'a Notification,
    version: &'a Version,
    resolution: Resolution,
    /// Everything said of it below this index it knew.
    known_at: LogIndex,
}

impl<'a> Knowledge<'a> {
    /// What a party knew.
    #[must_use]
    pub fn of(register: &'a Register, party: PartyId, at: Standpoint) -> Self {
        let acknowledged = ladder::acknowledged(register, party, at);
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

    /// The latest version that the party saw, and those before it that count beside it.
    fn see(&self, known: &'a Notification, known_at: LogIndex) -> Vec<Seen<'a>> {
        let versions = known
            .versions
            .iter()
            .filter(|version| version.record < known_at)
            .filter_map(|version| Some((version, self.sees(version.record)?)));
        let seen: Vec<(&Version, Resolution)> = versions.collect();
        let Some((version, _)) = seen.last().copied() else {
            return Vec::new();
        };
        let later = said_of(self.register, known).filter(|record| *record > version.record);
        let unseen = later.filter(|record| self.sees(*record).is_none()).min();
        let known_at = unseen.map_or(known_at, |unseen| unseen.min(known_at));
        let counts = |earlier: &Version| {
            life::of_version(self.register, known, earlier, known_at) == Life::InForce
        };
        seen.into_iter()
            .filter(|(one, _)| one.record == version.record || counts(one))
            .map(|(version, resolution)| Seen {
                known,
                version,
                resolution,
                known_at,
            })
            .collect()
    }

    /// The notifications that the party saw exactly, as far as they come near a volume.
    fn near_exactly(&self, volume: &Volume4d, touched: &Touched, now: Instant) -> Vec<Standing> {
        let mut by_horizon: BTreeMap<LogIndex, BTreeSet<(NotificationRef, LogIndex)>> =
            BTreeMap::new();
        for seen in self
            .seen
            .iter()
            .filter(|seen| seen.resolution == Resolution::Exact)
        {
            let seen_so = by_horizon.entry(seen.known_at).or_default();
            seen_so.insert((seen.known.about, seen.version.record));
        }
        let mut standing = Vec::new();
        for (known_at, seen) in by_horizon {
            let at = Standpoint { known_at, now };
            let found = near_ever(
                self.register,
                volume,
                touched.reach(volume),
                touched.tolerance,
                at,
            );
            standing.extend(found.into_iter().filter(|standing| match standing.source {
                Source::Notification(about) => seen.contains(&(about, standing.record)),
                Source::Answer { .. } => false,
            }));
        }
        standing
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

/// The footprint of every cell that was told.
fn footprints(cells: &CellPlace) -> impl Iterator<Item = Footprint> {
    let step = i32::try_from(cells.step_e7)
        .ok()
        .and_then(|step| Step::from_e7(step).ok());
    let cells = step
        .into_iter()
        .flat_map(|step| cells.cells.iter().map(move |cell| (step, *cell)));
    cells.filter_map(|(step, (row, column))| Cell::new(step, row, column).ok()?.footprint().ok())
}

impl Seen<'_> {
    fn cells(&self) -> Option<&CellPlace> {
        match &self.version.content {
            Content::Site(place) => place.cell.value(),
            Content::Movement(place) => place.cell.value(),
            Content::Nil(_) => None,
        }
    }

    fn existence(&self) -> Option<&ExistencePlace> {
        match &self.version.content {
            Content::Site(place) => place.existence.value(),
            Content::Movement(place) => place.existence.value(),
            Content::Nil(_) => None,
        }
    }

    fn ended(&self, register: &Register) -> Option<Instant> {
        match life::of_version(register, self.known, self.version, self.known_at) {
            Life::Ended { at, .. } => Some(at),
            Life::InForce | Life::Unknown => None,
        }
    }

    /// The end that was told: a movement's holds only once it has arrived.
    fn end(&self, told: Option<Instant>, ended: Option<Instant>, now: Instant) -> Option<Instant> {
        let is_movement = self.known.kind == NotificationKind::Movement;
        let told = told.filter(|end| !is_movement || now < *end);
        match (told, ended) {
            (Some(told), Some(ended)) => Some(told.min(ended)),
            (told, ended) => told.or(ended),
        }
    }

    fn word_is_missing(&self, register: &Register) -> bool {
        matches!(
            register.relays.word(self.version.record, self.known_at),
            Word::Unconfirmed | Word::Disowned { .. }
        )
    }

    fn is_stale(&self, register: &Register, now: Instant) -> bool {
        let by = life::reconfirm_by(register, self.known, self.version, self.known_at);
        by.is_some_and(|by| now >= by)
    }

    /// The cells that it was told to be in.
    fn standing(&self, register: &Register, now: Instant) -> Option<Standing> {
        let cells = self.cells()?;
        let ended = self.ended(register);
        let precision = register.zones.worst_precision(self.known_at);
        let end = self.end(cells.end, ended, now);
        if end.is_some_and(|end| end <= cells.start) {
            return None;
        }
        let volumes: Vec<PresenceVolume> = footprints(cells)
            .map(|footprint| PresenceVolume {
                footprint,
                altitude: None,
                start: cells.start,
                end,
                precision,
                buffer: Decimetres::ZERO,
            })
            .collect();
        (!volumes.is_empty()).then(|| Standing {
            party: self.known.about.party,
            source: Source::Notification(self.known.about),
            record: self.version.record,
            forces: self.version.body.forces(),
            volumes,
            resolution: Resolution::Cell,
            stale: self.is_stale(register, now),
            contested: life::contested(register, self.known, self.known_at),
            relayed: self.word_is_missing(register),
            ended,
        })
    }

    /// That it was told to be in a zone during a window.
    fn undisclosed(
        &self,
        register: &Register,
        zone: ZoneId,
        window: TimeWindow,
        now: Instant,
    ) -> Option<Undisclosed> {
        let existence = self
            .existence()
            .filter(|existence| existence.zone == zone)?;
        let end = self.end(existence.end, self.ended(register), now);
        let meets = existence.start < window.end() && end.is_none_or(|end| window.start() < end);
        meets.then(|| Undisclosed {
            party: self.known.about.party,
            notification: self.known.about,
            record: self.version.record,
            forces: self.version.body.forces(),
            hidden: Hidden::Existence,
            stale: self.is_stale(register, now),
            contested: life::contested(register, self.known, self.known_at),
            relayed: self.word_is_missing(register),
        })
    }
}

impl Eyes for Knowledge<'_> {
    fn near(&self, volume: &Volume4d, touched: &Touched, at: Standpoint) -> Vec<Standing> {
        let mut standing = self.near_exactly(volume, touched, at.now);
        let by_cells = self
            .seen
            .iter()
            .filter(|seen| seen.resolution == Resolution::Cell);
        standing.extend(by_cells.filter_map(|seen| seen.standing(self.register, at.now)));
        let all = near_ever(
            self.register,
            volume,
            touched.reach(volume),
            touched.tolerance,
            at,
        );
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
        let no_more = self
            .seen
            .iter()
            .filter(|seen| seen.resolution == Resolution::Existence);
        told.extend(no_more.filter_map(|s| s.undisclosed(self.register, zone, window, at.now)));
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
