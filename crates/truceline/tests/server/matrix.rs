//! Who may ask for what, cell by cell: every endpoint of the description, every role, own and others' things,
//! keys in force and revoked. What is expected stands here once more, apart from the server's own table.

use crate::described::endpoints;
use crate::house::{Reply, Serving, key};
use crate::room::{DORVANE, Room};
use serde_json::{Value, json};
use truceline_log::key::SigningKey;

/// Every role that a party may have, beside the centre.
const ROLES: [&str; 9] = [
    "force",
    "humanitarian",
    "civil",
    "guarantor",
    "monitor",
    "mediator",
    "intermediary",
    "investigator",
    "witness",
];

/// Who asks.
struct Caller {
    name: String,
    key: Option<SigningKey>,
    standing: Standing,
}

/// What somebody is to the things asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// No proof of who it is.
    Nobody,
    /// A key that was revoked.
    Revoked,
    Centre,
    /// Whose the things are.
    Owner,
    /// Was told of the site exactly.
    ToldExactly,
    /// Was told that it exists.
    ToldExistence,
    /// Was told nothing.
    Untold,
}

impl Standing {
    fn is_enrolled(self) -> bool {
        !matches!(self, Self::Nobody | Self::Revoked)
    }

    fn is_told(self) -> bool {
        matches!(
            self,
            Self::Centre | Self::Owner | Self::ToldExactly | Self::ToldExistence
        )
    }

    fn owns(self) -> bool {
        matches!(self, Self::Centre | Self::Owner)
    }
}

/// What is asked for.
struct Things {
    zone: String,
    party: String,
    person: String,
    site: String,
    site_index: u64,
    request: String,
    check: u64,
    actor: String,
    agreement: String,
    incident: String,
    asked: String,
    claim: String,
}

/// One request of an endpoint, and who is answered with what.
struct Cell {
    path: String,
    body: Option<Value>,
    expected: fn(Standing) -> u16,
    /// A thing that is not there must read like one that is somebody else's.
    is_unknown: bool,
}

fn anyone(_: Standing) -> u16 {
    200
}
/// For everybody, and there is none; who shows a key that was revoked is told that.
fn not_there(standing: Standing) -> u16 {
    if standing == Standing::Revoked {
        401
    } else {
        404
    }
}
fn enrolled(standing: Standing) -> u16 {
    if standing.is_enrolled() { 200 } else { 401 }
}
fn nowhere(standing: Standing) -> u16 {
    if standing.is_enrolled() { 404 } else { 401 }
}
fn told(standing: Standing) -> u16 {
    match standing {
        standing if !standing.is_enrolled() => 401,
        standing if standing.is_told() => 200,
        _ => 404,
    }
}
fn owners(standing: Standing) -> u16 {
    match standing {
        standing if !standing.is_enrolled() => 401,
        standing if standing.owns() => 200,
        _ => 404,
    }
}
fn centres(standing: Standing) -> u16 {
    match standing {
        Standing::Nobody | Standing::Revoked => 401,
        Standing::Centre => 200,
        _ => 403,
    }
}
fn centres_unknown(standing: Standing) -> u16 {
    if standing == Standing::Centre {
        404
    } else {
        centres(standing)
    }
}

