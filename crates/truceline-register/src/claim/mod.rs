//! Claims: what somebody says of an event, a notification, an actor or a term, and never what the register says.
//!
//! A claim has a claimant, who may be nobody of the register, and a party that enters it; both are shown. What
//! is claimed and where it comes from are sealed; that somebody claims something, when, and who may read it,
//! stands in the record. Nothing is overwritten: a correction supersedes, a stance and a withdrawal stand beside.
//!
//! Read on: [`proposition`] what is claimed, [`words`] its vocabulary, [`history`] how it is kept, [`view`] side by
//! side. Not here: presence. No claim makes anybody present or absent (decision 35).

pub mod history;
pub mod proposition;
pub mod view;
pub mod words;

use crate::codec::cbor::Digest;
use crate::codec::disclosure::Label;
use crate::ids::{ActorId, AgreementId, ClaimId, IncidentId, LogIndex, PartyId};
use crate::notification::{NotificationRef, Personal, consent};
use crate::readers::{self, Readers, judge_key};
use crate::refusal::{Refusal, RefusalCode};
use crate::register::Register;
use crate::register::decide::CLOCK_SKEW;
use crate::register::said::{Admitted, Judgement, Said, enrolled, opened};
use history::{Entered, Taken, Withdrawn};
use minicbor::{Decode, Encode};
use proposition::{Proposition, Provenance, Stated};
use std::collections::BTreeSet;
use words::{ClaimStance, Polarity, Question};

/// Most claims of one party about one incident: every account of a long inquiry. A limit of each party's own, so that
/// nobody fills it for another.
pub const MAX_ABOUT_INCIDENT: usize = 2_000;
/// Most stances of one party on one claim: it may change its mind.
pub const MAX_STANCES: usize = 100;

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum About {
    /// An incident.
    #[n(0)]
    Incident(#[n(0)] IncidentId),
    /// A notification.
    #[n(1)]
    Notification(#[n(0)] NotificationRef),
    /// A site.
    #[n(2)]
    Site(#[n(0)] NotificationRef),
    /// An actor.
    #[n(3)]
    Actor(#[n(0)] ActorId),
    /// A clause of an agreement.
    #[n(4)]
    Clause(#[n(0)] AgreementId, #[n(1)] u16),
}

/// Whose word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum Claimant {
    /// The signer's party.
    #[n(0)]
    Own,
    /// Another party of the register, as the signer's party enters it.
    #[n(1)]
    Party(#[n(0)] PartyId),
    /// Somebody outside, named in the provenance, as the signer's party enters it.
    #[n(2)]
    Outside,
}

/// Somebody claims something.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Claim {
    /// Which; no other claim has it.
    #[n(0)]
    pub id: ClaimId,
    /// About what; absent: about nothing that is here.
    #[n(1)]
    pub about: Option<About>,
    /// To which question it speaks.
    #[n(2)]
    pub question: Question,
    /// A [`Proposition`].
    #[n(3)]
    pub proposition: Digest,
    /// Whether it was so.
    #[n(4)]
    pub polarity: Polarity,
    /// Whose word it is.
    #[n(5)]
    pub claimant: Claimant,
    /// When and how it was said.
    #[n(6)]
    pub stated: Stated,
    /// A [`Provenance`].
    #[n(7)]
    pub provenance: Option<Digest>,
    /// Names of victims, witnesses and sources: [`Personal`]; for nobody but the party that enters them.
    #[n(8)]
    pub personal: Option<Digest>,
    /// Which earlier claim of the same claimant it takes the place of.
    #[n(9)]
    pub supersedes: Option<ClaimId>,
    /// Who may read it; absent: everybody who may read what it is about.
    #[n(10)]
    pub readers: Option<Vec<PartyId>>,
}

/// Somebody takes a stance on a claim.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct StanceTaken {
    /// On which.
    #[n(0)]
    pub claim: ClaimId,
    /// Whose stance it is.
    #[n(1)]
    pub by: Claimant,
    /// Which.
    #[n(2)]
    pub stance: ClaimStance,
    /// When and how it was said.
    #[n(3)]
    pub stated: Stated,
    /// A [`Provenance`].
    #[n(4)]
    pub provenance: Option<Digest>,
}

/// Why a claim is withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Withdrawal {
    /// It was entered in error; whoever entered it says so.
    #[n(0)]
    EnteredInError,
    /// The claimant does not say it any more.
    #[n(1)]
    TakenBack,
}

/// A claim is withdrawn; it stays, and is shown as withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ClaimWithdrawn {
    /// Which.
    #[n(0)]
    pub claim: ClaimId,
    /// Why.
    #[n(1)]
    pub why: Withdrawal,
    /// A [`Provenance`]: where the claimant took it back.
    #[n(2)]
    pub provenance: Option<Digest>,
}

fn invalid(what: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::Invalid, what)
}

