//! How a scenario's register begins: genesis, enrolments, zones.

use super::cast::{CENTRE, PartyNumber, PersonNumber};
use super::deed::{Boundary as BoundaryWords, Scenario, Zone};
use super::ids::{desk_id, party_id, person_id, zone_id};
use crate::card::{DeskCard, NO_PROOF};
use crate::exit::Problem;
use crate::session::Place;
use crate::speech::Speech;
use crate::voice::{Voice, public_of};
use std::path::Path;
use truceline_engine::clock::HandClock;
use truceline_engine::disk;
use truceline_engine::keyfile::{self, Key, Purpose, Seed};
use truceline_engine::randomness::Randomness;
use truceline_engine::writer::Writer;
use truceline_engine::writer::open::Secrets;
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::party::{DeskOpening, Genesis, PartyEnrolment};
use truceline_register::vocabulary::BoundaryStatus;
use truceline_register::zone::{ActivityBuffer, Boundary, Obliged, Profile};

/// A register that has begun, and who may speak in it.
pub(super) struct Begun {
    pub(super) writer: Writer,
    pub(super) voices: Vec<Voice>,
    pub(super) seeds: Vec<Seed>,
    pub(super) log_seed: Seed,
    pub(super) vault_seed: Seed,
}

/// Begins the register of a scenario, in a folder or in memory.
pub(super) fn begin(
    scenario: &Scenario,
    root: Option<&Path>,
    clock: HandClock,
    for_writer: Box<dyn Randomness>,
    randomness: &mut dyn Randomness,
) -> Result<Begun, Problem> {
    let log_seed = Seed::generate(randomness)?;
    let vault_seed = Seed::generate(randomness)?;
    let mut seeds = Vec::new();
    let mut voices = Vec::new();
    for number in 0..scenario.cast.persons.len() {
        let seed = Seed::generate(randomness)?;
        voices.push(voice(scenario, PersonNumber(number), &seed));
        seeds.push(seed);
    }
    let Some(first) = voices.first_mut() else {
        return Err(Problem::usage("the scenario has nobody who signs"));
    };
    let genesis = Genesis {
        origin: scenario.origin.clone(),
        theatre: scenario.title.clone(),
        exercise: false,
        log_key: public_of(&log_seed),
        centre: enrolment(scenario, CENTRE),
        desk: opening(scenario, CENTRE, 0),
        key: first.card().enrolment(),
        predecessor: None,
    };
    let genesis = first.sign(
        &Speech::plain(Act::Genesis(genesis)),
        scenario.begins,
        randomness,
    )?;
    let secrets = Secrets {
        log: log_seed.clone(),
        vault: vault_seed.clone(),
    };
    let (origin, clock) = (&scenario.origin, Box::new(clock));
    let writer = match root {
        Some(root) => Writer::begin(root, origin, &genesis, secrets, clock, for_writer)?,
        None => Writer::rehearse(origin, &genesis, secrets, clock, for_writer)?,
    };
    let digest = writer.register().authority.genesis_digest();
    let voices = voices
        .into_iter()
        .map(|voice| voice.with_genesis(digest))
        .collect();
    Ok(Begun {
        writer,
        voices,
        seeds,
        log_seed,
        vault_seed,
    })
}

/// The register's own keys as files, where a server finds them.
pub(crate) fn save_secrets(place: &Place, origin: &str, secrets: &Secrets) -> Result<(), Problem> {
    if !place.keys.exists() {
        let cannot = |error| Problem::unavailable(format!("{}: {error}", place.keys.display()));
        disk::create_private_folder(&place.keys).map_err(cannot)?;
    }
    let own = [
        (place.register_key(), Purpose::Register, &secrets.log),
        (place.vault_key(), Purpose::VaultMaster, &secrets.vault),
    ];
    for (path, purpose, seed) in own {
        let key = Key {
            purpose,
            name: origin.to_owned(),
            seed: seed.clone(),
        };
        keyfile::create(&path, &key, None)?;
    }
    Ok(())
}

