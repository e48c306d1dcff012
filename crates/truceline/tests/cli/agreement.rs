//! Actors, designations and agreements, as they are typed at a desk.

use crate::room::{Room, text};
use serde_json::Value;

fn example(name: &str) -> String {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/examples/agreements/"
    );
    format!("{folder}{name}.toml")
}

const EXAMPLES: [&str; 4] = [
    "astana-2017",
    "sochi-2018",
    "moscow-2020",
    "minurso-ma1-1998",
];

#[test]
fn the_examples_are_entered_listed_and_shown() {
    let room = Room::with_parties();
    for name in EXAMPLES {
        room.say(&["agreement", "enter", &example(name)]);
    }
    let list = room.say(&["agreement", "list"]);
    assert_eq!(list.as_array().unwrap().len(), EXAMPLES.len());
    // Who is described in several files is one actor.
    let actors = room.say(&["actor", "list"]);
    let russia = actors.as_array().unwrap().iter();
    let russia = russia.filter(|actor| actor["names"][0]["name"] == "Russian Federation");
    assert_eq!(russia.count(), 1);
    for one in list.as_array().unwrap() {
        let id = text(&one["agreement"]["id"]);
        let shown = room.say(&["agreement", "show", &id]);
        assert_eq!(shown["entered_by"]["name"], "Centre");
        assert!(!shown["clauses"].as_array().unwrap().is_empty());
        let calendar = room.say(&["agreement", "calendar", &id, "--at", "2018-10-12T00:00:00Z"]);
        assert!(text(&calendar["counts_as"]).contains("claims"));
    }
    let memorandum =
        "Memorandum on the creation of de-escalation areas in the Syrian Arab Republic";
    let calendar = room.say(&[
        "agreement",
        "calendar",
        memorandum,
        "--at",
        "2017-05-16T00:00:00Z",
    ]);
    let lines = calendar["lines"].as_array().unwrap().iter();
    let group = lines.filter(|line| {
        line["text"]
            .as_str()
            .is_some_and(|text| text.contains("form-joint-body"))
    });
    let group: Vec<(&Value, &Value)> = group.map(|line| (&line["day"], &line["state"])).collect();
    assert_eq!(
        group,
        [
            (&Value::from("2017-05-14"), &Value::from("past")),
            (&Value::from("2017-05-18"), &Value::from("due")),
        ]
    );
    let read = room.ok(&[
        "--data",
        "valley",
        "agreement",
        "calendar",
        memorandum,
        "--at",
        "2017-05-16T00:00:00Z",
    ]);
    assert!(
        read.out.contains("[1 of 2]") && read.out.contains("TASS"),
        "{read:?}"
    );
}

#[test]
fn a_designation_is_somebody_s_word_and_none_entered_is_none_entered() {
    let room = Room::with_parties();
    room.say_as(
        "north.key",
        &[
            "actor",
            "enter",
            "--name",
            "Heron Brigade",
            "--also",
            "Brigade du Héron@fr",
        ],
    );
    let again = room.try_as("north.key", &["actor", "enter", "--name", "heron brigade"]);
    assert_eq!(again.exit, 2, "{again:?}");
    let enter = ["designation", "enter", "Heron Brigade", "--as", "terrorist"];
    let own = [
        &enter[..],
        &["--label", "armed band", "--from", "2031-01-01"],
    ]
    .concat();
    room.say_as("north.key", &own);
    let others = [&enter[..], &["--label", "a band", "--by", "North"]].concat();
    let refused = room.try_as("south.key", &others);
    assert_eq!(
        (refused.exit, &refused.problem()["code"]),
        (3, &Value::from("invalid"))
    );
    let seen = |by: &str, on: &str| {
        room.say(&[
            "designation",
            "list",
            "Heron Brigade",
            "--as-seen-by",
            by,
            "--on",
            on,
        ])
    };
    let by_north = seen("North", "2031-05-20");
    let entered = &by_north["designations"][0];
    assert_eq!(
        (&entered["own_word"], &entered["by"]["name"]),
        (&Value::from(true), &Value::from("North"))
    );
    assert_eq!(
        seen("South", "2031-05-20")["none"],
        "no designation entered"
    );
    assert_eq!(
        seen("North", "2030-12-31")["none"],
        "no designation entered"
    );
    assert_eq!(entered["stands"], true);
    let id = text(&entered["id"]);
    room.say_as(
        "north.key",
        &["designation", "withdraw", &id, "--ended", "2031-05-01"],
    );
    // Without a day nothing says whether it stands: it ended.
    let any_day = room.say(&["designation", "list", "Heron Brigade"]);
    assert_eq!(any_day["designations"][0]["to"], "2031-05-01");
    assert!(any_day["designations"][0]["stands"].is_null(), "{any_day}");
    assert_eq!(
        seen("North", "2031-05-20")["none"],
        "no designation entered"
    );
    assert_eq!(
        seen("North", "2031-04-30")["designations"][0]["to"],
        "2031-05-01"
    );
    let said = room.ok(&["--data", "valley", "designation", "list", "Heron Brigade"]);
    assert!(
        said.out
            .contains("as seen by North: terrorist (\"armed band\")"),
        "{said:?}"
    );
    assert!(!said.out.to_lowercase().contains("not designated"));
}

