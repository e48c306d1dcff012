//! GeoJSON out: footprints with properties as RFC 7946 has them.
//!
//! A disc is a Point with `radius_m`, a line a LineString with `half_width_m`: GeoJSON has neither
//! discs nor widths. Edges are written as they are; whoever draws them draws straight lines where
//! the register has geodesics. What may be written at all, disclosure decides, not this page.

use serde_json::{Map, Value, json};
use truceline_register::geometry::footprint::{Footprint, Polygon, Ring};
use truceline_register::geometry::position::{Decimetres, Position};

/// A property's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// Nothing known.
    Null,
    /// Yes or no.
    Truth(bool),
    /// A whole number.
    Whole(i64),
    /// A length, written in metres.
    Length(Decimetres),
    /// A text.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
}

/// A footprint and what is told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Identifier, if it has one.
    pub id: Option<String>,
    /// Where; `None` where the place is not told.
    pub footprint: Option<Footprint>,
    /// Properties by name, in order.
    pub properties: Vec<(String, Property)>,
}

/// A FeatureCollection.
#[must_use]
pub fn collection(features: &[Feature]) -> Value {
    let features: Vec<Value> = features.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

/// One feature.
#[must_use]
pub fn feature(feature: &Feature) -> Value {
    let mut properties = Map::new();
    for (name, property) in &feature.properties {
        properties.insert(name.clone(), value(property));
    }
    match &feature.footprint {
        Some(Footprint::Circle(circle)) => {
            properties.insert("radius_m".to_owned(), metres(circle.radius));
        }
        Some(Footprint::Line(line)) => {
            properties.insert("half_width_m".to_owned(), metres(line.half_width()));
        }
        Some(Footprint::Polygons(_)) | None => {}
    }
    let mut members = Map::new();
    members.insert("type".to_owned(), json!("Feature"));
    if let Some(id) = &feature.id {
        members.insert("id".to_owned(), json!(id));
    }
    let geometry = feature.footprint.as_ref().map(geometry);
    members.insert("geometry".to_owned(), geometry.unwrap_or(Value::Null));
    members.insert("properties".to_owned(), Value::Object(properties));
    Value::Object(members)
}

/// A footprint's geometry alone.
#[must_use]
pub fn geometry(footprint: &Footprint) -> Value {
    match footprint {
        Footprint::Circle(circle) => {
            json!({ "type": "Point", "coordinates": position(circle.centre) })
        }
        Footprint::Line(line) => match line.vertices() {
            [point] => json!({ "type": "Point", "coordinates": position(*point) }),
            vertices => {
                let coordinates: Vec<Value> = vertices.iter().copied().map(position).collect();
                json!({ "type": "LineString", "coordinates": coordinates })
            }
        },
        Footprint::Polygons(polygons) => match polygons.as_slice() {
            [one] => json!({ "type": "Polygon", "coordinates": rings(one) }),
            several => {
                let coordinates: Vec<Value> = several.iter().map(rings).collect();
                json!({ "type": "MultiPolygon", "coordinates": coordinates })
            }
        },
    }
}

fn value(property: &Property) -> Value {
    match property {
        Property::Null => Value::Null,
        Property::Truth(truth) => json!(truth),
        Property::Whole(number) => json!(number),
        Property::Length(length) => metres(*length),
        Property::Text(text) => json!(text),
        Property::Texts(texts) => json!(texts),
    }
}

fn metres(length: Decimetres) -> Value {
    let decimetres = length.get();
    if decimetres.is_multiple_of(10) {
        json!(decimetres / 10)
    } else {
        json!(f64::from(decimetres) / 10.0)
    }
}

/// Longitude first. The nearest double to seven decimals prints as those seven decimals.
fn position(position: Position) -> Value {
    json!([
        f64::from(position.lon_e7()) / 1e7,
        f64::from(position.lat_e7()) / 1e7
    ])
}

fn rings(polygon: &Polygon) -> Value {
    let shell = ring(polygon.shell(), true);
    let holes = polygon.holes().iter().map(|hole| ring(hole, false));
    Value::Array(std::iter::once(shell).chain(holes).collect())
}

/// Closed, a shell anticlockwise and a hole clockwise.
fn ring(ring: &Ring, anticlockwise: bool) -> Value {
    let mut vertices = ring.vertices().to_vec();
    if is_anticlockwise(&vertices) != anticlockwise {
        vertices.reverse();
    }
    let closing = vertices.first().copied();
    let closed = vertices.into_iter().chain(closing);
    Value::Array(closed.map(position).collect())
}

/// By the area under the ring's edges, each taken the shorter way round the earth.
fn is_anticlockwise(vertices: &[Position]) -> bool {
    const TURN: i64 = 3_600_000_000;
    let mut doubled_area = 0i128;
    let next = vertices.iter().cycle().skip(1);
    for (one, other) in vertices.iter().zip(next) {
        let mut dlon = i64::from(other.lon_e7()) - i64::from(one.lon_e7());
        dlon = (dlon + TURN / 2).rem_euclid(TURN) - TURN / 2;
        let lats = i64::from(one.lat_e7()) + i64::from(other.lat_e7());
        doubled_area -= i128::from(dlon) * i128::from(lats);
    }
    doubled_area > 0
}
