//! All that was said of each plan, as history.

use super::{Plan, PlanStep};
use crate::codec::disclosure::Label;
use crate::geometry::position::Decimetres;
use crate::ids::{DeskId, LogIndex, PartyId, PlanId};
use crate::place::Volume4d;
use crate::register::Register;
use crate::register::said::{Admitted, Told};
use crate::time::Instant;
use crate::vocabulary::{Activity, PlanState};
use std::collections::{BTreeMap, BTreeSet};

/// One version of a plan: as filed, or as amended since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The record that says it.
    pub record: LogIndex,
    /// Where and when.
    pub volumes: Told<Vec<Volume4d>>,
    /// What kind.
    pub activity: Activity,
    /// How far around.
    pub buffer: Decimetres,
    /// In words.
    pub text: Told<String>,
    /// The desk that signed it.
    pub desk: DeskId,
    /// When the register heard it.
    pub received_at: Instant,
}

/// One step from state to state; the first is the filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The record that says it.
    pub record: LogIndex,
    /// To which state.
    pub state: PlanState,
    /// The desk that signed it.
    pub desk: DeskId,
    /// When the register heard it.
    pub received_at: Instant,
}

/// A plan with all that was said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanHistory {
    versions: Vec<Version>,
    steps: Vec<Step>,
}

/// All plans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plans {
    plans: BTreeMap<(PartyId, PlanId), PlanHistory>,
    /// Those that are not over.
    current: BTreeSet<(PartyId, PlanId)>,
    /// Those for which the watch runs.
    watched: BTreeSet<(PartyId, PlanId)>,
    by_record: BTreeMap<LogIndex, (PartyId, PlanId)>,
}

impl PlanHistory {
    /// Every version, in the order it was said.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Every step, in the order it was said.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The latest version.
    #[must_use]
    pub fn version(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// The version as it stood after the first `known_at` records.
    #[must_use]
    pub fn version_at(&self, known_at: LogIndex) -> Option<&Version> {
        self.versions
            .iter()
            .rev()
            .find(|version| version.record < known_at)
    }

    /// The state as it stood after the first `known_at` records.
    #[must_use]
    pub fn state_at(&self, known_at: LogIndex) -> Option<PlanState> {
        self.steps
            .iter()
            .rev()
            .find(|step| step.record < known_at)
            .map(|step| step.state)
    }

    /// The state.
    #[must_use]
    pub fn state(&self) -> Option<PlanState> {
        self.steps.last().map(|step| step.state)
    }

    /// Whether it has ended or was cancelled.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(
            self.state(),
            None | Some(PlanState::Ended | PlanState::Cancelled)
        )
    }

    /// Whether the watch runs for it.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        matches!(self.state(), Some(PlanState::Active | PlanState::Paused))
    }

    /// The desk that answers for it: the one that activated it last, or else filed it.
    #[must_use]
    pub fn desk(&self) -> Option<DeskId> {
        let activated = self
            .steps
            .iter()
            .rev()
            .find(|step| step.state == PlanState::Active);
        activated.or(self.steps.first()).map(|step| step.desk)
    }
}

impl Plans {
    /// A party's plan.
    #[must_use]
    pub fn plan(&self, plan: (PartyId, PlanId)) -> Option<&PlanHistory> {
        self.plans.get(&plan)
    }

    /// Every plan, by party and id.
    pub fn all(&self) -> impl Iterator<Item = ((PartyId, PlanId), &PlanHistory)> {
        self.plans.iter().map(|(id, plan)| (*id, plan))
    }

    /// The plans for which the watch runs.
    pub fn watched(&self) -> impl Iterator<Item = ((PartyId, PlanId), &PlanHistory)> {
        self.each(&self.watched)
    }

    /// The plans that have neither ended nor were cancelled.
    pub fn current(&self) -> impl Iterator<Item = ((PartyId, PlanId), &PlanHistory)> {
        self.each(&self.current)
    }

