//! Invented sites and movements between real localities, as the rows of the templates.
//!
//! No site is real: each lies up to three kilometres from a locality, wherever the dice say.

use std::collections::BTreeMap;

use truceline_formats::coordinate::mgrs::Square;
use truceline_formats::coordinate::readback::{Style, write};
use truceline_formats::template::write::FilledRow;
use truceline_formats::template::{Part, Template};
use truceline_register::geometry::position::Position;
use truceline_register::time::{Instant, Span};

use super::places::Locality;
use crate::voice::Dice;

/// 2018-01-01, from when on the events were reported.
const FIRST_MICROS: i64 = 1_514_764_800_000_000;
/// Days over which sites and movements begin.
const DAYS: u64 = 690;

/// A file as a party would send it, and how many notifications stand in it.
pub(super) struct Sent {
    /// Its name.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Notifications in it.
    pub(super) count: usize,
}

/// So many sites, half of them as a workbook and half as text.
pub(super) fn sites(
    dice: &mut Dice,
    localities: &[Locality],
    count: usize,
) -> Result<Vec<Sent>, String> {
    let rows: Vec<FilledRow> = (0..count)
        .map(|number| site(dice, localities, number))
        .collect();
    let (workbook, text) = rows.split_at(count / 2);
    let parts = BTreeMap::from([(Part::Sites, workbook.to_vec())]);
    Ok(vec![
        as_xlsx("sites.xlsx", Template::Sites, &parts, workbook.len())?,
        as_csv("sites.csv", Template::Sites, text, text.len()),
    ])
}

/// So many movements, half of them as a workbook and half as text.
pub(super) fn movements(
    dice: &mut Dice,
    localities: &[Locality],
    count: usize,
) -> Result<Vec<Sent>, String> {
    let (mut heads, mut legs, mut text) = (Vec::new(), Vec::new(), Vec::new());
    let in_workbook = count / 2;
    for number in 0..count {
        let (head, own) = movement(dice, localities, number);
        if number < in_workbook {
            heads.push(head);
            legs.extend(own);
        } else {
            text.extend(own.into_iter().enumerate().map(|(at, leg)| match at {
                0 => head.clone().into_iter().chain(leg).collect(),
                _ => leg,
            }));
        }
    }
    let parts = BTreeMap::from([(Part::Movements, heads), (Part::Legs, legs)]);
    Ok(vec![
        as_xlsx("movements.xlsx", Template::Movements, &parts, in_workbook)?,
        as_csv(
            "movements.csv",
            Template::Movements,
            &text,
            count - in_workbook,
        ),
    ])
}

fn as_xlsx(
    name: &str,
    template: Template,
    parts: &BTreeMap<Part, Vec<FilledRow>>,
    count: usize,
) -> Result<Sent, String> {
    let bytes = truceline_formats::template::write::xlsx(template, parts)
        .map_err(|error| error.to_string())?;
    Ok(Sent {
        name: name.to_owned(),
        bytes,
        count,
    })
}

fn as_csv(name: &str, template: Template, rows: &[FilledRow], count: usize) -> Sent {
    let bytes = truceline_formats::template::write::csv(template, rows);
    Sent {
        name: name.to_owned(),
        bytes,
        count,
    }
}

fn site(dice: &mut Dice, localities: &[Locality], number: usize) -> FilledRow {
    let near = dice.pick(localities).clone();
    let start = moment(dice);
    let mut row = FilledRow::from([
        ("reference", format!("S-{number:05}")),
        ("request", "add".to_owned()),
        (
            "category",
            (*dice.pick(&[
                "office",
                "warehouse",
                "health",
                "school",
                "camp",
                "water",
                "other",
            ]))
            .to_owned(),
        ),
        ("name", format!("Invented site {number}")),
        ("valid_from", start.to_string()),
        ("contact", format!("desk {number}, at any hour")),
        ("buffer_m", dice.below(1_000).to_string()),
    ]);
    match dice.below(20) {
        // A corner of three and a fourth: an outline.
        0..=1 => {
            let corner = beside(dice, near.position, 30_000);
            row.insert("coordinates", outline(corner));
        }
        // A locality itself, by its number in the gazetteer.
        2 => {
            row.insert("place", format!("#{}", near.id));
        }
        _ => {
            let position = beside(dice, near.position, 300_000);
            row.insert("coordinates", notation(dice, position));
            if dice.below(4) == 0 {
                row.insert("radius_m", dice.below(800).to_string());
            }
            if dice.below(4) == 0 {
                row.insert("precision_m", (10 + dice.below(500)).to_string());
            }
        }
    }
    if dice.below(10) == 0 {
        row.insert("altitude_lower_m", "0".to_owned());
        row.insert("altitude_upper_m", (100 + dice.below(900)).to_string());
    }
    if dice.below(2) == 0 {
        let days = u32::try_from(1 + dice.below(300)).unwrap_or(1);
        row.insert(
            "valid_until",
            start.plus(Span::hours(24 * days)).to_string(),
        );
    } else {
        row.insert("reconfirm_by", start.plus(Span::hours(24 * 90)).to_string());
    }
    row
}

