//! One reader of rows for CSV and XLSX: bytes in, cells with their addresses out.
//!
//! It knows nothing of templates: what a column means is [`crate::template`]'s. It refuses what
//! is out of proportion before anything is built from it ([`archive`]), refuses formulas (what a
//! formula shows depends on the machine that computes it) and keeps what was typed: text as text,
//! numbers as numbers, spreadsheet dates as local time without a zone.
//! `docs/spec/import.md`, "Limits".

pub mod archive;
pub mod delimited;
pub mod workbook;

#[cfg(test)]
mod tests;

use crate::fault::{Code, Fault, Location};

/// Largest file: ten times a full template of 10,000 rows.
pub const MAX_FILE_BYTES: usize = 25 * 1024 * 1024;
/// Most sheets: the largest template has five.
pub const MAX_SHEETS: usize = 16;
/// Most rows in a sheet: the largest register of practice has some 10,000 sites.
pub const MAX_ROWS: u32 = 50_000;
/// Most columns: the widest template has under 50.
pub const MAX_COLUMNS: u32 = 128;
/// Most filled cells in a file: 30,000 rows of the widest template.
pub const MAX_CELLS: usize = 1_500_000;
/// Longest text of a cell in bytes: a ring of 1,000 vertices fits.
pub const MAX_CELL_BYTES: usize = 32 * 1024;
/// Most text in all cells together, so that shared strings cannot multiply.
pub const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;

/// A date, perhaps with a time of day, as a spreadsheet keeps it: no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// Year.
    pub year: i16,
    /// Month from 1.
    pub month: i8,
    /// Day from 1.
    pub day: i8,
    /// Second of the day with its microseconds, if a time of day was given.
    pub micros_of_day: Option<i64>,
}

/// What a cell holds.
#[derive(Clone, PartialEq)]
pub enum Cell {
    /// Text as typed.
    Text(String),
    /// A number: how many decimals were typed is not known.
    Number(f64),
    /// A spreadsheet's date.
    Local(LocalTime),
    /// True or false.
    Truth(bool),
    /// A formula; its shown value is not taken.
    Formula,
    /// `#REF!` and its like.
    ErrorValue,
}

impl std::fmt::Debug for Cell {
    /// A cell may hold a place.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text([redacted])",
            Self::Number(_) => "Number([redacted])",
            Self::Local(_) => "Local([redacted])",
            Self::Truth(_) => "Truth([redacted])",
            Self::Formula => "Formula",
            Self::ErrorValue => "ErrorValue",
        })
    }
}

/// A row with its filled cells in order of columns (counted from 0).
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// As the spreadsheet numbers it, from 1.
    pub number: u32,
    /// Filled cells.
    pub cells: Vec<(u32, Cell)>,
}

impl Row {
    /// The cell in a column, if filled.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        let index = self.cells.binary_search_by_key(&column, |(c, _)| *c).ok()?;
        self.cells.get(index).map(|(_, cell)| cell)
    }
}

/// A sheet with its filled rows in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name; empty for CSV, which has none.
    pub name: String,
    /// Filled rows.
    pub rows: Vec<Row>,
}

/// What kind of file it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text with separators.
    Csv,
    /// An Office Open XML workbook.
    Xlsx,
}

/// A file of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// How it was written.
    pub kind: Kind,
    /// Its sheets in order.
    pub sheets: Vec<Sheet>,
}

/// Reads a file of rows; what kind it is, its first bytes say.
///
/// # Errors
/// A [`Fault`] of the file where it is too large, hostile or not readable.
pub fn read(bytes: &[u8]) -> Result<Book, Fault> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(over("the file is larger than 25 MiB", "split it"));
    }
    if bytes.starts_with(b"PK") {
        archive::guard(bytes)?;
        return workbook::read(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Fault::new(
            Location::file(),
            Code::Broken,
            "the file is an old or a password-protected workbook",
            "save it as .xlsx without a password",
        ));
    }
    delimited::read(bytes)
}

/// The letters a spreadsheet shows for a column counted from 0.
#[must_use]
pub fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut reversed = Vec::new();
    while rest > 0 {
        let digit = (rest - 1) % 26;
        reversed.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    reversed.iter().rev().collect()
}

/// The counts that must stay within the limits while a file is read.
#[derive(Default)]
pub(crate) struct Budget {
    cells: usize,
    text_bytes: usize,
}

impl Budget {
    /// Accounts for one filled cell.
    pub(crate) fn cell(
        &mut self,
        sheet: &str,
        row: u32,
        column: u32,
        text_bytes: usize,
    ) -> Result<(), Fault> {
        self.cells += 1;
        self.text_bytes = self.text_bytes.saturating_add(text_bytes);
        let here = || Location::cell(sheet, row, &letters(column));
        let limit = |what: &str| {
            let split = "split the file, and remove rows and columns that are not used";
            Err(Fault::new(here(), Code::Limit, what, split))
        };
        if column >= MAX_COLUMNS {
            return limit("there are more than 128 columns");
        }
        if row > MAX_ROWS {
            return limit("there are more than 50,000 rows");
        }
        if self.cells > MAX_CELLS {
            return limit("there are more than 1,500,000 filled cells");
        }
        if text_bytes > MAX_CELL_BYTES {
            return limit("the cell holds more than 32 KiB of text");
        }
        if self.text_bytes > MAX_TEXT_BYTES {
            return limit("the cells hold more than 64 MiB of text");
        }
        Ok(())
    }
}

pub(crate) fn over(what: &str, do_what: &str) -> Fault {
    Fault::new(Location::file(), Code::Limit, what, do_what)
}
