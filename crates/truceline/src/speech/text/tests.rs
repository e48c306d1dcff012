#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

#[test]
fn what_steers_a_screen_is_refused_and_named() {
    for c in [
        '\u{1b}', '\r', '\n', '\u{202e}', '\u{2066}', '\u{9b}', '\u{200b}',
    ] {
        let refused = words("the purpose", &format!("food{c}[2J")).unwrap_err();
        let code = format!("U+{:04X}", u32::from(c));
        assert!(
            refused.exit == 2 && refused.what.contains(&code),
            "{refused}"
        );
    }
    // Scripts that need joiners keep them.
    for text in [
        "Médecins",
        "دورفان",
        "می\u{200c}خواهم",
        "Clinic at Dorvane, 2nd floor",
    ] {
        words("the purpose", text).unwrap();
    }
}

#[test]
fn a_name_is_neither_empty_nor_endless() {
    assert!(name("the party's name", " ").is_err());
    assert!(name("the party's name", &"x".repeat(201)).is_err());
    assert!(name("the party's name", "South").is_ok());
}
