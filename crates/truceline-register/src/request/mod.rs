//! Requests of the centre and the answers of those asked.

pub mod answer;

use crate::codec::cbor::Digest;
use crate::ids::{LogIndex, PartyId, RequestId, ZoneId};
use crate::time::{Instant, Span};
use crate::vocabulary::ForceSet;
use minicbor::{Decode, Encode};

/// The centre asks a party where its people are.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Request {
    /// The centre's id for it.
    #[n(0)]
    pub id: RequestId,
    /// Who is asked.
    #[n(1)]
    pub to: PartyId,
    /// In which zone.
    #[n(2)]
    pub zone: ZoneId,
    /// Part of it ([`crate::place::Volume4d`], labelled area); absent means all of the zone.
    #[n(3)]
    pub area: Option<Digest>,
    /// For which classes of force.
    #[n(4)]
    pub forces: ForceSet,
    /// First occurrence: as of when.
    #[n(5)]
    pub as_of: Instant,
    /// First occurrence: due when.
    #[n(6)]
    pub due_by: Instant,
    /// Comes again after this time; absent means once.
    #[n(7)]
    pub every: Option<Span>,
    /// No occurrence is due after this; absent means until ended by a later request of the same id.
    #[n(8)]
    pub until: Option<Instant>,
}

/// What an answer or a nil declares complete: these forces, in this area and window, and no more.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Declaration {
    /// Area and window: [`crate::place::Volume4d`], labelled area.
    #[n(0)]
    pub area: Digest,
    /// Which forces it covers.
    #[n(1)]
    pub forces: ForceSet,
}

/// What a party answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Reply {
    /// Where they are.
    #[n(0)]
    Positions {
        /// A list of [`crate::place::PostedPosition`], labelled positions.
        #[n(0)]
        positions: Digest,
        /// What the list declares complete; without it the list covers nothing but itself.
        #[n(1)]
        complete: Option<Declaration>,
    },
    /// Nobody.
    #[n(1)]
    Nil(#[n(0)] Declaration),
    /// The party does not say; an answer all the same.
    #[n(2)]
    Refused {
        /// Why, in words.
        #[n(0)]
        reason: Option<Digest>,
    },
}

/// An answer to one occurrence of a request.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Answer {
    /// Which request.
    #[n(0)]
    pub request: RequestId,
    /// Which occurrence, counted from 0.
    #[n(1)]
    pub occurrence: u32,
    /// As of when it is true.
    #[n(2)]
    pub as_of: Instant,
    /// What is answered.
    #[n(3)]
    pub reply: Reply,
}

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;
use crate::register::Standpoint;

/// Whether what a record said still counts.
#[must_use]
pub fn in_force(_: &Register, _: LogIndex, _: Standpoint) -> bool {
    false
}

/// State.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requests {}

impl Requests {
    pub(crate) fn forget(&mut self, _record: LogIndex) {}
    pub(crate) fn confirm(&mut self, _record: LogIndex, _stance: crate::vocabulary::Stance, _by: LogIndex) {}
    pub(crate) fn apply_overdue(&mut self, _request: RequestId, _occurrence: u32, _record: LogIndex) {}
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge(_: &Register, _: &Said<'_>, _: &Request, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &Request) {}
