//! Templates written out, empty with their example or filled: XLSX with help and lists of words,
//! or CSV.
//!
//! What is written here is read by [`crate::sites`] and [`crate::movements`]; a filled file gives
//! its rows back.

use super::columns::{Column, Need};
use super::{Part, Template};
use crate::table::delimited;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// A row to fill in: texts by the name of their column.
pub type FilledRow = BTreeMap<&'static str, String>;

/// Rows of a data validation list: as far as a sheet is read.
const LAST_ROW: u32 = crate::table::MAX_ROWS - 1;
/// A list of words longer than this a spreadsheet does not take.
const MAX_LIST_CHARS: usize = 255;
/// Said beside the marker.
///
/// Without commas and semicolons, so that a sheet saved as CSV keeps its first line simple.
const NOTE: &str =
    "Fill in from the fourth row. The sheet help explains the columns. Do not change this row.";
/// Shown above the columns of `help`.
const HELP: [&str; 6] = ["sheet", "column", "needed", "form", "meaning", "words"];

/// Why a workbook could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the workbook could not be written: {reason}")]
pub struct WriteError {
    /// What the writer says.
    pub reason: String,
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self {
            reason: error.to_string(),
        }
    }
}

/// The parts of a workbook of this template.
#[must_use]
pub const fn parts(template: Template) -> &'static [Part] {
    match template {
        Template::Sites => &[Part::Sites],
        Template::Movements => &[Part::Movements, Part::Legs],
    }
}

/// The part that a CSV file of this template is.
#[must_use]
pub const fn csv_part(template: Template) -> Part {
    match template {
        Template::Sites => Part::Sites,
        Template::Movements => Part::MovementLegs,
    }
}

/// The row of examples.
#[must_use]
pub fn example(part: Part) -> FilledRow {
    let columns = part.columns().into_iter();
    let filled = columns.filter(|column| !column.example.is_empty());
    filled.map(|c| (c.name, c.example.to_owned())).collect()
}

/// A template as XLSX: with the example where `rows` is empty, else with the rows of each part.
///
/// # Errors
/// [`WriteError`] where a text is longer than a spreadsheet cell holds.
pub fn xlsx(
    template: Template,
    rows: &BTreeMap<Part, Vec<FilledRow>>,
) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    // A fixed date of creation: the same rows give the same file.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_creation_datetime(&created);
    workbook.set_properties(&properties.set_title("Truceline template"));
    for part in parts(template) {
        let sheet = workbook.add_worksheet();
        let none = Vec::new();
        fill(sheet, *part, rows.get(part).unwrap_or(&none))?;
    }
    help(workbook.add_worksheet(), template)?;
    Ok(workbook.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, part: Part, rows: &[FilledRow]) -> Result<(), WriteError> {
    let as_text = Format::new().set_num_format("@");
    let bold = Format::new().set_bold().set_num_format("@");
    let grey = Format::new().set_italic().set_num_format("@");
    sheet.set_name(part.sheet())?;
    sheet.write_string_with_format(0, 0, part.marker(), &grey)?;
    sheet.write_string_with_format(0, 1, NOTE, &grey)?;
    let columns = part.columns();
    for (index, column) in (0u16..).zip(&columns) {
        // Text throughout: a spreadsheet would round coordinates and turn times into serials.
        sheet.set_column_format(index, &as_text)?;
        sheet.set_column_width(index, 18)?;
        let star = if column.need == Need::Optional {
            ""
        } else {
            "*"
        };
        sheet.write_string_with_format(1, index, format!("{}{star}", column.name), &bold)?;
        if let Some(list) = choice(column) {
            sheet.add_data_validation(2, index, LAST_ROW, index, &list)?;
        }
    }
    sheet.set_freeze_panes(2, 1)?;
    let examples = [example(part)];
    let rows = if rows.is_empty() { &examples } else { rows };
    for (number, row) in (2u32..).zip(rows) {
        for (index, column) in (0u16..).zip(&columns) {
            if let Some(text) = row.get(column.name) {
                sheet.write_string_with_format(number, index, text, &as_text)?;
            }
        }
    }
    Ok(())
}

/// A list to choose from, where the column takes one word and the list is short enough. It warns
/// and does not bar: the import judges.
fn choice(column: &Column) -> Option<DataValidation> {
    let words = column.words?();
    let several = column.form.contains("divided by");
    let length: usize = words.iter().map(|word| word.len() + 1).sum();
    if several || length > MAX_LIST_CHARS {
        return None;
    }
    let list = DataValidation::new().allow_list_strings(&words).ok()?;
    Some(list.show_error_message(false))
}

fn help(sheet: &mut Worksheet, template: Template) -> Result<(), WriteError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    sheet.set_name("help")?;
    for (index, title) in (0u16..).zip(HELP) {
        sheet.write_string_with_format(0, index, title, &bold)?;
    }
    for (index, width) in (0u16..).zip([14, 20, 16, 34, 60, 40]) {
        sheet.set_column_width(index, width)?;
    }
    let mut row = 1;
    for part in parts(template) {
        for column in part.columns() {
            let words = column.words.map(|words| words().join(", "));
            let texts = [
                part.sheet(),
                column.name,
                column.need.as_str(),
                column.form,
                column.help,
                words.as_deref().unwrap_or(""),
            ];
            for (index, text) in (0u16..).zip(texts) {
                sheet.write_string_with_format(row, index, text, &wrapped)?;
            }
            row += 1;
        }
    }
    Ok(())
}

/// A template as CSV: with the example where `rows` is empty, else with the rows.
#[must_use]
pub fn csv(template: Template, rows: &[FilledRow]) -> Vec<u8> {
    let part = csv_part(template);
    let columns = part.columns();
    let examples = [example(part)];
    let rows = if rows.is_empty() { &examples } else { rows };
    let names = columns
        .iter()
        .map(|column| column.name.to_owned())
        .collect();
    let mut lines: Vec<Vec<String>> = vec![vec![part.marker().to_owned()], names];
    for row in rows {
        let cell = |column: &&Column| row.get(column.name).cloned().unwrap_or_default();
        lines.push(columns.iter().map(cell).collect());
    }
    delimited::write(&lines)
}
