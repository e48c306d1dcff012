//! Somebody who is not connected was told by other means, by the word of whoever told it.
//!
//! A party says that it told another, enrolled or not, of a stop, an alert, a notification or a plan: by
//! which means, when, who spoke, whether it was read back. It is the teller's word and never the other's:
//! it acknowledges nothing, settles nothing and counts as no answer. Names are sealed beside the record and
//! are no part of the state. Not here: what somebody said by telephone ([`crate::relay`]). Decision 21.

use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::ids::{DeskId, LogIndex, PartyId, PlanId};
use crate::notification::{NotificationRef, Personal, consent};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::decide::CLOCK_SKEW;
use crate::register::said::{Admitted, Judgement, Said, enrolled, opened};
use crate::relay::LATE_ENTRY;
use crate::stop::StopRef;
use crate::time::Instant;
use crate::vocabulary::{Flag, Means, Resolution};
use crate::watch::AlertRef;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Of what somebody was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum About {
    /// A stop.
    #[n(0)]
    Stop(#[n(0)] StopRef),
    /// An alert: the record that owes it, its number among those that the party is owed there, and the party
    /// where it is another than the teller's: the centre names it.
    #[n(1)]
    Alert(#[n(0)] LogIndex, #[n(1)] u16, #[n(2)] Option<PartyId>),
    /// A notification.
    #[n(2)]
    Notification(#[n(0)] NotificationRef),
    /// A plan of the teller's.
    #[n(3)]
    Plan(#[n(0)] PartyId, #[n(1)] PlanId),
}

/// A party says that it told somebody.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Informed {
    /// Of what.
    #[n(0)]
    pub about: About,
    /// Whom, where it is an enrolled party.
    #[n(1)]
    pub party: Option<PartyId>,
    /// Whom, by name: [`Personal`].
    #[n(2)]
    pub whom: Option<Digest>,
    /// Who spoke for the teller, by name: [`Personal`].
    #[n(3)]
    pub spoke: Option<Digest>,
    /// By which means.
    #[n(4)]
    pub means: Means,
    /// When, by the teller's account.
    #[n(5)]
    pub told_at: Instant,
    /// Whether it was read back.
    #[n(6)]
    pub read_back: bool,
    /// In words.
    #[n(7)]
    pub text: Option<Digest>,
    /// Whether the centre may have the names.
    #[n(8)]
    pub for_centre: bool,
}

/// What a party says of having told somebody, as it stands on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The record.
    pub record: LogIndex,
    /// Whose word it is.
    pub by: PartyId,
    /// The desk that signed it.
    pub desk: DeskId,
    /// What it says.
    pub said: Informed,
    /// When the register heard it.
    pub received_at: Instant,
}

/// All that was said of who was told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Informs {
    entries: BTreeMap<LogIndex, Entry>,
    about: BTreeMap<About, Vec<LogIndex>>,
}

impl Informs {
    /// Everything said by then, in the order it was said.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Entry> {
        self.entries.range(..known_at).map(|(_, entry)| entry)
    }

    /// What was said by then of one thing, in the order it was said.
    pub fn about(&self, about: About, known_at: LogIndex) -> impl Iterator<Item = &Entry> {
        let records = self.about.get(&about).into_iter().flatten();
        records
            .filter(move |record| **record < known_at)
            .filter_map(|record| self.entries.get(record))
    }
}

impl Entry {
    /// Whether a party may see it: the teller, the centre, and whom the register told of it.
    #[must_use]
    pub fn is_for(&self, register: &Register, party: PartyId) -> bool {
        let told = || {
            let inbox = register.ladder.inbox(party, register.size);
            let from = inbox.partition_point(|item| item.by < self.record);
            inbox[from..]
                .iter()
                .take_while(|item| item.by == self.record)
                .any(|item| item.record == self.record)
        };
        party == self.by || party == register.authority.centre() || told()
    }
}

/// Whether a party knows the thing that it speaks of.
fn knows(register: &Register, party: PartyId, about: About) -> bool {
    let is_centre = party == register.authority.centre();
    match about {
        About::Stop(stop) => register.stops.get(stop).is_some_and(|stop| {
            let sent = stop.about.party == party || stop.sent_by.party == party;
            is_centre || sent || stop.is_recipient(party, register.size)
        }),
        About::Alert(record, number, of) => {
            let to = of.unwrap_or(party);
            let about = AlertRef { record, to, number };
            (is_centre || to == party) && register.watch.alert(about).is_some()
        }
        About::Notification(about) => register.notifications.get(about).is_some_and(|known| {
            let told = |record| consent::shown(register, record, party, register.size).is_some();
            let mut versions = known.versions.iter();
            is_centre || about.party == party || versions.any(|version| told(version.record))
        }),
        About::Plan(owner, plan) => {
            let mut plans = register.plans.all();
            (is_centre || owner == party) && plans.any(|(id, _)| id == (owner, plan))
        }
    }
}

/// Judges such a word. Whoever's thing it is, the centre, and an enrolled party that is said to have been
/// told are told of it.
///
/// # Errors
/// [`Refusal`]: nobody named, a party that is not enrolled or the speaker's own, a thing that the speaker
/// knows nothing of, a time to come.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Informed,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    if body.party.is_none() && body.whom.is_none() {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "say who was told: an enrolled party, or somebody by name",
        ));
    }
    if let Some(party) = body.party {
        enrolled(register, party)?;
    }
    if body.party == Some(said.party) {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a party does not inform itself; name the other one",
        ));
    }
    if body.told_at > said.now.plus(CLOCK_SKEW) {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "it is said to have been told in the future; say so when it has been",
        ));
    }
    opened::<Personal>(said, body.whom, Label::Personal, "whom")?;
    opened::<Personal>(said, body.spoke, Label::Personal, "spoke")?;
    opened::<String>(said, body.text, Label::Text, "text")?;
    if !knows(register, said.party, body.about) {
        return Err(Refusal::new(
            RefusalCode::MissingReference,
            "your party was told of nothing by that name, so it can have told nobody; correct it",
        ));
    }
    if said.now.since(body.told_at) > LATE_ENTRY {
        out.flags.insert(Flag::Late);
    }
    let centre = register.authority.centre();
    let owner = match body.about {
        // Its sender learns that somebody without a name here was told; of parties, nothing: who has a
        // plan under way is not the sender's to know.
        About::Stop(stop) if said.party == centre && body.party.is_none() => Some(stop.party),
        About::Notification(about) => Some(about.party),
        About::Stop(_) | About::Alert(..) | About::Plan(..) => None,
    };
    for party in [Some(centre), body.party, owner].into_iter().flatten() {
        if party != said.signer.party {
            out.tell(party, Resolution::Existence);
        }
    }
    Ok(())
}

/// Takes such a word in. Nothing is settled by it.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Informed) {
    let entry = Entry {
        record: admitted.index,
        by: admitted.party,
        desk: admitted.signer.desk,
        said: body.clone(),
        received_at: admitted.received_at(),
    };
    let informs = &mut register.informs;
    let about = informs.about.entry(body.about).or_default();
    about.push(entry.record);
    informs.entries.insert(entry.record, entry);
    register.watch.stay_quiet_after(admitted.index);
}

#[cfg(test)]
mod tests;
