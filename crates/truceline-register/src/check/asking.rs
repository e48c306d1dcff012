//! A check as a party asks for it: judged, and taken in.

use super::evaluation::{Finding, Question, evaluate};
use super::ledger::{Asked, Asking, Spoken};
use super::{Check, Subject, Verdict, probing};
use crate::codec::disclosure::Label;
use crate::codec::record::{Effect, Ground, Record};
use crate::geometry::position::Decimetres;
use crate::ids::{CheckId, PartyId, PlanId};
use crate::place::Volume4d;
use crate::plan::{PlanHistory, check_volumes, flag_precision, may_plan};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, Told, opened};
use crate::stop::concern::judge_looked;
use crate::vocabulary::{Activity, Resolution};

/// Judges a party's check and draws its outcome. The centre is told of every one; a search alarms it.
///
/// # Errors
/// [`Refusal`]: not this role's, a key out of force, the id used before, no such plan of the asker's
/// or one that is over, volumes not disclosed or too many.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Check,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    may_plan(register, said, "ask for checks")?;
    if register.checks.by_id(said.party, body.id).is_some() {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            format!(
                "the id {} stands for another check of yours; use a new one",
                body.id
            ),
        ));
    }
    let at = register.standpoint(said.now);
    let (plan, volumes, activity, buffer) = subject(register, said, body)?;
    flag_precision(&volumes, out);
    let question = Question {
        volumes: &volumes,
        activity,
        buffer,
    };
    let finding = evaluate(register, question, Some(said.party), at);
    draw(
        out,
        &finding,
        Some(body.id),
        plan.map(|plan| (said.party, plan)),
    );
    let known = plan.and_then(|plan| register.plans.plan((said.party, plan)));
    let desk = known
        .filter(|known| known.is_watched())
        .and_then(PlanHistory::desk);
    judge_looked(register, said, (plan, desk), question, out);
    let centre = register.authority.centre();
    if said.party != centre {
        out.tell(centre, Resolution::Exact);
        probing::notice(register, said.party, question, at, out.aside());
    }
    Ok(())
}

/// What is checked: the plan's present version, or the volumes disclosed.
fn subject(
    register: &Register,
    said: &Said<'_>,
    body: &Check,
) -> Result<(Option<PlanId>, Vec<Volume4d>, Activity, Decimetres), Refusal> {
    match body.subject {
        Subject::Volumes(digest) => {
            let volumes = opened::<Vec<Volume4d>>(said, Some(digest), Label::Volumes, "volumes")?;
            Ok((
                None,
                check_volumes(volumes, body.buffer)?,
                body.activity,
                body.buffer,
            ))
        }
        Subject::Plan(plan) => {
            let known = register.plans.plan((said.party, plan));
            let version = known
                .filter(|plan| !plan.is_over())
                .and_then(|plan| plan.version());
            let volumes = version.and_then(|version| version.volumes.value());
            let (Some(version), Some(volumes)) = (version, volumes) else {
                return Err(Refusal::new(
                    RefusalCode::MissingReference,
                    format!(
                        "you have no plan {plan} that is filed, active or paused; file it first"
                    ),
                ));
            };
            Ok((
                Some(plan),
                volumes.clone(),
                version.activity,
                version.buffer,
            ))
        }
    }
}

/// Draws a finding into the record: the outcome in the open, the basis sealed.
pub(crate) fn draw(
    out: &mut Judgement,
    finding: &Finding,
    check: Option<CheckId>,
    plan: Option<(PartyId, PlanId)>,
) {
    let basis = out.seal(Label::Basis, &finding.basis);
    out.effects.push(Effect::Verdict(Verdict {
        check,
        plan,
        outcome: finding.outcome,
        expires_at: finding.expires_at,
        basis,
    }));
}

/// Takes in what a check asks.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Check) {
    let what = match body.subject {
        Subject::Volumes(volumes) => Asking::Volumes(admitted.told(Some(volumes), Label::Volumes)),
        Subject::Plan(plan) => {
            let known = register.plans.plan((admitted.party, plan));
            let version = known
                .and_then(|plan| plan.version())
                .map_or(admitted.index, |v| v.record);
            Asking::Plan(plan, version)
        }
    };
    let of_plan = match &what {
        Asking::Plan(_, version) => register.plans.volumes(*version).map(Vec::as_slice),
        Asking::Volumes(_) => None,
    };
    let asked = Asked {
        record: admitted.index,
        party: admitted.party,
        check: body.id,
        what,
        activity: body.activity,
        buffer: body.buffer,
        received_at: admitted.received_at(),
    };
    register.checks.ask(asked, of_plan);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes in what a check or the watch said.
pub(crate) fn apply_verdict(register: &mut Register, record: &Record, verdict: &Verdict) {
    let spoken = Spoken {
        record: record.index,
        verdict: verdict.clone(),
        basis: Told::of(record.disclosures.open(Some(verdict.basis), Label::Basis)),
        received_at: record.part.received_at,
    };
    register.checks.speak(spoken.clone());
    crate::counts::note(register, &spoken);
    if matches!(record.part.ground, Ground::Watch { .. }) {
        register.watch.stay_quiet_after(record.index);
    }
}
