//! The state of the channel between two parties' desks.

use crate::codec::cbor::Digest;
use crate::ids::PartyId;
use crate::time::Instant;
use crate::vocabulary::ChannelState;
use minicbor::{Decode, Encode};

/// A party says how its channel with another stands. Each side's word is kept; the worse counts.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ChannelReport {
    /// With whom.
    #[n(0)]
    pub with: PartyId,
    /// Whose side it speaks of: the speaker's own, or, said by the centre, the other's.
    #[n(1)]
    pub of: PartyId,
    /// How it stands.
    #[n(2)]
    pub state: ChannelState,
    /// Since when.
    #[n(3)]
    pub since: Instant,
    /// Why, in words.
    #[n(4)]
    pub text: Option<Digest>,
}

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// State.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Channels {}

impl Channels {
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge(_: &Register, _: &Said<'_>, _: &ChannelReport, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &ChannelReport) {}
