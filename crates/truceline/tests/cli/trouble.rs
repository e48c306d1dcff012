//! A duty desk in trouble: an older copy put back, a busy register, files damaged on the way.

use crate::room::{DORVANE, Room, copy_folder, index, run_in};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;
use truceline_engine::lock::ExclusiveLock;

const INQUIRY: [&str; 11] = [
    "--data", "valley", "inquire", "--at", DORVANE, "--reach", "1km", "--from", "now+1m",
    "--until", "now+1h",
];

/// Puts one file of a folder's copy back into it.
fn put_back(room: &Room, from: &str, name: &str) {
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(room.path("valley").join(format!("{name}{suffix}")));
    }
    fs::copy(room.path(from).join(name), room.path("valley").join(name)).unwrap();
}

#[test]
fn nothing_is_read_from_a_log_that_stands_against_its_head_but_as_evidence() {
    let room = Room::with_parties();
    copy_folder(&room.path("valley"), &room.path("before"));
    room.site();
    let told = room.ok(&INQUIRY);
    assert!(!told.out.contains("NOTHING NOTIFIED"), "{told:?}");
    let head = fs::read(room.path("valley/head/checkpoint")).unwrap();
    put_back(&room, "before", "log-2.db");
    let reading: [&[&str]; 5] = [
        &INQUIRY,
        &["--data", "valley", "inbox", "--party", "North"],
        &["--data", "valley", "alert", "list", "--party", "North"],
        &["--data", "valley", "party", "list"],
        &["--data", "valley", "--out", "now.checkpoint", "checkpoint"],
    ];
    for words in reading {
        let run = room.run(words);
        assert_eq!(run.exit, 4, "{words:?}: {run:?}");
        assert!(
            run.out.is_empty() && run.err.contains("--as-evidence"),
            "{run:?}"
        );
    }
    let backup = room.run(&["--data", "valley", "backup", "--to", "bad"]);
    assert_eq!(backup.exit, 5, "{backup:?}");
    assert!(!room.path("bad").exists());

    let mut words = INQUIRY.to_vec();
    words.push("--as-evidence");
    let shown = room.ok(&words);
    assert!(
        shown.out.starts_with("EVIDENCE ONLY, NOT THE REGISTER"),
        "{shown:?}"
    );
    words.push("--json");
    let shown = room.ok(&words).json();
    assert!(
        shown["as_evidence"].is_string() && shown["answer"].is_object(),
        "{shown}"
    );
    let written = room.run(&["--data", "valley", "--as-evidence", "tick"]);
    assert_eq!(written.exit, 2, "{written:?}");
    let exported = room.run(&[
        "--data",
        "valley",
        "--as-evidence",
        "--out",
        "x.csv",
        "export",
    ]);
    assert_eq!(exported.exit, 2, "{exported:?}");

    // An edited head, and none.
    put_back(&room, "before", "head/checkpoint");
    room.ok(&INQUIRY);
    let text = String::from_utf8(head).unwrap();
    fs::write(
        room.path("valley/head/checkpoint"),
        text.replace("size: ", "size: 1"),
    )
    .unwrap();
    assert_eq!(room.run(&INQUIRY).exit, 4);
}

#[test]
fn another_registers_log_in_the_folder_is_not_read() {
    let room = Room::with_register();
    room.ok(&[
        "--data",
        "other",
        "init",
        "--origin",
        "register.example/other",
        "--theatre",
        "Other",
        "--centre",
        "Centre",
    ]);
    fs::copy(room.path("other/log-2.db"), room.path("valley/log-2.db")).unwrap();
    let run = room.run(&["--data", "valley", "party", "list"]);
    assert!(
        run.exit == 4 && run.err.contains("another register"),
        "{run:?}"
    );
}

#[test]
fn who_writes_waits_for_the_turn_and_is_told_when_it_does_not_come() {
    let room = Room::with_register();
    let lock = room.path("valley/lock");
    let held = ExclusiveLock::try_take(&lock).unwrap();
    let busy = room.run(&["--data", "valley", "--wait", "0", "tick"]);
    assert!(busy.exit == 4 && busy.err.contains("busy"), "{busy:?}");
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            drop(held);
        });
        room.ok(&["--data", "valley", "tick"]);
    });
}

