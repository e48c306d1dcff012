//! `/v1/allegations`: what is alleged, by whom, and what others say of it.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::wire::allegation::StandingAllegationView;
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_register::allegation::AllegationRef;
use truceline_register::ids::{AllegationId, IncidentId, PartyId};
use utoipa::{IntoParams, ToSchema};

/// Most allegations at once.
pub const MAX_LISTED: usize = 1_000;
const LISTED: usize = 100;

/// Which allegations.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Those alone that say they happened in this incident.
    incident: Option<String>,
    /// Go on behind this one: `next` of the page before.
    after: Option<String>,
    /// How many, at most 1,000.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

/// A page of allegations.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllegationPage {
    /// In the order they were made.
    pub allegations: Vec<StandingAllegationView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Lists what the caller's party alleged, and what it was told that others allege
///
/// Each is its maker's word. The steps of the ladder and the answers stand beside it, each by whoever says so.
#[utoipa::path(get, path = "/v1/allegations", tag = "allegations", params(Which),
    responses((status = 200, body = AllegationPage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let limit = limit(which.limit, LISTED, MAX_LISTED)?;
    let incident = which.incident.as_deref().map(IncidentId::parse).transpose();
    let incident = incident.map_err(|error| problem("usage", error.to_string()))?;
    let after = which.after.as_deref().map(reference).transpose()?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let own = sight.caller.party;
            let mut seen = register.allegations.all().filter_map(|known| {
                let standing = known.seen_by(register, own, register.size)?;
                let named = standing.version.incident;
                let is_meant = incident.is_none() || named == incident;
                is_meant.then_some((known, standing))
            });
            if let Some(after) = after {
                seen.by_ref().find(|(known, _)| known.about == after);
            }
            let mut page = AllegationPage {
                allegations: Vec::new(),
                next: None,
            };
            let mut last = None;
            for (known, standing) in seen {
                if page.allegations.len() == limit {
                    page.next = last;
                    break;
                }
                last = Some(format!("{}.{}", known.about.party, known.about.id));
                let view = StandingAllegationView::of(known, &standing, &names);
                page.allegations.push(view);
            }
            Ok(wants.tell(&page, || {
                page.allegations
                    .iter()
                    .map(StandingAllegationView::line)
                    .collect()
            }))
        })
        .await
}

/// Shows an allegation with what others say of it
#[utoipa::path(get, path = "/v1/allegations/{party}/{allegation}", tag = "allegations",
    params(("party" = String, Path, description = "Whose: the party's id"),
        ("allegation" = String, Path, description = "The maker's id of it")),
    responses((status = 200, body = StandingAllegationView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path((party, allegation)): Path<(String, String)>,
) -> Answered {
    let about = reference(&format!("{party}.{allegation}")).map_err(|_| not_found())?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let known = register.allegations.get(about).ok_or_else(not_found)?;
            let standing = known.seen_by(register, sight.caller.party, register.size);
            let standing = standing.ok_or_else(not_found)?;
            let view = StandingAllegationView::of(known, &standing, &names);
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

fn reference(text: &str) -> Result<AllegationRef, crate::exit::Problem> {
    let (party, id) = text.split_once('.').unwrap_or((text, ""));
    let party = PartyId::parse(party).map_err(|error| problem("usage", error.to_string()))?;
    let id = AllegationId::parse(id).map_err(|error| problem("usage", error.to_string()))?;
    Ok(AllegationRef { party, id })
}
