//! `/healthz`, `/readyz`, `/metrics`: for whoever keeps the server running. No party, no position.

use super::answer::Answered;
use super::gate::Perhaps;
use super::metrics::of_strangers;
use super::problem::problem;
use super::server::Server;
use crate::wire::problem::ProblemDocument;
use axum::extract::{ConnectInfo, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::IntoResponse as _;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

/// The process is alive
#[utoipa::path(get, path = "/healthz", tag = "operations",
    responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn alive() -> &'static str {
    "alive\n"
}

/// The server answers and records
///
/// 503 while it starts, stops, or where the writer has ended. Everybody is told of witnesses that say they have seen another
/// history of the log; the centre besides of letters that could not be delivered.
#[utoipa::path(get, path = "/readyz", tag = "operations",
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = 503, body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn ready(State(server): State<Arc<Server>>, Perhaps(caller): Perhaps) -> Answered {
    if *server.stopping().borrow() {
        return Err(problem("stopping", "the server is stopping"));
    }
    let wait_s = server.nonces().wait_s(server.wall_s());
    if wait_s > 0 {
        return Err(problem(
            "starting",
            format!("signed requests are taken in {wait_s} s"),
        ));
    }
    let is_centre = caller.is_some_and(|caller| caller.is_centre(&server.state().register));
    let mut text = "ready\n".to_owned();
    let others = server.kept.other_history();
    if !others.is_empty() {
        // To a String: cannot fail.
        let _ = writeln!(
            text,
            "witness: {} of the policy's witnesses say that they have seen another history of this log; compare with every party",
            others.len()
        );
    }
    if is_centre && server.kept.outbox().has_dead() {
        text.push_str("outbox: there are dead letters; see /v1/outbox\n");
    }
    Ok(text.into_response())
}

/// Figures in Prometheus' text form
///
/// All of them for whoever asks from the server's own machine, and for the centre. Everybody else has those that tell nothing of how
/// busy the register is.
#[utoipa::path(get, path = "/metrics", tag = "operations",
    responses((status = 200, body = String, content_type = "application/openmetrics-text"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn metrics(
    State(server): State<Arc<Server>>,
    Perhaps(caller): Perhaps,
    parts: Parts,
) -> Answered {
    let has_dead = server.kept.outbox().has_dead();
    server.metrics.dead_letters().set(i64::from(has_dead));
    let others = server.kept.other_history().len();
    let others = i64::try_from(others).unwrap_or(i64::MAX);
    server.metrics.other_history().set(others);
    let from = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let is_here = from.is_some_and(|ConnectInfo(from)| from.ip().to_canonical().is_loopback());
    let is_centre = caller.is_some_and(|caller| caller.is_centre(&server.state().register));
    let text = server.metrics.text(server.public_size(), server.waiting());
    let text = match is_here || is_centre {
        true => text,
        false => of_strangers(&text),
    };
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(CONTENT_TYPE, kind)], text).into_response())
}
