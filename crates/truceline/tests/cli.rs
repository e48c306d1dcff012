//! The built program, driven as a duty desk drives it: files, folders, exit codes and what it says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A folder with a register in `valley`, and what its people type there.
struct Room {
    folder: TempDir,
}

/// What a run gave.
#[derive(Debug)]
struct Run {
    exit: i32,
    out: String,
    err: String,
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    fn problem(&self) -> Value {
        serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

const DORVANE: &str = "35.7161, 36.5192";
const VALLEY: &str = "35.60,36.40; 35.60,36.80; 35.90,36.80; 35.90,36.40";

impl Room {
    fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// With a register and its centre.
    fn with_register() -> Self {
        let room = Self::new();
        room.ok(&[
            "--data",
            "valley",
            "init",
            "--origin",
            "register.example/kestrel-valley",
            "--theatre",
            "Kestrel Valley",
            "--centre",
            "Centre",
        ]);
        room
    }

    /// With North and South, both forces, obliged in a zone whose rules suit a test.
    fn with_parties() -> Self {
        let room = Self::with_register();
        for (name, key) in [("North", "north.key"), ("South", "south.key")] {
            room.say(&[
                "party",
                "enrol",
                "--name",
                name,
                "--role",
                "force",
                "--belligerent",
                "--new-key",
                key,
            ]);
        }
        room.say(&[
            "zone",
            "draw",
            "--name",
            "Kestrel Valley",
            "--status",
            "agreed",
            "--area",
            VALLEY,
            "--text",
            "Annex A",
            "--from",
            "2020-01-01T00:00:00Z",
        ]);
        room.say(&[
            "zone",
            "profile",
            "Kestrel Valley",
            "--obliged",
            "North=regulars",
            "--obliged",
            "South=regulars",
        ]);
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), arguments)
    }

    /// Runs what must succeed.
    fn ok(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.exit, 0, "{arguments:?}: {run:?}");
        run
    }

    /// Runs what must succeed, on the register, and reads its JSON.
    fn say(&self, arguments: &[&str]) -> Value {
        let mut all = vec!["--json", "--data", "valley"];
        all.extend_from_slice(arguments);
        self.ok(&all).json()
    }

    /// The same, signed with a key.
    fn say_as(&self, key: &str, arguments: &[&str]) -> Value {
        let mut all = vec!["--key", key];
        all.extend_from_slice(arguments);
        self.say(&all)
    }

    fn try_as(&self, key: &str, arguments: &[&str]) -> Run {
        let mut all = vec!["--json", "--data", "valley", "--key", key];
        all.extend_from_slice(arguments);
        self.run(&all)
    }

    fn site(&self) -> String {
        let said = self.say_as(
            "south.key",
            &[
                "notify",
                "site",
                "--at",
                DORVANE,
                "--radius",
                "200m",
                "--forces",
                "regulars",
                "--reconfirm-by",
                "now+1d",
                "--share",
                "North=cell",
            ],
        );
        text(&said["admitted"][0]["id"])
    }
}

fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let done = Command::new(env!("CARGO_BIN_EXE_truceline"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    Run {
        exit: done.status.code().unwrap_or(-1),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

fn index(said: &Value) -> u64 {
    said["admitted"][0]["index"]
        .as_u64()
        .unwrap_or_else(|| panic!("no index: {said}"))
}

fn flags(said: &Value) -> Vec<String> {
    said["admitted"][0]["flags"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect()
}

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

#[test]
fn the_same_file_three_times_is_one_record() {
    let room = Room::with_parties();
    room.ok(&[
        "--data",
        "valley",
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
    room.ok(&[
        "--data",
        "valley",
        "--key",
        "south.key",
        "--out",
        "two.stm",
        "sign",
        "notify",
        "nil",
        "--zone",
        "Kestrel Valley",
        "--until",
        "now+1h",
        "--forces",
        "regulars",
    ]);
    // The later one first: its gap is flagged and delays nothing.
    let second = room.say(&["submit", "two.stm"]);
    assert!(flags(&second).contains(&"chain-gap".to_owned()), "{second}");
    let first = room.say(&["submit", "one.stm", "--receipts", "receipts"]);
    assert_eq!(first["admitted"][0]["repeated"], false);
    for _ in 0..2 {
        let again = room.say(&["submit", "one.stm", "two.stm"]);
        assert_eq!(again["admitted"][0]["repeated"], true);
        assert_eq!(index(&again), index(&first));
    }
    let receipt = format!("receipts/{}.receipt", index(&first));
    assert_eq!(
        room.run(&["verify", &receipt, "--card", "valley/register.card"])
            .exit,
        0
    );
    assert_eq!(room.run(&["verify", &receipt]).exit, 2, "whose log?");
    let shown = room.ok(&["show", "one.stm"]);
    assert!(
        shown.out.contains("site") && shown.out.contains("35.7161"),
        "{shown:?}"
    );

    let mut changed = fs::read(room.path("one.stm")).unwrap();
    let end = changed.len() - 200;
    changed[end] ^= 1;
    fs::write(room.path("changed.stm"), changed).unwrap();
    let refused = room.run(&["--json", "--data", "valley", "submit", "changed.stm"]);
    assert!([2, 3].contains(&refused.exit), "{refused:?}");
    assert_eq!(
        room.run(&["--data", "valley", "submit", "valley/register.card"])
            .exit,
        2
    );
}

#[test]
fn a_refusal_says_why_and_leaves_the_chain_whole() {
    let room = Room::with_parties();
    let refused = room.try_as(
        "south.key",
        &[
            "zone",
            "draw",
            "--name",
            "Elsewhere",
            "--status",
            "text-only",
            "--text",
            "beyond the river",
        ],
    );
    assert_eq!(refused.exit, 3, "{refused:?}");
    assert_eq!(refused.problem()["code"], "not-this-role");
    let said = room.say_as(
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
    assert!(!flags(&said).contains(&"chain-gap".to_owned()), "{said}");
    let key = text(
        &room
            .say(&["key", "list"])
            .as_array()
            .unwrap()
            .iter()
            .find(|key| key["party"]["name"] == "South")
            .unwrap()["key"],
    );
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--whole-chain",
        &key,
        "--out",
        "south.bundle",
    ]);
    let verified = room.ok(&["verify", "south.bundle", "--card", "valley/register.card"]);
    assert!(
        verified.out.contains("all of them are here"),
        "{verified:?}"
    );
}

#[test]
fn names_are_taken_where_they_fit_one_and_refused_with_all_they_fit() {
    let room = Room::with_parties();
    room.say(&["party", "enrol", "--name", "South", "--role", "civil"]);
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
        unopened.exit == 4 && unopened.err.contains("--passphrase-file"),
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
    room.say(&["key", "revoke", "south.card"]);
    let void = room.try_as("south.key", &words);
    assert!(
        void.exit == 3 && void.problem()["code"] == "key-revoked",
        "{void:?}"
    );
}

#[test]
fn two_people_withdraw_a_site_and_erase_it() {
    let room = Room::with_parties();
    room.ok(&["key", "new", "south-2.key", "--like", "south.card"]);
    let alone = room.try_as("south.key", &["key", "enrol", "south-2.card"]);
    assert!(
        alone.exit == 3 && alone.problem()["code"] == "not-this-role",
        "one key makes no second person: {alone:?}"
    );
    room.say(&["key", "enrol", "south-2.card"]);
    let site = room.site();
    let notified = room.say(&["export", "--party", "South"])["records"][0]["index"]
        .as_u64()
        .unwrap();
    let early = room.try_as("south.key", &["erase", &notified.to_string()]);
    assert!(
        early.exit == 3 && early.problem()["code"] == "in-force",
        "{early:?}"
    );
    let withdrawn = index(&room.say_as("south.key", &["withdraw", &site])).to_string();
    assert_eq!(
        room.try_as("south.key", &["countersign", &withdrawn]).exit,
        3,
        "the same person"
    );
    room.say_as("south-2.key", &["countersign", &withdrawn]);
    let erasure = index(&room.say_as(
        "south.key",
        &["erase", &notified.to_string(), "--reason", "closed"],
    ))
    .to_string();
    room.say_as("south-2.key", &["countersign", &erasure]);
    room.ok(&["--data", "valley", "fsck"]);
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--record",
        &notified.to_string(),
        "--out",
        "erased.bundle",
    ]);
    let shown = room.ok(&["show", "erased.bundle", "--record", &notified.to_string()]);
    assert!(
        shown.out.contains("sealed") && !shown.out.contains("35.7161"),
        "{shown:?}"
    );
    assert_eq!(
        room.run(&["verify", "erased.bundle", "--card", "valley/register.card"])
            .exit,
        0
    );
}

#[test]
fn one_person_widens_a_site_and_two_move_it() {
    let room = Room::with_parties();
    room.ok(&["key", "new", "south-2.key", "--like", "south.card"]);
    room.say(&["key", "enrol", "south-2.card"]);
    let site = room.site();
    let amend = |at, radius| {
        room.say_as(
            "south.key",
            &[
                "amend",
                &site,
                "site",
                "--at",
                at,
                "--radius",
                radius,
                "--forces",
                "regulars",
                "--reconfirm-by",
                "now+1d",
            ],
        )
    };
    let awaits = |said: &Value| flags(said).contains(&"awaits-second".to_owned());
    assert!(!awaits(&amend(DORVANE, "300m")));
    let moved = amend("35.7161, 36.6192", "300m");
    assert!(awaits(&moved), "{moved}");
    assert_eq!(moved["admitted"][0]["awaits_second"], index(&moved));
    let counting = || {
        let export = room.say(&["export", "--party", "South"]);
        export["records"].as_array().unwrap().len()
    };
    let both = counting();
    assert!(both >= 2, "where it was, and where it is to be");
    room.say_as("south-2.key", &["countersign", &index(&moved).to_string()]);
    assert_eq!(counting(), both - 1, "what it was moved from is over");
}

#[test]
fn parties_witness_the_log_from_files_and_a_fork_is_kept() {
    let room = Room::with_parties();
    room.ok(&[
        "witness",
        "key",
        "mission.key",
        "--name",
        "witness.example/mission",
    ]);
    room.ok(&[
        "witness",
        "watch",
        "--state",
        "mission.state",
        "--card",
        "valley/register.card",
    ]);
    let round = |number: u32| {
        let (request, reply) = (format!("{number}.request"), format!("{number}.reply"));
        room.ok(&["--data", "valley", "--out", &request, "witness", "request"]);
        room.ok(&[
            "--key",
            "mission.key",
            "--out",
            &reply,
            "witness",
            "cosign",
            "--state",
            "mission.state",
            "--request",
            &request,
        ]);
        room.ok(&[
            "--data",
            "valley",
            "witness",
            "add",
            "--request",
            &request,
            "--reply",
            &reply,
            "--witness",
            "mission.vkey",
        ]);
    };
    round(1);
    room.site();
    // A copy of the folder that goes on by itself: two histories of one log.
    copy_folder(&room.path("valley"), &room.path("other"));
    round(2);
    let site = room.say(&["export"])["records"][0]["index"]
        .as_u64()
        .unwrap()
        .to_string();
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--record",
        &site,
        "--cosigned",
        "--out",
        "site.bundle",
    ]);

    let card = fs::read_to_string(room.path("valley/register.card")).unwrap();
    let log = card
        .lines()
        .find_map(|line| line.strip_prefix("log: "))
        .unwrap();
    let witness = fs::read_to_string(room.path("mission.vkey")).unwrap();
    fs::write(
        room.path("valley.policy"),
        format!(
            "log {log}\nwitness mission {}\nquorum mission\n",
            witness.trim()
        ),
    )
    .unwrap();
    let verified = room.ok(&[
        "verify",
        "site.bundle",
        "--policy",
        "valley.policy",
        "--card",
        "valley/register.card",
    ]);
    assert!(
        verified.out.contains("quorum") && verified.out.contains("mission"),
        "{verified:?}"
    );
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--record",
        &site,
        "--out",
        "alone.bundle",
    ]);
    room.site();
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--record",
        &site,
        "--out",
        "later.bundle",
    ]);
    assert_eq!(
        room.run(&["verify", "later.bundle", "--policy", "valley.policy"])
            .exit,
        5,
        "not cosigned"
    );

    room.ok(&[
        "--data",
        "other",
        "--out",
        "other.request",
        "witness",
        "request",
    ]);
    let forked = room.run(&[
        "--json",
        "--key",
        "mission.key",
        "--out",
        "other.reply",
        "witness",
        "cosign",
        "--state",
        "mission.state",
        "--request",
        "other.request",
    ]);
    assert_eq!(forked.exit, 5, "{forked:?}");
    assert_eq!(forked.problem()["code"], "fork");
    assert_eq!(
        room.run(&["verify", "other.fork", "--card", "valley/register.card"])
            .exit,
        5
    );
    assert!(room.run(&["show", "other.fork"]).out.contains("fork"));

    room.ok(&["--data", "other", "--out", "other.checkpoint", "checkpoint"]);
    room.ok(&[
        "--data",
        "valley",
        "--out",
        "cosigned.checkpoint",
        "checkpoint",
        "--cosigned",
    ]);
    let caught = room.run(&[
        "verify",
        "cosigned.checkpoint",
        "--card",
        "valley/register.card",
        "--other-checkpoint",
        "other.checkpoint",
    ]);
    assert_eq!(caught.exit, 5, "{caught:?}");
    assert!(room.path("cosigned.checkpoint.fork").exists());
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    fs::set_permissions(to, fs::Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

#[test]
fn a_spreadsheet_goes_in_whole_or_with_its_faults_on_record() {
    let room = Room::with_parties();
    room.ok(&["import", "--template", "sites.xlsx"]);
    room.ok(&["import", "--template", "sites.csv"]);
    let template = fs::read_to_string(room.path("sites.csv")).unwrap();
    let mut lines = template.lines();
    let (marker, header) = (lines.next().unwrap(), lines.next().unwrap());
    let columns: Vec<&str> = header
        .split(',')
        .map(|name| name.trim_matches(['"', '*', '\u{feff}']))
        .collect();
    let row = |reference: &str, coordinates: &str| {
        let cell = |column: &&str| match *column {
            "reference" => reference.to_owned(),
            "request" => "add".to_owned(),
            "category" => "health".to_owned(),
            "name" => format!("Clinic {reference}"),
            "coordinates" => format!("\"{coordinates}\""),
            "valid_from" => "2031-01-01T00:00:00Z".to_owned(),
            "reconfirm_by" => "2031-02-01T00:00:00Z".to_owned(),
            "contact" => "duty phone".to_owned(),
            _ => String::new(),
        };
        columns.iter().map(cell).collect::<Vec<_>>().join(",")
    };
    let file = |rows: &[String]| format!("{marker}\n{header}\n{}\n", rows.join("\n"));
    fs::write(
        room.path("good.csv"),
        file(&[row("A1", "35.71, 36.51"), row("A2", "35.72, 36.52")]),
    )
    .unwrap();
    fs::write(
        room.path("bad.csv"),
        file(&[row("B1", "35.73, 36.53"), row("B2", "nowhere")]),
    )
    .unwrap();

    let dry = room.say_as("south.key", &["import", "good.csv", "--dry-run"]);
    assert_eq!(dry["good"], 2, "{dry}");
    let first = room.say_as(
        "south.key",
        &["import", "good.csv", "--share", "North=cell"],
    );
    assert_eq!(first["recorded"], 2, "{first}");
    let again = room.say_as(
        "south.key",
        &["import", "good.csv", "--share", "North=cell"],
    );
    assert_eq!(
        (&again["recorded"], &again["repeated"]),
        (&0.into(), &2.into()),
        "{again}"
    );
    let contradicting = room.try_as(
        "south.key",
        &["import", "good.csv", "--share", "North=exact"],
    );
    assert_eq!(contradicting.exit, 3, "{contradicting:?}");

    let refused = room.try_as("south.key", &["import", "bad.csv"]);
    assert_eq!(refused.exit, 3, "{refused:?}");
    assert_eq!(
        refused.json()["faults"][0]["code"],
        "coordinate",
        "{refused:?}"
    );
    assert!(
        !refused.out.contains("nowhere"),
        "a fault carries no coordinate"
    );
    let taken = room.say_as("south.key", &["import", "bad.csv", "--accept-good"]);
    assert_eq!(
        taken["recorded"], 2,
        "the sound row, and the faults: {taken}"
    );
    let repeated = room.say_as("south.key", &["import", "bad.csv", "--accept-good"]);
    assert_eq!(repeated["recorded"], 0, "{repeated}");
    let exported = room.say(&["export", "--geojson"]);
    assert_eq!(
        exported["features"].as_array().unwrap().len(),
        3,
        "{exported}"
    );
}

#[test]
fn a_gazetteer_answers_with_one_place_or_with_all_it_could_be() {
    let room = Room::with_parties();
    let csv = "id,name,name_ar,lat,lon,district\n1,Dorvane,دورفان,35.7161,36.5192,Upper\n2,Behan,,35.7300,36.5300,Upper\n3,Behan,,35.8300,36.6300,Lower\n";
    fs::write(room.path("places.csv"), csv).unwrap();
    room.ok(&["gazetteer", "load", "places.csv"]);
    assert!(
        room.ok(&["gazetteer", "find", "places.csv", "دورفان"])
            .out
            .contains("Dorvane")
    );
    let ambiguous = room.run(&["gazetteer", "find", "places.csv", "Behan"]);
    assert!(
        ambiguous.exit == 2 && ambiguous.err.contains("#2") && ambiguous.err.contains("#3"),
        "{ambiguous:?}"
    );
    let near = room.run(&["gazetteer", "find", "places.csv", "Durvan"]);
    assert!(
        near.exit == 2 && near.err.contains("Dorvane") && near.err.contains("without saying"),
        "{near:?}"
    );
    let said = room.ok(&[
        "--data",
        "valley",
        "--key",
        "south.key",
        "notify",
        "site",
        "--place",
        "Dorvane",
        "--gazetteer",
        "places.csv",
        "--reconfirm-by",
        "now+1d",
    ]);
    assert!(
        said.out.contains("read back: ") && said.out.contains("37S"),
        "{said:?}"
    );
}

#[test]
fn a_movement_reports_and_a_relayed_word_waits_for_its_speaker() {
    let room = Room::with_parties();
    let said = room.say_as(
        "south.key",
        &[
            "notify",
            "movement",
            "--leg",
            "35.71, 36.52; 35.74, 36.60 @ now / now+2h",
            "--hold",
            "35.74, 36.60 @ now+1h / now+3h",
            "--forces",
            "regulars",
            "--vehicles",
            "5",
        ],
    );
    let movement = text(&said["admitted"][0]["id"]);
    room.say_as(
        "south.key",
        &["report", &movement, "departed", "--leg", "0"],
    );
    let stranger = room.try_as("north.key", &["report", &movement, "arrived"]);
    assert_eq!(stranger.exit, 3, "{stranger:?}");
    let relayed = index(&room.say(&[
        "relay",
        "--speaker",
        "South",
        "--means",
        "telephone",
        "--read-back",
        "report",
        &movement,
        "delayed",
        "--until",
        "now+4h",
    ]));
    room.say_as("south.key", &["confirm", &relayed.to_string(), "confirmed"]);
    let words = room.say(&[
        "relay",
        "--speaker",
        "North",
        "--means",
        "radio",
        "words",
        "we telephoned at six",
    ]);
    assert_eq!(flags(&words), ["relayed"], "{words}");
    room.say(&[
        "relay",
        "--speaker",
        "South",
        "--means",
        "paper",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    room.say_as("south.key", &["report", &movement, "arrived"]);
    room.say(&[
        "channel",
        "report",
        "--with",
        "South",
        "--of",
        "South",
        "--state",
        "unattended",
    ]);
    let channels = room.say(&["channel", "list"]);
    assert!(
        channels
            .as_array()
            .unwrap()
            .iter()
            .any(|channel| channel["state"] == "unattended"),
        "{channels}"
    );
}

#[test]
fn a_plan_is_checked_activated_and_listed() {
    let room = Room::with_parties();
    let filed = room.say_as(
        "north.key",
        &[
            "plan",
            "file",
            "--area",
            VALLEY,
            "--from",
            "now+10m",
            "--until",
            "now+3h",
            "--activity",
            "flight",
            "--buffer",
            "1km",
        ],
    );
    let plan = text(&filed["admitted"][0]["id"]);
    assert_eq!(
        room.try_as("north.key", &["check", "--plan", &plan]).exit,
        11
    );
    room.say_as("north.key", &["plan", "activate", &plan]);
    room.site();
    let alerts = room.say_as("north.key", &["alert", "list"]);
    let alert = &alerts.as_array().unwrap()[0];
    room.say_as(
        "north.key",
        &[
            "alert",
            "ack",
            &alert["index"].to_string(),
            &alert["number"].to_string(),
        ],
    );
    let plans = room.say(&["plan", "list"]);
    assert_eq!(plans[0]["state"], "active", "{plans}");
    room.say_as("north.key", &["plan", "end", &plan]);
}

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
    for key in [
        "register.key",
        "vault.key",
        "centre.key",
        "centre.card",
        "centre.chain",
    ] {
        fs::copy(
            room.path("valley/keys").join(key),
            room.path("again/keys").join(key),
        )
        .unwrap();
    }
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

    let log = room.path("again/log.db");
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

#[test]
fn what_the_register_is_not_given_stays_with_the_speaker() {
    let room = Room::with_parties();
    let said = room.say_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--name",
            "Dorvane clinic",
            "--disclose",
            "cell",
            "--reconfirm-by",
            "now+1d",
            "--until",
            "now+9d",
        ],
    );
    assert_eq!(said["admitted"].as_array().unwrap().len(), 1, "{said}");
    let kept: Vec<_> = fs::read_dir(room.path("south.withheld")).unwrap().collect();
    assert_eq!(kept.len(), 1);
    let exported = room.ok(&["--json", "--data", "valley", "export"]);
    assert!(
        !exported.out.contains("Dorvane") && !exported.out.contains("35.7161"),
        "{exported:?}"
    );
    let overlap = room.run(&[
        "--json", "--data", "valley", "check", "--at", DORVANE, "--radius", "1km", "--from",
        "now+10m", "--until", "now+2h",
    ]);
    assert_eq!(
        overlap.exit, 10,
        "a cell is presence all the same: {overlap:?}"
    );
}
