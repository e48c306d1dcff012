//! Whether an answer covers what was asked for: classes, area and time. In doubt it does not, and the
//! answer is flagged as partial; it is kept all the same.

use super::Reply;
use super::schedule::{Occurrence, Version};
use crate::codec::disclosure::Label;
use crate::geometry::containment::contains_enlarged;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::ZoneId;
use crate::place::Volume4d;
use crate::refusal::Refusal;
use crate::register::Register;
use crate::register::said::{Said, opened};
use crate::time::{Instant, TimeWindow};

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
        Reply::Positions { complete: None, .. } => return Ok(false),
        Reply::Positions {
            complete: Some(declaration),
            ..
        }
        | Reply::Nil(declaration) => declaration,
    };
    let area = opened::<Volume4d>(said, Some(declaration.area), Label::Area, "area")?;
    let Some(area) = area else { return Ok(false) };
    if !declaration.forces.covers(version.said.forces) {
        return Ok(false);
    }
    let worst = register.zones.worst_precision(register.size);
    let room = |asked: Option<&Volume4d>| {
        let asked = asked.map_or(Decimetres::ZERO, |asked| asked.precision_or(worst));
        area.precision_or(worst).plus(asked)
    };
    if let Some(asked) = version.area.value() {
        let first = version.said.as_of;
        let shift = |instant: Instant| instant.plus(occurrence.as_of.since(first));
        let window = TimeWindow::new(shift(asked.window.start()), shift(asked.window.end()));
        return Ok(window.is_ok_and(|window| area.window.covers(window))
            && AltitudeBand::covers(area.altitude, asked.altitude)
            && holds(&area.footprint, &asked.footprint, room(Some(asked))));
    }
    if version.said.area.is_some() || area.altitude.is_some() {
        return Ok(false);
    }
    let zone = version.said.zone;
    Ok(covers_zone(register, zone, occurrence, &area, room(None)))
}

/// Whether an area holds every agreed boundary of the zone between as-of and due.
fn covers_zone(
    register: &Register,
    zone: ZoneId,
    occurrence: Occurrence,
    area: &Volume4d,
    room: Decimetres,
) -> bool {
    let Ok(window) = TimeWindow::new(occurrence.as_of, occurrence.due_by) else {
        return false;
    };
    register
        .zones
        .boundary(zone, register.size, window)
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
fn holds(outer: &Footprint, inner: &Footprint, room: Decimetres) -> bool {
    outer == inner || contains_enlarged(outer, inner, room)
}
