//! A gazetteer from a CSV file whose columns a mapping names. The whole file or nothing: a row
//! left out could make an ambiguous name look unique.

use super::{Gazetteer, Place};
use crate::coordinate::{CoarseGrid, parse};
use crate::fault::{Code, Fault, Location};
use crate::table::{self, Cell, Row};
use std::collections::BTreeMap;

/// Most faults told of one file: beyond, it is the wrong file.
const MAX_FAULTS: usize = 100;
/// Name of the sheet in faults.
const SHEET: &str = "gazetteer";

/// Which column holds what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The identifier.
    pub id: String,
    /// The name shown first.
    pub name: String,
    /// Columns with one further name each.
    pub names: Vec<String>,
    /// Column with further names, divided by `|`.
    pub variants: Option<String>,
    /// Latitude in decimal degrees.
    pub lat: String,
    /// Longitude in decimal degrees.
    pub lon: String,
    /// What a place belongs to, smallest unit first.
    pub admin: Vec<String>,
}

impl Columns {
    /// The mapping for a header that uses common names: `id` (or a column ending in `_id` or
    /// `pcode`), `name`, `name_*`, `variants`, `lat`/`latitude`, `lon`/`longitude`,
    /// `district`/`governorate`/`admin*`.
    #[must_use]
    pub fn guess(header: &[String]) -> Option<Self> {
        let find = |wanted: &dyn Fn(&str) -> bool| {
            let found = header.iter().find(|h| wanted(&h.to_lowercase()));
            found.cloned()
        };
        let all = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
            let found = header.iter().filter(|h| wanted(&h.to_lowercase()));
            found.cloned().collect()
        };
        let is_id = |h: &str| h.ends_with("_id") || h.ends_with("pcode") || h.ends_with("p_code");
        Some(Self {
            id: find(&|h| h == "id").or_else(|| find(&is_id))?,
            name: find(&|h| h == "name")?,
            names: all(&|h| h.starts_with("name_")),
            variants: find(&|h| h == "variants"),
            lat: find(&|h| h == "lat" || h == "latitude")?,
            lon: find(&|h| h == "lon" || h == "lng" || h == "longitude")?,
            admin: all(&|h| h == "district" || h == "governorate" || h.starts_with("admin")),
        })
    }
}

/// Loads a gazetteer; without `columns`, the header's common names are used.
///
/// # Errors
/// All faults of the file, at most 100.
pub fn from_csv(bytes: &[u8], columns: Option<&Columns>) -> Result<Gazetteer, Vec<Fault>> {
    let book = table::read(bytes).map_err(|fault| vec![fault])?;
    let sheet = book.sheets.into_iter().next();
    let mut rows = sheet.into_iter().flat_map(|sheet| sheet.rows);
    let header = rows.next().ok_or_else(|| {
        let what = "the file has no header";
        vec![Fault::new(
            Location::sheet(SHEET),
            Code::Empty,
            what,
            "add a row of column names",
        )]
    })?;
    let header = Header::of(&header)?;
    let columns = match columns {
        Some(columns) => columns.clone(),
        None => Columns::guess(&header.names()).ok_or_else(|| vec![no_mapping()])?,
    };
    header.check(&columns)?;
    let mut faults = Vec::new();
    let mut places = Vec::new();
    for row in rows {
        match place(&row, &header, &columns) {
            Ok(place) => places.push(place),
            Err(fault) if faults.len() < MAX_FAULTS => faults.push(fault),
            Err(_) => break,
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Gazetteer::new(places).map_err(|duplicate| {
        let id_column = Location {
            column: Some(columns.id.clone()),
            ..Location::sheet(SHEET)
        };
        vec![Fault::new(
            id_column,
            Code::ReferenceDuplicate,
            duplicate.to_string(),
            "remove the second row or name another column as the id",
        )]
    })
}

/// Where each named column stands.
struct Header(BTreeMap<String, u32>);

impl Header {
    fn of(row: &Row) -> Result<Self, Vec<Fault>> {
        let mut columns = BTreeMap::new();
        for (index, cell) in &row.cells {
            let Cell::Text(name) = cell else { continue };
            if columns.insert(name.clone(), *index).is_some() {
                let here = Location::cell(SHEET, row.number, name);
                let what = "two columns have this name";
                return Err(vec![Fault::new(
                    here,
                    Code::ColumnDuplicate,
                    what,
                    "rename one",
                )]);
            }
        }
        Ok(Self(columns))
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.0.iter().collect();
        names.sort_by_key(|(_, index)| **index);
        names.into_iter().map(|(name, _)| name.clone()).collect()
    }

    fn check(&self, columns: &Columns) -> Result<(), Vec<Fault>> {
        let single = [&columns.id, &columns.name, &columns.lat, &columns.lon];
        let more = columns
            .names
            .iter()
            .chain(&columns.variants)
            .chain(&columns.admin);
        let wanted = single.into_iter().chain(more);
        let missing = wanted.filter(|name| !self.0.contains_key(*name));
        let faults: Vec<Fault> = missing
            .map(|name| {
                let here = Location {
                    column: Some(name.clone()),
                    ..Location::sheet(SHEET)
                };
                let what = "the file has no such column";
                Fault::new(
                    here,
                    Code::ColumnMissing,
                    what,
                    "correct the mapping of columns",
                )
            })
            .collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    fn text(&self, row: &Row, column: &str) -> Option<String> {
        match row.cell(*self.0.get(column)?)? {
            Cell::Text(text) => Some(text.clone()),
            Cell::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

fn place(row: &Row, header: &Header, columns: &Columns) -> Result<Place, Fault> {
    let required = |column: &str| {
        header.text(row, column).ok_or_else(|| {
            let here = Location::cell(SHEET, row.number, column);
            Fault::new(
                here,
                Code::Required,
                "the cell is empty",
                "fill it in or remove the row",
            )
        })
    };
    let id = required(&columns.id)?;
    let name = required(&columns.name)?;
    let pair = format!("{}, {}", required(&columns.lat)?, required(&columns.lon)?);
    let reading = parse(&pair, CoarseGrid::Refused).map_err(|error| {
        let here = Location::cell(SHEET, row.number, &columns.lat);
        Fault::new(here, Code::Coordinate, error.to_string(), error.do_what())
    })?;
    let text = |column: &String| header.text(row, column);
    let mut variants: Vec<String> = columns.names.iter().filter_map(text).collect();
    if let Some(list) = columns.variants.as_ref().and_then(text) {
        let more = list.split('|').map(str::trim).filter(|v| !v.is_empty());
        variants.extend(more.map(str::to_owned));
    }
    Ok(Place {
        id,
        name,
        variants,
        admin: columns.admin.iter().filter_map(text).collect(),
        position: reading.position,
        precision: reading.precision,
    })
}

fn no_mapping() -> Fault {
    Fault::new(
        Location::sheet(SHEET),
        Code::ColumnMissing,
        "the header lacks one of id, name, lat and lon",
        "rename the columns or give a mapping",
    )
}
