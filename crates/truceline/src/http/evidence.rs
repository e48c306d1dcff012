//! `/v1/evidence`: files, what was done with them, and their bytes.
//!
//! Bytes are handed out as a file to be kept, never to be shown in place: nothing of them may run in a browser.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::problem::{not_found, problem};
use super::server::{Server, Sight};
use crate::exit::Problem;
use crate::wire::evidence::standing::StandingEvidenceView;
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_register::evidence::history::{Entry, Held};
use truceline_register::evidence::whole::Together;
use truceline_register::evidence::{About, concerns};
use truceline_register::ids::{AgreementId, ClaimId, EvidenceId, IncidentId};
use truceline_register::looks::Way;
use utoipa::{IntoParams, ToSchema};

/// Most files at once.
pub const MAX_LISTED: usize = 1_000;
const LISTED: usize = 100;
/// Nothing of a file runs, loads or is framed.
const POLICY: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// Which files.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// About what: `inc_…` (with what concerns it by a claim, an answer or another file), `clm_…` or `agr_…`.
    about: Option<String>,
    /// Files with this SHA-256, in hexadecimal.
    sha256: Option<String>,
    /// Go on behind this one: `next` of the page before.
    after: Option<String>,
    /// How many, at most 1,000.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

/// A page of files.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvidencePage {
    /// In the order in which they were entered.
    pub evidence: Vec<StandingEvidenceView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A file that the caller may read.
fn find<'a>(sight: &'a Sight<'_>, text: &str) -> Result<&'a Entry, Problem> {
    let register = sight.register();
    let id = EvidenceId::parse(text).map_err(|_| not_found())?;
    let entry = register.evidence.get(id);
    entry
        .filter(|entry| entry.readers.hold(register, sight.caller.party))
        .ok_or_else(not_found)
}

fn view(sight: &Sight<'_>, entry: &Entry) -> StandingEvidenceView {
    let eyes = Some(sight.caller.party);
    StandingEvidenceView::of(entry, sight.register(), eyes, &sight.names())
}

/// What a list is narrowed to.
enum Narrowed {
    Incident(IncidentId),
    About(About),
}

fn narrowed(text: &str) -> Result<Narrowed, Problem> {
    let incident = IncidentId::parse(text).map(Narrowed::Incident);
    let claim = |_| ClaimId::parse(text).map(|claim| Narrowed::About(About::Claim(claim)));
    let agreement = |_| AgreementId::parse(text).map(|id| Narrowed::About(About::Agreement(id)));
    let found = incident.or_else(claim).or_else(agreement);
    found.map_err(|_| problem("usage", "\"about\" is an id: inc_…, clm_… or agr_…"))
}

/// Lists the files that the caller's party may read
///
/// A file is about an incident, a claim, an allegation, an answer or an agreement. What it shows is the word of who
/// entered it.
#[utoipa::path(get, path = "/v1/evidence", tag = "evidence", params(Which),
    responses((status = 200, body = EvidencePage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let most = limit(which.limit, LISTED, MAX_LISTED)?;
    let about = which.about.as_deref().map(narrowed).transpose()?;
    server
        .read(caller, move |sight| {
            let register = sight.register();
            let from = which.after.as_deref().map(|after| find(sight, after));
            let from = from.transpose()?.map_or(0, |entry| entry.record + 1);
            let is_wanted = |entry: &&Entry| {
                let concerned = about.as_ref().is_none_or(|about| match about {
                    Narrowed::Incident(incident) => concerns(register, entry, *incident),
                    Narrowed::About(about) => entry.said.about == *about,
                });
                let hash = which.sha256.as_ref();
                concerned
                    && hash.is_none_or(|hash| *hash == entry.said.sha256.to_string())
                    && entry.readers.hold(register, sight.caller.party)
            };
            let all = register.evidence.all_from(from, register.size);
            let mut wanted = all.filter(is_wanted);
            let page: Vec<&Entry> = wanted.by_ref().take(most).collect();
            let next = wanted.next().and(page.last());
            let next = next.map(|last| last.said.id.to_string());
            let evidence: Vec<StandingEvidenceView> =
                page.into_iter().map(|entry| view(sight, entry)).collect();
            let page = EvidencePage { evidence, next };
            Ok(wants.tell(&page, || {
                page.evidence
                    .iter()
                    .map(StandingEvidenceView::line)
                    .collect()
            }))
        })
        .await
}

/// Shows a file with its collection log
#[utoipa::path(get, path = "/v1/evidence/{evidence}", tag = "evidence",
    params(("evidence" = String, Path, description = "The file's id")),
    responses((status = 200, body = StandingEvidenceView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(id): Path<String>,
) -> Answered {
    server
        .read(caller, move |sight| {
            let view = view(sight, find(sight, &id)?);
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// Gives the bytes of a file
///
/// They are held against the hash that was signed before they leave, and handed out as a file to be kept: nothing of
/// them is shown in place or runs.
#[utoipa::path(get, path = "/v1/evidence/{evidence}/content", tag = "evidence",
    params(("evidence" = String, Path, description = "The file's id")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn content(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(id): Path<String>,
) -> Answered {
    server
        .read(caller, move |sight| {
            let entry = find(sight, &id)?;
            let bytes = bytes_of(entry.held(), sight.archive().file(entry)?)?;
            sight.record_or_filler(entry.record, Way::Export)?;
            let name = format!(
                "attachment; filename=\"{}.{}\"",
                entry.said.id,
                entry.said.media.extension()
            );
            let mut response = wants.give(entry.said.media.word(), bytes);
            let headers = response.headers_mut();
            if let Ok(name) = HeaderValue::from_str(&name) {
                headers.insert(CONTENT_DISPOSITION, name);
            }
            headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
            Ok(response)
        })
        .await
}

fn bytes_of(held: Held, together: Together) -> Result<Vec<u8>, Problem> {
    let (code, what) = match (held, together) {
        (_, Together::Whole(bytes)) => return Ok(bytes),
        (_, Together::Differs { .. }) => (
            "not-verified",
            "the bytes do not have the hash that was signed beside them; they are not handed out",
        ),
        (Held::Erased, Together::Lacking(_)) => (
            "no-evidence",
            "the bytes of this file were erased on record",
        ),
        (Held::Incomplete, Together::Lacking(_)) => (
            "no-evidence",
            "parts of this file have not come in yet; ask again later",
        ),
        (Held::Whole, Together::Lacking(_)) => (
            "damaged",
            "the register has lost bytes of this file, though nobody erased them; tell whoever runs it: a newer copy of the vault has to be put back",
        ),
    };
    Err(problem(code, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_is_not_said_to_be_on_its_way() {
        let lacking = |held| {
            let refused = bytes_of(held, Together::Lacking(vec![0]));
            refused.err().map(|problem| problem.code)
        };
        assert_eq!(lacking(Held::Whole).as_deref(), Some("damaged"));
        assert_eq!(lacking(Held::Incomplete).as_deref(), Some("no-evidence"));
        assert_eq!(lacking(Held::Erased).as_deref(), Some("no-evidence"));
        let whole = bytes_of(Held::Whole, Together::Whole(vec![1]));
        assert_eq!(whole.ok(), Some(vec![1]));
    }
}
