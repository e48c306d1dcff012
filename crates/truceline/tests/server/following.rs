//! Event streams: what concerns a party arrives, alerts in a lane of their own, and nothing is missed over a
//! kill.

use crate::house::{Serving, key, signed};
use crate::room::{DORVANE, Room, VALLEY, text};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use truceline_engine::writer::follow::FOLLOWED_AT_ONCE;
use truceline_log::key::SigningKey;
use ureq::http::Request;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) data: String,
}

impl Event {
    pub(crate) fn index(&self) -> u64 {
        let data: Value = serde_json::from_str(&self.data).unwrap();
        data["index"].as_u64().unwrap_or_else(|| panic!("{self:?}"))
    }
}

/// An open stream, read by a thread of its own.
pub(crate) struct Stream(Receiver<Event>);

impl Stream {
    pub(crate) fn open(
        serving: &Serving,
        path: &str,
        last: Option<&str>,
        key: &SigningKey,
    ) -> Self {
        let mut request = Request::builder().uri(format!("{}{path}", serving.url));
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        for (name, value) in signed(&parts, None, key) {
            parts.headers.insert(name, value);
        }
        let response = ureq::Agent::new_with_defaults()
            .run(Request::from_parts(parts, ()))
            .unwrap();
        let reader = BufReader::new(response.into_body().into_reader());
        let (send, events) = channel();
        std::thread::spawn(move || {
            let (mut id, mut kind, mut data) = (String::new(), String::new(), String::new());
            for line in reader.lines() {
                // The stream ends with the server.
                let Ok(line) = line else { return };
                match line.split_once(": ") {
                    Some(("id", value)) => id = value.to_owned(),
                    Some(("event", value)) => kind = value.to_owned(),
                    Some(("data", value)) => data = value.to_owned(),
                    _ if line.is_empty() && !kind.is_empty() => {
                        let event = Event {
                            id: id.clone(),
                            kind: std::mem::take(&mut kind),
                            data: std::mem::take(&mut data),
                        };
                        if send.send(event).is_err() {
                            return;
                        }
                    }
                    _ => {}
                }
            }
        });
        let stream = Self(events);
        assert_eq!(stream.next().kind, "begin");
        stream
    }

    pub(crate) fn next(&self) -> Event {
        self.0.recv_timeout(PATIENCE).expect("an event in time")
    }

    /// The next that is about something else than desks that come and go.
    pub(crate) fn next_said(&self) -> Event {
        loop {
            let event = self.next();
            if !event.data.contains("the desk ") && !event.data.contains("have left") {
                return event;
            }
        }
    }
}

fn site(serving: &Serving, room: &Room) -> u64 {
    let words = [
        "notify",
        "site",
        "--at",
        DORVANE,
        "--radius",
        "200m",
        "--reconfirm-by",
        "now+1d",
        "--share",
        "North=cell",
    ];
    let said = serving.say_as(room, "south.key", &words);
    said["admitted"][0]["index"].as_u64().unwrap()
}

#[test]
fn who_was_told_hears_of_it_at_its_resolution_and_the_owner_sees_who_looked() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let north = Stream::open(&serving, "/v1/events", None, &key(&room, "north.key"));
    let index = site(&serving, &room);
    let event = north.next_said();
    assert_eq!((event.kind.as_str(), event.index()), ("record", index));
    assert!(
        !event.data.contains("36.5192"),
        "told as a cell, not exactly: {}",
        event.data
    );
    let looks = serving.say_as(&room, "south.key", &["looks"]);
    let seen = looks["seen"].as_array().unwrap();
    assert!(
        seen.iter()
            .any(|look| look["by"]["name"] == "North" && look["resolution"] == "cell"),
        "{looks}"
    );
}

