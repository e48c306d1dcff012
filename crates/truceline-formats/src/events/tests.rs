#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::columns::{ACLED, Field, UCDP};
use super::event::{DatePrecision, Deaths, PlacePrecision, Violence};
use super::value::{Day, Degrees};
use super::write::{Tags, csv};
use super::{Events, Scheme, mark, read::read};
use crate::fault::Code;
use proptest::prelude::*;
use std::collections::BTreeSet;

const GED: &[u8] = include_bytes!("../../../../testdata/events/kestrel-ucdp.csv");
const OTHER: &[u8] = include_bytes!("../../../../testdata/events/kestrel-acled.csv");

/// The cells of a CSV by an independent reading, marks of text taken away.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(body);
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        row.iter()
            .map(|cell| mark::unmarked(cell).to_owned())
            .collect()
    });
    rows.collect()
}

/// A table with these columns beside the needed ones, and these rows below them.
fn table(columns: &str, rows: &[&str]) -> Vec<u8> {
    let mut text = format!("id,date_start,date_end,{columns}\n");
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    text.into_bytes()
}

fn one_fault(columns: &str, row: &str) -> (Code, Option<String>) {
    let events = read(&table(columns, &[row])).unwrap();
    assert!(
        events.rows.drafts.is_empty(),
        "a row with a fault gives none"
    );
    assert_eq!(events.rows.faults.len(), 1, "{:?}", events.rows.faults);
    let fault = &events.rows.faults[0];
    assert_eq!(fault.location.row, Some(2));
    (fault.code, fault.location.column.clone())
}

#[test]
fn the_schemes_have_the_columns_of_their_codebooks() {
    assert_eq!(UCDP.len(), 49);
    assert_eq!(ACLED.len(), 27);
    for scheme in [Scheme::Ucdp, Scheme::Acled] {
        let columns = scheme.columns();
        let names: BTreeSet<_> = columns.iter().map(|column| column.name).collect();
        let fields: BTreeSet<_> = columns.iter().map(|column| column.field).collect();
        let tags: BTreeSet<_> = columns.iter().map(|column| column.tag).collect();
        assert_eq!((names.len(), fields.len()), (columns.len(), columns.len()));
        assert_eq!(tags.len(), columns.len());
        assert!(tags.iter().all(|tag| tag.starts_with('#')));
    }
}

#[test]
fn what_is_read_is_written_cell_by_cell() {
    for (bytes, scheme) in [(GED, Scheme::Ucdp), (OTHER, Scheme::Acled)] {
        let events = read(bytes).unwrap();
        assert_eq!(events.scheme, scheme);
        assert!(events.rows.faults.is_empty(), "{:?}", events.rows.faults);
        let written = csv(&events, Tags::AsRead);
        assert_eq!(cells(&written), cells(bytes));
        let again = read(&written).unwrap();
        assert_eq!(again.rows.drafts.len(), events.rows.drafts.len());
        for (one, other) in events.rows.drafts.iter().zip(&again.rows.drafts) {
            assert!(one.values == other.values && one.others == other.others);
        }
        assert_eq!(again.tags, events.tags);
    }
}

#[test]
fn a_row_says_in_shared_words_what_its_table_says() {
    let events = read(GED).unwrap();
    let rows = &events.rows.drafts;
    let first = rows[0].event(events.scheme).unwrap();
    assert_eq!(first.id, "900001");
    assert_eq!(
        (first.first, first.last),
        (first.last, Day::of(2026, 5, 20).unwrap())
    );
    assert_eq!(first.date_precision, Some(DatePrecision::Day));
    assert_eq!(first.place_precision, Some(PlacePrecision::Exact));
    assert_eq!(first.violence, Some(Violence::StateBased));
    let position = first.position.unwrap();
    assert_eq!(
        (position.lat_e7(), position.lon_e7()),
        (112_043_000, 413_100_000)
    );
    assert_eq!(first.places[0], "Dorvane village");
    assert_eq!((first.side_a, first.side_b), (vec!["North"], vec!["South"]));
    let deaths = Deaths {
        side_a: Some(0),
        side_b: Some(2),
        civilians: Some(0),
        unknown: Some(1),
        low: Some(2),
        best: Some(3),
        high: Some(5),
    };
    assert_eq!(first.deaths, deaths);
    assert_eq!(first.sources.len(), 3);

    // What is said to be missing is none, not zero.
    let third = rows[2].event(events.scheme).unwrap();
    assert_eq!(third.deaths.side_a, None);
    assert_eq!(third.deaths.best, Some(7));

    let events = read(OTHER).unwrap();
    let second = events.rows.drafts[1].event(events.scheme).unwrap();
    assert_eq!(second.date_precision, Some(DatePrecision::Month));
    assert_eq!(second.place_precision, Some(PlacePrecision::Area));
    assert_eq!(second.deaths.best, Some(0));
    assert_eq!(second.places[0], "دورفان");
    assert_eq!(second.kinds, ["Agreement", "Strategic developments"]);
    assert_eq!(
        events.rows.drafts[0].event(Scheme::Acled).unwrap().first,
        first.first
    );
}

