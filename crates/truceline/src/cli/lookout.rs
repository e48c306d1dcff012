//! What the rows of an import are looked over for beside their form: places far from every zone,
//! moments that are past; and what the register flagged, row by row.
//!
//! Not here: the form of the files (the formats'), and the judgement (the register's).

use super::context::Context;
use super::flags::ReadBack;
use super::import::{Drafts, MAX_FAULTS_SHOWN};
use crate::exit::Problem;
use crate::wire::receipt::SubmittedView;
use serde::Serialize;
use std::collections::BTreeMap;
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_formats::fault::{Code, Fault, Location};
use truceline_formats::movements::MovementAction;
use truceline_formats::place::Bounds;
use truceline_formats::sites::SiteAction;
use truceline_register::geometry::bounds::bounds;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::{Decimetres, Position};
use truceline_register::register::Register;
use truceline_register::time::Instant;

/// How far from every zone a place may lie before it is taken for a slip: 100 km, a day on bad roads.
/// Swapped axes and a wrong hemisphere lie further away nearly everywhere.
pub const MARGIN_M: u32 = 100_000;
/// Most positions read back of one row: the vertices of a usual outline.
const MOST_POSITIONS: usize = 20;

/// Where places and moments of an import are expected.
pub struct Lookout {
    /// The box of all zones.
    pub expected: Option<Bounds>,
    /// The same with [`MARGIN_M`] around.
    pub outer: Option<Bounds>,
    now: Instant,
}

/// A row that the register flagged.
#[derive(Clone, Debug, Serialize)]
pub struct FlaggedView {
    /// Sheet, or `features`.
    pub sheet: String,
    /// Row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The submitter's own reference.
    pub reference: String,
    /// What the register noticed.
    pub flags: Vec<&'static str>,
}

/// A row's places as they were understood.
#[derive(Clone, Debug, Serialize)]
pub struct RowBack {
    /// Row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The submitter's own reference.
    pub reference: String,
    /// The first positions.
    pub positions: Vec<ReadBack>,
    /// How many more there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<usize>,
}

impl Lookout {
    /// By the zones of the register, where its folder is named.
    ///
    /// # Errors
    /// [`Problem`]: the folder cannot be read.
    pub fn of(context: &Context, anywhere: bool) -> Result<Self, Problem> {
        if context.data.is_none() && context.server.is_none() {
            return Ok(Self {
                expected: None,
                outer: None,
                now: SystemClock::default().read().wall,
            });
        }
        let reading = context.reading()?;
        let around = |margin: Decimetres| match anywhere {
            true => None,
            false => of_zones(reading.register(), margin),
        };
        let margin = Decimetres::new(MARGIN_M * 10).unwrap_or(Decimetres::ZERO);
        Ok(Self {
            expected: around(Decimetres::ZERO),
            outer: around(margin),
            now: reading.now(),
        })
    }

    /// Warns of times to reconfirm by that are past and of windows that are over. The rows stay:
    /// presence is never turned away.
    pub fn look_over(&self, drafts: &mut Drafts) {
        match drafts {
            Drafts::Sites(read) => {
                for draft in &read.drafts {
                    let (reconfirm_by, until) = match &draft.action {
                        SiteAction::Add(site) | SiteAction::Amend(site) => {
                            (site.reconfirm_by, site.valid_until)
                        }
                        SiteAction::Reconfirm {
                            valid_until,
                            reconfirm_by,
                        } => (reconfirm_by.or(*valid_until), None),
                        SiteAction::Withdraw { .. } => (None, None),
                    };
                    if until.is_some_and(|until| until <= self.now) {
                        read.warnings.push(over(&draft.location));
                    }
                    if reconfirm_by.is_some_and(|by| by <= self.now) {
                        read.warnings.push(past_reconfirmation(&draft.location));
                    }
                }
            }
            Drafts::Movements(read) => {
                for draft in &read.drafts {
                    let (MovementAction::Add(movement) | MovementAction::Amend(movement)) =
                        &draft.action
                    else {
                        continue;
                    };
                    let ends = movement.legs.iter().map(|leg| leg.window.end());
                    if ends.max().is_some_and(|end| end <= self.now) {
                        read.warnings.push(over(&draft.location));
                    }
                }
            }
        }
    }
}

fn over(location: &Location) -> Fault {
    Fault::new(
        location.clone(),
        Code::Past,
        "the window is over: nobody will be warned for it",
        "look at the year, and at the zone of the times",
    )
}

