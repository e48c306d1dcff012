//! What people write and read back: times, lengths, heights, shapes, zones as places, how much of the log counts.
//!
//! Shared by the commands and by the API, and a part of neither. Each is read once, strictly, with an error that says
//! what is wanted. Not here: flags of commands (the command line's), and fields of a request (the wire's).

pub mod claims;
pub mod geojson;
pub mod ground;
pub mod known_at;
pub mod told;

use crate::exit::Problem;
use serde::Serialize;
use truceline_formats::coordinate::readback::{Style, write};
use truceline_formats::coordinate::{Notation, Reading};
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::{AltitudeBand, Decimetres, PlaceError, Position};
use truceline_register::time::{Instant, TimeWindow};

/// The largest gazetteer or GeoJSON file read.
pub const MAX_TABLE_BYTES: u64 = 64 << 20;

/// Reads an RFC 3339 time with its offset.
///
/// # Errors
/// What is wanted.
pub fn instant(text: &str) -> Result<Instant, String> {
    let wanted =
        "write a time with its offset, like 2031-05-02T08:00:00Z or 2031-05-02T10:00:00+02:00";
    let stamp: jiff::Timestamp = text.parse().map_err(|_| wanted.to_owned())?;
    Instant::from_micros(stamp.as_microsecond()).map_err(|error| error.to_string())
}

/// Reads `250`, `250m`, `12.5m` or `1.5km`.
///
/// # Errors
/// What is wanted.
pub fn length(text: &str) -> Result<Decimetres, String> {
    let text = text.trim();
    let (number, decimals) = match text.strip_suffix("km") {
        Some(number) => (number, 4),
        None => (text.strip_suffix('m').unwrap_or(text), 1),
    };
    let value = decimal(number.trim(), decimals)
        .ok_or("write a length like 250, 12.5m or 1.5km, to the decimetre")?;
    let value = u32::try_from(value)
        .map_err(|_| "a length is not negative and at most 1,000 km".to_owned())?;
    Decimetres::new(value).map_err(|error| error.to_string())
}

/// A decimal number in units of its last allowed decimal.
fn decimal(text: &str, decimals: usize) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || fraction.len() > decimals || !all_digits(whole) || !all_digits(fraction)
    {
        return None;
    }
    let padded = format!("{whole}{fraction:0<decimals$}");
    padded.parse::<i64>().ok().map(|value| sign * value)
}

/// Reads `0..3000`: metres above the WGS 84 ellipsoid.
///
/// # Errors
/// What is wanted.
pub fn altitude(text: &str) -> Result<AltitudeBand, String> {
    let wanted = "write heights in metres above the WGS 84 ellipsoid like 0..3000";
    let (lower, upper) = text.split_once("..").ok_or(wanted)?;
    let read = |part: &str| {
        decimal(part.trim(), 1)
            .and_then(|dm| i32::try_from(dm).ok())
            .ok_or(wanted)
    };
    AltitudeBand::new(read(lower)?, read(upper)?).map_err(|error| error.to_string())
}

/// A place found, and how finely it was written.
#[derive(Clone)]
pub struct Found {
    /// Where.
    pub footprint: Footprint,
    /// What the notation implies.
    pub precision: Option<Decimetres>,
    /// For the second person who reads it back.
    pub read_back: Vec<ReadBack>,
    /// The name that the gazetteer gave, and its code.
    pub named: Option<(String, String)>,
    /// As it was given.
    pub as_given: Option<String>,
}

/// A position in every notation.
#[derive(Clone, Debug, Serialize)]
pub struct ReadBack {
    /// The position, once in each notation.
    pub position: Vec<String>,
    /// How far the true position may lie from it, by the notation alone.
    pub precision_m: f64,
}

impl ReadBack {
    /// Of a position as it was read.
    #[must_use]
    pub fn of(reading: &Reading) -> Self {
        Self::of_position(reading.position, reading.precision)
    }

    /// Of a position, precise to so much.
    #[must_use]
    pub fn of_position(position: Position, precision: Decimetres) -> Self {
        let notations = [
            Notation::DecimalDegrees,
            Notation::DegreesMinutesSeconds,
            Notation::Mgrs,
            Notation::Utm,
        ];
        let written = notations.into_iter().filter_map(|notation| {
            write(
                position,
                Style::for_precision(notation, position, precision),
            )
            .ok()
        });
        Self {
            position: written.collect(),
            precision_m: crate::wire::metres(precision),
        }
    }

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> String {
        format!(
            "{}   (within {} m by its notation)",
            self.position.join("   =   "),
            self.precision_m
        )
    }
}

/// A shape that cannot be, as a problem.
#[must_use]
pub fn shape(error: &PlaceError) -> Problem {
    Problem::usage(format!("the shape: {error}"))
}

/// A window from two moments.
///
/// # Errors
/// [`Problem`]: it would be empty.
pub fn window(from: Instant, until: Instant) -> Result<TimeWindow, Problem> {
    TimeWindow::new(from, until).map_err(|error| Problem::usage(error.to_string()))
}
