//! Reading a scenario: from its text to what is done and what must come of it.
//!
//! Strict: whatever is not understood is a fault that says where it stands and what was expected.
//! Here stand the file's own entries; read on in [`words`] for times, places and names, [`header`]
//! for cast and zones, [`entry`] for what is done, [`statement`] and [`notice`] for what is said,
//! [`expected`] for what must come of it. `docs/spec/scenarios.md`.

mod agreement;
mod allegation;
mod duty;
pub mod entry;
mod event;
mod exhibit;
pub mod expected;
pub mod header;
mod informed;
pub mod notice;
pub(crate) mod reconciliation;
pub mod statement;
mod stop;
pub mod words;

use super::cast::Cast;
use super::deed::{Deed, Scenario, Zone};
use super::map::{Map, MapError};
use super::moment;
use super::text::{Cursor, Fault, Spot, entries};
use std::collections::BTreeSet;
use truceline_register::time::Instant;

/// Why a scenario was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Something in it is not understood.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// Its map.
    #[error(transparent)]
    Map(#[from] MapError),
    /// The map that it names cannot be had.
    #[error("the map \"{name}\": {what}; it stands beside the scenario")]
    NoMap {
        /// The map's name.
        name: String,
        /// Why not.
        what: String,
    },
}

/// Gives the text of the map that a scenario names.
pub type MapSource<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// What has been read so far.
#[derive(Debug)]
pub struct Reader {
    title: Option<String>,
    origin: Option<String>,
    begins: Option<Instant>,
    map: Option<Map>,
    cast: Cast,
    zones: Vec<Zone>,
    deeds: Vec<Deed>,
    /// Midnight of day 1.
    first_day: Option<Instant>,
    /// Midnight of the day that is told of.
    today: Option<Instant>,
    /// Time of the latest entry.
    now: Instant,
    labels: BTreeSet<String>,
    letters: BTreeSet<String>,
    bundles: BTreeSet<String>,
}

/// Reads a scenario.
///
/// # Errors
/// [`ReadError`]: the first thing that is not understood.
pub fn read(file: &str, text: &str, maps: MapSource<'_>) -> Result<Scenario, ReadError> {
    let mut reader = Reader {
        title: None,
        origin: None,
        begins: None,
        map: None,
        cast: Cast::default(),
        zones: Vec::new(),
        deeds: Vec::new(),
        first_day: None,
        today: None,
        now: Instant::MIN,
        labels: BTreeSet::new(),
        letters: BTreeSet::new(),
        bundles: BTreeSet::new(),
    };
    let entries = entries(file, text)?;
    let mut last = Spot { line: 1, column: 1 };
    for entry in &entries {
        let mut cursor = Cursor::new(file, entry);
        reader.entry(&mut cursor, maps)?;
        last = entry.end;
    }
    reader.finish(file, last)
}

impl Reader {
    fn entry(&mut self, cursor: &mut Cursor<'_>, maps: MapSource<'_>) -> Result<(), ReadError> {
        let word = cursor.peek().map_or("", |token| token.text.as_str());
        if moment::time_of_day(word).is_some() {
            return Ok(self.deed(cursor)?);
        }
        if cursor.take_if("day") {
            self.today = Some(self.day(cursor)?);
            return Ok(cursor.done("the end of the entry")?);
        }
        if self.today.is_some() {
            return Err(cursor
                .fault("a time such as 08:00, or \"day\" with its number")
                .into());
        }
        self.header(cursor, maps)
    }

    fn finish(self, file: &str, end: Spot) -> Result<Scenario, ReadError> {
        let missing = |what: &str| Fault {
            file: file.to_owned(),
            spot: end,
            expected: format!("an entry \"{what}\" before the end"),
            found: "the end of the file".to_owned(),
        };
        if self.cast.parties.is_empty() {
            return Err(missing("party").into());
        }
        Ok(Scenario {
            file: file.to_owned(),
            title: self.title.ok_or_else(|| missing("scenario"))?,
            origin: self.origin.ok_or_else(|| missing("register"))?,
            begins: self.begins.ok_or_else(|| missing("begins"))?,
            map: self.map.unwrap_or_default(),
            cast: self.cast,
            zones: self.zones,
            deeds: self.deeds,
        })
    }
}

#[cfg(test)]
mod tests;
