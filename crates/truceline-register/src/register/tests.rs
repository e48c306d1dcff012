//! A register in memory that the tests of every noun speak to, and the tests of the spine.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use super::Register;
use super::decide::{Decision, Draft};
use super::said::Context;
use crate::act::Act;
use crate::codec::cbor::Digest;
use crate::codec::disclosure::{Disclosure, Disclosures, Label, Salt};
use crate::codec::record::{Effect, Ground, Record};
use crate::codec::statement::{Header, Payload, Statement, Submission, key_id};
use crate::ids::{ActId, DeskId, KeyId, LogIndex, PartyId, PersonId};
use crate::party::{DeskOpening, Genesis, KeyEnrolment, PartyEnrolment};
use crate::refusal::{Refusal, RefusalCode};
use crate::time::{Instant, Span};
use crate::vocabulary::{Flag, Role};
use std::collections::BTreeMap;
use truceline_log::key::SigningKey;

/// Noon of an invented day; tests count from here.
pub(crate) const NOON: i64 = 1_900_000_000_000_000;

/// `minutes` after noon; negative is before.
pub(crate) fn at(minutes: i64) -> Instant {
    Instant::from_micros(NOON + minutes * 60_000_000).unwrap()
}

/// One person's key at a desk, with its chain.
#[derive(Clone)]
pub(crate) struct Voice {
    pub(crate) party: PartyId,
    pub(crate) desk: DeskId,
    pub(crate) person: PersonId,
    pub(crate) key: SigningKey,
    pub(crate) sequence: u64,
    pub(crate) previous: Digest,
}

impl Voice {
    pub(crate) fn new(party: u8, desk: u8, person: u8) -> Self {
        let mut seed = [7; 32];
        seed[..3].copy_from_slice(&[party, desk, person]);
        Self {
            party: PartyId::from_bytes([party; 16]),
            desk: DeskId::from_bytes([desk; 16]),
            person: PersonId::from_bytes([person; 16]),
            key: SigningKey::from_seed(&seed),
            sequence: 0,
            previous: Digest::ZERO,
        }
    }

    pub(crate) fn public(&self) -> [u8; 32] {
        *self.key.verifying_key().as_bytes()
    }

    pub(crate) fn key_id(&self) -> KeyId {
        key_id(&self.public())
    }

    pub(crate) fn enrolment(&self) -> KeyEnrolment {
        KeyEnrolment {
            public: self.public(),
            party: self.party,
            desk: self.desk,
            person: self.person,
        }
    }
}

/// A register, its whole log, and a counter that stands for randomness.
#[derive(Clone)]
pub(crate) struct House {
    pub(crate) register: Register,
    pub(crate) log: Vec<Record>,
    pub(crate) now: Instant,
    pub(crate) centre: Voice,
    drawn: u64,
}

pub(crate) const ORIGIN: &str = "register.example/kestrel-valley";

impl House {
    /// A register with its centre (party 1, desk 1, person 1) and nothing else, at noon.
    pub(crate) fn new() -> Self {
        let centre = Voice::new(1, 1, 1);
        let mut house = Self {
            register: Register::new(),
            log: Vec::new(),
            now: at(0),
            centre,
            drawn: 0,
        };
        let genesis = Genesis {
            origin: ORIGIN.to_owned(),
            theatre: "Kestrel Valley".to_owned(),
            exercise: false,
            log_key: *SigningKey::from_seed(&[9; 32]).verifying_key().as_bytes(),
            centre: PartyEnrolment {
                party: house.centre.party,
                name: "Centre".to_owned(),
                role: Role::Centre,
                belligerent: false,
            },
            desk: DeskOpening {
                desk: house.centre.desk,
                party: house.centre.party,
                name: "Duty desk".to_owned(),
            },
            key: house.centre.enrolment(),
            predecessor: None,
        };
        let mut centre = house.centre.clone();
        house.say(&mut centre, Act::Genesis(genesis), &[]).unwrap();
        house.centre = centre;
        house
    }

