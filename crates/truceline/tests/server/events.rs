//! Incidents and claims at a server: the same words to the command line and over HTTP, each reader what it may have,
//! and names of persons nobody.

use crate::house::{Serving, key};
use crate::room::{DORVANE, Room};
use serde_json::Value;

const NAME: &str = "Zebulon Quist";

fn id(said: &Value) -> String {
    said["admitted"][0]["id"].as_str().unwrap().to_owned()
}

fn claims(serving: &Serving, room: &Room, who: &str, incident: &str, more: &[&str]) -> Value {
    let mut arguments = vec![
        "claim",
        "enter",
        "--about",
        incident,
        "-f",
        "channel=statement",
    ];
    arguments.extend(more);
    serving.say_as(room, who, &arguments)
}

#[test]
fn each_reader_has_what_it_may_have_and_nobody_the_names() {
    let room = Room::with_parties();
    let serving = Serving::start(&room);
    let opened = serving.say_as(
        &room,
        "south.key",
        &[
            "incident",
            "open",
            "--kind",
            "explosion",
            "--when",
            "2026-01-02 13:55",
            "--offset",
            "+02:00",
            "--spelling",
            "Dorvane",
            "--spelling",
            "Durvan",
            "--at",
            DORVANE,
            "--radius",
            "200m",
        ],
    );
    let incident = id(&opened);
    let killed = ["-f", "question=casualties", "-f", "harm=killed"];
    let named = format!("persons={NAME}");
    let nine = [
        &killed[..],
        &[
            "-f",
            "count=9",
            "-f",
            &named,
            "-f",
            "stated=2026-01-02T20:00:00Z",
        ],
    ]
    .concat();
    claims(&serving, &room, "south.key", &incident, &nine);
    let twelve = [
        &killed[..],
        &["-f", "count=12", "-f", "stated=2026-01-03T20:00:00Z"],
    ]
    .concat();
    let claim = id(&claims(&serving, &room, "north.key", &incident, &twelve));
    serving.say_as(
        &room,
        "south.key",
        &[
            "claim",
            "stance",
            &claim,
            "denies",
            "--channel",
            "press",
            "--stated",
            "now",
        ],
    );
    let narrow = [&killed[..], &["-f", "count=40", "-f", "readers=Centre"]].concat();
    claims(&serving, &room, "north.key", &incident, &narrow);

    // Both forms of the view, both ways to it, say the same.
    let (south, north) = (key(&room, "south.key"), key(&room, "north.key"));
    let path =
        format!("/v1/incidents/{incident}/side-by-side?rule=highest,latest-of-each-claimant");
    let of_south = serving.get(&path, Some(&south));
    assert_eq!(of_south.status, 200, "{}", of_south.body);
    let view = of_south.json();
    assert_eq!(view["questions"][0]["claims"].as_array().unwrap().len(), 2);
    assert_eq!(view["figures"][0]["high"], 12);
    assert_eq!(view["figures"][1]["rule"], "latest-of-each-claimant");
    assert_eq!(
        (
            view["figures"][1]["low"].as_u64(),
            view["figures"][1]["high"].as_u64()
        ),
        (Some(9), Some(12))
    );
    let by_command = serving.command(
        &room,
        "south.key",
        &[
            "--json",
            "claim",
            "side-by-side",
            &incident,
            "--rule",
            "highest",
            "--rule",
            "latest-of-each-claimant",
        ],
    );
    assert_eq!(by_command.json()["figures"], view["figures"]);
    assert_eq!(by_command.json()["questions"], view["questions"]);
    // Whose words they are, the narrow one too.
    let of_north = serving.get(&path, Some(&north)).json();
    assert_eq!(
        of_north["questions"][0]["claims"].as_array().unwrap().len(),
        3
    );
    let timeline = serving
        .get(&format!("/v1/incidents/{incident}/timeline"), Some(&south))
        .json();
    let counts: Vec<u64> = timeline["counts"][0]["numbers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number["count"]["best"].as_u64().unwrap())
        .collect();
    assert_eq!(counts, [9, 12]);
    assert!(timeline["figures"].is_null(), "no figure without a rule");

    // Names of persons leave with nobody: no answer to anybody but who entered them holds one.
    for who in ["north.key", "valley/keys/centre.key"] {
        let asker = key(&room, who);
        for path in ["/v1/records", "/v1/portion", &path, "/v1/incidents"] {
            assert!(
                !serving.get(path, Some(&asker)).body.contains("Quist"),
                "{who} {path}"
            );
        }
    }
    assert!(
        !serving
            .get("/v1/records", Some(&south))
            .body
            .contains("\"40\"")
    );

    // What was asked and whether it was answered every reader sees; what, only who asked.
    let asked = serving.say_as(
        &room,
        "south.key",
        &[
            "incident",
            "ask",
            &incident,
            "--to",
            "North",
            "--question",
            "nature",
            "--due-by",
            "now+1d",
        ],
    );
    let asked = id(&asked);
    serving.say_as(
        &room,
        "north.key",
        &[
            "incident", "answer", &asked, "nature", "--refuse", "--text", "not now",
        ],
    );
    serving.say_as(
        &room,
        "north.key",
        &[
            "incident",
            "answer",
            &asked,
            "nature",
            "--text",
            "an accident",
        ],
    );
    let path = format!("/v1/information-requests/{asked}");
    let centre = key(&room, "valley/keys/centre.key");
    for (asker, sees) in [(&south, true), (&north, true), (&centre, true)] {
        let view = serving.get(&path, Some(asker)).json();
        assert_eq!(view["questions"][0]["state"], "answered");
        let given = view["questions"][0]["given"].as_array().unwrap();
        let kinds: Vec<&Value> = given.iter().map(|one| &one["reply"]["kind"]).collect();
        assert_eq!(kinds == ["refused", "words"], sees, "{view}");
        assert!(given[0]["record"].as_u64() < given[1]["record"].as_u64());
        assert!(given[0]["at"].as_str() < given[1]["at"].as_str());
    }
    // A party sees its own knowledge of the place, through the commands too.
    let state = serving.command(
        &room,
        "south.key",
        &["--json", "incident", "state", &incident],
    );
    assert_eq!(state.json()["incident"], incident);
    assert!(state.json()["held"]["outcome"].is_string() || state.json()["held"].is_object());
    let other = serving.get(
        &format!("/v1/incidents/{incident}/state?viewpoint=North"),
        Some(&south),
    );
    assert_eq!(other.status, 403);

    // What was attached stays to be asked for when the incident is put right without a place.
    let path = format!("/v1/incidents/{incident}/state");
    serving.say_as(
        &room,
        "south.key",
        &[
            "incident",
            "amend",
            &incident,
            "--kind",
            "explosion",
            "--when",
            "2026-01-02 13:55",
            "--offset",
            "+02:00",
            "--spelling",
            "Dorvane",
        ],
    );
    let state = |version: &str| serving.get(&format!("{path}{version}"), Some(&south));
    assert!(state("").json()["held"].is_null());
    assert!(state("?version=1").json()["held"].is_object());
    assert_eq!(
        state("?version=2").json()["record"],
        state("").json()["record"]
    );
    assert_eq!(state("?version=3").status, 400);
    let first = ["--json", "incident", "state", &incident, "--version", "1"];
    let first = serving.command(&room, "south.key", &first).json();
    assert!(first["held"].is_object() && first["latest"] == 2, "{first}");

    // Long words are cut among many, with a note, and stand whole where the claim stands by itself.
    let long = format!("original={}", "word".repeat(400));
    let more = [
        "-f",
        "question=casualties",
        "-f",
        "harm=wounded",
        "-f",
        "count=3",
    ];
    let more = [
        &more[..],
        &["-f", &long, "-f", "stated=2026-01-02T20:00:00Z"],
    ]
    .concat();
    let claim = id(&claims(&serving, &room, "south.key", &incident, &more));
    let whole = serving.get(&format!("/v1/claims/{claim}"), Some(&north));
    let whole = whole.json();
    assert_eq!(
        long,
        format!(
            "original={}",
            whole["provenance"]["original"].as_str().unwrap()
        )
    );
    assert!(whole["cut"].is_null());
    let side = |more: &str| {
        let path = format!("/v1/incidents/{incident}/side-by-side{more}");
        serving.get(&path, Some(&north))
    };
    for path in ["side-by-side", "claims"] {
        let path = format!("/v1/incidents/{incident}/{path}");
        let all = serving.get(&path, Some(&north)).json();
        let list = match path.ends_with("claims") {
            true => &all["claims"],
            false => &all["questions"][0]["claims"],
        };
        let mut list = list.as_array().unwrap().iter();
        let one = list.find(|one| one["id"] == claim.as_str()).unwrap();
        assert_eq!(one["cut"], true, "{one}");
        assert!(one["provenance"]["original"].as_str().unwrap().len() < 500);
        assert!(list.all(|one| one["cut"].is_null()));
    }
    // They are narrowed by question and by who entered them.
    let count = |more: &str| {
        let view = side(more).json();
        let questions = view["questions"].as_array().unwrap().iter();
        let counts = questions.map(|one| one["claims"].as_array().unwrap().len());
        counts.sum::<usize>()
    };
    let all = count("");
    let (of_south, of_north) = (count("?entered_by=South"), count("?entered_by=North"));
    assert!(of_south > 0 && of_north > 0 && of_south + of_north == all);
    assert_eq!(count("?question=casualties"), all);
    assert_eq!(count("?question=where"), 0);
    assert_eq!(side("?question=whatever").status, 400);
}
