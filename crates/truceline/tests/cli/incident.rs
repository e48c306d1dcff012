//! Incidents as they are typed at a desk: what was attached stays, whatever is put right later.

use crate::room::{DORVANE, Room, text};

fn words(arguments: &[&'static str]) -> Vec<&'static str> {
    let mut all = vec!["--kind", "explosion", "--spelling", "Dorvane"];
    all.extend(["--when", "2026-01-02 13:55", "--offset", "+02:00"]);
    all.extend(arguments);
    all
}

#[test]
fn an_amendment_leaves_the_state_of_the_opening_to_be_asked_and_in_the_dossier() {
    let room = Room::with_parties();
    let told = words(&["--at", DORVANE, "--radius", "200m"]);
    let opened = room.say_as("south.key", &[&["incident", "open"], &told[..]].concat());
    let id = text(&opened["admitted"][0]["id"]);
    let dossier = ["--data", "valley", "incident", "dossier", &id];
    let alone = room.ok(&dossier).out;
    assert!(!alone.contains("Version 1"), "{alone}");
    // The place is taken back to its name: of that version nothing can be asked any more.
    let told = words(&[]);
    room.say_as(
        "south.key",
        &[&["incident", "amend", &id], &told[..]].concat(),
    );
    let state = |more: &[&str]| room.say(&[&["incident", "state", &id], more].concat());
    let now = state(&[]);
    assert_eq!((&now["version"], &now["latest"]), (&2.into(), &2.into()));
    assert!(now["held"].is_null() && now["cannot_say"].is_string());
    for as_of in ["event", "opening"] {
        let first = state(&["--version", "1", "--as-of", as_of]);
        assert_eq!(first["version"], 1);
        assert!(first["held"].is_object(), "{first}");
    }
    let none = room.run(&[
        "--data",
        "valley",
        "incident",
        "state",
        &id,
        "--version",
        "3",
    ]);
    assert_eq!(none.exit, 2);
    assert!(none.err.contains("versions 1 to 2"), "{none:?}");

    let both = room.ok(&dossier).out.replace(['\u{2068}', '\u{2069}'], "");
    for version in ["Version 1 of 2", "Version 2 of 2"] {
        assert!(both.contains(version), "{both}");
    }
    assert!(both.contains("A check would have come to"), "{both}");
    // A version that asks the same again is not shown again.
    room.say_as(
        "south.key",
        &[&["incident", "amend", &id], &told[..]].concat(),
    );
    let same = room.ok(&dossier).out.replace(['\u{2068}', '\u{2069}'], "");
    assert!(same.contains("Version 2 of 3") && !same.contains("Version 3"));
}

#[test]
fn no_form_of_a_dossier_has_coordinates() {
    let room = Room::with_parties();
    let told = words(&["--at", DORVANE, "--radius", "200m"]);
    let opened = room.say_as("south.key", &[&["incident", "open"], &told[..]].concat());
    let id = text(&opened["admitted"][0]["id"]);
    let claim = ["claim", "enter", "--about", &id, "-f", "question=where"];
    let place = ["-f", "spellings=Dorvane", "-f", "at=35.7161, 36.5192"];
    let rest = [
        "-f",
        "channel=statement",
        "-f",
        "stated=2026-01-02T20:00:00Z",
    ];
    room.say_as("south.key", &[&claim[..], &place, &rest].concat());
    // The incident by itself has them, so that there is something to leave out.
    let shown = room.say(&["incident", "show", &id]).to_string();
    assert!(shown.contains("35.7"), "{shown}");
    let report = room.say(&["incident", "dossier", &id]);
    assert_eq!(report["language"], "en");
    assert!(report["blocks"].is_array());
    for form in [
        report.to_string(),
        room.ok(&["--data", "valley", "incident", "dossier", &id])
            .out,
    ] {
        assert!(!form.contains("35.7") && !form.contains("36.5"), "{form}");
        assert!(!form.contains("coordinates\""), "{form}");
    }
}
