//! Claims as they are said, as people are shown them. Nothing here is the register's word.

use super::proposition::{PropositionView, TimeToldView};
use super::{Lens, Sealed};
use crate::names::{Named, Names};
use crate::wire::notification::PersonalView;
use serde::Serialize;
use truceline_register::claim::proposition::{Provenance, Stated};
use truceline_register::claim::words::Polarity;
use truceline_register::claim::{About, Claim, ClaimWithdrawn, Claimant, StanceTaken, Withdrawal};
use truceline_register::codec::disclosure::Label;
use utoipa::ToSchema;

/// Where a claim comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProvenanceView {
    /// The claimant's name, where it is nobody of the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimant: Option<String>,
    /// The person or office that spoke.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Through whom it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<String>,
    /// The language of the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The original words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// Their translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// The stated clock as it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// Where the document was found; nothing follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// SHA-256 of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Its media type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
    /// A remark of whoever entered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// What a claim is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ClaimAboutView {
    /// An incident.
    Incident {
        /// Which.
        id: String,
    },
    /// A notification.
    Notification {
        /// Whose.
        party: Named,
        /// Which.
        id: String,
    },
    /// A site.
    Site {
        /// Whose.
        party: Named,
        /// Which.
        id: String,
    },
    /// An actor.
    Actor {
        /// Which.
        id: String,
    },
    /// A clause of an agreement.
    Clause {
        /// Which agreement.
        agreement: String,
        /// Which clause.
        clause: u16,
    },
}

/// Whose word it is, as far as it stands in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimantView {
    /// The signer's party.
    Own,
    /// Another party, as the signer's party enters it.
    Party(Named),
    /// Somebody outside, named in the provenance.
    Outside,
}

/// When and how something was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SaidHowView {
    /// When; absent where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<TimeToldView>,
    /// How.
    pub channel: &'static str,
}

/// Somebody claims something.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClaimView {
    /// Which.
    pub id: String,
    /// About what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<ClaimAboutView>,
    /// To which question it speaks.
    pub question: &'static str,
    /// Whether it was so.
    pub polarity: &'static str,
    /// What is claimed.
    pub proposition: Option<Sealed<PropositionView>>,
    /// Whose word it is.
    pub claimant: ClaimantView,
    /// When and how it was said.
    pub stated: SaidHowView,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Sealed<ProvenanceView>>,
    /// Names of persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal: Option<Sealed<PersonalView>>,
    /// Which earlier claim it takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// Who may read it; absent: everybody who may read what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readers: Option<Vec<Named>>,
}

/// Somebody takes a stance on a claim.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StanceTakenView {
    /// On which.
    pub claim: String,
    /// Whose stance it is.
    pub by: ClaimantView,
    /// Which.
    pub stance: &'static str,
    /// When and how it was said.
    pub stated: SaidHowView,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Sealed<ProvenanceView>>,
}

/// A claim is withdrawn.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClaimWithdrawnView {
    /// Which.
    pub claim: String,
    /// Why.
    pub why: &'static str,
    /// Where that comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Sealed<ProvenanceView>>,
}

/// Why a claim is withdrawn, in words.
#[must_use]
pub const fn why(why: Withdrawal) -> &'static str {
    match why {
        Withdrawal::EnteredInError => "entered in error",
        Withdrawal::TakenBack => "taken back by its claimant",
    }
}

impl ProvenanceView {
    /// The view of where a claim comes from.
    #[must_use]
    pub fn of(provenance: &Provenance) -> Self {
        let source = provenance.source.clone().unwrap_or_default();
        Self {
            claimant: provenance.claimant.clone(),
            speaker: provenance.speaker.clone(),
            reported_by: provenance.reported_by.clone(),
            language: provenance.language.clone(),
            original: provenance.original.clone(),
            translation: provenance.translation.clone(),
            clock: provenance.clock.clone(),
            address: source.address,
            sha256: source.sha256.map(|digest| digest.to_string()),
            media: source.media,
            remark: provenance.remark.clone(),
        }
    }
}

