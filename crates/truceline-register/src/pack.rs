//! Offline packs: what a party was shown exactly, to be checked where no line reaches the register.
//!
//! A pack holds nothing but what was disclosed exactly to the party that asks for it, so that looking into
//! it tells nothing new, needs no budget and may be exact. It says that something overlaps or that it cannot
//! be said, never that nothing was notified: what was told in cells, or to others, or since, is not in it.
//! DESIGN.md §6, locator defence; `docs/spec/files.md`.
//!
//! The register keeps that a pack was drawn and until when; the list itself is a disclosure of the record.
//! Whoever it names sees the look. What is erased goes from every pack that may hold it; a file that was
//! handed out cannot be called back.

use crate::check::facts::meets;
use crate::check::ground::Touched;
use crate::check::in_cells::shown_exactly;
use crate::codec::cbor;
use crate::codec::disclosure::Label;
use crate::codec::record::Effect;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, PackId, PartyId};
use crate::looks::{self, Look, Way};
use crate::notification::{NotificationRef, consent};
use crate::place::Volume4d;
use crate::presence::{PresenceVolume, Source, Standing, all_standing};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said};
use crate::register::{Register, Standpoint};
use crate::time::{Instant, Span};
use crate::vocabulary::{Activity, Resolution};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// How far ahead a pack may be good: longer, and too much of it is no longer so.
pub const MAX_VALID: Span = Span::hours(72);
/// Most presences in one pack, those told last; each is a look, and a record lists no more.
pub const MAX_PRESENCES: usize = looks::MAX_LOOKS;
/// Most bytes of its presences: with the rest, less than a disclosure of the register's may take.
pub const MAX_PRESENCE_BYTES: usize = 3_500_000;

/// A party asks for a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PackAsked {
    /// The asker's id for it.
    #[n(0)]
    pub id: PackId,
    /// Until when it is to be good.
    #[n(1)]
    pub until: Instant,
}

/// What a pack holds. Sensitive.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Pack {
    /// The register's size when it was drawn: every record below counts, none from it on.
    #[n(0)]
    pub known_at: LogIndex,
    /// When it was drawn.
    #[n(1)]
    pub drawn_at: Instant,
    /// Until when it is good.
    #[n(2)]
    pub until: Instant,
    /// Who was shown to be where, in order of records.
    #[n(3)]
    pub presences: Vec<Packed>,
    /// How many there are in all, where only those told last are listed.
    #[n(4)]
    pub in_all: Option<u64>,
    /// The largest time tolerance of all zones.
    #[n(5)]
    pub tolerance: Span,
    /// The precision of whatever states none: the worst of all zones.
    #[n(6)]
    pub assumed: Decimetres,
    /// For each kind of activity the largest least buffer of all zones.
    #[n(7)]
    pub buffers: Vec<(Activity, Decimetres)>,
}

/// A presence in a pack.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Packed {
    /// The record that says where.
    #[n(0)]
    pub record: LogIndex,
    /// Whose.
    #[n(1)]
    pub party: PartyId,
    /// A notification; absent for a position given in an answer.
    #[n(2)]
    pub notification: Option<NotificationRef>,
    /// Where and when.
    #[n(3)]
    pub volumes: Vec<PresenceVolume>,
    /// Past its time of reconfirmation, or a movement past its window, when the pack was drawn.
    #[n(4)]
    pub stale: bool,
    /// Somebody disputes it.
    #[n(5)]
    pub contested: bool,
    /// Not its owner's signed word yet.
    #[n(6)]
    pub relayed: bool,
}

/// That a pack was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The record.
    pub record: LogIndex,
    /// For whom.
    pub party: PartyId,
    /// What was asked.
    pub body: PackAsked,
}

/// Every pack that was drawn, and not what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packs {
    drawn: BTreeMap<LogIndex, Drawn>,
    ids: BTreeMap<(PartyId, PackId), LogIndex>,
}

impl Packs {
    /// Every pack drawn before `known_at`, in order of the records.
    pub fn all(&self, known_at: LogIndex) -> impl Iterator<Item = &Drawn> {
        self.drawn.range(..known_at).map(|(_, drawn)| drawn)
    }
}

impl Packed {
    fn of(standing: Standing) -> Self {
        Self {
            record: standing.record,
            party: standing.party,
            notification: match standing.source {
                Source::Notification(about) => Some(about),
                Source::Answer { .. } => None,
            },
            volumes: standing.volumes,
            stale: standing.stale,
            contested: standing.contested,
            relayed: standing.relayed,
        }
    }
}

