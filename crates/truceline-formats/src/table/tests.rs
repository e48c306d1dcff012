#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Book, Cell, Kind, LocalTime, archive, delimited, letters, read};
use crate::fault::Code;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn code(bytes: &[u8]) -> Code {
    read(bytes).unwrap_err().code
}

fn text(cell: Option<&Cell>) -> Option<&str> {
    match cell {
        Some(Cell::Text(text)) => Some(text),
        _ => None,
    }
}

fn zip_of(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("sites").unwrap();
    sheet.write_string(0, 0, "  a text ").unwrap();
    sheet.write_number(0, 2, 36.5).unwrap();
    sheet.write_boolean(1, 1, true).unwrap();
    sheet
        .write_formula(2, 0, Formula::new("=A1&\"x\""))
        .unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let noon = ExcelDateTime::parse_from_str("2026-03-01T12:30:00").unwrap();
    sheet
        .write_datetime_with_format(3, 0, &noon, &date)
        .unwrap();
    let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
    sheet.write_datetime_with_format(3, 1, &day, &date).unwrap();
    // A lone cell far away must cost nothing.
    sheet.write_string(40_000, 100, "far").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_keeps_what_was_typed() {
    let book = read(&workbook()).unwrap();
    assert_eq!(book.kind, Kind::Xlsx);
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "sites");
    let cell = |row: usize, column| sheet.rows[row].cell(column).cloned();
    assert_eq!(cell(0, 0), Some(Cell::Text("a text".into())));
    assert_eq!(cell(0, 1), None);
    assert_eq!(cell(0, 2), Some(Cell::Number(36.5)));
    assert_eq!(cell(1, 1), Some(Cell::Truth(true)));
    assert_eq!(cell(2, 0), Some(Cell::Formula));
    let noon = LocalTime {
        year: 2026,
        month: 3,
        day: 1,
        micros_of_day: Some(45_000_000_000),
    };
    assert_eq!(cell(3, 0), Some(Cell::Local(noon)));
    let day = LocalTime {
        micros_of_day: None,
        ..noon
    };
    assert_eq!(cell(3, 1), Some(Cell::Local(day)));
    let last = sheet.rows.last().unwrap();
    assert_eq!((last.number, text(last.cell(100))), (40_001, Some("far")));
}

#[test]
fn csv_in_its_dialects() {
    let cases: [&[u8]; 4] = [
        b"name,at\nDorvane,\"11.2, 41.3\"\n",
        b"\xEF\xBB\xBFname,at\r\nDorvane,\"11.2, 41.3\"\r\n",
        b"name;at\nDorvane;11.2, 41.3\n",
        b"name\tat\nDorvane\t11.2, 41.3",
    ];
    for bytes in cases {
        let book = read(bytes).unwrap();
        assert_eq!(book.kind, Kind::Csv);
        let rows = &book.sheets[0].rows;
        assert_eq!(text(rows[0].cell(1)), Some("at"));
        assert_eq!(text(rows[1].cell(1)), Some("11.2, 41.3"));
        assert_eq!(rows[1].number, 2);
    }
}

#[test]
fn csv_rows_are_numbered_as_a_spreadsheet_numbers_them() {
    let book = read(b"a,b\n\"two\nlines\",x\n\n,\nlast,y\n").unwrap();
    let numbers: Vec<u32> = book.sheets[0].rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 2, 5]);
}

#[test]
fn what_is_no_utf_8_is_refused() {
    assert_eq!(code(b"\xFF\xFEn\0a\0m\0e\0"), Code::Encoding);
    assert_eq!(code(b"\xFE\xFF\0n\0a"), Code::Encoding);
    assert_eq!(code(b"n\0a\0m\0e\0"), Code::Encoding);
    assert_eq!(code(b"name,at\ncaf\xE9,1\n"), Code::Encoding);
    assert_eq!(code(b""), Code::Empty);
    assert_eq!(code(b"  \n \n"), Code::Empty);
    assert_eq!(code(b"a,b;c\n1,2;3\n"), Code::Broken);
}

