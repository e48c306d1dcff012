#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::fixture::{log_key, witness_key};
use proptest::prelude::*;

fn keys(texts: &[&str]) -> Vec<VerifierKey> {
    texts
        .iter()
        .map(|text| VerifierKey::parse(text).unwrap())
        .collect()
}

fn foreign(name: &str) -> Vec<u8> {
    let path = format!(
        "{}/../../testdata/vectors/log/foreign/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    #[allow(
        clippy::disallowed_methods,
        reason = "tests read their vectors from files"
    )]
    std::fs::read(path).unwrap()
}

/// A tree head of the Go checksum database, signed in 2023 by its own implementation.
#[test]
fn a_note_of_the_go_checksum_database_verifies() {
    let note = Note::parse(&foreign("sum.golang.org.note")).unwrap();
    let keys = keys(&["sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"]);
    let verified = note.verify(&keys).unwrap();
    assert_eq!(
        verified.signatures,
        [VerifiedSignature {
            key: keys[0].clone(),
            time_s: None
        }]
    );
    assert_eq!(note.to_string().as_bytes(), foreign("sum.golang.org.note"));
}

/// The example of the specification's test vectors.
#[test]
fn the_example_of_the_specification_verifies() {
    let note = Note::parse(
        "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
            .as_bytes(),
    )
    .unwrap();
    let keys = keys(&["example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"]);
    assert!(note.verify(&keys).is_ok());
}

#[test]
fn a_text_keeps_its_empty_lines() {
    let signer = log_key("a", 1);
    for text in [
        "\n",
        "\n\n",
        "one\n",
        "one\n\ntwo\n\n\nthree\n",
        "\u{2014} a AAAA\n",
    ] {
        let note = Note::sign(text, &signer).unwrap();
        let read = Note::parse(note.to_string().as_bytes()).unwrap();
        assert_eq!(read, note);
        assert_eq!(read.text(), text);
        assert!(read.verify(&[signer.verifier()]).is_ok());
    }
}

#[test]
fn unknown_lines_are_listed_and_never_count() {
    let (ours, other) = (log_key("a", 1), log_key("b", 2));
    let mut note = Note::sign("text\n", &ours).unwrap();
    for line in Note::sign("text\n", &other).unwrap().signatures {
        note.add(line).unwrap();
    }
    let verified = note.verify(&[ours.verifier()]).unwrap();
    assert_eq!(verified.unchecked, note.signatures()[1..]);
    assert_eq!(note.verify(&[]), Err(VerifyError::NoKnownSigner));
    // The same name with another key, and the same key under another name, are unknown too.
    assert_eq!(
        note.verify(&[log_key("a", 3).verifier()]),
        Err(VerifyError::NoKnownSigner)
    );
    assert_eq!(
        note.verify(&[log_key("c", 1).verifier()]),
        Err(VerifyError::NoKnownSigner)
    );
    assert_eq!(
        note.verify(&[witness_key("a", 1).verifier()]),
        Err(VerifyError::NoKnownSigner)
    );
}

#[test]
fn one_bad_signature_by_a_known_key_refuses_the_note() {
    let (good, bad) = (log_key("a", 1), log_key("b", 2));
    let mut note = Note::sign("text\n", &good).unwrap();
    for line in Note::sign("another text\n", &bad).unwrap().signatures {
        note.add(line).unwrap();
    }
    assert!(note.verify(&[good.verifier()]).is_ok());
    let fault = note.verify(&[good.verifier(), bad.verifier()]).unwrap_err();
    assert!(matches!(fault, VerifyError::BadSignature { ref name, .. } if name.as_str() == "b"));
}

