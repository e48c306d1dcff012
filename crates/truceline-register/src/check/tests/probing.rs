//! Searches: each pattern alarms the centre within its steps, once a day, and ordinary work does not.

use super::{Stage, Who, ZONE, disc, obliged, profile, target, volume};
use crate::act::Act;
use crate::check::Subject;
use crate::check::probing::{Noticed, Pattern, looks_of, search};
use crate::codec::record::AlertWhy;
use crate::place::Volume4d;
use crate::register::Register;
use crate::register::tests::at;
use crate::vocabulary::PlanState;
use proptest::prelude::*;

/// A stage whose zone lets a party look so often.
fn stage(budget: u32) -> Stage {
    let mut stage = Stage::covered();
    let mut rules = profile(vec![obliged(&stage.south)]);
    rules.check_budget = budget;
    stage.house.centre_says(Act::ProfileSet(rules)).unwrap();
    stage
}

fn noticed(stage: &Stage) -> Vec<Noticed> {
    let checks = &stage.house.register.checks;
    let mut all: Vec<Noticed> = checks
        .noticed_since(at(-100_000))
        .map(|noticed| noticed.what.value().unwrap().clone())
        .collect();
    all.reverse();
    all
}

fn alarms(stage: &Stage, why: AlertWhy) -> usize {
    let all = stage.house.register.watch.all(u64::MAX);
    let centre = stage.house.centre.party;
    all.filter(|owed| owed.alert.why == why && owed.alert.to == centre)
        .count()
}

/// A disc of somewhat more than a square kilometre, the zone's floor.
fn small(north_m: i32, east_m: i32, from: i64) -> Volume4d {
    volume(disc(north_m, east_m, 600), from, from + 60)
}

#[test]
fn a_sweep_of_squares_side_by_side_is_noticed_at_the_sixth() {
    let mut stage = stage(100);
    for step in 0..12 {
        assert_eq!(alarms(&stage, AlertWhy::Probing), usize::from(step > 5));
        stage.check(Who::East, &[small(0, step * 1_100, 60)]);
    }
    let [what] = &noticed(&stage)[..] else {
        panic!("once a day")
    };
    assert_eq!((what.pattern, what.looks), (Pattern::Sweep, 6));
    assert_eq!((what.asker, what.zone), (stage.east.party, Some(ZONE)));
    stage.house.assert_replays();
}

#[test]
fn so_are_shifts_over_the_same_ground_and_a_sweep_of_times() {
    let mut shifted = stage(100);
    let mut timed = stage(100);
    for step in 0..6 {
        shifted.check(Who::East, &[small(step * 50, 0, 60)]);
        timed.check(Who::East, &[small(0, 0, 60 + i64::from(step) * 30)]);
    }
    assert_eq!(alarms(&shifted, AlertWhy::Probing), 1);
    assert_eq!(alarms(&timed, AlertWhy::Probing), 1);
}

/// Halving the hours takes but a few questions, so it is noticed sooner; of large ground too, and where parties
/// take turns.
#[test]
fn halving_hours_over_the_same_ground_is_noticed_at_the_fourth_window() {
    let ends = [420, 360, 330, 345, 340, 343];
    let look = |end: i64| volume(disc(0, 0, 8_000), end - 60, end);
    let mut alone = stage(100);
    for (step, end) in ends.into_iter().enumerate() {
        assert_eq!(alarms(&alone, AlertWhy::Probing), usize::from(step > 3));
        alone.check(Who::East, &[look(end)]);
        alone.check(Who::East, &[look(end)]);
    }
    let [what] = &noticed(&alone)[..] else {
        panic!("once a day")
    };
    assert_eq!((what.pattern, what.looks), (Pattern::Times, 4));
    alone.house.assert_replays();
    let mut together = stage(100);
    for (step, end) in ends.into_iter().enumerate() {
        assert_eq!(noticed(&together), []);
        let who = [Who::North, Who::East][step % 2];
        together.check(who, &[look(end)]);
    }
    let [what] = &noticed(&together)[..] else {
        panic!("once")
    };
    assert_eq!((what.pattern, what.looks), (Pattern::Together, 6));
    assert_eq!(what.others, [together.north.party]);
}

/// One hour after the other, the same hours elsewhere, or hours far apart: a desk at its work.
#[test]
fn a_day_of_hours_one_after_the_other_is_no_search_in_time() {
    let mut stage = stage(100);
    for step in 0..5 {
        let from = 60 + i64::from(step) * 60;
        stage.check(Who::East, &[volume(disc(0, 0, 8_000), from, from + 60)]);
        let elsewhere = disc(0, 3_000 * step, 5_000);
        stage.check(Who::North, &[volume(elsewhere, 60 + i64::from(step), 120)]);
    }
    assert_eq!(noticed(&stage), []);
}

#[test]
fn large_ground_shifted_by_strips_is_a_search_however_large() {
    let mut shifted = stage(100);
    let mut grown = stage(100);
    for step in 0..6 {
        shifted.check(
            Who::East,
            &[volume(disc(0, i32::from(step) * 20, 8_000), 60, 120)],
        );
        grown.check(
            Who::East,
            &[volume(disc(0, 0, 8_000 + u32::from(step) * 20), 60, 120)],
        );
        step_ends(&shifted, step);
    }
    assert_eq!(alarms(&shifted, AlertWhy::Probing), 1);
    assert_eq!(alarms(&grown, AlertWhy::Probing), 1);
}

fn step_ends(stage: &Stage, step: u16) {
    assert_eq!(alarms(stage, AlertWhy::Probing), usize::from(step == 5));
}

