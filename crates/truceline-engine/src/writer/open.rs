//! Starting a register, and starting again on one that is there.
//!
//! At every start the root is computed from the stored leaf hashes and compared with the latest
//! signed checkpoint and with the head outside the database; then the log is replayed.

use std::path::Path;

use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::hash::Hash;
use truceline_log::key::SigningKey;
use truceline_log::tree::Tree;
use truceline_log::vkey::{Algorithm, KeyName, SignerKey, VerifierKey};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::statement::Submission;
use truceline_register::party::Genesis;
use truceline_register::refusal::tally::Tally;

use super::follow::Later;
use super::state::{Copies, State};
use super::{Answer, CommitError, Writer};
use crate::clock::Clock;
use crate::database::OpenError as DatabaseError;
use crate::folder::{Folder, FolderError, Identity, Inception};
use crate::head::{AdvanceError, Head, HeadError, Standing, standing};
use crate::keyfile::Seed;
use crate::lock::ExclusiveLock;
use crate::randomness::Randomness;
use crate::replay::{self, ReplayError, Watcher};
use crate::restore;
use crate::store::sqlite::SqliteStore;
use crate::store::{ReadError, Store};
use crate::upgrade;
use crate::vault::sqlite::SqliteShelf;
use crate::vault::{Erasure, Vault, VaultError};

/// Why a register did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The log.
    #[error(transparent)]
    Log(#[from] ReadError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The head file.
    #[error(transparent)]
    Head(#[from] HeadError),
    /// The head file could not follow.
    #[error(transparent)]
    Advance(#[from] AdvanceError),
    /// The replay.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The first commit.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The genesis was refused.
    #[error("the genesis was refused: {0}")]
    Genesis(String),
    /// The origin is no name for a log.
    #[error(
        "\"{0}\" is no name for a log: one line without spaces or plus signs, such as register.example/kestrel-valley"
    )]
    Origin(String),
    /// The stored checkpoint does not fit the stored entries, or another key signed it.
    #[error(
        "the log is damaged: {0}; stop writing, keep a copy of the folder, run `truceline fsck`, and put a backup back (docs/operating/backup.md)"
    )]
    Damaged(&'static str),
    /// What an upgrade left cannot be removed.
    #[error(transparent)]
    Remains(#[from] upgrade::Remains),
    /// The log lacks entries that were signed for.
    #[error(
        "the log holds {held} entries and the head stands at {head}: entries that were signed for are lost. This log has ended. `truceline restore` begins a successor that names what was lost; if a complete copy of the log exists, put it back instead"
    )]
    Behind {
        /// Entries that are there.
        held: u64,
        /// Entries that were signed for.
        head: u64,
    },
    /// The log has another history than the head.
    #[error(
        "the log has another history than the head at {head} entries: two copies of this register were run. This log has ended; keep both copies as evidence, and begin a successor with `truceline restore`"
    )]
    Forked {
        /// Size of the head.
        head: u64,
    },
    /// The log is another register's.
    #[error(
        "the log in the folder is another register's ({found}, the folder is of {folder}): a file was put back into the wrong folder; put back this register's own log and vault, or take the folder that they belong to"
    )]
    AnotherRegister {
        /// The origin that the log's genesis names.
        found: String,
        /// The origin that the folder's identity names.
        folder: String,
    },
    /// The head is another log's.
    #[error(
        "the head file is not signed by this log's key: it is another register's, or was edited; put back this register's own head/checkpoint, and compare with a witness"
    )]
    ForeignHead,
    /// There is a log and no head.
    #[error(
        "the head file is missing, so a rolled-back copy could not be told from the log; put it back, or compare with a witness and begin a successor with `truceline restore`"
    )]
    HeadMissing,
}

/// The secrets that a writer needs.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Signs checkpoints.
    pub log: Seed,
    /// Wraps the vault's data keys.
    pub vault: Seed,
}

/// Names a log's signing key after its origin.
///
/// # Errors
/// [`StartError::Origin`].
pub fn log_signer(origin: &str, log: &Seed) -> Result<SignerKey, StartError> {
    let name = KeyName::parse(origin).map_err(|_| StartError::Origin(origin.to_owned()))?;
    Ok(SignerKey::new(
        name,
        Algorithm::Ed25519,
        SigningKey::from_seed(log.expose()),
    ))
}

