//! How a request looks from a standpoint: what was asked when, and what came of it.

use super::answer::{Answered, Content};
use super::schedule::{Occurrence, Version};
use super::scope::{Declares, Missing};
use super::{posted, scope};
use crate::declaration::{own_word, said_volume};
use crate::ids::{LogIndex, PartyId, RequestId, ZoneId};
use crate::notification::life::received;
use crate::register::said::Told;
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::time::{Instant, Span, TimeWindow};

/// What was answered, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Positions.
    Positions,
    /// Nobody.
    Nil,
    /// The party does not say.
    Refused,
}

/// How an occurrence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not due yet, not answered.
    Open,
    /// Answered; the answer that counts is described.
    Answered {
        /// With what.
        kind: Kind,
        /// It certainly covers all that was asked for.
        complete: bool,
        /// It came after it was due.
        late: bool,
        /// It is not the party's signed word yet.
        relayed: bool,
    },
    /// Due and not answered.
    Overdue,
    /// Overdue, and the alert about it went on to any duty desk.
    Escalated,
    /// Closed by a later version of the request before it was due.
    Closed,
}

/// One occurrence as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccurrenceView {
    /// Which and when.
    pub occurrence: Occurrence,
    /// The record of the version of the request that it belongs to.
    pub request: LogIndex,
    /// How it stands.
    pub state: State,
    /// Every answer's record, in the order they were said; none is lost.
    pub answers: Vec<LogIndex>,
    /// The answer that counts: of the party's own words the latest, else of the relayed ones.
    pub counts: Option<LogIndex>,
    /// The record that found it overdue.
    pub overdue: Option<LogIndex>,
    /// The record that reminded its party of it.
    pub reminded: Option<LogIndex>,
    /// By how much the answer that counts was late; or, where there is none, for how long it is overdue.
    pub late_by: Option<Span>,
    /// What the answer that counts leaves open, where it does not cover all that was asked for.
    pub missing: Option<Missing>,
}

/// A request as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestView {
    /// Its id.
    pub id: RequestId,
    /// Who is asked.
    pub to: PartyId,
    /// In which zone, as last said.
    pub zone: ZoneId,
    /// Its versions' records, in the order they were said.
    pub versions: Vec<LogIndex>,
    /// The occurrences that have begun or were answered, and the next one, in order.
    pub occurrences: Vec<OccurrenceView>,
}

/// A request at a standpoint; occurrences whose time from as-of to due does not meet `window` are
/// left out. `None` if there is no such request then.
#[must_use]
pub fn of_request(
    register: &Register,
    id: RequestId,
    at: Standpoint,
    window: Option<TimeWindow>,
) -> Option<RequestView> {
    let current = register.requests.current(id, at.known_at)?;
    let last = current
        .begun(at.now)
        .max(last_answered(register, id, at.known_at));
    let occurrences = (0..=last)
        .filter_map(|number| occurrence(register, id, number, at))
        .filter(|view| window.is_none_or(|window| meets(view.occurrence, window)))
        .collect();
    let versions = register
        .requests
        .versions(id, at.known_at)
        .iter()
        .map(|v| v.record)
        .collect();
    Some(RequestView {
        id,
        to: current.said.to,
        zone: current.said.zone,
        versions,
        occurrences,
    })
}

/// All requests to a party, or to everyone, in order of id.
#[must_use]
pub fn all(
    register: &Register,
    to: Option<PartyId>,
    at: Standpoint,
    window: Option<TimeWindow>,
) -> Vec<RequestView> {
    register
        .requests
        .ids(at.known_at)
        .filter_map(|id| of_request(register, id, at, window))
        .filter(|view| to.is_none_or(|to| view.to == to))
        .collect()
}

fn last_answered(register: &Register, id: RequestId, known_at: LogIndex) -> u32 {
    register
        .requests
        .answers(id, known_at)
        .map(|answered| answered.occurrence)
        .max()
        .unwrap_or(0)
}

fn meets(occurrence: Occurrence, window: TimeWindow) -> bool {
    occurrence.as_of < window.end() && window.start() < occurrence.due_by
}

