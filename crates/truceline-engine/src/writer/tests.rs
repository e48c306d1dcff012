#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use tempfile::TempDir;
use truceline_log::key::SigningKey;
use truceline_register::act::Act;
use truceline_register::codec::cbor::Digest;
use truceline_register::codec::record::Ground;
use truceline_register::codec::statement::{Header, Payload, Statement, Submission, key_id};
use truceline_register::ids::{ActId, DeskId, PartyId, PersonId};
use truceline_register::party::{DeskOpening, Genesis, KeyEnrolment, PartyEnrolment};
use truceline_register::refusal::RefusalCode;
use truceline_register::time::Span;
use truceline_register::vocabulary::Role;

use super::open::{Secrets, StartError, log_signer};
use super::queue::Lane;
use super::*;
use crate::clock::HandClock;
use crate::fault::{FaultPlan, FaultyShelf, FaultyStore, WriteFault};
use crate::fsck;
use crate::keyfile::Seed;
use crate::randomness::RehearsalRandomness;
use crate::restore::{self, Extent, VaultCopy};
use crate::store::memory::MemoryStore;
use crate::vault::memory::MemoryShelf;

const ORIGIN: &str = "register.example/kestrel-valley";

mod files;
mod rotating;
mod unreadable;
mod upgrade;

fn noon() -> Instant {
    Instant::from_micros(1_900_000_000_000_000).unwrap()
}

fn secrets() -> Secrets {
    Secrets {
        log: Seed::from_bytes([9; 32]),
        vault: Seed::from_bytes([8; 32]),
    }
}

/// The centre's voice: signs enrolments, one after the other.
struct Centre {
    key: SigningKey,
    genesis: Digest,
    sequence: u64,
    previous: Digest,
    said: u8,
}

impl Centre {
    fn new() -> (Self, Submission) {
        let mut centre = Self {
            key: SigningKey::from_seed(&[1; 32]),
            genesis: Digest::ZERO,
            sequence: 0,
            previous: Digest::ZERO,
            said: 0,
        };
        let party = PartyId::from_bytes([1; 16]);
        let desk = DeskId::from_bytes([1; 16]);
        let public = *centre.key.verifying_key().as_bytes();
        let genesis = Genesis {
            origin: ORIGIN.to_owned(),
            theatre: "Kestrel Valley".to_owned(),
            exercise: false,
            log_key: *SigningKey::from_seed(&[9; 32]).verifying_key().as_bytes(),
            centre: PartyEnrolment {
                party,
                name: "Centre".to_owned(),
                role: Role::Centre,
                belligerent: false,
            },
            desk: DeskOpening {
                desk,
                party,
                name: "Duty desk".to_owned(),
            },
            key: KeyEnrolment {
                public,
                party,
                desk,
                person: PersonId::from_bytes([1; 16]),
            },
            predecessor: None,
        };
        let submission = centre.sign(Act::Genesis(genesis));
        centre.genesis = Digest::of(&submission.statement);
        (centre, submission)
    }

    fn sign(&mut self, act: Act) -> Submission {
        self.said += 1;
        let public = *self.key.verifying_key().as_bytes();
        let header = Header {
            key: key_id(&public),
            origin: ORIGIN.to_owned(),
            genesis: self.genesis,
        };
        let payload = Payload {
            act_id: ActId::from_bytes([self.said; 16]),
            party: PartyId::from_bytes([1; 16]),
            desk: DeskId::from_bytes([1; 16]),
            signed_at: noon(),
            sequence: self.sequence,
            previous: self.previous,
            nonce: [self.said; 16],
            act,
        };
        self.sequence += 1;
        self.previous = payload.digest();
        let statement = Statement::sign(header, &payload, &self.key);
        Submission {
            statement: statement.to_bytes(),
            disclosures: Vec::new(),
            unread: Vec::new(),
        }
    }

    fn enrol(&mut self, number: u8) -> Submission {
        self.sign(Act::PartyEnrolled(PartyEnrolment {
            party: PartyId::from_bytes([number; 16]),
            name: format!("Party {number}"),
            role: Role::Force,
            belligerent: true,
        }))
    }
}

