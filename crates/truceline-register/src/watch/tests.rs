//! The watch speaks once per change, to the plan's desk and the centre, until somebody answers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{AlertRef, due, escalations, next_change, next_escalation, open_alerts};
use crate::act::Act;
use crate::check::Why;
use crate::check::evaluation::evaluate_towards;
use crate::check::kit::{Stage, Who, disc, position, target, volume, words};
use crate::check::view::told_reasons;
use crate::codec::record::{AlertWhy, Effect, Ground, Record};
use crate::ids::{LogIndex, PartyId, PlanId};
use crate::plan::question_of;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::tests::at;
use crate::vocabulary::{MovementAct, Outcome, PlanState};
use proptest::prelude::*;

/// East's plan over the target, active.
fn watched() -> (Stage, PlanId) {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[target()]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    (stage, plan)
}

fn watch_records(stage: &Stage) -> Vec<&Record> {
    let ground = |record: &&Record| matches!(record.part.ground, Ground::Watch { .. });
    stage.house.log.iter().filter(ground).collect()
}

fn alerts(record: &Record) -> usize {
    record
        .part
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Alert(_)))
        .count()
}

fn site_inside(stage: &mut Stage) -> LogIndex {
    stage
        .site(Who::South, &Stage::site_place(disc(0, 0, 10), 0, 600))
        .1
}

#[test]
fn one_alert_per_change_to_the_desk_and_the_centre() {
    let (mut stage, plan) = watched();
    assert!(watch_records(&stage).is_empty());
    let cause = site_inside(&mut stage);
    let found = watch_records(&stage);
    let [record] = found[..] else {
        panic!("one record of the watch")
    };
    assert_eq!(record.part.ground, Ground::Watch { cause });
    let (verdict, basis) = stage.spoken(record.index);
    assert_eq!(verdict.outcome, Outcome::Overlap);
    assert_eq!(basis.overlaps[0].record, cause);
    let id = (stage.east.party, plan);
    let owed = open_alerts(
        &stage.house.register,
        stage.house.register.standpoint(at(0)),
    );
    let told: Vec<_> = owed
        .iter()
        .map(|owed| (owed.alert.to, owed.alert.desk))
        .collect();
    assert_eq!(
        told,
        [
            (stage.east.party, Some(stage.east.desk)),
            (stage.house.centre.party, None)
        ]
    );
    assert!(
        owed.iter()
            .all(|o| o.alert.why == AlertWhy::OutcomeChanged && o.alert.plan == Some(id))
    );
    // What changes nothing says nothing.
    stage.site(Who::South, &Stage::site_place(disc(20_000, 0, 10), 0, 600));
    stage.check(Who::North, &[target()]);
    assert_eq!(watch_records(&stage).len(), 1);
    // A second overlap is a change.
    site_inside(&mut stage);
    assert_eq!(watch_records(&stage).len(), 2);
    stage.house.assert_replays();
}

#[test]
fn the_watch_does_not_follow_itself() {
    let (mut stage, _) = watched();
    site_inside(&mut stage);
    assert!(matches!(
        stage.house.log.last().unwrap().part.ground,
        Ground::Watch { .. }
    ));
    let context = stage.house.context();
    assert_eq!(stage.house.register.follow(&context), None);
}

#[test]
fn a_paused_plan_is_watched_and_one_that_is_over_is_not() {
    let (mut stage, plan) = watched();
    stage.step(Who::East, plan, PlanState::Paused).unwrap();
    site_inside(&mut stage);
    assert_eq!(watch_records(&stage).len(), 1);
    stage.step(Who::East, plan, PlanState::Ended).unwrap();
    site_inside(&mut stage);
    assert_eq!(watch_records(&stage).len(), 1);
    assert_eq!(next_change(&stage.house.register, at(0)), None);
}

#[test]
fn a_plan_moved_is_watched_where_it_is_now() {
    let (mut stage, plan) = watched();
    stage
        .amend(Who::East, plan, &[volume(disc(20_000, 0, 2_000), 60, 120)])
        .unwrap();
    site_inside(&mut stage);
    assert!(watch_records(&stage).is_empty());
    stage.site(Who::South, &Stage::site_place(disc(20_000, 0, 10), 0, 600));
    assert_eq!(watch_records(&stage).len(), 1);
}

#[test]
fn time_alone_is_a_cause() {
    let (mut stage, _) = watched();
    let line = vec![
        position(3_600_000, 3_590_000),
        position(3_600_000, 3_610_000),
    ];
    let id = stage.movement(Who::South, line, 10, 20);
    assert!(
        watch_records(&stage).is_empty(),
        "through before the plan begins"
    );
    assert_eq!(
        next_change(&stage.house.register, at(0)),
        Some(at(30)),
        "told before the movement was"
    );
    stage.house.wait(20);
    assert!(stage.tick(), "the movement is overdue");
    let found = watch_records(&stage);
    assert_eq!(stage.spoken(found[0].index).0.outcome, Outcome::Overlap);
    stage.report(Who::South, id, MovementAct::Arrived);
    let last = watch_records(&stage).last().unwrap().index;
    assert_eq!(stage.spoken(last).0.outcome, Outcome::NoneKnown);
    stage.house.assert_replays();
}

