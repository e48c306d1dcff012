//! `bench NAME`: what the product does in a second, against what the machine could do, measured in the same
//! run. Figures are printed and never judged; the promise of a bench is that every answer was right.

pub mod alert;
pub mod check;
mod durable;
pub mod evaluation;
pub mod flood;
pub mod ingest;
mod line;
mod postgres;
mod serving;
mod stream;
mod theatre;

use clap::Subcommand;
use std::process::ExitCode;

/// The benches.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Durable receipts over HTTP, in a closed loop on loopback, and durable records in process, against fdatasync and strict verification.
    Ingest(ingest::Options),
    /// From a notification or a stop to the warning on a desk's stream, under load.
    Alert(alert::Options),
    /// What hostile and broken clients cost the honest ones.
    Flood(flood::Options),
    /// A check on record, against the same question asked of PostgreSQL.
    Check(check::Options),
    /// Who overlaps a plan, of everything in force: the register in process against PostGIS on the same files.
    Evaluation(evaluation::Options),
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    match &options.what {
        What::Ingest(options) => ingest::run(options),
        What::Alert(options) => alert::run(options),
        What::Flood(options) => flood::run(options),
        What::Check(options) => check::run(options),
        What::Evaluation(options) => evaluation::run(options),
    }
}
