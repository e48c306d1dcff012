//! What the register is told.

use crate::room::{DORVANE, Room};
use std::fs;

#[test]
fn what_the_register_is_not_given_stays_with_the_speaker() {
    let room = Room::with_parties();
    let said = room.say_as(
        "south.key",
        &[
            "notify",
            "site",
            "--at",
            DORVANE,
            "--name",
            "Dorvane clinic",
            "--disclose",
            "cell",
            "--reconfirm-by",
            "now+1d",
            "--until",
            "now+9d",
        ],
    );
    assert_eq!(said["admitted"].as_array().unwrap().len(), 1, "{said}");
    let kept: Vec<_> = fs::read_dir(room.path("south.withheld")).unwrap().collect();
    assert_eq!(kept.len(), 1);
    let exported = room.ok(&["--json", "--data", "valley", "export"]);
    assert!(
        !exported.out.contains("Dorvane") && !exported.out.contains("35.7161"),
        "{exported:?}"
    );
    let overlap = room.run(&[
        "--json", "--data", "valley", "check", "--at", DORVANE, "--radius", "1km", "--from",
        "now+10m", "--until", "now+2h",
    ]);
    assert_eq!(
        overlap.exit, 10,
        "a cell is presence all the same: {overlap:?}"
    );
}
