//! `/log/checkpoint`, `/log/tile/…`: what everybody may have of the log (C2SP tlog-tiles).
//!
//! Commitments and hashes up to the latest public checkpoint, for witnesses, mirrors and whoever compares.

use super::answer::Answered;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::publication::{self, PublicationError};
use crate::wire::problem::ProblemDocument;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use std::sync::Arc;

/// A tile never changes, a partial one neither: its width is part of its path.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The checkpoint moves on at fixed times.
const FOR_A_MOMENT: &str = "public, max-age=5";

/// Gives the latest public checkpoint, with its cosignatures
#[utoipa::path(get, path = "/log/checkpoint", tag = "evidence",
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn checkpoint(State(server): State<Arc<Server>>) -> Answered {
    let public = server.kept.public().ok_or_else(not_found)?;
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (CACHE_CONTROL, FOR_A_MOMENT),
    ];
    Ok((headers, public.to_string()).into_response())
}

/// Gives a tile of hashes or of entries, which are salted commitments
#[utoipa::path(get, path = "/log/tile/{*path}", tag = "evidence",
    params(("path" = String, Path, description = "LEVEL/INDEX or entries/INDEX, such as 0/x001/067.p/8")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn tile(State(server): State<Arc<Server>>, Path(path): Path<String>) -> Answered {
    let public = server.kept.public().ok_or_else(not_found)?;
    let size = public.checkpoint().size;
    let served = server
        .beside(move |state, reader, _| {
            let path = format!("tile/{path}");
            publication::tile(reader.store(), &state.tree, size, &path).map_err(|error| match error
            {
                PublicationError::NoTile => not_found(),
                PublicationError::Damaged { .. } => problem("damaged", error.to_string()),
                PublicationError::Read(_) => problem("unavailable", error.to_string()),
            })
        })
        .await?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream"),
        (CACHE_CONTROL, FOR_EVER),
    ];
    Ok((headers, served.bytes).into_response())
}
