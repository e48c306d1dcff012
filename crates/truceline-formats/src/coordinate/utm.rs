//! UTM: zones with the exceptions around Norway and Svalbard, and references such as
//! `37 north 273808 3953556` or `37T 273808mE 4153556mN`.
//!
//! A bare `S` after the zone number is refused: half the world reads it as the southern
//! hemisphere, the other half as the band from 32 to 40 degrees north.

use super::cursor::{Cursor, Number};
use super::grid::{self, Plane};
use super::{CoordinateError, Notation, Reading, position_of_degrees, uncertainty};
use truceline_register::geometry::position::Position;

/// Easting of a central meridian.
pub(super) const FALSE_EASTING_M: f64 = 500_000.0;
/// Northing of the equator for the southern hemisphere.
pub(super) const FALSE_NORTHING_M: f64 = 10_000_000.0;
/// Latitude of the southern end of the UTM bands in units of 1e-7 degree (inside).
const SOUTH_END_E7: i32 = -800_000_000;
/// Latitude of the northern end of the UTM bands in units of 1e-7 degree (outside).
const NORTH_END_E7: i32 = 840_000_000;
/// Most digits after the decimal point of a metre: a micrometre.
const MAX_FRACTION_DIGITS: usize = 6;

/// Hemisphere of a UTM reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hemisphere {
    /// Northing counts from the equator.
    North,
    /// Northing counts from 10,000 km south of the equator.
    South,
}

/// A UTM reference as it stands in a text, nothing judged yet.
#[derive(Clone, Copy)]
pub struct Reference<'a> {
    zone: &'a str,
    letters: &'a str,
    easting: Number<'a>,
    northing: Number<'a>,
}

impl<'a> Reference<'a> {
    /// The reference in a plain text, if the whole of it looks like one: a zone, a letter or
    /// word, and two numbers of which the first has six digits before its point.
    #[must_use]
    pub fn find(plain: &'a str) -> Option<Self> {
        let unnamed = plain.trim_start_matches("UTM").trim_start_matches(' ');
        let unnamed = unnamed.trim_start_matches("ZONE").trim_start_matches(' ');
        let mut cursor = Cursor::new(unnamed);
        let zone = cursor.digits();
        if zone.is_empty() || zone.len() > 2 {
            return None;
        }
        cursor.skip_blanks();
        let letters = cursor.letters();
        cursor.take(',');
        cursor.skip_blanks();
        let easting = cursor.number()?;
        if easting.whole.len() != 6 || letters.is_empty() {
            return None;
        }
        unit(&mut cursor, 'E');
        cursor.take(',');
        cursor.skip_blanks();
        let northing = cursor.number()?;
        unit(&mut cursor, 'N');
        cursor.skip_blanks();
        cursor.is_done().then_some(Self {
            zone,
            letters,
            easting,
            northing,
        })
    }
}

/// Skips `m`, `E`, `mE` and the like after a number.
fn unit(cursor: &mut Cursor<'_>, axis: char) {
    cursor.skip_blanks();
    cursor.take('M');
    cursor.skip_blanks();
    cursor.take(axis);
}

/// Longitude of a zone's central meridian in degrees.
pub(super) fn meridian_deg(zone: u8) -> f64 {
    f64::from(zone) * 6.0 - 183.0
}

/// The band letter of a latitude within the UTM bands.
pub(super) fn band(lat_e7: i32) -> Option<char> {
    if !(SOUTH_END_E7..NORTH_END_E7).contains(&lat_e7) {
        return None;
    }
    let index = (lat_e7 - SOUTH_END_E7) / 80_000_000;
    let index = usize::try_from(index.min(19)).ok()?;
    super::mgrs::BANDS.chars().nth(index)
}

/// The zone a position belongs to, with the exceptions of bands V and X.
pub(super) fn zone(position: Position) -> Option<u8> {
    let band = band(position.lat_e7())?;
    let half_turn = Position::MAX_LON_E7;
    // The antimeridian is stored as +180 degrees and belongs to zone 1.
    let lon = if position.lon_e7() == half_turn {
        -half_turn
    } else {
        position.lon_e7()
    };
    let degrees = |d: i32| d * 10_000_000;
    let within = |west: i32, east: i32| (degrees(west)..degrees(east)).contains(&lon);
    let exception = match band {
        'V' if within(3, 12) => Some(32),
        'X' if within(0, 9) => Some(31),
        'X' if within(9, 21) => Some(33),
        'X' if within(21, 33) => Some(35),
        'X' if within(33, 42) => Some(37),
        _ => None,
    };
    let regular = (i64::from(lon) + i64::from(half_turn)) / 60_000_000 + 1;
    exception.or_else(|| u8::try_from(regular).ok())
}

