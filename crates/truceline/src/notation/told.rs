//! Times as people give them: by a clock that they state or do not state, certain to the second or to the day.

use super::instant;
use truceline_register::claim::proposition::{MAX_OFFSET_MINUTES, TimeTold};
use truceline_register::claim::words::Certainty;
use truceline_register::time::{Instant, Span};

const WANTED: &str = "write a time like \"2031-05-20 13:55\" beside its clock's offset, \"2031-05-20T13:55:00Z\", a day like \"2031-05-20\", or two of them with \" .. \" between";

/// Reads how far a clock is ahead of UTC: `+03:00`, `-05:30`, `Z`.
///
/// # Errors
/// What is wanted.
pub fn offset(text: &str) -> Result<i16, String> {
    let wanted = "write a clock's distance from UTC like +03:00, -05:30 or Z, at most 14 hours";
    if text == "Z" {
        return Ok(0);
    }
    let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        _ => return Err(wanted.to_owned()),
    };
    let number = |part: &str| {
        let is_number = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok()).flatten()
    };
    let (hours, minutes) = rest.split_once(':').ok_or(wanted)?;
    let (hours, minutes) = number(hours).zip(number(minutes)).ok_or(wanted)?;
    let apart = sign * (hours * 60 + minutes);
    if minutes > 59 || apart.unsigned_abs() > MAX_OFFSET_MINUTES.unsigned_abs() {
        return Err(wanted.to_owned());
    }
    Ok(apart)
}

/// One end of a time: from, until, what its notation implies, and the clock that it states itself.
struct End {
    from: Instant,
    until: Instant,
    certainty: Certainty,
    offset: Option<i16>,
}

fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// An instant by a clock: its text with the offset behind it.
fn by_clock(text: &str, minutes: i16) -> Result<Instant, String> {
    let (sign, apart) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
    instant(&format!("{text}{sign}{:02}:{:02}", apart / 60, apart % 60))
        .map_err(|_| WANTED.to_owned())
}

fn end(text: &str, clock: Option<i16>) -> Result<End, String> {
    let text = text.trim();
    if is_day(text) {
        let start = by_clock(&format!("{text}T00:00:00"), clock.unwrap_or(0))?;
        // A clock that was not stated may be any: the day holds them all.
        let (before, after) = match clock {
            Some(_) => (Span::ZERO, Span::ZERO),
            None => (Span::hours(14), Span::hours(12)),
        };
        return Ok(End {
            from: start.minus(before),
            until: start.plus(Span::hours(24)).plus(after),
            certainty: Certainty::Day,
            offset: clock,
        });
    }
    let (day, rest) = text.split_at_checked(10).ok_or(WANTED)?;
    let rest = rest.strip_prefix([' ', 'T']).ok_or(WANTED)?;
    let stated = rest.find(['Z', '+', '-']).map(|at| rest.split_at(at));
    let (of_day, clock) = match stated {
        Some((of_day, stated)) => (of_day, Some(offset(stated)?)),
        None => (rest, clock),
    };
    let clock = clock.ok_or_else(|| format!("{WANTED}; \"{text}\" states no clock"))?;
    let of_day = match of_day.len() {
        5 => format!("{of_day}:00"),
        _ => of_day.to_owned(),
    };
    if !is_day(day) {
        return Err(WANTED.to_owned());
    }
    let at = by_clock(&format!("{day}T{of_day}"), clock)?;
    Ok(End {
        from: at,
        until: at,
        certainty: Certainty::Exact,
        offset: Some(clock),
    })
}

/// Reads a time as somebody gives it; `clock` is the offset stated beside it, `certainty` what is said of it there.
///
/// # Errors
/// What is wanted.
pub fn time_told(
    text: &str,
    clock: Option<i16>,
    certainty: Option<Certainty>,
) -> Result<TimeTold, String> {
    let (first, last) = match text.split_once("..") {
        Some((first, last)) => (end(first, clock)?, end(last, clock)?),
        None => (end(text, clock)?, end(text, clock)?),
    };
    if last.from < first.from {
        return Err(format!("\"{text}\" ends before it begins"));
    }
    Ok(TimeTold {
        from: first.from,
        until: last.until,
        certainty: certainty.unwrap_or(first.certainty.max(last.certainty)),
        offset_minutes: first.offset,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn two_clocks_tell_one_moment() {
        let damascus = time_told("2020-02-27 17:00", Some(120), None).unwrap();
        let moscow = time_told("2020-02-27T18:00:00+03:00", None, None).unwrap();
        let utc = time_told("2020-02-27T15:00:00Z", None, None).unwrap();
        assert_eq!((damascus.from, moscow.from), (utc.from, utc.from));
        let apart = (
            damascus.offset_minutes,
            moscow.offset_minutes,
            utc.offset_minutes,
        );
        assert_eq!(apart, (Some(120), Some(180), Some(0)));
        assert_eq!(damascus.certainty, Certainty::Exact);
        // The stated clock of the text counts before the one beside it.
        let both = time_told("2020-02-27T18:00:00+03:00", Some(0), None).unwrap();
        assert_eq!(both, moscow);
    }

    #[test]
    fn a_day_without_a_clock_holds_that_day_by_every_clock() {
        let any = time_told("2020-02-28", None, None).unwrap();
        for minutes in [-12 * 60, -300, 0, 120, 180, 14 * 60] {
            let one = time_told("2020-02-28", Some(minutes), None).unwrap();
            assert!(any.from <= one.from && one.until <= any.until, "{minutes}");
            assert_eq!(one.until.since(one.from), Span::hours(24));
        }
        assert_eq!(any.offset_minutes, None);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        let wrong = [
            "",
            "..",
            "2020",
            "2020-02-30",
            "2020-02-27 17:00",
            "2020-02-27 25:00Z",
            "2020-02-28 .. 2020-02-27",
            "2020-02-27x17:00Z",
            "2020-02-27 17:00+15:00",
            "20200227T1700Z",
            "\u{1f5d3}2020-02-27",
            "2020-02-27 -",
        ];
        for text in wrong {
            assert!(time_told(text, None, None).is_err(), "{text}");
        }
        for text in [
            "", "3", "+3", "+03", "+3:00", "+03:60", "+14:01", "03:00", "+aa:00", "z",
        ] {
            assert!(offset(text).is_err(), "{text}");
        }
        assert_eq!(offset("-05:30"), Ok(-330));
        assert_eq!(offset("+14:00"), Ok(840));
    }
}
