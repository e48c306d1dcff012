//! How finely a party's checks see what that party was not shown exactly: in fixed cells of the floor's
//! area, and in fixed stretches of the floor's duration. DESIGN.md §6, locator defence;
//! `docs/decisions/0019-checks-in-fixed-cells.md`.
//!
//! A single look is bounded by the floor; without this, the difference of two looks that are shifted by a
//! little would not be. So what is met of such a presence is a function of its cells and stretches and of its
//! size, never of where in the cell it lies. Everything errs to the side of people: whatever overlaps exactly
//! overlaps in cells, and what covers in cells covers exactly.
//!
//! Own words, and what was shown exactly, are met exactly; what was shown in cells is met in those. The centre
//! sees exactly.

use super::Reason;
use super::eyes::{All, Eyes};
use super::ground::{Touched, profile};
use super::held::Held;
use super::locator::{FLOOR_SPAN_WITHOUT_ZONES, FLOOR_WITHOUT_ZONES_M2};
use crate::declaration::Declared;
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::distance::within;
use crate::geometry::footprint::Footprint;
use crate::geometry::mesh::{Mesh, MeshCell, joined};
use crate::geometry::position::Decimetres;
use crate::ids::{PartyId, ZoneId};
use crate::notification::consent;
use crate::notification::history::{Content, Notification};
use crate::place::Volume4d;
use crate::presence::undisclosed::Undisclosed;
use crate::presence::{self, PresenceVolume, Source, Standing};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::Resolution;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Most cells of a check that a declaration is held against; a larger check is met in larger cells.
const MAX_DEMANDED: usize = 512;
/// So far around the width of cells is looked up: 1,000 km.
const WIDEST_CIRCLE: Decimetres = Decimetres::MAX;
/// So many cells go into one footprint.
const CELLS_IN_ONE: usize = 1_024;
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

    /// A presence in its cells and stretches, as far as these come near a volume; nothing where none does.
    fn coarsen(
        &self,
        presence: &PresenceVolume,
        around: &Around<'_>,
        reach: Decimetres,
    ) -> Vec<PresenceVolume> {
        let timed = || PresenceVolume {
            start: self.down(presence.start),
            end: presence.end.map(|end| self.up(end)),
            ..presence.clone()
        };
        let Some(mesh) = self.mesh else {
            return vec![timed()];
        };
        let far = reach.plus(presence.reach());
        let near = || bounds(around.footprint, far.plus(mesh.side()));
        let Some(home) = mesh.home(&presence.footprint, presence.reach(), near) else {
            return vec![timed()];
        };
        // Where it is met exactly, the cell of that place is listed.
        let near = around.boxes(reach.plus(home.reach));
        let mut cells = home.cells;
        cells.retain(|cell| cell.may_meet(&near));
        let mut coarse = Vec::new();
        for cells in cells.chunks(CELLS_IN_ONE) {
            let Some(footprint) = joined(cells) else {
                return vec![timed()];
            };
            coarse.push(PresenceVolume {
                footprint,
                altitude: presence.altitude,
                start: self.down(presence.start),
                end: presence.end.map(|end| self.up(end)),
                precision: home.reach,
                buffer: Decimetres::ZERO,
            });
        }
        coarse
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

/// The register's eyes as far as a party may see through them.
#[derive(Clone, Copy, Debug)]
pub struct InCells<'a> {
    /// Whose knowledge.
    pub register: &'a Register,
    /// Whose check.
    pub asker: PartyId,
    /// How finely it sees what it was not shown exactly.
    pub grain: Grain,
}

/// The boxes around a volume, for each reach worked out once: most of what is near reaches as far.
struct Around<'a> {
    footprint: &'a Footprint,
    known: RefCell<Vec<(Decimetres, Rc<[GeoBox]>)>>,
}

impl<'a> Around<'a> {
    const fn of(footprint: &'a Footprint) -> Self {
        Self {
            footprint,
            known: RefCell::new(Vec::new()),
        }
    }