impl Pack {
    /// What a party was shown exactly and stands at a standpoint.
    #[must_use]
    pub fn draw(register: &Register, party: PartyId, until: Instant, at: Standpoint) -> Self {
        let shown = all_standing(register, at)
            .filter(|standing| shown_exactly(register, party, standing, at));
        let mut presences: Vec<Packed> = shown.map(Packed::of).collect();
        presences.sort_by_key(|packed| packed.record);
        let all = presences.len();
        let first = fitting(&presences);
        let presences = presences.split_off(first);
        let profiles = || {
            let zones = register.zones.all(at.known_at);
            let rules = zones.filter_map(|zone| register.zones.profile(zone, at.known_at));
            rules.map(|(_, profile)| profile)
        };
        let least = |activity: &Activity| {
            let least = profiles().map(|profile| profile.least_buffer_for(*activity));
            (*activity, least.max().unwrap_or(Decimetres::ZERO))
        };
        Self {
            known_at: at.known_at,
            drawn_at: at.now,
            until,
            in_all: (first > 0).then_some(all as u64),
            presences,
            tolerance: profiles()
                .map(|profile| profile.time_tolerance)
                .max()
                .unwrap_or(Span::ZERO),
            assumed: register.zones.worst_precision(at.known_at),
            buffers: Activity::ALL.iter().map(least).collect(),
        }
    }

    /// What in it overlaps one of these volumes, as the register's own exact check has it, with the largest
    /// buffer, tolerance and assumed precision of all zones: too much rather than too little.
    pub fn overlapping(
        &self,
        volumes: &[Volume4d],
        activity: Activity,
        buffer: Decimetres,
    ) -> impl Iterator<Item = &Packed> {
        let least = self.buffers.iter().filter(|entry| entry.0 == activity);
        let least = least.map(|entry| entry.1).max();
        let touched = Touched {
            zones: BTreeSet::new(),
            perhaps: BTreeSet::new(),
            buffer: least.map_or(buffer, |least| least.max(buffer)),
            tolerance: self.tolerance,
            assumed: self.assumed,
        };
        self.presences.iter().filter(move |packed| {
            let mut places = packed.volumes.iter();
            places.any(|place| volumes.iter().any(|volume| meets(place, volume, &touched)))
        })
    }
}

/// From which place on all of them fit into one pack.
fn fitting(presences: &[Packed]) -> usize {
    let mut bytes = 0;
    let mut first = presences.len();
    while first > 0 && presences.len() - first < MAX_PRESENCES {
        bytes += cbor::encode(&presences[first - 1]).len();
        if bytes > MAX_PRESENCE_BYTES {
            break;
        }
        first -= 1;
    }
    first
}

/// Judges a request for a pack and draws it; who is in it sees the look in the record that follows.
///
/// # Errors
/// [`Refusal`]: the centre's, a key out of force, the id used before, an end that is past or too far ahead.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &PackAsked,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    if said.party == register.authority.centre() {
        return Err(Refusal::new(
            RefusalCode::NotThisRole,
            "a pack holds what a party was shown; the centre has the register itself",
        ));
    }
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    if register.packs.ids.contains_key(&(said.party, body.id)) {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            format!(
                "the id {} stands for another pack of yours; use a new one",
                body.id
            ),
        ));
    }
    if body.until <= said.now || body.until > said.now.plus(MAX_VALID) {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a pack is good until a time to come, at most three days ahead",
        ));
    }
    let at = register.standpoint(said.now);
    let pack = Pack::draw(register, said.party, body.until, at);
    let digest = out.seal(Label::Basis, &pack);
    out.effects.push(Effect::Packed(digest));
    let look = |packed: &Packed| Look {
        record: packed.record,
        resolution: Resolution::Exact,
        way: Way::Pack,
        at: said.now,
        times: 1,
    };
    let looks: Vec<Look> = pack.presences.iter().map(look).collect();
    let looks = register.looks_of(said.party, &looks);
    if !looks.is_empty() {
        let aside = out.aside();
        let digest = aside.seal(Label::Basis, &looks);
        aside.effects.push(Effect::Looks(digest));
    }
    Ok(())
}

/// Notes that a pack was drawn.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &PackAsked) {
    let drawn = Drawn {
        record: admitted.index,
        party: admitted.party,
        body: *body,
    };
    let packs = &mut register.packs;
    packs.ids.insert((admitted.party, body.id), admitted.index);
    packs.drawn.insert(admitted.index, drawn);
    register.watch.stay_quiet_after(admitted.index);
}

/// The packs that may hold what a record disclosed: those of its owner and of whoever had been shown it
/// exactly. Without looking into them, for what they hold may be gone.
#[must_use]
pub(crate) fn that_may_hold(register: &Register, record: LogIndex) -> Vec<LogIndex> {
    let owner = register.owner_of(record);
    let may_hold = |drawn: &&Drawn| {
        let shown = || consent::shown(register, record, drawn.party, drawn.record);
        owner == Some(drawn.party) || shown() == Some(Resolution::Exact)
    };
    let later = register.packs.drawn.range(record..);
    let later = later.map(|(_, drawn)| drawn);
    later.filter(may_hold).map(|drawn| drawn.record).collect()
}

#[cfg(test)]
mod tests;
