//! Two parties with one dishonest centre: it keeps two registers of one genesis and key, which begin alike, and
//! shows one to each. Each finds what it is shown sound; the first exchange of checkpoints ends it.

use crate::house::Serving;
use crate::room::{DORVANE, Room, Run, copy_folder, text};
use serde_json::{Value, json};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Longer than anything here takes on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Serves a folder of the room on loopback; `names` are what clients call it besides.
pub(crate) fn serve(room: &Room, data: &str, more: &[&str]) -> Serving {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truceline"));
    command
        .args([
            "--data",
            data,
            "serve",
            "--plain",
            "--listen",
            "127.0.0.1:0",
        ])
        .args(more)
        .current_dir(room.folder.path())
        .env_clear()
        .env("TRUCELINE_LIMITS", "off");
    Serving::of(command)
}

pub(crate) fn site(room: &Room, data: &str, key: &str) {
    room.ok(&[
        "--data",
        data,
        "--key",
        key,
        "notify",
        "site",
        "--at",
        DORVANE,
        "--radius",
        "200m",
        "--reconfirm-by",
        "now+1d",
    ]);
}

/// What a folder has signed, as somebody was shown it.
pub(crate) fn checkpoint(room: &Room, data: &str, publish: bool, out: &str) -> u64 {
    let mut words = vec!["--data", data, "--out", out, "checkpoint"];
    if publish {
        words.push("--publish");
    }
    room.ok(&words);
    size(room, out)
}

fn size(room: &Room, file: &str) -> u64 {
    let text = fs::read_to_string(room.path(file)).unwrap();
    text.lines().nth(1).unwrap().parse().unwrap()
}

/// Two folders of one register that go on differently: `valley`, which North is shown, and `other`, which
/// South is shown.
pub(crate) fn two_histories() -> Room {
    let room = Room::with_parties();
    copy_folder(&room.path("valley"), &room.path("other"));
    site(&room, "valley", "north.key");
    site(&room, "other", "south.key");
    room
}

fn compare(room: &Room, serving: &Serving, key: &str, file: &str) -> Run {
    serving.command(room, key, &["--json", "compare", file])
}

/// The evidence beside a file convicts the log to anybody who has the register's card.
fn convicts(room: &Room, run: &Run, evidence: &str) {
    assert_eq!(run.exit, 5, "{run:?}");
    assert_eq!(run.json()["outcome"], "split-view", "{run:?}");
    assert_eq!(run.json()["evidence"], evidence, "{run:?}");
    proven(room, evidence);
}

pub(crate) fn proven(room: &Room, evidence: &str) {
    fs::copy(room.path("valley/register.card"), room.path("pinned.card")).unwrap();
    let verified = room.run(&["verify", evidence, "--card", "pinned.card"]);
    assert!(verified.out.starts_with("FORK PROVEN"), "{verified:?}");
    let forged = fs::read_to_string(room.path(evidence)).unwrap();
    let forged = forged.replacen("\n\n", "\nAAAA\n\n", 1);
    fs::write(room.path("forged.fork"), forged).unwrap();
    let refused = room.run(&["verify", "forged.fork", "--card", "pinned.card"]);
    assert!(!refused.out.contains("PROVEN"), "{refused:?}");
}

#[test]
fn of_equal_sizes_both_find_it() {
    let room = two_histories();
    let shown = checkpoint(&room, "valley", false, "north.checkpoint");
    assert_eq!(shown, checkpoint(&room, "other", false, "south.checkpoint"));
    let (norths, souths) = (serve(&room, "valley", &[]), serve(&room, "other", &[]));
    let run = compare(&room, &norths, "north.key", "south.checkpoint");
    convicts(&room, &run, "south.checkpoint.fork");
    let run = compare(&room, &souths, "south.key", "north.checkpoint");
    convicts(&room, &run, "north.checkpoint.fork");
    // Without any server, and in the folder itself.
    let offline = room.run(&[
        "--json",
        "compare",
        "north.checkpoint",
        "--own",
        "south.checkpoint",
        "--card",
        "pinned.card",
    ]);
    assert_eq!(offline.json()["outcome"], "split-view", "{offline:?}");
    let folder = room.run(&["--json", "--data", "valley", "compare", "south.checkpoint"]);
    assert_eq!(
        (folder.exit, &folder.json()["outcome"]),
        (5, &json!("split-view"))
    );
    // Of one history it is said that it is one.
    let own = compare(&room, &norths, "north.key", "north.checkpoint");
    assert_eq!(
        (own.exit, &own.json()["outcome"]),
        (0, &json!("consistent")),
        "{own:?}"
    );
}

