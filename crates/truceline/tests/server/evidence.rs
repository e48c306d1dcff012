//! Files over the wire: entered in parts, read by whom they are for, got back by their hash, carried away in a bundle.

use crate::house::{Serving, key};
use crate::room::{Room, text};

const CENTRE: &str = "valley/keys/centre.key";

/// A picture of more than one part.
fn picture(length: usize) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0];
    bytes.extend((4..length).map(|place| (place % 251) as u8));
    bytes
}

fn opens(serving: &Serving, room: &Room, readers: &[&str]) -> String {
    let mut words = vec![
        "incident",
        "open",
        "--kind",
        "explosion",
        "--at",
        "35.71, 36.52",
        "--spelling",
        "Durvan",
        "--when",
        "2020-05-20T13:55:00Z",
    ];
    for reader in readers {
        words.extend(["--reader", reader]);
    }
    let said = serving.say_as(room, "south.key", &words);
    text(&said["admitted"][0]["id"])
}

#[test]
fn a_file_is_entered_in_parts_and_given_only_to_whom_it_is_for() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let incident = opens(&serving, &room, &[]);
    let bytes = picture(700_000);
    std::fs::write(room.path("crater.jpg"), &bytes).unwrap();
    std::fs::write(room.path("page.jpg"), "<html><script>").unwrap();
    let add = |file: &str| {
        let words = [
            "evidence",
            "add",
            file,
            "--about",
            &incident,
            "--title",
            "a crater",
            "--person",
            "A. Witness",
        ];
        serving.command(&room, "south.key", &words)
    };
    let refused = add("page.jpg");
    assert_eq!(refused.exit, 2, "{refused:?}");
    assert!(refused.err.contains("active-markup"), "{refused:?}");
    let said = serving.say_as(
        &room,
        "south.key",
        &[
            "evidence",
            "add",
            "crater.jpg",
            "--about",
            &incident,
            "--title",
            "a crater",
            "--person",
            "A. Witness",
        ],
    );
    assert_eq!(said["admitted"].as_array().unwrap().len(), 3, "{said}");
    let id = text(&said["admitted"][0]["id"]);
    // The same file about the same thing is entered once.
    let again = add("crater.jpg");
    assert_eq!(again.exit, 3, "{again:?}");
    assert!(again.err.contains("wrong-state"), "{again:?}");

    let path = format!("/v1/evidence/{id}");
    let north = serving.get(&path, Some(&key(&room, "north.key"))).json();
    assert_eq!(
        (&north["held"], &north["size"]),
        (&"whole".into(), &700_000.into())
    );
    assert_eq!(north["words"]["title"], "a crater");
    assert!(!north.to_string().contains("Witness"), "{north}");
    let content = format!("{path}/content");
    let got = serving.get(&content, Some(&key(&room, "north.key")));
    assert_eq!(got.status, 200);
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("x-content-type-options", "nosniff"),
        (
            "content-security-policy",
            "sandbox; default-src 'none'; frame-ancestors 'none'",
        ),
    ] {
        assert_eq!(got.header(name), Some(value));
    }
    let named = got.header("content-disposition").unwrap();
    assert_eq!(named, format!("attachment; filename=\"{id}.jpg\""));
    assert_eq!(serving.get(&content, None).status, 401);

    // Byte for byte, into a new file and never over an old one.
    let get = ["--out", "north.jpg", "evidence", "get", &id];
    assert_eq!(serving.command(&room, "north.key", &get).exit, 0);
    assert_eq!(std::fs::read(room.path("north.jpg")).unwrap(), bytes);
    assert_eq!(serving.command(&room, "north.key", &get).exit, 4);

    let log = [
        "evidence",
        "log",
        &id,
        "examined",
        "--at",
        "now",
        "--how",
        "measured",
        "--before-file",
        "page.jpg",
    ];
    serving.say_as(&room, "north.key", &log);
    let shown = serving.command(&room, "south.key", &["evidence", "show", &id]);
    assert!(
        shown.out.contains("NOT THE HASH OF THIS ENTRY"),
        "{shown:?}"
    );
    let list = serving.get(
        &format!("/v1/evidence?about={incident}"),
        Some(&key(&room, CENTRE)),
    );
    assert_eq!(list.json()["evidence"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_for_some_is_not_there_for_others_and_no_replica_holds_bytes() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let incident = opens(&serving, &room, &["South"]);
    std::fs::write(room.path("note.txt"), "two craters, seen by nobody else").unwrap();
    let said = serving.say_as(
        &room,
        "south.key",
        &[
            "evidence", "add", "note.txt", "--about", &incident, "--title", "a note",
        ],
    );
    let id = text(&said["admitted"][0]["id"]);
    for path in [
        format!("/v1/evidence/{id}"),
        format!("/v1/evidence/{id}/content"),
    ] {
        let reply = serving.get(&path, Some(&key(&room, "north.key")));
        let nothing = path.replace(&id, "evd_00000000000000000000000000000000");
        let nothing = serving.get(&nothing, Some(&key(&room, "north.key")));
        assert_eq!((reply.status, reply.code()), (404, "not-found".to_owned()));
        assert_eq!(reply.json()["detail"], nothing.json()["detail"]);
    }
    for name in ["north.key", "south.key", CENTRE] {
        let portion = serving.get("/v1/portion", Some(&key(&room, name)));
        assert!(!portion.body.contains("seen by nobody else"), "{name}");
    }
    let own = serving.get(
        &format!("/v1/evidence/{id}/content"),
        Some(&key(&room, "south.key")),
    );
    assert_eq!(own.body, "two craters, seen by nobody else");
}

#[test]
fn a_bundle_of_an_incident_verifies_offline_whatever_is_left_out_and_says_so() {
    let room = Room::with_parties();
    let serving = Serving::start_publishing(&room);
    let incident = opens(&serving, &room, &[]);
    let mut ids = Vec::new();
    for (name, content) in [("one.txt", "the first"), ("two.txt", "the second")] {
        std::fs::write(room.path(name), content).unwrap();
        let words = [
            "evidence",
            "add",
            name,
            "--about",
            &incident,
            "--title",
            name,
            "--person",
            "A. Witness",
        ];
        let said = serving.say_as(&room, "south.key", &words);
        ids.push(text(&said["admitted"][0]["id"]));
    }
    let bundle = |key: &str, out: &str, without: &[&str]| {
        let mut words = vec!["--out", out, "bundle", "--incident", &incident];
        for what in without {
            words.extend(["--without", what]);
        }
        let run = serving.command(&room, key, &words);
        assert_eq!(run.exit, 0, "{run:?}");
        let verified = room.run(&["--json", "verify", out, "--card", "valley/register.card"]);
        assert_eq!(verified.exit, 0, "{verified:?}");
        verified.json()
    };
    let bytes = |verified: &serde_json::Value| -> Vec<String> {
        let files = verified["files"].as_array().unwrap();
        files.iter().map(|file| text(&file["bytes"])).collect()
    };
    let whole = bundle("south.key", "whole.bundle", &[]);
    assert_eq!(bytes(&whole), ["fits", "fits"]);
    let north = bundle("north.key", "north.bundle", &[]);
    assert_eq!(bytes(&north), ["fits", "fits"]);
    assert!(
        north["not_checked"]
            .to_string()
            .contains("not to this bundle"),
        "names stay with South"
    );
    let one = bundle("south.key", "one.bundle", &["personal", &ids[1]]);
    assert_eq!(bytes(&one), ["fits", "without-bytes"]);
    let none = bundle("north.key", "none.bundle", &["files", "words"]);
    assert_eq!(bytes(&none), ["without-bytes", "without-bytes"]);
    let held = std::fs::read(room.path("none.bundle")).unwrap();
    let holds = |words: &str| {
        held.windows(words.len())
            .any(|some| some == words.as_bytes())
    };
    assert!(!holds("the first") && !holds("one.txt"));

    // In the folder itself: for one party's eyes, with what was left out counted.
    serving.stop();
    let words = [
        "--json",
        "--data",
        "valley",
        "--out",
        "folder.bundle",
        "bundle",
        "--incident",
        &incident,
        "--disclosed-to",
        "North",
        "--without",
        &ids[0],
    ];
    let made = room.run(&words);
    assert_eq!(made.exit, 0, "{made:?}");
    assert_eq!(
        made.json()["left_out"][0],
        format!("{}: 2 disclosures", ids[0])
    );
    let verified = room.run(&[
        "--json",
        "verify",
        "folder.bundle",
        "--card",
        "valley/register.card",
    ]);
    assert_eq!(bytes(&verified.json()), ["without-bytes", "fits"]);
}

#[test]
fn whose_the_last_word_was_is_nobodys_to_carry_away_on_demand() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    opens(&serving, &room, &["South"]);
    let order = serde_json::json!({ "records": [0] });
    let refused = serving.post("/v1/bundles", &order, Some(&key(&room, "north.key")));
    assert_eq!(
        (refused.status, refused.code()),
        (503, "not-yet-public".to_owned()),
        "South's word would be the end of North's bundle"
    );
    assert_eq!(refused.header("retry-after"), Some("5"));
    for own in ["south.key", CENTRE] {
        let reply = serving.post("/v1/bundles", &order, Some(&key(&room, own)));
        assert_eq!(reply.status, 200, "{own}");
    }
    serving.stop();

    // The command asks again until the register's own end is public.
    let serving = Serving::start_publishing(&room);
    opens(&serving, &room, &["South"]);
    let words = ["--json", "--out", "north.bundle", "bundle", "--record", "0"];
    let made = serving.command(&room, "north.key", &words);
    assert_eq!(made.exit, 0, "{made:?}");
    let size = made.json()["checkpoint_size"].as_u64().unwrap();
    assert_eq!(size % 64, 0, "{made:?}");
    let verify = ["verify", "north.bundle", "--card", "valley/register.card"];
    assert_eq!(room.run(&verify).exit, 0);
}

#[test]
fn what_was_made_of_a_file_is_its_makers_word() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let incident = opens(&serving, &room, &[]);
    std::fs::write(room.path("one.txt"), "two craters").unwrap();
    std::fs::write(room.path("part.txt"), "two").unwrap();
    let words = [
        "evidence", "add", "one.txt", "--about", &incident, "--title", "one",
    ];
    let said = serving.say_as(&room, "south.key", &words);
    let one = text(&said["admitted"][0]["id"]);
    let words = [
        "evidence",
        "add",
        "part.txt",
        "--about",
        &incident,
        "--title",
        "part",
        "--extracted-from",
        &one,
    ];
    let said = serving.say_as(&room, "north.key", &words);
    let made = text(&said["admitted"][0]["id"]);
    let shown = serving.command(&room, "south.key", &["evidence", "show", &one]);
    let line = format!("made from it, by the word of North: {made}");
    assert!(shown.out.contains(&line), "{shown:?}");
}
