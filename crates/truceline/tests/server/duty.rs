//! Duty, handover, and how far a stop has come: each desk a client of its own.

use crate::following::Stream;
use crate::house::{Serving, key};
use crate::room::{Room, VALLEY, text};
use serde_json::Value;
use std::time::{Duration, Instant};

const CENTRE: &str = "valley/keys/centre.key";
/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn second_person(room: &Room) {
    room.ok(&["key", "new", "north-2.key", "--like", "north.card"]);
    room.say(&["key", "enrol", "north-2.card"]);
}

/// North's plan is under way over the valley.
fn flying(serving: &Serving, room: &Room) {
    let words = [
        "plan",
        "file",
        "--area",
        VALLEY,
        "--until",
        "now+3h",
        "--activity",
        "flight",
    ];
    let filed = serving.say_as(room, "north.key", &words);
    let plan = text(&filed["admitted"][0]["id"]);
    serving.say_as(room, "north.key", &["plan", "activate", &plan]);
}

fn stop(serving: &Serving, room: &Room) -> String {
    let sent = serving.say_as(room, "south.key", &["stop", "send", "--everywhere"]);
    text(&sent["admitted"][0]["id"])
}

/// The desks of a party as a caller sees them.
fn desks<'a>(seen: &'a Value, party: &str) -> Vec<&'a Value> {
    let desks = seen.as_array().unwrap().iter();
    desks
        .filter(|desk| desk["party"]["name"] == party)
        .collect()
}

fn recipient<'a>(shown: &'a Value, party: &str) -> Option<&'a Value> {
    let mut recipients = shown[0]["recipients"].as_array().unwrap().iter();
    recipients.find(|one| one["party"]["name"] == party)
}

