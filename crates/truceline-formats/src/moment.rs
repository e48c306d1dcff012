//! A moment as people write it: RFC 3339 with its offset, or local time with a named zone.
//!
//! A local time without a zone is refused: at 17:00 in one capital it is 16:00 in the next. So is
//! a local time that the clocks skipped or showed twice, and a date whose order of day and month
//! is unclear. Zones are those of the IANA table compiled into the program; the machine's own
//! zone and clock are never asked. `docs/spec/import.md`, "Times".

use crate::coordinate::glyphs;
use crate::table::{Cell, LocalTime};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use truceline_register::time::Instant;

#[cfg(test)]
mod tests;

/// Years that a notification can speak of; another is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2199;
/// Longest text of a time or a zone.
const MAX_CHARS: usize = 64;
const MICROS_PER_SECOND: i64 = 1_000_000;

/// Whether a date without a time of day is taken, and for which end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareDate {
    /// A time of day is needed.
    Refused,
    /// The day's first instant.
    Begins,
    /// The first instant of the next day, so that the whole day is inside.
    Ends,
}

/// Why a cell is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// Not year, month, day, hour, minute in this order.
    #[error("the time is not written as year-month-day hour:minute")]
    Unreadable,
    /// A day or time of day that does not exist.
    #[error("there is no such day or time of day")]
    NoSuchTime,
    /// A year outside 2000 to 2199.
    #[error("the year lies outside 2000 to 2199")]
    Year,
    /// No time of day.
    #[error("the time of day is missing")]
    TimeOfDayMissing,
    /// A local time and no zone.
    #[error("the time is local and no zone is stated")]
    ZoneMissing,
    /// No such zone.
    #[error("there is no such time zone")]
    ZoneUnknown,
    /// Skipped when the clocks went forward.
    #[error("the clocks of that zone skipped this time")]
    Skipped,
    /// Shown twice when the clocks went back.
    #[error("the clocks of that zone showed this time twice")]
    Twice,
}

impl MomentError {
    /// What the person should do about it.
    #[must_use]
    pub const fn do_what(self) -> &'static str {
        match self {
            Self::Unreadable => "write it like 2026-03-01T08:00+02:00, or as a date cell",
            Self::NoSuchTime | Self::Year => "check day, month and year",
            Self::TimeOfDayMissing => "add the time of day",
            Self::ZoneMissing => "fill in the column time_zone, or write the offset after the time",
            Self::ZoneUnknown => "write a zone like Asia/Damascus, UTC or +03:00",
            Self::Skipped | Self::Twice => {
                "write the time with its offset, like 2026-03-29T02:30+02:00"
            }
        }
    }
}

/// The zones that can be named.
#[derive(Clone, Debug)]
pub struct Zones(TimeZoneDatabase);

impl Default for Zones {
    fn default() -> Self {
        Self(TimeZoneDatabase::bundled())
    }
}

impl Zones {
    /// A zone by its IANA name, `UTC`, `Z` or an offset like `+03:00`.
    ///
    /// # Errors
    /// [`MomentError::ZoneUnknown`] where there is none.
    pub fn find(&self, name: &str) -> Result<TimeZone, MomentError> {
        let name = name.trim();
        if name.len() > MAX_CHARS {
            return Err(MomentError::ZoneUnknown);
        }
        let mut scanner = Scanner::new(name)?;
        if let Ok(offset) = scanner.offset()
            && scanner.is_done()
        {
            return Ok(TimeZone::fixed(offset));
        }
        self.0.get(name).map_err(|_| MomentError::ZoneUnknown)
    }
}

/// Reads a cell; `zone` is the row's, used where the cell states no offset.
///
/// # Errors
/// [`MomentError`] where the cell is no moment or could be two.
pub fn read(cell: &Cell, zone: Option<&TimeZone>, bare: BareDate) -> Result<Instant, MomentError> {
    match cell {
        Cell::Text(text) => {
            let mut scanner = Scanner::new(text)?;
            let local = scanner.local()?;
            if scanner.is_done() {
                return in_zone(local, zone, bare);
            }
            let offset = scanner.offset()?;
            if !scanner.is_done() || local.micros_of_day.is_none() {
                return Err(MomentError::Unreadable);
            }
            in_zone(local, Some(&TimeZone::fixed(offset)), bare)
        }
        Cell::Local(local) => in_zone(*local, zone, bare),
        _ => Err(MomentError::Unreadable),
    }
}

fn in_zone(
    local: LocalTime,
    zone: Option<&TimeZone>,
    bare: BareDate,
) -> Result<Instant, MomentError> {
    if !YEARS.contains(&local.year) {
        return Err(MomentError::Year);
    }
    let day = Date::new(local.year, local.month, local.day).map_err(|_| MomentError::NoSuchTime)?;
    let zone = zone.ok_or(MomentError::ZoneMissing)?;
    let timestamp = match (local.micros_of_day, bare) {
        (None, BareDate::Refused) => return Err(MomentError::TimeOfDayMissing),
        (None, BareDate::Begins) => zone.to_ambiguous_timestamp(midnight(day)).earlier(),
        (None, BareDate::Ends) => {
            let next = day.tomorrow().map_err(|_| MomentError::Year)?;
            zone.to_ambiguous_timestamp(midnight(next)).later()
        }
        (Some(micros), _) => {
            let ambiguous = zone.to_ambiguous_timestamp(civil(day, micros)?);
            match ambiguous.offset() {
                AmbiguousOffset::Gap { .. } => return Err(MomentError::Skipped),
                AmbiguousOffset::Fold { .. } => return Err(MomentError::Twice),
                AmbiguousOffset::Unambiguous { .. } => ambiguous.unambiguous(),
            }
        }
    };
    let timestamp = timestamp.map_err(|_| MomentError::NoSuchTime)?;
    Instant::from_micros(timestamp.as_microsecond()).map_err(|_| MomentError::Year)
}

