//! `fsck`, `backup`, `restore`: keeping a register, and what to do when its disk is lost.

use super::context::{Context, Progress};
use super::init::Init;
use crate::exit::{DAMAGED, Done, Exit, Problem};
use crate::file;
use crate::http::served::Served;
use crate::session::{CENTRE_KEY, Place, REGISTER_CARD};
use crate::voice;
use crate::wire::party::PredecessorView;
use clap::Args;
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use truceline_engine::folder::Folder;
use truceline_engine::fsck;
use truceline_engine::head::{Head, HeadFile};
use truceline_engine::keyfile::{self, Purpose, Seed};
use truceline_engine::restore::{self, Extent, VaultCopy};
use truceline_engine::store::sqlite::SqliteStore;
use truceline_register::bundle::verify::log_key;
use truceline_register::party::Genesis;

/// Check everything: every entry against its leaf, the root, every checkpoint, the vault, the head
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley fsck\nExit 5 where anything of the register is wrong, 4 where only a key is missing or readable by others."
)]
pub struct Fsck {}

/// Copy the log, and the vault where asked, beside a running register
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley backup --to /mnt/stick/valley-2031-05-20 --with-vault\nThe log's copies are kept for ever, the vault's only as long as its contents may be remembered.\nKeys are in no backup: copy them apart."
)]
pub struct Backup {
    /// The folder to make
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// The vault too: what was disclosed
    #[arg(long)]
    with_vault: bool,
}

/// Put a whole backup back, or begin a successor of a log that has ended
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  truceline --data valley-new restore /mnt/stick/valley-2031-05-20 --head valley-old/head/checkpoint\n  truceline --data valley-2 restore /mnt/stick/valley-2031-05-20 --head valley-old/head/checkpoint \\\n    --successor register.example/kestrel-valley-2 --theatre \"Kestrel Valley\" --centre \"Coordination Centre\"\n  truceline --data valley-2 restore valley --because \"the register key was lost with its copies\" \\\n    --successor register.example/kestrel-valley-2 --theatre \"Kestrel Valley\" --centre \"Coordination Centre\"\nWith --without-vault the log is put back to be read, not to go on."
)]
pub struct Restore {
    /// The backup's folder; to begin a successor also the old register's own data folder
    from: PathBuf,
    /// The latest head that anyone still has: the old folder's head file
    #[arg(long, value_name = "FILE")]
    head: Option<PathBuf>,
    /// Begin a successor under this origin: where entries are lost, or a key is lost or stolen
    #[arg(long, value_name = "ORIGIN", requires_all = ["theatre", "centre"])]
    successor: Option<String>,
    /// Why the old log ends, in words; needed where nothing of it is lost
    #[arg(long, value_name = "WORDS", requires = "successor")]
    because: Option<String>,
    /// The successor's theatre in words
    #[arg(long)]
    theatre: Option<String>,
    /// The name of the party that keeps it
    #[arg(long, value_name = "NAME")]
    centre: Option<String>,
    /// The successor's centre takes part in the hostilities
    #[arg(long)]
    belligerent: bool,
    /// The successor is an exercise's, as the old register was
    #[arg(long)]
    exercise: bool,
    /// Seal the successor's keys
    #[arg(long)]
    seal: bool,
}

/// What `fsck` found.
#[derive(Clone, Debug, Serialize)]
struct FoundView {
    state: &'static str,
    entries: u64,
    records: u64,
    checkpoints: u64,
    disclosures: u64,
    erased: u64,
    root: Option<String>,
    faults: u64,
    what: Vec<String>,
    /// What is amiss with the keys; no damage of the register.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keys: Vec<String>,
    /// What the next start will do; no damage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pending: Vec<String>,
}

