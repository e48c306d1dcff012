//! Places and volumes as GeoJSON geometries with their lengths and windows.

use super::{metres, time};
use serde::Serialize;
use truceline_register::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use truceline_register::geometry::position::{AltitudeBand, Position};
use truceline_register::place::{
    CellPlace, ExistencePlace, HoldingPoint, Leg, MovementPlace, PostedPosition, SitePlace,
    Volume4d,
};
use truceline_register::presence::PresenceVolume;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// Longitude and latitude in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct LonLat(pub [f64; 2]);

impl PartialSchema for LonLat {
    fn schema() -> RefOr<Schema> {
        let degrees = ObjectBuilder::new().schema_type(Type::Number);
        ArrayBuilder::new()
            .items(degrees)
            .min_items(Some(2))
            .max_items(Some(2))
            .description(Some("longitude and latitude in degrees, WGS 84"))
            .into()
    }
}

impl ToSchema for LonLat {}

/// A GeoJSON geometry (RFC 7946).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", content = "coordinates")]
pub enum Geometry {
    /// A point.
    Point(LonLat),
    /// A line.
    LineString(Vec<LonLat>),
    /// Polygons: shell and holes, each ring closed.
    MultiPolygon(Vec<Vec<Vec<LonLat>>>),
}

/// A footprint.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ShapeView {
    /// Its geometry.
    pub geometry: Geometry,
    /// Of a circle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub radius_m: Option<f64>,
    /// Of a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_width_m: Option<f64>,
}

/// A position in degrees.
#[must_use]
pub fn lon_lat(position: Position) -> LonLat {
    LonLat([
        f64::from(position.lon_e7()) / 1e7,
        f64::from(position.lat_e7()) / 1e7,
    ])
}

fn ring(ring: &Ring) -> Vec<LonLat> {
    let vertices = ring.vertices().iter();
    let closing = ring.vertices().first();
    vertices
        .chain(closing)
        .map(|position| lon_lat(*position))
        .collect()
}

fn polygon(polygon: &Polygon) -> Vec<Vec<LonLat>> {
    std::iter::once(polygon.shell())
        .chain(polygon.holes())
        .map(ring)
        .collect()
}

impl ShapeView {
    /// The view of a footprint.
    #[must_use]
    pub fn of(footprint: &Footprint) -> Self {
        match footprint {
            Footprint::Circle(circle) => Self::of_circle(circle),
            Footprint::Line(line) => Self::of_line(line),
            Footprint::Polygons(polygons) => Self {
                geometry: Geometry::MultiPolygon(polygons.iter().map(polygon).collect()),
                radius_m: None,
                half_width_m: None,
            },
        }
    }

    /// The view of a disc.
    #[must_use]
    pub fn of_circle(circle: &Circle) -> Self {
        Self {
            geometry: Geometry::Point(lon_lat(circle.centre)),
            radius_m: Some(metres(circle.radius)),
            half_width_m: None,
        }
    }

    fn of_line(line: &Line) -> Self {
        Self {
            geometry: Geometry::LineString(line.vertices().iter().map(|p| lon_lat(*p)).collect()),
            radius_m: None,
            half_width_m: Some(metres(line.half_width())),
        }
    }
}

/// A band of heights above the ellipsoid in metres.
#[must_use]
pub fn altitude(band: Option<AltitudeBand>) -> Option<[f64; 2]> {
    band.map(|band| {
        [
            f64::from(band.lower_dm()) / 10.0,
            f64::from(band.upper_dm()) / 10.0,
        ]
    })
}

/// A volume in space and time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct VolumeView {
    /// Where.
    #[serde(flatten)]
    pub shape: ShapeView,
    /// At which heights; absent means all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude_m: Option<[f64; 2]>,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
    /// How far the true footprint may lie from the one given; absent means not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision_m: Option<f64>,
}

impl VolumeView {
    /// The view of a volume.
    #[must_use]
    pub fn of(volume: &Volume4d) -> Self {
        Self {
            shape: ShapeView::of(&volume.footprint),
            altitude_m: altitude(volume.altitude),
            from: time(volume.window.start()),
            until: time(volume.window.end()),
            precision_m: volume.precision.map(metres),
        }
    }
}

/// Where people or things stay.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SitePlaceView {
    /// Where.
    #[serde(flatten)]
    pub shape: ShapeView,
    /// At which heights; absent means all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude_m: Option<[f64; 2]>,
    /// From when.
    pub from: String,
    /// Until when, if its end is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// How far the true place may lie from the one given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision_m: Option<f64>,
    /// How far around it others are asked to stay away.
    pub buffer_m: f64,
}