/// The requests of an endpoint.
fn cells(method: &str, path: &str, things: &Things) -> Vec<Cell> {
    let cell = |path: &str, expected| Cell {
        path: path.to_owned(),
        body: None,
        expected,
        is_unknown: false,
    };
    let unknown = |path: &str| Cell {
        is_unknown: true,
        ..cell(path, nowhere)
    };
    let question = json!({
        "zone": things.zone, "from": "2030-01-01T00:00:00Z", "until": "2030-01-01T01:00:00Z",
    });
    let asks = |body: Value, expected| Cell {
        body: Some(body),
        ..cell(path, expected)
    };
    match (method, path) {
        (
            "GET",
            "/healthz" | "/readyz" | "/metrics" | "/v1/openapi.json" | "/v1/docs" | "/v1/register"
            | "/v1/bulletins" | "/v1/bulletins/feed" | "/",
        ) => {
            vec![cell(path, anyone)]
        }
        (
            "GET",
            "/v1/parties"
            | "/v1/desks"
            | "/v1/keys"
            | "/v1/zones"
            | "/v1/channels"
            | "/v1/notifications"
            | "/v1/places"
            | "/v1/requests"
            | "/v1/plans"
            | "/v1/inbox"
            | "/v1/alerts"
            | "/v1/records"
            | "/v1/checkpoint"
            | "/v1/portion"
            | "/v1/stops"
            | "/v1/line-tests"
            | "/v1/looks"
            | "/v1/duty"
            | "/v1/handover"
            | "/v1/informed"
            | "/v1/coverage"
            | "/v1/outbox"
            | "/v1/holds"
            | "/v1/consistency"
            | "/v1/actors"
            | "/v1/agreements"
            | "/v1/incidents"
            | "/v1/allegations"
            | "/v1/reconciliations"
            | "/v1/evidence",
        ) => vec![cell(path, enrolled)],
        ("GET", "/v1/zones/{zone}") => vec![
            cell(&format!("/v1/zones/{}", things.zone), enrolled),
            unknown(&format!("/v1/zones/{}", other(&things.zone))),
            unknown("/v1/zones/nothing"),
        ],
        ("GET", "/v1/actors/{id}/designations") => {
            let of = |id: &str, query: &str| format!("/v1/actors/{id}/designations{query}");
            vec![
                cell(&of(&things.actor, "?by=North&on=2030-01-01"), enrolled),
                unknown(&of(&other(&things.actor), "")),
            ]
        }
        ("GET", "/v1/agreements/{id}" | "/v1/agreements/{id}/calendar") => vec![
            cell(&path.replace("{id}", &things.agreement), enrolled),
            unknown(&path.replace("{id}", &other(&things.agreement))),
            unknown(&path.replace("{id}", "nothing")),
        ],
        ("GET", "/v1/notifications/{party}/{notification}") => vec![
            cell(
                &format!("/v1/notifications/{}/{}", things.party, things.site),
                told,
            ),
            unknown(&format!(
                "/v1/notifications/{}/{}",
                things.party,
                other(&things.site)
            )),
        ],
        ("GET", "/v1/allegations/{party}/{allegation}") => vec![
            unknown(&format!("/v1/allegations/{}/nothing", things.party)),
            unknown("/v1/allegations/nothing/nothing"),
        ],
        (
            "GET",
            "/v1/reconciliations/{reconciliation}"
            | "/v1/reconciliations/{reconciliation}/proposal"
            | "/v1/reconciliations/{reconciliation}/draft",
        ) => vec![unknown(&path.replace("{reconciliation}", "nothing"))],
        ("GET", "/v1/bulletins/feed/{zone}") => {
            let path = path.replace("{zone}", &things.zone);
            vec![cell(&path, not_there)]
        }
        (
            "GET",
            "/v1/bulletins/{party}/{bulletin}"
            | "/v1/bulletins/{party}/{bulletin}/page"
            | "/v1/bulletins/{party}/{bulletin}/table"
            | "/v1/bulletins/{party}/{bulletin}/proof",
        ) => {
            let path = path.replace("{party}", &things.party);
            vec![cell(&path.replace("{bulletin}", "nothing"), not_there)]
        }
        ("GET", "/v1/evidence/{evidence}") => vec![
            unknown("/v1/evidence/nothing"),
            unknown("/v1/evidence/evd_00000000000000000000000000000000"),
        ],
        ("GET", "/v1/evidence/{evidence}/content") => vec![
            unknown("/v1/evidence/nothing/content"),
            unknown("/v1/evidence/evd_00000000000000000000000000000000/content"),
        ],
        ("GET", "/v1/requests/{request}") => vec![
            cell(&format!("/v1/requests/{}", things.request), owners),
            unknown(&format!("/v1/requests/{}", other(&things.request))),
        ],
        (
            "GET",
            "/v1/incidents/{incident}"
            | "/v1/incidents/{incident}/claims"
            | "/v1/incidents/{incident}/side-by-side"
            | "/v1/incidents/{incident}/timeline",
        ) => vec![
            cell(&path.replace("{incident}", &things.incident), told),
            unknown(&path.replace("{incident}", &other(&things.incident))),
            unknown(&path.replace("{incident}", "nothing")),
        ],
        ("GET", "/v1/incidents/{incident}/state") => vec![
            cell(&path.replace("{incident}", &things.incident), told),
            cell(
                &format!("/v1/incidents/{}/state?viewpoint=register", things.incident),
                |standing| match told(standing) {
                    200 if standing != Standing::Centre => 403,
                    other => other,
                },
            ),
            unknown(&path.replace("{incident}", &other(&things.incident))),
        ],
        ("GET", "/v1/information-requests/{request}") => vec![
            cell(&path.replace("{request}", &things.asked), told),
            unknown(&path.replace("{request}", &other(&things.asked))),
        ],
        ("GET", "/v1/claims/{claim}") => vec![
            cell(&path.replace("{claim}", &things.claim), told),
            unknown(&path.replace("{claim}", &other(&things.claim))),
        ],
        ("GET", "/v1/checks/{index}") => vec![
            cell(&format!("/v1/checks/{}", things.check), owners),
            unknown("/v1/checks/999999"),
            unknown("/v1/checks/x"),
        ],
        ("GET", "/v1/records/{index}") => vec![
            cell(&format!("/v1/records/{}", things.site_index), told),
            cell(&format!("/v1/records/{}", things.check), owners),
            cell("/v1/records/0", enrolled),
            unknown("/v1/records/999999"),
        ],
        ("GET", "/v1/receipts/{index}") => vec![
            cell(&format!("/v1/receipts/{}", things.site_index), owners),
            unknown("/v1/receipts/999999"),
        ],
        // An id that is nobody's: what a stream gives is tried with streams.
        ("GET", "/v1/events") => vec![cell("/v1/events?after=nothing", |standing| {
            if standing.is_enrolled() { 400 } else { 401 }
        })],
        ("POST", "/v1/inquiries") => vec![
            asks(question.clone(), enrolled),
            asks(
                with(&question, "viewpoint", "register"),
                |standing| match standing {
                    Standing::Nobody | Standing::Revoked => 401,
                    Standing::Centre => 200,
                    _ => 403,
                },
            ),
        ],
        ("POST", "/v1/bundles") => vec![
            asks(json!({ "records": [things.site_index] }), owners),
            asks(json!({ "records": [0] }), enrolled),
            asks(json!({ "records": [999_999] }), nowhere),
        ],
        ("POST", "/v1/statements") => vec![asks(json!({ "submissions": [] }), |standing| {
            // The statement's own signature counts, not the one of the request.
            let _ = standing;
            400
        })],
        ("POST", "/v1/challenges") => vec![cell(path, anyone)],
        ("POST", "/v1/session") => vec![asks(json!({}), |standing| {
            if standing == Standing::Revoked {
                401
            } else {
                400
            }
        })],
        // Of a signed request: who it is that asks.
        ("GET" | "DELETE", "/v1/session") => vec![cell(path, enrolled)],
        ("DELETE", "/v1/persons/{person}/sessions") => {
            vec![cell(
                &format!("/v1/persons/{}/sessions", things.person),
                centres,
            )]
        }
        ("GET", "/v1/invitations") => vec![cell(path, centres)],
        ("POST", "/v1/invitations") => vec![asks(json!({}), centres)],
        ("DELETE", "/v1/invitations/{name}") => {
            vec![cell("/v1/invitations/nothing", centres_unknown)]
        }
        ("POST", "/v1/cards") => vec![asks(json!({}), |standing| {
            if standing == Standing::Revoked {
                401
            } else {
                400
            }
        })],
        ("POST", "/v1/outbox/retry") => vec![
            asks(json!({ "dead": true }), centres),
            asks(json!({ "letter": "out_0" }), centres_unknown),
        ],
        ("POST", "/v1/outbox/drop") => {
            vec![asks(json!({ "letter": "out_0" }), centres_unknown)]
        }
        ("GET", "/v1/vault/rotation") => vec![cell(path, centres)],
        ("POST", "/v1/vault/rotation") => vec![cell(path, |standing| match centres(standing) {
            200 => 202,
            other => other,
        })],
        ("GET", "/console/{path}") => vec![cell("/console/nothing", not_there)],
        // A program into which nothing was built has no verifier.
        ("GET", "/verify.html") => vec![cell(
            path,
            |standing| match truceline::http::console::ASSETS.is_empty() {
                true if standing == Standing::Revoked => 401,
                true => 404,
                false => 200,
            },
        )],
        ("GET", "/log/checkpoint") => vec![cell(path, |_| 0)],
        ("GET", "/log/tile/{path}" | "/log/tile/{*path}") => {
            vec![cell("/log/tile/nothing", |standing| {
                if standing == Standing::Revoked {
                    401
                } else {
                    404
                }
            })]
        }
        ("POST", "/witness/add-checkpoint") => vec![cell(path, |standing| {
            if standing == Standing::Revoked {
                401
            } else {
                404
            }
        })],
        _ => Vec::new(),
    }
}

