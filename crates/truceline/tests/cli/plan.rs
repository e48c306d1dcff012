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
