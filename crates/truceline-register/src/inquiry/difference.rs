//! What two reports of one question differ in: what came, what went, what changed its look.

use super::Report;
use super::entries::{AskedFor, Checked, Declaration, Notified, Planned};
use crate::ids::LogIndex;
use crate::presence::Standing;
use crate::presence::undisclosed::Undisclosed;
use crate::relay::Entry;
use std::collections::BTreeMap;

/// One entry of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// A notification.
    Notified(Box<Notified>),
    /// A position given in an answer.
    Position(Box<Standing>),
    /// Something told without a place.
    Undisclosed(Undisclosed),
    /// A request.
    Asked(Box<AskedFor>),
    /// A declaration.
    Declared(Box<Declaration>),
    /// An entry for someone else.
    Relayed(Box<Entry>),
    /// A check.
    Checked(Box<Checked>),
    /// A plan.
    Planned(Box<Planned>),
}

/// What a report has at a record that another has not, or has differently. A notification, a request
/// and a plan stand at their first record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Only in the second.
    pub added: Vec<(LogIndex, Held)>,
    /// Only in the first.
    pub removed: Vec<(LogIndex, Held)>,
    /// In both and not the same: as it was, and as it is.
    pub changed: Vec<(LogIndex, Held, Held)>,
}

/// What differs from the first report to the second.
#[must_use]
pub fn difference(first: &Report, second: &Report) -> Difference {
    let (mut before, after) = (first.held(), second.held());
    let mut difference = Difference::default();
    for (place, now) in after {
        match before.remove(&place) {
            None => difference.added.push((place.0, now)),
            Some(then) if then != now => difference.changed.push((place.0, then, now)),
            Some(_) => {}
        }
    }
    difference.removed = before
        .into_iter()
        .map(|(place, then)| (place.0, then))
        .collect();
    difference
}

/// A record, and which list it stands in, for one record may stand in several.
type Place = (LogIndex, u8);

impl Report {
    fn held(&self) -> BTreeMap<Place, Held> {
        let mut held = BTreeMap::new();
        for one in &self.notifications {
            let first = one
                .view
                .as_ref()
                .and_then(|view| view.versions.first())
                .map(|v| v.record);
            let record = first
                .or_else(|| one.standing.first().map(|standing| standing.record))
                .or_else(|| one.ladder.first().map(|rung| rung.item.record))
                .unwrap_or(LogIndex::MAX);
            held.insert((record, 0), Held::Notified(Box::new(one.clone())));
        }
        for one in &self.positions {
            held.insert((one.record, 1), Held::Position(Box::new(one.clone())));
        }
        for one in &self.undisclosed {
            held.insert((one.record, 2), Held::Undisclosed(one.clone()));
        }
        for one in &self.requests {
            let record = one
                .request
                .versions
                .first()
                .copied()
                .unwrap_or(LogIndex::MAX);
            held.insert((record, 3), Held::Asked(Box::new(one.clone())));
        }
        for one in &self.declarations {
            held.insert(
                (one.declared.record, 4),
                Held::Declared(Box::new(one.clone())),
            );
        }
        for one in &self.relayed {
            held.insert((one.record, 5), Held::Relayed(Box::new(one.clone())));
        }
        for one in &self.checks {
            held.insert((one.asked.record, 6), Held::Checked(Box::new(one.clone())));
        }
        for one in &self.plans {
            let record = one.steps.first().map_or(LogIndex::MAX, |step| step.record);
            held.insert((record, 7), Held::Planned(Box::new(one.clone())));
        }
        held
    }
}
