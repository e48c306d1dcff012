#![allow(clippy::unwrap_used)]

use super::super::obligation::Obligation;
use super::super::term::{Period, Term};
use super::super::tests::{ID, agreement, counted, obligation, scene};
use super::*;
use crate::act::Act;
use crate::actor::tests::day;
use proptest::prelude::*;

fn at(text: &str, hours: i64) -> Instant {
    let day = day(text);
    Instant::from_micros(day.begins(ClockOffset::UTC).micros() + hours * 3_600_000_000).unwrap()
}

fn said() -> AgreementEntered {
    let scene = scene();
    agreement(&scene.north, &scene.south)
}

fn of(lines: &[Line], about: About) -> Vec<(When, Vec<u16>)> {
    let lines = lines.iter().filter(|line| line.about == about);
    lines
        .map(|line| (line.when, line.sources.clone()))
        .collect()
}

fn due_by(obligation: u16) -> About {
    About::Term {
        clause: 1,
        obligation,
        kind: TermKind::By,
    }
}

#[test]
fn two_weeks_and_ten_days_stand_side_by_side() {
    let lines = of_version(&said(), at("2030-03-16", 0));
    // Signed on 5 March by a clock three hours ahead: ten days later ends at 21:00 UTC on 15 March.
    let ends = |text| day(text).ends(ClockOffset::minutes(180).unwrap());
    assert_eq!(ends("2030-03-15"), at("2030-03-15", 21));
    let (weeks, days) = (day("2030-03-19"), day("2030-03-15"));
    assert_eq!(
        of(&lines, due_by(2)),
        [
            (When::Due(Point::On(weeks), ends("2030-03-19")), vec![0]),
            (When::Past(Point::On(days), ends("2030-03-15")), vec![1]),
        ]
    );
    let numbered: Vec<_> = lines.iter().filter(|l| l.about == due_by(2)).collect();
    assert_eq!((numbered[0].variant, numbered[0].variants), (1, 2));
    // In force the day after the signature, for six months.
    let end = of(&lines, About::End);
    assert_eq!(end[0].0.instant(), Some(ends("2030-09-06")));
}

#[test]
fn the_instant_itself_is_past_and_the_one_before_is_not() {
    let ends = day("2030-03-15").ends(ClockOffset::minutes(180).unwrap());
    let before = Instant::from_micros(ends.micros() - 1).unwrap();
    let when = |now| of(&of_version(&said(), now), due_by(2))[1].0;
    assert!(matches!(when(before), When::Due(..)));
    assert!(matches!(when(ends), When::Past(..)));
}

#[test]
fn what_has_no_date_says_why() {
    let mut said = said();
    let set = |said: &mut AgreementEntered, moment| {
        said.clauses[0].obligations[1].terms = vec![Term {
            kind: TermKind::By,
            moment,
            source: None,
            renewal: None,
        }];
    };
    let why = |said: &AgreementEntered| of(&of_version(said, at("2030-03-16", 0)), due_by(2))[0].0;
    set(&mut said, Moment::Open(Openness::ToBeAgreed));
    assert_eq!(
        why(&said),
        When::Undated(Undated::Open(Openness::ToBeAgreed))
    );
    let hours = counted(48, Unit::Hours, Order::After, Anchor::Signature);
    set(&mut said, hours);
    assert_eq!(
        why(&said),
        When::Undated(Undated::AnchorIsADay(Anchor::Signature))
    );
    said.signed[0].moment = Moment::At(at("2030-03-05", 7));
    assert_eq!(why(&said).instant(), Some(at("2030-03-07", 7)));
    said.signed[0].moment = Moment::Open(Openness::NotStated);
    assert_eq!(
        why(&said),
        When::Undated(Undated::NoAnchor(Anchor::Signature))
    );
    said.signed.clear();
    assert_eq!(
        why(&said),
        When::Undated(Undated::NoAnchor(Anchor::Signature))
    );
    said.signed = vec![Dated {
        moment: Moment::On(Day::MAX),
        source: None,
        by: None,
    }];
    set(
        &mut said,
        counted(1, Unit::Days, Order::After, Anchor::Signature),
    );
    assert_eq!(why(&said), When::Undated(Undated::OutOfRange));
}