fn begin(root: &Path, clock: &HandClock) -> (Writer, Centre) {
    let (centre, genesis) = Centre::new();
    let randomness = Box::new(RehearsalRandomness::new(1));
    let writer = Writer::begin(
        root,
        ORIGIN,
        &genesis,
        secrets(),
        Box::new(clock.clone()),
        randomness,
    )
    .unwrap();
    (writer, centre)
}

fn open(root: &Path, clock: &HandClock) -> Result<Writer, StartError> {
    let randomness = Box::new(RehearsalRandomness::new(2));
    Writer::open(
        root,
        secrets(),
        Box::new(clock.clone()),
        randomness,
        &mut |_| {},
    )
}

fn index_of(answer: &Answer) -> u64 {
    match answer {
        Answer::Admitted { index } | Answer::Repeated { index } => *index,
        Answer::Refused { refusal, .. } => panic!("{refusal}"),
    }
}

fn assert_sound(writer: &Writer, root: &Path) {
    let key = log_signer(ORIGIN, &secrets().log).unwrap().verifier();
    let head = crate::folder::Paths::of(root).head().read().unwrap();
    let found = fsck::check(
        writer.store(),
        writer.vault(),
        &key,
        head.as_ref(),
        &mut |_| {},
    )
    .unwrap();
    assert!(found.clean(), "{:?}", found.faults);
    assert_eq!(found.entries, writer.register().size);
}

#[test]
fn what_was_answered_is_there_after_a_start() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    let submissions: Vec<_> = (10..20).map(|number| centre.enrol(number)).collect();
    let answers = writer.commit(&submissions).unwrap();
    assert_eq!(
        answers.iter().map(index_of).collect::<Vec<_>>(),
        (1..11).collect::<Vec<_>>()
    );
    let (register, root_hash) = (writer.register().clone(), writer.tree().root());
    drop(writer);

    let mut writer = open(&root, &clock).unwrap();
    assert!(*writer.register() == register);
    assert_eq!(writer.tree().root(), root_hash);
    let again = writer.commit(&submissions).unwrap();
    assert!(
        again
            .iter()
            .all(|answer| matches!(answer, Answer::Repeated { .. }))
    );
    assert_eq!(writer.tree().size(), 11);
    assert_sound(&writer, &root);
}

#[test]
fn one_writer_at_a_time() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (writer, _) = begin(&root, &clock);
    assert!(matches!(open(&root, &clock), Err(StartError::Folder(_))));
    drop(writer);
    assert!(open(&root, &clock).is_ok());
}

#[test]
fn a_log_rolled_back_behind_its_head_does_not_start() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (writer, mut centre) = begin(&root, &clock);
    drop(writer);
    let old = std::fs::read(root.join("log-2.db")).unwrap();
    let mut writer = open(&root, &clock).unwrap();
    writer.commit(&[centre.enrol(10)]).unwrap();
    drop(writer);
    for companion in ["log-2.db-wal", "log-2.db-shm"] {
        let _ = std::fs::remove_file(root.join(companion));
    }
    std::fs::write(root.join("log-2.db"), old).unwrap();
    assert!(matches!(
        open(&root, &clock),
        Err(StartError::Behind { held: 1, head: 2 })
    ));
}

#[test]
fn a_log_ahead_of_its_head_moves_the_head() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (writer, mut centre) = begin(&root, &clock);
    drop(writer);
    let head = std::fs::read(root.join("head/checkpoint")).unwrap();
    let mut writer = open(&root, &clock).unwrap();
    writer.commit(&[centre.enrol(10)]).unwrap();
    drop(writer);
    std::fs::write(root.join("head/checkpoint"), head).unwrap();
    let writer = open(&root, &clock).unwrap();
    assert_eq!(writer.register().size, 2);
    assert_sound(&writer, &root);
}

#[test]
fn another_key_or_another_history_does_not_start() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (writer, _) = begin(&root, &clock);
    drop(writer);
    let wrong = Secrets {
        log: Seed::from_bytes([7; 32]),
        ..secrets()
    };
    let started = Writer::open(
        &root,
        wrong,
        Box::new(clock.clone()),
        Box::new(RehearsalRandomness::new(3)),
        &mut |_| {},
    );
    assert!(matches!(started, Err(StartError::Damaged(_))));
    let wrong = Secrets {
        vault: Seed::from_bytes([7; 32]),
        ..secrets()
    };
    let started = Writer::open(
        &root,
        wrong,
        Box::new(clock.clone()),
        Box::new(RehearsalRandomness::new(3)),
        &mut |_| {},
    );
    assert!(matches!(started, Err(StartError::Vault(_))));

    let other = folder.path().join("other");
    let (mut writer, mut centre) = begin(&other, &clock);
    writer.commit(&[centre.enrol(10)]).unwrap();
    drop(writer);
    std::fs::copy(other.join("head/checkpoint"), root.join("head/checkpoint")).unwrap();
    assert!(open(&root, &clock).is_err());
}

