//! The gate before every endpoint: the row of the table, the body within its limit and its time, who asks,
//! whether that is enough, and whether it is within the caller's share ([`super::rate`]).
//!
//! Not here: what the caller then sees (the portion's), and what a statement may say (the register's).

use super::access::{self, Access, Body as Room, Shows, Who};
use super::caller::Caller;
use super::problem::{not_found, problem};
use super::rate::{self, Counted, Share, UsedUp};
use super::server::Server;
use super::sign_in;
use crate::exit::Problem;
use crate::signature::SignatureError;
use crate::signature::head::{Head, SIGNATURE, SIGNATURE_INPUT};
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONNECTION, COOKIE, HeaderValue};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures_util::StreamExt as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How much of a body that is refused is still read: twice the largest that is taken.
const READ_ON_BYTES: usize = 16 << 20;
/// For how long at most.
const READ_ON: Duration = Duration::from_secs(2);

/// Lets a request through to its endpoint, or answers in its stead.
pub async fn gate(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let row = row(&request);
    let mut response = match row {
        None => not_found().into_response(),
        Some(row) => match admit(&server, row, request).await {
            Ok(request) => next.run(request).await,
            Err(Turned::Away(problem)) => problem.into_response(),
            Err(Turned::UsedUp(used_up)) => used_up.response(),
        },
    };
    let (route, method) = row.map_or(("unknown", "unknown"), |row| (row.path, row.method));
    server
        .metrics
        .answered(route, method, response.status(), began.elapsed());
    if response.status() == StatusCode::TOO_MANY_REQUESTS && !server.rates.hold_back().await {
        response
            .headers_mut()
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Why a request does not get to its endpoint.
enum Turned {
    Away(Problem),
    UsedUp(UsedUp),
}

impl From<Problem> for Turned {
    fn from(problem: Problem) -> Self {
        Self::Away(problem)
    }
}

impl From<UsedUp> for Turned {
    fn from(used_up: UsedUp) -> Self {
        Self::UsedUp(used_up)
    }
}

fn row(request: &Request) -> Option<&'static Access> {
    let path = request.extensions().get::<MatchedPath>()?;
    access::of(request.method().as_str(), path.as_str())
}

async fn admit(server: &Arc<Server>, row: &Access, request: Request) -> Result<Request, Turned> {
    let (mut parts, body) = request.into_parts();
    let sender = Counted::sender(&parts);
    let share = rate::of_endpoint(row.method, row.path);
    let is_unsigned = !is_signed(&parts) && !parts.headers.contains_key(COOKIE);
    if is_unsigned {
        server.rates.take(as_stranger(share), sender)?;
    }
    let body = arrived(server, row.body, body).await?;
    let caller = match identify(server, &parts, &body) {
        // A session that is over is no reason not to answer what anybody may ask, signing in among it.
        Err(problem) if row.who == Who::Anyone && problem.code == "session-over" => None,
        // A statement says by itself who speaks: it is not turned away for the request around it.
        Err(_) if row.shows == Shows::Statement => None,
        Err(problem) => {
            // Who signs again because the server has just started has done nothing wrong.
            if matches!(problem.code.as_str(), "signature" | "session-over") {
                server.rates.take(Share::Outside, sender)?;
            }
            return Err(problem.into());
        }
        Ok(caller) => caller,
    };
    match caller {
        // By the key, whatever the address: several desks may share one.
        Some(caller) if share != Share::SignIn => {
            let share = match share {
                Share::Free | Share::Weighty => share,
                _ => Share::Asking,
            };
            server.rates.take(share, Counted::of(&caller))?;
        }
        Some(_) => server.rates.take(share, sender)?,
        None if is_unsigned => {}
        None => server.rates.take(as_stranger(share), sender)?,
    }
    let state = server.state();
    match (row.who, caller) {
        (Who::Anyone, _) | (Who::Enrolled, Some(_)) => {}
        (Who::Enrolled | Who::Centre, None) => return Err(not_signed_in().into()),
        (Who::Centre, Some(caller)) if !caller.is_centre(&state.register) => {
            return Err(problem("not-allowed", "only the centre may ask for this").into());
        }
        (Who::Centre, Some(_)) => {}
    }
    if let Some(caller) = caller {
        parts.extensions.insert(caller);
    }
    Ok(Request::from_parts(parts, Body::from(body)))
}

/// The share that a request counts to which nobody has signed.
const fn as_stranger(share: Share) -> Share {
    match share {
        Share::Free | Share::SignIn | Share::Public => share,
        _ => Share::Outside,
    }
}

/// The whole body, within its limit and its time.
async fn arrived(server: &Server, room: Room, body: Body) -> Result<Bytes, Problem> {
    let limit = match room {
        Room::None => 0,
        Room::Small => server.settings.max_body_bytes,
        Room::Submission => server.settings.max_submission_bytes,
    };
    let arrival = server.settings.arrival;
    let mut stream = body.into_data_stream();
    match tokio::time::timeout(arrival, gathered(&mut stream, limit)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(Lacking::Whole)) => Err(problem("malformed", "the body broke off; send it again")),
        Ok(Err(Lacking::Room)) => {
            read_on(&mut stream).await;
            Err(match room {
                Room::None => problem("too-large", "this takes no body; send none"),
                Room::Small | Room::Submission => problem(
                    "too-large",
                    format!("the body is larger than {limit} bytes; split it"),
                ),
            })
        }
        Err(_) => Err(problem(
            "slow-request",
            format!(
                "the body did not arrive within {} s; send it again",
                arrival.as_secs()
            ),
        )),
    }
}

