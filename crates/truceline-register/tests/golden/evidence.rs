//! One act of every kind about files.

use crate::acts::{Said, said};
use crate::seals::{Seals, at, voice};
use truceline_register::act::Act;
use truceline_register::allegation::AllegationRef;
use truceline_register::claim::proposition::TimeTold;
use truceline_register::claim::words::Certainty;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::disclosure::Label;
use truceline_register::evidence::handling::{EvidenceHandled, Handling, How};
use truceline_register::evidence::media::MediaType;
use truceline_register::evidence::{
    About, Derived, EvidenceEntered, EvidencePart, EvidenceWithdrawn, PartBytes, Words,
};
use truceline_register::ids::{AgreementId, AllegationId, ClaimId, EvidenceId, IncidentId};
use truceline_register::notification::Personal;

/// Numbers of the words about files.
pub(crate) fn words(text: &mut String) {
    crate::words(text, "media-type", MediaType::ALL, |word| word.to_string());
    crate::words(text, "handling", Handling::ALL, |word| word.to_string());
}

const NOTE: &[u8] = b"Seen from the mill: two craters.\n";

/// What comes after a kind of these, the first after whatever else there is.
pub(crate) fn after(kind: &Act) -> Vec<Said> {
    match kind {
        Act::EvidenceEntered(_) => vec![said("evidence-part", |seals| {
            Act::EvidencePart(EvidencePart {
                evidence: id(),
                number: 0,
                part: seals.seal(Label::Part, &PartBytes(NOTE.to_vec())),
            })
        })],
        Act::EvidencePart(_) => vec![said("evidence-handled", |seals| {
            Act::EvidenceHandled(handled(seals))
        })],
        Act::EvidenceHandled(_) => vec![said("evidence-withdrawn", |seals| {
            Act::EvidenceWithdrawn(EvidenceWithdrawn {
                evidence: id(),
                reason: Some(seals.text("of another day")),
            })
        })],
        Act::EvidenceWithdrawn(_) => vec![],
        _ => vec![
            entered(
                "evidence-about-incident",
                About::Incident(IncidentId::from_bytes([0xb1; 16])),
            ),
            entered(
                "evidence-about-claim",
                About::Claim(ClaimId::from_bytes([0xb2; 16])),
            ),
            entered("evidence-about-answer", About::Answer(17)),
            entered(
                "evidence-about-agreement",
                About::Agreement(AgreementId::from_bytes([0xa9; 16])),
            ),
            entered(
                "evidence-entered",
                About::Allegation(AllegationRef {
                    party: voice(2).party,
                    id: AllegationId::from_bytes([0xa1; 16]),
                }),
            ),
        ],
    }
}

fn id() -> EvidenceId {
    EvidenceId::from_bytes([0xed; 16])
}

fn entered(name: &'static str, about: About) -> Said {
    said(name, |seals| {
        let words = Words {
            title: "what the patrol wrote down".to_owned(),
            description: Some("two craters".to_owned()),
            source: Some("patrol 4".to_owned()),
            file_name: Some("note.txt".to_owned()),
        };
        let personal = Personal {
            persons: vec!["a witness".to_owned()],
            ..Personal::default()
        };
        Act::EvidenceEntered(EvidenceEntered {
            id: id(),
            about,
            sha256: Digest::of(NOTE),
            size: NOTE.len() as u64,
            media: MediaType::Text,
            parts: vec![Digest::of(b"the salted digest of the part")],
            words: seals.seal(Label::Details, &words),
            personal: Some(seals.seal(Label::Personal, &personal)),
            derived: Some(Derived {
                from: EvidenceId::from_bytes([0xee; 16]),
                by: Handling::Extracted,
            }),
            readers: Some(vec![voice(3).party]),
        })
    })
}

fn handled(seals: &mut Seals) -> EvidenceHandled {
    let how = How {
        words: "copied to the archive".to_owned(),
        tool: Some("cp".to_owned()),
        version: Some("9.5".to_owned()),
        clock: Some("the patrol's watch".to_owned()),
        address: Some("https://example.org/note".to_owned()),
        whom: Some("an archive".to_owned()),
    };
    let personal = Personal {
        persons: vec!["an archivist".to_owned()],
        ..Personal::default()
    };
    EvidenceHandled {
        evidence: id(),
        handling: Handling::HandedOver,
        at: TimeTold {
            from: at(-30),
            until: at(-20),
            certainty: Certainty::About,
            offset_minutes: Some(180),
        },
        before: Some(Digest::of(NOTE)),
        after: Some(Digest::of(NOTE)),
        result: Some(EvidenceId::from_bytes([0xef; 16])),
        to: Some(voice(3).party),
        how: seals.seal(Label::Details, &how),
        personal: Some(seals.seal(Label::Personal, &personal)),
    }
}
