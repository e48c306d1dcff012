//! Looking at plans again, a few in a round.
//!
//! A line that breaks, or a new boundary, may concern every plan in a zone. A server's writer looks at few of them in the
//! round of the record and at the others in rounds of their own, so that stops wait for none of it. A writer that no
//! server runs looks at all of them at once. Which they are, and what is said of them, is the register's.

use truceline_register::ids::LogIndex;
use truceline_register::register::said::Context;
use truceline_register::time::Instant;
use truceline_register::watch::PlanRef;
use truceline_register::watch::follow::Following;

use super::{Batch, CommitError, Writer};

use std::collections::BTreeMap;
use std::time::Duration;

/// Most plans that a server looks at again in one round: a line that breaks may concern every plan in a zone, and stops
/// do not wait for all of them.
pub const FOLLOWED_AT_ONCE: usize = 8;
/// As many as take so long by what the last ones took, and one in any case.
const AT_MOST: Duration = Duration::from_millis(2);

/// How the writer looks at plans again.
#[derive(Debug, Default)]
pub(super) struct Later {
    /// What looking at one takes, of late; absent where all are looked at in the round of the record that concerns them.
    each: Option<Duration>,
    /// Those that are yet to be looked at, and after which record.
    plans: BTreeMap<PlanRef, LogIndex>,
}

impl Later {
    /// Most plans of the next round.
    fn at_once(&self) -> usize {
        self.each.map_or(usize::MAX, |each| {
            let fitting = AT_MOST.as_nanos() / each.as_nanos().max(1);
            usize::try_from(fitting)
                .unwrap_or(usize::MAX)
                .clamp(1, FOLLOWED_AT_ONCE)
        })
    }

    /// So many took so long.
    fn learn(&mut self, plans: usize, took: Duration) {
        if let (Some(each), Some(this)) = (&mut self.each, took.checked_div(count(plans))) {
            // One that is slow by chance does not count much, and neither does one that has nothing near it.
            *each = (*each * 3 + this) / 4;
        }
    }
}

fn count(plans: usize) -> u32 {
    u32::try_from(plans).unwrap_or(u32::MAX)
}

impl Writer {
    /// Whether plans are yet to be looked at.
    #[must_use]
    pub fn has_later(&self) -> bool {
        !self.later.plans.is_empty()
    }

    /// From now on few plans are looked at again in the round of what concerns them, and the others in rounds of their
    /// own, [`Writer::follow_later`]: what is urgent comes between. What a process before this one left undone cannot
    /// be told, so every plan under way is looked at once.
    pub(super) fn follow_in_pieces(&mut self) {
        self.later.each = Some(AT_MOST / count(FOLLOWED_AT_ONCE));
        let register = self.register();
        if let Some(cause) = register.size.checked_sub(1) {
            let plans = register.watched_plans().into_iter();
            self.later.plans = plans.map(|plan| (plan, cause)).collect();
        }
    }

    /// Looks at a few of the plans that are yet to be looked at.
    ///
    /// # Errors
    /// [`CommitError`]; then they are yet to be looked at.
    pub fn follow_later(&mut self) -> Result<(), CommitError> {
        self.begin_round()?;
        let mut batch = Batch::default();
        let staged = self.stage_later(&mut batch);
        let plans = self.or_discard(staged)?;
        self.make_durable(batch)?;
        for plan in plans {
            self.later.plans.remove(&plan);
        }
        Ok(())
    }

    fn stage_later(&mut self, batch: &mut Batch) -> Result<Vec<PlanRef>, CommitError> {
        let now = self.look_at_clock(batch)?;
        let context = self.context(now)?;
        let mut plans: Vec<PlanRef> = self.later.plans.keys().copied().collect();
        self.copies.staged.soonest_first(&mut plans);
        let cause = plans
            .first()
            .and_then(|plan| self.later.plans.get(plan))
            .copied();
        let Some(cause) = cause else {
            return Ok(Vec::new());
        };
        plans.retain(|plan| self.later.plans.get(plan) == Some(&cause));
        plans.truncate(self.later.at_once().min(FOLLOWED_AT_ONCE));
        self.follow_these(&plans, cause, &context, batch)?;
        Ok(plans)
    }

    pub(super) fn stage_watch(
        &mut self,
        now: Instant,
        batch: &mut Batch,
    ) -> Result<(), CommitError> {
        let context = self.context(now)?;
        let staged = &self.copies.staged;
        let Some(Following { cause, mut plans }) = staged.to_follow(&context) else {
            return Ok(());
        };
        let at_once = self.later.at_once();
        if plans.len() > at_once {
            staged.soonest_first(&mut plans);
            // Where the round does not become durable they are looked at in vain.
            let rest = plans.split_off(at_once);
            self.later
                .plans
                .extend(rest.into_iter().map(|plan| (plan, cause)));
        }
        self.follow_these(&plans, cause, &context, batch)
    }

    fn follow_these(
        &mut self,
        plans: &[PlanRef],
        cause: LogIndex,
        context: &Context,
        batch: &mut Batch,
    ) -> Result<(), CommitError> {
        let began = std::time::Instant::now();
        let draft = self.copies.staged.follow_some(plans, cause, context);
        self.later.learn(plans.len(), began.elapsed());
        if let Some(draft) = draft {
            self.stage(draft, batch)?;
        }
        Ok(())
    }
}
