//! When the occurrences of a request fall: the arithmetic of recurrence, and what a later request of
//! the same id leaves of an earlier one.
//!
//! Occurrence numbers of an id are never used twice. A later version takes over from the first
//! number that the earlier one had not begun and nobody had answered; what the earlier one had begun
//! and was not yet due is closed. Not here: answers ([`super::answer`]).

use super::Request;
use crate::ids::LogIndex;
use crate::place::Volume4d;
use crate::register::said::Told;
use crate::time::{Instant, Span};

/// One occurrence of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its number within the request's id, counted from 0.
    pub number: u32,
    /// As of when it asks.
    pub as_of: Instant,
    /// Due when.
    pub due_by: Instant,
}

/// A request as it was said once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The record that says it.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: Instant,
    /// What it says.
    pub said: Request,
    /// The part of the zone that it asks about.
    pub area: Told<Volume4d>,
    /// The number of its first occurrence.
    pub first: u32,
}

/// `base + steps * every`, if the calendar has such an instant.
fn after(base: Instant, every: Span, steps: u32) -> Option<Instant> {
    let later = i128::from(base.micros()) + i128::from(every.micros()) * i128::from(steps);
    i64::try_from(later)
        .ok()
        .and_then(|micros| Instant::from_micros(micros).ok())
}

/// How many of `base`, `base + every`, ... are at or before `limit`.
fn count(base: Instant, every: Option<Span>, limit: Instant) -> u32 {
    if base > limit {
        return 0;
    }
    let Some(every) = every.filter(|every| *every > Span::ZERO) else {
        return 1;
    };
    u32::try_from(limit.since(base).micros() / every.micros() + 1).unwrap_or(u32::MAX)
}

impl Request {
    /// How many occurrences there are in all.
    #[must_use]
    pub fn occurrences(&self) -> u32 {
        let last = self.until.unwrap_or(Instant::MAX);
        let due = count(self.due_by, self.every, last);
        due.min(count(self.as_of, self.every, Instant::MAX))
    }

    /// How many occurrences have begun at `now`: their as-of has come.
    #[must_use]
    pub fn begun(&self, now: Instant) -> u32 {
        count(self.as_of, self.every, now).min(self.occurrences())
    }

    /// How many occurrences are due at `now`.
    #[must_use]
    pub fn due(&self, now: Instant) -> u32 {
        count(self.due_by, self.every, now).min(self.occurrences())
    }
}

impl Version {
    /// The occurrence of this number, if this version has it; what a later version closed or took
    /// over is not looked at.
    #[must_use]
    pub fn occurrence(&self, number: u32) -> Option<Occurrence> {
        let step = number.checked_sub(self.first)?;
        if step >= self.said.occurrences() {
            return None;
        }
        let every = self.said.every.unwrap_or(Span::ZERO);
        Some(Occurrence {
            number,
            as_of: after(self.said.as_of, every, step)?,
            due_by: after(self.said.due_by, every, step)?,
        })
    }

    /// The number after the last occurrence that has begun at `now`.
    #[must_use]
    pub fn begun(&self, now: Instant) -> u32 {
        self.first.saturating_add(self.said.begun(now))
    }

    /// The number after the last occurrence that this version has.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.first.saturating_add(self.said.occurrences())
    }
}
