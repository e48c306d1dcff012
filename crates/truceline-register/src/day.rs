//! Days of the calendar, as agreements and designations name them, and the clock that they are counted by.
//!
//! A text that says "by 10 October" names a day and no instant. It stays a day here; the instant at which it begins
//! or ends follows from the offset of the text's clock. Proleptic Gregorian, without time zones: not here are their
//! names and their summer times (the formats').

use crate::time::{Instant, Span, TimeError, civil_from_days};
use minicbor::{Decode, Decoder, Encode, Encoder};
use std::fmt;

const SECONDS_PER_DAY: i64 = 86_400;
const MICROS_PER_DAY: i64 = SECONDS_PER_DAY * 1_000_000;

/// A day of the years 0001 to 9999, as days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// By how many minutes a clock is ahead of UTC: -840 to 840.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockOffset(i16);

impl Day {
    /// 0001-01-01.
    pub const MIN: Self = Self(-719_162);
    /// 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The day so many days after 1970-01-01.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] outside the years 0001 to 9999.
    pub const fn new(days: i32) -> Result<Self, TimeError> {
        if days < Self::MIN.0 || days > Self::MAX.0 {
            return Err(TimeError::OutOfRange);
        }
        Ok(Self(days))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of a date; nothing where there is no such date.
    #[must_use]
    pub fn of_date(year: i32, month: u8, day: u8) -> Option<Self> {
        let is_date = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        is_date.then(|| Self(days_from_civil(year, month, day)))
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn date(self) -> (i32, u8, u8) {
        let (year, month, day) = civil_from_days(i64::from(self.0));
        let small = |number: i64| u8::try_from(number).unwrap_or(1);
        (i32::try_from(year).unwrap_or(1), small(month), small(day))
    }

    /// Reads `2020-03-15`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return None;
        }
        let number = |range: std::ops::Range<usize>| text.get(range)?.parse().ok();
        let (year, month, day): (i32, i32, i32) = (number(0..4)?, number(5..7)?, number(8..10)?);
        Self::of_date(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// So many days later, or earlier; nothing outside the years 0001 to 9999.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Option<Self> {
        Self::new(self.0.checked_add(days)?).ok()
    }

    /// So many months later, or earlier: the same day of the month, or its last where it has no such day.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let (year, month, day) = self.date();
        let count = year
            .checked_mul(12)?
            .checked_add(i32::from(month) - 1)?
            .checked_add(months)?;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        let month = u8::try_from(month).ok()?;
        Self::of_date(year, month, day.min(days_in(year, month)))
    }

    /// The day that a clock shows at an instant.
    #[must_use]
    pub fn of(instant: Instant, clock: ClockOffset) -> Self {
        let local = instant.micros() + i64::from(clock.0) * 60_000_000;
        let days = i32::try_from(local.div_euclid(MICROS_PER_DAY)).unwrap_or(0);
        Self(days.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Its first instant, by a clock.
    #[must_use]
    pub fn begins(self, clock: ClockOffset) -> Instant {
        let micros = i64::from(self.0) * MICROS_PER_DAY - i64::from(clock.0) * 60_000_000;
        let clamped = micros.clamp(Instant::MIN.micros(), Instant::MAX.micros());
        Instant::from_micros(clamped).unwrap_or(Instant::MIN)
    }

    /// The first instant after it, by a clock.
    #[must_use]
    pub fn ends(self, clock: ClockOffset) -> Instant {
        self.begins(clock).plus(Span::hours(24))
    }
}

impl ClockOffset {
    /// UTC itself.
    pub const UTC: Self = Self(0);

    /// A clock so many minutes ahead of UTC.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] beyond 14 hours either way.
    pub const fn minutes(minutes: i16) -> Result<Self, TimeError> {
        if minutes < -840 || minutes > 840 {
            return Err(TimeError::OutOfRange);
        }
        Ok(Self(minutes))
    }

    /// Reads `+03:00`, `-05:30` or `Z`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "Z" {
            return Some(Self::UTC);
        }
        let (sign, rest) = match text.as_bytes().first()? {
            b'+' => (1, text.get(1..)?),
            b'-' => (-1, text.get(1..)?),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let number = |text: &str| -> Option<i16> {
            let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse().ok()).flatten()
        };
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        let known = minutes < 60;
        known.then(|| Self::minutes(sign * (hours * 60 + minutes)).ok())?
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for ClockOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, minutes) = (if self.0 < 0 { '-' } else { '+' }, self.0.unsigned_abs());
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The inverse of [`civil_from_days`], by the same cycles of 400 years that begin on 1 March.
fn days_from_civil(year: i32, month: u8, day: u8) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let (cycle, year_of_cycle) = (year.div_euclid(400), year.rem_euclid(400));
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle * 146_097 + day_of_cycle - 719_468
}

impl<C> Encode<C> for Day {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.i32(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Day {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::new(d.i32()?).map_err(|error| minicbor::decode::Error::message(error.to_string()))
    }
}

impl<C> Encode<C> for ClockOffset {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.i16(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for ClockOffset {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let minutes = d.i16()?;
        Self::minutes(minutes).map_err(|error| minicbor::decode::Error::message(error.to_string()))
    }
}

#[cfg(test)]
mod tests;
