//! Which entries of two lists may speak of one event: a score of 0 to 1000 and its reasons.
//!
//! Four things are compared, each with the doubt that its own side stated: **place** (distance against
//! both precisions), **time** (windows against each other, wide ones saying less), **name** (spellings)
//! and **kind**. Counts, harm and who is accused are left out on purpose: two sides that tell one event
//! differ in just these, and a match must not need agreement.
//!
//! Narrowing is the register's one index of space and time: an entry's box holds everything within
//! twice its reach, its window everything within half its length or [`NEAR`]; a pair outside these
//! has no points for place or time, so none above any threshold is missed. `docs/spec/matching.md`.

use super::spelling::Spelling;
use crate::allegation::kind::{Kind, Likeness};
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::distance::separation;
use crate::geometry::footprint::{Circle, Footprint};
use crate::geometry::position::{Decimetres, Position};
use crate::index::{EntryKey, Index};
use crate::time::{Span, TimeWindow};
use std::fmt;

/// Most entries of one list: a day of the busiest mission on record had some 6,500 in a week.
pub const MAX_ENTRIES: usize = 20_000;
/// Most pairs that are held at once: lists of which everything could be everything are refused.
pub const MAX_CANDIDATES: usize = 1_000_000;
/// Most pairs that are looked at, alike or not.
pub const MAX_LOOKED_AT: usize = 25_000_000;
/// Most that comparing names may cost, in letters of one times letters of the other: seconds, not minutes.
pub const MAX_NAME_COST: u64 = 1_000_000_000;
/// Most names of one entry that are compared.
pub const MAX_NAMES: usize = 8;
/// From here on a pair is proposed, where nothing else is asked for.
pub const DEFAULT_THRESHOLD: u16 = 500;
/// Windows this far apart may be of one event however exact they are: clocks differ.
pub const NEAR: Span = Span::minutes(90);

/// Most points of each thing; together 1000.
const PLACE: u64 = 300;
const TIME: u64 = 300;
const NAME: u64 = 200;
const KIND: u64 = 200;
/// What remains of the points for place or time, however wide they are stated.
const LEAST: u64 = 40;
/// Points that each doubling of both reaches takes from place, from 1 km on.
const PER_DOUBLED_REACH: u64 = 20;
/// Points that each doubling of the windows takes from time, from a quarter of an hour on.
const PER_DOUBLED_SPAN: u64 = 15;
/// Below this likeness two names are two names.
const UNLIKE: u64 = 400;
/// Points where one side gives no name: neither for nor against.
const NAME_UNSAID: u64 = 80;
/// Points where one side gives no kind.
const KIND_UNSAID: u64 = 80;
/// Points for kinds that are kin.
const KIND_KIN: u64 = 120;
/// Two reaches together are never taken for less: a position has this much doubt in any list.
const LEAST_REACH_DM: u32 = 2_000;

/// One entry of a list, as it is compared.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// When, widened by what the list says about its certainty.
    pub window: TimeWindow,
    /// Where.
    pub position: Position,
    /// How far from there it may have been: radius and precision together.
    pub reach: Decimetres,
    /// What, if said.
    pub kind: Option<Kind>,
    /// What the place is called, in all spellings given; the first [`MAX_NAMES`] are compared.
    pub names: Vec<String>,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Why lists cannot be matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MatchingError {
    /// Beyond [`MAX_ENTRIES`].
    #[error("a list has more than 20,000 entries; match shorter periods or smaller zones")]
    TooManyEntries,
    /// Beyond [`MAX_CANDIDATES`].
    #[error(
        "more than 1,000,000 pairs may be of one event: too many entries say neither where nor when; match shorter periods, or raise the threshold"
    )]
    TooManyCandidates,
    /// Beyond [`MAX_LOOKED_AT`] or [`MAX_NAME_COST`].
    #[error(
        "too many pairs with long names are near each other; match shorter periods, or raise the threshold: names are compared only where they may bring a pair above it"
    )]
    TooMuchToCompare,
}

