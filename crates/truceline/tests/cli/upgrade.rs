//! A folder that an earlier release made: refused by number, upgraded, and whole.

use crate::room::{DORVANE, Room, index, text};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

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

/// A data folder as the release that wrote format 1 left it, kept for as long as it can be upgraded: made once and
/// committed, so that what is read is not what today's code has just written.
const FIXTURE: &str = "../../testdata/format-1";

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE)
}

/// Makes the fixture anew: only where the meaning of records has changed before the first release.
fn make_fixture() {
    let room = Room::with_parties();
    room.ok(&["key", "new", "south-2.key", "--like", "south.card"]);
    room.say(&["key", "enrol", "south-2.card"]);
    let site = [
        "notify",
        "site",
        "--at",
        DORVANE,
        "--radius",
        "200m",
        "--reconfirm-by",
        "now+1d",
    ];
    let kept = index(&room.say_as("south.key", &site));
    let other = room.say_as("south.key", &site);
    let gone = text(&other["admitted"][0]["id"]);
    let withdrawn = index(&room.say_as("south.key", &["withdraw", &gone])).to_string();
    room.say_as("south-2.key", &["countersign", &withdrawn]);
    let erased = index(&other).to_string();
    let erasure = index(&room.say_as("south.key", &["erase", &erased])).to_string();
    room.say_as("south-2.key", &["countersign", &erasure]);
    let receipt = kept.to_string();
    room.ok(&[
        "--data",
        "valley",
        "--out",
        "site.receipt",
        "receipt",
        &receipt,
    ]);
    let found = room.say(&["fsck"]);
    lower(&room);
    let to = fixture();
    // None is there the first time.
    let _ = fs::remove_dir_all(to.join("valley"));
    for name in [
        "register",
        "register.card",
        "log.db",
        "vault.db",
        "head/checkpoint",
        "keys/register.key",
        "keys/vault.key",
    ] {
        let target = to.join("valley").join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(room.path("valley").join(name), target).unwrap();
    }
    fs::copy(room.path("site.receipt"), to.join("site.receipt")).unwrap();
    let expected = json!({
        "root": found["root"], "entries": found["entries"], "disclosures": found["disclosures"],
        "erased": found["erased"], "site": kept, "gone": index(&other),
    });
    let text = serde_json::to_string_pretty(&expected).unwrap() + "\n";
    fs::write(to.join("expected.json"), text).unwrap();
}

/// Copies a folder as it was before it was committed: its owner's alone.
fn copy_private(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    fs::set_permissions(to, fs::Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry
            .map(|entry| (entry.path(), entry.file_name()))
            .unwrap();
        let target = to.join(name);
        if path.is_dir() {
            copy_private(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
            fs::set_permissions(&target, fs::Permissions::from_mode(0o600)).unwrap();
        }
    }
}

#[test]
fn a_folder_that_was_committed_in_format_1_is_upgraded_and_is_what_it_was() {
    if std::env::var_os("TRUCELINE_REGENERATE_FIXTURES").is_some() {
        make_fixture();
    }
    let read = |name: &str| fs::read_to_string(fixture().join(name)).unwrap();
    let expected: Value = serde_json::from_str(&read("expected.json")).unwrap();
    let room = Room::new();
    copy_private(&fixture().join("valley"), &room.path("valley"));
    fs::write(room.path("site.receipt"), read("site.receipt")).unwrap();
    let verify = ["verify", "site.receipt", "--card", "valley/register.card"];
    room.ok(&verify);
    let refused = room.run(&["--data", "valley", "party", "list"]);
    assert!(
        refused.exit == 4 && refused.err.contains("truceline upgrade"),
        "{refused:?}"
    );

    let upgraded = room.say(&["upgrade"]);
    assert_eq!(upgraded["state"], "upgraded", "{upgraded}");
    assert_eq!(
        (&upgraded["from"], &upgraded["format"]),
        (&1.into(), &2.into())
    );
    assert_eq!(upgraded["proven"]["root"], expected["root"]);
    let found = room.say(&["fsck"]);
    assert_eq!(found["faults"], 0, "{found}");
    for name in ["root", "entries", "disclosures", "erased"] {
        assert_eq!(found[name], expected[name], "{name}: {found}");
    }
    // The receipt from before, and the same made now, prove the same record.
    room.ok(&verify);
    let site = expected["site"].to_string();
    room.ok(&[
        "--data",
        "valley",
        "--out",
        "again.receipt",
        "receipt",
        &site,
    ]);
    assert_eq!(
        fs::read_to_string(room.path("again.receipt")).unwrap(),
        read("site.receipt")
    );
    for (record, is_held) in [(&expected["site"], true), (&expected["gone"], false)] {
        let (record, bundle) = (record.to_string(), format!("{record}.bundle"));
        room.ok(&[
            "--data", "valley", "--out", &bundle, "bundle", "--record", &record,
        ]);
        let shown = room
            .ok(&["--json", "show", &bundle, "--record", &record])
            .out;
        assert_eq!(shown.contains("36.5192"), is_held, "{shown}");
    }
}
