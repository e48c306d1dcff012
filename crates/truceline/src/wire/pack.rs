//! Offline packs: what was asked, what a pack holds, and what it says of a place.

use super::check::shown;
use super::geo::PresenceView;
use super::time;
use crate::pack::Opened;
use serde::Serialize;
use truceline_register::check::CAVEAT;
use truceline_register::ids::LogIndex;
use truceline_register::pack::{PackAsked, Packed};
use truceline_register::time::{Instant, Span};
use truceline_register::vocabulary::Outcome;
use utoipa::ToSchema;

/// So much may the clock of the machine that looks into a pack be behind the register's.
const CLOCK_BEHIND: Span = Span::minutes(5);

/// An offline pack is asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PackAskedView {
    /// The asker's id for it.
    pub id: String,
    /// Until when it is good.
    pub until: String,
}

impl PackAskedView {
    /// The view of a request.
    #[must_use]
    pub fn of(body: &PackAsked) -> Self {
        Self {
            id: body.id.to_string(),
            until: time(body.until),
        }
    }
}

/// A pack without its places.
#[derive(Clone, Debug, Serialize)]
pub struct PackView {
    /// The asker's id for it.
    pub id: String,
    /// The record that commits to it.
    pub record: LogIndex,
    /// For whom it was drawn.
    pub party: String,
    /// When.
    pub drawn_at: String,
    /// Until when it is good.
    pub until: String,
    /// How many presences it holds.
    pub presences: usize,
    /// How many more there were than one pack holds; those told last are in it.
    pub left_out: u64,
}

impl PackView {
    /// The view of a pack.
    #[must_use]
    pub fn of(opened: &Opened) -> Self {
        let held = opened.pack.presences.len();
        let all = opened.pack.in_all.unwrap_or(held as u64);
        Self {
            id: opened.asked.id.to_string(),
            record: opened.index,
            party: opened.party.to_string(),
            drawn_at: time(opened.pack.drawn_at),
            until: time(opened.pack.until),
            presences: held,
            left_out: all.saturating_sub(held as u64),
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let left_out = match self.left_out {
            0 => String::new(),
            more => format!(" ({more} more were left out)"),
        };
        format!(
            "pack {} of {}, the record at index {}: {} presences{left_out}, drawn {}, good until {}\n",
            self.id, self.party, self.record, self.presences, self.drawn_at, self.until
        )
    }
}

/// A presence in a pack, with its places.
#[derive(Clone, Debug, Serialize)]
pub struct PackedView {
    /// The record that says where.
    pub record: LogIndex,
    /// Whose.
    pub party: String,
    /// A notification; absent for a position given in an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification: Option<String>,
    /// Past its time when the pack was drawn.
    pub stale: bool,
    /// Disputed.
    pub contested: bool,
    /// Not its owner's signed word yet.
    pub relayed: bool,
    /// Where and when.
    pub volumes: Vec<PresenceView>,
}

impl PackedView {
    /// The view of a presence.
    #[must_use]
    pub fn of(packed: &Packed) -> Self {
        Self {
            record: packed.record,
            party: packed.party.to_string(),
            notification: packed.notification.map(|about| about.id.to_string()),
            stale: packed.stale,
            contested: packed.contested,
            relayed: packed.relayed,
            volumes: packed.volumes.iter().map(PresenceView::of).collect(),
        }
    }
}

/// What a pack holds.
#[derive(Clone, Debug, Serialize)]
pub struct ContentView {
    /// The pack.
    pub pack: PackView,
    /// Whether it was verified with the register's card.
    pub verified: bool,
    /// What is in it.
    pub presences: Vec<PackedView>,
    /// The same under every result.
    pub caveat: &'static str,
}

/// What a pack says of a place: that something in it overlaps, or that it cannot be said.
#[derive(Clone, Debug, Serialize)]
pub struct PackAnswerView {
    /// `overlap` or `unknown`.
    pub outcome: &'static str,
    /// As it is shown and read aloud.
    pub shown: &'static str,
    /// Why it cannot be said: `expired`, `clock` or `not-in-pack`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// The same in words, and what to do.
    pub what: &'static str,
    /// What overlaps; its places are in the pack.
    pub overlaps: Vec<PackedView>,
    /// The pack.
    pub pack: PackView,
    /// The same under every result.
    pub caveat: &'static str,
}

impl PackAnswerView {
    /// What a verified pack says at a time, where these of it overlap.
    #[must_use]
    pub fn of(opened: &Opened, overlaps: &[&Packed], now: Instant) -> Self {
        let pack = &opened.pack;
        let doubt = if now >= pack.until {
            Some((
                "expired",
                "the pack is no longer good; draw another, or ask the centre by voice",
            ))
        } else if now < pack.drawn_at.minus(CLOCK_BEHIND) {
            Some((
                "clock",
                "this machine's clock is before the time when the pack was drawn; set it, or ask the centre by voice",
            ))
        } else if overlaps.is_empty() {
            Some((
                "not-in-pack",
                "nothing in the pack overlaps, and it holds only what your party was shown exactly: people may be there all the same; ask the register or the centre",
            ))
        } else {
            None
        };
        let outcome = match doubt {
            Some(_) => Outcome::Unknown,
            None => Outcome::Overlap,
        };
        let told = if doubt.is_some() { &[] } else { overlaps };
        Self {
            outcome: outcome.word(),
            shown: shown(outcome),
            why: doubt.map(|(why, _)| why),
            what: doubt.map_or("what your party was shown exactly overlaps", |(_, what)| {
                what
            }),
            overlaps: told.iter().map(|packed| PackedView::of(packed)).collect(),
            pack: PackView::of(opened),
            caveat: CAVEAT,
        }
    }

    /// As text for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let why = self.why.map_or_else(String::new, |why| format!(" [{why}]"));
        let mut text = format!("{}: {}{why}\n", self.shown, self.what);
        for overlap in &self.overlaps {
            let marks: Vec<&str> = [
                (overlap.stale, "stale"),
                (overlap.contested, "contested"),
                (overlap.relayed, "relayed"),
            ]
            .into_iter()
            .filter_map(|(holds, word)| holds.then_some(word))
            .collect();
            let marks = match marks.as_slice() {
                [] => String::new(),
                marks => format!(" ({})", marks.join(", ")),
            };
            let what = overlap.notification.as_deref();
            let what = what.unwrap_or("a position given in an answer");
            text += &format!(
                "  {what} of {}, the record at index {}{marks}\n",
                overlap.party, overlap.record
            );
        }
        text + &self.pack.text() + self.caveat + "\n"
    }
}
