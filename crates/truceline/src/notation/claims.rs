//! A file of claims: TOML, one `[[claim]]` for each, with `[[claim.stance]]` for what others say to it.
//!
//! Every fault is reported with the claim's number and line, none is guessed away. The file comes from anywhere:
//! it has limits, and nothing in it is followed. `docs/spec/claims.md`.

mod reading;

use crate::names::Names;
use reading::Reading;
use serde::Deserialize;
use toml::Spanned;
use truceline_register::claim::Claimant;
use truceline_register::claim::proposition::{Proposition, Provenance, Stated};
use truceline_register::claim::words::{ClaimStance, Polarity};
use truceline_register::ids::PartyId;

/// Largest file of claims, in bytes.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// Most claims in one file.
pub const MAX_CLAIMS: usize = 20_000;
/// Most stances beside one claim.
pub const MAX_STANCES: usize = 100;
/// Most faults that are listed.
pub const MAX_FAULTS: usize = 50;

/// A fault of a file of claims, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which claim, counted from 1; 0 of the file as a whole.
    pub claim: usize,
    /// On which line it begins, counted from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

/// A claim of a file, read.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which claim, counted from 1.
    pub number: usize,
    /// On which line it begins.
    pub line: usize,
    /// By which name others of the file speak of it.
    pub label: Option<String>,
    /// Which claim it takes the place of: a label of the file, or an id.
    pub supersedes: Option<String>,
    /// What is claimed.
    pub proposition: Proposition,
    /// Whether it was so.
    pub polarity: Polarity,
    /// Whose word it is.
    pub claimant: Claimant,
    /// When and how it was said.
    pub stated: Stated,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Names of victims, witnesses and sources.
    pub persons: Vec<String>,
    /// Who may read it.
    pub readers: Option<Vec<PartyId>>,
    /// What others say to it.
    pub stances: Vec<Stance>,
}

/// A stance of a file, read.
#[derive(Clone, Debug)]
pub struct Stance {
    /// Whose.
    pub by: Claimant,
    /// Which.
    pub stance: ClaimStance,
    /// When and how it was said.
    pub stated: Stated,
    /// Where it comes from.
    pub provenance: Provenance,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    claim: Vec<Spanned<toml::Table>>,
}

/// Reads one claim from its fields, as the command line gives them; those that may stand several times are lists.
///
/// # Errors
/// What is wrong, and what to do.
pub fn of_fields(fields: &[(String, String)], names: &Names) -> Result<Row, String> {
    let mut table = toml::Table::new();
    for (field, text) in fields {
        let value = match field.as_str() {
            "count" | "low" | "high" | "named" | "clause" => {
                let number = text
                    .parse()
                    .map_err(|_| format!("\"{field}\" is a number"))?;
                toml::Value::Integer(number)
            }
            "not" => toml::Value::Boolean(text == "true" || text == "yes"),
            "who" | "spellings" | "forces" | "persons" | "readers" => {
                let one = toml::Value::String(text.clone());
                if let Some(toml::Value::Array(all)) = table.get_mut(field) {
                    all.push(one);
                    continue;
                }
                toml::Value::Array(vec![one])
            }
            _ => toml::Value::String(text.clone()),
        };
        if table.insert(field.clone(), value).is_some() {
            return Err(format!("\"{field}\" stands twice"));
        }
    }
    Reading { names }.row(1, 1, table)
}

/// Reads a file of claims; names of parties are looked up in `names`.
///
/// # Errors
/// Every [`Fault`], at most [`MAX_FAULTS`] of them.
pub fn read(text: &str, names: &Names) -> Result<Vec<Row>, Vec<Fault>> {
    let whole = |line, what| {
        vec![Fault {
            claim: 0,
            line,
            what,
        }]
    };
    if text.len() as u64 > MAX_BYTES {
        return Err(whole(1, "a file of more than 32 MiB; split it".to_owned()));
    }
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        whole(line, error.message().to_owned())
    })?;
    if file.claim.is_empty() || file.claim.len() > MAX_CLAIMS {
        let what = "a file holds 1 to 20,000 claims, each under [[claim]]; split it";
        return Err(whole(1, what.to_owned()));
    }
    let mut rows = Vec::with_capacity(file.claim.len());
    let mut faults = Vec::new();
    let mut lines = Lines::of(text);
    for (place, table) in file.claim.into_iter().enumerate() {
        let line = lines.at(table.span().start);
        let reading = Reading { names };
        match reading.row(place + 1, line, table.into_inner()) {
            Ok(row) => rows.push(row),
            Err(what) => faults.push(Fault {
                claim: place + 1,
                line,
                what,
            }),
        }
        if faults.len() >= MAX_FAULTS {
            break;
        }
    }
    match faults.is_empty() {
        true => Ok(rows),
        false => Err(faults),
    }
}

fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Lines of places that come in order, so that a large file is walked once.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    const fn of(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    fn at(&mut self, place: usize) -> usize {
        if place < self.at {
            (self.at, self.line) = (0, 1);
        }
        let between = self.text.get(self.at..place).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.at = place;
        self.line
    }
}

#[cfg(test)]
mod tests;
