//! Claims, stances, incidents and what is asked about them, before they are signed.

use super::Sealer;
use crate::exit::Problem;
use truceline_register::claim::proposition::{Proposition, Provenance, Stated};
use truceline_register::claim::words::{ClaimStance, EventKind, Polarity};
use truceline_register::claim::{About, Claim, ClaimWithdrawn, Claimant, StanceTaken, Withdrawal};
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::ids::{ClaimId, IncidentId, InformationRequestId, PartyId};
use truceline_register::incident::asking::{
    InformationAnswer, InformationRequest, Reply, StandardQuestion,
};
use truceline_register::incident::{Details, Incident};
use truceline_register::notification::Personal;
use truceline_register::time::Instant;

/// What somebody claims.
#[derive(Clone, Debug)]
pub struct ClaimWords {
    /// Which.
    pub id: ClaimId,
    /// About what.
    pub about: Option<About>,
    /// What is claimed.
    pub proposition: Proposition,
    /// Whether it was so.
    pub polarity: Polarity,
    /// Whose word it is.
    pub claimant: Claimant,
    /// When and how it was said.
    pub stated: Stated,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Names of victims, witnesses and sources.
    pub persons: Vec<String>,
    /// Which earlier claim it takes the place of.
    pub supersedes: Option<ClaimId>,
    /// Who may read it.
    pub readers: Option<Vec<PartyId>>,
}

/// A stance on a claim.
#[derive(Clone, Debug)]
pub struct StanceWords {
    /// On which.
    pub claim: ClaimId,
    /// Whose.
    pub by: Claimant,
    /// Which.
    pub stance: ClaimStance,
    /// When and how it was said.
    pub stated: Stated,
    /// Where it comes from.
    pub provenance: Provenance,
}

fn provenance(sealer: &mut Sealer<'_>, given: &Provenance) -> Result<Option<Digest>, Problem> {
    let some = (*given != Provenance::default()).then_some(given);
    sealer.seal_some(Label::Text, some)
}

/// A set of readers as the register wants it: each once, in order.
#[must_use]
pub fn sorted(mut readers: Vec<PartyId>) -> Vec<PartyId> {
    readers.sort_unstable();
    readers.dedup();
    readers
}

impl ClaimWords {
    /// Salts what is claimed, where it comes from, and names.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a text that steers a screen.
    pub fn seal(&self, sealer: &mut Sealer<'_>) -> Result<Claim, Problem> {
        let persons = (!self.persons.is_empty()).then(|| Personal {
            persons: self.persons.clone(),
            ..Personal::default()
        });
        Ok(Claim {
            id: self.id,
            about: self.about,
            question: self.proposition.question(),
            proposition: sealer.seal(Label::Details, &self.proposition)?,
            polarity: self.polarity,
            claimant: self.claimant,
            stated: self.stated,
            provenance: provenance(sealer, &self.provenance)?,
            personal: sealer.seal_some(Label::Personal, persons.as_ref())?,
            supersedes: self.supersedes,
            readers: self.readers.clone().map(sorted),
        })
    }
}

impl StanceWords {
    /// Salts where it comes from.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a text that steers a screen.
    pub fn seal(&self, sealer: &mut Sealer<'_>) -> Result<StanceTaken, Problem> {
        Ok(StanceTaken {
            claim: self.claim,
            by: self.by,
            stance: self.stance,
            stated: self.stated,
            provenance: provenance(sealer, &self.provenance)?,
        })
    }
}

/// Salts where a withdrawal comes from.
///
/// # Errors
/// [`Problem`]: no randomness, or a text that steers a screen.
pub fn withdrawn(
    sealer: &mut Sealer<'_>,
    claim: ClaimId,
    why: Withdrawal,
    given: &Provenance,
) -> Result<ClaimWithdrawn, Problem> {
    Ok(ClaimWithdrawn {
        claim,
        why,
        provenance: provenance(sealer, given)?,
    })
}

/// Salts where and when an incident was.
///
/// # Errors
/// [`Problem`]: no randomness, or a text that steers a screen.
pub fn incident(
    sealer: &mut Sealer<'_>,
    id: IncidentId,
    kind: EventKind,
    details: &Details,
    readers: Option<Vec<PartyId>>,
) -> Result<Incident, Problem> {
    Ok(Incident {
        id,
        kind,
        details: sealer.seal(Label::Details, details)?,
        readers: readers.map(sorted),
    })
}

/// Standard questions to a party.
#[derive(Clone, Debug)]
pub struct Questions {
    /// Which request.
    pub id: InformationRequestId,
    /// About which incident.
    pub incident: IncidentId,
    /// Whom.
    pub to: PartyId,
    /// What; empty: everything that there is to ask.
    pub questions: Vec<StandardQuestion>,
    /// By when.
    pub due_by: Instant,
    /// In words.
    pub text: Option<String>,
}

impl Questions {
    /// Salts the words.
    ///
    /// # Errors
    /// [`Problem`]: no randomness, or a text that steers a screen.
    pub fn seal(&self, sealer: &mut Sealer<'_>) -> Result<InformationRequest, Problem> {
        let mut questions = self.questions.clone();
        if questions.is_empty() {
            questions = StandardQuestion::ALL.to_vec();
        }
        questions.sort_unstable();
        questions.dedup();
        Ok(InformationRequest {
            id: self.id,
            incident: self.incident,
            to: self.to,
            questions,
            due_by: self.due_by,
            text: sealer.text(self.text.as_deref())?,
        })
    }
}

/// Salts an answer.
///
/// # Errors
/// [`Problem`]: no randomness, or a text that steers a screen.
pub fn answer(
    sealer: &mut Sealer<'_>,
    request: InformationRequestId,
    question: StandardQuestion,
    reply: &Reply,
    open: bool,
) -> Result<InformationAnswer, Problem> {
    Ok(InformationAnswer {
        request,
        question,
        reply: sealer.seal(Label::Positions, reply)?,
        open,
    })
}
