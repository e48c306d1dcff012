//! Evidence: files about an incident, a claim, an allegation, an answer or an agreement, kept by their SHA-256.
//!
//! An entry names the file's hash, its kind and its parts; the bytes travel beside statements of their own, as
//! disclosures, so that sealing, erasure by two people, holds, backup and bundles do with them what they do with
//! every other disclosed value. No state holds bytes. That a file is kept says nothing of what it shows: who
//! entered it says where it comes from, and claims say what it means.
//!
//! Read on: [`media`] what kinds of files are taken, [`handling`] the collection log, [`history`] how it is kept,
//! [`whole`] the bytes put together again. Not here: the bytes' place (the vault's). Decision 41.

pub mod handling;
pub mod history;
pub mod media;
pub mod whole;

use crate::allegation::AllegationRef;
use crate::claim::About as ClaimAbout;
use crate::claim::proposition::{MAX_NAME_BYTES, MAX_TEXT_BYTES};
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::codec::record::Effect;
use crate::ids::{AgreementId, ClaimId, EvidenceId, IncidentId, LogIndex, PartyId};
use crate::notification::Personal;
use crate::readers::{self, Readers, judge_key};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, opened};
use history::{Entry, Held, Part, Withdrawn};
use media::MediaType;
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Bytes of every part but the last: with its statement it stays below what a submission may be.
pub const PART_BYTES: usize = 512 * 1024;
/// Largest file: some minutes of film, a long document; what is larger is handed over by other means, and entered
/// as claims with the hash of the document.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;
/// Most parts of one file.
pub const MAX_PARTS: usize = 32;
/// Most files that one party enters about one thing.
pub const MAX_ABOUT: usize = 200;
/// Most bytes of all files of one party, erased ones too: a disk is not filled by one.
pub const MAX_PARTY_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Most steps from a file to the original that it comes from, by way of others.
pub const MAX_DEPTH: u8 = 16;

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum About {
    /// An incident.
    #[n(0)]
    Incident(#[n(0)] IncidentId),
    /// A claim.
    #[n(1)]
    Claim(#[n(0)] ClaimId),
    /// An allegation.
    #[n(2)]
    Allegation(#[n(0)] AllegationRef),
    /// An answer to an information request, by its record.
    #[n(3)]
    Answer(#[n(0)] LogIndex),
    /// An agreement.
    #[n(4)]
    Agreement(#[n(0)] AgreementId),
}

/// How a file was made from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct Derived {
    /// From which entry.
    #[n(0)]
    pub from: EvidenceId,
    /// How.
    #[n(1)]
    pub by: handling::Handling,
}

/// A file is entered; its parts follow.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EvidenceEntered {
    /// Which; no other entry has it.
    #[n(0)]
    pub id: EvidenceId,
    /// About what.
    #[n(1)]
    pub about: About,
    /// SHA-256 of the whole file.
    #[n(2)]
    pub sha256: Digest,
    /// How many bytes it has.
    #[n(3)]
    pub size: u64,
    /// Of which kind.
    #[n(4)]
    pub media: MediaType,
    /// The salted digest of each part, in order: each of [`PART_BYTES`] but the last.
    #[n(5)]
    pub parts: Vec<Digest>,
    /// [`Words`].
    #[n(6)]
    pub words: Digest,
    /// Who took it, and names of sources: [`Personal`]; for nobody but the party that enters it.
    #[n(7)]
    pub personal: Option<Digest>,
    /// What it was made from.
    #[n(8)]
    pub derived: Option<Derived>,
    /// Who may read it; absent: everybody who may read what it is about.
    #[n(9)]
    pub readers: Option<Vec<PartyId>>,
}

/// The bytes of one part come in.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EvidencePart {
    /// Of which entry of the signer's party.
    #[n(0)]
    pub evidence: EvidenceId,
    /// Which, counted from 0.
    #[n(1)]
    pub number: u16,
    /// [`PartBytes`]: the digest that the entry names.
    #[n(2)]
    pub part: Digest,
}

/// A file was entered in error; it stays, and is shown as withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EvidenceWithdrawn {
    /// Which.
    #[n(0)]
    pub evidence: EvidenceId,
    /// Why, in words.
    #[n(1)]
    pub reason: Option<Digest>,
}

/// What its enterer says of a file; sealed as a whole.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Words {
    /// What it is called.
    #[n(0)]
    pub title: String,
    /// What it shows, by its enterer's word.
    #[n(1)]
    pub description: Option<String>,
    /// Where it comes from.
    #[n(2)]
    pub source: Option<String>,
    /// The name that the file had.
    #[n(3)]
    pub file_name: Option<String>,
}