/// One occurrence at a standpoint.
#[must_use]
pub fn occurrence(
    register: &Register,
    id: RequestId,
    number: u32,
    at: Standpoint,
) -> Option<OccurrenceView> {
    let asked = register.requests.asked.get(&id)?;
    let (version, _) = asked.version_of(number, at.known_at)?;
    let (occurrence, is_closed) = asked.occurrence(number, at.known_at)?;
    let answers: Vec<LogIndex> = asked
        .answers
        .get(&number)
        .into_iter()
        .flatten()
        .copied()
        .filter(|record| *record < at.known_at)
        .collect();
    let counting = counting(register, &answers, at.known_at);
    let overdue = asked
        .overdue
        .get(&number)
        .copied()
        .filter(|record| *record < at.known_at);
    let state = match counting {
        Some((answered, relayed)) => State::Answered {
            kind: kind(&answered.content),
            complete: answered.complete,
            late: answered.late,
            relayed,
        },
        None if is_closed => State::Closed,
        None if occurrence.due_by > at.now => State::Open,
        None if overdue.is_some_and(|record| {
            register
                .announced
                .escalated(record, version.said.to, at.known_at)
        }) =>
        {
            State::Escalated
        }
        None => State::Overdue,
    };
    let late_by = match (counting, state) {
        (Some((answered, _)), _) if answered.late => {
            Some(answered.received_at.since(occurrence.due_by))
        }
        (None, State::Overdue | State::Escalated) => Some(at.now.since(occurrence.due_by)),
        _ => None,
    };
    let reminded = asked.reminded.get(&number).copied();
    Some(OccurrenceView {
        occurrence,
        request: version.record,
        state,
        counts: counting.map(|(answered, _)| answered.record),
        answers,
        overdue,
        reminded: reminded.filter(|record| *record < at.known_at),
        late_by,
        missing: counting.and_then(|(answered, _)| missing(register, answered)),
    })
}

/// What an answer leaves open of what it was asked: by the zones as they were when it was heard. `None`
/// where it covers all, and where it is that the party does not say.
#[must_use]
pub fn missing(register: &Register, answered: &Answered) -> Option<Missing> {
    if answered.complete || matches!(answered.content, Content::Refused { .. }) {
        return None;
    }
    let version = asked_by(register, answered)?;
    let occurrence = version.occurrence(answered.occurrence)?;
    let declares = answered.declares().map(|forces| Declares {
        forces,
        area: said_volume(register, answered.record),
    });
    let mut missing = scope::missing(register, version, occurrence, declares, answered.record);
    // What shows it may be erased since.
    missing.unseen |= missing.is_nothing();
    Some(missing)
}

const fn kind(content: &Content) -> Kind {
    match content {
        Content::Positions { .. } => Kind::Positions,
        Content::Nil(_) => Kind::Nil,
        Content::Refused { .. } => Kind::Refused,
    }
}

/// The answer that counts, and whether it is only relayed.
fn counting<'a>(
    register: &'a Register,
    answers: &[LogIndex],
    known_at: LogIndex,
) -> Option<(&'a Answered, bool)> {
    answers
        .iter()
        .filter_map(|record| {
            let relayed = match register.relays.word(*record, known_at) {
                Word::Disowned { .. } => return None,
                Word::Unconfirmed => true,
                Word::Signed | Word::Confirmed { .. } => false,
            };
            register
                .requests
                .answer(*record)
                .map(|answered| (answered, relayed))
        })
        .max_by_key(|(answered, relayed)| (!relayed, answered.order()))
}

/// The answer that a party gave last to any request about a zone and that counts, by the time it
/// is true at.
#[must_use]
pub fn latest_word(
    register: &Register,
    party: PartyId,
    zone: ZoneId,
    at: Standpoint,
) -> Option<&Answered> {
    register
        .requests
        .ids_to(party, at.known_at)
        .filter_map(|id| {
            let answers: Vec<LogIndex> = register
                .requests
                .answers(id, at.known_at)
                .filter(|answered| answered.party == party)
                .filter(|answered| {
                    asked_by(register, answered).is_some_and(|v| v.said.zone == zone)
                })
                .map(|answered| answered.record)
                .collect();
            counting(register, &answers, at.known_at)
        })
        .max_by_key(|(answered, relayed)| (!relayed, answered.order()))
        .map(|(answered, _)| answered)
}

