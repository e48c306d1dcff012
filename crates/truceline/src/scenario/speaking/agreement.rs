//! Of a story: actors, designations and agreements, as they are signed.

use super::Speaking;
use crate::exit::Problem;
use crate::scenario::agreement::{Entering, Term, Terms};
use crate::scenario::ids::{actor_id, agreement_id, designation_id};
use crate::speech::Speech;
use truceline_register::act::Act;
use truceline_register::actor::designation::{Designated, DesignationWithdrawn};
use truceline_register::actor::source::Source;
use truceline_register::actor::{ActorEntered, PublicName, Who};
use truceline_register::agreement::obligation::{Bearer, Clause, Obligation};
use truceline_register::agreement::term::{Dated, Moment, Term as RegisterTerm};
use truceline_register::agreement::{AgreementEntered, Text};
use truceline_register::day::ClockOffset;
use truceline_register::ids::PartyId;

impl Speaking<'_> {
    pub(super) fn entered(&mut self, said: &Entering, own: PartyId) -> Result<Speech, Problem> {
        Ok(Speech::plain(match said {
            Entering::Actor { label, name } => Act::ActorEntered(ActorEntered {
                id: actor_id(label),
                names: vec![PublicName {
                    name: name.clone(),
                    language: None,
                }],
                source: None,
                note: None,
            }),
            Entering::Designation {
                label,
                actor,
                class,
                words,
                by,
                from,
                source,
            } => Act::Designated(Designated {
                id: designation_id(label),
                actor: actor_id(actor),
                class: *class,
                label: words.clone(),
                language: None,
                by: Who::Party(by.map_or(own, |by| self.party_id(by))),
                instrument: None,
                from: *from,
                to: None,
                source: source.clone().map(|title| Source {
                    title: Some(title),
                    url: None,
                    sha256: None,
                }),
                note: None,
            }),
            Entering::Withdrawal { label, ended } => {
                Act::DesignationWithdrawn(DesignationWithdrawn {
                    id: designation_id(label),
                    ended: *ended,
                    source: None,
                    note: None,
                })
            }
            Entering::Agreement(terms) => Act::AgreementEntered(self.agreement(terms)),
        }))
    }

    fn agreement(&self, terms: &Terms) -> AgreementEntered {
        let id = agreement_id(&terms.label);
        let before = self.register.agreements.get(id, self.register.size);
        let between = terms.between.iter();
        let clauses = (1..).zip(&terms.clauses);
        AgreementEntered {
            id,
            version: before.map_or(1, |before| before.said.version.saturating_add(1)),
            texts: vec![Text {
                language: "en".to_owned(),
                title: terms.title.clone(),
                of_record: false,
                archived: None,
            }],
            parties: between
                .map(|party| Who::Party(self.party_id(*party)))
                .collect(),
            guarantors: Vec::new(),
            clock: ClockOffset::UTC,
            signed: vec![Dated {
                moment: Moment::On(terms.signed),
                source: None,
                by: None,
            }],
            in_force: Vec::new(),
            until: Vec::new(),
            renewal: None,
            areas: Vec::new(),
            clauses: clauses
                .map(|(number, term)| Clause {
                    number,
                    label: number.to_string(),
                    obligations: vec![self.obligation(number, term)],
                })
                .collect(),
            rules: Vec::new(),
            sources: Vec::new(),
            beside: None,
        }
    }

    fn obligation(&self, number: u16, term: &Term) -> Obligation {
        let who = term.who.map(|party| Who::Party(self.party_id(party)));
        let times = term.times.iter();
        Obligation {
            number,
            who: vec![who.map_or(Bearer::Parties, Bearer::Named)],
            manner: term.manner,
            what: term.what,
            objects: Vec::new(),
            places: Vec::new(),
            terms: times
                .map(|(kind, moment)| RegisterTerm {
                    kind: *kind,
                    moment: *moment,
                    source: None,
                    renewal: None,
                })
                .collect(),
            verification: Vec::new(),
            exceptions: Vec::new(),
            source: None,
            variant_of: None,
        }
    }
}
