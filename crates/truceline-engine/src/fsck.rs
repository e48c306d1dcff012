//! Checking everything: every leaf against its body, every checkpoint ever signed against the
//! tree, the head, the vault, and a full replay.
//!
//! Reads only. Faults are collected, none stops the others; what each means stands in its words.

use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::hash::Hash;
use truceline_log::tree::Tree;
use truceline_log::vkey::VerifierKey;
use truceline_register::codec::disclosure::{Disclosure, Disclosures};
use truceline_register::codec::record::{Ground, Record};
use truceline_register::register::Register;

use crate::head::{Head, Standing, standing};
use crate::replay::{self, Lost};
use crate::store::{READ_MAX_ENTRIES, ReadError, Store};
use crate::vault::{Held, RecordKey, Table, Vault};

/// Faults listed one by one; further ones are only counted.
pub const MAX_FAULTS_LISTED: usize = 1_000;

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Entries in the log.
    pub entries: u64,
    /// Records among them; the others are pads.
    pub records: u64,
    /// Checkpoints ever signed.
    pub checkpoints: u64,
    /// Disclosures in the vault.
    pub disclosures: u64,
    /// Records whose disclosures were erased on record.
    pub erased: u64,
    /// The root of the tree.
    pub root: Option<Hash>,
    /// Records of which the vault lacks what was disclosed, though nobody erased it, in words; at most
    /// [`MAX_FAULTS_LISTED`]. Who reads without the vault leaves them out.
    pub lost: Vec<String>,
    /// What is wrong, in words; at most [`MAX_FAULTS_LISTED`].
    pub faults: Vec<String>,
    /// How many faults there are in all.
    pub fault_count: u64,
    /// What the next start will carry out, in words: no damage.
    pub pending: Vec<String>,
}

