//! GeoJSON (RFC 7946) in and out.
//!
//! In: features whose properties are named like the template's columns, so that a site drawn on a
//! map and one typed into a sheet give the same draft. A feature of a movement is one leg, drawn
//! as a line. Other properties are passed over with a warning. Out: [`mod@write`].
//!
//! It reads no other reference system, no geometry collections and no heights.
//! `docs/spec/import.md`, "GeoJSON".

pub mod geometry;
pub mod tree;
pub mod write;

#[cfg(test)]
mod tests;

use crate::fault::{Code, Fault, Location};
use crate::field::{Record, plain_word};
use crate::import::{Import, Settings};
use crate::movements::{self, MovementDraft};
use crate::place::{Drawn, Shape};
use crate::sites::{self, SiteDraft};
use crate::table::Cell;
use crate::template::Part;
use geometry::Reader;
use std::collections::{BTreeMap, BTreeSet};
use tree::Tree;

/// Most features in a document.
pub const MAX_FEATURES: usize = 20_000;
/// Sheet name of features in faults.
pub const SHEET: &str = "features";
/// Names of the one reference system read, which RFC 7946 has as its only one.
const CRS84: [&str; 2] = [
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
];
/// Columns that the geometry stands for.
const DRAWN_COLUMNS: [&str; 7] = [
    "coordinates",
    "latitude",
    "longitude",
    "place",
    "from",
    "to",
    "via",
];
/// Most names of passed-over properties told.
const MAX_NAMES_TOLD: usize = 20;

/// A shape and its properties, nothing made of them: for zones and other areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Number of the feature, from 1.
    pub number: u32,
    /// What it draws.
    pub drawn: Drawn,
    /// Its text and number properties.
    pub properties: BTreeMap<String, Cell>,
}

/// Reads features as sites.
#[must_use]
pub fn import_sites(bytes: &[u8], settings: &Settings<'_>) -> Import<SiteDraft> {
    match records(bytes, Part::Sites, settings) {
        Ok(read) => {
            let import = sites::of_records(&read.records, settings);
            told(import, read)
        }
        Err(faults) => Import::failed(faults),
    }
}

/// Reads features as legs of movements: a movement's properties stand at its first leg.
#[must_use]
pub fn import_movements(bytes: &[u8], settings: &Settings<'_>) -> Import<MovementDraft> {
    match records(bytes, Part::MovementLegs, settings) {
        Ok(read) => {
            let mut import = movements::of_rows(&read.records, settings);
            for (reference, _) in &read.undrawn {
                movements::without(&mut import, reference);
            }
            told(import, read)
        }
        Err(faults) => Import::failed(faults),
    }
}

/// Types of a document that is one geometry and no feature.
const GEOMETRIES: [&str; 7] = [
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
];

