//! Places on the WGS 84 ellipsoid and the distances between them.
//!
//! The one module of the register where floating point is allowed; nothing outside it sees a
//! float. Positions are secrets: their `Debug` prints `[redacted]`.
//!
//! Not here: notations for people (the formats'), the index (its own module), what a distance
//! means for an outcome ([`crate::check`]'s). DESIGN.md §6.

pub mod footprint;
pub mod position;
