//! Geometries of RFC 7946 to shapes: longitude first, WGS 84, straight edges followed by
//! geodesics, heights passed over.

use super::tree::Tree;
use crate::coordinate::uncertainty;
use crate::fault::Code;
use crate::place::{Bounds, Drawn, Shape};
use truceline_register::geometry::densify::densify;
use truceline_register::geometry::footprint::{Polygon, Ring};
use truceline_register::geometry::position::{Decimetres, PlaceError, Position};

/// Most vertices in one ring or line.
pub const MAX_RING_VERTICES: usize = 10_000;
/// Most vertices in a document.
pub const MAX_VERTICES: usize = 100_000;
/// Finest decimals told apart; a register keeps seven.
const MAX_DECIMALS: i32 = 9;
/// Deviations up to this are within what a precision's rounding holds anyway.
const LEAST_DEVIATION_DM: u32 = 1;

/// Why a geometry is no shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum GeometryError {
    #[error("the feature has no geometry")]
    Missing,
    #[error("the geometry is not a Point, LineString, Polygon or MultiPolygon")]
    Kind,
    #[error("the coordinates are not nested as the kind of geometry needs")]
    Nesting,
    #[error("latitude or longitude lies out of range")]
    Range,
    #[error("latitude and longitude look swapped: GeoJSON has the longitude first")]
    Swapped,
    #[error("the place lies far outside every zone")]
    Outside,
    #[error("a ring is not closed: its last position must be its first")]
    Open,
    #[error("a ring or line has more than 10,000 vertices, or the document more than 100,000")]
    TooMany,
    #[error("{0}")]
    Shape(PlaceError),
}

impl GeometryError {
    pub(super) const fn code(self) -> Code {
        match self {
            Self::Missing => Code::PlaceMissing,
            Self::Swapped => Code::Swapped,
            Self::Outside => Code::Outside,
            Self::TooMany => Code::Limit,
            Self::Range => Code::Coordinate,
            Self::Kind | Self::Nesting => Code::GeoJson,
            Self::Open | Self::Shape(_) => Code::Shape,
        }
    }

    pub(super) const fn do_what(self) -> &'static str {
        match self {
            Self::Missing => "draw the feature",
            Self::Kind => "split collections and multi-part lines into features of their own",
            Self::Nesting | Self::Open => "export the file anew",
            Self::Range | Self::Swapped | Self::Outside => {
                "write positions as [longitude, latitude] of WGS 84"
            }
            Self::TooMany => "simplify the shape or split the file",
            Self::Shape(_) => "correct or simplify the shape",
        }
    }
}

/// Reads geometries and counts the vertices of the document.
pub(super) struct Reader {
    vertices_left: usize,
    expected: Option<Bounds>,
    outer: Option<Bounds>,
    decimals: i32,
    deviation: Decimetres,
    /// Whether a position had a height.
    pub(super) has_height: bool,
}

impl Reader {
    pub(super) const fn new(expected: Option<Bounds>, outer: Option<Bounds>) -> Self {
        Self {
            vertices_left: MAX_VERTICES,
            expected,
            outer,
            decimals: 0,
            deviation: Decimetres::ZERO,
            has_height: false,
        }
    }

    /// The shape of a feature.
    pub(super) fn read(&mut self, geometry: Option<&Tree>) -> Result<Drawn, GeometryError> {
        (self.decimals, self.has_height) = (0, false);
        self.deviation = Decimetres::ZERO;
        let geometry = match geometry {
            None | Some(Tree::Null) => return Err(GeometryError::Missing),
            Some(geometry) => geometry,
        };
        let kind = geometry.get("type").and_then(Tree::text);
        let coordinates = geometry.get("coordinates").ok_or(GeometryError::Nesting);
        let (shape, first) = match kind {
            Some("Point") => {
                let point = self.position(coordinates?)?;
                (Shape::Point(point), point)
            }
            Some("LineString") => {
                let vertices = self.positions(coordinates?)?;
                let first = *vertices.first().ok_or(GeometryError::Nesting)?;
                (Shape::Way(self.followed(&vertices, false)?), first)
            }
            Some("Polygon") => {
                let polygon = self.polygon(coordinates?)?;
                let first = polygon.shell().vertices()[0];
                (Shape::Polygons(vec![polygon]), first)
            }
            Some("MultiPolygon") => {
                let parts = coordinates?.list().ok_or(GeometryError::Nesting)?;
                let polygons = parts.iter().map(|part| self.polygon(part));
                let polygons = polygons.collect::<Result<Vec<_>, _>>()?;
                let first = polygons.first().ok_or(GeometryError::Nesting)?;
                let first = first.shell().vertices()[0];
                (Shape::Polygons(polygons), first)
            }
            _ => return Err(GeometryError::Kind),
        };
        let half_unit = 0.5 * 10f64.powi(-self.decimals);
        let lat = f64::from(first.lat_e7()) / 1e7;
        let written = uncertainty::of_box(lat, half_unit, half_unit);
        let precision = if self.deviation.get() > LEAST_DEVIATION_DM {
            written.plus(self.deviation)
        } else {
            written
        };
        Ok(Drawn { shape, precision })
    }

