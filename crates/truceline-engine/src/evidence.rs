//! Evidence for strangers: receipts and bundles, put together from the log at hand.
//!
//! A receipt proves that one record is in the log; it carries what the leaf commits to, so that its
//! holder needs nothing else. A bundle proves a set of records together with the authority chain and
//! the end of the log, with as many disclosures as its reader may have. Not here: what may be
//! disclosed to whom (the caller's filter), and verifying (`truceline_register::bundle::verify`).
//! `docs/spec/bundle.md`.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decode, Encode};
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::commitment::{self, Opening};
use truceline_log::hash::Hash;
use truceline_log::receipt::{MAX_EXTRA_BYTES, Receipt};
use truceline_log::tree::Tree;
use truceline_register::bundle::{self, Bundle, Leaf, MAX_BUNDLE_BYTES, WholeChain};
use truceline_register::codec::cbor::{self, CborError, Digest};
use truceline_register::codec::disclosure::{Disclosure, Disclosures, Label, Salt};
use truceline_register::codec::record::Record;
use truceline_register::evidence::PartBytes;
use truceline_register::evidence::history as file;
use truceline_register::evidence::whole::{self, Together};
use truceline_register::ids::{KeyId, LogIndex};
use truceline_register::register::Register;

use crate::replay::{self, ReplayError};
use crate::store::{Entry, ReadError, Store};
use crate::vault::{RecordKey, Table, Vault, VaultError};

/// Why evidence was not put together.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// The log or the vault cannot be read, or holds something else than its leaves commit to.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// There is no such entry under the checkpoint.
    #[error("there is no record at index {index}: the checkpoint covers {size} entries")]
    NotThere {
        /// What was asked for.
        index: LogIndex,
        /// How far the checkpoint goes.
        size: u64,
    },
    /// The entry only fills the log up.
    #[error("the entry at index {index} is a pad and says nothing")]
    Pad {
        /// What was asked for.
        index: LogIndex,
    },
    /// It would be larger than a bundle may be.
    #[error(
        "the bundle would have more than {} MiB; name fewer records, or leave the bytes of files out: --without files (in an order: \"without\": [\"files\"])",
        most >> 20
    )]
    TooLarge {
        /// How many bytes it may have.
        most: usize,
    },
    /// The chain of a key cannot be shown as whole.
    #[error(
        "the chain of the key {key} is not whole in this log: {what}; leave it out, or fetch what is missing from its holder"
    )]
    Chain {
        /// Whose.
        key: KeyId,
        /// What is wrong.
        what: &'static str,
    },
}

impl From<ReadError> for EvidenceError {
    fn from(error: ReadError) -> Self {
        Self::Replay(ReplayError::Log(error))
    }
}

impl From<VaultError> for EvidenceError {
    fn from(error: VaultError) -> Self {
        Self::Replay(ReplayError::Vault(error))
    }
}

/// What a leaf commits to, as a receipt carries it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LeafContent {
    /// What opens the commitment.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub opening: [u8; 32],
    /// The record's envelope.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub envelope: Vec<u8>,
}

impl LeafContent {
    /// The hash of the leaf that commits to this.
    #[must_use]
    pub fn leaf_hash(&self) -> Hash {
        commitment::commit(&Opening(self.opening), &self.envelope).leaf_hash()
    }

    /// What a receipt carries beside its proof. Believe it only when the proof holds for its
    /// [`LeafContent::leaf_hash`].
    ///
    /// # Errors
    /// [`CborError`]: nothing, or something else.
    pub fn of_receipt(receipt: &Receipt) -> Result<Self, CborError> {
        cbor::decode(receipt.unchecked_extra())
    }
}

/// A register's log, vault and state, for reading.
#[derive(Clone, Copy)]
pub struct Archive<'a> {
    /// The log's entries.
    pub store: &'a dyn Store,
    /// Their tree.
    pub tree: &'a Tree,
    /// The disclosures.
    pub vault: &'a Vault,
    /// The state that they give.
    pub register: &'a Register,
}

/// The receipt of an entry that is at hand, under a checkpoint of its log.
///
/// # Errors
/// [`EvidenceError::Pad`], [`EvidenceError::NotThere`].
pub fn receipt(
    tree: &Tree,
    index: LogIndex,
    entry: Entry,
    checkpoint: &SignedCheckpoint,
) -> Result<Receipt, EvidenceError> {
    let size = checkpoint.checkpoint().size;
    if entry.envelope.is_empty() {
        return Err(EvidenceError::Pad { index });
    }
    let proof = tree
        .inclusion(index, size)
        .map_err(|_| EvidenceError::NotThere { index, size })?;
    let receipt = Receipt::new(index, proof, checkpoint.clone());
    let content = cbor::encode(&LeafContent {
        opening: entry.opening,
        envelope: entry.envelope,
    });
    if content.len() > MAX_EXTRA_BYTES {
        // A boundary of thousands of vertices: its bundle carries it.
        return Ok(receipt);
    }
    receipt
        .with_extra(content)
        .map_err(|_| EvidenceError::NotThere { index, size })
}

