#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{EntryKey, Index};
use crate::geometry::bounds::{GeoBox, bounds};
use crate::geometry::footprint::{Circle, Footprint};
use crate::geometry::position::{AltitudeBand, Decimetres, Position};
use crate::time::{Instant, Span, TimeWindow};
use proptest::prelude::*;
use std::collections::BTreeSet;

mod packed;

/// Boxes around a place, made the way they are made in use.
fn boxes(lat_e7: i32, lon_e7: i32, reach_m: u32) -> Vec<GeoBox> {
    let circle = Circle {
        centre: Position::from_e7(lat_e7, lon_e7).unwrap(),
        radius: Decimetres::from_metres(reach_m).unwrap(),
    };
    bounds(&Footprint::Circle(circle), Decimetres::ZERO)
}

fn instant(minute: i64) -> Instant {
    Instant::from_micros(minute * 60_000_000).unwrap()
}

fn window(from_minute: i64, minutes: i64) -> TimeWindow {
    TimeWindow::new(instant(from_minute), instant(from_minute + minutes)).unwrap()
}

const VALLEY: (i32, i32) = (357_000_000, 365_000_000);

fn asked(index: &Index, from_minute: i64, minutes: i64, known_at: u64) -> Vec<u64> {
    let around = boxes(VALLEY.0, VALLEY.1, 1_000);
    index
        .candidates(
            &around,
            None,
            window(from_minute, minutes),
            Span::ZERO,
            known_at,
        )
        .into_iter()
        .map(|key| key.0)
        .collect()
}

#[test]
fn valid_time_and_known_time_are_two() {
    let mut index = Index::new();
    let here = boxes(VALLEY.0, VALLEY.1, 100);
    index.insert(
        EntryKey(7),
        &here,
        None,
        (instant(10), Some(instant(20))),
        5,
    );
    index.insert(EntryKey(3), &here, None, (instant(0), None), 6);
    assert_eq!(asked(&index, 12, 1, 4), [0; 0]);
    assert_eq!(asked(&index, 12, 1, 5), [7]);
    assert_eq!(asked(&index, 12, 1, 6), [3, 7]);
    // Windows are half-open.
    assert_eq!(asked(&index, 20, 1, 6), [3]);
    assert_eq!(asked(&index, 9, 1, 6), [3]);
    assert_eq!(asked(&index, 9, 2, 6), [3, 7]);
    // Retired, it is still what was known before, and may come back.
    index.retire(EntryKey(7), 9);
    assert_eq!(asked(&index, 12, 1, 8), [3, 7]);
    assert_eq!(asked(&index, 12, 1, 9), [3]);
    index.insert(
        EntryKey(7),
        &here,
        None,
        (instant(10), Some(instant(15))),
        9,
    );
    assert_eq!(asked(&index, 12, 1, 9), [3, 7]);
    assert_eq!(asked(&index, 16, 1, 9), [3]);
    assert_eq!(asked(&index, 16, 1, 8), [3, 7]);
    index.retire(EntryKey(99), 10);
}

#[test]
fn what_is_forgotten_was_never_there() {
    let mut index = Index::new();
    let here = boxes(VALLEY.0, VALLEY.1, 100);
    index.insert(EntryKey(7), &here, None, (instant(0), None), 0);
    index.retire(EntryKey(7), 3);
    index.insert(EntryKey(7), &here, None, (instant(0), None), 3);
    index.insert(EntryKey(8), &here, None, (instant(0), None), 1);
    index.forget(EntryKey(7));
    assert_eq!(asked(&index, 0, 1, 2), [8]);
    assert_eq!(asked(&index, 0, 1, 3), [8]);
    index.forget(EntryKey(8));
    assert!(
        index.walk().is_empty() && index.placed() == 0,
        "nothing is left that tells where something was"
    );
    index.insert(EntryKey(7), &here, None, (instant(0), None), 4);
    assert_eq!(asked(&index, 0, 1, 4), [7]);
}

#[test]
fn large_and_small_meet() {
    let mut index = Index::new();
    index.insert(
        EntryKey(1),
        &[GeoBox::EVERYWHERE],
        None,
        (instant(0), None),
        0,
    );
    index.insert(
        EntryKey(2),
        &boxes(VALLEY.0, VALLEY.1, 900_000),
        None,
        (instant(0), None),
        0,
    );
    index.insert(
        EntryKey(3),
        &boxes(VALLEY.0, VALLEY.1, 0),
        None,
        (instant(0), None),
        0,
    );
    index.insert(
        EntryKey(4),
        &boxes(-VALLEY.0, VALLEY.1, 0),
        None,
        (instant(0), None),
        0,
    );
    assert_eq!(asked(&index, 0, 1, 0), [1, 2, 3]);
    let all = index.candidates(&[GeoBox::EVERYWHERE], None, window(0, 1), Span::ZERO, 0);
    assert_eq!(all.len(), 4);
    assert_eq!(index.candidates(&[], None, window(0, 1), Span::ZERO, 0), []);
    let before = index.clone();
    index.retire(EntryKey(3), 1);
    assert_eq!(
        asked(&before, 0, 1, 1),
        [1, 2, 3],
        "a clone stands by itself"
    );
    assert_eq!(asked(&index, 0, 1, 1), [1, 2]);
}

/// Something done to the index or asked of it.
#[derive(Clone, Debug)]
struct Act {
    kind: u8,
    key: u64,
    lat_e7: i32,
    lon_e7: i32,
    reach_m: u32,
    lower_dm: Option<i32>,
    from_minute: i64,
    minutes: Option<i64>,
    tolerance_minutes: u32,
    back: u64,
}

