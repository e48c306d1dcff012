//! Plans: whose, in which order of states, and what is drawn when they begin.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{MAX_VOLUMES, may_follow};
use crate::act::Act;
use crate::check::Why;
use crate::check::kit::{Stage, Who, disc, target, volume, words};
use crate::codec::record::Effect;
use crate::erasure::Erasure;
use crate::ids::{LogIndex, PartyId, PlanId};
use crate::refusal::RefusalCode;
use crate::register::tests::code;
use crate::vocabulary::{Outcome, PlanState, Role};

use PlanState::{Active, Cancelled, Ended, Filed, Paused};

#[test]
fn a_plan_runs_from_filing_to_its_end() {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[target()]);
    let id = (stage.east.party, plan);
    for state in [Active, Paused, Active, Ended] {
        stage.step(Who::East, plan, state).unwrap();
        assert_eq!(
            stage.house.register.plans.plan(id).unwrap().state(),
            Some(state)
        );
    }
    let history = stage.house.register.plans.plan(id).unwrap();
    let states: Vec<PlanState> = history.steps().iter().map(|step| step.state).collect();
    assert_eq!(states, [Filed, Active, Paused, Active, Ended]);
    let second = history.steps()[1].record;
    assert_eq!(history.state_at(second), Some(Filed));
    assert_eq!(history.state_at(second + 1), Some(Active));
    assert_eq!(history.desk(), Some(stage.east.desk));
    assert_eq!(
        code(stage.step(Who::East, plan, Active)),
        RefusalCode::WrongState
    );
    assert_eq!(
        code(stage.amend(Who::East, plan, &[target()])),
        RefusalCode::WrongState
    );
    stage.house.assert_replays();
}

#[test]
fn only_these_steps_follow() {
    let may: Vec<(PlanState, PlanState)> = PlanState::ALL
        .iter()
        .flat_map(|from| PlanState::ALL.iter().map(move |to| (*from, *to)))
        .filter(|(from, to)| may_follow(*from, *to))
        .collect();
    let expected = [
        (Filed, Active),
        (Filed, Cancelled),
        (Active, Paused),
        (Active, Ended),
        (Active, Cancelled),
        (Paused, Active),
        (Paused, Ended),
        (Paused, Cancelled),
    ];
    assert_eq!(may, expected);
}

#[test]
fn only_its_owner_runs_it() {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[target()]);
    for who in [Who::South, Who::Centre] {
        assert_eq!(
            code(stage.step(who, plan, Active)),
            RefusalCode::NotTheOwner
        );
        assert_eq!(
            code(stage.amend(who, plan, &[target()])),
            RefusalCode::NotTheOwner
        );
    }
    let nobodys = PlanId::from_bytes([1; 16]);
    assert_eq!(
        code(stage.step(Who::East, nobodys, Active)),
        RefusalCode::MissingReference
    );
}

#[test]
fn who_plans_and_what_is_refused() {
    let mut stage = Stage::covered();
    for (number, role) in (10..).zip(Role::ALL) {
        if *role == Role::Centre {
            continue;
        }
        let mut voice = stage.house.enrol(number, *role);
        let (plan, told) = stage.plan_of(PlanId::from_bytes([number; 16]), &[target()]);
        let said = stage.house.say(&mut voice, Act::PlanFiled(plan), &[told]);
        let may = matches!(
            role,
            Role::Force | Role::Humanitarian | Role::Civil | Role::Guarantor
        );
        assert_eq!(said.is_ok(), may, "{role}");
    }
    let id = PlanId::from_bytes([1; 16]);
    let (plan, told) = stage.plan_of(id, &[target()]);
    assert_eq!(
        code(stage.say(Who::East, Act::PlanFiled(plan.clone()), &[])),
        RefusalCode::MissingReference
    );
    stage.say(Who::East, Act::PlanFiled(plan), &[told]).unwrap();
    let (again, told) = stage.plan_of(id, &[target(), target()]);
    assert_eq!(
        code(stage.say(Who::East, Act::PlanFiled(again), &[told])),
        RefusalCode::IdReused
    );
    for (volumes, refused) in [
        (0, RefusalCode::Invalid),
        (MAX_VOLUMES + 1, RefusalCode::OverLimit),
    ] {
        let (plan, told) = stage.plan_of(PlanId::from_bytes([2; 16]), &vec![target(); volumes]);
        assert_eq!(
            code(stage.say(Who::East, Act::PlanFiled(plan), &[told])),
            refused
        );
    }
}