    fn boxes(&self, reach: Decimetres) -> Rc<[GeoBox]> {
        let known = self.known.borrow();
        let boxes = known.iter().find(|(of, _)| *of == reach);
        if let Some((_, boxes)) = boxes {
            return Rc::clone(boxes);
        }
        drop(known);
        let boxes: Rc<[GeoBox]> = bounds(self.footprint, reach).into();
        self.known.borrow_mut().push((reach, Rc::clone(&boxes)));
        boxes
    }
}

/// How a presence is shown to an asker.
enum Shown {
    Exactly,
    In(Vec<Footprint>),
    Not,
}

/// Whether a party was shown a presence exactly, as it stands: its own, or told exactly with all that was
/// reported since.
#[must_use]
pub fn shown_exactly(
    register: &Register,
    party: PartyId,
    standing: &Standing,
    at: Standpoint,
) -> bool {
    matches!(shown(register, party, standing, at), Shown::Exactly)
}

fn shown(register: &Register, asker: PartyId, standing: &Standing, at: Standpoint) -> Shown {
    if standing.party == asker {
        return Shown::Exactly;
    }
    let shown = |record| consent::shown(register, record, asker, at.known_at);
    let version = shown(standing.record);
    let Source::Notification(about) = standing.source else {
        return match version {
            Some(Resolution::Exact) => Shown::Exactly,
            _ => Shown::Not,
        };
    };
    let Some(known) = register.notifications.get(about) else {
        return Shown::Not;
    };
    // What was reported since moves it, in space and time.
    let mut reports = known
        .reports
        .iter()
        .filter(|report| (standing.record + 1..at.known_at).contains(&report.record));
    match version {
        Some(Resolution::Exact)
            if reports.all(|report| shown(report.record) == Some(Resolution::Exact)) =>
        {
            Shown::Exactly
        }
        Some(Resolution::Exact | Resolution::Cell)
            if known
                .reports
                .iter()
                .all(|report| report.place.finest() <= Resolution::Commitment) =>
        {
            cells_of(known, standing).map_or(Shown::Not, Shown::In)
        }
        _ => Shown::Not,
    }
}

impl InCells<'_> {
    fn seen(
        &self,
        standing: Standing,
        around: &Around<'_>,
        reach: Decimetres,
        at: Standpoint,
    ) -> Standing {
        let volumes = match shown(self.register, self.asker, &standing, at) {
            Shown::Exactly => return standing,
            Shown::Not => standing
                .volumes
                .iter()
                .flat_map(|presence| self.grain.coarsen(presence, around, reach))
                .collect(),
            Shown::In(cells) => self.in_cells(&standing.volumes, &cells, around, reach),
        };
        Standing {
            volumes,
            ..standing
        }
    }

    /// Some volumes anywhere in the cells that were shown of them, at any time of theirs, as far as the cells come
    /// near a volume.
    fn in_cells(
        &self,
        volumes: &[PresenceVolume],
        cells: &[Footprint],
        around: &Around<'_>,
        reach: Decimetres,
    ) -> Vec<PresenceVolume> {
        let start = volumes.iter().map(|presence| presence.start).min();
        let ends: Option<Vec<Instant>> = volumes.iter().map(|presence| presence.end).collect();
        let Some(start) = start else {
            return Vec::new();
        };
        let longest = |of: fn(&PresenceVolume) -> Decimetres| {
            let lengths = volumes.iter().map(of);
            lengths.max().unwrap_or(Decimetres::ZERO)
        };
        let (precision, buffer) = (longest(|v| v.precision), longest(|v| v.buffer));
        let near = around.boxes(reach.plus(precision).plus(buffer));
        let comes_near = |cell: &&Footprint| {
            let own = bounds(cell, Decimetres::ZERO);
            own.iter()
                .any(|one| near.iter().any(|other| one.meets(*other)))
        };
        let anywhere = |footprint: &Footprint| PresenceVolume {
            footprint: footprint.clone(),
            altitude: None,
            start: self.grain.down(start),
            end: ends
                .as_ref()
                .and_then(|ends| ends.iter().max())
                .map(|end| self.grain.up(*end)),
            precision,
            buffer,
        };
        cells.iter().filter(comes_near).map(anywhere).collect()
    }
}

