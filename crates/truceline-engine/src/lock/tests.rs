#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

#[test]
fn who_waits_has_the_lock_when_the_other_lets_go() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("lock");
    let mut held = Some(ExclusiveLock::try_take(&path).unwrap());
    let mut looks = 0;
    let taken = ExclusiveLock::take_within(&path, Duration::from_secs(60), &mut |_| {
        looks += 1;
        if looks == 3 {
            held = None;
        }
    });
    assert!(taken.is_ok());
    assert_eq!(looks, 3);
}

#[test]
fn who_waits_in_vain_is_told_that_it_is_busy() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("lock");
    let _held = ExclusiveLock::try_take(&path).unwrap();
    let wait = Duration::from_millis(30);
    let error = ExclusiveLock::take_within(&path, wait, &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("busy"), "{error}");
}