fn rehearsed(plan: &FaultPlan, store: &MemoryStore, shelf: &MemoryShelf) -> (Writer, Centre) {
    let (centre, genesis) = Centre::new();
    let mut randomness = RehearsalRandomness::new(1);
    let shelf = Box::new(FaultyShelf::new(Box::new(shelf.clone()), plan.clone()));
    let vault = Vault::create(
        shelf,
        secrets().vault,
        Digest::of(&genesis.statement).0,
        &mut randomness,
    )
    .unwrap();
    let mut writer = Writer::over(
        Box::new(FaultyStore::new(Box::new(store.clone()), plan.clone())),
        vault,
        log_signer(ORIGIN, &secrets().log).unwrap(),
        Box::new(HandClock::at(noon())),
        Box::new(randomness),
    );
    writer.first_record(&genesis).unwrap();
    (writer, centre)
}

/// Whatever single write fails, and however: what was answered is there, the same again gives the
/// same place, and nothing stands twice.
#[test]
fn every_failing_write_leaves_a_register_that_goes_on() {
    let faults = [
        WriteFault::Failed,
        WriteFault::Lost,
        WriteFault::FailedButPersisted,
    ];
    let mut failed = 0;
    for fault in faults {
        for number in 0..14 {
            let plan = FaultPlan::new().on_write(number, fault);
            let (store, shelf) = (MemoryStore::new(), MemoryShelf::new());
            let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                rehearsed(&plan, &store, &shelf)
            }));
            let Ok((mut writer, mut centre)) = attempt else {
                continue;
            };
            let submissions: Vec<_> = (10..16).map(|number| centre.enrol(number)).collect();
            let mut answered: Vec<(usize, u64)> = Vec::new();
            for (which, submission) in submissions.iter().enumerate() {
                match writer.commit(std::slice::from_ref(submission)) {
                    Ok(answers) => answered.push((which, index_of(&answers[0]))),
                    Err(CommitError::NotWritten(_)) => failed += 1,
                    Err(_) => {
                        failed += 1;
                        break;
                    }
                }
            }
            drop(writer);
            // The process is gone; what the memory store holds is what a disk would.
            let vault =
                Vault::open(Box::new(shelf.clone()), secrets().vault, centre.genesis.0).unwrap();
            let mut writer = Writer::over(
                Box::new(store.clone()),
                vault,
                log_signer(ORIGIN, &secrets().log).unwrap(),
                Box::new(HandClock::at(noon())),
                Box::new(RehearsalRandomness::new(4)),
            );
            writer.catch_up(&mut |_| {}).unwrap();
            for (which, index) in &answered {
                let again = writer
                    .commit(std::slice::from_ref(&submissions[*which]))
                    .unwrap();
                assert!(matches!(again[0], Answer::Repeated { index: there } if there == *index));
            }
            let all = writer.commit(&submissions).unwrap();
            let mut places: Vec<_> = all.iter().map(index_of).collect();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), submissions.len());
        }
    }
    assert!(failed > 6, "the faults must have bitten, {failed} did");
}

