//! Positions written out again, for the second person who reads them back, in each notation.

use super::{CoordinateError, Notation, mgrs, utm};
use truceline_register::geometry::position::{Decimetres, Position};

/// A notation and how fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Degrees with this many decimals, at most 7.
    DecimalDegrees(u8),
    /// Degrees and minutes with this many decimals of a minute, at most 5.
    DegreesMinutes(u8),
    /// Degrees, minutes and seconds with this many decimals of a second, at most 4.
    DegreesMinutesSeconds(u8),
    /// The square of this size that holds the place.
    Mgrs(mgrs::Square),
    /// Whole metres.
    Utm,
}

impl Style {
    /// The coarsest style of a notation that still moves a place by no more than `precision`;
    /// the finest there is where none does.
    #[must_use]
    pub fn for_precision(notation: Notation, position: Position, precision: Decimetres) -> Self {
        let styles = Self::of(notation);
        let finest = styles.last().copied();
        let fits = |style: &Self| {
            write(position, *style)
                .and_then(|text| super::parse(&text, super::CoarseGrid::Accepted))
                .is_ok_and(|reading| reading.precision <= precision)
        };
        let found = styles.into_iter().find(fits).or(finest);
        found.unwrap_or(Self::DecimalDegrees(7))
    }

    /// The styles of a notation, coarse to fine.
    fn of(notation: Notation) -> Vec<Self> {
        match notation {
            Notation::DecimalDegrees => (2..=7).map(Self::DecimalDegrees).collect(),
            Notation::DegreesMinutes => (0..=5).map(Self::DegreesMinutes).collect(),
            Notation::DegreesMinutesSeconds => (0..=4).map(Self::DegreesMinutesSeconds).collect(),
            Notation::Mgrs => vec![
                Self::Mgrs(mgrs::Square::Kilometre),
                Self::Mgrs(mgrs::Square::HundredMetres),
                Self::Mgrs(mgrs::Square::TenMetres),
                Self::Mgrs(mgrs::Square::OneMetre),
            ],
            Notation::Utm => vec![Self::Utm],
        }
    }
}

/// Writes a position.
///
/// # Errors
/// [`CoordinateError::Polar`] for grid notations outside the UTM bands.
pub fn write(position: Position, style: Style) -> Result<String, CoordinateError> {
    match style {
        Style::DecimalDegrees(decimals) => {
            let decimals = decimals.min(7);
            Ok(format!(
                "{}, {}",
                decimal(position.lat_e7(), decimals),
                decimal(position.lon_e7(), decimals)
            ))
        }
        Style::DegreesMinutes(decimals) => Ok(both(position, |e7| minutes(e7, decimals.min(5)))),
        Style::DegreesMinutesSeconds(decimals) => {
            Ok(both(position, |e7| seconds(e7, decimals.min(4))))
        }
        Style::Mgrs(square) => mgrs::write(position, square),
        Style::Utm => utm_metres(position),
    }
}

fn both(position: Position, one: impl Fn(i32) -> String) -> String {
    let ns = if position.lat_e7() < 0 { 'S' } else { 'N' };
    let ew = if position.lon_e7() < 0 { 'W' } else { 'E' };
    let (lat, lon) = (one(position.lat_e7()), one(position.lon_e7()));
    format!("{lat}{ns} {lon}{ew}")
}

/// `numerator / denominator` rounded half away from zero, for what is not negative.
const fn rounded(numerator: u64, denominator: u64) -> u64 {
    (numerator + denominator / 2) / denominator
}

/// A whole number of units of 10^-`decimals`, with a point where one belongs.
fn with_point(units: u64, decimals: u8, width: usize) -> String {
    let power = 10u64.pow(u32::from(decimals));
    let whole = units / power;
    if decimals == 0 {
        return format!("{whole:0width$}");
    }
    let fraction = units % power;
    format!(
        "{whole:0width$}.{fraction:0places$}",
        places = usize::from(decimals)
    )
}

fn decimal(e7: i32, decimals: u8) -> String {
    let units = rounded(
        u64::from(e7.unsigned_abs()),
        10u64.pow(7 - u32::from(decimals)),
    );
    let sign = if e7 < 0 && units > 0 { "-" } else { "" };
    format!("{sign}{}", with_point(units, decimals, 1))
}

fn minutes(e7: i32, decimals: u8) -> String {
    let power = 10u64.pow(u32::from(decimals));
    let units = rounded(u64::from(e7.unsigned_abs()) * 60 * power, 10_000_000);
    let (degrees, rest) = (units / (60 * power), units % (60 * power));
    format!("{degrees}°{}′", with_point(rest, decimals, 2))
}

fn seconds(e7: i32, decimals: u8) -> String {
    let power = 10u64.pow(u32::from(decimals));
    let units = rounded(u64::from(e7.unsigned_abs()) * 3600 * power, 10_000_000);
    let (degrees, rest) = (units / (3600 * power), units % (3600 * power));
    let (minutes, rest) = (rest / (60 * power), rest % (60 * power));
    format!("{degrees}°{minutes:02}′{}″", with_point(rest, decimals, 2))
}

fn utm_metres(position: Position) -> Result<String, CoordinateError> {
    let located = utm::locate(position)?;
    let (word, northing) = if position.lat_e7() < 0 {
        ("south", located.north_m + utm::FALSE_NORTHING_M)
    } else {
        ("north", located.north_m)
    };
    let easting = located.easting_m.round() as i64;
    let northing = northing.round() as i64;
    Ok(format!("{} {word} {easting} {northing:07}", located.zone))
}
