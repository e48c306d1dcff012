//! One plain alphabet for the many ways of typing the same sign: digits, minus, degree, primes,
//! blanks. What hides from the eye is refused rather than dropped.

use super::{CoordinateError, MAX_CHARS};

/// The text in capitals over the alphabet `0-9 A-Z . , ; : / + - ° ' "` and single blanks.
///
/// # Errors
/// [`CoordinateError`] for direction marks, invisible characters and unknown ones.
pub fn plain(text: &str) -> Result<String, CoordinateError> {
    let mut out = String::with_capacity(text.len());
    for (count, c) in text.chars().enumerate() {
        if count >= MAX_CHARS {
            return Err(CoordinateError::TooLong);
        }
        let p = one(c)?;
        match p {
            ' ' if out.is_empty() || out.ends_with(' ') => {}
            // Two single primes are how many people type a double one.
            '\'' if out.ends_with('\'') => {
                out.pop();
                out.push('"');
            }
            _ => out.push(p),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    if out.is_empty() {
        return Err(CoordinateError::Empty);
    }
    Ok(out)
}

/// Whether a character changes the direction in which its neighbours are shown.
#[must_use]
pub const fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character takes no room and is not a line's ordinary control.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
        || (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{0080}'..='\u{009F}')
}

/// The value of a decimal digit of the scripts in use around a register.
#[must_use]
pub fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    (c as u32).checked_sub(zero as u32)
}

fn one(c: char) -> Result<char, CoordinateError> {
    if is_direction_mark(c) {
        return Err(CoordinateError::DirectionMark);
    }
    if is_invisible(c) {
        return Err(CoordinateError::InvisibleCharacter);
    }
    if let Some(d) = digit(c).and_then(|d| char::from_digit(d, 10)) {
        return Ok(d);
    }
    Ok(match c {
        'a'..='z' => c.to_ascii_uppercase(),
        'A'..='Z' | '.' | ',' | ';' | ':' | '/' | '+' | '-' | '\'' | '"' => c,
        '\u{066B}' => '.',
        '\u{060C}' => ',',
        '\u{061B}' => ';',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '\u{00B0}' | '\u{00BA}' | '\u{02DA}' | '\u{2218}' => '°',
        '\u{2032}' | '\u{2018}' | '\u{2019}' | '\u{02B9}' | '\u{02BC}' | '\u{00B4}' | '`' => '\'',
        '\u{2033}' | '\u{201C}' | '\u{201D}' | '\u{02BA}' | '\u{3003}' => '"',
        _ if c.is_whitespace() => ' ',
        _ => return Err(CoordinateError::UnknownCharacter),
    })
}
