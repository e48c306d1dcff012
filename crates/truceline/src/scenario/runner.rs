//! Running a scenario: the same code for tests, the demonstration and simulation.
//!
//! Every statement is signed by the person who makes it and handed to the engine's writer, in memory
//! or in a folder; the clock is set by hand and ticks are written as time passes. Not here: what is
//! said ([`super::speaking`]), what came of it ([`super::observed`]).

use super::cast::{PartyNumber, PersonNumber};
use super::deed::{Boundary, Deed, Inquiry, Letter, Scenario, Statement, What, Zone};
use super::evidence::EvidenceShelf;
use super::expectation::{Difference, Fact, Kind};
use super::names::{Names, labels_of};
use super::observed::Reading;
use super::speaking::{Named, Speaking};
use super::text::Spot;
use super::{departure, ids, inquiry, looks, setup, trail};
use crate::exit::Problem;
use crate::speech::Speech;
use crate::voice::Voice;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use truceline_engine::clock::HandClock;
use truceline_engine::keyfile::Seed;
use truceline_engine::randomness::Randomness;
use truceline_engine::replay;
use truceline_engine::writer::open::Secrets;
use truceline_engine::writer::{Answer, Writer};
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::codec::record::Record;
use truceline_register::codec::statement::{Header, Statement as SignedStatement, Submission};
use truceline_register::geometry::position::Decimetres;
use truceline_register::ids::{ActId, LogIndex};
use truceline_register::party::KeyRotation;
use truceline_register::register::Register;
use truceline_register::time::{Instant, Span, TimeWindow};

/// Most ticks between two entries: a year of daily requests to every party of a theatre.
pub const MAX_TICKS: usize = 100_000;
/// Records read back at once.
const READ_AT_ONCE: usize = 256;

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{}: {problem}", spot.line)]
pub struct RunError {
    /// The scenario's file.
    pub file: String,
    /// At which entry.
    pub spot: Spot,
    /// Why.
    pub problem: Problem,
}

impl From<RunError> for Problem {
    fn from(error: RunError) -> Self {
        let what = error.to_string();
        Self {
            what,
            ..error.problem
        }
    }
}

/// What came of one entry.
#[derive(Clone, Debug)]
pub struct Report {
    /// Where the entry stands in the file.
    pub spot: Spot,
    /// When.
    pub at: Instant,
    /// The entry as it reads.
    pub text: String,
    /// What time alone brought since the entry before.
    pub passed: Vec<(Instant, Fact)>,
    /// What came of it, what time brought included.
    pub came: BTreeSet<Fact>,
    /// What else a person at the desk is told.
    pub remarks: Vec<String>,
    /// How it differs from what was expected.
    pub difference: Option<Difference>,
}

/// A letter that was signed and kept.
struct Kept {
    submissions: Vec<(Submission, Option<String>)>,
    act_id: Option<ActId>,
}

/// A scenario being run.
pub struct Runner<'a> {
    scenario: &'a Scenario,
    writer: Writer,
    clock: HandClock,
    randomness: Box<dyn Randomness>,
    voices: Vec<Voice>,
    seeds: Vec<Seed>,
    log_seed: Seed,
    vault_seed: Seed,
    names: Names,
    labels: BTreeSet<String>,
    letters: BTreeMap<String, Kept>,
    evidence: EvidenceShelf,
    next: usize,
}

impl<'a> Runner<'a> {
    /// Begins the scenario's register in memory.
    ///
    /// # Errors
    /// [`RunError`].
    pub fn rehearse(
        scenario: &'a Scenario,
        for_writer: Box<dyn Randomness>,
        randomness: Box<dyn Randomness>,
    ) -> Result<Self, RunError> {
        Self::start(scenario, None, for_writer, randomness)
    }

    /// Begins the scenario's register in a folder.
    ///
    /// # Errors
    /// [`RunError`].
    pub fn begin(
        scenario: &'a Scenario,
        root: &Path,
        for_writer: Box<dyn Randomness>,
        randomness: Box<dyn Randomness>,
    ) -> Result<Self, RunError> {
        Self::start(scenario, Some(root), for_writer, randomness)
    }

