//! The text of a scenario: entries of one line or of several, and the words in them.
//!
//! An entry begins at the left margin; indented lines go on with it. `#` begins a remark. Not here:
//! what the words mean ([`super::grammar`]). `docs/spec/scenarios.md`.

use std::fmt;

/// Longest scenario in bytes: the longest story kept has some thirty thousand.
pub const MAX_SCENARIO_BYTES: usize = 4 * 1024 * 1024;

/// Where something stands, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Line of the file.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
}

/// What is wrong in a scenario, where, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{}:{}: expected {expected}, found {found}", spot.line, spot.column)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Where in it.
    pub spot: Spot,
    /// What should stand there.
    pub expected: String,
    /// What does.
    pub found: String,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A bare word.
    Word,
    /// Text between double quotes.
    Quoted,
    /// `,` `;` `:` or `->`.
    Mark,
}

/// A word, a quoted text or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its text, without quotes.
    pub text: String,
    /// What it is.
    pub kind: TokenKind,
    /// Where it begins.
    pub spot: Spot,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TokenKind::Quoted => write!(f, "the text \"{}\"", self.text),
            TokenKind::Word | TokenKind::Mark => write!(f, "\"{}\"", self.text),
        }
    }
}

/// One entry of the log book: its words, and its own text for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The words in order; at least one.
    pub tokens: Vec<Token>,
    /// Where it ends.
    pub end: Spot,
}

/// Takes a scenario's text apart.
///
/// # Errors
/// [`Fault`]: too long, an indented first line, a quotation without its end.
pub fn entries(file: &str, text: &str) -> Result<Vec<Entry>, Fault> {
    let fault = |spot, expected: &str, found: &str| Fault {
        file: file.to_owned(),
        spot,
        expected: expected.to_owned(),
        found: found.to_owned(),
    };
    if text.len() > MAX_SCENARIO_BYTES {
        return Err(fault(
            Spot { line: 1, column: 1 },
            "a scenario of at most 4 MiB",
            "a longer one",
        ));
    }
    let mut entries: Vec<Entry> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line_number = number + 1;
        let tokens = tokens_of(file, line, line_number)?;
        let Some(first) = tokens.first() else {
            continue;
        };
        let end = Spot {
            line: line_number,
            column: line.trim_end().chars().count() + 1,
        };
        if first.spot.column > 1 {
            let Some(last) = entries.last_mut() else {
                return Err(fault(
                    first.spot,
                    "the first entry at the left margin",
                    "an indented line",
                ));
            };
            last.tokens.extend(tokens);
            last.end = end;
        } else {
            entries.push(Entry { tokens, end });
        }
    }
    Ok(entries)
}

fn tokens_of(file: &str, line: &str, number: usize) -> Result<Vec<Token>, Fault> {
    let letters: Vec<char> = line.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let spot = Spot {
            line: number,
            column: at + 1,
        };
        if letter.is_whitespace() {
            at += 1;
            continue;
        }
        if letter == '#' {
            break;
        }
        if letter == '"' {
            let length = letters[at + 1..]
                .iter()
                .position(|&l| l == '"')
                .ok_or_else(|| Fault {
                    file: file.to_owned(),
                    spot,
                    expected: "the quotation's end (\") on the same line".to_owned(),
                    found: "the end of the line".to_owned(),
                })?;
            let text = letters[at + 1..at + 1 + length].iter().collect();
            tokens.push(Token {
                text,
                kind: TokenKind::Quoted,
                spot,
            });
            at += length + 2;
            continue;
        }
        let length = mark_length(&letters, at);
        if length > 0 {
            let text = letters[at..at + length].iter().collect();
            tokens.push(Token {
                text,
                kind: TokenKind::Mark,
                spot,
            });
            at += length;
            continue;
        }
        let start = at;
        while let Some(&next) = letters.get(at) {
            if next.is_whitespace() || next == '"' || (at > start && mark_length(&letters, at) > 0)
            {
                break;
            }
            at += 1;
        }
        tokens.push(Token {
            text: letters[start..at].iter().collect(),
            kind: TokenKind::Word,
            spot,
        });
    }
    Ok(tokens)
}

