//! Allegations of a story, as they are signed.

use super::{PartyNumber, Speaking};
use crate::exit::Problem;
use crate::scenario::allegation::{Alleging, Entered};
use crate::scenario::ids::{allegation_id, incident_id};
use crate::speech::Speech;
use truceline_register::act::Act;
use truceline_register::allegation::account::{Account, Alleged, Observer, ReportedBy};
use truceline_register::allegation::{
    AllegationAnswered, AllegationGraded, AllegationMade, AllegationRef, AllegationWithdrawn, What,
};
use truceline_register::codec::disclosure::Label;

impl Speaking<'_> {
    pub(super) fn alleged(&mut self, said: &Alleging) -> Result<Speech, Problem> {
        match said {
            Alleging::Enters(entered) => self.account_entered(entered, Act::AllegationMade),
            Alleging::Corrects(entered) => self.account_entered(entered, Act::AllegationCorrected),
            Alleging::Grades { label, step, text } => {
                let (about, step) = (self.allegation(label)?, *step);
                let mut sealer = self.sealer(None);
                let text = sealer.text(text.as_deref())?;
                let body = AllegationGraded { about, step, text };
                Ok(sealer.speech(Act::AllegationGraded(body)))
            }
            Alleging::Answers { label, word, text } => {
                let (about, word) = (self.allegation(label)?, *word);
                let mut sealer = self.sealer(None);
                let text = sealer.text(text.as_deref())?;
                let body = AllegationAnswered { about, word, text };
                Ok(sealer.speech(Act::AllegationAnswered(body)))
            }
            Alleging::Withdraws { label, reason } => {
                let mut sealer = self.sealer(None);
                let reason = sealer.text(reason.as_deref())?;
                let id = allegation_id(label);
                let body = AllegationWithdrawn { id, reason };
                Ok(sealer.speech(Act::AllegationWithdrawn(body)))
            }
        }
    }

    fn account_entered(
        &mut self,
        entered: &Entered,
        act: fn(AllegationMade) -> Act,
    ) -> Result<Speech, Problem> {
        let account = Account {
            window: entered.window,
            certainty: entered.certainty,
            place: Some(entered.place.clone()),
            precision: None,
            names: entered.names.clone(),
            zone: None,
            observer: entered.observed.map(|by| Observer {
                who: None,
                position: None,
                by,
                line: None,
            }),
            count: entered.count,
            weapon: None,
            direction: None,
            reported_by: ReportedBy::Party,
            alleged: entered.alleged.map(|party| Alleged {
                party: Some(self.party_id(party)),
                actor: None,
                words: None,
            }),
            harm: Vec::new(),
            requested: None,
            taken: None,
            coverage: None,
            text: entered.text.clone(),
            damage: Vec::new(),
        };
        let readers = entered
            .to
            .iter()
            .map(|party| self.party_id(*party))
            .collect();
        let mut sealer = self.sealer(None);
        let body = AllegationMade {
            id: allegation_id(&entered.label),
            what: entered.kind.map_or(What::Nothing, What::Violation),
            agreement: None,
            clause: None,
            incident: entered.incident.as_deref().map(incident_id),
            account: sealer.seal(Label::Details, &account)?,
            personal: None,
            readers,
        };
        Ok(sealer.speech(act(body)))
    }

    fn allegation(&self, label: &str) -> Result<AllegationRef, Problem> {
        let id = allegation_id(label);
        let mut numbers = 0..self.cast.parties.len();
        let known = |number: usize| {
            let party = self.party_id(PartyNumber(number));
            let about = AllegationRef { party, id };
            self.register.allegations.get(about).map(|_| about)
        };
        numbers.find_map(known).ok_or_else(|| {
            Problem::usage(format!(
                "there is no allegation \"{label}\" in the register"
            ))
        })
    }
}
