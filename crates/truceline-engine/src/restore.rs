//! What to do when a register's disk is lost: go on where nothing is missing, or begin a successor.
//!
//! A backup that ends where the head stands is the whole register and goes on as it was. One that
//! ends before it lacks entries that were signed for: that log has ended, and a successor with a new
//! origin and key names it and what was lost. A log that is whole ends too where its key is lost or
//! stolen; its successor names it with nothing lost. Not here: the successor's genesis statement (signed
//! by the centre) and the re-enrolment of its parties, which are people's acts.

use std::fs;
use std::path::{Path, PathBuf};

use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::hash::Hash;
use truceline_log::tree::Tree;
use truceline_register::act::Act;
use truceline_register::bundle::verify::log_key;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Disclosures;
use truceline_register::codec::record::Record;
use truceline_register::party::{Genesis, Predecessor};

use crate::backup::{self, BackupError};
use crate::database::OpenError as DatabaseError;
use crate::disk;
use crate::folder::{Folder, FolderError, Identity, Inception};
use crate::head::{Head, HeadError, HeadFile};
use crate::keyfile::Seed;
use crate::replay;
use crate::store::sqlite::SqliteStore;
use crate::store::{READ_MAX_ENTRIES, ReadError, Store};
use crate::vault::sqlite::SqliteShelf;
use crate::vault::{RecordKey, SCAN_MAX_RECORDS, Vault, VaultError};
use crate::writer::open::{compare_head, compare_identity};

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
    #[error("{}: holds no copy of the vault; without it every position is unknown. Put the vault's own backup there as `vault.db`, or put the log back alone to be read with --without-vault, or begin a successor with --successor", path.display())]
    VaultMissing {
        /// The backup.
        path: PathBuf,
    },
    /// The backup is not of the register that the head is of.
    #[error(
        "the log and the head are of two histories; keep both as evidence, and begin a successor of the one that you hold with --successor and without --head"
    )]
    TwoHistories,
    /// Somebody else's head.
    #[error("the head of {size} entries is not signed by this log's key; take another copy of it")]
    ForeignHead {
        /// What it claims.
        size: u64,
    },
    /// What was copied is not what a register would go on from.
    #[error("{}: is no good backup: {what}. What was copied is removed again; run `truceline fsck` on the register, and keep its earlier backups", path.display())]
    Unsound {
        /// The backup.
        path: PathBuf,
        /// What does not hold.
        what: String,
    },
    /// The log does not begin as a log does.
    #[error("the log's first entry is no genesis that can be read; run `truceline fsck`")]
    NoGenesis,
}

/// What a backup holds against the latest head that is known.
#[derive(Debug, Clone)]
pub enum Extent {
    /// All that was ever signed for: the register goes on.
    Whole,
    /// Entries are missing: the log has ended.
    Short(Predecessor),
}

/// What becomes of the vault in a backup.
#[derive(Clone, Copy)]
pub enum VaultCopy<'a> {
    /// It is left out.
    Left,
    /// It is copied, and not opened: its key is not at hand.
    Unopened,
    /// It is copied, and each of its rows is opened with that of these keys which opens the copy. They are asked for
    /// when it is made: the key may be changed meanwhile.
    Opened(&'a dyn Fn() -> Vec<Seed>),
}

impl std::fmt::Debug for VaultCopy<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Left => "Left",
            Self::Unopened => "Unopened",
            Self::Opened(_) => "Opened([redacted])",
        })
    }
}

/// Copies log, vault and head of a register into an empty or new folder, beside a running writer, and
/// checks what it copied: each body against its leaf, the root against checkpoint and head, the vault's rows.
///
/// # Errors
/// [`RestoreError`]; of a copy that does not hold nothing is left.
pub fn back_up(
    from: &Folder,
    to: &Path,
    vault: VaultCopy<'_>,
    progress: &mut dyn FnMut(backup::Progress),
) -> Result<(), RestoreError> {
    let with_vault = !matches!(vault, VaultCopy::Left);
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| RestoreError::Io { path, source }
    };
    disk::create_private_folder(to).map_err(io(to))?;
    // The log first: content that the vault has got since is garbage that a start clears, an entry
    // without its content would be a loss.
    let mut names = vec![LOG_COPY, HEAD_COPY, IDENTITY_COPY];
    // The head before the log: whoever writes meanwhile moves the log first.
    let head = from.paths().head().read()?;
    backup::copy_log(&from.paths().log(), &to.join(LOG_COPY), progress)?;
    if with_vault {
        backup::copy_vault(&from.paths().vault(), &to.join(VAULT_COPY), progress)?;
        names.push(VAULT_COPY);
    }
    let keys = match vault {
        VaultCopy::Opened(keys) => Some(keys()),
        VaultCopy::Left | VaultCopy::Unopened => None,
    };
    if let Err(what) = verify_copies(from, to, head.as_ref(), keys.as_deref()) {
        for name in [LOG_COPY, VAULT_COPY] {
            // What was found is the one to tell.
            let _ = fs::remove_file(to.join(name));
        }
        let _ = fs::remove_dir(to);
        let path = to.to_owned();
        return Err(RestoreError::Unsound { path, what });
    }
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

