#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Movement, MovementAction, MovementDraft, import};
use crate::fault::{Code, Fault};
use crate::gazetteer::load;
use crate::import::{Import, Settings};
use crate::template::write::{self, FilledRow};
use crate::template::{Part, Template};
use proptest::prelude::*;
use std::collections::BTreeMap;
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::vocabulary::MovementMode;

type Changes<'a> = &'a [(&'static str, &'a str)];

fn row(part: Part, changes: Changes<'_>) -> FilledRow {
    let mut row = write::example(part);
    row.insert("reference", "K-1".to_owned());
    for (column, text) in changes {
        if text.is_empty() {
            row.remove(column);
        } else {
            row.insert(column, (*text).to_owned());
        }
    }
    row
}

/// The second leg of the journey that the example begins.
const SECOND: Changes<'static> = &[
    ("leg", "2"),
    ("from", "11.10300, 41.40010"),
    ("to", "11.05000, 41.45000"),
    ("via", ""),
    ("depart_earliest", "2026-03-02T10:00Z"),
    ("depart_latest", ""),
    ("arrive_earliest", ""),
    ("arrive_latest", "2026-03-02T15:00Z"),
    ("hold_until", ""),
    ("hold_radius_m", ""),
];

fn codes(faults: &[Fault]) -> Vec<Code> {
    faults.iter().map(|fault| fault.code).collect()
}

fn read(rows: &[FilledRow]) -> Import<MovementDraft> {
    import(&write::csv(Template::Movements, rows), &Settings::default())
}

fn only(import: Import<MovementDraft>) -> Movement {
    assert_eq!(import.faults, []);
    match import.drafts.into_iter().next().map(|draft| draft.action) {
        Some(MovementAction::Add(movement)) => *movement,
        other => panic!("no movement is added: {other:?}"),
    }
}

/// A later row of a movement: its leg only.
fn later(changes: Changes<'_>) -> FilledRow {
    let mut row = row(Part::Legs, changes);
    row.insert("reference", "K-1".to_owned());
    row
}

#[test]
fn legs_windows_and_holding_points() {
    let movement = only(read(&[row(Part::MovementLegs, &[]), later(SECOND)]));
    assert_eq!(movement.mode, MovementMode::Overland);
    assert_eq!((movement.vehicles, movement.people), (Some(5), Some(11)));
    assert_eq!(movement.emergency, None);
    let windows: Vec<_> = movement
        .legs
        .iter()
        .map(|leg| leg.window.end().to_string())
        .collect();
    assert_eq!(windows, ["2026-03-02T10:00:00Z", "2026-03-02T15:00:00Z"]);
    let first = &movement.legs[0];
    assert_eq!(first.line.vertices().len(), 3);
    assert_eq!(
        first.line.half_width(),
        Decimetres::from_metres(100).unwrap()
    );
    assert!(first.line.vertices()[0] == Position::from_e7(112_045_000, 413_187_000).unwrap());
    let [hold] = movement.holding_points.as_slice() else {
        panic!("the first leg ends at a holding point");
    };
    assert!(hold.place.centre == first.to.position);
    assert_eq!(hold.place.radius, Decimetres::from_metres(150).unwrap());
    assert_eq!(hold.window.start().to_string(), "2026-03-02T08:00:00Z");
    assert_eq!(hold.window.end().to_string(), "2026-03-02T12:00:00Z");
    assert!(!format!("{movement:?} {first:?}").contains("11."));
}

#[test]
fn the_order_of_rows_is_not_the_order_of_legs() {
    let forward = only(read(&[row(Part::MovementLegs, &[]), later(SECOND)]));
    let mut swapped = row(Part::MovementLegs, SECOND);
    swapped.insert("reference", "K-1".to_owned());
    let backward = only(read(&[swapped, later(&[])]));
    assert_eq!(forward, backward);
}

#[test]
fn a_workbook_says_the_same_as_csv() {
    let from_csv = only(read(&[row(Part::MovementLegs, &[]), later(SECOND)]));
    let rows = BTreeMap::from([
        (Part::Movements, vec![row(Part::Movements, &[])]),
        (Part::Legs, vec![later(&[]), later(SECOND)]),
    ]);
    let workbook = write::xlsx(Template::Movements, &rows).unwrap();
    assert_eq!(only(import(&workbook, &Settings::default())), from_csv);
}

#[test]
fn one_faulty_leg_takes_the_movement_with_it_and_no_other() {
    let other = row(Part::MovementLegs, &[("reference", "K-2")]);
    let mut broken = later(SECOND);
    broken.insert("to", "somewhere 7".to_owned());
    let import = read(&[row(Part::MovementLegs, &[]), broken, other]);
    assert_eq!(codes(&import.faults), [Code::Coordinate]);
    assert_eq!(import.faults[0].location.row, Some(4));
    let references: Vec<_> = import.drafts.iter().map(|d| d.reference.as_str()).collect();
    assert_eq!((references.as_slice(), import.rows), (&["K-2"][..], 2));
}

