//! What is signed to sign in.
//!
//! A challenge carries its own seal (HMAC-SHA-256 under a key that this process drew), so the server keeps
//! nothing for whoever only asks. The text names register, genesis and the server that the signer
//! sees: a challenge passed on by another server does not open a session here.

use super::CHALLENGE_LIFE;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;
use std::time::Duration;
use truceline_engine::randomness::{Randomness, RandomnessError};
use truceline_log::key::{Signature, SigningKey};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::statement::key_id;
use truceline_register::ids::KeyId;

/// The first line of what is signed: a signature made for anything else does not fit.
pub const DOMAIN: &str = "truceline/sign-in/1";

/// Random bytes of a challenge.
pub const RANDOM_BYTES: usize = 32;

const SEAL_DOMAIN: &[u8] = b"truceline/sign-in/challenge/1";
const SEAL_BYTES: usize = 32;
/// A whole block of the hash, which HMAC takes as it is.
const SEAL_KEY_BYTES: usize = 64;
const CHALLENGE_BYTES: usize = RANDOM_BYTES + 8 + SEAL_BYTES;

/// Which register a server serves, and the names that it goes by.
#[derive(Clone, Debug)]
pub struct Place {
    /// The log's origin.
    pub origin: String,
    /// Digest of its genesis statement.
    pub genesis: Digest,
    /// Names in lower case, with the port where it is not the scheme's own.
    pub authorities: Vec<String>,
}

/// A challenge as it travels: random bytes, when it was made, and the seal over both, in base64url.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge(String);

impl Challenge {
    /// What was sent; it is judged when it is used.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A signed challenge.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The challenge, as it was given.
    pub challenge: Challenge,
    /// The name of the server that the signer sees.
    pub server: String,
    /// With which key.
    pub key: KeyId,
    /// The key's signature over [`signed_text`].
    pub signature: Signature,
}

impl Answer {
    /// Signs a challenge.
    #[must_use]
    pub fn sign(
        challenge: Challenge,
        server: &str,
        origin: &str,
        genesis: Digest,
        key: &SigningKey,
    ) -> Self {
        let mut answer = Self {
            challenge,
            server: server.to_owned(),
            key: key_id(key.verifying_key().as_bytes()),
            signature: Signature([0; 64]),
        };
        answer.signature = key.sign(signed_text(origin, genesis, &answer).as_bytes());
        answer
    }
}

/// What the key signs: domain, register, server, key and challenge, a line each.
#[must_use]
pub fn signed_text(origin: &str, genesis: Digest, answer: &Answer) -> String {
    let Answer {
        challenge: Challenge(challenge),
        server,
        key,
        ..
    } = answer;
    format!(
        "{DOMAIN}\norigin: {origin}\ngenesis: {genesis}\nserver: {server}\nkey: {key}\nchallenge: {challenge}\n"
    )
}

/// The key that seals challenges, drawn when the process starts and never kept.
pub struct Sealer([u8; SEAL_KEY_BYTES]);

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer([redacted])")
    }
}

impl Sealer {
    pub(super) fn draw(randomness: &mut dyn Randomness) -> Result<Self, RandomnessError> {
        let mut key = [0; SEAL_KEY_BYTES];
        randomness.fill(&mut key)?;
        Ok(Self(key))
    }

    pub(super) fn challenge(
        &self,
        now: Duration,
        randomness: &mut dyn Randomness,
    ) -> Result<Challenge, RandomnessError> {
        let mut random = [0; RANDOM_BYTES];
        randomness.fill(&mut random)?;
        let millis = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        let mut bytes = random.to_vec();
        bytes.extend_from_slice(&millis.to_be_bytes());
        let seal = self.mac(&bytes).finalize().into_bytes();
        bytes.extend_from_slice(&seal);
        Ok(Challenge(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The random bytes of a challenge that this process made and that is not too old.
    pub(super) fn unseal(
        &self,
        challenge: &Challenge,
        now: Duration,
    ) -> Option<[u8; RANDOM_BYTES]> {
        let bytes = URL_SAFE_NO_PAD.decode(&challenge.0).ok()?;
        let bytes = <[u8; CHALLENGE_BYTES]>::try_from(bytes).ok()?;
        let (content, seal) = bytes.split_at(RANDOM_BYTES + 8);
        self.mac(content).verify_slice(seal).ok()?;
        let (random, millis) = content.split_at(RANDOM_BYTES);
        let made = Duration::from_millis(u64::from_be_bytes(millis.try_into().ok()?));
        let is_fresh = now.saturating_sub(made) <= CHALLENGE_LIFE;
        is_fresh.then_some(random.try_into().ok()?)
    }

    fn mac(&self, content: &[u8]) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new(&self.0.into());
        mac.chain_update(SEAL_DOMAIN).chain_update(content)
    }
}
