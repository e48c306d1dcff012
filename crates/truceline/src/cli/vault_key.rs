//! `key rotate-vault`: another master key for the vault, on the folder or by the server that writes to it.

use super::context::{Context, Progress};
use super::init::sealing;
use crate::exit::{Done, Problem};
use crate::replica::Replica;
use crate::vault_key::{
    ended, open_to_write, prepare, put_in_place, waits_for_its_place, what_next,
};
use crate::wire::vault_key::{VaultRotationState, VaultRotationView};
use serde_json::json;
use std::time::Duration;
use truceline_engine::folder::Folder;
use truceline_engine::randomness::SystemRandomness;

/// How often the server is asked how far it has come.
const LOOK: Duration = Duration::from_millis(300);

/// Rotates it.
///
/// # Errors
/// [`Problem`]; the vault opens with the key in place, or with the one beside it.
pub fn rotate(context: &Context, seal: bool) -> Done {
    if context.server.is_some() {
        if seal {
            return Err(Problem::usage(
                "a server seals the new key as the one in place is sealed; leave --seal out",
            ));
        }
        return by_server(context);
    }
    let place = context.place()?;
    let folder = Folder::open(&place.data)?;
    let _lock = folder.lock_within(context.wait(), &mut context.waiting())?;
    let mut vault = place.with_vault_key(|seed| open_to_write(&folder, seed))?;
    let failed = |error: &dyn std::fmt::Display| {
        Problem::unavailable(format!("{error}; what is left is done by running it again"))
    };
    // Where a run before this one was cut short, it goes on with the key that it began with.
    let goes_on = vault.is_rotating() || waits_for_its_place(&place, &vault.ring());
    if !goes_on {
        let seal = sealing(context, seal)?;
        let origin = &folder.identity().origin;
        let new = prepare(&place, &vault.ring(), origin, seal.as_ref())?;
        vault
            .begin_rotation(new, &mut SystemRandomness)
            .map_err(|error| failed(&error))?;
    }
    let progress = Progress::start(context, "wrapping keys");
    let traces = vault
        .finish_rotation(&mut |done| progress.at(done), &mut SystemRandomness)
        .map_err(|error| failed(&error))?;
    drop(progress);
    let ring = vault.ring();
    drop(vault);
    put_in_place(&place, &ring)?;
    let mut next = what_next();
    if goes_on {
        next.push("this was what was left of an earlier change, with the key that was made then, sealed or not as it was made; for another key run it again".to_owned());
    }
    context.show(&json!({
        "vault_key": place.vault_key(),
        "state": ended(traces),
        "next": next,
    }))
}

/// Asks the server, and waits until it is done.
fn by_server(context: &Context) -> Done {
    let replica = context.replica()?;
    let asked = replica.order("/v1/vault/rotation")?;
    let mut view = read(&asked)?;
    let progress = Progress::start(context, "wrapping keys");
    while view.state == VaultRotationState::UnderWay {
        progress.at(view.keys);
        std::thread::sleep(LOOK);
        view = shown(&replica)?;
    }
    drop(progress);
    match view.state {
        VaultRotationState::Rotated => context.show(&view),
        _ => Err(Problem::unavailable(view.problem.unwrap_or_else(|| {
            "the server was stopped meanwhile; it goes on when it is started again".to_owned()
        }))),
    }
}

fn shown(replica: &Replica) -> Result<VaultRotationView, Problem> {
    let (_, view) = replica.shown("/v1/vault/rotation")?;
    read(view.to_string().as_bytes())
}

fn read(bytes: &[u8]) -> Result<VaultRotationView, Problem> {
    serde_json::from_slice(bytes).map_err(|_| {
        Problem::unavailable("the server's answer cannot be read; is it of this program's version?")
    })
}
