//! The fixed templates of sites and movements: which sheets and columns there are, what each
//! means, and how a sheet is matched with them.
//!
//! A template has a version in its marker, the first cell of the first row of each sheet; a file
//! without the marker is refused, for nobody could say what its columns mean. Columns outside the
//! template are refused rather than passed over: a misspelled `valid_until` would lose its date.
//! `docs/spec/import.md`.

pub mod columns;
pub mod write;

#[cfg(test)]
mod tests;

use crate::fault::{Code, Fault, Location};
use crate::field::{Record, plain_word};
use crate::table::{Book, Cell, Row, Sheet, letters};
use columns::Column;
use std::collections::BTreeMap;

/// How all markers of this family begin.
const FAMILY: &str = "truceline/";

/// A sheet of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// One site a row.
    Sites,
    /// One movement a row.
    Movements,
    /// One leg of a movement a row.
    Legs,
    /// Movements as CSV: one leg a row with its movement's columns before it.
    MovementLegs,
}

/// Which template a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Sites.
    Sites,
    /// Movements with their legs.
    Movements,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 4] = [Self::Sites, Self::Movements, Self::Legs, Self::MovementLegs];

    /// First cell of the sheet: what it is and the version of its columns.
    #[must_use]
    pub const fn marker(self) -> &'static str {
        match self {
            Self::Sites => "truceline/sites/1",
            Self::Movements => "truceline/movements/1",
            Self::Legs => "truceline/legs/1",
            Self::MovementLegs => "truceline/movement-legs/1",
        }
    }

    /// Name of the sheet in a workbook and in faults.
    #[must_use]
    pub const fn sheet(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Movements | Self::MovementLegs => "movements",
            Self::Legs => "legs",
        }
    }

    /// The columns in the template's order.
    #[must_use]
    pub fn columns(self) -> Vec<&'static Column> {
        match self {
            Self::Sites => columns::SITE.iter().collect(),
            Self::Movements => columns::MOVEMENT.iter().collect(),
            Self::Legs => columns::LEG.iter().collect(),
            Self::MovementLegs => {
                let of_leg = columns::LEG
                    .iter()
                    .filter(|column| column.name != "reference");
                columns::MOVEMENT.iter().chain(of_leg).collect()
            }
        }
    }

    fn of(marker: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.marker() == marker)
    }
}

/// Which template a file is, by the markers of its sheets.
///
/// # Errors
/// A [`Fault`] where no sheet has a marker of this version.
pub fn of_book(book: &Book) -> Result<Template, Fault> {
    let mut parts = book.sheets.iter().filter_map(part_of);
    match parts.next() {
        Some(Part::Sites) => Ok(Template::Sites),
        Some(_) => Ok(Template::Movements),
        None => Err(no_marker(book)),
    }
}

/// The sheet of a book that is this part, if there is one.
#[must_use]
pub fn sheet(book: &Book, part: Part) -> Option<&Sheet> {
    book.sheets
        .iter()
        .find(|sheet| part_of(sheet) == Some(part))
}

fn marker(sheet: &Sheet) -> Option<&str> {
    match sheet.rows.first()?.cell(0)? {
        Cell::Text(text) if text.starts_with(FAMILY) => Some(text),
        _ => None,
    }
}

fn part_of(sheet: &Sheet) -> Option<Part> {
    marker(sheet).and_then(Part::of)
}

/// The fault of a book without the sheet that is needed.
#[must_use]
pub fn no_marker(book: &Book) -> Fault {
    let other = book.sheets.iter().find_map(marker);
    let what = match other {
        Some(other) if Part::of(other).is_none() => {
            "the file was made from a template of another version"
        }
        Some(_) => "the file lacks a sheet of the template, or is another template",
        None => "the file was not made from the template: its first cell lacks the marker",
    };
    Fault::new(
        Location::file(),
        Code::Template,
        what,
        "get the template with `truceline import --template` and copy the rows into it",
    )
}

/// The rows of a sheet under its header.
///
/// # Errors
/// All faults of the header; no row can be read without one.
pub fn records(sheet: &Sheet, part: Part) -> Result<Vec<Record>, Vec<Fault>> {
    let mut rows = sheet.rows.iter().skip(1);
    let Some(header) = rows.next() else {
        let here = Location::sheet(part.sheet());
        let what = "the sheet has no header";
        let copy = "copy the second row of the template";
        return Err(vec![Fault::new(here, Code::Empty, what, copy)]);
    };
    let names = header_names(header, part)?;
    let record = |row: &Row| Record {
        sheet: part.sheet().to_owned(),
        row: row.number,
        cells: named(row, &names),
        drawn: None,
    };
    let extra = |row: &Row| {
        let beyond = row.cells.iter().find(|(c, _)| !names.contains_key(c))?.0;
        let here = Location::cell(part.sheet(), row.number, &letters(beyond));
        let what = "a cell is filled in a column without a name";
        let remove = "empty the cell, or name the column as in the template";
        Some(Fault::new(here, Code::ColumnUnknown, what, remove))
    };
    let rows: Vec<&Row> = rows.collect();
    let faults: Vec<Fault> = rows.iter().filter_map(|row| extra(row)).collect();
    if faults.is_empty() {
        Ok(rows.into_iter().map(record).collect())
    } else {
        Err(faults)
    }
}

fn named(row: &Row, names: &BTreeMap<u32, &'static str>) -> BTreeMap<&'static str, Cell> {
    let cells = row.cells.iter();
    let cells = cells.filter_map(|(c, cell)| Some((*names.get(c)?, cell.clone())));
    cells.collect()
}

fn header_names(header: &Row, part: Part) -> Result<BTreeMap<u32, &'static str>, Vec<Fault>> {
    let columns = part.columns();
    let mut names: BTreeMap<u32, &'static str> = BTreeMap::new();
    let mut faults = Vec::new();
    for (index, cell) in &header.cells {
        let at = |column: &str| Location::cell(part.sheet(), header.number, column);
        let written = match cell {
            Cell::Text(text) => text.as_str(),
            _ => "",
        };
        let plain = plain_word(written.trim_end_matches('*')).replace('-', "_");
        let Some(column) = columns.iter().find(|column| column.name == plain) else {
            let what = "the template has no such column";
            let rename = "name it as in the template, or remove it";
            let fault = Fault::new(at(&letters(*index)), Code::ColumnUnknown, what, rename);
            faults.push(fault);
            continue;
        };
        if names.values().any(|name| *name == column.name) {
            let what = "two columns have this name";
            let fault = Fault::new(at(column.name), Code::ColumnDuplicate, what, "remove one");
            faults.push(fault);
        }
        names.insert(*index, column.name);
    }
    let missing = columns
        .iter()
        .filter(|column| column.need == columns::Need::Always);
    for column in missing.filter(|column| !names.values().any(|name| *name == column.name)) {
        let here = Location::cell(part.sheet(), header.number, column.name);
        let what = "the column is missing";
        let copy = "add it as in the template";
        faults.push(Fault::new(here, Code::ColumnMissing, what, copy));
    }
    if faults.is_empty() {
        Ok(names)
    } else {
        Err(faults)
    }
}
