//! The frame of every campaign: promise, progress, and the one line at the end.
//!
//! The last line is `result: {…}` with the campaign's figures, whether its promise held, and the
//! machine's facts. Times are printed and never judged.

use std::fmt::Display;
use std::io::{IsTerminal, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

/// What every campaign takes.
#[derive(Clone, Debug, clap::Args)]
pub struct Common {
    /// Minutes instead of hours: what continuous integration runs.
    #[arg(long)]
    pub quick: bool,
    /// What everything random grows from; the same seed gives the same run.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// A campaign under way.
pub struct Campaign {
    name: &'static str,
    started: Instant,
    figures: Map<String, Value>,
    failures: Vec<String>,
}

/// Most failures that are printed and reported; the count tells of the rest.
const SHOWN_FAILURES: usize = 20;

impl Campaign {
    /// Begins, saying what is promised.
    #[must_use]
    pub fn begin(name: &'static str, promise: &str) -> Self {
        eprintln!("{name}: {promise}");
        Self {
            name,
            started: Instant::now(),
            figures: Map::new(),
            failures: Vec::new(),
        }
    }

    /// Says how it goes on.
    pub fn say(&self, what: impl Display) {
        eprintln!("{}: {what}", self.name);
    }

    /// Keeps a figure for the last line.
    pub fn figure(&mut self, name: &str, value: impl Into<Value>) {
        self.figures.insert(name.to_owned(), value.into());
    }

    /// Keeps a duration in seconds, to the millisecond.
    pub fn seconds(&mut self, name: &str, time: Duration) {
        self.figure(name, to_milli(time.as_secs_f64()));
    }

    /// Keeps a rate, `count` in `time`.
    pub fn rate(&mut self, name: &str, count: u64, time: Duration) {
        #[allow(clippy::cast_precision_loss)]
        let per_second = count as f64 / time.as_secs_f64().max(1e-9);
        self.figure(name, to_milli(per_second));
    }

    /// The promise does not hold, and why.
    pub fn fail(&mut self, why: impl Display) {
        let why = why.to_string();
        if self.failures.len() < SHOWN_FAILURES {
            eprintln!("{}: FAILED: {why}", self.name);
        }
        self.failures.push(why);
    }

    /// Fails unless `held`.
    pub fn expect(&mut self, held: bool, why: impl Display) {
        if !held {
            self.fail(why);
        }
    }

    /// Prints the last line.
    #[must_use]
    pub fn end(self) -> ExitCode {
        let passed = self.failures.is_empty();
        let shown: Vec<_> = self.failures.iter().take(SHOWN_FAILURES).cloned().collect();
        let result = json!({
            "campaign": self.name,
            "passed": passed,
            "failures": self.failures.len(),
            "first_failures": shown,
            "figures": self.figures,
            "seconds": to_milli(self.started.elapsed().as_secs_f64()),
            "machine": machine(),
        });
        println!("result: {result}");
        if passed {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

fn to_milli(value: f64) -> Value {
    json!((value * 1000.0).round() / 1000.0)
}

/// The facts of the machine that a figure means nothing without.
fn machine() -> Value {
    let line = |path: &str, key: &str| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        text.lines()
            .find_map(|line| line.strip_prefix(key))
            .map(|rest| rest.trim_matches([' ', '\t', ':', '=', '"']).to_owned())
    };
    let kibibytes = line("/proc/meminfo", "MemTotal")
        .and_then(|text| text.trim_end_matches(" kB").parse::<u64>().ok());
    json!({
        "cores": std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
        "memory_mib": kibibytes.map(|kibibytes| kibibytes / 1024),
        "cpu": line("/proc/cpuinfo", "model name"),
        "os": line("/etc/os-release", "PRETTY_NAME").unwrap_or_else(|| std::env::consts::OS.to_owned()),
        "kernel": std::fs::read_to_string("/proc/sys/kernel/osrelease").ok().map(|text| text.trim().to_owned()),
    })
}

/// How far a long step has come: one line that is rewritten on a terminal, else a line each tenth.
pub struct Progress {
    what: &'static str,
    all: u64,
    shown: u64,
    terminal: bool,
}

impl Progress {
    /// Nothing done yet of `all`.
    #[must_use]
    pub fn of(what: &'static str, all: u64) -> Self {
        Self {
            what,
            all,
            shown: 0,
            terminal: std::io::stderr().is_terminal(),
        }
    }

    /// `done` of them are done.
    pub fn at(&mut self, done: u64) {
        let steps = if self.terminal { 200 } else { 10 };
        let step = done * steps / self.all.max(1);
        if step == self.shown && done != self.all {
            return;
        }
        self.shown = step;
        if self.terminal {
            let end = if done == self.all { "\n" } else { "" };
            eprint!("\r{}: {done} of {}{end}", self.what, self.all);
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("{}: {done} of {}", self.what, self.all);
        }
    }
}
