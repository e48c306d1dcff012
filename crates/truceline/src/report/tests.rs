//! How times, places, numbers and quotations read in a language, and a report as text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::wording::{Wording, standing_out};
use super::{Block, Column, Fact, Holds, Report, Run, Running, cell};
use crate::catalogue::{Catalogue, Language};
use crate::names::Named;
use crate::names::Names;
use crate::wire::claims::VoiceView;
use crate::wire::incident::given::InformationGivenView;
use crate::wire::incident::{AskedOfView, InformationReplyView, QuestionView};
use crate::wire::proposition::{
    CountView, PlaceToldView, PropositionView, SpellingView, SpokenOfView, TimeToldView,
};
use truceline_register::ids::PartyId;
use truceline_register::incident::asking::Reply;

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

fn column(name: &str) -> Column {
    Column {
        name: cell(name),
        width: 1,
        holds: Holds::Words,
    }
}

#[test]
fn as_text_a_table_is_a_list_with_its_heads() {
    let report = Report {
        language: "en",
        direction: "ltr",
        title: "A title".to_owned(),
        subject: "inc_1".to_owned(),
        marks: vec!["EXERCISE".to_owned()],
        running: Running {
            origin: "register.example/valley".to_owned(),
            as_of: String::new(),
            root_name: String::new(),
            root: String::new(),
            foot: String::new(),
            page: String::new(),
        },
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
                columns: vec![column("Whose word"), column("What")],
                rows: vec![vec![
                    cell("North"),
                    vec![vec![Run::own("one")], vec![Run::own("two")]],
                ]],
            },
        ],
    };
    assert_eq!(
        report.text(),
        "EXERCISE\nA title\ninc_1\n\n# Claims\nRecord: 7\n- Whose word: North\n  What: one\n    two\n"
    );
}

#[test]
fn a_late_answer_stands_under_its_own_time() {
    let given = |record, at: &str, late, words: Option<&str>| InformationGivenView {
        record,
        at: at.to_owned(),
        late,
        open: words.is_some(),
        reply: words.map(|words| InformationReplyView::of(&Reply::Words(words.to_owned()))),
        why: words.is_none().then_some("sealed"),
    };
    let party = PartyId::from_bytes([7; 16]);
    let asked = AskedOfView {
        id: "req".to_owned(),
        record: 5,
        incident: "inc".to_owned(),
        by: Names::default().party(party),
        to: Names::default().party(party),
        asked_at: "2026-01-02T10:00:00Z".to_owned(),
        due_by: "2026-01-03T10:00:00Z".to_owned(),
        text: None,
        questions: vec![QuestionView {
            question: "positions",
            state: "answered",
            given: vec![
                given(8, "2026-01-02T11:00:00Z", false, Some("we do not know")),
                given(90, "2026-03-02T11:00:00Z", true, Some("by the mill")),
                given(91, "2026-03-03T11:00:00Z", true, None),
            ],
        }],
    };
    let text = asked.text();
    let lines: Vec<&str> = text.lines().skip(2).map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "at 2026-01-02T11:00:00Z, record 8: in words: \"we do not know\"",
            "at 2026-03-02T11:00:00Z, late, record 90: in words: \"by the mill\"",
            "at 2026-03-03T11:00:00Z, late, record 91: for who asked alone",
        ]
    );
    let catalogue = Catalogue::of(Language::English).unwrap();
    let words = Wording {
        catalogue: &catalogue,
    };
    let mut blocks = Vec::new();
    words.asked(&asked, &mut blocks).unwrap();
    let Some(Block::Table { rows, .. }) = blocks.last() else {
        panic!("{blocks:?}")
    };
    let said = |row: &[super::Cell]| {
        let runs = row.iter().flatten().flatten();
        let said: Vec<&str> = runs.map(|run| run.text.as_str()).collect();
        said.join(" | ")
    };
    let said: Vec<String> = rows.iter().map(|row| said(row)).collect();
    assert_eq!(said.len(), 3);
    for (row, day, word, record) in [
        (0, "2026-01-02", "we do not know", "Record 8"),
        (1, "2026-03-02", "by the mill", "Record 90"),
        (2, "2026-03-03", "for who asked alone", "Record 91"),
    ] {
        let one = &said[row];
        assert!(
            one.contains(day) && one.contains(word) && one.contains(record),
            "{one}"
        );
        assert_eq!(one.contains("after the deadline"), row > 0, "{one}");
    }
}

#[test]
fn whoever_is_not_enrolled_never_reads_like_a_party() {
    let south = || Named {
        id: "pty_1".to_owned(),
        name: Some("South".to_owned()),
    };
    let others = [
        (Language::Arabic, "خارج السجل"),
        (Language::English, "outside the register"),
        (Language::French, "hors du registre"),
        (Language::Russian, "вне реестра"),
        (Language::Turkish, "kayıt dışı"),
        (Language::Ukrainian, "поза реєстром"),
    ];
    for (language, outside) in others {
        let voice = |voice: VoiceView| says(language, |words| words.voice(&voice));
        let who = |who: SpokenOfView| says(language, |words| words.who(&who));
        assert_eq!(voice(VoiceView::Party(south())), "South");
        let named = voice(VoiceView::Outside("South".to_owned()));
        assert_eq!(named, format!("South ({outside})"));
        assert_eq!(who(SpokenOfView::Party(south())), "South");
        assert_ne!(who(SpokenOfView::Actor(south())), "South");
        assert_ne!(who(SpokenOfView::Words("South".to_owned())), "South");
    }
}

#[test]
fn what_was_put_in_stands_out_and_nothing_is_lost() {
    let catalogue = Catalogue::of(Language::Arabic).unwrap();
    let said = catalogue
        .say("somebody-outside", &[("name", "North".into())])
        .unwrap();
    let line = standing_out(&said, "North");
    let whole: String = line.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(whole, said);
    let strong: Vec<&str> = line
        .iter()
        .filter(|run| run.strong)
        .map(|run| run.text.as_str())
        .collect();
    assert_eq!(strong, ["\u{2068}North\u{2069}"]);
    assert_eq!(standing_out("South", "North"), vec![Run::own("South")]);
}

#[test]
fn who_told_whom_is_quoted_and_not_escaped() {
    let told = PropositionView::WhoWasTold {
        teller: SpokenOfView::Words("North".to_owned()),
        whom: Some(SpokenOfView::Words("South".to_owned())),
        means: Some("radio"),
        at: None,
        of: None,
    };
    for language in Language::ALL {
        let catalogue = Catalogue::of(language).unwrap();
        let words = Wording {
            catalogue: &catalogue,
        };
        let lines = words.says(&told).unwrap();
        let lines: Vec<&str> = lines.iter().map(|line| line[0].text.as_str()).collect();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| !line.contains("\\u{")), "{lines:?}");
        let (teller, whom) = (lines[0].split(':').next(), lines[1].split(':').next());
        assert_ne!(teller, whom, "who told is not who was told");
    }
}
