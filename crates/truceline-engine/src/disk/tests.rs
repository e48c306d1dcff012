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
    assert!(!is_superseding(&old), "nor anything to end");
    fs::remove_file(&old).unwrap();
    write_new(&new, b"four").unwrap();
    supersede(&new, &old).unwrap();
    assert_eq!(fs::read(&old).unwrap(), b"four", "nothing stood there");
}

#[test]
fn superseding_cut_short_is_ended_and_overwrites_nothing_that_is_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("key"), folder.path().join("key.next"));
    let second = folder.path().join("key.superseded");
    // Before the new file was put there: the second name goes, and no more.
    write_new(&old, b"one").unwrap();
    fs::hard_link(&old, &second).unwrap();
    end_superseding(&old).unwrap();
    assert!(!second.exists());
    assert_eq!(fs::read(&old).unwrap(), b"one");
    // The same where the name in place leads elsewhere.
    let elsewhere = folder.path().join("elsewhere");
    fs::rename(&old, &elsewhere).unwrap();
    for name in [&old, &second] {
        std::os::unix::fs::symlink(&elsewhere, name).unwrap();
    }
    end_superseding(&old).unwrap();
    assert_eq!(fs::read(&old).unwrap(), b"one");
    fs::remove_file(&old).unwrap();
    fs::rename(&elsewhere, &old).unwrap();
    // After: the old bytes are overwritten.
    fs::hard_link(&old, &second).unwrap();
    let still_open = fs::File::open(&second).unwrap();
    write_new(&new, b"two").unwrap();
    fs::rename(&new, &old).unwrap();
    assert!(is_superseding(&old));
    end_superseding(&old).unwrap();
    assert!(!is_superseding(&old));
    assert_eq!(read_open(&still_open, 100).unwrap(), [0; 3]);
    assert_eq!(fs::read(&old).unwrap(), b"two");
    // Where nothing stands in its place it is the only one, and kept.
    fs::rename(&old, &second).unwrap();
    end_superseding(&old).unwrap();
    assert_eq!(fs::read(&second).unwrap(), b"two");
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
