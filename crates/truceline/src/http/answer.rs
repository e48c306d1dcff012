//! What an answer looks like: JSON for machines, plain text for people, from the same view.
//!
//! The text is what the command line prints, so that `curl` at a desk is of use. Every view carries a tag
//! over the form that the caller gets, never over what is behind it.

use super::problem::problem;
use crate::exit::Problem;
use crate::render;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Bytes of a tag: enough that no two views of a caller share one.
const TAG_BYTES: usize = 18;

/// What the handlers give.
pub type Answered = Result<Response, Problem>;

/// The forms of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `application/json`
    Json,
    /// `text/plain`
    Text,
}

/// What the caller wants: the form, and the tag of what it has already.
#[derive(Clone, Debug)]
pub struct Wants {
    form: Form,
    has: Option<String>,
}

impl<S: Sync> FromRequestParts<S> for Wants {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text = |name| {
            parts
                .headers
                .get(name)
                .and_then(|value: &HeaderValue| value.to_str().ok())
        };
        let form = match text(ACCEPT) {
            None => Form::Json,
            Some(accept) => form_of(accept).ok_or_else(|| {
                problem("not-acceptable", "ask for application/json or text/plain")
            })?,
        };
        let has = text(IF_NONE_MATCH).map(str::to_owned);
        Ok(Self { form, has })
    }
}

/// The first form named that there is; weights are not looked at.
fn form_of(accept: &str) -> Option<Form> {
    let mut kinds = accept
        .split(',')
        .map(|kind| kind.split(';').next().unwrap_or_default().trim());
    kinds.find_map(|kind| match kind {
        "application/json" | "application/*" | "*/*" | "application/problem+json" => {
            Some(Form::Json)
        }
        "text/plain" | "text/*" => Some(Form::Text),
        _ => None,
    })
}

impl Wants {
    /// A view as JSON or as the outline of it.
    #[must_use]
    pub fn show<T: Serialize>(&self, view: &T) -> Response {
        self.tell(view, || render::outline(view))
    }

    /// A view as JSON or as the text made for it.
    #[must_use]
    pub fn tell<T: Serialize>(&self, view: &T, text: impl FnOnce() -> String) -> Response {
        let (kind, body) = match self.form {
            Form::Json => ("application/json", render::json(view)),
            Form::Text => ("text/plain; charset=utf-8", render::visible(&text())),
        };
        self.tagged(kind, body.into_bytes())
    }

    /// Bytes that have one form.
    #[must_use]
    pub fn give(&self, kind: &'static str, body: Vec<u8>) -> Response {
        self.tagged(kind, body)
    }

    fn tagged(&self, kind: &'static str, body: Vec<u8>) -> Response {
        let digest = Sha256::digest(&body);
        let short = digest.get(..TAG_BYTES).unwrap_or(&digest);
        let tag = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(short));
        let has = self.has.as_deref().is_some_and(|has| {
            has.split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
        });
        let mut response = match has {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => body.into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(
            VARY,
            HeaderValue::from_static(
                "Accept, Accept-Encoding, Authorization, Cookie, Signature-Input",
            ),
        );
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(ETAG, tag);
        }
        response
    }
}
