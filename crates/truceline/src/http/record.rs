//! `/v1/records`: the log as the caller's party may have it.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::wire::problem::ProblemDocument;
use crate::wire::record::{RecordLine, RecordView};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_register::ids::LogIndex;
use utoipa::{IntoParams, ToSchema};

/// Most entries that are looked through for one page.
pub const MAX_LOOKED_AT: u64 = 10_000;
/// Most records on a page.
pub const MAX_LISTED: usize = 1_000;
const LISTED: usize = 100;

/// Which records.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// From this index on: `next` of the page before.
    #[serde(default)]
    from: LogIndex,
    /// How many, at most 1,000.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

/// A page of records.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordPage {
    /// In the log's order; what is not for the caller is left out.
    pub records: Vec<RecordLine>,
    /// From where to go on, if there may be more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<LogIndex>,
}

/// Lists the records that the caller may have
#[utoipa::path(get, path = "/v1/records", tag = "records", params(Which),
    responses((status = 200, body = RecordPage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let limit = limit(which.limit, LISTED, MAX_LISTED)?;
    server
        .read(caller, move |sight| {
            let (size, names) = (sight.register().size, sight.names());
            let mut page = RecordPage {
                records: Vec::new(),
                next: None,
            };
            let end = which.from.saturating_add(MAX_LOOKED_AT).min(size);
            let mut index = which.from;
            while index < end && page.records.len() < limit {
                let record = sight.line(index)?;
                page.records
                    .extend(record.map(|record| RecordLine::of(&record, &names)));
                index += 1;
            }
            page.next = (index < size).then_some(index);
            Ok(wants.tell(&page, || {
                page.records.iter().map(|line| line.text() + "\n").collect()
            }))
        })
        .await
}

/// Shows a record, as far as the caller may have it
#[utoipa::path(get, path = "/v1/records/{index}", tag = "records",
    params(("index" = u64, Path, description = "Its place in the log")),
    responses((status = 200, body = RecordView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(index): Path<String>,
) -> Answered {
    let index = index.parse().map_err(|_| not_found())?;
    server
        .read(caller, move |sight| {
            let record = sight.record(index)?;
            Ok(wants.show(&RecordView::of(&record, &sight.names())))
        })
        .await
}
