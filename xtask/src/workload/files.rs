//! The workload as CSV files, for other systems: `notifications.csv`, `questions.csv`.
//!
//! Lengths in metres, times in seconds since 1970, coordinates in degrees with seven decimals as well-known text,
//! longitude first. A stretch is a row: a site or a leg; `reach_m` is the radius of a circle (a point here) or the
//! half-width of a leg. Known from and to are numbers of words, the second the first at which it does not count any
//! more; empty means for ever, with no end, or all heights.

use super::{Kind, Part, Question, Step, Version, Word, Workload};
use std::collections::BTreeMap;
use std::io::{self, Write};
use truceline_register::geometry::footprint::{Footprint, Ring};
use truceline_register::geometry::position::{AltitudeBand, Decimetres, Position};
use truceline_register::time::Instant;

/// The columns of `notifications.csv`.
pub const NOTIFICATION_COLUMNS: &str = "notification,version,part,kind,known_from,known_to,start_s,end_s,lower_m,upper_m,reach_m,precision_m,buffer_m,place";
/// The columns of `questions.csv`.
pub const QUESTION_COLUMNS: &str =
    "question,start_s,end_s,lower_m,upper_m,reach_m,buffer_m,known_at,place";

/// Until when, by number of word, each version counts that does not count for ever: by notification, whether it is
/// the amended one.
#[must_use]
pub fn ends(words: &[Word]) -> BTreeMap<(u32, bool), u64> {
    let later = (0..).zip(words).filter(|(_, word)| word.step != Step::Told);
    later
        .map(|(number, word)| ((word.notification, false), number))
        .collect()
}

/// Writes every stretch of every version.
///
/// # Errors
/// As writing does.
pub fn write_notifications(workload: &Workload, out: &mut dyn Write) -> io::Result<()> {
    let words = workload.words();
    let ends = ends(&words);
    writeln!(out, "{NOTIFICATION_COLUMNS}")?;
    for (number, word) in (0_u64..).zip(&words) {
        let amended = match word.step {
            Step::Told => false,
            Step::Amended => true,
            Step::Withdrawn => continue,
        };
        let version = workload.version(word.notification, amended);
        let until = ends.get(&(word.notification, amended));
        let until = until.map_or_else(String::new, u64::to_string);
        for (at, part) in version.parts.iter().enumerate() {
            write!(
                out,
                "{},{},{at},{},{number},{until},",
                word.notification,
                u8::from(amended),
                version.kind.word()
            )?;
            write_part(out, &version, part)?;
        }
    }
    Ok(())
}

fn write_part(out: &mut dyn Write, version: &Version, part: &Part) -> io::Result<()> {
    let end = part.end.map_or_else(String::new, seconds);
    write!(out, "{},{end},", seconds(part.start))?;
    write_heights(out, part.altitude)?;
    write!(
        out,
        ",{},{},{},",
        metres(reach(&part.footprint)),
        metres(version.precision),
        metres(version.buffer)
    )?;
    write_place(out, &part.footprint)?;
    writeln!(out)
}

/// Writes so many questions.
///
/// # Errors
/// As writing does.
pub fn write_questions(workload: &Workload, count: u32, out: &mut dyn Write) -> io::Result<()> {
    let words = workload.words().len();
    writeln!(out, "{QUESTION_COLUMNS}")?;
    for number in 0..count {
        let question = workload.question(number);
        let (start, end) = (question.window.start(), question.window.end());
        write!(out, "{number},{},{},", seconds(start), seconds(end))?;
        write_heights(out, question.altitude)?;
        write!(
            out,
            ",{},{},{},",
            metres(reach(&question.footprint)),
            metres(question.buffer),
            known_at(&question, words)
        )?;
        write_place(out, &question.footprint)?;
        writeln!(out)?;
    }
    Ok(())
}

/// How many of so many words are known to a question about the past.
#[must_use]
pub fn known_at(question: &Question, words: usize) -> u64 {
    words as u64 * question.known_thousandths / 1_000
}

/// Radius or half-width.
#[must_use]
pub const fn reach(footprint: &Footprint) -> Decimetres {
    match footprint {
        Footprint::Circle(circle) => circle.radius,
        Footprint::Line(line) => line.half_width(),
        Footprint::Polygons(_) => Decimetres::ZERO,
    }
}

/// Whether it says that somebody is there.
#[must_use]
pub fn is_presence(kind: Kind) -> bool {
    kind != Kind::Nil
}

fn seconds(instant: Instant) -> String {
    (instant.micros() / 1_000_000).to_string()
}

fn metres(length: Decimetres) -> String {
    format!("{}.{}", length.get() / 10, length.get() % 10)
}

fn write_heights(out: &mut dyn Write, band: Option<AltitudeBand>) -> io::Result<()> {
    let Some(band) = band else {
        return write!(out, ",");
    };
    let height = |dm: i32| f64::from(dm) / 10.0;
    write!(
        out,
        "{},{}",
        height(band.lower_dm()),
        height(band.upper_dm())
    )
}

fn write_place(out: &mut dyn Write, footprint: &Footprint) -> io::Result<()> {
    match footprint {
        Footprint::Circle(circle) => {
            write!(out, "POINT(")?;
            write_position(out, circle.centre)?;
            write!(out, ")")
        }
        Footprint::Line(line) => {
            write!(out, "\"LINESTRING(")?;
            write_list(out, line.vertices().iter())?;
            write!(out, ")\"")
        }
        Footprint::Polygons(polygons) => {
            // One polygon without holes in this workload.
            write!(out, "\"POLYGON(")?;
            for (at, polygon) in polygons.iter().enumerate() {
                write!(out, "{}(", if at == 0 { "" } else { "," })?;
                write_ring(out, polygon.shell())?;
                write!(out, ")")?;
            }
            write!(out, ")\"")
        }
    }
}

fn write_ring(out: &mut dyn Write, ring: &Ring) -> io::Result<()> {
    let vertices = ring.vertices();
    write_list(out, vertices.iter().chain(vertices.first()))
}

fn write_list<'a>(
    out: &mut dyn Write,
    positions: impl Iterator<Item = &'a Position>,
) -> io::Result<()> {
    for (at, position) in positions.enumerate() {
        if at > 0 {
            write!(out, ",")?;
        }
        write_position(out, *position)?;
    }
    Ok(())
}

/// Longitude and latitude with all their digits.
fn write_position(out: &mut dyn Write, position: Position) -> io::Result<()> {
    let degrees = |e7: i32| {
        let sign = if e7 < 0 { "-" } else { "" };
        let e7 = e7.unsigned_abs();
        format!("{sign}{}.{:07}", e7 / 10_000_000, e7 % 10_000_000)
    };
    let (lon, lat) = (degrees(position.lon_e7()), degrees(position.lat_e7()));
    write!(out, "{lon} {lat}")
}
