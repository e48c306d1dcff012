//! `/v1/reconciliations`: two lists side by side, for the party that reconciles them.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::{not_found, problem};
use super::server::{Server, Sight};
use crate::exit::Problem;
use crate::notation::known_at::known_at;
use crate::wire::bulletin::draft::DraftView;
use crate::wire::problem::ProblemDocument;
use crate::wire::reconciliation::{
    ProposalView, ReconciliationCountsView, StandingReconciliationView,
};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use std::sync::Arc;
use truceline_register::bulletin::content::Content;
use truceline_register::day::ClockOffset;
use truceline_register::ids::{LogIndex, ReconciliationId};
use truceline_register::reconciliation::ReconciliationRef;
use truceline_register::reconciliation::history::Reconciliation;
use truceline_register::reconciliation::matching::DEFAULT_THRESHOLD;
use utoipa::IntoParams;

/// Most reconciliations at once; the latest are given.
pub const MAX_LISTED: usize = 400;

/// From where one looks.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Looking {
    /// As it was known then: a size of the log, or a time.
    known_at: Option<String>,
}

/// From which score on.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct From {
    /// 0 to 1000; 500 where nothing is said.
    #[param(minimum = 0, maximum = 1000)]
    threshold: Option<u16>,
}

/// By which clock the day is counted, and what of the log the figures rest on.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Drafting {
    /// So far ahead of UTC, such as `+02:00`; UTC where nothing is said.
    clock: Option<String>,
    /// As things stood after so many records; now where nothing is said.
    #[param(minimum = 0)]
    as_of: Option<LogIndex>,
}

impl Looking {
    fn known_at(&self, sight: &Sight<'_>) -> Result<LogIndex, Problem> {
        let register = sight.register();
        let known = self.known_at.as_deref().map(known_at).transpose();
        let known = known.map_err(|what| problem("usage", format!("known_at: {what}")))?;
        known.map_or(Ok(register.size), |known| known.size(register))
    }
}

fn own<'a>(sight: &'a Sight<'_>, id: &str) -> Result<&'a Reconciliation, Problem> {
    let id = ReconciliationId::parse(id).map_err(|_| not_found())?;
    let party = sight.caller.party;
    let known = sight
        .register()
        .reconciliations
        .get(ReconciliationRef { party, id });
    known.ok_or_else(not_found)
}

/// Lists what the caller's party has set side by side
#[utoipa::path(get, path = "/v1/reconciliations", tag = "reconciliations",
    responses((status = 200, body = Vec<ReconciliationCountsView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let all = register.reconciliations.all();
            let own: Vec<&Reconciliation> = all
                .filter(|known| known.about.party == sight.caller.party)
                .collect();
            let latest = own.iter().rev().take(MAX_LISTED).rev();
            let views: Vec<ReconciliationCountsView> = latest
                .filter_map(|known| ReconciliationCountsView::of(known, &names, register.size))
                .collect();
            Ok(wants.tell(&views, || {
                views.iter().map(ReconciliationCountsView::line).collect()
            }))
        })
        .await
}

/// Shows both lists with the class of every entry, and what was judged
///
/// Matched means that a person holds two entries to be about the same event, not that either is so.
#[utoipa::path(get, path = "/v1/reconciliations/{reconciliation}", tag = "reconciliations",
    params(("reconciliation" = String, Path, description = "The party's id of it"), Looking),
    responses((status = 200, body = StandingReconciliationView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(reconciliation): Path<String>,
    from: Result<Query<Looking>, QueryRejection>,
) -> Answered {
    let Query(from) = from.map_err(|error| problem("usage", error.body_text()))?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let known = own(sight, &reconciliation)?;
            let known_at = from.known_at(sight)?;
            let view = StandingReconciliationView::of(known, (register, &names), known_at);
            let view = view.ok_or_else(not_found)?;
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// Proposes pairs, each with its score and its reasons, for a person to confirm
#[utoipa::path(get, path = "/v1/reconciliations/{reconciliation}/proposal", tag = "reconciliations",
    params(("reconciliation" = String, Path, description = "The party's id of it"), From),
    responses((status = 200, body = ProposalView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn proposal(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(reconciliation): Path<String>,
    from: Result<Query<From>, QueryRejection>,
) -> Answered {
    let Query(from) = from.map_err(|error| problem("usage", error.body_text()))?;
    let threshold = from.threshold.unwrap_or(DEFAULT_THRESHOLD);
    server
        .read(caller, move |sight| {
            let register = sight.register();
            let known = own(sight, &reconciliation)?;
            let proposals = known.proposals(register, threshold, register.size);
            let proposals = proposals.map_err(|error| problem("over-limit", error.to_string()))?;
            let view = ProposalView::of(known, &proposals, threshold, register.size);
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// Shows what would be published of it: the very figures that a bulletin must have to be admitted
///
/// Nothing is published. The content is of the day on which the reconciliation begins by the clock; its bytes have the
/// SHA-256 that is named.
#[utoipa::path(get, path = "/v1/reconciliations/{reconciliation}/draft", tag = "reconciliations",
    params(("reconciliation" = String, Path, description = "The party's id of it"), Drafting),
    responses((status = 200, body = DraftView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn draft(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(reconciliation): Path<String>,
    asked: Result<Query<Drafting>, QueryRejection>,
) -> Answered {
    let Query(asked) = asked.map_err(|error| problem("usage", error.body_text()))?;
    let clock = asked.clock.as_deref().unwrap_or("Z");
    let clock = ClockOffset::parse(clock)
        .ok_or_else(|| problem("usage", "clock: write it like +02:00, ahead of UTC"))?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let known = own(sight, &reconciliation)?;
            let as_of = asked.as_of.unwrap_or(register.size);
            let content = Content::draft(register, known.about, clock, as_of);
            let content =
                content.map_err(|error| problem(error.code().code(), error.to_string()))?;
            let view = DraftView::of(&content, sight.caller.key, (register, &names));
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}
