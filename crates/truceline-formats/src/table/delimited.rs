//! CSV: UTF-8 text with commas, semicolons or tabs; which, the first lines say.
//!
//! Writing neutralises text that a spreadsheet would take for a formula, and reading takes that
//! back, so that a file survives the round trip.

use super::{Book, Budget, Cell, Kind, Row, Sheet};
use crate::fault::{Code, Fault, Location};
use csv::{ByteRecord, ReaderBuilder, WriterBuilder};
use std::borrow::Cow;

/// Marks what follows as text, as spreadsheets do.
const TEXT_MARK: char = '\'';
/// What the mark is put before, itself included, so that it can be taken away again.
const MARKED: [char; 5] = ['=', '@', '+', '-', TEXT_MARK];

/// Reads a text with separators.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Fault> {
    let text = with_plain_line_ends(text(bytes)?);
    let separator = separator(&text)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut budget = Budget::default();
    let mut rows = Vec::new();
    let mut record = ByteRecord::new();
    // Line ends inside quoted cells are no rows of their own.
    let mut inner_lines = 0;
    while reader.read_byte_record(&mut record).map_err(|_| broken())? {
        let line = record.position().map_or(0, csv::Position::line);
        let number = u32::try_from(line.saturating_sub(inner_lines)).unwrap_or(u32::MAX);
        let line_ends = record.iter().flatten().filter(|byte| **byte == b'\n');
        inner_lines += line_ends.count() as u64;
        let mut cells = Vec::new();
        for (column, field) in (0u32..).zip(record.iter()) {
            let field = std::str::from_utf8(field).map_err(|_| broken())?;
            let Some(found) = cell(field) else { continue };
            budget.cell("", number, column, field.len())?;
            cells.push((column, found));
        }
        if !cells.is_empty() {
            rows.push(Row { number, cells });
        }
    }
    Ok(Book {
        kind: Kind::Csv,
        sheets: vec![Sheet {
            name: String::new(),
            rows,
        }],
    })
}

/// Lines ended by one character, so that they can be counted.
fn with_plain_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn cell(field: &str) -> Option<Cell> {
    let trimmed = field.trim();
    if trimmed.is_empty() {
        return None;
    }
    if trimmed.starts_with(['=', '@']) {
        return Some(Cell::Formula);
    }
    let plain = match trimmed.strip_prefix(TEXT_MARK) {
        Some(rest) if rest.starts_with(MARKED) => rest,
        _ => trimmed,
    };
    Some(Cell::Text(plain.to_owned()))
}

/// The bytes as UTF-8, the mark of it taken away.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Fault> {
    let encoding = |what: &str| {
        Err(Fault::new(
            Location::file(),
            Code::Encoding,
            what,
            "save the file as CSV UTF-8, or as .xlsx",
        ))
    };
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.contains(&0) {
        return encoding("the text is UTF-16 or binary, not UTF-8");
    }
    let body = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    match std::str::from_utf8(body) {
        Ok(text) if text.trim().is_empty() => Err(Fault::new(
            Location::file(),
            Code::Empty,
            "the file is empty",
            "fill in the template",
        )),
        Ok(text) => Ok(text),
        Err(_) => encoding("the text is not UTF-8"),
    }
}

/// The separator that divides the first line most often, or the second where the first holds
/// nothing but the marker of a template. One column needs none.
pub(crate) fn separator(text: &str) -> Result<u8, Fault> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or("");
    let second = lines.next().unwrap_or("");
    for line in [first, second] {
        let counts =
            [b',', b';', b'\t'].map(|separator| (outside_quotes(line, separator), separator));
        let most = counts.iter().map(|(count, _)| *count).max().unwrap_or(0);
        let mut best = counts
            .iter()
            .filter(|(count, _)| *count == most && most > 0);
        match (best.next(), best.next()) {
            (Some((_, separator)), None) => return Ok(*separator),
            (Some(_), Some(_)) => {
                return Err(Fault::new(
                    Location::file(),
                    Code::Broken,
                    "it is unclear which sign separates the columns",
                    "save the file with commas, or as .xlsx",
                ));
            }
            _ => {}
        }
    }
    Ok(b',')
}

fn outside_quotes(line: &str, separator: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if byte == separator && !quoted {
            count += 1;
        }
    }
    count
}

pub(crate) fn broken() -> Fault {
    Fault::new(
        Location::file(),
        Code::Broken,
        "the text cannot be divided into rows and columns",
        "save the file anew as CSV UTF-8",
    )
}

/// Writes rows as CSV with commas, lines ended by CR LF, beginning with the mark of UTF-8 that
/// spreadsheet programs look for.
#[must_use]
pub fn write(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = vec![0xEF, 0xBB, 0xBF];
    {
        let mut writer = WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut out);
        for row in rows {
            let fields = row.iter().map(|field| neutral(field));
            let written = writer.write_record(fields);
            assert!(written.is_ok(), "writing to memory cannot fail");
        }
    }
    out
}

/// A text as it may stand in a CSV cell without being taken for a formula. Signed numbers and
/// coordinates stay as they are: they hold no letter that a formula needs.
fn neutral(field: &str) -> String {
    let field = field.trim();
    let formula_like = field.starts_with(['=', '@']);
    let marked = field.strip_prefix(TEXT_MARK);
    let formula_like = formula_like || marked.is_some_and(|rest| rest.starts_with(MARKED));
    let signed = field.starts_with(['+', '-']);
    let computes = signed && !field.chars().all(is_of_a_coordinate);
    if formula_like || computes {
        format!("{TEXT_MARK}{field}")
    } else {
        field.to_owned()
    }
}

const fn is_of_a_coordinate(c: char) -> bool {
    matches!(c, '0'..='9' | '.' | ',' | ';' | ' ' | '+' | '-')
}
