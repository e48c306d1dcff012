//! Incidents of a story, what is asked about them and claimed, as it is signed.

use super::Speaking;
use crate::exit::Problem;
use crate::scenario::event::{Answering, Asking, Claiming, Opening, Replied};
use crate::scenario::ids::{claim_id, incident_id, information_request_id};
use crate::speech::Speech;
use crate::speech::claim::{self, ClaimWords, Questions};
use truceline_register::act::Act;
use truceline_register::claim::proposition::{
    PlaceTold, Proposition, Provenance, Spelling, Stated, TimeTold,
};
use truceline_register::claim::words::{Category, Certainty, Channel, Polarity};
use truceline_register::claim::{About, Claimant};
use truceline_register::incident::Details;
use truceline_register::incident::asking::Reply;
use truceline_register::register::said::Told;

impl Speaking<'_> {
    pub(super) fn incident_opened(&mut self, opening: &Opening) -> Result<Speech, Problem> {
        let window = opening.volume.window;
        let details = Details {
            when: TimeTold {
                from: window.start(),
                until: window.end(),
                certainty: Certainty::Exact,
                offset_minutes: Some(0),
            },
            clock: None,
            place: PlaceTold {
                spellings: vec![Spelling {
                    text: opening.spelling.clone(),
                    language: None,
                }],
                words: None,
                area: Some(opening.volume.footprint.clone()),
                precision: opening.volume.precision,
            },
            altitude: opening.volume.altitude,
            text: opening.text.clone(),
        };
        let id = incident_id(&opening.label);
        let mut sealer = self.sealer(None);
        let body = claim::incident(&mut sealer, id, opening.kind, &details, None)?;
        Ok(sealer.speech(Act::IncidentOpened(body)))
    }

    pub(super) fn asked_about(&mut self, asking: &Asking) -> Result<Speech, Problem> {
        let questions = Questions {
            id: information_request_id(self.cast, &asking.label, asking.to),
            incident: incident_id(&asking.label),
            to: self.party_id(asking.to),
            questions: asking.questions.clone(),
            due_by: asking.due_by,
            text: None,
        };
        let mut sealer = self.sealer(None);
        let body = questions.seal(&mut sealer)?;
        Ok(sealer.speech(Act::InformationRequested(body)))
    }

    pub(super) fn answered_about(&mut self, answering: &Answering) -> Result<Speech, Problem> {
        let words = answering.text.clone();
        let reply = match answering.replied {
            Replied::Refused => Reply::Refused { words },
            Replied::CannotSay => Reply::CannotSay { words },
            Replied::Words => Reply::Words(words.unwrap_or_default()),
            Replied::Nil(forces) => {
                let known = self.register.incidents.get(incident_id(&answering.label));
                let version = known.and_then(|known| known.current(self.register.size));
                let window = version.and_then(|version| match &version.details {
                    Told::Value(details) => details.window(),
                    Told::Nothing | Told::Erased => None,
                });
                let window = window.ok_or_else(|| {
                    Problem::usage(format!("there is no incident \"{}\"", answering.label))
                })?;
                Reply::Nil {
                    forces,
                    window,
                    words,
                }
            }
        };
        let request = information_request_id(self.cast, &answering.label, self.party());
        let mut sealer = self.sealer(None);
        let body = claim::answer(
            &mut sealer,
            request,
            answering.question,
            &reply,
            answering.open,
        )?;
        Ok(sealer.speech(Act::InformationAnswered(body)))
    }

    pub(super) fn claimed(&mut self, claiming: &Claiming) -> Result<Speech, Problem> {
        let words = ClaimWords {
            id: claim_id(&claiming.label),
            about: Some(About::Incident(incident_id(&claiming.incident))),
            proposition: Proposition::Casualties {
                category: Category::Unspecified,
                of: None,
                harm: claiming.harm,
                count: claiming.count,
                named: None,
            },
            polarity: Polarity::Was,
            claimant: Claimant::Own,
            stated: Stated {
                at: Some(TimeTold {
                    from: self.now,
                    until: self.now,
                    certainty: Certainty::Exact,
                    offset_minutes: Some(0),
                }),
                channel: Channel::Statement,
            },
            provenance: Provenance::default(),
            persons: Vec::new(),
            supersedes: claiming.supersedes.as_deref().map(claim_id),
            readers: None,
        };
        let mut sealer = self.sealer(None);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(Act::ClaimMade(body)))
    }
}
