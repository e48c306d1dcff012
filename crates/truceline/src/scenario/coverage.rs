//! The coverage view in a story: who stands how in a zone, stretch by stretch of time.

use super::expectation::{Fact, Kind, Shown};
use super::ids::zone_id;
use super::observed::Reading;
use crate::exit::Problem;
use crate::wire::coverage::word;
use std::collections::BTreeSet;
use truceline_register::coverage::{Question, coverage};
use truceline_register::register::{Register, Standpoint};
use truceline_register::time::{Instant, TimeWindow};

/// The words of the states, as the view has them.
pub(super) const STATE_WORDS: &[&str] = &[
    "answered",
    "nil",
    "partial",
    "refused",
    "contested",
    "unconfirmed",
    "unseen",
    "stale",
    "not-due",
    "silent",
    "no-boundary",
];

/// A party stands so over a stretch of time; `overdue` where an answer about it is.
pub(super) fn stands(party: &str, state: &str, overdue: bool, window: TimeWindow) -> Fact {
    let overdue = if overdue { " overdue" } else { "" };
    let words = format!(
        "stands {party} {state}{overdue} {} - {}",
        window.start(),
        window.end()
    );
    Fact::new(Kind::Shown(Shown::Coverage), words)
}

/// How everybody stands in a zone over a window, as known at a moment.
pub(super) fn of_zone(
    register: &Register,
    reading: &Reading<'_>,
    (zone, window, known): (&str, TimeWindow, Instant),
) -> Result<BTreeSet<Fact>, Problem> {
    let question = Question {
        zone: Some(zone_id(zone)),
        party: None,
        window,
    };
    let at = Standpoint {
        known_at: register.known_at_time(known),
        now: known,
    };
    let rows = coverage(register, &question, at);
    let rows = rows.map_err(|error| Problem::usage(error.to_string()))?;
    let mut facts = BTreeSet::new();
    for row in rows {
        let party = reading.party(row.party);
        facts.extend(row.cells.iter().map(|cell| {
            let overdue = cell.awaited.is_some_and(|awaited| awaited.is_overdue);
            stands(&party, word(&cell.state), overdue, cell.window)
        }));
    }
    Ok(facts)
}