impl Fsck {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`]: the register cannot be opened at all.
    pub fn run(&self, context: &Context) -> Done {
        let place = context.place()?;
        let damaged = |problem: Problem| match problem.code.as_str() {
            DAMAGED => Problem::unverified(problem.what),
            _ => problem,
        };
        let (folder, vault) = place.read().map_err(damaged)?;
        let unavailable = |error: &dyn std::fmt::Display| Problem::unavailable(error.to_string());
        let store = SqliteStore::open_reader(&folder.paths().log())
            .map_err(|error| damaged(error.into()))?;
        let (genesis, digest) =
            restore::genesis(&store).map_err(|error| Problem::unverified(error.to_string()))?;
        let key = log_key(&genesis).map_err(|error| Problem::unverified(error.to_string()))?;
        let head = folder
            .paths()
            .head()
            .read()
            .map_err(|error| unavailable(&error))?;
        let progress = Progress::start(context, "checking");
        let mut found = fsck::check(&store, &vault, &key, head.as_ref(), &mut |index| {
            progress.at(index)
        })
        .map_err(|error| unavailable(&error))?;
        drop(progress);
        if context.without_vault {
            found.lost.clear();
        }
        if digest.0 != folder.identity().genesis {
            found.faults.push(
                "the genesis in the log is not the one that the folder's identity names".to_owned(),
            );
            found.fault_count += 1;
        }
        let clean = found.clean();
        found.fault_count += found.lost.len() as u64;
        found.faults.append(&mut found.lost);
        let keys = keys_amiss(&place, &genesis);
        context.show(&FoundView {
            state: match (clean, keys.is_empty()) {
                (true, true) => "nothing is wrong",
                (true, false) => "log, vault and head are sound, the keys are not",
                (false, _) => {
                    "DAMAGED: stop writing, keep a copy, restore (docs/operating/backup.md)"
                }
            },
            entries: found.entries,
            records: found.records,
            checkpoints: found.checkpoints,
            disclosures: found.disclosures,
            erased: found.erased,
            root: found.root.map(|root| root.to_string()),
            faults: found.fault_count,
            what: found.faults,
            keys: keys.clone(),
            pending: found.pending,
        })?;
        Ok(match (clean, keys.is_empty()) {
            (true, true) => Exit::Done,
            (true, false) => Exit::Unavailable,
            (false, _) => Exit::VerificationFailed,
        })
    }
}

/// What is amiss with the keys that the register goes on with: missing, damaged, readable by others, or
/// another log's. What is sealed is not opened for it. The vault's own key has opened the vault before.
fn keys_amiss(place: &Place, genesis: &Genesis) -> Vec<String> {
    let register = place.register_key();
    let mut amiss: Vec<String> = match keyfile::is_sealed(&register) {
        Err(error) => vec![format!(
            "{error}; without it nothing is ever recorded here again: put back its copy (docs/operating/keys.md)"
        )],
        Ok(true) => Vec::new(),
        Ok(false) => match keyfile::load(&register, Purpose::Register, &mut || None) {
            Err(error) => vec![error.to_string()],
            Ok(key) if voice::public_of(&key.seed) == genesis.log_key => Vec::new(),
            Ok(_) => vec![format!(
                "{}: is the key of another log; put back the one of {}",
                register.display(),
                genesis.origin
            )],
        },
    };
    let centre = place.keys.join(CENTRE_KEY);
    if centre.exists() {
        amiss.extend(
            keyfile::is_sealed(&centre)
                .err()
                .map(|error| error.to_string()),
        );
    }
    amiss
}

impl Backup {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let place = context.place()?;
        let folder = Folder::open(&place.data)?;
        let known = self.vault_key(&place, &folder)?;
        let keys = || place.vault_keys(known.as_ref());
        let vault = match (self.with_vault, &known) {
            (false, _) => VaultCopy::Left,
            (true, None) => VaultCopy::Unopened,
            (true, Some(_)) => VaultCopy::Opened(&keys),
        };
        let progress = Progress::start(context, "copying pages");
        restore::back_up(&folder, &self.to, vault, &mut |done| {
            progress.at(u64::from(done.done))
        })?;
        drop(progress);
        context.show(&json!({
            "backup": self.to,
            "holds": if self.with_vault { "log, head, identity, vault" } else { "log, head, identity; not the vault" },
            "checked": match vault {
                VaultCopy::Left => "every entry against its leaf, the root against the head",
                VaultCopy::Opened(_) => "every entry against its leaf, the root against the head, every row of the vault",
                VaultCopy::Unopened => "every entry against its leaf, the root against the head; not the vault, for its key is not here",
            },
            "keys": "in no backup; copy them apart",
        }))
    }

    /// The vault's key as it is before anything is copied, where the vault is copied and its key is here.
    fn vault_key(&self, place: &Place, folder: &Folder) -> Result<Option<Seed>, Problem> {
        if !self.with_vault || !place.vault_key().exists() {
            return Ok(None);
        }
        place.vault_seed(folder).map(Some)
    }
}

impl Restore {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn run(&self, context: &Context) -> Done {
        let place = context.place()?;
        if !self.from.is_dir() {
            return Err(Problem::unavailable(format!(
                "{}: no such folder; name the folder that `backup` made",
                self.from.display()
            )));
        }
        let head = match &self.head {
            None => None,
            Some(path) => {
                let head = HeadFile::at(path)
                    .read()
                    .map_err(|error| Problem::unavailable(error.to_string()))?;
                Some(head.ok_or_else(|| {
                    Problem::unavailable(format!("{}: no such head file", path.display()))
                })?)
            }
        };
        if let Some(init) = self.init() {
            return self.succeed(context, &init, head.as_ref());
        }
        let with_vault = !context.without_vault;
        match restore::put_back(&self.from, &place.data, head.as_ref(), with_vault)? {
            Extent::Whole => {
                Served::unknown(&place.data)?;
                self.put_back(context, &place.data)
            }
            Extent::Short(predecessor) => {
                let lost = predecessor.size - predecessor.kept;
                Err(Problem::unavailable(format!(
                    "the backup holds {} of {} entries that were signed for: {lost} are lost and this log has ended. Look for a complete copy; else begin a successor with --successor ORIGIN --theatre … --centre …",
                    predecessor.kept, predecessor.size
                )))
            }
        }
    }

    fn succeed(&self, context: &Context, init: &Init, head: Option<&Head>) -> Done {
        let predecessor = restore::predecessor(&self.from, head, self.because.clone())?;
        let lost = predecessor.size - predecessor.kept;
        if lost == 0 && predecessor.reason.is_none() {
            return Err(Problem::usage(
                "nothing of it is missing: restore it as the same register, without --successor; or, where a key of it is lost or stolen, say so with --because \"…\"",
            ));
        }
        let before = PredecessorView::of(&predecessor);
        let view = init.begin(context, &context.place()?, Some(predecessor))?;
        context.show(&json!({
            "successor": view,
            "predecessor": before,
            "lost": lost,
            "next": "enrol every party again, ask each to say again what is in force, and keep the old folder, backup and head as evidence",
        }))
    }

    fn init(&self) -> Option<Init> {
        Some(Init {
            origin: self.successor.clone()?,
            theatre: self.theatre.clone()?,
            centre: self.centre.clone()?,
            desk: "Duty desk".to_owned(),
            exercise: self.exercise,
            belligerent: self.belligerent,
            seal: self.seal,
        })
    }

    fn put_back(&self, context: &Context, data: &Path) -> Done {
        let folder = Folder::open_without_vault(data)?;
        let store = SqliteStore::open_reader(&folder.paths().log())
            .map_err(|error| Problem::unavailable(error.to_string()))?;
        let (genesis, digest) = restore::genesis(&store)?;
        let log = log_key(&genesis).map_err(|error| Problem::unverified(error.to_string()))?;
        let card = crate::card::RegisterCard {
            origin: genesis.origin,
            theatre: genesis.theatre,
            exercise: genesis.exercise,
            genesis: digest,
            log,
        };
        file::write_public(&data.join(REGISTER_CARD), card.to_string().as_bytes())?;
        context.show(&json!({
            "restored": data,
            "register": card.origin,
            "compared_with": if self.head.is_some() { "the head file named: nothing is missing" } else { "no head: whether entries after the backup were ever shown to anybody is not known" },
            "next": if context.without_vault {
                "read it with --without-vault; nothing is ever written to it".to_owned()
            } else {
                format!("put the register's keys into {}, then run `truceline tick` and `truceline fsck`", data.join("keys").display())
            },
        }))
    }
}