fn with(question: &Value, field: &str, value: &str) -> Value {
    let mut question = question.clone();
    question[field] = json!(value);
    question
}

/// An id of the same kind that nothing has.
fn other(id: &str) -> String {
    let (kind, rest) = id.split_once('_').unwrap();
    let swapped: String = rest.chars().rev().collect();
    format!("{kind}_0{}", &swapped[1..].replace(['8', '9'], "1"))
}

fn house() -> (Room, Things, Vec<Caller>) {
    let room = Room::with_parties();
    let mut callers = vec![Caller {
        name: "nobody".to_owned(),
        key: None,
        standing: Standing::Nobody,
    }];
    for role in ROLES {
        let file = format!("{role}.key");
        room.say(&[
            "party",
            "enrol",
            "--name",
            role,
            "--role",
            role,
            "--new-key",
            &file,
        ]);
        callers.push(Caller {
            name: role.to_owned(),
            key: Some(key(&room, &file)),
            standing: match role {
                "monitor" => Standing::ToldExactly,
                "humanitarian" => Standing::ToldExistence,
                _ => Standing::Untold,
            },
        });
    }
    let site = room.say_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--radius",
            "200m",
            "--reconfirm-by",
            "now+1d",
            "--share",
            "monitor=exact",
            "--share",
            "humanitarian=existence",
        ],
    );
    let request = room.say(&[
        "request",
        "new",
        "--to",
        "South",
        "--zone",
        "Kestrel Valley",
        "--due-by",
        "now+1h",
    ]);
    let check = room.run(&[
        "--json",
        "--data",
        "valley",
        "--key",
        "south.key",
        "check",
        "--at",
        DORVANE,
        "--radius",
        "1km",
        "--from",
        "now",
        "--until",
        "now+1h",
        "--activity",
        "flight",
    ]);
    let terms = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/examples/agreements/moscow-2020.toml"
    );
    room.say(&["agreement", "enter", terms]);
    let agreements = room.say(&["agreement", "list"]);
    let actors = room.say(&["actor", "list"]);
    // Those who were told of the site may read an incident of its owner's, what is asked about it and claimed.
    let incident = room.say_as(
        "south.key",
        &[
            "incident",
            "open",
            "--kind",
            "fire",
            "--when",
            "2026-01-02T03:04:05Z",
            "--at",
            DORVANE,
            "--radius",
            "200m",
            "--reader",
            "monitor",
            "--reader",
            "humanitarian",
        ],
    );
    let incident = incident["admitted"][0]["id"].as_str().unwrap().to_owned();
    let asked = room.say_as(
        "south.key",
        &[
            "incident", "ask", &incident, "--to", "monitor", "--due-by", "now+1d",
        ],
    );
    let claim = room.say_as(
        "south.key",
        &[
            "claim",
            "enter",
            "--about",
            &incident,
            "-f",
            "question=casualties",
            "-f",
            "harm=killed",
            "-f",
            "count=1",
            "-f",
            "channel=statement",
        ],
    );
    let zones = room.say(&["zone", "list"]);
    let parties = room.say(&["party", "list"]);
    let south = parties
        .as_array()
        .unwrap()
        .iter()
        .find(|party| party["party"]["name"] == "South" || party["name"] == "South");
    let south = south.unwrap_or_else(|| panic!("{parties}"));
    let party = south["party"]["id"]
        .as_str()
        .or(south["id"].as_str())
        .or(south["party"].as_str());
    let card = std::fs::read_to_string(room.path("south.card")).unwrap();
    let person = card
        .lines()
        .find_map(|line| line.strip_prefix("person: "))
        .unwrap()
        .to_owned();
    room.say(&["key", "revoke", "north.card"]);
    callers.push(Caller {
        name: "revoked".to_owned(),
        key: Some(key(&room, "north.key")),
        standing: Standing::Revoked,
    });
    callers.push(Caller {
        name: "South".to_owned(),
        key: Some(key(&room, "south.key")),
        standing: Standing::Owner,
    });
    callers.push(Caller {
        name: "Centre".to_owned(),
        key: Some(key(&room, "valley/keys/centre.key")),
        standing: Standing::Centre,
    });
    let things = Things {
        zone: zones[0]["id"].as_str().unwrap().to_owned(),
        party: party.unwrap().to_owned(),
        person,
        site: site["admitted"][0]["id"].as_str().unwrap().to_owned(),
        site_index: site["admitted"][0]["index"].as_u64().unwrap(),
        request: request["admitted"][0]["id"].as_str().unwrap().to_owned(),
        incident,
        asked: asked["admitted"][0]["id"].as_str().unwrap().to_owned(),
        claim: claim["admitted"][0]["id"].as_str().unwrap().to_owned(),
        check: check.json()["record"]
            .as_u64()
            .or(check.json()["index"].as_u64())
            .unwrap_or_else(|| panic!("{check:?}")),
        actor: actors[0]["id"].as_str().unwrap().to_owned(),
        agreement: agreements[0]["agreement"]["id"]
            .as_str()
            .unwrap()
            .to_owned(),
    };
    (room, things, callers)
}

