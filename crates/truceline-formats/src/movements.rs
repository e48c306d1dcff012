//! Movements: rows of the template to drafts of notifications, each with its legs in order and
//! its holding points.
//!
//! In a workbook a movement is a row of `movements` and its legs are rows of `legs`; as CSV each
//! leg is a row that carries its movement's columns before its own, which only the first row of a
//! movement needs to fill. `docs/spec/import.md`, "Movements"; DOMAIN.md §3.2.

pub mod legs;

#[cfg(test)]
mod tests;

use crate::fault::{Code, Fault, Location};
use crate::field::{Fields, Record, words};
use crate::import::{Import, Settings};
use crate::place::{self, Capture, Precision};
use crate::sites::{OneRequest, example, once};
use crate::table::{self, Book};
use crate::template::{self, Part};
use legs::{HoldingPointDraft, LegDraft};
use std::collections::BTreeMap;
use truceline_register::geometry::position::{AltitudeBand, Decimetres};
use truceline_register::vocabulary::{ForceClass, MovementMode, Resolution};

words! {
    /// What a row asks for. A movement is not reconfirmed: it holds until its end is reported.
    Request {
        /// Notify it.
        Add = "add",
        /// Put this in place of what was notified.
        Amend = "amend",
        /// Take it back.
        Withdraw = "withdraw",
    }
}

/// A movement that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct MovementDraft {
    /// Row it stands in.
    pub location: Location,
    /// The submitter's own reference.
    pub reference: String,
    /// What it asks for.
    pub action: MovementAction,
}

/// What a row asks for, with what that needs.
#[derive(Clone, Debug, PartialEq)]
pub enum MovementAction {
    /// Notify it.
    Add(Box<Movement>),
    /// Put this in place of what was notified.
    Amend(Box<Movement>),
    /// Take it back.
    Withdraw {
        /// Why, in words.
        reason: Option<String>,
    },
}

/// A movement as its rows describe it.
#[derive(Clone, PartialEq)]
pub struct Movement {
    /// How it travels.
    pub mode: MovementMode,
    /// What for.
    pub purpose: String,
    /// The legs in order of travel; at least one.
    pub legs: Vec<LegDraft>,
    /// The holding points in order of travel.
    pub holding_points: Vec<HoldingPointDraft>,
    /// How precisely the whole way is known: the worst of its points.
    pub precision: Precision,
    /// How the coordinates were come by.
    pub capture: Option<Capture>,
    /// How far around others are asked to stay away.
    pub buffer: Decimetres,
    /// At which heights; absent means all.
    pub altitude: Option<AltitudeBand>,
    /// How many vehicles.
    pub vehicles: Option<u32>,
    /// Type, colour, call signs, plates, marks.
    pub vehicle_marks: Option<String>,
    /// How many people.
    pub people: Option<u32>,
    /// Names of persons.
    pub persons: Vec<String>,
    /// The reason, where it is an emergency.
    pub emergency: Option<String>,
    /// Whether coordination under way is asked for.
    pub coordination: Option<bool>,
    /// Whether an escort is asked for.
    pub escort: Option<bool>,
    /// Whose people; empty where the row does not say.
    pub forces: Vec<ForceClass>,
    /// Who submits.
    pub organisation: Option<String>,
    /// Implementing or supporting partner.
    pub partner: Option<String>,
    /// Whom to call at any hour.
    pub contact: String,
    /// Whom to call on the way.
    pub contact_on_board: Option<String>,
    /// Who verified it.
    pub verified_by: Vec<String>,
    /// How exactly recipients may be told.
    pub resolution: Option<Resolution>,
    /// Anything else.
    pub remarks: Option<String>,
}

impl std::fmt::Debug for Movement {
    /// Way, persons and contacts are secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Movement({}, {} legs, [redacted])",
            self.mode,
            self.legs.len()
        )
    }
}

