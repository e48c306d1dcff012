//! What a party signed and nobody can read: kept with all that came beside it, its sender and the
//! centre told at once, the party's coverage unknown until it is mended.
//!
//! Two things mend it. The party says that it never said so; or a statement comes that can be read, in
//! the very place of the key's chain that the unreadable one claims: the same word, sent again. Where
//! even that place cannot be read, only the party's word mends it. Confirming does not: it says whose
//! it is, not what it says.
//!
//! Not here: reading it later. A record is never decided again. DESIGN.md §5.

use crate::codec::disclosure::Disclosures;
use crate::codec::record::{Alert, AlertWhy, Effect, Signer};
use crate::codec::statement::{MAX_DISCLOSURES, MAX_SUBMISSION_BYTES, Submission};
use crate::ids::{KeyId, LogIndex, PartyId};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::said::Judgement;
use crate::register::{Register, Standpoint};
use crate::relay::Word;
use crate::watch;

/// A key, and the number of a statement in its chain.
pub type ChainPlace = (KeyId, u64);

/// A statement that nobody can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its record.
    pub record: LogIndex,
    /// Whose key signed it.
    pub party: PartyId,
    /// The place in the key's chain that it claims, where that can be read.
    pub place: Option<ChainPlace>,
    /// How many bytes of what came beside it are kept; none where none came, or they were erased.
    pub kept_bytes: u64,
}

/// A readable statement in the place of an unreadable one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resent {
    /// Its record.
    pub record: LogIndex,
    /// Signed with a key out of force: it mends nothing until its party confirms it.
    pub quarantined: bool,
}

/// What is kept of what came beside it: all of it, as it came.
///
/// # Errors
/// [`RefusalCode::Malformed`]: more than a submission may hold.
pub(crate) fn kept(submission: &Submission) -> Result<Disclosures, Refusal> {
    let beside = submission.beside();
    let kept = Disclosures::of_unread(beside);
    let whole = submission.statement.len() as u64 + kept.unread_bytes();
    if kept.unread().len() > MAX_DISCLOSURES || whole > MAX_SUBMISSION_BYTES as u64 {
        return Err(Refusal::new(
            RefusalCode::Malformed,
            "a submission of more than 64 disclosures or 1 MiB; send less beside the statement",
        ));
    }
    Ok(kept)
}

/// The desk that sent it and the centre are owed an alert.
pub(crate) fn alert(register: &Register, signer: Signer, out: &mut Judgement) {
    let centre = register.authority.centre();
    let mut owe = |to, desk| {
        let number = watch::next_number(out, to);
        out.effects.push(Effect::Alert(Alert {
            number,
            to,
            desk,
            why: AlertWhy::Unreadable,
            plan: None,
            record: None,
        }));
    };
    owe(signer.party, Some(signer.desk));
    if signer.party != centre {
        owe(centre, None);
    }
}

/// Statements of a party that nobody can read and that nothing has mended, in order of record: what
/// it has said is not known whole.
#[must_use]
pub fn pending(register: &Register, party: PartyId, at: Standpoint) -> Vec<Unreadable> {
    let mut open: Vec<Unreadable> = register
        .notifications
        .unreadable(party)
        .filter(|known| known.record < at.known_at)
        .filter(|known| !is_disowned(register, known.record, at.known_at))
        .copied()
        .collect();
    open.sort_by_key(|known| known.record);
    let all = open.clone();
    open.retain(|known| !is_sent_again(register, known, &all, at.known_at));
    open
}

/// Whether what a record says cannot be read and is not mended: its content may be about people who
/// are there, and nobody may erase it.
pub(crate) fn in_force(register: &Register, record: LogIndex, at: Standpoint) -> bool {
    let Some(party) = register.writer_of(record) else {
        return false;
    };
    let unreadable = |known: &Unreadable| known.record == record;
    register.notifications.unreadable(party).any(unreadable)
        && pending(register, party, at).iter().any(unreadable)
}

fn is_disowned(register: &Register, record: LogIndex, known_at: LogIndex) -> bool {
    matches!(
        register.relays.word(record, known_at),
        Word::Disowned { .. }
    )
}

/// Whether it came again and could be read. Where several wait in one place of the chain, nobody can
/// say which of them came again, and none is mended so.
fn is_sent_again(
    register: &Register,
    known: &Unreadable,
    all: &[Unreadable],
    known_at: LogIndex,
) -> bool {
    let Some(place) = known.place else {
        return false;
    };
    let mut waiting: Vec<LogIndex> = Vec::new();
    let mut came = all.iter().filter(|other| other.place == Some(place));
    let mut next = came.next();
    let resent = register.notifications.resent(place).iter();
    for again in resent.filter(|again| again.record < known_at && counts(register, again, known_at))
    {
        while let Some(other) = next.filter(|other| other.record < again.record) {
            waiting.push(other.record);
            next = came.next();
        }
        if waiting.len() == 1 {
            if waiting.contains(&known.record) {
                return true;
            }
            waiting.clear();
        }
    }
    false
}

fn counts(register: &Register, again: &Resent, known_at: LogIndex) -> bool {
    !again.quarantined
        || matches!(
            register.relays.word(again.record, known_at),
            Word::Confirmed { .. }
        )
}
