//! `/v1/bulletins`: what is published of a zone and a day, for everybody, in every form.
//!
//! Nobody signs in. Nothing is shown but what a signed statement published in the clear.

use super::answer::{Answered, Wants, public};
use super::problem::{not_found, problem};
use super::server::{Server, archive};
use crate::exit::Problem;
use crate::names::Names;
use crate::session::card_of;
use crate::wire::bulletin::feed::{MAX_ENTRIES, atom};
use crate::wire::bulletin::page::{html, policy};
use crate::wire::bulletin::table::csv;
use crate::wire::bulletin::{BulletinView, Imprint};
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_engine::writer::state::State as Standing;
use truceline_register::bulletin::BulletinRef;
use truceline_register::bulletin::history::Bulletin;
use truceline_register::ids::{BulletinId, PartyId, ZoneId};
use utoipa::{IntoParams, ToSchema};

/// Most bulletins in a list.
pub const MAX_LISTED: usize = 100;

/// Which version.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Counted from 1; without it the latest.
    #[param(minimum = 1)]
    version: Option<usize>,
}

/// Which bulletins.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Behind {
    /// Go on behind this one: `next` of the page before.
    after: Option<String>,
}

/// A page of bulletins.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BulletinPage {
    /// The one brought up to date last first; of each the latest version.
    pub bulletins: Vec<BulletinView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

type Asked = Result<Query<Which>, QueryRejection>;

/// What all forms of this register are made with.
fn imprint(server: &Server, state: &Standing) -> Result<Imprint, Problem> {
    let card = card_of(&state.register)?;
    let checkpoint = server.kept.public();
    let name = server.settings.authorities.first();
    let scheme = if server.settings.secure {
        "https"
    } else {
        "http"
    };
    let identity = (card.origin.as_str(), card.theatre.as_str(), card.exercise);
    Ok(Imprint {
        base: name.map_or_else(String::new, |name| format!("{scheme}://{name}")),
        ..Imprint::of(
            identity,
            card.genesis.0,
            &state.register,
            checkpoint.as_deref(),
        )
    })
}

/// Of these bulletins the latest versions.
fn views<'a>(
    server: &Server,
    state: &Standing,
    bulletins: impl Iterator<Item = &'a Bulletin>,
) -> Result<(Imprint, Vec<BulletinView>), Problem> {
    let imprint = imprint(server, state)?;
    let names = Names::of_register(&state.register);
    let view = |bulletin| BulletinView::of(bulletin, None, &imprint, (&state.register, &names));
    let views = bulletins.filter_map(view).collect();
    Ok((imprint, views))
}

fn reference(party: &str, bulletin: &str) -> Result<BulletinRef, Problem> {
    let party = PartyId::parse(party).map_err(|_| not_found())?;
    let id = BulletinId::parse(bulletin).map_err(|_| not_found())?;
    Ok(BulletinRef { party, id })
}

fn one(
    server: &Server,
    (party, bulletin): &(String, String),
    which: Asked,
) -> Result<BulletinView, Problem> {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let about = reference(party, bulletin)?;
    let state = server.state();
    let found = state.register.bulletins.get(about).ok_or_else(not_found)?;
    let imprint = imprint(server, &state)?;
    let names = Names::of_register(&state.register);
    let at = (&state.register, &names);
    BulletinView::of(found, which.version, &imprint, at).ok_or_else(not_found)
}

