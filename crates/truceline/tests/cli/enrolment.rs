//! Enrolling: nobody comes to stand in another's place by a card.

use crate::room::Room;
use std::fs;

/// Relief, humanitarian, enrolled from its card.
fn with_relief() -> Room {
    let room = Room::with_parties();
    let relief = [
        "key",
        "new",
        "relief.key",
        "--name",
        "Relief",
        "--register",
        "valley/register.card",
    ];
    room.ok(&relief);
    room.say(&enrol("Relief", "relief.card"));
    room
}

fn enrol<'a>(name: &'a str, card: &'a str) -> [&'a str; 8] {
    [
        "party",
        "enrol",
        "--name",
        name,
        "--role",
        "humanitarian",
        "--card",
        card,
    ]
}

/// The register's size and its parties.
fn standing(room: &Room) -> (String, String) {
    let size = room.ok(&["--data", "valley", "checkpoint"]).out;
    (size, room.ok(&["--data", "valley", "party", "list"]).out)
}

#[test]
fn a_card_of_another_party_takes_nothing_over() {
    let room = with_relief();
    let before = standing(&room);
    let relief = fs::read_to_string(room.path("relief.card")).unwrap();
    let line = |text: &str, label: &str| {
        let found = text.lines().find(|line| line.starts_with(label));
        found.unwrap().to_owned()
    };

    // Its own card with Relief's party written into it.
    room.ok(&[
        "key",
        "new",
        "evil.key",
        "--name",
        "EvilNGO",
        "--register",
        "valley/register.card",
    ]);
    let evil = fs::read_to_string(room.path("evil.card")).unwrap();
    let forged = evil.replace(&line(&evil, "party: "), &line(&relief, "party: "));
    fs::write(room.path("forged.card"), forged).unwrap();
    let refused = room.run(&[&["--data", "valley"], &enrol("EvilNGO", "forged.card")[..]].concat());
    assert!(
        refused.exit == 2 && refused.err.contains("ask for the card again"),
        "{refused:?}"
    );
    let refused = room.run(&["--data", "valley", "key", "enrol", "forged.card"]);
    assert!(
        refused.exit == 2 && refused.err.contains("changed after"),
        "{refused:?}"
    );

    // A card made for Relief's party in the documented way, by somebody else.
    room.ok(&[
        "key",
        "new",
        "second.key",
        "--like",
        "relief.card",
        "--name",
        "EvilNGO",
    ]);
    for card in ["second.card", "relief.card"] {
        let refused = room.run(&[&["--data", "valley"], &enrol("EvilNGO", card)[..]].concat());
        assert!(
            refused.exit == 3 && refused.err.contains("as Relief") && refused.err.contains(card),
            "{refused:?}"
        );
    }
    assert_eq!(standing(&room), before, "nothing was recorded");

    // The name is changed where a change is meant.
    room.say(&[
        "party",
        "change",
        "Relief",
        "--name",
        "Relief International",
    ]);
    assert!(standing(&room).1.contains("Relief International"));
}

#[test]
fn the_answer_says_whose_key_it_is_and_what_to_read_aloud() {
    let room = with_relief();
    let made = room
        .ok(&[
            "--json",
            "key",
            "new",
            "second.key",
            "--like",
            "relief.card",
        ])
        .json();
    let enrolled = room.ok(&["--data", "valley", "key", "enrol", "second.card"]);
    let fingerprint = made["fingerprint"].as_str().unwrap();
    assert_eq!(fingerprint.split(' ').count(), 8, "{fingerprint}");
    for told in [fingerprint, "Relief", made["person"].as_str().unwrap()] {
        assert!(enrolled.out.contains(told), "{told}: {enrolled:?}");
    }
}

#[test]
fn a_refused_enrolment_leaves_no_key_behind() {
    let room = Room::with_parties();
    let before = standing(&room);
    let long = "x".repeat(201);
    let with = |name: &str, key: &str| {
        let mut words = vec![
            "--data", "valley", "--key", key, "party", "enrol", "--name", name,
        ];
        words.extend(["--role", "civil", "--new-key", "new.key"]);
        room.run(&words)
    };
    for (name, key) in [
        ("", "valley/keys/centre.key"),
        (long.as_str(), "valley/keys/centre.key"),
        ("South", "valley/keys/centre.key"),
        ("Ѕouth", "valley/keys/centre.key"),
        ("Health", "north.key"),
    ] {
        let refused = with(name, key);
        assert_eq!(refused.exit, 2, "{refused:?}");
        for file in ["new.key", "new.card", "new.chain"] {
            assert!(!room.path(file).exists(), "{file} {name}");
        }
    }
    assert_eq!(standing(&room), before, "nothing was recorded");
    assert_eq!(with("Health", "valley/keys/centre.key").exit, 0);
}
