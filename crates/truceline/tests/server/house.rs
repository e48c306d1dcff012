//! A register that is served, and callers with keys of their own.

use crate::room::{Room, Run};
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};
use truceline::signature::base::Target;
use truceline::signature::params::Nonce;
use truceline::signature::sign::{Occasion, sign};
use truceline_engine::keyfile::{Purpose, load};
use truceline_engine::randomness::{Randomness as _, SystemRandomness};
use truceline_log::key::SigningKey;
use ureq::http::{Request, header::CONTENT_TYPE};

/// A running server; it ends with the value.
pub(crate) struct Serving {
    child: Child,
    pub(crate) url: String,
}

/// A status and a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) headers: Vec<(String, String)>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Serving {
    /// Serves the room's register on loopback.
    pub(crate) fn start(room: &Room) -> Self {
        Self::start_with(room.folder.path(), &[])
    }

    /// Without limits of rates: tests ask more often than people.
    pub(crate) fn start_with(folder: &Path, more: &[&str]) -> Self {
        Self::start_as(folder, more, &[("TRUCELINE_LIMITS", "off")])
    }

    /// With a public checkpoint every second, where something is new.
    pub(crate) fn start_publishing(room: &Room) -> Self {
        let variables = [
            ("TRUCELINE_LIMITS", "off"),
            ("TRUCELINE_PUBLISH_EVERY_S", "1"),
        ];
        Self::start_as(room.folder.path(), &[], &variables)
    }

    /// Waits until a record is under a public checkpoint.
    pub(crate) fn wait_until_public(&self, record: u64) {
        for _ in 0..300 {
            let public = self.get("/log/checkpoint", None).body;
            let size = public.lines().nth(1).and_then(|size| size.parse().ok());
            if size.is_some_and(|size: u64| size > record) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("no public checkpoint over {record}");
    }

    /// With the limits that it has.
    pub(crate) fn start_limited(folder: &Path, more: &[&str]) -> Self {
        Self::start_as(folder, more, &[])
    }

    fn start_as(folder: &Path, more: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truceline"));
        command
            .args([
                "--data",
                "valley",
                "serve",
                "--plain",
                "--listen",
                "127.0.0.1:0",
            ])
            .args(more)
            .current_dir(folder)
            .env_clear()
            .envs(variables.iter().copied());
        Self::of(command)
    }

    /// By a command of one's own that ends up as a server.
    pub(crate) fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let url = line.trim().rsplit(' ').next().unwrap_or_default();
        assert!(url.starts_with("http"), "the server said {line:?}");
        Self {
            url: url.to_owned(),
            child,
        }
    }

    /// The server's process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// As a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// As whoever runs it would: with a signal. Its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap().code()
    }

    pub(crate) fn get(&self, path: &str, key: Option<&SigningKey>) -> Reply {
        self.ask("GET", path, None, key)
    }

    pub(crate) fn post(&self, path: &str, body: &Value, key: Option<&SigningKey>) -> Reply {
        let bytes = body.to_string().into_bytes();
        self.ask("POST", path, Some(("application/json", &bytes)), key)
    }

    /// One request, signed where there is a key.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        body: Option<(&str, &[u8])>,
        key: Option<&SigningKey>,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url));
        if let Some((kind, _)) = body {
            request = request.header(CONTENT_TYPE, kind);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        if let Some(key) = key {
            for (name, value) in signed(&parts, body.map(|(_, bytes)| bytes), key) {
                parts.headers.insert(name, value);
            }
        }
        self.send(Request::from_parts(
            parts,
            body.map(|(_, bytes)| bytes.to_vec()),
        ))
    }

    pub(crate) fn send(&self, request: Request<Option<Vec<u8>>>) -> Reply {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .build()
            .new_agent();
        let (parts, body) = request.into_parts();
        let response = match body {
            Some(body) => agent.run(Request::from_parts(parts, body)),
            None => agent.run(Request::from_parts(parts, ())),
        };
        let response = response.unwrap();
        let (head, mut body) = response.into_parts();
        let text = |value: &ureq::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        Reply {
            status: head.status.as_u16(),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), text(value)))
                .collect(),
            body: String::from_utf8_lossy(&body.read_to_vec().unwrap()).into_owned(),
        }
    }

    /// Runs a command against the server.
    pub(crate) fn command(&self, room: &Room, key: &str, arguments: &[&str]) -> Run {
        let mut all = vec!["--server", &self.url, "--key", key];
        all.extend_from_slice(arguments);
        room.run(&all)
    }

    /// Runs what must succeed, and reads its JSON.
    pub(crate) fn say_as(&self, room: &Room, key: &str, arguments: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend_from_slice(arguments);
        let run = self.command(room, key, &all);
        assert_eq!(run.exit, 0, "{arguments:?}: {run:?}");
        run.json()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The headers of a signed request.
pub(crate) fn signed(
    parts: &ureq::http::request::Parts,
    body: Option<&[u8]>,
    key: &SigningKey,
) -> Vec<(ureq::http::HeaderName, ureq::http::HeaderValue)> {
    let target = Target::of(parts).unwrap();
    let mut nonce = [0; 16];
    SystemRandomness.fill(&mut nonce).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let occasion = Occasion {
        now_s: now.as_secs(),
        life_s: 60,
        nonce: Nonce(nonce),
    };
    let signed = sign(&target, body, key, occasion);
    let headers = signed.headers().into_iter();
    headers
        .map(|(name, value)| (name, value.parse().unwrap()))
        .collect()
}

/// A key of the room.
pub(crate) fn key(room: &Room, name: &str) -> SigningKey {
    let loaded = load(&room.path(name), Purpose::Party, &mut || None).unwrap();
    SigningKey::from_seed(loaded.seed.expose())
}
