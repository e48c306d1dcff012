//! MGRS references (NGA.STND.0037, UTM part): `37S BV 73807 53555` names a square, cut off, not
//! rounded. A reference whose letters and square do not fit together is refused; one in the
//! overlap of 40 km that the scheme grants beside a zone is taken.
//!
//! Polar references (bands A, B, Y, Z) are refused.

use super::cursor::Cursor;
use super::{
    CoarseGrid, CoordinateError, Notation, Reading, position_of_degrees, uncertainty, utm,
};
use truceline_register::geometry::position::Position;

/// The band letters from 80 degrees south, 8 degrees each (X: 12).
pub(super) const BANDS: &str = "CDEFGHJKLMNPQRSTUVWX";
/// Column letters of the three sets of zones.
const COLUMNS: [&str; 3] = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"];
/// Row letters; even zones begin five later.
const ROWS: &str = "ABCDEFGHJKLMNPQRSTUV";
/// Rows repeat after this many metres.
const ROW_CYCLE_M: f64 = 2_000_000.0;
/// Side of a lettered square in metres.
const SQUARE_M: f64 = 100_000.0;
/// Most digits after the letters; more is not a finer place but nonsense.
const MAX_DIGITS: usize = 10;
/// Zones overlap by this much on each side.
const ZONE_OVERLAP_M: f64 = 40_000.0;

/// Side of the square that a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Square {
    /// Ten digits.
    OneMetre,
    /// Eight digits.
    TenMetres,
    /// Six digits.
    HundredMetres,
    /// Four digits.
    Kilometre,
}

impl Square {
    /// Digits of easting and of northing.
    #[must_use]
    pub const fn digits(self) -> usize {
        match self {
            Self::OneMetre => 5,
            Self::TenMetres => 4,
            Self::HundredMetres => 3,
            Self::Kilometre => 2,
        }
    }
}

/// An MGRS reference as it stands in a text, nothing judged yet.
#[derive(Clone)]
pub struct Reference<'a> {
    zone: &'a str,
    letters: String,
    digits: String,
}

impl<'a> Reference<'a> {
    /// The reference in a plain text, if the whole of it looks like one.
    #[must_use]
    pub fn find(plain: &'a str) -> Option<Self> {
        let mut cursor = Cursor::new(plain);
        let zone = cursor.digits();
        if zone.len() > 2 {
            return None;
        }
        let mut letters = String::new();
        loop {
            cursor.skip_blanks();
            let more = cursor.letters();
            if more.is_empty() {
                break;
            }
            letters.push_str(more);
        }
        let mut digits = String::new();
        loop {
            cursor.skip_blanks();
            let more = cursor.digits();
            if more.is_empty() {
                break;
            }
            digits.push_str(more);
        }
        let polar = zone.is_empty()
            && letters.len() == 3
            && matches!(letters.chars().next(), Some('A' | 'B' | 'Y' | 'Z'));
        let ordinary = !zone.is_empty() && letters.len() == 3;
        (cursor.is_done() && (polar || ordinary)).then_some(Self {
            zone,
            letters,
            digits,
        })
    }
}

/// Reads an MGRS reference: the middle of its square.
pub(super) fn read(
    reference: &Reference<'_>,
    coarse: CoarseGrid,
) -> Result<Reading, CoordinateError> {
    let mut letters = reference.letters.chars();
    let band = letters.next().ok_or(CoordinateError::GridLetter)?;
    if matches!(band, 'A' | 'B' | 'Y' | 'Z') {
        return Err(CoordinateError::Polar);
    }
    let zone = utm::zone_number(reference.zone)?;
    let band_index = BANDS.find(band).ok_or(CoordinateError::GridLetter)?;
    let (Some(column), Some(row)) = (letters.next(), letters.next()) else {
        // A whole grid zone of 6 by 8 degrees is nobody's place.
        return Err(CoordinateError::GridTooCoarse);
    };
    let digits = &reference.digits;
    if digits.len() > MAX_DIGITS {
        return Err(CoordinateError::GridTooManyDigits);
    }
    if digits.len() % 2 == 1 {
        return Err(CoordinateError::GridDigits);
    }
    let places = digits.len() / 2;
    if places < Square::Kilometre.digits() && coarse == CoarseGrid::Refused {
        return Err(CoordinateError::GridTooCoarse);
    }
    let side = SQUARE_M / 10f64.powi(places as i32);
    let (east_digits, north_digits) = digits.split_at(places);
    let offset = |digits: &str| digits.parse::<u32>().map_or(0.0, |n| f64::from(n) * side);
    let easting = column_easting(zone, column)? + offset(east_digits) + side / 2.0;
    let in_cycle = row_northing(zone, row)? + offset(north_digits) + side / 2.0;
    let (lat, lon) = in_band(zone, band_index, easting, in_cycle, side)?;
    in_zone(zone, band, lat, lon, side)?;
    Ok(Reading {
        position: position_of_degrees(lat, lon)?,
        precision: uncertainty::of_square(side),
        notation: Notation::Mgrs,
    })
}

