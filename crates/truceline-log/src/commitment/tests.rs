#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use proptest::prelude::*;
use sha2::Digest as _;

/// HMAC written out from its definition (RFC 2104), as a second opinion.
fn hmac_by_hand(key: &[u8], message: &[u8]) -> [u8; 32] {
    assert!(key.len() <= 64);
    let mut block = [0u8; 64];
    block[..key.len()].copy_from_slice(key);
    let inner = Sha256::new()
        .chain_update(block.map(|b| b ^ 0x36))
        .chain_update(message)
        .finalize();
    Sha256::new()
        .chain_update(block.map(|b| b ^ 0x5c))
        .chain_update(inner)
        .finalize()
        .into()
}

#[test]
fn an_opening_does_not_print() {
    assert_eq!(format!("{:?}", Opening([7; 32])), "Opening([redacted])");
}

#[test]
fn a_pad_is_not_the_commitment_to_an_empty_envelope() {
    let opening = Opening([7; 32]);
    assert_ne!(pad(&opening), commit(&opening, b""));
    assert!(pad(&opening).is_pad_of(&opening));
    assert!(!pad(&opening).opens_to(&opening, b""));
}

proptest! {
    #[test]
    fn equals_the_definition(opening: [u8; 32], envelope: Vec<u8>) {
        let message = [&opening[..], &envelope].concat();
        let opening = Opening(opening);
        prop_assert_eq!(commit(&opening, &envelope).0, hmac_by_hand(RECORD_DOMAIN, &message));
        prop_assert_eq!(pad(&opening).0, hmac_by_hand(PAD_DOMAIN, &opening.0));
    }

    #[test]
    fn binds_opening_and_envelope(opening: [u8; 32], envelope: Vec<u8>, other: [u8; 32], more: Vec<u8>) {
        let commitment = commit(&Opening(opening), &envelope);
        prop_assert!(commitment.opens_to(&Opening(opening), &envelope));
        prop_assert_eq!(commitment.opens_to(&Opening(other), &envelope), other == opening);
        prop_assert_eq!(commitment.opens_to(&Opening(opening), &more), more == envelope);
    }
}
