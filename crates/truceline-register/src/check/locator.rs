//! What keeps checks from finding people: a floor under what is asked about, a budget per party,
//! zone and day, and an alarm when checks close in on something. DESIGN.md §6, locator defence.
//!
//! Nothing here looks at what is notified, so that the answer tells nothing about it.

use super::evaluation::Question;
use super::ground::touched_zones;
use super::{Reason, Why};
use crate::geometry::area::least_area;
use crate::ids::{PartyId, ZoneId};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span};
use std::collections::BTreeSet;

/// Least area of a party's check where no zone says, in square metres: a square kilometre, about
/// what a village takes.
pub const FLOOR_WITHOUT_ZONES_M2: u64 = 1_000_000;

/// Least duration of a party's check where no zone says.
pub const FLOOR_SPAN_WITHOUT_ZONES: Span = Span::minutes(15);

/// Checks a day that a party has outside all zones.
pub const BUDGET_WITHOUT_ZONES: u32 = 20;

/// So many steps of a day are a search ([`super::probing`]): halving a square kilometre six times leaves a
/// hamlet.
pub const PROBING_CHECKS: usize = 6;

const DAY_MICROS: i64 = 86_400_000_000;

/// Why a party is told no outcome; empty where it may be.
#[must_use]
pub fn limits(
    register: &Register,
    question: Question<'_>,
    party: PartyId,
    at: Standpoint,
) -> BTreeSet<Reason> {
    let zones = touched_zones(register, question, at).zones;
    limits_in(register, question, &zones, party, at)
}

/// As [`limits`], of a question that touches these zones.
pub(super) fn limits_in(
    register: &Register,
    question: Question<'_>,
    zones: &BTreeSet<ZoneId>,
    party: PartyId,
    at: Standpoint,
) -> BTreeSet<Reason> {
    let mut limits = floor_in(register, question, Some(zones), at);
    limits.extend(budget(register, zones, party, at));
    limits
}

/// The zones in which a volume is below the floor.
#[must_use]
pub fn floor(register: &Register, question: Question<'_>, at: Standpoint) -> BTreeSet<Reason> {
    floor_in(register, question, None, at)
}

/// With the zones that all of it touches, where they are known.
fn floor_in(
    register: &Register,
    question: Question<'_>,
    touched: Option<&BTreeSet<ZoneId>>,
    at: Standpoint,
) -> BTreeSet<Reason> {
    let mut reasons = BTreeSet::new();
    for volume in question.volumes {
        let one = Question {
            volumes: std::slice::from_ref(volume),
            ..question
        };
        // A volume by itself touches what the question does.
        let known = touched.filter(|_| question.volumes.len() == 1).cloned();
        let zones = known.unwrap_or_else(|| touched_zones(register, one, at).zones);
        let floors: Vec<(Option<ZoneId>, u64, Span)> = zones
            .iter()
            .filter_map(|zone| register.zones.profile(*zone, at.known_at))
            .map(|(_, p)| (Some(p.zone), p.check_floor_m2, p.check_floor_span))
            .collect();
        let outside = [(None, FLOOR_WITHOUT_ZONES_M2, FLOOR_SPAN_WITHOUT_ZONES)];
        let floors = if floors.is_empty() {
            &outside[..]
        } else {
            &floors[..]
        };
        let area_m2 = least_area(&volume.footprint).get();
        let span = volume.window.end().since(volume.window.start());
        let below = floors
            .iter()
            .filter(|(_, m2, least)| area_m2 < *m2 || span < *least);
        reasons.extend(below.map(|(zone, ..)| Reason {
            why: Why::Floor,
            party: None,
            zone: *zone,
        }));
    }
    reasons
}

/// Of the zones that a question touches, those in which the party's checks of the day are used up.
#[must_use]
pub(super) fn budget(
    register: &Register,
    zones: &BTreeSet<ZoneId>,
    party: PartyId,
    at: Standpoint,
) -> BTreeSet<Reason> {
    let since = day_start(at.now);
    let looks_at_most = (register.checks).looks_at_most(party, since, at.known_at);
    let budgets: Vec<(Option<ZoneId>, u32)> = if zones.is_empty() {
        vec![(None, BUDGET_WITHOUT_ZONES)]
    } else {
        let of = |zone: &ZoneId| register.zones.profile(*zone, at.known_at);
        zones
            .iter()
            .map(|zone| {
                (
                    Some(*zone),
                    of(zone).map_or(BUDGET_WITHOUT_ZONES, |(_, p)| p.check_budget),
                )
            })
            .collect()
    };
    budgets
        .into_iter()
        .filter(|(zone, budget)| {
            let most = *budget as usize;
            // Looking at each is dear, and mostly there are not so many.
            let looks = || (register.checks).looks(party, *zone, since, at.known_at);
            looks_at_most >= most && looks().take(most).count() >= most
        })
        .map(|(zone, _)| Reason {
            why: Why::Budget,
            party: None,
            zone,
        })
        .collect()
}

/// Midnight UTC before an instant.
pub(super) fn day_start(now: Instant) -> Instant {
    let start = now.micros().div_euclid(DAY_MICROS) * DAY_MICROS;
    Instant::from_micros(start).unwrap_or(Instant::MIN)
}
