//! What the watch says after a record, or when time alone has changed something: of which plans the outcome is another
//! one now, and who hears of it.
//!
//! A record may concern every plan in a zone. Whoever writes the log may look at a few of them at a time, so that what
//! is urgent comes between ([`Register::follow_some`]); each piece says how things stand by then. Which plans a record
//! concerns is not told here ([`super::near`]).

use super::{PlanRef, lasts, next_number, runs_again_at};
use crate::check::evaluation::Finding;
use crate::check::view::told_reasons;
use crate::check::{Basis, Spoken, draw};
use crate::codec::disclosure::Disclosures;
use crate::codec::record::{Alert, AlertWhy, Effect, Ground};
use crate::ids::{DeskId, LogIndex, PartyId, PlanId};
use crate::plan::{PlanHistory, question_of, unseen_finding, watch_finding};
use crate::register::Register;
use crate::register::decide::Draft;
use crate::register::said::{Context, Judgement};
use crate::time::Instant;
use crate::vocabulary::Outcome;

impl Register {
    /// Runs the watch after the latest record, for every plan under way of which that or the time since
    /// can have changed the outcome, and returns the record of what it said: of each plan whose outcome, overlaps or reasons have changed, with the alerts owed for
    /// it; and, without an alert, of each whose outcome has expired and is the same again.
    #[must_use]
    pub fn follow(&self, context: &Context) -> Option<Draft> {
        let following = self.to_follow(context)?;
        self.follow_some(&following.plans, following.cause, context)
    }

    /// The plans that the watch has to look at after the latest record; `None` where it need not run.
    #[must_use]
    pub fn to_follow(&self, context: &Context) -> Option<Following> {
        let now = self.follows_at(context)?;
        let cause = self.watch_cause()?;
        let plans = match self.watch.touched(self, now) {
            Some(touched) => touched.into_iter().collect(),
            None => self.watched_plans(),
        };
        Some(Following { cause, plans })
    }

    /// Every plan under way.
    #[must_use]
    pub fn watched_plans(&self) -> Vec<PlanRef> {
        self.plans.watched().map(|(id, _)| id).collect()
    }

    /// Runs the watch for some plans, of those that it has to look at after a record: where there are many, what is
    /// urgent comes between. What the record of it says is as it stands now.
    #[must_use]
    pub fn follow_some(
        &self,
        plans: &[PlanRef],
        cause: LogIndex,
        context: &Context,
    ) -> Option<Draft> {
        let last = self.last_received;
        let now = last.map_or(context.now, |last| last.max(context.now));
        let plans = plans.iter();
        let plans = plans.filter_map(|id| Some((*id, self.plans.plan(*id)?)));
        let plans = plans.filter(|(_, plan)| plan.is_watched());
        self.follow_these(plans, cause, now, context)
    }

    /// Puts the plans first that are looked at first: whoever is out there now, then whoever goes next.
    pub fn soonest_first(&self, plans: &mut [PlanRef]) {
        plans.sort_by_cached_key(|id| {
            let version = self.plans.plan(*id).and_then(PlanHistory::version);
            let volumes = version.and_then(|version| version.volumes.value());
            let begins = volumes.into_iter().flatten();
            begins.map(|volume| volume.window.start()).min()
        });
    }

    /// The record that the watch runs after: the latest, or the one that it passed something on of.
    fn watch_cause(&self) -> Option<LogIndex> {
        let latest = self.size.checked_sub(1)?;
        let passed_on = self.watch.passed_on_from;
        let passed_on = passed_on.filter(|(record, _)| *record == latest);
        Some(passed_on.map_or(latest, |(_, cause)| cause))
    }

    /// As [`Register::follow`], looking at every plan: the reference that it is tested against.
    #[cfg(test)]
    pub(crate) fn follow_plainly(&self, context: &Context) -> Option<Draft> {
        let now = self.follows_at(context)?;
        let cause = self.watch_cause()?;
        self.follow_these(self.plans.watched(), cause, now, context)
    }

    /// The time at which the watch runs now; `None` where it need not run.
    fn follows_at(&self, context: &Context) -> Option<Instant> {
        let latest = self.size.checked_sub(1)?;
        let last = self.last_received;
        (self.watch.quiet_after != Some(latest))
            .then(|| last.map_or(context.now, |last| last.max(context.now)))
    }

    fn follow_these<'a>(
        &'a self,
        plans: impl Iterator<Item = (PlanRef, &'a PlanHistory)>,
        cause: LogIndex,
        now: Instant,
        context: &Context,
    ) -> Option<Draft> {
        let mut out = Judgement::new(context);
        let mut owed = Vec::new();
        for plan in plans {
            owed.extend(self.follow_plan(plan, cause, now, &mut out));
        }
        owe(self, &owed, &mut out);
        if out.effects.is_empty() {
            return None;
        }
        let ground = Ground::Watch { cause };
        Some(self.draft(ground, None, None, Disclosures::default(), out, context))
    }

