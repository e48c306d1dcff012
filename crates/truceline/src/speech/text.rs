//! What people write into names and words, before it is signed: no characters that hide, reorder or
//! steer what a reader's screen shows.
//!
//! Not here: what is shown of statements that were signed elsewhere ([`crate::render`] escapes it).

use crate::exit::Problem;
use minicbor::data::Type;
use minicbor::{Decoder, Encode};
use truceline_register::codec::cbor;
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

/// Checks every text in a value that is about to be sealed; its lines may end.
///
/// # Errors
/// [`Problem`]: one holds such a character.
pub fn in_value<T: Encode<()>>(value: &T) -> Result<(), Problem> {
    let bytes = cbor::encode(value);
    let mut decoder = Decoder::new(&bytes);
    while let Ok(kind) = decoder.datatype() {
        let read = match kind {
            Type::String => {
                let text = decoder.str().unwrap_or_default();
                text.split('\n')
                    .try_for_each(|line| words("what is written", line))?;
                Ok(())
            }
            // Their parts follow.
            Type::Array => decoder.array().map(|_| ()),
            Type::Map => decoder.map().map(|_| ()),
            Type::Tag => decoder.tag().map(|_| ()),
            _ => decoder.skip(),
        };
        if read.is_err() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
