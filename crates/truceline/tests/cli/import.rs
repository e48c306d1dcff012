//! Files of many rows, and gazetteers.

use crate::room::Room;
use std::fs;

#[test]
fn a_spreadsheet_goes_in_whole_or_with_its_faults_on_record() {
    let room = Room::with_parties();
    room.ok(&["import", "--template", "sites.xlsx"]);
    room.ok(&["import", "--template", "sites.csv"]);
    let template = fs::read_to_string(room.path("sites.csv")).unwrap();
    let mut lines = template.lines();
    let (marker, header) = (lines.next().unwrap(), lines.next().unwrap());
    let columns: Vec<&str> = header
        .split(',')
        .map(|name| name.trim_matches(['"', '*', '\u{feff}']))
        .collect();
    let row = |reference: &str, coordinates: &str| {
        let cell = |column: &&str| match *column {
            "reference" => reference.to_owned(),
            "request" => "add".to_owned(),
            "category" => "health".to_owned(),
            "name" => format!("Clinic {reference}"),
            "coordinates" => format!("\"{coordinates}\""),
            "valid_from" => "2031-01-01T00:00:00Z".to_owned(),
            "reconfirm_by" => "2031-02-01T00:00:00Z".to_owned(),
            "contact" => "duty phone".to_owned(),
            _ => String::new(),
        };
        columns.iter().map(cell).collect::<Vec<_>>().join(",")
    };
    let file = |rows: &[String]| format!("{marker}\n{header}\n{}\n", rows.join("\n"));
    fs::write(
        room.path("good.csv"),
        file(&[row("A1", "35.71, 36.51"), row("A2", "35.72, 36.52")]),
    )
    .unwrap();
    fs::write(
        room.path("bad.csv"),
        file(&[row("B1", "35.73, 36.53"), row("B2", "nowhere")]),
    )
    .unwrap();

    let dry = room.say_as("south.key", &["import", "good.csv", "--dry-run"]);
    assert_eq!(dry["good"], 2, "{dry}");
    let first = room.say_as(
        "south.key",
        &["import", "good.csv", "--share", "North=cell"],
    );
    assert_eq!(first["recorded"], 2, "{first}");
    let again = room.say_as(
        "south.key",
        &["import", "good.csv", "--share", "North=cell"],
    );
    assert_eq!(
        (&again["recorded"], &again["repeated"]),
        (&0.into(), &2.into()),
        "{again}"
    );
    let contradicting = room.try_as(
        "south.key",
        &["import", "good.csv", "--share", "North=exact"],
    );
    assert_eq!(contradicting.exit, 3, "{contradicting:?}");

    let refused = room.try_as("south.key", &["import", "bad.csv"]);
    assert_eq!(refused.exit, 3, "{refused:?}");
    assert_eq!(
        refused.json()["faults"][0]["code"],
        "coordinate",
        "{refused:?}"
    );
    assert!(
        !refused.out.contains("nowhere"),
        "a fault carries no coordinate"
    );
    let taken = room.say_as("south.key", &["import", "bad.csv", "--accept-good"]);
    assert_eq!(
        taken["recorded"], 2,
        "the sound row, and the faults: {taken}"
    );
    let repeated = room.say_as("south.key", &["import", "bad.csv", "--accept-good"]);
    assert_eq!(repeated["recorded"], 0, "{repeated}");
    let exported = room.say(&["export", "--geojson"]);
    assert_eq!(
        exported["features"].as_array().unwrap().len(),
        3,
        "{exported}"
    );
}

