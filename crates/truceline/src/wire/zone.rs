//! Zones: boundaries and the rules in them.

use super::geo::ShapeView;
use super::{forces, metres, span, time};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::ids::{LogIndex, ZoneId};
use truceline_register::register::Register;
use truceline_register::zone::{Boundary, Profile};
use utoipa::ToSchema;

/// A boundary as drawn.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BoundaryView {
    /// Of which zone.
    pub zone: Named,
    /// Agreed, claimed or in words only.
    pub status: &'static str,
    /// By whom, where claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<Named>,
    /// The words.
    pub text: String,
    /// From when.
    pub from: String,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<ShapeView>,
}

/// Who must answer, and for whom.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObligedView {
    /// Who.
    pub party: Named,
    /// For which classes of force.
    pub forces: Vec<&'static str>,
    /// In which part; absent means all of the zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<ShapeView>,
}

/// A zone's rules.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProfileView {
    /// Of which zone.
    pub zone: Named,
    /// Who must answer; empty where notification is voluntary.
    pub obliged: Vec<ObligedView>,
    /// How old an answer may be.
    pub freshness: String,
    /// How early a movement should be told.
    pub lead_time: String,
    /// The same in an emergency.
    pub emergency_lead_time: String,
    /// How near two windows may come.
    pub time_tolerance: String,
    /// Precision taken where none is stated.
    pub worst_precision_m: f64,
    /// Least buffer of a check.
    pub least_buffer_m: f64,
    /// Least buffers by activity.
    pub activity_buffers: Vec<ActivityBufferView>,
    /// Longest halt.
    pub halt_limit: String,
    /// Longest life of an outcome.
    pub outcome_life: String,
    /// Least area of a party's check.
    pub check_floor_m2: u64,
    /// Least duration of a party's check.
    pub check_floor_span: String,
    /// A party's checks a day.
    pub check_budget: u32,
    /// How long after a plan its counts are told.
    pub owner_delay: String,
    /// How long an alert waits for an answer.
    pub escalation: String,
    /// How long before a request is due its party is reminded, where the request says nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder: Option<String>,
    /// Digest of the agreement it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A least buffer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActivityBufferView {
    /// For which activity.
    pub activity: &'static str,
    /// How far.
    pub buffer_m: f64,
}

/// A zone as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ZoneView {
    /// Which.
    pub zone: Named,
    /// Every boundary said, in order.
    pub boundaries: Vec<SaidBoundary>,
    /// The rules in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileView>,
}

/// A boundary with the record that says it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SaidBoundary {
    /// The record.
    pub index: LogIndex,
    /// What it says.
    #[serde(flatten)]
    pub boundary: BoundaryView,
}

impl BoundaryView {
    /// The view of a boundary.
    #[must_use]
    pub fn of(body: &Boundary, names: &Names) -> Self {
        Self {
            zone: Named {
                id: body.zone.to_string(),
                name: Some(body.name.clone()),
            },
            status: body.status.word(),
            claimed_by: body.claimed_by.map(|party| names.party(party)),
            text: body.text.clone(),
            from: time(body.start),
            until: body.end.map(time),
            area: body.area.as_ref().map(ShapeView::of),
        }
    }
}

impl ProfileView {
    /// The view of a profile.
    #[must_use]
    pub fn of(body: &Profile, names: &Names) -> Self {
        let obliged = body.obliged.iter().map(|obliged| ObligedView {
            party: names.party(obliged.party),
            forces: forces(obliged.forces),
            part: obliged.part.as_ref().map(ShapeView::of),
        });
        let buffers = body
            .activity_buffers
            .iter()
            .map(|entry| ActivityBufferView {
                activity: entry.activity.word(),
                buffer_m: metres(entry.buffer),
            });
        Self {
            zone: names.zone(body.zone),
            obliged: obliged.collect(),
            freshness: span(body.freshness),
            lead_time: span(body.lead_time),
            emergency_lead_time: span(body.emergency_lead_time),
            time_tolerance: span(body.time_tolerance),
            worst_precision_m: metres(body.worst_precision),
            least_buffer_m: metres(body.least_buffer),
            activity_buffers: buffers.collect(),
            halt_limit: span(body.halt_limit),
            outcome_life: span(body.outcome_life),
            check_floor_m2: body.check_floor_m2,
            check_floor_span: span(body.check_floor_span),
            check_budget: body.check_budget,
            owner_delay: span(body.owner_delay),
            escalation: span(body.escalation),
            reminder: body.reminder.map(span),
            source: body.source.map(|digest| digest.to_string()),
        }
    }
}

/// A zone with its boundaries and rules.
#[must_use]
pub fn zone(register: &Register, zone: ZoneId, names: &Names) -> ZoneView {
    let boundaries = register.zones.boundaries(zone, register.size).iter();
    let profile = register.zones.profile(zone, register.size);
    ZoneView {
        zone: names.zone(zone),
        boundaries: boundaries
            .map(|(index, boundary)| SaidBoundary {
                index: *index,
                boundary: BoundaryView::of(boundary, names),
            })
            .collect(),
        profile: profile.map(|(_, profile)| ProfileView::of(profile, names)),
    }
}
