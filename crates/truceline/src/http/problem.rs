//! Every problem that the server answers with, in one table: RFC 9457 documents with stable codes.
//!
//! The codes are those of the command line and of the register's refusals; a client gives the same exit
//! code for them as the local command would. A problem never names a position, and one about a thing that
//! is not there reads like one about a thing that is somebody else's.

use crate::exit::{Exit, Problem};
use crate::wire::problem::ProblemDocument;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use truceline_engine::writer::queue::QueueError;
use truceline_register::refusal::RefusalCode;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The stable code.
    pub code: &'static str,
    /// The status that goes with it.
    pub status: u16,
    /// What kind of thing it is, in words that do not change.
    pub title: &'static str,
    /// The exit code of a command that meets it.
    pub exit: Exit,
    /// After how many seconds the same may be tried again, where trying again helps.
    pub retry_s: Option<u32>,
}

const fn row(code: &'static str, status: u16, title: &'static str, exit: Exit) -> Row {
    Row {
        code,
        status,
        title,
        exit,
        retry_s: None,
    }
}

const fn later(code: &'static str, status: u16, title: &'static str, retry_s: u32) -> Row {
    Row {
        code,
        status,
        title,
        exit: Exit::Unavailable,
        retry_s: Some(retry_s),
    }
}

/// What the rim itself says; the register's refusals follow from [`of_refusal`].
pub const TABLE: &[Row] = &[
    row(
        "usage",
        400,
        "the request is not as the API describes it",
        Exit::Usage,
    ),
    row("malformed", 400, "this is no statement", Exit::Refused),
    row(
        "not-signed-in",
        401,
        "the request is not signed and no session is open",
        Exit::Refused,
    ),
    row(
        "signature",
        401,
        "the request's signature is not accepted",
        Exit::Refused,
    ),
    row("session-over", 401, "the session is over", Exit::Refused),
    row(
        "not-allowed",
        403,
        "this is not for the caller's role",
        Exit::Refused,
    ),
    row(
        "not-found",
        404,
        "there is no such thing, or not for the caller",
        Exit::Usage,
    ),
    row(
        "method-not-allowed",
        405,
        "this cannot be done with it",
        Exit::Usage,
    ),
    row(
        "not-acceptable",
        406,
        "the answer has no such form",
        Exit::Usage,
    ),
    row(
        "slow-request",
        408,
        "the request took too long to arrive",
        Exit::Unavailable,
    ),
    row(
        "no-evidence",
        409,
        "there is no evidence of this here",
        Exit::Refused,
    ),
    row(
        "gone",
        410,
        "what is asked for is too long ago to be given in one go",
        Exit::Unavailable,
    ),
    row(
        "too-large",
        413,
        "the request is larger than the limit",
        Exit::Usage,
    ),
    row(
        "unsupported-media-type",
        415,
        "the request's body has another form than the API takes",
        Exit::Usage,
    ),
    row(
        "not-verified",
        422,
        "something does not verify",
        Exit::VerificationFailed,
    ),
    later(
        "too-many-requests",
        429,
        "the caller asks more often than its share",
        1,
    ),
    row(
        "headers-too-large",
        431,
        "the request's headers are larger than the limit",
        Exit::Usage,
    ),
    row("internal", 500, "the server failed", Exit::Unavailable),
    later("unavailable", 503, "the register cannot be used now", 5),
    later(
        "not-yet-public",
        503,
        "no public checkpoint covers it yet",
        5,
    ),
    row(
        "damaged",
        503,
        "the register's folder is damaged",
        Exit::Unavailable,
    ),
    later("overload", 503, "too much waits", 1),
    later("starting", 503, "the server has just started", 5),
    later("stopping", 503, "the server is stopping", 5),
    row(
        "outcome-unknown",
        503,
        "it is not known whether this was recorded",
        Exit::Unavailable,
    ),
    row(
        "no-space",
        507,
        "no space is left on the register's disk",
        Exit::Unavailable,
    ),
];

