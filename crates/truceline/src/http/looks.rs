//! `/v1/looks`: who saw what the caller's party told; and what counts as a look.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::problem;
use super::server::Server;
use crate::wire::look::LooksView;
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use std::sync::Arc;
use truceline_register::codec::disclosure::{Disclosures, Label};
use truceline_register::codec::record::Record;
use truceline_register::ids::NotificationId;
use truceline_register::looks::{Look, Way};
use truceline_register::notification::NotificationRef;
use truceline_register::time::Instant;
use truceline_register::vocabulary::Resolution;
use utoipa::IntoParams;

/// Of which notification.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only of this notification of the caller's party.
    of: Option<String>,
}

/// Lists who saw what the caller's party told, and when
///
/// The centre's looks too. A party is named, no person.
#[utoipa::path(get, path = "/v1/looks", tag = "notifications", params(Which),
    responses((status = 200, body = LooksView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let id = which.of.as_deref().map(NotificationId::parse).transpose();
    let id = id.map_err(|_| problem("usage", "of is the id of a notification, ntf_…"))?;
    server
        .read(caller, move |sight| {
            let party = sight.caller.party;
            let about = id.map(|id| NotificationRef { party, id });
            let at = sight.register().standpoint(sight.now);
            let view = LooksView::of(sight.register(), party, about, false, at, &sight.names());
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// How exactly a field says where somebody is; nothing where it does not.
#[must_use]
pub const fn place_of(label: Label) -> Option<Resolution> {
    match label {
        Label::Exact | Label::Positions | Label::Area => Some(Resolution::Exact),
        Label::Cell => Some(Resolution::Cell),
        Label::Existence => Some(Resolution::Existence),
        Label::Details
        | Label::Text
        | Label::Personal
        | Label::Volumes
        | Label::Basis
        | Label::Part => None,
    }
}

/// A record as far as it shows no place.
#[must_use]
pub fn without_place(record: &Record) -> Record {
    let kept = record.disclosures.iter().map(|(_, disclosure)| disclosure);
    let placeless = kept.filter(|disclosure| place_of(disclosure.label()).is_none());
    Record {
        disclosures: Disclosures::of(placeless.cloned()),
        ..record.clone()
    }
}

/// The look at a record, at the finest that it is shown; none where it shows no place.
#[must_use]
pub fn of_record(record: &Record, way: Way, at: Instant) -> Option<Look> {
    let disclosures = record.disclosures.iter();
    let resolution = disclosures
        .filter_map(|(_, disclosure)| place_of(disclosure.label()))
        .max()?;
    Some(Look {
        record: record.index,
        resolution,
        way,
        at,
        times: 1,
    })
}
