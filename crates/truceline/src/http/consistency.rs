//! `/v1/consistency`: that the log only grew, for whoever was shown it before.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::problem;
use super::server::Server;
use crate::wire::consistency::{BeginningView, ConsistencyView};
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use std::sync::Arc;
use truceline_log::hash::Hash;
use utoipa::IntoParams;

/// Most sizes in one request: all that another party keeps, and one's own.
pub const MAX_SIZES: usize = 96;

/// Which sizes.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Sizes {
    /// Sizes of checkpoints shown before, with commas between them: at most 96.
    #[serde(default)]
    sizes: String,
}

/// Gives the latest checkpoint, and what shows how its tree began
///
/// For each size below the checkpoint's the hashes from which the root at that size follows (docs/spec/log.md): whoever was
/// shown another root of that size holds evidence. Of larger sizes there is nothing.
#[utoipa::path(get, path = "/v1/consistency", tag = "evidence", params(Sizes),
    responses((status = 200, body = ConsistencyView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    _caller: Caller,
    wants: Wants,
    sizes: Result<Query<Sizes>, QueryRejection>,
) -> Answered {
    let Query(Sizes { sizes }) = sizes.map_err(|error| problem("usage", error.body_text()))?;
    let sizes = read(&sizes)?;
    let state = server.state();
    let checkpoint = state.checkpoint().ok_or_else(|| {
        problem(
            "unavailable",
            "the register has no checkpoint; run `truceline fsck`",
        )
    })?;
    let size = checkpoint.checkpoint().size;
    let of = |asked: u64| {
        let proof = state.tree.beginning(asked, size).ok()?;
        Some(BeginningView {
            size: asked,
            hashes: proof.hashes().iter().map(Hash::to_base64).collect(),
        })
    };
    let view = ConsistencyView {
        beginnings: sizes.into_iter().filter_map(of).collect(),
        checkpoint: checkpoint.to_string(),
        other_history: server.kept.other_history(),
    };
    Ok(wants.show(&view))
}

fn read(text: &str) -> Result<Vec<u64>, crate::exit::Problem> {
    let sizes: Result<Vec<u64>, _> = text
        .split(',')
        .filter(|size| !size.is_empty())
        .map(str::parse)
        .collect();
    match sizes {
        Ok(sizes) if sizes.len() <= MAX_SIZES => Ok(sizes),
        _ => Err(problem(
            "usage",
            format!("sizes: at most {MAX_SIZES} numbers with commas between them"),
        )),
    }
}