/// The row of a code; of an unknown one that of a server that failed.
#[must_use]
pub fn of(code: &str) -> Row {
    let own = TABLE.iter().find(|row| row.code == code).copied();
    own.or_else(|| {
        let refusal = RefusalCode::ALL.iter().find(|known| known.code() == code);
        refusal.map(|refusal| of_refusal(*refusal))
    })
    .unwrap_or(row("internal", 500, "the server failed", Exit::Unavailable))
}

/// The row of a refusal of the register.
#[must_use]
pub const fn of_refusal(code: RefusalCode) -> Row {
    let (status, title) = match code {
        RefusalCode::Malformed => (400, "this is no statement"),
        RefusalCode::OtherRegister => (422, "the statement is for another register"),
        RefusalCode::UnknownKey => (401, "the key is not enrolled here"),
        RefusalCode::BadSignature => (401, "the statement's signature does not verify"),
        RefusalCode::KeyRevoked => (401, "the key is revoked"),
        RefusalCode::NotTheSigner => (403, "the statement names another than its signer"),
        RefusalCode::NotThisRole => (403, "this is not this role's to say"),
        RefusalCode::NotTheOwner => (403, "this is not the signer's own"),
        RefusalCode::SamePerson => (403, "a second person is needed"),
        RefusalCode::IdReused => (409, "the id stands for something else"),
        RefusalCode::MissingReference => (422, "it names something that is not here"),
        RefusalCode::OverLimit => (422, "it is beyond a named limit"),
        RefusalCode::DisclosureMismatch => (422, "a disclosure does not fit the statement"),
        RefusalCode::Invalid => (422, "a field contradicts another or lies out of its range"),
        RefusalCode::WrongState => (409, "what it asks for cannot follow the present state"),
        RefusalCode::InForce => (409, "it is still in force, or held"),
        RefusalCode::Overload => return later("overload", 503, "too much waits", 1),
        RefusalCode::ClockInDoubt => (503, "the register's clock is in doubt"),
    };
    row(code.code(), status, title, Exit::Refused)
}

/// A problem of this code.
#[must_use]
pub fn problem(code: &str, what: impl Into<String>) -> Problem {
    Problem::new(of(code).exit, code, what)
}

/// What is not there, or not for whoever asks: the same words for both.
#[must_use]
pub fn not_found() -> Problem {
    problem(
        "not-found",
        "there is no such thing here, or it is not for the party that asks",
    )
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let document = ProblemDocument::of(&self);
        let status =
            StatusCode::from_u16(document.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry = document.retry_after_s;
        let body = crate::render::json(&document);
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(retry) = retry {
            headers.insert(RETRY_AFTER, HeaderValue::from(retry));
        }
        response
    }
}

impl From<QueueError> for Problem {
    fn from(error: QueueError) -> Self {
        let code = match error {
            QueueError::Overload => "overload",
            QueueError::NoSpace(_) => "no-space",
            QueueError::NotWritten(_) => "unavailable",
            QueueError::NotAnswered(_) => "outcome-unknown",
        };
        problem(code, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_stands_once() {
        let codes: Vec<&str> = TABLE.iter().map(|row| row.code).collect();
        let set: BTreeSet<&str> = codes.iter().copied().collect();
        assert_eq!(set.len(), codes.len());
    }

    #[test]
    fn a_refusal_keeps_its_code_and_its_exit() {
        for code in RefusalCode::ALL {
            let row = of(code.code());
            assert_eq!(row.code, code.code());
            assert!((400..=599).contains(&row.status));
        }
    }

    #[test]
    fn a_document_gives_its_problem_again() {
        for row in TABLE {
            let problem = Problem::new(row.exit, row.code, "what to do");
            assert_eq!(ProblemDocument::of(&problem).into_problem(), problem);
        }
    }
}
