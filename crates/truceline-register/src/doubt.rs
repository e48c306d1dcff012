//! What a key signed at or after the moment since which it was later revoked.
//!
//! From the revocation on nobody knows whose words these are. What a party said with the key counts
//! as if it had been relayed until the party confirms or disowns it ([`crate::relay`]): what adds
//! presence stays, what takes presence away counts no more. A signature about another record (a
//! confirmation, a disowning, a countersignature) counts no more at all; it is given again. As it was
//! known before the revocation nothing changes. Not here: what arrives with the key after its
//! revocation ([`crate::register::decide`]), what the authority chain says
//! ([`crate::party::authority`]). DESIGN.md §5.

use crate::act::Act;
use crate::codec::record::Record;
use crate::ids::{KeyId, LogIndex};
use crate::notification::{self, NotificationRef};
use crate::party::KeyRevocation;
use crate::party::authority::{Authority, is_authority};
use crate::party::key::KeyStanding;
use crate::register::Register;
use crate::register::said::Admitted;
use crate::request;
use crate::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// What a record's signature is worth something for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Words, which the party may confirm or disown.
    Words,
    /// A word about another record.
    About(LogIndex),
    /// That the clock is right.
    Clock,
    /// An act that is done anew if it is still wanted.
    Deed,
}

/// A record by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Signed {
    record: LogIndex,
    /// When it was signed by the signer's clock, or received if that was later: a thief may date back.
    latest: Instant,
    kind: Kind,
}

/// What each key signed, and which records are in doubt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    signed: BTreeMap<KeyId, Vec<Signed>>,
    since: BTreeMap<LogIndex, LogIndex>,
}

impl Doubts {
    /// Whether the signature of a record was not in doubt after the first `known_at` records.
    #[must_use]
    pub fn stands(&self, record: LogIndex, known_at: LogIndex) -> bool {
        self.since.get(&record).is_none_or(|by| *by >= known_at)
    }

    /// Notes whose key signed a record and when. The authority chain is followed by itself.
    pub(crate) fn note(&mut self, admitted: &Admitted<'_>, signed_at: Instant, act: &Act) {
        if is_authority(act) {
            return;
        }
        let signed = Signed {
            record: admitted.index,
            latest: signed_at.max(admitted.received_at()),
            kind: kind(act),
        };
        let of_key = self.signed.entry(admitted.signer.key).or_default();
        of_key.push(signed);
    }

    /// Puts what the keys signed since then in doubt; gives what was not in doubt before.
    fn doubt(&mut self, keys: &BTreeSet<KeyId>, since: Instant, by: LogIndex) -> Vec<Signed> {
        let mut doubted = Vec::new();
        for signed in keys.iter().filter_map(|key| self.signed.get(key)).flatten() {
            if signed.latest >= since && !self.since.contains_key(&signed.record) {
                self.since.insert(signed.record, by);
                doubted.push(*signed);
            }
        }
        doubted
    }
}

const fn kind(act: &Act) -> Kind {
    match act {
        Act::Confirmed(confirmation) => Kind::About(confirmation.record),
        Act::Countersigned(record) => Kind::About(*record),
        Act::ClockConfirmed => Kind::Clock,
        Act::PlanFiled(_)
        | Act::PlanAmended(_)
        | Act::PlanStepped(_)
        | Act::CheckAsked(_)
        | Act::ErasureAsked(_)
        | Act::AlertAcknowledged(..) => Kind::Deed,
        _ => Kind::Words,
    }
}

/// A key has been revoked: what it and the keys that it enrolled signed since then is in doubt from
/// here on, and all that rests on it follows.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &KeyRevocation) {
    let by = admitted.index;
    let mut keys = register.authority.enrolled_through(body.key, body.since);
    keys.insert(body.key);
    let doubted = register.relays.doubts.doubt(&keys, body.since, by);
    let mut notifications: BTreeSet<NotificationRef> = BTreeSet::new();
    let mut answers: BTreeSet<LogIndex> = BTreeSet::new();
    for signed in doubted {
        let concerned = match signed.kind {
            Kind::Words => {
                if let Some(signer) = register.signers.get(&signed.record) {
                    let party = signer.party;
                    register.relays.owe_since(signed.record, party, by);
                }
                signed.record
            }
            Kind::About(of) => of,
            Kind::Clock => {
                register.clock.recall(signed.record, by);
                continue;
            }
            Kind::Deed => continue,
        };
        let known = register.notifications.of_record(concerned);
        notifications.extend(known.map(|known| known.about));
        if register.requests.answer(concerned).is_some() {
            answers.insert(concerned);
        }
    }
    for about in notifications {
        notification::changed(register, about, by);
    }
    for record in answers {
        request::answer::reconsider(register, record);
    }
}

/// Of some records those whose key was revoked, by all that the authority chain says, from before they
/// were signed or received on; each with its key.
#[must_use]
pub fn signed_since_revocation(
    records: &[Record],
    authority: &Authority,
) -> Vec<(LogIndex, KeyId)> {
    let of_record = |record: &Record| {
        let (payload, signer) = (record.payload.as_ref()?, record.part.signer?);
        let KeyStanding::RevokedSince(since) = authority.key(signer.key)?.standing else {
            return None;
        };
        let latest = payload.signed_at.max(record.part.received_at);
        (latest >= since).then_some((record.index, signer.key))
    };
    records.iter().filter_map(of_record).collect()
}

#[cfg(test)]
mod tests;
