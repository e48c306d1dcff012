#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod golden;
mod property;

use super::readback::{self, Style};
use super::{CoarseGrid, CoordinateError, ListError, Notation, mgrs, parse, parse_list};
use truceline_register::geometry::position::Position;

fn at(lat_e7: i32, lon_e7: i32) -> Position {
    Position::from_e7(lat_e7, lon_e7).unwrap()
}

fn refused(text: &str) -> CoordinateError {
    parse(text, CoarseGrid::Refused).unwrap_err()
}

#[test]
fn one_place_in_many_spellings() {
    let whole_seconds = [
        "35°42′58″N 36°31′09″E",
        "35°42′58″N, 36°31′09″E",
        "N 35°42′58″ E 36°31′09″",
        "N35°42'58\" E36°31'09\"",
        "35 42 58 N 36 31 09 E",
        "35 42 58 N, 36 31 09 E",
        "35:42:58N, 36:31:09E",
        "35-42-58N 36-31-09E",
        "35d42'58\"N 36d31'09\"E",
        "35º42’58’’N 36º31’09’’E",
        "36°31′09″E 35°42′58″N",
        "٣٥°٤٢′٥٨″N ٣٦°٣١′٠٩″E",
        "۳۵ ۴۲ ۵۸ N، ۳۶ ۳۱ ۰۹ E",
        "35\u{a0}42\u{2009}58 north 36 31 09 east",
        "lat: 35°42′58″N lon: 36°31′09″E",
        "35°42′58″n 36°31′09″e",
    ];
    for text in whole_seconds {
        let reading = parse(text, CoarseGrid::Refused).expect(text);
        assert!(reading.position == at(357_161_111, 365_191_667), "{text}");
        assert_eq!(reading.notation, Notation::DegreesMinutesSeconds, "{text}");
        // An arc-second box here is 30.8 m high and 25.1 m wide.
        assert_eq!(reading.precision.get(), 200, "{text}");
    }
}

#[test]
fn decimal_degrees_and_signs() {
    let cases = [
        ("35.7, 36.5", 357_000_000, 365_000_000),
        ("35.7 36.5", 357_000_000, 365_000_000),
        ("35.7,36.5", 357_000_000, 365_000_000),
        ("35.7; 36.5", 357_000_000, 365_000_000),
        ("35.7 / 36.5", 357_000_000, 365_000_000),
        ("35, 36.5", 350_000_000, 365_000_000),
        ("35,36.5", 350_000_000, 365_000_000),
        ("N35.7 E36.5", 357_000_000, 365_000_000),
        ("35.7N36.5E", 357_000_000, 365_000_000),
        ("−35.7, +36.5", -357_000_000, 365_000_000),
        ("-35.7 -36.5", -357_000_000, -365_000_000),
        ("35.7 -36.5", 357_000_000, -365_000_000),
        ("35.7° -36.5°", 357_000_000, -365_000_000),
        ("35.7° 36.5°", 357_000_000, 365_000_000),
        ("S 35.7 W 36.5", -357_000_000, -365_000_000),
        ("lon 36.5 lat 35.7", 357_000_000, 365_000_000),
        ("latitude 35.7, longitude 36.5", 357_000_000, 365_000_000),
        ("٣٥٫٧، ٣٦٫٥", 357_000_000, 365_000_000),
        ("0.0000000, 0.0000000", 0, 0),
        ("90.0, 180.0", 900_000_000, 1_800_000_000),
    ];
    for (text, lat, lon) in cases {
        let reading = parse(text, CoarseGrid::Refused).expect(text);
        assert!(reading.position == at(lat, lon), "{text}");
        assert_eq!(reading.notation, Notation::DecimalDegrees, "{text}");
    }
}