/// A person's voice, before the register has begun.
pub(super) fn voice(scenario: &Scenario, person: PersonNumber, seed: &Seed) -> Voice {
    let cast = &scenario.cast;
    let who = cast.who(person);
    let party = cast.of(who.party);
    let card = DeskCard {
        name: format!("{}, {}, {}", who.name, party.name, party.desks[who.desk]),
        origin: scenario.origin.clone(),
        genesis: Digest::ZERO,
        party: party_id(cast, who.party),
        desk: desk_id(cast, who.party, who.desk),
        person: person_id(cast, person),
        public: public_of(seed),
        proof: NO_PROOF,
    };
    Voice::in_memory(card, seed)
}

fn enrolment(scenario: &Scenario, number: PartyNumber) -> PartyEnrolment {
    let party = scenario.cast.of(number);
    PartyEnrolment {
        party: party_id(&scenario.cast, number),
        name: party.full_name.clone(),
        role: party.role,
        belligerent: party.belligerent,
    }
}

fn opening(scenario: &Scenario, number: PartyNumber, desk: usize) -> DeskOpening {
    DeskOpening {
        desk: desk_id(&scenario.cast, number, desk),
        party: party_id(&scenario.cast, number),
        name: scenario.cast.of(number).desks[desk].clone(),
    }
}

/// Everyone but those whom the genesis names.
pub(super) fn enrolments(scenario: &Scenario, voices: &[Voice]) -> Vec<Act> {
    let cast = &scenario.cast;
    let mut acts = Vec::new();
    for (place, party) in cast.parties.iter().enumerate() {
        let number = PartyNumber(place);
        if number != CENTRE {
            acts.push(Act::PartyEnrolled(enrolment(scenario, number)));
        }
        for desk in 0..party.desks.len() {
            if (number, desk) != (CENTRE, 0) {
                acts.push(Act::DeskOpened(opening(scenario, number, desk)));
            }
        }
    }
    acts.extend(
        voices
            .iter()
            .skip(1)
            .map(|voice| Act::KeyEnrolled(voice.card().enrolment())),
    );
    acts
}

/// The boundary of a zone, in force from the register's beginning.
pub(super) fn boundary(scenario: &Scenario, zone: &Zone) -> Boundary {
    let (status, claimed_by, area) = match &zone.boundary {
        BoundaryWords::Agreed(area) => (BoundaryStatus::Agreed, None, Some(area.clone())),
        BoundaryWords::Claimed(party, area) => (
            BoundaryStatus::Claimed,
            Some(party_id(&scenario.cast, *party)),
            Some(area.clone()),
        ),
        BoundaryWords::InWords => (BoundaryStatus::TextOnly, None, None),
    };
    Boundary {
        zone: zone_id(&zone.name),
        name: zone.name.clone(),
        status,
        claimed_by,
        area,
        text: zone.text.clone(),
        start: scenario.begins,
        end: None,
    }
}

/// The rules of a zone.
pub(super) fn profile(scenario: &Scenario, zone: &Zone) -> Profile {
    let rules = &zone.rules;
    let obliged = zone.obliged.iter().map(|obliged| Obliged {
        party: party_id(&scenario.cast, obliged.party),
        forces: obliged.forces,
        part: obliged.part.clone(),
    });
    let buffers = rules.activity_buffers.iter();
    Profile {
        zone: zone_id(&zone.name),
        obliged: obliged.collect(),
        freshness: rules.freshness,
        lead_time: rules.lead_time,
        emergency_lead_time: rules.emergency_lead_time,
        time_tolerance: rules.tolerance,
        worst_precision: rules.worst_precision,
        least_buffer: rules.buffer,
        activity_buffers: buffers
            .map(|(activity, buffer)| ActivityBuffer {
                activity: *activity,
                buffer: *buffer,
            })
            .collect(),
        halt_limit: rules.halt,
        outcome_life: rules.outcome_life,
        check_floor_m2: rules.floor_m2,
        check_floor_span: rules.floor_span,
        check_budget: rules.budget,
        owner_delay: rules.owner_delay,
        escalation: rules.escalation,
        source: None,
        reminder: rules.reminder,
    }
}