fn act() -> impl Strategy<Value = Act> {
    let place = prop_oneof![
        (355_000_000_i32..360_000_000, 360_000_000_i32..370_000_000),
        (
            -5_000_000_i32..5_000_000,
            prop_oneof![
                1_795_000_000..=1_800_000_000,
                -1_800_000_000..=-1_795_000_000
            ]
        ),
        (
            899_000_000_i32..=900_000_000,
            -1_800_000_000_i32..=1_800_000_000
        ),
        (
            -900_000_000_i32..=900_000_000,
            -1_800_000_000_i32..=1_800_000_000
        ),
    ];
    let reach = prop_oneof![
        Just(0_u32),
        1_u32..2_000,
        1_000_u32..100_000,
        100_000_u32..1_000_000
    ];
    (
        (0_u8..10, 0_u64..12, place, reach),
        prop::option::of(0_i32..4),
        (
            0_i64..200,
            prop::option::of(1_i64..100),
            0_u32..20,
            0_u64..40,
        ),
    )
        .prop_map(
            |((kind, key, (lat_e7, lon_e7), reach_m), lower, time)| Act {
                kind,
                key,
                lat_e7,
                lon_e7,
                reach_m,
                lower_dm: lower.map(|l| l * 10),
                from_minute: time.0,
                minutes: time.1,
                tolerance_minutes: time.2,
                back: time.3,
            },
        )
}

/// What a plain list remembers of an insertion.
struct Row {
    act: Act,
    known_from: u64,
    known_to: u64,
}

/// The answer by looking at every row.
fn every_row(rows: &[Row], asked: &Act, known_at: u64) -> BTreeSet<u64> {
    let minutes = asked.minutes.unwrap_or(30);
    let tolerance = i64::from(asked.tolerance_minutes);
    let asked_boxes = boxes(asked.lat_e7, asked.lon_e7, asked.reach_m);
    rows.iter()
        .filter(|row| row.known_from <= known_at && known_at < row.known_to)
        .filter(|row| {
            let end = row
                .act
                .minutes
                .map_or(i64::MAX, |m| row.act.from_minute + m);
            row.act.from_minute - tolerance < asked.from_minute + minutes
                && asked.from_minute - tolerance < end
        })
        .filter(|row| match (row.act.lower_dm, asked.lower_dm) {
            (Some(a), Some(b)) => a <= b + 15 && b <= a + 15,
            _ => true,
        })
        .filter(|row| {
            let told = boxes(row.act.lat_e7, row.act.lon_e7, row.act.reach_m);
            told.iter().any(|t| asked_boxes.iter().any(|a| t.meets(*a)))
        })
        .map(|row| row.act.key)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is inserted, retired and asked, as of any log index: the same as every row says.
    #[test]
    fn the_index_agrees_with_every_row(acts in prop::collection::vec(act(), 1..60)) {
        let (mut index, mut rows) = (Index::new(), Vec::<Row>::new());
        for (now, act) in (0_u64..).zip(acts) {
            let band = |lower: i32| AltitudeBand::new(lower, lower + 15).unwrap();
            let altitude = act.lower_dm.map(band);
            let around = boxes(act.lat_e7, act.lon_e7, act.reach_m);
            match act.kind {
                0..=4 => {
                    let end = act.minutes.map(|m| instant(act.from_minute + m));
                    let valid = (instant(act.from_minute), end);
                    index.insert(EntryKey(act.key), &around, altitude, valid, now);
                    rows.push(Row { act, known_from: now, known_to: u64::MAX });
                }
                5 => {
                    index.retire(EntryKey(act.key), now);
                    let open = rows.iter_mut().filter(|r| r.act.key == act.key && r.known_to == u64::MAX);
                    open.for_each(|row| row.known_to = now);
                }
                6 => {
                    index.forget(EntryKey(act.key));
                    rows.retain(|row| row.act.key != act.key);
                }
                _ => {
                    let known_at = now.saturating_sub(act.back);
                    let window = window(act.from_minute, act.minutes.unwrap_or(30));
                    let tolerance = Span::minutes(act.tolerance_minutes);
                    let found = index.candidates(&around, altitude, window, tolerance, known_at);
                    let expected = every_row(&rows, &act, known_at);
                    for row in &rows {
                        let key = EntryKey(row.act.key);
                        let is = index.is_candidate(key, &around, altitude, window, tolerance, known_at);
                        prop_assert_eq!(is, found.contains(&key));
                    }
                    prop_assert_eq!(found, expected.into_iter().map(EntryKey).collect::<Vec<_>>());
                }
            }
        }
    }
}

#[test]
fn each_box_of_an_entry_may_have_a_time_of_its_own() {
    let (here, there) = (VALLEY, (VALLEY.0 + 5_000_000, VALLEY.1));
    let mut index = Index::new();
    let first = boxes(here.0, here.1, 1_000).into_iter();
    let then = boxes(there.0, there.1, 1_000).into_iter();
    let rows = first.map(|area| (area, instant(0), Some(instant(60))));
    let rows = rows.chain(then.map(|area| (area, instant(600), None)));
    index.insert_rows(EntryKey(7), rows, None, 0);
    let found = |place: (i32, i32), minute: i64| {
        let around = boxes(place.0, place.1, 1_000);
        let asked = window(minute, 10);
        let found = index.candidates(&around, None, asked, Span::ZERO, 0);
        let key = EntryKey(7);
        let is_one = index.is_candidate(key, &around, None, asked, Span::ZERO, 0);
        assert_eq!(found.contains(&key), is_one);
        is_one
    };
    assert!(found(here, 30) && !found(here, 100) && !found(here, 700));
    assert!(!found(there, 30) && !found(there, 500) && found(there, 700) && found(there, 900_000));
    // Its whole time is exact.
    assert!(!found(here, -10));
}
