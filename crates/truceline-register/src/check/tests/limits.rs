//! Floors, budgets, probing, and what a check's record tells whom.

use super::{Stage, Who, ZONE, disc, obliged, point, profile, target, volume, words};
use crate::act::Act;
use crate::check::view::asker_view;
use crate::check::{Check, Subject, Why, locator};
use crate::codec::disclosure::Label;
use crate::codec::record::{AlertWhy, Effect};
use crate::ids::{CheckId, PlanId};
use crate::plan::MAX_VOLUMES;
use crate::refusal::RefusalCode;
use crate::register::tests::{at, code};
use crate::vocabulary::{Outcome, PlanState, Resolution, Role};

#[test]
fn below_the_floor_nothing_is_looked_at() {
    let told = |with_site: bool| {
        let mut stage = Stage::covered();
        if with_site {
            stage.site(Who::South, &point(0, 0));
        }
        let small = volume(disc(0, 0, 500), 60, 120);
        let short = volume(disc(0, 0, 2_000), 60, 89);
        let said = [
            stage.check(Who::East, &[small]),
            stage.check(Who::East, &[target(), short]),
        ];
        stage.house.assert_replays();
        said
    };
    let (without, with) = (told(false), told(true));
    for ((verdict, basis), (other, other_basis)) in without.iter().zip(&with) {
        assert_eq!(verdict.outcome, Outcome::Unknown);
        assert_eq!(words(basis), [Why::Floor]);
        assert_eq!(basis.reasons[0].zone, Some(ZONE));
        assert!(basis.coverage.is_empty() && basis.overlaps.is_empty());
        assert_eq!(
            (verdict.outcome, verdict.expires_at),
            (other.outcome, other.expires_at)
        );
        assert_eq!(basis.reasons, other_basis.reasons);
    }
}

#[test]
fn outside_all_zones_there_is_a_floor_too() {
    let mut stage = Stage::covered();
    let (_, basis) = stage.check(Who::East, &[volume(disc(200_000, 0, 500), 60, 120)]);
    assert_eq!(words(&basis), [Why::Floor]);
    let (_, basis) = stage.check(Who::East, &[volume(disc(200_000, 0, 600), 60, 120)]);
    assert_eq!(words(&basis), [Why::OutsideZones]);
}

#[test]
fn the_budget_is_per_party_zone_and_day() {
    let mut stage = Stage::covered();
    let mut asked = || stage.check(Who::East, &[target()]).0.outcome;
    let outcomes: Vec<Outcome> = (0..6).map(|_| asked()).collect();
    assert_eq!(outcomes[..5], [Outcome::NoneKnown; 5]);
    assert_eq!(outcomes[5], Outcome::Unknown);
    let (_, basis) = stage.check(Who::East, &[target()]);
    assert_eq!(words(&basis), [Why::Budget]);
    // The same outcome whatever is there now.
    stage.site(Who::South, &point(0, 0));
    assert_eq!(words(&stage.check(Who::East, &[target()]).1), [Why::Budget]);
    assert_eq!(
        stage.check(Who::North, &[target()]).0.outcome,
        Outcome::Overlap,
        "another party's is its own"
    );
    for _ in 0..7 {
        assert_eq!(
            stage.check(Who::Centre, &[target()]).0.outcome,
            Outcome::Overlap,
            "the centre has none"
        );
    }
    let elsewhere = volume(disc(200_000, 0, 2_000), 60, 120);
    assert_eq!(
        words(&stage.check(Who::East, &[elsewhere]).1),
        [Why::OutsideZones]
    );
    // Noon of the invented day is 17:46:40 UTC; six and a half hours later it is another day.
    stage.house.wait(13 * 30);
    assert_eq!(
        stage.check(Who::East, &[target()]).0.outcome,
        Outcome::Overlap
    );
    stage.house.assert_replays();
}

#[test]
fn the_centre_has_no_floor() {
    let mut stage = Stage::covered();
    let small = volume(disc(0, 0, 1), 60, 61);
    assert_eq!(
        stage.check(Who::Centre, &[small]).0.outcome,
        Outcome::NoneKnown
    );
}

#[test]
fn the_centre_is_told_of_every_check() {
    let mut stage = Stage::covered();
    let (check, disclosure) = stage.check_of(&[target()], 0);
    let index = stage
        .say(Who::East, Act::CheckAsked(check), &[disclosure])
        .unwrap();
    let centre = stage.party(Who::Centre);
    let told = |effect: &Effect| matches!(effect, Effect::Inbox { to, resolution: Resolution::Exact, .. } if *to == centre);
    assert!(
        stage.house.log[usize::try_from(index).unwrap()]
            .part
            .effects
            .iter()
            .any(told)
    );
}

#[test]
fn an_asker_hears_of_an_overlap_and_not_whose() {
    let mut stage = Stage::covered();
    stage.site(Who::South, &point(0, 0));
    let (verdict, basis) = stage.check(Who::East, &[target()]);
    assert_eq!(basis.overlaps.len(), 1, "the centre sees whose");
    let view = asker_view(&verdict, &basis);
    assert_eq!(view.outcome, Outcome::Overlap);
    assert_eq!(view.reference, verdict.check);
    assert_eq!(view.next_call.party, None);
    assert!(view.reasons.is_empty());
}

