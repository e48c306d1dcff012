#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Report, compare};

/// Pairs compared on every run; campaigns compare 10^6 and 10^7.
const PAIRS: u64 = 50_000;

#[test]
fn nothing_is_missed_and_nothing_is_found_beyond_a_decimetre() {
    let report = compare(0x7472_7563_656c_696e, PAIRS);
    assert_eq!(report.pairs, PAIRS, "the generator made every pair");
    assert_eq!((report.missed, report.beyond), (0, 0), "{report:?}");
    assert!(
        report.near * 10 >= report.pairs * 3,
        "at least 30 % of pairs lie within a metre of their threshold: {report:?}"
    );
    assert!(
        report.overlaps * 5 >= report.pairs && report.overlaps * 5 <= report.pairs * 4,
        "both answers are common: {report:?}"
    );
}

#[test]
fn a_comparison_is_the_same_again() {
    assert_eq!(compare(7, 300), compare(7, 300));
    assert_ne!(compare(7, 300), Report::default());
}
