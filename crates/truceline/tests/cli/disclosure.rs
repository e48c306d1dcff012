//! What the register is told.

use crate::room::{DORVANE, Room, text};
use std::fs;

#[test]
fn what_the_register_is_not_given_stays_with_the_speaker() {
    let room = Room::with_parties();
    let said = room.say_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--name",
            "Dorvane clinic",
            "--disclose",
            "cell",
            "--reconfirm-by",
            "now+1d",
            "--until",
            "now+9d",
        ],
    );
    assert_eq!(said["admitted"].as_array().unwrap().len(), 1, "{said}");
    let kept: Vec<_> = fs::read_dir(room.path("south.withheld")).unwrap().collect();
    assert_eq!(kept.len(), 1);
    let exported = room.ok(&["--json", "--data", "valley", "export"]);
    assert!(
        !exported.out.contains("Dorvane") && !exported.out.contains("35.7161"),
        "{exported:?}"
    );
    let overlap = room.run(&[
        "--json", "--data", "valley", "check", "--at", DORVANE, "--radius", "1km", "--from",
        "now+10m", "--until", "now+2h",
    ]);
    assert_eq!(
        overlap.exit, 10,
        "a cell is presence all the same: {overlap:?}"
    );
}

/// What an export shows North of South's notifications.
fn seen_by_north(room: &Room) -> String {
    let run = room.ok(&["--json", "--data", "valley", "export", "--party", "North"]);
    run.out
}

#[test]
fn consent_is_given_listed_and_taken_back() {
    let room = Room::with_parties();
    let said = room.say_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--name",
            "Dorvane clinic",
            "--reconfirm-by",
            "now+1d",
        ],
    );
    let id = text(&said["admitted"][0]["id"]);
    assert!(!seen_by_north(&room).contains("Dorvane"));
    let give = ["consent", "give", &id, "--to", "North", "--as", "exact"];
    room.say_as("south.key", &give);
    assert!(seen_by_north(&room).contains("Dorvane"));
    let emergency = [
        "consent",
        "emergency",
        &id,
        "--to",
        "North",
        "--as",
        "exact",
    ];
    room.say_as("south.key", &emergency);
    let list = [
        "--json", "--data", "valley", "consent", "list", &id, "--party", "South",
    ];
    let listed = room.ok(&list).json();
    assert_eq!(listed[0]["resolution"], "exact");
    assert_eq!(listed[0]["emergency"], "exact");
    room.say_as("south.key", &["consent", "withdraw", &id, "--to", "North"]);
    assert!(!seen_by_north(&room).contains("Dorvane"));
    let listed = room.ok(&list).json();
    assert_eq!(listed[0].get("resolution"), None);
    assert_eq!(listed[0].get("emergency"), None);
    let looks = room.ok(&["--data", "valley", "looks", "--party", "South"]);
    assert!(looks.out.contains("nobody else has looked"), "{looks:?}");
}

/// What an outcome rests on names others: an asker's own bundle must not hold it.
#[test]
fn an_askers_bundle_does_not_say_whose_the_overlap_was() {
    let room = Room::with_parties();
    room.site();
    let asked = room.try_as(
        "north.key",
        &[
            "check", "--at", DORVANE, "--radius", "1km", "--from", "now+10m", "--until", "now+2h",
        ],
    );
    assert_eq!(asked.exit, 10, "{asked:?}");
    let size = room.ok(&["--json", "--data", "valley", "export"]).json()["known_at"]
        .as_u64()
        .unwrap();
    let record = (size - 1).to_string();
    let basis = |file: &str, more: &[&str]| {
        let mut all = vec![
            "--json", "--data", "valley", "bundle", "--record", &record, "--out", file,
        ];
        all.extend_from_slice(more);
        room.ok(&all);
        let shown = room
            .ok(&["--json", "show", file, "--record", &record])
            .json();
        assert_eq!(shown["verdicts"].as_array().unwrap().len(), 1, "{shown}");
        shown["basis"].as_array().unwrap().len()
    };
    assert_eq!(basis("all.bundle", &[]), 1);
    assert_eq!(basis("north.bundle", &["--disclosed-to", "North"]), 0);
}
