//! Bulletins over the wire: everybody reads what was published, in every form, and nothing else of what it rests on.

use crate::house::{Serving, key};
use crate::room::{Room, text};

const CENTRE: &str = "valley/keys/centre.key";
const DAY: [&str; 4] = [
    "--from",
    "2024-05-20T13:50:00Z",
    "--until",
    "2024-05-20T14:00:00Z",
];

fn alleges(serving: &Serving, room: &Room, who: &str, called: &str) -> String {
    let mut words = vec!["allegation", "enter", "--kind", "shelling"];
    words.extend(["--at", "35.7161, 36.5192", "--called", called]);
    words.extend(DAY);
    let said = serving.say_as(room, who, &words);
    text(&said["admitted"][0]["id"])
}

fn opens(serving: &Serving, room: &Room) -> String {
    let words = [
        "reconcile",
        "open",
        "South",
        "North",
        "--zone",
        "Kestrel Valley",
    ];
    let words = [&words[..], &["--day", "2024-05-20"]].concat();
    text(&serving.say_as(room, CENTRE, &words)["admitted"][0]["id"])
}

#[test]
fn a_person_confirms_a_pair_and_everybody_reads_what_is_published() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let south = alleges(&serving, &room, "south.key", "Durvan");
    let north = alleges(&serving, &room, "north.key", "Dorvane");
    let lists = opens(&serving, &room);

    // Who reconciles sees both lists and what is proposed; nobody else learns that there is anything.
    let centre = key(&room, CENTRE);
    let proposal = format!("/v1/reconciliations/{lists}/proposal");
    let proposed = serving.get(&proposal, Some(&centre)).json();
    assert_eq!(
        text(&proposed["pairs"][0]["one"]["id"]),
        south,
        "{proposed}"
    );
    assert!(proposed["pairs"][0]["reasons"].as_array().unwrap().len() == 4);
    let own = key(&room, "south.key");
    assert_eq!(serving.get(&proposal, Some(&own)).status, 404);
    assert_eq!(
        serving.get("/v1/reconciliations", Some(&own)).json(),
        serde_json::json!([])
    );
    serving.say_as(
        &room,
        CENTRE,
        &["reconcile", "match", &lists, &south, &north],
    );
    let listed = serving.get("/v1/reconciliations", Some(&centre)).json();
    let counted = &listed[0]["lists"][0];
    assert_eq!(counted["counts"]["matched"], 1, "{listed}");
    // How many, not which: `show` gives the entries and what was judged.
    assert!(counted["entries"].is_null() && listed[0]["judgements"].is_null());
    let path = format!("/v1/reconciliations/{lists}");
    let known = serving.get(&path, Some(&centre)).json();
    assert_eq!(known["lists"][0]["counts"]["matched"], 1, "{known}");
    assert_eq!(
        known["judgements"][0]["proposed"]["score"],
        proposed["pairs"][0]["score"]
    );

    let draft = serving.say_as(&room, CENTRE, &["bulletin", "draft", &lists]);
    assert_eq!(draft["pairs"]["number"], 1, "{draft}");
    // Over the wire it is the same, figure by figure; nobody else learns that there is anything to draft.
    let drafting = format!("/v1/reconciliations/{lists}/draft");
    let drawn = serving.get(&drafting, Some(&centre)).json();
    for (field, drafted) in draft.as_object().unwrap() {
        assert_eq!(&drawn[field], drafted, "{field}");
    }
    assert_eq!(drawn["replaces"], serde_json::Value::Null);
    assert_eq!(drawn["key_signs_other_things"], true);
    assert_eq!(serving.get(&drafting, Some(&own)).status, 404);
    for (query, status) in [
        ("clock=noon", 400),
        // By that clock the lists are of parts of two days.
        ("clock=%2B02:00", 422),
        ("as_of=99999", 422),
        ("as_of=1", 422),
    ] {
        let answer = serving.get(&format!("{drafting}?{query}"), Some(&centre));
        assert_eq!(answer.status, status, "{query}: {answer:?}");
    }
    let empty = serving.get("/v1/bulletins", None).json();
    assert_eq!(
        empty["bulletins"],
        serde_json::json!([]),
        "a draft is not published"
    );
    let said = serving.say_as(&room, CENTRE, &["bulletin", "publish", &lists]);
    let bulletin = text(&said["admitted"][0]["id"]);

    let list = serving.get("/v1/bulletins", None).json();
    let one = &list["bulletins"][0];
    assert_eq!(text(&one["bulletin"]), bulletin);
    assert_eq!(one["lists"][0]["total"]["listed"]["number"], 1);
    assert_eq!(one["lists"][0]["total"]["listed"]["rule"], "listed");
    let base = format!("/v1/bulletins/{}/{bulletin}", text(&one["publisher"]["id"]));
    let page = serving.get(&format!("{base}/page"), None);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("What South lists"), "{page:?}");
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("style-src 'sha256-") && !policy.contains("unsafe"),
        "{policy}"
    );
    let table = serving.get(&format!("{base}/table"), None);
    assert!(table.body.contains("\"#indicator+num\""), "{table:?}");
    let feed = serving.get("/v1/bulletins/feed", None);
    assert_eq!(
        feed.header("content-type"),
        Some("application/atom+xml; charset=utf-8")
    );
    assert!(feed.body.contains(&format!("{base}/page")), "{feed:?}");
    let zone = text(&one["zone"]["id"]);
    let of_zone = serving.get(&format!("/v1/bulletins/feed/{zone}"), None);
    assert!(of_zone.body.contains("rel=\"self\""), "{of_zone:?}");

    // No form holds a word of an account, an entry's id or a place.
    for form in [&page, &table, &feed, &of_zone, &serving.get(&base, None)] {
        for secret in ["Durvan", "Dorvane", "35.7", &south, &north] {
            assert!(!form.body.contains(secret), "{secret} in {form:?}");
        }
        assert!(form.body.contains(text(&one["content_sha256"]).as_str()));
    }

    // A correction is a version; both stay, and the figures of both follow.
    alleges(&serving, &room, "north.key", "K-17");
    serving.say_as(&room, CENTRE, &["reconcile", "open", "--again", &lists]);
    let drawn = serving.get(&drafting, Some(&centre)).json();
    assert_eq!(text(&drawn["replaces"]["bulletin"]), bulletin);
    assert_eq!(drawn["replaces"]["record"], one["record"]);
    let why = ["--replaces", &bulletin, "--why", "one entry came late"];
    let words = [&["bulletin", "publish", &lists][..], &why].concat();
    serving.say_as(&room, CENTRE, &words);
    let version = |number: u8| serving.get(&format!("{base}?version={number}"), None);
    let (first, second) = (version(1).json(), version(2).json());
    assert_eq!(first["lists"][1]["total"]["listed"]["number"], 1);
    assert_eq!(second["lists"][1]["total"]["listed"]["number"], 2);
    assert_eq!(second["replaces"]["why"], "one entry came late");
    assert_eq!(first["replaced_by"], second["record"]);
    assert_eq!(version(3).status, 404);
    let feed = serving.get("/v1/bulletins/feed", None).body;
    assert_eq!(feed.matches("<entry>").count(), 1, "{feed}");
    for (who, made_anew) in [(CENTRE, "all"), ("south.key", "own-list")] {
        let checked = serving.say_as(&room, who, &["bulletin", "check", &bulletin]);
        assert_eq!(checked["holds"], true, "{checked}");
        assert_eq!(checked["versions"][1]["made_anew"], made_anew, "{checked}");
    }
}

