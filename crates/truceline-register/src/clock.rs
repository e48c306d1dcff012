//! Whether the register's clock is trusted.
//!
//! After a jump checks are unknown until two people have said that the clock is right, one of them
//! of the centre: whoever profits from a wrong time must not be able to confirm it alone.

use crate::codec::record::{Effect, Signer};
use crate::ids::{LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said};
use crate::time::Instant;

/// The clock's standing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    doubts: Vec<Doubt>,
    confirmed: Option<Reading>,
}

/// What the machine's clock read when two people had said that it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reading {
    received_at: Instant,
    wall: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Doubt {
    since: LogIndex,
    confirmed_by: Option<(LogIndex, Signer)>,
    over: Option<LogIndex>,
}

impl Clock {
    /// Whether the clock was in doubt after the first `known_at` records.
    #[must_use]
    pub fn in_doubt(&self, known_at: LogIndex) -> bool {
        self.doubts
            .iter()
            .any(|doubt| doubt.since < known_at && doubt.over.is_none_or(|over| over >= known_at))
    }

    /// What the machine's clock cannot be earlier than, where the latest record was received at
    /// `last_received`. After the clock ran ahead and was set right, received time waits for it; until it
    /// has caught up, what two people confirmed counts, so that the same step is not doubted again.
    #[must_use]
    pub fn not_before(&self, last_received: Instant) -> Instant {
        match self.confirmed {
            Some(reading) if last_received <= reading.received_at => reading.wall,
            _ => last_received,
        }
    }

    /// Judges a confirmation. The first may be anybody's; the second is another person's, and makes
    /// a pair of which at least one is of the centre.
    pub(crate) fn judge_confirmation(
        &self,
        said: &Said<'_>,
        centre: PartyId,
        out: &mut Judgement,
    ) -> Result<(), Refusal> {
        let open = self.doubts.last().filter(|doubt| doubt.over.is_none());
        let Some(doubt) = open else {
            return Err(Refusal::new(
                RefusalCode::WrongState,
                "the clock is not in doubt",
            ));
        };
        if said.unconfirmed {
            return Err(Refusal::new(
                RefusalCode::KeyRevoked,
                "sign with a key in force",
            ));
        }
        let Some((_, first)) = doubt.confirmed_by else {
            return Ok(());
        };
        if first.person == said.signer.person {
            return Err(Refusal::new(
                RefusalCode::SamePerson,
                "the clock takes two people to confirm; another person must sign",
            ));
        }
        if first.party != centre && said.party != centre {
            return Err(Refusal::new(
                RefusalCode::WrongState,
                "the clock takes two people to confirm, one of them of the centre, and the first was not; a person of the centre must sign now",
            ));
        }
        out.effects.push(Effect::ClockRead { wall: out.wall });
        Ok(())
    }

    pub(crate) fn apply_reading(&mut self, received_at: Instant, wall: Instant) {
        self.confirmed = Some(Reading { received_at, wall });
    }

    pub(crate) fn apply_doubt(&mut self, index: LogIndex) {
        if self.doubts.last().is_none_or(|doubt| doubt.over.is_some()) {
            self.doubts.push(Doubt {
                since: index,
                confirmed_by: None,
                over: None,
            });
        }
    }

    pub(crate) fn apply_confirmation(&mut self, admitted: &Admitted<'_>) {
        if let Some(doubt) = self.doubts.last_mut() {
            match doubt.confirmed_by {
                None => doubt.confirmed_by = Some((admitted.index, admitted.signer)),
                Some(_) => doubt.over = Some(admitted.index),
            }
        }
    }

    /// The key that signed a confirmation is revoked, with the record `by`, from before then on: it
    /// counts no more, and a doubt that it helped to end begins again.
    pub(crate) fn recall(&mut self, confirmation: LogIndex, by: LogIndex) {
        let Some(doubt) = self.doubts.last_mut() else {
            return;
        };
        let is_first = doubt
            .confirmed_by
            .is_some_and(|(record, _)| record == confirmation);
        if doubt.over.is_none() && is_first {
            doubt.confirmed_by = None;
        } else if doubt.over.is_some() && (is_first || doubt.over == Some(confirmation)) {
            self.apply_doubt(by);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
