#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

#[test]
fn a_number_has_one_spelling() {
    for (text, value) in [
        ("0", Some(0)),
        ("7", Some(7)),
        ("20852163", Some(20_852_163)),
        ("9223372036854775807", Some(MAX_NUMBER)),
        ("9223372036854775808", None),
        ("18446744073709551616", None),
        ("", None),
        ("00", None),
        ("01", None),
        ("+1", None),
        ("-1", None),
        (" 1", None),
        ("1 ", None),
        ("1_000", None),
        ("١", None),
    ] {
        assert_eq!(number(text), value, "{text:?}");
    }
}

#[test]
fn base64_has_one_spelling() {
    assert_eq!(from_base64("AA=="), Some(vec![0]));
    for text in [
        "AA", "AA=", "AB==", "AA==\n", " AA==", "A", "_-==", "AA==AA==",
    ] {
        assert_eq!(from_base64(text), None, "{text:?}");
    }
}

#[test]
fn hex_is_lower_case_and_whole() {
    assert_eq!(hex_of(&[0x00, 0xab, 0xff]), "00abff");
    assert_eq!(array_from_hex("00abff"), Some([0x00, 0xab, 0xff]));
    for text in ["00ABFF", "00abf", "00abfff", "00abfg", "", "é0abf"] {
        assert_eq!(array_from_hex::<3>(text), None, "{text:?}");
    }
}
