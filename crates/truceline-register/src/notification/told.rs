//! What of a place was disclosed, and what the register notices about it.
//!
//! A place is told exactly, as coarse cells, or as existing somewhere in a zone; each is a digest of
//! its own, and only what was disclosed counts. Where two of them do not fit, both are taken: the
//! union is the careful reading. Not here: what kind of notification it is.

use crate::codec::disclosure::Label;
use crate::geometry::cell::{Cell, Step};
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::place::{CellPlace, ExistencePlace, MovementPlace, PlaceDigests, SitePlace};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Told};
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

pub(super) fn check_order(
    field: &str,
    start: Instant,
    end: Option<Instant>,
) -> Result<(), Refusal> {
    if end.is_some_and(|end| end <= start) {
        return Err(invalid(format!(
            "the {field} ends at or before its start; correct the two times"
        )));
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
        finest(
            self.exact.value().is_some(),
            self.cell.value().is_some(),
            self.existence.value().is_some(),
        )
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

    /// The cells in which all of it lies, where cells were told and fit the rest.
    #[must_use]
    pub fn cells_around(&self) -> Vec<Footprint> {
        let told = self.cell.value().filter(|_| !self.inconsistent);
        let stretches = told.map(stretches_of_cells).unwrap_or_default();
        stretches
            .into_iter()
            .map(|stretch| stretch.footprint)
            .collect()
    }

    /// Existence alone, where it counts.
    #[must_use]
    pub fn bare_existence(&self) -> Option<&ExistencePlace> {
        let alone = self.finest() == Resolution::Existence;
        self.existence
            .value()
            .filter(|_| alone || self.inconsistent)
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
pub(super) fn grid_cells(place: &CellPlace) -> Vec<Cell> {
    let step = i32::try_from(place.step_e7)
        .ok()
        .and_then(|step| Step::from_e7(step).ok());
    let Some(step) = step else { return Vec::new() };
    place
        .cells
        .iter()
        .filter_map(|(row, column)| Cell::new(step, *row, *column).ok())
        .collect()
}

pub(super) fn stretches_of_cells(place: &CellPlace) -> Vec<Stretch> {
    grid_cells(place)
        .into_iter()
        .filter_map(|cell| cell.footprint().ok())
        .map(|footprint| Stretch {
            footprint,
            altitude: None,
            start: place.start,
            end: place.end,
        })
        .collect()
}

/// The window of a stretch; open-ended ones last for ever.
pub(crate) fn window_of(stretch: &Stretch) -> TimeWindow {
    let end = stretch.end.unwrap_or(Instant::MAX);
    match TimeWindow::new(stretch.start, end)
        .or_else(|_| TimeWindow::new(Instant::MIN, Instant::MAX))
    {
        Ok(window) => window,
        Err(_) => unreachable!("from the first to the last instant is a window"),
    }
}
