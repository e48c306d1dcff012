//! The API's description, OpenAPI 3.1, made of the handlers and the views.

use super::answer::{Answered, Wants};
use super::router::described;
use crate::wire::problem::ProblemDocument;
use utoipa::OpenApi;

/// What stands above the endpoints.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Truceline",
        description = "A verifiable deconfliction register. Writes are signed statements; reads give each party what it may have. Notification is voluntary unless an agreement says otherwise; absence from the register takes no protection away; people may be present; the duty to verify is unchanged; a receipt is not a permit.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "statements", description = "Everything that is said"),
        (name = "notifications", description = "Sites, movements and nils"),
        (name = "requests", description = "What the centre asks, and what is answered"),
        (name = "plans", description = "Planned activities"),
        (name = "checks", description = "Outcomes: overlap, none-known, unknown"),
        (name = "alerts", description = "What is owed and not answered"),
        (name = "allegations", description = "What is alleged, by whom, and what others say of it"),
        (name = "reconciliations", description = "Two sides' lists, set side by side"),
        (name = "bulletins", description = "What is published of a zone and a day, for everybody"),
        (name = "inbox", description = "What a party was told"),
        (name = "events", description = "What happens, as it happens"),
        (name = "inquiries", description = "What was known, when, and by whom"),
        (name = "incidents", description = "What happened, by whose word, and what was asked about it"),
        (name = "evidence", description = "Receipts, checkpoints, bundles"),
        (name = "records", description = "The log as a party may have it"),
        (name = "parties", description = "Who takes part"),
        (name = "sessions", description = "Signing in, for browsers"),
        (name = "zones", description = "Boundaries and rules"),
        (name = "channels", description = "How the lines stand"),
        (name = "agreements", description = "Who promised what, and who calls whom what"),
        (name = "register", description = "Which register it is"),
        (name = "operations", description = "For whoever keeps it running"),
    )
)]
pub struct Api;

/// The description as committed in `api/openapi.v1.json`.
///
/// # Panics
/// Never: the description is made of text.
#[must_use]
pub fn text() -> String {
    let (_, api) = described();
    match api.to_pretty_json() {
        // The router's word for "the rest of the path" is not OpenAPI's.
        Ok(text) => text.replace("/{*path}\"", "/{path}\"") + "\n",
        Err(error) => unreachable!("a description is JSON: {error}"),
    }
}

/// Gives this description
#[utoipa::path(get, path = "/v1/openapi.json", tag = "register",
    responses((status = 200, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn document(wants: Wants) -> Answered {
    Ok(wants.give("application/json", text().into_bytes()))
}