fn missing(what: impl std::fmt::Display) -> Refusal {
    Refusal::new(
        RefusalCode::MissingReference,
        format!("your party knows of no {what}; correct the id"),
    )
}

/// Whether a party knows a notification: its own, or told to it by then.
fn knows(register: &Register, about: NotificationRef, party: PartyId, known_at: LogIndex) -> bool {
    let told = |record| consent::shown(register, record, party, known_at).is_some();
    register.notifications.get(about).is_some_and(|known| {
        let mut versions = known.versions.iter();
        about.party == party || versions.any(|version| told(version.record))
    })
}

/// Whether a party may read what a claim is about; what is not here yet nobody may.
fn may_read(register: &Register, about: About, party: PartyId) -> bool {
    match about {
        About::Incident(incident) => register
            .incidents
            .get(incident)
            .is_some_and(|incident| incident.readers.hold(register, party)),
        About::Notification(about) | About::Site(about) => {
            let is_centre = party == register.authority.centre();
            let is_here = register.notifications.get(about).is_some();
            is_here && (is_centre || knows(register, about, party, register.size))
        }
        // Their lists are everybody's.
        About::Actor(_) | About::Clause(..) => true,
    }
}

/// A claim that a party may read.
pub(crate) fn find(
    register: &Register,
    claim: ClaimId,
    party: PartyId,
) -> Result<&Entered, Refusal> {
    register
        .claims
        .get(claim)
        .filter(|entered| entered.readers.hold(register, party))
        .ok_or_else(|| missing(format!("claim {claim}")))
}

/// Reads the provenance that was disclosed with an act.
fn provenance(said: &Said<'_>, digest: Option<Digest>) -> Result<Provenance, Refusal> {
    let provenance: Option<Provenance> = opened(said, digest, Label::Text, "provenance")?;
    if digest.is_some() && provenance.is_none() {
        return Err(invalid(
            "the provenance is not disclosed; say where it comes from, or leave it out",
        ));
    }
    let provenance = provenance.unwrap_or_default();
    match provenance.fault() {
        None => Ok(provenance),
        Some(fault) => Err(invalid(format!("the provenance holds {fault}"))),
    }
}

/// Whose word an act is: a party's that is another than the signer's, or somebody's with a name.
fn judge_claimant(
    register: &Register,
    said: &Said<'_>,
    claimant: Claimant,
    provenance: &Provenance,
) -> Result<(), Refusal> {
    match claimant {
        Claimant::Own if provenance.claimant.is_some() => Err(invalid(
            "your own word has no other claimant; leave the name out",
        )),
        Claimant::Own => Ok(()),
        Claimant::Party(party) if party == said.party => {
            Err(invalid("it is your own party's word; enter it as your own"))
        }
        Claimant::Party(party) => enrolled(register, party),
        Claimant::Outside if provenance.claimant.is_none() => {
            Err(invalid("say whose word it is: a party, or a name"))
        }
        Claimant::Outside => Ok(()),
    }
}

fn judge_stated(said: &Said<'_>, stated: &Stated) -> Result<(), Refusal> {
    let fault = stated.at.and_then(|at| at.fault(said.now.plus(CLOCK_SKEW)));
    match fault {
        None => Ok(()),
        Some(fault) => Err(invalid(format!("when it was said is {fault}"))),
    }
}

