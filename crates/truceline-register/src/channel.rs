//! The state of the channel between two parties' desks.
//!
//! Each side's word is kept, and the worse counts. A channel of which nothing was ever said counts
//! as open: a theatre has many pairs of parties, and only trouble is worth a statement. What a state
//! does to an outcome is [`crate::check`]'s. DESIGN.md §6.

use crate::attendance;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::codec::record::{Alert, AlertWhy, Effect};
use crate::ids::{LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::decide::CLOCK_SKEW;
use crate::register::said::{Admitted, Judgement, Said, Told, enrolled, opened};
use crate::register::{Register, Standpoint};
use crate::relay::Relays;
use crate::time::Instant;
use crate::vocabulary::{ChannelState, Resolution};
use crate::watch::next_number;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// A party says how its channel with another stands. Each side's word is kept; the worse counts.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ChannelReport {
    /// With whom.
    #[n(0)]
    pub with: PartyId,
    /// Whose side it speaks of: the speaker's own, or, said by the centre, the other's.
    #[n(1)]
    pub of: PartyId,
    /// How it stands.
    #[n(2)]
    pub state: ChannelState,
    /// Since when.
    #[n(3)]
    pub since: Instant,
    /// Why, in words.
    #[n(4)]
    pub text: Option<Digest>,
}

/// One side's channel with another party: whose side, and with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    of: PartyId,
    with: PartyId,
}

/// One report of a side, as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The record that says it.
    pub record: LogIndex,
    /// Who says it: the side itself or the centre.
    pub by: PartyId,
    /// How the channel stands.
    pub state: ChannelState,
    /// Since when, never later than it was heard.
    pub since: Instant,
    /// Why, in words.
    pub text: Told<String>,
}

/// All reports, by side, in the order they were said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Channels {
    words: BTreeMap<Side, Vec<Word>>,
    sides: BTreeMap<LogIndex, Side>,
}

impl Channels {
    /// Everything said of `of`'s side of its channel with `with`, in the order it was said.
    #[must_use]
    pub fn words(&self, of: PartyId, with: PartyId, known_at: LogIndex) -> &[Word] {
        let words = self
            .words
            .get(&Side { of, with })
            .map_or(&[][..], Vec::as_slice);
        &words[..words.partition_point(|word| word.record < known_at)]
    }

    /// How one side stands: the worse of the side's own last word and the centre's last word. A
    /// word signed with a key out of force makes it worse at once, and better only when confirmed.
    fn side(&self, relays: &Relays, of: PartyId, with: PartyId, at: Standpoint) -> ChannelState {
        let mut last: BTreeMap<PartyId, ChannelState> = BTreeMap::new();
        for word in self
            .words(of, with, at.known_at)
            .iter()
            .filter(|w| w.since <= at.now)
        {
            let before = last.get(&word.by).copied().unwrap_or(ChannelState::Open);
            let own = relays.own_since(word.record, at.known_at).is_some();
            if own || word.state > before {
                last.insert(word.by, word.state);
            }
        }
        last.into_values().max().unwrap_or(ChannelState::Open)
    }

    /// Forgets the words of a report.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        if let Some(word) = self.word(record) {
            word.text.forget();
        }
    }

    fn word(&mut self, record: LogIndex) -> Option<&mut Word> {
        let side = self.sides.get(&record)?;
        self.words
            .get_mut(side)?
            .iter_mut()
            .find(|word| word.record == record)
    }
}

/// How the channel between two parties stands at the standpoint: the worse of both sides' words,
/// open if neither ever said anything, and unattended at best while nobody is at any of the desks of one of
/// them ([`crate::attendance`]). The order of the two does not matter.
#[must_use]
pub fn state(register: &Register, a: PartyId, b: PartyId, at: Standpoint) -> ChannelState {
    let side = |of, with| register.channels.side(&register.relays, of, with, at);
    let seen = |party| attendance::at_best(register, party, at.known_at);
    (side(a, b).max(side(b, a))).max(seen(a)).max(seen(b))
}

/// How a party's channel with the centre stands; the centre's own is open.
#[must_use]
pub fn with_centre(register: &Register, party: PartyId, at: Standpoint) -> ChannelState {
    state(register, party, register.authority.centre(), at)
}

/// Judges a report.
///
/// # Errors
/// [`Refusal`]: another's side, parties that are not here or one and the same, a time to come.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &ChannelReport,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let centre = register.authority.centre();
    if said.party != body.of && said.party != centre {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "a party speaks of its own side of a channel; only the centre reports another's",
        ));
    }
    if body.of == body.with {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a channel joins two parties; name the other one",
        ));
    }
    enrolled(register, body.of)?;
    enrolled(register, body.with)?;
    if body.since > said.now.plus(CLOCK_SKEW) {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "the state is said to begin in the future; report it when it has begun",
        ));
    }
    opened::<String>(said, body.text, Label::Text, "text")?;
    for party in [body.of, body.with, centre] {
        if party != said.party {
            out.tell(party, Resolution::Exact);
        }
    }
    if worsens(register, said, body) {
        out.effects.push(Effect::Alert(Alert {
            number: next_number(out, centre),
            to: centre,
            desk: None,
            why: AlertWhy::Channel,
            plan: None,
            record: None,
        }));
    }
    Ok(())
}

/// Whether the report makes the channel worse than it counts now.
fn worsens(register: &Register, said: &Said<'_>, body: &ChannelReport) -> bool {
    body.state > state(register, body.of, body.with, register.standpoint(said.now))
}

/// Takes a report in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &ChannelReport) {
    let side = Side {
        of: body.of,
        with: body.with,
    };
    register.channels.sides.insert(admitted.index, side);
    register.channels.words.entry(side).or_default().push(Word {
        record: admitted.index,
        by: admitted.party,
        state: body.state,
        since: body.since.min(admitted.received_at()),
        text: admitted.told(body.text, Label::Text),
    });
}

#[cfg(test)]
mod tests;
