//! Bringing a data folder of an earlier format to this release's: copy, prove, switch, remove.
//!
//! ```text
//! 1. what an earlier try left half made is removed
//! 2. log and vault are copied into files with the new format's names, and the copies brought to its layout
//! 3. the copies are proven: counts, every body against its leaf, the root against checkpoint and head, every
//!    row of the vault as it was and open under its key, and a replay
//! 4. `register` is replaced in one step: it names the format, and so the files, and what remains to be removed
//! 5. the earlier vault is overwritten and removed, then the earlier log
//! 6. `register` is replaced once more: nothing remains
//! ```
//!
//! Before 4 the earlier register stands as it was, after it the new one does. A vault can be erased, so no second
//! copy of it may stay: an error before 4 removes the new one, and what a crash leaves is removed by the next
//! upgrade, or by whoever next opens the folder to write. Nothing is removed that the marker does not name: a
//! file that a person put there stays.

mod prove;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use truceline_log::hash::Hash;

use crate::backup::{self, BackupError};
use crate::database::OpenError as DatabaseError;
use crate::disk::{self, ReplaceError};
use crate::folder::{FORMAT, Folder, FolderError, Identity, Paths};
use crate::keyfile::Seed;
use crate::lock::ExclusiveLock;
use crate::store::sqlite::SqliteStore;
use crate::vault::sqlite::SqliteShelf;

/// Bytes overwritten between two steps.
const OVERWRITE_BYTES: usize = 16 << 10;
/// What SQLite, or a copy cut short, puts beside a database.
const COMPANIONS: [&str; 8] = [
    "",
    "-wal",
    "-journal",
    "-shm",
    ".part",
    ".part-wal",
    ".part-journal",
    ".part-shm",
];

/// How far an upgrade has come; each is told before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What an earlier try left is removed.
    Clearing,
    /// So many pages of the log are copied.
    CopyingLog(u64),
    /// So many pages of the vault are copied.
    CopyingVault(u64),
    /// The copied log is brought to the new layout.
    RaisingLog,
    /// The copied vault is brought to the new layout.
    RaisingVault,
    /// So many entries are proven.
    Proving(u64),
    /// The register becomes the new one.
    Switching,
    /// The earlier vault is overwritten, so many bytes so far.
    Overwriting(u64),
    /// A file of the earlier format is taken out of the folder.
    Removing,
    /// The marker forgets the earlier format.
    Finishing,
}

/// Why a watcher ends an upgrade.
#[derive(Debug)]
pub enum Halt {
    /// As if the step had failed.
    Failed(io::Error),
    /// As if the process had ended: nothing is tidied up.
    Ended,
}

/// Sees each [`Step`]; what it returns ends the upgrade there.
pub type Watch<'a> = &'a mut dyn FnMut(Step) -> Result<(), Halt>;

/// What becomes of the vault.
#[derive(Debug, Clone)]
pub enum VaultKeys {
    /// There is none: a log that was put back to be read.
    NoVault,
    /// One of these opens it.
    Any(Vec<Seed>),
}

/// What was proven of the copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Entries, each against its leaf.
    pub entries: u64,
    /// Checkpoints, each the same as before.
    pub checkpoints: u64,
    /// Records in the vault, each as it was; those that are held open under its key.
    pub vault_records: u64,
    /// The root, under the latest signed checkpoint.
    pub root: Hash,
}

/// What an upgrade came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was to be done.
    Current,
    /// The register was upgraded before; what remained of this format is removed.
    Completed {
        /// The earlier format.
        from: u32,
    },
    /// It is upgraded.
    Upgraded {
        /// The earlier format.
        from: u32,
        /// What was proven.
        proof: Proof,
    },
}