#[test]
fn one_bad_file_keeps_no_other_out() {
    let room = Room::with_parties();
    fs::create_dir(room.path("stick")).unwrap();
    for name in ["1", "3"] {
        let file = format!("stick/{name}.stm");
        room.ok(&[
            "--key",
            "south.key",
            "--out",
            &file,
            "sign",
            "notify",
            "site",
            "--at",
            DORVANE,
            "--reconfirm-by",
            "now+1d",
        ]);
    }
    let mut broken = fs::read(room.path("stick/1.stm")).unwrap();
    broken.truncate(broken.len() / 2);
    fs::write(room.path("stick/2.stm"), &broken).unwrap();
    let run = room.run(&["--json", "--data", "valley", "submit", "stick"]);
    assert_eq!(run.exit, 3, "{run:?}");
    assert_eq!(
        run.json()["admitted"].as_array().unwrap().len(),
        2,
        "{run:?}"
    );
    assert!(run.err.contains("2.stm") && run.json()["refused"][0]["what"].is_string());
    let alone = room.run(&["--data", "valley", "submit", "stick/2.stm"]);
    assert_eq!(alone.exit, 5, "it was a statement: {alone:?}");
}

#[test]
fn an_older_vault_under_a_newer_log_is_named() {
    let room = Room::with_parties();
    copy_folder(&room.path("valley"), &room.path("before"));
    room.site();
    let lost = room.ok(&["--json", "--data", "valley", "fsck"]).json()["records"]
        .as_u64()
        .unwrap()
        - 1;
    put_back(&room, "before", "vault-2.db");
    let checked = room.run(&["--data", "valley", "fsck"]);
    assert_eq!(checked.exit, 5, "{checked:?}");
    assert!(
        checked
            .out
            .contains(&format!("index {lost} disclosed (South)")),
        "{checked:?}"
    );
    let started = room.ok(&["--data", "valley", "tick"]);
    assert!(started.err.contains("nobody erased it"), "{started:?}");
    let read = room.ok(&INQUIRY);
    assert!(read.err.contains("nobody erased it"), "{read:?}");
    let alone = room.ok(&["--data", "valley", "--without-vault", "fsck"]);
    assert!(alone.out.contains("nothing is wrong"), "{alone:?}");
}

