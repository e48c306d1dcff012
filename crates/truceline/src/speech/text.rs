//! What people write into names and words, before it is signed: no characters that hide, reorder or
//! steer what a reader's screen shows.
//!
//! Not here: what is shown of statements that were signed elsewhere ([`crate::render`] escapes it).

use crate::exit::Problem;
use truceline_register::party::authority::check_name;

/// Whether a character steers a screen, hides, or changes the direction of reading.
#[must_use]
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{061c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

/// Checks a name; `what` says whose.
///
/// # Errors
/// [`Problem`]: empty, too long, or with such characters.
pub fn name(what: &str, text: &str) -> Result<(), Problem> {
    words(what, text)?;
    check_name(text).map_err(|refusal| Problem::usage(format!("{what}: {}", refusal.what)))
}

/// Checks a text; `what` says which.
///
/// # Errors
/// [`Problem`]: it holds such a character.
pub fn words(what: &str, text: &str) -> Result<(), Problem> {
    match text.chars().find(|c| steers(*c)) {
        None => Ok(()),
        Some(c) => Err(Problem::usage(format!(
            "{what} holds the character U+{:04X}, which steers the screen or hides; write it without, in one line",
            u32::from(c)
        ))),
    }
}

#[cfg(test)]
mod tests;