    fn polygon(&mut self, rings: &Tree) -> Result<Polygon, GeometryError> {
        let rings = rings.list().ok_or(GeometryError::Nesting)?;
        let rings = rings.iter().map(|ring| self.ring(ring));
        let mut rings = rings.collect::<Result<Vec<_>, _>>()?.into_iter();
        let shell = rings.next().ok_or(GeometryError::Nesting)?;
        Polygon::new(shell, rings.collect()).map_err(GeometryError::Shape)
    }

    fn ring(&mut self, positions: &Tree) -> Result<Ring, GeometryError> {
        let mut vertices = self.positions(positions)?;
        if vertices.len() < 4 {
            return Err(GeometryError::Shape(PlaceError::TooFewVertices));
        }
        if vertices.first() != vertices.last() {
            return Err(GeometryError::Open);
        }
        vertices.pop();
        let followed = self.followed(&vertices, true)?;
        Ring::new(followed).map_err(GeometryError::Shape)
    }

    /// Straight lines to geodesics.
    fn followed(
        &mut self,
        vertices: &[Position],
        closed: bool,
    ) -> Result<Vec<Position>, GeometryError> {
        let densified = densify(vertices, closed).map_err(GeometryError::Shape)?;
        self.deviation = self.deviation.max(densified.deviation);
        Ok(densified.vertices)
    }

    fn positions(&mut self, positions: &Tree) -> Result<Vec<Position>, GeometryError> {
        let positions = positions.list().ok_or(GeometryError::Nesting)?;
        if positions.len() > MAX_RING_VERTICES {
            return Err(GeometryError::TooMany);
        }
        positions.iter().map(|p| self.position(p)).collect()
    }

    fn position(&mut self, position: &Tree) -> Result<Position, GeometryError> {
        self.vertices_left = self
            .vertices_left
            .checked_sub(1)
            .ok_or(GeometryError::TooMany)?;
        let (lon, lat, rest) = match position.list() {
            Some([Tree::Number(lon), Tree::Number(lat), rest @ ..]) => (*lon, *lat, rest),
            _ => return Err(GeometryError::Nesting),
        };
        if rest.iter().any(|more| !matches!(more, Tree::Number(_))) {
            return Err(GeometryError::Nesting);
        }
        self.has_height |= !rest.is_empty();
        if lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0 {
            return Err(GeometryError::Swapped);
        }
        if lat.abs() > 90.0 || lon.abs() > 180.0 {
            return Err(GeometryError::Range);
        }
        self.decimals = self.decimals.max(decimals(lon)).max(decimals(lat));
        let e7 = |degrees: f64| (degrees * 1e7).round() as i32;
        let position = Position::from_e7(e7(lat), e7(lon)).map_err(|_| GeometryError::Range)?;
        if self
            .expected
            .is_some_and(|bounds| bounds.looks_swapped(position))
        {
            return Err(GeometryError::Swapped);
        }
        if self.outer.is_some_and(|bounds| !bounds.contains(position)) {
            return Err(GeometryError::Outside);
        }
        Ok(position)
    }
}

/// Decimals that a number needs to be written; writers leave out trailing zeros, so a place's
/// finest number speaks for all of them.
fn decimals(degrees: f64) -> i32 {
    let scale = 10f64.powi(MAX_DECIMALS);
    let shortest = format!("{}", (degrees * scale).round() / scale);
    let decimals = shortest
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    i32::try_from(decimals)
        .unwrap_or(MAX_DECIMALS)
        .min(MAX_DECIMALS)
}