/// Compares a log with the head outside its database: neither who writes nor who reads goes by a log that
/// lacks what was signed for. A log ahead of its head is sound: a start moves the head.
///
/// # Errors
/// [`StartError`]: `Behind`, `Forked`, `ForeignHead`, `HeadMissing`.
pub fn compare_head(head: Option<&Head>, tree: &Tree, key: &VerifierKey) -> Result<(), StartError> {
    let size = head.map_or(0, |head| head.size);
    let ours = |head: &Head| {
        SignedCheckpoint::parse(&head.signed).is_ok_and(|signed| {
            let said = signed.checkpoint();
            signed.verify(std::slice::from_ref(key)).is_ok()
                && (said.size, said.root.0) == (head.size, head.root)
        })
    };
    if head.is_some_and(|head| !ours(head)) {
        return Err(StartError::ForeignHead);
    }
    let root_at = |size| tree.root_at(size).map_or([0; 32], |root| root.0);
    match standing(head, tree.size(), root_at) {
        Standing::Matches | Standing::Ahead => Ok(()),
        Standing::Behind => Err(StartError::Behind {
            held: tree.size(),
            head: size,
        }),
        Standing::Forked => Err(StartError::Forked { head: size }),
        Standing::Absent => Err(StartError::HeadMissing),
    }
}

/// Compares the genesis of a log with the identity of the folder that it lies in, and gives it.
///
/// # Errors
/// [`StartError::AnotherRegister`], or there is no genesis that can be read.
pub fn compare_identity(store: &dyn Store, identity: &Identity) -> Result<Genesis, StartError> {
    let (genesis, digest) = restore::genesis(store)
        .map_err(|_| StartError::Damaged("its first entry is no genesis that can be read"))?;
    if digest.0 != identity.genesis || genesis.origin != identity.origin {
        return Err(StartError::AnotherRegister {
            found: genesis.origin,
            folder: identity.origin.clone(),
        });
    }
    Ok(genesis)
}

impl Writer {
    /// Begins a register in an empty or new folder with its genesis statement.
    ///
    /// # Errors
    /// [`StartError`]; an unfinished folder says so to whoever opens it.
    pub fn begin(
        root: &Path,
        origin: &str,
        genesis: &Submission,
        secrets: Secrets,
        clock: Box<dyn Clock>,
        mut randomness: Box<dyn Randomness>,
    ) -> Result<Self, StartError> {
        let signer = log_signer(origin, &secrets.log)?;
        let inception = Inception::begin(root)?;
        let digest = Digest::of(&genesis.statement);
        let store: Box<dyn Store> =
            Box::new(SqliteStore::create(&inception.paths().log(), &digest.0)?);
        let shelf = Box::new(SqliteShelf::create(&inception.paths().vault(), &digest.0)?);
        let vault = Vault::create(shelf, secrets.vault, digest.0, randomness.as_mut())?;
        let mut writer = Self::over(store, vault, signer, clock, randomness);
        writer.head_file = Some(inception.paths().head());
        writer.first_record(genesis)?;
        let identity = Identity {
            origin: origin.to_owned(),
            genesis: digest.0,
        };
        let (folder, lock) = inception.finish(identity)?;
        writer.folder = Some(folder);
        writer._lock = Some(lock);
        Ok(writer)
    }

    /// Begins a register in memory, for tests and rehearsals: nothing of it outlives the process.
    ///
    /// # Errors
    /// [`StartError`].
    pub fn rehearse(
        origin: &str,
        genesis: &Submission,
        secrets: Secrets,
        clock: Box<dyn Clock>,
        mut randomness: Box<dyn Randomness>,
    ) -> Result<Self, StartError> {
        let signer = log_signer(origin, &secrets.log)?;
        let digest = Digest::of(&genesis.statement);
        let shelf = Box::new(crate::vault::memory::MemoryShelf::new());
        let vault = Vault::create(shelf, secrets.vault, digest.0, randomness.as_mut())?;
        let store = Box::new(crate::store::memory::MemoryStore::new());
        let mut writer = Self::over(store, vault, signer, clock, randomness);
        writer.first_record(genesis)?;
        Ok(writer)
    }

    /// A writer over a store and a vault that are empty.
    pub(crate) fn over(
        store: Box<dyn Store>,
        vault: Vault,
        signer: SignerKey,
        clock: Box<dyn Clock>,
        randomness: Box<dyn Randomness>,
    ) -> Self {
        Self {
            folder: None,
            _lock: None,
            store,
            vault,
            head_file: None,
            signer,
            clock,
            randomness,
            copies: Copies::of(State::default()),
            staged_tally: Tally::default(),
            tally: Tally::default(),
            lost: Vec::new(),
            last_reading: None,
            settled_reading: None,
            ended: false,
            later: Later::default(),
        }
    }

