//! `/witness/add-checkpoint`: this server as a witness of others' logs (C2SP tlog-witness).

use super::answer::Answered;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::wire::problem::ProblemDocument;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use std::sync::Arc;

/// Cosigns another log's checkpoint if it extends what was cosigned before
///
/// Status and body as C2SP tlog-witness has them: 200 with a signature line, 409 with the size cosigned last, 403, 404, 422.
#[utoipa::path(post, path = "/witness/add-checkpoint", tag = "evidence",
    request_body(content = String, content_type = "text/plain"),
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = 409, body = String, content_type = "text/x.tlog.size"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn add_checkpoint(State(server): State<Arc<Server>>, body: Bytes) -> Answered {
    let own = Arc::clone(&server);
    let answer = server
        .beside(move |_, _, _| {
            let witness = own.kept.witness().ok_or_else(not_found)?;
            witness.add_checkpoint(&body, own.wall_s())
        })
        .await?;
    if let Some(path) = &answer.evidence {
        tracing::error!(evidence = %path.display(), "a log that is witnessed here has signed two histories; show the evidence to every party");
    }
    let status = StatusCode::from_u16(answer.status)
        .map_err(|_| problem("internal", "the witness gave no status"))?;
    Ok((status, [(CONTENT_TYPE, answer.media_type)], answer.body).into_response())
}
