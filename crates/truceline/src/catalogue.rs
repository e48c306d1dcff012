//! The words of our own reports in six languages: Fluent files in `catalogues/`, one folder a language.
//!
//! `vocabulary.ftl` names every word that the register owns, by vocabulary and word; the other files hold the
//! sentences of one report each. What a catalogue lacks is a fault and never falls back to another language: a test
//! asks for every word of every vocabulary, and `cargo xtask tidy` reads all of them for what no output says. Numbers
//! have Western digits and dates the order year, month, day in every language, so that two readers of two languages
//! can point at the same figure (docs/decisions/0045-reports-in-six-languages.md). Not here: which report says what.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::fmt;
use unic_langid::LanguageIdentifier;

/// A language that reports are made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Arabic.
    Arabic,
    /// English.
    English,
    /// French.
    French,
    /// Russian.
    Russian,
    /// Turkish.
    Turkish,
    /// Ukrainian.
    Ukrainian,
}

impl Language {
    /// All of them, by their codes.
    pub const ALL: [Self; 6] = [
        Self::Arabic,
        Self::English,
        Self::French,
        Self::Russian,
        Self::Turkish,
        Self::Ukrainian,
    ];

    /// Its code (ISO 639-1).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
            Self::French => "fr",
            Self::Russian => "ru",
            Self::Turkish => "tr",
            Self::Ukrainian => "uk",
        }
    }

    /// By its code.
    ///
    /// # Errors
    /// The codes that there are.
    pub fn parse(code: &str) -> Result<Self, String> {
        let found = Self::ALL
            .into_iter()
            .find(|language| language.code() == code);
        found.ok_or_else(|| format!("use one of {}", Self::ALL.map(Self::code).join(", ")))
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Arabic)
    }

    const fn sources(self) -> [&'static str; 4] {
        match self {
            Self::Arabic => [
                include_str!("../../../catalogues/ar/vocabulary.ftl"),
                include_str!("../../../catalogues/ar/report.ftl"),
                include_str!("../../../catalogues/ar/dossier.ftl"),
                include_str!("../../../catalogues/ar/bulletin.ftl"),
            ],
            Self::English => [
                include_str!("../../../catalogues/en/vocabulary.ftl"),
                include_str!("../../../catalogues/en/report.ftl"),
                include_str!("../../../catalogues/en/dossier.ftl"),
                include_str!("../../../catalogues/en/bulletin.ftl"),
            ],
            Self::French => [
                include_str!("../../../catalogues/fr/vocabulary.ftl"),
                include_str!("../../../catalogues/fr/report.ftl"),
                include_str!("../../../catalogues/fr/dossier.ftl"),
                include_str!("../../../catalogues/fr/bulletin.ftl"),
            ],
            Self::Russian => [
                include_str!("../../../catalogues/ru/vocabulary.ftl"),
                include_str!("../../../catalogues/ru/report.ftl"),
                include_str!("../../../catalogues/ru/dossier.ftl"),
                include_str!("../../../catalogues/ru/bulletin.ftl"),
            ],
            Self::Turkish => [
                include_str!("../../../catalogues/tr/vocabulary.ftl"),
                include_str!("../../../catalogues/tr/report.ftl"),
                include_str!("../../../catalogues/tr/dossier.ftl"),
                include_str!("../../../catalogues/tr/bulletin.ftl"),
            ],
            Self::Ukrainian => [
                include_str!("../../../catalogues/uk/vocabulary.ftl"),
                include_str!("../../../catalogues/uk/report.ftl"),
                include_str!("../../../catalogues/uk/dossier.ftl"),
                include_str!("../../../catalogues/uk/bulletin.ftl"),
            ],
        }
    }
}

/// A catalogue lacks something, or cannot be read: a fault of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the catalogue \"{language}\" has no words for \"{key}\": {why}")]
pub struct Wordless {
    language: &'static str,
    key: String,
    why: String,
}

/// What is put into a sentence.
#[derive(Clone, Copy, Debug)]
pub enum With<'a> {
    /// Words.
    Words(&'a str),
    /// How many; plural forms follow it.
    Number(u64),
}

impl<'a> From<&'a str> for With<'a> {
    fn from(words: &'a str) -> Self {
        Self::Words(words)
    }
}

impl<'a> From<&'a String> for With<'a> {
    fn from(words: &'a String) -> Self {
        Self::Words(words)
    }
}

impl From<usize> for With<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u64> for With<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

/// The words of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Catalogue({})", self.language.code())
    }
}

impl Catalogue {
    /// The catalogue of a language.
    ///
    /// # Errors
    /// [`Wordless`]: a file of it is malformed.
    pub fn of(language: Language) -> Result<Self, Wordless> {
        let wordless = |why: String| Wordless {
            language: language.code(),
            key: "*".to_owned(),
            why,
        };
        let parsed: LanguageIdentifier = language
            .code()
            .parse()
            .map_err(|error| wordless(format!("{error:?}")))?;
        let mut bundle = FluentBundle::new(vec![parsed]);
        bundle.set_use_isolating(false);
        for source in language.sources() {
            let resource = FluentResource::try_new(source.to_owned())
                .map_err(|(_, errors)| wordless(format!("{errors:?}")))?;
            bundle
                .add_resource(resource)
                .map_err(|errors| wordless(format!("{errors:?}")))?;
        }
        Ok(Self { language, bundle })
    }

    /// Its language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A sentence with what is put into it.
    ///
    /// # Errors
    /// [`Wordless`]: there is none, or it wants something that was not given.
    pub fn say(&self, key: &str, with: &[(&str, With<'_>)]) -> Result<String, Wordless> {
        let wordless = |why: &str| Wordless {
            language: self.language.code(),
            key: key.to_owned(),
            why: why.to_owned(),
        };
        let message = self.bundle.get_message(key);
        let pattern = message.and_then(|message| message.value());
        let pattern = pattern.ok_or_else(|| wordless("it is not there"))?;
        let mut filled = FluentArgs::new();
        for (name, value) in with {
            let value = match value {
                With::Words(words) => FluentValue::from(self.isolated(words)),
                With::Number(number) => FluentValue::from(*number),
            };
            filled.set(*name, value);
        }
        let mut errors = Vec::new();
        let said = self
            .bundle
            .format_pattern(pattern, Some(&filled), &mut errors);
        match errors.is_empty() {
            true => Ok(said.into_owned()),
            false => Err(wordless(&format!("{errors:?}"))),
        }
    }

    /// What is put in stands apart, so that names of one script do not turn the words of another around. A name or a
    /// date has its own direction; what was put together before has the language's, whatever it begins with.
    fn isolated(&self, words: &str) -> String {
        let is_put_together = words.contains('\u{2069}');
        let opening = match (is_put_together, self.language.is_right_to_left()) {
            (false, _) => '\u{2068}',
            (true, true) => '\u{2067}',
            (true, false) => '\u{2066}',
        };
        format!("{opening}{words}\u{2069}")
    }

    /// The name of a word that the register owns.
    ///
    /// # Errors
    /// [`Wordless`]: the vocabulary has no such word here.
    pub fn word(&self, vocabulary: &str, word: &str) -> Result<String, Wordless> {
        self.say(&format!("{vocabulary}-{}", word.replace(' ', "-")), &[])
    }

    /// Others' words, in the marks that the language has for it.
    ///
    /// # Errors
    /// [`Wordless`].
    pub fn quoted(&self, words: &str) -> Result<String, Wordless> {
        self.say("quoted", &[("words", words.into())])
    }
}

#[cfg(test)]
mod tests;
