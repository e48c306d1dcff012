//! Text that a spreadsheet would take for a formula, and the mark that keeps it from doing so.
//!
//! As in the templates a mark of text (an apostrophe) is put before what would compute. Here it is
//! put so that it can always be taken away again to the letter, blanks and apostrophes of the text's
//! own included: a table of events goes out as it came in.

/// Marks what follows as text, as spreadsheets do.
const MARK: char = '\'';

/// The text as it may stand in a cell.
#[must_use]
pub fn marked(text: &str) -> String {
    if computes(text) {
        format!("{MARK}{text}")
    } else {
        text.to_owned()
    }
}

/// The text of a cell, its mark taken away.
#[must_use]
pub fn unmarked(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(rest) if computes(rest) => rest,
        _ => cell,
    }
}

/// Whether a cell would compute, or would be taken for a marked one that does.
#[must_use]
pub fn computes(text: &str) -> bool {
    // Blanks before the sign are passed over by some programs, wide signs taken for plain ones.
    let bare = text.trim_start_matches(MARK);
    let bare = bare.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let bare = bare.trim_start_matches('\u{FEFF}');
    if bare.starts_with(['=', '@', '＝', '＠']) {
        return true;
    }
    bare.starts_with(['+', '-', '＋', '－']) && !bare.chars().all(is_of_a_number)
}

const fn is_of_a_number(c: char) -> bool {
    matches!(c, '0'..='9' | '.' | ',' | ';' | ' ' | '+' | '-')
}
