//! Servers that show a party one face and hide another behind it: somebody between the two answers in the server's place.

use crate::room::{DORVANE, Room, Run, text};
use crate::split::{
    Answer, CONSISTENCY, PATIENCE, between, checkpoint, proven, serve, site, site_at, two_histories,
};
use serde_json::{Value, json};
use std::fs;
use std::net::TcpListener;
use std::time::Instant;
use truceline::wire::portion::PortionPage;

const PORTION: &str = "/v1/portion";

/// Serves South's folder behind somebody who answers what `answer` makes of it.
fn behind(room: &Room, data: &str, answer: Answer) -> (crate::house::Serving, String) {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let name = door.local_addr().unwrap().to_string();
    let serving = serve(room, data, &["--name", &name]);
    let url = between(door, &serving.url, answer);
    (serving, url)
}

fn at(room: &Room, url: &str, words: &[&str]) -> Run {
    room.run(&[&["--json", "--server", url, "--key", "south.key"], words].concat())
}

fn public(serving: &crate::house::Serving) -> u64 {
    let until = Instant::now() + PATIENCE;
    loop {
        let shown = serving.get("/log/checkpoint", None);
        if shown.status == 200 {
            return shown.body.lines().nth(1).unwrap().parse().unwrap();
        }
        assert!(Instant::now() < until, "nothing is public");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

/// Shows South its own history, North's in public, and no proof of sizes up to one.
fn north_in_public(norths: &crate::house::Serving, hidden: u64) -> Answer {
    let url = norths.url.clone();
    Box::new(move |path, own| {
        if path.starts_with("/log/") {
            let mut answer = ureq::get(format!("{url}{path}")).call().unwrap();
            return Some((200, answer.body_mut().read_to_vec().unwrap()));
        }
        let mut view: Value = path
            .starts_with(CONSISTENCY)
            .then(|| serde_json::from_slice(own).unwrap())?;
        let beginnings = view["beginnings"].as_array_mut().unwrap();
        beginnings.retain(|one| one["size"].as_u64().unwrap() > hidden);
        Some((200, view.to_string().into_bytes()))
    })
}

#[test]
fn anothers_history_in_public_is_not_taken_for_ones_own() {
    // North's public log reaches beyond what South is shown: its tree convicts.
    let room = two_histories();
    let hidden = checkpoint(&room, "valley", false, "north.checkpoint");
    for _ in 0..3 {
        site(&room, "valley", "north.key");
        checkpoint(&room, "valley", true, "larger");
        fs::remove_file(room.path("larger")).unwrap();
    }
    let norths = serve(&room, "valley", &[]);
    assert!(public(&norths) >= 128);
    // Else both are of one size, which convicts by itself.
    checkpoint(&room, "other", true, "own");
    let (_souths, url) = behind(&room, "other", north_in_public(&norths, hidden));
    assert_eq!(at(&room, &url, &["inbox"]).exit, 0);
    let run = at(&room, &url, &["compare", "north.checkpoint"]);
    assert_eq!(
        (run.exit, &run.json()["outcome"]),
        (5, &json!("split-view")),
        "{run:?}"
    );
    proven(&room, "south.fork");

    // South is shown more than is public: without a proof that it is of one log with that, nobody can say.
    let room = two_histories();
    checkpoint(&room, "valley", false, "north.checkpoint");
    checkpoint(&room, "valley", true, "public");
    for _ in 0..4 {
        site(&room, "other", "south.key");
        checkpoint(&room, "other", true, "larger");
        fs::remove_file(room.path("larger")).unwrap();
    }
    let norths = serve(&room, "valley", &[]);
    let hidden = public(&norths);
    let (souths, url) = behind(&room, "other", north_in_public(&norths, hidden));
    assert_eq!(at(&room, &url, &["inbox"]).exit, 0);
    let run = at(&room, &url, &["compare", "north.checkpoint"]);
    assert_eq!(
        (run.exit, &run.json()["outcome"]),
        (11, &json!("cannot-say")),
        "{run:?}"
    );
    assert_eq!(souths.stop(), Some(0));
    // With that proof South's own history convicts.
    let (_souths, url) = behind(&room, "other", north_in_public(&norths, hidden - 1));
    let run = at(&room, &url, &["compare", "north.checkpoint"]);
    assert_eq!(run.json()["outcome"], "split-view", "{run:?}");
}

/// Pages of the portion as somebody makes them of the server's.
fn pages(change: fn(&mut PortionPage, u64)) -> Answer {
    Box::new(move |path, own| {
        let mut page = path
            .starts_with(PORTION)
            .then(|| PortionPage::from_bytes(own).ok())??;
        let from = path
            .split_once('=')
            .map_or(0, |(_, from)| from.parse().unwrap());
        change(&mut page, from);
        Some((200, page.to_bytes()))
    })
}

#[test]
fn a_server_does_not_choose_how_much_a_party_remembers() {
    let room = two_histories();
    let (serving, url) = behind(
        &room,
        "other",
        pages(|page, _| (page.size, page.end) = (1 << 62, 1 << 62)),
    );
    let run = at(&room, &url, &["inbox"]);
    assert_eq!(run.exit, 5, "{run:?}");
    assert!(text(&run.problem()["what"]).contains("more entries"));
    assert_eq!(serving.stop(), Some(0));
    // More entries than the log has signed, page by page: nothing is relied on, and presence goes out.
    let (_serving, url) = behind(
        &room,
        "other",
        pages(|page, from| (page.size, page.end) = (1 << 62, from + 2_000)),
    );
    let run = at(&room, &url, &["inbox"]);
    assert_eq!(run.exit, 5, "{run:?}");
    assert!(
        text(&run.problem()["what"]).contains("its log has signed"),
        "{run:?}"
    );
    let told = site_at(&room, &url);
    assert!(told.err.contains("its log has signed"), "{told:?}");
}

fn sign(room: &Room, url: Option<&str>, out: &str, words: &[&str]) {
    let server = url.map_or_else(Vec::new, |url| vec!["--server", url]);
    let all = [&server, &["--key", "south.key", "--out", out][..], words].concat();
    room.ok(&all);
}

const SITE: [&str; 8] = [
    "notify",
    "site",
    "--at",
    DORVANE,
    "--radius",
    "200m",
    "--reconfirm-by",
    "now+1d",
];

#[test]
fn of_a_batch_what_is_urgent_goes_out_and_the_rest_is_listed() {
    let room = two_histories();
    let serving = serve(&room, "other", &[]);
    sign(
        &room,
        Some(&serving.url),
        "1.stm",
        &["stop", "send", "--at", DORVANE, "--text", "a clinic"],
    );
    sign(
        &room,
        Some(&serving.url),
        "2.stm",
        &[
            "notify",
            "nil",
            "--zone",
            "Kestrel Valley",
            "--until",
            "now+1h",
            "--forces",
            "regulars",
        ],
    );
    sign(&room, None, "3.stm", &SITE);
    fs::write(room.path("south.seen"), "truceline-seen 1\n").unwrap();
    let run = at(&room, &serving.url, &["submit", "1.stm", "2.stm", "3.stm"]);
    assert_eq!(run.exit, 5, "{run:?}");
    let told = run.json();
    let admitted: Vec<String> = told["admitted"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["file"]))
        .collect();
    assert_eq!(admitted, ["1.stm", "3.stm"], "{told}");
    assert_eq!(told["refused"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(told["refused"][0]["file"], "2.stm");
    assert!(run.err.contains("2.stm: not sent: "), "{run:?}");
    let alone = at(&room, &serving.url, &["submit", "2.stm"]);
    assert_eq!(alone.exit, 5, "{alone:?}");
    let clock = at(&room, &serving.url, &["clock", "confirm"]);
    assert_eq!(clock.exit, 5, "{clock:?}");
}

#[test]
fn what_the_log_has_signed_is_kept_whatever_else_is_wrong_with_the_answer() {
    let room = two_histories();
    let (_serving, url) = behind(
        &room,
        "other",
        Box::new(|path, own| {
            let mut answer: Value = path
                .starts_with("/v1/statements")
                .then(|| serde_json::from_slice(own).unwrap())?;
            answer["statements"][0]["receipt"] = json!("nothing");
            Some((200, answer.to_string().into_bytes()))
        }),
    );
    for out in ["1.stm", "2.stm"] {
        sign(&room, None, out, &SITE);
    }
    assert_eq!(at(&room, &url, &["inbox"]).exit, 0);
    let kept = |linked: &str| {
        let seen = fs::read_to_string(room.path("south.seen")).unwrap();
        assert!(seen.contains(linked), "{seen}");
        seen.matches("register.example/kestrel-valley\n").count()
    };
    assert_eq!(kept("linked: 1\n"), 1);
    let run = at(&room, &url, &["submit", "1.stm", "2.stm"]);
    assert_ne!(run.exit, 0, "{run:?}");
    // What the contact showed, and what the second receipt did.
    assert_eq!(kept("linked: 1\n"), 2, "{run:?}");
}
