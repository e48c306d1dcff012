//! Zones of a scenario, with their rules.

use super::cast::PartyNumber;
use super::text::Spot;
use truceline_register::geometry::footprint::Footprint;
use truceline_register::geometry::position::Decimetres;
use truceline_register::time::Span;
use truceline_register::vocabulary::{Activity, ForceSet};

/// A zone with its boundary and rules.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Its name.
    pub name: String,
    /// Where it stands in the file.
    pub spot: Spot,
    /// The boundary.
    pub boundary: Boundary,
    /// The words of the agreement.
    pub text: String,
    /// Who must answer, for whom, and in which part.
    pub obliged: Vec<Obliged>,
    /// Figures of the profile.
    pub rules: Rules,
}

/// How a zone is bounded.
#[derive(Clone, Debug)]
pub enum Boundary {
    /// Agreed by the parties to it.
    Agreed(Footprint),
    /// Claimed by one party.
    Claimed(PartyNumber, Footprint),
    /// In words only.
    InWords,
}

/// Somebody who must answer.
#[derive(Clone, Debug)]
pub struct Obliged {
    /// Who.
    pub party: PartyNumber,
    /// For which classes of force.
    pub forces: ForceSet,
    /// In which part; absent means all of the zone.
    pub part: Option<Footprint>,
}

/// Figures of a profile, each with a default that an entry of the zone may change.
#[derive(Clone, Debug)]
pub struct Rules {
    /// How old an answer may be.
    pub freshness: Span,
    /// How long before its start a movement should be told.
    pub lead_time: Span,
    /// The same in an emergency.
    pub emergency_lead_time: Span,
    /// How near two windows may come.
    pub tolerance: Span,
    /// Precision where none is stated.
    pub worst_precision: Decimetres,
    /// Least buffer of a check.
    pub buffer: Decimetres,
    /// Least buffers by activity.
    pub activity_buffers: Vec<(Activity, Decimetres)>,
    /// Longest halt.
    pub halt: Span,
    /// Longest life of an outcome.
    pub outcome_life: Span,
    /// Least area of a check in square metres.
    pub floor_m2: u64,
    /// Least duration of a check.
    pub floor_span: Span,
    /// Checks a party has per day.
    pub budget: u32,
    /// When owners are told of counts.
    pub owner_delay: Span,
    /// How long an alert waits.
    pub escalation: Span,
    /// How long before a request is due its party is reminded.
    pub reminder: Option<Span>,
}
