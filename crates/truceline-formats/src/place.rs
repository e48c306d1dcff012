//! Where something is, as a row or a feature states it: coordinates in any notation, two columns
//! of degrees, or a name from the gazetteer; a radius or a polygon; and how precisely.
//!
//! Judging a place (inside which zone, near which other) is the register's. Here only what the
//! text itself shows: that it can be read, in one way, with which precision.

use crate::coordinate::separation;
use crate::coordinate::{CoarseGrid, CoordinateError, Notation, Reading, parse, parse_list};
use crate::fault::Code;
use crate::field::{Fields, words};
use crate::gazetteer::{self, Gazetteer, Lookup};
use crate::table::Cell;
use std::fmt;
use truceline_register::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use truceline_register::geometry::position::{Decimetres, Position};

/// A place name further than this from the coordinates beside it, in metres, is warned of: some
/// hours' walk, more than a village and its fields measure.
pub const FAR_NAME_M: u32 = 5_000;

words! {
    /// How the coordinates were come by.
    Capture {
        /// Measured on the spot.
        GpsOnSite = "gps-on-site",
        /// Read off a picture from the air.
        Imagery = "imagery",
        /// Read off a map.
        Map = "map",
        /// The gazetteer's point for a name.
        Gazetteer = "gazetteer",
        /// Told by someone.
        Reported = "reported",
    }
}

/// How far the true place may be from the stated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Precision {
    /// What the submitter states.
    pub stated: Option<Decimetres>,
    /// What the notation implies; unknown for numeric cells, which do not keep the digits typed.
    pub notation: Option<Decimetres>,
}

impl Precision {
    /// What the file itself says: the stated precision, never finer than the notation; else the
    /// notation's; nothing where neither is known.
    #[must_use]
    pub fn declared(self) -> Option<Decimetres> {
        // `None` is less than any length.
        self.stated.max(self.notation)
    }

    /// The precision that holds where unstated means the profile's worst: the stated one, else
    /// `worst`, and never finer than the notation.
    #[must_use]
    pub fn settle(self, worst: Decimetres) -> Decimetres {
        let floor = self.notation.unwrap_or(Decimetres::ZERO);
        self.stated.unwrap_or(worst).max(floor)
    }
}

/// A corner-to-corner box in which places are expected, to notice swapped axes and other slips.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// South-west corner.
    pub south_west: Position,
    /// North-east corner; a box across the antimeridian has it west of the other.
    pub north_east: Position,
}

impl fmt::Debug for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Bounds {
    /// Whether a position lies in the box.
    #[must_use]
    pub const fn contains(&self, position: Position) -> bool {
        let (lat, lon) = (position.lat_e7(), position.lon_e7());
        let (west, east) = (self.south_west.lon_e7(), self.north_east.lon_e7());
        let lon_inside = if west <= east {
            west <= lon && lon <= east
        } else {
            lon >= west || lon <= east
        };
        self.south_west.lat_e7() <= lat && lat <= self.north_east.lat_e7() && lon_inside
    }

    /// Whether a position lies outside while the one with its axes exchanged lies inside.
    #[must_use]
    pub fn looks_swapped(&self, position: Position) -> bool {
        let exchanged = Position::from_e7(position.lon_e7(), position.lat_e7());
        !self.contains(position) && exchanged.is_ok_and(|exchanged| self.contains(exchanged))
    }
}

/// What places are read against.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The list of names, if there is one.
    pub gazetteer: Option<&'a Gazetteer>,
    /// Whether 10 km and 100 km grid squares are taken.
    pub coarse: CoarseGrid,
    /// Where places are expected: one that lies here with its axes exchanged alone is swapped.
    pub expected: Option<Bounds>,
    /// The wider box outside which none is expected.
    pub outer: Option<Bounds>,
}

/// A place as read.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// Where.
    pub footprint: Footprint,
    /// How precisely.
    pub precision: Precision,
    /// How the coordinates were come by.
    pub capture: Option<Capture>,
    /// The notation, where it was text.
    pub notation: Option<Notation>,
    /// The gazetteer's id, where a name was used.
    pub gazetteer_id: Option<String>,
    /// The coordinates or the name as written; empty for a feature's geometry.
    pub as_submitted: String,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place([redacted], {:?})", self.precision)
    }
}

