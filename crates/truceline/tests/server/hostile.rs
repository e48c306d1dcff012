//! What a server is sent by those who mean ill, or mean nothing: never a failure of the server, never a word
//! of anybody's place where it does not belong.

use crate::described::endpoints;
use crate::house::{Serving, key};
use crate::room::Room;
use serde_json::json;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

/// A small generator, seeded: what it sends is the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// Pieces of paths, queries and bodies that go wrong somewhere.
const PIECES: &[&str] = &[
    "0",
    "-1",
    "18446744073709551615",
    "18446744073709551616",
    "1e400",
    "NaN",
    "%00",
    "%2e%2e%2f",
    "..%2f..%2fetc",
    "ntf_0000000000000000000000000z",
    "pty_",
    "zon_7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "%F0%9F%92%A3",
    "%E2%80%AE",
    "'",
    "%22",
    "x%20or%201%3D1",
    "null",
    "true",
    "[]",
    "{}",
    "a.b",
    "A%0D%0AX:%20y",
];

const BODIES: &[&str] = &[
    "",
    "null",
    "[]",
    "{}",
    "{\"records\":[18446744073709551615]}",
    "{\"records\":[-1]}",
    "{\"submissions\":[\"!\"]}",
    "{\"submissions\":[\"AAAA\",\"AAAA\"]}",
    "{\"whole_chains\":[\"key_\"]}",
    "{\"around\":null}",
    "{\"place\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0,0],[0,0],[0,0]]]},\"from\":\"2030-01-01T00:00:00Z\",\"until\":\"2030-01-01T01:00:00Z\"}",
    "{\"place\":{\"type\":\"Point\",\"coordinates\":[1e308,91]},\"from\":\"2030-01-01T00:00:00Z\",\"until\":\"2030-01-01T01:00:00Z\"}",
    "{\"place\":{\"type\":\"Point\",\"coordinates\":[180,-90]},\"radius_m\":1e300,\"from\":\"2030-01-01T00:00:00Z\",\"until\":\"2030-01-01T01:00:00Z\"}",
    "{\"zone\":\"Kestrel Valley\",\"from\":\"2030-01-01T01:00:00Z\",\"until\":\"2030-01-01T00:00:00Z\"}",
    "{\"zone\":\"Kestrel Valley\",\"known_at\":99999999,\"from\":\"2030-01-01T00:00:00Z\",\"until\":\"2030-01-01T01:00:00Z\"}",
    "{\"zone\":\"Kestrel Valley\",\"altitude_m\":[5,1],\"from\":\"2030-01-01T00:00:00Z\",\"until\":\"2030-01-01T01:00:00Z\"}",
    "{\"code\":\"0000\",\"card\":\"x\"}",
    "{\"life_s\":4294967295}",
    "{\"challenge\":\"x\"}",
    "\u{feff}{}",
    "{\"a\":1,\"a\":2}",
];

#[test]
fn whatever_is_asked_the_server_does_not_fail_and_says_why_by_a_known_code() {
    let room = Room::with_parties();
    room.site();
    let serving = Serving::start(&room);
    let keys = [
        None,
        Some(key(&room, "south.key")),
        Some(key(&room, "valley/keys/centre.key")),
    ];
    let mut dice = Dice(20);
    for round in 0..6 {
        for (method, path) in endpoints() {
            if path == "/v1/events" {
                continue;
            }
            let mut asked = path.clone();
            while let (Some(open), Some(close)) = (asked.find('{'), asked.find('}')) {
                asked.replace_range(open..=close, dice.pick(PIECES));
            }
            if dice.roll(2) == 0 {
                let name = dice.pick(&[
                    "limit", "from", "after", "open", "kind", "party", "of", "lane", "x",
                ]);
                asked += &format!("?{name}={}", dice.pick(PIECES));
            }
            let text = dice.pick(BODIES);
            let kind = dice.pick(&[
                "application/json",
                "application/vnd.truceline.submission+cbor",
                "text/plain",
            ]);
            let body = (method == "POST").then_some((kind, text.as_bytes()));
            let caller = keys[dice.roll(keys.len())].as_ref();
            let reply = serving.ask(&method, &asked, body, caller);
            assert_ne!(
                reply.status, 500,
                "round {round}: {method} {asked} with {text}: {reply:?}"
            );
            if reply.status >= 400 && !path.starts_with("/witness") {
                let code = reply.code();
                assert_eq!(
                    truceline::http::problem::of(&code).code,
                    code,
                    "{method} {asked}: {reply:?}"
                );
                assert!(
                    reply
                        .header("content-type")
                        .is_some_and(|kind| kind.contains("problem+json"))
                );
            }
        }
    }
    assert_eq!(serving.get("/healthz", None).status, 200);
}

