//! Small things that a duty desk trips over.

use crate::room::{DORVANE, Room, VALLEY, flags, text};
use serde_json::Value;
use std::fs;

/// North's plan over the valley, active, and a site in it: two desks are owed an alert.
fn alerted(room: &Room) {
    let filed = room.say_as(
        "north.key",
        &[
            "plan",
            "file",
            "--area",
            VALLEY,
            "--from",
            "now+10m",
            "--until",
            "now+3h",
            "--activity",
            "flight",
            "--buffer",
            "1km",
        ],
    );
    let plan = text(&filed["admitted"][0]["id"]);
    room.say_as("north.key", &["plan", "activate", &plan]);
    room.site();
}

#[test]
fn an_alert_says_how_long_it_waits_in_words() {
    let room = Room::with_parties();
    alerted(&room);
    let list = room.ok(&["--data", "valley", "alert", "list"]);
    assert!(
        list.out.contains("waiting less than 1s") || list.out.contains("waiting 1s"),
        "{list:?}"
    );
    assert!(!list.out.contains("us\n"), "{list:?}");
}

#[test]
fn one_answer_settles_an_alert_and_what_was_passed_on_of_it() {
    let room = Room::with_parties();
    room.say(&[
        "zone",
        "profile",
        "Kestrel Valley",
        "--obliged",
        "South=regulars",
        "--escalation",
        "1s",
    ]);
    alerted(&room);
    let first = room.say(&["alert", "list"])[0].clone();
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    room.say(&["tick"]);
    assert_eq!(open_alerts(&room).len(), 4);
    let own = |alert: &&Value| alert["index"] == first["index"] && alert["to"]["name"] == "Centre";
    let all = open_alerts(&room);
    let own = all.iter().find(own).unwrap();
    let (record, number) = (own["index"].to_string(), own["number"].to_string());
    room.say(&["alert", "ack", &record, &number]);
    let left = open_alerts(&room);
    assert!(
        left.len() == 2 && left.iter().all(|alert| alert["to"]["name"] == "North"),
        "{left:?}"
    );
    // North's is number 0, too. The centre says whose it takes; nobody else may.
    let first = |alert: &&Value| alert["index"] == own["index"];
    let norths = left.iter().find(first).unwrap();
    assert_eq!(norths["number"].to_string(), number);
    let of_north = ["alert", "ack", &record, &number, "--of", "North"];
    let foreign = room.try_as("south.key", &of_north);
    assert!(
        foreign.exit == 3 && foreign.out.contains("missing-reference"),
        "{foreign:?}"
    );
    let taken = room.say(&["alert", "ack", &record, "--of", "North"]);
    let says = text(&taken["admitted"][0]["says"]);
    assert!(says.contains("to North"), "{says}");
    assert_eq!(open_alerts(&room).len(), 0);
}

fn open_alerts(room: &Room) -> Vec<Value> {
    room.say(&["alert", "list"]).as_array().unwrap().clone()
}

#[test]
fn from_now_on_is_not_late() {
    let room = Room::with_parties();
    let site = room.say_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--reconfirm-by",
            "now+1d",
        ],
    );
    assert!(!flags(&site).contains(&"late".to_owned()), "{site}");
    let nil = room.say_as(
        "south.key",
        &[
            "notify",
            "nil",
            "--zone",
            "Kestrel Valley",
            "--until",
            "now+1h",
            "--forces",
            "regulars",
        ],
    );
    assert!(!flags(&nil).contains(&"late".to_owned()), "{nil}");
    let begun = room.say_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--from",
            "2026-01-01T00:00:00Z",
            "--reconfirm-by",
            "now+1d",
        ],
    );
    assert!(flags(&begun).contains(&"late".to_owned()), "{begun}");
    let movement = room.say_as(
        "south.key",
        &[
            "notify",
            "movement",
            "--leg",
            "35.71, 36.52; 35.74, 36.60 @ now / now+2h",
        ],
    );
    assert_eq!(flags(&movement), ["short-lead"], "{movement}");
}