#[test]
fn where_the_anchor_has_variants_every_one_has_a_line_with_its_sources() {
    let mut said = said();
    said.signed = vec![
        Dated {
            moment: Moment::On(day("2030-03-05")),
            source: Some(0),
            by: None,
        },
        Dated {
            moment: Moment::On(day("2030-03-06")),
            source: Some(1),
            by: None,
        },
    ];
    let lines = of_version(&said, at("2030-01-01", 0));
    let found = of(&lines, due_by(2));
    let sources: Vec<Vec<u16>> = found.iter().map(|(_, sources)| sources.clone()).collect();
    assert_eq!(sources, [vec![0], vec![0, 1], vec![1, 0], vec![1]]);
    assert!(
        lines
            .iter()
            .filter(|l| l.about == due_by(2))
            .all(|l| l.variants == 4)
    );
}

#[test]
fn the_calendar_is_that_of_the_version_known_then() {
    let mut scene = scene();
    let mut body = agreement(&scene.north, &scene.south);
    let first = Act::AgreementEntered(body.clone());
    let known_at = scene.house.say(&mut scene.north, first, &[]).unwrap() + 1;
    body.version = 2;
    body.until[0].moment = Moment::On(day("2031-01-01"));
    scene
        .house
        .say(&mut scene.north, Act::AgreementEntered(body), &[])
        .unwrap();
    let register = &scene.house.register;
    let end = |known_at| {
        let at = Standpoint {
            known_at,
            now: at("2030-03-16", 0),
        };
        let (version, lines) = super::of(register, ID, at).unwrap();
        (version.said.version, of(&lines, About::End)[0].0)
    };
    assert_eq!(end(known_at).0, 1);
    assert_eq!(end(register.size).0, 2);
    assert_ne!(end(known_at).1, end(register.size).1);
}

/// A plain reference: it counts one day or one hour after the other, on a calendar of its own.
mod reference {
    use super::*;

    fn next((y, m, d): (i32, u8, u8)) -> (i32, u8, u8) {
        let leap = y % 400 == 0 || (y % 4 == 0 && y % 100 != 0);
        let last = [
            31,
            if leap { 29 } else { 28 },
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ];
        if d < last[usize::from(m) - 1] {
            (y, m, d + 1)
        } else if m < 12 {
            (y, m + 1, 1)
        } else {
            (y + 1, 1, 1)
        }
    }

    /// Every date of the years that the test plays in, in order.
    fn dates() -> Vec<(i32, u8, u8)> {
        let mut all = vec![(2024, 1, 1)];
        while all.last().unwrap().0 < 2038 {
            all.push(next(*all.last().unwrap()));
        }
        all
    }

    fn place(day: Day) -> usize {
        dates().iter().position(|date| *date == day.date()).unwrap()
    }

    pub(super) fn later(day: Day, count: u16, unit: Unit, order: Order) -> (i32, u8, u8) {
        let (all, from) = (dates(), place(day));
        let count = usize::from(count);
        let days = match unit {
            Unit::Days => count,
            Unit::Weeks => count * 7,
            Unit::Hours => unreachable!(),
            Unit::Months => {
                let (mut y, mut m, d) = day.date();
                for _ in 0..count {
                    (y, m) = match (order, m) {
                        (Order::After, 12) => (y + 1, 1),
                        (Order::After, _) => (y, m + 1),
                        (Order::Before, 1) => (y - 1, 12),
                        (Order::Before, _) => (y, m - 1),
                    };
                }
                let mut in_month = all.iter().filter(|date| (date.0, date.1) == (y, m));
                return *in_month.rfind(|date| date.2 <= d).unwrap();
            }
        };
        match order {
            Order::After => all[from + days],
            Order::Before => all[from - days],
        }
    }
}

