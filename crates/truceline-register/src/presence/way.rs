//! Where a movement may be: its legs and holding points by the plan, and what its reports make of
//! them.
//!
//! A report only ever adds: a delay moves the ends of what is still ahead, a halt occupies its place
//! until the owner reports again, a deviation puts another way beside the old one. Once the whole
//! window has passed without arrival the movement is overdue, and all that is not certainly behind
//! it is open-ended. DESIGN.md §6.

use crate::geometry::position::Decimetres;
use crate::notification::history::Reported;
use crate::notification::told::{Stretch, ToldPlace, Whereabouts};
use crate::place::MovementPlace;
use crate::time::{Instant, Span};
use crate::vocabulary::MovementAct;

/// A report, and whether it is its owner's own word.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// What was reported.
    pub reported: &'a Reported,
    /// Signed or confirmed.
    pub own: bool,
}

/// A stretch with the reach of whoever told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaching {
    /// Where and when.
    pub stretch: Stretch,
    /// As stated; absent: not stated.
    pub precision: Option<Decimetres>,
    /// As asked.
    pub buffer: Decimetres,
}

/// Where a movement may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Every stretch.
    pub stretches: Vec<Reaching>,
    /// The end of its whole window, delays and deviations included; `None` where no end is known.
    pub whole_end: Option<Instant>,
    /// Past its whole window and not reported to have ended.
    pub overdue: bool,
    /// Waiting since when, if the latest report says that it waits.
    pub holding_since: Option<Instant>,
}

/// One way told: the plan's, the cells', or one that the movement turned to.
struct Route {
    legs: Vec<Reaching>,
    points: Vec<Reaching>,
    /// Cells are one leg of many footprints: they have no numbers.
    numbered: bool,
}

impl Route {
    fn ends(&self) -> impl Iterator<Item = Option<Instant>> {
        self.legs.iter().chain(&self.points).map(|part| part.stretch.end)
    }

    /// How many legs are behind whoever is on leg `leg` of the plan.
    fn behind(&self, planned: bool, leg: usize) -> usize {
        if planned && self.numbered { leg.min(self.legs.len().saturating_sub(1)) } else { 0 }
    }

    /// The leg of a number, or all of it where the way has no numbers.
    fn leg(&self, leg: usize) -> &[Reaching] {
        if self.numbered && !self.legs.is_empty() {
            let leg = leg.min(self.legs.len() - 1);
            &self.legs[leg..=leg]
        } else {
            &self.legs
        }
    }
}

/// The ways that a place tells: the exact one, or cells, or both where they do not fit.
fn routes(place: &ToldPlace<MovementPlace>) -> Vec<Route> {
    let mut routes = Vec::new();
    if let Some(exact) = place.exact.value() {
        let mut parts = exact.stretches().into_iter().map(|stretch| Reaching {
            stretch,
            precision: exact.precision,
            buffer: exact.buffer,
        });
        let legs = parts.by_ref().take(exact.legs.len()).collect();
        routes.push(Route { legs, points: parts.collect(), numbered: true });
    }
    let cells: Vec<Reaching> = place
        .cell_stretches()
        .into_iter()
        .map(|stretch| Reaching { stretch, precision: None, buffer: Decimetres::ZERO })
        .collect();
    if !cells.is_empty() {
        routes.push(Route { legs: cells, points: Vec::new(), numbered: false });
    }
    routes
}

/// A halt as it was reported; it lasts until the owner reports again.
struct Halt {
    since: Instant,
    until: Option<Instant>,
    /// The owner's own report that ended it.
    ended: Option<Instant>,
    places: Vec<Reaching>,
}