#[test]
fn tags_are_read_kept_left_out_or_added() {
    let tagged = read(OTHER).unwrap();
    assert_eq!(tagged.tags.as_ref().unwrap()[0], "#event+id");
    let without = read(&csv(&tagged, Tags::Without)).unwrap();
    assert_eq!((without.tags, without.rows.drafts.len()), (None, 2));
    let plain = read(GED).unwrap();
    assert_eq!(plain.tags, None);
    let with = read(&csv(&plain, Tags::With)).unwrap();
    assert_eq!(with.rows.drafts.len(), plain.rows.drafts.len());
    assert_eq!(with.tags.unwrap().len(), 49);
}

#[test]
fn every_fault_is_its_rows_alone() {
    let row = |rest: &str| format!("1,2026-01-02,2026-01-03,{rest}");
    let column = |name: &str| Some(name.to_owned());
    let cases = [
        ("latitude,longitude", "90.1,0", Code::Coordinate, "latitude"),
        (
            "latitude,longitude",
            "1,180.00000006",
            Code::Coordinate,
            "longitude",
        ),
        (
            "latitude,longitude",
            "\"1,5\",2",
            Code::Coordinate,
            "latitude",
        ),
        ("latitude,longitude", "1e1,2", Code::Coordinate, "latitude"),
        ("latitude,longitude", ",2", Code::Coordinate, "latitude"),
        ("best,x", "-1,", Code::Number, "best"),
        ("best,x", "1.5,", Code::Number, "best"),
        ("best,x", "many,", Code::Number, "best"),
        ("where_prec,x", "8,", Code::Number, "where_prec"),
        ("side_a,x", "=1+1,", Code::Formula, "side_a"),
    ];
    for (columns, rest, code, at) in cases {
        assert_eq!(one_fault(columns, &row(rest)), (code, column(at)), "{rest}");
    }
    let cases = [
        ("1,2026-02-30,2026-03-01", Code::Time, "date_start"),
        ("1,2026-03-02,2026-03-01", Code::Window, "date_end"),
        ("1,,2026-03-01", Code::Required, "date_start"),
        (",2026-03-01,2026-03-01", Code::Required, "id"),
        ("1,NA,2026-03-01", Code::Required, "date_start"),
        ("1,02/03/2026,2026-03-01", Code::Time, "date_start"),
        ("1,2026-03-01T13:00:00,2026-03-01", Code::Time, "date_start"),
    ];
    for (row, code, at) in cases {
        assert_eq!(one_fault("x", row), (code, column(at)), "{row}");
    }
    let doubled = ["1,2026-01-01,2026-01-01,a", "1,2026-01-01,2026-01-01,b"];
    let events = read(&table("x", &doubled)).unwrap();
    assert_eq!(events.rows.drafts.len(), 1);
    assert_eq!(events.rows.faults[0].code, Code::ReferenceDuplicate);
    let long = read(&table("x", &["1,2026-01-01,2026-01-01,a,b"])).unwrap();
    assert_eq!(long.rows.faults[0].code, Code::Broken);
    assert_eq!(long.rows.rows, 1);
}

