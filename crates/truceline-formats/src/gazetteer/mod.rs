//! Names of places: a list that the operator brings, and lookups in it.
//!
//! A name that fits one place is found; one that fits several is refused with the candidates; one
//! in no row is answered with what is spelled similarly, **and no claim** that it is the same
//! place. Names are compared by [`spelling::key`]; the original script is kept.
//!
//! It ranks nothing by size or likelihood: guessing which of two villages is meant is how a
//! position goes wrong. `docs/spec/import.md`, "Gazetteer".

pub mod load;
pub mod near;
pub mod spelling;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use truceline_register::geometry::position::{Decimetres, Position};

/// Longest name looked up, in characters.
pub const MAX_NAME_CHARS: usize = 120;
/// Most near spellings told.
pub const MAX_NEAR: usize = 8;

/// A place of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The list's own identifier.
    pub id: String,
    /// The name shown first.
    pub name: String,
    /// All other names, in any script.
    pub variants: Vec<String>,
    /// What it belongs to, from the smallest unit to the largest; empty where unknown.
    pub admin: Vec<String>,
    /// Where the list puts it.
    pub position: Position,
    /// Reach of the box that the list's decimals name.
    pub precision: Decimetres,
}

impl Place {
    /// How a person tells it from its namesakes: `Dorvane, Upper Kestrel (#12)`.
    #[must_use]
    pub fn label(&self) -> String {
        let mut label = self.name.clone();
        for unit in &self.admin {
            label.push_str(", ");
            label.push_str(unit);
        }
        format!("{label} (#{})", self.id)
    }
}

/// A spelling near the one asked for. No claim that it is the same place.
#[derive(Clone, Debug, PartialEq)]
pub struct Near<'a> {
    /// The name as the list has it.
    pub name: &'a str,
    /// The place it belongs to.
    pub place: &'a Place,
    /// Letters to change, add or leave out.
    pub edits: usize,
}

/// What a lookup finds.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup<'a> {
    /// The one place of that name.
    Found(&'a Place),
    /// Several places have that name.
    Ambiguous(Vec<&'a Place>),
    /// No place has it.
    NotFound {
        /// Names spelled similarly, nearest first; at most [`MAX_NEAR`].
        near: Vec<Near<'a>>,
    },
}

/// A list of places and the index over its spellings.
#[derive(Clone, Debug, PartialEq)]
pub struct Gazetteer {
    places: Vec<Place>,
    by_id: BTreeMap<String, usize>,
    by_key: BTreeMap<String, BTreeSet<usize>>,
}

/// Why places make no gazetteer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two places of the gazetteer have the id {id}; ids must be unique")]
pub struct DuplicateId {
    /// The id that appears twice.
    pub id: String,
}

impl Gazetteer {
    /// A gazetteer of these places.
    ///
    /// # Errors
    /// [`DuplicateId`] where two places have one id.
    pub fn new(places: Vec<Place>) -> Result<Self, DuplicateId> {
        let mut by_id = BTreeMap::new();
        let mut by_key: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (index, place) in places.iter().enumerate() {
            if by_id.insert(place.id.clone(), index).is_some() {
                let id = place.id.clone();
                return Err(DuplicateId { id });
            }
            for name in place.names() {
                let key = spelling::key(name);
                if !key.is_empty() {
                    by_key.entry(key).or_default().insert(index);
                }
            }
        }
        Ok(Self {
            places,
            by_id,
            by_key,
        })
    }

    /// All places in the order of the list.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Looks a place up by `#id`, by its name, or by its name and a unit it belongs to
    /// (`Dorvane, Upper Kestrel`).
    #[must_use]
    pub fn lookup(&self, text: &str) -> Lookup<'_> {
        let text = text.trim();
        if text.chars().count() > MAX_NAME_CHARS {
            return Lookup::NotFound { near: Vec::new() };
        }
        if let Some(id) = stated_id(text) {
            return match self.by_id.get(id) {
                Some(index) => Lookup::Found(&self.places[*index]),
                None => Lookup::NotFound { near: Vec::new() },
            };
        }
        let mut fitting = self.fitting(text);
        if fitting.is_empty()
            && let Some((name, unit)) = text.split_once([',', '،'])
        {
            fitting = self.fitting(name);
            let unit = spelling::key(unit);
            fitting.retain(|place| place.admin.iter().any(|a| spelling::key(a) == unit));
        }
        match fitting.as_slice() {
            [] => Lookup::NotFound {
                near: self.near(text),
            },
            [one] => Lookup::Found(one),
            _ => Lookup::Ambiguous(fitting),
        }
    }

    /// The keys of all names and the places that have them.
    #[must_use]
    pub fn keys(&self) -> &BTreeMap<String, BTreeSet<usize>> {
        &self.by_key
    }

    fn fitting(&self, name: &str) -> Vec<&Place> {
        let indexes = self.by_key.get(&spelling::key(name));
        let places = indexes.into_iter().flatten().map(|i| &self.places[*i]);
        places.collect()
    }

    fn near(&self, text: &str) -> Vec<Near<'_>> {
        let key = spelling::key(text);
        let mut found: Vec<(usize, usize, &str)> = Vec::new();
        let mut best: BTreeMap<usize, usize> = BTreeMap::new();
        for (candidate, indexes) in &self.by_key {
            let Some(edits) = near::edits(&key, candidate, near::allowed(&key)) else {
                continue;
            };
            for index in indexes {
                let known = best.get(index).copied().unwrap_or(usize::MAX);
                if edits < known {
                    best.insert(*index, edits);
                    found.retain(|(_, other, _)| other != index);
                    found.push((edits, *index, candidate));
                }
            }
        }
        found.sort_unstable();
        let told = found.into_iter().take(MAX_NEAR);
        told.map(|(edits, index, candidate)| {
            let place = &self.places[index];
            let mut names = place.names();
            let spelled = names.find(|name| spelling::key(name) == candidate);
            Near {
                name: spelled.unwrap_or(&place.name),
                place,
                edits,
            }
        })
        .collect()
    }
}

impl Place {
    fn names(&self) -> impl Iterator<Item = &str> {
        let variants = self.variants.iter().map(String::as_str);
        std::iter::once(self.name.as_str()).chain(variants)
    }
}

/// The id in `#12` or at the end of a label: `Dorvane, Upper Kestrel (#12)`.
fn stated_id(text: &str) -> Option<&str> {
    if let Some(id) = text.strip_prefix('#') {
        return Some(id.trim());
    }
    let inner = text.strip_suffix(')')?;
    inner.rsplit_once("(#").map(|(_, id)| id.trim())
}
