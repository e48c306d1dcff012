//! Days, times, spans and lengths as a log book writes them. All times are UTC.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use truceline_register::geometry::position::Decimetres;
use truceline_register::time::{Instant, Span};

/// Midnight that begins a date written as 2000-05-21.
#[must_use]
pub fn date(text: &str) -> Option<Instant> {
    let date: Date = text.parse().ok().filter(|_| text.len() == 10)?;
    let midnight = date.to_zoned(TimeZone::UTC).ok()?;
    Instant::from_micros(midnight.timestamp().as_microsecond()).ok()
}

/// Midnight of day `number` of a story whose day 1 begins at `first`.
#[must_use]
pub fn day(first: Instant, number: u32) -> Option<Instant> {
    let days = number.checked_sub(1)?;
    Some(first.plus(Span::hours(days.checked_mul(24)?)))
}

/// Time since midnight of a time written as 08:00 or 08:00:30.
#[must_use]
pub fn time_of_day(text: &str) -> Option<Span> {
    let mut parts = text.split(':');
    let hours = two_digits(parts.next()?, 24)?;
    let minutes = two_digits(parts.next()?, 59)?;
    let seconds = parts.next().map_or(Some(0), |part| two_digits(part, 59))?;
    let whole = hours * 3_600 + minutes * 60 + seconds;
    (parts.next().is_none() && whole <= 86_400).then(|| Span::seconds(whole))
}

fn two_digits(text: &str, most: u32) -> Option<u32> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number <= most)
}

/// A whole number without signs.
#[must_use]
pub fn number(text: &str) -> Option<u32> {
    text.parse()
        .ok()
        .filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A span of so many of a unit.
#[must_use]
pub fn span(number: u32, unit: &str) -> Option<Span> {
    let seconds = match unit {
        "s" => 1,
        "min" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    number.checked_mul(seconds).map(Span::seconds)
}

/// A length of so many of a unit.
#[must_use]
pub fn length(number: u32, unit: &str) -> Option<Decimetres> {
    let metres = match unit {
        "m" => number,
        "km" => number.checked_mul(1_000)?,
        _ => return None,
    };
    Decimetres::from_metres(metres).ok()
}

#[cfg(test)]
mod tests;
