#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::fixture::{head, log_key, our_log, signed_head, tree_of, witness_key};
use proptest::prelude::*;

#[test]
fn a_checkpoint_is_three_lines() {
    let head = head(&tree_of(1, 7), 7);
    let text = head.to_string();
    assert_eq!(
        text,
        format!("register.example/kestrel\n7\n{}\n", head.root.to_base64())
    );
    assert_eq!(Checkpoint::parse(&text), Ok(head));
}

#[test]
fn another_text_is_refused_with_its_reason() {
    let root = Hash::of_leaf(b"x").to_base64();
    let empty = Hash::EMPTY.to_base64();
    assert!(Checkpoint::parse(&format!("o\n0\n{empty}\n")).is_ok());
    for (text, expected) in [
        (String::new(), CheckpointError::Shape),
        (format!("o\n1\n{root}"), CheckpointError::Shape),
        ("o\n1\n".to_owned(), CheckpointError::Shape),
        (format!("o\n1\n{root}\nmore\n"), CheckpointError::Extension),
        (format!("o\n1\n{root}\n\n"), CheckpointError::Extension),
        (
            format!("\n1\n{root}\n"),
            CheckpointError::Origin(NameError::Empty),
        ),
        (
            format!("a log\n1\n{root}\n"),
            CheckpointError::Origin(NameError::Character),
        ),
        (format!("o\n01\n{root}\n"), CheckpointError::Size),
        (format!("o\n-1\n{root}\n"), CheckpointError::Size),
        (
            format!("o\n9223372036854775808\n{root}\n"),
            CheckpointError::Size,
        ),
        ("o\n1\nAAAA\n".to_owned(), CheckpointError::Root),
        (format!("o\n1\n{root} \n"), CheckpointError::Root),
        (format!("o\n0\n{root}\n"), CheckpointError::EmptyRoot),
    ] {
        assert_eq!(Checkpoint::parse(&text), Err(expected), "{text:?}");
    }
}

#[test]
fn only_the_log_named_signs() {
    let head = head(&tree_of(1, 7), 7);
    let other = SignedCheckpoint::sign(head.clone(), &log_key("other.example", 1)).unwrap_err();
    assert!(matches!(other, SignError::OtherName { .. }));
    let cosigner =
        SignedCheckpoint::sign(head.clone(), &witness_key("register.example/kestrel", 1))
            .unwrap_err();
    assert_eq!(
        cosigner,
        SignError::Checkpoint(CheckpointError::Note(NoteError::CosignerKey))
    );
    let beyond = Checkpoint {
        size: MAX_TREE_SIZE + 1,
        ..head.clone()
    };
    assert_eq!(
        SignedCheckpoint::sign(beyond, &our_log()),
        Err(SignError::Checkpoint(CheckpointError::Size))
    );
    let no_leaves = Checkpoint { size: 0, ..head };
    assert_eq!(
        SignedCheckpoint::sign(no_leaves, &our_log()),
        Err(SignError::Checkpoint(CheckpointError::EmptyRoot))
    );
}

#[test]
fn a_signed_checkpoint_reads_back_and_verifies_for_its_log_alone() {
    let signed = signed_head(&tree_of(1, 7), 7);
    let read = SignedCheckpoint::parse(signed.to_string().as_bytes()).unwrap();
    assert_eq!(read, signed);
    assert!(read.verify(&[our_log().verifier()]).is_ok());
    assert_eq!(
        read.verify(&[log_key("other.example", 1).verifier()]),
        Err(VerifyError::NoKnownSigner)
    );
    assert_eq!(read.verify(&[]), Err(VerifyError::NoKnownSigner));
}

/// The key of another log cannot speak for this one, even if the reader trusts it.
#[test]
fn a_trusted_key_of_another_name_does_not_count() {
    let other = log_key("other.example", 2);
    let head = head(&tree_of(1, 7), 7);
    let forged = Note::sign(&head.to_string(), &other).unwrap();
    let forged = SignedCheckpoint::parse(forged.to_string().as_bytes()).unwrap();
    assert!(forged.note().verify(&[other.verifier()]).is_ok());
    assert_eq!(
        forged.verify(&[other.verifier(), our_log().verifier()]),
        Err(VerifyError::NoKnownSigner)
    );
}

proptest! {
    #[test]
    fn reading_and_writing_are_inverse(
        text in prop_oneof![
            any::<String>(),
            "[a-z/.]{1,9}\n[0-9]{1,20}\n[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=\n",
        ],
    ) {
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.to_string(), text);
        }
    }

    #[test]
    fn arbitrary_bytes_are_answered(bytes: Vec<u8>) {
        let _ = SignedCheckpoint::parse(&bytes);
    }
}
