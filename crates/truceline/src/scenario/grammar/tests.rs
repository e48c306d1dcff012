#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::read;
use crate::scenario::deed::{Scenario, What};

const MAP: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"Ford"},"geometry":{"type":"Point","coordinates":[-22.0,-30.0]}},
{"type":"Feature","properties":{"name":"Road"},"geometry":{"type":"LineString","coordinates":[[-22.0,-30.0],[-21.9,-30.0]]}}]}"#;

const HEADER: &str = "scenario \"A\"\nmap a.geojson\nregister register.example/a\nbegins 2000-05-02 05:00\n\
    party C centre desk \"Desk\" persons Cora\nparty South force desk \"Desk\" persons Sana and Sten\nday 1\n";

fn read_with(entries: &str) -> Result<Scenario, String> {
    let maps = |_: &str| Ok(MAP.to_owned());
    read("a.scn", &format!("{HEADER}{entries}"), &maps).map_err(|error| error.to_string())
}

fn fault(entries: &str) -> String {
    read_with(entries).unwrap_err()
}

#[test]
fn an_entry_is_read_whole() {
    let scenario = read_with("08:00 Sten notifies site Post at Ford, forces regulars and partners, to C exact,\n   reconfirm by day 2 08:00 -> flagged late; tells C exact\n").unwrap();
    let deed = &scenario.deeds[0];
    assert_eq!(deed.at.to_string(), "2000-05-02T08:00:00Z");
    assert!(matches!(deed.what, What::Says(_)));
    assert!(
        deed.text.starts_with(
            "Sten notifies site Post at Ford, forces regulars and partners, to C exact"
        )
    );
    assert!(!deed.text.contains("flagged"));
    let words: Vec<_> = deed
        .expected
        .facts
        .iter()
        .map(|fact| fact.words.as_str())
        .collect();
    assert_eq!(words, ["admitted", "flagged late", "tells C exact"]);
}

#[test]
fn what_is_not_understood_is_said_with_its_place() {
    for (entries, expected) in [
        (
            "08:00 Nobody withdraws X",
            "a.scn:8:7: expected the name of a party or of a person who signs",
        ),
        (
            "08:00 South frobs X",
            "a.scn:8:13: expected what is said: notifies",
        ),
        (
            "08:00 South withdraws X",
            "a.scn:8:23: expected a name that was given before",
        ),
        (
            "08:00 South notifies site P at Nowhere, forces regulars",
            "expected the name of a place on the map, found \"Nowhere\"",
        ),
        (
            "08:00 South notifies site P at Ford",
            "\", forces\" with whose people they are",
        ),
        (
            "08:00 South notifies site P at Ford, forces armies",
            "expected a class of force: regulars",
        ),
        (
            "08:00 South notifies movement P: by Road 09:00-08:00, forces regulars",
            "a window that ends after it starts",
        ),
        (
            "08:00 time passes\n07:59 time passes",
            "a.scn:9:1: expected a time not before",
        ),
        ("08:00 time passes -> flagged tardy", "expected a flag"),
        (
            "08:00 time passes -> alert C bored",
            "expected why: outcome-changed",
        ),
        (
            "08:00 time passes x",
            "expected \"->\" and what must come of it",
        ),
        (
            "nonsense",
            "expected a time such as 08:00, or \"day\" with its number",
        ),
        ("day 0", "expected the number of a day from 1"),
        (
            "08:00 South hands in L",
            "expected a letter that was written before",
        ),
        (
            "08:00 South verifies B",
            "expected a bundle that was taken before",
        ),
        (
            "08:00 South relays South to C by smoke at 07:00: \"x\"",
            "expected by which means: telephone",
        ),
        (
            "08:00 C relays South to C by radio at 07:00: confirms the clock",
            "notifies, reports, withdraws, answers",
        ),
    ] {
        let fault = fault(entries);
        assert!(fault.contains(expected), "{entries}\n{fault}");
    }
}

#[test]
fn the_header_is_strict_too() {
    let maps = |_: &str| Err::<String, _>("no such file".to_owned());
    let read = |text: &str| {
        read("a.scn", text, &maps)
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    assert!(read("map b.geojson").contains("no such file"));
    assert!(read("party S force desk \"D\" persons A").contains("the centre as first party"));
    assert!(read("").contains("an entry \"party\" before the end"));
    assert!(read("08:00 time passes").contains("an entry \"day\" before the first time"));
    let twice = "party C centre desk \"D\" persons A and A";
    assert!(read(twice).contains("a name that nobody has yet"));
}
