//! `/v1/plans`: plans as they stand.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::server::Server;
use crate::wire::problem::ProblemDocument;
use crate::wire::standing::{PlanView, plans};
use axum::extract::State;
use std::sync::Arc;

/// Lists the plans of the caller's party; the centre sees everybody's
#[utoipa::path(get, path = "/v1/plans", tag = "plans",
    responses((status = 200, body = Vec<PlanView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let own = sight.caller.party.to_string();
            let mut views = plans(sight.register(), &sight.names());
            views.retain(|view| sight.is_centre() || view.party.id == own);
            Ok(wants.show(&views))
        })
        .await
}
