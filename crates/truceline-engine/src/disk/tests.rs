#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::os::unix::fs::PermissionsExt;

use super::*;

#[test]
fn a_new_file_is_private_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    write_new(&path, b"one").unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let again = write_new(&path, b"two").unwrap_err();
    assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), b"one");
}

#[test]
fn what_is_superseded_is_overwritten_unless_another_name_leads_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("key"), folder.path().join("key.next"));
    write_new(&old, b"one").unwrap();
    let still_open = fs::File::open(&old).unwrap();
    write_new(&new, b"two, which is longer").unwrap();
    supersede(&new, &old).unwrap();
    assert_eq!(fs::read(&old).unwrap(), b"two, which is longer");
    assert!(!new.exists());
    assert_eq!(read_open(&still_open, 100).unwrap(), [0; 3]);
    let kept = folder.path().join("kept");
    fs::hard_link(&old, &kept).unwrap();
    write_new(&new, b"three").unwrap();
    supersede(&new, &old).unwrap();
    assert_eq!(fs::read(&kept).unwrap(), b"two, which is longer");
    assert!(
        supersede(&new, &old).is_err(),
        "there is nothing to put there"
    );
    assert_eq!(fs::read(&old).unwrap(), b"three");
}

#[test]
fn replacing_survives_a_left_over_temporary() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    write_new(&path, b"one").unwrap();
    fs::write(with_suffix(&path, ".new"), b"a longer half-written thing").unwrap();
    replace(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert!(!with_suffix(&path, ".new").exists());
}

#[test]
fn a_read_stops_at_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    assert!(read_bounded(&path, 3).unwrap().is_none());
    write_new(&path, b"one").unwrap();
    assert_eq!(read_bounded(&path, 3).unwrap().unwrap(), b"one");
    assert_eq!(
        read_bounded(&path, 2).unwrap_err().kind(),
        io::ErrorKind::FileTooLarge
    );
}
