//! Tables of events as data sets of conflict publish them: UCDP GED and tables with the columns of
//! ACLED, in and out, field by field without loss.
//!
//! A table says what somebody counted and located; it is read as such. Nothing here decides whether
//! an event happened, and nothing enters one as a claim or an allegation: that is the program's, with the
//! table named as the source. Precision of place and date, ranges of deaths and deaths by side stay
//! what they were; a number is kept with the digits it was written in, so that what is written again
//! is what was read.
//!
//! Read downwards: [`columns`] says which fields there are, [`value`] what a cell holds, [`read`]
//! makes rows, [`event`] shows a row in words that both kinds of table share, [`write`] writes it;
//! [`claims`] says what a row claims, [`given`] keeps it as it was given.
//! `docs/spec/import.md`, "Events".

pub mod claims;
pub mod columns;
pub mod event;
pub mod given;
pub mod mark;
pub mod read;
pub mod value;
pub mod write;

#[cfg(test)]
mod tests;

use crate::import::Import;
use columns::{Column, Field};
use std::collections::BTreeMap;
use value::Value;

/// Whose columns a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// The Georeferenced Event Dataset of the Uppsala Conflict Data Program, 49 columns.
    Ucdp,
    /// Tables with the columns of the Armed Conflict Location and Event Data project.
    Acled,
}

impl Scheme {
    /// Its name as a person knows it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ucdp => "UCDP GED",
            Self::Acled => "ACLED",
        }
    }

    /// The columns it has, in order.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Ucdp => columns::UCDP,
            Self::Acled => columns::ACLED,
        }
    }
}

/// A column as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its name as written.
    pub name: String,
    /// Which column of the scheme it is; `None` for one of the file's own, kept as text.
    pub column: Option<&'static Column>,
}

/// A row that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// As the spreadsheet numbers it, from 1.
    pub row: u32,
    /// What is filled, by field.
    pub values: BTreeMap<Field, Value>,
    /// What is filled in columns of the file's own, by their names.
    pub others: BTreeMap<String, String>,
}

/// A table that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// Whose columns.
    pub scheme: Scheme,
    /// The columns in the file's order.
    pub headings: Vec<Heading>,
    /// The row of HXL tags below the header, where there is one.
    pub tags: Option<Vec<String>>,
    /// The rows, and what is wrong with others.
    pub rows: Import<EventRow>,
}
