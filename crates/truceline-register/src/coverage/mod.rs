//! The coverage view: of which zone, at which time, which party has told what.
//!
//! Computed from the register at a standpoint, each time anew. Time is cut where something changes, never
//! at a raster: within a cell every instant stands as every other. A cell says what stands behind a check
//! there as far as the party goes; silence is a word of its own and never nil, and what cannot be seen is
//! neither. Staleness is judged at the standpoint, as in a check. Not here: what lies in the zone, other
//! parties' words, and what a check comes to ([`crate::check`]). DESIGN.md §3, §6.

mod moment;

use crate::channel;
use crate::check::eyes::everyone;
use crate::geometry::footprint::Footprint;
use crate::ids::{LogIndex, PartyId, RequestId, ZoneId};
use crate::notification::unreadable;
use crate::register::{Register, Standpoint};
use crate::request::asking;
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::{ChannelState, ForceSet};
use std::collections::BTreeSet;

/// Most cells of one row: a party asked every minute for a week. A longer window is asked in parts.
pub const MAX_CELLS: usize = 10_080;
/// The longest window of one question.
pub const MAX_WINDOW: Span = Span::hours(366 * 24);

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Of which zone; absent: of all.
    pub zone: Option<ZoneId>,
    /// Of which party; absent: of all that are obliged or were asked.
    pub party: Option<PartyId>,
    /// Over which time.
    pub window: TimeWindow,
}

/// How a party stands in a zone at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Everything that it must answer for is covered, with where they are.
    Answered,
    /// Everything is covered: it has nobody of these forces there.
    Nil,
    /// Something fresh was told about the time, and it does not cover all.
    Partial {
        /// The classes that are covered over all of the area.
        covered: ForceSet,
    },
    /// It has said that it does not say.
    Refused,
    /// What was told is in dispute.
    Contested,
    /// What was told is not the party's signed word yet.
    Unconfirmed,
    /// Something was told that cannot be seen here: not disclosed, erased, or not readable.
    Unseen,
    /// What was told is too old.
    Stale,
    /// Nothing was told, and an answer is not due yet.
    NotDue,
    /// Nothing was told.
    Silent,
    /// There is no agreed line, so that nothing can be said to cover the zone.
    NoBoundary,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// Which request.
    pub request: RequestId,
    /// Which occurrence.
    pub occurrence: u32,
    /// Due when.
    pub due_by: Instant,
    /// Whether that is past.
    pub is_overdue: bool,
}

/// A stretch of time in which nothing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// From when, until when.
    pub window: TimeWindow,
    /// How the party stands.
    pub state: State,
    /// The records that say so.
    pub by: BTreeSet<LogIndex>,
    /// From when on, by age alone, what covers the time is stale.
    pub stale_from: Option<Instant>,
    /// The answer that is waited for: any that is overdue; one not due yet where nothing covers the time.
    pub awaited: Option<Awaited>,
}

/// One party in one zone, or in the part of it for which it must answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which zone.
    pub zone: ZoneId,
    /// Which party.
    pub party: PartyId,
    /// Whether it must answer there; else it was asked and may.
    pub is_obliged: bool,
    /// For which classes of force.
    pub forces: ForceSet,
    /// The part of the zone; absent: all of it.
    pub part: Option<Footprint>,
    /// Whether its channel with the centre is open.
    pub channel_open: bool,
    /// Something in its name cannot be read: whatever else it said, nothing counts as covered.
    pub is_unreadable: bool,
    /// Its time, in order and without a gap.
    pub cells: Vec<Cell>,
}

/// A question that is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// The window.
    #[error("the window is longer than 366 days; ask for less at a time")]
    Window,
    /// A row.
    #[error("the time of one party falls into more than 10,080 parts; ask for a shorter window")]
    Cells,
}

/// How the parties stand, in order of zone and party: everybody who is obliged, and who was asked.
///
/// # Errors
/// [`TooLarge`].
pub fn coverage(
    register: &Register,
    question: &Question,
    at: Standpoint,
) -> Result<Vec<Row>, TooLarge> {
    let window = question.window;
    if window.end().since(window.start()) > MAX_WINDOW {
        return Err(TooLarge::Window);
    }
    let zones = register.zones.all(at.known_at);
    let zones = zones.filter(|zone| question.zone.is_none_or(|asked| asked == *zone));
    let mut rows = Vec::new();
    for zone in zones {
        for row in rows_of(register, zone, at) {
            if question.party.is_some_and(|party| party != row.party) {
                continue;
            }
            let cells = cells(register, &row, window, at)?;
            rows.push(Row { cells, ..row });
        }
    }
    Ok(rows)
}

/// The rows of a zone, without their cells.
fn rows_of(register: &Register, zone: ZoneId, at: Standpoint) -> Vec<Row> {
    let obliged = register.zones.obliged(zone, at.known_at);
    let must: Vec<(PartyId, ForceSet, Option<Footprint>)> = obliged
        .iter()
        .map(|one| (one.party, one.forces, one.part.clone()))
        .collect();
    let is_obliged = |party: PartyId| must.iter().any(|(one, ..)| *one == party);
    let asked = asking::asked_about(register, zone, at.known_at).into_iter();
    let may = asked
        .filter(|(party, _)| !is_obliged(*party))
        .map(|(party, forces)| (false, party, forces, None));
    let must = must
        .iter()
        .cloned()
        .map(|(party, forces, part)| (true, party, forces, part));
    let known = everyone(register);
    let mut rows: Vec<Row> = must
        .chain(may)
        .filter(|(_, party, ..)| known.contains(party))
        .map(|(is_obliged, party, forces, part)| Row {
            zone,
            party,
            is_obliged,
            forces,
            part,
            channel_open: channel::with_centre(register, party, at) == ChannelState::Open,
            is_unreadable: !unreadable::pending(register, party, at).is_empty(),
            cells: Vec::new(),
        })
        .collect();
    rows.sort_by_key(|row| row.party);
    rows
}

/// The cells of a row: time is cut wherever anything may change, and what turns out the same is one again.
fn cells(
    register: &Register,
    row: &Row,
    window: TimeWindow,
    at: Standpoint,
) -> Result<Vec<Cell>, TooLarge> {
    let grounds = moment::Grounds::of(register, row, at);
    let cuts = grounds.turning_points(window);
    if cuts.len() > MAX_CELLS {
        return Err(TooLarge::Cells);
    }
    let mut cells: Vec<Cell> = Vec::new();
    let ends = cuts.iter().skip(1).copied().chain([window.end()]);
    for (start, end) in cuts.iter().copied().zip(ends) {
        let Ok(window) = TimeWindow::new(start, end) else {
            continue;
        };
        let next = grounds.cell(window);
        match cells.last_mut() {
            Some(last) if is_same(last, &next) => last.window = last.window.hull(window),
            _ => cells.push(next),
        }
    }
    Ok(cells)
}

fn is_same(one: &Cell, other: &Cell) -> bool {
    let unset = |cell: &Cell| Cell {
        window: other.window,
        ..cell.clone()
    };
    unset(one) == unset(other)
}

#[cfg(test)]
mod tests;
