//! The bytes of a file, put together again from its parts, and held against what was said of them.
//!
//! The register checks each part against the digest that its entry signed. That the parts together have the hash
//! that the entry names can only be seen with all of them at hand: here, whenever somebody wants the file.

use super::{EvidenceEntered, PartBytes};
use crate::act::Act;
use crate::codec::cbor::{Digest, Running};
use crate::codec::disclosure::{Disclosures, Label};
use crate::codec::record::Record;
use crate::ids::{EvidenceId, LogIndex, PartyId};
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
            Self::Whole(_) => Fit::Fits.word(),
            Self::Differs { .. } => Fit::Differs.word(),
            Self::Lacking(_) => Fit::Lacking.word(),
        }
    }
}

/// The same without the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// They have the hash that was named.
    Fits,
    /// They have another.
    Differs,
    /// They are not all at hand.
    Lacking,
}

impl Fit {
    /// In a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Differs => "differs",
            Self::Lacking => "without-bytes",
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
    pub fit: Fit,
}

/// The parts at hand, each under who brings it, of which file, which, and the digest that opens it.
type Parts<'a> = BTreeMap<(PartyId, EvidenceId, u16, Digest), &'a Disclosures>;

/// Every file that is entered among these records, held against the parts among them.
///
/// Each part is read once and nothing of it is kept, however often a stranger's log names it: a part stands for the
/// file that its own party entered by that id, and for no other.
#[must_use]
pub fn among(records: &[Record]) -> Vec<Found> {
    let mut parts = Parts::new();
    for record in records {
        if let Some((party, Act::EvidencePart(body))) = said(record) {
            let key = (party, body.evidence, body.number, body.part);
            parts.entry(key).or_insert(&record.disclosures);
        }
    }
    let entered = records.iter().filter_map(|record| {
        let (party, Act::EvidenceEntered(said)) = said(record)? else {
            return None;
        };
        Some(Found {
            evidence: said.id,
            record: record.index,
            sha256: said.sha256,
            size: said.size,
            fit: fit(said, party, &mut parts),
        })
    });
    entered.collect()
}

fn said(record: &Record) -> Option<(PartyId, &Act)> {
    let payload = record.payload.as_ref()?;
    Some((payload.party, &payload.act))
}

/// What is taken from the parts is read for no other entry.
fn fit(said: &EvidenceEntered, party: PartyId, parts: &mut Parts<'_>) -> Fit {
    let numbered = (0..).zip(&said.parts);
    let found: Vec<Option<(Digest, &Disclosures)>> = numbered
        .map(|(number, digest)| {
            let disclosures = parts.remove(&(party, said.id, number, *digest))?;
            Some((*digest, disclosures))
        })
        .collect();
    let is_here = |found: &Option<(Digest, &Disclosures)>| {
        found.is_some_and(|(digest, disclosures)| disclosures.has(&digest))
    };
    if !found.iter().all(is_here) {
        return Fit::Lacking;
    }
    let (mut running, mut size) = (Running::default(), 0);
    for (digest, disclosures) in found.into_iter().flatten() {
        let Some(PartBytes(bytes)) = part(disclosures, digest) else {
            return Fit::Lacking;
        };
        running.add(&bytes);
        size += bytes.len() as u64;
    }
    match running.end() == said.sha256 && size == said.size {
        true => Fit::Fits,
        false => Fit::Differs,
    }
}