#[test]
fn the_same_question_again_and_large_or_distant_ones_are_no_search() {
    let mut stage = stage(100);
    for step in 0..12 {
        stage.check(Who::North, &[target()]);
        stage.check(Who::North, &[small(0, 0, 60)]);
        stage.check(
            Who::East,
            &[small(step * 3_500 - 21_000, 3_500 * (step % 2), 60)],
        );
        stage.check(Who::South, &[volume(disc(0, step * 2_500, 5_000), 60, 120)]);
    }
    assert_eq!(noticed(&stage), []);
}

#[test]
fn two_parties_over_the_same_ground_are_noticed_together() {
    let mut stage = stage(100);
    for step in 0..5 {
        assert_eq!(noticed(&stage), []);
        stage.check(Who::North, &[small(0, step * 1_100, 60)]);
        stage.check(Who::East, &[small(550, step * 1_100, 60)]);
    }
    let [what] = &noticed(&stage)[..] else {
        panic!("once")
    };
    assert_eq!((what.pattern, what.looks), (Pattern::Together, 10));
    assert_eq!(what.others, [stage.north.party]);
}

#[test]
fn the_next_day_counts_anew() {
    let mut stage = stage(100);
    for _ in 0..2 {
        for step in 0..6 {
            stage.check(Who::East, &[small(0, step * 1_100, 3_000)]);
        }
        stage.house.wait(24 * 60);
    }
    assert_eq!(alarms(&stage, AlertWhy::Probing), 2);
}

#[test]
fn a_used_up_budget_rings_at_the_centre_once_with_the_number_of_looks() {
    let mut stage = stage(3);
    for step in 0..6 {
        assert_eq!(alarms(&stage, AlertWhy::BudgetUsed), usize::from(step > 3));
        stage.check(Who::East, &[target()]);
    }
    let [what] = &noticed(&stage)[..] else {
        panic!("once a day")
    };
    assert_eq!((what.pattern, what.looks), (Pattern::Budget, 4));
    stage.house.assert_replays();
}

#[test]
fn plans_are_looks_too() {
    let mut stage = stage(100);
    for step in 0..6 {
        let plan = stage.file(Who::East, &[small(0, step * 1_100, 60)]);
        stage.step(Who::East, plan, PlanState::Active).unwrap();
    }
    assert_eq!(noticed(&stage).len(), 1);
    stage.house.assert_replays();
}

#[test]
fn whether_somebody_is_there_changes_no_alarm() {
    let run = |with_site: bool| {
        let mut stage = stage(8);
        if with_site {
            stage.site(Who::South, &Stage::site_place(disc(0, 2_200, 50), -60, 600));
        }
        for step in 0..12 {
            stage.check(Who::East, &[small(0, step * 550, 60)]);
        }
        noticed(&stage)
    };
    assert_eq!(run(true), run(false));
}

/// How a party looks.
#[derive(Clone, Copy, Debug)]
enum By {
    Check,
    CheckOfAPlan,
    Activation,
    Amendment,
}

fn look_by(stage: &mut Stage, who: Who, volume: &Volume4d, by: By) {
    let volumes = std::slice::from_ref(volume);
    match by {
        By::Check => {
            stage.check(who, volumes);
        }
        By::CheckOfAPlan => {
            let plan = stage.file(who, volumes);
            let (mut check, _) = stage.check_of(volumes, 0);
            check.subject = Subject::Plan(plan);
            stage.say(who, Act::CheckAsked(check), &[]).unwrap();
        }
        By::Activation => {
            let plan = stage.file(who, volumes);
            stage.step(who, plan, PlanState::Active).unwrap();
        }
        By::Amendment => {
            let plan = stage.file(who, &[small(90_000, 90_000, 60)]);
            stage.step(who, plan, PlanState::Active).unwrap();
            stage.amend(who, plan, volumes).unwrap();
        }
    }
}

fn look() -> impl Strategy<Value = (bool, Volume4d)> {
    let ground = prop_oneof![
        // Near ground that others look at, and elsewhere.
        2 => (-3_i32..4, -3_i32..4, prop_oneof![Just(600_u32), Just(650), Just(3_000)])
            .prop_map(|(north, east, radius)| (north * 400, east * 400, radius)),
        1 => (-30_000..30_000_i32, -30_000..30_000_i32, 100..9_000_u32),
    ];
    (any::<bool>(), ground, 0..6_i64).prop_map(|(east, (n, e, radius), hours)| {
        let from = 60 + hours * 20;
        (east, volume(disc(n, e, radius), from, from + 60))
    })
}

fn by() -> impl Strategy<Value = By> {
    prop_oneof![
        2 => Just(By::Check),
        1 => Just(By::CheckOfAPlan),
        1 => Just(By::Activation),
        1 => Just(By::Amendment),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// That a box says that a look is elsewhere changes nothing: every look compared gives the same.
    #[test]
    fn what_lies_elsewhere_is_no_step(
        looks in prop::collection::vec((look(), by()), 1..40),
        asked in look(),
    ) {
        let mut stage = stage(1_000);
        for ((is_east, volume), by) in &looks {
            let who = if *is_east { Who::East } else { Who::South };
            look_by(&mut stage, who, volume, *by);
        }
        stage.house.assert_replays();
        let register = &stage.house.register;
        let mut plainly = register.clone();
        plainly.checks.forget_hulls();
        let search = |register: &Register| {
            let known = looks_of(register, at(-100_000), register.size);
            let volumes = std::slice::from_ref(&asked.1);
            search(register, stage.east.party, volumes, &known, 1_000_000)
        };
        prop_assert_eq!(search(register), search(&plainly));
    }
}
