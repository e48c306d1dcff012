//! How one party stands in one zone at one instant, and at which instants that may change.

use super::{Awaited, Cell, MAX_CELLS, Row, State};
use crate::declaration::{self, Declared};
use crate::geometry::distance::within;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::LogIndex;
use crate::notification::life::received;
use crate::place::Volume4d;
use crate::register::decide::CLOCK_SKEW;
use crate::register::{Register, Standpoint};
use crate::request::answer::Content;
use crate::request::view::{self, Kind, OccurrenceView, hidden_positions};
use crate::request::{asking, scope};
use crate::time::{Instant, Span, TimeWindow};
use crate::vocabulary::ForceSet;
use std::collections::BTreeSet;

/// The shortest time there is.
const MOMENT: Span = match Span::from_micros(1) {
    Ok(span) => span,
    Err(_) => Span::ZERO,
};

/// All that a row rests on.
pub(super) struct Grounds<'a> {
    register: &'a Register,
    row: &'a Row,
    at: Standpoint,
    declared: Vec<Declared>,
    freshness: Span,
    assumed: Decimetres,
}

/// What a declaration does for the area at an instant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaks {
    /// It is about another time or place.
    NotOfIt,
    /// It is about some of the area.
    OfPart,
    /// It holds all of it.
    OfAll,
}

impl<'a> Grounds<'a> {
    pub(super) fn of(register: &'a Register, row: &'a Row, at: Standpoint) -> Self {
        let profile = register.zones.profile(row.zone, at.known_at);
        Self {
            register,
            row,
            at,
            declared: declaration::of_party(register, row.party, at),
            freshness: profile.map_or(Span::ZERO, |(_, profile)| profile.freshness),
            assumed: register.zones.worst_precision(at.known_at),
        }
    }

    /// The instants of a window at which something may change, its start first; one more than a row may
    /// have where they are too many.
    pub(super) fn turning_points(&self, window: TimeWindow) -> BTreeSet<Instant> {
        let (register, zones) = (self.register, &self.register.zones);
        let of_party = (self.row.party, self.row.zone);
        let asked =
            asking::turning_points(register, of_party, window, self.at.known_at, MAX_CELLS + 1);
        let declared = self.declared.iter().filter_map(|one| one.volume.as_ref());
        let declared = declared.flat_map(|volume| [volume.window.start(), volume.window.end()]);
        let drawn = zones.boundaries(self.row.zone, self.at.known_at).iter();
        let drawn = drawn.flat_map(|(_, drawn)| [Some(drawn.start), drawn.end]);
        let tolerances = zones.profiles(self.at.known_at);
        let tolerance = tolerances
            .map(|(_, _, profile)| profile.time_tolerance)
            .max();
        // From when on what was erased says nothing of a time any more.
        let erased = register.erasures.all().map(|(record, _)| record);
        let erased = erased
            .filter_map(|record| register.erasures.erased_by(record))
            .map(|by| received(register, by).plus(tolerance.unwrap_or(Span::ZERO)));
        let mut points: BTreeSet<Instant> = declared
            .chain(drawn.flatten())
            .chain(erased)
            .filter(|point| window.contains(*point))
            .collect();
        points.insert(window.start());
        points.extend(asked);
        points
    }

    /// How it stands at the start of a window; the window is the cell's.
    pub(super) fn cell(&self, window: TimeWindow) -> Cell {
        let instant = window.start();
        let of_party = (self.row.party, self.row.zone);
        let asked = asking::at_instant(self.register, of_party, instant, self.at);
        let answered = asked.as_ref().map(|(_, seen)| seen);
        let (state, by, stale_from) = self.state(instant, answered);
        let is_covered = matches!(state, State::Answered | State::Nil | State::Partial { .. });
        let awaited = asked
            .as_ref()
            .filter(|(_, seen)| seen.counts.is_none())
            .map(|(request, seen)| Awaited {
                request: *request,
                occurrence: seen.occurrence.number,
                due_by: seen.occurrence.due_by,
                is_overdue: seen.occurrence.due_by <= self.at.now,
            })
            .filter(|awaited| awaited.is_overdue || !is_covered);
        Cell {
            window,
            state,
            by,
            stale_from,
            awaited,
        }
    }

