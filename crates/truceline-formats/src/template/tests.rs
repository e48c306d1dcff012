#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::columns::Need;
use super::{Part, Template, of_book, write};
use crate::coordinate::{CoarseGrid, parse};
use crate::fault::Code;
use crate::import::Settings;
use crate::{movements, sites, table};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn the_page_names_every_column_as_the_template_has_it() {
    let page = include_str!("../../../../docs/spec/import.md");
    for part in Part::ALL {
        assert!(
            page.contains(part.marker()),
            "{} is not in import.md",
            part.marker()
        );
        for column in part.columns() {
            let row = format!(
                "| `{}` | {} | {} |",
                column.name,
                column.need.as_str(),
                column.form.replace('|', "\\|")
            );
            assert!(page.contains(&row), "not in import.md: {row}");
        }
    }
}

#[test]
fn columns_are_distinct_and_explained() {
    for part in Part::ALL {
        let columns = part.columns();
        let names: BTreeSet<_> = columns.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), columns.len());
        for column in columns {
            assert!(
                !column.help.is_empty() && !column.form.is_empty(),
                "{}",
                column.name
            );
            assert!(
                !(column.need == Need::Always && column.example.is_empty()),
                "{}",
                column.name
            );
        }
    }
}

#[test]
fn the_templates_as_given_out_import_to_nothing_but_the_example_passed_over() {
    let settings = Settings::default();
    let none = BTreeMap::new();
    let files = [
        (
            Template::Sites,
            write::xlsx(Template::Sites, &none).unwrap(),
        ),
        (Template::Sites, write::csv(Template::Sites, &[])),
        (
            Template::Movements,
            write::xlsx(Template::Movements, &none).unwrap(),
        ),
        (Template::Movements, write::csv(Template::Movements, &[])),
    ];
    for (template, file) in files {
        assert_eq!(of_book(&table::read(&file).unwrap()), Ok(template));
        let (faults, warnings, rows) = match template {
            Template::Sites => {
                let import = sites::import(&file, &settings);
                assert!(import.drafts.is_empty());
                (import.faults, import.warnings, import.rows)
            }
            Template::Movements => {
                let import = movements::import(&file, &settings);
                assert!(import.drafts.is_empty());
                (import.faults, import.warnings, import.rows)
            }
        };
        assert_eq!((faults.as_slice(), rows), (&[][..], 0), "{template:?}");
        let codes: Vec<_> = warnings.iter().map(|w| w.code).collect();
        assert_eq!(codes, [Code::ExampleRow], "{template:?}");
    }
}

#[test]
fn the_example_would_import_under_another_reference() {
    let settings = Settings::default();
    let rename = |part: Part| {
        let mut row = write::example(part);
        row.insert("reference", "K-1".to_owned());
        row
    };
    let site = write::csv(Template::Sites, &[rename(Part::Sites)]);
    let import = sites::import(&site, &settings);
    assert_eq!(
        (import.faults.as_slice(), import.drafts.len()),
        (&[][..], 1)
    );
    let leg = write::csv(Template::Movements, &[rename(Part::MovementLegs)]);
    let import = movements::import(&leg, &settings);
    assert_eq!(
        (import.faults.as_slice(), import.drafts.len()),
        (&[][..], 1)
    );
    let rows = BTreeMap::from([
        (Part::Movements, vec![rename(Part::Movements)]),
        (Part::Legs, vec![rename(Part::Legs)]),
    ]);
    let workbook = write::xlsx(Template::Movements, &rows).unwrap();
    let from_workbook = movements::import(&workbook, &settings);
    assert_eq!(from_workbook.faults, []);
    assert_eq!(from_workbook.drafts[0].action, import.drafts[0].action);
}

#[test]
fn the_same_rows_give_the_same_workbook() {
    let write = || write::xlsx(Template::Sites, &BTreeMap::new()).unwrap();
    assert_eq!(write(), write());
}

#[test]
fn headers_are_checked_as_a_whole() {
    let settings = Settings::default();
    let import = |file: &str| {
        let faults = sites::import(file.as_bytes(), &settings).faults;
        let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
        codes
    };
    assert_eq!(import("reference,request\nK-1,add\n"), [Code::Template]);
    assert_eq!(
        import("truceline/sites/9\nreference,request\nK-1,add\n"),
        [Code::Template]
    );
    assert_eq!(
        import("truceline/legs/1\nreference,leg\n"),
        [Code::Template]
    );
    assert_eq!(import("truceline/sites/1\n"), [Code::Empty]);
    assert_eq!(
        import("truceline/sites/1\nreference,name,name,valid_untill\nK-1,a,b,c\n"),
        [
            Code::ColumnDuplicate,
            Code::ColumnUnknown,
            Code::ColumnMissing
        ]
    );
    assert_eq!(
        import("truceline/sites/1,,\nreference,request\nK-1,withdraw,stray\n"),
        [Code::ColumnUnknown]
    );
    // Stars, capitals and blanks of a header make no difference.
    assert_eq!(
        import("truceline/sites/1\nReference*;REQUEST\nK-1;withdraw\n"),
        []
    );
}

#[test]
fn the_examples_of_the_page_import() {
    let page = include_str!("../../../../docs/spec/import.md");
    let blocks: Vec<&str> = page
        .split("```\n")
        .filter(|block| block.starts_with("truceline/"))
        .collect();
    let settings = Settings::default();
    let sites = sites::import(blocks[0].as_bytes(), &settings);
    assert_eq!(
        (sites.faults.as_slice(), sites.warnings.as_slice()),
        (&[][..], &[][..])
    );
    assert_eq!(sites.drafts.len(), 2);
    let movements = movements::import(blocks[1].as_bytes(), &settings);
    assert_eq!(
        (movements.faults.as_slice(), movements.warnings.as_slice()),
        (&[][..], &[][..])
    );
    assert_eq!((blocks.len(), movements.drafts.len()), (2, 1));
    let precision = |text: &str| {
        let reading = parse(text, CoarseGrid::Refused).unwrap();
        reading.precision.get().div_ceil(10)
    };
    let degrees = precision("35.70, 36.50");
    let minutes = precision("35°42′N 36°30′E");
    let told = format!(
        "{degrees} m, whole minutes {},{:03} m",
        minutes / 1_000,
        minutes % 1_000
    );
    assert!(page.contains(&told), "import.md should say: {told}");
}
