//! Every decoder of bytes from outside: the committed corpus and some thousand mutations of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use xtask::fuzz::mutation::mutate;
use xtask::fuzz::replay::replay;
use xtask::fuzz::targets::{TARGETS, Target};
use xtask::voice::Dice;

/// Mutations per target: with some thirty targets some thousand in all.
const CASES: u64 = 150;

#[test]
fn no_bytes_break_a_decoder() {
    let report = replay(TARGETS, 0x0074_7275_6365, CASES).unwrap();
    assert!(report.failures.is_empty(), "{:#?}", report.failures);
    assert!(report.mutations == CASES * TARGETS.len() as u64);
    assert!(report.corpus >= TARGETS.len() as u64);
}

#[test]
fn a_replay_notices_what_a_target_throws() {
    fn throws(data: &[u8]) {
        assert!(data.len() < 40, "too long for it");
    }
    let target = Target {
        name: "log_signed_checkpoint",
        run: throws,
    };
    let report = replay(&[target], 1, 3).unwrap();
    assert!(
        report.failures[0].contains("too long for it"),
        "{:?}",
        report.failures
    );
    std::fs::remove_dir_all(
        xtask::program::repository().join("fuzz/artifacts/log_signed_checkpoint"),
    )
    .unwrap();
}

#[test]
fn mutations_are_the_same_for_the_same_seed() {
    let corpus = [b"one".to_vec(), b"another".to_vec()];
    let run = |seed| {
        let mut dice = Dice::new(seed);
        (0..50)
            .map(|_| mutate(&mut dice, &corpus))
            .collect::<Vec<_>>()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}
