//! `/v1/duty`, `/v1/handover`: who is on at which desk, and what whoever takes over signs for.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::server::Server;
use crate::wire::duty::{DeskDutyView, OpenForView, desks, desks_text};
use crate::wire::problem::ProblemDocument;
use axum::extract::State;
use std::sync::Arc;
use truceline_register::duty::handover::open_for;

/// Lists the desks of the caller's party with who is on; the centre sees everybody's desks
///
/// Of other parties the centre sees whether a desk is attended, and the names that it may have. Who comes and goes
/// says so in a signed statement.
#[utoipa::path(get, path = "/v1/duty", tag = "channels",
    responses((status = 200, body = Vec<DeskDutyView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let at = register.standpoint(sight.now);
            let record = |index| sight.line(index);
            let views = desks(register, at, sight.caller.party, &names, &record)?;
            Ok(wants.tell(&views, || desks_text(&views)))
        })
        .await
}

/// Lists every alert and stop open for the caller's party: what whoever takes over signs for
#[utoipa::path(get, path = "/v1/handover", tag = "channels",
    responses((status = 200, body = OpenForView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn open(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let register = sight.register();
            let at = register.standpoint(sight.now);
            let open = open_for(register, sight.caller.party, at);
            Ok(wants.show(&OpenForView::of(&open)))
        })
        .await
}
