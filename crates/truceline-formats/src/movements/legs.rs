//! The legs of one movement: each a line with its window, and a holding point where the row says
//! that the movement may wait at its end.

use crate::coordinate::{Notation, separation};
use crate::fault::{Code, Fault};
use crate::field::{Fields, Record};
use crate::import::Settings;
use crate::moment::BareDate;
use crate::place::{self, Drawn, Point, Shape};
use std::collections::BTreeMap;
use std::fmt;
use truceline_register::geometry::footprint::{Circle, Line};
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::time::{Instant, TimeWindow};

/// Columns of a row that make it a leg.
pub(super) const OWN_COLUMNS: &[&str] = &[
    "leg",
    "from",
    "to",
    "via",
    "half_width_m",
    "depart_earliest",
    "depart_latest",
    "arrive_earliest",
    "arrive_latest",
    "hold_until",
    "hold_radius_m",
];

/// Most legs of one movement: half a year of daily stages.
pub const MAX_LEGS: usize = 200;
/// A leg may begin this far from where the one before ended, beyond the half-widths, in metres.
const NEAR_M: u32 = 200;

/// A stretch of way.
#[derive(Clone, PartialEq)]
pub struct LegDraft {
    /// Its number in the file.
    pub number: u32,
    /// Where it begins, as read.
    pub from: Point,
    /// Where it ends, as read.
    pub to: Point,
    /// The way with its half-width; edges are geodesics.
    pub line: Line,
    /// From the earliest departure to the latest arrival.
    pub window: TimeWindow,
    /// When it must have begun.
    pub depart_latest: Option<Instant>,
    /// When it may end.
    pub arrive_earliest: Option<Instant>,
}

impl fmt::Debug for LegDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LegDraft({}, [redacted])", self.number)
    }
}

/// A place where the movement may wait.
#[derive(Clone, Debug, PartialEq)]
pub struct HoldingPointDraft {
    /// Number of the leg at whose end it is.
    pub after_leg: u32,
    /// Where.
    pub place: Circle,
    /// When.
    pub window: TimeWindow,
}

/// All legs of a movement, in order.
#[derive(Clone, PartialEq)]
pub(super) struct Route {
    pub(super) legs: Vec<LegDraft>,
    pub(super) holding_points: Vec<HoldingPointDraft>,
    /// The coarsest notation on the way.
    pub(super) notation: Option<Decimetres>,
}

/// Reads the legs of a movement; their faults go to the movement's.
pub(super) fn read(
    movement: &mut Fields<'_>,
    records: &[&Record],
    settings: &Settings<'_>,
) -> Option<Route> {
    if records.is_empty() || records.len() > MAX_LEGS {
        let what = if records.is_empty() {
            "the movement has no legs"
        } else {
            "the movement has more than 200 legs"
        };
        movement.fault(
            "reference",
            Code::Legs,
            what,
            "give each movement 1 to 200 legs",
        );
        return None;
    }
    let mut read: BTreeMap<u32, (LegDraft, Option<HoldingPointDraft>, &Record)> = BTreeMap::new();
    let mut notation = None;
    let mut sound = true;
    for record in records {
        let mut fields = Fields::new(record, &settings.zones);
        if !record.cells.contains_key("time_zone") {
            fields.set_zone(movement.zone());
        }
        let leg = leg(&mut fields, settings, &mut notation);
        sound &= fields.faults.is_empty();
        // The zone of a row that is leg and movement at once is judged with the movement.
        let own = fields
            .faults
            .into_iter()
            .filter(|f| f.location.column.as_deref() != Some("time_zone"));
        movement.faults.extend(own);
        movement.warnings.extend(fields.warnings);
        let Some((leg, hold)) = leg else {
            sound = false;
            continue;
        };
        if read.contains_key(&leg.number) {
            let what = "the movement has this leg number already";
            let number = "number the legs in order of travel";
            movement
                .faults
                .push(Fault::new(record.at("leg"), Code::Legs, what, number));
            sound = false;
            continue;
        }
        read.insert(leg.number, (leg, hold, record));
    }
    if !sound {
        return None;
    }
    follow(movement, &read)?;
    let mut route = Route {
        legs: Vec::new(),
        holding_points: Vec::new(),
        notation,
    };
    for (leg, hold, _) in read.into_values() {
        route.legs.push(leg);
        route.holding_points.extend(hold);
    }
    Some(route)
}

fn leg(
    fields: &mut Fields<'_>,
    settings: &Settings<'_>,
    notation: &mut Option<Decimetres>,
) -> Option<(LegDraft, Option<HoldingPointDraft>)> {
    for column in [
        "reference",
        "leg",
        "half_width_m",
        "depart_earliest",
        "arrive_latest",
    ] {
        fields.require(column);
    }
    let number = fields.count("leg");
    let way = match &fields.record().drawn {
        Some(drawn) => of_feature(fields, drawn),
        None => of_columns(fields, settings),
    };
    let half_width = fields.metres("half_width_m");
    let window = window(fields);
    let depart_latest = within(fields, "depart_latest", window);
    let arrive_earliest = within(fields, "arrive_earliest", window);
    let (number, way, half_width, window) = (number?, way?, half_width?, window?);
    *notation = (*notation).max(way.precision);
    let (from, to) = (way.from, way.to);
    let line = match Line::new(way.vertices, half_width) {
        Ok(line) => line,
        Err(error) => {
            let check = "check the points of the way";
            fields.fault("via", Code::Shape, error.to_string(), check);
            return None;
        }
    };
    let leg = LegDraft {
        number,
        from,
        to,
        line,
        window,
        depart_latest,
        arrive_earliest,
    };
    let hold = hold(fields, &leg, half_width);
    Some((leg, hold))
}

