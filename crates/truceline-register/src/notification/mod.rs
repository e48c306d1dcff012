//! Notifications: sites, movements and nils, and all that is said about them afterwards.
//!
//! Here stand the statements' bodies. Read on in [`site`], [`movement`] and [`nil`] for the rules of
//! each kind, in [`told`] for what of a place was disclosed, in [`history`] for what is kept, in
//! [`life`] for what of it counts at a standpoint and in [`view`] for how people see it. Not here:
//! who is where because of it ([`crate::presence`]), who is not ([`crate::declaration`]). DESIGN.md
//! §5, §6.

pub mod amendment;
pub mod consent;
pub mod contest;
mod disclosed;
pub mod due;
pub mod history;
mod kept;
pub mod life;
pub mod movement;
pub mod nil;
pub mod reconfirmation;
pub mod report;
mod roll;
pub mod site;
pub mod told;
pub mod unreadable;
pub mod view;
pub mod withdrawal;

use crate::codec::cbor::Digest;
use crate::ids::{LogIndex, NotificationId, PartyId};
use crate::place::PlaceDigests;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::{Judgement, Said};
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::time::Instant;
use crate::vocabulary::{ForceSet, MovementAct, MovementMode, Resolution, SiteCategory, Stance};
use history::{Content, Notification, Version};
use life::Life;
use minicbor::{Decode, Encode};
use std::fmt;

/// Most recipients of one notification.
pub const MAX_SHARES: usize = 64;

/// Whom its owner lets be told, and how exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Share {
    /// Who.
    #[n(0)]
    pub to: PartyId,
    /// How exactly.
    #[n(1)]
    pub resolution: Resolution,
}

/// A notification by the party that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct NotificationRef {
    /// Whose.
    #[n(0)]
    pub party: PartyId,
    /// Which.
    #[n(1)]
    pub id: NotificationId,
}

/// People or things that stay.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Site {
    /// The owner's id for it.
    #[n(0)]
    pub id: NotificationId,
    /// Where and when: [`crate::place::SitePlace`].
    #[n(1)]
    pub place: PlaceDigests,
    /// What it is.
    #[n(2)]
    pub category: SiteCategory,
    /// Whose people.
    #[n(3)]
    pub forces: ForceSet,
    /// When it goes stale unless reconfirmed; absent where the place says its end.
    #[n(4)]
    pub reconfirm_by: Option<Instant>,
    /// [`Details`].
    #[n(5)]
    pub details: Option<Digest>,
    /// [`Personal`].
    #[n(6)]
    pub personal: Option<Digest>,
    /// Who may be told.
    #[n(7)]
    pub shares: Vec<Share>,
}

/// People or things that move.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Movement {
    /// The owner's id for it.
    #[n(0)]
    pub id: NotificationId,
    /// Where and when: [`crate::place::MovementPlace`].
    #[n(1)]
    pub place: PlaceDigests,
    /// How it travels.
    #[n(2)]
    pub mode: MovementMode,
    /// Whose people.
    #[n(3)]
    pub forces: ForceSet,
    /// Whether the shorter lead time applies.
    #[n(4)]
    pub emergency: bool,
    /// [`Details`].
    #[n(5)]
    pub details: Option<Digest>,
    /// [`Personal`].
    #[n(6)]
    pub personal: Option<Digest>,
    /// Who may be told.
    #[n(7)]
    pub shares: Vec<Share>,
}

/// Nobody of the named forces in an area and window.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Nil {
    /// The owner's id for it.
    #[n(0)]
    pub id: NotificationId,
    /// [`crate::place::Volume4d`], labelled area.
    #[n(1)]
    pub area: Digest,
    /// Which forces it covers; no others.
    #[n(2)]
    pub forces: ForceSet,
    /// As of when it was true.
    #[n(3)]
    pub as_of: Instant,
    /// Who may be told.
    #[n(4)]
    pub shares: Vec<Share>,
}

