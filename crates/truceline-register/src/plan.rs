//! Planned activities, from filing to their end.
//!
//! Nobody's plan is judged by the register: activation is recorded whatever a check said, with the
//! outcome of that moment beside it. Not here: the outcome ([`crate::check`]), and what is done when
//! it changes ([`crate::watch`]).

mod history;

pub use history::{PlanHistory, Plans, Step, Version, apply, apply_step};

use crate::check::evaluation::{Finding, OUTCOME_LIFE_WITHOUT_ZONES, Question, evaluate_towards};
use crate::check::{Basis, Reason, Why, draw, locator, probing};
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::geometry::position::Decimetres;
use crate::ids::{DeskId, LogIndex, PartyId, PlanId};
use crate::place::Volume4d;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Judgement, Said, opened};
use crate::register::{Register, Standpoint};
use crate::stop::concern::judge_looked;
use crate::vocabulary::{Activity, Flag, Outcome, PlanState, Resolution, Role};
use crate::watch;
use minicbor::{Decode, Encode};

/// Most volumes in one plan or check: a flight plan of a day, or a village street by street.
pub const MAX_VOLUMES: usize = 64;

/// Largest buffer of a plan or check: beyond 100 km it is another place.
pub const MAX_BUFFER: Decimetres = match Decimetres::from_metres(100_000) {
    Ok(buffer) => buffer,
    Err(_) => Decimetres::MAX,
};

/// A planned activity. Filed again under the same id by [`crate::act::Act::PlanAmended`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Plan {
    /// The planner's id for it.
    #[n(0)]
    pub id: PlanId,
    /// A list of [`crate::place::Volume4d`], labelled volumes.
    #[n(1)]
    pub volumes: Digest,
    /// What kind.
    #[n(2)]
    pub activity: Activity,
    /// How far around it must be clear of anything notified; at least the profile's.
    #[n(3)]
    pub buffer: Decimetres,
    /// In words.
    #[n(4)]
    pub text: Option<Digest>,
}

/// A plan changes its state.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PlanStep {
    /// Which.
    #[n(0)]
    pub id: PlanId,
    /// Active, paused, ended or cancelled.
    #[n(1)]
    pub state: PlanState,
}

/// Whether what a record said of a plan still counts: as long as the plan is not over.
#[must_use]
pub fn in_force(register: &Register, record: LogIndex, at: Standpoint) -> bool {
    let Some(plan) = register
        .plans
        .of_record(record)
        .and_then(|id| register.plans.plan(id))
    else {
        return false;
    };
    record < at.known_at
        && matches!(
            plan.state_at(at.known_at),
            Some(PlanState::Filed | PlanState::Active | PlanState::Paused)
        )
}

/// Only those who act or answer for activities plan and ask for checks, with a key in force.
pub(crate) fn may_plan(register: &Register, said: &Said<'_>, what: &str) -> Result<(), Refusal> {
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    match register.authority.role(said.party) {
        Some(Role::Centre | Role::Force | Role::Humanitarian | Role::Civil | Role::Guarantor) => {
            Ok(())
        }
        _ => Err(Refusal::new(
            RefusalCode::NotThisRole,
            format!(
                "forces, guarantors, humanitarian and civil parties and the centre {what}; ask the centre"
            ),
        )),
    }
}

/// Volumes that can be held against the register.
pub(crate) fn check_volumes(
    volumes: Option<Vec<Volume4d>>,
    buffer: Decimetres,
) -> Result<Vec<Volume4d>, Refusal> {
    let Some(volumes) = volumes else {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            "the volumes are not disclosed to the register, so nothing can be held against them; send their disclosure",
        ));
    };
    if volumes.is_empty() {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "there is no volume; give at least one",
        ));
    }
    if volumes.len() > MAX_VOLUMES {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            format!("more than {MAX_VOLUMES} volumes; split it"),
        ));
    }
    if buffer > MAX_BUFFER {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "the buffer is more than 100 km; give larger volumes instead",
        ));
    }
    if (volumes.iter()).any(|volume| volume.precision.is_some_and(|p| p > MAX_BUFFER)) {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "the precision of a volume is more than 100 km; give larger volumes instead",
        ));
    }
    Ok(volumes)
}

