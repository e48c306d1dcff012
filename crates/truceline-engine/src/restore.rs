//! What to do when a register's disk is lost: go on where nothing is missing, or begin a successor.
//!
//! A backup that ends where the head stands is the whole register and goes on as it was. One that
//! ends before it lacks entries that were signed for: that log has ended, and a successor with a new
//! origin and key names it and what was lost. Not here: the successor's genesis statement (signed by
//! the centre) and the re-enrolment of its parties, which are people's acts.

use std::fs;
use std::path::{Path, PathBuf};

use truceline_register::codec::cbor::Digest;
use truceline_register::party::Predecessor;

use crate::backup::{self, BackupError};
use crate::database::OpenError as DatabaseError;
use crate::disk;
use crate::folder::{FolderError, Identity, Inception};
use crate::head::{Head, HeadError, HeadFile};
use crate::replay;
use crate::store::sqlite::SqliteStore;
use crate::store::{ReadError, Store};

/// Names in a backup folder.
pub const LOG_COPY: &str = "log.db";
/// The vault's copy has a retention of its own, so it may be absent.
pub const VAULT_COPY: &str = "vault.db";
/// The head as it stood when the backup was made.
pub const HEAD_COPY: &str = "head";
/// Which register it is.
pub const IDENTITY_COPY: &str = "identity";

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The backup.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The log.
    #[error(transparent)]
    Log(#[from] ReadError),
    /// A head file.
    #[error(transparent)]
    Head(#[from] HeadError),
    /// The system.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The copied vault is missing.
    #[error("{}: holds no copy of the vault; without it every position is unknown. Give the vault's own backup, or begin a successor", path.display())]
    VaultMissing {
        /// The backup.
        path: PathBuf,
    },
    /// The backup is not of the register that the head is of.
    #[error(
        "the backup and the head are of two histories; keep both as evidence and begin a successor"
    )]
    TwoHistories,
}

/// What a backup holds against the latest head that is known.
#[derive(Debug, Clone)]
pub enum Extent {
    /// All that was ever signed for: the register goes on.
    Whole,
    /// Entries are missing: the log has ended.
    Short(Predecessor),
}

/// Copies log, vault and head of a register into an empty or new folder, beside a running writer.
///
/// # Errors
/// [`RestoreError`].
pub fn back_up(
    from: &crate::folder::Folder,
    to: &Path,
    with_vault: bool,
    progress: &mut dyn FnMut(backup::Progress),
) -> Result<(), RestoreError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| RestoreError::Io { path, source }
    };
    disk::create_private_folder(to).map_err(io(to))?;
    // The log first: content that the vault has got since is garbage that a start clears, an entry
    // without its content would be a loss.
    let mut names = vec![LOG_COPY, HEAD_COPY, IDENTITY_COPY];
    backup::copy_log(&from.paths().log(), &to.join(LOG_COPY), progress)?;
    if with_vault {
        backup::copy_vault(&from.paths().vault(), &to.join(VAULT_COPY), progress)?;
        names.push(VAULT_COPY);
    }
    let head = from.paths().head().read()?;
    let target = HeadFile::at(&to.join(HEAD_COPY));
    if let Some(copied) = head_of_copy(&to.join(LOG_COPY))? {
        let earlier = head
            .filter(|head| head.size == copied.size)
            .unwrap_or(copied);
        target
            .advance(None, &earlier)
            .map_err(|error| RestoreError::Io {
                path: to.join(HEAD_COPY),
                source: std::io::Error::other(error),
            })?;
    }
    let identity = format!(
        "{}\n{}\n",
        from.identity().origin,
        Digest(from.identity().genesis)
    );
    disk::write_new(&to.join(IDENTITY_COPY), identity.as_bytes()).map_err(io(to))?;
    backup::write_manifest(to, &names)?;
    Ok(())
}

/// The head that a copied log proves by itself.
fn head_of_copy(log: &Path) -> Result<Option<Head>, RestoreError> {
    let store = SqliteStore::open_reader(log)?;
    let tree = replay::tree(&store)?;
    Ok(store.latest()?.map(|stored| Head {
        size: stored.size,
        root: tree.root_at(stored.size).map_or([0; 32], |root| root.0),
        signed: stored.signed,
    }))
}

/// Compares a backup with the latest head that anyone still has: the head file outside the lost
/// database, or a witness's. Without one the backup's own counts, and the caller must know that
/// nothing later was ever shown.
///
/// # Errors
/// [`RestoreError`].
pub fn extent(backup: &Path, head: Option<&Head>) -> Result<Extent, RestoreError> {
    backup::verify_manifest(backup)?;
    let store = SqliteStore::open_reader(&backup.join(LOG_COPY))?;
    let tree = replay::tree(&store)?;
    let identity = identity(backup)?;
    let Some(head) = head else {
        return Ok(Extent::Whole);
    };
    if head.size <= tree.size() {
        let same = tree
            .root_at(head.size)
            .is_ok_and(|root| root.0 == head.root);
        return if same {
            Ok(Extent::Whole)
        } else {
            Err(RestoreError::TwoHistories)
        };
    }
    Ok(Extent::Short(Predecessor {
        origin: identity.origin,
        genesis: Digest(identity.genesis),
        size: head.size,
        root: Digest(head.root),
        kept: tree.size(),
    }))
}

fn identity(backup: &Path) -> Result<Identity, RestoreError> {
    let path = backup.join(IDENTITY_COPY);
    let wrong = || RestoreError::Io {
        path: path.clone(),
        source: std::io::Error::other("not the identity of a register"),
    };
    let text = fs::read_to_string(&path).map_err(|source| RestoreError::Io {
        path: path.clone(),
        source,
    })?;
    let mut lines = text.lines();
    let (Some(origin), Some(genesis)) = (lines.next(), lines.next()) else {
        return Err(wrong());
    };
    let hash = truceline_log::hash::Hash::from_hex(genesis).map_err(|_| wrong())?;
    Ok(Identity {
        origin: origin.to_owned(),
        genesis: hash.0,
    })
}

/// Puts a whole backup into an empty or new folder, to go on as the same register.
///
/// # Errors
/// [`RestoreError`]; a short backup is never put back as if it were whole.
pub fn put_back(backup: &Path, to: &Path, head: Option<&Head>) -> Result<Extent, RestoreError> {
    let extent = extent(backup, head)?;
    if matches!(extent, Extent::Short(_)) {
        return Ok(extent);
    }
    if !backup.join(VAULT_COPY).exists() {
        return Err(RestoreError::VaultMissing {
            path: backup.to_owned(),
        });
    }
    let inception = Inception::begin(to)?;
    let paths = inception.paths();
    backup::copy_log(&backup.join(LOG_COPY), &paths.log(), &mut |_| {})?;
    backup::copy_vault(&backup.join(VAULT_COPY), &paths.vault(), &mut |_| {})?;
    let copied = head_of_copy(&paths.log())?.ok_or(RestoreError::TwoHistories)?;
    paths
        .head()
        .advance(None, &copied)
        .map_err(|error| RestoreError::Io {
            path: to.to_owned(),
            source: std::io::Error::other(error),
        })?;
    inception.finish(identity(backup)?)?;
    Ok(extent)
}