#[test]
fn a_gazetteer_answers_with_one_place_or_with_all_it_could_be() {
    let room = Room::with_parties();
    let csv = "id,name,name_ar,lat,lon,district\n1,Dorvane,دورفان,35.7161,36.5192,Upper\n2,Behan,,35.7300,36.5300,Upper\n3,Behan,,35.8300,36.6300,Lower\n";
    fs::write(room.path("places.csv"), csv).unwrap();
    room.ok(&["gazetteer", "load", "places.csv"]);
    assert!(
        room.ok(&["gazetteer", "find", "دورفان", "--gazetteer", "places.csv"])
            .out
            .contains("Dorvane")
    );
    let ambiguous = room.run(&["gazetteer", "find", "Behan", "--gazetteer", "places.csv"]);
    assert!(
        ambiguous.exit == 2 && ambiguous.err.contains("#2") && ambiguous.err.contains("#3"),
        "{ambiguous:?}"
    );
    let near = room.run(&["gazetteer", "find", "Durvan", "--gazetteer", "places.csv"]);
    assert!(
        near.exit == 2 && near.err.contains("Dorvane") && near.err.contains("without saying"),
        "{near:?}"
    );
    let said = room.ok(&[
        "--data",
        "valley",
        "--key",
        "south.key",
        "notify",
        "site",
        "--place",
        "Dorvane",
        "--gazetteer",
        "places.csv",
        "--reconfirm-by",
        "now+1d",
    ]);
    assert!(
        said.out.contains("read back: ") && said.out.contains("37S"),
        "{said:?}"
    );
}

/// A file of sites: reference, coordinates and the date to reconfirm by.
fn sites(rows: &[(&str, &str, &str)]) -> String {
    let mut text = "truceline/sites/1\nreference,request,category,name,coordinates,radius_m,precision_m,valid_from,reconfirm_by,contact\n".to_owned();
    for (reference, coordinates, reconfirm_by) in rows {
        text += &format!(
            "{reference},add,health,Clinic {reference},\"{coordinates}\",60,20,2026-03-01T00:00Z,{reconfirm_by},duty desk\n"
        );
    }
    text
}

#[test]
fn slips_of_whoever_filled_a_row_in_are_told() {
    let room = Room::with_parties();
    let ahead = "2098-01-01T00:00Z";
    let rows = [
        ("S1", "36.6000, 35.7500", ahead),
        ("S2", "0.0000, 0.0000", ahead),
        ("S3", "-35.7100, 36.5100", ahead),
        ("S4", "35.7100, 36.5100", "2020-01-01T00:00Z"),
        ("S5", "35.7200, 36.5200", ahead),
    ];
    fs::write(room.path("slips.csv"), sites(&rows)).unwrap();
    let told = room.try_as("south.key", &["import", "slips.csv"]).json();
    let codes: Vec<&str> = told["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["swapped", "outside", "outside"], "{told}");
    assert!(
        told["faults"][0]["todo"]
            .as_str()
            .unwrap()
            .contains("did you swap")
    );
    let past = told["warnings"].as_array().unwrap();
    assert!(
        past.iter()
            .any(|one| one["code"] == "past" && one["row"] == 6),
        "{told}"
    );
    // Where it is meant.
    let meant = room.try_as("south.key", &["import", "slips.csv", "--anywhere"]);
    assert!(meant.exit == 0 && meant.json()["good"] == 5, "{meant:?}");
    fs::write(room.path("none.csv"), sites(&[])).unwrap();
    let none = room.run(&[
        "--data",
        "valley",
        "--key",
        "south.key",
        "import",
        "none.csv",
    ]);
    assert!(
        none.exit == 2 && none.err.contains("nothing to import"),
        "{none:?}"
    );
}

#[test]
fn what_the_register_flags_is_told_row_by_row_and_a_rehearsal_reads_back() {
    let room = Room::with_parties();
    let ahead = "2098-01-01T00:00Z";
    let rows = [
        ("F1", "35.7100, 36.5100", ahead),
        ("F2", "35.7100, 36.5100", ahead),
    ];
    fs::write(room.path("flags.csv"), sites(&rows)).unwrap();
    let dry = room.ok(&[
        "--data",
        "valley",
        "--key",
        "south.key",
        "import",
        "flags.csv",
        "--dry-run",
    ]);
    assert!(
        dry.out.contains("read back: row 3, F1") && dry.out.contains("37S"),
        "{dry:?}"
    );
    let said = room.say_as("south.key", &["import", "flags.csv"]);
    let flagged = said["flagged"].as_array().unwrap();
    assert_eq!(flagged.len(), 2, "{said}");
    assert_eq!(
        (&flagged[1]["row"], &flagged[1]["reference"]),
        (&4.into(), &"F2".into())
    );
    let late = flagged[0]["flags"]
        .as_array()
        .unwrap()
        .contains(&"late".into());
    assert!(late && said["flag_counts"]["late"] == 2, "{said}");
    assert_eq!(said["flag_counts"]["duplicate"], 1, "{said}");
}