impl ClaimAboutView {
    /// The view of what a claim is about.
    #[must_use]
    pub fn of(about: About, names: &Names) -> Self {
        match about {
            About::Incident(incident) => Self::Incident {
                id: incident.to_string(),
            },
            About::Notification(about) => Self::Notification {
                party: names.party(about.party),
                id: about.id.to_string(),
            },
            About::Site(about) => Self::Site {
                party: names.party(about.party),
                id: about.id.to_string(),
            },
            About::Actor(actor) => Self::Actor {
                id: actor.to_string(),
            },
            About::Clause(agreement, clause) => Self::Clause {
                agreement: agreement.to_string(),
                clause,
            },
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Incident { id } => format!("the incident {id}"),
            Self::Notification { party, id } => {
                format!("the notification {id} of {}", party.short())
            }
            Self::Site { party, id } => format!("the site {id} of {}", party.short()),
            Self::Actor { id } => format!("the actor {id}"),
            Self::Clause { agreement, clause } => format!("clause {clause} of {agreement}"),
        }
    }
}

impl ClaimantView {
    /// The view of whose word it is.
    #[must_use]
    pub fn of(claimant: Claimant, names: &Names) -> Self {
        match claimant {
            Claimant::Own => Self::Own,
            Claimant::Party(party) => Self::Party(names.party(party)),
            Claimant::Outside => Self::Outside,
        }
    }
}

impl SaidHowView {
    /// The view of when and how something was said.
    #[must_use]
    pub fn of(stated: &Stated) -> Self {
        Self {
            at: stated.at.as_ref().map(TimeToldView::of),
            channel: stated.channel.word(),
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.at {
            Some(at) => format!("{}, {}", self.channel, at.words),
            None => format!("{}, date not known", self.channel),
        }
    }
}

impl ClaimView {
    /// The view of a claim.
    #[must_use]
    pub fn of(body: &Claim, lens: &Lens<'_>) -> Self {
        let names = lens.names;
        let readers = body.readers.as_ref();
        Self {
            id: body.id.to_string(),
            about: body.about.map(|about| ClaimAboutView::of(about, names)),
            question: body.question.word(),
            polarity: body.polarity.word(),
            proposition: lens.open(Some(body.proposition), Label::Details, |what| {
                PropositionView::of(what, names)
            }),
            claimant: ClaimantView::of(body.claimant, names),
            stated: SaidHowView::of(&body.stated),
            provenance: lens.open(body.provenance, Label::Text, ProvenanceView::of),
            personal: lens.open(body.personal, Label::Personal, PersonalView::of),
            supersedes: body.supersedes.map(|claim| claim.to_string()),
            readers: readers.map(|all| all.iter().map(|party| names.party(*party)).collect()),
        }
    }
}

impl StanceTakenView {
    /// The view of a stance.
    #[must_use]
    pub fn of(body: &StanceTaken, lens: &Lens<'_>) -> Self {
        Self {
            claim: body.claim.to_string(),
            by: ClaimantView::of(body.by, lens.names),
            stance: body.stance.word(),
            stated: SaidHowView::of(&body.stated),
            provenance: lens.open(body.provenance, Label::Text, ProvenanceView::of),
        }
    }
}

impl ClaimWithdrawnView {
    /// The view of a withdrawal.
    #[must_use]
    pub fn of(body: &ClaimWithdrawn, lens: &Lens<'_>) -> Self {
        Self {
            claim: body.claim.to_string(),
            why: why(body.why),
            provenance: lens.open(body.provenance, Label::Text, ProvenanceView::of),
        }
    }
}

/// A claim in one line, without what it says.
#[must_use]
pub fn line(body: &Claim, names: &Names) -> String {
    let whose = match body.claimant {
        Claimant::Own => String::new(),
        Claimant::Party(party) => format!(" of {}", names.party(party).short()),
        Claimant::Outside => " of somebody outside".to_owned(),
    };
    let about = body
        .about
        .map(|about| ClaimAboutView::of(about, names).text());
    let about = about
        .map(|about| format!(" about {about}"))
        .unwrap_or_default();
    format!(
        "enters the claim {}{whose}{about}: {}",
        body.id, body.question
    )
}

/// What stands before a claim that says it was not so.
#[must_use]
pub const fn denial(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Was => "",
        Polarity::WasNot => "says that it was not so: ",
    }
}
