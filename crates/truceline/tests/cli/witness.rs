//! Witnesses and forks.

use crate::room::{Room, copy_folder};
use std::fs;

#[test]
fn parties_witness_the_log_from_files_and_a_fork_is_kept() {
    let room = Room::with_parties();
    room.ok(&[
        "witness",
        "key",
        "mission.key",
        "--name",
        "witness.example/mission",
    ]);
    room.ok(&[
        "witness",
        "watch",
        "--state",
        "mission.state",
        "--card",
        "valley/register.card",
    ]);
    let round = |number: u32| {
        let (request, reply) = (format!("{number}.request"), format!("{number}.reply"));
        room.ok(&["--data", "valley", "--out", &request, "witness", "request"]);
        room.ok(&[
            "--key",
            "mission.key",
            "--out",
            &reply,
            "witness",
            "cosign",
            "--state",
            "mission.state",
            "--request",
            &request,
        ]);
        room.ok(&[
            "--data",
            "valley",
            "witness",
            "add",
            "--request",
            &request,
            "--reply",
            &reply,
            "--witness",
            "mission.vkey",
        ]);
    };
    round(1);
    room.site();
    // A copy of the folder that goes on by itself: two histories of one log.
    copy_folder(&room.path("valley"), &room.path("other"));
    round(2);
    let site = room.say(&["export"])["records"][0]["index"]
        .as_u64()
        .unwrap()
        .to_string();
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--record",
        &site,
        "--cosigned",
        "--out",
        "site.bundle",
    ]);

    let card = fs::read_to_string(room.path("valley/register.card")).unwrap();
    let log = card
        .lines()
        .find_map(|line| line.strip_prefix("log: "))
        .unwrap();
    let witness = fs::read_to_string(room.path("mission.vkey")).unwrap();
    fs::write(
        room.path("valley.policy"),
        format!(
            "log {log}\nwitness mission {}\nquorum mission\n",
            witness.trim()
        ),
    )
    .unwrap();
    let verified = room.ok(&[
        "verify",
        "site.bundle",
        "--policy",
        "valley.policy",
        "--card",
        "valley/register.card",
    ]);
    assert!(
        verified.out.contains("quorum") && verified.out.contains("mission"),
        "{verified:?}"
    );
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--record",
        &site,
        "--out",
        "alone.bundle",
    ]);
    room.site();
    room.ok(&[
        "--data",
        "valley",
        "bundle",
        "--record",
        &site,
        "--out",
        "later.bundle",
    ]);
    assert_eq!(
        room.run(&["verify", "later.bundle", "--policy", "valley.policy"])
            .exit,
        5,
        "not cosigned"
    );

    room.ok(&[
        "--data",
        "other",
        "--out",
        "other.request",
        "witness",
        "request",
    ]);
    let forked = room.run(&[
        "--json",
        "--key",
        "mission.key",
        "--out",
        "other.reply",
        "witness",
        "cosign",
        "--state",
        "mission.state",
        "--request",
        "other.request",
    ]);
    assert_eq!(forked.exit, 5, "{forked:?}");
    assert_eq!(forked.problem()["code"], "fork");
    assert_eq!(
        room.run(&["verify", "other.fork", "--card", "valley/register.card"])
            .exit,
        5
    );
    assert!(room.run(&["show", "other.fork"]).out.contains("fork"));

    room.ok(&["--data", "other", "--out", "other.checkpoint", "checkpoint"]);
    room.ok(&[
        "--data",
        "valley",
        "--out",
        "cosigned.checkpoint",
        "checkpoint",
        "--cosigned",
    ]);
    let caught = room.run(&[
        "verify",
        "cosigned.checkpoint",
        "--card",
        "valley/register.card",
        "--other-checkpoint",
        "other.checkpoint",
    ]);
    assert_eq!(caught.exit, 5, "{caught:?}");
    assert!(room.path("cosigned.checkpoint.fork").exists());
}
