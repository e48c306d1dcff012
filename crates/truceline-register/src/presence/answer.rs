//! Positions given in answers, as presences. How long each stands is [`crate::request::posted`]'s;
//! here they come into the index.

use super::extent::Extent;
use super::standing::{is_relayed, volume};
use super::way::Reaching;
use super::{Source, Standing};
use crate::geometry::distance::within;
use crate::geometry::footprint::Footprint;
use crate::geometry::position::{AltitudeBand, Decimetres};
use crate::ids::{LogIndex, PartyId};
use crate::notification::told::{Stretch, Whereabouts};
use crate::place::Volume4d;
use crate::register::{Register, Standpoint};
use crate::request::posted::{self, Posted};
use crate::time::Span;
use crate::vocabulary::{ForceSet, Resolution};
use std::collections::BTreeSet;

/// An answer with positions was taken in with the record: the index follows. Later answers only
/// shorten what it says.
pub(crate) fn posted(register: &mut Register, record: LogIndex) {
    let parts: Vec<Reaching> = posted::of_record(register, record, record + 1)
        .iter()
        .flat_map(|posted| {
            posted
                .said
                .place
                .stretches()
                .into_iter()
                .map(|stretch| reaching(posted, stretch))
        })
        .collect();
    register.presences.answers.insert(record);
    if let Some(party) = register.requests.answer(record).map(|one| one.party) {
        let answers = register.presences.answers_of.entry(party).or_default();
        answers.insert(record);
    }
    register
        .presences
        .place(record, Extent::around(&parts, None), record);
}

fn reaching(posted: &Posted<'_>, stretch: Stretch) -> Reaching {
    let place = &posted.said.place;
    Reaching {
        stretch,
        precision: place.precision,
        buffer: place.buffer,
    }
}

/// How the positions of an answer stand; nothing where nothing is left of them.
pub(super) fn standing(register: &Register, record: LogIndex, at: Standpoint) -> Option<Standing> {
    let answered = register.requests.answer(record)?;
    let assumed = register.zones.worst_precision(at.known_at);
    let mut forces = ForceSet::NONE;
    let mut volumes = Vec::new();
    for posted in posted::of_record(register, record, at.known_at) {
        for (start, end) in &posted.left {
            for stretch in posted.said.place.stretches() {
                let stretch = Stretch {
                    start: *start,
                    end: *end,
                    ..stretch
                };
                volumes.extend(volume(reaching(&posted, stretch), assumed, None));
                forces = forces.with(posted.said.class);
            }
        }
    }
    if volumes.is_empty() {
        return None;
    }
    let stale_after = posted::stale_after(register, record, at.known_at);
    Some(Standing {
        party: answered.party,
        source: Source::Answer {
            request: answered.request,
            occurrence: answered.occurrence,
        },
        record,
        forces,
        volumes,
        resolution: Resolution::Exact,
        stale: stale_after.is_some_and(|after| at.now >= after),
        contested: false,
        relayed: is_relayed(register, record, at.known_at),
        ended: None,
    })
}

/// Answers that put somebody near a volume without an end, of which a later word says that nobody was
/// there for a time, and no word of the party since says anything of part of the volume's window: with
/// the party whose they are. An older declaration does not hold there any more.
pub fn broken_off(
    register: &Register,
    volume: &Volume4d,
    reach: Decimetres,
    at: Standpoint,
) -> BTreeSet<(PartyId, LogIndex)> {
    let comes_near = |footprint: &Footprint, own: Decimetres| {
        within(footprint, &volume.footprint, reach.plus(own))
    };
    broken_off_near(register, volume, reach, at, comes_near)
}

/// As [`broken_off`], of those that come near by a rule of the asker's; nothing farther than `reach` and
/// their own reach by its outward bounds is looked at.
pub(crate) fn broken_off_near(
    register: &Register,
    volume: &Volume4d,
    reach: Decimetres,
    at: Standpoint,
    comes_near: impl Fn(&Footprint, Decimetres) -> bool,
) -> BTreeSet<(PartyId, LogIndex)> {
    if register.presences.answers.is_empty() {
        return BTreeSet::new();
    }
    let assumed = register.zones.worst_precision(at.known_at);
    let is_near = |posted: &Posted<'_>| {
        let place = &posted.said.place;
        let own = place.precision.unwrap_or(assumed).plus(place.buffer);
        AltitudeBand::meet(place.altitude, volume.altitude) && comes_near(&place.footprint, own)
    };
    let is_broken_off = |record: &LogIndex| {
        posted::of_record(register, *record, at.known_at)
            .iter()
            .any(|posted| {
                posted::is_broken_off(register, *record, posted, volume.window, at)
                    && is_near(posted)
            })
    };
    super::candidates(
        register,
        volume,
        reach,
        Span::ZERO,
        (at, at.now),
        super::Told::Finest,
    )
    .into_iter()
    .filter(|record| register.presences.answers.contains(record))
    .filter(is_broken_off)
    .filter_map(|record| Some((register.requests.answer(record)?.party, record)))
    .collect()
}
