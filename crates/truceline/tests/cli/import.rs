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
        room.ok(&["gazetteer", "find", "places.csv", "دورفان"])
            .out
            .contains("Dorvane")
    );
    let ambiguous = room.run(&["gazetteer", "find", "places.csv", "Behan"]);
    assert!(
        ambiguous.exit == 2 && ambiguous.err.contains("#2") && ambiguous.err.contains("#3"),
        "{ambiguous:?}"
    );
    let near = room.run(&["gazetteer", "find", "places.csv", "Durvan"]);
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