#[test]
fn an_archived_text_is_entered_by_its_digest_and_a_further_version_replaces_nothing() {
    let room = Room::with_parties();
    std::fs::write(room.path("protocol.txt"), "the text").unwrap();
    let file = example("moscow-2020");
    let enter = ["agreement", "enter", &file, "--archive"];
    let wrong = room.try_as("north.key", &[&enter[..], &["xx=protocol.txt"]].concat());
    assert_eq!(wrong.exit, 2);
    room.say_as("north.key", &[&enter[..], &["en=protocol.txt"]].concat());
    let list = room.say(&["agreement", "list"]);
    let id = text(&list[0]["agreement"]["id"]);
    let shown = room.say(&["agreement", "show", &id]);
    assert_eq!(
        shown["texts"][0]["archived"],
        truceline_register::codec::cbor::Digest::of(b"the text").to_string()
    );
    let again = ["agreement", "enter", &file, "--again", &id];
    let other = room.try_as("south.key", &again);
    assert_eq!(other.problem()["code"], "not-the-owner");
    room.say_as("north.key", &again);
    let shown = room.say(&["agreement", "show", &id]);
    assert_eq!(
        (
            &shown["version"],
            shown["versions"].as_array().unwrap().len()
        ),
        (&Value::from(2), 2)
    );
    let first = shown["versions"][1].to_string();
    let before = room.say(&["agreement", "show", &id, "--known-at", &first]);
    assert_eq!(before["version"], 1);
    // The lines are drawn later; the text stays as it is.
    room.say(&[
        "agreement",
        "bind",
        &id,
        "--area",
        "2",
        "--zone",
        "Kestrel Valley",
    ]);
    let shown = room.say(&["agreement", "show", &id]);
    let drawn = shown["drawn"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["area"] == 2);
    assert_eq!(drawn.unwrap()["status"], "agreed");
    assert_eq!(shown["areas"][1]["geometry"], "to be agreed");
    let record = shown["bindings"][0]["record"].to_string();
    room.say(&["agreement", "unbind", &record]);
    assert_eq!(
        room.say(&["agreement", "show", &id])["drawn"][1]["status"],
        "to-be-agreed"
    );
}

#[test]
fn a_file_that_cannot_stand_says_where_and_enters_nothing() {
    let room = Room::with_parties();
    let least = "parties = [\"North\"]\n[[text]]\nlanguage = \"en\"\ntitle = \"T\"\n";
    let clause = "[[clause]]\nlabel = \"1\"\n[[clause.obligation]]\nwho = [\"parties\"]\n";
    for (more, where_and_what) in [
        (
            format!("{clause}does = \"as it likes\"\n"),
            "clause 1, obligation 1: there is no word",
        ),
        (
            format!("{clause}does = \"flights\"\nremarks = \"x\"\n"),
            "line 10: unknown field",
        ),
        (
            "[[until]]\ndate = \"soon\"\n".to_owned(),
            "until: \"soon\" is no time",
        ),
        ("guarantors = 1".to_owned(), "line 5"),
    ] {
        std::fs::write(room.path("terms.toml"), format!("{least}{more}")).unwrap();
        let run = room.try_as("north.key", &["agreement", "enter", "terms.toml"]);
        assert_eq!(run.exit, 2, "{run:?}");
        assert!(
            run.err.contains("terms.toml: ") && run.err.contains(where_and_what),
            "{run:?}"
        );
    }
    assert_eq!(
        room.say(&["agreement", "list"]).as_array().unwrap().len(),
        0
    );
    std::fs::write(
        room.path("terms.toml"),
        format!("{least}{clause}does = \"flights\"\n"),
    )
    .unwrap();
    room.say_as("north.key", &["agreement", "enter", "terms.toml"]);
}
