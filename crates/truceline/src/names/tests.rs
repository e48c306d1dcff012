#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

#[test]
fn names_that_could_be_taken_for_one_another_are_alike() {
    for (one, other) in [
        ("Relief", "RELIEF "),
        ("Relief", "Rеliеf"),
        ("Relief", "Reliéf"),
        ("Relief", "Ｒｅｌｉｅｆ"),
        ("Relief", "Re lief"),
        ("Zone 10", "Zone 1O"),
        ("South", "Ѕоuth"),
    ] {
        assert!(alike(one, other), "{one} {other}");
    }
    for (one, other) in [
        ("North", "South"),
        ("Zone 2", "Zone 3"),
        ("Relief", "Relief II"),
        ("★", "☆"),
    ] {
        assert!(!alike(one, other), "{one} {other}");
    }
}

#[test]
fn a_party_may_keep_its_own_name_and_no_other_may_take_it() {
    let mut names = Names::default();
    let own = PartyId::from_bytes([1; 16]);
    names.parties.insert(own, "Relief".to_owned());
    assert!(names.new_party("relief", Some(own)).is_ok());
    let refused = names.new_party("relief", None).unwrap_err();
    assert!(
        refused.exit == 2 && refused.what.contains("--same-name"),
        "{refused}"
    );
}
