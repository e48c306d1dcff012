//! Notifications: sites, movements and nils, and all that is said about them afterwards.
//!
//! Read on in [`site`], [`movement`] and [`nil`] for what each kind is.

pub mod amendment;
pub mod contest;
pub mod movement;
pub mod nil;
pub mod reconfirmation;
pub mod report;
pub mod site;
pub mod withdrawal;

use crate::codec::cbor::Digest;
use crate::codec::record::Record;
use crate::ids::{LogIndex, NotificationId, PartyId};
use crate::register::{Register, Standpoint};
use crate::place::PlaceDigests;
use crate::time::Instant;
use crate::vocabulary::{ForceSet, MovementAct, MovementMode, Resolution, SiteCategory};
use minicbor::{Decode, Encode};

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

/// What an amendment puts in place of what was said before; the id names the notification.
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
    /// Deviated: the way it takes now, exact: [`crate::place::MovementPlace`].
    #[n(6)]
    pub place: PlaceDigests,
}

/// Names and marks of a place or a movement. Sensitive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
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

/// All notifications.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notifications {}

impl Notifications {
    /// Where the same unreadable payload of a party was admitted before.
    #[must_use]
    pub fn unreadable_index(&self, _party: PartyId, _payload: &Digest) -> Option<LogIndex> {
        None
    }
    pub(crate) fn apply_unreadable(&mut self, _record: &Record) {}
    pub(crate) fn forget(&mut self, _record: LogIndex) {}
}

/// Whether what a record said still counts.
#[must_use]
pub fn in_force(_: &Register, _: LogIndex, _: Standpoint) -> bool {
    false
}
