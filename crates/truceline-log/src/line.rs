//! The words that C2SP lines are made of: decimals, base64 and hex, each with exactly one spelling.
//!
//! Not a general parser: whatever could be written in two ways is refused, so that parsing and
//! formatting are inverse to each other and a changed byte is always a changed meaning.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The largest number that a line may carry: the C2SP formats keep sizes, indices and times within
/// a signed 64-bit integer.
pub(crate) const MAX_NUMBER: u64 = (1 << 63) - 1;

/// Standard base64 with padding (RFC 4648, section 4).
pub(crate) fn base64_of(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Decodes standard base64; refuses missing padding, stray bits and any other second spelling.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Decodes base64 of exactly `N` bytes.
pub(crate) fn array_from_base64<const N: usize>(text: &str) -> Option<[u8; N]> {
    from_base64(text)?.try_into().ok()
}

/// Reads an ASCII decimal without sign or leading zeroes, at most [`MAX_NUMBER`].
pub(crate) fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let spelled_once = text == "0" || !text.starts_with('0');
    if !digits || !spelled_once {
        return None;
    }
    text.parse().ok().filter(|n| *n <= MAX_NUMBER)
}

/// Lower-case hex.
pub(crate) fn hex_of(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Decodes lower-case hex of exactly `N` bytes.
pub(crate) fn array_from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    fn digit(b: u8) -> Option<u8> {
        match b {
            b'0'..=b'9' => Some(b - b'0'),
            b'a'..=b'f' => Some(b - b'a' + 10),
            _ => None,
        }
    }
    let text = text.as_bytes();
    if text.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests;
