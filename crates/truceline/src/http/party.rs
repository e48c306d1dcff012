//! `/v1/parties`, `/v1/desks`, `/v1/keys`: who takes part.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::server::Server;
use crate::wire::party::{self, DeskView, KeyView, PartyView};
use crate::wire::problem::ProblemDocument;
use axum::extract::State;
use std::sync::Arc;

/// Lists everybody enrolled
///
/// Enrolment is not recognition.
#[utoipa::path(get, path = "/v1/parties", tag = "parties",
    responses((status = 200, body = Vec<PartyView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn parties(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            Ok(wants.show(&party::parties(&sight.register().authority)))
        })
        .await
}

/// Lists all desks
#[utoipa::path(get, path = "/v1/desks", tag = "parties",
    responses((status = 200, body = Vec<DeskView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn desks(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let names = sight.names();
            Ok(wants.show(&party::desks(&sight.register().authority, &names)))
        })
        .await
}

/// Lists all keys, and how they stand
#[utoipa::path(get, path = "/v1/keys", tag = "parties",
    responses((status = 200, body = Vec<KeyView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn keys(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let (names, now) = (sight.names(), sight.now);
            Ok(wants.show(&party::keys(&sight.register().authority, &names, now)))
        })
        .await
}
