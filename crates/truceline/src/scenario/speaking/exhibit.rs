//! Files of a story, as they are signed.

use super::{Named, Speaking};
use crate::exit::Problem;
use crate::scenario::exhibit::{Exhibit, Handled, Of};
use crate::scenario::ids::{claim_id, evidence_id, incident_id};
use crate::speech::Speech;
use crate::speech::evidence::{FileWords, HandlingWords};
use truceline_register::act::Act;
use truceline_register::claim::proposition::TimeTold;
use truceline_register::claim::words::Certainty;
use truceline_register::codec::cbor::Digest;
use truceline_register::evidence::handling::{Handling, How};
use truceline_register::evidence::media::MediaType;
use truceline_register::evidence::{About, Derived, Words};

impl Speaking<'_> {
    /// The entry, under its name, and its parts.
    pub(super) fn exhibited(&mut self, exhibit: &Exhibit) -> Result<Vec<Named>, Problem> {
        let words = FileWords {
            id: evidence_id(&exhibit.label),
            about: match &exhibit.of {
                Of::Incident(label) => About::Incident(incident_id(label)),
                Of::Claim(label) => About::Claim(claim_id(label)),
            },
            media: MediaType::Text,
            words: Words {
                title: exhibit.title.clone(),
                ..Words::default()
            },
            persons: Vec::new(),
            derived: exhibit.redacted_from.as_ref().map(|from| Derived {
                from: evidence_id(from),
                by: Handling::Redacted,
            }),
            readers: None,
        };
        let speeches = words.seal(self.randomness, exhibit.content.as_bytes())?;
        let named = speeches
            .into_iter()
            .enumerate()
            .map(|(place, speech)| Named {
                speech,
                label: Some(match place {
                    0 => exhibit.label.clone(),
                    _ => format!("{}/part", exhibit.label),
                }),
            });
        Ok(named.collect())
    }

    pub(super) fn handled(&mut self, handled: &Handled) -> Result<Speech, Problem> {
        let evidence = evidence_id(&handled.label);
        let entered = self.register.evidence.get(evidence);
        let content = handled.content.as_ref();
        let hash = content.map(|content| Digest::of(content.as_bytes()));
        let hash = hash.or_else(|| entered.map(|entry| entry.said.sha256));
        let is_new = handled.handling == Handling::Obtained;
        let words = HandlingWords {
            evidence,
            handling: handled.handling,
            at: TimeTold {
                from: self.now,
                until: self.now,
                certainty: Certainty::Exact,
                offset_minutes: Some(0),
            },
            before: hash.filter(|_| !is_new),
            after: hash.filter(|_| is_new || handled.handling == Handling::Copied),
            result: None,
            to: None,
            how: How {
                words: handled.how.clone(),
                ..How::default()
            },
            persons: Vec::new(),
        };
        let mut sealer = self.sealer(None);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(Act::EvidenceHandled(body)))
    }
}
