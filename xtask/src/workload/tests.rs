//! The same seed gives the same bytes, and they are as the workload's description says.

use super::files::{write_notifications, write_questions};
use super::{Kind, Step, Workload};
use truceline_register::codec::cbor::Digest;

fn bytes(seed: u64) -> Vec<u8> {
    let workload = Workload::new(seed, 2_000);
    let mut out = Vec::new();
    assert!(write_notifications(&workload, &mut out).is_ok());
    assert!(write_questions(&workload, 200, &mut out).is_ok());
    out
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert!(bytes(1) == bytes(1));
    assert!(bytes(1) != bytes(2));
}

#[test]
fn the_bytes_of_the_first_seed_are_known() {
    // Whoever changes the generator measures something else: figures from before are then of another workload.
    let digest = format!("{:?}", Digest::of(&bytes(1)));
    assert_eq!(
        digest,
        "d5f088543e09df9351c644fb9db2f5255e2678c94fd77d3eb2b72e4940ff6938"
    );
}

#[test]
fn a_larger_workload_begins_as_a_smaller_one() {
    let (small, large) = (Workload::new(3, 10), Workload::new(3, 1_000));
    for number in 0..10 {
        assert!(small.version(number, false) == large.version(number, false));
    }
}

#[test]
fn kinds_and_fates_come_as_often_as_described() {
    let workload = Workload::new(1, 20_000);
    let versions = (0..20_000).map(|number| workload.version(number, false));
    let kinds: Vec<Kind> = versions.map(|version| version.kind).collect();
    let share = |kind| kinds.iter().filter(|one| **one == kind).count() * 100 / kinds.len();
    assert!((59..=61).contains(&share(Kind::Site)));
    assert!((29..=31).contains(&share(Kind::Movement)));
    let words = workload.words();
    let later = words.iter().filter(|word| word.step != Step::Told).count();
    assert!((2_800..=3_200).contains(&later));
    assert!(words.is_sorted());
}

#[test]
fn an_amended_version_is_of_the_same_kind() {
    let workload = Workload::new(1, 500);
    for number in 0..500 {
        let (first, amended) = (
            workload.version(number, false),
            workload.version(number, true),
        );
        assert!(first.kind == amended.kind);
        assert!(first != amended);
    }
}
