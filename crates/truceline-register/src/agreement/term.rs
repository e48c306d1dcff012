//! Times of agreements: as precise as the text has them, and no more.

use super::words::{Anchor, Openness, Order, RenewalHow, TermKind, Unit};
use crate::actor::Who;
use crate::day::Day;
use crate::time::Instant;
use minicbor::{Decode, Encode};

/// A counted length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Period {
    /// How many.
    #[n(0)]
    pub count: u16,
    /// Of what.
    #[n(1)]
    pub unit: Unit,
}

/// A time that is counted from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Counted {
    /// How long; none at all is that very time.
    #[n(0)]
    pub period: Period,
    /// After or before.
    #[n(1)]
    pub order: Order,
    /// What.
    #[n(2)]
    pub anchor: Anchor,
}

/// When.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Moment {
    /// At an instant.
    #[n(0)]
    At(#[n(0)] Instant),
    /// On a day, by the agreement's clock.
    #[n(1)]
    On(#[n(0)] Day),
    /// Counted from another time.
    #[n(2)]
    Counted(#[n(0)] Counted),
    /// There is no date.
    #[n(3)]
    Open(#[n(0)] Openness),
}

/// A time by one source, or of one side. Where sources differ or sides signed apart, several stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Dated {
    /// When.
    #[n(0)]
    pub moment: Moment,
    /// By which of the version's sources, from 0.
    #[n(1)]
    pub source: Option<u16>,
    /// Whose, where sides signed apart.
    #[n(2)]
    pub by: Option<Who>,
}

/// How something goes on after its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Renewal {
    /// How.
    #[n(0)]
    pub how: RenewalHow,
    /// For how long; absent: not stated.
    #[n(1)]
    pub period: Option<Period>,
}

/// From when, by when or until when an obligation holds, by one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Term {
    /// From, by or until.
    #[n(0)]
    pub kind: TermKind,
    /// When.
    #[n(1)]
    pub moment: Moment,
    /// By which of the version's sources, from 0.
    #[n(2)]
    pub source: Option<u16>,
    /// How it is extended.
    #[n(3)]
    pub renewal: Option<Renewal>,
}
