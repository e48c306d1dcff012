//! `/v1/channels`: how each party's channel with the centre stands.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::server::Server;
use crate::wire::channel::{ChannelView, channels};
use crate::wire::problem::ProblemDocument;
use axum::extract::State;
use std::sync::Arc;

/// Lists how the caller's channel with the centre stands; for the centre, everybody's
#[utoipa::path(get, path = "/v1/channels", tag = "channels",
    responses((status = 200, body = Vec<ChannelView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let own = sight.caller.party.to_string();
            let mut views = channels(register, register.standpoint(sight.now), &names);
            views.retain(|view| sight.is_centre() || view.party.id == own);
            Ok(wants.show(&views))
        })
        .await
}
