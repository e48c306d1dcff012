//! Signing a request: the three headers to send with it.

use super::base::{Target, signature_base};
use super::digest::{CONTENT_DIGEST, ContentDigest};
use super::head::{SIGNATURE, SIGNATURE_INPUT, components};
use super::params::{Nonce, Params, signature_field};
use http::header::HeaderName;
use truceline_log::key::{Signature, SigningKey};
use truceline_register::codec::statement::key_id;

/// When a signature is made and how long it lives, with its random bytes.
#[derive(Clone, Copy, Debug)]
pub struct Occasion {
    /// Seconds since 1970-01-01 UTC.
    pub now_s: u64,
    /// Seconds of life, at most [`super::MAX_LIFE_S`].
    pub life_s: u64,
    /// Fresh random bytes.
    pub nonce: Nonce,
}

/// What signing gave.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The lines that were signed.
    pub base: String,
    /// The parameters.
    pub params: Params,
    /// The digest of the body, where there is one.
    pub digest: Option<ContentDigest>,
    /// The signature.
    pub signature: Signature,
}

impl Signed {
    /// The headers to send.
    #[must_use]
    pub fn headers(&self) -> Vec<(HeaderName, String)> {
        let mut headers = Vec::with_capacity(3);
        if let Some(digest) = self.digest {
            headers.push((CONTENT_DIGEST, digest.to_string()));
        }
        headers.push((SIGNATURE_INPUT, self.params.field()));
        headers.push((SIGNATURE, signature_field(&self.signature)));
        headers
    }
}

/// Signs a request. A body is covered where there is one, an empty one too.
#[must_use]
pub fn sign(target: &Target, body: Option<&[u8]>, key: &SigningKey, occasion: Occasion) -> Signed {
    let digest = body.map(ContentDigest::of);
    let params = Params {
        covers_body: digest.is_some(),
        created_s: occasion.now_s,
        expires_s: occasion.now_s + occasion.life_s,
        nonce: occasion.nonce,
        key: key_id(key.verifying_key().as_bytes()),
    };
    let written = digest.map(|digest| digest.to_string());
    let base = signature_base(&components(target, written.as_deref()), &params.to_string());
    let signature = key.sign(base.as_bytes());
    Signed {
        base,
        params,
        digest,
        signature,
    }
}