#[test]
fn limits_name_themselves() {
    assert_eq!(code(&vec![b'a'; super::MAX_FILE_BYTES + 1]), Code::Limit);
    let rows = "x\n".repeat(super::MAX_ROWS as usize + 1);
    let fault = read(rows.as_bytes()).unwrap_err();
    assert_eq!(
        (fault.code, fault.location.row),
        (Code::Limit, Some(super::MAX_ROWS + 1))
    );
    let wide = format!("{}x\n", "y,".repeat(super::MAX_COLUMNS as usize));
    assert_eq!(code(wide.as_bytes()), Code::Limit);
    let long = format!("a,b\n{},c\n", "x".repeat(super::MAX_CELL_BYTES + 1));
    assert_eq!(code(long.as_bytes()), Code::Limit);
}

#[test]
fn hostile_archives_are_refused_before_they_are_opened() {
    let deflated = CompressionMethod::Deflated;
    let zeros = vec![b'0'; 20 * 1024 * 1024];
    let sheet = "xl/worksheets/sheet1.xml";
    let bomb = zip_of(&[(sheet, &zeros)], deflated);
    assert!(bomb.len() < 100 * 1024);
    assert_eq!(code(&bomb), Code::HostileArchive);
    // No single entry is out of proportion, but together they unpack to too much.
    let mut noise = 1u32;
    let dull: Vec<u8> = (0..9 * 1024 * 1024)
        .map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b'a' + (noise >> 30) as u8
        })
        .collect();
    let heavy = zip_of(&[("a", &dull), ("b", &dull), ("c", &dull)], deflated);
    assert_eq!(code(&heavy), Code::Limit);
    let inner = zip_of(&[("a", b"x")], deflated);
    assert_eq!(
        code(&zip_of(&[("a.xlsx", &inner)], deflated)),
        Code::HostileArchive
    );
    for name in ["../evil", "/etc/passwd", "a/../../b", "..\\evil", "C:evil"] {
        let stored = CompressionMethod::Stored;
        assert_eq!(
            code(&zip_of(&[(name, b"x")], stored)),
            Code::HostileArchive,
            "{name}"
        );
    }
    let names: Vec<String> = (0..=archive::MAX_ENTRIES).map(|n| n.to_string()).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b""[..])).collect();
    assert_eq!(code(&zip_of(&many, deflated)), Code::Limit);
    assert_eq!(code(&zip_of(&[("a", b"x")], deflated)), Code::Broken);
    assert_eq!(code(b"PK\x03\x04 and nothing more"), Code::Broken);
    assert_eq!(code(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]), Code::Broken);
}

#[test]
fn an_archive_that_lies_about_its_sizes_gains_nothing() {
    let zeros = vec![b'0'; 3 * 1024 * 1024];
    let honest = zip_of(&[("a", &zeros)], CompressionMethod::Deflated);
    let claimed = (zeros.len() as u32).to_le_bytes();
    let mut lying = honest.clone();
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == claimed {
            lying[at..at + 4].copy_from_slice(&10u32.to_le_bytes());
        }
    }
    assert_ne!(lying, honest);
    assert!(matches!(code(&lying), Code::HostileArchive | Code::Broken));
}

#[test]
fn shared_strings_do_not_multiply() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let long = "x".repeat(30_000);
    for row in 0..3_000 {
        sheet.write_string(row, 0, &long).unwrap();
    }
    assert_eq!(code(&workbook.save_to_buffer().unwrap()), Code::Limit);
}

#[test]
fn what_a_spreadsheet_would_compute_is_neutralised_and_comes_back() {
    let nasty = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd",
        "@SUM(A1)",
        "plain",
        "-35.5, 20.25",
        "'quoted'",
    ];
    let row: Vec<String> = nasty.iter().map(|s| (*s).to_owned()).collect();
    let written = delimited::write(&[vec!["a".into(), "b".into()], row]);
    let shown = String::from_utf8(written.clone()).unwrap();
    for start in [",=", ",+c", ",@", "\n=", ",\"=", ",\"+c"] {
        assert!(!shown.contains(start), "{start}");
    }
    let Book { sheets, .. } = read(&written).unwrap();
    let back: Vec<_> = sheets[0].rows[1]
        .cells
        .iter()
        .map(|(_, c)| text(Some(c)).unwrap())
        .collect();
    assert_eq!(back, nasty);
    let formula = read(b"a,b\n=1+1,@x\n").unwrap();
    let cells = &formula.sheets[0].rows[1].cells;
    assert!(cells.iter().all(|(_, cell)| *cell == Cell::Formula));
}

