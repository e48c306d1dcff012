#![allow(clippy::unwrap_used)]

use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use truceline_engine::keyfile::{self, Key, Purpose, Sealing, Seed, WorkFactor};

fn typed(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn sealed(folder: &Path, name: &str) -> std::path::PathBuf {
    let path = folder.join(name);
    let key = Key {
        purpose: Purpose::Party,
        name: name.to_owned(),
        seed: Seed::from_bytes([7; 32]),
    };
    let sealing = Sealing {
        passphrase: typed("four words of cover"),
        work: WorkFactor::REHEARSAL,
    };
    keyfile::create(&path, &key, Some(&sealing)).unwrap();
    path
}

fn open(passphrases: &Passphrases, path: &Path) -> Result<Key, Problem> {
    passphrases.open(path, |next| keyfile::load(path, Purpose::Party, next))
}

#[test]
fn what_is_typed_once_opens_the_next_key_too() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    fn second_time_right(_: &str) -> Option<Passphrase> {
        let words = ["a slip", "four words of cover"];
        let number = ASKED.fetch_add(1, Ordering::SeqCst);
        words.get(number).map(|words| typed(words))
    }
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (
        sealed(folder.path(), "one.key"),
        sealed(folder.path(), "two.key"),
    );
    let passphrases = Passphrases::new(Vec::new(), Typed::default()).asking(second_time_right);
    open(&passphrases, &one).unwrap();
    open(&passphrases, &two).unwrap();
    assert_eq!(ASKED.load(Ordering::SeqCst), 2);
}

#[test]
fn nobody_is_asked_for_ever_or_where_a_file_was_given() {
    fn wrong(_: &str) -> Option<Passphrase> {
        Some(typed("another"))
    }
    fn nobody(_: &str) -> Option<Passphrase> {
        None
    }
    let folder = tempfile::tempdir().unwrap();
    let path = sealed(folder.path(), "one.key");
    let of = |given: &[&str], ask: Ask| {
        let given = given.iter().map(|words| typed(words)).collect();
        Passphrases::new(given, Typed::default()).asking(ask)
    };
    let error = |passphrases: &Passphrases| open(passphrases, &path).unwrap_err().what;
    assert!(error(&of(&[], wrong)).contains("none of the 3"));
    assert!(error(&of(&[], nobody)).contains("--passphrase-file"));
    assert!(error(&of(&["not it", "nor it"], |_| unreachable!())).contains("does not open"));
    assert!(open(&of(&["not it", "four words of cover"], wrong), &path).is_ok());
}

#[test]
fn a_new_passphrase_is_typed_twice() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    fn another_each_time(_: &str) -> Option<Passphrase> {
        let number = ASKED.fetch_add(1, Ordering::SeqCst);
        Some(typed(&format!("words {number}")))
    }
    fn the_same(_: &str) -> Option<Passphrase> {
        Some(typed("words"))
    }
    fn nobody(_: &str) -> Option<Passphrase> {
        None
    }
    let of = |ask: Ask| Passphrases::new(Vec::new(), Typed::default()).asking(ask);
    assert!(of(another_each_time).choose("--passphrase-file").is_err());
    assert!(of(the_same).choose("--passphrase-file").is_ok());
    let error = of(nobody).choose("--new-passphrase-file").err();
    assert!(error.is_some_and(|problem| problem.what.contains("--new-passphrase-file FILE")));
}
