//! Two sides' lists of a day set side by side: which entries speak of one event, as a person holds.
//!
//! *Matched* means that a person holds two entries to be about the same event. It makes nothing in
//! them an agreed fact, and it says nothing about who did what.
//!
//! The lists are fixed by records: when a reconciliation is opened the register notes which allegations
//! stand in them, and opening it again notes those that came since. So every entry is in one class at every
//! moment, and no correction, withdrawal or erasure takes one out of a count. [`listing`] says which
//! allegations are entries, [`history`] in which class each is; [`matching`] proposes by place, time, kind
//! and name with a score and its reasons; [`spelling`] compares names as different people write them. Not
//! here: what is published of it ([`crate::bulletin`]). `docs/spec/matching.md`, decision 43.

pub mod history;
pub mod listing;
pub mod matching;
pub mod proposal;
pub mod spelling;

use crate::allegation::history::Version;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::codec::record::Effect;
use crate::ids::{AllegationId, LogIndex, PartyId, ReconciliationId, ZoneId};
use crate::readers::judge_key;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::said::{Admitted, Judgement, Said, enrolled, opened};
use crate::time::{Span, TimeWindow};
use crate::vocabulary::{Role, words};
use history::{Class, Dispute, Judged, Listing, Reconciliation, Undone};
use listing::{Listed, MAX_LISTED, compared};
use matching::Reasons;
use minicbor::{Decode, Encode};
use std::fmt;

/// Longest stretch of time of one reconciliation.
pub const MAX_LASTING: Span = Span::hours(31 * 24);
/// Most judgements and disputes of one reconciliation.
pub const MAX_WORDS: usize = 20_000;
/// Longest reason of a proposal that is kept, in bytes; four of them.
const MAX_REASON_BYTES: usize = 400;

words! {
    /// Which of the two lists.
    Side {
        /// The first.
        0 One = "one",
        /// The second.
        1 Other = "other",
    }

    /// What a person holds of two entries.
    PairWord {
        /// They are about the same event; not that either is so.
        0 Matched = "matched",
        /// They are about two events; they are not proposed again.
        1 NotTheSame = "not-the-same",
    }
}

/// A reconciliation by the party that opened it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct ReconciliationRef {
    /// Whose.
    #[n(0)]
    pub party: PartyId,
    /// Which.
    #[n(1)]
    pub id: ReconciliationId,
}

/// An entry of a list in one version: the maker is the list's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct EntryVersion {
    /// The maker's id of the allegation.
    #[n(0)]
    pub id: AllegationId,
    /// The record that tells it so.
    #[n(1)]
    pub record: LogIndex,
}

/// Two lists are set side by side. The same again takes in what was alleged since.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ReconciliationOpened {
    /// The opener's id for it.
    #[n(0)]
    pub id: ReconciliationId,
    /// Whose the first list is.
    #[n(1)]
    pub one: PartyId,
    /// Whose the second list is.
    #[n(2)]
    pub other: PartyId,
    /// Of which zone.
    #[n(3)]
    pub zone: ZoneId,
    /// Of which time: entries that begin in it.
    #[n(4)]
    pub window: TimeWindow,
}

/// A pair as it was proposed to whoever judged it.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Proposed {
    /// The score, 0 to 1000.
    #[n(0)]
    pub score: u16,
    /// The reasons, one for each thing that was compared.
    #[n(1)]
    pub reasons: Vec<String>,
}

/// A person says what two entries are to each other.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PairJudged {
    /// In which reconciliation of the signer's party.
    #[n(0)]
    pub about: ReconciliationId,
    /// The entry of the first list, as it was read.
    #[n(1)]
    pub one: EntryVersion,
    /// The entry of the second list, as it was read.
    #[n(2)]
    pub other: EntryVersion,
    /// What they are to each other.
    #[n(3)]
    pub word: PairWord,
    /// What was proposed: [`Proposed`]; absent where the person found the pair without a proposal.
    #[n(4)]
    pub proposed: Option<Digest>,
    /// Why, in words.
    #[n(5)]
    pub text: Option<Digest>,
}

/// A judgement or a dispute is taken back; it stays to be read.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct JudgementUndone {
    /// In which reconciliation of the signer's party.
    #[n(0)]
    pub about: ReconciliationId,
    /// The record that said it.
    #[n(1)]
    pub record: LogIndex,
    /// Why, in words.
    #[n(2)]
    pub reason: Option<Digest>,
}

/// An entry is set apart as disputed: it can be put neither into a pair nor among those of one side only.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EntryDisputed {
    /// In which reconciliation of the signer's party.
    #[n(0)]
    pub about: ReconciliationId,
    /// Of which list.
    #[n(1)]
    pub side: Side,
    /// Which entry.
    #[n(2)]
    pub entry: AllegationId,
    /// Why, in words; always given.
    #[n(3)]
    pub reason: Digest,
}

impl fmt::Debug for Proposed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Proposed {
    /// A pair's score with its reasons.
    #[must_use]
    pub fn of(reasons: &Reasons) -> Self {
        Self {
            score: reasons.score(),
            reasons: reasons.words().to_vec(),
        }
    }
}