/// What a bundle has beside entries, chains and checkpoint; a chain; an entry beside its proof and its leaf: at most.
const FRAME_BYTES: usize = 256;
const CHAIN_BYTES: usize = 96;
const ENTRY_BYTES: usize = 96;

/// Which disclosures a bundle's reader may have. Of bytes of files it is asked before they are read, with none.
pub type Keep<'a> = &'a dyn Fn(&Record, &Disclosure) -> bool;

impl Archive<'_> {
    /// The record at an index, with what the vault still has of it.
    ///
    /// # Errors
    /// [`EvidenceError`].
    pub fn record(&self, index: LogIndex) -> Result<Record, EvidenceError> {
        let entry = self.entry(index, self.tree.size())?;
        replay::record(index, &entry, self.vault)?.ok_or(EvidenceError::Pad { index })
    }

    /// The last record below `size` where nothing but pads is behind it: what every bundle under a checkpoint of
    /// that size ends with.
    ///
    /// # Errors
    /// [`EvidenceError`].
    pub fn last_record(&self, size: u64) -> Result<Option<Record>, EvidenceError> {
        let end = self.end_of_log(size)?;
        let last = end.last().map(|index| self.entry(*index, size));
        match (end.last(), last.transpose()?) {
            (Some(index), Some(entry)) => Ok(replay::record(*index, &entry, self.vault)?),
            _ => Ok(None),
        }
    }

    /// A file that was entered as evidence, put together from what the vault holds of its parts.
    ///
    /// # Errors
    /// [`EvidenceError`].
    pub fn file(&self, file: &file::Entry) -> Result<Together, EvidenceError> {
        let mut parts = BTreeMap::new();
        for (number, part) in &file.parts {
            let mut held = Disclosures::default();
            replay::add_bytes(part.record, self.vault, &mut held)?;
            let digest = file.said.parts.get(usize::from(*number)).copied();
            let bytes = digest.and_then(|digest| whole::part(&held, digest));
            parts.extend(bytes.map(|bytes| (*number, bytes)));
        }
        Ok(whole::together(&file.said, |number| {
            parts.get(&number).cloned()
        }))
    }

    /// The receipt of a record under a checkpoint of this log.
    ///
    /// # Errors
    /// [`EvidenceError`].
    pub fn receipt(
        &self,
        index: LogIndex,
        checkpoint: &SignedCheckpoint,
    ) -> Result<Receipt, EvidenceError> {
        let entry = self.entry(index, checkpoint.checkpoint().size)?;
        receipt(self.tree, index, entry, checkpoint)
    }

    /// A bundle of these records, of the whole chains of these keys, of the authority chain and of
    /// the end of the log, under a checkpoint of this log.
    ///
    /// # Errors
    /// [`EvidenceError`].
    pub fn bundle(
        &self,
        wanted: &BTreeSet<LogIndex>,
        whole_chains: &[KeyId],
        checkpoint: &SignedCheckpoint,
        keep: Keep<'_>,
    ) -> Result<Bundle, EvidenceError> {
        self.bundle_within(wanted, whole_chains, checkpoint, keep, MAX_BUNDLE_BYTES)
    }

    /// The same of so many bytes at most: it stops at the first entry that goes beyond.
    ///
    /// # Errors
    /// [`EvidenceError`].
    pub fn bundle_within(
        &self,
        wanted: &BTreeSet<LogIndex>,
        whole_chains: &[KeyId],
        checkpoint: &SignedCheckpoint,
        keep: Keep<'_>,
        most: usize,
    ) -> Result<Bundle, EvidenceError> {
        let size = checkpoint.checkpoint().size;
        let mut indexes = wanted.clone();
        indexes.extend(
            self.register
                .authority
                .records
                .iter()
                .filter(|index| **index < size),
        );
        for key in whole_chains {
            indexes.extend(self.said_with(*key).filter(|index| *index < size));
        }
        indexes.extend(self.end_of_log(size)?);
        let mut entries = Vec::with_capacity(indexes.len());
        let chains_bytes = whole_chains.len().saturating_mul(CHAIN_BYTES);
        let mut bytes = FRAME_BYTES.saturating_add(chains_bytes);
        bytes = bytes.saturating_add(checkpoint.to_string().len());
        let mut chains = BTreeMap::new();
        for index in indexes {
            let entry = self.entry(index, size)?;
            let record = replay::record(index, &entry, self.vault)?;
            match &record {
                Some(record) => note_link(&mut chains, record),
                None if wanted.contains(&index) => return Err(EvidenceError::Pad { index }),
                None => {}
            }
            let bundled = self.bundled(index, entry, record.as_ref(), size, keep)?;
            bytes = bytes.saturating_add(most_bytes(&bundled));
            if bytes > most {
                return Err(EvidenceError::TooLarge { most });
            }
            entries.push(bundled);
        }
        let whole_chains = whole_chains
            .iter()
            .map(|key| whole_chain(*key, chains.get(key)))
            .collect::<Result<_, _>>()?;
        Ok(Bundle {
            checkpoint: checkpoint.to_string(),
            entries,
            whole_chains,
        })
    }

    /// Every record that a key signed, in order.
    fn said_with(&self, key: KeyId) -> impl Iterator<Item = LogIndex> {
        let signers = self.register.signers.iter();
        signers
            .filter(move |(_, signer)| signer.key == key)
            .map(|(index, _)| *index)
    }

    /// The last record below `size` and the pads after it.
    fn end_of_log(&self, size: u64) -> Result<Vec<LogIndex>, EvidenceError> {
        let mut end = Vec::new();
        for index in (0..size).rev() {
            end.push(index);
            if !self.entry(index, size)?.envelope.is_empty() {
                break;
            }
        }
        Ok(end)
    }

    fn bundled(
        &self,
        index: LogIndex,
        entry: Entry,
        record: Option<&Record>,
        size: u64,
        keep: Keep<'_>,
    ) -> Result<bundle::Entry, EvidenceError> {
        let proof = self
            .tree
            .inclusion(index, size)
            .map_err(|_| EvidenceError::NotThere { index, size })?;
        let leaf = match record {
            None => Leaf::Pad,
            Some(record) => Leaf::Record {
                envelope: entry.envelope,
                disclosures: self.kept(record, keep)?,
            },
        };
        Ok(bundle::Entry {
            index,
            opening: entry.opening,
            leaf,
            proof: proof.hashes().iter().map(|hash| Digest(hash.0)).collect(),
        })
    }

    /// What of a record's disclosures is kept, in order of their digests. Bytes of files are read only where they are.
    fn kept(&self, record: &Record, keep: Keep<'_>) -> Result<Vec<Disclosure>, EvidenceError> {
        let all = record.disclosures.iter();
        let kept = all.filter(|(_, disclosure)| keep(record, disclosure));
        let mut kept: BTreeMap<Digest, Disclosure> = kept
            .map(|(digest, disclosure)| (*digest, disclosure.clone()))
            .collect();
        let key = RecordKey {
            row: record.index,
            table: Table::Part,
        };
        if replay::brings_bytes(record) && self.vault.holds(key)? && keep(record, &unopened()) {
            let mut bytes = Disclosures::default();
            replay::add_bytes(record.index, self.vault, &mut bytes)?;
            kept.extend(bytes.into_read());
        }
        Ok(kept.into_values().collect())
    }

    fn entry(&self, index: LogIndex, size: u64) -> Result<Entry, EvidenceError> {
        let missing = EvidenceError::NotThere { index, size };
        if index >= size || size > self.tree.size() {
            return Err(missing);
        }
        self.store.read(index, 1)?.into_iter().next().ok_or(missing)
    }
}

