//! The chain of each signing key: numbered, linked statements.
//!
//! Gaps and forks (two desks, a lost device, files out of order) are admitted and flagged and delay
//! nothing. "Nothing else was said" holds per key up to its last signed head.

use crate::codec::cbor::Digest;
use crate::codec::statement::{Payload, Statement};
use crate::ids::KeyId;
use crate::register::said::Judgement;
use crate::time::Instant;
use crate::vocabulary::Flag;
use std::collections::{BTreeMap, BTreeSet};

/// Refusals on record one by one per key; further ones are summed up ([`crate::refusal::tally`]), so
/// that one broken device does not fill the log.
pub const REFUSALS_ON_RECORD: u32 = 100;

/// What is known of one key's chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyChain {
    /// By sequence number; more than one is a fork.
    links: BTreeMap<u64, Links>,
    /// When the latest refusal of the key went on record.
    pub last_refusal: Option<Instant>,
    refused: BTreeSet<Digest>,
}

/// What stands in one place of a chain: digests with what each links back to, in their order. Nearly always one.
type Links = Vec<(Digest, Digest)>;

/// What becomes of a final refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// It goes on record.
    OnRecord,
    /// The same statement is on record as refused.
    Repeated,
    /// The key's budget is used up: it is counted.
    Counted,
}

/// All chains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyChains {
    chains: BTreeMap<KeyId, KeyChain>,
}

impl KeyChain {
    /// The lowest sequence number that has not arrived, up to the highest seen; `None` where the
    /// chain is whole.
    #[must_use]
    pub fn first_gap(&self) -> Option<u64> {
        let seen = self.links.len() as u64;
        let last = self.links.last_key_value().map(|(sequence, _)| *sequence)?;
        if seen == last + 1 {
            return None;
        }
        (0..=last).find(|sequence| !self.links.contains_key(sequence))
    }

    /// Where the key's next statement stands: behind the highest number seen, and the digest there. Of a fork the
    /// least digest: whichever it follows, the other branch is flagged already.
    #[must_use]
    pub fn end(&self) -> Option<(u64, Digest)> {
        let (sequence, links) = self.links.last_key_value()?;
        let (digest, _) = links.first()?;
        Some((sequence.checked_add(1)?, *digest))
    }

    /// The highest sequence number seen and how many sequence numbers have more than one digest.
    #[must_use]
    pub fn head_and_forks(&self) -> (Option<u64>, usize) {
        let head = self.links.last_key_value().map(|(sequence, _)| *sequence);
        (
            head,
            self.links
                .values()
                .filter(|digests| digests.len() > 1)
                .count(),
        )
    }
}

impl KeyChains {
    /// The chain of a key.
    #[must_use]
    pub fn of(&self, key: KeyId) -> Option<&KeyChain> {
        self.chains.get(&key)
    }

    /// Flags what does not follow on.
    pub(crate) fn judge(&self, statement: &Statement, payload: &Payload, out: &mut Judgement) {
        let empty = KeyChain::default();
        let chain = self.chains.get(&statement.header.key).unwrap_or(&empty);
        if chain.links.contains_key(&payload.sequence) {
            out.flags.insert(Flag::ChainFork);
            return;
        }
        match payload.sequence.checked_sub(1) {
            None if payload.previous != Digest::ZERO => {
                out.flags.insert(Flag::ChainFork);
            }
            None => {}
            Some(before) => match chain.links.get(&before) {
                None => {
                    out.flags.insert(Flag::ChainGap);
                }
                Some(links)
                    if (links.binary_search_by(|(own, _)| own.cmp(&payload.previous))).is_err() =>
                {
                    out.flags.insert(Flag::ChainFork);
                }
                Some(_) => {}
            },
        }
        let follows = chain.links.get(&(payload.sequence.saturating_add(1)));
        let own = statement.payload_digest();
        let linked = |next: &Links| next.iter().any(|(_, previous)| *previous == own);
        if follows.is_some_and(|next| !linked(next)) {
            out.flags.insert(Flag::ChainFork);
        }
    }

    pub(crate) fn apply(&mut self, statement: &Statement, payload: &Payload) {
        let chain = self.chains.entry(statement.header.key).or_default();
        let digest = statement.payload_digest();
        let links = (chain.links)
            .entry(payload.sequence)
            .or_insert_with(|| Vec::with_capacity(1));
        let place = links.partition_point(|(own, _)| *own < digest);
        if links.get(place).is_none_or(|(own, _)| *own != digest) {
            links.insert(place, (digest, payload.previous));
        }
    }

    /// What becomes of a final refusal of a statement that names the key.
    pub(crate) fn keeping(&self, key: KeyId, statement: &Digest) -> Keeping {
        let refused = self.chains.get(&key).map(|chain| &chain.refused);
        if refused.is_some_and(|refused| refused.contains(statement)) {
            return Keeping::Repeated;
        }
        if refused.map_or(0, BTreeSet::len) < REFUSALS_ON_RECORD as usize {
            Keeping::OnRecord
        } else {
            Keeping::Counted
        }
    }

    pub(crate) fn apply_refusal(&mut self, key: KeyId, statement: Digest, received_at: Instant) {
        let chain = self.chains.entry(key).or_default();
        chain.refused.insert(statement);
        chain.last_refusal = Some(received_at);
    }
}
