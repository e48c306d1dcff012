//! Where the volumes of a question lie: the zones they touch, what those zones demand, and whether
//! a volume lies wholly in one.
//!
//! Not here: what was told ([`super::facts`]).

use super::evaluation::Question;
use super::outcome::Ground;
use crate::geometry::containment::contains_enlarged;
use crate::geometry::distance::within;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, ZoneId};
use crate::place::Volume4d;
use crate::register::{Register, Standpoint};
use crate::time::{Span, TimeWindow};
use crate::vocabulary::{Activity, BoundaryStatus};
use crate::zone::{Boundary, NoBoundary, Obliged, Profile};
use std::collections::BTreeSet;

/// The zones that matter for a question, and the buffer and tolerance that they demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Zones, agreed or claimed, that any volume touches, enlarged by the buffer and its precision.
    pub zones: BTreeSet<ZoneId>,
    /// Further zones that may lie here: in words only, without an agreed line throughout the
    /// window, or once drawn here. What was told about them without a place may be here.
    pub perhaps: BTreeSet<ZoneId>,
    /// The asker's buffer, or the largest least buffer of these zones.
    pub buffer: Decimetres,
    /// The largest time tolerance of these zones.
    pub tolerance: Span,
    /// The precision of whatever states none: the worst of all zones.
    pub assumed: Decimetres,
}

impl Touched {
    /// How far beyond its footprint a volume reaches: the buffer and its precision.
    #[must_use]
    pub fn reach(&self, volume: &Volume4d) -> Decimetres {
        self.buffer.plus(volume.precision_or(self.assumed))
    }
}

/// How a zone lies to one volume.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) zone: ZoneId,
    pub(super) standing: Agreement,
    /// Whether each of its versions holds the whole enlarged footprint.
    holds: bool,
    pub(super) versions: Vec<LogIndex>,
}

/// What a zone's boundary is over a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    AgreedThroughout,
    AgreedAtTimes,
    Claimed,
}

/// The zones that a question touches. A larger buffer may touch further zones, whose least buffer
/// may be larger still: so it is looked again until nothing grows.
#[must_use]
pub fn touched_zones(register: &Register, question: Question<'_>, at: Standpoint) -> Touched {
    let mut touched = Touched {
        zones: BTreeSet::new(),
        perhaps: BTreeSet::new(),
        buffer: question.buffer,
        tolerance: Span::ZERO,
        assumed: register.zones.worst_precision(at.known_at),
    };
    loop {
        let zones = touching(register, question, &touched, at);
        let profiles = || zones.iter().filter_map(|zone| profile(register, *zone, at));
        let least = profiles()
            .map(|p| p.least_buffer_for(question.activity))
            .max();
        let buffer = least.map_or(touched.buffer, |least| least.max(touched.buffer));
        let tolerance = profiles()
            .map(|p| p.time_tolerance)
            .max()
            .unwrap_or(Span::ZERO);
        let is_all = buffer == touched.buffer;
        touched = Touched {
            zones,
            perhaps: BTreeSet::new(),
            buffer,
            tolerance,
            assumed: touched.assumed,
        };
        if is_all {
            return Touched {
                perhaps: perhaps_here(register, question, &touched, at),
                ..touched
            };
        }
    }
}

/// The most that any question of a kind of activity and with a buffer may be held against, wherever it lies; of no
/// zone. Whatever does not meet it so does not meet it.
#[must_use]
pub fn at_most(register: &Register, question: Question<'_>, at: Standpoint) -> Touched {
    let profiles = || {
        register
            .zones
            .all(at.known_at)
            .filter_map(|zone| profile(register, zone, at))
    };
    let least = profiles()
        .map(|p| p.least_buffer_for(question.activity))
        .max();
    let tolerance = profiles().map(|p| p.time_tolerance).max();
    Touched {
        zones: BTreeSet::new(),
        perhaps: BTreeSet::new(),
        buffer: least.map_or(question.buffer, |least| least.max(question.buffer)),
        tolerance: tolerance.unwrap_or(Span::ZERO),
        assumed: register.zones.worst_precision(at.known_at),
    }
}

/// The zones that a question touches, with its own buffer and no tolerance: for questions about what
/// was, which plan nothing.
#[must_use]
pub fn touched_as_asked(register: &Register, question: Question<'_>, at: Standpoint) -> Touched {
    let asked = Touched {
        zones: BTreeSet::new(),
        perhaps: BTreeSet::new(),
        buffer: question.buffer,
        tolerance: Span::ZERO,
        assumed: register.zones.worst_precision(at.known_at),
    };
    Touched {
        zones: touching(register, question, &asked, at),
        perhaps: perhaps_here(register, question, &asked, at),
        ..asked
    }
}

fn touching(
    register: &Register,
    question: Question<'_>,
    reaching: &Touched,
    at: Standpoint,
) -> BTreeSet<ZoneId> {
    let touches = |zone: &ZoneId| {
        question
            .volumes
            .iter()
            .any(|v| touches(register, *zone, v, reaching.reach(v), at).is_some())
    };
    register.zones.all(at.known_at).filter(touches).collect()
}

