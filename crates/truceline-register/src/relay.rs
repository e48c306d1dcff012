//! What came by telephone, radio or paper, written down by somebody else; and whose word a record
//! is.
//!
//! An entry for someone else is not that party's signed word until the party confirms it, nor is
//! what a key signed that was revoked by the time it arrived. What adds presence counts at once all
//! the same; what takes presence away does not. Not here: what the words say (the nouns'), whose
//! countersignature is missing ([`crate::countersignature`]). DESIGN.md §5.

use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::countersignature::Needs;
use crate::doubt::Doubts;
use crate::ids::{LogIndex, PartyId};
use crate::notification::{self, Movement, Nil, Report, Site, Withdrawal};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, Told, enrolled, opened};
use crate::request::Answer;
use crate::stop::{self, StopReplied, StopSent};
use crate::time::{Instant, Span};
use crate::vocabulary::{Flag, Means, Resolution, Role, Stance};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// An entry written down later than this after the words is flagged as late: a day is the longest
/// that a log book lies before it is copied.
pub const LATE_ENTRY: Span = Span::hours(24);

/// What was said, in the register's terms.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum RelayedAct {
    /// A site.
    #[n(0)]
    Site(#[n(0)] Site),
    /// A movement.
    #[n(1)]
    Movement(#[n(0)] Movement),
    /// A nil.
    #[n(2)]
    Nil(#[n(0)] Nil),
    /// A movement's report.
    #[n(3)]
    Report(#[n(0)] Report),
    /// A withdrawal.
    #[n(4)]
    Withdrawal(#[n(0)] Withdrawal),
    /// An answer.
    #[n(5)]
    Answer(#[n(0)] Answer),
    /// Words only, such as "we telephoned": a text, labelled so.
    #[n(6)]
    Words(#[n(0)] Digest),
    /// A stop.
    #[n(7)]
    Stop(#[n(0)] StopSent),
    /// A reply to a stop.
    #[n(8)]
    StopReply(#[n(0)] StopReplied),
}

/// An entry for someone else.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Relay {
    /// The party that is said to have spoken; may be the writer's own ("we telephoned").
    #[n(0)]
    pub speaker: PartyId,
    /// To whom it spoke.
    #[n(1)]
    pub heard_by: PartyId,
    /// By which means.
    #[n(2)]
    pub means: Means,
    /// When, by the writer's account.
    #[n(3)]
    pub heard_at: Instant,
    /// Whether it was read back.
    #[n(4)]
    pub read_back: bool,
    /// Who spoke and who heard, by name: [`crate::notification::Personal`].
    #[n(5)]
    pub persons: Option<Digest>,
    /// What.
    #[n(6)]
    pub what: RelayedAct,
}

/// A party confirms or disowns what was written down for it, what its revoked key signed, or what
/// its key signed and nobody can read.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Confirmation {
    /// The record.
    #[n(0)]
    pub record: LogIndex,
    /// Said or not said.
    #[n(1)]
    pub stance: Stance,
}

/// How far a record is its party's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Signed with a key in force.
    Signed,
    /// Written down for the party, or signed with a key out of force; the party has not said yet.
    Unconfirmed,
    /// The party's own since the record `by`.
    Confirmed {
        /// The confirmation.
        by: LogIndex,
    },
    /// The party says that it never said so.
    Disowned {
        /// The disowning.
        by: LogIndex,
    },
}

/// The circumstances of an entry for someone else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The record.
    pub record: LogIndex,
    /// The party that is said to have spoken.
    pub speaker: PartyId,
    /// The party that wrote it down.
    pub written_by: PartyId,
    /// To whom it spoke.
    pub heard_by: PartyId,
    /// By which means.
    pub means: Means,
    /// When, by the writer's account.
    pub heard_at: Instant,
    /// When the register got it.
    pub received_at: Instant,
    /// Whether it was read back.
    pub read_back: bool,
    /// The words, where there were only words.
    pub words: Told<String>,
}

/// A record that is not its party's signed word by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Owed {
    /// Whose word it is said to be.
    party: PartyId,
    /// Since which record its word is missing: the record itself, or the revocation of its key.
    since: LogIndex,
    /// What that party said of it, in order.
    stances: Vec<(LogIndex, Stance)>,
}

/// Entries for others, and what their parties said of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relays {
    entries: BTreeMap<LogIndex, Entry>,
    owed: BTreeMap<LogIndex, Owed>,
    /// What revoked keys signed.
    pub(crate) doubts: Doubts,
}

impl Relays {
    /// The circumstances of an entry.
    #[must_use]
    pub fn entry(&self, record: LogIndex) -> Option<&Entry> {
        self.entries.get(&record)
    }

    /// All entries for others known by then, in order.
    pub fn entries(&self, known_at: LogIndex) -> impl Iterator<Item = &Entry> {
        self.entries.range(..known_at).map(|(_, entry)| entry)
    }

    /// Records in a party's name that it has neither confirmed nor disowned.
    pub fn unconfirmed(
        &self,
        party: PartyId,
        known_at: LogIndex,
    ) -> impl Iterator<Item = LogIndex> {
        self.owed
            .range(..known_at)
            .filter(move |(record, owed)| {
                owed.party == party && self.word(**record, known_at) == Word::Unconfirmed
            })
            .map(|(record, _)| *record)
    }

    /// How far a record is its party's word after the first `known_at` records.
    #[must_use]
    pub fn word(&self, record: LogIndex, known_at: LogIndex) -> Word {
        let Some(owed) = self.owed.get(&record) else {
            return Word::Signed;
        };
        let said = owed.stances.iter().rev().filter(|(by, _)| *by < known_at);
        for (by, stance) in said {
            match (self.doubts.stands(*by, known_at), stance) {
                (true, Stance::Confirmed) => return Word::Confirmed { by: *by },
                (true, Stance::Disowned) => return Word::Disowned { by: *by },
                // What was disowned before it and confirmed with a stolen key may be true.
                (false, Stance::Confirmed) => return Word::Unconfirmed,
                (false, Stance::Disowned) => {}
            }
        }
        if record < owed.since && owed.since >= known_at {
            Word::Signed
        } else {
            Word::Unconfirmed
        }
    }

    /// Since which record a record is its party's own word, if it was by then: the record itself,
    /// or its confirmation.
    #[must_use]
    pub fn own_since(&self, record: LogIndex, known_at: LogIndex) -> Option<LogIndex> {
        match self.word(record, known_at) {
            Word::Signed => Some(record),
            Word::Confirmed { by } => Some(by),
            Word::Unconfirmed | Word::Disowned { .. } => None,
        }
        .filter(|since| *since < known_at)
    }

    /// A record is not its party's signed word: whatever takes it in asks for its [`Word`].
    pub(crate) fn owe(&mut self, record: LogIndex, party: PartyId) {
        self.owed.insert(
            record,
            Owed {
                party,
                since: record,
                stances: Vec::new(),
            },
        );
    }

    /// A record's word is missing since the record `since`; one that was missing before stays so.
    pub(crate) fn owe_since(&mut self, record: LogIndex, party: PartyId, since: LogIndex) {
        self.owed.entry(record).or_insert(Owed {
            party,
            since,
            stances: Vec::new(),
        });
    }

    /// The records in which a party said whether a record in its name is its word.
    pub(crate) fn stances(&self, record: LogIndex) -> impl Iterator<Item = LogIndex> {
        let owed = self.owed.get(&record).into_iter();
        owed.flat_map(|owed| owed.stances.iter().map(|(by, _)| *by))
    }

    /// Forgets the words of an entry.
    pub(crate) fn forget(&mut self, record: LogIndex) {
        if let Some(entry) = self.entries.get_mut(&record) {
            entry.words.forget();
        }
    }
}

/// Judges an entry for someone else, and what it says as that party's.
///
/// # Errors
/// [`Refusal`]: not this role's to enter, parties that are not here, and whatever the noun of the
/// inner act refuses.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Relay,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let writer = said.signer.party;
    let centre = register.authority.centre();
    // A stop is written down by whoever hears it.
    let trusted = register.authority.role(writer) == Some(Role::Intermediary)
        || matches!(body.what, RelayedAct::Stop(_));
    if writer != centre && writer != body.speaker && !trusted {
        return Err(Refusal::new(
            RefusalCode::NotThisRole,
            "only the centre, an intermediary or the speaker itself enters what was said; pass it to one of them",
        ));
    }
    enrolled(register, body.speaker)?;
    enrolled(register, body.heard_by)?;
    opened::<notification::Personal>(said, body.persons, Label::Personal, "persons")?;
    match &body.what {
        RelayedAct::Site(site) => notification::site::judge(register, said, site, out)?,
        RelayedAct::Movement(movement) => {
            notification::movement::judge(register, said, movement, out)?
        }
        RelayedAct::Nil(nil) => notification::nil::judge(register, said, nil, out)?,
        RelayedAct::Report(report) => notification::report::judge(register, said, report, out)?,
        RelayedAct::Withdrawal(withdrawal) => {
            notification::withdrawal::judge(register, said, withdrawal, out)?;
        }
        RelayedAct::Answer(answer) => crate::request::answer::judge(register, said, answer, out)?,
        RelayedAct::Words(words) => {
            opened::<String>(said, Some(*words), Label::Text, "words")?;
        }
        RelayedAct::Stop(sent) => stop::judge(register, said, sent, out)?,
        RelayedAct::StopReply(reply) => stop::judge_reply(register, said, reply, out)?,
    }
    out.flags.insert(Flag::Relayed);
    if said.now.since(body.heard_at) > LATE_ENTRY {
        out.flags.insert(Flag::Late);
    }
    if writer == centre && register.authority.centre_is_belligerent() {
        out.flags.insert(Flag::AwaitsCountersignature);
    }
    for party in [centre, body.speaker, body.heard_by] {
        out.tell(party, Resolution::Existence);
    }
    Ok(())
}

/// Takes an entry in, and what it says as not yet confirmed.
pub fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Relay) {
    let words = match &body.what {
        RelayedAct::Words(words) => Some(*words),
        _ => None,
    };
    let entry = Entry {
        record: admitted.index,
        speaker: body.speaker,
        written_by: admitted.signer.party,
        heard_by: body.heard_by,
        means: body.means,
        heard_at: body.heard_at,
        received_at: admitted.received_at(),
        read_back: body.read_back,
        words: admitted.told(words, Label::Text),
    };
    register.relays.entries.insert(admitted.index, entry);
    register.relays.owe(admitted.index, body.speaker);
    if admitted.flagged(Flag::AwaitsCountersignature) {
        let party = admitted.signer.party;
        register
            .countersignatures
            .await_signature(admitted.index, Needs::OtherParty { party });
    }
    match &body.what {
        RelayedAct::Site(site) => notification::site::apply(register, admitted, site),
        RelayedAct::Movement(movement) => {
            notification::movement::apply(register, admitted, movement)
        }
        RelayedAct::Nil(nil) => notification::nil::apply(register, admitted, nil),
        RelayedAct::Report(report) => notification::report::apply(register, admitted, report),
        RelayedAct::Withdrawal(withdrawal) => {
            notification::withdrawal::apply(register, admitted, withdrawal);
        }
        RelayedAct::Answer(answer) => crate::request::answer::apply(register, admitted, answer),
        RelayedAct::Words(_) => {}
        RelayedAct::Stop(sent) => stop::apply(register, admitted, sent),
        RelayedAct::StopReply(reply) => stop::apply_reply(register, admitted, reply),
    }
}

