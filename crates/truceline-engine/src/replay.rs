//! From the stored log back to the register: every body is checked against its leaf on the way.
//!
//! Runs no effects: an alert is owed until a record settles it, whoever replays.

use std::collections::{BTreeSet, VecDeque};

use truceline_log::commitment::{self, Opening};
use truceline_log::hash::Hash;
use truceline_log::tree::Tree;
use truceline_register::act::Act;
use truceline_register::codec::disclosure::{Disclosure, Disclosures, Label, Unread};
use truceline_register::codec::record::{Ground, Record, RecordError};
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::register::Register;

use crate::store::{Entry, READ_MAX_ENTRIES, ReadError, Store};
use crate::vault::{Held, Item, RecordKey, SCAN_MAX_RECORDS, Table, Vault, VaultError};

/// Why a log could not be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The log cannot be read.
    #[error(transparent)]
    Log(#[from] ReadError),
    /// The vault cannot be read.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A body is not what its leaf commits to.
    #[error(
        "the entry at index {index} is not what its leaf commits to; stop writing, keep a copy of the folder, run `truceline fsck`, and put a backup back (docs/operating/backup.md)"
    )]
    Changed {
        /// Which entry.
        index: LogIndex,
    },
    /// A body is no record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A value in the vault is no disclosure.
    #[error(
        "a value in the vault at row {index} is no disclosure; run `truceline fsck`, and put the vault's backup back (docs/operating/backup.md)"
    )]
    Disclosure {
        /// Which row.
        index: LogIndex,
    },
}

/// How far a replay has come, for whoever shows it.
pub type Watcher<'a> = &'a mut dyn FnMut(LogIndex);

/// The tree over the stored leaf hashes.
///
/// # Errors
/// [`ReadError`].
pub fn tree(store: &dyn Store) -> Result<Tree, ReadError> {
    let mut tree = Tree::new();
    loop {
        let hashes = store.leaf_hashes(tree.size(), READ_MAX_ENTRIES)?;
        if hashes.is_empty() {
            return Ok(tree);
        }
        for hash in hashes {
            tree.push(Hash(hash));
        }
    }
}

/// A record of which the vault lacks what was disclosed to the register, though nobody erased it: an
/// older copy of the vault was put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// Which record.
    pub index: LogIndex,
    /// Whose; absent: what the register itself noted.
    pub party: Option<PartyId>,
}

impl Lost {
    /// What a record with its disclosures has lost, unless it was erased. Bytes of files are asked after, not read.
    ///
    /// # Errors
    /// [`VaultError`].
    pub fn of(record: &Record, vault: &Vault) -> Result<Option<Self>, VaultError> {
        let part = &record.part;
        let held = &record.disclosures;
        let lacks = if brings_bytes(record) && held.is_empty() {
            !vault.holds(RecordKey {
                row: record.index,
                table: Table::Part,
            })?
        } else if part.ground == Ground::Unreadable {
            !part.disclosed.is_empty() && held.is_empty() && held.unread().is_empty()
        } else {
            let listed = part.disclosed.iter().copied().chain(part.own_digests());
            listed.into_iter().any(|digest| !held.has(&digest))
        };
        Ok(lacks.then(|| Self {
            index: record.index,
            party: part.signer.map(|signer| signer.party),
        }))
    }

    /// Leaves those that no erasure explains.
    pub fn without_erased(lost: &mut Vec<Self>, register: &Register) {
        let erased: BTreeSet<LogIndex> = register.erasures.all().map(|(row, _)| row).collect();
        lost.retain(|one| !erased.contains(&one.index));
    }
}

/// Whether a record brings the bytes of a file.
#[must_use]
pub fn brings_bytes(record: &Record) -> bool {
    let payload = record.payload.as_ref();
    payload.is_some_and(|payload| matches!(payload.act, Act::EvidencePart(_)))
}

/// What a replay gives.
#[derive(Debug)]
pub struct Replayed {
    /// The register.
    pub register: Register,
    /// What the vault lacks, though nobody erased it.
    pub lost: Vec<Lost>,
}

/// The register that the log gives, and what the vault has lost of it.
///
/// # Errors
/// [`ReplayError`]: whatever does not fit stops it.
pub fn register(
    store: &dyn Store,
    vault: &Vault,
    watch: Watcher<'_>,
) -> Result<Replayed, ReplayError> {
    let mut register = Register::new();
    let mut lost = Vec::new();
    let mut held = Sweep::new(vault);
    loop {
        let entries = store.read(register.size, READ_MAX_ENTRIES)?;
        if entries.is_empty() {
            Lost::without_erased(&mut lost, &register);
            return Ok(Replayed { register, lost });
        }
        for entry in entries {
            let disclosures = held.of(register.size)?;
            match record_with(register.size, &entry, disclosures)? {
                Some(record) => {
                    lost.extend(Lost::of(&record, vault)?);
                    register.apply(&record);
                }
                None => register.apply_pad(),
            }
            watch(register.size);
        }
    }
}

