//! Stops and line tests as desks type them.

use crate::room::{DORVANE, Room, VALLEY, flags, text};

#[test]
fn a_stop_is_sent_answered_shown_and_ended() {
    let room = Room::with_parties();
    let filed = room.say_as(
        "north.key",
        &[
            "plan",
            "file",
            "--area",
            VALLEY,
            "--until",
            "now+3h",
            "--activity",
            "flight",
        ],
    );
    let plan = text(&filed["admitted"][0]["id"]);
    room.say_as("north.key", &["plan", "activate", &plan]);
    let sent = room.say_as(
        "south.key",
        &["stop", "send", "--at", DORVANE, "--text", "a clinic"],
    );
    let id = text(&sent["admitted"][0]["id"]);
    assert!(
        !sent.to_string().contains(&plan),
        "the sender learns of no plan"
    );
    let alerts = room.say_as("north.key", &["alert", "list"]);
    let stop = |alert: &&serde_json::Value| alert["why"] == "STOP";
    assert_eq!(alerts.as_array().unwrap().iter().filter(stop).count(), 1);
    room.say_as("north.key", &["stop", "reply", &id, "passed-to-unit"]);
    let shown = room.say(&["stop", "show", &id]);
    let recipients = shown[0]["recipients"].as_array().unwrap();
    let north = recipients
        .iter()
        .find(|one| one["party"]["name"] == "North")
        .unwrap();
    assert_eq!(north["replies"][0]["word"], "passed-to-unit", "{shown}");
    assert!(north["alerts"][0]["after_seconds"].is_i64(), "{shown}");
    assert_eq!(shown[0]["silent"][0]["name"], "Centre", "{shown}");
    let as_north = room.say_as("north.key", &["stop", "list"]);
    assert_eq!(as_north[0]["text"], "a clinic", "{as_north}");
    assert_eq!(as_north[0]["recipients"].as_array().unwrap().len(), 1);
    let refused = room.try_as("north.key", &["stop", "end", &id]);
    assert_eq!(refused.problem()["code"], "not-the-owner");
    room.say_as("south.key", &["stop", "end", &id]);
    assert_eq!(room.say(&["stop", "list"]).as_array().unwrap().len(), 0);
}

#[test]
fn a_stop_for_an_unknown_place_is_sent_and_relayed() {
    let room = Room::with_parties();
    let sent = room.say_as("south.key", &["stop", "send", "--everywhere"]);
    assert_eq!(flags(&sent), ["undisclosed"]);
    let relayed = room.say(&[
        "relay",
        "--speaker",
        "South",
        "--means",
        "radio",
        "stop",
        "--at",
        DORVANE,
    ]);
    assert_eq!(flags(&relayed), ["relayed"]);
    assert_eq!(room.say(&["stop", "list"]).as_array().unwrap().len(), 2);
    let nowhere = room.try_as("south.key", &["stop", "send"]);
    assert_eq!(nowhere.exit, 2, "{nowhere:?}");
}

#[test]
fn a_line_is_tested_and_answered() {
    let room = Room::with_parties();
    let sent = room.say(&["line", "test"]);
    let id = text(&sent["admitted"][0]["id"]);
    room.say_as("north.key", &["line", "answer", &id]);
    let shown = room.say(&["line", "list"]);
    let asked = shown[0]["asked"].as_array().unwrap();
    let answered = |name: &str| {
        let one = asked
            .iter()
            .find(|one| one["party"]["name"] == name)
            .unwrap();
        one["after_seconds"].is_i64()
    };
    assert!(answered("North"), "{shown}");
    assert!(!answered("South"), "{shown}");
}
