//! A story played live: a server on this machine, and every person of the story a client of it.
//!
//! Each person has a key, signs requests and statements with it, and speaks from what the server gives that
//! person's party; each desk follows its own event stream. Story time is the server's clock
//! ([`PacedClock`]): it runs at the pace asked for, stands while something is said, and stands at every moment at
//! which time alone makes something due, until the register has noticed. So a story comes to the same whatever its
//! pace. What came of an entry is read in the centre's portion and held against what is expected; every stream is
//! held against the whole log: what its party is owed must arrive on it, and nothing else may.

mod delivery;
mod desk;
mod loopback;
mod observer;

use super::cast::{CENTRE, PartyNumber, PersonNumber};
use super::deed::{Deed, Letter, Scenario, Statement, What};
use super::expectation::{Fact, Kind};
use super::names::{Names, labels_of};
use super::observed::Reading;
use super::runner::Report;
use super::speaking::Speaking;
use super::zone::Boundary;
use super::{ids, inquiry, looks, setup, trail};
use crate::exit::{Exit, Problem};
use crate::session::Place;
use crate::speech::Speech;
use crate::voice::Voice;
use delivery::{Brought, is_housekeeping};
use desk::{Arrival, Person, Stream};
use loopback::Loopback;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant as Moment};
use truceline_engine::clock::{Clock as _, HandClock, PacedClock};
use truceline_engine::keyfile::Seed;
use truceline_engine::randomness::SystemRandomness;
use truceline_engine::writer::Answer;
use truceline_engine::writer::open::Secrets;
use truceline_register::act::Act;
use truceline_register::codec::record::{Ground, Record};
use truceline_register::ids::LogIndex;
use truceline_register::register::Register;
use truceline_register::time::{Instant, Span};

/// Longest silence of a story that is played through, in story time; of a longer one the end alone.
pub const LONGEST_SILENCE: Span = Span::minutes(5);
/// How long a stream may take before what it owes counts as missing.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it looks whether something has come.
const LOOK_AGAIN: Duration = Duration::from_millis(2);
/// Most moments at which time alone makes something due between two entries.
const MAX_TICKS: usize = 100_000;

pub use delivery::Heard;

/// What came of an entry, and who heard of it.
pub struct Played {
    /// What came of it.
    pub report: Report,
    /// What arrived where.
    pub heard: Vec<Heard>,
    /// What should have arrived and did not, or arrived and should not have.
    pub astray: Vec<String>,
}

/// A story under way.
pub struct Live<'a> {
    scenario: &'a Scenario,
    clock: PacedClock,
    pace: Option<u32>,
    persons: Vec<Person>,
    streams: Vec<Stream>,
    names: Names,
    labels: BTreeSet<String>,
    evidence: PathBuf,
    bundles: BTreeMap<String, PathBuf>,
    next: usize,
    /// What time alone brought while an entry was being done.
    of_time: Vec<Record>,
    /// Every record below this index was held against the streams.
    seen: LogIndex,
    /// What is still to arrive, and whether as an alert.
    awaited: BTreeMap<(usize, LogIndex), bool>,
    /// What arrived and was not awaited yet.
    early: BTreeMap<(usize, LogIndex), Arrival>,
    // The last: it ends after whoever asks it.
    server: Loopback,
}

