//! Every command works against a server, or says that it needs the register's own folder.

use crate::house::Serving;
use crate::room::{DORVANE, Room};
use clap::CommandFactory as _;
use std::collections::BTreeSet;
use truceline::cli::Cli;

/// Commands that are about files, or about the machine that the register is on.
const LOCAL: &[&str] = &[
    "init",
    "demo",
    "serve",
    "sign",
    "gazetteer",
    "verify",
    "show",
    "fsck",
    "backup",
    "restore",
    "upgrade",
    "tick",
    "witness",
    "key",
    "export",
];

/// One line of each other command that a desk may type; `{ntf}` and the like are ids from before.
const LINES: &[(&str, &[&str])] = &[
    (
        "South",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--radius",
            "100m",
            "--reconfirm-by",
            "now+1d",
            "--share",
            "North=exact",
        ],
    ),
    (
        "South",
        &[
            "amend",
            "{ntf}",
            "site",
            "--at",
            DORVANE,
            "--radius",
            "300m",
            "--reconfirm-by",
            "now+2d",
        ],
    ),
    ("South", &["reconfirm", "{ntf}", "--until", "now+3d"]),
    (
        "South",
        &[
            "notify",
            "movement",
            "--leg",
            "35.71, 36.52; 35.74, 36.60 @ now+1h / now+2h",
        ],
    ),
    ("South", &["report", "{mov}", "departed"]),
    (
        "North",
        &[
            "contest",
            "raise",
            "South",
            "{ntf}",
            "--text",
            "nobody was seen there",
        ],
    ),
    ("South", &["consent", "list", "{ntf}"]),
    ("North", &["inbox"]),
    ("North", &["ack", "1", "received"]),
    (
        "Centre",
        &[
            "request",
            "new",
            "--to",
            "South",
            "--zone",
            "Kestrel Valley",
            "--due-by",
            "now+1h",
        ],
    ),
    ("South", &["request", "list"]),
    (
        "South",
        &[
            "channel", "report", "--with", "Centre", "--state", "degraded",
        ],
    ),
    ("South", &["channel", "list"]),
    (
        "North",
        &[
            "plan",
            "file",
            "--at",
            "35.80, 36.70",
            "--radius",
            "500m",
            "--from",
            "now+1h",
            "--until",
            "now+2h",
            "--activity",
            "flight",
        ],
    ),
    ("North", &["plan", "list"]),
    ("South", &["stop", "send", "--at", DORVANE]),
    ("South", &["stop", "list"]),
    ("South", &["duty", "on", "--name", "Sol"]),
    ("South", &["duty", "list"]),
    ("South", &["handover"]),
    (
        "South",
        &[
            "informed",
            "--name",
            "village council",
            "--means",
            "telephone",
            "notification",
            "{ntf}",
        ],
    ),
    ("South", &["informed", "list"]),
    ("South", &["line", "test"]),
    ("South", &["line", "list"]),
    ("North", &["pack", "make", "--out", "north.pack"]),
    (
        "North",
        &[
            "pack",
            "show",
            "north.pack",
            "--card",
            "valley/register.card",
        ],
    ),
    ("South", &["looks"]),
    ("South", &["outbox", "list"]),
    ("South", &["hold", "list"]),
    ("South", &["actor", "enter", "--name", "Heron Brigade"]),
    ("North", &["actor", "list"]),
    (
        "South",
        &[
            "designation",
            "enter",
            "Heron Brigade",
            "--as",
            "partner",
            "--label",
            "allied force",
        ],
    ),
    ("North", &["designation", "list", "Heron Brigade"]),
    (
        "South",
        &[
            "agreement",
            "enter",
            concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../docs/examples/agreements/moscow-2020.toml"
            ),
        ],
    ),
    ("North", &["agreement", "list"]),
    ("South", &["incident", "list"]),
    ("South", &["claim", "list"]),
    (
        "South",
        &[
            "allegation",
            "enter",
            "--kind",
            "shelling",
            "--at",
            DORVANE,
            "--called",
            "Durvan",
            "--from",
            "now-30m",
            "--until",
            "now-20m",
            "--observed",
            "heard",
            "--count",
            "6..10",
            "--harm",
            "civilians:wounded:1..",
            "--to",
            "North",
        ],
    ),
    ("South", &["reconcile", "list"]),
    ("South", &["bulletin", "list"]),
    ("South", &["bulletin", "feed"]),
    ("South", &["allegation", "list"]),
    ("North", &["allegation", "list"]),
    ("South", &["evidence", "list"]),
    ("South", &["coverage"]),
    ("South", &["alert", "list"]),
    ("South", &["party", "list"]),
    ("South", &["desk", "list"]),
    ("South", &["key", "list"]),
    ("South", &["zone", "list"]),
    ("South", &["zone", "show", "Kestrel Valley"]),
    (
        "South",
        &[
            "inquire", "--at", DORVANE, "--radius", "1km", "--from", "now-1h", "--until", "now+1h",
        ],
    ),
    ("South", &["receipt", "{index}"]),
    ("South", &["checkpoint"]),
    ("South", &["export", "--geojson"]),
    (
        "Centre",
        &[
            "relay",
            "--speaker",
            "South",
            "--means",
            "telephone",
            "words",
            "they say the road is open",
        ],
    ),
];

