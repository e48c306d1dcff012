//! Looking at plans again, a few in a round.
//!
//! A line that breaks, or a new boundary, may concern every plan in a zone. A server's writer looks at few of them in the
//! round of the record and at the others in rounds of their own, so that stops wait for none of it. A writer that no
//! server runs looks at all of them at once. Which they are, and what is said of them, is the register's.

use truceline_register::ids::LogIndex;
use truceline_register::time::Instant;
use truceline_register::watch::PlanRef;
use truceline_register::watch::follow::Following;

use super::{Batch, CommitError, Writer};

use std::collections::BTreeMap;

/// Most plans that a server looks at again in one round, at some milliseconds each: a line that breaks may concern every
/// plan in a zone, and stops do not wait for all of them.
pub const FOLLOWED_AT_ONCE: usize = 8;

/// How the writer looks at plans again.
#[derive(Debug)]
pub(super) struct Later {
    /// At most so many in the round of the record that concerns them.
    at_once: usize,
    /// Those that are yet to be looked at, and after which record.
    plans: BTreeMap<PlanRef, LogIndex>,
}

impl Default for Later {
    fn default() -> Self {
        Self {
            at_once: usize::MAX,
            plans: BTreeMap::new(),
        }
    }
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
        self.later.at_once = FOLLOWED_AT_ONCE;
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
        plans.truncate(FOLLOWED_AT_ONCE);
        if let Some(draft) = self.copies.staged.follow_some(&plans, cause, &context) {
            self.stage(draft, batch)?;
        }
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
        if plans.len() > self.later.at_once {
            staged.soonest_first(&mut plans);
            // Where the round does not become durable they are looked at in vain.
            let rest = plans.split_off(self.later.at_once);
            self.later
                .plans
                .extend(rest.into_iter().map(|plan| (plan, cause)));
        }
        if let Some(draft) = self.copies.staged.follow_some(&plans, cause, &context) {
            self.stage(draft, batch)?;
        }
        Ok(())
    }
}
