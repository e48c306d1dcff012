//! Backup, restore, fsck.

use crate::room::Room;
use std::fs;

#[test]
fn a_backup_is_put_back_and_a_short_one_only_as_a_successor() {
    let room = Room::with_parties();
    room.ok(&[
        "--data",
        "valley",
        "backup",
        "--to",
        "early",
        "--with-vault",
    ]);
    room.site();
    room.ok(&["--data", "valley", "backup", "--to", "late", "--with-vault"]);
    let head = "valley/head/checkpoint";
    room.ok(&["--data", "again", "restore", "late", "--head", head]);
    room.bring_keys("valley", "again");
    room.ok(&["--data", "again", "fsck"]);
    room.ok(&["--data", "again", "party", "list"]);
    let short = room.run(&["--data", "short", "restore", "early", "--head", head]);
    assert!(
        short.exit == 4 && short.err.contains("--successor"),
        "{short:?}"
    );
    let successor = room.ok(&[
        "--json",
        "--data",
        "next",
        "restore",
        "early",
        "--head",
        head,
        "--successor",
        "register.example/kestrel-valley-2",
        "--theatre",
        "Kestrel Valley",
        "--centre",
        "Centre",
    ]);
    assert_eq!(successor.json()["lost"], 1, "{successor:?}");

    let log = room.path("again/log-2.db");
    let mut bytes = fs::read(&log).unwrap();
    let place = bytes
        .windows(6)
        .rposition(|window| window == b"Annex ")
        .unwrap();
    bytes[place] = b'B';
    fs::write(&log, bytes).unwrap();
    let damaged = room.run(&["--data", "again", "fsck"]);
    assert_eq!(damaged.exit, 5, "{damaged:?}");
}
