//! Coordinates as people write them: decimal degrees, degrees with minutes and seconds, MGRS and
//! UTM, read into a position **and** the precision that the notation implies.
//!
//! A number that was written with two decimals says which box the point lies in, not which point:
//! [`Reading::precision`] is the radius around the box's middle that holds the whole box, rounded
//! up. Decimal and sexagesimal numbers are taken as rounded (the box reaches half a unit of the
//! last digit each way), grid references as cut off (the box is the square they name).
//!
//! WGS 84 only. Polar (UPS) references are refused; so is whatever can be read in two ways.
//!
//! Floating point is allowed here, for the notations alone; what leaves is integers. Not here:
//! geodesics (the register's geometry), whether a point lies in a zone (the register's).
//! `docs/spec/import.md`, "Coordinates".

mod cursor;
pub mod degrees;
pub mod glyphs;
pub mod grid;
pub mod mgrs;
pub mod readback;
pub mod separation;
pub mod uncertainty;
pub mod utm;

#[cfg(test)]
mod tests;

use std::fmt;
use truceline_register::geometry::position::{Decimetres, Position};

/// Longest coordinate text in characters: the wordiest notation of a pair has about 80.
pub const MAX_CHARS: usize = 200;

/// Most coordinates in one cell: the register's own bound on the vertices of a footprint.
pub const MAX_IN_LIST: usize = truceline_register::geometry::footprint::MAX_VERTICES;

/// How a coordinate was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notation {
    /// `35.7161, 36.5192`
    DecimalDegrees,
    /// `35°42.97′N 36°31.15′E`
    DegreesMinutes,
    /// `35°42′58″N 36°31′09″E`
    DegreesMinutesSeconds,
    /// `37S BV 73807 53555`
    Mgrs,
    /// `37 north 273808 3953556`
    Utm,
}

/// Whether grid squares of 10 and 100 km are taken for places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoarseGrid {
    /// A site or a waypoint needs a 1 km square or finer.
    Refused,
    /// Whoever asks wants an area, or said that coarse is meant.
    Accepted,
}

/// A position and how finely it was written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The middle of the box that the notation names.
    pub position: Position,
    /// Reach of that box from its middle, rounded up.
    pub precision: Decimetres,
    /// How it was written.
    pub notation: Notation,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reading([redacted], {:?})", self.notation)
    }
}

/// Why a text is not a coordinate. No variant carries the text: it is a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoordinateError {
    /// Nothing written.
    #[error("there is no coordinate")]
    Empty,
    /// Above [`MAX_CHARS`].
    #[error("the text is longer than 200 characters")]
    TooLong,
    /// A mark that changes the order in which characters are shown.
    #[error(
        "the text contains a mark that changes its reading direction, so that it may not read as it looks"
    )]
    DirectionMark,
    /// A zero-width or control character.
    #[error("the text contains an invisible character")]
    InvisibleCharacter,
    /// A character that no notation uses.
    #[error("the text contains a character or word that no coordinate notation uses")]
    UnknownCharacter,
    /// A comma that may be a decimal comma.
    #[error("a comma between two digits may be a decimal comma or a separator")]
    CommaDecimal,
    /// A letter that means different hemispheres in different languages.
    #[error("the letter O means west in some languages and east in others")]
    LetterO,
    /// Only one number of the pair has its letter, or degrees with minutes have none.
    #[error("the hemispheres are not both stated")]
    HemisphereMissing,
    /// A minus sign and a letter.
    #[error("a number has both a sign and a hemisphere letter")]
    HemisphereAndSign,
    /// Two latitudes or two longitudes.
    #[error("both numbers are of the same axis")]
    SameAxis,
    /// One number, or a list where a pair was wanted.
    #[error("the text is not one pair of latitude and longitude")]
    NotAPair,
    /// More than degrees, minutes, seconds, or in another order.
    #[error("degrees, minutes and seconds are not in order, or too many")]
    Parts,
    /// Minutes or seconds of 60 or more.
    #[error("minutes and seconds must be below 60")]
    Sexagesimal,
    /// More digits than any instrument has.
    #[error("a number has more digits than a coordinate can have")]
    TooManyDigits,
    /// Beyond a pole.
    #[error("the latitude lies outside -90 to 90 degrees")]
    Latitude,
    /// Beyond the antimeridian.
    #[error("the longitude lies outside -180 to 180 degrees")]
    Longitude,
    /// The first number cannot be a latitude, the second could.
    #[error(
        "the first number cannot be a latitude but the second can: latitude and longitude look swapped"
    )]
    Swapped,
    /// UPS or beyond the bands.
    #[error("the place lies in the polar grid (UPS), which is not read or written here")]
    Polar,
    /// Odd count of digits.
    #[error("the grid reference has an odd number of digits")]
    GridDigits,
    /// Above ten digits.
    #[error("the grid reference has more than 10 digits")]
    GridTooManyDigits,
    /// A 10 or 100 km square.
    #[error("the grid square is larger than 1 km")]
    GridTooCoarse,
    /// A letter or zone number that is not in the scheme.
    #[error("the grid zone or a letter of the grid reference does not exist")]
    GridLetter,
    /// The square is not in that zone and band.
    #[error("the grid square does not lie in the zone and band named: a letter or digit is wrong")]
    GridMismatch,
    /// `S` after a zone number: a band or the southern hemisphere.
    #[error(
        "the S after the zone number may mean the southern hemisphere or the band S in the north"
    )]
    UtmLetterS,
    /// Easting or northing out of range.
    #[error("the easting or northing lies outside what a zone has")]
    UtmRange,
}

