#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{date, day, length, number, span, time_of_day};
use truceline_register::time::Span;

#[test]
fn days_and_times_are_read_strictly() {
    let first = date("2000-05-02").unwrap();
    let at = day(first, 20)
        .unwrap()
        .plus(time_of_day("13:20:05").unwrap());
    assert_eq!(at.to_string(), "2000-05-21T13:20:05Z");
    for wrong in ["8:00", "24:01", "08:60", "08:00:00:00", "0800", "+8:00", ""] {
        assert_eq!(time_of_day(wrong), None, "{wrong}");
    }
    assert_eq!(time_of_day("24:00"), Some(Span::hours(24)));
    for wrong in ["2000-13-01", "2000-02-30", "2000-5-2", "today"] {
        assert_eq!(date(wrong), None, "{wrong}");
    }
    assert_eq!(day(first, 0), None);
}

#[test]
fn figures_need_their_units() {
    assert_eq!(span(90, "min"), Some(Span::minutes(90)));
    assert_eq!(span(1, "hours"), None);
    assert_eq!(length(2, "km").unwrap().get(), 20_000);
    assert_eq!(length(2_000, "km"), None);
    assert_eq!(number("+3"), None);
}
