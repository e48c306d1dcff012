//! `/v1/places`: where people are, as the caller was told; what a map draws.
//!
//! Of each notification in force its latest version that the caller was told of, as exactly as it was told. Every place
//! of another party goes on record as a look before it is shown, so whoever draws them asks for what is new (`from`).
//! Not here: what may be seen (the portion's).

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::notification::{reference, seen};
use super::problem::problem;
use super::server::Server;
use crate::wire::place::{PlacePage, PlacedView, WayView};
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use std::sync::Arc;
use truceline_register::ids::LogIndex;
use truceline_register::looks::Way;
use truceline_register::notification::view::{self, NotificationView as Standing, State as Stands};
use utoipa::IntoParams;

/// Most places at once: each is read from log and vault, and is a look.
pub const MAX_PLACES: usize = 500;

/// Which places.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only what was said in this record or later.
    from: Option<LogIndex>,
    /// Go on behind this one: `next` of the page before.
    after: Option<String>,
    /// How many, at most 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
}

/// Lists where people are, as the caller was told
///
/// Of each notification in force the latest version that the caller was told of, and the way that a movement takes since.
/// Each place of another party that is shown is on record as a look.
#[utoipa::path(get, path = "/v1/places", tag = "notifications", params(Which),
    responses((status = 200, body = PlacePage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let limit = limit(which.limit, MAX_PLACES, MAX_PLACES)?;
    let after = which.after.as_deref().map(reference).transpose()?;
    let from = which.from.unwrap_or(0);
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let at = register.standpoint(sight.now);
            let mut page = PlacePage {
                places: Vec::new(),
                next: None,
            };
            let mut last = None;
            for standing in view::all(register, at) {
                let about = standing.about;
                if after.is_some_and(|after| (after.party, after.id) >= (about.party, about.id)) {
                    continue;
                }
                let Some(standing) = seen(sight, standing).filter(is_there) else {
                    continue;
                };
                let version = standing.versions.last().map(|version| version.record);
                let reports = standing.reports.iter().map(|later| later.said.record);
                let reports: Vec<LogIndex> = reports.collect();
                let newest = reports.iter().copied().chain(version).max();
                let (Some(version), true) = (version, newest >= Some(from)) else {
                    continue;
                };
                if page.places.len() == limit {
                    page.next = last;
                    break;
                }
                last = Some(format!("{}.{}", about.party, about.id));
                let record = sight.record_or_filler(version, Way::View)?;
                let placed = record.and_then(|record| PlacedView::of(about, &record, &names));
                let Some(mut placed) = placed else {
                    continue;
                };
                for report in reports {
                    let record = sight.record_or_filler(report, Way::View)?;
                    let way = record.and_then(|record| WayView::of(&record, &names));
                    placed.way = way.or(placed.way);
                }
                page.places.push(placed);
            }
            Ok(wants.show(&page))
        })
        .await
}

/// Whether somebody may be there still: what was withdrawn, disowned or is over by its own words is drawn by nobody. What
/// the caller is not told of any more stands as it was told.
fn is_there(standing: &Standing) -> bool {
    standing.states.is_empty() || standing.states.contains(&Stands::InForce)
}