/// Reads what was copied as a restore and a start would; what does not hold, in words.
fn verify_copies(
    from: &Folder,
    to: &Path,
    head: Option<&Head>,
    keys: Option<&[Seed]>,
) -> Result<(), String> {
    let words = |error: &dyn std::fmt::Display| error.to_string();
    let store = SqliteStore::open_reader(&to.join(LOG_COPY)).map_err(|e| words(&e))?;
    let genesis = compare_identity(&store, from.identity()).map_err(|e| words(&e))?;
    let key = log_key(&genesis).map_err(|e| words(&e))?;
    let mut tree = Tree::new();
    loop {
        let entries = store
            .read(tree.size(), READ_MAX_ENTRIES)
            .map_err(|e| words(&e))?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            let leaf = Hash(entry.leaf_hash);
            if replay::leaf_hash(&entry) != leaf {
                let index = tree.size();
                return Err(format!(
                    "the entry at index {index} is not what its leaf commits to"
                ));
            }
            tree.push(leaf);
        }
    }
    let latest = store.latest().map_err(|e| words(&e))?;
    let signed = latest.and_then(|stored| SignedCheckpoint::parse(&stored.signed).ok());
    let covers = signed.is_some_and(|signed| {
        let said = signed.checkpoint();
        signed.verify(std::slice::from_ref(&key)).is_ok()
            && (said.size, said.root) == (tree.size(), tree.root())
    });
    if !covers {
        return Err("its latest checkpoint is not over the copied entries".to_owned());
    }
    compare_head(head, &tree, &key).map_err(|e| words(&e))?;
    let Some(keys) = keys else {
        return Ok(());
    };
    let vault = opened(to, keys, from.identity().genesis)?;
    let mut next = RecordKey::FIRST;
    loop {
        let opened = vault.scan(next, SCAN_MAX_RECORDS).map_err(|e| words(&e))?;
        let Some((last, _)) = opened.last() else {
            return Ok(());
        };
        next = last.next();
    }
}

