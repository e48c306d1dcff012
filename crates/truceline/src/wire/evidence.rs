//! Files: how they are entered, and what was done with them. Never their bytes. Read on: [`standing`].

pub mod standing;

use super::notification::PersonalView;
use super::proposition::TimeToldView;
use super::{Lens, Sealed};
use crate::names::{Named, Names};
use serde::Serialize;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::evidence::handling::{EvidenceHandled, How};
use truceline_register::evidence::whole::Found;
use truceline_register::evidence::{
    About, Derived, EvidenceEntered, EvidencePart, EvidenceWithdrawn, Words,
};
use truceline_register::ids::LogIndex;
use truceline_register::notification::Personal;
use utoipa::ToSchema;

/// What a file is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EvidenceAboutView {
    /// An incident.
    Incident {
        /// Which.
        id: String,
    },
    /// A claim.
    Claim {
        /// Which.
        id: String,
    },
    /// An allegation.
    Allegation {
        /// Whose.
        party: Named,
        /// Which.
        id: String,
    },
    /// An answer to an information request.
    Answer {
        /// Its record.
        record: LogIndex,
    },
    /// An agreement.
    Agreement {
        /// Which.
        id: String,
    },
}

/// What a file was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DerivedView {
    /// The entry.
    pub from: String,
    /// How: transcoded, redacted or extracted.
    pub how: &'static str,
}

/// What its enterer says of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EvidenceWordsView {
    /// What it is called.
    pub title: String,
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The name that the file had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
}

/// A file is entered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvidenceView {
    /// Which.
    pub id: String,
    /// About what.
    pub about: EvidenceAboutView,
    /// SHA-256 of the whole file.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
    /// Of which kind.
    pub media: &'static str,
    /// How many parts it has.
    pub parts: usize,
    /// What is said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Sealed<EvidenceWordsView>>,
    /// Who took it, and names of sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal: Option<Sealed<PersonalView>>,
    /// What it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub derived: Option<DerivedView>,
    /// Who may read it; absent: everybody who may read what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readers: Option<Vec<Named>>,
}

/// The bytes of a part come in; they are fetched from `/v1/evidence/{evidence}/content`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvidencePartView {
    /// Of which entry.
    pub evidence: String,
    /// Which part, counted from 0.
    pub number: u16,
    /// Its salted digest.
    pub part: String,
}

/// How something was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HowView {
    /// In words.
    pub words: String,
    /// With which tool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// Of which version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The stated clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// From which address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// To whom it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whom: Option<String>,
}

/// What was done with a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvidenceHandledView {
    /// With which.
    pub evidence: String,
    /// What: obtained, copied, transcoded, redacted, extracted, examined, handed-over.
    pub handling: &'static str,
    /// When, by the stated clock.
    pub at: TimeToldView,
    /// SHA-256 before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// SHA-256 after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The entry that came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// To which party it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Named>,
    /// How it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<Sealed<HowView>>,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal: Option<Sealed<PersonalView>>,
}

/// A file was entered in error.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvidenceWithdrawalView {
    /// Which.
    pub evidence: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sealed<String>>,
}

/// A file in a bundle.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FoundEvidenceView {
    /// Which.
    pub id: String,
    /// The record that enters it.
    pub record: LogIndex,
    /// SHA-256 that was named.
    pub sha256: String,
    /// How many bytes were named.
    pub size: u64,
    /// Its bytes: `fits` the hash, `differs` from it, or `without-bytes`.
    pub bytes: &'static str,
}

fn hex(digest: Option<Digest>) -> Option<String> {
    digest.map(|digest| digest.to_string())
}

impl EvidenceAboutView {
    /// The view of what a file is about.
    #[must_use]
    pub fn of(about: About, names: &Names) -> Self {
        match about {
            About::Incident(id) => Self::Incident { id: id.to_string() },
            About::Claim(id) => Self::Claim { id: id.to_string() },
            About::Allegation(about) => Self::Allegation {
                party: names.party(about.party),
                id: about.id.to_string(),
            },
            About::Answer(record) => Self::Answer { record },
            About::Agreement(id) => Self::Agreement { id: id.to_string() },
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Incident { id } => format!("the incident {id}"),
            Self::Claim { id } => format!("the claim {id}"),
            Self::Allegation { party, id } => format!("the allegation {id} of {}", party.short()),
            Self::Answer { record } => format!("the answer at index {record}"),
            Self::Agreement { id } => format!("the agreement {id}"),
        }
    }
}