/// One point as read.
#[derive(Clone, PartialEq)]
pub struct Point {
    /// Where.
    pub position: Position,
    /// What the notation implies.
    pub precision: Option<Decimetres>,
    /// The notation, where it was text.
    pub notation: Option<Notation>,
    /// The name, where the gazetteer gave the position.
    pub name: Option<String>,
    /// The gazetteer's id, where a name was used.
    pub gazetteer_id: Option<String>,
    /// The cell as written.
    pub as_submitted: String,
}

impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Point([redacted])")
    }
}

impl Point {
    fn of(reading: Reading, text: &str) -> Self {
        Self {
            position: reading.position,
            precision: Some(reading.precision),
            notation: Some(reading.notation),
            name: None,
            gazetteer_id: None,
            as_submitted: text.to_owned(),
        }
    }

    fn named(place: &gazetteer::Place, text: &str) -> Self {
        Self {
            position: place.position,
            precision: Some(place.precision),
            notation: None,
            name: Some(place.name.clone()),
            gazetteer_id: Some(place.id.clone()),
            as_submitted: text.to_owned(),
        }
    }
}

/// What a feature draws.
#[derive(Clone, PartialEq)]
pub struct Drawn {
    /// The shape.
    pub shape: Shape,
    /// What the finest of its decimals implies, and how far the drawn edges may be off.
    pub precision: Decimetres,
}

/// A shape with its straight edges followed by geodesics already.
#[derive(Clone, PartialEq)]
pub enum Shape {
    /// A point.
    Point(Position),
    /// A line.
    Way(Vec<Position>),
    /// One or more polygons.
    Polygons(Vec<Polygon>),
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drawn([redacted])")
    }
}

/// The place that a feature draws, with its properties.
fn drawn(fields: &mut Fields<'_>, drawn: &Drawn) -> Option<Place> {
    let radius = fields.metres("radius_m");
    let half_width = fields.metres("half_width_m");
    let (stated, capture) = precision_and_capture(fields);
    let footprint = match &drawn.shape {
        Shape::Point(centre) => {
            if fields.record().is_blank(&["radius_m", "precision_m"]) {
                let what = "a point needs a radius or a precision";
                fields.fault(
                    "radius_m",
                    Code::Required,
                    what,
                    "add radius_m or precision_m",
                );
                return None;
            }
            Ok(Footprint::Circle(Circle {
                centre: *centre,
                radius: radius.unwrap_or(Decimetres::ZERO),
            }))
        }
        Shape::Way(vertices) => {
            fields.require("half_width_m");
            Line::new(vertices.clone(), half_width?).map(Footprint::Line)
        }
        Shape::Polygons(polygons) => Footprint::polygons(polygons.clone()),
    };
    let footprint = match footprint {
        Ok(footprint) => footprint,
        Err(error) => {
            let simplify = "correct or simplify the shape";
            fields.fault("geometry", Code::Shape, error.to_string(), simplify);
            return None;
        }
    };
    let precision = Precision {
        stated,
        notation: Some(drawn.precision),
    };
    warn_of_precision(fields, precision);
    Some(Place {
        footprint,
        precision,
        capture,
        notation: Some(Notation::DecimalDegrees),
        gazetteer_id: None,
        as_submitted: String::new(),
    })
}

/// Reads the place of a row: `coordinates`, else `latitude` and `longitude`, else `place`; with
/// `radius_m`, `precision_m` and `capture_method`. Of a feature: its geometry.
pub fn read(fields: &mut Fields<'_>, surroundings: &Surroundings<'_>) -> Option<Place> {
    if let Some(shape) = &fields.record().drawn {
        return drawn(fields, shape);
    }
    let points = points(fields, surroundings);
    let radius = fields.metres("radius_m");
    let (stated, capture) = precision_and_capture(fields);
    let points = points?;
    let first = points.first()?.clone();
    let notation = points.iter().map(|p| p.precision).max().flatten();
    let footprint = shape(fields, &points, radius)?;
    let by_name = first.gazetteer_id.is_some();
    let submitted: Vec<&str> = points.iter().map(|p| p.as_submitted.as_str()).collect();
    let place = Place {
        footprint,
        precision: Precision { stated, notation },
        capture: capture.or(by_name.then_some(Capture::Gazetteer)),
        notation: first.notation,
        gazetteer_id: first.gazetteer_id,
        as_submitted: submitted.join("; "),
    };
    warn_of_precision(fields, place.precision);
    Some(place)
}

/// The columns `precision_m` and `capture_method`.
pub fn precision_and_capture(fields: &mut Fields<'_>) -> (Option<Decimetres>, Option<Capture>) {
    let stated = fields.metres("precision_m");
    let capture = fields.word("capture_method", Capture::of, Capture::WORDS);
    (stated, capture)
}

