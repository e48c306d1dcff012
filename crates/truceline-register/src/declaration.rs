//! Whatever says that nobody else is somewhere: nils, and answers that declare themselves complete.
//!
//! Silence is not nil; a bare list of positions declares nothing.

use crate::ids::{LogIndex, PartyId};
use crate::place::Volume4d;
use crate::register::{Register, Standpoint};
use crate::time::Instant;
use crate::vocabulary::ForceSet;

/// A declaration as it stands at a standpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Whose.
    pub party: PartyId,
    /// The record that says it.
    pub record: LogIndex,
    /// Which forces it covers.
    pub forces: ForceSet,
    /// Area and window; absent where it was never disclosed or was erased.
    pub volume: Option<Volume4d>,
    /// As of when it is true; its age counts from here.
    pub as_of: Instant,
    /// Somebody disputes it: it gives no coverage.
    pub contested: bool,
    /// Not its owner's signed word yet: it gives no coverage.
    pub relayed: bool,
    /// What it disclosed was erased.
    pub erased: bool,
}

/// The table of declarations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declarations {}

impl Declarations {
    /// Forgets what a record declared.
    pub(crate) fn forget(&mut self, _record: LogIndex) {}
}

/// A party's declarations in force at the standpoint (not withdrawn, not replaced by a later
/// version), in order of record; the caller judges age, area, window and forces.
#[must_use]
pub fn of_party(_register: &Register, _party: PartyId, _at: Standpoint) -> Vec<Declared> {
    Vec::new()
}