#[test]
fn numbers_that_disagree_are_kept_and_warned_of() {
    // Published tables have some hundred such rows; they are not ours to mend.
    for (columns, rest) in [
        ("low,best", "3,2"),
        ("best,high", "3,2"),
        ("low,high", "3,2"),
    ] {
        let row = format!("1,2026-01-02,2026-01-03,{rest}");
        let events = read(&table(columns, &[&row])).unwrap();
        assert_eq!(events.rows.drafts.len(), 1, "{columns}");
        assert_eq!(events.rows.warnings[0].code, Code::Disagreement);
        assert_eq!(cells(&csv(&events, Tags::AsRead))[1][3..], ["3", "2"]);
    }
    let columns = "deaths_a,deaths_b,deaths_civilians,deaths_unknown,best";
    let sums = read(&table(columns, &["1,2026-01-02,2026-01-03,1,1,1,1,5"])).unwrap();
    assert_eq!(sums.rows.warnings[0].code, Code::Disagreement);
    let sums = read(&table(columns, &["1,2026-01-02,2026-01-03,1,1,1,1,4"])).unwrap();
    assert_eq!(sums.rows.warnings, []);
}

#[test]
fn what_is_no_table_of_events_is_refused_whole() {
    let code = |bytes: &[u8]| read(bytes).unwrap_err()[0].code;
    assert_eq!(code(b""), Code::Empty);
    assert_eq!(code(b"id,date_start,date_end\n"), Code::Empty);
    assert_eq!(code(b"name,latitude\nDorvane,1\n"), Code::ColumnMissing);
    assert_eq!(
        code(b"id,date_start,date_end,best,Best\n1\n"),
        Code::ColumnDuplicate
    );
    assert_eq!(code(b"id,date_start,date_end,=1\n1\n"), Code::Formula);
    assert_eq!(code(b"\xFF\xFEi\0d\0"), Code::Encoding);
    assert_eq!(code(b"PK\x03\x04 nothing"), Code::Broken);
    let wide = format!("id,date_start,date_end{}\n1\n", ",x".repeat(200));
    assert_eq!(code(wide.as_bytes()), Code::Limit);
}

#[test]
fn columns_of_the_files_own_are_kept_and_warned_of() {
    let events = read(&table("mood,best", &["1,2026-01-01,2026-01-02, calm ,3"])).unwrap();
    assert_eq!(events.rows.warnings[0].code, Code::ColumnUnknown);
    assert_eq!(events.rows.drafts[0].others["mood"], " calm ");
    let written = cells(&csv(&events, Tags::AsRead));
    assert_eq!(written[1], ["1", "2026-01-01", "2026-01-02", " calm ", "3"]);
}

#[test]
fn nothing_that_computes_leaves_unmarked() {
    let texts = [
        "=1+1",
        "@SUM(A1)",
        "-2+cmd|' /C calc'!A0",
        "+A1",
        " =1",
        "\t=1",
        "\r=1",
        "'=1",
        "''=1",
        "＝1",
        "\u{FEFF}=1",
        "\u{A0}-A1",
    ];
    for text in texts {
        let cell = mark::marked(text);
        assert!(cell.starts_with('\''), "{text:?}");
        assert_eq!(mark::unmarked(&cell), text);
    }
    for text in ["", "-1", "+35.7", "-35.7, 36.5", "a=b", "'tis", "#tag"] {
        assert_eq!(mark::marked(text), text);
        assert_eq!(mark::unmarked(text), text);
    }
}

#[test]
fn a_workbook_is_read_as_its_cells_show() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0_u16..).zip([
        "id",
        "date_start",
        "date_end",
        "best",
        "latitude",
        "longitude",
    ]) {
        sheet.write_string(0, column, name).unwrap();
    }
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_number(1, 0, 900_001.0).unwrap();
    sheet
        .write_datetime_with_format(1, 1, &day, &format)
        .unwrap();
    sheet
        .write_datetime_with_format(1, 2, &day, &format)
        .unwrap();
    sheet.write_number(1, 3, 4.0).unwrap();
    sheet.write_number(1, 4, 11.25).unwrap();
    sheet.write_number(1, 5, -0.5).unwrap();
    let events = read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert!(events.rows.faults.is_empty(), "{:?}", events.rows.faults);
    let event = events.rows.drafts[0].event(Scheme::Ucdp).unwrap();
    assert_eq!(
        (event.id, event.first),
        ("900001", Day::of(2026, 3, 1).unwrap())
    );
    assert_eq!(event.position.unwrap().lon_e7(), -5_000_000);
    assert_eq!(event.deaths.best, Some(4));
}

