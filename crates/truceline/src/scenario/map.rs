//! The small map that a scenario's places are on: points, lines and polygons with names.
//!
//! A file of GeoJSON (RFC 7946) of our own; every feature has a `name`, and may have `names`, its
//! other spellings. Straight lines are densified on the way in, as everywhere. Not here: files that
//! people bring (the formats').

use serde::Deserialize;
use std::collections::BTreeMap;
use truceline_register::geometry::densify::densify;
use truceline_register::geometry::footprint::{Circle, Footprint, Line, Polygon, Ring};
use truceline_register::geometry::position::{Decimetres, PlaceError, Position};

/// Most features of a map.
pub const MAX_FEATURES: usize = 10_000;

/// Why a file is not a map.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// Not GeoJSON of the expected form.
    #[error("the map {file} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        file: String,
        /// Why.
        source: serde_json::Error,
    },
    /// Too many features.
    #[error("the map {file} has more than 10,000 features")]
    TooMany {
        /// Which file.
        file: String,
    },
    /// Two features of one name.
    #[error("the map {file} has the name \"{name}\" twice; every spelling belongs to one place")]
    Twice {
        /// Which file.
        file: String,
        /// The name.
        name: String,
    },
    /// A shape that cannot be.
    #[error("the place \"{name}\" of the map {file}: {source}")]
    Shape {
        /// Which file.
        file: String,
        /// The place.
        name: String,
        /// Why.
        source: PlaceError,
    },
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    kind: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Point([f64; 2]),
    LineString(Vec<[f64; 2]>),
    Polygon(Vec<Vec<[f64; 2]>>),
}

/// What a place is on the ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A point.
    Point(Position),
    /// A way.
    Way(Vec<Position>),
    /// An area.
    Area(Polygon),
}

/// A place of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Its other spellings.
    pub spellings: Vec<String>,
    /// What it is: village, post, road, ...
    pub kind: String,
    /// Where it is.
    pub shape: Shape,
}

impl Place {
    /// The place on the ground: a point gets this radius, a way this half-width.
    ///
    /// # Errors
    /// [`PlaceError`]: the way is none.
    pub fn footprint(&self, reach: Decimetres) -> Result<Footprint, PlaceError> {
        Ok(match &self.shape {
            Shape::Point(centre) => Footprint::Circle(Circle {
                centre: *centre,
                radius: reach,
            }),
            Shape::Way(vertices) => Footprint::Line(Line::new(vertices.clone(), reach)?),
            Shape::Area(polygon) => Footprint::polygons(vec![polygon.clone()])?,
        })
    }
}

/// The places of a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    places: Vec<Place>,
    by_name: BTreeMap<String, usize>,
}

impl Map {
    /// Reads a map.
    ///
    /// # Errors
    /// [`MapError`].
    pub fn read(file: &str, text: &str) -> Result<Self, MapError> {
        let collection: Collection =
            serde_json::from_str(text).map_err(|source| MapError::Unreadable {
                file: file.to_owned(),
                source,
            })?;
        if collection.features.len() > MAX_FEATURES {
            return Err(MapError::TooMany {
                file: file.to_owned(),
            });
        }
        let mut map = Self::default();
        for feature in collection.features {
            let Properties { name, names, kind } = feature.properties;
            let shape = shape(feature.geometry).map_err(|source| MapError::Shape {
                file: file.to_owned(),
                name: name.clone(),
                source,
            })?;
            let place = Place {
                name,
                spellings: names,
                kind,
                shape,
            };
            for spelling in std::iter::once(&place.name).chain(&place.spellings) {
                if map
                    .by_name
                    .insert(spelling.clone(), map.places.len())
                    .is_some()
                {
                    return Err(MapError::Twice {
                        file: file.to_owned(),
                        name: spelling.clone(),
                    });
                }
            }
            map.places.push(place);
        }
        Ok(map)
    }

    /// The place of a name, in any of its spellings.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.by_name
            .get(name)
            .and_then(|index| self.places.get(*index))
    }

    /// All places.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }
}

fn shape(geometry: Geometry) -> Result<Shape, PlaceError> {
    Ok(match geometry {
        Geometry::Point(point) => Shape::Point(position(point)?),
        Geometry::LineString(points) => Shape::Way(densify(&positions(&points)?, false)?.vertices),
        Geometry::Polygon(rings) => {
            let mut rings = rings.iter().map(|points| {
                let mut vertices = positions(points)?;
                if vertices.len() > 1 && vertices.first() == vertices.last() {
                    vertices.pop();
                }
                Ring::new(densify(&vertices, true)?.vertices)
            });
            let shell = rings.next().ok_or(PlaceError::TooFewVertices)??;
            Shape::Area(Polygon::new(shell, rings.collect::<Result<_, _>>()?)?)
        }
    })
}

fn positions(points: &[[f64; 2]]) -> Result<Vec<Position>, PlaceError> {
    points.iter().map(|point| position(*point)).collect()
}

/// A point of GeoJSON: longitude first.
fn position([lon, lat]: [f64; 2]) -> Result<Position, PlaceError> {
    Position::from_e7(
        e7(lat).ok_or(PlaceError::Latitude)?,
        e7(lon).ok_or(PlaceError::Longitude)?,
    )
}

/// Degrees as units of 1e-7 degree; `None` where they are no angle.
fn e7(degrees: f64) -> Option<i32> {
    let units = (degrees * 1e7).round();
    #[allow(clippy::cast_possible_truncation)]
    (units.is_finite() && units.abs() <= f64::from(i32::MAX)).then_some(units as i32)
}

#[cfg(test)]
mod tests;