/// How many letters from here are a mark: a colon is one only at the end of a word, so that 08:00
/// stays whole.
fn mark_length(letters: &[char], at: usize) -> usize {
    let ends = letters.get(at + 1).is_none_or(|next| next.is_whitespace());
    match letters.get(at) {
        Some(',' | ';') => 1,
        Some(':') if ends => 1,
        Some('-') if letters.get(at + 1) == Some(&'>') => 2,
        _ => 0,
    }
}

/// Reads the words of one entry from left to right.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    file: &'a str,
    tokens: &'a [Token],
    end: Spot,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At the first word of an entry.
    #[must_use]
    pub fn new(file: &'a str, entry: &'a Entry) -> Self {
        Self {
            file,
            tokens: &entry.tokens,
            end: entry.end,
            at: 0,
        }
    }

    /// The next token, not taken.
    #[must_use]
    pub fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    /// Whether all is read.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.peek().is_none()
    }

    /// Where the next token stands, or the entry's end.
    #[must_use]
    pub fn spot(&self) -> Spot {
        self.peek().map_or(self.end, |token| token.spot)
    }

    /// That something else was expected here.
    #[must_use]
    pub fn fault(&self, expected: impl Into<String>) -> Fault {
        self.fault_at(self.peek(), expected)
    }

    /// That something else was expected where `token` stands.
    #[must_use]
    pub fn fault_at(&self, token: Option<&Token>, expected: impl Into<String>) -> Fault {
        Fault {
            file: self.file.to_owned(),
            spot: token.map_or(self.end, |token| token.spot),
            expected: expected.into(),
            found: token.map_or_else(|| "the end of the entry".to_owned(), ToString::to_string),
        }
    }

    /// Takes the next token whatever it is.
    pub fn take(&mut self) -> Option<&'a Token> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    /// Takes the next token if it is this bare word or mark.
    pub fn take_if(&mut self, text: &str) -> bool {
        let is = self
            .peek()
            .is_some_and(|t| t.kind != TokenKind::Quoted && t.text == text);
        if is {
            self.at += 1;
        }
        is
    }

    /// Takes these words if all of them stand here in order.
    pub fn take_phrase(&mut self, phrase: &str) -> bool {
        let start = self.at;
        let whole = phrase.split(' ').all(|word| self.take_if(word));
        if !whole {
            self.at = start;
        }
        whole
    }

    /// Takes these words, which must stand here.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn phrase(&mut self, phrase: &str) -> Result<(), Fault> {
        if self.take_phrase(phrase) {
            Ok(())
        } else {
            Err(self.fault(format!("\"{phrase}\"")))
        }
    }

    /// Takes a bare word.
    ///
    /// # Errors
    /// [`Fault`]; `what` says what the word would be.
    pub fn word(&mut self, what: &str) -> Result<&'a Token, Fault> {
        match self.peek() {
            Some(token) if token.kind == TokenKind::Word => {
                self.at += 1;
                Ok(token)
            }
            _ => Err(self.fault(what)),
        }
    }

    /// Takes a quoted text.
    ///
    /// # Errors
    /// [`Fault`]; `what` says what the text would be.
    pub fn quoted(&mut self, what: &str) -> Result<String, Fault> {
        match self.peek() {
            Some(token) if token.kind == TokenKind::Quoted => {
                self.at += 1;
                Ok(token.text.clone())
            }
            _ => Err(self.fault(format!("{what} in double quotes"))),
        }
    }

    /// Takes a quoted text if one stands here.
    pub fn quoted_if(&mut self) -> Option<String> {
        let token = self
            .peek()
            .filter(|token| token.kind == TokenKind::Quoted)?;
        self.at += 1;
        Some(token.text.clone())
    }

    /// Nothing may follow.
    ///
    /// # Errors
    /// [`Fault`]; `what` says what could have.
    pub fn done(&self, what: &str) -> Result<(), Fault> {
        if self.is_done() {
            Ok(())
        } else {
            Err(self.fault(what))
        }
    }
}

#[cfg(test)]
mod tests;