#[test]
fn days_and_degrees_are_exact() {
    let day = |text: &str| Day::parse(text).map(|day| day.to_string());
    assert_eq!(day("2020-02-29").as_deref(), Some("2020-02-29"));
    assert_eq!(day("29 February 2020").as_deref(), Some("2020-02-29"));
    assert_eq!(
        day("2020-02-29 00:00:00.000").as_deref(),
        Some("2020-02-29")
    );
    for wrong in [
        "2019-02-29",
        "2020-2-9",
        "29.02.2020",
        "2020-02-29 01:00",
        "1 Smarch 2020",
        "é020-02-29é",
    ] {
        assert_eq!(day(wrong), None, "{wrong}");
    }
    assert_eq!(Day::of(1970, 1, 1).unwrap().days_since_1970(), 0);
    let e7 = |text: &str| Degrees::parse(text, 180).map(Degrees::e7);
    assert_eq!(e7("36.5192"), Some(365_192_000));
    assert_eq!(e7("-.00000005"), Some(-1));
    assert_eq!(e7("0.00000004"), Some(0));
    assert_eq!(e7("180.0"), Some(1_800_000_000));
    assert_eq!(e7("179.99999999"), Some(1_800_000_000));
    for wrong in [
        "",
        ".",
        "-",
        "180.0000001",
        "1,5",
        "36°",
        "0x1",
        "NaN",
        "1e2",
        "1234",
    ] {
        assert_eq!(e7(wrong), None, "{wrong}");
    }
    for plain in ["36.5192", "-0.5", "12", "0"] {
        assert_eq!(Degrees::parse(plain, 180).unwrap().to_string(), plain);
    }
}

#[test]
fn no_debug_output_shows_a_place() {
    let shown = format!("{:?}", read(GED).unwrap());
    for secret in ["11.2", "41.31", "Dorvane village"] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

fn text_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "[=+@'\\-\" ,;\t]{0,6}[a-z0-9]{0,3}",
        "\\PC{0,8}",
        Just("two\r\nlines".to_owned()),
    ]
}

proptest! {
    #[test]
    fn any_text_survives_the_mark(text in text_cell()) {
        let cell = mark::marked(&text);
        prop_assert_eq!(mark::unmarked(&cell), text.as_str());
        prop_assert!(!mark::computes(&cell) || cell.starts_with('\''));
    }

    #[test]
    fn any_row_survives_writing(
        texts in prop::collection::vec((text_cell(), text_cell()), 1..6),
        day in -30_000_i32..60_000,
        e7 in (-900_000_000_i32..=900_000_000, -1_800_000_000_i32..=1_800_000_000),
        deaths in prop::collection::vec(0_i64..1000, 3),
    ) {
        let mut events = read(GED).unwrap();
        let mut row = events.rows.drafts.remove(0);
        events.rows.drafts.clear();
        let mut deaths = deaths;
        deaths.sort_unstable();
        for (field, number) in [Field::Low, Field::Best, Field::High].into_iter().zip(deaths) {
            row.values.insert(field, super::Value::Whole(super::value::Given::plain(number)));
        }
        let day = Day::since_1970(day).unwrap();
        for field in [Field::DateStart, Field::DateEnd] {
            row.values.insert(field, super::Value::Day(super::value::Given::plain(day)));
        }
        for (field, e7) in [(Field::Latitude, e7.0), (Field::Longitude, e7.1)] {
            let degrees = Degrees::from_e7(e7);
            row.values.insert(field, super::Value::Degrees(super::value::Given::plain(degrees)));
        }
        for (number, (one, other)) in texts.into_iter().enumerate() {
            let mut row = row.clone();
            row.row = u32::try_from(number).unwrap() + 2;
            row.values.insert(Field::Id, super::Value::Text(number.to_string()));
            for (field, text) in [(Field::SourceHeadline, one), (Field::Where, other)] {
                row.values.remove(&field);
                if !text.is_empty() {
                    row.values.insert(field, super::Value::Text(text));
                }
            }
            events.rows.drafts.push(row);
        }
        let again: Events = read(&csv(&events, Tags::With)).unwrap();
        prop_assert!(again.rows.faults.is_empty(), "{:?}", again.rows.faults);
        prop_assert_eq!(again.rows.drafts.len(), events.rows.drafts.len());
        for (one, other) in events.rows.drafts.iter().zip(&again.rows.drafts) {
            prop_assert!(one.values == other.values);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), rest in "\\PC{0,200}") {
        let _ = read(&bytes);
        let _ = read(format!("id,date_start,date_end,best\n{rest}").as_bytes());
    }
}

