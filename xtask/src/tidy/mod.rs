//! `cargo xtask tidy`: the rules that we rely on, as tests that give their reason when they fail.
//!
//! The same functions run in the suite (`xtask/tests/tidy.rs`). Rules look at text, not at
//! meaning: what they cannot see, review has to. Each rule is a module here.

pub mod arrows;
pub mod catalogues;
pub mod documents;
pub mod layers;
pub mod licences;
pub mod origins;
pub mod purity;
pub mod source;
pub mod words;

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::campaign::Campaign;
use crate::{fuzz, program};

/// What `cargo xtask tidy` takes.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Leave out the built program's help texts, which need a build.
    #[arg(long)]
    no_program: bool,
}

/// A broken rule: where, and why the rule is there.
#[derive(Debug)]
pub struct Finding {
    /// The file, from the repository's root.
    pub path: PathBuf,
    /// The line, counted from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong, why it matters and what to do.
    pub what: String,
}

impl Finding {
    /// A finding.
    pub fn new(path: &Path, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path.display(), self.line, self.what)
    }
}

/// A rule: its name, and what looks for findings under the repository's root.
pub type Rule = (&'static str, fn(&Path) -> Result<Vec<Finding>, String>);

/// Every rule that needs no build.
pub const RULES: &[Rule] = &[
    ("dependencies point one way", arrows::check),
    ("pure crates stay pure", purity::check),
    ("nothing below the command line knows it", layers::check),
    ("words never used", words::check),
    ("catalogues in every language", catalogues::check),
    ("documents hold together", documents::check),
    ("nothing of the workplace", origins::check),
    ("licences allowed", licences::check),
    ("fuzz targets in step", fuzz::crate_files::check),
];

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let mut campaign = Campaign::begin("tidy", "the rules of the house hold");
    let root = program::repository();
    for (name, rule) in RULES {
        report(&mut campaign, name, rule(&root));
    }
    if !options.no_program {
        let findings = program::build().and_then(|binary| words::check_help(&binary));
        report(&mut campaign, "words never used in help texts", findings);
    }
    campaign.end()
}

fn report(campaign: &mut Campaign, name: &str, findings: Result<Vec<Finding>, String>) {
    match findings {
        Ok(findings) => {
            campaign.figure(name, findings.len());
            for finding in findings {
                campaign.fail(format!("{name}: {finding}"));
            }
        }
        Err(error) => campaign.fail(format!("{name}: could not be looked at: {error}")),
    }
}
