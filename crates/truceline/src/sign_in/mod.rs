//! Signing in: a desk's key opens a session for a browser, which cannot sign each request.
//!
//! The server gives a [`challenge::Challenge`], the key signs [`challenge::signed_text`], and a
//! [`token::Token`] comes back in a cookie. Only the token's digest is kept. Challenges and sessions are in
//! memory alone: when the server starts again, people sign in again. Times are monotonic, so a clock that
//! jumps neither ends a session nor keeps one.
//!
//! Not here: whether the key is in force. The register is asked when a session is opened and at each use of
//! it (whoever holds the state does), so a revocation holds from the next request on.

pub mod challenge;
pub mod cookie;
pub mod token;

use challenge::{Answer, Challenge, Place, RANDOM_BYTES, Sealer};
use std::collections::BTreeMap;
use std::time::Duration;
use token::Token;
use truceline_engine::randomness::{Randomness, RandomnessError};
use truceline_log::key::VerifyingKey;
use truceline_register::codec::cbor::Digest;
use truceline_register::ids::{KeyId, PersonId};

/// A challenge is answered within this time: as long as a person takes to choose a key file and type a
/// passphrase.
pub const CHALLENGE_LIFE: Duration = Duration::from_secs(60);

/// A session ends when it has not been used for so long: a screen that was left.
pub const IDLE_LIFE: Duration = Duration::from_secs(15 * 60);

/// A session ends so long after it was opened, used or not: the longest shift.
pub const WHOLE_LIFE: Duration = Duration::from_secs(12 * 60 * 60);

/// Sessions that a key may have open: windows and machines of one person. One more ends the one that was
/// not used for the longest time.
pub const MAX_OF_A_KEY: usize = 8;

/// Sessions in all; more is an overload.
pub const MAX_IN_ALL: usize = 10_000;

/// Times that a key may sign in within [`CHALLENGE_LIFE`]: it bounds what is remembered of used challenges.
pub const MAX_SIGN_INS: usize = 20;

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Not a challenge of this process, or too old.
    #[error("the challenge is over; ask for a new one and sign it")]
    Challenge,
    /// Answered before.
    #[error("the challenge was answered before; ask for a new one and sign it")]
    Used,
    /// Signed for another server.
    #[error("the challenge was signed for another server than this one")]
    Server,
    /// The signature does not verify.
    #[error("the signature of the challenge does not verify")]
    Wrong,
    /// The key signs in again and again.
    #[error("the key signed in more than {MAX_SIGN_INS} times within a minute; wait a minute")]
    TooOften,
    /// No room for another session.
    #[error("too many sessions are open; try again later")]
    Overload,
    /// No such session, or one that is over.
    #[error("the session is over; sign in again")]
    Over,
    /// No random bytes.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
}

impl SignInError {
    /// The stable word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Challenge => "challenge-over",
            Self::Used => "challenge-used",
            Self::Server => "challenge-server",
            Self::Wrong => "challenge-signature",
            Self::TooOften => "too-many-requests",
            Self::Overload => "overload",
            Self::Over => "session-over",
            Self::Randomness(_) => "unavailable",
        }
    }
}

/// A session that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// Whose key opened it.
    pub key: KeyId,
    /// Which person held the key then.
    pub person: PersonId,
    opened: Duration,
    used: Duration,
}

impl Open {
    fn is_over(&self, now: Duration) -> bool {
        now.saturating_sub(self.used) >= IDLE_LIFE || now.saturating_sub(self.opened) >= WHOLE_LIFE
    }

    /// How long it lasts from `now` on without being used.
    #[must_use]
    pub fn rest(&self, now: Duration) -> Duration {
        let idle = (self.used + IDLE_LIFE).saturating_sub(now);
        idle.min((self.opened + WHOLE_LIFE).saturating_sub(now))
    }
}

/// All sessions of a server. `now` is always time since some moment of the process.
#[derive(Debug)]
pub struct SignIns {
    place: Place,
    sealer: Sealer,
    used: BTreeMap<[u8; RANDOM_BYTES], (Duration, KeyId)>,
    open: BTreeMap<Digest, Open>,
}

