//! What is wrong in a file, where, and what the person should do: one per cell, row or file, all
//! of them collected. A warning has the same shape; it only takes nothing away.
//!
//! A fault carries no coordinate and no time out of a file (positions are secrets); codes, names
//! of columns and the gazetteer's own names it may carry. Codes are stable: other programs and
//! the documents refer to them. `docs/spec/import.md`, "Faults".

use std::fmt;

#[cfg(test)]
mod tests;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// The kind of a fault or warning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)+ }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable word for it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

codes! {
    /// The file, or what it unpacks to, exceeds a limit.
    Limit = "limit",
    /// Not the text encoding wanted.
    Encoding = "encoding",
    /// Not readable as the format it seems to be.
    Broken = "broken",
    /// An archive that unpacks out of proportion, nests or names paths outside itself.
    HostileArchive = "hostile-archive",
    /// Nothing to import.
    Empty = "empty",
    /// The marker of the template and its version is missing or unknown.
    Template = "template",
    /// A sheet that the template has is missing.
    SheetMissing = "sheet-missing",
    /// A required column is missing.
    ColumnMissing = "column-missing",
    /// A column that the template does not have.
    ColumnUnknown = "column-unknown",
    /// Two columns of one name.
    ColumnDuplicate = "column-duplicate",
    /// Adding and withdrawing in one file.
    MixedRequests = "mixed-requests",
    /// A cell holds a formula.
    Formula = "formula",
    /// A cell holds a spreadsheet's error.
    ErrorValue = "error-value",
    /// A cell that must be filled is empty.
    Required = "required",
    /// A code that the list does not have.
    UnknownCode = "unknown-code",
    /// Not a number, or not one in range.
    Number = "number",
    /// A text too long or with characters that hide or reorder it.
    Text = "text",
    /// A coordinate that cannot be read or can be read in two ways.
    Coordinate = "coordinate",
    /// Latitude and longitude look swapped.
    Swapped = "swapped",
    /// A place far from where places are expected.
    Outside = "outside",
    /// A shape that cannot be.
    Shape = "shape",
    /// A name that fits several places.
    PlaceAmbiguous = "place-ambiguous",
    /// A name in no row of the gazetteer.
    PlaceNotFound = "place-not-found",
    /// A place name where no gazetteer was given.
    NoGazetteer = "no-gazetteer",
    /// No place at all.
    PlaceMissing = "place-missing",
    /// A time that cannot be read.
    Time = "time",
    /// A local time without its zone, or a zone that does not exist.
    TimeZone = "time-zone",
    /// A local time that the clocks skipped or showed twice.
    TimeShift = "time-shift",
    /// A window that ends before it starts.
    Window = "window",
    /// Neither an end nor a date to reconfirm.
    ExpiryMissing = "expiry-missing",
    /// One reference twice.
    ReferenceDuplicate = "reference-duplicate",
    /// A leg of no movement.
    ReferenceUnknown = "reference-unknown",
    /// A movement without legs, or a leg number twice.
    Legs = "legs",
    /// Rows of one movement disagree.
    Disagreement = "disagreement",
    /// GeoJSON that is none.
    GeoJson = "geojson",
    /// A coordinate reference system that is not WGS 84.
    Crs = "crs",
    /// Warning: the template's example was passed over.
    ExampleRow = "example-row",
    /// Warning: a category outside the list, kept as written.
    CategoryUnknown = "category-unknown",
    /// Warning: a stated precision finer than the notation allows; the notation's holds.
    PrecisionRaised = "precision-raised",
    /// Warning: no precision stated; the zone profile's worst will hold.
    PrecisionUnstated = "precision-unstated",
    /// Warning: two rows within a few metres.
    PositionDuplicate = "position-duplicate",
    /// Warning: the named place lies far from the coordinates.
    PlaceFar = "place-far",
    /// Warning: a leg begins elsewhere than the one before ended.
    RouteGap = "route-gap",
    /// Warning: between two legs nothing says where the movement is.
    TimeGap = "time-gap",
    /// Warning: the heights of a GeoJSON coordinate were passed over.
    AltitudeIgnored = "altitude-ignored",
    /// Warning: a time to reconfirm by is past, or a window is over.
    Past = "past",
    /// Warning: a GeoJSON property outside the template was passed over.
    PropertyIgnored = "property-ignored",
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Name of the sheet; `features` for GeoJSON, empty for the file as a whole.
    pub sheet: String,
    /// Row as the spreadsheet numbers it, or number of the feature; both from 1.
    pub row: Option<u32>,
    /// Name of the column or property, or the letter of a column without a name.
    pub column: Option<String>,
}

impl Location {
    /// The file as a whole.
    #[must_use]
    pub const fn file() -> Self {
        Self {
            sheet: String::new(),
            row: None,
            column: None,
        }
    }

    /// A sheet as a whole.
    #[must_use]
    pub fn sheet(sheet: &str) -> Self {
        Self {
            sheet: sheet.to_owned(),
            ..Self::file()
        }
    }

    /// A row as a whole.
    #[must_use]
    pub fn row(sheet: &str, row: u32) -> Self {
        Self {
            row: Some(row),
            ..Self::sheet(sheet)
        }
    }

    /// One cell.
    #[must_use]
    pub fn cell(sheet: &str, row: u32, column: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            ..Self::row(sheet, row)
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sheet.is_empty() {
            return f.write_str("file");
        }
        f.write_str(&self.sheet)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        Ok(())
    }
}

/// One thing wrong, or one thing to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where.
    pub location: Location,
    /// Which kind.
    pub code: Code,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub do_what: String,
}

impl Fault {
    /// A fault from its parts.
    #[must_use]
    pub fn new(
        location: Location,
        code: Code,
        what: impl Into<String>,
        do_what: impl Into<String>,
    ) -> Self {
        Self {
            location,
            code,
            what: what.into(),
            do_what: do_what.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (location, code) = (&self.location, self.code.as_str());
        write!(
            f,
            "{location}: {} [{code}]. To do: {}.",
            self.what, self.do_what
        )
    }
}

impl std::error::Error for Fault {}