#[test]
fn of_two_sizes_whoever_was_shown_more_finds_it_and_the_other_is_told_so() {
    let room = two_histories();
    let smaller = checkpoint(&room, "valley", false, "north.checkpoint");
    // Far beyond anything that the other one is filled up to meanwhile.
    for _ in 0..4 {
        site(&room, "other", "south.key");
        checkpoint(&room, "other", true, "south.checkpoint");
        fs::rename(room.path("south.checkpoint"), room.path("south.larger")).unwrap();
    }
    let larger = size(&room, "south.larger");
    assert!(larger > smaller + 64 * 2, "{larger}");
    let (norths, souths) = (serve(&room, "valley", &[]), serve(&room, "other", &[]));
    let run = compare(&room, &souths, "south.key", "north.checkpoint");
    convicts(&room, &run, "north.checkpoint.fork");
    let folder = room.run(&["--json", "--data", "other", "compare", "north.checkpoint"]);
    assert_eq!(folder.json()["outcome"], "split-view", "{folder:?}");
    // North is shown less than was signed for South: no evidence, and not the word that all is well.
    let run = compare(&room, &norths, "north.key", "south.larger");
    assert_eq!(
        (run.exit, &run.json()["outcome"]),
        (11, &json!("cannot-say")),
        "{run:?}"
    );
    assert!(
        text(&run.json()["next"]).contains("whoever was shown more can tell"),
        "{run:?}"
    );
    // What both were shown in the course of time is in their files, and the exchange of those tells both.
    site_by(&room, &norths, "north.key");
    site_by(&room, &souths, "south.key");
    for (serving, key, other) in [
        (&souths, "south.key", "north.seen"),
        (&norths, "north.key", "south.seen"),
    ] {
        let run = compare(&room, serving, key, other);
        assert_ne!(run.json()["outcome"], "consistent", "{run:?}");
        if key == "south.key" {
            convicts(&room, &run, "north.seen.fork");
        }
    }
}

fn site_by(room: &Room, serving: &Serving, key: &str) {
    let words = [
        "notify",
        "site",
        "--at",
        DORVANE,
        "--radius",
        "200m",
        "--reconfirm-by",
        "now+1d",
    ];
    serving.say_as(room, key, &words);
}

#[test]
fn two_receipts_of_one_index_are_evidence_without_any_server() {
    let room = two_histories();
    let last = checkpoint(&room, "valley", false, "north.checkpoint") - 1;
    let index = last.to_string();
    room.ok(&[
        "--data",
        "valley",
        "--out",
        "north.receipt",
        "receipt",
        &index,
    ]);
    site(&room, "other", "south.key");
    room.ok(&[
        "--data",
        "other",
        "--out",
        "south.receipt",
        "receipt",
        &index,
    ]);
    fs::copy(room.path("valley/register.card"), room.path("pinned.card")).unwrap();
    let run = room.run(&[
        "--json",
        "compare",
        "north.receipt",
        "--own",
        "south.receipt",
        "--card",
        "pinned.card",
    ]);
    convicts(&room, &run, "north.receipt.fork");
    // And against the smaller folder, whose tree does not reach the receipt's checkpoint.
    let run = room.run(&["--json", "--data", "valley", "compare", "south.receipt"]);
    convicts(&room, &run, "south.receipt.fork");
}

/// What somebody between a party and its server answers in its place: path, and what the server answered.
pub(crate) type Answer = Box<dyn Fn(&str, &[u8]) -> Option<(u16, Vec<u8>)> + Send + Sync>;

