//! Which signed requests were received already.
//!
//! A nonce is remembered with its key for some time after its signature has expired, and is forgotten only
//! by raising a floor: a signature that expires at or below the floor is refused, whatever the clock
//! says. So no request is taken twice within a process, even where its clock goes back.
//!
//! No nonce is kept over a restart. A process refuses signatures that a process before it may have taken:
//! those created before its start, and up to [`MAX_AHEAD_S`] after it, since they may have been dated ahead;
//! after one that ended in order, those created up to the latest that it took. The signer signs again
//! (docs/decisions/0014).

use super::head::Verified;
use super::params::Nonce;
use super::{MAX_AHEAD_S, MAX_LIFE_S, SignatureError};
use std::collections::{BTreeMap, BTreeSet};
use truceline_register::ids::KeyId;

/// Signed requests of one key that are remembered: one hundred a second over [`MAX_LIFE_S`]. More is a
/// client run wild, and must not use up the others' share.
pub const MAX_OF_A_KEY: usize = 30_000;

/// Signed requests remembered in all: some 40 MB.
pub const MAX_IN_ALL: usize = 300_000;

/// What was received.
#[derive(Debug)]
pub struct Nonces {
    /// Signatures created at or before this second are refused.
    not_created_by_s: u64,
    /// The latest second at which one that was taken was created.
    taken_until_s: u64,
    /// Signatures that expire at or before this second are refused.
    not_expiring_by_s: u64,
    received: BTreeSet<(KeyId, Nonce)>,
    /// The same by when they expire.
    expiring: BTreeSet<(u64, KeyId, Nonce)>,
    of_keys: BTreeMap<KeyId, usize>,
    max_of_a_key: usize,
    max_in_all: usize,
}

impl Nonces {
    /// Of a process that starts at this second.
    #[must_use]
    pub fn started_at(now_s: u64) -> Self {
        Self::with_limits(now_s, MAX_OF_A_KEY, MAX_IN_ALL)
    }

    /// Of a process after one that ended in order, having taken nothing created after this second; or, at
    /// zero, of the first process there is.
    #[must_use]
    pub fn after(taken_until_s: u64) -> Self {
        Self {
            not_created_by_s: taken_until_s,
            taken_until_s,
            ..Self::with_limits(0, MAX_OF_A_KEY, MAX_IN_ALL)
        }
    }

    /// The latest second at which a signature that was taken was created.
    #[must_use]
    pub const fn taken_until_s(&self) -> u64 {
        self.taken_until_s
    }

    pub(super) fn with_limits(now_s: u64, max_of_a_key: usize, max_in_all: usize) -> Self {
        let not_created_by_s = now_s.saturating_add(MAX_AHEAD_S);
        Self {
            not_created_by_s,
            not_expiring_by_s: 0,
            taken_until_s: not_created_by_s,
            received: BTreeSet::new(),
            expiring: BTreeSet::new(),
            of_keys: BTreeMap::new(),
            max_of_a_key,
            max_in_all,
        }
    }

    /// Seconds until a signature made now is taken; zero but for the first moments of a process.
    #[must_use]
    pub fn wait_s(&self, now_s: u64) -> u64 {
        self.not_created_by_s
            .saturating_add(1)
            .saturating_sub(now_s)
    }

    /// Takes a verified request's nonce.
    ///
    /// # Errors
    /// It was taken before, or cannot be told from one that was; or there is no room, and nothing is
    /// forgotten early to make some.
    pub fn claim(&mut self, request: &Verified, now_s: u64) -> Result<(), SignatureError> {
        let params = &request.params;
        self.forget(now_s);
        if params.created_s <= self.not_created_by_s || params.expires_s <= self.not_expiring_by_s {
            return Err(SignatureError::Forgotten);
        }
        let (key, nonce) = (params.key, params.nonce);
        if self.received.contains(&(key, nonce)) {
            return Err(SignatureError::Replayed);
        }
        let of_key = self.of_keys.get(&key).copied().unwrap_or(0);
        if of_key >= self.max_of_a_key || self.received.len() >= self.max_in_all {
            return Err(SignatureError::Overload);
        }
        self.taken_until_s = self.taken_until_s.max(params.created_s);
        self.received.insert((key, nonce));
        self.expiring.insert((params.expires_s, key, nonce));
        self.of_keys.insert(key, of_key + 1);
        Ok(())
    }

    /// How many are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.received.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.received.is_empty()
    }

    /// Forgets what has expired a whole window ago, so that a clock put back by less costs nobody anything.
    fn forget(&mut self, now_s: u64) {
        while let Some(&(expires_s, key, nonce)) = self.expiring.first() {
            if expires_s.saturating_add(MAX_LIFE_S) > now_s {
                break;
            }
            self.expiring.pop_first();
            self.received.remove(&(key, nonce));
            self.not_expiring_by_s = self.not_expiring_by_s.max(expires_s);
            if let Some(count) = self.of_keys.get_mut(&key) {
                *count -= 1;
                if *count == 0 {
                    self.of_keys.remove(&key);
                }
            }
        }
    }
}