mod as_claims {
    use super::*;
    use crate::events::claims::{Part, RowClaim};
    use crate::events::given::{GivenRow, Unlike, is_hidden, table as given_table};
    use truceline_register::claim::proposition::{Count, PlaceTold, Proposition, TimeTold, Who};
    use truceline_register::claim::words::{Category, Certainty, EventKind};
    use truceline_register::geometry::footprint::Footprint;
    use truceline_register::time::Span;

    const COLUMNS: &str = "type_of_violence,conflict_name,dyad_name,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,date_prec,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high";

    fn claims_of(row: &str) -> Vec<RowClaim> {
        let events = read(&table(COLUMNS, &[row])).unwrap();
        assert!(events.rows.faults.is_empty(), "{:?}", events.rows.faults);
        events.rows.drafts[0].claims(events.scheme)
    }

    fn of(claims: &[RowClaim], part: Part) -> Option<Proposition> {
        let found = claims.iter().find(|claim| claim.part == part);
        found.map(|claim| claim.proposition.clone())
    }

    fn place(claims: &[RowClaim]) -> PlaceTold {
        match of(claims, Part::Where) {
            Some(Proposition::Where(place)) => place,
            _ => panic!("no place"),
        }
    }

    fn time(claims: &[RowClaim]) -> TimeTold {
        match of(claims, Part::When) {
            Some(Proposition::When(time)) => time,
            _ => panic!("no time"),
        }
    }

    fn count(claims: &[RowClaim], part: Part) -> Option<Count> {
        of(claims, part).map(|proposition| *proposition.count().unwrap())
    }

    #[test]
    fn a_row_claims_what_it_says_and_no_more() {
        let claims = claims_of(
            "7,2000-05-02,2000-05-04,1,Valley: Government,North - South,North,South,3,Dorvane district,Lower Valley,11.2,41.3,2,0,2,3,1,4,6,9",
        );
        let parts: Vec<Part> = claims.iter().map(|claim| claim.part).collect();
        assert_eq!(
            parts,
            [
                Part::Happened,
                Part::Where,
                Part::When,
                Part::Sides,
                Part::Killed,
                Part::KilledB,
                Part::KilledCivilians,
                Part::KilledUnknown
            ],
            "a side of which the table writes zero is no claim"
        );
        assert!(matches!(
            of(&claims, Part::Happened),
            Some(Proposition::Happened { kind: EventKind::Other, words: Some(words) })
                if words == "state-based violence: Valley: Government"
        ));
        let place = place(&claims);
        let Some(Footprint::Circle(circle)) = &place.area else {
            panic!("no circle")
        };
        assert_eq!(circle.radius.get(), 500_000, "a district is no point");
        assert_eq!(place.spellings[0].text, "Dorvane district");
        let time = time(&claims);
        assert_eq!(time.until.since(time.from), Span::hours(3 * 24 + 14 + 12));
        assert_eq!(
            (time.certainty, time.offset_minutes),
            (Certainty::Week, None)
        );
        let total = Count {
            low: Some(4),
            best: Some(6),
            high: Some(9),
        };
        assert_eq!(count(&claims, Part::Killed), Some(total));
        assert_eq!(count(&claims, Part::KilledB), Some(Count::of(2)));
        let unknown = of(&claims, Part::KilledUnknown);
        assert!(
            matches!(
                unknown,
                Some(Proposition::Casualties {
                    category: Category::Unspecified,
                    of: Some(Who::Words(_)),
                    ..
                })
            ),
            "people of whom it is not said what they were are not set beside the total"
        );
    }

    #[test]
    fn numbers_out_of_order_stand_each_alone() {
        let claims = claims_of(
            "7,2000-05-02,2000-05-02,1,,,North,South,1,Dorvane,,11.2,41.3,1,0,0,0,0,5,3,4",
        );
        assert_eq!(count(&claims, Part::Killed), Some(Count::of(3)));
        assert_eq!(
            count(&claims, Part::KilledLow),
            Some(Count::between(5, None))
        );
        let high = count(&claims, Part::KilledHigh).unwrap();
        assert_eq!((high.low, high.best, high.high), (None, None, Some(4)));
    }

