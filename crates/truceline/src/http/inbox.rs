//! `/v1/inbox`: the numbered inbox of the caller's party.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::wire::inbox::{self, ItemView};
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// Most items at once.
pub const MAX_ITEMS: usize = 1_000;
const ITEMS: usize = 100;

/// Which items.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only items that are not acknowledged.
    #[serde(default)]
    open: bool,
    /// Items after this number: the number of the last one seen.
    #[serde(default)]
    after: u64,
    /// How many, at most 1,000.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

/// Lists what the caller's party was told, with what the party said of it
#[utoipa::path(get, path = "/v1/inbox", tag = "inbox", params(Which),
    responses((status = 200, body = Vec<ItemView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let limit = limit(which.limit, ITEMS, MAX_ITEMS)?;
    server
        .read(caller, move |sight| {
            let register = sight.register();
            let at = register.standpoint(sight.now);
            let select = inbox::Select {
                only_open: which.open,
                after: which.after,
                limit,
            };
            let records = |index| sight.line(index)?.ok_or_else(not_found);
            let names = sight.names();
            let items = inbox::items(register, at, sight.caller.party, select, &names, &records)?;
            Ok(wants.tell(&items, || inbox::text(&items)))
        })
        .await
}

/// How many to give.
///
/// # Errors
/// [`crate::exit::Problem`]: none, or more than there may be.
pub fn limit(
    wanted: Option<usize>,
    usual: usize,
    most: usize,
) -> Result<usize, crate::exit::Problem> {
    match wanted {
        None => Ok(usual),
        Some(limit) if (1..=most).contains(&limit) => Ok(limit),
        Some(_) => Err(problem("usage", format!("limit is 1 to {most}"))),
    }
}
