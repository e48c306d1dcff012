//! The server under a bench: started on loopback, looked at, ended.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The server, on this machine alone.
pub(super) struct Serving {
    child: Child,
    /// Host and port.
    pub(super) address: String,
}

/// Whether callers are held to their shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shares {
    /// As in service.
    Kept,
    /// Everything gets through, to see what a server can do.
    Off,
}

/// Runs the program once in a folder.
pub(super) fn run(binary: &Path, folder: &Path, arguments: &[&str]) -> Result<(), String> {
    let done = Command::new(binary)
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .map_err(|error| error.to_string())?;
    match done.success() {
        true => Ok(()),
        false => Err(format!("truceline {} failed", arguments.join(" "))),
    }
}

/// Serves the folder `register` in a folder, with what each caller's shares let through or with all that comes.
pub(super) fn serve(binary: &Path, folder: &Path, shares: Shares) -> Result<Serving, String> {
    let mut command = Command::new(binary);
    if shares == Shares::Off {
        command.env("TRUCELINE_LIMITS", "off");
    }
    let mut child = command
        .args([
            "--data",
            "register",
            "serve",
            "--plain",
            "--listen",
            "127.0.0.1:0",
        ])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let out = child.stdout.take().ok_or("no output")?;
    let mut said = String::new();
    let read = BufReader::new(out).read_line(&mut said);
    read.map_err(|error| error.to_string())?;
    let address = said.trim().rsplit("http://").next().unwrap_or_default();
    Ok(Serving {
        address: address.to_owned(),
        child,
    })
}

impl Serving {
    /// Main memory that it has and had at most, in MiB, and the seconds of processor that it took.
    pub(super) fn costs(&self) -> (u64, u64, f64) {
        let id = self.child.id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let kib = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
            number.unwrap_or(0)
        };
        let seconds = processor_s(&id.to_string());
        (kib("VmRSS") / 1024, kib("VmHWM") / 1024, seconds)
    }

    /// Ends it in order.
    pub(super) fn stop(&mut self) -> Result<(), String> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        sent.map_err(|error| error.to_string())?;
        let ended = self.child.wait().map_err(|error| error.to_string())?;
        match ended.success() {
            true => Ok(()),
            false => Err(format!("the server ended with {ended}")),
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The seconds of processor that this process took: what the load costs that stands beside the server.
pub(super) fn own_processor_s() -> f64 {
    processor_s("self")
}

fn processor_s(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split(' ')
        .collect();
    let ticks = |place: usize| -> f64 {
        let field = fields.get(place).and_then(|field| field.parse().ok());
        field.unwrap_or(0.0)
    };
    // A tick is a hundredth of a second wherever Linux runs.
    (ticks(12) + ticks(13)) / 100.0
}

/// Fails, saying what to do, where this process may not open so many files.
pub(super) fn may_open(files: u64) -> Result<(), String> {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    match soft {
        Some(soft) if soft < files => Err(format!(
            "this needs {files} open files and may have {soft}; run `ulimit -n {files}` before it"
        )),
        _ => Ok(()),
    }
}

/// So many of a hundred took no longer.
pub(super) fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let place = sorted.len() * percent / 100;
    let last = sorted.len().saturating_sub(1);
    sorted.get(place.min(last)).copied().unwrap_or_default()
}

/// In milliseconds.
pub(super) fn milli(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// How long things took.
pub(super) fn distribution(times: &mut [Duration]) -> serde_json::Value {
    times.sort_unstable();
    serde_json::json!({
        "count": times.len(),
        "p50_ms": milli(percentile(times, 50)),
        "p90_ms": milli(percentile(times, 90)),
        "p99_ms": milli(percentile(times, 99)),
        "max_ms": milli(times.last().copied().unwrap_or_default()),
    })
}

/// How busy the machine was in the last minute, whoever made it so.
pub(super) fn load() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let first = text.split(' ').next().and_then(|first| first.parse().ok());
    first.unwrap_or(0.0)
}
