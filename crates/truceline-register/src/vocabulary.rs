//! The closed words of the register; one word per thing (`docs/glossary.md`).
//!
//! Numbers are part of the record format: append, never renumber.

use minicbor::{Decode, Encode};
use std::fmt;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $n:literal $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(index_only)]
        pub enum $name { $($(#[$vdoc])* #[n($n)] $variant,)* }

        impl $name {
            /// Every word of this kind, in order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word as people, files and the API write it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Reads a word; `None` if there is no such word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    )*};
}
pub(crate) use words;

words! {
    /// What a party is in this register; enrolment is not recognition. DESIGN.md §3.
    Role {
        /// The coordination centre, which keeps the register.
        0 Centre = "centre",
        /// An army or an armed group.
        1 Force = "force",
        /// An aid organisation.
        2 Humanitarian = "humanitarian",
        /// A civil authority or service.
        3 Civil = "civil",
        /// A guarantor of the agreement.
        4 Guarantor = "guarantor",
        /// An observer mission.
        5 Monitor = "monitor",
        /// A mediator.
        6 Mediator = "mediator",
        /// A trusted relay between parties.
        7 Intermediary = "intermediary",
        /// An investigator after the fact.
        8 Investigator = "investigator",
        /// A witness of the log.
        9 Witness = "witness",
    }

    /// A class of force that an answer or a nil covers or leaves out.
    ForceClass {
        /// The party's own regular units.
        0 Regulars = "regulars",
        /// Units of others attached to it.
        1 Attached = "attached",
        /// Partner forces beside it.
        2 Partners = "partners",
        /// Contractors.
        3 Contractors = "contractors",
        /// Humanitarian staff and goods.
        4 Humanitarian = "humanitarian",
        /// Civil staff and services.
        5 Civil = "civil",
    }

    /// How exactly someone is told of a place, from nothing but a digest to the place itself.
    Resolution {
        /// Only the digests stand in the register.
        0 Commitment = "commitment",
        /// That there is something in a zone and window.
        1 Existence = "existence",
        /// Which coarse cells it touches.
        2 Cell = "cell",
        /// The place itself.
        3 Exact = "exact",
    }

    /// Kind of a notification.
    NotificationKind {
        /// People or things that stay.
        0 Site = "site",
        /// People or things that move.
        1 Movement = "movement",
        /// Nobody of the named forces in an area and window.
        2 Nil = "nil",
    }

    /// What a movement reports while it runs.
    MovementAct {
        /// It has left.
        0 Departed = "departed",
        /// It waits at a holding point.
        1 Holding = "holding",
        /// It is late and says until when.
        2 Delayed = "delayed",
        /// It takes another way.
        3 Deviated = "deviated",
        /// It has arrived; ends its presence.
        4 Arrived = "arrived",
        /// It was broken off; ends its presence.
        5 Aborted = "aborted",
    }

    /// How a message came that did not come as a signed statement.
    Means {
        /// Telephone.
        0 Telephone = "telephone",
        /// Radio.
        1 Radio = "radio",
        /// On paper.
        2 Paper = "paper",
        /// Spoken face to face.
        3 InPerson = "in-person",
        /// E-mail or text message.
        4 Mail = "mail",
    }

    /// A step of the acknowledgement ladder; none means approval in any sense.
    LadderStep {
        /// Handed to the channel.
        0 Sent = "sent",
        /// Arrived at the recipient's desk.
        1 Delivered = "delivered",
        /// Taken by a named desk.
        2 Received = "received",
        /// Acknowledged by the party.
        3 Acknowledged = "acknowledged",
        /// Entered into the party's own systems.
        4 Ingested = "ingested",
        /// Passed to the units that act in the area.
        5 Disseminated = "disseminated",
        /// A question is asked back.
        6 Queried = "queried",
        /// The recipient disputes the content.
        7 Contested = "contested",
        /// Sent back: format, duplicate, scope, wrong addressee.
        8 Returned = "returned",
    }

    /// State of the channel between two parties' desks.
    ChannelState {
        /// Attended and answering.
        0 Open = "open",
        /// Works badly.
        1 Degraded = "degraded",
        /// Nobody answers.
        2 Unattended = "unattended",
        /// Interrupted by one side for the time being.
        3 Suspended = "suspended",
        /// One side takes no part any more.
        4 Withdrawn = "withdrawn",
    }

    /// What kind of activity is planned.
    Activity {
        /// Flight without use of weapons.
        0 Flight = "flight",
        /// Use of weapons from the air.
        1 AirStrike = "air-strike",
        /// Use of artillery, rockets or mortars.
        2 IndirectFire = "indirect-fire",
        /// Movement of forces on the ground.
        3 GroundMovement = "ground-movement",
        /// Clearing of mines and unexploded ordnance.
        4 Demining = "demining",
        /// Training.
        5 Training = "training",
        /// Anything else.
        6 Other = "other",
    }

    /// State of a plan.
    PlanState {
        /// Told to the register.
        0 Filed = "filed",
        /// Under way; the watch runs.
        1 Active = "active",
        /// Interrupted; the watch runs.
        2 Paused = "paused",
        /// Over.
        3 Ended = "ended",
        /// Will not take place.
        4 Cancelled = "cancelled",
    }

    /// What a check says.
    Outcome {
        /// Something notified overlaps.
        0 Overlap = "overlap",
        /// Nothing notified overlaps, and whoever must answer has answered.
        1 NoneKnown = "none-known",
        /// It cannot be said; the reasons are beside it.
        2 Unknown = "unknown",
    }

    /// Whether the geometry of a zone is common ground.
    BoundaryStatus {
        /// Agreed by the parties to it.
        0 Agreed = "agreed",
        /// Claimed by one party.
        1 Claimed = "claimed",
        /// Described in words only; there is no geometry.
        2 TextOnly = "text-only",
    }

    /// What a site is. Codes of practice; anything else is `other` and is admitted all the same.
    SiteCategory {
        /// Office.
        0 Office = "office",
        /// Warehouse.
        1 Warehouse = "warehouse",
        /// Guesthouse or staff residence.
        2 Residence = "residence",
        /// Health facility.
        3 Health = "health",
        /// School.
        4 School = "school",
        /// Camp or site of displaced people.
        5 Camp = "camp",
        /// Water supply.
        6 Water = "water",
        /// Power supply.
        7 Power = "power",
        /// Other infrastructure that people depend on.
        8 Infrastructure = "infrastructure",
        /// Point of distribution.
        9 Distribution = "distribution",
        /// Observation post.
        10 ObservationPost = "observation-post",
        /// Liaison post or centre.
        11 Liaison = "liaison",
        /// Position of a force.
        12 Position = "position",
        /// Place where a movement waits.
        13 Halt = "halt",
        /// Something else; the statement says what.
        14 Other = "other",
    }

    /// How a movement travels.
    MovementMode {
        /// On roads or across country.
        0 Overland = "overland",
        /// On water.
        1 Waterborne = "waterborne",
        /// By air.
        2 Air = "air",
        /// On foot.
        3 Foot = "foot",
        /// Evacuation, medical or other.
        4 Evacuation = "evacuation",
    }

    /// Stance of a party towards what was said in its name.
    Stance {
        /// It was said.
        0 Confirmed = "confirmed",
        /// It was not said.
        1 Disowned = "disowned",
    }

    /// What a recipient says to a stop: a claim.
    StopWord {
        /// Somebody at the desk has heard it.
        0 Received = "received",
        /// It was passed to the unit that acts.
        1 PassedToUnit = "passed-to-unit",
        /// The activity is said to have halted.
        2 SaysHalted = "says-halted",
        /// The activity is said to be another's.
        3 SaysNotOurs = "says-not-ours",
    }

    /// What the register noticed about a statement that it admitted.
    Flag {
        /// Its window had begun when it was signed; or when it arrived, where the two lie more than 300 s apart.
        0 Late = "late",
        /// It came with less lead time than the zone's profile asks.
        1 ShortLead = "short-lead",
        /// Its place lies outside every zone.
        2 OutsideZones = "outside-zones",
        /// Another notification of the party says the same.
        3 Duplicate = "duplicate",
        /// Earlier statements of the same key have not arrived.
        4 ChainGap = "chain-gap",
        /// Two statements of one key claim the same place in its chain.
        5 ChainFork = "chain-fork",
        /// Signed before a revocation that was known when it arrived; counts as relayed.
        6 Quarantined = "quarantined",
        /// Written down for someone else; not that party's signed word yet.
        7 Relayed = "relayed",
        /// Authenticated but not readable.
        8 Unreadable = "unreadable",
        /// Its place was not disclosed to the register.
        9 Undisclosed = "undisclosed",
        /// Cell or existence disclosed does not fit the exact place disclosed.
        10 Inconsistent = "inconsistent",
        /// Signed-at lies more than 300 s from received.
        11 ClockSkew = "clock-skew",
        /// The answer came after it was due.
        12 AnswerLate = "answer-late",
        /// The answer covers less than was asked.
        13 AnswerPartial = "answer-partial",
        /// Waits for a second person.
        14 AwaitsSecond = "awaits-second",
        /// Waits for a countersignature of another party.
        15 AwaitsCountersignature = "awaits-countersignature",
        /// The key was enrolled but its grace time after rotation has run out.
        16 GraceOver = "grace-over",
        /// Emergency; a shorter lead time applies.
        17 Emergency = "emergency",
        /// The precision was not stated; the zone's worst was taken.
        18 PrecisionAssumed = "precision-assumed",
        /// It names a recipient that is not enrolled and was not told.
        19 UnknownRecipient = "unknown-recipient",
    }
}

/// A set of classes of force.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ForceSet(u8);

impl ForceSet {
    /// No class.
    pub const NONE: Self = Self(0);
    /// All four classes of a force's people: regulars, attached, partners, contractors.
    pub const ALL_FORCES: Self = Self(0b1111);

    /// A set of these classes.
    #[must_use]
    pub fn of(classes: &[ForceClass]) -> Self {
        classes
            .iter()
            .fold(Self::NONE, |set, class| set.with(*class))
    }

    /// The set and this class.
    #[must_use]
    pub const fn with(self, class: ForceClass) -> Self {
        Self(self.0 | 1 << class as u8)
    }

    /// Whether the class is in the set.
    #[must_use]
    pub const fn has(self, class: ForceClass) -> bool {
        self.0 & 1 << class as u8 != 0
    }

    /// Whether every class of `other` is in the set.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The classes of `self` that are not in `other`.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is no class in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The classes, in order of their numbers.
    pub fn classes(self) -> impl Iterator<Item = ForceClass> {
        ForceClass::ALL
            .iter()
            .copied()
            .filter(move |class| self.has(*class))
    }
}

impl fmt::Debug for ForceSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for ForceSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for class in self.classes() {
            if !first {
                f.write_str(", ")?;
            }
            f.write_str(class.word())?;
            first = false;
        }
        if first { f.write_str("none") } else { Ok(()) }
    }
}

impl<C> Encode<C> for ForceSet {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u8(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for ForceSet {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let bits = d.u8()?;
        if bits >> ForceClass::ALL.len() != 0 {
            return Err(minicbor::decode::Error::message("unknown class of force"));
        }
        Ok(Self(bits))
    }
}
