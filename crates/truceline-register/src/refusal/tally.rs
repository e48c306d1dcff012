//! Final refusals beyond what a key has on record: counted beside the register and summed up.
//!
//! A key gets [`REFUSALS_ON_RECORD`] refusals on record one by one; after that a stolen or broken
//! device could fill the log. What comes then is counted here, and at most once in
//! [`SUMMARY_INTERVAL`] per key a record says the latest of them "and so many further". The count is
//! no part of the register, whose state follows from the log alone: whoever writes the log keeps it,
//! and what was not summed up is lost with the process. The log then says less than came, and never
//! nothing.
//!
//! [`REFUSALS_ON_RECORD`]: crate::party::chain::REFUSALS_ON_RECORD

use super::RefusalCode;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Disclosures;
use crate::codec::record::Ground;
use crate::ids::KeyId;
use crate::register::Register;
use crate::register::decide::Draft;
use crate::register::said::{Context, Judgement};
use crate::time::Span;
use std::collections::BTreeMap;

/// Least time between a refusal of a key on record and the next that sums up: 24 records a day tell
/// that something is wrong, and do not fill the log.
pub const SUMMARY_INTERVAL: Span = Span::hours(1);

/// A refusal that is final and not on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unrecorded {
    /// SHA-256 of the statement's bytes.
    pub statement: Digest,
    /// The key it named.
    pub key: KeyId,
    /// Why.
    pub code: RefusalCode,
}

/// How many of each key wait to be summed up, with the latest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    waiting: BTreeMap<KeyId, (Unrecorded, u32)>,
}

impl Tally {
    /// Counts one.
    pub fn count(&mut self, refusal: Unrecorded) {
        let (latest, count) = self.waiting.entry(refusal.key).or_insert((refusal, 0));
        *latest = refusal;
        *count = count.saturating_add(1);
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// How many of a key wait.
    #[must_use]
    pub fn waiting(&self, key: KeyId) -> u32 {
        self.waiting.get(&key).map_or(0, |(_, count)| *count)
    }

    /// The record of the first key whose summary is due, whose count begins anew; `None` where none
    /// is. Whoever writes the log appends it and asks again.
    pub fn sum_up(&mut self, register: &Register, context: &Context) -> Option<Draft> {
        let now = register
            .last_received
            .map_or(context.now, |last| last.max(context.now));
        let due = |key: &KeyId| {
            let last = register
                .chains
                .of(*key)
                .and_then(|chain| chain.last_refusal);
            last.is_none_or(|last| now.since(last) >= SUMMARY_INTERVAL)
        };
        let key = self.waiting.keys().copied().find(due)?;
        let (latest, count) = self.waiting.remove(&key)?;
        let ground = Ground::Refused {
            statement: latest.statement,
            key,
            code: latest.code,
            further: count.saturating_sub(1),
        };
        let out = Judgement::new(context);
        Some(register.draft(ground, None, None, Disclosures::default(), out, context))
    }
}

#[cfg(test)]
mod tests;
