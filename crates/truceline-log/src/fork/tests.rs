#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::checkpoint::Checkpoint;
use crate::fixture::{head, leaf, log_key, our_log, signed_head, tree_of};
use crate::tree::Tree;
use proptest::prelude::*;

fn evidence() -> ForkEvidence {
    ForkEvidence::new(
        signed_head(&tree_of(1, 9), 9),
        signed_head(&tree_of(2, 9), 9),
    )
    .unwrap()
}

#[test]
fn two_signed_roots_of_one_size_convict_the_log() {
    let evidence = evidence();
    assert_eq!(
        (evidence.origin().as_str(), evidence.size()),
        ("register.example/kestrel", 9)
    );
    assert_eq!(evidence.verify(&[our_log().verifier()]), Ok(()));
    let read = ForkEvidence::parse(evidence.to_string().as_bytes()).unwrap();
    assert_eq!(read, evidence);
    assert_eq!(read.verify(&[our_log().verifier()]), Ok(()));
}

#[test]
fn nobody_is_convicted_by_a_forged_pair() {
    let honest = signed_head(&tree_of(1, 9), 9);
    let forged_head = head(&tree_of(2, 9), 9);
    let forged =
        SignedCheckpoint::sign(forged_head, &log_key("register.example/kestrel", 66)).unwrap();
    let pair = ForkEvidence::new(honest.clone(), forged.clone()).unwrap();
    let keys = [our_log().verifier()];
    assert_eq!(
        pair.verify(&keys),
        Err(ForkError::Signature {
            side: Side::Second,
            fault: VerifyError::NoKnownSigner
        })
    );
    let pair = ForkEvidence::new(forged, honest).unwrap();
    assert!(matches!(
        pair.verify(&keys),
        Err(ForkError::Signature {
            side: Side::First,
            ..
        })
    ));
}

#[test]
fn what_does_not_contradict_is_no_fork() {
    let tree = tree_of(1, 9);
    let other = Checkpoint {
        origin: Origin::parse("other.example").unwrap(),
        ..head(&tree_of(2, 9), 9)
    };
    let other = SignedCheckpoint::sign(other, &log_key("other.example", 3)).unwrap();
    let here = signed_head(&tree, 9);
    assert!(matches!(
        ForkEvidence::new(here.clone(), here.clone()),
        Err(ForkError::SameRoot { .. })
    ));
    assert_eq!(
        ForkEvidence::new(here.clone(), signed_head(&tree, 8)),
        Err(ForkError::TwoSizes {
            first: 9,
            second: 8
        })
    );
    assert!(matches!(
        ForkEvidence::new(here, other),
        Err(ForkError::TwoLogs { .. })
    ));
}

/// A history of 9 entries, and one of 20 that shares but the first 8.
fn two_sizes() -> (Tree, Tree) {
    let branch = |count: u64, salt: u8| -> Tree {
        (0..count)
            .map(|index| leaf(if index < 8 { 1 } else { salt }, index))
            .collect()
    };
    (branch(9, 1), branch(20, 2))
}

fn of_two_sizes() -> [ForkEvidence; 2] {
    let (small, large) = two_sizes();
    let (first, second) = (signed_head(&small, 9), signed_head(&large, 20));
    let proof = large.beginning(9, 20).unwrap();
    let leaves = TwoLeaves {
        index: 8,
        first: (leaf(1, 8), small.inclusion(8, 9).unwrap()),
        second: (leaf(2, 8), large.inclusion(8, 20).unwrap()),
    };
    [
        ForkEvidence::of_beginning(first.clone(), second.clone(), proof).unwrap(),
        ForkEvidence::of_entry(first, second, leaves).unwrap(),
    ]
}

#[test]
fn histories_of_two_sizes_convict_the_log_by_the_hashes_beside_them() {
    for evidence in of_two_sizes() {
        assert_eq!(evidence.size(), 9);
        let read = ForkEvidence::parse(evidence.to_string().as_bytes()).unwrap();
        assert_eq!(read, evidence);
        assert_eq!(read.verify(&[our_log().verifier()]), Ok(()));
    }
}

#[test]
fn an_honest_log_is_not_convicted_whatever_is_put_beside_its_checkpoints() {
    let (small, large) = two_sizes();
    let log = tree_of(1, 20);
    let (nine, twenty) = (signed_head(&log, 9), signed_head(&log, 20));
    let honest = log.beginning(9, 20).unwrap();
    assert!(matches!(
        ForkEvidence::of_beginning(nine.clone(), twenty.clone(), honest.clone()),
        Err(ForkError::SameRoot { .. })
    ));
    // Another tree's hashes, and the two the wrong way round.
    for proof in [large.beginning(9, 20), log.beginning(8, 20)] {
        let found = ForkEvidence::of_beginning(nine.clone(), twenty.clone(), proof.unwrap());
        assert!(matches!(found, Err(ForkError::NoBeginning(_))));
    }
    let swapped = ForkEvidence::of_beginning(twenty.clone(), nine.clone(), honest);
    assert!(matches!(swapped, Err(ForkError::NoBeginning(_))));
    let leaves = |first: (Hash, InclusionProof), second: (Hash, InclusionProof)| TwoLeaves {
        index: 8,
        first,
        second,
    };
    let own = |size| (leaf(1, 8), log.inclusion(8, size).unwrap());
    let same = ForkEvidence::of_entry(nine.clone(), twenty.clone(), leaves(own(9), own(20)));
    assert_eq!(same, Err(ForkError::SameLeaf { index: 8 }));
    let foreign = (leaf(2, 8), large.inclusion(8, 20).unwrap());
    let forged = ForkEvidence::of_entry(nine, twenty, leaves(own(9), foreign));
    assert!(matches!(
        forged,
        Err(ForkError::NoLeaf {
            side: Side::Second,
            ..
        })
    ));
    assert_eq!(small.root_at(8), large.root_at(8), "what they share");
}

#[test]
fn other_texts_are_refused() {
    let text = evidence().to_string();
    let swapped_header = text.replacen("/v1", "/v2", 1);
    let one = format!("{HEADER}\n\n{}", evidence().first());
    for text in [
        "",
        &swapped_header,
        &one,
        &format!("{text}\n"),
        &format!("\n{text}"),
        text.trim_end(),
    ] {
        assert!(ForkEvidence::parse(text.as_bytes()).is_err(), "{text:?}");
    }
    assert_eq!(
        ForkEvidence::parse(&vec![b'\n'; MAX_FORK_BYTES + 1]),
        Err(ForkError::Shape)
    );
}

#[test]
fn no_flipped_bit_still_convicts_with_other_words() {
    let [beginning, entry] = of_two_sizes();
    for evidence in [evidence(), beginning, entry] {
        let text = evidence.to_string().into_bytes();
        for bit in 0..text.len() * 8 {
            let mut changed = text.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let convicts = ForkEvidence::parse(&changed)
                .is_ok_and(|read| read.verify(&[our_log().verifier()]).is_ok());
            assert!(!convicts, "bit {bit}");
        }
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_answered(bytes: Vec<u8>, cut in any::<prop::sample::Index>()) {
        prop_assert!(ForkEvidence::parse(&bytes).is_err());
        let [beginning, entry] = of_two_sizes();
        for evidence in [evidence(), beginning, entry] {
            let text = evidence.to_string();
            let cut = cut.index(text.len());
            prop_assert!(ForkEvidence::parse(&text.as_bytes()[..cut]).is_err());
        }
    }
}