    fn follow_plan(
        &self,
        (id, plan): ((PartyId, PlanId), &PlanHistory),
        cause: LogIndex,
        now: Instant,
        out: &mut Judgement,
    ) -> Option<Hearing> {
        let version = plan.version()?;
        let at = self.standpoint(now);
        let question = question_of(version);
        let is_unseen = question.is_none();
        let mut finding = question.map_or_else(
            || unseen_finding(id, at),
            |question| watch_finding(self, id, question, at),
        );
        let last = self.checks.last_of_plan(id, self.size);
        // What was said before may be lost with the plan: then nothing shows that this was said.
        let is_lost = last.is_some_and(|last| is_unseen && last.basis.value().is_none());
        let withheld_now = last.filter(|last| last.record == cause && is_withheld(last));
        let mut hears = Hears {
            owner: is_lost || last.is_none_or(|last| owner_hears(last, &finding)),
            centre: is_lost || last.is_none_or(|last| differs(last, &finding)),
        };
        // The centre hears of whatever changes in cells too, so that nothing it does about an alert shows what
        // is met exactly.
        let shows = last.is_some_and(|last| differs_in_cells(last, &finding));
        let overlaps = finding.basis.found() == Outcome::Overlap || !finding.basis.met().is_empty();
        hears.centre |= shows || withheld_now.is_some() && overlaps;
        let hears = hears.unless_withheld(&finding);
        let is_new = hears.owner || hears.centre;
        let runs_again = last.is_some_and(|last| runs_again_at(last) <= now);
        // That there is one more record must not show what is met exactly: after an outcome was withheld there
        // always is.
        if is_new || withheld_now.is_some() || runs_again && lasts(version, now) {
            if let Some(last) = last.filter(|_| !hears.owner) {
                finding.stays_as_told(last, now);
            }
            draw(out, &finding, None, Some(id));
        }
        is_new.then(|| Hearing {
            plan: id,
            desk: plan.desk(),
            hears,
        })
    }
}

/// What the watch has to look at after a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    /// The record.
    pub cause: LogIndex,
    /// The plans.
    pub plans: Vec<PlanRef>,
}

/// Who hears that an outcome has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hears {
    /// The plan's owner, what it is told has changed.
    pub(crate) owner: bool,
    /// The centre, the exact finding has changed, or what is met in cells. It hears whatever an owner hears.
    pub(crate) centre: bool,
}

/// A plan of which somebody hears.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hearing {
    pub(crate) plan: (PartyId, PlanId),
    pub(crate) desk: Option<DeskId>,
    pub(crate) hears: Hears,
}

impl Hears {
    /// The centre alone where the owner is not to be told.
    pub(crate) fn unless_withheld(self, finding: &Finding) -> Self {
        Self {
            owner: self.owner && !finding.basis.is_withheld(),
            centre: self.centre || self.owner && !finding.basis.is_withheld(),
        }
    }
}

/// Owes the alerts: to each plan's desk, and then to the centre.
pub(crate) fn owe(register: &Register, heard: &[Hearing], out: &mut Judgement) {
    let centre = register.authority.centre();
    let to_owner = |one: &&Hearing| one.hears.owner && one.plan.0 != centre;
    let owners = heard.iter().filter(to_owner);
    let owners = owners.map(|one| (one.plan.0, one.desk, one.plan));
    // Of the centre's own plan the alert goes to the plan's desk.
    let own_desk = |one: &Hearing| one.desk.filter(|_| one.plan.0 == centre);
    let centres = heard.iter().filter(|one| one.hears.centre);
    let centres = centres.map(|one| (centre, own_desk(one), one.plan));
    for (to, desk, plan) in owners.chain(centres) {
        let number = next_number(out, to);
        out.effects.push(Effect::Alert(Alert {
            number,
            to,
            desk,
            why: AlertWhy::OutcomeChanged,
            plan: Some(plan),
            record: None,
        }));
    }
}

/// Whether what the plan's owner is told has changed: the outcome, what is met in cells, the reasons as it
/// hears them. An owner that is told exactly hears of every change.
fn owner_hears(last: &Spoken, finding: &Finding) -> bool {
    let Some(basis) = last.basis.value() else {
        return last.verdict.outcome != finding.outcome;
    };
    let found = &finding.basis;
    if basis.coarse.is_none() && found.coarse.is_none() {
        return differs(last, finding);
    }
    last.verdict.outcome != finding.outcome
        || basis.met() != found.met()
        || told_reasons(basis) != told_reasons(found)
}

/// Whether its owner was told nothing because of floor or budget.
fn is_withheld(spoken: &Spoken) -> bool {
    spoken.basis.value().is_some_and(Basis::is_withheld)
}

/// Whether anything that is met or missing in cells has changed, told or not.
fn differs_in_cells(last: &Spoken, finding: &Finding) -> bool {
    let coarse = last.basis.value().and_then(|basis| basis.coarse.as_ref());
    let (Some(last), Some(found)) = (coarse, &finding.basis.coarse) else {
        return false;
    };
    last.met != found.met || last.reasons != found.reasons
}

impl Finding {
    /// The expiry that its owner was told stands until it passes: that the watch has run again for
    /// something that the owner is not told must not show.
    fn stays_as_told(&mut self, last: &Spoken, now: Instant) {
        if self.basis.coarse.is_some() && last.verdict.expires_at > now {
            self.expires_at = last.verdict.expires_at;
        }
    }
}

/// Whether the watch has something new to say.
fn differs(last: &Spoken, finding: &Finding) -> bool {
    last.verdict.outcome != finding.outcome
        || last.basis.value().is_some_and(|basis| {
            let found = &finding.basis;
            basis.overlaps != found.overlaps
                || basis.overlaps_in_all != found.overlaps_in_all
                || basis.reasons != found.reasons
        })
}

#[cfg(test)]
mod tests;
