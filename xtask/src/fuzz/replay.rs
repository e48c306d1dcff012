//! The corpus and mutations of it, run in this process.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::corpus;
use super::mutation::mutate;
use super::targets::Target;
use crate::campaign::Progress;
use crate::voice::Dice;

/// A case that runs longer has run away, on any machine; it is kept and the process ends.
const RUN_AWAY: Duration = Duration::from_secs(120);
/// Most failures of one target before it is left alone.
const MAX_FAILURES: usize = 5;

/// Longest part of a panic's message that is shown.
const MAX_SAID_CHARS: usize = 400;

/// What a replay showed.
#[derive(Debug)]
pub struct Report {
    /// Inputs of the corpus that ran.
    pub corpus: u64,
    /// Mutations that ran.
    pub mutations: u64,
    /// Where a promise was broken, how, and where the input is kept.
    pub failures: Vec<String>,
    /// The slowest case's target and time.
    pub slowest: (&'static str, Duration),
}

/// What a thread runs right now.
type Running = Mutex<Option<(Instant, &'static str, Vec<u8>)>>;

/// Runs every target's corpus and so many mutations of it.
///
/// # Errors
/// A target has no corpus.
pub fn replay(targets: &[Target], seed: u64, cases: u64) -> Result<Report, String> {
    let mut inputs = Vec::new();
    for target in targets {
        inputs.push((*target, corpus::read(target.name)?));
    }
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let running: Vec<Running> = (0..threads).map(|_| Mutex::new(None)).collect();
    let (next, finished) = (AtomicUsize::new(0), AtomicBool::new(false));
    let empty = Report {
        corpus: 0,
        mutations: 0,
        failures: Vec::new(),
        slowest: ("", Duration::ZERO),
    };
    let sum = Mutex::new((empty, Progress::of("fuzz", targets.len() as u64), 0_u64));
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    std::thread::scope(|scope| {
        scope.spawn(|| watch(&running, &finished));
        let workers: Vec<_> = running
            .iter()
            .map(|running| {
                let (next, sum, inputs) = (&next, &sum, &inputs);
                scope.spawn(move || {
                    while let Some((target, corpus)) =
                        inputs.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        let report = one(*target, corpus, seed, cases, running);
                        let mut sum = sum.lock().unwrap_or_else(PoisonError::into_inner);
                        sum.0.add(report);
                        sum.2 += 1;
                        let done = sum.2;
                        sum.1.at(done);
                    }
                })
            })
            .collect();
        for worker in workers {
            let joined = worker.join();
            assert!(joined.is_ok(), "a replay catches what its targets throw");
        }
        finished.store(true, Ordering::Relaxed);
    });
    std::panic::set_hook(hook);
    Ok(sum.into_inner().unwrap_or_else(PoisonError::into_inner).0)
}

impl Report {
    fn add(&mut self, other: Self) {
        self.corpus += other.corpus;
        self.mutations += other.mutations;
        self.failures.extend(other.failures);
        if other.slowest.1 > self.slowest.1 {
            self.slowest = other.slowest;
        }
    }
}

fn one(target: Target, corpus: &[Vec<u8>], seed: u64, cases: u64, running: &Running) -> Report {
    let mut report = Report {
        corpus: corpus.len() as u64,
        mutations: 0,
        failures: Vec::new(),
        slowest: (target.name, Duration::ZERO),
    };
    for input in corpus {
        case(target, input.clone(), running, &mut report);
    }
    // Every target has its own dice, so that one target alone runs the same cases again.
    let name = target.name.bytes().fold(seed, |sum, byte| {
        sum.wrapping_mul(131).wrapping_add(u64::from(byte))
    });
    let mut dice = Dice::new(name);
    while report.mutations < cases && report.failures.len() < MAX_FAILURES {
        case(target, mutate(&mut dice, corpus), running, &mut report);
        report.mutations += 1;
    }
    report
}

fn case(target: Target, input: Vec<u8>, running: &Running, report: &mut Report) {
    let slot = || running.lock().unwrap_or_else(PoisonError::into_inner);
    let started = Instant::now();
    *slot() = Some((started, target.name, input.clone()));
    let caught = catch_unwind(AssertUnwindSafe(|| (target.run)(&input)));
    *slot() = None;
    report.slowest.1 = report.slowest.1.max(started.elapsed());
    if let Err(thrown) = caught {
        let said = thrown
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| thrown.downcast_ref::<&str>().copied())
            .unwrap_or("it panicked");
        let said: String = said.chars().take(MAX_SAID_CHARS).collect();
        let kept = corpus::keep(target.name, &input);
        report
            .failures
            .push(format!("{}: {said}: {kept}", target.name));
    }
}

/// Ends the process where a case has run away: a thread cannot be stopped.
fn watch(running: &[Running], finished: &AtomicBool) {
    while !finished.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(200));
        for slot in running {
            let slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((started, target, input)) = &*slot
                && started.elapsed() > RUN_AWAY
            {
                let kept = corpus::keep(target, input);
                eprintln!(
                    "fuzz: FAILED: {target}: ran away for more than {} s: {kept}",
                    RUN_AWAY.as_secs()
                );
                std::process::exit(1);
            }
        }
    }
}

/// The most memory that this process has had, where the system says it.
#[must_use]
pub fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes / 1024)
}