/// Looks until it is so.
fn until(mut look: impl FnMut() -> bool, what: &str) {
    let end = Instant::now() + PATIENCE;
    while !look() {
        assert!(Instant::now() < end, "never {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn who_is_on_is_its_own_partys_to_see_and_the_centres_as_far_as_it_may() {
    let room = Room::with_parties();
    second_person(&room);
    let serving = Serving::start(&room);
    let on = ["duty", "on", "--name", "Nora Example"];
    serving.say_as(&room, "north.key", &on);
    let released = ["duty", "on", "--name", "Nils Example", "--name-for-centre"];
    serving.say_as(&room, "north-2.key", &released);
    for path in ["command", "api"] {
        let seen = |name: &str| match path {
            "command" => serving.say_as(&room, name, &["duty", "list"]),
            _ => serving.get("/v1/duty", Some(&key(&room, name))).json(),
        };
        let own = seen("north.key");
        assert_eq!(desks(&own, "South").len(), 0, "{own}");
        let on = desks(&own, "North")[0]["on"].as_array().unwrap().clone();
        assert_eq!(on[0]["name"], "Nora Example", "{path}: {own}");
        assert!(on.len() == 2 && on[0]["person"].is_string(), "{own}");
        let centre = seen(CENTRE);
        let north = desks(&centre, "North")[0];
        assert_eq!(north["attended"], "attended", "{centre}");
        let names: Vec<&str> = (north["on"].as_array().unwrap().iter())
            .filter_map(|turn| turn["name"].as_str())
            .collect();
        assert_eq!(names, ["Nils Example"], "{path}: {centre}");
        assert!(!centre.to_string().contains("Nora"), "{centre}");
        assert!(north["on"][0]["person"].is_null(), "{centre}");
        assert_eq!(desks(&centre, "South")[0]["attended"], "not known");
        let south = seen("south.key");
        assert_eq!(desks(&south, "North").len(), 0, "{south}");
    }
    serving.say_as(&room, "north.key", &["duty", "off"]);
    serving.say_as(&room, "north-2.key", &["duty", "off"]);
    let alerts = serving.say_as(&room, CENTRE, &["alert", "list"]);
    assert!(alerts.to_string().contains("has signed off"), "{alerts}");
    let channels = serving.say_as(&room, CENTRE, &["channel", "list"]);
    let north = desks(&channels, "North")[0];
    assert_eq!(north["state"], "unattended", "{channels}");
    let portion = serving.get("/v1/records", Some(&key(&room, "south.key")));
    assert!(!portion.body.contains("signs on"), "{}", portion.body);
}

#[test]
fn who_takes_over_signs_for_what_is_open_and_everybody_of_the_party_sees_it() {
    let room = Room::with_parties();
    second_person(&room);
    let serving = Serving::start(&room);
    flying(&serving, &room);
    serving.say_as(&room, "north.key", &["duty", "on"]);
    let id = stop(&serving, &room);
    let listed = serving.say_as(&room, "north-2.key", &["handover"]);
    assert_eq!(listed["signed"], false);
    let open = serving
        .get("/v1/handover", Some(&key(&room, "north.key")))
        .json();
    assert_eq!(open["stops"], listed["stops"]);
    assert_eq!(open["alerts"], listed["alerts"]);
    assert!(open["stops"].as_array().unwrap().len() == 1, "{open}");
    serving.say_as(&room, "north-2.key", &["handover", "--yes"]);
    let alerts = serving.say_as(&room, "north.key", &["alert", "list"]);
    let all = alerts.as_array().unwrap();
    assert!(!all.is_empty(), "it acknowledges nothing");
    assert!(
        all.iter()
            .all(|alert| alert["taken_over"]["at"].is_string()),
        "{alerts}"
    );
    let shown = serving.say_as(&room, CENTRE, &["stop", "show", &id]);
    let north = recipient(&shown, "North").unwrap();
    assert!(north["taken_over"]["desk"]["id"].is_string(), "{shown}");
    assert!(north["taken_over"]["person"].is_null(), "{shown}");
    let again = serving.command(&room, "north-2.key", &["--json", "handover", "--yes"]);
    assert_eq!(again.exit, 2, "nobody else is on: {again:?}");
}

#[test]
fn a_stop_is_delivered_when_it_has_left_towards_a_desk_and_read_when_the_desk_says_so() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    flying(&serving, &room);
    let nobody = stop(&serving, &room);
    let show = |name: &str, id: &str| serving.say_as(&room, name, &["stop", "show", id]);
    let shown = show(CENTRE, &nobody);
    assert_eq!(
        recipient(&shown, "North").unwrap()["reach"],
        "sent",
        "{shown}"
    );
    let north = Stream::open(
        &serving,
        "/v1/events?lane=urgent",
        None,
        &key(&room, "north.key"),
    );
    let both = Stream::open(&serving, "/v1/events", None, &key(&room, "north.key"));
    let id = stop(&serving, &room);
    assert_eq!(north.next().kind, "stop");
    assert_eq!(north.next().kind, "alert");
    until(
        || recipient(&show(CENTRE, &id), "North").unwrap()["reach"] == "delivered",
        "delivered",
    );
    let shown = show(CENTRE, &id);
    let one = recipient(&shown, "North").unwrap();
    assert!(one["delivered"][0]["after_ms"].as_i64().unwrap() >= 0);
    // The desk's other stream has it, too: once for each desk and stop.
    assert!(both.next_said().index() > 0);
    std::thread::sleep(Duration::from_millis(600));
    let shown = show(CENTRE, &id);
    let one = recipient(&shown, "North").unwrap();
    assert_eq!(one["delivered"].as_array().unwrap().len(), 1, "{shown}");
    assert!(shown[0]["silent"].to_string().contains("North"), "{shown}");
    let seen = show("south.key", &id);
    assert!(recipient(&seen, "North").is_none(), "{seen}");
    let portion = serving.get("/v1/records", Some(&key(&room, "south.key")));
    assert!(!portion.body.contains("have left"), "{}", portion.body);
    serving.say_as(&room, "north.key", &["stop", "reply", &id, "received"]);
    let shown = show(CENTRE, &id);
    assert_eq!(recipient(&shown, "North").unwrap()["reach"], "received");
    let seen = show("south.key", &id);
    let north = recipient(&seen, "North").unwrap();
    assert!(north["delivered"].is_null(), "no desk of North: {seen}");
}

#[test]
fn that_somebody_was_told_is_the_tellers_word() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    flying(&serving, &room);
    let id = stop(&serving, &room);
    let told = [
        "informed",
        "--name",
        "village council",
        "--means",
        "telephone",
        "--read-back",
        "stop",
        &id,
    ];
    serving.say_as(&room, CENTRE, &told);
    let of_north = [
        "informed", "--party", "North", "--means", "radio", "stop", &id,
    ];
    serving.say_as(&room, CENTRE, &of_north);
    let informed = |name: &str| {
        let shown = serving.say_as(&room, name, &["stop", "show", &id]);
        let list = serving.get("/v1/informed", Some(&key(&room, name))).json();
        let of_stop = shown[0]["informed"].as_array().cloned().unwrap_or_default();
        assert_eq!(of_stop.len(), list.as_array().unwrap().len(), "{shown}");
        of_stop
    };
    let centre = informed(CENTRE);
    assert_eq!(centre[0]["whom"], "village council", "{centre:?}");
    assert!(centre[0]["counts_as"].as_str().unwrap().contains("teller"));
    let south = informed("south.key");
    assert_eq!(south.len(), 1, "never of a party: {south:?}");
    assert!(south[0]["whom"].is_null(), "{south:?}");
    let north = informed("north.key");
    assert_eq!(north.len(), 1, "{north:?}");
    assert_eq!(north[0]["party"]["name"], "North");
    let shown = serving.say_as(&room, CENTRE, &["stop", "show", &id]);
    assert!(shown[0]["silent"].to_string().contains("North"), "{shown}");
}
