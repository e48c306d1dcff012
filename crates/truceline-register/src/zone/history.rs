//! All that was said of zones, kept so that any moment can be asked: versions of boundaries and of
//! rules, each with its log index.

use super::{Boundary, MAX_ZONES, NoBoundary, Obliged, PRECISION_WITHOUT_ZONES, Profile};
use crate::geometry::distance;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, PartyId, ZoneId};
use crate::time::{Instant, TimeWindow};
use crate::vocabulary::BoundaryStatus;
use std::collections::{BTreeMap, BTreeSet};

/// All versions of one zone, in the order they were said.
#[derive(Clone, Debug, Default, PartialEq)]
struct Zone {
    boundaries: Vec<(LogIndex, Boundary)>,
    profiles: Vec<(LogIndex, Profile)>,
}

/// All zones with their history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zones {
    zones: BTreeMap<ZoneId, Zone>,
}

fn known<T>(history: &[(LogIndex, T)], known_at: LogIndex) -> &[(LogIndex, T)] {
    &history[..history.partition_point(|(index, _)| *index < known_at)]
}

impl Zone {
    fn of_status(
        &self,
        status: BoundaryStatus,
        known_at: LogIndex,
    ) -> impl DoubleEndedIterator<Item = (LogIndex, &Boundary)> {
        known(&self.boundaries, known_at)
            .iter()
            .filter(move |(_, boundary)| boundary.status == status)
            .map(|(index, boundary)| (*index, boundary))
    }

    /// The version of a line of versions (agreed ones, or one party's claims) in force at an
    /// instant: of those that had begun, the one said last, unless it has ended. A version that
    /// ends does not bring back the one it replaced.
    fn in_force_at<'a>(
        versions: impl DoubleEndedIterator<Item = (LogIndex, &'a Boundary)>,
        instant: Instant,
    ) -> Option<(LogIndex, &'a Boundary)> {
        versions
            .rev()
            .find(|(_, boundary)| boundary.start <= instant)
            .filter(|(_, boundary)| boundary.end.is_none_or(|end| instant < end))
    }

    /// The instants of the window at which the version in force may change, its start first.
    fn moments(&self, known_at: LogIndex, window: TimeWindow) -> BTreeSet<Instant> {
        let mut moments: BTreeSet<Instant> = known(&self.boundaries, known_at)
            .iter()
            .flat_map(|(_, boundary)| [Some(boundary.start), boundary.end])
            .flatten()
            .filter(|moment| window.contains(*moment))
            .collect();
        moments.insert(window.start());
        moments
    }

    fn agreed(
        &self,
        known_at: LogIndex,
        window: TimeWindow,
    ) -> Result<Vec<(LogIndex, &Boundary)>, NoBoundary> {
        let mut found: BTreeMap<LogIndex, &Boundary> = BTreeMap::new();
        let mut throughout = true;
        for moment in self.moments(known_at, window) {
            let versions = self.of_status(BoundaryStatus::Agreed, known_at);
            match Self::in_force_at(versions, moment) {
                Some((index, boundary)) => {
                    found.insert(index, boundary);
                }
                None => throughout = false,
            }
        }
        if throughout {
            return Ok(found.into_iter().collect());
        }
        if self
            .of_status(BoundaryStatus::Agreed, known_at)
            .next()
            .is_some()
        {
            return Err(NoBoundary::NotThroughout);
        }
        if self
            .of_status(BoundaryStatus::Claimed, known_at)
            .next()
            .is_some()
        {
            return Err(NoBoundary::ClaimedOnly);
        }
        Err(if known(&self.boundaries, known_at).is_empty() {
            NoBoundary::UnknownZone
        } else {
            NoBoundary::TextOnly
        })
    }

    /// Every version with geometry, agreed or claimed, that is in force at some time of the window.
    fn drawn(&self, known_at: LogIndex, window: TimeWindow) -> BTreeMap<LogIndex, &Boundary> {
        let claimants: BTreeSet<Option<PartyId>> = self
            .of_status(BoundaryStatus::Claimed, known_at)
            .map(|(_, boundary)| boundary.claimed_by)
            .collect();
        let mut drawn = BTreeMap::new();
        for moment in self.moments(known_at, window) {
            drawn.extend(Self::in_force_at(
                self.of_status(BoundaryStatus::Agreed, known_at),
                moment,
            ));
            for claimant in &claimants {
                let claims = self
                    .of_status(BoundaryStatus::Claimed, known_at)
                    .filter(|(_, boundary)| boundary.claimed_by == *claimant);
                drawn.extend(Self::in_force_at(claims, moment));
            }
        }
        drawn
    }
}

