//! `cargo xtask events`: tables of real events in and out, and two sides' lists set side by side.
//!
//! Promise: every cell of the public tables is read, typed, written and read again as it was; entered as
//! claims into a register and exported again, too; and two lists drawn from them with noise are matched with the precision and recall that are printed. The
//! data are public and stay where they are; the noise, the kinds and the times of day are invented.

mod claims;
mod noise;
mod score;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant as Stopwatch;

use truceline_formats::events::Events;
use truceline_register::reconciliation::matching::{DEFAULT_THRESHOLD, candidates};
use truceline_register::reconciliation::proposal::propose;

use crate::campaign::{Campaign, Common};
use crate::voice::Dice;
use noise::{Days, Telling};

/// Entries of each list in a full run.
const ENTRIES: usize = 10_000;
/// Entries of each list with `--quick`.
const QUICK_ENTRIES: usize = 1_500;
/// Of a hundred events each side leaves out so many.
const MISSING_PERCENT: usize = 30;
/// What is aimed at, in a thousand.
const PRECISION_PERMILLE: u64 = 950;
const RECALL_PERMILLE: u64 = 900;

/// Thresholds from here on are shown.
const LEAST_THRESHOLD: u16 = 400;

/// What `cargo xtask events` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    common: Common,
    /// The folder of real places and events.
    #[arg(long)]
    data: PathBuf,
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut campaign = Campaign::begin(
        "events",
        "16,566 real events are read and written cell by cell, entered as claims and exported again without loss, and two noisy lists of them match with precision 0.95 and recall 0.9",
    );
    campaign.figure("seed", options.common.seed);
    if let Err(error) = events(options, &mut campaign) {
        campaign.fail(error);
    }
    campaign.end()
}

fn events(options: &Options, campaign: &mut Campaign) -> Result<(), String> {
    let folder = options.data.join("events");
    for (name, rows) in table::OTHERS {
        let path = folder.join(name);
        table::round_trip(campaign, &path, rows)?;
    }
    let events = table::round_trip(campaign, &folder.join(table::SYRIA), table::SYRIA_ROWS)?;
    claims::round_trip(campaign, &folder.join(table::SYRIA), options.common.quick)?;
    let entries = if options.common.quick {
        QUICK_ENTRIES
    } else {
        ENTRIES
    };
    for (name, telling) in TELLINGS {
        let seed = options.common.seed;
        let figures = side_by_side(campaign, &events, entries, seed, (name, *telling))?;
        if *name == "lists" {
            campaign.expect(
                figures.precision_permille() >= PRECISION_PERMILLE,
                format!(
                    "precision is {} in a thousand",
                    figures.precision_permille()
                ),
            );
            campaign.expect(
                figures.recall_permille() >= RECALL_PERMILLE,
                format!("recall is {} in a thousand", figures.recall_permille()),
            );
        }
    }
    Ok(())
}

/// Ways in which two sides may tell the same events; the first is what the promise is about.
const TELLINGS: &[(&str, Telling)] = &[
    ("lists", Telling::USUAL),
    (
        "without_times_of_day",
        Telling {
            days_alone_percent: 100,
            ..Telling::USUAL
        },
    ),
    (
        "one_month",
        Telling {
            days: Days::Folded(30),
            ..Telling::USUAL
        },
    ),
];

fn side_by_side(
    campaign: &mut Campaign,
    events: &Events,
    entries: usize,
    seed: u64,
    (name, telling): (&str, Telling),
) -> Result<score::Figures, String> {
    let mut dice = Dice::new(seed);
    let drawn = entries * 100 / (100 - MISSING_PERCENT);
    let truths = noise::truths(events, drawn, telling, &mut dice)?;
    let (one, other) = noise::two_lists(&truths, entries, telling, &mut dice);
    campaign.say(format!(
        "{name}: {} entries against {}, drawn from {} events",
        one.entries.len(),
        other.entries.len(),
        truths.len()
    ));
    let begun = Stopwatch::now();
    let found = candidates(&one.entries, &other.entries, DEFAULT_THRESHOLD)
        .map_err(|error| error.to_string())?;
    let lengths = (one.entries.len(), other.entries.len());
    let none = std::collections::BTreeSet::new();
    let proposal = propose(&found, lengths, (&none, &none));
    let took = begun.elapsed();
    let figures = score::Figures::of(&proposal, &one, &other);
    campaign.figure(&format!("{name}_entries"), lengths.0);
    campaign.figure(&format!("{name}_candidates"), found.len());
    campaign.figure(&format!("{name}_pairs"), proposal.pairs.len());
    campaign.figure(&format!("{name}_in_both"), figures.in_both);
    campaign.figure(&format!("{name}_right"), figures.right);
    campaign.figure(
        &format!("{name}_precision_permille"),
        figures.precision_permille(),
    );
    campaign.figure(
        &format!("{name}_recall_permille"),
        figures.recall_permille(),
    );
    campaign.figure(
        &format!("{name}_precision_without_rivals_permille"),
        figures.precision_without_rivals_permille(),
    );
    campaign.seconds(&format!("{name}_matching_seconds"), took);
    let all = candidates(&one.entries, &other.entries, LEAST_THRESHOLD)
        .map_err(|error| error.to_string())?;
    for threshold in (LEAST_THRESHOLD..=700).step_by(50) {
        let above: Vec<_> = all
            .iter()
            .filter(|pair| pair.score() >= threshold)
            .copied()
            .collect();
        let figures = score::Figures::of(&propose(&above, lengths, (&none, &none)), &one, &other);
        campaign.say(format!(
            "{name}: at {threshold}: precision {} and recall {} in a thousand",
            figures.precision_permille(),
            figures.recall_permille()
        ));
    }
    Ok(figures)
}