/// Reads a file of movements, CSV or XLSX.
#[must_use]
pub fn import(bytes: &[u8], settings: &Settings<'_>) -> Import<MovementDraft> {
    match table::read(bytes) {
        Ok(book) => of_book(&book, settings),
        Err(fault) => Import::failed(vec![fault]),
    }
}

fn of_book(book: &Book, settings: &Settings<'_>) -> Import<MovementDraft> {
    if let Some(sheet) = template::sheet(book, Part::MovementLegs) {
        return match template::records(sheet, Part::MovementLegs) {
            Ok(records) => of_rows(&records, settings),
            Err(faults) => Import::failed(faults),
        };
    }
    let Some(movements) = template::sheet(book, Part::Movements) else {
        return Import::failed(vec![template::no_marker(book)]);
    };
    let Some(legs) = template::sheet(book, Part::Legs) else {
        let what = "the sheet of the legs is missing";
        let copy = "copy the sheet `legs` from the template";
        let here = Location::sheet(Part::Legs.sheet());
        return Import::failed(vec![Fault::new(here, Code::SheetMissing, what, copy)]);
    };
    let movements = template::records(movements, Part::Movements);
    let legs = template::records(legs, Part::Legs);
    match (movements, legs) {
        (Ok(movements), Ok(legs)) => of_records(&movements, &legs, settings),
        (movements, legs) => {
            let mut faults = movements.err().unwrap_or_default();
            faults.extend(legs.err().unwrap_or_default());
            Import::failed(faults)
        }
    }
}

/// Makes drafts of rows that each carry a leg and, the first of them, its movement.
#[must_use]
pub fn of_rows(records: &[Record], settings: &Settings<'_>) -> Import<MovementDraft> {
    let (movements, faults) = one_row_each(records);
    let mut import = of_records(&movements, records, settings);
    for (reference, fault) in faults {
        without(&mut import, &reference);
        import.faults.push(fault);
    }
    import
}

/// Takes back the draft of a movement of which a row is at fault: it would lack a part.
pub(crate) fn without(import: &mut Import<MovementDraft>, reference: &str) {
    import.drafts.retain(|draft| draft.reference != reference);
}

/// The first row of each reference, and the faults of later rows that say another thing.
fn one_row_each(records: &[Record]) -> (Vec<Record>, Vec<(String, Fault)>) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut movements: Vec<Record> = Vec::new();
    let mut faults = Vec::new();
    for record in records {
        let Some(reference) = record.plain("reference") else {
            // Read as a movement of its own, so that the missing reference is told.
            movements.push(record.clone());
            continue;
        };
        let Some(index) = first.get(&reference) else {
            first.insert(reference, movements.len());
            movements.push(record.clone());
            continue;
        };
        let movement = &movements[*index];
        for column in template::columns::MOVEMENT {
            let cell = record.cells.get(column.name);
            if cell.is_some() && cell != movement.cells.get(column.name) {
                let row = movement.row;
                let what = format!("the cell differs from row {row} of the same movement");
                let one = "leave it empty, or write the same";
                let fault = Fault::new(record.at(column.name), Code::Disagreement, what, one);
                faults.push((reference.clone(), fault));
            }
        }
    }
    (movements, faults)
}

/// Makes drafts of rows.
#[must_use]
pub fn of_records(
    movements: &[Record],
    legs: &[Record],
    settings: &Settings<'_>,
) -> Import<MovementDraft> {
    let mut import = Import::empty();
    let mut requests = OneRequest::default();
    let mut references = BTreeMap::new();
    let mut legs_of = by_reference(legs);
    for record in movements {
        let reference = record.plain("reference").unwrap_or_default();
        let own_legs = legs_of.remove(&reference).unwrap_or_default();
        if record.is_example() {
            import.warnings.push(example(record));
            continue;
        }
        import.rows += 1;
        let mut fields = Fields::new(record, &settings.zones);
        let draft = read(&mut fields, &own_legs, settings);
        let mut faults = fields.faults;
        faults.extend(requests.check(record));
        faults.extend(once(&mut references, record));
        import.warnings.extend(fields.warnings);
        import.drafts.extend(draft.filter(|_| faults.is_empty()));
        import.faults.extend(faults);
    }
    let orphans = legs_of.into_values().flatten();
    for leg in orphans.filter(|leg| !leg.is_example() && !references.contains_key(&name_of(leg))) {
        let what = "no movement has this reference";
        let write = "write the reference as in the sheet `movements`";
        let fault = Fault::new(leg.at("reference"), Code::ReferenceUnknown, what, write);
        import.faults.push(fault);
    }
    import
}

