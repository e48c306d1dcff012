//! Pairs one to one, out of all that may be: what a person is asked to confirm.
//!
//! The best pair first, then the best of what is left: with scores that say how sure a pair is, a
//! person who reads downwards meets the surest first and sees nothing move above. Pairs of one score
//! stand in the order of the lists, so that the same lists give the same proposal.

use super::matching::Candidate;
use std::collections::{BTreeMap, BTreeSet};

/// Two candidates of one entry this close in score are rivals: a person should look at both.
pub const RIVAL_POINTS: u16 = 50;

/// A pair proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The pair.
    pub candidate: Candidate,
    /// How many other candidates of either entry are within [`RIVAL_POINTS`] of it or above.
    pub rivals: u32,
}

/// What is proposed about two lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Pairs, best first.
    pub pairs: Vec<Pair>,
    /// Entries of the first list in no pair.
    pub only_one: Vec<usize>,
    /// Entries of the second list in no pair.
    pub only_other: Vec<usize>,
}

/// Pairs one to one out of candidates in the order of [`super::matching::candidates`], of lists of
/// these lengths; entries in `taken` (of the first, of the second) are left out.
#[must_use]
pub fn propose(
    candidates: &[Candidate],
    lengths: (usize, usize),
    taken: (&BTreeSet<usize>, &BTreeSet<usize>),
) -> Proposal {
    let free = |pair: &&Candidate| !taken.0.contains(&pair.one) && !taken.1.contains(&pair.other);
    let (mut ones, mut others) = (taken.0.clone(), taken.1.clone());
    let (mut of_one, mut of_other) = (Scores::default(), Scores::default());
    for pair in candidates.iter().filter(free) {
        of_one.add(pair.one, pair.score());
        of_other.add(pair.other, pair.score());
    }
    let mut pairs = Vec::new();
    for pair in candidates.iter().filter(free) {
        if ones.contains(&pair.one) || others.contains(&pair.other) {
            continue;
        }
        ones.insert(pair.one);
        others.insert(pair.other);
        let least = pair.score().saturating_sub(RIVAL_POINTS);
        let rivals = of_one.from(pair.one, least) + of_other.from(pair.other, least) - 2;
        pairs.push(Pair {
            candidate: *pair,
            rivals,
        });
    }
    let only = |length: usize, used: &BTreeSet<usize>| {
        let unused = (0..length).filter(|number| !used.contains(number));
        unused.collect()
    };
    Proposal {
        pairs,
        only_one: only(lengths.0, &ones),
        only_other: only(lengths.1, &others),
    }
}

/// The scores of every entry's candidates.
#[derive(Default)]
struct Scores(BTreeMap<usize, Vec<u16>>);

impl Scores {
    fn add(&mut self, entry: usize, score: u16) {
        self.0.entry(entry).or_default().push(score);
    }

    fn from(&self, entry: usize, least: u16) -> u32 {
        let scores = self.0.get(&entry).into_iter().flatten();
        u32::try_from(scores.filter(|score| **score >= least).count()).unwrap_or(u32::MAX)
    }
}
