//! The record: a statement, or the register's own mechanical act, as admitted at a log index.
//!
//! The envelope is what the leaf commits to: the signed bytes and the register's part, salted
//! digests only. Everything judged, drawn or computed stands in the register's part, so that a
//! later release never decides an old record again.

use super::cbor::{self, CborError, Digest};
use super::disclosure::Disclosures;
use super::statement::{Payload, Statement};
use crate::check::Verdict;
use crate::ids::{DeskId, KeyId, LogIndex, PartyId, PersonId, PlanId, RequestId};
use crate::incident::Attached;
use crate::reconciliation::listing::Listed;
use crate::refusal::RefusalCode;
use crate::time::Instant;
use crate::vocabulary::{Flag, Resolution};
use minicbor::{Decode, Encode};

/// Place in the authority chain: how many authority records there are, and the last one's link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AuthorityLink {
    /// Number of the latest authority record, the genesis being 1.
    #[n(0)]
    pub number: u64,
    /// Its link: SHA-256 over the link before it and the payload's digest.
    #[n(1)]
    pub link: Digest,
}

/// Why a record stands in the log.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Ground {
    /// A statement was admitted.
    #[n(0)]
    Admitted,
    /// A validly signed statement that cannot be read was admitted as unreadable.
    #[n(1)]
    Unreadable,
    /// A statement was refused for good; its digest and the code stay, its bytes do not.
    #[n(2)]
    Refused {
        /// SHA-256 of the statement's bytes.
        #[n(0)]
        statement: Digest,
        /// The key it named.
        #[n(1)]
        key: KeyId,
        /// Why.
        #[n(2)]
        code: RefusalCode,
        /// How many further refusals of this key, none of them on record, are summed up here.
        #[n(3)]
        further: u32,
    },
    /// Time has passed.
    #[n(3)]
    Tick,
    /// The clock has jumped; checks are unknown until two people confirm it, one of the centre.
    #[n(4)]
    ClockDoubted,
    /// The watch ran again because of an earlier record.
    #[n(5)]
    Watch {
        /// Because of which.
        #[n(0)]
        cause: LogIndex,
    },
    /// The register sees a desk come or go.
    #[n(6)]
    DeskSeen {
        /// Whose.
        #[n(0)]
        party: PartyId,
        /// Which.
        #[n(1)]
        desk: DeskId,
        /// Whether it is there.
        #[n(2)]
        present: bool,
    },
    /// Somebody was shown what others told.
    #[n(7)]
    Looked {
        /// Who.
        #[n(0)]
        by: Signer,
    },
    /// What follows from an earlier record for others than its signer, who must not learn it from its
    /// own record.
    #[n(8)]
    PassedOn {
        /// From which.
        #[n(0)]
        cause: LogIndex,
    },
    /// Words of stops have left towards desks.
    #[n(10)]
    Delivered,
}

