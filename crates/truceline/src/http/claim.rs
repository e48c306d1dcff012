//! `/v1/claims` and what is said of an incident: side by side, and along time.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::inbox::limit;
use super::incident::find;
use super::problem::{not_found, problem};
use super::server::{Server, Sight};
use crate::exit::Problem;
use crate::wire::claim::ClaimAboutView;
use crate::wire::claims::{EnteredView, SideBySideView, TimelineView};
use crate::wire::cut::cut;
use crate::wire::problem::ProblemDocument;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_register::claim::About;
use truceline_register::claim::history::Entered;
use truceline_register::claim::view::about as claims_about;
use truceline_register::claim::words::{Question, Rule};
use truceline_register::ids::ClaimId;
use utoipa::{IntoParams, ToSchema};

/// Most claims at once.
pub const MAX_LISTED: usize = 1_000;
const LISTED: usize = 100;

/// Which claims.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Go on behind this one: `next` of the page before.
    after: Option<String>,
    /// How many, at most 1,000.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<usize>,
}

/// A page of claims.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClaimPage {
    /// In the order in which they were entered.
    pub claims: Vec<EnteredView>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Most claims side by side, and along time.
pub const MAX_TOGETHER: usize = 1_000;

/// By which rule figures are drawn, and from which claims.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Drawn {
    /// `lowest`, `highest` or `latest-of-each-claimant`; several with commas between. Without it no figure is drawn.
    rule: Option<String>,
    /// Only claims that speak to this question: `casualties`, `where`, …
    question: Option<String>,
    /// Only claims that this party entered, by name or id.
    entered_by: Option<String>,
}

impl Drawn {
    fn rules(&self) -> Result<Vec<Rule>, Problem> {
        let words = self.rule.iter().flat_map(|rules| rules.split(','));
        let read = |word: &str| {
            Rule::from_word(word.trim()).ok_or_else(|| {
                problem(
                    "usage",
                    "\"rule\" is lowest, highest or latest-of-each-claimant",
                )
            })
        };
        words.map(read).collect()
    }

    /// The claims that are asked for, of those that the caller may read.
    fn narrowed<'a>(
        &self,
        sight: &Sight<'_>,
        claims: Vec<&'a Entered>,
    ) -> Result<Vec<&'a Entered>, Problem> {
        let question = self.question.as_deref().map(|word| {
            Question::from_word(word)
                .ok_or_else(|| problem("usage", "\"question\" is a question that claims speak to"))
        });
        let question = question.transpose()?;
        let by = self.entered_by.as_deref();
        let by = by
            .map(|party| sight.names().find_party(party))
            .transpose()?;
        let claims = claims.into_iter().filter(|entered| {
            question.is_none_or(|question| entered.said.question == question)
                && by.is_none_or(|by| entered.by == by)
        });
        let claims: Vec<&Entered> = claims.collect();
        within(claims.len())?;
        Ok(claims)
    }
}

/// Whether so many are shown together: no answer grows with whatever somebody enters.
fn within(claims: usize) -> Result<(), Problem> {
    if claims <= MAX_TOGETHER {
        return Ok(());
    }
    Err(problem(
        "usage",
        format!(
            "{claims} claims are more than the {MAX_TOGETHER} shown together; ask for one question (question=), for what one party entered (entered_by=), or for the claims page by page (/claims)"
        ),
    ))
}

fn claim<'a>(sight: &'a Sight<'_>, text: &str) -> Result<&'a Entered, Problem> {
    let register = sight.register();
    let id = ClaimId::parse(text).map_err(|_| not_found())?;
    let entered = register.claims.get(id);
    entered
        .filter(|entered| entered.readers.hold(register, sight.caller.party))
        .ok_or_else(not_found)
}

