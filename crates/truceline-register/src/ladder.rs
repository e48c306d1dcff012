//! The acknowledgement ladder and each recipient's numbered inbox.
//!
//! No step means approval in any sense.

use crate::codec::cbor::Digest;
use crate::ids::{LogIndex, PartyId};
use crate::vocabulary::{LadderStep, Resolution};
use minicbor::{Decode, Encode};

/// A recipient says how far an item of its inbox has come.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Acknowledgement {
    /// Number of the item in the party's inbox, counted from 1.
    #[n(0)]
    pub item: u64,
    /// Which step.
    #[n(1)]
    pub step: LadderStep,
    /// To whom or why, in words: the unit it was passed to, the question, the reason.
    #[n(2)]
    pub text: Option<Digest>,
}

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// State.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {}

impl Ladder {
    /// Number of a party's next inbox item, counted from 1.
    #[must_use]
    pub fn next_number(&self, _party: PartyId) -> u64 {
        1
    }
    pub(crate) fn apply_inbox(&mut self, _to: PartyId, _number: u64, _record: LogIndex, _resolution: Resolution) {}
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge(_: &Register, _: &Said<'_>, _: &Acknowledgement, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &Acknowledgement) {}