#[test]
fn what_a_desk_types_it_may_type_against_a_server() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let (mut site, mut movement, mut index) = (String::new(), String::new(), String::new());
    let mut failed = Vec::new();
    for (who, line) in LINES {
        let key = match *who {
            "Centre" => "valley/keys/centre.key".to_owned(),
            party => format!("{}.key", party.to_lowercase()),
        };
        let words: Vec<String> = line
            .iter()
            .map(|word| {
                word.replace("{ntf}", &site)
                    .replace("{mov}", &movement)
                    .replace("{index}", &index)
            })
            .collect();
        let words: Vec<&str> = std::iter::once("--json")
            .chain(words.iter().map(String::as_str))
            .collect();
        let run = serving.command(&room, &key, &words);
        if run.exit != 0 {
            failed.push(format!("{line:?}: {run:?}"));
            continue;
        }
        if line[0] == "notify" {
            let said = run.json();
            let id = said["admitted"][0]["id"].as_str().unwrap().to_owned();
            index = said["admitted"][0]["index"].to_string();
            match line[1] {
                "site" => site = id,
                _ => movement = id,
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_command_stands_among_those_tried_or_those_that_need_the_folder() {
    let tried: BTreeSet<&str> = LINES.iter().map(|(_, line)| line[0]).collect();
    let elsewhere = [
        "answer",
        "confirm",
        "countersign",
        "withdraw",
        "check",
        "clock",
        "erase",
        "submit",
        "import",
        "bundle",
        "compare",
        "help",
    ];
    let cli = Cli::command();
    for command in cli.get_subcommands() {
        let name = command.get_name();
        assert!(
            tried.contains(name) || LOCAL.contains(&name) || elsewhere.contains(&name),
            "`{name}` is tried against no server"
        );
    }
}

#[test]
fn what_needs_the_folder_says_so() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    for line in [vec!["fsck"], vec!["tick"], vec!["backup", "--to", "copy"]] {
        let run = serving.command(&room, "south.key", &line);
        assert_eq!(run.exit, 2, "{line:?}: {run:?}");
        assert!(run.err.contains("--data"), "{run:?}");
    }
}

#[test]
fn the_outcome_of_a_check_is_an_exit_code_also_from_a_server() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let check = [
        "check",
        "--at",
        DORVANE,
        "--radius",
        "1km",
        "--from",
        "now",
        "--until",
        "now+1h",
        "--activity",
        "flight",
    ];
    let silent = serving.command(&room, "north.key", &check);
    assert_eq!(silent.exit, 11, "{silent:?}");
    assert!(silent.out.starts_with("CANNOT SAY"), "{silent:?}");
    serving.say_as(&room, "south.key", LINES[0].1);
    let overlap = serving.command(&room, "north.key", &check);
    assert_eq!(overlap.exit, 10, "{overlap:?}");
    assert!(overlap.out.starts_with("OVERLAP"), "{overlap:?}");
    let json = serving.command(
        &room,
        "north.key",
        &[&["--json"], check.as_slice()].concat(),
    );
    assert_eq!(
        (json.exit, json.json()["outcome"].as_str()),
        (10, Some("overlap"))
    );
}

#[test]
fn a_pack_from_a_server_is_checked_without_it_and_its_owner_sees_the_look() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    serving.say_as(&room, "south.key", LINES[0].1);
    let make = ["pack", "make", "--out", "north.pack"];
    let made = serving.command(&room, "north.key", &make);
    assert_eq!(made.exit, 0, "{made:?}");
    let looks = serving.command(&room, "south.key", &["looks"]);
    assert!(looks.out.contains("pack"), "{looks:?}");
    drop(serving);
    let check = [
        "pack",
        "check",
        "north.pack",
        "--card",
        "valley/register.card",
        "--at",
        DORVANE,
        "--radius",
        "1km",
        "--until",
        "now+1h",
    ];
    let overlap = room.run(&check);
    assert_eq!(overlap.exit, 10, "{overlap:?}");
    assert!(overlap.out.starts_with("OVERLAP"), "{overlap:?}");
}

