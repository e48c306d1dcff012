//! Which desks the register itself sees: connected, or gone.
//!
//! Whoever serves desks tells the register when one comes and goes ([`Register::desk_seen`]). A party
//! that was ever seen and none of whose desks is there now is unattended, whatever it last told of its
//! channel, if that was better; a party that never was seen stands as it is told. Not here: noticing
//! that a desk is gone, and with how much patience (the server's); what a channel's state does to an
//! outcome ([`crate::check`]). DESIGN.md §6.

use crate::channel;
use crate::codec::disclosure::Disclosures;
use crate::codec::record::{Alert, AlertWhy, Effect, Ground};
use crate::ids::{DeskId, LogIndex, PartyId};
use crate::register::Register;
use crate::register::decide::Draft;
use crate::register::said::{Context, Judgement};
use crate::vocabulary::ChannelState;
use crate::watch::next_number;
use std::collections::BTreeMap;

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

    /// Whether a party was ever seen and none of its desks is there.
    #[must_use]
    pub fn is_gone(&self, party: PartyId, known_at: LogIndex) -> bool {
        let desks = self.seen.get(&party).into_iter().flat_map(BTreeMap::values);
        let mut last = desks.filter_map(|seen| last(seen, known_at)).peekable();
        last.peek().is_some() && last.all(|present| !present)
    }

    /// At best how a party's side of every channel stands.
    #[must_use]
    pub fn at_best(&self, party: PartyId, known_at: LogIndex) -> ChannelState {
        if self.is_gone(party, known_at) {
            ChannelState::Unattended
        } else {
            ChannelState::Open
        }
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
        let mut then = self.attendance.clone();
        then.apply(self.size, party, desk, present);
        let at = self.standpoint(context.now);
        let told = channel::with_centre(self, party, at);
        if then.at_best(party, self.size + 1) > told {
            out.effects.push(Effect::Alert(Alert {
                number: next_number(&out),
                to: self.authority.centre(),
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
