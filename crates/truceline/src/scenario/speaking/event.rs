//! Incidents of a story, what is asked about them and claimed, as it is signed.

use super::Speaking;
use crate::exit::Problem;
use crate::scenario::event::{
    Answering, Asking, Claimed, Claiming, Opening, Replied, Stancing, StatedClock,
};
use crate::scenario::grammar::notice::MAP_PRECISION;
use crate::scenario::ids::{claim_id, incident_id, information_request_id};
use crate::speech::Speech;
use crate::speech::claim::{self, ClaimWords, Questions, StanceWords};
use truceline_register::act::Act;
use truceline_register::claim::proposition::{
    PlaceTold, Proposition, Provenance, Source, Spelling, Stated, TimeTold,
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
                offset_minutes: Some(opening.clock.ahead_minutes),
            },
            clock: opening.clock.name.clone(),
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

    /// Said now, by a clock that is stated beside it.
    fn stated(&self, clock: &StatedClock, channel: Channel) -> Stated {
        Stated {
            at: Some(TimeTold {
                from: self.now,
                until: self.now,
                certainty: Certainty::Exact,
                offset_minutes: Some(clock.ahead_minutes),
            }),
            channel,
        }
    }

    pub(super) fn claimed(&mut self, claiming: &Claiming) -> Result<Speech, Problem> {
        let clock = &claiming.clock;
        let outside = claiming.outside.as_ref();
        let words = ClaimWords {
            id: claim_id(&claiming.label),
            about: Some(About::Incident(incident_id(&claiming.incident))),
            proposition: proposition(&claiming.what, clock),
            polarity: Polarity::Was,
            claimant: match outside {
                Some(_) => Claimant::Outside,
                None => Claimant::Own,
            },
            stated: self.stated(
                clock,
                match outside {
                    Some(_) => Channel::Report,
                    None => Channel::Statement,
                },
            ),
            provenance: Provenance {
                claimant: outside.map(|(name, _)| name.clone()),
                clock: clock.name.clone(),
                source: outside.map(|(_, address)| Source {
                    address: Some(address.clone()),
                    ..Source::default()
                }),
                ..Provenance::default()
            },
            persons: Vec::new(),
            supersedes: claiming.supersedes.as_deref().map(claim_id),
            readers: None,
        };
        let mut sealer = self.sealer(None);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(Act::ClaimMade(body)))
    }

    pub(super) fn stance_taken(&mut self, stancing: &Stancing) -> Result<Speech, Problem> {
        let words = StanceWords {
            claim: claim_id(&stancing.label),
            by: Claimant::Own,
            stance: stancing.stance,
            stated: self.stated(&StatedClock::default(), Channel::Statement),
            provenance: Provenance {
                original: stancing.text.clone(),
                ..Provenance::default()
            },
        };
        let mut sealer = self.sealer(None);
        let body = words.seal(&mut sealer)?;
        Ok(sealer.speech(Act::StanceTaken(body)))
    }
}

fn proposition(what: &Claimed, clock: &StatedClock) -> Proposition {
    match what {
        Claimed::Harmed(harm, count) => Proposition::Casualties {
            category: Category::Unspecified,
            of: None,
            harm: *harm,
            count: *count,
            named: None,
        },
        Claimed::Happened(kind, words) => Proposition::Happened {
            kind: *kind,
            words: words.clone(),
        },
        Claimed::Where(place, names) => Proposition::Where(PlaceTold {
            spellings: names
                .iter()
                .map(|text| Spelling {
                    text: text.clone(),
                    language: None,
                })
                .collect(),
            words: None,
            area: Some(place.clone()),
            precision: Some(MAP_PRECISION),
        }),
        Claimed::When(window) => Proposition::When(TimeTold {
            from: window.start(),
            until: window.end(),
            certainty: Certainty::About,
            offset_minutes: Some(clock.ahead_minutes),
        }),
    }
}
