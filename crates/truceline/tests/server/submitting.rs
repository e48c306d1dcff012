//! Statements over HTTP: idempotent, durable before they are answered, refused with stable codes.

use crate::house::{Serving, key};
use crate::room::{DORVANE, Room};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use std::fs;

const SUBMISSION: &str = "application/vnd.truceline.submission+cbor";

fn statement(room: &Room, file: &str) -> Vec<u8> {
    room.ok(&[
        "--data",
        "valley",
        "--key",
        "south.key",
        "--out",
        file,
        "notify",
        "site",
        "--at",
        DORVANE,
        "--reconfirm-by",
        "now+1d",
    ]);
    fs::read(room.path(file)).unwrap()
}

#[test]
fn the_same_statement_again_has_the_same_answer_also_after_a_kill() {
    let room = Room::with_parties();
    let bytes = statement(&room, "site.stm");
    let serving = Serving::start(&room);
    let first = serving
        .ask("POST", "/v1/statements", Some((SUBMISSION, &bytes)), None)
        .json();
    let index = first["statements"][0]["index"].as_u64().unwrap();
    assert_eq!(first["statements"][0]["repeated"], false);
    serving.kill();
    let serving = Serving::start(&room);
    let again = serving
        .ask("POST", "/v1/statements", Some((SUBMISSION, &bytes)), None)
        .json();
    assert_eq!(again["statements"][0]["repeated"], true);
    assert_eq!(again["statements"][0]["index"].as_u64(), Some(index));
    let receipt = again["statements"][0]["receipt"].as_str().unwrap();
    fs::write(room.path("again.receipt"), receipt).unwrap();
    let verified = room.ok(&["verify", "--card", "valley/register.card", "again.receipt"]);
    assert!(verified.out.contains("VERIFIED"), "{verified:?}");
}

#[test]
fn whoever_sends_it_hears_no_more_than_its_receipt_unless_it_is_the_speaker() {
    let room = Room::with_parties();
    let bytes = statement(&room, "site.stm");
    let serving = Serving::start(&room);
    let body = Some((SUBMISSION, bytes.as_slice()));
    let unsigned = serving.ask("POST", "/v1/statements", body, None).json();
    assert!(unsigned["statements"][0]["told"].is_null(), "{unsigned}");
    let other = serving
        .ask(
            "POST",
            "/v1/statements",
            body,
            Some(&key(&room, "north.key")),
        )
        .json();
    assert!(other["statements"][0]["told"].is_null(), "{other}");
    let own = serving
        .ask(
            "POST",
            "/v1/statements",
            body,
            Some(&key(&room, "south.key")),
        )
        .json();
    let says = own["statements"][0]["told"]["record"]["says"]
        .as_str()
        .unwrap();
    assert!(says.contains("notifies the site"), "{own}");
}

#[test]
fn several_at_once_are_answered_one_by_one() {
    let room = Room::with_parties();
    let texts: Vec<String> = (0..3)
        .map(|number| BASE64_STANDARD.encode(statement(&room, &format!("{number}.stm"))))
        .collect();
    let mut changed = BASE64_STANDARD.decode(&texts[1]).unwrap();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let list = json!({ "submissions": [texts[0], BASE64_STANDARD.encode(changed), texts[2]] });
    let serving = Serving::start(&room);
    let reply = serving.post("/v1/statements", &list, None);
    assert!([207, 400].contains(&reply.status), "{reply:?}");
    if reply.status == 207 {
        let answers = reply.json();
        assert!(answers["statements"][0]["index"].is_u64());
        assert!(answers["statements"][1]["problem"]["code"].is_string());
        assert!(answers["statements"][2]["index"].is_u64());
    }
}

#[test]
fn what_cannot_be_taken_is_refused_by_name_and_leaves_nothing() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let wrong = serving.ask("POST", "/v1/statements", Some(("text/csv", b"a,b")), None);
    assert_eq!(
        (wrong.status, wrong.code().as_str()),
        (415, "unsupported-media-type")
    );
    let wrong = serving.ask(
        "POST",
        "/v1/statements",
        Some((SUBMISSION, b"nothing")),
        None,
    );
    assert_eq!((wrong.status, wrong.code().as_str()), (400, "malformed"));
    let huge = vec![0; 9 << 20];
    let wrong = serving.ask("POST", "/v1/statements", Some((SUBMISSION, &huge)), None);
    assert_eq!((wrong.status, wrong.code().as_str()), (413, "too-large"));
    let none = json!({ "submissions": [] });
    let wrong = serving.post("/v1/statements", &none, None);
    assert_eq!((wrong.status, wrong.code().as_str()), (400, "usage"));
    let get = serving.ask("PUT", "/v1/statements", None, None);
    assert_eq!(
        (get.status, get.code().as_str()),
        (405, "method-not-allowed")
    );
    let south = key(&room, "south.key");
    let records = serving.get("/v1/records", Some(&south)).json();
    let kinds = records["records"].as_array().unwrap();
    assert!(
        kinds
            .iter()
            .all(|record| !record["says"].as_str().unwrap().contains("refused")),
        "{records}"
    );
}

#[test]
fn a_tag_over_what_the_caller_has_spares_sending_it_again() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let (south, north) = (key(&room, "south.key"), key(&room, "north.key"));
    let first = serving.get("/v1/parties", Some(&south));
    let tag = first.header("etag").unwrap().to_owned();
    assert_eq!(
        serving.get("/v1/parties", Some(&north)).header("etag"),
        Some(tag.as_str())
    );
    let request = ureq::http::Request::builder()
        .uri(format!("{}/v1/parties", serving.url))
        .header("if-none-match", &tag);
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    for (name, value) in crate::house::signed(&parts, None, &south) {
        parts.headers.insert(name, value);
    }
    let again = serving.send(ureq::http::Request::from_parts(parts, None));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn a_single_refusal_says_where_it_stands_if_it_is_on_record() {
    let room = Room::with_parties();
    let words = [
        "--data",
        "valley",
        "--key",
        "south.key",
        "--out",
        "not-ours.stm",
        "request",
        "new",
        "--to",
        "North",
        "--zone",
        "Kestrel Valley",
        "--due-by",
        "now+1h",
    ];
    room.ok(&words);
    let bytes = fs::read(room.path("not-ours.stm")).unwrap();
    let serving = Serving::start(&room);
    let body = Some((SUBMISSION, bytes.as_slice()));
    let refused = serving.ask("POST", "/v1/statements", body, None);
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (403, "not-this-role")
    );
    let index = refused.json()["index"]
        .as_u64()
        .unwrap_or_else(|| panic!("{refused:?}"));
    let shown = serving.get(
        &format!("/v1/records/{index}"),
        Some(&key(&room, "south.key")),
    );
    assert_eq!(shown.status, 200, "{shown:?}");
    let said = serving.command(
        &room,
        "south.key",
        &[
            "--json",
            "request",
            "new",
            "--to",
            "North",
            "--zone",
            "Kestrel Valley",
            "--due-by",
            "now+2h",
        ],
    );
    assert_eq!(said.exit, 3, "{said:?}");
    assert!(said.json()["index"].as_u64() > Some(index), "{said:?}");
}
