//! Allegations: that something happened which an agreement forbids, as somebody says it did; nil
//! observations and restrictions of access beside them, so that counts can be read for what they are.
//!
//! The register holds none of it to be so. How far others went along is a ladder of signed steps, each
//! with whoever says so; the party alleged may answer; nothing is overwritten. Read on: [`kind`] what is
//! alleged, [`account`] the sealed telling, [`history`] what is kept and who sees it. Not here: whether two
//! entries are one event ([`crate::reconciliation`]). DOMAIN.md §6.12; decision 38.

pub mod account;
pub mod history;
pub mod kind;

use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::ids::{AgreementId, AllegationId, PartyId};
use crate::notification::Personal;
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::decide::CLOCK_SKEW;
use crate::register::said::{Admitted, Judgement, Said, enrolled, opened};
use crate::vocabulary::{Resolution, Role, words};
use account::Account;
use history::{Allegation, Answer, Grade, Version, Withdrawn};
use kind::Kind;
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;
use std::fmt;

/// Most recipients of one allegation beside the centre.
pub const MAX_READERS: usize = 64;
/// Most versions, steps and answers of one party of one allegation: it may change its mind. A limit of each party's
/// own, so that nobody takes the word from another.
pub const MAX_WORDS: usize = 100;

words! {
    /// A step of the ladder, by whoever takes it. What nobody took a step for is alleged and no more.
    Step {
        /// L1: logged and acknowledged by a mechanism.
        0 Logged = "logged",
        /// L2: corroborated by at least two sources that do not depend on each other.
        1 Corroborated = "corroborated",
        /// L3: verified on the spot or by technical means.
        2 Verified = "verified",
        /// L4: concluded with a finding.
        3 Concluded = "concluded",
        /// No violation, in the words of whoever takes the step.
        4 Rejected = "rejected",
        /// The speaker takes its own earlier steps back.
        5 TakenBack = "taken-back",
    }

    /// What another party says of an allegation.
    AnswerWord {
        /// It says so, too.
        0 Confirms = "confirms",
        /// It says that it was not so.
        1 Denies = "denies",
        /// It cannot say that it was so.
        2 CannotConfirm = "cannot-confirm",
    }
}

/// What is said to have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum What {
    /// A violation.
    #[n(0)]
    Violation(#[n(0)] Kind),
    /// Nothing was observed there and then, by an observer who was there.
    #[n(1)]
    Nothing,
    /// The observer was kept from observing.
    #[n(2)]
    NoAccess,
}

/// An allegation by the party that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct AllegationRef {
    /// Whose.
    #[n(0)]
    pub party: PartyId,
    /// Which.
    #[n(1)]
    pub id: AllegationId,
}

/// Somebody alleges something; a correction has the same id and takes the place of what was told.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AllegationMade {
    /// The maker's id for it.
    #[n(0)]
    pub id: AllegationId,
    /// What.
    #[n(1)]
    pub what: What,
    /// Under which agreement.
    #[n(2)]
    pub agreement: Option<AgreementId>,
    /// Which of its clauses.
    #[n(3)]
    pub clause: Option<u16>,
    /// The [`Account`].
    #[n(4)]
    pub account: Digest,
    /// Names of victims, witnesses and sources: [`Personal`]; for the maker's eyes alone.
    #[n(5)]
    pub personal: Option<Digest>,
    /// Who is told, beside the centre.
    #[n(6)]
    pub readers: Vec<PartyId>,
}

/// Somebody takes a step on the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AllegationGraded {
    /// Of which.
    #[n(0)]
    pub about: AllegationRef,
    /// Which step.
    #[n(1)]
    pub step: Step,
    /// On what it rests, in words.
    #[n(2)]
    pub text: Option<Digest>,
}

/// A party answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AllegationAnswered {
    /// Which.
    #[n(0)]
    pub about: AllegationRef,
    /// What it says.
    #[n(1)]
    pub word: AnswerWord,
    /// In words.
    #[n(2)]
    pub text: Option<Digest>,
}

/// Its maker does not allege it any more.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AllegationWithdrawn {
    /// Which.
    #[n(0)]
    pub id: AllegationId,
    /// Why, in words.
    #[n(1)]
    pub reason: Option<Digest>,
}

impl Step {
    /// Who may take it. The ladder is of those who watch or inquire; whoever fights answers instead.
    #[must_use]
    pub const fn may_be_taken_by(self, role: Role) -> bool {
        match role {
            Role::Centre | Role::Guarantor | Role::Monitor | Role::Mediator => true,
            Role::Investigator => !matches!(self, Self::Logged),
            Role::Force | Role::Humanitarian | Role::Civil | Role::Intermediary | Role::Witness => {
                false
            }
        }
    }
}