/// Lists the bulletins, the one brought up to date last first; for everybody
#[utoipa::path(get, path = "/v1/bulletins", tag = "bulletins", params(Behind),
    responses((status = 200, body = BulletinPage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    wants: Wants,
    behind: Result<Query<Behind>, QueryRejection>,
) -> Answered {
    let Query(behind) = behind.map_err(|error| problem("usage", error.body_text()))?;
    let after = behind.after.as_deref().map(|after| {
        let (party, id) = after.split_once('.').unwrap_or((after, ""));
        reference(party, id).map_err(|_| problem("usage", "after is not one that a page named"))
    });
    let after = after.transpose()?;
    let state = server.state();
    let mut all = state.register.bulletins.by_latest().rev();
    if let Some(after) = after {
        all.by_ref().find(|known| known.about == after);
    }
    let page: Vec<&Bulletin> = all.by_ref().take(MAX_LISTED).collect();
    let next = match (page.last(), all.next()) {
        (Some(last), Some(_)) => Some(crate::wire::bulletin::cursor(last.about)),
        _ => None,
    };
    let (_, bulletins) = views(&server, &state, page.into_iter())?;
    let page = BulletinPage { bulletins, next };
    Ok(wants.tell(&page, || {
        page.bulletins.iter().map(BulletinView::line).collect()
    }))
}

/// Gives the feed of all bulletins: Atom, to which anybody can subscribe
#[utoipa::path(get, path = "/v1/bulletins/feed", tag = "bulletins",
    responses((status = 200, body = String, content_type = "application/atom+xml"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn feed(State(server): State<Arc<Server>>, headers: HeaderMap) -> Answered {
    let state = server.state();
    let latest = state.register.bulletins.by_latest().rev().take(MAX_ENTRIES);
    let (imprint, views) = views(&server, &state, latest)?;
    let feed = atom(&imprint, None, &views);
    Ok(given(&headers, "application/atom+xml; charset=utf-8", feed))
}

/// Gives the feed of the bulletins of one zone: Atom, to which anybody can subscribe
#[utoipa::path(get, path = "/v1/bulletins/feed/{zone}", tag = "bulletins",
    params(("zone" = String, Path, description = "The zone's id, as bulletins name it")),
    responses((status = 200, body = String, content_type = "application/atom+xml"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn zone_feed(
    State(server): State<Arc<Server>>,
    Path(zone): Path<String>,
    headers: HeaderMap,
) -> Answered {
    let id = ZoneId::parse(&zone).map_err(|_| not_found())?;
    let state = server.state();
    let latest = state.register.bulletins.by_latest().rev();
    let of_zone = latest.filter(|known| known.day().is_some_and(|day| day.0 == id));
    let (imprint, views) = views(&server, &state, of_zone.take(MAX_ENTRIES))?;
    // Which zones there are is not for everybody; of which there is a bulletin is.
    let name = views.first().ok_or_else(not_found)?;
    let name = name.content.zone.short().to_owned();
    let feed = atom(&imprint, Some((&zone, &name)), &views);
    Ok(given(&headers, "application/atom+xml; charset=utf-8", feed))
}

/// Shows a bulletin
#[utoipa::path(get, path = "/v1/bulletins/{party}/{bulletin}", tag = "bulletins",
    params(("party" = String, Path, description = "Who publishes it: the party's id"),
        ("bulletin" = String, Path, description = "The bulletin's id"), Which),
    responses((status = 200, body = BulletinView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    wants: Wants,
    Path(about): Path<(String, String)>,
    which: Asked,
) -> Answered {
    let view = one(&server, &about, which)?;
    Ok(wants.tell(&view, || view.text()))
}

/// Shows a bulletin as a page
#[utoipa::path(get, path = "/v1/bulletins/{party}/{bulletin}/page", tag = "bulletins",
    params(("party" = String, Path, description = "Who publishes it: the party's id"),
        ("bulletin" = String, Path, description = "The bulletin's id"), Which),
    responses((status = 200, body = String, content_type = "text/html"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn page(
    State(server): State<Arc<Server>>,
    Path(about): Path<(String, String)>,
    which: Asked,
    headers: HeaderMap,
) -> Answered {
    let view = one(&server, &about, which)?;
    let mut response = given(&headers, "text/html; charset=utf-8", html(&view));
    if let Ok(policy) = HeaderValue::from_str(&policy()) {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// Gives a bulletin as a table: CSV with HXL tags
#[utoipa::path(get, path = "/v1/bulletins/{party}/{bulletin}/table", tag = "bulletins",
    params(("party" = String, Path, description = "Who publishes it: the party's id"),
        ("bulletin" = String, Path, description = "The bulletin's id"), Which),
    responses((status = 200, body = String, content_type = "text/csv"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn table(
    State(server): State<Arc<Server>>,
    Path(about): Path<(String, String)>,
    which: Asked,
    headers: HeaderMap,
) -> Answered {
    let view = one(&server, &about, which)?;
    Ok(given(
        &headers,
        "text/csv; charset=utf-8; header=present",
        csv(&view),
    ))
}

/// Gives the proof that a bulletin is in the log: a C2SP tlog-proof under the latest public checkpoint
///
/// It holds the record with the whole content; `truceline verify` shows it. Not there until the next public
/// checkpoint.
#[utoipa::path(get, path = "/v1/bulletins/{party}/{bulletin}/proof", tag = "bulletins",
    params(("party" = String, Path, description = "Who publishes it: the party's id"),
        ("bulletin" = String, Path, description = "The bulletin's id"), Which),
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn proof(
    State(server): State<Arc<Server>>,
    Path(about): Path<(String, String)>,
    which: Asked,
    headers: HeaderMap,
) -> Answered {
    let view = one(&server, &about, which)?;
    let checkpoint = server
        .kept
        .public()
        .filter(|public| public.checkpoint().size > view.record);
    let checkpoint = checkpoint.ok_or_else(not_found)?;
    let made = server.beside(move |state, reader, _| {
        let receipt = archive(state, reader).receipt(view.record, &checkpoint)?;
        Ok(receipt.to_string())
    });
    Ok(given(&headers, "text/plain; charset=utf-8", made.await?))
}

fn given(headers: &HeaderMap, kind: &'static str, text: String) -> axum::response::Response {
    public(headers.get(IF_NONE_MATCH), kind, text.into_bytes())
}
