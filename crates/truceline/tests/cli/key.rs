//! Keys at a desk.

use crate::room::{DORVANE, Room};
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn keys_are_guarded() {
    let room = Room::with_parties();
    fs::set_permissions(room.path("south.key"), fs::Permissions::from_mode(0o644)).unwrap();
    let open = room.try_as(
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
    assert!(open.exit == 4 && open.err.contains("chmod 600"), "{open:?}");
    fs::set_permissions(room.path("south.key"), fs::Permissions::from_mode(0o600)).unwrap();

    fs::write(room.path("pass"), "four words of cover\n").unwrap();
    room.ok(&[
        "--passphrase-file",
        "pass",
        "key",
        "new",
        "sealed.key",
        "--like",
        "south.card",
        "--seal",
    ]);
    room.say(&["key", "enrol", "sealed.card"]);
    let words = [
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ];
    let unopened = room.try_as("sealed.key", &words);
    assert!(
        unopened.exit == 4
            && unopened.err.contains("no terminal to ask at")
            && unopened.err.contains("--passphrase-file"),
        "{unopened:?}"
    );
    fs::write(room.path("wrong"), "other words\n").unwrap();
    let mut with = vec!["--passphrase-file", "wrong"];
    with.extend(words);
    assert_eq!(room.try_as("sealed.key", &with).exit, 4);
    with[1] = "pass";
    assert_eq!(room.try_as("sealed.key", &with).exit, 0);

    // A rotated key goes on for its grace, a revoked one does not.
    room.ok(&[
        "key",
        "new",
        "south-b.key",
        "--like",
        "south.card",
        "--same-person",
    ]);
    room.say_as("south.key", &["key", "rotate", "south-b.card"]);
    room.say_as("south-b.key", &words);
    let listed = room.ok(&["--data", "valley", "key", "list"]);
    assert!(
        listed.out.contains("rotated, in its grace time until 20"),
        "{listed:?}"
    );
    room.say(&["key", "revoke", "south.card"]);
    let void = room.try_as("south.key", &words);
    assert!(
        void.exit == 3 && void.problem()["code"] == "key-revoked",
        "{void:?}"
    );
}
