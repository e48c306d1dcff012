//! A register's data folder, opened to write, and the keys that go with it.
//!
//! ```text
//! keys/register.key   signs checkpoints          } or in the folder named with --keys,
//! keys/vault.key      wraps the vault's keys     } on other media
//! keys/centre.key     the centre's first voice   }
//! register.card       what others need to sign for this register and to verify it
//! cosigned/           checkpoints with the signatures of witnesses
//! ```
//!
//! Writing waits for its turn. Not here: reading ([`crate::reading`]), and the folder's other parts (the
//! engine's).

use crate::card::RegisterCard;
use crate::exit::Problem;
use crate::file;
use crate::passphrase::Passphrases;
use crate::vault_key::{end_placing, open_to_read};
use std::path::{Path, PathBuf};
use std::time::Duration;
use truceline_engine::clock::{Clock, SystemClock};
use truceline_engine::disk;
use truceline_engine::evidence::Archive;
use truceline_engine::folder::Folder;
use truceline_engine::keyfile::{self, Key, Purpose, Seed};
use truceline_engine::randomness::{FetchedRandomness, SystemRandomness};
use truceline_engine::replay::Watcher;
use truceline_engine::vault::Vault;
use truceline_engine::vault::memory::MemoryShelf;
use truceline_engine::writer::open::Secrets;
use truceline_engine::writer::queue::MAX_BATCH;
use truceline_engine::writer::{Answer, CommitError, Writer};
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::note::MAX_NOTE_BYTES;
use truceline_log::tree::Tree;
use truceline_log::vkey::VerifierKey;
use truceline_register::bundle::verify::log_key;
use truceline_register::codec::statement::Submission;
use truceline_register::register::Register;
use truceline_register::time::Instant;

/// Where a data folder's keys are by default, and the centre's first voice among them.
pub const CENTRE_KEY: &str = "centre.key";
/// The register's card in its data folder.
pub const REGISTER_CARD: &str = "register.card";
const REGISTER_KEY: &str = "register.key";
const VAULT_KEY: &str = "vault.key";
const COSIGNED: &str = "cosigned";

/// A data folder and the passphrases of its keys.
#[derive(Clone, Debug)]
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// The folder of its keys.
    pub keys: PathBuf,
    /// What opens those that are sealed.
    pub passphrases: Passphrases,
    pub(crate) without_vault: bool,
}

impl Place {
    /// A data folder with its keys inside, or elsewhere.
    #[must_use]
    pub fn of(data: &Path, keys: Option<&Path>, passphrases: Passphrases) -> Self {
        let keys = keys.map_or_else(|| data.join("keys"), Path::to_owned);
        Self {
            data: data.to_owned(),
            keys,
            passphrases,
            without_vault: false,
        }
    }

    /// To read the log alone: nothing that was disclosed is at hand.
    #[must_use]
    pub const fn without_vault(mut self) -> Self {
        self.without_vault = true;
        self
    }

    /// The folder with its vault, opened to read.
    ///
    /// # Errors
    /// [`Problem`] saying what to do.
    pub fn read(&self) -> Result<(Folder, Vault), Problem> {
        let unavailable = |error: &dyn std::fmt::Display| Problem::unavailable(error.to_string());
        if self.without_vault {
            let folder = Folder::open_without_vault(&self.data)?;
            let genesis = folder.identity().genesis;
            let seed = Seed::generate(&mut SystemRandomness)?;
            let shelf = Box::new(MemoryShelf::new());
            let vault = Vault::create(shelf, seed, genesis, &mut SystemRandomness)
                .map_err(|error| unavailable(&error))?;
            return Ok((folder, vault));
        }
        let folder = Folder::open(&self.data)?;
        let vault = self.with_vault_key(|seed| open_to_read(&folder, seed))?;
        Ok((folder, vault))
    }

    /// The file of the register's own key.
    #[must_use]
    pub fn register_key(&self) -> PathBuf {
        self.keys.join(REGISTER_KEY)
    }

    /// The file of the vault's master key.
    #[must_use]
    pub fn vault_key(&self) -> PathBuf {
        self.keys.join(VAULT_KEY)
    }

    fn secrets(&self, folder: &Folder) -> Result<Secrets, Problem> {
        let log = load_key(&self.register_key(), Purpose::Register, &self.passphrases)?.seed;
        let vault = self.vault_seed(folder)?;
        Ok(Secrets { log, vault })
    }
}

/// Loads a key file; where it is sealed, each passphrase is tried and a person asked.
///
/// # Errors
/// [`Problem`] naming the file.
pub fn load_key(path: &Path, purpose: Purpose, passphrases: &Passphrases) -> Result<Key, Problem> {
    passphrases.open(path, |next| keyfile::load(path, purpose, next))
}

/// A register opened to write: the one process that does.
pub struct Session {
    writer: Writer,
}

impl Session {
    /// Opens a data folder to write, as soon as nobody else does; `waited` is told how long it has been.
    ///
    /// # Errors
    /// [`Problem`] saying what to do.
    pub fn open(
        place: &Place,
        wait: Duration,
        waited: &mut dyn FnMut(Duration),
        watch: Watcher<'_>,
    ) -> Result<Self, Problem> {
        Self::open_by(Box::new(SystemClock::default()), place, wait, waited, watch)
    }