#[test]
fn many_senders_share_one_durable_batch() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (writer, mut centre) = begin(&root, &clock);
    let submissions: Vec<_> = (10..110).map(|number| centre.enrol(number)).collect();
    let (intake, running) =
        queue::start(writer, queue::Rounds::default(), Box::new(|_| {})).unwrap();
    let mut places: Vec<u64> = std::thread::scope(|scope| {
        let senders: Vec<_> = submissions
            .chunks(10)
            .map(|chunk| {
                let intake = intake.clone();
                scope.spawn(move || {
                    chunk
                        .iter()
                        .flat_map(|one| [one, one])
                        .map(|one| index_of(&intake.submit(one.clone()).unwrap()))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        senders
            .into_iter()
            .flat_map(|sender| sender.join().unwrap())
            .collect()
    });
    drop(intake);
    let writer = running.join().unwrap();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places, (1..=100).collect::<Vec<_>>());
    let checkpoints = writer.store().history(0, 1_000).unwrap().len();
    assert!(
        checkpoints < 101,
        "no batch held more than one submission: {checkpoints} checkpoints"
    );
    assert_sound(&writer, &root);
}

#[test]
fn pads_hide_how_busy_it_is_and_use_up_places() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    let published = writer.publish().unwrap();
    assert_eq!(published.checkpoint().size, PUBLIC_STEP);
    assert_eq!(
        writer.publish().unwrap().checkpoint().size,
        PUBLIC_STEP,
        "full is full"
    );
    let answers = writer.commit(&[centre.enrol(10)]).unwrap();
    assert_eq!(index_of(&answers[0]), PUBLIC_STEP);
    let register = writer.register().clone();
    drop(writer);
    let writer = open(&root, &clock).unwrap();
    assert!(*writer.register() == register);
    assert_sound(&writer, &root);
}

#[test]
fn a_clock_that_jumps_goes_on_record_first() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    clock.set(noon().minus(Span::hours(1)));
    writer.commit(&[centre.enrol(10)]).unwrap();
    let register = writer.register();
    assert!(register.clock.in_doubt(register.size));
    let entry = writer.store().read(1, 1).unwrap().remove(0);
    let record = replay::record(1, &entry, writer.vault()).unwrap().unwrap();
    assert_eq!(record.part.ground, Ground::ClockDoubted);
    assert_eq!(
        register.last_received,
        Some(noon()),
        "received time never goes back"
    );
}

#[test]
fn a_final_refusal_is_on_record_and_a_curable_one_is_not() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    let first = centre.enrol(10);
    centre.said -= 1;
    let reused = centre.enrol(11);
    let answers = writer.commit(&[first, reused.clone(), reused]).unwrap();
    assert!(
        matches!(&answers[1], Answer::Refused { refusal, index: Some(2) } if refusal.code == RefusalCode::IdReused)
    );
    assert!(
        matches!(&answers[2], Answer::Refused { index: None, .. }),
        "the same refusal once"
    );
}

#[test]
fn a_whole_backup_goes_on_and_a_short_one_names_what_is_lost() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    writer.commit(&[centre.enrol(10)]).unwrap();
    let copy = folder.path().join("copy");
    restore::back_up(
        writer.folder().unwrap(),
        &copy,
        VaultCopy::Opened(&|| vec![secrets().vault]),
        &mut |_| {},
    )
    .unwrap();
    let head = crate::folder::Paths::of(&root).head().read().unwrap();
    let register = writer.register().clone();

    let again = folder.path().join("again");
    assert!(matches!(
        restore::put_back(&copy, &again, head.as_ref(), true),
        Ok(Extent::Whole)
    ));
    let restored = open(&again, &clock).unwrap();
    assert!(*restored.register() == register);
    assert_sound(&restored, &again);

    writer.commit(&[centre.enrol(11)]).unwrap();
    let later = crate::folder::Paths::of(&root).head().read().unwrap();
    let third = folder.path().join("third");
    match restore::put_back(&copy, &third, later.as_ref(), true).unwrap() {
        Extent::Short(lost) => assert_eq!((lost.kept, lost.size), (2, 3)),
        Extent::Whole => panic!("a short backup was put back as if it were whole"),
    }
    assert!(!third.exists());
    assert!(std::fs::read(copy.join("log.db")).is_ok());
}

#[test]
fn one_changed_bit_in_a_body_stops_the_start_and_is_found() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("register");
    let clock = HandClock::at(noon());
    let (mut writer, mut centre) = begin(&root, &clock);
    writer.commit(&[centre.enrol(10)]).unwrap();
    drop(writer);
    let path = root.join("log-2.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let name = b"Party 10";
    let places: Vec<usize> = (0..bytes.len() - name.len())
        .filter(|at| &bytes[*at..*at + name.len()] == name)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at] ^= 1;
    }
    std::fs::write(&path, bytes).unwrap();
    assert!(matches!(
        open(&root, &clock),
        Err(StartError::Replay(replay::ReplayError::Changed {
            index: 1
        }))
    ));
}