    fn each<'a>(
        &'a self,
        ids: &'a BTreeSet<(PartyId, PlanId)>,
    ) -> impl Iterator<Item = ((PartyId, PlanId), &'a PlanHistory)> {
        let each = ids.iter();
        each.filter_map(|id| Some((*id, self.plans.get(id)?)))
    }

    /// Keeps whether a plan is over and whether it is watched.
    fn note_state(&mut self, id: (PartyId, PlanId)) {
        let Some(plan) = self.plans.get(&id) else {
            return;
        };
        let states = [
            (&mut self.current, !plan.is_over()),
            (&mut self.watched, plan.is_watched()),
        ];
        for (ids, holds) in states {
            if holds {
                ids.insert(id);
            } else {
                ids.remove(&id);
            }
        }
    }

    /// The plan that a record says something of.
    #[must_use]
    pub fn of_record(&self, record: LogIndex) -> Option<(PartyId, PlanId)> {
        self.by_record.get(&record).copied()
    }

    /// The volumes of the version that stands in a record, as far as the register has them.
    #[must_use]
    pub fn volumes(&self, record: LogIndex) -> Option<&Vec<Volume4d>> {
        let plan = self.plans.get(self.by_record.get(&record)?)?;
        plan.versions
            .iter()
            .find(|version| version.record == record)?
            .volumes
            .value()
    }

    /// Forgets what a record disclosed; whether it is a version of a plan.
    pub(crate) fn forget(&mut self, record: LogIndex) -> bool {
        let id = self.by_record.get(&record);
        let plan = id.and_then(|id| self.plans.get_mut(id));
        let versions = plan.map(|plan| plan.versions.iter_mut());
        let version = versions.and_then(|mut all| all.find(|version| version.record == record));
        let Some(version) = version else {
            return false;
        };
        version.volumes.forget();
        version.text.forget();
        true
    }
}

/// Takes a filing or an amendment in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Plan) {
    let id = (admitted.party, body.id);
    let plan = register.plans.plans.entry(id).or_default();
    let watched = plan.is_watched();
    plan.versions.push(Version {
        record: admitted.index,
        volumes: admitted.told(Some(body.volumes), Label::Volumes),
        activity: body.activity,
        buffer: body.buffer,
        text: admitted.told(body.text, Label::Text),
        desk: admitted.signer.desk,
        received_at: admitted.received_at(),
    });
    if plan.steps.is_empty() {
        plan.steps.push(step(admitted, PlanState::Filed));
    }
    register.plans.by_record.insert(admitted.index, id);
    register.plans.note_state(id);
    // The watch looks after whatever was said of a plan under way: what is withheld from its owner has a
    // record of its own.
    if !watched {
        register.watch.stay_quiet_after(admitted.index);
    }
    if watched {
        note_look(register, admitted, id);
    }
}

/// The owner is told in this record how the volumes of its plan stand.
fn note_look(register: &mut Register, admitted: &Admitted<'_>, id: (PartyId, PlanId)) {
    let Register { plans, checks, .. } = register;
    if let Some(version) = plans.plan(id).and_then(|plan| plan.version()) {
        let volumes = version.volumes.value().map(Vec::as_slice);
        let look = (admitted.index, admitted.received_at());
        checks.note_look(admitted.party, look, (version.record, volumes));
    }
}

/// Takes a step in.
pub fn apply_step(register: &mut Register, admitted: &Admitted<'_>, body: &PlanStep) {
    let id = (admitted.party, body.id);
    let Some(plan) = register.plans.plans.get_mut(&id) else {
        return;
    };
    let begins = plan.state() == Some(PlanState::Filed) && body.state == PlanState::Active;
    plan.steps.push(step(admitted, body.state));
    register.plans.by_record.insert(admitted.index, id);
    register.plans.note_state(id);
    if begins {
        note_look(register, admitted, id);
    }
}

fn step(admitted: &Admitted<'_>, state: PlanState) -> Step {
    Step {
        record: admitted.index,
        state,
        desk: admitted.signer.desk,
        received_at: admitted.received_at(),
    }
}