fn any_unit() -> impl Strategy<Value = Unit> {
    prop_oneof![Just(Unit::Days), Just(Unit::Weeks), Just(Unit::Months)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Differential: dates counted here are those that counting day after day gives, and each is due until its end.
    #[test]
    fn counted_dates_are_those_of_counting_one_by_one(
        start in 0i32..1_500,
        count in 0u16..40,
        unit in any_unit(),
        before in any::<bool>(),
        kind in 0usize..3,
        offset in -840i16..=840,
        hours in 0i64..(24 * 900),
    ) {
        let order = if before { Order::Before } else { Order::After };
        let signed = day("2028-06-15").plus_days(start).unwrap();
        let mut said = said();
        said.clock = ClockOffset::minutes(offset).unwrap();
        said.signed = vec![Dated { moment: Moment::On(signed), source: None, by: None }];
        let kind = TermKind::ALL[kind];
        said.clauses[0].obligations = vec![Obligation {
            terms: vec![Term { kind, moment: counted(count, unit, order, Anchor::Signature), source: None, renewal: None }],
            ..obligation(2)
        }];
        let (y, m, d) = reference::later(signed, count, unit, order);
        let expected = Day::of_date(y, m, d).unwrap();
        let edge = if kind == TermKind::From { expected.begins(said.clock) } else { expected.ends(said.clock) };
        let now = Instant::from_micros(at("2028-01-01", 0).micros() + hours * 3_600_000_000).unwrap();
        let when = of(&of_version(&said, now), About::Term { clause: 1, obligation: 2, kind })[0].0;
        let point = Point::On(expected);
        let expected = if now < edge { When::Due(point, edge) } else { When::Past(point, edge) };
        prop_assert_eq!(when, expected);
    }

    /// Time alone turns what is due into what is past, and nothing else.
    #[test]
    fn what_is_past_stays_past(first in 0i64..20_000, later in 0i64..20_000) {
        let said = said();
        let now = |hours: i64| Instant::from_micros(at("2029-06-01", 0).micros() + hours * 3_600_000_000).unwrap();
        let (one, two) = (of_version(&said, now(first)), of_version(&said, now(first + later)));
        prop_assert_eq!(one.len(), two.len());
        for (one, two) in one.iter().zip(&two) {
            prop_assert_eq!((one.about, one.variant, one.when.instant()), (two.about, two.variant, two.when.instant()));
            if matches!(one.when, When::Past(..)) {
                prop_assert_eq!(one.when, two.when);
            }
        }
    }

    /// Hours are counted from the very instant.
    #[test]
    fn hours_are_hours(hours in 0u16..=10_000, before in any::<bool>()) {
        let order = if before { Order::Before } else { Order::After };
        let signed = at("2030-03-05", 7);
        let mut said = said();
        said.signed = vec![Dated { moment: Moment::At(signed), source: None, by: None }];
        said.clauses[0].obligations[1].terms = vec![Term {
            kind: TermKind::By,
            moment: Moment::Counted(Counted { period: Period { count: hours, unit: Unit::Hours }, order, anchor: Anchor::Signature }),
            source: None,
            renewal: None,
        }];
        let mut expected = signed.micros();
        for _ in 0..hours {
            expected += if before { -3_600_000_000 } else { 3_600_000_000 };
        }
        let when = of(&of_version(&said, signed), due_by(2))[0].0;
        prop_assert_eq!(when.instant().unwrap().micros(), expected);
    }
}

#[test]
fn the_count_of_variants_is_that_of_the_lines() {
    let mut said = said();
    let on = |text| Dated {
        moment: Moment::On(day(text)),
        source: None,
        by: None,
    };
    let after = |anchor| Dated {
        moment: counted(1, Unit::Days, Order::After, anchor),
        source: None,
        by: None,
    };
    said.signed = vec![on("2030-03-05"), on("2030-03-06"), on("2030-03-07")];
    for (entry, end, expected) in [(0, 0, 6), (1, 1, 6), (2, 2, 12), (3, 3, 27)] {
        said.in_force = vec![after(Anchor::Signature); entry];
        said.until = vec![after(Anchor::EntryIntoForce); end];
        let lines = of_version(&said, at("2030-03-16", 0));
        let most = lines.iter().map(|line| line.variants).max();
        assert_eq!(most, Some(expected));
        assert_eq!(most_variants(&said), expected);
    }
}
