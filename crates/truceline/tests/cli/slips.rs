//! Slips of tired hands: each is told with what to do, and nothing is recorded.

use crate::room::{DORVANE, Room, VALLEY, index, run_in, text};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

#[test]
fn a_check_reads_back_what_it_was_asked_and_wants_a_radius() {
    let room = Room::with_parties();
    let words = [
        "check", "--at", DORVANE, "--from", "now+10m", "--until", "now+2h", "--buffer", "700m",
    ];
    let bare = room.try_as("north.key", &words);
    assert!(
        bare.exit == 2
            && bare.problem()["what"]
                .as_str()
                .unwrap()
                .contains("--radius"),
        "{bare:?}"
    );
    let with = [&words[..], &["--radius", "1km"]].concat();
    let said = room.try_as("north.key", &with).json();
    assert_eq!(said["asked"]["radius_m"], 1000.0, "{said}");
    assert_eq!(said["asked"]["buffer_m"], 700.0, "{said}");
    assert!(
        said["asked"]["from"].is_string() && said["asked"]["until"].is_string(),
        "{said}"
    );
    assert!(
        said["asked"]["positions"][0]["position"]
            .to_string()
            .contains("37S"),
        "{said}"
    );
    let shown = room.run(&[&["--data", "valley", "--key", "north.key"], &with[..]].concat());
    for told in ["read back: ", "37S", "radius 1000 m", "buffer 700 m"] {
        assert!(shown.out.contains(told), "{told}: {shown:?}");
    }
    for other in [
        vec!["inquire"],
        vec!["plan", "file", "--activity", "flight"],
    ] {
        let more = ["--at", DORVANE, "--from", "now+10m", "--until", "now+2h"];
        let bare = room.try_as("north.key", &[&other[..], &more].concat());
        assert!(bare.exit == 2 && bare.out.contains("--radius"), "{bare:?}");
    }
}

#[test]
fn an_alert_is_taken_by_its_number_or_where_there_is_one_of_ones_own() {
    let room = Room::with_parties();
    let area = ["--area", VALLEY, "--from", "now+10m", "--until", "now+3h"];
    let file = ["plan", "file", "--activity", "flight", "--buffer", "1km"];
    let filed = room.say_as("north.key", &[&file[..], &area].concat());
    let plan = text(&filed["admitted"][0]["id"]);
    room.say_as("north.key", &["plan", "activate", &plan]);
    room.site();
    let all = room.say(&["alert", "list"]);
    let record = all[0]["index"].to_string();
    let of_north = all
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["to"]["name"] == "North");
    let number = of_north.unwrap()["number"].as_u64().unwrap();
    let listed = room.ok(&["--data", "valley", "--key", "north.key", "alert", "list"]);
    assert!(
        listed.out.contains(&plan) && listed.out.contains("OVERLAP"),
        "{listed:?}"
    );

    // South is owed none of them.
    let none = room.try_as("south.key", &["alert", "ack", &record]);
    assert!(
        none.exit == 2 && none.out.contains("alert list"),
        "{none:?}"
    );
    let taken = room.say_as("north.key", &["alert", "ack", &record]);
    let says = text(&taken["admitted"][0]["says"]);
    assert!(
        says.contains(&format!("alert {number} of"))
            && says.contains("owed to North")
            && says.contains(&plan),
        "{says}"
    );
}

#[test]
fn a_zone_has_one_name_and_one_zone_has_a_name() {
    let room = Room::with_parties();
    let draw = |name: &str, more: &[&str]| {
        let words = [
            "zone", "draw", "--name", name, "--status", "agreed", "--area", VALLEY,
        ];
        room.try_as("valley/keys/centre.key", &[&words[..], more].concat())
    };
    for name in ["Kestrel Valley", "kestrel  valley", "Kestrel Vаlley"] {
        let again = draw(name, &[]);
        assert!(
            again.exit == 2 && again.out.contains("--new-zone"),
            "{again:?}"
        );
    }
    assert_eq!(
        draw("Kestrel Valley", &["--zone", "Kestrel Valley"]).exit,
        0
    );
    assert_eq!(draw("Kestrel Valley", &["--new-zone"]).exit, 0);
    assert_eq!(draw("Merle Valley", &[]).exit, 0);
}

