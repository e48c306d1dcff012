//! Every endpoint with its handler; the description of the API comes of the same list.

use super::gate::gate;
use super::problem::{not_found, problem};
use super::server::Server;
use super::{
    actor, agreement, alert, allegation, bulletin, bundle, channel, check, claim, consistency,
    console, coverage, duty, event, evidence, health, hold, inbox, incident, informed, inquiry,
    invitation, looks, notification, openapi, outbox, page, party, place, plan, portion, receipt,
    reconciliation, record, register, request, sign_in, statement, stop, tile, vault_key, witness,
    zone,
};
use crate::exit::Problem;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::middleware::{from_fn_with_state, map_response_with_state};
use axum::response::{IntoResponse as _, Response};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Answers smaller than this are not compressed.
const COMPRESSED_ABOVE: u64 = 860;

/// Every endpoint, and the description of them all.
pub fn described() -> (Router<Arc<Server>>, utoipa::openapi::OpenApi) {
    OpenApiRouter::with_openapi(openapi::Api::openapi())
        .routes(routes!(console::page))
        .routes(routes!(console::file))
        .routes(routes!(console::verifier))
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
        .routes(routes!(openapi::document))
        .routes(routes!(page::docs))
        .routes(routes!(register::show))
        .routes(routes!(statement::submit))
        .routes(routes!(party::parties))
        .routes(routes!(party::desks))
        .routes(routes!(party::keys))
        .routes(routes!(zone::zones))
        .routes(routes!(zone::zone))
        .routes(routes!(channel::list))
        .routes(routes!(notification::list))
        .routes(routes!(notification::show))
        .routes(routes!(place::list))
        .routes(routes!(request::list))
        .routes(routes!(request::show))
        .routes(routes!(coverage::show))
        .routes(routes!(plan::list))
        .routes(routes!(check::show))
        .routes(routes!(inbox::list))
        .routes(routes!(alert::list))
        .routes(routes!(outbox::show))
        .routes(routes!(outbox::retry))
        .routes(routes!(outbox::discard))
        .routes(routes!(stop::stops))
        .routes(routes!(stop::line_tests))
        .routes(routes!(looks::list))
        .routes(routes!(duty::list))
        .routes(routes!(duty::open))
        .routes(routes!(informed::list))
        .routes(routes!(hold::list))
        .routes(routes!(actor::list))
        .routes(routes!(actor::designations))
        .routes(routes!(agreement::list))
        .routes(routes!(agreement::show))
        .routes(routes!(agreement::calendar))
        .routes(routes!(incident::list))
        .routes(routes!(incident::show))
        .routes(routes!(claim::list))
        .routes(routes!(claim::side_by_side))
        .routes(routes!(claim::timeline))
        .routes(routes!(incident::state))
        .routes(routes!(incident::request))
        .routes(routes!(claim::show))
        .routes(routes!(allegation::list))
        .routes(routes!(allegation::show))
        .routes(routes!(reconciliation::list))
        .routes(routes!(reconciliation::show))
        .routes(routes!(reconciliation::proposal))
        .routes(routes!(reconciliation::draft))
        .routes(routes!(bulletin::list))
        .routes(routes!(bulletin::feed))
        .routes(routes!(bulletin::zone_feed))
        .routes(routes!(bulletin::show))
        .routes(routes!(bulletin::page))
        .routes(routes!(bulletin::table))
        .routes(routes!(bulletin::proof))
        .routes(routes!(evidence::list))
        .routes(routes!(evidence::show))
        .routes(routes!(evidence::content))
        .routes(routes!(record::list))
        .routes(routes!(record::show))
        .routes(routes!(receipt::receipt))
        .routes(routes!(receipt::checkpoint))
        .routes(routes!(consistency::show))
        .routes(routes!(portion::page))
        .routes(routes!(event::follow))
        .routes(routes!(inquiry::ask))
        .routes(routes!(bundle::make))
        .routes(routes!(sign_in::challenge))
        .routes(routes!(sign_in::open, sign_in::show, sign_in::close))
        .routes(routes!(sign_in::close_person))
        .routes(routes!(invitation::make, invitation::list))
        .routes(routes!(invitation::withdraw))
        .routes(routes!(invitation::send))
        .routes(routes!(vault_key::rotate, vault_key::show))
        .routes(routes!(tile::checkpoint))
        .routes(routes!(tile::tile))
        .routes(routes!(witness::add_checkpoint))
        .split_for_parts()
}

/// The router of a running server.
pub fn router(server: &Arc<Server>) -> Router {
    let (router, _) = described();
    let compressed = SizeAbove::new(COMPRESSED_ABOVE).and(NotForContentType::SSE);
    router
        // The gate limits each body by its row of the table.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(server), gate))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        // The first is the outermost; in one piece, for each layer by itself is boxed anew with every request.
        .layer((
            map_response_with_state(Arc::clone(server), guarded),
            CatchPanicLayer::custom(failed),
            CompressionLayer::new().compress_when(compressed),
        ))
        .with_state(Arc::clone(server))
}

async fn unknown() -> Problem {
    not_found()
}

async fn wrong_method() -> Problem {
    problem(
        "method-not-allowed",
        "this path has no such method; see /v1/docs",
    )
}

/// What failed is in the server's own log, and no word of it in the answer.
fn failed(_: Box<dyn std::any::Any + Send>) -> Response {
    problem(
        "internal",
        "the server failed at this request; tell whoever runs it",
    )
    .into_response()
}

/// Headers that keep a browser from doing anything with an answer but showing it.
async fn guarded<B: Send>(
    axum::extract::State(server): axum::extract::State<Arc<Server>>,
    mut response: Response<B>,
) -> Response<B> {
    let headers = response.headers_mut();
    let fixed = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; frame-ancestors 'none'",
        ));
    if server.settings.secure {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    response
}
