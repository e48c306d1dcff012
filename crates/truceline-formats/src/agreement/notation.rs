//! Times, periods, depths and words of an agreement as people write them, read and written.

use jiff::Timestamp;
use truceline_register::agreement::term::{Counted, Moment, Period};
use truceline_register::agreement::words::{Anchor, Openness, Order, Unit};
use truceline_register::day::Day;
use truceline_register::geometry::position::Decimetres;
use truceline_register::time::Instant;

/// A word of a closed list.
///
/// # Errors
/// The list.
pub fn word<T: Copy>(text: &str, all: &[T], of: fn(T) -> &'static str) -> Result<T, String> {
    let found = all.iter().copied().find(|one| of(*one) == text);
    found.ok_or_else(|| {
        let words: Vec<&str> = all.iter().map(|one| of(*one)).collect();
        format!(
            "there is no word \"{}\"; write one of: {}",
            shortened(text),
            words.join(", ")
        )
    })
}

/// A text cut to what an error may repeat.
pub(super) fn shortened(text: &str) -> String {
    shortened_to(text, 60)
}

/// A text in one line, cut.
pub(super) fn shortened_to(text: &str, most: usize) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(most).collect()
}

/// `2 weeks`, `1 day`, `48 hours`.
///
/// # Errors
/// What is wanted.
pub fn period(text: &str) -> Result<Period, String> {
    let wanted = || {
        format!(
            "\"{}\" is no length of time; write it like 48 hours, 10 days, 2 weeks or 6 months",
            shortened(text)
        )
    };
    let (count, unit) = text.trim().split_once(' ').ok_or_else(wanted)?;
    let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    let count = count
        .parse()
        .ok()
        .filter(|_| is_number)
        .ok_or_else(wanted)?;
    let unit = match unit.trim() {
        "hour" | "hours" => Unit::Hours,
        "day" | "days" => Unit::Days,
        "week" | "weeks" => Unit::Weeks,
        "month" | "months" => Unit::Months,
        _ => return Err(wanted()),
    };
    Ok(Period { count, unit })
}

/// What [`period`] reads.
#[must_use]
pub fn write_period(period: Period) -> String {
    let unit = period.unit.word();
    let unit = if period.count == 1 {
        unit.trim_end_matches('s')
    } else {
        unit
    };
    format!("{} {unit}", period.count)
}

/// `2020-03-15`, `2020-03-06T00:01:00+03:00`, `2 weeks after signature`, `at entry-into-force`, `to-be-agreed`,
/// `not-stated`.
///
/// # Errors
/// What is wanted.
pub fn moment(text: &str) -> Result<Moment, String> {
    let text = text.trim();
    if let Some(why) = Openness::from_word(text) {
        return Ok(Moment::Open(why));
    }
    if let Some(day) = Day::parse(text) {
        return Ok(Moment::On(day));
    }
    let anchor = |text: &str| word(text, Anchor::ALL, Anchor::word);
    if let Some(rest) = text.strip_prefix("at ") {
        let period = Period {
            count: 0,
            unit: Unit::Days,
        };
        let order = Order::After;
        return Ok(Moment::Counted(Counted {
            period,
            order,
            anchor: anchor(rest.trim())?,
        }));
    }
    for (between, order) in [(" after ", Order::After), (" before ", Order::Before)] {
        if let Some((count, of)) = text.split_once(between) {
            let period = period(count)?;
            return Ok(Moment::Counted(Counted {
                period,
                order,
                anchor: anchor(of.trim())?,
            }));
        }
    }
    let wanted = || {
        format!(
            "\"{}\" is no time; write a day (2020-03-15), a time with its offset (2020-03-06T00:01:00+03:00), a count (2 weeks after signature, at entry-into-force), to-be-agreed or not-stated",
            shortened(text)
        )
    };
    if !text.contains('T') {
        return Err(wanted());
    }
    let stamp: Timestamp = text.parse().map_err(|_| wanted())?;
    Instant::from_micros(stamp.as_microsecond())
        .map(Moment::At)
        .map_err(|_| wanted())
}

/// What [`moment`] reads.
#[must_use]
pub fn write_moment(moment: Moment) -> String {
    match moment {
        Moment::At(at) => at.to_string(),
        Moment::On(day) => day.to_string(),
        Moment::Open(why) => why.word().to_owned(),
        Moment::Counted(counted) if counted.period.count == 0 => format!("at {}", counted.anchor),
        Moment::Counted(counted) => format!(
            "{} {} {}",
            write_period(counted.period),
            counted.order,
            counted.anchor
        ),
    }
}

/// `15 km`, `500 m`, `1.5 km`; `15-20 km` from least to most.
///
/// # Errors
/// What is wanted.
pub fn depth(text: &str) -> Result<(Decimetres, Decimetres), String> {
    let wanted = || {
        format!(
            "\"{}\" is no depth; write it like 6 km, 1.5 km or 15-20 km",
            shortened(text)
        )
    };
    let trimmed = text.trim();
    let (numbers, unit) = match trimmed.strip_suffix("km") {
        Some(numbers) => (numbers, 10_000),
        None => (trimmed.strip_suffix('m').ok_or_else(wanted)?, 10),
    };
    let one = |text: &str| -> Option<Decimetres> {
        let text = text.trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole, 6) || !digits(part, 1) {
            return None;
        }
        let (whole, part): (u32, u32) = (whole.parse().ok()?, part.parse().ok()?);
        let decimetres = whole.checked_mul(unit)?.checked_add(part * unit / 10)?;
        Decimetres::new(decimetres).ok()
    };
    let (least, most) = numbers.split_once('-').unwrap_or((numbers, numbers));
    match (one(least), one(most)) {
        (Some(least), Some(most)) => Ok((least, most)),
        _ => Err(wanted()),
    }
}

/// What [`depth`] reads.
#[must_use]
pub fn write_depth(least: Decimetres, most: Decimetres) -> String {
    let kilometres = |depth: Decimetres| match (depth.get() / 10_000, depth.get() % 10_000 / 1_000)
    {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}.{part}"),
    };
    let whole = least.get().is_multiple_of(1_000) && most.get().is_multiple_of(1_000);
    let (unit, write): (&str, &dyn Fn(Decimetres) -> String) = if whole {
        ("km", &kilometres)
    } else {
        ("m", &|depth: Decimetres| {
            format!("{}.{}", depth.get() / 10, depth.get() % 10)
        })
    };
    match least == most {
        true => format!("{} {unit}", write(most)),
        false => format!("{}-{} {unit}", write(least), write(most)),
    }
}
