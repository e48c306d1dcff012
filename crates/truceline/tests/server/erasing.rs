//! Erasing and holding over HTTP, each person a client of its own.

use crate::house::{Serving, key};
use crate::room::{DORVANE, Room, flags, index};

const CENTRE: &str = "valley/keys/centre.key";

/// South with a second person, and a board of inquiry with two.
fn room() -> Room {
    let room = Room::with_parties();
    room.ok(&["key", "new", "south-2.key", "--like", "south.card"]);
    room.say(&["key", "enrol", "south-2.card"]);
    room.say(&[
        "party",
        "enrol",
        "--name",
        "Board",
        "--role",
        "investigator",
        "--new-key",
        "board.key",
    ]);
    room.ok(&["key", "new", "board-2.key", "--like", "board.card"]);
    room.say(&["key", "enrol", "board-2.card"]);
    room
}

/// A site that two people have withdrawn: the record that notified it.
fn withdrawn(serving: &Serving, room: &Room) -> u64 {
    let words = [
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ];
    let said = serving.say_as(room, "south.key", &words);
    let site = said["admitted"][0]["id"].as_str().unwrap().to_owned();
    let notified = index(&said);
    let gone = index(&serving.say_as(room, "south.key", &["withdraw", &site])).to_string();
    serving.say_as(room, "south-2.key", &["countersign", &gone]);
    notified
}

#[test]
fn two_people_erase_and_what_is_held_they_do_not() {
    let room = room();
    let serving = Serving::start(&room);
    let record = withdrawn(&serving, &room);
    let words = record.to_string();
    let shown = serving.get(
        &format!("/v1/records/{record}"),
        Some(&key(&room, "south.key")),
    );
    assert!(shown.body.contains("36.5192"), "{shown:?}");
    let reason = ["hold", "place", &words, "--reason", "the strike"];
    let hold = index(&serving.say_as(&room, "board.key", &reason)).to_string();
    let refused = serving.command(&room, "south.key", &["--json", "erase", &words]);
    assert_eq!(refused.exit, 3, "{refused:?}");
    let problem = refused.problem();
    assert_eq!(problem["code"], "in-force");
    assert!(
        problem["detail"]
            .to_string()
            .contains(&format!("index {hold}"))
            || problem.to_string().contains(&format!("index {hold}")),
        "{problem}"
    );
    for who in ["south.key", CENTRE, "board.key"] {
        let holds = serving.say_as(&room, who, &["hold", "list"]);
        assert_eq!(holds[0]["record"].to_string(), hold, "{who}: {holds}");
        assert_eq!(holds[0]["by"]["name"], "Board");
        assert!(holds[0]["lifted_by"].is_null());
    }
    for (who, sees) in [
        ("south.key", 1),
        (CENTRE, 1),
        ("board.key", 1),
        ("north.key", 0),
    ] {
        let holds = serving.get("/v1/holds", Some(&key(&room, who))).json();
        assert_eq!(holds.as_array().unwrap().len(), sees, "{who}: {holds}");
        if sees == 1 {
            assert_eq!(
                holds,
                serving.say_as(&room, who, &["hold", "list"]),
                "{who}"
            );
        }
    }
    let north = serving.say_as(&room, "north.key", &["hold", "list"]);
    assert_eq!(
        north,
        serde_json::json!([]),
        "it concerns nothing of North's"
    );
    let lift = index(&serving.say_as(&room, "board.key", &["hold", "lift", &hold])).to_string();
    serving.say_as(&room, "board-2.key", &["countersign", &lift]);
    let holds = serving.say_as(&room, "south.key", &["hold", "list"]);
    assert!(holds[0]["lifted_by"].is_u64(), "South hears of it: {holds}");
    let asked = serving.say_as(&room, "south.key", &["erase", &words]);
    assert!(flags(&asked).contains(&"awaits-second".to_owned()));
    let asked = index(&asked).to_string();
    let alone = serving.command(&room, "south.key", &["countersign", &asked]);
    assert_eq!(alone.exit, 3, "{alone:?}");
    serving.say_as(&room, "south-2.key", &["countersign", &asked]);
    for who in ["south.key", CENTRE] {
        let shown = serving.get(&format!("/v1/records/{record}"), Some(&key(&room, who)));
        assert_eq!(shown.status, 200, "the record stands");
        assert!(!shown.body.contains("36.5192"), "{who}: {shown:?}");
    }
    serving.kill();
    let serving = Serving::start(&room);
    let fsck = room.ok(&["--data", "valley", "fsck"]);
    assert!(fsck.out.contains("nothing is wrong"), "{fsck:?}");
    drop(serving);
}