#[test]
fn a_check_is_refused_for_what_it_lacks() {
    let mut stage = Stage::covered();
    let (check, disclosure) = stage.check_of(&[target()], 0);
    let told = std::slice::from_ref(&disclosure);
    assert_eq!(
        code(stage.say(Who::East, Act::CheckAsked(check.clone()), &[])),
        RefusalCode::MissingReference
    );
    stage
        .say(Who::East, Act::CheckAsked(check.clone()), told)
        .unwrap();
    assert_eq!(
        code(stage.say(Who::East, Act::CheckAsked(check.clone()), told)),
        RefusalCode::IdReused
    );
    let (empty, disclosure) = stage.check_of(&[], 0);
    assert_eq!(
        code(stage.say(Who::East, Act::CheckAsked(empty), &[disclosure])),
        RefusalCode::Invalid
    );
    let (many, disclosure) = stage.check_of(&vec![target(); MAX_VOLUMES + 1], 0);
    assert_eq!(
        code(stage.say(Who::East, Act::CheckAsked(many), &[disclosure])),
        RefusalCode::OverLimit
    );
    let (wide, disclosure) = stage.check_of(&[target()], 100_001);
    assert_eq!(
        code(stage.say(Who::East, Act::CheckAsked(wide), &[disclosure])),
        RefusalCode::OverLimit
    );
    let (digest, disclosure) = stage.seal(Label::Volumes, &7_u8);
    let odd = Check {
        id: CheckId::from_bytes([1; 16]),
        subject: Subject::Volumes(digest),
        ..check.clone()
    };
    assert_eq!(
        code(stage.say(Who::East, Act::CheckAsked(odd), &[disclosure])),
        RefusalCode::DisclosureMismatch
    );
    let nobodys = Check {
        id: CheckId::from_bytes([2; 16]),
        subject: Subject::Plan(PlanId::from_bytes([2; 16])),
        ..check
    };
    assert_eq!(
        code(stage.say(Who::East, Act::CheckAsked(nobodys), &[])),
        RefusalCode::MissingReference
    );
    let mut monitor = stage.house.enrol(6, Role::Monitor);
    let (check, disclosure) = stage.check_of(&[target()], 0);
    assert_eq!(
        code(
            stage
                .house
                .say(&mut monitor, Act::CheckAsked(check), &[disclosure])
        ),
        RefusalCode::NotThisRole
    );
}

#[test]
fn a_plan_is_checked_as_it_stands_and_only_by_its_owner() {
    let mut stage = Stage::covered();
    let plan = stage.file(Who::East, &[target()]);
    stage.site(Who::South, &point(0, 0));
    let check = |stage: &mut Stage, who: Who, n: u8| {
        let (check, _) = stage.check_of(&[target()], 0);
        let check = Check {
            id: CheckId::from_bytes([n; 16]),
            subject: Subject::Plan(plan),
            ..check
        };
        stage.say(who, Act::CheckAsked(check), &[])
    };
    let index = check(&mut stage, Who::East, 1).unwrap();
    let (verdict, _) = stage.spoken(index);
    assert_eq!(verdict.outcome, Outcome::Overlap);
    assert_eq!(verdict.plan, Some((stage.east.party, plan)));
    assert_eq!(
        code(check(&mut stage, Who::South, 2)),
        RefusalCode::MissingReference
    );
    stage.step(Who::East, plan, PlanState::Cancelled).unwrap();
    assert_eq!(
        code(check(&mut stage, Who::East, 3)),
        RefusalCode::MissingReference
    );
    stage.house.assert_replays();
}

#[test]
fn a_search_alarms_the_centre() {
    let mut stage = Stage::covered();
    let rules = {
        let mut p = profile(vec![obliged(&stage.south)]);
        p.check_budget = 100;
        p
    };
    stage.house.centre_says(Act::ProfileSet(rules)).unwrap();
    let alarms = |stage: &Stage| {
        stage
            .house
            .register
            .watch
            .all(u64::MAX)
            .filter(|owed| owed.alert.why == AlertWhy::Probing)
            .count()
    };
    // The same size again and again is a busy desk, not a search.
    for _ in 0..2 * locator::PROBING_CHECKS {
        stage.check(Who::North, &[target()]);
    }
    assert_eq!(alarms(&stage), 0);
    for step in 0..u32::try_from(locator::PROBING_CHECKS).unwrap() {
        assert_eq!(alarms(&stage), 0);
        stage.check(
            Who::East,
            &[volume(disc(0, 0, 10_000 - step * 1_000), 60, 120)],
        );
    }
    assert_eq!(alarms(&stage), 1);
    let alarm = stage
        .house
        .register
        .watch
        .all(u64::MAX)
        .find(|o| o.alert.why == AlertWhy::Probing)
        .unwrap();
    assert_eq!(alarm.alert.to, stage.house.centre.party);
    assert!(alarm.owed_at >= at(0));
    stage.house.assert_replays();
}
