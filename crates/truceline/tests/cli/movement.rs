//! Movements, and words that others wrote down.

use crate::room::{DORVANE, Room, flags, index, text};

#[test]
fn a_movement_reports_and_a_relayed_word_waits_for_its_speaker() {
    let room = Room::with_parties();
    let said = room.say_as(
        "south.key",
        &[
            "notify",
            "movement",
            "--leg",
            "35.71, 36.52; 35.74, 36.60 @ now / now+2h",
            "--hold",
            "35.74, 36.60 @ now+1h / now+3h",
            "--forces",
            "regulars",
            "--vehicles",
            "5",
        ],
    );
    let movement = text(&said["admitted"][0]["id"]);
    room.say_as(
        "south.key",
        &["report", &movement, "departed", "--leg", "0"],
    );
    let stranger = room.try_as("north.key", &["report", &movement, "arrived"]);
    assert_eq!(stranger.exit, 3, "{stranger:?}");
    let relayed = index(&room.say(&[
        "relay",
        "--speaker",
        "South",
        "--means",
        "telephone",
        "--read-back",
        "report",
        &movement,
        "delayed",
        "--until",
        "now+4h",
    ]));
    room.say_as("south.key", &["confirm", &relayed.to_string(), "confirmed"]);
    let words = room.say(&[
        "relay",
        "--speaker",
        "North",
        "--means",
        "radio",
        "words",
        "we telephoned at six",
    ]);
    assert_eq!(flags(&words), ["relayed"], "{words}");
    room.say(&[
        "relay",
        "--speaker",
        "South",
        "--means",
        "paper",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    room.say_as("south.key", &["report", &movement, "arrived"]);
    room.say(&[
        "channel",
        "report",
        "--with",
        "South",
        "--of",
        "South",
        "--state",
        "unattended",
    ]);
    let channels = room.say(&["channel", "list"]);
    assert!(
        channels
            .as_array()
            .unwrap()
            .iter()
            .any(|channel| channel["state"] == "unattended"),
        "{channels}"
    );
}

#[test]
fn a_route_is_taken_with_a_deviation_alone() {
    let room = Room::with_parties();
    let leg = "35.71, 36.52; 35.74, 36.60 @ now / now+2h";
    let said = room.say_as(
        "south.key",
        &["notify", "movement", "--leg", leg, "--forces", "regulars"],
    );
    let movement = text(&said["admitted"][0]["id"]);
    let route = [
        "--route",
        "35.705,36.505; 35.715,36.515",
        "--until",
        "now+3h",
    ];
    let report = |act: &'static str| [&["report", &movement, act][..], &route].concat();
    let refused = room.try_as("south.key", &report("holding"));
    assert_eq!(refused.exit, 2, "{refused:?}");
    let said = room.say_as("south.key", &report("deviated"));
    assert!(!flags(&said).contains(&"undisclosed".to_owned()), "{said}");
}