/// Sends raw bytes, and what comes until the server closes or time is up.
fn raw(serving: &Serving, bytes: &[u8], wait: Duration) -> String {
    let address = serving.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(wait)).unwrap();
    // The server may close before all of it is sent.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.take(1 << 20).read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn headers_without_end_and_requests_without_headers_are_cut_off() {
    let room = Room::with_register();
    let serving = Serving::start(&room);
    let mut headers = b"GET /healthz HTTP/1.1\r\nhost: x\r\n".to_vec();
    headers.extend(
        std::iter::repeat_n(
            b"x-filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".as_slice(),
            20_000,
        )
        .flatten(),
    );
    headers.extend(b"\r\n");
    let answer = raw(&serving, &headers, Duration::from_secs(5));
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    let began = Instant::now();
    let answer = raw(
        &serving,
        b"GET /healthz HTTP/1.1\r\nhost:",
        Duration::from_secs(25),
    );
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "an unfinished head was waited for"
    );
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(serving.get("/healthz", None).status, 200);
}

/// A place and a name that stand nowhere else.
const CANARY_LAT: &str = "35.7654321";
const CANARY_NAME: &str = "Vergissmeinnichtweg";

#[test]
fn a_place_and_a_name_are_found_in_no_file_no_figure_and_no_error() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let at = format!("{CANARY_LAT}, 36.6123456");
    let said = serving.say_as(
        &room,
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            &at,
            "--radius",
            "50m",
            "--name",
            CANARY_NAME,
            "--reconfirm-by",
            "now+1d",
            "--share",
            "North=exact",
        ],
    );
    let index = said["admitted"][0]["index"].as_u64().unwrap();
    let north = key(&room, "north.key");
    let shown = serving.get(&format!("/v1/records/{index}"), Some(&north));
    assert!(
        shown.body.contains("35.7654321"),
        "North was told: {shown:?}"
    );
    serving.post(
        "/v1/bundles",
        &json!({ "records": [index] }),
        Some(&key(&room, "south.key")),
    );
    for (method, path) in endpoints() {
        if path == "/v1/events" {
            continue;
        }
        let path = path.replace("{index}", &index.to_string());
        let wrong = format!("{path}?x={CANARY_NAME}");
        let body = format!("{{\"place\": \"{CANARY_NAME}\", \"at\": \"{CANARY_LAT}\"}}");
        let body = (method == "POST").then_some(("application/json", body.as_bytes()));
        let reply = serving.ask(&method, &wrong, body, Some(&north));
        let is_own = reply.status == 200;
        assert!(
            is_own || !reply.body.contains(CANARY_NAME),
            "{method} {path}: {reply:?}"
        );
        assert!(
            is_own || !reply.body.contains(CANARY_LAT),
            "{method} {path}: {reply:?}"
        );
    }
    let figures = serving.get("/metrics", None).body;
    assert!(
        !figures.contains(CANARY_NAME) && !figures.contains(CANARY_LAT),
        "{figures}"
    );
    room.ok(&["--data", "valley", "backup", "--to", "copy"]);
    assert_eq!(serving.stop(), Some(0));
    let latitude = 357_654_321_i32;
    let bytes = [
        CANARY_NAME.as_bytes().to_vec(),
        CANARY_LAT.as_bytes().to_vec(),
        latitude.to_be_bytes().to_vec(),
    ];
    for folder in ["valley", "copy"] {
        look_through(&room.path(folder), &bytes);
    }
}

fn look_through(folder: &Path, canaries: &[Vec<u8>]) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look_through(&path, canaries);
            continue;
        }
        let held = fs::read(&path).unwrap();
        for canary in canaries {
            let found = held.windows(canary.len()).any(|window| window == canary);
            assert!(!found, "{} holds it in the open", path.display());
        }
    }
}