#[test]
fn what_is_no_note_is_refused_with_its_reason() {
    let line = |n: u32| format!("\u{2014} k{n} AAAAAAA=\n");
    let many = |n: u32| (0..n).map(line).collect::<String>();
    let fault = |text: &str| Note::parse(text.as_bytes()).unwrap_err();
    assert!(Note::parse(format!("t\n\n{}", many(64)).as_bytes()).is_ok());
    assert_eq!(
        fault(&format!("t\n\n{}", many(65))),
        NoteError::TooManySignatures
    );
    assert_eq!(fault(""), NoteError::Shape);
    assert_eq!(fault("t\n"), NoteError::Shape);
    assert_eq!(fault(&format!("t\n{}", line(0))), NoteError::Shape);
    assert_eq!(
        fault(&format!("t\n\n{}", line(0).trim_end())),
        NoteError::Shape
    );
    assert_eq!(
        fault(&format!("t\n\n{0}{0}", line(0))),
        NoteError::Repeated { number: 2 }
    );
    assert_eq!(
        fault(&format!("t\r\n\n{}", line(0))),
        NoteError::ControlCharacter
    );
    assert_eq!(
        fault(&format!("t\u{0}\n\n{}", line(0))),
        NoteError::ControlCharacter
    );
    assert_eq!(Note::parse(b"\xff\n\n"), Err(NoteError::NotText));
    let large = vec![b'a'; MAX_NOTE_BYTES + 1];
    assert_eq!(
        Note::parse(&large),
        Err(NoteError::TooLarge {
            found: MAX_NOTE_BYTES + 1
        })
    );
    for (text, expected) in [
        ("t\n\nk AAAAAAA=\n", LineError::Shape),
        ("t\n\n- k AAAAAAA=\n", LineError::Shape),
        ("t\n\n\u{2014} k\n", LineError::Shape),
        (
            "t\n\n\u{2014}  AAAAAAA=\n",
            LineError::Name(NameError::Empty),
        ),
        (
            "t\n\n\u{2014} k+ AAAAAAA=\n",
            LineError::Name(NameError::Character),
        ),
        ("t\n\n\u{2014} k AAAAAA==\n", LineError::Signature),
        ("t\n\n\u{2014} k AAAAAAA= \n", LineError::Signature),
        ("t\n\n\u{2014} k AAAAAAA\n", LineError::Signature),
    ] {
        assert_eq!(
            fault(text),
            NoteError::Line {
                number: 1,
                fault: expected
            },
            "{text:?}"
        );
    }
    let long = format!(
        "t\n\n\u{2014} k {}\n",
        line::base64_of(&[0; MAX_SIGNATURE_BYTES + 1])
    );
    assert_eq!(
        fault(&long),
        NoteError::Line {
            number: 1,
            fault: LineError::Signature
        }
    );
}

#[test]
fn a_note_does_not_grow_beyond_its_limits() {
    let mut note = Note::sign("text\n", &log_key("a", 0)).unwrap();
    let line = |seed| {
        Note::sign("text\n", &log_key("a", seed))
            .unwrap()
            .signatures
            .remove(0)
    };
    for seed in 0..MAX_SIGNATURES as u8 {
        note.add(line(seed)).unwrap();
    }
    assert_eq!(note.signatures().len(), MAX_SIGNATURES);
    let full = note.clone();
    assert_eq!(note.add(line(200)), Err(NoteError::TooManySignatures));
    assert_eq!(note, full);
    assert_eq!(
        Note::sign("no newline", &log_key("a", 1)),
        Err(NoteError::Shape)
    );
    assert_eq!(
        Note::sign("bell\u{7}\n", &log_key("a", 1)),
        Err(NoteError::ControlCharacter)
    );
    assert_eq!(
        Note::sign("text\n", &witness_key("a", 1)),
        Err(NoteError::CosignerKey)
    );
}

/// Every single changed bit: not a note, not verified, or a line by a key that is now unknown.
#[test]
fn no_flipped_bit_passes() {
    let (one, two) = (log_key("a", 1), log_key("b", 2));
    let mut note = Note::sign("line\n", &one).unwrap();
    note.add(Note::sign("line\n", &two).unwrap().signatures.remove(0))
        .unwrap();
    let keys = [one.verifier(), two.verifier()];
    let text = note.to_string().into_bytes();
    for bit in 0..text.len() * 8 {
        let mut changed = text.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(read) = Note::parse(&changed) else {
            continue;
        };
        if let Ok(verified) = read.verify(&keys) {
            assert_eq!(read.text(), note.text(), "bit {bit}");
            assert_eq!(
                (verified.signatures.len(), verified.unchecked.len()),
                (1, 1),
                "bit {bit}"
            );
        }
    }
}

/// Texts near the shape of a note, which plain random bytes never are.
fn note_like() -> impl Strategy<Value = String> {
    let line = "(\u{2014} [a-z+]{1,3} [A-Za-z0-9+/]{4,12}={0,2}|[a-z]{0,4})";
    (
        prop::collection::vec("[a-z\u{2014} ]{0,4}", 0..4),
        prop::collection::vec(line, 0..4),
    )
        .prop_map(|(text, lines)| format!("{}\n\n{}\n", text.join("\n"), lines.join("\n")))
}

proptest! {
    #[test]
    fn reading_and_writing_are_inverse(text in prop_oneof![note_like(), any::<String>()]) {
        if let Ok(note) = Note::parse(text.as_bytes()) {
            prop_assert_eq!(note.to_string(), text);
        }
    }

    #[test]
    fn arbitrary_bytes_are_answered(bytes: Vec<u8>) {
        let _ = Note::parse(&bytes);
    }
}
