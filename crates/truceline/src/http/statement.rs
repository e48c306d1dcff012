//! `/v1/statements`: everything that is said, by whoever signed it.
//!
//! The statement's own signature says who speaks; a signed request beside it only says who hears more of
//! the answer. The same bytes again give the same answer. Not here: judging (the register's).

use super::answer::{Answered, Wants};
use super::gate::{Perhaps, Sender};
use super::problem::problem;
use super::rate::{self, Counted, Share, UsedUp};
use super::server::{Server, Sight, Waiting, answered};
use crate::exit::Problem;
use crate::wire::check;
use crate::wire::problem::ProblemDocument;
use crate::wire::receipt::AdmittedView;
use crate::wire::stated::{StatedView, StatementsView, ToldWriter};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use std::sync::Arc;
use truceline_engine::writer::Answer;
use truceline_engine::writer::queue::{Lane, MAX_BATCH};
use truceline_register::act::Act;
use truceline_register::codec::proven::Proven;
use truceline_register::codec::statement::Submission;
use truceline_register::ids::{KeyId, LogIndex};
use utoipa::ToSchema;

/// The media type of one submission: a statement with its disclosures, deterministic CBOR.
pub const SUBMISSION: &str = "application/vnd.truceline.submission+cbor";

/// Several submissions, in their order.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Submissions {
    /// Each a submission's bytes in base64; at most 256.
    #[schema(min_items = 1, max_items = 256)]
    pub submissions: Vec<String>,
}

