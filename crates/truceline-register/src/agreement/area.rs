//! Areas of agreements: what the text says they are, and whether there is a geometry that is common ground.
//!
//! No geometry stands here. Where there is one it is a boundary of a zone of the register ([`crate::zone`]), agreed or
//! claimed; a zone can be bound to an area later ([`super::bound`]).

use super::words::{AreaKind, FeatureKind, Relation, Side};
use crate::actor::PublicName;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, PartyId, ZoneId};
use minicbor::{Decode, Encode};

/// Something with a length that strips lie along.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Feature {
    /// What it is.
    #[n(0)]
    pub kind: FeatureKind,
    /// Its names, none where it has none.
    #[n(1)]
    pub names: Vec<PublicName>,
    /// The area whose line it is, by its number.
    #[n(2)]
    pub of_area: Option<u16>,
    /// The places between which, none where it is taken whole.
    #[n(3)]
    pub between: Vec<PublicName>,
}

/// A strip along a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Strip {
    /// On which side.
    #[n(0)]
    pub side: Side,
    /// At least so deep.
    #[n(1)]
    pub least: Decimetres,
    /// At most so deep; the same where the text gives one figure.
    #[n(2)]
    pub most: Decimetres,
}

/// A place that belongs to an area.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Part {
    /// Its names.
    #[n(0)]
    pub names: Vec<PublicName>,
    /// All of it; else some parts, and the text does not say which.
    #[n(1)]
    pub whole: bool,
}

/// What the text says an area is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Shape {
    /// The text does not describe it.
    #[n(0)]
    NotStated,
    /// These places.
    #[n(1)]
    Places(#[n(0)] Vec<Part>),
    /// Strips along a feature: a buffer to one side, a corridor to both.
    #[n(2)]
    Strips(#[n(0)] Feature, #[n(1)] Vec<Strip>),
    /// The feature itself.
    #[n(3)]
    Along(#[n(0)] Feature),
    /// What is left of the theatre outside of these areas.
    #[n(4)]
    Rest(#[n(0)] Vec<u16>),
}

/// Whether there is a geometry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Geometry {
    /// It is to be agreed.
    #[n(0)]
    ToBeAgreed,
    /// The text has none and asks for none.
    #[n(1)]
    NotStated,
    /// That of a zone, whatever it is at the time.
    #[n(2)]
    Zone(#[n(0)] ZoneId),
    /// The agreed boundary that a record draws.
    #[n(3)]
    Agreed(#[n(0)] ZoneId, #[n(1)] LogIndex),
    /// A boundary that one party claims.
    #[n(4)]
    Claimed(#[n(0)] ZoneId, #[n(1)] PartyId),
}

/// An area of an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Area {
    /// Its number within the version, ascending.
    #[n(0)]
    pub number: u16,
    /// Its names.
    #[n(1)]
    pub names: Vec<PublicName>,
    /// Its kind.
    #[n(2)]
    pub kind: AreaKind,
    /// What the text says it is.
    #[n(3)]
    pub shape: Shape,
    /// Whether there is a geometry.
    #[n(4)]
    pub geometry: Geometry,
    /// By which of the version's sources, from 0.
    #[n(5)]
    pub source: Option<u16>,
    /// Of which area, by its number, it is another source's version.
    #[n(6)]
    pub variant_of: Option<u16>,
}

/// Where an obligation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Where {
    /// Inside, along, outside, over.
    #[n(0)]
    pub relation: Relation,
    /// Which area, by its number; absent: the whole area of the agreement.
    #[n(1)]
    pub area: Option<u16>,
}
