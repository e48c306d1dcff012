//! What of a place was disclosed, and what the register notices about it.
//!
//! A place is told exactly, as coarse cells, or as existing somewhere in a zone; each is a digest of
//! its own, and only what was disclosed counts. Where two of them do not fit, both are taken: the
//! union is the careful reading. Not here: what kind of notification it is.

use super::{MAX_SHARES, Share};
use crate::codec::disclosure::Label;
use crate::geometry::cell::{self, Cell, Step};
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::place::{CellPlace, ExistencePlace, MovementPlace, PlaceDigests, SitePlace};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, Told, opened};
use crate::time::{Instant, TimeWindow};
use crate::vocabulary::{Flag, Resolution};
use minicbor::{Decode, Encode};

/// Most cells of one place: a day's road of 500 km crosses some hundred of them.
pub const MAX_PLACE_CELLS: usize = 1_024;
/// Most legs, and most holding points, of one movement.
pub const MAX_LEGS: usize = 256;

/// A stretch of space and time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where.
    pub footprint: Footprint,
    /// At which heights; absent means all.
    pub altitude: Option<AltitudeBand>,
    /// From when.
    pub start: Instant,
    /// Until when; absent means open-ended.
    pub end: Option<Instant>,
}

/// An exact place of some kind.
pub trait Whereabouts: Encode<()> + for<'b> Decode<'b, ()> {
    /// Every stretch in which somebody may be, by the plan.
    fn stretches(&self) -> Vec<Stretch>;
    /// How far the true place may lie from the one given; `None` where not stated.
    fn precision(&self) -> Option<Decimetres>;
    /// How far around it others are asked to stay away.
    fn buffer(&self) -> Decimetres;
    /// What its fields must keep to.
    ///
    /// # Errors
    /// [`RefusalCode::Invalid`] and [`RefusalCode::OverLimit`], naming the field.
    fn check(&self) -> Result<(), Refusal>;
}

impl Whereabouts for SitePlace {
    fn stretches(&self) -> Vec<Stretch> {
        vec![Stretch {
            footprint: self.footprint.clone(),
            altitude: self.altitude,
            start: self.start,
            end: self.end,
        }]
    }

    fn precision(&self) -> Option<Decimetres> {
        self.precision
    }

    fn buffer(&self) -> Decimetres {
        self.buffer
    }

    fn check(&self) -> Result<(), Refusal> {
        check_order("place", self.start, self.end)
    }
}

impl Whereabouts for MovementPlace {
    fn stretches(&self) -> Vec<Stretch> {
        let legs = self.legs.iter().map(|leg| Stretch {
            footprint: Footprint::Line(leg.line.clone()),
            altitude: leg.altitude,
            start: leg.window.start(),
            end: Some(leg.window.end()),
        });
        let points = self.holding_points.iter().map(|point| Stretch {
            footprint: Footprint::Circle(point.place.clone()),
            altitude: None,
            start: point.window.start(),
            end: Some(point.window.end()),
        });
        legs.chain(points).collect()
    }

    fn precision(&self) -> Option<Decimetres> {
        self.precision
    }

    fn buffer(&self) -> Decimetres {
        self.buffer
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.legs.is_empty() {
            return Err(invalid("the movement has no leg; give its way"));
        }
        if self.legs.len() > MAX_LEGS || self.holding_points.len() > MAX_LEGS {
            return Err(Refusal::new(
                RefusalCode::OverLimit,
                "a movement has at most 256 legs and 256 holding points; split it",
            ));
        }
        Ok(())
    }
}

pub(super) fn invalid(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}

fn check_order(field: &str, start: Instant, end: Option<Instant>) -> Result<(), Refusal> {
    if end.is_some_and(|end| end <= start) {
        return Err(invalid(format!("the {field} ends at or before its start; correct the two times")));
    }
    Ok(())
}

/// What was disclosed of a place, as the register keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldPlace<T> {
    /// The place itself.
    pub exact: Told<T>,
    /// The cells it touches.
    pub cell: Told<CellPlace>,
    /// The zone it is in.
    pub existence: Told<ExistencePlace>,
    /// What was disclosed does not fit together; all of it counts.
    pub inconsistent: bool,
}

impl<T: Whereabouts> ToldPlace<T> {
    /// What a record disclosed.
    #[must_use]
    pub fn of(admitted: &Admitted<'_>, digests: &PlaceDigests) -> Self {
        Self {
            exact: admitted.told(digests.exact, Label::Exact),
            cell: admitted.told(digests.cell, Label::Cell),
            existence: admitted.told(digests.existence, Label::Existence),
            inconsistent: admitted.flagged(Flag::Inconsistent),
        }
    }