    fn start(
        scenario: &'a Scenario,
        root: Option<&Path>,
        for_writer: Box<dyn Randomness>,
        mut randomness: Box<dyn Randomness>,
    ) -> Result<Self, RunError> {
        let spot = Spot { line: 1, column: 1 };
        let wrong = |problem: Problem| RunError {
            file: scenario.file.clone(),
            spot,
            problem,
        };
        let clock = HandClock::at(scenario.begins);
        let begun = setup::begin(
            scenario,
            root,
            clock.clone(),
            for_writer,
            randomness.as_mut(),
        )
        .map_err(wrong)?;
        let mut runner = Self {
            scenario,
            writer: begun.writer,
            clock,
            randomness,
            voices: begun.voices,
            seeds: begun.seeds,
            log_seed: begun.log_seed,
            vault_seed: begun.vault_seed,
            names: Names::default(),
            labels: labels_of(scenario),
            letters: BTreeMap::new(),
            evidence: EvidenceShelf::default(),
            next: 0,
        };
        for number in 0..runner.voices.len() {
            runner
                .names
                .give_key(PersonNumber(number), runner.voices[number].key_id());
        }
        for act in setup::enrolments(scenario, &runner.voices) {
            runner.centre_says(act).map_err(wrong)?;
        }
        for zone in &scenario.zones {
            runner.draw_zone(zone).map_err(|problem| RunError {
                file: scenario.file.clone(),
                spot: zone.spot,
                problem,
            })?;
        }
        Ok(runner)
    }

    fn centre_says(&mut self, act: Act) -> Result<LogIndex, Problem> {
        let at = self.writer.now();
        let submission = self.voices[0].sign(&Speech::plain(act), at, self.randomness.as_mut())?;
        match self.hand_in(&submission)? {
            Answer::Admitted { index } | Answer::Repeated { index } => Ok(index),
            Answer::Refused { refusal, .. } => Err(refusal.into()),
        }
    }

    fn draw_zone(&mut self, zone: &Zone) -> Result<(), Problem> {
        let index = self.centre_says(Act::BoundaryDrawn(setup::boundary(self.scenario, zone)))?;
        self.names.give(&zone.name, index);
        if !matches!(zone.boundary, Boundary::InWords) || !zone.obliged.is_empty() {
            self.centre_says(Act::ProfileSet(setup::profile(self.scenario, zone)))?;
        }
        Ok(())
    }

    /// The register as it stands.
    #[must_use]
    pub fn register(&self) -> &Register {
        self.writer.register()
    }

    /// The writer.
    #[must_use]
    pub const fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Gives the writer back.
    #[must_use]
    pub fn into_writer(self) -> Writer {
        self.writer
    }

