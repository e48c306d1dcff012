//! Files and what was done with them, before they are signed: a file is cut into parts here.

use super::claim::sorted;
use super::{Disclose, Sealer, Speech};
use crate::exit::Problem;
use truceline_engine::randomness::Randomness;
use truceline_register::act::Act;
use truceline_register::claim::proposition::TimeTold;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::evidence::handling::{EvidenceHandled, Handling, How};
use truceline_register::evidence::media::MediaType;
use truceline_register::evidence::{
    About, Derived, EvidenceEntered, EvidencePart, MAX_FILE_BYTES, PART_BYTES, PartBytes, Words,
};
use truceline_register::ids::{EvidenceId, PartyId};
use truceline_register::notification::Personal;

/// A file to be entered.
#[derive(Clone, Debug)]
pub struct FileWords {
    /// Which.
    pub id: EvidenceId,
    /// About what.
    pub about: About,
    /// Its kind.
    pub media: MediaType,
    /// What is said of it.
    pub words: Words,
    /// Who took it, and names of sources.
    pub persons: Vec<String>,
    /// What it was made from.
    pub derived: Option<Derived>,
    /// Who may read it.
    pub readers: Option<Vec<PartyId>>,
}

fn personal(persons: &[String]) -> Option<Personal> {
    (!persons.is_empty()).then(|| Personal {
        persons: persons.to_vec(),
        ..Personal::default()
    })
}

impl FileWords {
    /// The entry, and a statement for each part; each discloses its own.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, an empty file or one that is too large, a text that steers a screen.
    pub fn seal(
        &self,
        randomness: &mut dyn Randomness,
        bytes: &[u8],
    ) -> Result<Vec<Speech>, Problem> {
        if bytes.is_empty() || bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(Problem::usage(
                "a file has 1 byte to 16 MiB; enter the part of it that matters, and hand the whole over by other means",
            ));
        }
        let mut parts = Vec::new();
        let mut speeches = Vec::new();
        for (number, cut) in (0..).zip(bytes.chunks(PART_BYTES)) {
            let mut sealer = Sealer::new(&mut *randomness, Disclose::Exact);
            let part = sealer.seal(Label::Part, &PartBytes(cut.to_vec()))?;
            parts.push(part);
            let body = EvidencePart {
                evidence: self.id,
                number,
                part,
            };
            speeches.push(sealer.speech(Act::EvidencePart(body)));
        }
        let mut sealer = Sealer::new(randomness, Disclose::Exact);
        let body = EvidenceEntered {
            id: self.id,
            about: self.about,
            sha256: Digest::of(bytes),
            size: bytes.len() as u64,
            media: self.media,
            parts,
            words: sealer.seal(Label::Details, &self.words)?,
            personal: sealer.seal_some(Label::Personal, personal(&self.persons).as_ref())?,
            derived: self.derived,
            readers: self.readers.clone().map(sorted),
        };
        speeches.insert(0, sealer.speech(Act::EvidenceEntered(body)));
        Ok(speeches)
    }
}

/// What was done with a file.
#[derive(Clone, Debug)]
pub struct HandlingWords {
    /// With which.
    pub evidence: EvidenceId,
    /// What.
    pub handling: Handling,
    /// When.
    pub at: TimeTold,
    /// SHA-256 before.
    pub before: Option<Digest>,
    /// SHA-256 after.
    pub after: Option<Digest>,
    /// The entry that came of it.
    pub result: Option<EvidenceId>,
    /// To which party it was given.
    pub to: Option<PartyId>,
    /// How.
    pub how: How,
    /// Who did it.
    pub persons: Vec<String>,
}

impl HandlingWords {
    /// Salts how it was done, and who did it.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a text that steers a screen.
    pub fn seal(&self, sealer: &mut Sealer<'_>) -> Result<EvidenceHandled, Problem> {
        Ok(EvidenceHandled {
            evidence: self.evidence,
            handling: self.handling,
            at: self.at,
            before: self.before,
            after: self.after,
            result: self.result,
            to: self.to,
            how: sealer.seal(Label::Details, &self.how)?,
            personal: sealer.seal_some(Label::Personal, personal(&self.persons).as_ref())?,
        })
    }
}