#[test]
fn files_are_written_as_the_server_gives_them() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    alleges(&serving, &room, "south.key", "Durvan");
    let lists = opens(&serving, &room);
    let said = serving.say_as(&room, CENTRE, &["bulletin", "publish", &lists]);
    let bulletin = text(&said["admitted"][0]["id"]);
    let index = text(&serving.get("/v1/bulletins", None).json()["bulletins"][0]["publisher"]["id"]);
    for (flag, form) in [("--csv", "table"), ("--html", "page")] {
        let served = serving.get(&format!("/v1/bulletins/{index}/{bulletin}/{form}"), None);
        let file = format!("day.{form}");
        let words = ["--out", &file, "bulletin", "show", &bulletin, flag];
        let run = serving.command(&room, CENTRE, &words);
        assert_eq!(run.exit, 0, "{run:?}");
        let written = std::fs::read_to_string(room.path(&file)).unwrap();
        assert_eq!(written, served.body, "{form}");
    }
    // The receipt of the record is a proof that needs no register: it shows the whole content.
    let record = said["admitted"][0]["index"].to_string();
    let centre = key(&room, CENTRE);
    let receipt = serving.get(&format!("/v1/receipts/{record}"), Some(&centre));
    std::fs::write(room.path("day.proof"), &receipt.body).unwrap();
    let run = room.run(&[
        "--json",
        "verify",
        "day.proof",
        "--card",
        "valley/register.card",
    ]);
    assert_eq!(run.exit, 0, "{run:?}");
    assert!(run.out.contains("content_sha256"), "{run:?}");
}

#[test]
fn who_publishes_is_told_what_a_proof_shows_of_the_key() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    alleges(&serving, &room, "south.key", "Durvan");
    let lists = opens(&serving, &room);
    let like = ["--like", "valley/keys/centre.card", "--same-person"];
    room.ok(&[&["key", "new", "bulletins.key"][..], &like].concat());
    serving.say_as(&room, CENTRE, &["key", "enrol", "bulletins.card"]);
    let publishes = |key: &str, more: &[&str]| {
        let words = [&["--json", "bulletin", "publish", &lists][..], more].concat();
        let run = serving.command(&room, key, &words);
        assert_eq!(run.exit, 0, "{run:?}");
        run
    };
    let own = publishes("bulletins.key", &[]);
    assert!(!own.err.contains("signs other things"), "{own:?}");
    let bulletin = text(&own.json()["admitted"][0]["id"]);
    let why = ["--replaces", &bulletin, "--why", "a figure"];
    let again = publishes("bulletins.key", &why);
    assert!(!again.err.contains("signs other things"), "{again:?}");
    let shared = publishes(CENTRE, &why);
    assert!(shared.err.contains("signs other things"), "{shared:?}");
}