/// Stands between a party and its server. The listener is there before the server, which has to know its name.
pub(crate) fn between(listener: TcpListener, upstream: &str, answer: Answer) -> String {
    let answer = Arc::new(answer);
    let url = format!("http://{}", listener.local_addr().unwrap());
    let upstream = upstream.trim_start_matches("http://").to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (Ok(stream), upstream, answer) = (stream, upstream.clone(), answer.clone()) else {
                return;
            };
            std::thread::spawn(move || pass_on(stream, &upstream, &answer));
        }
    });
    url
}

fn pass_on(mut client: TcpStream, upstream: &str, answer: &Answer) {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    let (head, length) = loop {
        let Ok(read @ 1..) = client.read(&mut piece) else {
            return;
        };
        request.extend_from_slice(&piece[..read]);
        let whole = String::from_utf8_lossy(&request).into_owned();
        let Some((head, _)) = whole.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| {
                line.to_lowercase()
                    .strip_prefix("content-length: ")?
                    .parse()
                    .ok()
            })
            .unwrap_or(0_usize);
        break (head.to_owned(), length);
    };
    let mut body = request.split_off(head.len() + 4);
    while body.len() < length {
        let Ok(read @ 1..) = client.read(&mut piece) else {
            return;
        };
        body.extend_from_slice(&piece[..read]);
    }
    let kept = head.lines().filter(|line| {
        let line = line.to_lowercase();
        !line.starts_with("accept-encoding") && !line.starts_with("connection")
    });
    let head: Vec<&str> = kept.collect();
    let path = head[0].split(' ').nth(1).unwrap_or_default().to_owned();
    let mut server = TcpStream::connect(upstream).unwrap();
    write!(server, "{}\r\nconnection: close\r\n\r\n", head.join("\r\n")).unwrap();
    server.write_all(&body).unwrap();
    let mut answered = Vec::new();
    server.read_to_end(&mut answered).unwrap();
    let end = answered.windows(4).position(|four| four == b"\r\n\r\n");
    let own = end.map_or(&[][..], |end| &answered[end + 4..]);
    let answered = match answer(&path, own) {
        None => answered,
        Some((status, body)) => {
            let head = format!(
                "HTTP/1.1 {status} So\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            [head.into_bytes(), body].concat()
        }
    };
    // The client may have had enough.
    let _ = client.write_all(&answered);
}

pub(crate) const CONSISTENCY: &str = "/v1/consistency";

/// Hashes that lead nowhere.
fn lies(path: &str, own: &[u8]) -> Option<(u16, Vec<u8>)> {
    let mut view: Value = path
        .starts_with(CONSISTENCY)
        .then(|| serde_json::from_slice(own).unwrap())?;
    for beginning in view["beginnings"].as_array_mut().unwrap() {
        for hash in beginning["hashes"].as_array_mut().unwrap() {
            *hash = json!(format!("{}=", "A".repeat(43)));
        }
    }
    Some((200, view.to_string().into_bytes()))
}

fn lies_and_hides_its_tiles(path: &str, own: &[u8]) -> Option<(u16, Vec<u8>)> {
    match path.starts_with("/log/") {
        true => refuses(CONSISTENCY, own),
        false => lies(path, own),
    }
}

fn refuses(path: &str, _: &[u8]) -> Option<(u16, Vec<u8>)> {
    let problem = json!({
        "type": "urn:truceline:problem:not-found", "title": "no", "status": 404,
        "detail": "there is no such thing here", "code": "not-found",
    });
    let hidden = path.starts_with(CONSISTENCY) || path.starts_with("/log/");
    hidden.then(|| (404, problem.to_string().into_bytes()))
}

