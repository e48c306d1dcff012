//! The register: who told whom what, where and when.
//!
//! Pure: statements and context go in, records and answers come out. There is no clock, no
//! randomness, no file, no thread here; time, ids and salts are arguments. What is decided stands
//! in the records, and everything else is derived from them and can be thrown away
//! (`docs/spec/records.md`).
//!
//! Read downwards: [`time`] and [`geometry`] are the ground, [`ids`] and [`vocabulary`] the words,
//! [`codec`] the bytes, one module per noun the rules, and [`register`] holds them together.

// Tests may read files: vectors, and real data where it is there.
#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::disallowed_types))]

pub mod act;
pub mod actor;
pub mod agreement;
pub mod allegation;
pub mod attendance;
pub mod bulletin;
pub mod bundle;
pub mod channel;
pub mod check;
pub mod claim;
pub mod clock;
pub mod codec;
pub mod countersignature;
pub mod counts;
pub mod coverage;
pub mod day;
pub mod declaration;
pub mod doubt;
pub mod duty;
pub mod erasure;
pub mod evidence;
pub mod geometry;
pub mod hold;
pub mod ids;
pub mod incident;
pub mod index;
pub mod informed;
pub mod inquiry;
pub mod ladder;
pub mod line;
pub mod looks;
pub mod notification;
pub mod pack;
pub mod party;
pub mod place;
pub mod plan;
pub mod presence;
pub mod readers;
pub mod reconciliation;
pub mod refusal;
pub mod register;
pub mod relay;
pub mod request;
pub mod stop;
pub mod time;
pub mod vocabulary;
pub mod watch;
pub mod zone;
