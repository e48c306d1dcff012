//! Every scenario under `testdata/scenarios`, run in memory; and that a scenario can fail.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use truceline::scenario::deed::Scenario;
use truceline::scenario::grammar;
use truceline::scenario::runner::{Report, Runner};
use truceline_engine::randomness::RehearsalRandomness;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/scenarios")
}

fn maps(name: &str) -> Result<String, String> {
    std::fs::read_to_string(folder().join(name)).map_err(|error| error.to_string())
}

fn text_of(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

fn read(name: &str, text: &str) -> Scenario {
    match grammar::read(name, text, &maps) {
        Ok(scenario) => scenario,
        Err(error) => panic!("{error}"),
    }
}

/// Runs a scenario to its end and replays its log.
fn run(scenario: &Scenario, seed: u64) -> Vec<Report> {
    let drawn = |number| Box::new(RehearsalRandomness::new(number));
    let mut runner = Runner::rehearse(scenario, drawn(seed), drawn(seed + 1)).unwrap();
    let mut reports = Vec::new();
    loop {
        match runner.step() {
            Ok(Some(report)) => reports.push(report),
            Ok(None) => break,
            Err(error) => panic!("{error}\n{}", differences(scenario, &reports)),
        }
    }
    runner.replays().unwrap();
    reports
}

/// What differed, readable.
fn differences(scenario: &Scenario, reports: &[Report]) -> String {
    let mut text = String::new();
    for report in reports {
        let Some(difference) = &report.difference else {
            continue;
        };
        text.push_str(&format!(
            "{}:{}: {} {}\n{difference}",
            scenario.file, report.spot.line, report.at, report.text
        ));
        for (at, fact) in &report.passed {
            text.push_str(&format!("  (time brought at {at}: {fact})\n"));
        }
        for remark in &report.remarks {
            text.push_str(&format!("  ({remark})\n"));
        }
    }
    text
}

fn tell(name: &str) {
    let scenario = read(name, &text_of(name));
    let reports = run(&scenario, 1);
    assert_eq!(reports.len(), scenario.deeds.len());
    let differences = differences(&scenario, &reports);
    assert!(differences.is_empty(), "\n{differences}");
}

macro_rules! stories {
    ($($name:ident = $file:literal;)*) => {
        $(#[test]
        fn $name() {
            tell($file);
        })*

        const STORIES: &[&str] = &[$($file),*];
    };
}

stories! {
    kestrel_valley = "kestrel-valley.scn";
    never_reached_the_unit = "never-reached-the-unit.scn";
    wrong_coordinates = "wrong-coordinates.scn";
    we_told_you = "we-told-you.scn";
    moved_without_informing = "moved-without-informing.scn";
    partial_nil = "partial-nil.scn";
    stale_list = "stale-list.scn";
    nothing_is_lost = "nothing-is-lost.scn";
    stop_unanswered = "stop-unanswered.scn";
    useless_as_a_target_list = "useless-as-a-target-list.scn";
    no_permission = "no-permission.scn";
    nobody_was_connected = "nobody-was-connected.scn";
    the_desk_that_was_left = "the-desk-that-was-left.scn";
    asked_again_and_again = "asked-again-and-again.scn";
    held_as_evidence = "held-as-evidence.scn";
    agreement_with_deadlines = "agreement-with-deadlines.scn";
    after_the_strike = "after-the-strike.scn";
    two_lists_one_day = "two-lists-one-day.scn";
    a_bulletin_of_one_day = "a-bulletin-of-one-day.scn";
    kept_by_its_hash = "kept-by-its-hash.scn";
}

#[test]
fn every_story_in_the_folder_is_told() {
    let mut found: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".scn"))
        .collect();
    found.sort();
    let mut told = STORIES.to_vec();
    told.sort_unstable();
    assert_eq!(found, told, "a scenario is told by a test of its own");
}

/// The ten worst failures (DOMAIN.md §13), each with the story that shows how it is prevented.
const FAILURE_MODES: &[(u8, &str)] = &[
    (1, "never-reached-the-unit.scn"),
    (2, "wrong-coordinates.scn"),
    (3, "we-told-you.scn"),
    (4, "moved-without-informing.scn"),
    (5, "partial-nil.scn"),
    (6, "stop-unanswered.scn"),
    (7, "stale-list.scn"),
    (8, "useless-as-a-target-list.scn"),
    (9, "no-permission.scn"),
    (10, "after-the-strike.scn"),
];

#[test]
fn each_of_the_ten_worst_failures_has_a_story_and_a_line_in_the_documents() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/spec/scenarios.md");
    let spec = std::fs::read_to_string(spec).unwrap();
    let numbers: Vec<u8> = FAILURE_MODES.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..=10).collect::<Vec<u8>>());
    for (number, file) in FAILURE_MODES {
        assert!(STORIES.contains(file), "{file} is told");
        let line = spec
            .lines()
            .find(|line| line.starts_with(&format!("| {number} |")));
        assert!(
            line.is_some_and(|line| line.contains(file)),
            "{number}: {line:?}"
        );
    }
}

/// A story whose expectation is changed fails at that entry, and says what came instead.
#[test]
fn a_changed_expectation_fails() {
    let text = text_of("partial-nil.scn");
    for (right, wrong, shown) in [
        (
            "-> CANNOT SAY: scope South and silent East;",
            "-> NOTHING NOTIFIED;",
            "CANNOT SAY: scope South and silent East",
        ),
        (
            "-> flagged answer-partial",
            "-> refused invalid",
            "admitted",
        ),
        (
            "-> overdue Morning/East; alert",
            "-> alert",
            "overdue Morning/East",
        ),
        ("and C request-overdue", "", "alert C request-overdue"),
        (
            "South for regulars and East for none",
            "South for none and East for none",
            "covered South for regulars",
        ),
    ] {
        assert!(text.contains(right), "{right}");
        let changed = text.replacen(right, wrong, 1);
        let scenario = read("changed.scn", &changed);
        let reports = run(&scenario, 1);
        let differences = differences(&scenario, &reports);
        assert!(differences.contains(shown), "{right}: {differences}");
    }
}

/// What comes of a story does not hang on what was drawn.
#[test]
fn chance_changes_nothing() {
    let scenario = read("partial-nil.scn", &text_of("partial-nil.scn"));
    let (one, other) = (run(&scenario, 1), run(&scenario, 99));
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one.came, other.came, "{}", one.text);
    }
}