impl CoordinateError {
    /// What the person should do about it.
    #[must_use]
    pub const fn do_what(self) -> &'static str {
        match self {
            Self::Empty => "write a coordinate, for example 35.7161, 36.5192",
            Self::TooLong => "write one coordinate, without a description around it",
            Self::DirectionMark | Self::InvisibleCharacter => {
                "type the coordinate anew instead of pasting it"
            }
            Self::UnknownCharacter => {
                "use digits, a decimal point, the signs ° ′ ″, the letters N S E W, or an MGRS or UTM reference"
            }
            Self::CommaDecimal => {
                "write decimals with a point, and put a blank after the comma between latitude and longitude"
            }
            Self::LetterO => "write W for west or E for east",
            Self::HemisphereMissing => "write N or S and E or W at both numbers",
            Self::HemisphereAndSign => "write either the sign or the letter",
            Self::SameAxis => "write one latitude (N or S) and one longitude (E or W)",
            Self::NotAPair => "write latitude, then longitude, separated by a comma or a blank",
            Self::Parts => {
                "write degrees, minutes, seconds in this order, a fraction only in the last"
            }
            Self::Sexagesimal => {
                "check minutes and seconds; perhaps the number is in decimal degrees"
            }
            Self::TooManyDigits => "write at most 3 digits before and 12 after the decimal point",
            Self::Latitude | Self::Longitude => "check the number, the axis and the unit",
            Self::Swapped => "write the latitude first, or add the letters N S E W",
            Self::Polar => "write the place in degrees",
            Self::GridDigits => "give easting and northing the same number of digits",
            Self::GridTooManyDigits => "write at most five digits of easting and five of northing",
            Self::GridTooCoarse => {
                "give at least two digits of easting and two of northing, or describe the area as a polygon"
            }
            Self::GridLetter | Self::GridMismatch => {
                "compare the grid reference with its source, letter by letter"
            }
            Self::UtmLetterS => "write the zone as for example `37 north` or `37 south`",
            Self::UtmRange => "check easting (100,000 to 900,000) and northing (0 to 10,000,000)",
        }
    }
}

/// Reads one coordinate in any notation.
///
/// # Errors
/// [`CoordinateError`] where the text is no coordinate or can be read in two ways.
pub fn parse(text: &str, coarse: CoarseGrid) -> Result<Reading, CoordinateError> {
    let plain = glyphs::plain(text)?;
    if let Some(reference) = mgrs::Reference::find(&plain) {
        return mgrs::read(&reference, coarse);
    }
    if let Some(reference) = utm::Reference::find(&plain) {
        return utm::read(&reference);
    }
    degrees::read(&plain)
}

/// Why a list of coordinates could not be read: the fault of its first bad entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("coordinate {number} of the list: {error}")]
pub struct ListError {
    /// Which entry, counted from 1.
    pub number: usize,
    /// What is wrong with it.
    pub error: CoordinateError,
}

/// Reads coordinates separated by semicolons or line ends. An empty last entry is no entry.
///
/// # Errors
/// [`ListError`] naming the first entry that cannot be read, or the first beyond
/// [`MAX_IN_LIST`].
pub fn parse_list(text: &str, coarse: CoarseGrid) -> Result<Vec<Reading>, ListError> {
    let mut readings = Vec::new();
    let trimmed = text.trim().trim_end_matches(';');
    for (index, entry) in trimmed.split([';', '\n']).enumerate() {
        let number = index + 1;
        if number > MAX_IN_LIST {
            let error = CoordinateError::TooLong;
            return Err(ListError { number, error });
        }
        readings.push(parse(entry, coarse).map_err(|error| ListError { number, error })?);
    }
    Ok(readings)
}

/// A position from exact units of 1e-7 degree that may be out of range.
fn position_e7(lat_e7: i64, lon_e7: i64) -> Result<Position, CoordinateError> {
    let lat = i32::try_from(lat_e7).map_err(|_| CoordinateError::Latitude)?;
    let lon = i32::try_from(lon_e7).map_err(|_| CoordinateError::Longitude)?;
    Position::from_e7(lat, lon).map_err(|error| match error {
        truceline_register::geometry::position::PlaceError::Latitude => CoordinateError::Latitude,
        _ => CoordinateError::Longitude,
    })
}

/// A position from degrees, rounded to the nearest unit.
fn position_of_degrees(lat: f64, lon: f64) -> Result<Position, CoordinateError> {
    let wrapped = if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    };
    position_e7((lat * 1e7).round() as i64, (wrapped * 1e7).round() as i64)
}
