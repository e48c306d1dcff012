//! Tables of events entered as claims and written again.

use crate::room::Room;
use serde_json::Value;
use std::fs;
use truceline_formats::events::read::read;

const HEADER: &str = "id,date_start,date_end,date_prec,type_of_violence,conflict_name,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high,own notes\n";

/// An invented table: places in the open sea, parties of no place.
fn invented(rows: usize) -> String {
    let mut text = HEADER.to_owned();
    for number in 0..rows {
        let (month, day) = (number / 28 % 12 + 1, number % 28 + 1);
        let (low, spread) = (number % 7, number % 3);
        text += &format!(
            "E{number},2001-{month:02}-{day:02},2001-{month:02}-{day:02},{},1,Valley: Government,North,\"South, east\",{},Dorvane {number},Lower Valley,-29.{number:04}0,-21.{number:04},{low},0,{},0,{low},{},{},\"=1+1 \u{202e}\u{200f}o\nnext\"\n",
            number % 5 + 1,
            number % 7 + 1,
            number % 2,
            low + spread,
            low + 2 * spread,
        )
        .replace("\"=1+1", "\"'=1+1");
    }
    text
}

/// Every cell of a table, row by row.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let events = read(bytes).unwrap();
    assert!(events.rows.faults.is_empty());
    let rows = events.rows.drafts.iter();
    rows.map(|row| {
        let texts = events.headings.iter().map(|heading| row.text(heading));
        texts.map(std::borrow::Cow::into_owned).collect()
    })
    .collect()
}

fn number(view: &Value, name: &str) -> u64 {
    view[name]
        .as_u64()
        .unwrap_or_else(|| panic!("{name}: {view}"))
}

#[test]
fn a_table_comes_in_as_claims_and_goes_out_as_it_was() {
    let room = Room::with_parties();
    let table = invented(120);
    fs::write(room.path("events.csv"), &table).unwrap();
    let import = [
        "claim",
        "import",
        "events.csv",
        "--table",
        "ucdp",
        "--claimant",
        "An invented data set",
    ];
    let checked = room.say_as("south.key", &[&import[..], &["--check"]].concat());
    assert_eq!(
        (number(&checked, "good"), number(&checked, "recorded")),
        (120, 0)
    );
    let entered = room.say_as("south.key", &import);
    assert_eq!(number(&entered, "rows_recorded"), 120, "{entered}");
    assert_eq!(number(&entered, "recorded"), number(&checked, "claims"));
    assert!(number(&entered, "claims") > 5 * 120, "{entered}");
    // The same file again is known, row by row.
    let again = room.say_as("south.key", &import);
    assert_eq!(
        (number(&again, "recorded"), number(&again, "rows_repeated")),
        (0, 120)
    );
    // Another party's entry is another's word, and stands beside it.
    let other = room.say_as("north.key", &[&import[..], &["--only", "E7"]].concat());
    assert_eq!(number(&other, "rows_recorded"), 1, "{other}");
    let claims = room.say(&["claim", "list"]);
    let claims = claims.as_array().unwrap();
    for claim in claims {
        assert_eq!(
            claim["claimant"]["outside"], "An invented data set",
            "{claim}"
        );
        let source = &claim["provenance"];
        assert!(
            source["sha256"].is_string() && source["address"].is_string(),
            "{claim}"
        );
    }
    let exported = room.say(&["--out", "again.csv", "claim", "export", "--table", "ucdp"]);
    let hands = exported["entered_by"].as_array().unwrap();
    assert_eq!(hands.len(), 2, "whose entries they are: {exported}");
    let written = fs::read(room.path("again.csv")).unwrap();
    assert_eq!(cells(&written), cells(table.as_bytes()));
    let of_one = ["--entered-by", "North"];
    let export = ["--out", "one.csv", "claim", "export", "--table", "ucdp"];
    let exported = room.say(&[&export[..], &of_one].concat());
    assert_eq!(number(&exported, "rows"), 1, "{exported}");
    assert_eq!(exported["entered_by"].as_array().unwrap().len(), 1);
    let none = room.try_as(
        "south.key",
        &["claim", "export", "--table", "acled", "--out", "x.csv"],
    );
    assert_eq!(none.exit, 2, "{none:?}");
}

#[test]
fn faults_stand_with_row_and_column_and_nothing_is_entered() {
    let room = Room::with_parties();
    let good = invented(3);
    let bad = good.clone()
        + "E90,2001-01-02,2001-01-01,1,1,x,a,b,1,y,z,1,1,0,0,0,0,0,0,0,\n"
        + "E91,2001-01-02,2001-01-02,1,9,x,a,b,1,y,z,91,1,0,0,0,0,0,0,0,\n"
        + "E92,2999-01-02,2999-01-02,1,1,x,a,b,1,y,z,1,1,0,0,0,0,0,0,0,\n";
    fs::write(room.path("bad.csv"), bad).unwrap();
    let import = ["claim", "import", "bad.csv", "--table", "ucdp"];
    let refused = room.try_as("south.key", &import);
    assert_eq!(refused.exit, 3, "{refused:?}");
    let view = refused.json();
    let faults: Vec<(u64, &str, &str)> = view["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| {
            let column = fault["column"].as_str().unwrap_or_default();
            (
                number(fault, "row"),
                column,
                fault["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert!(faults.contains(&(5, "date_end", "window")), "{faults:?}");
    assert!(
        faults.contains(&(6, "type_of_violence", "number")),
        "{faults:?}"
    );
    assert!(
        faults.contains(&(6, "latitude", "coordinate")),
        "{faults:?}"
    );
    assert!(faults.contains(&(7, "date_start", "time")), "{faults:?}");
    assert_eq!(room.say(&["claim", "list"]).as_array().unwrap().len(), 0);
    let taken = room.say_as("south.key", &[&import[..], &["--accept-good"]].concat());
    assert_eq!(number(&taken, "rows_recorded"), 3, "{taken}");
    let wrong = room.try_as(
        "south.key",
        &["claim", "import", "bad.csv", "--table", "acled"],
    );
    assert_eq!(wrong.exit, 2, "{wrong:?}");
}

/// The rows about an incident are for its readers, in the export too.
#[test]
fn a_row_is_for_whoever_may_read_it() {
    let room = Room::with_parties();
    fs::write(room.path("events.csv"), invented(2)).unwrap();
    let import = [
        "claim",
        "import",
        "events.csv",
        "--table",
        "ucdp",
        "--reader",
        "South",
    ];
    room.say_as("south.key", &import);
    let seen = |party: &str, file: &str| {
        room.try_as(
            "south.key",
            &[
                "--out", file, "claim", "export", "--table", "ucdp", "--as", party,
            ],
        )
    };
    assert_eq!(seen("South", "south.csv").exit, 0);
    let north = seen("North", "north.csv");
    assert_eq!(north.exit, 2, "{north:?}");
    assert!(north.err.contains("no row of such a table"), "{north:?}");
}