/// Zones whose line does not say for the whole window that they are elsewhere.
fn perhaps_here(
    register: &Register,
    question: Question<'_>,
    reaching: &Touched,
    at: Standpoint,
) -> BTreeSet<ZoneId> {
    let may_lie = |zone: &ZoneId| {
        question.volumes.iter().any(|volume| {
            let once_drawn = || {
                let drawn = register.zones.boundaries(*zone, at.known_at);
                let mut areas = drawn.iter().filter_map(|(_, drawn)| drawn.area.as_ref());
                areas.any(|area| within(area, &volume.footprint, reaching.reach(volume)))
            };
            let now = register.zones.boundary(*zone, at.known_at, volume.window);
            now.is_err() || once_drawn()
        })
    };
    register.zones.all(at.known_at).filter(may_lie).collect()
}

impl Profile {
    /// Least buffer of a check of this kind of activity.
    #[must_use]
    pub fn least_buffer_for(&self, activity: Activity) -> Decimetres {
        let own = self
            .activity_buffers
            .iter()
            .filter(|entry| entry.activity == activity);
        own.map(|entry| entry.buffer)
            .max()
            .unwrap_or(self.least_buffer)
    }
}

pub(super) fn profile(register: &Register, zone: ZoneId, at: Standpoint) -> Option<&Profile> {
    register
        .zones
        .profile(zone, at.known_at)
        .map(|(_, profile)| profile)
}

/// The lines of a zone, one of which a volume touches that reaches so far beyond its footprint; `None` where it
/// touches none or the zone has no geometry.
fn touches<'a>(
    register: &'a Register,
    zone: ZoneId,
    volume: &Volume4d,
    reach: Decimetres,
    at: Standpoint,
) -> Option<(Agreement, Vec<(LogIndex, &'a Boundary)>)> {
    let said = |status: BoundaryStatus| -> Vec<(LogIndex, &'a Boundary)> {
        register
            .zones
            .boundaries(zone, at.known_at)
            .iter()
            .filter(|(_, b)| b.status == status && holds_sometime(b, volume.window))
            .map(|(index, b)| (*index, b))
            .collect()
    };
    let (standing, versions) = match register.zones.boundary(zone, at.known_at, volume.window) {
        Ok(versions) => (Agreement::AgreedThroughout, versions),
        Err(NoBoundary::NotThroughout) => (Agreement::AgreedAtTimes, said(BoundaryStatus::Agreed)),
        Err(NoBoundary::ClaimedOnly) => (Agreement::Claimed, said(BoundaryStatus::Claimed)),
        Err(NoBoundary::TextOnly | NoBoundary::UnknownZone) => return None,
    };
    let mut areas = versions.iter().filter_map(|(_, b)| b.area.as_ref());
    areas
        .any(|area| within(area, &volume.footprint, reach))
        .then_some((standing, versions))
}

/// How the zone lies to a volume that reaches so far beyond its footprint; its line stands by
/// agreement and has no precision of its own. `None` where it does not touch it or has no geometry.
pub(super) fn relate(
    register: &Register,
    zone: ZoneId,
    volume: &Volume4d,
    reach: Decimetres,
    at: Standpoint,
) -> Option<Relation> {
    let (standing, versions) = touches(register, zone, volume, reach, at)?;
    let mut areas = versions.iter().filter_map(|(_, b)| b.area.as_ref());
    let holds = areas.all(|area| contains_enlarged(area, &volume.footprint, reach));
    let versions = versions.iter().map(|(index, _)| *index).collect();
    Some(Relation {
        zone,
        standing,
        holds,
        versions,
    })
}

fn holds_sometime(boundary: &Boundary, window: TimeWindow) -> bool {
    boundary.start < window.end() && boundary.end.is_none_or(|end| window.start() < end)
}

/// Where one volume lies.
pub(super) fn ground(
    register: &Register,
    volume: &Volume4d,
    relations: &[Relation],
    reach: Decimetres,
    at: Standpoint,
) -> Ground {
    let holding = |standing: Agreement| {
        relations
            .iter()
            .filter(move |relation| relation.holds && relation.standing == standing)
    };
    let answered = |relation: &Relation| {
        let obliged = profile(register, relation.zone, at).map_or(&[][..], |p| &p.obliged);
        somebody_throughout(obliged, volume, reach)
    };
    if holding(Agreement::AgreedThroughout).any(answered) {
        return Ground::Answered;
    }
    if let Some(relation) = holding(Agreement::AgreedThroughout).next() {
        return Ground::Voluntary(relation.zone);
    }
    let mut doubtful = holding(Agreement::AgreedAtTimes).chain(holding(Agreement::Claimed));
    if let Some(relation) = doubtful.next() {
        return Ground::NotAgreed(relation.zone);
    }
    // A zone in words only may lie anywhere.
    let in_words = |zone: &ZoneId| {
        register.zones.boundary(*zone, at.known_at, volume.window) == Err(NoBoundary::TextOnly)
    };
    let words = register.zones.all(at.known_at).find(in_words);
    match words {
        Some(zone) if relations.is_empty() => Ground::NotAgreed(zone),
        _ => Ground::Outside,
    }
}

/// Whether somebody must answer everywhere in the volume: for all of the zone, or for a part that
/// holds the enlarged footprint. Parts that only together hold it do not count: there may be a gap
/// between them.
fn somebody_throughout(obliged: &[Obliged], volume: &Volume4d, reach: Decimetres) -> bool {
    obliged
        .iter()
        .filter(|one| !one.forces.is_empty())
        .any(|one| {
            one.part
                .as_ref()
                .is_none_or(|part| contains_enlarged(part, &volume.footprint, reach))
        })
}