    /// Sixteen bytes that never come again.
    pub(crate) fn draw(&mut self) -> [u8; 16] {
        self.drawn += 1;
        let mut bytes = [0xd0; 16];
        bytes[8..].copy_from_slice(&self.drawn.to_be_bytes());
        bytes
    }

    /// A salted value: its digest and its disclosure.
    pub(crate) fn seal<T: minicbor::Encode<()>>(
        &mut self,
        label: Label,
        value: &T,
    ) -> (Digest, Disclosure) {
        let disclosure = Disclosure::seal(Salt(self.draw()), label, value);
        (disclosure.digest(), disclosure)
    }

    /// Enrols a party with one desk and one person, named after their numbers.
    pub(crate) fn enrol(&mut self, number: u8, role: Role) -> Voice {
        let voice = Voice::new(number, number, number);
        let party = PartyEnrolment {
            party: voice.party,
            name: format!("Party {number}"),
            role,
            belligerent: role == Role::Force,
        };
        let desk = DeskOpening {
            desk: voice.desk,
            party: voice.party,
            name: format!("Desk {number}"),
        };
        self.centre_says(Act::PartyEnrolled(party)).unwrap();
        self.centre_says(Act::DeskOpened(desk)).unwrap();
        self.centre_says(Act::KeyEnrolled(voice.enrolment()))
            .unwrap();
        voice
    }

    /// Enrols another person at a party's desk.
    pub(crate) fn enrol_person(&mut self, party: &Voice, person: u8) -> Voice {
        let mut voice = Voice::new(0, 0, person);
        voice.party = party.party;
        voice.desk = party.desk;
        let mut seed = [8; 32];
        seed[..16].copy_from_slice(party.party.bytes());
        seed[16] = person;
        voice.key = SigningKey::from_seed(&seed);
        self.centre_says(Act::KeyEnrolled(voice.enrolment()))
            .unwrap();
        voice
    }

    /// A key is revoked since a moment, and the centre enrols another of the same person.
    pub(crate) fn revoke(&mut self, voice: &Voice, since: Instant) -> (LogIndex, Voice) {
        let key = voice.key_id();
        let revocation = crate::party::KeyRevocation { key, since };
        let by = self.centre_says(Act::KeyRevoked(revocation)).unwrap();
        let next = self.next_key(voice);
        self.centre_says(Act::KeyEnrolled(next.enrolment()))
            .unwrap();
        (by, next)
    }

    /// Another key of the same person, not enrolled.
    pub(crate) fn next_key(&mut self, voice: &Voice) -> Voice {
        let mut seed = [6; 32];
        seed[..16].copy_from_slice(&self.draw());
        Voice {
            key: SigningKey::from_seed(&seed),
            sequence: 0,
            previous: Digest::ZERO,
            ..voice.clone()
        }
    }

    pub(crate) fn centre_says(&mut self, act: Act) -> Result<LogIndex, Refusal> {
        let mut centre = self.centre.clone();
        let said = self.say(&mut centre, act, &[]);
        self.centre = centre;
        said
    }

    /// Signs an act now and submits it.
    pub(crate) fn say(
        &mut self,
        voice: &mut Voice,
        act: Act,
        disclosures: &[Disclosure],
    ) -> Result<LogIndex, Refusal> {
        let submission = self.sign(voice, act, disclosures, self.now);
        self.submit(&submission)
    }

    /// Signs an act without submitting it.
    pub(crate) fn sign(
        &mut self,
        voice: &mut Voice,
        act: Act,
        disclosures: &[Disclosure],
        signed_at: Instant,
    ) -> Submission {
        let header = Header {
            key: voice.key_id(),
            origin: ORIGIN.to_owned(),
            genesis: self.register.authority.genesis_digest(),
        };
        let payload = Payload {
            act_id: ActId::from_bytes(self.draw()),
            party: voice.party,
            desk: voice.desk,
            signed_at,
            sequence: voice.sequence,
            previous: voice.previous,
            nonce: self.draw(),
            act,
        };
        voice.sequence += 1;
        voice.previous = payload.digest();
        let statement = Statement::sign(header, &payload, &voice.key);
        Submission {
            statement: statement.to_bytes(),
            disclosures: disclosures.to_vec(),
            unread: Vec::new(),
        }
    }