fn with_key_in_force(said: &Said<'_>) -> Result<(), Refusal> {
    if said.unconfirmed {
        return Err(Refusal::new(
            RefusalCode::KeyRevoked,
            "sign with a key in force",
        ));
    }
    Ok(())
}

/// Judges an allegation, or a correction of one.
///
/// # Errors
/// [`Refusal`]: an id used before, no such allegation to correct, an account that cannot be, too many
/// recipients or words.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &AllegationMade,
    corrects: bool,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    with_key_in_force(said)?;
    let about = AllegationRef {
        party: said.party,
        id: body.id,
    };
    match (register.allegations.get(about), corrects) {
        (Some(_), false) => {
            return Err(Refusal::new(
                RefusalCode::IdReused,
                "your party has alleged something under this id; correct it, or draw another id",
            ));
        }
        (None, true) => return Err(unknown()),
        (Some(known), true) => may_go_on(known, said.party)?,
        (None, false) => {}
    }
    if body.readers.len() > MAX_READERS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "an allegation names at most 64 recipients",
        ));
    }
    for reader in &body.readers {
        enrolled(register, *reader)?;
    }
    if body.clause.is_some() && body.agreement.is_none() {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a clause is one of an agreement; name the agreement",
        ));
    }
    opened::<Personal>(said, body.personal, Label::Personal, "personal")?;
    let account = opened::<Account>(said, Some(body.account), Label::Details, "account")?;
    if let Some(account) = account {
        account.check()?;
        if account.window.start() > said.now.plus(CLOCK_SKEW) {
            return Err(Refusal::new(
                RefusalCode::Invalid,
                "what is alleged begins in the future; say it when it has happened",
            ));
        }
        let alleged = account.alleged.as_ref().and_then(|alleged| alleged.party);
        if let Some(party) = alleged {
            enrolled(register, party)?;
        }
        if let Some(zone) = account.zone
            && !register.zones.is_known(zone, register.size)
        {
            return Err(Refusal::new(
                RefusalCode::MissingReference,
                format!("the zone {zone} is not known here; correct the id"),
            ));
        }
    }
    // Whoever was told once hears of corrections, too.
    let known = register.allegations.get(about);
    let before = known.map(|known| known.readers(register.size));
    let readers = body.readers.iter().copied();
    tell(
        register,
        said,
        readers.chain(before.into_iter().flatten()),
        out,
    );
    Ok(())
}

/// Puts the word into the inboxes of the centre and of these parties.
fn tell(
    register: &Register,
    said: &Said<'_>,
    readers: impl Iterator<Item = PartyId>,
    out: &mut Judgement,
) {
    let readers: BTreeSet<PartyId> = readers.chain([register.authority.centre()]).collect();
    for reader in readers {
        if reader != said.party {
            out.tell(reader, Resolution::Exact);
        }
    }
}

fn unknown() -> Refusal {
    Refusal::new(
        RefusalCode::MissingReference,
        "your party knows no allegation of that party and id; correct it",
    )
}

fn may_go_on(known: &Allegation, party: PartyId) -> Result<(), Refusal> {
    if known.words_of(party) >= MAX_WORDS {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "your party has said 100 words of this allegation; open an incident about it",
        ));
    }
    if known.withdrawn().is_some() {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            "the allegation is withdrawn; make it anew under another id",
        ));
    }
    Ok(())
}

/// The allegation that somebody speaks of, if it was told of it.
fn seen<'a>(
    register: &'a Register,
    said: &Said<'_>,
    about: AllegationRef,
) -> Result<&'a Allegation, Refusal> {
    let known = register.allegations.get(about);
    let known = known.filter(|known| known.is_for(register, said.party, register.size));
    known.ok_or_else(unknown)
}

/// Whether a version that a party was told of says of it that it did it. What it was not told is not looked at: a
/// refusal would tell it.
fn names(register: &Register, known: &Allegation, party: PartyId) -> bool {
    let accounts = known.versions_for(register, party, register.size);
    let mut accounts = accounts.filter_map(|version| version.account.value());
    accounts.any(|account| {
        let alleged = account.alleged.as_ref();
        alleged.and_then(|alleged| alleged.party) == Some(party)
    })
}

