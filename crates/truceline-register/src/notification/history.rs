//! What is kept of a notification: every version and everything said about it, by log index.
//!
//! Nothing here is ever overwritten, but for what an erasure destroys. What of it counts at a
//! standpoint is [`super::life`]'s.

use super::consent::Consent;
use super::due::Due;
use super::roll::Roll;
use super::told::ToldPlace;
use super::unreadable::{ChainPlace, Resent, Unreadable};
use super::{Amendment, ContestMove, Details, Movement, Nil, NotificationRef, Report, Share, Site};
use crate::codec::cbor::Digest;
use crate::codec::record::Record;
use crate::ids::{LogIndex, PartyId};
use crate::place::{MovementPlace, SitePlace, Volume4d};
use crate::register::said::Told;
use crate::time::Instant;
use crate::vocabulary::{ForceSet, NotificationKind};
use std::collections::{BTreeMap, BTreeSet};

/// What the statement of a version said, without what it disclosed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Of a site.
    Site(Site),
    /// Of a movement.
    Movement(Movement),
    /// Of a nil.
    Nil(Nil),
}

impl Body {
    /// Of which kind.
    #[must_use]
    pub const fn kind(&self) -> NotificationKind {
        match self {
            Self::Site(_) => NotificationKind::Site,
            Self::Movement(_) => NotificationKind::Movement,
            Self::Nil(_) => NotificationKind::Nil,
        }
    }

    /// Who may be told.
    #[must_use]
    pub fn shares(&self) -> &[Share] {
        match self {
            Self::Site(site) => &site.shares,
            Self::Movement(movement) => &movement.shares,
            Self::Nil(nil) => &nil.shares,
        }
    }

    /// Whose people.
    #[must_use]
    pub const fn forces(&self) -> ForceSet {
        match self {
            Self::Site(site) => site.forces,
            Self::Movement(movement) => movement.forces,
            Self::Nil(nil) => nil.forces,
        }
    }

    /// What an amendment puts in place.
    #[must_use]
    pub fn of(amendment: &Amendment) -> Self {
        match amendment {
            Amendment::Site(site) => Self::Site(site.clone()),
            Amendment::Movement(movement) => Self::Movement(movement.clone()),
            Amendment::Nil(nil) => Self::Nil(nil.clone()),
        }
    }
}

/// What a version disclosed of its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A site's.
    Site(ToldPlace<SitePlace>),
    /// A movement's.
    Movement(ToldPlace<MovementPlace>),
    /// A nil's area and window.
    Nil(Told<Volume4d>),
}

/// One version: the notification itself or an amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The record that says it.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: Instant,
    /// Not its owner's signed word when it came.
    pub unconfirmed: bool,
    /// Since which record a second person must sign before it stands in place of the versions before
    /// it, if one must.
    pub needs_second: Option<LogIndex>,
    /// What it said.
    pub body: Body,
    /// What it disclosed of its place.
    pub content: Content,
    /// Names and marks.
    pub details: Told<Details>,
    /// Digest of the names and numbers of persons, which are kept in the vault alone; whether they
    /// were disclosed to it.
    pub personal: Option<(Digest, bool)>,
}

/// The owner took it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The record that says it.
    pub record: LogIndex,
    /// Whether a second person must sign.
    pub needs_second: bool,
    /// Why, in words.
    pub reason: Told<String>,
}

/// The owner said that it still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reconfirmed {
    /// The record that says it.
    pub record: LogIndex,
    /// Until when it is good.
    pub until: Instant,
}

/// One word of a dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contested {
    /// The record that says it.
    pub record: LogIndex,
    /// Whose word.
    pub by: PartyId,
    /// Raised, replied, lifted.
    pub step: ContestMove,
    /// In words.
    pub text: Told<String>,
}

/// The owner changed who may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consented {
    /// The record that says it.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: Instant,
    /// What it said.
    pub body: Consent,
}

