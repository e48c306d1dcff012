//! Whose knowledge a question is held against.
//!
//! A check and the watch look with the register's eyes; an inquiry also with those of one party, or
//! back at a time that is past ([`crate::inquiry`]).

use super::facts::overlaps;
use super::grain::Grain;
use super::ground::Touched;
use super::{Reason, Why};
use crate::declaration::{self, Declared};
use crate::ids::{PartyId, ZoneId};
use crate::notification::unreadable::pending;
use crate::place::Volume4d;
use crate::presence::answer::broken_off;
use crate::presence::overlapping::{Met, overlapping};
use crate::presence::undisclosed::{self, Undisclosed};
use crate::presence::{self, Standing};
use crate::register::said::Told;
use crate::register::{Register, Standpoint};
use crate::request::answer::{Answered, Content};
use crate::request::view::{hidden_positions, latest_word};
use crate::time::{Instant, TimeWindow};
use std::collections::BTreeSet;

/// What somebody knows of a place. Every method answers for the standpoint; more than what is asked
/// for may be given of presences, which are measured afterwards, and nothing may be left out.
pub trait Eyes {
    /// How finely they see what others told; absent: exactly.
    fn grain(&self) -> Option<Grain> {
        None
    }
    /// Whoever may be near a volume.
    fn near(&self, volume: &Volume4d, touched: &Touched, at: Standpoint) -> Vec<Standing>;
    /// Who overlaps a volume, and when windows of those near it end from now until a horizon.
    fn met(&self, volume: &Volume4d, touched: &Touched, at: Standpoint, horizon: Instant) -> Met {
        let wide = onward(volume, touched, at);
        let near = self.near(&wide, touched, at);
        let volumes = near.iter().flat_map(|standing| &standing.volumes);
        let ends = volumes.filter_map(|presence| presence.end);
        Met {
            ends: ends.filter(|end| at.now < *end && *end < horizon).collect(),
            overlaps: overlaps(&near, volume, touched).into_iter().collect(),
        }
    }
    /// What was told in a zone without a place.
    fn undisclosed(&self, zone: ZoneId, window: TimeWindow, at: Standpoint) -> Vec<Undisclosed>;
    /// A party's declarations.
    fn declared(&self, party: PartyId, at: Standpoint) -> Vec<Declared>;
    /// Answers about some zone of which the positions in a window are not to be seen.
    fn hidden_answers(&self, window: TimeWindow, at: Standpoint) -> BTreeSet<Reason>;
    /// The parties that told of somebody near a volume without an end, said since that nobody was
    /// there for a time, and say nothing of part of the volume's window.
    fn broken_off(&self, volume: &Volume4d, touched: &Touched, at: Standpoint)
    -> BTreeSet<PartyId>;
    /// The parties of which something cannot be read.
    fn unreadable(&self, at: Standpoint) -> BTreeSet<PartyId>;
    /// Whether a party's latest word to a request about a zone was that it does not say.
    fn refused(&self, party: PartyId, zone: ZoneId, at: Standpoint) -> bool;
}

/// A volume from now on, where its window is still to come: a movement past its window stays.
pub(super) fn onward(volume: &Volume4d, touched: &Touched, at: Standpoint) -> Volume4d {
    let until = volume.window.end().plus(touched.tolerance);
    let window = TimeWindow::new(at.now.min(volume.window.start()), until);
    let window = window.ok().filter(|_| at.now < until);
    Volume4d {
        window: window.unwrap_or(volume.window),
        ..volume.clone()
    }
}

/// The register's eyes, on what is in force.
#[derive(Clone, Copy, Debug)]
pub struct All<'a>(pub &'a Register);

impl Eyes for All<'_> {
    fn near(&self, volume: &Volume4d, touched: &Touched, at: Standpoint) -> Vec<Standing> {
        presence::near(self.0, volume, touched.reach(volume), touched.tolerance, at)
    }

    fn met(&self, volume: &Volume4d, touched: &Touched, at: Standpoint, horizon: Instant) -> Met {
        overlapping(self.0, volume, touched, at, horizon)
    }

    fn undisclosed(&self, zone: ZoneId, window: TimeWindow, at: Standpoint) -> Vec<Undisclosed> {
        undisclosed::in_zone(self.0, zone, window, at)
    }

    fn declared(&self, party: PartyId, at: Standpoint) -> Vec<Declared> {
        declaration::of_party(self.0, party, at)
    }

    fn hidden_answers(&self, window: TimeWindow, at: Standpoint) -> BTreeSet<Reason> {
        let answers = |party| hidden_positions(self.0, party, window, at);
        everyone(self.0)
            .into_iter()
            .flat_map(answers)
            .map(|(answered, zone)| of_hidden(answered, zone))
            .collect()
    }

    fn broken_off(
        &self,
        volume: &Volume4d,
        touched: &Touched,
        at: Standpoint,
    ) -> BTreeSet<PartyId> {
        broken_off(self.0, volume, touched.reach(volume), at)
            .into_iter()
            .map(|(party, _)| party)
            .collect()
    }

    fn unreadable(&self, at: Standpoint) -> BTreeSet<PartyId> {
        let mut parties = everyone(self.0);
        parties.retain(|party| !pending(self.0, *party, at).is_empty());
        parties
    }

    fn refused(&self, party: PartyId, zone: ZoneId, at: Standpoint) -> bool {
        latest_word(self.0, party, zone, at).is_some_and(is_refusal)
    }
}

/// Every party, with keys or without: others may have written down what it said.
pub(crate) fn everyone(register: &Register) -> BTreeSet<PartyId> {
    register.authority.parties.keys().copied().collect()
}

/// Whether the answer was that the party does not say.
pub(crate) const fn is_refusal(answered: &Answered) -> bool {
    matches!(answered.content, Content::Refused { .. })
}

/// Why the positions of an answer cannot be seen.
pub(crate) fn of_hidden(answered: &Answered, zone: ZoneId) -> Reason {
    let why = match &answered.content {
        Content::Positions {
            positions: Told::Erased,
            ..
        } => Why::Erased,
        _ => Why::Undisclosed,
    };
    Reason {
        why,
        party: Some(answered.party),
        zone: Some(zone),
    }
}
