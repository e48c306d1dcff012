//! Bytes in, rows out, with every fault named: the file as a whole, or one row of it.
//!
//! Text is kept to the letter. A row with a fault gives none; what only looks odd is warned of and
//! taken as it is, because a table of others is not ours to mend.

use super::columns::{Column, Field, Holds, MAX_ID_CHARS};
use super::value::{self, Day, Degrees, Given, Value};
use super::{EventRow, Events, Heading, Scheme, mark};
use crate::coordinate::glyphs;
use crate::fault::{Code, Fault, Location};
use crate::import::Import;
use crate::table::{self, Budget, Cell, LocalTime, MAX_FILE_BYTES, delimited};
use std::collections::{BTreeMap, BTreeSet};

/// How faults name the table: CSV has no sheets, and of a workbook only the first is read.
const SHEET: &str = "events";

/// A row of cells as text, not judged.
struct Raw {
    number: u32,
    cells: Vec<Unread>,
}

/// A cell not judged: text, or why there is none.
enum Unread {
    Text(String),
    Formula,
    ErrorValue,
}

/// Reads a table of events from CSV or from the first sheet of a workbook; whose columns it has, its
/// header says.
///
/// # Errors
/// A [`Fault`] of the file, where it cannot be read as a table of events at all.
pub fn read(bytes: &[u8]) -> Result<Events, Vec<Fault>> {
    let rows = raw_rows(bytes).map_err(|fault| vec![fault])?;
    let mut rows = rows.into_iter();
    let header = rows.next().ok_or_else(|| vec![empty()])?;
    let (scheme, headings, mut warnings) = header_of(&header)?;
    let mut rows = rows.peekable();
    let tags = rows.next_if(is_tags).map(|row| texts(&row, headings.len()));
    let mut import = Import::empty();
    let mut ids = BTreeMap::new();
    for raw in rows {
        import.rows += 1;
        let mut reading = Reading::of(&raw, &headings);
        let event = reading.event(scheme);
        if let Some(id) = event.word(Field::Id)
            && let Some(earlier) = ids.insert(id.to_owned(), raw.number)
        {
            reading.fault(
                "id",
                Code::ReferenceDuplicate,
                format!("row {earlier} has the same identifier"),
                "keep one of the two rows",
            );
        }
        warnings.append(&mut reading.warnings);
        if reading.faults.is_empty() {
            import.drafts.push(event);
        } else {
            import.faults.append(&mut reading.faults);
        }
    }
    if import.rows == 0 {
        return Err(vec![empty()]);
    }
    import.warnings = warnings;
    Ok(Events {
        scheme,
        headings,
        tags,
        rows: import,
    })
}

fn empty() -> Fault {
    Fault::new(
        Location::file(),
        Code::Empty,
        "the table has no events",
        "send a table with a header and at least one row",
    )
}

fn raw_rows(bytes: &[u8]) -> Result<Vec<Raw>, Fault> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(table::over("the file is larger than 25 MiB", "split it"));
    }
    if bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return of_workbook(bytes);
    }
    of_text(bytes)
}

/// Rows of CSV. Unlike [`table::read`] it takes nothing off the cells.
fn of_text(bytes: &[u8]) -> Result<Vec<Raw>, Fault> {
    let text = delimited::text(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimited::separator(text)?)
        .from_reader(text.as_bytes());
    let mut budget = Budget::default();
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let (mut inner_lines, mut ordinal) = (0, 0_u32);
    while reader
        .read_record(&mut record)
        .map_err(|_| delimited::broken())?
    {
        ordinal += 1;
        let line = record.position().map_or(0, csv::Position::line);
        let number = u32::try_from(line.saturating_sub(inner_lines)).unwrap_or(u32::MAX);
        // Lines may be ended by a lone carriage return, which the reader does not count.
        let number = number.max(ordinal);
        let mut cells = Vec::with_capacity(record.len());
        for (column, field) in (0_u32..).zip(&record) {
            inner_lines += field.bytes().filter(|byte| *byte == b'\n').count() as u64;
            if !field.is_empty() {
                budget.cell(SHEET, number, column, field.len())?;
            }
            cells.push(if field.trim_start().starts_with('=') {
                Unread::Formula
            } else {
                Unread::Text(mark::unmarked(field).to_owned())
            });
        }
        if cells.iter().any(Unread::is_filled) {
            rows.push(Raw { number, cells });
        }
    }
    Ok(rows)
}