/// Reads features, or one geometry by itself, as shapes with properties.
///
/// # Errors
/// All faults of the file; no shape is given where one is faulty.
pub fn drawings(bytes: &[u8], settings: &Settings<'_>) -> Result<Vec<Drawing>, Vec<Fault>> {
    let tree = tree::read(bytes).map_err(|fault| vec![fault])?;
    let kind = tree.get("type").and_then(Tree::text);
    if kind.is_some_and(|kind| GEOMETRIES.contains(&kind)) {
        let drawn = geometry(
            &mut Reader::new(settings.expected, settings.outer),
            Some(&tree),
            1,
        );
        return drawn
            .map(|drawn| {
                vec![Drawing {
                    number: 1,
                    drawn,
                    properties: BTreeMap::new(),
                }]
            })
            .map_err(|fault| vec![fault]);
    }
    let features = features(&tree).map_err(|fault| vec![fault])?;
    let mut reader = Reader::new(settings.expected, settings.outer);
    let mut drawings = Vec::new();
    let mut faults = Vec::new();
    for (number, feature) in (1u32..).zip(features) {
        match draw(&mut reader, feature, number) {
            Ok(drawn) => drawings.push(Drawing {
                number,
                drawn,
                properties: properties(feature)
                    .filter_map(|(n, v)| Some((n.clone(), cell(v)?)))
                    .collect(),
            }),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(drawings)
    } else {
        Err(faults)
    }
}

/// Adds what was found before rows were read; features that could not be drawn count too.
fn told<D>(mut import: Import<D>, read: Read) -> Import<D> {
    import.rows += u32::try_from(read.undrawn.len()).unwrap_or(u32::MAX);
    import
        .faults
        .extend(read.undrawn.into_iter().map(|(_, fault)| fault));
    import.warnings.extend(read.warnings);
    import
}

/// Features as rows.
struct Read {
    records: Vec<Record>,
    /// Faults of features without a shape, by their reference.
    undrawn: Vec<(String, Fault)>,
    warnings: Vec<Fault>,
}

fn records(bytes: &[u8], part: Part, settings: &Settings<'_>) -> Result<Read, Vec<Fault>> {
    let tree = tree::read(bytes).map_err(|fault| vec![fault])?;
    let features = features(&tree).map_err(|fault| vec![fault])?;
    let columns = columns(part);
    let mut reader = Reader::new(settings.expected, settings.outer);
    let mut ignored: BTreeSet<&str> = BTreeSet::new();
    let mut read = Read {
        records: Vec::new(),
        undrawn: Vec::new(),
        warnings: Vec::new(),
    };
    for (number, feature) in (1u32..).zip(features) {
        let mut cells = BTreeMap::new();
        for (name, value) in properties(feature) {
            let plain = plain_word(name).replace('-', "_");
            match (columns.iter().find(|column| **column == plain), cell(value)) {
                (Some(column), Some(cell)) => {
                    cells.insert(*column, cell);
                }
                (Some(_), None) => {}
                (None, _) => {
                    ignored.insert(name);
                }
            }
        }
        if let Some(id) = feature.get("id").and_then(cell) {
            cells.entry("reference").or_insert(id);
        }
        let needs_place = asks_with_place(&cells);
        let drawn = match draw(&mut reader, feature, number) {
            Ok(drawn) => Some(drawn),
            Err(fault) if needs_place => {
                let reference = match cells.get("reference") {
                    Some(Cell::Text(text)) => text.clone(),
                    Some(Cell::Number(number)) => number.to_string(),
                    _ => String::new(),
                };
                read.undrawn.push((reference, fault));
                continue;
            }
            Err(_) => None,
        };
        if reader.has_height {
            let here = Location::cell(SHEET, number, "geometry");
            let what = "the heights of the geometry were passed over";
            let fill = "use altitude_lower_m and altitude_upper_m";
            read.warnings
                .push(Fault::new(here, Code::AltitudeIgnored, what, fill));
        }
        read.records.push(Record {
            sheet: SHEET.to_owned(),
            row: number,
            cells,
            drawn: drawn.filter(|_| needs_place),
        });
    }
    read.warnings.extend(passed_over(&ignored));
    Ok(read)
}

fn columns(part: Part) -> Vec<&'static str> {
    let names = part.columns().into_iter().map(|column| column.name);
    let mut names: Vec<_> = names.filter(|name| !DRAWN_COLUMNS.contains(name)).collect();
    if part == Part::Sites {
        // A site drawn as a line, a pipeline for example.
        names.push("half_width_m");
    }
    names
}

/// Withdrawing and reconfirming need no geometry.
fn asks_with_place(cells: &BTreeMap<&'static str, Cell>) -> bool {
    match cells.get("request") {
        Some(Cell::Text(text)) => !matches!(plain_word(text).as_str(), "withdraw" | "reconfirm"),
        _ => true,
    }
}

fn draw(reader: &mut Reader, feature: &Tree, number: u32) -> Result<Drawn, Fault> {
    let here = || Location::cell(SHEET, number, "geometry");
    if feature.get("type").and_then(Tree::text) != Some("Feature") {
        let what = "the entry is not a Feature";
        return Err(Fault::new(
            here(),
            Code::GeoJson,
            what,
            "export the file anew",
        ));
    }
    check_crs(feature, here())?;
    geometry(reader, feature.get("geometry"), number)
}

