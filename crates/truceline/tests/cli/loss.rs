//! Keys rotated, lost and stolen: the steps of docs/operating/keys.md and backup.md, as written there.

use crate::room::{DORVANE, Room, copy_folder, flags, index, text};
use serde_json::Value;
use std::fs;

const SUCCESSOR: [&str; 6] = [
    "--successor",
    "register.example/kestrel-valley-2",
    "--theatre",
    "Kestrel Valley",
    "--centre",
    "Centre",
];

/// Begins a successor of what `from` holds.
fn succeed(room: &Room, from: &str, because: &str) -> Value {
    let mut words = vec![
        "--json",
        "--data",
        "valley-2",
        "restore",
        from,
        "--because",
        because,
    ];
    words.extend(SUCCESSOR);
    room.ok(&words).json()
}

/// What the successor's genesis says of the log before it, to whoever verifies a bundle of it.
fn named_before(room: &Room) -> Value {
    room.ok(&[
        "--data",
        "valley-2",
        "--out",
        "genesis.bundle",
        "bundle",
        "--record",
        "0",
    ]);
    room.ok(&[
        "verify",
        "genesis.bundle",
        "--card",
        "valley-2/register.card",
    ]);
    let shown = room.ok(&["--json", "show", "genesis.bundle", "--record", "0"]);
    let shown = shown.json();
    find(&shown, "predecessor")
        .cloned()
        .unwrap_or_else(|| panic!("{shown}"))
}

fn find<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(members) => members
            .get(name)
            .or_else(|| members.values().find_map(|member| find(member, name))),
        Value::Array(entries) => entries.iter().find_map(|entry| find(entry, name)),
        _ => None,
    }
}

/// The old folder still gives evidence.
fn still_evidence(room: &Room, more: &[&str]) {
    let with = |words: &[&'static str]| {
        let mut all = vec!["--data", "valley"];
        all.extend_from_slice(more);
        all.extend_from_slice(words);
        room.ok(&all)
    };
    with(&["party", "list"]);
    with(&[
        "inquire", "--at", DORVANE, "--reach", "1km", "--from", "now+1m", "--until", "now+1h",
    ]);
    with(&["--out", "old.bundle", "bundle", "--record", "9"]);
    room.ok(&["verify", "old.bundle", "--card", "valley/register.card"]);
}

