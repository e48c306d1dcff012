//! Two sides' lists of a day set side by side: which entries may speak of one event.
//!
//! *Matched* means that a person holds two entries to be about the same event. It makes nothing in
//! them an agreed fact, and it says nothing about who did what.
//!
//! [`matching`] proposes by place, time, kind and name with a score and its reasons; [`spelling`]
//! compares names as different people write them.

pub mod matching;
pub mod proposal;
pub mod spelling;

#[cfg(test)]
#[path = "tests/spelling.rs"]
mod spelling_tests;
