//! Scenarios: stories as text, one act a line with what must come of it.
//!
//! Tests, the demonstration and simulation read the same files and run them through the same code:
//! [`text`] takes a file apart, [`grammar`] reads it into [`deed`]s, [`runner`] does them on a real
//! register with real signatures, and [`expectation`] says how what came differs from what had to.
//! Not here: the rules (the register's) and durability (the engine's). `docs/spec/scenarios.md`.

pub mod agreement;
pub mod allegation;
pub mod cast;
mod coverage;
pub mod deed;
pub mod event;
pub mod exhibit;
pub mod expectation;
pub mod grammar;
pub mod ids;
pub mod informed;
pub mod live;
mod looks;
pub mod map;
pub mod moment;
pub mod names;
pub mod observed;
pub mod reconciliation;
pub mod runner;
pub mod speaking;
pub mod text;
mod trail;
pub mod zone;

mod departure;
pub mod evidence;
mod inquiry;
pub(crate) mod setup;