/// Western edge of a column of squares.
fn column_easting(zone: u8, column: char) -> Result<f64, CoordinateError> {
    let set = COLUMNS[usize::from((zone - 1) % 3)];
    let index = set.find(column).ok_or_else(|| {
        if COLUMNS.iter().any(|other| other.contains(column)) {
            CoordinateError::GridMismatch
        } else {
            CoordinateError::GridLetter
        }
    })?;
    Ok((index as f64 + 1.0) * SQUARE_M)
}

/// Southern edge of a row of squares within the cycle of 2,000 km.
fn row_northing(zone: u8, row: char) -> Result<f64, CoordinateError> {
    let index = ROWS.find(row).ok_or(CoordinateError::GridLetter)?;
    let shift = if zone.is_multiple_of(2) { 5 } else { 0 };
    Ok(((index + ROWS.len() - shift) % ROWS.len()) as f64 * SQUARE_M)
}

/// The one repetition of the row that lies in the band (give or take the square itself).
fn in_band(
    zone: u8,
    band_index: usize,
    easting: f64,
    in_cycle: f64,
    side: f64,
) -> Result<(f64, f64), CoordinateError> {
    let south = -80.0 + 8.0 * band_index as f64;
    let north = if band_index == 19 { 84.0 } else { south + 8.0 };
    // Half a diagonal of the square in degrees, so that a square cut by the band's edge fits.
    let slack = side / 111_000.0;
    for cycle in -5..=4 {
        let north_m = in_cycle + f64::from(cycle) * ROW_CYCLE_M;
        let (lat, lon) = utm::unproject(zone, easting, north_m);
        if north_m.abs() < 9_700_000.0 && lat > south - slack && lat < north + slack {
            return Ok((lat, lon));
        }
    }
    Err(CoordinateError::GridMismatch)
}

/// Refuses a square that lies outside its zone and the overlap granted beside it.
fn in_zone(zone: u8, band: char, lat: f64, lon: f64, side: f64) -> Result<(), CoordinateError> {
    let (west, east) = match (band, zone) {
        ('V', 31) => (0.0, 3.0),
        ('V', 32) => (3.0, 12.0),
        ('X', 31) => (0.0, 9.0),
        ('X', 33) => (9.0, 21.0),
        ('X', 35) => (21.0, 33.0),
        ('X', 37) => (33.0, 42.0),
        ('X', 32 | 34 | 36) => return Err(CoordinateError::GridLetter),
        _ => {
            let meridian = utm::meridian_deg(zone);
            (meridian - 3.0, meridian + 3.0)
        }
    };
    let metres_per_degree = 111_320.0 * lat.to_radians().cos().max(0.05);
    let slack = (ZONE_OVERLAP_M + side) / metres_per_degree;
    if lon < west - slack || lon > east + slack {
        return Err(CoordinateError::GridMismatch);
    }
    Ok(())
}

/// The square of the given size that holds a position, as `37S BV 73807 53555`.
///
/// # Errors
/// [`CoordinateError::Polar`] outside the UTM bands.
pub fn write(position: Position, square: Square) -> Result<String, CoordinateError> {
    let located = utm::locate(position)?;
    // Micrometres, so that rounding noise does not push a place over a grid line.
    let micrometres = |metres: f64| (metres * 1e6).round() as i64;
    let easting = micrometres(located.easting_m);
    let northing = micrometres(located.north_m).rem_euclid(micrometres(ROW_CYCLE_M));
    let side = micrometres(SQUARE_M);
    let set = COLUMNS[usize::from((located.zone - 1) % 3)];
    let column = letter(set, easting / side - 1);
    let shift = if located.zone.is_multiple_of(2) { 5 } else { 0 };
    let row = letter(ROWS, (northing / side + shift) % 20);
    let unit = side / 10i64.pow(square.digits() as u32);
    let width = square.digits();
    let (east, north) = (easting % side / unit, northing % side / unit);
    Ok(format!(
        "{:02}{} {column}{row} {east:0width$} {north:0width$}",
        located.zone, located.band
    ))
}

fn letter(set: &str, index: i64) -> char {
    let found = usize::try_from(index).ok().and_then(|i| set.chars().nth(i));
    assert!(
        found.is_some(),
        "a place in its own zone lies in one of the zone's lettered squares"
    );
    found.unwrap_or('?')
}