/// What an amendment puts in place of what was said before; the id names the notification. One of a
/// site that does not keep all that was said counts beside it until a second person of the party has
/// countersigned.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Amendment {
    /// Of a site.
    #[n(0)]
    Site(#[n(0)] Site),
    /// Of a movement.
    #[n(1)]
    Movement(#[n(0)] Movement),
    /// Of a nil.
    #[n(2)]
    Nil(#[n(0)] Nil),
}

/// The owner takes a notification back. A site's withdrawal counts when a second person of the
/// party has countersigned it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Withdrawal {
    /// Which.
    #[n(0)]
    pub id: NotificationId,
    /// Why, in words.
    #[n(1)]
    pub reason: Option<Digest>,
}

/// The owner says that a notification still holds.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Reconfirmation {
    /// Which.
    #[n(0)]
    pub id: NotificationId,
    /// Until when it is good now.
    #[n(1)]
    pub reconfirm_by: Instant,
}

/// What is said in a contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum ContestMove {
    /// A recipient disputes the content.
    #[n(0)]
    Raised,
    /// The owner answers.
    #[n(1)]
    Replied,
    /// Whoever raised it takes it back.
    #[n(2)]
    Lifted,
}

/// A dispute about a notification; both sides' words are kept and nothing is removed by it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Contest {
    /// About what.
    #[n(0)]
    pub about: NotificationRef,
    /// Raised, replied, lifted.
    #[n(1)]
    pub step: ContestMove,
    /// In words.
    #[n(2)]
    pub text: Option<Digest>,
}

/// What a movement reports while it runs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Report {
    /// Which movement.
    #[n(0)]
    pub id: NotificationId,
    /// What happened.
    #[n(1)]
    pub act: MovementAct,
    /// When it happened.
    #[n(2)]
    pub at: Instant,
    /// On which leg, counted from 0; the legs before it are behind it.
    #[n(3)]
    pub leg: Option<u16>,
    /// At which holding point, counted from 0.
    #[n(4)]
    pub holding_point: Option<u16>,
    /// Delayed or holding: expected until.
    #[n(5)]
    pub until: Option<Instant>,
    /// The way it takes now, where it says so, with whatever act; exact:
    /// [`crate::place::MovementPlace`].
    #[n(6)]
    pub place: PlaceDigests,
}

/// Names and marks of a place or a movement. Sensitive.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Details {
    /// Names as given, one per script or spelling.
    #[n(0)]
    pub names: Vec<String>,
    /// Code of the place in a public list.
    #[n(1)]
    pub place_code: Option<String>,
    /// Notation the position was given in, as given.
    #[n(2)]
    pub position_as_given: Option<String>,
    /// How the position was taken.
    #[n(3)]
    pub capture: Option<String>,
    /// Marks visible from the air, at night, in infrared; in words.
    #[n(4)]
    pub marking: Option<String>,
    /// Vehicles: how many.
    #[n(5)]
    pub vehicles: Option<u32>,
    /// Purpose in words.
    #[n(6)]
    pub purpose: Option<String>,
    /// Reference of the sender's own files.
    #[n(7)]
    pub reference: Option<String>,
}

/// Names and numbers of persons. Sealed with a key of its own, the shortest life.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Personal {
    /// Whom to call at any hour.
    #[n(0)]
    pub contact: Option<String>,
    /// Who verified the position.
    #[n(1)]
    pub verified_by: Vec<String>,
    /// Persons on board.
    #[n(2)]
    pub persons: Vec<String>,
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Judges what every new notification must keep to: its id is new.
fn judge_new(register: &Register, said: &Said<'_>, id: NotificationId) -> Result<(), Refusal> {
    let about = NotificationRef {
        party: said.party,
        id,
    };
    match register.notifications.get(about) {
        None => Ok(()),
        Some(known) => Err(Refusal::new(
            RefusalCode::IdReused,
            format!(
                "the id {id} stands for the notification at index {}; amend that one or take a new id",
                known.versions[0].record
            ),
        )),
    }
}