    fn state(
        &self,
        instant: Instant,
        asked: Option<&OccurrenceView>,
    ) -> (State, BTreeSet<LogIndex>, Option<Instant>) {
        let area = self.area(instant);
        let speaking: Vec<(&Declared, Speaks)> = self
            .declared
            .iter()
            .map(|one| (one, self.speaks(one, area.as_ref(), instant)))
            .filter(|(_, speaks)| *speaks != Speaks::NotOfIt)
            .collect();
        if let Some(covered) = self.covered(&speaking, instant) {
            return covered;
        }
        let of = |holds: &dyn Fn(&Declared) -> bool| -> BTreeSet<LogIndex> {
            let held = speaking.iter().filter(|(one, _)| holds(one));
            held.map(|(one, _)| one.record).collect()
        };
        let is_refused = asked.is_some_and(|seen| self.kind(seen) == Some(Kind::Refused));
        let refused: BTreeSet<LogIndex> = asked
            .filter(|_| is_refused)
            .and_then(|seen| seen.counts)
            .into_iter()
            .collect();
        let named = [
            (State::Refused, refused),
            (State::Contested, of(&|one| one.contested)),
            (State::Unconfirmed, of(&|one| one.relayed)),
            (State::Unseen, self.unseen(instant)),
            (State::Stale, of(&|one| !self.is_fresh(one.as_of))),
        ];
        if let Some((state, by)) = named.into_iter().find(|(_, by)| !by.is_empty()) {
            return (state, by, None);
        }
        if let Some(list) = asked.and_then(|seen| self.bare_list(seen)) {
            return list;
        }
        let state = match asked {
            Some(seen) if seen.counts.is_none() && seen.occurrence.due_by > self.at.now => {
                State::NotDue
            }
            _ if area.is_none() => State::NoBoundary,
            _ => State::Silent,
        };
        (state, BTreeSet::new(), None)
    }

    /// What is covered at an instant, wholly or in part, by what counts.
    fn covered(
        &self,
        speaking: &[(&Declared, Speaks)],
        instant: Instant,
    ) -> Option<(State, BTreeSet<LogIndex>, Option<Instant>)> {
        let counting = || speaking.iter().filter(|(one, _)| self.counts(one));
        let whole: Vec<&Declared> = counting()
            .filter(|(_, speaks)| *speaks == Speaks::OfAll)
            .map(|(one, _)| *one)
            .collect();
        let covered = |fresh_after: Option<Instant>| {
            let fresh = whole
                .iter()
                .filter(|one| fresh_after.is_none_or(|after| self.stale_from(one) > after));
            fresh.fold(ForceSet::NONE, |forces, one| forces.union(one.forces))
        };
        let all = covered(None);
        if !all.covers(self.row.forces) || self.row.forces.is_empty() {
            let by: BTreeSet<LogIndex> = counting().map(|(one, _)| one.record).collect();
            let covered = self.row.forces.minus(self.row.forces.minus(all));
            return (!by.is_empty()).then_some((State::Partial { covered }, by, None));
        }
        let hidden = self.unseen(instant);
        if !hidden.is_empty() {
            return Some((State::Unseen, hidden, None));
        }
        let relevant = whole.iter().filter(|one| {
            let other = self.row.forces.minus(one.forces);
            other != self.row.forces
        });
        let by: BTreeSet<LogIndex> = relevant.map(|one| one.record).collect();
        let is_nil = by.iter().all(|record| self.is_nil(*record));
        let ends = whole.iter().map(|one| self.stale_from(one));
        let stale_from = ends
            .filter(|end| !covered(Some(*end)).covers(self.row.forces))
            .min();
        let state = if is_nil { State::Nil } else { State::Answered };
        Some((state, by, stale_from))
    }

