//! `/v1/inquiries`: what was known about a place and a window, when, and by whom.
//!
//! A party asks for its own knowledge; the centre for anybody's and the register's. An inquiry looks at the
//! past and is no check.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::problem;
use super::server::{Server, Sight};
use crate::exit::Problem;
use crate::wire::difference::{DifferenceView, InquiryAnswer, cited};
use crate::wire::inquiry::InquiryView;
use crate::wire::problem::ProblemDocument;
use crate::wire::question::InquiryQuestion;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use std::sync::Arc;
use truceline_register::inquiry::difference::difference;
use truceline_register::inquiry::{Report, Viewpoint, inquire};
use truceline_register::looks::Way;

/// Asks what was known
///
/// With `compare_with`, what changed between the two moments.
#[utoipa::path(post, path = "/v1/inquiries", tag = "inquiries", request_body = InquiryQuestion,
    responses((status = 200, body = InquiryAnswer, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn ask(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    question: Result<Json<InquiryQuestion>, JsonRejection>,
) -> Answered {
    let Json(question) = question.map_err(|error| problem("usage", error.body_text()))?;
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let viewpoint = viewpoint(sight, &question)?;
            let (inquiry, later) = question.read(register, sight.now, viewpoint)?;
            let report = inquire(register, &inquiry);
            look(sight, &report)?;
            let Some(second) = later else {
                let view = InquiryView::of(&inquiry, None, &report, register, &names);
                let answer = InquiryAnswer::Known(Box::new(view));
                return Ok(wants.tell(&answer, || answer.text()));
            };
            let later = inquire(register, &second);
            look(sight, &later)?;
            let view = DifferenceView::of(&inquiry, &second, &difference(&report, &later), &names);
            let answer = InquiryAnswer::Changed(view);
            Ok(wants.tell(&answer, || answer.text()))
        })
        .await
}

/// Whose knowledge the caller may ask for.
pub(super) fn viewpoint(
    sight: &Sight<'_>,
    question: &InquiryQuestion,
) -> Result<Viewpoint, Problem> {
    let own = Viewpoint::Party(sight.caller.party);
    let usual = if sight.is_centre() {
        Viewpoint::Register
    } else {
        own
    };
    let asked = question.of_whom(&sight.names())?.unwrap_or(usual);
    if asked == own || sight.is_centre() {
        Ok(asked)
    } else {
        Err(problem(
            "not-allowed",
            "a party asks for its own knowledge; ask the centre for more",
        ))
    }
}

/// Every record that an answer cites was looked at.
pub(super) fn look(sight: &Sight<'_>, report: &Report) -> Result<(), Problem> {
    for index in cited(report) {
        sight.record_or_filler(index, Way::Inquiry)?;
    }
    Ok(())
}
