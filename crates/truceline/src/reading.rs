//! A register to be read: the data folder, or a server.
//!
//! Reading takes no lock, so that anybody at the desk can look while another writes. Of a server the
//! command line has what its key's party may know ([`crate::replica`]).

use crate::exit::Problem;
use crate::replica::Replica;
use crate::session::{Place, cosigned, is_over};
use truceline_engine::clock::{Clock as _, SystemClock};
use truceline_engine::evidence::Archive;
use truceline_engine::folder::Folder;
use truceline_engine::replay::{self, Lost, Watcher};
use truceline_engine::store::Store as _;
use truceline_engine::store::sqlite::SqliteStore;
use truceline_engine::vault::Vault;
use truceline_engine::writer::open::{StartError, compare_head, compare_identity};
use truceline_log::checkpoint::SignedCheckpoint;
use truceline_log::tree::Tree;
use truceline_register::bundle::verify::log_key;
use truceline_register::codec::record::Record;
use truceline_register::ids::{LogIndex, PartyId};
use truceline_register::register::Register;
use truceline_register::time::Instant;

/// A register opened to read: in its folder, or as a party may know it from a server.
pub enum Reading {
    /// The data folder.
    Folder(Box<Opened>),
    /// A server, as one party may know it.
    Server(Box<Replica>),
}

/// A data folder opened to read.
pub struct Opened {
    folder: Folder,
    store: SqliteStore,
    vault: Vault,
    tree: Tree,
    register: Register,
    checkpoint: SignedCheckpoint,
    now: Instant,
    lost: Vec<Lost>,
    against: Option<String>,
}

impl Reading {
    /// The state, or what the party may know of it.
    #[must_use]
    pub fn register(&self) -> &Register {
        match self {
            Self::Folder(opened) => opened.register(),
            Self::Server(replica) => replica.register(),
        }
    }

    /// The time: the machine's or the server's, never before the latest record.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self {
            Self::Folder(opened) => opened.now(),
            Self::Server(replica) => replica.now(),
        }
    }

    /// A record, with what is at hand of its disclosures.
    ///
    /// # Errors
    /// [`Problem`]: there is none.
    pub fn record(&self, index: LogIndex) -> Result<Record, Problem> {
        match self {
            Self::Folder(opened) => Ok(opened.archive().record(index)?),
            Self::Server(replica) => replica.record(index),
        }
    }

    /// The one party whose knowledge this is; nothing where it is the register's.
    #[must_use]
    pub fn only_of(&self) -> Option<PartyId> {
        match self {
            Self::Folder(_) => None,
            Self::Server(replica) => {
                let party = replica.party();
                (party != replica.register().authority.centre()).then_some(party)
            }
        }
    }

    /// The data folder.
    ///
    /// # Errors
    /// [`Problem`]: it is a server's.
    pub fn here(&self) -> Result<&Opened, Problem> {
        match self {
            Self::Folder(opened) => Ok(opened),
            Self::Server(_) => Err(Problem::usage(
                "this needs the register's own folder: run it where that is, with --data FOLDER",
            )),
        }
    }
}

impl Opened {
    /// Opens a data folder to read: replays it and compares it, as a writer does, with the folder's
    /// identity, with its head and with its latest checkpoint. A log that stands against its head is read
    /// only `as_evidence`.
    ///
    /// # Errors
    /// [`Problem`] saying what to do.
    pub fn open(place: &Place, as_evidence: bool, watch: Watcher<'_>) -> Result<Self, Problem> {
        let unavailable = |error: &dyn std::fmt::Display| Problem::unavailable(error.to_string());
        let (folder, vault) = place.read()?;
        // The head before the log: a writer beside this moves the log first.
        let head = folder.paths().head().read();
        let log = folder.paths().log();
        let store = SqliteStore::open_reader(&log)?;
        store.hold().map_err(|e| unavailable(&e))?;
        let genesis = compare_identity(&store, folder.identity())?;
        let store = store.of(&log, &folder.identity().genesis)?;
        let key = log_key(&genesis).map_err(|e| unavailable(&e))?;
        let tree = replay::tree(&store).map_err(|e| unavailable(&e))?;
        let compared = head
            .map_err(StartError::from)
            .and_then(|head| compare_head(head.as_ref(), &tree, &key));
        let against = compared.err().map(|error| error.to_string());
        if let Some(error) = against.as_ref().filter(|_| !as_evidence) {
            return Err(Problem::unavailable(format!(
                "{error}. Nothing is answered from it. To look at it as evidence all the same, add --as-evidence: each answer then says what it rests on"
            )));
        }
        let replayed = replay::register(&store, &vault, watch)?;
        let (register, lost) = (replayed.register, replayed.lost);
        let stored = store.latest().map_err(|e| unavailable(&e))?;
        let checkpoint = stored
            .and_then(|stored| SignedCheckpoint::parse(&stored.signed).ok())
            .filter(|signed| is_over(signed, &tree, &register))
            .ok_or(StartError::Damaged(
                "the latest checkpoint is not over the stored entries",
            ))?;
        let wall = SystemClock::default().read().wall;
        let now = register.last_received.map_or(wall, |last| last.max(wall));
        Ok(Self {
            folder,
            store,
            vault,
            tree,
            register,
            checkpoint,
            now,
            lost: if place.without_vault {
                Vec::new()
            } else {
                lost
            },
            against,
        })
    }

    /// What the vault lacks, though nobody erased it.
    #[must_use]
    pub fn lost(&self) -> &[Lost] {
        &self.lost
    }

    /// Why the log is no more than evidence, where it stands against its head.
    #[must_use]
    pub fn against(&self) -> Option<&str> {
        self.against.as_deref()
    }

    /// The state.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// The time: the machine's, never before the latest record.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// The folder.
    #[must_use]
    pub const fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The vault.
    #[must_use]
    pub const fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Log, vault and state.
    #[must_use]
    pub const fn archive(&self) -> Archive<'_> {
        Archive {
            store: &self.store,
            tree: &self.tree,
            vault: &self.vault,
            register: &self.register,
        }
    }

    /// The latest checkpoint of the log itself.
    #[must_use]
    pub const fn checkpoint(&self) -> &SignedCheckpoint {
        &self.checkpoint
    }

    /// The newest checkpoint that a witness cosigned and that covers `size` entries.
    ///
    /// # Errors
    /// [`Problem`]: the folder of cosigned checkpoints cannot be read.
    pub fn cosigned(&self, size: u64) -> Result<Option<SignedCheckpoint>, Problem> {
        let newest = cosigned(&self.folder)?.into_iter().last();
        Ok(newest.filter(|signed| {
            signed.checkpoint().size >= size && is_over(signed, &self.tree, &self.register)
        }))
    }
}
