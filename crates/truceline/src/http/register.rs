//! `/v1/register`: which register this is.

use super::answer::{Answered, Wants};
use super::server::Server;
use crate::session::card_of;
use crate::wire::problem::ProblemDocument;
use crate::wire::register::RegisterView;
use axum::extract::State;
use std::sync::Arc;

/// Says which register this is, and gives its card
///
/// With the card a key is made and a statement signed for it; compare its fingerprint by another way.
#[utoipa::path(get, path = "/v1/register", tag = "register",
    responses((status = 200, body = RegisterView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(State(server): State<Arc<Server>>, wants: Wants) -> Answered {
    let state = server.state();
    let card = card_of(&state.register)?;
    let view = RegisterView::of(&card, &state.register, server.now(&state.register));
    Ok(wants.show(&view))
}
