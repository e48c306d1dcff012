//! `/v1/requests`: what was asked, and what became of it.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::not_found;
use super::server::{Server, Sight};
use crate::wire::problem::ProblemDocument;
use crate::wire::standing::RequestView;
use axum::extract::{Path, State};
use std::sync::Arc;
use truceline_register::ids::RequestId;
use truceline_register::request::view::{self, RequestView as Asked};

/// Lists the requests to the caller's party; the centre sees all
#[utoipa::path(get, path = "/v1/requests", tag = "requests",
    responses((status = 200, body = Vec<RequestView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let asked = view::all(register, None, register.standpoint(sight.now), None);
            let views = asked.iter().filter(|asked| is_for(sight, asked));
            Ok(wants.show(
                &views
                    .map(|asked| RequestView::of(asked, &names))
                    .collect::<Vec<_>>(),
            ))
        })
        .await
}

/// Shows a request with every occurrence and its answers
#[utoipa::path(get, path = "/v1/requests/{request}", tag = "requests",
    params(("request" = String, Path, description = "The request's id")),
    responses((status = 200, body = RequestView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(request): Path<String>,
) -> Answered {
    let id = RequestId::parse(&request).map_err(|_| not_found())?;
    server
        .read(caller, move |sight| {
            let register = sight.register();
            let asked = view::of_request(register, id, register.standpoint(sight.now), None);
            let asked = asked
                .filter(|asked| is_for(sight, asked))
                .ok_or_else(not_found)?;
            Ok(wants.show(&RequestView::of(&asked, &sight.names())))
        })
        .await
}

fn is_for(sight: &Sight<'_>, asked: &Asked) -> bool {
    sight.is_centre() || asked.to == sight.caller.party
}
