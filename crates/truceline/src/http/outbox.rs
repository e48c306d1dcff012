//! `/v1/outbox`: how deliveries outside stand. A party sees its own targets, the centre everybody's; the centre tries
//! again and drops.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::exit::Problem;
use crate::outbox::Outbox;
use crate::wire::outbox::{OutboxChangedView, OutboxView};
use crate::wire::problem::ProblemDocument;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

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

/// Which letters are to be tried again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetryOrder {
    /// A letter that waits or is dead, as listed.
    pub letter: Option<String>,
    /// Every dead letter instead.
    #[serde(default)]
    pub dead: bool,
}

/// Which letter is to be dropped.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DropOrder {
    /// A letter that waits or is dead, as listed.
    pub letter: String,
}

/// Tries a letter again now, or every dead one
#[utoipa::path(post, path = "/v1/outbox/retry", tag = "alerts", request_body = RetryOrder,
    responses((status = 200, body = OutboxChangedView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn retry(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    order: Result<Json<RetryOrder>, JsonRejection>,
) -> Answered {
    let Json(order) = order.map_err(|error| problem("usage", error.body_text()))?;
    if order.letter.is_some() == order.dead {
        return Err(problem("usage", "name a letter, or say dead: true for all"));
    }
    change(&server, caller, wants, move |outbox| {
        let letters = outbox.retry(order.letter.as_deref())?;
        Ok((order.letter.is_none() || letters > 0).then_some(letters))
    })
    .await
}

/// Drops a letter: it is not sent any more; what it stands for stays in the register
#[utoipa::path(post, path = "/v1/outbox/drop", tag = "alerts", request_body = DropOrder,
    responses((status = 200, body = OutboxChangedView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn discard(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    order: Result<Json<DropOrder>, JsonRejection>,
) -> Answered {
    let Json(order) = order.map_err(|error| problem("usage", error.body_text()))?;
    change(&server, caller, wants, move |outbox| {
        Ok(outbox.discard(&order.letter)?.then_some(1))
    })
    .await
}

/// Beside other answers: a file is written. Nothing where there is no such letter.
async fn change(
    server: &Arc<Server>,
    caller: Caller,
    wants: Wants,
    make: impl FnOnce(&Outbox) -> Result<Option<usize>, Problem> + Send + 'static,
) -> Answered {
    let outbox = Arc::clone(server.kept.outbox());
    server
        .read(caller, move |_| {
            let letters = make(&outbox)?.ok_or_else(not_found)?;
            let view = OutboxChangedView { letters };
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}
