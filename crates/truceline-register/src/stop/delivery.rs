//! How far a stop has come to whom: when its word left towards a desk.
//!
//! Whoever serves desks says so after the bytes have left, never before ([`Register::delivered`]); once for
//! each desk and stop. Whether it arrived, and that somebody read it, only the desk can say, with its signed
//! reply. Not here: noticing that bytes have left (the server's).

use super::Stop;
use crate::codec::disclosure::Disclosures;
use crate::codec::record::{AlertWhy, Effect, Ground, Record};
use crate::ids::{DeskId, LogIndex, PartyId};
use crate::register::Register;
use crate::register::decide::Draft;
use crate::register::said::{Context, Judgement};
use crate::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// The word of a stop has left towards a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// Whose desk.
    pub to: PartyId,
    /// Which.
    pub desk: DeskId,
    /// The record that sent the stop.
    pub stop: LogIndex,
    /// When it had left at the latest.
    pub at: Instant,
}

/// The same as it stands on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// At which desk.
    pub desk: DeskId,
    /// When it had left at the latest.
    pub at: Instant,
    /// The record that says so.
    pub record: LogIndex,
}

/// What left towards whom, by stop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deliveries {
    left: BTreeMap<LogIndex, BTreeMap<(PartyId, DeskId), Delivered>>,
}

impl Deliveries {
    /// At which desks of a party a stop had been delivered after the first `known_at` records, in order of
    /// time.
    #[must_use]
    pub fn of(&self, stop: LogIndex, party: PartyId, known_at: LogIndex) -> Vec<Delivered> {
        let left = self.left.get(&stop).into_iter().flatten();
        let known = left.filter(|((to, _), one)| *to == party && one.record < known_at);
        let mut known: Vec<Delivered> = known.map(|(_, one)| *one).collect();
        known.sort_by_key(|one| one.at);
        known
    }

    /// Whether it is on record that a stop was delivered at a desk.
    #[must_use]
    pub fn has(&self, stop: LogIndex, desk: (PartyId, DeskId)) -> bool {
        let left = self.left.get(&stop);
        left.is_some_and(|left| left.contains_key(&desk))
    }

    pub(crate) fn apply(&mut self, record: LogIndex, left: Left) {
        let of_stop = self.left.entry(left.stop).or_default();
        of_stop.entry((left.to, left.desk)).or_insert(Delivered {
            desk: left.desk,
            at: left.at,
            record,
        });
    }
}

/// The stops of which a record owes a party an alert: by itself, or passed on.
#[must_use]
pub fn stops_for(register: &Register, record: &Record, party: PartyId) -> BTreeSet<LogIndex> {
    let mut stops = BTreeSet::new();
    for effect in &record.part.effects {
        let Effect::Alert(alert) = effect else {
            continue;
        };
        if alert.to != party {
            continue;
        }
        match (alert.why, alert.record) {
            (AlertWhy::Stop, about) => {
                stops.insert(about.unwrap_or(record.index));
            }
            (AlertWhy::Escalated, Some(passed)) => {
                let owed = register.watch.of_record(passed);
                let of_stop = owed.filter(|owed| owed.alert.why == AlertWhy::Stop);
                let about = of_stop.map(|owed| owed.alert.record.unwrap_or(owed.record));
                // Who is passed an alert of another's hears of the stop, too, where it was told of it.
                stops.extend(about);
            }
            _ => {}
        }
    }
    let told = |stop: &Stop| stop.is_recipient(party, register.size);
    stops.retain(|stop| register.stops.sent_in(*stop).is_some_and(told));
    stops
}

impl Register {
    /// The record that says that words of stops have left towards desks: of each desk and stop once, where the
    /// party was told of the stop and has the desk. `None` where all of it is known, or nothing of it fits.
    #[must_use]
    pub fn delivered(&self, left: &[Left], context: &Context) -> Option<Draft> {
        let mut out = Judgement::new(context);
        let mut said: BTreeSet<(LogIndex, PartyId, DeskId)> = BTreeSet::new();
        for one in left {
            let opened = self.authority.desks.get(&one.desk).map(|desk| desk.party);
            let stop = self.stops.sent_in(one.stop);
            let Some(stop) = stop.filter(|stop| stop.is_recipient(one.to, self.size)) else {
                continue;
            };
            let known = self.deliveries.has(one.stop, (one.to, one.desk));
            if opened != Some(one.to) || known || !said.insert((one.stop, one.to, one.desk)) {
                continue;
            }
            out.effects.push(Effect::Delivered {
                to: one.to,
                desk: one.desk,
                stop: one.stop,
                at: one.at.max(stop.received_at).min(context.now),
            });
        }
        if out.effects.is_empty() {
            return None;
        }
        let nothing = Disclosures::default();
        Some(self.draft(Ground::Delivered, None, None, nothing, out, context))
    }
}

#[cfg(test)]
mod tests;
