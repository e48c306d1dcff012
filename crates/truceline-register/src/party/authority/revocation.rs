//! Which keys go with a revoked one, and which are to be looked at again.

use super::{Authority, EnrolledKey, KeyStanding};
use crate::ids::KeyId;
use crate::time::Instant;
use std::collections::BTreeSet;

impl Authority {
    /// Revokes a key, and those that go with it.
    pub(super) fn revoke_all(&mut self, key: KeyId, since: Instant) {
        let mut keys = self.enrolled_through(key, since);
        keys.insert(key);
        for key in keys {
            self.revoke(key, since);
        }
    }

    fn revoke(&mut self, key: KeyId, since: Instant) {
        if let Some(key) = self.keys.get_mut(&key) {
            key.standing = match key.standing {
                KeyStanding::RevokedSince(before) => KeyStanding::RevokedSince(before.min(since)),
                KeyStanding::Good | KeyStanding::GraceOver => KeyStanding::RevokedSince(since),
            };
        }
    }

    /// The keys of its own party that a key enrolled at or after a moment, and those that they
    /// enrolled: whoever had the key then may have made them. Revoked with it.
    #[must_use]
    pub fn enrolled_through(&self, key: KeyId, since: Instant) -> BTreeSet<KeyId> {
        let mut found = BTreeSet::new();
        let mut open = vec![key];
        while let Some(by) = open.pop() {
            let party = self.key(by).map(|key| key.party);
            for (id, _) in self
                .enrolled_by(by, since)
                .filter(|(_, made)| Some(made.party) == party)
            {
                if id != key && found.insert(id) {
                    open.push(id);
                }
            }
        }
        found
    }

    /// The keys of other parties that a key enrolled at or after a moment, itself or through others of
    /// its own party: whose they are is to be looked at again. They stand.
    #[must_use]
    pub fn suspects(&self, key: KeyId, since: Instant) -> BTreeSet<KeyId> {
        let mut through = self.enrolled_through(key, since);
        through.insert(key);
        let party = self.key(key).map(|key| key.party);
        through
            .iter()
            .flat_map(|by| self.enrolled_by(*by, since))
            .filter(|(_, made)| Some(made.party) != party)
            .map(|(id, _)| id)
            .collect()
    }

    fn enrolled_by(
        &self,
        by: KeyId,
        since: Instant,
    ) -> impl Iterator<Item = (KeyId, &EnrolledKey)> {
        self.keys().filter(move |(_, made)| {
            made.through
                .is_some_and(|(through, when)| through == by && when >= since)
        })
    }
}
