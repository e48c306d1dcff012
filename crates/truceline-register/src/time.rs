//! Instants, spans and windows: valid time, received time and signed-at all use these types; the
//! field's name says which clock it is.
//!
//! Not here: reading a clock (the engine's), calendars and time zones (the formats').

use std::fmt;

/// Microseconds of UTC since 1970-01-01T00:00:00Z, leap seconds not counted (as POSIX time).
///
/// Range: the years 0001 to 9999, see [`Instant::MIN`] and [`Instant::MAX`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// Why a number is not an [`Instant`] or a pair of them is not a [`TimeWindow`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Outside the years 0001 to 9999.
    #[error("the instant lies outside the years 0001 to 9999")]
    OutOfRange,
    /// A window must end after it starts.
    #[error("the window ends at or before its start; a window is [start, end) and never empty")]
    EmptyWindow,
}

impl Instant {
    /// 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800_000_000);
    /// 9999-12-31T23:59:59.999999Z.
    pub const MAX: Self = Self(253_402_300_799_999_999);

    /// An instant from microseconds since the epoch.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] outside the years 0001 to 9999.
    pub const fn from_micros(micros: i64) -> Result<Self, TimeError> {
        if micros < Self::MIN.0 || micros > Self::MAX.0 {
            return Err(TimeError::OutOfRange);
        }
        Ok(Self(micros))
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The instant `span` later, held at [`Instant::MAX`].
    #[must_use]
    pub const fn plus(self, span: Span) -> Self {
        let sum = self.0.saturating_add(span.0);
        if sum > Self::MAX.0 {
            Self::MAX
        } else {
            Self(sum)
        }
    }

    /// The instant `span` earlier, held at [`Instant::MIN`].
    #[must_use]
    pub const fn minus(self, span: Span) -> Self {
        let sum = self.0.saturating_sub(span.0);
        if sum < Self::MIN.0 {
            Self::MIN
        } else {
            Self(sum)
        }
    }

    /// How much later `self` is than `earlier`; nothing if it is not later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Span {
        if self.0 <= earlier.0 {
            Span::ZERO
        } else {
            Span(self.0 - earlier.0)
        }
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC; the fraction only where there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.div_euclid(1_000_000);
        let fraction = self.0.rem_euclid(1_000_000);
        let (days, second_of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days);
        let (h, m, s) = (
            second_of_day / 3600,
            second_of_day / 60 % 60,
            second_of_day % 60,
        );
        write!(f, "{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}")?;
        if fraction != 0 {
            write!(f, ".{fraction:06}")?;
        }
        f.write_str("Z")
    }
}

/// Proleptic Gregorian date of a day count since 1970-01-01, by counting 400-year cycles that
/// begin on 1 March, so that the leap day is a cycle's last.
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    const DAYS_PER_CYCLE: i64 = 146_097;
    let shifted = days + 719_468;
    let cycle = shifted.div_euclid(DAYS_PER_CYCLE);
    let day_of_cycle = shifted.rem_euclid(DAYS_PER_CYCLE);
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524
        - day_of_cycle / 146_096)
        / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_cycle + cycle * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// A length of time in microseconds, never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of whole microseconds; negative numbers are no span.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] below zero or above 10,000 years.
    pub const fn from_micros(micros: i64) -> Result<Self, TimeError> {
        if micros < 0 || micros > 315_576_000_000_000_000 {
            return Err(TimeError::OutOfRange);
        }
        Ok(Self(micros))
    }

    /// A span of whole seconds.
    #[must_use]
    pub const fn seconds(seconds: u32) -> Self {
        Self(seconds as i64 * 1_000_000)
    }

    /// A span of whole minutes.
    #[must_use]
    pub const fn minutes(minutes: u32) -> Self {
        Self(minutes as i64 * 60_000_000)
    }

    /// A span of whole hours.
    #[must_use]
    pub const fn hours(hours: u32) -> Self {
        Self(hours as i64 * 3_600_000_000)
    }

    /// Microseconds.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }
}

/// A half-open window `[start, end)`, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeWindow {
    start: Instant,
    end: Instant,
}

impl TimeWindow {
    /// A window from `start` to just before `end`.
    ///
    /// # Errors
    /// [`TimeError::EmptyWindow`] if `end` is not after `start`.
    pub const fn new(start: Instant, end: Instant) -> Result<Self, TimeError> {
        if end.0 <= start.0 {
            return Err(TimeError::EmptyWindow);
        }
        Ok(Self { start, end })
    }

    /// First instant inside.
    #[must_use]
    pub const fn start(self) -> Instant {
        self.start
    }

    /// First instant after.
    #[must_use]
    pub const fn end(self) -> Instant {
        self.end
    }

    /// Whether the windows share an instant, each widened by `tolerance` at both ends taken
    /// together (so two windows one tolerance apart do not meet, and anything nearer does).
    #[must_use]
    pub const fn meets(self, other: Self, tolerance: Span) -> bool {
        self.start.minus(tolerance).0 < other.end.0 && other.start.minus(tolerance).0 < self.end.0
    }

    /// Whether `instant` lies inside.
    #[must_use]
    pub const fn contains(self, instant: Instant) -> bool {
        self.start.0 <= instant.0 && instant.0 < self.end.0
    }

    /// Whether all of `other` lies inside.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start.0 <= other.start.0 && other.end.0 <= self.end.0
    }

    /// The window from the earlier start to the later end.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}
