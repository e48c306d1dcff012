//! The file of the vault's master key, and another key in its place.
//!
//! ```text
//! 1. the new key's file stands beside the old one, durable          vault.key.next
//! 2. the vault wraps every data key under it, in pieces              (the engine's)
//! 3. the new file takes the old one's place, and the old one is overwritten
//! ```
//!
//! Until 2 begins the vault opens with `vault.key`, from then on with the new key: `vault.key.next`, and after 3
//! `vault.key`. Whoever opens the vault tries both; whoever may write to it finishes what was cut short. Not here:
//! who may ask for it (the command's and the server's).

use crate::exit::Problem;
use crate::session::{Place, load_key};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use truceline_engine::disk;
use truceline_engine::folder::Folder;
use truceline_engine::keyfile::{self, Key, Purpose, Sealing, Seed, WorkFactor};
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::vault::ring::Ring;
use truceline_engine::vault::sqlite::SqliteShelf;
use truceline_engine::vault::{Erasure, Vault, VaultError};

impl Place {
    /// The file of a new master key that is not in its place yet.
    #[must_use]
    pub fn next_vault_key(&self) -> PathBuf {
        disk::with_suffix(&self.vault_key(), ".next")
    }

    /// What opens with the vault's master key: with the one in place; with the one beside it, where the key is being
    /// changed; or once more with the one in place, where that was changed meanwhile. `open` gives nothing where the
    /// key is the wrong one.
    ///
    /// # Errors
    /// [`Problem`]: its own, or no key opens it.
    pub fn with_vault_key<T>(
        &self,
        mut open: impl FnMut(Seed) -> Result<Option<T>, Problem>,
    ) -> Result<T, Problem> {
        let (current, next) = (self.vault_key(), self.next_vault_key());
        for path in [&current, &next, &current] {
            if path == &next && !next.exists() {
                continue;
            }
            let seed = load_key(path, Purpose::VaultMaster, &self.passphrases)?.seed;
            if let Some(opened) = open(seed)? {
                return Ok(opened);
            }
        }
        Err(Problem::unavailable(VaultError::WrongMasterKey.to_string()))
    }

    /// The seed of the vault's master key. Only where two stand there is it tried which of them opens the vault.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn vault_seed(&self, folder: &Folder) -> Result<Seed, Problem> {
        if !self.next_vault_key().exists() {
            return Ok(load_key(&self.vault_key(), Purpose::VaultMaster, &self.passphrases)?.seed);
        }
        self.with_vault_key(|seed| {
            let opened = open_to_read(folder, seed.clone())?;
            Ok(opened.map(|_| seed))
        })
    }

    /// What a copy of the vault may open with: the key that was known before it was made, and those that stand there
    /// now, where the key is being changed or was.
    #[must_use]
    pub fn vault_keys(&self, known: Option<&Seed>) -> Vec<Seed> {
        // The one beside it first: it is moved from there to the other place, never back.
        let now = [self.next_vault_key(), self.vault_key()];
        let now = now.iter().filter_map(|path| {
            let key = load_key(path, Purpose::VaultMaster, &self.passphrases);
            key.ok().map(|key| key.seed)
        });
        known.cloned().into_iter().chain(now).collect()
    }
}

/// A vault opened to read; nothing where the key is the wrong one.
///
/// # Errors
/// [`Problem`].
pub fn open_to_read(folder: &Folder, seed: Seed) -> Result<Option<Vault>, Problem> {
    let (sealed, genesis) = (folder.paths().vault(), folder.identity().genesis);
    let shelf = SqliteShelf::open_reader(&sealed)?.of(&sealed, &genesis)?;
    fitting(Vault::open(Box::new(shelf), seed, genesis))
}

/// The same to write; the folder's lock is held.
///
/// # Errors
/// [`Problem`].
pub fn open_to_write(folder: &Folder, seed: Seed) -> Result<Option<Vault>, Problem> {
    let shelf = SqliteShelf::open(&folder.paths().vault())?;
    fitting(Vault::open(
        Box::new(shelf),
        seed,
        folder.identity().genesis,
    ))
}

fn fitting(opened: Result<Vault, VaultError>) -> Result<Option<Vault>, Problem> {
    match opened {
        Ok(vault) => Ok(Some(vault)),
        Err(VaultError::WrongMasterKey) => Ok(None),
        Err(error) => Err(Problem::unavailable(error.to_string())),
    }
}

