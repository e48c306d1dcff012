//! The bytes of a file, put together again from its parts, and held against what was said of them.
//!
//! The register checks each part against the digest that its entry signed. That the parts together have the hash
//! that the entry names can only be seen with all of them at hand: here, whenever somebody wants the file.

use super::{EvidenceEntered, PartBytes};
use crate::act::Act;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::{Disclosures, Label};
use crate::codec::record::Record;
use crate::ids::{EvidenceId, LogIndex};
use std::collections::BTreeMap;

/// What became of a file when it was put together.
#[derive(Clone, PartialEq, Eq)]
pub enum Together {
    /// The file, with the hash that was named.
    Whole(Vec<u8>),
    /// Every part is there, and together they have another hash: what was signed never fitted.
    Differs {
        /// The hash that they have.
        found: Digest,
    },
    /// These parts are not at hand.
    Lacking(Vec<u16>),
}

impl std::fmt::Debug for Together {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

impl Together {
    /// In a word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Whole(_) => "fits",
            Self::Differs { .. } => "differs",
            Self::Lacking(_) => "without-bytes",
        }
    }
}

/// Puts a file together; `opens` gives what opens the digest of a part.
#[must_use]
pub fn together(said: &EvidenceEntered, opens: impl Fn(u16) -> Option<PartBytes>) -> Together {
    let mut bytes = Vec::new();
    let mut lacking = Vec::new();
    for (number, _) in (0..).zip(&said.parts) {
        match opens(number) {
            Some(PartBytes(part)) => bytes.extend(part),
            None => lacking.push(number),
        }
    }
    if !lacking.is_empty() {
        return Together::Lacking(lacking);
    }
    let found = Digest::of(&bytes);
    match found == said.sha256 && bytes.len() as u64 == said.size {
        true => Together::Whole(bytes),
        false => Together::Differs { found },
    }
}

/// The bytes of a part among what a record discloses.
#[must_use]
pub fn part(disclosures: &Disclosures, digest: Digest) -> Option<PartBytes> {
    disclosures.open(Some(digest), Label::Part).ok().flatten()
}

/// A file that records at hand speak of, without a register: as in a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub evidence: EvidenceId,
    /// The record that enters it.
    pub record: LogIndex,
    /// The hash that was named.
    pub sha256: Digest,
    /// How many bytes were named.
    pub size: u64,
    /// What became of its bytes.
    pub together: Together,
}

/// Every file that is entered among these records, put together from the parts among them.
#[must_use]
pub fn among(records: &[Record]) -> Vec<Found> {
    let mut parts: BTreeMap<Digest, &Record> = BTreeMap::new();
    for record in records {
        if let Some(Act::EvidencePart(body)) = record.payload.as_ref().map(|payload| &payload.act) {
            parts.insert(body.part, record);
        }
    }
    let entered = records.iter().filter_map(|record| {
        let payload = record.payload.as_ref()?;
        let Act::EvidenceEntered(said) = &payload.act else {
            return None;
        };
        let opens = |number: u16| {
            let digest = *said.parts.get(usize::from(number))?;
            part(&parts.get(&digest)?.disclosures, digest)
        };
        Some(Found {
            evidence: said.id,
            record: record.index,
            sha256: said.sha256,
            size: said.size,
            together: together(said, opens),
        })
    });
    entered.collect()
}
