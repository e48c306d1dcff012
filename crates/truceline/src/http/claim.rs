//! `/v1/claims` and what is said of an incident: side by side, and along time.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::incident::find;
use super::problem::{not_found, problem};
use super::server::{Server, Sight};
use crate::exit::Problem;
use crate::wire::claim::ClaimAboutView;
use crate::wire::claims::{EnteredView, SideBySideView, TimelineView};
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_register::claim::About;
use truceline_register::claim::history::Entered;
use truceline_register::claim::view::about as claims_about;
use truceline_register::claim::words::Rule;
use truceline_register::ids::ClaimId;
use utoipa::{IntoParams, ToSchema};

/// Most claims at once.
pub const MAX_LISTED: usize = 1_000;
const LISTED: usize = 100;

/// Which claims.
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

/// A page of claims.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClaimPage {
    /// In the order in which they were entered.
    pub claims: Vec<EnteredView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// By which rule figures are drawn.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Drawn {
    /// `lowest`, `highest` or `latest-of-each-claimant`; several with commas between. Without it no figure is drawn.
    rule: Option<String>,
}

impl Drawn {
    fn rules(&self) -> Result<Vec<Rule>, Problem> {
        let words = self.rule.iter().flat_map(|rules| rules.split(','));
        let read = |word: &str| {
            Rule::from_word(word.trim()).ok_or_else(|| {
                problem(
                    "usage",
                    "\"rule\" is lowest, highest or latest-of-each-claimant",
                )
            })
        };
        words.map(read).collect()
    }
}

fn claim<'a>(sight: &'a Sight<'_>, text: &str) -> Result<&'a Entered, Problem> {
    let register = sight.register();
    let id = ClaimId::parse(text).map_err(|_| not_found())?;
    let entered = register.claims.get(id);
    entered
        .filter(|entered| entered.readers.hold(register, sight.caller.party))
        .ok_or_else(not_found)
}

/// Lists the claims about an incident that the caller's party may read
#[utoipa::path(get, path = "/v1/incidents/{incident}/claims", tag = "incidents",
    params(("incident" = String, Path, description = "The incident's id"), Which),
    responses((status = 200, body = ClaimPage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(incident): Path<String>,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let most = limit(which.limit, LISTED, MAX_LISTED)?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let opened = find(sight, &incident)?;
            let after = which.after.as_deref().map(|after| claim(sight, after));
            let after = after.transpose()?.map(|entered| entered.record);
            let eyes = Some(sight.caller.party);
            let all = claims_about(register, About::Incident(opened.id), eyes, register.size);
            let mut rest = all
                .into_iter()
                .filter(|entered| after.is_none_or(|after| entered.record > after));
            let page: Vec<&Entered> = rest.by_ref().take(most).collect();
            let next = rest
                .next()
                .and(page.last())
                .map(|last| last.said.id.to_string());
            let claims = page.into_iter();
            let claims = claims
                .map(|entered| EnteredView::of(entered, register.size, &names))
                .collect();
            Ok(wants.show(&ClaimPage { claims, next }))
        })
        .await
}

/// Sets the claims about an incident side by side, question by question
///
/// Each line is the word of whom it names. A figure is drawn only by a rule that is asked for and stands beside it.
#[utoipa::path(get, path = "/v1/incidents/{incident}/side-by-side", tag = "incidents",
    params(("incident" = String, Path, description = "The incident's id"), Drawn),
    responses((status = 200, body = SideBySideView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn side_by_side(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(incident): Path<String>,
    drawn: Result<Query<Drawn>, QueryRejection>,
) -> Answered {
    let Query(drawn) = drawn.map_err(|error| problem("usage", error.body_text()))?;
    let rules = drawn.rules()?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let about = About::Incident(find(sight, &incident)?.id);
            let claims = claims_about(register, about, Some(sight.caller.party), register.size);
            let at = register.standpoint(sight.now);
            let about = ClaimAboutView::of(about, &names);
            let view = SideBySideView::of(about, &claims, &rules, at, &names);
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// Shows how the numbers in the claims about an incident changed over time
#[utoipa::path(get, path = "/v1/incidents/{incident}/timeline", tag = "incidents",
    params(("incident" = String, Path, description = "The incident's id"), Drawn),
    responses((status = 200, body = TimelineView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn timeline(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(incident): Path<String>,
    drawn: Result<Query<Drawn>, QueryRejection>,
) -> Answered {
    let Query(drawn) = drawn.map_err(|error| problem("usage", error.body_text()))?;
    let rules = drawn.rules()?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let about = About::Incident(find(sight, &incident)?.id);
            let claims = claims_about(register, about, Some(sight.caller.party), register.size);
            let at = register.standpoint(sight.now);
            let about = ClaimAboutView::of(about, &names);
            let view = TimelineView::of(about, &claims, &rules, at, &names);
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// Shows a claim with its source and with what others say to it
#[utoipa::path(get, path = "/v1/claims/{claim}", tag = "incidents",
    params(("claim" = String, Path, description = "The claim's id")),
    responses((status = 200, body = EnteredView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(id): Path<String>,
) -> Answered {
    server
        .read(caller, move |sight| {
            let entered = claim(sight, &id)?;
            let view = EnteredView::of(entered, sight.register().size, &sight.names());
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}
