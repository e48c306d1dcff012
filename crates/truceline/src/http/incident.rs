//! `/v1/incidents`: what happened, what the register held then, and what parties were asked.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::inquiry::look;
use super::problem::{not_found, problem};
use super::server::{Server, Sight};
use crate::exit::Problem;
use crate::wire::incident::{AskedOfView, OpenedView, StateView, version};
use crate::wire::inquiry::InquiryView;
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_register::ids::{IncidentId, InformationRequestId};
use truceline_register::incident::history::Opened;
use truceline_register::incident::state::{AsOf, question};
use truceline_register::inquiry::{Viewpoint, inquire};
use utoipa::{IntoParams, ToSchema};

/// Most incidents at once.
pub const MAX_LISTED: usize = 1_000;
const LISTED: usize = 100;

/// Which incidents.
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

/// A page of incidents.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IncidentPage {
    /// In the order in which they were opened.
    pub incidents: Vec<OpenedView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Which state.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfWhom {
    /// Whose knowledge: `register`, or a party by name or id. A party asks for its own.
    viewpoint: Option<String>,
    /// As of when: `event` (when it began to happen) or `opening`.
    as_of: Option<String>,
    /// To which version of the incident it is attached, from 1; without it the latest.
    #[param(minimum = 1)]
    version: Option<usize>,
}

/// An incident that the caller may read.
pub(super) fn find<'a>(sight: &'a Sight<'_>, text: &str) -> Result<&'a Opened, Problem> {
    let register = sight.register();
    let id = IncidentId::parse(text).map_err(|_| not_found())?;
    let opened = register.incidents.get(id);
    opened
        .filter(|opened| opened.readers.hold(register, sight.caller.party))
        .ok_or_else(not_found)
}

fn view(sight: &Sight<'_>, opened: &Opened) -> Option<OpenedView> {
    let register = sight.register();
    let at = register.standpoint(sight.now);
    let eyes = Some(sight.caller.party);
    OpenedView::of(opened, register, eyes, at, &sight.names())
}

/// Lists incidents that the caller's party may read
#[utoipa::path(get, path = "/v1/incidents", tag = "incidents", params(Which),
    responses((status = 200, body = IncidentPage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let most = limit(which.limit, LISTED, MAX_LISTED)?;
    server
        .read(caller, move |sight| {
            let register = sight.register();
            let from = which.after.as_deref().map(|after| find(sight, after));
            let from = from.transpose()?.and_then(Opened::first);
            let from = from.map_or(0, |first| first.record + 1);
            let all = register.incidents.all_from(from, register.size);
            let mut readable =
                all.filter(|opened| opened.readers.hold(register, sight.caller.party));
            let page: Vec<&Opened> = readable.by_ref().take(most).collect();
            let next = readable
                .next()
                .and(page.last())
                .map(|last| last.id.to_string());
            let incidents = page
                .into_iter()
                .filter_map(|opened| view(sight, opened))
                .collect();
            Ok(wants.show(&IncidentPage { incidents, next }))
        })
        .await
}

/// Shows an incident with what parties were asked about it
#[utoipa::path(get, path = "/v1/incidents/{incident}", tag = "incidents",
    params(("incident" = String, Path, description = "The incident's id")),
    responses((status = 200, body = OpenedView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(incident): Path<String>,
) -> Answered {
    server
        .read(caller, move |sight| {
            let opened = find(sight, &incident)?;
            let view = view(sight, opened).ok_or_else(not_found)?;
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// Shows what the register held of an incident's place and time, in somebody's eyes
///
/// As an inquiry: a party asks for its own knowledge, the centre for anybody's and the register's. What is shown is on
/// record before it is shown.
#[utoipa::path(get, path = "/v1/incidents/{incident}/state", tag = "incidents",
    params(("incident" = String, Path, description = "The incident's id"), OfWhom),
    responses((status = 200, body = StateView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn state(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(incident): Path<String>,
    of_whom: Result<Query<OfWhom>, QueryRejection>,
) -> Answered {
    let Query(of_whom) = of_whom.map_err(|error| problem("usage", error.body_text()))?;
    let as_of = match of_whom.as_of.as_deref() {
        None | Some("event") => AsOf::Event,
        Some("opening") => AsOf::Opening,
        Some(_) => return Err(problem("usage", "\"as_of\" is event or opening")),
    };
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let opened = find(sight, &incident)?;
            let viewpoint = viewpoint(sight, of_whom.viewpoint.as_deref())?;
            let version = version(opened, of_whom.version, register.size)
                .map_err(|what| problem("usage", what))?;
            let held = match question(version, as_of, viewpoint) {
                Err(why) => Err(why),
                Ok(inquiry) => {
                    let report = inquire(register, &inquiry);
                    look(sight, &report)?;
                    Ok(InquiryView::of(&inquiry, None, &report, register, &names))
                }
            };
            let view = StateView::of(opened, version, register.size, as_of, held);
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// Whose knowledge the caller may ask for.
fn viewpoint(sight: &Sight<'_>, asked: Option<&str>) -> Result<Viewpoint, Problem> {
    let own = Viewpoint::Party(sight.caller.party);
    let asked = match asked {
        None if sight.is_centre() => Viewpoint::Register,
        None => own,
        Some("register") => Viewpoint::Register,
        Some(party) => Viewpoint::Party(sight.names().find_party(party)?),
    };
    if asked == own || sight.is_centre() {
        return Ok(asked);
    }
    Err(problem(
        "not-allowed",
        "a party asks for its own knowledge; ask the centre for more",
    ))
}

/// Shows an information request with every question and how it stands
#[utoipa::path(get, path = "/v1/information-requests/{request}", tag = "incidents",
    params(("request" = String, Path, description = "The request's id")),
    responses((status = 200, body = AskedOfView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn request(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(request): Path<String>,
) -> Answered {
    let id = InformationRequestId::parse(&request).map_err(|_| not_found())?;
    server
        .read(caller, move |sight| {
            let register = sight.register();
            let asked = register.incidents.request(id).ok_or_else(not_found)?;
            find(sight, &asked.said.incident.to_string())?;
            let (at, eyes) = (register.standpoint(sight.now), Some(sight.caller.party));
            let view = AskedOfView::of(asked, register, eyes, at, &sight.names());
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}
