//! The brute-force reference: everything notified, in time and in height, by Karney's geodesics.
//!
//! Reads the places out of the records themselves and applies DESIGN.md §6 once more and plainly.
//! Uses nothing of the register's index, presences or checks.

use std::collections::BTreeSet;

use truceline_engine::evidence::Archive;
use truceline_register::act::Act;
use truceline_register::codec::disclosure::Label;
use truceline_register::codec::record::Record;
use truceline_register::geometry::footprint::{Circle, Footprint};
use truceline_register::geometry::geodesic::{Spot, distance_m};
use truceline_register::geometry::position::{AltitudeBand, Decimetres, Position};
use truceline_register::geometry::reference::separation_m;
use truceline_register::notification::NotificationRef;
use truceline_register::place::{MovementPlace, SitePlace};
use truceline_register::time::Instant;

/// Nothing may be reported further beyond the threshold than this, in metres.
const BEYOND_M: f64 = 0.1;

/// A stretch of space and time.
struct Part {
    footprint: Footprint,
    altitude: Option<AltitudeBand>,
    start: Instant,
    end: Option<Instant>,
    /// One of its vertices, and how far from it the footprint can reach, in metres.
    anchor: Spot,
    extent_m: f64,
}

/// A notification as it stands in its record.
pub(super) struct Told {
    /// Which.
    pub(super) about: NotificationRef,
    parts: Vec<Part>,
    /// A movement that has not reported is overdue from here on: the end of all its windows.
    overdue_from: Option<Instant>,
    /// Its buffer and precision together, in metres.
    reach_m: f64,
}

/// What is asked: a disc in a window.
#[derive(Clone)]
pub(super) struct Asked {
    /// Its middle.
    pub(super) centre: Position,
    /// Its reach.
    pub(super) radius: Decimetres,
    /// At which heights; absent means all.
    pub(super) altitude: Option<AltitudeBand>,
    /// From when.
    pub(super) start: Instant,
    /// Until when.
    pub(super) end: Instant,
    /// How far around.
    pub(super) buffer: Decimetres,
    /// How far the true disc may lie from the one given; absent means not stated.
    pub(super) precision: Option<Decimetres>,
    /// The precision of what states none.
    pub(super) worst: Decimetres,
    /// As of when it is asked what is overdue.
    pub(super) now: Instant,
}

/// What the comparison of one answer gave.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// Overlaps by brute force.
    pub(super) reference: u64,
    /// Overlaps that were answered.
    pub(super) answered: u64,
    /// Overlaps that were not answered.
    pub(super) missed: Vec<NotificationRef>,
    /// Answered, and more than 0.1 m beyond the threshold or at another time.
    pub(super) beyond: Vec<NotificationRef>,
}

/// Every notification of a register; an error where a record cannot be read.
pub(super) fn everything(archive: &Archive<'_>, worst: Decimetres) -> Result<Vec<Told>, String> {
    let mut told = Vec::new();
    for index in 0..archive.tree.size() {
        let Ok(record) = archive.record(index) else {
            continue;
        };
        told.extend(read(&record, worst)?);
    }
    Ok(told)
}

fn read(record: &Record, worst: Decimetres) -> Result<Option<Told>, String> {
    let Some(payload) = &record.payload else {
        return Ok(None);
    };
    let (id, digest) = match &payload.act {
        Act::Site(site) => (site.id, site.place.exact),
        Act::Movement(movement) => (movement.id, movement.place.exact),
        _ => return Ok(None),
    };
    let lost = || {
        format!(
            "the record at index {} does not disclose its place",
            record.index
        )
    };
    let (parts, overdue_from, precision, buffer) = if matches!(payload.act, Act::Site(_)) {
        let place = record.disclosures.open::<SitePlace>(digest, Label::Exact);
        let place = place.map_err(|error| error.to_string())?.ok_or_else(lost)?;
        let part = Part::new(place.footprint, place.altitude, place.start, place.end);
        (vec![part], None, place.precision, place.buffer)
    } else {
        let place = record
            .disclosures
            .open::<MovementPlace>(digest, Label::Exact);
        let place = place.map_err(|error| error.to_string())?.ok_or_else(lost)?;
        let (precision, buffer) = (place.precision, place.buffer);
        let parts = movement_parts(place);
        let last = parts.iter().filter_map(|part| part.end).max();
        (parts, last, precision, buffer)
    };
    let reach_m = metres(precision.unwrap_or(worst)) + metres(buffer);
    let about = NotificationRef {
        party: payload.party,
        id,
    };
    Ok(Some(Told {
        about,
        parts,
        overdue_from,
        reach_m,
    }))
}

