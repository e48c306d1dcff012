//! How finely a party's checks see what that party was not shown exactly: in fixed cells of the floor's
//! area, and in fixed stretches of the floor's duration. DESIGN.md §6, locator defence;
//! `docs/decisions/0019-checks-in-fixed-cells.md`.
//!
//! A single look is bounded by the floor; without this, the difference of two looks that are shifted by a
//! little would not be. So what is met of such a presence is a function of its cells and stretches and of its
//! size, never of where in the cell it lies. Everything errs to the side of people: whatever overlaps exactly
//! overlaps in cells, and what covers in cells covers exactly.
//!
//! Not here: who is seen so ([`super::in_cells`]).

use super::ground::{Touched, profile};
use super::held::Held;
use super::locator::{FLOOR_SPAN_WITHOUT_ZONES, FLOOR_WITHOUT_ZONES_M2};
use crate::geometry::bounds::bounds;
use crate::geometry::distance::within;
use crate::geometry::footprint::Footprint;
use crate::geometry::mesh::{Mesh, MeshCell};
use crate::geometry::position::Decimetres;
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span, TimeWindow};

/// Most cells of a check that a declaration is held against; a larger check is met in larger cells.
const MAX_DEMANDED: usize = 512;
/// So far around the width of cells is looked up: 1,000 km.
const WIDEST_CIRCLE: Decimetres = Decimetres::MAX;
/// Lengths of stretches in minutes, of which each is a whole number of those before, so that stretches of
/// several floors together say no more than the shortest.
const LADDER_MINUTES: [u32; 10] = [1, 5, 15, 30, 60, 180, 360, 720, 1_440, 10_080];

/// How finely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grain {
    /// In these cells; absent: no least area is set.
    pub mesh: Option<Mesh>,
    /// In stretches of this length; absent: no least duration is set.
    pub stretch: Option<Span>,
}

impl Grain {
    /// The grain of a question: of the coarsest floors of the zones that it touches. `None` where those set
    /// no floor.
    #[must_use]
    pub fn of(register: &Register, touched: &Touched, at: Standpoint) -> Option<Self> {
        let floors: Vec<(u64, Span)> = touched
            .zones
            .iter()
            .filter_map(|zone| profile(register, *zone, at))
            .map(|profile| (profile.check_floor_m2, profile.check_floor_span))
            .collect();
        let (area_m2, span) = floors
            .into_iter()
            .reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)))
            .unwrap_or((FLOOR_WITHOUT_ZONES_M2, FLOOR_SPAN_WITHOUT_ZONES));
        let grain = Self {
            mesh: Mesh::of_floor(area_m2),
            stretch: rung(span),
        };
        (grain.mesh.is_some() || grain.stretch.is_some()).then_some(grain)
    }

    /// The beginning of the stretch that an instant lies in.
    #[must_use]
    pub fn down(&self, instant: Instant) -> Instant {
        self.stretch.map_or(instant, |stretch| {
            let micros = instant.micros().div_euclid(stretch.micros()) * stretch.micros();
            Instant::from_micros(micros).unwrap_or(Instant::MIN)
        })
    }

    /// The first beginning of a stretch that is not before an instant.
    #[must_use]
    pub fn up(&self, instant: Instant) -> Instant {
        let down = self.down(instant);
        match self.stretch {
            Some(stretch) if down < instant => down.plus(stretch),
            _ => instant,
        }
    }

    /// A window and what lies in its first and last stretch.
    #[must_use]
    pub fn outward(&self, window: TimeWindow) -> TimeWindow {
        TimeWindow::new(self.down(window.start()), self.up(window.end())).unwrap_or(window)
    }

    /// As much of a declaration's window as counts: whole stretches. What has begun has begun.
    #[must_use]
    pub fn inward(&self, window: TimeWindow, now: Instant) -> Option<TimeWindow> {
        let start = match window.start() {
            start if start > now => self.up(start),
            start => start,
        };
        TimeWindow::new(start, self.down(window.end())).ok()
    }

    /// Whether a place that reaches so far beyond its footprint, in its cells, comes within a distance of
    /// another.
    #[must_use]
    pub fn meets(
        &self,
        footprint: &Footprint,
        own: Decimetres,
        other: &Footprint,
        reach: Decimetres,
    ) -> bool {
        let Some(mesh) = self.mesh else {
            return within(footprint, other, own.plus(reach));
        };
        let near = || bounds(other, own.plus(reach).plus(mesh.side()));
        mesh.home(footprint, own, near).is_none_or(|home| {
            let comes_near = |cell: &MeshCell| {
                let outline = cell.footprint();
                outline.is_none_or(|outline| within(&outline, other, home.reach.plus(reach)))
            };
            home.cells.iter().any(comes_near)
        })
    }

    /// Whether a declared area covers a volume that is enlarged by `reach` to each side, and by `own`, the
    /// declaration's precision: whether it holds an area of the zone's profile or boundary, which everybody
    /// knows, and that area holds the volume; or whether it holds every cell that the volume touches.
    #[must_use]
    pub fn covers(
        &self,
        declared: &Footprint,
        volume: &Footprint,
        (reach, own): (Decimetres, Decimetres),
        public: &[Footprint],
        held: &Held,
    ) -> bool {
        if !held.holds(declared, volume, reach.plus(own)) {
            return false;
        }
        let Some(mesh) = self.mesh else {
            return true;
        };
        let known = |area: &Footprint| {
            (declared == area || held.holds(declared, area, Decimetres::ZERO))
                && held.holds(area, volume, reach.plus(own))
        };
        public.iter().any(known)
            || held.holds_cells((declared, own), mesh, (volume, reach), MAX_DEMANDED)
    }

    /// How much farther away from a place than exactly something may be met: a cell reaches as far beyond the
    /// middle of what lies in it as it is wide, that middle is less than a side away from all of it, and sizes
    /// are rounded up by a quarter of one. The width is the widest within [`WIDEST_CIRCLE`], the largest radius that
    /// there is; what reaches farther still by its precision and its owner's buffer, and has its middle where cells
    /// are wider, is held by the two sides, of which a circle needs none.
    #[must_use]
    pub fn wider(&self, place: &Footprint, reach: Decimetres) -> Decimetres {
        let Some(mesh) = self.mesh else {
            return Decimetres::ZERO;
        };
        let twice = mesh.side().plus(mesh.side());
        let sizes = twice.plus(mesh.quarter());
        // Four sides are more than any cell is wide.
        let far = reach
            .plus(sizes)
            .plus(twice)
            .plus(twice)
            .plus(WIDEST_CIRCLE);
        sizes.plus(mesh.diagonal(&bounds(place, far)))
    }
}

/// The shortest stretch of the ladder that is no shorter than a floor.
pub(crate) fn rung(floor: Span) -> Option<Span> {
    if floor == Span::ZERO {
        return None;
    }
    let rungs = LADDER_MINUTES.map(Span::minutes);
    let fitting = rungs.into_iter().find(|rung| *rung >= floor);
    // Longer than a week: the longest rung, doubled until it is long enough.
    let mut longest = rungs[rungs.len() - 1];
    while longest < floor {
        longest = Span::from_micros(longest.micros().saturating_mul(2)).unwrap_or(floor);
    }
    Some(fitting.unwrap_or(longest))
}

#[cfg(test)]
mod tests;
