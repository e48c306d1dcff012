//! Checks: a plan or an ad-hoc volume held against the register.
//!
//! Promise 1: never a false "nothing notified". Whatever is stale, missing, unparsed, out of scope
//! or undecidable makes the outcome `unknown`, with the reason and whom to ask. DESIGN.md §6.
//!
//! Read on in [`ground`] and [`facts`] for what is gathered, [`coverage`] for who stands behind it, [`outcome`] for
//! the rules, [`evaluation`] for all three in one, [`locator`] and [`grain`] for what keeps checks from
//! finding people, and [`view`] for what an asker is told.

mod asking;
pub mod coverage;
pub mod evaluation;
pub mod eyes;
pub mod facts;
pub mod grain;
pub mod ground;
pub mod held;
pub mod in_cells;
mod ledger;
pub mod locator;
pub mod outcome;
pub mod probing;
pub mod view;

pub use asking::{apply, judge};
pub(crate) use asking::{apply_verdict, draw};
pub use ledger::{Asked, Asking, Checks, Spoken};

use crate::codec::cbor::Digest;
use crate::geometry::position::Decimetres;
use crate::ids::{CheckId, LogIndex, PartyId, PlanId, ZoneId};
use crate::notification::NotificationRef;
use crate::time::Instant;
use crate::vocabulary::{Activity, ForceSet, Outcome};
use minicbor::{Decode, Encode};

/// What every result carries, whatever it says; each language has its own wording of it.
pub const CAVEAT: &str = "Telling the register is voluntary unless an agreement says otherwise. \
Nobody loses any protection by being absent from it, and people may be present whatever it says. \
Whoever acts has the same duty to verify as before. A receipt shows that something was submitted; \
it is not a permit.";

/// Most overlaps that a basis lists, those told last: with some 80 bytes each they leave three
/// quarters of what a basis may take to its reasons and its coverage.
pub const MAX_OVERLAPS: usize = 10_000;

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
    /// When time alone may change the outcome, at the earliest: an answer ages, somebody's window
    /// ends. Unlike the expiry it speaks of what was notified, so no asker sees it.
    #[n(5)]
    pub runs_again_at: Instant,
    /// The zones, agreed or claimed, that were touched; checks are budgeted by them.
    #[n(6)]
    pub touched: Vec<ZoneId>,
    /// How many overlap in all, where they are more than [`MAX_OVERLAPS`] and only the last told are
    /// listed; absent: all are.
    #[n(7)]
    pub overlaps_in_all: Option<u64>,
    /// What its asker is told rests on, where that sees in cells what the rest sees exactly; absent: on
    /// the same.
    #[n(8)]
    pub coarse: Option<Coarse>,
}

/// What an asker's answer rests on: met in cells of the floor ([`grain`]).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Coarse {
    /// What overlaps in cells; of very many what was told last.
    #[n(0)]
    pub met: Vec<Overlap>,
    /// Why it cannot be said.
    #[n(1)]
    pub reasons: Vec<Reason>,
    /// Whose fresh, complete answers stand behind it.
    #[n(2)]
    pub coverage: Vec<Coverage>,
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

macro_rules! whys {
    ($($(#[$doc:meta])* $n:literal $variant:ident = $word:literal,)*) => {
        /// The words for why an outcome is unknown. Numbers are part of the record format: append,
        /// never renumber.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
        #[cbor(index_only)]
        pub enum Why { $($(#[$doc])* #[n($n)] $variant,)* }

        impl Why {
            /// All of them, in order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word as people, files and the API write it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

whys! {
    /// Part of the volume lies in no zone with an agreed boundary.
    0 OutsideZones = "outside-zones",
    /// Nobody must answer here: notification is voluntary.
    1 NobodyObliged = "nobody-obliged",
    /// The party has said nothing that covers the volume.
    2 Silent = "silent",
    /// What it said is too old.
    3 Stale = "stale",
    /// What it said leaves out classes of force, part of the area or of the window.
    4 Scope = "scope",
    /// What it said is disputed.
    5 Contested = "contested",
    /// Something it sent cannot be read.
    6 Unreadable = "unreadable",
    /// Something inside was erased.
    7 Erased = "erased",
    /// The channel with it is not open.
    8 Channel = "channel",
    /// It refused to answer.
    9 Refused = "refused",
    /// It told of something here without saying where.
    10 Undisclosed = "undisclosed",
    /// The register's clock is in doubt.
    11 Clock = "clock",
    /// The asker's budget of checks is used up.
    12 Budget = "budget",
    /// The volume asked about is below the floor.
    13 Floor = "floor",
    /// What would cover it was only relayed, not signed.
    14 RelayedOnly = "relayed-only",
    /// The boundary is not agreed, or there are only words.
    15 BoundaryNotAgreed = "boundary-not-agreed",
    /// What was notified inside is past its time of reconfirmation.
    16 StaleInside = "stale-inside",
    /// The plan's volumes cannot be seen any more, so nothing can be held against them.
    17 PlanUnseen = "plan-unseen",
}

impl Why {
    /// Whether nobody can mend it: notification is voluntary here, and `unknown` is the best that
    /// can be said when nothing overlaps. Any other reason is curable.
    #[must_use]
    pub const fn inherent(self) -> bool {
        matches!(self, Self::OutsideZones | Self::NobodyObliged)
    }
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

#[cfg(test)]
pub(crate) mod kit;
#[cfg(test)]
pub(crate) mod tests;
