#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;

use truceline_engine::writer::Answer;

use super::look;
use crate::crash::points::Shown;
use crate::crash::workload::Workload;

const SEED: u64 = 7;
const STATEMENTS: usize = 6;

/// A run that was cut off after three statements, and what it had shown.
fn cut_off(folder: &std::path::Path) -> String {
    let mut workload = Workload::of(SEED);
    workload.prepare(folder).unwrap();
    let mut writer = workload.open(folder).unwrap();
    let submissions = workload.submissions(STATEMENTS);
    let mut shown = String::new();
    for answer in writer.commit(&submissions[..3]).unwrap() {
        let Answer::Admitted { index } = answer else {
            panic!("{answer:?}")
        };
        writeln!(shown, "acknowledged {index}").unwrap();
    }
    writeln!(
        shown,
        "root {} {}",
        writer.tree().size(),
        writer.tree().root()
    )
    .unwrap();
    shown
}

fn looked_at(change: impl Fn(String) -> String) -> Result<u64, String> {
    let bench = tempfile::tempdir().unwrap();
    let folder = bench.path().join("register");
    let text = change(cut_off(&folder));
    let shown = Shown { text, killed: true };
    look(&folder, SEED, STATEMENTS, &shown).map(|autopsy| autopsy.acknowledged)
}

#[test]
fn what_was_shown_and_is_there_holds() {
    assert_eq!(looked_at(|shown| shown), Ok(3));
    assert_eq!(
        looked_at(|shown| shown + "acknowled"),
        Ok(3),
        "a line cut short was shown to nobody"
    );
}

#[test]
fn what_was_shown_and_is_not_there_is_found() {
    let lost = looked_at(|shown| shown + "acknowledged 99\n").unwrap_err();
    assert!(lost.contains("lost"), "{lost}");
    let swapped =
        looked_at(|shown| shown.replacen("acknowledged 5", "acknowledged 6", 1)).unwrap_err();
    assert!(swapped.contains("not what was acknowledged"), "{swapped}");
    let root = "0".repeat(64);
    let forked = looked_at(|shown| shown + &format!("root 7 {root}\n")).unwrap_err();
    assert!(forked.contains("not extended"), "{forked}");
    let ahead = looked_at(|shown| shown + &format!("root 60 {root}\n")).unwrap_err();
    assert!(ahead.contains("over 60"), "{ahead}");
}
