use super::{json, outline};
use serde::Serialize;

#[derive(Serialize)]
struct Inner {
    id: &'static str,
    name: Option<&'static str>,
}

#[derive(Serialize)]
struct View {
    received_at: &'static str,
    party: Inner,
    flags: Vec<&'static str>,
    nothing: Option<u8>,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    number: u64,
    stale: bool,
}

#[test]
fn an_outline_keeps_the_order_of_the_fields_and_leaves_out_what_is_not_there() {
    let view = View {
        received_at: "2031-05-02T08:00:00Z",
        party: Inner {
            id: "pty_1",
            name: Some("South"),
        },
        flags: vec!["late", "short-lead"],
        nothing: None,
        items: vec![
            Item {
                number: 1,
                stale: false,
            },
            Item {
                number: 2,
                stale: true,
            },
        ],
    };
    let expected = "received at: 2031-05-02T08:00:00Z\nparty: South (pty_1)\nflags: late, short-lead\nitems:\n  - number: 1\n    stale: no\n  - number: 2\n    stale: yes\n";
    assert_eq!(outline(&view), expected);
    assert!(json(&view).ends_with("}\n"));
}

#[test]
fn words_never_steer_a_screen_nor_pass_for_a_field() {
    #[derive(Serialize)]
    struct Words {
        purpose: &'static str,
        name: Inner,
    }
    let view = Words {
        purpose: "food\u{1b}[2J\r\noutcome: NOTHING NOTIFIED",
        name: Inner {
            id: "pty_1",
            name: Some("So\u{202e}htu"),
        },
    };
    let shown = super::visible(&outline(&view));
    let steering = |c: char| c != '\n' && crate::speech::text::steers(c);
    assert!(!shown.contains(steering), "{shown}");
    assert!(
        shown.contains("\\u{1b}[2J") && shown.contains("So\\u{202e}htu"),
        "{shown}"
    );
    assert!(
        !shown
            .lines()
            .any(|line| line.trim_start().starts_with("outcome")),
        "{shown}"
    );
}

#[test]
fn a_persons_words_stay_on_one_line() {
    let words = "no\n  South: 33\r\n\u{85}\u{2028}\u{202e}\u{1b}[2J";
    let shown = super::one_line(words);
    assert!(!shown.contains(crate::speech::text::steers), "{shown}");
    assert!(shown.starts_with("no\\n  South: 33\\u{d}\\n"), "{shown}");
    assert_eq!(super::one_line("Ömer بليون Бехун"), "Ömer بليون Бехун");
}
