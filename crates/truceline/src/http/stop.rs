//! `/v1/stops`, `/v1/line-tests`: the calls to halt and who answered, and the tests of the line.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::server::Server;
use crate::wire::informed::lines;
use crate::wire::line::StandingLineTestView;
use crate::wire::problem::ProblemDocument;
use crate::wire::stop::StandingStopView;
use axum::extract::State;
use std::sync::Arc;
use truceline_register::line;
use truceline_register::stop::view;

/// Lists the stops that the caller's party sent or was told of, the latest with who answered after how long
///
/// The sender and the centre see everybody who must hear; a recipient sees itself. A stop is a request, not an
/// order; it is sent with a signed statement.
#[utoipa::path(get, path = "/v1/stops", tag = "alerts",
    responses((status = 200, body = Vec<StandingStopView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn stops(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let all = view::all(register, register.standpoint(sight.now));
            let seen: Vec<_> = all
                .into_iter()
                .filter_map(|stop| stop.seen_by(sight.caller.party, register))
                .collect();
            let own = sight.caller.party;
            let record = |index| sight.line(index);
            let mut views: Vec<StandingStopView> = Vec::with_capacity(seen.len());
            for stop in &seen {
                let told = lines(
                    stop.informed.iter().copied(),
                    register,
                    own,
                    &names,
                    &record,
                )?;
                views.push(StandingStopView::of(stop, told, &names, own));
            }
            Ok(wants.tell(&views, || {
                let lines = views.iter().zip(&seen);
                lines
                    .map(|(view, stop)| view.text(sight.now.since(stop.stop.received_at)))
                    .collect()
            }))
        })
        .await
}

/// Lists the line tests, with who answered after how long
///
/// They are placeless, and the same to everybody: who is reached is what a line test is for.
#[utoipa::path(get, path = "/v1/line-tests", tag = "channels",
    responses((status = 200, body = Vec<StandingLineTestView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn line_tests(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
) -> Answered {
    server
        .read(caller, move |sight| {
            let (register, names) = (sight.register(), sight.names());
            let tests = line::views(register, register.standpoint(sight.now));
            let views: Vec<StandingLineTestView> = tests
                .iter()
                .map(|test| StandingLineTestView::of(test, &names))
                .collect();
            Ok(wants.tell(&views, || {
                views.iter().map(StandingLineTestView::text).collect()
            }))
        })
        .await
}
