//! `/v1/portion`: all that the caller's party may have of the log, page by page.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::problem;
use super::server::Server;
use crate::wire::portion::{MEDIA_TYPE, PortionPage, PortionRecord};
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use std::sync::Arc;
use truceline_register::ids::LogIndex;
use truceline_register::looks::Way;
use utoipa::IntoParams;

/// Most entries of the log that one page goes through.
pub const MAX_ENTRIES: u64 = 2_000;
/// A page is closed once it is as large as this: a boundary of thousands of vertices may go beyond.
pub const FULL_BYTES: usize = 4 << 20;

/// Which page.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct From {
    /// From this index on: the end of the page before.
    #[serde(default)]
    from: LogIndex,
}

/// Gives a page of the caller's portion of the log
///
/// Deterministic CBOR (docs/spec/api.md). A register that takes these records, and a filler for every index
/// between, holds what the party may know and nothing else.
#[utoipa::path(get, path = "/v1/portion", tag = "records", params(From),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.truceline.portion+cbor"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn page(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    from: Result<Query<From>, QueryRejection>,
) -> Answered {
    let Query(From { from }) = from.map_err(|error| problem("usage", error.body_text()))?;
    server
        .read(caller, move |sight| {
            let size = sight.register().size;
            let last = from.saturating_add(MAX_ENTRIES).min(size);
            let mut page = PortionPage {
                size,
                now: sight.now,
                end: from.min(size),
                records: Vec::new(),
            };
            let mut bytes = 0;
            while page.end < last && bytes < FULL_BYTES {
                if let Some(record) = sight.record_or_filler(page.end, Way::Export)? {
                    let record = PortionRecord::of(&record);
                    bytes += record.envelope.len();
                    page.records.push(record);
                }
                page.end += 1;
            }
            Ok(wants.give(MEDIA_TYPE, page.to_bytes()))
        })
        .await
}