impl Zones {
    /// Takes a boundary in.
    pub(super) fn draw(&mut self, index: LogIndex, body: &Boundary) {
        let zone = self.zones.entry(body.zone).or_default();
        zone.boundaries.push((index, body.clone()));
    }

    /// Takes a zone's rules in.
    pub(super) fn set(&mut self, index: LogIndex, body: &Profile) {
        let zone = self.zones.entry(body.zone).or_default();
        zone.profiles.push((index, body.clone()));
    }

    /// Whether the zone would be one too many.
    pub(super) fn is_full_for(&self, zone: ZoneId) -> bool {
        self.zones.len() >= MAX_ZONES && !self.zones.contains_key(&zone)
    }

    /// The zone's rules as they stood after the first `known_at` records, with the record that set
    /// them; the latest counts.
    #[must_use]
    pub fn profile(&self, zone: ZoneId, known_at: LogIndex) -> Option<(LogIndex, &Profile)> {
        let zone = self.zones.get(&zone)?;
        known(&zone.profiles, known_at)
            .last()
            .map(|(index, profile)| (*index, profile))
    }

    /// Who must answer in the zone; empty where notification is voluntary or no rules are set.
    #[must_use]
    pub fn obliged(&self, zone: ZoneId, known_at: LogIndex) -> &[Obliged] {
        self.profile(zone, known_at)
            .map_or(&[], |(_, profile)| &profile.obliged)
    }

    /// The agreed boundary versions in force at some instant of the window, each with its log
    /// index, in order of index; there is one at every instant of it.
    ///
    /// # Errors
    /// [`NoBoundary`]: why there is none, or not throughout.
    pub fn boundary(
        &self,
        zone: ZoneId,
        known_at: LogIndex,
        window: TimeWindow,
    ) -> Result<Vec<(LogIndex, &Boundary)>, NoBoundary> {
        self.zones
            .get(&zone)
            .ok_or(NoBoundary::UnknownZone)?
            .agreed(known_at, window)
    }

    /// The zones of which a boundary with geometry, agreed or claimed, is in force at some time of
    /// the window and meets the footprint (rounded outward). Zones in words only are nowhere.
    #[must_use]
    pub fn zones_touching(
        &self,
        footprint: &Footprint,
        window: TimeWindow,
        known_at: LogIndex,
    ) -> Vec<ZoneId> {
        let touches = |boundary: &&Boundary| {
            boundary
                .area
                .as_ref()
                .is_some_and(|area| distance::within(area, footprint, Decimetres::ZERO))
        };
        self.zones
            .iter()
            .filter(|(_, zone)| zone.drawn(known_at, window).values().any(touches))
            .map(|(id, _)| *id)
            .collect()
    }

    /// The largest of all profiles' worst precisions: what is taken for a position that states
    /// none, wherever it lies. [`PRECISION_WITHOUT_ZONES`] where no zone has a profile.
    #[must_use]
    pub fn worst_precision(&self, known_at: LogIndex) -> Decimetres {
        self.profiles(known_at)
            .map(|(_, _, profile)| profile.worst_precision)
            .max()
            .unwrap_or(PRECISION_WITHOUT_ZONES)
    }

    /// Every zone with the rules in force for it and their record.
    pub fn profiles(
        &self,
        known_at: LogIndex,
    ) -> impl Iterator<Item = (ZoneId, LogIndex, &Profile)> {
        self.zones.keys().filter_map(move |zone| {
            self.profile(*zone, known_at)
                .map(|(index, p)| (*zone, index, p))
        })
    }

    /// Every zone of which something had been said.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = ZoneId> {
        self.zones
            .iter()
            .filter(move |(_, zone)| !known(&zone.boundaries, known_at).is_empty())
            .map(|(id, _)| *id)
    }

    /// Every boundary said of a zone, of any status, in the order it was said.
    #[must_use]
    pub fn boundaries(&self, zone: ZoneId, known_at: LogIndex) -> &[(LogIndex, Boundary)] {
        self.zones
            .get(&zone)
            .map_or(&[], |zone| known(&zone.boundaries, known_at))
    }

    /// Whether the zone is known to the register at all.
    #[must_use]
    pub fn is_known(&self, zone: ZoneId, known_at: LogIndex) -> bool {
        !self.boundaries(zone, known_at).is_empty()
    }

    /// The moments after `now` at which a boundary begins or ends: time alone changes what is inside.
    pub fn turning_points(&self, now: Instant) -> impl Iterator<Item = Instant> {
        self.zones
            .values()
            .flat_map(|zone| &zone.boundaries)
            .flat_map(|(_, boundary)| [Some(boundary.start), boundary.end])
            .flatten()
            .filter(move |moment| *moment > now)
    }
}