#[test]
fn column_letters() {
    for (column, shown) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
        assert_eq!(letters(column), shown);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_damaged_workbook_makes_it_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut bytes = workbook();
        let index = at.index(bytes.len());
        bytes[index] = byte;
        let _ = read(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = read(&bytes);
    }

    #[test]
    fn no_strange_sheet_makes_it_panic(body in "(<row( r=\"[0-9A]{0,8}\")?>|</row>|<c( r=\"[A-Z]{0,4}[0-9]{0,8}\")?( t=\"(s|n|b|e|str|inlineStr|d|q)\")?( s=\"[0-9]{0,3}\")?>|</c>|<v>|</v>|<f( t=\"shared\" si=\"[0-9]{0,3}\"( ref=\"[A-C][1-9]:[A-Z]{1,4}[0-9]{1,8}\")?)?>|</f>|<is>|</is>|<t>|</t>|[0-9#.eE-]{0,6}|[A-Z]{1,3}[0-9]{1,7}|&lt;|&bad;){0,30}") {
        let bytes = with_sheet(&format!(
            "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{body}</sheetData></worksheet>"
        ));
        let _ = read(&bytes);
    }

    #[test]
    fn csv_comes_back_as_written(rows in proptest::collection::vec(proptest::collection::vec("[^\\x00\\p{C}\\s][^\\x00]{0,11}[^\\x00\\p{C}\\s]", 2..5), 1..6)) {
        let mut all = vec![vec!["first".to_owned(), "second".to_owned()]];
        all.extend(rows.clone());
        let back = read(&delimited::write(&all)).unwrap();
        for (row, found) in all.iter().zip(&back.sheets[0].rows) {
            let cells: Vec<_> = found.cells.iter().map(|(_, c)| text(Some(c)).unwrap_or("?")).collect();
            let wanted: Vec<_> = row.iter().map(|s| s.trim().replace("\r\n", "\n").replace('\r', "\n")).collect();
            prop_assert_eq!(cells, wanted);
        }
    }
}

/// A workbook with this as its only sheet.
fn with_sheet(sheet: &str) -> Vec<u8> {
    with_parts(sheet, b"<sst uniqueCount=\"1\"><si><t>one</t></si></sst>")
}

fn with_parts(sheet: &str, strings: &[u8]) -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    let book = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let root = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    zip_of(
        &[
            ("[Content_Types].xml", types.as_bytes()),
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/sharedStrings.xml", strings),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ],
        CompressionMethod::Deflated,
    )
}

#[test]
fn announced_strings_are_not_believed() {
    let sheet = "<worksheet><sheetData></sheetData></worksheet>";
    for number in ["1500001", "99999999999999", "99999999999999999999999999"] {
        for quote in ["\"", "'"] {
            let strings = format!("<sst uniqueCount = {quote}{number}{quote}></sst>");
            assert_eq!(
                code(&with_parts(sheet, strings.as_bytes())),
                Code::Limit,
                "{strings}"
            );
        }
    }
    let wide: Vec<u8> = "<sst uniqueCount=\"99999999999999\"/>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(code(&with_parts(sheet, &wide)), Code::HostileArchive);
}

#[test]
fn a_panic_of_the_reader_underneath_is_a_broken_file() {
    let backwards = "<worksheet><dimension ref=\"C6:A1\"/><sheetData></sheetData></worksheet>";
    assert_eq!(code(&with_sheet(backwards)), Code::Broken);
}

/// Other libraries are compiled without them (decision 39). Without them here such a sheet would not be refused: the
/// reader would ask for as much room as there are numbers, and the program would end.
#[test]
fn the_reader_underneath_is_compiled_with_its_checks() {
    let backwards = calamine::Dimensions {
        start: (5, 2),
        end: (0, 0),
    };
    let ran_over = std::panic::catch_unwind(|| backwards.len());
    assert!(ran_over.is_err(), "a number ran over and nobody noticed");
}

#[test]
fn the_strange_sheets_are_really_read() {
    let sheet = "<worksheet><sheetData><row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
    let book = read(&with_sheet(sheet)).unwrap();
    assert_eq!(book.sheets[0].rows[0].number, 3);
    assert_eq!(text(book.sheets[0].rows[0].cell(1)), Some("one"));
}