fn of_workbook(bytes: &[u8]) -> Result<Vec<Raw>, Fault> {
    let book = table::read(bytes)?;
    let sheet = book.sheets.into_iter().next();
    let rows = sheet.map(|sheet| sheet.rows).unwrap_or_default();
    let of_row = |row: table::Row| {
        let mut cells: Vec<Unread> = Vec::new();
        for (column, cell) in row.cells {
            while cells.len() < column as usize {
                cells.push(Unread::Text(String::new()));
            }
            cells.push(of_cell(cell));
        }
        Raw {
            number: row.number,
            cells,
        }
    };
    Ok(rows.into_iter().map(of_row).collect())
}

fn of_cell(cell: Cell) -> Unread {
    Unread::Text(match cell {
        Cell::Text(text) => text,
        Cell::Number(number) => number.to_string(),
        Cell::Truth(truth) => truth.to_string(),
        Cell::Local(LocalTime {
            year, month, day, ..
        }) => format!("{year:04}-{month:02}-{day:02}"),
        Cell::Formula => return Unread::Formula,
        Cell::ErrorValue => return Unread::ErrorValue,
    })
}

impl Unread {
    const fn is_filled(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Formula | Self::ErrorValue => true,
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Formula | Self::ErrorValue => "",
        }
    }
}

/// Whether all that a row fills is tags of HXL.
fn is_tags(row: &Raw) -> bool {
    let mut filled = row.cells.iter().filter(|cell| cell.is_filled());
    filled.all(|cell| cell.text().starts_with('#'))
}

fn texts(row: &Raw, columns: usize) -> Vec<String> {
    let given = row.cells.iter().map(|cell| cell.text().to_owned());
    given
        .chain(std::iter::repeat(String::new()))
        .take(columns)
        .collect()
}

/// Which scheme a header is of: the one whose needed columns it has.
fn header_of(header: &Raw) -> Result<(Scheme, Vec<Heading>, Vec<Fault>), Vec<Fault>> {
    let mut names: Vec<&str> = header.cells.iter().map(|cell| cell.text().trim()).collect();
    while names.last().is_some_and(|name| name.is_empty()) {
        names.pop();
    }
    let has = |column: &Column| {
        names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(column.name))
    };
    let missing = |scheme: Scheme| {
        let needed = scheme.columns().iter().filter(|column| column.needed);
        needed
            .filter(|column| !has(column))
            .map(|column| column.name)
    };
    let complete = |scheme: &Scheme| missing(*scheme).next().is_none();
    let Some(scheme) = [Scheme::Ucdp, Scheme::Acled].into_iter().find(complete) else {
        let lacking = |scheme| missing(scheme).collect::<Vec<_>>().join(", ");
        let what = format!(
            "the header is neither that of UCDP GED (it lacks {}) nor of ACLED (it lacks {})",
            lacking(Scheme::Ucdp),
            lacking(Scheme::Acled)
        );
        let name_them = "name the columns as the codebook does, in the first row";
        let here = Location::row(SHEET, header.number);
        return Err(vec![Fault::new(here, Code::ColumnMissing, what, name_them)]);
    };
    let (mut headings, mut faults, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    if header
        .cells
        .iter()
        .any(|cell| !matches!(cell, Unread::Text(_)))
    {
        let here = Location::row(SHEET, header.number);
        let what = "the header holds a formula";
        faults.push(Fault::new(
            here,
            Code::Formula,
            what,
            "type the name itself",
        ));
    }
    let mut seen = BTreeSet::new();
    for name in names {
        let known = |column: &&Column| name.eq_ignore_ascii_case(column.name);
        let column = scheme.columns().iter().find(known);
        let at = Location::cell(SHEET, header.number, name);
        if !seen.insert(name.to_ascii_lowercase()) {
            let what = "two columns have this name, or two have none";
            faults.push(Fault::new(at, Code::ColumnDuplicate, what, "rename one"));
        } else if name.contains(char::is_control) || name.chars().count() > MAX_ID_CHARS {
            let what = "the name of a column is too long or broken by a line end or tab";
            faults.push(Fault::new(at, Code::Text, what, "rename it"));
        } else if column.is_none() {
            let what = format!("{} has no such column; it is kept as text", scheme.as_str());
            let check = "check its spelling if it is meant to be one of them";
            warnings.push(Fault::new(at, Code::ColumnUnknown, what, check));
        }
        headings.push(Heading {
            name: name.to_owned(),
            column,
        });
    }
    if faults.is_empty() {
        Ok((scheme, headings, warnings))
    } else {
        Err(faults)
    }
}