/// Bytes of a part.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct PartBytes(#[cbor(n(0), with = "minicbor::bytes")] pub Vec<u8>);

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for PartBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes [redacted]", self.0.len())
    }
}

impl EvidenceEntered {
    /// How many bytes a part has.
    #[must_use]
    pub fn length_of(&self, number: u16) -> usize {
        let before = usize::from(number).saturating_mul(PART_BYTES);
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        size.saturating_sub(before).min(PART_BYTES)
    }

    /// Whether a part is the last.
    #[must_use]
    pub fn is_last(&self, number: u16) -> bool {
        usize::from(number) + 1 == self.parts.len()
    }
}

pub(crate) fn invalid(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}

/// Checks texts: none empty, none too long.
pub(crate) fn check_texts<'a>(
    texts: impl IntoIterator<Item = &'a String>,
    most: usize,
) -> Result<(), Refusal> {
    let mut texts = texts.into_iter();
    match texts.any(|text| text.trim().is_empty() || text.len() > most) {
        true => Err(invalid(format!(
            "an empty text, or one of more than {most} bytes; shorten it or leave it out"
        ))),
        false => Ok(()),
    }
}

/// An entry that a party may read.
pub(crate) fn find(
    register: &Register,
    evidence: EvidenceId,
    party: PartyId,
) -> Result<&Entry, Refusal> {
    let entry = register.evidence.get(evidence);
    entry
        .filter(|entry| entry.readers.hold(register, party))
        .ok_or_else(|| {
            Refusal::new(
                RefusalCode::MissingReference,
                format!("your party knows of no evidence {evidence}; correct the id"),
            )
        })
}

/// Who may read what a file is about; `None` where that is not here.
fn readers_of(register: &Register, about: About) -> Option<Readers> {
    match about {
        About::Incident(incident) => {
            let incident = register.incidents.get(incident)?;
            Some(incident.readers.clone())
        }
        About::Claim(claim) => {
            let claim = register.claims.get(claim)?;
            Some(claim.readers.clone())
        }
        About::Allegation(about) => {
            let known = register.allegations.get(about)?;
            let told: BTreeSet<PartyId> = known.readers(register.size).collect();
            Some(Readers::Only(told).and(about.party))
        }
        About::Answer(record) => {
            let of_incident = register.incidents.readers(record)?;
            let of_answer = register.incidents.opened_to(record)?;
            Some(match of_answer {
                Readers::Everybody => of_incident.clone(),
                only @ Readers::Only(_) => only.clone(),
            })
        }
        About::Agreement(agreement) => {
            let known = register.agreements.get(agreement, register.size);
            known.map(|_| Readers::Everybody)
        }
    }
}

/// Judges an entry.
///
/// # Errors
/// [`Refusal`]: a used id, sizes that do not fit, words that are missing, a thing that the signer's party knows
/// nothing of, too many.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &EvidenceEntered,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    if register.evidence.get(body.id).is_some() {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            format!("the id {} stands for another file; use a new id", body.id),
        ));
    }
    judge_size(body)?;
    let words: Option<Words> = opened(said, Some(body.words), Label::Details, "words")?;
    let words = words.ok_or_else(|| {
        invalid("what the file is called is not disclosed; a file that nobody can name is none")
    })?;
    check_texts([&words.title], MAX_NAME_BYTES)?;
    check_texts(&words.file_name, MAX_NAME_BYTES)?;
    check_texts(
        [&words.description, &words.source].into_iter().flatten(),
        MAX_TEXT_BYTES,
    )?;
    opened::<Personal>(said, body.personal, Label::Personal, "personal")?;
    if let Some(derived) = body.derived {
        let origin = find(register, derived.from, said.party)?;
        if origin.depth >= MAX_DEPTH {
            return Err(Refusal::new(
                RefusalCode::OverLimit,
                "a file is at most 16 steps from its original; name an earlier one as what it was made from",
            ));
        }
        if !derived.by.changes() {
            return Err(invalid(
                "what derives from another file was transcoded, redacted or extracted; a copy is the same file",
            ));
        }
    }
    let reads = readers_of(register, body.about)
        .filter(|reads| reads.hold(register, said.party))
        .ok_or_else(|| {
            Refusal::new(
                RefusalCode::MissingReference,
                "your party knows of no such thing as the file is about; correct the id",
            )
        })?;
    let may_read = |party| reads.hold(register, party);
    readers::judge(register, body.readers.as_deref(), may_read)?;
    judge_room(register, said, body)
}