/// The movement's own columns, and those of each leg.
fn movement(
    dice: &mut Dice,
    localities: &[Locality],
    number: usize,
) -> (FilledRow, Vec<FilledRow>) {
    let reference = format!("M-{number:05}");
    let head = FilledRow::from([
        ("reference", reference.clone()),
        ("request", "add".to_owned()),
        (
            "mode",
            (*dice.pick(&["overland", "overland", "foot", "evacuation"])).to_owned(),
        ),
        ("purpose", format!("invented convoy {number}")),
        ("contact", format!("desk {number}, at any hour")),
        ("buffer_m", dice.below(500).to_string()),
    ]);
    let mut at = moment(dice);
    let mut here = dice.pick(localities).clone();
    let mut legs = Vec::new();
    for leg in 1..=2 + dice.below(3) {
        let next = next_stop(dice, localities, &here);
        let arrival = at.plus(Span::minutes(
            90 + u32::try_from(dice.below(180)).unwrap_or(0),
        ));
        let mut row = FilledRow::from([
            ("reference", reference.clone()),
            ("leg", leg.to_string()),
            ("from", decimal(here.position)),
            ("to", decimal(next.position)),
            ("half_width_m", (50 + dice.below(450)).to_string()),
            ("depart_earliest", at.to_string()),
            ("arrive_latest", arrival.to_string()),
        ]);
        if dice.below(3) == 0 {
            let via = beside(dice, middle(here.position, next.position), 300_000);
            row.insert("via", decimal(via));
        }
        if dice.below(5) == 0 {
            row.insert("hold_until", arrival.plus(Span::minutes(60)).to_string());
            row.insert("hold_radius_m", (100 + dice.below(400)).to_string());
        }
        legs.push(row);
        (here, at) = (next, arrival);
    }
    (head, legs)
}

/// Another locality within some forty kilometres, else any other.
fn next_stop(dice: &mut Dice, localities: &[Locality], from: &Locality) -> Locality {
    for _ in 0..40 {
        let other = dice.pick(localities);
        let apart = |a: i32, b: i32| a.abs_diff(b);
        let lat = apart(other.position.lat_e7(), from.position.lat_e7());
        let lon = apart(other.position.lon_e7(), from.position.lon_e7());
        if other.position != from.position && lat < 3_600_000 && lon < 4_400_000 {
            return other.clone();
        }
    }
    let others = || {
        localities
            .iter()
            .filter(|other| other.position != from.position)
    };
    others().next().cloned().unwrap_or_else(|| from.clone())
}

fn moment(dice: &mut Dice) -> Instant {
    let minutes = u32::try_from(dice.below(DAYS * 24 * 60)).unwrap_or(0);
    let first = Instant::from_micros(FIRST_MICROS).unwrap_or(Instant::MIN);
    first.plus(Span::minutes(minutes))
}

/// Up to `most_e7` away in each direction.
fn beside(dice: &mut Dice, from: Position, most_e7: u64) -> Position {
    let mut shift = |at: i32| {
        let most = i32::try_from(most_e7).unwrap_or(0);
        at - most + i32::try_from(dice.below(2 * most_e7 + 1)).unwrap_or(0)
    };
    let (lat, lon) = (shift(from.lat_e7()), shift(from.lon_e7()));
    Position::from_e7(lat, lon).unwrap_or(from)
}

fn middle(one: Position, other: Position) -> Position {
    let half = |a: i32, b: i32| a / 2 + b / 2;
    let (lat, lon) = (
        half(one.lat_e7(), other.lat_e7()),
        half(one.lon_e7(), other.lon_e7()),
    );
    Position::from_e7(lat, lon).unwrap_or(one)
}

/// Four corners some hundred metres apart.
fn outline(corner: Position) -> String {
    let corners = [(0, 0), (0, 20_000), (25_000, 30_000), (20_000, 0)];
    let written: Vec<_> = corners
        .iter()
        .filter_map(|(lat, lon)| {
            Position::from_e7(corner.lat_e7() + lat, corner.lon_e7() + lon).ok()
        })
        .map(decimal)
        .collect();
    written.join("; ")
}

/// A position in one of the notations that people use.
fn notation(dice: &mut Dice, position: Position) -> String {
    let style = *dice.pick(&[
        Style::DecimalDegrees(5),
        Style::DecimalDegrees(4),
        Style::DecimalDegrees(3),
        Style::DegreesMinutesSeconds(0),
        Style::DegreesMinutes(2),
        Style::Mgrs(Square::TenMetres),
        Style::Mgrs(Square::HundredMetres),
    ]);
    write(position, style).unwrap_or_else(|_| decimal(position))
}

fn decimal(position: Position) -> String {
    write(position, Style::DecimalDegrees(5)).unwrap_or_default()
}
