//! What owners hear of checks: after the end and the delay, once, and of nobody but themselves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{ZoneCount, next_due, told};
use crate::act::Act;
use crate::check::kit::{Stage, Who, ZONE, disc, target};
use crate::codec::disclosure::Disclosures;
use crate::codec::record::{Effect, Ground};
use crate::ids::{LogIndex, PartyId};
use crate::register::Register;
use crate::register::tests::at;
use crate::time::Span;
use crate::vocabulary::{PlanState, Resolution};

/// Minutes from noon to a day (the zone's delay) after the windows of [`target`] end at 120.
const DELAY: u32 = 24 * 60;

fn south_site(stage: &mut Stage) -> LogIndex {
    stage
        .site(Who::South, &Stage::site_place(disc(0, 0, 100), -60, 60_000))
        .1
}

fn counts(stage: &Stage, who: PartyId) -> Vec<Vec<ZoneCount>> {
    let register = &stage.house.register;
    told(register, who, register.standpoint(stage.house.now))
        .into_iter()
        .map(|told| told.counts.value().unwrap().clone())
        .collect()
}

/// Lets ticks say what is due until none does.
fn ticks(stage: &mut Stage) {
    for _ in 0..20 {
        stage.house.now = stage.house.now.plus(Span::seconds(2));
        stage.tick();
    }
}

fn one(checks: u32, overlaps: u32) -> Vec<ZoneCount> {
    vec![ZoneCount {
        zone: Some(ZONE),
        checks,
        overlaps,
    }]
}

#[test]
fn an_owner_hears_numbers_a_day_after_the_plan_has_ended_and_once() {
    let mut stage = Stage::covered();
    south_site(&mut stage);
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    stage.house.wait(70);
    stage.step(Who::East, plan, PlanState::Ended).unwrap();
    assert_eq!(
        next_due(&stage.house.register),
        Some(at(70 + i64::from(DELAY)))
    );
    stage.house.wait(DELAY - 1);
    ticks(&mut stage);
    assert!(counts(&stage, stage.south.party).is_empty());
    stage.house.wait(1);
    ticks(&mut stage);
    assert_eq!(counts(&stage, stage.south.party), [one(1, 1)]);
    assert!(counts(&stage, stage.north.party).is_empty());
    assert_eq!(next_due(&stage.house.register), None);
    stage.house.wait(DELAY);
    ticks(&mut stage);
    assert_eq!(counts(&stage, stage.south.party).len(), 1);
    stage.house.assert_replays();
}

#[test]
fn the_record_names_no_plan_no_asker_and_no_other_owner() {
    let mut stage = Stage::covered();
    south_site(&mut stage);
    let place = Stage::site_place(disc(300, 0, 100), -60, 60_000);
    stage.site(Who::North, &place);
    stage.check(Who::East, &[target()]);
    stage.house.wait(120 + DELAY);
    ticks(&mut stage);
    let telling: Vec<_> = stage
        .house
        .log
        .iter()
        .filter(|record| record.part.ground == Ground::Tick)
        .map(|record| &record.part.effects)
        .filter(|effects| {
            effects
                .iter()
                .any(|e| matches!(e, Effect::OwnerCounts { .. }))
        })
        .collect();
    assert_eq!(telling.len(), 2, "a tick for each owner");
    for effects in telling {
        let [inbox, counts, counted] = &effects[..] else {
            panic!("an inbox, counts and what was counted")
        };
        let Effect::Inbox { to, resolution, .. } = inbox else {
            panic!("the owner's inbox")
        };
        assert_eq!(*resolution, Resolution::Existence);
        assert!(matches!(counts, Effect::OwnerCounts { to: of, .. } if of == to));
        assert!(matches!(counted, Effect::Counted(_)));
    }
    assert_eq!(counts(&stage, stage.south.party), [one(1, 1)]);
    assert_eq!(counts(&stage, stage.north.party), [one(1, 1)]);
    stage.house.assert_replays();
}

#[test]
fn checks_that_are_over_together_are_told_together() {
    let mut stage = Stage::covered();
    south_site(&mut stage);
    for _ in 0..3 {
        stage.check(Who::East, &[target()]);
    }
    stage.house.wait(120 + DELAY);
    ticks(&mut stage);
    assert_eq!(counts(&stage, stage.south.party), [one(3, 3)]);
}

#[test]
fn what_overlaps_nothing_or_only_the_askers_own_is_told_to_nobody() {
    let mut stage = Stage::covered();
    stage.check(Who::East, &[target()]);
    let place = Stage::site_place(disc(0, 0, 100), -60, 60_000);
    stage.site(Who::East, &place);
    stage.check(Who::East, &[target()]);
    assert_eq!(next_due(&stage.house.register), None);
    stage.house.wait(120 + DELAY);
    ticks(&mut stage);
    assert!(counts(&stage, stage.east.party).is_empty());
}

#[test]
fn a_plan_that_nobody_ends_ends_with_its_last_window() {
    let mut stage = Stage::covered();
    south_site(&mut stage);
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    assert_eq!(
        next_due(&stage.house.register),
        Some(at(120 + i64::from(DELAY)))
    );
}

#[test]
fn what_is_forgotten_is_what_a_replay_without_it_gives() {
    let mut stage = Stage::covered();
    south_site(&mut stage);
    stage.check(Who::East, &[target()]);
    let gone = stage.house.register.size - 1;
    let place = Stage::site_place(disc(300, 0, 100), -60, 60_000);
    stage.site(Who::North, &place);
    let asked = stage.check_of(&[target()], 0);
    let kept = stage
        .say(Who::East, Act::CheckAsked(asked.0), &[asked.1])
        .unwrap();
    for step in 0..3 {
        let mut forgetting = stage.clone();
        forgetting.house.register.forget(gone);
        let mut again = Register::new();
        for record in &forgetting.house.log {
            let mut record = record.clone();
            if record.index == gone {
                record.disclosures = Disclosures::default();
            }
            again.apply(&record);
        }
        assert!(again == forgetting.house.register, "step {step}");
        stage.house.wait(120 + DELAY);
        stage.tick();
    }
    assert!(kept > gone);
}