    /// The finest that was disclosed and is still there.
    #[must_use]
    pub fn finest(&self) -> Resolution {
        finest(self.exact.value().is_some(), self.cell.value().is_some(), self.existence.value().is_some())
    }

    /// Whether something of it was erased.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        matches!(self.exact, Told::Erased)
            || matches!(self.cell, Told::Erased)
            || matches!(self.existence, Told::Erased)
    }

    /// The cells' own stretches, where they count: told instead of the place, or beside it and not
    /// fitting it.
    #[must_use]
    pub fn cell_stretches(&self) -> Vec<Stretch> {
        match &self.cell {
            Told::Value(cells) if self.exact.value().is_none() || self.inconsistent => {
                stretches_of_cells(cells)
            }
            _ => Vec::new(),
        }
    }

    /// Existence alone, where it counts.
    #[must_use]
    pub fn bare_existence(&self) -> Option<&ExistencePlace> {
        let alone = self.finest() == Resolution::Existence;
        self.existence.value().filter(|_| alone || self.inconsistent)
    }
}

impl<T> ToldPlace<T> {
    /// Forgets what was disclosed.
    pub(crate) fn forget(&mut self) {
        self.exact.forget();
        self.cell.forget();
        self.existence.forget();
    }
}

fn finest(exact: bool, cell: bool, existence: bool) -> Resolution {
    match (exact, cell, existence) {
        (true, _, _) => Resolution::Exact,
        (false, true, _) => Resolution::Cell,
        (false, false, true) => Resolution::Existence,
        (false, false, false) => Resolution::Commitment,
    }
}

/// The cells of a place; those that no grid has are left out (no admitted record has such).
fn grid_cells(place: &CellPlace) -> Vec<Cell> {
    let step = i32::try_from(place.step_e7).ok().and_then(|step| Step::from_e7(step).ok());
    let Some(step) = step else { return Vec::new() };
    place.cells.iter().filter_map(|(row, column)| Cell::new(step, *row, *column).ok()).collect()
}

fn stretches_of_cells(place: &CellPlace) -> Vec<Stretch> {
    grid_cells(place)
        .into_iter()
        .filter_map(|cell| cell.footprint().ok())
        .map(|footprint| Stretch { footprint, altitude: None, start: place.start, end: place.end })
        .collect()
}

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
        existence: opened::<ExistencePlace>(said, digests.existence, Label::Existence, "existence")?,
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
        return Err(invalid("the list of cells is empty; name at least one cell"));
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
        let exact = self.exact.as_ref().is_some_and(|e| e.stretches().iter().any(|s| s.end.is_some()));
        let cell = self.cell.as_ref().is_some_and(|c| c.end.is_some());
        exact || cell || self.existence.as_ref().is_some_and(|e| e.end.is_some())
    }

    /// The earliest start told.
    pub(super) fn start(&self) -> Option<Instant> {
        let stretches = self.stretches();
        let starts = stretches.iter().map(|stretch| stretch.start);
        starts.chain(self.existence.as_ref().map(|existence| existence.start)).min()
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
        } else if self.exact.as_ref().is_none_or(|exact| exact.precision().is_none()) {
            out.flags.insert(Flag::PrecisionAssumed);
        }
        if self.start().is_some_and(|start| start < said.now) {
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
            !register.zones.zones_touching(&stretch.footprint, window, register.size).is_empty()
        })
    }

    /// Whether what was disclosed at several resolutions fits together: the cells hold the place,
    /// the zone touches it, and neither ends before it.
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
        let Some(existence) = &self.existence else { return true };
        if stretches.is_empty() || !register.zones.is_known(existence.zone, register.size) {
            return true;
        }
        let touched = stretches.iter().any(|stretch| {
            let window = window_of(stretch);
            let zones = register.zones.zones_touching(&stretch.footprint, window, register.size);
            zones.contains(&existence.zone)
        });
        touched && holds(existence.start, existence.end)
    }
}

/// The window of a stretch; open-ended ones last for ever.
pub(crate) fn window_of(stretch: &Stretch) -> TimeWindow {
    let end = stretch.end.unwrap_or(Instant::MAX);
    match TimeWindow::new(stretch.start, end).or_else(|_| TimeWindow::new(Instant::MIN, Instant::MAX)) {
        Ok(window) => window,
        Err(_) => unreachable!("from the first to the last instant is a window"),
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
        return Err(Refusal::new(RefusalCode::OverLimit, "a notification names at most 64 recipients"));
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
