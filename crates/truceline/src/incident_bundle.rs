//! What goes into a bundle of a whole incident, in somebody's eyes, and what of it may be left out.
//!
//! Leaving out takes disclosures away and no record: every proof stays, and the verifier says of which records
//! something is not shown. Not here: making the bundle (the engine's) and who may carry away a record whole
//! ([`crate::portion::is_whole`]).

use crate::wire::difference::cited;
use std::collections::BTreeSet;
use truceline_register::claim::About;
use truceline_register::claim::view::about as claims_about;
use truceline_register::codec::disclosure::{Disclosure, Label};
use truceline_register::codec::record::Record;
use truceline_register::evidence::of_incident;
use truceline_register::ids::{EvidenceId, LogIndex, PartyId};
use truceline_register::incident::history::Opened;
use truceline_register::incident::state::{AsOf, question};
use truceline_register::inquiry::{Viewpoint, inquire};
use truceline_register::register::Register;

/// Most things that one bundle leaves out.
pub const MAX_WITHOUT: usize = 1_000;

/// Something that a bundle leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// Names and numbers of persons.
    Personal,
    /// Bytes of files.
    Files,
    /// Places.
    Places,
    /// What is said in words, and everything that is sealed with it.
    Words,
    /// All that one file discloses.
    Evidence(EvidenceId),
}

impl Without {
    /// Reads `personal`, `files`, `places`, `words` or `evd_…`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "personal" => Self::Personal,
            "files" => Self::Files,
            "places" => Self::Places,
            "words" => Self::Words,
            _ => Self::Evidence(EvidenceId::parse(text).ok()?),
        })
    }

    /// Whether it is of a disclosure of a record.
    #[must_use]
    pub fn is_of(self, register: &Register, record: &Record, disclosure: &Disclosure) -> bool {
        let label = disclosure.label();
        match self {
            Self::Personal => label == Label::Personal,
            Self::Files => label == Label::Part,
            Self::Places => matches!(
                label,
                Label::Exact
                    | Label::Cell
                    | Label::Existence
                    | Label::Area
                    | Label::Positions
                    | Label::Volumes
                    | Label::Basis
            ),
            Self::Words => matches!(label, Label::Text | Label::Details),
            Self::Evidence(evidence) => {
                let entry = register.evidence.of_record(record.index);
                entry.is_some_and(|entry| entry.said.id == evidence)
            }
        }
    }
}

/// Every record of an incident: its versions, what was asked and answered, what is claimed about it and said to
/// that, the files that concern it with their parts and logs, and what the register held of its place and time when
/// it began and when it was opened. Of one party what it may read, and what it held itself.
#[must_use]
pub fn records(register: &Register, opened: &Opened, eyes: Option<PartyId>) -> BTreeSet<LogIndex> {
    let known_at = register.size;
    let versions = opened.versions.iter().map(|version| version.record);
    let mut records: BTreeSet<LogIndex> = versions.collect();
    for asked in register.incidents.requests_of(opened.id, known_at) {
        records.insert(asked.record);
        records.extend(asked.answers.iter().map(|given| given.record));
    }
    for claim in claims_about(register, About::Incident(opened.id), eyes, known_at) {
        records.insert(claim.record);
        records.extend(claim.stances.iter().map(|taken| taken.record));
        records.extend(claim.withdrawals.iter().map(|withdrawn| withdrawn.record));
    }
    for entry in of_incident(register, opened.id) {
        if eyes.is_none_or(|party| entry.readers.hold(register, party)) {
            records.extend(entry.records());
        }
    }
    let viewpoint = eyes.map_or(Viewpoint::Register, Viewpoint::Party);
    for version in &opened.versions {
        for as_of in [AsOf::Event, AsOf::Opening] {
            // An incident without a place, or whose place was erased, has no state to ask for.
            if let Ok(inquiry) = question(version, as_of, viewpoint) {
                records.extend(cited(&inquire(register, &inquiry)));
            }
        }
    }
    records
}
