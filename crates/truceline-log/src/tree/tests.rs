#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::fixture::{commitments, tree_of};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use sha2::Sha256;

/// Every size up to past the second power of two above 64.
const SIZES: u64 = 130;

/// MTH of RFC 6962, section 2.1, written as it is defined.
fn by_definition(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::EMPTY,
        [leaf] => *leaf,
        leaves => {
            let mut split = 1;
            while split * 2 < leaves.len() {
                split *= 2;
            }
            let (left, right) = leaves.split_at(split);
            Hash::of_node(&by_definition(left), &by_definition(right))
        }
    }
}

fn concatenated(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

#[test]
fn tree_and_frontier_follow_the_definition_at_every_size() {
    let whole = tree_of(1, SIZES);
    let leaves: Vec<_> = (0..SIZES)
        .map(|index| whole.subtree(0, index).unwrap())
        .collect();
    let (mut tree, mut frontier) = (Tree::new(), Frontier::new());
    for size in 0..=SIZES {
        let expected = by_definition(&leaves[..size as usize]);
        assert_eq!((tree.size(), tree.root()), (size, expected));
        assert_eq!((frontier.size(), frontier.root()), (size, expected));
        assert_eq!(whole.root_at(size), Ok(expected));
        assert_eq!(tree.frontier(), frontier);
        let saved = Frontier::from_parts(size, frontier.peaks().to_vec()).unwrap();
        assert_eq!(saved, frontier);
        if let Some(leaf) = leaves.get(size as usize) {
            tree.push(*leaf);
            frontier.push(*leaf);
        }
    }
}

#[test]
fn a_staged_frontier_can_be_discarded() {
    let tree = tree_of(1, 21);
    let kept = tree.frontier();
    let mut staged = kept.clone();
    staged.push(Hash::of_leaf(b"not to be"));
    assert_ne!(staged.root(), kept.root());
    assert_eq!(kept.root(), tree.root());
}

/// The tree that the Certificate Transparency projects test with.
#[test]
fn roots_of_the_common_test_tree() {
    let leaves: [&[u8]; 8] = [
        b"",
        &[0x00],
        &[0x10],
        &[0x20, 0x21],
        &[0x30, 0x31],
        &[0x40, 0x41, 0x42, 0x43],
        &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        &[
            0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
            0x6e, 0x6f,
        ],
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut tree = Tree::new();
    for (leaf, root) in leaves.into_iter().zip(roots) {
        tree.push(Hash::of_leaf(leaf));
        assert_eq!(tree.root().to_string(), root);
    }
}

#[test]
fn roots_and_proofs_equal_an_independent_implementation() {
    let ours = tree_of(1, SIZES);
    let mut theirs = MemoryBackedTree::<Sha256, [u8; 32]>::new();
    for (count, commitment) in (1..).zip(commitments(1, SIZES)) {
        theirs.push(commitment.0);
        assert_eq!(
            ours.root_at(count).unwrap().0[..],
            theirs.root().as_bytes()[..],
            "size {count}"
        );
        for index in 0..count {
            let ours = ours.inclusion(index, count).unwrap();
            let theirs = theirs.prove_inclusion(index as usize);
            assert_eq!(
                concatenated(ours.hashes()),
                theirs.as_bytes(),
                "leaf {index} of {count}"
            );
        }
        for from in 1..=count {
            let ours = ours.consistency(from, count).unwrap();
            let theirs = theirs.prove_consistency((count - from) as usize);
            assert_eq!(
                concatenated(ours.hashes()),
                theirs.as_bytes(),
                "from {from} to {count}"
            );
        }
    }
}

#[test]
fn what_the_tree_does_not_have_is_refused() {
    let tree = tree_of(1, 5);
    let beyond = |asked| RangeError::SizeBeyondTree {
        asked,
        available: 5,
    };
    assert_eq!(tree.root_at(6), Err(beyond(6)));
    assert_eq!(tree.inclusion(0, 6), Err(beyond(6)));
    assert_eq!(tree.consistency(1, u64::MAX), Err(beyond(u64::MAX)));
    assert_eq!(
        tree.inclusion(3, 3),
        Err(RangeError::IndexBeyondSize { index: 3, size: 3 })
    );
    assert_eq!(
        tree.inclusion(0, 0),
        Err(RangeError::IndexBeyondSize { index: 0, size: 0 })
    );
    assert_eq!(
        tree.consistency(4, 3),
        Err(RangeError::Backward { from: 4, to: 3 })
    );
    assert_eq!(tree.subtree(2, 1), None);
    assert_eq!(tree.subtree(200, 0), None);
    assert_eq!(tree.subtree(0, u64::MAX), None);
}

#[test]
fn a_saved_frontier_of_another_shape_is_refused() {
    let shape = RangeError::FrontierShape {
        size: 5,
        expected: 2,
        found: 1,
    };
    assert_eq!(Frontier::from_parts(5, vec![Hash::EMPTY]), Err(shape));
    assert!(Frontier::from_parts(u64::MAX, vec![Hash::EMPTY; 64]).is_err());
    let largest = Frontier::from_parts(MAX_TREE_SIZE, vec![Hash::EMPTY; 63]).unwrap();
    assert_eq!(largest.size(), MAX_TREE_SIZE);
}
