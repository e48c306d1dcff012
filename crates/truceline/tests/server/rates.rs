//! Shares: one's flood takes nothing from another, and never a place where people are, a stop or what answers it.

use crate::house::{Reply, Serving, key};
use crate::room::{DORVANE, Room, VALLEY};
use serde_json::json;

const SUBMISSION: &str = "application/vnd.truceline.submission+cbor";

/// A server with small shares.
fn limited(room: &Room) -> Serving {
    let text =
        "[limits]\nsign-in = 3\noutside = 5\nasking = 30\nweighty = 2\nchecks = 2\nsaying = 2\n";
    std::fs::write(room.path("limits.toml"), text).unwrap();
    Serving::start_limited(room.folder.path(), &["--config", "limits.toml"])
}

/// Signs without a network.
fn signed(room: &Room, key: &str, file: &str, words: &[&str]) -> Vec<u8> {
    let mut all = vec!["--data", "valley", "--key", key, "--out", file];
    all.extend_from_slice(words);
    room.ok(&all);
    std::fs::read(room.path(file)).unwrap()
}

fn site(room: &Room, key: &str, file: &str) -> Vec<u8> {
    let words = [
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ];
    signed(room, key, file, &words)
}

fn report(room: &Room, key: &str, file: &str) -> Vec<u8> {
    let words = ["channel", "report", "--with", "Centre", "--state", "open"];
    signed(room, key, file, &words)
}

fn check(room: &Room, key: &str, file: &str) -> Vec<u8> {
    let words = [
        "check",
        "--area",
        VALLEY,
        "--from",
        "now",
        "--until",
        "now+1h",
        "--activity",
        "flight",
    ];
    signed(room, key, file, &words)
}

fn send(serving: &Serving, bytes: &[u8]) -> Reply {
    serving.ask("POST", "/v1/statements", Some((SUBMISSION, bytes)), None)
}

fn assert_used_up(reply: &Reply) {
    assert_eq!(reply.status, 429, "{reply:?}");
    assert_eq!(reply.code(), "too-many-requests");
    let header: u64 = reply.header("retry-after").unwrap().parse().unwrap();
    assert!(header >= 1);
    assert_eq!(reply.json()["retry_after_s"], header);
}

#[test]
fn a_key_over_every_share_still_says_where_people_are_and_stops() {
    let room = Room::with_parties();
    let reports: Vec<_> = (0..4)
        .map(|number| report(&room, "south.key", &format!("{number}.stm")))
        .collect();
    let checks: Vec<_> = (0..3)
        .map(|number| check(&room, "south.key", &format!("c{number}.stm")))
        .collect();
    let sites: Vec<_> = (0..6)
        .map(|number| site(&room, "south.key", &format!("s{number}.stm")))
        .collect();
    let words = [
        "stop",
        "send",
        "--at",
        DORVANE,
        "--radius",
        "1km",
        "--text",
        "people are in the road",
    ];
    let stop = signed(&room, "south.key", "stop.stm", &words);
    let of_another = report(&room, "north.key", "north.stm");
    let size = |room: &Room| room.say(&["checkpoint"])["size"].clone();
    let serving = limited(&room);
    let south = key(&room, "south.key");
    for sent in &reports[..2] {
        assert_eq!(send(&serving, sent).status, 200);
    }
    for sent in &checks[..2] {
        assert_eq!(send(&serving, sent).status, 200);
    }
    let before = size(&room);
    assert_used_up(&send(&serving, &reports[2]));
    assert_used_up(&send(&serving, &checks[2]));
    assert_eq!(size(&room), before, "what is turned away leaves no record");
    let mut refused = serving.get("/v1/parties", Some(&south));
    for _ in 0..40 {
        refused = serving.get("/v1/parties", Some(&south));
    }
    assert_used_up(&refused);
    for sent in &sites {
        assert_eq!(
            send(&serving, sent).status,
            200,
            "presence is never turned away"
        );
    }
    assert_eq!(send(&serving, &stop).status, 200);
    assert_eq!(send(&serving, &of_another).status, 200);
    let north = serving.get("/v1/parties", Some(&key(&room, "north.key")));
    assert_eq!(north.status, 200, "one's flood is not another's");
    let both = [&reports[3], &sites[0]].map(|bytes| {
        use base64::Engine as _;
        base64::prelude::BASE64_STANDARD.encode(bytes)
    });
    let several = serving.post("/v1/statements", &json!({ "submissions": both }), None);
    assert_eq!(several.status, 207, "{several:?}");
    let answers = several.json();
    let answers = answers["statements"].as_array().unwrap();
    assert_eq!(answers[0]["problem"]["code"], "too-many-requests");
    assert_eq!(answers[1]["repeated"], true);
}

#[test]
fn strangers_have_a_share_by_address_that_takes_nothing_from_keys() {
    let room = Room::with_parties();
    let serving = limited(&room);
    for _ in 0..5 {
        assert_eq!(serving.get("/v1/register", None).status, 200);
    }
    assert_used_up(&serving.get("/v1/register", None));
    assert_used_up(&serving.get("/v1/parties", None));
    assert_eq!(serving.get("/healthz", None).status, 200);
    let south = key(&room, "south.key");
    assert_eq!(serving.get("/v1/register", Some(&south)).status, 200);
    for _ in 0..3 {
        let asked = serving.post("/v1/session", &json!({}), None);
        assert_eq!(asked.status, 400, "{asked:?}");
    }
    assert_used_up(&serving.post("/v1/session", &json!({}), None));
    assert_used_up(&serving.ask("POST", "/v1/challenges", None, None));
    let garbage = send(&serving, b"no statement");
    assert_used_up(&garbage);
    let good = site(&room, "south.key", "site.stm");
    assert_eq!(send(&serving, &good).status, 200);
}

#[test]
fn a_wrong_signature_counts_for_the_address_and_not_for_the_key_it_names() {
    let room = Room::with_parties();
    let good = report(&room, "south.key", "good.stm");
    let mut forged = report(&room, "south.key", "forged.stm");
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let serving = limited(&room);
    for _ in 0..5 {
        assert_ne!(send(&serving, &forged).status, 200);
    }
    assert_used_up(&send(&serving, &forged));
    assert_eq!(send(&serving, &good).status, 200);
}
