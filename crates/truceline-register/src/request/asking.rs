//! What a party is asked about a zone at an instant: the occurrence that began last by then, of whatever
//! request, and how it stands.
//!
//! What was closed before it was due and nobody answered asks nothing. Not here: what was declared about
//! the zone, whether asked for or not ([`crate::coverage`]).

use super::Asked;
use super::schedule::Occurrence;
use super::view::{self, OccurrenceView, State};
use crate::ids::{LogIndex, PartyId, RequestId, ZoneId};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, TimeWindow};
use crate::vocabulary::ForceSet;
use std::collections::BTreeSet;

impl Asked {
    /// Whether the id asks this party about this zone, as last said by then.
    fn is_about(&self, party: PartyId, zone: ZoneId, known_at: LogIndex) -> bool {
        let current = self.known(known_at).last();
        current.is_some_and(|version| version.said.to == party && version.said.zone == zone)
    }

    /// The occurrences that had begun at an instant, the last first.
    fn begun_by(&self, instant: Instant, known_at: LogIndex) -> impl Iterator<Item = Occurrence> {
        let known = self.known(known_at);
        (0..known.len()).rev().flat_map(move |place| {
            let version = &known[place];
            let replaced = known.get(place + 1).map_or(u32::MAX, |next| next.first);
            let end = version.begun(instant).min(replaced);
            (version.first..end)
                .rev()
                .filter_map(|number| version.occurrence(number))
        })
    }

    /// When its occurrences begin within a window; no more than `most` of each version.
    fn begins(&self, window: TimeWindow, known_at: LogIndex, most: usize) -> BTreeSet<Instant> {
        let known = self.known(known_at);
        let mut begins = BTreeSet::new();
        for (place, version) in known.iter().enumerate() {
            let replaced = known.get(place + 1).map_or(u32::MAX, |next| next.first);
            let numbers = version.begun(window.start())..version.end().min(replaced);
            let occurrences = numbers.map_while(|number| version.occurrence(number));
            let inside = occurrences.take_while(|one| one.as_of < window.end());
            begins.extend(inside.take(most).map(|one| one.as_of));
        }
        begins
    }
}

/// Every party that was asked about a zone, by then, with the classes that were asked for.
#[must_use]
pub fn asked_about(
    register: &Register,
    zone: ZoneId,
    known_at: LogIndex,
) -> Vec<(PartyId, ForceSet)> {
    let currents = register.requests.asked.values();
    let currents = currents.filter_map(|asked| asked.known(known_at).last());
    let mut parties: std::collections::BTreeMap<PartyId, ForceSet> =
        std::collections::BTreeMap::new();
    for version in currents.filter(|version| version.said.zone == zone) {
        let forces = parties.entry(version.said.to).or_default();
        *forces = forces.union(version.said.forces);
    }
    parties.into_iter().collect()
}

/// What the party is asked about the zone at an instant: of the occurrences that had begun by then the
/// last one, whether it has been answered or not.
#[must_use]
pub fn at_instant(
    register: &Register,
    (party, zone): (PartyId, ZoneId),
    instant: Instant,
    at: Standpoint,
) -> Option<(RequestId, OccurrenceView)> {
    let of_id = |(id, asked): (&RequestId, &Asked)| {
        let mut begun = asked
            .begun_by(instant, at.known_at)
            .filter_map(|one| view::occurrence(register, *id, one.number, at));
        begun
            .find(|seen| seen.state != State::Closed)
            .map(|seen| (*id, seen))
    };
    register
        .requests
        .asked
        .iter()
        .filter(|(_, asked)| asked.is_about(party, zone, at.known_at))
        .filter_map(of_id)
        .max_by_key(|(id, seen)| (seen.occurrence.as_of, *id))
}

/// The instants of a window at which what the party is asked about the zone may change; no more than
/// `most` of one version.
#[must_use]
pub fn turning_points(
    register: &Register,
    (party, zone): (PartyId, ZoneId),
    window: TimeWindow,
    known_at: LogIndex,
    most: usize,
) -> BTreeSet<Instant> {
    let asked = register.requests.asked.values();
    asked
        .filter(|asked| asked.is_about(party, zone, known_at))
        .flat_map(|asked| asked.begins(window, known_at, most))
        .collect()
}
