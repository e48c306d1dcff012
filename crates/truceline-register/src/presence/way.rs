//! Where a movement may be: its legs and holding points by the plan, and what its reports make of
//! them.
//!
//! Whatever is reported before the plan begins makes what is ahead begin as early; a delay moves the
//! ends of what is still ahead, a halt occupies its place until the owner reports
//! again, and a place given with a report, of whatever act, puts another way beside the old one. Once the whole window has passed without
//! arrival the movement is overdue, and all that is not certainly behind it is open-ended. What
//! somebody else tells of a movement is put beside what its owner's own reports make of it, and
//! takes nothing from it. DESIGN.md §6.

use crate::geometry::position::Decimetres;
use crate::ids::LogIndex;
use crate::notification::Report;
use crate::notification::history::Reported;
use crate::notification::told::{Stretch, ToldPlace, Whereabouts};
use crate::place::MovementPlace;
use crate::time::{Instant, Span};
use crate::vocabulary::MovementAct;
use std::ops::Range;

/// Most reports of a movement by others that are looked at one by one; beyond it whatever is not
/// certainly behind the movement is open-ended, which no further word can shorten.
pub const MAX_REPORTS_OF_OTHERS: usize = 16;

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
    /// The latest end known of its whole window, delays and deviations included; `None` where none
    /// is. A part that is open-ended does not keep the rest from becoming overdue. Others' words count
    /// where its own name no end.
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
    /// How long each leg takes at most, by the plan.
    lasting: Vec<Span>,
    /// Cells are one leg of many footprints: they have no numbers.
    numbered: bool,
}

impl Route {
    fn parts(&self) -> impl Iterator<Item = &Reaching> {
        self.legs.iter().chain(&self.points)
    }

    /// How many legs are behind whoever is on leg `leg` of the plan.
    fn behind(&self, planned: bool, leg: usize) -> usize {
        if planned && self.numbered {
            leg.min(self.legs.len().saturating_sub(1))
        } else {
            0
        }
    }

    /// The numbers of a leg, or of all of them where the way has no numbers.
    fn at_leg(&self, leg: usize) -> Range<usize> {
        let last = self.legs.len().saturating_sub(1);
        if self.numbered && !self.legs.is_empty() {
            leg.min(last)..leg.min(last) + 1
        } else {
            0..self.legs.len()
        }
    }

    /// By how much whoever is on a leg at an instant and goes on from there at another is late: what
    /// is left of the leg may take as long as all of it did by the plan, if its time is over.
    fn late_by(&self, leg: usize, at: Instant, until: Instant) -> Span {
        let late = |number: usize| {
            self.legs[number].stretch.end.map_or(Span::ZERO, |end| {
                if at <= end {
                    until.since(at)
                } else {
                    until.plus(self.lasting[number]).since(end)
                }
            })
        };
        self.at_leg(leg).map(late).max().unwrap_or(Span::ZERO)
    }

