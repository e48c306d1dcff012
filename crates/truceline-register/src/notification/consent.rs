//! Consent: whom the owner of a notification lets be told of it, as it changes over time.
//!
//! A notification names its recipients and how exactly each is told. Afterwards its owner gives more,
//! or takes back, per recipient. More is told at once: what counts now goes into the recipient's inbox
//! at the new resolution. What is taken back holds from then on: later versions and reports are not
//! told, and no view shows what was sent before any more. The record of what was told and seen stays,
//! because what was seen cannot be unseen. What was said of a recipient in this way stands over the
//! shares that later versions name: they may tell it less, and never more.
//!
//! For an emergency, a stop that covers the place, the owner may say beforehand that a recipient is
//! told more ([`emergency_shares`]); until then that recipient learns nothing of it. Not here: the stop
//! that makes it one ([`crate::stop`]).

use super::history::{Consented, Content, Notification, Version};
use super::life::{self, Life};
use super::told::ToldPlace;
use super::{MAX_SHARES, NotificationRef, Share};
use crate::check::evaluation::Question;
use crate::check::ground::touched_zones;
use crate::geometry::area::least_area;
use crate::geometry::position::Decimetres;
use crate::ids::{LogIndex, NotificationId, PartyId};
use crate::ladder;
use crate::place::Volume4d;
use crate::presence::{self, Source, undisclosed};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Admitted, Judgement, Said, enrolled};
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::vocabulary::{Activity, Resolution};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Most reports of a movement that are told anew when its owner gives more: those said last.
pub const MAX_RETOLD_REPORTS: usize = 200;

/// The owner says how exactly one recipient is told of a notification from now on, and how exactly in
/// an emergency. It says both anew each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Consent {
    /// Which notification of the signer's.
    #[n(0)]
    pub id: NotificationId,
    /// Who.
    #[n(1)]
    pub to: PartyId,
    /// How exactly from now on; absent, or commitment: not told any more.
    #[n(2)]
    pub resolution: Option<Resolution>,
    /// How exactly while a stop covers the place; absent: no more than otherwise.
    #[n(3)]
    pub emergency: Option<Resolution>,
}

/// What holds for one recipient since its owner changed its consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// How exactly it is told; absent: not at all.
    pub resolution: Option<Resolution>,
    /// How exactly in an emergency.
    pub emergency: Option<Resolution>,
    /// The record that said it last.
    pub since: LogIndex,
}

/// Judges a change of consent.
///
/// # Errors
/// [`Refusal`]: no such notification of the signer's, a recipient that is not here or has its own way
/// of being told, too many recipients, a key out of force.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Consent,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let known = super::own(register, said, body.id)?;
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    enrolled(register, body.to)?;
    let centre = register.authority.centre();
    if body.to == said.party || body.to == centre {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a party knows its own words, and the centre knows what is disclosed to the register; disclose less to it when you notify",
        ));
    }
    let mut named: BTreeSet<PartyId> = known.consents.iter().map(|c| c.body.to).collect();
    named.insert(body.to);
    if named.len() > MAX_SHARES {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a notification names at most 64 recipients",
        ));
    }
    let at = register.size;
    let was_told = recipients(register, known, at)
        .iter()
        .any(|share| share.to == body.to && share.resolution > Resolution::Commitment);
    let resolution = told(body.resolution);
    out.tell(centre, Resolution::Existence);
    // An emergency's consent alone would tell that there is something.
    if was_told || resolution.is_some() {
        out.tell(body.to, Resolution::Existence);
    }
    if let Some(resolution) = resolution {
        retell(register, known, body.to, resolution, out);
    }
    Ok(())
}

/// A resolution that tells something.
fn told(resolution: Option<Resolution>) -> Option<Resolution> {
    resolution.filter(|resolution| *resolution > Resolution::Commitment)
}

