//! How long a position given in an answer stands.
//!
//! It stands from its start to its end, or, where no end was given, on and on: past the freshness
//! of its answer it is stale, and it is in force all the same. Only its own party ends it sooner, in
//! its signed word: by a later answer to the same request that declares itself complete, or nil, for
//! the position's class and for an area that holds it with its precision (where that was not stated,
//! the largest worst precision of all zones); what its own answer declared matters not. What was said to end does not stand within the
//! window declared; what was open-ended stands until that window begins, for nothing says that the
//! people came back after it; nor that they did not, so that of the time past that window only later
//! words say anything ([`is_broken_off`]). Not here: the index over it ([`crate::presence`]).

use super::answer::{Answered, freshness};
use crate::declaration::{self, OwnWord};
use crate::geometry::containment::contains_enlarged;
use crate::geometry::position::Decimetres;
use crate::ids::LogIndex;
use crate::place::PostedPosition;
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::time::{Instant, TimeWindow};

/// A position of an answer, and what is left of its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted<'a> {
    /// Its place in the answer's list, counted from 0.
    pub number: usize,
    /// What was said.
    pub said: &'a PostedPosition,
    /// The stretches of time in which it still stands, in order; an absent end is open. Empty where
    /// later answers have replaced it wholly.
    pub left: Vec<(Instant, Option<Instant>)>,
}

/// The positions that the answer of a record gave, with what is left of each after the first
/// `known_at` records. Empty where the record is no answer with positions, is disowned, was never
/// disclosed or is erased.
#[must_use]
pub fn of_record(register: &Register, record: LogIndex, known_at: LogIndex) -> Vec<Posted<'_>> {
    let Some(answered) = register
        .requests
        .answer(record)
        .filter(|a| a.record < known_at)
    else {
        return Vec::new();
    };
    let Some(positions) = answered.positions() else {
        return Vec::new();
    };
    if matches!(
        register.relays.word(record, known_at),
        Word::Disowned { .. }
    ) {
        return Vec::new();
    }
    let later = later_words(register, answered, known_at);
    let assumed = register.zones.worst_precision(known_at);
    positions
        .iter()
        .enumerate()
        .map(|(number, said)| Posted {
            number,
            said,
            left: left(said, &later, assumed),
        })
        .collect()
}

/// When an answer's positions go stale: its as-of and the freshness of the request's zone; at once
/// where the zone has no rules.
#[must_use]
pub fn stale_after(register: &Register, record: LogIndex, known_at: LogIndex) -> Option<Instant> {
    let answered = register.requests.answer(record)?;
    Some(
        freshness(register, answered.request, known_at)
            .map_or(answered.as_of, |span| answered.as_of.plus(span)),
    )
}

/// What the party declared later, in its own word, in answers to the same request.
fn later_words<'a>(
    register: &'a Register,
    answered: &Answered,
    known_at: LogIndex,
) -> Vec<OwnWord<'a>> {
    register
        .requests
        .answers(answered.request, known_at)
        .filter(|later| later.party == answered.party && later.order() > answered.order())
        .filter_map(|later| declaration::own_word(register, later.record, known_at))
        .filter(|word| word.volume.altitude.is_none())
        .collect()
}

/// What later words leave of a position's time. A word counts if its area, as far inward as its edge may
/// truly lie, holds every place where the position may truly be. The order of the words does not matter.
fn left(
    said: &PostedPosition,
    later: &[OwnWord<'_>],
    assumed: Decimetres,
) -> Vec<(Instant, Option<Instant>)> {
    let (start, end) = (said.place.start, said.place.end);
    let precision = said.place.precision.unwrap_or(assumed);
    let covers = |word: &OwnWord<'_>| {
        let room = precision.plus(word.volume.precision_or(assumed));
        contains_enlarged(&word.volume.footprint, &said.place.footprint, room)
    };
    let words = later
        .iter()
        .filter(|word| word.forces.has(said.class) && start < word.volume.window.end());
    let Some(end) = end else {
        let until = words
            .filter(|word| covers(word))
            .map(|word| word.volume.window.start())
            .min();
        return if until.is_none_or(|until| start < until) {
            vec![(start, until)]
        } else {
            Vec::new()
        };
    };
    let mut left = vec![(start, end)];
    for word in words {
        let window = word.volume.window;
        // Times are compared first: places are costly.
        if left.iter().any(|piece| meets(*piece, window)) && covers(word) {
            left = left
                .into_iter()
                .flat_map(|piece| cut(piece, window))
                .collect();
        }
    }
    left.into_iter()
        .map(|(start, end)| (start, Some(end)))
        .collect()
}

fn meets((start, end): (Instant, Instant), window: TimeWindow) -> bool {
    start < window.end() && window.start() < end
}

/// Whether later words ended an open-ended position before or in a window, of part of which no later
/// word of the party says anything, in whatever it said it.
#[must_use]
pub fn is_broken_off(
    register: &Register,
    record: LogIndex,
    posted: &Posted<'_>,
    window: TimeWindow,
    at: Standpoint,
) -> bool {
    let place = &posted.said.place;
    let until = match posted.left.first() {
        None => Some(place.start),
        Some((_, until)) => *until,
    };
    let ended = until.filter(|_| place.end.is_none());
    let rest =
        ended.and_then(|until| TimeWindow::new(until.max(window.start()), window.end()).ok());
    let (Some(rest), Some(answered)) = (rest, register.requests.answer(record)) else {
        return false;
    };
    let assumed = register.zones.worst_precision(at.known_at);
    let precision = place.precision.unwrap_or(assumed);
    let declared = declaration::of_party(register, answered.party, at);
    let later = declared.iter().filter(|word| {
        (word.as_of, word.record) > answered.order()
            && !word.relayed
            && word.forces.has(posted.said.class)
    });
    let windows = later.filter_map(|word| {
        let volume = word.volume.as_ref()?;
        let room = precision.plus(volume.precision_or(assumed));
        let covers = volume.altitude.is_none()
            && contains_enlarged(&volume.footprint, &place.footprint, room);
        covers.then_some(volume.window)
    });
    !is_held_by(rest, windows)
}

/// Whether windows together hold all of one.
pub(super) fn is_held_by(window: TimeWindow, by: impl Iterator<Item = TimeWindow>) -> bool {
    let whole = vec![(window.start(), window.end())];
    by.fold(whole, |left, one| {
        left.into_iter().flat_map(|piece| cut(piece, one)).collect()
    })
    .is_empty()
}

/// A stretch of time without a window.
fn cut(
    (start, end): (Instant, Instant),
    window: TimeWindow,
) -> impl Iterator<Item = (Instant, Instant)> {
    let head = (start, end.min(window.start()));
    let tail = (start.max(window.end()), end);
    [head, tail].into_iter().filter(|(start, end)| start < end)
}