fn judge_size(body: &EvidenceEntered) -> Result<(), Refusal> {
    if body.size > MAX_FILE_BYTES {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a file has at most 16 MiB; enter the part of it that matters, and hand the whole over by other means",
        ));
    }
    let parts = body.size.div_ceil(PART_BYTES as u64);
    if body.size == 0 || parts != body.parts.len() as u64 || body.parts.len() > MAX_PARTS {
        return Err(invalid(
            "a file has 1 byte to 16 MiB, in parts of 512 KiB of which the last may be shorter",
        ));
    }
    Ok(())
}

/// What a party entered itself counts, and nothing that it may not see.
fn judge_room(register: &Register, said: &Said<'_>, body: &EvidenceEntered) -> Result<(), Refusal> {
    let own = |entry: &&Entry| entry.by == said.party;
    let about: Vec<&Entry> = register.evidence.about(body.about).filter(own).collect();
    let mut twins = about.iter().filter(|entry| entry.withdrawn.is_none());
    if let Some(twin) = twins.find(|entry| entry.said.sha256 == body.sha256) {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!(
                "your party entered this very file about this already, as {}",
                twin.said.id
            ),
        ));
    }
    if about.len() >= MAX_ABOUT {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a party enters at most 200 files about one thing",
        ));
    }
    // What is erased is overwritten where it lies: its place is not given back.
    let bytes = register.evidence.bytes_of(said.party);
    if bytes.saturating_add(body.size) > MAX_PARTY_BYTES {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "the files of one party have at most 4 GiB, with those that were erased, whose place is not given back; hand this one over by other means, and name it in a claim by its hash",
        ));
    }
    Ok(())
}

/// Judges a part: the bytes that the entry named, and of the kind that it named.
///
/// # Errors
/// [`Refusal`]: not the signer's entry, no such part, here already, other bytes, a kind that is not taken.
pub fn judge_part(
    register: &Register,
    said: &Said<'_>,
    body: &EvidencePart,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let entry = find(register, body.evidence, said.party)?;
    if entry.by != said.party {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "the parts of a file come from who entered it",
        ));
    }
    if entry.withdrawn.is_some() || entry.parts.contains_key(&body.number) {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            "this part came in already, or the file is withdrawn",
        ));
    }
    if entry.held() == Held::Erased {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            "bytes of this file were erased on record, so it takes no more; enter it again as a file of its own",
        ));
    }
    if entry.said.parts.get(usize::from(body.number)) != Some(&body.part) {
        return Err(invalid(
            "the entry names no such part; send the parts that were cut when it was entered",
        ));
    }
    let bytes: Option<PartBytes> = opened(said, Some(body.part), Label::Part, "part")?;
    let PartBytes(bytes) = bytes.ok_or_else(|| invalid("the part's bytes are not disclosed"))?;
    if bytes.len() != entry.said.length_of(body.number) {
        return Err(invalid(
            "the part has another length than the file's size leaves for it",
        ));
    }
    let is_whole = entry.said.parts.len() == 1;
    if is_whole && Digest::of(&bytes) != entry.said.sha256 {
        return Err(invalid(
            "the bytes are not those of the hash that the entry names",
        ));
    }
    let (is_first, is_last) = (body.number == 0, entry.said.is_last(body.number));
    media::check_part(entry.said.media, &bytes, is_first, is_last)
        .map_err(|why| invalid(format!("the file is not taken ({why}): {}", why.advice())))?;
    if media::names_active_content(entry.said.media, &bytes) {
        out.effects.push(Effect::ActiveContent);
    }
    Ok(())
}

