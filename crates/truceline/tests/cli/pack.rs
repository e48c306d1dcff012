//! An offline pack: what is in it, what it says, and what it says of itself when it was changed or is old.

use crate::room::{DORVANE, Room, text};
use std::fs;

const CARD: &str = "valley/register.card";

fn site(room: &Room, at: &str, share: &str) -> String {
    let said = room.say_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            at,
            "--radius",
            "100m",
            "--reconfirm-by",
            "now+1d",
            "--share",
            share,
        ],
    );
    text(&said["admitted"][0]["id"])
}

fn check<'a>(at: &'a str, card: &'a str) -> [&'a str; 12] {
    [
        "--json",
        "pack",
        "check",
        "north.pack",
        "--card",
        card,
        "--at",
        at,
        "--radius",
        "500m",
        "--until",
        "now+1h",
    ]
}

#[test]
fn a_pack_says_overlap_or_that_it_cannot_say() {
    let room = Room::with_parties();
    let shown = site(&room, DORVANE, "North=exact");
    let hidden = site(&room, "35.80, 36.70", "North=existence");
    let make = ["--out", "north.pack", "pack", "make", "--valid", "2h"];
    let made = room.say_as("north.key", &make);
    assert_eq!(made["pack"]["presences"], 1, "{made}");
    let file = fs::read_to_string(room.path("north.pack")).unwrap();
    assert!(file.starts_with("truceline-pack 1\n"));
    let content = room.ok(&["--json", "pack", "show", "north.pack", "--card", CARD]);
    assert!(content.out.contains(&shown) && !content.out.contains(&hidden));
    assert_eq!(content.json()["verified"], true);
    let unverified = room.ok(&["pack", "show", "north.pack"]);
    assert!(unverified.out.starts_with("NOT VERIFIED"), "{unverified:?}");

    fs::rename(room.path("valley"), room.path("elsewhere")).unwrap();
    let card = "elsewhere/register.card";
    let run = room.run(&check(DORVANE, card));
    let said = run.json();
    assert_eq!(
        (run.exit, text(&said["outcome"])),
        (10, "overlap".to_owned())
    );
    assert_eq!(text(&said["overlaps"][0]["notification"]), shown);
    assert!(text(&said["caveat"]).contains("not a permit"));
    for at in ["35.80, 36.70", "35.65, 36.45", "10.0, 10.0"] {
        let run = room.run(&check(at, card));
        let said = run.json();
        assert_eq!(
            (run.exit, text(&said["outcome"])),
            (11, "unknown".to_owned()),
            "{at}"
        );
        assert_eq!(text(&said["why"]), "not-in-pack");
        assert_eq!(said["overlaps"].as_array().unwrap().len(), 0);
    }
}

#[test]
fn one_that_is_over_cannot_say() {
    let room = Room::with_parties();
    site(&room, DORVANE, "North=exact");
    let make = ["--out", "north.pack", "pack", "make", "--valid", "4s"];
    room.say_as("north.key", &make);
    std::thread::sleep(std::time::Duration::from_millis(4_100));
    let run = room.run(&check(DORVANE, CARD));
    let said = run.json();
    assert_eq!((run.exit, text(&said["why"])), (11, "expired".to_owned()));
    assert_eq!(said["overlaps"].as_array().unwrap().len(), 0);
}

#[test]
fn one_that_was_changed_or_is_another_registers_is_refused() {
    let room = Room::with_parties();
    site(&room, DORVANE, "North=exact");
    for (file, key) in [("north.pack", "north.key"), ("south.pack", "south.key")] {
        room.say_as(key, &["--out", file, "pack", "make"]);
    }
    let again = room.try_as("north.key", &["--out", "north.pack", "pack", "make"]);
    assert_eq!(again.exit, 2, "what is there is not overwritten: {again:?}");
    let centre = room.run(&["--data", "valley", "--out", "centre.pack", "pack", "make"]);
    assert_eq!(centre.exit, 3, "{centre:?}");
    assert!(!room.path("centre.pack").exists());
    let whole = fs::read_to_string(room.path("north.pack")).unwrap();
    let other = fs::read_to_string(room.path("south.pack")).unwrap();
    let lines: Vec<&str> = whole.splitn(3, '\n').collect();
    let others: Vec<&str> = other.splitn(3, '\n').collect();
    let changed = |place: usize| {
        let mut bytes = whole.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        bytes
    };
    let opening = lines[0].len() + 1;
    let mut wrong = vec![
        format!("{}\n{}\n{}", lines[0], others[1], lines[2]).into_bytes(),
        format!("{}\n{}\n{}", lines[0], lines[1], others[2]).into_bytes(),
        whole.as_bytes()[..whole.len() - 40].to_vec(),
        b"truceline-pack 1\n".to_vec(),
    ];
    let step = whole.len() / 12;
    wrong.extend((0..10).map(|number| changed(opening + 30 + number * step)));
    for (number, bytes) in wrong.iter().enumerate() {
        if bytes == whole.as_bytes() {
            continue;
        }
        fs::write(room.path("north.pack"), bytes).unwrap();
        let run = room.run(&check(DORVANE, CARD));
        assert_eq!(run.exit, 5, "{number}: {run:?}");
    }
    fs::write(room.path("north.pack"), &whole).unwrap();
    assert_eq!(room.run(&check(DORVANE, CARD)).exit, 10);
    let another = Room::with_register();
    fs::copy(another.path(CARD), room.path("another.card")).unwrap();
    assert_eq!(room.run(&check(DORVANE, "another.card")).exit, 5);
}