/// Warns where the stated precision will not hold, or none is stated.
pub fn warn_of_precision(fields: &mut Fields<'_>, precision: Precision) {
    match (precision.stated, precision.notation) {
        (Some(stated), Some(notation)) if stated < notation => {
            let what = "the coordinates are written more coarsely than the precision states";
            let write = "write the coordinates with more digits; until then the coarser holds";
            fields.warn("precision_m", Code::PrecisionRaised, what, write);
        }
        (None, _) => {
            let what = "no precision is stated: the notation's or the worst of the zone's profile will hold";
            let state = "state in metres how far the true place may be from this one";
            fields.warn("precision_m", Code::PrecisionUnstated, what, state);
        }
        _ => {}
    }
}

fn points(fields: &mut Fields<'_>, surroundings: &Surroundings<'_>) -> Option<Vec<Point>> {
    let has = |fields: &Fields<'_>, column| fields.record().cells.contains_key(column);
    let named = if has(fields, "place") {
        let text = fields.line("place")?;
        named(fields, "place", &text, surroundings)
    } else {
        None
    };
    if has(fields, "coordinates") {
        let points = list(fields, "coordinates", surroundings)?;
        warn_of_distance(fields, points.first(), named.as_ref());
        return Some(points);
    }
    if has(fields, "latitude") || has(fields, "longitude") {
        let point = two_columns(fields, surroundings)?;
        warn_of_distance(fields, Some(&point), named.as_ref());
        return Some(vec![point]);
    }
    if !has(fields, "place") {
        let what = "the row has no place";
        let fill = "fill in coordinates, or latitude and longitude, or place";
        fields.fault("coordinates", Code::PlaceMissing, what, fill);
    }
    named.map(|point| vec![point])
}

/// A column with one coordinate or several.
pub fn list(
    fields: &mut Fields<'_>,
    column: &str,
    surroundings: &Surroundings<'_>,
) -> Option<Vec<Point>> {
    let Cell::Text(text) = fields.cell(column)? else {
        let what = "the cell is a number or a date, not a pair of coordinates";
        let write = "write latitude and longitude as text in this cell";
        fields.fault(column, Code::Coordinate, what, write);
        return None;
    };
    match parse_list(text, surroundings.coarse) {
        Ok(readings) => {
            let entries = text.split([';', '\n']);
            let points = readings.into_iter().zip(entries);
            let points: Vec<_> = points.map(|(r, t)| Point::of(r, t.trim())).collect();
            expected(fields, column, &points, surroundings)?;
            Some(points)
        }
        Err(fault) if fault.number == 1 && !text.contains(';') => {
            coordinate_fault(fields, column, fault.error, "");
            None
        }
        Err(fault) => {
            let which = format!("coordinate {} of the list: ", fault.number);
            coordinate_fault(fields, column, fault.error, &which);
            None
        }
    }
}

/// A column that holds a coordinate or a name.
pub fn point(
    fields: &mut Fields<'_>,
    column: &str,
    surroundings: &Surroundings<'_>,
) -> Option<Point> {
    let text = fields.line(column)?;
    let error = match parse(&text, surroundings.coarse) {
        Ok(reading) => {
            let point = Point::of(reading, &text);
            expected(fields, column, std::slice::from_ref(&point), surroundings)?;
            return Some(point);
        }
        Err(error) => error,
    };
    let looks_written = text
        .chars()
        .any(|c| crate::coordinate::glyphs::digit(c).is_some());
    if looks_written && !text.contains('#') {
        coordinate_fault(fields, column, error, "");
        return None;
    }
    named(fields, column, &text, surroundings)
}

fn two_columns(fields: &mut Fields<'_>, surroundings: &Surroundings<'_>) -> Option<Point> {
    fields.require("latitude");
    fields.require("longitude");
    let (lat, lon) = (fields.cell("latitude")?, fields.cell("longitude")?);
    let mut typed = true;
    let mut text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => {
            typed = false;
            // More decimals than 12 are noise of the binary number.
            let rounded = (number * 1e12).round() / 1e12;
            rounded.to_string()
        }
        _ => String::new(),
    };
    let pair = format!("{}, {}", text(lat), text(lon));
    match parse(&pair, surroundings.coarse) {
        Ok(reading) => {
            let mut point = Point::of(reading, &pair);
            if !typed {
                (point.precision, point.notation) = (None, None);
            }
            expected(
                fields,
                "latitude",
                std::slice::from_ref(&point),
                surroundings,
            )?;
            Some(point)
        }
        Err(error) => {
            coordinate_fault(fields, "latitude", error, "");
            None
        }
    }
}

