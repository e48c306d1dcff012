//! `cargo xtask crash`: kill -9 at write-class system calls of a run of submissions.
//!
//! Promise (RELIABILITY R1, invariants I1 to I4): after every such death, every acknowledged
//! statement is there, bit for bit, with a valid inclusion proof and readable content; the root
//! extends every root ever shown, and no size has two; the same submission again gives the same
//! index; and the rest can be submitted as if nothing had been. The vault's master key is changed all
//! the while: one of its keys opens everything, and what was left of the change is done.
//!
//! `strace` counts the calls in one run and then delivers the signal on entry to each of them in
//! turn. A process that dies leaves what it wrote in the page cache: lost power is another
//! campaign's subject.

mod autopsy;
mod points;
pub mod worker;
pub(crate) mod workload;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use crate::campaign::{Campaign, Common, Progress};
use autopsy::Autopsy;
use points::{Opened, Point};

/// Points of `--quick`.
const QUICK: usize = 220;
/// Points of a full run.
const FULL: usize = 2_000;
/// Fewest points that are worth the name of this campaign.
const LEAST: usize = 200;

/// What `cargo xtask crash` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// At how many calls to kill [default: 2,000; with --quick 220].
    #[arg(long)]
    points: Option<usize>,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let wanted = options
        .points
        .unwrap_or(if options.common.quick { QUICK } else { FULL });
    let mut campaign = Campaign::begin(
        "crash",
        "after kill -9 at any write-class system call, every acknowledged statement is there and the root extends every root ever shown",
    );
    campaign.figure("seed", options.common.seed);
    if let Err(error) = kill_and_look(&mut campaign, options.common.seed, wanted) {
        campaign.fail(error);
    }
    campaign.end()
}

fn kill_and_look(campaign: &mut Campaign, seed: u64, wanted: usize) -> Result<(), String> {
    if !points::strace_is_here() {
        return Err("SKIPPED: strace is not installed, so nothing was killed; install it (apt-get install strace)".to_owned());
    }
    let bench = tempfile::tempdir().map_err(|error| error.to_string())?;
    let prepared = bench.path().join("prepared");
    workload::Workload::of(seed).prepare(&prepared)?;
    let statements = enough_statements(bench.path(), &prepared, seed, wanted)?;
    let all = points::count(&bench.path().join("counting"), &prepared, seed, statements)?;
    let chosen = points::spread(&all, wanted);
    campaign.say(format!(
        "{} write-class calls in a run of {statements} submissions; killing at {}",
        all.len(),
        chosen.len()
    ));
    let counts: std::collections::BTreeMap<&str, usize> =
        chosen
            .iter()
            .fold(std::collections::BTreeMap::new(), |mut counts, point| {
                *counts.entry(point.call.as_str()).or_default() += 1;
                counts
            });
    campaign.figure("points_by_call", serde_json::json!(counts));
    let started = Instant::now();
    let found = kill_each(bench.path(), &prepared, seed, statements, &chosen);
    campaign.seconds("killing_seconds", started.elapsed());
    campaign.figure("statements", statements);
    campaign.figure("calls", all.len());
    campaign.figure("points", chosen.len());
    campaign.figure("killed", found.killed);
    campaign.figure("acknowledged", found.acknowledged);
    campaign.figure("roots_shown", found.roots);
    campaign.figure("violations", found.violations.len());
    for violation in &found.violations {
        campaign.fail(violation);
    }
    campaign.expect(
        found.killed >= u64::try_from(wanted.min(LEAST)).unwrap_or(u64::MAX),
        format!("only {} of {wanted} runs were killed", found.killed),
    );
    campaign.expect(
        wanted >= LEAST,
        format!("{wanted} points are fewer than {LEAST}"),
    );
    Ok(())
}

/// A run long enough to have so many points.
fn enough_statements(
    bench: &Path,
    prepared: &Path,
    seed: u64,
    wanted: usize,
) -> Result<usize, String> {
    const PROBE: usize = 8;
    let calls = points::count(&bench.join("probe"), prepared, seed, PROBE)?.len();
    Ok(PROBE.max(wanted * PROBE * 5 / (calls.max(1) * 4) + 1))
}

/// What all the deaths together showed.
#[derive(Debug, Default)]
struct Found {
    killed: u64,
    acknowledged: u64,
    roots: u64,
    violations: Vec<String>,
}

fn kill_each(
    bench: &Path,
    prepared: &Path,
    seed: u64,
    statements: usize,
    chosen: &[Point],
) -> Found {
    let next = AtomicUsize::new(0);
    let done = AtomicU64::new(0);
    let opened = Opened::default();
    let found = Mutex::new((Found::default(), Progress::of("crash", chosen.len() as u64)));
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let folder = bench.join(format!("run-{thread}"));
            let (next, done, found, opened) = (&next, &done, &found, &opened);
            scope.spawn(move || {
                while let Some(point) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let autopsy = kill_one(&folder, prepared, seed, statements, point, opened);
                    let mut all = found
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner);
                    all.0.add(point, autopsy);
                    all.1.at(done.fetch_add(1, Ordering::Relaxed) + 1);
                }
            });
        }
    });
    found
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .0
}

impl Found {
    fn add(&mut self, point: &Point, autopsy: Result<Autopsy, String>) {
        match autopsy {
            Ok(autopsy) => {
                self.killed += u64::from(autopsy.killed);
                self.acknowledged += autopsy.acknowledged;
                self.roots += autopsy.roots;
            }
            Err(violation) => self
                .violations
                .push(format!("killed at {point}: {violation}")),
        }
    }
}

fn kill_one(
    folder: &Path,
    prepared: &Path,
    seed: u64,
    statements: usize,
    point: &Point,
    opened: &Opened,
) -> Result<Autopsy, String> {
    workload::copy_folder(prepared, folder)?;
    let shown = points::kill_at(point, folder, seed, statements, opened)?;
    opened.during(|| autopsy::look(folder, seed, statements, &shown))
}
