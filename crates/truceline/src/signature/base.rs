//! The signature base: the lines that are signed (RFC 9421, section 2.5), and what a request gives for them.

use super::SignatureError;
use http::HeaderMap;
use http::header::{HOST, HeaderName};
use http::request::Parts;

/// What of a request's head is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The method, as sent.
    pub method: String,
    /// Host and port, in lower case; a port only where it is not the scheme's own.
    pub authority: String,
    /// The path as sent, `/` at least.
    pub path: String,
    /// The query with its question mark; a question mark alone where there is none.
    pub query: String,
}

impl Target {
    /// Of a request as it is received (the authority in `Host`) or is to be sent (in its URI).
    ///
    /// # Errors
    /// It names no server, or two.
    pub fn of(parts: &Parts) -> Result<Self, SignatureError> {
        let in_header = single(&parts.headers, &HOST).map_err(|_| SignatureError::Authority)?;
        let in_uri = parts.uri.authority().map(|authority| authority.as_str());
        let authority = match (in_uri, in_header) {
            (Some(one), Some(other)) if !one.eq_ignore_ascii_case(other) => None,
            (Some(one), _) | (None, Some(one)) => Some(one),
            (None, None) => None,
        };
        let authority = authority
            .filter(|authority| !authority.is_empty() && !authority.contains('@'))
            .ok_or(SignatureError::Authority)?;
        let path = match parts.uri.path() {
            "" => "/",
            path => path,
        };
        Ok(Self {
            method: parts.method.as_str().to_owned(),
            authority: authority.to_ascii_lowercase(),
            path: path.to_owned(),
            query: format!("?{}", parts.uri.query().unwrap_or_default()),
        })
    }
}

/// The base of these components, in order, and the text of the parameters.
#[must_use]
pub fn signature_base(components: &[(&str, &str)], params: &str) -> String {
    let mut base = String::new();
    for (name, value) in components {
        base.push_str(&format!("\"{name}\": {value}\n"));
    }
    base.push_str("\"@signature-params\": ");
    base.push_str(params);
    base
}

/// A header that may be there once.
///
/// # Errors
/// It is there twice, or is not text.
pub fn single<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> Result<Option<&'a str>, SignatureError> {
    let mut values = headers.get_all(name).iter();
    let value = match (values.next(), values.next()) {
        (None, _) => return Ok(None),
        (Some(value), None) => value,
        (Some(_), Some(_)) => return Err(SignatureError::Several),
    };
    let text = value.to_str().map_err(|_| SignatureError::Malformed)?;
    Ok(Some(text))
}