/// The cells in which a version says that it lies, where all of it does.
fn cells_of(known: &Notification, standing: &Standing) -> Option<Vec<Footprint>> {
    let version = known
        .versions
        .iter()
        .find(|version| version.record == standing.record)?;
    let cells = match &version.content {
        Content::Site(place) => place.cells_around(),
        Content::Movement(place) => place.cells_around(),
        Content::Nil(_) => return None,
    };
    (!cells.is_empty()).then_some(cells)
}

impl Eyes for InCells<'_> {
    fn grain(&self) -> Option<Grain> {
        Some(self.grain)
    }

    fn near(&self, volume: &Volume4d, touched: &Touched, at: Standpoint) -> Vec<Standing> {
        let reach = touched.reach(volume);
        let wider = self.grain.wider(&volume.footprint, reach);
        let window = TimeWindow::new(
            volume.window.start().minus(touched.tolerance),
            volume.window.end().plus(touched.tolerance),
        );
        let wide = Volume4d {
            window: self.grain.outward(window.unwrap_or(volume.window)),
            ..volume.clone()
        };
        let far = reach.plus(wider);
        let mut standing: BTreeMap<_, Standing> = BTreeMap::new();
        // What becomes overdue does so with its stretch, not at a moment that tells when it ends.
        let soon = self.grain.up(at.now);
        let tolerance = touched.tolerance;
        for one in presence::perhaps_near(self.register, &wide, far, tolerance, at, soon) {
            match standing.get_mut(&(one.record, one.source)) {
                Some(known) => {
                    let more = one.volumes.into_iter();
                    let more: Vec<_> = more.filter(|v| !known.volumes.contains(v)).collect();
                    known.volumes.extend(more);
                }
                None => {
                    standing.insert((one.record, one.source), one);
                }
            }
        }
        let around = Around::of(&volume.footprint);
        standing
            .into_values()
            .map(|standing| self.seen(standing, &around, reach, at))
            .filter(|standing| !standing.volumes.is_empty())
            .collect()
    }

    fn undisclosed(&self, zone: ZoneId, window: TimeWindow, at: Standpoint) -> Vec<Undisclosed> {
        All(self.register).undisclosed(zone, self.grain.outward(window), at)
    }

    fn declared(&self, party: PartyId, at: Standpoint) -> Vec<Declared> {
        All(self.register).declared(party, at)
    }

    fn hidden_answers(&self, window: TimeWindow, at: Standpoint) -> BTreeSet<Reason> {
        All(self.register).hidden_answers(self.grain.outward(window), at)
    }

    fn broken_off(
        &self,
        volume: &Volume4d,
        touched: &Touched,
        at: Standpoint,
    ) -> BTreeSet<PartyId> {
        let reach = touched.reach(volume);
        let wider = self.grain.wider(&volume.footprint, reach);
        let wide = Volume4d {
            window: self.grain.outward(volume.window),
            ..volume.clone()
        };
        let comes_near = |footprint: &Footprint, own: Decimetres| {
            self.grain.meets(footprint, own, &volume.footprint, reach)
        };
        let far = reach.plus(wider);
        presence::answer::broken_off_near(self.register, &wide, far, at, comes_near)
            .into_iter()
            .map(|(party, _)| party)
            .collect()
    }

    fn unreadable(&self, at: Standpoint) -> BTreeSet<PartyId> {
        All(self.register).unreadable(at)
    }

    fn refused(&self, party: PartyId, zone: ZoneId, at: Standpoint) -> bool {
        All(self.register).refused(party, zone, at)
    }
}

#[cfg(test)]
mod tests;