#[test]
fn an_alert_goes_before_everything_in_a_lane_of_its_own() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let words = [
        "plan",
        "file",
        "--area",
        VALLEY,
        "--from",
        "now+10m",
        "--until",
        "now+3h",
        "--activity",
        "flight",
        "--buffer",
        "1km",
    ];
    let filed = serving.say_as(&room, "north.key", &words);
    let plan = text(&filed["admitted"][0]["id"]);
    serving.say_as(&room, "north.key", &["plan", "activate", &plan]);
    let urgent = Stream::open(
        &serving,
        "/v1/events?lane=urgent",
        None,
        &key(&room, "north.key"),
    );
    let site = site(&serving, &room);
    let alert = urgent.next();
    assert_eq!(alert.kind, "alert");
    assert!(alert.index() > site, "the watch's record: {alert:?}");
    assert!(
        !alert.data.contains("South"),
        "no party is named: {}",
        alert.data
    );
    let stop = [
        "stop",
        "send",
        "--at",
        DORVANE,
        "--radius",
        "1km",
        "--text",
        "people are in the road",
    ];
    serving.say_as(&room, "south.key", &stop);
    let stopped = urgent.next();
    assert_eq!(stopped.kind, "stop");
    assert!(
        stopped.data.contains("people are in the road"),
        "{}",
        stopped.data
    );
    let alert = urgent.next();
    assert_eq!(alert.kind, "alert");
    assert!(alert.data.contains("STOP"), "{}", alert.data);
    assert_eq!(alert.index(), stopped.index() + 1);
    let shown = serving.say_as(&room, "south.key", &["stop", "list"]);
    assert_eq!(shown.as_array().unwrap().len(), 1, "{shown}");
}

/// A word that concerns many plans is answered before all of them have been looked at.
#[test]
fn every_plan_that_a_word_concerns_is_looked_at_in_the_end() {
    const PLANS: usize = 2 * FOLLOWED_AT_ONCE + 1;
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let mut filed = BTreeSet::new();
    for _ in 0..PLANS {
        let mut words = vec!["plan", "file", "--area", VALLEY, "--activity", "flight"];
        words.extend(["--from", "now+10m", "--until", "now+3h"]);
        let plan = text(&serving.say_as(&room, "north.key", &words)["admitted"][0]["id"]);
        serving.say_as(&room, "north.key", &["plan", "activate", &plan]);
        filed.insert(plan);
    }
    let urgent = "/v1/events?lane=urgent";
    let urgent = Stream::open(&serving, urgent, None, &key(&room, "north.key"));
    site(&serving, &room);
    let (mut heard, mut records) = (BTreeSet::new(), BTreeSet::new());
    while heard.len() < PLANS {
        let alert = urgent.next();
        assert_eq!(alert.kind, "alert");
        heard.extend(filed.iter().filter(|plan| alert.data.contains(*plan)));
        records.insert(alert.index());
    }
    assert!(records.len() >= 3, "a few at a time: {records:?}");
}

#[test]
fn who_comes_back_with_the_last_id_misses_nothing_also_after_a_kill() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let south = key(&room, "south.key");
    let stream = Stream::open(&serving, "/v1/events", None, &south);
    let first = site(&serving, &room);
    let heard = stream.next_said();
    assert_eq!(heard.index(), first);
    let missed = [site(&serving, &room), site(&serving, &room)];
    serving.kill();
    let serving = Serving::start(&room);
    wait_until_ready(&serving);
    let stream = Stream::open(&serving, "/v1/events", Some(&heard.id), &south);
    let again = [stream.next_said().index(), stream.next_said().index()];
    assert_eq!(again, missed);
    let foreign = serving.get(
        &format!("/v1/events?after={}", heard.id),
        Some(&key(&room, "north.key")),
    );
    assert_eq!(foreign.status, 400, "an id is its viewer's alone");
}

#[test]
fn a_stream_ends_within_a_second_of_its_keys_revocation() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let stream = Stream::open(&serving, "/v1/events", None, &key(&room, "south.key"));
    serving.say_as(
        &room,
        "valley/keys/centre.key",
        &["key", "revoke", "south.card"],
    );
    let began = std::time::Instant::now();
    while stream.0.recv_timeout(PATIENCE).is_ok() {}
    assert!(began.elapsed() < PATIENCE, "the stream went on");
    let refused = serving.get("/v1/parties", Some(&key(&room, "south.key")));
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (401, "signature")
    );
}

/// A server that follows one that was killed waits until no request that it took can come again.
fn wait_until_ready(serving: &Serving) {
    let until = std::time::Instant::now() + PATIENCE;
    while serving.get("/readyz", None).status != 200 {
        assert!(std::time::Instant::now() < until, "never ready");
        std::thread::sleep(Duration::from_millis(100));
    }
}
