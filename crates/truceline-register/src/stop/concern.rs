//! Whom a stop concerns: the desks whose plans reach its place, and, where that cannot be told or none
//! does, everybody with a plan under way.
//!
//! A stop does not run out, so its own window is not looked at. A plan under way counts with its windows
//! that are not over, and with all of them where all are over and nobody has ended it: it may be late.
//! A filed one counts when it begins within [`SOON`]; later ones hear of the stop when they are looked
//! at again ([`judge_looked`]). Not here: what is owed then ([`super::owe`]).

use super::{is_standing, owe};
use crate::check::evaluation::Question;
use crate::check::facts::meets;
use crate::check::ground::{Touched, at_most, touched_zones};
use crate::geometry::position::Decimetres;
use crate::ids::{DeskId, PartyId, PlanId};
use crate::place::Volume4d;
use crate::plan::{PlanHistory, question_of};
use crate::presence::PresenceVolume;
use crate::register::said::{Judgement, Said};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span};
use crate::vocabulary::PlanState;
use std::collections::{BTreeMap, BTreeSet};

/// A filed plan that begins no later than this from now hears of a stop at once: crews are called and
/// loads are fused within two hours before the start.
pub const SOON: Span = Span::hours(2);

/// Where somebody must hear it: a party, and its desk or any.
type Post = (PartyId, Option<DeskId>);

/// Somebody who must hear of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hearer {
    /// Which party.
    pub to: PartyId,
    /// Which desk; absent means any duty desk.
    pub desk: Option<DeskId>,
    /// Because of which plan of its own.
    pub plan: Option<(PartyId, PlanId)>,
}

/// Everybody who must hear of a stop that is said now: the centre, the desks of plans that it reaches,
/// or of all under way where it reaches none, and whom the sender names. The signer's own desk has
/// heard it.
#[must_use]
pub fn hearers(
    register: &Register,
    said: &Said<'_>,
    area: Option<&Volume4d>,
    named: &[PartyId],
) -> Vec<Hearer> {
    let at = register.standpoint(said.now);
    let mut reached: Vec<((PartyId, PlanId), &PlanHistory)> = (register.plans.current())
        .filter(|(_, plan)| reaches(register, area, plan, at))
        .collect();
    if reached.is_empty() {
        reached = register.plans.watched().collect();
    }
    let mut heard: BTreeMap<Post, Option<(PartyId, PlanId)>> = BTreeMap::new();
    for (id, plan) in reached {
        heard.entry((id.0, plan.desk())).or_insert(Some(id));
    }
    heard.remove(&(said.signer.party, Some(said.signer.desk)));
    let with_plans: BTreeSet<PartyId> = heard.keys().map(|(party, _)| *party).collect();
    let centre = register.authority.centre();
    let others = named
        .iter()
        .copied()
        .filter(|party| register.authority.party(*party).is_some() && !with_plans.contains(party));
    for party in others.chain([centre]) {
        if party != said.signer.party {
            heard.entry((party, None)).or_insert(None);
        }
    }
    let hearer = |((to, desk), plan)| Hearer { to, desk, plan };
    heard.into_iter().map(hearer).collect()
}

/// Whether a stop for an area reaches a plan as it stands.
fn reaches(
    register: &Register,
    area: Option<&Volume4d>,
    plan: &PlanHistory,
    at: Standpoint,
) -> bool {
    let Some(version) = plan.version() else {
        return false;
    };
    let question = question_of(version);
    match plan.state() {
        Some(PlanState::Active | PlanState::Paused) => {
            let volumes = question.map_or(&[][..], |question| question.volumes);
            let all_over = volumes.iter().all(|volume| volume.window.end() <= at.now);
            let from = if all_over { Instant::MIN } else { at.now };
            meets_question(register, area, question, from, at)
        }
        Some(PlanState::Filed) => match question {
            // It was erased or is lost: nobody can say when it begins.
            None => true,
            Some(question) => {
                let soon: Vec<Volume4d> = (question.volumes.iter())
                    .filter(|volume| volume.window.start() <= at.now.plus(SOON))
                    .cloned()
                    .collect();
                let question = Question {
                    volumes: &soon,
                    ..question
                };
                meets_question(register, area, Some(question), at.now, at)
            }
        },
        Some(PlanState::Ended | PlanState::Cancelled) | None => false,
    }
}

/// Whether a stop's area and a question's volumes, with buffer and precisions, overlap from an instant
/// on. What cannot be seen overlaps everything.
fn meets_question(
    register: &Register,
    area: Option<&Volume4d>,
    question: Option<Question<'_>>,
    from: Instant,
    at: Standpoint,
) -> bool {
    let Some(question) = question else {
        return true;
    };
    let mut ahead = question.volumes.iter().filter(|v| v.window.end() > from);
    let Some(area) = area else {
        return ahead.next().is_some();
    };
    let most = at_most(register, question, at);
    let stop = PresenceVolume {
        footprint: area.footprint.clone(),
        altitude: area.altitude,
        start: from,
        end: None,
        precision: area.precision_or(most.assumed),
        buffer: Decimetres::ZERO,
    };
    let meets = |touched: &Touched| question.volumes.iter().any(|v| meets(&stop, v, touched));
    // Most lie far from each other, whatever any zone demands.
    meets(&most) && meets(&touched_zones(register, question, at))
}

/// A plan was filed, amended, begun or checked, or volumes were: for every stop that has not ended and
/// reaches them the plan's desk (else the signer's) and the centre are owed an alert in the same record.
pub(crate) fn judge_looked(
    register: &Register,
    said: &Said<'_>,
    (plan, desk): (Option<PlanId>, Option<DeskId>),
    question: Question<'_>,
    out: &mut Judgement,
) {
    let at = register.standpoint(said.now);
    let centre = register.authority.centre();
    let plan = plan.map(|plan| (said.party, plan));
    for stop in register.stops.all() {
        let counts = is_standing(register, stop, at.known_at);
        if !counts || !meets_question(register, stop.area.value(), Some(question), at.now, at) {
            continue;
        }
        owe(
            out,
            (said.party, Some(desk.unwrap_or(said.signer.desk))),
            plan,
            Some(stop.record),
        );
        if said.party != centre {
            owe(out, (centre, None), None, Some(stop.record));
        }
    }
}