#[test]
fn a_server_that_lies_in_its_proofs_or_refuses_them_is_never_called_consistent() {
    let room = two_histories();
    checkpoint(&room, "valley", false, "north.checkpoint");
    checkpoint(&room, "other", true, "south.checkpoint");
    let doors: Vec<TcpListener> = (0..3)
        .map(|_| TcpListener::bind("127.0.0.1:0").unwrap())
        .collect();
    let names: Vec<String> = doors
        .iter()
        .map(|door| door.local_addr().unwrap().to_string())
        .collect();
    let more: Vec<&str> = names.iter().flat_map(|name| ["--name", name]).collect();
    let serving = serve(&room, "other", &more);
    let until = Instant::now() + PATIENCE;
    while serving.get("/log/checkpoint", None).status != 200 {
        assert!(Instant::now() < until, "nothing is public");
        std::thread::sleep(Duration::from_millis(100));
    }
    let answers: [Answer; 3] = [
        Box::new(lies),
        Box::new(lies_and_hides_its_tiles),
        Box::new(refuses),
    ];
    let urls: Vec<String> = doors
        .into_iter()
        .zip(answers)
        .map(|(door, answer)| between(door, &serving.url, answer))
        .collect();
    let at = |url: &str, words: &[&str]| {
        let all = [&["--json", "--server", url, "--key", "south.key"], words].concat();
        room.run(&all)
    };
    // South was shown something before, so that there is something to be proven.
    let seen = at(&urls[0], &["inbox"]);
    assert_eq!(seen.exit, 0, "{seen:?}");
    site_at(&room, &urls[0]);
    // The proofs lie; the public tiles do not, and convict.
    let run = at(&urls[0], &["compare", "north.checkpoint"]);
    convicts(&room, &run, "north.checkpoint.fork");
    for url in &urls[1..] {
        let run = at(url, &["compare", "north.checkpoint"]);
        assert_eq!(
            (run.exit, &run.json()["outcome"]),
            (11, &json!("cannot-say")),
            "{run:?}"
        );
        let next = text(&run.json()["next"]);
        assert!(next.contains("no evidence of a split view"), "{next}");
        // It is relied on for nothing, and still told what is urgent.
        let read = at(url, &["inbox"]);
        assert_eq!(read.exit, 5, "{read:?}");
        assert!(
            text(&read.problem()["what"]).contains("no evidence of a split view"),
            "{read:?}"
        );
        let check = [
            "check",
            "--at",
            DORVANE,
            "--radius",
            "2km",
            "--from",
            "now+1h",
            "--until",
            "now+3h",
            "--activity",
            "flight",
        ];
        assert_eq!(at(url, &check).exit, 5);
        let told = site_at(&room, url);
        assert!(told.err.contains("does not prove"), "{told:?}");
    }
}

/// Presence goes out, whatever is to be thought of the server.
pub(crate) fn site_at(room: &Room, url: &str) -> Run {
    room.ok(&[
        "--server",
        url,
        "--key",
        "south.key",
        "notify",
        "site",
        "--at",
        DORVANE,
        "--radius",
        "200m",
        "--reconfirm-by",
        "now+1d",
    ])
}

#[test]
fn a_server_that_shows_another_history_than_before_is_found_at_the_next_contact_and_ever_after() {
    let room = two_histories();
    let souths = serve(&room, "valley", &[]);
    assert_eq!(souths.command(&room, "south.key", &["inbox"]).exit, 0);
    let kept = fs::read_to_string(room.path("south.seen")).unwrap();
    assert!(kept.starts_with("truceline-seen 1\nlinked: 1\n"), "{kept}");
    assert_eq!(souths.command(&room, "south.key", &["inbox"]).exit, 0);
    assert_eq!(souths.stop(), Some(0));
    for _ in 0..2 {
        site(&room, "other", "north.key");
        checkpoint(&room, "other", true, "larger");
        fs::remove_file(room.path("larger")).unwrap();
    }
    let souths = serve(&room, "other", &[]);
    for _ in 0..2 {
        let run = souths.command(&room, "south.key", &["--json", "inbox"]);
        assert_eq!(
            (run.exit, run.problem()["code"].clone()),
            (5, json!("fork")),
            "{run:?}"
        );
    }
    proven(&room, "south.fork");
    // Evidence that cannot be kept keeps no presence in.
    fs::rename(room.path("south.fork"), room.path("kept.fork")).unwrap();
    std::os::unix::fs::symlink("nowhere/at.all", room.path("south.fork")).unwrap();
    let told = site_at(&room, &souths.url);
    assert!(told.err.contains("could not be kept"), "{told:?}");
    fs::remove_file(room.path("south.fork")).unwrap();
    fs::rename(room.path("kept.fork"), room.path("south.fork")).unwrap();
    let told = site_at(&room, &souths.url);
    assert!(told.err.contains("SPLIT VIEW"), "{told:?}");
    // One that shows less than it has signed for this party proves nothing, and is not relied on.
    assert_eq!(souths.stop(), Some(0));
    fs::remove_file(room.path("south.fork")).unwrap();
    let norths = serve(&room, "valley", &[]);
    let run = norths.command(&room, "south.key", &["--json", "inbox"]);
    assert_eq!(run.exit, 5, "{run:?}");
    fs::write(room.path("south.seen"), "truceline-seen 1\n").unwrap();
    let damaged = norths.command(&room, "south.key", &["inbox"]);
    assert_eq!(
        damaged.exit, 5,
        "a damaged file is no empty one: {damaged:?}"
    );
    let told = site_at(&room, &norths.url);
    assert!(told.err.contains("is damaged"), "{told:?}");
    assert_eq!(
        fs::read_to_string(room.path("south.seen")).unwrap(),
        "truceline-seen 1\n",
        "it is left as it is"
    );
    // Nor does a place keep presence in where nothing can be read or written at all.
    fs::remove_file(room.path("south.seen")).unwrap();
    fs::create_dir(room.path("south.seen")).unwrap();
    assert_ne!(norths.command(&room, "south.key", &["inbox"]).exit, 0);
    site_at(&room, &norths.url);
}

