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

    // Another passphrase, and none.
    fs::write(room.path("new"), "five other words of cover\n").unwrap();
    let reseal = ["--key", "sealed.key", "--passphrase-file"];
    let with = |more: &[&'static str]| [&reseal[..], more].concat();
    room.ok(&with(&[
        "pass",
        "key",
        "reseal",
        "--new-passphrase-file",
        "new",
    ]));
    let nobody = room.run(&with(&["new", "key", "reseal"]));
    assert!(
        nobody.exit == 2 && nobody.err.contains("--new-passphrase-file"),
        "{nobody:?}"
    );
    room.ok(&with(&["new", "key", "reseal", "--open"]));
    room.say_as("sealed.key", &words);
    // The register's own keys too.
    let own = "valley/keys/register.key";
    room.ok(&[
        "--key",
        own,
        "key",
        "reseal",
        "--new-passphrase-file",
        "pass",
    ]);
    assert_eq!(room.run(&["--data", "valley", "tick"]).exit, 4);
    room.ok(&["--data", "valley", "--passphrase-file", "pass", "tick"]);
    room.ok(&[
        "--key",
        own,
        "--passphrase-file",
        "pass",
        "key",
        "reseal",
        "--open",
    ]);

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
        listed.out.contains("standing: in-grace\n  standing at: 20"),
        "{listed:?}"
    );
    room.say(&["key", "revoke", "south.card"]);
    let void = room.try_as("south.key", &words);
    assert!(
        void.exit == 3 && void.problem()["code"] == "key-revoked",
        "{void:?}"
    );
}

/// What the centre's stolen key enrolled for another party stands, and the list says so.
#[test]
fn keys_that_a_stolen_key_enrolled_are_named() {
    let room = Room::with_parties();
    let centre = "valley/keys/centre.card";
    room.ok(&["key", "new", "centre-2.key", "--like", centre]);
    room.say(&["key", "enrol", "centre-2.card"]);
    room.ok(&["key", "new", "south-2.key", "--like", "south.card"]);
    room.say_as("centre-2.key", &["key", "enrol", "south-2.card"]);
    let named = || {
        let listed = room.ok(&["--data", "valley", "key", "list"]);
        listed
            .out
            .matches("enrolled by key revoked since: 2020-01-01T00:00:00Z")
            .count()
    };
    assert_eq!(named(), 0);
    let theft = "2020-01-01T00:00:00Z";
    room.say(&["key", "revoke", "centre-2.card", "--since", theft]);
    assert_eq!(named(), 1);
}
