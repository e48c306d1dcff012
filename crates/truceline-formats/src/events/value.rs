//! What a cell holds, typed, with the digits it was written in.
//!
//! A number or a day is compared by its value and written again as it stood: `36.100` stays
//! `36.100`, and `2009-02-20T00:00:00` keeps its midnight. What a file leaves out on purpose (`NA`)
//! is told apart from an empty cell.

use jiff::civil::Date;
use std::borrow::Cow;
use std::fmt;

/// Words that stand for a value that is not there, as programs of statistics write them.
const NOT_GIVEN: [&str; 4] = ["NA", "N/A", "NULL", "NaN"];
/// The months as tables of events spell them.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A value, and how it was written where that is not how it would be written.
#[derive(Clone, PartialEq, Eq)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    written: Option<Box<str>>,
}

impl<T: fmt::Display> Given<T> {
    /// A value as it was written.
    #[must_use]
    pub fn as_written(value: T, text: &str) -> Self {
        let plain = value.to_string() == text;
        Self {
            value,
            written: (!plain).then(|| text.into()),
        }
    }

    /// A value of our own, plainly written.
    #[must_use]
    pub const fn plain(value: T) -> Self {
        Self {
            value,
            written: None,
        }
    }

    /// The text of the cell.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match &self.written {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.value.to_string()),
        }
    }
}

/// A day of the calendar: days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day so many days after 1970-01-01, if the calendar has it.
    #[must_use]
    pub fn since_1970(days: i32) -> Option<Self> {
        date(days).map(|_| Self(days))
    }

    /// A day by its numbers, if there is one.
    #[must_use]
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        let found = Date::new(year, month, day).ok()?;
        let days = found.since(jiff::civil::date(1970, 1, 1)).ok()?.get_days();
        Some(Self(days))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn days_since_1970(self) -> i32 {
        self.0
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> Option<i16> {
        date(self.0).map(Date::year)
    }

    /// A day as tables write it: `2020-02-27`, with or without a midnight behind it, or
    /// `27 February 2020`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((day, rest)) = text.split_once(' ')
            && day.len() <= 2
        {
            let (month, year) = rest.trim().split_once(' ')?;
            let month = month.to_lowercase();
            let number = MONTHS.iter().position(|name| *name == month)? + 1;
            return Self::of(
                digits(year.trim(), 4)?,
                i8::try_from(number).ok()?,
                digits(day, 2)?,
            );
        }
        let (day, rest) = text.split_at_checked(10)?;
        let mut parts = day.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let midnight = rest
            .trim_start_matches(['T', ' ', '0', ':', '.'])
            .trim_end_matches('Z');
        if !midnight.is_empty() || year.len() != 4 || month.len() != 2 {
            return None;
        }
        Self::of(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)
    }
}

fn date(days: i32) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok()
}

fn digits<T: std::str::FromStr>(text: &str, most: usize) -> Option<T> {
    let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match date(self.0) {
            Some(date) => write!(f, "{date}"),
            None => f.write_str("-"),
        }
    }
}

/// Degrees in units of 1e-7.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Degrees(i32);

impl Degrees {
    /// Degrees from units of 1e-7.
    #[must_use]
    pub const fn from_e7(e7: i32) -> Self {
        Self(e7)
    }

    /// The units.
    #[must_use]
    pub const fn e7(self) -> i32 {
        self.0
    }

    /// A decimal number of degrees, rounded to the nearest unit, if its size is at most `most`
    /// degrees. No exponent, no comma, no sign of degree: tables have none.
    #[must_use]
    pub fn parse(text: &str, most: i64) -> Option<Self> {
        let text = text.trim();
        let (negative, size) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !number(whole) || !number(fraction) || whole.len() > 3 || fraction.len() > 30 {
            return None;
        }
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut e7 = whole.parse::<i64>().unwrap_or(0) * 10_000_000;
        let mut unit = 1_000_000;
        for (index, byte) in fraction.bytes().take(8).enumerate() {
            let digit = i64::from(byte - b'0');
            e7 += match index {
                7 => i64::from(digit >= 5),
                _ => digit * unit,
            };
            unit /= 10;
        }
        let signed = if negative { -e7 } else { e7 };
        (e7 <= most * 10_000_000).then(|| i32::try_from(signed).ok().map(Self))?
    }
}

impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) = (size / 10_000_000, size % 10_000_000);
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{fraction:07}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// What a cell holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, to the letter.
    Text(String),
    /// A whole number.
    Whole(Given<i64>),
    /// A day.
    Day(Given<Day>),
    /// Degrees.
    Degrees(Given<Degrees>),
    /// A word such as `NA`: said to be missing.
    NotGiven(String),
}

impl Value {
    /// The text of the cell, as it was read.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::NotGiven(text) => Cow::Borrowed(text),
            Self::Whole(given) => given.text(),
            Self::Day(given) => given.text(),
            Self::Degrees(given) => given.text(),
        }
    }
}

impl fmt::Debug for Value {
    /// A cell may hold a place.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Whether a text says that a value is missing.
#[must_use]
pub fn is_not_given(text: &str) -> bool {
    NOT_GIVEN.contains(&text.trim())
}

/// A whole number; zeros behind a decimal point, which programs of statistics add, are none.
#[must_use]
pub fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let (number, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = number.strip_prefix('-').unwrap_or(number);
    let plain =
        !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|b| b.is_ascii_digit());
    let zeros = !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0');
    (plain && zeros).then(|| number.parse().ok()).flatten()
}