/// What one thing gives a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points {
    /// How many it gives.
    pub given: u16,
    /// How many it could give.
    pub most: u16,
}

/// Why a pair has its score, part by part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Reasons {
    /// How far apart the two places are, in metres.
    pub apart_m: u32,
    /// What both sides' precisions allow, in metres.
    pub allowed_m: u32,
    /// Points for place.
    pub place: Points,
    /// How far apart the middles of the windows are.
    pub middles_apart: Span,
    /// Whether the windows share an instant.
    pub times_meet: bool,
    /// Points for time.
    pub time: Points,
    /// How alike the names are, in a thousand; `None` where a side gives none.
    pub names_alike: Option<u16>,
    /// Points for the name.
    pub name: Points,
    /// How alike the kinds are; `None` where a side gives none.
    pub kinds: Option<Likeness>,
    /// Points for the kind.
    pub kind: Points,
}

impl fmt::Debug for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Reasons {
    /// The score: all points together.
    #[must_use]
    pub const fn score(&self) -> u16 {
        self.place.given + self.time.given + self.name.given + self.kind.given
    }

    /// The reasons in words, one for each thing that was compared.
    #[must_use]
    pub fn words(&self) -> [String; 4] {
        let of = |points: Points| format!("{} of {}", points.given, points.most);
        let within = if self.apart_m <= self.allowed_m {
            "within"
        } else {
            "beyond"
        };
        let minutes = self.middles_apart.micros() / 60_000_000;
        let meet = if self.times_meet {
            "the times given meet"
        } else {
            "the times given do not meet"
        };
        let name = match self.names_alike {
            Some(alike) => format!("names alike to {} %", alike / 10),
            None => "no name on one side".to_owned(),
        };
        let kind = match self.kinds {
            Some(Likeness::Same) => "the same kind",
            Some(Likeness::Kin) => "kinds that may be said of one event",
            Some(Likeness::Different) => "different kinds",
            None => "no kind on one side",
        };
        [
            format!(
                "{} m apart, {within} the {} m that both precisions allow: {}",
                self.apart_m,
                self.allowed_m,
                of(self.place)
            ),
            format!("{minutes} min apart, {meet}: {}", of(self.time)),
            format!("{name}: {}", of(self.name)),
            format!("{kind}: {}", of(self.kind)),
        ]
    }
}

/// A pair that may be one event: numbers of the entries in their lists, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which entry of the first list.
    pub one: usize,
    /// Which entry of the second.
    pub other: usize,
    /// Why.
    pub reasons: Reasons,
}

impl Candidate {
    /// The pair's score.
    #[must_use]
    pub const fn score(&self) -> u16 {
        self.reasons.score()
    }
}

/// An entry made ready for comparing with many.
struct Ready<'a> {
    entry: &'a Entry,
    point: Footprint,
    names: Vec<Spelling>,
}

impl<'a> Ready<'a> {
    fn of(entry: &'a Entry) -> Self {
        let names = entry.names.iter().take(MAX_NAMES);
        Self {
            entry,
            point: Footprint::Circle(Circle {
                centre: entry.position,
                radius: Decimetres::ZERO,
            }),
            names: names.filter_map(|name| Spelling::of(name)).collect(),
        }
    }

    /// Everything within twice its reach.
    fn boxes(&self) -> Vec<GeoBox> {
        let least = Decimetres::new(LEAST_REACH_DM / 2).unwrap_or(Decimetres::ZERO);
        let reach = self.entry.reach.max(least);
        let slack = Decimetres::new(1).unwrap_or(Decimetres::ZERO);
        bounds(&self.point, reach.plus(reach).plus(slack))
    }