    /// The scenario.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        self.scenario
    }

    /// A person's voice and the seed of its key.
    #[must_use]
    pub fn voice(&self, person: PersonNumber) -> (&Voice, &Seed) {
        (&self.voices[person.0], &self.seeds[person.0])
    }

    /// The register's own secrets.
    #[must_use]
    pub fn secrets(&self) -> Secrets {
        Secrets {
            log: self.log_seed.clone(),
            vault: self.vault_seed.clone(),
        }
    }

    /// Names of the story in records.
    #[must_use]
    pub fn reading(&self) -> Reading<'_> {
        Reading::new(&self.scenario.cast, &self.names, &self.labels)
    }

    /// The latest record of a name of the story.
    ///
    /// # Errors
    /// [`Problem`]: there is none.
    pub fn record_of(&self, name: &str) -> Result<LogIndex, Problem> {
        self.names.record(name)
    }

    /// Does the next entry; `None` at the end.
    ///
    /// # Errors
    /// [`RunError`]: it could not be done at all. What came of it and should not have is in the
    /// report.
    pub fn step(&mut self) -> Result<Option<Report>, RunError> {
        let scenario = self.scenario;
        let Some(deed) = scenario.deeds.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        self.do_entry(deed).map(Some).map_err(|problem| RunError {
            file: scenario.file.clone(),
            spot: deed.spot,
            problem,
        })
    }

    fn do_entry(&mut self, deed: &Deed) -> Result<Report, Problem> {
        let passed = self.advance_to(deed.at)?;
        let mut remarks = Vec::new();
        let mut came: BTreeSet<Fact> = passed.iter().map(|(_, fact)| fact.clone()).collect();
        match &deed.what {
            What::TimePasses => {}
            What::Says(letter) => {
                let chain = self.voices[letter.signer.0].chain();
                let signed = self.signed(letter)?;
                let mut admitted = false;
                for (submission, label) in signed.submissions {
                    admitted |=
                        self.submitted(&submission, label.as_deref(), &mut came, &mut remarks)?;
                }
                // Refused before anybody else saw it: the next statement takes its place.
                if !admitted {
                    self.voices[letter.signer.0].take_back(chain)?;
                }
            }
            What::Writes { name, letter } => {
                let signed = self.signed(letter)?;
                self.letters.insert(name.clone(), signed);
            }
            What::HandsIn {
                name,
                times,
                carrier: _,
            } => {
                let submissions = match self.letters.get(name) {
                    Some(kept) => kept.submissions.clone(),
                    None => return Err(Problem::usage(format!("there is no letter \"{name}\""))),
                };
                for _ in 0..*times {
                    for (submission, label) in &submissions {
                        self.submitted(submission, label.as_deref(), &mut came, &mut remarks)?;
                    }
                }
            }
            What::Inquires(asked) => self.inquired(asked, &mut came, &mut remarks)?,
            what @ (What::LooksAtStop(_) | What::LooksAtIncident(..)) => {
                let (facts, words) =
                    trail::looked(self.writer.register(), &self.reading(), what, deed.at)?;
                came.extend(facts);
                remarks.extend(words);
            }
            What::LooksAtCoverage(..)
            | What::LooksAtCalendar(_)
            | What::LooksAtDesignations(..) => {
                let (register, reading) = (self.writer.register(), self.reading());
                came.extend(looks::seen(register, &reading, self.scenario, deed)?);
            }
            What::Reaches { stop, person } => {
                departure::leaves(self.scenario, &mut self.writer, &self.names, stop, *person)?;
            }
            What::LooksUp(name) => came.extend(inquiry::looked_up(&self.scenario.map, name)?),
            What::Evidence(what) => {
                let (facts, words) = self.evidence.act(
                    what,
                    self.scenario,
                    &mut self.writer,
                    &self.names,
                    &self.log_seed,
                )?;
                came.extend(facts);
                remarks.extend(words);
            }
        }
        let difference = deed.expected.compare(&came);
        Ok(Report {
            spot: deed.spot,
            at: deed.at,
            text: deed.text.clone(),
            passed,
            came,
            remarks,
            difference,
        })
    }

    /// What was known of a place of the map, valid in a window, at a moment, by the register or by
    /// one party.
    ///
    /// # Errors
    /// [`Problem`]: no such place.
    pub fn known(
        &self,
        place: &str,
        valid: TimeWindow,
        known: Instant,
        viewpoint: Option<PartyNumber>,
    ) -> Result<BTreeSet<Fact>, Problem> {
        let footprint = self
            .scenario
            .map
            .place(place)
            .and_then(|place| place.footprint(Decimetres::ZERO).ok())
            .ok_or_else(|| Problem::usage(format!("\"{place}\" is no place of the map")))?;
        let asked = Inquiry {
            footprint,
            altitude: None,
            valid,
            known,
            viewpoint,
        };
        let viewpoint = viewpoint.map(|party| ids::party_id(&self.scenario.cast, party));
        Ok(inquiry::asked(self.writer.register(), &self.reading(), &asked, viewpoint).0)
    }

    fn inquired(
        &mut self,
        asked: &Inquiry,
        came: &mut BTreeSet<Fact>,
        remarks: &mut Vec<String>,
    ) -> Result<(), Problem> {
        let viewpoint = asked
            .viewpoint
            .map(|party| ids::party_id(&self.scenario.cast, party));
        let (facts, words) =
            inquiry::asked(self.writer.register(), &self.reading(), asked, viewpoint);
        came.extend(facts);
        remarks.extend(words);
        Ok(())
    }

    /// Lets time pass, with a tick for whatever falls due on the way.
    fn advance_to(&mut self, to: Instant) -> Result<Vec<(Instant, Fact)>, Problem> {
        let mut passed = Vec::new();
        let mut idle = 0;
        for _ in 0..MAX_TICKS {
            let now = self.writer.now();
            let Some(due) = self.writer.register().next_due(now) else {
                break;
            };
            let soonest = self
                .writer
                .register()
                .last_received
                .map_or(now, |last| last.plus(Span::seconds(1)));
            let at = due.max(soonest).max(now);
            if at > to || idle > 2 {
                break;
            }
            self.clock.set(at);
            let before = self.writer.register().size;
            if self.writer.tick()? {
                idle = 0;
                for record in self.records_since(before)? {
                    let facts = self.reading().facts(&record);
                    passed.extend(facts.into_iter().map(|fact| (at, fact)));
                }
            } else {
                idle += 1;
                self.clock.set(at.plus(Span::seconds(1)).min(to));
            }
        }
        self.clock.set(to);
        Ok(passed)
    }

    fn signed(&mut self, letter: &Letter) -> Result<Kept, Problem> {
        let now = self.writer.now();
        let signed_at = letter.signed_at.unwrap_or(now);
        let person = letter.signer;
        if matches!(letter.says, Statement::Unreadable) {
            let submission = self.unreadable(person)?;
            return Ok(Kept {
                submissions: vec![(submission, letter.name.clone())],
                act_id: None,
            });
        }
        let mut next_key = None;
        let named = match &letter.says {
            Statement::RotatesKey { grace } => {
                let (act, seed) = self.rotation(person, *grace)?;
                next_key = Some(seed);
                vec![Named {
                    speech: Speech::plain(act),
                    label: None,
                }]
            }
            says => Speaking {
                cast: &self.scenario.cast,
                names: &self.names,
                register: self.writer.register(),
                signer: person,
                now,
                randomness: self.randomness.as_mut(),
            }
            .speeches(says)?,
        };
        let taken = match &letter.id_of {
            Some(other) => self.letters.get(other).and_then(|kept| kept.act_id),
            None => None,
        };
        let mut kept = Kept {
            submissions: Vec::new(),
            act_id: None,
        };
        for Named { mut speech, label } in named {
            let id = match taken {
                Some(id) => id,
                None => ActId::from_bytes(crate::voice::draw(self.randomness.as_mut())?),
            };
            speech.act_id = Some(id);
            kept.act_id = Some(id);
            let submission =
                self.voices[person.0].sign(&speech, signed_at, self.randomness.as_mut())?;
            kept.submissions
                .push((submission, letter.name.clone().or(label)));
        }
        if let Some(seed) = next_key {
            let voice = setup::voice(self.scenario, person, &seed);
            let genesis = self.writer.register().authority.genesis_digest();
            self.voices[person.0] = voice.with_genesis(genesis);
            self.names.give_key(person, self.voices[person.0].key_id());
            self.seeds[person.0] = seed;
        }
        Ok(kept)
    }

    fn rotation(&mut self, person: PersonNumber, grace: Span) -> Result<(Act, Seed), Problem> {
        let seed = Seed::generate(self.randomness.as_mut())?;
        let new = setup::voice(self.scenario, person, &seed)
            .card()
            .enrolment();
        let old = self.voices[person.0].key_id();
        Ok((Act::KeyRotated(KeyRotation { old, new, grace }), seed))
    }

    /// Signed bytes that say nothing in this release's words.
    fn unreadable(&mut self, person: PersonNumber) -> Result<Submission, Problem> {
        let authority = &self.writer.register().authority;
        let header = Header {
            key: self.voices[person.0].key_id(),
            origin: authority.origin().to_owned(),
            genesis: authority.genesis_digest(),
        };
        let noise = crate::voice::draw(self.randomness.as_mut())?;
        let key = SigningKey::from_seed(self.seeds[person.0].expose());
        let statement = SignedStatement::sign_bytes(header, noise.to_vec(), &key);
        Ok(Submission {
            statement: statement.to_bytes(),
            disclosures: Vec::new(),
            unread: Vec::new(),
        })
    }

    fn hand_in(&mut self, submission: &Submission) -> Result<Answer, Problem> {
        let answers = self.writer.commit(std::slice::from_ref(submission))?;
        answers
            .into_iter()
            .next()
            .ok_or_else(|| Problem::unavailable("the writer gave no answer"))
    }

    fn submitted(
        &mut self,
        submission: &Submission,
        label: Option<&str>,
        came: &mut BTreeSet<Fact>,
        remarks: &mut Vec<String>,
    ) -> Result<bool, Problem> {
        let before = self.writer.register().size;
        let answer = self.hand_in(submission)?;
        let recorded = !matches!(answer, Answer::Refused { .. });
        let result = match answer {
            Answer::Admitted { index } => {
                if let Some(label) = label {
                    self.names.give(label, index);
                }
                remarks.push(format!("record {index}"));
                "admitted".to_owned()
            }
            Answer::Repeated { index } => {
                remarks.push(format!("the same statement, record {index} already"));
                "repeated".to_owned()
            }
            Answer::Refused { refusal, .. } => {
                remarks.push(refusal.what.clone());
                format!("refused {}", refusal.code.code())
            }
        };
        came.insert(Fact::new(Kind::Result, result));
        for record in self.records_since(before)? {
            let reading = self.reading();
            came.extend(reading.facts(&record));
            remarks.extend(reading.heard(&record));
        }
        Ok(recorded)
    }

    fn records_since(&self, from: LogIndex) -> Result<Vec<Record>, Problem> {
        let mut records = Vec::new();
        let mut index = from;
        loop {
            let entries = self
                .writer
                .store()
                .read(index, READ_AT_ONCE)
                .map_err(replay::ReplayError::from)?;
            if entries.is_empty() {
                return Ok(records);
            }
            for entry in entries {
                records.extend(replay::record(index, &entry, self.writer.vault())?);
                index += 1;
            }
        }
    }

    /// Whether replaying the log gives the register that answered, field by field.
    ///
    /// # Errors
    /// [`Problem`]: it does not, or the log cannot be read.
    pub fn replays(&self) -> Result<(), Problem> {
        let again =
            replay::register(self.writer.store(), self.writer.vault(), &mut |_| {})?.register;
        if again == *self.writer.register() {
            return Ok(());
        }
        Err(Problem::unverified(
            "replaying the log gives another register",
        ))
    }
}