/// A position in its own zone.
pub(super) struct Located {
    pub(super) zone: u8,
    pub(super) band: char,
    /// Metres with false easting.
    pub(super) easting_m: f64,
    /// Metres from the equator, negative in the south.
    pub(super) north_m: f64,
}

/// Projects a position into its own zone.
pub(super) fn locate(position: Position) -> Result<Located, CoordinateError> {
    let band = band(position.lat_e7()).ok_or(CoordinateError::Polar)?;
    let zone = zone(position).ok_or(CoordinateError::Polar)?;
    let mut from_meridian = f64::from(position.lon_e7()) / 1e7 - meridian_deg(zone);
    if from_meridian > 180.0 {
        from_meridian -= 360.0;
    }
    let plane = grid::forward(f64::from(position.lat_e7()) / 1e7, from_meridian);
    Ok(Located {
        zone,
        band,
        easting_m: plane.east_m + FALSE_EASTING_M,
        north_m: plane.north_m,
    })
}

/// Latitude and longitude in degrees of a place in a zone's grid.
pub(super) fn unproject(zone: u8, easting_m: f64, north_m: f64) -> (f64, f64) {
    let (lat, from_meridian) = grid::reverse(Plane {
        east_m: easting_m - FALSE_EASTING_M,
        north_m,
    });
    (lat, from_meridian + meridian_deg(zone))
}

/// A zone number from its digits.
pub(super) fn zone_number(digits: &str) -> Result<u8, CoordinateError> {
    match digits.parse::<u8>() {
        Ok(zone @ 1..=60) => Ok(zone),
        _ => Err(CoordinateError::GridLetter),
    }
}

/// Reads a UTM reference.
pub(super) fn read(reference: &Reference<'_>) -> Result<Reading, CoordinateError> {
    let zone = zone_number(reference.zone)?;
    let (hemisphere, stated_band) = hemisphere(reference.letters)?;
    let easting = metres(reference.easting)?;
    let northing = metres(reference.northing)?;
    let northing_range = match hemisphere {
        Hemisphere::North => 0.0..=9_600_000.0,
        Hemisphere::South => 900_000.0..=FALSE_NORTHING_M,
    };
    if !(100_000.0..=900_000.0).contains(&easting) || !northing_range.contains(&northing) {
        return Err(CoordinateError::UtmRange);
    }
    let north_m = match hemisphere {
        Hemisphere::North => northing,
        Hemisphere::South => northing - FALSE_NORTHING_M,
    };
    let (lat, lon) = unproject(zone, easting, north_m);
    let position = position_of_degrees(lat, lon)?;
    let found_band = band(position.lat_e7()).ok_or(CoordinateError::UtmRange)?;
    if stated_band.is_some_and(|stated| stated != found_band) {
        return Err(CoordinateError::GridMismatch);
    }
    let side = |n: Number<'_>| 10f64.powi(-(n.fraction.len() as i32));
    let half_diagonal = side(reference.easting).hypot(side(reference.northing)) / 2.0;
    Ok(Reading {
        position,
        precision: uncertainty::of_square(half_diagonal * std::f64::consts::SQRT_2),
        notation: Notation::Utm,
    })
}

/// What the letters after the zone number say, and the band to compare with.
fn hemisphere(letters: &str) -> Result<(Hemisphere, Option<char>), CoordinateError> {
    match letters {
        // As a band N also lies in the north, so both readings agree.
        "N" | "NORTH" => return Ok((Hemisphere::North, None)),
        "SOUTH" => return Ok((Hemisphere::South, None)),
        "S" => return Err(CoordinateError::UtmLetterS),
        _ => {}
    }
    let mut characters = letters.chars();
    match (characters.next(), characters.next()) {
        (Some('A' | 'B' | 'Y' | 'Z'), None) => Err(CoordinateError::Polar),
        (Some(letter), None) => match super::mgrs::BANDS.find(letter) {
            Some(index) if index < 10 => Ok((Hemisphere::South, Some(letter))),
            Some(_) => Ok((Hemisphere::North, Some(letter))),
            None => Err(CoordinateError::GridLetter),
        },
        _ => Err(CoordinateError::UnknownCharacter),
    }
}

fn metres(number: Number<'_>) -> Result<f64, CoordinateError> {
    if number.whole.len() > 8 {
        return Err(CoordinateError::UtmRange);
    }
    if number.fraction.len() > MAX_FRACTION_DIGITS {
        return Err(CoordinateError::TooManyDigits);
    }
    let text = format!("{}.{}0", number.whole, number.fraction);
    text.parse().map_err(|_| CoordinateError::UtmRange)
}
