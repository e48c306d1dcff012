#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Piece, take_apart};

#[test]
fn strings_and_comments_leave_the_code() {
    let source = take_apart(
        "let a = \"one \\\" f64\"; // two f64\n/* three\n/* f64 */ */ let b = r#\"four \" f64\"#; let c = 'x'; let d: &'a u8 = b\"five\"; let e = '\\'';",
    );
    assert!(!source.code.contains("f64"), "{}", source.code);
    assert!(
        source.code.contains("&'a u8"),
        "a lifetime is code: {}",
        source.code
    );
    let strings: Vec<_> = source
        .strings
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(strings, ["one  \" f64", "four \" f64", "five"]);
    assert_eq!(source.strings[1].line, 3);
    assert_eq!(
        source.comments[0],
        Piece {
            line: 1,
            text: "// two f64".to_owned()
        }
    );
}

#[test]
fn what_is_only_for_tests_is_cut() {
    let source = take_apart(
        "fn kept() {}\n#[cfg(test)]\nmod tests;\n#[cfg(test)]\npub(crate) mod fixture {\n fn f() { let x = \"gone\"; }\n}\nlet y = \"stays\";\n",
    );
    assert_eq!(source.test_modules, ["tests"]);
    assert!(source.code.contains("kept") && !source.code.contains("fixture"));
    let strings: Vec<_> = source
        .strings
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(strings, ["stays"]);
}