impl DerivedView {
    fn of(derived: &Derived) -> Self {
        Self {
            from: derived.from.to_string(),
            how: derived.by.word(),
        }
    }
}

impl EvidenceWordsView {
    /// The view of what is said of a file.
    #[must_use]
    pub fn of(words: &Words) -> Self {
        Self {
            title: words.title.clone(),
            description: words.description.clone(),
            source: words.source.clone(),
            file_name: words.file_name.clone(),
        }
    }
}

impl HowView {
    /// The view of how something was done.
    #[must_use]
    pub fn of(how: &How) -> Self {
        Self {
            words: how.words.clone(),
            tool: how.tool.clone(),
            version: how.version.clone(),
            clock: how.clock.clone(),
            address: how.address.clone(),
            whom: how.whom.clone(),
        }
    }
}

impl EvidenceView {
    /// The view of an entry.
    #[must_use]
    pub fn of(body: &EvidenceEntered, lens: &Lens<'_>) -> Self {
        let readers = body.readers.as_ref();
        Self {
            id: body.id.to_string(),
            about: EvidenceAboutView::of(body.about, lens.names),
            sha256: body.sha256.to_string(),
            size: body.size,
            media: body.media.word(),
            parts: body.parts.len(),
            words: lens.open(Some(body.words), Label::Details, EvidenceWordsView::of),
            personal: lens.open(body.personal, Label::Personal, |it: &Personal| {
                PersonalView::of(it)
            }),
            derived: body.derived.as_ref().map(DerivedView::of),
            readers: readers.map(|readers| {
                readers
                    .iter()
                    .map(|party| lens.names.party(*party))
                    .collect()
            }),
        }
    }
}

impl EvidencePartView {
    /// The view of a part.
    #[must_use]
    pub fn of(body: &EvidencePart) -> Self {
        Self {
            evidence: body.evidence.to_string(),
            number: body.number,
            part: body.part.to_string(),
        }
    }
}

impl EvidenceHandledView {
    /// The view of what was done.
    #[must_use]
    pub fn of(body: &EvidenceHandled, lens: &Lens<'_>) -> Self {
        Self {
            evidence: body.evidence.to_string(),
            handling: body.handling.word(),
            at: TimeToldView::of(&body.at),
            before: hex(body.before),
            after: hex(body.after),
            result: body.result.map(|result| result.to_string()),
            to: body.to.map(|party| lens.names.party(party)),
            how: lens.open(Some(body.how), Label::Details, HowView::of),
            personal: lens.open(body.personal, Label::Personal, |it: &Personal| {
                PersonalView::of(it)
            }),
        }
    }
}

impl EvidenceWithdrawalView {
    /// The view of a withdrawal.
    #[must_use]
    pub fn of(body: &EvidenceWithdrawn, lens: &Lens<'_>) -> Self {
        Self {
            evidence: body.evidence.to_string(),
            reason: lens.text(body.reason),
        }
    }
}

/// An entry in one line.
#[must_use]
pub fn line(body: &EvidenceEntered, names: &Names) -> String {
    let about = EvidenceAboutView::of(body.about, names).text();
    format!(
        "enters the evidence {} ({}, {} bytes) about {about}",
        body.id, body.media, body.size
    )
}

impl FoundEvidenceView {
    /// The view of a file in a bundle.
    #[must_use]
    pub fn of(found: &Found) -> Self {
        Self {
            id: found.evidence.to_string(),
            record: found.record,
            sha256: found.sha256.to_string(),
            size: found.size,
            bytes: found.fit.word(),
        }
    }

    /// In one line.
    #[must_use]
    pub fn text(&self) -> String {
        let bytes = match self.bytes {
            "fits" => "its bytes are here and have the hash that was signed",
            "differs" => "ITS BYTES DO NOT HAVE THE HASH THAT WAS SIGNED beside them",
            _ => "its bytes, or some of them, are not in this bundle",
        };
        format!(
            "{} at index {}, {} bytes, sha256 {}: {bytes}",
            self.id, self.record, self.size, self.sha256
        )
    }
}