#[test]
fn the_register_key_is_lost_and_the_successor_names_the_whole_log() {
    let room = Room::with_parties();
    room.site();
    let size = room.ok(&["--json", "--data", "valley", "fsck"]).json()["entries"].clone();
    fs::remove_file(room.path("valley/keys/register.key")).unwrap();
    let stopped = room.run(&["--data", "valley", "tick"]);
    assert!(
        stopped.exit == 4 && stopped.err.contains("register.key"),
        "{stopped:?}"
    );
    let begun = succeed(&room, "valley", "the register key is lost with its copies");
    assert_eq!(begun["lost"], 0, "{begun}");
    let before = named_before(&room);
    assert_eq!(
        before["origin"], "register.example/kestrel-valley",
        "{before}"
    );
    assert_eq!(
        (&before["size"], &before["kept"]),
        (&size, &size),
        "{before}"
    );
    assert_eq!(before["reason"], "the register key is lost with its copies");
    let card = fs::read_to_string(room.path("valley/register.card")).unwrap();
    assert!(card.contains(before["genesis"].as_str().unwrap()), "{card}");
    still_evidence(&room, &[]);

    // Its parties are enrolled anew, with new keys, and say again what is in force.
    room.ok(&[
        "key",
        "new",
        "south-next.key",
        "--name",
        "South/duty desk",
        "--register",
        "valley-2/register.card",
    ]);
    room.ok(&[
        "--data",
        "valley-2",
        "party",
        "enrol",
        "--name",
        "South",
        "--role",
        "force",
        "--belligerent",
        "--card",
        "south-next.card",
    ]);
    room.ok(&[
        "--data",
        "valley-2",
        "--key",
        "south-next.key",
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    let old_key = room.run(&[
        "--data",
        "valley-2",
        "--key",
        "south.key",
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    assert_eq!(
        old_key.exit, 3,
        "each register refuses the other's statements: {old_key:?}"
    );
}

#[test]
fn a_successor_is_begun_from_a_backup_too_and_never_without_a_reason() {
    let room = Room::with_parties();
    room.ok(&["--data", "valley", "backup", "--to", "copy"]);
    let mut words = vec!["--data", "valley-2", "restore", "copy"];
    words.extend(SUCCESSOR);
    let whole = room.run(&words);
    assert!(
        whole.exit == 2 && whole.err.contains("--because"),
        "{whole:?}"
    );
    assert!(!room.path("valley-2").exists());
    let begun = succeed(&room, "copy", "the register key was stolen");
    assert_eq!(begun["lost"], 0, "{begun}");
    assert_eq!(named_before(&room)["reason"], "the register key was stolen");
    // A head that is another log's is no head of this one.
    let foreign = room.run(&[
        "--data",
        "third",
        "restore",
        "copy",
        "--head",
        "valley-2/head/checkpoint",
    ]);
    assert!(
        foreign.exit == 4 && foreign.err.contains("not signed by this log's key"),
        "{foreign:?}"
    );
}

#[test]
fn the_vault_key_is_lost_and_the_log_is_read_without_it() {
    let room = Room::with_parties();
    room.site();
    fs::remove_file(room.path("valley/keys/vault.key")).unwrap();
    assert_eq!(room.run(&["--data", "valley", "party", "list"]).exit, 4);
    still_evidence(&room, &["--without-vault"]);
    let held = room.ok(&[
        "--json",
        "--data",
        "valley",
        "--without-vault",
        "inquire",
        "--at",
        DORVANE,
        "--reach",
        "1km",
        "--from",
        "now+1m",
        "--until",
        "now+1h",
    ]);
    let held = held.json();
    assert_eq!(
        (&held["outcome"], &held["missing"][2]["why"]),
        (&"unknown".into(), &"erased".into()),
        "never a false nothing: {held}"
    );
    room.ok(&["--data", "valley", "--without-vault", "fsck"]);
    let written = room.run(&["--data", "valley", "--without-vault", "tick"]);
    assert_eq!(written.exit, 2, "{written:?}");
    succeed(&room, "valley", "the vault's key is lost");
    assert_eq!(named_before(&room)["reason"], "the vault's key is lost");
}

#[test]
fn the_vault_key_is_rotated_and_the_old_one_opens_nothing_more() {
    let room = Room::with_parties();
    room.site();
    fs::copy(room.path("valley/keys/vault.key"), room.path("old.key")).unwrap();
    room.ok(&["--data", "valley", "key", "rotate-vault"]);
    room.ok(&["--data", "valley", "fsck"]);
    let held = || {
        room.ok(&[
            "--data", "valley", "inquire", "--at", DORVANE, "--reach", "1km", "--from", "now+1m",
            "--until", "now+1h",
        ])
        .out
    };
    assert!(
        held().contains("35.7161") || held().contains("36.5192"),
        "{}",
        held()
    );
    let new = fs::read(room.path("valley/keys/vault.key")).unwrap();
    fs::copy(room.path("old.key"), room.path("valley/keys/vault.key")).unwrap();
    assert_eq!(room.run(&["--data", "valley", "party", "list"]).exit, 4);
    // Cut short between the vault and the file: it is finished by running it again.
    let next = room.path("valley/keys/vault.key.next");
    fs::copy(room.path("old.key"), &next).unwrap();
    fs::write(&next, &new).unwrap();
    room.ok(&["--data", "valley", "key", "rotate-vault"]);
    assert!(!next.exists());
    assert_eq!(fs::read(room.path("valley/keys/vault.key")).unwrap(), new);
    room.ok(&["--data", "valley", "party", "list"]);
    // Cut short before the vault took it: the same.
    room.ok(&["--data", "valley", "backup", "--to", "copy", "--with-vault"]);
    room.site();
}

#[test]
fn a_stolen_register_key_signs_another_history_and_two_checkpoints_prove_it() {
    let room = Room::with_parties();
    copy_folder(&room.path("valley"), &room.path("theirs"));
    room.say(&[
        "party",
        "enrol",
        "--name",
        "Relief",
        "--role",
        "humanitarian",
    ]);
    room.ok(&[
        "--data",
        "theirs",
        "party",
        "enrol",
        "--name",
        "Nobody",
        "--role",
        "humanitarian",
    ]);
    room.ok(&["--data", "valley", "--out", "ours.checkpoint", "checkpoint"]);
    room.ok(&[
        "--data",
        "theirs",
        "--out",
        "their.checkpoint",
        "checkpoint",
    ]);
    let caught = room.run(&[
        "verify",
        "their.checkpoint",
        "--card",
        "valley/register.card",
        "--other-checkpoint",
        "ours.checkpoint",
    ]);
    assert_eq!(caught.exit, 5, "{caught:?}");
    let fork = room.run(&[
        "verify",
        "their.checkpoint.fork",
        "--card",
        "valley/register.card",
    ]);
    assert_eq!(fork.exit, 5, "{fork:?}");
    assert!(room.path("their.checkpoint.fork").exists());
    // The thief's head is of another history: neither goes on, and one's own has a successor.
    room.ok(&["--data", "valley", "backup", "--to", "copy", "--with-vault"]);
    let two = room.run(&[
        "--data",
        "third",
        "restore",
        "copy",
        "--head",
        "theirs/head/checkpoint",
    ]);
    assert!(
        two.exit == 4 && two.err.contains("two histories"),
        "{two:?}"
    );
    let begun = succeed(&room, "valley", "the register key was stolen");
    assert_eq!(begun["lost"], 0, "{begun}");
}

#[test]
fn a_log_without_its_vault_is_put_back_to_be_read() {
    let room = Room::with_parties();
    room.site();
    room.ok(&["--data", "valley", "backup", "--to", "log-only"]);
    let sums = std::process::Command::new("sha256sum")
        .args(["-c", "SHA256SUMS"])
        .current_dir(room.path("log-only"))
        .output();
    assert!(sums.is_ok_and(|sums| sums.status.success()));
    let refused = room.run(&["--data", "again", "restore", "log-only"]);
    assert!(
        refused.exit == 4
            && refused.err.contains("--without-vault")
            && refused.err.contains("--successor"),
        "{refused:?}"
    );
    room.ok(&["--data", "again", "--without-vault", "restore", "log-only"]);
    room.ok(&["--data", "again", "--without-vault", "party", "list"]);
    let written = room.run(&["--data", "again", "tick"]);
    assert!(
        written.exit == 4 && written.err.contains("vault"),
        "{written:?}"
    );
}

#[test]
fn a_person_loses_a_key_and_its_party_goes_on() {
    let room = Room::with_parties();
    room.ok(&[
        "key",
        "new",
        "south-2.key",
        "--name",
        "South/second",
        "--like",
        "south.card",
    ]);
    room.say(&["key", "enrol", "south-2.card"]);
    // Signed before the loss, submitted after it.
    room.ok(&[
        "--data",
        "valley",
        "--key",
        "south.key",
        "--out",
        "before.stm",
        "sign",
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    room.say_as("south-2.key", &["key", "revoke", "south.card"]);
    room.ok(&[
        "key",
        "new",
        "south-new.key",
        "--like",
        "south.card",
        "--same-person",
    ]);
    room.say(&["key", "enrol", "south-new.card"]);
    let late = room.say(&["submit", "before.stm"]);
    assert!(flags(&late).contains(&"quarantined".to_owned()), "{late}");
    room.say_as(
        "south-new.key",
        &["confirm", &index(&late).to_string(), "confirmed"],
    );
    // Stolen: void from the moment of theft, and everything that it signed can be shown.
    let listed = room.say(&["key", "list"]);
    let north = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|key| key["party"]["name"] == "North")
        .map(|key| text(&key["key"]))
        .unwrap();
    room.say_as(
        "north.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--reconfirm-by",
            "now+1d",
        ],
    );
    room.say(&[
        "key",
        "revoke",
        "north.card",
        "--since",
        "2026-01-01T00:00:00Z",
    ]);
    let void = room.try_as(
        "north.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--reconfirm-by",
            "now+1d",
        ],
    );
    assert_eq!(void.problem()["code"], "key-revoked", "{void:?}");
    room.say_as("north.key", &["inbox"]);
    room.ok(&[
        "--data",
        "valley",
        "--out",
        "north.bundle",
        "bundle",
        "--whole-chain",
        &north,
    ]);
    let relayed = room.say(&[
        "relay",
        "--speaker",
        "North",
        "--means",
        "telephone",
        "--read-back",
        "words",
        "our key was stolen at six",
    ]);
    assert_eq!(flags(&relayed), ["relayed"], "{relayed}");
}

#[test]
fn a_rotated_key_is_not_rotated_again_and_keys_may_live_elsewhere() {
    let room = Room::with_parties();
    for new in ["south-b.key", "south-c.key"] {
        room.ok(&["key", "new", new, "--like", "south.card", "--same-person"]);
    }
    room.say_as(
        "south.key",
        &["key", "rotate", "south-b.card", "--grace", "7d"],
    );
    let again = room.try_as("south.key", &["key", "rotate", "south-c.card"]);
    assert!(
        again.exit == 3 && again.problem()["code"] == "wrong-state",
        "{again:?}"
    );
    room.say_as("south-b.key", &["key", "rotate", "south-c.card"]);

    fs::rename(room.path("valley/keys"), room.path("media")).unwrap();
    assert_eq!(room.run(&["--data", "valley", "tick"]).exit, 4);
    room.ok(&["--data", "valley", "--keys", "media", "tick"]);
    room.ok(&["--data", "valley", "--keys", "media", "party", "list"]);
    room.ok(&[
        "--keys",
        "media",
        "--data",
        "valley",
        "party",
        "enrol",
        "--name",
        "Relief",
        "--role",
        "humanitarian",
    ]);
}
