#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::fixture::{log_key, witness_key};
use proptest::prelude::*;

/// Verifier keys in public use, made by other implementations: the Go checksum database, the example
/// of the specification, a log of the Certificate Transparency world, and a witness.
const FOREIGN: [(&str, Algorithm); 4] = [
    (
        "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        Algorithm::Ed25519,
    ),
    (
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        Algorithm::Ed25519,
    ),
    (
        "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
        Algorithm::Ed25519,
    ),
    (
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        Algorithm::CosignatureV1,
    ),
];

#[test]
fn foreign_keys_are_read_and_written_back() {
    for (text, algorithm) in FOREIGN {
        let key = VerifierKey::parse(text).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        assert_eq!(key.to_string(), text);
    }
}

#[test]
fn a_key_serves_two_algorithms_under_two_ids() {
    let (log, witness) = (log_key("a", 1).verifier(), witness_key("a", 1).verifier());
    assert_eq!(log.key(), witness.key());
    assert_ne!(log.id(), witness.id());
    for key in [log, witness] {
        assert_eq!(VerifierKey::parse(&key.to_string()), Ok(key));
    }
}

#[test]
fn a_mistyped_key_is_named_as_such() {
    let text = FOREIGN[1].0;
    assert!(matches!(
        VerifierKey::parse(&text.replace("foo", "fou")),
        Err(VkeyError::Hash { .. })
    ));
    assert!(matches!(
        VerifierKey::parse(&text.replace("530d903a", "530d903b")),
        Err(VkeyError::Hash { .. })
    ));
    assert!(matches!(
        VerifierKey::parse(&text.replace("AekyeR", "AekyeS")),
        Err(VkeyError::Hash { .. })
    ));
    assert_eq!(
        VerifierKey::parse(&text.replace("530d903a", "530D903A")),
        Err(VkeyError::Shape)
    );
    assert_eq!(VerifierKey::parse("example.com/foo"), Err(VkeyError::Shape));
    assert_eq!(
        VerifierKey::parse("example.com/foo+530d903a+"),
        Err(VkeyError::Shape)
    );
    assert_eq!(
        VerifierKey::parse("+530d903a+Aek="),
        Err(VkeyError::Name(NameError::Empty))
    );
    assert_eq!(
        VerifierKey::parse("x+530d903a+/w=="),
        Err(VkeyError::Algorithm { byte: 0xff })
    );
    assert_eq!(
        VerifierKey::parse("x+530d903a+Bg=="),
        Err(VkeyError::Algorithm { byte: 0x06 })
    );
}

#[test]
fn a_weak_key_is_refused_even_with_a_fitting_hash() {
    let name = KeyName::parse("weak").unwrap();
    let mut bytes = [0u8; 33];
    bytes[0] = 1;
    bytes[1] = 1;
    let text = format!(
        "weak+{}+{}",
        KeyId::of_bytes(&name, &bytes),
        line::base64_of(&bytes)
    );
    assert_eq!(
        VerifierKey::parse(&text),
        Err(VkeyError::Key(KeyError::LowOrder))
    );
    let text = format!(
        "weak+{}+{}",
        KeyId::of_bytes(&name, &bytes[..9]),
        line::base64_of(&bytes[..9])
    );
    assert_eq!(
        VerifierKey::parse(&text),
        Err(VkeyError::Key(KeyError::Length { found: 8 }))
    );
}

#[test]
fn names_have_no_spaces_plus_or_controls() {
    assert!(KeyName::parse("register.example/كستريل").is_ok());
    assert!(KeyName::parse(&"x".repeat(255)).is_ok());
    assert_eq!(KeyName::parse(""), Err(NameError::Empty));
    assert_eq!(
        KeyName::parse(&"x".repeat(256)),
        Err(NameError::TooLong { found: 256 })
    );
    for name in [
        "a b",
        "a+b",
        "a\tb",
        "a\nb",
        "a\u{a0}b",
        "a\u{2003}b",
        "a\u{0}b",
        "a\u{85}b",
        " a",
    ] {
        assert_eq!(KeyName::parse(name), Err(NameError::Character), "{name:?}");
    }
}

#[test]
fn a_signer_does_not_print_its_key() {
    let text = format!("{:?}", log_key("a", 0x5a));
    assert!(
        text.contains("[redacted]") && !text.contains("90") && !text.contains("5a"),
        "{text}"
    );
}

proptest! {
    #[test]
    fn arbitrary_texts_are_answered_and_have_one_spelling(
        text in prop_oneof![any::<String>(), "[a-z+./ ]{1,9}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{0,44}={0,2}"],
    ) {
        if let Ok(key) = VerifierKey::parse(&text) {
            prop_assert_eq!(key.to_string(), text);
        }
    }
}