    /// Submits; an admitted statement becomes a record and the watch follows.
    pub(crate) fn submit(&mut self, submission: &Submission) -> Result<LogIndex, Refusal> {
        let context = self.context();
        match self.register.decide(submission, &context) {
            Decision::Admitted(mut draft) => {
                let aside = draft.aside.take();
                let index = self.append(*draft);
                if let Some(aside) = aside {
                    let context = self.context();
                    let passed_on = self.register.pass_on(*aside, &context).unwrap();
                    self.append(passed_on);
                }
                self.follow();
                Ok(index)
            }
            Decision::Repeated(index) => Ok(index),
            Decision::RefusedOnRecord(draft, refusal) => {
                self.append(*draft);
                Err(refusal)
            }
            Decision::RefusedUnrecorded(refusal, _) | Decision::TurnedAway(refusal) => Err(refusal),
        }
    }

    /// What follows from a record: its own effects, and those that were passed on from it.
    pub(crate) fn effects_of(&self, record: LogIndex) -> impl Iterator<Item = &Effect> {
        let place = usize::try_from(record).unwrap();
        let passed_on = self.log.get(place + 1);
        let passed_on =
            passed_on.filter(|next| next.part.ground == Ground::PassedOn { cause: record });
        let parts = std::iter::once(&self.log[place]).chain(passed_on);
        parts.flat_map(|record| &record.part.effects)
    }

    pub(crate) fn context(&mut self) -> Context {
        let mut seed = [0xce; 32];
        seed[..16].copy_from_slice(&self.draw());
        Context {
            now: self.now,
            wall: self.now,
            seed,
        }
    }

    pub(crate) fn append(&mut self, draft: Draft) -> LogIndex {
        let index = self.register.size;
        let record = draft.into_record(index);
        let bytes = record_bytes(&record);
        assert_eq!(
            Record::read(index, &bytes, record.disclosures.clone()).as_ref(),
            Ok(&record)
        );
        self.register.apply(&record);
        self.log.push(record);
        index
    }

    /// Lets time pass without anything being said.
    pub(crate) fn wait(&mut self, minutes: u32) {
        self.now = self.now.plus(Span::minutes(minutes));
    }

    /// The register that a replay of the log gives, without what was erased from the vault.
    pub(crate) fn replayed(&self) -> Register {
        let mut again = Register::new();
        let erased: BTreeMap<LogIndex, bool> = self.register.erasures.all().collect();
        for record in &self.log {
            let mut record = record.clone();
            if erased.get(&record.index) == Some(&false) {
                record.disclosures = Disclosures::default();
            }
            again.apply(&record);
        }
        again
    }

    /// The invariant that every test may end with.
    pub(crate) fn assert_replays(&self) {
        assert!(
            self.replayed() == self.register,
            "replaying the log gives another register"
        );
        self.assert_numbered();
    }

    /// What a record owes a party is numbered from 0 without gaps, whoever else is owed something.
    fn assert_numbered(&self) {
        for record in &self.log {
            let mut next: BTreeMap<PartyId, u16> = BTreeMap::new();
            for effect in &record.part.effects {
                if let Effect::Alert(alert) = effect {
                    let number = next.entry(alert.to).or_default();
                    assert_eq!(alert.number, *number, "record {}", record.index);
                    *number += 1;
                }
            }
        }
    }

    pub(crate) fn flags(&self, index: LogIndex) -> Vec<Flag> {
        self.log[index as usize].part.flags.clone()
    }
}

fn record_bytes(record: &Record) -> Vec<u8> {
    crate::codec::record::Envelope {
        statement: record.statement.as_ref().map(Statement::to_bytes),
        part: record.part.clone(),
    }
    .to_bytes()
}

pub(crate) fn code<T: std::fmt::Debug>(result: Result<T, Refusal>) -> RefusalCode {
    result.expect_err("a refusal").code
}

