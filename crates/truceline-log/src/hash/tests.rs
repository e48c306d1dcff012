#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

/// Known answers of SHA-256 with the RFC 6962 prefixes, computed with another implementation.
#[test]
fn known_answers() {
    assert_eq!(Hash(Sha256::digest(b"").into()), Hash::EMPTY);
    assert_eq!(
        Hash::of_leaf(b"").to_string(),
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    );
    assert_eq!(
        Hash::of_leaf(b"L123456").to_string(),
        "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    );
    let children = [Hash::of_leaf(b""), Hash::of_leaf(&[0])];
    assert_eq!(
        Hash::of_node(&children[0], &children[1]).to_string(),
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    );
}

#[test]
fn texts_round_trip_and_debug_is_short() {
    let hash = Hash::of_leaf(b"x");
    assert_eq!(Hash::from_base64(&hash.to_base64()), Ok(hash));
    assert_eq!(Hash::from_hex(&hash.to_string()), Ok(hash));
    assert!(Hash::from_base64("AAAA").is_err());
    assert!(Hash::from_hex("AAAA").is_err());
    assert_eq!(format!("{:?}", Hash::EMPTY), "Hash(e3b0c442…)");
}