/// What a movement reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The record that says it.
    pub record: LogIndex,
    /// When the register heard it.
    pub received_at: Instant,
    /// What it said.
    pub report: Report,
    /// Where it is or which way it takes now, where it says so.
    pub place: ToldPlace<MovementPlace>,
}

/// A notification with all that was said about it, each list in order of record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Whose and which.
    pub about: NotificationRef,
    /// Of which kind.
    pub kind: NotificationKind,
    /// At least one.
    pub versions: Vec<Version>,
    /// Withdrawals.
    pub withdrawals: Vec<Withdrawn>,
    /// Reconfirmations.
    pub reconfirmations: Vec<Reconfirmed>,
    /// Disputes.
    pub contests: Vec<Contested>,
    /// Reports of a movement.
    pub reports: Vec<Reported>,
    /// Changes of who may be told.
    pub consents: Vec<Consented>,
    /// What of it falls due unless somebody speaks before.
    pub(super) dues: Vec<Due>,
    /// When time alone changes how it stands, each once and in order.
    pub(super) moments: Vec<Instant>,
}

/// All notifications.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notifications {
    all: Roll,
    unreadable: BTreeMap<(PartyId, Digest), Unreadable>,
    resent: BTreeMap<ChainPlace, Vec<Resent>>,
    /// When the first of what a notification waits for is due that was not said to be.
    waiting: BTreeSet<(Instant, NotificationRef)>,
}

impl Notifications {
    /// A notification.
    #[must_use]
    pub fn get(&self, about: NotificationRef) -> Option<&Notification> {
        self.all.get(about)
    }

    /// The notification that a record says something about, of whatever kind.
    #[must_use]
    pub fn of_record(&self, record: LogIndex) -> Option<&Notification> {
        self.all.of_record(record)
    }

    /// All notifications, in order of party and id.
    pub fn iter(&self) -> impl Iterator<Item = &Notification> {
        self.all.iter()
    }

    /// A party's notifications, in order of id.
    pub fn of_party(&self, party: PartyId) -> impl Iterator<Item = &Notification> {
        let id = crate::ids::NotificationId::from_bytes;
        let first = NotificationRef {
            party,
            id: id([0; 16]),
        };
        let last = NotificationRef {
            party,
            id: id([0xff; 16]),
        };
        self.all.range(first..=last)
    }

    /// Where the same unreadable payload of a party was admitted before.
    #[must_use]
    pub fn unreadable_index(&self, party: PartyId, payload: &Digest) -> Option<LogIndex> {
        let known = self.unreadable.get(&(party, *payload))?;
        Some(known.record)
    }

    /// Whether anybody ever sent what nobody can read.
    pub(crate) fn has_unreadable(&self) -> bool {
        !self.unreadable.is_empty()
    }

    /// Every statement of a party that nobody can read.
    pub fn unreadable(&self, party: PartyId) -> impl Iterator<Item = &Unreadable> {
        let all = (party, Digest([0; 32]))..=(party, Digest([0xff; 32]));
        self.unreadable.range(all).map(|(_, known)| known)
    }

