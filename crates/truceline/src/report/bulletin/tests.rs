//! A bulletin in six languages has every figure of its view once, each with its rule, and nobody's words steer it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::bulletin;
use crate::catalogue::{Catalogue, Language};
use crate::report::{Block, Cell, Column, Holds, Report};
use crate::wire::bulletin::tests::view;

fn reports() -> Vec<Report> {
    let all = Language::ALL.into_iter();
    all.map(|language| bulletin(&view(), &Catalogue::of(language).unwrap()).unwrap())
        .collect()
}

fn tables(report: &Report) -> impl Iterator<Item = (&Vec<Column>, &Vec<Vec<Cell>>)> {
    report.blocks.iter().filter_map(|block| match block {
        Block::Table { columns, rows } => Some((columns, rows)),
        _ => None,
    })
}

fn text(cell: &Cell) -> String {
    let runs = cell.iter().flatten();
    runs.map(|run| run.text.as_str()).collect()
}

/// The names of rules in a cell.
fn rules(cell: &Cell) -> Vec<String> {
    let coded = cell.iter().flatten().filter(|run| run.code);
    coded
        .map(|run| run.text.trim_matches(['\u{2066}', '\u{2069}']).to_owned())
        .collect()
}

#[test]
fn every_figure_stands_once_with_its_number_and_its_rule() {
    let view = view();
    let mut wanted: Vec<(String, String)> = view
        .content
        .rows()
        .iter()
        .map(|row| (row.figure.number.to_string(), row.figure.rule.to_owned()))
        .collect();
    wanted.sort();
    for report in reports() {
        let mut found = Vec::new();
        for (columns, rows) in tables(&report) {
            for row in rows {
                let beside: Vec<String> = row.iter().flat_map(rules).collect();
                let numbers = columns.iter().zip(row);
                for (column, cell) in numbers.filter(|(column, _)| column.holds == Holds::Number) {
                    let above = rules(&column.name);
                    let rule = above.first().or(beside.first());
                    found.push((text(cell), rule.unwrap().clone()));
                }
            }
        }
        found.sort();
        assert_eq!(found, wanted, "{}", report.language);
    }
}

#[test]
fn every_rule_that_a_figure_names_is_said_in_the_language() {
    let english = reports().remove(1);
    for report in reports() {
        let (_, said) = tables(&report).last().unwrap();
        let (_, in_english) = tables(&english).last().unwrap();
        assert_eq!(said.len(), truceline_register::bulletin::rules::ALL.len());
        for (row, english) in said.iter().zip(in_english) {
            assert_eq!(rules(&row[0]), rules(&english[0]));
            let is_english = report.language == "en";
            assert_eq!(row[1] == english[1], is_english, "{}", report.language);
        }
    }
}

#[test]
fn each_says_whose_lists_they_are_and_takes_no_side() {
    for report in reports() {
        let language = Language::parse(report.language).unwrap();
        let catalogue = Catalogue::of(language).unwrap();
        let shown = report.text();
        for key in ["bulletin-no-side", "dossier-caveat", "report-exercise"] {
            assert!(shown.contains(&catalogue.say(key, &[]).unwrap()), "{key}");
        }
        assert_eq!(
            shown.matches("North & Co").count(),
            2,
            "heading, whose word"
        );
        assert!(!report.running.root.is_empty() && shown.contains(&report.running.root));
        assert_eq!(report.drawn_at, [2031, 5, 21, 10, 0, 0], "its publication");
        assert!(report.subject.contains("2031-05-20"), "the day it is of");
    }
}

#[test]
fn what_somebody_wrote_steers_nothing() {
    for report in reports() {
        let json = serde_json::to_string(&report).unwrap();
        assert!(!json.contains('\u{202e}') && !json.contains("\\u0001"));
    }
}

#[test]
fn a_version_that_was_replaced_says_so_before_anything_else() {
    let mut view = view();
    view.replaced_by = Some(901);
    for language in Language::ALL {
        let report = bulletin(&view, &Catalogue::of(language).unwrap()).unwrap();
        let caveat = report.blocks.iter().find_map(|block| match block {
            Block::Caveat { lines } => lines.first().cloned(),
            _ => None,
        });
        let first = caveat.unwrap();
        assert!(first[0].strong && first[0].text.contains("901"));
    }
}
