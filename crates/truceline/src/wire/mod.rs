//! What people, and later the API, are shown: JSON views, one file per noun.
//!
//! Times are RFC 3339 in UTC, places GeoJSON (lon, lat) with lengths in metres, names stand beside
//! ids. A view is never what is signed. What is sealed and not at hand is shown as sealed, never
//! left out. Not here: how it looks on a terminal ([`crate::render`]).

pub mod account;
pub mod act;
pub mod actor;
pub mod agreement;
pub mod allegation;
pub mod bulletin;
pub mod calendar;
pub mod channel;
pub mod check;
pub mod claim;
pub mod claims;
pub mod consistency;
pub mod countersignature;
pub mod coverage;
pub mod cut;
pub mod difference;
pub mod dossier;
pub mod duty;
pub mod entries;
pub mod evidence;
pub mod geo;
pub mod hold;
pub mod inbox;
pub mod incident;
pub mod incidents;
pub mod informed;
pub mod inquiry;
pub mod kind;
pub mod line;
pub mod look;
pub mod notification;
pub mod outbox;
pub mod pack;
pub mod party;
pub mod place;
pub mod portion;
pub mod problem;
pub mod proposition;
pub mod question;
pub mod receipt;
pub mod reconciliation;
pub mod record;
pub mod register;
pub mod relay;
pub mod request;
pub mod standing;
pub mod stated;
pub mod stop;
pub mod vault_key;
pub mod verify;
pub mod zone;

use crate::names::Names;
use minicbor::{Decode, Encode};
use serde::Serialize;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::{Disclosures, Label};
use truceline_register::geometry::position::Decimetres;
use truceline_register::time::{Instant, Span};
use truceline_register::vocabulary::ForceSet;
use utoipa::ToSchema;

/// What every view of a statement is made with: names, and what opens its digests.
#[derive(Clone, Copy)]
pub struct Lens<'a> {
    /// Names beside ids.
    pub names: &'a Names,
    /// Disclosures at hand.
    pub disclosures: &'a Disclosures,
}

/// A value behind a digest.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Sealed<T> {
    /// The value.
    Open(T),
    /// It is not at hand: never disclosed here, or erased.
    Closed {
        /// Its digest.
        sealed: String,
    },
}

impl Lens<'_> {
    /// The view of what is behind a digest, where the statement has one.
    pub fn open<T, V>(
        &self,
        digest: Option<Digest>,
        label: Label,
        view: impl FnOnce(&T) -> V,
    ) -> Option<Sealed<V>>
    where
        T: Encode<()> + for<'b> Decode<'b, ()>,
    {
        let digest = digest?;
        let value = self
            .disclosures
            .open::<T>(Some(digest), label)
            .ok()
            .flatten();
        Some(value.map_or_else(
            || Sealed::Closed {
                sealed: digest.to_string(),
            },
            |value| Sealed::Open(view(&value)),
        ))
    }

    /// Words behind a digest.
    #[must_use]
    pub fn text(&self, digest: Option<Digest>) -> Option<Sealed<String>> {
        self.open(digest, Label::Text, String::clone)
    }
}

/// An instant as text.
#[must_use]
pub fn time(instant: Instant) -> String {
    instant.to_string()
}

/// A length in metres.
#[must_use]
pub fn metres(length: Decimetres) -> f64 {
    f64::from(length.get()) / 10.0
}

/// The words of a set of forces.
#[must_use]
pub fn forces(set: ForceSet) -> Vec<&'static str> {
    set.classes().map(|class| class.word()).collect()
}

/// How long something has lasted, for people: as [`span`], to the second.
#[must_use]
pub fn lasted(lasted: Span) -> String {
    match lasted.micros() / 1_000_000 {
        0 => "less than 1s".to_owned(),
        seconds => span(Span::seconds(u32::try_from(seconds).unwrap_or(u32::MAX))),
    }
}

/// A span as text: `1d 6h`, `30m`, `45s`, `250us`.
#[must_use]
pub fn span(span: Span) -> String {
    let micros = span.micros();
    let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
    let parts = [
        (seconds / 86_400, "d"),
        (seconds / 3600 % 24, "h"),
        (seconds / 60 % 60, "m"),
        (seconds % 60, "s"),
    ];
    let mut words: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect();
    if rest > 0 {
        words.push(format!("{rest}us"));
    }
    if words.is_empty() {
        "0s".to_owned()
    } else {
        words.join(" ")
    }
}

#[cfg(test)]
mod tests;
