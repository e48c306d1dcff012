//! What came by telephone, radio or paper, written down by somebody else.
//!
//! It is not the party's signed word until that party confirms it. What adds presence counts at
//! once all the same; what takes presence away does not.

use crate::codec::cbor::Digest;
use crate::ids::{LogIndex, PartyId};
use crate::notification::{Movement, Nil, Report, Site, Withdrawal};
use crate::request::Answer;
use crate::time::Instant;
use crate::vocabulary::{Means, Stance};
use minicbor::{Decode, Encode};

/// What was said, in the register's terms.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum RelayedAct {
    /// A site.
    #[n(0)]
    Site(#[n(0)] Site),
    /// A movement.
    #[n(1)]
    Movement(#[n(0)] Movement),
    /// A nil.
    #[n(2)]
    Nil(#[n(0)] Nil),
    /// A movement's report.
    #[n(3)]
    Report(#[n(0)] Report),
    /// A withdrawal.
    #[n(4)]
    Withdrawal(#[n(0)] Withdrawal),
    /// An answer.
    #[n(5)]
    Answer(#[n(0)] Answer),
    /// Words only, such as "we telephoned".
    #[n(6)]
    Words(#[n(0)] Digest),
}

/// An entry for someone else.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Relay {
    /// The party that is said to have spoken; may be the writer's own ("we telephoned").
    #[n(0)]
    pub speaker: PartyId,
    /// To whom it spoke.
    #[n(1)]
    pub heard_by: PartyId,
    /// By which means.
    #[n(2)]
    pub means: Means,
    /// When, by the writer's account.
    #[n(3)]
    pub heard_at: Instant,
    /// Whether it was read back.
    #[n(4)]
    pub read_back: bool,
    /// Who spoke and who heard, by name: [`crate::notification::Personal`].
    #[n(5)]
    pub persons: Option<Digest>,
    /// What.
    #[n(6)]
    pub what: RelayedAct,
}

/// A party confirms or disowns what was written down for it, or what its revoked key signed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Confirmation {
    /// The record.
    #[n(0)]
    pub record: LogIndex,
    /// Said or not said.
    #[n(1)]
    pub stance: Stance,
}

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// State.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relays {}

impl Relays {
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge(_: &Register, _: &Said<'_>, _: &Relay, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge_confirmation(_: &Register, _: &Said<'_>, _: &Confirmation, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &Relay) {}

/// Takes it in.
pub fn apply_confirmation(_: &mut Register, _: &Admitted<'_>, _: &Confirmation) {}
