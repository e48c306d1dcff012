//! `/v1/alerts`: what is owed and has not been answered.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::server::Server;
use crate::wire::problem::ProblemDocument;
use crate::wire::standing::{OwedView, owed_text, owed_to};
use axum::extract::State;
use std::sync::Arc;

/// Lists the open alerts of the caller's party; the centre sees everybody's
#[utoipa::path(get, path = "/v1/alerts", tag = "alerts",
    responses((status = 200, body = Vec<OwedView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let views = owed_to(
                sight.register(),
                sight.caller.party,
                sight.now,
                &sight.names(),
            );
            Ok(wants.tell(&views, || owed_text(&views)))
        })
        .await
}
