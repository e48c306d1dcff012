//! Legal holds: what is said, and how they stand.

use super::countersignature::CountersignatureView;
use super::{Lens, Sealed, time};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::hold::{Hold, HoldLift, Placed, lifted_by};
use truceline_register::ids::LogIndex;
use truceline_register::register::Register;
use truceline_register::time::TimeWindow;
use utoipa::ToSchema;

/// What a hold keeps.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldView {
    /// These records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<LogIndex>,
    /// Whatever was told of this zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Named>,
    /// From when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// A hold is placed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HoldView {
    /// What it keeps.
    pub holds: HeldView,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sealed<String>>,
}

/// A hold is lifted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HoldLiftView {
    /// The record that placed it.
    pub hold: LogIndex,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sealed<String>>,
}

/// A hold as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingHoldView {
    /// The record that placed it.
    pub record: LogIndex,
    /// Who placed it.
    pub by: Named,
    /// What it keeps.
    pub holds: HeldView,
    /// The incident whose opening places it: it keeps what concerns where and when that was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
    /// The record that lifted it, signed for by two people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifted_by: Option<LogIndex>,
    /// Records that ask to lift it and wait for a second person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lift_waits: Vec<LogIndex>,
    /// Whether what asks to lift it has the countersignature of another party that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<CountersignatureView>,
}

/// Holds as text.
#[must_use]
pub fn text(holds: &[StandingHoldView]) -> String {
    match holds.is_empty() {
        true => "nothing is held\n".to_owned(),
        false => holds.iter().map(StandingHoldView::text).collect(),
    }
}

impl HeldView {
    fn of(body: &Hold, names: &Names) -> Self {
        Self {
            records: body.records.clone(),
            zone: body.zone.map(|zone| names.zone(zone)),
            from: body.window.map(TimeWindow::start).map(time),
            until: body.window.map(TimeWindow::end).map(time),
        }
    }

    fn text(&self) -> String {
        let records: Vec<String> = self.records.iter().map(ToString::to_string).collect();
        let records = match records.is_empty() {
            true => String::new(),
            false => format!("records {}", records.join(", ")),
        };
        let zone = match (&self.zone, &self.from, &self.until) {
            (Some(zone), Some(from), Some(until)) => {
                format!("what concerns {} from {from} until {until}", zone.short())
            }
            _ => String::new(),
        };
        match (records.is_empty(), zone.is_empty()) {
            (false, false) => format!("{records}, and {zone}"),
            _ => records + &zone,
        }
    }
}

impl HoldView {
    /// The view of a hold.
    #[must_use]
    pub fn of(body: &Hold, lens: &Lens<'_>) -> Self {
        Self {
            holds: HeldView::of(body, lens.names),
            reason: lens.text(body.reason),
        }
    }
}

impl HoldLiftView {
    /// The view of a lift.
    #[must_use]
    pub fn of(body: &HoldLift, lens: &Lens<'_>) -> Self {
        Self {
            hold: body.hold,
            reason: lens.text(body.reason),
        }
    }
}

impl StandingHoldView {
    /// The view of a hold as it stands, for somebody who was told of these of its lifts.
    #[must_use]
    pub fn of(placed: &Placed, lifts: &[LogIndex], register: &Register, names: &Names) -> Self {
        let lifted_by = lifted_by(register, placed, register.size);
        let lifted_by = lifted_by.filter(|lift| lifts.contains(lift));
        let lift_waits = match lifted_by {
            Some(_) => Vec::new(),
            None => lifts.to_vec(),
        };
        let cited = lift_waits.iter().copied().chain(lifted_by);
        Self {
            record: placed.record,
            by: names.party(placed.by),
            holds: HeldView::of(&placed.body, names),
            incident: placed.incident.map(|incident| incident.to_string()),
            countersignature: CountersignatureView::of(cited, names),
            lifted_by,
            lift_waits,
        }
    }

    /// As a line of text.
    #[must_use]
    pub fn text(&self) -> String {
        let stands = match (self.lifted_by, self.lift_waits.is_empty()) {
            (Some(by), _) => format!("lifted by the record {by}"),
            (None, true) => "stands".to_owned(),
            (None, false) => "stands; a second person is asked to lift it".to_owned(),
        };
        format!(
            "{:>6}  {} holds {}: {stands}{}\n",
            self.record,
            self.by.short(),
            self.incident.as_ref().map_or_else(
                || self.holds.text(),
                |incident| format!("what concerns the incident {incident}")
            ),
            CountersignatureView::mark(self.countersignature.as_ref())
        )
    }
}