/// Puts what counts of a notification into an inbox, where that is more than what it shows.
fn retell(
    register: &Register,
    known: &Notification,
    to: PartyId,
    resolution: Resolution,
    out: &mut Judgement,
) {
    let known_at = register.size;
    let counting: Vec<&Version> = known
        .versions
        .iter()
        .filter(|v| life::of_version(register, known, v, known_at) == Life::InForce)
        .collect();
    let Some(first) = counting.first().map(|version| version.record) else {
        return;
    };
    let reports = known.reports.iter().filter(|report| report.record > first);
    let skipped = reports.clone().count().saturating_sub(MAX_RETOLD_REPORTS);
    let reports = reports.skip(skipped).map(|report| {
        let finest = at_most(&report.place, resolution).max(Resolution::Existence);
        (report.record, Some(finest))
    });
    let versions = counting
        .iter()
        .map(|version| (version.record, of_version(version, resolution)));
    for (record, finest) in versions.chain(reports) {
        let Some(finest) = finest else { continue };
        let shows = shown(register, record, to, known_at);
        if shows.is_none_or(|shows| shows < finest) {
            out.retell(to, record, finest);
        }
    }
}

/// The finest that a version tells within a resolution; `None` where it was disclosed at none.
fn of_version(version: &Version, resolution: Resolution) -> Option<Resolution> {
    told(Some(match &version.content {
        Content::Site(place) => at_most(place, resolution),
        Content::Movement(place) => at_most(place, resolution),
        Content::Nil(area) if area.value().is_some() => {
            if resolution == Resolution::Exact {
                resolution
            } else {
                Resolution::Existence
            }
        }
        Content::Nil(_) => Resolution::Existence,
    }))
}

fn at_most<T>(place: &ToldPlace<T>, resolution: Resolution) -> Resolution {
    let at_hand = [
        (Resolution::Exact, place.exact.value().is_some()),
        (Resolution::Cell, place.cell.value().is_some()),
        (Resolution::Existence, place.existence.value().is_some()),
    ];
    at_hand
        .into_iter()
        .filter(|(finest, there)| *there && *finest <= resolution)
        .map(|(finest, _)| finest)
        .max()
        .unwrap_or(Resolution::Commitment)
}

/// Takes a change of consent in.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Consent) {
    let about = NotificationRef {
        party: admitted.party,
        id: body.id,
    };
    if let Some(known) = register.notifications.note(admitted.index, about) {
        known.consents.push(Consented {
            record: admitted.index,
            received_at: admitted.received_at(),
            body: *body,
        });
    }
}

/// What a change says where its word counts: all of it as its owner's own, only what takes away where
/// that is in doubt, nothing where it was disowned.
fn holding(
    register: &Register,
    known: &Notification,
    said: &Consented,
    before: Option<Holding>,
    known_at: LogIndex,
) -> Option<Holding> {
    let new = Holding {
        resolution: told(said.body.resolution),
        emergency: told(said.body.emergency),
        since: said.record,
    };
    match register.relays.word(said.record, known_at) {
        Word::Signed | Word::Confirmed { .. } => Some(new),
        Word::Disowned { .. } => before,
        Word::Unconfirmed => Some(Holding {
            resolution: before
                .map_or_else(|| named(known, said), |before| before.resolution)
                .min(new.resolution),
            emergency: before.and_then(|b| b.emergency.min(new.emergency)),
            since: said.record,
        }),
    }
}

/// What holds for a recipient; `None` where its owner never changed what the shares say.
#[must_use]
pub fn of(
    register: &Register,
    known: &Notification,
    to: PartyId,
    known_at: LogIndex,
) -> Option<Holding> {
    changes(known, to, known_at).fold(None, |before, said| {
        holding(register, known, said, before, known_at)
    })
}

/// The finest that the versions before a change name for its recipient.
fn named(known: &Notification, said: &Consented) -> Option<Resolution> {
    let before = known.versions.iter().filter(|v| v.record < said.record);
    let shares = before.flat_map(|version| version.body.shares());
    let named = shares.filter(|share| share.to == said.body.to);
    told(named.map(|share| share.resolution).max())
}

fn changes(
    known: &Notification,
    to: PartyId,
    known_at: LogIndex,
) -> impl Iterator<Item = &Consented> {
    known
        .consents
        .iter()
        .filter(move |said| said.body.to == to && said.record < known_at)
}

/// Everyone of whom a change was said.
fn changed(known: &Notification) -> BTreeSet<PartyId> {
    known.consents.iter().map(|said| said.body.to).collect()
}

