//! Signed files, and refusals.

use crate::room::{DORVANE, Room, flags, index, text};
use std::fs;

#[test]
fn the_same_file_three_times_is_one_record() {
    let room = Room::with_parties();
    room.ok(&[
        "--data",
        "valley",
        "--key",
        "south.key",
        "--out",
        "one.stm",
        "sign",
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    room.ok(&[
        "--data",
        "valley",
        "--key",
        "south.key",
        "--out",
        "two.stm",
        "sign",
        "notify",
        "nil",
        "--zone",
        "Kestrel Valley",
        "--until",
        "now+1h",
        "--forces",
        "regulars",
    ]);
    // The later one first: its gap is flagged and delays nothing.
    let second = room.say(&["submit", "two.stm"]);
    assert!(flags(&second).contains(&"chain-gap".to_owned()), "{second}");
    let first = room.say(&["submit", "one.stm", "--receipts", "receipts"]);
    assert_eq!(first["admitted"][0]["repeated"], false);
    for _ in 0..2 {
        let again = room.say(&["submit", "one.stm", "two.stm"]);
        assert_eq!(again["admitted"][0]["repeated"], true);
        assert_eq!(index(&again), index(&first));
    }
    let receipt = format!("receipts/{}.receipt", index(&first));
    assert_eq!(
        room.run(&["verify", &receipt, "--card", "valley/register.card"])
            .exit,
        0
    );
    assert_eq!(room.run(&["verify", &receipt]).exit, 2, "whose log?");
    let shown = room.ok(&["show", "one.stm"]);
    assert!(
        shown.out.contains("site") && shown.out.contains("35.7161"),
        "{shown:?}"
    );

    let mut changed = fs::read(room.path("one.stm")).unwrap();
    let end = changed.len() - 200;
    changed[end] ^= 1;
    fs::write(room.path("changed.stm"), changed).unwrap();
    let refused = room.run(&["--json", "--data", "valley", "submit", "changed.stm"]);
    assert!([2, 3].contains(&refused.exit), "{refused:?}");
    assert_eq!(
        room.run(&["--data", "valley", "submit", "valley/register.card"])
            .exit,
        2
    );
}

#[test]
fn a_refusal_says_why_and_leaves_the_chain_whole() {
    let room = Room::with_parties();
    let refused = room.try_as(
        "south.key",
        &[
            "zone",
            "draw",
            "--name",
            "Elsewhere",
            "--status",
            "text-only",
            "--text",
            "beyond the river",
        ],
    );
    assert_eq!(refused.exit, 3, "{refused:?}");
    assert_eq!(refused.problem()["code"], "not-this-role");
    let said = room.say_as(
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
    assert!(!flags(&said).contains(&"chain-gap".to_owned()), "{said}");
    let key = text(
        &room
            .say(&["key", "list"])
            .as_array()
            .unwrap()
            .iter()
            .find(|key| key["party"]["name"] == "South")
            .unwrap()["key"],
    );
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--whole-chain",
        &key,
        "--out",
        "south.bundle",
    ]);
    let verified = room.ok(&["verify", "south.bundle", "--card", "valley/register.card"]);
    assert!(
        verified.out.contains("all of them are here"),
        "{verified:?}"
    );
}
