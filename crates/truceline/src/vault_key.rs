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
use std::path::PathBuf;
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

/// The first step: a new key whose file is durable. Where one was made before and not used, it is that one.
///
/// # Errors
/// [`Problem`].
pub fn prepare(place: &Place, origin: &str, sealing: Option<&Sealing>) -> Result<Seed, Problem> {
    let next = place.next_vault_key();
    if !next.exists() {
        let key = Key {
            purpose: Purpose::VaultMaster,
            name: origin.to_owned(),
            seed: Seed::generate(&mut SystemRandomness)?,
        };
        keyfile::create(&next, &key, sealing)?;
    }
    Ok(load_key(&next, Purpose::VaultMaster, &place.passphrases)?.seed)
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

/// The last step: the new file in the old one's place.
///
/// # Errors
/// [`Problem`].
pub fn put_in_place(place: &Place) -> Result<(), Problem> {
    let (current, next) = (place.vault_key(), place.next_vault_key());
    disk::supersede(&next, &current).map_err(|error| {
        Problem::unavailable(format!(
            "{}: {error}; the vault opens with {} meanwhile; mend that and run it again",
            current.display(),
            next.display()
        ))
    })
}

/// Whether a change has come to its end but for the file: the vault opens with the key beside the one in place, and
/// nothing in it needs another. The folder's lock is held.
#[must_use]
pub fn waits_for_its_place(place: &Place, ring: &Ring) -> bool {
    let next = place.next_vault_key();
    next.exists()
        && load_key(&next, Purpose::VaultMaster, &place.passphrases)
            .is_ok_and(|next| ring.is(&next.seed))
}

/// What is to be done after another key has taken the old one's place.
#[must_use]
pub fn what_next() -> Vec<String> {
    [
        "copy the new vault.key apart from every backup of the data; the old copies open no vault that is backed up from now on",
        "make a new backup of the vault; destroy those made before, or keep the old key's copy with none of them at hand",
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