/// Answers of a party that told of positions which the register does not see, and which may matter
/// in a window: what stands there cannot be said. With each the zone that it was asked about.
///
/// Positions never disclosed count but where later, complete answers of the party's own word about
/// the same place replace them: in the windows that those declare. Positions erased were over by then: they count for whatever begins
/// before their erasure, the zones' tolerance of time included; without end where no erasure is on
/// record or where the party has confirmed since what it had disowned.
#[must_use]
pub fn hidden_positions(
    register: &Register,
    party: PartyId,
    window: TimeWindow,
    at: Standpoint,
) -> Vec<(&Answered, ZoneId)> {
    let mut hidden = Vec::new();
    for id in register.requests.ids_to(party, at.known_at) {
        let answers = || {
            register
                .requests
                .answers(id, at.known_at)
                .filter(|answered| answered.party == party)
                .filter_map(|answered| Some((answered, asked_by(register, answered)?)))
        };
        let is_replaced = |told: &Answered, version: &Version| {
            let later = answers().filter(|(later, asked)| {
                later.complete
                    && !later.hides_positions()
                    && later.order() > told.order()
                    && asks_the_same(version, asked)
            });
            let windows = later
                .filter_map(|(later, _)| own_word(register, later.record, at.known_at))
                .map(|word| word.volume.window);
            posted::is_held_by(window, windows)
        };
        for (told, version) in answers() {
            let word = register.relays.word(told.record, at.known_at);
            let counts = match told.unseen() {
                None => false,
                Some(Unseen::NeverDisclosed) => !is_replaced(told, version),
                Some(Unseen::Erased) => matters_still(register, told.record, window.start(), at),
            };
            if counts && !matches!(word, Word::Disowned { .. }) {
                hidden.push((told, version.said.zone));
            }
        }
    }
    hidden
}

/// The version of the request that an answer was given to.
pub(crate) fn asked_by<'a>(register: &'a Register, answered: &Answered) -> Option<&'a Version> {
    let asked = register.requests.asked.get(&answered.request)?;
    let (version, _) = asked.version_of(answered.occurrence, answered.record)?;
    Some(version)
}

/// Whether the later version asks about the same place, and about no fewer forces.
fn asks_the_same(earlier: &Version, later: &Version) -> bool {
    let same_area = match (earlier.said.area, later.said.area) {
        (None, None) => true,
        (Some(earlier_digest), Some(later_digest)) => {
            let areas = (earlier.area.value(), later.area.value());
            earlier_digest == later_digest
                || matches!(areas, (Some(earlier), Some(later))
                    if earlier.footprint == later.footprint && earlier.altitude == later.altitude)
        }
        _ => false,
    };
    same_area
        && earlier.said.zone == later.said.zone
        && later.said.forces.covers(earlier.said.forces)
}

/// Whether erased positions may matter to what begins at an instant.
fn matters_still(register: &Register, record: LogIndex, from: Instant, at: Standpoint) -> bool {
    let Some(by) = register.erasures.erased_by(record) else {
        return true;
    };
    let was_disowned = matches!(register.relays.word(record, by + 1), Word::Disowned { .. });
    let tolerance = register
        .zones
        .profiles(at.known_at)
        .map(|(_, _, profile)| profile.time_tolerance)
        .max()
        .unwrap_or(Span::ZERO);
    was_disowned || from < received(register, by).plus(tolerance)
}

/// Why the positions of an answer are not seen.
enum Unseen {
    NeverDisclosed,
    Erased,
}

impl Answered {
    /// Whether it told of positions that the register does not see: never disclosed, or erased.
    #[must_use]
    pub const fn hides_positions(&self) -> bool {
        self.unseen().is_some()
    }

    const fn unseen(&self) -> Option<Unseen> {
        match &self.content {
            Content::Positions {
                positions: Told::Nothing,
                ..
            } => Some(Unseen::NeverDisclosed),
            Content::Positions {
                positions: Told::Erased,
                ..
            } => Some(Unseen::Erased),
            _ => None,
        }
    }
}