    /// Everything within half its length, or half of what clocks differ.
    fn when(&self) -> TimeWindow {
        let half = (length(self.entry.window) / 2).max(NEAR.micros() / 2) + 1;
        let slack = Span::from_micros(half).unwrap_or(Span::ZERO);
        let window = self.entry.window;
        TimeWindow::new(window.start().minus(slack), window.end().plus(slack)).unwrap_or(window)
    }
}

/// Every pair of the two lists that scores at least `threshold`, best first; pairs of one score in the
/// order of the lists.
///
/// # Errors
/// [`MatchingError`] beyond a limit.
pub fn candidates(
    one: &[Entry],
    other: &[Entry],
    threshold: u16,
) -> Result<Vec<Candidate>, MatchingError> {
    candidates_within(one, other, threshold, MAX_NAME_COST)
}

fn candidates_within(
    one: &[Entry],
    other: &[Entry],
    threshold: u16,
    most_name_cost: u64,
) -> Result<Vec<Candidate>, MatchingError> {
    if one.len().max(other.len()) > MAX_ENTRIES {
        return Err(MatchingError::TooManyEntries);
    }
    let ready: Vec<Ready<'_>> = other.iter().map(Ready::of).collect();
    let mut index = Index::new();
    for (key, entry) in (0_u64..).zip(&ready) {
        let when = entry.when();
        let valid = (when.start(), Some(when.end()));
        index.insert(EntryKey(key), &entry.boxes(), None, valid, 0);
    }
    let mut found = Vec::new();
    let (mut looked_at, mut name_cost) = (0_usize, 0_u64);
    for (number, entry) in one.iter().enumerate() {
        let entry = Ready::of(entry);
        let near = index.candidates(&entry.boxes(), None, entry.when(), Span::ZERO, 0);
        for key in near {
            let Ok(partner) = usize::try_from(key.0) else {
                continue;
            };
            let Some(two) = ready.get(partner) else {
                continue;
            };
            looked_at += 1;
            let Some(without_names) = nameless(&entry, two) else {
                continue;
            };
            if without_names.score() + without_names.name.most < threshold {
                continue;
            }
            name_cost = name_cost.saturating_add(cost(&entry, two));
            if looked_at > MAX_LOOKED_AT || name_cost > most_name_cost {
                return Err(MatchingError::TooMuchToCompare);
            }
            let reasons = with_names(without_names, &entry, two);
            if reasons.score() < threshold {
                continue;
            }
            if found.len() == MAX_CANDIDATES {
                return Err(MatchingError::TooManyCandidates);
            }
            found.push(Candidate {
                one: number,
                other: partner,
                reasons,
            });
        }
    }
    found.sort_by_key(|pair| (std::cmp::Reverse(pair.score()), pair.one, pair.other));
    Ok(found)
}

/// How two entries compare; `None` where they are too far apart in place or time to be one event.
#[must_use]
pub fn compare(one: &Entry, other: &Entry) -> Option<Reasons> {
    compared(&Ready::of(one), &Ready::of(other))
}

fn compared(one: &Ready<'_>, other: &Ready<'_>) -> Option<Reasons> {
    nameless(one, other).map(|reasons| with_names(reasons, one, other))
}

/// What comparing their names costs.
fn cost(one: &Ready<'_>, other: &Ready<'_>) -> u64 {
    let of_one = |name: &Spelling| -> u64 { other.names.iter().map(|two| name.cost(two)).sum() };
    one.names.iter().map(of_one).sum()
}

/// The reasons with the names.
fn with_names(reasons: Reasons, one: &Ready<'_>, other: &Ready<'_>) -> Reasons {
    let of_all = |name: &Spelling| other.names.iter().map(|other| name.likeness(other)).max();
    let names_alike = one.names.iter().filter_map(of_all).max();
    let name = names_alike.map_or(NAME_UNSAID, |alike| {
        NAME * u64::from(alike).saturating_sub(UNLIKE) / (1000 - UNLIKE)
    });
    Reasons {
        names_alike,
        name: points(name, NAME),
        ..reasons
    }
}