/// Judges a claim.
///
/// # Errors
/// [`Refusal`]: a used id, nothing disclosed, something that cannot be, or a thing that the signer's party knows
/// nothing of.
pub fn judge(
    register: &Register,
    said: &Said<'_>,
    body: &Claim,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    if register.claims.get(body.id).is_some() {
        return Err(Refusal::new(
            RefusalCode::IdReused,
            format!("the id {} stands for another claim; use a new id", body.id),
        ));
    }
    let proposition: Option<Proposition> =
        opened(said, Some(body.proposition), Label::Details, "proposition")?;
    let proposition = proposition.ok_or_else(|| {
        invalid("what is claimed is not disclosed; a claim that nobody reads is none")
    })?;
    if proposition.question() != body.question {
        return Err(invalid(format!(
            "the claim speaks to {} and is entered under {}",
            proposition.question(),
            body.question
        )));
    }
    if let Some(fault) = proposition.fault(said.now.plus(CLOCK_SKEW)) {
        return Err(invalid(format!("the claim holds {fault}")));
    }
    opened::<Personal>(said, body.personal, Label::Personal, "personal")?;
    let provenance = provenance(said, body.provenance)?;
    judge_claimant(register, said, body.claimant, &provenance)?;
    judge_stated(said, &body.stated)?;
    if body.claimant != Claimant::Own && !provenance.has_source() {
        return Err(invalid(
            "another's word is entered with its source: an address, or the hash of a document",
        ));
    }
    if let Some(about) = body.about {
        if !may_read(register, about, said.party) {
            return Err(missing("such thing as the claim is about"));
        }
        let entered = register.claims.entered_by(about, said.party);
        if matches!(about, About::Incident(_)) && entered >= MAX_ABOUT_INCIDENT {
            return Err(Refusal::new(
                RefusalCode::OverLimit,
                "a party enters at most 2,000 claims about one incident; open another for what else happened",
            ));
        }
    }
    let reads = |party| match body.about {
        // Whom else its owner told of it is the owner's to know: an answer that hung on it would tell.
        Some(About::Notification(about) | About::Site(about)) if about.party != said.party => {
            let centre = register.authority.centre();
            [about.party, centre, said.party].contains(&party)
        }
        about => about.is_none_or(|about| may_read(register, about, party)),
    };
    readers::judge(register, body.readers.as_deref(), reads)?;
    judge_supersedes(register, said, body, &provenance)
}

/// A correction is of the same claimant's claim that stands, by whoever entered it or by the claimant.
fn judge_supersedes(
    register: &Register,
    said: &Said<'_>,
    body: &Claim,
    provenance: &Provenance,
) -> Result<(), Refusal> {
    let Some(before) = body.supersedes else {
        return Ok(());
    };
    let before = find(register, before, said.party)?;
    let own = (before.claimant() == Some(said.party)) && body.claimant == Claimant::Own;
    if before.by != said.party && !own {
        return Err(Refusal::new(
            RefusalCode::NotTheOwner,
            "a claim is superseded by who entered it, or by the claimant itself; enter another beside it",
        ));
    }
    let whose = match body.claimant {
        Claimant::Own => Some(said.party),
        Claimant::Party(party) => Some(party),
        Claimant::Outside => None,
    };
    let named = before
        .provenance
        .value()
        .and_then(|one| one.claimant.as_ref());
    let is_same =
        whose == before.claimant() && (whose.is_some() || named == provenance.claimant.as_ref());
    if !is_same || before.said.about != body.about || before.said.question != body.question {
        return Err(invalid(
            "a correction has the same claimant, question and subject as what it corrects",
        ));
    }
    if before.said.readers != body.readers {
        return Err(invalid(
            "a correction stands for the same readers as what it corrects; enter another claim for others",
        ));
    }
    match before.superseded_by(register.size) {
        Some(later) => Err(Refusal::new(
            RefusalCode::WrongState,
            format!("it is superseded already, by {later}; supersede that"),
        )),
        None => Ok(()),
    }
}

/// Judges a stance.
///
/// # Errors
/// [`Refusal`]: no such claim, the claimant's own, no source of another's.
pub fn judge_stance(
    register: &Register,
    said: &Said<'_>,
    body: &StanceTaken,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let entered = find(register, body.claim, said.party)?;
    let provenance = provenance(said, body.provenance)?;
    judge_claimant(register, said, body.by, &provenance)?;
    judge_stated(said, &body.stated)?;
    let whose = match body.by {
        Claimant::Own => Some(said.party),
        Claimant::Party(party) => Some(party),
        Claimant::Outside => None,
    };
    // Whom another party's entry names was not asked: it may deny what is put into its mouth.
    let is_put_in_its_mouth = body.by == Claimant::Own && entered.by != said.party;
    if whose.is_some() && whose == entered.claimant() && !is_put_in_its_mouth {
        return Err(invalid(
            "a claimant takes no stance on its own claim; supersede or withdraw it",
        ));
    }
    if body.by != Claimant::Own && !provenance.has_source() && body.stance != ClaimStance::NoAnswer
    {
        return Err(invalid(
            "another's stance is entered with its source: an address, or the hash of a document",
        ));
    }
    let own = entered
        .stances
        .iter()
        .filter(|taken| taken.by == said.party);
    if own.count() >= MAX_STANCES {
        return Err(Refusal::new(
            RefusalCode::OverLimit,
            "a party enters at most 100 stances on one claim",
        ));
    }
    Ok(())
}

