//! Names beside ids: a person types and reads names, statements carry ids.
//!
//! A name that fits one party, desk or zone stands for it; one that fits several is refused with all
//! of them. Every view is made with them; so they also know what every view must show beside a record
//! that it cites: whether another party's countersignature is lacking. Not here: places (the gazetteer's).

use crate::exit::Problem;
use serde::Serialize;
use std::collections::BTreeMap;
use truceline_formats::gazetteer::spelling;
use truceline_register::act::Act;
use truceline_register::actor::{ActorEntered, Who};
use truceline_register::agreement::AgreementEntered;
use truceline_register::codec::record::{Effect, Record};
use truceline_register::countersignature::{self, OtherParty};
use truceline_register::ids::{ActorId, AgreementId, DeskId, LogIndex, PartyId, ZoneId};
use truceline_register::register::Register;
use truceline_register::vocabulary::Flag;
use utoipa::ToSchema;

/// An id with its name, where one is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Named {
    /// The id's text.
    pub id: String,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Named {
    /// The name, or the id where there is none.
    #[must_use]
    pub fn short(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// Names of parties, desks and zones.
#[derive(Clone, Debug, Default)]
pub struct Names {
    parties: BTreeMap<PartyId, String>,
    desks: BTreeMap<DeskId, String>,
    zones: BTreeMap<ZoneId, String>,
    actors: BTreeMap<ActorId, String>,
    agreements: BTreeMap<AgreementId, String>,
    /// A register was at hand: what is not here is not there.
    of_register: bool,
    /// Which records need another party's countersignature, and whether they have it; and those that
    /// are erased by such a record.
    countersignatures: BTreeMap<LogIndex, (LogIndex, OtherParty)>,
    /// Who said what needs one, as records told it.
    awaiting: BTreeMap<LogIndex, PartyId>,
}

impl Names {
    /// What a register knows.
    #[must_use]
    pub fn of_register(register: &Register) -> Self {
        let authority = &register.authority;
        let name_of = |zone| {
            let boundaries = register.zones.boundaries(zone, register.size);
            boundaries
                .last()
                .map(|(_, boundary)| (zone, boundary.name.clone()))
        };
        Self {
            parties: authority
                .parties
                .iter()
                .map(|(id, party)| (*id, party.name.clone()))
                .collect(),
            desks: authority
                .desks
                .iter()
                .map(|(id, desk)| (*id, desk.name.clone()))
                .collect(),
            zones: register
                .zones
                .all(register.size)
                .filter_map(name_of)
                .collect(),
            actors: register
                .actors
                .all(register.size)
                .map(|(id, entered)| (id, first_name(&entered.said)))
                .collect(),
            agreements: register
                .agreements
                .all(register.size)
                .map(|version| (version.said.id, title(&version.said)))
                .collect(),
            of_register: true,
            countersignatures: countersignatures(register, register.size),
            awaiting: BTreeMap::new(),
        }
    }

    /// The same names, and what was countersigned after the first `known_at` records.
    #[must_use]
    pub fn known_at(&self, register: &Register, known_at: LogIndex) -> Self {
        Self {
            countersignatures: countersignatures(register, known_at),
            ..self.clone()
        }
    }

    /// Whether a record, or the erasure of what it said, needs another party's countersignature: which
    /// record needs it, and whether it has it.
    #[must_use]
    pub fn countersignature(&self, record: LogIndex) -> Option<(LogIndex, OtherParty)> {
        self.countersignatures.get(&record).copied()
    }

    /// What records say by themselves, in their order.
    #[must_use]
    pub fn of_records<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut names = Self::default();
        for record in records {
            if let Some(payload) = &record.payload {
                names.learn(&payload.act);
            }
            names.learn_countersignatures(record);
        }
        names
    }

    /// Takes in what a record says of countersignatures, where there is no register at hand.
    fn learn_countersignatures(&mut self, record: &Record) {
        if record.part.flags.contains(&Flag::AwaitsCountersignature) {
            let lacking = (record.index, OtherParty::Lacking);
            self.countersignatures
                .entry(record.index)
                .or_insert(lacking);
            let centre = record.part.signer.map(|signer| signer.party);
            self.awaiting
                .extend(centre.map(|party| (record.index, party)));
        }
        for effect in &record.part.effects {
            let Effect::Completes(of) = effect else {
                continue;
            };
            let by = record.part.signer.map(|signer| signer.party);
            let is_other = self
                .awaiting
                .get(of)
                .is_some_and(|own| by.is_some_and(|by| by != *own));
            let given = OtherParty::Given { by: record.index };
            if let Some(state) = self.countersignatures.get_mut(of).filter(|_| is_other) {
                state.1 = given;
            }
        }
    }

    /// Takes in what an act names.
    pub fn learn(&mut self, act: &Act) {
        match act {
            Act::Genesis(genesis) => {
                self.parties
                    .insert(genesis.centre.party, genesis.centre.name.clone());
                self.desks
                    .insert(genesis.desk.desk, genesis.desk.name.clone());
            }
            Act::PartyEnrolled(body) | Act::PartyChanged(body) => {
                self.parties.insert(body.party, body.name.clone());
            }
            Act::DeskOpened(body) => {
                self.desks.insert(body.desk, body.name.clone());
            }
            Act::BoundaryDrawn(body) => {
                self.zones.insert(body.zone, body.name.clone());
            }
            Act::ActorEntered(body) => {
                self.actors.insert(body.id, first_name(body));
            }
            Act::AgreementEntered(body) => {
                self.agreements.insert(body.id, title(body));
            }
            _ => {}
        }
    }

    /// A party with its name.
    #[must_use]
    pub fn party(&self, id: PartyId) -> Named {
        Named {
            id: id.to_string(),
            name: self.parties.get(&id).cloned(),
        }
    }

    /// A desk with its name.
    #[must_use]
    pub fn desk(&self, id: DeskId) -> Named {
        Named {
            id: id.to_string(),
            name: self.desks.get(&id).cloned(),
        }
    }

    /// A zone with its name.
    #[must_use]
    pub fn zone(&self, id: ZoneId) -> Named {
        Named {
            id: id.to_string(),
            name: self.zones.get(&id).cloned(),
        }
    }

    /// An actor with its name.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> Named {
        Named {
            id: id.to_string(),
            name: self.actors.get(&id).cloned(),
        }
    }

    /// An agreement with its title.
    #[must_use]
    pub fn agreement(&self, id: AgreementId) -> Named {
        Named {
            id: id.to_string(),
            name: self.agreements.get(&id).cloned(),
        }
    }

    /// A party or an actor with its name.
    #[must_use]
    pub fn who(&self, who: Who) -> Named {
        match who {
            Who::Party(party) => self.party(party),
            Who::Actor(actor) => self.actor(actor),
        }
    }

    /// The actor that a text stands for.
    ///
    /// # Errors
    /// [`Problem`] with the candidates.
    pub fn find_actor(&self, text: &str) -> Result<ActorId, Problem> {
        ActorId::parse(text).or_else(|_| self.find("actor", text, &self.actors))
    }

    /// The agreement that a text stands for.
    ///
    /// # Errors
    /// [`Problem`] with the candidates.
    pub fn find_agreement(&self, text: &str) -> Result<AgreementId, Problem> {
        AgreementId::parse(text).or_else(|_| self.find("agreement", text, &self.agreements))
    }

    /// The party or else the actor that a text stands for.
    ///
    /// # Errors
    /// [`Problem`]: neither, or several.
    pub fn find_who(&self, text: &str) -> Result<Who, Problem> {
        if let Ok(party) = self.find_party(text) {
            return Ok(Who::Party(party));
        }
        let actor = self.find_actor(text);
        actor.map(Who::Actor).map_err(|problem| {
            let what = format!("neither a party nor an actor: {}", problem.what);
            Problem::usage(what)
        })
    }

    /// Whether an actor of exactly this name is known, in whatever case.
    #[must_use]
    pub fn has_actor(&self, name: &str) -> bool {
        let wanted = name.trim().to_lowercase();
        let mut known = self.actors.values();
        known.any(|known| known.trim().to_lowercase() == wanted)
    }

    /// The party that a text stands for.
    ///
    /// # Errors
    /// [`Problem`] with the candidates.
    pub fn find_party(&self, text: &str) -> Result<PartyId, Problem> {
        PartyId::parse(text).or_else(|_| self.find("party", text, &self.parties))
    }

    /// The desk that a text stands for.
    ///
    /// # Errors
    /// [`Problem`] with the candidates.
    pub fn find_desk(&self, text: &str) -> Result<DeskId, Problem> {
        DeskId::parse(text).or_else(|_| self.find("desk", text, &self.desks))
    }

    /// The zone that a text stands for.
    ///
    /// # Errors
    /// [`Problem`] with the candidates.
    pub fn find_zone(&self, text: &str) -> Result<ZoneId, Problem> {
        ZoneId::parse(text).or_else(|_| self.find("zone", text, &self.zones))
    }

    /// Whether a new name could be taken for a party that there is; `own` is the one that is renamed.
    ///
    /// # Errors
    /// [`Problem`] naming the other.
    pub fn new_party(&self, name: &str, own: Option<PartyId>) -> Result<(), Problem> {
        let mut others = self.parties.iter().filter(|(id, _)| Some(**id) != own);
        match others.find(|(_, known)| alike(known, name)) {
            None => Ok(()),
            Some((id, known)) => Err(Problem::usage(format!(
                "a party named {known} ({id}) is enrolled, and the names could be taken for one another; name it differently, or say --same-name"
            ))),
        }
    }

    /// Whether a new zone's name could be taken for that of a zone that there is.
    ///
    /// # Errors
    /// [`Problem`] naming the other.
    pub fn new_zone(&self, name: &str) -> Result<(), Problem> {
        match self.zones.iter().find(|(_, known)| alike(known, name)) {
            None => Ok(()),
            Some((id, known)) => Err(Problem::usage(format!(
                "there is a zone named {known} ({id}); a further boundary of it is drawn with --zone {id}, a zone of its own with another name or --new-zone"
            ))),
        }
    }

    fn find<T: Copy + std::fmt::Display>(
        &self,
        kind: &str,
        text: &str,
        names: &BTreeMap<T, String>,
    ) -> Result<T, Problem> {
        let wanted = text.trim().to_lowercase();
        let fitting: Vec<(&T, &String)> = names
            .iter()
            .filter(|(_, name)| name.trim().to_lowercase() == wanted)
            .collect();
        match fitting.as_slice() {
            [(id, _)] => Ok(**id),
            [] if names.is_empty() && self.of_register => Err(Problem::usage(format!(
                "there is no {kind} named \"{text}\": the register has no {kind} yet"
            ))),
            [] if names.is_empty() => Err(Problem::usage(format!(
                "no {kind} is known by name here; give its id, or the register's folder with --data"
            ))),
            [] => Err(Problem::usage(format!(
                "there is no {kind} named \"{text}\"; there are: {}",
                listed(names.iter())
            ))),
            several => Err(Problem::usage(format!(
                "several are named \"{text}\"; give the id of one: {}",
                listed(several.iter().copied())
            ))),
        }
    }
}

