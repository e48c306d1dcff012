#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::randomness::RehearsalRandomness;

fn key() -> Key {
    Key {
        purpose: Purpose::Party,
        name: "north/desk-1 Пост".to_owned(),
        seed: Seed::generate(&mut RehearsalRandomness::new(1)).unwrap(),
    }
}

fn sealing(text: &str) -> Sealing {
    Sealing {
        passphrase: Passphrase::new(text.to_owned()),
        work: WorkFactor::REHEARSAL,
    }
}

fn nobody() -> Option<Passphrase> {
    None
}

fn phrase(text: &str) -> impl FnMut() -> Option<Passphrase> {
    move || Some(Passphrase::new(text.to_owned()))
}

fn write(path: &Path, text: &[u8]) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn a_plain_key_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("k");
    create(&path, &key(), None).unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(!is_sealed(&path).unwrap());
    let never = &mut || -> Option<Passphrase> { panic!("a plain key asks for nothing") };
    let found = load(&path, Purpose::Party, never).unwrap();
    assert_eq!(found.seed.expose(), key().seed.expose());
    assert_eq!(found.name, key().name);
    let wrong = load(&path, Purpose::Witness, &mut nobody).unwrap_err();
    assert!(
        matches!(
            wrong,
            KeyFileError::Purpose {
                found: Purpose::Party,
                ..
            }
        ),
        "{wrong}"
    );
    assert!(matches!(
        create(&path, &key(), None),
        Err(KeyFileError::Exists { .. })
    ));
    let missing = load(&folder.path().join("x"), Purpose::Party, &mut nobody);
    assert!(matches!(missing, Err(KeyFileError::Missing { .. })));
}

#[test]
fn a_sealed_key_opens_with_its_passphrase_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("k");
    create(&path, &key(), Some(&sealing("correct horse"))).unwrap();
    assert!(is_sealed(&path).unwrap());
    let text = fs::read_to_string(&path).unwrap();
    assert!(!text.contains(&BASE64.encode(key().seed.expose())));
    let found = load(&path, Purpose::Party, &mut phrase("correct horse")).unwrap();
    assert_eq!(found.seed.expose(), key().seed.expose());
    for wrong in ["", "correct horse ", "Correct horse"] {
        let error = load(&path, Purpose::Party, &mut phrase(wrong)).unwrap_err();
        assert!(
            matches!(error, KeyFileError::WrongPassphrase { .. }),
            "{error}"
        );
    }
    let error = load(&path, Purpose::Party, &mut nobody).unwrap_err();
    assert!(
        matches!(error, KeyFileError::PassphraseNeeded { .. }),
        "{error}"
    );
}

#[test]
fn a_passphrase_can_be_changed_and_taken_off() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("k");
    create(&path, &key(), None).unwrap();
    reseal(&path, &mut nobody, Some(&sealing("one"))).unwrap();
    assert!(reseal(&path, &mut phrase("two"), None).is_err());
    reseal(&path, &mut phrase("one"), Some(&sealing("two"))).unwrap();
    assert!(load(&path, Purpose::Party, &mut phrase("one")).is_err());
    assert!(load(&path, Purpose::Party, &mut phrase("two")).is_ok());
    reseal(&path, &mut phrase("two"), None).unwrap();
    let found = load(&path, Purpose::Party, &mut nobody).unwrap();
    assert_eq!(found.seed.expose(), key().seed.expose());
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn a_key_that_others_may_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("k");
    create(&path, &key(), None).unwrap();
    for mode in [0o640, 0o604, 0o644, 0o660, 0o610, 0o601, 0o777] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let error = load(&path, Purpose::Party, &mut nobody).unwrap_err();
        assert!(
            matches!(error, KeyFileError::Permissions { .. }),
            "{mode:o}: {error}"
        );
        assert!(error.to_string().contains("chmod 600"));
    }
    for mode in [0o600, 0o400] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        assert!(load(&path, Purpose::Party, &mut nobody).is_ok(), "{mode:o}");
    }
}

#[test]
fn no_changed_byte_gives_another_key() {
    let folder = tempfile::tempdir().unwrap();
    for seal in [None, Some(sealing("s"))] {
        let path = folder
            .path()
            .join(if seal.is_some() { "sealed" } else { "plain" });
        create(&path, &key(), seal.as_ref()).unwrap();
        let good = fs::read(&path).unwrap();
        for place in 0..good.len() {
            for change in [1, 2, 0x20, 0x80] {
                let mut bad = good.clone();
                bad[place] ^= change;
                write(&path, &bad);
                // A line end that becomes another blank may read the same; never a different key.
                if let Ok(found) = load(&path, Purpose::Party, &mut phrase("s")) {
                    assert_eq!(found.seed.expose(), key().seed.expose(), "byte {place}");
                    assert_eq!(found.name, key().name, "byte {place}");
                }
            }
        }
        for length in 0..good.len() - 1 {
            write(&path, &good[..length]);
            assert!(
                load(&path, Purpose::Party, &mut phrase("s")).is_err(),
                "cut at {length}"
            );
        }
    }
}

#[test]
fn what_is_no_key_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("k");
    let long = vec![b'a'; FILE_MAX_BYTES as usize + 1];
    for text in [
        &b""[..],
        b"\n",
        b"-----BEGIN PRIVATE KEY-----",
        b"\xff\xfe",
        &long,
    ] {
        write(&path, text);
        assert!(load(&path, Purpose::Party, &mut nobody).is_err());
    }
    create(&folder.path().join("g"), &key(), None).unwrap();
    let good = fs::read_to_string(folder.path().join("g")).unwrap();
    write(&path, format!("{good}seed: another\n").as_bytes());
    let error = load(&path, Purpose::Party, &mut nobody).unwrap_err();
    assert!(
        matches!(error, KeyFileError::Malformed { line: 6, .. }),
        "{error}"
    );
}

#[test]
fn a_name_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("k");
    let long = "n".repeat(NAME_MAX_BYTES + 1);
    for name in ["", " a", "a ", "a\nseed: b", "a\u{7}", long.as_str()] {
        let bad = Key {
            name: name.to_owned(),
            ..key()
        };
        assert!(
            matches!(create(&path, &bad, None), Err(KeyFileError::Name)),
            "{name:?}"
        );
    }
    assert!(!path.exists());
}

#[test]
fn secrets_are_not_printed() {
    let printed = format!("{:?} {:?}", key(), sealing("open sesame"));
    assert!(!printed.contains("sesame"), "{printed}");
    assert!(printed.contains("[redacted]"));
    let bytes = format!("{:?}", key().seed.expose());
    assert!(!printed.contains(&bytes));
}

#[test]
fn a_file_that_asks_for_too_much_work_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("k");
    create(&path, &key(), Some(&sealing("s"))).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let (head, body) = text.split_once("sealed: age\n").unwrap();
    let mut file = BASE64.decode(body.replace('\n', "")).unwrap();
    let place = file.windows(3).position(|bytes| bytes == b" 1\n").unwrap();
    file.splice(place..place + 3, *b" 40\n");
    write(
        &path,
        format!("{head}sealed: age\n{}\n", BASE64.encode(file)).as_bytes(),
    );
    assert!(load(&path, Purpose::Party, &mut phrase("s")).is_err());
}
