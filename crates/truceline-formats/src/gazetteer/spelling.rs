//! The key under which spellings of one name meet: case, accents, apostrophes, hyphens, articles,
//! the Arabic letter forms and the Turkish dotless i make no difference.
//!
//! A key is for comparing, never for showing. Two names with one key are *spelled alike*; whether
//! they are one place the list says.

use crate::coordinate::glyphs;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Articles written as a word of their own, or before a hyphen.
const PLAIN_ARTICLES: [&str; 3] = ["al", "el", "ul"];
/// Articles whose consonant has taken the sound of the word they stand before.
const ASSIMILATED: [(&str, &str); 16] = [
    ("ad", "d"),
    ("ed", "d"),
    ("an", "n"),
    ("en", "n"),
    ("ar", "r"),
    ("er", "r"),
    ("as", "s"),
    ("es", "s"),
    ("ash", "sh"),
    ("esh", "sh"),
    ("at", "t"),
    ("et", "t"),
    ("ath", "th"),
    ("az", "z"),
    ("ez", "z"),
    ("adh", "dh"),
];
/// The Arabic article, joined to its word.
const ARABIC_ARTICLE: &str = "ال";
/// An Arabic word shorter than this keeps its first letters: they may be no article.
const LEAST_ARABIC_CHARS: usize = 5;

/// The key of a name; empty where the name holds no letter or digit.
#[must_use]
pub fn key(name: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in name.nfkd() {
        if is_combining_mark(c) || glyphs::is_invisible(c) || glyphs::is_direction_mark(c) {
            continue;
        }
        if is_apostrophe(c) || is_dropped(c) {
            continue;
        }
        let Some(word) = words.last_mut() else { break };
        if let Some(digit) = glyphs::digit(c).and_then(|d| char::from_digit(d, 10)) {
            word.push(digit);
        } else if c.is_alphanumeric() {
            push_letter(word, c);
        } else if !word.is_empty() {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    without_articles(&words)
}

/// Articles dropped, words joined: `Al-Nahr` and `Nahr`, `Kafr Tal` and `Kafrtal` meet.
fn without_articles(words: &[String]) -> String {
    let mut key = String::new();
    for (index, word) in words.iter().enumerate() {
        let next = words.get(index + 1);
        if next.is_some_and(|next| is_article(word, next)) {
            continue;
        }
        match word.strip_prefix(ARABIC_ARTICLE) {
            Some(rest) if word.chars().count() >= LEAST_ARABIC_CHARS => key.push_str(rest),
            _ => key.push_str(word),
        }
    }
    key
}

fn is_article(word: &str, next: &str) -> bool {
    PLAIN_ARTICLES.contains(&word)
        || word == ARABIC_ARTICLE
        || ASSIMILATED
            .iter()
            .any(|(article, sound)| *article == word && next.starts_with(sound))
}

const fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{02B9}'
            ..='\u{02BF}' | '\u{02C8}' | '\u{2032}' | '"' | '\u{201C}' | '\u{201D}'
    )
}

/// Letters that only lengthen or carry: the tatweel, the lone hamza, the Cyrillic signs.
const fn is_dropped(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{0621}' | 'ь' | 'Ь' | 'ъ' | 'Ъ')
}

fn push_letter(word: &mut String, c: char) {
    match c {
        // Dotted or not, i is i: a name is typed on keyboards that lack one of them.
        'ı' | 'İ' | 'I' => word.push('i'),
        'ß' => word.push_str("ss"),
        'ς' => word.push('σ'),
        'æ' | 'Æ' => word.push_str("ae"),
        'œ' | 'Œ' => word.push_str("oe"),
        'ø' | 'Ø' => word.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => word.push('d'),
        'ł' | 'Ł' => word.push('l'),
        // Alef wasla; ta marbuta; alef maqsura and the Persian yeh; the Persian and Urdu kaf, heh.
        '\u{0671}' => word.push('\u{0627}'),
        '\u{0629}' | '\u{06C1}' | '\u{06D5}' | '\u{06BE}' => word.push('\u{0647}'),
        '\u{0649}' | '\u{06CC}' => word.push('\u{064A}'),
        '\u{06A9}' => word.push('\u{0643}'),
        _ => word.extend(c.to_lowercase()),
    }
}
