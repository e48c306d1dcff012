#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{
    Candidate, DEFAULT_THRESHOLD, Entry, MAX_ENTRIES, MatchingError, Points, candidates,
    candidates_within, compare,
};
use crate::allegation::kind::{Kind, Likeness};
use crate::geometry::position::{Decimetres, Position};
use crate::reconciliation::proposal::{Proposal, propose};
use crate::time::{Instant, TimeWindow};
use proptest::prelude::*;
use std::collections::BTreeSet;

const MINUTE: i64 = 60_000_000;

fn window(from_min: i64, to_min: i64) -> TimeWindow {
    let at = |minutes: i64| Instant::from_micros(minutes * MINUTE).unwrap();
    TimeWindow::new(at(from_min), at(to_min)).unwrap()
}

fn entry(lat_e7: i32, lon_e7: i32, reach_m: u32, when: (i64, i64), name: &str) -> Entry {
    Entry {
        window: window(when.0, when.1),
        position: Position::from_e7(lat_e7, lon_e7).unwrap(),
        reach: Decimetres::from_metres(reach_m).unwrap(),
        kind: Some(Kind::Shelling),
        names: vec![name.to_owned()],
    }
}

/// Every pair compared, no index: what the candidates must be.
fn by_brute_force(one: &[Entry], other: &[Entry], threshold: u16) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (i, a) in one.iter().enumerate() {
        for (j, b) in other.iter().enumerate() {
            if let Some(reasons) = compare(a, b)
                && reasons.score() >= threshold
            {
                found.push(Candidate {
                    one: i,
                    other: j,
                    reasons,
                });
            }
        }
    }
    found.sort_by_key(|pair| (std::cmp::Reverse(pair.score()), pair.one, pair.other));
    found
}

#[test]
fn the_same_told_twice_has_every_point() {
    let told = entry(112_043_000, 413_100_000, 200, (600, 610), "Dorvane");
    let reasons = compare(&told, &told).unwrap();
    assert_eq!(reasons.score(), 1000);
    assert_eq!(reasons.kinds, Some(Likeness::Same));
    assert!(reasons.times_meet);
}

#[test]
fn two_spellings_and_clocks_an_hour_apart_are_still_proposed() {
    let one = entry(112_043_000, 413_100_000, 500, (825, 855), "Dorvane");
    let mut other = entry(112_080_000, 413_120_000, 500, (885, 915), "Durvan");
    other.kind = Some(Kind::Explosion);
    let reasons = compare(&one, &other).unwrap();
    assert!(reasons.score() >= DEFAULT_THRESHOLD, "{}", reasons.score());
    assert_eq!(reasons.kinds, Some(Likeness::Kin));
    let words = reasons.words();
    assert!(
        words[0].contains("within the 1000 m that both precisions allow"),
        "{}",
        words[0]
    );
    assert!(
        words[1].starts_with("60 min apart, the times given do not meet"),
        "{}",
        words[1]
    );
    assert!(
        words[3].starts_with("kinds that may be said of one event"),
        "{}",
        words[3]
    );
}

#[test]
fn each_thing_alone_takes_points_away() {
    let base = entry(112_043_000, 413_100_000, 500, (600, 630), "Dorvane");
    let score = |other: &Entry| compare(&base, other).map_or(0, |reasons| reasons.score());
    let whole = score(&base);
    let mut changed = base.clone();
    changed.position = Position::from_e7(112_090_000, 413_100_000).unwrap();
    assert!(score(&changed) < whole);
    let mut changed = base.clone();
    changed.window = window(640, 670);
    assert!(score(&changed) < whole);
    let mut changed = base.clone();
    changed.names = vec!["Saraqib".into()];
    assert_eq!(whole - score(&changed), 200);
    changed.names = Vec::new();
    assert_eq!(whole - score(&changed), 120);
    let mut changed = base.clone();
    changed.kind = Some(Kind::BlockedAid);
    assert_eq!(whole - score(&changed), 200);
    changed.kind = None;
    assert_eq!(whole - score(&changed), 120);
    // Any of several spellings may be the one.
    let mut changed = base.clone();
    changed.names = vec!["Upper Mill".into(), "دورفان".into()];
    assert!(whole - score(&changed) <= 25);
}

#[test]
fn the_wider_the_less_it_says() {
    let exact = entry(112_043_000, 413_100_000, 500, (600, 630), "Dorvane");
    let (mut vague, mut vaguer) = (exact.clone(), exact.clone());
    vague.reach = Decimetres::from_metres(25_000).unwrap();
    vaguer.window = window(0, 1440);
    let whole = compare(&exact, &exact).unwrap();
    let (wide, long) = (
        compare(&vague, &vague).unwrap(),
        compare(&vaguer, &vaguer).unwrap(),
    );
    assert!(wide.place.given < whole.place.given);
    assert!(long.time.given < whole.time.given);
}

