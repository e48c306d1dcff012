//! A row as it was given: every cell with its column's name, in one line of text, and rows of such lines as
//! a table again.
//!
//! The line is JSON in which every character that steers a screen or hides is written by its number: it may
//! stand in signed words, and nothing of a cell is lost. Not here: what a row claims ([`super::claims`]).

use super::columns::Column;
use super::value::Value;
use super::{EventRow, Events, Heading, Scheme};
use crate::import::Import;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A row as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenRow {
    table: String,
    row: u32,
    cells: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<String>>,
}

/// Why rows make no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unlike {
    /// They have other columns.
    #[error("the rows are of tables with other columns")]
    Columns,
    /// They are of another scheme.
    #[error("a row is of another kind of table")]
    Scheme,
}

/// Whether a character steers a reader's screen, hides, or turns the direction of reading.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{061c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

impl Scheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ucdp, Self::Acled];

    /// In a word, as a command takes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ucdp => "ucdp",
            Self::Acled => "acled",
        }
    }
}

impl GivenRow {
    /// A row of a table as it was read, its empty cells too.
    #[must_use]
    pub fn of(events: &Events, row: &EventRow) -> Self {
        let cell = |heading: &Heading| (heading.name.clone(), row.text(heading).into_owned());
        Self {
            table: events.scheme.word().to_owned(),
            row: row.row,
            cells: events.headings.iter().map(cell).collect(),
            tags: events.tags.clone(),
        }
    }

    /// In one line of plain characters.
    #[must_use]
    pub fn line(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut line = String::with_capacity(json.len());
        for c in json.chars() {
            // Whatever is hidden stands within a string, and all of it has four digits.
            match is_hidden(c) {
                true => line.push_str(&format!("\\u{:04x}", u32::from(c))),
                false => line.push(c),
            }
        }
        line
    }

    /// Reads such a line; `None` where it is none.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let given: Self = serde_json::from_str(line).ok()?;
        given.scheme().map(|_| given)
    }

    /// Whose columns it has.
    #[must_use]
    pub fn scheme(&self) -> Option<Scheme> {
        let of_word = |scheme: &Scheme| scheme.word() == self.table;
        Scheme::ALL.into_iter().find(of_word)
    }

    /// Its number in the table it was read from, as a spreadsheet counts.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.row
    }

    /// The names of its columns, in their order.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|(name, _)| name.as_str())
    }

    fn event(&self, headings: &[Heading]) -> EventRow {
        let (mut values, mut others) = (BTreeMap::new(), BTreeMap::new());
        let filled = self.cells.iter().zip(headings);
        for ((name, text), heading) in filled.filter(|((_, text), _)| !text.is_empty()) {
            match heading.column {
                Some(column) => {
                    values.insert(column.field, Value::Text(text.clone()));
                }
                None => {
                    others.insert(name.clone(), text.clone());
                }
            }
        }
        EventRow {
            row: self.row,
            values,
            others,
        }
    }
}

/// A table of rows as they were given, to be written again: its cells are their texts.
///
/// # Errors
/// [`Unlike`]: not all of one table's columns.
pub fn table(scheme: Scheme, rows: &[GivenRow]) -> Result<Events, Unlike> {
    let first = rows.first();
    let named = |name: &str| {
        let columns = scheme.columns().iter();
        let mut columns = columns.filter(|column| column.name.eq_ignore_ascii_case(name));
        let column: Option<&'static Column> = columns.next();
        Heading {
            name: name.to_owned(),
            column,
        }
    };
    let headings: Vec<Heading> = match first {
        Some(first) => first.columns().map(named).collect(),
        None => scheme.headings(),
    };
    let mut drafts = Vec::with_capacity(rows.len());
    for row in rows {
        if row.scheme() != Some(scheme) {
            return Err(Unlike::Scheme);
        }
        let names = headings.iter().map(|heading| heading.name.as_str());
        if !row.columns().eq(names) {
            return Err(Unlike::Columns);
        }
        drafts.push(row.event(&headings));
    }
    Ok(Events {
        scheme,
        tags: first.and_then(|first| first.tags.clone()),
        headings,
        rows: Import {
            rows: u32::try_from(drafts.len()).unwrap_or(u32::MAX),
            drafts,
            ..Import::empty()
        },
    })
}