/// Who is told of a word said now of a speaker's notification that names these shares, and how exactly.
pub(super) fn shares(
    register: &Register,
    about: NotificationRef,
    shares: &[Share],
    said_in: LogIndex,
) -> Vec<Share> {
    let Some(known) = register.notifications.get(about) else {
        return shares.to_vec();
    };
    let mut told: Vec<Share> = Vec::new();
    let changed = changed(known);
    told.extend(shares.iter().filter(|share| !changed.contains(&share.to)));
    for to in changed {
        let named = shares.iter().filter(|share| share.to == to);
        let named = named.map(|share| share.resolution).max();
        let Some(holding) = of(register, known, to, register.size) else {
            told.extend(named.map(|resolution| Share { to, resolution }));
            continue;
        };
        let Some(resolution) = holding.resolution else {
            continue;
        };
        let less = named.filter(|_| said_in > holding.since);
        let resolution = less.map_or(resolution, |less| less.min(resolution));
        told.push(Share { to, resolution });
    }
    told
}

/// Everyone who is told that something was said of a notification: whoever some version names and
/// nobody has taken out since, each with the finest.
pub(super) fn recipients(
    register: &Register,
    known: &Notification,
    known_at: LogIndex,
) -> Vec<Share> {
    let mut all: BTreeMap<PartyId, Resolution> = BTreeMap::new();
    let versions = known.versions.iter().filter(|v| v.record < known_at);
    for share in versions.flat_map(|version| version.body.shares()) {
        let finest = all.entry(share.to).or_insert(share.resolution);
        *finest = (*finest).max(share.resolution);
    }
    for to in changed(known) {
        match of(register, known, to, known_at).map(|holding| holding.resolution) {
            None => {}
            Some(None) => {
                all.remove(&to);
            }
            Some(Some(resolution)) => {
                all.insert(to, resolution);
            }
        }
    }
    let share = |(to, resolution)| Share { to, resolution };
    all.into_iter().map(share).collect()
}

/// How exactly a view shows a party a record of another: the finest at which it was put into its
/// inbox, cut to what its owner still allows. `None` where it was never told.
#[must_use]
pub fn shown(
    register: &Register,
    record: LogIndex,
    to: PartyId,
    known_at: LogIndex,
) -> Option<Resolution> {
    let mut items = register.ladder.items_of(record, to, known_at).peekable();
    // Most was told to few.
    items.peek()?;
    let known = register.notifications.of_record(record);
    items
        .map(|item| {
            let cut = known.and_then(|known| cut_since(register, known, to, item.by, known_at));
            cut.map_or(item.resolution, |(cut, _)| cut.min(item.resolution))
        })
        .max()
}

/// The least that the owner has allowed a recipient since a record, and the record that said so first;
/// `None` where it said nothing since.
fn cut_since(
    register: &Register,
    known: &Notification,
    to: PartyId,
    since: LogIndex,
    known_at: LogIndex,
) -> Option<(Resolution, LogIndex)> {
    let mut least: Option<(Resolution, LogIndex)> = None;
    let mut before = None;
    for said in changes(known, to, known_at) {
        before = holding(register, known, said, before, known_at);
        let Some(holding) = before.filter(|holding| holding.since == said.record) else {
            continue;
        };
        let allowed = holding.resolution.unwrap_or(Resolution::Commitment);
        if said.record > since && least.is_none_or(|(least, _)| allowed < least) {
            least = Some((allowed, said.record));
        }
    }
    least
}

/// Since which record its owner shows a recipient less of a record than was sent to it; `None` where
/// all that was sent may be seen.
#[must_use]
pub fn taken_back_since(
    register: &Register,
    record: LogIndex,
    to: PartyId,
    known_at: LogIndex,
) -> Option<LogIndex> {
    let known = register.notifications.of_record(record)?;
    let items = register.ladder.items_of(record, to, known_at);
    let finest = items.max_by_key(|item| (item.resolution, item.by))?;
    cut_since(register, known, to, finest.by, known_at)
        .filter(|(cut, _)| *cut < finest.resolution)
        .map(|(_, by)| by)
}

