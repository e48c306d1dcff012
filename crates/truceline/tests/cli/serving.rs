//! The built program as a server: who signs in, who is invited, and what everybody may have of the log.

use crate::room::{Room, text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use truceline::client::base::Base;
use truceline::client::{Client, Form, Sent, agent};
use truceline::publication::rebuild;
use truceline::sign_in::challenge::{Answer, Challenge};
use truceline_engine::clock::SystemClock;
use truceline_engine::keyfile::{Purpose, load};
use truceline_engine::randomness::SystemRandomness;
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::key::SigningKey;
use truceline_log::policy::Policy;

/// A server of the room, until it is dropped.
struct Serving {
    child: Child,
    /// Held open: who is told nothing more must not be what ends it.
    _out: BufReader<ChildStdout>,
    base: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    fn of(room: &Room, data: &str, config: &str) -> Self {
        let file = format!("{data}.toml");
        let text = format!("data = \"{data}\"\nlisten = \"127.0.0.1:0\"\nplain = true\n{config}");
        std::fs::write(room.path(&file), text).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_truceline"))
            .args(["serve", "--config", &file])
            .current_dir(room.folder.path())
            .env_clear()
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let at = line.trim_end().rsplit_once(" at ");
        let base = at.unwrap_or_else(|| panic!("{line}")).1.to_owned();
        Self {
            child,
            _out: out,
            base,
        }
    }

    fn client(&self, key: Option<SigningKey>) -> Client {
        let (clock, randomness) = (SystemClock::default(), SystemRandomness);
        let base = Base::parse(&self.base).unwrap();
        Client::new(base, None, key, Box::new(clock), Box::new(randomness)).unwrap()
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Heard {
        let mut request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base));
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.as_bytes().to_vec()).unwrap();
        let mut answer = agent(None).unwrap().run(request).unwrap();
        let cookie = answer.headers().get("set-cookie");
        let cookie = cookie.map(|value| value.to_str().unwrap().to_owned());
        let body = answer.body_mut().read_to_vec().unwrap();
        Heard {
            status: answer.status().as_u16(),
            cookie,
            body,
        }
    }
}

struct Heard {
    status: u16,
    cookie: Option<String>,
    body: Vec<u8>,
}

impl Heard {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

fn key(room: &Room, file: &str) -> SigningKey {
    let key = load(&room.path(file), Purpose::Party, &mut || None).unwrap();
    SigningKey::from_seed(key.seed.expose())
}

fn sent(body: &str) -> Sent<'_> {
    Sent {
        media_type: "application/json",
        bytes: body.as_bytes(),
    }
}