    /// The same by another clock than the machine's.
    ///
    /// # Errors
    /// [`Problem`], as of [`Session::open`].
    pub fn open_by(
        clock: Box<dyn Clock>,
        place: &Place,
        wait: Duration,
        waited: &mut dyn FnMut(Duration),
        watch: Watcher<'_>,
    ) -> Result<Self, Problem> {
        if place.without_vault {
            return Err(Problem::usage(
                "without its vault a register is read, never written to; leave --without-vault out",
            ));
        }
        // The folder first: who names the wrong one is told so, not that its keys are missing. The keys before
        // the lock: nobody waits while a person types a passphrase.
        let folder = Folder::open(&place.data)?;
        let mut secrets = place.secrets(&folder)?;
        let mut has_waited = false;
        let lock = folder.lock_within(wait, &mut |so_far| {
            has_waited = true;
            waited(so_far);
        })?;
        if has_waited {
            // Whoever wrote meanwhile may have changed the vault's key. What was typed is not asked for again.
            secrets.vault = place.vault_seed(&folder)?;
        }
        let writer = Writer::open_locked(
            folder,
            lock,
            secrets,
            clock,
            Box::new(FetchedRandomness::of(SystemRandomness)),
            watch,
        )?;
        // What a power cut left of a change of the vault's key. It hinders nothing; the next start tries it again.
        let _ = end_placing(place, &writer.vault().ring());
        Ok(Self { writer })
    }

    /// A session over a writer at hand.
    #[must_use]
    pub const fn over(writer: Writer) -> Self {
        Self { writer }
    }

    /// The writer, to be put to work elsewhere.
    #[must_use]
    pub fn into_writer(self) -> Writer {
        self.writer
    }

    /// The writer.
    pub const fn writer(&mut self) -> &mut Writer {
        &mut self.writer
    }

    /// The state.
    #[must_use]
    pub fn register(&self) -> &Register {
        self.writer.register()
    }

    /// The time by the register's clock.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.writer.now()
    }

    /// Log, vault and state.
    #[must_use]
    pub fn archive(&self) -> Archive<'_> {
        Archive {
            store: self.writer.store(),
            tree: self.writer.tree(),
            vault: self.writer.vault(),
            register: self.writer.register(),
        }
    }

    /// Submits, as many at once as one durable batch takes; answers in order.
    ///
    /// # Errors
    /// [`CommitError`]: of the batches already written the records stand.
    pub fn submit(
        &mut self,
        submissions: &[Submission],
        done: &mut dyn FnMut(usize),
    ) -> Result<Vec<Answer>, CommitError> {
        let mut answers = Vec::with_capacity(submissions.len());
        for batch in submissions.chunks(MAX_BATCH) {
            answers.extend(self.writer.commit(batch)?);
            done(answers.len());
        }
        Ok(answers)
    }

    /// The latest checkpoint.
    ///
    /// # Errors
    /// [`Problem`]: there is none.
    pub fn checkpoint(&self) -> Result<SignedCheckpoint, Problem> {
        let checkpoint = self.writer.checkpoint();
        checkpoint.ok_or_else(|| {
            Problem::unavailable("the register has no checkpoint; run `truceline fsck`")
        })
    }
}

/// Whether a checkpoint is signed by the log's own key and says what the tree says.
pub(crate) fn is_over(signed: &SignedCheckpoint, tree: &Tree, register: &Register) -> bool {
    let Ok(key) = verifier(register) else {
        return false;
    };
    let checkpoint = signed.checkpoint();
    signed.verify(&[key]).is_ok()
        && tree
            .root_at(checkpoint.size)
            .is_ok_and(|root| root == checkpoint.root)
}

/// The key that signs a register's checkpoints.
///
/// # Errors
/// [`Problem`]: the genesis names none that can be used.
pub fn verifier(register: &Register) -> Result<VerifierKey, Problem> {
    let genesis = register.authority.genesis();
    let genesis = genesis
        .ok_or_else(|| Problem::unavailable("the register has no genesis; run `truceline fsck`"))?;
    log_key(genesis).map_err(|error| Problem::unavailable(error.to_string()))
}

/// The card of a register.
///
/// # Errors
/// [`Problem`]: it has no usable genesis.
pub fn card_of(register: &Register) -> Result<RegisterCard, Problem> {
    let log = verifier(register)?;
    let authority = &register.authority;
    Ok(RegisterCard {
        origin: authority.origin().to_owned(),
        theatre: authority
            .genesis()
            .map(|genesis| genesis.theatre.clone())
            .unwrap_or_default(),
        exercise: authority.genesis().is_some_and(|genesis| genesis.exercise),
        genesis: authority.genesis_digest(),
        log,
    })
}

/// All cosigned checkpoints kept in a data folder, smallest first.
///
/// # Errors
/// [`Problem`]: the folder cannot be read.
pub fn cosigned(folder: &Folder) -> Result<Vec<SignedCheckpoint>, Problem> {
    let path = folder.paths().root().join(COSIGNED);
    let cannot =
        |error: std::io::Error| Problem::unavailable(format!("{}: {error}", path.display()));
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(cannot(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(cannot)?.path();
        if path
            .extension()
            .is_some_and(|ending| ending == "checkpoint")
        {
            let bytes = file::read(&path, MAX_NOTE_BYTES as u64)?;
            found.extend(SignedCheckpoint::parse(&bytes).ok());
        }
    }
    found.sort_by_key(|signed| signed.checkpoint().size);
    Ok(found)
}

/// Keeps a cosigned checkpoint in a data folder; one of the same size is replaced by it.
///
/// # Errors
/// [`Problem`]: it cannot be written.
pub fn keep_cosigned(folder: &Folder, signed: &SignedCheckpoint) -> Result<PathBuf, Problem> {
    let root = folder.paths().root().join(COSIGNED);
    disk::create_private_folder(&root)
        .map_err(|error| Problem::unavailable(format!("{}: {error}", root.display())))?;
    let path = root.join(format!("{:020}.checkpoint", signed.checkpoint().size));
    file::replace(&path, signed.to_string().as_bytes())?;
    Ok(path)
}
