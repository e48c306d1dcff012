//! `/v1/invitations`, `/v1/cards`: how a newcomer's card reaches the centre.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::exit::Problem;
use crate::invitation::{Code, Invitation, InvitationError, Terms, USUAL_LIFE};
use crate::wire::problem::ProblemDocument;
use crate::wire::time;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_engine::randomness::SystemRandomness;
use truceline_register::codec::statement::key_id;
use truceline_register::ids::{DeskId, PartyId};
use truceline_register::register::Register;
use truceline_register::time::{Instant, Span};
use utoipa::ToSchema;

/// What the centre invites to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationOrder {
    /// The party that the card must name; any where absent.
    pub party: Option<String>,
    /// The desk that the card must name; any where absent.
    pub desk: Option<String>,
    /// For how many seconds it is open; three days where absent, 14 at most.
    pub life_s: Option<u32>,
}

/// An invitation that was made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitationMade {
    /// The secret for the newcomer, by a way that you trust. It is shown this once.
    pub code: String,
    /// As it stands on the list.
    pub invitation: InvitationView,
}

/// An invitation on the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitationView {
    /// What it is called.
    pub name: String,
    /// `open`, or `card` where one waits to be enrolled.
    pub state: &'static str,
    /// The party invited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The desk invited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// The centre's key that made it.
    pub by: String,
    /// When it was made.
    pub made: String,
    /// Until when a card may come.
    pub until: String,
    /// When the card came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub came: Option<String>,
    /// The card, to be enrolled by a signed statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
}

/// A newcomer's card.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardOrder {
    /// The invitation's code.
    pub code: String,
    /// The card, as `key new` made it.
    pub card: String,
}

/// What a newcomer hears.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CardView {
    /// The key that waits.
    pub key: String,
    /// When the card came.
    pub came: String,
    /// What follows.
    pub next: &'static str,
}

impl InvitationView {
    fn of(invitation: &Invitation) -> Self {
        let card = invitation.card.as_ref();
        Self {
            name: invitation.name(),
            state: if card.is_some() { "card" } else { "open" },
            party: invitation.party.map(|party| party.to_string()),
            desk: invitation.desk.map(|desk| desk.to_string()),
            by: invitation.by.to_string(),
            made: time(invitation.made),
            until: time(invitation.until),
            came: card.map(|(came, _)| time(*came)),
            card: card.map(|(_, card)| card.to_string()),
        }
    }
}

/// Makes an invitation; its code is shown this once
#[utoipa::path(post, path = "/v1/invitations", tag = "parties", request_body = InvitationOrder,
    responses((status = 201, body = InvitationMade, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn make(
    State(server): State<Arc<Server>>,
    caller: Caller,
    wants: Wants,
    order: Result<Json<InvitationOrder>, JsonRejection>,
) -> Answered {
    let Json(order) = order.map_err(|error| problem("usage", error.body_text()))?;
    let terms = terms(&order)?;
    let made = with(&server, move |server, _, now| {
        let mut invitations = server.kept.invitations();
        invitations.make(terms, caller.key, now, &mut SystemRandomness)
    })
    .await?;
    let (code, invitation) = made;
    let mut response = wants.show(&InvitationMade {
        code: code.expose(),
        invitation: InvitationView::of(&invitation),
    });
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// Lists open invitations, and cards that wait to be enrolled
#[utoipa::path(get, path = "/v1/invitations", tag = "parties",
    responses((status = 200, body = Vec<InvitationView>, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn list(State(server): State<Arc<Server>>, _caller: Caller, wants: Wants) -> Answered {
    let views = with(&server, |server, register, now| {
        let invitations = server.kept.invitations();
        let list = invitations.list(now, |public| is_enrolled(register, public));
        Ok(list.into_iter().map(InvitationView::of).collect::<Vec<_>>())
    })
    .await?;
    Ok(wants.show(&views))
}

/// Withdraws an invitation, with the card that came for it
#[utoipa::path(delete, path = "/v1/invitations/{name}", tag = "parties",
    params(("name" = String, Path, description = "What it is called on the list")),
    responses((status = 204), (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn withdraw(
    State(server): State<Arc<Server>>,
    _caller: Caller,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    with(&server, move |server, register, now| {
        let mut invitations = server.kept.invitations();
        invitations.withdraw(&name, now, |public| is_enrolled(register, public))
    })
    .await
    .map_err(|error| match error.code.as_str() {
        // Who withdraws is the centre: it may be told that there is none.
        "not-allowed" => not_found(),
        _ => error,
    })?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a newcomer's card for a code
///
/// It waits for the centre, who enrols its key by a signed statement, or leaves it.
#[utoipa::path(post, path = "/v1/cards", tag = "parties", request_body = CardOrder,
    responses((status = 200, body = CardView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn send(
    State(server): State<Arc<Server>>,
    wants: Wants,
    order: Result<Json<CardOrder>, JsonRejection>,
) -> Answered {
    let Json(order) = order.map_err(|error| problem("usage", error.body_text()))?;
    let code = Code::parse(&order.code)
        .ok_or_else(|| problem("usage", "a code is 32 hexadecimal digits in groups of four"))?;
    let taken = with(&server, move |server, register, now| {
        let (origin, genesis) = (
            register.authority.origin(),
            register.authority.genesis_digest(),
        );
        let mut invitations = server.kept.invitations();
        invitations.redeem(&code, &order.card, origin, genesis, now)
    })
    .await?;
    let (came, card) = taken
        .card
        .ok_or_else(|| problem("internal", "the card was not kept; send it again"))?;
    Ok(wants.show(&CardView {
        key: key_id(&card.public).to_string(),
        came: time(came),
        next: "the centre enrols the key, or leaves it; compare its fingerprint with the centre by another way",
    }))
}

fn terms(order: &InvitationOrder) -> Result<Terms, Problem> {
    let wrong = |error: truceline_register::ids::IdError| problem("usage", error.to_string());
    let party = order.party.as_deref().map(PartyId::parse).transpose();
    let desk = order.desk.as_deref().map(DeskId::parse).transpose();
    Ok(Terms {
        party: party.map_err(wrong)?,
        desk: desk.map_err(wrong)?,
        life: order.life_s.map_or(USUAL_LIFE, Span::seconds),
    })
}

/// Beside other answers: a file is written.
async fn with<T: Send + 'static>(
    server: &Arc<Server>,
    make: impl FnOnce(&Server, &Register, Instant) -> Result<T, InvitationError> + Send + 'static,
) -> Result<T, Problem> {
    let own = Arc::clone(server);
    server
        .beside(move |state, _, now| make(&own, &state.register, now).map_err(|e| refused(&e)))
        .await
}

fn is_enrolled(register: &Register, public: &[u8; 32]) -> bool {
    register.authority.key(key_id(public)).is_some()
}

fn refused(error: &InvitationError) -> Problem {
    let code = match error {
        InvitationError::NotOpen | InvitationError::OtherDesk => "not-allowed",
        InvitationError::Card(_) => "not-verified",
        other => other.code(),
    };
    problem(code, error.to_string())
}
