//! A folder that an earlier release made: refused by number, upgraded, and whole.

use crate::room::Room;
use std::fs;

/// Makes of `valley` what the release before wrote: format 2 is format 1 with a plate in each database.
fn lower(room: &Room) {
    for name in ["log", "vault"] {
        let (new, old) = (
            room.path(&format!("valley/{name}-2.db")),
            room.path(&format!("valley/{name}.db")),
        );
        rusqlite::Connection::open(&new)
            .unwrap()
            .execute_batch(
                "DROP TABLE plate; PRAGMA user_version = 1; PRAGMA journal_mode = DELETE;",
            )
            .unwrap();
        fs::rename(&new, old).unwrap();
        for suffix in ["-wal", "-shm", ".lock"] {
            let _ = fs::remove_file(room.path(&format!("valley/{name}-2.db{suffix}")));
        }
    }
    let marker = room.path("valley/register");
    let text = fs::read_to_string(&marker).unwrap();
    fs::write(&marker, text.replace("-register 2\n", "-register 1\n")).unwrap();
}

#[test]
fn a_folder_of_the_format_before_is_named_and_upgraded() {
    let room = Room::with_parties();
    room.site();
    let exported = room.say(&["export", "--party", "South"]);
    let root = room.say(&["fsck"])["root"].clone();
    lower(&room);
    let commands: [&[&str]; 5] = [
        &["tick"],
        &["party", "list"],
        &["fsck"],
        &["backup", "--to", "copy"],
        &["key", "rotate-vault"],
    ];
    for words in commands {
        let all = [&["--data", "valley"], words].concat();
        let run = room.run(&all);
        assert!(
            run.exit == 4 && run.err.contains("format 1") && run.err.contains("truceline upgrade"),
            "{words:?}: {run:?}"
        );
    }
    assert!(!room.path("copy").exists());

    let key = fs::read(room.path("valley/keys/vault.key")).unwrap();
    fs::write(
        room.path("valley/keys/vault.key"),
        fs::read(room.path("valley/keys/register.key")).unwrap(),
    )
    .unwrap();
    assert_eq!(room.run(&["--data", "valley", "upgrade"]).exit, 4);
    fs::write(room.path("valley/keys/vault.key"), key).unwrap();

    let upgraded = room.say(&["upgrade"]);
    assert_eq!(upgraded["state"], "upgraded", "{upgraded}");
    assert_eq!(
        (&upgraded["from"], &upgraded["format"]),
        (&1.into(), &2.into())
    );
    assert_eq!(upgraded["proven"]["root"], root);
    assert!(!room.path("valley/vault.db").exists() && !room.path("valley/log.db").exists());
    let found = room.say(&["fsck"]);
    assert_eq!((&found["faults"], &found["root"]), (&0.into(), &root));
    assert_eq!(
        room.say(&["export", "--party", "South"])["records"],
        exported["records"]
    );
    room.say(&["tick"]);
    let again = room.ok(&["--data", "valley", "upgrade"]);
    assert!(again.out.contains("nothing to do"), "{again:?}");
}