/// What follows from a record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Effect {
    /// The record is put into a recipient's inbox.
    #[n(0)]
    Inbox {
        /// Whose inbox.
        #[n(0)]
        to: PartyId,
        /// Under which number, counted from 1 without gaps.
        #[n(1)]
        number: u64,
        /// How exactly it is told.
        #[n(2)]
        resolution: Resolution,
    },
    /// A check or the watch said something.
    #[n(1)]
    Verdict(#[n(0)] Verdict),
    /// Someone is owed an alert.
    #[n(2)]
    Alert(#[n(0)] Alert),
    /// The record completes another that waited for a second person or another party.
    #[n(3)]
    Completes(#[n(0)] LogIndex),
    /// An occurrence of a request fell due without an answer.
    #[n(4)]
    Overdue {
        /// Which request (the centre's id).
        #[n(0)]
        request: RequestId,
        /// Which occurrence.
        #[n(1)]
        occurrence: u32,
    },
    /// Two people have said that the clock is right.
    #[n(5)]
    ClockRead {
        /// What it read then; earlier than received, where it went back.
        #[n(0)]
        wall: Instant,
    },
    /// An owner is told how many plans and checks overlapped something of its, by zone: a list of
    /// [`crate::counts::ZoneCount`], drawn and salted by the register.
    #[n(20)]
    OwnerCounts {
        /// Whom.
        #[n(0)]
        to: PartyId,
        /// The counts.
        #[n(1)]
        counts: Digest,
    },
    /// An earlier record is put into a recipient's inbox, more exactly than it was told before.
    #[n(21)]
    Retold {
        /// Whose inbox.
        #[n(0)]
        to: PartyId,
        /// Under which number; the inbox entries of a record come first.
        #[n(1)]
        number: u64,
        /// Which record.
        #[n(2)]
        record: LogIndex,
        /// How exactly it is told.
        #[n(3)]
        resolution: Resolution,
    },
    /// What somebody was shown: a list of [`crate::looks::Look`], salted by the register.
    #[n(22)]
    Looks(#[n(0)] Digest),
    /// A look was noticed: a [`crate::check::probing::Noticed`], salted by the register.
    #[n(23)]
    Noticed(#[n(0)] Digest),
    /// Which plans and checks were counted for the owner that the record tells: a list of their first
    /// records, salted by the register.
    #[n(24)]
    Counted(#[n(0)] Digest),
    /// What an offline pack holds: a [`crate::pack::Pack`], drawn and salted by the register.
    #[n(27)]
    Packed(#[n(0)] Digest),
    /// The word of a stop has left towards a desk.
    #[n(29)]
    Delivered {
        /// Whose desk.
        #[n(0)]
        to: PartyId,
        /// Which.
        #[n(1)]
        desk: DeskId,
        /// The record that sent the stop.
        #[n(2)]
        stop: LogIndex,
        /// When it had left at the latest.
        #[n(3)]
        at: Instant,
    },
    /// The state of the register is attached to an incident, as a question that can be asked again.
    #[n(45)]
    StateAttached(#[n(0)] Attached),
    /// What stands in the lists of a reconciliation from this record on.
    #[n(57)]
    Listed(#[n(0)] Listed),
    /// A part of a file names what acts when it is opened, or carries other files.
    #[n(61)]
    ActiveContent,
    /// A party is reminded of an occurrence of a request before it is due.
    #[n(31)]
    Reminded {
        /// Which request (the centre's id).
        #[n(0)]
        request: RequestId,
        /// Which occurrence.
        #[n(1)]
        occurrence: u32,
    },
}

/// An alert that is owed; sent by whoever delivers, settled by an acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Alert {
    /// Its number among those that the record owes this party, counted from 0.
    #[n(0)]
    pub number: u16,
    /// To whom.
    #[n(1)]
    pub to: PartyId,
    /// To which desk; absent means any duty desk.
    #[n(2)]
    pub desk: Option<DeskId>,
    /// Why.
    #[n(3)]
    pub why: AlertWhy,
    /// About which plan, the owner's.
    #[n(4)]
    pub plan: Option<(PartyId, PlanId)>,
    /// About which other record.
    #[n(5)]
    pub record: Option<LogIndex>,
}

/// Why an alert is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum AlertWhy {
    /// The outcome of an active plan's watch has changed.
    #[n(0)]
    OutcomeChanged,
    /// A movement is past its window and has not reported.
    #[n(1)]
    MovementOverdue,
    /// A halt lasts longer than the profile allows: give a temporary site.
    #[n(2)]
    HaltTooLong,
    /// A request is overdue.
    #[n(3)]
    RequestOverdue,
    /// A notification is past its time of reconfirmation.
    #[n(4)]
    ReconfirmDue,
    /// Something was sent in a party's name that cannot be read.
    #[n(5)]
    Unreadable,
    /// A channel changed its state.
    #[n(6)]
    Channel,
    /// An alert was not answered in time and goes to any duty desk.
    #[n(7)]
    Escalated,
    /// Checks come in a pattern that searches.
    #[n(8)]
    Probing,
    /// The clock has jumped: two people have to confirm it, one of them of the centre.
    #[n(9)]
    ClockDoubted,
    /// A stop concerns the recipient.
    #[n(10)]
    Stop,
    /// A line is tested: answer, nothing else is meant.
    #[n(11)]
    LineTest,
    /// A party's checks of the day are used up: telephone it.
    #[n(20)]
    BudgetUsed,
    /// The last person of a party has signed off: nobody is at any of its desks.
    #[n(22)]
    Unattended,
    /// A request will soon be due.
    #[n(23)]
    RequestDue,
}

/// The register's own part of a record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RegisterPart {
    /// When the register heard it; never decreases along the log.
    #[n(0)]
    pub received_at: Instant,
    /// The authority chain as it stood before this record.
    #[n(1)]
    pub authority: AuthorityLink,
    /// Why it stands here.
    #[n(2)]
    pub ground: Ground,
    /// Who signed, as the authority chain had it; absent for mechanical acts and refusals.
    #[n(3)]
    pub signer: Option<Signer>,
    /// What the register noticed, in order of the flags' numbers.
    #[n(4)]
    pub flags: Vec<Flag>,
    /// Which digests of the statement arrived with their disclosure, sorted.
    #[n(5)]
    pub disclosed: Vec<Digest>,
    /// What follows.
    #[n(6)]
    pub effects: Vec<Effect>,
}

impl RegisterPart {
    /// The digests that the register itself drew.
    pub fn own_digests(&self) -> impl Iterator<Item = Digest> {
        self.effects.iter().filter_map(|effect| match effect {
            Effect::Verdict(verdict) => Some(verdict.basis),
            Effect::OwnerCounts { counts, .. } => Some(*counts),
            Effect::Looks(sealed)
            | Effect::Noticed(sealed)
            | Effect::Counted(sealed)
            | Effect::Packed(sealed) => Some(*sealed),
            _ => None,
        })
    }
}

/// Who signed, as the authority chain had it at that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Signer {
    /// Key.
    #[n(0)]
    pub key: KeyId,
    /// Party.
    #[n(1)]
    pub party: PartyId,
    /// Desk.
    #[n(2)]
    pub desk: DeskId,
    /// Person.
    #[n(3)]
    pub person: PersonId,
}

/// What the leaf commits to.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Envelope {
    /// The signed bytes; absent for mechanical acts and refusals.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub statement: Option<Vec<u8>>,
    /// The register's part.
    #[n(1)]
    pub part: RegisterPart,
}

impl Envelope {
    /// Its bytes, which go into the log.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads an envelope.
    ///
    /// # Errors
    /// [`CborError`]: these bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CborError> {
        cbor::decode(bytes)
    }

    /// Whether it says nothing but the time and how far authority had come.
    #[must_use]
    pub fn is_mechanical_end(&self) -> bool {
        self.part.ground == Ground::Tick && self.part.effects.is_empty()
    }
}

/// A record read back: the envelope with its statement taken apart, and what the vault still has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its place in the log.
    pub index: LogIndex,
    /// The register's part.
    pub part: RegisterPart,
    /// The statement; absent for mechanical acts and refusals.
    pub statement: Option<Statement>,
    /// Its payload; absent where there is no statement or it cannot be read.
    pub payload: Option<Payload>,
    /// What opens the digests, as far as it was disclosed and not erased.
    pub disclosures: Disclosures,
}

/// Why an envelope's bytes are not a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Not an envelope.
    #[error("the record at index {index} is no envelope: {source}")]
    Envelope {
        /// Where.
        index: LogIndex,
        /// Why.
        source: CborError,
    },
    /// Its ground and its statement do not belong together.
    #[error("the record at index {index} has a ground and a statement that do not fit")]
    Mismatch {
        /// Where.
        index: LogIndex,
    },
}

