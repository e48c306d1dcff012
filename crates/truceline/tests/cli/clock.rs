//! A clock in doubt, as the page on setting up says it.

use crate::room::{DORVANE, Room};
use std::fs;
use truceline_engine::clock::{Clock as _, HandClock, SystemClock};
use truceline_engine::keyfile::{self, Purpose, Seed};
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::writer::Writer;
use truceline_engine::writer::open::Secrets;
use truceline_register::codec::statement::Submission;
use truceline_register::time::Span;

/// Records what is in a file as a machine whose clock runs an hour ahead would.
fn submit_an_hour_ahead(room: &Room, file: &str) {
    let seed = |name: &str, purpose| -> Seed {
        let path = room.path("valley/keys").join(name);
        keyfile::load(&path, purpose, &mut || None).unwrap().seed
    };
    let secrets = Secrets {
        log: seed("register.key", Purpose::Register),
        vault: seed("vault.key", Purpose::VaultMaster),
    };
    let ahead = SystemClock::default().read().wall.plus(Span::hours(1));
    let mut writer = Writer::open(
        &room.path("valley"),
        secrets,
        Box::new(HandClock::at(ahead)),
        Box::new(SystemRandomness),
        &mut |_| {},
    )
    .unwrap();
    let submission = Submission::from_bytes(&fs::read(room.path(file)).unwrap()).unwrap();
    writer.commit(&[submission]).unwrap();
}

#[test]
fn a_clock_that_went_back_is_confirmed_by_two_people() {
    let room = Room::with_parties();
    room.ok(&[
        "key",
        "new",
        "centre-2.key",
        "--like",
        "valley/keys/centre.card",
        "--name",
        "Centre/second",
    ]);
    room.say(&["key", "enrol", "centre-2.card"]);
    room.ok(&[
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
    submit_an_hour_ahead(&room, "one.stm");
    // The machine's clock is an hour behind the log now.
    let doubted = || {
        let check = room.run(&[
            "--json",
            "--data",
            "valley",
            "check",
            "--at",
            "35.80, 36.60",
            "--radius",
            "1km",
            "--from",
            "now+10m",
            "--until",
            "now+2h",
            "--activity",
            "flight",
        ]);
        check.out.contains("\"clock\"")
    };
    assert!(doubted());
    let tick = room.run(&["--data", "valley", "tick"]);
    assert!(tick.out.contains("clock confirm"), "{tick:?}");
    for list in [["alert", "list"], ["request", "list"]] {
        let listed = room.ok(&["--data", "valley", list[0], list[1]]);
        assert!(listed.err.contains("clock confirm"), "{listed:?}");
    }
    room.say(&["clock", "confirm"]);
    let same = room.run(&["--data", "valley", "clock", "confirm"]);
    assert_eq!(same.exit, 3, "the same person: {same:?}");
    room.say_as("centre-2.key", &["clock", "confirm"]);
    // Confirmed: the next starts do not doubt the same step again, though received time stays ahead.
    for _ in 0..2 {
        assert!(!doubted());
        let tick = room.say(&["tick"]);
        assert_eq!(tick["clock_in_doubt"], false, "{tick}");
    }
    let alone = room.run(&["--data", "valley", "clock", "confirm"]);
    assert_eq!(alone.exit, 3, "nothing is in doubt: {alone:?}");
    let listed = room.ok(&["--data", "valley", "key", "list"]);
    assert!(listed.out.contains("in-force"), "{listed:?}");
}
