//! One row, column by column: each reader takes a cell and gives a typed value, or records the
//! fault of that cell and gives nothing. No fault stops the reading of the others.
//!
//! What the columns are called and which must be filled, [`crate::template`] says; what they mean
//! together, [`crate::sites`] and [`crate::movements`].

use crate::coordinate::glyphs;
use crate::fault::{Code, Fault, Location};
use crate::moment::{self, BareDate, MomentError, Zones};
use crate::place::Drawn;
use crate::table::Cell;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use truceline_register::geometry::position::{AltitudeBand, Decimetres};
use truceline_register::time::Instant;

/// Longest name or reference of an organisation, in characters.
pub const MAX_LINE_CHARS: usize = 200;
/// Longest remark, in characters.
pub const MAX_PROSE_CHARS: usize = 2_000;
/// Longest reference, in characters: it is read out over a radio.
pub const MAX_REFERENCE_CHARS: usize = 64;
/// Heights beyond this are no heights, in metres: above any aircraft.
pub const MAX_HEIGHT_M: i32 = 100_000;
/// References that begin so mark the template's example.
pub const EXAMPLE_PREFIX: &str = "EXAMPLE";

/// A closed list of words: the enum, its words in order, reading and writing.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// The words of the list, in order.
            pub const WORDS: &[&str] = &[$($word,)+];

            /// The word as it stands in a file.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The entry for a word in its plain form (small letters, `-` between words).
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

/// A row under its header.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Sheet for the faults.
    pub sheet: String,
    /// Row or feature number, from 1.
    pub row: u32,
    /// Filled cells by the name of their column.
    pub cells: BTreeMap<&'static str, Cell>,
    /// What a feature draws, instead of columns for the place or the way.
    pub drawn: Option<Drawn>,
}

impl Record {
    /// Where a column's cell is.
    #[must_use]
    pub fn at(&self, column: &str) -> Location {
        Location::cell(&self.sheet, self.row, column)
    }

    /// Where the row is.
    #[must_use]
    pub fn here(&self) -> Location {
        Location::row(&self.sheet, self.row)
    }

    /// Whether all of these columns are empty.
    #[must_use]
    pub fn is_blank(&self, columns: &[&str]) -> bool {
        columns
            .iter()
            .all(|column| !self.cells.contains_key(*column))
    }

    /// Whether the row is the template's example.
    #[must_use]
    pub fn is_example(&self) -> bool {
        let reference = self.plain("reference");
        reference.is_some_and(|text| text.to_uppercase().starts_with(EXAMPLE_PREFIX))
    }

    /// A column's text, nothing judged: for grouping rows, not for drafts.
    #[must_use]
    pub fn plain(&self, column: &str) -> Option<String> {
        match self.cells.get(column)? {
            Cell::Text(text) => Some(text.clone()),
            Cell::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

/// A record being read, with what was found wrong so far.
pub struct Fields<'a> {
    record: &'a Record,
    zones: &'a Zones,
    zone: Option<TimeZone>,
    /// Faults of this record.
    pub faults: Vec<Fault>,
    /// Warnings of this record.
    pub warnings: Vec<Fault>,
}

impl<'a> Fields<'a> {
    /// Begins reading a record.
    #[must_use]
    pub fn new(record: &'a Record, zones: &'a Zones) -> Self {
        let mut fields = Self {
            record,
            zones,
            zone: None,
            faults: Vec::new(),
            warnings: Vec::new(),
        };
        fields.zone = fields.stated_zone();
        fields
    }

    /// The record being read.
    #[must_use]
    pub const fn record(&self) -> &'a Record {
        self.record
    }

    /// Takes another row's zone, where this sheet has no such column.
    pub fn set_zone(&mut self, zone: Option<TimeZone>) {
        self.zone = zone;
    }

    /// The row's zone.
    #[must_use]
    pub fn zone(&self) -> Option<TimeZone> {
        self.zone.clone()
    }

    /// Records a fault of a column.
    pub fn fault(
        &mut self,
        column: &str,
        code: Code,
        what: impl Into<String>,
        do_what: impl Into<String>,
    ) {
        let fault = Fault::new(self.record.at(column), code, what, do_what);
        self.faults.push(fault);
    }

    /// Records a warning of a column.
    pub fn warn(
        &mut self,
        column: &str,
        code: Code,
        what: impl Into<String>,
        do_what: impl Into<String>,
    ) {
        let warning = Fault::new(self.record.at(column), code, what, do_what);
        self.warnings.push(warning);
    }

    /// The cell of a column, if filled with something that can be read.
    pub fn cell(&mut self, column: &str) -> Option<&'a Cell> {
        let cell = self.record.cells.get(column)?;
        match cell {
            Cell::Formula => {
                let type_in = "type the value itself";
                self.fault(column, Code::Formula, "the cell holds a formula", type_in);
                None
            }
            Cell::ErrorValue => {
                let type_in = "type the value itself";
                self.fault(column, Code::ErrorValue, "the cell shows an error", type_in);
                None
            }
            _ => Some(cell),
        }
    }

