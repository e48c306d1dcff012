//! `/v1/challenges`, `/v1/session`: a desk's key signs in a browser, which cannot sign each request.

use super::answer::{Answered, Wants};
use super::caller::Caller;
use super::problem::{not_found, problem};
use super::server::Server;
use crate::exit::Problem;
use crate::sign_in::challenge::{Answer, Challenge};
use crate::sign_in::cookie::Transport;
use crate::sign_in::token::Token;
use crate::sign_in::{CHALLENGE_LIFE, SignInError};
use crate::wire::problem::ProblemDocument;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::header::{COOKIE, ORIGIN, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use truceline_engine::randomness::SystemRandomness;
use truceline_log::key::Signature;
use truceline_register::codec::cbor::Digest;
use truceline_register::ids::{KeyId, PersonId};
use truceline_register::party::chain::KeyChain;
use truceline_register::register::Register;
use utoipa::ToSchema;

/// A challenge to sign (docs/spec/requests.md).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChallengeView {
    /// To be signed as it is.
    pub challenge: String,
    /// The log's name.
    pub origin: String,
    /// Digest of its genesis statement.
    pub genesis: String,
    /// For so many seconds.
    pub life_s: u64,
}

/// A challenge that is signed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInOrder {
    /// As it was given.
    pub challenge: String,
    /// Host and port of this server as the signer sees it.
    pub server: String,
    /// The key's id.
    pub key: String,
    /// The key's signature over the text, base64.
    pub signature: String,
}

/// A session that is open.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// With which key.
    pub key: String,
    /// Of which party.
    pub party: String,
    /// At which desk.
    pub desk: String,
    /// Which person.
    pub person: String,
    /// The party's role.
    pub role: &'static str,
    /// Where the key's next statement stands, by what the register has heard of it.
    pub chain: ChainView,
}

/// Where a key's next statement stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChainView {
    /// Its number.
    pub next: u64,
    /// Digest of the payload before it; zeros for the first.
    pub previous: String,
}

/// How many sessions were ended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EndedView {
    /// So many.
    pub ended: usize,
}

