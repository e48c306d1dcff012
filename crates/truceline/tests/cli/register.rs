//! Beginning a register, and names in it.

use crate::room::Room;
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_register_begins_once_and_says_what_to_keep() {
    let room = Room::new();
    let begun = room.ok(&[
        "--data",
        "valley",
        "init",
        "--origin",
        "register.example/v",
        "--theatre",
        "V",
        "--centre",
        "C",
    ]);
    assert!(
        begun.out.contains("register.key") && begun.out.contains("vault.key"),
        "{begun:?}"
    );
    assert_eq!(
        fs::metadata(room.path("valley/keys/register.key"))
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
    let again = room.run(&[
        "--data",
        "valley",
        "init",
        "--origin",
        "register.example/v",
        "--theatre",
        "V",
        "--centre",
        "C",
    ]);
    assert_eq!(again.exit, 4, "{again:?}");
    assert_eq!(room.run(&["--data", "elsewhere", "party", "list"]).exit, 4);
    assert_eq!(room.run(&["--data", "valley", "no-such-command"]).exit, 2);
}

#[test]
fn names_are_taken_where_they_fit_one_and_refused_with_all_they_fit() {
    let room = Room::with_parties();
    room.say(&[
        "party",
        "enrol",
        "--name",
        "South",
        "--role",
        "civil",
        "--same-name",
    ]);
    let ambiguous = room.try_as(
        "north.key",
        &[
            "channel", "report", "--with", "South", "--state", "degraded",
        ],
    );
    assert_eq!(ambiguous.exit, 2, "{ambiguous:?}");
    assert_eq!(ambiguous.err.matches("pty_").count(), 2, "{ambiguous:?}");
    let unknown = room.try_as(
        "north.key",
        &["channel", "report", "--with", "West", "--state", "degraded"],
    );
    assert!(
        unknown.exit == 2 && unknown.err.contains("North"),
        "{unknown:?}"
    );
}
