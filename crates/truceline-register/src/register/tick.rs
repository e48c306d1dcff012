//! Time passing by itself: what falls due without anybody saying anything.
//!
//! Time passes through records: when something has fallen due, whoever writes the log asks for a
//! tick and appends it. A tick carries the time and what follows from it, and it says each due thing
//! once. While the clock is in doubt nothing falls due. Not here: reading a clock and deciding when to
//! ask (the engine's), the watch's outcomes ([`crate::watch`]). DESIGN.md §5.

use super::Register;
use super::decide::Draft;
use super::said::{Context, Judgement};
use crate::codec::disclosure::Disclosures;
use crate::codec::record::{Alert, AlertWhy, Effect, Ground};
use crate::ids::{LogIndex, PartyId};
use crate::notification::due;
use crate::time::{Instant, Span};
use crate::watch::{self, Passing};
use std::collections::{BTreeMap, BTreeSet};

/// Least time between a tick and the tick before it: ticks must not fill the log, and however much is said
/// meanwhile, what falls due is said in time.
pub const TICK_INTERVAL: Span = Span::seconds(1);
/// Most alerts in one tick, so that its record stays small; the next tick says the rest.
pub const MAX_ALERTS_PER_TICK: usize = 1_000;

/// Something that was said to have fallen due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Announcement {
    why: AlertWhy,
    to: PartyId,
    by: LogIndex,
}

/// What fell due and was said to be due, by the record it is about; so that it is said once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announced {
    about: BTreeMap<LogIndex, Vec<Announcement>>,
    last_tick: Option<Instant>,
}

impl Announced {
    /// Time has passed on record.
    pub(crate) fn ticked(&mut self, at: Instant) {
        self.last_tick = Some(at);
    }

    /// Takes an alert in.
    pub(crate) fn apply(&mut self, by: LogIndex, alert: &Alert) {
        if let Some(about) = alert.record {
            let announcement = Announcement {
                why: alert.why,
                to: alert.to,
                by,
            };
            self.about.entry(about).or_default().push(announcement);
        }
    }

    fn of(&self, about: LogIndex) -> &[Announcement] {
        self.about.get(&about).map_or(&[], Vec::as_slice)
    }

    /// Whether it was said before, to anyone, that what a record says has fallen due.
    #[must_use]
    pub fn has(&self, why: AlertWhy, about: LogIndex) -> bool {
        self.of(about).iter().any(|said| said.why == why)
    }

    /// Whether an alert that the record `about` owes a party was passed on to any duty desk before
    /// the record `known_at`.
    #[must_use]
    pub fn escalated(&self, about: LogIndex, to: PartyId, known_at: LogIndex) -> bool {
        let passed_on = |said: &Announcement| said.why == AlertWhy::Escalated && said.to == to;
        self.of(about)
            .iter()
            .any(|said| passed_on(said) && said.by < known_at)
    }
}

impl Register {
    /// The record that says what has fallen due by time alone since the latest record, of one party
    /// after the other, unanswered stops before all: requests to remind of and overdue, notifications to reconfirm, movements overdue, halts too long, alerts to pass on; or what an
    /// owner is to be told of checks; or,
    /// saying nothing, that the watch has to look again ([`Register::follow`]). `None` where there is
    /// nothing of the kind, within [`TICK_INTERVAL`] of the latest tick, and while the clock is in
    /// doubt.
    #[must_use]
    pub fn tick(&self, context: &Context) -> Option<Draft> {
        let last = self.last_received?;
        let now = context.now;
        let ticked = self.announced.last_tick;
        let is_soon = ticked.is_some_and(|ticked| now.since(ticked) < TICK_INTERVAL);
        if now < last || is_soon || self.clock.in_doubt(self.size) {
            return None;
        }
        let mut out = Judgement::new(context);
        let passing = watch::escalations(self, now);
        let is_urgent = passing.iter().any(|passing| passing.is_stop);
        let turn = self.whose_turn(now, &passing);
        if let Some(party) = turn.filter(|_| !is_urgent) {
            self.owe_due_requests(party, now, &mut out);
            self.owe_due_notifications(party, now, &mut out);
        }
        for alert in self.passed_on(passing, turn) {
            if is_full(&out) {
                break;
            }
            owe(&mut out, alert.to, alert);
        }
        if out.effects.is_empty() {
            // Owners hear of checks in ticks of their own, which tell of nobody else.
            let counts = crate::counts::tick(self, now, context);
            if counts.is_some() || !watch::due(self, now) {
                return counts;
            }
        }
        Some(self.draft(
            Ground::Tick,
            None,
            None,
            Disclosures::default(),
            out,
            context,
        ))
    }

    /// A record that says nothing but how far authority had come: the end of a public checkpoint, so that
    /// evidence that reaches the log's end shows no word of anybody else there.
    #[must_use]
    pub fn mechanical_end(&self, context: &Context) -> Draft {
        let (nothing, out) = (Disclosures::default(), Judgement::new(context));
        self.draft(Ground::Tick, None, None, nothing, out, context)
    }

