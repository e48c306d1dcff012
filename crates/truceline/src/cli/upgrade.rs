//! `upgrade`: a register of an earlier release's format becomes one of this release's.

use super::context::{Context, Progress};
use crate::exit::{Done, Exit, Problem};
use crate::session::{Place, load_key};
use crate::vault_key::is_hollow;
use clap::Args;
use serde_json::json;
use truceline_engine::folder::{FORMAT, Folder};
use truceline_engine::keyfile::{Purpose, Seed};
use truceline_engine::upgrade::{self, Outcome, Step, VaultKeys};

/// Bring a register that an earlier release made to this release's format: copy, prove, switch
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example:\n  truceline --data valley upgrade\nStop the server first, and make a backup with the release that wrote the register. The disk needs room for log and vault once more.\nCut short at any moment, either the earlier register stands or the new one: run it again. Exit 5 where the register does not prove sound; then it stays as it was.\nWith --without-vault a log that was put back to be read is upgraded alone."
)]
pub struct Upgrade {}

impl Upgrade {
    /// Runs it.
    ///
    /// # Errors
    /// [`Problem`] saying which register stands.
    pub fn run(&self, context: &Context) -> Done {
        let place = context.place()?;
        let folder = Folder::open_to_upgrade(&place.data)?;
        // Keys before the lock: nobody waits while a person types a passphrase.
        let keys = keys(&place, &folder)?;
        let lock = folder.lock_within(context.wait(), &mut context.waiting())?;
        let copying = Progress::start(context, "copying pages");
        let proving = Progress::start(context, "proving entries");
        let outcome = upgrade::upgrade(&place.data, &lock, &keys, &mut |step| {
            match step {
                Step::CopyingLog(pages) | Step::CopyingVault(pages) => copying.at(pages),
                Step::Proving(entries) => proving.at(entries),
                _ => {}
            }
            Ok(())
        });
        drop((copying, proving));
        context.show(&match outcome? {
            Outcome::Current => json!({
                "format": FORMAT,
                "state": "nothing to do: the register is of this release's format",
            }),
            Outcome::Completed { from } => json!({
                "format": FORMAT,
                "from": from,
                "state": "upgraded before; the files of its earlier format are removed now",
            }),
            Outcome::Upgraded { from, proof } => json!({
                "format": FORMAT,
                "from": from,
                "state": "upgraded",
                "proven": {
                    "entries": proof.entries,
                    "checkpoints": proof.checkpoints,
                    "vault_records": proof.vault_records,
                    "root": proof.root.to_string(),
                },
                "next": "run `truceline fsck`, make a backup, and destroy copies of the earlier vault as you would any other copy of it",
            }),
        })?;
        Ok(Exit::Done)
    }
}

/// The vault's key, and the one that a rotation cut short left beside it. None is asked for where nothing is
/// to be upgraded.
fn keys(place: &Place, folder: &Folder) -> Result<VaultKeys, Problem> {
    if place.without_vault {
        return Ok(VaultKeys::NoVault);
    }
    let mut seeds: Vec<Seed> = Vec::new();
    if folder.format() < FORMAT && folder.paths().vault().exists() {
        let current = place.vault_key();
        let next = place.next_vault_key();
        seeds.push(load_key(&current, Purpose::VaultMaster, &place.passphrases)?.seed);
        if next.exists() && !is_hollow(&next) {
            seeds.push(load_key(&next, Purpose::VaultMaster, &place.passphrases)?.seed);
        }
    }
    Ok(VaultKeys::Any(seeds))
}