/// Lists the claims about an incident that the caller's party may read
#[utoipa::path(get, path = "/v1/incidents/{incident}/claims", tag = "incidents",
    params(("incident" = String, Path, description = "The incident's id"), Which),
    responses((status = 200, body = ClaimPage, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(incident): Path<String>,
    which: Result<Query<Which>, QueryRejection>,
) -> Answered {
    let Query(which) = which.map_err(|error| problem("usage", error.body_text()))?;
    let most = limit(which.limit, LISTED, MAX_LISTED)?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let opened = find(sight, &incident)?;
            let after = which.after.as_deref().map(|after| claim(sight, after));
            let after = after.transpose()?.map(|entered| entered.record);
            let eyes = Some(sight.caller.party);
            let all = claims_about(register, About::Incident(opened.id), eyes, register.size);
            let mut rest = all
                .into_iter()
                .filter(|entered| after.is_none_or(|after| entered.record > after));
            let page: Vec<&Entered> = rest.by_ref().take(most).collect();
            let next = rest
                .next()
                .and(page.last())
                .map(|last| last.said.id.to_string());
            let claims = page.into_iter();
            let claims = claims
                .map(|entered| cut(EnteredView::of(entered, register.size, &names)))
                .collect();
            Ok(wants.show(&ClaimPage { claims, next }))
        })
        .await
}

/// Sets the claims about an incident side by side, question by question
///
/// Each line is the word of whom it names. A figure is drawn only by a rule that is asked for and stands beside it.
/// Long words are cut; the claim by itself has them whole. More than 1,000 claims are asked for by question or by who
/// entered them.
#[utoipa::path(get, path = "/v1/incidents/{incident}/side-by-side", tag = "incidents",
    params(("incident" = String, Path, description = "The incident's id"), Drawn),
    responses((status = 200, body = SideBySideView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn side_by_side(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(incident): Path<String>,
    drawn: Result<Query<Drawn>, QueryRejection>,
) -> Answered {
    let Query(drawn) = drawn.map_err(|error| problem("usage", error.body_text()))?;
    let rules = drawn.rules()?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let about = About::Incident(find(sight, &incident)?.id);
            let claims = claims_about(register, about, Some(sight.caller.party), register.size);
            let claims = drawn.narrowed(sight, claims)?;
            let at = register.standpoint(sight.now);
            let about = ClaimAboutView::of(about, &names);
            let view = SideBySideView::of(about, &claims, &rules, at, &names).cut();
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// Shows how the numbers in the claims about an incident changed over time
#[utoipa::path(get, path = "/v1/incidents/{incident}/timeline", tag = "incidents",
    params(("incident" = String, Path, description = "The incident's id"), Drawn),
    responses((status = 200, body = TimelineView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn timeline(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(incident): Path<String>,
    drawn: Result<Query<Drawn>, QueryRejection>,
) -> Answered {
    let Query(drawn) = drawn.map_err(|error| problem("usage", error.body_text()))?;
    let rules = drawn.rules()?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let about = About::Incident(find(sight, &incident)?.id);
            let claims = claims_about(register, about, Some(sight.caller.party), register.size);
            let claims = drawn.narrowed(sight, claims)?;
            let at = register.standpoint(sight.now);
            let about = ClaimAboutView::of(about, &names);
            let view = TimelineView::of(about, &claims, &rules, at, &names);
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

/// Shows a claim with its source and with what others say to it
#[utoipa::path(get, path = "/v1/claims/{claim}", tag = "incidents",
    params(("claim" = String, Path, description = "The claim's id")),
    responses((status = 200, body = EnteredView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    Path(id): Path<String>,
) -> Answered {
    server
        .read(caller, move |sight| {
            let entered = claim(sight, &id)?;
            let view = EnteredView::of(entered, sight.register().size, &sight.names());
            Ok(wants.tell(&view, || view.text()))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::{MAX_TOGETHER, within};

    #[test]
    fn what_is_too_much_to_show_together_is_refused_with_what_to_do() {
        assert!(within(MAX_TOGETHER).is_ok());
        let refused = within(MAX_TOGETHER + 1).map_err(|problem| problem.what);
        let words = refused.err().unwrap_or_default();
        for way in ["question=", "entered_by=", "/claims"] {
            assert!(words.contains(way), "{words}");
        }
    }
}
