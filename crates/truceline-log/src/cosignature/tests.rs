#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::fixture::{our_log, signed_head, tree_of, witness_key};
use crate::note::VerifyError;
use crate::vkey::VerifierKey;
use proptest::prelude::*;

const NOON_S: u64 = 1_700_000_000;

/// A checkpoint of a public log, with cosignatures of public witnesses made by other implementations.
#[test]
fn a_foreign_cosignature_verifies() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../testdata/vectors/log/foreign/cosigned.checkpoint"
    );
    #[allow(
        clippy::disallowed_methods,
        reason = "tests read their vectors from files"
    )]
    let bytes = std::fs::read(path).unwrap();
    let checkpoint = SignedCheckpoint::parse(&bytes).unwrap();
    let log = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
    let witness = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
    let keys = [log, witness].map(|key| VerifierKey::parse(key).unwrap());
    let verified = checkpoint.note().verify(&keys).unwrap();
    let times: Vec<_> = verified
        .signatures
        .iter()
        .map(|signature| signature.time_s)
        .collect();
    assert_eq!(times, [None, Some(1_779_573_024)]);
    assert_eq!(verified.unchecked.len(), 4);
    assert_eq!(checkpoint.to_string().as_bytes(), bytes);
}

#[test]
fn the_signed_message_is_as_specified() {
    assert_eq!(
        signed_message(1_679_315_147, "o\n1\nr\n"),
        "cosignature/v1\ntime 1679315147\no\n1\nr\n"
    );
}

#[test]
fn a_cosignature_binds_time_and_checkpoint() {
    let (tree, witness) = (tree_of(1, 7), witness_key("w.example", 2));
    let mut checkpoint = signed_head(&tree, 7);
    let line = cosign(&checkpoint, &witness, NOON_S).unwrap();
    checkpoint.add(line.clone()).unwrap();
    let keys = [our_log().verifier(), witness.verifier()];
    let verified = checkpoint.note().verify(&keys).unwrap();
    assert_eq!(verified.signatures[1].time_s, Some(NOON_S));

    let mut later = Cosignature::parse(line.signature()).unwrap();
    later.time_s += 1;
    let mut redated = signed_head(&tree, 7);
    redated
        .add(SignatureLine::by(&witness.verifier(), later.to_bytes()))
        .unwrap();
    assert!(matches!(
        redated.note().verify(&keys),
        Err(VerifyError::BadSignature { .. })
    ));

    let mut elsewhere = signed_head(&tree, 6);
    elsewhere.add(line).unwrap();
    assert!(matches!(
        elsewhere.note().verify(&keys),
        Err(VerifyError::BadSignature { .. })
    ));
}

/// A log's signature is no cosignature and the other way round, even by the same key.
#[test]
fn the_two_kinds_of_signature_do_not_stand_in_for_each_other() {
    let checkpoint = signed_head(&tree_of(1, 7), 7);
    assert!(matches!(
        cosign(&checkpoint, &our_log(), NOON_S),
        Err(CosignError::NotACosigner { .. })
    ));
    let as_witness = witness_key("register.example/kestrel", 1);
    let plain = our_log().key().sign(checkpoint.note().text().as_bytes());
    let mut relabelled = checkpoint.clone();
    let bytes = [&NOON_S.to_be_bytes()[..], &plain.0].concat();
    relabelled
        .add(SignatureLine::by(&as_witness.verifier(), bytes))
        .unwrap();
    assert!(matches!(
        relabelled.note().verify(&[as_witness.verifier()]),
        Err(VerifyError::BadSignature { .. })
    ));
}

#[test]
fn times_and_lengths_out_of_bounds_are_refused() {
    let checkpoint = signed_head(&tree_of(1, 7), 7);
    let witness = witness_key("w.example", 2);
    let beyond = MAX_TIME_S + 1;
    assert_eq!(
        cosign(&checkpoint, &witness, beyond),
        Err(CosignError::Time { time_s: beyond })
    );
    assert!(cosign(&checkpoint, &witness, MAX_TIME_S).is_ok());
    assert_eq!(Cosignature::parse(&[0xff; 72]), Err(CosignatureError::Time));
    assert_eq!(
        Cosignature::parse(&[0; 71]),
        Err(CosignatureError::Length { found: 71 })
    );
}

proptest! {
    #[test]
    fn bytes_round_trip(bytes in prop::collection::vec(any::<u8>(), 70..75)) {
        if let Ok(cosignature) = Cosignature::parse(&bytes) {
            prop_assert_eq!(cosignature.to_bytes(), bytes);
        }
    }
}
