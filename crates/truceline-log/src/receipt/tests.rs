#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::cosignature::cosign;
use crate::fixture::{ORIGIN, leaf, log_key, our_log, signed_head, tree_of, witness_key};
use proptest::prelude::*;

const NOON_S: u64 = 1_700_000_000;

fn receipt(index: u64, size: u64) -> Receipt {
    let tree = tree_of(1, size);
    Receipt::new(
        index,
        tree.inclusion(index, size).unwrap(),
        signed_head(&tree, size),
    )
}

fn log_alone() -> Policy {
    Policy::of_log(our_log().verifier()).unwrap()
}

fn with_witness() -> Policy {
    let witness = witness_key("w.example", 5).verifier();
    Policy::parse(
        format!(
            "log {}\nwitness w {witness}\nquorum w\n",
            our_log().verifier()
        )
        .as_bytes(),
    )
    .unwrap()
}

#[test]
fn every_leaf_of_every_size_has_its_receipt() {
    let (tree, policy) = (tree_of(1, 40), log_alone());
    for size in 1..=40 {
        let checkpoint = signed_head(&tree, size);
        for index in 0..size {
            let receipt = Receipt::new(
                index,
                tree.inclusion(index, size).unwrap(),
                checkpoint.clone(),
            );
            let read = Receipt::parse(receipt.to_string().as_bytes()).unwrap();
            assert_eq!(read, receipt);
            assert_eq!(
                read.proof
                    .verify(&leaf(1, index), index, size, &tree.root_at(size).unwrap()),
                Ok(())
            );
        }
        assert!(
            receipt(size - 1, size)
                .verify(&leaf(1, size - 1), &policy)
                .is_ok()
        );
    }
}

#[test]
fn the_text_is_as_specified() {
    let receipt = receipt(2, 3).with_extra(b"ref".to_vec()).unwrap();
    let (sibling, checkpoint) = (
        receipt.proof().hashes()[0].to_base64(),
        receipt.checkpoint(),
    );
    assert_eq!(
        receipt.to_string(),
        format!("c2sp.org/tlog-proof@v1\nextra cmVm\nindex 2\n{sibling}\n\n{checkpoint}")
    );
    assert_eq!(Receipt::parse(receipt.to_string().as_bytes()), Ok(receipt));
}

#[test]
fn each_failure_has_its_own_reason() {
    let (receipt, right, policy) = (receipt(5, 20), leaf(1, 5), log_alone());
    assert!(receipt.verify(&right, &policy).is_ok());

    assert!(matches!(
        receipt.verify(&leaf(1, 6), &policy),
        Err(ReceiptError::WrongLeaf { .. })
    ));
    let moved = Receipt {
        index: 4,
        ..receipt.clone()
    };
    assert!(matches!(
        moved.verify(&right, &policy),
        Err(ReceiptError::WrongLeaf { .. })
    ));
    let beyond = Receipt {
        index: 20,
        ..receipt.clone()
    };
    assert_eq!(
        beyond.verify(&right, &policy),
        Err(ReceiptError::IndexBeyondSize {
            index: 20,
            size: 20
        })
    );
    let tree = tree_of(1, 70);
    let other_size = Receipt {
        checkpoint: signed_head(&tree, 70),
        ..receipt.clone()
    };
    assert!(matches!(
        other_size.verify(&right, &policy),
        Err(ReceiptError::ProofLength { size: 70, .. })
    ));
    let same_shape = Receipt {
        checkpoint: signed_head(&tree, 19),
        ..receipt.clone()
    };
    assert!(matches!(
        same_shape.verify(&right, &policy),
        Err(ReceiptError::WrongLeaf { .. })
    ));

    let elsewhere = Policy::of_log(log_key("other.example", 1).verifier()).unwrap();
    assert!(matches!(
        receipt.verify(&right, &elsewhere),
        Err(ReceiptError::WrongOrigin { .. })
    ));
    let rekeyed = Policy::of_log(log_key(ORIGIN, 2).verifier()).unwrap();
    assert_eq!(
        receipt.verify(&right, &rekeyed),
        Err(ReceiptError::CheckpointSignature(
            VerifyError::NoKnownSigner
        ))
    );

    let quorum = with_witness();
    assert_eq!(
        receipt.verify(&right, &quorum),
        Err(ReceiptError::QuorumMissing {
            missing: vec!["w".to_owned()]
        })
    );
    let witness = witness_key("w.example", 5);
    let mut false_line = receipt.clone();
    false_line
        .checkpoint
        .add(cosign(&signed_head(&tree, 19), &witness, NOON_S).unwrap())
        .unwrap();
    assert!(matches!(
        false_line.verify(&right, &quorum),
        Err(ReceiptError::Cosignature(_))
    ));
    let mut cosigned = receipt;
    cosigned
        .checkpoint
        .add(cosign(&cosigned.checkpoint, &witness, NOON_S).unwrap())
        .unwrap();
    assert_eq!(
        cosigned.verify(&right, &quorum).unwrap().cosigned[0].time_s,
        NOON_S
    );
}

