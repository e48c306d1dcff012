//! Whether a new version of a site still says all that an earlier one does.
//!
//! One person alone takes no presence of a site away: what keeps everything replaces at once, and
//! anything else waits for a second person of the party. In doubt it does not keep. Not here: what
//! an amendment does ([`super::amendment`]).

use super::history::{Content, Notification, Version};
use super::life::{self, Life};
use super::site;
use super::told::ToldPlace;
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::containment::contains_enlarged;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::LogIndex;
use crate::place::{ExistencePlace, SitePlace};
use crate::presence::standing::site_parts;
use crate::presence::way::Reaching;
use crate::register::Register;
use crate::time::Instant;
use crate::vocabulary::ForceSet;

/// What a new version of a site says.
pub(super) struct Anew<'a> {
    pub(super) place: &'a ToldPlace<SitePlace>,
    pub(super) forces: ForceSet,
}

/// Whether `said`, in place of the versions before the record `before` that are in force now, would
/// take something away that is true at `now` or later.
pub(super) fn takes_away(
    register: &Register,
    known: &Notification,
    before: LogIndex,
    said: &Anew<'_>,
    now: Instant,
) -> bool {
    let parts = bounded(site_parts(said.place));
    known
        .versions
        .iter()
        .filter(|version| version.record < before)
        .filter(|version| {
            life::of_version(register, known, version, register.size) == Life::InForce
        })
        .any(|version| !keeps(said, &parts, version, now))
}

fn keeps(said: &Anew<'_>, parts: &[Bounded], old: &Version, now: Instant) -> bool {
    let Content::Site(place) = &old.content else {
        return false;
    };
    // What was erased cannot be compared.
    if place.is_erased() {
        return false;
    }
    if site::end(place).is_some_and(|end| end <= now) {
        return true;
    }
    let holds_part = |old: &Bounded| {
        is_over(old.part.stretch.end, now) || parts.iter().any(|new| new.holds(old, now))
    };
    let holds_existence = |old: &ExistencePlace| {
        is_over(old.end, now)
            || said.place.bare_existence().is_some_and(|new| {
                new.zone == old.zone && holds_time((new.start, new.end), (old.start, old.end), now)
            })
    };
    said.place.finest() >= place.finest()
        && said.forces.covers(old.body.forces())
        && bounded(site_parts(place)).iter().all(holds_part)
        && place.bare_existence().is_none_or(holds_existence)
}

fn is_over(end: Option<Instant>, now: Instant) -> bool {
    end.is_some_and(|end| end <= now)
}

/// Whether a window, of which only what lies ahead counts, holds another.
fn holds_time(
    new: (Instant, Option<Instant>),
    old: (Instant, Option<Instant>),
    now: Instant,
) -> bool {
    let lasts = match (new.1, old.1) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(new), Some(old)) => old <= new,
    };
    lasts && new.0 <= old.0.max(now)
}

/// A part of a place with boxes around it: a thousand cells are compared with a thousand others.
struct Bounded {
    part: Reaching,
    boxes: Vec<GeoBox>,
}

fn bounded(parts: Vec<Reaching>) -> Vec<Bounded> {
    let around = |part: Reaching| Bounded {
        boxes: bounds(&part.stretch.footprint, Decimetres::ZERO),
        part,
    };
    parts.into_iter().map(around).collect()
}

impl Bounded {
    /// Whether whoever heeds this part heeds the old one too.
    fn holds(&self, old: &Self, now: Instant) -> bool {
        let (new_at, old_at) = (&self.part.stretch, &old.part.stretch);
        holds_time((new_at.start, new_at.end), (old_at.start, old_at.end), now)
            && AltitudeBand::covers(new_at.altitude, old_at.altitude)
            && self.part.buffer >= old.part.buffer
            && is_no_finer(self.part.precision, old.part.precision)
            && (new_at.footprint == old_at.footprint
                || self.meets(old)
                    && contains_enlarged(&new_at.footprint, &old_at.footprint, Decimetres::ZERO))
    }

    fn meets(&self, old: &Self) -> bool {
        let meets = |one: &GeoBox| old.boxes.iter().any(|other| one.meets(*other));
        self.boxes.iter().any(meets)
    }
}

/// Whether a precision reaches as far as another. What is not stated changes with the zones' rules
/// and is comparable to nothing else.
fn is_no_finer(new: Option<Decimetres>, old: Option<Decimetres>) -> bool {
    match (new, old) {
        (Some(new), Some(old)) => old <= new,
        (None, None) => true,
        _ => false,
    }
}