/// The first step: a new key whose file is durable. Where one was made before and not used, it is that one. The vault
/// is open with `ring`, and its key is not being changed.
///
/// # Errors
/// [`Problem`].
pub fn prepare(
    place: &Place,
    ring: &Ring,
    origin: &str,
    sealing: Option<&Sealing>,
) -> Result<Seed, Problem> {
    let next = place.next_vault_key();
    if is_hollow(&next) && holds(place, ring, &place.vault_key()).unwrap_or(false) {
        // Its making was cut short by a power cut; nothing was ever wrapped under it.
        fs::remove_file(&next).map_err(|error| named(&next, &error))?;
    }
    if !next.exists() {
        let key = Key {
            purpose: Purpose::VaultMaster,
            name: origin.to_owned(),
            seed: Seed::generate(&mut SystemRandomness)?,
        };
        // Under another name until it is whole. The folder's lock is held: nobody else makes one.
        let unfinished = disk::with_suffix(&next, ".new");
        match fs::remove_file(&unfinished) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(named(&unfinished, &error));
            }
            _ => {}
        }
        keyfile::create(&unfinished, &key, sealing)?;
        fs::rename(&unfinished, &next)
            .and_then(|()| disk::sync_folder(disk::parent(&next)))
            .map_err(|error| named(&next, &error))?;
    }
    Ok(load_key(&next, Purpose::VaultMaster, &place.passphrases)?.seed)
}

fn named(path: &Path, error: &io::Error) -> Problem {
    Problem::unavailable(format!("{}: {error}", path.display()))
}

/// Whether a file stands there that holds nothing but zeros, or nothing at all: no key.
#[must_use]
pub fn is_hollow(path: &Path) -> bool {
    disk::read_bounded(path, 1 << 16)
        .ok()
        .flatten()
        .is_some_and(|bytes| bytes.iter().all(|byte| *byte == 0))
}

/// Whether this file holds the key that everything in the vault is wrapped under from now on.
fn holds(place: &Place, ring: &Ring, path: &Path) -> Result<bool, Problem> {
    let key = load_key(path, Purpose::VaultMaster, &place.passphrases)?;
    Ok(ring.is(&key.seed))
}

/// Seals a new key as the one in place is sealed: with the same passphrase, or not at all. Nobody is asked.
///
/// # Errors
/// [`Problem`]: it is sealed, and what opens it is not known here.
pub fn sealing_alike(place: &Place) -> Result<Option<Sealing>, Problem> {
    let current = place.vault_key();
    if !keyfile::is_sealed(&current)? {
        return Ok(None);
    }
    let passphrase = place.passphrases.that_opens(&current).ok_or_else(|| {
        Problem::unavailable("the passphrase of the vault's master key is not at hand to seal another with it; run `truceline key rotate-vault` on the folder")
    })?;
    Ok(Some(Sealing {
        passphrase,
        work: WorkFactor::DEFAULT,
    }))
}

/// The last step: the new file in the old one's place. Only where it holds the vault's key; where that stands in its
/// place already nothing is moved and nothing overwritten, for the key beside it opens nothing. The folder's lock is
/// held.
///
/// # Errors
/// [`Problem`]; the vault's key stands where it stood, or in its place.
pub fn put_in_place(place: &Place, ring: &Ring) -> Result<(), Problem> {
    let (current, next) = (place.vault_key(), place.next_vault_key());
    let opens = |path: &Path| holds(place, ring, path);
    let beside = next.exists().then(|| opens(&next));
    if !matches!(beside, Some(Ok(true))) {
        return match (opens(&current), beside) {
            (Ok(true), _) => end_placing(place, ring),
            (_, Some(Err(error))) | (Err(error), _) => Err(error),
            (Ok(false), _) => Err(Problem::unavailable(format!(
                "{}: is not the key that the vault opens with now; nothing was overwritten; put that key's file there",
                current.display()
            ))),
        };
    }
    disk::supersede(&next, &current).map_err(|error| {
        let with = match opens(&current) {
            Ok(true) => &current,
            _ => &next,
        };
        Problem::unavailable(format!(
            "{}: {error}; the vault opens with {}; mend that and run it again",
            current.display(),
            with.display()
        ))
    })
}

/// Overwrites a key's file that another has taken the place of, where a power cut came between. The folder's lock is
/// held.
///
/// # Errors
/// [`Problem`]; it can be tried again.
pub fn end_placing(place: &Place, ring: &Ring) -> Result<(), Problem> {
    let current = place.vault_key();
    // Nothing goes before it is known that the key in place opens the vault.
    if !disk::is_superseding(&current) || !holds(place, ring, &current)? {
        return Ok(());
    }
    disk::end_superseding(&current).map_err(|error| named(&current, &error))
}

/// Whether a change has come to its end but for the file: the vault opens with the key beside the one in place, and
/// nothing in it needs another. The folder's lock is held.
#[must_use]
pub fn waits_for_its_place(place: &Place, ring: &Ring) -> bool {
    let next = place.next_vault_key();
    next.exists() && holds(place, ring, &next).unwrap_or(false)
}

/// What is to be done after another key has taken the old one's place.
#[must_use]
pub fn what_next() -> Vec<String> {
    [
        "copy the new vault.key apart from every backup of the data; the old copies open no vault that is backed up from now on",
        "make a new backup of the vault; destroy those made before or during the change, or keep the old key's copy with none of them at hand",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// How a change ended, in words.
#[must_use]
pub const fn ended(traces: Erasure) -> &'static str {
    match traces {
        Erasure::Complete => "rotated",
        Erasure::TracesRemain => {
            "rotated; somebody reads the vault now, and traces under the old key remain until the next start"
        }
    }
}
