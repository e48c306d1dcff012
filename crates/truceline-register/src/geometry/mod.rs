//! Places on the WGS 84 ellipsoid and the distances between them.
//!
//! The one module of the register where floating point is allowed; nothing outside it sees a
//! float. Positions are secrets: their `Debug` prints `[redacted]`.
//!
//! Not here: notations for people (the formats'), the index ([`crate::index`]), what a distance
//! means for an outcome ([`crate::check`]'s). DESIGN.md §6, `docs/spec/geometry.md`.
//!
//! Read downwards: [`position`] and [`footprint`] say what a place is; [`geodesic`] measures;
//! [`shape`] makes a footprint ready, [`imprint`] keeps little of it and asks straight lines first; [`distance`], [`containment`], [`bounds`], [`area`], [`cell`],
//! [`mesh`] and [`densify`] answer. [`mod@reference`] answers again, slowly and by another way, and [`pairs`] holds the
//! two against each other.

#![allow(clippy::float_arithmetic)]

pub mod area;
pub mod bounds;
pub mod cell;
pub mod containment;
pub mod densify;
pub mod distance;
pub mod footprint;
pub mod geodesic;
pub mod imprint;
mod inside;
pub mod mesh;
mod nearest;
pub mod pairs;
pub mod position;
pub mod reference;
pub mod shape;
mod simple;
mod solid;