/// The copied vault, opened with one of these keys.
fn opened(to: &Path, keys: &[Seed], genesis: [u8; 32]) -> Result<Vault, String> {
    for key in keys {
        let shelf =
            SqliteShelf::open_reader(&to.join(VAULT_COPY)).map_err(|error| error.to_string())?;
        match Vault::open(Box::new(shelf), key.clone(), genesis) {
            Err(VaultError::WrongMasterKey) => {}
            other => return other.map_err(|error| error.to_string()),
        }
    }
    Err(VaultError::WrongMasterKey.to_string())
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

/// A log as it lies in a backup's folder or in a register's own.
struct Kept {
    store: SqliteStore,
    tree: Tree,
    identity: Identity,
    head: Option<Head>,
}

impl Kept {
    fn of_backup(path: &Path) -> Result<Self, RestoreError> {
        backup::verify_manifest(path)?;
        let head = HeadFile::at(&path.join(HEAD_COPY)).read()?;
        Self::read(&path.join(LOG_COPY), identity(path)?, head)
    }

    fn of_folder(path: &Path) -> Result<Self, RestoreError> {
        // Of whatever format: a log that has ended is upgraded no more.
        let folder = Folder::open_to_upgrade(path)?;
        let head = folder.paths().head().read()?;
        Self::read(&folder.paths().log(), folder.identity().clone(), head)
    }

    fn read(log: &Path, identity: Identity, head: Option<Head>) -> Result<Self, RestoreError> {
        let store = SqliteStore::open_reader(log)?;
        let tree = replay::tree(&store)?;
        Ok(Self {
            store,
            tree,
            identity,
            head,
        })
    }

    /// What the log proves by itself.
    fn own_head(&self) -> Result<Option<Head>, RestoreError> {
        Ok(self.store.latest()?.map(|stored| Head {
            size: stored.size,
            root: self
                .tree
                .root_at(stored.size)
                .map_or([0; 32], |root| root.0),
            signed: stored.signed,
        }))
    }

    /// Whether a head is signed by this log's key and of its history, as far as it is kept.
    fn check(&self, head: &Head) -> Result<(), RestoreError> {
        let (genesis, _) = genesis(&self.store)?;
        let key = log_key(&genesis).map_err(|_| RestoreError::NoGenesis)?;
        let signed = SignedCheckpoint::parse(&head.signed).ok();
        let ours = signed.is_some_and(|signed| {
            let said = signed.checkpoint();
            signed.verify(&[key]).is_ok() && (said.size, said.root.0) == (head.size, head.root)
        });
        if !ours {
            return Err(RestoreError::ForeignHead { size: head.size });
        }
        let another = |root: Hash| root.0 != head.root;
        if self.tree.root_at(head.size).is_ok_and(another) {
            return Err(RestoreError::TwoHistories);
        }
        Ok(())
    }

    fn ended_at(self, head: &Head, reason: Option<String>) -> Predecessor {
        Predecessor {
            origin: self.identity.origin,
            genesis: Digest(self.identity.genesis),
            size: head.size,
            root: Digest(head.root),
            kept: self.tree.size().min(head.size),
            reason,
        }
    }
}

/// Compares a backup with the latest head that anyone still has: the head file outside the lost
/// database, or a witness's. Without one the backup's own counts, and the caller must know that
/// nothing later was ever shown.
///
/// # Errors
/// [`RestoreError`].
pub fn extent(backup: &Path, head: Option<&Head>) -> Result<Extent, RestoreError> {
    let kept = Kept::of_backup(backup)?;
    let Some(head) = head else {
        return Ok(Extent::Whole);
    };
    kept.check(head)?;
    if head.size <= kept.tree.size() {
        return Ok(Extent::Whole);
    }
    Ok(Extent::Short(kept.ended_at(head, None)))
}

/// What a successor says of the log in a backup, or in the register's own folder, that has ended: its
/// latest head, as the folder itself, its head file or `head` has it, and how much of it is kept.
///
/// # Errors
/// [`RestoreError`].
pub fn predecessor(
    from: &Path,
    head: Option<&Head>,
    reason: Option<String>,
) -> Result<Predecessor, RestoreError> {
    let kept = if from.join(IDENTITY_COPY).exists() {
        Kept::of_backup(from)?
    } else {
        Kept::of_folder(from)?
    };
    let mut latest = kept.own_head()?.ok_or(RestoreError::NoGenesis)?;
    for other in [kept.head.as_ref(), head].into_iter().flatten() {
        kept.check(other)?;
        if other.size > latest.size {
            latest = other.clone();
        }
    }
    Ok(kept.ended_at(&latest, reason))
}

/// The genesis of a stored log, and the digest of its statement.
///
/// # Errors
/// [`RestoreError`]: the first entry is none.
pub fn genesis(store: &dyn Store) -> Result<(Genesis, Digest), RestoreError> {
    let entries = store.read(0, 1)?;
    let record = entries
        .first()
        .and_then(|entry| Record::read(0, &entry.envelope, Disclosures::default()).ok());
    let parts = record.and_then(|record| Some((record.statement?, record.payload?)));
    match parts {
        Some((statement, payload)) => match payload.act {
            Act::Genesis(genesis) => Ok((genesis, Digest::of(&statement.to_bytes()))),
            _ => Err(RestoreError::NoGenesis),
        },
        None => Err(RestoreError::NoGenesis),
    }
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
    let hash = Hash::from_hex(genesis).map_err(|_| wrong())?;
    Ok(Identity {
        origin: origin.to_owned(),
        genesis: hash.0,
    })
}

/// Puts a whole backup into an empty or new folder, to go on as the same register; or, without its
/// vault, to be read and never written to.
///
/// # Errors
/// [`RestoreError`]; a short backup is never put back as if it were whole.
pub fn put_back(
    backup: &Path,
    to: &Path,
    head: Option<&Head>,
    with_vault: bool,
) -> Result<Extent, RestoreError> {
    let extent = extent(backup, head)?;
    if matches!(extent, Extent::Short(_)) {
        return Ok(extent);
    }
    if with_vault && !backup.join(VAULT_COPY).exists() {
        return Err(RestoreError::VaultMissing {
            path: backup.to_owned(),
        });
    }
    let identity = identity(backup)?;
    let inception = Inception::begin(to)?;
    let paths = inception.paths();
    // Copies of an earlier format become this one's here: the backup itself stays as it is.
    backup::copy_log(&backup.join(LOG_COPY), &paths.log(), &mut |_| {})?;
    SqliteStore::raise(&paths.log(), &identity.genesis)?;
    if with_vault {
        backup::copy_vault(&backup.join(VAULT_COPY), &paths.vault(), &mut |_| {})?;
        SqliteShelf::raise(&paths.vault(), &identity.genesis)?;
    }
    let copied = head_of_copy(&paths.log())?.ok_or(RestoreError::TwoHistories)?;
    paths
        .head()
        .advance(None, &copied)
        .map_err(|error| RestoreError::Io {
            path: to.to_owned(),
            source: std::io::Error::other(error),
        })?;
    if with_vault {
        inception.finish(identity)?;
    } else {
        inception.finish_without_vault(identity)?;
    }
    Ok(extent)
}