/// Judges a party's word about a record in its name. A record disowned may be confirmed later; one
/// confirmed is the party's own and is taken back as such.
///
/// # Errors
/// [`Refusal`]: no such record or one that needs no word, another party's, said already.
pub fn judge_confirmation(
    register: &Register,
    said: &Said<'_>,
    body: &Confirmation,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    let owed = register.relays.owed.get(&body.record).ok_or_else(|| {
        Refusal::new(
            RefusalCode::MissingReference,
            format!("the record at index {} stands in no one's name without its signature; nothing is to confirm", body.record),
        )
    })?;
    if owed.party != said.party {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "only the party in whose name it stands can confirm or disown it",
        ));
    }
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    // What nobody can read cannot be withdrawn or amended: its party may still disown it.
    let may_disown = body.stance == Stance::Disowned
        && (register.notifications.unreadable(said.party)).any(|known| known.record == body.record);
    match register.relays.word(body.record, register.size) {
        Word::Confirmed { .. } if !may_disown => {
            return Err(Refusal::new(
                RefusalCode::WrongState,
                "it is confirmed already and the party's own word; withdraw or amend it instead",
            ));
        }
        Word::Disowned { .. } if body.stance == Stance::Disowned => {
            return Err(Refusal::new(
                RefusalCode::WrongState,
                "it is disowned already",
            ));
        }
        _ => {}
    }
    let needs_second = |record| {
        notification::withdrawal::needs_second(register, record, said.signer.person)
            || notification::amendment::needs_second(register, record, said)
    };
    if body.stance == Stance::Confirmed && needs_second(body.record) {
        out.flags.insert(Flag::AwaitsSecond);
    }
    out.tell(register.authority.centre(), Resolution::Existence);
    if let Some(entry) = register.relays.entry(body.record) {
        out.tell(entry.written_by, Resolution::Existence);
        out.tell(entry.heard_by, Resolution::Existence);
    }
    notification::tell_confirmation(register, body.record, out);
    Ok(())
}

/// Takes a party's word about a record in its name.
pub fn apply_confirmation(register: &mut Register, admitted: &Admitted<'_>, body: &Confirmation) {
    if let Some(owed) = register.relays.owed.get_mut(&body.record) {
        owed.stances.push((admitted.index, body.stance));
    }
    if admitted.flagged(Flag::AwaitsSecond) {
        let needs = Needs::SecondPerson {
            party: admitted.party,
        };
        register
            .countersignatures
            .await_signature(body.record, needs);
        notification::amendment::ask_second(register, body.record, admitted.index);
    }
    register.take_stance(body.record, body.stance, admitted.index);
    notification::apply_confirmation(register, body.record, body.stance, admitted.index);
}

#[cfg(test)]
mod tests;
