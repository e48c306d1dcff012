#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Site, SiteAction, SiteDraft, import};
use crate::coordinate::CoarseGrid;
use crate::fault::{Code, Fault};
use crate::gazetteer::{Gazetteer, load};
use crate::import::{Import, Settings};
use crate::place::{Bounds, Capture};
use crate::template::write::{self, FilledRow};
use crate::template::{Part, Template};
use proptest::prelude::*;
use std::collections::BTreeMap;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::vocabulary::SiteCategory;

type Changes<'a> = &'a [(&'static str, &'a str)];

fn row(changes: Changes<'_>) -> FilledRow {
    let mut row = write::example(Part::Sites);
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

fn read(rows: &[FilledRow], settings: &Settings<'_>) -> Import<SiteDraft> {
    import(&write::csv(Template::Sites, rows), settings)
}

fn one(changes: &[(&'static str, &str)], settings: &Settings<'_>) -> Result<Site, Vec<Code>> {
    let import = read(&[row(changes)], settings);
    match import.drafts.into_iter().next().map(|draft| draft.action) {
        Some(SiteAction::Add(site)) if import.faults.is_empty() => Ok(*site),
        _ => Err(codes(&import.faults)),
    }
}

fn codes(faults: &[Fault]) -> Vec<Code> {
    faults.iter().map(|fault| fault.code).collect()
}

fn kestrel() -> Gazetteer {
    let list = "id,name,lat,lon,district\n1,Dorvane,11.20450,41.31870,Upper\n4,Mirsal,11.15000,41.35000,Lower\n5,Mirsal,11.30000,41.28000,Upper\n";
    load::from_csv(list.as_bytes(), None).unwrap()
}

#[test]
fn a_row_becomes_a_draft() {
    let site = one(&[], &Settings::default()).unwrap();
    assert_eq!(site.category, SiteCategory::Health);
    assert_eq!(site.valid_from.to_string(), "2026-03-01T00:00:00Z");
    assert_eq!(
        site.reconfirm_by.unwrap().to_string(),
        "2026-06-02T00:00:00Z"
    );
    let Footprint::Circle(circle) = &site.place.footprint else {
        panic!("one coordinate is a disc");
    };
    assert!(circle.centre == Position::from_e7(112_045_000, 413_187_000).unwrap());
    assert_eq!(circle.radius, Decimetres::from_metres(60).unwrap());
    assert_eq!(site.place.capture, Some(Capture::GpsOnSite));
    assert_eq!(
        site.place.precision.stated,
        Some(Decimetres::from_metres(20).unwrap())
    );
    assert_eq!(site.place.as_submitted, "11.20450, 41.31870");
    assert!(!format!("{site:?} {:?}", site.place).contains("11.2"));
}

#[test]
fn precision_is_never_finer_than_the_notation() {
    let metres = |m| Decimetres::from_metres(m).unwrap();
    let settings = Settings::default();
    let minutes = one(&[("coordinates", "11°12′N 41°19′E")], &settings).unwrap();
    let declared = minutes.place.precision.declared().unwrap();
    assert!(declared > metres(1_200) && declared < metres(1_400));
    let unstated = one(&[("precision_m", "")], &settings)
        .unwrap()
        .place
        .precision;
    assert!(unstated.declared().unwrap() < metres(1));
    assert_eq!(unstated.settle(metres(500)), metres(500));
    let columns = [
        ("coordinates", ""),
        ("latitude", "11.2"),
        ("longitude", "41.3"),
    ];
    let two = one(&columns, &settings).unwrap().place.precision;
    assert!(two.settle(metres(500)) > metres(5_000));
    let import = read(&[row(&[("coordinates", "11°12′N 41°19′E")])], &settings);
    assert_eq!(codes(&import.warnings), [Code::PrecisionRaised]);
}

#[test]
fn numbers_of_a_workbook_say_nothing_of_their_decimals() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, Part::Sites.marker()).unwrap();
    let changes = [("coordinates", ""), ("precision_m", "")];
    let filled = row(&changes);
    for (index, (name, text)) in (0u16..).zip(&filled) {
        sheet.write_string(1, index, *name).unwrap();
        sheet.write_string(2, index, text).unwrap();
    }
    let next = filled.len() as u16;
    for (index, (name, number)) in (next..).zip([("latitude", 11.2), ("longitude", 41.3)]) {
        sheet.write_string(1, index, name).unwrap();
        sheet.write_number(2, index, number).unwrap();
    }
    let read = import(&workbook.save_to_buffer().unwrap(), &Settings::default());
    assert_eq!(read.faults, []);
    let SiteAction::Add(site) = &read.drafts[0].action else {
        panic!("the row adds");
    };
    assert_eq!(site.place.precision.declared(), None);
    assert_eq!(codes(&read.warnings), [Code::PrecisionUnstated]);
}

#[test]
fn each_fault_of_each_row_is_told() {
    let cases: &[(Changes<'_>, &[Code])] = &[
        (&[("reference", "")], &[Code::Required]),
        (&[("reference", "K 1 \u{1F600}")], &[Code::Text]),
        (&[("request", "")], &[Code::Required]),
        (&[("request", "approve")], &[Code::UnknownCode]),
        (&[("name", "")], &[Code::Required]),
        (&[("name", "Clinic\u{202e}")], &[Code::Text]),
        (&[("coordinates", "")], &[Code::PlaceMissing]),
        (&[("coordinates", "11,2 41,3")], &[Code::Coordinate]),
        (&[("coordinates", "141.3, 11.2")], &[Code::Swapped]),
        (&[("coordinates", "37PBR75")], &[Code::Coordinate]),
        (&[("coordinates", "11.1, 41.1; 11.2, 41.2")], &[Code::Shape]),
        (
            &[("coordinates", "11.1, 41.1; 11.1, 41.2; 11.2, 41.2")],
            &[Code::Shape],
        ),
        (&[("radius_m", "sixty")], &[Code::Number]),
        (&[("radius_m", "60 m")], &[Code::Number]),
        (&[("radius_m", "-1")], &[Code::Number]),
        (&[("radius_m", "1000001")], &[Code::Number]),
        (&[("altitude_lower_m", "10")], &[Code::Required]),
        (
            &[("altitude_lower_m", "10"), ("altitude_upper_m", "5")],
            &[Code::Number],
        ),
        (&[("capture_method", "dream")], &[Code::UnknownCode]),
        (
            &[("valid_from", "2026-03-01T00:00"), ("time_zone", "")],
            &[Code::TimeZone, Code::TimeZone],
        ),
        (&[("valid_from", "01.03.2026")], &[Code::Time]),
        (
            &[
                ("valid_from", "2026-03-29T02:30"),
                ("time_zone", "Europe/Berlin"),
            ],
            &[Code::TimeShift],
        ),
        (&[("time_zone", "Middle/Nowhere")], &[Code::TimeZone]),
        (&[("valid_until", "2026-02-01")], &[Code::Window]),
        (&[("reconfirm_by", "")], &[Code::ExpiryMissing]),
        (&[("contact", "")], &[Code::Required]),
        (&[("forces", "regulars | ghosts")], &[Code::UnknownCode]),
        (&[("place", "Dorvane")], &[Code::NoGazetteer]),
        (&[("name", "=1+1")], &[Code::Formula]),
        (
            &[
                ("name", ""),
                ("coordinates", "somewhere"),
                ("radius_m", "x"),
                ("contact", ""),
            ],
            &[
                Code::Required,
                Code::Coordinate,
                Code::Number,
                Code::Required,
            ],
        ),
    ];
    for (changes, expected) in cases {
        // A formula cannot be written by the template: it is neutralised there.
        let written = write::csv(Template::Sites, &[row(changes)]);
        let file = String::from_utf8(written).unwrap().replace("'=1+1", "=1+1");
        let read = import(file.as_bytes(), &Settings::default());
        assert_eq!(codes(&read.faults), *expected, "{changes:?}");
        assert!(read.drafts.is_empty());
        for fault in &read.faults {
            assert_eq!(
                (fault.location.sheet.as_str(), fault.location.row),
                ("sites", Some(3))
            );
            assert!(fault.location.column.is_some() && !fault.do_what.is_empty());
        }
    }
}

#[test]
fn sound_rows_are_drafted_beside_faulty_ones() {
    let rows = [
        row(&[("reference", "K-1")]),
        row(&[("reference", "K-2"), ("name", "")]),
        row(&[("reference", "K-3"), ("coordinates", "11.20451, 41.31871")]),
        row(&[("reference", "K-1"), ("coordinates", "11.30000, 41.40000")]),
        row(&[("reference", "K-4"), ("request", "withdraw")]),
    ];
    let import = read(&rows, &Settings::default());
    let references: Vec<_> = import
        .drafts
        .iter()
        .map(|draft| draft.reference.as_str())
        .collect();
    assert_eq!(references, ["K-1", "K-3"]);
    assert_eq!(import.rows, 5);
    let expected = [
        Code::Required,
        Code::ReferenceDuplicate,
        Code::MixedRequests,
    ];
    assert_eq!(codes(&import.faults), expected);
    assert_eq!(codes(&import.warnings), [Code::PositionDuplicate]);
}

#[test]
fn withdrawing_and_reconfirming_need_little() {
    let settings = Settings::default();
    let file = "truceline/sites/1\nreference,request,remarks\nK-1,withdraw,moved away\n";
    let read = import(file.as_bytes(), &settings);
    let reason = Some("moved away".to_owned());
    assert_eq!(read.drafts[0].action, SiteAction::Withdraw { reason });
    let file = "truceline/sites/1\nreference,request,reconfirm_by,time_zone\nK-1,reconfirm,2026-09-01,UTC\nK-2,reconfirm,,\n";
    let read = import(file.as_bytes(), &settings);
    assert_eq!(read.drafts.len(), 1);
    assert_eq!(codes(&read.faults), [Code::ExpiryMissing]);
}

#[test]
fn places_by_name() {
    let gazetteer = kestrel();
    let settings = Settings {
        gazetteer: Some(&gazetteer),
        ..Settings::default()
    };
    let named = |name: &str| one(&[("coordinates", ""), ("place", name)], &settings);
    let site = named("dorvane").unwrap();
    assert_eq!(site.place.gazetteer_id.as_deref(), Some("1"));
    assert_eq!(named("Mirsal"), Err(vec![Code::PlaceAmbiguous]));
    assert_eq!(
        named("Mirsal, Upper")
            .unwrap()
            .place
            .gazetteer_id
            .as_deref(),
        Some("5")
    );
    assert_eq!(named("Dorvene"), Err(vec![Code::PlaceNotFound]));
    let import = read(
        &[row(&[("coordinates", ""), ("place", "Mirsal")])],
        &settings,
    );
    assert!(
        import.faults[0]
            .do_what
            .contains("Mirsal, Lower (#4); Mirsal, Upper (#5)")
    );
    let far = [("coordinates", "11.5, 41.9"), ("place", "Dorvane")];
    assert_eq!(
        codes(&read(&[row(&far)], &settings).warnings),
        [Code::PrecisionRaised, Code::PlaceFar]
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
    );
}

#[test]
fn swapped_axes_are_noticed_by_where_places_are_expected() {
    let corner = |lat, lon| Position::from_e7(lat, lon).unwrap();
    let settings = Settings {
        expected: Some(Bounds {
            south_west: corner(110_000_000, 410_000_000),
            north_east: corner(120_000_000, 420_000_000),
        }),
        coarse: CoarseGrid::Refused,
        ..Settings::default()
    };
    let at = |coordinates| one(&[("coordinates", coordinates)], &settings).map(|_| ());
    assert_eq!(at("11.20450, 41.31870"), Ok(()));
    assert_eq!(at("41.31870, 11.20450"), Err(vec![Code::Swapped]));
    // Outside either way round is told where a wider box is given.
    assert_eq!(at("1.5, 1.5"), Ok(()));
    let settings = Settings {
        outer: settings.expected,
        ..settings
    };
    let at = |coordinates| one(&[("coordinates", coordinates)], &settings).map(|_| ());
    assert_eq!(at("11.20450, 41.31870"), Ok(()));
    assert_eq!(at("41.31870, 11.20450"), Err(vec![Code::Swapped]));
    assert_eq!(at("1.5, 1.5"), Err(vec![Code::Outside]));
}

#[test]
fn an_unknown_category_is_kept_not_refused() {
    let import = read(
        &[row(&[("category", "field kitchen")])],
        &Settings::default(),
    );
    let SiteAction::Add(site) = &import.drafts[0].action else {
        panic!("the row adds");
    };
    assert_eq!(site.category, SiteCategory::Other);
    assert_eq!(site.category_as_written.as_deref(), Some("field kitchen"));
    assert_eq!(codes(&import.warnings), [Code::CategoryUnknown]);
}

#[test]
fn an_outline_is_a_polygon() {
    let corners = "11.20, 41.30; 11.20, 41.31; 11.21, 41.31; 11.21, 41.30";
    let site = one(
        &[("coordinates", corners), ("radius_m", "")],
        &Settings::default(),
    )
    .unwrap();
    let Footprint::Polygons(polygons) = &site.place.footprint else {
        panic!("four corners are a polygon");
    };
    assert_eq!(polygons[0].shell().vertices().len(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_in_a_cell_makes_it_panic(column in 0..30usize, text in "\\PC{0,60}") {
        let columns = Part::Sites.columns();
        let mut filled = row(&[]);
        filled.insert(columns[column % columns.len()].name, text);
        let import = read(&[filled], &Settings::default());
        prop_assert!(import.drafts.len() + import.faults.len() > 0 || import.rows == 0);
    }

    #[test]
    fn csv_and_workbook_give_the_same_drafts(
        lat in -80_0000000i32..80_0000000, lon in -179_0000000i32..179_0000000,
        radius in 0u32..5_000, tenths in 0u32..10, hour in 0u32..24,
    ) {
        let degrees = |e7: i32| format!("{}.{:07}", e7 / 10_000_000, (e7 % 10_000_000).abs());
        let sign = |e7: i32| if e7 < 0 && e7 > -10_000_000 { "-" } else { "" };
        let coordinates = format!("{}{}, {}{}", sign(lat), degrees(lat), sign(lon), degrees(lon));
        let changes = [
            ("coordinates", coordinates),
            ("radius_m", format!("{radius}.{tenths}")),
            ("valid_from", format!("2026-03-01 {hour:02}:00+05:30")),
        ];
        let mut filled = row(&[]);
        filled.extend(changes);
        let from_csv = read(std::slice::from_ref(&filled), &Settings::default());
        prop_assert_eq!(&from_csv.faults, &[]);
        let SiteAction::Add(site) = &from_csv.drafts[0].action else {
            panic!("the row adds");
        };
        let Footprint::Circle(circle) = &site.place.footprint else {
            panic!("one coordinate is a disc");
        };
        prop_assert!(circle.centre == Position::from_e7(lat, lon).unwrap());
        prop_assert_eq!(circle.radius.get(), radius * 10 + tenths);
        let rows = BTreeMap::from([(Part::Sites, vec![filled])]);
        let workbook = write::xlsx(Template::Sites, &rows).unwrap();
        prop_assert_eq!(import(&workbook, &Settings::default()), from_csv);
    }
}
