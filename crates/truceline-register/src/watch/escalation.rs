//! Alerts that nobody answers: passed on once to any duty desk of their party and once to the centre.
//!
//! Not here: what is owed at first ([`super`]), and that one tick speaks of one party
//! ([`crate::register::tick`]).

use super::Owed;
use crate::codec::record::{Alert, AlertWhy};
use crate::ids::PartyId;
use crate::register::Register;
use crate::register::tick::MAX_ALERTS_PER_TICK;
use crate::request;
use crate::stop::{self, STOP_ESCALATION};
use crate::time::{Instant, Span};
use std::collections::BTreeSet;

/// How long an alert may wait where no zone says: a shift's patience with a telephone that rings.
pub const ESCALATION_WITHOUT_ZONES: Span = Span::minutes(5);

/// An alert that is passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passing {
    /// Whose alert nobody took.
    pub owed_to: PartyId,
    /// Since when.
    pub since: Instant,
    /// Whether it is one of a stop.
    pub is_stop: bool,
    /// What is owed now.
    pub alert: Alert,
}

/// The alerts that have waited too long, each passed on once to any duty desk of its party and once
/// to the centre: those of stops all of them, of others no more than one tick says. Whoever puts them into a
/// record numbers them.
#[must_use]
pub fn escalations(register: &Register, now: Instant) -> Vec<Passing> {
    let mut alerts: Vec<Passing> = Vec::new();
    let mut passed = BTreeSet::new();
    let least = least_patience(register);
    for owed in waiting(register)
        .take_while(|owed| owed.owed_at.plus(least) <= now)
        .filter(|owed| patience_ends(register, owed) <= now)
    {
        // Of a stop all are passed on, however many others wait.
        if alerts.len() >= MAX_ALERTS_PER_TICK && owed.alert.why != AlertWhy::Stop {
            continue;
        }
        for to in [owed.alert.to, register.authority.centre()] {
            let same = |passed: &Alert| {
                (passed.to, passed.record, passed.plan) == (to, Some(owed.record), owed.alert.plan)
            };
            let before = register
                .watch
                .passed_on(owed)
                .any(|passed| same(&passed.alert));
            if before || !passed.insert((to, owed.record, owed.alert.plan)) {
                continue;
            }
            alerts.push(Passing {
                owed_to: owed.alert.to,
                since: owed.owed_at,
                is_stop: owed.alert.why == AlertWhy::Stop,
                alert: Alert {
                    number: 0,
                    to,
                    desk: None,
                    why: AlertWhy::Escalated,
                    plan: owed.alert.plan,
                    record: Some(owed.record),
                },
            });
        }
    }
    alerts
}

/// When the next alert will have waited too long.
#[must_use]
pub fn next_escalation(register: &Register) -> Option<Instant> {
    let least = least_patience(register);
    let mut next: Option<Instant> = None;
    for owed in waiting(register) {
        // The others are owed later still.
        if next.is_some_and(|next| next <= owed.owed_at.plus(least)) {
            break;
        }
        let ends = patience_ends(register, owed);
        next = Some(next.map_or(ends, |next| next.min(ends)));
    }
    next
}

/// No alert goes on sooner after it was owed.
fn least_patience(register: &Register) -> Span {
    let profiles = register.zones.profiles(register.size);
    let spans = profiles.map(|(_, _, profile)| profile.escalation);
    spans
        .chain([STOP_ESCALATION, ESCALATION_WITHOUT_ZONES])
        .min()
        .unwrap_or(Span::ZERO)
}

/// Alerts that nobody has answered and that were not passed on yet, those owed first before the others.
fn waiting(register: &Register) -> impl Iterator<Item = &Owed> {
    let watch = &register.watch;
    let waiting = watch.waiting.iter();
    waiting
        .filter_map(|place| watch.alerts.get(place))
        .filter(|owed| !stop::is_over(register, owed, register.size))
        .filter(|owed| !request::due::is_over(register, owed, register.size))
}

/// Until when an alert may wait: by the strictest of the zones that its plan touches, by the zone that
/// its request is about, or by the strictest of all; one of a stop no longer than a stop's may.
fn patience_ends(register: &Register, owed: &Owed) -> Instant {
    let plan = owed
        .alert
        .plan
        .and_then(|plan| register.checks.last_of_plan(plan, register.size));
    let is_stop = owed.alert.why == AlertWhy::Stop;
    let touched = plan
        .filter(|_| !is_stop)
        .and_then(|spoken| spoken.basis.value())
        .map(|basis| &basis.touched);
    let asked_about = (owed.alert.record)
        .filter(|_| owed.alert.why == AlertWhy::RequestOverdue)
        .and_then(|record| register.requests.zone_of(record));
    let spans = register
        .zones
        .profiles(register.size)
        .filter(|(zone, ..)| touched.is_none_or(|touched| touched.contains(zone)))
        .filter(|(zone, ..)| asked_about.is_none_or(|asked| asked == *zone))
        .map(|(_, _, profile)| profile.escalation);
    let span = spans.min();
    owed.owed_at.plus(if is_stop {
        span.map_or(STOP_ESCALATION, |span| span.min(STOP_ESCALATION))
    } else {
        span.unwrap_or(ESCALATION_WITHOUT_ZONES)
    })
}
