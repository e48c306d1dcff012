#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

/// The next date by counting on one's fingers.
fn next((year, month, day): (i32, u8, u8)) -> (i32, u8, u8) {
    if day < days_in(year, month) {
        (year, month, day + 1)
    } else if month < 12 {
        (year, month + 1, 1)
    } else {
        (year + 1, 1, 1)
    }
}

#[test]
fn every_day_of_eight_centuries_follows_the_one_before() {
    let first = Day::of_date(1600, 1, 1).unwrap();
    let mut date = first.date();
    for number in first.number()..Day::of_date(2400, 1, 1).unwrap().number() {
        let day = Day::new(number).unwrap();
        assert_eq!(day.date(), date);
        assert_eq!(Day::of_date(date.0, date.1, date.2), Some(day));
        date = next(date);
    }
}

#[test]
fn the_ends_of_the_range() {
    assert_eq!(Day::MIN.to_string(), "0001-01-01");
    assert_eq!(Day::MAX.to_string(), "9999-12-31");
    assert_eq!(Day::MAX.plus_days(1), None);
    assert_eq!(Day::MIN.plus_months(-1), None);
    assert_eq!(Day::new(Day::MAX.number() + 1), Err(TimeError::OutOfRange));
    let far = ClockOffset::minutes(840).unwrap();
    assert_eq!(Day::MIN.begins(far), Instant::MIN);
    assert_eq!(
        Day::MAX.ends(ClockOffset::minutes(-840).unwrap()),
        Instant::MAX
    );
    assert!(ClockOffset::minutes(841).is_err());
}

#[test]
fn a_month_later_is_the_same_day_or_the_last() {
    let day = |text| Day::parse(text).unwrap();
    assert_eq!(day("2017-05-05").plus_months(6), Some(day("2017-11-05")));
    assert_eq!(day("2020-01-31").plus_months(1), Some(day("2020-02-29")));
    assert_eq!(day("2020-03-31").plus_months(-13), Some(day("2019-02-28")));
}

#[test]
fn what_is_no_day_is_not_read() {
    for text in [
        "",
        "2020-3-15",
        "2020-02-30",
        "2020-13-01",
        "0000-01-01",
        "2020-03-15Z",
        "٢٠٢٠-٠٣-١٥",
    ] {
        assert_eq!(Day::parse(text), None, "{text}");
    }
    for text in ["", "+3:00", "03:00", "+15:00", "+03:60", "+-3:00"] {
        assert_eq!(ClockOffset::parse(text), None, "{text}");
    }
    assert_eq!(ClockOffset::parse("-05:30").unwrap().to_string(), "-05:30");
}

proptest! {
    #[test]
    fn a_day_holds_exactly_its_instants(number in Day::MIN.number() + 1..Day::MAX.number(), minutes in -840i16..=840) {
        let (day, clock) = (Day::new(number).unwrap(), ClockOffset::minutes(minutes).unwrap());
        prop_assert_eq!(Day::of(day.begins(clock), clock), day);
        prop_assert_eq!(Day::of(day.ends(clock), clock), day.plus_days(1).unwrap());
        let before = Instant::from_micros(day.begins(clock).micros() - 1).unwrap();
        prop_assert_eq!(Day::of(before, clock), day.plus_days(-1).unwrap());
        prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        prop_assert_eq!(ClockOffset::parse(&clock.to_string()), Some(clock));
    }
}
