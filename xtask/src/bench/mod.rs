//! `bench NAME`: what the product does in a second, against what the machine could do, measured in the same
//! run. Figures are printed and never judged; the promise of a bench is that every answer was right.

pub mod ingest;
mod line;

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
    /// Durable receipts over HTTP, in a closed loop on loopback, against fdatasync and strict verification.
    Ingest(ingest::Options),
}

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    match &options.what {
        What::Ingest(options) => ingest::run(options),
    }
}