/// The record of a stored entry with what the vault still has; `None` for a pad.
///
/// # Errors
/// [`ReplayError`].
pub fn record(
    index: LogIndex,
    entry: &Entry,
    vault: &Vault,
) -> Result<Option<Record>, ReplayError> {
    record_with(index, entry, disclosures(index, vault)?)
}

fn record_with(
    index: LogIndex,
    entry: &Entry,
    disclosures: Disclosures,
) -> Result<Option<Record>, ReplayError> {
    if leaf_hash(entry) != Hash(entry.leaf_hash) {
        return Err(ReplayError::Changed { index });
    }
    if entry.envelope.is_empty() {
        return Ok(None);
    }
    Ok(Some(Record::read(index, &entry.envelope, disclosures)?))
}

/// The leaf hash that an entry's body gives; an entry without a body is a pad.
#[must_use]
pub fn leaf_hash(entry: &Entry) -> Hash {
    let opening = Opening(entry.opening);
    if entry.envelope.is_empty() {
        return commitment::pad(&opening).leaf_hash();
    }
    commitment::commit(&opening, &entry.envelope).leaf_hash()
}

/// What the vault holds of a record, without the bytes of files.
///
/// # Errors
/// [`ReplayError`].
pub fn disclosures(index: LogIndex, vault: &Vault) -> Result<Disclosures, ReplayError> {
    let mut found = Disclosures::default();
    for table in Table::ALL.into_iter().filter(|table| *table != Table::Part) {
        let key = RecordKey { row: index, table };
        add(&mut found, key, vault.get(key)?)?;
    }
    Ok(found)
}

/// Adds the bytes of a file that came with a record.
///
/// # Errors
/// [`ReplayError`].
pub fn add_bytes(
    index: LogIndex,
    vault: &Vault,
    found: &mut Disclosures,
) -> Result<(), ReplayError> {
    let key = RecordKey {
        row: index,
        table: Table::Part,
    };
    add(found, key, vault.get(key)?)
}

fn add(found: &mut Disclosures, key: RecordKey, held: Held) -> Result<(), ReplayError> {
    let Held::Values(values) = held else {
        return Ok(());
    };
    for (_, value) in values {
        if key.table == Table::Submission {
            found.add_unread(Unread(value));
            continue;
        }
        let disclosure = Disclosure::from_bytes(&value)
            .map_err(|_| ReplayError::Disclosure { index: key.row })?;
        found.add(disclosure);
    }
    Ok(())
}

/// Reads the vault from its first row to its last, beside the log: a fifth of the time of asking
/// for each row.
struct Sweep<'a> {
    vault: &'a Vault,
    ahead: VecDeque<(RecordKey, Held)>,
    next: Option<RecordKey>,
}

impl<'a> Sweep<'a> {
    fn new(vault: &'a Vault) -> Self {
        Self {
            vault,
            ahead: VecDeque::new(),
            next: Some(RecordKey::FIRST),
        }
    }

    /// What is held of a row; rows are asked for in ascending order.
    fn of(&mut self, row: LogIndex) -> Result<Disclosures, ReplayError> {
        let mut found = Disclosures::default();
        loop {
            if self.ahead.is_empty() {
                self.fetch()?;
            }
            let Some((key, held)) = self.ahead.pop_front_if(|(key, _)| key.row <= row) else {
                return Ok(found);
            };
            if key.row == row {
                add(&mut found, key, held)?;
            }
        }
    }

    fn fetch(&mut self) -> Result<(), ReplayError> {
        let Some(first) = self.next else {
            return Ok(());
        };
        self.ahead = self.vault.scan_told(first, SCAN_MAX_RECORDS)?.into();
        self.next = self.ahead.back().map(|(key, _)| key.next());
        Ok(())
    }
}

/// What a record puts into the vault: personal fields apart, under a key of their own; and what came
/// beside a statement that nobody can read, as it came.
#[must_use]
pub fn items(index: LogIndex, disclosures: &Disclosures) -> Vec<Item> {
    let at = |table| RecordKey { row: index, table };
    let read = disclosures
        .iter()
        .zip(0..)
        .map(|((_, disclosure), column)| Item {
            record: at(match disclosure.label() {
                Label::Personal => Table::Personal,
                Label::Part => Table::Part,
                _ => Table::Disclosure,
            }),
            column,
            value: disclosure.to_bytes(),
        });
    let unread = disclosures.unread().iter().zip(0..);
    let unread = unread.map(|(Unread(value), column)| Item {
        record: at(Table::Submission),
        column,
        value: value.clone(),
    });
    read.chain(unread).collect()
}
