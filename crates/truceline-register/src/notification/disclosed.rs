//! What a statement discloses of a place while it is judged: what the register notices about it, and
//! who is told how much.

use super::told::{
    MAX_PLACE_CELLS, Stretch, ToldPlace, Whereabouts, check_order, grid_cells, invalid,
    stretches_of_cells, window_of,
};
use super::{MAX_SHARES, Share};
use crate::codec::disclosure::Label;
use crate::geometry::cell;
use crate::geometry::position::Decimetres;
use crate::place::{CellPlace, ExistencePlace, PlaceDigests};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Judgement, Said, Told, opened};
use crate::time::Instant;
use crate::vocabulary::{Flag, Resolution};

/// What a statement discloses of a place, while it is judged.
pub(super) struct Disclosed<T> {
    pub(super) exact: Option<T>,
    pub(super) cell: Option<CellPlace>,
    pub(super) existence: Option<ExistencePlace>,
}

/// Opens the disclosures of a place and checks each by itself.
///
/// # Errors
/// [`RefusalCode::DisclosureMismatch`], [`RefusalCode::Invalid`], [`RefusalCode::OverLimit`].
pub(super) fn open<T: Whereabouts>(
    said: &Said<'_>,
    digests: &PlaceDigests,
) -> Result<Disclosed<T>, Refusal> {
    let disclosed = Disclosed {
        exact: opened::<T>(said, digests.exact, Label::Exact, "exact")?,
        cell: opened::<CellPlace>(said, digests.cell, Label::Cell, "cell")?,
        existence: opened::<ExistencePlace>(
            said,
            digests.existence,
            Label::Existence,
            "existence",
        )?,
    };
    if let Some(exact) = &disclosed.exact {
        exact.check()?;
    }
    if let Some(cells) = &disclosed.cell {
        check_cells(cells)?;
    }
    if let Some(existence) = &disclosed.existence {
        check_order("existence", existence.start, existence.end)?;
    }
    Ok(disclosed)
}

fn check_cells(place: &CellPlace) -> Result<(), Refusal> {
    check_order("cell", place.start, place.end)?;
    if place.cells.is_empty() {
        return Err(invalid(
            "the list of cells is empty; name at least one cell",
        ));
    }
    if place.cells.len() > MAX_PLACE_CELLS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a place has at most 1,024 cells; take a coarser grid",
        ));
    }
    if grid_cells(place).len() != place.cells.len() {
        return Err(invalid(
            "the step of the cells does not divide 90 degrees, or a cell lies outside the grid; make the cells anew from the place",
        ));
    }
    Ok(())
}

impl<T: Whereabouts> Disclosed<T> {
    /// What the register will keep of it.
    pub(super) fn into_told(self, inconsistent: bool) -> ToldPlace<T> {
        ToldPlace {
            exact: self.exact.map_or(Told::Nothing, Told::Value),
            cell: self.cell.map_or(Told::Nothing, Told::Value),
            existence: self.existence.map_or(Told::Nothing, Told::Value),
            inconsistent,
        }
    }

    /// Every stretch that counts as told.
    pub(super) fn stretches(&self) -> Vec<Stretch> {
        match (&self.exact, &self.cell) {
            (Some(exact), _) => exact.stretches(),
            (None, Some(cells)) => stretches_of_cells(cells),
            (None, None) => Vec::new(),
        }
    }

    /// Whether an end is told at any resolution.
    pub(super) fn has_end(&self) -> bool {
        let exact = self
            .exact
            .as_ref()
            .is_some_and(|e| e.stretches().iter().any(|s| s.end.is_some()));
        let cell = self.cell.as_ref().is_some_and(|c| c.end.is_some());
        exact || cell || self.existence.as_ref().is_some_and(|e| e.end.is_some())
    }

    /// The earliest start told.
    pub(super) fn start(&self) -> Option<Instant> {
        let stretches = self.stretches();
        let starts = stretches.iter().map(|stretch| stretch.start);
        starts
            .chain(self.existence.as_ref().map(|existence| existence.start))
            .min()
    }

