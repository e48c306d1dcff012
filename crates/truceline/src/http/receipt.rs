//! `/v1/receipts`, `/v1/checkpoint`: what proves that a record is in the log.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::wire::problem::ProblemDocument;
use axum::extract::{Path, State};
use std::sync::Arc;

const NOTE: &str = "text/plain; charset=utf-8";

/// Gives the receipt of a record of the caller's own; the centre has everybody's
///
/// A C2SP tlog-proof under the latest checkpoint. It proves submission to its sender and is no permit.
#[utoipa::path(get, path = "/v1/receipts/{index}", tag = "evidence",
    params(("index" = u64, Path, description = "The record's place in the log")),
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn receipt(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(index): Path<String>,
) -> Answered {
    let index = index.parse().map_err(|_| not_found())?;
    server
        .read(caller, move |sight| {
            let register = sight.register();
            let own = [register.writer_of(index), register.owner_of(index)];
            if !own.contains(&Some(sight.caller.party)) && !sight.is_centre() {
                return Err(not_found());
            }
            let checkpoint = sight.state.checkpoint().ok_or_else(no_checkpoint)?;
            let receipt = sight
                .archive()
                .receipt(index, &checkpoint)
                .map_err(|_| not_found())?;
            Ok(wants.give(NOTE, receipt.to_string().into_bytes()))
        })
        .await
}

/// Gives the latest checkpoint: a C2SP signed note
#[utoipa::path(get, path = "/v1/checkpoint", tag = "evidence",
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn checkpoint(
    State(server): State<Arc<Server>>,
    _caller: Caller,
    wants: Wants,
) -> Answered {
    let checkpoint = server.state().checkpoint().ok_or_else(no_checkpoint)?;
    Ok(wants.give(NOTE, checkpoint.to_string().into_bytes()))
}

fn no_checkpoint() -> crate::exit::Problem {
    problem(
        "unavailable",
        "the register has no checkpoint; run `truceline fsck`",
    )
}
