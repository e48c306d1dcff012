//! Whether an answer covers what was asked for: classes, area and time. In doubt it does not, and the
//! answer is flagged as partial; it is kept all the same.

use super::Reply;
use super::schedule::{Occurrence, Version};
use crate::codec::disclosure::Label;
use crate::geometry::containment::contains_enlarged;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::{LogIndex, ZoneId};
use crate::place::Volume4d;
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::said::{Said, opened};
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::ForceSet;

/// What an answer leaves open of what was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// It declares nothing complete: a bare list of positions speaks of nothing but itself.
    pub undeclared: bool,
    /// Classes of force that were asked for and that it leaves out.
    pub forces: ForceSet,
    /// It leaves out part of the area, or that it holds all of it is not certain.
    pub area: bool,
    /// The times asked for of which it says nothing, in order.
    pub times: Vec<TimeWindow>,
    /// What was asked for, or what is declared, cannot be seen: not disclosed, or erased.
    pub unseen: bool,
}

impl Missing {
    /// Whether it covers all that was asked for.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What an answer declares complete, as far as it can be seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Declares<'a> {
    pub(super) forces: ForceSet,
    pub(super) area: Option<&'a Volume4d>,
}

/// Whether the reply certainly covers every class, all of the area and the time that was asked for.
/// To refuse covers nothing and is not a part of anything either.
pub(super) fn covers_what_was_asked(
    register: &Register,
    said: &Said<'_>,
    version: &Version,
    occurrence: Occurrence,
    reply: &Reply,
) -> Result<bool, Refusal> {
    let declaration = match reply {
        Reply::Refused { .. } => return Ok(true),
        Reply::Positions { complete, .. } => complete.as_ref(),
        Reply::Nil(declaration) => Some(declaration),
    };
    let area = declaration.map(|declaration| declaration.area);
    let area = opened::<Volume4d>(said, area, Label::Area, "area")?;
    let declares = declaration.map(|declaration| Declares {
        forces: declaration.forces,
        area: area.as_ref(),
    });
    let missing = missing(register, version, occurrence, declares, register.size);
    Ok(missing.is_nothing())
}

/// What is missing of what was asked for, by the zones as they were after the first `known_at` records.
pub(super) fn missing(
    register: &Register,
    version: &Version,
    occurrence: Occurrence,
    declares: Option<Declares<'_>>,
    known_at: LogIndex,
) -> Missing {
    let Some(declares) = declares else {
        return Missing {
            undeclared: true,
            ..Missing::default()
        };
    };
    let mut missing = Missing {
        forces: version.said.forces.minus(declares.forces),
        ..Missing::default()
    };
    let Some(area) = declares.area else {
        missing.unseen = true;
        return missing;
    };
    let worst = register.zones.worst_precision(known_at);
    let room = |asked: Option<&Volume4d>| {
        let asked = asked.map_or(Decimetres::ZERO, |asked| asked.precision_or(worst));
        area.precision_or(worst).plus(asked)
    };
    if let Some(asked) = version.area.value() {
        let first = version.said.as_of;
        let shift = |instant: Instant| instant.plus(occurrence.as_of.since(first));
        let window = TimeWindow::new(shift(asked.window.start()), shift(asked.window.end()));
        match window {
            Ok(window) => missing.times = without(window, area.window),
            Err(_) => missing.unseen = true,
        }
        missing.area = !AltitudeBand::covers(area.altitude, asked.altitude)
            || !holds(&area.footprint, &asked.footprint, room(Some(asked)));
        return missing;
    }
    if version.said.area.is_some() {
        missing.unseen = true;
        return missing;
    }
    let Ok(window) = TimeWindow::new(occurrence.as_of, occurrence.due_by) else {
        missing.unseen = true;
        return missing;
    };
    // A time to answer in is asked for here, not a time to speak of: some of it is enough.
    if !area.window.meets(window, Span::ZERO) {
        missing.times = vec![window];
    }
    missing.area = area.altitude.is_some()
        || !covers_zone(
            register,
            version.said.zone,
            (window, area),
            room(None),
            known_at,
        );
    missing
}

/// What is left of a window beside another.
fn without(window: TimeWindow, taken: TimeWindow) -> Vec<TimeWindow> {
    if !window.meets(taken, Span::ZERO) {
        return vec![window];
    }
    let before = TimeWindow::new(window.start(), taken.start());
    let after = TimeWindow::new(taken.end(), window.end());
    before.into_iter().chain(after).collect()
}

/// Whether an area holds every agreed boundary of the zone in a window.
fn covers_zone(
    register: &Register,
    zone: ZoneId,
    (window, area): (TimeWindow, &Volume4d),
    room: Decimetres,
    known_at: LogIndex,
) -> bool {
    register
        .zones
        .boundary(zone, known_at, window)
        .is_ok_and(|versions| {
            versions.iter().all(|(_, boundary)| {
                boundary
                    .area
                    .as_ref()
                    .is_some_and(|inner| holds(&area.footprint, inner, room))
            })
        })
}

/// Whether one footprint certainly holds another, with room for what neither says exactly; the very
/// same one does.
pub(crate) fn holds(outer: &Footprint, inner: &Footprint, room: Decimetres) -> bool {
    outer == inner || contains_enlarged(outer, inner, room)
}