#[test]
fn a_register_begins_and_enrols() {
    let mut house = House::new();
    let south = house.enrol(3, Role::Force);
    assert_eq!(house.register.size, 4);
    assert_eq!(
        house.register.authority.role(south.party),
        Some(Role::Force)
    );
    house.assert_replays();
}

#[test]
fn the_same_statement_thrice_is_one_record() {
    let mut house = House::new();
    let mut centre = house.centre.clone();
    let party = PartyEnrolment {
        party: PartyId::from_bytes([5; 16]),
        name: "North".to_owned(),
        role: Role::Force,
        belligerent: true,
    };
    let submission = house.sign(&mut centre, Act::PartyEnrolled(party), &[], at(0));
    let first = house.submit(&submission);
    assert_eq!(house.submit(&submission), first);
    assert_eq!(house.submit(&submission), first);
    assert_eq!(house.register.size, 2);
}

#[test]
fn a_statement_for_another_register_is_turned_away() {
    let mut house = House::new();
    let mut other = House::new();
    let mut centre = house.centre.clone();
    let submission = house.sign(&mut centre, Act::ClockConfirmed, &[], at(0));
    other.register = Register::new();
    let mut exercise = House::new();
    let mut genesis_voice = exercise.centre.clone();
    let again = exercise.sign(&mut genesis_voice, Act::ClockConfirmed, &[], at(0));
    assert_eq!(again.statement.len(), submission.statement.len());
    let mut changed = Statement::parse(&submission.statement).unwrap();
    changed.header.origin = "register.example/exercise".to_owned();
    assert_eq!(
        code(
            house.submit(&Submission {
                statement: Statement::sign(
                    changed.header.clone(),
                    &changed.payload().unwrap(),
                    &centre.key
                )
                .to_bytes(),
                disclosures: vec![],
                unread: vec![],
            })
        ),
        RefusalCode::OtherRegister
    );
    assert_eq!(house.register.size, 1);
}

#[test]
fn a_key_revoked_is_quarantined_before_and_void_after() {
    let mut house = House::new();
    let mut south = house.enrol(3, Role::Force);
    let second = DeskOpening {
        desk: DeskId::from_bytes([77; 16]),
        party: south.party,
        name: "Second".into(),
    };
    let early = house.sign(&mut south, Act::DeskOpened(second), &[], at(1));
    let late = house.sign(&mut south, Act::ClockConfirmed, &[], at(30));
    house.wait(20);
    house
        .centre_says(Act::KeyRevoked(crate::party::KeyRevocation {
            key: south.key_id(),
            since: at(10),
        }))
        .unwrap();
    assert_eq!(code(house.submit(&late)), RefusalCode::KeyRevoked);
    assert_eq!(code(house.submit(&early)), RefusalCode::NotThisRole);
    assert!(matches!(
        house.log.last().unwrap().part.ground,
        Ground::Refused { .. }
    ));
    house.assert_replays();
}

#[test]
fn gaps_and_forks_are_admitted_and_flagged() {
    let mut house = House::new();
    let mut south = house.enrol(3, Role::Force);
    let desk = |n: u8| {
        Act::DeskOpened(DeskOpening {
            desk: DeskId::from_bytes([n; 16]),
            party: south_party(),
            name: "D".into(),
        })
    };
    fn south_party() -> PartyId {
        PartyId::from_bytes([3; 16])
    }
    let one = house.sign(&mut south, desk(41), &[], at(0));
    let mut copy = south.clone();
    let two = house.sign(&mut south, desk(42), &[], at(0));
    let fork = house.sign(&mut copy, desk(43), &[], at(0));
    let index = house.submit(&two).unwrap();
    assert!(house.flags(index).contains(&Flag::ChainGap));
    let index = house.submit(&one).unwrap();
    assert!(!house.flags(index).contains(&Flag::ChainGap));
    let index = house.submit(&fork).unwrap();
    assert!(house.flags(index).contains(&Flag::ChainFork));
    house.assert_replays();
}
