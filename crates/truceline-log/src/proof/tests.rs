#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::fixture::{leaf, tree_of};
use proptest::prelude::*;

const SIZES: u64 = 130;

fn flipped(hash: Hash) -> Hash {
    let mut bytes = hash.0;
    bytes[13] ^= 0x10;
    Hash(bytes)
}

/// The hash lists next to a given one: each hash changed, one left out, doubled, added, two swapped.
fn neighbours(hashes: &[Hash]) -> Vec<Vec<Hash>> {
    let mut all = Vec::new();
    for position in 0..hashes.len() {
        let mut changed = hashes.to_vec();
        changed[position] = flipped(changed[position]);
        all.push(changed);
        let mut shorter = hashes.to_vec();
        shorter.remove(position);
        all.push(shorter);
        let mut doubled = hashes.to_vec();
        doubled.insert(position, hashes[position]);
        all.push(doubled);
        if position > 0 {
            let mut swapped = hashes.to_vec();
            swapped.swap(position - 1, position);
            all.push(swapped);
        }
    }
    all.push([hashes, &[Hash::EMPTY]].concat());
    all
}

#[test]
fn every_inclusion_proof_verifies_and_no_neighbour_does() {
    let tree = tree_of(1, SIZES);
    for size in 1..=SIZES {
        let root = tree.root_at(size).unwrap();
        for index in 0..size {
            let leaf = leaf(1, index);
            let proof = tree.inclusion(index, size).unwrap();
            assert_eq!(
                proof.verify(&leaf, index, size, &root),
                Ok(()),
                "{index} of {size}"
            );
            assert!(proof.verify(&flipped(leaf), index, size, &root).is_err());
            assert!(proof.verify(&leaf, index, size, &flipped(root)).is_err());
            for other in [index.wrapping_sub(1), index + 1, index ^ 2, size] {
                assert!(
                    proof.verify(&leaf, other, size, &root).is_err(),
                    "{index} as {other} of {size}"
                );
            }
        }
    }
}

#[test]
fn every_consistency_proof_verifies() {
    let tree = tree_of(1, SIZES);
    for to in 0..=SIZES {
        let to_root = tree.root_at(to).unwrap();
        for from in 0..=to {
            let from_root = tree.root_at(from).unwrap();
            let proof = tree.consistency(from, to).unwrap();
            assert_eq!(
                proof.verify(from, &from_root, to, &to_root),
                Ok(()),
                "{from} to {to}"
            );
            assert!(
                proof
                    .verify(from, &flipped(from_root), to, &to_root)
                    .is_err(),
                "{from} to {to}"
            );
            if from > 0 {
                assert!(
                    proof
                        .verify(from, &from_root, to, &flipped(to_root))
                        .is_err(),
                    "{from} to {to}"
                );
            }
            if from < to {
                assert!(
                    proof.verify(to, &to_root, from, &from_root).is_err(),
                    "{to} to {from}"
                );
            }
        }
    }
}

#[test]
fn no_changed_proof_verifies() {
    let tree = tree_of(1, SIZES);
    for size in [1, 2, 3, 5, 8, 13, 31, 32, 33, 64, 65, 100, 127, 128, 129] {
        let root = tree.root_at(size).unwrap();
        for index in 0..size {
            let leaf = leaf(1, index);
            for hashes in neighbours(tree.inclusion(index, size).unwrap().hashes()) {
                let proof = InclusionProof::new(hashes).unwrap();
                assert!(
                    proof.verify(&leaf, index, size, &root).is_err(),
                    "{index} of {size}"
                );
            }
            let from_root = tree.root_at(index).unwrap();
            for hashes in neighbours(tree.consistency(index, size).unwrap().hashes()) {
                let proof = ConsistencyProof::new(hashes).unwrap();
                assert!(
                    proof.verify(index, &from_root, size, &root).is_err(),
                    "{index} to {size}"
                );
            }
        }
    }
}

#[test]
fn a_rewritten_history_has_no_consistency_proof() {
    let (ours, theirs) = (tree_of(1, 40), tree_of(2, 40));
    for from in 1..40 {
        let proof = theirs.consistency(from, 40).unwrap();
        let fault = proof
            .verify(from, &ours.root_at(from).unwrap(), 40, &theirs.root())
            .unwrap_err();
        assert!(matches!(
            fault,
            ConsistencyError::OldRootMismatch { .. } | ConsistencyError::NewRootMismatch { .. }
        ));
    }
}

#[test]
fn a_proof_has_at_most_63_hashes() {
    assert!(InclusionProof::new(vec![Hash::EMPTY; 63]).is_ok());
    assert_eq!(
        InclusionProof::new(vec![Hash::EMPTY; 64]),
        Err(ProofTooLong { found: 64 })
    );
    assert!(ConsistencyProof::new(vec![Hash::EMPTY; 63]).is_ok());
    assert_eq!(
        ConsistencyProof::new(vec![Hash::EMPTY; 64]),
        Err(ProofTooLong { found: 64 })
    );
}

/// The longest path there is: the first leaf of the largest tree. It needs all 63 hashes.
#[test]
fn the_largest_tree_is_within_reach() {
    let proof = InclusionProof::new(vec![Hash::EMPTY; 63]).unwrap();
    let leaf = Hash::of_leaf(b"first");
    let root = proof.root(&leaf, 0, MAX_TREE_SIZE).unwrap();
    assert_eq!(proof.verify(&leaf, 0, MAX_TREE_SIZE, &root), Ok(()));
    assert_eq!(
        proof.verify(&leaf, 0, MAX_TREE_SIZE + 1, &root),
        Err(InclusionError::SizeTooLarge {
            size: MAX_TREE_SIZE + 1
        })
    );
}

fn edge_sizes() -> impl Strategy<Value = u64> {
    prop_oneof![
        any::<u64>(),
        (0u32..64).prop_map(|bit| 1 << bit),
        (0u32..64).prop_map(|bit| (1 << bit) - 1)
    ]
}

proptest! {
    /// With overflow checks on: no numbers make the arithmetic of a verifier fail.
    #[test]
    fn any_numbers_are_answered(from in edge_sizes(), to in edge_sizes(), count in 0usize..=63) {
        let hashes = vec![Hash::of_leaf(b"x"); count];
        let inclusion = InclusionProof::new(hashes.clone()).unwrap();
        prop_assert!(inclusion.verify(&Hash::EMPTY, from, to, &Hash::EMPTY).is_err());
        let consistency = ConsistencyProof::new(hashes).unwrap();
        let outcome = consistency.verify(from, &Hash::of_leaf(b"y"), to, &Hash::EMPTY);
        prop_assert!(outcome.is_err());
    }
}