fn name_of(record: &Record) -> String {
    record.plain("reference").unwrap_or_default()
}

/// The rows that hold a leg, by the reference of their movement.
fn by_reference(legs: &[Record]) -> BTreeMap<String, Vec<&Record>> {
    let mut by_reference: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for leg in legs.iter().filter(|leg| !leg.is_blank(legs::OWN_COLUMNS)) {
        by_reference.entry(name_of(leg)).or_default().push(leg);
    }
    by_reference
}

fn read(
    fields: &mut Fields<'_>,
    own_legs: &[&Record],
    settings: &Settings<'_>,
) -> Option<MovementDraft> {
    let reference = fields.reference();
    fields.require("request");
    let request = fields.word("request", Request::of, Request::WORDS);
    let action = match request? {
        Request::Add => MovementAction::Add(Box::new(movement(fields, own_legs, settings)?)),
        Request::Amend => MovementAction::Amend(Box::new(movement(fields, own_legs, settings)?)),
        Request::Withdraw => MovementAction::Withdraw {
            reason: fields.prose("remarks"),
        },
    };
    let draft = MovementDraft {
        location: fields.record().here(),
        reference: reference?,
        action,
    };
    fields.faults.is_empty().then_some(draft)
}

fn movement(
    fields: &mut Fields<'_>,
    own_legs: &[&Record],
    settings: &Settings<'_>,
) -> Option<Movement> {
    fields.require("mode");
    let mode = fields.word("mode", MovementMode::from_word, &template::columns::modes());
    let purpose = fields.required_line("purpose");
    let emergency = emergency(fields);
    let (stated, capture) = place::precision_and_capture(fields);
    let altitude = fields.altitude();
    let contact = fields.required_line("contact");
    let resolutions = template::columns::resolutions();
    let route = legs::read(fields, own_legs, settings);
    let notation = route.as_ref().and_then(|route| route.notation);
    let precision = Precision { stated, notation };
    place::warn_of_precision(fields, precision);
    let movement = Movement {
        vehicles: fields.count("vehicles"),
        vehicle_marks: fields.prose("vehicle_marks"),
        people: fields.count("people"),
        persons: fields.list("persons"),
        coordination: fields.truth("coordination"),
        escort: fields.truth("escort"),
        buffer: fields.metres("buffer_m").unwrap_or(Decimetres::ZERO),
        forces: fields.words(
            "forces",
            ForceClass::from_word,
            &template::columns::forces(),
        ),
        organisation: fields.line("organisation"),
        partner: fields.line("partner"),
        contact_on_board: fields.line("contact_on_board"),
        verified_by: fields.list("verified_by"),
        resolution: fields.word("resolution", Resolution::from_word, &resolutions),
        remarks: fields.prose("remarks"),
        mode: mode?,
        purpose: purpose?,
        precision,
        capture,
        altitude,
        emergency,
        contact: contact?,
        legs: route.as_ref()?.legs.clone(),
        holding_points: route?.holding_points,
    };
    Some(movement)
}

/// The reason, where it is an emergency.
fn emergency(fields: &mut Fields<'_>) -> Option<String> {
    let is_one = fields.truth("emergency").unwrap_or(false);
    let reason = fields.line("emergency_reason");
    if is_one && reason.is_none() {
        let what = "the reason of the emergency is missing";
        fields.fault("emergency_reason", Code::Required, what, "say why");
    }
    reason.filter(|_| is_one)
}
