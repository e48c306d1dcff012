//! How times, places, numbers and quotations read in a language, and a report as text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::wording::Wording;
use super::{Block, Fact, Report, Run, cell};
use crate::catalogue::{Catalogue, Language};
use crate::wire::proposition::{CountView, PlaceToldView, SpellingView, TimeToldView};

fn told(from: &str, until: &str, certainty: &'static str, offset: Option<&str>) -> TimeToldView {
    TimeToldView {
        from: from.to_owned(),
        until: until.to_owned(),
        certainty,
        offset: offset.map(str::to_owned),
        words: String::new(),
    }
}

/// What a language makes of something, without what isolates it.
fn says(
    language: Language,
    show: impl Fn(Wording<'_>) -> Result<String, crate::catalogue::Wordless>,
) -> String {
    let catalogue = Catalogue::of(language).unwrap();
    let words = Wording {
        catalogue: &catalogue,
    };
    let isolating = ['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];
    show(words).unwrap().replace(isolating, "")
}

#[test]
fn a_time_is_utc_with_the_stated_clock_beside_it() {
    let at = told(
        "2020-02-27T11:00:00Z",
        "2020-02-27T16:00:00Z",
        "about",
        Some("+02:00"),
    );
    assert_eq!(
        says(Language::English, |words| words.time(&at)),
        "2020-02-27 11:00 – 2020-02-27 16:00 UTC (2020-02-27 13:00 – 2020-02-27 18:00, clock UTC+02:00), about then"
    );
    assert_eq!(
        says(Language::Russian, |words| words.time(&at)),
        "2020-02-27 11:00 – 2020-02-27 16:00 UTC (2020-02-27 13:00 – 2020-02-27 18:00, часы UTC+02:00), примерно в это время"
    );
    let arabic = says(Language::Arabic, |words| words.time(&at));
    assert!(
        arabic.contains("2020-02-27 13:00"),
        "Western digits: {arabic}"
    );
}

#[test]
fn a_day_by_a_clock_is_that_day_and_the_hours_of_utc() {
    let day = told(
        "2020-02-27T21:00:00Z",
        "2020-02-28T21:00:00Z",
        "day",
        Some("+03:00"),
    );
    assert_eq!(
        says(Language::English, |words| words.time(&day)),
        "2020-02-27 21:00 – 2020-02-28 21:00 UTC (2020-02-28, clock UTC+03:00), on that day"
    );
    let west = told(
        "2020-02-28T03:30:00Z",
        "2020-02-28T03:30:00Z",
        "exact",
        Some("-03:30"),
    );
    assert_eq!(
        says(Language::English, |words| words.time(&west)),
        "2020-02-28 03:30 UTC (2020-02-28 00:00, clock UTC-03:30)"
    );
}

#[test]
fn a_clock_that_was_not_stated_is_said_not_to_be() {
    let at = told(
        "2020-02-27T11:00:05.5Z",
        "2020-02-27T11:00:05.5Z",
        "exact",
        None,
    );
    assert_eq!(
        says(Language::French, |words| words.time(&at)),
        "2020-02-27 11:00:05 UTC (horloge non indiquée)"
    );
}

#[test]
fn every_spelling_of_a_place_stands_in_its_own_script() {
    let spelt = |text: &str| SpellingView {
        text: text.to_owned(),
        language: None,
    };
    let place = PlaceToldView {
        spellings: vec![spelt("Balyun"), spelt("بليون"), spelt("Бехун")],
        words: Some("near".to_owned()),
        shape: None,
        precision_m: None,
    };
    assert_eq!(
        says(Language::Turkish, |words| words.place(&place)),
        "near: Balyun (ayrıca بليون, Бехун)"
    );
    assert_eq!(
        says(Language::Arabic, |words| words.place(&place)),
        "near: Balyun (وأيضا بليون، Бехун)"
    );
}

#[test]
fn a_number_keeps_its_bounds() {
    let count = |low, best, high| CountView { low, best, high };
    let says = |count: CountView| says(Language::Ukrainian, |words| words.count(&count));
    assert_eq!(says(count(None, Some(34), None)), "34");
    assert_eq!(says(count(Some(50), None, Some(100))), "від 50 до 100");
    assert_eq!(says(count(Some(9), None, None)), "не менше ніж 9");
    assert_eq!(says(count(Some(1), Some(2), Some(3))), "2 (від 1 до 3)");
    assert_eq!(says(count(None, None, None)), "числа не названо");
}

#[test]
fn what_people_wrote_steers_nothing() {
    let catalogue = Catalogue::of(Language::Arabic).unwrap();
    let words = Wording {
        catalogue: &catalogue,
    };
    let run = words.quotation("no\u{202e}body", Some("en")).unwrap();
    assert!(!run.text.contains('\u{202e}'), "{}", run.text);
    assert_eq!(run.language.as_deref(), Some("en"));
}

#[test]
fn as_text_a_table_is_a_list_with_its_heads() {
    let report = Report {
        language: "en",
        direction: "ltr",
        title: "A title".to_owned(),
        subject: "inc_1".to_owned(),
        page: String::new(),
        drawn_at: [2031, 5, 20, 0, 0, 0],
        blocks: vec![
            Block::Heading {
                level: 1,
                text: "Claims".to_owned(),
            },
            Block::Facts {
                rows: vec![Fact {
                    name: "Record".to_owned(),
                    value: cell("7"),
                }],
            },
            Block::Table {
                head: vec!["Whose word".to_owned(), "What".to_owned()],
                widths: vec![1, 2],
                rows: vec![vec![
                    cell("North"),
                    vec![vec![Run::own("one")], vec![Run::own("two")]],
                ]],
            },
        ],
    };
    assert_eq!(
        report.text(),
        "A title\ninc_1\n\n# Claims\nRecord: 7\n- Whose word: North\n  What: one\n    two\n"
    );
}