#[test]
fn far_in_place_or_time_is_no_candidate() {
    let base = entry(0, 0, 1_000, (600, 630), "Dorvane");
    let far = entry(400_000, 0, 1_000, (600, 630), "Dorvane");
    assert!(compare(&base, &far).is_none());
    let late = entry(0, 0, 1_000, (600 + 24 * 60, 630 + 24 * 60), "Dorvane");
    assert!(compare(&base, &late).is_none());
}

#[test]
fn the_antimeridian_divides_nothing() {
    let west = entry(0, 1_799_990_000, 500, (0, 10), "Dorvane");
    let east = entry(0, -1_799_990_000, 500, (0, 10), "Dorvane");
    let found = candidates(&[west], &[east], DEFAULT_THRESHOLD).unwrap();
    assert_eq!(found.len(), 1);
    assert!(found[0].reasons.apart_m < 500);
}

#[test]
fn lists_beyond_the_limits_are_refused() {
    let told = entry(0, 0, 10, (0, 10), "Dorvane");
    let many = vec![told.clone(); MAX_ENTRIES + 1];
    let few = [told.clone()];
    assert_eq!(
        candidates(&many, &few, 0),
        Err(MatchingError::TooManyEntries)
    );
    assert_eq!(
        candidates(&few, &many, 0),
        Err(MatchingError::TooManyEntries)
    );
    let alike = vec![told; 1_001];
    assert_eq!(
        candidates(&alike, &alike, 0),
        Err(MatchingError::TooManyCandidates)
    );
}

