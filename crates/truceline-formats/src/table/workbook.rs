//! XLSX, behind [`super::archive`]'s guard: cells are streamed, never laid out as a grid, so a
//! lone cell in the last row costs nothing.
//!
//! The reader underneath is not ours and has panicked on crafted files (a range written backwards
//! is one). A file that makes it panic is a broken file and nothing worse: the panic is caught
//! here, the one place in this crate where that is done.

use super::{Book, Budget, Cell, Kind, LocalTime, MAX_SHEETS, Row, Sheet, letters, over};
use crate::fault::{Code, Fault, Location};
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a workbook that passed the guard. Chart sheets and the like are passed over.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Fault> {
    // Nothing outlives a panic: the reader borrows the bytes and owns all else.
    catch_unwind(AssertUnwindSafe(|| sheets(bytes)))
        .unwrap_or_else(|_| Err(broken("", &XlsxError::Unexpected("a panic"))))
}

fn sheets(bytes: &[u8]) -> Result<Book, Fault> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| broken("", &e))?;
    let metadata = workbook.sheets_metadata().iter();
    let worksheets = metadata.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = worksheets.map(|sheet| sheet.name.clone()).collect();
    if names.len() > MAX_SHEETS {
        return Err(over("there are more than 16 sheets", "remove the others"));
    }
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for name in names {
        sheets.push(sheet(&mut workbook, name, &mut budget)?);
    }
    Ok(Book {
        kind: Kind::Xlsx,
        sheets,
    })
}

fn sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: String,
    budget: &mut Budget,
) -> Result<Sheet, Fault> {
    let mut reader = workbook
        .worksheet_cells_reader(&name)
        .map_err(|e| broken(&name, &e))?;
    let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
    while let Some(record) = reader
        .next_cell_with_formula_metadata()
        .map_err(|e| broken(&name, &e))?
    {
        let (row, column) = record.pos;
        let number = row.saturating_add(1);
        let has_formula = record.formula.is_some();
        let found = if has_formula {
            Some(Cell::Formula)
        } else {
            cell(&record.value)
        };
        let Some(found) = found else { continue };
        let text_bytes = match &found {
            Cell::Text(text) => text.len(),
            _ => 0,
        };
        budget.cell(&name, number, column, text_bytes)?;
        let row = rows.entry(number).or_default();
        if row.insert(column, found).is_some() {
            let here = Location::cell(&name, number, &letters(column));
            let what = "the workbook gives this cell twice";
            return Err(Fault::new(
                here,
                Code::Broken,
                what,
                "save the workbook anew",
            ));
        }
    }
    let rows = rows.into_iter().map(|(number, cells)| Row {
        number,
        cells: cells.into_iter().collect(),
    });
    Ok(Sheet {
        rows: rows.collect(),
        name,
    })
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let text = |text: &str| {
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| Cell::Text(trimmed.to_owned()))
    };
    match value {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Cell::Number(*number as f64)),
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::String(s) => text(s),
        DataRef::SharedString(s) => text(s),
        DataRef::Bool(truth) => Some(Cell::Truth(*truth)),
        DataRef::DateTime(serial) => Some(local(serial)),
        DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => text(s),
        DataRef::Error(_) => Some(Cell::ErrorValue),
    }
}

/// A spreadsheet's date. A duration, or a day that never was, stays a number, which no column of
/// times takes.
fn local(serial: &ExcelDateTime) -> Cell {
    let days = serial.as_f64();
    if serial.is_duration() || !(61.0..2_958_466.0).contains(&days) {
        return Cell::Number(days);
    }
    let (year, month, day, hour, minute, second, milli) = serial.to_ymd_hms_milli();
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    let micros = (seconds * 1_000 + i64::from(milli)) * 1_000;
    let fields = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    match fields {
        (Ok(year), Ok(month), Ok(day)) => Cell::Local(LocalTime {
            year,
            month,
            day,
            micros_of_day: (days.fract() != 0.0).then_some(micros),
        }),
        _ => Cell::Number(days),
    }
}

fn broken(sheet: &str, error: &XlsxError) -> Fault {
    let location = if sheet.is_empty() {
        Location::file()
    } else {
        Location::sheet(sheet)
    };
    let what = match error {
        XlsxError::Password => "the workbook is protected with a password",
        _ => "the workbook cannot be read",
    };
    Fault::new(
        location,
        Code::Broken,
        what,
        "save it anew as .xlsx or .csv without a password",
    )
}
