//! A place in a plain text, and the few things that are taken from it.

/// Reads forward over a text of [`super::glyphs::plain`].
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
}

/// An unsigned number as written.
#[derive(Clone, Copy)]
pub(super) struct Number<'a> {
    /// Digits before the point.
    pub(super) whole: &'a str,
    /// Digits after it; empty without a point.
    pub(super) fraction: &'a str,
    /// Whether there was a point.
    pub(super) point: bool,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) fn skip_blanks(&mut self) -> bool {
        let trimmed = self.rest.trim_start_matches(' ');
        let skipped = trimmed.len() != self.rest.len();
        self.rest = trimmed;
        skipped
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Takes one character if it is `c`.
    pub(super) fn take(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes capital letters, perhaps none.
    pub(super) fn letters(&mut self) -> &'a str {
        self.take_while(|c| c.is_ascii_uppercase())
    }

    /// Takes digits, perhaps none.
    pub(super) fn digits(&mut self) -> &'a str {
        self.take_while(|c| c.is_ascii_digit())
    }

    /// Takes a number if one stands here.
    pub(super) fn number(&mut self) -> Option<Number<'a>> {
        let whole = self.digits();
        if whole.is_empty() {
            return None;
        }
        let point = self.take('.');
        let fraction = if point { self.digits() } else { "" };
        Some(Number {
            whole,
            fraction,
            point,
        })
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self
            .rest
            .find(|c: char| !wanted(c))
            .unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}