#[test]
fn that_a_witness_has_seen_another_history_is_shown_to_everybody() {
    let room = two_histories();
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
    room.ok(&[
        "--data",
        "mission",
        "init",
        "--origin",
        "register.example/mission",
        "--theatre",
        "Mission",
        "--centre",
        "Mission",
    ]);
    let config = |data: &str, more: &str| {
        let text = format!(
            "data = \"{data}\"\nlisten = \"127.0.0.1:0\"\nplain = true\npublish-every-s = 1\n{more}"
        );
        fs::write(room.path(&format!("{data}.toml")), text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_truceline"));
        command
            .args(["serve", "--config", &format!("{data}.toml")])
            .current_dir(room.folder.path())
            .env_clear()
            .env("TRUCELINE_LIMITS", "off");
        Serving::of(command)
    };
    let witness = config(
        "mission",
        "[witness]\nkey = \"mission.key\"\nstate = \"mission.state\"\n",
    );
    let card = fs::read_to_string(room.path("valley/register.card")).unwrap();
    let log = card
        .lines()
        .find_map(|line| line.strip_prefix("log: "))
        .unwrap();
    let vkey = fs::read_to_string(room.path("mission.vkey")).unwrap();
    let policy = format!(
        "log {log}\nwitness mission {} {}/witness\nquorum mission\n",
        vkey.trim_end(),
        witness.url
    );
    fs::write(room.path("witnesses.policy"), policy).unwrap();
    let asks = "[witnesses]\npolicy = \"witnesses.policy\"\n";
    let shows = |serving: &Serving, figure: &str| {
        let until = Instant::now() + PATIENCE;
        let figure = format!("truceline_witnesses_of_another_history {figure}\n");
        while !serving.get("/metrics", None).body.contains(&figure) {
            assert!(
                Instant::now() < until,
                "{}",
                serving.get("/metrics", None).body
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    let norths = config("valley", asks);
    let until = Instant::now() + PATIENCE;
    while !norths
        .get("/log/checkpoint", None)
        .body
        .contains("witness.example/mission")
    {
        assert!(Instant::now() < until, "nothing was cosigned");
        std::thread::sleep(Duration::from_millis(100));
    }
    shows(&norths, "0");
    assert_eq!(norths.get("/readyz", None).body, "ready\n");
    let souths = config("other", asks);
    shows(&souths, "1");
    let ready = souths.get("/readyz", None);
    assert_eq!(ready.status, 200, "presence is taken all the same");
    assert!(ready.body.contains("seen another history"), "{ready:?}");
    let run = souths.command(&room, "south.key", &["inbox"]);
    assert_eq!(run.exit, 0, "{run:?}");
    assert!(
        run.err
            .contains("the witness mission says that it has seen another history"),
        "{run:?}"
    );
}