/// Judges a step. Everybody who was told of the allegation is told of it.
///
/// # Errors
/// [`Refusal`]: not told of it, not this role's, one's own allegation, nothing to take back.
pub fn judge_grade(
    register: &Register,
    said: &Said<'_>,
    body: &AllegationGraded,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    with_key_in_force(said)?;
    let role = register.authority.party(said.party).map(|party| party.role);
    if !role.is_some_and(|role| body.step.may_be_taken_by(role)) {
        return Err(Refusal::new(
            RefusalCode::NotThisRole,
            "steps on the ladder are taken by who watches or inquires: centre, guarantors, monitors, mediators and (but for the first) investigators; others answer",
        ));
    }
    let known = seen(register, said, body.about)?;
    may_go_on(known, said.party)?;
    if body.about.party == said.party && body.step != Step::Logged {
        return Err(Refusal::new(
            RefusalCode::NotThisRole,
            "no party corroborates, verifies or concludes what it alleges itself; another one does",
        ));
    }
    if names(register, known, said.party) && !matches!(body.step, Step::Logged | Step::TakenBack) {
        return Err(Refusal::new(
            RefusalCode::NotThisRole,
            "who is alleged to have done it answers; another one corroborates, verifies, concludes or rejects",
        ));
    }
    let mut latest_first = known.grades().iter().rev();
    let last = latest_first.find(|grade| grade.party == said.party);
    let last = last.map(|grade| grade.step);
    if body.step == Step::TakenBack && last.is_none_or(|step| step == Step::TakenBack) {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            "your party stands by no step on this allegation, so there is none to take back",
        ));
    }
    opened::<String>(said, body.text, Label::Text, "text")?;
    tell_all(register, said, known, out);
    Ok(())
}

/// Judges an answer.
///
/// # Errors
/// [`Refusal`]: not told of it, or one's own allegation.
pub fn judge_answer(
    register: &Register,
    said: &Said<'_>,
    body: &AllegationAnswered,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    with_key_in_force(said)?;
    let known = seen(register, said, body.about)?;
    may_go_on(known, said.party)?;
    if body.about.party == said.party {
        return Err(Refusal::new(
            RefusalCode::Invalid,
            "a party does not answer itself; correct or withdraw the allegation",
        ));
    }
    opened::<String>(said, body.text, Label::Text, "text")?;
    tell_all(register, said, known, out);
    Ok(())
}

/// Judges a withdrawal.
///
/// # Errors
/// [`Refusal`]: no such allegation of the signer's, or withdrawn before.
pub fn judge_withdrawal(
    register: &Register,
    said: &Said<'_>,
    body: &AllegationWithdrawn,
    out: &mut Judgement,
) -> Result<(), Refusal> {
    with_key_in_force(said)?;
    let about = AllegationRef {
        party: said.party,
        id: body.id,
    };
    let known = register.allegations.get(about).ok_or_else(unknown)?;
    if known.withdrawn().is_some() {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            "the allegation is withdrawn already",
        ));
    }
    opened::<String>(said, body.reason, Label::Text, "reason")?;
    tell_all(register, said, known, out);
    Ok(())
}

/// Whoever made it, and everybody who was told of it.
fn tell_all(register: &Register, said: &Said<'_>, known: &Allegation, out: &mut Judgement) {
    let readers = known.readers(register.size).chain([known.about.party]);
    tell(register, said, readers, out);
}

/// Takes an allegation or its correction in.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &AllegationMade) {
    let version = Version {
        record: admitted.index,
        what: body.what,
        agreement: body.agreement,
        clause: body.clause,
        account: admitted.told(Some(body.account), Label::Details),
        readers: body.readers.iter().copied().collect(),
        received_at: admitted.received_at(),
    };
    let about = AllegationRef {
        party: admitted.party,
        id: body.id,
    };
    register.allegations.take(about, version);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes a step in.
pub(crate) fn apply_grade(
    register: &mut Register,
    admitted: &Admitted<'_>,
    body: &AllegationGraded,
) {
    let grade = Grade {
        record: admitted.index,
        party: admitted.party,
        step: body.step,
        text: admitted.told(body.text, Label::Text),
        received_at: admitted.received_at(),
    };
    register.allegations.grade(body.about, grade);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes an answer in.
pub(crate) fn apply_answer(
    register: &mut Register,
    admitted: &Admitted<'_>,
    body: &AllegationAnswered,
) {
    let answer = Answer {
        record: admitted.index,
        party: admitted.party,
        word: body.word,
        text: admitted.told(body.text, Label::Text),
        received_at: admitted.received_at(),
    };
    register.allegations.answer(body.about, answer);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes a withdrawal in.
pub(crate) fn apply_withdrawal(
    register: &mut Register,
    admitted: &Admitted<'_>,
    body: &AllegationWithdrawn,
) {
    let withdrawn = Withdrawn {
        record: admitted.index,
        reason: admitted.told(body.reason, Label::Text),
        received_at: admitted.received_at(),
    };
    let about = AllegationRef {
        party: admitted.party,
        id: body.id,
    };
    register.allegations.withdraw(about, withdrawn);
    register.watch.stay_quiet_after(admitted.index);
}

#[cfg(test)]
mod tests;