/// Submits signed statements
///
/// Each is decided by itself, stops and their answers first, the others in order; the answer comes when all are durable and the checkpoint over
/// them is signed. 200 where each is on record or was before, 207 where some were refused, and of a single
/// one its own problem. Send the same bytes again where no answer came: the answer is then the first one's.
#[utoipa::path(
    post,
    path = "/v1/statements",
    tag = "statements",
    request_body(content((Submissions = "application/json"), (Vec<u8> = "application/vnd.truceline.submission+cbor"))),
    responses(
        (status = 200, description = "On record, with receipts", body = StatementsView),
        (status = 207, description = "Some were refused", body = StatementsView),
        (status = "default", description = "A problem", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn submit(
    State(server): State<Arc<Server>>,
    Perhaps(caller): Perhaps,
    Sender(sender): Sender,
    wants: Wants,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let submissions = match submissions(&headers, &body) {
        Ok(submissions) => submissions,
        Err(problem) => {
            return match server.rates.take(Share::Outside, sender) {
                Ok(()) => Err(problem),
                Err(used_up) => Ok(used_up.response()),
            };
        }
    };
    let only = submissions.len() == 1;
    let handed = if only {
        hand_in_all(&server, submissions, sender)
    } else {
        // A long list takes as long to verify as many a page to make.
        let server = Arc::clone(&server);
        let handed = tokio::task::spawn_blocking(move || hand_in_all(&server, submissions, sender));
        handed.await.map_err(|_| {
            problem(
                "internal",
                "the statements could not be looked at; send them again",
            )
        })?
    };
    let used_up = handed.iter().any(Result::is_err);
    let mut waiting = Vec::with_capacity(handed.len());
    for one in handed {
        match one {
            Ok(one) => waiting.push(one),
            Err(used_up) if only => return Ok(used_up.response()),
            Err(used_up) => waiting.push(Err(used_up.problem())),
        }
    }
    let mut view = StatementsView::new();
    for answer in waiting {
        let answer = match answer {
            Ok(answer) => answered(answer).await,
            Err(problem) => Err(problem),
        };
        let repeated = matches!(answer, Ok(Answer::Repeated { .. }));
        let one = match answer {
            Ok(Answer::Admitted { index } | Answer::Repeated { index }) => {
                // It stands in the log: whatever cannot be said of it now can be asked for later.
                let receipt = server.receipt(index).await.ok();
                let mut one = StatedView::recorded(index, repeated, receipt);
                if let Some(caller) = caller {
                    let told = server.read(caller, move |sight| told(sight, index, repeated));
                    one.told = told.await.ok().flatten();
                }
                one
            }
            Ok(Answer::Refused { refusal, index }) => StatedView::refused(&refusal.into(), index),
            Err(problem) => StatedView::refused(&problem, None),
        };
        view.statements.push(one);
    }
    // What was within the share is on record by now.
    if used_up {
        server.rates.hold_back().await;
    }
    let refused = view.statements.iter().find_map(|one| one.problem.clone());
    match refused {
        Some(problem) if only => Err(problem.into_problem()),
        refused => {
            let mut response = wants.tell(&view, || view.text());
            if refused.is_some() {
                *response.status_mut() = StatusCode::MULTI_STATUS;
            }
            Ok(response)
        }
    }
}

/// What became of a submission: it waits for the writer, could not be handed in, or its sender's share is used up.
type Handed = Result<Result<Waiting, Problem>, UsedUp>;

/// Takes every submission apart, verifies it under the key that it names, and hands it to the writer, which
/// only compares the key with the one that is in force by then.
fn hand_in_all(server: &Server, submissions: Vec<Submission>, sender: Counted) -> Vec<Handed> {
    let enrolled = |key: KeyId| {
        let state = server.state();
        state.register.authority.key(key).map(|key| key.public)
    };
    let each = submissions.into_iter().map(|submission| {
        let proven = Proven::of(submission, enrolled);
        let lane = lane(server, &proven, sender)?;
        Ok(server.hand_in(lane, proven))
    });
    each.collect()
}

/// The lane of a submission, if it is within its sender's share. Nobody is urgent, and nobody is known, whose signature
/// does not hold: those are counted by where they come from.
fn lane(server: &Server, proven: &Proven, sender: Counted) -> Result<Lane, UsedUp> {
    let key = proven.statement().map(|statement| statement.header.key);
    let (Ok(key), true) = (key, proven.is_signed()) else {
        server.rates.take(Share::Outside, sender)?;
        return Ok(Lane::Ordinary);
    };
    // What cannot be read may say where somebody is: it is not counted.
    let Some(payload) = proven.payload() else {
        return Ok(Lane::Ordinary);
    };
    let share = rate::of_act(&payload.act);
    let state = server.state();
    let signer = state.register.authority.key(key);
    let who = match (share, signer) {
        (Share::Check, Some(signer)) => Counted::Party(signer.party),
        _ => Counted::Key(key),
    };
    let bytes = proven.submission().statement.len();
    server.rates.take_statement(share, who, bytes)?;
    Ok(Lane::of(payload))
}

/// What the writer of a record, or the centre, is told of it beyond its receipt.
fn told(sight: &Sight<'_>, index: LogIndex, repeated: bool) -> Result<Option<ToldWriter>, Problem> {
    let register = sight.register();
    if register.writer_of(index) != Some(sight.caller.party) && !sight.is_centre() {
        return Ok(None);
    }
    let names = sight.names();
    let record = sight.archive().record(index)?;
    let asks = record
        .payload
        .as_ref()
        .is_some_and(|payload| matches!(payload.act, Act::CheckAsked(_)));
    let answer = match asks {
        true => Some(check::answer(&sight.archive(), index, sight.caller.party)?),
        false => None,
    };
    let record = AdmittedView::of(&record, repeated, &names);
    Ok(Some(ToldWriter { record, answer }))
}

/// The submissions of a body.
fn submissions(headers: &HeaderMap, body: &[u8]) -> Result<Vec<Submission>, Problem> {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    match kind.trim() {
        SUBMISSION => Ok(vec![submission(body, 1)?]),
        "application/json" => {
            let sent: Submissions = serde_json::from_slice(body).map_err(|error| {
                problem(
                    "usage",
                    format!("the body is no list of submissions: {error}"),
                )
            })?;
            if sent.submissions.is_empty() || sent.submissions.len() > MAX_BATCH {
                let what = format!("send 1 to {MAX_BATCH} submissions at once");
                return Err(problem("usage", what));
            }
            let numbered = sent.submissions.iter().zip(1..);
            numbered
                .map(|(text, number)| {
                    let bytes = BASE64_STANDARD.decode(text).map_err(|_| {
                        problem("usage", format!("submission {number} is not base64"))
                    })?;
                    submission(&bytes, number)
                })
                .collect()
        }
        _ => Err(problem(
            "unsupported-media-type",
            format!("send {SUBMISSION}, or application/json with a list of submissions in base64"),
        )),
    }
}

fn submission(bytes: &[u8], number: usize) -> Result<Submission, Problem> {
    Submission::from_bytes(bytes).map_err(|error| {
        problem(
            "malformed",
            format!("submission {number} cannot be read: {error}"),
        )
    })
}