/// Signs in with a key; the cookie's name and value.
fn sign_in(serving: &Serving, key: &SigningKey) -> String {
    let given = serving.ask("POST", "/v1/challenges", &[], "").json();
    let server = Base::parse(&serving.base).unwrap();
    let answer = Answer::sign(
        Challenge::from_text(&text(&given["challenge"])),
        server.authority(),
        &text(&given["origin"]),
        truceline::card::digest(&text(&given["genesis"])).unwrap(),
        key,
    );
    let order = json!({
        "challenge": answer.challenge.as_str(),
        "server": answer.server,
        "key": answer.key.to_string(),
        "signature": STANDARD.encode(answer.signature.0),
    });
    let opened = serving.ask("POST", "/v1/session", &[], &order.to_string());
    assert_eq!(opened.status, 201, "{}", opened.json());
    let again = serving.ask("POST", "/v1/session", &[], &order.to_string());
    assert_eq!(again.status, 401, "a challenge is answered once");
    let cookie = opened.cookie.unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

#[test]
fn a_desk_signs_in_and_a_revoked_key_is_signed_out() {
    let room = Room::with_parties();
    let serving = Serving::of(&room, "valley", "");
    let north = key(&room, "north.key");
    let cookie = sign_in(&serving, &north);
    let show = |cookie: &str| serving.ask("GET", "/v1/session", &[("cookie", cookie)], "");
    assert_eq!(show(&cookie).json()["role"], "force");
    assert_eq!(show("truceline=none").status, 401);
    let inbox = serving.ask("GET", "/v1/inbox", &[("cookie", &cookie)], "");
    assert_eq!(inbox.status, 200);
    // Another site's page cannot use the session to change anything.
    let foreign = [
        ("cookie", cookie.as_str()),
        ("origin", "https://elsewhere.example"),
    ];
    assert_eq!(
        serving.ask("DELETE", "/v1/session", &foreign, "").status,
        403
    );
    let own = [
        ("cookie", cookie.as_str()),
        ("origin", serving.base.as_str()),
    ];
    let ended = serving.ask("DELETE", "/v1/session", &own, "");
    assert!(ended.status == 200 && ended.cookie.unwrap().contains("Max-Age=0"));
    assert_eq!(show(&cookie).status, 401);

    let cookie = sign_in(&serving, &north);
    assert_eq!(show(&cookie).status, 200);
    let centre = ["--server", &serving.base, "--key", "valley/keys/centre.key"];
    room.ok(&[&centre[..], &["key", "revoke", "north.card"]].concat());
    let over = show(&cookie);
    assert_eq!(
        (over.status, over.json()["code"].clone()),
        (401, json!("session-over"))
    );
    let alive = serving.ask("GET", "/healthz", &[("cookie", &cookie)], "");
    assert_eq!(alive.status, 200);

    // The centre ends all sessions of a person; South may not.
    let south = key(&room, "south.key");
    let cookie = sign_in(&serving, &south);
    let person = text(&show(&cookie).json()["person"]);
    let path = format!("/v1/persons/{person}/sessions");
    let own = [
        ("cookie", cookie.as_str()),
        ("origin", serving.base.as_str()),
    ];
    assert_eq!(serving.ask("DELETE", &path, &own, "").status, 403);
    let of_centre = sign_in(&serving, &key(&room, "valley/keys/centre.key"));
    let own = [
        ("cookie", of_centre.as_str()),
        ("origin", serving.base.as_str()),
    ];
    let ended = serving.ask("DELETE", &path, &own, "");
    assert_eq!(ended.json()["ended"], 1);
    assert_eq!(show(&cookie).status, 401);
}

#[test]
fn a_newcomer_is_invited_once_and_enrolled_by_the_centre() {
    let room = Room::with_parties();
    let relief = ["relief", "second"];
    for name in relief {
        let file = format!("{name}.key");
        let card = "valley/register.card";
        room.ok(&["key", "new", &file, "--name", name, "--register", card]);
    }
    let [card, other] =
        relief.map(|name| std::fs::read_to_string(room.path(&format!("{name}.card"))).unwrap());
    let serving = Serving::of(&room, "valley", "");
    let mut centre = serving.client(Some(key(&room, "valley/keys/centre.key")));
    let mut south = serving.client(Some(key(&room, "south.key")));
    let refused = south.post("/v1/invitations", sent("{}"), Form::Json);
    assert_eq!(refused.unwrap_err().code, "not-allowed");
    let made = centre
        .post("/v1/invitations", sent("{}"), Form::Json)
        .unwrap();
    let made: Value = made.json().unwrap();
    let send = |card: &str| {
        let order = json!({ "code": made["code"], "card": card });
        serving.ask("POST", "/v1/cards", &[], &order.to_string())
    };
    let guessed = json!({ "code": "0".repeat(32), "card": card });
    let guessed = serving.ask("POST", "/v1/cards", &[], &guessed.to_string());
    assert_eq!(guessed.status, 403);
    assert_eq!(send(&card).status, 200);
    assert_eq!(send(&card).status, 200, "its answer may have been lost");
    assert_eq!(send(&other).status, 403);
    let mut list = || -> Value {
        let list = centre.get("/v1/invitations", Form::Json).unwrap();
        list.json().unwrap()
    };
    assert_eq!(list()[0]["card"], json!(card));
    std::fs::write(room.path("came.card"), text(&list()[0]["card"])).unwrap();
    let words = [
        "party",
        "enrol",
        "--name",
        "Relief",
        "--role",
        "humanitarian",
        "--card",
        "came.card",
    ];
    let signed = ["--server", &serving.base, "--key", "valley/keys/centre.key"];
    room.ok(&[&signed[..], &words].concat());
    assert_eq!(list(), json!([]), "settled");
}

/// The mission's server witnesses the valley's, and whoever likes rebuilds the log from what is public.
#[test]
fn a_witness_cosigns_what_comes_out_and_tiles_rebuild_it() {
    let room = Room::with_parties();
    room.ok(&[
        "witness",
        "key",
        "mission.key",
        "--name",
        "witness.example/mission",
    ]);
    let watch = [
        "witness",
        "watch",
        "--state",
        "mission.state",
        "--card",
        "valley/register.card",
    ];
    room.ok(&watch);
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
    let witness = Serving::of(
        &room,
        "mission",
        "[witness]\nkey = \"mission.key\"\nstate = \"mission.state\"\n",
    );
    let card = std::fs::read_to_string(room.path("valley/register.card")).unwrap();
    let log = card
        .lines()
        .find_map(|line| line.strip_prefix("log: "))
        .unwrap();
    let vkey = std::fs::read_to_string(room.path("mission.vkey")).unwrap();
    let policy = format!(
        "log {log}\nwitness mission {} {}/witness\nquorum mission\n",
        vkey.trim_end(),
        witness.base
    );
    std::fs::write(room.path("witnesses.policy"), &policy).unwrap();
    let serving = Serving::of(
        &room,
        "valley",
        "publish-every-s = 1\n[witnesses]\npolicy = \"witnesses.policy\"\n",
    );
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    let cosigned = |beyond: u64| {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            let heard = serving.ask("GET", "/log/checkpoint", &[], "");
            if heard.status == 200 {
                let checkpoint = SignedCheckpoint::parse(&heard.body).unwrap();
                let reached = policy.judge(&checkpoint).unwrap().quorum_reached;
                if reached && checkpoint.checkpoint().size > beyond {
                    return checkpoint;
                }
            }
            assert!(Instant::now() < until, "no cosigned checkpoint came out");
            std::thread::sleep(Duration::from_millis(200));
        }
    };
    let mut fetch = |path: &str| {
        let heard = serving.ask("GET", &format!("/log/{path}"), &[], "");
        match heard.status {
            200 => Ok(heard.body),
            status => Err(format!("{path}: {status}")),
        }
    };
    let first = cosigned(0);
    let tree = rebuild(&first, &mut fetch).unwrap();
    assert_eq!(tree.size() % 64, 0);
    room.ok(&[
        "--server",
        &serving.base,
        "--key",
        "south.key",
        "notify",
        "nil",
        "--zone",
        "Kestrel Valley",
        "--forces",
        "regulars",
        "--from",
        "now",
        "--until",
        "now+1d",
    ]);
    let second = cosigned(first.checkpoint().size);
    let later = rebuild(&second, &mut fetch).unwrap();
    assert_eq!(later.root_at(tree.size()).unwrap(), tree.root());
    // Beyond what is public there is nothing.
    let beyond = format!("tile/0/{:03}.p/255", 0);
    assert!(fetch(&beyond).is_err());
    let kept = std::fs::read_dir(room.path("valley/cosigned"))
        .unwrap()
        .count();
    assert!(kept >= 2, "the history of cosigned checkpoints is kept");
    let none = serving.ask("POST", "/witness/add-checkpoint", &[], "{}");
    assert_eq!(none.status, 404, "this server is no witness");
    let bad = witness.ask("POST", "/witness/add-checkpoint", &[], "{}");
    assert_eq!(bad.status, 400);
}
