#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Code, Fault, Location};
use std::collections::BTreeSet;

#[test]
fn codes_are_distinct_and_documented() {
    let words: BTreeSet<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
    assert_eq!(words.len(), Code::ALL.len());
    let page = include_str!("../../../../docs/spec/import.md");
    for word in words {
        assert!(
            page.contains(&format!("| `{word}` |")),
            "{word} is not in import.md"
        );
    }
}

#[test]
fn a_fault_says_where_what_and_what_to_do() {
    let location = Location::cell("sites", 7, "coordinates");
    let fault = Fault::new(location, Code::Coordinate, "it is unclear", "write it anew");
    let shown =
        "sites, row 7, column coordinates: it is unclear [coordinate]. To do: write it anew.";
    assert_eq!(fault.to_string(), shown);
}
