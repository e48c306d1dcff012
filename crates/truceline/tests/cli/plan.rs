//! Plans and their alerts.

use crate::room::{Room, VALLEY, text};

#[test]
fn a_plan_is_checked_activated_and_listed() {
    let room = Room::with_parties();
    let filed = room.say_as(
        "north.key",
        &[
            "plan",
            "file",
            "--area",
            VALLEY,
            "--from",
            "now+10m",
            "--until",
            "now+3h",
            "--activity",
            "flight",
            "--buffer",
            "1km",
        ],
    );
    let plan = text(&filed["admitted"][0]["id"]);
    assert_eq!(
        room.try_as("north.key", &["check", "--plan", &plan]).exit,
        11
    );
    room.say_as("north.key", &["plan", "activate", &plan]);
    room.site();
    let alerts = room.say_as("north.key", &["alert", "list"]);
    let alert = &alerts.as_array().unwrap()[0];
    room.say_as(
        "north.key",
        &[
            "alert",
            "ack",
            &alert["index"].to_string(),
            &alert["number"].to_string(),
        ],
    );
    let plans = room.say(&["plan", "list"]);
    assert_eq!(plans[0]["state"], "active", "{plans}");
    room.say_as("north.key", &["plan", "end", &plan]);
}

/// What is stated counts only where it is coarser than the notation; a zone's line has none.
#[test]
fn a_volume_has_the_precision_of_its_notation_or_a_coarser_one() {
    let room = Room::with_parties();
    let signed = |name: &str, arguments: &[&str]| {
        let mut all = vec!["--key", "south.key", "--out", name];
        all.extend_from_slice(arguments);
        room.say(&all);
        let shown = room.ok(&["--json", "show", name]).out;
        let place = shown.find("\"precision_m\":").map(|at| at + 14);
        let number: String = shown[place.unwrap()..]
            .chars()
            .skip_while(|c| c.is_whitespace())
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        number.parse::<f64>().unwrap()
    };
    let until = ["--until", "now+3h"];
    let nil = ["notify", "nil", "--forces", "regulars"];
    let area = ["--area", VALLEY];
    let of_notation = signed("1.stm", &[&nil[..], &until, &area].concat());
    assert!(of_notation > 0.0);
    let finer = [&nil[..], &until, &area, &["--precision", "1m"]].concat();
    assert_eq!(signed("2.stm", &finer), of_notation);
    let coarser = [&nil[..], &until, &area, &["--precision", "9km"]].concat();
    assert_eq!(signed("3.stm", &coarser), 9_000.0);
    let zone = [&nil[..], &until, &["--zone", "Kestrel Valley"]].concat();
    assert_eq!(signed("4.stm", &zone), 0.0);
    let plan = ["plan", "file", "--activity", "flight"];
    let plan = [&plan[..], &until, &area, &["--precision", "9km"]].concat();
    assert_eq!(signed("5.stm", &plan), 9_000.0);
}