/// The legs and holding points of a movement as they were told.
fn movement_parts(place: MovementPlace) -> Vec<Part> {
    let legs = place
        .legs
        .into_iter()
        .map(|leg| (Footprint::Line(leg.line), leg.altitude, leg.window));
    let points = place
        .holding_points
        .into_iter()
        .map(|point| (Footprint::Circle(point.place), None, point.window));
    legs.chain(points)
        .map(|(footprint, altitude, window)| {
            Part::new(footprint, altitude, window.start(), Some(window.end()))
        })
        .collect()
}

impl Part {
    fn new(
        footprint: Footprint,
        altitude: Option<AltitudeBand>,
        start: Instant,
        end: Option<Instant>,
    ) -> Self {
        let (vertices, reach_m) = match &footprint {
            Footprint::Circle(circle) => (vec![circle.centre], metres(circle.radius)),
            Footprint::Line(line) => (line.vertices().to_vec(), metres(line.half_width())),
            Footprint::Polygons(polygons) => (
                polygons
                    .iter()
                    .flat_map(|polygon| polygon.shell().vertices().to_vec())
                    .collect(),
                0.0,
            ),
        };
        let spots: Vec<Spot> = vertices.into_iter().map(Spot::from).collect();
        // No point of the footprint is further from a vertex than the way along all vertices,
        // there and back.
        let along_m: f64 = spots
            .windows(2)
            .map(|pair| distance_m(pair[0], pair[1]))
            .sum();
        let anchor = spots[0];
        Self {
            footprint,
            altitude,
            start,
            end,
            anchor,
            extent_m: 2.0 * along_m + reach_m,
        }
    }

    /// An overdue part lasts from its start without an end.
    fn meets_in_time(&self, asked: &Asked, overdue: bool) -> bool {
        self.start < asked.end && (overdue || self.end.is_none_or(|end| asked.start < end))
    }

    fn meets_in_height(&self, asked: &Asked) -> bool {
        match (self.altitude, asked.altitude) {
            (Some(own), Some(other)) => {
                own.lower_dm() <= other.upper_dm() && other.lower_dm() <= own.upper_dm()
            }
            (None, _) | (_, None) => true,
        }
    }

    /// How far it is from the disc, or a bound on the decided side of `threshold_m` where that is
    /// plain without more.
    fn apart_m(&self, asked: &Asked, footprint: &Footprint, threshold_m: f64) -> f64 {
        let from_anchor_m =
            distance_m(self.anchor, Spot::from(asked.centre)) - metres(asked.radius);
        let least_m = from_anchor_m - self.extent_m;
        if least_m > threshold_m + 1.0 {
            return least_m;
        }
        // The anchor itself belongs to the footprint.
        if from_anchor_m < threshold_m - 1.0 {
            return from_anchor_m.max(0.0);
        }
        separation_m(&self.footprint, footprint)
    }
}

/// Holds an answer against the reference.
pub(super) fn compare(
    told: &[Told],
    asked: &Asked,
    answered: &BTreeSet<NotificationRef>,
) -> Compared {
    let footprint = Footprint::Circle(Circle {
        centre: asked.centre,
        radius: asked.radius,
    });
    let mut compared = Compared {
        answered: answered.len() as u64,
        ..Compared::default()
    };
    let mut known = BTreeSet::new();
    let asked_reach_m = metres(asked.buffer) + metres(asked.precision.unwrap_or(asked.worst));
    for told in told {
        let threshold_m = told.reach_m + asked_reach_m;
        let overdue = told.overdue_from.is_some_and(|last| last <= asked.now);
        let apart_m = told
            .parts
            .iter()
            .filter(|part| part.meets_in_time(asked, overdue) && part.meets_in_height(asked))
            .map(|part| part.apart_m(asked, &footprint, threshold_m))
            .fold(f64::INFINITY, f64::min);
        known.insert(told.about);
        let overlaps = apart_m <= threshold_m;
        compared.reference += u64::from(overlaps);
        let found = answered.contains(&told.about);
        if overlaps && !found {
            compared.missed.push(told.about);
        }
        if found && apart_m > threshold_m + BEYOND_M {
            compared.beyond.push(told.about);
        }
    }
    compared.beyond.extend(answered.difference(&known));
    compared
}

fn metres(length: Decimetres) -> f64 {
    f64::from(length.get()) / 10.0
}
