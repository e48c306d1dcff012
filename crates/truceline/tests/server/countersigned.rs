//! What a belligerent centre enters for others or erases is shown as lacking another party's countersignature
//! until it has one: in every view that cites it.

use crate::described::endpoints;
use crate::house::{Serving, key};
use crate::room::{DORVANE, Room, VALLEY, index, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Views that hold a record's index and need not say it, each with its reason. A view that is not here shows
/// the countersignature.
const EXEMPT: &[(&str, &str)] = &[
    (
        "ActView",
        "what a statement says, word for word; its record says it",
    ),
    (
        "AlertTrailView",
        "stands in a stop's or a line test's view, which says it",
    ),
    (
        "BasisCoverageView",
        "nothing that waits for a signature gives coverage",
    ),
    ("AboutView", "what a statement says, word for word"),
    (
        "AskedOfView",
        "what is asked about an incident is never entered for another",
    ),
    (
        "InformationGivenView",
        "what is asked about an incident is never entered for another",
    ),
    ("StateView", "an incident is never entered for another"),
    ("TimelineView", "a claim is signed by who enters it"),
    ("EnteredView", "a claim is signed by who enters it"),
    ("OpenedView", "an incident is never entered for another"),
    (
        "IncidentLineView",
        "an incident is never entered for another",
    ),
    ("StanceLine", "a stance is signed by who enters it"),
    ("StanceTakenView", "what a statement says, word for word"),
    ("AlertPlaceView", "what a statement says, word for word"),
    ("AllegationWord", "is never entered for another"),
    (
        "EntryVersionView",
        "an allegation is never entered for another",
    ),
    ("JudgementView", "is never entered for another"),
    ("EntriesView", "how many, not which"),
    ("AnswerCountView", "whose word it is, not which record"),
    ("StepCountView", "whose word it is, not which record"),
    ("BesideView", "whose word it is, not which record"),
    ("BulletinContentView", "the bulletin around it says it"),
    ("ReplacedView", "what a statement says, word for word"),
    (
        "StandingReconciliationView",
        "lists are never set side by side for another",
    ),
    (
        "ReconciliationCountsView",
        "lists are never set side by side for another",
    ),
    ("UndoneView", "is never entered for another"),
    (
        "JudgementUndoneView",
        "what a statement says, word for word",
    ),
    (
        "StandingAllegationView",
        "an allegation is never entered for another",
    ),
    ("BundleOrder", "a question"),
    (
        "StandingEvidenceView",
        "a file is never entered for another",
    ),
    (
        "EvidenceWithdrawnView",
        "a file is never entered for another",
    ),
    ("DerivativeView", "a file is never entered for another"),
    ("EvidenceAboutView", "what a statement says, word for word"),
    ("HandlingLine", "is never entered for another"),
    ("WithdrawalLine", "a claim is withdrawn by who entered it"),
    ("ListCountsView", "holds numbers of entries, and no record"),
    ("CheckAnswerView", "a check is never entered for another"),
    ("CheckedView", "a check is never entered for another"),
    ("ConfirmationView", "what a statement says, word for word"),
    ("ConsentLine", "a consent is never entered for another"),
    ("CountsView", "numbers of the register's own"),
    ("ErasureView", "what a statement says, word for word"),
    ("GivenView", "is part of it"),
    ("HeldView", "what a hold names, word for word"),
    (
        "InformedLine",
        "what a party told others is never entered for another",
    ),
    ("InvitationView", "no record"),
    ("LetterView", "tells nothing but that there is something"),
    ("LooksView", "holds looks, which say it"),
    ("NotificationAnswer", "holds records, which say it"),
    ("NotificationView", "holds versions, which say it"),
    ("OwedView", "is an alert, which says it"),
    ("PlanStepLine", "a plan is never entered for another"),
    ("ProblemDocument", "a refusal waits for no signature"),
    ("RecordPage", "holds records, which say it"),
    ("RequestView", "the centre's own request"),
    ("SaidBoundary", "the centre's own boundary"),
    (
        "StandingLineTestView",
        "a line test is never entered for another",
    ),
    ("StatedView", "holds what its sender is told, which says it"),
    ("ToldWriter", "holds what its sender is told, which says it"),
    ("TakenOverView", "a handover is never entered for another"),
    ("TurnView", "a duty is never entered for another"),
    (
        "UnreadableView",
        "what cannot be read is never entered for another",
    ),
    ("VaultRotationView", "no record"),
    ("ActorLine", ENTERED_FOR_ITSELF),
    ("DesignationLine", ENTERED_FOR_ITSELF),
    ("DesignationView", ENTERED_FOR_ITSELF),
    ("SeenView", ENTERED_FOR_ITSELF),
    ("AgreementLine", ENTERED_FOR_ITSELF),
    ("StandingAgreementView", ENTERED_FOR_ITSELF),
    ("StandingBindingView", ENTERED_FOR_ITSELF),
    ("CalendarView", ENTERED_FOR_ITSELF),
    ("DatedView", ENTERED_FOR_ITSELF),
];

/// Of actors, designations and agreements.
const ENTERED_FOR_ITSELF: &str =
    "what is public is entered by a party for itself and waits for nobody";

/// Fields that hold the index of a record.
const INDEXES: [&str; 9] = [
    "record",
    "index",
    "records",
    "answers",
    "counts",
    "by",
    "versions",
    "lifted_by",
    "lift_waits",
];

fn properties(schema: &Value, all: &mut BTreeSet<String>) {
    if let Some(own) = schema["properties"].as_object() {
        all.extend(own.keys().cloned());
    }
    for part in ["allOf", "oneOf", "anyOf"] {
        for one in schema[part].as_array().into_iter().flatten() {
            properties(one, all);
        }
    }
}

#[test]
fn every_view_that_cites_a_record_says_whether_a_countersignature_is_lacking() {
    let api: Value = serde_json::from_str(&truceline::http::openapi::text()).unwrap();
    let exempt: BTreeSet<&str> = EXEMPT.iter().map(|(name, _)| *name).collect();
    let mut found = BTreeSet::new();
    for (name, schema) in api["components"]["schemas"].as_object().unwrap() {
        let mut all = BTreeSet::new();
        properties(schema, &mut all);
        if !INDEXES.iter().any(|field| all.contains(*field)) {
            continue;
        }
        found.insert(name.as_str());
        assert!(
            all.contains("countersignature") || exempt.contains(name.as_str()),
            "{name} cites records and does not say whether another party's countersignature is lacking: \
             give it a field `countersignature` (wire/countersignature.rs)"
        );
    }
    for name in exempt {
        assert!(
            found.contains(name) || name == "GivenView",
            "{name} cites no record any more"
        );
    }
}

/// Where a record that lacks a countersignature is cited by something that does not say so; and how often one
/// is cited at all.
fn unsaid(
    value: &Value,
    lacking: &BTreeSet<u64>,
    is_said: bool,
    path: &str,
    faults: &mut Vec<String>,
) -> usize {
    let mut cited = 0;
    match value {
        Value::Object(fields) => {
            let own = fields.get("countersignature").map(|view| &view["lacking"]);
            let is_said = is_said || own.is_some_and(|lacking| lacking.is_array());
            for (name, inner) in fields {
                // What a statement says, word for word; and what says it.
                if name == "statement" || name == "countersignature" {
                    continue;
                }
                let path = format!("{path}/{name}");
                let numbers = match inner {
                    Value::Number(_) => std::slice::from_ref(inner),
                    Value::Array(items) => items.as_slice(),
                    _ => &[],
                };
                let cites = numbers
                    .iter()
                    .filter_map(Value::as_u64)
                    .filter(|n| lacking.contains(n));
                let cites = cites.count();
                if INDEXES.contains(&name.as_str()) && cites > 0 {
                    cited += cites;
                    if !is_said {
                        faults.push(path.clone());
                    }
                }
                cited += unsaid(inner, lacking, is_said, &path, faults);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                cited += unsaid(item, lacking, is_said, &format!("{path}/{number}"), faults);
            }
        }
        _ => {}
    }
    cited
}

/// A belligerent centre has written down a site, an answer, a stop and words of South's, and asks to erase.
struct Story {
    room: Room,
    site: u64,
    lacking: BTreeSet<u64>,
}

fn story() -> Story {
    let room = Room::with_parties();
    room.say(&["party", "change", "Centre", "--belligerent", "true"]);
    let filed = room.say_as(
        "north.key",
        &[
            "plan",
            "file",
            "--area",
            VALLEY,
            "--until",
            "now+3h",
            "--activity",
            "flight",
        ],
    );
    let plan = text(&filed["admitted"][0]["id"]);
    room.say_as("north.key", &["plan", "activate", &plan]);
    // So that no number of an item is a record's too.
    for _ in 0..20 {
        room.say(&[
            "zone",
            "profile",
            "Kestrel Valley",
            "--obliged",
            "North=regulars",
            "--obliged",
            "South=regulars",
        ]);
    }
    let asked = room.say(&[
        "request",
        "new",
        "--to",
        "South",
        "--zone",
        "Kestrel Valley",
        "--forces",
        "regulars",
        "--due-by",
        "now+1h",
    ]);
    let request = text(&asked["admitted"][0]["id"]);
    let relay = |what: &[&str]| {
        let mut all = vec!["relay", "--speaker", "South", "--means", "radio"];
        all.extend_from_slice(what);
        let said = room.say(&all);
        assert!(
            said.to_string().contains("countersignature"),
            "the writer is told: {said}"
        );
        index(&said)
    };
    let site = relay(&[
        "site",
        "--at",
        DORVANE,
        "--radius",
        "200m",
        "--reconfirm-by",
        "now+1d",
        "--share",
        "North=exact",
    ]);
    let answer = relay(&[
        "answer",
        "nil",
        &request,
        "--forces",
        "regulars",
        "--zone",
        "Kestrel Valley",
        "--until",
        "now+6h",
    ]);
    let stop = relay(&[
        "stop", "--at", DORVANE, "--radius", "2km", "--text", "bombs",
    ]);
    let words = relay(&["words", "we are leaving"]);
    let erasure = index(&room.say(&["erase", &words.to_string(), "--reason", "asked by South"]));
    let hold = index(&room.say(&["hold", "place", &site.to_string()]));
    let lift = index(&room.say(&["hold", "lift", &hold.to_string()]));
    let lacking = BTreeSet::from([site, answer, stop, words, erasure, lift]);
    Story {
        room,
        site,
        lacking,
    }
}

/// Every endpoint that shows a list, and how many times at least the centre is shown something that lacks a
/// countersignature there.
fn asked(path: &str) -> Option<usize> {
    Some(match path {
        "/v1/notifications" | "/v1/places" | "/v1/requests" | "/v1/stops" | "/v1/coverage" => 1,
        "/v1/alerts" | "/v1/holds" => 1,
        "/v1/records" | "/v1/inbox" => 4,
        "/v1/parties"
        | "/v1/desks"
        | "/v1/keys"
        | "/v1/zones"
        | "/v1/channels"
        | "/v1/plans"
        | "/v1/duty"
        | "/v1/handover"
        | "/v1/informed"
        | "/v1/outbox"
        | "/v1/line-tests"
        | "/v1/actors"
        | "/v1/agreements"
        | "/v1/incidents"
        | "/v1/looks"
        | "/v1/register"
        | "/v1/allegations"
        | "/v1/reconciliations"
        | "/v1/bulletins"
        | "/v1/session"
        | "/v1/invitations"
        | "/v1/evidence"
        | "/v1/vault/rotation" => 0,
        _ => return None,
    })
}

/// Endpoints that are asked below, or that show no view of a record.
const OTHERWISE: &[&str] = &[
    "/",
    "/console/{*path}",
    "/console/{path}",
    "/verify.html",
    "/healthz",
    "/readyz",
    "/metrics",
    "/v1/openapi.json",
    "/v1/docs",
    "/v1/checkpoint",
    "/v1/consistency",
    "/v1/portion",
    "/v1/events",
    "/log/checkpoint",
    "/v1/zones/{zone}",
    "/v1/actors/{id}/designations",
    "/v1/agreements/{id}",
    "/v1/agreements/{id}/calendar",
    "/v1/notifications/{party}/{notification}",
    "/v1/requests/{request}",
    "/v1/incidents/{incident}",
    "/v1/incidents/{incident}/claims",
    "/v1/incidents/{incident}/side-by-side",
    "/v1/incidents/{incident}/timeline",
    "/v1/incidents/{incident}/state",
    "/v1/information-requests/{request}",
    "/v1/claims/{claim}",
    "/v1/allegations/{party}/{allegation}",
    "/v1/reconciliations/{reconciliation}",
    "/v1/reconciliations/{reconciliation}/proposal",
    "/v1/reconciliations/{reconciliation}/draft",
    "/v1/bulletins/feed",
    "/v1/bulletins/feed/{zone}",
    "/v1/bulletins/{party}/{bulletin}",
    "/v1/bulletins/{party}/{bulletin}/page",
    "/v1/bulletins/{party}/{bulletin}/table",
    "/v1/bulletins/{party}/{bulletin}/proof",
    "/v1/evidence/{evidence}",
    "/v1/evidence/{evidence}/content",
    "/v1/checks/{index}",
    "/v1/records/{index}",
    "/v1/receipts/{index}",
    "/log/tile/{path}",
    "/log/tile/{*path}",
];

#[test]
fn every_view_says_it_until_another_party_has_signed() {
    let Story {
        room,
        site,
        lacking,
    } = story();
    let centre = key(&room, "valley/keys/centre.key");
    let serving = Serving::start(&room);
    for (method, path) in endpoints() {
        if method != "GET" || OTHERWISE.contains(&path.as_str()) {
            continue;
        }
        let least = asked(&path);
        let least =
            least.unwrap_or_else(|| panic!("{path} is tried by nobody: add it to the table"));
        for (who, key) in [
            ("centre", &centre),
            ("South", &key(&room, "south.key")),
            ("North", &key(&room, "north.key")),
        ] {
            let shown = serving.get(
                &format!(
                    "{path}{}",
                    if path.ends_with("records") {
                        "?from=1"
                    } else {
                        ""
                    }
                ),
                Some(key),
            );
            if shown.status != 200 {
                assert!(who != "centre", "{path}: {shown:?}");
                continue;
            }
            let mut faults = Vec::new();
            let cited = unsaid(&shown.json(), &lacking, false, "", &mut faults);
            assert!(
                faults.is_empty(),
                "{path} as {who}: {faults:?}\n{}",
                shown.body
            );
            assert!(
                who != "centre" || cited >= least,
                "{path} cites {cited}: {}",
                shown.body
            );
        }
    }
    let question = json!({ "zone": "Kestrel Valley", "from": "2020-01-02T00:00:00Z", "until": "2100-01-01T00:00:00Z" });
    let inquiry = serving
        .post("/v1/inquiries", &question, Some(&centre))
        .json();
    let record = serving
        .get(&format!("/v1/records/{site}"), Some(&centre))
        .json();
    for (shown, least) in [(inquiry, 3), (record, 1)] {
        let mut faults = Vec::new();
        assert!(
            unsaid(&shown, &lacking, false, "", &mut faults) >= least,
            "{shown}"
        );
        assert!(faults.is_empty(), "{faults:?}\n{shown}");
    }
    // Another party signs; everybody who was told of it hears that, and of the others nothing changes.
    serving.say_as(&room, "north.key", &["countersign", &site.to_string()]);
    let given = |shown: &Value| {
        let records = shown["records"].as_array().unwrap();
        let line = records.iter().find(|line| line["index"] == site).unwrap();
        line["countersignature"]["given"][0]["to"] == site
            && line["countersignature"]["lacking"].is_null()
    };
    for key in [&centre, &key(&room, "south.key"), &key(&room, "north.key")] {
        let shown = serving.get("/v1/records?from=1", Some(key)).json();
        assert!(given(&shown), "{shown}");
    }
    // A party's own copy, which is made of its portion, knows it too.
    let inbox = serving.say_as(&room, "south.key", &["inbox"]).to_string();
    let shown = "\"given\":[{\"by\":";
    assert!(inbox.replace(' ', "").contains(shown), "{inbox}");
}

#[test]
fn commands_and_files_say_it_too() {
    let Story {
        room,
        site,
        lacking,
    } = story();
    let around = [
        "--zone",
        "Kestrel Valley",
        "--from",
        "now-1h",
        "--until",
        "now+1h",
    ];
    let commands: Vec<(Vec<&str>, usize)> = vec![
        (vec!["inbox", "--party", "South"], 3),
        (vec!["request", "list"], 1),
        (vec!["alert", "list"], 1),
        (vec!["stop", "list"], 1),
        (vec!["coverage"], 1),
        (vec!["hold", "list"], 1),
        (vec!["export"], 2),
        ([&["inquire"][..], &around[..]].concat(), 3),
    ];
    for (command, least) in commands {
        let shown = room.say(&command);
        let words = room
            .ok(&[&["--data", "valley"][..], &command[..]].concat())
            .out;
        for word in ["approved", "cleared", "unprotected", "violator", " safe"] {
            assert!(
                !words.to_lowercase().contains(word),
                "{command:?} says {word}"
            );
        }
        let mut faults = Vec::new();
        let cited = unsaid(&shown, &lacking, false, "", &mut faults);
        assert!(faults.is_empty(), "{command:?}: {faults:?}\n{shown}");
        assert!(cited >= least, "{command:?} cites {cited}: {shown}");
    }
    const WORDS: &str = "LACKS ANOTHER PARTY'S COUNTERSIGNATURE";
    for command in [
        &["inbox", "--party", "South"][..],
        &["stop", "list"],
        &["alert", "list"],
    ] {
        let shown = room.ok(&[&["--data", "valley"][..], command].concat());
        assert!(shown.out.contains(WORDS), "{command:?}: {}", shown.out);
    }
    let map = room.ok(&["--data", "valley", "export", "--geojson"]).out;
    assert!(
        map.contains("lacking: another party has not countersigned it"),
        "{map}"
    );
    let bundle = |file: &str, records: &[u64]| {
        let mut all = vec![
            "--data".to_owned(),
            "valley".to_owned(),
            "bundle".to_owned(),
            "--out".to_owned(),
            file.to_owned(),
        ];
        for record in records {
            all.extend(["--record".to_owned(), record.to_string()]);
        }
        room.ok(&all.iter().map(String::as_str).collect::<Vec<_>>());
        let shown = room.ok(&["show", file]).out;
        let verified = room
            .ok(&["verify", file, "--card", "valley/register.card"])
            .out;
        [shown, verified]
    };
    for text in bundle("lacking.bundle", &[site]) {
        assert!(text.contains(WORDS), "{text}");
    }
    let signed = index(&room.say_as("north.key", &["countersign", &site.to_string()]));
    for text in bundle("given.bundle", &[site, signed]) {
        assert!(!text.contains(WORDS), "{text}");
    }
}
