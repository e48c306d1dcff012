//! `/v1/zones`: boundaries and rules.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::not_found;
use super::server::Server;
use crate::names::Named;
use crate::wire::problem::ProblemDocument;
use crate::wire::zone::{self, ZoneView};
use axum::extract::{Path, State};
use std::sync::Arc;
use truceline_register::ids::ZoneId;

/// Lists all zones
#[utoipa::path(get, path = "/v1/zones", tag = "zones",
    responses((status = 200, body = Vec<Named>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn zones(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let zones = register.zones.all(register.size);
            Ok(wants.show(&zones.map(|zone| names.zone(zone)).collect::<Vec<_>>()))
        })
        .await
}

/// Shows a zone with every boundary and its rules
#[utoipa::path(get, path = "/v1/zones/{zone}", tag = "zones",
    params(("zone" = String, Path, description = "The zone's id")),
    responses((status = 200, body = ZoneView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn zone(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(zone): Path<String>,
) -> Answered {
    let id = ZoneId::parse(&zone).map_err(|_| not_found())?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            if !register.zones.all(register.size).any(|known| known == id) {
                return Err(not_found());
            }
            Ok(wants.show(&zone::zone(register, id, &names)))
        })
        .await
}
