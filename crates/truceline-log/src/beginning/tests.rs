#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::fixture::{leaf, tree_of};
use crate::tree::RangeError;

const SIZES: u64 = 70;

#[test]
fn it_gives_the_root_that_the_tree_had() {
    let tree = tree_of(1, SIZES);
    for to in 2..=SIZES {
        for from in 1..to {
            let proof = tree.beginning(from, to).unwrap();
            let root = tree.root_at(to).unwrap();
            assert_eq!(
                proof.root_at(from, to, &root),
                Ok(tree.root_at(from).unwrap()),
                "{from} of {to}"
            );
            assert_eq!(BeginningProof::new(proof.hashes().to_vec()), Ok(proof));
        }
    }
}

#[test]
fn a_proof_of_another_tree_says_nothing_of_this_one() {
    let (tree, other) = (tree_of(1, SIZES), tree_of(2, SIZES));
    for (from, to) in [(1, 2), (8, 9), (9, 20), (64, 70), (33, 64)] {
        let root = tree.root_at(to).unwrap();
        let proof = other.beginning(from, to).unwrap();
        assert!(matches!(
            proof.root_at(from, to, &root),
            Err(ConsistencyError::NewRootMismatch { .. })
        ));
    }
}

/// Whoever makes a proof cannot choose the earlier root: every changed hash leads elsewhere.
#[test]
fn no_changed_hash_leads_to_the_same_tree() {
    let tree = tree_of(1, SIZES);
    for (from, to) in [(1, 2), (8, 9), (9, 20), (64, 70), (33, 64), (69, 70)] {
        let root = tree.root_at(to).unwrap();
        let proof = tree.beginning(from, to).unwrap();
        for place in 0..proof.hashes().len() {
            let mut hashes = proof.hashes().to_vec();
            hashes[place] = leaf(9, place as u64);
            let changed = BeginningProof::new(hashes).unwrap();
            assert!(changed.root_at(from, to, &root).is_err());
        }
        let short = BeginningProof::new(proof.hashes()[1..].to_vec()).unwrap();
        assert!(matches!(
            short.root_at(from, to, &root),
            Err(ConsistencyError::WrongLength { .. })
        ));
    }
}

#[test]
fn there_is_none_where_nothing_lies_between() {
    let tree = tree_of(1, 9);
    let proof = tree.beginning(4, 9).unwrap();
    let root = tree.root();
    for (from, to) in [(0, 9), (9, 9), (10, 9)] {
        assert!(matches!(
            proof.root_at(from, to, &root),
            Err(ConsistencyError::Shrinks { .. })
        ));
        assert!(matches!(
            tree.beginning(from, to),
            Err(RangeError::Backward { .. })
        ));
    }
    assert!(tree.beginning(4, 10).is_err());
    let huge = vec![leaf(1, 1); MAX_BEGINNING_HASHES + 1];
    assert!(BeginningProof::new(huge).is_err());
}