fn coordinate_fault(fields: &mut Fields<'_>, column: &str, error: CoordinateError, which: &str) {
    let code = match error {
        CoordinateError::Swapped => Code::Swapped,
        _ => Code::Coordinate,
    };
    fields.fault(column, code, format!("{which}{error}"), error.do_what());
}

/// Refuses points that lie in the expected box only with their axes exchanged.
fn expected(
    fields: &mut Fields<'_>,
    column: &str,
    points: &[Point],
    surroundings: &Surroundings<'_>,
) -> Option<()> {
    let bounds = surroundings.expected;
    let swapped = |point: &Point| bounds.is_some_and(|b| b.looks_swapped(point.position));
    if points.iter().any(swapped) {
        let what = "the place lies where it is expected only with latitude and longitude exchanged";
        let write = "did you swap latitude and longitude? write the latitude first, or add the letters N S E W";
        fields.fault(column, Code::Swapped, what, write);
        return None;
    }
    let outside = |point: &Point| {
        surroundings
            .outer
            .is_some_and(|b| !b.contains(point.position))
    };
    if points.iter().any(outside) {
        let what = "the place lies far outside every zone";
        let write = "correct the coordinate, its hemisphere letters too";
        fields.fault(column, Code::Outside, what, write);
        return None;
    }
    Some(())
}

/// A place by its name.
fn named(
    fields: &mut Fields<'_>,
    column: &str,
    text: &str,
    surroundings: &Surroundings<'_>,
) -> Option<Point> {
    let Some(gazetteer) = surroundings.gazetteer else {
        let what = "the place is given by name, but no gazetteer is loaded";
        let load = "load a gazetteer or write coordinates";
        fields.fault(column, Code::NoGazetteer, what, load);
        return None;
    };
    match gazetteer.lookup(text) {
        Lookup::Found(place) => Some(Point::named(place, text)),
        Lookup::Ambiguous(candidates) => {
            let labels: Vec<_> = candidates.iter().map(|place| place.label()).collect();
            let what = format!("the name fits {} places", candidates.len());
            let choose = format!("write one of: {}", labels.join("; "));
            fields.fault(column, Code::PlaceAmbiguous, what, choose);
            None
        }
        Lookup::NotFound { near } => {
            let labels = near
                .iter()
                .map(|n| format!("{} ({})", n.name, n.place.label()));
            let labels = labels.collect::<Vec<_>>().join("; ");
            let write = if near.is_empty() {
                "write coordinates".to_owned()
            } else {
                format!(
                    "write coordinates; names spelled similarly, with no claim that one of them \
                     is meant: {labels}"
                )
            };
            let what = "the gazetteer has no such name";
            fields.fault(column, Code::PlaceNotFound, what, write);
            None
        }
    }
}

fn warn_of_distance(fields: &mut Fields<'_>, point: Option<&Point>, named: Option<&Point>) {
    let (Some(point), Some(named)) = (point, named) else {
        return;
    };
    let apart_m = separation::metres(point.position, named.position);
    if apart_m > FAR_NAME_M {
        let what = format!(
            "the named place lies {} km from the coordinates",
            apart_m / 1_000
        );
        let compare = "compare both with the source; the coordinates hold";
        fields.warn("place", Code::PlaceFar, what, compare);
    }
}

/// A disc of one point, a polygon of three or more.
fn shape(
    fields: &mut Fields<'_>,
    points: &[Point],
    radius: Option<Decimetres>,
) -> Option<Footprint> {
    let positions: Vec<Position> = points.iter().map(|point| point.position).collect();
    if let [centre] = positions.as_slice() {
        return Some(Footprint::Circle(Circle {
            centre: *centre,
            radius: radius.unwrap_or(Decimetres::ZERO),
        }));
    }
    if radius.is_some() {
        let what = "the row has both a radius and an outline";
        let choose = "leave radius_m empty, or give one coordinate";
        fields.fault("radius_m", Code::Shape, what, choose);
        return None;
    }
    let polygon = Ring::new(positions).and_then(|ring| Polygon::new(ring, Vec::new()));
    match polygon {
        Ok(polygon) => Some(Footprint::Polygons(vec![polygon])),
        Err(error) => {
            let order = "list the corners in order along the edge, at least three";
            fields.fault("coordinates", Code::Shape, error.to_string(), order);
            None
        }
    }
}