/// The name of an actor that is shown.
fn first_name(body: &ActorEntered) -> String {
    let first = body.names.first();
    first.map_or_else(|| body.id.to_string(), |name| name.name.clone())
}

/// The title of an agreement that is shown: the first.
fn title(body: &AgreementEntered) -> String {
    let first = body.texts.first();
    first.map_or_else(|| body.id.to_string(), |text| text.title.clone())
}

fn countersignatures(
    register: &Register,
    known_at: LogIndex,
) -> BTreeMap<LogIndex, (LogIndex, OtherParty)> {
    let mut all = BTreeMap::new();
    for (record, state) in countersignature::of_other_parties(register, known_at) {
        for target in register.erasures.targets(record) {
            all.entry(*target).or_insert((record, state));
        }
        all.insert(record, (record, state));
    }
    all
}

/// Whether two names could be taken for one another: case, accents, blanks and letters of other
/// scripts that look the same make no difference.
#[must_use]
pub fn alike(one: &str, other: &str) -> bool {
    let skeleton = |name: &str| -> String { spelling::key(name).chars().map(latin).collect() };
    let (first, second) = (skeleton(one), skeleton(other));
    if first.is_empty() || second.is_empty() {
        return one.trim() == other.trim();
    }
    first == second
}

/// The Latin letter or the digit that a small letter of another script, or another sign, is taken for.
const fn latin(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'һ' | 'н' | 'η' => 'h',
        'і' | 'ι' | 'l' | '1' | 'ӏ' | '|' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'v',
        'о' | 'ο' | '0' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'у' => 'y',
        'х' | 'χ' => 'x',
        'ζ' => 'z',
        other => other,
    }
}

fn listed<'a, T: std::fmt::Display + 'a>(
    names: impl Iterator<Item = (&'a T, &'a String)>,
) -> String {
    names
        .map(|(id, name)| format!("{name} ({id})"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests;