fn asked(serving: &Serving, method: &str, cell: &Cell, caller: &Caller) -> Reply {
    let bytes = cell.body.as_ref().map(|body| body.to_string().into_bytes());
    let body = bytes.as_deref().map(|bytes| ("application/json", bytes));
    serving.ask(method, &cell.path, body, caller.key.as_ref())
}

#[test]
fn every_cell_is_answered_as_it_should_be() {
    let (room, things, callers) = house();
    let serving = Serving::start_publishing(&room);
    serving.wait_until_public(things.site_index);
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (method, path) in endpoints() {
        let cells = cells(&method, &path, &things);
        assert!(
            !cells.is_empty(),
            "{method} {path} is tried by nobody: add it to the matrix"
        );
        for cell in cells {
            for caller in &callers {
                let reply = asked(&serving, &method, &cell, caller);
                let expected = (cell.expected)(caller.standing);
                tried += 1;
                // Zero: whatever it is, the same to everybody who is not revoked.
                let fits = reply.status == expected
                    || expected == 0
                        && (caller.standing == Standing::Revoked || reply.status != 401)
                    || expected == 200 && reply.status == 204
                    || expected == 200 && reply.status == 201
                    || caller.standing == Standing::Revoked
                        && expected == 200
                        && reply.status == 401;
                if !fits {
                    wrong.push(format!(
                        "{method} {} as {} ({:?}): {} instead of {expected}: {}",
                        cell.path, caller.name, caller.standing, reply.status, reply.body
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried} cells:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(tried > 400, "{tried}");
}

#[test]
fn what_is_not_there_reads_like_what_is_somebody_elses() {
    let (room, things, callers) = house();
    let serving = Serving::start_publishing(&room);
    serving.wait_until_public(things.site_index);
    let untold = callers
        .iter()
        .find(|caller| caller.standing == Standing::Untold)
        .unwrap();
    for (method, path) in endpoints() {
        let cells = cells(&method, &path, &things);
        let foreign: Vec<Reply> = cells
            .iter()
            .filter(|cell| !cell.is_unknown && (cell.expected)(Standing::Untold) == 404)
            .map(|cell| asked(&serving, &method, cell, untold))
            .collect();
        for unknown in cells.iter().filter(|cell| cell.is_unknown) {
            let unknown = asked(&serving, &method, unknown, untold);
            for foreign in &foreign {
                assert_eq!(unknown.body, foreign.body, "{method} {path}");
                assert_eq!(unknown.status, foreign.status);
            }
        }
    }
}

#[test]
fn a_replayed_request_is_refused() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let south = key(&room, "south.key");
    let request = ureq::http::Request::builder().uri(format!("{}/v1/parties", serving.url));
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    for (name, value) in crate::house::signed(&parts, None, &south) {
        parts.headers.insert(name, value);
    }
    let once = serving.send(ureq::http::Request::from_parts(parts.clone(), None));
    assert_eq!(once.status, 200);
    let again = serving.send(ureq::http::Request::from_parts(parts.clone(), None));
    assert_eq!((again.status, again.code().as_str()), (401, "signature"));
    parts.uri = format!("{}/v1/keys", serving.url).parse().unwrap();
    let elsewhere = serving.send(ureq::http::Request::from_parts(parts, None));
    assert_eq!(
        (elsewhere.status, elsewhere.code().as_str()),
        (401, "signature")
    );
}
