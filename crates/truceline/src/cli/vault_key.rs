//! `key rotate-vault`: another master key for the vault.
//!
//! ```text
//! 1. the new key's file stands beside the old one, durable
//! 2. the vault wraps every data key under it, in one step
//! 3. the new file takes the old one's place
//! ```
//!
//! Cut short after 2, the vault opens with the new file only: running it again finishes.

use super::context::Context;
use super::init::sealing;
use crate::exit::{Done, Problem};
use crate::session::load_key;
use serde_json::json;
use std::path::Path;
use truceline_engine::disk;
use truceline_engine::folder::Folder;
use truceline_engine::keyfile::{self, Key, Purpose, Seed};
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::vault::sqlite::SqliteShelf;
use truceline_engine::vault::{Erasure, Vault};

/// A key file is some hundred bytes.
const MAX_KEY_FILE_BYTES: u64 = 16 << 10;

/// Rotates it.
///
/// # Errors
/// [`Problem`]; the vault opens with the key in place, or with the one beside it.
pub fn rotate(context: &Context, seal: bool) -> Done {
    let place = context.place()?;
    let folder = Folder::open(&place.data)?;
    let _lock = folder.lock_within(context.wait(), &mut context.waiting())?;
    let (current, next) = (
        place.vault_key(),
        disk::with_suffix(&place.vault_key(), ".next"),
    );
    let load = |path: &Path| load_key(path, Purpose::VaultMaster, &place.passphrases);
    let open = |seed: Seed| -> Result<Vault, Problem> {
        let shelf = SqliteShelf::open(&folder.paths().vault())
            .map_err(|error| Problem::unavailable(error.to_string()))?;
        Vault::open(Box::new(shelf), seed, folder.identity().genesis)
            .map_err(|error| Problem::unavailable(error.to_string()))
    };
    if !next.exists() {
        let key = Key {
            purpose: Purpose::VaultMaster,
            name: folder.identity().origin.clone(),
            seed: Seed::generate(&mut SystemRandomness)?,
        };
        keyfile::create(&next, &key, sealing(context, seal)?.as_ref())?;
    }
    let new = load(&next)?.seed;
    // Where the new key opens it already, a run before this one was cut short after the second step.
    let mut swept = Erasure::Complete;
    if open(new.clone()).is_err() {
        swept = open(load(&current)?.seed)?
            .rotate_master(new.clone(), &mut SystemRandomness)
            .map_err(|error| Problem::unavailable(error.to_string()))?;
    }
    open(new)?;
    put_in_place(&next, &current)?;
    context.show(&json!({
        "vault_key": current,
        "state": match swept {
            Erasure::Complete => "rotated",
            Erasure::TracesRemain => {
                "rotated; somebody reads the vault now, and traces under the old key remain until the next start"
            }
        },
        "next": [
            format!("copy {} apart from every backup of the data; the old copies open no vault that is backed up from now on", current.display()),
            "make a new backup of the vault; destroy those made before, or keep the old key's copy with none of them at hand".to_owned(),
        ],
    }))
}

fn put_in_place(next: &Path, current: &Path) -> Result<(), Problem> {
    let cannot = |path: &Path, error: &dyn std::fmt::Display| {
        Problem::unavailable(format!("{}: {error}; run it again", path.display()))
    };
    let bytes = disk::read_bounded(next, MAX_KEY_FILE_BYTES)
        .map_err(|error| cannot(next, &error))?
        .ok_or_else(|| cannot(next, &"is gone"))?;
    disk::replace(current, &bytes).map_err(|error| cannot(current, &error))?;
    std::fs::remove_file(next).map_err(|error| cannot(next, &error))
}
