//! `/v1/checks`: what a check said, to whoever asked it.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::not_found;
use super::server::Server;
use crate::wire::check::{AnswerView, answer};
use crate::wire::problem::ProblemDocument;
use axum::extract::{Path, State};
use std::sync::Arc;

/// Shows the outcome of a check again
///
/// It says what was so when it was asked, until when that is good, and whom to call next. A check is asked
/// with a signed statement.
#[utoipa::path(get, path = "/v1/checks/{index}", tag = "checks",
    params(("index" = u64, Path, description = "The check's place in the log")),
    responses((status = 200, body = AnswerView, content_type = "application/json"),
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
            let asker = sight.register().writer_of(index);
            if asker != Some(sight.caller.party) && !sight.is_centre() {
                return Err(not_found());
            }
            // Another record of the caller's own has no outcome.
            let view =
                answer(&sight.archive(), index, sight.caller.party).map_err(|_| not_found())?;
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}
