//! Zones as places: all of a zone's agreed boundary.

use super::Found;
use crate::exit::Problem;
use crate::names::Names;
use truceline_register::geometry::position::Decimetres;
use truceline_register::register::Register;
use truceline_register::time::TimeWindow;
use truceline_register::zone::NoBoundary;

/// The agreed boundary of a zone, where one version holds over the whole window.
///
/// # Errors
/// [`Problem`]: no such zone, or no one agreed boundary over the window.
pub fn of_zone(register: &Register, zone: &str, window: TimeWindow) -> Result<Found, Problem> {
    let id = Names::of_register(register).find_zone(zone)?;
    let versions = register
        .zones
        .boundary(id, register.size, window)
        .map_err(|why| {
            let what = match why {
                NoBoundary::UnknownZone => "it has no boundary",
                NoBoundary::TextOnly => "it is described in words only",
                NoBoundary::ClaimedOnly => "its boundary is claimed and not agreed",
                NoBoundary::NotThroughout => "its boundary is not agreed throughout the window",
            };
            Problem::usage(format!("the zone {zone}: {what}; give the area itself"))
        })?;
    match versions.as_slice() {
        [(_, boundary)] => match &boundary.area {
            Some(area) => Ok(Found {
                footprint: area.clone(),
                precision: Some(Decimetres::ZERO),
                read_back: Vec::new(),
                named: None,
                as_given: None,
            }),
            None => Err(Problem::usage(format!(
                "the zone {zone} is described in words only; give the area itself"
            ))),
        },
        _ => Err(Problem::usage(format!(
            "the boundary of {zone} changes within the window; split the window there"
        ))),
    }
}
