//! Checks: a plan or an ad-hoc volume held against the register.
//!
//! Promise 1: never a false "nothing notified". Whatever is stale, missing, unparsed, out of scope
//! or undecidable makes the outcome `unknown`, with the reason and whom to ask. DESIGN.md §6.

use crate::codec::cbor::Digest;
use crate::codec::record::Record;
use crate::geometry::position::Decimetres;
use crate::ids::{CheckId, LogIndex, PartyId, PlanId, ZoneId};
use crate::notification::NotificationRef;
use crate::time::Instant;
use crate::vocabulary::{Activity, ForceSet, Outcome};
use minicbor::{Decode, Encode};

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Subject {
    /// A plan of the asker.
    #[n(0)]
    Plan(#[n(0)] PlanId),
    /// A list of [`crate::place::Volume4d`], labelled volumes.
    #[n(1)]
    Volumes(#[n(0)] Digest),
}

/// A party asks for a check.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Check {
    /// The asker's id for it.
    #[n(0)]
    pub id: CheckId,
    /// Of what.
    #[n(1)]
    pub subject: Subject,
    /// Kind of activity, for the least buffer; a plan's own counts where a plan is checked.
    #[n(2)]
    pub activity: Activity,
    /// How far around; at least the profile's.
    #[n(3)]
    pub buffer: Decimetres,
}

/// What a check or a run of the watch said; stands in the record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Verdict {
    /// Of which check.
    #[n(0)]
    pub check: Option<CheckId>,
    /// Of which plan: whose and which.
    #[n(1)]
    pub plan: Option<(PartyId, PlanId)>,
    /// What.
    #[n(2)]
    pub outcome: Outcome,
    /// Good until, at most; anything new may end it sooner.
    #[n(3)]
    pub expires_at: Instant,
    /// Of a [`Basis`], drawn and salted by the register.
    #[n(4)]
    pub basis: Digest,
}

/// Why an outcome is what it is. Sensitive.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Basis {
    /// The register's size when it was judged: every record below counts, none from it on.
    #[n(0)]
    pub known_at: LogIndex,
    /// What overlaps.
    #[n(1)]
    pub overlaps: Vec<Overlap>,
    /// Why it cannot be said.
    #[n(2)]
    pub reasons: Vec<Reason>,
    /// Whose fresh, complete answers stand behind it.
    #[n(3)]
    pub coverage: Vec<Coverage>,
    /// Which boundary versions were used: the zone and the log index of the boundary.
    #[n(4)]
    pub boundaries: Vec<(ZoneId, LogIndex)>,
}

/// Something notified that overlaps.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct Overlap {
    /// A notification; absent for a position given in an answer.
    #[n(0)]
    pub notification: Option<NotificationRef>,
    /// Whose.
    #[n(1)]
    pub party: PartyId,
    /// The record that says where it is.
    #[n(2)]
    pub record: LogIndex,
    /// Past its time of reconfirmation, or a movement past its window.
    #[n(3)]
    pub stale: bool,
    /// Somebody disputes it.
    #[n(4)]
    pub contested: bool,
    /// Written down for its owner and not confirmed, or quarantined.
    #[n(5)]
    pub relayed: bool,
}

/// Why an outcome is unknown: the word, whom it concerns and whom to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct Reason {
    /// The word.
    #[n(0)]
    pub why: Why,
    /// Whose answer is missing or in doubt: whom to ask; absent: the centre.
    #[n(1)]
    pub party: Option<PartyId>,
    /// In which zone.
    #[n(2)]
    pub zone: Option<ZoneId>,
}

/// The words for why an outcome is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Why {
    /// Part of the volume lies in no zone with an agreed boundary.
    #[n(0)]
    OutsideZones,
    /// Nobody must answer here: notification is voluntary.
    #[n(1)]
    NobodyObliged,
    /// The party has said nothing that covers the volume.
    #[n(2)]
    Silent,
    /// What it said is too old.
    #[n(3)]
    Stale,
    /// What it said leaves out classes of force, part of the area or of the window.
    #[n(4)]
    Scope,
    /// What it said is disputed.
    #[n(5)]
    Contested,
    /// Something it sent cannot be read.
    #[n(6)]
    Unreadable,
    /// Something inside was erased.
    #[n(7)]
    Erased,
    /// The channel with it is not open.
    #[n(8)]
    Channel,
    /// It refused to answer.
    #[n(9)]
    Refused,
    /// It told of something here without saying where.
    #[n(10)]
    Undisclosed,
    /// The register's clock is in doubt.
    #[n(11)]
    Clock,
    /// The asker's budget of checks is used up.
    #[n(12)]
    Budget,
    /// The volume asked about is below the floor.
    #[n(13)]
    Floor,
    /// What would cover it was only relayed, not signed.
    #[n(14)]
    RelayedOnly,
    /// The boundary is not agreed, or there are only words.
    #[n(15)]
    BoundaryNotAgreed,
    /// What was notified inside is past its time of reconfirmation.
    #[n(16)]
    StaleInside,
}

/// How one obliged party stands behind an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Coverage {
    /// Who.
    #[n(0)]
    pub party: PartyId,
    /// In which zone it is obliged.
    #[n(1)]
    pub zone: ZoneId,
    /// For which classes it must answer.
    #[n(2)]
    pub obliged: ForceSet,
    /// For which classes fresh, complete answers cover the whole volume and window.
    #[n(3)]
    pub covered: ForceSet,
    /// The records that cover it.
    #[n(4)]
    pub by: Vec<LogIndex>,
    /// The earliest moment one of them is too old or ends.
    #[n(5)]
    pub good_until: Option<Instant>,
}

use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said};
use crate::refusal::Refusal;

/// Takes in what a check or the watch said.
pub(crate) fn apply_verdict(_: &mut Register, _: &Record, _: &Verdict) {}

/// State.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checks {}

impl Checks {
    pub(crate) fn forget(&mut self, _record: LogIndex) {}
}

/// Judges it.
///
/// # Errors
/// [`Refusal`].
pub fn judge(_: &Register, _: &Said<'_>, _: &Check, _: &mut Judgement) -> Result<(), Refusal> {
    Ok(())
}

/// Takes it in.
pub fn apply(_: &mut Register, _: &Admitted<'_>, _: &Check) {}