#[test]
fn no_debug_output_shows_a_place() {
    let told = entry(112_043_000, 413_100_000, 500, (600, 630), "Dorvane");
    let shown = format!(
        "{told:?} {:?}",
        candidates(std::slice::from_ref(&told), std::slice::from_ref(&told), 0)
    );
    for secret in ["112", "413", "Dorvane"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

fn any_entry() -> impl Strategy<Value = Entry> {
    let names = ["Dorvane", "Durvan", "Upper Mill", "دورفان", "Kestrel Pass"];
    let reaches = [0_u32, 10, 300, 2_000, 25_000, 150_000, 1_000_000];
    let lengths = [1_i64, 30, 120, 24 * 60, 30 * 24 * 60];
    (
        -300_000_i32..300_000,
        -300_000_i32..300_000,
        prop::sample::select(reaches.to_vec()),
        (0_i64..6_000, prop::sample::select(lengths.to_vec())),
        prop::option::of(prop::sample::select(Kind::ALL.to_vec())),
        prop::collection::vec(prop::sample::select(names.to_vec()), 0..3),
        any::<bool>(),
    )
        .prop_map(
            |(lat_e7, lon, reach_m, (start, length), kind, names, turned)| {
                // Half of them on the other side of the earth, across the antimeridian.
                let lon_e7 = if !turned {
                    lon
                } else if lon < 0 {
                    lon + 1_800_000_000
                } else {
                    lon - 1_800_000_000
                };
                Entry {
                    kind,
                    names: names.into_iter().map(str::to_owned).collect(),
                    ..entry(lat_e7, lon_e7, reach_m, (start, start + length), "")
                }
            },
        )
}

fn lists() -> impl Strategy<Value = (Vec<Entry>, Vec<Entry>)> {
    let list = || prop::collection::vec(any_entry(), 0..14);
    (list(), list())
}

fn pairs_of(proposal: &Proposal) -> Vec<(usize, usize)> {
    let pair = |pair: &super::super::proposal::Pair| (pair.candidate.one, pair.candidate.other);
    proposal.pairs.iter().map(pair).collect()
}

proptest! {
    #[test]
    fn the_index_misses_nothing_that_brute_force_finds((one, other) in lists(), threshold in 0_u16..900) {
        let found = candidates(&one, &other, threshold).unwrap();
        prop_assert_eq!(found, by_brute_force(&one, &other, threshold));
    }

    #[test]
    fn a_score_is_mutual_and_within_its_parts(one in any_entry(), other in any_entry()) {
        let (there, back) = (compare(&one, &other), compare(&other, &one));
        prop_assert!(there == back);
        if let Some(reasons) = there {
            let parts: [Points; 4] = [reasons.place, reasons.time, reasons.name, reasons.kind];
            prop_assert!(parts.iter().all(|part| part.given <= part.most));
            prop_assert_eq!(parts.iter().map(|part| part.most).sum::<u16>(), 1000);
            prop_assert_eq!(parts.iter().map(|part| part.given).sum::<u16>(), reasons.score());
            prop_assert!(reasons.words().iter().all(|words| !words.is_empty()));
        }
    }

    #[test]
    fn nearer_in_place_or_time_is_never_less(step in 1_i32..100_000, minutes in 1_i64..300, name in "[a-z]{3,8}") {
        let base = entry(0, 0, 700, (1_000, 1_060), &name);
        let at = |lat_e7: i32, from: i64| compare(&base, &entry(lat_e7, 0, 700, (from, from + 60), &name));
        let score = |reasons: Option<super::Reasons>| reasons.map_or(0, |reasons| reasons.score());
        prop_assert!(score(at(step, 1_000)) >= score(at(step * 2, 1_000)));
        prop_assert!(score(at(0, 1_000 + minutes)) >= score(at(0, 1_000 + 2 * minutes)));
    }

    #[test]
    fn a_proposal_is_one_to_one_best_first_and_leaves_no_pair_over(
        (one, other) in lists(),
        taken_one in prop::collection::btree_set(0_usize..14, 0..4),
        taken_other in prop::collection::btree_set(0_usize..14, 0..4),
    ) {
        let found = candidates(&one, &other, 300).unwrap();
        let taken = (&taken_one, &taken_other);
        let proposal = propose(&found, (one.len(), other.len()), taken);
        let pairs = pairs_of(&proposal);
        let ones: BTreeSet<_> = pairs.iter().map(|(one, _)| *one).collect();
        let others: BTreeSet<_> = pairs.iter().map(|(_, other)| *other).collect();
        prop_assert_eq!((ones.len(), others.len()), (pairs.len(), pairs.len()));
        prop_assert!(ones.is_disjoint(&taken_one) && others.is_disjoint(&taken_other));
        let scores: Vec<_> = proposal.pairs.iter().map(|pair| pair.candidate.score()).collect();
        prop_assert!(scores.is_sorted_by(|a, b| a >= b));
        // Whatever is left over has no partner that is left over, too.
        for pair in &found {
            let left = proposal.only_one.contains(&pair.one) && proposal.only_other.contains(&pair.other);
            prop_assert!(!left);
        }
        // Every entry stands in exactly one place.
        let free = |length: usize, taken: &BTreeSet<usize>| (0..length).filter(|n| !taken.contains(n)).count();
        prop_assert_eq!(pairs.len() + proposal.only_one.len(), free(one.len(), &taken_one));
        prop_assert_eq!(pairs.len() + proposal.only_other.len(), free(other.len(), &taken_other));
        // A pair without rivals is one in which both sides see no other near it.
        for pair in &proposal.pairs {
            let near = found.iter().filter(|other| {
                let shares = other.one == pair.candidate.one || other.other == pair.candidate.other;
                let blocked = taken_one.contains(&other.one) || taken_other.contains(&other.other);
                shares && !blocked && other.score() + 50 >= pair.candidate.score()
            });
            prop_assert_eq!(near.count() as u32, pair.rivals + 1);
        }
    }

    #[test]
    fn exchanging_the_lists_exchanges_the_pairs((one, other) in lists()) {
        let there = candidates(&one, &other, 0).unwrap();
        let back = candidates(&other, &one, 0).unwrap();
        let turned = |pair: &Candidate| (pair.score(), pair.other, pair.one);
        let there: BTreeSet<_> = there.iter().map(|pair| (pair.score(), pair.one, pair.other)).collect();
        let back: BTreeSet<_> = back.iter().map(turned).collect();
        prop_assert_eq!(there, back);
    }
}

#[test]
fn long_names_of_one_side_do_not_keep_the_other_waiting() {
    let mut one = entry(112_043_000, 413_100_000, 500, (600, 630), "");
    one.names = vec!["dorvane".repeat(20); 8];
    let lists = vec![one; 10];
    let proposed = candidates_within(&lists, &lists, DEFAULT_THRESHOLD, 10_000_000);
    assert_eq!(proposed.unwrap_err(), MatchingError::TooMuchToCompare);
    // Of another kind and hours apart no name brings them above it: none is compared.
    let mut others = lists.clone();
    for other in &mut others {
        other.kind = Some(Kind::BlockedAid);
        other.window = window(640, 670);
    }
    let proposed = candidates_within(&lists, &others, 900, 0);
    assert_eq!(proposed, Ok(vec![]));
}