#[test]
fn faults_of_movements_and_legs() {
    let cases: &[(Changes<'_>, &[Code])] = &[
        (&[("mode", "")], &[Code::Required]),
        (&[("mode", "teleport")], &[Code::UnknownCode]),
        (&[("emergency", "yes")], &[Code::Required]),
        (&[("emergency", "perhaps")], &[Code::UnknownCode]),
        (&[("vehicles", "2.5")], &[Code::Number]),
        (&[("leg", "")], &[Code::Required]),
        (&[("leg", "first")], &[Code::Number]),
        (&[("from", "")], &[Code::Required]),
        (&[("from", "Dorvane")], &[Code::NoGazetteer]),
        (&[("via", "11.1, 41.3; 11,2 41,4")], &[Code::Coordinate]),
        (&[("half_width_m", "")], &[Code::Required]),
        (&[("depart_earliest", "2026-03-02")], &[Code::Time]),
        (
            &[("depart_earliest", "2026-03-02T06:00"), ("time_zone", "")],
            &[Code::TimeZone],
        ),
        (&[("time_zone", "Middle/Nowhere")], &[Code::TimeZone]),
        (
            &[
                ("arrive_latest", "2026-03-02T05:00Z"),
                ("depart_latest", ""),
                ("arrive_earliest", ""),
            ],
            &[Code::Window],
        ),
        (&[("depart_latest", "2026-03-02T11:00Z")], &[Code::Window]),
        (&[("hold_until", "2026-03-02T07:00Z")], &[Code::Window]),
        (&[("hold_until", "")], &[Code::Required]),
        (&[("request", "reconfirm")], &[Code::UnknownCode]),
    ];
    for (changes, expected) in cases {
        let import = read(&[row(Part::MovementLegs, changes)]);
        assert_eq!(codes(&import.faults), *expected, "{changes:?}");
        assert!(import.drafts.is_empty());
    }
}

#[test]
fn faults_across_rows() {
    let first = || row(Part::MovementLegs, &[]);
    let twice = read(&[first(), later(&[])]);
    assert_eq!(codes(&twice.faults), [Code::Legs]);
    let mut differs = later(SECOND);
    differs.insert("mode", "air".to_owned());
    let differs = read(&[first(), differs]);
    assert_eq!(codes(&differs.faults), [Code::Disagreement]);
    assert!(differs.drafts.is_empty());
    let mut backwards = later(SECOND);
    backwards.insert("depart_earliest", "2026-03-01T10:00Z".to_owned());
    assert_eq!(codes(&read(&[first(), backwards]).faults), [Code::Window]);
    let mixed = row(
        Part::MovementLegs,
        &[("reference", "K-2"), ("request", "amend")],
    );
    assert_eq!(
        codes(&read(&[first(), mixed]).faults),
        [Code::MixedRequests]
    );
    let workbook = |legs: Vec<FilledRow>| {
        let movements = vec![row(Part::Movements, &[])];
        let rows = BTreeMap::from([(Part::Movements, movements), (Part::Legs, legs)]);
        let written = write::xlsx(Template::Movements, &rows).unwrap();
        codes(&import(&written, &Settings::default()).faults)
    };
    let orphan = row(Part::Legs, &[("reference", "K-9")]);
    assert_eq!(workbook(vec![later(&[]), orphan]), [Code::ReferenceUnknown]);
    assert_eq!(workbook(vec![]), [Code::Legs]);
}

#[test]
fn gaps_of_time_and_place_are_warned_of() {
    let gap = |changes: Changes<'_>| {
        let mut second = later(SECOND);
        for (column, text) in changes {
            second.insert(column, (*text).to_owned());
        }
        let import = read(&[row(Part::MovementLegs, &[]), second]);
        assert_eq!(import.faults, []);
        codes(&import.warnings)
    };
    // The first leg ends at a holding point that may be used until 12:00.
    assert_eq!(gap(&[("depart_earliest", "2026-03-02T12:00Z")]), []);
    assert_eq!(
        gap(&[("depart_earliest", "2026-03-02T12:01Z")]),
        [Code::TimeGap]
    );
    assert_eq!(gap(&[("from", "11.12300, 41.40010")]), [Code::RouteGap]);
}

#[test]
fn waypoints_by_name() {
    let list = "id,name,lat,lon\n1,Dorvane,11.20450,41.31870\n3,Kafr Tal,11.10300,41.40010\n";
    let gazetteer = load::from_csv(list.as_bytes(), None).unwrap();
    let settings = Settings {
        gazetteer: Some(&gazetteer),
        ..Settings::default()
    };
    let named = row(Part::MovementLegs, &[("from", "DORVANE"), ("to", "#3")]);
    let file = write::csv(Template::Movements, &[named]);
    let by_name = only(import(&file, &settings));
    assert_eq!(by_name.legs[0].from.name.as_deref(), Some("Dorvane"));
    let by_coordinates = only(read(&[row(Part::MovementLegs, &[])]));
    assert_eq!(by_name.legs[0].line, by_coordinates.legs[0].line);
}

#[test]
fn a_withdrawal_needs_no_legs() {
    let file = "truceline/movement-legs/1\nreference,request,remarks\nK-1,withdraw,cancelled\n";
    let import = import(file.as_bytes(), &Settings::default());
    assert_eq!(import.faults, []);
    let reason = Some("cancelled".to_owned());
    assert_eq!(import.drafts[0].action, MovementAction::Withdraw { reason });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_in_a_cell_makes_it_panic(column in 0..40usize, text in "\\PC{0,60}") {
        let columns = Part::MovementLegs.columns();
        let mut filled = row(Part::MovementLegs, &[]);
        filled.insert(columns[column % columns.len()].name, text);
        let import = read(&[filled, later(SECOND)]);
        prop_assert!(import.drafts.len() + import.faults.len() > 0);
    }
}
