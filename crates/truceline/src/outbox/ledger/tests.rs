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
    let back = ledger.due("duty", -4_000_000, 10_000).unwrap();
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

/// Letters of records from one on, entered.
fn fill(ledger: &Ledger, first: u64, many: u64) -> Vec<LetterLine> {
    let letters: Vec<Entered> = (first..first + many)
        .map(|record| entered(record, Kind::Alert))
        .collect();
    ledger.enter("duty", &letters, first + many, 1_000).unwrap();
    let connection = ledger.connection();
    let mut select = connection
        .prepare(&format!(
            "SELECT {COLUMNS} FROM letter WHERE record >= ?1 ORDER BY record"
        ))
        .unwrap();
    let lines = select.query_map([stored(first)], letter).unwrap();
    lines.map(Result::unwrap).collect()
}

#[test]
fn dead_letters_and_stops_take_no_room() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = begun(folder.path());
    let most = MAX_WAITING as u64;
    fill(&ledger, 10, most - 2);
    assert!(ledger.has_room("duty").unwrap(), "one alert is there, too");
    let last = fill(&ledger, 10 + most, 1).remove(0);
    assert!(!ledger.has_room("duty").unwrap());
    ledger.over(&last, Standing::Dead, None, 2_000).unwrap();
    assert!(ledger.has_room("duty").unwrap(), "the dead take none");
    ledger
        .enter("duty", &[entered(99_999, Kind::Stop)], 100_000, 2_000)
        .unwrap();
    assert!(ledger.has_room("duty").unwrap(), "stops take none");
}

#[test]
fn stops_go_ahead_of_what_has_no_room_and_of_a_new_target_begin_anew() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = begun(folder.path());
    assert_eq!(ledger.stops_entered("duty").unwrap(), 0);
    ledger
        .enter_stops("duty", &[entered(40, Kind::Stop)], 41, 1_000)
        .unwrap();
    drop(ledger);
    let ledger = Ledger::open(folder.path(), REGISTER).unwrap();
    assert_eq!(
        ledger.name(&target("south")).unwrap(),
        Some(6),
        "the rest still waits in the log"
    );
    assert_eq!(ledger.stops_entered("duty").unwrap(), 41);
    let kinds = ledger.letters("duty", false).unwrap();
    assert_eq!((kinds[0].kind, kinds[0].owed.record), (Kind::Stop, 40));
    assert_eq!(ledger.name(&target("north")).unwrap(), None);
    assert_eq!(ledger.stops_entered("duty").unwrap(), 0);
}

#[test]
fn a_pause_that_a_receiver_asked_for_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = begun(folder.path());
    let (now, longest) = (10_000_000, 900_000);
    let asked = i64::try_from(MAX_ASKED.as_millis()).unwrap();
    for letter in ledger.letters("duty", false).unwrap() {
        ledger
            .failed(&letter, "status-429", now + asked, now)
            .unwrap();
    }
    for later in [0, 1, asked / 2, asked - 1] {
        assert_eq!(ledger.due("duty", now + later, longest).unwrap(), None);
    }
    assert!(ledger.due("duty", now + asked, longest).unwrap().is_some());
}

#[test]
fn every_dead_letter_is_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = begun(folder.path());
    let letters = fill(&ledger, 10, 2_500);
    for letter in &letters {
        ledger
            .over(letter, Standing::Dead, Some("timed-out"), 2_000)
            .unwrap();
    }
    let (mut after, mut seen) = (None, Vec::new());
    while let Some(page) = Some(ledger.dead_after("duty", after).unwrap())
        && let Some(last) = page.last()
    {
        after = Some(last.owed);
        for letter in &page {
            seen.push(letter.owed.record);
            // As of those that were answered: the pages after it are not moved.
            if letter.owed.record.is_multiple_of(2) {
                ledger
                    .over(letter, Standing::Answered, None, 3_000)
                    .unwrap();
            }
        }
    }
    assert_eq!(seen, (10..2_510).collect::<Vec<u64>>());
}