fn midnight(day: Date) -> DateTime {
    DateTime::from_parts(day, Time::midnight())
}

fn civil(day: Date, micros_of_day: i64) -> Result<DateTime, MomentError> {
    let seconds = micros_of_day / MICROS_PER_SECOND;
    let field = |value: i64| i8::try_from(value).map_err(|_| MomentError::NoSuchTime);
    let nanos = i32::try_from(micros_of_day % MICROS_PER_SECOND * 1_000);
    let time = Time::new(
        field(seconds / 3_600)?,
        field(seconds / 60 % 60)?,
        field(seconds % 60)?,
        nanos.map_err(|_| MomentError::NoSuchTime)?,
    );
    Ok(DateTime::from_parts(
        day,
        time.map_err(|_| MomentError::NoSuchTime)?,
    ))
}

/// Reads a text of a time from left to right.
struct Scanner {
    characters: Vec<char>,
    at: usize,
}

impl Scanner {
    /// Digits of other scripts are read as digits; what hides from the eye is refused.
    fn new(text: &str) -> Result<Self, MomentError> {
        let mut characters = Vec::new();
        for c in text.trim().chars() {
            let plain = match glyphs::digit(c).and_then(|d| char::from_digit(d, 10)) {
                Some(digit) => digit,
                None if c == '\u{2212}' => '-',
                None if c.is_ascii() => c.to_ascii_uppercase(),
                None => return Err(MomentError::Unreadable),
            };
            characters.push(plain);
        }
        if characters.len() > MAX_CHARS {
            return Err(MomentError::Unreadable);
        }
        Ok(Self { characters, at: 0 })
    }

    fn is_done(&self) -> bool {
        self.at == self.characters.len()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.characters.get(self.at) == Some(&wanted);
        self.at += usize::from(found);
        found
    }

    fn need(&mut self, wanted: char) -> Result<(), MomentError> {
        if self.take(wanted) {
            Ok(())
        } else {
            Err(MomentError::Unreadable)
        }
    }

    /// Exactly `count` digits.
    fn digits(&mut self, count: usize) -> Result<i64, MomentError> {
        let mut value = 0;
        for _ in 0..count {
            let digit = self.characters.get(self.at).and_then(|c| c.to_digit(10));
            value = value * 10 + i64::from(digit.ok_or(MomentError::Unreadable)?);
            self.at += 1;
        }
        Ok(value)
    }

    /// `2026-03-01`, and after a T or a blank `08:00`, `08:00:30`, `08:00:30.25`.
    fn local(&mut self) -> Result<LocalTime, MomentError> {
        let year = self.digits(4)?;
        self.need('-')?;
        let month = self.digits(2)?;
        self.need('-')?;
        let day = self.digits(2)?;
        let has_time = self.take('T') || self.take(' ');
        let micros_of_day = if has_time {
            Some(self.time_of_day()?)
        } else {
            None
        };
        self.take(' ');
        let small = |value: i64| i8::try_from(value).map_err(|_| MomentError::NoSuchTime);
        Ok(LocalTime {
            year: i16::try_from(year).map_err(|_| MomentError::Year)?,
            month: small(month)?,
            day: small(day)?,
            micros_of_day,
        })
    }

    fn time_of_day(&mut self) -> Result<i64, MomentError> {
        let hour = self.digits(2)?;
        self.need(':')?;
        let minute = self.digits(2)?;
        let mut micros = 0;
        if self.take(':') {
            let second = self.digits(2)?;
            if second > 59 {
                return Err(MomentError::NoSuchTime);
            }
            micros = second * MICROS_PER_SECOND + self.fraction()?;
        }
        if hour > 23 || minute > 59 {
            return Err(MomentError::NoSuchTime);
        }
        Ok((hour * 60 + minute) * 60 * MICROS_PER_SECOND + micros)
    }

    /// Up to nine digits after a point, cut to microseconds.
    fn fraction(&mut self) -> Result<i64, MomentError> {
        if !self.take('.') {
            return Ok(0);
        }
        let mut micros = self.digits(1)? * 100_000;
        let mut unit = 10_000;
        for _ in 0..8 {
            if !self
                .characters
                .get(self.at)
                .is_some_and(char::is_ascii_digit)
            {
                break;
            }
            micros += self.digits(1)? * unit;
            unit /= 10;
        }
        Ok(micros)
    }

    /// `Z`, `UTC`, `+03:00` or `-0330`.
    fn offset(&mut self) -> Result<Offset, MomentError> {
        if self.take('Z') {
            return Ok(Offset::UTC);
        }
        if self.take('U') {
            self.need('T')?;
            self.need('C')?;
            return Ok(Offset::UTC);
        }
        let east = self.take('+');
        if !east {
            self.need('-')?;
        }
        let hours = self.digits(2)?;
        self.take(':');
        let minutes = self.digits(2)?;
        if hours > 14 || minutes > 59 {
            return Err(MomentError::ZoneUnknown);
        }
        let seconds = (hours * 60 + minutes) * 60;
        let signed = if east { seconds } else { -seconds };
        let signed = i32::try_from(signed).map_err(|_| MomentError::ZoneUnknown)?;
        Offset::from_seconds(signed).map_err(|_| MomentError::ZoneUnknown)
    }
}