/// The reasons without the names, which cost most to compare.
fn nameless(one: &Ready<'_>, other: &Ready<'_>) -> Option<Reasons> {
    let (middles_apart, times_meet, time) = time(one.entry.window, other.entry.window)?;
    let reach = one.entry.reach.plus(other.entry.reach).get();
    let reach_mm = u64::from(reach.max(LEAST_REACH_DM)) * 100;
    let apart_mm = separation(&one.point, &other.point).get();
    let place = place(apart_mm, reach_mm)?;
    let kinds = one.entry.kind.zip(other.entry.kind);
    let kinds = kinds.map(|(one, other)| one.likeness(other));
    let kind = match kinds {
        Some(Likeness::Same) => KIND,
        Some(Likeness::Kin) => KIND_KIN,
        Some(Likeness::Different) => 0,
        None => KIND_UNSAID,
    };
    Some(Reasons {
        apart_m: metres(apart_mm),
        allowed_m: metres(reach_mm),
        place: points(place, PLACE),
        middles_apart,
        times_meet,
        time: points(time, TIME),
        names_alike: None,
        name: points(0, NAME),
        kinds,
        kind: points(kind, KIND),
    })
}

/// Points for place. Within both precisions the nearer the more; beyond them falling to none at twice
/// as far; the less, the wider they are.
fn place(apart_mm: u64, reach_mm: u64) -> Option<u64> {
    let doublings = u64::from((reach_mm / 1_000_000).max(1).ilog2());
    let full = PLACE
        .saturating_sub(PER_DOUBLED_REACH * doublings)
        .max(LEAST);
    falling(full, apart_mm, reach_mm, reach_mm)
}

/// Points for time: the distance of the middles, whether the windows meet, and the points.
fn time(one: TimeWindow, other: TimeWindow) -> Option<(Span, bool, u64)> {
    let span = u64::try_from((length(one) + length(other)) / 2)
        .unwrap_or(0)
        .max(1);
    let quarters = (span / 900_000_000).max(1);
    let full = TIME.saturating_sub(PER_DOUBLED_SPAN * u64::from(quarters.ilog2()));
    let twice_apart = twice_middle(one).abs_diff(twice_middle(other));
    let apart = twice_apart / 2;
    let slack = span.max(u64::try_from(NEAR.micros()).unwrap_or(0));
    let points = falling(full.max(LEAST), apart, span, slack)?;
    let apart = i64::try_from(apart)
        .ok()
        .and_then(|apart| Span::from_micros(apart).ok())?;
    Some((apart, one.meets(other, Span::ZERO), points))
}

/// From all points at nothing to half of them at `allowed`, then to none `slack` farther.
fn falling(full: u64, apart: u64, allowed: u64, slack: u64) -> Option<u64> {
    if apart <= allowed {
        return Some(full - scaled(full, apart, allowed * 2));
    }
    let beyond = apart - allowed;
    (beyond < slack).then(|| scaled(full / 2, slack - beyond, slack))
}

/// `full` times `part` over `whole`, in numbers that may be large.
fn scaled(full: u64, part: u64, whole: u64) -> u64 {
    let product = u128::from(full) * u128::from(part) / u128::from(whole.max(1));
    u64::try_from(product).unwrap_or(full)
}

const fn length(window: TimeWindow) -> i64 {
    window.end().micros() - window.start().micros()
}

const fn twice_middle(window: TimeWindow) -> i64 {
    window.start().micros() + window.end().micros()
}

fn metres(millimetres: u64) -> u32 {
    u32::try_from(millimetres.div_ceil(1000)).unwrap_or(u32::MAX)
}

fn points(given: u64, most: u64) -> Points {
    let small = |points: u64| u16::try_from(points).unwrap_or(u16::MAX);
    Points {
        given: small(given),
        most: small(most),
    }
}

#[cfg(test)]
#[path = "tests/matching.rs"]
mod tests;