/// Whether a party of this role may set lists side by side: who watches or inquires, not who fights.
#[must_use]
pub const fn may_reconcile(role: Role) -> bool {
    match role {
        Role::Centre | Role::Guarantor | Role::Monitor | Role::Mediator | Role::Investigator => {
            true
        }
        Role::Force | Role::Humanitarian | Role::Civil | Role::Intermediary | Role::Witness => {
            false
        }
    }
}

fn refused<T>(code: RefusalCode, what: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(code, what))
}

/// Judges the opening of a reconciliation, and says in the record what stands in both lists.
///
/// # Errors
/// [`Refusal`]: not this role's, a list of the signer's own, an id used for another, too long.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &ReconciliationOpened,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let role = register.authority.party(said.party).map(|party| party.role);
    if !role.is_some_and(may_reconcile) {
        return refused(
            RefusalCode::NotThisRole,
            "lists are set side by side by who watches or inquires: centre, guarantors, monitors, mediators, investigators",
        );
    }
    enrolled(register, body.one)?;
    enrolled(register, body.other)?;
    if body.one == body.other || said.party == body.one || said.party == body.other {
        return refused(
            RefusalCode::Invalid,
            "a reconciliation is of two other parties' lists; name two, neither of them your own",
        );
    }
    if !register.zones.is_known(body.zone, register.size) {
        return refused(
            RefusalCode::MissingReference,
            format!("the zone {} is not known here; correct the id", body.zone),
        );
    }
    if body.window.end().since(body.window.start()) > MAX_LASTING {
        return refused(
            RefusalCode::OverLimit,
            "a reconciliation spans at most 31 days; open one for each day",
        );
    }
    let about = ReconciliationRef {
        party: said.party,
        id: body.id,
    };
    let known = register.reconciliations.get(about);
    if known.is_some_and(|known| known.said != *body) {
        return refused(
            RefusalCode::IdReused,
            "your party has opened another reconciliation under this id; draw another id",
        );
    }
    let listed = Listed::of(register, said.party, body, known, MAX_LISTED);
    out.effects.push(Effect::Listed(listed));
    Ok(())
}

/// The signer's party's reconciliation, with room for another word.
fn own<'a>(
    register: &'a Register,
    said: &Said<'_>,
    id: ReconciliationId,
) -> Result<&'a Reconciliation, Refusal> {
    judge_key(said)?;
    let about = ReconciliationRef {
        party: said.party,
        id,
    };
    let Some(known) = register.reconciliations.get(about) else {
        return refused(
            RefusalCode::MissingReference,
            "your party has opened no reconciliation of that id; `reconcile list` shows them",
        );
    };
    Ok(known)
}

fn with_room(known: &Reconciliation) -> Result<(), Refusal> {
    if known.judged().len() + known.disputes().len() >= MAX_WORDS {
        return refused(
            RefusalCode::OverLimit,
            "20,000 judgements of this reconciliation; open one for a shorter time",
        );
    }
    Ok(())
}

/// Judges what a person says of two entries.
///
/// # Errors
/// [`Refusal`]: entries that are not listed, were corrected since they were read, or stand otherwise; a
/// proposal that is not the one that comes of the two accounts.
pub fn judge_pair(register: &Register, said: &Said<'_>, body: &PairJudged) -> Result<(), Refusal> {
    let known = own(register, said, body.about)?;
    with_room(known)?;
    let one = known.current(register, Side::One, body.one.id, register.size);
    let other = known.current(register, Side::Other, body.other.id, register.size);
    let (Some(one), Some(other)) = (one, other) else {
        return refused(
            RefusalCode::MissingReference,
            "one of the two entries is not in its list; `reconcile show` shows both, opening it again takes in what came since",
        );
    };
    if one.record != body.one.record || other.record != body.other.record {
        return refused(
            RefusalCode::WrongState,
            "one of the two entries was corrected since you read it; read it again",
        );
    }
    let pair = (body.one.id, body.other.id);
    if known.is_apart(pair, register.size) {
        return refused(
            RefusalCode::WrongState,
            "somebody held these two to be two events; take that back first",
        );
    }
    let classes = [
        known.class(Side::One, body.one.id, register.size),
        known.class(Side::Other, body.other.id, register.size),
    ];
    let is_taken = match body.word {
        PairWord::Matched => classes.iter().any(|class| *class != Some(Class::Only)),
        PairWord::NotTheSame => {
            matches!(classes[0], Some(Class::Matched { with, .. }) if with == body.other.id)
        }
    };
    if is_taken {
        return refused(
            RefusalCode::WrongState,
            "one of the two entries is matched or disputed already; take that back first",
        );
    }
    let proposed = opened::<Proposed>(said, body.proposed, Label::Details, "proposed")?;
    judge_proposed(body.proposed.is_some(), proposed.as_ref(), (one, other))?;
    opened::<String>(said, body.text, Label::Text, "text")?;
    Ok(())
}