/// Gives so many draws and then none for a while.
struct Drying {
    left: u32,
    inner: RehearsalRandomness,
    dry: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

impl Randomness for Drying {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomnessError> {
        if self.dry.load(std::sync::atomic::Ordering::SeqCst) {
            if self.left == 0 {
                return Err(RandomnessError::rehearsed());
            }
            self.left -= 1;
        }
        self.inner.fill(out)
    }
}

/// Wherever randomness gives out, nothing is answered, and the same again is recorded once.
#[test]
fn without_randomness_nothing_counts_and_nothing_is_answered() {
    for left in 0..12 {
        let (mut centre, genesis) = Centre::new();
        let dry = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let randomness = Drying {
            left,
            inner: RehearsalRandomness::new(1),
            dry: dry.clone(),
        };
        let clock = Box::new(HandClock::at(noon()));
        let mut writer =
            Writer::rehearse(ORIGIN, &genesis, secrets(), clock, Box::new(randomness)).unwrap();
        let submissions: Vec<_> = (10..13).map(|number| centre.enrol(number)).collect();
        dry.store(true, std::sync::atomic::Ordering::SeqCst);
        let first = writer.commit(&submissions);
        dry.store(false, std::sync::atomic::Ordering::SeqCst);
        if first.is_err() {
            assert_eq!(writer.register().size, 1, "{left} draws");
            assert_eq!(writer.tree().size(), 1);
        }
        let again = writer.commit(&submissions).unwrap();
        assert_eq!(
            again.iter().map(index_of).collect::<Vec<_>>(),
            [1, 2, 3],
            "{left} draws"
        );
        assert_eq!(writer.tree().size(), writer.register().size);
        assert_eq!(writer.store().read(0, 100).unwrap().len(), 4);
    }
}

/// A jump that was seen in a round that came to nothing is seen again in the next.
#[test]
fn a_jump_is_not_forgotten_with_the_round_that_saw_it() {
    let (mut centre, genesis) = Centre::new();
    let dry = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let randomness = Drying {
        left: 2,
        inner: RehearsalRandomness::new(1),
        dry: dry.clone(),
    };
    let clock = HandClock::at(noon());
    let hand = Box::new(clock.clone());
    let mut writer =
        Writer::rehearse(ORIGIN, &genesis, secrets(), hand, Box::new(randomness)).unwrap();
    writer.commit(&[centre.enrol(10)]).unwrap();
    clock.set(noon().minus(Span::hours(1)));
    dry.store(true, std::sync::atomic::Ordering::SeqCst);
    let next = centre.enrol(11);
    assert!(writer.commit(std::slice::from_ref(&next)).is_err());
    dry.store(false, std::sync::atomic::Ordering::SeqCst);
    writer.commit(&[next]).unwrap();
    let register = writer.register();
    assert!(register.clock.in_doubt(register.size));
}

mod summaries;
mod trouble;

#[test]
fn however_many_urgent_things_come_the_others_have_every_second_round() {
    let folder = TempDir::new().unwrap();
    let clock = HandClock::at(noon());
    let (writer, _) = begin(&folder.path().join("register"), &clock);
    let (intake, running) =
        queue::start(writer, queue::Rounds::default(), Box::new(|_| {})).unwrap();
    let (answered, answers) = std::sync::mpsc::channel();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let hand_in = |lane, name: &'static str, notice: Notice| {
        let answered = answered.clone();
        let told = move |_| answered.send(name).unwrap();
        intake.hand_in(lane, Work::Noticed(notice), told).unwrap();
    };
    let nothing = || -> Notice { Box::new(|_, _| Vec::new()) };
    // The writer is held, so that everything below waits together.
    let hold = Box::new(move |_: &Register, _: &Context| {
        held.recv().unwrap();
        Vec::new()
    });
    hand_in(Lane::Urgent, "held", hold);
    for _ in 0..queue::MAX_BATCH * 4 {
        hand_in(Lane::Urgent, "urgent", nothing());
    }
    hand_in(Lane::Ordinary, "ordinary", nothing());
    release.send(()).unwrap();
    drop(intake);
    running.join().unwrap();
    drop(answered);
    let order: Vec<&str> = answers.iter().collect();
    let place = order.iter().position(|name| *name == "ordinary").unwrap();
    assert!(
        place <= queue::MAX_BATCH + 1,
        "it was answered as number {place}"
    );
    assert_eq!(order.len(), queue::MAX_BATCH * 4 + 2);
}

