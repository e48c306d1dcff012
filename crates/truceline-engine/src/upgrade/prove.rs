//! Whether the copies are the register: what must hold before anything is switched.

use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::hash::Hash;
use truceline_log::tree::Tree;
use truceline_register::bundle::verify::log_key;

use super::{Halt, Proof, Step, UpgradeError, VaultKeys, Watch};
use crate::folder::{Identity, Paths};
use crate::replay;
use crate::store::sqlite::SqliteStore;
use crate::store::{READ_MAX_ENTRIES, Store};
use crate::vault::shelf::{Files, Shelf};
use crate::vault::sqlite::SqliteShelf;
use crate::vault::{RecordKey, SCAN_MAX_RECORDS, Vault, VaultError};
use crate::writer::open::{compare_head, compare_identity};

/// What stops a proof.
enum Failed {
    /// In words.
    Not(String),
    /// The watcher.
    Halted(Halt),
}

impl<E: std::error::Error> From<E> for Failed {
    fn from(error: E) -> Self {
        Self::Not(error.to_string())
    }
}

fn not<T>(what: impl Into<String>) -> Result<T, Failed> {
    Err(Failed::Not(what.into()))
}

/// Proves the copies in `new` against what they were made of in `old`.
pub(super) fn prove(
    old: &Paths,
    new: &Paths,
    identity: &Identity,
    keys: &VaultKeys,
    watch: Watch<'_>,
) -> Result<Proof, UpgradeError> {
    let path = || old.root().to_owned();
    proof(old, new, identity, keys, watch).map_err(|failed| match failed {
        Failed::Not(what) => UpgradeError::Unproven { path: path(), what },
        Failed::Halted(Halt::Ended) => UpgradeError::Ended,
        Failed::Halted(Halt::Failed(source)) => UpgradeError::Io {
            path: path(),
            source,
        },
    })
}

fn proof(
    old: &Paths,
    new: &Paths,
    identity: &Identity,
    keys: &VaultKeys,
    watch: Watch<'_>,
) -> Result<Proof, Failed> {
    let before = SqliteStore::open_reader(&old.log())?;
    let after = SqliteStore::open_reader(&new.log())?.of(&new.log(), &identity.genesis)?;
    let counts @ [leaves, bodies, checkpoints] = before.counts()?;
    if after.counts()? != counts {
        return not("the copied log has other numbers of entries or checkpoints");
    }
    let genesis = compare_identity(&after, identity)?;
    let key = log_key(&genesis)?;
    let tree = same_entries(&before, &after, watch)?;
    if leaves != tree.size() || bodies != tree.size() {
        return not(
            "the log has leaves or bodies beside its entries; run `truceline fsck` of the release that wrote it",
        );
    }
    same_checkpoints(&before, &after)?;
    let latest = after.latest()?;
    let covers = latest
        .and_then(|stored| SignedCheckpoint::parse(&stored.signed).ok())
        .is_some_and(|signed| {
            let said = signed.checkpoint();
            signed.verify(std::slice::from_ref(&key)).is_ok()
                && (said.size, said.root) == (tree.size(), tree.root())
        });
    if !covers {
        return not("the latest checkpoint is not over the copied entries");
    }
    compare_head(old.head().read()?.as_ref(), &tree, &key)?;
    let vault_records = match keys {
        VaultKeys::NoVault => 0,
        VaultKeys::Any(seeds) => {
            let records = same_shelves(old, new, identity)?;
            let vault = open_vault(new, identity, seeds)?;
            open_all(&vault)?;
            replay::register(&after, &vault, &mut |_| {})?;
            records
        }
    };
    Ok(Proof {
        entries: tree.size(),
        checkpoints,
        vault_records,
        root: tree.root(),
    })
}

/// Each entry as it was, and against its leaf; the tree over the copied leaves.
fn same_entries(
    before: &SqliteStore,
    after: &SqliteStore,
    watch: Watch<'_>,
) -> Result<Tree, Failed> {
    let mut tree = Tree::new();
    loop {
        watch(Step::Proving(tree.size())).map_err(Failed::Halted)?;
        let (old, new) = (
            before.read(tree.size(), READ_MAX_ENTRIES)?,
            after.read(tree.size(), READ_MAX_ENTRIES)?,
        );
        if old != new {
            let size = tree.size();
            return not(format!("the copied log differs from index {size} on"));
        }
        if new.is_empty() {
            return Ok(tree);
        }
        for entry in new {
            let (index, leaf) = (tree.size(), Hash(entry.leaf_hash));
            if replay::leaf_hash(&entry) != leaf {
                return not(format!(
                    "the entry at index {index} is not what its leaf commits to; run `truceline fsck` of the release that wrote it"
                ));
            }
            tree.push(leaf);
        }
    }
}

fn same_checkpoints(before: &SqliteStore, after: &SqliteStore) -> Result<(), Failed> {
    let mut from = 0;
    loop {
        let old = before.history(from, READ_MAX_ENTRIES)?;
        if after.history(from, READ_MAX_ENTRIES)? != old {
            return not(format!("the copied checkpoints differ from size {from} on"));
        }
        match old.last() {
            Some(last) => from = last.size + 1,
            None => return Ok(()),
        }
    }
}

/// Each sealed record and each mark of an erasure as it was; how many.
fn same_shelves(old: &Paths, new: &Paths, identity: &Identity) -> Result<u64, Failed> {
    let before = SqliteShelf::open_reader(&old.vault())?;
    let after = SqliteShelf::open_reader(&new.vault())?.of(&new.vault(), &identity.genesis)?;
    if before.counts()? != after.counts()? || before.plate()? != after.plate()? {
        return not("the copied vault has other numbers of rows, or another nameplate");
    }
    let (mut next, mut records) = (RecordKey::FIRST, 0);
    loop {
        let held = before.scan(next, SCAN_MAX_RECORDS, Files::Included)?;
        if after.scan(next, SCAN_MAX_RECORDS, Files::Included)? != held {
            let row = next.row;
            return not(format!("the copied vault differs from row {row} on"));
        }
        records += held.len() as u64;
        match held.last() {
            Some((last, _)) => next = last.next(),
            None => return Ok(records),
        }
    }
}

/// With the key in place, or with the one that a rotation cut short left beside it.
fn open_vault(
    new: &Paths,
    identity: &Identity,
    seeds: &[crate::keyfile::Seed],
) -> Result<Vault, Failed> {
    for seed in seeds {
        let shelf = Box::new(SqliteShelf::open_reader(&new.vault())?);
        match Vault::open(shelf, seed.clone(), identity.genesis) {
            Err(VaultError::WrongMasterKey) => {}
            other => return Ok(other?),
        }
    }
    Err(VaultError::WrongMasterKey.into())
}

fn open_all(vault: &Vault) -> Result<(), Failed> {
    let mut next = RecordKey::FIRST;
    while let Some((last, _)) = vault.scan(next, SCAN_MAX_RECORDS)?.last() {
        next = last.next();
    }
    Ok(())
}