/// The way of a leg, nothing said of its width.
struct Way {
    from: Point,
    to: Point,
    /// No vertex twice in a row.
    vertices: Vec<Position>,
    /// The coarsest notation on it.
    precision: Option<Decimetres>,
}

fn of_columns(fields: &mut Fields<'_>, settings: &Settings<'_>) -> Option<Way> {
    fields.require("from");
    fields.require("to");
    let surroundings = settings.surroundings();
    let from = place::point(fields, "from", &surroundings);
    let via = if fields.record().cells.contains_key("via") {
        place::list(fields, "via", &surroundings)
    } else {
        Some(Vec::new())
    };
    let to = place::point(fields, "to", &surroundings);
    let (from, via, to) = (from?, via?, to?);
    let points = || {
        std::iter::once(&from)
            .chain(&via)
            .chain(std::iter::once(&to))
    };
    let mut vertices: Vec<Position> = points().map(|point| point.position).collect();
    vertices.dedup();
    let precision = points().map(|point| point.precision).max().flatten();
    Some(Way {
        from,
        to,
        vertices,
        precision,
    })
}

/// The way that a feature draws.
fn of_feature(fields: &mut Fields<'_>, drawn: &Drawn) -> Option<Way> {
    let Shape::Way(drawn_vertices) = &drawn.shape else {
        let what = "the geometry of a leg is not a line";
        fields.fault(
            "geometry",
            Code::Shape,
            what,
            "draw each leg as a LineString",
        );
        return None;
    };
    let mut vertices = drawn_vertices.clone();
    vertices.dedup();
    let end = |position: Option<&Position>| {
        position.map(|position| Point {
            position: *position,
            precision: Some(drawn.precision),
            notation: Some(Notation::DecimalDegrees),
            name: None,
            gazetteer_id: None,
            as_submitted: String::new(),
        })
    };
    Some(Way {
        from: end(vertices.first())?,
        to: end(vertices.last())?,
        vertices,
        precision: Some(drawn.precision),
    })
}

fn window(fields: &mut Fields<'_>) -> Option<TimeWindow> {
    let start = fields.time("depart_earliest", BareDate::Refused);
    let end = fields.time("arrive_latest", BareDate::Refused);
    let window = TimeWindow::new(start?, end?);
    if let Err(error) = window {
        let check = "check both times and the zone";
        fields.fault("arrive_latest", Code::Window, error.to_string(), check);
    }
    window.ok()
}

/// A time that must lie in the leg's window, its end included.
fn within(fields: &mut Fields<'_>, column: &str, window: Option<TimeWindow>) -> Option<Instant> {
    let instant = fields.time(column, BareDate::Refused)?;
    let window = window?;
    if instant < window.start() || instant > window.end() {
        let what = "the time lies outside depart_earliest to arrive_latest";
        fields.fault(column, Code::Window, what, "check the times and the zone");
        return None;
    }
    Some(instant)
}

fn hold(
    fields: &mut Fields<'_>,
    leg: &LegDraft,
    half_width: Decimetres,
) -> Option<HoldingPointDraft> {
    let radius = fields.metres("hold_radius_m");
    if radius.is_some() {
        fields.require("hold_until");
    }
    let until = fields.time("hold_until", BareDate::Refused)?;
    let since = leg.arrive_earliest.unwrap_or(leg.window.start());
    match TimeWindow::new(since, until) {
        Ok(window) => Some(HoldingPointDraft {
            after_leg: leg.number,
            place: Circle {
                centre: leg.to.position,
                radius: radius.unwrap_or(half_width),
            },
            window,
        }),
        Err(error) => {
            let check = "check hold_until and the earliest arrival";
            fields.fault("hold_until", Code::Window, error.to_string(), check);
            None
        }
    }
}

/// What shows only from one leg to the next: times that run backwards (a fault), places and times
/// between which nothing says where the movement is (warnings).
fn follow(
    movement: &mut Fields<'_>,
    legs: &BTreeMap<u32, (LegDraft, Option<HoldingPointDraft>, &Record)>,
) -> Option<()> {
    let mut sound = true;
    let pairs = legs.values().zip(legs.values().skip(1));
    for ((before, hold, _), (after, _, record)) in pairs {
        if after.window.start() < before.window.start() || after.window.end() < before.window.end()
        {
            let what = "the leg begins or ends before the one before it";
            let number = "number the legs in order of travel and check the times";
            let fault = Fault::new(record.at("depart_earliest"), Code::Window, what, number);
            movement.faults.push(fault);
            sound = false;
        }
        let told_until = hold.as_ref().map_or(before.window.end(), |hold| {
            hold.window.end().max(before.window.end())
        });
        if after.window.start() > told_until {
            let what = "nothing says where the movement is before this leg begins";
            let fill = "fill in hold_until of the leg before";
            let warning = Fault::new(record.at("depart_earliest"), Code::TimeGap, what, fill);
            movement.warnings.push(warning);
        }
        let apart_m = separation::metres(before.to.position, after.from.position);
        let reach_m = (before.line.half_width().get() + after.line.half_width().get()) / 10;
        if apart_m > reach_m + NEAR_M {
            let what = "the leg begins elsewhere than the one before it ended";
            let add = "add the leg between, or correct the place";
            let warning = Fault::new(record.at("from"), Code::RouteGap, what, add);
            movement.warnings.push(warning);
        }
    }
    sound.then_some(())
}