    pub(crate) fn first_record(&mut self, genesis: &Submission) -> Result<(), StartError> {
        let answers = self.commit(std::slice::from_ref(genesis))?;
        match answers.first() {
            Some(Answer::Admitted { index: 0 }) => Ok(()),
            Some(Answer::Refused { refusal, .. }) => Err(StartError::Genesis(refusal.to_string())),
            _ => Err(StartError::Genesis(
                "it did not become the first record".to_owned(),
            )),
        }
    }

    /// Starts again on a register that is there, unless another writes to it now.
    ///
    /// # Errors
    /// [`StartError`], each saying what to do.
    pub fn open(
        root: &Path,
        secrets: Secrets,
        clock: Box<dyn Clock>,
        randomness: Box<dyn Randomness>,
        watch: Watcher<'_>,
    ) -> Result<Self, StartError> {
        let folder = Folder::open(root)?;
        let lock = folder.lock()?;
        Self::open_locked(folder, lock, secrets, clock, randomness, watch)
    }

    /// Starts again on a register whose lock is held.
    ///
    /// # Errors
    /// [`StartError`], each saying what to do.
    pub fn open_locked(
        folder: Folder,
        lock: ExclusiveLock,
        secrets: Secrets,
        clock: Box<dyn Clock>,
        randomness: Box<dyn Randomness>,
        watch: Watcher<'_>,
    ) -> Result<Self, StartError> {
        let signer = log_signer(&folder.identity().origin, &secrets.log)?;
        upgrade::complete(&folder)?;
        let genesis = folder.identity().genesis;
        let (log, sealed) = (folder.paths().log(), folder.paths().vault());
        let store = SqliteStore::open(&log)?;
        compare_identity(&store, folder.identity())?;
        let store = Box::new(store.of(&log, &genesis)?);
        let shelf = Box::new(SqliteShelf::open(&sealed)?.of(&sealed, &genesis)?);
        let vault = Vault::open(shelf, secrets.vault, folder.identity().genesis)?;
        let mut writer = Self::over(store, vault, signer, clock, randomness);
        writer.head_file = Some(folder.paths().head());
        writer.folder = Some(folder);
        writer._lock = Some(lock);
        writer.catch_up(watch)?;
        // What a process that was killed had erased or wrapped anew; where somebody reads it waits for another time.
        let _: Erasure = writer.vault.sweep_at_once()?;
        Ok(writer)
    }

    /// Compares log, checkpoint and head, clears what a crash left, and replays.
    pub(crate) fn catch_up(&mut self, watch: Watcher<'_>) -> Result<(), StartError> {
        let tree = replay::tree(self.store.as_ref())?;
        let stored = self.stored_head(&tree)?;
        if let Some(file) = self.head_file.clone() {
            file.settle()?;
            let head = file.read()?;
            compare_head(head.as_ref(), &tree, &self.signer.verifier())?;
            if head.as_ref().is_some_and(|head| head.size < stored.size) {
                file.advance(head.as_ref(), &stored)?;
            }
        }
        let head = match &self.head_file {
            Some(file) => file.read()?,
            None => Some(stored),
        };
        self.vault.discard_from(tree.size())?;
        let replayed = replay::register(self.store.as_ref(), &self.vault, watch)?;
        self.lost = replayed.lost;
        self.copies = Copies::of(State::new(replayed.register, tree, head));
        self.carry_out_erasures()?;
        Ok(())
    }

    /// The latest stored checkpoint, if it stands over exactly the stored entries and is signed by
    /// the log's key.
    fn stored_head(&self, tree: &Tree) -> Result<Head, StartError> {
        let stored = self
            .store
            .latest()?
            .ok_or(StartError::Damaged("there is no checkpoint"))?;
        let signed = SignedCheckpoint::parse(&stored.signed)
            .map_err(|_| StartError::Damaged("the latest checkpoint cannot be read"))?;
        signed.verify(&[self.signer.verifier()]).map_err(|_| {
            StartError::Damaged(
                "the latest checkpoint is not signed by this key; is it the register's key file?",
            )
        })?;
        let checkpoint = signed.checkpoint();
        if checkpoint.size != tree.size() || checkpoint.root != tree.root() {
            return Err(StartError::Damaged(
                "the latest checkpoint is not over the stored entries",
            ));
        }
        let Hash(root) = checkpoint.root;
        Ok(Head {
            size: checkpoint.size,
            root,
            signed: stored.signed,
        })
    }
}
