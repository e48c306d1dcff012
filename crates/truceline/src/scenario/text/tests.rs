#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Cursor, TokenKind, entries};

#[test]
fn entries_go_on_over_indented_lines_and_leave_remarks_out() {
    let text = "# remark\nday 20\n08:00  C  asks: \"where, now\"; once   # why\n   -> admitted\n\nday 21\n";
    let found = entries("a.scn", text).unwrap();
    assert_eq!(found.len(), 3);
    let words: Vec<_> = found[1].tokens.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(
        words,
        [
            "08:00",
            "C",
            "asks",
            ":",
            "where, now",
            ";",
            "once",
            "->",
            "admitted"
        ]
    );
    assert_eq!(found[1].tokens[4].kind, TokenKind::Quoted);
    assert_eq!(
        (found[1].tokens[8].spot.line, found[1].tokens[8].spot.column),
        (4, 7)
    );
}

#[test]
fn faults_say_where_and_what_was_expected() {
    let open = entries("a.scn", "08:00 C says \"no end\nday 2").unwrap_err();
    assert_eq!(
        open.to_string(),
        "a.scn:1:14: expected the quotation's end (\") on the same line, found the end of the line"
    );
    let indented = entries("a.scn", "  08:00 C").unwrap_err();
    assert_eq!((indented.spot.line, indented.spot.column), (1, 3));

    let found = entries("a.scn", "08:00 C asks").unwrap();
    let mut cursor = Cursor::new("a.scn", &found[0]);
    cursor.word("a time").unwrap();
    assert_eq!(
        cursor.phrase("time passes").unwrap_err().to_string(),
        "a.scn:1:7: expected \"time passes\", found \"C\""
    );
    cursor.take();
    cursor.take();
    assert_eq!(
        cursor.quoted("words").unwrap_err().found,
        "the end of the entry"
    );
}