impl Record {
    /// Reads an envelope.
    ///
    /// # Errors
    /// [`RecordError`].
    pub fn read(
        index: LogIndex,
        envelope: &[u8],
        disclosures: Disclosures,
    ) -> Result<Self, RecordError> {
        let envelope: Envelope =
            cbor::decode(envelope).map_err(|source| RecordError::Envelope { index, source })?;
        Self::of(index, envelope, disclosures)
    }

    /// The record of an envelope at its place.
    ///
    /// # Errors
    /// [`RecordError::Mismatch`].
    pub fn of(
        index: LogIndex,
        envelope: Envelope,
        disclosures: Disclosures,
    ) -> Result<Self, RecordError> {
        let mismatch = || RecordError::Mismatch { index };
        let statement = envelope
            .statement
            .as_deref()
            .map(Statement::parse)
            .transpose()
            .map_err(|_| mismatch())?;
        let payload = match (&envelope.part.ground, &statement) {
            (Ground::Admitted, Some(statement)) => {
                Some(statement.payload().map_err(|_| mismatch())?)
            }
            (Ground::Unreadable, Some(_)) => None,
            (
                Ground::Refused { .. }
                | Ground::Tick
                | Ground::ClockDoubted
                | Ground::Watch { .. }
                | Ground::DeskSeen { .. }
                | Ground::Looked { .. }
                | Ground::PassedOn { .. }
                | Ground::Delivered,
                None,
            ) => None,
            _ => return Err(mismatch()),
        };
        if (statement.is_some()) != envelope.part.signer.is_some() {
            return Err(mismatch());
        }
        Ok(Self {
            index,
            part: envelope.part,
            statement,
            payload,
            disclosures,
        })
    }
}