/// Why a register was not upgraded.
#[derive(Debug, thiserror::Error)]
pub enum UpgradeError {
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Copying.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The register, or its copy, is not sound.
    #[error("{}: is not upgraded and stays as it was: {what}", path.display())]
    Unproven {
        /// The folder.
        path: PathBuf,
        /// What does not hold.
        what: String,
    },
    /// The folder has a vault, and the log alone was to be upgraded; or the other way round.
    #[error("{}: {what}", path.display())]
    Vault {
        /// The folder.
        path: PathBuf,
        /// What to do.
        what: &'static str,
    },
    /// The system refused; the earlier register stands.
    #[error("{}: {source}; the register is as it was, try again", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Old or new: what is on disk will tell.
    #[error("{}: whether it was replaced is not known: {source}; run `truceline upgrade` again, it goes on from what is there", path.display())]
    Unknown {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The new register stands and the earlier files are there too.
    #[error(transparent)]
    Remains(#[from] Remains),
    /// A watcher ended it as a crash would.
    #[error("the upgrade was cut short; run `truceline upgrade` again")]
    Ended,
}

/// The earlier files could not all be removed.
#[derive(Debug, thiserror::Error)]
#[error("{}: the register is upgraded, and files of its earlier format are not all removed: {source}; nothing is written to it before they are: mend that and run `truceline upgrade` again", path.display())]
pub struct Remains {
    /// The folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// Upgrades the register in a folder whose lock is held. Cut short anywhere, it goes on when it is called again.
///
/// # Errors
/// [`UpgradeError`]: the earlier register stands, or the new one, as each says.
pub fn upgrade(
    root: &Path,
    _held: &ExclusiveLock,
    keys: &VaultKeys,
    watch: Watch<'_>,
) -> Result<Outcome, UpgradeError> {
    // What the folder is, is read under the lock.
    let folder = Folder::open_to_upgrade(root)?;
    if folder.format() == FORMAT {
        let Some(from) = folder.remains() else {
            return Ok(Outcome::Current);
        };
        remove_earlier(folder.paths(), folder.identity(), from, watch)?;
        return Ok(Outcome::Completed { from });
    }
    let (old, new) = (folder.paths(), Paths::of(root));
    check_vault(old, keys)?;
    let proof = match copy_and_switch(&folder, &new, keys, watch) {
        Ok(proof) => proof,
        Err(error) => {
            let may_be_switched =
                matches!(error, UpgradeError::Unknown { .. } | UpgradeError::Ended);
            if !may_be_switched {
                // The first error is the one to tell; the next try clears what this leaves.
                let _ = remove(&new, &mut |_| Ok(()));
            }
            return Err(error);
        }
    };
    remove_earlier(&new, folder.identity(), old.format(), watch)?;
    Ok(Outcome::Upgraded {
        from: old.format(),
        proof,
    })
}

/// Removes what an upgrade cut short left, before anything is written: an erasure would not reach it. The
/// folder's lock is held.
///
/// # Errors
/// [`Remains`].
pub fn complete(folder: &Folder) -> Result<(), Remains> {
    if folder.remains().is_none() {
        return Ok(());
    }
    let path = folder.paths().root();
    let remains = |source| Remains {
        path: path.to_owned(),
        source,
    };
    // It may have been completed since the folder was opened.
    let now = Folder::open_to_upgrade(path).map_err(|error| remains(io::Error::other(error)))?;
    let Some(from) = now.remains() else {
        return Ok(());
    };
    remove_earlier(now.paths(), now.identity(), from, &mut |_| Ok(())).map_err(
        |error| match error {
            UpgradeError::Remains(remains) => remains,
            other => remains(io::Error::other(other)),
        },
    )
}

fn check_vault(old: &Paths, keys: &VaultKeys) -> Result<(), UpgradeError> {
    let what = match (keys, old.vault().exists()) {
        (VaultKeys::NoVault, true) => {
            "has a vault, which is upgraded with its log; leave --without-vault out"
        }
        (VaultKeys::Any(_), false) => {
            "its vault (`vault.db`) is gone; put it back from a backup, or upgrade the log alone, to be read, with --without-vault"
        }
        _ => return Ok(()),
    };
    Err(UpgradeError::Vault {
        path: old.root().to_owned(),
        what,
    })
}

fn copy_and_switch(
    folder: &Folder,
    new: &Paths,
    keys: &VaultKeys,
    watch: Watch<'_>,
) -> Result<Proof, UpgradeError> {
    let (old, genesis) = (folder.paths(), &folder.identity().genesis);
    let halted = halted_in(old.root());
    watch(Step::Clearing).map_err(&halted)?;
    remove(new, watch).map_err(&halted)?;
    let mut pages = 0;
    watch(Step::CopyingLog(0)).map_err(&halted)?;
    backup::copy_log(&old.log(), &new.log(), &mut |done| {
        pages = u64::from(done.done)
    })?;
    watch(Step::CopyingLog(pages)).map_err(&halted)?;
    watch(Step::RaisingLog).map_err(&halted)?;
    SqliteStore::raise(&new.log(), genesis)?;
    if let VaultKeys::Any(_) = keys {
        watch(Step::CopyingVault(0)).map_err(&halted)?;
        backup::copy_vault(&old.vault(), &new.vault(), &mut |done| {
            pages = u64::from(done.done);
        })?;
        watch(Step::CopyingVault(pages)).map_err(&halted)?;
        watch(Step::RaisingVault).map_err(&halted)?;
        SqliteShelf::raise(&new.vault(), genesis)?;
    }
    let proof = prove::prove(old, new, folder.identity(), keys, watch)?;
    watch(Step::Switching).map_err(&halted)?;
    let marked = new.write_marker(folder.identity(), Some(old.format()));
    marked.map_err(|error| {
        let path = old.root().join("register");
        match error {
            ReplaceError::NotReplaced(source) => UpgradeError::Io { path, source },
            ReplaceError::Unknown(source) => UpgradeError::Unknown { path, source },
        }
    })?;
    Ok(proof)
}

/// After the switch: the earlier files go, and then the marker says so.
fn remove_earlier(
    new: &Paths,
    identity: &Identity,
    from: u32,
    watch: Watch<'_>,
) -> Result<(), UpgradeError> {
    let remains = |source| {
        UpgradeError::from(Remains {
            path: new.root().to_owned(),
            source,
        })
    };
    let halted = |halt| match halt {
        Halt::Failed(source) => remains(source),
        Halt::Ended => UpgradeError::Ended,
    };
    remove(&Paths::in_format(new.root(), from), watch).map_err(halted)?;
    watch(Step::Finishing).map_err(halted)?;
    let marked = new.write_marker(identity, None);
    marked.map_err(|error| match error {
        ReplaceError::NotReplaced(source) | ReplaceError::Unknown(source) => remains(source),
    })
}

fn halted_in(root: &Path) -> impl Fn(Halt) -> UpgradeError {
    let path = root.to_owned();
    move |halt| match halt {
        Halt::Failed(source) => UpgradeError::Io {
            path: path.clone(),
            source,
        },
        Halt::Ended => UpgradeError::Ended,
    }
}

/// Removes the databases of one format: the vault first and overwritten, then the log.
fn remove(paths: &Paths, watch: Watch<'_>) -> Result<(), Halt> {
    for companion in COMPANIONS {
        let path = disk::with_suffix(&paths.vault(), companion);
        overwrite(&path, watch)?;
        unlink(&path, watch)?;
    }
    for companion in COMPANIONS {
        unlink(&disk::with_suffix(&paths.log(), companion), watch)?;
    }
    for database in [paths.vault(), paths.log()] {
        unlink(&disk::with_suffix(&database, ".lock"), watch)?;
    }
    disk::sync_folder(paths.root()).map_err(Halt::Failed)
}

/// Zeros over what a file has, in place and durable.
fn overwrite(path: &Path, watch: Watch<'_>) -> Result<(), Halt> {
    let mut file = match OpenOptions::new().write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Halt::Failed(error)),
    };
    let length = file.metadata().map_err(Halt::Failed)?.len();
    let zeros = vec![0; OVERWRITE_BYTES];
    let mut done = 0;
    while done < length {
        watch(Step::Overwriting(done))?;
        let here = zeros
            .len()
            .min(usize::try_from(length - done).unwrap_or(usize::MAX));
        let chunk = zeros.get(..here).unwrap_or_default();
        file.write_all(chunk).map_err(Halt::Failed)?;
        done += here as u64;
    }
    file.sync_all().map_err(Halt::Failed)
}

fn unlink(path: &Path, watch: Watch<'_>) -> Result<(), Halt> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    watch(Step::Removing)?;
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Halt::Failed(error)),
        _ => Ok(()),
    }
}