/// Flags volumes that do not say how precise they are.
pub(crate) fn flag_precision(volumes: &[Volume4d], out: &mut Judgement) {
    if volumes.iter().any(|volume| volume.precision.is_none()) {
        out.flags.insert(Flag::PrecisionAssumed);
    }
}

fn open_volumes(
    said: &Said<'_>,
    body: &Plan,
    out: &mut Judgement,
) -> Result<Vec<Volume4d>, Refusal> {
    opened::<String>(said, body.text, Label::Text, "text")?;
    let volumes = opened::<Vec<Volume4d>>(said, Some(body.volumes), Label::Volumes, "volumes")?;
    let volumes = check_volumes(volumes, body.buffer)?;
    flag_precision(&volumes, out);
    Ok(volumes)
}

fn tell_centre(register: &Register, said: &Said<'_>, out: &mut Judgement) {
    let centre = register.authority.centre();
    if said.party != centre {
        out.tell(centre, Resolution::Exact);
    }
}

/// Judges the filing of a plan.
///
/// # Errors
/// [`Refusal`]: not this role's, the id used before, volumes not disclosed or too many.
pub fn judge_filed(
    register: &Register,
    said: &Said<'_>,
    body: &Plan,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    may_plan(register, said, "file plans")?;
    if register.plans.plan((said.party, body.id)).is_some() {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            format!(
                "the id {} stands for another plan of yours; amend that one or use a new id",
                body.id
            ),
        ));
    }
    let volumes = open_volumes(said, body, out)?;
    hear_stops(register, said, (body, None), &volumes, out);
    tell_centre(register, said, out);
    Ok(())
}

/// Stops that have not ended are told whoever plans over them, and the centre.
fn hear_stops(
    register: &Register,
    said: &Said<'_>,
    (body, desk): (&Plan, Option<DeskId>),
    volumes: &[Volume4d],
    out: &mut Judgement,
) {
    let question = Question {
        volumes,
        activity: body.activity,
        buffer: body.buffer,
    };
    judge_looked(register, said, (Some(body.id), desk), question, out);
}

/// A plan of the speaker's that is not over.
fn own_plan<'a>(
    register: &'a Register,
    said: &Said<'_>,
    plan: PlanId,
) -> Result<&'a PlanHistory, Refusal> {
    let Some(known) = register.plans.plan((said.party, plan)) else {
        let others = register.plans.all().any(|((_, id), _)| id == plan);
        return Err(if others {
            Refusal::new(
                RefusalCode::NotTheOwner,
                format!("the plan {plan} is another party's"),
            )
        } else {
            Refusal::new(
                RefusalCode::MissingReference,
                format!("you have no plan {plan}; file it first, or correct the id"),
            )
        });
    };
    if known.is_over() {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!("the plan {plan} is over; file a new one"),
        ));
    }
    Ok(known)
}

/// Judges an amendment. Of a plan under way the outcome is drawn anew.
///
/// # Errors
/// [`Refusal`]: as for filing; no such plan, another's, or over.
pub fn judge_amended(
    register: &Register,
    said: &Said<'_>,
    body: &Plan,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    may_plan(register, said, "amend plans")?;
    let known = own_plan(register, said, body.id)?;
    let volumes = open_volumes(said, body, out)?;
    if known.is_watched() {
        let question = Question {
            volumes: &volumes,
            activity: body.activity,
            buffer: body.buffer,
        };
        draw_look(register, said, body.id, question, out);
    }
    let desk = known.desk().filter(|_| known.is_watched());
    hear_stops(register, said, (body, desk), &volumes, out);
    tell_centre(register, said, out);
    Ok(())
}