    #[test]
    fn a_coordinate_without_a_precision_is_no_area() {
        let claims =
            claims_of("7,2000-05-02,2000-05-02,1,,,North,South,,Dorvane,,11.2,41.3,,0,0,0,0,,,");
        let place = place(&claims);
        assert!(place.area.is_none());
        assert_eq!(place.spellings.len(), 1);
        assert_eq!(time(&claims).certainty, Certainty::Unclear);
        assert_eq!(
            count(&claims, Part::Killed),
            None,
            "what is not given is not zero"
        );
    }

    #[test]
    fn every_precision_reaches_as_far_as_it_may() {
        let mut last = 0;
        for prec in 1..=7 {
            let row = format!(
                "7,2000-05-02,2000-05-02,1,,,North,South,{prec},Dorvane,,11.2,41.3,1,0,0,0,0,0,0,0"
            );
            let place = place(&claims_of(&row));
            let Some(Footprint::Circle(circle)) = place.area else {
                panic!("no circle")
            };
            assert!(circle.radius.get() >= 20_000.max(last), "{prec}");
            last = circle.radius.get();
        }
    }

    #[test]
    fn kinds_of_the_other_table_are_taken_where_they_leave_no_doubt() {
        let events = read(OTHER).unwrap();
        let row = &events.rows.drafts[0];
        let claims = row.claims(events.scheme);
        assert!(matches!(
            of(&claims, Part::Happened),
            Some(Proposition::Happened {
                kind: EventKind::Shelling,
                ..
            })
        ));
        assert_eq!(
            row.cites(events.scheme).unwrap(),
            "Valley Wire; Radio Upland"
        );
    }

    /// Every cell of both tables, through the lines that claims keep, to the letter.
    #[test]
    fn rows_as_given_make_the_same_table() {
        for bytes in [GED, OTHER] {
            let events = read(bytes).unwrap();
            let lines: Vec<String> = (events.rows.drafts.iter())
                .map(|row| GivenRow::of(&events, row).line())
                .collect();
            for line in &lines {
                assert!(!line.chars().any(is_hidden), "{line}");
            }
            let rows: Vec<GivenRow> = lines
                .iter()
                .map(|line| GivenRow::read(line).unwrap())
                .collect();
            let again = given_table(events.scheme, &rows).unwrap();
            assert_eq!(csv(&again, Tags::AsRead), csv(&events, Tags::AsRead));
        }
    }

    #[test]
    fn rows_of_different_tables_make_none() {
        let rows = |bytes: &[u8]| {
            let events = read(bytes).unwrap();
            GivenRow::of(&events, &events.rows.drafts[0])
        };
        let (ged, other) = (rows(GED), rows(OTHER));
        let short = rows(&table("best", &["1,2000-05-02,2000-05-02,3"]));
        let of = |rows: &[GivenRow]| given_table(Scheme::Ucdp, rows).unwrap_err();
        assert_eq!(of(&[ged.clone(), other]), Unlike::Scheme);
        assert_eq!(of(&[ged, short]), Unlike::Columns);
        for line in [
            "",
            "{}",
            "[]",
            "{\"table\":\"other\",\"row\":1,\"cells\":[]}",
        ] {
            assert!(GivenRow::read(line).is_none(), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_comes_back_to_the_letter(texts in proptest::collection::vec(any::<String>(), 1..5)) {
            let mut file = ::csv::Writer::from_writer(Vec::new());
            let names = (0..texts.len()).map(|number| format!("own {number}"));
            let header = ["id", "date_start", "date_end"].map(str::to_owned);
            file.write_record(header.into_iter().chain(names)).unwrap();
            let day = "2000-05-02".to_owned();
            let row = ["7".to_owned(), day.clone(), day];
            let marked = texts.iter().map(|text| mark::marked(text));
            file.write_record(row.into_iter().chain(marked)).unwrap();
            let bytes = file.into_inner().unwrap();
            let Ok(events) = read(&bytes) else { return Ok(()) };
            let Some(row) = events.rows.drafts.first() else { return Ok(()) };
            let line = GivenRow::of(&events, row).line();
            prop_assert!(!line.chars().any(is_hidden));
            let again = given_table(Scheme::Ucdp, &[GivenRow::read(&line).unwrap()]).unwrap();
            prop_assert_eq!(csv(&again, Tags::AsRead), csv(&events, Tags::AsRead));
        }
    }
}