#[test]
fn evidence_from_a_server_verifies_offline() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let said = serving.say_as(&room, "south.key", LINES[0].1);
    let index = said["admitted"][0]["index"].to_string();
    let run = serving.command(
        &room,
        "south.key",
        &["--out", "event.bundle", "bundle", "--record", &index],
    );
    assert_eq!(run.exit, 0, "{run:?}");
    let verified = room.run(&["verify", "--card", "valley/register.card", "event.bundle"]);
    assert_eq!(verified.exit, 0, "{verified:?}");
    let other = serving.command(
        &room,
        "north.key",
        &[
            "--out",
            "other.bundle",
            "bundle",
            "--record",
            "0",
            "--record",
            "999999",
        ],
    );
    assert_ne!(other.exit, 0, "{other:?}");
}

#[test]
fn a_server_of_another_register_is_noticed_before_anything_is_said() {
    let (room, other) = (Room::with_parties(), Room::with_parties());
    let serving = Serving::start(&other);
    let run = serving.command(&room, "south.key", LINES[0].1);
    assert_ne!(run.exit, 0, "{run:?}");
}

#[test]
fn a_newcomer_is_invited_sends_its_card_and_is_enrolled() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let centre = "valley/keys/centre.key";
    let made = serving.say_as(&room, centre, &["party", "invite", "--open-for", "1d"]);
    let code = made["code"].as_str().unwrap();
    let name = made["invitation"]["name"].as_str().unwrap();
    for file in ["relief.key", "other.key"] {
        let words = ["key", "new", file, "--name", file, "--register"];
        room.ok(&[&words[..], &["valley/register.card"]].concat());
    }
    let send = |card: &str, code: &str| {
        let words = [
            "--server",
            &serving.url,
            "key",
            "send",
            card,
            "--code",
            code,
        ];
        room.run(&words).exit
    };
    assert_ne!(
        send("relief.card", "0000-0000-0000-0000-0000-0000-0000-0000"),
        0
    );
    assert_eq!(send("relief.card", code), 0);
    assert_ne!(send("other.card", code), 0, "a code is good for one card");
    let save = ["party", "invitations", "--save", name, "came.card"];
    serving.say_as(&room, centre, &save);
    let enrol = [
        "party",
        "enrol",
        "--name",
        "Relief",
        "--role",
        "humanitarian",
        "--card",
        "came.card",
    ];
    serving.say_as(&room, centre, &enrol);
    serving.say_as(&room, "relief.key", &["inbox"]);
    let of_south = ["desk", "invite", "--party", "South"];
    let made = serving.say_as(&room, centre, &of_south);
    assert!(made["invitation"]["party"].is_string(), "{made}");
    let party = serving.command(&room, "south.key", &["party", "invite"]);
    assert_eq!(party.exit, 3, "only the centre invites: {party:?}");
    let folder = room.run(&["--data", "valley", "party", "invite"]);
    assert_eq!(folder.exit, 2, "{folder:?}");
}