#[test]
fn the_notation_bounds_the_precision() {
    let metres = |text: &str| {
        let reading = parse(text, CoarseGrid::Accepted).expect(text);
        f64::from(reading.precision.get()) / 10.0
    };
    // (text, half height and half width of the box in metres at 35.7 N)
    let cases = [
        ("35.70, 36.50", 554.8, 452.5),
        ("35.7000, 36.5000", 5.548, 4.525),
        ("35.7000, 36.50", 5.548, 452.5),
        ("35°42′N 36°30′E", 924.6, 754.2),
        ("35°42.0′N 36°30.0′E", 92.46, 75.42),
        ("35°42′00.0″N 36°30′00.0″E", 1.541, 1.257),
        ("37S BV 73807 53555", 0.5002, 0.5002),
        ("37S BV 73 53", 500.2, 500.2),
        ("37 north 273807 3953555", 0.5002, 0.5002),
    ];
    for (text, half_height, half_width) in cases {
        let (found, expected) = (metres(text), f64::hypot(half_height, half_width));
        assert!(found >= expected, "{text}: {found} < {expected}");
        assert!(
            found <= expected * 1.01 + 0.2,
            "{text}: {found} >> {expected}"
        );
    }
    // An arc-minute square is the coarseness that a named village was given with.
    assert!(metres("35°42′N 36°30′E") > 1_190.0);
}

#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    let cases = [
        ("", CoordinateError::Empty),
        ("   ", CoordinateError::Empty),
        ("35,7 36,5", CoordinateError::CommaDecimal),
        ("35,7, 36,5", CoordinateError::CommaDecimal),
        ("35,36", CoordinateError::CommaDecimal),
        ("35°42,5′N 36°31,2′E", CoordinateError::CommaDecimal),
        ("35.7N 36.5O", CoordinateError::LetterO),
        ("35.7N 36.5", CoordinateError::HemisphereMissing),
        ("35.7N, 36.5", CoordinateError::HemisphereMissing),
        ("35°42′58″ 36°31′09″", CoordinateError::HemisphereMissing),
        ("35 42 58 36 31 09", CoordinateError::HemisphereMissing),
        ("-35.7S 36.5E", CoordinateError::HemisphereAndSign),
        ("35.7N 36.5N", CoordinateError::SameAxis),
        ("35.7", CoordinateError::NotAPair),
        ("35.7 36.5 37.2", CoordinateError::NotAPair),
        ("35.7, 36.5, 120", CoordinateError::NotAPair),
        ("35°42.5′58″N 36°31′09″E", CoordinateError::Parts),
        ("35°60′N 36°31′E", CoordinateError::Sexagesimal),
        ("35°42′61″N 36°31′09″E", CoordinateError::Sexagesimal),
        ("91.0N 36.5E", CoordinateError::Latitude),
        ("35.7N 181.0E", CoordinateError::Longitude),
        ("136.5, 35.7", CoordinateError::Swapped),
        ("190.0, 35.7", CoordinateError::Latitude),
        ("3570000.0, 36.5", CoordinateError::TooManyDigits),
        ("35.1234567890123, 36.5", CoordinateError::TooManyDigits),
        ("near the mill", CoordinateError::UnknownCharacter),
        ("35.7N ✈ 36.5E", CoordinateError::UnknownCharacter),
        ("\u{202e}35.7, 36.5", CoordinateError::DirectionMark),
        ("35.7\u{200f}, 36.5", CoordinateError::DirectionMark),
        ("35.7,\u{200b} 36.5", CoordinateError::InvisibleCharacter),
        ("35.7, 36.5\0", CoordinateError::InvisibleCharacter),
    ];
    for (text, error) in cases {
        assert_eq!(refused(text), error, "{text:?}");
    }
    assert_eq!(refused(&"1".repeat(400)), CoordinateError::TooLong);
}