#[test]
fn however_many_ask_who_says_where_people_are_does_not_wait_for_them() {
    let folder = TempDir::new().unwrap();
    let clock = HandClock::at(noon());
    let (writer, _) = begin(&folder.path().join("register"), &clock);
    let (intake, running) =
        queue::start(writer, queue::Rounds::default(), Box::new(|_| {})).unwrap();
    let (answered, answers) = std::sync::mpsc::channel();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let hand_in = |lane, name: &'static str, notice: Notice| {
        let answered = answered.clone();
        let told = move |_| answered.send(name).unwrap();
        intake.hand_in(lane, Work::Noticed(notice), told)
    };
    let nothing = || -> Notice { Box::new(|_, _| Vec::new()) };
    let hold = Box::new(move |_: &Register, _: &Context| {
        held.recv().unwrap();
        Vec::new()
    });
    hand_in(Lane::Urgent, "held", hold).unwrap();
    let asked = queue::MAX_QUESTIONS * 3;
    for _ in 0..asked {
        hand_in(Lane::Question, "asked", nothing()).unwrap();
    }
    for _ in 0..queue::MAX_BATCH {
        hand_in(Lane::Ordinary, "said", nothing()).unwrap();
    }
    // Questions that nobody has room for take none from others.
    let mut more = 0;
    while hand_in(Lane::Question, "asked", nothing()).is_ok() {
        more += 1;
        assert!(
            more <= queue::MAX_ASKED,
            "questions have a bound of their own"
        );
    }
    hand_in(Lane::Ordinary, "said", nothing()).unwrap();
    hand_in(Lane::Urgent, "urgent", nothing()).unwrap();
    release.send(()).unwrap();
    drop(intake);
    running.join().unwrap();
    drop(answered);
    let order: Vec<&str> = answers.iter().collect();
    let last = order.iter().rposition(|name| *name == "said").unwrap();
    let before = order[..last]
        .iter()
        .filter(|name| **name == "asked")
        .count();
    assert_eq!(
        before,
        2 * queue::MAX_QUESTIONS,
        "two rounds were enough for all that was said"
    );
    assert_eq!(
        order.iter().filter(|name| **name == "asked").count(),
        asked + more
    );
    assert_eq!(
        order.iter().filter(|name| **name == "said").count(),
        queue::MAX_BATCH + 1
    );
    let urgent = order.iter().position(|name| *name == "urgent").unwrap();
    assert!(
        urgent <= queue::MAX_BATCH + 1,
        "a stop waits for one round at most"
    );
}

#[test]
fn steps_of_plans_end_a_round_and_stay_in_order() {
    let folder = TempDir::new().unwrap();
    let clock = HandClock::at(noon());
    let (writer, _) = begin(&folder.path().join("register"), &clock);
    let (intake, running) =
        queue::start(writer, queue::Rounds::default(), Box::new(|_| {})).unwrap();
    let (answered, answers) = std::sync::mpsc::channel();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let hand_in = |lane, name: String, notice: Notice| {
        let answered = answered.clone();
        let told = move |_| answered.send(name).unwrap();
        intake.hand_in(lane, Work::Noticed(notice), told).unwrap();
    };
    let nothing = || -> Notice { Box::new(|_, _| Vec::new()) };
    let hold = Box::new(move |_: &Register, _: &Context| {
        held.recv().unwrap();
        Vec::new()
    });
    hand_in(Lane::Urgent, "held".to_owned(), hold);
    let mut expected = vec!["held".to_owned()];
    for number in 0..queue::MAX_QUESTIONS * 2 {
        for (lane, what) in [(Lane::Plan, "step"), (Lane::Ordinary, "word")] {
            let name = format!("{what} {number}");
            expected.push(name.clone());
            hand_in(lane, name, nothing());
        }
    }
    // It comes while the first round is written, and waits for no more than that round.
    hand_in(Lane::Urgent, "stop".to_owned(), nothing());
    release.send(()).unwrap();
    drop(intake);
    running.join().unwrap();
    drop(answered);
    let mut order: Vec<String> = answers.iter().collect();
    let stop = order.iter().position(|name| name == "stop").unwrap();
    assert!(
        stop <= 2 * queue::MAX_QUESTIONS + 1,
        "it was answered as number {stop}"
    );
    order.remove(stop);
    assert_eq!(order, expected);
}
