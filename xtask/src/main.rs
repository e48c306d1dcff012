//! `cargo xtask NAME`: the command line of the campaigns.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::{
    acceptance, api, bench, bulletin, console, crash, demo, events, fuzz, locator, pairs, reports,
    tidy, verifier,
};

/// The program's own, so that what campaigns measure in process is what it does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "The campaigns of development. Each ends with one line `result: {…}` and fails where its promise does not hold."
)]
struct Command {
    #[command(subcommand)]
    campaign: Campaign,
}

#[derive(Subcommand)]
enum Campaign {
    /// Builds the program where it is missing and plays the demonstration; arguments are passed on.
    Demo(demo::Options),
    /// The main job on real places: import, inquiries and checks against brute force, a bundle, fsck.
    Acceptance(acceptance::Options),
    /// The API's description, held against a running server by generated requests.
    Api(api::Options),
    /// Measures, against what the machine could do.
    Bench(bench::Options),
    /// The public forms of a bulletin, opened by other programs.
    Bulletin(bulletin::Options),
    /// Builds the console that the program takes in, and tries it in a browser.
    Console(console::Options),
    /// Tables of real events in and out, and two noisy lists drawn from them set side by side.
    Events(events::Options),
    /// Checks used to find people, against the floor.
    Locator(locator::Options),
    /// The index and the distances held against slow reference geodesics.
    Pairs(pairs::Options),
    /// Dossiers as PDF in six languages, looked at with tools that did not make them.
    Reports(reports::Options),
    /// kill -9 at write-class system calls of a run of submissions.
    Crash(crash::Options),
    /// The run of submissions that `crash` kills.
    #[command(hide = true)]
    CrashWorker(crash::worker::Options),
    /// Malformed bytes for every decoder of bytes from outside.
    Fuzz(fuzz::Options),
    /// The rules of the house that are tests.
    Tidy(tidy::Options),
    /// The Rust verifier and the TypeScript one held against each other.
    Verifier(verifier::Options),
}

fn main() -> ExitCode {
    match Command::parse().campaign {
        Campaign::Demo(options) => demo::run(&options),
        Campaign::Acceptance(options) => acceptance::run(&options),
        Campaign::Api(options) => api::run(&options),
        Campaign::Bench(options) => bench::run(&options),
        Campaign::Bulletin(options) => bulletin::run(&options),
        Campaign::Console(options) => console::run(&options),
        Campaign::Events(options) => events::run(&options),
        Campaign::Locator(options) => locator::run(&options),
        Campaign::Pairs(options) => pairs::run(&options),
        Campaign::Reports(options) => reports::run(&options),
        Campaign::Crash(options) => crash::run(&options),
        Campaign::CrashWorker(options) => crash::worker::run(&options),
        Campaign::Fuzz(options) => fuzz::run(&options),
        Campaign::Tidy(options) => tidy::run(&options),
        Campaign::Verifier(options) => verifier::run(&options),
    }
}
