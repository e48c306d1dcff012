//! `cargo xtask console`: builds the console into `console/app/dist`, from where the program takes it in.
//!
//! Fetches what `console/package-lock.json` names, makes the API's types anew, checks them, runs the tests of the parts,
//! and builds. With `--test` the program is built with it and tried in a real browser: rooms by role and language,
//! nothing asked of another host, nothing that people write run as a script. Where Node or a browser is missing it says
//! SKIPPED: the program works without a console.

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::campaign::Campaign;
use crate::program;

/// The oldest Node that the tools run on.
const LEAST_NODE: u32 = 20;
/// Browsers that the tests know where to find.
const BROWSERS: &[&str] = &[
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

/// How it is run.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Then try it in a real browser, against the program.
    #[arg(long)]
    test: bool,
    /// Leave pictures of every room here.
    #[arg(long, value_name = "FOLDER", requires = "test")]
    shots: Option<std::path::PathBuf>,
    /// Then make the README's pictures anew
    #[arg(long)]
    pictures: bool,
}

/// Where the README has its pictures.
const PICTURES: &str = "docs/pictures";

/// Runs it.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    let promise = match options.test {
        true => "the console builds, and does in a browser what its rooms promise",
        false => "the console builds from what the lock file names",
    };
    let mut campaign = Campaign::begin("console", promise);
    match skipped(options) {
        Some(why) => {
            campaign.say(format!("SKIPPED: {why}"));
            campaign.figure("skipped", why);
        }
        None => {
            if let Err(why) = build(&mut campaign, options) {
                campaign.fail(why);
            }
        }
    }
    campaign.end()
}

/// Why it cannot be run here.
fn skipped(options: &Options) -> Option<String> {
    let Ok(output) = Command::new("node").arg("--version").output() else {
        return Some("node is not installed".to_owned());
    };
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next();
    if major.and_then(|major| major.parse().ok()).unwrap_or(0) < LEAST_NODE {
        return Some(format!("node {version} is older than {LEAST_NODE}"));
    }
    ((options.test || options.pictures) && browser().is_none())
        .then(|| "no Chromium is installed".to_owned())
}

/// The browser: what the environment names, or a usual place.
fn browser() -> Option<String> {
    let named = std::env::var("TRUCELINE_BROWSER").ok();
    let usual = BROWSERS.iter().find(|path| Path::new(path).exists());
    named.or_else(|| usual.map(|path| (*path).to_owned()))
}

fn build(campaign: &mut Campaign, options: &Options) -> Result<(), String> {
    let console = program::repository().join("console");
    let app = console.join("app");
    npm(campaign, &console, &["ci", "--no-audit", "--no-fund"], &[])?;
    for script in ["types", "check", "test", "build"] {
        npm(campaign, &app, &["run", "--silent", script], &[])?;
    }
    if !options.test && !options.pictures {
        campaign.say("build the program again, and it serves the console at /");
        return Ok(());
    }
    // What the console exports is verified by the offline page, too.
    let verifier = console.join("verifier");
    npm(campaign, &verifier, &["run", "--silent", "build"], &[])?;
    let built = program::build()?;
    let folder = options.shots.clone().unwrap_or_default();
    let told = [
        ("TRUCELINE_PROGRAM", built.display().to_string()),
        ("TRUCELINE_BROWSER", browser().unwrap_or_default()),
        ("TRUCELINE_SHOTS", folder.display().to_string()),
    ];
    if options.test {
        npm(campaign, &app, &["run", "--silent", "e2e"], &told)?;
    }
    if options.pictures {
        let folder = program::repository().join(PICTURES);
        let mut told = told.to_vec();
        told.push(("TRUCELINE_PICTURES", folder.display().to_string()));
        npm(campaign, &app, &["run", "--silent", "pictures"], &told)?;
    }
    Ok(())
}

fn npm(
    campaign: &mut Campaign,
    folder: &Path,
    words: &[&str],
    told: &[(&str, String)],
) -> Result<(), String> {
    campaign.say(format!("npm {}", words.join(" ")));
    let began = std::time::Instant::now();
    let mut npm = Command::new("npm");
    npm.args(words).current_dir(folder);
    npm.envs(told.iter().map(|(name, value)| (name, value)));
    let status = npm.status().map_err(|error| format!("npm: {error}"))?;
    let name = words.last().copied().unwrap_or("npm");
    campaign.seconds(
        words.iter().find(|word| **word == "ci").unwrap_or(&name),
        began.elapsed(),
    );
    match status.success() {
        true => Ok(()),
        false => Err(format!("npm {} failed", words.join(" "))),
    }
}
