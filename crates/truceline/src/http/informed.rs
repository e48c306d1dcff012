//! `/v1/informed`: who was told by other means, by the word of whoever told it.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::server::Server;
use crate::wire::informed::{InformedLine, lines};
use crate::wire::problem::ProblemDocument;
use axum::extract::State;
use std::sync::Arc;

/// Lists who was told by other means: what the caller's party said of it, and what it was told
///
/// Each is the teller's word. Whom it names has acknowledged nothing by it.
#[utoipa::path(get, path = "/v1/informed", tag = "alerts",
    responses((status = 200, body = Vec<InformedLine>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let entries = register.informs.all(register.size);
            let record = |index| sight.line(index);
            let views = lines(entries, register, sight.caller.party, &names, &record)?;
            Ok(wants.tell(&views, || views.iter().map(InformedLine::text).collect()))
        })
        .await
}