impl SitePlaceView {
    /// The view of a place.
    #[must_use]
    pub fn of(place: &SitePlace) -> Self {
        Self {
            shape: ShapeView::of(&place.footprint),
            altitude_m: altitude(place.altitude),
            from: time(place.start),
            until: place.end.map(time),
            precision_m: place.precision.map(metres),
            buffer_m: metres(place.buffer),
        }
    }
}

/// Where and when somebody may be, as it counts.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PresenceView {
    /// Where.
    #[serde(flatten)]
    pub shape: ShapeView,
    /// At which heights; absent means all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude_m: Option<[f64; 2]>,
    /// From when.
    pub from: String,
    /// Until when, if its end is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// How far the true place may lie from the one given.
    pub precision_m: f64,
    /// How far around it others are asked to stay away.
    pub buffer_m: f64,
}

impl PresenceView {
    /// The view of a presence.
    #[must_use]
    pub fn of(volume: &PresenceVolume) -> Self {
        Self {
            shape: ShapeView::of(&volume.footprint),
            altitude_m: altitude(volume.altitude),
            from: time(volume.start),
            until: volume.end.map(time),
            precision_m: metres(volume.precision),
            buffer_m: metres(volume.buffer),
        }
    }
}

/// One leg of a movement.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LegView {
    /// Where.
    #[serde(flatten)]
    pub shape: ShapeView,
    /// At which heights; absent means all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude_m: Option<[f64; 2]>,
    /// Earliest departure.
    pub from: String,
    /// Latest arrival.
    pub until: String,
}

/// A place where a movement may wait.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct HoldingPointView {
    /// Where.
    #[serde(flatten)]
    pub shape: ShapeView,
    /// From when.
    pub from: String,
    /// Until when.
    pub until: String,
}

/// Where people or things move.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MovementPlaceView {
    /// Legs in order of travel.
    pub legs: Vec<LegView>,
    /// Holding points in order of travel.
    pub holding_points: Vec<HoldingPointView>,
    /// How far the true way may lie from the one given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision_m: Option<f64>,
    /// How far around it others are asked to stay away.
    pub buffer_m: f64,
}

impl MovementPlaceView {
    /// The view of a way.
    #[must_use]
    pub fn of(place: &MovementPlace) -> Self {
        let leg = |leg: &Leg| LegView {
            shape: ShapeView::of_line(&leg.line),
            altitude_m: altitude(leg.altitude),
            from: time(leg.window.start()),
            until: time(leg.window.end()),
        };
        let point = |point: &HoldingPoint| HoldingPointView {
            shape: ShapeView::of_circle(&point.place),
            from: time(point.window.start()),
            until: time(point.window.end()),
        };
        Self {
            legs: place.legs.iter().map(leg).collect(),
            holding_points: place.holding_points.iter().map(point).collect(),
            precision_m: place.precision.map(metres),
            buffer_m: metres(place.buffer),
        }
    }
}

/// The coarse cells that a place touches.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CellPlaceView {
    /// Side of a cell in degrees.
    pub step_deg: f64,
    /// South-west corners, as longitude and latitude in degrees.
    pub south_west_corners: Vec<LonLat>,
    /// From when.
    pub from: String,
    /// Until when, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl CellPlaceView {
    /// The view of cells.
    #[must_use]
    pub fn of(place: &CellPlace) -> Self {
        let step_deg = f64::from(place.step_e7) / 1e7;
        let corner = |number: i32| f64::from(number) * f64::from(place.step_e7) / 1e7;
        Self {
            step_deg,
            south_west_corners: place
                .cells
                .iter()
                .map(|(row, column)| LonLat([corner(*column), corner(*row)]))
                .collect(),
            from: time(place.start),
            until: place.end.map(time),
        }
    }
}

/// That something is in a zone.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ExistenceView {
    /// In which zone.
    pub zone: crate::names::Named,
    /// From when.
    pub from: String,
    /// Until when, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl ExistenceView {
    /// The view of an existence.
    #[must_use]
    pub fn of(place: &ExistencePlace, names: &crate::names::Names) -> Self {
        Self {
            zone: names.zone(place.zone),
            from: time(place.start),
            until: place.end.map(time),
        }
    }
}

/// A position given in an answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PostedPositionView {
    /// Whose people.
    pub class: &'static str,
    /// Where and when.
    #[serde(flatten)]
    pub place: SitePlaceView,
}

impl PostedPositionView {
    /// The view of a position.
    #[must_use]
    pub fn of(position: &PostedPosition) -> Self {
        Self {
            class: position.class.word(),
            place: SitePlaceView::of(&position.place),
        }
    }
}
