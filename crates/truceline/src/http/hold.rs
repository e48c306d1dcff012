//! `/v1/holds`: what is kept from being erased, and by whom.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::server::Server;
use crate::wire::hold::{StandingHoldView, text};
use crate::wire::problem::ProblemDocument;
use axum::extract::State;
use std::sync::Arc;

/// Lists holds, those that were lifted too: the caller's party's own, and those that it was told of
///
/// Whoever's records are held is told of it, of a zone everybody; the centre sees all. A hold shows nobody anything of
/// what it keeps.
#[utoipa::path(get, path = "/v1/holds", tag = "records",
    responses((status = 200, body = Vec<StandingHoldView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let mut views = Vec::new();
            for placed in register.holds.all(register.size) {
                if sight.line(placed.record)?.is_none() {
                    continue;
                }
                let mut told = Vec::new();
                for lift in &placed.lifts {
                    if sight.line(*lift)?.is_some() {
                        told.push(*lift);
                    }
                }
                views.push(StandingHoldView::of(placed, &told, register, &names));
            }
            Ok(wants.tell(&views, || text(&views)))
        })
        .await
}