/// A row being read.
struct Reading<'a> {
    raw: &'a Raw,
    headings: &'a [Heading],
    faults: Vec<Fault>,
    warnings: Vec<Fault>,
}

impl<'a> Reading<'a> {
    const fn of(raw: &'a Raw, headings: &'a [Heading]) -> Self {
        Self {
            raw,
            headings,
            faults: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn at(&self, column: &str) -> Location {
        Location::cell(SHEET, self.raw.number, column)
    }

    fn fault(&mut self, column: &str, code: Code, what: impl Into<String>, do_what: &str) {
        let fault = Fault::new(self.at(column), code, what, do_what);
        self.faults.push(fault);
    }

    fn warn(&mut self, column: &str, code: Code, what: impl Into<String>, do_what: &str) {
        let warning = Fault::new(self.at(column), code, what, do_what);
        self.warnings.push(warning);
    }

    fn event(&mut self, scheme: Scheme) -> EventRow {
        let mut event = EventRow {
            row: self.raw.number,
            values: BTreeMap::new(),
            others: BTreeMap::new(),
        };
        let beyond = self.raw.cells.iter().skip(self.headings.len());
        if beyond.filter(|cell| cell.is_filled()).count() > 0 {
            let here = Location::row(SHEET, self.raw.number);
            let what = "the row has more cells than the header has columns";
            let check = "check its quotation marks and separators";
            self.faults
                .push(Fault::new(here, Code::Broken, what, check));
        }
        for (cell, heading) in self.raw.cells.iter().zip(self.headings) {
            let text = match cell {
                Unread::Text(text) if text.is_empty() => continue,
                Unread::Text(text) => text,
                Unread::Formula => {
                    let what = "the cell holds a formula";
                    self.fault(&heading.name, Code::Formula, what, "type the value itself");
                    continue;
                }
                Unread::ErrorValue => {
                    let what = "the cell shows an error";
                    self.fault(
                        &heading.name,
                        Code::ErrorValue,
                        what,
                        "type the value itself",
                    );
                    continue;
                }
            };
            match heading.column {
                None => {
                    event.others.insert(heading.name.clone(), text.clone());
                }
                Some(column) => {
                    if let Some(value) = self.value(column, text) {
                        event.values.insert(column.field, value);
                    }
                }
            }
        }
        self.judge(&event, scheme);
        event
    }

    fn value(&mut self, column: &Column, text: &str) -> Option<Value> {
        if column.holds != Holds::Text && value::is_not_given(text) {
            return Some(Value::NotGiven(text.to_owned()));
        }
        match column.holds {
            Holds::Text => {
                let hides = |c: char| glyphs::is_direction_mark(c) || glyphs::is_invisible(c);
                if text.chars().any(hides) {
                    self.warn(
                        column.name,
                        Code::Text,
                        "the text contains invisible characters or marks that change its reading direction; they are kept",
                        "look at the text before relying on how it reads",
                    );
                }
                Some(Value::Text(text.to_owned()))
            }
            Holds::Whole(least, most) => {
                let number = value::whole(text).filter(|number| (least..=most).contains(number));
                if number.is_none() {
                    let what = "the cell is no whole number in the column's range";
                    let write = format!("write digits alone, {least} to {most}");
                    self.fault(column.name, Code::Number, what, &write);
                }
                number.map(|number| Value::Whole(Given::as_written(number, text)))
            }
            Holds::Day => {
                let day = Day::parse(text);
                if day.is_none() {
                    let write = "write it as 2020-02-27 or 27 February 2020";
                    self.fault(column.name, Code::Time, "the cell is no day", write);
                }
                day.map(|day| Value::Day(Given::as_written(day, text)))
            }
            Holds::Latitude => self.degrees(column, text, 90),
            Holds::Longitude => self.degrees(column, text, 180),
        }
    }

    fn degrees(&mut self, column: &Column, text: &str, most: i64) -> Option<Value> {
        let degrees = Degrees::parse(text, most);
        if degrees.is_none() {
            let what = "the cell is no number of degrees in range";
            let write = "write decimal degrees with a point, WGS 84";
            self.fault(column.name, Code::Coordinate, what, write);
        }
        degrees.map(|degrees| Value::Degrees(Given::as_written(degrees, text)))
    }

    /// What a row's cells must be together, and what is only noticed.
    fn judge(&mut self, event: &EventRow, scheme: Scheme) {
        for column in scheme.columns().iter().filter(|column| column.needed) {
            match event.values.get(&column.field) {
                None if self.is_faulty(column.name) => {}
                None | Some(Value::NotGiven(_)) => {
                    self.fault(
                        column.name,
                        Code::Required,
                        "the cell is empty",
                        "fill it in",
                    );
                }
                Some(_) => {}
            }
        }
        if event
            .word(Field::Id)
            .is_some_and(|id| id.chars().count() > MAX_ID_CHARS)
        {
            let what = format!("the identifier is longer than {MAX_ID_CHARS} characters");
            self.fault("id", Code::Text, what, "shorten it");
        }
        let (start, end) = (event.day(Field::DateStart), event.day(Field::DateEnd));
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            let what = "the last day is before the first";
            self.fault(
                "date_end",
                Code::Window,
                what,
                "exchange the two, or correct one",
            );
        }
        let number = |field| event.whole(field);
        let (low, best, high) = (number(Field::Low), number(Field::Best), number(Field::High));
        let falls = |less: Option<i64>, more: Option<i64>| matches!((less, more), (Some(a), Some(b)) if a > b);
        if falls(low, best) || falls(best, high) || falls(low, high) {
            let what = "low, best and high are not in that order; all are kept as written";
            self.warn("best", Code::Disagreement, what, "ask the table's source");
        }
        let parts = [
            Field::DeathsA,
            Field::DeathsB,
            Field::DeathsCivilians,
            Field::DeathsUnknown,
        ];
        let sum: Option<i64> = parts.into_iter().map(number).sum();
        if let (Some(sum), Some(best)) = (sum, best)
            && sum != best
        {
            let what = "the deaths by side do not add up to best; all are kept as written";
            self.warn("best", Code::Disagreement, what, "ask the table's source");
        }
        let given = |field| event.values.contains_key(&field);
        let read = !self.is_faulty("latitude") && !self.is_faulty("longitude");
        if read && given(Field::Latitude) != given(Field::Longitude) {
            let what = "only one of latitude and longitude is given";
            self.fault("latitude", Code::Coordinate, what, "give both or neither");
        }
    }

    fn is_faulty(&self, column: &str) -> bool {
        let at = |fault: &Fault| fault.location.column.as_deref() == Some(column);
        self.faults.iter().any(at)
    }
}
