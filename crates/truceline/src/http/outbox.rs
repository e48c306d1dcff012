//! `/v1/outbox`: how deliveries outside stand. A party sees its own targets, the centre everybody's.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::server::Server;
use crate::wire::outbox::OutboxView;
use crate::wire::problem::ProblemDocument;
use axum::extract::State;
use std::sync::Arc;

/// Shows the outbox: targets, what waits for them, dead letters, and the key that webhooks are signed with
///
/// Of the caller's party; the centre sees everybody's.
#[utoipa::path(get, path = "/v1/outbox", tag = "alerts",
    responses((status = 200, body = OutboxView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    let outbox = Arc::clone(server.kept.outbox());
    server
        .read(caller, move |sight| {
            let of = (!sight.is_centre()).then_some(sight.caller.party);
            let view = OutboxView::of(outbox.ledger(), Some(outbox.key()), of, &sight.names())?;
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}
