//! `/v1/vault/rotation`: another master key for the vault while the register is served.
//!
//! The centre asks; the writer does it between its rounds ([`truceline_engine::writer::rotation`]). The key itself
//! never leaves the machine: what leaves is how it stands. It changes nothing that anybody said, so it is no
//! record; who asked stands in the server's log, and in the answer. Not here: the key's files
//! ([`crate::vault_key`]).

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::problem;
use super::server::Server;
use crate::exit::Problem;
use crate::vault_key::{
    ended, prepare, put_in_place, sealing_alike, waits_for_its_place, what_next,
};
use crate::wire::problem::ProblemDocument;
use crate::wire::time;
use crate::wire::vault_key::{VaultRotationState, VaultRotationView};
use axum::extract::State;
use axum::http::StatusCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;
use truceline_engine::keyfile::Seed;
use truceline_engine::writer::rotation::{Rotation as Order, Turned};
use truceline_register::ids::KeyId;

/// Paths of the machine stand in the server's log and in no answer.
const NOT_MADE: &str = "the new key cannot be made; the server's log says why";

/// The change that is under way, or was the last.
#[derive(Debug, Default)]
pub struct Rotation {
    view: Mutex<VaultRotationView>,
    count: Arc<AtomicU64>,
}

impl Rotation {
    fn lock(&self) -> MutexGuard<'_, VaultRotationView> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn view(&self) -> VaultRotationView {
        let mut view = self.lock().clone();
        view.keys = self.count.load(Ordering::Relaxed);
        view
    }

    /// Takes the place of the one before, unless that is under way.
    fn begin(&self, by: Option<KeyId>, began: String) -> bool {
        let mut view = self.lock();
        if view.state == VaultRotationState::UnderWay {
            return false;
        }
        self.count.store(0, Ordering::Relaxed);
        *view = VaultRotationView {
            state: VaultRotationState::UnderWay,
            by: by.map(|key| key.to_string()),
            began: Some(began),
            ..VaultRotationView::default()
        };
        true
    }

    fn end(&self, at: String, outcome: Result<&'static str, String>) {
        let mut view = self.lock();
        view.ended = Some(at);
        match outcome {
            Ok(left) => {
                view.state = VaultRotationState::Rotated;
                view.left = Some(left.to_owned());
                view.next = what_next();
            }
            Err(problem) => {
                view.state = VaultRotationState::Failed;
                view.problem = Some(problem);
            }
        }
    }
}

/// Puts another master key in the place of the vault's
///
/// The answer comes at once; ask how it stands until it is done. Where a change is under way already this tells of that
/// one. The new key is made on the server's machine, in the place of the old one: copy it from there.
#[utoipa::path(post, path = "/v1/vault/rotation", tag = "operations",
    responses((status = 202, body = VaultRotationView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn rotate(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    let own = Arc::clone(&server);
    // Whoever hangs up meanwhile does not leave it half begun.
    let begun = tokio::spawn(async move { begin(&own, Some(caller.key)).await });
    begun.await.map_err(|_| problem("internal", NOT_MADE))??;
    let mut response = wants.show(&server.rotation.view());
    *response.status_mut() = StatusCode::ACCEPTED;
    Ok(response)
}

/// Shows how the change of the vault's master key stands
#[utoipa::path(get, path = "/v1/vault/rotation", tag = "operations",
    responses((status = 200, body = VaultRotationView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(State(server): State<Arc<Server>>, _caller: Caller, wants: Wants) -> Answered {
    Ok(wants.show(&server.rotation.view()))
}

/// Goes on with a change that was cut short before this start, where there is one.
pub async fn go_on(server: Arc<Server>) {
    if server.ring.is_turning() || waits_for_its_place(server.place(), &server.ring) {
        // What went wrong stands in the log, and in the answer to whoever asks how it stands.
        let _ = begin(&server, None).await;
    }
}

async fn begin(server: &Arc<Server>, by: Option<KeyId>) -> Result<(), Problem> {
    let rotation = &server.rotation;
    let now = || time(server.now(&server.state().register));
    if !rotation.begin(by, now()) {
        return Ok(());
    }
    let whose = by.map_or_else(|| "the server itself".to_owned(), |key| key.to_string());
    let prepared = match server.ring.is_turning() {
        // What was begun goes on with the key that it was begun with.
        true => Ok(None),
        false => new_key(server).await,
    };
    let turned = prepared.and_then(|to| hand_in(server, to));
    match turned {
        Err(error) => {
            tracing::error!(by = whose, "the vault's master key is not changed: {error}");
            rotation.end(now(), Err(NOT_MADE.to_owned()));
            Err(problem("unavailable", NOT_MADE))
        }
        Ok(turned) => {
            tracing::warn!(by = whose, "the vault's master key is being changed");
            let server = Arc::clone(server);
            tokio::spawn(async move { finish(&server, turned).await });
            Ok(())
        }
    }
}

/// A new key, its file durable; none where the vault opens with that key already and only its file is to be put in
/// place: a change before this one was cut short at its end. Beside other answers, for sealing takes a moment.
async fn new_key(server: &Arc<Server>) -> Result<Option<Seed>, Problem> {
    let own = Arc::clone(server);
    let made = server.beside(move |state, _, _| {
        let (place, ring) = (own.place(), &own.ring);
        if waits_for_its_place(place, ring) {
            return Ok(None);
        }
        let sealing = sealing_alike(place)?;
        let origin = state.register.authority.origin();
        prepare(place, ring, origin, sealing.as_ref()).map(Some)
    });
    made.await
}

fn hand_in(server: &Server, to: Option<Seed>) -> Result<oneshot::Receiver<Turned>, Problem> {
    let (reply, turned) = oneshot::channel();
    server.rotate(Order {
        to,
        count: Arc::clone(&server.rotation.count),
        // Where the server stops nobody waits: the next start goes on.
        reply: Box::new(move |outcome| drop(reply.send(outcome))),
    })?;
    Ok(turned)
}

async fn finish(server: &Arc<Server>, turned: oneshot::Receiver<Turned>) {
    let outcome = match turned.await {
        Ok(Turned::Done(traces)) => {
            let own = Arc::clone(server);
            let placed =
                tokio::task::spawn_blocking(move || put_in_place(own.place(), &own.ring)).await;
            match placed {
                Ok(Ok(())) => Ok(ended(traces)),
                Ok(Err(error)) => Err(error.to_string()),
                Err(error) => Err(error.to_string()),
            }
        }
        Ok(Turned::NotBegun(error) | Turned::Unfinished(error)) => Err(error.to_string()),
        Err(_) => Err("the server is stopping; the next start goes on".to_owned()),
    };
    let now = time(server.now(&server.state().register));
    match &outcome {
        Ok(_) => tracing::warn!(
            "the vault's master key is changed: copy the new vault.key apart from every backup, and make a new backup of the vault"
        ),
        Err(error) => tracing::error!("the vault's master key is not changed: {error}"),
    }
    let told = outcome.map_err(|_| {
        "it has not come to its end; the server's log says why. What was begun goes on when it is asked for again, and at the next start".to_owned()
    });
    server.rotation.end(now, told);
}
