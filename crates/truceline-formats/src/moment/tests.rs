#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{BareDate, MomentError, Zones, read};
use crate::table::{Cell, LocalTime};
use proptest::prelude::*;

fn text(text: &str, zone: Option<&str>, bare: BareDate) -> Result<String, MomentError> {
    let zones = Zones::default();
    let zone = zone.map(|name| zones.find(name)).transpose()?;
    read(&Cell::Text(text.to_owned()), zone.as_ref(), bare).map(|i| i.to_string())
}

#[test]
fn offsets_zones_and_spreadsheet_dates() {
    let cases = [
        ("2026-03-01T08:00+02:00", None, "2026-03-01T06:00:00Z"),
        (
            "2026-03-01 08:00:30.25 +02:00",
            None,
            "2026-03-01T06:00:30.250000Z",
        ),
        ("2026-03-01t08:00:00z", None, "2026-03-01T08:00:00Z"),
        ("2026-03-01 08:00 UTC", None, "2026-03-01T08:00:00Z"),
        ("2026-03-01T08:00-0330", None, "2026-03-01T11:30:00Z"),
        ("2026-03-01T08:00", Some("UTC"), "2026-03-01T08:00:00Z"),
        ("2026-03-01T08:00", Some("+03:00"), "2026-03-01T05:00:00Z"),
        // Winter and summer of one zone; the offset in the cell wins over the row's zone.
        (
            "2020-02-27T17:00",
            Some("Asia/Damascus"),
            "2020-02-27T15:00:00Z",
        ),
        (
            "2020-07-27T17:00",
            Some("Asia/Damascus"),
            "2020-07-27T14:00:00Z",
        ),
        (
            "2020-02-27T17:00",
            Some("Europe/Istanbul"),
            "2020-02-27T14:00:00Z",
        ),
        (
            "2020-02-27T17:00+00:00",
            Some("Asia/Damascus"),
            "2020-02-27T17:00:00Z",
        ),
        (
            "٢٠٢٠-٠٢-٢٧ ١٧:٠٠",
            Some("asia/damascus"),
            "2020-02-27T15:00:00Z",
        ),
    ];
    for (written, zone, instant) in cases {
        assert_eq!(
            text(written, zone, BareDate::Refused).as_deref(),
            Ok(instant),
            "{written}"
        );
    }
    let cell = Cell::Local(LocalTime {
        year: 2020,
        month: 2,
        day: 27,
        micros_of_day: Some(17 * 3_600_000_000),
    });
    let zone = Zones::default().find("Asia/Damascus").unwrap();
    let read_in_zone = read(&cell, Some(&zone), BareDate::Refused).unwrap();
    assert_eq!(read_in_zone.to_string(), "2020-02-27T15:00:00Z");
    assert_eq!(
        read(&cell, None, BareDate::Refused),
        Err(MomentError::ZoneMissing)
    );
}

#[test]
fn a_bare_date_is_a_whole_day_where_it_is_taken() {
    let bare = |bare| text("2026-03-01", Some("+02:00"), bare);
    assert_eq!(
        bare(BareDate::Begins).as_deref(),
        Ok("2026-02-28T22:00:00Z")
    );
    assert_eq!(bare(BareDate::Ends).as_deref(), Ok("2026-03-01T22:00:00Z"));
    assert_eq!(bare(BareDate::Refused), Err(MomentError::TimeOfDayMissing));
}

#[test]
fn what_is_no_moment_or_two() {
    let cases = [
        ("2026-03-01T08:00", None, MomentError::ZoneMissing),
        (
            "2026-03-01T08:00",
            Some("Middle/Nowhere"),
            MomentError::ZoneUnknown,
        ),
        (
            "2026-03-29T02:30",
            Some("Europe/Berlin"),
            MomentError::Skipped,
        ),
        (
            "2026-10-25T02:30",
            Some("Europe/Berlin"),
            MomentError::Twice,
        ),
        ("01/03/2026 08:00", Some("UTC"), MomentError::Unreadable),
        ("2026-3-1 08:00", Some("UTC"), MomentError::Unreadable),
        ("2026-02-30T08:00Z", None, MomentError::NoSuchTime),
        ("2026-03-01T24:00Z", None, MomentError::NoSuchTime),
        ("2026-03-01T08:60Z", None, MomentError::NoSuchTime),
        ("2026-03-01T08:00:60Z", None, MomentError::NoSuchTime),
        ("0226-03-01T08:00Z", None, MomentError::Year),
        ("2026-03-01T08:00+99:00", None, MomentError::ZoneUnknown),
        ("2026-03-01Z", None, MomentError::Unreadable),
        ("2026-03-01T08:00Z and later", None, MomentError::Unreadable),
        ("soon", Some("UTC"), MomentError::Unreadable),
        ("", Some("UTC"), MomentError::Unreadable),
    ];
    for (written, zone, error) in cases {
        assert_eq!(
            text(written, zone, BareDate::Refused),
            Err(error),
            "{written}"
        );
    }
    let number = read(&Cell::Number(46_082.5), None, BareDate::Begins);
    assert_eq!(number, Err(MomentError::Unreadable));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(written in "\\PC{0,40}", near in "[0-9TZ :+.-]{0,40}") {
        for t in [&written, &near] {
            let _ = text(t, Some("Europe/Berlin"), BareDate::Ends);
        }
        prop_assert!(Zones::default().find(&written).is_err() || !written.trim().is_empty());
    }
}