impl Findings {
    fn fault(&mut self, what: String) {
        self.fault_count += 1;
        if self.faults.len() < MAX_FAULTS_LISTED {
            self.faults.push(what);
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn clean(&self) -> bool {
        self.fault_count == 0 && self.lost.is_empty()
    }
}

/// Checks a register: `head` as the head file holds it, where there is one.
///
/// # Errors
/// [`ReadError::Unavailable`]; damage is a finding, not an error.
pub fn check(
    store: &dyn Store,
    vault: &Vault,
    log_key: &VerifierKey,
    head: Option<&Head>,
    watch: &mut dyn FnMut(u64),
) -> Result<Findings, ReadError> {
    let mut found = Findings::default();
    let mut tree = Tree::new();
    let mut register = Register::new();
    let mut lost = Vec::new();
    let mut replaying = true;
    loop {
        let entries = match store.read(tree.size(), READ_MAX_ENTRIES) {
            Ok(entries) => entries,
            Err(ReadError::Damaged { what }) => {
                found.fault(what);
                break;
            }
            Err(error) => return Err(error),
        };
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            let index = tree.size();
            if replay::leaf_hash(&entry) != Hash(entry.leaf_hash) {
                found.fault(format!(
                    "the entry at index {index} is not what its leaf commits to"
                ));
                replaying = false;
            } else if entry.envelope.is_empty() {
                if replaying {
                    register.apply_pad();
                }
            } else {
                found.records += 1;
                match read_record(index, &entry.envelope, vault, &mut found) {
                    Some(record) if replaying => {
                        match Lost::of(&record, vault) {
                            Ok(one) => lost.extend(one),
                            Err(error) => found.fault(error.to_string()),
                        }
                        register.apply(&record);
                    }
                    Some(_) => {}
                    None => replaying = false,
                }
            }
            tree.push(Hash(entry.leaf_hash));
            watch(tree.size());
        }
    }
    found.entries = tree.size();
    found.root = Some(tree.root());
    check_checkpoints(store, &tree, log_key, &mut found)?;
    check_head(head, &tree, &mut found);
    check_erasures(&register, vault, &mut found);
    if replaying {
        Lost::without_erased(&mut lost, &register);
        let listed = lost.iter().take(MAX_FAULTS_LISTED);
        found.lost = listed.map(|one| name_lost(*one, &register)).collect();
    }
    Ok(found)
}

fn name_lost(lost: Lost, register: &Register) -> String {
    let party = lost.party.and_then(|party| register.authority.party(party));
    let whose = party.map_or("the register's own", |party| party.name.as_str());
    format!(
        "the vault lacks what the record at index {} disclosed ({whose}), and nobody erased it: put a newer copy of the vault back, or ask whose it is to say it again",
        lost.index
    )
}

fn read_record(index: u64, envelope: &[u8], vault: &Vault, found: &mut Findings) -> Option<Record> {
    let with_bytes = replay::disclosures(index, vault).and_then(|mut disclosures| {
        replay::add_bytes(index, vault, &mut disclosures)?;
        Ok(disclosures)
    });
    let disclosures = match with_bytes {
        Ok(disclosures) => disclosures,
        Err(error) => {
            found.fault(error.to_string());
            Disclosures::default()
        }
    };
    found.disclosures += disclosures.len() as u64;
    match Record::read(index, envelope, disclosures) {
        Ok(record) => {
            let carried = record
                .payload
                .as_ref()
                .map(|payload| payload.act.digests())
                .unwrap_or_default();
            let own: Vec<_> = record.part.own_digests().collect();
            for (digest, _) in record.disclosures.iter() {
                if !carried.contains(digest) && !own.contains(digest) {
                    found.fault(format!(
                        "a value in the vault at row {index} opens no digest of its record"
                    ));
                }
            }
            check_unread(&record, found);
            Some(record)
        }
        Err(error) => {
            found.fault(error.to_string());
            None
        }
    }
}

/// What came beside a statement that nobody can read: only with such a record, and none but what it
/// lists, where a release could make a digest of it.
fn check_unread(record: &Record, found: &mut Findings) {
    let index = record.index;
    let unread = record.disclosures.unread();
    found.disclosures += unread.len() as u64;
    if !unread.is_empty() && record.part.ground != Ground::Unreadable {
        found.fault(format!(
            "the vault holds unread bytes at row {index}, whose record can be read"
        ));
    }
    let read: Vec<Disclosure> = unread
        .iter()
        .filter_map(|item| Disclosure::from_bytes(&item.0).ok())
        .collect();
    if read.len() == unread.len()
        && read
            .iter()
            .any(|one| !record.part.disclosed.contains(&one.digest()))
    {
        found.fault(format!(
            "an unread value in the vault at row {index} is none that came with its record"
        ));
    }
}

fn check_checkpoints(
    store: &dyn Store,
    tree: &Tree,
    log_key: &VerifierKey,
    found: &mut Findings,
) -> Result<(), ReadError> {
    let mut from = 0;
    loop {
        let history = store.history(from, READ_MAX_ENTRIES)?;
        let Some(last) = history.last() else { break };
        from = last.size + 1;
        for stored in &history {
            found.checkpoints += 1;
            let size = stored.size;
            let Ok(signed) = SignedCheckpoint::parse(&stored.signed) else {
                found.fault(format!("the checkpoint of size {size} cannot be read"));
                continue;
            };
            if signed.verify(std::slice::from_ref(log_key)).is_err() {
                found.fault(format!(
                    "the checkpoint of size {size} is not signed by the log's key"
                ));
            }
            let said = signed.checkpoint();
            if said.size != size || tree.root_at(size).ok() != Some(said.root) {
                found.fault(format!(
                    "the checkpoint of size {size} is not over the stored entries"
                ));
            }
        }
    }
    match store.latest()? {
        Some(latest) if latest.size == tree.size() => {}
        _ => found.fault("there is no checkpoint over all entries".to_owned()),
    }
    Ok(())
}

fn check_head(head: Option<&Head>, tree: &Tree, found: &mut Findings) {
    let root_at = |size| tree.root_at(size).map_or([0; 32], |root| root.0);
    match standing(head, tree.size(), root_at) {
        Standing::Matches => {}
        Standing::Absent => found.fault("there is no head file".to_owned()),
        Standing::Ahead => {
            let what = "the log is ahead of its head file; the next start moves the head";
            found.pending.push(what.to_owned());
        }
        Standing::Behind => found.fault("the log lacks entries that were signed for".to_owned()),
        Standing::Forked => {
            found.fault("the log has another history than its head file".to_owned())
        }
    }
}

/// What was erased on record and is still in the vault: an older copy of it was put back, or a start
/// was cut short. The next start erases it again.
fn check_erasures(register: &Register, vault: &Vault, found: &mut Findings) {
    let mut waiting: u64 = 0;
    for (row, personal_only) in register.erasures.all() {
        found.erased += 1;
        let tables: &[Table] = if personal_only {
            &[Table::Personal]
        } else {
            &Table::ALL
        };
        let is_there = |table: &Table| {
            let held = vault.get(RecordKey { row, table: *table });
            matches!(held, Ok(Held::Values(_)))
        };
        waiting += u64::from(tables.iter().any(is_there));
    }
    if waiting > 0 {
        let records = if waiting == 1 { "record" } else { "records" };
        found.pending.push(format!(
            "erasure of {waiting} {records} to be carried out at the next start"
        ));
    }
}