#[test]
fn json_is_one_document_whatever_comes_of_it() {
    let room = Room::with_parties();
    let exits = [
        (2, vec!["--json", "--data", "valley", "no-such-command"]),
        (
            2,
            vec!["--json", "--data", "valley", "zone", "show", "Nowhere"],
        ),
        (
            3,
            vec![
                "--json",
                "--data",
                "valley",
                "--key",
                "north.key",
                "withdraw",
                "ntf_00000000000000000000000001",
            ],
        ),
        (4, vec!["--json", "--data", "elsewhere", "party", "list"]),
        (
            5,
            vec![
                "--json",
                "verify",
                "broken.receipt",
                "--card",
                "valley/register.card",
            ],
        ),
    ];
    let site = [
        "--receipts",
        "r",
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ];
    let said = room.say_as("south.key", &site);
    let receipt =
        std::fs::read_to_string(room.path("r").join(format!("{}.receipt", index(&said)))).unwrap();
    let broken = receipt.replacen("index ", "index 9", 1);
    std::fs::write(room.path("broken.receipt"), broken).unwrap();
    for (exit, words) in exits {
        let run = room.run(&words);
        assert_eq!(run.exit, exit, "{words:?} {run:?}");
        if exit != 5 {
            assert_eq!(run.problem()["exit"], exit, "{run:?}");
        } else {
            assert!(run.json().is_object(), "{run:?}");
        }
    }
}

#[test]
fn what_is_past_or_not_there_is_said_so() {
    let room = Room::with_parties();
    let site = [
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "2020-01-01T00:00:00Z",
    ];
    let past = room.try_as("south.key", &site);
    assert!(
        past.exit == 2 && past.out.contains("is past already"),
        "{past:?}"
    );
    let ask = [
        "--data", "valley", "inquire", "--at", DORVANE, "--radius", "1km", "--until", "now",
    ];
    let beyond = room.run(&[&ask[..], &["--from", "now-1h", "--known-at", "99999"]].concat());
    assert!(
        beyond.exit == 2 && beyond.err.contains("the log has "),
        "{beyond:?}"
    );
    assert_eq!(
        room.run(&[&ask[..], &["--from", "now-1h"]].concat()).exit,
        0
    );

    let check = [
        "check", "--at", DORVANE, "--radius", "1km", "--until", "now+1h",
    ];
    let nowhere = room.run(&[&["--data", "nosuch"], &check[..]].concat());
    assert!(
        nowhere.exit == 4 && nowhere.err.contains("nosuch: no such folder"),
        "{nowhere:?}"
    );
    let card = room.try_as("north.card", &check);
    assert!(
        card.exit == 2 && card.out.contains("sign with north.key"),
        "{card:?}"
    );
    let restore = room.run(&["--data", "new", "restore", "nosuch"]);
    assert!(
        restore.exit == 4 && restore.err.contains("nosuch: no such"),
        "{restore:?}"
    );
}

#[test]
fn a_path_that_is_no_text_is_refused_and_not_stumbled_over() {
    let room = Room::with_parties();
    let path = OsStr::from_bytes(b"out-\xff.geojson");
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_truceline"))
        .args(["--data", "valley", "export", "--geojson", "--out"])
        .arg(path)
        .current_dir(room.folder.path())
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2), "{done:?}");
    assert!(String::from_utf8_lossy(&done.stderr).contains("UTF-8"));
    assert_eq!(
        run_in(
            room.folder.path(),
            &[
                "--data",
                "valley",
                "export",
                "--geojson",
                "--out",
                "o.geojson"
            ]
        )
        .exit,
        0
    );
}

#[test]
fn words_that_steer_a_screen_are_refused_where_they_are_written() {
    let room = Room::with_parties();
    let site = |words: &str| {
        let flags = [
            "notify",
            "site",
            "--at",
            DORVANE,
            "--reconfirm-by",
            "now+1d",
            "--contact",
            words,
        ];
        room.try_as("south.key", &flags)
    };
    for words in ["ring\u{1b}[2J", "ring\r", "\u{202e}gnir"] {
        let refused = site(words);
        assert!(
            refused.exit == 2 && refused.out.contains("U+"),
            "{refused:?}"
        );
    }
    assert_eq!(site("ring the duty desk").exit, 0);
}
