use super::super::readback::{self, Style};
use super::super::{CoarseGrid, mgrs, parse, parse_list, separation};
use proptest::prelude::*;
use truceline_register::geometry::position::Position;

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        (0u8..=7).prop_map(Style::DecimalDegrees),
        (0u8..=5).prop_map(Style::DegreesMinutes),
        (0u8..=4).prop_map(Style::DegreesMinutesSeconds),
        prop_oneof![
            Just(mgrs::Square::OneMetre),
            Just(mgrs::Square::TenMetres),
            Just(mgrs::Square::HundredMetres),
            Just(mgrs::Square::Kilometre)
        ]
        .prop_map(Style::Mgrs),
        Just(Style::Utm),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn what_is_written_reads_back_within_its_own_precision(
        lat in -799_999_999i32..840_000_000,
        lon in -1_800_000_000i32..=1_800_000_000,
        style in style(),
    ) {
        let place = Position::from_e7(lat, lon).unwrap();
        let text = readback::write(place, style).unwrap();
        let reading = parse(&text, CoarseGrid::Accepted);
        prop_assert!(reading.is_ok(), "{} {:?}", text, reading);
        let reading = reading.unwrap();
        let off_m = f64::from(separation::metres(place, reading.position));
        let reach_m = f64::from(reading.precision.get()) / 10.0;
        // The rough distance is wrong by up to 0.6 % and rounds to the metre.
        prop_assert!(off_m <= reach_m * 1.006 + 0.5, "{} {} {}", text, off_m, reach_m);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}") {
        let _ = parse(&text, CoarseGrid::Accepted);
        let _ = parse_list(&text, CoarseGrid::Refused);
    }

    #[test]
    fn no_near_coordinate_makes_it_panic(
        text in "[0-9NSEWOCXBVnsew .,;:/+°'\"′″\u{2212}-]{0,40}"
    ) {
        if let Ok(reading) = parse(&text, CoarseGrid::Accepted) {
            prop_assert!(reading.precision.get() > 0);
        }
    }
}