/// Judges a withdrawal.
///
/// # Errors
/// [`Refusal`]: no such entry, another party's, withdrawn already.
pub fn judge_withdrawal(
    register: &Register,
    said: &Said<'_>,
    body: &EvidenceWithdrawn,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let entry = find(register, body.evidence, said.party)?;
    if entry.by != said.party {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "only who entered a file says that it was entered in error; enter a claim about it",
        ));
    }
    if entry.withdrawn.is_some() {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!("the evidence {} is withdrawn already", body.evidence),
        ));
    }
    let reason: Option<String> = opened(said, body.reason, Label::Text, "reason")?;
    check_texts(&reason, MAX_TEXT_BYTES)
}

/// Takes an entry in.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &EvidenceEntered) {
    let named = body.readers.as_ref();
    let named = named.map(|named| Readers::Only(named.iter().copied().collect()));
    // What it is about was here when it was judged.
    let readers = named.or_else(|| readers_of(register, body.about));
    let readers = readers.unwrap_or(Readers::Only(BTreeSet::new()));
    let origin = body.derived.as_ref();
    let origin = origin.and_then(|derived| register.evidence.get(derived.from));
    let entry = Entry {
        record: admitted.index,
        by: admitted.party,
        received_at: admitted.received_at(),
        depth: origin.map_or(0, |origin| origin.depth.saturating_add(1)),
        readers: readers.and(admitted.party),
        words: admitted.told(Some(body.words), Label::Details),
        said: body.clone(),
        parts: BTreeMap::new(),
        active: Vec::new(),
        handlings: Vec::new(),
        withdrawn: None,
        derived: Vec::new(),
    };
    register.evidence.enter(entry);
    register.watch.stay_quiet_after(admitted.index);
}

/// Notes that a part came in; its bytes stay in the vault.
pub(crate) fn apply_part(register: &mut Register, admitted: &Admitted<'_>, body: &EvidencePart) {
    let active = admitted.part.effects.contains(&Effect::ActiveContent);
    let part = Part {
        record: admitted.index,
        erased: false,
    };
    register
        .evidence
        .bring(body.evidence, body.number, part, active);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes a withdrawal in.
pub(crate) fn apply_withdrawal(
    register: &mut Register,
    admitted: &Admitted<'_>,
    body: &EvidenceWithdrawn,
) {
    let withdrawn = Withdrawn {
        record: admitted.index,
        received_at: admitted.received_at(),
        reason: admitted.told(body.reason, Label::Text),
    };
    register.evidence.withdraw(body.evidence, withdrawn);
    register.watch.stay_quiet_after(admitted.index);
}

/// The incident that a file concerns: directly, or by what it is about.
#[must_use]
pub fn incident_of(register: &Register, about: About) -> Option<IncidentId> {
    match about {
        About::Incident(incident) => Some(incident),
        About::Claim(claim) => match register.claims.get(claim)?.said.about {
            Some(ClaimAbout::Incident(incident)) => Some(incident),
            _ => None,
        },
        About::Answer(record) => register.incidents.of_record(record).map(|opened| opened.id),
        About::Allegation(_) | About::Agreement(_) => None,
    }
}

/// Every file that concerns an incident, and what derives from one, in the order of the log.
pub fn of_incident(register: &Register, incident: IncidentId) -> impl Iterator<Item = &Entry> {
    let all = register.evidence.all(register.size);
    all.filter(move |entry| concerns(register, entry, incident))
}

/// Whether a file concerns an incident, or derives from one that does.
#[must_use]
pub fn concerns(register: &Register, entry: &Entry, incident: IncidentId) -> bool {
    incidents_of(register, entry).any(|of| of == incident)
}

/// The incidents that a file concerns itself, or by what it derives from: at most [`MAX_DEPTH`] steps.
pub(crate) fn incidents_of<'a>(
    register: &'a Register,
    entry: &'a Entry,
) -> impl Iterator<Item = IncidentId> + 'a {
    let origins = std::iter::successors(Some(entry), |entry| {
        // An origin stands earlier in the log than what derives from it.
        let derived = entry.said.derived?;
        let origin = register.evidence.get(derived.from);
        origin.filter(|origin| origin.record < entry.record)
    });
    origins.filter_map(|entry| incident_of(register, entry.said.about))
}

#[cfg(test)]
pub(crate) mod tests;