#[test]
fn an_answer_that_ages_is_a_change_and_an_outcome_that_expires_is_renewed_in_silence() {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[volume(disc(0, 0, 2_000), 60, 600)]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    let mut renewed = 0;
    let mut changed = Vec::new();
    for _ in 0..250 {
        stage.house.wait(1);
        let now = stage.house.now;
        assert_eq!(
            due(&stage.house.register, now),
            next_change(&stage.house.register, now).unwrap() <= now
        );
        if stage.tick() {
            let record = watch_records(&stage).last().unwrap().index;
            let record = &stage.house.log[usize::try_from(record).unwrap()];
            if alerts(record) == 0 {
                renewed += 1;
            } else {
                changed.push((stage.house.now, words(&stage.spoken(record.index).1)));
            }
        }
    }
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0], (at(241), vec![Why::Stale]));
    assert_eq!(
        renewed, 8,
        "every half hour, the outcome's life in this zone"
    );
    assert!(!due(&stage.house.register, stage.house.now));
    stage.house.assert_replays();
}

#[test]
fn when_all_windows_are_over_time_changes_nothing_more() {
    let (stage, _) = watched();
    assert!(next_change(&stage.house.register, at(119)).is_some());
    assert_eq!(next_change(&stage.house.register, at(120)), None);
}

#[test]
fn the_owner_of_a_plan_below_the_floor_is_not_told_and_the_centre_is() {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[volume(disc(0, 0, 100), 60, 120)]);
    stage.step(Who::East, plan, PlanState::Active).unwrap();
    site_inside(&mut stage);
    let found = watch_records(&stage);
    let [_, record] = found[..] else {
        panic!("one record of the watch after the beginning, and one after the site")
    };
    let (verdict, basis) = stage.spoken(record.index);
    assert_eq!(
        (verdict.outcome, basis.found()),
        (Outcome::Unknown, Outcome::Overlap)
    );
    let owed = open_alerts(
        &stage.house.register,
        stage.house.register.standpoint(at(0)),
    );
    assert_eq!(
        owed.iter().map(|o| o.alert.to).collect::<Vec<_>>(),
        [stage.house.centre.party]
    );
}

#[test]
fn once_is_enough_and_later_ones_are_kept() {
    let (mut stage, _) = watched();
    site_inside(&mut stage);
    let record = stage.house.register.size - 1;
    let open = |stage: &Stage| {
        let register = &stage.house.register;
        open_alerts(register, register.standpoint(stage.house.now)).len()
    };
    assert_eq!(open(&stage), 2);
    let (east, centre) = (stage.east.party, stage.house.centre.party);
    let ack = |number, of| Act::AlertAcknowledged(record, number, of);
    // What another is owed, and how many, reads like what nobody is owed.
    let mut refused = Vec::new();
    for (who, act) in [
        (Who::East, ack(1, None)),
        (Who::South, ack(0, None)),
        (Who::South, ack(0, Some(east))),
        (Who::South, ack(0, Some(centre))),
        (Who::South, ack(0, Some(PartyId::from_bytes([0x7e; 16])))),
        (Who::Centre, ack(1, Some(east))),
        (Who::Centre, ack(0, Some(PartyId::from_bytes([3; 16])))),
    ] {
        refused.push(stage.say(who, act, &[]).unwrap_err());
    }
    let missing = |refusal: &Refusal| refusal.code == RefusalCode::MissingReference;
    assert!(refused.iter().all(missing));
    assert!(refused[1..5].iter().all(|one| *one == refused[1]));
    let before = stage.house.register.size;
    stage.say(Who::East, ack(0, None), &[]).unwrap();
    assert_eq!(open(&stage), 1);
    stage.say(Who::East, ack(0, Some(east)), &[]).unwrap();
    stage.say(Who::Centre, ack(0, Some(east)), &[]).unwrap();
    assert_eq!(open(&stage), 1, "the centre's own is another");
    stage.say(Who::Centre, ack(0, None), &[]).unwrap();
    assert_eq!(open(&stage), 0);
    let register = &stage.house.register;
    let taken = |to| {
        let about = AlertRef {
            record,
            to,
            number: 0,
        };
        register.watch.alert(about).unwrap().taken.len()
    };
    assert_eq!((taken(east), taken(centre)), (3, 1));
    let then = crate::register::Standpoint {
        known_at: before,
        now: at(0),
    };
    assert_eq!(open_alerts(register, then).len(), 2, "as it stood before");
    stage.house.assert_replays();
}