/// Stands for the bytes of a part while it is asked whether they are kept.
fn unopened() -> Disclosure {
    Disclosure::seal(Salt([0; 16]), Label::Part, &PartBytes(Vec::new()))
}

/// At most so many bytes an entry has in a bundle.
fn most_bytes(entry: &bundle::Entry) -> usize {
    let proof = entry.proof.len().saturating_mul(34);
    let leaf = match &entry.leaf {
        Leaf::Pad => 0,
        Leaf::Record {
            envelope,
            disclosures,
        } => {
            let disclosed = disclosures.iter().map(Disclosure::most_bytes);
            disclosed.fold(envelope.len(), usize::saturating_add)
        }
    };
    ENTRY_BYTES.saturating_add(proof).saturating_add(leaf)
}

/// What is known of a key's chain from the records at hand: digest and link back, by number.
type Links = BTreeMap<u64, Vec<(Digest, Digest)>>;

fn note_link(chains: &mut BTreeMap<KeyId, Links>, record: &Record) {
    if let (Some(statement), Some(payload)) = (&record.statement, &record.payload) {
        let links = chains.entry(statement.header.key).or_default();
        let link = (statement.payload_digest(), payload.previous);
        links.entry(payload.sequence).or_default().push(link);
    }
}

fn whole_chain(key: KeyId, links: Option<&Links>) -> Result<WholeChain, EvidenceError> {
    let wrong = |what| EvidenceError::Chain { key, what };
    let links = links.ok_or_else(|| wrong("it signed nothing here"))?;
    let mut previous = Digest::ZERO;
    for (expected, (sequence, found)) in (0..).zip(links) {
        if *sequence != expected {
            return Err(wrong("a statement of it never arrived"));
        }
        match found.as_slice() {
            [(digest, back)] if *back == previous => previous = *digest,
            _ => return Err(wrong("two statements of it claim one place")),
        }
    }
    let last = links.last_key_value().map_or(0, |(sequence, _)| *sequence);
    Ok(WholeChain {
        key,
        last,
        head: previous,
    })
}
