//! The digest of a body: `Content-Digest` with one SHA-256 (RFC 9530), in one spelling.
//!
//! The signature covers the header only, so the body is compared by itself (RFC 9421, section 7.2.8).

use super::SignatureError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::HeaderName;
use std::fmt;
use truceline_register::codec::cbor::Digest;

/// The header's name.
pub const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");

/// The SHA-256 of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentDigest(pub Digest);

impl ContentDigest {
    /// Of a body.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Self(Digest::of(body))
    }

    /// Reads the header's text.
    ///
    /// # Errors
    /// Another algorithm, several, or another spelling.
    pub fn parse(text: &str) -> Result<Self, SignatureError> {
        let bytes = text
            .strip_prefix("sha-256=:")
            .and_then(|rest| rest.strip_suffix(':'))
            .and_then(|middle| STANDARD.decode(middle).ok())
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .ok_or(SignatureError::DigestMalformed)?;
        Ok(Self(Digest(bytes)))
    }
}

impl fmt::Display for ContentDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha-256=:{}:", STANDARD.encode(self.0.0))
    }
}
