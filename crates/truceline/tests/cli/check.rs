//! From a request to a check, an inquiry and a proof.

use crate::room::{DORVANE, Room, run_in, text};
use std::fs;
use tempfile::TempDir;

#[test]
fn from_a_request_to_a_check_and_a_proof_in_an_empty_folder() {
    let room = Room::with_parties();
    let asked = room.say(&[
        "request",
        "new",
        "--to",
        "North",
        "--to",
        "South",
        "--zone",
        "Kestrel Valley",
        "--forces",
        "regulars",
        "--due-by",
        "now+2h",
    ]);
    let requests: Vec<String> = asked["admitted"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["id"]))
        .collect();
    let check = |at: &str| {
        room.run(&[
            "--json",
            "--data",
            "valley",
            "check",
            "--at",
            at,
            "--radius",
            "1km",
            "--from",
            "now+10m",
            "--until",
            "now+2h",
            "--activity",
            "flight",
        ])
    };
    // Nobody has answered: it cannot be said, and whom to ask is said.
    let silent = check("35.80, 36.60");
    assert_eq!(silent.exit, 11, "{silent:?}");
    assert_eq!(
        silent.json()["curable"].as_array().unwrap().len(),
        2,
        "{silent:?}"
    );

    room.say_as(
        "north.key",
        &[
            "answer",
            "nil",
            &requests[0],
            "--forces",
            "regulars",
            "--zone",
            "Kestrel Valley",
            "--until",
            "now+6h",
        ],
    );
    let site = room.site();
    room.say_as(
        "south.key",
        &[
            "answer",
            "positions",
            &requests[1],
            "--position",
            "regulars @ 35.7161, 36.5192 ~ 200m",
            "--complete-forces",
            "regulars",
            "--zone",
            "Kestrel Valley",
            "--until",
            "now+6h",
        ],
    );
    let nothing = check("35.80, 36.60");
    assert_eq!(nothing.exit, 12, "{nothing:?}");
    assert_eq!(nothing.json()["shown"], "NOTHING NOTIFIED");
    let overlap = check(DORVANE);
    assert_eq!(overlap.exit, 10, "{overlap:?}");
    assert_eq!(overlap.json()["shown"], "OVERLAP");
    assert_eq!(check("10.0000, 10.0000").exit, 11, "outside every zone");

    // A party that asks hears the reference, not whose it is.
    let by_north = room.try_as(
        "north.key",
        &[
            "check", "--at", DORVANE, "--radius", "1km", "--from", "now+10m", "--until", "now+2h",
        ],
    );
    assert_eq!(by_north.exit, 10, "{by_north:?}");
    assert!(
        by_north.json()["basis"].is_null() && !by_north.out.contains(&site),
        "{by_north:?}"
    );
    let spoken = room.run(&[
        "--data", "valley", "check", "--at", DORVANE, "--radius", "1km", "--from", "now+10m",
        "--until", "now+2h",
    ]);
    assert!(
        spoken.out.starts_with("OVERLAP\n") && spoken.out.contains("radio: OVERLAP"),
        "{spoken:?}"
    );
    assert!(spoken.out.contains("it is not a permit"), "{spoken:?}");

    // The past, as the register and as North knew it.
    let inquire = |viewpoint: &str| {
        room.say(&[
            "inquire",
            "--at",
            DORVANE,
            "--reach",
            "1km",
            "--from",
            "now",
            "--until",
            "now+1h",
            "--viewpoint",
            viewpoint,
        ])
    };
    assert_eq!(
        inquire("register")["notifications"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let held = &inquire("register")["notifications"][0];
    assert_eq!(held["places"][0]["radius_m"], 200.0, "{held}");
    assert_eq!(held["said"]["versions"][0]["word"], "signed", "{held}");
    assert!(
        inquire("North")["notifications"]
            .as_array()
            .unwrap()
            .is_empty(),
        "sent, not acknowledged"
    );
    let inbox = room.say_as("north.key", &["inbox"]);
    let item = inbox
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["says"].as_str().unwrap().contains(&site))
        .unwrap();
    room.say_as(
        "north.key",
        &["ack", &item["number"].to_string(), "acknowledged"],
    );
    let known = inquire("North");
    assert_eq!(known["notifications"][0]["resolution"], "cell", "{known}");

    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--around",
        "--at",
        DORVANE,
        "--reach",
        "1km",
        "--from",
        "now",
        "--until",
        "now+1h",
        "--out",
        "event.bundle",
    ]);
    let elsewhere = TempDir::new().unwrap();
    for (from, to) in [
        ("event.bundle", "event.bundle"),
        ("valley/register.card", "register.card"),
    ] {
        fs::copy(room.path(from), elsewhere.path().join(to)).unwrap();
    }
    let verified = run_in(
        elsewhere.path(),
        &["verify", "event.bundle", "--card", "register.card"],
    );
    assert_eq!(verified.exit, 0, "{verified:?}");
    assert!(
        verified.out.contains("VERIFIED") && verified.out.contains(&site),
        "{verified:?}"
    );
    assert!(
        run_in(elsewhere.path(), &["show", "event.bundle"])
            .out
            .contains("not verified")
    );
    assert_eq!(
        run_in(elsewhere.path(), &["verify", "register.card"]).exit,
        2
    );

    let mut bytes = fs::read(elsewhere.path().join("event.bundle")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(elsewhere.path().join("event.bundle"), bytes).unwrap();
    assert_eq!(
        run_in(
            elsewhere.path(),
            &["verify", "event.bundle", "--card", "register.card"]
        )
        .exit,
        5
    );
}