#[test]
fn grid_references_that_do_not_fit_are_refused() {
    let cases = [
        ("37SBV7380753555712", CoordinateError::GridTooManyDigits),
        ("37SBV738075355571", CoordinateError::GridTooManyDigits),
        ("37SBV7380753", CoordinateError::GridDigits),
        ("37SBV", CoordinateError::GridTooCoarse),
        ("37SBV75", CoordinateError::GridTooCoarse),
        ("37IBV7353", CoordinateError::GridLetter),
        ("37SBO7353", CoordinateError::GridLetter),
        ("37SIV7353", CoordinateError::GridLetter),
        ("61SBV7353", CoordinateError::GridLetter),
        ("00SBV7353", CoordinateError::GridLetter),
        ("34XCJ7353", CoordinateError::GridLetter),
        // The column belongs to other zones, the row to another band.
        ("37SJV7353", CoordinateError::GridMismatch),
        ("37SBM7353", CoordinateError::GridMismatch),
        ("36SBV7353", CoordinateError::GridMismatch),
        ("ZAB7353", CoordinateError::Polar),
        ("37AAB7353", CoordinateError::Polar),
        ("37 S 273807 3953555", CoordinateError::UtmLetterS),
        ("37R 273807 3953555", CoordinateError::GridMismatch),
        ("37 north 073807 3953555", CoordinateError::UtmRange),
        ("37 north 273807 99953555", CoordinateError::UtmRange),
        ("37 south 273807 3", CoordinateError::UtmRange),
    ];
    for (text, error) in cases {
        assert_eq!(refused(text), error, "{text}");
    }
    assert!(parse("37SBV75", CoarseGrid::Accepted).is_ok());
    for text in [
        "37SBV7380753555",
        "37s bv 73807 53555",
        "37S BV 7380753555",
        "37 north 273807.5 3953555.5",
        "37N 273807.5mE 3953555.5mN",
        "UTM zone 37 north, 273807.5 E, 3953555.5 N",
    ] {
        let reading = parse(text, CoarseGrid::Refused).expect(text);
        let off = super::separation::metres(reading.position, at(357_000_000, 365_000_000));
        assert!(off <= 1, "{text}: {off} m");
    }
}

#[test]
fn lists_name_the_entry() {
    let list = parse_list(
        "35.70, 36.50; 35.71, 36.50\n35.71, 36.52;",
        CoarseGrid::Refused,
    );
    assert_eq!(list.unwrap().len(), 3);
    let fault = parse_list("35.70, 36.50; 35,71 36,50", CoarseGrid::Refused).unwrap_err();
    let error = CoordinateError::CommaDecimal;
    assert_eq!(fault, ListError { number: 2, error });
}

#[test]
fn read_back_in_each_notation() {
    let place = at(357_161_111, 365_191_667);
    let text = |style| readback::write(place, style).unwrap();
    assert_eq!(text(Style::DecimalDegrees(4)), "35.7161, 36.5192");
    assert_eq!(text(Style::DegreesMinutes(2)), "35°42.97′N 36°31.15′E");
    assert_eq!(
        text(Style::DegreesMinutesSeconds(0)),
        "35°42′58″N 36°31′09″E"
    );
    assert_eq!(text(Style::Mgrs(mgrs::Square::Kilometre)), "37S BV 75 55");
    let carried = at(-359_999_999, -5);
    let text = |style| readback::write(carried, style).unwrap();
    assert_eq!(
        text(Style::DegreesMinutesSeconds(0)),
        "36°00′00″S 0°00′00″W"
    );
    assert_eq!(text(Style::DecimalDegrees(3)), "-36.000, 0.000");
    let polar = at(840_000_000, 0);
    assert_eq!(
        readback::write(polar, Style::Utm),
        Err(CoordinateError::Polar)
    );
}

#[test]
fn debug_and_errors_tell_no_place() {
    let reading = parse("35.7161, 36.5192", CoarseGrid::Refused).unwrap();
    assert_eq!(
        format!("{reading:?}"),
        "Reading([redacted], DecimalDegrees)"
    );
    let fault = refused("35,7161 36,5192");
    assert!(!format!("{fault} {fault:?} {}", fault.do_what()).contains("7161"));
}
