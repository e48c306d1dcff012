//! Where people are, over the wire: each party as exactly as it was told, and every look at another's place on record.

use crate::house::{Serving, key};
use crate::room::{DORVANE, Room, text};
use serde_json::Value;

const CENTRE: &str = "valley/keys/centre.key";

/// South tells of a site, to North as exactly as said.
fn site(serving: &Serving, room: &Room, resolution: &str) -> Value {
    let share = format!("North={resolution}");
    let place = ["notify", "site", "--at", DORVANE, "--radius", "200m"];
    let rest = [
        "--reconfirm-by",
        "now+1d",
        "--name",
        "Clinic",
        "--share",
        &share,
    ];
    serving.say_as(room, "south.key", &[&place[..], &rest].concat())
}

fn places(serving: &Serving, room: &Room, name: &str, query: &str) -> Value {
    let path = format!("/v1/places{query}");
    serving.get(&path, Some(&key(room, name))).json()
}

fn listed(page: &Value) -> Vec<Value> {
    page["places"].as_array().unwrap().clone()
}

/// How often others were shown what a party told, by what the party is told of it.
fn looks(serving: &Serving, room: &Room, name: &str) -> usize {
    let seen = serving.get("/v1/looks", Some(&key(room, name))).json();
    seen["seen"].as_array().unwrap().len()
}

#[test]
fn each_party_has_places_as_exactly_as_it_was_told() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let exact = site(&serving, &room, "exact");
    let cell = site(&serving, &room, "cell");
    let existence = site(&serving, &room, "existence");
    site(&serving, &room, "commitment");
    let of = |name: &str, said: &Value| {
        let id = text(&said["admitted"][0]["id"]);
        let all = listed(&places(&serving, &room, name, ""));
        let found = all.into_iter().find(|place| place["id"] == id);
        found.map(|place| place["says"]["site"]["place"].clone())
    };
    for said in [&exact, &cell, &existence] {
        let own = of("south.key", said).unwrap();
        assert!(own["exact"]["geometry"].is_object(), "{own}");
        let centres = of(CENTRE, said).unwrap();
        assert!(centres["exact"]["geometry"].is_object(), "{centres}");
    }
    let told = of("north.key", &exact).unwrap();
    assert!(told["exact"]["geometry"].is_object(), "{told}");
    let told = of("north.key", &cell).unwrap();
    assert!(told["exact"]["sealed"].is_string(), "{told}");
    assert!(told["cell"]["south_west_corners"].is_array(), "{told}");
    let page = places(&serving, &room, "north.key", "");
    assert_eq!(listed(&page).len(), 3, "the fourth was not told: {page}");
    let mut shown = page.to_string().matches("\"geometry\"").count();
    assert_eq!(shown, 1, "{page}");
    let told = of("north.key", &existence).unwrap_or_default();
    assert!(told["cell"]["south_west_corners"].is_null(), "{told}");
    // What was withdrawn is drawn by nobody; what is asked for from a record on is what was said since.
    let last = text(&existence["admitted"][0]["id"]);
    let index = existence["admitted"][0]["index"].as_u64().unwrap();
    let since = places(&serving, &room, "south.key", &format!("?from={index}"));
    assert_eq!(listed(&since).len(), 2, "{since}");
    assert!(since.to_string().contains(&last));
    let pages = places(&serving, &room, "south.key", "?limit=1");
    assert_eq!(listed(&pages).len(), 1);
    let next = text(&pages["next"]);
    let rest = places(&serving, &room, "south.key", &format!("?after={next}"));
    shown = listed(&rest).len();
    assert_eq!(shown, 3, "{rest}");
}

#[test]
fn a_place_that_is_shown_is_a_look_and_ones_own_is_none() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    site(&serving, &room, "exact");
    let before = looks(&serving, &room, "south.key");
    places(&serving, &room, "south.key", "");
    assert_eq!(looks(&serving, &room, "south.key"), before, "one's own");
    let size = |name: &str| {
        let checkpoint = serving.get("/v1/checkpoint", Some(&key(&room, name))).body;
        checkpoint.lines().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let records = size("north.key");
    places(&serving, &room, "north.key", "");
    assert_eq!(size("north.key"), records + 1, "the look is a record");
    assert_eq!(looks(&serving, &room, "south.key"), before + 1);
    places(&serving, &room, "north.key", "?from=999999");
    assert_eq!(size("north.key"), records + 1, "nothing was shown");
}

#[test]
fn what_is_asked_for_wrongly_is_refused() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    for query in [
        "?limit=0",
        "?limit=501",
        "?after=nothing",
        "?from=-1",
        "?where=here",
    ] {
        let reply = serving.get(
            &format!("/v1/places{query}"),
            Some(&key(&room, "south.key")),
        );
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (400, "usage"),
            "{query}"
        );
    }
}

/// A browser that has said less than the register has heard goes on behind that.
#[test]
fn a_session_says_where_the_keys_chain_ends() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let chain = || {
        let session = serving
            .get("/v1/session", Some(&key(&room, "south.key")))
            .json();
        (
            session["chain"]["next"].as_u64().unwrap(),
            text(&session["chain"]["previous"]),
        )
    };
    assert_eq!(chain(), (0, "0".repeat(64)));
    site(&serving, &room, "exact");
    let file = std::fs::read_to_string(room.path("south.chain")).unwrap();
    let (next, previous) = chain();
    assert_eq!(next, 1);
    assert!(
        file.contains(&format!("next: {next}\nprevious: {previous}\n")),
        "{file}"
    );
}
