//! Withdrawing and erasing.

use crate::room::{DORVANE, Room, flags, index};
use serde_json::Value;
use std::fs;

#[test]
fn two_people_withdraw_a_site_and_erase_it() {
    let room = Room::with_parties();
    room.ok(&["key", "new", "south-2.key", "--like", "south.card"]);
    let alone = room.try_as("south.key", &["key", "enrol", "south-2.card"]);
    assert!(
        alone.exit == 3 && alone.problem()["code"] == "not-this-role",
        "one key makes no second person: {alone:?}"
    );
    room.say(&["key", "enrol", "south-2.card"]);
    let site = room.site();
    let notified = room.say(&["export", "--party", "South"])["records"][0]["index"]
        .as_u64()
        .unwrap();
    let early = room.try_as("south.key", &["erase", &notified.to_string()]);
    assert!(
        early.exit == 3 && early.problem()["code"] == "in-force",
        "{early:?}"
    );
    let withdrawn = index(&room.say_as("south.key", &["withdraw", &site])).to_string();
    assert_eq!(
        room.try_as("south.key", &["countersign", &withdrawn]).exit,
        3,
        "the same person"
    );
    room.say_as("south-2.key", &["countersign", &withdrawn]);
    let erasure = index(&room.say_as(
        "south.key",
        &["erase", &notified.to_string(), "--reason", "closed"],
    ))
    .to_string();
    room.ok(&[
        "--data",
        "valley",
        "backup",
        "--to",
        "before",
        "--with-vault",
    ]);
    room.say_as("south-2.key", &["countersign", &erasure]);
    room.ok(&["--data", "valley", "fsck"]);
    // The log of today with the vault of yesterday: what was erased is there until the next start.
    room.ok(&["--data", "valley", "backup", "--to", "after"]);
    fs::copy(room.path("before/vault.db"), room.path("after/vault.db")).unwrap();
    room.ok(&["--data", "again", "restore", "after"]);
    room.bring_keys("valley", "again");
    let waiting = room.ok(&["--data", "again", "fsck"]);
    assert!(
        waiting.out.contains("nothing is wrong")
            && waiting
                .out
                .contains("erasure of 1 record to be carried out at the next start"),
        "{waiting:?}"
    );
    room.ok(&["--data", "again", "tick"]);
    let carried_out = room.ok(&["--data", "again", "fsck"]);
    assert!(!carried_out.out.contains("next start"), "{carried_out:?}");
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--record",
        &notified.to_string(),
        "--out",
        "erased.bundle",
    ]);
    let shown = room.ok(&["show", "erased.bundle", "--record", &notified.to_string()]);
    assert!(
        shown.out.contains("sealed") && !shown.out.contains("35.7161"),
        "{shown:?}"
    );
    assert_eq!(
        room.run(&["verify", "erased.bundle", "--card", "valley/register.card"])
            .exit,
        0
    );
}

#[test]
fn one_person_widens_a_site_and_two_move_it() {
    let room = Room::with_parties();
    room.ok(&["key", "new", "south-2.key", "--like", "south.card"]);
    room.say(&["key", "enrol", "south-2.card"]);
    let site = room.site();
    let amend = |at, radius| {
        room.say_as(
            "south.key",
            &[
                "amend",
                &site,
                "site",
                "--at",
                at,
                "--radius",
                radius,
                "--forces",
                "regulars",
                "--reconfirm-by",
                "now+1d",
            ],
        )
    };
    let awaits = |said: &Value| flags(said).contains(&"awaits-second".to_owned());
    assert!(!awaits(&amend(DORVANE, "300m")));
    let moved = amend("35.7161, 36.6192", "300m");
    assert!(awaits(&moved), "{moved}");
    assert_eq!(moved["admitted"][0]["awaits_second"], index(&moved));
    let counting = || {
        let export = room.say(&["export", "--party", "South"]);
        export["records"].as_array().unwrap().len()
    };
    let both = counting();
    assert!(both >= 2, "where it was, and where it is to be");
    room.say_as("south-2.key", &["countersign", &index(&moved).to_string()]);
    assert_eq!(counting(), both - 1, "what it was moved from is over");
}