#[test]
fn other_texts_are_refused_with_their_reason() {
    let text = receipt(5, 20).to_string();
    let fault = |text: &str| Receipt::parse(text.as_bytes()).unwrap_err();
    assert_eq!(fault(&text.replace("@v1", "@v2")), ReceiptTextError::Header);
    assert_eq!(
        fault(&text.replace("index 5", "index 05")),
        ReceiptTextError::Index
    );
    assert_eq!(
        fault(&text.replace("index 5", "Index 5")),
        ReceiptTextError::Index
    );
    assert_eq!(
        fault(&text.replace("index 5", "extra \nindex 5")),
        ReceiptTextError::Extra
    );
    assert_eq!(
        fault(&text.replace("index 5", "extra AB==\nindex 5")),
        ReceiptTextError::Extra
    );
    assert_eq!(
        fault(&text.replace("index 5", "extra AA==\nextra AA==\nindex 5")),
        ReceiptTextError::Index
    );
    assert_eq!(
        fault(&text.replace("index 5\n", "index 5\nAAAA\n")),
        ReceiptTextError::ProofLine { number: 1 }
    );
    assert_eq!(fault(&text.replace("\n\n", "\n")), ReceiptTextError::Shape);
    assert_eq!(fault(&text.replace('\n', "\r\n")), ReceiptTextError::Shape);
    assert!(matches!(
        fault(text.trim_end()),
        ReceiptTextError::Checkpoint(_)
    ));
    let hash = format!(
        "index 5\n{}",
        format!("{}\n", Hash::EMPTY.to_base64()).repeat(64)
    );
    assert_eq!(
        fault(&text.replace("index 5\n", &hash)),
        ReceiptTextError::ProofTooLong
    );
    let large = "a".repeat(MAX_RECEIPT_BYTES + 1);
    assert_eq!(
        fault(&large),
        ReceiptTextError::TooLarge {
            found: MAX_RECEIPT_BYTES + 1
        }
    );
    let extra = vec![0; MAX_EXTRA_BYTES];
    let full = receipt(5, 20).with_extra(extra).unwrap();
    assert_eq!(
        Receipt::parse(full.to_string().as_bytes()),
        Ok(full.clone())
    );
    assert_eq!(
        full.with_extra(vec![0; MAX_EXTRA_BYTES + 1]),
        Err(ReceiptTextError::Extra)
    );
}

/// Every bit of a cosigned receipt: refused, or only what the verdict lists as unchecked has changed.
#[test]
fn no_flipped_bit_passes_unseen() {
    let (policy, right) = (with_witness(), leaf(1, 5));
    let mut whole = receipt(5, 7).with_extra(b"ref".to_vec()).unwrap();
    for (name, seed) in [("w.example", 5), ("stranger.example", 6)] {
        let line = cosign(&whole.checkpoint, &witness_key(name, seed), NOON_S).unwrap();
        whole.checkpoint.add(line).unwrap();
    }
    let text = whole.to_string().into_bytes();
    for bit in 0..text.len() * 8 {
        let mut changed = text.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(mut read) = Receipt::parse(&changed) else {
            continue;
        };
        let Ok(verdict) = read.verify(&right, &policy) else {
            continue;
        };
        // Put back what is said not to be checked: nothing else may differ.
        assert_eq!(verdict.unchecked.len(), 1, "bit {bit}");
        read.extra = whole.extra.clone();
        let mut kept = read.checkpoint.note().signatures().to_vec();
        kept.retain(|line| !verdict.unchecked.contains(line));
        assert_eq!(kept, whole.checkpoint.note().signatures()[..2], "bit {bit}");
        assert_eq!(
            read.checkpoint.checkpoint(),
            whole.checkpoint.checkpoint(),
            "bit {bit}"
        );
        assert_eq!(
            (read.index, &read.proof, &read.extra),
            (whole.index, &whole.proof, &whole.extra),
            "bit {bit}"
        );
    }
}

proptest! {
    #[test]
    fn arbitrary_and_damaged_texts_are_answered(
        bytes: Vec<u8>, at in any::<prop::sample::Index>(), splice in "[a-zA-Z0-9+/= \n\u{2014}]{0,6}",
    ) {
        let _ = Receipt::parse(&bytes);
        let text = receipt(2, 5).to_string();
        let mut at = at.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let damaged = format!("{}{splice}{}", &text[..at], &text[at..]);
        if let Ok(read) = Receipt::parse(damaged.as_bytes()) {
            prop_assert_eq!(read.to_string(), damaged);
        }
    }
}