    /// When time alone will next change something: a tick is due then, or, where the instant is past,
    /// now. `None` where nothing waits for time, and while the clock is in doubt.
    #[must_use]
    pub fn next_due(&self, now: Instant) -> Option<Instant> {
        if self.size == 0 || self.clock.in_doubt(self.size) {
            return None;
        }
        let times = [
            self.requests.next_due(&self.zones, now),
            due::next(self),
            watch::next_escalation(self),
            watch::next_change(self, now),
            crate::counts::next_due(self),
        ];
        times.into_iter().flatten().min()
    }

    /// The record that says that the clock has jumped, and owes the centre an alert; from it on
    /// checks are unknown, and nothing falls due until two people have said that the clock is right.
    #[must_use]
    pub fn doubt_clock(&self, context: &Context) -> Draft {
        let mut out = Judgement::new(context);
        let alert = Alert {
            record: None,
            ..of_record(AlertWhy::ClockDoubted, self.size)
        };
        owe(&mut out, self.authority.centre(), alert);
        self.draft(
            Ground::ClockDoubted,
            None,
            None,
            Disclosures::default(),
            out,
            context,
        )
    }

    /// Of whose requests, notifications and alerts the next tick speaks. One tick speaks of one party: the
    /// one of which something waits longest, so that nobody's turn stays out because of another's.
    fn whose_turn(&self, now: Instant, passing: &[Passing]) -> Option<PartyId> {
        let asked = self.requests.newly_due(&self.zones, now);
        let owners = due::unannounced(self, now);
        let waiting = asked
            .map(|due| (due.at, due.version.said.to))
            .chain(owners.map(|due| (due.at, due.owner)))
            .chain(passing.iter().map(|one| (one.since, one.owed_to)));
        waiting.min().map(|(_, party)| party)
    }

    /// What of the alerts is passed on in one tick: those of stops alone, or one party's, with what the
    /// same records owe the centre.
    fn passed_on(&self, passing: Vec<Passing>, turn: Option<PartyId>) -> Vec<Alert> {
        let is_urgent = passing.iter().any(|passing| passing.is_stop);
        let centre = self.authority.centre();
        let of_turn: BTreeSet<Option<LogIndex>> = passing
            .iter()
            .filter(|passing| turn == Some(passing.owed_to))
            .map(|passing| passing.alert.record)
            .collect();
        let is_now = |passing: &Passing| {
            if is_urgent {
                return passing.is_stop;
            }
            turn == Some(passing.owed_to)
                || passing.owed_to == centre && of_turn.contains(&passing.alert.record)
        };
        let now = passing.into_iter().filter(is_now);
        now.map(|passing| passing.alert).collect()
    }

    fn owe_due_requests(&self, party: PartyId, now: Instant, out: &mut Judgement) {
        let due = self.requests.newly_due(&self.zones, now);
        for due in due.filter(|due| due.version.said.to == party) {
            if is_full(out) {
                return;
            }
            let (request, occurrence) = (due.version.said.id, due.occurrence.number);
            if due.overdue {
                out.effects.push(Effect::Overdue {
                    request,
                    occurrence,
                });
                for to in [party, self.authority.centre()] {
                    let record = due.version.record;
                    owe(out, to, of_record(AlertWhy::RequestOverdue, record));
                }
            } else {
                out.effects.push(Effect::Reminded {
                    request,
                    occurrence,
                });
                let alert = Alert {
                    desk: crate::request::due::desk(self, request, party),
                    ..of_record(AlertWhy::RequestDue, due.version.record)
                };
                owe(out, party, alert);
            }
        }
    }

    fn owe_due_notifications(&self, party: PartyId, now: Instant, out: &mut Judgement) {
        let due = due::unannounced(self, now);
        for due in due.filter(|due| due.owner == party) {
            if is_full(out) {
                return;
            }
            owe(out, due.owner, of_record(due.why, due.record));
            if due.why == AlertWhy::MovementOverdue && due.owner != self.authority.centre() {
                owe(out, self.authority.centre(), of_record(due.why, due.record));
            }
        }
    }
}

/// An alert about a record; whom it is owed and its number are filled in by [`owe`].
fn of_record(why: AlertWhy, record: LogIndex) -> Alert {
    let nobody = PartyId::from_bytes([0; 16]);
    Alert {
        number: 0,
        to: nobody,
        desk: None,
        why,
        plan: None,
        record: Some(record),
    }
}

fn is_full(out: &Judgement) -> bool {
    let alerts = out.effects.iter();
    let alerts = alerts.filter(|effect| matches!(effect, Effect::Alert(_)));
    alerts.count() >= MAX_ALERTS_PER_TICK
}

/// Puts an alert beside the others.
fn owe(out: &mut Judgement, to: PartyId, alert: Alert) {
    let number = watch::next_number(out, to);
    out.effects.push(Effect::Alert(Alert {
        number,
        to,
        ..alert
    }));
}

#[cfg(test)]
mod tests;
