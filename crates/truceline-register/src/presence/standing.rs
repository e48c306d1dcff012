//! How the presences of a notification stand at a standpoint.

use super::way::{self, Reaching, Step};
use super::{PresenceVolume, Scope, Source, Standing};
use crate::geometry::position::Decimetres;
use crate::ids::LogIndex;
use crate::notification::history::{Content, Notification, Version};
use crate::notification::life::{self, Life};
use crate::notification::told::{ToldPlace, Whereabouts};
use crate::place::{MovementPlace, SitePlace};
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::time::Instant;
use crate::vocabulary::Resolution;

/// Where a version says that somebody is, worked out before who may hear of it.
struct Occupied {
    parts: Vec<Reaching>,
    resolution: Resolution,
    stale: bool,
}

/// One presence per version in scope that says where somebody is.
pub(super) fn of_notification(
    register: &Register,
    known: &Notification,
    at: Standpoint,
    scope: Scope,
) -> Vec<Standing> {
    known
        .versions
        .iter()
        .filter_map(|version| {
            let ended = match (
                life::of_version(register, known, version, at.known_at),
                scope,
            ) {
                (Life::InForce, _) => None,
                (Life::Ended { at, .. }, Scope::WithEnded) => Some(at),
                (Life::Ended { .. }, Scope::Current) | (Life::Unknown, _) => return None,
            };
            of_version(register, known, version, at, ended)
        })
        .collect()
}

fn of_version(
    register: &Register,
    known: &Notification,
    version: &Version,
    at: Standpoint,
    ended: Option<Instant>,
) -> Option<Standing> {
    let now = ended.map_or(at.now, |ended| ended.min(at.now));
    let at = Standpoint {
        known_at: at.known_at,
        now,
    };
    let occupied = match &version.content {
        Content::Site(place) => site(register, known, version, place, at),
        Content::Movement(place) => movement(register, known, version, place, at),
        Content::Nil(_) => return None,
    };
    let assumed = register.zones.worst_precision(at.known_at);
    let volumes: Vec<PresenceVolume> = occupied
        .parts
        .into_iter()
        .filter_map(|part| volume(part, assumed, ended))
        .collect();
    if volumes.is_empty() {
        return None;
    }
    Some(Standing {
        party: known.about.party,
        source: Source::Notification(known.about),
        record: version.record,
        forces: version.body.forces(),
        volumes,
        resolution: occupied.resolution,
        stale: occupied.stale,
        contested: life::contested(register, known, at.known_at),
        relayed: is_relayed(register, version.record, at.known_at),
        ended,
    })
}

/// Whether a record is not its party's own word (yet).
pub(super) fn is_relayed(register: &Register, record: LogIndex, known_at: LogIndex) -> bool {
    matches!(
        register.relays.word(record, known_at),
        Word::Unconfirmed | Word::Disowned { .. }
    )
}

/// A volume cut off where its owner has ended it; nothing where that is before its start.
pub(crate) fn volume(
    part: Reaching,
    assumed: Decimetres,
    ended: Option<Instant>,
) -> Option<PresenceVolume> {
    let end = match (part.stretch.end, ended) {
        (Some(end), Some(ended)) => Some(end.min(ended)),
        (end, ended) => end.or(ended),
    };
    if end.is_some_and(|end| end <= part.stretch.start) {
        return None;
    }
    Some(PresenceVolume {
        footprint: part.stretch.footprint,
        altitude: part.stretch.altitude,
        start: part.stretch.start,
        end,
        precision: part.precision.unwrap_or(assumed),
        buffer: part.buffer,
    })
}

fn site(
    register: &Register,
    known: &Notification,
    version: &Version,
    place: &ToldPlace<SitePlace>,
    at: Standpoint,
) -> Occupied {
    let stale = is_stale(register, known, version, at);
    Occupied {
        parts: site_parts(place),
        resolution: place.finest(),
        stale,
    }
}

/// Whether a site's version is past its time of reconfirmation.
pub(super) fn is_stale(
    register: &Register,
    known: &Notification,
    version: &Version,
    at: Standpoint,
) -> bool {
    life::reconfirm_by(register, known, version, at.known_at).is_some_and(|by| at.now >= by)
}

/// Every stretch of a site.
pub(crate) fn site_parts(place: &ToldPlace<SitePlace>) -> Vec<Reaching> {
    let exact = place.exact.value().into_iter().flat_map(|exact| {
        exact.stretches().into_iter().map(|stretch| Reaching {
            stretch,
            precision: exact.precision,
            buffer: exact.buffer,
        })
    });
    let cells = place.cell_stretches().into_iter().map(|stretch| Reaching {
        stretch,
        precision: None,
        buffer: Decimetres::ZERO,
    });
    exact.chain(cells).collect()
}

fn movement(
    register: &Register,
    known: &Notification,
    version: &Version,
    place: &ToldPlace<MovementPlace>,
    at: Standpoint,
) -> Occupied {
    let way = way_of(register, known, version, place, at);
    let turned = life::reports(register, known, at.known_at)
        .into_iter()
        .filter(|report| report.record > version.record)
        .map(|report| report.place.finest());
    let resolution = turned.fold(place.finest(), Resolution::max);
    Occupied {
        parts: way.stretches,
        resolution,
        stale: way.overdue,
    }
}

/// Where a movement's version may be, with what it has reported since.
#[must_use]
pub fn way_of(
    register: &Register,
    known: &Notification,
    version: &Version,
    place: &ToldPlace<MovementPlace>,
    at: Standpoint,
) -> way::Way {
    let steps: Vec<Step<'_>> = life::reports(register, known, at.known_at)
        .into_iter()
        .filter(|reported| reported.record > version.record)
        .map(|reported| Step {
            reported,
            own: register
                .relays
                .own_since(reported.record, at.known_at)
                .is_some(),
        })
        .collect();
    way::of(place, &steps, at.now)
}