/// What is kept as the proposal is what this register proposes.
fn judge_proposed(
    is_given: bool,
    proposed: Option<&Proposed>,
    (one, other): (&Version, &Version),
) -> Result<(), Refusal> {
    if !is_given {
        return Ok(());
    }
    let Some(proposed) = proposed else {
        return refused(
            RefusalCode::Invalid,
            "the proposal is not disclosed; send it along, or leave it out",
        );
    };
    let is_long = |reason: &String| reason.len() > MAX_REASON_BYTES;
    let own = compared(one, other).as_ref().map(Proposed::of);
    if proposed.reasons.iter().any(is_long) || own.as_ref() != Some(proposed) {
        return refused(
            RefusalCode::Invalid,
            "the two accounts do not give this score and these reasons; ask for the proposal again",
        );
    }
    Ok(())
}

/// Judges that a judgement is taken back.
///
/// # Errors
/// [`Refusal`]: no such judgement, or taken back before.
pub fn judge_undone(
    register: &Register,
    said: &Said<'_>,
    body: &JudgementUndone,
) -> Result<(), Refusal> {
    let known = own(register, said, body.about)?;
    match known.is_undone(body.record) {
        None => {
            return refused(
                RefusalCode::MissingReference,
                "that record says nothing of this reconciliation that can be taken back",
            );
        }
        Some(true) => {
            return refused(RefusalCode::WrongState, "that was taken back already");
        }
        Some(false) => {}
    }
    opened::<String>(said, body.reason, Label::Text, "reason")?;
    Ok(())
}

/// Judges that an entry is disputed.
///
/// # Errors
/// [`Refusal`]: no such entry, one that is matched or disputed, no reason.
pub fn judge_dispute(
    register: &Register,
    said: &Said<'_>,
    body: &EntryDisputed,
) -> Result<(), Refusal> {
    let known = own(register, said, body.about)?;
    with_room(known)?;
    match known.class(body.side, body.entry, register.size) {
        None => {
            return refused(
                RefusalCode::MissingReference,
                "that entry is not in that list; `reconcile show` shows both",
            );
        }
        Some(Class::Only) => {}
        Some(Class::Matched { .. } | Class::Disputed { .. }) => {
            return refused(
                RefusalCode::WrongState,
                "that entry is matched or disputed already; take that back first",
            );
        }
    }
    let reason = opened::<String>(said, Some(body.reason), Label::Text, "reason")?;
    if reason.is_none_or(|reason| reason.trim().is_empty()) {
        return refused(
            RefusalCode::Invalid,
            "say why the entry is disputed, and disclose it to the register",
        );
    }
    Ok(())
}

fn about(admitted: &Admitted<'_>, id: ReconciliationId) -> ReconciliationRef {
    ReconciliationRef {
        party: admitted.party,
        id,
    }
}

/// Takes the lists in.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &ReconciliationOpened) {
    let mut effects = admitted.part.effects.iter();
    let listed = effects.find_map(|effect| match effect {
        Effect::Listed(listed) => Some(listed.clone()),
        _ => None,
    });
    let listing = Listing {
        record: admitted.index,
        listed: listed.unwrap_or_default(),
        received_at: admitted.received_at(),
    };
    let about = about(admitted, body.id);
    register.reconciliations.open(about, body, listing);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes a judgement in.
pub(crate) fn apply_pair(register: &mut Register, admitted: &Admitted<'_>, body: &PairJudged) {
    let judged = Judged {
        record: admitted.index,
        by: admitted.signer,
        one: body.one,
        other: body.other,
        word: body.word,
        proposed: admitted.told(body.proposed, Label::Details),
        text: admitted.told(body.text, Label::Text),
        received_at: admitted.received_at(),
        undone: None,
    };
    let about = about(admitted, body.about);
    register.reconciliations.judge(about, judged);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes in that a judgement is taken back.
pub(crate) fn apply_undone(
    register: &mut Register,
    admitted: &Admitted<'_>,
    body: &JudgementUndone,
) {
    let undone = Undone {
        record: admitted.index,
        by: admitted.signer,
        reason: admitted.told(body.reason, Label::Text),
        received_at: admitted.received_at(),
    };
    let about = about(admitted, body.about);
    register.reconciliations.undo(about, body.record, undone);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes a dispute in.
pub(crate) fn apply_dispute(
    register: &mut Register,
    admitted: &Admitted<'_>,
    body: &EntryDisputed,
) {
    let dispute = Dispute {
        record: admitted.index,
        by: admitted.signer,
        side: body.side,
        entry: body.entry,
        reason: admitted.told(Some(body.reason), Label::Text),
        received_at: admitted.received_at(),
        undone: None,
    };
    let about = about(admitted, body.about);
    register.reconciliations.dispute(about, dispute);
    register.watch.stay_quiet_after(admitted.index);
}

#[cfg(test)]
#[path = "tests/spelling.rs"]
mod spelling_tests;
#[cfg(test)]
pub(crate) mod tests;