#[test]
fn existence_is_told_of_a_zone_or_not_at_all() {
    let room = Room::with_parties();
    let words = |more: &[&'static str]| {
        let mut words = vec![
            "notify",
            "site",
            "--at",
            DORVANE,
            "--disclose",
            "existence",
            "--reconfirm-by",
            "now+1d",
        ];
        words.extend_from_slice(more);
        words
    };
    room.say_as("south.key", &words(&[]));
    let known = held(&room);
    assert_eq!(
        known["notifications"][0]["resolution"], "existence",
        "{known}"
    );
    // Without the register at hand nobody knows the zone.
    let mut away = vec!["--key", "south.key", "--out", "away.stm"];
    away.extend(words(&[]));
    let refused = room.run(&away);
    assert!(
        refused.exit == 2 && refused.err.contains("--zone"),
        "{refused:?}"
    );
    assert!(!room.path("away.stm").exists());
    let outside = room.try_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            "10.0, 10.0",
            "--disclose",
            "existence",
            "--reconfirm-by",
            "now+1d",
        ],
    );
    assert_eq!(outside.exit, 2, "{outside:?}");
}

#[test]
fn a_name_that_nothing_has_yet_is_said_so() {
    let room = Room::with_register();
    let none = room.run(&["--data", "valley", "zone", "show", "Valley"]);
    assert!(
        none.exit == 2 && none.err.contains("no zone yet") && !none.err.contains("--data"),
        "{none:?}"
    );
}

#[test]
fn a_zone_is_drawn_from_a_geometry_a_feature_or_a_collection_of_one() {
    let room = Room::with_register();
    let polygon = r#"{"type":"Polygon","coordinates":[[[-29.9,-42.2],[-29.7,-42.2],[-29.7,-42.0],[-29.9,-42.2]]]}"#;
    let many = polygon
        .replace("Polygon", "MultiPolygon")
        .replace("[[[", "[[[[")
        .replace("]]]", "]]]]");
    let feature = format!(r#"{{"type":"Feature","properties":{{}},"geometry":{polygon}}}"#);
    let collection = format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#);
    for (name, file) in [
        ("bare", polygon),
        ("many", &many),
        ("feature", &feature),
        ("collection", &collection),
    ] {
        fs::write(room.path("zone.geojson"), file).unwrap();
        room.say(&[
            "zone",
            "draw",
            "--name",
            name,
            "--status",
            "agreed",
            "--geojson",
            "zone.geojson",
        ]);
    }
    let two = format!(r#"{{"type":"FeatureCollection","features":[{feature},{feature}]}}"#);
    fs::write(room.path("zone.geojson"), two).unwrap();
    let several = room.run(&[
        "--data",
        "valley",
        "zone",
        "draw",
        "--name",
        "two",
        "--status",
        "agreed",
        "--geojson",
        "zone.geojson",
    ]);
    assert!(
        several.exit == 2 && several.err.contains("several shapes"),
        "{several:?}"
    );
}

#[test]
fn what_a_file_says_can_be_written_down_for_its_speaker() {
    let room = Room::with_parties();
    // A key that the register does not know.
    room.ok(&["key", "new", "lost.key", "--like", "south.card"]);
    room.ok(&[
        "--key",
        "lost.key",
        "--out",
        "lost.stm",
        "sign",
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    assert_eq!(
        room.run(&["--data", "valley", "submit", "lost.stm"]).exit,
        3
    );
    let relay = |speaker| {
        [
            "--json",
            "--data",
            "valley",
            "relay",
            "--speaker",
            speaker,
            "--means",
            "paper",
            "statement",
            "lost.stm",
        ]
    };
    let other = room.run(&relay("North"));
    assert!(
        other.exit == 2 && other.err.contains("the word of South"),
        "{other:?}"
    );
    let relayed = room.ok(&relay("South")).json();
    assert!(flags(&relayed).contains(&"relayed".to_owned()), "{relayed}");
    let known = held(&room);
    let said = &known["notifications"][0]["said"];
    assert_eq!(
        said["versions"][0]["word"], "not its owner's signed word yet",
        "{known}"
    );
}

/// What the register holds about Dorvane in the next hour.
fn held(room: &Room) -> Value {
    room.say(&[
        "inquire", "--at", DORVANE, "--reach", "1km", "--from", "now+1m", "--until", "now+1h",
    ])
}
