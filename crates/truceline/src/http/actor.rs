//! `/v1/actors`: who is spoken about, and who calls them what.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::notation::known_at::known_at;
use crate::wire::actor::{ActorLine, SeenView};
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_register::day::Day;
use truceline_register::ids::ActorId;
use truceline_register::register::Standpoint;
use utoipa::{IntoParams, ToSchema};

/// Most actors on a page.
const MAX_LISTED: usize = 1_000;
const LISTED: usize = 100;

/// Which actors.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Go on behind this one: `next` of the page before.
    after: Option<String>,
    /// How many, at most 1,000.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

/// A page of actors.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActorPage {
    /// In order of their ids.
    pub actors: Vec<ActorLine>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Seen by whom, when.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    /// By this party or actor alone, by name or id.
    by: Option<String>,
    /// On this day, like 2031-05-20; absent: all that was entered.
    on: Option<String>,
    /// Known at this log index or time; absent: now.
    known_at: Option<String>,
}

/// Lists actors with their names
#[utoipa::path(get, path = "/v1/actors", tag = "agreements", params(Which),
    responses((status = 200, body = ActorPage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let limit = limit(which.limit, LISTED, MAX_LISTED)?;
    let wrong = |_| problem("usage", "after is the `next` of the page before");
    let after = which.after.as_deref().map(ActorId::parse);
    let after = after.transpose().map_err(wrong)?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let all = register.actors.all(register.size);
            let all = all.filter(|(id, _)| after.is_none_or(|after| after < *id));
            let mut actors: Vec<ActorLine> = all
                .take(limit + 1)
                .map(|(_, entered)| ActorLine::of(entered, register, &names))
                .collect();
            let more = actors.len() > limit;
            actors.truncate(limit);
            let next = actors.last().map(|last| last.id.clone()).filter(|_| more);
            let page = ActorPage { actors, next };
            Ok(wants.tell(&page, || page.actors.iter().map(ActorLine::text).collect()))
        })
        .await
}

/// Shows who calls an actor what, as it was entered
///
/// Each is the word of who designates; where none was entered, the answer says that none was entered.
#[utoipa::path(get, path = "/v1/actors/{id}/designations", tag = "agreements",
    params(("id" = String, Path, description = "The actor's id"), Seen),
    responses((status = 200, body = SeenView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn designations(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(id): Path<String>,
    seen: Result<Query<Seen>, QueryRejection>,
) -> Answered {
    let Query(seen) = seen.map_err(|error| problem("usage", error.body_text()))?;
    let id = ActorId::parse(&id).map_err(|_| not_found())?;
    let day = |text: &str| {
        Day::parse(text).ok_or_else(|| problem("usage", "on: write a day like 2031-05-20"))
    };
    let on = seen.on.as_deref().map(day).transpose()?;
    let known = seen.known_at.as_deref().map(known_at).transpose();
    let known = known.map_err(|what| problem("usage", format!("known_at: {what}")))?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let at = Standpoint {
                known_at: known.map_or(Ok(register.size), |known| known.size(register))?,
                now: sight.now,
            };
            register.actors.get(id, at.known_at).ok_or_else(not_found)?;
            let by = seen
                .by
                .as_deref()
                .map(|by| names.find_who(by))
                .transpose()?;
            let view = SeenView::of(register, id, by, on, at, &names);
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}
