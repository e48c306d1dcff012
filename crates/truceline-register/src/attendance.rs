//! Which desks the register itself sees: connected, or gone.
//!
//! Whoever serves desks tells the register when one comes and goes ([`Register::desk_seen`]). A party
//! that was ever seen and none of whose desks is there now is unattended, whatever it last told of its
//! channel, if that was better; a party that never was seen stands as it is told. A desk is there by what
//! its streams and its people ([`crate::duty`]) say, the worse of both; where only one of them ever spoke,
//! by that one. Not here: noticing that a desk is gone, and with how much patience (the server's); what a
//! channel's state does to an outcome ([`crate::check`]). DESIGN.md §6, decision 21.

use crate::channel;
use crate::codec::disclosure::Disclosures;
use crate::codec::record::{Alert, AlertWhy, Effect, Ground};
use crate::ids::{DeskId, LogIndex, PartyId};
use crate::register::Register;
use crate::register::decide::Draft;
use crate::register::said::{Context, Judgement};
use crate::vocabulary::ChannelState;
use crate::watch::next_number;
use std::collections::{BTreeMap, BTreeSet};

/// When each desk came and went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    seen: BTreeMap<PartyId, BTreeMap<DeskId, Vec<(LogIndex, bool)>>>,
}

impl Attendance {
    /// Whether a desk was there after the first `known_at` records; `None` if it was never seen.
    #[must_use]
    pub fn is_present(&self, party: PartyId, desk: DeskId, known_at: LogIndex) -> Option<bool> {
        last(self.seen.get(&party)?.get(&desk)?, known_at)
    }

    pub(crate) fn apply(&mut self, record: LogIndex, party: PartyId, desk: DeskId, present: bool) {
        let desks = self.seen.entry(party).or_default();
        desks.entry(desk).or_default().push((record, present));
    }
}

fn last(seen: &[(LogIndex, bool)], known_at: LogIndex) -> Option<bool> {
    let known = seen.iter().rev().find(|(record, _)| *record < known_at);
    known.map(|(_, present)| *present)
}

/// Whether somebody is at a desk, by its streams and its people: the worse of what they say, `None` where
/// neither ever said anything.
#[must_use]
pub fn is_there(
    register: &Register,
    (party, desk): (PartyId, DeskId),
    known_at: LogIndex,
) -> Option<bool> {
    let connected = register.attendance.is_present(party, desk, known_at);
    let manned = (register.duties).is_attended(&register.relays, (party, desk), known_at);
    both(connected, manned)
}

const fn both(connected: Option<bool>, manned: Option<bool>) -> Option<bool> {
    match (connected, manned) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (None, None) => None,
        _ => Some(true),
    }
}

/// The desks of a party that were ever seen, or at which somebody ever signed on.
fn desks(register: &Register, party: PartyId) -> BTreeSet<DeskId> {
    let seen = register.attendance.seen.get(&party).into_iter();
    let seen = seen.flat_map(|desks| desks.keys().copied());
    seen.chain(register.duties.desks(party)).collect()
}

/// At best how a party's side of every channel stands: unattended where nobody is at any desk of which the
/// register ever knew whether somebody is there.
#[must_use]
pub fn at_best(register: &Register, party: PartyId, known_at: LogIndex) -> ChannelState {
    let desks = desks(register, party).into_iter();
    best(desks.map(|desk| is_there(register, (party, desk), known_at)))
}

/// The same if somebody was, or was no more, on at one desk.
pub(crate) fn at_best_if(
    register: &Register,
    party: PartyId,
    (changed, manned): (DeskId, bool),
) -> ChannelState {
    let known_at = register.size;
    best(desks(register, party).into_iter().map(|desk| {
        if desk == changed {
            let connected = register.attendance.is_present(party, desk, known_at);
            return both(connected, Some(manned));
        }
        is_there(register, (party, desk), known_at)
    }))
}

fn best(desks: impl Iterator<Item = Option<bool>>) -> ChannelState {
    let mut known = desks.flatten().peekable();
    if known.peek().is_some() && known.all(|there| !there) {
        ChannelState::Unattended
    } else {
        ChannelState::Open
    }
}

impl Register {
    /// The record that says that a desk came or went; `None` where that is known, where a desk that
    /// never came is gone, and where there is no such desk. The centre is alerted when the channel of a
    /// party gets worse by it.
    #[must_use]
    pub fn desk_seen(
        &self,
        party: PartyId,
        desk: DeskId,
        present: bool,
        context: &Context,
    ) -> Option<Draft> {
        let known = self.attendance.is_present(party, desk, self.size);
        let opened = self.authority.desks.get(&desk).map(|desk| desk.party);
        if opened != Some(party) || known.unwrap_or(false) == present {
            return None;
        }
        let mut out = Judgement::new(context);
        let at = self.standpoint(context.now);
        let told = channel::with_centre(self, party, at);
        let known = desks(self, party).into_iter().filter(|one| *one != desk);
        let others = known.map(|one| is_there(self, (party, one), self.size));
        let manned = (self.duties).is_attended(&self.relays, (party, desk), self.size);
        let then = best(others.chain([both(Some(present), manned)]));
        if then > told {
            let to = self.authority.centre();
            out.effects.push(Effect::Alert(Alert {
                number: next_number(&out, to),
                to,
                desk: None,
                why: AlertWhy::Channel,
                plan: None,
                record: None,
            }));
        }
        let ground = Ground::DeskSeen {
            party,
            desk,
            present,
        };
        Some(self.draft(ground, None, None, Disclosures::default(), out, context))
    }
}

#[cfg(test)]
mod tests;
