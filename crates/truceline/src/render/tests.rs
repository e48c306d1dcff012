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