#[test]
fn a_damaged_file_of_ours_is_told_from_a_stranger() {
    let room = Room::with_parties();
    let mut words = vec!["--receipts", "receipts"];
    words.extend([
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    let site = room.say_as("south.key", &words);
    let receipt = format!("receipts/{}.receipt", index(&site));
    let text = fs::read_to_string(room.path(&receipt)).unwrap();
    fs::write(
        room.path("broken.receipt"),
        text.replace("\nindex ", "\nindx "),
    )
    .unwrap();
    let broken = room.run(&["verify", "broken.receipt", "--card", "valley/register.card"]);
    assert!(
        broken.exit == 5 && broken.err.contains("receipt"),
        "{broken:?}"
    );
    assert_eq!(room.run(&["show", "broken.receipt"]).exit, 5);
    fs::write(room.path("stranger"), "once upon a time\n").unwrap();
    let stranger = room.run(&["verify", "stranger", "--card", "valley/register.card"]);
    assert_eq!(stranger.exit, 2, "{stranger:?}");

    let chain = room.ok(&["show", "south.chain"]);
    assert!(chain.out.contains("chain of a key"), "{chain:?}");
    fs::write(
        room.path("round.reply"),
        "truceline-witness-reply 1\nstatus: 409\n\n64\n",
    )
    .unwrap();
    let reply = room.ok(&["show", "round.reply"]);
    assert!(reply.out.contains("reply of a witness"), "{reply:?}");
}

#[test]
fn a_bundle_without_card_is_consistent_and_no_more() {
    let room = Room::with_parties();
    room.site();
    room.ok(&[
        "--data",
        "valley",
        "--out",
        "event.bundle",
        "bundle",
        "--record",
        "9",
    ]);
    let alone = room.run(&["verify", "event.bundle"]);
    assert_eq!(alone.exit, 5, "{alone:?}");
    assert!(
        alone.out.starts_with("CONSISTENT, NOT PINNED: "),
        "{alone:?}"
    );
    assert!(!alone.out.contains("VERIFIED"), "{alone:?}");
    let meant = room.ok(&["verify", "event.bundle", "--unpinned"]);
    assert_eq!(meant.out, alone.out);
    let pinned = room.ok(&["verify", "event.bundle", "--card", "valley/register.card"]);
    assert!(pinned.out.starts_with("VERIFIED: "), "{pinned:?}");

    // The copy of the head that is made after each shift serves as the other checkpoint.
    room.ok(&[
        "verify",
        "event.bundle",
        "--card",
        "valley/register.card",
        "--other-checkpoint",
        "valley/head/checkpoint",
    ]);
    room.ok(&[
        "verify",
        "valley/head/checkpoint",
        "--card",
        "valley/register.card",
    ]);
    let shown = room.ok(&["show", "valley/head/checkpoint"]);
    assert!(shown.out.contains("head file"), "{shown:?}");
}

#[test]
fn a_truncated_log_says_what_to_do() {
    let room = Room::with_parties();
    let log = fs::read(room.path("valley/log-2.db")).unwrap();
    fs::write(room.path("valley/log-2.db"), &log[..log.len() / 2]).unwrap();
    let read = room.run(&["--data", "valley", "party", "list"]);
    assert_eq!(read.exit, 4, "{read:?}");
    assert!(read.err.contains("docs/operating/backup.md"), "{read:?}");
    let checked = room.run(&["--data", "valley", "fsck"]);
    assert_eq!(checked.exit, 5, "{checked:?}");
}

#[test]
fn fsck_names_keys_that_are_missing_or_readable_by_others() {
    let room = Room::with_register();
    let key = room.path("valley/keys/register.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let open = room.run(&["--data", "valley", "fsck"]);
    assert!(
        open.exit == 4 && open.out.contains("others may read"),
        "{open:?}"
    );
    fs::remove_file(&key).unwrap();
    let gone = room.run(&["--data", "valley", "fsck"]);
    assert!(
        gone.exit == 4 && gone.out.contains("register.key"),
        "{gone:?}"
    );
    assert!(!gone.out.contains("nothing is wrong"), "{gone:?}");
}

#[test]
fn what_was_recorded_and_could_not_be_shown_is_not_said_again() {
    let room = Room::with_parties();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_truceline"))
        .args([
            "--data",
            "valley",
            "--key",
            "south.key",
            "notify",
            "site",
            "--at",
            DORVANE,
        ])
        .args(["--reconfirm-by", "now+1d"])
        .current_dir(room.folder.path())
        .env_clear()
        .stdout(Stdio::from(full))
        .output()
        .unwrap();
    let err = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(4), "{err}");
    let last = room.ok(&["--json", "--data", "valley", "fsck"]).json()["entries"]
        .as_u64()
        .unwrap()
        - 1;
    assert!(
        err.contains(&format!("stands in the log at index {last}")),
        "{err}"
    );
}

/// A folder of its own on a disk of one megabyte, where this machine lets a test make one.
#[test]
fn on_a_full_disk_a_check_cannot_say_and_nothing_else_is_recorded() {
    let room = Room::with_parties();
    let disk = room.path("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs"])
        .arg(&disk)
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        eprintln!("no disk of its own can be made here; nothing was tried");
        return;
    }
    copy_folder(&room.path("valley"), &disk.join("valley"));
    let _ = fs::write(disk.join("ballast"), vec![0; 8 << 20]);
    let on_disk = |words: &[&str]| {
        let mut all = vec!["--data", "disk/valley", "--key", "south.key"];
        all.extend_from_slice(words);
        run_in(room.folder.path(), &all)
    };
    let check = on_disk(&[
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
    let site = on_disk(&[
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    let _ = Command::new("umount").arg(&disk).status();
    assert_eq!(check.exit, 11, "{check:?}");
    assert!(
        check.out.starts_with("CANNOT SAY") && check.out.contains("no space is left"),
        "{check:?}"
    );
    assert_eq!(site.exit, 4, "{site:?}");
    assert!(
        site.err.contains("no space is left") && site.err.contains("disk/valley"),
        "{site:?}"
    );
}