/// Judges a withdrawal.
///
/// # Errors
/// [`Refusal`]: no such claim, withdrawn already, neither who entered it nor the claimant.
pub fn judge_withdrawal(
    register: &Register,
    said: &Said<'_>,
    body: &ClaimWithdrawn,
    _: &mut Judgement,
) -> Result<(), Refusal> {
    judge_key(said)?;
    let entered = find(register, body.claim, said.party)?;
    let provenance = provenance(said, body.provenance)?;
    let is_claimant = entered.claimant() == Some(said.party);
    match body.why {
        Withdrawal::EnteredInError if entered.by != said.party => {
            return Err(Refusal::new(
                RefusalCode::NotTheOwner,
                "only who entered a claim says that it was entered in error; take a stance on it",
            ));
        }
        Withdrawal::TakenBack if entered.by != said.party && !is_claimant => {
            return Err(Refusal::new(
                RefusalCode::NotTheOwner,
                "a claim is taken back by its claimant, or so entered by who entered it; take a stance on it",
            ));
        }
        Withdrawal::TakenBack if !is_claimant && !provenance.has_source() => {
            return Err(invalid(
                "that another took its word back is entered with its source",
            ));
        }
        Withdrawal::EnteredInError | Withdrawal::TakenBack => {}
    }
    if entered.withdrawn(register.size).is_some() {
        return Err(Refusal::new(
            RefusalCode::WrongState,
            format!("the claim {} is withdrawn already", body.claim),
        ));
    }
    Ok(())
}

/// Who may read a claim: the readers of what it corrects; else whom its author named, or whoever may read what it is about; with the author, and with
/// the claimant where it may read what it is about.
fn readers_of(register: &Register, admitted: &Admitted<'_>, body: &Claim) -> Readers {
    let before = body
        .supersedes
        .and_then(|before| register.claims.get(before));
    if let Some(before) = before {
        return before.readers.clone();
    }
    let about = match body.about {
        Some(About::Incident(incident)) => register
            .incidents
            .get(incident)
            .map(|incident| incident.readers.clone()),
        Some(About::Notification(about) | About::Site(about)) => {
            Some(Readers::Only(BTreeSet::from([about.party])))
        }
        Some(About::Actor(_) | About::Clause(..)) | None => None,
    };
    let named = body.readers.as_ref();
    let named = named.map(|named| Readers::Only(named.iter().copied().collect()));
    let readers = named.or(about).unwrap_or(Readers::Everybody);
    let readers = readers.and(admitted.party);
    let reads = |party| {
        body.about
            .is_none_or(|about| may_read(register, about, party))
    };
    match body.claimant {
        Claimant::Party(party) if reads(party) => readers.and(party),
        Claimant::Party(_) | Claimant::Own | Claimant::Outside => readers,
    }
}

/// Takes a claim in.
pub(crate) fn apply(register: &mut Register, admitted: &Admitted<'_>, body: &Claim) {
    let entered = Entered {
        record: admitted.index,
        by: admitted.party,
        received_at: admitted.received_at(),
        readers: readers_of(register, admitted, body),
        proposition: admitted.told(Some(body.proposition), Label::Details),
        provenance: admitted.told(body.provenance, Label::Text),
        said: body.clone(),
        stances: Vec::new(),
        withdrawals: Vec::new(),
        later: Vec::new(),
    };
    register.claims.enter(entered);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes a stance in.
pub(crate) fn apply_stance(register: &mut Register, admitted: &Admitted<'_>, body: &StanceTaken) {
    let taken = Taken {
        record: admitted.index,
        by: admitted.party,
        received_at: admitted.received_at(),
        provenance: admitted.told(body.provenance, Label::Text),
        said: body.clone(),
    };
    register.claims.take_stance(taken);
    register.watch.stay_quiet_after(admitted.index);
}

/// Takes a withdrawal in.
pub(crate) fn apply_withdrawal(
    register: &mut Register,
    admitted: &Admitted<'_>,
    body: &ClaimWithdrawn,
) {
    let withdrawn = Withdrawn {
        record: admitted.index,
        by: admitted.party,
        received_at: admitted.received_at(),
        provenance: admitted.told(body.provenance, Label::Text),
        said: body.clone(),
    };
    register.claims.withdraw(withdrawn);
    register.watch.stay_quiet_after(admitted.index);
}

#[cfg(test)]
pub(crate) mod tests;
