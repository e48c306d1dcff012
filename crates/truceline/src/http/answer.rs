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
        // Several headers are one list.
        let accepts: Vec<&str> = parts
            .headers
            .get_all(ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect();
        let form = form_of(&accepts.join(","))
            .ok_or_else(|| problem("not-acceptable", "ask for application/json or text/plain"))?;
        let has = text(IF_NONE_MATCH).map(str::to_owned);
        Ok(Self { form, has })
    }
}

/// The form that the caller likes best (RFC 9110, 12.5.1): of the ranges that hold a form the most specific gives its
/// weight, and 0 takes the form away. Of two liked alike the one whose range stands first is given, and JSON where
/// one range holds both. A header that says nothing readable asks for anything.
fn form_of(accept: &str) -> Option<Form> {
    let ranges: Vec<Range<'_>> = accept.split(',').filter_map(Range::read).collect();
    if ranges.is_empty() {
        return Some(Form::Json);
    }
    let liked = |form: Form| {
        let held = ranges.iter().enumerate();
        let held =
            held.filter_map(|(place, range)| Some((range.holds(form)?, place, range.weight)));
        let (_, place, weight) = held.min_by_key(|(width, place, _)| (*width, *place))?;
        (weight > 0).then_some((weight, place))
    };
    match (liked(Form::Json), liked(Form::Text)) {
        (Some((json, first)), Some((text, second))) => {
            let is_text = text > json || (text == json && second < first);
            Some(if is_text { Form::Text } else { Form::Json })
        }
        (Some(_), None) => Some(Form::Json),
        (None, Some(_)) => Some(Form::Text),
        // Who reads some JSON, a problem's among it, reads JSON.
        (None, None) => {
            let is_some = ranges
                .iter()
                .any(|range| range.weight > 0 && range.is_some_json());
            is_some.then_some(Form::Json)
        }
    }
}

/// One range of media types, with its weight in thousandths.
struct Range<'a> {
    kind: &'a str,
    weight: u16,
}

impl<'a> Range<'a> {
    /// Nothing where it is no range: that one is passed over. Parameters other than the weight are not looked at; a weight
    /// that cannot be read counts as 1.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let kind = parts.next().filter(|kind| kind.contains('/'))?;
        let weight = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("q").then(|| value.trim())
        });
        let weight = weight.and_then(thousandths).unwrap_or(1_000);
        Some(Self { kind, weight })
    }

    /// How wide the range is that holds a form: 0 names it, 2 holds everything.
    fn holds(&self, form: Form) -> Option<u8> {
        let (own, all) = match form {
            Form::Json => ("application/json", "application/*"),
            Form::Text => ("text/plain", "text/*"),
        };
        let is = |kind: &str| self.kind.eq_ignore_ascii_case(kind);
        match () {
            () if is(own) => Some(0),
            () if is(all) => Some(1),
            () if is("*/*") => Some(2),
            () => None,
        }
    }
}

impl Range<'_> {
    /// Whether it names a kind of JSON other than the plain one.
    fn is_some_json(&self) -> bool {
        let ending = self.kind.get(self.kind.len().saturating_sub(5)..);
        ending.is_some_and(|ending| ending.eq_ignore_ascii_case("+json"))
    }
}

/// A weight as RFC 9110 writes it, `0.8`, in thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" if is_digits && rest.bytes().all(|byte| byte == b'0') => Some(1_000),
        "0" if is_digits => format!("{rest:0<3}").parse().ok(),
        _ => None,
    }
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
        let mut response = tagged(self.has.as_deref(), kind, body);
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(
            VARY,
            HeaderValue::from_static(
                "Accept, Accept-Encoding, Authorization, Cookie, Signature-Input",
            ),
        );
        response
    }
}

/// Bytes that everybody may have and keep for a moment, with their tag; `has` is the tag that the caller has.
#[must_use]
pub fn public(has: Option<&HeaderValue>, kind: &'static str, body: Vec<u8>) -> Response {
    let has = has.and_then(|value| value.to_str().ok());
    let mut response = tagged(has, kind, body);
    let kept = HeaderValue::from_static("public, max-age=60");
    response.headers_mut().insert(CACHE_CONTROL, kept);
    response
}

fn tagged(has: Option<&str>, kind: &'static str, body: Vec<u8>) -> Response {
    let digest = Sha256::digest(&body);
    let short = digest.get(..TAG_BYTES).unwrap_or(&digest);
    let tag = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(short));
    let has = has.is_some_and(|has| {
        has.split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
    });
    let mut response = match has {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => body.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_liked_best_is_given() {
        let json = [
            "",
            "*/*",
            "application/json",
            "Application/JSON",
            "application/*;q=0.1",
            "*/*;q=0.8",
            "*/*;q=",
            "*/*;q=high",
            "application/problem+json",
            "application/vnd.example.v1+json, */*;q=0.1",
            "text/html, application/xhtml+xml, */*;q=0.1",
            "text/plain;q=0.5, application/json;q=0.9",
            "text/plain;q=0, */*",
            "application/json, text/plain",
            "application/json;version=1",
            "nothing, application/json",
        ];
        for accept in json {
            assert_eq!(form_of(accept), Some(Form::Json), "{accept}");
        }
        let text = [
            "text/plain",
            "text/*",
            "text/plain, application/json",
            "text/plain, */*",
            "application/json;q=0.2, text/plain;q=0.21",
            "*/*, application/json;q=0",
            "*/*;q=0.5, text/plain",
            "TEXT/plain; charset=utf-8",
        ];
        for accept in text {
            assert_eq!(form_of(accept), Some(Form::Text), "{accept}");
        }
        for accept in [
            "image/png",
            "text/html",
            "*/*;q=0",
            "application/json;q=0.000",
        ] {
            assert_eq!(form_of(accept), None, "{accept}");
        }
    }
}