/// What a body lacks.
enum Lacking {
    /// Some of it.
    Whole,
    /// There is more of it than may be.
    Room,
}

async fn gathered(stream: &mut BodyDataStream, limit: usize) -> Result<Bytes, Lacking> {
    let mut whole = Bytes::new();
    let mut more = Vec::new();
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|_| Lacking::Whole)?;
        if whole.len().max(more.len()) + piece.len() > limit {
            return Err(Lacking::Room);
        }
        // Most come in one piece, which is not copied.
        match (whole.is_empty(), more.is_empty()) {
            (true, true) => whole = piece,
            (false, true) => more = [whole.as_ref(), piece.as_ref()].concat(),
            _ => more.extend_from_slice(&piece),
        }
    }
    Ok(match more.is_empty() {
        true => whole,
        false => Bytes::from(more),
    })
}

/// Reads on what will not be taken and throws it away, so that who is still sending it hears why it is not: an answer to
/// a connection that is closed on what it sends is lost with it.
async fn read_on(stream: &mut BodyDataStream) {
    let mut left = READ_ON_BYTES;
    let reading = async {
        while let Some(Ok(piece)) = stream.next().await {
            left = left.saturating_sub(piece.len());
            if left == 0 {
                return;
            }
        }
    };
    // Whether it came to its end does not matter.
    let _ = tokio::time::timeout(READ_ON, reading).await;
}

/// Who asks; nobody where the request carries no proof.
fn identify(server: &Server, parts: &Parts, body: &[u8]) -> Result<Option<Caller>, Problem> {
    if is_signed(parts) {
        return signed(server, parts, body).map(Some);
    }
    sign_in::caller(server, parts)
}

fn is_signed(parts: &Parts) -> bool {
    parts.headers.contains_key(SIGNATURE) || parts.headers.contains_key(SIGNATURE_INPUT)
}

/// The holder of the key that signed the request.
fn signed(server: &Server, parts: &Parts, body: &[u8]) -> Result<Caller, Problem> {
    let refused = |error: SignatureError| {
        let code = match error {
            SignatureError::Overload => "too-many-requests",
            SignatureError::Forgotten => "starting",
            _ => "signature",
        };
        problem(code, format!("{error} ({})", error.code()))
    };
    let head = Head::read(parts).map_err(refused)?;
    let state = server.state();
    let now = server.now(&state.register);
    let (caller, public) = Caller::of_key(&state.register, head.key(), now)?;
    let now_s = server.wall_s();
    let verified = head
        .verify(&public, &server.settings.authorities, now_s)
        .map_err(refused)?;
    verified.check_body(body).map_err(refused)?;
    server.nonces().claim(&verified, now_s).map_err(refused)?;
    Ok(caller)
}

fn not_signed_in() -> Problem {
    problem(
        "not-signed-in",
        "sign the request with an enrolled key (RFC 9421, tag truceline-1), or open a session",
    )
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .copied()
            .ok_or_else(not_signed_in)
    }
}

/// Where a request comes from, for whoever counts by it.
pub struct Sender(pub Counted);

impl<S: Sync> FromRequestParts<S> for Sender {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(Counted::sender(parts)))
    }
}

/// The caller, where one is known.
pub struct Perhaps(pub Option<Caller>);

impl<S: Sync> FromRequestParts<S> for Perhaps {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(parts.extensions.get::<Caller>().copied()))
    }
}