fn geometry(reader: &mut Reader, geometry: Option<&Tree>, number: u32) -> Result<Drawn, Fault> {
    let here = || Location::cell(SHEET, number, "geometry");
    if let Some(geometry) = geometry {
        check_crs(geometry, here())?;
    }
    reader
        .read(geometry)
        .map_err(|error| Fault::new(here(), error.code(), error.to_string(), error.do_what()))
}

fn features(tree: &Tree) -> Result<&[Tree], Fault> {
    let fault =
        |code, what: &str, do_what: &str| Err(Fault::new(Location::file(), code, what, do_what));
    check_crs(tree, Location::file())?;
    match tree.get("type").and_then(Tree::text) {
        Some("FeatureCollection") => match tree.get("features").and_then(Tree::list) {
            Some([]) => fault(Code::Empty, "the collection has no features", "draw one"),
            Some(features) if features.len() > MAX_FEATURES => fault(
                Code::Limit,
                "there are more than 20,000 features",
                "split the file",
            ),
            Some(features) => Ok(features),
            None => fault(
                Code::GeoJson,
                "the collection has no list of features",
                "export the file anew",
            ),
        },
        Some("Feature") => Ok(std::slice::from_ref(tree)),
        _ => fault(
            Code::GeoJson,
            "the document is neither a FeatureCollection nor a Feature",
            "export features with their properties",
        ),
    }
}

fn check_crs(tree: &Tree, here: Location) -> Result<(), Fault> {
    let crs = match tree.get("crs") {
        None | Some(Tree::Null) => return Ok(()),
        Some(crs) => crs,
    };
    let name = crs.get("properties").and_then(|p| p.get("name"));
    if name
        .and_then(Tree::text)
        .is_some_and(|name| CRS84.contains(&name))
    {
        return Ok(());
    }
    let what = "the file states another coordinate reference system than WGS 84 (CRS84)";
    let export = "export it in WGS 84, longitude and latitude";
    Err(Fault::new(here, Code::Crs, what, export))
}

fn properties(feature: &Tree) -> impl Iterator<Item = (&String, &Tree)> {
    let members = match feature.get("properties") {
        Some(Tree::Object(members)) => Some(members),
        _ => None,
    };
    members.into_iter().flatten()
}

/// A property as the cell it would be; lists of texts as texts divided by `|`.
fn cell(value: &Tree) -> Option<Cell> {
    match value {
        Tree::Text(text) if text.trim().is_empty() => None,
        Tree::Text(text) => Some(Cell::Text(text.trim().to_owned())),
        Tree::Number(number) => Some(Cell::Number(*number)),
        Tree::Truth(truth) => Some(Cell::Truth(*truth)),
        Tree::List(entries) => {
            let texts: Vec<&str> = entries.iter().filter_map(Tree::text).collect();
            (!texts.is_empty()).then(|| Cell::Text(texts.join("|")))
        }
        Tree::Null | Tree::Object(_) => None,
    }
}

fn passed_over(ignored: &BTreeSet<&str>) -> Option<Fault> {
    if ignored.is_empty() {
        return None;
    }
    let printable = |name: &&&str| {
        name.chars()
            .all(|c| c.is_alphanumeric() || "_-: .".contains(c))
    };
    let names: Vec<&str> = ignored
        .iter()
        .filter(printable)
        .take(MAX_NAMES_TOLD)
        .copied()
        .collect();
    let what = format!(
        "properties outside the template were passed over: {}",
        names.join(", ")
    );
    let rename = "name properties like the template's columns";
    Some(Fault::new(
        Location::sheet(SHEET),
        Code::PropertyIgnored,
        what,
        rename,
    ))
}

impl Drawing {
    /// The shape's kind, for a person.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.drawn.shape {
            Shape::Point(_) => "point",
            Shape::Way(_) => "line",
            Shape::Polygons(_) => "area",
        }
    }
}
