#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use proptest::prelude::*;

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    line::array_from_hex(hex).unwrap()
}

/// RFC 8032, section 7.1: seed, public key, message, signature.
#[test]
fn the_rfc_test_vectors() {
    let vectors = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            &[][..],
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            &[0x72][..],
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            &[0xaf, 0x82][..],
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ];
    for (seed, public, message, signature) in vectors {
        let key = SigningKey::from_seed(&bytes(seed));
        assert_eq!(key.verifying_key().as_bytes(), &bytes(public));
        assert_eq!(key.sign(message).0, bytes::<64>(signature));
        let parsed = VerifyingKey::parse(&bytes::<32>(public)).unwrap();
        assert_eq!(parsed.verify(message, &Signature(bytes(signature))), Ok(()));
        assert_eq!(
            parsed.verify(b"another message", &Signature(bytes(signature))),
            Err(SignatureError)
        );
    }
}

/// The eight points of low order, and their second spellings (y at or above the field's prime, or the
/// sign of x = 0 set).
#[test]
fn keys_of_low_order_and_second_spellings_are_refused() {
    for hex in [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ] {
        assert_eq!(
            VerifyingKey::parse(&bytes::<32>(hex)),
            Err(KeyError::LowOrder),
            "{hex}"
        );
    }
    for hex in [
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ] {
        assert_eq!(
            VerifyingKey::parse(&bytes::<32>(hex)),
            Err(KeyError::NotAPoint),
            "{hex}"
        );
    }
    // y = 2 is on no point of the curve.
    let off_curve = "0200000000000000000000000000000000000000000000000000000000000000";
    assert_eq!(
        VerifyingKey::parse(&bytes::<32>(off_curve)),
        Err(KeyError::NotAPoint)
    );
    assert_eq!(
        VerifyingKey::parse(&[1; 31]),
        Err(KeyError::Length { found: 31 })
    );
    assert_eq!(VerifyingKey::parse(&[]), Err(KeyError::Length { found: 0 }));
}

#[test]
fn a_key_with_a_part_of_low_order_is_refused() {
    let honest = SigningKey::from_seed(&[7; 32]).verifying_key();
    let order_eight = bytes("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    let order_eight = ed25519_dalek::VerifyingKey::from_bytes(&order_eight).unwrap();
    let mixed = (honest.key.to_edwards() + order_eight.to_edwards()).compress();
    assert!(VerifyingKey::parse(honest.as_bytes()).is_ok());
    assert_eq!(
        VerifyingKey::parse(mixed.as_bytes()),
        Err(KeyError::LowOrder)
    );
}

/// The order of the base point, little-endian.
const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

#[test]
fn a_scalar_that_is_not_reduced_is_refused() {
    let key = SigningKey::from_seed(&[7; 32]);
    let signature = key.sign(b"two trucks at dawn");
    let mut carry = 0;
    let mut longer = signature;
    for (byte, order) in longer.0[32..].iter_mut().zip(bytes::<32>(ORDER)) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    assert_eq!(
        carry, 0,
        "the same scalar, spelled with the order added, still fits 32 bytes"
    );
    assert_eq!(
        key.verifying_key()
            .verify(b"two trucks at dawn", &signature),
        Ok(())
    );
    assert_eq!(
        key.verifying_key().verify(b"two trucks at dawn", &longer),
        Err(SignatureError)
    );
}

/// The key's holder made this one with the neutral point as nonce point; lenient verifiers take it.
#[test]
fn a_nonce_point_of_low_order_is_refused() {
    let key = SigningKey::from_seed(&[7; 32]).verifying_key();
    let signature = Signature(bytes(IDENTITY_NONCE));
    let lenient = ed25519_dalek::Signature::from_bytes(&signature.0);
    assert!(ed25519_dalek::Verifier::verify(&key.key, b"two trucks at dawn", &lenient).is_ok());
    assert_eq!(
        key.verify(b"two trucks at dawn", &signature),
        Err(SignatureError)
    );
}

const IDENTITY_NONCE: &str = "01000000000000000000000000000000000000000000000000000000000000006be435fa3e9c91dfdae9e96b942de7c2a55626cad3a5b535678e414e83b4d508";

/// Key, message and signature of the published edge cases of "Taming the many EdDSAs", on which
/// verifiers disagree: mixed-order and low-order keys, unreduced scalars, second spellings of R.
#[test]
fn the_published_edge_cases_are_all_refused() {
    let cases = [
        (
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a0000000000000000000000000000000000000000000000000000000000000000",
        ),
        (
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
            "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
        ),
        (
            "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
            "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e",
        ),
        (
            "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
            "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
            "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009",
        ),
        (
            "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
            "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
            "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09",
        ),
        (
            "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
            "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
            "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405",
        ),
        (
            "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
            "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
            "e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514",
        ),
        (
            "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
            "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
            "8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa19427e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22",
        ),
        (
            "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
            "fdaebc429f4a735932a160da1301080c13280eea8bc280d1b392c6b9e6ba3a5a",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f454d370c8d9fc323a41450f8d513eafeb5b0697390c1e505a0d4ddc71f566607",
        ),
        (
            "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
            "84b698d39be126ff55fe45079e6c8bf64a0d7db6994560b4e96b7021eb39c1a1",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f084d5b99c2a9463d9c8bd5026916996984eeec87ddf1d3be329006ace1b37b09",
        ),
    ];
    for (public, message, signature) in cases {
        let accepted = VerifyingKey::parse(&bytes::<32>(public)).is_ok_and(|key| {
            key.verify(&bytes::<32>(message), &Signature(bytes(signature)))
                .is_ok()
        });
        assert!(!accepted, "{public}");
    }
}

#[test]
fn a_private_key_does_not_print() {
    assert_eq!(
        format!("{:?}", SigningKey::from_seed(&[7; 32])),
        "SigningKey([redacted])"
    );
}

proptest! {
    #[test]
    fn what_is_signed_verifies_and_what_is_changed_does_not(
        seed: [u8; 32], message: Vec<u8>, bit in 0usize..512, other: Vec<u8>,
    ) {
        let key = SigningKey::from_seed(&seed);
        let public = VerifyingKey::parse(key.verifying_key().as_bytes()).unwrap();
        let mut signature = key.sign(&message);
        prop_assert_eq!(public.verify(&message, &signature), Ok(()));
        prop_assert_eq!(public.verify(&other, &signature).is_ok(), other == message);
        signature.0[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(public.verify(&message, &signature), Err(SignatureError));
    }

    #[test]
    fn arbitrary_bytes_are_answered(public: Vec<u8>, key: [u8; 32], signature: [u8; 32], rest: [u8; 32]) {
        prop_assert!(VerifyingKey::parse(&public).is_ok() <= (public.len() == 32));
        if let Ok(key) = VerifyingKey::parse(&key) {
            let mut whole = [0; 64];
            whole[..32].copy_from_slice(&signature);
            whole[32..].copy_from_slice(&rest);
            prop_assert_eq!(key.verify(b"x", &Signature(whole)), Err(SignatureError));
        }
    }
}