#[test]
fn an_alert_unanswered_goes_to_any_duty_desk_once() {
    let (mut stage, _) = watched();
    site_inside(&mut stage);
    let record = stage.house.register.size - 1;
    assert_eq!(next_escalation(&stage.house.register), Some(at(10)));
    assert!(escalations(&stage.house.register, at(9)).is_empty());
    stage.house.wait(10);
    let owed = escalations(&stage.house.register, at(10));
    let told: Vec<_> = owed.iter().map(|p| (p.alert.to, p.alert.desk)).collect();
    assert_eq!(
        told,
        [(stage.east.party, None), (stage.house.centre.party, None)]
    );
    assert!(
        owed.iter()
            .all(|p| p.alert.why == AlertWhy::Escalated && p.alert.record == Some(record))
    );
    assert!(stage.tick());
    let passed_on = stage.house.register.size - 1;
    assert!(escalations(&stage.house.register, at(600)).is_empty());
    assert_eq!(next_escalation(&stage.house.register), None);
    // Somebody of East takes it: East's own is settled by it, the centre's are not.
    let owed = open_alerts(
        &stage.house.register,
        stage.house.register.standpoint(at(10)),
    )
    .len();
    assert_eq!(owed, 4);
    let number = stage
        .house
        .register
        .watch
        .all(u64::MAX)
        .find(|o| o.record == passed_on && o.alert.to == stage.east.party)
        .unwrap()
        .alert
        .number;
    stage
        .say(
            Who::East,
            Act::AlertAcknowledged(passed_on, number, None),
            &[],
        )
        .unwrap();
    let open = open_alerts(
        &stage.house.register,
        stage.house.register.standpoint(at(10)),
    );
    assert!(
        open.iter()
            .all(|owed| owed.alert.to == stage.house.centre.party)
    );
    assert_eq!(open.len(), 2);
    stage
        .say(Who::Centre, Act::AlertAcknowledged(record, 0, None), &[])
        .unwrap();
    assert!(
        open_alerts(
            &stage.house.register,
            stage.house.register.standpoint(at(10))
        )
        .is_empty()
    );
    stage.house.assert_replays();
}

#[test]
fn who_answers_its_own_alert_has_answered_what_was_passed_on_to_it() {
    let (mut stage, _) = watched();
    site_inside(&mut stage);
    let record = stage.house.register.size - 1;
    stage.house.wait(10);
    assert!(stage.tick());
    let passed_on = stage.house.register.size - 1;
    let open = |stage: &Stage| -> Vec<(LogIndex, bool)> {
        let register = &stage.house.register;
        open_alerts(register, register.standpoint(at(10)))
            .iter()
            .map(|owed| (owed.record, owed.alert.to == stage.house.centre.party))
            .collect()
    };
    assert_eq!(open(&stage).len(), 4);
    // The centre answers the one that it was owed first: both of its own are settled, East's are not.
    stage
        .say(Who::Centre, Act::AlertAcknowledged(record, 0, None), &[])
        .unwrap();
    assert_eq!(open(&stage), [(record, false), (passed_on, false)]);
    stage
        .say(Who::East, Act::AlertAcknowledged(record, 0, None), &[])
        .unwrap();
    assert!(open(&stage).is_empty());
    stage.house.assert_replays();
}

#[test]
fn an_answer_before_it_was_passed_on_does_not_settle_what_another_left_open() {
    let (mut stage, _) = watched();
    site_inside(&mut stage);
    let record = stage.house.register.size - 1;
    stage
        .say(Who::Centre, Act::AlertAcknowledged(record, 0, None), &[])
        .unwrap();
    stage.house.wait(10);
    assert!(stage.tick());
    let passed_on = stage.house.register.size - 1;
    let register = &stage.house.register;
    let open = open_alerts(register, register.standpoint(at(10)));
    assert!(
        open.iter()
            .any(|o| o.record == passed_on && o.alert.to == stage.house.centre.party),
        "the centre is told that East is silent"
    );
}

