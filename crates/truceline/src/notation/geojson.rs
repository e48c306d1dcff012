//! Shapes drawn in GeoJSON files, for whatever takes a place.

use super::{Found, MAX_TABLE_BYTES, shape};
use crate::exit::Problem;
use crate::file;
use std::path::Path;
use truceline_formats::fault::Fault;
use truceline_formats::geojson::{Drawing, drawings};
use truceline_formats::import::Settings;
use truceline_formats::place::Shape;
use truceline_register::geometry::footprint::{Circle, Footprint, Line};
use truceline_register::geometry::position::Decimetres;

/// The one shape of a file.
///
/// # Errors
/// [`Problem`]: none, several, or one that cannot be read.
pub fn read_one(
    path: &Path,
    radius: Option<Decimetres>,
    width: Option<Decimetres>,
) -> Result<Found, Problem> {
    let bytes = file::read(path, MAX_TABLE_BYTES)?;
    of_bytes(&path.display().to_string(), &bytes, radius, width)
}

/// The one shape of a text; `what` says where it stands.
///
/// # Errors
/// [`Problem`]: none, several, or one that cannot be read.
pub fn of_bytes(
    what: &str,
    bytes: &[u8],
    radius: Option<Decimetres>,
    width: Option<Decimetres>,
) -> Result<Found, Problem> {
    let mut all = all_of_bytes(what, bytes, radius, width)?.into_iter();
    match (all.next(), all.next()) {
        (Some(found), None) => Ok(found),
        (None, _) => Err(Problem::usage(format!("{what}: draws nothing"))),
        (Some(_), Some(_)) => Err(Problem::usage(format!(
            "{what}: draws several shapes; give one"
        ))),
    }
}

/// All shapes of a file, in its order.
///
/// # Errors
/// [`Problem`] with the first faults.
pub fn read_all(
    path: &Path,
    radius: Option<Decimetres>,
    width: Option<Decimetres>,
) -> Result<Vec<Found>, Problem> {
    let bytes = file::read(path, MAX_TABLE_BYTES)?;
    all_of_bytes(&path.display().to_string(), &bytes, radius, width)
}

fn all_of_bytes(
    what: &str,
    bytes: &[u8],
    radius: Option<Decimetres>,
    width: Option<Decimetres>,
) -> Result<Vec<Found>, Problem> {
    let drawn = drawings(bytes, &Settings::default()).map_err(|faults| {
        let first: Vec<String> = faults.iter().take(5).map(Fault::to_string).collect();
        Problem::usage(format!("{what}: {}", first.join(" ")))
    })?;
    drawn
        .iter()
        .map(|drawing| found(drawing, radius, width))
        .collect()
}

fn found(
    drawing: &Drawing,
    radius: Option<Decimetres>,
    width: Option<Decimetres>,
) -> Result<Found, Problem> {
    let footprint = match &drawing.drawn.shape {
        Shape::Point(centre) => Footprint::Circle(Circle {
            centre: *centre,
            radius: radius.unwrap_or(Decimetres::ZERO),
        }),
        Shape::Way(vertices) => Footprint::Line(
            Line::new(vertices.clone(), width.unwrap_or(Decimetres::ZERO))
                .map_err(|error| shape(&error))?,
        ),
        Shape::Polygons(polygons) => {
            Footprint::polygons(polygons.clone()).map_err(|error| shape(&error))?
        }
    };
    Ok(Found {
        footprint,
        precision: Some(drawing.drawn.precision),
        read_back: Vec::new(),
        named: None,
        as_given: None,
    })
}
