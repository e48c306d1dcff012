//! `/v1/coverage`: who has told what about the zones, and who is silent.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::problem;
use super::server::Server;
use crate::notation::known_at::known_at;
use crate::notation::{instant, window};
use crate::wire::coverage::{AROUND, CoverageByTimeView};
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use std::sync::Arc;
use truceline_register::coverage::Question;
use truceline_register::register::Standpoint;
use utoipa::IntoParams;

/// What of it.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only this zone, by name or id.
    zone: Option<String>,
    /// The time that is looked at: from, RFC 3339; absent: 12 hours before.
    from: Option<String>,
    /// … until; absent: 12 hours after.
    until: Option<String>,
    /// Known at this log index or time; absent: now.
    known_at: Option<String>,
}

/// Shows zone by zone and stretch by stretch who has told what, and who is silent
///
/// The centre sees every party that must answer or was asked; a party sees itself alone, in the zones where
/// it is asked.
#[utoipa::path(get, path = "/v1/coverage", tag = "requests", params(Which),
    responses((status = 200, body = CoverageByTimeView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let wrong = |field: &str| {
        let field = field.to_owned();
        move |what: String| problem("usage", format!("{field}: {what}"))
    };
    let moment = |field: &str, text: &Option<String>| {
        let read = text.as_deref().map(instant).transpose();
        read.map_err(wrong(field))
    };
    let (from, until) = (moment("from", &which.from)?, moment("until", &which.until)?);
    let known = which.known_at.as_deref().map(known_at).transpose();
    let known = known.map_err(wrong("known_at"))?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let zone = which.zone.as_deref().map(|zone| names.find_zone(zone));
            let now = known.map_or(sight.now, |known| known.judged_at(register, sight.now));
            let question = Question {
                zone: zone.transpose()?,
                party: (!sight.is_centre()).then_some(sight.caller.party),
                window: window(
                    from.unwrap_or(now.minus(AROUND)),
                    until.unwrap_or(now.plus(AROUND)),
                )?,
            };
            let at = Standpoint {
                known_at: known.map_or(Ok(register.size), |known| known.size(register))?,
                now,
            };
            let view = CoverageByTimeView::of(register, &question, at, &names)?;
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}
