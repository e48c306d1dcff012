//! `cargo xtask fuzz`: malformed bytes for every decoder of bytes from outside.
//!
//! Promise (DESIGN.md §4, RELIABILITY S1 to S6): no input makes a decoder panic or run away, and
//! what it takes it writes again. Two ways: `--replay` runs the committed corpus and new mutations
//! of it in this process on the stable toolchain; without it, `cargo fuzz` runs guided by coverage
//! where that tool and a nightly toolchain are installed.

pub mod corpus;
pub mod crate_files;
pub mod media;
pub mod mutation;
pub mod replay;
pub mod seeds;
pub mod targets;

use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::campaign::{Campaign, Common};
use crate::program;
use targets::{TARGETS, Target};

/// Mutations per target of `--replay --quick`.
const QUICK: u64 = 2_000;
/// Mutations per target of `--replay`.
const FULL: u64 = 100_000;
/// Seconds per target of a run guided by coverage.
const SECONDS: u64 = 600;
/// The same with `--quick`.
const QUICK_SECONDS: u64 = 20;
/// Most memory this process may have had, in MiB: far above what the decoders' limits allow, far
/// below what a bomb takes.
const MAX_PEAK_MIB: u64 = 1_024;

/// What `cargo xtask fuzz` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// Replay the corpus and mutate it here, on the stable toolchain.
    #[arg(long)]
    replay: bool,
    /// Only this target.
    #[arg(long)]
    target: Option<String>,
    /// With --replay: mutations per target [default: 100,000; with --quick 2,000].
    #[arg(long)]
    cases: Option<u64>,
    /// Without --replay: seconds per target [default: 600; with --quick 20].
    #[arg(long)]
    seconds: Option<u64>,
    /// Write the corpus of real values anew, leaving what was found by fuzzing.
    #[arg(long)]
    seed_corpus: bool,
    /// With --seed-corpus: take records of every kind from this log, too.
    #[arg(long)]
    log: Option<std::path::PathBuf>,
    /// Write the files of the coverage-guided crate that follow from the list of targets.
    #[arg(long)]
    write_crate: bool,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut campaign = Campaign::begin(
        "fuzz",
        "no bytes make a decoder panic or run away, and what it takes it writes again",
    );
    if let Err(error) = go(options, &mut campaign) {
        campaign.fail(error);
    }
    campaign.end()
}

fn go(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    if options.write_crate {
        crate_files::write(&program::repository())?;
    }
    if options.seed_corpus {
        let written = seeds::write_all(options.log.as_deref())?;
        campaign.figure("seeds", written);
    }
    if options.write_crate || options.seed_corpus {
        return Ok(());
    }
    let chosen: Vec<Target> = TARGETS
        .iter()
        .filter(|target| {
            options
                .target
                .as_ref()
                .is_none_or(|name| name == target.name)
        })
        .copied()
        .collect();
    if chosen.is_empty() {
        let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
        return Err(format!("no such target; there are {}", names.join(", ")));
    }
    if options.replay {
        replay_here(options, &chosen, campaign)
    } else {
        guided(options, &chosen, campaign)
    }
}

fn replay_here(
    options: &Options,
    chosen: &[Target],
    campaign: &mut Campaign,
) -> Result<(), String> {
    let cases = options
        .cases
        .unwrap_or(if options.common.quick { QUICK } else { FULL });
    let started = Instant::now();
    let report = replay::replay(chosen, options.common.seed, cases)?;
    campaign.figure("seed", options.common.seed);
    campaign.figure("targets", chosen.len());
    campaign.figure("corpus", report.corpus);
    campaign.figure("mutations", report.mutations);
    campaign.rate(
        "cases_per_second",
        report.corpus + report.mutations,
        started.elapsed(),
    );
    campaign.figure("slowest_target", report.slowest.0);
    campaign.seconds("slowest_case_seconds", report.slowest.1);
    for failure in &report.failures {
        campaign.fail(failure);
    }
    if let Some(peak_mib) = replay::peak_mib() {
        campaign.figure("peak_mib", peak_mib);
        campaign.expect(
            peak_mib <= MAX_PEAK_MIB,
            format!("{peak_mib} MiB of memory were used"),
        );
    }
    Ok(())
}

/// Hands over to `cargo fuzz`, one target after the other.
fn guided(options: &Options, chosen: &[Target], campaign: &mut Campaign) -> Result<(), String> {
    let cargo_fuzz = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        // The toolchain file of the repository pins stable; this is the one place that needs nightly.
        command
            .env("RUSTUP_TOOLCHAIN", "nightly")
            .env_remove("CARGO")
            .arg("fuzz")
            .args(arguments);
        command.current_dir(program::repository());
        command
    };
    let is_here = cargo_fuzz(&["--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !is_here {
        return Err("runs guided by coverage need a nightly toolchain and cargo-fuzz: rustup toolchain install nightly, cargo install cargo-fuzz; on stable there is --replay".to_owned());
    }
    let seconds = options.seconds.unwrap_or(if options.common.quick {
        QUICK_SECONDS
    } else {
        SECONDS
    });
    for target in chosen {
        campaign.say(format!("{} for {seconds} s", target.name));
        let limit = format!("-max_total_time={seconds}");
        let status = cargo_fuzz(&[
            "run",
            target.name,
            "--",
            &limit,
            "-rss_limit_mb=1024",
            "-timeout=20",
        ])
        .status()
        .map_err(|error| error.to_string())?;
        campaign.expect(
            status.success(),
            format!("{}: see fuzz/artifacts/{0}", target.name),
        );
    }
    campaign.figure("targets", chosen.len());
    campaign.figure("seconds_per_target", seconds);
    Ok(())
}