#[test]
fn activation_is_recorded_whatever_the_outcome_and_carries_it() {
    let mut stage = Stage::covered();
    stage.site(Who::South, &Stage::site_place(disc(0, 0, 10), 0, 600));
    let plan = stage.file(Who::East, &[target()]);
    let index = stage.step(Who::East, plan, Active).unwrap();
    let (verdict, basis) = stage.spoken(index);
    assert_eq!(verdict.outcome, Outcome::Overlap);
    assert_eq!(
        (verdict.check, verdict.plan),
        (None, Some((stage.east.party, plan)))
    );
    assert_eq!(basis.known_at, index);
    let centre = stage.party(Who::Centre);
    let effects = &stage.house.log[usize::try_from(index).unwrap()]
        .part
        .effects;
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Inbox { to, .. } if *to == centre))
    );
    assert_eq!(
        stage.house.register.size,
        index + 1,
        "the watch has nothing to add"
    );
}

#[test]
fn a_plan_is_no_way_around_floor_and_budget() {
    let mut stage = Stage::covered();
    let small = stage.file(Who::East, &[volume(disc(0, 0, 100), 60, 120)]);
    let index = stage.step(Who::East, small, Active).unwrap();
    let (verdict, basis) = stage.spoken(index);
    assert_eq!(
        (verdict.outcome, words(&basis)),
        (Outcome::Unknown, vec![Why::Floor])
    );
    assert_eq!(
        basis.found(),
        Outcome::NoneKnown,
        "the centre sees what was found"
    );
    assert_eq!(owed_to(&stage, index), []);
    let large = stage.file(Who::East, &[target()]);
    stage.step(Who::East, large, Active).unwrap();
    let mut outcomes = Vec::new();
    for _ in 0..5 {
        let index = stage.amend(Who::East, large, &[target()]).unwrap();
        outcomes.push(words(&stage.spoken(index).1));
    }
    assert!(outcomes[..4].iter().all(Vec::is_empty));
    assert_eq!(outcomes[4], [Why::Budget]);
    // Pausing and going on tells the owner nothing that it was not told before.
    stage.step(Who::East, large, Paused).unwrap();
    let index = stage.step(Who::East, large, Active).unwrap();
    assert_eq!(words(&stage.spoken(index).1), [Why::Budget]);
    stage.house.assert_replays();
}

/// To whom a record owes alerts.
fn owed_to(stage: &Stage, record: LogIndex) -> Vec<PartyId> {
    let alerts = stage
        .house
        .effects_of(record)
        .filter_map(|effect| match effect {
            Effect::Alert(alert) => Some(alert.to),
            _ => None,
        });
    alerts.collect()
}

#[test]
fn beginning_on_an_overlap_is_alerted_and_below_the_floor_to_the_centre_alone() {
    let mut stage = Stage::covered();
    let site = Stage::site_place(disc(0, 0, 10), 0, 600);
    stage.site(Who::South, &site);
    let centre = stage.house.centre.party;
    let small = stage.file(Who::East, &[volume(disc(0, 0, 100), 60, 120)]);
    let index = stage.step(Who::East, small, Active).unwrap();
    // The owner may carry its own record away: it says nothing of what is withheld.
    assert_eq!(owed_to(&stage, index), []);
    assert_eq!(owed_to(&stage, index + 1), [centre]);
    // Whether or not there is anything, the watch adds a record.
    let empty = stage.file(Who::East, &[volume(disc(20_000, 20_000, 100), 60, 120)]);
    let index = stage.step(Who::East, empty, Active).unwrap();
    assert_eq!(stage.house.register.size, index + 2);
    assert_eq!(owed_to(&stage, index + 1), []);
    let large = stage.file(Who::East, &[target()]);
    let index = stage.step(Who::East, large, Active).unwrap();
    assert_eq!(owed_to(&stage, index), [stage.east.party, centre]);
    stage.house.assert_replays();
}

#[test]
fn a_plan_over_can_be_erased_and_one_that_runs_cannot() {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[target()]);
    let filed = stage.house.register.size - 1;
    stage.step(Who::East, plan, Active).unwrap();
    let ask = || {
        Act::ErasureAsked(Erasure {
            records: vec![filed],
            personal_only: false,
            reason: None,
        })
    };
    assert_eq!(code(stage.say(Who::East, ask(), &[])), RefusalCode::InForce);
    stage.step(Who::East, plan, Ended).unwrap();
    let asked = stage.say(Who::East, ask(), &[]).unwrap();
    let mut second = stage.house.enrol_person(&stage.east.clone(), 55);
    stage
        .house
        .say(&mut second, Act::Countersigned(asked), &[])
        .unwrap();
    assert_eq!(stage.house.register.plans.volumes(filed), None);
    stage.house.assert_replays();
}
