//! How alike two spellings of a place's name are, whatever script and custom they follow.
//!
//! Names of one place differ by script, by vowels that Arabic does not write, by articles, by words
//! such as *village* and by how a consonant without a Latin letter was rendered. Two forms of each
//! name are compared: its letters in Latin, and the consonants alone in classes that transliterations
//! exchange. A likeness is no claim that two names are one place: that the list of places says.
//!
//! The Latin letters are those of the crate `deunicode`; classes and articles are ours.

/// Words that say what a place is, not how it is called.
const GENERIC: [&str; 24] = [
    "village",
    "town",
    "city",
    "district",
    "governorate",
    "province",
    "region",
    "area",
    "camp",
    "neighborhood",
    "neighbourhood",
    "countryside",
    "subdistrict",
    "county",
    "farm",
    "farms",
    "surroundings",
    "outskirts",
    "near",
    "of",
    "the",
    "qaryat",
    "koyu",
    "selo",
];
/// Articles written as words of their own.
const ARTICLES: [&str; 21] = [
    "al", "el", "ul", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at", "et",
    "ath", "az", "ez", "adh", "l", "le",
];
/// The Arabic article, joined to its word.
const ARABIC_ARTICLE: &str = "ال";
/// An Arabic word shorter than this keeps its first letters: they may be no article.
const LEAST_ARABIC_CHARS: usize = 5;
/// Longest name that is compared, in characters, and in letters once it is written in Latin: the rest of a longer one
/// adds nothing.
pub const MAX_NAME_CHARS: usize = 120;
/// What consonants alone are worth of what all letters are, in a thousand.
const CONSONANTS_PERMILLE: u32 = 950;
/// With fewer consonants than this they tell names apart too badly to count in full.
const FEW_CONSONANTS: usize = 3;
/// What few consonants are worth, in a thousand.
const FEW_PERMILLE: u32 = 800;

/// A name made ready for comparing, never for showing.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelling {
    letters: Vec<u8>,
    consonants: Vec<u8>,
}

impl std::fmt::Debug for Spelling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Spelling {
    /// A name's forms; `None` where nothing of it is left to compare.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let words = words(name);
        let named = |word: &&String| !GENERIC.contains(&word.as_str());
        let mut kept: Vec<&String> = words.iter().filter(named).collect();
        if kept.is_empty() {
            kept = words.iter().collect();
        }
        let last = kept.len().checked_sub(1)?;
        let of_name = kept
            .iter()
            .enumerate()
            .filter(|(index, word)| *index == last || !ARTICLES.contains(&word.as_str()));
        let letters = of_name.flat_map(|(_, word)| word.bytes());
        let letters: Vec<u8> = letters.take(MAX_NAME_CHARS).collect();
        let consonants = consonants(&letters);
        (!letters.is_empty()).then_some(Self {
            letters,
            consonants,
        })
    }

    /// What it costs to compare two names: letters of one times letters of the other.
    #[must_use]
    pub fn cost(&self, other: &Self) -> u64 {
        let product = self.letters.len() * other.letters.len();
        u64::try_from(product).unwrap_or(u64::MAX)
    }

    /// How alike two names are, 0 to 1000.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> u16 {
        let letters = ratio(&self.letters, &other.letters);
        let fewest = self.consonants.len().min(other.consonants.len());
        let worth = match fewest {
            0 => 0,
            few if few < FEW_CONSONANTS => FEW_PERMILLE,
            _ => CONSONANTS_PERMILLE,
        };
        let consonants = ratio(&self.consonants, &other.consonants) * worth / 1000;
        u16::try_from(letters.max(consonants)).unwrap_or(1000)
    }
}

/// The words of a name in small Latin letters and digits.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let name: String = name.chars().take(MAX_NAME_CHARS).collect();
    for part in name.split_whitespace() {
        let bare = match part.strip_prefix(ARABIC_ARTICLE) {
            Some(rest) if part.chars().count() >= LEAST_ARABIC_CHARS => rest,
            _ => part,
        };
        for c in bare.chars() {
            push(&mut words, c);
        }
        words.push(String::new());
    }
    words.retain(|word| !word.is_empty());
    words
}

fn push(words: &mut Vec<String>, c: char) {
    let Some(word) = words.last_mut() else {
        return;
    };
    match c {
        // Marks of letters that Latin lacks, and ta marbuta, are no letters here.
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{02BE}' | '\u{02BF}' | '\u{0629}' => {}
        _ if c.is_ascii_alphanumeric() => word.push(c.to_ascii_lowercase()),
        _ if c.is_alphanumeric() => {
            // A sign within the rendering of one letter (the ayn) divides no word.
            let latin = deunicode::deunicode_char(c).unwrap_or_default();
            let letters = latin.chars().filter(char::is_ascii_alphanumeric);
            word.extend(letters.map(|letter| letter.to_ascii_lowercase()));
        }
        // Combining marks follow their letter.
        '\u{0300}'..='\u{036F}'
        | '\u{0610}'..='\u{061A}'
        | '\u{0640}'
        | '\u{064B}'..='\u{065F}' => {}
        _ if !word.is_empty() => words.push(String::new()),
        _ => {}
    }
}

/// The consonants in classes that transliterations exchange, doubled ones once.
fn consonants(letters: &[u8]) -> Vec<u8> {
    let mut found: Vec<u8> = Vec::new();
    for letter in letters {
        let class = match letter {
            b'b' | b'p' => b'b',
            b'f' | b'v' => b'f',
            b'k' | b'q' | b'g' | b'c' | b'x' => b'k',
            b's' | b'z' => b's',
            b't' | b'd' => b't',
            b'a' | b'e' | b'i' | b'o' | b'u' | b'w' | b'y' | b'h' => continue,
            other => *other,
        };
        if found.last() != Some(&class) {
            found.push(class);
        }
    }
    found
}

/// One less the share of letters to change, add or leave out, in a thousand.
fn ratio(one: &[u8], other: &[u8]) -> u32 {
    let longest = one.len().max(other.len());
    if longest == 0 {
        return 0;
    }
    let same = longest - edits(one, other);
    u32::try_from(same * 1000 / longest).unwrap_or(1000)
}

/// Letters to change, add or leave out between two words.
fn edits(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}
