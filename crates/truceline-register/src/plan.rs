//! Planned activities, from filing to their end.

use crate::codec::cbor::Digest;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, PlanId};
use crate::register::Standpoint;
use crate::vocabulary::{Activity, PlanState};
use minicbor::{Decode, Encode};

/// Most volumes in one plan or check.
pub const MAX_VOLUMES: usize = 64;

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

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// Whether what a record said still counts.
#[must_use]
pub fn in_force(_: &Register, _: LogIndex, _: Standpoint) -> bool {
    false
}

/// State.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plans {}

impl Plans {
    pub(crate) fn forget(&mut self, _record: LogIndex) {}
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge_filed(_: &Register, _: &Said<'_>, _: &Plan, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge_amended(_: &Register, _: &Said<'_>, _: &Plan, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge_step(_: &Register, _: &Said<'_>, _: &PlanStep, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &Plan) {}

/// Takes it in.
pub fn apply_step(_: &mut Register, _: &Admitted<'_>, _: &PlanStep) {}