/// Works out where a movement may be at `now` from the place that a version told and the reports
/// since, in the order in which they say that things happened.
#[must_use]
pub fn of(place: &ToldPlace<MovementPlace>, steps: &[Step<'_>], now: Instant) -> Way {
    let mut routes = routes(place);
    let planned = routes.len();
    let mut halts: Vec<Halt> = Vec::new();
    // Legs before this one are behind it by the owner's own word.
    let mut progress = 0;
    for step in steps {
        let report = &step.reported.report;
        if step.own {
            for halt in halts.iter_mut().filter(|halt| halt.ended.is_none()) {
                halt.ended = Some(report.at);
            }
            progress = report.leg.map_or(progress, usize::from);
        }
        let leg = report.leg.map_or(progress, usize::from);
        let point = report.holding_point.map(usize::from);
        match report.act {
            MovementAct::Departed | MovementAct::Arrived | MovementAct::Aborted => {}
            MovementAct::Delayed => delay(&mut routes, planned, leg, None, report.at, report.until),
            MovementAct::Holding => {
                delay(&mut routes, planned, leg, point, report.at, report.until);
                let places = halting_places(&routes, leg, point);
                halts.push(Halt { since: report.at, until: report.until, ended: None, places });
            }
            MovementAct::Deviated => routes.extend(self::routes(&step.reported.place)),
        }
    }
    let whole_end = whole_end(&routes, &halts);
    let overdue = whole_end.is_some_and(|end| now >= end);
    let holding_since = steps
        .iter()
        .rev()
        .find(|step| step.own || step.reported.report.act == MovementAct::Holding)
        .filter(|step| step.reported.report.act == MovementAct::Holding)
        .map(|step| step.reported.report.at);
    if overdue {
        open_ends(&mut routes, planned, progress);
    }
    let mut stretches: Vec<Reaching> =
        routes.into_iter().flat_map(|route| route.legs.into_iter().chain(route.points)).collect();
    stretches.extend(halts.into_iter().flat_map(Halt::into_stretches));
    Way { stretches, whole_end, overdue, holding_since }
}

/// Moves the ends of what is still ahead by as much as the movement is late: from the leg on where
/// the way is the planned one, all of it elsewhere.
fn delay(
    routes: &mut [Route],
    planned: usize,
    leg: usize,
    point: Option<usize>,
    at: Instant,
    until: Option<Instant>,
) {
    let Some(until) = until else { return };
    let mut late = Span::ZERO;
    for route in routes.iter() {
        let halted_at = point.and_then(|point| route.points.get(point));
        match halted_at.and_then(|halted| halted.stretch.end) {
            // A halt that was planned for makes late by what it lasts beyond the plan.
            Some(end) => late = late.max(until.since(end)),
            None => {
                late = late.max(until.since(at));
                for part in route.leg(leg) {
                    late = late.max(part.stretch.end.map_or(Span::ZERO, |end| until.since(end)));
                }
            }
        }
    }
    for (number, route) in routes.iter_mut().enumerate() {
        let behind = route.behind(number < planned, leg);
        for part in route.legs.iter_mut().skip(behind).chain(&mut route.points) {
            part.stretch.end = part.stretch.end.map(|end| end.plus(late));
        }
    }
}

/// Where it waits: the holding point, on every way that has one of that number, else the leg.
fn halting_places(routes: &[Route], leg: usize, point: Option<usize>) -> Vec<Reaching> {
    routes
        .iter()
        .flat_map(|route| match point.and_then(|point| route.points.get(point)) {
            Some(point) => std::slice::from_ref(point),
            None => route.leg(leg),
        })
        .cloned()
        .collect()
}

fn whole_end(routes: &[Route], halts: &[Halt]) -> Option<Instant> {
    let ends = routes.iter().flat_map(Route::ends).collect::<Option<Vec<Instant>>>()?;
    let open = halts.iter().filter(|halt| halt.ended.is_none());
    ends.into_iter().chain(open.filter_map(|halt| halt.until)).max()
}

/// Overdue: whatever is not certainly behind it lasts until somebody says otherwise.
fn open_ends(routes: &mut [Route], planned: usize, progress: usize) {
    for (number, route) in routes.iter_mut().enumerate() {
        let behind = route.behind(number < planned, progress);
        for part in route.legs.iter_mut().skip(behind).chain(&mut route.points) {
            part.stretch.end = None;
        }
    }
}

impl Halt {
    fn into_stretches(self) -> impl Iterator<Item = Reaching> {
        let (since, ended) = (self.since, self.ended);
        self.places
            .into_iter()
            .filter(move |_| ended.is_none_or(|ended| ended > since))
            .map(move |mut part| {
                part.stretch.start = since;
                part.stretch.end = ended;
                part
            })
    }
}