/// The finest of a notification's record that a party had before its eyes: an item that it took only
/// after its owner had taken it back shows what was left of it. `None` where nothing of it was cut.
#[must_use]
pub(crate) fn seen(
    register: &Register,
    record: LogIndex,
    to: PartyId,
    known_at: LogIndex,
) -> Option<Resolution> {
    let known = register.notifications.of_record(record)?;
    changes(known, to, known_at).next()?;
    let at = Standpoint {
        known_at,
        now: crate::time::Instant::MAX,
    };
    let rungs = ladder::of(register, record, at);
    let seen = rungs
        .iter()
        .filter(|rung| rung.to == to)
        .filter_map(|rung| {
            let first = rung.steps.iter().find(|step| step.is_taken())?.record;
            let cut = cut_since(register, known, to, rung.item.by, first);
            let sent = rung.item.resolution;
            Some(cut.map_or(sent, |(cut, _)| cut.min(sent)))
        });
    seen.max()
}

/// Somebody who may be told more of a place while a stop covers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EmergencyShare {
    /// Whose notification.
    pub about: NotificationRef,
    /// The record that says where it is.
    pub record: LogIndex,
    /// Who may be told.
    pub to: PartyId,
    /// How exactly.
    pub resolution: Resolution,
}

/// Who may be told what of the notifications in a volume, or told without a place in a zone that it
/// touches, because their owners have agreed to it for an emergency beforehand.
#[must_use]
pub fn emergency_shares(
    register: &Register,
    volume: &Volume4d,
    at: Standpoint,
) -> Vec<EmergencyShare> {
    let question = Question {
        volumes: std::slice::from_ref(volume),
        activity: Activity::Other,
        buffer: Decimetres::ZERO,
    };
    let touched = touched_zones(register, question, at);
    let near = presence::near(
        register,
        volume,
        touched.reach(volume),
        touched.tolerance,
        at,
    );
    let mut records: BTreeSet<(NotificationRef, LogIndex)> = near
        .iter()
        .filter_map(|standing| match standing.source {
            Source::Notification(about) => Some((about, standing.record)),
            Source::Answer { .. } => None,
        })
        .collect();
    for zone in touched.zones.iter().chain(&touched.perhaps) {
        let told = undisclosed::in_zone(register, *zone, volume.window, at);
        records.extend(told.iter().map(|told| (told.notification, told.record)));
    }
    let mut found = BTreeSet::new();
    for (about, record) in records {
        let Some(known) = register.notifications.get(about) else {
            continue;
        };
        for to in changed(known) {
            let holding = of(register, known, to, at.known_at);
            let allowed = holding.and_then(|holding| holding.emergency);
            let finest = allowed.and_then(|allowed| finest_of(known, record, allowed));
            found.extend(finest.map(|resolution| EmergencyShare {
                about,
                record,
                to,
                resolution,
            }));
        }
    }
    found.into_iter().collect()
}

/// The finest that a version or a report tells within a resolution.
fn finest_of(known: &Notification, record: LogIndex, resolution: Resolution) -> Option<Resolution> {
    let version = known.versions.iter().find(|v| v.record == record);
    if let Some(version) = version {
        return of_version(version, resolution);
    }
    let report = known.reports.iter().find(|r| r.record == record)?;
    told(Some(at_most(&report.place, resolution)))
}

/// The largest area of a stop that tells what was agreed for an emergency, in square metres: a town and what
/// lies around it. A stop over half the country opens nobody's place.
pub const MAX_EMERGENCY_M2: u64 = 100_000_000;

/// Tells, beside the stop being judged, everyone who may be told more of its volume in an emergency and has
/// not been; but nobody who called for the stop, or a call would be a way to ask, and nothing where it is
/// larger than [`MAX_EMERGENCY_M2`].
pub fn tell_in_emergency(
    register: &Register,
    (volume, at): (&Volume4d, Standpoint),
    callers: &[PartyId],
    out: &mut Judgement,
) {
    if least_area(&volume.footprint).get() > MAX_EMERGENCY_M2 {
        return;
    }
    for share in emergency_shares(register, volume, at) {
        let shows = shown(register, share.record, share.to, at.known_at);
        if shows.is_none_or(|shows| shows < share.resolution) && !callers.contains(&share.to) {
            out.aside().retell(share.to, share.record, share.resolution);
        }
    }
}