    /// Records that a column must be filled, unless it is (even with something unreadable).
    pub fn require(&mut self, column: &str) {
        if !self.record.cells.contains_key(column) {
            self.fault(column, Code::Required, "the cell is empty", "fill it in");
        }
    }

    /// One line of text.
    pub fn line(&mut self, column: &str) -> Option<String> {
        self.text(column, MAX_LINE_CHARS)
    }

    /// One line of text that must be there.
    pub fn required_line(&mut self, column: &str) -> Option<String> {
        self.require(column);
        self.line(column)
    }

    /// Text of some length.
    pub fn prose(&mut self, column: &str) -> Option<String> {
        self.text(column, MAX_PROSE_CHARS)
    }

    /// Several texts divided by `|`.
    pub fn list(&mut self, column: &str) -> Vec<String> {
        let text = self.text(column, MAX_PROSE_CHARS).unwrap_or_default();
        let parts = text.split('|').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn text(&mut self, column: &str, most: usize) -> Option<String> {
        let text = match self.cell(column)? {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Truth(truth) => truth.to_string(),
            _ => {
                let as_text = "write it as text";
                self.fault(column, Code::Text, "the cell holds a date", as_text);
                return None;
            }
        };
        if text.chars().count() > most {
            let what = format!("the text is longer than {most} characters");
            self.fault(column, Code::Text, what, "shorten it");
            return None;
        }
        if text
            .chars()
            .any(|c| glyphs::is_direction_mark(c) || glyphs::is_invisible(c))
        {
            self.fault(
                column,
                Code::Text,
                "the text contains invisible characters or marks that change its reading direction",
                "type it anew instead of pasting it",
            );
            return None;
        }
        Some(text)
    }

    /// The submitter's own reference.
    pub fn reference(&mut self) -> Option<String> {
        self.require("reference");
        let text = self.text("reference", MAX_REFERENCE_CHARS)?;
        let plain = |c: char| c.is_alphanumeric() || "-_./:#".contains(c);
        if text.chars().all(plain) {
            return Some(text);
        }
        self.fault(
            "reference",
            Code::Text,
            "the reference holds other characters than letters, digits and - _ . / : #",
            "use your own short reference, the same one each time",
        );
        None
    }

    /// A word of a closed list; `list` names what there is.
    pub fn word<T>(&mut self, column: &str, of: fn(&str) -> Option<T>, list: &[&str]) -> Option<T> {
        let text = self.line(column)?;
        let found = of(&plain_word(&text));
        if found.is_none() {
            let what = "the list has no such word";
            self.fault(
                column,
                Code::UnknownCode,
                what,
                format!("use one of {}", list.join(", ")),
            );
        }
        found
    }

    /// Several words of a closed list, divided by `|`.
    pub fn words<T>(&mut self, column: &str, of: fn(&str) -> Option<T>, list: &[&str]) -> Vec<T> {
        let mut found = Vec::new();
        for word in self.list(column) {
            match of(&plain_word(&word)) {
                Some(entry) => found.push(entry),
                None => {
                    let use_one = format!("use {}, divided by |", list.join(", "));
                    self.fault(
                        column,
                        Code::UnknownCode,
                        "the list has no such word",
                        use_one,
                    );
                }
            }
        }
        found
    }

    /// Yes or no.
    pub fn truth(&mut self, column: &str) -> Option<bool> {
        if let Cell::Truth(truth) = self.cell(column)? {
            return Some(*truth);
        }
        let text = self.line(column)?;
        match plain_word(&text).as_str() {
            "yes" | "y" | "true" | "1" => Some(true),
            "no" | "n" | "false" | "0" => Some(false),
            _ => {
                let what = "the cell is neither yes nor no";
                self.fault(column, Code::UnknownCode, what, "write yes or no");
                None
            }
        }
    }

    /// A whole number from 0.
    pub fn count(&mut self, column: &str) -> Option<u32> {
        let tenths = self.tenths(column)?;
        let whole = u32::try_from(tenths.down / 10).ok();
        let whole = whole.filter(|_| tenths.down % 10 == 0 && tenths.down == tenths.up);
        if whole.is_none() {
            let what = "the cell is not a whole number from 0";
            self.fault(column, Code::Number, what, "write digits only");
        }
        whole
    }

    /// A length in metres, rounded up to decimetres.
    pub fn metres(&mut self, column: &str) -> Option<Decimetres> {
        let tenths = self.tenths(column)?;
        let length = u32::try_from(tenths.up).ok();
        let length = length.and_then(|decimetres| Decimetres::new(decimetres).ok());
        if length.is_none() {
            let what = "the length is negative or above 1,000 km";
            self.fault(column, Code::Number, what, "write metres from 0 to 1000000");
        }
        length
    }

    /// The altitude band, if both edges are given, widened to decimetres.
    pub fn altitude(&mut self) -> Option<AltitudeBand> {
        let (lower, upper) = ("altitude_lower_m", "altitude_upper_m");
        let edges = (
            self.height(lower, |tenths| tenths.down),
            self.height(upper, |tenths| tenths.up),
        );
        let given = |column| self.record.cells.contains_key(column);
        match edges {
            (Some(lower_dm), Some(upper_dm)) => {
                let band = AltitudeBand::new(lower_dm, upper_dm);
                if let Err(error) = band {
                    let check = "write the lower height in altitude_lower_m";
                    self.fault(upper, Code::Number, error.to_string(), check);
                }
                band.ok()
            }
            _ if given(lower) != given(upper) => {
                let what = "one edge of the altitude band is missing";
                let fill = "fill in both heights, or none for all altitudes";
                self.fault(
                    if given(lower) { upper } else { lower },
                    Code::Required,
                    what,
                    fill,
                );
                None
            }
            _ => None,
        }
    }

    fn height(&mut self, column: &str, outward: fn(Tenths) -> i64) -> Option<i32> {
        let tenths = self.tenths(column)?;
        let height = i32::try_from(outward(tenths)).ok();
        let height = height.filter(|dm| dm.abs() <= MAX_HEIGHT_M * 10);
        if height.is_none() {
            let what = "the height lies beyond 100 km";
            self.fault(
                column,
                Code::Number,
                what,
                "write metres above the ellipsoid",
            );
        }
        height
    }

    fn tenths(&mut self, column: &str) -> Option<Tenths> {
        let tenths = match self.cell(column)? {
            Cell::Text(text) => tenths(text),
            Cell::Number(number) => tenths(&number.to_string()),
            _ => None,
        };
        if tenths.is_none() {
            let what = "the cell is not a number";
            let write = "write digits with a decimal point, without a unit";
            self.fault(column, Code::Number, what, write);
        }
        tenths
    }

    /// A moment.
    pub fn time(&mut self, column: &str, bare: BareDate) -> Option<Instant> {
        let cell = self.cell(column)?;
        match moment::read(cell, self.zone.as_ref(), bare) {
            Ok(instant) => Some(instant),
            Err(error) => {
                // A zone that is stated but unknown has its own fault already.
                let zone_faulty =
                    self.zone.is_none() && self.record.cells.contains_key("time_zone");
                if error != MomentError::ZoneMissing || !zone_faulty {
                    self.fault(column, code_of(error), error.to_string(), error.do_what());
                }
                None
            }
        }
    }

    fn stated_zone(&mut self) -> Option<TimeZone> {
        let name = self.line("time_zone")?;
        match self.zones.find(&name) {
            Ok(zone) => Some(zone),
            Err(error) => {
                self.fault(
                    "time_zone",
                    Code::TimeZone,
                    error.to_string(),
                    error.do_what(),
                );
                None
            }
        }
    }
}

const fn code_of(error: MomentError) -> Code {
    match error {
        MomentError::ZoneMissing | MomentError::ZoneUnknown => Code::TimeZone,
        MomentError::Skipped | MomentError::Twice => Code::TimeShift,
        _ => Code::Time,
    }
}

/// A word as lists have it: small letters, `-` for blanks and underscores.
#[must_use]
pub fn plain_word(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '_'], "-")
}

/// The tenths between which a decimal number lies; equal where it has one decimal or none.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Tenths {
    down: i64,
    up: i64,
}

/// Tenths of a plain decimal number.
fn tenths(text: &str) -> Option<Tenths> {
    let mut plain = String::new();
    for c in text.trim().chars() {
        plain.push(match glyphs::digit(c) {
            Some(digit) => char::from_digit(digit, 10)?,
            None => c,
        });
    }
    let (negative, unsigned) = match plain.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, plain.as_str()),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let first = fraction.bytes().next().map_or(0, |b| i64::from(b - b'0'));
    let rest = fraction.bytes().skip(1).any(|b| b != b'0');
    let cut = whole.parse::<i64>().ok()? * 10 + first;
    let beyond = cut + i64::from(rest);
    Some(if negative {
        Tenths {
            down: -beyond,
            up: -cut,
        }
    } else {
        Tenths {
            down: cut,
            up: beyond,
        }
    })
}