impl SignIns {
    /// For this register and server; nobody is signed in.
    ///
    /// # Errors
    /// No random bytes.
    pub fn new(place: Place, randomness: &mut dyn Randomness) -> Result<Self, SignInError> {
        Ok(Self {
            place,
            sealer: Sealer::draw(randomness)?,
            used: BTreeMap::new(),
            open: BTreeMap::new(),
        })
    }

    /// A new challenge. Nothing is kept of it until it is answered, so asking costs the server nothing.
    ///
    /// # Errors
    /// No random bytes.
    pub fn challenge(
        &self,
        now: Duration,
        randomness: &mut dyn Randomness,
    ) -> Result<Challenge, SignInError> {
        Ok(self.sealer.challenge(now, randomness)?)
    }

    /// Opens a session. `public` and `person` are what the register has for the answer's key, which is in
    /// force.
    ///
    /// # Errors
    /// [`SignInError`].
    pub fn open(
        &mut self,
        answer: &Answer,
        public: &VerifyingKey,
        person: PersonId,
        now: Duration,
        randomness: &mut dyn Randomness,
    ) -> Result<Token, SignInError> {
        let random = self
            .sealer
            .unseal(&answer.challenge, now)
            .ok_or(SignInError::Challenge)?;
        if !self.place.authorities.contains(&answer.server) {
            return Err(SignInError::Server);
        }
        let text = challenge::signed_text(&self.place.origin, self.place.genesis, answer);
        public
            .verify(text.as_bytes(), &answer.signature)
            .map_err(|_| SignInError::Wrong)?;
        self.used
            .retain(|_, (at, _)| now.saturating_sub(*at) <= CHALLENGE_LIFE);
        if self.used.contains_key(&random) {
            return Err(SignInError::Used);
        }
        let by_key = self.used.values().filter(|(_, key)| *key == answer.key);
        if by_key.count() >= MAX_SIGN_INS {
            return Err(SignInError::TooOften);
        }
        let token = Token::draw(randomness)?;
        self.make_room(answer.key, now)?;
        self.used.insert(random, (now, answer.key));
        let open = Open {
            key: answer.key,
            person,
            opened: now,
            used: now,
        };
        self.open.insert(token.digest(), open);
        Ok(token)
    }

    fn make_room(&mut self, key: KeyId, now: Duration) -> Result<(), SignInError> {
        self.open.retain(|_, open| !open.is_over(now));
        let of_key = || self.open.iter().filter(|(_, open)| open.key == key);
        if of_key().count() >= MAX_OF_A_KEY {
            let oldest = of_key().min_by_key(|(_, open)| open.used);
            if let Some(oldest) = oldest.map(|(digest, _)| *digest) {
                self.open.remove(&oldest);
            }
        }
        if self.open.len() >= MAX_IN_ALL {
            return Err(SignInError::Overload);
        }
        Ok(())
    }

    /// The session of a token, which is used by this. Whether its key is in force is the register's to say;
    /// where it is not, [`Self::close`] follows.
    ///
    /// # Errors
    /// [`SignInError::Over`].
    pub fn find(&mut self, token: &Token, now: Duration) -> Result<Open, SignInError> {
        let digest = token.digest();
        let open = self.open.get_mut(&digest).ok_or(SignInError::Over)?;
        if open.is_over(now) {
            self.open.remove(&digest);
            return Err(SignInError::Over);
        }
        open.used = open.used.max(now);
        Ok(*open)
    }

    /// Ends a session: a sign-out, or a key that is no longer in force.
    pub fn close(&mut self, token: &Token) -> bool {
        self.open.remove(&token.digest()).is_some()
    }

    /// Ends all sessions of a person; how many.
    pub fn close_person(&mut self, person: PersonId) -> usize {
        let before = self.open.len();
        self.open.retain(|_, open| open.person != person);
        before - self.open.len()
    }

    /// How many are open.
    #[must_use]
    pub fn count(&self, now: Duration) -> usize {
        let open = self.open.values();
        open.filter(|open| !open.is_over(now)).count()
    }
}

#[cfg(test)]
mod tests;