    fn of(legs: Vec<Reaching>, points: Vec<Reaching>, numbered: bool) -> Self {
        let lasts = |leg: &Reaching| {
            leg.stretch
                .end
                .map_or(Span::ZERO, |end| end.since(leg.stretch.start))
        };
        Self {
            lasting: legs.iter().map(lasts).collect(),
            legs,
            points,
            numbered,
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
        routes.push(Route::of(legs, parts.collect(), true));
    }
    let cells: Vec<Reaching> = place
        .cell_stretches()
        .into_iter()
        .map(|stretch| Reaching {
            stretch,
            precision: None,
            buffer: Decimetres::ZERO,
        })
        .collect();
    if !cells.is_empty() {
        routes.push(Route::of(cells, Vec::new(), false));
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

/// The ways and halts of a movement after some reports.
struct Course {
    routes: Vec<Route>,
    /// How many of the routes are by the plan; the others it turned to.
    planned: usize,
    halts: Vec<Halt>,
    /// Legs of the plan before this one are behind it by the owner's own word.
    progress: usize,
    /// It has left the plan's way for another: a leg's number says no more how far it is along the
    /// plan.
    turned: bool,
}

/// Works out where a movement may be at `now` from the place that a version told and the reports
/// since, in the order in which they say that things happened.
#[must_use]
pub fn of(place: &ToldPlace<MovementPlace>, steps: &[Step<'_>], now: Instant) -> Way {
    let own = Course::after(place, steps.iter().filter(|step| step.own));
    let whole_end = own.whole_end();
    let courses: Vec<Course> = courses(own, place, steps).collect();
    // Where its own words name no end, what others told of it has one all the same.
    let whole_end = whole_end.or_else(|| courses.iter().filter_map(Course::whole_end).max());
    let overdue = whole_end.is_some_and(|end| now >= end);
    let confused = steps.iter().filter(|step| !step.own).count() > MAX_REPORTS_OF_OTHERS;
    let mut stretches: Vec<Reaching> = Vec::new();
    for mut course in courses {
        if overdue || confused {
            course.open_ends();
        }
        for stretch in course.into_stretches() {
            if !stretches.contains(&stretch) {
                stretches.push(stretch);
            }
        }
    }
    let holding_since = steps
        .iter()
        .rev()
        .find(|step| step.own || step.reported.report.act == MovementAct::Holding)
        .filter(|step| step.reported.report.act == MovementAct::Holding)
        .map(|step| step.reported.report.at);
    Way {
        stretches,
        whole_end,
        overdue,
        holding_since,
    }
}

/// The course by the owner's own reports, and beside it one more for each report that is not its
/// own, with it and those that came before it: so none of them takes from what another added.
fn courses<'a>(
    own: Course,
    place: &'a ToldPlace<MovementPlace>,
    steps: &'a [Step<'a>],
) -> impl Iterator<Item = Course> {
    let mut others: Vec<LogIndex> = steps
        .iter()
        .filter(|step| !step.own)
        .map(|step| step.reported.record)
        .collect();
    others.sort_unstable();
    if others.len() > MAX_REPORTS_OF_OTHERS {
        others.drain(..others.len() - 1);
    }
    std::iter::once(own).chain(others.into_iter().map(move |latest| {
        let heard = steps
            .iter()
            .filter(|step| step.own || step.reported.record <= latest);
        Course::after(place, heard)
    }))
}

impl Course {
    fn after<'a>(
        place: &ToldPlace<MovementPlace>,
        steps: impl Iterator<Item = &'a Step<'a>>,
    ) -> Self {
        let routes = routes(place);
        let mut course = Self {
            planned: routes.len(),
            routes,
            halts: Vec::new(),
            progress: 0,
            turned: false,
        };
        for step in steps {
            course.take(step);
        }
        course
    }

    fn take(&mut self, step: &Step<'_>) {
        let report = &step.reported.report;
        if step.own {
            for halt in self.halts.iter_mut().filter(|halt| halt.ended.is_none()) {
                halt.ended = Some(report.at);
            }
        }
        let reached = self.reached(report).unwrap_or(self.progress);
        if step.own {
            self.progress = reached;
        }
        let leg = report.leg.map_or(self.progress, usize::from);
        let point = report.holding_point.map(usize::from);
        let (at, until) = (report.at, report.until);
        let told = routes(&step.reported.place);
        if !matches!(report.act, MovementAct::Arrived | MovementAct::Aborted) {
            self.begin_by(reached, at);
        }
        match report.act {
            MovementAct::Departed
            | MovementAct::Deviated
            | MovementAct::Arrived
            | MovementAct::Aborted => {}
            MovementAct::Delayed => self.delay(leg, reached, None, at, until),
            MovementAct::Holding => {
                self.delay(leg, reached, point, at, until);
                let mut places = halting_places(&self.routes, leg, point);
                places.extend(told.iter().flat_map(Route::parts).cloned());
                self.halts.push(Halt {
                    since: at,
                    until,
                    ended: None,
                    places,
                });
            }
        }
        self.routes.extend(told);
        self.turned |= report.tells_of_a_place();
    }

    /// The leg of the plan that a report says it is on. A number that the plan does not have, and
    /// any that was given after it turned to another way, may be that way's.
    fn reached(&self, report: &Report) -> Option<usize> {
        let leg = usize::from(report.leg?);
        let planned = self.routes.iter().take(self.planned);
        let legs = planned
            .filter(|route| route.numbered)
            .map(|route| route.legs.len())
            .max()
            .unwrap_or(0);
        (leg < legs && !self.turned).then_some(leg)
    }

    /// It is under way: from the leg on where it is, all may be used from `at` on, even where the plan
    /// begins later.
    fn begin_by(&mut self, leg: usize, at: Instant) {
        for (number, route) in self.routes.iter_mut().enumerate() {
            let behind = route.behind(number < self.planned, leg);
            for part in route.legs.iter_mut().skip(behind).chain(&mut route.points) {
                part.stretch.start = part.stretch.start.min(at);
            }
        }
    }

    fn whole_end(&self) -> Option<Instant> {
        let ends = self.routes.iter().flat_map(Route::parts);
        let open = self.halts.iter().filter(|halt| halt.ended.is_none());
        ends.filter_map(|part| part.stretch.end)
            .chain(open.filter_map(|halt| halt.until))
            .max()
    }

    fn into_stretches(self) -> impl Iterator<Item = Reaching> {
        let ways = self
            .routes
            .into_iter()
            .flat_map(|route| route.legs.into_iter().chain(route.points));
        ways.chain(self.halts.into_iter().flat_map(Halt::into_stretches))
    }

    /// Overdue: whatever is not certainly behind it lasts until somebody says otherwise.
    fn open_ends(&mut self) {
        for (number, route) in self.routes.iter_mut().enumerate() {
            let behind = route.behind(number < self.planned, self.progress);
            for part in route.legs.iter_mut().skip(behind).chain(&mut route.points) {
                part.stretch.end = None;
            }
        }
    }

    /// Moves the ends of what is still ahead by as much as the movement is late on the leg that was
    /// reported: from the leg reached on where the way is the planned one, all of it elsewhere.
    fn delay(
        &mut self,
        leg: usize,
        reached: usize,
        point: Option<usize>,
        at: Instant,
        until: Option<Instant>,
    ) {
        let Some(until) = until else { return };
        let mut late = Span::ZERO;
        for route in &self.routes {
            let halted_at = point.and_then(|point| route.points.get(point));
            match halted_at.and_then(|halted| halted.stretch.end) {
                // A halt that was planned for makes late by what it lasts beyond the plan.
                Some(end) => late = late.max(until.since(end)),
                None => late = late.max(route.late_by(leg, at, until)),
            }
        }
        for (number, route) in self.routes.iter_mut().enumerate() {
            let behind = route.behind(number < self.planned, reached);
            for part in route.legs.iter_mut().skip(behind).chain(&mut route.points) {
                part.stretch.end = part.stretch.end.map(|end| end.plus(late));
            }
        }
    }
}

/// Where it waits: the holding point, on every way that has one of that number, else the leg.
fn halting_places(routes: &[Route], leg: usize, point: Option<usize>) -> Vec<Reaching> {
    routes
        .iter()
        .flat_map(
            |route| match point.and_then(|point| route.points.get(point)) {
                Some(point) => std::slice::from_ref(point),
                None => &route.legs[route.at_leg(leg)],
            },
        )
        .cloned()
        .collect()
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
