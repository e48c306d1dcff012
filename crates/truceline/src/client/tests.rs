#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::signature::head::Head;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread::JoinHandle;
use truceline_engine::clock::HandClock;
use truceline_engine::randomness::RehearsalRandomness;
use truceline_register::time::Instant;

const NOW_S: i64 = 1_790_000_000;

fn key() -> SigningKey {
    SigningKey::from_seed(&[5; 32])
}

fn client(base: &str, key: Option<SigningKey>) -> Client {
    let clock = HandClock::at(Instant::from_micros(NOW_S * 1_000_000).unwrap());
    let base = Base::parse(base).unwrap();
    let randomness = Box::new(RehearsalRandomness::new(1));
    Client::new(base, None, key, Box::new(clock), randomness).unwrap()
}

type Asked = Vec<(http::request::Parts, Vec<u8>)>;

/// A server that gives these answers, one a connection, and tells what it was asked.
fn server(answers: Vec<String>) -> (String, JoinHandle<Asked>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let mut asked = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let mut words = line.split_whitespace();
            let (method, path) = (words.next().unwrap(), words.next().unwrap());
            let mut request = Request::builder().method(method).uri(path);
            let mut length = 0;
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                let Some((name, value)) = line.trim_end().split_once(": ") else {
                    break;
                };
                if name.eq_ignore_ascii_case("content-length") {
                    length = value.parse().unwrap();
                }
                request = request.header(name, value);
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            asked.push((request.body(()).unwrap().into_parts().0, body));
        }
        asked
    });
    (base, asked)
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

const SENT: Sent<'_> = Sent {
    media_type: "application/cbor",
    bytes: b"statements",
};

#[test]
fn requests_are_signed_for_the_server_that_is_asked() {
    let good = answer("200 OK", "Content-Type: application/json\r\n", "{\"a\": 1}");
    let (base, asked) = server(vec![good.clone(), good]);
    let mut client = client(&base, Some(key()));
    let answered = client.get("/v1/inbox?after=3", Form::Json).unwrap();
    assert_eq!(answered.media_type, "application/json");
    assert_eq!(answered.json::<serde_json::Value>().unwrap()["a"], 1);
    client.post("/v1/statements", SENT, Form::Text).unwrap();
    let asked = asked.join().unwrap();
    let own = vec![client.base().authority().to_owned()];
    for ((parts, body), (path, accept)) in asked.iter().zip([
        ("/v1/inbox?after=3", "application/json"),
        ("/v1/statements", "text/plain"),
    ]) {
        assert_eq!(parts.uri, path);
        assert_eq!(parts.headers["accept"], accept);
        let head = Head::read(parts).unwrap();
        let now_s = u64::try_from(NOW_S).unwrap();
        let verified = head.verify(&key().verifying_key(), &own, now_s).unwrap();
        verified.check_body(body).unwrap();
    }
    assert_eq!(asked[1].1, SENT.bytes);
    assert_ne!(
        asked[0].0.headers["signature-input"],
        asked[1].0.headers["signature-input"]
    );
}

#[test]
fn a_problem_of_the_server_is_the_commands_problem() {
    let document = |code: &str| {
        format!(
            "{{\"type\": \"x\", \"title\": \"t\", \"code\": \"{code}\", \"detail\": \"what to do\", \"status\": 1}}"
        )
    };
    for (status, code, exit) in [
        ("403 Forbidden", "not-this-role", Exit::Refused),
        ("404 Not Found", "not-found", Exit::Usage),
        ("401 Unauthorized", "signature", Exit::Refused),
        ("507 Insufficient Storage", "no-space", Exit::Unavailable),
    ] {
        let (base, _asked) = server(vec![answer(status, "", &document(code))]);
        let problem = client(&base, None).get("/v1/x", Form::Json).unwrap_err();
        assert_eq!(problem, Problem::new(exit, code, "what to do"));
    }
    let starting = answer(
        "503 Service Unavailable",
        "Retry-After: 0\r\n",
        &document("starting"),
    );
    let (base, asked) = server(vec![starting.clone(), answer("200 OK", "", "done")]);
    let answered = client(&base, Some(key())).get("/v1/x", Form::Text).unwrap();
    assert_eq!(answered.text().unwrap(), "done");
    let asked = asked.join().unwrap();
    assert_ne!(
        asked[0].0.headers["signature"], asked[1].0.headers["signature"],
        "signed anew"
    );
    let (base, _asked) = server(vec![starting; MAX_TRIES]);
    let problem = client(&base, None).get("/v1/x", Form::Text).unwrap_err();
    assert_eq!(problem.code, "starting");
}

#[test]
fn what_is_no_register_is_not_believed() {
    let (base, _asked) = server(vec![answer(
        "302 Found",
        "Location: http://127.0.0.1:1/\r\n",
        "",
    )]);
    let problem = client(&base, None).get("/v1/x", Form::Json).unwrap_err();
    assert!(problem.what.contains("not followed"), "{problem}");
    let (base, _asked) = server(vec![answer("500 Internal Server Error", "", "<html>")]);
    let problem = client(&base, None).get("/v1/x", Form::Json).unwrap_err();
    assert!(problem.what.contains("right address"), "{problem}");
    let (base, _asked) = server(vec![answer("200 OK", "", "no json")]);
    let answered = client(&base, None).get("/v1/x", Form::Json).unwrap();
    assert_eq!(answered.json::<u32>().unwrap_err().code, "unavailable");
}

#[test]
fn a_line_that_breaks_leaves_what_was_sent_unknown() {
    let (base, _asked) = server(vec![String::new(), String::new()]);
    let mut client = client(&base, None);
    let problem = client.post("/v1/x", SENT, Form::Json).unwrap_err();
    assert_eq!(problem.code, "outcome-unknown");
    let problem = client.get("/v1/x", Form::Json).unwrap_err();
    assert_eq!(problem.code, "unavailable");
    let gone = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let problem = self::client(&base, None)
        .post("/v1/x", SENT, Form::Json)
        .unwrap_err();
    assert_eq!(problem.code, "unavailable", "nothing left: {problem}");
}

#[test]
fn addresses_have_one_spelling_and_plain_ones_stay_on_the_machine() {
    for (text, spelled) in [
        ("https://Register.example:443/", "https://register.example"),
        (
            "https://register.example:8443",
            "https://register.example:8443",
        ),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://localhost:80", "http://localhost"),
    ] {
        assert_eq!(Base::parse(text).unwrap().to_string(), spelled);
    }
    for wrong in [
        "http://register.example",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "ftp://127.0.0.1",
        "register.example",
        "https://me@register.example",
        "https://register.example/v1",
        "https://register.example/?a",
        "",
    ] {
        assert!(Base::parse(wrong).is_err(), "{wrong}");
    }
    let make = |base: &str, authority: Option<&[u8]>| {
        let clock = Box::new(HandClock::at(Instant::MIN));
        let randomness = Box::new(RehearsalRandomness::new(1));
        Client::new(
            Base::parse(base).unwrap(),
            authority,
            None,
            clock,
            randomness,
        )
        .is_ok()
    };
    assert!(!make("https://register.example", None));
    assert!(!make("https://register.example", Some(b"no certificate")));
    assert!(!make("http://localhost", Some(b"any")));
    assert!(make("http://localhost", None));
}