    /// What came later, and can be read, in the place of a key's chain that an unreadable statement
    /// claims; in order of record.
    #[must_use]
    pub fn resent(&self, place: ChainPlace) -> &[Resent] {
        self.resent.get(&place).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn apply_unreadable(&mut self, record: &Record) {
        if let (Some(signer), Some(statement)) = (&record.part.signer, &record.statement) {
            let place = statement
                .place_in_chain()
                .map(|sequence| (signer.key, sequence));
            if let Some(place) = place {
                self.resent.entry(place).or_default();
            }
            let known = Unreadable {
                record: record.index,
                party: signer.party,
                place,
                kept_bytes: record.disclosures.unread_bytes(),
            };
            self.unreadable
                .insert((signer.party, statement.payload_digest()), known);
        }
    }

    /// A readable statement stands in a place of its key's chain.
    pub(crate) fn apply_readable(
        &mut self,
        place: ChainPlace,
        record: LogIndex,
        quarantined: bool,
    ) {
        if let Some(resent) = self.resent.get_mut(&place) {
            resent.push(Resent {
                record,
                quarantined,
            });
        }
    }

    /// Adds a version; the first makes the notification.
    pub(super) fn add(&mut self, about: NotificationRef, version: Version) {
        let kind = version.body.kind();
        let first = || Notification {
            about,
            kind,
            // Most have one version for ever, and it is large.
            versions: Vec::with_capacity(1),
            withdrawals: Vec::new(),
            reconfirmations: Vec::new(),
            contests: Vec::new(),
            reports: Vec::new(),
            consents: Vec::new(),
            dues: Vec::new(),
            moments: Vec::new(),
        };
        if let Some(known) = self.all.note_or_add(version.record, about, first) {
            known.versions.push(version);
        }
    }

    /// Notes that `record` speaks of `about`; gives the notification, which the judgement has seen.
    pub(super) fn note(
        &mut self,
        record: LogIndex,
        about: NotificationRef,
    ) -> Option<&mut Notification> {
        self.all.note(record, about)
    }

    /// What waits for time.
    pub(super) fn dues(&self) -> impl Iterator<Item = (NotificationRef, Due)> {
        self.all
            .iter()
            .flat_map(|known| known.dues.iter().map(|due| (known.about, *due)))
    }

    /// What of a notification waits for time.
    pub(super) fn dues_of(&self, about: NotificationRef) -> &[Due] {
        self.all.get(about).map_or(&[], |known| &known.dues)
    }

    /// When something first waits for time and was not said to be due, and of which notification; the
    /// soonest first.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (Instant, NotificationRef)> {
        self.waiting.iter().copied()
    }

    /// Keeps what a notification waits for and when time alone changes how it stands; gives when it did so far.
    pub(super) fn await_anew(
        &mut self,
        about: NotificationRef,
        dues: Vec<Due>,
        moments: Vec<Instant>,
    ) -> Vec<Instant> {
        let Some(known) = self.all.get_mut(about) else {
            return Vec::new();
        };
        for due in std::mem::replace(&mut known.dues, dues) {
            self.waiting.remove(&(due.at, about));
        }
        std::mem::replace(&mut known.moments, moments)
    }

    /// Keeps when the first of what a notification waits for is due that was not said to be.
    pub(super) fn set_waiting(&mut self, about: NotificationRef, first: Option<Instant>) {
        let known = self.all.get(about);
        for due in known.into_iter().flat_map(|known| &known.dues) {
            if Some(due.at) != first {
                self.waiting.remove(&(due.at, about));
            }
        }
        self.waiting.extend(first.map(|at| (at, about)));
    }

    /// The version that a record said.
    pub(super) fn version(&mut self, record: LogIndex) -> Option<(NotificationRef, &mut Version)> {
        let known = self.all.of_record_mut(record)?;
        let about = known.about;
        let version = known.versions.iter_mut().find(|v| v.record == record)?;
        Some((about, version))
    }

    /// Forgets what a record disclosed.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        let unreadable = self.unreadable.values_mut();
        for known in unreadable.filter(|known| known.record == record) {
            known.kept_bytes = 0;
        }
        let Some(known) = self.all.of_record_mut(record) else {
            return;
        };
        for version in known.versions.iter_mut().filter(|v| v.record == record) {
            match &mut version.content {
                Content::Site(place) => place.forget(),
                Content::Movement(place) => place.forget(),
                Content::Nil(area) => area.forget(),
            }
            version.details.forget();
        }
        for report in known.reports.iter_mut().filter(|r| r.record == record) {
            report.place.forget();
        }
        for withdrawn in known.withdrawals.iter_mut().filter(|w| w.record == record) {
            withdrawn.reason.forget();
        }
        for contest in known.contests.iter_mut().filter(|c| c.record == record) {
            contest.text.forget();
        }
    }
}