/// Judges a step from state to state. The register does not judge the plan: it is recorded whatever
/// a check said, and activation with the outcome of that moment; where that is an overlap, with the
/// watch's first alerts.
///
/// # Errors
/// [`Refusal`]: not this role's, no such plan, another's, or a step that cannot follow.
pub fn judge_step(
    register: &Register,
    said: &Said<'_>,
    body: &PlanStep,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    may_plan(register, said, "run plans")?;
    let known = own_plan(register, said, body.id)?;
    let from = known.state();
    if !from.is_some_and(|from| may_follow(from, body.state)) {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!(
                "the plan {} is {} and cannot become {} now",
                body.id,
                from.map_or("unknown", PlanState::word),
                body.state
            ),
        ));
    }
    let begun = known.version().filter(|_| body.state == PlanState::Active);
    if let Some(question) = begun.and_then(question_of) {
        let plan = (said.party, body.id);
        let finding = if from == Some(PlanState::Filed) {
            draw_look(register, said, body.id, question, out)
        } else {
            let at = register.standpoint(said.now);
            let finding = watch_finding(register, plan, question, at);
            draw(out, &finding, None, Some(plan));
            finding
        };
        // The record is the owner's to carry away: what it is not told must not stand in it. Of an overlap
        // that is withheld from it the centre hears by the watch.
        let overlaps = finding.outcome == Outcome::Overlap;
        let heard = watch::follow::Hears {
            owner: overlaps,
            centre: overlaps,
        };
        let hearing = watch::follow::Hearing {
            plan,
            desk: Some(said.signer.desk),
            hears: heard.unless_withheld(&finding),
        };
        watch::follow::owe(register, &[hearing], out);
        judge_looked(register, said, (Some(body.id), None), question, out);
    }
    tell_centre(register, said, out);
    Ok(())
}

/// Whether a plan may go from one state to another.
#[must_use]
pub const fn may_follow(from: PlanState, to: PlanState) -> bool {
    use PlanState::{Active, Cancelled, Ended, Filed, Paused};
    matches!(
        (from, to),
        (Filed | Paused, Active)
            | (Active, Paused)
            | (Active | Paused, Ended)
            | (Filed | Active | Paused, Cancelled)
    )
}

/// What is asked about a version, as far as the register has it.
pub(crate) fn question_of(version: &Version) -> Option<Question<'_>> {
    let volumes = version.volumes.value()?;
    Some(Question {
        volumes,
        activity: version.activity,
        buffer: version.buffer,
    })
}

/// What the watch finds where the plan's volumes are lost: nothing can be held against them.
pub(crate) fn unseen_finding(plan: (PartyId, PlanId), at: Standpoint) -> Finding {
    let expires_at = at.now.plus(OUTCOME_LIFE_WITHOUT_ZONES);
    let reason = Reason {
        why: Why::PlanUnseen,
        party: Some(plan.0),
        zone: None,
    };
    let basis = Basis {
        known_at: at.known_at,
        overlaps: Vec::new(),
        reasons: vec![reason],
        coverage: Vec::new(),
        boundaries: Vec::new(),
        runs_again_at: expires_at,
        touched: Vec::new(),
        overlaps_in_all: None,
        coarse: None,
    };
    Finding {
        outcome: Outcome::Unknown,
        expires_at,
        basis,
        longest: expires_at,
    }
}

/// Draws the outcome for a plan's owner, who so looks at the register as with a check: below the
/// floor or over the budget the outcome is withheld from it, and the basis tells the centre alone.
fn draw_look(
    register: &Register,
    said: &Said<'_>,
    plan: PlanId,
    question: Question<'_>,
    out: &mut Judgement,
) -> Finding {
    let at = register.standpoint(said.now);
    let mut finding = evaluate_towards(register, question, Some(said.party), at);
    if said.party != register.authority.centre() {
        finding = finding.withheld(locator::limits(register, question, said.party, at));
        probing::notice(register, said.party, question, at, out.aside());
    }
    draw(out, &finding, None, Some((said.party, plan)));
    finding
}

/// What the watch finds for a plan: the truth, withheld from its owner where it is below the floor or
/// was activated over its budget.
pub(crate) fn watch_finding(
    register: &Register,
    plan: (PartyId, PlanId),
    question: Question<'_>,
    at: Standpoint,
) -> Finding {
    let finding = evaluate_towards(register, question, Some(plan.0), at);
    if plan.0 == register.authority.centre() {
        return finding;
    }
    let mut limits = locator::floor(register, question, at);
    let last = register.checks.last_of_plan(plan, at.known_at);
    let last = last.and_then(|spoken| spoken.basis.value());
    let budget = last.into_iter().flat_map(|basis| &basis.reasons);
    limits.extend(budget.filter(|reason| reason.why == Why::Budget));
    finding.withheld(limits)
}

#[cfg(test)]
mod tests;