/// The speaker's own notification of an id.
fn own<'a>(
    register: &'a Register,
    said: &Said<'_>,
    id: NotificationId,
) -> Result<&'a Notification, Refusal> {
    register.notifications.get(NotificationRef { party: said.party, id }).ok_or_else(|| {
        Refusal::new(
            RefusalCode::MissingReference,
            format!("the party {} has no notification {id} here; send the notification first, or correct the id", said.party),
        )
    })
}

/// Tells the centre and everyone who was ever to be told of a notification that something was said
/// about it, without its place.
fn tell_about(register: &Register, known: &Notification, out: &mut Judgement) {
    out.tell(register.authority.centre(), Resolution::Existence);
    for share in consent::recipients(register, known, register.size) {
        if register.authority.party(share.to).is_some() {
            out.tell(share.to, share.resolution.min(Resolution::Existence));
        }
    }
}

/// Whoever was told of a record learns what its party says of it.
pub(crate) fn tell_confirmation(register: &Register, record: LogIndex, out: &mut Judgement) {
    if let Some(known) = register.notifications.of_record(record) {
        tell_about(register, known, out);
    }
}

/// Takes a new notification or an amendment in.
fn add(register: &mut Register, about: NotificationRef, version: Version) {
    let record = version.record;
    nil::declare(register, about, &version);
    register.notifications.add(about, version);
    changed(register, about, record);
}

/// Something was said about a notification in the record `by`: what follows from it follows.
pub(crate) fn changed(register: &mut Register, about: NotificationRef, by: LogIndex) {
    crate::presence::changed(register, about, by);
    due::follow(register, about);
}

/// Every person needed has signed for a withdrawal or an amendment: it counts from the record `by` on.
pub(crate) fn completed(register: &mut Register, record: LogIndex, by: LogIndex) {
    let known = register.notifications.of_record(record);
    if let Some(about) = known.map(|known| known.about) {
        changed(register, about, by);
    }
}

/// Takes a party's word about a record in its name: what the record says counts from here on as its
/// own, or not at all.
pub(crate) fn apply_confirmation(
    register: &mut Register,
    record: LogIndex,
    stance: Stance,
    by: LogIndex,
) {
    let Some(about) = register
        .notifications
        .of_record(record)
        .map(|known| known.about)
    else {
        return;
    };
    nil::word_given(register, about, record, stance, by);
    changed(register, about, by);
}

/// Whether what a record said of a notification still counts at the standpoint: a version not
/// replaced, taken back or over, stale ones included; a way that a movement has turned to; an open
/// dispute.
#[must_use]
pub fn in_force(register: &Register, record: LogIndex, at: Standpoint) -> bool {
    let Some(known) = register
        .notifications
        .of_record(record)
        .filter(|_| record < at.known_at)
    else {
        return false;
    };
    let counts = |version: &Version| {
        let life = life::of_version(register, known, version, at.known_at);
        life == Life::InForce && !is_over(version, at.now)
    };
    if let Some(version) = known
        .versions
        .iter()
        .find(|version| version.record == record)
    {
        return counts(version);
    }
    let disowned = matches!(
        register.relays.word(record, at.known_at),
        Word::Disowned { .. }
    );
    if known.reports.iter().any(|report| report.record == record) {
        return !disowned
            && known
                .versions
                .iter()
                .any(|v| v.record < record && counts(v));
    }
    known
        .contests
        .iter()
        .any(|contest| contest.record == record)
        && life::contested(register, known, at.known_at)
        && known.versions.iter().any(counts)
}

/// Whether a version has an end that time alone brings, and it is past: only for sites and nils, and
/// only where the end is known.
fn is_over(version: &Version, now: Instant) -> bool {
    match &version.content {
        Content::Site(place) => site::end(place).is_some_and(|end| end <= now),
        Content::Movement(_) => false,
        Content::Nil(area) => area.value().is_some_and(|area| area.window.end() <= now),
    }
}

#[cfg(test)]
pub(crate) mod tests;
