//! `/v1/agreements`: terms as they were entered, and what they ask for when.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::problem::{not_found, problem};
use super::server::{Server, Sight};
use crate::exit::Problem;
use crate::notation::instant;
use crate::notation::known_at::known_at;
use crate::wire::agreement::{AgreementLine, StandingAgreementView};
use crate::wire::calendar::CalendarView;
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_register::agreement::calendar;
use truceline_register::ids::AgreementId;
use truceline_register::register::Standpoint;
use utoipa::{IntoParams, ToSchema};

/// Most agreements on a page.
const MAX_LISTED: usize = 1_000;
const LISTED: usize = 100;

/// Which agreements.
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

/// From where it is looked at.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Looking {
    /// At this time, RFC 3339; absent: now.
    at: Option<String>,
    /// Known at this log index or time; absent: now.
    known_at: Option<String>,
}

/// A page of agreements.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgreementPage {
    /// In order of their ids.
    pub agreements: Vec<AgreementLine>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl Looking {
    fn standpoint(&self, sight: &Sight<'_>) -> Result<Standpoint, Problem> {
        let register = sight.register();
        let wrong = |field: &str, what: String| problem("usage", format!("{field}: {what}"));
        let known = self.known_at.as_deref().map(known_at).transpose();
        let known = known.map_err(|what| wrong("known_at", what))?;
        let at = self.at.as_deref().map(instant).transpose();
        let at = at.map_err(|what| wrong("at", what))?;
        Ok(Standpoint {
            known_at: known.map_or(Ok(register.size), |known| known.size(register))?,
            now: at.unwrap_or(sight.now),
        })
    }
}

/// Lists agreements in the version that counts
#[utoipa::path(get, path = "/v1/agreements", tag = "agreements", params(Which),
    responses((status = 200, body = AgreementPage, content_type = "application/json"),
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
    let after = which.after.as_deref().map(AgreementId::parse);
    let after = after.transpose().map_err(wrong)?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let all = register.agreements.all(register.size);
            let all = all.filter(|one| after.is_none_or(|after| after < one.said.id));
            let mut agreements: Vec<AgreementLine> = all
                .take(limit + 1)
                .map(|version| AgreementLine::of(version, &names))
                .collect();
            let more = agreements.len() > limit;
            agreements.truncate(limit);
            let last = agreements.last().map(|last| last.agreement.id.clone());
            let next = last.filter(|_| more);
            let page = AgreementPage { agreements, next };
            Ok(wants.tell(&page, || {
                page.agreements.iter().map(AgreementLine::text).collect()
            }))
        })
        .await
}

/// Shows an agreement with every clause, its areas and what is drawn of them
#[utoipa::path(get, path = "/v1/agreements/{id}", tag = "agreements",
    params(("id" = String, Path, description = "The agreement's id"), Looking),
    responses((status = 200, body = StandingAgreementView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(id): Path<String>,
    from: Result<Query<Looking>, QueryRejection>,
) -> Answered {
    let Query(from) = from.map_err(|error| problem("usage", error.body_text()))?;
    let id = AgreementId::parse(&id).map_err(|_| not_found())?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let at = from.standpoint(sight)?;
            let version = register.agreements.get(id, at.known_at);
            let version = version.ok_or_else(not_found)?;
            let view = StandingAgreementView::of(version, register, at, &names);
            Ok(wants.show(&view))
        })
        .await
}

/// Shows what an agreement asks for when: due, past, or without a date and why
///
/// Past says that the time is over, not that a term was kept or broken.
#[utoipa::path(get, path = "/v1/agreements/{id}/calendar", tag = "agreements",
    params(("id" = String, Path, description = "The agreement's id"), Looking),
    responses((status = 200, body = CalendarView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn calendar(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(id): Path<String>,
    from: Result<Query<Looking>, QueryRejection>,
) -> Answered {
    let Query(from) = from.map_err(|error| problem("usage", error.body_text()))?;
    let id = AgreementId::parse(&id).map_err(|_| not_found())?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let at = from.standpoint(sight)?;
            let (version, lines) = calendar::of(register, id, at).ok_or_else(not_found)?;
            let view = CalendarView::of(version, &lines, at.now, &names);
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}