/// Gives a challenge to sign
///
/// The text to sign names register, server and key; it is in docs/spec/requests.md.
#[utoipa::path(post, path = "/v1/challenges", tag = "sessions",
    responses((status = 200, body = ChallengeView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn challenge(State(server): State<Arc<Server>>, wants: Wants) -> Answered {
    let now = server.reading().monotonic;
    let challenge = server
        .kept
        .sign_ins()
        .challenge(now, &mut SystemRandomness)
        .map_err(|error| refused(&error))?;
    let state = server.state();
    let authority = &state.register.authority;
    Ok(wants.show(&ChallengeView {
        challenge: challenge.as_str().to_owned(),
        origin: authority.origin().to_owned(),
        genesis: authority.genesis_digest().to_string(),
        life_s: CHALLENGE_LIFE.as_secs(),
    }))
}

/// Opens a session with a signed challenge; its cookie comes along
#[utoipa::path(post, path = "/v1/session", tag = "sessions", request_body = SignInOrder,
    responses((status = 201, body = SessionView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn open(
    State(server): State<Arc<Server>>,
    wants: Wants,
    order: Result<Json<SignInOrder>, JsonRejection>,
) -> Answered {
    let Json(order) = order.map_err(|error| problem("usage", error.body_text()))?;
    let answer = read(&order)?;
    let state = server.state();
    let now = server.now(&state.register);
    let (caller, public) = Caller::of_key(&state.register, answer.key, now)?;
    let now = server.reading().monotonic;
    let token = server
        .kept
        .sign_ins()
        .open(&answer, &public, caller.person, now, &mut SystemRandomness)
        .map_err(|error| refused(&error))?;
    let mut response = wants.show(&SessionView::of(&state.register, &caller));
    *response.status_mut() = StatusCode::CREATED;
    set_cookie(&mut response, &transport(&server).giving(&token));
    Ok(response)
}

/// Says who is signed in
#[utoipa::path(get, path = "/v1/session", tag = "sessions",
    responses((status = 200, body = SessionView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn show(State(server): State<Arc<Server>>, caller: Caller, wants: Wants) -> Answered {
    Ok(wants.show(&SessionView::of(&server.state().register, &caller)))
}

/// Ends the session of the request's cookie
#[utoipa::path(delete, path = "/v1/session", tag = "sessions",
    responses((status = 200, body = EndedView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn close(
    State(server): State<Arc<Server>>,
    _caller: Caller,
    wants: Wants,
    headers: HeaderMap,
) -> Answered {
    let transport = transport(&server);
    let token = token(transport, &headers);
    let ended = token.is_some_and(|token| server.kept.sign_ins().close(&token));
    let mut response = wants.show(&EndedView {
        ended: usize::from(ended),
    });
    set_cookie(&mut response, &transport.taking_away());
    Ok(response)
}

/// Ends every session of a person
#[utoipa::path(delete, path = "/v1/persons/{person}/sessions", tag = "sessions",
    params(("person" = String, Path, description = "The person's id")),
    responses((status = 200, body = EndedView, content_type = "application/json"),
        (status = "default", body = ProblemDocument, content_type = "application/problem+json")))]
pub async fn close_person(
    State(server): State<Arc<Server>>,
    _caller: Caller,
    wants: Wants,
    Path(person): Path<String>,
) -> Answered {
    let person = PersonId::parse(&person).map_err(|_| not_found())?;
    let ended = server.kept.sign_ins().close_person(person);
    Ok(wants.show(&EndedView { ended }))
}

impl SessionView {
    fn of(register: &Register, caller: &Caller) -> Self {
        let end = register.chains.of(caller.key).and_then(KeyChain::end);
        let (next, previous) = end.unwrap_or((0, Digest::ZERO));
        Self {
            key: caller.key.to_string(),
            party: caller.party.to_string(),
            desk: caller.desk.to_string(),
            person: caller.person.to_string(),
            role: caller.role.word(),
            chain: ChainView {
                next,
                previous: previous.to_string(),
            },
        }
    }
}

/// Whoever a request's cookie says is asking; nobody where there is none.
///
/// # Errors
/// [`Problem`]: the session is over, its key is no longer in force, or another site's page asks for a change.
pub fn caller(server: &Server, parts: &Parts) -> Result<Option<Caller>, Problem> {
    let Some(token) = token(transport(server), &parts.headers) else {
        return Ok(None);
    };
    if !parts.method.is_safe() && !is_same_origin(server, &parts.headers) {
        return Err(problem(
            "not-allowed",
            "a session changes things only from this server's own pages; sign the request instead",
        ));
    }
    let now = server.reading().monotonic;
    let open = server.kept.sign_ins().find(&token, now);
    let open = open.map_err(|error| refused(&error))?;
    let state = server.state();
    let of_key = Caller::of_key(&state.register, open.key, server.now(&state.register));
    match of_key {
        Ok((caller, _)) => Ok(Some(caller)),
        Err(_) => {
            server.kept.sign_ins().close(&token);
            Err(refused(&SignInError::Over))
        }
    }
}

/// Whether the page that asks is one of ours: browsers name its origin with every change.
fn is_same_origin(server: &Server, headers: &HeaderMap) -> bool {
    let scheme = match server.settings.secure {
        true => "https",
        false => "http",
    };
    let origin = headers.get(ORIGIN).and_then(|value| value.to_str().ok());
    let own = server.settings.authorities.iter();
    origin.is_some_and(|origin| {
        own.map(|name| format!("{scheme}://{name}"))
            .any(|own| own == origin)
    })
}

fn transport(server: &Server) -> Transport {
    match server.settings.secure {
        true => Transport::Secure,
        false => Transport::PlainLoopback,
    }
}

fn token(transport: Transport, headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(COOKIE).iter();
    transport.token(cookies.filter_map(|value| value.to_str().ok()))
}

fn set_cookie(response: &mut Response, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
}

fn read(order: &SignInOrder) -> Result<Answer, Problem> {
    let wrong = |what: &str| problem("usage", what);
    let signature = STANDARD.decode(&order.signature).ok();
    let signature = signature.and_then(|bytes| bytes.try_into().ok());
    Ok(Answer {
        challenge: Challenge::from_text(&order.challenge),
        server: order.server.clone(),
        key: KeyId::parse(&order.key).map_err(|error| wrong(&error.to_string()))?,
        signature: signature
            .map(Signature)
            .ok_or_else(|| wrong("signature: write 64 bytes in base64"))?,
    })
}

fn refused(error: &SignInError) -> Problem {
    let code = match error {
        SignInError::Challenge | SignInError::Used | SignInError::Server | SignInError::Wrong => {
            "signature"
        }
        other => other.code(),
    };
    problem(code, format!("{error} ({})", error.code()))
}