    /// Flags what is noticed of the place and tells whoever may be told, each no finer than its
    /// share and than what was disclosed.
    ///
    /// # Errors
    /// [`RefusalCode::OverLimit`]: too many shares.
    pub(super) fn notice(
        &self,
        register: &Register,
        said: &Said<'_>,
        shares: &[Share],
        out: &mut Judgement,
    ) -> Result<(), Refusal> {
        let stretches = self.stretches();
        if stretches.is_empty() {
            out.flags.insert(Flag::Undisclosed);
        } else if self
            .exact
            .as_ref()
            .is_none_or(|exact| exact.precision().is_none())
        {
            out.flags.insert(Flag::PrecisionAssumed);
        }
        if self.start().is_some_and(|start| said.is_late_for(start)) {
            out.flags.insert(Flag::Late);
        }
        if !self.is_in_a_zone(register, &stretches) {
            out.flags.insert(Flag::OutsideZones);
        }
        if !self.is_consistent(register) {
            out.flags.insert(Flag::Inconsistent);
        }
        let at_hand = [
            (Resolution::Exact, self.exact.is_some()),
            (Resolution::Cell, self.cell.is_some()),
            (Resolution::Existence, self.existence.is_some()),
        ];
        tell(register, said, shares, &at_hand, out)
    }

    /// Whether it touches a zone with a geometry; what was told nowhere is not outside of one.
    fn is_in_a_zone(&self, register: &Register, stretches: &[Stretch]) -> bool {
        if stretches.is_empty() {
            let zone = self.existence.as_ref().map(|existence| existence.zone);
            return zone.is_none_or(|zone| register.zones.is_known(zone, register.size));
        }
        stretches.iter().any(|stretch| {
            let window = window_of(stretch);
            !register
                .zones
                .zones_touching(&stretch.footprint, window, register.size)
                .is_empty()
        })
    }

    /// Whether what was disclosed at several resolutions fits together: the cells hold the place,
    /// the zone is known and touches it, and neither ends before it.
    fn is_consistent(&self, register: &Register) -> bool {
        let stretches = self.stretches();
        let holds = |start: Instant, end: Option<Instant>| {
            stretches.iter().all(|stretch| {
                start <= stretch.start
                    && end.is_none_or(|end| stretch.end.is_some_and(|inner| inner <= end))
            })
        };
        if let (Some(_), Some(cells)) = (&self.exact, &self.cell) {
            let grid = grid_cells(cells);
            let covered = stretches
                .iter()
                .all(|s| cell::covers(&grid, &s.footprint, Decimetres::ZERO).unwrap_or(false));
            if !covered || !holds(cells.start, cells.end) {
                return false;
            }
        }
        let Some(existence) = &self.existence else {
            return true;
        };
        if stretches.is_empty() {
            return true;
        }
        let touched = stretches.iter().any(|stretch| {
            let window = window_of(stretch);
            let zones = register
                .zones
                .zones_touching(&stretch.footprint, window, register.size);
            zones.contains(&existence.zone)
        });
        touched && holds(existence.start, existence.end)
    }
}

/// Tells the centre the finest that was disclosed and everyone named as much of it as the owner
/// lets them; who is told below existence has a number in the inbox and nothing else.
///
/// # Errors
/// [`RefusalCode::OverLimit`]: too many shares.
pub(super) fn tell(
    register: &Register,
    said: &Said<'_>,
    shares: &[Share],
    at_hand: &[(Resolution, bool)],
    out: &mut Judgement,
) -> Result<(), Refusal> {
    if shares.len() > MAX_SHARES {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a notification names at most 64 recipients",
        ));
    }
    let at_most = |resolution: Resolution| {
        at_hand
            .iter()
            .filter(|(told, disclosed)| *disclosed && *told <= resolution)
            .map(|(told, _)| *told)
            .max()
            .unwrap_or(Resolution::Commitment)
    };
    out.tell(register.authority.centre(), at_most(Resolution::Exact));
    if said.party != said.signer.party {
        out.tell(said.party, at_most(Resolution::Exact));
    }
    for share in shares {
        if register.authority.party(share.to).is_some() {
            out.tell(share.to, at_most(share.resolution));
        } else {
            out.flags.insert(Flag::UnknownRecipient);
        }
    }
    Ok(())
}
