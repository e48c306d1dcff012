//! A place at three resolutions: itself, the coarse cells that it touches, the zone that it is in.

use super::Sealer;
use crate::exit::Problem;
use std::collections::BTreeSet;
use truceline_register::codec::disclosure::Label;
use truceline_register::geometry::cell::{self, Cell, CellError, Step};
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::ZoneId;
use truceline_register::notification::told::{MAX_PLACE_CELLS, Stretch, Whereabouts};
use truceline_register::place::{CellPlace, ExistencePlace, PlaceDigests};
use truceline_register::time::Instant;

/// Steps tried for the cells of a place, in 1e-7 degree: from about 11 km to about 1,100 km, until
/// they are few enough.
const STEPS_E7: [i32; 7] = [
    1_000_000,
    2_000_000,
    5_000_000,
    10_000_000,
    20_000_000,
    50_000_000,
    100_000_000,
];

/// Digests a place exactly, by its cells and, where its zone is known, by existence.
///
/// # Errors
/// [`Problem`]: no randomness, or a place without any extent in time.
pub fn digests<T: Whereabouts>(
    sealer: &mut Sealer<'_>,
    place: &T,
    zone: Option<ZoneId>,
) -> Result<PlaceDigests, Problem> {
    place.check()?;
    let stretches = place.stretches();
    let exact = Some(sealer.seal(Label::Exact, place)?);
    let cells = cells(&stretches, place.precision().unwrap_or(Decimetres::ZERO));
    let cell = sealer.seal_some(Label::Cell, cells.as_ref())?;
    let existence = zone.and_then(|zone| {
        let (start, end) = extent(&stretches)?;
        Some(ExistencePlace { zone, start, end })
    });
    let existence = sealer.seal_some(Label::Existence, existence.as_ref())?;
    Ok(PlaceDigests {
        exact,
        cell,
        existence,
    })
}

/// From the earliest start to the latest end; no end where one stretch has none.
fn extent(stretches: &[Stretch]) -> Option<(Instant, Option<Instant>)> {
    let start = stretches.iter().map(|stretch| stretch.start).min()?;
    let ends: Option<Vec<Instant>> = stretches.iter().map(|stretch| stretch.end).collect();
    Some((start, ends.and_then(|ends| ends.into_iter().max())))
}

/// The finest cells that are few enough; none where the place is too large even for the coarsest.
fn cells(stretches: &[Stretch], precision: Decimetres) -> Option<CellPlace> {
    let (start, end) = extent(stretches)?;
    for step_e7 in STEPS_E7 {
        let Ok(step) = Step::from_e7(step_e7) else {
            continue;
        };
        let covers = stretches
            .iter()
            .map(|stretch| cover(&stretch.footprint, precision, step));
        let Ok(covers) = covers.collect::<Result<Vec<_>, _>>() else {
            continue;
        };
        let cells: BTreeSet<(i32, i32)> = covers
            .iter()
            .flatten()
            .map(|cell| (cell.row(), cell.column()))
            .collect();
        if cells.len() <= MAX_PLACE_CELLS {
            let step_e7 = u32::try_from(step_e7).unwrap_or_default();
            return Some(CellPlace {
                step_e7,
                cells: cells.into_iter().collect(),
                start,
                end,
            });
        }
    }
    None
}

fn cover(footprint: &Footprint, precision: Decimetres, step: Step) -> Result<Vec<Cell>, CellError> {
    cell::cover(footprint, precision, step)
}