fn past_reconfirmation(location: &Location) -> Fault {
    Fault::new(
        location.clone(),
        Code::Past,
        "reconfirm_by is past already: the site would be stale from the first moment on",
        "write a date ahead",
    )
}

/// The box around all zones that have a geometry.
fn of_zones(register: &Register, margin: Decimetres) -> Option<Bounds> {
    let mut boxes = Vec::new();
    for zone in register.zones.all(register.size) {
        for (_, boundary) in register.zones.boundaries(zone, register.size) {
            if let Some(area) = &boundary.area {
                boxes.extend(bounds(area, margin));
            }
        }
    }
    let south = boxes.iter().map(|b| b.south_e7()).min()?;
    let west = boxes.iter().map(|b| b.west_e7()).min()?;
    let north = boxes.iter().map(|b| b.north_e7()).max()?;
    let east = boxes.iter().map(|b| b.east_e7()).max()?;
    Some(Bounds {
        south_west: Position::from_e7(south, west).ok()?,
        north_east: Position::from_e7(north, east).ok()?,
    })
}

/// The places of all drafts as they were understood.
#[must_use]
pub fn read_back(drafts: &Drafts) -> Vec<RowBack> {
    let row = |location: &Location, reference: &str, all: Vec<Position>, precision| RowBack {
        row: location.row,
        reference: reference.to_owned(),
        more: all.len().checked_sub(MOST_POSITIONS).filter(|n| *n > 0),
        positions: all
            .into_iter()
            .take(MOST_POSITIONS)
            .map(|position| ReadBack::of_position(position, precision))
            .collect(),
    };
    match drafts {
        Drafts::Sites(read) => read
            .drafts
            .iter()
            .filter_map(|draft| match &draft.action {
                SiteAction::Add(site) | SiteAction::Amend(site) => {
                    let precision = site.place.precision.declared().unwrap_or(Decimetres::ZERO);
                    let all = positions(&site.place.footprint);
                    Some(row(&draft.location, &draft.reference, all, precision))
                }
                _ => None,
            })
            .collect(),
        Drafts::Movements(read) => read
            .drafts
            .iter()
            .filter_map(|draft| match &draft.action {
                MovementAction::Add(movement) | MovementAction::Amend(movement) => {
                    let precision = movement.precision.declared().unwrap_or(Decimetres::ZERO);
                    let lines = movement.legs.iter().map(|leg| leg.line.clone());
                    let all = lines.flat_map(|line| positions(&Footprint::Line(line)));
                    Some(row(
                        &draft.location,
                        &draft.reference,
                        all.collect(),
                        precision,
                    ))
                }
                MovementAction::Withdraw { .. } => None,
            })
            .collect(),
    }
}

fn positions(footprint: &Footprint) -> Vec<Position> {
    match footprint {
        Footprint::Circle(circle) => vec![circle.centre],
        Footprint::Line(line) => line.vertices().to_vec(),
        Footprint::Polygons(polygons) => polygons
            .iter()
            .flat_map(|polygon| polygon.shell().vertices().to_vec())
            .collect(),
    }
}

/// The rows that the register flagged.
#[must_use]
pub fn flags(
    rows: &BTreeMap<String, (Location, String)>,
    submitted: &SubmittedView,
) -> Vec<FlaggedView> {
    let flagged = submitted
        .admitted
        .iter()
        .filter(|one| !one.flags.is_empty());
    flagged
        .filter_map(|one| {
            let (location, reference) = rows.get(one.act_id.as_ref()?)?;
            Some(FlaggedView {
                sheet: location.sheet.clone(),
                row: location.row,
                reference: reference.clone(),
                flags: one.flags.clone(),
            })
        })
        .collect()
}

/// Read-back and flags as text.
#[must_use]
pub fn rows_text(
    back: &[RowBack],
    flagged: &[FlaggedView],
    counts: &BTreeMap<&'static str, usize>,
) -> String {
    let row = |row: Option<u32>| row.map_or_else(String::new, |row| format!("row {row}, "));
    let mut text = String::new();
    for one in back.iter().take(MAX_FAULTS_SHOWN) {
        text += &format!("read back: {}{}\n", row(one.row), one.reference);
        text.extend(one.positions.iter().map(|p| format!("  {}\n", p.text())));
        text.extend(one.more.map(|more| format!("  … and {more} more\n")));
    }
    for one in flagged.iter().take(MAX_FAULTS_SHOWN) {
        let flags = one.flags.join(", ");
        text += &format!("flagged: {}{}: {flags}\n", row(one.row), one.reference);
    }
    for (flag, count) in counts {
        text += &format!("flagged {flag}: {count} rows\n");
    }
    text
}
