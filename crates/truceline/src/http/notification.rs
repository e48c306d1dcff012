//! `/v1/notifications`: sites, movements and nils, as their owner has them and as others were told.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::problem::{not_found, problem};
use super::server::{Server, Sight};
use crate::wire::problem::ProblemDocument;
use crate::wire::record::RecordView;
use crate::wire::standing::NotificationView;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_register::ids::{LogIndex, NotificationId, PartyId};
use truceline_register::looks::Way;
use truceline_register::notification::view::{self, NotificationView as Standing};
use truceline_register::notification::{NotificationRef, consent};
use truceline_register::vocabulary::Resolution;
use utoipa::{IntoParams, ToSchema};

/// Most notifications at once.
pub const MAX_LISTED: usize = 1_000;
const LISTED: usize = 100;

/// Which notifications.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only this party's.
    party: Option<String>,
    /// `site`, `movement` or `nil`.
    #[param(inline)]
    kind: Option<KindWord>,
    /// Go on behind this one: `next` of the page before.
    after: Option<String>,
    /// How many, at most 1,000.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

/// A kind of notification by its word.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct KindWord(String);

/// A page of notifications.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NotificationPage {
    /// In order of party and id.
    pub notifications: Vec<NotificationView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A notification with its records, as far as the caller may have them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NotificationAnswer {
    /// How it stands.
    #[serde(flatten)]
    pub notification: NotificationView,
    /// What was said of it.
    pub records: Vec<RecordView>,
}

/// Lists the notifications of the caller's party and those that it was told of
#[utoipa::path(get, path = "/v1/notifications", tag = "notifications", params(Which),
    responses((status = 200, body = NotificationPage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let limit = limit(which.limit, LISTED, MAX_LISTED)?;
    let party = which.party.as_deref().map(party_of).transpose()?;
    let after = which.after.as_deref().map(reference).transpose()?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let at = register.standpoint(sight.now);
            let mut page = NotificationPage {
                notifications: Vec::new(),
                next: None,
            };
            let mut last = None;
            for standing in view::all(register, at) {
                let about = standing.about;
                let asked = party.is_none_or(|party| about.party == party)
                    && which
                        .kind
                        .as_ref()
                        .is_none_or(|kind| kind.0 == standing.kind.word())
                    && after.is_none_or(|after| (after.party, after.id) < (about.party, about.id));
                if !asked {
                    continue;
                }
                let Some(seen) = seen(sight, standing) else {
                    continue;
                };
                if page.notifications.len() == limit {
                    page.next = last;
                    break;
                }
                last = Some(format!("{}.{}", about.party, about.id));
                page.notifications.push(NotificationView::of(&seen, &names));
            }
            Ok(wants.show(&page))
        })
        .await
}

/// Shows a notification with what was said of it
#[utoipa::path(get, path = "/v1/notifications/{party}/{notification}", tag = "notifications",
    params(("party" = String, Path, description = "Whose: the party's id"),
        ("notification" = String, Path, description = "The owner's id of it")),
    responses((status = 200, body = NotificationAnswer, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path((party, notification)): Path<(String, String)>,
) -> Answered {
    let about = NotificationRef {
        party: PartyId::parse(&party).map_err(|_| not_found())?,
        id: NotificationId::parse(&notification).map_err(|_| not_found())?,
    };
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let standing = view::of(register, about, register.standpoint(sight.now));
            let seen = standing.and_then(|standing| seen(sight, standing));
            let seen = seen.ok_or_else(not_found)?;
            let mut records = Vec::new();
            for index in indexes(&seen) {
                let record = sight.record_or_filler(index, Way::View)?;
                records.extend(record.map(|record| RecordView::of(&record, &names)));
            }
            Ok(wants.show(&NotificationAnswer {
                notification: NotificationView::of(&seen, &names),
                records,
            }))
        })
        .await
}

/// What a caller sees of a notification: the owner and the centre all, who was told what was told.
pub(super) fn seen(sight: &Sight<'_>, mut standing: Standing) -> Option<Standing> {
    let own = sight.caller.party;
    if standing.about.party == own || sight.is_centre() {
        return Some(standing);
    }
    let told = |record| told(sight, record);
    let latest = standing.versions.last().map(|version| version.record);
    if latest.is_none_or(|latest| told(latest).is_none()) {
        // What became of it since is not the caller's to know.
        standing.states.clear();
        standing.reconfirm_by = None;
    }
    // Whom else the owner lets be told, and what it keeps for an emergency.
    standing.consents.clear();
    standing
        .versions
        .retain(|version| told(version.record).is_some());
    if standing.versions.is_empty() {
        return None;
    }
    for version in &mut standing.versions {
        if told(version.record) != Some(Resolution::Exact) {
            version.details.forget();
        }
    }
    standing
        .reports
        .retain(|later| told(later.said.record).is_some());
    // Who else disputes it is between them and its owner.
    standing.contested_by.retain(|party| *party == own);
    Some(standing)
}

/// How exactly the caller's party is shown a record: as it was told, and no more than is still allowed.
fn told(sight: &Sight<'_>, record: LogIndex) -> Option<Resolution> {
    let register = sight.register();
    let shown = consent::shown(register, record, sight.caller.party, register.size);
    shown.filter(|resolution| *resolution > Resolution::Commitment)
}

fn indexes(standing: &Standing) -> Vec<LogIndex> {
    let versions = standing.versions.iter().map(|version| version.record);
    let reports = standing.reports.iter().map(|later| later.said.record);
    let mut all: Vec<LogIndex> = versions.chain(reports).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn party_of(text: &str) -> Result<PartyId, crate::exit::Problem> {
    PartyId::parse(text).map_err(|_| problem("usage", "party is the id of a party, par_…"))
}

pub(super) fn reference(text: &str) -> Result<NotificationRef, crate::exit::Problem> {
    let wrong = || problem("usage", "after is the `next` of the page before");
    let (party, id) = text.split_once('.').ok_or_else(wrong)?;
    Ok(NotificationRef {
        party: PartyId::parse(party).map_err(|_| wrong())?,
        id: NotificationId::parse(id).map_err(|_| wrong())?,
    })
}