    /// A list of positions that is declared complete for nothing is something, and covers nothing.
    fn bare_list(
        &self,
        seen: &OccurrenceView,
    ) -> Option<(State, BTreeSet<LogIndex>, Option<Instant>)> {
        let answered = self.register.requests.answer(seen.counts?)?;
        let is_relayed = matches!(seen.state, view::State::Answered { relayed: true, .. });
        if !matches!(answered.content, Content::Positions { complete: None, .. }) {
            return None;
        }
        let state = match (is_relayed, self.is_fresh(answered.as_of)) {
            (true, _) => State::Unconfirmed,
            (_, false) => State::Stale,
            (_, true) => State::Partial {
                covered: ForceSet::NONE,
            },
        };
        Some((state, BTreeSet::from([answered.record]), None))
    }

    /// The area that must be covered at an instant.
    fn area(&self, instant: Instant) -> Option<Footprint> {
        if self.row.part.is_some() {
            return self.row.part.clone();
        }
        let moment = TimeWindow::new(instant, instant.plus(MOMENT)).ok()?;
        let zones = &self.register.zones;
        let versions = zones
            .boundary(self.row.zone, self.at.known_at, moment)
            .ok()?;
        versions.last().and_then(|(_, drawn)| drawn.area.clone())
    }

    fn speaks(&self, one: &Declared, area: Option<&Footprint>, instant: Instant) -> Speaks {
        let (Some(volume), Some(area)) = (&one.volume, area) else {
            return Speaks::NotOfIt;
        };
        if !volume.window.contains(instant) {
            return Speaks::NotOfIt;
        }
        let own = volume.precision_or(self.assumed);
        if self.holds(volume, area, own) {
            Speaks::OfAll
        } else if within(&volume.footprint, area, own) {
            Speaks::OfPart
        } else {
            Speaks::NotOfIt
        }
    }

    fn holds(&self, volume: &Volume4d, area: &Footprint, own: Decimetres) -> bool {
        AltitudeBand::covers(volume.altitude, None) && scope::holds(&volume.footprint, area, own)
    }

    /// Whether a declaration gives coverage at all, wherever it lies: as in a check.
    fn counts(&self, one: &Declared) -> bool {
        !one.contested
            && !one.relayed
            && !one.erased
            && !self.row.is_unreadable
            && self.is_fresh(one.as_of)
            && one.as_of <= self.at.now.plus(CLOCK_SKEW)
    }

    fn is_fresh(&self, as_of: Instant) -> bool {
        self.at.now.since(as_of) <= self.freshness
    }

    fn stale_from(&self, one: &Declared) -> Instant {
        one.as_of.plus(self.freshness).plus(MOMENT)
    }

    /// What was told, may be about the instant and cannot be seen.
    fn unseen(&self, instant: Instant) -> BTreeSet<LogIndex> {
        let declared = self.declared.iter();
        let closed = declared
            .filter(|one| one.volume.is_none() && self.is_fresh(one.as_of))
            .map(|one| one.record);
        let unreadable =
            crate::notification::unreadable::pending(self.register, self.row.party, self.at);
        let hidden = TimeWindow::new(instant, instant.plus(MOMENT)).map_or(Vec::new(), |moment| {
            hidden_positions(self.register, self.row.party, moment, self.at)
        });
        closed
            .chain(unreadable.iter().map(|one| one.record))
            .chain(hidden.iter().map(|(answered, _)| answered.record))
            .collect()
    }

    fn is_nil(&self, record: LogIndex) -> bool {
        let answered = self.register.requests.answer(record);
        answered.is_none_or(|answered| matches!(answered.content, Content::Nil(_)))
    }

    fn kind(&self, seen: &OccurrenceView) -> Option<Kind> {
        match seen.state {
            view::State::Answered { kind, .. } => Some(kind),
            _ => None,
        }
    }
}
