//! `cargo xtask pairs`: the index and the distances held against reference geodesics.
//!
//! DESIGN.md §6: an overlap by the reference is never missed, and none is reported more than
//! 0.1 m beyond the threshold. The pairs are the register's own (`truceline_register::geometry::pairs`).

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use truceline_register::geometry::pairs::{Report, compare};

use crate::campaign::{Campaign, Common, Progress};

/// Pairs of `--quick`.
const QUICK: u64 = 1_000_000;
/// Pairs of a full run.
const FULL: u64 = 10_000_000;
/// Pairs of one piece of work: about a second.
const PIECE: u64 = 6_400;

/// What `cargo xtask pairs` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// How many pairs [default: 10,000,000; with --quick 1,000,000].
    #[arg(long)]
    count: Option<u64>,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let count = options
        .count
        .unwrap_or(if options.common.quick { QUICK } else { FULL });
    let mut campaign = Campaign::begin(
        "pairs",
        "no overlap of the reference is missed, none is found more than 0.1 m beyond the threshold",
    );
    let started = Instant::now();
    let total = compare_all(options.common.seed, count);
    let took = started.elapsed();
    campaign.expect(
        total.pairs == count,
        format!("{} of {count} pairs were made", total.pairs),
    );
    campaign.expect(
        total.missed == 0,
        format!("{} overlaps were missed", total.missed),
    );
    campaign.expect(
        total.beyond == 0,
        format!("{} were found beyond the threshold", total.beyond),
    );
    campaign.expect(
        total.near * 10 >= total.pairs * 3,
        "less than 30 % of the pairs lie within 1 m of the threshold",
    );
    campaign.figure("seed", options.common.seed);
    campaign.figure("pairs", total.pairs);
    campaign.figure("within_1_m", total.near);
    campaign.figure("overlaps", total.overlaps);
    campaign.figure("missed", total.missed);
    campaign.figure("beyond", total.beyond);
    campaign.rate("pairs_per_second", total.pairs, took);
    campaign.end()
}

/// Every piece has a seed of its own that follows from the campaign's, so the sum does not depend
/// on the number of threads.
fn compare_all(seed: u64, count: u64) -> Report {
    let next = AtomicU64::new(0);
    let pieces = count.div_ceil(PIECE);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let progress = std::sync::Mutex::new((Progress::of("pairs", count), Report::default()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    if piece >= pieces {
                        break;
                    }
                    let size = PIECE.min(count - piece * PIECE);
                    let part = compare(seed.wrapping_mul(1 << 32).wrapping_add(piece), size);
                    let mut sum = progress
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner);
                    sum.1 = plus(sum.1, part);
                    let done = sum.1.pairs;
                    sum.0.at(done);
                }
            });
        }
    });
    let sum = progress
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    sum.1
}

fn plus(one: Report, other: Report) -> Report {
    Report {
        pairs: one.pairs + other.pairs,
        near: one.near + other.near,
        overlaps: one.overlaps + other.overlaps,
        missed: one.missed + other.missed,
        beyond: one.beyond + other.beyond,
    }
}
