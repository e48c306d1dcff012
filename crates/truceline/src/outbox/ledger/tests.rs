#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

const REGISTER: &str = "register.example/valley";

fn target(party: &str) -> TargetLine {
    TargetLine {
        name: "duty".to_owned(),
        way: "webhook".to_owned(),
        party: party.to_owned(),
        desk: String::new(),
        shown: "duty.example".to_owned(),
        configured: true,
        waiting: 0,
        dead: 0,
        taken_at_ms: None,
        fault: None,
        fault_at_ms: None,
    }
}

fn entered(record: u64, kind: Kind) -> Entered {
    Entered {
        owed: Owed { record, number: 0 },
        id: format!("out_{record}"),
        kind,
        at: "2026-01-01T00:00:00Z".to_owned(),
    }
}

fn begun(folder: &Path) -> Ledger {
    let ledger = Ledger::open(folder, REGISTER).unwrap();
    assert_eq!(ledger.name(&target("south")).unwrap(), None);
    let letters = [entered(3, Kind::Alert), entered(5, Kind::Stop)];
    ledger
        .begin_target(&target("south"), &letters, 6, 1_000)
        .unwrap();
    ledger
}

#[test]
fn stops_go_first_and_what_was_taken_goes_out_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = begun(folder.path());
    let stop = ledger.due("duty", 1_000, 10_000).unwrap().unwrap();
    assert_eq!(stop.kind, Kind::Stop);
    ledger.trying(&stop, 2_000).unwrap();
    ledger.taken(&stop, 1_500).unwrap();
    // Entered once more, as after a start that goes through the log again.
    ledger
        .enter("duty", &[entered(5, Kind::Stop)], 6, 1_600)
        .unwrap();
    let alert = ledger.due("duty", 5_000, 10_000).unwrap().unwrap();
    assert_eq!(alert.owed.record, 3);
    ledger.taken(&alert, 5_000).unwrap();
    assert_eq!(ledger.due("duty", i64::MAX / 4, 10_000).unwrap(), None);
}

#[test]
fn an_attempt_is_on_disk_before_it_is_made_and_a_new_start_waits() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = begun(folder.path());
    let stop = ledger.due("duty", 1_000, 10_000).unwrap().unwrap();
    ledger.trying(&stop, 4_000).unwrap();
    drop(ledger);
    let ledger = Ledger::open(folder.path(), REGISTER).unwrap();
    assert_eq!(ledger.name(&target("south")).unwrap(), Some(6));
    let first = ledger.due("duty", 3_999, 10_000).unwrap().unwrap();
    assert_eq!(first.kind, Kind::Alert, "the stop's pause is not over");
    let first = ledger.due("duty", 4_000, 10_000).unwrap().unwrap();
    assert_eq!((first.kind, first.attempts), (Kind::Stop, 1));
    let back = ledger.due("duty", -30_000, 10_000).unwrap();
    assert!(back.is_some(), "a clock that went back holds nothing up");
}

#[test]
fn dead_letters_are_listed_until_somebody_tries_or_drops_them() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = begun(folder.path());
    for letter in ledger.letters("duty", false).unwrap() {
        ledger
            .over(&letter, Standing::Dead, Some("timed-out"), 2_000)
            .unwrap();
    }
    ledger.tidy(i64::MAX / 2).unwrap();
    assert_eq!(ledger.dead().unwrap(), 2);
    assert_eq!(ledger.letters("duty", false).unwrap().len(), 2);
    assert!(ledger.discard("out_3", 3_000).unwrap());
    assert!(!ledger.discard("out_3", 3_000).unwrap());
    assert_eq!(ledger.retry(None, 3_000).unwrap(), 1);
    let again = ledger.due("duty", 3_000, 10_000).unwrap().unwrap();
    assert_eq!((again.id.as_str(), again.attempts), ("out_5", 0));
    assert_eq!(ledger.dead().unwrap(), 0);
}

#[test]
fn letters_never_pass_to_another_party_under_the_same_name() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = begun(folder.path());
    assert_eq!(ledger.name(&target("north")).unwrap(), None);
    assert_eq!(ledger.due("duty", 9_000, 10_000).unwrap(), None);
}

#[test]
fn a_damaged_or_foreign_file_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    drop(begun(folder.path()));
    let other = Ledger::open(folder.path(), "another/register").unwrap();
    assert_eq!(other.targets().unwrap(), []);
    drop(other);
    std::fs::write(folder.path().join(FILE), [7; 9_000]).unwrap();
    let anew = Ledger::open(folder.path(), REGISTER).unwrap();
    assert_eq!(anew.targets().unwrap(), []);
    let mode = std::fs::metadata(folder.path().join(FILE)).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
    assert_eq!(mode & 0o077, 0, "its owner's alone");
}
