//! A signed request's head: read, verified, and held until the body is compared.

use super::base::{Target, signature_base, single};
use super::digest::{CONTENT_DIGEST, ContentDigest};
use super::params::{COVERED, COVERED_WITH_BODY, Params, parse_signature};
use super::{MAX_AHEAD_S, MAX_LIFE_S, SignatureError};
use http::header::HeaderName;
use http::request::Parts;
use truceline_log::key::{Signature, VerifyingKey};
use truceline_register::ids::KeyId;

/// Names of the signature's parameters and covered components.
pub const SIGNATURE_INPUT: HeaderName = HeaderName::from_static("signature-input");

/// Names the header with the signature itself.
pub const SIGNATURE: HeaderName = HeaderName::from_static("signature");

/// A head that is read, and not believed yet.
#[derive(Clone, Debug)]
pub struct Head {
    target: Target,
    params: Params,
    digest: Option<(ContentDigest, String)>,
    signature: Signature,
}

/// A head whose signature verifies. The body is still to be compared.
#[derive(Clone, Debug)]
#[must_use = "the body is not compared yet"]
pub struct Verified {
    /// What was signed of the request.
    pub target: Target,
    /// The signature's parameters.
    pub params: Params,
    digest: Option<ContentDigest>,
}

impl Head {
    /// Reads a request's head.
    ///
    /// # Errors
    /// No signature, or anything but this profile's.
    pub fn read(parts: &Parts) -> Result<Self, SignatureError> {
        let input = single(&parts.headers, &SIGNATURE_INPUT)?;
        let signature = single(&parts.headers, &SIGNATURE)?;
        let (Some(input), Some(signature)) = (input, signature) else {
            return Err(SignatureError::Missing);
        };
        let params = Params::parse(input)?;
        let signature = parse_signature(signature)?;
        let digest = match single(&parts.headers, &CONTENT_DIGEST)? {
            Some(text) => Some((ContentDigest::parse(text)?, text.to_owned())),
            None => None,
        };
        match (&digest, params.covers_body) {
            (None, true) => return Err(SignatureError::DigestMissing),
            (Some(_), false) => return Err(SignatureError::Components),
            (Some(_), true) | (None, false) => {}
        }
        Ok(Self {
            target: Target::of(parts)?,
            params,
            digest,
            signature,
        })
    }

    /// The key that it says it is signed with: a claim until [`Self::verify`].
    #[must_use]
    pub const fn key(&self) -> KeyId {
        self.params.key
    }

    /// Verifies it: the server it is for, its time, its signature under the key that the register has for
    /// [`Self::key`]. `authorities` are the names that this server goes by, in lower case, with the port
    /// where it is not the scheme's own.
    ///
    /// # Errors
    /// [`SignatureError`]: which of them fails.
    pub fn verify(
        self,
        public: &VerifyingKey,
        authorities: &[String],
        now_s: u64,
    ) -> Result<Verified, SignatureError> {
        if !authorities.contains(&self.target.authority) {
            return Err(SignatureError::Authority);
        }
        let Params {
            created_s,
            expires_s,
            ..
        } = self.params;
        match expires_s.checked_sub(created_s) {
            Some(1..=MAX_LIFE_S) => {}
            _ => return Err(SignatureError::Life),
        }
        if created_s > now_s.saturating_add(MAX_AHEAD_S) {
            return Err(SignatureError::Early);
        }
        if expires_s <= now_s {
            return Err(SignatureError::Expired);
        }
        let written = self.digest.as_ref().map(|(_, text)| text.as_str());
        let base = signature_base(&components(&self.target, written), &self.params.to_string());
        public
            .verify(base.as_bytes(), &self.signature)
            .map_err(|_| SignatureError::Wrong)?;
        Ok(Verified {
            target: self.target,
            params: self.params,
            digest: self.digest.map(|(digest, _)| digest),
        })
    }
}

impl Verified {
    /// Compares the body, and gives the key that asks.
    ///
    /// # Errors
    /// It is not the one signed, or there is one and none was.
    pub fn check_body(&self, body: &[u8]) -> Result<KeyId, SignatureError> {
        match self.digest {
            Some(digest) if digest != ContentDigest::of(body) => Err(SignatureError::DigestWrong),
            None if !body.is_empty() => Err(SignatureError::DigestMissing),
            Some(_) | None => Ok(self.params.key),
        }
    }
}

/// The covered components with their values.
pub(super) fn components<'a>(
    target: &'a Target,
    digest: Option<&'a str>,
) -> Vec<(&'static str, &'a str)> {
    let values = [
        &target.method,
        &target.authority,
        &target.path,
        &target.query,
    ];
    let mut components: Vec<_> = COVERED
        .into_iter()
        .zip(values.map(String::as_str))
        .collect();
    if let Some(digest) = digest {
        components.push((COVERED_WITH_BODY, digest));
    }
    components
}