impl<'a> Live<'a> {
    /// Begins the story's register in a data folder, serves it, and has everybody enrolled and at their desks.
    /// Bundles go into `evidence`. Without a pace nothing is waited for.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn begin(
        scenario: &'a Scenario,
        place: Place,
        evidence: &Path,
        pace: Option<u32>,
    ) -> Result<Self, Problem> {
        let hand = HandClock::at(scenario.begins);
        let for_writer = Box::new(SystemRandomness);
        let root = Some(place.data.as_path());
        let begun = setup::begin(scenario, root, hand, for_writer, &mut SystemRandomness)?;
        drop(begun.writer);
        let secrets = Secrets {
            log: begun.log_seed,
            vault: begun.vault_seed,
        };
        setup::save_secrets(&place, &scenario.origin, &secrets)?;
        let clock = PacedClock::at(scenario.begins);
        let server = Loopback::start(place, &clock)?;
        let enrolments = setup::enrolments(scenario, &begun.voices);
        let mut names = Names::default();
        let mut persons = Vec::new();
        for (number, (voice, seed)) in begun.voices.into_iter().zip(begun.seeds).enumerate() {
            names.give_key(PersonNumber(number), voice.key_id());
            if number == 1 {
                enrol(&mut persons, &enrolments, &clock)?;
            }
            persons.push(Person::enter(&server, voice, seed)?);
        }
        let mut live = Self {
            scenario,
            clock,
            pace,
            persons,
            streams: Vec::new(),
            names,
            labels: labels_of(scenario),
            evidence: evidence.to_owned(),
            bundles: BTreeMap::new(),
            next: 0,
            of_time: Vec::new(),
            seen: 0,
            awaited: BTreeMap::new(),
            early: BTreeMap::new(),
            server,
        };
        live.draw_zones()?;
        live.open_streams()?;
        Ok(live)
    }

    fn draw_zones(&mut self) -> Result<(), Problem> {
        for zone in &self.scenario.zones {
            let act = Act::BoundaryDrawn(setup::boundary(self.scenario, zone));
            let index = say(&mut self.persons[0], act, &self.clock)?;
            self.names.give(&zone.name, index);
            if !matches!(zone.boundary, Boundary::InWords) || !zone.obliged.is_empty() {
                let act = Act::ProfileSet(setup::profile(self.scenario, zone));
                say(&mut self.persons[0], act, &self.clock)?;
            }
        }
        Ok(())
    }

    /// Every desk follows, with the key of the first person who sits there; returns once the register has
    /// seen them all.
    fn open_streams(&mut self) -> Result<(), Problem> {
        let cast = &self.scenario.cast;
        for (number, party) in cast.parties.iter().enumerate() {
            for (place, desk) in party.desks.iter().enumerate() {
                let sits = cast
                    .persons
                    .iter()
                    .position(|person| (person.party.0, person.desk) == (number, place));
                let Some(sits) = sits else { continue };
                let whose = (
                    PartyNumber(number),
                    ids::party_id(cast, PartyNumber(number)),
                );
                let seed = &self.persons[sits].seed;
                self.streams
                    .push(Stream::open(&self.server, seed, whose, desk)?);
            }
        }
        let since = Moment::now();
        let mut here = 0;
        while here < self.streams.len() && since.elapsed() < PATIENCE {
            let brought = self.settle(since)?;
            let seen = brought.records.iter();
            here += seen
                .filter(|record| matches!(record.part.ground, Ground::DeskSeen { .. }))
                .count();
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }

    /// The scenario.
    #[must_use]
    pub const fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// Where the server is, the file of the authority that vouches for it, and its fingerprint.
    #[must_use]
    pub fn server(&self) -> (&str, &Path, &str) {
        let server = &self.server;
        (server.url(), server.authority(), server.fingerprint())
    }

    /// How many desks follow.
    #[must_use]
    pub const fn desks(&self) -> usize {
        self.streams.len()
    }

    /// The register as the centre knows it.
    #[must_use]
    pub fn register(&self) -> &Register {
        self.persons[0].replica.register()
    }

    /// Where the bundles that were taken lie.
    pub fn bundles(&self) -> impl Iterator<Item = &Path> {
        self.bundles.values().map(PathBuf::as_path)
    }

    /// A person's voice and the seed of its key.
    #[must_use]
    pub fn voice(&self, person: PersonNumber) -> (&Voice, &Seed) {
        let person = &self.persons[person.0];
        (&person.voice, &person.seed)
    }

    /// Ends the server in order.
    ///
    /// # Errors
    /// [`Problem`]: it did not end so.
    pub fn end(&mut self) -> Result<(), Problem> {
        self.streams.clear();
        self.server.end()
    }

    /// Does the next entry; `None` at the end.
    ///
    /// # Errors
    /// [`Problem`]: it could not be done at all, or the server was ended by a signal. What came of it and should
    /// not have is in the report.
    pub fn step(&mut self) -> Result<Option<Played>, Problem> {
        let scenario = self.scenario;
        let Some(deed) = scenario.deeds.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        match self.do_entry(deed) {
            Ok(played) => Ok(Some(played)),
            Err(_) if self.server.is_ending() => Err(ended()),
            Err(problem) => Err(Problem {
                what: format!("{}:{}: {}", scenario.file, deed.spot.line, problem.what),
                ..problem
            }),
        }
    }

    fn do_entry(&mut self, deed: &Deed) -> Result<Played, Problem> {
        let (passed, mut brought) = self.advance_to(deed.at)?;
        let mut came: BTreeSet<Fact> = passed.iter().map(|(_, fact)| fact.clone()).collect();
        let mut remarks = Vec::new();
        match &deed.what {
            // That the word of a stop has left is the server's to note.
            What::TimePasses | What::Reaches { .. } => {}
            What::LooksAtCoverage(..)
            | What::LooksAtCalendar(_)
            | What::LooksAtDesignations(..) => {
                let (register, reading) = (self.register(), self.reading());
                came.extend(looks::seen(register, &reading, self.scenario, deed)?);
            }
            What::Says(letter) => brought.add(self.said(letter, &mut came, &mut remarks)?),
            What::Inquires(asked) => {
                let party = |party| ids::party_id(&self.scenario.cast, party);
                let viewpoint = asked.viewpoint.map(party);
                let known = inquiry::asked(self.register(), &self.reading(), asked, viewpoint);
                came.extend(known.0);
                remarks.extend(known.1);
            }
            what @ (What::LooksAtStop(_) | What::LooksAtIncident(..)) => {
                let trail = trail::looked(self.register(), &self.reading(), what, deed.at)?;
                came.extend(trail.0);
                remarks.extend(trail.1);
            }
            What::LooksUp(name) => came.extend(inquiry::looked_up(&self.scenario.map, name)?),
            What::Evidence(what) => {
                let (facts, words) = self.evidence(what)?;
                came.extend(facts);
                remarks.extend(words);
            }
            What::Writes { .. } | What::HandsIn { .. } => {
                let what =
                    "letters that are carried are for rehearsals, not for a story played live";
                return Err(Problem::usage(what));
            }
        }
        Ok(Played {
            report: Report {
                spot: deed.spot,
                at: deed.at,
                text: deed.text.clone(),
                passed,
                difference: deed.expected.compare(&came),
                came,
                remarks,
            },
            heard: brought.heard,
            astray: brought.astray,
        })
    }

    /// Somebody says something: signed with that person's key, from what that person's party knows.
    fn said(
        &mut self,
        letter: &Letter,
        came: &mut BTreeSet<Fact>,
        remarks: &mut Vec<String>,
    ) -> Result<Brought, Problem> {
        if letter.id_of.is_some()
            || matches!(
                letter.says,
                Statement::RotatesKey { .. } | Statement::Unreadable
            )
        {
            let what = "this is for rehearsals, not for a story played live";
            return Err(Problem::usage(what));
        }
        let now = self.clock.read().wall;
        let person = &mut self.persons[letter.signer.0];
        person.replica.catch_up(&mut |_| {})?;
        let named = Speaking {
            cast: &self.scenario.cast,
            names: &self.names,
            register: person.replica.register(),
            signer: letter.signer,
            now,
            randomness: &mut SystemRandomness,
        }
        .speeches(&letter.says)?;
        let signed_at = letter.signed_at.unwrap_or(now);
        let before = person.voice.chain();
        let mut admitted = false;
        let since = Moment::now();
        for one in named {
            let submission = person
                .voice
                .sign(&one.speech, signed_at, &mut SystemRandomness)?;
            let answers = person.replica.submit(std::slice::from_ref(&submission))?;
            let label = letter.name.as_deref().or(one.label.as_deref());
            for answer in answers {
                let result = match answer {
                    Answer::Admitted { index } | Answer::Repeated { index } => {
                        admitted = true;
                        if let Some(label) = label {
                            self.names.give(label, index);
                        }
                        remarks.push(format!("record {index}"));
                        "admitted".to_owned()
                    }
                    Answer::Refused { refusal, .. } => {
                        remarks.push(refusal.what.clone());
                        format!("refused {}", refusal.code.code())
                    }
                };
                came.insert(Fact::new(Kind::Result, result));
            }
        }
        if !admitted {
            person.voice.take_back(before)?;
        }
        let brought = self.settle(since)?;
        let mut early = Vec::new();
        for record in &brought.records {
            // What time alone brought meanwhile belongs to the entry before which time passes.
            let is_of_time = match record.part.ground {
                Ground::Tick => true,
                Ground::Watch { cause } => early.iter().any(|tick: &Record| tick.index == cause),
                _ => false,
            };
            if is_of_time {
                early.push(record.clone());
                continue;
            }
            came.extend(self.reading().facts(record));
            remarks.extend(self.reading().heard(record));
        }
        self.of_time.extend(early);
        Ok(brought)
    }

    fn reading(&self) -> Reading<'_> {
        Reading::new(&self.scenario.cast, &self.names, &self.labels)
    }

    /// Lets time pass, and stands at whatever falls due on the way until the register has noticed.
    fn advance_to(&mut self, to: Instant) -> Result<(Vec<(Instant, Fact)>, Brought), Problem> {
        let (mut passed, mut brought) = (Vec::new(), Brought::default());
        let now = self.clock.read().wall;
        for record in std::mem::take(&mut self.of_time) {
            let facts = self.reading().facts(&record);
            passed.extend(facts.into_iter().map(|fact| (now, fact)));
        }
        let mut idle = 0;
        for _ in 0..MAX_TICKS {
            let now = self.clock.read().wall;
            let register = self.register();
            let Some(due) = register.next_due(now) else {
                break;
            };
            let soonest = register
                .last_received
                .map_or(now, |last| last.plus(Span::seconds(1)));
            let at = due.max(soonest).max(now);
            if at > to || idle > 2 {
                break;
            }
            self.wait_until(at)?;
            let noticed = self.notice_time(at)?;
            if noticed.records.is_empty() {
                idle += 1;
                self.wait_until(at.plus(Span::seconds(1)).min(to))?;
            } else {
                idle = 0;
            }
            for record in &noticed.records {
                let facts = self.reading().facts(record);
                passed.extend(facts.into_iter().map(|fact| (at, fact)));
            }
            brought.add(noticed);
        }
        self.wait_until(to)?;
        Ok((passed, brought))
    }

    /// What the register notices of the time that has come.
    fn notice_time(&mut self, at: Instant) -> Result<Brought, Problem> {
        let since = Moment::now();
        while !self.server.has_looked(at) {
            if self.server.is_ending() {
                return Err(ended());
            }
            if since.elapsed() > PATIENCE {
                break;
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        let mut brought = self.settle(since)?;
        brought.records.retain(|record| !is_housekeeping(record));
        Ok(brought)
    }

    /// Lets the clock run at its pace.
    fn wait_until(&self, at: Instant) -> Result<(), Problem> {
        let now = self.clock.read().wall;
        if at.since(now).micros() > LONGEST_SILENCE.micros() {
            let nearly = at.minus(LONGEST_SILENCE);
            self.clock.run_to(nearly, None);
        }
        self.clock.run_to(at, self.pace);
        while self.clock.read().wall < at {
            if self.server.is_ending() {
                return Err(ended());
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }
}

fn ended() -> Problem {
    Problem::new(
        Exit::Unavailable,
        "interrupted",
        "ended by a signal before the story's end; the server has ended in order",
    )
}

/// The centre enrols everybody else.
fn enrol(persons: &mut [Person], acts: &[Act], clock: &PacedClock) -> Result<(), Problem> {
    let Some(centre) = persons.get_mut(CENTRE.0) else {
        return Err(Problem::usage("the scenario has nobody who signs"));
    };
    for act in acts {
        say(centre, act.clone(), clock)?;
    }
    Ok(())
}

/// Says something outside the story's entries.
fn say(person: &mut Person, act: Act, clock: &PacedClock) -> Result<LogIndex, Problem> {
    let now = clock.read().wall;
    let speech = Speech::plain(act);
    let submission = person.voice.sign(&speech, now, &mut SystemRandomness)?;
    match person.replica.submit(&[submission])?.into_iter().next() {
        Some(Answer::Admitted { index } | Answer::Repeated { index }) => Ok(index),
        Some(Answer::Refused { refusal, .. }) => Err(refusal.into()),
        None => Err(Problem::unavailable("the server gave no answer")),
    }
}