#[test]
fn what_was_answered_in_time_is_not_passed_on() {
    let (mut stage, _) = watched();
    site_inside(&mut stage);
    let record = stage.house.register.size - 1;
    stage
        .say(Who::East, Act::AlertAcknowledged(record, 0, None), &[])
        .unwrap();
    stage.house.wait(10);
    let owed = escalations(&stage.house.register, at(10));
    assert_eq!(
        owed.iter().map(|p| p.alert.to).collect::<Vec<_>>(),
        [stage.house.centre.party]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever happens: what the watch said last is what the register holds, each record of it says
    /// something new, and a replay gives the same.
    #[test]
    fn the_last_word_of_the_watch_is_true(acts in proptest::collection::vec((0_u8..6, 0_i32..4), 1..14)) {
        let mut stage = Stage::covered();
        let plan = stage.file(Who::East, &[volume(disc(0, 0, 2_000), 60, 600)]);
        stage.step(Who::East, plan, PlanState::Active).unwrap();
        let id = (stage.east.party, plan);
        for (act, n) in acts {
            match act {
                0 => { stage.site(Who::South, &Stage::site_place(disc(n * 1_500, 0, 10), 0, 600)); }
                1 => { stage.nil_of(Who::North); }
                2 => { stage.channel(Who::South, crate::vocabulary::ChannelState::ALL[usize::try_from(n).unwrap()]); }
                3 => { stage.house.wait(u32::try_from(n).unwrap() * 14); stage.tick(); }
                4 => { stage.amend(Who::East, plan, &[volume(disc(n * 1_500, 0, 2_000), 60, 600)]).unwrap(); }
                _ => { stage.existence(Who::North, 60, 90); }
            }
            let register = &stage.house.register;
            let last = register.checks.last_of_plan(id, register.size).unwrap().clone();
            let version = register.plans.plan(id).unwrap().version().unwrap();
            let volumes = version.volumes.value().unwrap();
            let found = stage.find_in(volumes);
            let basis = last.basis.value().unwrap();
            prop_assert_eq!(basis.found(), found.outcome);
            prop_assert_eq!(&basis.overlaps, &found.basis.overlaps);
            if !basis.is_withheld() {
                let register = &stage.house.register;
                let question = question_of(version).unwrap();
                let at = register.standpoint(stage.house.now);
                let told = evaluate_towards(register, question, Some(id.0), at);
                prop_assert_eq!(last.verdict.outcome, told.outcome);
                prop_assert_eq!(basis.met(), told.basis.met());
                prop_assert_eq!(told_reasons(basis), told_reasons(&told.basis));
                prop_assert_eq!(&basis.reasons, &found.basis.reasons);
            }
        }
        let said: Vec<_> = stage.house.register.checks.all_spoken(u64::MAX).collect();
        for pair in said.windows(2) {
            if pair.iter().any(|one| one.basis.value().unwrap().is_withheld()) {
                continue;
            }
            let alerted = alerts(&stage.house.log[usize::try_from(pair[1].record).unwrap()]) > 0;
            let same = pair[0].verdict.outcome == pair[1].verdict.outcome
                && pair[0].basis.value().unwrap().overlaps == pair[1].basis.value().unwrap().overlaps
                && pair[0].basis.value().unwrap().coarse.as_ref().map(|coarse| (&coarse.met, &coarse.reasons))
                    == pair[1].basis.value().unwrap().coarse.as_ref().map(|coarse| (&coarse.met, &coarse.reasons))
                && told_reasons(pair[0].basis.value().unwrap()) == told_reasons(pair[1].basis.value().unwrap())
                && pair[0].basis.value().unwrap().reasons == pair[1].basis.value().unwrap().reasons;
            let by_watch = stage.house.log[usize::try_from(pair[1].record).unwrap()].statement.is_none();
            prop_assert_eq!(by_watch && same, by_watch && !alerted);
        }
        stage.house.assert_replays();
    }
}

#[test]
fn a_plan_whose_volumes_are_lost_is_said_to_be_unwatched_once() {
    let (mut stage, plan) = watched();
    let id = (stage.east.party, plan);
    // The vault has lost what was disclosed of the plan, and what was said of it.
    let mut lost = stage.house.log.clone();
    for record in &mut lost {
        let of_plan = stage.house.register.plans.of_record(record.index) == Some(id);
        if of_plan {
            record.disclosures = crate::codec::disclosure::Disclosures::default();
        }
    }
    let mut again = crate::register::Register::new();
    for record in &lost {
        again.apply(record);
    }
    stage.house.register = again;
    stage.house.log = lost;
    stage.site(Who::South, &Stage::site_place(disc(20_000, 0, 10), 0, 600));
    let found = watch_records(&stage);
    let [record] = found[..] else {
        panic!("one record of the watch")
    };
    assert_eq!(alerts(record), 2, "the plan's desk and the centre");
    let (verdict, basis) = stage.spoken(record.index);
    assert_eq!(
        (verdict.outcome, words(&basis)),
        (Outcome::Unknown, vec![Why::PlanUnseen])
    );
    site_inside(&mut stage);
    stage.house.wait(600);
    site_inside(&mut stage);
    assert_eq!(watch_records(&stage).len(), 1, "it is said once");
    stage.amend(Who::East, plan, &[target()]).unwrap();
    let last = stage
        .house
        .register
        .checks
        .last_of_plan(id, stage.house.register.size);
    assert_eq!(last.unwrap().verdict.outcome, Outcome::Overlap);
}
